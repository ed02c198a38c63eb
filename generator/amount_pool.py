"""What the quantities of a text may mean, and whether another text's are among it.

A quantity may be written in any way that means the same in either language: `1.5 billion` is `1,5
tỷ`, `four dozen` forty-eight, `Boxing Day` 26 December.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from generator.model import Lang
from generator.quantities import Quantity, Reading, find_quantities


@dataclass(frozen=True, slots=True)
class AmountText:
    """A text as amounts are compared in it.

    Attributes:
        text: NFC.
        lang: Its language.
        quantities: What `find_quantities` finds in it.
    """

    text: str
    lang: Lang
    quantities: tuple[Quantity, ...]


def read_amounts(text: str, lang: Lang) -> AmountText:
    """A text (NFC) with its quantities."""
    return AmountText(text, lang, find_quantities(text, lang))


@dataclass(frozen=True, slots=True)
class Pool:
    """All readings of one text's quantities: what the other text may refer to."""

    text: str
    lang: Lang
    numbers: frozenset[Fraction]
    hours: frozenset[Fraction]
    dates: frozenset[tuple[str, str]]
    months: frozenset[str]
    days: frozenset[str]
    weekdays: frozenset[str]
    times: frozenset[str]
    codes: frozenset[str]
    measures: tuple[tuple[str, Fraction], ...]


def fraction_of(value: str) -> Fraction | None:
    """A value of `Quantity` as a number, None for a date or a code."""
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None


def _date_parts(value: str) -> tuple[str, str, str]:
    """Year, month and day of a date as `Quantity.value` writes it; "" where it has none."""
    if value.startswith("---"):
        return "", "", value[3:]
    year, rest = ("", value[2:]) if value.startswith("--") else (value[:4], value[5:])
    month, _, day = rest.partition("-")
    return year, month, day[:2]


