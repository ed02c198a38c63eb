"""Builds the list of foreign names that Vietnamese keeps as they are: `Windows`, `Shell`.

    python benchmarks/make_kept_words.py --pairs DIR --news DIR

The first DIR holds `*.tsv.xz` files of sentence pairs, `english<TAB>vietnamese` a line: a word with
a capital within an English sentence is kept when nearly all of its Vietnamese translations have it,
too. The second one holds `en-news.txt.xz` and `vi-news.txt.xz`, one sentence a line: a word that is
common in English has to stand in Vietnamese news, too; of words that are rarer in the pairs those
are kept that news in both languages has, and in English hardly ever without a capital. What is
written to `generator/data/kept-words-en.txt.xz` holds words only, one a line; none is spelt as a
Vietnamese syllable.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.name_spelling import fold, is_common_word
from generator.translation.glossary import is_vietnamese_syllable

# Of so many places in English sentence pairs this share is answered, with one answer and one miss
# added to what is counted.
LEAST, SHARE = 5, 0.87
# Of what is rarer there: how often news has it, and of its places in English news how many it has
# in Vietnamese ones, how many without a capital.
LEAST_IN_NEWS, SHARE_IN_VIETNAMESE, SHARE_IN_LOWER_CASE = 8, 0.05, 0.02
# Of words that are common in English: how often English news has them without a capital for each
# place in Vietnamese news, unless they stand in so many pairs.
MOST_IN_LOWER_CASE, LEAST_COMMON = 4, 50
_WORD = re.compile(r"[^\W\d_]{3,}")
_OPENS = (".", "!", "?", ":", "…", '"', "“", "‘")


def capitalised(text: str) -> Iterator[str]:
    """Words with a capital, no acronyms, that open no sentence."""
    for match in _WORD.finditer(text):
        word = match.group()
        before = text[: match.start()].rstrip()
        if word[0].isupper() and not word.isupper() and before and not before.endswith(_OPENS):
            yield word


def answered(files: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """In how many English sentences each word stands, and in how many of their translations."""
    there: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                english, vietnamese = line.rstrip("\n").split("\t")[:2]
                letters = fold(vietnamese).replace(" ", "")
                for word in set(capitalised(english)):
                    there[word] += 1
                    kept[word] += fold(word).replace(" ", "") in letters
    return there, kept


def count_news(path: Path) -> tuple[Counter[str], Counter[str]]:
    """How often words stand with a capital within a sentence, and how often in lower case."""
    capital: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            capital.update(capitalised(line))
            lower.update(word for word in _WORD.findall(line) if word.islower())
    return capital, lower


def kept_words(pairs: Iterable[Path], english: Path, vietnamese: Path) -> list[str]:
    there, kept = answered(pairs)
    capital, lower = count_news(english)
    capital_vi, lower_vi = count_news(vietnamese)
    often = {
        word
        for word, count in there.items()
        if count >= LEAST
        and (kept[word] + 1) / (count + 2) >= SHARE
        and (
            not is_common_word(word.lower())
            or (
                capital_vi[word] >= max(LEAST_IN_NEWS, SHARE_IN_VIETNAMESE * capital[word])
                and (
                    lower[word.lower()] <= MOST_IN_LOWER_CASE * capital_vi[word]
                    or count >= LEAST_COMMON
                )
            )
        )
    }
    rare = {
        word
        for word, count in capital_vi.items()
        if there[word] == kept[word] < LEAST
        and min(count, capital[word]) >= LEAST_IN_NEWS
        and word.isascii()
        and len(word) > 3
        and count >= SHARE_IN_VIETNAMESE * capital[word]
        and lower[word.lower()] <= SHARE_IN_LOWER_CASE * capital[word]
        and lower_vi[word.lower()] <= 0.1 * count
    }
    return sorted(word for word in often | rare if not is_vietnamese_syllable(word))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    options = parser.parse_args()
    pairs = sorted(options.pairs.glob("*.tsv.xz"))
    news = [options.news / f"{lang}-news.txt.xz" for lang in ("en", "vi")]
    if not pairs or not all(path.is_file() for path in news):
        print(f"skipped: {options.pairs} or {options.news} lacks what is asked for")
        return
    found = kept_words(pairs, *news)
    target = Path(__file__).parent.parent / "generator" / "data" / "kept-words-en.txt.xz"
    text = "".join(f"{word}\n" for word in found)
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{target}: {len(found)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
