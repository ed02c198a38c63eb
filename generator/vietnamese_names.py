"""Vietnamese names in both languages: which of them the other text does not have.

A Vietnamese name is a run of capitalised syllables, and English keeps each syllable but for its
marks (`Trần Văn Nam`, `Tran Van Nam`). In 3,000 pairs of news by human translators, 20 of 927 such
names were missing on the other side, in 12 pairs, of which nine or ten do say different things.
So unlike other names, one of them that is missing raises a doubt by itself, if it is sure to be
Vietnamese: a person's full name, or a pair of syllables known to be kept
(`data/vietnamese-names.txt.xz`, made by `benchmarks/make_vietnamese_names.py`, which also tells of
other pairs by their syllables how likely they are one). Names of China and
Korea look alike in Vietnamese, but are spelt otherwise in English (`Lâm Châu`, `Linzhou`).
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from generator.model import Lang, Term
from generator.name_spelling import (
    ADDRESS,
    BODIES,
    TITLES,
    SpeltName,
    ends_with_craft,
    fold,
    is_common_word,
    is_pinyin,
    opens_sentence,
    syllable_count,
)
from generator.text_features import word_counts
from generator.translation.glossary import FAMILY_NAMES, TermMatch, is_vietnamese_syllable
from generator.word_links import base_forms, may_mean

# --------------------------------------------------------------------------------- spelling

# Family names that are rarer than `FAMILY_NAMES`, and those of the Tày, Thái and Mông; some are
# words that may open a sentence.
_RARE_FAMILY_NAMES = frozenset(
    "bành bạch bế chung chử cung cù cầm diệp doãn dư giang giàng giáp giản hàn hạ hầu hứa kha "
    "khuất khâu khúc khổng kỷ liêu liễu lã lò lù lư lường lại lều lục mâu mã mạc mẫn nghiêm "
    "ngưu ngụy nhan nhâm ninh nông phí quàng quản sái sùng sầm thiều thào thân thạch thẩm "
    "tiêu tiết trầm tào tòng tôn tưởng tất tống ung uông viên vưu vương vừ điền đàm đèo đới "
    "ưng ứng".split()
)
# Words before the name of a Vietnamese street, ward, district or place.
_UNITS = frozenset("phố đường phường xã huyện quận tỉnh thôn ấp làng trấn ga chợ chùa".split())
# What opens a name that is translated by meaning: a body, a direction.
_TRANSLATED = BODIES | frozenset("đông tây nam bắc trung".split())
# What opens a name whose English form has it at the end, or leaves it out.
_HEADS = frozenset(
    "cầu núi sông hồ vịnh đảo đền bến biển thành suối thác hang động đèo khu tết lễ miền "
    "vua chúa thánh thần phật cha".split()
)
_GENERIC = _HEADS | _UNITS | _TRANSLATED
# Rocks and saints are called by any word: `Hòn Chồng`, `Thánh Gióng`.
_BEFORE_ANY_WORD = frozenset("hòn thánh thần".split())
# English words of two letters that may have a capital in a title.
_LITTLE_WORDS = frozenset("of in to at on by he it is we us as or so if up go be".split())
# English words at the end of a name that are spelt like a Vietnamese syllable.
_TAILS = frozenset("bay dam quay".split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


# How Vietnamese spells a syllable, without marks: stricter than what transliterations follow.
_SYLLABLE = re.compile(
    r"(?:(?:ngh|gh|k)(?=[eiy])|(?:(?:ng|g|c)(?![eiy]))|(?:nh|gi|kh|ph|th|tr|ch|[bdhlmnprstvx])|qu)?"
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|e(?:c|ch|m|n|ng|nh|o|p|t|u)?|"
    r"i(?:a|c|ch|m|n|nh|p|t|u|ec|em|en|eng|ep|et|eu)?|y(?:em|en|eng|et|eu|nh)?|"
    r"o(?:c|i|m|n|ng|p|t|a|ac|ach|ai|am|an|ang|anh|ao|at|ay|e|en|eo|et|oc|ong)?|"
    r"u(?:a|c|i|m|n|ng|p|t|u|y|an|ang|anh|at|ay|e|ech|enh|en|o|oc|oi|om|on|ong|op|ot|ou|ya|ych|yen|"
    r"yet|yn|ynh|yt|yu)?)|gin?|kan|kon|[dl]ak|"
    r"[gkp][lr]ong|grai|kuin|jut"
)


_Y = re.compile(r"(?<=[hklmstq])y$|(?<=qu)y$")
_FINAL_K = re.compile(r"(?<=[aeou])k$")


@cache
def _plain(word: str) -> str:
    """A word folded, as one where spellings differ: `Quý`, `Quí`; `Pắc`, `Pak`."""
    return _FINAL_K.sub("c", _Y.sub("i", fold(word)))


@cache
def _is_syllable(plain: str) -> bool:
    """Whether a folded word is spelt as a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(plain) is not None


