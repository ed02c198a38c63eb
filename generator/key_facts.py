"""Who, where, when, how many; and where the sources' figures differ.

Both read the words of the sources and compute nothing: a fact is a few words of a cited
sentence, a disagreement two figures as two sources print them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model import Disagreement, KeyFact, Lang, Sentence
from generator.quantities import Quantity, find_quantities
from generator.text_features import word_counts
from generator.translation.glossary import Glossary, TermMatch

_LONGEST = 2000
_NEAR = 40
"""Longest sentence that facts are read from, and how far before a name its cue stands, in
characters."""
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
        r"thẩm phán|đại tướng|thượng tướng|trung tướng|"
        r"thiếu tướng|tướng|đại tá|thượng tá|trung tá|thiếu tá|"
        r"lãnh đạo|đồng cấp|hoàng tử|công chúa|nhà vua|giáo hoàng|huấn luyện viên|hlv|ca sĩ|"
        r"diễn viên|cầu thủ|nghi phạm|nạn nhân)\b[^.,;:()“”\"\d]{0,60}$|"
        r"\b(?:ông|bà|anh|chị|cô|em|cháu) $",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:president|chairman|chair|premier|prime minister|minister|secretary|chancellor|"
        r"ambassador|governor|mayor|senator|congressman|congresswoman|representative|leader|"
        r"spokesman|spokeswoman|spokesperson|director|ceo|chief|general|admiral|colonel|captain|"
        r"judge|attorney|lawyer|professor|doctor|coach|actor|actress|singer|player|suspect|victim|"
        r"prince|princess|king|queen|pope|mr|mrs|ms|dr|gen|sen|rep|gov)\b\.?[^,;:()“”\"\d]{0,40}$",
        re.IGNORECASE,
    ),
}
# A run of capitals that opens with one of these names an office or a body, not a person.
_BODIES = frozenset(
    "phó trưởng ban bộ ủy uỷ đảng tổng hội cục sở phòng viện trường đại quốc chủ thủ thứ cơ tòa "
    "nhà tập chính mặt thành tỉnh bí giám phủ the vice deputy prime white "
    "house united state foreign defense defence supreme national".split()
)
_PLACE_WORD = re.compile(
    r"\b(?:xã|huyện|tỉnh|quận|phường|đường|phố|thôn|làng|thành phố|đảo|sông|núi|trường|tiểu học|"
    r"trung học|đại học|phổ thông|bệnh viện|câu lạc bộ|clb|công ty|tập đoàn|ngân hàng|chủ quản|"
    r"street|river|mount|lake) $",
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
        r"gần|ngoài khơi)(?: (?:thủ đô|thành phố|tỉnh|bang|đảo|khu vực|nước))? $",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:in|at|near|outside|off|across|from|city of|province of|state of)(?: the)? $",
        re.IGNORECASE,
    ),
}
_PLACE = re.compile(rf"[{_UPPER}][\w.'’-]*(?: [{_UPPER}][\w.'’-]*)*")
_NOT_PLACES = re.compile(
    r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\w*$"
)
_NOUN = re.compile(r"\s((?:[^\W\d_]+(?:\s|$|(?=[.,;:)]))){1,2})")
_NOUN_STOPS = frozenset(
    "and or of in on at to by for from with the a an was were is are has have had that which who "
    "và hoặc của trong trên ở tại từ đến cho với là đã sẽ bị được có do khi này đó trước sau cũng "
    "đang vào ra theo mà thì như nhưng nên lần vừa vẫn đi về lên xuống qua tới".split()
)


_TIME_WORDS = frozenset(
    "tháng năm giờ ngày tuần phút giây tuổi quý january february march april may june july august "
    "september october november december am pm years year months month days day hours hour weeks "
    "week minutes minute nước bên".split()
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
    found: dict[str, list[tuple[KeyFact, str]]] = {kind: [] for kind in _MOST}
    for sentence in cited:
        if len(sentence.text) > _LONGEST:
            continue  # No sentence of a reporter's.
        terms = glossary.find(sentence.text, sentence.lang)
        quantities = find_quantities(sentence.text, sentence.lang)
        people = list(_people(sentence, terms))
        for text in people:
            _note(found["who"], KeyFact("who", text, sentence), _unmarked(text))
        for text in _places(sentence, terms):
            if text not in people:
                _note(found["where"], KeyFact("where", text, sentence), _unmarked(text))
        for quantity in quantities:
            if quantity.kind == "date" and quantity.text.strip().isdigit():
                continue  # A year alone, or the "17" of "17 và 18/4".
            if quantity.kind == "date":
                fact = KeyFact("when", _day(sentence.text, quantity), sentence)
                _note(found["when"], fact, quantity.value)
            elif text := _count(sentence, quantity):
                fact = KeyFact("how-many", text, sentence)
                _note(found["how-many"], fact, f"{quantity.kind} {quantity.value}")
    return tuple(fact for kind, facts in found.items() for fact, _ in facts[: _MOST[kind]])


def _day(text: str, quantity: Quantity) -> str:
    """The date with its `ngày`, without which `2.6` would read as a number, and other days.

    `17 và 18/4` is two days, and so is `April 17 and 18`.
    """
    word = _DAYS_BEFORE.search(text[: quantity.start])
    more = _DAYS_AFTER.match(text, quantity.end) if quantity.text[-1:].isdigit() else None
    start = word.start() if word else quantity.start
    return text[start : more.end() if more else quantity.end].strip()


_DAYS_BEFORE = re.compile(
    r"(?<![\w/.,-])(?:ngày\s+(?:(?:\d{1,2}(?:\s*,\s*|\s+(?:và|đến|tới)\s+|\s*[-–]\s*)){1,4}"
    r"(?:ngày\s+)?)?|(?:\d{1,2}(?:\s*,\s*|\s+(?:và|đến|tới|and|to)\s+|\s*[-–]\s*)){1,4})$",
    re.I,
)
_DAYS_AFTER = re.compile(
    r"(?<=[a-z] \d|[ a-z]\d\d)\s*(?:and|to|-|–)\s*\d{1,2}(?=[.,;)]|$| (?:in|at|on)\b)"
)


def _note(facts: list[tuple[KeyFact, str]], fact: KeyFact, meaning: str) -> None:
    """Add a fact unless it, a longer form of it, or what it means is there already.

    Two counts of one language may have one figure and count two things; a day is the same day,
    and what two languages give with one figure or one name is the same fact.
    """
    new = re.sub(r"^ngày\s+", "", fact.text.casefold())
    for known, told in facts:
        comparable = fact.kind == "when" or known.sentence.lang != fact.sentence.lang
        if new in known.text.casefold() or (comparable and meaning == told):
            return
    facts.append((fact, meaning))


def _unmarked(text: str) -> str:
    """A name in lower case without tone and vowel marks, as English papers print it."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _people(sentence: Sentence, terms: Sequence[TermMatch]) -> Iterator[str]:
    """Names of people: those of the glossary, and names that follow an office or a title."""
    text = sentence.text
    taken = [(match.start, match.end) for match in terms if match.term.kind != "person"]
    known = [(match.start, match.end) for match in terms if match.term.kind == "person"]
    spans = list(known)
    # Glossary names of other things are blanked, so "Hàn Quốc Kim Kwan-jin" leaves the person.
    blank = list(text)
    for start, end in taken:
        blank[start:end] = "_" * (end - start)
    # So do offices in capitals: "HLV Keiichi Zaizen".
    for match in _NAME.finditer(re.sub(r"\b(?:HLV|CEO)\b", "___", "".join(blank))):
        if any(start < match.end() and match.start() < end for start, end in known):
            continue
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if match.group().split()[0].casefold() in _BODIES or (
            _PLACE_WORD.search(before) and not _is_official(match.group(), before)
        ):
            continue
        # An office is that of the first name after it.
        told = max((end for _, end in spans if end <= match.start()), default=0)
        if _ROLE[sentence.lang].search(text[max(told, match.start() - 70) : match.start()]):
            spans.append(match.span())
    for start, end in sorted(spans):
        yield text[start:end].rstrip(".")


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
        name = match.group()
        long_enough = " " in name or (len(name) > 3 and name.isascii())
        is_body = name.split()[0].casefold() in _BODIES
        if (
            long_enough
            and not is_body
            and before.search(text[max(0, match.start() - _NEAR) : match.start()])
        ):
            spans[match.start()] = match.end()
    for start in sorted(spans):
        yield text[start : spans[start]].rstrip(".")


