"""Checks a translation against its source, and a claim against the sentences it cites.

Nothing is corrected here: each doubt becomes a `Warning` that the reader sees. A check that cries
wolf teaches readers to look away, so each one asks for positive evidence: a number that the other
side does not have in any reading, a name that is there in place of another, a negation that
stands on one side only. `benchmarks/quality_checks.py` measures both kinds of error.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from generator.body_names import BodyName, body_names, other_body
from generator.model import LANGS, NAME_KINDS, Claim, Lang, Term, Warning
from generator.name_order import NamedText, find_names, swapped_names
from generator.name_spelling import (
    TITLES,
    SpeltName,
    SpeltText,
    acronyms,
    added_acronym,
    changed_acronym,
    fold,
    is_misspelt,
    may_be_read_as,
    other_ending,
    other_given_name,
    sounds_alike,
    spelt_alike,
    spelt_names,
    unanswered,
)
from generator.negation import lost_negation, negations
from generator.omitted_names import (
    half_person,
    meant_name,
    omitted_foreign_name,
    omitted_person,
    omitted_place,
)
from generator.quantities import Quantity, Reading, find_quantities
from generator.translation.glossary import Glossary, is_vietnamese_syllable
from generator.vietnamese_names import (
    NamedRuns,
    missing_names,
    named_runs,
    other_place,
    translated_places,
    wrong_marks,
)
from generator.word_amounts import other_amount

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def check_translation(
    source: str, source_lang: Lang, target: str, target_lang: Lang, glossary: Glossary
) -> tuple[Warning, ...]:
    """Doubts about a translation of one sentence or short paragraph.

    Args:
        source: The original text.
        source_lang: Its language.
        target: The translation.
        target_lang: Its language.
        glossary: Names and terms in both languages.

    Returns:
        The warnings, without repeats, in the order number, date, name, negation, length,
        repetition, language, glossary; none for a sound translation.
    """
    source, target = _clean(source), _clean(target)
    if not source and not target:
        return ()
    if not source or not target:
        return (Warning("length"),)
    first = _side(source, source_lang, glossary)
    second = _side(target, target_lang, glossary)
    found = [
        *_quantity_warnings(first, second),
        *_name_warnings(first, second),
        *_negation_warnings(first, second),
        *_length_warnings(first, second),
        *_repetition_warnings(first, second),
        *_language_warnings(first, second),
        *_glossary_warnings(first, second),
    ]
    order = "number date name negation length repetition language glossary citation".split()
    return tuple(sorted(dict.fromkeys(found), key=lambda warning: order.index(warning.code)))


_RAISED = re.compile(r"</?su[bp]\s*>", re.I)


def _clean(text: str) -> str:
    """Without differences of writing that say nothing: `km<sup>2</sup>` is `km2`."""
    return " ".join(unicodedata.normalize("NFC", _RAISED.sub("", text)).split())


class _Side:
    """One text with everything the checks look for in it, found once."""

    def __init__(self, text: str, lang: Lang, glossary: Glossary) -> None:
        self.text = text
        self.lang = lang
        self.lower = text.casefold()
        self.words = _WORD.findall(text)
        self.lower_words = [word.casefold() for word in self.words]
        self.quantities = find_quantities(text, lang)
        amounts = [(q.start, q.end) for q in self.quantities if q.unit]
        # The country of a currency ("đô la Mỹ", "AU$") is no subject of the sentence.
        self.matches = tuple(
            match
            for match in glossary.find(text, lang)
            if not any(start < match.end and match.start < end for start, end in amounts)
        )
        self.terms: dict[Term, int] = {}
        for match in self.matches:
            self.terms.setdefault(match.term, match.start)
        self.folded = f" {fold(text)} "
        self.names: NamedText = find_names(text, lang, self.matches)
        covered = [(match.start, match.end) for match in self.matches]
        # Not numbers in words: `Bảy` and `Ba` are given names, too.
        covered += [(q.start, q.end) for q in self.quantities if q.kind != "number" or not q.words]
        self.spelt = SpeltText(
            tuple(self.words), spelt_names(text, lang, covered), acronyms(text, covered)
        )
        rest = text
        for match in reversed(self.matches):
            rest = f"{rest[: match.start]} · {rest[match.end :]}"
        # What no glossary name covers: there a lost name may still be hiding.
        self.rest = f" {' · '.join(fold(piece) for piece in rest.split('·'))} "

    @cached_property
    def runs(self) -> NamedRuns:
        """The Vietnamese names; a claim has no need of them."""
        return named_runs(self.text, self.lang, self.matches)

    @cached_property
    def bodies(self) -> tuple[BodyName, ...]:
        """The ministries, laws and the like."""
        return body_names(self.text, self.lang, self.matches)


# A source sentence is compared with every way of translating it.
@lru_cache(maxsize=512)
def _side(text: str, lang: Lang, glossary: Glossary) -> _Side:
    return _Side(text, lang, glossary)


# ------------------------------------------------------------------------------- quantities


@dataclass(frozen=True, slots=True)
class _Pool:
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
    rf"(?<!\b{word} )" for word in "một hai ba bốn sáu bảy tám chín mười mươi mỗi hàng nửa".split()
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
            ("semester|half-year", (6,)),
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
_DECADES_AFTER = re.compile(r"\s*(?:decades?|thập kỷ|thập kỉ|thập niên)", re.I)
_CENTURY_AFTER = re.compile(r"\s*(?:century|centuries|thế kỷ|thế kỉ)", re.I)


def _pool(side: _Side) -> _Pool:
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
    return _Pool(
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


def _has_reading(reading: Reading, unit: str, pool: _Pool) -> bool:
    kind, value = reading
    if kind == "date":
        year, month, day = _date_parts(value)
        if year and Fraction(int(year)) not in pool.numbers:
            return False
        if month and day:
            return (month, day) in pool.dates or (
                month in pool.months and (day in pool.days or Fraction(int(day)) in pool.numbers)
            )
        if month:
            return month in pool.months or Fraction(int(month)) in pool.numbers
        return not day or day in pool.days or Fraction(int(day)) in pool.numbers
    if kind == "weekday":
        return value in pool.weekdays
    if kind == "time":
        return value in pool.times or (
            value.endswith(":00") and Fraction(int(value[:2])) in pool.numbers
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


def _is_in(quantity: Quantity, pool: _Pool) -> bool:
    if quantity.kind == "time":  # `2 p.m.` is not `2h sáng`
        pool = replace(pool, hours=frozenset())
    if any(_has_reading(reading, quantity.unit, pool) for reading in quantity.readings):
        return True
    # "one in five" is a fifth.
    return (
        quantity.kind == "number"
        and "/" in quantity.value
        and all(Fraction(int(part)) in pool.numbers for part in quantity.value.split("/"))
    )


def _is_strong(quantity: Quantity) -> bool:
    """Whether leaving this quantity out is a fault by itself.

    One and two in words, ordinals and fractions come and go in good translations ("cả hai",
    "một", "first"), and codes have everyday names ("COVID-19": "the virus"): they only count
    where another of their kind stands in their place. So does a number in a title (`Six Days`).
    """
    if quantity.kind == "code" or (quantity.kind in ("weekday", "ordinal") and quantity.words):
        return False
    if not quantity.words:
        return True
    value = _fraction(quantity.value)
    if value is None or value.denominator != 1:
        return False
    return value > 2 and (quantity.text.islower() or quantity.start == 0)


def unmatched_quantities(
    source: str, source_lang: Lang, target: str, target_lang: Lang
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """The quantities of each text that the other does not have in any reading."""
    empty = Glossary()
    return _unmatched(_Side(source, source_lang, empty), _Side(target, target_lang, empty))


def _unmatched(first: _Side, second: _Side) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    pools = _pool(first), _pool(second)
    lost = tuple(q for q in first.quantities if not _is_in(q, pools[1]))
    added = tuple(q for q in second.quantities if not _is_in(q, pools[0]))
    return lost, added


def _quantity_warnings(first: _Side, second: _Side) -> list[Warning]:
    lost, added = _unmatched(first, second)
    found: list[Warning] = []
    spare = _surplus(first, second), _surplus(second, first)
    for side, mine, theirs in (
        (first, lost, (*added, *spare[1])),
        (second, added, (*lost, *spare[0])),
    ):
        for quantity in mine:
            if (
                _is_strong(quantity)
                or _has_substitute(quantity, theirs)
                or _counts_periods(quantity, side)
            ):
                found.append(Warning(_quantity_code(quantity), quantity.text))
    found += _other_ordinals(lost, first, second) + _other_ordinals(added, second, first)
    found += [
        *_other_units(first, second),
        *_exchanged_measures(first, second),
        *_other_periods(first, second),
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


def _other_units(first: _Side, second: _Side) -> list[Warning]:
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


def _other_ordinals(lost: Sequence[Quantity], mine: _Side, theirs: _Side) -> list[Warning]:
    """Ordinals in place of another: a `fourth` is not explained by "4 phút"."""
    known = {reading for quantity in mine.quantities for reading in quantity.readings}
    others = [
        quantity
        for quantity in theirs.quantities
        if quantity.kind == "ordinal" and not known.intersection(quantity.readings)
    ]
    return [
        Warning("number", quantity.text)
        for quantity in lost
        if quantity.kind == "ordinal" and others
    ]


_EN_PERIODS = "second minute hour day week month year".split()
_PERIOD: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(rf"[ -]({'|'.join(_EN_PERIODS)})s?\b", re.I),
    "vi": re.compile(r" (giây|phút|giờ|tiếng|ngày|tuần|tháng|năm|tuổi)\b", re.I),
}
_PERIOD_WORDS = {
    **dict(zip("giây phút giờ ngày tuần tháng năm".split(), _EN_PERIODS, strict=True)),
    "tiếng": "hour",
    "tuổi": "year",
}


def _counts_periods(quantity: Quantity, side: _Side) -> bool:
    """Whether it is a two that says how long: `for two days`, not `hai ngày 14 và 15/3`."""
    period = _PERIOD[side.lang].match(side.text, quantity.end)
    return (
        quantity.value == "2"
        and period is not None
        and not side.text[period.end() :].lstrip()[:1].isdigit()
    )


def _periods(side: _Side) -> dict[str, set[str]]:
    """How many of which periods a text counts: `hai tuần` is 2, week."""
    found: dict[str, set[str]] = {}
    for quantity in side.quantities:
        match = _PERIOD[side.lang].match(side.text, quantity.end)
        if match and quantity.kind == "number":
            word = match[1].casefold()
            found.setdefault(quantity.value, set()).add(_PERIOD_WORDS.get(word, word))
    return found


def _other_periods(first: _Side, second: _Side) -> list[Warning]:
    """Periods that are counted alike, but are others: `two days` for `hai tuần`."""
    mine, theirs = _periods(first), _periods(second)
    return [
        Warning("number", quantity.text)
        for quantity in first.quantities
        if (here := mine.pop(quantity.value, None))
        and (there := theirs.get(quantity.value))
        and here.isdisjoint(there)
    ]


_TO = r"(?:[-–—]|\b(?:to|and|or|đến|tới|và|hoặc)\b)"
_FROM_NUMBER = re.compile(rf"\d\s*{_TO}\s*$")
_TO_NUMBER = re.compile(rf"\s*{_TO}\s*\d")


def _in_range(quantity: Quantity, text: str) -> bool:
    """Whether its unit or scale may be another number's: `VND6-8 million`."""
    return bool(_FROM_NUMBER.search(text[: quantity.start]) or _TO_NUMBER.match(text, quantity.end))


