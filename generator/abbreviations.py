"""Abbreviations of Vietnamese newspapers: a translator that does not know them copies them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NAME = "[A-ZÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ][^\\W\\d_A-Z]"
_TITLES = {
    "PGS": "phó giáo sư",
    "GS": "giáo sư",
    "TSKH": "tiến sĩ khoa học",
    "ThS": "thạc sĩ",
    "BS": "bác sĩ",
    "LS": "luật sư",
}
_TITLE = re.compile(
    rf"(?<![\w./-])({'|'.join(_TITLES)})(?:\.\s?|\s)(?=(?:{'|'.join(_TITLES)}|TS)\b|{_NAME})"
)
_DIVISIONS = {
    "TX": "thị xã",
    "TT": "thị trấn",
    "H": "huyện",
    "Q": "quận",
    "P": "phường",
    "X": "xã",
}
# After other words a letter and a stop are somebody's initial.
_DIVISION = re.compile(
    r"((?:[,(–-]|\b(?:ở|tại|từ|về|và|ngụ|trú|quê|thuộc|bàn|an|CA|dân|UBND|TAND|CSGT)\b)\s?)"
    rf"(TX|TT|[HQPX])\.\s?(?={_NAME}|\d)"
)
_BORN = re.compile(r"(?<![\w-])SN[. ]\s?(?=(?:19|20)\d\d\b)")
_PLATE = re.compile(r"(?<![\w-])(?:BKS|BSĐK|BKKS)(?![\w-])")
_ROAD = re.compile(r"(?<![\w-])QL\.?\s?(?=\d)")
_POLICE = re.compile(r"(?<![\w-])CA(?= (?:TP|tỉnh|huyện|quận|phường|xã|thị)\b)")
# Not the companies of PetroVietnam.
_REPORTER = re.compile(
    r"(?<![\w-])PV(?! (?:Oil|Gas|Power|Trans|Drilling|Coating|Chem|Inc)\b|[\w-])"
)
_RULES = (
    (_REPORTER, "phóng viên"),
    (_BORN, "sinh năm "),
    (_PLATE, "biển số"),
    (_ROAD, "quốc lộ "),
    (_POLICE, "công an"),
)


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation → what it stands for, from `data/abbreviations-vi.txt`."""
    lines = files("generator").joinpath("data/abbreviations-vi.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" = ", 1) for line in lines if line and not line.startswith("#"))
    return {short: full.strip() for short, full in pairs}


@cache
def _listed() -> re.Pattern[str]:
    keys = sorted(map(re.escape, abbreviations()), key=len, reverse=True)
    # Where the words stand before it, the brackets hold it alone; a fishing boat's number begins
    # with the letters of a hospital (`BV 4517 TS`).
    return re.compile(rf"(?<![\w&./-])(?!(?<=\()[^()\s]+\))({'|'.join(keys)})(?![\w&-])(?!\s\d)")


def spelt_out(text: str) -> str:
    """A Vietnamese sentence with its abbreviations as words.

    `TAND TP Hà Nội` → `tòa án nhân dân TP Hà Nội`, `SN 1965` → `sinh năm 1965`, `, H.Châu Đức` →
    `, huyện Châu Đức`, `GS Phan Văn Trường` → `giáo sư Phan Văn Trường`. What stands alone in
    brackets behind its own words stays, and so does a text in capitals.
    """
    if text.isupper():
        return text
    made = _TITLE.sub(lambda match: f"{_TITLES[match[1]]} ", text)
    made = _DIVISION.sub(lambda match: f"{match[1]}{_DIVISIONS[match[2]]} ", made)
    made = _listed().sub(lambda match: abbreviations()[match[1]], made)
    for pattern, words in _RULES:
        made = pattern.sub(words, made)
    return made if made[:1] == text[:1] else made[:1].upper() + made[1:]
