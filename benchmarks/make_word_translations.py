"""Builds the list of Vietnamese syllables that an English word becomes.

    python benchmarks/make_word_translations.py --data DIR

DIR holds `*.tsv.xz` files of sentence pairs, `english<TAB>vietnamese` a line. How likely each
syllable translates each word is estimated by IBM Model 1 (Brown et al. 1993, "The Mathematics of
Statistical Machine Translation"). What is written to `generator/data/word-translations.txt.xz`
holds one word a line, followed by the syllables it becomes with a probability of at least `SHARE`.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROUNDS, SHARE, LEAST, LEAST_SYLLABLE = 5, 0.03, 5, 3
_LONGEST = 120
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W\d_]+)*")

Words = list[str]
Numbers = npt.NDArray[np.int64]


def read_pairs(files: Iterable[Path]) -> list[tuple[Words, Words]]:
    """The words of each sentence pair, in lower case; without very long ones."""
    pairs = []
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                english, vietnamese = (
                    [word.lower() for word in _WORD.findall(text)]
                    for text in line.rstrip("\n").split("\t")[:2]
                )
                if 0 < len(english) <= _LONGEST and 0 < len(vietnamese) <= _LONGEST:
                    pairs.append((english, vietnamese))
    return pairs


def numbered(sentences: Sequence[Words]) -> tuple[list[Numbers], Words]:
    """Each sentence as the numbers of its words, each once, and the words; 0 is no word."""
    known = {"": 0}
    rows = [
        np.unique([0] + [known.setdefault(word, len(known)) for word in sentence])
        for sentence in sentences
    ]
    return rows, list(known)


def probabilities(
    english: Sequence[Numbers], vietnamese: Sequence[Numbers], size: int, size_there: int
) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """Which words and syllables stand in the same pairs, and how likely the one gives the other.

    Args:
        english: The words of each sentence; number 0 stands for no word.
        vietnamese: The syllables of the same.
        size: How many words there are.
        size_there: How many syllables.

    Returns:
        Keys, `word * size_there + syllable`, and a probability for each.
    """
    keys, groups, count = [], [], 0
    for words, syllables in zip(english, vietnamese, strict=True):
        there = syllables[syllables > 0]
        keys.append((words[:, None] * size_there + there[None, :]).ravel())
        groups.append(np.tile(np.arange(count, count + len(there)), len(words)))
        count += len(there)
    found, places = np.unique(np.concatenate(keys), return_inverse=True)
    places, group = places.astype(np.int32), np.concatenate(groups).astype(np.int32)
    word = found // size_there
    chance = np.ones(len(found))
    for _ in range(ROUNDS):
        share = chance[places]
        share /= np.bincount(group, weights=share, minlength=count)[group]
        expected = np.bincount(places, weights=share, minlength=len(found))
        chance = expected / np.bincount(word, weights=expected, minlength=size)[word]
    return found, chance


def translations(pairs: Sequence[tuple[Words, Words]]) -> dict[str, Words]:
    """English word → the syllables it becomes, the likeliest first."""
    english, words = numbered([pair[0] for pair in pairs])
    vietnamese, syllables = numbered([pair[1] for pair in pairs])
    counts = Counter(word for pair in pairs for word in set(pair[0]))
    counts_there = Counter(word for pair in pairs for word in set(pair[1]))
    keys, chances = probabilities(english, vietnamese, len(words), len(syllables))
    table: dict[str, Words] = {}
    likely = np.flatnonzero(chances >= SHARE)
    for place in likely[np.argsort(-chances[likely], kind="stable")]:
        word, syllable = (
            words[keys[place] // len(syllables)],
            syllables[keys[place] % len(syllables)],
        )
        if (
            word
            and word != syllable
            and counts[word] >= LEAST
            and counts_there[syllable] >= LEAST_SYLLABLE
            and not any(each.isdigit() for each in (*word, *syllable))
        ):
            table.setdefault(word, []).append(syllable)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    files = sorted(options.data.glob("*.tsv.xz"))
    if not files:
        print(f"skipped: no *.tsv.xz in {options.data}")
        return
    table = translations(read_pairs(files))
    target = Path(__file__).parent.parent / "generator" / "data" / "word-translations.txt.xz"
    text = "".join(f"{word} {' '.join(table[word])}\n" for word in sorted(table))
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{target}: {len(table)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
