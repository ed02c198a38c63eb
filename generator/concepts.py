"""Weighs what an event's articles talk about, in pairs of neighbouring words.

A pair of words that several sources use, that comes up again and again, that stands near the top
of an article or in a headline belongs in a summary. Each pair gets the probability that an
editor's summary holds it, from a logistic regression over these four features; a summary then
covers as much probability as fits (the concept coverage of Gillick and Favre, "A Scalable Global
Model for Summarization", 2009, with weights learned as Hong and Nenkova, "Improving the Estimation
of Word Importance for News Multi-Document Summarization", 2014, learn theirs).
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]

_WORD = re.compile(r"[^\W_]+")

FEATURES = ("sources", "repetition", "position", "headline")
"""The names of a pair's features, in the order of `Concepts.parts`."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients of the logistic regression; `benchmarks/fit_summaries.py` fits them.

    Attributes:
        bias: Constant.
        sources: For the share of the other articles that use the pair, 0-1.
        repetition: For the natural logarithm of the number of sentences that use it.
        position: For minus the natural logarithm of 1 + the earliest position in any article.
        headline: For standing in a headline, 0 or 1.
    """

    bias: float
    sources: float
    repetition: float
    position: float
    headline: float


# The mean of three fits: human summaries of Vietnamese events; the openings of held-out articles
# of Vietnamese and of English events. The mean is kept round: the second digit is noise.
WEIGHTS = Weights(bias=-1.6, sources=1.1, repetition=0.65, position=0.95, headline=0.4)


def words(text: str) -> tuple[str, ...]:
    """The lower-case words and figures of a text; a Vietnamese syllable is a word."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def pairs(tokens: Sequence[str]) -> frozenset[Pair]:
    """Every pair of neighbouring words."""
    return frozenset(itertools.pairwise(tokens))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as the weighing sees it.

    Attributes:
        article: Which article it stands in, any number.
        position: How far down it stands, 0 for the first sentence of the body.
        pairs: Its pairs of words.
    """

    article: int
    position: int
    pairs: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Concepts:
    """The pairs of an event's articles with their weights.

    Attributes:
        weights: Probability of each pair to be in a summary, 0-1.
        parts: What each feature adds to a pair's log-odds, in the order of `FEATURES`.
    """

    weights: dict[Pair, float]
    parts: dict[Pair, tuple[float, float, float, float]]


def features(
    passages: Iterable[Passage], titles: Iterable[str]
) -> dict[Pair, tuple[float, float, float, float]]:
    """The features of every pair: sources, repetition, position, headline (see `Weights`)."""
    articles: dict[Pair, set[int]] = {}
    counts: dict[Pair, int] = {}
    first: dict[Pair, int] = {}
    everyone: set[int] = set()
    for passage in passages:
        everyone.add(passage.article)
        for pair in passage.pairs:
            if pair in counts:
                articles[pair].add(passage.article)
                counts[pair] += 1
                if passage.position < first[pair]:
                    first[pair] = passage.position
            else:
                articles[pair] = {passage.article}
                counts[pair] = 1
                first[pair] = passage.position
    headline = frozenset().union(*(pairs(words(title)) for title in titles))
    others = max(1, len(everyone) - 1)
    return {
        pair: (
            (len(articles[pair]) - 1) / others,
            math.log(count),
            -math.log1p(first[pair]),
            1.0 if pair in headline else 0.0,
        )
        for pair, count in counts.items()
    }


def weigh(
    passages: Iterable[Passage], titles: Iterable[str], weights: Weights = WEIGHTS
) -> Concepts:
    """Weigh every pair of an event.

    Args:
        passages: The sentences of the event's articles in one language.
        titles: Their headlines.
        weights: Coefficients.
    """
    found: dict[Pair, float] = {}
    parts: dict[Pair, tuple[float, float, float, float]] = {}
    for pair, (sources, repetition, position, headline) in features(passages, titles).items():
        part = (
            weights.sources * sources,
            weights.repetition * repetition,
            weights.position * position,
            weights.headline * headline,
        )
        parts[pair] = part
        found[pair] = 1 / (1 + math.exp(-(weights.bias + sum(part))))
    return Concepts(found, parts)
