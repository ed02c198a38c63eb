"""The errors a user can meet. Each says what is wrong, where, and how to mend it.

The types are part of the interface; their wording is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file.

    Attributes:
        what: What is wrong, one sentence without a final full stop.
        remedy: What the user can do about it, one sentence.
        path: The file, as the user knows it; None when no file is concerned.
        line: 1-based line in the file; None when the whole file is concerned.
    """

    what: str
    remedy: str = ""
    path: Path | str | None = None
    line: int | None = None

    def __str__(self) -> str:
        where = ""
        if self.path is not None:
            line = f":{self.line}" if self.line is not None else ""
            where = f"{visible(str(self.path))}{line}: "
        remedy = f"\n    → {visible(self.remedy)}" if self.remedy else ""
        return f"{where}{_visible_lines(self.what)}{remedy}"


def visible(text: str) -> str:
    """Text from a file, safe to show: what would steer a terminal is written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _visible_lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))


class BriefingsError(Exception):
    """Base of every error this package raises on purpose.

    Attributes:
        problems: Everything found wrong, in the order found; at least one.
        exit_code: What the command line exits with.
    """

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[BriefingsError], tuple[tuple[Problem, ...]]]:
        """By its problems: an error in another process reaches this one whole."""
        return type(self), (self.problems,)


class ContentError(BriefingsError):
    """Something an editor owns (articles, glossary, memory, events.yml) is wrong. Exit code 1."""


class UsageError(BriefingsError):
    """The command, its options or `content/site.yml` are wrong. Exit code 2."""

    exit_code = 2


class EngineError(BriefingsError):
    """A translation engine or model package cannot be used. Exit code 1."""
