"""Finds the decoder's weights: expected corpus BLEU of n-best lists, climbed by its gradient.

After Rosti et al. (2010). Lists of earlier rounds stay in, so that the weights cannot run to a
place that no list has shown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from generator.model import other_lang
from generator.translation.phrase.archive import read_model
from generator.translation.phrase.decoder import FEATURES, MAX_SOURCE_WORDS
from generator.translation.phrase.engine import PhraseTranslator

ORDERS = 4
_SHARPNESS = 3.0
_PULL = 0.001
_CANDIDATES = 60
# Only so much of the way to the lists' optimum is gone at a time: farther off, other
# translations would win that are in no list.
_STRIDE = 0.4


def main() -> None:
    """Print the weights and the BLEU of each round; the best round's weights are to be kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with tune.en, tune.vi")
    parser.add_argument("--to", choices=("en", "vi"), required=True)
    parser.add_argument("--count", type=int, default=300, help="tuning sentences")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    target, source = options.to, other_lang(options.to)
    model = read_model(options.model)
    translator = PhraseTranslator(model, source, target)
    reader = PhraseTranslator(model, target, source)
    texts = (options.corpus / f"tune.{source}").read_text("utf-8").splitlines()[: options.count]
    answers = (options.corpus / f"tune.{target}").read_text("utf-8").splitlines()[: options.count]
    references = [reader.words(text) for text in answers]
    lengths = [len(reference) for reference in references]
    pool: list[dict[tuple[str, ...], Candidate]] = [{} for _ in texts]
    weights = translator.weights
    for number in range(options.rounds):
        translator.weights = weights
        first: list[Candidate] = []
        for text, reference, known in zip(texts, references, pool, strict=True):
            listed = [
                candidate(said, found.features, reference)
                for said, found in translator.search(
                    translator.words(text)[:MAX_SOURCE_WORDS], _CANDIDATES
                )
            ]
            first.append(listed[0])
            for each in listed:
                known[each.words] = each
        print(f"round {number}: BLEU {bleu(first, lengths):.2f}", end=", ")
        print(f"length {sum(c.totals[0] for c in first) / sum(lengths):.3f}")
        print("  ", [round(float(w), 3) for w in weights], flush=True)
        best = best_weights([list(known.values()) for known in pool], lengths, weights)
        weights = weights + _STRIDE * (best - weights)
    print("features:", ", ".join(FEATURES))


@dataclass(frozen=True)
class Candidate:
    """A translation of a tuning sentence: features, n-gram matches and totals, length."""

    words: tuple[str, ...]
    features: Any
    matches: Any
    totals: Any


def candidate(words: Sequence[str], features: Any, reference: Sequence[str]) -> Candidate:
    """Count what BLEU needs of a translation."""
    matches, totals = np.zeros(ORDERS), np.zeros(ORDERS)
    for order in range(1, ORDERS + 1):
        ours = Counter(zip(*(words[i:] for i in range(order)), strict=False))
        theirs = Counter(zip(*(reference[i:] for i in range(order)), strict=False))
        matches[order - 1] = sum((ours & theirs).values())
        totals[order - 1] = max(0, len(words) - order + 1)
    return Candidate(tuple(words), np.asarray(features, float), matches, totals)


def best_weights(lists: Sequence[Sequence[Candidate]], lengths: Any, start: Any) -> Any:
    """Weights that give the greatest expected BLEU over the lists.

    Args:
        lists: The candidates of each sentence.
        lengths: Words of each reference.
        start: Weights to begin with; the scale is kept.
    """
    features = np.concatenate([[c.features for c in group] for group in lists])
    matches = np.concatenate([[c.matches for c in group] for group in lists])
    totals = np.concatenate([[c.totals for c in group] for group in lists])
    edges = np.cumsum([0, *(len(group) for group in lists)])
    owner = np.repeat(np.arange(len(lists)), np.diff(edges))
    scale = features.std(axis=0) + 1e-6
    reference = float(np.sum(lengths))
    begin = np.asarray(start) * scale

    def loss(point: Any) -> tuple[float, Any]:
        score = _SHARPNESS * (features / scale) @ point
        score -= np.maximum.reduceat(score, edges[:-1])[owner]
        chance = np.exp(score)
        chance /= np.add.reduceat(chance, edges[:-1])[owner]
        hit, all_ = chance @ matches, chance @ totals
        precision = np.log(hit / all_).mean()
        length = all_[0]
        short = min(0.0, 1.0 - reference / length)
        value = precision + short
        slope = (matches / hit - totals / all_).mean(axis=1)
        if short < 0:
            slope = slope + reference / length**2 * totals[:, 0]
        inner = np.add.reduceat(chance * slope, edges[:-1])[owner]
        gradient = _SHARPNESS * ((chance * (slope - inner)) @ (features / scale))
        pull = point - begin
        return (
            -value + _PULL * float(pull @ pull) / len(point),
            -gradient + 2 * _PULL * pull / len(point),
        )

    result = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = result.x / scale
    return weights / np.abs(weights).sum() * np.abs(np.asarray(start)).sum()


def bleu(chosen: Sequence[Candidate], lengths: Any) -> float:
    """Corpus BLEU of one candidate a sentence, in percent."""
    hit = sum(c.matches for c in chosen)
    all_ = sum(c.totals for c in chosen)
    short = min(0.0, 1.0 - float(np.sum(lengths)) / all_[0])
    return float(100 * np.exp(np.log(np.maximum(hit, 1e-9) / all_).mean() + short))


if __name__ == "__main__":
    main()
