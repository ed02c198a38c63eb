"""Which articles report the same event: scores for pairs, and groups from the scores.

The score of a pair is a weighted sum of how alike their words, word pairs, names, numbers, openings
and titles are and of how much they share in all, less a price for long texts, for every day between
them and for issues of a column, and less a share of what the two score with those they are most
like. How high a score is high enough depends on the collection: on how many of its articles have a
sure partner at all.

The groups come from average linkage with two additions. Two groups that are each much more alike
within than with one another are kept apart even where they are fairly alike: twin events on one
topic (two matches of a team, two rulings of a court) look like that. And groups are joined again
once it is known how large the events of the collection are: two groups that would make a much
larger event than is usual there must be more alike. When unsure, it splits.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from generator.cache import Cache, digest
from generator.model import LANGS, Article, PartialDate
from generator.text_features import (
    KINDS,
    Features,
    article_features,
    bridge_features,
    pair_dots,
    rarity_roots,
    weigh,
)
from generator.translation.glossary import Glossary

Places = npt.NDArray[np.int64]

WEIGHTS: Mapping[str, float] = {
    "words": 1.6,
    "pairs": 3.7,
    "names": 3.4,
    "numbers": 3.4,
    "head": 3.0,
    "title": 2.5,
}
"""Log-odds for a similarity of 1 in each kind; the square root of the cosine is weighed."""
BIAS = -3.0
SHARED_WEIGHT = 0.8
"""For the natural logarithm of the summed rarity of the words that both texts hold, plus 1."""
LONGER_PRICE, SHORTER_PRICE = 0.75, 0.5
"""For the natural logarithm of the number of words of the longer and of the shorter text: long
texts share more by chance."""
BRIDGE_WEIGHT, BRIDGE_BIAS = 20.0, -10.4
"""As `WEIGHTS` and `BIAS` for an English and a Vietnamese article."""
DAY_PRICE = 0.6
SPOKEN_DAY_PRICE = 0.55
OTHER_ISSUE_PRICE = 20.0
MAX_PRICED_DAYS = 7
RIVALS, RIVAL_SHARE, RIVAL_FLOOR = 2, 0.55, 2.0
"""How many of an article's best scores are its rivals, what share of their mean is taken off the
scores of its pairs, and from which score on."""
PRIOR_WEIGHT, PRIOR_SHARE, MAX_PRIOR = 20, 0.8, 3.0
"""Before a collection is seen, this share of articles is taken to share their event with others;
that counts as much as this many articles. The log-odds are cut at `MAX_PRIOR`."""
ROUNDS = 2
"""How often at most groups are joined again with what the sizes of the groups before tell."""
SIZE_FALL = 0.32
"""Before a collection is seen, events of `n` articles or more are taken to be as frequent as `n` to
the power of minus this, so that `PRIOR_SHARE` of the events of one article have two."""
MAX_SINGLE_PRICE = 1.0
"""Most that an article pays to join a group of usual size: an archive grows, its events too."""
LOWEST, HIGHEST = -4.0, 5.0
"""Scores are cut to this range: one odd pair must not outvote the others of a group."""

_REPRINT, _UNLIKE = 0.95, 0.7
"""Square root of the cosine of words from which a text is the same text again, and below which
two texts share hardly more than their topic."""
_SHORTEST = 30
"""A text of fewer words is taken to be as long as this."""
_CANDIDATE_FEATURES = 80
_CANDIDATE_SIMILARITY = 0.02
_MAX_NEIGHBOURS = 64
_MAX_COLUMN = 400
_BLOCK = 2_000
_FEATURES = "features"


SizePrice = Callable[[int, int], float]
"""What it costs to make one group of two, by their numbers of articles."""


def no_size_price(one: int, other: int) -> float:
    """No price, while nothing is known of the sizes of events."""
    return 0.0


def size_price(sizes: Iterable[int]) -> SizePrice:
    """The price of unusual sizes, learnt from groups already made.

    The log-odds that an event of at least as many articles as the larger group has at least as
    many as both, where they speak against it.

    Args:
        sizes: Number of articles of each group.
    """
    number = Counter(sizes)
    largest = max(number, default=0)
    reaching = [0] * (largest + 2)
    for size in range(largest, 0, -1):
        reaching[size] = reaching[size + 1] + size * number[size]

    def articles_in(size: int) -> int:
        return reaching[size] if size <= largest else 0

    @cache
    def price(one: int, other: int) -> float:
        larger, both = max(one, other), one + other
        if both == 2:
            return 0.0  # Whether an article has a partner at all is the matter of `prior_odds`.
        usual = PRIOR_WEIGHT * (larger / both) ** SIZE_FALL
        share = (articles_in(both) + usual) / (articles_in(larger) + PRIOR_WEIGHT)
        most = MAX_SINGLE_PRICE if min(one, other) == 1 else MAX_PRIOR
        return round(min(max(0.0, -math.log(share / (1 - share))), most), 4)

    return price


@dataclass(frozen=True, slots=True)
class Rules:
    """When two groups are joined.

    The score of two groups is the mean score of the pairs across, less three prices.

    Attributes:
        threshold: Least score to be joined.
        contrast: Where both groups have several articles, this share of the gap between the mean
            across and the smaller mean within is taken off: twin events show such a gap.
        few_pairs_price: Taken off for two single articles, divided by the number of pairs for
            larger groups: one pair is less evidence than many.
        unscored: Score of a pair that was not worth scoring.
        size_price: Taken off where the two together are larger than is usual.
    """

    threshold: float = -0.5
    contrast: float = 1.2
    few_pairs_price: float = 0.5
    unscored: float = LOWEST
    size_price: SizePrice = no_size_price


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs of articles; a pair that is not here scores `LOWEST`.

    Attributes:
        left, right: Positions of the two articles, left < right.
        scores: Log-odds, within `LOWEST` and `HIGHEST`.
        crowded: Positions of articles with so many neighbours that some were left out.
        prior: Log-odds that an article of the collection shares its event with another.
    """

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    crowded: frozenset[int]
    prior: float = 0.0


