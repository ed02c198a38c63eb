"""Puts a machine translation's numbers, dates, names and terms into the target's conventions.

A model copies `1.000` and `14/9` as often as it translates them, and now and then slips a digit.
What can be set right without doubt is set right here, always from the source; where there is
doubt the text is left alone and `generator.checks` warns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from generator.amounts import unmatched_quantities
from generator.checks import check_translation, stands_alone
from generator.date_words import MONTHS
from generator.model import NAME_KINDS, Lang, Term, Warning, other_lang
from generator.name_spelling import fold
from generator.quantities import Quantity, find_quantities
from generator.translation.definite_article import with_articles
from generator.translation.glossary import Glossary, TermMatch

_SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
    "vi": ((10**12, "nghìn tỷ"), (10**9, "tỷ"), (10**6, "triệu")),
}
# Scale and unit words a model leaves behind after a number.
_LEFT_BEHIND: dict[Lang, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": tuple(
        (re.compile(rf"(?<=\d)\s?{word}(?!\w)", re.I), f" {english}")
        for word, english in (
            ("(?:nghìn|ngàn) (?:tỷ|tỉ)", "trillion"),
            ("(?:tỷ|tỉ)", "billion"),
            ("triệu", "million"),
            ("(?:nghìn|ngàn)", "thousand"),
            ("phần trăm", "percent"),
            ("mét vuông", "square metres"),
            ("mét", "metres"),
            ("tấn", "tonnes"),
            ("dặm", "miles"),
            ("hải lý", "nautical miles"),
            ("tuổi", "years old"),
            ("đồng", "dong"),
            ("nhân dân tệ", "yuan"),
        )
    ),
    "vi": tuple(
        (re.compile(rf"(?<=\d)[\s-]?{word}(?!\w)", re.I), f" {vietnamese}")
        for word, vietnamese in (
            ("trillion", "nghìn tỷ"),
            ("(?:billion|bn)", "tỷ"),
            ("(?:million|mln)", "triệu"),
            ("thousand", "nghìn"),
            ("(?:percent|per cent)", "%"),
            ("miles?", "dặm"),
            ("nautical miles?", "hải lý"),
            ("(?:tonnes?|tons?)", "tấn"),
            ("(?:metres?|meters?)", "mét"),
            ("(?:kilometres?|kilometers?)", "km"),
            ("(?:hectares?)", "ha"),
            ("years?[ -]old", "tuổi"),
            ("yuan", "nhân dân tệ"),
        )
    ),
}
_WORD_BEFORE = re.compile(r"\b[^\W\d_]+[\s-]$")
_WORD_AFTER = re.compile(r"[\s-][^\W\d_]+")
# "9:30 giờ sáng": the colon has said the hour.
_CLOCK_AND_HOUR = re.compile(r"(?<=\d:\d\d) giờ((?: (?:sáng|trưa|chiều|tối|đêm))?)(?: giờ)?(?!\w)")
# An afternoon that the source does not name: "11 giờ 30" is no "11:30 pm".
_AFTERNOON = re.compile(r"\b([1-9]|1[01])(:\d\d)?\s?p(?:m|\.m\.)(?!\w)", re.I)
_PART_OF_DAY = re.compile(
    r"\b(?:sáng|trưa|chiều|tối|đêm|khuya|rạng|[ap]\.?m)\b|\b(?:1[3-9]|2[0-3]) ?(?:giờ|h|:)", re.I
)
# The mark of a footnote, `word(3)`.
_FOOTNOTE = re.compile(r"(?<=\w)\(\d{1,2}\)")
_NUMERAL = re.compile(r"(?<![\w.,/])\d+(?:[.,]\d+)+(?![\w/]|[.,]\d)")
_CORE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\d+(?:[.,]\d+)*(?:[\s-]?(?:thousand|million|billion|trillion|bn|mn|mln)\b)?", re.I
    ),
    "vi": re.compile(r"\d+(?:[.,]\d+)*(?:\s?(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))*", re.I),
}


def convert_conventions(source: str, source_lang: Lang, target: str, target_lang: Lang) -> str:
    """The translation with numbers, dates and units as its language writes them.

    A number or date is only ever changed towards what the source says: `1.000` → `1,000`,
    `14/9` → `14 September`, `tỷ` → `billion`. Where just one number of the source is missing and
    one number of the same kind stands in the translation without a source, the source's number
    is put in its place.

    Args:
        source: The original sentence.
        source_lang: Its language.
        target: The translation.
        target_lang: Its language.
    """
    if source_lang == target_lang or not re.search(r"\d", source + target):
        return target
    quantities = find_quantities(source, source_lang)
    text = _copied_dates(quantities, target, target_lang)
    for mark in dict.fromkeys(_FOOTNOTE.findall(source)):
        text = text.replace(f" {mark}", mark)
    if target_lang == "vi":
        text = _CLOCK_AND_HOUR.sub(r"\1", text)
    elif not _PART_OF_DAY.search(source):
        text = _AFTERNOON.sub(lambda match: f"{match[1]}{match[2] or ':00'}", text)
    for pattern, words in _LEFT_BEHIND[target_lang]:
        text = pattern.sub(words.replace(" %", "%"), text)
    text = _separators(quantities, source_lang, text, target_lang)
    return _restored(source, source_lang, text, target_lang)


def enforce_glossary(
    source: str, source_lang: Lang, target: str, target_lang: Lang, glossary: Glossary
) -> tuple[str, tuple[Warning, ...]]:
    """The translation with the glossary's forms, and a warning for each name still missing.

    Replaced are forms to avoid, terms left in the source's language, a wrong case or wrong
    accents, and a misspelt name of a person where only one word of the translation can be meant.
    Any good variant is left as it is. Common nouns and offices are translated in many good
    ways, so that only names are reported when they are missing.

    Args:
        source: The original sentence.
        source_lang: Its language.
        target: The translation.
        target_lang: Its language.
        glossary: Names and terms.
    """
    text = target
    warnings: list[Warning] = []
    terms = list(dict.fromkeys(match.term for match in glossary.find(source, source_lang)))
    for term in terms:
        if term.avoid(target_lang):
            text = _without_avoided(term, text, target_lang, glossary)
    found = {match.term for match in glossary.find(text, target_lang)}
    for term in terms:
        if term in found:
            continue
        fixed = _uncopied(term, text, source_lang, target_lang)
        if fixed is None:
            fixed = _respelt(term, text, target_lang)
        if fixed is None and term.kind == "person":
            fixed = _unmangled(term, text, target_lang, glossary)
        if fixed is not None:
            text = fixed
            found = {match.term for match in glossary.find(text, target_lang)}
        elif term.kind == "person" and not _has_part(term, text, target_lang):
            warnings.append(Warning("glossary", term.right(target_lang)))
    return text, tuple(warnings)


def missing_names(
    source: str, source_lang: Lang, target: str, target_lang: Lang, glossary: Glossary
) -> tuple[Term, ...]:
    """The glossary's names in the source of which the translation has no good form.

    A form counts wherever it stands as a word: what a finder must doubt in a text of its own
    (`Anh`: England, or "he") is plain beside a source that names it.
    """
    named = [
        match.term
        for match in glossary.find(source, source_lang)
        if match.term.kind in NAME_KINDS and not _is_kept(match, source, target)
    ]
    found = {match.term for match in glossary.find(target, target_lang)}
    return tuple(
        term
        for term in dict.fromkeys(named)
        if term not in found and not _says(term, target, target_lang)
    )


def _is_kept(match: TermMatch, source: str, target: str) -> bool:
    """Whether a name is part of a longer one that stays as it is: `Vietnam Airlines`."""
    before = _WORD_BEFORE.search(source, max(0, match.start - 40), match.start)
    after = _WORD_AFTER.match(source, match.end)
    start = before.start() if before and before.group()[0].isupper() else match.start
    end = after.end() if after and after.group()[1].isupper() else match.end
    longer = (source[start : match.end], source[match.start : end], source[start:end])
    return any(len(name) > match.end - match.start and name in target for name in longer)


def _says(term: Term, text: str, lang: Lang) -> bool:
    return any(
        form in text and re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", text)
        for form in term.forms(lang)
        if form not in term.avoid(lang)
    )


_ATTRIBUTION: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\baccording to\b", re.I),
    "vi": re.compile(r"\btheo\b(?! (?:đó|dõi|đuổi|học|kịp))", re.I),
}
_LAST_ATTRIBUTION: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r", according to [^,;:\"“”]{2,80}?(?=[.\"”]*$)"),
    "vi": re.compile(r", theo [^,;:\"“”]{2,80}?(?=[.\"”]*$)"),
}
# He said, “It fell,” he said.
_SPEAKER_TWICE = re.compile(
    r"^(?P<start>[^\"“”]{2,80}\b(?:said|says|added|adds|told [^\"“”,]{2,40})[,:]? "
    r"[\"“][^\"“”]+?)(?P<end>[,.!?])(?P<quote>[\"”])"
    r" (?:[^\"“”,;:]{2,60} (?:said|says|added|adds)|(?:said|says|added) [^\"“”,;:]{2,60})\.?$"
)
_ENDS_IN_QUOTATION = re.compile(r"[.!?]?[\"”][.!?]?$")


def without_second_attribution(
    source: str, source_lang: Lang, target: str, target_lang: Lang
) -> str:
    """The translation without a source that it names at its end for the second time.

    Models close with `, according to the ministry` what opened with it, and with `he said` a
    quotation after `He said,`.

    Args:
        source: The original sentence.
        source_lang: Its language.
        target: The translation.
        target_lang: Its language.
    """
    if source_lang == target_lang:
        return target
    if target_lang == "en" and _ENDS_IN_QUOTATION.search(source):
        target = _SPEAKER_TWICE.sub(_speaker_once, target)
    last = _LAST_ATTRIBUTION[target_lang].search(target)
    wanted = max(1, len(_ATTRIBUTION[source_lang].findall(source)))
    if last is None or len(_ATTRIBUTION[target_lang].findall(target)) <= wanted:
        return target
    return target[: last.start()] + target[last.end() :]


def _speaker_once(match: re.Match[str]) -> str:
    end = "." if match["end"] == "," else match["end"]
    return match["start"] + end + match["quote"]


# "a" before a written vowel that is none when spoken, and the other way round. A capital within a
# sentence is a name's: "Colonel Le Van An said".
_ARTICLE = r"((?:(?<=^)|(?<=[.!?:“\"] ))A|\ba)"
_AN = re.compile(
    rf"{_ARTICLE} "
    r"(?=(?!(?:uni(?![mn])|us[aeu]|eu|one\b|once\b|ur[aeio]|ut[eio])\w)[aeiou][a-z]+)"
)
_A = re.compile(rf"{_ARTICLE}n (?=(?!(?:hour|hono|heir|honest))[b-df-hj-np-tv-z][a-z]+)")
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{3}[.!?] )(?<!\betc\. )(?<!\bInc\. )[a-z]")
_TWICE = re.compile(r"\b(?!(?:had|that)\b)([^\W\d_]{2,}(?:['’]s)?) \1\b(?! \1)")


# What models that have met `VND2 billion` often write for "hàng tỷ đồng".
_STRAY_SUM = re.compile(
    r"\b(thousands|(?:m|b|tr)illions) of VND\d+\b(?![.,]\d| (?:million|billion|trillion))"
)
# `(on December 22, 1942 – March 5, 2012)`: the dates of a life need no preposition.
_STRAY_ON = re.compile(rf"(?:(?<=\()|(?<=\d [–-] ))on (?=(?:{'|'.join(MONTHS)}) \d)")
_LATE_TWICE = re.compile(r"\b(?P<hour>1[3-9]|2[0-4]):(?P<minute>[0-5]\d) ?p\.?m\b\.?", re.I)


def _on_twelve_hours(match: re.Match[str]) -> str:
    """`19:00 p.m.` as clocks in English show it."""
    if match["hour"] == "24":
        return "midnight"
    minute = "" if match["minute"] == "00" else f":{match['minute']}"
    return f"{int(match['hour']) - 12}{minute} p.m."


def tidied(source: str, target: str, target_lang: Lang) -> str:
    """The translation without slips that say nothing: a word twice, a small letter at the start.

    In English also `a electronic`, `an pushed` and `19:00 p.m.`.

    Args:
        source: The original sentence; a sentence that begins small there may begin small.
        target: The translation.
        target_lang: Its language.
    """
    # Vietnamese says words twice for good reasons (`xa xa`).
    if target_lang == "en":
        target = _TWICE.sub(r"\1", target)
        target = _STRAY_SUM.sub(r"\1 of dong", target)
        target = _LATE_TWICE.sub(_on_twelve_hours, _STRAY_ON.sub("", target))
        if not re.search(r"\bAn?\b", source):  # somebody's name
            target = _A.sub(r"\1 ", _AN.sub(r"\1n ", target))
    first = re.match(r"[^\W\d_]+(?!\w)", target)
    if source[:1].isupper() and first is not None and first.group().islower():  # no eBay
        target = target[0].upper() + target[1:]
    return _NEXT_SENTENCE.sub(lambda match: match.group().upper(), target)


def finish_translation(
    source: str, source_lang: Lang, target: str, target_lang: Lang, glossary: Glossary
) -> tuple[str, tuple[Warning, ...]]:
    """A machine's translation made fit to show: converted, enforced, and its remaining doubts."""
    text = tidied(source, target, target_lang)
    text = without_second_attribution(source, source_lang, text, target_lang)
    text = convert_conventions(source, source_lang, text, target_lang)
    text, missing = enforce_glossary(source, source_lang, text, target_lang, glossary)
    if target_lang == "en":
        text = with_articles(text, glossary)
    doubts = check_translation(source, source_lang, text, target_lang, glossary)
    named = {warning.detail for warning in doubts}
    rest = tuple(warning for warning in missing if warning.detail not in named)
    if any(warning.code == "name" for warning in doubts):
        rest = ()
    return text, (*doubts, *rest)


