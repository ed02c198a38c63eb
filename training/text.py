"""Cleaning of training text: pure functions over one line or one pair."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterable

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_MARKUP = re.compile(
    r"\$[^$]*[\\^_{][^$]*\$|\\[a-zA-Z]{2,}|</?[a-z]\w*[^>]*>|\[\[|\]\]|\{\{|::|->|=>|[\w)]\(\)|==|\|"
    r"|https?://|www\.|\w+\.(?:py|js|json|yml|yaml|html|php|md|sh|com)\b|`"
)
_VIETNAMESE = frozenset("ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ")
_DROPPED = dict.fromkeys(
    [*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
)
_OLD_STYLE = re.compile(
    r"(?<![qQ])([oOuU])([\u0300\u0301\u0309\u0303\u0323])([aeyAEY])(?![^\W\d_]|[\u0300-\u036f])"
)
_DIPHTHONGS = frozenset({"oa", "oe", "uy"})


def clean_line(text: str) -> str:
    """One line of text: HTML entities resolved, control characters gone, NFC, single spaces.

    A field that a spreadsheet quoted (`"He said ""no""."`) gets its own quotes back.
    """
    text = html.unescape(text)
    if len(text) > 2 and text.startswith('"') and text.endswith('"') and '""' in text[1:-1]:
        inner = text[1:-1]
        if '"' not in inner.replace('""', ""):
            text = inner.replace('""', '"')
    text = text.translate(_DROPPED)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def new_tones(text: str) -> str:
    """`hòa` as `hoà`, the other way round than `old_tones` of `generator.translation`.

    Training sources hold some, so that both are understood.
    """
    if text.isascii():
        return text

    def moved(match: re.Match[str]) -> str:
        first, tone, second = match.groups()
        return first + second + tone if (first + second).lower() in _DIPHTHONGS else match.group()

    return unicodedata.normalize("NFC", _OLD_STYLE.sub(moved, unicodedata.normalize("NFD", text)))


def words(text: str) -> list[str]:
    """Lower-case words and numbers; for Vietnamese, syllables."""
    return _WORD.findall(text.lower())


def key(text: str) -> str:
    """What two copies of a sentence share whatever their case and punctuation."""
    return " ".join(words(text))


def shingles(text: str, size: int) -> Iterable[str]:
    """Every run of `size` words; the whole line where it is shorter."""
    tokens = words(text)
    line = " ".join(tokens)
    if len(tokens) < size:
        return (line,) if tokens else ()
    # Slices of one string: this runs over a million lines.
    ends = list(itertools.accumulate(len(token) + 1 for token in tokens))
    starts = [0, *ends]
    return (line[starts[i] : ends[i + size - 1] - 1] for i in range(len(tokens) - size + 1))


def vietnamese_share(text: str) -> float:
    """How many of the words hold a letter that only Vietnamese has here, from 0 to 1."""
    tokens = words(text)
    if not tokens:
        return 0.0
    return sum(1 for token in tokens if not _VIETNAMESE.isdisjoint(token)) / len(tokens)


def numbers(text: str) -> list[str]:
    """The digit runs of a text, sorted: 1,234 gives 1 and 234 in either language's style."""
    return sorted(run.lstrip("0") or "0" for run in _NUMBER.findall(text))


def same_figures(source: str, target: str) -> bool:
    """Whether both hold the same numbers of two digits or more.

    Single digits and 10 to 12 may be words or months in one language and digits in the other.
    """

    def figures(text: str) -> list[str]:
        return [run for run in numbers(text) if len(run) > 1 and run not in ("10", "11", "12")]

    return figures(source) == figures(target)


def has_markup(text: str) -> bool:
    """Whether a line holds formulas, code, tags or links."""
    return _MARKUP.search(text) is not None


def pair_fault(english: str, vietnamese: str, trusted: bool) -> str | None:
    """Why a sentence pair is unfit for training; None if it is fit.

    Args:
        english: Cleaned English side.
        vietnamese: Cleaned Vietnamese side.
        trusted: News and general prose translated by people: numbers may be spelled out there,
            so digits that differ do not condemn the pair.
    """
    left, right = words(english), words(vietnamese)
    if not left or not right:
        return "empty"
    if len(left) > 100 or len(right) > 140:
        return "long"
    if key(english) == key(vietnamese):
        return "untranslated"
    if max(len(left) * 1.3, len(right)) > 2.2 * min(len(left) * 1.3, len(right)) + 5:
        return "lengths"
    if has_markup(english) or has_markup(vietnamese):
        return "markup"
    if vietnamese_share(english) > 0.3:
        return "English side is Vietnamese"
    if len(right) >= 4 and vietnamese_share(vietnamese) < 0.3:
        return "Vietnamese side is not"
    if sum(c.isalpha() for c in english) < 0.5 * len(english):
        return "few letters"
    if not trusted and numbers(english) != numbers(vietnamese):
        return "numbers"
    return None
