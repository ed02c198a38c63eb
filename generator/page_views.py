"""What the templates lay out: plain values, worked out for one language and one page."""

from __future__ import annotations

from dataclasses import dataclass

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