# ------------------------------------------------------------------- one quantity on its own

# Vietnamese words that a figure counts, with their English singular and plural.
_COUNTED = {
    "năm": ("year", "years"),
    "tháng": ("month", "months"),
    "tuần": ("week", "weeks"),
    "ngày": ("day", "days"),
    "giờ": ("hour", "hours"),
    "phút": ("minute", "minutes"),
    "giây": ("second", "seconds"),
    "thập kỷ": ("decade", "decades"),
    "tuổi": ("year old", "years old"),
    "người": ("person", "people"),
    "người dân": ("person", "people"),
    "người chết": ("death", "deaths"),
    "người thiệt mạng": ("death", "deaths"),
    "người bị thương": ("person injured", "people injured"),
    "nạn nhân": ("victim", "victims"),
    "trẻ em": ("child", "children"),
    "phụ nữ": ("woman", "women"),
    "học sinh": ("pupil", "pupils"),
    "sinh viên": ("student", "students"),
    "thí sinh": ("candidate", "candidates"),
    "công nhân": ("worker", "workers"),
    "lao động": ("worker", "workers"),
    "nhân viên": ("employee", "employees"),
    "giáo viên": ("teacher", "teachers"),
    "bác sĩ": ("doctor", "doctors"),
    "đại biểu": ("delegate", "delegates"),
    "cử tri": ("voter", "voters"),
    "nguyên thủ quốc gia": ("head of state", "heads of state"),
    "lãnh đạo": ("leader", "leaders"),
    "cầu thủ": ("player", "players"),
    "vận động viên": ("athlete", "athletes"),
    "thi thể": ("body", "bodies"),
    "hành khách": ("passenger", "passengers"),
    "du khách": ("tourist", "tourists"),
    "bệnh nhân": ("patient", "patients"),
    "binh sĩ": ("soldier", "soldiers"),
    "chiến sĩ": ("officer", "officers"),
    "nghi phạm": ("suspect", "suspects"),
    "bị cáo": ("defendant", "defendants"),
    "nước": ("country", "countries"),
    "quốc gia": ("country", "countries"),
    "tỉnh": ("province", "provinces"),
    "thành phố": ("city", "cities"),
    "huyện": ("district", "districts"),
    "xã": ("commune", "communes"),
    "hộ": ("household", "households"),
    "hộ dân": ("household", "households"),
    "gia đình": ("family", "families"),
    "nhà": ("house", "houses"),
    "ngôi nhà": ("house", "houses"),
    "căn nhà": ("house", "houses"),
    "căn hộ": ("flat", "flats"),
    "phòng": ("room", "rooms"),
    "tầng": ("floor", "floors"),
    "trường": ("school", "schools"),
    "trường học": ("school", "schools"),
    "trường đại học": ("university", "universities"),
    "tổ chức": ("organisation", "organisations"),
    "hiện vật": ("exhibit", "exhibits"),
    "ngân hàng": ("bank", "banks"),
    "bệnh viện": ("hospital", "hospitals"),
    "doanh nghiệp": ("company", "companies"),
    "công ty": ("company", "companies"),
    "dự án": ("project", "projects"),
    "hợp đồng": ("contract", "contracts"),
    "xe": ("vehicle", "vehicles"),
    "ô tô": ("car", "cars"),
    "chuyến bay": ("flight", "flights"),
    "máy bay": ("aircraft", "aircraft"),
    "tàu": ("ship", "ships"),
    "tàu cá": ("fishing boat", "fishing boats"),
    "tên lửa": ("missile", "missiles"),
    "tên lửa đạn đạo": ("ballistic missile", "ballistic missiles"),
    "vụ": ("case", "cases"),
    "vụ án": ("case", "cases"),
    "vụ tai nạn": ("accident", "accidents"),
    "vụ cháy": ("fire", "fires"),
    "vụ vi phạm": ("violation", "violations"),
    "cuộc thanh tra": ("inspection", "inspections"),
    "cuộc họp": ("meeting", "meetings"),
    "cuộc tấn công": ("attack", "attacks"),
    "cuộc không kích": ("air strike", "air strikes"),
    "cuộc biểu tình": ("protest", "protests"),
    "cuộc gọi": ("call", "calls"),
    "ca": ("case", "cases"),
    "ca nhiễm": ("infection", "infections"),
    "ca mắc": ("case", "cases"),
    "ca tử vong": ("death", "deaths"),
    "trường hợp": ("case", "cases"),
    "lần": ("time", "times"),
    "điều": ("article", "articles"),
    "chương": ("chapter", "chapters"),
    "bài": ("article", "articles"),
    "phiếu": ("vote", "votes"),
    "ghế": ("seat", "seats"),
    "điểm": ("point", "points"),
    "bàn thắng": ("goal", "goals"),
    "huy chương": ("medal", "medals"),
    "trận": ("match", "matches"),
    "tấn": ("tonne", "tonnes"),
}
_COUNTED_VI = {form: word for word, forms in reversed(_COUNTED.items()) for form in forms}
_ABOUT = {
    "hơn": "more than",
    "khoảng": "about",
    "gần": "nearly",
    "ít nhất": "at least",
    "tối thiểu": "at least",
    "không dưới": "at least",
    "tối đa": "at most",
    "không quá": "at most",
    "chừng": "about",
    "xấp xỉ": "about",
    "trên": "over",
    "dưới": "under",
}
# What a price or speed is for, after a stroke.
_PER = {
    "kg": "kg",
    "m2": "m2",
    "lượng": "tael",
    "chỉ": "tenth of a tael",
    "lít": "litre",
    "tạ": "100 kg",
    "tấn": "tonne",
    "thùng": "barrel",
    "ounce": "ounce",
    "giờ": "hour",
    "ngày": "day",
    "tháng": "month",
    "năm": "year",
    "người": "person",
    "cp": "share",
    "cổ phiếu": "share",
}
_RANGE = re.compile(r"(?:từ |from )?(\d[^-–]*?)\s*(?:[-–]|\b(?:đến|tới|to)\b)\s*(\d.*)", re.S)
_ABOUT_VI = {english: word for word, english in reversed(_ABOUT.items())}
_DATE_WORDS = re.compile(r"(?:ngày|hôm|on|the)?\s*", re.I)
_DAYS = re.compile(
    r"(?P<word>ngày\s+)?(?P<days>\d{1,2}(?:\s*,\s*\d{1,2})*)"
    r"(?P<and>\s+(?:và|đến|tới)\s+|\s*[-–]\s*)(?P<last>\d{1,2})[/.](?P<month>0?[1-9]|1[0-2])",
    re.I,
)


