"""What the templates lay out: plain values, worked out for one language and one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from generator.model import Lang, Origin


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as it stands on a page.

    Attributes:
        text: The words.
        lang: Their language.
        foreign: Whether that is not the language of the page.
        origin: Where the words come from.
        warnings: Doubts, in the words of the page's language.
    """

    text: str
    lang: Lang
    foreign: bool
    origin: Origin
    warnings: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether the passage carries a visible mark."""
        return self.origin in ("machine", "missing") or bool(self.warnings)


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage in the language of the page and its partner in the other one.

    `there` is None where both would be the same words (nothing is translated yet).
    """

    here: Text
    there: Text | None


@dataclass(frozen=True, slots=True)
class Cite:
    """A link from a claim to a sentence of a source."""

    label: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A sentence of the summary."""

    id: str
    pair: Pair
    cites: tuple[Cite, ...]
    shortened: bool
    new: bool
    rewritten: bool


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A source sentence under an article; `gap` says that sentences before it are left out."""

    anchor: str
    pair: Pair
    claims: tuple[str, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """An article among the sources of an event."""

    number: int
    lang: Lang
    title: Pair
    title_inferred: bool
    outlet: str
    outlet_href: str
    author: str
    date: str
    date_iso: str
    date_inferred: bool
    url: str
    reprints: tuple[tuple[str, str], ...]
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event in a list."""

    id: str
    href: str
    title: Text
    lead: Text | None
    date: str
    date_iso: str
    outlets: str
    current: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class EventList(Sequence[EventItem]):
    """Events in a list, each worked out when the list is laid out.

    Most lists are on disk as they should be, and then nothing but `faces` is needed: two lists
    with the same faces look the same, and are written the same by `repr`.

    Attributes:
        event_ids: The events in order.
        faces: What tells this list from any other.
        item: Works out how one event is shown.
    """

    event_ids: tuple[str, ...]
    faces: tuple[object, ...]
    item: Callable[[str], EventItem]

    def __repr__(self) -> str:
        return f"EventList{self.faces!r}"

    def __len__(self) -> int:
        return len(self.event_ids)

    @overload
    def __getitem__(self, place: int) -> EventItem: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[EventItem, ...]: ...
    def __getitem__(self, place: int | slice) -> EventItem | tuple[EventItem, ...]:
        if isinstance(place, slice):
            return tuple(map(self.item, self.event_ids[place]))
        return self.item(self.event_ids[place])


@dataclass(frozen=True, slots=True)
class StorylineItem:
    """A storyline in a list or around an event."""

    id: str
    href: str
    title: Text
    span: str
    count: str
    events: tuple[EventItem, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a count beside it."""

    href: str
    label: str
    lang: Lang
    count: str = ""
    note: str = ""
