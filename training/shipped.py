"""Reads the weights back from the packages that ship, so that training can go on from there.

    python -m training.shipped --packages DIR --out DIR

Writes what a run carries home (`to-en`, `to-vi`, and their mean as `both`), for `--resume` with
`--plan continued`. Weights in eight bits are all that ships: little is lost (0.1 BLEU).
"""

from __future__ import annotations

import argparse
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from training import checkpoints
from training.checkpoints import write_aside

# As CTranslate2 numbers them (ctranslate2/specs/model_spec.py).
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_VERSION = 6
POSITIONS = 256


class _Reader:
    """Values one after another from bytes."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def number(self, kind: str) -> int:
        value: int = struct.unpack(kind, self.take(struct.calcsize(kind)))[0]
        return value

    def name(self) -> str:
        return self.take(self.number("H"))[:-1].decode()


def read_variables(data: bytes) -> dict[str, np.ndarray]:
    """The variables of a CTranslate2 `model.bin`, by name, in the types they are stored in.

    Raises:
        ValueError: The file is of another version of the format.
    """
    reader = _Reader(data)
    if (version := reader.number("I")) != _VERSION:
        raise ValueError(f"model.bin has format {version}, not {_VERSION}")
    reader.name()
    reader.number("I")
    found: dict[str, np.ndarray] = {}
    for _ in range(reader.number("I")):
        name = reader.name()
        shape = [reader.number("I") for _ in range(reader.number("B"))]
        kind = _TYPES[reader.number("B")]
        values = np.frombuffer(reader.take(reader.number("I")), kind)
        found[name] = values.reshape(shape)
    for _ in range(reader.number("I")):
        alias, name = reader.name(), reader.name()
        found[alias] = found[name]
    return found


def _matrix(variables: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """A weight in float32, whatever it is stored in."""
    weight = variables[name]
    if weight.dtype != np.int8:
        return weight.astype(np.float32)
    scale = variables[f"{name}_scale"]
    return weight.astype(np.float32) / scale.reshape(-1, 1)


def weights_of(variables: Mapping[str, np.ndarray]) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    """The inverse of `training.convert.build_spec`: weights by their PyTorch names, and the shape.

    Args:
        variables: As `read_variables` gives them.
    """
    weights = {"table": _matrix(variables, "decoder/embeddings/weight")}

    def linear(mine: str, theirs: str) -> None:
        weights[f"{mine}.weight"] = _matrix(variables, f"{theirs}/weight")
        weights[f"{mine}.bias"] = variables[f"{theirs}/bias"].astype(np.float32)

    def norm(mine: str, theirs: str) -> None:
        weights[f"{mine}.weight"] = variables[f"{theirs}/gamma"].astype(np.float32)
        weights[f"{mine}.bias"] = variables[f"{theirs}/beta"].astype(np.float32)

    depth = {
        side: 1 + max(int(n.split("/")[1][6:]) for n in variables if n.startswith(f"{side}/layer_"))
        for side in ("encoder", "decoder")
    }
    for side, name in (("encoder", "source"), ("decoder", "target")):
        learned = variables[f"{side}/position_encodings/encodings"][:POSITIONS]
        weights[f"{name}.positions"] = learned.astype(np.float32)
        norm(f"{name}.norm", f"{side}/layernorm_embedding")
        for index in range(depth[side]):
            mine, theirs = f"{side}.{index}", f"{side}/layer_{index}"
            linear(f"{mine}.attention.qkv", f"{theirs}/self_attention/linear_0")
            linear(f"{mine}.attention.out", f"{theirs}/self_attention/linear_1")
            norm(f"{mine}.attention.norm", f"{theirs}/self_attention/layer_norm")
            linear(f"{mine}.feed.up", f"{theirs}/ffn/linear_0")
            linear(f"{mine}.feed.down", f"{theirs}/ffn/linear_1")
            norm(f"{mine}.feed.norm", f"{theirs}/ffn/layer_norm")
            if side == "decoder":
                for part, row in (("query", 0), ("keyvalue", 1), ("out", 2)):
                    linear(f"{mine}.cross.{part}", f"{theirs}/attention/linear_{row}")
                norm(f"{mine}.cross.norm", f"{theirs}/attention/layer_norm")
    shape = {
        "vocabulary": weights["table"].shape[0],
        "width": weights["table"].shape[1],
        "heads": int(variables["encoder/num_heads"]),
        "feed": weights["encoder.0.feed.up.weight"].shape[0],
        "encoder": depth["encoder"],
        "decoder": depth["decoder"],
        "positions": POSITIONS,
    }
    return weights, shape


def read_package(path: Path) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    """The weights and the shape of an `.argosmodel` file."""
    with zipfile.ZipFile(path) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("/model/model.bin"))
        return weights_of(read_variables(archive.read(name)))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    sides: list[dict[str, np.ndarray]] = []
    for source, target in (("vi", "en"), ("en", "vi")):
        (path,) = given.packages.glob(f"translate-{source}_{target}-*.argosmodel")
        weights, shape = read_package(path)
        sides.append(weights)
        about = {"shape": shape, "done": []}
        data = checkpoints.pack(weights, {"name": f"to-{target}", **about})
        checkpoints.write_parts(given.out, f"to-{target}", data)
    # They were one model until their last phase, so their mean is a model too.
    mean = {name: (weight + sides[1][name]) / 2 for name, weight in sides[0].items()}
    checkpoints.write_parts(given.out, "both", checkpoints.pack(mean, {"name": "both", **about}))
    state = json.dumps({"done": [], "spent": {}}).encode()
    write_aside(given.out / "state.json", state)


if __name__ == "__main__":
    main()
