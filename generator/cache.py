"""What earlier builds worked out, keyed by the content it was worked out from.

Safe to delete at any time: a lost entry is computed again. Keys hold the program's own
version, so that an upgrade never serves stale values.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import pickle
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from generator.model import Article

Item = TypeVar("Item")
Result = TypeVar("Result")
In = TypeVar("In")
Out = TypeVar("Out")

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS entries "
    "(step TEXT, key BLOB, value BLOB, PRIMARY KEY (step, key)) WITHOUT ROWID"
)


# From so many values on, a step's whole table is read rather than each value looked for: it
# holds little but what the last build used.
_MANY = 1_000
_MAX_KNOWN = 100_000

_ARTICLE_FIELDS = tuple(f.name for f in fields(Article) if f.name != "published")


def digest(*parts: object) -> bytes:
    """A key from values whose `repr` is stable (the dataclasses of `model.py` are)."""
    pieces: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            data = part
        else:
            data = _article_digest(part) if isinstance(part, Article) else repr(part).encode()
        pieces.append(len(data).to_bytes(8, "big"))
        pieces.append(data)
    return hashlib.sha256(b"".join(pieces)).digest()


_known_articles: dict[int, tuple[Article, bytes]] = {}


def know_article(article: Article, found: bytes) -> bytes:
    """Take `found` for the article's digest from now on: that of its file tells it as well.

    It is known again as the same object, because to compare it would take as long as to write it
    out.
    """
    if len(_known_articles) >= _MAX_KNOWN:
        _known_articles.clear()
    _known_articles[id(article)] = article, found
    return found


def _article_digest(article: Article) -> bytes:
    """An article goes into many keys: it is written out once, as a plain tuple, which is quick."""
    known = _known_articles.get(id(article))
    if known is not None and known[0] is article:
        return known[1]
    values = (getattr(article, name) for name in _ARTICLE_FIELDS)
    written = repr((str(article.published), *values))
    return know_article(article, hashlib.sha256(written.encode()).digest())


def program_version(package: Path) -> bytes:
    """Digest of the program's own source and data files."""
    kinds = (".py", ".yml", ".json", ".lock", ".xz")
    files = sorted(path for path in package.rglob("*") if path.suffix in kinds)
    return digest(*(part for p in files for part in (str(p.relative_to(package)), p.read_bytes())))


class Spread(Protocol):
    """Where and how a pure function of one item runs: here, in processes, on a cluster."""

    def __call__(
        self, step: str, function: Callable[[In], Out], items: Sequence[In]
    ) -> Iterable[Out]:
        """The value of every item, in the order of the items.

        Args:
            step: What the work is called, for people.
            function: Pure; it and the items can be pickled.
            items: What to compute for.
        """
        ...


def in_turn(step: str, function: Callable[[In], Out], items: Sequence[In]) -> Iterable[Out]:
    """The simplest `Spread`: here, one after the other."""
    return map(function, items)


