"""Tells a person at a terminal how far long work is; silent in a pipe."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TextIO, TypeVar

Item = TypeVar("Item")

_BAR = 20
_SECONDS = 0.1
_AGAIN = "\r\x1b[2K"  # back to the start of the line, which is cleared


class Progress(Protocol):
    """Told by each step what it does; decides what to show."""

    def begin(self, name: str) -> None:
        """A step begins that cannot tell how far it is."""
        ...

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

    def begin(self, name: str) -> None:
        """Say nothing."""

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

    def begin(self, name: str) -> None:
        """Name the step that runs."""
        self._show(f"{name:<12} …")

    def step(self, name: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        """Yield the items, rewriting one line at most ten times a second."""
        self.begin(name)
        start = last = time.monotonic()
        for count, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if now - last > _SECONDS:
                last = now
                self._show(f"{name:<12} {how_far(count, total, now - start)}")
        # What follows may take long and tell nothing.
        self.begin(name)

    def done(self, name: str, words: str) -> None:
        """Keep one line on what the step did."""
        self.clear()
        self._write(f"{name:<12} {words}\n")

    def clear(self) -> None:
        """Take away the line of a step that did not end."""
        self._show("")

    def _show(self, line: str) -> None:
        if self._live:
            self._write(_AGAIN + line)

    def _write(self, text: str) -> None:
        # Whoever read along may have gone (`| head`); the work goes on.
        with contextlib.suppress(BrokenPipeError):
            self._stream.write(text)
            self._stream.flush()


def how_far(count: int, total: int | None, seconds: float) -> str:
    """`━━━━━━━━━━──────────  500/1,000  25/s, 20 s left`, without a total only `500  25/s`.

    Args:
        count: How many are done.
        total: How many there are, if that is known.
        seconds: How long they took.
    """
    rate = count / seconds
    shown = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
    if not total:
        return f"{count:,}  {shown}"
    full = _BAR * count // total
    left = round((total - count) / rate)
    wait = f"{left // 60} min {left % 60} s" if left >= 60 else f"{left} s"
    return f"{'━' * full}{'─' * (_BAR - full)}  {count:,}/{total:,}  {shown}, {wait} left"
