"""Who is where: events by day, month, year, outlet and name, worked out once for all pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.cache import Cache
from generator.markup import clean_text
from generator.model import LANGS, NAME_KINDS, Briefing, Lang, PartialDate, Storyline, Term
from generator.site_model import (
    Site,
    cited_sentences,
    event_values,
    newest_first,
    outlet_address,
    slug,
    tag_slug,
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One newspaper or site, by its address.

    Attributes:
        name: As most of its articles write it.
        address: Its page.
        article_ids: Its articles in the briefings, newest first.
        event_ids: Events that it reports, newest first.
    """

    name: str
    address: str
    article_ids: tuple[str, ...]
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the glossary that occurs in briefings.

    Attributes:
        term: The term.
        slug: Its address below `names/`, unique.
        event_ids: Events that mention it, newest first.
        companions: Slugs of the names it occurs with most, most frequent first.
    """

    term: Term
    slug: str
    event_ids: tuple[str, ...]
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A free word that editors or outlets gave articles; a name of the glossary is none.

    Attributes:
        text: As most articles write it.
        lang: The language of those articles.
        slug: Its address below `tags/`.
        event_ids: Events with such an article, newest first.
    """

    text: str
    lang: Lang
    slug: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """Look-ups over a site.

    Attributes:
        briefings: By event id, newest first.
        storylines: By id, the one with the newest event first.
        storyline_of: Storylines of each event.
        outlets: By address, in the order of their names.
        names: By slug, most mentioned first.
        names_of: Slugs of the names in each event, in order of appearance.
        tags: By slug, most used first.
        tags_of: Slugs of the tags of each event that has any.
        years: Year (None: unknown) → events, newest first.
        by_month: Year → month (None: unknown) → events, newest first.
        by_day: (year, month) → day (None: unknown) → events, newest first.
    """

    briefings: Mapping[str, Briefing]
    storylines: Mapping[str, Storyline]
    storyline_of: Mapping[str, tuple[str, ...]]
    outlets: Mapping[str, Outlet]
    names: Mapping[str, Name]
    names_of: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, Tag]
    tags_of: Mapping[str, tuple[str, ...]]
    years: Mapping[int | None, tuple[str, ...]]
    by_month: Mapping[int, Mapping[int | None, tuple[str, ...]]]
    by_day: Mapping[tuple[int, int], Mapping[int | None, tuple[str, ...]]]

    def months(self, year: int) -> Mapping[int | None, tuple[str, ...]]:
        """Month (None: unknown) → events of the year, both newest first."""
        return self.by_month.get(year, {})

    def days(self, year: int, month: int) -> Mapping[int | None, tuple[str, ...]]:
        """Day (None: unknown) → events of the month, both newest first."""
        return self.by_day.get((year, month), {})


def index_site(site: Site, cache: Cache | None = None) -> SiteIndex:
    """Work out every look-up that the pages need.

    Args:
        site: The whole site.
        cache: Keeps the names that events mention.
    """
    briefings = {briefing.event.id: briefing for briefing in newest_first(site.briefings)}
    order = {event_id: position for position, event_id in enumerate(briefings)}
    storylines = sorted(
        (line for line in site.storylines if any(event in order for event in line.event_ids)),
        key=lambda line: (min(order[event] for event in line.event_ids if event in order), line.id),
    )
    storyline_of: dict[str, list[str]] = {}
    for line in storylines:
        for event_id in line.event_ids:
            storyline_of.setdefault(event_id, []).append(line.id)
    names, names_of = _names(site, briefings, cache or Cache(None, b""))
    tags, tags_of = _tags(site, briefings)
    return SiteIndex(
        briefings,
        {line.id: line for line in storylines},
        {event_id: tuple(ids) for event_id, ids in storyline_of.items()},
        _outlets(site, briefings),
        names,
        names_of,
        tags,
        tags_of,
        *_by_date(briefings),
    )


def _by_date(
    briefings: Mapping[str, Briefing],
) -> tuple[
    dict[int | None, tuple[str, ...]],
    dict[int, dict[int | None, tuple[str, ...]]],
    dict[tuple[int, int], dict[int | None, tuple[str, ...]]],
]:
    """Events by year, by month of each year and by day of each month."""

    def by(
        part: Callable[[PartialDate], int | None], ids: Iterable[str]
    ) -> dict[int | None, tuple[str, ...]]:
        return _grouped((part(briefings[event_id].event.date), event_id) for event_id in ids)

    years = by(lambda date: date.year, briefings)
    months = {
        year: by(lambda date: date.month, ids) for year, ids in years.items() if year is not None
    }
    days = {
        (year, month): by(lambda date: date.day, ids)
        for year, known in months.items()
        for month, ids in known.items()
        if month is not None
    }
    return years, months, days


def _grouped(pairs: Iterable[tuple[int | None, str]]) -> dict[int | None, tuple[str, ...]]:
    groups: dict[int | None, list[str]] = {}
    for key, event_id in pairs:
        groups.setdefault(key, []).append(event_id)
    newest = sorted(groups, key=lambda key: -1 if key is None else key, reverse=True)
    return {key: tuple(groups[key]) for key in newest}


