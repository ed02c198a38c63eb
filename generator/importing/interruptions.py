"""What interrupts the body of an article (captions, polls, links) and what belongs to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.importing import phrases
from generator.importing.body import is_short_sentence
from generator.importing.line_notes import BULLET, INNER_END, Note, is_sentence, text_key
from generator.importing.lines import words

_MAX_CAPTION = 60

RULES = {
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
"""The rule that drops a line of one of these shapes."""


def judge_inside(notes: list[Note], start: int, end: int, title: str) -> None:
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
    seen: set[str] = {text_key(title)} if title else set()
    _mark_polls(notes, start, end)
    for i in body:
        note = notes[i]
        if note.rule:
            continue
        if note.shape == "stop":
            in_box = True
        elif in_box and note.shape == "prose" and not note.teaser and not _boxed(notes, i):
            in_box = False
        if note.shape in RULES:
            note.rule = RULES[note.shape]
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
            note.rule = RULES["share"]
        elif (note.shape == "prose" and _ends_link_list(notes, i)) or (
            note.shape == "item" and _is_link_list(notes, i)
        ):
            note.rule = "link to another article"
        elif note.shape in ("prose", "item"):
            note.rule = "paragraph"
        elif (note.shape == "head" or is_short_sentence(note)) and (
            _beside_caption(notes, i) or _is_video_caption(notes, i)
        ):
            note.rule = "caption"
        elif _is_capital_credit(notes, i):
            note.rule = "photo credit"
            _caption_above(notes, i)
        elif i < (prose[0] if prose else end):
            note.rule = "before the article"
        elif is_short_sentence(note) or _announces(notes, i, end) or _is_short_point(notes, i):
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


def _announces(notes: Sequence[Note], i: int, end: int) -> bool:
    """Whether a line that ends with a colon stands right above text that it announces."""
    note = notes[i]
    if note.size < 2 or i + 1 >= end or not note.line.text.endswith(":"):
        return False
    if note.line.text.isupper() or note.line.linked > 0.5 or note.line.kind == "heading":
        return False
    below = notes[i + 1]
    listed = below.shape in ("prose", "item") or bool(BULLET.match(below.line.text))
    return listed and not below.teaser and below.line.linked <= 0.5


def _is_short_point(notes: Sequence[Note], i: int) -> bool:
    """Whether a bullet of a few words belongs to a list of the article's own."""
    if not i or notes[i - 1].rule != "paragraph" or notes[i].line.linked > 0.5:
        return False
    above = notes[i - 1].line.text
    return bool(BULLET.match(notes[i].line.text)) and (
        above.endswith(":") or bool(BULLET.match(above))
    )


def _boxed(notes: Sequence[Note], i: int) -> bool:
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
    notes: Sequence[Note], i: int, texts: Sequence[tuple[int, set[str]]], usual: int
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
    if note.size > 35 or INNER_END.search(note.line.text) or below is None:
        return False
    loose = note.line.gap > usual and (below.line.gap > usual or note.line.gap >= usual + 2)
    if not loose:
        return False
    own = set(words(note.line.text))
    return any(j != i and len(own & other) >= 0.75 * len(own) for j, other in texts)


def _is_link_list(notes: Sequence[Note], i: int) -> bool:
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


def _ends_link_list(notes: Sequence[Note], i: int) -> bool:
    """Whether a bullet is a headline that asks, right below bullets that are headlines."""
    text = notes[i].line.text
    above = notes[i - 1] if i else None
    return (
        above is not None
        and above.shape == "item"
        and above.rule == "link to another article"
        and notes[i].line.gap == 0
        and bool(BULLET.match(text))
        and text.endswith("?")
        and not INNER_END.search(text)
    )


def _names_a_meeting(note: Note) -> bool:
    return (
        note.shape in ("prose", "head")
        and note.size <= 14
        and note.line.kind != "heading"
        and bool(phrases.MEETING.fullmatch(note.line.text))
    )


def _is_above_credit(notes: Sequence[Note], i: int) -> bool:
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


def _is_sign_up(notes: Sequence[Note], i: int) -> bool:
    """Whether a sentence stands in a box that asks for the reader's address."""
    above = notes[i - 1] if i else None
    return (
        above is not None
        and notes[i].size <= 30
        and bool(phrases.IN_YOUR_MAIL.search(notes[i].line.text))
        and bool(phrases.SIGN_UP.match(above.line.text))
    )


_MAX_CHOICES = 8


def _mark_polls(notes: Sequence[Note], start: int, end: int) -> None:
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


def _is_choice(note: Note) -> bool:
    return (
        note.shape in ("short", "head", "item")
        and note.size <= 8
        and note.line.kind != "heading"
        and not is_sentence(note.line.text)
    )


def _beside_caption(notes: Sequence[Note], i: int) -> bool:
    """Whether a line stands in one block with a caption; a sentence, with the credit alone."""
    below = notes[i + 1] if i + 1 < len(notes) else None
    if below is None or below.shape != "caption" or below.line.gap > 0:
        return False
    if notes[i].line.kind == "heading":
        return False
    alone = below.size <= 4 or bool(phrases.PHOTO_CREDIT.fullmatch(below.line.text))
    if is_short_sentence(notes[i]) and not alone:
        return False
    return below.line.kind in ("caption", "text")


def _is_video_caption(notes: Sequence[Note], i: int) -> bool:
    """Whether a short sentence stands right below what a video player says of itself."""
    return (
        i > 0
        and notes[i - 1].shape == "player"
        and notes[i].line.gap == 0
        and is_short_sentence(notes[i])
    )


def _is_capital_credit(notes: Sequence[Note], i: int) -> bool:
    """`CHỤP MÀN HÌNH NIKKEI ASIA`, `NGỌC LONG`: who took the picture, in capitals."""
    text = notes[i].line.text
    if notes[i].size > 8 or not text.isupper() or i + 1 >= len(notes):
        return False
    above = notes[i - 1] if i else None
    return above is not None and (above.rule == "caption" or _looks_captioned(notes, i - 1))


def _looks_captioned(notes: Sequence[Note], i: int) -> bool:
    note = notes[i]
    return (
        note.size <= 40 and not INNER_END.search(note.line.text) and not is_sentence(note.line.text)
    )


def _caption_above(notes: Sequence[Note], i: int) -> None:
    if i and notes[i - 1].rule in ("subheading", "link to another article"):
        notes[i - 1].rule = "caption"


def _is_subheading(notes: Sequence[Note], i: int, end: int, vocabulary: set[str]) -> bool:
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


def _is_short_subheading(notes: Sequence[Note], i: int, end: int) -> bool:
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
