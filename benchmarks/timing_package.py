"""Makes an Argos package to be timed: the size and shape of a real one, weights set by hand.

It translates word for word from a small dictionary, so that its output is as long as its input
and ends where the input ends; no training is needed, and no text. Everything that costs time is
that of OPUS-MT base, which the official packages hold: six layers a side of 512 dimensions and
eight heads, a vocabulary of tens of thousands, 8-bit weights. A timing subject, not a translator:
it is made in a temporary folder and never shipped.

How it works: a token's vector has random directions of its own in the first 384 dimensions, a
position's in the rest. In the last layer the decoder's attention looks for its own position in the
source, each head carries an eighth of the token found there, and the output matrix names that
token's counterpart. All other layers compute as always and add nothing.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece

from training.package import package

LAYERS, HEADS, SIZE, INNER = 6, 8, 512, 2048
VOCABULARY = 48_000
_POSITIONS = 512
_TOKEN_SIZE = 384
_HEAD = SIZE // HEADS
_CARRIED = _TOKEN_SIZE // HEADS
# How sharply attention picks one position, how loud its token is beside the one before, and how
# sure the model is of a word: about as sure as a trained one.
_FOCUS, _LOUDNESS, _SURENESS = 4.0, 10.0, 0.7
_SEED = 1


def write_package(folder: Path, source: str, target: str, dictionary: Mapping[str, str]) -> Path:
    """Write `translate-<source>_<target>-0_1.argosmodel` into `folder`.

    Args:
        folder: Where to; it exists.
        source: Language code.
        target: Language code.
        dictionary: Source word → target word, one to one; all other text is copied.
    """
    words = sorted({*dictionary, *dictionary.values()})
    proto = train_tokenizer(words, words, 300 + 2 * len(words))
    processor = sentencepiece.SentencePieceProcessor(model_proto=proto)
    tokens = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    tokens += [f"<unused{number}>" for number in range(len(tokens), VOCABULARY)]
    with tempfile.TemporaryDirectory() as work:
        model, vocabulary = Path(work) / "model", Path(work) / "spm.model"
        vocabulary.write_bytes(proto)
        _write_model(model, tokens, dictionary)
        card = "A timing subject: weights set by hand.\n"
        return package(model, vocabulary, source, target, "0.1", card, folder)


def train_tokenizer(words: Sequence[str], sample: Sequence[str], size: int) -> bytes:
    """A SentencePiece model of `size` pieces at most, in which each of the words is a piece."""
    proto = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sample),
        model_writer=proto,
        model_type="bpe",
        vocab_size=size,
        hard_vocab_limit=False,
        byte_fallback=True,
        character_coverage=1.0,
        user_defined_symbols=[f"▁{word}" for word in words],
        minloglevel=2,
    )
    return proto.getvalue()


def _write_model(folder: Path, tokens: Sequence[str], dictionary: Mapping[str, str]) -> None:
    dice = np.random.default_rng(_SEED)
    spec = ctranslate2.specs.TransformerSpec.from_config((LAYERS, LAYERS), HEADS, pre_norm=True)

    def directions(count: int, size: int) -> np.ndarray:
        found = dice.standard_normal((count, size), np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    embeddings = np.zeros((len(tokens), SIZE), np.float32)
    embeddings[:, :_TOKEN_SIZE] = directions(len(tokens), _TOKEN_SIZE)
    positions = np.zeros((_POSITIONS, SIZE), np.float32)
    positions[:, _TOKEN_SIZE:] = directions(_POSITIONS, SIZE - _TOKEN_SIZE)

    def norm(layer: object) -> None:
        layer.gamma = np.ones(SIZE, np.float32)  # type: ignore[attr-defined]
        layer.beta = np.zeros(SIZE, np.float32)  # type: ignore[attr-defined]

    def linear(layer: object, weight: np.ndarray) -> None:
        layer.weight = np.ascontiguousarray(weight, np.float32)  # type: ignore[attr-defined]
        layer.bias = np.zeros(len(weight), np.float32)  # type: ignore[attr-defined]

    def idle(above: int, below: int) -> np.ndarray:
        return dice.standard_normal((above, below), np.float32) / np.float32(np.sqrt(below))

    nothing = np.zeros((SIZE, SIZE), np.float32)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = positions
        norm(side.layer_norm)
        for layer in side.layer:
            norm(layer.self_attention.layer_norm)
            linear(layer.self_attention.linear[0], idle(3 * SIZE, SIZE))
            linear(layer.self_attention.linear[1], nothing)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, idle(INNER, SIZE))
            linear(layer.ffn.linear_1, np.zeros((SIZE, INNER), np.float32))
    for layer in spec.decoder.layer:
        norm(layer.attention.layer_norm)
        linear(layer.attention.linear[0], idle(SIZE, SIZE))
        linear(layer.attention.linear[1], idle(2 * SIZE, SIZE))
        linear(layer.attention.linear[2], nothing)
    looking, carrying, telling = nothing.copy(), nothing.copy(), nothing.copy()
    for head in range(HEADS):
        row, column = head * _HEAD, head * _CARRIED
        looking[row : row + _HEAD, _TOKEN_SIZE:] = directions(SIZE - _TOKEN_SIZE, _HEAD).T
        for each in range(_CARRIED):
            carrying[row + each, column + each] = 1
            telling[column + each, row + each] = _LOUDNESS
    last = spec.decoder.layer[-1].attention
    linear(last.linear[0], _FOCUS * looking)
    linear(last.linear[1], np.concatenate([looking, carrying]))
    linear(last.linear[2], telling)

    output = _SURENESS * embeddings
    number = {token: at for at, token in enumerate(tokens)}
    for word, other in dictionary.items():
        pair = [number[f"▁{word}"], number[f"▁{other}"]]
        output[pair] = output[pair[::-1]]
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    linear(spec.decoder.projection, output)
    spec.register_source_vocabulary(list(tokens))
    spec.register_target_vocabulary(list(tokens))
    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = "<unk>", "<s>", "</s>"
    spec.validate()
    spec.optimize("int8")
    folder.mkdir()
    spec.save(str(folder))
