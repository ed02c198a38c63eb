"""The whole site as one frozen value, and the addresses of its pages.

Pages, feeds and pictures all render this value; none of them reads a file. Addresses are
relative to a language's folder (`en/` or `vi/`), so a page keeps its address when the language
changes, and they end in `.html`, so the site opens from any folder, server or disk.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from generator.cache import Cache, digest
from generator.model import (
    Article,
    Briefing,
    Change,
    Event,
    Lang,
    PartialDate,
    Sentence,
    Storyline,
    Translation,
    Translations,
    other_lang,
)
from generator.sentences import article_sentences
from generator.settings import Settings
from generator.translation.glossary import Glossary

Result = TypeVar("Result")

CONTEXT = 1
"""How many sentences are shown before and after a cited one."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that pages and feeds show.

    Attributes:
        settings: Title, address, languages.
        articles: Every article, by id.
        sentences: The sentences of each article in reading order, by article id.
        briefings: One per event, in any order.
        storylines: Events that belong together; may be none.
        translations: How any text reads in a language.
        glossary: Names and terms.
        history: Public changes, oldest first.
        gone: Addresses, relative to a language's folder, that were published and now hold
            nothing: their articles are not there any more.
        fingerprints: Event id → digest of all that an event's own text is made from: summary,
            articles, their translations, glossary. What follows from these alone is kept under
            it; an event without one is worked out anew.
    """

    settings: Settings
    articles: Mapping[str, Article]
    sentences: Mapping[str, tuple[Sentence, ...]]
    briefings: tuple[Briefing, ...]
    translations: Translations
    storylines: tuple[Storyline, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    history: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()
    fingerprints: Mapping[str, bytes] = field(default_factory=dict)


class ArticleSentences(Mapping[str, tuple[Sentence, ...]]):
    """The sentences of each article by its id, split when they are first asked for."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._split: dict[str, tuple[Sentence, ...]] = {}

    def __getitem__(self, article_id: str) -> tuple[Sentence, ...]:
        if article_id not in self._split:
            self._split[article_id] = article_sentences(self._articles[article_id])
        return self._split[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def event_values(
    site: Site, cache: Cache, step: str, function: Callable[[Briefing], Result], *more: object
) -> dict[str, Result]:
    """What `function` gives for each event, by event id; kept for events that did not change.

    Args:
        site: The site.
        cache: Keeps the values.
        step: Name of this work in the cache.
        function: Works on an event alone: its summary, articles and translations.
        more: What else the values depend on.
    """
    common = digest(*more)
    known = [briefing for briefing in site.briefings if briefing.event.id in site.fingerprints]
    found = cache.map(
        step,
        known,
        lambda briefing: site.fingerprints[briefing.event.id] + common,
        lambda missing: map(function, missing),
    )
    values = {briefing.event.id: value for briefing, value in zip(known, found, strict=True)}
    for briefing in site.briefings:
        if briefing.event.id not in values:
            values[briefing.event.id] = function(briefing)
    return values


def event_address(event_id: str) -> str:
    """Page of one event, relative to the language's folder."""
    return f"events/{event_id}.html"


def storyline_address(storyline_id: str) -> str:
    """Page of one storyline."""
    return f"storylines/{storyline_id}.html"


@lru_cache(maxsize=1 << 12)
def outlet_address(source: str) -> str:
    """Page of one outlet; few outlets have many articles."""
    return f"outlets/{slug(source)}.html"


def name_address(name: str) -> str:
    """Page of one glossary term, by its slug."""
    return f"names/{name}.html"


def tag_address(name: str) -> str:
    """Page of one tag, by its slug."""
    return f"tags/{name}.html"


def tag_slug(text: str) -> str:
    """Address of a free tag: the same for any case, another for other tone marks.

    `bão` (storm) and `báo` (newspaper) fold to the same letters: where folding loses anything, a
    digest of the word follows.
    """
    word = unicodedata.normalize("NFC", text).casefold()
    plain = slug(word)
    if plain == word.replace(" ", "-"):
        return plain
    return f"{plain}-{hashlib.blake2b(word.encode(), digest_size=3).hexdigest()}"


def day_address(date: PartialDate) -> str:
    """Page of one day; `date` must be full."""
    return f"days/{date.date_text}.html"


def month_address(year: int, month: int) -> str:
    """Page of one month."""
    return f"months/{year:04}-{month:02}.html"


def year_address(year: int) -> str:
    """Page of one year in the archive."""
    return f"archive/{year:04}.html"


def page_address(lang: Lang, address: str) -> str:
    """Address of a page relative to the site's root: `vi/events/x.html`."""
    return f"{lang}/{address}"


def source_file(lang: Lang, address: str) -> str:
    """The Markdown file under `site_src/` that becomes the page."""
    return f"{lang}/{address.removesuffix('.html')}.md"


def sentence_anchor(sentence: Sentence) -> str:
    """HTML id of a source sentence on the page of its event: `a1f4c02e-s3`.

    A digest stands for the article's long id, which a page would repeat at every citation. It
    depends on the article alone: a link to a sentence still leads there when the event grows.
    """
    article = hashlib.blake2b(sentence.article_id.encode(), digest_size=4).hexdigest()
    return f"a{article[1:]}-{sentence.anchor}"


def slug(text: str) -> str:
    """ASCII address of a name: `Tuổi Trẻ` gives `tuoi-tre`; never empty.

    Letters outside Latin script are spelled as their code points, so that two different names
    never share an address for lack of letters.
    """
    folded = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).lower()
    plain = "".join(
        char if char.isascii() else "" if unicodedata.combining(char) else _spelled(char)
        for char in folded
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "unnamed"


def _spelled(char: str) -> str:
    return f"-{ord(char):x}-" if char.isalnum() else "-"


def in_language(texts: Mapping[Lang, str], lang: Lang) -> str:
    """A text of the settings in `lang`; in any language it has, if not in this one."""
    return texts.get(lang) or next(iter(texts.values()), "")


def newest_first(briefings: Iterable[Briefing]) -> tuple[Briefing, ...]:
    """By the event's date, newest first, then by id."""
    return tuple(
        sorted(
            sorted(briefings, key=lambda briefing: briefing.event.id),
            key=lambda briefing: briefing.event.date.sort_key,
            reverse=True,
        )
    )


def event_title(site: Site, event: Event, lang: Lang) -> Translation:
    """The event's name in `lang`: an editor's name first, else the title translated.

    Without a translation it is the first headline that an article of the event has in `lang`.
    """
    name = _named(site, event.title, event.title_lang, event.names, lang)
    if name.origin == "missing":
        for article_id in event.article_ids:
            article = site.articles.get(article_id)
            if article and article.lang == lang and article.title:
                return Translation(article.title, lang, "source")
    return name


def storyline_title(site: Site, storyline: Storyline, lang: Lang) -> Translation:
    """The storyline's name in `lang`: an editor's name first, else the title translated."""
    return _named(site, storyline.title, storyline.title_lang, storyline.names, lang)


def _named(
    site: Site, title: str, title_lang: Lang, names: Mapping[Lang, str], lang: Lang
) -> Translation:
    if lang in names:
        return Translation(names[lang], lang, "edited" if lang != title_lang else "source")
    return site.translations.get(title, title_lang, lang)


def shown_sentences(
    briefing: Briefing, sentences: Mapping[str, tuple[Sentence, ...]]
) -> dict[str, tuple[Sentence, ...]]:
    """The source sentences shown with an event: the cited ones and their neighbours.

    Args:
        briefing: The event's summary.
        sentences: Sentences of each article, by article id.

    Returns:
        Article id → sentences in reading order, for every article of the event (an article
        that nothing cites shows its first sentences).
    """
    cited: dict[str, set[int]] = {article_id: set() for article_id in briefing.event.article_ids}
    for sentence in cited_sentences(briefing):
        cited.setdefault(sentence.article_id, set()).add(sentence.index)
    shown: dict[str, tuple[Sentence, ...]] = {}
    for article_id, indexes in cited.items():
        near = {index + step for index in indexes or {0} for step in range(-CONTEXT, CONTEXT + 1)}
        shown[article_id] = tuple(
            sentence for sentence in sentences.get(article_id, ()) if sentence.index in near
        )
    return shown


def cited_sentences(briefing: Briefing) -> Iterator[Sentence]:
    """Every sentence that a claim, a fact or a disagreement rests on; repeats possible."""
    for claim in briefing.all_claims:
        yield from claim.citations
    for fact in briefing.facts:
        yield fact.sentence
    for disagreement in briefing.disagreements:
        for _, sentence in disagreement.values:
            yield sentence


def texts_to_translate(
    articles: Mapping[str, Article],
    sentences: Mapping[str, tuple[Sentence, ...]],
    briefings: Iterable[Briefing],
    storylines: Iterable[Storyline] = (),
) -> tuple[tuple[str, Lang, Lang], ...]:
    """Every text that the site shows in both languages.

    Returns:
        (text, its language, the language it is needed in), each once, in the order in which
        the texts are first met.
    """
    found: dict[tuple[str, Lang, Lang], None] = {}

    def need(text: str, lang: Lang, names: Mapping[Lang, str] | None = None) -> None:
        target = other_lang(lang)
        if text and target not in (names or {}):
            found.setdefault((text, lang, target))

    for briefing in briefings:
        event = briefing.event
        need(event.title, event.title_lang, event.names)
        for claim in briefing.all_claims:
            need(claim.text, claim.lang)
        for fact in briefing.facts:
            need(fact.text, fact.sentence.lang)
        for disagreement in briefing.disagreements:
            need(disagreement.subject, disagreement.lang)
            for value, sentence in disagreement.values:
                need(value, sentence.lang)
        for article_id, shown in shown_sentences(briefing, sentences).items():
            if article := articles.get(article_id):
                need(article.title, article.lang)
            for sentence in shown:
                need(sentence.text, sentence.lang)
    for storyline in storylines:
        need(storyline.title, storyline.title_lang, storyline.names)
    return tuple(found)


def redirects(site: Site) -> dict[str, str]:
    """Former address → present address, relative to a language's folder.

    An id that is in use again never redirects.
    """
    moved: dict[str, str] = {}
    events = {briefing.event.id for briefing in site.briefings}
    storylines = {storyline.id for storyline in site.storylines}
    for briefing in site.briefings:
        for former in briefing.event.former_ids:
            if former not in events:
                moved[event_address(former)] = event_address(briefing.event.id)
    for storyline in site.storylines:
        for former in storyline.former_ids:
            if former not in storylines:
                moved[storyline_address(former)] = storyline_address(storyline.id)
    return moved