def day_gap(first: PartialDate, second: PartialDate) -> int:
    """Fewest days between two dates as far as known; 0 when either is unknown.

    Dates without a year are compared by their place in the year.
    """
    if first.year is not None and second.year is not None:
        a, b = sorted((first, second), key=lambda d: d.sort_key)
        low, high = a.latest, b.earliest
        return max(0, (high - low).days) if low and high else 0
    if first.month is None or second.month is None:
        return 0
    spans = [
        [
            date(2000, d.month or 1, d.day or 1).timetuple().tm_yday,
            date(2000, d.month or 1, d.day or 28).timetuple().tm_yday,
        ]
        for d in (first, second)
    ]
    (a_low, a_high), (b_low, b_high) = sorted(spans)
    straight = max(0, b_low - a_high)
    return min(straight, max(0, 366 - b_high + a_low)) if straight else 0


def spoken_gap(first: Sequence[int], second: Sequence[int]) -> float:
    """How far apart the days are that two texts speak of, 0-1.

    0 where they share a day or one of them names none; 1 from a week between the closest two.
    """
    if not first or not second:
        return 0.0
    gap = min(min(abs(a - b), 366 - abs(a - b)) for a in first for b in second)
    return min(gap, MAX_PRICED_DAYS) / MAX_PRICED_DAYS


