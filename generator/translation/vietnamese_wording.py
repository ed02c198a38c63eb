"""Vietnamese as models have read most of it: dates, figures, tones and titles in their usual form.

Models learn from newspapers. What those seldom write, a small model reads as something else: of
`22/12/1942` in brackets it leaves 22/1942, 38 ten thousands are 38,000 to it, `6g30` is no time.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import partial

from generator.abbreviations import spelt_out
from generator.quantities import find_quantities

# A tone written on the second vowel of an open oa, oe or uy (hoà); not after q (quý keeps it).
_NEW_STYLE = re.compile(
    r"(?<![qQ])([oOuU])([aeyAEY])([\u0300\u0301\u0309\u0303\u0323])(?![^\W\d_]|[\u0300-\u036f])"
)
_OPEN_DIPHTHONGS = frozenset({"oa", "oe", "uy"})
_CODE_GLUED = re.compile(r"(?<=\d)\s?(?:₫|VNĐ|VND|đ)(?!\w)")
# The weight of gold, 37.5 g: no volume.
_TAEL = re.compile(
    r"(?:(?<=đồng/)|(?<=đồng / )|(?<=đồng một )|(?<=đồng mỗi ))lượng\b"
    r"|(?:(?<=\d )|(?<=mỗi )|(?<=Mỗi ))lượng(?= vàng\b)"
)
_TITLED = (
    "(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá)|tổng thống|thủ tướng|chủ tịch|tổng bí thư|bộ trưởng|"
    "lãnh (?:đạo|tụ)|quốc vương|hoàng|vua|nữ|nhạc s[ĩỹ]|nghệ s[ĩỹ]|ca s[ĩỹ]|họa s[ĩỹ]|bác s[ĩỹ]|"
    "nhà (?:văn|thơ|báo|giáo|khoa học|soạn)|giáo sư|luật sư|diễn viên|đạo diễn|danh hài|cầu thủ|"
    "huấn luyện viên|người mẫu"
)
_LATE_PERSON = re.compile(rf"\b[Cc]ố (?=(?i:{_TITLED})\b)")
_COMRADE = re.compile(r"\b[Đđ]ồng chí (?=[A-ZĐ]|(?:lãnh đạo|bí thư|chủ tịch|phó)\b)")
_CLASS = re.compile(r"\bhạng (?:Nhất|Nhì|Ba)\b")
# Negations that a model turns into their opposite or into something else.
_PHRASES = (
    (re.compile(r"\bChưa hết, "), "Hơn nữa, "),
    (re.compile(r"\bkhông thể không\b"), "phải"),
    (re.compile(r"\bkhông phải(?: là)? không có\b"), "có"),
    (re.compile(r"\bkhông hề\b"), "không"),
    (re.compile(r"(?<=\w )không nhỏ\b(?! (?:hơn|bé|tuổi))"), "đáng kể"),
)
_NOT_TO_MENTION = re.compile(
    r"\b(?:đó là )?(?:còn )?chưa kể(?: (?:tới|đến|là))?\b(?! (?:lại|ra|hết|cho|với)\b)", re.I
)
_MONTHS = 12
_DAY_MONTH = re.compile(r"(\d{1,2})[./-](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-]((?:19|20)\d\d)")
_FULL_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)")
_HAS_ITS_WORD = re.compile(
    r"\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|khuya|nay|qua|mai|[Mm]ùng)\s$", re.I
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_QUARTER = re.compile(
    r"\b(?P<word>[Qq]u[ýí]) (?P<number>I{1,3}|IV|[1-4])\b(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d)\b)?"
)
# Both spellings are right; models have met the one more often.
_TRILLION = re.compile(r"\b(?:ngàn t[ỉỷ]|nghìn tỉ)\b(?! (?:lệ|giá|số|trọng|phú))")
_TEN_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,4}(?:,\d)?) vạn\b")
_SOME_TEN_THOUSANDS = re.compile(r"(?<=\b[Hh]àng )vạn\b|(?<=\bvài )vạn\b")
_MONTHS_OF_YEAR = re.compile(r"(?<![\d/.-])(?<!ngày )(?<!mùng )(\d{1,2}) tháng ((?:19|20)\d\d)\b")
_HOUR_RANGE = re.compile(r"\b(\d{1,2})[gh]\s?[-–]\s?(\d{1,2})[gh]\b")
_ENGLISH_NUMERAL = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+\.\d+(?![\w,]|\.\d)")
_SIGNS = str.maketrans(".,", ",.")
_NOON = re.compile(r"^(1[01]h(?:\d\d)?) trưa$")
_HOUR_SIGN = re.compile(r"(?<=\d)g(?=\d\d|\s|$)")
_LATE_TWICE = re.compile(r"^(?P<time>(?:1[3-9]|2[0-4])h(?:\d\d)?)\s(?:chiều|tối|đêm)$")
_TO_NIL = re.compile(r"(?<=\d)/0(?![\d/])")
# `8/11 nhóm hàng`; models know `2/3 dân số`.
_SHARE = re.compile(r"\d{1,2}/\d\d [a-zà-ỹđ]")
_SPORT = re.compile(r"\b(?:dẫn|thắng|thua|gỡ|t[ỷỉ] số|set|ván|hiệp)\b", re.I)
# After these a day and month need the word; after others only where it can be no fraction.
_BEFORE_DATE = re.compile(r"\b(?:sáng|sớm|trưa|chiều|tối|đêm|khuya|nay|phiên|giao dịch)\s$", re.I)
# It has its word already, or is none: `hôm 24/6`, `24/6 và 25/6`, `lớp 14/2`.
_ANNOUNCED = re.compile(
    r"(?:\b(?:ngày|hôm|từ|đến|hết|số|lớp|nhà|ngõ|hẻm|đường|và|tháng|[Mm]ùng)\s|[-–/(.\w])$", re.I
)


def reworded(sentence: str) -> str:
    """A Vietnamese sentence as models know it; what it says stays.

    Tone marks in the newspapers' usual place (`hoà` → `hòa`), abbreviations as words, dates with
    the word that announces them (`chiều 22.10` → `chiều ngày 22/10`, `từ 3/1947` → `từ tháng
    3/1947`), hours with an h (`6g30`, `19g tối` → `6h30`, `19h`), quarters and ten thousands in
    digits (`quý I-2014`, `38 vạn` → `quý 1 năm 2014`, `380.000`), the dead as `the late`, the tael
    of gold prices.

    Args:
        sentence: One sentence, NFC.
    """
    sentence = _words_as_known(spelt_out(old_tones(sentence)))
    sentence = _dates_announced(_figures_as_known(sentence))
    return _TAEL.sub("tael", _CODE_GLUED.sub(" đồng", sentence))


def old_tones(text: str) -> str:
    """Vietnamese with tone marks in the newspapers' usual place: hoà → hòa, thuỷ → thủy."""
    if text.isascii():
        return text

    def moved(match: re.Match[str]) -> str:
        first, second, tone = match.groups()
        fits = (first + second).lower() in _OPEN_DIPHTHONGS
        return first + tone + second if fits else match.group()

    return unicodedata.normalize("NFC", _NEW_STYLE.sub(moved, unicodedata.normalize("NFD", text)))


