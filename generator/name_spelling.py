"""Names by how they are spelt: which of them the other text of a translation does not have.

The glossary knows some names. The others are runs of capitalised words, and most keep their
spelling in translation, but for Vietnamese marks (`Trần Văn Nam`, `Tran Van Nam`). Some are
translated by meaning (`Sao Thổ`, `Saturn`) or read in the Vietnamese way (`Lâm Châu`, `Linzhou`),
and translators leave names out. So a name that is missing raises no doubt by itself: another has
to stand in its place, and one of the two has to be of a kind that keeps its spelling.
"""

from __future__ import annotations

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from generator.abbreviations import abbreviations
from generator.model import Lang
from generator.translation.glossary import FAMILY_NAMES, is_vietnamese_syllable, without_marks
from generator.word_links import base_forms, has_meaning, link_words

# --------------------------------------------------------------------------------- spelling


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without accents, đ as d, words apart by one space: for comparing names."""
    plain = without_marks(text.casefold())
    return " ".join(re.findall(r"[^\W_]+", plain))


def spelt_alike(first: str, second: str) -> bool:
    """Whether most letters of two names are the same, accents and blanks apart."""
    left, right = fold(first).replace(" ", ""), fold(second).replace(" ", "")
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= 0.75


# What nobody writes who keeps a name's spelling: marks, hyphens, letters for sounds.
_TRANSLITERATED = re.compile(r"[^\x00-\x7f]|[a-z]-[a-z]")
# Two names in plain letters are not the same for their consonants alone: `Assam`, `Smith`.
_LEAST_ALIKE = 0.5


@lru_cache(maxsize=20_000)
def sounds_alike(first: str, second: str) -> bool:
    """Whether two spellings can be the same name: `Matxcơva`/`Moskva`, `Kihara`/`Khiara`.

    Compares letters without accents, then consonants with those that transliteration mixes
    up made equal.
    """
    if spelt_alike(first, second):
        return True
    plain = [fold(name).replace(" ", "") for name in (first, second)]
    if (
        not any(map(_TRANSLITERATED.search, (first, second)))
        and SequenceMatcher(None, plain[0], plain[1], autojunk=False).ratio() < _LEAST_ALIKE
    ):
        return False
    left, right = map(_consonants, plain)
    return len(left) > 1 and SequenceMatcher(None, left, right, autojunk=False).ratio() >= 0.8


_SOUNDS = (
    ("tion", "sn"),
    ("ph", "f"),
    ("th", "t"),
    ("kh", "k"),
    ("gh", "g"),
    ("ch", "k"),
    ("tr", "t"),
    ("ts", "s"),
    ("ck", "k"),
    ("qu", "k"),
    ("x", "s"),
    ("z", "s"),
    ("c", "k"),
    ("q", "k"),
    ("j", "g"),
    ("w", "v"),
)


def _consonants(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", word))


# Letters that languages write in two ways: `Dmitry`, `Dmitri`; `Lukashenko`, `Lukasenko`.
_LETTERS = (
    ("ph", "f"),
    ("ck", "k"),
    ("kh", "h"),
    ("th", "t"),
    ("ch", "k"),
    ("sh", "s"),
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("z", "s"),
)
# `Canada`, `Canadian`; `Lombardy`, `Lombardia`.
_ENDING = re.compile(r"(?<=.{4})(?:ian|ean|an|ia|us|al|a|y|s)$")
# Given names of other scripts, each with what it is also written as.
_ONE_NAME = (
    "mohammed muhammad mohamed mohammad mohamad",
    "ahmed ahmad",
    "hussein hussain husain",
    "alexander aleksandr oleksandr aleksander alexandr",
    "dmitri dimitri",
    "serhi sergei",
    "evgeni yevgeni",
    "osama usama",
    "gaddafi kadhafi qaddafi khadafi",
)
_SAME_NAME = {fold(name): row.split()[0] for row in _ONE_NAME for name in row.split()}


def _lettering(name: str) -> str:
    plain = fold(name).replace(" ", "")
    plain = _SAME_NAME.get(re.sub(r"[iy]+$", "i", plain), plain)
    for spelling, letter in _LETTERS:
        plain = plain.replace(spelling, letter)
    return re.sub(r"(?<=..)[eh]$", "", re.sub(r"(.)\1+", r"\1", plain))


def is_misspelt(first: str, second: str) -> bool:
    """Whether two names that look alike are spelt differently: `Ressa`, `Rossi`.

    Not where one is written for Vietnamese readers (`Lê-nin`), in another of the usual ways
    (`Dmitry`, `Dmitri`) or is a form of the other (`Canada`, `Canadian`).
    """
    if any(map(_TRANSLITERATED.search, (first, second))):
        return False
    left, right = map(_lettering, (first, second))
    stems = {_ENDING.sub("", fold(name).replace(" ", "")) for name in (first, second)}
    return left != right and len(stems) > 1 and sounds_alike(first, second)


# ------------------------------------------------------------------------------------ names


@dataclass(frozen=True, slots=True)
class SpeltName:
    """A run of capitalised words that the glossary does not know.

    Attributes:
        text: The words as they stand.
        parts: The words folded, hyphens taken apart.
        sure: Whether it is of a kind that keeps its spelling: a Vietnamese name of more than
            one word, or one after `ông`, `bà` and the like.
        whole: Whether no other capitalised word stands beside it, as in a title.
        placed: Whether a word that leads to a place stands before it: `từ Vinh`.
    """

    text: str
    parts: tuple[str, ...]
    sure: bool
    whole: bool
    placed: bool = False


_FAMILY_NAMES_WITHOUT_MARKS = frozenset(fold(name) for name in FAMILY_NAMES)
ADDRESS = frozenset("ông bà anh chị cô chú bác em cháu ngài".split())
# What else stands before a person's name: a rank, a craft.
_RANKS = frozenset("tướng tá úy thầy cụ".split())
_CRAFTS = frozenset(
    "nhà văn|nhà thơ|nhà báo|nhạc sĩ|nhạc sỹ|ca sĩ|ca sỹ|nghệ sĩ|nghệ sỹ|nghệ nhân|họa sĩ|hoạ sĩ|"
    "đạo diễn|diễn viên|luật sư|bác sĩ|cô giáo|danh hài|người mẫu|hoa hậu|á hậu|cầu thủ|thủ môn|"
    "tiền đạo|tiền vệ|hậu vệ|vận động viên|võ sĩ|kỳ thủ|tay vợt".split("|")
)
# A name that opens with one of these is translated by meaning.
BODIES = frozenset("viện bệnh trường bộ sở cục ban hội đài phòng khoa ủy uỷ tòa toà".split())
_PLACE_AFTER = frozenset("từ ở tại tới đến rời ga".split())
TITLES = frozenset("mr mrs ms miss dr prof sen gen lt col capt st jr sr rep gov".split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


@cache
def _common_words() -> frozenset[str]:
    """English words that are seldom names, made by `benchmarks/make_common_words.py`."""
    path = Path(__file__).parent / "data" / "common-words-en.txt.xz"
    return frozenset(lzma.decompress(path.read_bytes()).decode().split())


def is_common_word(word: str) -> bool:
    """Whether an English word (lower case) is seldom a name; words of two letters all are."""
    return len(word) < 3 or word in _common_words()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    common: bool


def _runs(text: str, lang: Lang, covered: Sequence[tuple[int, int]]) -> list[list[_Word]]:
    """Capitalised words that follow each other, apart from what is covered and acronyms."""
    runs: list[list[_Word]] = []
    for match in _WORD.finditer(text):
        if not text[match.start()].isupper():
            continue
        written = _POSSESSIVE.sub("", match.group()) if lang == "en" else match.group()
        start, end = match.start(), match.start() + len(written)
        lower = written.casefold()
        if (
            (written.isupper() and len(written) > 1)
            or (lang == "en" and lower in TITLES)
            or any(first < end and start < last for first, last in covered)
        ):
            continue
        common = lang == "en" and is_common_word(lower)
        word = _Word(written, start, end, common)
        if runs and text[runs[-1][-1].end : start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at an offset of a text."""
    before = text[max(0, start - 8) : start].rstrip(" \"“‘'(")
    return not before or before[-1] in ".!?:…"