def _exchanged_measures(first: _Side, second: _Side) -> list[Warning]:
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


def _surplus(mine: _Side, theirs: _Side) -> list[Quantity]:
    """The quantities that `mine` has more often than `theirs`: "doubled in two years"."""
    counts = Counter(quantity.value for quantity in theirs.quantities)
    known = frozenset(counts)
    left = []
    for quantity in mine.quantities:
        counts[quantity.value] -= 1
        if counts[quantity.value] == -1 and quantity.value in known:
            left.append(quantity)
    return left


def _quantity_code(quantity: Quantity) -> Literal["number", "date"]:
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


# ------------------------------------------------------------------------------------ names


def _name_warnings(first: _Side, second: _Side) -> list[Warning]:
    return [
        *_changed_terms(first, second),
        *_changed_mentions(first, second),
        *_changed_spellings(first, second),
        *_replaced_names(first, second),
        *_swapped_names(first, second),
    ]


def _mentions(term: Term, side: _Side) -> bool:
    """Whether a text has any form of the term in either language, or a telling part of it."""
    if term in side.terms:
        return True
    # "Phan Lan" is no English for Finland, nor "Lam Kiem" for Lin Jian.
    english_only = side.lang == "en" and term.kind in ("country", "person")
    for lang in ("en",) if english_only else LANGS:
        for form in term.forms(lang):
            if f" {fold(form)} " in side.rest:
                return True
    if term.kind == "person":
        return any(
            f" {part} " in side.rest
            for part in fold(term.right(side.lang)).split()
            if len(part) > 2
        ) or any(
            # `Dê-len-xki` is Zelensky.
            "-" in name.text and sounds_alike(name.text, part)
            for name in side.spelt.names
            for form in term.forms("en")
            for part in form.split()
        )
    # `Genève` is Geneva.
    return any(
        spelt_alike(part, form)
        for name in side.spelt.names
        if not is_vietnamese_syllable(name.parts[0])
        for part in name.parts
        for form in term.forms(side.lang)
    )


