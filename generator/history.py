"""`content/history.jsonl`: what changed on the site from build to build, told to its readers.

Every line is one event in one build: the changes that are announced, and what the site then
said about the event, so that the next build can compare without any other memory. Lines are
only ever added. Nothing here reads a clock: a change is dated by the newest article concerned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from generator.amounts import unmatched_quantities
from generator.articles import guess_lang
from generator.errors import ContentError, Problem
from generator.files import read_file, write_atomically
from generator.model import (
    Article,
    Briefing,
    Change,
    Claim,
    Lang,
    PartialDate,
    Translations,
    other_lang,
)
from generator.sentences import article_sentences

FILE_NAME = "history.jsonl"
_MAX_BYTES = 1_000_000_000

_KINDS = get_args(get_type_hints(Change)["kind"])
_WORD = re.compile(r"[^\W_]+")
# Below this share of common words, two sentences are different statements, not one corrected.
_SAME_STATEMENT = 0.5


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as the site showed it.

    Attributes:
        article_id: The article it is taken from.
        source: The exact source sentence.
        text: The claim's own words; differs from `source` when it was shortened.
        translation: The claim as shown in the other language, "" while not translated.
    """

    article_id: str
    source: str
    text: str
    translation: str = ""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """What the site said about an event.

    Attributes:
        date: Date of its newest article, as far as known, without a time.
        articles: Title of each article by id, in the event's order.
        claims: The summary, the lead first.
    """

    date: str
    articles: Mapping[str, str]
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: an event in one build.

    Attributes:
        event_id: The event.
        changes: What is announced about it; empty when only the wording of the summary moved.
        state: What the site says from now on; None once the event is gone.
    """

    event_id: str
    changes: tuple[Change, ...]
    state: ShownEvent | None


@dataclass(frozen=True, slots=True)
class History:
    """Everything the file tells.

    Attributes:
        changes: Every announced change, the oldest build first.
        events: What the site last said about each event that it still shows.
        first_articles: Event id → the articles it had when it was first published.
        lines: Event id → the line that says what `events` does.
    """

    changes: tuple[Change, ...] = ()
    events: Mapping[str, ShownEvent] = field(default_factory=dict)
    first_articles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def with_entries(self, entries: Iterable[Entry]) -> History:
        """The history after further entries."""
        return self._with((entry, _entry_text(entry)) for entry in entries)

    def _with(self, entries: Iterable[tuple[Entry, str]]) -> History:
        """The history after further entries, each with its line."""
        changes, events, lines = list(self.changes), dict(self.events), dict(self.lines)
        first = dict(self.first_articles)
        for entry, line in entries:
            changes.extend(entry.changes)
            if entry.state is None:
                events.pop(entry.event_id, None)
                lines.pop(entry.event_id, None)
            else:
                events[entry.event_id] = entry.state
                lines[entry.event_id] = line
                first.setdefault(entry.event_id, tuple(entry.state.articles))
        return History(tuple(changes), events, first, lines)


def read_history(content: Path) -> History:
    """Read the history in the content folder; an empty one when there is none.

    Raises:
        ContentError: Every line that is not a history entry, with its number.
    """
    path = content / FILE_NAME
    try:
        lines = read_file(path, _MAX_BYTES).decode("utf-8-sig").split("\n")
    except FileNotFoundError:
        return History()
    except UnicodeDecodeError as error:
        raise ContentError(Problem(f"cannot be read: {error}", "save it as UTF-8", path)) from error
    entries: list[tuple[Entry, str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entries.append((_entry_from(json.loads(line)), line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            problems.append(
                Problem(
                    "not a history entry",
                    "restore the line from version control; the build writes this file",
                    path,
                    number,
                )
            )
    if problems:
        raise ContentError(problems)
    return History()._with(entries)


def append_history(content: Path, entries: Iterable[Entry]) -> None:
    """Add entries to the history; without entries the file is left alone.

    The file is written aside and renamed, so that it never holds half an entry.

    Raises:
        BriefingsError: The content folder cannot be written.
    """
    added = "".join(_entry_text(entry) + "\n" for entry in entries)
    if not added:
        return
    path = content / FILE_NAME
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_atomically(path, before + added.encode())


def compare(
    history: History,
    briefings: Iterable[Briefing],
    articles: Mapping[str, Article],
    translations: Translations,
    unmoved: Collection[str] = (),
) -> tuple[Entry, ...]:
    """What this build changes, by date and event id; empty when nothing moved.

    Announced are: an event that is new (`published`), has further articles (`grown`), took in
    another (`merged`), gave articles away (`split`) or lost them (`withdrawn`), and a sentence
    of a published summary whose source now reads differently, or whose translation now gives
    other numbers (`corrected`). A summary that merely picks other sentences is no correction.

    Args:
        history: What earlier builds showed.
        briefings: Everything this build shows.
        articles: All articles by id.
        translations: How the claims read in the other language.
        unmoved: Ids of events that are known to be as the history has them.
    """
    now = {briefing.event.id: briefing for briefing in briefings}
    shown = {
        event_id: history.events[event_id]
        if event_id in unmoved
        else shown_event(briefing, articles, translations)
        for event_id, briefing in now.items()
    }
    home = {
        article_id: event_id for event_id, state in shown.items() for article_id in state.articles
    }
    texts = _ArticleTexts(articles)
    entries: list[Entry] = []
    for event_id, state in shown.items():
        before = history.events.get(event_id)
        absorbed = [
            history.events[former]
            for former in now[event_id].event.former_ids
            if former in history.events and former not in now
        ]
        if before == state and not absorbed:
            continue
        predecessor = before or (absorbed.pop(0) if absorbed else None)  # a renamed event
        changes = tuple(_event_changes(event_id, predecessor, state, absorbed, home, texts))
        if changes or before != state:
            entries.append(Entry(event_id, changes, state))
    successors = {former for briefing in now.values() for former in briefing.event.former_ids}
    for event_id, before in history.events.items():
        if event_id in now:
            continue
        changes = ()
        if event_id not in successors:
            moved = any(article_id in home for article_id in before.articles)
            titles = tuple(before.articles.values())
            changes = (Change(before.date, "split" if moved else "withdrawn", event_id, titles),)
        entries.append(Entry(event_id, changes, None))
    return tuple(sorted(entries, key=lambda entry: (_entry_date(entry, history), entry.event_id)))


def _entry_date(entry: Entry, history: History) -> tuple[int, int, int, str]:
    state = entry.state or history.events[entry.event_id]
    return PartialDate.parse(state.date).sort_key


def _event_changes(
    event_id: str,
    before: ShownEvent | None,
    state: ShownEvent,
    absorbed: list[ShownEvent],
    home: Mapping[str, str],
    texts: _ArticleTexts,
) -> Iterator[Change]:
    """The changes of an event that the site shows now."""
    if before is None:
        yield Change(state.date, "published", event_id, tuple(state.articles.values()))
        return
    old = before.articles
    merged = {key: title for other in absorbed for key, title in other.articles.items()}
    if merged:
        yield Change(state.date, "merged", event_id, tuple(merged.values()))
    new = [title for key, title in state.articles.items() if key not in old and key not in merged]
    gone = {key: title for key, title in old.items() if key not in state.articles}
    # The same headline under another id: its file was renamed, which is no news to a reader.
    renamed = {*new} & {title for key, title in gone.items() if key not in home}
    if new := [title for title in new if title not in renamed]:
        yield Change(state.date, "grown", event_id, tuple(new))
    moved = tuple(title for key, title in gone.items() if key in home)
    if moved:
        yield Change(state.date, "split", event_id, moved)
    lost = tuple(t for key, t in gone.items() if key not in home and t not in renamed)
    if lost:
        yield Change(state.date, "withdrawn", event_id, lost)
    for pair in (*_source_corrections(before, texts), *_translation_corrections(before, state)):
        yield Change(state.date, "corrected", event_id, pair)


def _source_corrections(before: ShownEvent, texts: _ArticleTexts) -> Iterator[tuple[str, str]]:
    """(old, new) of each published sentence that its article no longer says; new may be ""."""
    published = {claim.source for claim in before.claims}
    for claim in before.claims:
        if claim.article_id not in texts.articles or texts.says(claim.article_id, claim.source):
            continue
        others = [text for text in texts.sentences(claim.article_id) if text not in published]
        yield claim.source, _closest(claim.source, others)


def _translation_corrections(before: ShownEvent, state: ShownEvent) -> Iterator[tuple[str, str]]:
    """(old, new) of each translation of an unchanged claim that now gives other numbers."""
    now = {(claim.article_id, claim.text): claim for claim in state.claims}
    for old in before.claims:
        new = now.get((old.article_id, old.text))
        if new is None or not old.translation or not new.translation:
            continue
        if old.translation != new.translation and _other_numbers(old.translation, new.translation):
            yield old.translation, new.translation


def _other_numbers(old: str, new: str) -> bool:
    """Whether a number or date of one text is in no reading in the other ("10/4", "10 April").

    Small numbers in words come and go in good translations: they count only where others
    stand in their place.
    """
    lang = guess_lang(new)
    lost, added = unmatched_quantities(old, lang, new, lang)
    return bool(lost and added) or any(not number.words for number in (*lost, *added))


def _closest(text: str, others: Iterable[str]) -> str:
    """The sentence that shares most words in order with `text`; "" when none is close."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_words(text))
    best, best_ratio = "", _SAME_STATEMENT
    for other in others:
        matcher.set_seq1(_words(other))
        if matcher.quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
            best, best_ratio = other, ratio
    return best


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