def spelt_names(text: str, lang: Lang, covered: Sequence[tuple[int, int]]) -> tuple[SpeltName, ...]:
    """The names of a text by their capitals.

    Args:
        text: NFC text.
        lang: Its language.
        covered: Offsets of what is known already: the glossary's names, numbers and dates.
    """
    found: list[SpeltName] = []
    for run in _runs(text, lang, covered):
        opens = opens_sentence(text, run[0].start)
        before = text[: run[0].start]
        addressed = lang == "vi" and (_is_address(before.split()[-1:]) or ends_with_craft(before))
        if lang == "vi" and opens and _is_address([run[0].text]):
            addressed, opens, run = True, False, run[1:]
        pieces = _english_pieces(run, opens) if lang == "en" else [run] if run else []
        for piece in pieces:
            if opens and piece[0] is run[0] and len(piece) == 1 and not _is_rare(piece[0], lang):
                continue  # its capital may be the sentence's
            body = lang == "vi" and piece[0].text.casefold() in BODIES
            if body and not _is_address(text[: piece[0].start].split()[-1:]):
                continue
            written = text[piece[0].start : piece[-1].end]
            parts = tuple(fold(written).split())
            if parts:
                sure = _all_syllables(parts) and (
                    len(parts) > 1
                    if lang == "en"
                    else addressed or (len(parts) > 1 and piece[0].text.casefold() in FAMILY_NAMES)
                )
                placed = lang == "vi" and _leads_to_place(text[: piece[0].start].split()[-1:])
                found.append(SpeltName(written, parts, sure, len(piece) == len(run), placed))
    return tuple(found)