def convert_whole(text: str, source_lang: Lang, target_lang: Lang) -> str:
    """A text that is one quantity and nothing else, as the other language writes it.

    `ngày 14/9` gives `14 September`, `ngày 17 và 18/4` gives `17 and 18 April`, `5 năm` gives
    `5 years`, `2 triệu USD` gives `2 million USD`; "" for every text that says more.
    """
    text = text.strip()
    if source_lang == "vi" and (days := _several_days(text)):
        return days
    quantities = find_quantities(text, source_lang)
    if len(quantities) != 1:
        return _range(text, source_lang, target_lang)
    quantity = quantities[0]
    before, after = text[: quantity.start].strip(), text[quantity.end :].strip()
    if quantity.kind == "date" and not after and _DATE_WORDS.fullmatch(before):
        words = format_date(quantity.value, target_lang)
        has_day = re.fullmatch(r"(?:\d{4}|-)-\d\d-\d\d", quantity.value)
        return f"ngày {words}" if words and has_day and target_lang == "vi" else words
    about = (_ABOUT if target_lang == "en" else _ABOUT_VI).get(before.casefold(), "")
    if quantity.words or (before and not about):
        return ""
    counted = _counted(quantity, after.casefold(), target_lang)
    return f"{about} {counted}".strip() if counted else ""


