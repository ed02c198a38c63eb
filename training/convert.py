"""Turns exported weights into an eight-bit CTranslate2 model of one direction.

    python -m training.convert --weights DIR --name to-vi --vocabulary spm.model \\
        --to vi --out DIR
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import common_spec, transformer_spec

from training import checkpoints
from training.vocabulary import BEGIN, END, SPECIAL, TO_ENGLISH, TO_VIETNAMESE, UNKNOWN, pieces_of

EPSILON = 1e-5
# Rows added after the learned positions, so that an overlong sentence degrades, not fails.
POSITIONS = 1024

Weights = Mapping[str, np.ndarray]


def build_spec(weights: Weights, shape: Mapping[str, int]) -> transformer_spec.TransformerSpec:
    """The CTranslate2 description of `training.model.Translator`.

    Args:
        weights: Float32 weights by their PyTorch names.
        shape: As in `training.model.Shape`.
    """
    spec = transformer_spec.TransformerSpec.from_config(
        (shape["encoder"], shape["decoder"]),
        shape["heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
    )
    spec.encoder.scale_embeddings = False
    spec.decoder.scale_embeddings = False
    spec.encoder.embeddings[0].weight = weights["table"]
    spec.decoder.embeddings.weight = weights["table"]
    spec.decoder.projection.weight = weights["table"]
    for side, name in ((spec.encoder, "source"), (spec.decoder, "target")):
        # Half precision is more than they need, and the zeros that follow pack well.
        learned = weights[f"{name}.positions"].astype(np.float16).astype(np.float32)
        filler = np.repeat(learned[-1:], POSITIONS - len(learned), axis=0)
        side.position_encodings.encodings = np.concatenate([learned, filler])
        _norm(side.layernorm_embedding, weights, f"{name}.norm")
    for index, layer in enumerate(spec.encoder.layer):
        _self_attention(layer.self_attention, weights, f"encoder.{index}.attention")
        _feed(layer.ffn, weights, f"encoder.{index}.feed")
    for index, layer in enumerate(spec.decoder.layer):
        _self_attention(layer.self_attention, weights, f"decoder.{index}.attention")
        cross = f"decoder.{index}.cross"
        _linear(layer.attention.linear[0], weights, f"{cross}.query")
        _linear(layer.attention.linear[1], weights, f"{cross}.keyvalue")
        _linear(layer.attention.linear[2], weights, f"{cross}.out")
        _norm(layer.attention.layer_norm, weights, f"{cross}.norm")
        _feed(layer.ffn, weights, f"decoder.{index}.feed")
    return spec


def _linear(spec: Any, weights: Weights, name: str) -> None:
    spec.weight = weights[f"{name}.weight"]
    spec.bias = weights[f"{name}.bias"]


def _norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma = weights[f"{name}.weight"]
    spec.beta = weights[f"{name}.bias"]


def _self_attention(spec: Any, weights: Weights, name: str) -> None:
    _linear(spec.linear[0], weights, f"{name}.qkv")
    _linear(spec.linear[1], weights, f"{name}.out")
    _norm(spec.layer_norm, weights, f"{name}.norm")


def _feed(spec: Any, weights: Weights, name: str) -> None:
    _linear(spec.linear_0, weights, f"{name}.up")
    _linear(spec.linear_1, weights, f"{name}.down")
    _norm(spec.layer_norm, weights, f"{name}.norm")


def convert(
    weights: Weights,
    shape: Mapping[str, int],
    pieces: Sequence[str],
    to: str,
    out: Path,
    quantisation: str | None = "int8",
) -> None:
    """Write a CTranslate2 model folder.

    Args:
        weights: Float32 weights by their PyTorch names.
        shape: As in `training.model.Shape`.
        pieces: The vocabulary in id order.
        to: Target language, `en` or `vi`: the decoder's first token.
        out: Replaced if it exists.
        quantisation: As CTranslate2 names it; None keeps float32.
    """
    spec = build_spec(weights, shape)
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.bos_token = SPECIAL[BEGIN]
    spec.config.eos_token = SPECIAL[END]
    spec.config.unk_token = SPECIAL[UNKNOWN]
    spec.config.decoder_start_token = SPECIAL[TO_VIETNAMESE if to == "vi" else TO_ENGLISH]
    spec.config.add_source_bos = True
    spec.config.add_source_eos = True
    spec.config.layer_norm_epsilon = EPSILON
    spec.validate()
    spec.optimize(quantization=quantisation)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    spec.save(str(out))


def beyond(weights: Weights, before: Weights, share: float) -> dict[str, np.ndarray]:
    """Weights moved a little farther the way that the last phase moved them.

    A phase that the clock ends has not arrived: on 300 lines of each dev set a share of 0.15 adds
    0.1 to 0.4 BLEU in both directions, 0.3 less than that, and any step back takes some away
    (the task vectors of Ilharco et al. 2023, scaled above one).

    Args:
        weights: After the phase.
        before: Before it, of the same names and shapes.
        share: How much farther, as a share of the way that was gone.
    """
    return {name: after + share * (after - before[name]) for name, after in weights.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--weights", type=Path, required=True, help="folder of NAME.000, …")
    parser.add_argument("--name", required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--to", choices=("en", "vi"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quantisation", default="int8")
    parser.add_argument("--before", type=Path, help="FOLDER/NAME of weights that it began with")
    parser.add_argument("--beyond", type=float, default=0.15, help="used with --before")
    given = parser.parse_args(arguments)
    weights, about = checkpoints.unpack(checkpoints.read_parts(given.weights, given.name))
    if given.before:
        before = checkpoints.read_parts(given.before.parent, given.before.name)
        start, _ = checkpoints.unpack(before)
        weights = beyond(weights, start, given.beyond)
    pieces = pieces_of(given.vocabulary.read_bytes())
    quantisation = None if given.quantisation == "float32" else given.quantisation
    convert(weights, about["shape"], pieces, given.to, given.out, quantisation)


if __name__ == "__main__":
    main()