def _lost_terms(mine: _Side, theirs: _Side) -> list[Term]:
    """The names that the other text does not have; a city may be called by its namesake."""
    return [
        term
        for term in mine.terms
        if term.kind in NAME_KINDS
        and not _mentions(term, theirs)
        and not (
            term.kind == "person"
            and any(other.kind == "place" and _nested(term, other) for other in theirs.terms)
        )
    ]


def _changed_terms(first: _Side, second: _Side) -> list[Warning]:
    """A person or company lost or added; a country or place that stands in place of another."""
    lost, added = _lost_terms(first, second), _lost_terms(second, first)
    translated = first.lang != second.lang
    found = []
    for mine, theirs, side in ((lost, added, first), (added, lost, second)):
        for term in mine:
            swapped = any(
                (other.kind == "person") == (term.kind == "person") and not _nested(term, other)
                for other in theirs
            )
            if term.kind == "person" or swapped or (translated and _keeps_its_name(term)):
                found.append(Warning("name", _as_written(term, side)))
    return found


def _keeps_its_name(term: Term) -> bool:
    """Whether an organisation is called alike in both languages: `Microsoft`, `Vinamilk`.

    In 5,000 pairs of translated news such a name is missing four times, each time indeed.
    """
    return term.kind == "organisation" and fold(term.en) == fold(term.vi)


