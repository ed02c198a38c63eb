"""Compares the numbers, dates, sums and measures of two texts that should say the same.

What is told is a quantity that the other text has in no reading, or another one in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Literal

from generator.amount_pool import (
    AmountText,
    find_pool,
    fraction_of,
    implied,
    is_in,
    is_share,
    read_amounts,
)
from generator.model import Lang, Warning
from generator.quantities import Quantity
from generator.word_amounts import other_amount


def is_strong(quantity: Quantity) -> bool:
    """Whether leaving this quantity out is a fault by itself.

    One and two in words, ordinals and fractions come and go in good translations ("cả hai",
    "một", "first"), and codes have everyday names ("COVID-19": "the virus"): they only count
    where another of their kind stands in their place. So does a number in a title (`Six Days`).
    """
    if quantity.kind == "code" or (quantity.kind in ("weekday", "ordinal") and quantity.words):
        return False
    if not quantity.words or is_share(quantity):
        return True
    value = fraction_of(quantity.value)
    if value is None or "/" in quantity.value:
        return False
    return (value > 2 or value.denominator != 1) and (
        quantity.text.islower() or quantity.start == 0
    )


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
    found = found or _unpaired(first, second)
    if first.lang != second.lang:
        english, vietnamese = (first, second) if first.lang == "en" else (second, first)
        if other := other_amount(english.text, vietnamese.text):
            words = other.english if second.lang == "en" else other.vietnamese
            found.append(Warning(other.code, words))
    return found


_APART = ("weekday", "ordinal", "code", "time", "date")
# A table in one line is no sentence, and comparing each two of its numbers would take seconds.
_MOST_PAIRED = 30


def _may_stand_for(one: Quantity, other: Quantity) -> bool:
    return all((one.kind == kind) == (other.kind == kind) for kind in _APART)


def _unpaired(first: AmountText, second: AmountText) -> list[Warning]:
    """A quantity in place of another that the text has elsewhere, too.

    In `lost the opening set but won the next two, to reach the final for the third time` the
    three of "thắng ba set sau, lần thứ ba vào chung kết" is there, but once only: each quantity
    of a text is paired with one of the other (a maximum matching, by augmenting paths), and two
    that are left over may stand for each other.
    """
    if max(len(first.quantities), len(second.quantities)) > _MOST_PAIRED:
        return []
    texts, pools = (first, second), []
    for text in texts:
        alone = (find_pool(replace(text, quantities=(q,))) for q in text.quantities)
        pools.append([replace(pool, text="") for pool in alone])
    alike = [
        [
            is_in(one, pools[1][there]) or is_in(other, pools[0][here])
            for there, other in enumerate(second.quantities)
        ]
        for here, one in enumerate(first.quantities)
    ]
    left, right = _left_over(first.quantities, second.quantities, alike)
    for one in left:
        for other in right:
            said = _is_implied(one, second) or _is_implied(other, first)
            if not said and one.kind != "code" and _may_stand_for(one, other):
                return [Warning(amount_code(other), other.text)]
    return []


def _is_implied(quantity: Quantity, other: AmountText) -> bool:
    """Whether it is one, or words of the other text that are no number say it."""
    value = fraction_of(quantity.value)
    return value is not None and (value == 1 or value in implied(other.text, other.lang))


def _ordinals_last(quantities: Sequence[Quantity]) -> list[int]:
    return sorted(range(len(quantities)), key=lambda index: quantities[index].kind == "ordinal")


def _left_over(
    first: Sequence[Quantity], second: Sequence[Quantity], alike: Sequence[Sequence[bool]]
) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of each side that a maximum matching leaves alone.

    Args:
        first, second: Quantities.
        alike: For each of `first`, which of `second` may be the same.
    """
    partner: dict[int, int] = {}
    # Ordinals last: what is left of a sentence with `fourth` and "four hours" is the fourth.
    orders = [_ordinals_last(side) for side in (first, second)]

    def pair(here: int, edges: Sequence[Sequence[bool]], tried: set[int]) -> bool:
        for there in orders[1]:
            if edges[here][there] and there not in tried:
                tried.add(there)
                if there not in partner or pair(partner[there], edges, tried):
                    partner[there] = here
                    return True
        return False

    same_kind = [
        [edge and one.kind == other.kind for edge, other in zip(row, second, strict=True)]
        for one, row in zip(first, alike, strict=True)
    ]
    for edges in (same_kind, alike):
        for here in orders[0]:
            if here not in partner.values():
                pair(here, edges, set())
    return (
        [one for index, one in enumerate(first) if index not in partner.values()],
        [other for index, other in enumerate(second) if index not in partner],
    )


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