def _count(sentence: Sentence, quantity: Quantity) -> str:
    """The figure with what it counts; "" where it counts nothing worth a line of its own."""
    if quantity.kind in ("money", "percent", "measure"):
        return quantity.text.strip()
    if quantity.kind != "number" or quantity.words or not quantity.text.strip()[0].isdigit():
        return ""
    if quantity.value.isdigit() and int(quantity.value) < 4:
        return ""  # "3 nước", "2 sides": a way of speaking, not a finding.
    if re.fullmatch(r"(?:19|20)\d\d", quantity.text.strip()):
        return ""  # "Hiến pháp 1992": a year without its word.
    if re.search(
        r"\b(?:số|thứ|điều|khoản|no\.?|number|article) $", sentence.text[: quantity.start], re.I
    ):
        return ""
    noun = _noun_after(sentence.text, quantity.end)
    if noun.casefold() in _TIME_WORDS:
        return ""  # How long or how old, not how many.
    if sentence.lang == "en" and _PLURAL.match(noun):
        noun = noun.split()[0]  # "86 passengers caught": a verb follows, not a second noun.
    if sentence.lang == "vi":
        noun = _whole_noun(noun, sentence.text, quantity.end)
    return f"{sentence.text[quantity.start : quantity.end].strip()} {noun}" if noun else ""


_BOUND = 1.5
"""Two syllables stand together this much more often (log) than by chance: they are one word."""


