"""The search for the best chain of phrases (a stack decoder after Koehn, 2004).

Partial translations that cover the same number of source words compete; each is extended by
every phrase that covers more of the sentence, not too far from where the last one ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.translation.phrase.joint_model import SentenceModel
from generator.translation.phrase.language_model import END, UNKNOWN, LanguageModel

MAX_SOURCE_WORDS = 60
"""Longer sentences are cut before the search: which words are covered is kept in 64 bits."""

MAX_TARGET_WORDS = 7
"""The longest phrase of a table."""

FEATURES = (
    "p(target|source)",
    "p(source|target)",
    "lex(target|source)",
    "lex(source|target)",
    "phrases",
    "words",
    "unknown words",
    "language model",
    "distance",
    "order before",
    "order after",
    "joint model",
)
"""What a translation is judged by; the weights come in this order."""

_PHRASE_FEATURES = 7
_UNKNOWN_CONTEXT = UNKNOWN << 32 | UNKNOWN << 16 | UNKNOWN
_LANGUAGE, _DISTANCE, _BEFORE, _AFTER, _JOINT = 7, 8, 9, 10, 11


@dataclass(frozen=True, slots=True)
class Options:
    """What can be said for the spans of one sentence, one option a row.

    Attributes:
        starts, ends: The span of source words.
        words: uint16 ids, MAX_TARGET_WORDS columns; `sizes` of them count.
        sizes: Words of each option.
        places: The source word that each word stands for; MAX_TARGET_WORDS columns.
        features: The first seven of FEATURES.
        before, after: ln chances that the phrase follows its neighbour in order, swapped, or
            apart from it, by place in the translation; three columns each.
    """

    starts: Any
    ends: Any
    words: Any
    sizes: Any
    places: Any
    features: Any
    before: Any
    after: Any

    def rows(self, rows: Any) -> Options:
        """Some of the options."""
        return Options(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Found:
    """One complete translation.

    Attributes:
        options: Rows of the options, in the order of the translation.
        features: The value of each of FEATURES.
        score: Their weighted sum.
    """

    options: tuple[int, ...]
    features: Any
    score: float


@dataclass(slots=True)
class _Stack:
    """Partial translations; `parent` are (stack, row) of what each was made from."""

    covered: Any
    starts: Any
    ends: Any
    contexts: Any
    features: Any
    scores: Any
    parents: Any
    options: Any


def search(
    length: int,
    options: Options,
    model: LanguageModel,
    joint: SentenceModel | None,
    weights: Any,
    *,
    count: int = 1,
    beam: int = 20,
    reach: int,
    walls: Sequence[int] = (),
) -> list[Found]:
    """The best translations of a sentence.

    Args:
        length: Its words, at most MAX_SOURCE_WORDS.
        options: At least one for every single word.
        model: Of the target language.
        joint: Of this sentence, where there is one.
        weights: One for each of FEATURES.
        count: How many translations are wanted.
        beam: Partial translations kept of each number of covered words.
        reach: The farthest a phrase may start from the end of the last one.
        walls: Places of source words (commas, quotes) that nothing is moved across.

    Returns:
        At most `count` different chains, the best first; at least one.
    """
    known = _Known(length, options, model, joint, weights, beam, reach, walls)
    waiting: list[list[_Stack]] = [[] for _ in range(length + 1)]
    waiting[0].append(_empty(len(FEATURES)))
    stacks: list[_Stack] = []
    for covered in range(length + 1):
        stack = known.pruned(waiting[covered])
        waiting[covered] = []
        stacks.append(stack)
        if covered < length and len(stack.scores):
            for size, grown in known.extended(stack, covered):
                waiting[covered + size].append(grown)
    return known.finished(stacks, count)


class _Known:
    """The sentence, what can be said for it, and estimates that guide the search."""

    def __init__(
        self,
        length: int,
        options: Options,
        model: LanguageModel,
        joint: SentenceModel | None,
        weights: Any,
        beam: int,
        reach: int,
        walls: Sequence[int],
    ) -> None:
        self._length = length
        self._options = options
        self._model = model
        self._joint = joint
        self._weights = np.asarray(weights, np.float64)
        self._beam = beam
        self._reach = reach
        # Each wall, and each run of words between two, has a number of its own.
        steps = np.zeros(length + 1, np.int64)
        for at in walls:
            steps[at : at + 2] += 1
        self._rooms = np.cumsum(steps)
        starts, ends = options.starts, options.ends
        one = np.uint64(1)
        self._masks = ((one << (ends - starts).astype(np.uint64)) - one) << starts.astype(np.uint64)
        self._spans, self._span_of = np.unique(self._masks, return_inverse=True)
        self._base = options.features @ self._weights[:_PHRASE_FEATURES]
        self._guess = self._base + self._own_words()
        self._future = self._future_scores()
        self._rests: dict[int, float] = {}

    def _own_words(self) -> Any:
        """What each option's words score, knowing nothing of what stands before."""
        options = self._options
        contexts = np.full(len(options.starts), _UNKNOWN_CONTEXT, np.uint64)
        said = _spoken(contexts, options)
        language = self._model.logp(said.contexts, said.words)
        # The first word was judged after unknown ones: take its plain frequency instead.
        first = said.columns == 0
        language[first] = self._model.plain(said.words[first].astype(np.int64))
        scores = self._weights[_LANGUAGE] * language
        scores += self._weights[_JOINT] * self._judged(said.contexts, said.words, said.places)
        return np.bincount(said.rows, scores, len(options.starts))

    def _judged(self, contexts: Any, words: Any, places: Any) -> Any:
        """What the joint model says of each word; nothing where there is none."""
        if self._joint is None:
            return np.zeros(len(words))
        return self._joint.logp(contexts, words, places)

    def _future_scores(self) -> list[list[float]]:
        """For every span the best guess of what its translation will score."""
        n = self._length
        best = np.full((n + 1, n + 1), -1e9)
        np.maximum.at(best, (self._options.starts, self._options.ends), self._guess)
        for size in range(2, n + 1):
            for start in range(n - size + 1):
                end = start + size
                split = best[start, start + 1 : end] + best[start + 1 : end, end]
                best[start, end] = max(best[start, end], split.max())
        for index in range(n + 1):
            best[index, index] = 0.0
        return [[float(value) for value in row] for row in best]

    def _rest(self, covered: Any, rows: Any, chosen: Any) -> Any:
        """Guess of what is left to score once options are said.

        Args:
            covered: The bit sets of a stack.
            rows, chosen: Which of them each option is added to, and the option.
        """
        # Few sets of covered words and few spans: each pair of them is looked at once.
        sets, places = np.unique(covered, return_inverse=True)
        pairs = places[rows] * len(self._spans) + self._span_of[chosen]
        rests = np.zeros(len(sets) * len(self._spans))
        met = np.zeros(len(rests), bool)
        met[pairs] = True
        for pair in np.flatnonzero(met).tolist():
            at, span = divmod(pair, len(self._spans))
            rests[pair] = self._rest_of(int(sets[at] | self._spans[span]))
        return rests[pairs]

    def _rest_of(self, covered: int) -> float:
        if covered not in self._rests:
            total = 0.0
            free = ((1 << self._length) - 1) & ~covered
            while free:
                start = (free & -free).bit_length() - 1
                beyond = free + (1 << start)
                end = (beyond & -beyond).bit_length() - 1
                total += self._future[start][end]
                free &= -1 << end
            self._rests[covered] = total
        return self._rests[covered]

    def pruned(self, parts: list[_Stack]) -> _Stack:
        """One stack of the best: of equal ones only the best, of all at most the beam."""
        if not parts:
            return _empty(len(FEATURES), rows=0)
        whole = _joined(parts)
        rests = np.array([self._rest_of(covered) for covered in whole.covered.tolist()])
        order = np.argsort(-(whole.scores + rests), kind="stable").tolist()
        columns = (whole.covered, whole.contexts, whole.starts, whole.ends)
        states = list(zip(*(column.tolist() for column in columns), strict=True))
        best: dict[tuple[int, ...], int] = {}
        for row in order:
            best.setdefault(states[row], row)
            if len(best) == self._beam:
                break
        return _rows(whole, list(best.values()))

    def extended(self, stack: _Stack, covered: int) -> list[tuple[int, _Stack]]:
        """The stack's translations with one phrase more, by the words it covers."""
        options = self._options
        free = (stack.covered[:, None] & self._masks[None, :]) == 0
        gap = np.abs(options.starts[None, :] - stack.ends[:, None])
        opening = _first_free(stack.covered)
        near = (gap <= self._reach) & (options.starts[None, :] <= opening[:, None] + self._reach)
        # A phrase after a hole must leave a way back to it.
        hole = options.starts[None, :] > opening[:, None]
        near &= ~hole | (options.ends[None, :] - opening[:, None] <= self._reach)
        near &= self._rooms[options.starts][None, :] == self._rooms[opening][:, None]
        rows, chosen = np.nonzero(free & near)
        if not len(rows):
            return []
        guess = stack.scores[rows] + self._guess[chosen]
        guess += self._weights[_DISTANCE] * -gap[rows, chosen]
        guess += self._rest(stack.covered, rows, chosen)
        sizes = options.ends[chosen] - options.starts[chosen]
        most = 3 * self._beam
        kept: list[Any] = []
        for size in np.unique(sizes):
            of_size = np.flatnonzero(sizes == size)
            if len(of_size) > most:
                of_size = of_size[np.argpartition(-guess[of_size], most)[:most]]
                of_size.sort()
            kept.append(of_size)
        # All are judged at once: a call of NumPy costs more than a hundred rows.
        at = np.concatenate(kept)
        grown = self._grown(stack, covered, rows[at], chosen[at])
        edges = np.cumsum([0, *(len(each) for each in kept)])
        return [
            (int(sizes[each[0]]), _rows(grown, slice(start, end)))
            for each, start, end in zip(kept, edges[:-1], edges[1:], strict=True)
        ]

    def _grown(self, stack: _Stack, level: int, rows: Any, chosen: Any) -> _Stack:
        options = self._options.rows(chosen)
        said = _spoken(stack.contexts[rows], options)
        language = self._model.logp(said.contexts, said.words)
        joint = self._judged(said.contexts, said.words, said.places)
        starts, ends = options.starts, options.ends
        last_start, last_end = stack.starts[rows], stack.ends[rows]
        order = np.where(starts == last_end, 0, np.where(ends == last_start, 1, 2))
        features = stack.features[rows].copy()
        features[:, :_PHRASE_FEATURES] += options.features
        features[:, _LANGUAGE] += np.bincount(said.rows, language, len(rows))
        features[:, _JOINT] += np.bincount(said.rows, joint, len(rows))
        features[:, _DISTANCE] -= np.abs(starts - last_end)
        features[:, _BEFORE] += options.before[np.arange(len(rows)), order]
        previous = stack.options[rows]
        features[:, _AFTER] += np.where(
            previous >= 0, self._options.after[np.maximum(previous, 0), order], 0.0
        )
        parents = np.stack([np.full(len(rows), level), rows], axis=1)
        return _Stack(
            stack.covered[rows] | self._masks[chosen],
            starts,
            ends,
            _context_after(stack.contexts[rows], options.words, options.sizes),
            features,
            features @ self._weights,
            parents,
            chosen,
        )

    def finished(self, stacks: list[_Stack], count: int) -> list[Found]:
        """The best complete translations, the sentence's end judged too."""
        last = stacks[-1]
        features = last.features.copy()
        ending = np.full(len(features), END, np.uint64)
        features[:, _LANGUAGE] += self._model.logp(last.contexts, ending)
        places = np.full(len(features), self._length)
        features[:, _JOINT] += self._judged(last.contexts, ending, places)
        scores = features @ self._weights
        found: list[Found] = []
        for row in np.argsort(-scores, kind="stable")[:count]:
            chain: list[int] = []
            level, at = len(stacks) - 1, int(row)
            while stacks[level].options[at] >= 0:
                chain.append(int(stacks[level].options[at]))
                level, at = (int(x) for x in stacks[level].parents[at])
            found.append(Found(tuple(reversed(chain)), features[row], float(scores[row])))
        return found