def _changed_mentions(first: _Side, second: _Side) -> list[Warning]:
    """A country or place that stands in place of one of several mentions of another."""
    counts = [Counter(match.term for match in side.matches) for side in (first, second)]
    found = []
    for side, mine, other, theirs in (
        (first, counts[0], second, counts[1]),
        (second, counts[1], first, counts[0]),
    ):
        for term in mine:
            if (
                term.kind in ("country", "place")
                and not _mentions(term, other)
                and any(
                    lost.kind == term.kind and count > mine[lost] > 0 and not _nested(term, lost)
                    for lost, count in theirs.items()
                )
            ):
                found.append(Warning("name", _as_written(term, side)))
    return found


def _nested(term: Term, other: Term) -> bool:
    """Whether one name stands within the other (`Mỹ` in `Không quân Mỹ`).

    Never between countries: `Korea` is within `North Korea`.
    """
    if term.kind == other.kind == "country":
        return False
    for lang in LANGS:
        for one, two in ((term, other), (other, term)):
            forms = [f" {fold(form)} " for form in one.forms(lang)]
            if any(f" {fold(form)} " in longer for form in two.forms(lang) for longer in forms):
                return True
    return False


def _as_written(term: Term, side: _Side) -> str:
    match = next(match for match in side.matches if match.term == term)
    return side.text[match.start : match.end]


def _foreign_names(side: _Side) -> list[tuple[str, int]]:
    """Capitalised words of a Vietnamese text that are not spelt as Vietnamese, with offsets."""
    covered = [(match.start, match.end) for match in side.matches]
    found = []
    for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", side.text):
        word = match.group()
        if (
            len(word) < 3
            # "Mili giây", "X-quang"
            or (match.start() == 0 and (len(word) < 5 or word.count("-") == 1))
            or not word[0].isupper()
            or word.isupper()
            or all(is_vietnamese_syllable(part) for part in re.split(r"['’-]", word))
            or any(start <= match.start() < end for start, end in covered)
        ):
            continue
        found.append((word, match.start()))
    return found


_POSSESSIVE = re.compile(r"['’]s?$")
_ACRONYM_AFTER = re.compile(r"[^.;:()]{0,60}\(([A-ZĐ]{2,8})\)")


def _is_spelt_out(word: str, start: int, text: str, other: _Side) -> bool:
    """Whether a name is part of what an acronym stands for, and the other text has the acronym.

    `Cơ quan Nhà ở Oakland (OHA)` is `the OHA`.
    """
    match = _ACRONYM_AFTER.match(text, start + len(word))
    return match is not None and word[0] in match[1] and match[1] in other.words


def _may_be_spelt(word: str, other: str) -> bool:
    """Whether `word` may be how a Vietnamese text spells an English name."""
    return sounds_alike(word, other) and not is_misspelt(word, other)


def _is_cut(word: str, capitals: Sequence[str]) -> bool:
    """Whether a name lacks the last letter of an English one: `Parolin` for `Parolini`."""
    return any(
        other.isalpha()
        and len(other) == len(word) + 1
        and fold(other).startswith(fold(word))
        and other[-1] not in "ns"
        and is_misspelt(word, other)
        for other in capitals
    )


_OF_PLACE = re.compile(r"(?:an|ese|ish|ic)$")


def _is_of(adjective: str, name: str) -> bool:
    """Whether an English adjective may be that of a place: `Etruscan`, `Etruria`."""
    stem = fold(name)[:4]
    return (
        len(stem) == 4
        and name.endswith("a")
        and fold(adjective).startswith(stem)
        and _OF_PLACE.search(adjective) is not None
    )


