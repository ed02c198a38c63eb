"""Where the body of an article and its headline lie among the lines of a source."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from generator.importing import phrases
from generator.importing.credits import byline, closing_credit
from generator.importing.line_notes import INNER_END, Note, is_sentence
from generator.importing.lines import words

_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\"'”’»)\]]*$")


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


def _pairs(notes: Sequence[Note]) -> list[list[tuple[int, int]]]:
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


def _leaves_list(notes: Sequence[Note], head: int, below: int) -> bool:
    """Whether a list of headlines ends between a headline and the paragraph under it."""
    if notes[head].line.main is False:
        return notes[below].line.main is not False
    listed = head > 0 and notes[head - 1].shape == "head" and notes[head].line.gap == 0
    return listed and notes[below].line.gap > 0


def mark_teasers(notes: Sequence[Note]) -> None:
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


def line_gain(note: Note) -> float:
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


def body_span(notes: Sequence[Note]) -> tuple[int, int]:
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


def _is_title(note: Note) -> bool:
    return (
        note.shape in ("head", "prose", "short")
        and 3 <= note.size <= 40
        and not (note.size <= 12 and _SECTIONS.fullmatch(note.line.text))
        and not note.line.text.endswith((".", ":", ";", ","))
        and not INNER_END.search(note.line.text.rstrip(".…"))
    )


_HEADLINE_WORDS = 4
"""Shorter lines at the head of a text are as often the name of an outlet or a section."""


def title_index(notes: Sequence[Note], start: int, end: int) -> int | None:
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

    def __init__(self, notes: Sequence[Note]) -> None:
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


def better_title(notes: Sequence[Note], title: str, start: int, end: int) -> int | None:
    """A line that is more like a headline of the text than a title; None if there is none."""
    index = title_index(notes, start, end)
    if index is None:
        return None
    likeness = _Likeness(notes[start:end])
    line = notes[index].line.text
    return index if likeness.score(line) > likeness.score(title) else None


def _is_question_headline(notes: Sequence[Note], i: int, end: int) -> bool:
    """Whether a question opens the text and a date or by-line stands right under it."""
    if i + 1 >= end or not _is_title(notes[i]) or not notes[i].line.text.endswith("?"):
        return False
    return notes[i + 1].shape == "date" or byline(notes[i + 1].line.text) is not None


def _opens_as_headline(notes: Sequence[Note]) -> bool:
    """Whether the first line stands above the text with nothing between but date and by-line.

    A headline may share no word with its text ("Coast towns win …", "The assembly approved …").
    """
    first, *between, _ = notes
    return (
        _is_title(first)
        and len(words(first.line.text)) >= _HEADLINE_WORDS
        and all(note.shape == "date" or byline(note.line.text) for note in between)
    )


_LONGEST_BOX = 12
_MOST_BOXES = 5


def resume(notes: Sequence[Note], start: int, end: int) -> int:
    """The end of the body behind boxes of links that stand above its last paragraphs."""
    for _ in range(_MOST_BOXES if start < end else 0):
        further = _behind_box(notes, start, end)
        if further == end:
            break
        end = with_short_sentences(notes, start, further)
    return end


def is_short_sentence(note: Note) -> bool:
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


def with_short_sentences(notes: Sequence[Note], start: int, end: int) -> int:
    """The end of the body behind the short sentences right below its last paragraph.

    Captions and marked links may stand between. A question above a headline is one itself.
    """
    for at in range(end, len(notes) if start < end else end):
        if notes[at].shape in ("caption", "read also", "table"):
            continue
        below = notes[at + 1] if at + 1 < len(notes) else None
        listed = below is not None and below.shape == "head" and not is_sentence(below.line.text)
        if not is_short_sentence(notes[at]) or (listed and notes[at].line.text.endswith("?")):
            break
        end = at + 1
    return end


def _behind_box(notes: Sequence[Note], start: int, end: int) -> int:
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


def _goes_on(note: Note) -> bool:
    """Whether a paragraph can be one of the article's last ones."""
    own = note.line.main is not False and note.copies == 1 and not note.teaser
    return own and note.shape == "prose"
