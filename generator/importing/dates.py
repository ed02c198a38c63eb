"""Dates as Vietnamese and English papers write them, with no more precision than they give.

Day and month stand in the Vietnamese order. In English text `04/10/2014` can mean two days, so
only its year is taken. A relative date (`hôm qua`, `yesterday`) means nothing without the date
it is relative to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from generator.articles import clean_text
from generator.importing.credits import is_person
from generator.model import Lang, PartialDate

_VI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "giêng|một",
            "hai",
            "ba",
            "tư|bốn",
            "năm",
            "sáu",
            "bảy|bẩy",
            "tám",
            "chín",
            "mười",
            "mười một|mười một|mười môt",
            "mười hai|chạp",
        ),
        1,
    )
    for name in names.split("|")
}
_EN_MONTHS = {
    name[:size]: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(),
        1,
    )
    for size in range(3, len(name) + 1)
    if size in (3, len(name)) or name[:size] in ("sept",)
}

_CLOCK = (
    r"(?P<hour>\d{1,2})(?:\s?[:h]\s?|\s?giờ\s?)(?P<minute>\d{2})?(?::\d{2}(?:\.\d+"
    r")?)?(?:\s?phút)?(?:\s?(?P<half>[ap]\.?m\b\.?|sa\b|ch\b))?"
)
_BEFORE = rf"(?:{_CLOCK}\s*(?:[,|•–-]\s*|ngày\s+|on\s+|\()*)?"
_AFTER = (
    _CLOCK.replace("P<hour>", "P<hour2>")
    .replace("P<minute>", "P<minute2>")
    .replace("P<half>", "P<half2>")
)
_AFTER = rf"(?:\s*(?:[,|•–-]|lúc|at|\()*\s*{_AFTER})?"
_VI_MONTH_NAMES = "|".join(sorted(_VI_MONTHS, key=len, reverse=True))
_EN_MONTH_NAMES = "|".join(sorted(_EN_MONTHS, key=len, reverse=True))
_CUE = (
    r"(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|khuya|rạng sáng|thứ (?:hai|ba|"
    r"tư|năm|sáu|bảy)|chủ nhật"
    r"|từ|đến|và|nay|qua|on|since|dated)"
)

Make = Callable[[re.Match[str], Lang], "PartialDate | None"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: where it stands and what it says."""

    start: int
    end: int
    date: PartialDate


def _number(match: re.Match[str], name: str) -> int | None:
    value = match.groupdict().get(name)
    return int(value) if value else None


def _year(match: re.Match[str]) -> int | None:
    value = match.groupdict().get("year")
    if not value:
        return None
    number = int(value)
    if len(value) == 2:
        number += 2000 if number < 50 else 1900
    return number


