"""Ministries, departments, associations, laws: one that a translation has in place of another.

Their names are translated by meaning (`Ministry of Health`, `Bộ Y tế`), so spelling tells nothing.
A name has a head (`Ministry`, `Bộ`) and words that say of what. Where no word of the one can be the
translation of a word of the other, it is another body. Institutes and committees have too many
names each for that. A body of which hardly a word can be in the other text is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Lang, Term
from generator.name_spelling import fold
from generator.translation.glossary import TermMatch
from generator.word_links import base_forms, has_meaning, link_words, may_become

# What each kind of body is called in the two languages.
_HEADS: dict[str, dict[Lang, re.Pattern[str]]] = {
    kind: {"en": re.compile(rf"\b(?:{english})\b"), "vi": re.compile(rf"\b(?:{vietnamese})(?!\w)")}
    for kind, english, vietnamese in (
        ("law", "Law|Act|Code|Ordinance", "[Bb]ộ [Ll]uật|[Ll]uật|[Pp]háp lệnh"),
        ("ministry", "Ministry|Minister", "[Bb]ộ trưởng Bộ|[Bb]ộ trưởng|[Tt]hứ trưởng|Bộ"),
        ("department", "Department", "Sở|Cục|Tổng cục|Vụ|Bộ|Khoa|Ban"),
        ("academy", "Academy", "Học viện"),
        ("association", "Association|Federation|Society", "Hiệp hội|Hội|Liên đoàn"),
        ("university", "University|College", "Đại học|Học viện|Trường|Cao đẳng"),
        ("party", "Party", "[Đđ]ảng"),
        ("organisation", "Organi[sz]ation", "Tổ chức"),
        ("bank", "Bank", "Ngân hàng"),
        ("court", "Court", "Tòa án"),
    )
}
_WORD = re.compile(r"[^\W\d_]+")
_LINK = r"(?:of|for|on|and|the|to|against)"
_BEFORE = re.compile(rf"((?:(?!The )[A-Z][\w'’-]*(?:,? {_LINK})? )*[A-Z][\w'’-]* )$")
_AFTER = re.compile(rf" {_LINK}(?: the)?(?:(?:,| {_LINK})* [A-Z][\w'’-]*)+")
_AFTER_VI = re.compile(r" [A-ZĐ]?\w*(?:(?:,| và|) [^\W\d_]+){0,4}")
# Words that say nothing of what a body is for.
_LITTLE = frozenset(
    "the of and for on in to a an s against deputy vice former acting new state general central "
    "national standing".split()
)
_LITTLE_VI = frozenset("và về của các những cho đã sẽ đang vừa là tại ở hôm ngày nói biết".split())
# Fields of ministries and laws, of which the list of word pairs lacks some.
_FIELDS = {
    english: frozenset(vietnamese.split())
    for english, _, vietnamese in (
        row.partition(" ")
        for row in """\
land đất đai
housing nhà ở
fisheries thủy sản nghề cá
fishery thủy sản
forestry lâm nghiệp
aviation hàng không
press báo chí
publishing xuất bản
enterprises doanh nghiệp
investment đầu tư
bidding đấu thầu
construction xây dựng
planning quy hoạch kế hoạch
environment môi trường
electricity điện lực
petroleum dầu khí
minerals khoáng sản
water nước
education giáo dục sư phạm
training đào tạo
health y tế
healthcare y tế
medicine y tế
preventive dự phòng
pharmacy dược
insurance bảo hiểm
labour lao động
labor lao động
employment việc làm
marriage hôn nhân
children trẻ em
youth thanh niên
elderly cao tuổi
cybersecurity an ninh mạng
telecommunications viễn thông
intellectual trí tuệ
tax thuế
taxation thuế
customs hải quan
securities chứng khoán
credit tín dụng
banking ngân hàng
budget ngân sách
audit kiểm toán
bankruptcy phá sản
competition cạnh tranh
commerce thương mại
trade thương
tourism du lịch
sports thể thao
culture văn hóa
heritage di sản
cinema điện ảnh
advertising quảng cáo
traffic giao thông
transport giao thông
transportation giao thông
railway đường sắt
railways đường sắt
residence cư trú
nationality quốc tịch
identity căn cước
penal hình sự
criminal hình sự
civil dân sự
procedure tố tụng
corruption tham nhũng
drugs ma túy
domestic gia đình
gender giới
lawyers luật sư
archives lưu trữ
statistics thống kê
cadres cán bộ
servants công chức
defence quốc phòng
defense quốc phòng
police công an cảnh sát
security an ninh
fire cháy
husbandry chăn nuôi
epidemic dịch tễ
biology sinh học
biochemistry hóa sinh
public công cộng
people nhân dân
parenthood cha mẹ
emergencies khẩn cấp
state ngoại giao nhà nước
foreign ngoại giao
home nội vụ
interior nội vụ
treasury ngân khố tài chính
finance tài chính
justice tư pháp
agriculture nông nghiệp
science khoa học
technology công nghệ
information thông tin
communications truyền thông""".splitlines()
    )
}


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body or law that is translated by meaning.

    Attributes:
        kind: What its head says it is.
        text: It as it stands.
        words: Its other words, in lower case.
        term: The glossary's name that it is part of.
    """

    kind: str
    text: str
    words: tuple[str, ...]
    term: Term | None


