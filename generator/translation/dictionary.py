"""Words that a translation must not miss, and what they are in the other language.

A small neural model that has seen a word a few times writes another of its kind: `bệnh lao`,
tuberculosis, becomes "labor disease", a grenade a gun. The dictionaries list nouns that mean one
thing and are easily told from their neighbours, each with the translations that count as said.
Where none of them is there, the translator is asked again with the word in its place
(`preparation.anchor`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.model import Lang, other_lang

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\"“‘'(]*$")
# Only these words have "es" in the plural: codes are no cod, scares no scars.
_HISSED_PLURALS = ("ses", "xes", "zes", "ches", "shes", "oes")
# An English word counts as said in its other forms, too: compared without its last letters.
_LEAST_STEM, _ENDING = 4, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the dictionary.

    Attributes:
        right: What is put in its place.
        said: What counts as its translation, `right` included; in English beginnings of words.
    """

    right: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DictionaryWord:
    """A word of a dictionary in a text.

    Attributes:
        start, end: Where it stands.
        right: What is put in its place, with a capital where it opens a sentence.
        said: What counts as its translation.
    """

    start: int
    end: int
    right: str
    said: tuple[str, ...]


@cache
def read_dictionary(source: Lang) -> dict[str, Entry]:
    """The dictionary out of a language, by words in lower case."""
    name = f"dictionary-{source}-{other_lang(source)}.txt"
    text = (Path(__file__).parent.parent / "data" / name).read_text(encoding="utf-8")
    entries: dict[str, Entry] = {}
    for line in text.splitlines():
        word, equals, meanings = line.partition(" = ")
        if equals and not line.startswith("#"):
            said = tuple(meanings.split(" | "))
            entries[word] = Entry(said[0], said)
    return entries


@cache
def _longest_entries(lang: Lang) -> dict[str, int]:
    """How many words the longest entry has that begins with a word."""
    longest: dict[str, int] = {}
    for entry in read_dictionary(lang):
        words = _WORD.findall(entry)
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def find_words(sentence: str, lang: Lang) -> tuple[DictionaryWord, ...]:
    """The dictionary's words in a sentence, the longest first, without overlaps.

    A capital within a sentence belongs to a name; such words are left out.
    """
    entries, longest_entries = read_dictionary(lang), _longest_entries(lang)
    tokens = list(_WORD.finditer(sentence))
    found: list[DictionaryWord] = []
    at = 0
    while at < len(tokens):
        start = tokens[at].start()
        initial = sentence[start]
        if initial.isupper() and _opens(sentence, start):
            initial = initial.lower()
        first = initial + tokens[at].group()[1:]
        longest = max(longest_entries.get(form, 0) for form in _forms(first, lang))
        for size in range(min(longest, len(tokens) - at), 0, -1):
            end = tokens[at + size - 1].end()
            entry = _entry(entries, initial + sentence[start + 1 : end], lang)
            if entry is not None:
                found.append(placed(sentence, start, end, entry.said))
                at += size
                break
        else:
            at += 1
    return tuple(found)


def placed(sentence: str, start: int, end: int, said: tuple[str, ...]) -> DictionaryWord:
    """A word of a sentence that is to be said; the first of `said` is put in its place."""
    right = said[0][:1].upper() + said[0][1:] if _opens(sentence, start) else said[0]
    return DictionaryWord(start, end, right, said)


def _opens(sentence: str, start: int) -> bool:
    return _SENTENCE_START.search(sentence, 0, start) is not None


def _entry(entries: dict[str, Entry], word: str, lang: Lang) -> Entry | None:
    """The entry of a word; of an English one in the plural, too."""
    return next((entries[form] for form in _forms(word, lang) if form in entries), None)


def _forms(word: str, lang: Lang) -> list[str]:
    """How the dictionary may list a word."""
    forms = [word]
    if lang == "en" and word.endswith("s"):
        forms.append(word[:-1])
        forms += [word[:-2]] if word.endswith(_HISSED_PLURALS) else []
        forms += [word[:-3] + "y"] if word.endswith("ies") else []
    return forms


def unsaid_words(
    words: Sequence[DictionaryWord], translation: str, lang: Lang
) -> tuple[DictionaryWord, ...]:
    """Those of the words that a translation into `lang` does not say."""
    if not words:
        return ()
    text = _spaced(translation)
    return tuple(
        word for word in words if not any(_says(text, meaning, lang) for meaning in word.said)
    )


def _says(text: str, meaning: str, lang: Lang) -> bool:
    words = _spaced(meaning)
    if lang == "vi":
        return words in text
    if len(words) - 2 < _LEAST_STEM:
        return words in text or f"{words[:-1]}s " in text
    stem = words[:-1]
    return stem[: max(1 + _LEAST_STEM, len(stem) - _ENDING)] in text


def _spaced(text: str) -> str:
    """Words in lower case, each between single blanks."""
    words = " ".join(_LETTERS.findall(text.casefold()))
    return f" {words} "
