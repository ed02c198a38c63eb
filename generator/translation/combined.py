"""Two translators asked about the same sentence, and their answers ranked together.

The neural model writes well but leaves things out and, unsure, says something else; the phrase
model leaves nothing out and reads clumsily. Their mistakes differ: what both say is mostly right.
Each hypothesis gets a linear score of what is known without a look at the source's meaning: the
translator's own confidence, the length, and how much the other hypotheses agree (system
combination by consensus, as minimum Bayes risk decoding does it: Kumar and Byrne 2004). The
weights come from `benchmarks/fit_combination.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from generator.model import Lang
from generator.translation.engines import Engine, Hypothesis

GRAM = 4
"""Letters of a run that hypotheses are compared by."""
# Hypotheses of each engine that are ranked together, however few are wanted: agreement needs
# several.
_LOOKED_AT = 4
# Points of quality that equal a nat of log-probability, the unit of `Hypothesis.score`.
_POINTS_A_NAT = 50.0


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a hypothesis; or, as weights, points of quality for a unit of each.

    Attributes:
        phrase: For being the phrase model's.
        phrase_unsure: The same, for each nat a token that the neural model's best is unlikely.
        phrase_long: The same, for each unit of ln(words of the source).
        phrase_likely: The same, for each nat a word of the phrase model's best.
        neural: For each nat a token of a neural hypothesis.
        phrases: For each nat a word of the phrase model's.
        length: For each unit of ln(letters).
        agreement: For the mean share of letter runs in common with the other hypotheses.
    """

    phrase: float
    phrase_unsure: float
    phrase_long: float
    phrase_likely: float
    neural: float
    phrases: float
    length: float
    agreement: float


WEIGHTS: dict[Lang, Features] = {
    "en": Features(
        phrase=-13.1,
        phrase_unsure=13.8,
        phrase_long=1.57,
        phrase_likely=-0.372,
        neural=9.78,
        phrases=2.66,
        length=14.0,
        agreement=53.2,
    ),
    "vi": Features(
        phrase=-12.0,
        phrase_unsure=7.7,
        phrase_long=0.811,
        phrase_likely=-4.63,
        neural=16.4,
        phrases=6.4,
        length=16.0,
        agreement=62.9,
    ),
}
"""By target language."""


def grams(text: str) -> frozenset[str]:
    """The runs of `GRAM` letters and marks of a text, without its spaces and capitals."""
    packed = "".join(text.casefold().split())
    return frozenset(packed[at : at + GRAM] for at in range(max(1, len(packed) - GRAM + 1)))


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The Dice coefficient of two sets, 0 to 1."""
    return 2 * len(left & right) / max(1, len(left) + len(right))


def features(
    source: str, neural: Sequence[Hypothesis], phrases: Sequence[Hypothesis]
) -> list[Features]:
    """What is known of each hypothesis, the neural ones first, by the names of its weights.

    Args:
        source: The sentence.
        neural, phrases: At least one each, the likeliest first.
    """
    both = [*neural, *phrases]
    runs = [grams(each.text) for each in both]
    words = math.log(max(1, len(source.split())))
    rows: list[Features] = []
    for at, each in enumerate(both):
        phrase = float(at >= len(neural))
        shared = [overlap(runs[at], other) for n, other in enumerate(runs) if n != at]
        rows.append(
            Features(
                phrase=phrase,
                phrase_unsure=-phrase * neural[0].score,
                phrase_long=phrase * words,
                phrase_likely=phrase * phrases[0].score,
                neural=(1 - phrase) * each.score,
                phrases=phrase * each.score,
                length=math.log(max(1, len(each.text))),
                agreement=sum(shared) / len(shared),
            )
        )
    return rows


def points(row: Features, weights: Features) -> float:
    """The score of a hypothesis; only comparable among those of one sentence."""
    pairs = zip(astuple(row), astuple(weights), strict=True)
    return sum((known * weight for known, weight in pairs), 0.0)


def rank(
    source: str, neural: Sequence[Hypothesis], phrases: Sequence[Hypothesis], weights: Features
) -> tuple[Hypothesis, ...]:
    """The hypotheses of both, all different, the best first.

    Their scores say how much worse than the best they are thought, in nats.
    """
    both = [*neural, *phrases]
    scores = [points(row, weights) for row in features(source, neural, phrases)]
    best = max(scores)
    ordered = sorted(range(len(both)), key=lambda at: (-scores[at], at))
    found: dict[str, Hypothesis] = {}
    for at in ordered:
        score = (scores[at] - best) / _POINTS_A_NAT
        found.setdefault(both[at].text, replace(both[at], score=score))
    return tuple(found.values())


class CombinedEngine:
    """One direction of a neural and a phrase model together."""

    def __init__(self, neural: Engine, phrases: Engine) -> None:
        self._neural, self._phrases = neural, phrases

    def name(self, source: Lang, target: Lang) -> str:
        """Both models' names and versions."""
        names = [engine.name(source, target) for engine in (self._neural, self._phrases)]
        return " + ".join(names) if all(names) else ""

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Ask both, and rank what they say.

        Raises:
            EngineError: A model file is broken.
        """
        asked = max(count, _LOOKED_AT)
        answers = [
            engine.translate(sentences, source, target, count=asked, no_repeats=no_repeats)
            for engine in (self._neural, self._phrases)
        ]
        return [
            rank(sentence, neural, phrases, WEIGHTS[target])[:count]
            for sentence, neural, phrases in zip(sentences, *answers, strict=True)
        ]
