"""Fits the coefficients that weigh pairs of words for summaries (`generator.concepts.WEIGHTS`).

    python -m benchmarks.fit_summaries --data DIR

Three logistic regressions over the same four features of a pair of neighbouring words: is it in
the human summaries of its event; is it in the opening of a held-out article of its event, once for
each set of articles. Only events with an even number are used; `quality_summaries` reports on the
odd ones too. The mean of the fits, rounded, is what the program uses: no set decides alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.quality_summaries import Case, half, held_out_cases, human_cases
from generator.concepts import FEATURES, Passage, features, pairs, words
from generator.selection import find_candidates
from generator.sentences import article_sentences

Matrix = npt.NDArray[np.float64]


def examples(case: Case) -> tuple[Matrix, Matrix, Matrix]:
    """Features of the event's pairs, the share of the references that hold each, its weight.

    Every event weighs the same, however long its articles are.
    """
    sentences = {article.id: article_sentences(article) for article in case.articles}
    number = {article.id: index for index, article in enumerate(case.articles)}
    passages = [
        Passage(number[found.sentence.article_id], found.position, found.pairs)
        for found in find_candidates(case.articles, sentences)
    ]
    found = features(passages, [article.title for article in case.articles])
    held = [pairs(words(reference)) for reference in case.references]
    order = sorted(found)
    rows = np.array([(1.0, *found[pair]) for pair in order])
    share = np.array([sum(pair in ref for ref in held) / len(held) for pair in order])
    return rows, share, np.full(len(order), 1000 / len(order))


def fit(cases: Sequence[Case]) -> Matrix:
    """Logistic regression by Newton's method, with a ridge of 1."""
    parts = [examples(case) for case in cases]
    rows, share, weight = (np.concatenate([part[i] for part in parts]) for i in range(3))
    weight = weight * (len(weight) / weight.sum())
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (likely - share)) + found
        curve = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows + np.eye(len(found))
        found = found - np.linalg.solve(curve, slope)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    if not (options.data / "events").is_dir():
        print(f"skipped: {options.data / 'events'} is not there")
        return 0
    print(f"{'':26}" + "".join(f"{name:>12}" for name in ("bias", *FEATURES)))
    fits = []
    for what, sets in (
        ("summaries", human_cases(options.data)),
        ("openings", held_out_cases(options.data)),
    ):
        for name, cases in sets.items():
            fits.append(fit(half(cases, False)))
            label = f"{name}, {what}"
            print(f"{label:26}" + "".join(f"{value:12.2f}" for value in fits[-1]), flush=True)
    print(f"{'mean':26}" + "".join(f"{value:12.2f}" for value in np.mean(fits, axis=0)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
