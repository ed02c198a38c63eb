"""The file of a phrase-based model: one zip with vocabularies, n-grams, phrases and weights.

Numbers are kept in bytes: chances in tenths of a natural logarithm, words as steps in sorted
lists; byte planes and LZMA make them small, and the same model always gives the same file.

Beside it may lie a file of the same name with the ending `.joint`: the joint model of one
direction or both, and the weights of a search that asks it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path
from typing import Any

import numpy as np

from generator.errors import EngineError, Problem
from generator.model import LANGS, Lang
from generator.translation.phrase.joint_model import JointWeights
from generator.translation.phrase.language_model import Grams
from generator.translation.phrase.table import MAX_WORDS, Pairs

FORMAT = 1
_STEP = 0.1
_ORDER_STEPS = 15
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile, LZMAError)
_TABLES = ("source", "target", "hidden", "out")
_VECTORS = ("hidden_bias", "out_bias")


@dataclass(frozen=True, slots=True)
class PhraseModel:
    """All that a model file holds.

    Attributes:
        metadata: name, version, licence, credit.
        vocabularies: For each language its words; the id of a word is its place.
        grams: For each language its n-grams, shortest first.
        pairs: The phrase pairs.
        weights: For each target language the decoder's weights.
        joint: For each target language its joint model, where there is one.
    """

    metadata: Mapping[str, Any]
    vocabularies: Mapping[Lang, tuple[str, ...]]
    grams: Mapping[Lang, list[Grams]]
    pairs: Pairs
    weights: Mapping[Lang, tuple[float, ...]]
    joint: Mapping[Lang, JointWeights] = field(default_factory=dict)


def joint_path(path: Path) -> Path:
    """Where the joint model of a phrase model lies."""
    return path.with_suffix(".joint")


def write_joint(model: PhraseModel, path: Path) -> None:
    """Write the joint model that belongs to the phrase model `path`, with the model's weights
    and metadata; equal models give equal bytes.
    """
    entries = {"metadata.json": _metadata(model)}
    for lang, weights in model.joint.items():
        for name in _VECTORS:
            entries[f"{lang}.{name}"] = getattr(weights, name).astype(np.float16).tobytes()
        for name in _TABLES:
            entries[f"{lang}.{name}"], entries[f"{lang}.{name}.steps"] = _in_bytes(
                np.asarray(getattr(weights, name), np.float32)
            )
    _write(entries, joint_path(path))


def _read_joint(path: Path, languages: Sequence[Lang]) -> dict[Lang, JointWeights]:
    path = joint_path(path)
    if not path.is_file():
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            held = [lang for lang in languages if f"{lang}.source" in archive.namelist()]
            return {lang: _joint_of(archive, lang) for lang in held}
    except _UNREADABLE as error:
        raise _broken(path, str(error)) from error


def _joint_of(archive: zipfile.ZipFile, lang: Lang) -> JointWeights:
    arrays: dict[str, Any] = {}
    for name in _VECTORS:
        vector = np.frombuffer(archive.read(f"{lang}.{name}"), np.float16)
        arrays[name] = vector.astype(np.float32)
    for name in _TABLES:
        steps = np.frombuffer(archive.read(f"{lang}.{name}.steps"), np.float16)
        rows = np.frombuffer(archive.read(f"{lang}.{name}"), np.int8).reshape(len(steps), -1)
        arrays[name] = rows * steps.astype(np.float32)[:, None]
    return JointWeights(**arrays)


def _in_bytes(table: Any) -> tuple[bytes, bytes]:
    """A table in eight bits a number, and the size of a step in each row."""
    steps = (np.abs(table).max(axis=1, keepdims=True) / 127).astype(np.float16)
    steps[steps == 0] = 1
    whole = np.round(table / steps.astype(np.float32)).clip(-127, 127)
    return whole.astype(np.int8).tobytes(), steps.tobytes()


def _metadata(model: PhraseModel) -> bytes:
    return json.dumps(
        {**model.metadata, "format": FORMAT, "weights": dict(model.weights)},
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    ).encode()


def write_model(model: PhraseModel, path: Path) -> None:
    """Write the file, without the joint model; equal models give equal bytes."""
    entries = {"metadata.json": _metadata(model)}
    for lang in LANGS:
        entries[f"words.{lang}"] = "\n".join(model.vocabularies[lang]).encode()
        for order, grams in enumerate(model.grams[lang], 1):
            shorter = model.grams[lang][order - 2].keys if order > 1 else None
            for name, array in _gram_arrays(grams, shorter).items():
                entries[f"{lang}.{order}.{name}"] = _planes(array)
    for name, array in _pair_arrays(model.pairs).items():
        entries[f"pairs.{name}"] = _planes(array)
    _write(entries, path)


def _write(entries: Mapping[str, bytes], path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in sorted(entries.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_LZMA)
    path.write_bytes(buffer.getvalue())


def read_metadata(path: Path) -> dict[str, Any]:
    """What a model file and the joint model beside it say of themselves, without loading them.

    Raises:
        EngineError: One is no such file, or of another format.
    """
    found = _metadata_of(path)
    if joint_path(path).is_file():
        found.update(_metadata_of(joint_path(path)))
    return found


def _metadata_of(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as archive:
            data = json.loads(archive.read("metadata.json"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, LZMAError) as error:
        raise _broken(path, str(error)) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _broken(path, f"its format is not {FORMAT}")
    return data


def read_model(path: Path, languages: Sequence[Lang] = LANGS) -> PhraseModel:
    """Load a model file.

    Args:
        path: The file.
        languages: Whose n-grams are wanted; those of the other stay in the file.

    Raises:
        EngineError: It is broken.
    """
    metadata = read_metadata(path)
    unwanted = tuple(f"{lang}." for lang in LANGS if lang not in languages)
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.startswith(unwanted)]
            # Unpacking takes half the time, and lets other threads run.
            with ThreadPoolExecutor() as pool:
                entries = dict(zip(names, pool.map(archive.read, names), strict=True))
        return PhraseModel(
            metadata,
            {lang: tuple(entries[f"words.{lang}"].decode().split("\n")) for lang in LANGS},
            {lang: _all_grams(entries, lang) for lang in languages},
            _pairs(entries),
            {lang: tuple(metadata["weights"][lang]) for lang in LANGS},
            _read_joint(path, languages),
        )
    except _UNREADABLE as error:
        raise _broken(path, str(error)) from error


def _all_grams(entries: Mapping[str, bytes], lang: Lang) -> list[Grams]:
    found: list[Grams] = []
    while f"{lang}.{len(found) + 1}.last" in entries:
        found.append(_grams(entries, f"{lang}.{len(found) + 1}.", found[-1] if found else None))
    return found


def _broken(path: Path, why: str) -> EngineError:
    return EngineError(
        Problem(
            f"is not a working phrase model: {why}",
            "take the file again from where it came, or install the program again",
            path,
        )
    )


def _planes(array: Any) -> bytes:
    """An array of 8- or 16-bit numbers, all its low bytes before all its high ones."""
    if array.dtype == np.uint8:
        return bytes(array.tobytes())
    low = (array & 0xFF).astype(np.uint8).tobytes()
    return bytes(low + (array >> 8).astype(np.uint8).tobytes())


def _unplaned(data: bytes) -> Any:
    half = len(data) // 2
    low = np.frombuffer(data, np.uint8, half).astype(np.uint16)
    return low | (np.frombuffer(data, np.uint8, half, half).astype(np.uint16) << 8)


def _steps(values: Any) -> Any:
    return np.clip(np.round(-values / _STEP), 0, 255).astype(np.uint8)


def _unstepped(data: bytes) -> Any:
    return np.frombuffer(data, np.uint8).astype(np.float32) * np.float32(-_STEP)


def _gram_arrays(grams: Grams, shorter: Any) -> dict[str, Any]:
    """A trie level: how many n-grams each shorter one begins, and their last words."""
    arrays = {
        "last": (grams.keys & np.uint64(0xFFFF)).astype(np.uint16),
        "logp": _steps(grams.logp),
        "back": _steps(grams.back),
    }
    if shorter is not None:
        parents = np.searchsorted(shorter, grams.keys >> np.uint64(16))
        counts = np.bincount(parents, minlength=len(shorter))
        arrays["counts"] = np.minimum(counts, 0xFFFF).astype(np.uint16)
        # Steps within a parent are small where it has many.
        fresh = np.concatenate(([True], parents[1:] != parents[:-1]))
        last = arrays["last"].astype(np.int64)
        steps = np.where(fresh, last, last - np.concatenate(([0], last[:-1])))
        arrays["last"] = steps.astype(np.uint16)
    return arrays


def _grams(entries: Mapping[str, bytes], prefix: str, shorter: Grams | None) -> Grams:
    last = _unplaned(entries[prefix + "last"]).astype(np.uint64)
    if shorter is not None:
        counts = _unplaned(entries[prefix + "counts"]).astype(np.int64)
        sums = np.cumsum(last)
        starts = np.cumsum(counts) - counts
        begun = counts > 0
        base = np.concatenate(([np.uint64(0)], sums))[starts[begun]]
        last = sums - np.repeat(base, counts[begun])
        last |= np.repeat(shorter.keys[begun], counts[begun]) << np.uint64(16)
    return Grams(last, _unstepped(entries[prefix + "logp"]), _unstepped(entries[prefix + "back"]))


def _pair_arrays(pairs: Pairs) -> dict[str, Any]:
    """Pairs sorted by their English words; equal English phrases are written once."""
    keys = [pairs.words["en"][:, c] for c in range(MAX_WORDS)]
    others = [pairs.words["vi"][:, c] for c in range(MAX_WORDS)]
    order = np.lexsort([*reversed(others), *reversed(keys)])
    english, vietnamese = pairs.words["en"][order], pairs.words["vi"][order]
    sizes_en, sizes_vi = pairs.sizes["en"][order], pairs.sizes["vi"][order]
    fresh = np.concatenate(([True], (english[1:] != english[:-1]).any(axis=1)))
    starts = np.flatnonzero(fresh)
    arrays: dict[str, Any] = {
        "options": np.diff(np.append(starts, len(order))).astype(np.uint16),
        "sizes.en": sizes_en[starts].astype(np.uint8),
        "sizes.vi": sizes_vi.astype(np.uint8),
        "words.en": _flat(english[starts], sizes_en[starts]),
        "words.vi": _flat(vietnamese, sizes_vi),
    }
    for column in range(4):
        arrays[f"scores.{column}"] = _steps(pairs.scores[order, column])
        arrays[f"orders.{column}"] = np.round(pairs.orders[order, column] * _ORDER_STEPS).astype(
            np.uint8
        )
    return arrays


def _flat(words: Any, sizes: Any) -> Any:
    return words[np.arange(MAX_WORDS)[None, :] < sizes[:, None]].astype(np.uint16)


def _padded(flat: Any, sizes: Any) -> Any:
    words = np.zeros((len(sizes), MAX_WORDS), np.uint16)
    words[np.arange(MAX_WORDS)[None, :] < sizes[:, None]] = flat
    return words


def _pairs(entries: Mapping[str, bytes]) -> Pairs:
    options = _unplaned(entries["pairs.options"]).astype(np.int64)
    sizes_en = np.frombuffer(entries["pairs.sizes.en"], np.uint8)
    sizes_vi = np.frombuffer(entries["pairs.sizes.vi"], np.uint8)
    english = _padded(_unplaned(entries["pairs.words.en"]), sizes_en)
    scores = [_unstepped(entries[f"pairs.scores.{c}"]) for c in range(4)]
    orders = [
        np.frombuffer(entries[f"pairs.orders.{c}"], np.uint8).astype(np.float32) / _ORDER_STEPS
        for c in range(4)
    ]
    return Pairs(
        {
            "en": np.repeat(english, options, axis=0),
            "vi": _padded(_unplaned(entries["pairs.words.vi"]), sizes_vi),
        },
        {"en": np.repeat(sizes_en, options), "vi": sizes_vi},
        np.stack(scores, axis=1),
        np.stack(orders, axis=1),
    )
