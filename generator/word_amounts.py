"""Amounts and times said in words that are no numbers: dozens, half, a decade, the evening.

Good translations turn them into each other and into figures, so one that is missing tells
nothing. Told is only one that stands in place of another of its family: `hundreds` for `hàng
chục`, `half` for `gấp đôi`, `the third quarter` for `quý II`, `morning` for `chiều`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from generator.date_words import MONTHS
from generator.model import Lang

_Found = dict[str, str]
"""Members of a family in a text, each with the words that say it."""


class OtherAmount(NamedTuple):
    """An amount or time in words that stands in place of another.

    Attributes:
        english: What the English text says.
        vietnamese: What the Vietnamese text says.
        code: What a warning about it is called.
    """

    english: str
    vietnamese: str
    code: Literal["number", "date"]


def other_amount(english: str, vietnamese: str) -> OtherAmount | None:
    """The first amount in words that each text has in place of the other's, None for none.

    Args:
        english: NFC text.
        vietnamese: NFC text.
    """
    for find, code in _FAMILIES:
        here = find(english, "en")
        there = find(vietnamese, "vi") if here else {}
        lost = [words for member, words in here.items() if member not in there]
        added = [words for member, words in there.items() if member not in here]
        if lost and added:
            return OtherAmount(lost[0], added[0], code)
    return None


# ------------------------------------------------------------------------------- vague counts

_POWERS: dict[Lang, dict[str, int]] = {
    "en": {
        **dict.fromkeys(("dozen", "dozens", "tens", "scores", "ten"), 1),
        **dict.fromkeys(("hundred", "hundreds"), 2),
        **dict.fromkeys(("thousand", "thousands"), 3),
        **dict.fromkeys(("million", "millions"), 6),
        **dict.fromkeys(("billion", "billions"), 9),
    },
    "vi": {
        **dict.fromkeys(("chục", "tá"), 1),
        "trăm": 2,
        **dict.fromkeys(("nghìn", "ngàn"), 3),
        "vạn": 4,
        "triệu": 6,
        **dict.fromkeys(("tỷ", "tỉ"), 9),
    },
}
_VAGUE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?P<many>dozens|tens|scores|hundreds|thousands|millions|billions)"
        r"|(?:several|(?:a )?few) (?P<some>dozen|hundred|thousand|million|billion))\b"
        r"(?P<more>(?: of)? (?:thousands?|millions?|billions?)\b)?",
        re.I,
    ),
    "vi": re.compile(
        r"\b(?:hàng|vài|mấy|dăm|nhiều) (?P<many>chục|tá|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b"
        r"(?! phú| lệ)(?P<more> (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b(?! phú| lệ))?",
        re.I,
    ),
}


def _vague_counts(text: str, lang: Lang) -> _Found:
    """Powers of ten: `dozens` is 1, `hàng trăm nghìn` 5."""
    powers = _POWERS[lang]
    found: _Found = {}
    for match in _VAGUE[lang].finditer(text):
        word = match["many"] or match["some"]
        power = powers[word.casefold()]
        if match["more"]:
            power += powers[match["more"].split()[-1].casefold()]
        found.setdefault(str(power), match.group())
    return found


# ------------------------------------------------------------------------ halves and multiples


def _members(**words: str) -> re.Pattern[str]:
    """One pattern for the members of a family, each a group of its name."""
    groups = "|".join(rf"(?P<{name}>{each})" for name, each in words.items())
    return re.compile(rf"(?<!\w)(?:{groups})\b", re.I)


_MULTIPLES: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        half=r"(?<!first )(?<!second )(?<!first-)(?<!second-)(?<!and a )half"
        r"(?![ -](?:past|an?\b|hour|time|century|year|dozen|day|brother|sister))"
        r"(?! of the (?:year|match|game|season|century|decade))|halv(?:e|es|ed|ing)",
        double=r"doubl(?:e|es|ed|ing)|twofold|two-fold|twice",
        triple=r"(?:tripl|trebl)(?:e|es|ed|ing)|threefold|three-fold|three times",
        fourfold=r"quadrupl(?:e|es|ed|ing)|fourfold|four-fold|four times",
        third="(?:a|one)[ -]third",
        three_quarters="three[ -]quarters(?! of an hour)",
        quarter="(?:a|one) quarter of(?! an hour)|quarter-point",
    ),
    "vi": _members(
        half=r"nửa điểm|nửa (?:số|trong số)\b(?! (?:giờ|phút))"
        r"|(?:một|phân|quá|gần|hơn|còn|chỉ|khoảng) nửa"
        r"(?! (?:giờ|tiếng|năm|tháng|thế kỷ|thế kỉ|đầu|cuối|đêm|ngày|tá|chục|triệu|tỷ|tỉ))",
        double=r"gấp đôi|nhân đôi|tăng đôi|(?:gấp )?(?:hai|2) lần|gấp (?:hai|2)|cú đúp",
        triple=r"gấp ba|gấp 3|(?:ba|3) lần",
        fourfold=r"gấp bốn|gấp 4|(?:bốn|4) lần",
        third="một phần ba",
        three_quarters="ba phần tư",
        quarter="một phần tư",
    ),
}


def _multiples(text: str, lang: Lang) -> _Found:
    return _named_groups(_MULTIPLES[lang], text)


def _named_groups(members: re.Pattern[str], text: str) -> _Found:
    """The members that a text has, each with its last mention."""
    return {match.lastgroup or "": match.group() for match in members.finditer(text)}


# ------------------------------------------------------------------------ decades and quarters


def _numbered(words: str) -> dict[str, int]:
    """Each word with the number of its group: `a one|two|…`."""
    groups = enumerate(words.split("|"), start=1)
    return {word: number for number, group in groups for word in group.split()}


_COUNTS: dict[Lang, dict[str, int]] = {
    "en": _numbered("a an one|two|three|four|five|six|seven|eight|nine|ten"),
    "vi": _numbered("một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"),
}
_MORE_THAN_ONE_EN = "|".join(word for word, count in _COUNTS["en"].items() if count > 1)
_SPANS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:(?P<part>half|quarter)[ -](?:of )?(?:a[ -])?century"
        rf"|(?P<count>{'|'.join(_COUNTS['en'])}|\d) (?P<unit>decade|centur)(?:s|y|ies)?"
        rf"|(?<!-)(?P<number>(?<=in )a|{_MORE_THAN_ONE_EN}|\d\d?) years?(?![ -]old))\b"
        r"(?! and a half)",
        re.I,
    ),
    "vi": re.compile(
        r"\b(?:(?P<part>nửa|một phần tư) thế k[ỷỉ]"
        rf"|(?P<count>{'|'.join(_COUNTS['vi'])}|\d) (?P<unit>thập k[ỷỉ]|thập niên|thế k[ỷỉ])"
        r"|(?<!mươi )(?<!mười )(?<!trăm )"
        rf"(?P<number>{'|'.join(_COUNTS['vi'])}|\d\d?) năm)\b"
        r"(?! (?:rưỡi|\d))",
        re.I,
    ),
}


def _spans(text: str, lang: Lang) -> _Found:
    """Years: `two decades` is 20, `nửa thế kỷ` 50, `ten years` 10."""
    found: _Found = {}
    for match in _SPANS[lang].finditer(text):
        if match["part"]:
            years = 50 if match["part"].casefold() in ("half", "nửa") else 25
        else:
            count = (match["count"] or match["number"]).casefold()
            years = int(count) if count.isdigit() else _COUNTS[lang][count]
            if match["unit"]:
                century = match["unit"].casefold().startswith(("centur", "thế"))
                years *= 100 if century else 10
        found.setdefault(str(years), match.group())
    return found


_HALF_PERIODS: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        more=r"(?:an|one) hour and a half|one and a half hours",
        hour=r"half[ -](?:an[ -])?hour(?!ly)",
        day=r"half[ -]a[ -]day|half-day",
        month=r"half[ -]a[ -]month",
        year=r"half[ -]a[ -]year|half-year|six months",
        decade=r"half[ -]a[ -]decade",
        century=r"half[ -](?:a[ -])?century",
    ),
    "vi": _members(
        more="một (?:giờ|tiếng) rưỡi",
        hour="nửa (?:giờ|tiếng)",
        day="nửa ngày",
        month="nửa tháng",
        year="nửa năm|(?:sáu|6) tháng",
        decade="nửa thập (?:k[ỷỉ]|niên)",
        century="nửa thế k[ỷỉ]",
    ),
}


def _half_periods(text: str, lang: Lang) -> _Found:
    return _named_groups(_HALF_PERIODS[lang], text)


_QUARTERS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -]quarter\b(?![ -]?final)"
        r"|\bQ(?P<q>[1-4])\b",
        re.I,
    ),
    "vi": re.compile(
        r"\bqu[ýí] (?P<nth>nhất|đầu|một|hai|nhì|ba|tư|bốn|cuối|IV|I{1,3}|[1-4])\b"
        r"|\bQ(?P<q>[1-4])\b",
        re.I,
    ),
}
_NTH = _numbered(
    "first 1st nhất đầu một i 1|second 2nd hai nhì ii 2|third 3rd ba iii 3|"
    "fourth 4th final cuối tư bốn iv 4"
)


def _quarters(text: str, lang: Lang) -> _Found:
    found: _Found = {}
    for match in _QUARTERS[lang].finditer(text):
        found.setdefault(str(_NTH[(match["nth"] or match["q"]).casefold()]), match.group())
    return found


_HALVES: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        first=r"first[ -]half|first six months|H1", second=r"(?:second|latter|last)[ -]half|H2"
    ),
    "vi": _members(
        first="nửa đầu|hiệp (?:một|1|đầu)|(?:sáu|6) tháng đầu|nửa đầu tiên",
        second="nửa (?:cuối|sau|còn lại|thứ hai)|hiệp (?:hai|2)|(?:sáu|6) tháng cuối",
    ),
}


def _halves(text: str, lang: Lang) -> _Found:
    """Of a year, a match or the like."""
    return _named_groups(_HALVES[lang], text)


# `bốn tháng qua` are no last month.
_UNCOUNTED = r"(?<!\d )" + "".join(
    rf"(?<!{word} )"
    for word in "một hai ba bốn năm sáu bảy tám chín mười mươi mấy vài nhiều những các".split()
)
_NEAR_PERIODS: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        week="(?:next|last|this) week(?!end)",
        month="(?:next|last|this) month",
        year="(?:next|last|this) year",
    ),
    "vi": _members(
        week=rf"{_UNCOUNTED}tuần (?:tới|sau|trước|qua|rồi|này)",
        month=rf"{_UNCOUNTED}tháng (?:tới|sau|trước|qua|rồi|này)",
        year=rf"{_UNCOUNTED}năm (?:tới|sau|trước|qua|ngoái|nay)",
    ),
}


def _near_periods(text: str, lang: Lang) -> _Found:
    """Next, last or this week, month or year."""
    return _named_groups(_NEAR_PERIODS[lang], text)


_DIRECTIONS: dict[Lang, re.Pattern[str]] = {
    "en": _members(coming="next (?:week|month|year)", past="last (?:week|month|year)"),
    "vi": _members(
        coming=rf"{_UNCOUNTED}(?:tuần|tháng|năm) (?:tới|sau)",
        past=rf"{_UNCOUNTED}(?:tuần|tháng|năm) (?:trước|qua|rồi|ngoái)",
    ),
}


def _directions(text: str, lang: Lang) -> _Found:
    """The week, month or year that comes, or the one that is over."""
    return _named_groups(_DIRECTIONS[lang], text)


_LEGS: dict[Lang, re.Pattern[str]] = {
    "en": _members(first=r"first[ -]leg", second=r"(?:second|return)[ -]leg"),
    "vi": _members(first="lượt đi", second="lượt về"),
}


def _legs(text: str, lang: Lang) -> _Found:
    """Of a tie that is played twice."""
    return _named_groups(_LEGS[lang], text)


_TWELVES: dict[Lang, re.Pattern[str]] = {
    "en": _members(noon="noon|midday", midnight="midnight"),
    "vi": _members(
        noon="(?:giữa |buổi )?trưa",
        midnight="nửa đêm|(?:lúc|từ|đến|tới|trước|sau) (?:0|24) ?(?:h|giờ)",
    ),
}


def _twelves(text: str, lang: Lang) -> _Found:
    """Twelve o'clock, of the day or the night."""
    return _named_groups(_TWELVES[lang], text)


