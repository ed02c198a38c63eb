"""The translator: a post-norm encoder-decoder Transformer that CTranslate2 can run.

Post-norm, GELU, learned positions and a layer norm after the embeddings, because that is how the
pretrained encoder it starts from is built. One table of embeddings serves source, target and
output. The direction is the decoder's first token, so a model of one direction needs no tag.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.pretrained import Pretrained, dequantise
from training.vocabulary import PAD

EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model.

    Attributes:
        vocabulary: Rows of the embedding table.
        width: Size of a hidden state; a multiple of `heads`.
        heads: Attention heads.
        feed: Inner size of the feed-forward blocks.
        encoder, decoder: Layers.
        positions: Longest sequence that positions are learned for.
    """

    vocabulary: int
    width: int = 384
    heads: int = 12
    feed: int = 1536
    encoder: int = 12
    decoder: int = 3
    positions: int = 256

    def as_dict(self) -> dict[str, int]:
        """For a checkpoint."""
        return asdict(self)


class Linear(nn.Module):
    """A linear map whose float32 weights are used in the input's precision."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x: Tensor) -> Tensor:
        """[..., inputs] to [..., outputs]."""
        return F.linear(x, self.weight.to(x.dtype), self.bias.to(x.dtype))


class Norm(nn.Module):
    """Layer normalisation, computed in float32."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        """Any [..., width]."""
        weight, bias = self.weight.float(), self.bias.float()
        out = F.layer_norm(x.float(), weight.shape, weight, bias, EPSILON)
        return out.to(x.dtype)


def split_heads(x: Tensor, heads: int) -> Tensor:
    """[batch, length, width] to [batch, heads, length, width / heads]."""
    batch, length, width = x.shape
    return x.view(batch, length, heads, width // heads).transpose(1, 2)


def join_heads(x: Tensor) -> Tensor:
    """The inverse of `split_heads`."""
    batch, heads, length, size = x.shape
    return x.transpose(1, 2).reshape(batch, length, heads * size)


class Dropout(nn.Module):
    """Drops a share of the activations in training.

    The share is a tensor, so that compiled code serves every share.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.register_buffer("share", torch.tensor(share), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """The input, some of it zero, the rest scaled up to make up for it."""
        if not self.training:
            return x
        kept = torch.rand(x.shape, device=x.device) >= self.share
        return x * (kept / (1 - self.share)).to(x.dtype)


class FeedForward(nn.Module):
    """Two linear maps around a GELU."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.up = Linear(shape.width, shape.feed)
        self.down = Linear(shape.feed, shape.width)
        self.norm = Norm(shape.width)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """One post-norm block: norm(x + f(x))."""
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))  # type: ignore[no-any-return]


class SelfAttention(nn.Module):
    """Self-attention with one matrix for queries, keys and values."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = Linear(shape.width, 3 * shape.width)
        self.out = Linear(shape.width, shape.width)
        self.norm = Norm(shape.width)
        self.dropout = Dropout(dropout)

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values, each [batch, heads, length, size]."""
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        heads = self.heads
        return split_heads(q, heads), split_heads(k, heads), split_heads(v, heads)

    def finish(self, x: Tensor, attended: Tensor) -> Tensor:
        """Join the heads, add the residual and normalise."""
        out = self.dropout(self.out(join_heads(attended)))
        return self.norm(x + out)  # type: ignore[no-any-return]

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`mask` [batch, 1, 1, length], True where a key is real; None for causal attention."""
        q, k, v = self.project(x)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None)
        return self.finish(x, attended)


