"""Vietnamese names in a Vietnamese text, and how English writes them: the same, without the marks.

A model that does not know a name translates its words (`Thủ Đức`, "the German") or writes another
name that looks like it. The glossary knows the names that English has words of its own for
(`Biển Đông`, "South China Sea"); those of people and places in Vietnam keep their spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.translation.glossary import (
    FAMILY_NAMES,
    Glossary,
    is_vietnamese_syllable,
    without_marks,
)
from generator.vietnamese_names import is_kept_pair
from generator.word_links import english_words

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# With the full stops of initials, not of a sentence.
_ENGLISH_WORD = re.compile(r"(?<!\w)(?:[A-Z]\.)+|[^\W\d_]+(?:[.’'-][^\W\d_]+)*")
_OPENING = re.compile(r"(?:^|[.!?:;…])[\s\"“‘'(\[–—-]*$")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.? $")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_LETTERS = re.compile(r"[a-eg-ik-vxyđ’'-]+")
_LONGEST = 6

# What may stand before a name with a capital and is not part of it: people, and what kind of
# place it is.
_BEFORE = frozenset(
    "ông bà anh chị cô chú bác em cháu cậu thầy quận huyện tỉnh xã phường thôn ấp xóm bản làng "
    "đường phố tp tờ".split()
)
# The same, unless only one word is left: `Chợ Bến Thành`, but `Chợ Rẫy`.
_BEFORE_TWO = frozenset("bến chợ cảng mũi đảo sông núi chùa đèo cầu vịnh".split())
# After these, a name of any kind keeps its spelling. The last word of `thành phố`, `thị trấn`.
_LEADS_TO_NAME = frozenset(
    "ông bà anh chị cô chú bác em cháu cậu thầy quận huyện tỉnh xã phường thôn ấp xóm phố trấn "
    "tp".split()
)
# What opens a name that is translated by its meaning: offices, bodies, feasts, waters, peoples.
_MEANING = frozenset(
    "bộ sở cục vụ viện trường hội đảng ban công ngân tập tòa toà đại ủy uỷ quân liên cộng biển "
    "hồ sân bệnh khoa phòng nhà đài báo giải cúp tết lễ ngày tháng năm thứ chủ phó "
    "giám tổng thủ người tiếng nước châu sao thượng hạ quốc nhân dân chính hiệp hiến luật nghị "
    "quyết thông chương đội mặt trận phong không lục vương thánh phật chúa đạo "
    "cựu nữ vườn rừng khu tháp đền đình lăng mùa "
    "bão siêu quỹ học hệ thời nền miền vùng nhóm".split()
)
# `Đông Âu`, `Nam Trung Bộ`; but `Đông Anh`, `Nam Định`.
_DIRECTIONS = frozenset("đông tây nam bắc trung".split())
_PARTS_OF_THE_WORLD = frozenset("á âu phi mỹ bộ kỳ cực dương bán".split())
# Words that open sentences; their capital is the sentence's.
_OPENERS = frozenset(
    "theo tại trong ngoài trên dưới ở khi sau trước từ do vì nếu và còn nhưng đến tới với để sáng "
    "trưa chiều tối đêm ngày nay hôm cả hai ba bốn năm sáu bảy tám chín mười các những một mỗi mọi "
    "nhiều ít hiện vụ cháy riêng cùng cũng như là có không đã đang sẽ được bị vẫn rồi mà nên "
    "tuy dù giữa gần phía bên qua về cho đối nhờ hơn khoảng trừ chỉ ngay cách lúc nơi này đó việc "
    "rất thì bởi tính gặp xem nghe thấy biết gọi thăm mời yêu chúc mừng tiếp giới thiệu kể nói hỏi "
    "đưa chuyển gửi nhận mua bán bắt khởi tạm điều xử phạt tìm cứu phát mở khai xây dựng chồng vợ "
    "con cha mẹ bạn thân nhóm vùng hàng bộ đội".split()
)


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name in a text.

    Attributes:
        start, end: Where it stands.
        right: How English writes it.
        sure: Whether the words around it, a family name or the list of kept names tell that it is
            one.
    """

    start: int
    end: int
    right: str
    sure: bool


def find_kept_names(text: str, glossary: Glossary) -> tuple[KeptName, ...]:
    """The names of at least two words that English spells alike, but for the marks.

    Args:
        text: Vietnamese, NFC.
        glossary: What it knows is not looked at. Where it finds China, a city may have a Chinese
            name and no name is sure.
    """
    matches = glossary.find(text, "vi")
    abroad = any(match.term.en == "China" for match in matches)
    found: list[KeptName] = []
    for run in _runs(text, [(match.start, match.end) for match in matches]):
        head = text[: run[0].start()]
        words = [match.group().casefold() for match in run]
        first = _first_of_name(words, head)
        if len(words) - first not in range(2, _LONGEST + 1):
            continue
        start, end = run[first].start(), run[-1].end()
        before = _LAST_WORD.search(text, 0, start)
        led = before is not None and before[1].casefold() in _LEADS_TO_NAME
        person = words[first] in FAMILY_NAMES and len(words) - first > 2
        known = any(is_kept_pair(one, two) for one, two in pairwise(words[first:]))
        following = _NEXT_WORD.match(text, end)
        rest = [*words[first:], following[1] if following else ""]
        if not _is_region(words[first:]) and (led or person or known or not _has_meaning(rest)):
            sure = (led or person or known) and not abroad
            found.append(KeptName(start, end, without_marks(text[start:end]), sure))
    return tuple(found)


