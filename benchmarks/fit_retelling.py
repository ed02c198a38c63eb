"""Fits and judges how a sentence is known to tell again what another one told.

    python -m benchmarks.fit_retelling --data DIR

`retold_pairs.csv` names pairs of sentences of one event, by article and by a checksum of their
words, and whether a reader judged that the main thing one says stands in the other. The weights
(`generator.retelling.WEIGHTS`) are fitted on the tuned half; the other half was judged by the same
reader before anything was fitted and is only reported on. The pairs were drawn among sentences
that a summary of twice the usual length would hold, the more alike the more often.
"""

from __future__ import annotations

import argparse
import csv
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.quality_summaries import NEIGHBOURS, read_events
from generator.concepts import words
from generator.model import Article
from generator.retelling import BIAS, FEATURES, WEIGHTS, features
from generator.selection import Candidate, find_candidates
from generator.sentences import article_sentences

PAIRS = Path(__file__).with_name("retold_pairs.csv")
RIDGE = 0.3
"""Penalty on squared weights, features scaled to one standard deviation."""

Matrix = npt.NDArray[np.float64]


def checksum(text: str) -> str:
    """What a sentence is known by, however it is punctuated."""
    return f"{zlib.crc32(' '.join(words(text)).encode()):08x}"


def by_checksum(articles: Sequence[Article]) -> dict[tuple[str, str], Candidate]:
    """The event's sentences by article and checksum."""
    articles = articles[:NEIGHBOURS]
    sentences = {article.id: article_sentences(article) for article in articles}
    return {
        (found.sentence.article_id, checksum(found.sentence.text)): found
        for found in find_candidates(articles, sentences)
    }


def examples(data: Path) -> dict[str, tuple[Matrix, Matrix]]:
    """For each half the features of its pairs and whether they tell the same (0 or 1)."""
    events: dict[str, dict[str, list[Article]]] = {}
    found: dict[str, list[tuple[tuple[float, ...], float]]] = {}
    lost = 0
    with PAIRS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            name = row["set"]
            if name not in events:
                events[name] = read_events(data / "events" / f"{name}-articles.jsonl.xz")
            known = by_checksum(events[name][row["event"]])
            one = known.get((row["article"], row["sentence"]))
            other = known.get((row["other_article"], row["other_sentence"]))
            if one is None or other is None:
                lost += 1  # Split or trimmed in another way since.
                continue
            found.setdefault(row["half"], []).append((features(one, other), float(row["retold"])))
    print(f"{lost} pairs are not found")
    return {
        half: (np.array([x for x, _ in pairs]), np.array([y for _, y in pairs]))
        for half, pairs in found.items()
    }


def fit(x: Matrix, y: Matrix) -> tuple[Matrix, float]:
    """Weights and bias of a ridge logistic regression."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scaled = np.column_stack([(x - mean) / scale, np.ones(len(x))])

    def loss(weights: Matrix) -> float:
        odds = (2 * y - 1) * (scaled @ weights)
        return float(np.logaddexp(0, -odds).sum() + RIDGE * (weights[:-1] ** 2).sum())

    best = minimize(loss, np.zeros(scaled.shape[1])).x
    weights = best[:-1] / scale
    return weights, float(best[-1] - weights @ mean)


def report(name: str, odds: Matrix, y: Matrix) -> None:
    """Print how well the log-odds tell the pairs apart."""
    above = np.mean([(a > b) + 0.5 * (a == b) for a in odds[y == 1] for b in odds[y == 0]])
    print(f"{name}: {len(y)} pairs, {int(y.sum())} retold, area under ROC {above:.3f}")
    for chance in (0.3, 0.4, 0.5, 0.6):
        said = 1 / (1 + np.exp(-odds)) >= chance
        right = (said & (y == 1)).sum()
        print(
            f"  chance >= {chance}: precision {right / max(1, said.sum()):.2f}, "
            f"recall {right / y.sum():.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    if not (options.data / "events").is_dir():
        print(f"skipped: {options.data / 'events'} is not there")
        return
    halves = examples(options.data)
    weights, bias = fit(*halves["tuned"])
    fitted = ", ".join(
        f"{name} {weight:.2f}" for name, weight in zip(FEATURES, weights, strict=True)
    )
    print(f"fitted: {fitted}, bias {bias:.2f}")
    for half, (x, y) in halves.items():
        report(half, x @ np.array(WEIGHTS) + BIAS, y)


if __name__ == "__main__":
    main()