def _changed_spellings(first: _Side, second: _Side) -> list[Warning]:
    """A foreign name in the Vietnamese text that the English text does not have."""
    vietnamese, english = (first, second) if first.lang == "vi" else (second, first)
    if first.lang == second.lang:
        return []
    candidates = {fold(word) for word in english.words}
    candidates |= {fold(part) for word in english.words for part in word.split("-")}
    known = {
        part
        for term in english.terms
        for lang in LANGS
        for form in term.forms(lang)
        for part in fold(form).split()
    }
    joined = english.folded.replace(" ", "")
    capitals = [_POSSESSIVE.sub("", word) for word in english.words if word[0].isupper()]
    found = []
    names = _foreign_names(vietnamese)
    # `Ulan Bator` may be one word in English.
    joined_names = {
        start: f"{one}{two}"
        for (one, first), (two, second) in pairwise(names)
        if second == first + len(one) + 1
        for start in (first, second)
    }
    for word, start in names:
        plain = fold(word)
        if (
            plain in candidates
            or plain in known
            or (plain.replace(" ", "") in joined and not _is_cut(word, capitals))
            or any(_may_be_spelt(word, other) or _is_of(other, word) for other in capitals)
            or any(
                len(other) > 0.8 * len(joined_names.get(start, ""))
                and spelt_alike(joined_names.get(start, ""), other)
                for other in capitals
            )
            or _is_spelt_out(word, start, vietnamese.text, english)
        ):
            continue
        found.append(Warning("name", word))
    return found


def _replaced_names(first: _Side, second: _Side) -> list[Warning]:
    """A name that the glossary does not know and another that stands in its place."""
    if first.lang == second.lang:
        return []
    english, vietnamese = (first, second) if first.lang == "en" else (second, first)
    missing = missing_names(
        english.runs, vietnamese.runs, english.spelt.names
    ) or translated_places(english.runs, vietnamese.runs)
    if missing:
        return [Warning("name", name) for name in missing[:2]]
    misspelt = wrong_marks(english.runs, vietnamese.runs) or half_person(
        english.text, vietnamese.text
    )
    if misspelt:
        return [Warning("name", misspelt)]
    changed = (
        changed_acronym(english.spelt, vietnamese.spelt)
        or other_ending(english.spelt, vietnamese.spelt)
        or other_given_name(english.text, vietnamese.text)
        or other_body(english.bodies, vietnamese.bodies)
        or other_place(english.runs, vietnamese.runs)
    )
    if changed:
        return [Warning("name", changed[0 if second.lang == "en" else 1])]
    added = added_acronym(english.spelt, vietnamese.spelt)
    if added:
        return [Warning("name", added)]
    return (
        _other_acronym(first, second)
        or _other_acronym(second, first)
        or _other_spelling(english, vietnamese, second.lang)
    )


def _other_acronym(mine: _Side, theirs: _Side) -> list[Warning]:
    """An acronym that the glossary does not know in place of one that it knows."""
    unknown = [name for name in theirs.spelt.acronyms if name not in mine.words]
    for term in _lost_terms(mine, theirs) if unknown else ():
        if term.kind == "organisation" and _as_written(term, mine).isupper():
            return [Warning("name", unknown[0])]
    return []


def _other_spelling(english: _Side, vietnamese: _Side, target: Lang) -> list[Warning]:
    """A name that is missing where another stands in its place, one of them sure to be kept.

    Or where nothing stands in its place, and it says who or where.
    """
    lost, added = unanswered(english.spelt, vietnamese.spelt)
    for one in lost:
        for two in added:
            if (one.sure or two.sure) and not may_be_read_as(one, two):
                return [Warning("name", (one if target == "en" else two).text)]
    for names, mine, theirs in ((lost, english, vietnamese), (added, vietnamese, english)):
        for name in names:
            if not name.whole or (
                mine.lang == "vi" and len(name.parts) < 2 and not (name.sure or name.placed)
            ):
                continue
            for term in theirs.terms:
                if (
                    term.kind in ("person", "country", "place")
                    and not _mentions(term, mine)
                    and not _is_form_of(name, term)
                    and not _is_in_title(term, theirs)
                ):
                    return [Warning("name", name.text)]
    gone = _lost_without_trace(lost, vietnamese, added)
    gone_there = _lost_without_trace(added, english, lost)
    omitted = (
        _omitted_place(vietnamese, english)
        or _omitted_place(english, vietnamese, added)
        or omitted_person(english.text, gone)
        or meant_name(english.text, vietnamese.text, [(m.start, m.end) for m in english.matches])
        or omitted_foreign_name(english.text, "en", gone, vietnamese.text)
        or omitted_foreign_name(vietnamese.text, "vi", gone_there, english.text)
    )
    return [Warning("name", omitted)] if omitted else []


