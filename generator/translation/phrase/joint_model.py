"""How likely a word of the translation is, given the words before it and the source around it.

The neural network joint model of Devlin et al. (2014) with one hidden layer. What each input
contributes to the hidden layer is known before the search, so that a word costs one sum of
vectors and one product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.translation.phrase.language_model import END, START, UNKNOWN

HISTORY, WINDOW = 3, 7
"""Words of the translation before the judged one; source words around its own."""

WORDS = 16_384
"""Rarer words of either language count as unknown."""

# Scores are not normalised: a wild one must not outweigh all else.
_LEAST = -15.0


@dataclass(frozen=True, slots=True)
class JointWeights:
    """The network of one direction, float32.

    Attributes:
        source, target: A vector for each word, (WORDS, width).
        hidden: (hidden units, (HISTORY + WINDOW) * width).
        hidden_bias: (hidden units,).
        out: A vector for each target word, (WORDS, hidden units).
        out_bias: (WORDS,).
    """

    source: Any
    target: Any
    hidden: Any
    hidden_bias: Any
    out: Any
    out_bias: Any


class JointModel:
    """The network, ready to be asked about sentences."""

    def __init__(self, weights: JointWeights) -> None:
        self._weights = weights
        width = weights.source.shape[1]
        slots = weights.hidden.reshape(len(weights.hidden), HISTORY + WINDOW, width)
        self._slots = np.ascontiguousarray(slots.transpose(1, 2, 0))

    def sentence(self, source: Any, targets: Any) -> SentenceModel:
        """What judges the translations of one sentence.

        Args:
            source: The ids of its words.
            targets: The ids of all words that its translations may hold.
        """
        weights, reach = self._weights, WINDOW // 2
        padded = np.concatenate([[START] * reach, source, [END] * (reach + 1)])
        vectors = weights.source[_common(padded)]
        length = len(source) + 1
        around = np.tile(weights.hidden_bias, (length, 1))
        for slot in range(WINDOW):
            around += vectors[slot : slot + length] @ self._slots[HISTORY + slot]
        words = np.unique(_common(np.concatenate([targets, [START, END, UNKNOWN]])))
        local = np.full(1 << 16, np.searchsorted(words, UNKNOWN), np.int64)
        local[words] = np.arange(len(words))
        before = np.stack([weights.target[words] @ self._slots[slot] for slot in range(HISTORY)])
        return SentenceModel(around, before, local, weights.out[words], weights.out_bias[words])


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """Judges words of one sentence's translations.

    Attributes:
        around: What the source around each place (and its end) adds to the hidden layer.
        before: What each word adds, standing third, second and next before the judged one.
        local: For each word id its row in `before`, `out` and `out_bias`.
        out, out_bias: The last layer, one row a word.
    """

    around: Any
    before: Any
    local: Any
    out: Any
    out_bias: Any

    def logp(self, contexts: Any, words: Any, places: Any) -> Any:
        """ln chance of each word.

        Args:
            contexts: uint64: the three ids before it, 16 bits each.
            words: Ids.
            places: The source word that each stands for.
        """
        hidden = self.around[places]
        for slot, shift in enumerate((32, 16, 0)):
            said = (contexts >> np.uint64(shift)) & np.uint64(0xFFFF)
            hidden += self.before[slot][self.local[said.astype(np.int64)]]
        np.maximum(hidden, 0.0, out=hidden)
        at = self.local[words.astype(np.int64)]
        scores = np.einsum("ij,ij->i", hidden, self.out[at]) + self.out_bias[at]
        return np.clip(scores, _LEAST, 0.0)


def _common(ids: Any) -> Any:
    return np.where(np.asarray(ids) < WORDS, ids, UNKNOWN).astype(np.int64)


def affiliations(aligned: Any) -> Any:
    """The source word that each target word stands for.

    The middle one of those it is linked to; without a link, that of the nearest linked word,
    the following one where two are as near (Devlin et al., 2014). Without any link places go
    in step.

    Args:
        aligned: bool, (..., source words, target words).

    Returns:
        int64, (..., target words).
    """
    sources, targets = aligned.shape[-2:]
    linked = aligned.any(axis=-2)
    rank = np.cumsum(aligned, axis=-2)
    middle = (rank == rank[..., -1:, :] // 2 + 1) & aligned
    places = middle.argmax(axis=-2)
    columns = np.arange(targets)
    distance = np.abs(columns[:, None] - columns[None, :]) * 2
    distance += columns[None, :] < columns[:, None]
    distance = np.where(linked[..., None, :], distance, 4 * targets + 4)
    nearest = distance.argmin(axis=-1)
    filled = np.take_along_axis(places, nearest, axis=-1)
    in_step = columns * sources // max(1, targets)
    return np.where(linked.any(axis=-1)[..., None], filled, in_step)
