"""Numbers, dates, money and percentages in Vietnamese and English text, normalised.

Both languages' conventions meet here: `1.000` and `1,000`, `3,5` and `3.5`, `2 tỷ đồng` and
`VND2 billion`, `ngày 14/9` and `14 September`, `hai phần ba` and `two-thirds`. Where a text can
be read in more than one way (`3-2`: a score or 3 February), the likelier reading is the value
and the rest are kept beside it, so that whoever compares two texts can be lenient.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from generator.model import Lang, PartialDate

QuantityKind = Literal[
    "number", "percent", "money", "measure", "ordinal", "date", "weekday", "time", "decade", "code"
]
Reading = tuple[QuantityKind, str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, date or the like as it stands in a text.

    Attributes:
        kind: What it counts or names.
        value: The likeliest reading: a plain decimal (`1000`, `3.5`) or fraction (`2/3`); a date
            as `PartialDate` writes it, or `---17` for a day alone; a weekday 1 (Monday) to 7; a
            time `HH:MM`; the first year of a decade; a code (`COVID19`) without hyphens.
        text: The words of the text, `text[start:end]` of what was searched.
        start: Offset of its first character.
        end: Offset after its last character.
        unit: ISO 4217 code of money, symbol of a measure, else "".
        words: Whether it is written in words rather than digits.
        others: Other possible readings.
    """

    kind: QuantityKind
    value: str
    text: str
    start: int
    end: int
    unit: str = ""
    words: bool = False
    others: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every possible reading, the likeliest first."""
        return ((self.kind, self.value), *self.others)


# A source sentence is looked at again for every way of translating it.
@lru_cache(maxsize=4096)
def find_quantities(text: str, lang: Lang) -> tuple[Quantity, ...]:
    """Every quantity in a text, from left to right, without overlaps.

    Args:
        text: NFC text; a sentence, or any longer piece.
        lang: Its language, which decides what `1.000` means.
    """
    # No quantity is this long; without this, a line without spaces would take minutes.
    text = _ENDLESS.sub(lambda match: " " * len(match.group()), text)
    scan = _Scan(text, lang)
    digit = _DIGIT.search(text)
    lower = text.casefold()
    for pattern, handler, hints in _STEPS[lang]:
        if hints is _DIGITS:
            if digit is None:
                continue
        elif hints and not any(hint in lower for hint in hints):
            continue
        for match in pattern.finditer(text):
            if scan.is_free(match.start(), match.end()):
                handler(scan, match)
    return tuple(sorted(scan.found, key=lambda quantity: quantity.start))


_ENDLESS = re.compile(r"\S{81,}")


class _Scan:
    """What has been found so far; each handler adds to it and no character is read twice."""

    def __init__(self, text: str, lang: Lang) -> None:
        self.text = text
        self.lang = lang
        self.found: list[Quantity] = []
        self._taken = bytearray(len(text))

    def is_free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def add(
        self,
        kind: QuantityKind,
        value: str,
        start: int,
        end: int,
        unit: str = "",
        words: bool = False,
        others: tuple[Reading, ...] = (),
    ) -> None:
        while end > start and self.text[end - 1].isspace():
            end -= 1
        text = self.text[start:end]
        self.found.append(Quantity(kind, value, text, start, end, unit, words, others))
        self.skip(start, end)

    def skip(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def words_before(self, position: int, count: int = 3) -> list[str]:
        """Up to `count` lower-case words before a position, the nearest first."""
        return [
            w.lower() for w in re.findall(r"[^\W_]+", self.text[max(0, position - 40) : position])
        ][: -count - 1 : -1]

    def word_after(self, position: int) -> str:
        match = re.compile(r"[\s-]*([^\W\d_]+)").match(self.text, position)
        return match[1] if match else ""


# ------------------------------------------------------------------------------ plain values


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numeral(text: str, lang: Lang) -> list[Decimal]:
    """The possible values of a numeral in digits, the likeliest in `lang` first; [] if none."""
    text = re.sub(r"[\u00a0\u2009\u202f]", "", text)
    marks = [char for char in text if char in ".,"]
    if len(text) > 40:
        return []
    if not marks:
        return [Decimal(text)]
    groups = re.split(r"[.,]", text)
    if len(set(marks)) == 2:
        if marks.count(marks[-1]) > 1 or any(len(group) != 3 for group in groups[1:-1]):
            return []
        return [Decimal("".join(groups[:-1]) + "." + groups[-1])]
    grouped = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(marks) > 1:
        return [Decimal("".join(groups))] if grouped else []
    decimal = Decimal(groups[0] + "." + groups[1])
    if not grouped or groups[0].lstrip("0") == "":
        return [decimal]
    whole = Decimal("".join(groups))
    if marks[0] == ("." if lang == "vi" else ","):
        return [whole]
    return [whole, decimal] if groups[1].endswith("0") else [decimal, whole]


_UNITS_VI = {
    word: number
    for number, words in enumerate(
        "không|một mốt|hai|ba|bốn tư|năm lăm nhăm|sáu|bảy bẩy|tám|chín".split("|")
    )
    for word in words.split()
}
_SCALES_VI = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_SCALES_EN = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "tn": 10**12,
    "trn": 10**12,
}
_SMALL_EN = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS_EN = {
    word: number * 10
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_ORDINALS_EN = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {f"{word[:-1]}ieth": number for word, number in _TENS_EN.items()}
_ORDINAL_SCALES_EN = {
    f"{word}th": _SCALES_EN[word] for word in ("hundred", "thousand", "million", "billion")
}


def _words_vi(words: list[str]) -> Decimal | None:
    """Value of Vietnamese number words, None where they make no one number ("hai ba")."""
    parts: list[Decimal] = []
    section = 0
    unit: int | None = None
    last = ""
    scale = 1
    for word in words:
        if word in _UNITS_VI:
            if unit is not None:
                return None
            unit = _UNITS_VI[word]
        elif word == "mười":
            if unit is not None:
                return None
            section += 10
        elif word in ("mươi", "chục", "trăm"):
            if unit is None and not (word == "chục" and section):
                return None
            size = 100 if word == "trăm" else 10
            section += (unit or 0) * size
            unit, scale = None, size
        elif word in _SCALES_VI:
            scale = _SCALES_VI[word]
            section += unit or 0
            unit = None
            if section:
                parts.append(Decimal(section) * scale)
                section = 0
            elif parts and last in (*_SCALES_VI, "trăm"):
                parts[-1] *= scale
            else:
                return None
        elif word == "rưỡi":
            parts.append(Decimal(scale) / 2)
        elif word not in ("linh", "lẻ"):
            return None
        last = word
    return sum(parts, Decimal(section + (unit or 0)))


def _words_en(words: list[str]) -> Decimal | None:
    """Value of English number words, None where they make no one number."""
    total = section = Decimal(0)
    last = ""
    for word in words:
        if word in ("and", "a", "an"):
            continue
        if word in _SMALL_EN:
            if last in _SMALL_EN or (last in _TENS_EN and not 0 < _SMALL_EN[word] < 10):
                return None
            section += _SMALL_EN[word]
        elif word in _TENS_EN:
            if last in _SMALL_EN or last in _TENS_EN:
                return None
            section += _TENS_EN[word]
        elif word in ("hundred", "dozen"):
            section = (section or Decimal(1)) * (100 if word == "hundred" else 12)
        elif word in _SCALES_EN:
            if section:
                total += section * _SCALES_EN[word]
            elif total:
                total *= _SCALES_EN[word]
            else:
                total = Decimal(_SCALES_EN[word])
            section = Decimal(0)
        else:
            return None
        last = word
    return total + section


def _date(year: str | int | None, month: int | None, day: int | None) -> str | None:
    """The written form of a date, None if there is no such day."""
    number = int(year) if year else None
    if number is not None and number < 100:
        number += 2000 if number < 50 else 1900
    try:
        return str(PartialDate(number, month, day)) or None
    except ValueError:
        return None


# --------------------------------------------------------------------------- shared patterns

_NUM = r"\d+(?:[.,\u00a0\u2009\u202f]\d+)*"
_LEFT = r"(?<![\w.,/:])(?<!\d[-–])"
_DASH = r"\s?[-–—]\s?"
_YEAR = r"(?:1[0-9]|20|21)\d\d"

_CURRENCY_BEFORE = {
    "us$": "USD",
    "$": "USD",
    "usd": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "s$": "SGD",
    "hk$": "HKD",
    "nt$": "TWD",
    "nz$": "NZD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "¥": "JPY",
    "jpy": "JPY",
    "₩": "KRW",
    "krw": "KRW",
    "₫": "VND",
    "vnd": "VND",
    "rmb": "CNY",
    "cny": "CNY",
    "₹": "INR",
    "₽": "RUB",
}
_CURRENCY_AFTER: dict[Lang, dict[str, str]] = {
    "en": {
        "australian dollars?": "AUD",
        "canadian dollars?": "CAD",
        "singapore(?:an)? dollars?": "SGD",
        "hong kong dollars?": "HKD",
        "new zealand dollars?": "NZD",
        "(?:new )?taiwan(?:ese)? dollars?": "TWD",
        r"(?:us|american)?\s?dollars?": "USD",
        "usd": "USD",
        "us\\$": "USD",
        "\\$": "USD",
        "euros?": "EUR",
        "eur": "EUR",
        "€": "EUR",
        "pounds? sterling": "GBP",
        "british pounds?": "GBP",
        r"(?<=[mb]illion )pounds?(?! (?:of|in weight)\b)": "GBP",
        "gbp": "GBP",
        "(?:japanese )?yen": "JPY",
        "jpy": "JPY",
        "(?:south korean |korean )?won": "KRW",
        "krw": "KRW",
        "(?:chinese )?yuan": "CNY",
        "rmb": "CNY",
        "cny": "CNY",
        "renminbi": "CNY",
        "(?:vietnamese? )?dong": "VND",
        "vnd": "VND",
        "đồng": "VND",
        "rupees?": "INR",
        "ro?ubles?": "RUB",
        "baht": "THB",
        "francs?": "CHF",
    },
    "vi": {
        r"đô[\s-]?la\s+(?:úc|australia)": "AUD",
        r"đô[\s-]?la\s+canada": "CAD",
        r"đô[\s-]?la\s+singapore": "SGD",
        r"đô[\s-]?la\s+h[ồo]ng\s+k[ôo]ng": "HKD",
        r"đô[\s-]?la\s+new zealand": "NZD",
        r"đô[\s-]?la\s+(?:đài loan|đài tệ)": "TWD",
        r"đô[\s-]?la(?:\s+mỹ)?": "USD",
        "usd": "USD",
        "us\\$": "USD",
        "\\$": "USD",
        "mỹ kim": "USD",
        r"đô(?!\s+(?:thị|đốc|vật|hộ|ngự|sát|úy))": "USD",
        "euros?": "EUR",
        "ơ-rô": "EUR",
        "eur": "EUR",
        "€": "EUR",
        r"bảng(?:\s+anh|(?!\s+(?:đấu|xếp|điểm|giá|tin|a|b|c|d)\b))": "GBP",
        "yen": "JPY",
        "yên": "JPY",
        "jpy": "JPY",
        "won": "KRW",
        "krw": "KRW",
        "nhân dân tệ": "CNY",
        "tệ": "CNY",
        "cny": "CNY",
        "ndt": "CNY",
        r"đồng(?!\s+(?:minh|nghiệp|đội|chí|bào|thời|phạm|hồ|tác|loạt|sáng|chủ|tiền|nhất|ý|tình|"
        r"loại|hương|môn|bằng|đảng|chính|hành|vị))": "VND",
        "vnđ": "VND",
        "vnd": "VND",
        "đ": "VND",
        "rupee": "INR",
        "rúp": "RUB",
        "ruble": "RUB",
        "baht": "THB",
        "franc": "CHF",
    },
}
_MEASURES: dict[Lang, dict[str, str]] = {
    "en": {
        r"(?:km|kilomet(?:er|re)s?)(?:\s?/\s?h(?:our)?|\s?p/?h|\s(?:per|an?) hour)|kph": "km/h",
        r"mph|miles?(?:\s?/\s?h(?:our)?|\s(?:per|an?) hour)": "mph",
        r"square[\s-]kilomet(?:er|re)s?|sq\.? km|km2|km²": "km2",
        r"square[\s-]met(?:er|re)s?|sq\.? m|m2|m²": "m2",
        r"square miles?": "mi2",
        r"cubic met(?:er|re)s?|m3|m³": "m3",
        r"kilomet(?:er|re)s?|km|kms": "km",
        r"centimet(?:er|re)s?|cm": "cm",
        r"millimet(?:er|re)s?|mm": "mm",
        r"nautical miles?": "nmi",
        r"miles?": "mi",
        r"met(?:er|re)s?|m": "m",
        r"feet|foot|ft": "ft",
        r"inch(?:es)?": "in",
        r"kilograms?|kilogrammes?|kilos?|kg|kgs": "kg",
        r"grams?|(?-i:g)": "g",
        r"pounds?|lbs?": "lb",
        r"tonnes?|tons?|t": "t",
        r"quintals?": "dt",
        r"hectares?|ha": "ha",
        r"acres?": "acre",
        r"lit(?:er|re)s?|l": "l",
        r"megawatts?|mw": "MW",
        r"gigawatts?|gw": "GW",
        r"degrees? celsius|[°º]\s?c|(?-i:C)|°": "°C",
        r"degrees? fahrenheit|°\s?f|(?-i:F)": "°F",
    },
    "vi": {
        r"(?:km|ki-?lô-?mét|kilomet|cây số)(?:\s?/\s?(?:h|giờ)|\s(?:mỗi|một|trên) giờ)|kph": "km/h",
        r"dặm(?:\s?/\s?(?:h|giờ)|\s(?:mỗi|một|trên) giờ)|mph": "mph",
        r"ki-?lô-?mét vuông|kilomet vuông|cây số vuông|km2|km²|km vuông": "km2",
        r"mét vuông|m2|m²": "m2",
        r"dặm vuông": "mi2",
        r"mét khối|m3|m³": "m3",
        r"ki-?lô-?mét|kilomet|km|cây số": "km",
        r"xen-?ti-?mét|cm|phân": "cm",
        r"mi-?li-?mét|mm": "mm",
        r"hải lý": "nmi",
        r"dặm": "mi",
        r"mét|m": "m",
        r"feet|foot|bộ": "ft",
        r"inch": "in",
        r"ki-?lô-?gam|kg|cân|ký": "kg",
        r"gam|gram|(?-i:g)": "g",
        r"pound|cân anh": "lb",
        r"tấn": "t",
        r"tạ": "dt",
        r"yến": "10kg",
        r"héc-?ta|hecta|ha": "ha",
        r"mẫu anh|acre|mẫu(?= (?:ruộng|đất|lúa|vườn|rừng))": "acre",
        r"lít|l": "l",
        r"mê-?ga-?oát|megawatt|mw": "MW",
        r"gigawatt|gw": "GW",
        r"độ c|[°º]\s?c|độ(?!\s+f\b)": "°C",
        r"độ f|°\s?f": "°F",
    },
}
_PERCENT = {
    "en": r"%|per\s?cent(?:age points?)?|percentage points?|pct",
    "vi": r"%|phần trăm|điểm phần trăm|điểm %",
}
_SCALE_WORDS = {
    "en": "hundred|thousand|million|mln|mn|billion|bn|trillion|trn|tn|quadrillion",
    "vi": r"chục|trăm|nghìn|ngàn|vạn|triệu(?!\sphú)|t[ỷỉ](?!\s(?:phú|lệ|giá|số|trọng|suất))",
}
_BETWEEN = {"en": r"(?:-|–|—|to|and|or)", "vi": r"(?:-|–|—|đến|tới|và|hoặc|hay)"}


def _alternatives(table: dict[str, str]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"(?:{key})(?![\w])", re.I), value) for key, value in table.items()]


_AFTER_CURRENCY = {lang: _alternatives(table) for lang, table in _CURRENCY_AFTER.items()}
_AFTER_MEASURE = {lang: _alternatives(table) for lang, table in _MEASURES.items()}
_AFTER_PERCENT = {lang: re.compile(rf"\s?-?(?:{p})(?!\w)", re.I) for lang, p in _PERCENT.items()}
_AFTER_SCALE = {
    lang: re.compile(rf"[\s-]?({words})(?![\w])", re.I) for lang, words in _SCALE_WORDS.items()
}
_AND_A_HALF = {
    "en": re.compile(r"[\s-]and[\s-]a[\s-]half\b"),
    "vi": re.compile(r"\s+[^\W\d_]+\s+rưỡi\b"),
}
# "1 tỷ 200 triệu" is one number.
_SMALLER_SCALE = re.compile(r"\s+(\d{1,3})\s+(triệu|nghìn|ngàn)(?!\w)", re.I)
_SHORT_SCALE = re.compile(r"(k|mn|mln|m|bn|b|tn|trn)(?![\w])")
_CURRENCY_SIGN = re.compile(
    r"(?:\b(?:US|A|AU|C|CA|S|HK|NT|NZ)\$|[$€£¥₩₫₹₽]|\b(?:USD|VND|EUR|GBP|JPY|KRW|CNY|RMB))\s?$",
    re.I,
)
_SMALL_WORDS = {
    "en": "two|three|four|five|six|seven|eight|nine|ten",
    "vi": "hai|ba|bốn|năm|sáu|bảy|tám|chín|mười",
}
_RANGE_REST = {
    lang: re.compile(
        rf"\s*{_BETWEEN[lang]}\s*(?:[$€£¥₩]|US\$)?({_NUM}|{_SMALL_WORDS[lang]})[\s-]?({words})(?!\w)",
        re.I,
    )
    for lang, words in _SCALE_WORDS.items()
}


# --------------------------------------------------------------------------------- handlers

_Handler = Callable[[_Scan, "re.Match[str]"], None]


def _skip(scan: _Scan, match: re.Match[str]) -> None:
    scan.skip(match.start(), match.end())


def _code(scan: _Scan, match: re.Match[str]) -> None:
    text = match.group()
    letters = re.match(r"[^\W\d_]+", text)
    if letters and letters[0].lower() in _CURRENCY_BEFORE:
        return
    if letters and letters[0].islower() and len(letters[0]) > 1:
        return
    scan.add("code", re.sub(r"[-‑\s]", "", text).upper(), match.start(), match.end())


def _scaled(scan: _Scan, end: int) -> tuple[int, int]:
    """The scale words that begin at `end`: their product, and where they stop."""
    table = _SCALES_EN if scan.lang == "en" else {**_SCALES_VI, "chục": 10, "trăm": 100}
    factor = 1
    while match := _AFTER_SCALE[scan.lang].match(scan.text, end):
        factor *= table[match[1].lower()]
        end = match.end()
    return factor, end


def _with_unit(
    scan: _Scan,
    values: list[Decimal],
    start: int,
    end: int,
    words: bool = False,
    others: tuple[Reading, ...] = (),
) -> None:
    """Add a number, with the currency, percent sign or unit of measure around it."""
    text, lang = scan.text, scan.lang
    factor, end = _scaled(scan, end)
    before = _CURRENCY_SIGN.search(text, max(0, start - 5), start)
    money = ""
    if before and scan.is_free(before.start(), start):
        money = _CURRENCY_BEFORE[before.group().strip().lower()]
    if factor == 1 and (short := _SHORT_SCALE.match(text, end)):
        size = _SCALES_EN.get(short[1]) or {"k": 10**3, "m": 10**6, "b": 10**9}[short[1]]
        if money or short[1] != "m":
            factor, end = size, short.end()
        else:
            others = (*others, *(("number", _plain(value * size)) for value in values))
    if factor == 1 and (rest := _RANGE_REST[lang].match(text, end)):
        # "5-6 million": the scale may belong to both numbers.
        size, _ = _scaled(scan, rest.start(2))
        others = (*others, *(("number", _plain(value * size)) for value in values))
    if factor == 1 and (half := _AND_A_HALF[lang].match(text, end)):
        # "four and a half years", "bốn năm rưỡi": the half stands after the unit in Vietnamese.
        others = (*others, *(("number", _plain(value + Decimal("0.5"))) for value in values))
        if lang == "en":
            values = [value + Decimal("0.5") for value in values]
            factor, end = _scaled(scan, half.end())
    if lang == "vi" and (rest := _SMALLER_SCALE.match(text, end)):
        size = _SCALES_VI[rest[2].lower()]
        if 1 < size < factor:
            values = [value + Decimal(int(rest[1]) * size) / factor for value in values]
            end = rest.end()
    if lang == "vi" and (half := re.compile(r"\s+rưỡi\b").match(text, end)):
        values = [value + Decimal("0.5") for value in values]
        end = half.end()
    if factor != 1:
        others = tuple(other for other in others if other[0] != "date")
    plain = [_plain(value * factor) for value in values]
    kind: QuantityKind = "number"
    unit = ""
    if percent := _AFTER_PERCENT[lang].match(text, end):
        kind, end = "percent", percent.end()
    elif money:
        assert before is not None
        kind, unit, start = "money", money, before.start()
    else:
        gap = re.compile(r"[\s-]?").match(text, end)
        after = gap.end() if gap else end
        for pattern, code in _AFTER_CURRENCY[lang]:
            if match := pattern.match(text, after):
                kind, unit, end = "money", code, match.end()
                break
        else:
            for pattern, code in _AFTER_MEASURE[lang]:
                match = pattern.match(text, after)
                if match and not (len(match.group()) == 1 and after > end and code in ("t", "l")):
                    kind, unit, end = "measure", code, match.end()
                    break
    alternatives = tuple((kind, value) for value in plain[1:])
    scan.add(kind, plain[0], start, end, unit, words, (*alternatives, *others))


def _number(scan: _Scan, match: re.Match[str]) -> None:
    text = match.group()
    values = _numeral(text, scan.lang)
    start, end = match.span()
    if not values:
        # A version, an address, a broken number: compared as it is written.
        scan.add("code", text, start, end)
        return
    others: tuple[Reading, ...] = ()
    day = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", text)
    if day and (date := _date(None, int(day[2]), int(day[1]))):
        others = (("date", date),)
    if re.fullmatch(_YEAR, text) and _is_year(scan, start, end):
        scan.add("date", text, start, end, others=(("number", text),))
        return
    _with_unit(scan, values, start, end, others=others)


_YEAR_CUES = frozenset(
    "in since of by from until till to and between early late mid during before after year "
    "fiscal spring summer autumn fall winter through năm đến tới từ".split()
)


def _is_year(scan: _Scan, start: int, end: int) -> bool:
    if _AFTER_SCALE[scan.lang].match(scan.text, end) or _AFTER_PERCENT[scan.lang].match(
        scan.text, end
    ):
        return False
    before = scan.words_before(start, 1)
    after = scan.word_after(end)
    if scan.text[max(0, start - 1) : start] == "(" and scan.text[end : end + 1] in ")-–":
        return True
    if not before or before[0] not in _YEAR_CUES:
        return False
    follows_noun = after.islower() and scan.text[end : end + 1] == " " and after not in _AFTER_YEAR
    return before[0] == "năm" or not follows_noun


_AFTER_YEAR = frozenset(
    "and or to in on at when as but the a an by for with after before until was were is are had "
    "has have that which who while under because he she it they we và đến tới khi với là đã".split()
)


def _ordinal_digits(scan: _Scan, match: re.Match[str]) -> None:
    values = _numeral(match[1], scan.lang)
    if not values:
        return
    factor, end = _scaled(scan, match.end()) if scan.lang == "vi" else (1, match.end())
    others: list[Reading] = [("ordinal", _plain(value * factor)) for value in values[1:]]
    if scan.lang == "vi" and 2 <= values[0] <= 7:
        others.append(("weekday", _plain(values[0] - 1)))
    scan.add("ordinal", _plain(values[0] * factor), match.start(), end, others=tuple(others))


def _two_years(scan: _Scan, match: re.Match[str]) -> None:
    """`2019–20`, `1914-1918`: the second year may leave out the century."""
    first, second = match[1], match[2]
    if int(second) <= int(first[2:]) and len(second) == 2:
        return
    start = match.start(2)
    scan.add("date", first, match.start(), match.end(1), others=(("number", first),))
    year = first[:2] + second if len(second) == 2 else second
    scan.add("date", year, start, match.end(), others=(("number", str(int(second))),))
    scan.skip(match.start(), match.end())


def _fraction(scan: _Scan, match: re.Match[str]) -> None:
    above, below = int(match[1]), int(match[2])
    before = scan.words_before(match.start(), 2)
    if before[:1] and before[0] in _ADDRESSED and before[1:] not in (["tỷ"], ["tỉ"], ["điểm"]):
        # `lớp 4/4`, `nhà số 3/2`, not "tỷ số 2/1"
        scan.add("code", match.group(), match.start(), match.end())
        return
    if below == 0:
        for group in (1, 2):  # `dẫn 3/0`
            scan.add("number", str(int(match[group])), *match.span(group))
        return
    all_day = (above, below) == (24, 7) and _is_around_the_clock(scan, match)
    if all_day or (above, below) == (24, 24):
        scan.skip(match.start(), match.end())
        return
    others: list[Reading] = []
    orders = [(above, below)] if scan.lang == "vi" else [(below, above), (above, below)]
    dates = [date for day, month in orders if (date := _date(None, month, day))]
    dates = list(dict.fromkeys(dates))
    fraction = f"{above}/{below}"
    if (
        not dates
        or (_looks_like_fraction(scan, match) and above < below)
        or _looks_like_score(scan, match)
    ):
        others += [("date", date) for date in dates]
        scan.add("number", fraction, match.start(), match.end(), others=tuple(others))
        return
    others += [("date", date) for date in dates[1:]]
    others += [("number", fraction)]
    scan.add("date", dates[0], match.start(), match.end(), others=tuple(others))


_ALL_THE_TIME = re.compile(
    r"\b(?:suốt|cả ngày|liên tục|trực|bảo vệ|canh gác|giám sát|theo dõi|trông coi|hoạt động|"
    r"làm việc|phục vụ|hỗ trợ|mở cửa|sẵn sàng|phát sóng)\b[^.;:]{0,25}$",
    re.I,
)


def _is_around_the_clock(scan: _Scan, match: re.Match[str]) -> bool:
    """Whether `24/7` is no 24 July."""
    before = scan.words_before(match.start(), 1)
    if before and before[0] in _DAY_CUES:
        return False
    return scan.lang == "en" or bool(_ALL_THE_TIME.search(scan.text[: match.start()]))


_DAY_CUES = frozenset(
    "ngày hôm sáng chiều tối đêm trưa mùng mồng nay qua on since until by".split()
)


_ADDRESSED = ("lớp", "số", "nhà", "hẻm", "ngõ", "ngách", "vòng")
_AFTER_DATE = frozenset("năm vừa tới qua này và đến là thì sẽ đã".split())
_AFTER_FRACTION: dict[Lang, frozenset[str]] = {
    "vi": frozenset("số dân cư hộ diện tổng người lượng thành quốc đại".split()),
    "en": frozenset(("of",)),
}


def _looks_like_fraction(scan: _Scan, match: re.Match[str]) -> bool:
    before = scan.words_before(match.start(), 1)
    if before and before[0] in _DAY_CUES:
        return False
    after = scan.word_after(match.end())
    if before and before[0] in ("gần", "hơn", "chiếm", "quá"):
        return True
    if before[:1] == ["có"] and after.islower() and after not in _AFTER_DATE:
        return True  # "có 8/11 nhóm hàng"
    if scan.text[match.start() - 1 : match.start()] == "(":
        return False
    return after.lower() in _AFTER_FRACTION[scan.lang]


# `dẫn trước 13/10`: a score, as in badminton and tennis.
_SCORED = frozenset("dẫn thắng thua gỡ hòa hoà tỷ tỉ".split())  # "tỷ số", no "nhà số 3/2"
_PLAIN_FRACTION = re.compile(r"(?<![\d/.,-])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)")


def _looks_like_score(scan: _Scan, match: re.Match[str]) -> bool:
    """Whether `13/10` is a score: after a word for one, or beside another that is no date."""
    before = scan.words_before(match.start(), 2)
    if scan.lang != "vi" or (before and before[0] in _DAY_CUES):
        return False
    return bool(_SCORED.intersection(before)) or any(
        int(one) > 12 and int(other) > 12 for one, other in _PLAIN_FRACTION.findall(scan.text)
    )


def _day_month_year(scan: _Scan, match: re.Match[str]) -> None:
    first, second, year = int(match[1]), int(match[3]), match[4]
    orders = [(first, second), (second, first)]
    dates = [date for day, month in orders if (date := _date(year, month, day))]
    if scan.lang == "vi":
        dates = dates[:1]
    if dates:
        dates = list(dict.fromkeys(dates))
        others: tuple[Reading, ...] = tuple(("date", date) for date in dates[1:])
        scan.add("date", dates[0], match.start(), match.end(), others=others)


def _iso_date(scan: _Scan, match: re.Match[str]) -> None:
    if date := _date(match[1], int(match[2]), int(match[3])):
        scan.add("date", date, match.start(), match.end())


def _month_year(scan: _Scan, match: re.Match[str]) -> None:
    if date := _date(match[2], int(match[1]), None):
        scan.add("date", date, match.start(), match.end())
    elif "/" in match.group():
        # `22/1992`: what a translator left of 22/12/1992.
        scan.add("code", match.group(), match.start(), match.end())


def _cued_day_month(scan: _Scan, match: re.Match[str]) -> None:
    """`ngày 12-11`, `sáng 9.11`: a day and month whose sign alone would say something else."""
    if date := _date(None, int(match["month"]), int(match["day"])):
        others: tuple[Reading, ...] = ()
        if match["sign"] == ".":
            others = (("number", _plain(Decimal(f"{match['day']}.{match['month']}"))),)
        scan.add("date", date, match.start("day"), match.end(), others=others)


def _second_day_month(scan: _Scan, match: re.Match[str]) -> None:
    """The other end of `từ ngày 1-3 đến 15-4`."""
    if any(q.kind == "date" and q.end == match.start() - 1 for q in scan.found):
        _cued_day_month(scan, match)


def _several_days(scan: _Scan, match: re.Match[str]) -> None:
    """`hai ngày 17 và 18/4`, `19-25/2`, `8 và 9 tháng 3`: days that share a month."""
    month = _month_number_vi(match["month"]) if scan.lang == "vi" else _month_en(match["month"])
    if not month:
        return
    days = list(re.finditer(r"\d{1,2}", scan.text[match.start("days") : match.end("days")]))
    offset = match.start("days")
    dates = [_date(match["year"], month, int(day.group())) for day in days]
    if not all(dates):
        return
    for index, (day, date) in enumerate(zip(days, dates, strict=True)):
        assert date is not None
        start, end = offset + day.start(), offset + day.end()
        if index == len(days) - 1 and match.end("month") > end:
            end = match.end()
        if index == 0 and match.start("month") < start:
            start = match.start("month")
        scan.add("date", date, start, end)
    scan.skip(match.start(), match.end())


_MONTHS_VI = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
_MONTH_VI = r"(?:\d{1,2}|mười một|mười hai|mười|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|chạp)"


def _month_number_vi(text: str) -> int | None:
    text = " ".join(text.lower().split())
    number = int(text) if text.isdigit() else _MONTHS_VI.get(text)
    return number if number and 1 <= number <= 12 else None


_COUNTED_BEFORE_MONTH = re.compile(
    rf"(?:\d|\b(?:{'|'.join(w for w in _UNITS_VI if w not in ('không', 'tư'))}|mười|mươi|vài|mấy|"
    r"nhiều|mỗi|hàng|các|những))\s+$",
    re.I,
)


def _month_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`tháng 8`, `tháng Tám năm 2023`, `ngày 8 tháng 3`."""
    month = _month_number_vi(match["month"])
    day = int(match["day"]) if match["day"] else None
    written = match["month"].isdigit()
    if month is None or (
        day is None
        and _COUNTED_BEFORE_MONTH.search(scan.text[max(0, match.start() - 12) : match.start()])
    ):
        return
    if (
        not written
        and match["month"] == "năm"
        and re.match(r"\s+(?:\d|nay|ngoái|trước|sau|tới|sinh)", scan.text[match.end("month") :])
    ):
        return
    if date := _date(match["year"], month, day):
        scan.add("date", date, match.start(), match.end())


