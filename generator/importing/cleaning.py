"""Tells the lines of an article from everything that surrounds and interrupts it.

The method looks at structure first: prose stands in runs, furniture is short, teaser lists
alternate a headline with one paragraph, related boxes repeat their headlines, captions stand
where a picture was. Each line is given a gain for belonging to the body; the body is the
stretch of lines with the highest sum (Kadane's maximum subarray), and the lines inside it are
then judged one by one. Word lists (`phrases.py`) only add to that, so that the layout of an
outlet never seen before works too.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.articles import guess_lang
from generator.importing import phrases
from generator.importing.credits import Credit, byline, closing_credit, credit_line, is_person
from generator.importing.dates import dated_author, is_date_line, parse_date
from generator.importing.lines import UPPER, Line, Verdict, words
from generator.importing.outlets import outlet_mark, without_unknown_mark

_SENTENCE_END = re.compile(r"(?:[.!?…]|\.\.\.)[\"'”’»)\]]*(?:\s*[./]{1,3})?$")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\"'”’»)\]]*$")
_INNER_END = re.compile(rf"[.!?][\"”’)]?\s+[\"“(]?[{UPPER}]")
_BULLET = re.compile(r"^(?:[-–—•●▪◦*+]|\d{1,2}[.)]|[a-zđ]\))\s+\S")
# No page has more lines that matter; what comes after them is not looked at.
MAX_LINES = 20_000
# No sentence has more words.
_LONGEST_SENTENCE = 200
_MAX_CAPTION = 60
# No line of furniture is longer (characters); the patterns are tried on nothing longer.
_LONGEST_FURNITURE = 700
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_CODE = re.compile(r"[{}();=<>\[\]\\|]")
_SOURCE_ADDRESS = re.compile(
    r"(?:(?:nguồn|source|theo|link gốc)\b[^:]{0,20}:?\s*)?https?://\S+", re.I
)


@dataclass(slots=True)
class _Note:
    """Working notes on one line: as the source has it, and without what hangs on its end."""

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


def is_sentence(text: str) -> bool:
    """Whether a line ends as sentences end."""
    return bool(_SENTENCE_END.search(text[-30:]))


def _is_prose(text: str, size: int) -> bool:
    if size > _LONGEST_SENTENCE and not _INNER_END.search(text[:-1]):
        return False  # The words of a menu, run together.
    if is_sentence(text):
        return size >= 8 or (size >= 4 and bool(_INNER_END.search(text)))
    if size >= 10 and text.endswith((":", ";", ",")):
        return True
    return size >= 35 or (size >= 15 and bool(_INNER_END.search(text)))


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
    if size <= 40 and phrases.BREADCRUMB.match(text) and not _INNER_END.search(text):
        return "breadcrumb"
    if phrases.LEGAL.search(text) and (size < 60 or not _INNER_END.search(text)):
        return "legal"
    if size <= 70 and phrases.CAPTION.search(text):
        return "caption"
    if size <= 22 and is_date_line(text):
        return "date"
    if _is_prose(text, size):
        return "prose"
    if size <= 25 and text.startswith("#"):
        return "tags"
    if line.kind == "item" or _BULLET.match(text):
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
    if pointer and not _INNER_END.search(pointer["headline"]):
        return text[: pointer.start()]
    return text


def _key(text: str) -> str:
    return "".join(words(text))


def _notes(lines: Sequence[Line]) -> list[_Note]:
    notes = []
    for source in lines:
        text = _without_pointer(source.text)
        line = source if text == source.text else dataclasses.replace(source, text=text)
        size = len(words(text))
        notes.append(_Note(source, line, size, _shape(line, size), key=_key(text)))
    printed = [note for note in notes if note.shape != "contents"]
    counts = Counter(note.key for note in printed if note.size >= 4)
    seen: set[str] = set()
    for note in printed:
        note.copies = counts.get(note.key, 1)
        note.first = note.key not in seen
        seen.add(note.key)
    return notes


# ------------------------------------------------------------------------------ cohesion


def _terms(text: str) -> set[str]:
    """Pairs of neighbouring words, and long words: what two texts on one subject share."""
    tokens = words(text)
    pairs = {f"{a} {b}" for a, b in itertools.pairwise(tokens)}
    return pairs | {token for token in tokens if len(token) >= 6}


def _overlap(text: str, terms: set[str]) -> float:
    own = _terms(text)
    return len(own & terms) / len(own) if own else 0.0


# --------------------------------------------------------------------------- teaser lists


def _pairs(notes: Sequence[_Note]) -> list[list[tuple[int, int]]]:
    """Runs of (headline, only paragraph under it), with nothing but short lines between."""
    runs: list[list[tuple[int, int]]] = []
    run: list[tuple[int, int]] = []
    i = 0
    while i < len(notes):
        if notes[i].shape != "head" and not (notes[i].shape == "prose" and notes[i].copies > 1):
            if notes[i].shape in ("prose", "stop", "item") and run:
                runs.append(run)
                run = []
            i += 1
            continue
        head = i
        while i + 1 < len(notes) and (
            notes[i + 1].key == notes[head].key or notes[i + 1].shape in ("short", "date")
        ):
            i += 1
        below = i + 1
        after = below + 1
        if (
            below < len(notes)
            and notes[below].shape == "prose"
            and notes[below].size <= 90
            and not _leaves_list(notes, head, below)
            and (
                after >= len(notes)
                or notes[after].shape != "prose"
                or notes[after].copies > 1
                or notes[head].copies > 1
            )
        ):
            run.append((head, below))
            i = after
        else:
            if run:
                runs.append(run)
                run = []
            i += 1
    if run:
        runs.append(run)
    return runs


def _leaves_list(notes: Sequence[_Note], head: int, below: int) -> bool:
    """Whether a list of headlines ends between a headline and the paragraph under it."""
    if notes[head].line.main is False:
        return notes[below].line.main is not False
    listed = head > 0 and notes[head - 1].shape == "head" and notes[head].line.gap == 0
    return listed and notes[below].line.gap > 0


def _mark_teasers(notes: Sequence[_Note]) -> None:
    """Mark the headline–paragraph runs that are lists of other articles."""
    runs = _pairs(notes)
    paired = {index for run in runs for pair in run for index in pair}
    core = [
        note.line.text
        for index, note in enumerate(notes)
        if note.shape == "prose" and index not in paired and note.copies == 1
    ]
    terms: set[str] = set()
    for text in core:
        terms |= _terms(text)
    sizes = [0 if i in paired or n.shape != "prose" else n.size for i, n in enumerate(notes)]
    typical = sorted(filter(None, sizes))[len(core) // 2] if core else 0
    total = sum(sizes)
    for run in runs:
        heads = [notes[head] for head, _ in run]
        texts = [notes[below] for _, below in run]
        cohesion = sum(
            _overlap(f"{h.line.text}. {t.line.text}", terms)
            for h, t in zip(heads, texts, strict=True)
        ) / len(run)
        before = notes[run[0][0] - 1] if run[0][0] else None
        evidence = 0.0
        evidence += 2.5 * any(head.copies > 1 for head in heads[1:] or heads)
        evidence += 1.5 * any(text.copies > 1 for text in texts)
        evidence += 2.0 * (before is not None and before.shape == "stop")
        evidence += 0.7 * (before is not None and before.shape == "short")
        evidence += 1.0 * (len(run) >= 3) + 0.5 * (len(run) >= 2)
        cut = sum(bool(_CUT_OFF.search(t.line.text)) for t in texts)
        evidence += 1.5 * (cut * 3 >= len(run))
        size = sum(text.size for text in texts) / len(run)
        evidence += 0.5 * (size <= 45) + 0.5 * (size <= 0.75 * typical)
        evidence += 0.7 * (sum(head.size for head in heads) >= 9 * len(run))
        before_run, after_run = sum(sizes[: run[0][0]]), sum(sizes[run[-1][1] + 1 :])
        evidence += 1.0 * (before_run >= 100 and after_run < 0.2 * total)
        evidence += 1.0 * (cohesion < 0.12) - 1.0 * (cohesion > 0.3) - 0.3 * (cohesion > 0.2)
        evidence -= 2.0 * (total == 0 or before_run == 0)
        if evidence >= 2.5:
            for index in range(run[0][0], run[-1][1] + 1):
                notes[index].teaser = True


# -------------------------------------------------------------------------------- the body

_GAINS = {
    "head": -0.4,
    "short": -0.25,
    "date": -0.3,
    "breadcrumb": -1.0,
    "share": -0.5,
    "tags": -1.5,
    "comment": -2.5,
    "legal": -2.5,
    "caption": 0.0,
    "code": -1.5,
    "contents": -0.3,
    "table": 0.0,
    "player": -0.3,
    "address": -0.5,
    "read also": -0.1,
    "note": -0.3,
}


def _gain(note: _Note) -> float:
    """How much a line speaks for the body around it."""
    if note.teaser:
        return -0.6
    if note.shape == "prose":
        gain = min(note.size, 60) / 15
        gain *= 1 - min(note.line.linked, 1.0)
        if note.copies > 1:
            gain = 0.2 if note.first else -0.5
    elif note.shape == "item":
        gain = min(note.size, 30) / 20 * (1 - 2 * min(note.line.linked, 1.0))
    else:
        gain = _GAINS.get(note.shape, 0.0)
    if note.line.main is not None:
        gain += 0.5 if note.line.main else -0.8 - 0.2 * (note.shape != "prose")
    return gain


def _body_span(notes: Sequence[_Note]) -> tuple[int, int]:
    """Start and end (exclusive) of the stretch with the highest sum of gains."""
    best, best_span = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, note in enumerate(notes):
        if note.shape == "stop":
            # A list header weighs more the more body there already is.
            total -= 2.5 + 0.2 * total
        else:
            total += note.gain
        if total <= 0:
            total, start = 0.0, index + 1
        elif total > best:
            best, best_span = total, (start, index + 1)
    return best_span


# `Đô thị • Tàu điện`: where the article stands in the paper.
_SECTIONS = re.compile(r"[^•»›>/|]{2,24}(?: [•»›>/|] [^•»›>/|]{2,24}){1,4}")


def _is_title(note: _Note) -> bool:
    return (
        note.shape in ("head", "prose", "short")
        and 3 <= note.size <= 40
        and not (note.size <= 12 and _SECTIONS.fullmatch(note.line.text))
        and not note.line.text.endswith((".", ":", ";", ","))
        and not _INNER_END.search(note.line.text.rstrip(".…"))
    )


_HEADLINE_WORDS = 4
"""Shorter lines at the head of a text are as often the name of an outlet or a section."""


def _title_index(notes: Sequence[_Note], start: int, end: int) -> int | None:
    """The headline: of the lines above the body, the one that shares most with it."""
    limit = next((i for i in range(start, end) if notes[i].shape == "prose"), start)
    if _is_question_headline(notes, limit, end):
        return limit
    likeness = _Likeness(notes[start:end])
    best: tuple[float, int] | None = None
    for index in range(max(0, start - 400), min(limit + 1, len(notes))):
        note = notes[index]
        if not _is_title(note) or (note.shape == "prose" and index >= limit):
            continue
        score = likeness.score(note.line.text)
        score += 0.6 * (note.line.kind == "heading") + 0.3 * (note.copies > 1)
        score -= 0.02 * (limit - index) + 1.0 * bool(phrases.MEDIA.match(note.line.text))
        if likeness.shared(note.line.text) >= 0.34 and (best is None or score >= best[0]):
            best = (score, index)
    if best is None and 0 < limit < len(notes) and _opens_as_headline(notes[: limit + 1]):
        return 0
    return best[1] if best else None


class _Likeness:
    """How much a line has of the words of a text."""

    def __init__(self, notes: Sequence[_Note]) -> None:
        texts = [n.line.text for n in notes if n.shape == "prose" and not n.teaser]
        self._terms = set[str]().union(*map(_terms, texts))
        self._words = set[str]().union(*map(words, texts))

    def shared(self, text: str) -> float:
        """Share of the words of a line that the text has, 0-1."""
        tokens = words(text)
        return sum(token in self._words for token in tokens) / len(tokens) if tokens else 0.0

    def same_subject(self, text: str) -> bool:
        """Whether a paragraph speaks of what the text speaks of.

        So do the last paragraphs of 26 of 30 articles, and the first ones of 3 of 30 others.
        """
        return _overlap(text, self._terms) >= 0.04 and self.shared(text) >= 0.3

    def score(self, text: str) -> float:
        """Shared words and pairs of words; of two lines that share as much, the longer is more."""
        return _overlap(text, self._terms) + self.shared(text) + 0.09 * min(len(words(text)), 10)


def _better_title(notes: Sequence[_Note], title: str, start: int, end: int) -> int | None:
    """A line that is more like a headline of the text than a title; None if there is none."""
    index = _title_index(notes, start, end)
    if index is None:
        return None
    likeness = _Likeness(notes[start:end])
    line = notes[index].line.text
    return index if likeness.score(line) > likeness.score(title) else None


def _is_question_headline(notes: Sequence[_Note], i: int, end: int) -> bool:
    """Whether a question opens the text and a date or by-line stands right under it."""
    if i + 1 >= end or not _is_title(notes[i]) or not notes[i].line.text.endswith("?"):
        return False
    return notes[i + 1].shape == "date" or byline(notes[i + 1].line.text) is not None


def _opens_as_headline(notes: Sequence[_Note]) -> bool:
    """Whether the first line stands above the text with nothing between but date and by-line.

    A headline may share no word with its text ("Coast towns win …", "The assembly approved …").
    """
    first, *between, _ = notes
    return (
        _is_title(first)
        and len(words(first.line.text)) >= _HEADLINE_WORDS
        and all(note.shape == "date" or byline(note.line.text) for note in between)
    )


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
    notes = _notes(lines[:MAX_LINES])
    _mark_teasers(notes)
    for note in notes:
        note.gain = _gain(note)
    start, end = _body_span(notes)
    title_at = _find_given(notes, title, end) if title else _title_index(notes, start, end)
    if title and doubtful and title_at is None:
        title_at = _better_title(notes, title, start, end)
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
    end = _with_short_sentences(notes, start, _trim_end(notes, start, end))
    end = _resume(notes, start, end)
    _judge_inside(notes, start, end, title)
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


def _find_given(notes: Sequence[_Note], title: str, end: int) -> int | None:
    key = _key(title)
    last = None
    for index, note in enumerate(notes[: end + 1]):
        if note.key == key and note.size >= 2:
            last = index if last is None or note.line.kind == "heading" else last
    return last


def _mass(notes: Sequence[_Note], start: int, end: int) -> int:
    """Words of prose in a stretch."""
    return sum(note.size for note in notes[start:end] if note.shape == "prose")


def _extend_to_title(notes: list[_Note], title_at: int, start: int) -> int:
    """Begin the body right under the headline when nothing but article lines is between."""
    return title_at + 1 if start - title_at <= 12 else start


def _trim_end(notes: Sequence[_Note], start: int, end: int) -> int:
    while end > start and notes[end - 1].shape not in ("prose", "item"):
        end -= 1
    return end


_LONGEST_BOX = 12
_MOST_BOXES = 5


def _resume(notes: Sequence[_Note], start: int, end: int) -> int:
    """The end of the body behind boxes of links that stand above its last paragraphs."""
    for _ in range(_MOST_BOXES if start < end else 0):
        further = _behind_box(notes, start, end)
        if further == end:
            break
        end = _with_short_sentences(notes, start, further)
    return end


def _is_short_sentence(note: _Note) -> bool:
    """Whether a line with too few words for prose is a sentence: no name, credit or headline."""
    text = note.line.text
    return (
        note.shape in ("short", "head")
        and note.size >= 2
        and not note.teaser
        and note.copies == 1
        and note.line.kind != "heading"
        and note.line.main is not False
        and note.line.linked <= 0.5
        and is_sentence(text)
        and not _CUT_OFF.search(text)
        and any(token.islower() for token in text.split())
        and closing_credit(text) is None
        and byline(text) is None
    )


def _with_short_sentences(notes: Sequence[_Note], start: int, end: int) -> int:
    """The end of the body behind the short sentences right below its last paragraph.

    Captions and marked links may stand between. A question above a headline is one itself.
    """
    for at in range(end, len(notes) if start < end else end):
        if notes[at].shape in ("caption", "read also", "table"):
            continue
        below = notes[at + 1] if at + 1 < len(notes) else None
        listed = below is not None and below.shape == "head" and not is_sentence(below.line.text)
        if not _is_short_sentence(notes[at]) or (listed and notes[at].line.text.endswith("?")):
            break
        end = at + 1
    return end


def _behind_box(notes: Sequence[_Note], start: int, end: int) -> int:
    """The end of the paragraphs behind one box; the same end if none of the article's are there.

    The box is one block: without blank lines where the text has them, named as a box on a page.
    What follows it must share words with the body; comments and the foot of a page end the search.
    """
    for at in range(end + 1, min(end + _LONGEST_BOX, len(notes))):
        note = notes[at]
        if note.shape in ("comment", "legal", "tags"):
            break
        if note.shape != "prose" or note.line.main is False:
            continue
        in_text = note.line.gap > 0 and all(n.line.gap == 0 for n in notes[end + 1 : at])
        on_page = all(n.line.main is False for n in notes[end:at])
        rest = list(itertools.takewhile(_goes_on, notes[at:]))
        text = " ".join(n.line.text for n in rest)
        if (in_text or on_page) and _Likeness(notes[start:end]).same_subject(text):
            return at + len(rest)
        break
    return end


def _goes_on(note: _Note) -> bool:
    """Whether a paragraph can be one of the article's last ones."""
    own = note.line.main is not False and note.copies == 1 and not note.teaser
    return own and note.shape == "prose"