def _whole_noun(noun: str, text: str, end: int) -> str:
    """A Vietnamese noun of two syllables with the third that its second belongs to: `tàu tuần tra`.

    Args:
        noun: What `_noun_after` found.
        text: The sentence.
        end: Where its figure ends.
    """
    syllables = noun.split()
    following = re.match(rf"\s*{re.escape(noun)} ([^\W\d_]+)", text[end:])
    if len(syllables) != 2 or following is None or following[1][0].isupper():
        return noun
    bound = _boundness(syllables[1].casefold(), following[1].casefold())
    if bound < _BOUND or bound <= _boundness(*noun.casefold().split()):
        return noun
    return f"{noun} {following[1]}"


def _boundness(first: str, second: str) -> float:
    """Pointwise mutual information of two neighbouring syllables in news; -inf if unseen."""
    total, counts = word_counts("vi")
    together = counts.get(f"{first} {second}", 0)
    if not together:
        return -math.inf
    return math.log(total * together / (counts[first] * counts[second]))


_PLURAL = re.compile(
    r"(?!(?:sports|sales|arms|overseas) )(?:\w{2,}[^\Wsui]s|\w+ies|people|children|men|women) ",
    re.IGNORECASE,
)


def _noun_after(text: str, end: int) -> str:
    """One or two words right after a figure, up to a function word or a name."""
    match = _NOUN.match(text, end)
    if match is None:
        return ""
    words: list[str] = []
    for word in match.group(1).split():
        if word.casefold() in _NOUN_STOPS or word[0].isupper():
            break
        words.append(word)
        if word.casefold() in _TIME_WORDS:
            break
    return " ".join(words)


_FIGURE = re.compile(
    r"(?<![\w.,/:$€£-])(?P<value>\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d.,/:%-]*\d)(?= [^\W\d_])"
)
_DEPTH = 12
"""Figures that sources differ on stand near the top; further down they tell of other things."""
_ROUNDING = 0.02
_MOST_GIVEN = 40
_SAME_CONTEXT = 0.4


def find_disagreements(sentences: Mapping[str, Sequence[Sentence]]) -> tuple[Disagreement, ...]:
    """Figures that two sources give differently for what reads as the same thing.

    Two sentences of different articles count the same thing ("12 người thiệt mạng", "14 người
    thiệt mạng") in much the same words, and neither article holds the other's figure. Errs towards
    silence: other wordings of the same thing are not found.

    Args:
        sentences: The sentences of an event's articles, by article id, in order.

    Returns:
        One disagreement for each thing counted, in the order of the articles.
    """
    figures: dict[tuple[Lang, str], list[tuple[str, Sentence, frozenset[str]]]] = {}
    values: dict[str, frozenset[str]] = {}
    for article_id, every in sentences.items():
        values[article_id] = frozenset(
            _value(match) for sentence in every for match in _FIGURE.finditer(sentence.text)
        )
        for sentence in every[:_DEPTH]:
            if len(sentence.text) > _LONGEST:
                continue
            context = frozenset(re.findall(r"[^\W\d_]+", sentence.text.casefold()))
            for match in _FIGURE.finditer(sentence.text):
                noun = _noun_after(sentence.text, match.end())
                if len(noun.split()) < 2:
                    continue
                thing = " ".join(noun.casefold().split()[:2])
                figures.setdefault((sentence.lang, thing), []).append(
                    (_value(match), sentence, context)
                )
    found: list[Disagreement] = []
    for (lang, thing), all_given in figures.items():
        given = all_given[:_MOST_GIVEN]
        differing = _differing(given, values)
        if differing:
            found.append(Disagreement(thing, lang, differing))
    return tuple(found)


def _value(match: re.Match[str]) -> str:
    return re.sub(r"[.,]", "", match["value"])


def _differing(
    given: Sequence[tuple[str, Sentence, frozenset[str]]], values: Mapping[str, frozenset[str]]
) -> tuple[tuple[str, Sentence], ...]:
    """The first pair of figures that contradict each other, with the sentences that give them."""
    for index, (value, sentence, context) in enumerate(given):
        for other, elsewhere, around in given[index + 1 :]:
            if (
                other != value
                and elsewhere.article_id != sentence.article_id
                and other not in values[sentence.article_id]
                and value not in values[elsewhere.article_id]
                and not _rounded(value, other)
                and len(context & around) >= _SAME_CONTEXT * len(context | around)
            ):
                return (
                    (_written(value, sentence), sentence),
                    (_written(other, elsewhere), elsewhere),
                )
    return ()


def _rounded(one: str, other: str) -> bool:
    """Whether one figure is the other in round numbers: "hơn 31.000" and "31.015"."""
    low, high = sorted((int(one), int(other)))
    return high - low <= _ROUNDING * high and (low % 10 == 0 or high % 10 == 0)


def _written(value: str, sentence: Sentence) -> str:
    """A figure as the sentence prints it."""
    return next(m["value"] for m in _FIGURE.finditer(sentence.text) if _value(m) == value)
