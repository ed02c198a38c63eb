"""Tells a person at a terminal how far long work is; silent in a pipe."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TextIO, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Told by each step what it does; decides what to show."""

    def step(self, name: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        """Yield the items, showing how many are done."""
        ...

    def done(self, name: str, words: str) -> None:
        """A step has ended; `words` say what it did."""
        ...


def counted(number: int, thing: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


class Silent:
    """Shows nothing."""

    def step(self, name: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        """Yield the items."""
        yield from items

    def done(self, name: str, words: str) -> None:
        """Say nothing."""


class Terminal:
    """A line that is rewritten while a step runs and kept when it ends.

    Args:
        stream: Where to write, usually stderr. Off a terminal only the kept lines appear.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()

    def step(self, name: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        """Yield the items, rewriting one line at most ten times a second."""
        start = last = time.monotonic()
        for count, item in enumerate(items):
            now = time.monotonic()
            if self._live and now - last > 0.1:
                last = now
                of = f"/{total}" if total else ""
                rate = count / (now - start)
                self._stream.write(f"\r\x1b[2K{name:<12} {count}{of}  {rate:,.0f}/s")
                self._stream.flush()
            yield item

    def done(self, name: str, words: str) -> None:
        """Keep one line on what the step did."""
        self._stream.write(("\r\x1b[2K" if self._live else "") + f"{name:<12} {words}\n")
        self._stream.flush()
