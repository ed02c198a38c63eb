"""Links events that belong to one affair over months or years.

Two events are linked for one of two reasons. Either they tell one story: the same names, words
and phrases (an accident and its inquiry). Or they are steps in one relation: the same two or more
countries at their centre, and the same theme (talks on security between three capitals, years
apart, share few words). Countries come from the glossary and themes from `data/themes.yml`, so
that this works across languages; the relation also gives the storyline its name in both.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from generator import strict_yaml
from generator.articles import slug
from generator.cache import Cache, digest
from generator.clustering import Pairs, Rules, candidates, count_features, heaviest, join_groups
from generator.event_edits import EventEdits
from generator.events import best_title, find_ties
from generator.lasting_ids import find_homes, find_starts, give_ids, unused
from generator.model import LANGS, Article, Event, Lang, PartialDate, Storyline, Term, Tie, by_id
from generator.published import Published
from generator.settings import EventSettings
from generator.text_features import Features, pair_dots, top_of, top_terms, weigh, words
from generator.translation.glossary import Glossary

THRESHOLD = 0.6
"""Mean likeness, 0-1, from which events are one storyline."""

_CENTRAL_SHARE = 0.4
_NEIGHBOURS_IN_TIME = 40
_UNRELATED = 0.2
_FLOORS = {2: 0.32}
_LOWEST_FLOOR = 0.25
"""Least likeness of words for events in one language that share countries and theme: less is
asked of three countries in common than of two, which is often chance."""
_MAX_NAMED_COUNTRIES = 3
_LONGEST_PHRASE = 3
_PROFILED_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject in the widest sense.

    Attributes:
        id: Its key in `themes.yml`.
        names: What a storyline about it is called, per language.
        relation: Whether it is something that states do with one another.
    """

    id: str
    names: tuple[tuple[Lang, str], ...]
    relation: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What an event is about, in terms that hold in both languages.

    Attributes:
        countries: The countries at its centre, by mentions.
        themes: How often words of each theme stand in it.
    """

    countries: Mapping[Term, int]
    themes: Mapping[str, int]

    @property
    def theme(self) -> str:
        """The theme of most words, "" if none."""
        return max(self.themes, key=lambda id_: (self.themes[id_], id_), default="")


def link_events(
    events: Iterable[Event],
    articles: Iterable[Article],
    settings: EventSettings,
    glossary: Glossary,
    edits: EventEdits | None = None,
    published: Published | None = None,
    *,
    cache: Cache | None = None,
) -> tuple[Storyline, ...]:
    """Link events into storylines; an event is in one at most, an unrelated one in none.

    Where events were published before, only what is new or has grown is compared with the others:
    what was published apart stays apart until something new brings it together.

    Args:
        events: From `group_articles`.
        articles: All articles.
        settings: The storyline threshold.
        glossary: Finds the countries.
        edits: What editors decided.
        published: What was published before.
        cache: Remembers what was counted in texts.

    Returns:
        The storylines, those with the newest event first.
    """
    edits, published = edits or EventEdits(), published or Published()
    known = by_id(articles)
    ordered = sorted(events, key=lambda event: (event.date.sort_key, event.id))
    members = [[known[id_] for id_ in event.article_ids] for event in ordered]
    cache = cache or Cache(None, b"")
    terms = digest(glossary.terms)
    profiles = cache.each(
        "profiles",
        members,
        lambda group: digest(terms, *group),
        partial(event_profile, glossary=glossary),
    )
    ids = [event.id for event in ordered]
    renamed = {former: event.id for event in ordered for former in event.former_ids}
    past = {
        id_: tuple(renamed.get(event, event) for event in held)
        for id_, held in published.storylines.items()
    }
    redirects = published.storyline_redirects
    home = find_homes(ids, edits.storylines, past, redirects)
    threshold = THRESHOLD if settings.storyline_threshold is None else settings.storyline_threshold
    likeness = _Likeness(ordered, members, profiles, cache)
    groups = join_groups(
        likeness.pairs(_compared(ordered, home, past, published, likeness, threshold)),
        [PartialDate()] * len(ordered),
        find_starts(ids, home, edits.storylines, redirects),
        0,
        Rules(threshold, contrast=0.0, few_pairs_price=0.0, unscored=_UNRELATED),
    )
    groups = [group for group in groups if len(group) > 1]
    contents = cache.each(
        "storylines",
        [([members[i] for i in group], [profiles[i] for i in group]) for group in groups],
        lambda work: digest(terms, *(digest(*group) for group in work[0])),
        partial(_describe, glossary=glossary),
    )
    storyline_ids, former = give_ids(
        [[ids[i] for i in group] for group in groups],
        home,
        edits.storylines,
        past,
        redirects,
        lambda place, taken: unused(
            slug(contents[place].names.get("en", "")) or f"{ids[groups[place][0]]}-storyline", taken
        ),
    )
    lines = [
        _storyline(
            id_,
            former.get(id_, ()),
            [ordered[i] for i in group],
            content,
            edits.storylines[id_].names if id_ in edits.storylines else {},
        )
        for id_, group, content in zip(storyline_ids, groups, contents, strict=True)
    ]
    last = {
        line.id: ordered[group[-1]].date.sort_key for line, group in zip(lines, groups, strict=True)
    }
    by_name = sorted(lines, key=lambda line: line.id)
    return tuple(sorted(by_name, key=lambda line: last[line.id], reverse=True))


# ----------------------------------------------------------------------------- profiles


def event_profile(group: Sequence[Article], glossary: Glossary) -> Profile:
    """The central countries and the themes of an event.

    A country is central when a title names it, or when it is named at least 0.4 times as often
    as the most named one and more than once.
    """
    mentions: Counter[Term] = Counter()
    titled: set[Term] = set()
    themes: Counter[str] = Counter()
    for article in group[:_PROFILED_ARTICLES]:
        in_title = len(article.title)
        text = top_of(article)
        for match in top_terms(glossary, text, article.lang):
            if match.term.kind == "country":
                mentions[match.term] += 1
                if match.start < in_title:
                    titled.add(match.term)
        themes.update(count_themes(text, article.lang))
    most = max(mentions.values(), default=0)
    central = {
        term: number
        for term, number in mentions.items()
        if term in titled or (number > 1 and number >= _CENTRAL_SHARE * most)
    }
    return Profile(central, themes)


def count_themes(text: str, lang: Lang) -> Counter[str]:
    """How many words and phrases of each theme a text holds; the longest phrase counts."""
    phrases = _theme_phrases(lang)
    found = words(text)
    counts: Counter[str] = Counter()
    position = 0
    while position < len(found):
        step = 1
        for length in range(min(_LONGEST_PHRASE, len(found) - position), 0, -1):
            theme = phrases.get(tuple(found[position : position + length]))
            if theme is not None:
                counts[theme] += 1
                step = length
                break
        position += step
    return counts


@cache
def _themes() -> tuple[tuple[Theme, dict[Lang, tuple[str, ...]]], ...]:
    path = Path(__file__).parent / "data" / "themes.yml"
    document = strict_yaml.load(unicodedata.normalize("NFC", path.read_text("utf-8")), path)
    return tuple(
        (
            Theme(
                row["id"],
                tuple((lang, row["name"][lang]) for lang in LANGS),
                row.get("relation") == "true",
            ),
            {lang: tuple(row[lang]) for lang in LANGS},
        )
        for row in document.data
    )


def theme_in(lang: Lang, name: str, source: Lang) -> str | None:
    """The name in `lang` of the theme that a tie calls `name` in `source`; None if it is none."""
    for theme, _ in _themes():
        names = dict(theme.names)
        if names[source].lower() == name:
            return names[lang].lower()
    return None


@cache
def _relation_themes() -> frozenset[str]:
    return frozenset(theme.id for theme, _ in _themes() if theme.relation)


@cache
def _theme_phrases(lang: Lang) -> dict[tuple[str, ...], str]:
    return {
        tuple(words(phrase)): theme.id
        for theme, phrases in reversed(_themes())
        for phrase in phrases[lang]
    }


# ----------------------------------------------------------------------------- likeness


class _Likeness:
    """How alike events are, 0-1: the larger of the two reasons to link them."""

    def __init__(
        self,
        events: Sequence[Event],
        members: Sequence[Sequence[Article]],
        profiles: Sequence[Profile],
        cache: Cache,
    ) -> None:
        self._langs = [event.title_lang for event in events]
        self._profiles = profiles
        self._stories: dict[Lang, _Story | None] = {}
        self._read = partial(_story, events, members, cache)

    def pairs(self, wanted: Collection[int] | None = None) -> Pairs:
        """The pairs that are alike.

        Args:
            wanted: Positions of events; only pairs that hold one of them. All by default.
        """
        if wanted is not None and not wanted:
            return Pairs(*(np.zeros(0, np.int64),) * 2, np.zeros(0), frozenset())
        scores: dict[tuple[int, int], float] = {}
        for lang in LANGS:
            if wanted is not None and all(self._langs[place] != lang for place in wanted):
                continue
            if lang not in self._stories:
                self._stories[lang] = self._read(lang)
            if story := self._stories[lang]:
                scores.update(story.scores(wanted))
        crowded: set[int] = set()
        for left, right, score in _one_relation(self._profiles, crowded, wanted):
            alike = scores.get((left, right), 0.0)
            a, b = self._profiles[left].countries, self._profiles[right].countries
            floor = _FLOORS.get(len(a.keys() & b.keys()), _LOWEST_FLOOR)
            if self._langs[left] != self._langs[right] or alike >= floor:
                scores[left, right] = max(score, alike)
        keys = sorted(scores)
        places = np.array(keys, np.int64).reshape(-1, 2)
        values = np.array([round(scores[key], 4) for key in keys], np.float64)
        return Pairs(places[:, 0], places[:, 1], values, frozenset(crowded))


def _compared(
    events: Sequence[Event],
    home: Mapping[str, str],
    past: Mapping[str, tuple[str, ...]],
    published: Published,
    likeness: _Likeness,
    threshold: float,
) -> set[int] | None:
    """Positions of the events to compare with all others; None when nothing was published.

    These are the events that are new, have grown, or were taken out of their storyline, and all
    of the storylines and lone events that one of them resembles.
    """
    if not published.events:
        return None
    once = {event for held in past.values() for event in held}
    fresh = {
        place
        for place, event in enumerate(events)
        if not {*event.article_ids} <= {*published.events.get(event.id, ())}
        or (event.id in once and event.id not in home)
    }
    found = likeness.pairs(fresh)
    close = found.scores >= threshold
    met = {*found.left[close].tolist(), *found.right[close].tolist()} - fresh
    lines = {home[events[place].id] for place in met if events[place].id in home}
    return fresh | met | {i for i, event in enumerate(events) if home.get(event.id) in lines}


class _Story:
    """Likeness of words, pairs and names: the mean of the square roots of the three cosines."""

    def __init__(
        self,
        places: Sequence[int],
        groups: Sequence[Sequence[Features]],
        lang: Lang,
    ) -> None:
        """Made from events of one language.

        Args:
            places: Their positions among all events.
            groups: What was counted in the articles of each in that language.
            lang: The language.
        """
        self._places = np.array(places, np.int64)
        self._groups = groups
        self._lang: Lang = lang
        self._words = self._rows("words", range(len(groups)))
        self._heaviest = heaviest(self._words)

    def _rows(self, kind: str, events: Sequence[int]) -> sparse.csr_matrix:
        """Unit vectors of some of the events: the mean of their articles."""
        counted = [getattr(features, kind) for group in self._groups for features in group]
        ends = np.cumsum([0, *map(len, self._groups)]).tolist()
        articles = [i for event in events for i in range(ends[event], ends[event + 1])]
        owner = [row for row, event in enumerate(events) for _ in self._groups[event]]
        mean = sparse.csr_matrix(
            (np.ones(len(articles), np.float32), (owner, range(len(articles)))),
            shape=(len(events), len(articles)),
        )
        return _unit(mean @ weigh(counted, self._lang, articles))

    def scores(self, wanted: Collection[int] | None) -> dict[tuple[int, int], float]:
        """Likeness of the pairs of events that share rare words and hold one that is wanted."""
        queries = None
        if wanted is not None:
            queries = np.flatnonzero(np.isin(self._places, list(wanted)))
        left, right, _ = candidates(self._heaviest, queries)
        if not len(left):
            return {}
        used, ends = np.unique(np.concatenate([left, right]), return_inverse=True)
        one, other = ends[: len(left)], ends[len(left) :]
        dots = [pair_dots(self._words, left, right)]
        for kind in ("pairs", "names"):
            dots.append(pair_dots(self._rows(kind, used.tolist()), one, other))
        values = [np.sqrt(np.maximum(dot, 0)) for dot in dots]
        keys = zip(self._places[left].tolist(), self._places[right].tolist(), strict=True)
        return dict(zip(keys, np.mean(values, axis=0).tolist(), strict=True))


def _story(
    events: Sequence[Event], members: Sequence[Sequence[Article]], cache: Cache, lang: Lang
) -> _Story | None:
    """The events of one language, by their articles in it; None for fewer than two."""
    places = [i for i, event in enumerate(events) if event.title_lang == lang]
    groups = [[a for a in members[i] if a.lang == lang] for i in places]
    flat = [article for group in groups for article in group]
    if len(places) < 2 or not flat:
        return None
    counted = iter(count_features(flat, cache))
    return _Story(places, [[next(counted) for _ in group] for group in groups], lang)


def _unit(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    squares: npt.NDArray[np.float64] = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    return (sparse.diags(1 / np.sqrt(np.maximum(squares, 1e-12))) @ rows).tocsr()


def _one_relation(
    profiles: Sequence[Profile], crowded: set[int], wanted: Collection[int] | None = None
) -> list[tuple[int, int, float]]:
    """Likeness of events about the same countries and theme.

    The geometric mean of the share of central countries in common and the cosine of the theme
    counts. Events in great number about the same two countries are compared with the next in
    time only, and noted in `crowded`. Where events are `wanted`, only their pairs are looked for.
    """
    buckets: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        names = sorted(term.en for term in profile.countries)
        if profile.theme in _relation_themes():
            for one, other in itertools.combinations(names, 2):
                buckets[one, other, profile.theme].append(place)
    pairs: set[tuple[int, int]] = set()
    for places in buckets.values():
        if len(places) > _NEIGHBOURS_IN_TIME:
            crowded.update(places)
        for index, place in enumerate(places):
            pairs.update(
                (place, other)
                for other in places[index + 1 : index + _NEIGHBOURS_IN_TIME]
                if wanted is None or place in wanted or other in wanted
            )
    result = []
    for left, right in sorted(pairs):
        a, b = profiles[left], profiles[right]
        shared = len(a.countries.keys() & b.countries.keys())
        countries = shared / len(a.countries.keys() | b.countries.keys())
        result.append((left, right, math.sqrt(countries * _cosine(a.themes, b.themes))))
    return result


def _cosine(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    dot = sum(number * other.get(key, 0) for key, number in one.items())
    norms = [math.sqrt(sum(n * n for n in counts.values())) for counts in (one, other)]
    return dot / (norms[0] * norms[1]) if dot else 0.0


# ------------------------------------------------------------------------------ content


def _relation(profiles: Sequence[Profile], titles: Sequence[str]) -> tuple[list[Term], str]:
    """The countries central to most of the events, as titles order them, and their theme."""
    counts: Counter[Term] = Counter()
    themes: Counter[str] = Counter()
    mentions: Counter[Term] = Counter()
    for profile in profiles:
        counts.update(profile.countries.keys())
        themes[profile.theme] += 1
        mentions.update(profile.countries)
    theme, number = max(themes.items(), key=lambda row: (row[1], row[0]), default=("", 0))
    terms = [term for term, events in counts.items() if events * 2 > len(profiles)]
    if number * 2 <= len(profiles) or len(terms) < 2 or theme not in _relation_themes():
        return [], ""
    terms.sort(key=lambda term: (-mentions[term], term.en))
    terms = terms[:_MAX_NAMED_COUNTRIES]
    return sorted(terms, key=lambda term: _mean_place(term, terms, titles)), theme


def _mean_place(term: Term, terms: Sequence[Term], titles: Sequence[str]) -> float:
    """Where a country stands, on average, in the titles that name all of the countries."""
    found = [
        places[term]
        for title in titles
        if (places := {t: _place(t, title) for t in terms}) and min(places.values()) >= 0
    ]
    return sum(found) / len(found) if found else 0.0


def _place(term: Term, title: str) -> int:
    """Offset of a country's first form in a title, -1 if it is not there."""
    forms = {form for lang in LANGS for form in term.forms(lang) if len(form) > 1}
    return min((title.find(form) for form in forms if form in title), default=-1)