def _time(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    hour, minute = groups.get("hour"), groups.get("minute")
    half = groups.get("half")
    if not hour:
        hour, minute, half = groups.get("hour2"), groups.get("minute2"), groups.get("half2")
    if not hour:
        return None
    number = int(hour)
    half = (half or "").lower().replace(".", "")
    if half in ("pm", "ch") and number < 12:
        number += 12
    elif half in ("am", "sa") and number == 12:
        number = 0
    text = f"{number:02}:{minute or '00'}"
    return text if text <= "23:59" and text[3] < "6" else None


def _make(
    year: int | None, month: int | None, day: int | None, time: str | None
) -> PartialDate | None:
    if year is not None and not 1900 <= year <= 2199:
        return None
    try:
        full = None not in (year, month, day)
        return PartialDate(year, month, day, time if full else None)
    except ValueError:
        return None


def _plain(match: re.Match[str], lang: Lang) -> PartialDate | None:
    return _make(_year(match), _number(match, "month"), _number(match, "day"), _time(match))


def _day_month(match: re.Match[str], lang: Lang) -> PartialDate | None:
    first, second = int(match["day"]), int(match["month"])
    year, time = _year(match), _time(match)
    if lang == "vi":
        return _make(year, second, first, time) or _make(year, first, second, time)
    if first <= 12 and second <= 12 and first != second:
        return _make(year, None, None, None) if year is not None else None
    return _make(year, second, first, time) or _make(year, first, second, time)


def _named(months: dict[str, int]) -> Make:
    def make(match: re.Match[str], lang: Lang) -> PartialDate | None:
        name = " ".join(match["name"].lower().split())
        if months is _EN_MONTHS and not match["name"][0].isupper():
            return None  # "may 5 people" is no date
        return _make(_year(match), months[name], _number(match, "day"), _time(match))

    return make


def _zoned(match: re.Match[str], lang: Lang) -> PartialDate | None:
    """ISO 8601; universal time in Vietnamese metadata is Vietnamese time, seven hours on."""
    found = _plain(match, lang)
    zone = (match.groupdict().get("zone") or "").replace(":", "").strip()
    if found is None or not found.time or lang != "vi" or zone not in ("Z", "+0000", "+00"):
        return found
    start = found.earliest
    assert start is not None
    hour = int(found.time[:2]) + 7
    day = start + timedelta(days=hour // 24)
    return _make(day.year, day.month, day.day, f"{hour % 24:02}{found.time[2:]}")


_EDGE = r"(?<![\w/.,-])"
_STOP = r"(?![\w/]|[.,-]\d)"


def _pattern(body: str, before: str = _BEFORE, after: str = _AFTER) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}{before}{body}{after}{_STOP}", re.IGNORECASE)


_DAY = r"(?P<day>\d{1,2})"
_PATTERNS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (
        re.compile(
            rf"{_EDGE}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}"
            r"(?:[T ]{1,2}(?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)? ?(?P<zone"
            r">Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
        ),
        _zoned,
    ),
    (
        _pattern(
            rf"{_DAY}\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sep)\s?(?P<year>\d{{4}}|"
            rf"\d{{2}})"
        ),
        _day_month,
    ),
    (
        _pattern(
            rf"(?:ngày|mùng|mồng)?\s*{_DAY}\s*tháng\s*(?P<month>\d{{1,2}})(?:\s*(?:,|năm|"
            rf"[/-])\s*(?P<year>\d{{4}}))?"
        ),
        _plain,
    ),
    (
        _pattern(
            rf"(?:ngày|mùng|mồng)?\s*{_DAY}\s*tháng\s*(?P<name>{_VI_MONTH_NAMES})(?:\s*(?:,|"
            rf"năm)\s*(?P<year>\d{{4}}))?"
        ),
        _named(_VI_MONTHS),
    ),
    (
        _pattern(r"(?:tháng\s*|t)(?P<month>\d{1,2})\s?(?:[/.-]|năm|,)\s?(?P<year>\d{4})", "", ""),
        _plain,
    ),
    (_pattern(r"(?P<month>\d{1,2})/(?P<year>\d{4})", "", ""), _plain),
    (
        _pattern(
            rf"tháng\s*(?P<name>{_VI_MONTH_NAMES})(?:\s*(?:,|năm|/)\s*(?P<year>\d{{4}}))", "", ""
        ),
        _named(_VI_MONTHS),
    ),
    (
        _pattern(rf"{_CUE}\W{{1,2}}{_DAY}\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})", _BEFORE, ""),
        _day_month,
    ),
    (_pattern(rf"(?<=\(){_DAY}(?P<sep>[/.-])(?P<month>\d{{1,2}})(?=\))", "", ""), _day_month),
    (_pattern(rf"{_DAY}/(?P<month>\d{{1,2}})", "", ""), _day_month),
    (_pattern(r"năm\s+(?P<year>(?:19|20)\d{2})", "", ""), _plain),
    (
        _pattern(
            rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<name>{_EN_MONTH_NAMES})\.?(?:,?["
            rf"\s-]+(?P<year>\d{{4}}))?"
        ),
        _named(_EN_MONTHS),
    ),
    (
        _pattern(
            rf"(?P<name>{_EN_MONTH_NAMES})\.?\s+{_DAY}(?:st|nd|rd|th)?(?!\d)(?:(?:,\s*|"
            rf"\s+)(?P<year>\d{{4}}))?"
        ),
        _named(_EN_MONTHS),
    ),
    (
        _pattern(rf"(?P<name>{_EN_MONTH_NAMES})\.?,?\s+(?P<year>\d{{4}})", "", ""),
        _named(_EN_MONTHS),
    ),
    (_pattern(r"(?:in|since|of|by|during)\s+(?P<year>(?:19|20)\d{2})", "", ""), _plain),
)

_BARE = (
    (re.compile(rf"{_DAY}\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})"), _day_month),
    (re.compile(r"(?P<year>(?:19|20)\d{2})"), _plain),
    (re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})"), _plain),
    (
        re.compile(
            r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minut"
            r"e>\d{2})\d{0,5})?"
        ),
        _plain,
    ),
    (re.compile(r"tháng\s*(?P<month>\d{1,2})", re.IGNORECASE), _plain),
    (re.compile(rf"tháng\s*(?P<name>{_VI_MONTH_NAMES})", re.IGNORECASE), _named(_VI_MONTHS)),
    (re.compile(rf"(?P<name>{_EN_MONTH_NAMES})\.?", re.IGNORECASE), _named(_EN_MONTHS)),
)


