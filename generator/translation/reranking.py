"""Picks, among the ways an engine would translate a sentence, the one that says the same.

A neural model's likeliest sentence is not always the faithful one: a number slips, a name goes,
a clause repeats. Each doubt that the checks find costs a hypothesis a fixed amount of
log-probability; the cheapest wins.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.checks import stops_early
from generator.model import Lang, Term, Warning
from generator.translation.conversion import finish_translation, missing_names
from generator.translation.dictionary import DictionaryWord, find_words, placed, unsaid_words
from generator.translation.engine import Hypothesis
from generator.translation.glossary import Glossary, TermMatch
from generator.translation.kept_names import (
    KeptName,
    find_kept_names,
    lost_names,
    with_names_mended,
    without_stray_marks,
)

# In nats of mean log-probability a token, the unit of Hypothesis.score; hypotheses of one beam
# lie about 0.02-0.3 apart, so that one wrong number outweighs fluency and nothing else does.
_COST = {
    "repetition": 3.0,
    "language": 3.0,
    "number": 1.0,
    "date": 1.0,
    "negation": 0.8,
    "length": 0.8,
    "name": 0.5,
    "glossary": 0.4,
}
_DEFAULT_COST = 0.5
# For each name of the glossary that a hypothesis leaves out: no doubt to show, since good
# translations say "the country" too, but reason to prefer another hypothesis.
_MISSING_NAME = 0.4
# A hypothesis that has a name right by itself is better than one in which it was mended.
_MENDED_NAME = 0.15
# A hypothesis that stops amid the sentence leaves something out, or is about to.
_STOPS_EARLY = 0.5
# For each word of glossary and dictionary that a translation does not say. It does not choose
# among the hypotheses of one beam, which all mean the word alike, but between two askings.
_UNSAID_WORD = 0.15
# For each unit of ln(letters): of two hypotheses that are about as likely the longer leaves less
# out. Anything from 0.25 to 0.5 adds 0.1 BLEU and 0.2 chrF with the bundled models.
_LONGER = 0.3
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The hypothesis chosen for a sentence.

    Attributes:
        text: The translation, in the target's conventions, glossary forms enforced.
        cost: What `choose` minimised; lower is better.
        warnings: Doubts that remain.
        missing: Names of the glossary that the source has and it has not.
        lost: Vietnamese names that the source has and it has not.
        unsaid: Common nouns of the glossary and the dictionary that it does not say.
    """

    text: str
    cost: float
    warnings: tuple[Warning, ...] = ()
    missing: tuple[Term, ...] = ()
    lost: tuple[KeptName, ...] = ()
    unsaid: tuple[DictionaryWord, ...] = ()

    @property
    def total_cost(self) -> float:
        """What two askings are compared by; lower is better."""
        return self.cost + _UNSAID_WORD * len(self.unsaid)


class RememberingGlossary(Glossary):
    """A glossary that does not search the same text twice.

    Converting, enforcing and checking all search the sentence, for every hypothesis: without
    this they take twice the time.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.terms = glossary.terms
        self._glossary = glossary
        self._found: dict[tuple[str, Lang], tuple[TermMatch, ...]] = {}

    def find(self, text: str, lang: Lang) -> tuple[TermMatch, ...]:
        """Every term in `text`, from left to right, without overlaps."""
        key = (text, lang)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._glossary.find(text, lang)
        return found  # not looked up again: another thread may have cleared it

    def term_of(self, text: str, lang: Lang) -> Term | None:
        """The term that `text` is a form of as a whole."""
        return self._glossary.term_of(text, lang)


def choose(
    source: str,
    source_lang: Lang,
    target_lang: Lang,
    hypotheses: Sequence[Hypothesis],
    glossary: Glossary,
) -> Choice:
    """The best of the hypotheses; after one without a doubt no other is looked at.

    Args:
        source: The sentence.
        source_lang: Its language.
        target_lang: The language of the hypotheses.
        hypotheses: At least one.
        glossary: Names and terms with their right forms.
    """
    names = find_kept_names(source, glossary) if source_lang == "vi" else ()
    best: Choice | None = None
    for hypothesis in _longer_first(hypotheses):
        choice = _finished(source, source_lang, target_lang, hypothesis, glossary, names)
        if best is None or choice.cost < best.cost:
            best = choice
        if choice.cost <= -hypothesis.score:
            break  # nothing to be said against it
    if best is None:
        raise ValueError("no hypothesis to choose from")
    words = _words_to_say(source, source_lang, target_lang, glossary, names)
    return replace(best, unsaid=unsaid_words(words, best.text, target_lang))


def _longer_first(hypotheses: Sequence[Hypothesis]) -> list[Hypothesis]:
    """With their length in their scores, the best first."""
    scored = [replace(h, score=h.score + _LONGER * math.log(len(h.text) + 1)) for h in hypotheses]
    return sorted(scored, key=lambda hypothesis: -hypothesis.score)


def _words_to_say(
    source: str,
    source_lang: Lang,
    target_lang: Lang,
    glossary: Glossary,
    names: Sequence[KeptName],
) -> list[DictionaryWord]:
    """The glossary's common nouns, and words of the dictionary outside its names and terms."""
    matches = glossary.find(source, source_lang)
    found = [
        placed(
            source,
            match.start,
            match.end,
            (match.term.right(target_lang), *match.term.forms(target_lang)),
        )
        for match in matches
        if match.term.kind == "term" and match.term.right(target_lang).islower()
    ]
    taken = [(match.start, match.end) for match in matches]
    taken += [(name.start, name.end) for name in names]
    found += [
        word
        for word in find_words(source, source_lang)
        if not any(word.start < end and start < word.end for start, end in taken)
    ]
    return found


def _finished(
    source: str,
    source_lang: Lang,
    target_lang: Lang,
    hypothesis: Hypothesis,
    glossary: Glossary,
    names: Sequence[KeptName],
) -> Choice:
    text = " ".join(unicodedata.normalize("NFC", hypothesis.text).split())
    text = without_stray_marks(text, names)
    misspelt = lost_names(names, text)
    if misspelt:
        others = [name.right for name in names if name not in misspelt]
        terms = (match.term for match in glossary.find(source, source_lang))
        others += [form for term in terms for form in term.forms(target_lang)]
        text = with_names_mended(text, misspelt, others)
    text, warnings = finish_translation(source, source_lang, text, target_lang, glossary)
    cost = sum(_COST.get(warning.code, _DEFAULT_COST) for warning in warnings)
    missing = missing_names(source, source_lang, text, target_lang, glossary)
    lost = lost_names(names, text)
    cost += _MISSING_NAME * (len(missing) + len(lost))
    cost += _MENDED_NAME * (len(misspelt) - len(lost))
    cost += _STOPS_EARLY * stops_early(source, text)
    return Choice(text, cost - hypothesis.score, warnings, missing, lost)