class _ArticleTexts:
    """The current words of articles, worked out once each and only when asked for."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self.articles = articles
        self._words: dict[str, str] = {}

    def says(self, article_id: str, sentence: str) -> bool:
        """Whether the article still holds these words; punctuation and spacing are no matter."""
        if article_id not in self._words:
            text = "\n".join(self.articles[article_id].paragraphs)
            self._words[article_id] = f" {' '.join(_words(text))} "
        return f" {' '.join(_words(sentence))} " in self._words[article_id]

    def sentences(self, article_id: str) -> list[str]:
        """The article's sentences."""
        return [sentence.text for sentence in article_sentences(self.articles[article_id])]


def shown_event(
    briefing: Briefing, articles: Mapping[str, Article], translations: Translations
) -> ShownEvent:
    """What the site says about an event now."""
    members = [articles[article_id] for article_id in briefing.event.article_ids]
    newest = max((article.published for article in members), key=lambda date: date.sort_key)
    return ShownEvent(
        newest.date_text,
        {article.id: article.title for article in members},
        tuple(_shown_claim(claim, translations) for claim in briefing.all_claims),
    )


def _shown_claim(claim: Claim, translations: Translations) -> ShownClaim:
    target: Lang = other_lang(claim.lang)
    translation = translations.get(claim.text, claim.lang, target)
    source = claim.citations[0]
    translated = translation.text if translation.origin in ("edited", "machine") else ""
    return ShownClaim(source.article_id, source.text, claim.text, translated)


