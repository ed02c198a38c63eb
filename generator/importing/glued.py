"""Cleans texts whose lines have been run together into one paragraph.

Data files often hold a body as one string in which captions, by-lines and links to other
articles stand between the sentences without a mark. What still tells them apart: a photo credit
(`Ảnh: AFP`) ends a caption, a signature stands after the last full stop, `>>` begins a link.
"""

from __future__ import annotations

import dataclasses
import re

from generator.importing import outlets, phrases
from generator.importing.credits import Credit, is_signature, signature
from generator.importing.lines import LOWER, UPPER, Line, Verdict, words
from generator.importing.outlets import outlet_mark
from generator.model import Article, Lang
from generator.sentences import split_sentences

_MAX_CAPTION = 60
# Longer texts and sentences are no article's; they are left as they are (characters).
_MAX_TEXT = 200_000
_MAX_SENTENCE = 3_000
_LABEL = (
    r"(?:[Nn]guồn ảnh|NGUỒN ẢNH|[Ảả]nh|ẢNH|[Nn]guồn|[Đđ]ồ họa|[Cc]lip|Photos?|Video|Graphic|Credit)"
    r"(?: (?:minh (?:họa|hoạ)|tư liệu|chụp màn hình|cắt từ (?:clip|video)|và bài))?"
)
_IN_BRACKETS = re.compile(
    rf"[-–—.\s]*[(\[]\s*(?:{_LABEL}\s*[:.\-–]?[^()\[\]]{{0,60}}"
    r"|[^()\[\]]{0,30}\b(?:via|Reuters|AFP|Getty Images|AP Photo)[^()\[\]]{0,20})[)\]]\s*\.?"
)
_BARE = re.compile(rf"(?:^|(?<=[\s.,;:\-–—”\"!?…])){_LABEL}\s*:\s*(?=\S)")
_LEADING_DASH = re.compile(r"[\s\-–—|(.]*$")
_TOKEN = re.compile(r"\S+")
_OPENERS = frozenset(
    "Ông Bà Anh Chị Theo Trong Trước Sau Tuy Tại Ngày Hôm Cùng Đây Đó Các Những Một Khi Nếu Về Ở "
    "Hiện Đồng Ngoài Mặc Cũng Từ Để Với Do Qua Nhưng Bên Còn Vào Đến Tính Cụ Tới Nhiều Phát Sáng "
    "Chiều Tối Thủ Tổng Bộ Chủ Phó Đại Lúc Hơn The In On At But After Before When While If".split()
)
_LINK = re.compile(r"\s*(?:>>+|►|▶|»|☞)\s*")
_POINTER = re.compile(
    r"(?:xem thêm|đọc thêm|mời (?:độc giả|bạn đọc|quý vị|các bạn)|tin liên quan|tin bài liên quan|"
    r"bài liên quan|xem (?:clip|video|ảnh)|clip|video|read more|see also|related)\b\s*[:»>]?",
    re.IGNORECASE,
)
_RELATED_LABEL = re.compile(
    r"^\W*(?:TIN (?:BÀI )?LIÊN QUAN|Tin (?:bài )?liên quan|BÀI LIÊN QUAN)\s*:?\s*"
)
_END_MARK = re.compile(r"\s*(?:\./\.|[.”\"]\s?/\s?\.|/\.|\s//)(?=\s|$)")


