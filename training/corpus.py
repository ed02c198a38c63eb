"""Sentence pairs and monolingual news: reading, cleaning, weighing, keeping test sets out."""

from __future__ import annotations

import itertools
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.translation.vietnamese_wording import old_tones
from training import text

# How often a source's pairs are drawn in an epoch, by what the source is: news and general prose
# are what the translator will meet; manuals teach grammar and little else; machine-made
# Vietnamese would teach another machine's mistakes.
_WEIGHTS = {
    "vlsp_news_train": 2.0,
    "baosongngu": 2.0,
    "wikialt": 2.0,
    "tatoeba_opus": 0.7,
    "tatoeba_manythings": 0.7,
    "iwslt23_formality": 0.7,
    "xquad": 1.0,
    "vote_gov": 1.0,
    "mozilla_www": 0.7,
    "bloom_housing": 0.7,
}
_MANUALS = 0.5
_TRUSTED = frozenset(_WEIGHTS)
MACHINE_MADE = ("mt_", "ms_")
_ENGLISH_RUN, _VIETNAMESE_RUN = 8, 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation; `weight` is how often an epoch draws it."""

    english: str
    vietnamese: str
    source: str
    weight: float


class KeptOut:
    """Test sentences that training text must not repeat."""

    def __init__(self, english: Iterable[str], vietnamese: Iterable[str]) -> None:
        self._runs = {
            "en": {run for line in english for run in text.shingles(line, _ENGLISH_RUN)},
            "vi": {run for line in vietnamese for run in text.shingles(line, _VIETNAMESE_RUN)},
        }

    @classmethod
    def read(cls, folder: Path) -> KeptOut:
        """Every `*.en` and `*.vi` file of a folder of test sets."""
        return cls(
            [line for path in sorted(folder.glob("*.en")) for line in read_lines(path)],
            [line for path in sorted(folder.glob("*.vi")) for line in read_lines(path)],
        )

    def holds(self, line: str, lang: str) -> bool:
        """Whether a line equals a test sentence or shares a long run of words with one."""
        size = _ENGLISH_RUN if lang == "en" else _VIETNAMESE_RUN
        runs = self._runs[lang]
        return any(run in runs for run in text.shingles(line, size))


def read_lines(path: Path) -> list[str]:
    """The cleaned lines of a text file, plain or xz."""
    data = path.read_bytes()
    if path.suffix == ".xz":
        data = lzma.decompress(data)
    # Not splitlines: a form feed or a line separator does not end a line of these files.
    lines = data.decode("utf-8").removesuffix("\n").split("\n")
    return [text.clean_line(line) for line in lines]


def read_pairs(
    paths: Sequence[Path], kept_out: KeptOut, limit: int | None = None
) -> tuple[list[Pair], Counter[str]]:
    """Clean, filter and deduplicate `english<TAB>vietnamese<TAB>source` files.

    Args:
        paths: xz files.
        kept_out: Test sentences.
        limit: Most lines read from each file.

    Returns:
        The pairs in file order and how many were dropped for which reason.
    """
    dropped: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    copies: Counter[tuple[str, str]] = Counter()
    pairs: list[Pair] = []
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in itertools.islice(lines, limit):
                fields = line.rstrip("\n").split("\t")
                pair, fault = _pair(fields, kept_out)
                if pair is None:
                    dropped[fault] += 1
                    continue
                keys = (text.key(pair.english), text.key(pair.vietnamese))
                if keys in seen:
                    dropped["copy"] += 1
                elif max(copies["en", keys[0]], copies["vi", keys[1]]) >= 2:
                    dropped["third translation of a line"] += 1
                else:
                    seen.add(keys)
                    copies["en", keys[0]] += 1
                    copies["vi", keys[1]] += 1
                    pairs.append(pair)
    return pairs, dropped


def _pair(fields: list[str], kept_out: KeptOut) -> tuple[Pair | None, str]:
    if len(fields) != 3:
        return None, "not three fields"
    source = fields[2]
    if source.startswith("mt_"):
        return None, "machine-made"
    english = text.clean_line(fields[0])
    vietnamese = old_tones(text.clean_line(fields[1]))
    fault = text.pair_fault(english, vietnamese, source in _TRUSTED)
    if fault:
        return None, fault
    if kept_out.holds(english, "en") or kept_out.holds(vietnamese, "vi"):
        return None, "in a test set"
    weight = _WEIGHTS.get(source, _MANUALS)
    if source.startswith(MACHINE_MADE):
        weight = 0.25
    return Pair(english, vietnamese, source, weight), ""


def monolingual(lines: Iterable[str], lang: str, kept_out: KeptOut) -> Iterator[str]:
    """The lines fit for back-translation, in order, without copies and test sentences."""
    seen: set[str] = set()
    for line in lines:
        line = text.clean_line(line)
        if lang == "vi":
            line = old_tones(line)
        tokens = text.words(line)
        share = text.vietnamese_share(line)
        right_language = share >= 0.35 if lang == "vi" else share <= 0.1
        if not (4 <= len(tokens) <= 60 and right_language) or text.has_markup(line):
            continue
        if sum(c.isalpha() for c in line) < 0.6 * len(line):
            continue
        digest = " ".join(tokens)
        if digest in seen or kept_out.holds(line, lang):
            continue
        seen.add(digest)
        yield line
