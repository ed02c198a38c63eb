"""Extracted phrases → the pairs worth keeping, with their probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from training.phrase.extract import Side, span_hashes

# A pair seen once is trusted only if it is short.
_SHORT_WORDS = 3
_MOST_PER_PHRASE = 20
# Added to a phrase's count: one that was seen once is not certain of its only translation.
_DOUBT = 0.75
_ORIENTATION_PRIOR = 2.0
_LEAST_CHANCE = 1e-6


@dataclass(frozen=True)
class Scored:
    """Phrase pairs, one a row.

    Attributes:
        spans: start a, end a, start b, end b of one occurrence (flat positions).
        scores: ln p(b|a), ln p(a|b), ln lex(b|a), ln lex(a|b).
        orientation: Chances of the four orientation bits, from 0 to 1.
    """

    spans: Any
    scores: Any
    orientation: Any


def score(rows: Any, links: Any, a: Side, b: Side, weights: Any) -> Scored:
    """Count, prune and score extracted phrases.

    Args:
        rows: As `extract` gives them.
        links: Word links as `extract` gives them.
        a, b: The two sides.
        weights: Weight of each sentence.
    """
    hash_a = span_hashes(a.ids, rows[:, 0], rows[:, 1])
    hash_b = span_hashes(b.ids, rows[:, 2], rows[:, 3])
    weight = weights[rows[:, 5]]
    _, group_a = np.unique(hash_a, return_inverse=True)
    _, group_b = np.unique(hash_b, return_inverse=True)
    total_a = np.bincount(group_a, weights=weight)
    total_b = np.bincount(group_b, weights=weight)
    pair = group_a.astype(np.int64) * (int(group_b.max()) + 1) + group_b
    _, first, group = np.unique(pair, return_index=True, return_inverse=True)
    together = np.bincount(group, weights=weight)
    seen = np.bincount(group)
    size_a = rows[first, 1] - rows[first, 0]
    size_b = rows[first, 3] - rows[first, 2]
    chance_ba = together / (total_a[group_a[first]] + _DOUBT)
    chance_ab = together / (total_b[group_b[first]] + _DOUBT)
    kept = (seen > 1) | ((size_a <= _SHORT_WORDS) & (size_b <= _SHORT_WORDS))
    best = _among_best(group_a[first], chance_ba * chance_ab**0.5, kept)
    best |= _among_best(group_b[first], chance_ab * chance_ba**0.5, kept)
    kept = np.flatnonzero(kept & best)
    bits = np.stack(
        [np.bincount(group, weights=(rows[:, 4] >> bit) & 1) for bit in range(4)], axis=1
    )
    prior = bits.sum(axis=0) / seen.sum()
    orientation = (bits[kept] + _ORIENTATION_PRIOR * prior) / (seen[kept] + _ORIENTATION_PRIOR)[
        :, None
    ]
    spans = rows[first[kept], :4]
    lexical = _lexical(spans, a.ids, b.ids, *_word_chances(links))
    scores = np.stack(
        [np.log(chance_ba[kept]), np.log(chance_ab[kept]), lexical[:, 0], lexical[:, 1]], axis=1
    )
    return Scored(spans, scores.astype(np.float32), orientation.astype(np.float32))


def _among_best(groups: Any, values: Any, candidates: Any) -> Any:
    """Which candidates are among the best of their group."""
    order = np.lexsort((-np.where(candidates, values, -1.0), groups))
    sorted_groups = groups[order]
    starts = np.flatnonzero(np.concatenate(([True], sorted_groups[1:] != sorted_groups[:-1])))
    sizes = np.diff(np.append(starts, len(order)))
    rank = np.arange(len(order)) - np.repeat(starts, sizes)
    result = np.zeros(len(order), bool)
    result[order] = rank < _MOST_PER_PHRASE
    return result


def _word_chances(links: Any) -> tuple[Any, Any, Any]:
    """Sorted keys (a << 32 | b) of linked words, p(b|a) and p(a|b)."""
    keys = (links[:, 0].astype(np.int64) << 32) | links[:, 1]
    unique, counts = np.unique(keys, return_counts=True)
    total_a = np.bincount(links[:, 0])
    total_b = np.bincount(links[:, 1])
    return unique, counts / total_a[unique >> 32], counts / total_b[unique & 0xFFFFFFFF]


@njit(cache=True)
def _lexical(spans: Any, ids_a: Any, ids_b: Any, keys: Any, ba: Any, ab: Any) -> Any:
    """ln of the product, over the words of one side, of the best chance given the other side."""
    result = np.zeros((len(spans), 2), np.float32)
    table = np.zeros((8, 8, 2))
    for row in range(len(spans)):
        a0, a1, b0, b1 = spans[row]
        for i in range(a1 - a0 + 1):
            for j in range(b1 - b0 + 1):
                # The last row and column stand for "no word".
                left = ids_a[a0 + i] if i < a1 - a0 else 0
                right = ids_b[b0 + j] if j < b1 - b0 else 0
                key = (np.int64(left) << 32) | np.int64(right)
                at = np.searchsorted(keys, key)
                found = at < len(keys) and keys[at] == key
                table[i, j, 0] = ba[at] if found else _LEAST_CHANCE
                table[i, j, 1] = ab[at] if found else _LEAST_CHANCE
        for j in range(b1 - b0):
            best = _LEAST_CHANCE
            for i in range(a1 - a0 + 1):
                best = max(best, table[i, j, 0])
            result[row, 0] += np.log(best)
        for i in range(a1 - a0):
            best = _LEAST_CHANCE
            for j in range(b1 - b0 + 1):
                best = max(best, table[i, j, 1])
            result[row, 1] += np.log(best)
    return result
