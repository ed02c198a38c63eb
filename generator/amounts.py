"""Compares the numbers, dates, sums and measures of two texts that should say the same.

A quantity may be written in any way that means the same in either language; what is told is one
that the other text has in no reading, or another one in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from generator.model import Lang, Warning
from generator.quantities import Quantity, Reading, find_quantities
from generator.word_amounts import other_amount


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


def _fraction(value: str) -> Fraction | None:
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
                r"(?<!first )(?<!second )(?<!third )(?<!fourth )(?<!three )quarters?",
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
        )
    ),
    "vi": tuple(
        (re.compile(rf"\b(?:{words})\b", re.I), values)
        for words, values in (
            ("cả hai|đôi|cặp|song phương|kép|lưỡng|song sinh|sinh đôi|đôi bên", (2,)),
            ("ba bên|bộ ba|tam giác|tay ba|gấp ba|sinh ba", (3,)),
            ("bộ tứ|bốn bên|tứ giác|tứ kết", (4,)),
            (r"qu[ýí](?! (?:[iv]+|[1-4]|nhất|một|hai|ba|tư)\b)", (3, 4)),
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
            (rf"{_NO_YEAR_BEFORE}năm(?! (?:ngoái|nay|\d{{4}}))", (5,)),
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
                numbers.update(Fraction(int(run)) for run in re.findall(r"\d{1,9}", value))
            else:
                number = _fraction(value)
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
def _implicit(text: str, lang: Lang) -> frozenset[Fraction]:
    """The numbers that words of a text imply: `both`, `thập kỷ`."""
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
    number = _fraction(value)
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
    if kind in ("number", "ordinal", "measure") and number in _implicit(pool.text, pool.lang):
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
    if quantity.kind != "number" or "/" not in quantity.value:
        return False
    # "one in five" is a fifth, and may be `cứ năm người thì có một`.
    known = pool.numbers
    if _is_share(quantity):
        known |= _implicit(pool.text, pool.lang)
    return all(Fraction(int(part)) in known for part in quantity.value.split("/"))


def _is_share(quantity: Quantity) -> bool:
    return re.search(r" (?:in|of) ", quantity.text) is not None


def is_strong(quantity: Quantity) -> bool:
    """Whether leaving this quantity out is a fault by itself.

    One and two in words, ordinals and fractions come and go in good translations ("cả hai",
    "một", "first"), and codes have everyday names ("COVID-19": "the virus"): they only count
    where another of their kind stands in their place. So does a number in a title (`Six Days`).
    """
    if quantity.kind == "code" or (quantity.kind in ("weekday", "ordinal") and quantity.words):
        return False
    if not quantity.words or _is_share(quantity):
        return True
    value = _fraction(quantity.value)
    if value is None or value.denominator != 1:
        return False
    return value > 2 and (quantity.text.islower() or quantity.start == 0)


def unmatched_quantities(
    source: str, source_lang: Lang, target: str, target_lang: Lang
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """The quantities of each text that the other does not have in any reading."""
    return _unmatched(read_amounts(source, source_lang), read_amounts(target, target_lang))


def _unmatched(
    first: AmountText, second: AmountText
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    pools = find_pool(first), find_pool(second)
    lost = tuple(q for q in first.quantities if not is_in(q, pools[1]))
    added = tuple(q for q in second.quantities if not is_in(q, pools[0]))
    return lost, added


def amount_warnings(first: AmountText, second: AmountText) -> list[Warning]:
    """Doubts about the amounts of a translation.

    Args:
        first: The source.
        second: Its translation. Amounts in words that are no numbers are compared only where the
            two are in different languages.
    """
    lost, added = _unmatched(first, second)
    found: list[Warning] = []
    spare = _surplus(first, second), _surplus(second, first)
    for side, mine, theirs in (
        (first, lost, (*added, *spare[1])),
        (second, added, (*lost, *spare[0])),
    ):
        for quantity in mine:
            if (
                is_strong(quantity)
                or _has_substitute(quantity, theirs)
                or _counts_periods(quantity, side)
            ):
                found.append(Warning(amount_code(quantity), quantity.text))
    found += _other_ordinals(lost, first, second) + _other_ordinals(added, second, first)
    found += [
        *_other_units(first, second),
        *_exchanged_measures(first, second),
        *_other_periods(first, second),
        *_other_times(first, second),
        *_other_weekdays(first, second),
        *_lost_minus(first, second),
    ]
    if first.lang != second.lang:
        english, vietnamese = (first, second) if first.lang == "en" else (second, first)
        if other := other_amount(english.text, vietnamese.text):
            words = other.english if second.lang == "en" else other.vietnamese
            found.append(Warning(other.code, words))
    return found


# `180,000 pounds` may be money or a weight.
_POUNDS = frozenset(("GBP", "lb"))


def _is_bare_degree(quantity: Quantity) -> bool:
    """Whether it is in degrees of what the country measures in."""
    named = quantity.text.casefold().endswith(("c", "f", "celsius", "fahrenheit"))
    return quantity.unit in ("°C", "°F") and not named


def _other_units(first: AmountText, second: AmountText) -> list[Warning]:
    """Sums and measures that stand in the translation with another currency or unit only."""
    found: list[Warning] = []
    for quantity in first.quantities:
        if quantity.kind not in ("money", "measure"):
            continue
        others = [other for other in second.quantities if other.value == quantity.value]
        allowed = {quantity.unit, ""} | (_POUNDS if quantity.unit in _POUNDS else set())
        if others and not any(
            other.unit in allowed or _is_bare_degree(other) or _is_bare_degree(quantity)
            for other in others
        ):
            found.append(Warning("number", quantity.text))
    return found


def _other_ordinals(
    lost: Sequence[Quantity], mine: AmountText, theirs: AmountText
) -> list[Warning]:
    """Ordinals in place of another: a `fourth` is not explained by "4 phút"."""
    known = {reading for quantity in mine.quantities for reading in quantity.readings}
    # `hôm thứ Tư` says already which day: "huy chương vàng thứ tư" is the fourth.
    days = {("weekday", q.value) for q in theirs.quantities if q.kind == "weekday"}
    others = [
        quantity
        for quantity in theirs.quantities
        if quantity.kind == "ordinal" and not (known - days).intersection(quantity.readings)
    ]
    return [
        Warning("number", quantity.text)
        for quantity in lost
        if quantity.kind == "ordinal" and others
    ]


def _weekday_readings(quantity: Quantity) -> set[str]:
    return {value for kind, value in quantity.readings if kind == "weekday"}


def _other_weekdays(first: AmountText, second: AmountText) -> list[Warning]:
    """A weekday in place of another, also where it is written like an ordinal: `thứ bảy`."""
    known = [
        {reading for quantity in side.quantities for reading in quantity.readings}
        for side in (first, second)
    ]
    ordinals = [{value for kind, value in readings if kind == "ordinal"} for readings in known]

    def lost(mine: AmountText, other: AmountText, index: int) -> list[Quantity]:
        """Weekdays of one text that nothing of the other says, which says no ordinal either."""
        days = {
            day
            for quantity in other.quantities
            if (there := _weekday_readings(quantity))
            and (quantity.kind == "weekday" or quantity.value not in ordinals[index])
            for day in there
        }
        return [
            quantity
            for quantity in mine.quantities
            if (here := _weekday_readings(quantity))
            and here.isdisjoint(days)
            and not any(
                kind == "ordinal" and value in ordinals[1 - index]
                for kind, value in quantity.readings
            )
        ]

    mine, theirs = lost(first, second, 0), lost(second, first, 1)
    return [Warning("date", quantity.text) for quantity in mine] if theirs else []


_MINUS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\bminus (?P<size>\w+)|\bbelow (?:zero|freezing)|(?<!\w)[-−–]\s?\d", re.I),
    "vi": re.compile(r"\b(?:âm|trừ) (?P<size>\w+)|\bdưới 0|(?<!\w)[-−–]\s?\d", re.I),
}


def _lost_minus(first: AmountText, second: AmountText) -> list[Warning]:
    """`minus 1.7 degrees` without its sign."""
    found = []
    for mine, theirs in ((first, second), (second, first)):
        if _MINUS[theirs.lang].search(theirs.text):
            continue
        for match in _MINUS[mine.lang].finditer(mine.text):
            start = match.start("size") if match["size"] else -1
            sized = next((q for q in mine.quantities if q.start == start), None)
            if sized and sized.unit == "°C":
                found.append(Warning("number", mine.text[match.start() : sized.end]))
    return found


_EN_PERIODS = "second minute hour day night week month year".split()
_PERIOD: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"[ -](?:(?:more|extra|additional|further|full|straight|consecutive) )?"
        rf"({'|'.join(_EN_PERIODS)})s?\b",
        re.I,
    ),
    "vi": re.compile(r" (giây|phút|giờ|tiếng|ngày|đêm|tuần|tháng|năm|tuổi)\b", re.I),
}
_PERIOD_WORDS = {
    **dict(zip("giây phút giờ ngày đêm tuần tháng năm".split(), _EN_PERIODS, strict=True)),
    "tiếng": "hour",
    "tuổi": "year",
    **dict.fromkeys(("đêm", "night"), "day"),
}
# What else is counted: `banned for eight weeks` is no "treo giò tám trận".
_COUNTED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r" (match|game|goal|point|people|person)(?:e?s)?\b", re.I),
    "vi": re.compile(r" (trận|bàn(?! tay| chân| đạp)|điểm|người)\b", re.I),
}
_COUNTED_WORDS = {
    **{"trận": "match", "bàn": "goal", "điểm": "point", "người": "people"},
    **{"game": "match", "person": "people"},
}


def _counts_periods(quantity: Quantity, side: AmountText) -> bool:
    """Whether it is a two that says how long: `for two days`, not `hai ngày 14 và 15/3`."""
    period = _PERIOD[side.lang].match(side.text, quantity.end)
    return (
        (quantity.kind, quantity.value) == ("number", "2")
        and period is not None
        and not side.text[period.end() :].lstrip()[:1].isdigit()
    )


def _periods(side: AmountText) -> dict[str, set[str]]:
    """How many of which periods, matches or people a text counts: `hai tuần` is 2, week."""
    found: dict[str, set[str]] = {}
    words = {**_PERIOD_WORDS, **_COUNTED_WORDS}
    for quantity in side.quantities:
        if quantity.kind == "number":
            for pattern in (_PERIOD[side.lang], _COUNTED[side.lang]):
                if match := pattern.match(side.text, quantity.end):
                    word = match[1].casefold()
                    found.setdefault(quantity.value, set()).add(words.get(word, word))
    return found


def _other_periods(first: AmountText, second: AmountText) -> list[Warning]:
    """Periods that are counted alike, but are others: `two days` for `hai tuần`."""
    mine, theirs = _periods(first), _periods(second)
    return [
        Warning("number", quantity.text)
        for quantity in first.quantities
        if (here := mine.pop(quantity.value, None))
        and (there := theirs.get(quantity.value))
        and here.isdisjoint(there)
    ]


def _times(side: AmountText) -> list[tuple[Quantity, frozenset[str]]]:
    """Each time of day with all that it may be, `HH:MM`."""
    return [
        (quantity, frozenset(value for kind, value in quantity.readings if kind == "time"))
        for quantity in side.quantities
        if quantity.kind == "time"
    ]


def _other_times(first: AmountText, second: AmountText) -> list[Warning]:
    """Times that stand for another, though its hour is some number of the other text.

    `2 a.m.` for `2h chiều`, where `hai` people were hurt.
    """
    mine, theirs = _times(first), _times(second)
    known = frozenset[str]().union(*(times for _, times in mine))
    if all(times & known for _, times in theirs):
        return []
    there = frozenset[str]().union(*(times for _, times in theirs))
    return [Warning("date", quantity.text) for quantity, times in mine if not times & there]


_TO = r"(?:[-–—]|\b(?:to|and|or|đến|tới|và|hoặc)\b)"
_FROM_NUMBER = re.compile(rf"\d\s*{_TO}\s*$")
_TO_NUMBER = re.compile(rf"\s*{_TO}\s*\d")


def _in_range(quantity: Quantity, text: str) -> bool:
    """Whether its unit or scale may be another number's: `VND6-8 million`."""
    return bool(_FROM_NUMBER.search(text[: quantity.start]) or _TO_NUMBER.match(text, quantity.end))


