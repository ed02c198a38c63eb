"""What each phrase may be translated by: one table for both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.model import Lang
from generator.translation.phrase.decoder import MAX_TARGET_WORDS, Options
from generator.translation.phrase.joint_model import affiliations

MAX_WORDS = MAX_TARGET_WORDS
_MOST_OPTIONS = 20
_LEAST_ORDER = 0.02
_KNOWN_COPY = 4.0
# ln chance from which two words count as translations of each other.
_LINKED = -4.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Phrase pairs, one a row.

    Attributes:
        words: For each language uint16 ids, MAX_WORDS columns, 0 beyond the phrase.
        sizes: For each language the words of each phrase.
        scores: ln p(vi|en), ln p(en|vi), ln lex(vi|en), ln lex(en|vi).
        orders: Chances that a neighbour in one language is a neighbour in the other: both
            before; English after, Vietnamese before; English before, Vietnamese after; both
            after.
    """

    words: dict[Lang, Any]
    sizes: dict[Lang, Any]
    scores: Any
    orders: Any


class PhraseTable:
    """The options of one direction."""

    def __init__(self, pairs: Pairs, source: Lang, target: Lang) -> None:
        hashes = phrase_hashes(pairs.words[source], pairs.sizes[source])
        # Rows are looked up where they lie: sorting all the columns would take seconds.
        self._order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[self._order]
        self._words, self._sizes = pairs.words[target], pairs.sizes[target]
        self._scores, self._orders = pairs.scores, pairs.orders
        forward, backward = (0, 1) if source == "en" else (1, 0)
        self._columns = [forward, backward, forward + 2, backward + 2]
        self._swaps = (1, 2) if source == "en" else (2, 1)

        alone = pairs.sizes[source] == 1
        self._known = frozenset(np.unique(pairs.words[source][alone, 0]).tolist())
        both = np.flatnonzero(alone & (pairs.sizes[target] == 1))
        likely = both[pairs.scores[both, self._columns[2]] > _LINKED]
        self._lexicon = np.sort(
            _word_pair(pairs.words[source][likely, 0], pairs.words[target][likely, 0])
        )

    def knows(self, word: int) -> bool:
        """Whether the table can say a source word that stands alone."""
        return word in self._known

    def _features(self, rows: Any) -> Any:
        features = np.ones((len(rows), 7), np.float32)
        features[:, :4] = self._scores[rows][:, self._columns]
        features[:, 5] = self._sizes[rows]
        features[:, 6] = 0.0
        return features

    def options(self, ids: Sequence[int], copies: Sequence[int], weights: Any) -> Options:
        """What may be said for the spans of a sentence.

        Args:
            ids: The source words.
            copies: For each source word its id as a word of the target language.
            weights: The decoder's weights, by which the best are chosen.

        Returns:
            The options; the last `len(ids)` rows copy a word each, at the cost of an unknown
            word, or of several if something is known of it.
        """
        length = len(ids)
        rows: list[Any] = []
        starts: list[Any] = []
        ends: list[Any] = []
        array = np.zeros(length + MAX_WORDS, np.uint16)
        array[:length] = ids
        for size in range(1, min(MAX_WORDS, length) + 1):
            at = np.arange(length - size + 1)
            windows = np.zeros((len(at), MAX_WORDS), np.uint16)
            for column in range(size):
                windows[:, column] = array[at + column]
            hashes = phrase_hashes(windows, np.full(len(at), size))
            first = np.searchsorted(self._hashes, hashes, "left")
            last = np.searchsorted(self._hashes, hashes, "right")
            for start, low, high in zip(at, first, last, strict=True):
                if low == high:
                    continue
                chosen = self._order[low:high]
                if len(chosen) > _MOST_OPTIONS:
                    value = self._features(chosen) @ weights[:7]
                    chosen = chosen[np.argpartition(-value, _MOST_OPTIONS)[:_MOST_OPTIONS]]
                rows.append(chosen)
                starts.append(np.full(len(chosen), start))
                ends.append(np.full(len(chosen), start + size))
        found = np.concatenate(rows) if rows else np.zeros(0, np.int64)
        orders = self._orders[found]
        swap_before, swap_after = self._swaps
        spans = np.concatenate(starts) if starts else np.zeros(0, np.int64)
        span_ends = np.concatenate(ends) if ends else np.zeros(0, np.int64)
        copied_words = np.zeros((length, MAX_WORDS), np.uint16)
        copied_words[:, 0] = copies
        copied = np.zeros((length, 7), np.float32)
        copied[:, 4:7] = 1.0
        known = np.zeros(length, bool)
        for start, end in zip(starts, ends, strict=True):
            known[start[end - start == 1]] = True
        copied[known, 6] = _KNOWN_COPY
        even = np.log(np.full((length, 3), 1 / 3, np.float32))
        places = np.arange(length)
        return Options(
            np.concatenate([spans, places]).astype(np.int64),
            np.concatenate([span_ends, places + 1]).astype(np.int64),
            np.concatenate([self._words[found], copied_words]),
            np.concatenate([self._sizes[found], np.ones(length, self._sizes.dtype)]),
            np.concatenate(
                [
                    self._places(array, spans, span_ends, found),
                    np.repeat(places[:, None], MAX_WORDS, axis=1),
                ]
            ),
            np.concatenate([self._features(found), copied]),
            np.concatenate([_three(orders[:, 0], orders[:, swap_before]), even]),
            np.concatenate([_three(orders[:, 3], orders[:, swap_after]), even]),
        )

    def _places(self, ids: Any, starts: Any, ends: Any, found: Any) -> Any:
        """The source word that each word of each phrase stands for, by the pairs of words."""
        places = np.zeros((len(found), MAX_WORDS), np.int64)
        source_sizes, target_sizes = ends - starts, self._sizes[found]
        # Phrases of one size on either side are looked at together.
        shapes = source_sizes * (MAX_WORDS + 1) + target_sizes
        for shape in np.unique(shapes):
            rows = np.flatnonzero(shapes == shape)
            given, said = divmod(int(shape), MAX_WORDS + 1)
            sources = ids[starts[rows][:, None] + np.arange(given)[None, :]]
            targets = self._words[found[rows], :said]
            linked = self._linked(sources[:, :, None], targets[:, None, :])
            places[rows, :said] = affiliations(linked) + starts[rows][:, None]
        return places

    def _linked(self, sources: Any, targets: Any) -> Any:
        wanted = _word_pair(sources, targets)
        if not len(self._lexicon):
            return np.zeros(wanted.shape, bool)
        at = np.minimum(np.searchsorted(self._lexicon, wanted), len(self._lexicon) - 1)
        return self._lexicon[at] == wanted


def _word_pair(source: Any, target: Any) -> Any:
    return source.astype(np.uint32) << np.uint32(16) | target.astype(np.uint32)


def _three(same: Any, swapped: Any) -> Any:
    """ln chances of in order, swapped, apart."""
    apart = np.clip(1.0 - same - swapped, _LEAST_ORDER, 1.0)
    chances = np.stack(
        [np.clip(same, _LEAST_ORDER, 1), np.clip(swapped, _LEAST_ORDER, 1), apart], 1
    )
    return np.log(chances).astype(np.float32)


def phrase_hashes(words: Any, sizes: Any) -> Any:
    """64-bit hashes of phrases (equal phrases, equal hashes).

    Args:
        words: uint16 ids, one phrase a row.
        sizes: How many of the columns count.
    """
    result = np.zeros(len(words), np.uint64)
    for column in range(words.shape[1]):
        word = words[:, column].astype(np.uint64) + np.uint64(1)
        mixed = (result ^ (word * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
        result = np.where(column < sizes, mixed, result)
    return result
