"""Which English and Vietnamese words of two texts may stand for each other.

What belongs to a name or to a negation is told by the words around it: their translations stand
around its translation. The list of words that mean each other (`data/word-pairs.txt.xz`) is made
by `benchmarks/make_word_pairs.py`. A longer one, of what each English word may become
(`data/word-translations.txt.xz`, `benchmarks/make_word_translations.py`), tells whether a word is
left out.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path

REACH = 8
"""Links are looked at no further than this many words from a name or a negation; a word that a
text has more often than this links to nothing."""

# Little words tell a name's part in the sentence best; the list of word pairs leaves them out.
_LITTLE_WORDS = {
    "from": "từ khỏi",
    "to": "tới đến cho với sang",
    "in": "ở tại trong vào",
    "at": "tại ở",
    "by": "bởi do bị của",
    "with": "với cùng",
    "of": "của thuộc",
    "s": "của",
    "against": "chống trước",
    "said": "nói biết",
    "says": "nói biết",
    "and": "và",
    "between": "giữa",
    "for": "cho vì",
    "on": "trên vào về",
    "after": "sau",
    "before": "trước",
    "about": "về",
    "over": "qua",
    "was": "bị được",
    "were": "bị được",
    "is": "là",
    "as": "như là",
    "like": "như",
    "or": "hoặc hay",
    "that": "rằng",
    "but": "nhưng",
    "than": "hơn",
    "mr": "ông",
    "mrs": "bà",
    "he": "ông",
    "she": "bà",
}
_EVERYWHERE = frozenset("of and is was were in to that who for on at".split())


@cache
def _meanings() -> dict[str, dict[str, float]]:
    """Vietnamese word or pair of words → English words that it means, with their weights."""
    path = Path(__file__).parent / "data" / "word-pairs.txt.xz"
    table: dict[str, dict[str, float]] = {}
    for row in lzma.decompress(path.read_bytes()).decode().splitlines():
        english, _, vietnamese = row.partition("\t")
        table.setdefault(vietnamese, {})[english] = 0.5 if english in _EVERYWHERE else 1.0
    for english, words in _LITTLE_WORDS.items():
        weight = 0.25 if english in _EVERYWHERE else 0.5
        for vietnamese in words.split():
            table.setdefault(vietnamese, {}).setdefault(english, weight)
    return table


def english_words(vietnamese: str) -> Collection[str]:
    """The English words that a Vietnamese word, or pair of words, may stand for (lower case)."""
    return _meanings().get(vietnamese, {})


@cache
def _syllable_meanings() -> dict[str, frozenset[str]]:
    """Vietnamese syllable → English words that it means, alone or with another syllable."""
    table: dict[str, set[str]] = {}
    for key, meanings in _meanings().items():
        for syllable in key.split():
            table.setdefault(syllable, set()).update(meanings)
    return {syllable: frozenset(words) for syllable, words in table.items()}


@cache
def _words_with_meaning() -> frozenset[str]:
    return frozenset(word for meanings in _meanings().values() for word in meanings)


def has_meaning(english: str) -> bool:
    """Whether an English word (lower case) translates some Vietnamese word."""
    return english in _words_with_meaning()


def may_mean(english: str, syllable: str) -> bool:
    """Whether an English word (lower case) may translate a syllable of a Vietnamese word."""
    return english in _syllable_meanings().get(syllable, ())


@cache
def _translations() -> dict[str, frozenset[str]]:
    """English word → the syllables that it may become."""
    path = Path(__file__).parent / "data" / "word-translations.txt.xz"
    rows = (line.split() for line in lzma.decompress(path.read_bytes()).decode().splitlines())
    return {english: frozenset(syllables) for english, *syllables in rows}


def may_become(english: Iterable[str], vietnamese: Collection[str]) -> bool:
    """Whether any of some English words may become any of some syllables, all in lower case."""
    known = _translations()
    return any(
        not known.get(form, frozenset()).isdisjoint(vietnamese)
        for word in english
        for form in base_forms(word)
    )


def base_forms(word: str) -> list[str]:
    """An English word and what it may be a form of: `warned`: `warned`, `warn`, `warne`."""
    forms = [word]
    if len(word) > 4:
        if word.endswith("ies"):
            forms += [word[:-1], word[:-3] + "y"]
        elif word.endswith("s"):
            forms.append(word[:-1])
        elif word.endswith("ed"):
            forms += [word[:-2], word[:-1]]
        elif word.endswith("ing"):
            forms += [word[:-3], word[:-3] + "e"]
    return forms


def link_words(english: Sequence[str], vietnamese: Sequence[str]) -> dict[tuple[int, int], float]:
    """How likely the i-th English and the j-th Vietnamese word stand for each other, above 0 to 1.

    Args:
        english: The words of the English text, in lower case.
        vietnamese: The syllables of the Vietnamese text, in lower case.
    """
    places: dict[str, list[int]] = {}
    for index, word in enumerate(english):
        for form in base_forms(word):
            places.setdefault(form, []).append(index)
    meanings = _meanings()
    found: dict[tuple[int, int], float] = {}
    for j, word in enumerate(vietnamese):
        pair = f"{word} {vietnamese[j + 1]}" if j + 1 < len(vietnamese) else ""
        for key in (word, pair):
            for meaning, weight in meanings.get(key, {}).items():
                at = places.get(meaning)
                if at and len(at) <= REACH:
                    share = weight / math.sqrt(len(at))
                    for i in at:
                        found[i, j] = max(share, found.get((i, j), 0.0))
        if word.isdigit():
            at = places.get(word, [])
            for i in at[:REACH]:
                found[i, j] = 1.0 / len(at)
    return found
