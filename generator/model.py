"""The plain, frozen values that travel from one step to the next.

No step defines another's types: whatever crosses a module boundary is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, get_args

Lang = Literal["en", "vi"]
LANGS: tuple[Lang, ...] = get_args(Lang)


def other_lang(lang: Lang) -> Lang:
    """The other of the two languages."""
    return "vi" if lang == "en" else "en"


_DATE = re.compile(
    r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2})(?::\d{2})?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which some parts may be unknown; nothing is ever filled in.

    Written `2014-04-10`, `2014-04`, `2014`, `--04-10` (ISO 8601:2000 truncated form, year
    unknown), `--04`, or the empty string (nothing known). A full date may carry a local
    time: `2014-04-10T09:30`.

    Attributes:
        year: Four-digit year or None.
        month: 1-12 or None.
        day: 1-31 or None; only with a month.
        time: `HH:MM` or None; only with year, month and day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: str | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if self.time is not None and not self.is_full:
            raise ValueError("a time needs a full date")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        if self.month is not None:
            # 2000 is a leap year: a 29 February without a year is possible.
            date(self.year or 2000, self.month, self.day or 1)
        if self.time is not None and not ("00:00" <= self.time <= "23:59" and self.time[3] < "6"):
            raise ValueError(f"no such time: {self.time}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the written form.

        Raises:
            ValueError: The text is not a legal partial date.
        """
        text = text.strip()
        if not text:
            return cls()
        match = _DATE.fullmatch(text)
        if not match or text == "-":
            raise ValueError(f"not a date: {text!r}")
        year, month, day, time = match.groups()
        return cls(
            int(year) if year else None,
            int(month) if month else None,
            int(day) if day else None,
            time,
        )

    def __str__(self) -> str:
        if not self:
            return ""
        text = f"{self.year:04}" if self.year is not None else "-"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return f"{text}T{self.time}" if self.time else text

    def __bool__(self) -> bool:
        return self.year is not None or self.month is not None

    @property
    def is_full(self) -> bool:
        """Whether year, month and day are all known."""
        return self.year is not None and self.month is not None and self.day is not None

    @property
    def date_text(self) -> str:
        """The written form without the time."""
        return str(self).partition("T")[0]

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; None without a year."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date | None:
        """The last day it can mean; None without a year."""
        if self.year is None:
            return None
        if self.is_full:
            return self.earliest
        month = self.month or 12
        following = date(self.year + month // 12, month % 12 + 1, 1) if self.year < 9999 else None
        last = following.toordinal() - 1 if following else date.max.toordinal()
        return date.fromordinal(last)

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """Chronological order; unknown parts come before known ones."""
        return (self.year or 0, self.month or 0, self.day or 0, self.time or "")


@dataclass(frozen=True, slots=True)
class Reprint:
    """Another place that published the same text (a near-duplicate), kept with the article."""

    source: str
    url: str = ""
    published: PartialDate = PartialDate()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned source text.

    Attributes:
        id: Stable, unique, `[a-z0-9-]+`; the file's stem unless the front matter says `id`.
        title: Headline as published, or taken from the text (then `title_inferred`).
        lang: Language of the text.
        body: Paragraphs, in order, NFC, without the lead repeated.
        lead: The standfirst (sapo), if the outlet sets one apart; else "".
        source: The outlet's name, "" if unknown.
        url: Canonical address, "" if unknown.
        author: Byline, "" if unknown.
        published: When it was published, as far as known.
        published_inferred: Whether an editor or the importer worked the date out.
        title_inferred: Whether the title was taken from the text.
        tags: Free tags, in the outlet's or editor's words.
        reprints: Other outlets that ran the same text.
        path: File relative to the content folder, "" if it did not come from one.
    """

    id: str
    title: str
    lang: Lang
    body: tuple[str, ...]
    lead: str = ""
    source: str = ""
    url: str = ""
    author: str = ""
    published: PartialDate = PartialDate()
    published_inferred: bool = False
    title_inferred: bool = False
    tags: tuple[str, ...] = ()
    reprints: tuple[Reprint, ...] = ()
    path: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lead, if any, and the body: the text that sentences are counted in."""
        return (self.lead, *self.body) if self.lead else self.body

    @property
    def sort_key(self) -> tuple[tuple[int, int, int, str], str]:
        """By date, then id."""
        return (self.published.sort_key, self.id)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article, addressable for ever as `article_id` + `index`.

    Attributes:
        article_id: The article it stands in.
        index: 0-based position among the article's sentences (`Article.paragraphs` order).
        paragraph: 0-based paragraph in `Article.paragraphs`.
        text: The exact words of the source, inner whitespace collapsed.
        lang: The article's language.
    """

    article_id: str
    index: int
    paragraph: int
    text: str
    lang: Lang

    @property
    def anchor(self) -> str:
        """HTML id of the sentence on its page: `s1` for the first."""
        return f"s{self.index + 1}"


@dataclass(frozen=True, slots=True)
class Tie:
    """One reason why articles belong together (shown as "why these articles").

    Attributes:
        kind: What ties them.
        text: The name, term, number or date as it reads in the articles.
        article_ids: The articles that share it.
    """

    kind: Literal["name", "term", "number", "date", "copy", "editor"]
    text: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What several articles report, at one time.

    Attributes:
        id: Stable address, `[a-z0-9-]+`; never changes once published.
        article_ids: Members, by date then id; at least one.
        date: When it was first reported (the best-known date among its earliest articles).
        title: Event name in its source language: an article's title unless an editor named it.
        title_lang: Language of `title`.
        names: An editor's name per language; wins over `title` and any translation.
        former_ids: Ids that now redirect here (merges, renames).
        ties: Why the articles are together, strongest first.
    """

    id: str
    article_ids: tuple[str, ...]
    date: PartialDate = PartialDate()
    title: str = ""
    title_lang: Lang = "vi"
    names: Mapping[Lang, str] = field(default_factory=dict)
    former_ids: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Storyline:
    """Events that belong together over months or years.

    Attributes:
        id: Stable address, `[a-z0-9-]+`.
        event_ids: Members in time order; at least two.
        title: Name in `title_lang`.
        names: Name per language where known (glossary or editor); wins over a translation.
        former_ids: Ids that now redirect here.
        ties: What the events share, strongest first; `article_ids` of a tie hold articles.
    """

    id: str
    event_ids: tuple[str, ...]
    title: str = ""
    title_lang: Lang = "vi"
    names: Mapping[Lang, str] = field(default_factory=dict)
    former_ids: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A summary sentence with the exact source sentences that it rests on.

    Attributes:
        text: The claim in its source language: a source sentence, or a faithful shortening.
        lang: Language of `text`.
        citations: The supporting sentences, the one it is taken from first; at least one.
        shortened: Whether words of the source sentence were left out.
        reasons: Why it was chosen, for `--explain`: (name of the feature, its share of the score).
        new: Whether it comes from an article that joined after the event was first published.
        rewritten: Whether a language model worded it (never unless `site.yml` asks for it).
    """

    text: str
    lang: Lang
    citations: tuple[Sentence, ...]
    shortened: bool = False
    reasons: tuple[tuple[str, float], ...] = ()
    new: bool = False
    rewritten: bool = False


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One fact beside the summary, linked to the sentence that says it.

    Attributes:
        kind: Which question it answers.
        text: The words of the source.
        sentence: Where it is said.
    """

    kind: Literal["who", "where", "when", "how-many"]
    text: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different numbers or dates that sources give for the same thing.

    Attributes:
        subject: What they differ on, in the words of a source.
        lang: Language of `subject`.
        values: (value as written, the sentence that gives it), one per differing value.
    """

    subject: str
    lang: Lang
    values: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The summary of one event, before translation.

    Attributes:
        event: The event.
        lead: One sentence that says what happened.
        claims: 2-6 further claims in reading order (the lead is not repeated).
        facts: Who, where, when, how many.
        disagreements: Where the sources differ.
    """

    event: Event
    lead: Claim
    claims: tuple[Claim, ...]
    facts: tuple[KeyFact, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def all_claims(self) -> tuple[Claim, ...]:
        """The lead and the claims: the whole summary."""
        return (self.lead, *self.claims)


class LateBriefing(Briefing):
    """A briefing of which only the event is there until something else is asked for."""

    __slots__ = ("_read",)

    def __init__(self, event: Event, read: Callable[[], Briefing]) -> None:
        """`read` gives the whole briefing of the event."""
        object.__setattr__(self, "event", event)
        object.__setattr__(self, "_read", read)

    def __getattr__(self, name: str) -> Any:
        """Asked only for what is not there yet."""
        if name not in ("lead", "claims", "facts", "disagreements"):
            raise AttributeError(name)
        whole = self._read()
        for part in ("lead", "claims", "facts", "disagreements"):
            object.__setattr__(self, part, getattr(whole, part))
        return getattr(whole, name)


@dataclass(frozen=True, slots=True)
class Warning:
    """A doubt about a translation or a claim, shown to the reader and in the build report.

    Attributes:
        code: What kind of doubt; each code has a text in both languages in the templates.
        detail: The number, name or word concerned, "" if none.
    """

    code: Literal[
        "number",
        "date",
        "name",
        "negation",
        "length",
        "repetition",
        "language",
        "glossary",
        "citation",
    ]
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


Origin = Literal["source", "edited", "machine", "missing"]


@dataclass(frozen=True, slots=True)
class Translation:
    """A text as a reader of one language sees it.

    Attributes:
        text: What to show: the translation, or the source text when it is missing.
        lang: Language of `text` (the source's when missing).
        origin: `source` (already in that language), `edited` (an editor's), `machine`,
            or `missing` (not yet translated).
        engine: Name of the engine and model of a machine translation, else "".
        warnings: Doubts found by the checks.
    """

    text: str
    lang: Lang
    origin: Origin
    engine: str = ""
    warnings: tuple[Warning, ...] = ()


class Translations(Protocol):
    """Looks up how a text reads in a language; built once a build, never touches a model."""

    def get(self, text: str, source: Lang, target: Lang) -> Translation:
        """The translation of `text`; origin `source` when both languages are the same."""
        ...


NAME_KINDS = ("person", "country", "place", "organisation")
"""The kinds of terms that are names."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term with its one right form in each language and the variants that mean it.

    Attributes:
        en: The right English form.
        vi: The right Vietnamese form.
        kind: What it names.
        en_variants: Other good English forms, and those met in sources. One that ends in a
            hyphen (`Trung-`) counts only in compounds (`Mỹ - Trung`).
        vi_variants: The same in Vietnamese.
        en_avoid: English forms understood in sources but replaced in translations.
        vi_avoid: The same in Vietnamese.
    """

    en: str
    vi: str
    kind: Literal["person", "country", "place", "organisation", "office", "term"]
    en_variants: tuple[str, ...] = ()
    vi_variants: tuple[str, ...] = ()
    en_avoid: tuple[str, ...] = ()
    vi_avoid: tuple[str, ...] = ()

    def right(self, lang: Lang) -> str:
        """The one right form in `lang`."""
        return self.en if lang == "en" else self.vi

    def avoid(self, lang: Lang) -> tuple[str, ...]:
        """The forms to replace in translations into `lang`."""
        return self.en_avoid if lang == "en" else self.vi_avoid

    def forms(self, lang: Lang) -> tuple[str, ...]:
        """The right form in `lang`, then its variants that stand alone, then those to avoid."""
        variants = self.en_variants if lang == "en" else self.vi_variants
        alone = (variant for variant in variants if not variant.endswith("-"))
        return (self.right(lang), *alone, *self.avoid(lang))

    def compound_forms(self, lang: Lang) -> tuple[str, ...]:
        """The forms that count only beside a hyphen or dash, without that mark."""
        variants = self.en_variants if lang == "en" else self.vi_variants
        return tuple(variant[:-1] for variant in variants if variant.endswith("-"))


@dataclass(frozen=True, slots=True)
class Change:
    """One public change to the site, kept in `content/history.jsonl`.

    Attributes:
        date: Day of the change, given by the newest article concerned; never the clock.
        kind: What happened.
        event_id: The event concerned.
        detail: For `corrected`: the old and the new words; else titles of the articles.
    """

    date: str
    kind: Literal["published", "grown", "corrected", "merged", "split", "withdrawn"]
    event_id: str
    detail: tuple[str, ...] = ()


def by_id(articles: Iterable[Article]) -> dict[str, Article]:
    """Articles keyed by id."""
    return {article.id: article for article in articles}