def _omitted_place(mine: _Side, theirs: _Side, unanswered: Sequence[SpeltName] = ()) -> str:
    """A place that the other text leaves out; one of the unanswered names there may be it."""
    lost = [
        term
        for term in _lost_terms(mine, theirs)
        if not any(_nested(term, other) for other in theirs.terms)
        and not any(_may_be_place(name, term) for name in unanswered)
    ]
    return omitted_place(mine.text, mine.lang, mine.matches, lost, theirs.text)


def _lost_without_trace(
    lost: Sequence[SpeltName], theirs: _Side, added: Sequence[SpeltName]
) -> list[SpeltName]:
    """Names of a text that no unanswered name or acronym of the other can be."""
    if any(len(name.parts) > 1 for name in added):
        return []  # `Bằng Tường` is Pingxiang
    acronyms = {fold(acronym)[:1] for acronym in theirs.spelt.acronyms}
    initials = {name.parts[0][:1] for name in added}
    return [
        name
        for name in lost
        if name.parts[0][:1] not in acronyms
        and (len(name.parts) > 1 or name.parts[0][:1] not in initials)
    ]


def _may_be_place(name: SpeltName, term: Term) -> bool:
    """Whether a name may be a place in an old spelling: `Xiêm Riệp`, `Am-xtéc-đam`."""
    letters = fold(term.right("en")).replace(" ", "")
    return "".join(name.parts)[:1] == letters[:1] or sounds_alike("".join(name.parts), letters)


def _is_in_title(term: Term, side: _Side) -> bool:
    """Whether a name stands in a longer one, translated by meaning: `South China Institute`."""
    match = next(match for match in side.matches if match.term == term)
    before = re.search(r"([^\W\d_]+) $", side.text[max(0, match.start - 20) : match.start])
    if before and before[1].casefold() in TITLES:
        before = None
    after = re.match(r" ([^\W\d_]\w*)", side.text[match.end : match.end + 20])
    if after and side.lang == "vi" and not is_vietnamese_syllable(after[1]):
        after = None  # the name of a person of that country
    return bool(
        (before and before[1][0].isupper() and len(before[1]) > 3)
        or (after and after[1][0].isupper())
    )


def _is_form_of(name: SpeltName, term: Term) -> bool:
    """Whether a name may be another form of a glossary name: `Peruvians`, `Yorkers`."""
    forms = [fold(form) for lang in LANGS for form in term.forms(lang)]
    forms += [word for form in forms for word in form.split() if len(word) > 3]
    return any(
        part.startswith(form[:4]) or sounds_alike(part, form)
        for form in forms
        for part in (*name.parts, "".join(name.parts))
    )


def _swapped_names(first: _Side, second: _Side) -> list[Warning]:
    swapped = swapped_names(first.names, second.names)
    return [Warning("name", f"{swapped[0]} ↔ {swapped[1]}")] if swapped else []


# --------------------------------------------------------------------------------- negation


def _negation_warnings(first: _Side, second: _Side) -> list[Warning]:
    lost = lost_negation(first.text, first.lang, second.text, second.lang)
    return [Warning("negation", lost)] if lost else []


# --------------------------------------------------------------- length, loops and language

# Vietnamese syllables for one English word, measured on news (31,092 / 22,414).
_SYLLABLES_PER_WORD = 1.39


def _length_warnings(first: _Side, second: _Side) -> list[Warning]:
    sizes = [
        len(side.words) / (_SYLLABLES_PER_WORD if side.lang == "vi" else 1.0)
        for side in (first, second)
    ]
    if max(sizes) < 6:
        return [Warning("length")] if sizes[1] > 4 * sizes[0] + 3 else []
    ratio = (sizes[1] + 1) / (sizes[0] + 1)
    return [] if 0.45 <= ratio <= 2.1 else [Warning("length")]


def _loops(words: Sequence[str]) -> str:
    """A run of words said over and over, "" if there is none."""
    for size in range(1, 9):
        enough = 4 if size == 1 else 3 if size < 6 else 2
        run = 0
        for index in range(size, len(words)):
            run = run + 1 if words[index] == words[index - size] else 0
            if run >= size * (enough - 1):
                return " ".join(words[index - size + 1 : index + 1])
    return ""


