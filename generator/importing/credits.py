"""By-lines and agency credits: who wrote a text and whose report it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.importing import phrases
from generator.importing.lines import words
from generator.importing.outlets import outlet_of_name

_SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh vũ võ phan trương bùi đặng đỗ ngô hồ dương đinh đoàn lâm mai "
    "trịnh đào lý hà cao lương thái châu tạ phùng tô vương văn tống triệu nghiêm thạch quách kiều "
    "diệp tôn chu la lại lưu mạc ninh thân vi doãn giang khuất lục phí quang đàm hứa nhật minh "
    "thanh ngọc anh hải hạnh tuấn hồng linh thu thùy bảo khánh việt đức quốc xuân kim".split()
)
_NAME_WORD = r"[^\W\d_](?:[^\W_]|[.'’-]){0,14}"
_NAME = rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,4}}"
_NAMES = re.compile(rf"{_NAME}(?:\s*[-–—,/&]\s*{_NAME}|\s+(?:và|and)\s+{_NAME}){{0,3}}")
_BY = re.compile(
    r"(?:by|written by|reported by|tác giả|(?:tin|bài)(?: và ảnh|, ảnh)?"
    r"|phóng viên|pv|biên dịch|thực hiện|"
    r"lược dịch|dịch|bài, ảnh|nhóm pv|ctv)\s*[:.\-–]?\s+(.{2,60})",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\(?\s*(?:(?:tổng hợp|lược dịch|dịch|biên dịch)\s+)?(?:theo|nguồn(?: tin)?|"
    r"source|according to|via|from)\s*:?\s+(.{2,70}?)\s*\)?\.?",
    re.IGNORECASE,
)
_WITH_AGENCY = re.compile(rf"({_NAME}) ?\(([^()]{{2,24}})\)\.?")
_BRACKETED = re.compile(r"\((.{2,60})\)\.?")
_NOT_NAMES = frozenset(
    "theo trong ngày tại sau trước khi nếu tuy nhiên một các những và của là không có được trang "
    "chủ tin tức thế giới xã hội kinh tế kinh doanh thể thao giải trí pháp luật giáo dục sức khỏe "
    "đời sống du lịch khoa học công nghệ xe bạn đọc chính trị thời sự quân sự quốc tế video ảnh "
    "news world home sport business politics opinion".split()
)
# What stands beside a date like a name and is the place.
_PLACES = frozenset(
    (
        "hà nội",
        "tp hcm",
        "sài gòn",
        "hồ chí minh",
        "đà nẵng",
        "hải phòng",
        "cần thơ",
        "thừa thiên huế",
    )
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who wrote a text.

    Attributes:
        author: The by-line as printed.
        agencies: The agencies or outlets it is credited to (`Theo Reuters`).
    """

    author: str = ""
    agencies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.author or self.agencies)

    def join(self, other: Credit) -> Credit:
        """This credit, completed by another."""
        agencies = tuple(dict.fromkeys((*self.agencies, *other.agencies)))
        return Credit(self.author or other.author, agencies)

    def text(self, lang: str) -> str:
        """As one line: `Hạnh Lê (theo Sputnik, Yonhap)`."""
        if not self.agencies:
            return self.author
        word = "theo" if lang == "vi" else "from"
        listed = f"{word} {', '.join(self.agencies)}"
        return f"{self.author} ({listed})" if self.author else listed[0].upper() + listed[1:]


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a person: a few capitalised words."""
    tokens = re.findall(r"[^\s,/&–—-]+", text)
    tokens = [t for t in tokens if t.lower() not in ("và", "and")]
    if not 1 <= len(tokens) <= 8 or not all(t[0].isupper() for t in tokens):
        return False
    return not any(token.lower() in _NOT_NAMES for token in tokens)


def is_person(text: str) -> bool:
    """Whether two to four words can be a person: no section, no outlet, no well-known town."""
    tokens = text.split()
    return (
        2 <= len(tokens) <= 4
        and bool(_NAMES.fullmatch(text))
        and _is_name(text)
        and " ".join(words(text)) not in _PLACES
        and outlet_of_name(text) is None
    )


def _agencies(text: str) -> tuple[str, ...]:
    """Names in `AFP, Reuters/Kyodo`; empty if the text is not a list of names."""
    names = [n.strip(" .()") for n in re.split(r"[,/;&]| và | and |\s[-–]\s", text)]
    names = [name for name in names if name]
    if not names or len(names) > 6:
        return ()
    for name in names:
        known = phrases.AGENCY_NAME.fullmatch(name)
        few = len(words(name)) <= 5
        if not (known or (few and all(w[0].isupper() or w[0].isdigit() for w in name.split()))):
            return ()
    return tuple(names)


def byline(text: str) -> Credit | None:
    """Read a line under a headline that is nothing but a by-line; None if it is none."""
    if len(words(text)) > 14:
        return None
    match = _BY.fullmatch(text)
    if match:
        name = re.split(r"\s+[|•·]\s+|,\s+(?=[a-z])", match.group(1))[0].strip(" .-–,")
        return Credit(author=name) if _is_name(name) else None
    name = text.strip(" -–.")
    if len(words(name)) < 2 or not _NAMES.fullmatch(name) or not _is_name(name):
        return None
    first = words(name)[0]
    return Credit(author=name) if first in _SURNAMES and len(words(name)) <= 5 else None


def closing_credit(text: str) -> Credit | None:
    """Read a line, or the rest of one, after the last sentence; None if it is no credit.

    Knows `Theo Reuters`, `(Theo AFP, Kyodo)`, `(TTXVN)`, `NGUYỆT PHƯƠNG`, `CT (Theo AP)`,
    `Minh Mẫu (TTXVN)`, `Đỗ Tuấn Anh/VOV-Phnom Penh`.
    """
    text = text.strip()
    if not text or len(words(text)) > 14:
        return None
    if (noted := _NOTED_BY.fullmatch(text)) and is_person(noted[1]):
        return Credit(noted[1])
    if match := _AGENCY.fullmatch(text):
        names = _agencies(match.group(1))
        return Credit(agencies=names) if names else None
    if match := re.fullmatch(
        rf"({_NAMES.pattern})\s*[-–,]?\s*\(?((?:theo|nguồn)\b.+?)\)?\.?", text, re.I
    ):
        inner = _AGENCY.fullmatch(match.group(2))
        names = _agencies(inner.group(1)) if inner else ()
        name = match.group(1).strip(" -–")
        if names and _is_name(name):
            return Credit(name, names)
        return None
    if match := _WITH_AGENCY.fullmatch(text):
        name, agency = match.groups()
        if is_person(name) and phrases.AGENCY_NAME.fullmatch(agency):
            return Credit(name, (agency,))
    if match := _BRACKETED.fullmatch(text):
        inside = match.group(1)
        known = [n.strip() for n in re.split(r"[,/;–-]", inside)]
        if all(phrases.AGENCY_NAME.fullmatch(n) for n in known):
            return Credit(agencies=tuple(known))
        return Credit(author=inside) if _NAMES.fullmatch(inside) and _is_name(inside) else None
    if match := _BY.fullmatch(text):
        return Credit(author=match.group(1).strip(" .")) if _is_name(match.group(1)) else None
    name = text.strip(" -–.")
    if name and _NAMES.fullmatch(name) and _is_name(name) and len(words(name)) <= 8:
        return Credit(author=name)
    return None


_BRACKETED_AGENCY = re.compile(r"\((?:theo|nguồn|source|via)\b[^()]{2,70}\)\.?", re.IGNORECASE)
_NOTED_BY = re.compile(
    rf"({_NAMES.pattern}) (?:lược ghi|ghi|thực hiện|tổng hợp|lược dịch|biên dịch)\.?"
)


def credit_line(text: str) -> Credit | None:
    """Read a line that is a credit wherever it stands: `(Theo Báo Mẫu)`, `Minh Mẫu ghi`."""
    if _BRACKETED_AGENCY.fullmatch(text):
        return closing_credit(text)
    noted = _NOTED_BY.fullmatch(text)
    return Credit(noted[1]) if noted and is_person(noted[1]) else None


_SMALL = frozenset(
    "theo tổng hợp ghi lược dịch và tin online nguồn ảnh nhóm thực hiện bài clip video pv ctv biên "
    "soạn trung tâm miền from by and the of".split()
)
_ROLE = re.compile(
    r"\(?\b(?:tổng hợp|lược ghi|ghi|lược dịch|dịch|thực hiện|biên dịch|bài và ảnh|ảnh)\b\)?",
    re.IGNORECASE,
)


def is_signature(text: str) -> bool:
    """Whether what stands after the last full stop is who wrote it: names and credits only.

    `Đức Ánh (TTXVN)`, `Kiệt Linh - (tổng hợp)`, `Võ Nam/VOV online Theo BBC`, `Q.DŨNG`, `ML`.
    """
    tokens = re.findall(r"[^\W_]+(?:\.[^\W_]+)*\+?", text)
    if not 1 <= len(tokens) <= 12 or len(text) > 90:
        return False
    if all(token.isdigit() for token in tokens) or re.search(r"\d{3}|[?!%]", text):
        return False
    capital = [t for t in tokens if t[0].isupper() or phrases.AGENCY_NAME.fullmatch(t)]
    small = [t for t in tokens if t not in capital]
    if not all(t.lower() in _SMALL or "." in t for t in small):
        return False
    first = tokens[0].lower()
    if len(tokens) == 1 and len(text) > 12 and not text.isupper():
        return False
    return bool(capital) and (first in ("theo", "nguồn", "ảnh") or first not in _NOT_NAMES)


def signature(text: str) -> Credit:
    """The author and the agencies of a signature."""
    text = re.sub(r"\(?\bẢnh\s*:.*$", "", text, flags=re.IGNORECASE).strip(' -–("“”')
    found = closing_credit(text)
    if found:
        return found
    text = _ROLE.sub("", text).strip(' -–/,()"“”')
    agencies: tuple[str, ...] = ()
    if match := re.search(r"\(?\b(?:theo|nguồn)\b\s*:?\s*([^()]{2,60})\)?$", text, re.IGNORECASE):
        agencies = _agencies(match.group(1)) or (match.group(1).strip(),)
        text = text[: match.start()].strip(" -–/,(")
    elif match := re.search(r"\s*[(/–-]\s*([^()/]{2,40})\)?$", text):
        name = match.group(1).strip()
        if phrases.AGENCY_NAME.match(name) or name.isupper():
            agencies = (name,)
            text = text[: match.start()].strip(" -–/,(")
    return Credit(text.strip(" -–/,()"), agencies)