def find_dates(text: str, lang: Lang) -> list[Found]:
    """Every absolute date in a text, left to right, none inside another."""
    text = text[:5_000]
    hits: list[Found] = []
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(text):
            found = make(match, lang)
            if found:
                hits.append(Found(match.start(), match.end(), found))
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    chosen: list[Found] = []
    for hit in hits:
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
        elif hit.end > chosen[-1].end and _precision(hit.date) > _precision(chosen[-1].date):
            chosen[-1] = hit
    return chosen


def _precision(value: PartialDate) -> int:
    return sum(part is not None for part in (value.year, value.month, value.day, value.time))


_RELATIVE: tuple[tuple[str, int], ...] = (
    (r"hôm kia|day before yesterday", -2),
    (r"hôm qua|(?:sáng|trưa|chiều|tối|đêm|khuya) (?:hôm )?qua|yesterday|last night", -1),
    (r"ngày mai|sáng mai|chiều mai|tối mai|tomorrow", 1),
    (
        r"hôm nay|(?:sáng|trưa|chiều|tối|đêm) nay|today|tonight|this (?:morning|afternoon|evening)"
        r"|vừa xong|just now|mới đây \d+ phút",
        0,
    ),
)
_AGO = re.compile(
    r"(?P<n>\d{1,3}|an?|một|hai|ba)\s*(?P<unit>phút|giờ|tiếng|ngày|tuần|minutes?|"
    r"mins?|hours?|hrs?|days?|weeks?)"
    r"\s*(?:trước|ago)",
    re.IGNORECASE,
)
_DAYS = {"ngày": 1, "day": 1, "tuần": 7, "week": 7}


def _relative(text: str, reference: PartialDate) -> PartialDate:
    """A relative date, resolved against a full date; empty without one."""
    start = reference.earliest
    if start is None or not reference.is_full:
        return PartialDate()
    days: int | None = None
    if match := _AGO.search(text):
        unit = match["unit"].lower().rstrip("s")
        count = {"a": 1, "an": 1, "một": 1, "hai": 2, "ba": 3}.get(match["n"].lower())
        if unit in _DAYS:
            days = -(count or int(match["n"])) * _DAYS[unit]
    else:
        for words, offset in _RELATIVE:
            if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE):
                days = offset
                break
    if days is None:
        return PartialDate()
    day = start + timedelta(days=days)
    return PartialDate(day.year, day.month, day.day)