# Words that stand for a number without being one; they explain a number on the other side.
# After these "năm" is a year.
_NO_YEAR_BEFORE = r"(?<!\d )" + "".join(
    rf"(?<!\b{word} )"
    for word in "một hai ba bốn sáu bảy tám chín mười mươi mỗi hàng hằng nửa cuối đầu giữa".split()
)
_IMPLICIT: dict[Lang, tuple[tuple[re.Pattern[str], tuple[int | Fraction, ...]], ...]] = {
    "en": tuple(
        (re.compile(rf"\b(?:{words})\b", re.I), values)
        for words, values in (
            (
                "both|pair|pairs|couple|twins?|duo|either|neither|bilateral|two-way|dual|twofold",
                (2,),
            ),
            (
                r"tri(?!al|bu|be|ck|p\b|m|g|vial|ump)\w+|trio|trilateral|three-way|triplets?|threefold|thrice",
                (3,),
            ),
            ("quad|quartet|quadrilateral|four-way|fourfold|quadruple|quarterly", (4,)),
            (
                r"(?<!first )(?<!second )(?<!third )(?<!fourth )(?<!two )(?<!three )(?<!four )"
                r"(?<!five )(?<!six )(?<!\d )quarters?",
                (3, 4, Fraction(1, 4)),
            ),
            ("half(?:[ -]a)?[ -]century", (50,)),
            ("hundreds", (100,)),
            ("thousands", (1000,)),
            ("millions", (10**6,)),
            ("billions", (10**9,)),
            ("decades?", (10,)),
            ("century|centuries", (100,)),
            ("dozens?", (10, 12)),
            ("scores of|a score", (20,)),
            ("fortnight", (14, 2)),
            ("single|once|alone|only|sole|an?|another|each|every|per", (1,)),
            ("semester|half-year|half (?:of )?(?:the|this|last|next) year", (6,)),
            (r"(?:the|a) year (?:to|through|ended|ending)", (12,)),
            ("previous|next|last|past", (1,)),
            ("noon|midday", (12,)),
            ("midnight", (0, 12)),
            ("teens?|teenagers?|adolescents?", (13, 18, 19)),
            ("ground floor|weekends?", (1, 6, 7)),
            ("straight[ -]sets?", (2, 3)),
            ("minibus(?:es)?|minivans?", (16,)),
        )
    ),
    "vi": tuple(
        (re.compile(rf"\b(?:{words})\b", re.I), values)
        for words, values in (
            ("cả hai|đôi|cặp|song phương|kép|lưỡng|song sinh|sinh đôi|đôi bên", (2,)),
            ("ba bên|bộ ba|tam giác|tay ba|gấp ba|sinh ba", (3,)),
            ("bộ tứ|bốn bên|tứ giác|tứ kết", (4,)),
            (
                r"(?<!\d )(?<!hai )(?<!ba )(?<!bốn )(?<!năm )(?<!sáu )(?<!mấy )(?<!vài )"
                r"qu[ýí](?! (?:[iv]+|[1-4]|nhất|một|hai|ba|tư)\b)",
                (3, 4),
            ),
            ("thập kỷ|thập kỉ|thập niên|hàng chục|chục|vài chục|mươi", (10, 12)),
            ("thế kỷ|thế kỉ", (100,)),
            ("tá", (12, 10)),
            ("đôi mươi", (20,)),
            ("tứ tuần", (40,)),
            ("ngũ tuần", (50,)),
            ("lục tuần", (60,)),
            ("thất tuần", (70,)),
            ("bát tuần", (80,)),
            ("nửa thế kỷ|nửa thế kỉ", (50,)),
            ("nửa|rưỡi", (Fraction(1, 2),)),
            ("(?:hàng|vài|mấy|cả|hơn|bạc) trăm", (100,)),
            ("(?:hàng|vài|mấy|cả|hơn|bạc|trăm) (?:nghìn|ngàn)", (1000,)),
            ("(?:hàng|vài|mấy|cả|hơn|bạc) triệu", (10**6,)),
            ("(?:hàng|vài|mấy|cả|hơn|bạc) (?:tỷ|tỉ)", (10**9,)),
            ("nửa tháng", (14, 15, 2)),
            ("một|mỗi|từng|duy nhất|đơn|riêng|đầu tiên|đầu|trước|sau|ngoái|tới", (1,)),
            ("nửa năm", (6,)),
            ("buổi trưa|giữa trưa", (12,)),
            ("nửa đêm", (0, 12)),
            ("thiếu niên|vị thành niên", (13, 18, 19)),
            ("tháng giêng", (1,)),
            # Where it is not clear whether "năm" is five or a year, it may be five: not after
            # another number, and not before what only a year has.
            (rf"{_NO_YEAR_BEFORE}(?<!thứ )năm(?! (?:ngoái|nay|\d{{4}}))", (5,)),
            ("tư", (4,)),
            ("tháng chạp", (12,)),
        )
    ),
}
# Days that one language calls by a name and the other by a date: month and day.
_FEASTS = {
    "new year's eve": "12-31",
    "new year's day": "01-01",
    "valentine's day": "02-14",
    "international women's day": "03-08",
    "april fools' day": "04-01",
    "reunification day": "04-30",
    "ngày thống nhất": "04-30",
    "may day": "05-01",
    "labour day": "05-01",
    "labor day": "05-01",
    "children's day": "06-01",
    "independence day": "07-04",
    "bastille day": "07-14",
    "quốc khánh": "09-02",
    "national day": "09-02",
    "vietnamese women's day": "10-20",
    "halloween": "10-31",
    "vietnamese teachers' day": "11-20",
    "nhà giáo việt nam": "11-20",
    "christmas eve": "12-24",
    "đêm giáng sinh": "12-24",
    "christmas day": "12-25",
    "giáng sinh": "12-25",
    "christmas": "12-25",
    "boxing day": "12-26",
}


@lru_cache(maxsize=256)
def _feasts(text: str) -> frozenset[tuple[str, str]]:
    """The dates of the feasts that a text names."""
    plain = text.casefold().replace("’", "'")
    found = (date.split("-") for name, date in _FEASTS.items() if name in plain)
    return frozenset((month, day) for month, day in found)


