"""`content/published.json`: which ids have been published, and what they held.

Kept by the program and committed with the content. An address that was published once is never
given to anything else: it stays, or it leads to what took its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Problem
from generator.files import read_file, write_atomically
from generator.model import Event, Storyline

NAME = "published.json"
_MAX_BYTES = 1_000_000_000
_REMEDY = "restore the file from version control; the program keeps it, editors do not"


@dataclass(frozen=True, slots=True)
class Published:
    """What has been published so far.

    Attributes:
        events: Event id → article ids, those withdrawn since included.
        storylines: Storyline id → event ids.
        event_redirects: Former event id → the event that took its place.
        storyline_redirects: Former storyline id → the storyline that took its place.
    """

    events: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    storylines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event_redirects: Mapping[str, str] = field(default_factory=dict)
    storyline_redirects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, content: Path) -> Published:
        """Read the registry of a content folder; an empty one when there is none.

        Raises:
            ContentError: The file cannot be read or is not such a registry.
        """
        path = content / NAME
        try:
            data = json.loads(read_file(path, _MAX_BYTES).decode())
        except FileNotFoundError:
            return cls()
        except (ValueError, RecursionError) as error:
            raise ContentError(Problem(f"cannot be read: {error}", _REMEDY, path)) from error
        if not _is_registry(data):
            raise ContentError(Problem("is not a registry of published ids", _REMEDY, path))
        return cls(
            {key: tuple(value) for key, value in data["events"].items()},
            {key: tuple(value) for key, value in data["storylines"].items()},
            data["event_redirects"],
            data["storyline_redirects"],
        )

    def text(self) -> str:
        """The file's text: sorted, one id a line, so that a change is a readable diff."""
        parts = []
        for key in _SECTIONS:
            section: Mapping[str, Any] = getattr(self, key)
            rows = [f"    {json.dumps(id_)}: {_json(section[id_])}" for id_ in sorted(section)]
            body = "{\n" + ",\n".join(rows) + "\n  }" if rows else "{}"
            parts.append(f"  {json.dumps(key)}: {body}")
        return "{\n" + ",\n".join(parts) + "\n}\n"

    def write(self, content: Path) -> bool:
        """Write the registry; whether it changed."""
        return write_atomically(content / NAME, self.text().encode())

    def updated(self, events: Iterable[Event], storylines: Iterable[Storyline]) -> Published:
        """The registry after these events and storylines are published.

        Articles and events that are not there any more stay on record, so that they come back
        to their old address if they return.
        """
        events, storylines = tuple(events), tuple(storylines)
        new_events, event_redirects = _merged(
            self.events,
            self.event_redirects,
            [(event.id, event.article_ids, event.former_ids) for event in events],
        )
        new_storylines, storyline_redirects = _merged(
            self.storylines,
            self.storyline_redirects,
            [(line.id, line.event_ids, line.former_ids) for line in storylines],
        )
        return Published(new_events, new_storylines, event_redirects, storyline_redirects)

    def gone(
        self, events: Iterable[Event], storylines: Iterable[Storyline]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids that were published and that nothing answers to now.

        Args:
            events: The present events.
            storylines: The present storylines.

        Returns:
            Ids of events and ids of storylines, sorted.
        """
        return (
            _unanswered(
                {*self.events, *self.event_redirects},
                {id_ for event in events for id_ in (event.id, *event.former_ids)},
            ),
            _unanswered(
                {*self.storylines, *self.storyline_redirects},
                {id_ for line in storylines for id_ in (line.id, *line.former_ids)},
            ),
        )


def _unanswered(published: set[str], present: set[str]) -> tuple[str, ...]:
    return tuple(sorted(published - present))


_SECTIONS = ("events", "storylines", "event_redirects", "storyline_redirects")


def follow(id_: str, redirects: Mapping[str, str]) -> str:
    """Where an id leads in the end; itself when it does not lead anywhere or only in a circle."""
    seen = {id_}
    while (following := redirects.get(id_)) is not None and following not in seen:
        seen.add(following)
        id_ = following
    return id_


def _merged(
    before: Mapping[str, tuple[str, ...]],
    redirects: Mapping[str, str],
    built: list[tuple[str, tuple[str, ...], tuple[str, ...]]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    current = {id_ for id_, _, _ in built}
    leads = {old: new for old, new in redirects.items() if old not in current}
    leads |= {old: id_ for id_, _, former in built for old in former if old not in current}
    leads = {old: follow(old, leads) for old in leads}
    present = {member for _, members, _ in built for member in members}
    held: dict[str, list[str]] = {id_: [] for id_ in (*before, *current) if id_ not in leads}
    for id_, members in before.items():
        held.setdefault(leads.get(id_, id_), []).extend(
            member for member in members if member not in present
        )
    for id_, members, _ in built:
        held[id_].extend(members)
    return {id_: tuple(sorted(set(held[id_]))) for id_ in sorted(held)}, dict(sorted(leads.items()))


def _json(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _is_registry(data: Any) -> bool:
    if not isinstance(data, dict) or set(data) != set(_SECTIONS):
        return False
    if not all(isinstance(section, dict) for section in data.values()):
        return False
    lists = [*data["events"].values(), *data["storylines"].values()]
    names = [*data["event_redirects"].values(), *data["storyline_redirects"].values()]
    return all(isinstance(name, str) for name in names) and all(
        isinstance(row, list) and all(isinstance(item, str) for item in row) for row in lists
    )