@dataclass(slots=True)
class _Findings:
    credit: Credit = field(default_factory=Credit)
    marks: list[str] = field(default_factory=list)
    address: str = ""
    tags: list[str] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)


_RULES = {
    "stop": "list of other articles",
    "share": "share and follow line",
    "comment": "comment box",
    "tags": "tag list",
    "legal": "legal footer",
    "caption": "caption",
    "code": "code",
    "contents": "table of contents",
    "table": "table of figures",
    "player": "video player",
    "date": "date line",
    "breadcrumb": "breadcrumb",
    "address": "address of the source",
    "read also": "link to another article",
    "note": "note on the article",
}


def _judge_inside(notes: list[_Note], start: int, end: int, title: str) -> None:
    """Give every line of the body's stretch its rule."""
    body = range(start, end)
    prose = [i for i in body if notes[i].shape == "prose" and not notes[i].teaser]
    texts = [(i, set(words(notes[i].line.text))) for i in prose]
    vocabulary = set().union(*(tokens for _, tokens in texts))
    gaps = Counter(notes[i].line.gap for i in prose[1:])
    usual = gaps.most_common(1)[0][0] if gaps else 0
    # A box named like furniture is dropped, unless so much stands in it that it is the article.
    outside = sum(notes[i].size for i in prose if notes[i].line.main is False)
    boxes = outside * 3 <= sum(notes[i].size for i in prose)
    in_box = False
    seen: set[str] = {_key(title)} if title else set()
    _mark_polls(notes, start, end)
    for i in body:
        note = notes[i]
        if note.rule:
            continue
        if note.shape == "stop":
            in_box = True
        elif in_box and note.shape == "prose" and not note.teaser and not _boxed(notes, i):
            in_box = False
        if note.shape in _RULES:
            note.rule = _RULES[note.shape]
        elif note.teaser or in_box:
            note.rule = "list of other articles"
        elif note.key in seen and note.size >= 4:
            note.rule = "repeated"
        elif note.line.main is False and (boxes or note.shape != "prose"):
            note.rule = "outside the article"
        elif _names_a_meeting(note) or (
            note.shape == "prose"
            and (_is_picture_caption(notes, i, texts, usual) or _is_above_credit(notes, i))
        ):
            note.rule = "caption"
        elif note.shape == "prose" and _is_sign_up(notes, i):
            note.rule = _RULES["share"]
        elif (note.shape == "prose" and _ends_link_list(notes, i)) or (
            note.shape == "item" and _is_link_list(notes, i)
        ):
            note.rule = "link to another article"
        elif note.shape in ("prose", "item"):
            note.rule = "paragraph"
        elif (note.shape == "head" or _is_short_sentence(note)) and (
            _beside_caption(notes, i) or _is_video_caption(notes, i)
        ):
            note.rule = "caption"
        elif _is_capital_credit(notes, i):
            note.rule = "photo credit"
            _caption_above(notes, i)
        elif i < (prose[0] if prose else end):
            note.rule = "before the article"
        elif _is_short_sentence(note) or _announces(notes, i, end) or _is_short_point(notes, i):
            note.rule = "paragraph"
        elif note.shape == "head":
            note.rule = (
                "subheading"
                if _is_subheading(notes, i, end, vocabulary)
                else "link to another article"
            )
        else:
            note.rule = "subheading" if _is_short_subheading(notes, i, end) else "stray line"
        if note.shape != "contents":
            seen.add(note.key)


