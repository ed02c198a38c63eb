"""Text → an interpolated modified Kneser-Ney model of four words (Chen and Goodman, 1998).

Words are 16-bit ids, so an n-gram of up to four is one 64-bit key and counting is sorting.
Rare n-grams are left out; what they would have had goes to the shorter ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from generator.translation.phrase.language_model import START, Grams

ORDER = 4

_WORD_BITS = np.uint64(16)


def estimate(ids: Any, least: Sequence[int]) -> list[Grams]:
    """The model of a stream of words.

    Args:
        ids: uint16, `START w… END` for each sentence.
        least: For each order the least count that is kept; never falling.

    Returns:
        One `Grams` for each order from 1 to ORDER.
    """
    counted = [_counted(_keys(ids, order)) for order in range(1, ORDER + 1)]
    result: list[Grams] = []
    for order in range(1, ORDER + 1):
        keys, raw = counted[order - 1]
        adjusted = raw if order == ORDER else _distinct_left(keys, raw, counted[order][0], order)
        if order == 1:
            adjusted[keys == START] = 0  # A sentence's start is a context, never a word.
        share = _discounted(adjusted)
        context, where = np.unique(keys >> _WORD_BITS, return_inverse=True)
        share /= np.bincount(where, weights=adjusted)[where]
        kept = raw >= least[order - 1]
        rest = 1.0 - np.bincount(where[kept], weights=share[kept], minlength=len(context))
        rest = np.clip(rest, 1e-7, 1.0)
        if order == 1:
            chance = share[kept] + rest[0] / max(1, len(keys) - 1)
            chance[keys[kept] == START] = 1e-7
        else:
            lower = result[-1]
            suffix = keys[kept] & _mask(order - 1)
            chance = share[kept] + rest[where[kept]] * np.exp(_find(lower, suffix, lower.logp))
            back = np.zeros(len(lower.keys), np.float32)
            at = np.searchsorted(lower.keys, context)
            at[at == len(lower.keys)] = 0
            found = lower.keys[at] == context
            back[at[found]] = np.log(rest[found])
            result[-1] = Grams(lower.keys, lower.logp, back)
        logp = np.log(chance).astype(np.float32)
        result.append(Grams(keys[kept], logp, np.zeros(len(logp), np.float32)))
    return result


def _mask(words: int) -> Any:
    return np.uint64((1 << (16 * words)) - 1)


def _keys(ids: Any, order: int) -> Any:
    """Keys of every n-gram in the stream, none across two sentences."""
    keys = np.zeros(len(ids) - order + 1, np.uint64)
    valid = np.ones(len(keys), bool)
    for offset in range(order):
        word = ids[offset : offset + len(keys)]
        keys = (keys << _WORD_BITS) | word.astype(np.uint64)
        if offset:
            valid &= word != START
    return keys[valid]


def _counted(keys: Any) -> tuple[Any, Any]:
    keys.sort()
    fresh = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[fresh], np.diff(np.append(fresh, len(keys)))


def _distinct_left(keys: Any, raw: Any, longer: Any, order: int) -> Any:
    """How many different words stand before each n-gram; at a sentence's start its count."""
    suffixes, counts = _counted(longer & _mask(order))
    adjusted = raw.copy()
    adjusted[np.searchsorted(keys, suffixes)] = counts
    return adjusted


def _discounted(counts: Any) -> Any:
    """Counts less the three discounts of modified Kneser-Ney smoothing."""
    n1, n2, n3, n4 = (max(1, int(np.sum(counts == n))) for n in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    discounts = np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    # In a small text the estimates can leave the range that makes sense.
    discounts = np.clip(discounts, [0, 0.1, 0.2, 0.3], [0, 0.9, 1.8, 2.7])
    return counts - discounts[np.minimum(counts, 3)]


def _find(grams: Grams, keys: Any, values: Any) -> Any:
    return values[np.searchsorted(grams.keys, keys)]
