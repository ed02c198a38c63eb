"""Tells the lines of an article from everything that surrounds and interrupts it.

The method looks at structure first: prose stands in runs, furniture is short, teaser lists
alternate a headline with one paragraph, related boxes repeat their headlines, captions stand
where a picture was. Each line gets a note (`line_notes.py`) with a gain for belonging to the
body; the body is the stretch of lines with the highest sum (Kadane's maximum subarray; `body.py`),
and the lines inside it are then judged one by one (`interruptions.py`). Word lists (`phrases.py`)
only add to that, so that the layout of an outlet never seen before works too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.articles import guess_lang
from generator.importing import phrases
from generator.importing.body import (
    better_title,
    body_span,
    line_gain,
    mark_teasers,
    resume,
    title_index,
    with_short_sentences,
)
from generator.importing.credits import Credit, byline, closing_credit, credit_line, is_person
from generator.importing.dates import dated_author, parse_date
from generator.importing.interruptions import RULES, judge_inside
from generator.importing.line_notes import Note, take_notes, text_key
from generator.importing.lines import Line, Verdict, words
from generator.importing.outlets import outlet_mark, without_unknown_mark

# No page has more lines that matter; what comes after them is not looked at.
MAX_LINES = 20_000
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article as far as its lines tell.

    Attributes:
        title: The headline; "" if the text has none.
        paragraphs: The body in order; the standfirst is its first paragraph.
        credit: Author and agencies, as the by-line and the closing credit say.
        outlet_marks: Names and addresses that tell the outlet, the surest first.
        address: Address of the article, where the text names one.
        dates: Lines that are a date, nearest to the title first.
        tags: Subjects that the outlet's tag list names.
        verdicts: What became of every line, in order.
    """

    title: str
    paragraphs: tuple[str, ...]
    credit: Credit
    outlet_marks: tuple[str, ...] = ()
    address: str = ""
    dates: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = field(default=(), repr=False)


def clean_lines(lines: Sequence[Line], title: str = "", doubtful: bool = False) -> Cleaned:
    """Find the article among the lines of a source.

    Args:
        lines: The lines in order.
        title: The headline, where metadata tells it; else it is looked for.
        doubtful: Whether the title may be the name of the site. One that is not among the lines
            then gives way to a line that shares more with the text.

    Returns:
        The article and a verdict on every line. `paragraphs` is empty if there is no article.
    """
    notes = take_notes(lines[:MAX_LINES])
    mark_teasers(notes)
    for note in notes:
        note.gain = line_gain(note)
    start, end = body_span(notes)
    title_at = _find_given(notes, title, end) if title else title_index(notes, start, end)
    if title and doubtful and title_at is None:
        title_at = better_title(notes, title, start, end)
        title = "" if title_at is not None else title
    if title_at is not None:
        title = title or notes[title_at].line.text
        if title_at < start:
            start = _extend_to_title(notes, title_at, start)
        elif title_at < end and _mass(notes, start, title_at) * 3 <= _mass(notes, start, end):
            for note in notes[start:title_at]:
                note.rule = "before the article"
            start = title_at + 1
        notes[title_at].rule = "title"
    end = with_short_sentences(notes, start, _trim_end(notes, start, end))
    end = resume(notes, start, end)
    judge_inside(notes, start, end, title)
    found = _Findings()
    _judge_edges(notes, start, end, found)
    paragraphs = _paragraphs(notes, start, end, title, found)
    if not paragraphs:
        title = title if title_at is None else ""
    return Cleaned(
        title=_plain_title(title),
        paragraphs=tuple(paragraphs),
        credit=found.credit,
        outlet_marks=tuple(dict.fromkeys(found.marks)),
        address=found.address,
        dates=_dates(notes, title_at if title_at is not None else start, start, end),
        tags=tuple(found.tags),
        verdicts=tuple(_verdict(note, found) for note in notes),
    )


def _plain_title(title: str) -> str:
    return re.sub(r"\s*[.…]+$", "", title) if not title.endswith("...") else title


def _find_given(notes: Sequence[Note], title: str, end: int) -> int | None:
    key = text_key(title)
    last = None
    for index, note in enumerate(notes[: end + 1]):
        if note.key == key and note.size >= 2:
            last = index if last is None or note.line.kind == "heading" else last
    return last


def _mass(notes: Sequence[Note], start: int, end: int) -> int:
    """Words of prose in a stretch."""
    return sum(note.size for note in notes[start:end] if note.shape == "prose")