def _month_range_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`tháng 7-9`: July to September."""
    first, last = int(match["first"]), int(match["last"])
    if 1 <= first < last <= 12:
        scan.add("date", f"--{first:02}", match.start(), match.end("first"))
        scan.add("date", f"--{last:02}", match.start("last"), match.end())


def _lone_day_vi(scan: _Scan, match: re.Match[str]) -> None:
    before = scan.words_before(match.start(), 1)
    counted = {"mỗi", "hàng", "một", "trong", "cả", "từng", *_UNITS_VI, "mười", "mấy"}
    if 1 <= int(match[1]) <= 31 and not (
        before and (before[0] in counted or before[0].isdigit()) and before[0] != "hai"
    ):
        scan.add("date", f"---{int(match[1]):02}", match.start(), match.end())


def _day_word_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`mùng Một Tết`: the first day of it."""
    number = _number_vi(match["day"])
    if number:
        day: Reading = ("date", f"---{number:02}")
        scan.add("ordinal", str(number), match.start(), match.end(), words=True, others=(day,))


_MONTHS_EN = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH_EN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)


def _month_en(text: str) -> int:
    return _MONTHS_EN[text.lower()]


def _last_day_en(scan: _Scan, match: re.Match[str]) -> None:
    """`the last day of June`."""
    month = _month_en(match["month"])
    days = (29, 28) if month == 2 else (31, 30)
    if date := next(filter(None, (_date(match["year"], month, day) for day in days)), None):
        whole_month: Reading = ("date", date[:-3])
        scan.add("date", date, match.start(), match.end(), others=(whole_month,))


