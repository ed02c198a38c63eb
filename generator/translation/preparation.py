"""Writes a sentence as the models have read most of their texts, before one translates it.

Only the spelling changes, never what is said: what the model answers is still checked against the
sentence as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from generator.model import NAME_KINDS, Lang, Term, other_lang
from generator.name_spelling import is_common_word
from generator.quantities import Quantity, find_quantities
from generator.translation.dictionary import DictionaryWord
from generator.translation.glossary import Glossary, is_vietnamese_syllable
from generator.translation.kept_names import KeptName
from generator.translation.vietnamese_wording import reworded

_SCALE = r"(?:[\s-](?:thousand|million|billion|trillion)\b)?"
_CODE_FIRST = re.compile(
    rf"\b(VND|USD|EUR|GBP|JPY|KRW|CNY|RMB)\s?(\d[\d.,]*(?:[-–]\d[\d.,]*)?)(?<![.,])({_SCALE})"
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

    Longer numbers in digits (`ninety-nine` → `99`), hours with a colon, a currency's code behind
    its sum (`VND5 billion` → `5 billion dong`), Vietnamese as `reworded` writes it, and names of
    the glossary with the capitals they have there (`Tổ chức y tế thế giới`).

    Args:
        sentence: One sentence, NFC.
        lang: Its language.
        glossary: Names and terms.
    """
    sentence = _names_as_listed(sentence, lang, glossary)
    sentence = _in_digits(sentence, lang)
    if lang == "vi":
        return reworded(sentence)
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


_BREAK = re.compile(r"(?<=\w)(?P<mark>…|\.\.\.|[,;:])\s+(?=\w)")
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
