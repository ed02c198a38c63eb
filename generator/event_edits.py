"""`content/events.yml`: what editors decide about events and storylines.

    events:
      - id: 2014-04-10-three-way-talks      # a published event, or a new one with `articles`
        name: {en: Three-way talks, vi: Đàm phán ba bên}
        articles: [one-article, another]    # these belong here, whatever the program finds
        without: [a-third]                  # these do not belong here
        merge: [2014-04-11-talks]           # these events become part of it; they redirect here
    storylines:
      - id: a-storyline
        name: {en: …, vi: …}
        events: [one-event, another]        # these belong here
        without: [a-third]                  # these do not
        merge: [another-storyline]

Nothing of the file is applied while anything in it is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import strict_yaml
from generator.articles import ID
from generator.errors import ContentError, Problem
from generator.model import LANGS, Lang
from generator.published import Published, follow

NAME = "events.yml"


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry: what an editor decided about one event or storyline.

    Attributes:
        id: Its id.
        names: Its name per language.
        members: Articles (of an event) or events (of a storyline) that belong to it.
        without: Those that do not.
        merge: Ids that become part of it.
    """

    id: str
    names: Mapping[Lang, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventEdits:
    """All entries of the file, by id.

    Attributes:
        events: Entries about events.
        storylines: Entries about storylines.
    """

    events: Mapping[str, Edit] = field(default_factory=dict)
    storylines: Mapping[str, Edit] = field(default_factory=dict)


def merges(edits: Mapping[str, Edit]) -> dict[str, str]:
    """Merged id → the id it becomes part of."""
    return {old: edit.id for edit in edits.values() for old in edit.merge}


def read_event_edits(
    content: Path, article_ids: Collection[str], published: Published | None = None
) -> EventEdits:
    """Read `events.yml` in the content folder; no edits when there is none.

    Args:
        content: The content folder.
        article_ids: Ids of all articles.
        published: The registry of published ids; what it holds may be edited by id.

    Raises:
        ContentError: Every mistake, with its line and remedy.
    """
    path = content / NAME
    document = strict_yaml.read(path)
    if document is None:
        return EventEdits()
    return _Reader(document, path, frozenset(article_ids), published or Published()).read()


class _Reader:
    """Turns the parsed file into edits and collects what is wrong with it."""

    def __init__(
        self,
        document: strict_yaml.Document,
        path: Path,
        article_ids: frozenset[str],
        published: Published,
    ) -> None:
        self.document = document
        self.path = path
        self.article_ids = article_ids
        self.published = published
        self.problems: list[Problem] = []

    def wrong(self, what: str, remedy: str, *at: str | int) -> None:
        self.problems.append(Problem(what, remedy, self.path, self.document.line(*at)))

    def read(self) -> EventEdits:
        data = self.document.data or {}
        if not isinstance(data, dict):
            self.wrong("must be a mapping", "write `events:` and below it `- id: …`")
            raise ContentError(self.problems)
        for key in data:
            if key not in ("events", "storylines"):
                self.wrong(f"unknown key '{key}'", "known: events, storylines", key)
        known_events = {*self.published.events, *self.published.event_redirects}
        events = self.section(
            "events", "articles", "article", self.article_ids, known_events, data.get("events")
        )
        every_event = known_events | set(events)
        storylines = self.section(
            "storylines",
            "events",
            "event",
            every_event,
            {*self.published.storylines, *self.published.storyline_redirects},
            data.get("storylines"),
        )
        if self.problems:
            raise ContentError(sorted(self.problems, key=lambda problem: problem.line or 0))
        return EventEdits(events, storylines)

    def section(
        self,
        section: str,
        members_key: str,
        member: str,
        known_members: Collection[str],
        known_ids: Collection[str],
        data: Any,
    ) -> dict[str, Edit]:
        """Read one of the two lists. `member` is the word for what an entry holds."""
        if data in (None, ""):
            return {}
        if not isinstance(data, list):
            self.wrong(f"'{section}' must be a list", "write one `- id: …` an entry", section)
            return {}
        edits: dict[str, Edit] = {}
        places: dict[str, int] = {}
        for index, entry in enumerate(data):
            edit = self.entry(section, index, entry, members_key)
            if edit is None:
                continue
            if edit.id in edits:
                self.wrong(
                    f"'{edit.id}' stands twice",
                    "put all that you decide about it into one entry",
                    section, index, "id",
                )  # fmt: skip
                continue
            edits[edit.id], places[edit.id] = edit, index
        for id_, edit in edits.items():
            at = (section, places[id_])
            if id_ not in known_ids and not edit.members:
                self.wrong(
                    f"there is no {section[:-1]} '{id_}'",
                    f"copy the id from its address, or list its `{members_key}` to make a new one",
                    *at, "id",
                )  # fmt: skip
            for key, listed in ((members_key, edit.members), ("without", edit.without)):
                for place, item in enumerate(listed):
                    if item not in known_members:
                        self.wrong(
                            f"there is no {member} '{item}'",
                            f"copy the id of the {member}, or remove it here",
                            *at, key, place,
                        )  # fmt: skip
        self.check_members(section, members_key, member, edits, places)
        self.check_merges(section, edits, places, {*known_ids, *edits})
        return edits

    def entry(self, section: str, index: int, entry: Any, members_key: str) -> Edit | None:
        at = (section, index)
        before = len(self.problems)
        if not isinstance(entry, dict):
            self.wrong("an entry must be a mapping", "write `- id: …`", *at)
            return None
        keys = ("id", "name", members_key, "without", "merge")
        for key in entry:
            if key not in keys:
                self.wrong(f"unknown key '{key}'", f"known: {', '.join(keys)}", *at, key)
        id_ = entry.get("id")
        if not isinstance(id_, str) or not ID.fullmatch(id_):
            self.wrong(
                "an entry needs an id", "write `id:` with a-z, 0-9 and hyphens only", *at, "id"
            )
            return None
        names = self.names(entry.get("name", {}), *at, "name")
        lists = {
            key: self.ids(entry.get(key, []), *at, key) for key in (members_key, "without", "merge")
        }
        if len(self.problems) > before:
            return None
        return Edit(id_, names, lists[members_key], lists["without"], lists["merge"])

    def names(self, value: Any, *at: str | int) -> dict[Lang, str]:
        known: dict[str, Lang] = {lang: lang for lang in LANGS}
        if not isinstance(value, dict) or set(value) - set(known):
            self.wrong("'name' must have a text per language", "write `en: …` and `vi: …`", *at)
            return {}
        names: dict[Lang, str] = {}
        for key, text in value.items():
            if not isinstance(text, str) or not text.strip():
                self.wrong(f"the name in '{key}' is empty", "write it or remove the key", *at, key)
            else:
                names[known[key]] = " ".join(text.split())
        return names

    def ids(self, value: Any, *at: str | int) -> tuple[str, ...]:
        if value == "":
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(f"'{at[-1]}' must be a list of ids", "write `[one, two]`", *at)
            return ()
        for place, item in enumerate(value):
            if item in value[:place]:
                self.wrong(f"'{item}' stands twice", "remove one of the two", *at, place)
        return tuple(value)

    def check_members(
        self,
        section: str,
        members_key: str,
        member: str,
        edits: Mapping[str, Edit],
        places: Mapping[str, int],
    ) -> None:
        holder: dict[str, str] = {}
        for id_, edit in edits.items():
            for place, item in enumerate(edit.members):
                if item in holder:
                    self.wrong(
                        f"the {member} '{item}' is in two entries, '{holder[item]}' and '{id_}'",
                        "leave it in one of them",
                        section, places[id_], members_key, place,
                    )  # fmt: skip
                holder.setdefault(item, id_)
                if item in edit.without:
                    self.wrong(
                        f"'{item}' is both in `{members_key}` and in `without`",
                        "remove it from one of the two lists",
                        section, places[id_], "without", edit.without.index(item),
                    )  # fmt: skip

    def check_merges(
        self,
        section: str,
        edits: Mapping[str, Edit],
        places: Mapping[str, int],
        known: Collection[str],
    ) -> None:
        target: dict[str, str] = {}
        for id_, edit in edits.items():
            for place, old in enumerate(edit.merge):
                at = (section, places[id_], "merge", place)
                if old not in known:
                    self.wrong(
                        f"there is no {section[:-1]} '{old}'", "copy the id from its address", *at
                    )
                elif old in target:
                    self.wrong(
                        f"'{old}' is merged twice, into '{target[old]}' and '{id_}'",
                        "leave it in one of them",
                        *at,
                    )
                else:
                    target[old] = id_
                    if _leads_back(old, target):
                        self.wrong(
                            f"merging '{old}' goes in a circle",
                            "decide which of the ids stays and list the others in its `merge`",
                            *at,
                        )
                        del target[old]


def _leads_back(id_: str, target: Mapping[str, str]) -> bool:
    seen, at = {id_}, target.get(id_)
    while at is not None and at not in seen:
        seen.add(at)
        at = target.get(at)
    return at == id_


def final_id(id_: str, edits: Mapping[str, Edit], redirects: Mapping[str, str]) -> str:
    """Where an id leads after the editors' merges and all earlier redirects."""
    by_editor = merges(edits)
    # An editor's entry about an id makes it live again, whatever it led to before.
    leads = {old: new for old, new in redirects.items() if old not in edits} | by_editor
    return follow(id_, leads)