def _announces(notes: Sequence[_Note], i: int, end: int) -> bool:
    """Whether a line that ends with a colon stands right above text that it announces."""
    note = notes[i]
    if note.size < 2 or i + 1 >= end or not note.line.text.endswith(":"):
        return False
    if note.line.text.isupper() or note.line.linked > 0.5 or note.line.kind == "heading":
        return False
    below = notes[i + 1]
    listed = below.shape in ("prose", "item") or bool(_BULLET.match(below.line.text))
    return listed and not below.teaser and below.line.linked <= 0.5


def _is_short_point(notes: Sequence[_Note], i: int) -> bool:
    """Whether a bullet of a few words belongs to a list of the article's own."""
    if not i or notes[i - 1].rule != "paragraph" or notes[i].line.linked > 0.5:
        return False
    above = notes[i - 1].line.text
    return bool(_BULLET.match(notes[i].line.text)) and (
        above.endswith(":") or bool(_BULLET.match(above))
    )


def _boxed(notes: Sequence[_Note], i: int) -> bool:
    """Whether a paragraph under a list header belongs to the list: a headline is above it."""
    above = notes[i - 1] if i else None
    below = notes[i + 1] if i + 1 < len(notes) else None
    if above is None or above.shape not in ("head", "stop", "short") or notes[i].size > 60:
        return False
    if above.line.gap == 0 < notes[i].line.gap and above.shape != "stop":
        return False  # A blank line ends a list that has none in it.
    if above.line.main is False and notes[i].line.main is not False:
        return False
    return below is None or below.shape != "prose" or below.teaser


