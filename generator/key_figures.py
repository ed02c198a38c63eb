"""Figures and days of a sentence as a reader needs them: whole.

`100-150 đồng/kg` is one finding, and so is `gần 4.000 tấn gạo` or `17 và 18/4`. A figure without
its range, its unit, its "nearly" or what it counts says something else than the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Lang, Sentence
from generator.quantities import Quantity, find_quantities
from generator.text_features import boundness


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what belongs to it.

    Attributes:
        text: As the sentence has it, from its "nearly" to its unit or noun.
        bare: The same without the "nearly".
        meaning: What it means whatever the language: kind and value.
    """

    text: str
    bare: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and the other days that the sentence names with it.

    Attributes:
        text: As the sentence has it, but for a point or hyphen in `21.10`.
        meaning: The date as `model.PartialDate` writes it.
    """

    text: str
    meaning: str


_TO = r"\s*[-–—]\s*|\s+(?:đến|tới|to)\s+"
_DAYS_BEFORE = re.compile(
    r"(?<![\w/.,-])(?:ngày\s+(?:(?:\d{1,2}(?:\s*,\s*|\s+(?:và|đến|tới)\s+|\s*[-–]\s*)){1,4}"
    r"(?:ngày\s+)?)?|(?:\d{1,2}(?:\s*,\s*|\s+(?:và|đến|tới|and|to)\s+|\s*[-–]\s*)){1,4})$",
    re.I,
)
_DAYS_AFTER = re.compile(
    r"(?<=[a-z] \d|[ a-z]\d\d)\s*(?:and|to|-|–)\s*\d{1,2}(?=[.,;)]|$| (?:in|at|on)\b)"
)


_BARE_DAY = re.compile(r"^(\d{1,2})[.-](\d{1,2})$")


def find_days(sentence: Sentence) -> Iterator[Day]:
    """The dates of a sentence, each with its `ngày`, without which `2.6` would read as a number.

    A year alone, and the "17" of "17 và 18/4", are no dates of their own.
    """
    text = sentence.text
    for quantity in find_quantities(text, sentence.lang):
        if quantity.kind != "date" or quantity.text.strip().isdigit():
            continue
        word = _DAYS_BEFORE.search(text[: quantity.start])
        more = _DAYS_AFTER.match(text, quantity.end) if quantity.text[-1:].isdigit() else None
        start = word.start() if word else quantity.start
        end = more.end() if more else quantity.end
        # Alone, `21.10` would read as a number.
        day = _BARE_DAY.sub(r"\1/\2", text[start:end].strip())
        yield Day(day, quantity.value)


_COUNTED = frozenset({"number", "money", "percent", "measure"})
# "/kg", "/ bộ hài cốt", " mỗi lượng", " a barrel": what the figure is for.
_PER: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\s?/\s?(?:(?:bộ|một|1) )?[^\W\d_]+(?:/[^\W\d_]+)?"
        r"|\s(?:mỗi|một) (?:lượng|kg|kilôgam|lít|tấn|tạ|thùng|ounce|tháng|năm|ngày|giờ|người|hộ|"
        r"m2)\b"
    ),
    "en": re.compile(
        r"\s?/\s?[^\W\d_]+"
        r"|\s(?:per|an?|each) (?:barrel|ounce|tonne|ton|kilogram|kg|pound|gallon|litre|liter|hour|"
        r"day|week|month|year|share|person|head|capita)\b"
    ),
}
_LETTERS = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_RANGE = re.compile(rf"(?:{_TO})$")
_BETWEEN = re.compile(r"\s+(?:and|và)\s+$")
_OPENS_RANGE = re.compile(r"\b(?:từ|from|between)\s+$", re.IGNORECASE)
_ABOUT: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(?:gần|hơn|khoảng|khoảng hơn|khoảng gần|chừng|ít nhất|tối thiểu|tối đa|không quá|"
        r"không dưới|xấp xỉ|ước tính)\s+$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:nearly|almost|about|around|approximately|roughly|some|over|more than|less than|"
        r"fewer than|at least|at most|up to|as many as|an estimated)\s+$",
        re.IGNORECASE,
    ),
}
# "trên 800 hài cốt" is a count, "trên 3 chiếc xe" a place.
_ABOVE = re.compile(r"\b(?:trên|dưới)\s+$", re.IGNORECASE)
_SURELY_ABOVE = 10
_NO_COUNT = re.compile(
    r"\b(?:số|số nhà|thứ|tầng|trang|mục|điều|khoản|khóa|lớp|quận|phường|tổ|top|chương|phiên bản|"
    r"(?<!xếp )hạng|vị trí|tốp|xóm|ấp|thôn|đội|ngõ|ngách|hẻm|kiệt|căn nhà|căn hộ|lô|quốc lộ|"
    r"tỉnh lộ|no\.?|number|article|version|chapter|floor|page) $",
    re.IGNORECASE,
)
# "Snapdragon 800": a figure that belongs to the name of a product.
_PRODUCT = re.compile(r"\b(?:[A-Z][a-z]{5,}|i[A-Z]\w+) $")
# "66C1 – 054.53", "0912 345": part of a plate, a telephone number, a figure that was torn apart.
_CODE_BEFORE = re.compile(r"(?:\b\d*[A-ZĐ]+\d*\s?[-–.]\s?|\d\s(?:,\s)?)$")
_TORN_AFTER = re.compile(r"\s,\s\d{3}\b|\s\d{3}\b|[.,:/]?\d")
_FEWEST = 4
"""Below this a count is a way of speaking: "3 nước", "2 sides"."""


def find_figures(sentence: Sentence) -> Iterator[Figure]:
    """The figures of a sentence worth a line of their own, from left to right."""
    text, lang = sentence.text, sentence.lang
    quantities = find_quantities(text, lang)
    for place, quantity in enumerate(quantities):
        if quantity.kind not in _COUNTED or not any(char.isdigit() for char in quantity.text):
            continue
        if _is_score(quantity):
            continue
        if _continues(text, quantities, place + 1, lang):
            continue  # The lower end of a range: told with the upper one.
        first = quantities[place - 1] if _continues(text, quantities, place, lang) else quantity
        before = text[: first.start]
        if _CODE_BEFORE.search(before) or _TORN_AFTER.match(text, quantity.end):
            continue
        if quantity.kind in ("number", "measure") and _NO_COUNT.search(before):
            continue  # "Article 5", "số nhà 36B"
        if lang == "vi" and quantity.kind == "number" and _PRODUCT.search(before):
            continue
        end = _whole_unit(text, quantity, lang)
        if first is not quantity and not _rises(first, quantity):
            continue  # "3 - 1": a score.
        kind = "money" if first.kind == "money" else quantity.kind
        if kind == "number" and end == quantity.end:
            noun_end = _counted(text, first, quantity, lang)
            if noun_end is None:
                continue
            end = noun_end
        start = _opening(text, first, lang)
        bare = text[first.start : end].strip()
        values = quantity.value if first is quantity else f"{first.value}-{quantity.value}"
        yield Figure(text[start:end].strip(), bare, f"{kind} {values}")


def _is_score(quantity: Quantity) -> bool:
    """Whether it is `13/10` or `18/21`: no share of anything."""
    parts = re.fullmatch(r"(\d+)/(\d+)", quantity.value)
    return parts is not None and "/" in quantity.text and min(map(int, parts.groups())) > 9


def _continues(text: str, quantities: Sequence[Quantity], place: int, lang: Lang) -> bool:
    """Whether the figure at `place` is the upper end of a range that the one before it opens."""
    if not 0 < place < len(quantities):
        return False
    low, high = quantities[place - 1], quantities[place]
    # "$ 140-150 million": only the lower end has the sign.
    same = low.kind in ("number", high.kind) or (low.kind, high.kind) == ("money", "number")
    if high.kind not in _COUNTED or not same:
        return False
    if low.words or high.words or "/" in low.value or not low.value[:1].isdigit():
        return False
    between = text[_whole_unit(text, low, lang) : high.start]
    if _RANGE.fullmatch(between):
        return not _CODE_BEFORE.search(text[: low.start])
    opened = _OPENS_RANGE.search(text[: low.start])
    return bool(lang == "en" and opened and _BETWEEN.fullmatch(between))


def _rises(low: Quantity, high: Quantity) -> bool:
    """Whether the second is the larger one; a unit may be said once: "3 - 4 triệu"."""
    numbers = [re.match(r"\d+(?:\.\d+)?", end.value) for end in (low, high)]
    return all(numbers) and float(numbers[0][0]) < float(numbers[1][0])  # type: ignore[index]


def _whole_unit(text: str, quantity: Quantity, lang: Lang) -> int:
    """Where the figure ends with what it is for: `150 đồng/kg`, `$100 a barrel`, `$20MM`."""
    end = quantity.end
    letters = _LETTERS.match(text, end)
    if letters and text[end - 1].isalnum():
        end = letters.end()
    per = _PER[lang].match(text, end)
    if per is None or (quantity.kind == "number" and per.group().lstrip().startswith("/")):
        return end
    last = per.group().split()[-1].lstrip("/")
    more = _NEXT_WORD.match(text, per.end()) if lang == "vi" else None
    if more and boundness(last.casefold(), more[1]) >= _BOUND:
        return more.end()  # "75 triệu đồng / bộ hài cốt"
    return per.end()


_RANGE_GOES_ON = re.compile(r"[^\d]{0,16}?\s+(?:đến|tới|to|and)\s+(?:[$€£]\s?)?\d")


def _opening(text: str, first: Quantity, lang: Lang) -> int:
    """Where the figure begins with its `từ`, `gần` or "at least"."""
    start = first.start
    before = _OPENS_RANGE.search(text[:start])
    if before and _RANGE_GOES_ON.match(text, first.end):
        return before.start()
    about = _ABOUT[lang].search(text[:start])
    if about:
        return about.start()
    above = _ABOVE.search(text[:start]) if lang == "vi" else None
    value = re.match(r"\d+", first.value)
    if above and value and int(value.group()) >= _SURELY_ABOVE:
        return above.start()
    return start


def _counted(text: str, first: Quantity, quantity: Quantity, lang: Lang) -> int | None:
    """Where the noun ends that a number counts; None where it counts nothing worth a line."""
    if first is quantity and quantity.value.isdigit() and int(quantity.value) < _FEWEST:
        return None
    if re.fullmatch(r"(?:19|20)\d\d", quantity.text.strip()):
        return None  # "Hiến pháp 1992": a year without its word.
    noun = noun_after(text, quantity.end)
    if not noun or noun.casefold() in TIME_WORDS:
        return None  # How long or how old, not how many.
    if lang == "en":
        return plural_end(text, quantity.end)
    noun, start = whole_noun(noun, text, quantity.end), quantity.end + 1
    return start + len(noun) if text.startswith(noun, start) else None


_NOUN = re.compile(r"\s((?:[^\W\d_]+(?:\s|$|(?=[.,;:)]))){1,2})")
_NOUN_STOPS = frozenset(
    "and or of in on at to by for from with the a an was were is are has have had that which who "
    "và hoặc của trong trên ở tại từ đến cho với là đã sẽ bị được có do khi này đó trước sau cũng "
    "đang vào ra theo mà thì như nhưng nên so hơn mỗi lần vừa vẫn đi về lên xuống qua tới tăng "
    "giảm".split()
)
TIME_WORDS = frozenset(
    "tháng năm giờ ngày tuần phút giây tuổi quý tiếng january february march april may june july "
    "august september october november december am pm years year months month days day hours hour "
    "weeks week minutes minute seconds nước bên".split()
)


def noun_after(text: str, end: int) -> str:
    """One or two words right after a figure, up to a function word or a name."""
    match = _NOUN.match(text, end)
    if match is None:
        return ""
    words: list[str] = []
    for word in match.group(1).split():
        if word.casefold() in _NOUN_STOPS or word[0].isupper():
            break
        words.append(word)
        if word.casefold() in TIME_WORDS:
            break
    return " ".join(words)


# English counts things in the plural; up to three words may stand before it: "13 fully loaded
# magazines". A word in -s that is none: "86 passengers", not "86 sports".
_PLURAL = re.compile(
    r"(?:\s[a-z][a-z’'-]*){0,3}?\s(?:(?!(?:sports|sales|arms|overseas|others|across|was|has|is|its|"
    r"plus|less|versus|this|as|us|hours|minutes|days|weeks|months|years|seconds)\b)"
    r"(?:[a-z-]{2,}[^\Wsui]s|[a-z]+ies)|people|children|men|women|police(?: officers)?|troops|dead|"
    r"injured|wounded|missing|aircraft|sheep|cattle|fish|feet)(?![\w’'-])"
)
_PASSES_OVER = re.compile(
    r"\s(?:and|or|of|in|on|at|to|by|for|from|with|the|an?|was|were|is|are|has|have|had|that|which|"
    r"who|but|as|after|before|when|while|since|into|over|this)\s"
)


def plural_end(text: str, end: int) -> int | None:
    """Where the plural ends that an English number counts; None if it counts none."""
    found = _PLURAL.match(text, end)
    if found is None or _PASSES_OVER.search(found.group()):
        return None
    return found.end()


_BOUND, _TIGHT = 1.3, 2.0
"""Two syllables stand together this much more often (log) than by chance: they are one word if the
first is not bound more to the one before it; they are one word in any case."""
# What completes a noun of two or three syllables: "vận động | viên", "xe đạp | điện".
_COMPLETES = re.compile(
    r" (?:viên|xung phong|điện|y tế|tội phạm|(?<=chung )kết|(?<=lửa đạn )đạo|"
    r"(?<=nguyên thủ )quốc gia)"
    r"\b(?! lực)"
)


def whole_noun(noun: str, text: str, end: int) -> str:
    """A Vietnamese noun with the syllable that its last one belongs to: `tàu tuần tra`.

    Args:
        noun: What `noun_after` found.
        text: The sentence.
        end: Where its figure ends.
    """
    whole = _with_bound(noun, text, end)
    more = _COMPLETES.match(text, end + 1 + len(whole)) if text.startswith(whole, end + 1) else None
    return whole + more.group() if more else whole


def _with_bound(noun: str, text: str, end: int) -> str:
    syllables = noun.split()
    if len(syllables) != 2 or not text.startswith(noun, end + 1):
        return noun
    following = _NEXT_WORD.match(text, end + 1 + len(noun))
    if following is None or following[1][0].isupper():
        return noun
    bound = boundness(syllables[1].casefold(), following[1].casefold())
    if bound < _BOUND or (bound < _TIGHT and bound <= boundness(*noun.casefold().split())):
        return noun
    return f"{noun} {following[1]}"
