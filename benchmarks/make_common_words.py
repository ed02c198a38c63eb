"""Builds the list of English words that are no names.

    python benchmarks/make_common_words.py --data DIR

DIR holds `en-news.txt.xz`, one sentence a line. A word of three letters or more is kept when it
stands without a capital at least `LEAST` times and in `SHARE` of the places where it does not open
a sentence. What is written to `generator/data/common-words-en.txt.xz` holds words only, one a line.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from pathlib import Path

LEAST, SHARE = 10, 0.1
_WORD = re.compile(r"[^\W\d_]{3,}")


def common_words(path: Path) -> list[str]:
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for match in _WORD.finditer(line, 1):
                word = match.group()
                if word.islower():
                    lower[word] += 1
                elif word[0].isupper():
                    capital[word.lower()] += 1
    return sorted(
        word
        for word, count in lower.items()
        if count >= LEAST and count >= SHARE * (count + capital[word])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    source = parser.parse_args().data / "en-news.txt.xz"
    if not source.is_file():
        print(f"skipped: {source} is not there")
        return
    found = common_words(source)
    target = Path(__file__).parent.parent / "generator" / "data" / "common-words-en.txt.xz"
    text = "".join(f"{word}\n" for word in found)
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{target}: {len(found)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
