"""Fits the weights of `generator/translation/combined.py`.

    python -m benchmarks.fit_combination --data DIR --keep DIR [--lines N]

DIR holds `eval/NAME.en` and `eval/NAME.vi`, sentence pairs, one a line. Both models translate
the first N lines of each set; what they say is kept in the folder of `--keep` and used again.
A hypothesis is worth its chrF and half of its BLEU, against the human translation; a ridge
regression over the differences within a sentence predicts that. Prints the weights, and what
sentences are worth whose weights were fitted on the other four fifths.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from sacrebleu.metrics import BLEU, CHRF

from generator.model import LANGS, Lang, other_lang
from generator.translation import models
from generator.translation.argos import ArgosEngine
from generator.translation.combined import Features, features
from generator.translation.engines import Hypothesis
from generator.translation.glossary import Glossary
from generator.translation.phrase.engine import PhraseEngine
from generator.translation.preparation import prepare

SETS = ("flores-dev", "vlsp-news-dev")
HYPOTHESES = 4
FOLDS, RIDGE = 5, 20.0
NAMES = [field.name for field in fields(Features)]
PHRASE, NEURAL, PHRASES = (NAMES.index(name) for name in ("phrase", "neural", "phrases"))
Answers = list[list[tuple[str, float]]]


def read(data: Path, name: str, lang: Lang, lines: int | None) -> list[str]:
    """The lines of one side of a set."""
    text = (data / "eval" / f"{name}.{lang}").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")[:lines]


def translate(sentences: Sequence[str], source: Lang, keep: Path) -> tuple[Answers, Answers]:
    """What the neural and the phrase model say, from the file that holds it or anew."""
    target = other_lang(source)
    path = keep / f"hypotheses.{source}-{target}.{len(sentences)}.json"
    if not path.exists():
        installed = [m for m in models.installed() if m.bundled and m.source == source]
        neural = next(ArgosEngine(m) for m in installed if m.kind == "argos")
        phrases = next(PhraseEngine(m) for m in installed if m.kind == "phrases")
        answers = [
            [
                [(each.text, each.score) for each in hypotheses]
                for hypotheses in engine.translate(sentences, source, target, count=HYPOTHESES)
            ]
            for engine in (neural, phrases)
        ]
        keep.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    neural_said, phrases_said = json.loads(path.read_text(encoding="utf-8"))
    return neural_said, phrases_said


class Fit:
    """All hypotheses of a direction: features, quality and statistics, row by row.

    Args:
        sources: Sentences.
        answers: What the two models say to each.
        references: The human translations.
    """

    def __init__(
        self, sources: Sequence[str], answers: tuple[Answers, Answers], references: Sequence[str]
    ) -> None:
        self.bleu, self.chrf = BLEU(effective_order=True), CHRF()
        known: list[list[float]] = []
        texts: list[str] = []
        owners: list[int] = []
        for at, (source, neural, phrases) in enumerate(zip(sources, *answers, strict=True)):
            both = [[Hypothesis(*each) for each in said] for said in (neural, phrases)]
            known += [[getattr(row, name) for name in NAMES] for row in features(source, *both)]
            texts += [each.text for said in both for each in said]
            owners += [at] * (len(neural) + len(phrases))
        self.owners = np.array(owners)
        self.features = np.array(known)
        self.counts = [
            np.array(
                [
                    metric._extract_corpus_statistics([text], [[references[at]]])[0]
                    for text, at in zip(texts, owners, strict=True)
                ]
            )
            for metric in (self.bleu, self.chrf)
        ]
        worth = [self.score(np.array([row])) for row in range(len(texts))]
        self.quality = np.array([chrf + 0.5 * bleu for bleu, chrf in worth])

    def score(self, rows: Any) -> tuple[float, float]:
        """BLEU and chrF of a corpus of the chosen hypotheses."""
        bleu, chrf = (
            metric._compute_score_from_stats(list(counts[rows].sum(0))).score
            for metric, counts in zip((self.bleu, self.chrf), self.counts, strict=True)
        )
        return bleu, chrf

    def within(self, values: Any) -> Any:
        """Values less their mean over the hypotheses of the same sentence."""
        sizes = np.bincount(self.owners)
        means = np.stack([np.bincount(self.owners, column) / sizes for column in values.T], 1)
        return values - means[self.owners]

    def weights(self, rows: Any) -> Any:
        """The ridge regression's weights on some of the rows."""
        known = self.within(self.features)
        spread = known.std(0) + 1e-9
        wanted = self.within(self.quality[:, None])[:, 0]
        known = known[rows] / spread
        pull = RIDGE * np.eye(known.shape[1])
        return np.linalg.solve(known.T @ known + pull, known.T @ wanted[rows]) / spread

    def chosen(self, points: Any) -> Any:
        """The row with most points of each sentence, in the order of the sentences."""
        order = np.lexsort((-points, self.owners))
        return order[np.r_[True, np.diff(self.owners[order]) > 0]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--lines", type=int)
    given = parser.parse_args()
    for source in LANGS:
        target = other_lang(source)
        sides = {
            lang: [read(given.data, name, lang, given.lines) for name in SETS] for lang in LANGS
        }
        ends = np.cumsum([len(part) for part in sides[source]])
        lines = [prepare(line, source, Glossary()) for part in sides[source] for line in part]
        references = [line for part in sides[target] for line in part]
        fit = Fit(lines, translate(lines, source, given.keep), references)
        points = np.zeros(len(fit.owners))
        for fold in range(FOLDS):
            held_out = fit.owners % FOLDS == fold
            points[held_out] = fit.features[held_out] @ fit.weights(~held_out)
        neural_first = np.where(fit.features[:, PHRASE] == 1, -np.inf, fit.features[:, NEURAL])
        phrases_first = np.where(fit.features[:, PHRASE] == 0, -np.inf, fit.features[:, PHRASES])
        for title, values in (
            ("neural", neural_first),
            ("phrases", phrases_first),
            ("combined", points),
        ):
            rows = fit.chosen(values)
            for name, part in zip(SETS, np.split(rows, ends[:-1]), strict=True):
                bleu, chrf = fit.score(part)
                share = fit.features[part, PHRASE].mean()
                print(
                    f"{source}→{target} {title:9}{name:14} BLEU {bleu:.2f}  chrF {chrf:.2f}  "
                    f"phrase model's {share:.0%}"
                )
        weights = fit.weights(np.ones(len(fit.owners), bool))
        named = ", ".join(f"{n}={w:.3g}" for n, w in zip(NAMES, weights, strict=True))
        print(f'    "{target}": Features({named}),')


if __name__ == "__main__":
    main()
