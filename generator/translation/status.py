"""How far the translation of each event is, and what waits for an editor."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model import Lang, other_lang
from generator.translation.glossary import Glossary
from generator.translation.memory import Memory, MemoryEntry
from generator.translation.translator import Lookup, Request


@dataclass(frozen=True, slots=True)
class Counts:
    """Texts of one event (or of all) by where their translation comes from.

    Attributes:
        edited: By an editor.
        machine: By a machine, not looked at yet.
        missing: Not translated.
        warned: Of `machine`, those with a warning.
        changed: Texts that have changed since an editor translated them: of `machine` or
            `missing`, those that hold an editor's earlier words as a suggestion.
    """

    edited: int = 0
    machine: int = 0
    missing: int = 0
    warned: int = 0
    changed: int = 0

    @property
    def total(self) -> int:
        """All texts that need a translation."""
        return self.edited + self.machine + self.missing


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """What `briefings translate --status` shows.

    Attributes:
        events: Event id → counts, in the order given.
        total: Counts over all events; a text that several share counts once.
        stale: Entries that no event uses any more, in the files' order; obsolete ones (`#~`)
            are not counted.
    """

    events: Mapping[str, Counts]
    total: Counts
    stale: tuple[MemoryEntry, ...]


def translation_status(
    requests: Mapping[str, Iterable[Request]], memory: Memory, glossary: Glossary | None = None
) -> TranslationStatus:
    """Count what is translated.

    Args:
        requests: Event id → the texts its pages need: (text, its language, wanted language).
        memory: The translation memory.
        glossary: Names and terms; a text that is one of them counts as edited.
    """
    changed = {
        (entry.source, entry.source_lang)
        for entry in memory.entries()
        if entry.suggestion and entry.translation.origin != "edited"
    }
    lookup = Lookup(memory, glossary)
    events: dict[str, Counts] = {}
    everything: dict[Request, None] = {}
    for event_id, wanted in requests.items():
        unique = dict.fromkeys(
            (unicodedata.normalize("NFC", text), source, target)
            for text, source, target in wanted
            if source != target and text.strip()
        )
        everything.update(unique)
        events[event_id] = _count(unique, lookup, changed)
    used = {(text, source) for text, source, _ in everything}
    stale = tuple(
        entry
        for entry in memory.entries()
        if not entry.obsolete and (entry.source, entry.source_lang) not in used
    )
    return TranslationStatus(events, _count(everything, lookup, changed), stale)


def _count(requests: Iterable[Request], lookup: Lookup, changed: set[tuple[str, Lang]]) -> Counts:
    edited = machine = missing = warned = waiting = 0
    for text, source, target in requests:
        found = lookup.get(text, source, target)
        edited += found.origin == "edited"
        machine += found.origin == "machine"
        missing += found.origin == "missing"
        warned += found.origin == "machine" and bool(found.warnings)
        waiting += (text, source) in changed
    return Counts(edited, machine, missing, warned, waiting)


def status_lines(status: TranslationStatus) -> Iterator[str]:
    """The status as a table for a terminal, events that need most work first."""
    width = max([len("event"), *map(len, status.events)])
    yield f"{'event':<{width}}  edited  machine  missing  warned  changed"

    def row(name: str, c: Counts) -> str:
        return (
            f"{name:<{width}}  {c.edited:>6}  {c.machine:>7}  {c.missing:>7}  {c.warned:>6}"
            f"  {c.changed:>7}"
        )

    def work(item: tuple[str, Counts]) -> tuple[int, int, int, str]:
        name, c = item
        return (-c.missing, -c.warned - c.changed, -c.machine, name)

    for name, counts in sorted(status.events.items(), key=work):
        yield row(name, counts)
    yield row("all", status.total)
    if status.stale:
        own = sum(entry.translation.origin == "edited" for entry in status.stale)
        files = ", ".join(sorted({f"{other_lang(e.source_lang)}.po" for e in status.stale}))
        yield (
            f"{len(status.stale)} entries of {files} are used by no event now ({own} of them "
            "edited); they stay, and serve as suggestions"
        )
