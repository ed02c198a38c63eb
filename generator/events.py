"""Groups articles into events and gives every event an address that lasts.

What was published together stays together and keeps its id: only an editor takes it apart, or
makes two published events one. A new article joins a published event or helps to open a new one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Literal

import numpy as np

from generator.articles import slug
from generator.cache import Cache, digest
from generator.clustering import (
    LOWEST,
    Pairs,
    Rules,
    count_features,
    find_groups,
    keep_features,
    score_pairs,
)
from generator.event_edits import Edit, EventEdits
from generator.lasting_ids import find_homes, find_starts, give_ids, unused
from generator.model import Article, Event, Lang, PartialDate, Tie
from generator.published import Published
from generator.sentences import split_sentences
from generator.settings import EventSettings
from generator.text_features import (
    find_names,
    find_numbers,
    rarity,
    readable_words,
    top_of,
    top_terms,
    words,
)
from generator.translation.glossary import Glossary

_Kind = Literal["name", "term", "number"]
_MAX_TIES = 12
_MAX_TITLE_WORDS = 20
_CLICKBAIT = re.compile(r"[?!]|…|\.\.\.|^[\"“'‘]")


def group_articles(
    articles: Iterable[Article],
    settings: EventSettings,
    glossary: Glossary,
    edits: EventEdits | None = None,
    published: Published | None = None,
    *,
    cache: Cache | None = None,
) -> tuple[Event, ...]:
    """Group articles into events.

    The same articles give the same events in whatever order they come. Where most articles were
    published before, only the new ones are compared, with those of about their time.

    Args:
        articles: All articles; ids are unique.
        settings: Threshold and window.
        glossary: Names and terms, for ties and for articles in different languages.
        edits: What editors decided.
        published: What was published before.
        cache: Remembers what was counted in texts.

    Returns:
        The events by date, then id.
    """
    edits, published = edits or EventEdits(), published or Published()
    ordered = sorted(articles, key=lambda article: article.sort_key)
    cache = cache or Cache(None, b"")
    keep_features(ordered, cache)
    groups = _grouped(ordered, settings, glossary, edits, published, cache)
    members = [[ordered[place] for place in group] for group in groups]
    ids, former = _identities(members, edits.events, published)
    terms = digest(glossary.terms)
    contents = cache.each(
        "events",
        members,
        lambda group: digest(terms, *group),
        partial(describe, glossary=glossary),
    )
    events = [
        _event(id_, former.get(id_, ()), group, content, edits.events.get(id_))
        for id_, group, content in zip(ids, members, contents, strict=True)
    ]
    return tuple(sorted(events, key=lambda event: (event.date.sort_key, event.id)))


def group_plain(
    articles: Iterable[Article], settings: EventSettings, glossary: Glossary | None = None
) -> dict[str, str]:
    """{article id: event id} for articles on their own, nothing remembered, nothing edited."""
    ordered = sorted(articles, key=lambda article: article.sort_key)
    groups = _grouped(
        ordered, settings, glossary or Glossary(), EventEdits(), Published(), Cache(None, b"")
    )
    members = [[ordered[place] for place in group] for group in groups]
    ids, _ = _identities(members, {}, Published())
    pairs = {article.id: id_ for id_, group in zip(ids, members, strict=True) for article in group}
    return {article.id: pairs[article.id] for article in ordered}


# ------------------------------------------------------------------------------ grouping


def _grouped(
    ordered: Sequence[Article],
    settings: EventSettings,
    glossary: Glossary,
    edits: EventEdits,
    published: Published,
    cache: Cache,
) -> list[list[int]]:
    dates = [article.published for article in ordered]
    ids = [article.id for article in ordered]
    redirects = published.event_redirects
    home = find_homes(ids, edits.events, published.events, redirects)
    starts = find_starts(ids, home, edits.events, redirects)
    fresh = [place for place, id_ in enumerate(ids) if id_ not in home]
    near = _near_in_time(dates, fresh, settings.window_days) if home else range(len(ids))
    articles = [ordered[place] for place in near]
    group_of = None
    if home:
        numbers = {label: number for number, label in enumerate(sorted(set(home.values())))}
        group_of = [numbers[home[a.id]] if a.id in home else -1 for a in articles]
    found = score_pairs(articles, count_features(articles, cache), glossary, group_of)
    place_of = np.array(near, np.int64)
    pairs = Pairs(
        place_of[found.left],
        place_of[found.right],
        found.scores,
        frozenset(int(place_of[row]) for row in found.crowded),
    )
    least = Rules().threshold if settings.threshold is None else _log_odds(settings.threshold)
    rules = Rules(threshold=least - found.prior)
    return find_groups(pairs, dates, starts, settings.window_days, rules)


def _near_in_time(
    dates: Sequence[PartialDate], fresh: Sequence[int], window_days: int
) -> Sequence[int]:
    """Positions of the fresh articles and of those that one of them could share an event with."""
    if any(dates[place].earliest is None for place in fresh):
        return range(len(dates))
    width = window_days + 1
    wanted: set[int] = set()
    for place in fresh:
        first, last = dates[place].earliest, dates[place].latest
        if first is not None and last is not None:
            wanted.update(range(first.toordinal() // width - 1, last.toordinal() // width + 2))
    new = set(fresh)
    near: list[int] = []
    for place, date_ in enumerate(dates):
        first, last = date_.earliest, date_.latest
        if place in new or first is None or last is None:
            near.append(place)
            continue
        low, high = first.toordinal() // width, last.toordinal() // width
        if any(step in wanted for step in range(low, high + 1)):
            near.append(place)
    return near


def _log_odds(probability: float) -> float:
    if not 0 < probability < 1:
        return math.inf if probability >= 1 else LOWEST
    return math.log(probability / (1 - probability))


# ------------------------------------------------------------------------------ identity


def _identities(
    groups: Sequence[Sequence[Article]], edits: Mapping[str, Edit], published: Published
) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    members = [[article.id for article in group] for group in groups]
    redirects = published.event_redirects
    home = find_homes(
        (id_ for group in members for id_ in group), edits, published.events, redirects
    )
    return give_ids(
        members,
        home,
        edits,
        published.events,
        redirects,
        lambda place, taken: unused(_stem(groups[place]), taken),
    )


def _stem(group: Sequence[Article]) -> str:
    """Date as far as known and the title of the article that was first."""
    first = min(group, key=lambda a: (*_first_reported(a.published), a.id))
    day = first.published.date_text.lstrip("-")
    name = slug(first.title or _opening(first)) or "event"
    return f"{day}-{name}" if day else name


def _opening(article: Article) -> str:
    """First words of a text without a title."""
    text = readable_words(article).strip().partition("\n")[0]
    sentence = next(iter(split_sentences(text, article.lang)), "")
    found = sentence.split()
    return " ".join(found[:14]) + ("…" if len(found) > 14 else "")


def _first_reported(day: PartialDate) -> tuple[int, int, tuple[int, int, int, str]]:
    """Sorts dates by the day they have surely passed; unknown years come last."""
    latest = day.latest
    if latest is None:
        return (2 if not day else 1, 0, day.sort_key)
    return (0, latest.toordinal(), day.sort_key)


# ------------------------------------------------------------------------------- content


def _event(
    id_: str,
    former_ids: tuple[str, ...],
    group: Sequence[Article],
    content: tuple[str, Lang, tuple[Tie, ...]],
    edit: Edit | None,
) -> Event:
    title, lang, ties = content
    pinned = tuple(a.id for a in group if edit and a.id in edit.members)
    return Event(
        id_,
        tuple(article.id for article in group),
        min((article.published for article in group), key=_first_reported),
        title,
        lang,
        edit.names if edit else {},
        former_ids,
        (*((Tie("editor", "", pinned),) if pinned else ()), *ties),
    )


def describe(group: Sequence[Article], glossary: Glossary) -> tuple[str, Lang, tuple[Tie, ...]]:
    """Title of an event, its language, and what ties the articles."""
    titled = best_title(group)
    return titled.title or _opening(titled), titled.lang, find_ties(group, glossary)


def best_title(group: Sequence[Article]) -> Article:
    """The article whose title says most about what all of them report.

    A title scores by its words: how rare each is and in how many articles' openings it stands.
    Questions, exclamations and quotations score half, so do very long and inferred titles.
    """
    openings = [set(words(" ".join((a.title, _opening(a), a.lead)))) for a in group]

    def score(article: Article) -> float:
        found = set(words(article.title))
        if not found:
            return 0.0
        value = sum(
            rarity(word, article.lang) * sum(word in opening for opening in openings)
            for word in found
        ) / math.sqrt(len(found) + 4)
        if _CLICKBAIT.search(article.title):
            value /= 2
        if len(found) < 4 or len(found) > _MAX_TITLE_WORDS:
            value /= 2
        return value * (0.7 if article.title_inferred else 1.0)

    return max(group, key=lambda article: round(score(article), 6))


def find_ties(group: Sequence[Article], glossary: Glossary) -> tuple[Tie, ...]:
    """What the articles of an event share, strongest first: names, terms, numbers.

    A tie weighs as much as it is rare in general news, times how many of the articles share
    it; the tops of the articles are compared.
    """
    if len(group) < 2:
        return ()
    ties: list[Tie] = []
    found: dict[tuple[_Kind, str], dict[str, str]] = {}
    weight: dict[tuple[_Kind, str], float] = {}

    def note(kind: _Kind, key: str, shown: str, article: Article, rare: float) -> None:
        found.setdefault((kind, key), {}).setdefault(article.id, shown)
        weight[kind, key] = max(weight.get((kind, key), 0.0), rare)

    for article in group:
        text = top_of(article)
        terms = ""
        for match in top_terms(glossary, text, article.lang):
            term = match.term
            kind: _Kind = "term" if term.kind in ("term", "office") else "name"
            shown = text[match.start : match.end]
            terms += f"|{shown}|"
            note(kind, term.en, shown, article, _rarest(shown, article))
        for run in dict.fromkeys(find_names(text)):
            shown = " ".join(run)
            if len(shown) > 1 and _without_country(shown, glossary, article.lang) not in terms:
                note("name", shown.casefold(), shown, article, _rarest(shown, article))
        for number in find_numbers(text):
            note("number", number, number, article, 4.0)
    ranked = sorted(
        ((key, shown) for key, shown in found.items() if len(shown) > 1),
        key=lambda row: (-weight[row[0]] * len(row[1]), row[0]),
    )
    for (kind, _), forms in ranked[:_MAX_TIES]:
        text = Counter(forms.values()).most_common(1)[0][0]
        ties.append(Tie(kind, text, tuple(forms)))
    return tuple(ties)


def _without_country(name: str, glossary: Glossary, lang: Lang) -> str:
    """The name after a country that stands before it: `Mỹ Lloyd Austin`."""
    for match in glossary.find(name, lang)[:1]:
        if match.start == 0 and match.term.kind == "country" and match.end < len(name):
            return name[match.end :].strip()
    return name


def _rarest(name: str, article: Article) -> float:
    return max((rarity(word, article.lang) for word in words(name)), default=0.0)
