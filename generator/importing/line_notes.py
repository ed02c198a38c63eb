"""What is noted of each line before any is judged: size, shape and copies.

The shape is what a line looks like by itself: prose, a headline, a caption, a date and so on.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing import phrases
from generator.importing.dates import is_date_line
from generator.importing.lines import UPPER, Line, words

_SENTENCE_END = re.compile(r"(?:[.!?…]|\.\.\.)[\"'”’»)\]]*(?:\s*[./]{1,3})?$")
INNER_END = re.compile(rf"[.!?][\"”’)]?\s+[\"“(]?[{UPPER}]")
"""Where one sentence ends and the next one begins within a line."""
BULLET = re.compile(r"^(?:[-–—•●▪◦*+]|\d{1,2}[.)]|[a-zđ]\))\s+\S")
"""A line that begins as the point of a list does."""
# No sentence has more words.
_LONGEST_SENTENCE = 200
# No line of furniture is longer (characters); the patterns are tried on nothing longer.
_LONGEST_FURNITURE = 700
_CODE = re.compile(r"[{}();=<>\[\]\\|]")
_SOURCE_ADDRESS = re.compile(
    r"(?:(?:nguồn|source|theo|link gốc)\b[^:]{0,20}:?\s*)?https?://\S+", re.I
)


@dataclass(slots=True)
class Note:
    """Working notes on one line.

    Attributes:
        source: The line as the source has it.
        line: The line without what hangs on its end.
        size: Its words.
        shape: What it looks like by itself: `prose`, `head`, `short`, `caption` and others.
        rule: The rule that decided on it, in words for the report; "" as long as none has.
        gain: How much it speaks for the body around it.
        copies: How often the source has it; 1 for lines of fewer than four words.
        first: Whether it is the first of its copies.
        teaser: Whether it belongs to a list of other articles.
        key: Its `text_key`.
    """

    source: Line
    line: Line
    size: int
    shape: str
    rule: str = ""
    gain: float = 0.0
    copies: int = 1
    first: bool = True
    teaser: bool = False
    key: str = ""


def is_sentence(text: str) -> bool:
    """Whether a line ends as sentences end."""
    return bool(_SENTENCE_END.search(text[-30:]))


def _is_prose(text: str, size: int) -> bool:
    if size > _LONGEST_SENTENCE and not INNER_END.search(text[:-1]):
        return False  # The words of a menu, run together.
    if is_sentence(text):
        return size >= 8 or (size >= 4 and bool(INNER_END.search(text)))
    if size >= 10 and text.endswith((":", ";", ",")):
        return True
    return size >= 35 or (size >= 15 and bool(INNER_END.search(text)))


def _shape(line: Line, size: int) -> str:
    text = line.text
    if line.kind in ("caption", "contents", "table"):
        return line.kind
    if (signs := len(_CODE.findall(text))) >= 6 and signs * 12 > len(text):
        return "code"
    if len(text) > _LONGEST_FURNITURE:
        return "prose" if _is_prose(text, size) else "short"
    for shape, pattern, limit in (
        ("stop", phrases.STOP, 10),
        ("player", phrases.PLAYER, 12),
        ("comment", phrases.COMMENT, 25),
        ("share", phrases.SHARE, 25),
        ("tags", phrases.TAGS, 60),
        ("read also", phrases.READ_ALSO, 35),
        ("note", phrases.NOTE, 45),
    ):
        if size <= limit:
            match = pattern.fullmatch(text) if shape == "stop" else pattern.match(text)
            if match:
                return shape
    if size <= 45 and _is_prompt(text):
        return "note"
    if _SOURCE_ADDRESS.fullmatch(text):
        return "address"
    if size <= 40 and phrases.BREADCRUMB.match(text) and not INNER_END.search(text):
        return "breadcrumb"
    if phrases.LEGAL.search(text) and (size < 60 or not INNER_END.search(text)):
        return "legal"
    if size <= 70 and phrases.CAPTION.search(text):
        return "caption"
    if size <= 22 and is_date_line(text):
        return "date"
    if _is_prose(text, size):
        return "prose"
    if size <= 25 and text.startswith("#"):
        return "tags"
    if line.kind == "item" or BULLET.match(text):
        return "item" if size >= 4 else "short"
    return "head" if 4 <= size <= 34 else "short"


def _is_prompt(text: str) -> bool:
    """Whether a line asks the reader to write to the paper and says where."""
    if phrases.CONTACT.search(text):
        return bool(phrases.PROMPT.search(text) or phrases.ASKED.search(text))
    return bool(phrases.HERE.search(text) and phrases.ASKED.search(text))


_ADVERT = re.compile(r"\s*\[(?:quảng cáo|qc|advertisement|ads?)\]\s*", re.IGNORECASE)
# `… said on Friday. >> Ferry fares to rise`: a headline after the last sentence of a paragraph.
_POINTER = re.compile(
    r"(?<=[.!?…”\"'’)])\s*(?:(?:>>+|►|▶|☞)|(?<=\s)(?:Xem thêm|Đọc thêm|Tin liên quan|Bài liên quan"
    r"|Read more|See also|Related)\s?:)\s*(?P<headline>\S.{3,200}[^.\s])$"
)


def _without_pointer(text: str) -> str:
    """A paragraph without an advert's place and a link to another article at its end."""
    text = _ADVERT.sub(" ", text).strip() or text
    pointer = _POINTER.search(text)
    if pointer and not INNER_END.search(pointer["headline"]):
        return text[: pointer.start()]
    return text


def text_key(text: str) -> str:
    """The words of a text run together: the same for all copies of a line."""
    return "".join(words(text))


def take_notes(lines: Sequence[Line]) -> list[Note]:
    """Note what each line looks like by itself, and which lines are copies of one another."""
    notes = []
    for source in lines:
        text = _without_pointer(source.text)
        line = source if text == source.text else dataclasses.replace(source, text=text)
        size = len(words(text))
        notes.append(Note(source, line, size, _shape(line, size), key=text_key(text)))
    printed = [note for note in notes if note.shape != "contents"]
    counts = Counter(note.key for note in printed if note.size >= 4)
    seen: set[str] = set()
    for note in printed:
        note.copies = counts.get(note.key, 1)
        note.first = note.key not in seen
        seen.add(note.key)
    return notes