def _entry_text(entry: Entry) -> str:
    """One line of JSON; keys in a fixed order, empty parts left out."""
    data: dict[str, Any] = {"event": entry.event_id}
    data["changes"] = [
        {"date": change.date, "kind": change.kind, "detail": list(change.detail)}
        for change in entry.changes
    ]
    data["state"] = None
    if entry.state is not None:
        claims = []
        for claim in entry.state.claims:
            shown = {"article": claim.article_id, "source": claim.source}
            if claim.text != claim.source:
                shown["text"] = claim.text
            if claim.translation:
                shown["translation"] = claim.translation
            claims.append(shown)
        data["state"] = {
            "date": entry.state.date,
            "articles": dict(entry.state.articles),
            "claims": claims,
        }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _entry_from(data: Any) -> Entry:
    """The reverse of `_entry_text`.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: Anything else than an entry.
    """
    event_id = _text(data["event"])
    changes = tuple(_change_from(change, event_id) for change in data["changes"])
    state = data["state"]
    if state is None:
        return Entry(event_id, changes, None)
    date = _date(_text(state["date"]))
    titles = {key: _text(title) for key, title in state["articles"].items()}
    claims = tuple(
        ShownClaim(
            _text(claim["article"]),
            _text(claim["source"]),
            _text(claim.get("text", claim["source"])),
            _text(claim.get("translation", "")),
        )
        for claim in state["claims"]
    )
    return Entry(event_id, changes, ShownEvent(date, titles, claims))


def _change_from(data: Any, event_id: str) -> Change:
    kind = data["kind"]
    if kind not in _KINDS:
        raise ValueError(f"no such change: {kind}")
    date = _date(_text(data["date"]))
    return Change(date, kind, event_id, tuple(_text(text) for text in data["detail"]))


@lru_cache(maxsize=1 << 14)
def _date(text: str) -> str:
    """A date as it is written; the same ones stand in many lines."""
    return str(PartialDate.parse(text))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    value.encode()  # half a surrogate pair is no text and could not be written again
    return value