def clean_article(article: Article) -> tuple[Article, tuple[Verdict, ...]]:
    """Clean the body and lead of an article from a data file.

    Returns:
        The article with its by-line in `author`, and a verdict on every piece of the body. A
        body of which nothing would be left stays as it was.
    """
    if sum(map(len, article.paragraphs)) > _MAX_TEXT:
        return article, tuple(Verdict(Line(p), "left as it is", p) for p in article.body)
    credit = Credit()
    _, lead = outlet_mark(article.lead)
    lead_keys = {_key(s) for s in split_sentences(article.lead, article.lang)} | {
        _key(s) for s in split_sentences(lead, article.lang)
    }
    paragraphs: list[str] = []
    verdicts: list[Verdict] = []
    last = len(article.body) - 1
    for number, text in enumerate(article.body):
        pieces, found = _pieces(text, article.lang, number == last, number == 0)
        credit = credit.join(found)
        kept = []
        for index, (piece, rule) in enumerate(pieces):
            if not rule and number == 0 and index < 4 and _key(piece) in lead_keys:
                rule = "repeats the lead"
            line = Line(piece, number + 1)
            verdicts.append(Verdict(line, rule or "sentence", "" if rule else piece))
            if not rule:
                kept.append(piece)
        if kept:
            paragraphs.append(" ".join(kept))
    if not paragraphs:
        return article, tuple(Verdict(v.line, "sentence", v.line.text) for v in verdicts)
    author = article.author or credit.text(article.lang)
    return dataclasses.replace(article, lead=lead, body=tuple(paragraphs), author=author), tuple(
        verdicts
    )


def _key(text: str) -> str:
    return "".join(words(text))


def _pieces(
    text: str, lang: Lang, is_last: bool, is_first: bool
) -> tuple[list[tuple[str, str]], Credit]:
    """A paragraph as pieces in order, each with the rule that drops it ("" if it is kept)."""
    text = _END_MARK.sub(lambda m: "." + ("”" if "”" in m.group() else ""), text)
    pieces: list[tuple[str, str]] = []
    credit = Credit()
    tail: list[tuple[str, str]] = []
    if is_last:
        text, tail, credit = _without_tail(text)
    if is_first:
        if match := _RELATED_LABEL.match(text):
            pieces.append((match.group().strip(), "list of other articles"))
            text = text[match.end() :]
        if match := re.match(rf"\(\s*{_LABEL}\s*:[^()]{{1,40}}\)\s*", text):
            pieces.append((match.group().strip(), "photo credit"))
            text = text[match.end() :]
        _, text = outlet_mark(text)
    for sentence in split_sentences(text, lang):
        _sentence(sentence, pieces)
    return [*pieces, *tail], credit


def _sentence(sentence: str, pieces: list[tuple[str, str]]) -> None:
    """Take captions and links out of one sentence, and the caption before a lone credit."""
    if re.match(r"(?:Tin|Bài)(?: và|,) ảnh\s*:", sentence) and len(words(sentence)) <= 12:
        pieces.append((sentence, "author or agency"))
        return
    if match := re.match(r"(?:Ảnh|Hình) (?:minh (?:họa|hoạ)|tư liệu|Internet)\b\.?\s*", sentence):
        pieces.append((match.group().strip(), "caption"))
        sentence = sentence[match.end() :]
    while sentence and len(sentence) <= _MAX_SENTENCE:
        span = _credit_span(sentence)
        if span is None:
            break
        start, end = span
        caption = sentence[:start]
        if len(words(caption)) == 0:
            # "… của Mỹ. Ảnh: AFP": the caption is the sentence before.
            if pieces and not pieces[-1][1] and len(words(pieces[-1][0])) <= _MAX_CAPTION:
                pieces[-1] = (pieces[-1][0], "caption")
            pieces.append((sentence[:end].strip(), "photo credit"))
        elif len(words(caption)) <= _MAX_CAPTION or _LINK.match(caption):
            pieces.append((sentence[:end].strip(), "caption"))
        else:
            pieces.append((_LEADING_DASH.sub("", caption), ""))
            pieces.append((sentence[len(caption) : end].strip(), "photo credit"))
        sentence = sentence[end:].lstrip(" .") if end < len(sentence) else ""
    if not sentence:
        return
    parts = _LINK.split(sentence) if len(sentence) <= _MAX_SENTENCE else [sentence]
    if len(parts) > 1:
        if parts[0].strip():
            pieces.append((parts[0].strip(), ""))
        for part in parts[1:-1]:
            pieces.append((part.strip(), "link to another article"))
        # Where the last link ends and the next sentence begins cannot be told: it stays.
        if parts[-1].strip():
            pieces.append((parts[-1].strip(), ""))
        return
    if _POINTER.match(sentence) and (
        len(words(sentence)) <= 25 and re.search(r"[:»>]|https?://", sentence[:60])
    ):
        pieces.append((sentence, "link to another article"))
        return
    pieces.append((sentence, ""))


