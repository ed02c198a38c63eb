"""Fits the weights of `generator/negation.py`.

    python benchmarks/fit_negation.py --data DIR [--every N]

DIR holds `*.tsv.xz` files of sentence pairs, `english<TAB>vietnamese<TAB>source` a line; every
N-th pair of the sources in `SOURCES` is used, the even ones for fitting and the odd ones to see
what the weights are worth. Each pair counts once as it stands and once for each language with a
negation dropped. One weight after another is moved as long as that helps; `COST` false alarms
weigh as much as one catch. Prints the weights, and what they catch and doubt.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fit_name_order import read_pairs
from benchmarks.quality_checks import drop_negation
from generator import negation
from generator.negation import Negations, compare_negations, unanswered
from generator.translation.glossary import Glossary

COST = 10
ROUNDS, STEP = 4, 0.3
WEIGHTS = ("_FIT_EN", "_FIT_VI", "_APART", "_SMOOTH")


@dataclass
class Cases:
    """Comparisons of sound pairs and of pairs with a negation dropped; None: nothing to ask."""

    pairs: int = 0
    sound: list[Negations] = field(default_factory=list)
    dropped: list[Negations | None] = field(default_factory=list)

    def add(self, english: str, vietnamese: str, dice: random.Random) -> None:
        """Count a pair, and the same with a negation dropped on either side."""
        self.pairs += 1
        both = compare_negations(english, vietnamese)
        if both is None:
            return
        self.sound.append(both)
        wrong = drop_negation(english, "en", vietnamese, Glossary(), dice)
        if wrong is not None:
            self.dropped.append(compare_negations(wrong, vietnamese))
        wrong = drop_negation(vietnamese, "vi", english, Glossary(), dice)
        if wrong is not None:
            self.dropped.append(compare_negations(english, wrong))

    def judge(self, values: dict[str, float]) -> tuple[float, float]:
        """The share of dropped negations that are caught, and of sound pairs that are doubted."""
        readiness = {name: value for name, value in values.items() if name not in WEIGHTS}
        one, two, three, four = (values[name] for name in WEIGHTS)
        weights = one, two, three, four
        doubted = sum(unanswered(both, readiness, weights) is not None for both in self.sound)
        caught = sum(
            both is not None and unanswered(both, readiness, weights) is not None
            for both in self.dropped
        )
        return caught / max(1, len(self.dropped)), doubted / max(1, self.pairs)


def search(cases: Cases, values: dict[str, float]) -> dict[str, float]:
    """Move one value after another while that pays."""

    def worth(candidate: dict[str, float]) -> float:
        caught, doubted = cases.judge(candidate)
        return caught - COST * doubted

    dice = random.Random(1)
    best, step = worth(values), STEP
    for _ in range(ROUNDS):
        for name in dice.sample(sorted(values), len(values)):
            for move in (step, -step):
                while True:
                    moved = {**values, name: round(values[name] + move, 4)}
                    if moved["_SMOOTH"] <= 0.02 or worth(moved) <= best + 1e-5:
                        break
                    values, best = moved, worth(moved)
        step /= 2
    return values


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=4)
    options = parser.parse_args()
    halves = Cases(), Cases()
    for number, (english, vietnamese) in enumerate(read_pairs(options.data, options.every)):
        halves[number % 2].add(english, vietnamese, random.Random(number))
    start = {name: float(getattr(negation, name)) for name in WEIGHTS}
    values = search(halves[0], {**negation._READINESS, **start})
    for name, value in values.items():
        print(f"    {name}: {value:.2f}")
    for name, cases in zip(("fitted", "other"), halves, strict=True):
        caught, doubted = cases.judge(values)
        print(
            f"{name} half: {caught:.3f} of {len(cases.dropped)} dropped negations caught, "
            f"{doubted:.4f} of {cases.pairs} sound pairs doubted"
        )


if __name__ == "__main__":
    main()
