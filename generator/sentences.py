"""Splits Vietnamese and English text into sentences.

Rules, not a model: a full stop ends a sentence unless it belongs to an abbreviation, a number,
an initial or an ellipsis that goes on; closing quotes and brackets stay with it. News text as it
is found on the web brings its own cases: sentences glued together ("tháng 12 tới.Cũng trong
ngày"), agency endings ("./."), bullets, links marked ">>", photo credits in brackets that close
a caption, and English that a corpus has tokenised ("`` We have time . ''").
"""

from __future__ import annotations

import re

from generator.model import Article, Lang, Sentence

_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«([–—-`"

# A title is never the last word of a sentence: "Dr." waits for its name.
_TITLES: dict[Lang, frozenset[str]] = {
    "vi": frozenset("tp tx tt gs pgs ts ths bs ks đ/c dr mr mrs ms st".split()),
    "en": frozenset(
        "mr mrs ms messrs dr prof sen sens rep reps gov gen col lt sgt cpl pfc pvt capt cmdr adm "
        "maj hon rev st ste pres supt det insp amb const cst".split()
    ),
}
# These may end a sentence; only a word that opens sentences tells.
_ABBREVIATIONS: dict[Lang, frozenset[str]] = {
    "vi": frozenset("cn lm tr đh cty tnhh nxb vd tcn scn jr sr vs inc ltd co corp".split()),
    "en": frozenset(
        "jr sr inc ltd co corp bros vs etc e.g i.e u.s u.k u.n d.c a.m p.m approx dept est mt ft "
        "fig ave blvd rd calif mass conn fla wash ariz colo tenn minn wis mich penn".split()
    ),
}
# Abbreviations only before a figure: "No. 5", "Oct. 23"; "he said no. Then" ends.
_BEFORE_FIGURES = frozenset(
    "no nos art sec vol pp p tr q jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_NEVER_LAST = frozenset({"a", "an", "the"})
_OPENERS: dict[Lang, frozenset[str]] = {
    "en": frozenset(
        "The A An He She It They We I You There In On At By For From To With But And Or So Yet "
        "This That These Those His Her Its Their Our My However Meanwhile After Before Since "
        "When While Where Who What If As Although Though According Earlier Later Last Also Now "
        "Then Both Some Many Most Other Others Several No Not One Two Three".split()
    ),
    "vi": frozenset(
        "Ông Bà Anh Chị Em Cô Chú Cháu Họ Nó Tôi Chúng Theo Trong Trước Sau Tuy Tại Từ Đến Ngày "
        "Hôm Sáng Chiều Tối Đêm Cùng Đây Đó Điều Việc Vụ Các Những Một Hai Ba Nhiều Mỗi Khi Nếu "
        "Nhưng Và Về Với Hiện Đồng Ngoài Bên Mặc Dù Do Vì Cũng Được Bị Có Không Để Đối Riêng "
        "Tổng Cơ Công Người Nạn Phía Qua Trên Dưới Ở Thời Đặc Lúc Bởi".split()
    ),
}

_SENTENCE_END = re.compile(
    # "./." closes an agency report; a tokenised closing quote may stand apart from its full stop.
    rf"(?<![.!?…])(?:\./\.|[.!?…]+)(?:[{re.escape(_CLOSING)}]|\s+''(?=\s|$))*(?=\s|$)"
)
_GLUED_END = re.compile(
    # "… vào tháng 12 tới.Cũng trong ngày", "… an ninh nghiêm trọng”.Theo lời"
    rf"(?<![^\W_])(?P<word>[^\W_]+)[{re.escape(_CLOSING)}]*[.!?…]+(?P<quote>[{re.escape(_CLOSING)}]*)"
    r"(?=[“«‘]?(?P<next>[^\W\d_]+)(?:['’]\w+)?[\s,])"
)
_CREDIT_END = re.compile(
    # A caption carries no full stop; its credit in brackets is where it ends.
    r"\((?:ảnh|photo|image|video|nguồn|source|credit)\s*[^()]{0,60}\)(?=\s+[^\W\d_])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s(?=(?:•|▪|●|■|►|>>+|\*\*\*)\s)")
_LINE_BULLET = re.compile(r"\n(?=[^\S\n]*(?:[-–—+*•▪●■►]|>>+)\s)")
_NEXT_WORD = re.compile(rf"\s*[{re.escape(_OPENING)}\s]*([^\s,;:]+)")
_DASH_AFTER_QUOTE = re.compile(r"\s*[-–—]\s")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
# "magnitude 6 . 1": a figure that a corpus has torn apart.
_TORN_DECIMAL = re.compile(r"(?:^|(?<=\D)|(?<=\D\d))\d \. \d(?!\d)")
_NUMBERING = re.compile(r"(?:\d{1,3}|[IVX]{1,4}|[a-zA-Z])\.")


def _word_before(text: str, position: int) -> str:
    """The run of characters without white space or opening marks that ends at `position`."""
    start = position
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "([“\"'‘«":
        start -= 1
    return text[start:position]


def _ends_here(text: str, start: int, match: re.Match[str], lang: Lang) -> bool:
    """Whether the mark that `match` found closes the sentence that began at `start`."""
    after = _NEXT_WORD.match(text, match.end())
    if after is None:
        return True
    following = after.group(1)
    mark = match.group().rstrip(_CLOSING + " ")
    closes_quote = match.group()[-1] in "\"'”’»"
    if closes_quote and _DASH_AFTER_QUOTE.match(text, match.end()):
        return False  # “…!” – the speaker follows.
    opens = following[0].isupper() or following[0].isdigit()
    if mark.endswith("…") or mark.startswith(".."):
        return following[0].isupper()  # "tới… 132 khu đất" goes on.
    if mark != ".":
        return opens
    if _NUMBERING.fullmatch(text[start : match.end()].strip()):
        return False  # "1. First point"
    if _TORN_DECIMAL.match(text, match.start() - 2):
        return False
    # In tokenised text the mark stands apart from its word: "Robert J . Smith", "a . 38 calibre".
    word = _word_before(text, match.start()) or _word_before(text, match.start() - 1)
    if lang == "en" and word in _NEVER_LAST:
        return False
    lower = word.casefold()
    last = re.split(r"[.\-]", lower)[-1] if "." in lower else lower
    if (lower in _TITLES[lang] or last in _TITLES[lang]) and word[:1].isupper():
        return False
    if lower in _BEFORE_FIGURES and following[0].isdigit():
        return False
    if (len(lower) == 1 and word.isalpha()) or _DOTTED.fullmatch(lower):
        # "John F. Kennedy", "U.S. President" go on; "in the U.S. The talks", "Nguyễn Văn A. Theo"
        # do not.
        return following in _OPENERS[lang]
    if lower in _ABBREVIATIONS[lang]:
        return following in _OPENERS[lang]
    return opens


def _glued_end(match: re.Match[str], text: str, lang: Lang) -> int | None:
    """Where the sentence ends whose mark has no space after it; None if it does not end there."""
    word, following = match["word"], match["next"]
    if not following[0].isupper() or following[1:2].isupper():
        return None  # "TP.HCM", "VOV.VN", "vnexpress.net"
    if word.casefold() in _TITLES[lang] | _ABBREVIATIONS[lang] | _BEFORE_FIGURES:
        return None
    if text[match.start() - 1 : match.start()] == ".":
        ends = word.isdigit()  # "ngày 31.5.2024.Ông" is glued, "J.K.Rowling" is not.
    else:
        ends = (len(word) > 1 and not word.isupper()) or following in _OPENERS[lang]
    if not ends and not word.isdigit():
        return None
    # A straight quote that none before it has opened opens the next sentence.
    opens = match["quote"].endswith('"') and text.count('"', 0, match.end() - 1) % 2 == 0
    return match.end() - 1 if opens else match.end()


def _boundaries(text: str, lang: Lang) -> list[int]:
    """Positions in `text` after which a new sentence begins, ascending."""
    ends = {match.start() for match in _BULLET.finditer(text)}
    ends.update(match.end() for match in _CREDIT_END.finditer(text))
    ends.update(
        end
        for match in _GLUED_END.finditer(text)
        if (end := _glued_end(match, text, lang)) is not None
    )
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ends_here(text, start, match, lang):
            ends.add(match.end())
            start = match.end()
    return sorted(ends)


def split_sentences(text: str, lang: Lang) -> list[str]:
    """Split one paragraph into sentences.

    Args:
        text: One paragraph, NFC; line breaks count as spaces unless a bullet follows.
        lang: Its language.

    Returns:
        The sentences in order, none empty, white space collapsed. Apart from white space they
        hold every character of the paragraph in its order, so nothing is lost.
    """
    sentences: list[str] = []
    for line in _LINE_BULLET.split(text):
        line = " ".join(line.split())
        start = 0
        for end in [*_boundaries(line, lang), len(line)]:
            piece = line[start:end].strip()
            start = end
            if not piece:
                continue
            if sentences and not any(char.isalnum() for char in piece):
                sentences[-1] += f" {piece}"  # Stray marks belong to what came before.
            else:
                sentences.append(piece)
    return sentences


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