def _names(terms: Sequence[Term], theme: str) -> dict[Lang, str]:
    """A name in both languages from the shared countries and theme; none without them."""
    if not terms:
        return {}
    names = {found.id: dict(found.names) for found, _ in _themes()}[theme]
    english = "–".join(_short(term, "en") for term in terms)
    vietnamese = " – ".join(_short(term, "vi") for term in terms)
    return {"en": f"{english} {names['en']}", "vi": f"{names['vi']} {vietnamese}"}


def _short(term: Term, lang: Lang) -> str:
    """The short form headlines use: US for United States, Nhật for Nhật Bản."""
    right, *variants = term.forms(lang)
    if lang == "en":
        shorter = [form for form in variants if form.isalpha() and form.isupper() and len(form) < 3]
    else:
        shorter = [form for form in variants if form.isalpha() and right.startswith(f"{form} ")]
    return min(shorter, key=lambda form: (len(form), form), default=right)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a storyline shows, from the articles of its events alone.

    Attributes:
        names: Its name in both languages where a relation gives one.
        title, lang: The most telling title of its articles, and the language of that.
        ties: What its events share.
    """

    names: Mapping[Lang, str]
    title: str
    lang: Lang
    ties: tuple[Tie, ...]


def _describe(
    work: tuple[Sequence[Sequence[Article]], Sequence[Profile]], glossary: Glossary
) -> _Content:
    members, profiles = work
    articles = [article for group in members for article in group]
    titled = best_title(articles)
    terms, theme = _relation(profiles, [article.title for article in articles])
    ties = _relation_ties(terms, theme, members, profiles, titled.lang)
    shown = {tie.text for tie in ties}
    rest = [
        tie
        for tie in find_ties(articles, glossary)
        if tie.kind != "number"
        and tie.text not in shown
        and sum(any(a.id in tie.article_ids for a in group) for group in members) > 1
    ]
    return _Content(_names(terms, theme), titled.title, titled.lang, (*ties, *rest))


def _storyline(
    id_: str,
    former_ids: tuple[str, ...],
    events: Sequence[Event],
    content: _Content,
    edited: Mapping[Lang, str],
) -> Storyline:
    names = {**content.names, **edited}
    title = names.get(content.lang) or content.title or events[0].title
    return Storyline(
        id_,
        tuple(event.id for event in events),
        title,
        content.lang,
        names,
        former_ids,
        content.ties,
    )


def _relation_ties(
    terms: Sequence[Term],
    theme: str,
    members: Sequence[Sequence[Article]],
    profiles: Sequence[Profile],
    lang: Lang,
) -> list[Tie]:
    ties = []
    for term in terms:
        held = [
            article.id
            for group, profile in zip(members, profiles, strict=True)
            if term in profile.countries
            for article in group
        ]
        ties.append(Tie("name", term.forms(lang)[0], tuple(held)))
    if theme:
        name = {found.id: dict(found.names) for found, _ in _themes()}[theme][lang]
        held = [
            article.id
            for group, profile in zip(members, profiles, strict=True)
            if profile.theme == theme
            for article in group
        ]
        ties.append(Tie("term", name.lower(), tuple(held)))
    return ties
