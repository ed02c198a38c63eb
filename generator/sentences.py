"""Splits Vietnamese and English text into sentences.

Rules, not a model: a full stop ends a sentence unless it belongs to an abbreviation, a
number, an initial or an ellipsis that goes on; closing quotes and brackets stay with it.
"""

from __future__ import annotations

import re

from generator.model import Article, Lang, Sentence

_ABBREVIATIONS: dict[Lang, frozenset[str]] = {
    "vi": frozenset(
        "tp tx tt gs pgs ts ths bs ks cn lm đ/c tr ô số st đh cty tnhh nxb vd tcn scn dr mr mrs ms "
        "st jr sr vs q p h x".split()
    ),
    "en": frozenset(
        "mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj hon rev st jr sr inc ltd "
        "co corp no vs etc e.g i.e u.s u.k u.n d.c a.m p.m jan feb mar apr jun jul aug sep sept "
        "oct nov dec fig approx dept est mt ft pres".split()
    ),
}
_TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj hon rev st tp tx gs pgs ts "
    "ths bs ks đ/c pres".split()
)
_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«([–—-"
_END = re.compile(rf"(?:\.{{3,}}|…|[.!?]+)[{re.escape(_CLOSING)}]*(?=\s|$)")


def _word_before(text: str, position: int) -> str:
    start = position
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "([“\"'":
        start -= 1
    return text[start:position]


def _next_word(text: str, position: int) -> str:
    match = re.compile(rf"\s*[{re.escape(_OPENING)}\s]*(\S+)").match(text, position)
    return match.group(1) if match else ""


def _ends_here(text: str, match: re.Match[str], lang: Lang) -> bool:
    mark = match.group().rstrip(_CLOSING)
    following = _next_word(text, match.end())
    if not following:
        return True
    opens_upper = following[0].isupper() or following[0].isdigit()
    if "!" in mark or "?" in mark or mark.startswith("…") or mark.startswith("..."):
        return opens_upper
    word = _word_before(text, match.start()).lower()
    if word in _TITLES or (len(word) == 1 and word.isalpha() and following[0].isupper()):
        return False
    if word in _ABBREVIATIONS[lang] or re.fullmatch(r"(?:\w\.)+\w", word):
        # "U.S. President" goes on; "in the U.S. The talks" does not. Without a model, only a
        # sentence-opening function word tells.
        return following in _OPENERS[lang]
    return opens_upper


_OPENERS: dict[Lang, frozenset[str]] = {
    "en": frozenset(
        "The A An He She It They We I In On At But And This That These Those His Her Its Their "
        "However Meanwhile After Before When While If As For According".split()
    ),
    "vi": frozenset(
        "Ông Bà Anh Chị Theo Trong Trước Sau Tuy Tại Ngày Hôm Cùng Đây Đó Các Những Một Khi Nếu Về "
        "Hiện Đồng Ngoài Mặc Cũng".split()
    ),
}


def split_sentences(text: str, lang: Lang) -> list[str]:
    """Split one paragraph into sentences.

    Args:
        text: One paragraph; line breaks count as spaces.
        lang: Its language.

    Returns:
        The sentences in order, whitespace collapsed. Joined by single spaces they give the
        paragraph again, so nothing is lost.
    """
    text = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_here(text, match, lang):
            sentences.append(text[start : match.end()].strip())
            start = match.end()
    if rest := text[start:].strip():
        sentences.append(rest)
    return [sentence for sentence in sentences if sentence]


def article_sentences(article: Article) -> tuple[Sentence, ...]:
    """All sentences of an article in reading order, with their addresses."""
    texts = [
        (number, text)
        for number, paragraph in enumerate(article.paragraphs)
        for text in split_sentences(paragraph, article.lang)
    ]
    return tuple(
        Sentence(article.id, index, number, text, article.lang)
        for index, (number, text) in enumerate(texts)
    )
