"""Judges whether a sentence tells again, in other words, what another one told.

Two outlets open with the same news and word it differently. In one language five things tell how
likely that is: the rare words that both sentences hold, the pairs of neighbouring words, a figure,
how near the top of their articles they stand, and the language. Across languages only figures,
dates, names and glossary terms can be compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Lang
from generator.quantities import find_quantities
from generator.selection import Candidate
from generator.text_features import rarity
from generator.translation.glossary import Glossary, without_marks

FEATURES = ("likeness", "pairs", "figure", "depth", "english")
"""The names of the features of two sentences, in the order of `features`."""
WEIGHTS = (6.4, 4.0, 1.0, -0.28, 2.0)
BIAS = -4.9
"""Coefficients of a logistic regression; `benchmarks/fit_retelling.py` fits and judges them. The
one for English is taken smaller than the fit says: its events were nearly all short items that
open alike."""
_SAME_PAIRS = 0.5
"""A sentence with this share of the pairs of another tells the same, whatever else."""
_INSIDE = 3.0
"""Depth that two sentences of one running text have at least: a reporter tells a thing once."""
_WORD = re.compile(r"[^\W\d_]{2,}")
# A figure that says which news it is: no date, no year, no "3 nước".
_FIGURE = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d|[.,]\d))\d(?:[.,]?\d)+(?![/-]\d|\d)")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence with how rare each is in news, the sum of that, and its figures."""

    rarities: dict[str, float]
    total: float
    figures: frozenset[str]

    @classmethod
    def of(cls, candidate: Candidate) -> _Words:
        rarities = {
            word: rarity(word, candidate.lang) for word in sorted(frozenset(candidate.words))
        }
        return cls(rarities, sum(rarities.values()), frozenset(_FIGURE.findall(candidate.text)))


def features(one: Candidate, other: Candidate) -> tuple[float, float, float, float, float]:
    """What tells whether two sentences of one language tell the same; see `FEATURES`.

    Returns:
        The share of their words that they have in common, each counted by how rare it is in news,
        0-1; the square root of the share of the shorter one's pairs that the other has, 0-1; 1 if
        they share a figure of two digits or more that is no date, else 0; the sum of the logarithms
        of 1 + their depths; 1 for two articles in English, else 0.
    """
    return _features(one, other, _Words.of(one), _Words.of(other))


def _features(
    one: Candidate, other: Candidate, own: _Words, theirs: _Words
) -> tuple[float, float, float, float, float]:
    # Not by the square, as in a cosine: one rare name would make two sentences about it alike.
    shared = sum(worth for word, worth in own.rarities.items() if word in theirs.rarities)
    both = math.sqrt(own.total * theirs.total)
    apart = one.sentence.article_id != other.sentence.article_id or one.lead != other.lead
    depth = math.log1p(one.depth) + math.log1p(other.depth)
    return (
        shared / both if both else 0.0,
        math.sqrt(_shared_pairs(one, other)),
        float(not own.figures.isdisjoint(theirs.figures)),
        depth if apart else max(depth, _INSIDE),
        float(apart and one.lang == "en"),
    )


def _shared_pairs(one: Candidate, other: Candidate) -> float:
    """The share of the pairs of the sentence with fewer that the other has, 0-1."""
    fewest = min(len(one.pairs), len(other.pairs))
    return len(one.pairs & other.pairs) / fewest if fewest else 0.0


class Told:
    """The sentences told so far, and how likely another one tells one of them again."""

    def __init__(self) -> None:
        self._told: list[Candidate] = []
        self._words: dict[int, _Words] = {}
        self._chances: dict[int, tuple[int, float]] = {}

    def add(self, candidate: Candidate) -> None:
        """Count a sentence as told from now on."""
        self._told.append(candidate)

    def chance(self, candidate: Candidate) -> float:
        """How likely the sentence tells again what one in its language told, 0-1.

        It never falls when more is told.
        """
        known, chance = self._chances.get(candidate.order, (0, 0.0))
        for other in self._told[known:]:
            if other.lang == candidate.lang:
                chance = max(chance, self._chance(candidate, other))
        self._chances[candidate.order] = (len(self._told), chance)
        return chance

    def _chance(self, one: Candidate, other: Candidate) -> float:
        if _shared_pairs(one, other) >= _SAME_PAIRS:
            return 1.0
        found = _features(one, other, self._weighed(one), self._weighed(other))
        odds = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, found, strict=True))
        return 1 / (1 + math.exp(-odds))

    def _weighed(self, candidate: Candidate) -> _Words:
        if candidate.order not in self._words:
            self._words[candidate.order] = _Words.of(candidate)
        return self._words[candidate.order]


class Repeats:
    """Knows what was said, across languages.

    Two languages share no words, so their sentences are compared by what they do share: figures,
    dates, glossary terms and names read alike once tone marks are gone ("Nam Trà My", "Nam Tra
    My"). A sentence most of whose such words stand in one chosen sentence of the other language is
    a repetition; where both open their articles, a third of them is enough. So is one that has
    nothing but a long figure ("102 km/h") that was told.
    """

    _SHARE, _SHARE_OF_OPENINGS = 0.6, 0.3
    _FEWEST = 2
    _OPENING = 1
    _LONG_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)\d{3,}")

    def __init__(self, glossary: Glossary, langs: Iterable[Lang]) -> None:
        """Prepare to compare.

        Args:
            glossary: Terms with their form in each language.
            langs: The languages of the event; with one only, nothing is compared.
        """
        self._glossary = glossary
        self._mixed = len(set(langs)) > 1
        self._seen: list[tuple[Candidate, frozenset[str]]] = []

    def is_new(self, candidate: Candidate) -> bool:
        """Whether it says something new; if so it counts as said from now on."""
        if not self._mixed:
            return True
        marks = self._marks(candidate.text, candidate.lang)
        for other, seen in self._seen:
            if other.lang != candidate.lang and self._says_again(candidate, marks, other, seen):
                return False
        self._seen.append((candidate, marks))
        return True

    def _says_again(
        self, one: Candidate, marks: frozenset[str], other: Candidate, seen: frozenset[str]
    ) -> bool:
        shared = len(marks & seen)
        if not shared:
            return False
        if max(one.depth, other.depth) <= self._OPENING:
            return shared >= self._SHARE_OF_OPENINGS * min(len(marks), len(seen))
        if shared >= self._FEWEST and shared >= self._SHARE * len(marks):
            return True
        return shared == len(marks) == 1 and bool(self._LONG_FIGURE.match(min(marks)))

    def _marks(self, text: str, lang: Lang) -> frozenset[str]:
        marks: set[str] = set()
        rest = list(text)
        for term in self._glossary.find(text, lang):
            marks.add(f"#{term.term.en}")
            rest[term.start : term.end] = " " * (term.end - term.start)
        for quantity in find_quantities(text, lang):
            marks.add(quantity.value)
            rest[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
        opening = next((at for at, char in enumerate(rest) if char.isalnum()), 0)
        for match in _WORD.finditer("".join(rest)):
            if match.group()[0].isupper() and match.start() != opening:
                marks.add(without_marks(match.group().casefold()))
        return frozenset(marks)
