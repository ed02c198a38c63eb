"""Checks a translation against its source, and a claim against the sentences it cites.

Nothing is corrected here: each doubt becomes a `Warning` that the reader sees. A check that cries
wolf teaches readers to look away, so each one asks for positive evidence: a number that the other
side does not have in any reading, a name that is there in place of another, a negation that
stands on one side only. `benchmarks/quality_checks.py` measures both kinds of error.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise

from generator.amount_pool import find_pool, is_in, read_amounts
from generator.amounts import amount_code, amount_warnings, is_strong
from generator.body_names import BodyName, body_names, omitted_body, other_body
from generator.model import LANGS, NAME_KINDS, Claim, Lang, Term, Warning
from generator.name_order import NamedText, find_names, swapped_names
from generator.name_spelling import (
    TITLES,
    SpeltName,
    SpeltText,
    acronyms,
    added_acronym,
    changed_acronym,
    fold,
    is_misspelt,
    may_be_read_as,
    other_ending,
    other_given_name,
    sounds_alike,
    spelt_alike,
    spelt_names,
    unanswered,
)
from generator.negation import lost_negation, negations
from generator.omitted_names import (
    half_person,
    lost_kept_word,
    meant_name,
    omitted_foreign_name,
    omitted_person,
    omitted_term,
    omitted_title,
)
from generator.translation.glossary import Glossary, is_vietnamese_syllable
from generator.vietnamese_names import (
    NamedRuns,
    missing_names,
    named_runs,
    omitted_feature,
    other_place,
    translated_places,
    wrong_marks,
)

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def check_translation(
    source: str, source_lang: Lang, target: str, target_lang: Lang, glossary: Glossary
) -> tuple[Warning, ...]:
    """Doubts about a translation of one sentence or short paragraph.

    Args:
        source: The original text.
        source_lang: Its language.
        target: The translation.
        target_lang: Its language.
        glossary: Names and terms in both languages.

    Returns:
        The warnings, without repeats, in the order number, date, name, negation, length,
        repetition, language, glossary; none for a sound translation.
    """
    source, target = _clean(source), _clean(target)
    if not source and not target:
        return ()
    if not source or not target:
        return (Warning("length"),)
    first = _side(source, source_lang, glossary)
    second = _side(target, target_lang, glossary)
    found = [
        *amount_warnings(first.amounts, second.amounts),
        *_name_warnings(first, second),
        *_negation_warnings(first, second),
        *_length_warnings(first, second),
        *_repetition_warnings(first, second),
        *_language_warnings(first, second),
        *_glossary_warnings(first, second),
    ]
    order = "number date name negation length repetition language glossary citation".split()
    return tuple(sorted(dict.fromkeys(found), key=lambda warning: order.index(warning.code)))


_RAISED = re.compile(r"</?su[bp]\s*>", re.I)


def _clean(text: str) -> str:
    """Without differences of writing that say nothing: `km<sup>2</sup>` is `km2`."""
    return " ".join(unicodedata.normalize("NFC", _RAISED.sub("", text)).split())


class _Side:
    """One text with everything the checks look for in it, found once."""

    def __init__(self, text: str, lang: Lang, glossary: Glossary) -> None:
        self.text = text
        self.lang = lang
        self.lower = text.casefold()
        self.words = _WORD.findall(text)
        self.lower_words = [word.casefold() for word in self.words]
        self.amounts = read_amounts(text, lang)
        quantities = self.amounts.quantities
        sums = [(q.start, q.end) for q in quantities if q.unit]
        # The country of a currency ("đô la Mỹ", "AU$") is no subject of the sentence.
        self.matches = tuple(
            match
            for match in glossary.find(text, lang)
            if not any(start < match.end and match.start < end for start, end in sums)
        )
        self.terms: dict[Term, int] = {}
        for match in self.matches:
            self.terms.setdefault(match.term, match.start)
        self.folded = f" {fold(text)} "
        self.names: NamedText = find_names(text, lang, self.matches)
        covered = [(match.start, match.end) for match in self.matches]
        # Not numbers in words: `Bảy` and `Ba` are given names, too.
        covered += [(q.start, q.end) for q in quantities if q.kind != "number" or not q.words]
        self.spelt = SpeltText(
            tuple(self.words), spelt_names(text, lang, covered), acronyms(text, covered)
        )
        rest = text
        for match in reversed(self.matches):
            rest = f"{rest[: match.start]} · {rest[match.end :]}"
        # What no glossary name covers: there a lost name may still be hiding.
        self.rest = f" {' · '.join(fold(piece) for piece in rest.split('·'))} "

    @cached_property
    def runs(self) -> NamedRuns:
        """The Vietnamese names; a claim has no need of them."""
        return named_runs(self.text, self.lang, self.matches)

    @cached_property
    def bodies(self) -> tuple[BodyName, ...]:
        """The ministries, laws and the like."""
        return body_names(self.text, self.lang, self.matches)


# A source sentence is compared with every way of translating it.
@lru_cache(maxsize=512)
def _side(text: str, lang: Lang, glossary: Glossary) -> _Side:
    return _Side(text, lang, glossary)


# ------------------------------------------------------------------------------------ names


def _name_warnings(first: _Side, second: _Side) -> list[Warning]:
    return [
        *_changed_terms(first, second),
        *_changed_mentions(first, second),
        *_changed_spellings(first, second),
        *_replaced_names(first, second),
        *_swapped_names(first, second),
    ]


def _mentions(term: Term, side: _Side) -> bool:
    """Whether a text has any form of the term in either language, or a telling part of it."""
    if term in side.terms:
        return True
    # "Phan Lan" is no English for Finland, nor "Lam Kiem" for Lin Jian.
    english_only = side.lang == "en" and term.kind in ("country", "person")
    for lang in ("en",) if english_only else LANGS:
        for form in term.forms(lang):
            if f" {fold(form)} " in side.rest:
                return True
    if term.kind == "person":
        return any(
            f" {part} " in side.rest
            for part in fold(term.right(side.lang)).split()
            if len(part) > 2
        ) or any(
            # `Dê-len-xki` is Zelensky.
            "-" in name.text and sounds_alike(name.text, part)
            for name in side.spelt.names
            for form in term.forms("en")
            for part in form.split()
        )
    if _keeps_its_name(term):
        return False
    # `Genève` is Geneva.
    return any(
        spelt_alike(part, form)
        for name in side.spelt.names
        if not is_vietnamese_syllable(name.parts[0])
        for part in name.parts
        for form in term.forms(side.lang)
    )


# What news calls a place in everyday words, which mean other things elsewhere.
_EVERYDAY_NAMES = {"Mekong Delta": "miền tây"}
# After the first mention these stand for the whole name: `his third Games`.
_SHORT_NAMES = frozenset(("Games", "Cup", "League", "Open", "Olympics"))


def _is_called_otherwise(term: Term, side: _Side) -> bool:
    """Whether a text says a name of the glossary by a word that is no form of it."""
    if side.lang == "vi":
        everyday = _EVERYDAY_NAMES.get(term.en)
        return everyday is not None and everyday in side.text.casefold()
    last = term.en.rsplit(" ", 1)[-1]
    # Not of another name: the SEA Games are no Asian Games.
    free = last in side.words and f" {last.casefold()} " in side.rest
    return last != term.en and last in _SHORT_NAMES and free


def _lost_terms(mine: _Side, theirs: _Side) -> list[Term]:
    """The names that the other text does not have; a city may be called by its namesake."""
    return [
        term
        for term in mine.terms
        if term.kind in NAME_KINDS
        and not _mentions(term, theirs)
        and not _is_called_otherwise(term, theirs)
        and not (
            term.kind == "person"
            and any(other.kind == "place" and _nested(term, other) for other in theirs.terms)
        )
    ]


def _changed_terms(first: _Side, second: _Side) -> list[Warning]:
    """A person or company lost or added; a country or place that stands in place of another."""
    lost, added = _lost_terms(first, second), _lost_terms(second, first)
    translated = first.lang != second.lang
    found = []
    for mine, theirs, side in ((lost, added, first), (added, lost, second)):
        for term in mine:
            swapped = any(
                (other.kind == "person") == (term.kind == "person") and not _nested(term, other)
                for other in theirs
            )
            if term.kind == "person" or swapped or (translated and _keeps_its_name(term)):
                found.append(Warning("name", _as_written(term, side)))
    return found


def _keeps_its_name(term: Term) -> bool:
    """Whether an organisation is called alike in both languages: `Microsoft`, `Vinamilk`.

    In 5,000 pairs of translated news such a name is missing four times, each time indeed.
    """
    return term.kind == "organisation" and fold(term.en) == fold(term.vi)


def _changed_mentions(first: _Side, second: _Side) -> list[Warning]:
    """A country or place that stands in place of one of several mentions of another."""
    counts = [Counter(match.term for match in side.matches) for side in (first, second)]
    found = []
    for side, mine, other, theirs in (
        (first, counts[0], second, counts[1]),
        (second, counts[1], first, counts[0]),
    ):
        for term in mine:
            if (
                term.kind in ("country", "place")
                and not _mentions(term, other)
                and any(
                    lost.kind == term.kind and count > mine[lost] > 0 and not _nested(term, lost)
                    for lost, count in theirs.items()
                )
            ):
                found.append(Warning("name", _as_written(term, side)))
    return found


def _nested(term: Term, other: Term) -> bool:
    """Whether one name stands within the other (`Mỹ` in `Không quân Mỹ`).

    Never between countries: `Korea` is within `North Korea`.
    """
    if term.kind == other.kind == "country":
        return False
    for lang in LANGS:
        for one, two in ((term, other), (other, term)):
            forms = [f" {fold(form)} " for form in one.forms(lang)]
            if any(f" {fold(form)} " in longer for form in two.forms(lang) for longer in forms):
                return True
    return False


def _as_written(term: Term, side: _Side) -> str:
    match = next(match for match in side.matches if match.term == term)
    return side.text[match.start : match.end]


def _foreign_names(side: _Side) -> list[tuple[str, int]]:
    """Capitalised words of a Vietnamese text that are not spelt as Vietnamese, with offsets."""
    covered = [(match.start, match.end) for match in side.matches]
    found = []
    for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", side.text):
        word = match.group()
        if (
            len(word) < 3
            # "Mili giây", "X-quang"
            or (match.start() == 0 and (len(word) < 5 or word.count("-") == 1))
            or not word[0].isupper()
            or word.isupper()
            or all(is_vietnamese_syllable(part) for part in re.split(r"['’-]", word))
            or any(start <= match.start() < end for start, end in covered)
        ):
            continue
        found.append((word, match.start()))
    return found


_POSSESSIVE = re.compile(r"['’]s?$")
_ACRONYM_AFTER = re.compile(r"[^.;:()]{0,60}\(([A-ZĐ]{2,8})\)")


def _is_spelt_out(word: str, start: int, text: str, other: _Side) -> bool:
    """Whether a name is part of what an acronym stands for, and the other text has the acronym.

    `Cơ quan Nhà ở Oakland (OHA)` is `the OHA`.
    """
    match = _ACRONYM_AFTER.match(text, start + len(word))
    return match is not None and word[0] in match[1] and match[1] in other.words


def _may_be_spelt(word: str, other: str) -> bool:
    """Whether `word` may be how a Vietnamese text spells an English name."""
    return sounds_alike(word, other) and not is_misspelt(word, other)


def _is_cut(word: str, capitals: Sequence[str]) -> bool:
    """Whether a name lacks the last letter of an English one: `Parolin` for `Parolini`."""
    return any(
        other.isalpha()
        and len(other) == len(word) + 1
        and fold(other).startswith(fold(word))
        and other[-1] not in "ns"
        and is_misspelt(word, other)
        for other in capitals
    )


_OF_PLACE = re.compile(r"(?:an|ese|ish|ic)$")


def _is_of(adjective: str, name: str) -> bool:
    """Whether an English adjective may be that of a place: `Etruscan`, `Etruria`."""
    stem = fold(name)[:4]
    return (
        len(stem) == 4
        and name.endswith("a")
        and fold(adjective).startswith(stem)
        and _OF_PLACE.search(adjective) is not None
    )


def _changed_spellings(first: _Side, second: _Side) -> list[Warning]:
    """A foreign name in the Vietnamese text that the English text does not have."""
    vietnamese, english = (first, second) if first.lang == "vi" else (second, first)
    if first.lang == second.lang:
        return []
    candidates = {fold(word) for word in english.words}
    candidates |= {fold(part) for word in english.words for part in word.split("-")}
    known = {
        part
        for term in english.terms
        for lang in LANGS
        for form in term.forms(lang)
        for part in fold(form).split()
    }
    joined = english.folded.replace(" ", "")
    capitals = [_POSSESSIVE.sub("", word) for word in english.words if word[0].isupper()]
    found = []
    names = _foreign_names(vietnamese)
    # `Ulan Bator` may be one word in English.
    joined_names = {
        start: f"{one}{two}"
        for (one, first), (two, second) in pairwise(names)
        if second == first + len(one) + 1
        for start in (first, second)
    }
    for word, start in names:
        plain = fold(word)
        if (
            plain in candidates
            or plain in known
            or (plain.replace(" ", "") in joined and not _is_cut(word, capitals))
            or any(_may_be_spelt(word, other) or _is_of(other, word) for other in capitals)
            or any(
                len(other) > 0.8 * len(joined_names.get(start, ""))
                and spelt_alike(joined_names.get(start, ""), other)
                for other in capitals
            )
            or _is_spelt_out(word, start, vietnamese.text, english)
        ):
            continue
        found.append(Warning("name", word))
    return found


def _replaced_names(first: _Side, second: _Side) -> list[Warning]:
    """A name that the glossary does not know and another that stands in its place."""
    if first.lang == second.lang:
        return []
    english, vietnamese = (first, second) if first.lang == "en" else (second, first)
    missing = missing_names(
        english.runs, vietnamese.runs, english.spelt.names
    ) or translated_places(english.runs, vietnamese.runs)
    if missing:
        return [Warning("name", name) for name in missing[:2]]
    misspelt = wrong_marks(english.runs, vietnamese.runs) or half_person(
        english.text, vietnamese.text
    )
    if misspelt:
        return [Warning("name", misspelt)]
    changed = (
        changed_acronym(english.spelt, vietnamese.spelt)
        or other_ending(english.spelt, vietnamese.spelt)
        or other_given_name(english.text, vietnamese.text)
        or other_body(english.bodies, vietnamese.bodies)
        or other_place(english.runs, vietnamese.runs)
    )
    if changed:
        return [Warning("name", changed[0 if second.lang == "en" else 1])]
    added = added_acronym(english.spelt, vietnamese.spelt)
    if added:
        return [Warning("name", added)]
    return (
        _other_acronym(first, second)
        or _other_acronym(second, first)
        or _other_spelling(english, vietnamese, second.lang)
    )


def _other_acronym(mine: _Side, theirs: _Side) -> list[Warning]:
    """An acronym that the glossary does not know in place of one that it knows."""
    unknown = [name for name in theirs.spelt.acronyms if name not in mine.words]
    for term in _lost_terms(mine, theirs) if unknown else ():
        if term.kind == "organisation" and _as_written(term, mine).isupper():
            return [Warning("name", unknown[0])]
    return []


def _other_spelling(english: _Side, vietnamese: _Side, target: Lang) -> list[Warning]:
    """A name that is missing where another stands in its place, one of them sure to be kept.

    Or where nothing stands in its place, and it says who or where.
    """
    lost, added = unanswered(english.spelt, vietnamese.spelt)
    for one in lost:
        for two in added:
            if (one.sure or two.sure) and not may_be_read_as(one, two):
                return [Warning("name", (one if target == "en" else two).text)]
    for names, mine, theirs in ((lost, english, vietnamese), (added, vietnamese, english)):
        for name in names:
            if not name.whole or (
                mine.lang == "vi" and len(name.parts) < 2 and not (name.sure or name.placed)
            ):
                continue
            for term in theirs.terms:
                if (
                    term.kind in ("person", "country", "place")
                    and not _mentions(term, mine)
                    and not _is_form_of(name, term)
                    and not _is_in_title(term, theirs)
                ):
                    return [Warning("name", name.text)]
    gone = _lost_without_trace(lost, vietnamese, added)
    gone_there = _lost_without_trace(added, english, lost)
    known = [(match.start, match.end) for match in english.matches]
    omitted = (
        _omitted_term(vietnamese, english)
        or _omitted_term(english, vietnamese, added)
        or _omitted_by_meaning(vietnamese, english)
        or _omitted_by_meaning(english, vietnamese)
        or omitted_person(english.text, gone)
        or meant_name(english.text, vietnamese.text, known)
        or lost_kept_word(english.text, vietnamese.text, known)
        or omitted_feature(english.runs, vietnamese.runs)
        or omitted_foreign_name(english.text, "en", gone, vietnamese.text)
        or omitted_foreign_name(vietnamese.text, "vi", gone_there, english.text)
    )
    return [Warning("name", omitted)] if omitted else []


def _omitted_term(mine: _Side, theirs: _Side, unanswered: Sequence[SpeltName] = ()) -> str:
    """A glossary name that the other text leaves out; an unanswered one there may be it."""
    lost = [
        term
        for term in _lost_terms(mine, theirs)
        if not any(_nested(term, other) for other in theirs.terms)
        and not any(_may_be_place(name, term) for name in unanswered)
    ]
    return omitted_term(mine.text, mine.lang, mine.matches, lost, theirs.text)


def _omitted_by_meaning(mine: _Side, theirs: _Side) -> str:
    """A body, a ship, a film or the like that the other text leaves out."""
    said = [(m.start, m.end) for m in mine.matches if _mentions(m.term, theirs)]
    capitals = [word for word in theirs.words if word[0].isupper()]
    return omitted_body(mine.text, mine.lang, said, theirs.text) or omitted_title(
        mine.text, mine.lang, said, theirs.text, capitals
    )


def _lost_without_trace(
    lost: Sequence[SpeltName], theirs: _Side, added: Sequence[SpeltName]
) -> list[SpeltName]:
    """Names of a text that no unanswered name or acronym of the other can be."""
    if any(len(name.parts) > 1 for name in added):
        return []  # `Bằng Tường` is Pingxiang
    acronyms = {fold(acronym)[:1] for acronym in theirs.spelt.acronyms}
    initials = {name.parts[0][:1] for name in added}
    return [
        name
        for name in lost
        if name.parts[0][:1] not in acronyms
        and (len(name.parts) > 1 or name.parts[0][:1] not in initials)
    ]


def _may_be_place(name: SpeltName, term: Term) -> bool:
    """Whether a name may be a place in an old spelling: `Xiêm Riệp`, `Am-xtéc-đam`."""
    letters = fold(term.right("en")).replace(" ", "")
    return "".join(name.parts)[:1] == letters[:1] or sounds_alike("".join(name.parts), letters)


def _is_in_title(term: Term, side: _Side) -> bool:
    """Whether a name stands in a longer one, translated by meaning: `South China Institute`."""
    match = next(match for match in side.matches if match.term == term)
    before = re.search(r"([^\W\d_]+) $", side.text[max(0, match.start - 20) : match.start])
    if before and before[1].casefold() in TITLES:
        before = None
    after = re.match(r" ([^\W\d_]\w*)", side.text[match.end : match.end + 20])
    if after and side.lang == "vi" and not is_vietnamese_syllable(after[1]):
        after = None  # the name of a person of that country
    return bool(
        (before and before[1][0].isupper() and len(before[1]) > 3)
        or (after and after[1][0].isupper())
    )


def _is_form_of(name: SpeltName, term: Term) -> bool:
    """Whether a name may be another form of a glossary name: `Peruvians`, `Yorkers`."""
    forms = [fold(form) for lang in LANGS for form in term.forms(lang)]
    forms += [word for form in forms for word in form.split() if len(word) > 3]
    return any(
        part.startswith(form[:4]) or sounds_alike(part, form)
        for form in forms
        for part in (*name.parts, "".join(name.parts))
    )


def _swapped_names(first: _Side, second: _Side) -> list[Warning]:
    swapped = swapped_names(first.names, second.names)
    return [Warning("name", f"{swapped[0]} ↔ {swapped[1]}")] if swapped else []


# --------------------------------------------------------------------------------- negation


def _negation_warnings(first: _Side, second: _Side) -> list[Warning]:
    lost = lost_negation(first.text, first.lang, second.text, second.lang)
    return [Warning("negation", lost)] if lost else []


# --------------------------------------------------------------- length, loops and language

# Vietnamese syllables for one English word, measured on news (31,092 / 22,414).
_SYLLABLES_PER_WORD = 1.39


def _length_warnings(first: _Side, second: _Side) -> list[Warning]:
    sizes = [
        len(side.words) / (_SYLLABLES_PER_WORD if side.lang == "vi" else 1.0)
        for side in (first, second)
    ]
    if max(sizes) < 6:
        return [Warning("length")] if sizes[1] > 4 * sizes[0] + 3 else []
    ratio = (sizes[1] + 1) / (sizes[0] + 1)
    cut_off = stops_early(first.text, second.text)
    if cut_off and second.text.endswith((",", ";")):
        return [Warning("length")]
    least = _CUT_OFF if cut_off else 0.45
    return [] if least <= ratio <= 2.1 else [Warning("length")]


_CLOSED = re.compile(r"[.!?…][\"”’»')\]]*$")
# Where people forget the full stop, the sentence is there.
_CUT_OFF = 0.6


def stops_early(source: str, target: str) -> bool:
    """Whether a translation has no full stop where the source has one."""
    return (target[-1:].isalnum() or target.endswith((",", ";", ":", "-", "–"))) and bool(
        _CLOSED.search(source)
    )


def _loops(words: Sequence[str]) -> str:
    """A run of words said over and over, "" if there is none."""
    for size in range(1, 9):
        enough = 4 if size == 1 else 3 if size < 6 else 2
        run = 0
        for index in range(size, len(words)):
            run = run + 1 if words[index] == words[index - size] else 0
            if run >= size * (enough - 1):
                return " ".join(words[index - size + 1 : index + 1])
    return ""


def _repetition_warnings(first: _Side, second: _Side) -> list[Warning]:
    loop = _loops(second.lower_words)
    if loop and not _loops(first.lower_words):
        return [Warning("repetition", loop)]
    for size in (4, 6):
        grams = Counter(
            tuple(second.lower_words[i : i + size]) for i in range(len(second.words) - size + 1)
        )
        if grams:
            gram, count = max(grams.items(), key=lambda item: item[1])
            if count >= 4 and count > len(first.words) / 12:
                return [Warning("repetition", " ".join(gram))]
    return []


_VIETNAMESE_LETTER = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I
)
_ENGLISH_WORDS = frozenset(
    "the of and to with that for was were from which this have has had been their they would by "
    "its is are will".split()
)


def _language_warnings(first: _Side, second: _Side) -> list[Warning]:
    if first.lang == second.lang:
        return []
    words = second.words
    marked = [word for word in words if _VIETNAMESE_LETTER.search(word)]
    if second.lang == "en":
        left_over = [word for word in marked if word.islower() and word.casefold() not in _LOANS]
        if len(left_over) >= 3 and len(left_over) > 0.12 * len(words):
            return [Warning("language", " ".join(left_over[:3]))]
    else:
        english = [word for word in second.lower_words if word in _ENGLISH_WORDS]
        if len(english) >= 3 and len(english) > 0.12 * len(words):
            return [Warning("language", " ".join(english[:3]))]
        if len(words) >= 8 and not marked:
            return [Warning("language")]
    same = first.lower == second.lower
    if same and len(words) >= 4 and sum(word.islower() for word in words) >= 3:
        return [Warning("language")]
    return []


_LOANS = frozenset("phở bánh mì áo dài bún chả xã đồng café fiancé résumé".split())


def _glossary_warnings(first: _Side, second: _Side) -> list[Warning]:
    """A term rendered by a form to avoid, or left in the source's language."""
    found = []
    for term in first.terms:
        wanted = second.lang
        avoided = {fold(form) for form in term.avoid(wanted)}
        for match in second.matches:
            written = second.text[match.start : match.end]
            if match.term == term and fold(written) in avoided:
                found.append(Warning("glossary", f"{written} → {term.right(wanted)}"))
        if term in second.terms:
            continue
        good = {fold(form) for form in term.forms(wanted)} - avoided
        for form in (term.right(first.lang), *term.avoid(first.lang)):
            if len(form) > 3 and fold(form) not in good and stands_alone(form, second.text):
                found.append(Warning("glossary", f"{form} → {term.right(wanted)}"))
                break
    return found