def _leads_to_place(words: Sequence[str]) -> bool:
    return bool(words) and words[0].casefold() in _PLACE_AFTER


def _is_rare(word: _Word, lang: Lang) -> bool:
    """Whether a word that opens an English sentence is no common word and no form of one."""
    return (
        lang == "en"
        and len(word.text) > 3
        and not any(is_common_word(form) for form in base_forms(word.text.casefold()))
    )


def _is_address(words: Sequence[str]) -> bool:
    return bool(words) and words[0].casefold() in ADDRESS


def ends_with_craft(before: str) -> bool:
    """Whether a Vietnamese text ends with a rank or craft, as before a person's name."""
    words = before[-24:].casefold().split()
    return before.endswith(" ") and (
        bool(_RANKS.intersection(words[-1:])) or " ".join(words[-2:]) in _CRAFTS
    )


def _english_pieces(run: list[_Word], opens: bool) -> list[list[_Word]]:
    """An English run without its common words; a Vietnamese name may hold some (`Do Hung Dung`).

    Args:
        run: Capitalised words that follow each other.
        opens: Whether a sentence begins with them.
    """
    pieces: list[list[_Word]] = []
    index = 0
    while index < len(run):
        end = index
        while end < len(run) and _all_syllables(fold(run[end].text).split()):
            end += 1
        name = run[index:end]
        family = bool(name) and fold(name[0].text) in _FAMILY_NAMES_WITHOUT_MARKS
        if opens and not index and name and name[0].common and not family:
            name = []  # "In Hai Duong"
        if len(name) > 1 and (family or not all(word.common for word in name)):
            pieces.append(name)
            index = end
            continue
        if not run[index].common:
            if pieces and pieces[-1][-1] is run[index - 1]:
                pieces[-1].append(run[index])
            else:
                pieces.append([run[index]])
        index += 1
    return pieces


def _all_syllables(parts: Iterable[str]) -> bool:
    return all(is_vietnamese_syllable(part) for part in parts)


# ----------------------------------------------------------------------------------- answers


@dataclass(frozen=True, slots=True)
class SpeltText:
    """A text as names are looked for in it.

    Attributes:
        words: Its words as they stand.
        names: Its names that the glossary does not know.
        acronyms: Its acronyms that the glossary does not know.
    """

    words: tuple[str, ...]
    names: tuple[SpeltName, ...]
    acronyms: tuple[str, ...] = ()