def candidates(
    rows: sparse.csr_matrix,
    queries: npt.NDArray[np.int64] | None = None,
    sides: npt.NDArray[np.bool_] | None = None,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], set[int]]:
    """Pairs of rows that share enough rare words to be worth scoring.

    Args:
        rows: From `heaviest`.
        queries: Rows to find partners for; all by default.
        sides: Where given, only rows of different sides are partners.

    Returns:
        Positions left < right of each pair, and the rows whose partners were cut off.
    """
    transposed = rows.T.tocsr()
    wanted = np.arange(rows.shape[0]) if queries is None else np.asarray(queries)
    left: list[npt.NDArray[np.int64]] = []
    right: list[npt.NDArray[np.int64]] = []
    crowded: set[int] = set()
    for start in range(0, len(wanted), _BLOCK):
        block = wanted[start : start + _BLOCK]
        product = (rows[block] @ transposed).tocsr()
        for place, row in enumerate(block):
            span = slice(product.indptr[place], product.indptr[place + 1])
            others, values = product.indices[span], product.data[span]
            keep = (values >= _CANDIDATE_SIMILARITY) & (others != row)
            if sides is not None:
                keep &= sides[others] != sides[row]
            others, values = others[keep].astype(np.int64), values[keep]
            if len(others) > _MAX_NEIGHBOURS:
                crowded.add(int(row))
                order = np.lexsort((others, -np.round(values, 5)))[:_MAX_NEIGHBOURS]
                others = others[order]
            left.append(np.minimum(others, row))
            right.append(np.maximum(others, row))
    if not left:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), crowded
    pairs = np.unique(np.stack([np.concatenate(left), np.concatenate(right)], 1), axis=0)
    return pairs[:, 0], pairs[:, 1], crowded


def heaviest(rows: sparse.csr_matrix, limit: int = _CANDIDATE_FEATURES) -> sparse.csr_matrix:
    """Each row's `limit` largest entries, in columns that at least two rows keep.

    Columns that very many rows keep are dropped, so that the work of comparing all grows with
    the number of rows and not with its square.

    Args:
        rows: Unit vectors, one an article.
        limit: Entries to keep a row.
    """
    kept = np.zeros(len(rows.data), bool)
    for row in range(rows.shape[0]):
        start, end = rows.indptr[row], rows.indptr[row + 1]
        if end - start > limit:
            values = rows.data[start:end]
            order = np.lexsort((rows.indices[start:end], -np.round(values, 6)))
            kept[start + order[:limit]] = True
        else:
            kept[start:end] = True
    number = np.bincount(rows.indices[kept], minlength=rows.shape[1])
    sizes = number[rows.indices]
    kept &= (sizes > 1) & (sizes <= _MAX_COLUMN)
    positions = np.concatenate([[0], np.cumsum(kept)])
    # Few columns are left: renumbering them makes the transposed matrix small.
    columns, indices = np.unique(rows.indices[kept], return_inverse=True)
    return sparse.csr_matrix(
        (rows.data[kept], indices, positions[rows.indptr]),
        shape=(rows.shape[0], max(1, len(columns))),
    )