def stands_alone(form: str, text: str) -> tuple[int, int] | None:
    """Where a text has `form` as such, not within a longer name (`Vietnam Airlines`)."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
        before = re.search(r"([^\W_][\w'’-]*)\s$", text[max(0, match.start() - 40) : match.start()])
        after = re.match(r"\s([^\W_])", text[match.end() : match.end() + 2])
        if after and (after[1].isupper() or after[1].isdigit()):
            continue
        if before and before[1][0].isupper() and not is_vietnamese_syllable(before[1]):
            continue
        return match.span()
    return None


# ----------------------------------------------------------------------------------- claims


def check_claim(claim: Claim, glossary: Glossary) -> tuple[Warning, ...]:
    """Doubts about a claim against the sentences it cites.

    Code `citation` means that the cited sentences do not say this; the other codes name what in
    the claim is not in them.

    Args:
        claim: The claim with its cited sentences. Sentences in the claim's own language are
            compared word by word, others by numbers and names only.
        glossary: Names and terms in both languages.
    """
    same = [c.text for c in claim.citations if c.lang == claim.lang]
    other = [c for c in claim.citations if c.lang != claim.lang]
    if not claim.citations:
        return (Warning("citation"),)
    mine = _Side(_clean(claim.text), claim.lang, glossary)
    if not same:
        joined = " ".join(sentence.text for sentence in other)
        theirs = _Side(_clean(joined), other[0].lang, glossary)
        pool = find_pool(theirs.amounts)
        lost = [q for q in mine.amounts.quantities if is_strong(q) and not is_in(q, pool)]
        found = [Warning(amount_code(q), q.text) for q in lost]
        found += _changed_spellings(mine, theirs) + _negation_warnings(theirs, mine)
        return tuple(dict.fromkeys(found))
    theirs = _Side(_clean(" ".join(same)), claim.lang, glossary)
    nearest = theirs
    if len(same) > 1:
        words = set(mine.lower_words)
        sides = [_Side(_clean(text), claim.lang, glossary) for text in same]
        nearest = max(sides, key=lambda side: len(words & set(side.lower_words)))
    return tuple(dict.fromkeys(_same_language_warnings(mine, theirs, nearest)))


# Longer texts are no sentences, and comparing them word by word would take minutes.
_MOST_WORDS = 1000


def _same_language_warnings(mine: _Side, theirs: _Side, nearest: _Side) -> list[Warning]:
    """Doubts about a claim, given all its sentences and the one it is taken from."""
    found: list[Warning] = []
    pool = find_pool(theirs.amounts)
    for quantity in mine.amounts.quantities:
        if not is_in(quantity, pool):
            found.append(Warning(amount_code(quantity), quantity.text))
    known = _parts(theirs)
    unknown = [word for word in mine.words if word.casefold() not in known]
    found += [
        Warning("name", word)
        for word in unknown
        if word[0].isupper() and not word.isdigit() and word.casefold() != mine.lower_words[0]
    ]
    if len(unknown) > max(2, 0.25 * len(mine.words)):
        found.append(Warning("citation"))
    if max(len(mine.words), len(nearest.words)) > _MOST_WORDS:
        return found
    found += _claim_negation(mine, nearest)
    return found + (_reordered_names(mine, nearest) or _replaced_words(mine, nearest, theirs))


def _parts(side: _Side) -> set[str]:
    """The words in lower case, and what hyphens and apostrophes join in them."""
    words = set(side.lower_words)
    return words | {part for word in words for part in re.split(r"['’.-]", word)}


def _claim_negation(mine: _Side, theirs: _Side) -> list[Warning]:
    """A negation that the claim leaves out from among words it keeps, or adds."""
    markers = {"không", "chưa", "chẳng", "chả", "đừng"} if mine.lang == "vi" else _NEGATORS_EN
    matcher = SequenceMatcher(None, theirs.lower_words, mine.lower_words, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        removed = [w for w in theirs.lower_words[start:end] if _is_negator(w, markers)]
        added = [w for w in mine.lower_words[new_start:new_end] if _is_negator(w, markers)]
        # With "hàng không" an airline goes, no negation.
        whole = negations(" ".join(theirs.words[start:end]), mine.lang)
        if removed and whole and not added and end - start <= 3:
            return [Warning("negation", removed[0])]
        if added and not removed:
            return [Warning("negation", added[0])]
    return []


_NEGATORS_EN = frozenset("not no never none nobody nothing neither nor cannot without".split())


def _is_negator(word: str, markers: Iterable[str]) -> bool:
    return word in markers or word.endswith(("n't", "n’t"))


def _reordered_names(mine: _Side, theirs: _Side) -> list[Warning]:
    """Capitalised words that stand in another order than in the source.

    A claim drops words and moves none: where the source has all its capitals, it has them in this
    order. Else those are compared that each text has once.
    """
    here = [word for word, _ in _capitals(mine)]
    there = [word for word, _ in _capitals(theirs)]
    if Counter(here) <= Counter(there):
        rest = iter(there)
        passed = ""
        for word in here:
            if word not in rest:  # looks on from where the last one was found
                return [Warning("name", f"{passed} ↔ {word}")]
            passed = word
        return []
    mine_counts, counts = Counter(here), Counter(there)
    order = {word: index for index, word in enumerate(there) if counts[word] == 1}
    known = [word for word in here if word in order and mine_counts[word] == 1]
    return [
        Warning("name", f"{left} ↔ {right}")
        for left, right in pairwise(known)
        if order[left] > order[right]
    ][:1]


def _replaced_words(mine: _Side, nearest: _Side, theirs: _Side) -> list[Warning]:
    """A name or number where the source has another that it has elsewhere, too."""
    matcher = SequenceMatcher(None, nearest.lower_words, mine.lower_words, autojunk=False)
    elsewhere = Counter(theirs.lower_words) - Counter(nearest.lower_words)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "replace":
            continue
        digits = [
            {word for word in words if word[0].isdigit()}
            for words in (nearest.words[start:end], mine.words[new_start:new_end])
        ]
        if all(digits) and digits[0].isdisjoint(digits[1]):
            return [Warning("number", min(digits[1]))]
        old = {word for word in nearest.words[start:end] if word[0].isupper()}
        new = {
            word
            for word in mine.words[new_start:new_end]
            if word[0].isupper() and not elsewhere[word.casefold()]
        }
        # A first word may have its capital from the sentence only, or be what was `hôm nay`.
        if new_start == 0:
            first = mine.words[0].casefold()
            new -= {mine.words[0]} if first == "ngày" or first in _parts(nearest) else set()
        if old - new and new - old and old.isdisjoint(new):
            return [Warning("name", f"{min(old)} → {min(new)}")]
    return []


def _capitals(side: _Side) -> list[tuple[str, int]]:
    return [
        (match.group(), match.start())
        for match in _WORD.finditer(side.text)
        if match.group()[0].isupper() and match.start() > 0
    ]
