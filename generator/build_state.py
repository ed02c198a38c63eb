"""What the last build saw and made, so that one without a change ends at once.

Kept in `.cache/`, safe to delete. A build is skipped only when every byte that it would read
and every byte that it would write are those of the last one; a file is left as it stands only
when it holds the bytes that the same inputs gave before.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from generator.cache import digest
from generator.errors import ContentError, visible
from generator.files import files_below, read_file, write_atomically

NAME = "last-build.json"
_MAX_BYTES = 1_000_000_000  # whatever is larger, no step reads
# A file that changed so shortly before it was read may change once more within the same tick of
# the file system's clock, and would look the same (coarsest: FAT, 2 s).
_SETTLED = 2_500_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class BuildState:
    """The last build.

    Attributes:
        program: Digest of everything but the content that the build depended on.
        content: Digest of each content file by its name below the content folder, those that the
            build wrote among them.
        pages: Digest of the files that it wrote to `site_src`.
        site: Digest of the site that MkDocs made of them; "" if none was made.
        report: What it told.
    """

    program: str
    content: Mapping[str, str]
    pages: str
    site: str
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a build has something to do.

    Attributes:
        why: `first`: no earlier build is known. `asked`: nothing of earlier builds, or of earlier
            translations, was to be used. `program`: the program, its templates, its models or
            `mkdocs.yml` changed. `content`: files of the content folder did. `pages`: what was
            written is not on disk as it was. "": there is nothing to do.
        new, changed, gone: Files of the content folder since the last build, sorted; none when it
            is not known.
    """

    why: Literal["first", "asked", "program", "content", "pages", ""] = ""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line for people."""
        if self.why != "content":
            return _CAUSES[self.why]
        kinds = {"new": self.new, "changed": self.changed, "gone": self.gone}
        counts = ", ".join(f"{len(names):,} {kind}" for kind, names in kinds.items() if names)
        names = [name for found in kinds.values() for name in found]
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        return f"{counts}: {', '.join(map(visible, names[:_NAMED]))}{more}"


_NAMED = 3
_CAUSES = {
    "first": "no earlier build is known",
    "asked": "all again, as asked",
    "program": "the program, its templates, its models or mkdocs.yml changed",
    "pages": "unchanged, but the pages are not as the last build left them",
    "": "unchanged",
}


def find_cause(state: BuildState | None, program: str, content: Mapping[str, str]) -> Cause:
    """What has changed since the last build, the pages aside.

    Args:
        state: The last build, None if it is not known.
        program: As of `BuildState`, now.
        content: The same.
    """
    if state is None:
        return Cause("first")
    before = state.content
    new, gone = sorted(content.keys() - before.keys()), sorted(before.keys() - content.keys())
    changed = sorted(name for name in content if before.get(name, content[name]) != content[name])
    files = (tuple(new), tuple(changed), tuple(gone))
    if state.program != program:
        return Cause("program", *files)
    return Cause("content", *files) if any(files) else Cause()


def read_state(folder: Path) -> BuildState | None:
    """The last build of a cache folder; None when it is not known."""
    try:
        state = BuildState(**_read(folder / NAME))
    except TypeError:
        return None
    return state if isinstance(state.content, dict) else None


def write_state(folder: Path, state: BuildState) -> None:
    """Remember a build."""
    write_atomically(folder / NAME, json.dumps(asdict(state)).encode(), durable=False)


class FileDigests:
    """Digests of files; one whose size, place on the disk and times are unchanged is not read."""

    def __init__(self, memory: Path | None = None) -> None:
        """Remember what was read in the file `memory`; without one, read every file."""
        self._memory = memory
        # A row is the file's stamp and its digest. As one string it is soon read and written.
        self._known = _rows(memory)
        self._used: dict[str, str] = {}

    def of(self, path: Path | str) -> str:
        """The digest of a file's bytes; "" for what cannot be read or is no file of sane size."""
        return self.of_absolute(os.path.abspath(path))

    def of_absolute(self, name: str) -> str:
        """As `of`, for an absolute path without detours."""
        try:
            status = os.stat(name)
            modified, changed = status.st_mtime_ns, status.st_ctime_ns
            stamp = f"{status.st_size} {modified} {changed} {status.st_ino}"
            row = self._known.get(name, "")
            seen, _, found = row.rpartition(" ")
            if seen != stamp:
                found = digest(read_file(Path(name), _MAX_BYTES)).hex()
                if time.time_ns() - max(modified, changed) < _SETTLED:
                    return found
                row = f"{stamp} {found}"
        except (OSError, ContentError):
            return ""
        self._known[name] = self._used[name] = row
        return found

    def under(self, root: Path) -> dict[str, str]:
        """Digest of every file below a folder by its relative name, hidden ones left out."""
        names = files_below(root)
        return self.named(root, (n for n in names if not n.rpartition("/")[2].startswith(".")))

    def named(self, root: Path, names: Iterable[str]) -> dict[str, str]:
        """Digests of files of a folder by name, "" for one that is not there."""
        base = os.path.abspath(root)
        return {name: self.of_absolute(f"{base}/{name}") for name in names}

    def write(self) -> None:
        """Keep what was asked for since this was made."""
        if self._memory is not None:
            write_atomically(self._memory, json.dumps(self._used).encode(), durable=False)