def _ordinals(side: AmountText) -> set[str]:
    """All that a text may count: `thứ tư` may be the fourth or Wednesday."""
    return {v for q in side.quantities for kind, v in q.readings if kind == "ordinal"}


def _lost_weekdays(mine: AmountText, theirs: AmountText) -> list[Quantity]:
    """The weekdays of a text that the other does not say.

    What may be an ordinal of both is no weekday.
    """
    counted, counted_there = _ordinals(mine), _ordinals(theirs)
    days = {
        day
        for quantity in theirs.quantities
        if quantity.kind == "weekday" or quantity.value not in counted
        for day in _weekday_readings(quantity)
    }
    return [
        quantity
        for quantity in mine.quantities
        if (here := _weekday_readings(quantity))
        and here.isdisjoint(days)
        and not any(kind == "ordinal" and v in counted_there for kind, v in quantity.readings)
    ]


def _other_weekdays(first: AmountText, second: AmountText) -> list[Warning]:
    """A weekday in place of another, also where it is written like an ordinal: `thứ bảy`."""
    if not _lost_weekdays(second, first):
        return []
    return [Warning("date", quantity.text) for quantity in _lost_weekdays(first, second)]


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
            there = [q for q in theirs.quantities if sized and q.value == sized.value]
            if sized and any(q.unit == "°C" for q in (sized, *there)):
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
    "en": re.compile(r" (match(?! point)|game|goal|point|people|person)(?:e?s)?\b", re.I),
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


def _periods(side: AmountText) -> dict[str, dict[str, str]]:
    """How many of which periods, matches or people a text counts: `hai tuần` is 2, week.

    Each with the words that say it.
    """
    found: dict[str, dict[str, str]] = {}
    names = {**_PERIOD_WORDS, **_COUNTED_WORDS}
    for quantity in side.quantities:
        if quantity.kind == "number":
            for pattern in (_PERIOD[side.lang], _COUNTED[side.lang]):
                if match := pattern.match(side.text, quantity.end):
                    word = match[1].casefold()
                    units = found.setdefault(quantity.value, {})
                    units.setdefault(names.get(word, word), quantity.text)
    for quantity in side.quantities:
        if side.lang == "en" and re.search(r"\b(?:aged|age of) $", side.text[: quantity.start]):
            found.setdefault(quantity.value, {}).setdefault("year", quantity.text)
    if fortnight := re.search(r"\b(?:a|one) fortnight\b", side.text, re.I):
        found.setdefault("2", {}).setdefault("week", fortnight.group())
    return found


def _other_periods(first: AmountText, second: AmountText) -> list[Warning]:
    """Periods that are counted alike, but are others: `two days` for `hai tuần`."""
    theirs = _periods(second)
    return [
        Warning("number", next(iter(units.values())))
        for value, units in _periods(first).items()
        if (there := theirs.get(value)) and units.keys().isdisjoint(there)
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


def _may_rank(one: Quantity, other: Quantity) -> bool:
    """Whether an ordinal and a number in words may say the same: `giai đoạn hai`."""
    return {one.kind, other.kind} == {"ordinal", "number"} and one.words and other.words


def _has_substitute(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a small number or a code is lost here and another has come there."""
    if quantity.value == "1" and quantity.kind not in ("weekday", "ordinal"):
        return False
    apart = ("weekday", "ordinal", "code")  # numbers are also written as times and dates
    for other in others:
        alike = all((other.kind == kind) == (quantity.kind == kind) for kind in apart)
        if not alike and not _may_rank(quantity, other):
            continue
        if quantity.kind == "code":
            mine, theirs = (re.sub(r"\d", "", q.value) for q in (quantity, other))
            if mine == theirs or SequenceMatcher(None, mine, theirs).ratio() >= 0.5:
                return True
        elif other.value != "1" or quantity.kind in ("weekday", "ordinal"):
            return True
    return False
