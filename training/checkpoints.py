"""Weights on disk: whole for the next stretch, in eight bits and small parts for the way home."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

PART_BYTES = 15 * 2**20


def write_aside(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half."""
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(data)
    os.replace(aside, path)


def quantise(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eight-bit rows and their scales, exactly as CTranslate2 does it.

    Quantising the product again gives the same integers, so nothing more is lost later.
    """
    largest = np.abs(matrix).max(axis=1, keepdims=True)
    scale = np.where(largest == 0, 1.0, largest / 127.0).astype(np.float32)
    return np.rint(matrix / scale).astype(np.int8), scale


def pack(weights: Mapping[str, np.ndarray], about: Mapping[str, Any]) -> bytes:
    """Weights by name as one archive; matrices in eight bits, except positions."""
    arrays: dict[str, np.ndarray] = {"about": np.array(json.dumps(about, sort_keys=True))}
    for name, weight in sorted(weights.items()):
        if weight.ndim == 2 and not name.endswith("positions"):
            arrays[f"q:{name}"], arrays[f"s:{name}"] = quantise(weight)
        else:
            arrays[f"f:{name}"] = weight.astype(np.float32)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(data: bytes) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The inverse of `pack`: float32 weights and what was said about them."""
    weights: dict[str, np.ndarray] = {}
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        about = json.loads(str(archive["about"]))
        for name in archive.files:
            kind, _, rest = name.partition(":")
            if kind == "f":
                weights[rest] = archive[name]
            elif kind == "q":
                weights[rest] = archive[name].astype(np.float32) * archive[f"s:{rest}"]
    return weights, about


def write_parts(folder: Path, name: str, data: bytes) -> list[Path]:
    """Write `data` as `name.000`, `name.001`, …, each small enough to be carried."""
    for old in folder.glob(f"{name}.[0-9][0-9][0-9]"):
        old.unlink()
    paths = []
    for number, start in enumerate(range(0, len(data), PART_BYTES)):
        path = folder / f"{name}.{number:03}"
        write_aside(path, data[start : start + PART_BYTES])
        paths.append(path)
    return paths


def read_parts(folder: Path, name: str) -> bytes:
    """Join the parts of `write_parts`.

    Raises:
        FileNotFoundError: There is no first part.
    """
    paths = sorted(folder.glob(f"{name}.[0-9][0-9][0-9]"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no {name}.000; fetch the parts into this folder")
    return b"".join(path.read_bytes() for path in paths)
