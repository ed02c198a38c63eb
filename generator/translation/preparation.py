"""Writes a sentence as the models have read most of their texts, before one translates it.

Only the spelling changes, never what is said: what the model answers is still checked against the
sentence as it stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.abbreviations import spelt_out
from generator.model import NAME_KINDS, Lang, Term, other_lang
from generator.name_spelling import is_common_word
from generator.quantities import Quantity, find_quantities
from generator.translation.dictionary import DictionaryWord
from generator.translation.glossary import Glossary, is_vietnamese_syllable
from generator.translation.kept_names import KeptName

# A tone written on the second vowel of an open oa, oe or uy (hoà); not after q (quý keeps it).
_NEW_STYLE = re.compile(
    r"(?<![qQ])([oOuU])([aeyAEY])([\u0300\u0301\u0309\u0303\u0323])(?![^\W\d_]|[\u0300-\u036f])"
)
_OPEN_DIPHTHONGS = frozenset({"oa", "oe", "uy"})
_SCALE = r"(?:[\s-](?:thousand|million|billion|trillion)\b)?"
_CODE_FIRST = re.compile(
    rf"\b(VND|USD|EUR|GBP|JPY|KRW|CNY|RMB)\s?(\d[\d.,]*(?:[-–]\d[\d.,]*)?)(?<![.,])({_SCALE})"
)
_CODE_GLUED = re.compile(r"(?<=\d)\s?(?:₫|VNĐ|VND|đ)(?!\w)")
# The weight of gold, 37.5 g: no volume.
_TAEL = re.compile(
    r"(?:(?<=đồng/)|(?<=đồng / )|(?<=đồng một )|(?<=đồng mỗi ))lượng\b"
    r"|(?:(?<=\d )|(?<=mỗi )|(?<=Mỗi ))lượng(?= vàng\b)"
)
# A model that has never met `three-wheeled` knows both halves of it.
_NUMBER_COMPOUND = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)-"
    r"(?=[a-z])(?!(?:half|halves|fold|\w+(?:ths?|rds?|quarters?))\b)",
    re.I,
)
_DOTTED_CLOCK = re.compile(r"\b(\d{1,2})\.(\d\d)(?=\s?[ap]\.?m\b)", re.I)
# Models have met figures below this as words about as often as in digits.
_LEAST_IN_DIGITS, _MOST_IN_DIGITS = 13, 999


def prepare(sentence: str, lang: Lang, glossary: Glossary) -> str:
    """The sentence in the spelling that models know best.

    Tone marks in the newspapers' usual place (`hoà` → `hòa`), longer numbers in digits
    (`ninety-nine` → `99`), hours with a colon, Vietnamese dates with the word that announces them
    (`chiều 22.10` → `chiều ngày 22/10`, `từ 3/1947` → `từ tháng 3/1947`), hours with an h (`6g30`,
    `19g tối` → `6h30`, `19h`), a currency's code behind its sum (`VND5 billion` → `5 billion
    dong`), the tael of gold prices, Vietnamese abbreviations as words, and names of the
    glossary with the capitals they have there (`Tổ chức y tế thế giới`).

    Args:
        sentence: One sentence, NFC.
        lang: Its language.
        glossary: Names and terms.
    """
    sentence = _names_as_listed(sentence, lang, glossary)
    sentence = _in_digits(sentence, lang)
    if lang == "vi":
        sentence = _titles_as_known(spelt_out(old_tones(sentence)))
        sentence = _dates_announced(_figures_as_known(sentence))
        return _TAEL.sub("tael", _CODE_GLUED.sub(" đồng", sentence))
    sentence = _NUMBER_COMPOUND.sub(r"\1 ", _DOTTED_CLOCK.sub(r"\1:\2", sentence))
    return _CODE_FIRST.sub(_code_last, sentence)


def anchor(
    sentence: str,
    lang: Lang,
    terms: Collection[Term],
    words: Iterable[KeptName | DictionaryWord],
    glossary: Glossary,
) -> str:
    """The sentence with some words in the other language already, for a model that has missed them.

    Models copy a word that they do not know, and translate around it.

    Args:
        sentence: One sentence, NFC.
        lang: Its language.
        terms: Names of the glossary.
        words: Other names and words in it; the sentence stays as it is without any.
        glossary: Names and terms.
    """
    places = [(word.start, word.end, word.right) for word in words]
    for match in glossary.find(sentence, lang) if terms else ():
        if match.term in terms:
            places.append((match.start, match.end, match.term.right(other_lang(lang))))
    for start, end, right in sorted(places, reverse=True):
        # "Chinese-owned": the half that is to be translated stands alone.
        rest = re.sub(r"^-(?=[a-z])", " ", sentence[end:])
        sentence = f"{sentence[:start]}{right}{rest}"
    return sentence


# Names of nobody: a model copies a name to where the word belongs. Vietnamese words in an English
# sentence it takes for English ones: `kính râm` came back as "râu kính".
_STAND_INS = ("Kavoro", "Zeltan", "Mirdok", "Bonvic", "Tarlim")


def capitalised(word: DictionaryWord) -> DictionaryWord:
    """The word to be put in its place as a name is written, which a model rather copies."""
    return replace(word, right=_as_title(word.said[0]))


def without_capitals(text: str, words: Iterable[DictionaryWord]) -> str:
    """An English translation with `capitalised` words in lower case within its sentences."""
    for word in words:
        title = re.escape(_as_title(word.said[0]))
        text = re.sub(rf"(?<=[^\s.!?:“\"]\s){title}(?=(?:e?s)?\b)", word.said[0], text)
    return text


def _as_title(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def with_stand_ins(
    sentence: str, words: Sequence[DictionaryWord]
) -> tuple[str, dict[str, DictionaryWord]]:
    """The sentence with names in the place of words, and the word that each stands for.

    Args:
        sentence: One sentence, NFC.
        words: Of the sentence; as many as there are names, the first ones.
    """
    free = [name for name in _STAND_INS if name not in sentence]
    names = dict(zip(free, words, strict=False))
    for name, word in sorted(names.items(), key=lambda item: -item[1].start):
        sentence = f"{sentence[: word.start]}{name}{sentence[word.end :]}"
    return sentence, names


def without_stand_ins(text: str, names: Mapping[str, DictionaryWord]) -> str | None:
    """A translation with the words in place of their names; None where one is not there once."""
    for name, word in names.items():
        before, *after = re.split(rf"(?<!\w){name}(?!\w)", text)
        if len(after) != 1 or name in before + after[0]:
            return None
        said = word.said[0]
        text = f"{before}{said if before.strip() else said[:1].upper() + said[1:]}{after[0]}"
    return text


def old_tones(text: str) -> str:
    """Vietnamese with tone marks in the newspapers' usual place: hoà → hòa, thuỷ → thủy."""
    if text.isascii():
        return text

    def moved(match: re.Match[str]) -> str:
        first, second, tone = match.groups()
        fits = (first + second).lower() in _OPEN_DIPHTHONGS
        return first + tone + second if fits else match.group()

    return unicodedata.normalize("NFC", _NEW_STYLE.sub(moved, unicodedata.normalize("NFD", text)))


def _names_as_listed(sentence: str, lang: Lang, glossary: Glossary) -> str:
    for match in reversed(glossary.find(sentence, lang)):
        written = sentence[match.start : match.end]
        forms = match.term.forms(lang)
        if match.term.kind not in NAME_KINDS or written in forms or written.isupper():
            continue
        if form := next((form for form in forms if _adds_capitals(written, form)), ""):
            sentence = sentence[: match.start] + form + sentence[match.end :]
    return sentence


def _adds_capitals(written: str, form: str) -> bool:
    return len(written) == len(form) and all(
        mine in (theirs, theirs.lower()) for mine, theirs in zip(written, form, strict=True)
    )


def _in_digits(sentence: str, lang: Lang) -> str:
    for quantity in reversed(find_quantities(sentence, lang)):
        if quantity.words and _is_long_number(quantity):
            unit = "%" if quantity.kind == "percent" else ""
            sentence = (
                f"{sentence[: quantity.start]}{quantity.value}{unit}{sentence[quantity.end :]}"
            )
    return sentence


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
_COUNT_BEFORE = "|".join(
    rf"(?<={word} )"
    for word in (
        *(r"\d", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi"),
        *("chục", "trăm", "nghìn", "hàng", "vài"),
    )
)
# Both spellings are right; models have met the one more often.
_NGHIN = re.compile(rf"(?:{_COUNT_BEFORE})ngàn\b")
_TY = re.compile(rf"(?:{_COUNT_BEFORE})tỉ\b(?! (?:lệ|giá|số|trọng|phú))")
_TEN_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,4}(?:,\d)?) vạn\b")
_SOME_TEN_THOUSANDS = re.compile(r"(?<=\b[Hh]àng )vạn\b|(?<=\bvài )vạn\b")
_MONTHS_OF_YEAR = re.compile(r"(?<![\d/.-])(?<!ngày )(?<!mùng )(\d{1,2}) tháng ((?:19|20)\d\d)\b")
_HOUR_RANGE = re.compile(r"(?<=\b\d)g(?=\s?[-–]\s?\d{1,2}g\b)|(?<=\b\d\d)g(?=\s?[-–]\s?\d{1,2}g\b)")
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
_BEFORE_DATE = re.compile(r"\b(?:sáng|trưa|chiều|tối|đêm|khuya|nay|phiên|giao dịch)\s$", re.I)
# It has its word already, or is none: `hôm 24/6`, `24/6 và 25/6`, `lớp 14/2`.
_ANNOUNCED = re.compile(
    r"(?:\b(?:ngày|hôm|từ|đến|hết|số|lớp|nhà|ngõ|hẻm|đường|và|tháng|[Mm]ùng)\s|[-–/(.\w])$", re.I
)


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


_TITLED = (
    "(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá)|tổng thống|thủ tướng|chủ tịch|tổng bí thư|bộ trưởng|"
    "lãnh (?:đạo|tụ)|quốc vương|hoàng|vua|nữ|nhạc s[ĩỹ]|nghệ s[ĩỹ]|ca s[ĩỹ]|họa s[ĩỹ]|bác s[ĩỹ]|"
    "nhà (?:văn|thơ|báo|giáo|khoa học|soạn)|giáo sư|luật sư|diễn viên|đạo diễn|danh hài|cầu thủ|"
    "huấn luyện viên|người mẫu"
)
_LATE_PERSON = re.compile(rf"\b(?P<first>[Cc])ố (?=(?i:{_TITLED})\b)")
_COMRADE = re.compile(r"\b[Đđ]ồng chí (?=[A-ZĐ]|(?:lãnh đạo|bí thư|chủ tịch|phó)\b)")


_CLASS = re.compile(r"\bhạng (?:Nhất|Nhì|Ba)\b")


def _titles_as_known(sentence: str) -> str:
    """The dead are `the late` (a model makes "cố tổng thống" a co-president), comrades persons."""
    sentence = _CLASS.sub(lambda match: match.group().lower(), _COMRADE.sub("", sentence))
    return _LATE_PERSON.sub(
        lambda match: "The late " if match["first"] == "C" else "the late ", sentence
    )


def _figures_as_known(sentence: str) -> str:
    """`quý I-2014`, `38 vạn`, `9 tháng 2013` and `15,467.66` as models have met them."""
    sentence = _QUARTER.sub(_quarter_in_digits, sentence)
    sentence = _NGHIN.sub("nghìn", sentence)
    sentence = _TY.sub("tỷ", sentence)
    sentence = _TEN_THOUSANDS.sub(_in_thousands, sentence)
    sentence = _SOME_TEN_THOUSANDS.sub("chục nghìn", sentence)
    sentence = _HOUR_RANGE.sub("h", _MONTHS_OF_YEAR.sub(r"\1 tháng đầu năm \2", sentence))
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


def _is_long_number(quantity: Quantity) -> bool:
    """Whether it is a number of several words, and of a sentence rather than a title."""
    plain = quantity.kind == "percent" or (quantity.kind == "number" and not quantity.unit)
    return (
        plain
        and quantity.value.isdigit()
        and _LEAST_IN_DIGITS <= int(quantity.value) <= _MOST_IN_DIGITS
        and re.search(r"[\s-]", quantity.text) is not None
        and (quantity.start == 0 or quantity.text.islower())
    )


def _code_last(match: re.Match[str]) -> str:
    code, sum_, scale = match.groups()
    return f"{sum_}{scale.replace('-', ' ')} {'dong' if code == 'VND' else code}"


_BREAK = re.compile(r"(?<=\w)(?P<mark>…|\.\.\.|[,;:]|(?<=\)))\s+(?=\w)")
_LEAST_WORDS = 3


def in_two(sentence: str) -> tuple[str, str, str] | None:
    """Two parts of a sentence and the mark between them: the break nearest its middle.

    Returns:
        The first part, the mark, the second part; None where no mark leaves three words on each
        side.
    """
    breaks = [
        match
        for match in _BREAK.finditer(sentence)
        if min(len(sentence[: match.start()].split()), len(sentence[match.end() :].split()))
        >= _LEAST_WORDS
    ]
    if not breaks:
        return None
    middle = len(sentence) / 2
    chosen = min(breaks, key=lambda match: abs(match.start() - middle))
    return sentence[: chosen.start()], chosen["mark"], sentence[chosen.end() :]


def in_one(first: str, mark: str, second: str, *, small: bool) -> str:
    """Two translated parts as one sentence.

    Args:
        first, mark, second: The parts and what stands between them.
        small: Whether the second part began with a small letter before it was translated, so that
            its capital only opens it.
    """
    word, _, rest = second.partition(" ")
    known = is_common_word(word.casefold()) or is_vietnamese_syllable(word.casefold())
    if small and known and word[1:].islower() and not rest[:1].isupper():
        second = second[:1].lower() + second[1:]
    return f"{first.rstrip('.,;:… ')}{mark} {second}"