_ACRONYM = re.compile(r"(?<![\w&./-])[A-ZĐ]{2,6}(?![\w&])")
# Acronyms of common words, which each language writes in its own way.
_OWN_ACRONYMS = abbreviations().keys() | frozenset(
    "TNHH VKS THPT BS TS GS PGS TP HCM TTPCDB TDTT ĐHQG CĐ QL ATM AIDS HIV SIDA ADN ARN DNA RNA "
    "MV NXB TCN SCN DNNVV MU BLHS BLDS CMND CCCD GPLX ANTT ATTP ATVSTP BCA BCH CA CAND CBCS GD "
    "HS KTXH LHQ NN PTNT PV QH SGK SV TCVN TTCP UB VH VHTT XHCN XH YT XNK QLTT SXKD SVC THA NQ "
    "KH PT PTTH QS QP TH TX TT MS ANM LS KS CN US JSC FC IT ICT TV PM CEO CFO MP FM LLC LTD INC "
    "CO AM VND USD EUR GBP AUD CAD SGD JPY CNY KRW THB RON SN HC HCV HCB HCĐ HLV BHL "
    "CLB".split()
)


def acronyms(text: str, covered: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The acronyms of a text; none where the whole text is in capitals.

    Args:
        text: NFC text.
        covered: Offsets of what is known already.
    """
    if text.isupper():
        return ()
    return tuple(
        match.group()
        for match in _ACRONYM.finditer(text)
        if match.group() not in _OWN_ACRONYMS
        and not any(first < match.end() and match.start() < last for first, last in covered)
    )


def changed_acronym(english: SpeltText, vietnamese: SpeltText) -> tuple[str, str] | None:
    """An acronym and what stands in its place: another one, or in English a name."""
    lost, added = (
        [each for each in mine.acronyms if not _is_spelt_out(each, other)]
        for mine, other in ((english, vietnamese), (vietnamese, english))
    )
    # `HKVN` may be `CAAV`: what ends in VN is an acronym of Vietnamese words.
    for one in lost:
        for two in added:
            if one.endswith("VN") or not two.endswith("VN"):
                return one, two
    for name in english.names if added and not added[0].endswith("VN") else ():
        if not name.sure and not _is_answered(name, vietnamese):
            return name.text, added[0]
    return None


_ROMAN = re.compile(r"[IVXLC]+")


def added_acronym(english: SpeltText, vietnamese: SpeltText) -> str | None:
    """A Vietnamese text's acronym that the English text does not have in any form.

    Those of Vietnamese words are left out, as far as they are known. In 2,000 pairs of news there
    are three others, two of them mistakes. English ones are often left out in Vietnamese.
    """
    for acronym in vietnamese.acronyms:
        if (
            acronym.isascii()
            and not acronym.endswith("VN")
            and not _ROMAN.fullmatch(acronym)
            and not _is_spelt_out(acronym, english)
        ):
            return acronym
    return None


# `FPT` stands for no "firm plans to".
_NOT_IN_ACRONYMS = frozenset("a an as at be by from in into is it on that the to was with".split())


def _is_spelt_out(acronym: str, other: SpeltText) -> bool:
    """Whether a text has an acronym, or words that it may stand for."""
    letters = fold(acronym)
    if letters in fold("".join(other.words)):  # `ĐĐK` is DDK
        return True
    initials = "".join(fold(word)[:1] for word in other.words if word not in _NOT_IN_ACRONYMS)
    capitals = "".join(fold(word)[:1] for word in other.words if word[0].isupper())
    return letters in initials or letters in capitals


def unanswered(
    english: SpeltText, vietnamese: SpeltText
) -> tuple[tuple[SpeltName, ...], tuple[SpeltName, ...]]:
    """The names of each text that nothing in the other can stand for: English, Vietnamese."""
    words, words_there = (
        [word.casefold() for word in text.words] for text in (english, vietnamese)
    )
    return (
        tuple(
            name
            for name in english.names
            if not _is_answered(name, vietnamese)
            and (name.sure or not link_words(name.text.casefold().split(), words_there))
        ),
        tuple(
            name
            for name in vietnamese.names
            if not _is_answered(name, english)
            and (name.sure or not link_words(words, name.text.casefold().split()))
        ),
    )


def other_ending(english: SpeltText, vietnamese: SpeltText) -> tuple[str, str] | None:
    """Two names that are the same but for the last part: `Y Thuyen Mlo`, `Y Thuyên Niê`."""
    here, there = ("".join(map(fold, text.words)) for text in (english, vietnamese))
    for one in english.names:
        for two in vietnamese.names:
            if (
                len(one.parts) == len(two.parts) > 1
                and one.parts[:-1] == two.parts[:-1]
                and one.parts[-1] not in there
                and two.parts[-1] not in here
                and not sounds_alike(one.parts[-1], two.parts[-1])
                and not link_words([one.parts[-1]], two.text.casefold().split()[-1:])
            ):
                return one.text, two.text
    return None


_HYPHENATED = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+-[A-Za-z]+)\b")


def other_given_name(english: str, vietnamese: str) -> tuple[str, str] | None:
    """Two names of one family and with a hyphen: `Park Seo-joon`, `Park Bo-gum`."""
    here, there = dict(_HYPHENATED.findall(english)), dict(_HYPHENATED.findall(vietnamese))
    for family in here:  # in the text's order, so that each build tells the same one
        if family not in there:
            continue
        one, two = here[family], there[family]
        if fold(two) not in fold(english) and (not spelt_alike(one, two) or _other_sound(one, two)):
            return f"{family} {one}", f"{family} {two}"
    return None


# Letters that Korean names are written with alike: `Geun`, `Keun`.
_ALIKE = ("gk", "dt", "bp", "jc", "rl", "sh", "yj", "ou", "ey")


def _other_sound(one: str, two: str) -> bool:
    """Whether a part of a hyphenated name begins with another sound: `Kang-in`, `Kang-min`."""
    parts = [fold(name.replace("-", " ")).split() for name in (one, two)]
    return len(parts[0]) == len(parts[1]) and any(
        left[0] != right[0] and not any({left[0], right[0]} <= set(same) for same in _ALIKE)
        for left, right in zip(*parts, strict=True)
    )


def _capital_parts(text: SpeltText) -> set[str]:
    return {part for word in text.words if word[0].isupper() for part in fold(word).split()}


def _is_answered(name: SpeltName, other: SpeltText) -> bool:
    capitals = [word for word in other.words if word[0].isupper()]
    known = _capital_parts(other)
    whole = "".join(name.parts)
    # A shared family name or middle name tells little, two shared parts or the last one much.
    if name.parts[-1] in known or whole in "".join(map(fold, capitals)):
        return True
    initials = "".join(part[0] for part in name.parts)
    rivals = [*capitals, *(each.text for each in other.names)]
    if name.sure:
        mine = Counter(name.parts)
        return any(sum((mine & Counter(each.parts)).values()) > 1 for each in other.names)
    syllable = len(name.parts) == 1 and is_vietnamese_syllable(whole)
    if any(
        # `Dung` is no other spelling of `Điện`.
        fold(word) == initials
        or (sounds_alike(whole, word) and not (syllable and is_vietnamese_syllable(word)))
        for word in rivals
    ):
        return True
    return any(part in known for part in name.parts) or any(
        len(part) > 3
        and (part in fold(word) or (not is_vietnamese_syllable(part) and sounds_alike(part, word)))
        for part in name.parts
        for word in rivals
    )


_PINYIN = re.compile(
    r"(?:(?![gkh]i)(?:[zcs]h|[bpmfdtnlgkhjqxrzcsw])"
    r"(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ui|un|"
    r"uo|ue|a|e|i|o|u)|y(?:ang|ing|ong|uan|an|ao|in|ou|ue|un|a|e|i|o|u)|"
    r"ang|ai|an|ao|ei|en|er|ou|a|e|o)+"
)
_VOWELS = re.compile(r"[aeiouy]+")


def is_pinyin(parts: Iterable[str]) -> bool:
    """Whether folded words are spelt as Chinese names are in English, and are no words: `house`."""
    return all(
        _PINYIN.fullmatch(part) and (syllable_count([part]) < 2 or not has_meaning(part))
        for part in parts
    )


def syllable_count(parts: Iterable[str]) -> int:
    """How many syllables folded words of a Chinese name have."""
    return sum(len(_VOWELS.findall(part)) for part in parts)


def may_be_read_as(english: SpeltName, vietnamese: SpeltName) -> bool:
    """Whether a Vietnamese name may be the reading of a Chinese one (`Linzhou`, `Lâm Châu`).

    Such a reading has as many syllables as the name, unless one text has the family name only.
    """
    if not is_pinyin(english.parts):
        return False
    sizes = syllable_count(english.parts), len(vietnamese.parts)
    return sizes[0] == sizes[1] or min(sizes) == 1