def _extend_to_title(notes: list[Note], title_at: int, start: int) -> int:
    """Begin the body right under the headline when nothing but article lines is between."""
    return title_at + 1 if start - title_at <= 12 else start


def _trim_end(notes: Sequence[Note], start: int, end: int) -> int:
    while end > start and notes[end - 1].shape not in ("prose", "item"):
        end -= 1
    return end


@dataclass(slots=True)
class _Findings:
    credit: Credit = field(default_factory=Credit)
    marks: list[str] = field(default_factory=list)
    address: str = ""
    tags: list[str] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)


def _judge_edges(notes: list[Note], start: int, end: int, found: _Findings) -> None:
    """By-lines, credits, dates and addresses around the body; the rest is dropped."""
    for i, note in enumerate(notes):
        text = note.line.text
        if note.shape in ("share", "address", "legal"):
            found.marks += re.findall(r"\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|uk)\b", text)
        if note.shape == "address" and not found.address and i >= start:
            address = _ADDRESS.search(text)
            found.address = address.group().rstrip(".,)") if address else ""
        if note.shape == "tags" and not found.tags and start <= i <= end + 8:
            found.tags = _tags(text)
    head = notes[max(0, start - 6) : start + 4]
    for note in head:
        if note.shape == "date" and (author := dated_author(note.line.text)):
            found.credit = found.credit.join(Credit(author))
    for note in head:
        if note.shape in ("short", "head") and note.rule in (
            "",
            "before the article",
            "stray line",
        ):
            credit = byline(note.line.text)
            if credit:
                found.credit = found.credit.join(credit)
                note.rule = "author"
    _name_under_title(notes, found)
    for note in notes[start:end]:
        if note.rule in _STRAY and (credit := credit_line(note.line.text)):
            found.credit = found.credit.join(credit)
            note.rule = "author or agency"
    listed = False
    for note in notes[end : end + 40]:
        if note.shape in ("stop", "comment", "tags") or (note.shape == "prose" and not note.teaser):
            break
        listed = listed or note.teaser
        credit = closing_credit(note.line.text)
        # A name among the items of a list is no by-line; an agency in brackets still is one.
        if credit and not note.rule and (credit.agencies or not listed):
            found.credit = found.credit.join(credit)
            note.rule = "author or agency"
    for i, note in enumerate(notes):
        if not note.rule:
            default = "before the article" if i < start else "after the article"
            note.rule = RULES.get(note.shape, "list of other articles" if note.teaser else default)


# What a short line between two paragraphs is taken for when nothing says more.
_STRAY = ("subheading", "link to another article", "stray line")
_NEAR_DATE = 2
# So many lines below a headline can tell the date.
_HEADER = 8


def _name_under_title(notes: Sequence[Note], found: _Findings) -> None:
    """Take a Vietnamese name alone on its line, right under the headline or by the date."""
    title_at = next((i for i, note in enumerate(notes) if note.rule == "title"), None)
    if title_at is None or found.credit.author:
        return
    for i in range(title_at + 1, min(title_at + 6, len(notes))):
        note = notes[i]
        if note.shape == "prose":
            return
        near = notes[max(title_at, i - _NEAR_DATE) : i + _NEAR_DATE + 1]
        if (
            note.shape in ("short", "head")
            and (i == title_at + 1 or any(other.shape == "date" for other in near))
            and not note.line.text.isascii()
            and is_person(note.line.text)
        ):
            found.credit = found.credit.join(Credit(note.line.text))
            note.rule = "author"
            return


def _tags(text: str) -> list[str]:
    if text.startswith("#"):
        return [tag.replace("_", " ").strip() for tag in re.findall(r"#([^#,;]+)", text)]
    rest = re.sub(r"^[^:>»]{0,20}[:>»]", "", text) if re.search(r"[:>»]", text) else ""
    return [tag.strip(" #.") for tag in re.split(r"[,;|•]", rest) if tag.strip(" #.")]


def _paragraphs(notes: list[Note], start: int, end: int, title: str, found: _Findings) -> list[str]:
    """The text to keep, without outlet marks at the head and agency marks at the end."""
    kept = [i for i in range(start, end) if notes[i].rule in ("paragraph", "subheading")]
    while kept and notes[kept[-1]].rule == "subheading":
        notes[kept.pop()].rule = "stray line"
    if not kept:
        return []
    for i in kept:
        found.kept[id(notes[i])] = notes[i].line.text
    if len(kept) > 1 and _says_again(notes[kept[0]], [notes[i] for i in kept[1:]]):
        del found.kept[id(notes[kept[0]])]
        notes[kept.pop(0)].rule = "standfirst that the body repeats"
    for _ in range(_author_box(notes, kept, found)):
        del found.kept[id(notes[kept[-1]])]
        notes[kept.pop()].rule = "note on the author"
    _take_mark([notes[i] for i in kept], title, found)
    last = notes[kept[-1]]
    text, credit = _split_closing(found.kept[id(last)])
    found.credit = found.credit.join(credit)
    if text:
        found.kept[id(last)] = text
    return [found.kept[id(notes[i])] for i in kept]


