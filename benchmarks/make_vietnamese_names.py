"""Builds the list of pairs of syllables that are Vietnamese names and stay as they are in English.

    python benchmarks/make_vietnamese_names.py --data DIR [--half N]

DIR holds `parallel/*.tsv.xz` (sentence pairs, `english<TAB>vietnamese` a line) and
`mono/vi-news.txt.xz` (one sentence a line). A pair of capitalised syllables is kept when the
sentence pairs have it on both sides nearly always (`KEPT`), or when it follows a word for a
Vietnamese district, town, commune or ward (`UNITS`), unless the sentence pairs have it mostly
translated or its sentences speak of another country whose names are read in the Vietnamese way.
What is written to `generator/data/vietnamese-names.txt.xz` holds the pairs only, one a line.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.model import NAME_KINDS
from generator.name_spelling import fold
from generator.translation.glossary import Glossary, is_vietnamese_syllable, read_glossary

LEAST_KEPT, KEPT = 1, 0.9
LEAST_PLACE, MOST_ABROAD = 2, 0.3
UNITS = frozenset("tỉnh huyện xã phường quận thị_xã thị_trấn".split())
_WORD = re.compile(r"[^\W\d_]+")
_ABROAD = re.compile(r"Trung Quốc|Đài Loan|Triều Tiên|Hàn Quốc|Nhật Bản|Hồng Kông|Hong Kong")


def capital_runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Runs of capitalised syllables in lower case, each with the one or two words before it."""
    run: list[str] = []
    before: list[str] = []
    end = -1
    for match in _WORD.finditer(text):
        word = match.group()
        joined = text[end : match.start()] == " "
        name = word[0].isupper() and not word.isupper() and is_vietnamese_syllable(word)
        if run and not (joined and name):
            yield "_".join(before[-2:]), run
            before, run = [], []
        if name:
            run.append(word.casefold())
        else:
            before = [*before, word.casefold()] if joined else [word.casefold()]
        end = match.end()
    if run:
        yield "_".join(before[-2:]), run


def masked(text: str, glossary: Glossary) -> str:
    """A Vietnamese text without the glossary's names: `Thái Bình` is none in `Thái Bình Dương`."""
    for match in reversed(glossary.find(text, "vi")):
        if match.term.kind in NAME_KINDS and len(match.term.vi.split()) > 1:
            text = f"{text[: match.start]}|{text[match.end :]}"
    return text


def kept_pairs(
    pairs: Iterable[tuple[str, str]], glossary: Glossary
) -> tuple[Counter[str], Counter[str]]:
    """How often each pair of syllables stands in the English sentence, and how often not."""
    kept: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for english, vietnamese in pairs:
        there = fold(" ".join(w if w[0].isupper() else "-" for w in _WORD.findall(english)))
        joined = there.replace(" ", "")
        for _, run in capital_runs(masked(vietnamese, glossary)):
            for one, two in itertools.pairwise(run):
                plain = fold(f"{one} {two}")
                found = f" {plain} " in f" {there} " or plain.replace(" ", "") in joined
                (kept if found else lost)[f"{one} {two}"] += 1
    return kept, lost


def place_pairs(lines: Iterable[str]) -> Counter[str]:
    """How often each pair of syllables opens the name of a Vietnamese district, town or commune."""
    places: Counter[str] = Counter()
    abroad: Counter[str] = Counter()
    for line in lines:
        elsewhere = _ABROAD.search(line) is not None
        for before, run in capital_runs(line):
            if len(run) > 1 and (before in UNITS or before.rpartition("_")[2] in UNITS):
                places[f"{run[0]} {run[1]}"] += 1
                abroad[f"{run[0]} {run[1]}"] += elsewhere
    return Counter({k: n for k, n in places.items() if abroad[k] <= MOST_ABROAD * n})


def read_pairs(folder: Path, half: int | None) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for index, line in enumerate(lines):
                if half is None or index % 2 == half:
                    english, vietnamese = line.rstrip("\n").split("\t")[:2]
                    yield english, vietnamese


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", type=int, help="only lines with this remainder by two: for tests")
    options = parser.parse_args()
    if not (options.data / "mono" / "vi-news.txt.xz").is_file():
        print(f"skipped: no mono/vi-news.txt.xz in {options.data}")
        return
    glossary = read_glossary(Path(__file__).parent.parent / "content")
    kept, lost = kept_pairs(read_pairs(options.data / "parallel", options.half), glossary)
    with lzma.open(options.data / "mono" / "vi-news.txt.xz", "rt", encoding="utf-8") as lines:
        places = place_pairs(lines)
    found = {k for k, n in kept.items() if n >= LEAST_KEPT and n >= KEPT * (n + lost[k])}
    found |= {k for k, n in places.items() if n >= LEAST_PLACE and kept[k] >= 9 * lost[k]}
    found -= {form.casefold() for term in glossary.terms for form in term.forms("vi")}
    target = Path(__file__).parent.parent / "generator" / "data" / "vietnamese-names.txt.xz"
    text = "".join(f"{pair}\n" for pair in sorted(found))
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{target}: {len(found)} pairs, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