class CrossAttention(nn.Module):
    """Attention from the decoder to the encoder's output."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = Linear(shape.width, shape.width)
        self.keyvalue = Linear(shape.width, 2 * shape.width)
        self.out = Linear(shape.width, shape.width)
        self.norm = Norm(shape.width)
        self.dropout = Dropout(dropout)

    def memory(self, encoded: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of the encoder's output."""
        k, v = self.keyvalue(encoded).chunk(2, dim=-1)
        return split_heads(k, self.heads), split_heads(v, self.heads)

    def forward(self, x: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor) -> Tensor:
        """One post-norm block over the source."""
        q = split_heads(self.query(x), self.heads)
        attended = F.scaled_dot_product_attention(q, *memory, attn_mask=mask)
        out = self.dropout(self.out(join_heads(attended)))
        return self.norm(x + out)  # type: ignore[no-any-return]


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention = SelfAttention(shape, dropout)
        self.feed = FeedForward(shape, dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """[batch, length, width]."""
        return self.feed(self.attention(x, mask))  # type: ignore[no-any-return]


class DecoderLayer(nn.Module):
    """Causal self-attention, attention to the source, feed-forward."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention = SelfAttention(shape, dropout)
        self.cross = CrossAttention(shape, dropout)
        self.feed = FeedForward(shape, dropout)

    def forward(self, x: Tensor, encoded: Tensor, mask: Tensor) -> Tensor:
        """[batch, length, width]; `mask` is the source's."""
        x = self.attention(x, None)
        x = self.cross(x, self.cross.memory(encoded), mask)
        return self.feed(x)  # type: ignore[no-any-return]


class Embedding(nn.Module):
    """Positions and the layer norm of one side; the tokens' table belongs to the model."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.positions = nn.Parameter(torch.randn(shape.positions, shape.width) * 0.02)
        self.norm = Norm(shape.width)
        self.dropout = Dropout(dropout)

    def forward(self, tokens: Tensor, start: int = 0) -> Tensor:
        """Embedded tokens [batch, length, width] that begin at position `start`."""
        positions = self.positions[start : start + tokens.shape[1]].to(tokens.dtype)
        return self.dropout(self.norm(tokens + positions))  # type: ignore[no-any-return]


class Translator(nn.Module):
    """The whole model.

    Args:
        shape: Its sizes.
        dropout: Share of activations dropped in training.
        precision: What activations are computed in; weights stay float32.
    """

    def __init__(
        self, shape: Shape, dropout: float = 0.1, precision: torch.dtype = torch.float32
    ) -> None:
        super().__init__()
        self.shape = shape
        self.precision = precision
        self.table = nn.Parameter(torch.randn(shape.vocabulary, shape.width) * 0.05)
        self.source = Embedding(shape, dropout)
        self.target = Embedding(shape, dropout)
        self.encoder = nn.ModuleList(EncoderLayer(shape, dropout) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(DecoderLayer(shape, dropout) for _ in range(shape.decoder))
        self.compile_layers(False)

    def set_dropout(self, dropout: float) -> None:
        """Change the share of dropped activations everywhere."""
        for module in self.modules():
            if isinstance(module, Dropout):
                module.share.fill_(dropout)

    def compile_layers(self, wanted: bool) -> None:
        """Compile a layer of each kind for any batch shape; all layers of a kind share it."""
        plain = (EncoderLayer.forward, DecoderLayer.forward, smoothed_loss)
        self._encoder_layer, self._decoder_layer, self._loss = compiled() if wanted else plain

    def look_up(self, ids: Tensor) -> Tensor:
        """Token embeddings in the working precision."""
        return F.embedding(ids, self.table).to(self.precision)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Encode ids [batch, length]; returns the states and the mask of real tokens."""
        mask = (source != PAD)[:, None, None, :]
        x = self.source(self.look_up(source))
        for layer in self.encoder:
            x = self._encoder_layer(layer, x, mask)
        return x, mask

    def decode(self, target: Tensor, encoded: Tensor, mask: Tensor) -> Tensor:
        """Hidden states of the decoder for ids [batch, length]."""
        x = self.target(self.look_up(target))
        for layer in self.decoder:
            x = self._decoder_layer(layer, x, encoded, mask)
        return x

    def logits(self, hidden: Tensor) -> Tensor:
        """Scores over the vocabulary."""
        return F.linear(hidden, self.table.to(hidden.dtype))

    def loss(self, source: Tensor, target: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:
        """Summed loss over the target tokens, and how many there are.

        Args:
            source: Ids [batch, source length], padded.
            target: Ids [batch, target length + 1], from the start token to the end token.
            smoothing: Share of probability spread over the vocabulary.
        """
        encoded, mask = self.encode(source)
        hidden = self.decode(target[:, :-1], encoded, mask)
        wanted = target[:, 1:].reshape(-1)
        real = wanted != PAD
        scores = self.logits(hidden.reshape(-1, self.shape.width))
        total = self._loss(scores, wanted, smoothing)
        return total, real.sum()


def smoothed_loss(scores: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
    """Summed cross-entropy with label smoothing, padding ignored, in float32."""
    return F.cross_entropy(
        scores.float(), wanted, ignore_index=PAD, reduction="sum", label_smoothing=smoothing
    )


@functools.cache
def compiled() -> tuple[Any, Any, Any]:
    """The layers' and the loss's compiled forms, shared by models of all sizes."""
    # Past this limit code would run uncompiled without a word.
    torch._dynamo.config.cache_size_limit = 64
    return (
        torch.compile(EncoderLayer.forward, dynamic=True),
        torch.compile(DecoderLayer.forward, dynamic=True),
        torch.compile(smoothed_loss, dynamic=True),
    )


def parameters_of(shape: Shape) -> int:
    """How many weights a model of this shape has."""
    with torch.device("meta"):
        return sum(p.numel() for p in Translator(shape).parameters())


def start_from(model: Translator, pretrained: Pretrained, layers: Iterable[int]) -> None:
    """Copy a pretrained encoder into the model.

    The encoder's layers are the given pretrained ones, in order; the decoder starts from the
    last of them, its attention to the source as a copy of their self-attention with a small
    output, so that it begins by adding little. Rows of the table beyond the pretrained pieces
    (special, byte and new pieces) start at the mean embedding with a little noise.

    Args:
        model: Changed in place; its rows must be in the order of `pretrained.pieces`.
        pretrained: As pruned by `prepare`: `pieces` are the model's vocabulary, "" where new.
        layers: Which layers become the encoder.
    """
    arrays = {
        name: torch.from_numpy(dequantise(t) if t.dtype == np.uint8 else t.copy())
        for name, t in pretrained.tensors.items()
    }
    chosen = list(layers)
    known = torch.tensor([bool(piece) for piece in pretrained.pieces])
    with torch.no_grad():
        table = arrays["emb.word"]
        mean = table[known].mean(0)
        spread = 0.3 * table[known].std()
        table = torch.where(known[:, None], table, mean + spread * torch.randn_like(table))
        model.table.copy_(table)
        positions = arrays["emb.pos"].view(-1, model.shape.width)[: model.shape.positions]
        kinds = arrays["emb.type"].view(-1, model.shape.width)
        for side in (model.source, model.target):
            side.positions.copy_(positions + kinds[0])
            side.norm.weight.copy_(arrays["emb.ln.w"])
            side.norm.bias.copy_(arrays["emb.ln.b"])
        for layer, index in zip(model.encoder, chosen, strict=True):
            _copy_layer(layer, arrays, index)
        tail = chosen[-len(model.decoder) :]
        for layer, index in zip(model.decoder, tail, strict=True):
            _copy_layer(layer, arrays, index)
            q, k, v = (arrays[f"l{index}.{part}.w"] for part in "qkv")
            qb, kb, vb = (arrays[f"l{index}.{part}.b"] for part in "qkv")
            layer.cross.query.weight.copy_(q)
            layer.cross.query.bias.copy_(qb)
            layer.cross.keyvalue.weight.copy_(torch.cat([k, v]))
            layer.cross.keyvalue.bias.copy_(torch.cat([kb, vb]))
            layer.cross.out.weight.copy_(0.2 * arrays[f"l{index}.ao.w"])
            layer.cross.norm.weight.copy_(arrays[f"l{index}.aln.w"])
            layer.cross.norm.bias.copy_(arrays[f"l{index}.aln.b"])


def _copy_layer(layer: Any, arrays: dict[str, Tensor], index: int) -> None:
    def array(name: str) -> Tensor:
        return arrays[f"l{index}.{name}"]

    layer.attention.qkv.weight.copy_(torch.cat([array("q.w"), array("k.w"), array("v.w")]))
    layer.attention.qkv.bias.copy_(torch.cat([array("q.b"), array("k.b"), array("v.b")]))
    layer.attention.out.weight.copy_(array("ao.w"))
    layer.attention.out.bias.copy_(array("ao.b"))
    layer.attention.norm.weight.copy_(array("aln.w"))
    layer.attention.norm.bias.copy_(array("aln.b"))
    layer.feed.up.weight.copy_(array("fi.w"))
    layer.feed.up.bias.copy_(array("fi.b"))
    layer.feed.down.weight.copy_(array("fo.w"))
    layer.feed.down.bias.copy_(array("fo.b"))
    layer.feed.norm.weight.copy_(array("oln.w"))
    layer.feed.norm.bias.copy_(array("oln.b"))


def spaced(count: int, wanted: int) -> list[int]:
    """`wanted` of `count` indices, evenly spaced, the last one included: 12, 4 → 2, 5, 8, 11."""
    return [(i + 1) * count // wanted - 1 for i in range(wanted)]