_DECADES_AFTER = re.compile(r"\s*(?:decades?|thập kỷ|thập kỉ|thập niên)", re.I)
_CENTURY_AFTER = re.compile(r"\s*(?:century|centuries|thế kỷ|thế kỉ)", re.I)


def find_pool(side: AmountText) -> Pool:
    """All readings of a text's quantities."""
    numbers: set[Fraction] = set()
    hours: set[Fraction] = set()
    dates: set[tuple[str, str]] = set()
    months: set[str] = set()
    days: set[str] = set()
    weekdays: set[str] = set()
    times: set[str] = set()
    codes: set[str] = set()
    measures: list[tuple[str, Fraction]] = []
    for quantity in side.quantities:
        for kind, value in quantity.readings:
            if kind == "date":
                year, month, day = _date_parts(value)
                if year:
                    numbers.add(Fraction(int(year)))
                if month:
                    months.add(month)
                if day:
                    days.add(day)
                if month and day:
                    dates.add((month, day))
            elif kind == "weekday":
                weekdays.add(value)
            elif kind == "time":
                times.add(value)
                if value.endswith(":00"):
                    hours.add(Fraction(int(value[:2])))
            elif kind == "code":
                codes.add(value)
                if "/" in value:
                    continue
                numbers.update(Fraction(int(run)) for run in re.findall(r"\d{1,9}", value))
            else:
                number = fraction_of(value)
                if number is None or (quantity.kind == "date" and "/" in value and number >= 1):
                    continue
                if quantity.kind == "time":
                    hours.add(number)
                    continue
                numbers.add(number)
                if kind == "percent" or "/" in value:
                    numbers.update((number / 100, number * 100))
                if "/" in value and value != "1/2" and quantity.kind == "number":
                    numbers.update(Fraction(int(part)) for part in value.split("/"))
                if kind == "decade":
                    # "in their 20s" may be "from 20 to 30".
                    numbers.update((number % 100, number % 100 + 10))
                if kind == "measure":
                    measures.append((quantity.unit, number))
                if _DECADES_AFTER.match(side.text, quantity.end):
                    numbers.add(number * 10)
                if _CENTURY_AFTER.match(side.text, quantity.end):
                    numbers.add(number * 100)
    return Pool(
        side.text,
        side.lang,
        frozenset(numbers),
        frozenset(hours),
        frozenset(dates),
        frozenset(months),
        frozenset(days),
        frozenset(weekdays),
        frozenset(times),
        frozenset(codes),
        tuple(measures),
    )


@lru_cache(maxsize=256)
def implied(text: str, lang: Lang) -> frozenset[Fraction]:
    """The numbers that words of a text imply: `both` is 2, `thập kỷ` 10."""
    return frozenset(
        Fraction(value)
        for pattern, values in _IMPLICIT[lang]
        if pattern.search(text)
        for value in values
    )


# To the metre, the kilogram, the square metre: for translators who convert.
_TO_BASE = {
    "km": ("m", 1000.0),
    "m": ("m", 1.0),
    "cm": ("m", 0.01),
    "mm": ("m", 0.001),
    "mi": ("m", 1609.3),
    "nmi": ("m", 1852.0),
    "ft": ("m", 0.3048),
    "in": ("m", 0.0254),
    "kg": ("kg", 1.0),
    "g": ("kg", 0.001),
    "t": ("kg", 1000.0),
    "dt": ("kg", 100.0),
    "10kg": ("kg", 10.0),
    "lb": ("kg", 0.4536),
    "ha": ("m2", 10_000.0),
    "acre": ("m2", 4046.9),
    "km2": ("m2", 1_000_000.0),
    "m2": ("m2", 1.0),
    "mi2": ("m2", 2_589_988.0),
    "km/h": ("km/h", 1.0),
    "mph": ("km/h", 1.6093),
}