def _day_month_en(scan: _Scan, match: re.Match[str]) -> None:
    if date := _date(match["year"], _month_en(match["month"]), int(match["day"])):
        scan.add("date", date, match.start(), match.end())


def _lone_month_en(scan: _Scan, match: re.Match[str]) -> None:
    name = match["month"]
    before = scan.words_before(match.start(), 1)
    written = re.search(r"(\w)\w*\s$", scan.text[max(0, match.start() - 30) : match.start()])
    if written and written[1].isupper() and before[0] not in _MONTH_CUES and not match["year"]:
        # "Peter August" is nobody's birthday.
        return
    ordinary = ("May", "March", "Mar", "Jan", "Jun", "Dec", "Sep", "Nov")
    ranged = re.match(rf"\s?[-–/]\s?{_MONTH_EN}\b", scan.text[match.end() :])
    before_it = scan.text[max(0, match.start() - 20) : match.start()]
    listed = re.search(rf"\b{_MONTH_EN}(?: (?:and|or|to) |\s?[-–/]\s?)$", before_it)
    # "the March festival"
    described = before[:1] == ["the"] and re.match(r" [a-z]{4,}", scan.text[match.end() :])
    cued = ranged or listed or described or match["year"] or (before and before[0] in _MONTH_CUES)
    if name in ordinary and not cued:
        return
    if date := _date(match["year"], _month_en(name), None):
        scan.add("date", date, match.start(), match.end())


