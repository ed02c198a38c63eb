"""Makes small, real Argos packages for tests: a word-for-word translator, weights set by hand.

The Transformer has one layer a side. Tokens and positions are one-hot vectors, so that the
decoder's attention to the source finds the token at its own position, and the output matrix
names that token's counterpart in a small dictionary; every other token is copied.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece

from benchmarks.timing_package import train_tokenizer
from training.package import package

SAMPLE = (
    "Xin chào thế giới .",
    "Hello world .",
    "Ba nước họp tại Trại David ngày 18 tháng 8 năm 2023 .",
    "The three countries met at Camp David on 18 August 2023 .",
)
_POSITIONS = 320


def write_package(
    folder: Path,
    source: str,
    target: str,
    dictionary: Mapping[str, str],
    *,
    version: str = "1.0",
    loop_on: str = "",
) -> Path:
    """Write `translate-<source>_<target>-<version>.argosmodel` into `folder`.

    Args:
        folder: Where to.
        source: Language code.
        target: Language code.
        dictionary: Source word → target word; all other text is copied.
        version: Package version.
        loop_on: A word after which the model repeats itself for ever, as a model gone astray.
    """
    words = sorted({*dictionary, *dictionary.values(), *([loop_on] if loop_on else [])})
    proto = train_tokenizer(words, SAMPLE, 400)
    processor = sentencepiece.SentencePieceProcessor(model_proto=proto)
    tokens = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    with tempfile.TemporaryDirectory() as work:
        model, vocabulary = Path(work) / "model", Path(work) / "spm.model"
        vocabulary.write_bytes(proto)
        _write_model(model, tokens, dictionary, loop_on)
        card = "A sample made by the tests.\n"
        return package(model, vocabulary, source, target, version, card, folder)


def _write_model(
    folder: Path, tokens: list[str], dictionary: Mapping[str, str], loop_on: str
) -> None:
    size = len(tokens) + _POSITIONS
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 1, pre_norm=True)
    zeros = np.zeros((size, size), np.float32)
    no_bias = np.zeros(size, np.float32)
    embeddings = np.zeros((len(tokens), size), np.float32)
    embeddings[np.arange(len(tokens)), np.arange(len(tokens))] = 1
    positions = np.zeros((_POSITIONS, size), np.float32)
    positions[np.arange(_POSITIONS), len(tokens) + np.arange(_POSITIONS)] = 1
    only_positions = np.diag((np.arange(size) >= len(tokens)).astype(np.float32))
    only_tokens = np.diag((np.arange(size) < len(tokens)).astype(np.float32))

    def norm(layer: object) -> None:
        layer.gamma = np.ones(size, np.float32)  # type: ignore[attr-defined]
        layer.beta = no_bias  # type: ignore[attr-defined]

    def linear(layer: object, weight: np.ndarray) -> None:
        layer.weight = np.ascontiguousarray(weight, np.float32)  # type: ignore[attr-defined]
        layer.bias = np.zeros(weight.shape[0], np.float32)  # type: ignore[attr-defined]

    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = positions
        norm(side.layer_norm)
        layer = side.layer[0]
        norm(layer.self_attention.layer_norm)
        linear(layer.self_attention.linear[0], np.concatenate([zeros] * 3))
        linear(layer.self_attention.linear[1], zeros)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, zeros)
        linear(layer.ffn.linear_1, zeros)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    attention = spec.decoder.layer[0].attention
    norm(attention.layer_norm)
    linear(attention.linear[0], only_positions)
    linear(attention.linear[1], np.concatenate([only_positions, only_tokens]))
    linear(attention.linear[2], 10 * only_tokens)
    output = embeddings.copy()
    for word, other in dictionary.items():
        here, there = tokens.index(f"▁{word}"), tokens.index(f"▁{other}")
        output[[here, there]] = output[[there, here]]
    if loop_on:
        # Once the word has been written, writing it again beats whatever the source says.
        number = tokens.index(f"▁{loop_on}")
        output[number, number] = 400
    linear(spec.decoder.projection, output)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = "<unk>", "<s>", "</s>"
    spec.validate()
    folder.mkdir()
    spec.save(str(folder))