def _dates_announced(sentence: str) -> str:
    """Dates with the word that announces them, and scores as none: `thắng 21/18`, `thắng 21-18`."""
    sport = _SPORT.search(sentence) is not None
    if sport:
        sentence = _TO_NIL.sub("-0", sentence)
    for quantity in reversed(find_quantities(sentence, "vi")):
        before, after = sentence[: quantity.start], sentence[quantity.end :]
        if quantity.kind == "time":
            sentence = f"{before}{_plain_clock(quantity.text)}{after}"
        pair = _DAY_MONTH.fullmatch(quantity.text)
        if sport and pair and quantity.kind == "number" and "/" in quantity.text:
            sentence = f"{before}{pair[1]}-{pair[2]}{after}"
        elif pair and quantity.kind == "number" and _SHARE.match(pair[0] + after):
            sentence = f"{before}{pair[1]} trong {pair[2]}{after}"
        if quantity.kind != "date":
            continue
        if pair:
            surely = int(pair[1]) > _MONTHS and not _ANNOUNCED.search(before)
            lead = "ngày " if before and (surely or _BEFORE_DATE.search(before)) else ""
            sentence = f"{before}{lead}{int(pair[1])}/{int(pair[2])}{after}"
        elif full := _FULL_DATE.fullmatch(quantity.text):
            lead = "" if not before or _HAS_ITS_WORD.search(before) else "ngày "
            sentence = f"{before}{lead}{int(full[1])}/{int(full[2])}/{full[3]}{after}"
        elif (month := _MONTH_YEAR.fullmatch(quantity.text)) and not before.endswith(("-", "–")):
            sentence = f"{before}tháng {month[1]}/{month[2]}{after}"
    return sentence


def _words_as_known(sentence: str) -> str:
    """Persons and phrases that a model takes for others.

    The dead are `the late` (it makes "cố tổng thống" a co-president), comrades are persons, and a
    profit that is "không nhỏ" is none that is small.
    """
    for pattern, known in _PHRASES:
        sentence = pattern.sub(known, sentence)
    sentence = _CLASS.sub(lambda match: match.group().lower(), _COMRADE.sub("", sentence))
    for pattern, known in ((_NOT_TO_MENTION, "not to mention"), (_LATE_PERSON, "the late ")):
        sentence = pattern.sub(partial(_in_its_case, known), sentence)
    return sentence


def _in_its_case(known: str, match: re.Match[str]) -> str:
    return known[0].upper() + known[1:] if match.group()[0].isupper() else known


def _figures_as_known(sentence: str) -> str:
    """`quý I-2014`, `38 vạn`, `9 tháng 2013` and `15,467.66` as models have met them."""
    sentence = _QUARTER.sub(_quarter_in_digits, sentence)
    sentence = _TRILLION.sub("nghìn tỷ", sentence)
    sentence = _TEN_THOUSANDS.sub(_in_thousands, sentence)
    sentence = _SOME_TEN_THOUSANDS.sub("chục nghìn", sentence)
    sentence = _HOUR_RANGE.sub(r"\1h đến \2h", sentence)
    sentence = _MONTHS_OF_YEAR.sub(r"\1 tháng đầu năm \2", sentence)
    return _ENGLISH_NUMERAL.sub(lambda match: match.group().translate(_SIGNS), sentence)


def _quarter_in_digits(match: re.Match[str]) -> str:
    number = _ROMAN.get(match["number"], match["number"])
    return f"{match['word']} {number}" + (f" năm {match['year']}" if match["year"] else "")


def _in_thousands(match: re.Match[str]) -> str:
    size = int(Decimal(match[1].replace(",", ".")) * 10_000)
    return f"{size:,}".replace(",", ".")


def _plain_clock(text: str) -> str:
    """A time of day as models know it; `19h tối` says twice that it is late."""
    text = _NOON.sub(r"\1 sáng", _HOUR_SIGN.sub("h", text))
    return _LATE_TWICE.sub(r"\g<time>", text)