def _converts(unit: str, value: Fraction, measures: Iterable[tuple[str, Fraction]]) -> bool:
    """Whether another measure says the same length, weight or area in another unit."""
    if unit not in _TO_BASE:
        return False
    base, factor = _TO_BASE[unit]
    size = float(value) * factor
    for other_unit, other in measures:
        if other_unit == unit or other_unit not in _TO_BASE:
            continue
        other_base, other_factor = _TO_BASE[other_unit]
        if base == other_base and abs(float(other) * other_factor - size) <= 0.07 * abs(size):
            return True
    return False


_YEAR = re.compile(r"20\d\d")
_SPOKEN_HOURS = re.compile(
    r"\b(?:(?P<night>midnight|nửa đêm)|noon|midday|(?:giữa|buổi) trưa)\b", re.I
)


def _spoken_hours(text: str) -> frozenset[Fraction]:
    """The hours that have a name: midnight is 0, noon 12."""
    return frozenset(
        Fraction(0 if match["night"] else 12) for match in _SPOKEN_HOURS.finditer(text)
    )


def _has_reading(reading: Reading, unit: str, pool: Pool) -> bool:
    kind, value = reading
    if kind == "date":
        year, month, day = _date_parts(value)
        if year and Fraction(int(year)) not in pool.numbers:
            return False
        if month and day:
            return (month, day) in pool.dates | _feasts(pool.text) or (
                month in pool.months and (day in pool.days or Fraction(int(day)) in pool.numbers)
            )
        if month:
            return month in pool.months or Fraction(int(month)) in pool.numbers
        return not day or day in pool.days or Fraction(int(day)) in pool.numbers
    if kind == "weekday":
        return value in pool.weekdays
    if kind == "time":
        return value in pool.times or (
            value.endswith(":00")
            and Fraction(int(value[:2])) in pool.numbers | _spoken_hours(pool.text)
        )
    if kind == "code":
        letters = re.sub(r"\d", "", value)
        return value in pool.codes or (
            # `F-16` is none of "35 chiếc F-35".
            not any(re.sub(r"\d", "", code) == letters for code in pool.codes)
            and all(Fraction(int(run)) in pool.numbers for run in re.findall(r"\d{1,9}", value))
        )
    number = fraction_of(value)
    if number is None:
        return True
    if _YEAR.fullmatch(value) and any(code.endswith(value[2:]) for code in pool.codes):
        # "virus corona 2019" is COVID-19.
        return True
    if (
        number in pool.numbers
        or number in pool.hours
        or (kind == "measure" and _converts(unit, number, pool.measures))
    ):
        return True
    if kind in ("number", "ordinal", "measure") and number in implied(pool.text, pool.lang):
        return True
    if kind == "decade":
        return number % 100 in pool.numbers
    return (kind == "percent" and number / 100 in pool.numbers) or (
        number.denominator == 1 and 1 <= number <= 31 and f"{int(number):02}" in pool.days
    )


def is_in(quantity: Quantity, pool: Pool) -> bool:
    """Whether the text of a pool has a quantity in any reading."""
    if quantity.kind == "time":  # `2 p.m.` is not `2h sáng`
        pool = replace(pool, hours=frozenset())
    if any(_has_reading(reading, quantity.unit, pool) for reading in quantity.readings):
        return True
    if quantity.kind == "date" and quantity.text.isalpha():
        # `bà May`, `Mar del Plata`: a name that both texts have.
        return re.search(rf"\b{quantity.text}\b", pool.text) is not None
    if quantity.kind != "number" or "/" not in quantity.value:
        return False
    # "one in five" is a fifth, and may be `cứ năm người thì có một`.
    known = pool.numbers
    if is_share(quantity):
        known |= implied(pool.text, pool.lang)
    return all(Fraction(int(part)) in known for part in quantity.value.split("/"))


def is_share(quantity: Quantity) -> bool:
    """Whether it is `one in five` or the like."""
    return re.search(r" (?:in|of) ", quantity.text) is not None