_PART = rf"(?:(?:the |this |next |last )?(?:year|month|week|quarter|\d{{4}})|{'|'.join(MONTHS)})"
_MONTH_OR_NEXT = rf"(?:in )?(?:{'|'.join(MONTHS)}|(?:this|next|last) )"
_ENDS: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        start=rf"(?:beginning|start|first \w+) (?:of|in) {_PART}|early {_MONTH_OR_NEXT}",
        end=rf"(?:end|last \w+) (?:of|in) {_PART}|late {_MONTH_OR_NEXT}",
    ),
    "vi": _members(
        start=r"đầu(?: tiên)? (?:của )?(?:năm|tháng|tuần|quý)(?! học)",
        end=r"cuối(?: cùng)? (?:của )?(?:năm|tháng|tuần|quý)(?! học)",
    ),
}


def _ends(text: str, lang: Lang) -> _Found:
    """The beginning of a year, a month or the like, and its end."""
    return _named_groups(_ENDS[lang], text)


_SCORE = re.compile(r"(?<![\w.,/-])(\d{1,2})[-–](\d{1,2})(?![\w/%-]|[.,]\d)")


def _scores(text: str, lang: Lang) -> _Found:
    """`3-2`, in either order; what is no score is written alike in both languages."""
    return {"-".join(sorted(m.groups())): m.group() for m in _SCORE.finditer(text)}


