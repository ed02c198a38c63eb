"""How likely a word is after the three before it (a Kneser-Ney model of up to four words)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

START, END, UNKNOWN = 0, 1, 2
"""Ids of a sentence's ends and of every word outside the vocabulary."""

_BITS = np.uint64(16)
_PAIR, _TRIPLE = np.uint64((1 << 32) - 1), np.uint64((1 << 48) - 1)
_ONE = np.uint64((1 << 16) - 1)


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one length.

    Attributes:
        keys: Sorted uint64: the ids of the words, 16 bits each.
        logp: ln of the chance of the last word after the others, float32.
        back: ln of the weight of the shorter context, where these words are the context.
    """

    keys: Any
    logp: Any
    back: Any


class LanguageModel:
    """Looks up many words at once."""

    def __init__(self, grams: list[Grams]) -> None:
        """Take the n-grams of one to four words."""
        single, self._pairs, self._triples, self._fours = grams
        size = int(single.keys[-1]) + 1
        self._logp = np.full(size, float(single.logp.min()), np.float32)
        self._logp[single.keys.astype(np.int64)] = single.logp
        self._back = np.zeros(size, np.float32)
        self._back[single.keys.astype(np.int64)] = single.back

    def plain(self, words: Any) -> Any:
        """ln of each word's chance, whatever stands before it; `words` are int64 ids."""
        return self._logp[words]

    def logp(self, contexts: Any, words: Any) -> Any:
        """ln of each word's chance.

        Args:
            contexts: uint64: the three ids before it, 16 bits each; START where a sentence
                begins.
            words: uint64 ids.
        """
        last = contexts & _ONE
        result = self._logp[words.astype(np.int64)] + self._back[last.astype(np.int64)]
        for grams, context, shorter in (
            (self._pairs, last, None),
            (self._triples, contexts & _PAIR, self._pairs),
            (self._fours, contexts & _TRIPLE, self._triples),
        ):
            if shorter is not None:
                at, found = _find(shorter.keys, context)
                result += np.where(found, shorter.back[at], 0)
            at, found = _find(grams.keys, (context << _BITS) | words)
            result = np.where(found, grams.logp[at], result)
        return result


def _find(keys: Any, wanted: Any) -> tuple[Any, Any]:
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    return at, keys[at] == wanted
