"""Fast batched translation in PyTorch: greedy, top-k sampling and beam search with caches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.model import DecoderLayer, Translator, split_heads
from training.vocabulary import BACK_TRANSLATED, BEGIN, END, PAD, TO_ENGLISH, TO_VIETNAMESE, UNKNOWN

_NEVER = [PAD, UNKNOWN, BEGIN, TO_ENGLISH, TO_VIETNAMESE, BACK_TRANSLATED]


@dataclass(frozen=True, slots=True)
class Search:
    """How a translation is chosen.

    Attributes:
        beam: Hypotheses kept; 1 is greedy, or sampling where `top_k` is given.
        top_k: Draw each token from the likeliest so many; 0 takes the likeliest.
        temperature: Flattens (above 1) or sharpens the distribution drawn from.
        ratio, margin: The longest output, as `ratio` x source length + `margin` tokens.
        patience: Share of a beam-searched batch that may be cut off when the rest has ended.
    """

    beam: int = 1
    top_k: int = 0
    temperature: float = 1.0
    ratio: float = 1.6
    margin: int = 10
    patience: float = 0.0


class _Cache:
    """Keys and values of the tokens decoded so far and of the source, for every layer."""

    def __init__(self, model: Translator, encoded: Tensor, mask: Tensor, steps: int) -> None:
        batch, heads = encoded.shape[0], model.shape.heads
        size = (batch, heads, steps, model.shape.width // heads)
        self.model = model
        self.mask = mask
        self.memory = [layer.cross.memory(encoded) for layer in model.decoder]
        self.keys = [encoded.new_zeros(size) for _ in model.decoder]
        self.values = [encoded.new_zeros(size) for _ in model.decoder]
        # Added, not assigned: an assignment by index would make every step wait for the host.
        self.banned = torch.zeros(model.shape.vocabulary, dtype=encoded.dtype)
        self.banned[_NEVER] = float("-inf")
        self.banned = self.banned.to(encoded.device)

    def step(self, tokens: Tensor, position: int) -> Tensor:
        """Scores [batch, vocabulary] of what follows `tokens` [batch] at `position`."""
        model = self.model
        x = model.target(model.look_up(tokens[:, None]), position)
        for index, layer in enumerate(model.decoder):
            x = self._layer(layer, x, index, position)
        return model.logits(x[:, 0]) + self.banned

    def _layer(self, layer: DecoderLayer, x: Tensor, index: int, position: int) -> Tensor:
        attention, cross = layer.attention, layer.cross
        q, k, v = attention.project(x)
        self.keys[index][:, :, position] = k[:, :, 0]
        self.values[index][:, :, position] = v[:, :, 0]
        past = slice(0, position + 1)
        attended = F.scaled_dot_product_attention(
            q, self.keys[index][:, :, past], self.values[index][:, :, past]
        )
        x = attention.finish(x, attended)
        q = split_heads(cross.query(x), cross.heads)
        attended = F.scaled_dot_product_attention(q, *self.memory[index], attn_mask=self.mask)
        joined = attended.transpose(1, 2).reshape(x.shape)
        x = cross.norm(x + cross.out(joined))
        return layer.feed(x)  # type: ignore[no-any-return]

    def select(self, rows: Tensor, memory_too: bool = True) -> None:
        """Keep or reorder sentences."""
        self.keys = [k.index_select(0, rows) for k in self.keys]
        self.values = [v.index_select(0, rows) for v in self.values]
        if memory_too:
            self.mask = self.mask.index_select(0, rows)
            self.memory = [
                (k.index_select(0, rows), v.index_select(0, rows)) for k, v in self.memory
            ]


@torch.inference_mode()
def generate(model: Translator, source: Tensor, start: int, search: Search) -> Tensor:
    """Translate a batch of padded ids.

    Args:
        model: In evaluation mode.
        source: Ids [batch, length] from `BEGIN` or `BACK_TRANSLATED` to `END`, padded.
        start: `TO_ENGLISH` or `TO_VIETNAMESE`.
        search: How.

    Returns:
        Ids [batch, steps], without the start token, padded after `END`.
    """
    lengths = (source != PAD).sum(1)
    limits = (lengths * search.ratio + search.margin).long().clamp(max=model.shape.positions - 1)
    encoded, mask = model.encode(source)
    if search.beam > 1:
        return _beam(model, encoded, mask, start, search, limits)
    return _single(model, encoded, mask, start, search, limits)


def _single(
    model: Translator,
    encoded: Tensor,
    mask: Tensor,
    start: int,
    search: Search,
    limits: Tensor,
) -> Tensor:
    steps = int(limits.max())
    cache = _Cache(model, encoded, mask, steps)
    batch = encoded.shape[0]
    out = torch.full((batch, steps), PAD, dtype=torch.long, device=encoded.device)
    rows = torch.arange(batch, device=encoded.device)
    tokens = torch.full((batch,), start, device=encoded.device)
    done = torch.zeros(batch, dtype=torch.bool, device=encoded.device)
    for position in range(steps):
        scores = cache.step(tokens, position)
        chosen = _draw(scores, search) if search.top_k else scores.argmax(1)
        chosen = torch.where(limits <= position + 1, END, chosen)
        chosen = torch.where(done, PAD, chosen)
        out[rows, position] = chosen
        done |= chosen == END
        tokens = chosen
        # Asking the device how many are left stops the queue of work: seldom.
        if position % 8 == 7:
            left = int((~done).sum())
            if left == 0:
                break
            if left < 0.6 * len(rows):
                alive = (~done).nonzero()[:, 0]
                cache.select(alive)
                rows, tokens, limits = rows[alive], tokens[alive], limits[alive]
                done = done[alive]
    return out


def _draw(scores: Tensor, search: Search) -> Tensor:
    best, ids = scores.float().topk(search.top_k, dim=1)
    # Gumbel noise: the largest of perturbed scores is a draw from their softmax.
    noise = -torch.empty_like(best).exponential_().log()
    choice = (best / search.temperature + noise).argmax(1, keepdim=True)
    return ids.gather(1, choice)[:, 0]


def _beam(
    model: Translator, encoded: Tensor, mask: Tensor, start: int, search: Search, limits: Tensor
) -> Tensor:
    """Beam search; the hypothesis with the best mean log probability wins."""
    beam = search.beam
    batch, device = encoded.shape[0], encoded.device
    steps = int(limits.max())
    rows = torch.arange(batch, device=device).repeat_interleave(beam)
    cache = _Cache(model, encoded[rows], mask[rows], steps)
    tokens = torch.full((batch * beam,), start, device=device)
    totals = torch.full((batch, beam), float("-inf"), device=device)
    totals[:, 0] = 0.0
    history = torch.full((batch, beam, steps), PAD, dtype=torch.long, device=device)
    best_score = torch.full((batch,), float("-inf"), device=device)
    best = torch.full((batch, steps), PAD, dtype=torch.long, device=device)
    base = torch.arange(batch, device=device)[:, None] * beam
    for position in range(steps):
        scores = F.log_softmax(cache.step(tokens, position), dim=1, dtype=torch.float32)
        scores = scores.view(batch, beam, -1)
        # A hypothesis that ends is finished now and leaves the beam.
        ended = (totals + scores[:, :, END]) / (position + 1)
        top, which = ended.max(1)
        better = (top > best_score) & (limits > position)
        best_score = torch.where(better, top, best_score)
        ending = history[torch.arange(batch, device=device), which].clone()
        ending[:, position] = END
        best = torch.where(better[:, None], ending, best)
        scores[:, :, END] = float("-inf")
        candidates = (totals[:, :, None] + scores).view(batch, -1)
        totals, picked = candidates.topk(beam, dim=1)
        origin = picked // scores.shape[2]
        chosen = picked % scores.shape[2]
        order = (base + origin).view(-1)
        cache.select(order, memory_too=False)
        history = history.gather(1, origin[:, :, None].expand(-1, -1, steps))
        history[:, :, position] = chosen
        tokens = chosen.view(-1)
        if position % 8 == 7:
            # An open hypothesis already worse per token than the best ended one is given up.
            hopeful = (totals[:, 0] / (position + 1) > best_score) & (limits > position)
            if int(hopeful.sum()) <= search.patience * batch:
                break
    unfinished = best_score == float("-inf")
    return torch.where(unfinished[:, None], history[:, 0], best)


def pad(sequences: Sequence[Sequence[int]], device: torch.device) -> Tensor:
    """Ids as one padded tensor; its length is a multiple of 8."""
    longest = max(map(len, sequences))
    out = np.full((len(sequences), -(-longest // 8) * 8), PAD, dtype=np.int64)
    for row, sequence in zip(out, sequences, strict=True):
        row[: len(sequence)] = sequence
    return torch.from_numpy(out).to(device)


def by_length(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices grouped into batches of like lengths: rows x longest x 2.6 stays in `budget`."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], i))
    groups: list[list[int]] = []
    group: list[int] = []
    for index in order:
        if group and (len(group) + 1) * lengths[index] * 2.6 > budget:
            groups.append(group)
            group = []
        group.append(index)
    if group:
        groups.append(group)
    return groups