def _is_picture_caption(
    notes: Sequence[_Note], i: int, texts: Sequence[tuple[int, set[str]]], usual: int
) -> bool:
    """A caption without a credit: beside a numbered photo, or alone where a picture was.

    A picture pasted as text leaves more blank lines than the paragraphs have between them, and
    its caption says again, shorter, what a paragraph says.
    """
    note = notes[i]
    if note.line.kind == "quote" or note.size > 60:
        return False
    above = notes[i - 1] if i else None
    if above is not None and phrases.NUMBERED_PHOTO.search(above.line.text):
        nearby = notes[max(0, i - 200) : i + 200]
        return not any(note.key in other.key for other in nearby if other is not note)
    below = notes[i + 1] if i + 1 < len(notes) else None
    if note.size > 35 or _INNER_END.search(note.line.text) or below is None:
        return False
    loose = note.line.gap > usual and (below.line.gap > usual or note.line.gap >= usual + 2)
    if not loose:
        return False
    own = set(words(note.line.text))
    return any(j != i and len(own & other) >= 0.75 * len(own) for j, other in texts)


def _is_link_list(notes: Sequence[_Note], i: int) -> bool:
    """Whether a bullet belongs to a few headlines between two paragraphs.

    A list of the article's own is announced by a colon, or its points end as sentences do.
    """
    if notes[i].line.kind != "text" or re.match(r"\d", notes[i].line.text):
        return False
    first = last = i
    while first and notes[first - 1].shape == "item":
        first -= 1
    while last + 1 < len(notes) and notes[last + 1].shape == "item":
        last += 1
    above = notes[first - 1] if first else None
    if last - first >= 4 or above is None or not is_sentence(above.line.text):
        return False
    return all(
        6 <= note.size <= 25 and not note.line.text.endswith((".", ";", ",", ":", "?"))
        for note in notes[first : last + 1]
    )