_MONTH_CUES = frozenset(
    "in of since last next this that past coming by until till to from through during early late "
    "mid after before as each every for ending between".split()
)


def _fold_en(scan: _Scan, match: re.Match[str]) -> None:
    """`a tenfold increase`; `twofold` to `fourfold` are amounts in words."""
    value = _SMALL_EN[match["times"].lower()]
    scan.add("number", str(value), match.start(), match.end(), words=True)


def _zero_en(scan: _Scan, match: re.Match[str]) -> None:
    """`from zero to 100 km/h`."""
    scan.add("number", "0", match.start("zero"), match.end("zero"), words=True)


def _lunar_en(scan: _Scan, match: re.Match[str]) -> None:
    """`the sixth day of the last lunar month`, as Vietnamese writes `mùng 6 tháng Chạp`.

    The full moon is the fifteenth, `rằm`.
    """
    day, month = (_nth_en(match[part]) if match[part] else None for part in ("day", "month"))
    if match["full"]:
        day = 15
    if month and (date := _date(None, month, day)):
        scan.add("date", date, match.start(), match.end())


def _nth_en(text: str) -> int:
    if text.lower() in ("last", "final"):
        return 12
    return _ORDINALS_EN.get(text.lower()) or int(re.sub(r"\D", "", text))


def _full_moon_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`rằm tháng Bảy`: the fifteenth."""
    month = _month_number_vi(match["month"])
    if month and (date := _date(None, month, 15)):
        scan.add("date", date, match.start(), match.end())


def _decade(scan: _Scan, match: re.Match[str]) -> None:
    digits = match["decade"]
    value = digits if len(digits) == 4 else f"{'20' if int(digits) < 30 else '19'}{digits}"
    scan.add("decade", value, match.start(), match.end(), others=(("number", digits),))


def _clock(scan: _Scan, match: re.Match[str]) -> None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59:
        return
    half = (match.groupdict().get("half") or "").lower()
    _add_time(scan, match, hour, minute, half, bare=match["minute"] is None)


_LATE: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b(?:trưa|chiều|tối|đêm|khuya)\b", re.I),
    "en": re.compile(r"\b(?:afternoon|evening|night)\b", re.I),
}
_EARLY: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\bsáng\b", re.I),
    "en": re.compile(r"\b(?:morning|dawn|midnight|noon|midday|overnight|a\.?m|[ap]\.m)\b", re.I),
}


def _add_time(
    scan: _Scan,
    match: re.Match[str],
    hour: int,
    minute: int,
    half: str,
    *,
    bare: bool,
    words: bool = False,
) -> None:
    """Add a time of day.

    Args:
        half: The word that says which half of the day it is, lower case; "" for none.
        bare: Whether it may be a number, too: `at 9 pm`.
    """
    others: list[Reading] = []
    # The half of the day may be named elsewhere: "tối qua, lúc 7h30", "on Tuesday night".
    late, early = (pattern.search(scan.text) for pattern in (_LATE[scan.lang], _EARLY[scan.lang]))
    if scan.lang == "en" and late and not early:
        half = half or late.group().casefold()
    exact = _in_half(hour, half)
    # Vietnamese counts to 24.
    if not half and 0 < hour <= 12 and (scan.lang == "en" or late):
        others.append(("time", f"{(exact + 12) % 24:02}:{minute:02}"))
    if bare:
        others.append(("number", str(hour)))
    # It may say how long.
    if re.search(r"giờ.*phút", match.group(), re.I):
        others += [("number", str(hour)), ("number", str(minute))]
    elif re.search(r"giờ\s+rưỡi$", match.group(), re.I):
        others.append(("number", f"{hour}.5"))
    value = f"{exact % 24:02}:{minute:02}"
    scan.add("time", value, match.start(), match.end(), words=words, others=tuple(others))


def _in_half(hour: int, half: str) -> int:
    """The hour of 24 that a clock of twelve hours shows in one half of the day."""
    if half.startswith(("đêm", "night")):
        return 0 if hour == 12 else hour + 12 if 5 <= hour < 12 else hour
    if half.startswith(("p", "chiều", "tối", "afternoon", "evening")):
        return hour + 12 if hour < 12 else hour
    if half.startswith(("trưa", "noon")):
        return hour + 12 if hour < 5 else hour
    return 0 if half in ("a", "am", "sáng") and hour == 12 else hour


_MINUTES = {"quarter": 15, "half": 30} | _SMALL_EN | _TENS_EN | {"twenty-five": 25}


def _minutes_en(text: str) -> int:
    return int(text) if text.isdigit() else _MINUTES[text.lower()]


def _word_clock_en(scan: _Scan, match: re.Match[str]) -> None:
    """`a quarter past six`, `nine o'clock`, `seven in the evening`."""
    word = match["hour"].lower()
    hour = int(word) if word.isdigit() else {"midnight": 24, "noon": 12, **_SMALL_EN}[word]
    if not (1 <= hour <= 12 or word == "midnight"):
        return
    parts = match.groupdict()
    minute = _minutes_en(parts.get("minute") or "0")
    if (parts.get("side") or "").lower() in ("to", "before"):
        hour, minute = (hour - 1) or 12, 60 - minute
    half = (parts.get("half") or "").lower()
    _add_time(scan, match, hour, minute, half, bare=not minute, words=not word.isdigit())


def _word_clock_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`tám giờ tối`, `bảy giờ rưỡi sáng`, `6 giờ kém 15 chiều`."""
    hour = _number_vi(match["hour"])
    minute = 30 if match["rest"] == "rưỡi" else _number_vi(match["minute"] or "không")
    if hour is None or minute is None or not (0 < hour <= 12 and minute < 60):
        return
    if (match["rest"] or "").startswith("kém"):
        hour, minute = (hour - 1) or 12, 60 - minute
    half, words = (match["half"] or "").lower(), not match["hour"].isdigit()
    _add_time(scan, match, hour, minute, half, bare=not minute, words=words)


def _number_vi(text: str) -> int | None:
    value = Decimal(text) if text.isdigit() else _words_vi(text.lower().split())
    return None if value is None else int(value)


def _weekday_en(scan: _Scan, match: re.Match[str]) -> None:
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    value = str(names.index(match.group()[:3].lower()) + 1)
    scan.add("weekday", value, match.start(), match.end(), words=True)


def _weekday_vi(scan: _Scan, match: re.Match[str]) -> None:
    word = match["name"].lower()
    if word in ("nhật", "nhựt"):
        scan.add("weekday", "7", match.start(), match.end(), words=True)
        return
    number = _UNITS_VI.get(word)
    if not number or not 2 <= number <= 7:
        return
    before = scan.words_before(match.start(), 1)
    counted = {"lần", "chiến", "hạng", "kỳ", "quý", "người", "nước", "bệnh", "ca", "vị", "đợt"}
    weekday: Reading = ("weekday", str(number - 1))
    ordinal: Reading = ("ordinal", str(number))
    capital = match["name"][0].isupper() or match.group()[0].isupper()
    as_day = capital or (bool(before) and before[0] in (*_DAY_CUES, "từ", "đến", "tới", "vào"))
    first, second = (weekday, ordinal) if as_day else (ordinal, weekday)
    in_a_row = scan.word_after(match.end()).lower() in ("liên", "liền")
    if in_a_row or (before and before[0] in counted):
        first, second = ordinal, weekday
    # "tối thứ Ba" is no third evening.
    sure = (
        first == weekday
        and before[:1]
        and before[0] in ("sáng", "trưa", "chiều", "tối", "đêm", "hôm")
    )
    others = () if sure else (second,)
    scan.add(first[0], first[1], match.start(), match.end(), words=True, others=others)