def _range(text: str, source_lang: Lang, target_lang: Lang) -> str:
    """`100-150 đồng/kg` as `100–150 dong/kg`; "" for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return ""
    first, last = match.groups()
    if re.fullmatch(r"\d+(?:[.,]\d+)*", first):
        low = convert_conventions(first, source_lang, first, target_lang)
    else:
        low = convert_whole(first, source_lang, target_lang)
    high = convert_whole(last, source_lang, target_lang)
    return f"{low}–{high}" if low and high else ""


_CURRENCIES_VI = {
    "USD": "USD",
    "EUR": "euro",
    "GBP": "bảng Anh",
    "JPY": "yen",
    "CNY": "nhân dân tệ",
    "KRW": "won",
    "INR": "rupee",
    "CHF": "franc",
    "AUD": "đô la Úc",
    "VND": "đồng",
}
_SCALED = re.compile(r"\d[\s-]?(?:million|billion|trillion|[mb]n|mln|m)\b", re.I)


def _sum_in_vietnamese(quantity: Quantity) -> str:
    """`$5 million` as `5 triệu USD`; "" for a currency that has no name here."""
    name = _CURRENCIES_VI.get(quantity.unit)
    if name is None:
        return ""
    value, words = Decimal(quantity.value), [name]
    if _SCALED.search(quantity.text):
        scale, word = (9, "tỷ") if value >= 10**9 else (6, "triệu")
        value, words = value.scaleb(-scale).normalize(), [word, name]
    return " ".join([format_number(f"{value:f}", "vi"), *words])


def _counted(quantity: Quantity, after: str, target_lang: Lang) -> str:
    """A figure and the word that it counts; "" where another word follows."""
    source_lang = other_lang(target_lang)
    shown = convert_conventions(quantity.text, source_lang, quantity.text, target_lang)
    glued = re.fullmatch(rf"[\d.,]+\s?{re.escape(quantity.unit)}", quantity.text)
    if quantity.kind == "measure" and glued:
        shown = f"{format_number(quantity.value, target_lang)} {quantity.unit}"
    if quantity.kind == "money" and target_lang == "vi":
        shown = _sum_in_vietnamese(quantity) or shown
    if quantity.kind in ("money", "percent", "measure"):
        shown = shown.replace("đồng", "dong") if target_lang == "en" else shown
        per = _PER.get(after[1:].strip(), "") if target_lang == "en" and after[:1] == "/" else ""
        if (after and not per) or not (shown.isascii() or target_lang == "vi"):
            return ""
        return f"{shown}/{per}" if per else shown
    if quantity.kind != "number":
        return ""
    if quantity.text.replace(".", "").replace(",", "").isdigit():
        shown = format_number(quantity.value, target_lang)
    if target_lang == "vi":
        return f"{shown} {word}" if (word := _COUNTED_VI.get(after)) else ""
    if after not in _COUNTED:
        return ""
    one, many = _COUNTED[after]
    return f"{shown} {one if quantity.value == '1' else many}"


def _several_days(text: str) -> str:
    """`ngày 17 và 18/4` as `17 and 18 April`; "" for anything else."""
    match = _DAYS.fullmatch(text)
    joined = match is not None and match["and"].strip() == "và" and "/" in text
    if match is None or not (match["word"] or joined):
        return ""  # "10-12.5" is a figure.
    days = re.sub(r"\s*,\s*", ", ", match["days"])
    between = " and " if match["and"].strip() == "và" else "–"
    return f"{days}{between}{match['last']} {MONTHS[int(match['month']) - 1]}"


# ------------------------------------------------------------------------ numbers and dates


def format_number(value: str, lang: Lang) -> str:
    """A plain decimal (`1234.5`) with the language's separators: `1,234.5` or `1.234,5`.

    Fractions (`2/3`) are returned as they are; four digits are grouped too.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    text = f"{number:,f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def format_date(value: str, lang: Lang) -> str:
    """A date as `Quantity.value` gives it, in the language's words; "" if it is not one.

    English `14 September 2022`, Vietnamese `14/9/2022` (the word `ngày` is the sentence's).
    """
    match = re.fullmatch(r"(?:(\d{4})|-)?-?(?:(\d\d)(?:-(\d\d))?)?", value)
    if value.startswith("---") or not match or not any(match.groups()):
        return ""
    year, month, day = match.groups()
    if lang == "vi":
        if not month:
            return year or ""
        if not day:
            return f"tháng {int(month)}" + (f"/{year}" if year else "")
        return "/".join(filter(None, (str(int(day)), str(int(month)), year)))
    parts = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year or ""]
    return " ".join(part for part in parts if part)