def _ends_link_list(notes: Sequence[_Note], i: int) -> bool:
    """Whether a bullet is a headline that asks, right below bullets that are headlines."""
    text = notes[i].line.text
    above = notes[i - 1] if i else None
    return (
        above is not None
        and above.shape == "item"
        and above.rule == "link to another article"
        and notes[i].line.gap == 0
        and bool(_BULLET.match(text))
        and text.endswith("?")
        and not _INNER_END.search(text)
    )


def _names_a_meeting(note: _Note) -> bool:
    return (
        note.shape in ("prose", "head")
        and note.size <= 14
        and note.line.kind != "heading"
        and bool(phrases.MEETING.fullmatch(note.line.text))
    )


def _is_above_credit(notes: Sequence[_Note], i: int) -> bool:
    """Whether a paragraph and the credit of a photo are a block of two lines among blank ones."""
    if i + 1 >= len(notes) or notes[i].size > _MAX_CAPTION or notes[i].line.gap == 0:
        return False
    credit = notes[i + 1]
    ends = i + 2 >= len(notes) or notes[i + 2].line.gap > 0
    return (
        ends
        and credit.line.gap == 0
        and credit.size <= 8
        and bool(phrases.PHOTO_CREDIT.fullmatch(credit.line.text))
    )


def _is_sign_up(notes: Sequence[_Note], i: int) -> bool:
    """Whether a sentence stands in a box that asks for the reader's address."""
    above = notes[i - 1] if i else None
    return (
        above is not None
        and notes[i].size <= 30
        and bool(phrases.IN_YOUR_MAIL.search(notes[i].line.text))
        and bool(phrases.SIGN_UP.match(above.line.text))
    )