def _exchanged_measures(first: AmountText, second: AmountText) -> list[Warning]:
    """A sum or measure that has another's number: `74,000 hectares`, of 23,000 and 74,000 homes."""
    sizes: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
    for side, found in zip((first, second), sizes, strict=True):
        for quantity in side.quantities:
            if quantity.kind in ("money", "measure"):
                found.setdefault(quantity.unit, set()).add(quantity.value)
    return [
        Warning("number", quantity.text)
        for quantity in second.quantities
        if quantity.kind in ("money", "measure")
        and (theirs := sizes[0].get(quantity.unit))
        and quantity.value not in theirs
        and theirs - sizes[1][quantity.unit]
        and not _in_range(quantity, second.text)
        and any(
            other.value == quantity.value and not _in_range(other, first.text)
            for other in first.quantities
        )
    ]


def _surplus(mine: AmountText, theirs: AmountText) -> list[Quantity]:
    """The quantities that `mine` has more often than `theirs`: "doubled in two years"."""
    counts = Counter(quantity.value for quantity in theirs.quantities)
    known = frozenset(counts)
    left = []
    for quantity in mine.quantities:
        counts[quantity.value] -= 1
        if counts[quantity.value] == -1 and quantity.value in known:
            left.append(quantity)
    return left


def amount_code(quantity: Quantity) -> Literal["number", "date"]:
    """What a warning about a quantity is called."""
    return "date" if quantity.kind in ("date", "weekday", "time", "decade") else "number"


def _has_substitute(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a small number or a code is lost here and another has come there."""
    if quantity.value == "1" and quantity.kind not in ("weekday", "ordinal"):
        return False
    apart = ("weekday", "ordinal", "code")
    for other in others:
        if any((other.kind == kind) != (quantity.kind == kind) for kind in apart):
            continue
        if quantity.kind == "code":
            mine, theirs = (re.sub(r"\d", "", q.value) for q in (quantity, other))
            if mine == theirs or SequenceMatcher(None, mine, theirs).ratio() >= 0.5:
                return True
        elif other.value != "1" or quantity.kind in ("weekday", "ordinal"):
            return True
    return False