def _copied_dates(quantities: Sequence[Quantity], target: str, target_lang: Lang) -> str:
    """Dates that stand in the translation as the source writes them, put into words."""
    for quantity in quantities:
        if quantity.kind != "date" or not re.search(r"\d[/.-]\d", quantity.text):
            continue
        digits = re.search(r"\d[\d/.-]*\d", quantity.text)
        words = format_date(quantity.value, target_lang)
        if digits is None or not words:
            continue
        if target_lang == "vi" and re.search(r"\d/\d", digits.group()):
            parts = digits.group().split("/")
            if [int(part) for part in parts[:2]] == [int(part) for part in words.split("/")[:2]]:
                continue
        lead = r"(?:\b(?:the day|day|date|ngày)\s+)?" if target_lang == "en" else ""
        pattern = rf"{lead}(?<![\d/.,-]){re.escape(digits.group())}(?![\d/-]|[.,]\d)"
        target = re.sub(pattern, words, target, flags=re.I)
    return target


def _separators(quantities: Sequence[Quantity], source_lang: Lang, text: str, lang: Lang) -> str:
    """Numerals grouped and pointed in the target's way, where the source has their value."""
    values = {quantity.value for quantity in quantities}
    values |= {_core_value(quantity, source_lang) for quantity in quantities}
    found = {
        place: quantity
        for quantity in find_quantities(text, lang)
        for place in range(quantity.start, quantity.end)
    }

    def mend(match: re.Match[str]) -> str:
        quantity = found.get(match.start())
        if quantity is None or quantity.kind in ("date", "time", "code"):
            return match.group()
        written = match.group()
        for value in _possible(written, lang):
            if value in values:
                return _like(written, value, lang)
        return written

    return _NUMERAL.sub(mend, text)