def body_names(text: str, lang: Lang, matches: Sequence[TermMatch]) -> tuple[BodyName, ...]:
    """The names of bodies and laws in a text.

    Args:
        text: NFC text.
        lang: Its language.
        matches: What the glossary found in it.
    """
    found = []
    for kind, heads in _HEADS.items():
        for head in heads[lang].finditer(text):
            for start, end, words in (_english if lang == "en" else _vietnamese)(text, head):
                covering = [m for m in matches if m.start < end and start < m.end]
                places = [m for m in covering if m.term.kind in ("country", "place")]
                # Where a body is does not tell which it is: `Hanoi Law University`.
                telling = tuple(
                    word.group().casefold()
                    for word in words
                    if not any(m.start <= word.start() < m.end for m in places)
                )
                if telling:
                    term = next((m.term for m in covering if m not in places), None)
                    found.append(BodyName(kind, text[start:end], telling, term))
    return tuple(found)


_Found = tuple[int, int, list[re.Match[str]]]


def _english(text: str, head: re.Match[str]) -> Iterator[_Found]:
    before, after = _BEFORE.search(text[: head.start()]), _AFTER.match(text, head.end())
    start = head.start() - len(before[1]) if before else head.start()
    end = after.end() if after else head.end()
    words = [
        word
        for word in _WORD.finditer(text, start, end)
        if not head.start() <= word.start() < head.end() and word.group().casefold() not in _LITTLE
    ]
    if words and not any(word.group() == "Prime" for word in words):
        yield start, end, words


def _vietnamese(text: str, head: re.Match[str]) -> Iterator[_Found]:
    after = _AFTER_VI.match(text, head.end())
    if after is None or not after[0][1:2].isupper():
        return
    words: list[re.Match[str]] = []
    end = head.end()
    for match in _WORD.finditer(text, head.end(), after.end()):
        word = match.group().casefold()
        if word in _LITTLE_VI and word != "và":
            break
        words.append(match)
        end = match.end() if len(words) < 3 else end
    if words:
        yield head.start(), end, words


def _may_be(english: BodyName, vietnamese: BodyName) -> bool:
    """Whether two names may be those of one body; where nothing is known of a word, they may."""
    if english.kind != vietnamese.kind:
        return False
    if english.term is not None and english.term is vietnamese.term:
        return True
    syllables = set(vietnamese.words)
    letters = fold(vietnamese.text + " " + " ".join(vietnamese.words)).replace(" ", "")
    meant = [form for word in english.words for form in base_forms(word)]
    return (
        not any(form in _FIELDS or has_meaning(form) for form in meant)
        or any(word.isupper() and len(word) > 1 for word in vietnamese.text.split())
        or bool(link_words(english.words, vietnamese.words))
        or may_become(english.words, syllables)
        or any(fold(word) in letters for word in english.words if len(word) > 2)
        or any(syllables & _FIELDS.get(form, frozenset()) for form in meant)
    )


def other_body(
    english: Sequence[BodyName], vietnamese: Sequence[BodyName]
) -> tuple[str, str] | None:
    """A body of the English text and another one of its kind in its place."""
    for kind in _HEADS:
        ours = [name for name in english if name.kind == kind]
        theirs = [name for name in vietnamese if name.kind == kind]
        if len(ours) != len(theirs):
            continue
        lost = [one for one in ours if not any(_may_be(one, two) for two in theirs)]
        added = [two for two in theirs if not any(_may_be(one, two) for one in ours)]
        if lost and added:
            return lost[0].text, added[0].text
    return None