_MAX_CHOICES = 8


def _mark_polls(notes: Sequence[_Note], start: int, end: int) -> None:
    """Give a question to the reader with short choices below it the rule of a poll."""
    for i in range(start, end):
        note = notes[i]
        if note.rule or note.size > 30 or not phrases.POLL.search(note.line.text):
            continue
        last = i
        while last + 1 < min(end, i + 1 + _MAX_CHOICES) and _is_choice(notes[last + 1]):
            last += 1
        if last - i >= 2:
            for choice in notes[i : last + 1]:
                choice.rule = "poll"


def _is_choice(note: _Note) -> bool:
    return (
        note.shape in ("short", "head", "item")
        and note.size <= 8
        and note.line.kind != "heading"
        and not is_sentence(note.line.text)
    )


def _beside_caption(notes: Sequence[_Note], i: int) -> bool:
    """Whether a line stands in one block with a caption; a sentence, with the credit alone."""
    below = notes[i + 1] if i + 1 < len(notes) else None
    if below is None or below.shape != "caption" or below.line.gap > 0:
        return False
    if notes[i].line.kind == "heading":
        return False
    alone = below.size <= 4 or bool(phrases.PHOTO_CREDIT.fullmatch(below.line.text))
    if _is_short_sentence(notes[i]) and not alone:
        return False
    return below.line.kind in ("caption", "text")