def _ordinal_words_vi(scan: _Scan, match: re.Match[str]) -> None:
    word = match["name"].lower()
    value: Decimal | None
    if word in ("nhất", "đầu tiên", "đầu"):
        value = Decimal(1)
    elif word == "nhì":
        value = Decimal(2)
    else:
        value = _words_vi(word.split())
    if value:
        scan.add("ordinal", _plain(value), match.start(), match.end(), words=True)


def _ordinal_words_en(scan: _Scan, match: re.Match[str]) -> None:
    words = re.split(r"[\s-]+", match.group().lower())
    number = _ORDINALS_EN.get(words[-1])
    if number is None or (len(words) > 1 and number > 9):
        return
    tens = _TENS_EN[words[0]] if len(words) > 1 else 0
    scan.add("ordinal", str(tens + number), match.start(), match.end(), words=True)


def _large_ordinal_en(scan: _Scan, match: re.Match[str]) -> None:
    """`hundredth`, `two thousandth`, `hundred thousandth`."""
    written = (match["count"] or "one").lower()
    before = Decimal(written) if written.isdigit() else _words_en(re.split(r"[\s-]+", written))
    if before:
        value = before * _ORDINAL_SCALES_EN[match["scale"].lower()]
        scan.add("ordinal", _plain(value), match.start(), match.end(), words=True)


_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"