# What a text may say in place of a body.
STANDS_FOR_BODY: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:they|it|(?:the|its|this) (?:[a-z]+ )?(?:organi[sz]ation|agency|ministry|body|office|"
        r"company|group|bank|department|party|authority|authorities|court|union|regulator|watchdog|"
        r"commission|committee|government|police|firm|association|institute)|lawmakers?|"
        r"legislators?|deput(?:y|ies)|mps?|parliament\w*|senat\w+|congress\w*)\b",
        re.IGNORECASE,
    ),
    "vi": re.compile(
        r"\b(?:họ|nó|(?:tổ chức|cơ quan|bộ|ngành|đơn vị|hãng|công ty|tập đoàn|ngân hàng|đảng|tòa|"
        r"hội|khối|liên minh|ủy ban|viện|nhà chức trách|giới chức|chính quyền)(?: \w+)? (?:này|đó)|"
        r"nhà chức trách|giới chức|chính quyền|cơ quan chức năng|ngân hàng trung ương|nghị sĩ|"
        r"nghị sỹ|đại biểu|đbqh|nhà lập pháp)\b",
        re.IGNORECASE,
    ),
}
# What bodies are called whose names are told when they are left out.
_OFFICIAL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:Academy|Administration|Agency|Association|Authority|Bank|Board|Bureau|Cent(?:er|re)|"
        r"College|Commission|Committee|Council|Court|Department|Federation|Forces|Fund|Hospital|"
        r"Institute|Ministry|Office|Organi[sz]ation|Service|Society|Union|University)\b"
    ),
    "vi": re.compile(
        r"(?<!\w)(?:Ban|Bộ|Chi cục|Cơ quan|Cục|Đại học|Hiệp hội|Học viện|Hội|Hội đồng|Liên đoàn|"
        r"Mặt trận|Ngân hàng|Quỹ|Sở|Tòa án|Tổ chức|Tổng cục|Trung tâm|[UỦ][ỷy] ban|Văn phòng|Viện)"
        r"(?: [^\W\d_]+){1,7}"
    ),
}
_LONG_NAME = re.compile(rf"\b[A-Z][\w'’-]+(?:(?:,? {_LINK}(?: the)?)? [A-Z][\w'’-]+)+")
_ACRONYM = re.compile(r"\b[A-ZĐ]{2,}\b")


def omitted_body(text: str, lang: Lang, said: Sequence[tuple[int, int]], other: str) -> str:
    """A body of which hardly a word can be in the other text, as it is written; "" for none.

    In 11,000 pairs translated by people eight are told, most of which do leave it out.

    Args:
        text: One text, NFC.
        lang: Its language; the other text is in the other one.
        said: Offsets of the glossary's names in it that the other text has.
        other: The other text.
    """
    other_lang: Lang = "vi" if lang == "en" else "en"
    if STANDS_FOR_BODY[other_lang].search(other) or _ACRONYM.search(other):
        return ""
    there = [word.casefold() for word in _WORD.findall(other)]
    for start, end, words in (_long_names if lang == "en" else _official_names)(text):
        if any(first < end and start < last for first, last in said):
            continue
        found = sum(
            word in there
            or (may_become([word], there) if lang == "en" else may_become(there, [word]))
            for word in words
        )
        # Syllables mean more than words do.
        if found * (3 if lang == "en" else 4) <= len(words):
            return text[start:end]
    return ""


def _long_names(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """English names of official bodies of three words or more: offsets, words in lower case."""
    for match in _LONG_NAME.finditer(text):
        words = tuple(word for word in _WORD.findall(match.group()) if word[0].isupper())
        if words[0] in ("The", "In", "At", "By", "For"):
            words = words[1:]
        if len(words) > 2 and _OFFICIAL["en"].search(match.group()):
            yield match.start(), match.end(), tuple(map(str.casefold, words))


def _official_names(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Vietnamese ones, up to a syllable after the last capital: offsets, words in lower case."""
    for match in _OFFICIAL["vi"].finditer(text):
        words = list(_WORD.finditer(match.group()))
        last = max(i for i, word in enumerate(words) if word.group()[0].isupper())
        if last:
            words = words[: last + 2]
            end = match.start() + words[-1].end()
            yield match.start(), end, tuple(word.group().casefold() for word in words)