@cache
def _known_pairs() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Pairs of syllables that are kept in English: with their marks, without."""
    path = Path(__file__).parent / "data" / "vietnamese-names.txt.xz"
    pairs = [line.split(" ") for line in lzma.decompress(path.read_bytes()).decode().splitlines()]
    return (
        frozenset((one, two) for one, two in pairs),
        frozenset((_plain(one), _plain(two)) for one, two in pairs),
    )


def is_kept_pair(one: str, two: str) -> bool:
    """Whether two syllables (lower case, with marks) are known to be kept in English."""
    return (one, two) in _known_pairs()[0]


# Of pairs that the weights were not fitted on, 46 of 100 that are kept and 1 of 100 others score
# more than the first, 83 and 7 more than the second. Longer names are titles in capitals.
_SURELY_KEPT, _LIKELY_KEPT, _LONGEST_LIKELY = 3.0, 1.0, 3
# Hardly a name: rare ones of villages score more (`Hủa Na` -0.1).
_NO_NAME, _SURELY_NO_NAME = -0.9, -2.0


@cache
def _syllable_weights() -> dict[str, tuple[float, float]]:
    path = Path(__file__).parent / "data" / "vietnamese-syllables.txt.xz"
    rows = (line.split(" ") for line in lzma.decompress(path.read_bytes()).decode().splitlines())
    return {syllable: (float(first), float(second)) for syllable, first, second in rows}


@cache
def _plain_syllables() -> frozenset[str]:
    """The syllables of names in Vietnamese news, folded: `xue` is none of them."""
    return frozenset(map(_plain, _syllable_weights()))


def kept_score(one: str, two: str) -> float:
    """How likely two syllables (lower case, with marks) are a name that English keeps: log odds."""
    weights = _syllable_weights()
    return weights["-"][0] + weights.get(one, (0.0, 0.0))[0] + weights.get(two, (0.0, 0.0))[1]


_PLAIN_FAMILY_NAMES = frozenset(map(_plain, FAMILY_NAMES | _RARE_FAMILY_NAMES))


@dataclass(frozen=True, slots=True)
class _Word:
    """A capitalised word, or a glossary name that is translated.

    Attributes:
        text: It as it stands, `text[start:end]` of the whole.
        plain: It in lower case without marks.
        start: Offset of its first character.
        end: Offset after its last character.
        syllable: Whether it is spelt as a Vietnamese syllable.
        common: Whether it is no name by itself: an English common word, `ông`.
        term: The glossary's name that it belongs to.
        opens: Whether a sentence begins with it.
    """

    text: str
    plain: str
    start: int
    end: int
    syllable: bool
    common: bool
    term: Term | None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class VietnameseName:
    """A run of capitalised Vietnamese syllables.

    Attributes:
        text: The words as they stand.
        parts: The words folded.
        known: Whether two of its syllables are known to be kept in English.
        person: Whether it is a full name, family name first.
        addressed: Whether `ông`, `bà` or the like stands before it.
        called: Whether a rank or a craft stands before it: `ca sĩ`.
        terms: The glossary's names within it.
    """

    text: str
    parts: tuple[str, ...]
    known: bool
    person: bool
    addressed: bool
    called: bool
    terms: frozenset[Term]

    @property
    def words(self) -> list[str]:
        """The words in lower case, with their marks."""
        return self.text.casefold().split()


@dataclass(frozen=True, slots=True)
class NamedRuns:
    """A text's runs of capitalised words, and the Vietnamese names in them.

    Attributes:
        runs: Capitalised words that follow each other.
        names: Their Vietnamese names of two syllables or more.
        joined: The runs without blanks within them, a blank between two runs.
        text: The text.
        glossary: Offsets of the glossary's names.
    """

    runs: tuple[tuple[_Word, ...], ...]
    names: tuple[VietnameseName, ...]
    joined: str
    text: str
    glossary: tuple[tuple[int, int], ...]

    def is_known(self, span: tuple[int, int]) -> bool:
        """Whether a name of the glossary stands in a part of the text."""
        return any(start < span[1] and span[0] < end for start, end in self.glossary)


def _is_kept(term: Term) -> bool:
    """Whether a glossary name is Vietnamese and spelt alike in both languages."""
    parts = fold(term.vi).split()
    return parts == fold(term.en).split() and all(map(_is_syllable, parts))


def _capital_words(text: str, lang: Lang, matches: Sequence[TermMatch]) -> Iterator[_Word]:
    """The capitalised words of a text; a glossary name that is translated is one word.

    `Ria-Vung` is two words, `Sang-sik` is one.
    """
    spans = [match for match in matches if not _is_kept(match.term)]
    kept = [match for match in matches if _is_kept(match.term)]
    for match in spans:
        written = text[match.start : match.end]
        if written[:1].isupper():
            yield _Word(written, fold(written), match.start, match.end, False, False, match.term)
    for found in _WORD.finditer(text):
        if not text[found.start()].isupper():
            continue
        written = _POSSESSIVE.sub("", found.group()) if lang == "en" else found.group()
        start = found.start()
        if any(match.start < start + len(written) and start < match.end for match in spans):
            continue
        apart = all(piece[:1].isupper() for piece in written.split("-"))
        for piece in re.finditer(r"[^-]+" if apart else r".+", written):
            word = piece.group()
            if not word[0].isupper() or (word.isupper() and len(word) > 1):
                continue
            at = start + piece.start()
            lower = word.casefold()
            yield _Word(
                word,
                _plain(word),
                at,
                at + len(word),
                _is_syllable(fold(word)),
                lang == "en" and (_is_english(lower) or lower in TITLES or lower in _TAILS),
                next((m.term for m in kept if m.start <= at < m.end), None),
            )


def _is_english(lower: str) -> bool:
    """Whether a word is an English one that is seldom a name: `Bay`, `To`, but not `Ky`."""
    return lower in _LITTLE_WORDS if len(lower) == 2 else is_common_word(lower)


def named_runs(text: str, lang: Lang, matches: Sequence[TermMatch]) -> NamedRuns:
    """Runs of capitalised words in a text, and its Vietnamese names.

    Args:
        text: NFC text.
        lang: Its language.
        matches: What the glossary found in it.
    """
    runs: list[list[_Word]] = []
    for word in sorted(_capital_words(text, lang, matches), key=lambda word: word.start):
        gap = text[runs[-1][-1].end : word.start] if runs else ""
        if gap == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    names: list[VietnameseName] = []
    for number, run in enumerate(runs):
        opens = opens_sentence(text, run[0].start)
        if opens:
            run[0] = replace(run[0], opens=True)
        first = run[0]
        if lang == "vi" and (
            first.text.casefold() in ADDRESS or (opens and not _is_family(first, lang))
        ):
            runs[number] = [replace(first, common=True), *run[1:]]
        for piece in _pieces(run, lang, opens):
            names.append(_name(text, piece, lang))
    return NamedRuns(
        tuple(map(tuple, runs)),
        tuple(names),
        " ".join("".join(word.plain.replace(" ", "") for word in run) for run in runs),
        text,
        tuple((match.start, match.end) for match in matches),
    )


def _name(text: str, piece: Sequence[_Word], lang: Lang) -> VietnameseName:
    words = text[max(0, piece[0].start - 8) : piece[0].start].casefold().split()
    before = words[-1] if words and lang == "vi" else ""
    in_place = before in _UNITS and piece[0].text.casefold() not in _TRANSLATED
    return VietnameseName(
        text[piece[0].start : piece[-1].end],
        tuple(word.plain for word in piece),
        in_place
        or any(
            _is_known(one, two, lang, len(piece) <= _LONGEST_LIKELY) or _same_person(one, two)
            for one, two in pairwise(piece)
        ),
        len(piece) > 2 and (_is_family(piece[0], lang) or piece[1].text in ("Thị", "Thi")),
        before in ADDRESS,
        lang == "vi"
        and piece[0].text.casefold() not in BODIES
        and ends_with_craft(text[: piece[0].start]),
        frozenset(word.term for word in piece if word.term),
    )


def _is_family(word: _Word, lang: Lang) -> bool:
    if lang == "en":
        return word.plain in _PLAIN_FAMILY_NAMES
    lower = word.text.casefold()
    return lower in FAMILY_NAMES or (lower in _RARE_FAMILY_NAMES and not word.opens)


def _same_person(one: _Word, two: _Word) -> bool:
    return one.term is not None and one.term is two.term and one.term.kind == "person"


def _is_known(one: _Word, two: _Word, lang: Lang, likely: bool = False) -> bool:
    """Whether two syllables are known to be kept, or likely to be."""
    if lang == "vi":
        pair = one.text.casefold(), two.text.casefold()
        return is_kept_pair(*pair) or (likely and kept_score(*pair) > _SURELY_KEPT)
    return (one.plain, two.plain) in _known_pairs()[1]


def _pieces(run: Sequence[_Word], lang: Lang, opens: bool) -> Iterator[list[_Word]]:
    """The Vietnamese names of two syllables or more in a run of capitalised words."""
    index = 0
    while index < len(run):
        end = index
        while end < len(run) and run[end].syllable:
            end += 1
        piece = list(run[index:end])
        if opens and index == 0 and len(piece) > 1 and not _may_open(piece, lang):
            if not _is_family(piece[0], lang) and (lang == "vi" or piece[0].common):
                piece = piece[1:]
        elif piece and piece[0].text == "The":
            piece = piece[1:]
        if len(piece) > 1 and (
            lang == "vi"
            or _is_family(piece[0], lang)
            or not all(word.common for word in piece)
            or any(_is_known(one, two, lang) for one, two in pairwise(piece))
        ):
            yield piece
        index = max(end, index + 1)


def _may_open(piece: Sequence[_Word], lang: Lang) -> bool:
    """Whether the first word of a sentence belongs to the name that it seems to open."""
    return _is_known(piece[0], piece[1], lang) or (
        lang == "vi"
        and kept_score(piece[0].text.casefold(), piece[1].text.casefold()) > _LIKELY_KEPT
    )


def is_answered(name: VietnameseName, other: NamedRuns, lang: Lang) -> bool:
    """Whether a text has a name or a short form of it."""
    whole = "".join(name.parts)
    if whole in other.joined:
        return True
    for cut in range(2, len(name.parts) - 1):
        # "Quảng Nam Hồ Quang Bửu": a place, and a person with nothing between.
        if "".join(name.parts[cut:]) not in other.joined:
            continue
        if "".join(name.parts[:cut]) in other.joined:
            return True
        if name.words[cut] in FAMILY_NAMES and name.words[1] not in ("thị", "văn"):
            head = replace(name, text=" ".join(name.text.split()[:cut]), parts=name.parts[:cut])
            return not _opens_with_known(head) or is_answered(head, other, lang)
    if any(name.terms and word.term in name.terms for run in other.runs for word in run):
        return True
    if any(_is_short_form(run, name, lang) for run in other.runs):
        return True
    # Without capitals, or with a common word at the other end: "Lai Vung Nem", "nem Lai Vung".
    words = fold(name.text).split()
    whole = f" {fold(other.text)} "
    return any(f" {' '.join(words[i:] + words[:i])} " in whole for i in (0, 1, len(words) - 1))


def _opens_with_known(name: VietnameseName) -> bool:
    known, known_plain = _known_pairs()
    return tuple(name.words[:2]) in known or name.parts[:2] in known_plain


def _is_short_form(run: Sequence[_Word], name: VietnameseName, lang: Lang) -> bool:
    """Whether a run of capitals has a name or its last part, and no other name around it."""
    at = [i for i, word in enumerate(run) if word.plain in name.parts]
    if not at:
        return False
    first, last = at[0], at[-1]
    while first and _goes_on(run[first - 1]):
        first -= 1
    while last + 1 < len(run) and _goes_on(run[last + 1]):
        last += 1
    held = {word.plain for word in run[first : last + 1]}
    if held >= set(name.parts):
        return True  # "Le Thu Hang", "Lê Thị Thu Hằng"
    if not held <= set(name.parts):
        return False
    if name.parts[-1] not in held:
        return False
    if name.parts[0] in held and not _may_drop(name, held):
        return False  # "Huynh Thi Diem", "Huỳnh Thị Ngọc Diễm"; "Mu Chai", "Mù Cang Chải"
    before = run[first - 1] if first else None
    if lang == "vi" or before is None:
        return True
    if not (before.common or before.opens or before.term):
        return False  # "Külüg Minh"
    lost = [word for word in name.words if _plain(word) not in held]
    if any(
        _means(word, syllable) and (syllable not in _GENERIC or _opens_with_known(name))
        for word in run[:first]
        if word.common or word.term
        for syllable in lost
    ):
        return False  # "America Lan", "Two Ladies Trung"
    # "Do Spring Thuy", "White Ngoc Chien": another word where one of the name's should be.
    if len(held) == len(name.parts) - 1 > 1 and (
        name.person or (before.common and not before.opens and name.words[0] not in _GENERIC)
    ):
        return False
    return before.opens or name.addressed or not name.known or len(name.parts) > 2


def _may_drop(name: VietnameseName, held: Collection[str]) -> bool:
    """Whether a full name without the syllables that are not `held` is still the same name."""
    return all(part in held or part in ("thi", "van") for part in name.parts)


def _means(english: _Word, vietnamese: str) -> bool:
    """Whether an English word is the translation of a syllable: `America` of `Mỹ`."""
    if english.term and any(vietnamese == form.casefold() for form in english.term.forms("vi")):
        return True
    return any(may_mean(form, vietnamese) for form in base_forms(english.text.casefold()))


def _goes_on(word: _Word) -> bool:
    """Whether a word beside a syllable may belong to the same name; `Nga` may, too."""
    return _is_syllable(word.plain) and (
        not word.common
        or (len(word.text) == 2 and not word.opens and word.plain not in _LITTLE_WORDS)
    )


def missing_names(
    english: NamedRuns, vietnamese: NamedRuns, spelt: Sequence[SpeltName]
) -> tuple[str, ...]:
    """The Vietnamese names of each text that the other does not have, if they are sure to be kept.

    Args:
        english: The names of the English text.
        vietnamese: The names of the Vietnamese text.
        spelt: All names of the English text.
    """
    lost = [name for name in english.names if not is_answered(name, vietnamese, "vi")]
    added = [name for name in vietnamese.names if not is_answered(name, english, "en")]
    added = [name for name in added if not _may_be_reading(name, spelt, vietnamese)]
    other = any(name.person or name.known for name in added)
    found = [
        name.text
        for name in lost
        if name.parts[-1] not in _TAILS
        # Two syllables that may be Chinese have to be known, or another name has to be there.
        and (name.known or other or len(name.parts) > 2 or not is_pinyin(name.parts))
    ]
    found += [
        name.text
        for name in added
        if name.known
        or name.person
        or name.called
        or _is_left_out(name, english, lost)
        or _is_partly_there(name, english)
        or _is_translated(name, english)
    ]
    return tuple(found)


def _is_left_out(name: VietnameseName, english: NamedRuns, lost: Sequence[VietnameseName]) -> bool:
    """Whether of a full name after `ông` or the like nothing is left, nor another in its place."""
    return (
        name.addressed
        and len(name.parts) > 2
        and not lost
        and not any(part in english.joined for part in name.parts)
    )


def _is_partly_there(name: VietnameseName, english: NamedRuns) -> bool:
    """Whether a text that lacks a name has two of its syllables, or one and another's meaning."""
    return any("".join(pair) in english.joined for pair in pairwise(name.parts)) or any(
        two.plain == name.parts[k]
        and name.words[k - 1] not in _GENERIC
        and _means(one, name.words[k - 1])
        for run in english.runs
        for one, two in pairwise(run)
        for k in range(1, len(name.parts))
    )


