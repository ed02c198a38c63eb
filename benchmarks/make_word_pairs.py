"""Builds the list of words that mean each other in English and Vietnamese.

    python benchmarks/make_word_pairs.py --data DIR

DIR holds `*.tsv.xz` files of sentence pairs, `english<TAB>vietnamese` a line. An English word and
a Vietnamese syllable or pair of syllables are kept when they stand in the same sentence pairs:
Dice coefficient, 2·together / (one + other), of at least `MIN_DICE`. What is written to
`generator/data/word-pairs.txt.xz` holds `english<TAB>vietnamese` words only, no sentence.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from generator.text_features import word_counts, words

MIN_DICE, MIN_TOGETHER, MOST = 0.3, 6, 3


def matrix(
    texts: Sequence[str], known: Collection[str], with_pairs: bool
) -> tuple[sparse.csr_matrix, list[str]]:
    columns: dict[str, int] = {}
    indices: list[int] = []
    indptr = [0]
    for text in texts:
        found = words(text)
        kept = {word for word in found if word in known and not word.isdigit()}
        if with_pairs:
            pairs = (f"{a} {b}" for a, b in itertools.pairwise(found))
            kept |= {pair for pair in pairs if pair in known}
        indices += [columns.setdefault(word, len(columns)) for word in sorted(kept)]
        indptr.append(len(indices))
    data = np.ones(len(indices), np.float32)
    return sparse.csr_matrix((data, indices, indptr)), list(columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    files = sorted(options.data.glob("*.tsv.xz"))
    if not files:
        print(f"skipped: no *.tsv.xz in {options.data}")
        return
    rows: list[list[str]] = []
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows += [line.rstrip("\n").split("\t")[:2] for line in lines]
    english, en_words = matrix([row[0] for row in rows], word_counts("en")[1], False)
    vietnamese, vi_words = matrix([row[-1] for row in rows], word_counts("vi")[1], True)
    en_counts = np.asarray(english.sum(axis=0)).ravel()
    vi_counts = np.asarray(vietnamese.sum(axis=0)).ravel()
    found: list[str] = []
    turned = english.T.tocsr()
    for start in range(0, len(en_words), 500):
        together = (turned[start : start + 500] @ vietnamese).tocsr()
        for place in range(together.shape[0]):
            span = slice(together.indptr[place], together.indptr[place + 1])
            others, number = together.indices[span], together.data[span]
            dice = 2 * number / (en_counts[start + place] + vi_counts[others])
            for at in np.argsort(-dice, kind="stable")[:MOST]:
                if dice[at] >= MIN_DICE and number[at] >= MIN_TOGETHER:
                    found.append(f"{en_words[start + place]}\t{vi_words[others[at]]}\n")
    target = Path(__file__).parent.parent / "generator" / "data" / "word-pairs.txt.xz"
    text = "".join(sorted(found))
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{target}: {len(found)} pairs, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