def pair_features(
    matrices: Mapping[str, sparse.csr_matrix],
    rare: sparse.csr_matrix,
    dates: Sequence[PartialDate],
    features: Sequence[Features],
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """What pairs are scored by, one column each.

    The columns: likeness in each of `KINDS`, where that of the openings stands in for the titles'
    if either text has none; the logarithm of the summed rarity of the words that both hold; that
    of the longer and of the shorter text's number of words; days apart; gap of the days that they
    speak of; whether they are issues of one column.

    Args:
        matrices: Unit vectors per kind.
        rare: From `rarity_roots`, of words.
        dates: Publication date by row.
        features: What was counted in each row's text.
        left, right: The pairs, as rows.
    """
    places = list(zip(left.tolist(), right.tolist(), strict=True))
    columns = [
        np.sqrt(np.maximum(pair_dots(matrices[kind], left, right), 0)).astype(np.float64)
        for kind in KINDS
    ]
    titled = np.array([len(feature.title[0]) > 0 for feature in features])
    head, title = KINDS.index("head"), KINDS.index("title")
    columns[title] = np.where(titled[left] & titled[right], columns[title], columns[head])
    columns.append(np.log1p(pair_dots(rare, left, right).astype(np.float64)))
    lengths = np.array([max(feature.length, _SHORTEST) for feature in features])
    columns.append(np.log(np.maximum(lengths[left], lengths[right])))
    columns.append(np.log(np.minimum(lengths[left], lengths[right])))
    gaps = np.array([day_gap(dates[a], dates[b]) for a, b in places], np.float64)
    columns.append(np.minimum(gaps, MAX_PRICED_DAYS))
    spoken = [spoken_gap(features[a].days, features[b].days) for a, b in places]
    columns.append(np.array(spoken, np.float64))
    apart = (gaps > 0) & (columns[0] < _REPRINT)
    unlike = columns[0] < _UNLIKE
    issues = [
        other_issues(features[a], features[b], far, strange)
        for (a, b), far, strange in zip(places, apart.tolist(), unlike.tolist(), strict=True)
    ]
    columns.append(np.array(issues, np.float64))
    return np.stack(columns, 1)


def other_issues(first: Features, second: Features, apart: bool, unlike: bool) -> bool:
    """Whether two articles are issues of a column that comes out again and again.

    Their titles name different days; or are the same but for numbers, while the texts are not,
    on different days (gold prices, the weather); or are the same two or three words over texts
    that have little in common (news in brief).

    Args:
        first, second: What was counted in them.
        apart: Whether they appeared on different days and are no reprints.
        unlike: Whether their texts have little in common.
    """
    if first.title_days and second.title_days:
        return not set(first.title_days) & set(second.title_days)
    if not first.column or first.column != second.column:
        return False
    return apart or (unlike and first.short_title)


def pair_scores(columns: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How much speaks for each pair reporting one event, from `pair_features`."""
    weights = np.array(
        [
            *(WEIGHTS[kind] for kind in KINDS),
            SHARED_WEIGHT,
            -LONGER_PRICE,
            -SHORTER_PRICE,
            -DAY_PRICE,
            -SPOKEN_DAY_PRICE,
            -OTHER_ISSUE_PRICE,
        ]
    )
    scores: npt.NDArray[np.float64] = np.clip(columns @ weights + BIAS, LOWEST, HIGHEST)
    return np.round(scores, 4)


def less_rivals(
    scores: npt.NDArray[np.float64],
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    rows: int,
) -> npt.NDArray[np.float64]:
    """Scores less a share of what the two articles score with those they are most like.

    A pair that is no more alike than either is with others has little to say: the two may only
    share a topic. (The idea of local scaling: Zelnik-Manor and Perona, "Self-Tuning Spectral
    Clustering", 2004.)

    Args:
        scores: From `pair_scores`.
        left, right: The pairs, as rows.
        rows: Number of rows.
    """
    ends = np.concatenate([left, right])
    both = np.concatenate([scores, scores])
    order = np.lexsort((-both, ends))
    ends, both = ends[order], both[order]
    place = np.arange(len(ends)) - np.searchsorted(ends, ends)
    best = np.full((rows, RIVALS), LOWEST)
    counted = place < RIVALS
    best[ends[counted], place[counted]] = both[counted]
    rival = np.maximum(best.mean(axis=1), RIVAL_FLOOR)
    price = RIVAL_SHARE * ((rival[left] + rival[right]) / 2 - RIVAL_FLOOR)
    left_over: npt.NDArray[np.float64] = np.clip(scores - price, LOWEST, HIGHEST)
    return np.round(left_over, 4)


@dataclass(slots=True)
class _Group:
    """A group while groups are being joined.

    Attributes:
        members: Positions of its articles.
        links: Other group → (sum of known pair scores, number of known pairs).
        within: Sum of the scores of its own pairs.
        complete: Members whose neighbours are all known.
        first, last: Latest possible start and earliest possible end of its known dates.
        barred: Labels of the groups it must not join.
        labels: Its own labels; two groups that both have some are never joined.
    """

    members: list[int]
    links: dict[int, tuple[float, int]] = field(default_factory=dict)
    within: float = 0.0
    complete: int = 0
    first: int | None = None
    last: int | None = None
    barred: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()

    @property
    def cohesion(self) -> float | None:
        """Mean score of its own pairs; None for a single article."""
        size = len(self.members)
        return self.within / (size * (size - 1) / 2) if size > 1 else None


@dataclass(frozen=True, slots=True)
class Start:
    """Articles that are together before anything is scored.

    Attributes:
        members: Positions of the articles.
        label: Name of the group that a `barred` of another can refer to, "" for none. Two
            groups with labels are never joined.
        barred: Labels of groups that these articles must never be in.
    """

    members: tuple[int, ...]
    label: str = ""
    barred: frozenset[str] = frozenset()


def find_groups(
    pairs: Pairs,
    dates: Sequence[PartialDate],
    starts: Sequence[Start],
    window_days: int,
    rules: Rules,
) -> list[list[int]]:
    """Join groups, then join them anew, knowing what sizes events have, until nothing changes.

    Where nearly all events of a collection have three reports, six are rather two events; where
    many have ten, the same likeness is good enough. (Empirical Bayes: the sizes found serve as
    the prior of the next round.) At most `ROUNDS` times.

    Args and returns: As of `join_groups`.
    """
    groups = join_groups(pairs, dates, starts, window_days, rules)
    for _ in range(ROUNDS):
        before = groups
        priced = replace(rules, size_price=size_price(map(len, before)))
        groups = join_groups(pairs, dates, starts, window_days, priced)
        if groups == before:
            break
    return groups


def join_groups(
    pairs: Pairs,
    dates: Sequence[PartialDate],
    starts: Iterable[Start],
    window_days: int,
    rules: Rules,
) -> list[list[int]]:
    """Join groups, the most alike first, while any two score at least the threshold.

    Ties are broken by position, so equal input gives equal groups.

    Args:
        pairs: Scored pairs.
        dates: Publication date by position.
        starts: Groups to begin with; every position is in exactly one.
        window_days: Most days a group may span, as far as its dates are known.
        rules: When to join.

    Returns:
        The groups, each sorted, ordered by their first member.
    """
    groups = {index: _start_group(start, dates, pairs) for index, start in enumerate(starts)}
    home = {member: index for index, group in groups.items() for member in group.members}
    _link(groups, home, pairs, rules.unscored)
    heap: list[tuple[float, int, int]] = []

    def push(one: int, other: int) -> None:
        first, second = min(one, other), max(one, other)
        score = _join_score(groups[first], groups[second], second, rules)
        if score >= rules.threshold:
            heapq.heappush(heap, (-score, first, second))

    for index, group in groups.items():
        for other in group.links:
            if other > index:
                push(index, other)
    next_index = len(groups)
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups:
            continue
        if not _may_join(groups[one], groups[other], window_days):
            continue
        groups[next_index] = joined = _joined(groups[one], groups[other], other, rules.unscored)
        for old in (one, other):
            for neighbour in groups[old].links:
                if neighbour in groups and neighbour not in (one, other):
                    links = groups[neighbour].links
                    links.pop(old, None)
                    links[next_index] = joined.links[neighbour]
        joined.links.pop(one, None)
        joined.links.pop(other, None)
        del groups[one], groups[other]
        for neighbour in joined.links:
            push(neighbour, next_index)
        next_index += 1
    return sorted(sorted(group.members) for group in groups.values())


def _start_group(start: Start, dates: Sequence[PartialDate], pairs: Pairs) -> _Group:
    group = _Group(
        list(start.members),
        complete=sum(member not in pairs.crowded for member in start.members),
        barred=start.barred,
        labels=frozenset({start.label} - {""}),
    )
    for member in start.members:
        early, late = dates[member].earliest, dates[member].latest
        if early is not None and late is not None:
            first, last = late.toordinal(), early.toordinal()
            group.first = first if group.first is None else min(group.first, first)
            group.last = last if group.last is None else max(group.last, last)
    return group


def _link(
    groups: Mapping[int, _Group], home: Mapping[int, int], pairs: Pairs, unscored: float
) -> None:
    """Enter the known pairs into the groups: as links across, as cohesion within."""
    inside = dict.fromkeys(groups, 0)
    for left, right, score in zip(
        pairs.left.tolist(), pairs.right.tolist(), pairs.scores.tolist(), strict=True
    ):
        one, other = home[left], home[right]
        if one == other:
            groups[one].within += score
            inside[one] += 1
            continue
        for a, b in ((one, other), (other, one)):
            total, number = groups[a].links.get(b, (0.0, 0))
            groups[a].links[b] = (total + score, number + 1)
    for index, group in groups.items():
        size = len(group.members)
        group.within += unscored * (size * (size - 1) // 2 - inside[index])


def _mean_across(one: _Group, other: _Group, link: tuple[float, int], unscored: float) -> float:
    """Mean score of the pairs across.

    Only pairs of articles whose neighbours are all known can count as unscored.
    """
    total, number = link
    missing = max(0, one.complete * other.complete - number)
    return (total + unscored * missing) / (number + missing)


def _join_score(one: _Group, other: _Group, other_index: int, rules: Rules) -> float:
    sizes = len(one.members), len(other.members)
    across = _mean_across(one, other, one.links[other_index], rules.unscored)
    across -= rules.few_pairs_price / (sizes[0] * sizes[1])
    score = across - rules.size_price(*sizes)
    if one.cohesion is None or other.cohesion is None:
        return score
    return score - rules.contrast * max(0.0, min(one.cohesion, other.cohesion) - across)


def _may_join(one: _Group, other: _Group, window_days: int) -> bool:
    if one.labels and other.labels:
        return False
    if one.barred & other.labels or other.barred & one.labels:
        return False
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return True
    return max(one.last, other.last) - min(one.first, other.first) <= window_days


def _joined(one: _Group, other: _Group, other_index: int, unscored: float) -> _Group:
    firsts = [group.first for group in (one, other) if group.first is not None]
    lasts = [group.last for group in (one, other) if group.last is not None]
    across = _mean_across(one, other, one.links[other_index], unscored)
    links = dict(one.links)
    for neighbour, (total, number) in other.links.items():
        before = links.get(neighbour, (0.0, 0))
        links[neighbour] = (before[0] + total, before[1] + number)
    return _Group(
        one.members + other.members,
        links,
        one.within + other.within + across * len(one.members) * len(other.members),
        one.complete + other.complete,
        min(firsts, default=None),
        max(lasts, default=None),
        one.barred | other.barred,
        one.labels | other.labels,
    )


def count_features(articles: Sequence[Article], cache: Cache | None = None) -> list[Features]:
    """Features of every article, those of known texts from the cache."""
    return (cache or Cache(None, b"")).each(_FEATURES, articles, digest, article_features)


def keep_features(articles: Sequence[Article], cache: Cache) -> None:
    """Let the features of these articles stay in the cache: the next new article is compared."""
    cache.keep(_FEATURES, articles, digest)


def _fresh_candidates(
    rows: sparse.csr_matrix,
    group_of: Places,
    score: Callable[[Places, Places], npt.NDArray[np.float64]],
) -> tuple[Places, Places, set[int]]:
    """As `candidates`, for rows without a group and for all of the groups that they resemble."""
    fresh = group_of < 0
    left, right, _ = candidates(rows, np.flatnonzero(fresh))
    near = score(left, right) > LOWEST
    met = np.union1d(group_of[left[near]], group_of[right[near]])
    wanted = fresh | np.isin(group_of, met)
    left, right, full = candidates(rows, np.flatnonzero(wanted))
    return left, right, full


def prior_odds(paired: int, articles: int) -> float:
    """Log-odds that an article shares its event with another one.

    A collection where nearly every article has a sure partner, as when outlets follow the same
    few affairs, makes a weaker likeness good enough than one of mostly lone articles.

    Args:
        paired: Articles with a sure partner.
        articles: All articles.
    """
    share = (paired + PRIOR_SHARE * PRIOR_WEIGHT) / (articles + PRIOR_WEIGHT)
    return round(min(math.log(share / (1 - share)), MAX_PRIOR), 4)


def _score_one_language(
    articles: Sequence[Article], features: Sequence[Features], group_of: Places | None
) -> tuple[Places, Places, npt.NDArray[np.float64], set[int], set[int]]:
    """Candidate pairs of articles in one language and their scores.

    Returns:
        Both rows of each pair, its score, the rows whose partners were cut off, and the rows
        with a partner that is likely before rivals are looked at.
    """
    lang = articles[0].lang
    dates = [article.published for article in articles]
    matrices = {kind: weigh([getattr(f, kind) for f in features], lang) for kind in KINDS}
    rare = rarity_roots([feature.words for feature in features], lang)
    likely = heaviest(matrices["words"])

    def score(left: Places, right: Places) -> npt.NDArray[np.float64]:
        return pair_scores(pair_features(matrices, rare, dates, features, left, right))

    if group_of is None:
        left, right, full = candidates(likely)
    else:
        left, right, full = _fresh_candidates(likely, group_of, score)
    scores = score(left, right)
    paired = {*left[scores > 0].tolist(), *right[scores > 0].tolist()}
    return left, right, less_rivals(scores, left, right, len(articles)), full, paired


def _bridged_pairs(
    articles: Sequence[Article], glossary: Glossary
) -> tuple[Places, Places, npt.NDArray[np.float64]]:
    """Pairs of an English and a Vietnamese article, scored by what both languages share."""
    rows = weigh([bridge_features(article, glossary) for article in articles], "en")
    sides = np.array([article.lang == "en" for article in articles])
    left, right, _ = candidates(heaviest(rows), np.flatnonzero(sides), sides)
    likeness = np.sqrt(np.maximum(pair_dots(rows, left, right), 0)).astype(np.float64)
    gaps = [
        min(day_gap(articles[a].published, articles[b].published), MAX_PRICED_DAYS)
        for a, b in zip(left, right, strict=True)
    ]
    scores = BRIDGE_WEIGHT * likeness + BRIDGE_BIAS - DAY_PRICE * np.array(gaps, np.float64)
    clipped = np.round(np.clip(scores, LOWEST, HIGHEST), 4).astype(np.float64)
    keep = clipped > LOWEST
    return left[keep], right[keep], clipped[keep]


def _truly_crowded(
    cut: set[int], left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> set[int]:
    """Of the rows whose partners were cut off, those that may have lost a good one.

    A row with partners that scored the lowest among those kept has lost only worse.
    """
    number = np.bincount(np.concatenate([left, right])) if len(left) else np.zeros(1, np.int64)
    return {row for row in cut if row < len(number) and number[row] >= _MAX_NEIGHBOURS}


def score_pairs(
    articles: Sequence[Article],
    features: Sequence[Features],
    glossary: Glossary | None = None,
    group_of: Sequence[int] | None = None,
) -> Pairs:
    """Candidate pairs, within each language and across the two, scored.

    Args:
        articles: All articles.
        features: Their features, in the same order.
        glossary: Names and terms that are the same thing in both languages.
        group_of: For each article the number of its group if it has one already, else -1. Where
            given, only the pairs of articles without a group are looked for, and those of the
            groups that such articles resemble.
    """
    parts: list[tuple[Places, Places, npt.NDArray[np.float64]]] = []
    crowded: set[int] = set()
    # Articles with a sure partner: those in a group with others have one.
    sizes = Counter(group_of or ())
    paired = {i for i, group in enumerate(group_of or ()) if group >= 0 and sizes[group] > 1}
    for lang in LANGS:
        places = np.array([i for i, a in enumerate(articles) if a.lang == lang], np.int64)
        groups = None if group_of is None else np.array([group_of[i] for i in places], np.int64)
        if len(places) < 2 or (groups is not None and groups.min() >= 0):
            continue
        left, right, scores, full, sure = _score_one_language(
            [articles[i] for i in places], [features[i] for i in places], groups
        )
        keep = scores > LOWEST
        parts.append((places[left[keep]], places[right[keep]], scores[keep]))
        crowded |= {int(places[i]) for i in _truly_crowded(full, left[keep], right[keep])}
        paired |= {int(places[i]) for i in sure}
    if len({article.lang for article in articles}) > 1:
        left, right, scores = _bridged_pairs(articles, glossary or Glossary())
        parts.append((left, right, scores))
        paired |= {*left[scores > 0].tolist(), *right[scores > 0].tolist()}
    prior = prior_odds(len(paired), len(articles))
    if not parts:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, np.zeros(0), frozenset(), prior)
    left, right, scores = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Pairs(left, right, scores, frozenset(crowded), prior)