def _empty(features: int, rows: int = 1) -> _Stack:
    return _Stack(
        np.zeros(rows, np.uint64),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.int64),
        np.zeros(rows, np.uint64),
        np.zeros((rows, features)),
        np.zeros(rows),
        np.zeros((rows, 2), np.int64),
        np.full(rows, -1, np.int64),
    )


def _joined(parts: Sequence[_Stack]) -> _Stack:
    return _Stack(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in _Stack.__dataclass_fields__
        )
    )


def _rows(stack: _Stack, rows: Any) -> _Stack:
    return _Stack(*(getattr(stack, name)[rows] for name in _Stack.__dataclass_fields__))


def _first_free(covered: Any) -> Any:
    """The first uncovered position of each bit set."""
    lowest = ~covered & (covered + np.uint64(1))
    return np.log2(lowest.astype(np.float64)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of some options one after another, each with what stands before it.

    Attributes:
        rows, columns: Which option's word, and its place in the option.
        contexts: The three words before, 16 bits each.
        words: Their ids.
        places: The source words they stand for.
    """

    rows: Any
    columns: Any
    contexts: Any
    words: Any
    places: Any


def _spoken(contexts: Any, options: Options) -> _Spoken:
    """All words of the options, said after the contexts."""
    width = int(options.sizes.max(initial=1))
    rows, columns = np.nonzero(np.arange(width)[None, :] < options.sizes[:, None])
    words = np.concatenate(
        [
            np.stack(
                [(contexts >> np.uint64(shift)) & np.uint64(0xFFFF) for shift in (32, 16, 0)],
                axis=1,
            ),
            options.words[:, :width].astype(np.uint64),
        ],
        axis=1,
    )
    before = (
        (words[rows, columns] << np.uint64(32))
        | (words[rows, columns + 1] << np.uint64(16))
        | words[rows, columns + 2]
    )
    return _Spoken(rows, columns, before, words[rows, columns + 3], options.places[rows, columns])


def _context_after(contexts: Any, words: Any, sizes: Any) -> Any:
    """The last three words after a phrase is said."""
    result = contexts.copy()
    for column in range(int(sizes.max())):
        said = column < sizes
        grown = ((result << np.uint64(16)) | words[:, column].astype(np.uint64)) & np.uint64(
            (1 << 48) - 1
        )
        result = np.where(said, grown, result)
    return result