def _possible(written: str, lang: Lang) -> list[str]:
    """The values a numeral may have, the usual one of the language first."""
    dots, commas = written.count("."), written.count(",")
    point, group = (".", ",") if lang == "en" else (",", ".")
    usual = written.replace(group, "").replace(point, ".")
    unusual = written.replace(point, "").replace(group, ".")
    values = []
    for text in (usual, unusual):
        if text.count(".") <= 1:
            values.append(_plain(text))
    if dots > 1 or commas > 1:
        values.append(_plain(re.sub(r"[.,]", "", written)))
    return values


def _plain(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _like(written: str, value: str, lang: Lang) -> str:
    """`value` in the language's way, with as many decimals as were written."""
    decimals = ""
    if "." in value:
        decimals = re.split(r"[.,]", written)[-1]
        value = f"{value.partition('.')[0]}.{decimals}"
    return format_number(value, lang)


def _core_value(quantity: Quantity, lang: Lang) -> str:
    """The numeral before a scale word: `3.5` of `3,5 triệu`; "" where there is none."""
    match = _CORE[lang].search(quantity.text)
    if match is None or not re.search(r"[^\W\d_]", match.group()):
        return ""
    written = re.sub(r"\D", "", match.group())
    near = ""
    for size in (10**12, 10**9, 10**6, 10**3):
        try:
            shrunk = _plain(format(Decimal(quantity.value) / size, "f"))
        except InvalidOperation:
            return ""
        digits = re.sub(r"\D", "", shrunk)
        if digits == written:
            return shrunk
        # `3,50` is 3.5, but `8.700 tỷ` is 8700 thousand million before it is 8.7 million million.
        if not near and digits.rstrip("0") == written.rstrip("0"):
            near = shrunk
    return near


def _restored(source: str, source_lang: Lang, target: str, target_lang: Lang) -> str:
    """The one number or date that slipped, put back from the source."""
    lost, added = unmatched_quantities(source, source_lang, target, target_lang)
    for kinds in (("number", "money", "percent", "measure"), ("date",), ("ordinal",)):
        gone = [q for q in lost if q.kind in kinds and re.search(r"\d", q.text)]
        come = [q for q in added if q.kind in kinds and re.search(r"\d", q.text)]
        if len(gone) != 1 or len(come) != 1 or not _may_replace(gone[0], come[0]):
            continue
        replaced = _replaced(gone[0], come[0], source_lang, target, target_lang)
        before = len(lost) + len(added)
        after = unmatched_quantities(source, source_lang, replaced, target_lang)
        if len(after[0]) + len(after[1]) < before:
            return _restored(source, source_lang, replaced, target_lang)
    return target


def _may_replace(gone: Quantity, come: Quantity) -> bool:
    percent = (gone.kind == "percent", come.kind == "percent")
    money = gone.unit and come.unit and gone.unit != come.unit
    return percent[0] == percent[1] and not money


def _replaced(
    gone: Quantity, come: Quantity, source_lang: Lang, target: str, target_lang: Lang
) -> str:
    if gone.kind == "date":
        words = format_date(gone.value, target_lang)
        if not words:
            return target
        lead = re.match(r"(?:ngày|tháng|hôm|the)\s+", target[come.start : come.end], re.I)
        if lead and words.startswith("tháng"):
            lead = None
        return target[: come.start] + (lead.group() if lead else "") + words + target[come.end :]
    core = _CORE[target_lang].search(target, come.start, come.end)
    scaled = _CORE[source_lang].search(gone.text)
    if core is None or scaled is None:
        return target
    words = _number_words(gone, scaled.group(), target_lang)
    return target[: core.start()] + words + target[core.end() :]


def _number_words(quantity: Quantity, written: str, lang: Lang) -> str:
    """A number with the target's scale word where the source uses one."""
    if re.search(r"[^\W\d_]", written):
        number = Decimal(quantity.value)
        for size, word in _SCALES[lang]:
            if number >= size:
                return f"{format_number(_plain(format(number / size, 'f')), lang)} {word}"
    return format_number(quantity.value, lang)


# ---------------------------------------------------------------------------- names and terms


def _without_avoided(term: Term, text: str, lang: Lang, glossary: Glossary) -> str:
    avoided = {fold(form) for form in term.avoid(lang)}
    good = {form for form in term.forms(lang) if fold(form) not in avoided}
    for match in reversed(glossary.find(text, lang)):
        written = text[match.start : match.end]
        if match.term == term and fold(written) in avoided and written not in good:
            text = _put(term.right(lang), text, match.start, match.end)
    return text


def _put(form: str, text: str, start: int, end: int) -> str:
    """`form` in place of a span; a sentence's first letter stays a capital."""
    if start == 0 and text[:1].isupper():
        form = form[:1].upper() + form[1:]
    return text[:start] + form + text[end:]


def _uncopied(term: Term, text: str, source_lang: Lang, target_lang: Lang) -> str | None:
    """The text with a term's source form, left untranslated, replaced."""
    good = {fold(form) for form in term.forms(target_lang)}
    good -= {fold(form) for form in term.avoid(target_lang)}
    for form in sorted(term.forms(source_lang), key=len, reverse=True):
        if len(form) < 4 or fold(form) in good:
            continue
        if span := stands_alone(form, text):
            return _put(term.right(target_lang), text, *span)
        words = r"\W+".join(map(re.escape, fold(form).split()))
        if len(form.split()) > 2 and (bare := re.search(rf"\b{words}\b", text, re.I)):
            return _put(term.right(target_lang), text, *bare.span())
    return None


def _respelt(term: Term, text: str, lang: Lang) -> str | None:
    """The text with a form in the wrong case or without its accents replaced."""
    words = list(re.finditer(r"[^\W_]+", text))
    folded = [fold(word.group()) for word in words]
    names = term.kind in NAME_KINDS
    for form in sorted(term.forms(lang), key=len, reverse=True):
        wanted = fold(form).split()
        if len(form) < 5 or (len(wanted) == 1 and not names):
            continue
        for index in range(len(words) - len(wanted) + 1):
            if folded[index : index + len(wanted)] != wanted:
                continue
            start, end = words[index].start(), words[index + len(wanted) - 1].end()
            if len(wanted) > 1 or text[start].isupper() or lang == "en":
                same = fold(form).replace(" ", "") == fold(term.right(lang)).replace(" ", "")
                return _put(term.right(lang) if same else form, text, start, end)
    return None


def _unmangled(term: Term, text: str, lang: Lang, glossary: Glossary) -> str | None:
    """The text with a misspelt name of a person replaced, if only one name can be meant."""
    taken: Sequence[TermMatch] = glossary.find(text, lang)
    spans = [
        match.span()
        for match in re.finditer(r"[^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]*)*", text)
        if not any(t.start < match.end() and match.start() < t.end for t in taken)
    ]
    close = []
    for start, end in spans:
        for form in term.forms(lang):
            length = len(form.split())
            words = list(re.finditer(r"\S+", text[start:end]))
            for index in range(len(words) - length + 1):
                first, last = words[index], words[index + length - 1]
                part = text[start + first.start() : start + last.end()]
                likeness = SequenceMatcher(None, fold(part), fold(form), autojunk=False).ratio()
                if likeness >= (0.8 if length > 1 else 0.86) and len(fold(form)) > 5:
                    close.append((likeness, start + first.start(), start + last.end(), form))
    if not close:
        return None
    best = max(close)
    if any(other[1] >= best[2] or other[2] <= best[1] for other in close):
        return None
    return _put(best[3], text, best[1], best[2])


def _has_part(term: Term, text: str, lang: Lang) -> bool:
    """Whether a telling word of a person's name stands in the text."""
    words = set(fold(text).split())
    parts = {part for form in term.forms(lang) for part in fold(form).split()}
    return any(len(part) > 2 and part in words for part in parts)