def _is_video_caption(notes: Sequence[_Note], i: int) -> bool:
    """Whether a short sentence stands right below what a video player says of itself."""
    return (
        i > 0
        and notes[i - 1].shape == "player"
        and notes[i].line.gap == 0
        and _is_short_sentence(notes[i])
    )


def _is_capital_credit(notes: Sequence[_Note], i: int) -> bool:
    """`CHỤP MÀN HÌNH NIKKEI ASIA`, `NGỌC LONG`: who took the picture, in capitals."""
    text = notes[i].line.text
    if notes[i].size > 8 or not text.isupper() or i + 1 >= len(notes):
        return False
    above = notes[i - 1] if i else None
    return above is not None and (above.rule == "caption" or _looks_captioned(notes, i - 1))


def _looks_captioned(notes: Sequence[_Note], i: int) -> bool:
    note = notes[i]
    return (
        note.size <= 40
        and not _INNER_END.search(note.line.text)
        and not is_sentence(note.line.text)
    )


def _caption_above(notes: Sequence[_Note], i: int) -> None:
    if i and notes[i - 1].rule in ("subheading", "link to another article"):
        notes[i - 1].rule = "caption"


def _is_subheading(notes: Sequence[_Note], i: int, end: int, vocabulary: set[str]) -> bool:
    """Whether a headline-like line inside the body belongs to it."""
    note = notes[i]
    if note.copies > 1 or note.size > 22 or note.line.linked > 0.5:
        return False
    if note.line.kind == "heading":
        return True
    below = next(
        (n for n in notes[i + 1 : min(end, i + 20)] if n.shape not in ("caption", "share")), None
    )
    if below is None or below.shape not in ("prose", "item"):
        return False
    own = words(note.line.text)
    shared = sum(token in vocabulary for token in own) / len(own)
    if note.size <= 8 and below.size >= 20 and i and notes[i - 1].shape in ("prose", "caption"):
        return True
    return shared >= (0.5 if note.size <= 14 else 0.7)