def _repetition_warnings(first: _Side, second: _Side) -> list[Warning]:
    loop = _loops(second.lower_words)
    if loop and not _loops(first.lower_words):
        return [Warning("repetition", loop)]
    for size in (4, 6):
        grams = Counter(
            tuple(second.lower_words[i : i + size]) for i in range(len(second.words) - size + 1)
        )
        if grams:
            gram, count = max(grams.items(), key=lambda item: item[1])
            if count >= 4 and count > len(first.words) / 12:
                return [Warning("repetition", " ".join(gram))]
    return []


_VIETNAMESE_LETTER = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I
)
_ENGLISH_WORDS = frozenset(
    "the of and to with that for was were from which this have has had been their they would by "
    "its is are will".split()
)


def _language_warnings(first: _Side, second: _Side) -> list[Warning]:
    if first.lang == second.lang:
        return []
    words = second.words
    marked = [word for word in words if _VIETNAMESE_LETTER.search(word)]
    if second.lang == "en":
        left_over = [word for word in marked if word.islower() and word.casefold() not in _LOANS]
        if len(left_over) >= 3 and len(left_over) > 0.12 * len(words):
            return [Warning("language", " ".join(left_over[:3]))]
    else:
        english = [word for word in second.lower_words if word in _ENGLISH_WORDS]
        if len(english) >= 3 and len(english) > 0.12 * len(words):
            return [Warning("language", " ".join(english[:3]))]
        if len(words) >= 8 and not marked:
            return [Warning("language")]
    same = first.lower == second.lower
    if same and len(words) >= 4 and sum(word.islower() for word in words) >= 3:
        return [Warning("language")]
    return []


_LOANS = frozenset("phở bánh mì áo dài bún chả xã đồng café fiancé résumé".split())


def _glossary_warnings(first: _Side, second: _Side) -> list[Warning]:
    """A term rendered by a form to avoid, or left in the source's language."""
    found = []
    for term in first.terms:
        wanted = second.lang
        avoided = {fold(form) for form in term.avoid(wanted)}
        for match in second.matches:
            written = second.text[match.start : match.end]
            if match.term == term and fold(written) in avoided:
                found.append(Warning("glossary", f"{written} → {term.right(wanted)}"))
        if term in second.terms:
            continue
        good = {fold(form) for form in term.forms(wanted)} - avoided
        for form in (term.right(first.lang), *term.avoid(first.lang)):
            if len(form) > 3 and fold(form) not in good and stands_alone(form, second.text):
                found.append(Warning("glossary", f"{form} → {term.right(wanted)}"))
                break
    return found