def _credit_span(sentence: str) -> tuple[int, int] | None:
    """Where a photo credit stands in a sentence."""
    bracketed = _IN_BRACKETS.search(sentence)
    bare = _BARE.search(sentence)
    if bracketed and (bare is None or bracketed.start() <= bare.start()):
        return bracketed.start(), bracketed.end()
    if bare is None:
        return None
    start = bare.start()
    if (
        start == 0
        or sentence[:start].rstrip().endswith(tuple('.,-–—”"!?…|('))
        or bare.group()[0].isupper()
    ):
        end = bare.end() + _credited(sentence[bare.end() :])
        return start - len(sentence[:start]) + len(sentence[:start].rstrip(" -–—|(")), end
    return None


def _credited(text: str) -> int:
    """Length of the name at the head of a text, as far as it is the name of a photographer."""
    for size in (4, 3, 2, 1):
        head = [match for match, _ in zip(_TOKEN.finditer(text), range(size), strict=False)]
        if len(head) == size:
            name = text[: head[-1].end()].rstrip(".,;)")
            known = phrases.AGENCY_NAME.fullmatch(name) or outlets.outlet_of_name(name)
            parts = re.split(r"\s*[/–-]\s*", name)
            if known or (size <= 2 and all(phrases.AGENCY_NAME.fullmatch(part) for part in parts)):
                return head[-1].end()
    tokens = [match for match, _ in zip(_TOKEN.finditer(text), range(9), strict=False)]
    end = 0
    for number, match in enumerate(tokens):
        token = match.group()
        if number and token in _OPENERS:
            break
        if not re.match(rf"[{UPPER}\d(]", token) and not re.search(r"\.\w{2,4}\b|[/-]", token):
            # A small letter: the word before it began the next sentence.
            if number >= 2:
                end = tokens[number - 2].end()
            elif re.match(rf"[{LOWER}]", token) and number == 1:
                end = tokens[0].end()
            break
        if number and tokens[0].group().isupper() != token.isupper() and len(token) > 2:
            break
        end = match.end()
        if (
            token.endswith((".", ")", ";"))
            and len(token) > 3
            and not re.match(r"(?:\w\.)+$", token)
        ):
            break
        if number >= 3:
            break
    return end


def _without_tail(text: str) -> tuple[str, list[tuple[str, str]], Credit]:
    """Take signatures, credits and links off the end of the last paragraph."""
    tail: list[tuple[str, str]] = []
    credit = Credit()
    for _ in range(4):
        match = re.search(
            r"(?<=[.!?…”\"’)])\s*(?P<rest>(?:>>|►|»)?[^.!?…]{1,110}(?:\.\w[^.!?…]{0,40}){0,3})\.?$",
            text,
        )
        link = re.search(r"\s(?:>>+|►|☞)\s", text)
        if link and link.start() > 0.8 * len(text):
            rest = text[link.start() :].strip()
            name = re.search(rf"(?<=[{LOWER}\d?!”])\s((?:[{UPPER}][{LOWER}]*\s?){{2,3}})$", rest)
            if name and is_signature(name.group(1).strip()):
                credit = credit.join(signature(name.group(1).strip()))
            tail.insert(0, (rest, "link to another article"))
            text = text[: link.start()].rstrip()
            continue
        if match and is_signature(match["rest"]):
            credit = signature(match["rest"]).join(credit)
            tail.insert(0, (match["rest"].strip(), "author or agency"))
            text = text[: match.start()].rstrip()
            continue
        if (last := _last_sentence(text)) and _POINTER.match(last) and len(words(last)) <= 40:
            tail.insert(0, (last, "link to another article"))
            text = text[: len(text) - len(last)].rstrip()
            continue
        break
    return text, tail, credit


def _last_sentence(text: str) -> str:
    match = re.search(r"(?<=[.!?…”])\s+((?:[^.!?…]|\.(?=\S)){1,300}[.!?…]?)$", text)
    return match.group(1) if match else ""
