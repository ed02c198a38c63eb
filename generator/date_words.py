"""How a date reads in English and in Vietnamese, with only the parts that are known."""

from __future__ import annotations

from generator.model import Lang, PartialDate

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def date_words(date: PartialDate, lang: Lang) -> str:
    """The date in words: `10 April 2014`, `ngày 10/4/2014`; says what is not known.

    A time is left out.
    """
    return _english(date) if lang == "en" else _vietnamese(date)


def month_words(year: int, month: int, lang: Lang) -> str:
    """A month in words: `April 2014`, `tháng 4/2014`."""
    return date_words(PartialDate(year, month), lang)


def short_month(month: int, lang: Lang) -> str:
    """A month where there is little room: `Apr`, `Th4`."""
    return MONTHS[month - 1][:3] if lang == "en" else f"Th{month}"


def _english(date: PartialDate) -> str:
    if not date:
        return "date unknown"
    parts = []
    if date.day is not None:
        parts.append(str(date.day))
    if date.month is not None:
        parts.append(MONTHS[date.month - 1])
    if date.year is not None:
        return " ".join([*parts, str(date.year)])
    return f"{' '.join(parts)}, year unknown"


def _vietnamese(date: PartialDate) -> str:
    if not date:
        return "không rõ ngày"
    if date.month is None:
        return f"năm {date.year}"
    month = f"ngày {date.day}/{date.month}" if date.day is not None else f"tháng {date.month}"
    return f"{month}/{date.year}" if date.year is not None else f"{month}, không rõ năm"