def english_name(text: str, glossary: Glossary) -> str | None:
    """How English writes a text that is a Vietnamese name as a whole; None where it is not one."""
    if text.isupper() and " " in text and (title := text.title()) != text:
        name = english_name(title, glossary)
        return name.upper() if name else None
    if not all(word[0].isupper() for word in text.split()):
        return None
    names = find_kept_names(text, glossary)
    whole = len(names) == 1 and (names[0].start, names[0].end) == (0, len(text))
    return names[0].right if whole else None


def _runs(text: str, covered: Sequence[tuple[int, int]]) -> list[list[re.Match[str]]]:
    """Capitalised Vietnamese words that follow each other, apart from what is covered."""
    runs: list[list[re.Match[str]]] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if (
            not word[0].isupper()
            or (len(word) > 1 and word.isupper())
            or not _is_vietnamese(word)
            or any(match.start() < end and start < match.end() for start, end in covered)
        ):
            continue
        if runs and text[runs[-1][-1].end() : match.start()] == " ":
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs


_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VOWEL_MARKS = re.compile("(?<=[aeo])\u0302|(?<=a)\u0306|(?<=[ou])\u031b")


def _is_vietnamese(word: str) -> bool:
    """Whether a word can be part of a Vietnamese name; those of the highlands have clusters
    (`Krông`).
    """
    if is_vietnamese_syllable(word):
        return True
    plain = _TONES.sub("", unicodedata.normalize("NFD", word.casefold()))
    bare = _VOWEL_MARKS.sub("", plain)
    return without_marks(word) != word and _LETTERS.fullmatch(bare) is not None


def _first_of_name(words: Sequence[str], head: str) -> int:
    """Where in a run of words (lower case) a name begins; `head` is the text before it."""
    first = 0
    person = words[0] in FAMILY_NAMES and len(words) > 2
    if words[0] in _OPENERS and not person and _OPENING.search(head):
        first = 1
    while first < len(words) and (
        words[first] in _BEFORE or (words[first] in _BEFORE_TWO and len(words) - first > 2)
    ):
        first += 1
    return first


def _is_region(words: Sequence[str]) -> bool:
    others = _PARTS_OF_THE_WORLD | _DIRECTIONS
    return words[0] in _DIRECTIONS and not others.isdisjoint(words[1:])


def _has_meaning(words: Sequence[str]) -> bool:
    """Whether a run is rather translated by its meaning; its last word is what follows it.

    `Kinh Thánh` is the Bible; of `Nhóm Hợp tác`, a group, only the first letters are large.
    """
    if words[0] in _MEANING:
        return True
    spelling = {*without_marks(" ".join(words)).split()}
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    return any(word not in spelling for pair in pairs for word in english_words(pair))


# ------------------------------------------------------------------------- in a translation


def lost_names(names: Sequence[KeptName], english: str) -> tuple[KeptName, ...]:
    """The names that an English translation has not, or not right.

    A name that is not sure, and of which nothing is left, may have been translated by its meaning.
    """
    if not names:
        return ()
    text = _plain(english)
    capitals = {
        _plain(m.group()).strip() for m in _ENGLISH_WORD.finditer(english) if m[0][0].isupper()
    }
    return tuple(
        name
        for name in names
        if _plain(name.right) not in text
        and (name.sure or any(part in capitals for part in _plain(name.right).split()))
    )


def without_stray_marks(english: str, names: Sequence[KeptName]) -> str:
    """The translation with names that kept a mark as English writes them: `Ngoc Diễm`."""
    plain = without_marks(english)
    if len(plain) != len(english):
        return english  # a mark without a letter: the offsets would not agree
    for name in names:
        at = plain.find(name.right)
        if at >= 0:
            english = english[:at] + name.right + english[at + len(name.right) :]
    return english


def _plain(text: str) -> str:
    """For comparing: lower case, no marks, words between single blanks."""
    return f" {' '.join(_ENGLISH_WORD.findall(without_marks(text).casefold()))} "


def with_names_mended(english: str, lost: Sequence[KeptName], others: Iterable[str]) -> str:
    """The translation with those of its names put right that are nearly one of the lost.

    As many capitalised words, at least half of them the same in the same place, and no other
    name of the source.

    Args:
        english: The translation.
        lost: Names of the source that it has not.
        others: The other names of the source, as English writes them.
    """
    known = {_plain(name) for name in others}
    for name in lost:
        parts = name.right.split()
        words = list(_ENGLISH_WORD.finditer(english))
        for at in range(len(words) - len(parts) + 1):
            window = words[at : at + len(parts)]
            said = english[window[0].start() : window[-1].end()]
            written = [match.group() for match in window]
            same = sum(_plain(a) == _plain(b) for a, b in zip(written, parts, strict=True))
            if (
                same * 2 >= len(parts)
                and " ".join(written) == said
                and all(word[0].isupper() for word in written)
                and _plain(said) not in known
            ):
                english = english[: window[0].start()] + name.right + english[window[-1].end() :]
                break
    return english
