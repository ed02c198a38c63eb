"""Bytes to text: Unicode in its forms, and what Vietnamese was written in before it.

TCVN3 (the ABC fonts) and VNI give Western letters another meaning, so their text is valid in a
Western encoding and looks like `Céng hßa x· héi`. They are told by the outcome: a reading is
right when nearly all marked words become possible Vietnamese syllables.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import islice

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)

_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_ROUNDS = {
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
}  # fmt: skip
_SHORTS = {
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}


@cache
def _vni() -> dict[str, str]:
    """VNI sequences to letters, both cases."""
    table: dict[str, str] = {}
    for base in "aeouyôö":
        letter = _ALONE.get(base, base)
        marks = dict(_TONES)
        if base in "aeo":
            marks |= _ROUNDS
        if base == "a":
            marks |= _SHORTS
        for mark, combining in marks.items():
            table[base + mark] = unicodedata.normalize("NFC", letter + combining)
    table |= _ALONE
    upper = {key.upper(): value.upper() for key, value in table.items()}
    mixed = {
        key[0].upper() + key[1]: value.upper() for key, value in table.items() if len(key) == 2
    }
    return {**mixed, **upper, **table}


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _vni()), key=len, reverse=True)))


def _from_tcvn3(text: str) -> str:
    return text.translate({ord(code): letter for code, letter in _TCVN3.items()})


def _from_vni(text: str) -> str:
    return _vni_pattern().sub(lambda match: _vni()[match.group()], text)


def _from_mojibake(text: str) -> str:
    """UTF-8 that was read as a Western encoding: `Viá»‡t` is `Việt`."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        pass
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "(?:uyê|uya|uyu|oai|oay|oao|oeo|iêu|yêu|uôi|ươi|ươu|uây|uâ|uê|uô|uơ|ươ|iê|yê|oa|oă|oe|ai|ao|au|ay"
    "|âu|ây|eo|êu|ia|iu|oi|oo|ôi|ơi|ua|ui|uy|ưa|ưi|ưu|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt])?"
)
_TONE_MARKS = re.compile("[\u0300\u0301\u0309\u0303\u0323]")


def vietnamese_share(text: str) -> float:
    """Share of the words with marked letters that are possible Vietnamese syllables."""
    text = unicodedata.normalize("NFC", text[:50_000])
    marked = [w for w in re.findall(r"[^\W\d_]+", text) if not w.isascii()][:3_000]
    if not marked:
        return 0.0
    good = 0
    for word in marked:
        bare = _TONE_MARKS.sub("", unicodedata.normalize("NFD", word.lower()))
        good += bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))
    return good / len(marked)


def _signs(text: str) -> int:
    """How many characters a text has beyond ASCII and common punctuation."""
    return len(re.findall(r"[^\x00-\x7f“”‘’–—…•\u00a0]", text[:200_000]))


# Letters that only Unicode Vietnamese has: no misread text contains them.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ơưƠƯ]")


def mend(text: str) -> tuple[str, str]:
    """Undo TCVN3, VNI or a wrong reading of UTF-8 in a text.

    Returns:
        The text and the name of what was undone, "" if nothing was.
    """
    if text.isascii() or len(list(islice(_VIETNAMESE.finditer(text), 3))) == 3:
        return text, ""
    # Only spaces part the words: what looks like other white space may be half a letter.
    tokens = re.split("[ \n]", text[:1_000_000])
    marked = (word for word in tokens if not word.isascii() and len(word) <= 60)
    sample = " ".join(islice(marked, 3_000))
    if _signs(sample) < 3:
        return text, ""
    least, found = max(vietnamese_share(sample) + 0.15, 0.8), None
    for reading, label in (
        (_from_mojibake, "UTF-8 read as Western"),
        (_from_tcvn3, "TCVN3"),
        (_from_vni, "VNI"),
    ):
        candidate = reading(sample)
        if candidate == sample:
            continue
        share = vietnamese_share(candidate)
        if share >= least:
            least, found = share + 0.001, (reading, label)
    if found is None:
        return text, ""
    return found[0](text), found[1]


_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{3,20})",
    re.IGNORECASE,
)


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Read bytes as text.

    Args:
        data: The file.
        declared: Encoding that a header names, "" if none does.

    Returns:
        The text, and the name of the encoding it was read in.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    head = data[:4_000]
    if head.count(0) * 4 > len(head) > 3:
        name = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return data.decode(name, "replace"), name
    try:
        text, label = mend(data.decode("utf-8"))
        return text, label or "utf-8"
    except UnicodeDecodeError as error:
        # A file cut off, or with a few broken bytes, is still UTF-8.
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if error.start >= len(data) - 3 or broken * 50 < _signs(text):
            return text, "utf-8, with broken bytes"
    match = _DECLARED.search(data[:4_000])
    named = declared or (next(g for g in match.groups() if g).decode("ascii") if match else "")
    readings: list[tuple[float, str, str]] = []
    for name in dict.fromkeys((named, "cp1258", "cp1252", "latin-1")):
        try:
            text = unicodedata.normalize("NFC", data.decode(name))
        except (LookupError, UnicodeError):
            continue
        readings.append((vietnamese_share(text) + 0.05 * (name == named), text, name))
        if name == "latin-1":
            text, label = mend(text)
            readings.append((vietnamese_share(text), text, label or name))
    share, text, name = max(readings, key=lambda reading: reading[0])
    if share >= 0.6:
        return text, name
    # Not Vietnamese: what it declares, else Western.
    return next((t, n) for _, t, n in readings if n in (named, "cp1252", "latin-1"))