class KeptFiles:
    """Tells which generated files need not be made again.

    Whoever makes a file first asks `stands` with everything that the file is made from. When
    that is what it was made from before, and the disk still has the bytes made then, the file is
    left as it is.

    Attributes:
        standing: The files that were left, by path below the folder.
    """

    def __init__(
        self,
        folder: Path | None = None,
        memory: Path | None = None,
        digests: FileDigests | None = None,
        program: str = "",
    ) -> None:
        """Without arguments nothing stands.

        Args:
            folder: Where the files are.
            memory: The file that remembers what each was made from.
            digests: Of the files on disk.
            program: Version of all that makes them: code, templates, settings.
        """
        self.standing: set[str] = set()
        self._folder = None if folder is None else os.path.abspath(folder)
        self._memory = memory
        self._digests = digests or FileDigests()
        self._program = program
        self._keys: dict[str, str] = {}
        # A row is what a file was made from, and its digest.
        self._known = _rows(memory)

    def stands(self, path: str, *parts: object) -> bool:
        """Whether the file is on disk as `parts` gave it; see `cache.digest` about them."""
        if self._folder is None:
            return False
        key = self._keys[path] = digest((self._program, path, *parts)).hex()
        made_from, _, found = self._known.get(path, "").partition(" ")
        if not found or made_from != key:
            return False
        if self._digests.of_absolute(f"{self._folder}/{path}") != found:
            return False
        self.standing.add(path)
        return True

    def made(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Digest of every file, those made now and those that stand, by path."""
        digests = {path: digest(data).hex() for path, data in files.items()}
        standing = sorted(self.standing)
        return digests | {path: self._known[path].partition(" ")[2] for path in standing}

    def write(self, files: Mapping[str, bytes]) -> None:
        """Remember what every file was made from, once those of `files` are on disk."""
        if self._memory is not None:
            made = self.made(files)
            rows = {path: f"{key} {made[path]}" for path, key in self._keys.items() if path in made}
            write_atomically(self._memory, json.dumps(rows).encode(), durable=False)


def combined(*parts: object) -> str:
    """One digest of several; the order in which a mapping was filled does not count."""
    return digest(*(sorted(p.items()) if isinstance(p, dict) else p for p in parts)).hex()


def _rows(memory: Path | None) -> dict[str, str]:
    """The rows of a file of strings by name; none without a file."""
    found = _read(memory) if memory else {}
    return {name: row for name, row in found.items() if isinstance(row, str)}


def _read(path: Path) -> dict[str, Any]:
    """A JSON object; an empty one when there is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