def parse_date(text: str, lang: Lang = "vi", reference: PartialDate | None = None) -> PartialDate:
    """The date that a short text states; empty if it states none.

    Args:
        text: A date as printed, with or without words around it.
        lang: Language of the text; decides the order of day and month.
        reference: The known date that `hôm qua` and the like are relative to.

    Returns:
        The first date with the best precision that is written. A time counts with a full date.
    """
    text = clean_text(text)[:300]
    for pattern, make in _BARE:
        match = pattern.fullmatch(text.strip(" ()."))
        if match and (found := make(match, lang)):
            return found
    hits = find_dates(text, lang)
    if hits:
        best = max(hits, key=lambda hit: (_precision(hit.date) >= 3, -hit.start))
        return best.date
    return _relative(text, reference) if reference else PartialDate()


_DATE_WORDS = re.compile(
    r"(?<!\w)(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|ngày|lúc|giờ|"
    r"cập nhật(?: lần cuối)?|đăng(?= |:|$)(?! bởi)|xuất bản|đăng ngày|"
    r"updated|published|posted(?! by)|last|on|at|gmt|utc|ict|am|pm|est|edt|bst|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|cách đây|ago|"
    r"\d{1,2}[:h]\d{2}(?::\d{2})?)(?!\w)",
    re.IGNORECASE,
)
# What stands beside the date at the head of a page: counters, the section, the size of the type.
_BESIDE_DATES = re.compile(
    r"(?<!\w)(?:(?:lượt (?:xem|đọc)|bình luận|phản hồi|views?|comments?)\s*:\s*[\d.,]+k?"
    r"|[\d.,]+k?\s*(?:lượt (?:xem|đọc)|bình luận|phản hồi|views?|comments?)"
    r"|\d+ (?:phút|min(?:ute)?s?) (?:đọc|read)"
    r"|(?:chuyên mục|thể loại|category|section)\s*:\s*[^|•·]{2,40}"
    r"|theo dõi [^|•·]{0,40}google news"
    r"|(?:xem với )?(?:cỡ|kích thước) chữ|a[+-]?(?:\W{1,3}a[+-]?)+)(?!\w)",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"(?:(?:(?:nghe )?đọc bài|lưu(?: bài| tin)?|in(?: bài(?: viết)?)?|chia sẻ|gửi email|share|save|"
    r"print)\s*)+",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?<!\w)(?:(?:đăng )?bởi|tác giả|người đăng|(?:posted )?by)(?!\w)\s*:?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[|•·\n]|\s[-–—]\s")
_MAX_BESIDE = 5


def _beside(text: str, date: Found) -> list[str]:
    """What a line says beside a date, without labels, counters and buttons."""
    rest = _BESIDE_DATES.sub("\n", f"{text[: date.start]}\n{text[date.end :]}")
    rest = _BY.sub("\n", _DATE_WORDS.sub(" ", rest))
    parts = (part.strip(" -–—,.:;()+0123456789") for part in _BETWEEN.split(rest))
    return [part for part in parts if re.search(r"[^\W\d_]", part) and not _BUTTONS.fullmatch(part)]


@lru_cache(4096)
def beside_date(text: str) -> tuple[str, ...] | None:
    """What a date line names beside a full date: a section or a person; None if it is no date line.

    A name needs a sign that the line is no item of a list (`Lê Mẫu - 24/06/1987`): the time of day,
    or a word such as `bởi`.
    """
    if len(text) > 160 or not re.search(r"\d{4}|\d/\d", text):
        return None
    for lang in ("vi", "en"):
        for hit in find_dates(text, lang):
            if hit.date.year is None or _precision(hit.date) < 2:
                continue
            parts = _beside(text, hit)
            letters = sum(len(re.findall(r"[^\W\d_]+", part)) for part in parts)
            apart = re.search(r"[|•·]|\bGMT\b", text)
            named = _BY.search(text) or (hit.date.time and re.search(r"\s[-–—]\s", text))
            if (
                not parts
                or (letters <= _MAX_BESIDE and apart)
                or (len(parts) == 1 and named and is_person(parts[0]))
            ):
                return tuple(parts)
    return None


