"""Prepared pairs and news → word lists with true case, ready to align and to count."""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from generator.model import LANGS, Lang
from generator.translation.glossary import read_glossary
from generator.translation.phrase import words

TUNING_PAIRS = 600
_GLOSSARY_WEIGHT = 1.0


def true_case(counts: Counter[str]) -> dict[str, str]:
    """For each lower-cased word the way it is most often written inside sentences."""
    forms: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, count in counts.items():
        forms[word.lower()].append((count, word))
    return {low: max(found)[1] for low, found in forms.items()}


def inner_counts(lines: Iterable[list[str]]) -> Counter[str]:
    """How often each word is written so, not counting heads of sentences."""
    counts: Counter[str] = Counter()
    for line in lines:
        starts = set(words.sentence_starts(line))
        counts.update(w for i, w in enumerate(line) if i not in starts)
    return counts


def with_true_case(line: list[str], forms: dict[str, str]) -> list[str]:
    """The words with their inner form at the heads of sentences."""
    out = list(line)
    for index in words.sentence_starts(line):
        out[index] = forms.get(line[index].lower(), line[index])
    return out


def read_pairs(path: Path) -> Iterator[tuple[str, str, float]]:
    """English, Vietnamese and weight of each prepared pair."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            english, vietnamese, weight = line.rstrip("\n").split("\t")
            yield english, vietnamese, float(weight)


def main() -> None:
    """Write `pairs.*`, `tune.*` and `news.*` into the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True, help="folder of training.prepare")
    parser.add_argument("--glossary", type=Path, help="content folder with glossary.yml")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="most news lines a language")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    pairs = list(read_pairs(options.prepared / "part-1" / "pairs.tsv.xz"))
    texts: dict[Lang, list[str]] = {"en": [p[0] for p in pairs], "vi": [p[1] for p in pairs]}
    weights = [p[2] for p in pairs]
    if options.glossary:
        for term in read_glossary(options.glossary).terms:
            texts["en"].append(term.en)
            texts["vi"].append(term.vi)
            weights.append(_GLOSSARY_WEIGHT)
    tuning = _tuning_rows(weights, texts["en"])
    for lang in LANGS:
        split_pairs = [words.split(text, lang) for text in texts[lang]]
        news = [
            words.split(text, lang) for text in islice(_news(options.prepared, lang), options.limit)
        ]
        counts = inner_counts(news) + inner_counts(split_pairs)
        forms = true_case(counts)
        _write(
            options.out / f"pairs.{lang}",
            (with_true_case(w, forms) for i, w in enumerate(split_pairs) if i not in tuning),
        )
        _write(options.out / f"news.{lang}", (with_true_case(w, forms) for w in news))
        (options.out / f"tune.{lang}").write_text(
            "".join(f"{texts[lang][i]}\n" for i in sorted(tuning)), "utf-8"
        )
    (options.out / "pairs.weights").write_text(
        "".join(f"{w}\n" for i, w in enumerate(weights) if i not in tuning), "utf-8"
    )


def _tuning_rows(weights: list[float], english: list[str]) -> set[int]:
    fit = [i for i, w in enumerate(weights) if w == 2.0 and 8 <= len(english[i].split()) <= 35]
    return set(fit[:: max(1, len(fit) // TUNING_PAIRS)][:TUNING_PAIRS])


def _news(prepared: Path, lang: Lang) -> Iterator[str]:
    for path in sorted(prepared.glob(f"part-*/mono-*.{lang}.xz")):
        with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            yield from (line.rstrip("\n") for line in lines)


def _write(path: Path, lines: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(" ".join(line) + "\n" for line in lines)


if __name__ == "__main__":
    main()
