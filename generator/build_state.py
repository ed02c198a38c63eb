"""What the last build saw and made, so that a build without a change ends at once.

Kept in `.cache/`, safe to delete. A build is skipped only when every byte that it would read
and every byte that it would write are those of the last one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.cache import digest
from generator.errors import ContentError
from generator.files import files_below, read_file, write_atomically

NAME = "last-build.json"
_MAX_BYTES = 1_000_000_000  # whatever is larger, no step reads


@dataclass(frozen=True, slots=True)
class BuildState:
    """The last build.

    Attributes:
        inputs: Digest of everything the build read.
        pages: Digest of the files that it wrote to `site_src`.
        site: Digest of the site that MkDocs made of them; "" if none was made.
        report: What it told.
    """

    inputs: str
    pages: str
    site: str
    report: dict[str, Any]


def read_state(folder: Path) -> BuildState | None:
    """The last build of a cache folder; None when it is not known."""
    try:
        return BuildState(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_state(folder: Path, state: BuildState) -> None:
    """Remember a build."""
    write_atomically(folder / NAME, json.dumps(asdict(state)).encode(), durable=False)


def file_digests(root: Path, names: Iterable[str] | None = None) -> dict[str, str]:
    """Digest of each file below a folder, by its relative name.

    Args:
        root: The folder.
        names: Only these files, a missing one as ""; by default all, hidden ones left out.
    """
    if names is None:
        found = files_below(root)
        names = [name for name in found if not name.rpartition("/")[2].startswith(".")]
    digests: dict[str, str] = {}
    for name in names:
        try:
            digests[name] = digest(read_file(root / name, _MAX_BYTES)).hex()
        except (OSError, ContentError):
            digests[name] = ""
    return digests


def combined(*parts: object) -> str:
    """One digest of several; the order in which a mapping was filled does not count."""
    return digest(*(sorted(p.items()) if isinstance(p, dict) else p for p in parts)).hex()