def is_date_line(text: str) -> bool:
    """Whether a line is a date, with the section of the paper or a by-line at most."""
    if re.fullmatch(r"(?:cách đây )?\d{1,2} (?:phút|giờ|ngày) trước", text, re.IGNORECASE):
        return True
    return beside_date(text) is not None


def dated_author(text: str) -> str:
    """The person whom a date line names, "" if it names none: `Lê Mẫu - 16/01/2025 09:05`."""
    return next((part for part in beside_date(text) or () if is_person(part)), "")


_CODE = re.compile(
    r"(?<!\d)(?:(?P<y4>20\d{2})(?P<m1>\d{2})(?P<d1>\d{2})(?P<h1>\d{2})(?P<n1>\d{2})\d{2,6}"
    r"|\d{3}(?P<y2>\d{2})(?P<m2>\d{2})(?P<d2>\d{2})(?P<h2>\d{2})(?P<n2>\d{2})\d{4,5})(?!\d)"
)
_PATH = re.compile(
    r"(?<=[/_-])(?P<year>(?:19|20)\d{2})(?P<sep>[/_-]?)(?P<month>\d{2})(?:(?P=sep)"
    r"(?P<day>\d{2}))?(?=[/_.-]|$)"
)


def date_in_address(url: str) -> PartialDate:
    """The date in an article's address; empty if it carries none.

    Knows paths (`/2014/04/10/`, `-20140410`) and the codes of Vietnamese content systems at the
    end of an address: `20140410093012345` and `185240602073917` (paper, yymmdd, time).
    """
    path = re.sub(r"^[a-z]+://[^/]*", "", url.partition("?")[0].partition("#")[0])
    for match in _CODE.finditer(path):
        kind = "1" if match["y4"] else "2"
        year = int(match["y4"]) if kind == "1" else 2000 + int(match["y2"])
        time = f"{match['h' + kind]}:{match['n' + kind]}"
        found = _make(year, int(match["m" + kind]), int(match["d" + kind]), None)
        if found and year <= 2099 and time <= "23:59" and time[3] < "6":
            return found
    for match in _PATH.finditer(path):
        day = int(match["day"]) if match["day"] else None
        if day is None and not match["sep"]:
            continue
        found = _make(int(match["year"]), int(match["month"]), day, None)
        if found:
            return found
    return PartialDate()


_TODAY = re.compile(
    r"(?:hôm nay|(?:sáng|trưa|chiều|tối|đêm) nay|"
    r"today)\W{0,3}(?:ngày\s*)?\(?(?P<rest>[^()]{3,30}?)(?:\)|,|;|\s[^\W\d])",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[^.!?]{0,60}?[A-Z][^.!?]{0,40}?[,(]\s*(?P<date>[^()–—]{4,24}?)\s*(?:\([^()]"
    r"{2,40}\))?\s*\)?\s*(?:[–—]|-{1,2}\s)"
)


def stated_date(paragraphs: Iterable[str], lang: Lang) -> PartialDate:
    """The date on which a text says it was written: `hôm nay (10/4)`, `SEOUL, April 10 (AP) —`.

    Only the first paragraphs count, and nothing is added: `--04-10` stays without a year.
    """
    for index, text in enumerate(list(paragraphs)[:4]):
        for match in _TODAY.finditer(text[:1500]):
            found = parse_date(match["rest"], lang)
            if found.day is not None:
                return found
        if index == 0 and (dateline := _DATELINE.match(text[:160])):
            found = parse_date(dateline["date"], lang)
            if found.day is not None:
                return found
    return PartialDate()