def _take_mark(kept: Sequence[Note], title: str, found: _Findings) -> None:
    """Take the mark of the outlet off the first paragraph, or the one below a standfirst."""
    for note in kept[:2]:
        outlet, text = outlet_mark(note.line.text)
        if text == note.line.text and note is kept[0] and guess_lang(text) == "vi":
            rest = "\n".join((title, *(other.line.text for other in kept[1:])))
            text = without_unknown_mark(text, rest)
        mark = note.line.text[: len(note.line.text) - len(text)]
        # `Lao động - Thương binh` may begin any paragraph but the first.
        if mark and (note is kept[0] or mark.isupper() or mark.startswith("(")):
            found.kept[id(note)] = text
            if outlet:
                found.marks.insert(0, outlet.name)
            return


def _author_box(notes: Sequence[Note], kept: Sequence[int], found: _Findings) -> int:
    """How many last lines of the text say who the author is: none, one, or two with the name above.

    The name above must be in the by-line: so end articles that present several people, too.
    """
    author, last = found.credit.author, notes[kept[-1]].line.text
    if len(kept) > 2 and is_person(name := notes[kept[-1] - 1].line.text):
        header = (note for note in notes[: kept[1]] if id(note) not in found.kept)
        known = name == author or any(
            name in note.line.text for note in header if note.rule not in ("title", "caption")
        )
        if known and (_is_biography(last, name) or phrases.JOINED.match(last)):
            return 1 + (kept[-2] == kept[-1] - 1)
    return int(len(kept) > 1 and _is_biography(last, author))


def _is_biography(text: str, author: str) -> bool:
    """Whether a paragraph says who the author is."""
    if not author or not text.lower().startswith(author.lower()):
        return False
    return bool(phrases.BIOGRAPHY.match(text, len(author)))


def _says_again(note: Note, others: Sequence[Note]) -> bool:
    """Whether one other paragraph says a paragraph again, nearly word for word."""
    tokens = words(outlet_mark(note.line.text)[1])
    own = set(zip(tokens, tokens[1:], tokens[2:], strict=False))
    numbers = {token for token in tokens if token.isdigit()}
    for other in others:
        theirs = words(other.line.text)
        shared = own & set(zip(theirs, theirs[1:], theirs[2:], strict=False))
        if len(shared) >= 0.8 * len(own) > 0 and numbers <= set(theirs):
            return True
    return False


def _split_closing(text: str) -> tuple[str, Credit]:
    """Take `./.`, `(Theo Reuters)` and a name off the end of the last paragraph."""
    text = re.sub(r"\s*(?:\./\.|\.\s*/\s*\.?|//+)\s*$", ".", text)
    match = re.search(r"(?<=[.!?…\"”’)])\s*([^.!?…\"”]{2,80}?)\.?$", text)
    if match and len(words(match.group(1))) <= 12:
        credit = closing_credit(match.group(1))
        if credit:
            rest = text[: match.start()].rstrip()
            rest = re.sub(r"\s*(?:\./\.|/\.|//+)\s*$", ".", rest)
            return rest, credit
    return text, Credit()


def _dates(notes: Sequence[Note], anchor: int, start: int, end: int) -> tuple[str, ...]:
    """Date lines about the headline or right below the text; one in a list is another's.

    Without any, a line with more than a date tells it, if it was dropped right below the headline.
    """
    near = [*range(max(0, anchor - 12), min(end, start + 4)), *range(end, min(len(notes), end + 2))]
    dated = sorted((abs(i - anchor), i) for i in near if notes[i].shape == "date")
    if dated:
        return tuple(notes[i].line.text for _, i in dated)
    below = itertools.takewhile(
        lambda note: note.rule not in ("paragraph", "subheading"), notes[anchor + 1 : end]
    )
    return tuple(
        note.line.text
        for note in itertools.islice(below, _HEADER)
        if note.shape in ("short", "head") and parse_date(note.line.text).is_full
    )


def _verdict(note: Note, found: _Findings) -> Verdict:
    kept = found.kept.get(id(note), note.line.text if note.rule == "title" else "")
    return Verdict(note.source, note.rule, kept)
