"""Who, where, when, how many: a few words of the cited sentences, and nothing computed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.key_figures import find_days, find_figures
from generator.model import KeyFact, Lang, Sentence
from generator.text_features import boundness
from generator.translation.glossary import Glossary, TermMatch, without_marks

_LONGEST = 2000
_NEAR = 40
"""Longest sentence that facts are read from, and how far before a name its cue stands, in
characters."""
_BOUND = 1.0
"""Two syllables stand together this much more often (log) than by chance: they are one word."""
_MOST = {"who": 4, "where": 3, "when": 3, "how-many": 3}
_UPPER = "".join(char for char in map(chr, range(0x1F00)) if char.isupper())
_NAME = re.compile(
    rf"(?<![\w'’-])[{_UPPER}][\w'’-]*"
    rf"(?: (?:[{_UPPER}]\.|(?:(?:bin|al|de|van|von) )?[{_UPPER}][\w'’-]*))+"
)
_ROLE: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(?:tổng thống|chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|ngoại trưởng|tổng bí thư|bí thư|"
        r"đại sứ|thống đốc|tỉnh trưởng|thị trưởng|nghị sĩ|đại biểu|tổng thư ký|phát ngôn viên|"
        r"người phát ngôn|giám đốc|tổng giám đốc|chuyên gia|giáo sư|tiến sĩ|bác sĩ|luật sư|"
        r"thẩm phán|đại tướng|thượng tướng|trung tướng|chuẩn tướng|"
        r"thiếu tướng|tướng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy|"
        r"lãnh đạo|đồng cấp|hoàng tử|công chúa|nhà vua|quốc vương|giáo hoàng|huấn luyện viên|hlv|"
        r"ca sĩ|ca sỹ|nhạc sĩ|nhạc sỹ|nghệ sĩ|nghệ sỹ|diễn viên|đạo diễn|người mẫu|hoa hậu|"
        r"nhà báo|cầu thủ|tiền đạo|tiền vệ|hậu vệ|thủ môn|tay vợt|võ sĩ|nhạc trưởng|"
        r"kiến trúc sư|kỹ sư|cục trưởng|vụ trưởng|trưởng ban|trưởng phòng|trưởng đoàn|"
        r"chánh án|viện trưởng|hiệu trưởng|chánh văn phòng|chủ nhiệm|tư lệnh|"
        r"thanh tra chính phủ|thư ký|nghi phạm|nghi can|bị can|bị cáo|nạn nhân)\b"
        r"[^.,;:()“”\"\d]{0,60}$|"
        r"\b(?:ông|bà|anh|chị|cô|em|cháu|đồng chí|cảnh sát|học sinh|sinh viên|liệt sĩ|nhà văn) $",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:president|chairman|chair|premier|prime minister|minister|secretary|chancellor|"
        r"ambassador|governor|mayor|senator|congressman|congresswoman|representative|leader|"
        r"spokesman|spokeswoman|spokesperson|director|ceo|chief|general|admiral|colonel|captain|"
        r"judge|attorney|lawyer|professor|doctor|coach|actor|actress|singer|player|suspect|victim|"
        r"prince|princess|king|queen|pope|mr|mrs|ms|dr|gen|sen|rep|gov|agent|manager|trooper|"
        r"constable|icon|comedian)\b\.?[^,;:()“”\"\d]{0,40}$",
        re.IGNORECASE,
    ),
}
# A form of address that opens the sentence: "Ông Quý Kiến Nghiệp, thị trưởng …", or another word
# whose capital is the sentence's: "Riêng Đoàn Văn Xuyên (32 tuổi)".
_ADDRESS: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"(?:Ông|Bà|Anh|Chị|Cô|Em|Cháu) "),
    "en": re.compile(
        r"(?:(?:But|And|Yet|So|Now|Then|When|While|If|As|For|Meanwhile|Later|Earlier) )?"
        r"(?:(?:Mr|Mrs|Ms|Dr|Lt|Sgt|Capt|Col|Gen|Sen|Rep|Gov|Officer|Constable|Detective|Trooper|"
        r"Senior|Actor|Actress|Singer|Director|Producer)\.? )+"
    ),
}
_OPENER = re.compile(r"(?:Riêng|Còn|Theo|Cùng|Với|Do|Khi|Nếu|Nhưng|Hiện|Trong|Nhờ|Và) ")
# "Yvonne Hiller , 43 ,", "Huỳnh Ngọc Vàng (SN 1992", "(18 tuổi": only people have an age.
_AGED = re.compile(
    r"\s?(?:, (?:aged )?\d\d ?(?:,|$)|[,(]\s?(?:SN|sinh năm|sinh ngày)\b|[,(]\s?\d{1,2} tuổi\b)"
)
_SPEAKS = re.compile(
    r" (?:said|says|told|added|died|has died|was born|testified|tweeted)\b| ?, (?:who|whose)\b"
)
# A run of capitals that opens with one of these names an office or a body, not a person.
_BODIES = frozenset(
    "phó trưởng ban bộ ủy uỷ đảng tổng hội cục sở phòng viện trường đại quốc chủ thủ thứ cơ tòa "
    "nhà tập chính mặt thành tỉnh bí giám phủ tp ubnd hđnd mttq bch cn clb fc the vice deputy "
    "prime white house united state foreign defense defence supreme national".split()
)
# A run of capitals with one of these speaks for many.
_ORGANISATIONS = frozenset(
    "academy agency airlines airways army association authority bank board bureau center centre "
    "college committee company corp corporation council county court department entertainment "
    "federation financial force "
    "foundation fund government group guard hospital inc institute international journal league "
    "limited ltd magazine media ministry movement museum navy network news office organization "
    "organisation parliament party police post press radio reuters senate service society sox "
    "studio studios system team telegraph times tribune union university white".split()
)
_PLACE_WORD = re.compile(
    r"\b(?:xã|huyện|tỉnh|quận|phường|đường|phố|thôn|làng|thành phố|đảo|sông|núi|trường|tiểu học|"
    r"trung học|đại học|phổ thông|bệnh viện|câu lạc bộ|clb|công ty|tập đoàn|ngân hàng|chủ quản|"
    r"ấp|bản|xóm|khu phố|thị trấn|thị xã|cầu|chợ|chùa|hồ|đèo|ga|cảng|quảng trường|sân bay|tp\.?|"
    r"thẩm mỹ viện|khách sạn|nhà hàng|quán|siêu thị|phòng khám|hãng|tiệm|báo|tờ|tạp chí|đài|"
    r"street|river|mount|lake) $",
    re.IGNORECASE,
)
# "Trường THPT tư thục Hà Huy Tập", "giải thưởng Tôn Đức Thắng", "số 36B Lý Nam Đế": named after a
# person. Words of an address or an office in between say that a person follows.
_NAMED_AFTER = re.compile(
    r"\b(?:trường|thpt|thcs|tiểu học|mầm non|mẫu giáo|học viện|giải(?: thưởng)?|quỹ|cúp|bệnh viện|"
    r"nhà hát|công viên|tượng đài|lăng|chiến dịch|số(?: nhà)? \d+\w*)"
    r"(?: (?!(?:ông|bà|anh|chị|cô|em|thầy|là|cho|của|và|do)\b)[^\s,.;:()]+){0,4} $",
    re.IGNORECASE,
)
# "Chủ tịch huyện Nguyễn Hữu Minh" names the chairman, "chủ tịch huyện Nam Trà My" the district:
# only a common family name tells them apart.
_UNIT_OFFICE = re.compile(
    r"\b(?:chủ tịch|bí thư|giám đốc|trưởng)\b[^.,;:()]{0,30}"
    r"\b(?:xã|huyện|tỉnh|quận|phường|thành phố) $",
    re.IGNORECASE,
)
_FAMILIES = frozenset(
    "nguyễn trần lê phạm huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương đinh trịnh lương đoàn".split()
)
_PLACE_BEFORE: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(?:tại|ở|thủ đô|thành phố|tỉnh|bang|đảo|quận|huyện|xã|phường|sân bay|vùng|thị trấn|"
        r"thị xã|gần|ngoài khơi)(?: (?:thủ đô|thành phố|tỉnh|bang|đảo|khu vực|nước))? $",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:in|at|near|outside|off|across|city of|province of|state of)(?: the)? $",
        re.IGNORECASE,
    ),
}
_PLACE = re.compile(rf"[{_UPPER}][\w.'’-]*(?: (?:of )?[{_UPPER}][\w.'’-]*)*")
_NOT_PLACES = re.compile(
    r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\w*$"
)
# What something happens at, not where: "at the Winter Meetings in Las Vegas".
_HAPPENINGS = frozenset(
    "awards championship championships conference congress cup festival forum games match meeting "
    "meetings olympics oscars show summit talks war world".split()
)
_DIRECTIONS = frozenset("đông tây nam bắc trung đông-nam đông-bắc".split())
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_POSSESSIVE = re.compile(r" ?['’]s\b")
# "in the Angels history": a name that only says which history.
_MODIFIES = re.compile(
    r" (?!(?:and|or|of|in|on|at|to|by|for|from|with|was|were|is|are|has|have|had|that|which|who|"
    r"but|as|after|before|when|while|since|this|last|next|said|will|would)\b)[a-z]{3,}"
)


def find_facts(cited: Iterable[Sentence], glossary: Glossary) -> tuple[KeyFact, ...]:
    """Who, where, when and how many, as the cited sentences say it.

    Args:
        cited: The sentences that the summary's claims are taken from, in reading order.
        glossary: Names of people and places.

    Returns:
        A few facts of each kind, in the order of the kinds and then of the sentences. None is
        repeated; a name that is part of a longer one is left out.
    """
    read = [sentence for sentence in cited if len(sentence.text) <= _LONGEST]  # A reporter's.
    terms = [glossary.find(sentence.text, sentence.lang) for sentence in read]
    places = [list(_places(sentence, found)) for sentence, found in zip(read, terms, strict=True)]
    known_places = frozenset(name for names in places for name in names)
    found: dict[str, list[tuple[KeyFact, str]]] = {kind: [] for kind in _MOST}
    for sentence, matches, here in zip(read, terms, places, strict=True):
        people = list(_people(sentence, matches, known_places))
        for text in people:
            _note(found["who"], KeyFact("who", text, sentence), without_marks(text.casefold()))
        for text in here:
            if text not in people:
                place = without_marks(text.casefold())
                _note(found["where"], KeyFact("where", text, sentence), place)
        for day in find_days(sentence):
            _note(found["when"], KeyFact("when", day.text, sentence), day.meaning)
        for figure in find_figures(sentence):
            fact = KeyFact("how-many", figure.text, sentence)
            _note(found["how-many"], fact, figure.meaning, figure.bare)
    return tuple(fact for kind, facts in found.items() for fact, _ in facts[: _MOST[kind]])


def _note(facts: list[tuple[KeyFact, str]], fact: KeyFact, meaning: str, core: str = "") -> None:
    """Add a fact unless it, a longer form of it, or what it means is there already.

    Two counts of one language may have one figure and count two things; a day is the same day,
    and what two languages give with one figure or one name is the same fact.
    """
    new = re.sub(r"^ngày\s+", "", (core or fact.text).casefold())
    for known, told in facts:
        comparable = fact.kind == "when" or known.sentence.lang != fact.sentence.lang
        if _holds(known.text.casefold(), new) or (comparable and meaning == told):
            return
    facts.append((fact, meaning))


def _holds(text: str, part: str) -> bool:
    """Whether the words of `part` stand in a text: "5 xe" does not stand in "15 xe"."""
    at = text.find(part)
    if at < 0:
        return False
    before, after = text[at - 1 : at], text[at + len(part) : at + len(part) + 1]
    return not (before.isalnum() or before in (".", ",")) and not after.isalnum()


def _people(
    sentence: Sentence, terms: Sequence[TermMatch], places: frozenset[str]
) -> Iterator[str]:
    """Names of people: those of the glossary, and names that an office, an address or an age,
    or in English a verb of saying, marks as such."""
    text = sentence.text
    taken = [(match.start, match.end) for match in terms if match.term.kind != "person"]
    known = [(match.start, match.end) for match in terms if match.term.kind == "person"]
    spans = list(known)
    # Glossary names of other things are blanked, so "Hàn Quốc Kim Kwan-jin" leaves the person.
    blank = list(text)
    for start, end in taken:
        blank[start:end] = "_" * (end - start)
    # So do offices in capitals: "HLV Keiichi Zaizen".
    for match in _NAME.finditer(re.sub(r"\b(?:HLV|CEO|PGS|GS|TS)\b", _blanks, "".join(blank))):
        start, end = match.span()
        address = _ADDRESS[sentence.lang].match(match.group())
        opener = None if address or start else _OPENER.match(match.group())
        if first := address or opener:
            start += first.end()
        name = text[start:end]
        if " " not in name or any(s < end and start < e for s, e in known):
            continue
        before = text[max(0, start - _NEAR) : start]
        if _is_no_person(name, before, sentence.lang):
            continue
        if any(end + 1 == s for s, _ in taken):
            continue  # "Hội Thanh Niên Việt Nam": a country or a body completes the name.
        if sentence.lang == "vi" and _is_cut(name.casefold().split()[-1], text, end):
            continue  # "Đảng Cộng sản": the capitals end within a word.
        # An office is that of the first name after it.
        told = max((e for _, e in spans if e <= start), default=0)
        # "Thị trưởng Nam Kinh" is the mayor of a place that is named as one.
        in_office = name not in places and bool(
            _ROLE[sentence.lang].search(text[max(told, start - 70) : start])
        )
        speaks = sentence.lang == "en" and _SPEAKS.match(text, end)
        if address or in_office or speaks or _AGED.match(text, end):
            spans.append((start, end))
    for start, end in sorted(spans):
        yield text[start:end].rstrip(".")


def _blanks(match: re.Match[str]) -> str:
    return "_" * len(match.group())


def _is_no_person(name: str, before: str, lang: Lang) -> bool:
    """Whether the run of capitals names a body, a place, or what is called after a person."""
    words = name.casefold().split()
    if words[0] in _BODIES or not _ORGANISATIONS.isdisjoint(words):
        return True
    if lang == "vi" and _NAMED_AFTER.search(before):
        return True
    return bool(_PLACE_WORD.search(before)) and not _is_official(name, before)


def _is_official(name: str, before: str) -> bool:
    """Whether the name after "chủ tịch huyện" is the chairman's, not the district's."""
    parts = name.casefold().split()
    return len(parts) > 2 and parts[0] in _FAMILIES and bool(_UNIT_OFFICE.search(before))


def _places(sentence: Sentence, terms: Sequence[TermMatch]) -> Iterator[str]:
    """Places that the sentence says something happens in."""
    text = sentence.text
    before = _PLACE_BEFORE[sentence.lang]
    spans = {
        match.start: match.end
        for match in terms
        if match.term.kind in ("place", "country") and before.search(text[: match.start])
    }
    covered = [(match.start, match.end) for match in terms]
    for match in _PLACE.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end in covered)
        if inside or match.start() == 0 or _NOT_PLACES.match(match.group()):
            continue
        near = text[max(0, match.start() - _NEAR) : match.start()]
        if before.search(near) and _is_place(match, sentence) and not _is_official(match[0], near):
            spans[match.start()] = match.end()
    for start in sorted(spans):
        yield text[start : spans[start]].rstrip(".")


def _is_place(match: re.Match[str], sentence: Sentence) -> bool:
    """Whether a run of capitals after "tại" or "in" can be the name of a place."""
    name = match.group()
    words = name.casefold().split()
    if words[0] in _BODIES - {"thành", "tỉnh", "tp"}:
        return False
    if sentence.lang == "en":
        # "in Stephenie Meyer 's novels", "at the Winter Meetings"
        modifier = sentence.text[: match.start()].endswith(" the ") and _MODIFIES.match(
            sentence.text, match.end()
        )
        return (
            (len(words) > 1 or (len(name) > 3 and not modifier))
            and not _POSSESSIVE.match(sentence.text, match.end())
            and _HAPPENINGS.isdisjoint(words)
        )
    if len(words) > 1:
        return True
    # "tại Trung tâm", "vùng Trung và Tây Á": a syllable of a word, a point of the compass.
    return (
        len(name) > 3
        and name.isascii()
        and words[0] not in _DIRECTIONS
        and not _is_cut(words[0], sentence.text, match.end())
    )


def _is_cut(syllable: str, text: str, end: int) -> bool:
    """Whether a name's last syllable forms a word with the one after it: "Trung tâm"."""
    following = _NEXT_WORD.match(text, end)
    return (
        following is not None
        and following[1].islower()
        and boundness(syllable, following[1]) >= _BOUND
    )