_PER: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        kilogram="(?:per|an?) (?:kg|kilos?|kilograms?)",
        tonne="(?:per|an?) (?:metric )?(?:tonne|ton)",
        litre="(?:per|an?) (?:litre|liter)",
        barrel="(?:per|an?) barrel",
        ounce="(?:per|an) ounce",
        tael="(?:per|an?) tael",
        month="(?:per|an?|each|every) month|monthly",
        year="(?:per|an?|each|every) year|yearly|annual(?:ly)?|per annum",
        week="weekly|(?:per|an?|each|every) week(?! ago| later| earlier| after| before)",
        day="daily|(?:per|an?|each|every) day(?! ago| later| earlier| after| before)",
        hour=r"(?:per|each|every) hour|(?<!half )(?<!quarter of )(?<=\w )an hour"
        "(?! ago| later| earlier| after| before| and| in| into| of| from| of)",
        minute="(?:per|each|every) minute|(?<=\\w )a minute(?! ago| later| earlier| after| before)",
        second="(?:per|each|every|a) second(?=[,.;:]| in| at| on| from| during| into|$)",
    ),
    "vi": _members(
        kilogram="đồng/kg|USD/kg|(?:mỗi|một|1) (?:kg|ký|cân)",
        quintal="đồng/tạ|(?:mỗi|một|1) tạ",
        tonne="đồng/tấn|USD/tấn|(?:mỗi|một|1) tấn",
        litre="đồng/lít|(?:mỗi|một|1) lít",
        barrel="USD/thùng|(?:mỗi|một|1) thùng",
        ounce="USD/ounce|(?:mỗi|một|1) ounce",
        tael="đồng/lượng|(?:mỗi|một|1) lượng",
        month="đồng/tháng|(?:mỗi|một|hằng|hàng) tháng",
        year="đồng/năm|(?:mỗi|một|hằng|hàng) năm",
        week="(?:mỗi|một|hằng|hàng) tuần",
        day="đồng/ngày|(?:mỗi|một|hằng|hàng) ngày",
        hour="(?:km|m3|m³|lít|đồng)/(?:giờ|h)|(?:mỗi|một) (?:giờ|tiếng)",
        minute="(?:m3|m³|lít|nhịp|lần)/phút|(?:mỗi|một) phút",
        second="(?:m|m3|m³|lít)/(?:giây|s)|(?:mỗi|một) giây",
    ),
}


