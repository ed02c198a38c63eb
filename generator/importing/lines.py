"""The unit that cleaning works on: one line of a source, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import entities
from html import unescape as _unescape
from typing import Literal

from generator.articles import clean_text

LineKind = Literal["text", "heading", "caption", "item", "quote", "cell"]

MAX_LINE = 20_000
# No article is longer; the rest of a longer text is not looked at (characters).
MAX_TEXT = 2_000_000

# Letters of the two languages, to stand inside a character class.
LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UPPER = "A-Z" + LOWER[3:].upper()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source, or one block of a page.

    Attributes:
        text: The words, whitespace collapsed, NFC.
        number: 1-based line (or block) of the source, for the report.
        gap: Blank lines before it.
        kind: What the markup says it is; `text` where there is no markup.
        linked: Share of its characters that are link text, 0-1.
        main: Whether the base extractor counts it to the article; None where none ran.
    """

    text: str
    number: int = 0
    gap: int = 0
    kind: LineKind = "text"
    linked: float = 0.0
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a line.

    Attributes:
        line: The line as the source has it.
        rule: The rule that decided, in words for the report.
        kept: The part that is in the article; "" if dropped.
    """

    line: Line
    rule: str
    kept: str = ""


def words(text: str) -> list[str]:
    """Lower-case words of letters and digits; Vietnamese syllables count as words."""
    return re.findall(r"[^\W_]+", text.lower())


# Where a page lost the space between two elements: `đà tăngĐồng USD`, `hôm qua.Theo đó`.
_GLUED = re.compile(
    rf"(?<=[{LOWER}\d][.!?…”\")])(?=[\"“]?[{UPPER}])|(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])"
    r"|(?<=\d\d:\d\d)\s|\s(?=\([^()]{2,16}\)\s?[-–]\s)"
)
# No paragraph is longer: what is longer is a page on one line, and is judged by sentences.
_MAX_PARAGRAPH = 4_000
_SENTENCES = re.compile(rf"(?<=[.!?…”])\s+(?=[{UPPER}\"“])")
_GOES_ON = re.compile(rf"[{LOWER},.;:)”’…%]")
_ADDRESS = re.compile(r"\S*\w[@.:/]\w\S*")
_ENDS = re.compile(r"[.!?…:][\"'”’»)]*$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def split_lines(text: str) -> list[Line]:
    """The lines of a plain text: blank ones counted as gaps, wrapped and torn ones joined."""
    rows: list[tuple[str, int, int]] = []
    gap = 0
    for number, raw in enumerate(
        re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text[:MAX_TEXT]), 1
    ):
        cleaned = clean_text(unescape(raw))
        if not cleaned:
            gap += 1
            continue
        for piece in _pieces(cleaned):
            rows.append((piece, number, gap))
            gap = 0
    return [Line(*row) for row in _join(rows)]


def unescape(text: str) -> str:
    """A text with the characters that its HTML entities (`&nbsp;`, `&#39;`) stand for.

    An entity needs its semicolon: `R&D` and `?a=1&copy=2` are no entities.
    """

    def character(match: re.Match[str]) -> str:
        entity = match.group()
        return _unescape(entity) if entity[1] == "#" else entities.html5.get(entity[1:], entity)

    return _ENTITY.sub(character, text)


def _pieces(text: str) -> list[str]:
    """A line as it is; an over-long one, where elements ran together, taken apart again."""
    if len(text) < MAX_LINE // 10:
        return [text]
    pieces = []
    for piece in _GLUED.split(text):
        for rest in _SENTENCES.split(piece) if len(piece) > _MAX_PARAGRAPH else [piece]:
            rest = rest.strip()
            while len(rest) > MAX_LINE:
                cut = rest.rfind(" ", 0, MAX_LINE) + 1 or MAX_LINE
                pieces.append(rest[:cut].strip())
                rest = rest[cut:].strip()
            if rest:
                pieces.append(rest)
    return pieces


def _goes_on(text: str) -> bool:
    """Whether a line begins in the middle of a sentence; an address alone does not."""
    return bool(_GOES_ON.match(text)) and not _ADDRESS.fullmatch(text)


def _join(rows: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join lines that a fixed width or the end of a link broke in the middle of a sentence."""
    lengths = sorted(len(text) for text, _, _ in rows)
    widest = lengths[-1] if lengths else 0
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    wrapped = len(rows) >= 6 and widest <= 100 and usual >= 0.8 * widest >= 40
    joined: list[tuple[str, int, int]] = []
    torn = False
    for text, number, gap in rows:
        before = joined[-1][0] if joined else ""
        goes_on = bool(before) and gap == 0 and len(before) <= _MAX_PARAGRAPH
        open_end = not _ENDS.search(before)
        if (
            goes_on
            and wrapped
            and (open_end or len(before[-200:].rpartition("\n")[2]) >= 0.75 * widest)
        ):
            joined[-1] = (f"{before}\n{text}", *joined[-1][1:])
            torn = False
        elif goes_on and open_end and len(before) > 3 and _goes_on(text):
            glue = "" if text[0] in ",.;:)”’…%" else " "
            joined[-1] = (f"{before}{glue}{text}", *joined[-1][1:])
            # The link that was torn out began in the line above it.
            if not torn and len(joined) > 1 and len(before) <= 60 and joined[-1][2] == 0:
                above = joined[-2][0]
                if not _ENDS.search(above) and len(above) >= 20 and not before.isupper():
                    text, number, gap = joined.pop()
                    joined[-1] = (f"{above} {text}", *joined[-1][1:])
            torn = True
        else:
            joined.append((text, number, gap))
            torn = False
    return [(" ".join(text.split()), number, gap) for text, number, gap in joined]