def stands_alone(form: str, text: str) -> tuple[int, int] | None:
    """Where a text has `form` as such, not within a longer name (`Vietnam Airlines`)."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
        before = re.search(r"([^\W_][\w'’-]*)\s$", text[max(0, match.start() - 40) : match.start()])
        after = re.match(r"\s([^\W_])", text[match.end() : match.end() + 2])
        if after and (after[1].isupper() or after[1].isdigit()):
            continue
        if before and before[1][0].isupper() and not is_vietnamese_syllable(before[1]):
            continue
        return match.span()
    return None


# ----------------------------------------------------------------------------------- claims


def check_claim(claim: Claim, glossary: Glossary) -> tuple[Warning, ...]:
    """Doubts about a claim against the sentences it cites.

    Code `citation` means that the cited sentences do not say this; the other codes name what in
    the claim is not in them.

    Args:
        claim: The claim with its cited sentences. Sentences in the claim's own language are
            compared word by word, others by numbers and names only.
        glossary: Names and terms in both languages.
    """
    same = [c.text for c in claim.citations if c.lang == claim.lang]
    other = [c for c in claim.citations if c.lang != claim.lang]
    if not claim.citations:
        return (Warning("citation"),)
    mine = _Side(_clean(claim.text), claim.lang, glossary)
    if not same:
        joined = " ".join(sentence.text for sentence in other)
        theirs = _Side(_clean(joined), other[0].lang, glossary)
        pool = _pool(theirs)
        lost = [q for q in mine.quantities if _is_strong(q) and not _is_in(q, pool)]
        found = [Warning(_quantity_code(q), q.text) for q in lost]
        found += _changed_spellings(mine, theirs) + _negation_warnings(theirs, mine)
        return tuple(dict.fromkeys(found))
    theirs = _Side(_clean(" ".join(same)), claim.lang, glossary)
    nearest = theirs
    if len(same) > 1:
        words = set(mine.lower_words)
        sides = [_Side(_clean(text), claim.lang, glossary) for text in same]
        nearest = max(sides, key=lambda side: len(words & set(side.lower_words)))
    return tuple(dict.fromkeys(_same_language_warnings(mine, theirs, nearest)))


# Longer texts are no sentences, and comparing them word by word would take minutes.
_MOST_WORDS = 1000


def _same_language_warnings(mine: _Side, theirs: _Side, nearest: _Side) -> list[Warning]:
    """Doubts about a claim, given all its sentences and the one it is taken from."""
    found: list[Warning] = []
    pool = _pool(theirs)
    for quantity in mine.quantities:
        if not _is_in(quantity, pool):
            found.append(Warning(_quantity_code(quantity), quantity.text))
    known = _parts(theirs)
    unknown = [word for word in mine.words if word.casefold() not in known]
    found += [
        Warning("name", word)
        for word in unknown
        if word[0].isupper() and not word.isdigit() and word.casefold() != mine.lower_words[0]
    ]
    if len(unknown) > max(2, 0.25 * len(mine.words)):
        found.append(Warning("citation"))
    if max(len(mine.words), len(nearest.words)) > _MOST_WORDS:
        return found
    found += _claim_negation(mine, nearest)
    return found + (_reordered_names(mine, nearest) or _replaced_words(mine, nearest, theirs))


def _parts(side: _Side) -> set[str]:
    """The words in lower case, and what hyphens and apostrophes join in them."""
    words = set(side.lower_words)
    return words | {part for word in words for part in re.split(r"['’.-]", word)}


def _claim_negation(mine: _Side, theirs: _Side) -> list[Warning]:
    """A negation that the claim leaves out from among words it keeps, or adds."""
    markers = {"không", "chưa", "chẳng", "chả", "đừng"} if mine.lang == "vi" else _NEGATORS_EN
    matcher = SequenceMatcher(None, theirs.lower_words, mine.lower_words, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        removed = [w for w in theirs.lower_words[start:end] if _is_negator(w, markers)]
        added = [w for w in mine.lower_words[new_start:new_end] if _is_negator(w, markers)]
        # With "hàng không" an airline goes, no negation.
        whole = negations(" ".join(theirs.words[start:end]), mine.lang)
        if removed and whole and not added and end - start <= 3:
            return [Warning("negation", removed[0])]
        if added and not removed:
            return [Warning("negation", added[0])]
    return []


_NEGATORS_EN = frozenset("not no never none nobody nothing neither nor cannot without".split())


def _is_negator(word: str, markers: Iterable[str]) -> bool:
    return word in markers or word.endswith(("n't", "n’t"))


def _reordered_names(mine: _Side, theirs: _Side) -> list[Warning]:
    """Capitalised words that stand in another order than in the source.

    A claim drops words and moves none: where the source has all its capitals, it has them in this
    order. Else those are compared that each text has once.
    """
    here = [word for word, _ in _capitals(mine)]
    there = [word for word, _ in _capitals(theirs)]
    if Counter(here) <= Counter(there):
        rest = iter(there)
        passed = ""
        for word in here:
            if word not in rest:  # looks on from where the last one was found
                return [Warning("name", f"{passed} ↔ {word}")]
            passed = word
        return []
    mine_counts, counts = Counter(here), Counter(there)
    order = {word: index for index, word in enumerate(there) if counts[word] == 1}
    known = [word for word in here if word in order and mine_counts[word] == 1]
    return [
        Warning("name", f"{left} ↔ {right}")
        for left, right in pairwise(known)
        if order[left] > order[right]
    ][:1]


def _replaced_words(mine: _Side, nearest: _Side, theirs: _Side) -> list[Warning]:
    """A name or number where the source has another that it has elsewhere, too."""
    matcher = SequenceMatcher(None, nearest.lower_words, mine.lower_words, autojunk=False)
    elsewhere = Counter(theirs.lower_words) - Counter(nearest.lower_words)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "replace":
            continue
        digits = [
            {word for word in words if word[0].isdigit()}
            for words in (nearest.words[start:end], mine.words[new_start:new_end])
        ]
        if all(digits) and digits[0].isdisjoint(digits[1]):
            return [Warning("number", min(digits[1]))]
        old = {word for word in nearest.words[start:end] if word[0].isupper()}
        new = {
            word
            for word in mine.words[new_start:new_end]
            if word[0].isupper() and not elsewhere[word.casefold()]
        }
        # A first word may have its capital from the sentence only, or be what was `hôm nay`.
        if new_start == 0:
            first = mine.words[0].casefold()
            new -= {mine.words[0]} if first == "ngày" or first in _parts(nearest) else set()
        if old - new and new - old and old.isdisjoint(new):
            return [Warning("name", f"{min(old)} → {min(new)}")]
    return []


def _capitals(side: _Side) -> list[tuple[str, int]]:
    return [
        (match.group(), match.start())
        for match in _WORD.finditer(side.text)
        if match.group()[0].isupper() and match.start() > 0
    ]