def _per(text: str, lang: Lang) -> _Found:
    return _named_groups(_PER[lang], text)


# ------------------------------------------------------------------------------ times of day

# Where a Vietnamese word is a time: `sáng` is bright, `tối` dark, `chiều` a direction, too.
_WHEN = r"(?= (?:nay|qua|mai|thứ|chủ nhật|hôm|ngày|cùng ngày|sớm)\b| \d|[,.]|$)"
_PARTS_OF_DAY: dict[Lang, re.Pattern[str]] = {
    "en": _members(
        unsure=r"early hours|pre-?dawn|[ap]\.?m",
        morning="mornings?|dawn|daybreak",
        afternoon="afternoons?|noon|midday|lunchtime",
        night="nights?|tonight|overnight|midnight",
        evening="evenings?|dusk",
    ),
    "vi": _members(
        unsure="rạng sáng|mờ sáng|sáng sớm|chiều tối|xế chiều|gần trưa",
        morning=rf"(?<!ánh )(?<!thắp )(?<!chiếu )(?<!tỏa )(?<!ăn )sáng{_WHEN}"
        r"|(?:buổi|mỗi|hằng) sáng",
        afternoon=rf"(?<!một )(?<!hai )(?<!ngược )(?<!cùng )(?<!đa )chiều{_WHEN}|buổi chiều"
        r"|(?:buổi|giữa) trưa|trưa (?:nay|qua|mai|hôm|thứ|ngày|\d+)"
        r"|(?<=h )trưa|(?<=giờ )trưa",
        night=r"nửa đêm|đêm (?:nay|qua|hôm|thứ|chủ nhật|ngày|\d+)|trong đêm|ban đêm",
        evening=rf"(?<!bóng )(?<!tăm )(?<!đen )(?<!ăn )tối{_WHEN}|buổi tối|chiều tối",
    ),
}


def _parts_of_day(text: str, lang: Lang) -> _Found:
    """Morning, afternoon and night; an evening may be called either of the last two."""
    found = _named_groups(_PARTS_OF_DAY[lang], text)
    if "unsure" in found:
        return {}
    if evening := found.pop("evening", ""):
        found.setdefault("afternoon", evening)
        found.setdefault("night", evening)
    return found


_FAMILIES: tuple[tuple[Callable[[str, Lang], _Found], Literal["number", "date"]], ...] = (
    (_vague_counts, "number"),
    (_multiples, "number"),
    (_spans, "number"),
    (_half_periods, "number"),
    (_quarters, "date"),
    (_near_periods, "date"),
    (_directions, "date"),
    (_ends, "date"),
    (_halves, "date"),
    (_legs, "number"),
    (_twelves, "date"),
    (_scores, "number"),
    (_per, "number"),
    (_parts_of_day, "date"),
)