def _is_short_subheading(notes: Sequence[_Note], i: int, end: int) -> bool:
    note = notes[i]
    if note.size < 2 or note.line.linked > 0.5 or i + 1 >= end or note.copies > 1:
        return False
    below = notes[i + 1]
    if note.line.kind == "heading":
        return below.shape in ("prose", "item", "caption")
    # In pasted text two or three words are a heading if they are no name and stand in prose.
    tokens = note.line.text.split()
    return (
        tokens[0][0].isupper()
        and any(token.islower() for token in tokens)
        and not note.line.text.endswith((".", ",", ":", ";"))
        and below.shape == "prose"
        and below.size >= 20
        and notes[i - 1].shape == "prose"
    )


def _judge_edges(notes: list[_Note], start: int, end: int, found: _Findings) -> None:
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
            note.rule = _RULES.get(note.shape, "list of other articles" if note.teaser else default)


# What a short line between two paragraphs is taken for when nothing says more.
_STRAY = ("subheading", "link to another article", "stray line")
_NEAR_DATE = 2
# So many lines below a headline can tell the date.
_HEADER = 8


def _name_under_title(notes: Sequence[_Note], found: _Findings) -> None:
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


def _paragraphs(
    notes: list[_Note], start: int, end: int, title: str, found: _Findings
) -> list[str]:
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


def _take_mark(kept: Sequence[_Note], title: str, found: _Findings) -> None:
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


def _author_box(notes: Sequence[_Note], kept: Sequence[int], found: _Findings) -> int:
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


def _says_again(note: _Note, others: Sequence[_Note]) -> bool:
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


def _dates(notes: Sequence[_Note], anchor: int, start: int, end: int) -> tuple[str, ...]:
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


def _verdict(note: _Note, found: _Findings) -> Verdict:
    kept = found.kept.get(id(note), note.line.text if note.rule == "title" else "")
    return Verdict(note.source, note.rule, kept)
