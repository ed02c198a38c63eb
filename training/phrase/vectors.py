"""Word vectors from which the joint model starts: news is plenty where pairs are few.

Positive pointwise mutual information of words up to five apart, nearer ones counting more, reduced
by a singular value decomposition (Levy, Goldberg and Dagan, 2015).

    python -m training.phrase.vectors --corpus build/phrase --model FILE.phrases
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from generator.model import LANGS
from generator.translation.phrase.archive import read_model
from generator.translation.phrase.joint_model import WORDS
from generator.translation.phrase.language_model import UNKNOWN
from generator.translation.phrase.words import word_class

WIDTH = 96
_NEWS = 150_000
_WEIGHTS = (1.0, 0.75, 0.5, 0.4, 0.3)  # of words one to five apart
_LEAST = 0.3
_SMOOTHING = 0.75
_LINES_AT_ONCE = 50_000


def cooccurrences(lines: Sequence[Any], words: int) -> Any:
    """How often words stand near each other.

    Args:
        lines: Arrays of ids, each below `words`.
        words: Size of the vocabulary.

    Returns:
        A symmetric sparse matrix, words × words.
    """
    apart = np.full(len(_WEIGHTS), -1, np.int64)
    flat = np.concatenate([part for line in lines for part in (line, apart)])
    total = sparse.csr_matrix((words, words), dtype=np.float32)
    for distance, weight in enumerate(_WEIGHTS, 1):
        left, right = flat[:-distance], flat[distance:]
        inside = (left >= 0) & (right >= 0)
        values = np.full(int(inside.sum()), weight, np.float32)
        total = total + sparse.coo_matrix((values, (left[inside], right[inside])), (words, words))
    return total + total.T


def vectors(counts: Any, width: int) -> Any:
    """Vectors of mean square one, float32, (words, width).

    Args:
        counts: What `cooccurrences` gives.
        width: Less than the number of words.
    """
    counts = counts.tocoo()
    often = np.asarray(counts.sum(axis=1)).ravel()
    context = often**_SMOOTHING
    context *= often.sum() / context.sum()
    information = np.log(counts.data * often.sum() / (often[counts.row] * context[counts.col]))
    kept = information > _LEAST
    matrix = sparse.coo_matrix(
        (information[kept].astype(np.float32), (counts.row[kept], counts.col[kept])), counts.shape
    ).tocsr()
    left, values, _ = svds(matrix, k=width, random_state=0)
    found = (left * np.sqrt(values)).astype(np.float32)
    return found / np.sqrt((found**2).mean())


def _lines(corpus: Path, lang: str, vocabulary: Sequence[str]) -> Iterator[Any]:
    known = {word: at for at, word in enumerate(vocabulary[:WORDS])}
    with (
        (corpus / f"pairs.{lang}").open(encoding="utf-8", newline="\n") as pairs,
        (corpus / f"news.{lang}").open(encoding="utf-8", newline="\n") as news,
    ):
        for line in chain(pairs, islice(news, _NEWS)):
            ids = [known.get(word_class(word), UNKNOWN) for word in line.split()]
            yield np.array(ids, np.int64)


def main() -> None:
    """Write `vectors.en.npy` and `vectors.vi.npy` into the corpus folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder of training.phrase.corpus"
    )
    parser.add_argument("--model", type=Path, required=True, help="the .phrases file")
    options = parser.parse_args()
    vocabularies = read_model(options.model, []).vocabularies
    for lang in LANGS:
        lines = _lines(options.corpus, lang, vocabularies[lang])
        counts = sparse.csr_matrix((WORDS, WORDS), dtype=np.float32)
        while batch := list(islice(lines, _LINES_AT_ONCE)):
            counts = counts + cooccurrences(batch, WORDS)
        np.save(options.corpus / f"vectors.{lang}.npy", vectors(counts, WIDTH))


if __name__ == "__main__":
    main()