def _is_translated(name: VietnameseName, english: NamedRuns) -> bool:
    """Whether a capitalised English word means a syllable of a name that is likely to be kept."""
    return (
        len(name.words) <= _LONGEST_LIKELY
        and any(kept_score(*pair) > _LIKELY_KEPT for pair in pairwise(name.words))
        and any(
            word.common and not word.opens and may_mean(word.text.casefold(), syllable)
            for run in english.runs
            for word in run
            for syllable in name.words
            if syllable not in _GENERIC
        )
    )


def _may_be_reading(
    name: VietnameseName, spelt: Sequence[SpeltName], vietnamese: NamedRuns
) -> bool:
    """Whether a name may be the Vietnamese reading of a Chinese one that the English text has.

    Of the English one, a family name that is spelt like a common word may be missing (`Fan`).
    """
    return any(
        is_pinyin(each.parts)
        and 0 <= len(name.parts) - syllable_count(each.parts) <= (len(name.parts) > 2)
        and "".join(each.parts) not in vietnamese.joined
        and (not set(each.parts) & set(name.parts) or not set(each.parts) <= _plain_syllables())
        for each in spelt
    )


@cache
def _spellings() -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Two syllables without marks → how the known names of them are written."""
    spellings: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one, two in _known_pairs()[0]:
        if not f"{one}{two}".isascii():
            spellings.setdefault((_plain(one), _plain(two)), set()).add((one, two))
    return {plain: frozenset(pairs) for plain, pairs in spellings.items()}


def _is_otherwise_written(one: str, two: str) -> bool:
    spellings = _spellings().get((_plain(one), _plain(two)))
    return spellings is not None and (one, two) not in spellings


def _is_no_name(syllable: str) -> bool:
    """Whether a syllable is a word of the news that no name in it has: `bụi`, dust."""
    return syllable not in _syllable_weights() and syllable in word_counts("vi")[1]


def wrong_marks(english: NamedRuns, vietnamese: NamedRuns) -> str:
    """A Vietnamese name with marks that no name has: `Động Hối` for Dong Hoi; "" for none.

    A full name is judged by its family name, another by the names known of the same letters. In
    5,000 pairs of translated news there is none.
    """
    for name in vietnamese.names:
        if name.text.isascii() or "".join(name.parts) not in english.joined:
            continue
        words = name.words
        if len(words) > 2 and name.parts[0] in _PLAIN_FAMILY_NAMES:
            family = words[0] in FAMILY_NAMES or words[0] in _RARE_FAMILY_NAMES
            wrong = not family and (kept_score(words[0], words[1]) < 0 or _is_no_name(words[0]))
        else:
            pairs = [pair for pair in pairwise(words) if pair[0] not in _BEFORE_ANY_WORD]
            others = [pair for pair in pairs if _is_otherwise_written(*pair)]
            wrong = (
                len(others) > 1
                or any(
                    kept_score(*pair) < _NO_NAME or any(map(_is_no_name, pair)) for pair in others
                )
                or any(
                    kept_score(*pair) < _SURELY_NO_NAME and any(map(_is_no_name, pair))
                    for pair in pairs
                )
            )
        if wrong:
            return name.text
    return ""


# Places whose names English keeps, and what they are called; rivers, streets and the like.
_KEPT_PLACES = {
    "river": "sông",
    "street": "phố đường",
    "market": "chợ",
    "commune": "xã",
    "ward": "phường",
    "district": "huyện quận",
    "hamlet": "ấp thôn xóm",
    "pass": "đèo",
}
_PLACE_EN = re.compile(
    rf"\b((?:[A-Z][a-z]+ )+)({'|'.join(f'[{k[0].upper()}{k[0]}]{k[1:]}' for k in _KEPT_PLACES)})\b"
)


# Of these, too, English keeps the names; they are not told as translated, since some are.
_NAMED_PLACES = {
    **_KEPT_PLACES,
    "lake": "hồ",
    "bridge": "cầu",
    "airport": "sân bay",
    "port": "cảng",
    "pagoda": "chùa",
    "island": "đảo",
    "stadium": "sân",
    "hospital": "bệnh viện",
    "high school": "trường THPT|trường trung học phổ thông|trường",
}


def other_place(english: NamedRuns, vietnamese: NamedRuns) -> tuple[str, str] | None:
    """A river, lake or the like in place of another: `the Hau River`, `sông Tiền`.

    Told where each text has one of the kind, with a name of Vietnamese syllables, and neither name
    stands anywhere in the other text.
    """
    lower = english.text.casefold()
    for head, heads in _NAMED_PLACES.items():
        if head not in lower:
            continue
        here = re.findall(rf"((?:\b[A-Z][a-z]+ )+)(?i:{head})\b", english.text)
        there = re.findall(
            rf"(?i:\b(?:{'|'.join(heads.split(' ')) if head in _KEPT_PLACES else heads})) "
            r"([A-ZĐ]\w*(?: [A-ZĐ]\w*)*)",
            vietnamese.text,
        )
        if len(here) != 1 or len(there) != 1:
            continue
        names = [[_plain(word) for word in name.split()] for name in (here[0], there[0])]
        if (
            all(map(_is_syllable, (*names[0], *names[1])))
            and not all(map(is_common_word, names[0]))
            and "".join(names[0]) not in vietnamese.joined.replace(" ", "")
            and "".join(names[1]) not in english.joined.replace(" ", "")
        ):
            return here[0].strip(), there[0]
    return None


# Features of which nothing is left where neither the name nor the word for it is there.
_FEATURES = {
    "river": "sông",
    "lake": "hồ",
    "island": "đảo|hòn",
    "mountain": "núi",
    "canal": "kênh",
    "bay": "vịnh",
    "pass": "đèo",
}


def omitted_feature(english: NamedRuns, vietnamese: NamedRuns) -> str:
    """A river, an island or the like of one text of which the other has nothing; "" for none.

    In 11,000 pairs translated by people four are told; some are adjectives (`West Nile virus`).
    """
    letters = [fold(text.text).replace(" ", "") for text in (english, vietnamese)]
    for head, heads in _FEATURES.items():
        here = re.search(rf"\b{head}s?\b", english.text, re.IGNORECASE)
        there = re.search(rf"\b(?:{heads})\b", vietnamese.text, re.IGNORECASE)
        if (here is None) == (there is None):
            continue
        if here is not None:
            named = re.finditer(rf"((?:\b[A-Z][a-z]+ )+){head.capitalize()}\b", english.text)
        else:
            named = re.finditer(rf"\b(?:{heads}) ([A-ZĐ]\w*(?: [A-ZĐ]\w*)*)", vietnamese.text)
        other = letters[1 if here is not None else 0]
        text = english if here is not None else vietnamese
        for match in named:
            words = [word for word in match[1].split() if word not in ("The", "In", "On", "At")]
            # `sông Nin Xanh` is the Blue Nile.
            own = here is not None or not all(map(is_vietnamese_syllable, words))
            if (
                words
                and (own or (len(words) > 1 and kept_score(*map(str.casefold, words[:2])) > 0))
                and not any(fold(word).replace(" ", "") in other for word in words)
                and not text.is_known(match.span())
            ):
                return match.group()
    return ""


def translated_places(english: NamedRuns, vietnamese: NamedRuns) -> tuple[str, ...]:
    """Vietnamese rivers, streets and the like that are translated by meaning: `Money River`."""
    found = []
    known = set(map(_plain, fold(english.text).split()))
    for match in _PLACE_EN.finditer(english.text):
        heads = "|".join(_KEPT_PLACES[match[2].casefold()].split())
        if english.is_known(match.span()) or not all(
            map(is_common_word, match[1].casefold().split())
        ):
            continue
        places = re.finditer(rf"(?i:\b(?:{heads})) ([A-ZĐ]\w*(?: [A-ZĐ]\w*)*)", vietnamese.text)
        found += [
            place[1]
            for place in places
            if known.isdisjoint(map(_plain, place[1].split()))
            and not vietnamese.is_known(place.span())
            and all(map(_is_syllable, fold(place[1]).split()))
        ]
    return tuple(found)