class Cache:
    """A table of computed values in one SQLite file; `None` as the path keeps nothing.

    A damaged or unwritable file is replaced or ignored: the cache may cost time, never a
    build.

    Attributes:
        reused, computed: By step, how many values were kept, and how many were not.
    """

    def __init__(self, path: Path | None, version: bytes, spread: Spread = in_turn) -> None:
        self._version = version
        self._spread = spread
        self._used: dict[str, set[bytes]] = {}
        self._found: dict[str, set[bytes]] = {}  # of tables that were read as a whole
        self.reused: Counter[str] = Counter()
        self.computed: Counter[str] = Counter()
        self._connection = _open(path)

    def map(
        self,
        step: str,
        items: Sequence[Item],
        key: Callable[[Item], bytes],
        compute: Callable[[list[Item]], Iterable[Result]],
    ) -> list[Result]:
        """`compute` for every item whose value is not kept yet, in order.

        Args:
            step: Name of the table's section.
            items: What to compute for.
            key: Digest of everything that the item's value depends on.
            compute: Gets the items that are missing, yields as many values.
        """
        keys, kept, made = self._kept_and_made(step, items, key, compute)
        result: dict[bytes, Any] = {k: pickle.loads(v) for k, v in kept.items()}
        result.update(made)
        return [result[k] for k in keys]

    def later(
        self,
        step: str,
        items: Sequence[Item],
        key: Callable[[Item], bytes],
        function: Callable[[Item], Result],
    ) -> list[Callable[[], Result]]:
        """As `each`, but a kept value is only read when it is called for: most may never be."""

        def compute(missing: list[Item]) -> Iterable[Result]:
            return self._spread(step, function, missing)

        keys, kept, made = self._kept_and_made(step, items, key, compute)
        return [
            partial(pickle.loads, kept[k]) if k in kept else partial(made.__getitem__, k)
            for k in keys
        ]

    def _kept_and_made(
        self,
        step: str,
        items: Sequence[Item],
        key: Callable[[Item], bytes],
        compute: Callable[[list[Item]], Iterable[Result]],
    ) -> tuple[list[bytes], dict[bytes, bytes], dict[bytes, Result]]:
        """The key of every item, the values that are kept, pickled, and those made now."""
        keys = self.keep(step, items, key)
        kept = self._read(step, keys)
        missing = [i for i, k in enumerate(keys) if k not in kept]
        self.reused[step] += len(items) - len(missing)
        self.computed[step] += len(missing)
        made: dict[bytes, Result] = {}
        if missing:
            values = compute([items[i] for i in missing])
            fresh = [(keys[i], value) for i, value in zip(missing, values, strict=True)]
            self._write(step, fresh)
            made = dict(fresh)
        return keys, kept, made

    def keep(self, step: str, items: Iterable[Item], key: Callable[[Item], bytes]) -> list[bytes]:
        """Let the values of these items stay, though this build may not ask for them.

        Returns:
            The items' keys in the table.
        """
        keys = [hashlib.sha256(self._version + key(item)).digest() for item in items]
        self._used.setdefault(step, set()).update(keys)
        return keys

    def each(
        self,
        step: str,
        items: Sequence[Item],
        key: Callable[[Item], bytes],
        function: Callable[[Item], Result],
    ) -> list[Result]:
        """As `map`, with a pure function of one item, so that the work can be spread."""
        return self.map(step, items, key, lambda missing: self._spread(step, function, missing))

    def close(self) -> None:
        """Drop what this build did not use, so that the file does not grow for ever."""
        if self._connection is None:
            return
        try:
            for step, used in self._used.items():
                found = self._found.get(step)
                if found is None:
                    query = "SELECT key FROM entries WHERE step = ?"
                    found = {row[0] for row in self._connection.execute(query, (step,))}
                self._connection.executemany(
                    "DELETE FROM entries WHERE step = ? AND key = ?",
                    [(step, key) for key in sorted(found - used)],
                )
            self._connection.commit()
            self._connection.close()
        except sqlite3.Error:
            pass
        self._connection = None

    def _read(self, step: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        if self._connection is None:
            return {}
        found: dict[bytes, bytes] = {}
        try:
            if len(keys) > _MANY:
                wanted = set(keys)
                rows = self._connection.execute(
                    "SELECT key, value FROM entries WHERE step = ?", (step,)
                ).fetchall()
                self._found[step] = {key for key, _ in rows}
                return {key: value for key, value in rows if key in wanted}
            for start in range(0, len(keys), 500):
                part = keys[start : start + 500]
                marks = ",".join("?" * len(part))
                found.update(
                    self._connection.execute(
                        f"SELECT key, value FROM entries WHERE step = ? AND key IN ({marks})",
                        (step, *part),
                    )
                )
        except sqlite3.Error:
            return {}
        return found

    def _write(self, step: str, entries: list[tuple[bytes, Any]]) -> None:
        if self._connection is None:
            return
        try:
            self._connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                [(step, key, _pickled(value)) for key, value in entries],
            )
            self._connection.commit()
        except sqlite3.Error:
            pass


class _Pickler(pickle.Pickler):
    """Writes dataclasses as type and values, arrays as bytes: both are read back faster so."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, np.ndarray) and value.ndim == 1 and len(value):
            return np.frombuffer, (value.tobytes(), value.dtype.str)
        if not is_dataclass(value) or isinstance(value, type):
            return NotImplemented
        kind = type(value)
        return kind, tuple(getattr(value, name) for name in _init_fields(kind))


@cache
def _init_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _pickled(value: object) -> bytes:
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def _open(path: Path | None) -> sqlite3.Connection | None:
    if path is None:
        return None
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
            return connection
        except (OSError, sqlite3.OperationalError):
            return None  # A full disk, say: what is kept may be read again another time.
        except sqlite3.DatabaseError:
            for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                with contextlib.suppress(OSError):
                    name.unlink(missing_ok=True)
    return None
