"""Fits the weights of `generator/name_order.py`.

    python benchmarks/fit_name_order.py --data DIR [--every N]

DIR holds `*.tsv.xz` files of sentence pairs, `english<TAB>vietnamese<TAB>source` a line; pairs of
the sources in `SOURCES` are used, every N-th. Each pair counts once as it stands and once with two
names swapped on one side. Which two names a swap shows at is not told: the pair that scores
highest is taken, a few times over. Prints the weights, and what thresholds would catch and doubt.
"""

from __future__ import annotations

import argparse
import lzma
import random
import unicodedata
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.quality_checks import swap_names
from generator.model import Lang
from generator.name_order import FEATURES, NamedText, find_names, pair_features
from generator.translation.glossary import Glossary, read_glossary

SOURCES = ("wikialt", "vlsp_news_train", "baosongngu")
ROUNDS, PENALTY = 6, 1e-4

Floats = npt.NDArray[np.float64]


def read_pairs(data: Path, every: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for path in sorted(data.glob("*.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        kept = [row for row in rows if len(row) == 3 and row[2] in SOURCES]
        found += [
            (unicodedata.normalize("NFC", row[0]), unicodedata.normalize("NFC", row[1]))
            for row in kept[::every]
        ]
    return found


def named(text: str, lang: Lang, glossary: Glossary) -> NamedText:
    return find_names(text, lang, glossary.find(text, lang))


def features(english: NamedText, vietnamese: NamedText) -> Floats:
    rows = [values for *_, values in pair_features(english, vietnamese)]
    return np.array(rows, np.float64).reshape(-1, len(FEATURES))


def fit(rows: Floats, labels: Floats) -> Floats:
    def loss(weights: Floats) -> tuple[float, Floats]:
        z = rows @ weights
        error = 1 / (1 + np.exp(-z)) - labels
        value = np.mean(np.logaddexp(0, z) - labels * z) + PENALTY * (weights[1:] ** 2).sum()
        slope = rows.T @ error / len(labels) + np.r_[0.0, 2 * PENALTY * weights[1:]]
        return float(value), slope

    result = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(result.x)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=5)
    options = parser.parse_args()
    glossary = read_glossary(Path(__file__).parent.parent / "content")
    clean: list[Floats] = []
    swapped: list[Floats] = []
    for number, (english, vietnamese) in enumerate(read_pairs(options.data, options.every)):
        sides = named(english, "en", glossary), named(vietnamese, "vi", glossary)
        clean.append(features(*sides))
        dice = random.Random(number)
        if dice.random() < 0.5:
            wrong = swap_names(english, "en", vietnamese, glossary, dice)
            sides = (named(wrong, "en", glossary), sides[1]) if wrong else sides
        else:
            wrong = swap_names(vietnamese, "vi", english, glossary, dice)
            sides = (sides[0], named(wrong, "vi", glossary)) if wrong else sides
        if wrong:
            swapped.append(features(*sides))
    negative = np.vstack(clean)
    bags = [rows for rows in swapped if len(rows)]
    start = np.zeros(len(FEATURES))
    start[[FEATURES.index("moved less if swapped"), FEATURES.index("gain, at most 3")]] = 1.0
    weights = start
    for _ in range(ROUNDS):
        positive = np.vstack([rows[np.argmax(rows @ weights)] for rows in bags])
        labels = np.r_[np.zeros(len(negative)), np.ones(len(positive))]
        weights = fit(np.vstack([negative, positive]), labels)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"    {weight:.2f},  # {name}")
    doubts = np.array([max(rows @ weights, default=-99.0) for rows in clean])
    catches = np.array([max(rows @ weights, default=-99.0) for rows in swapped])
    for threshold in np.arange(-1.0, 2.1, 0.25):
        print(
            f"threshold {threshold:5.2f}: {np.mean(doubts > threshold):.4f} of {len(doubts)} sound "
            f"pairs doubted, {np.mean(catches > threshold):.3f} of {len(catches)} swaps caught"
        )


if __name__ == "__main__":
    main()
