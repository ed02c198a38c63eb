"""Builds the table of word counts that weighs words by how rare they are in news.

    python benchmarks/make_word_counts.py --data DIR

DIR holds `vi-news.txt.xz` and `en-news.txt.xz`, one sentence a line. What is written to
`generator/data/word-counts-LANG.txt.xz` holds counts only: in how many sentences a word or a
pair of neighbouring words stands, from the most frequent down, the number of sentences first.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
from collections import Counter
from pathlib import Path

from generator.model import LANGS
from generator.text_features import words

WORD_FLOOR, PAIR_FLOOR = 15, 60


def count(path: Path) -> tuple[int, Counter[str], Counter[str]]:
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    sentences = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = words(line)
            sentences += 1
            single.update(set(found))
            pairs.update({f"{a} {b}" for a, b in itertools.pairwise(found)})
    return sentences, single, pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    target = Path(__file__).parent.parent / "generator" / "data"
    target.mkdir(exist_ok=True)
    for lang in LANGS:
        source = options.data / f"{lang}-news.txt.xz"
        if not source.is_file():
            print(f"skipped: {source} is not there")
            continue
        sentences, single, pairs = count(source)
        kept = [(n, word) for word, n in single.items() if n >= WORD_FLOOR]
        kept += [(n, pair) for pair, n in pairs.items() if n >= PAIR_FLOOR]
        kept.sort(key=lambda row: (-row[0], row[1]))
        text = f"{sentences}\n" + "".join(f"{n}\t{word}\n" for n, word in kept)
        path = target / f"word-counts-{lang}.txt.xz"
        path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
        print(f"{path}: {len(kept)} entries, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
