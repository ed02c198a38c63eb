"""Text ⇄ the words that the phrase-based translator counts and joins.

A word is a Vietnamese syllable, an English word, a figure or a mark. Figures are written the
English way in both languages, and all but the smallest stand for each other as a class, because
`1,234` is translated like `987`; the translator carries the figure itself along.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from generator.model import Lang

NUMBER, YEAR = "<number>", "<year>"
CLASSES = frozenset({NUMBER, YEAR})
"""The words that stand for any figure."""

JOINER = "@-@"
"""A hyphen that joins two words, as in `US-Japan`; a dash between spaces is `-`."""

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|St|Jr|Sr|No|vs|TP|Tp|TS|PGS|GS"
    "|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
_WORD = re.compile(
    rf"""
    (?P<number>\d+(?:[.,]\d+)*(?::\d\d\b)?)
    | (?P<short>(?:[^\W\d_]\.){{2,}} | \b(?:{_ABBREVIATIONS})\.(?=\s?\w))
    | (?P<name>\b[A-Z]'[A-Z][^\W\d_]+)
    | (?P<word>[^\W\d_]+(?:\d[^\W_]*)?(?:-[^\WA-ZĐ_][^\W_]*)*)
    | (?P<joiner>(?<=[^\W_.])-(?=[^\W_]) | (?<=[A-Z]\.)-(?=[^\W_]))
    | (?P<clitic>'(?:s|re|ve|ll|d|m|t)\b)
    | (?P<dots>\.\.\.)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("–—―‒−", "-"),
        "…": "...",
        "\u2011": "-",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_FULL_DATE = re.compile(r"\b([0-3]?\d)[/.-]([01]?\d)[/.-]((?:19|20)\d\d)\b")
_DAY_MONTH = re.compile(r"(?<=\bngày )([0-3]?\d)[/-]([01]?\d)\b(?![/-])", re.IGNORECASE)
_DAY_MONTH_PLAIN = re.compile(r"(?<![\d/.,-])([0-3]?\d)/(0?[1-9]|1[0-2])\b(?![/\d])")
_MONTH_YEAR = re.compile(r"(?<=\btháng )([01]?\d)[/.-]((?:19|20)\d\d)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})\s?(?:h|g|giờ\s?)([0-5]\d)(?!\d)(?:\s?(?:'|phút\b))?")
_HOUR = re.compile(r"(?<=\d)h(?![^\W_])")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_NEGATED = re.compile(r"\b(ca|wo|[a-z]+)n't\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_CLOSING = frozenset(".,;:!?%)]}") | {"...", "'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "th"}
_OPENING = frozenset("([{$£€#")
_BETWEEN = frozenset({JOINER, "/", "°"})


def split(text: str, lang: Lang) -> list[str]:
    """The words of a sentence as written, figures in the English way (`1.000` vi → `1,000`).

    Vietnamese dates in figures are spelled out: `ngày 14/9` gives the words of
    `ngày 14 tháng 9`.
    """
    text = unicodedata.normalize("NFC", text).translate(_MARKS)
    text = _spelled_dates(text) if lang == "vi" else _parted_endings(text)
    words: list[str] = []
    for match in _WORD.finditer(text):
        kind, word = match.lastgroup, match.group()
        if kind == "number" and lang == "vi":
            word = _english_figure(word)
        words.append(JOINER if kind == "joiner" else word)
    return words


def _spelled_dates(text: str) -> str:
    text = _HOUR.sub(" giờ", _CLOCK.sub(r"\1:\2", text))
    text = _FULL_DATE.sub(_date_words, text)
    text = _DAY_MONTH.sub(_date_words, text)
    text = _MONTH_YEAR.sub(lambda m: f"{int(m[1])} năm {m[2]}", text)
    return _DAY_MONTH_PLAIN.sub(_date_words, text)


def _date_words(match: re.Match[str]) -> str:
    day, month = int(match[1]), int(match[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match[0]
    year = f" năm {match[3]}" if match.re is _FULL_DATE else ""
    return f"{day} tháng {month}{year}"


def _parted_endings(text: str) -> str:
    text = _ORDINAL.sub(r" th", text)

    def parted(match: re.Match[str]) -> str:
        stem = {"ca": "can", "wo": "will"}.get(match[1].lower(), match[1])
        return f"{stem} not"

    return _NEGATED.sub(parted, text)


def _english_figure(figure: str) -> str:
    if _THOUSANDS.fullmatch(figure):
        return figure.replace(".", ",")
    if figure.count(",") == 1 and (
        "." not in figure or _THOUSANDS.fullmatch(figure.split(",", 1)[0])
    ):
        whole, part = figure.split(",", 1)
        return whole.replace(".", ",") + "." + part
    return figure


def word_class(word: str) -> str:
    """The class of a figure, or the word itself. Days and months (1 to 12) stay themselves."""
    if not word[0].isdigit():
        return word
    if word.isdigit():
        if len(word) == 1 or word in ("10", "11", "12"):
            return word
        if len(word) == 4 and word[:2] in ("17", "18", "19", "20"):
            return YEAR
    return NUMBER


def sentence_starts(words: Sequence[str]) -> list[int]:
    """Where a capital letter says nothing: the first word, and the one after `: "` and such."""
    starts: list[int] = []
    fresh = True
    for index, word in enumerate(words):
        if any(char.isalnum() for char in word):
            if fresh:
                starts.append(index)
            fresh = word.endswith(".") and len(word) > 4
        elif word in (".", "!", "?", ":", '"', "..."):
            fresh = True
    return starts


def join(words: Sequence[str], lang: Lang) -> str:
    """The sentence of translated words: spaces, quotes, ordinals, a capital at its head."""
    parts: list[str] = []
    quotes = list(words).count('"')
    inside = False
    glued = True
    for index, word in enumerate(words):
        if word == '"':
            quotes -= 1
            # One that has no partner closes what began in an earlier sentence, or opens what
            # a later one ends.
            inside = not inside and (quotes > 0 or index == 0)
            parts.append(f" {word}" if inside and not glued else word)
            glued = inside
            continue
        if word in _BETWEEN:
            parts.append("-" if word == JOINER else word)
            glued = True
            continue
        if word == "th" and index and words[index - 1].isdigit():
            parts.append(_ordinal_ending(words[index - 1]))
            continue
        if word == "'":
            parts.append(word)
            continue
        attached = glued or word in _CLOSING
        parts.append(word if attached else f" {word}")
        glued = word in _OPENING
    text = "".join(parts).strip()
    head = re.search(r"[^\W\d_]", text)
    if head and not text[: head.start()].strip("\"'(["):
        text = text[: head.start()] + text[head.start()].upper() + text[head.end() :]
    return text


def _ordinal_ending(figure: str) -> str:
    if figure[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(figure[-1], "th")