def _outlets(site: Site, briefings: Mapping[str, Briefing]) -> dict[str, Outlet]:
    spelled: dict[str, Counter[str]] = {}
    articles: dict[str, list[str]] = {}
    events: dict[str, dict[str, None]] = {}
    for event_id, briefing in briefings.items():
        for article_id in briefing.event.article_ids:
            article = site.articles.get(article_id)
            if article is None or not article.source:
                continue
            address = outlet_address(article.source)
            spelled.setdefault(address, Counter())[article.source] += 1
            articles.setdefault(address, []).append(article_id)
            events.setdefault(address, {})[event_id] = None
    named = {
        address: min(counts, key=lambda name: (-counts[name], name))
        for address, counts in spelled.items()
    }
    return {
        address: Outlet(named[address], address, tuple(articles[address]), tuple(events[address]))
        for address in sorted(named, key=lambda address: (slug(named[address]), address))
    }


def _shown_texts(site: Site, briefing: Briefing) -> Iterable[tuple[str, Lang]]:
    yield briefing.event.title, briefing.event.title_lang
    for claim in briefing.all_claims:
        yield claim.text, claim.lang
    for sentence in cited_sentences(briefing):
        yield sentence.text, sentence.lang
    for article_id in briefing.event.article_ids:
        if article := site.articles.get(article_id):
            yield article.title, article.lang


def _article_texts(site: Site, briefing: Briefing) -> Iterable[tuple[str, Lang]]:
    for article_id in briefing.event.article_ids:
        for sentence in site.sentences.get(article_id, ()):
            yield sentence.text, sentence.lang
        if article := site.articles.get(article_id):
            for tag in article.tags:
                yield tag, article.lang


def _names(
    site: Site, briefings: Mapping[str, Briefing], cache: Cache
) -> tuple[dict[str, Name], dict[str, tuple[str, ...]]]:
    slugs = _unique_slugs(site.glossary.terms)
    mentions: dict[str, list[str]] = {}
    names_of: dict[str, tuple[str, ...]] = {}

    def named(texts: Iterable[tuple[str, Lang]]) -> dict[str, None]:
        return dict.fromkeys(
            slugs[match.term]
            for text, lang in dict.fromkeys(texts)
            for match in site.glossary.find(text, lang)
            if match.term.kind in NAME_KINDS
        )

    def names_in(briefing: Briefing) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Slugs of the names that the page of an event shows, and of all in its articles."""
        shown = named(_shown_texts(site, briefing))
        return tuple(shown), tuple(shown | named(_article_texts(site, briefing)))

    found = event_values(site, cache, "names", names_in)
    for event_id in briefings:
        names_of[event_id], mentioned = found[event_id]
        # Whoever is named anywhere in the articles has a page: a summary that picks other
        # sentences next time must not take a page away.
        for name in mentioned:
            mentions.setdefault(name, []).append(event_id)
    together: dict[str, Counter[str]] = {name: Counter() for name in mentions}
    for found_names in names_of.values():
        for name in found_names:
            together[name].update(other for other in found_names if other != name)
    terms = {name: term for term, name in slugs.items()}
    ordered = sorted(mentions, key=lambda name: (-len(mentions[name]), name))
    return (
        {
            name: Name(
                terms[name],
                name,
                tuple(mentions[name]),
                tuple(
                    sorted(together[name], key=lambda other: (-together[name][other], other))[:12]
                ),
            )
            for name in ordered
        },
        names_of,
    )


def _tags(
    site: Site, briefings: Mapping[str, Briefing]
) -> tuple[dict[str, Tag], dict[str, tuple[str, ...]]]:
    spelled: dict[str, Counter[tuple[str, Lang]]] = {}
    events: dict[str, list[str]] = {}
    tags_of: dict[str, tuple[str, ...]] = {}
    for event_id, briefing in briefings.items():
        found: dict[str, None] = {}
        for article_id in briefing.event.article_ids:
            article = site.articles.get(article_id)
            for text in map(clean_text, article.tags if article else ()):
                if article and text and not _is_name(site, text, article.lang):
                    address = tag_slug(text)
                    spelled.setdefault(address, Counter())[text, article.lang] += 1
                    found[address] = None
        if found:
            tags_of[event_id] = tuple(found)
        for address in found:
            events.setdefault(address, []).append(event_id)
    ordered = sorted(events, key=lambda address: (-len(events[address]), address))
    tags = {}
    for address in ordered:
        forms = spelled[address]
        text, lang = min(forms, key=lambda form: (-forms[form], form))
        tags[address] = Tag(text, lang, address, tuple(events[address]))
    return tags, tags_of


def _is_name(site: Site, text: str, lang: Lang) -> bool:
    """Whether the whole text is a name that has a page of its own."""
    return any(
        (match.start, match.end) == (0, len(text)) and match.term.kind in NAME_KINDS
        for match in site.glossary.find(text, lang)
    )


def _unique_slugs(terms: Iterable[Term]) -> dict[Term, str]:
    """An address for each term; two terms with the same English slug get `-2`, `-3`…"""
    slugs: dict[Term, str] = {}
    used: Counter[str] = Counter()
    for term in terms:
        if term not in slugs:
            base = slug(term.en)
            used[base] += 1
            slugs[term] = base if used[base] == 1 else f"{base}-{used[base]}"
    return slugs


def event_outlets(site: Site, briefing: Briefing) -> tuple[str, ...]:
    """Names of the outlets that report an event, each once, in the order of their articles."""
    return tuple(
        dict.fromkeys(
            article.source
            for article_id in briefing.event.article_ids
            if (article := site.articles.get(article_id)) and article.source
        )
    )


def shown_languages(site: Site) -> tuple[Lang, ...]:
    """Languages of the site, the default one first."""
    return tuple(lang for lang in site.settings.languages if lang in LANGS)
