"""The unit that cleaning works on: one line of a source, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import entities
from html import unescape as _unescape
from itertools import pairwise
from typing import Literal, NamedTuple

from generator.articles import clean_text

LineKind = Literal["text", "heading", "caption", "item", "quote", "cell", "contents", "table"]

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
# Clock and date alone, as pages print them under a headline: `08:09 | 22/04/2025`.
_CLOCK = r"\d{1,2}[:h]\d{2}"
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_STAMP = re.compile(rf"(?:{_CLOCK}\s?[|,–-]?\s?{_DAY}|{_DAY}\s?[|,–-]?\s?{_CLOCK})")
_STAMPED = re.compile(
    rf"(?P<headline>\S.{{30,250}}[^\s,;:|–-])\s+"
    rf"(?P<stamp>{_CLOCK} \| {_DAY}|{_DAY} \| {_CLOCK})"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


_INDENT = re.compile(r"\t|[ \xa0\u3000]{2}")


class _Row(NamedTuple):
    """A physical line, or part of an over-long one."""

    text: str
    number: int
    gap: int
    indented: bool = False


def split_lines(text: str) -> list[Line]:
    """The lines of a plain text: blank ones counted as gaps, wrapped and torn ones joined."""
    rows: list[_Row] = []
    gap = 0
    for number, raw in enumerate(
        re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text[:MAX_TEXT]), 1
    ):
        cleaned = clean_text(unescape(raw))
        if not cleaned:
            gap += 1
            continue
        for piece in _pieces(cleaned):
            rows.append(_Row(piece, number, gap, bool(_INDENT.match(raw))))
            gap = 0
    return [Line(row.text, row.number, row.gap) for row in _join(rows)]


def unescape(text: str) -> str:
    """A text with the characters that its HTML entities (`&nbsp;`, `&#39;`) stand for.

    An entity needs its semicolon: `R&D` and `?a=1&copy=2` are no entities.
    """

    def character(match: re.Match[str]) -> str:
        entity = match.group()
        return _unescape(entity) if entity[1] == "#" else entities.html5.get(entity[1:], entity)

    return _ENTITY.sub(character, text)


def _pieces(text: str) -> list[str]:
    """A line as it is; without the date behind a headline; an over-long one taken apart again."""
    if stamped := _STAMPED.fullmatch(text):
        return [stamped["headline"], stamped["stamp"]]
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


def _wrap_width(rows: list[_Row]) -> int:
    """Longest line of a text that was broken at a fixed width; 0 if it was not.

    There the lines are of one length, and most long ones end in the middle of a sentence.
    """
    lengths = sorted(len(row.text) for row in rows)
    if len(rows) < 6 or lengths[-1] > 100:
        return 0
    widest, usual = lengths[-1], lengths[len(lengths) * 3 // 4]
    full = [a for a, b in pairwise(rows) if b.gap == 0 and len(a.text) >= 0.75 * widest]
    broken = sum(not _ENDS.search(row.text) for row in full)
    return widest if usual >= 0.8 * widest >= 40 and broken * 2 >= len(full) else 0


def _ends_paragraph(before: str, row: _Row, width: int) -> bool:
    """Whether a wrapped line is the last of its paragraph: the next one's first word had room."""
    last = before[-200:].rpartition("\n")[2]
    room = len(last) + 1 + len(row.text.partition(" ")[0])
    return room <= (0.9 if _ENDS.search(last) else 0.75) * width


def _join(rows: list[_Row]) -> list[_Row]:
    """Join lines that a fixed width or the end of a link broke in the middle of a sentence."""
    width = _wrap_width(rows)
    # Where few lines are indented, they are the first ones of the paragraphs.
    opening = 0 < sum(row.indented for row in rows) * 2 <= len(rows)
    joined: list[_Row] = []
    torn = False
    for row in rows:
        text = row.text
        before = joined[-1].text if joined else ""
        goes_on = bool(before) and row.gap == 0 and len(before) <= _MAX_PARAGRAPH
        goes_on = goes_on and not (_STAMP.fullmatch(text) or _STAMP.fullmatch(before))
        open_end = not _ENDS.search(before[-30:])
        if (
            goes_on
            and width
            and not (opening and row.indented)
            and not _ends_paragraph(before, row, width)
        ):
            joined[-1] = joined[-1]._replace(text=f"{before}\n{text}")
            torn = False
        elif goes_on and open_end and len(before) > 3 and _goes_on(text):
            glue = "" if text[0] in ",.;:)”’…%" else " "
            joined[-1] = joined[-1]._replace(text=f"{before}{glue}{text}")
            # The link that was torn out began in the line above it.
            if not torn and len(joined) > 1 and len(before) <= 60 and joined[-1].gap == 0:
                above = joined[-2].text
                if not _ENDS.search(above[-30:]) and len(above) >= 20 and not before.isupper():
                    rest = joined.pop()
                    joined[-1] = joined[-1]._replace(text=f"{above} {rest.text}")
            torn = True
        else:
            joined.append(row)
            torn = False
    return [row._replace(text=" ".join(row.text.split())) for row in joined]