def _roman_value(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for char, following in zip(text, text[1:] + " ", strict=True):
        value = values[char]
        total += -value if values.get(following, 0) > value else value
    return total


def _roman(scan: _Scan, match: re.Match[str]) -> None:
    value = str(_roman_value(match["roman"]))
    scan.add("ordinal", value, match.start("roman"), match.end("roman"), words=True)


_NUMBER_WORD_VI = (
    r"(?:một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|"
    r"vạn|triệu|tỷ|tỉ|linh|lẻ|rưỡi)"
)
# After these "năm" counts; elsewhere it is nearly always a year.
_COUNTED_VI = frozenset(
    "nước người ngày tháng tuần quốc bên lần trường công tên máy tàu vụ ca quan điểm giờ phút "
    "thành nhân triệu trăm nghìn ngàn tỷ tỉ mươi chiếc con cuộc đứa đội gia ngôi học sinh bệnh nhà "
    "địa tỉnh bang ứng phiên cơ mục nhóm bước yếu khu cầu quả viên bức cuốn bộ trận đối em anh chị "
    "nạn thi đồng năm loại dự công hãng hành nghi cựu tiểu thập thế ngân ghế phần tòa chữ "
    "làng".split()
)
# `năm con Rắn` is the Year of the Snake.
_ZODIAC = "Chuột|Trâu|Hổ|Cọp|Mèo|Rồng|Rắn|Ngựa|Dê|Khỉ|Gà|Chó|Lợn|Heo"
# Before a number in words that says which one: `vòng hai` is the second round.
_RANKED = frozenset("vòng lớp tầng tập hạng giải khóa khoá đợt cấp".split())
_NOT_THREE_AFTER = ("mẹ", "má", "lô", "lê", "lỗ")  # fathers, bags, ballet
_NO_NUMBERS = {("ngã", "ba"), ("ngã", "tư"), ("kiến", "ba"), ("bọ", "ba")}  # crossroads, beetles
_NO_BILLION = re.compile(r"\s(?:phú|lệ|giá|số|trọng|suất)\b")
_NOT_ONE_AFTER = frozenset(
    "số vài ít chút cách khi mình phần lúc thời loạt đôi mặt mực chiều thể khác hai".split()
)
_NAME_LIKE = frozenset("ba bảy hai tư năm sáu tám chín mười".split())


_SEQUENCE_VI = re.compile(rf"\b{_NUMBER_WORD_VI}(?:\s+{_NUMBER_WORD_VI}){{0,19}}\b", re.I)


def _number_words_vi(scan: _Scan, match: re.Match[str]) -> None:
    following: re.Match[str] | None = match
    while following is not None:
        following = _first_number_vi(scan, following)


def _first_number_vi(scan: _Scan, match: re.Match[str]) -> re.Match[str] | None:
    """Add the first number of a run of number words; returns the rest of the run, if any."""
    rest: re.Match[str] | None = None
    text, end = match.group(), match.end()
    words = text.lower().split()
    if words == ["năm", "rưỡi"] and scan.text[: match.start()].rstrip()[-1:].isdigit():
        return rest  # "6 năm rưỡi"
    if len(words) > 2 and words[-2:] == ["năm", "rưỡi"]:
        # "ba năm rưỡi": the half of a year is read with the number.
        years = _words_vi(words[:-2])
        if years:
            end = match.start() + len(re.sub(r"\s+\S+\s+\S+$", "", text))
            _with_unit(scan, [years], match.start(), end, words=True)
            return rest
    if len(words) > 1 and words[-1] == "năm" and words[-2] not in ("linh", "lẻ", "phẩy"):
        # "tám năm", "hai mươi năm" are years: twenty-five is "hai mươi lăm".
        words.pop()
        text = re.sub(r"\s+\S+$", "", text)
        end = match.start() + len(text)
    if len(words) > 1 and words[-1] in ("tỷ", "tỉ") and _NO_BILLION.match(scan.text, end):
        # "một tỷ lệ": a rate.
        return rest
    value = _words_vi(words)
    if value is None and "năm" in words[1:]:
        # "tám năm một tháng": eight years and one month.
        year = re.compile(r"(?<=\s)năm\s+", re.I).search(scan.text, match.start() + 1, end)
        words = words[: words.index("năm", 1)]
        value = _words_vi(words)
        if year:
            end = match.start() + len(scan.text[match.start() : year.start()].rstrip())
            text = scan.text[match.start() : end]
            rest = _SEQUENCE_VI.match(scan.text, year.end(), match.end())
    if value is None and words[0] == "năm" and _words_vi(words[1:]) is not None:
        # "từ năm mười lăm tuổi": the year when somebody was fifteen.
        return _SEQUENCE_VI.search(scan.text, match.start() + len("năm"), match.end())
    if value is None and len(words) == 2 and words[1] == "một":
        # "tầng chín một chung cư": the ninth floor of a block.
        words = words[:1]
        value = _words_vi(words)
        text = scan.text[match.start() : end].split()[0]
        end = match.start() + len(text)
    if value is None:
        # "hai ba", "năm một": no one number; take the first word that stands for itself.
        if len(words) > 1 and words[0] != "một" and words[-1] in _UNITS_VI:
            scan.skip(match.start(), end)
        return rest
    after = scan.word_after(end)
    before = scan.words_before(match.start(), 1)
    previous = before[0] if before else ""
    adjacent = scan.text[end : end + 1] == " "
    before_sign = scan.text[max(0, match.start() - 1) : match.start()]
    if before_sign == "-" or re.match(r"-[^\W\d_]", scan.text[end:]):
        return rest
    if len(words) == 1:
        word = words[0]
        doubled = before == ["đôi"] and scan.words_before(match.start(), 2)[1:] in (
            ["gấp"],
            ["nhân"],
        )
        if previous in ("dăm", "vài", "đôi", "mươi") and adjacent and not doubled:
            return rest
        if word == "bẩy" and previous in ("bóng", "đòn", "lẩy"):
            return rest
        # "chín" is ripe or cooked, too.
        if word == "chín" and (
            after.lower() in ("chắn", "muồi", "mọng", "vàng", "đỏ", "rộ", "kỹ", "tới")
            or re.match(r"\s+cây(?!\s+số)", scan.text[end:], re.I)
            or previous in ("nấu", "luộc", "nướng", "chưng", "lúa", "trái", "quả", "chưa", "đã")
        ):
            return rest
        if word in ("tư", "mốt", "lăm", "nhăm", "linh", "lẻ", "rưỡi", "không") or value == 0:
            return rest
        floor = previous in ("tầng", "lầu") and not re.match(
            r"\s+(?:\d|nay|ngoái|sau|tới|trước)", scan.text[end:], re.I
        )
        among = re.match(rf"\s+trong(?:\s+số)?\s+(?:\d|{_NUMBER_WORD_VI}\b)", scan.text[end:], re.I)
        counted = previous.isdigit() or previous in _UNITS_VI
        if (
            word == "năm"
            and not (among and not counted)
            and not floor
            and (
                after.lower() not in _COUNTED_VI
                or not adjacent
                # "năm học sinh" are five pupils, "năm học" is a school year.
                or re.match(r"\s+(?:học(?!\s+sinh)|sinh(?!\s+viên))", scan.text[end:], re.I)
                or re.match(rf"\s+con\s+(?:{_ZODIAC})\b", scan.text[end:])
                or previous
                in ("mỗi", "hàng", "trong", "một", "cả", "nhiều", "những", "các", "quanh")
                or previous in _UNITS_VI
                or previous in ("mươi", "trăm", "chục", "nghìn", "vài", "mấy")
                or previous.isdigit()
            )
        ):
            return rest
        if word == "một" and (after.lower() in _NOT_ONE_AFTER and adjacent):
            return rest
        # "hai ba con" are a father and his child.
        father = after.lower() == "con" and previous in ("hai", "cả")
        if word == "ba" and (after.lower() in _NOT_THREE_AFTER or father):
            return rest
        if (previous, word) in _NO_NUMBERS:
            return rest
        if word == "ba" and re.match(
            r"\s+(?:tôi\b|mình\b|(?:anh|chị|cô|em|ông),)", scan.text[end:]
        ):
            return rest  # "ba anh, một thợ mỏ": his father
        if text[0].isupper() and after[:1].isupper() and adjacent:
            return rest
        if (
            word in _NAME_LIKE
            and text[0].isupper()
            and previous in ("ông", "bà", "anh", "chị", "đệ")
        ):
            return rest
    elif words[0] == "năm" and after[:1].isdigit():
        return rest
    # Not `9 tầng, hai giờ sau`, nor `trong vòng ba năm`.
    ranked = previous in _RANKED and scan.words_before(match.start(), 2)[-1] != "trong"
    if ranked and value < 100 and scan.text[match.start() - 2].isalpha():
        number: Reading = ("number", _plain(value))
        scan.add("ordinal", number[1], match.start(), end, words=True, others=(number,))
        return rest
    _with_unit(scan, [value], match.start(), end, words=True)
    return rest


def _fraction_words_vi(scan: _Scan, match: re.Match[str]) -> None:
    parts = [match["above"], match["below"]]
    values = [
        Decimal(part) if part.isdigit() else _words_vi(part.lower().split()) for part in parts
    ]
    above, below = values
    if above and below:
        scan.add(
            "number", f"{_plain(above)}/{_plain(below)}", match.start(), match.end(), words=True
        )


_FRACTIONS_EN = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


# After `a third` these follow a part; before any other word it counts: `a third term`.
_AFTER_PART = frozenset(
    "of more less higher lower larger smaller fewer greater faster slower cheaper as to in on at "
    "from by and or but since that which who was were is are had has have than the over above "
    "below down up this last compared while after before because when if".split()
)


def _fraction_words_en(scan: _Scan, match: re.Match[str]) -> None:
    above = match["above"].lower()
    if above in ("a", "one") and match["below"].lower() in _ORDINALS_EN:
        following = re.compile(r" ([a-z]+)").match(scan.text, match.end())
        if following and following[1] not in _AFTER_PART:
            return
    number = 1 if above in ("a", "one") else int(_SMALL_EN.get(above) or 0)
    below = match["below"].lower().removesuffix("s").replace("halve", "half")
    if above.isdigit():
        number = int(above)
    if number:
        scan.add(
            "number", f"{number}/{_FRACTIONS_EN[below]}", match.start(), match.end(), words=True
        )


def _skip_half(scan: _Scan, match: re.Match[str]) -> None:
    """`the second half`: of a match or a year, which is no half of a number."""
    scan.skip(*match.span("half"))


def _share_en(scan: _Scan, match: re.Match[str]) -> None:
    """`one in five`, `three out of ten`: a fraction."""
    parts = (match["above"].lower(), match["below"].lower())
    above, below = (
        int(part) if part.isdigit() else 1 if part == "a" else int(_words_en([part]) or 0)
        for part in parts
    )
    if 0 < above < below:
        scan.add("number", f"{above}/{below}", match.start(), match.end(), words=True)


def _fixed(value: str, *others: str) -> _Handler:
    """For words that always say the same number, or one of `others`."""
    readings: tuple[Reading, ...] = tuple(("number", other) for other in others)

    def handler(scan: _Scan, match: re.Match[str]) -> None:
        scan.add("number", value, match.start(), match.end(), words=True, others=readings)

    return handler


def _number_words_en(scan: _Scan, match: re.Match[str]) -> None:
    words = [word for word in re.split(r"[\s-]+", match.group().lower()) if word]
    value = _words_en(words)
    if value is None:
        for part in re.finditer(r"[^\W_]+", match.group()):
            alone = _words_en([part.group().lower()])
            if alone is not None and part.group().lower() in (*_SMALL_EN, *_TENS_EN):
                start = match.start() + part.start()
                scan.add("number", _plain(alone), start, start + len(part.group()), words=True)
        return
    # "four dozen" is often forty in Vietnamese.
    tens: tuple[Reading, ...] = ()
    if "dozen" in words:
        tens = (("number", _plain(value * 10 / 12)),)
    if value:
        _with_unit(scan, [value], match.start(), match.end(), words=True, others=tens)


def _half_more_en(scan: _Scan, match: re.Match[str]) -> None:
    """`one and a half`, `two and a half million`."""
    word = match["whole"].lower()
    value = Decimal(word) if word.isdigit() else Decimal(_SMALL_EN[word])
    _with_unit(scan, [value], match.start(), match.end("whole"), words=True)


def _half_more_after_en(scan: _Scan, match: re.Match[str]) -> None:
    """`two hours and a half`."""
    word = match["whole"].lower()
    value = Decimal(_SMALL_EN.get(word, word)) + Decimal("0.5")
    scan.add("number", _plain(value), *match.span(), words=not word.isdigit())
    half = re.compile(r"\band\s+a\s+half\b").search(scan.text, match.end())
    if half:
        scan.skip(*half.span())


def _scale_and_half_en(scan: _Scan, match: re.Match[str]) -> None:
    """`a million and a half`, `two thousand and a half`."""
    word = match["whole"].lower()
    whole = Decimal(1) if word in ("a", "one") else Decimal(_SMALL_EN.get(word, word))
    value = (whole + Decimal("0.5")) * _SCALES_EN[match["scale"].lower()]
    _with_unit(scan, [value], match.start(), match.end(), words=not word.isdigit())


def _metres_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`1m75`: a height as it is spoken."""
    value = Decimal(f"{match[1]}.{match[2]}")
    scan.add("measure", _plain(value), match.start(), match.end(), "m")


def _long_duration_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`2 giờ 21 phút 51 giây`, which is no time of day."""
    for group in (1, 2, 3):
        scan.add("number", str(int(match[group])), *match.span(group))


def _race_time(scan: _Scan, match: re.Match[str]) -> None:
    """`3:48.68`, `3 phút 48 giây 68`: a result in sport, in seconds."""
    rest = match["rest"] or match["after"]
    minutes = _SMALL_EN.get(match["minutes"].lower()) or int(match["minutes"])
    value = _plain(minutes * 60 + Decimal(f"{match['seconds']}.{rest}"))
    scan.add("number", value, match.start(), match.end())


def _seconds_vi(scan: _Scan, match: re.Match[str]) -> None:
    """`19 giây 48`: a result in sport, 19.48 seconds."""
    whole: Reading = ("number", match[1])
    value = _plain(Decimal(f"{match[1]}.{match[2]}"))
    scan.add("number", value, match.start(), match.end(), others=(whole, ("number", match[2])))


def _quarter(scan: _Scan, match: re.Match[str]) -> None:
    """`quý 3`, `Q3`: of a year."""
    scan.add("ordinal", match["quarter"], match.start(), match.end("quarter"), words=True)


def _ordered() -> Iterator[tuple[Lang, str, _Handler, re.RegexFlag]]:
    """Every pattern in the order it is tried: what is most specific comes first."""
    no_flag = re.RegexFlag(0)
    for lang in ("vi", "en"):
        language: Lang = "vi" if lang == "vi" else "en"
        yield language, r"https?://\S+|www\.\S+|\S+@\S+\.\w+", _skip, no_flag
        yield language, rf"{_LEFT}(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?![\d-])", _iso_date, no_flag
        yield (
            language,
            rf"{_LEFT}(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}})(?![\d/]|[.,]\d)",
            _day_month_year,
            no_flag,
        )
        yield (
            language,
            r"(?<![\w.,/-])((?:1[5-9]|20)\d\d)\s?[-–/]\s?((?:1[5-9]|20)\d\d|\d\d)(?![\w/-]|[.,]\d)",
            _two_years,
            no_flag,
        )
        # A footnote mark: "sovereignty(6)", "prohibited1".
        yield language, r"(?<=[^\W\d_A-Z])\(\d{1,2}\)", _skip, no_flag
        yield language, r"(?<=[^\W\d_A-Z]{4})\d{1,2}(?=[\s,.;]|$)", _skip, no_flag
        race_time = r"(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)[.,](?P<rest>\d{1,3})(?![\d:])"
        yield language, rf"{_LEFT}{race_time}", _race_time, no_flag
    yield (
        "vi",
        rf"{_LEFT}(?P<minutes>\d{{1,2}})(?:\s?phút\s?|')(?P<seconds>[0-5]?\d)"
        r"(?:(?:\s?giây\s?|\")(?P<rest>\d{1,3})(?!\w|[.,]\d)|,(?P<after>\d{1,3})(?:\s?giây|\"))",
        _race_time,
        re.I,
    )
    yield (
        "en",
        rf"{_LEFT}(?P<minutes>\d{{1,2}}|{'|'.join(list(_SMALL_EN)[1:11])}) minutes?,?"
        r"(?: and)? (?P<seconds>[0-5]?\d)\.(?P<rest>\d{1,3}) seconds?\b",
        _race_time,
        re.I,
    )
    for quarter in (r"\b[Qq]u[ýí]\s+(?P<quarter>[1-4])(?!\d|[.,]\d)", r"\bQ(?P<quarter>[1-4])\b"):
        yield "vi", quarter, _quarter, no_flag
        yield "en", quarter, _quarter, no_flag
    yield "vi", rf"\brằm\s+tháng\s+(?P<month>{_MONTH_VI})(?!\w)", _full_moon_vi, re.I
    day = r"\d{1,2}"
    days_vi = rf"(?P<days>{day}(?:,\s?{day})*\s?(?:-|–|và|đến|tới|hoặc)\s?(?:ngày\s)?{day})"
    yield (
        "vi",
        rf"(?:ngày|từ)\s{days_vi}[/.-](?P<month>\d{{1,2}})(?:[/.-](?P<year>\d{{4}}))?(?![\d/]|[.,-]\d)",
        _several_days,
        re.I,
    )
    yield (
        "vi",
        rf"{_LEFT}(?P<days>{day}{_DASH}{day})/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}))?(?![\d/]|[.,]\d)",
        _several_days,
        no_flag,
    )
    yield (
        "vi",
        rf"{_LEFT}(?<!tháng ){days_vi}\s+tháng\s+(?P<month>{_MONTH_VI})"
        rf"(?:(?:\s+năm\s+|[/.,-]\s?)(?P<year>{_YEAR}))?(?!\w)",
        _several_days,
        re.I,
    )
    yield (
        "vi",
        rf"(?:\b(?:ngày|mùng|mồng|hôm)\s+)?(?<![\w.,/-])(?P<day>{day})\s+tháng\s+(?P<month>{_MONTH_VI})"
        rf"(?:(?:\s+năm\s+|\s?[/.,-]\s?)(?P<year>{_YEAR}))?(?!\w)",
        _month_vi,
        re.I,
    )
    yield (
        "vi",
        rf"\btháng\s+(?P<first>{day})\s?[-–]\s?(?P<last>{day})(?![\d/]|[.,-]\d)",
        _month_range_vi,
        re.I,
    )
    yield (
        "vi",
        rf"\b(?P<day>)tháng\s+(?P<month>{_MONTH_VI})(?:(?:\s+năm\s+|\s?[/.,-]\s?)(?P<year>{_YEAR}))?(?![\w]|[./]\d)",
        _month_vi,
        re.I,
    )
    yield (
        "vi",
        r"\b(?:ngày|hôm|sáng|sớm|chiều|tối|đêm|trưa|nay,?|qua,?|mùng|mồng|chủ nhật,?|"
        r"thứ (?:hai|ba|tư|năm|sáu|bảy),?)\s\(?"
        r"(?P<day>\d{1,2})(?P<sign>[-.–])"
        r"(?P<month>\d{1,2})(?![\d/]|[.,]\d)",
        _cued_day_month,
        re.I,
    )
    yield (
        "vi",
        r"(?<=\d[-.–]\d |[-.–]\d\d )(?:đến|tới|và) (?P<day>\d{1,2})(?P<sign>[-.–])"
        r"(?P<month>\d{1,2})(?![\d/]|[.,]\d)",
        _second_day_month,
        re.I,
    )
    month_year = rf"{_LEFT}(\d{{1,2}})[/.-]((?:19|20)\d\d)(?![\d/]|[.,]\d)"
    yield "vi", month_year, _month_year, no_flag
    yield "en", rf"{_LEFT}(\d{{1,2}})/((?:19|20)\d\d)(?![\d/]|[.,]\d)", _month_year, no_flag
    # English days and months.
    nth = rf"{day}(?:st|nd|rd|th)?"
    days_en = (
        rf"(?P<days>{nth}(?:,\s?{nth})*,?\s?(?:-|–|and|to|or|through|until)\s?(?:the\s)?{nth})"
    )
    year_en = rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?"
    yield (
        "en",
        rf"{_LEFT}{days_en}\s+(?:of\s+)?(?P<month>{_MONTH_EN})\b\.?{year_en}",
        _several_days,
        no_flag,
    )
    yield (
        "en",
        rf"\b(?P<month>{_MONTH_EN})\.?\s+{days_en}(?![\d%]|[.,]\d)(?=\s*(?:[,.;:)]|$)|\s+(?:in|at|to|for|and|with|as|when|the)\b)(?:,\s+(?P<year>{_YEAR}))?",
        _several_days,
        no_flag,
    )
    yield (
        "en",
        rf"\b(?:the\s+)?last\s+day\s+of\s+(?P<month>{_MONTH_EN})\b\.?{year_en}",
        _last_day_en,
        no_flag,
    )
    yield (
        "en",
        rf"{_LEFT}(?:the\s+)?(?P<day>{day})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month>{_MONTH_EN})\b\.?{year_en}",
        _day_month_en,
        no_flag,
    )
    yield (
        "en",
        rf"(?<!\bLong )\b(?P<month>{_MONTH_EN})\.?[\s-]+(?:the\s+)?(?P<day>{day})"
        rf"(?:st|nd|rd|th)?(?![\d%]|[.,:]\d){year_en}",
        _day_month_en,
        no_flag,
    )
    yield (
        "en",
        rf"\b(?P<month>{_MONTH_EN})\b\.?(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})(?![\d%]|[.,]\d))?",
        _lone_month_en,
        no_flag,
    )
    yield "en", r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", _weekday_en, no_flag
    # The lunar calendar, whose months Vietnamese names and English counts.
    nth_word = rf"(?:{'|'.join(_ORDINALS_EN)}|{nth})"
    yield (
        "en",
        rf"\b(?:(?:(?P<day>{nth_word})|(?P<full>full[ -]moon))"
        r"\s+(?:(?:day|night)\s+)?(?:of|in)\s+)?"
        rf"(?:the\s+)?(?P<month>{nth_word}|last|final)\s+"
        r"(?:lunar\s+month|month\s+of\s+the\s+lunar\s+(?:year|calendar))\b",
        _lunar_en,
        re.I,
    )
    yield "en", r"\bfrom (?P<zero>zero) to\b", _zero_en, re.I
    yield (
        "en",
        r"\b(?P<times>five|six|seven|eight|nine|ten)-?fold\b",
        _fold_en,
        re.I,
    )
    # Times of day.
    yield (
        "en",
        rf"{_LEFT}(?P<hour>{day})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?",
        _clock,
        re.I,
    )
    half_en = r"(?:\s+(?:in\s+the|at)\s+(?P<half>morning|afternoon|evening|night)\b)"
    hours = rf"(?P<hour>{'|'.join(list(_SMALL_EN)[1:13])}|{day}|midnight|noon)"
    yield (
        "en",
        rf"\b(?:an?\s+)?(?P<minute>quarter|half)\s+(?P<side>past|to|after|before)\s+{hours}\b{half_en}?",
        _word_clock_en,
        re.I,
    )
    yield (
        "en",
        r"\b(?P<minute>five|ten|twenty|twenty-five)\s+(?:minutes\s+)?(?P<side>past|after|before)\s+"
        rf"{hours}\b{half_en}?",
        _word_clock_en,
        re.I,
    )
    yield (
        "en",
        rf"{_LEFT}(?P<minute>{'|'.join(list(_SMALL_EN)[1:])}|[1-5]?\d)\s+minutes?\s+"
        rf"(?P<side>past|after|before|to)\s+{hours}\b{half_en}?",
        _word_clock_en,
        re.I,
    )
    yield (
        "en",
        r"\b(?:at|by|until|around|about|before|after)\s+(?P<minute>five|ten|twenty|twenty-five)\s+"
        rf"(?P<side>to)\s+{hours}\b{half_en}?",
        _word_clock_en,
        re.I,
    )
    yield "en", rf"{_LEFT}\b{hours}\s+o['’]clock\b{half_en}?", _word_clock_en, re.I
    yield "en", rf"{_LEFT}\b{hours}{half_en}", _word_clock_en, re.I
    yield (
        "vi",
        rf"{_LEFT}({day})\s?giờ\s?({day})\s?phút\s?({day})(?:[.,]\d+)?\s?giây",
        _long_duration_vi,
        re.I,
    )
    half_vi = r"(?:\s+(?P<half>sáng|trưa|chiều|tối|đêm))?"
    hour_vi = r"một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?"
    tens_vi = r"(?:(?:hai|ba|bốn|năm)\s+mươi|mười)"
    minute_vi = rf"{day}|{tens_vi}(?:\s+(?:lăm|một|hai|ba|bốn|tư|sáu|bảy|tám|chín))?|năm"
    yield (
        "vi",
        rf"\b(?P<hour>{hour_vi}|{day})\s+giờ(?:\s+(?P<rest>rưỡi|(?:kém\s+)?(?P<minute>{minute_vi})(?:\s+phút)?))?"
        r"\s+(?P<half>sáng|trưa|chiều|tối|đêm)\b",
        _word_clock_vi,
        re.I,
    )
    yield (
        "vi",
        rf"\b(?P<hour>{hour_vi})\s+(?P<rest>rưỡi(?P<minute>))\s+(?P<half>sáng|trưa|chiều|tối|đêm)\b",
        _word_clock_vi,
        re.I,
    )
    counted = (
        "trăm|nghìn|ngàn|triệu|tỷ|tỉ|tuổi|tháng|năm|ngày|tuần|giờ|tiếng|phút|cân|ký|kg|tạ|tấn|mét|m|"
        "km|lần|điểm|đồng|phần|%"
    )
    yield (
        "vi",
        rf"\b(?P<hour>{hour_vi}|{day})\s+giờ\s+(?P<rest>rưỡi(?P<minute>))(?P<half>)"
        r"(?=\s+(?:ngày|hôm|thứ|cùng)\b|[,.])",
        _word_clock_vi,
        re.I,
    )
    yield (
        "vi",
        rf"(?:(?<=trước )|(?<=lúc )|(?<=khoảng )|(?<=hồi ))(?P<hour>{hour_vi})\s+"
        rf"(?P<rest>rưỡi(?P<minute>))(?P<half>)(?!\s+(?:{counted})\b)",
        _word_clock_vi,
        re.I,
    )
    yield (
        "vi",
        rf"\b(?P<hour>{hour_vi}|{day})(?:\s+giờ|h)\s+(?P<rest>kém\s+(?P<minute>{minute_vi}))"
        rf"(?:\s+phút)?{half_vi}",
        _word_clock_vi,
        re.I,
    )
    yield (
        "vi",
        rf"{_LEFT}(?P<hour>{day})\s?(?:h|g|giờ)\s?(?P<minute>[0-5]\d)(?:\s?phút|p|')?(?!\w|[.,]\d){half_vi}",
        _clock,
        re.I,
    )
    yield (
        "vi",
        rf"{_LEFT}(?P<hour>{day})(?P<minute>)(?:h|g|\s?giờ(?=\s+(?:sáng|trưa|chiều|tối|đêm)\b))(?!\w){half_vi}",
        _clock_without_minutes,
        re.I,
    )
    for lang in ("vi", "en"):
        language = "vi" if lang == "vi" else "en"
        half = half_vi if language == "vi" else f"{half_en}?"
        yield (
            language,
            rf"{_LEFT}(?P<hour>{day}):(?P<minute>[0-5]\d)(?!\d|:\d)(?:\s(?:giờ|phút)\b)?{half}",
            _clock,
            re.I,
        )
    yield (
        "en",
        r"(?<![\w.,/-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s(?:[A-Z]{1,4}T\b|UTC|local|hours\b))",
        _clock,
        no_flag,
    )
    zone = r"(?=\s(?:[A-Z]{1,4}T\b|UTC|giờ\b))"
    yield (
        "vi",
        rf"(?<![\w.,/-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){zone}",
        _clock,
        no_flag,
    )
    yield (
        "vi",
        rf"{_LEFT}(?P<hour>{day})\.(?P<minute>[0-5]\d)\s+(?P<half>sáng|trưa|chiều|tối|đêm)\b",
        _clock,
        re.I,
    )
    yield "vi", rf"{_LEFT}([1-2])m(\d{{1,2}})(?!\w)", _metres_vi, no_flag
    yield "vi", rf"{_LEFT}(\d{{1,2}})\s?giây\s?(\d{{1,3}})(?!\w|[.,]\d)", _seconds_vi, no_flag
    yield "en", r"\bhalf(?:[\s-]a)?[\s-]dozen\b", _fixed("6", "5"), re.I
    yield "vi", r"\bnửa\s+tá\b", _fixed("6"), re.I
    yield "vi", r"\bnửa\s+chục\b", _fixed("5"), re.I
    yield "en", r"\bthree[\s-]quarters\s+of\s+an\s+hour\b", _fixed("45", "3/4"), re.I
    yield "en", r"\b(?:a\s+)?quarter\s+of\s+an\s+hour\b", _fixed("15", "1/4"), re.I
    yield "en", r"\b(?<=hour and )a quarter\b", _fixed("15", "1/4"), re.I
    yield "en", r"\bhalf(?:\s+an|-)\s?hour\b", _fixed("30", "1/2"), re.I
    yield "vi", r"\bnửa\s+(?:giờ|tiếng)\b", _fixed("30", "1/2"), re.I
    english = (("thousand", 10**3), ("million", 10**6), ("billion", 10**9), ("trillion", 10**12))
    for scale, size in english:
        yield "en", rf"\bhalf\s+a\s+{scale}\b", _fixed(str(size // 2)), re.I
    vietnamese = (("triệu", 10**6), ("tỷ", 10**9), ("tỉ", 10**9), ("nghìn tỷ", 10**12))
    for scale, size in vietnamese:
        other_words = r"(?!\s+(?:lệ|phú|giá|số|trọng|suất)\b)"
        yield "vi", rf"\bnửa\s+{scale}\b{other_words}", _fixed(str(size // 2)), re.I
    # Decades, ordinals, fractions.
    yield "en", r"(?<![\w$])['’]?(?P<decade>(?:1[0-9]|20)\d0|\d0)['’]?s\b", _decade, no_flag
    yield (
        "vi",
        r"\b(?:những năm|thập niên|thập kỷ|thập kỉ)\s+['’]?"
        r"(?P<decade>(?:1[0-9]|20)\d0|[1-9]0)(?![\d.,]\d|\d)",
        _decade,
        re.I,
    )
    yield "en", rf"{_LEFT}({_NUM})(?:st|nd|rd|th)\b", _ordinal_digits, re.I
    yield "vi", rf"\bthứ\s+({_NUM})(?!\d|[.,]\d)", _ordinal_digits, re.I
    yield (
        "vi",
        r"\b(?P<above>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|\d+)\s+phần\s+(?P<below>hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|\d+)\b",
        _fraction_words_vi,
        re.I,
    )
    yield "vi", r"\b(?:một|phân)\s+nửa\b", _fixed("1/2"), re.I
    for number, word in enumerate("twent thirt fort fift sixt sevent eight ninet".split(), 2):
        yield "en", rf"\b{word}ies\b", _fixed(f"{number * 10}"), no_flag
    yield "vi", r"\bgấp đôi\b", _fixed("2"), re.I
    yield "vi", r"\bgấp rưỡi\b", _fixed("1.5"), re.I
    yield (
        "vi",
        r"\b(?:thứ|Chủ|chủ)\s+(?P<name>hai|ba|tư|năm|sáu|bảy|nhật)\b(?!\s+(?:mươi|trăm|nghìn|ngàn|triệu))",
        _weekday_vi,
        re.I,
    )
    yield (
        "vi",
        r"\bthứ\s+(?P<name>nhất|nhì|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
        r"(?:\s+(?:mươi|mười|một|mốt|hai|ba|tư|bốn|năm|lăm|sáu|bảy|tám|chín|trăm|nghìn|ngàn|triệu))*)\b",
        _ordinal_words_vi,
        re.I,
    )
    yield "vi", r"(?P<name>\bđầu tiên)\b", _ordinal_words_vi, re.I
    yield "vi", r"\blần (?P<name>đầu)\b(?! tiên)", _ordinal_words_vi, re.I
    yield "vi", r"\b(?:về|đứng|xếp|hạng|giải|ngôi|á) (?P<name>nhất|nhì)\b", _ordinal_words_vi, re.I
    yield (
        "vi",
        r"\b(?i:thế kỷ|thế kỉ|kỷ|thứ|quý|quí|kỳ|khóa|khoá|chương|đại hội|thế chiến|đệ|hạng|cấp)\s+"
        rf"(?P<roman>{_ROMAN})\b(?!-)",
        _roman,
        no_flag,
    )
    yield (
        "en",
        rf"\b(?:War|Act|Part|Chapter|Phase|Type|Title|Class)\s+(?P<roman>{_ROMAN})\b",
        _roman,
        no_flag,
    )
    whole = "|".join(_SMALL_EN)
    yield (
        "en",
        rf"\b(?P<whole>{whole}|\d{{1,3}})(?=\s+and\s+a\s+half\b)",
        _half_more_en,
        re.I,
    )
    yield (
        "en",
        rf"\b(?P<whole>{whole}|\d{{1,3}})(?=\s+(?:hour|day|week|month|year)s?\s+and\s+a\s+half\b)",
        _half_more_after_en,
        re.I,
    )
    yield (
        "en",
        rf"\b(?P<whole>a|{whole}|\d{{1,3}})[\s-](?P<scale>thousand|million|billion|trillion)"
        r"\s+and\s+a\s+half\b",
        _scale_and_half_en,
        re.I,
    )
    small = "|".join((*_SMALL_EN, "a"))
    below = (
        "halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
    )
    yield (
        "en",
        rf"\b(?P<above>{small}|\d+)[\s-](?P<below>{below})\b(?!\s+(?:of\s+)?(?:year|time|day|week|\d{{4}}))",
        _fraction_words_en,
        re.I,
    )
    yield "en", r"\b(?:first|second|latter|last)[\s-](?P<half>half)\b", _skip_half, re.I
    yield "en", r"\bhalf(?:\s+of)?\b(?![\s-]time)", _fixed("1/2"), re.I
    yield (
        "en",
        rf"{_LEFT}(?P<above>{small}|\d{{1,3}})\s+(?:in|out\s+of)(?:\s+every)?\s+"
        rf"(?P<below>{'|'.join(list(_SMALL_EN)[2:])}|twenty|\d{{1,3}})\b(?!\s*[,/%]\d|\s+(?:years?|"
        rf"months?|weeks?|days?|hours?|minutes?|seconds?|games|matches|{_MONTH_EN})\b)",
        _share_en,
        re.I,
    )
    yield "en", r"\b(?:twice|doubl(?:e|ed|es|ing))\b", _fixed("2"), re.I
    yield "en", r"\b(?:tripl|trebl)(?:e|ed|es|ing)\b", _fixed("3"), re.I
    yield "en", r"\bquadrupl(?:e|es|ed|ing)\b", _fixed("4"), re.I
    yield "en", r"\bquintupl(?:e|es|ed|ing)\b", _fixed("5"), re.I
    tens = "|".join(_TENS_EN)
    count = "|".join((*_SMALL_EN, *_TENS_EN, "hundred", "thousand"))
    scales = "|".join(_ORDINAL_SCALES_EN)
    not_parts = r"(?!\s+of\s+(?:a|an|one)\b)"
    yield (
        "en",
        rf"\b(?:(?P<count>\d+|(?:{count})(?:[\s-](?:{count}))*)[\s-])?(?P<scale>{scales})\b{not_parts}",
        _large_ordinal_en,
        re.I,
    )
    before_period = ("half a", "of a", "split", r"\d", *list(_SMALL_EN)[1:11])
    counting = "|".join(rf"(?<={word} )" for word in before_period)
    yield "en", rf"(?:{counting})second\b(?!-)", _skip, re.I
    yield "en", rf"\b(?:(?:{tens})[\s-])?(?:{'|'.join(_ORDINALS_EN)})\b", _ordinal_words_en, re.I
    # Codes, then numerals, then number words.
    for lang in ("vi", "en"):
        language = "vi" if lang == "vi" else "en"
        yield (
            language,
            r"(?<![\w])[^\W\d_]+(?:-[^\W\d_]+)*[-‑]?\d+(?:[A-Za-z]+\d*)?(?:[-‑]\d+[A-Za-z]*)?(?![\w]|[.,]\d)",
            _code,
            no_flag,
        )
        yield (
            language,
            rf"{_LEFT}(\d{{1,2}})/(\d{{1,3}})(?![\d/]|[.,]\d)",
            _fraction,
            no_flag,
        )
    yield (
        "vi",
        r"\b(?:ngày|mùng|mồng)\s(\d{1,2})(?![\d%/]|[.,-]\d|\s(?:triệu|nghìn|ngàn|tỷ|tỉ|giờ))",
        _lone_day_vi,
        re.I,
    )
    small_vi = "một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
    yield "vi", rf"\b(?:mùng|mồng)\s+(?P<day>{small_vi})\b", _day_word_vi, re.I
    for lang in ("vi", "en"):
        language = "vi" if lang == "vi" else "en"
        yield (
            language,
            rf"(?<![\d][.,])(?<!\d)(?<![A-ZĐ]-)(?:(?<=\d\d/)|(?<=\d/)|(?<=[A-Z]/)|(?<![/])){_NUM}",
            _number_or_code,
            no_flag,
        )
    yield "vi", _SEQUENCE_VI.pattern, _number_words_vi, re.I
    words = "|".join((*_SMALL_EN, *_TENS_EN, "hundred", "dozen", *_SCALES_EN))
    lead = "|".join((*_SMALL_EN, *_TENS_EN))
    yield (
        "en",
        rf"\b(?:(?:{lead})|(?:a|an)[\s-](?:hundred|thousand|million|billion|trillion|dozen))"
        rf"(?:(?:[\s-]|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)(?:{words}))*\b",
        _number_words_en,
        re.I,
    )


def _clock_without_minutes(scan: _Scan, match: re.Match[str]) -> None:
    hour = int(match["hour"])
    if hour <= 24:
        _add_time(scan, match, hour, 0, (match["half"] or "").lower(), bare=True)


_UNIT_LETTERS = re.compile(
    r"(?:mét|đồng|triệu|tỷ|tỉ|nghìn|ngàn|người|tuổi|lần|năm|tháng|ngày|tuần|giờ|phút|giây|độ|"
    r"km|kg|cm|mm|mw|gw|ha|km2|m2|m3|mph|kph|ft|lbs?|bn|mn|tn|mln|k|m|b|(?-i:g)|t|l|h|s|x|đ|usd|"
    r"vnd|vnđ|tr|(?-i:[CF])|mah|[kmgt]b|[km]?wh|[mg]?hz|kw|hp|cc|ml|mg|mp|inch)(?!\w)",
    re.I,
)


def _number_or_code(scan: _Scan, match: re.Match[str]) -> None:
    letters = re.compile(r"[^\W\d_][\w-]*").match(scan.text, match.end())
    if letters and not _UNIT_LETTERS.match(scan.text, match.end()):
        text = match.group() + letters.group()
        scan.add("code", re.sub(r"[-‑]", "", text).upper(), match.start(), letters.end())
        return
    _number(scan, match)


# What a text must hold for a step to find anything: most texts are spared most steps.
_DIGIT = re.compile(r"\d")
_DIGITS = ("digit",)
_NEED_DIGITS = (
    *(_iso_date, _day_month_year, _two_years, _month_year, _clock, _clock_without_minutes),
    *(
        _cued_day_month,
        _second_day_month,
        _month_range_vi,
        _long_duration_vi,
        _lone_day_vi,
        _code,
        _fraction,
        _number_or_code,
        _ordinal_digits,
    ),
    *(_decade, _several_days, _quarter, _metres_vi, _seconds_vi, _day_month_en, _race_time),
)
_HINTS: dict[_Handler, tuple[str, ...]] = {
    _month_vi: ("tháng",),
    _weekday_en: ("day",),
    _lunar_en: ("lunar",),
    _fold_en: ("fold",),
    _zero_en: ("zero",),
    _full_moon_vi: ("rằm",),
    _day_word_vi: ("mùng", "mồng"),
    _word_clock_en: ("past", "clock", "to ", "after", "before", "morning", "evening", "night"),
    _word_clock_vi: ("giờ", "kém", "rưỡi"),
    _lone_month_en: tuple("jan feb mar apr may jun jul aug sep oct nov dec".split()),
    _weekday_vi: ("thứ", "chủ"),
    _ordinal_words_vi: ("thứ", "đầu", "nhất", "nhì"),
    _fraction_words_vi: ("phần",),
    _fraction_words_en: ("hal", "third", "quarter", "th"),
    _half_more_en: ("half",),
    _half_more_after_en: ("half",),
    _large_ordinal_en: tuple(_ORDINAL_SCALES_EN),
    _last_day_en: ("last day",),
    _scale_and_half_en: ("half",),
}


_STEPS: dict[Lang, list[tuple[re.Pattern[str], _Handler, tuple[str, ...]]]] = {"vi": [], "en": []}
for _lang, _pattern, _handler, _flags in _ordered():
    _needed = _DIGITS if _handler in _NEED_DIGITS else _HINTS.get(_handler, ())
    _STEPS[_lang].append((re.compile(_pattern, _flags), _handler, _needed))
