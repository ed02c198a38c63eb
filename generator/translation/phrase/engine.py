"""The phrase-based model as a translation engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np

from generator.model import Lang
from generator.translation.engines import Hypothesis
from generator.translation.models import Model
from generator.translation.phrase import decoder, words
from generator.translation.phrase.archive import PhraseModel, read_model
from generator.translation.phrase.decoder import FEATURES, MAX_SOURCE_WORDS, Found, Options
from generator.translation.phrase.joint_model import JointModel
from generator.translation.phrase.language_model import UNKNOWN, LanguageModel
from generator.translation.phrase.table import PhraseTable

_WALLS = frozenset(',;:"()[]')
_CUT_AFTER = frozenset(",;:.!?")
_LEAST_CUT = 20
_CAPITALS_SHARE = 0.8
# As many hypotheses as are ever asked for cost no more than one; a sentence whose first ones
# raise doubts is asked for again.
_HYPOTHESES = 8
# How far a phrase may be moved. Vietnamese describes a noun after it, often at length, and English
# before it: into English words are fetched from farther away. Chosen on dev sentences.
_REACH: dict[Lang, int] = {"en": 7, "vi": 4}
_REMEMBERED = 20_000
_SENTENCES_A_PROCESS = 8
# The last part of an English compound is a common word; that of a Korean name is rarely.
_LEAST_PART, _COMMON = 4, 12_000


class PhraseEngine:
    """One direction of a phrase model. It loads at the first sentence."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._translator: PhraseTranslator | None = None
        self._known: dict[str, tuple[Hypothesis, ...]] = {}

    def name(self, source: Lang, target: Lang) -> str:
        """Model name and version."""
        fits = (source, target) == (self._model.source, self._model.target)
        return self._model.title if fits else ""

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate, many sentences on every core. A chain of phrases does not go in circles:
        `no_repeats` is moot.

        Raises:
            EngineError: The model file is broken.
        """
        if self._translator is None:
            self._translator = PhraseTranslator(
                read_model(self._model.path, [target]), source, target
            )
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        most = max(count, _HYPOTHESES)
        fresh = [
            each
            for each in dict.fromkeys(sentences)
            if each not in self._known or count > _HYPOTHESES
        ]
        found = _on_every_core(partial(self._translator.translate, count=most), fresh)
        self._known.update(zip(fresh, found, strict=True))
        return [self._known[sentence][:count] for sentence in sentences]


def _on_every_core(
    translate: Callable[[str], tuple[Hypothesis, ...]], sentences: Sequence[str]
) -> list[tuple[Hypothesis, ...]]:
    """Translate in processes that share the loaded model, where the system can fork one."""
    jobs = min(os.cpu_count() or 1, len(sentences) // _SENTENCES_A_PROCESS)
    if jobs < 2 or sys.platform != "linux":
        return [translate(sentence) for sentence in sentences]
    _SHARED.append(translate)
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
            return list(pool.map(_translate_shared, sentences, chunksize=4))
    finally:
        _SHARED.pop()


# What the forked processes find in their memory: too large to be sent to them.
_SHARED: list[Callable[[str], tuple[Hypothesis, ...]]] = []


def _translate_shared(sentence: str) -> tuple[Hypothesis, ...]:
    return _SHARED[-1](sentence)


class PhraseTranslator:
    """Translates sentences from one language into the other."""

    def __init__(self, model: PhraseModel, source: Lang, target: Lang) -> None:
        self._source, self._target = source, target
        self._vocabulary = model.vocabularies[target]
        self._source_ids = {word: at for at, word in enumerate(model.vocabularies[source])}
        self._target_ids = {word: at for at, word in enumerate(self._vocabulary)}
        self._table = PhraseTable(model.pairs, source, target)
        self._language = LanguageModel(model.grams[target])
        self._joint = JointModel(model.joint[target]) if target in model.joint else None
        self.weights = np.zeros(len(FEATURES))
        self.weights[: len(model.weights[target])] = model.weights[target]

    def translate(self, sentence: str, count: int = 1) -> tuple[Hypothesis, ...]:
        """The likeliest translations of a sentence, all different, at least one.

        Their scores are for a word of the translation.
        """
        parts = [self._part(part, count) for part in _parts(self.words(sentence))]
        if not parts:
            return (Hypothesis(sentence),)
        found: dict[str, float] = {}
        for rank in range(max(len(part) for part in parts)):
            # The n-th best of each part together: the parts do not know of each other.
            chosen = [part[min(rank, len(part) - 1)] for part in parts]
            spoken = [word for said, _ in chosen for word in said]
            text = words.join(spoken, self._target)
            score = sum(score for _, score in chosen) / max(1, len(spoken))
            found.setdefault(text, min(0.0, score))
        return tuple(Hypothesis(text, score) for text, score in found.items())

    def words(self, sentence: str) -> list[str]:
        """The sentence's words; at heads of sentences and in headlines in their usual case."""
        found = self._uncompounded(words.split(sentence, self._source))
        letters = [char for char in sentence if char.isalpha()]
        shouted = len(found) > 3 and sum(map(str.isupper, letters)) > _CAPITALS_SHARE * len(letters)
        heads = range(len(found)) if shouted else words.sentence_starts(found)
        for at in heads:
            if shouted or found[at][1:].islower() or len(found[at]) == 1:
                found[at] = self._usual_case(found[at])
        return found

    def _uncompounded(self, found: list[str]) -> list[str]:
        """Compounds that nothing is known of (`Korean-language`) as their parts, where those are
        common words.
        """
        if self._source != "en":
            return found
        parted: list[str] = []
        for before, word in zip(["", *found], found, strict=False):
            head, hyphen, last = word.rpartition("-")
            common = (
                hyphen
                and not self._knows(word)
                and not (head[:1].isupper() and before[:1].isupper())  # Park Ki-soon
                and len(last) >= _LEAST_PART
                and self._knows(head)
                and self._source_ids.get(last, _COMMON) < _COMMON
            )
            parted += [head, last] if common else [word]
        return parted

    def _knows(self, word: str) -> bool:
        return self._table.knows(self._source_ids.get(word, UNKNOWN))

    def _usual_case(self, word: str) -> str:
        """The commonest way to write a word: ids go by how common words are."""
        forms = dict.fromkeys((word, word.lower(), word.capitalize()))
        known = [form for form in forms if form in self._source_ids]
        return min(known, key=self._source_ids.__getitem__, default=word)

    def _part(self, source: Sequence[str], count: int) -> list[tuple[list[str], float]]:
        return [(said, found.score) for said, found in self.search(source, count)]

    def search(self, source: Sequence[str], count: int) -> list[tuple[list[str], Found]]:
        """The best translations of at most MAX_SOURCE_WORDS words, as words.

        Args:
            source: As `words` gives them.
            count: How many are wanted.
        """
        classes = [words.word_class(word) for word in source]
        ids = [self._source_ids.get(word, UNKNOWN) for word in classes]
        copies = [self._target_ids.get(word, UNKNOWN) for word in classes]
        options = self._table.options(ids, copies, self.weights)
        walls = [at for at, word in enumerate(source) if word in _WALLS]
        joint = None
        if self._joint is not None:
            joint = self._joint.sentence(np.array(ids), options.words.ravel())
        found = decoder.search(
            len(source),
            options,
            self._language,
            joint,
            self.weights,
            count=count,
            reach=_REACH[self._target],
            walls=walls,
        )
        return [(self._said(source, options, each), each) for each in found]

    def _said(self, source: Sequence[str], options: Options, found: Found) -> list[str]:
        copied = len(options.starts) - len(source)
        said: list[str] = []
        for row in found.options:
            if row >= copied:
                said.append(source[row - copied])
                continue
            span = source[int(options.starts[row]) : int(options.ends[row])]
            figures = iter([w for w in span if words.word_class(w) in words.CLASSES])
            for at in options.words[row, : int(options.sizes[row])]:
                word = self._vocabulary[int(at)]
                said.append(next(figures, word) if word in words.CLASSES else word)
        return said


def _parts(source: list[str]) -> list[list[str]]:
    """Pieces that the search can take, cut after a mark where there is one."""
    parts: list[list[str]] = []
    while len(source) > MAX_SOURCE_WORDS:
        marks = [at for at in range(_LEAST_CUT, MAX_SOURCE_WORDS) if source[at] in _CUT_AFTER]
        cut = (marks[-1] if marks else MAX_SOURCE_WORDS - 1) + 1
        parts.append(source[:cut])
        source = source[cut:]
    return [*parts, source] if source else parts
