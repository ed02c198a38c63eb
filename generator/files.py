"""Writing files so that a crash, a full disk or Ctrl-C leaves the old bytes or the new."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.errors import BriefingsError, ContentError, Problem, UsageError

try:
    import fcntl
except ImportError:  # Windows has no flock; two builds at once are then the user's to avoid.
    fcntl = None  # type: ignore[assignment]

_ASIDE = (".~", ".tmp")  # how the name of what is written aside begins and ends
_UNFINISHED = f"{_ASIDE[0]}unfinished{_ASIDE[1]}"  # stands in a folder while it is written to
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none


def read_file(path: Path, most: int) -> bytes:
    """All bytes of a file that people keep, if it is a file of a sane size.

    Args:
        path: The file; a link to one is followed.
        most: Largest size in bytes.

    Raises:
        FileNotFoundError: There is none.
        ContentError: It is a folder, a device or a pipe, larger than that, or cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ContentError(Problem("is not a regular file", "put a file in its place", path))
        if status.st_size > most:
            raise ContentError(
                Problem(f"is larger than {most // 1_000_000} MB", "shorten or split it", path)
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ContentError(
            Problem(f"cannot be read: {error.strerror}", "mend its permissions", path)
        ) from error


MAX_FOLDERS = 30  # folders inside one another; nobody's content has more


def files_below(root: Path) -> Iterator[str]:
    """The files below a folder by their names relative to it, links to files among them.

    In no certain order. Hidden folders are seen, links to folders are not followed, and what
    lies deeper than `MAX_FOLDERS` is left out: Python's own walks recurse.
    """
    waiting = [("", 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    name = f"{folder}/{entry.name}" if folder else entry.name
                    if entry.is_file():
                        yield name
                    elif entry.is_dir(follow_symlinks=False) and depth < MAX_FOLDERS:
                        waiting.append((name, depth + 1))
        except OSError:
            continue


class Overtaken(Exception):
    """Somebody else has changed the file that was about to be replaced; theirs is left."""


def stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes whenever somebody saves a file; None when there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def write_atomically(
    path: Path, data: bytes, durable: bool = True, only_if: Callable[[], bool] | None = None
) -> bool:
    """Put `data` at `path`: written aside, then renamed. Same bytes are left untouched.

    Args:
        path: The file.
        data: All of its bytes.
        durable: Wait until the disk has them, so that even a power cut keeps old or new. What
            a build can make again need not wait.
        only_if: Asked when all is written, right before the renaming: may the file go?

    Returns:
        Whether the file changed.

    Raises:
        BriefingsError: The disk is full, or the folder cannot be written.
        Overtaken: `only_if` said no.
    """
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_ASIDE[0], suffix=_ASIDE[1])
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        if only_if is not None and not only_if():
            raise Overtaken(path)
        os.replace(temporary, path)
    except (OSError, Overtaken) as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        if isinstance(error, Overtaken):
            raise
        raise BriefingsError(_not_written(path, error)) from error
    return True


def _not_written(path: Path, error: OSError) -> Problem:
    return Problem(
        f"cannot be written: {error.strerror or error}",
        "free some space or mend the folder's permissions, then run the command again; "
        "the old file is untouched",
        path,
    )


def remove_leftovers(folder: Path, deep: bool = False) -> None:
    """Delete what a killed process had written aside and not renamed yet.

    Only under the build's lock: a file that is being written looks the same.

    Args:
        folder: Where to look.
        deep: Also in the folders below.
    """
    found = [name for name in files_below(folder) if _aside(name)] if deep else leftovers(folder)
    # The sign of unfinished work stands at the top and goes last: this, too, may be killed.
    for name in sorted(found, key=lambda name: name.count("/"), reverse=True):
        (folder / name).unlink(missing_ok=True)


def leftovers(folder: Path) -> list[str]:
    """Names right in `folder` that a killed process has left; while there are any, what lies
    in the folders below may be unfinished too.
    """
    return [path.name for path in folder.glob(".*") if _aside(path.name)]


def _aside(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(_ASIDE[0]) and last.endswith(_ASIDE[1])


def sync_folder(
    folder: Path, files: Mapping[str, bytes], manifest: str, standing: Collection[str] = ()
) -> tuple[int, int]:
    """Make the generated files of `folder` exactly `files`; anything else in it stays.

    Which files are generated is kept in `folder/manifest`, so that a stale page goes and a
    file somebody put there by hand stays.

    Args:
        folder: Where to write.
        files: Relative POSIX path → bytes.
        manifest: Name of the list of generated files.
        standing: Generated files that are on disk as they should be.

    Returns:
        (files written, files removed).
    """
    # Only a process that died half-way can have left anything in the folders below.
    remove_leftovers(folder, deep=(folder / _UNFINISHED).exists())
    before, after = read_manifest(folder, manifest), {*files, *standing}
    stale = sorted(before - after)
    _require_no_links(folder, {*files, *stale})
    if files or stale:
        write_atomically(folder / _UNFINISHED, b"\n")
    # The manifest first names old and new files alike: whenever the process dies, every
    # generated file on disk is listed.
    listing = "".join(f"{name}\n" for name in sorted(before | after))
    if before != after:
        write_atomically(folder / manifest, listing.encode())
    written = sum(
        write_atomically(folder / name, data, durable=False) for name, data in sorted(files.items())
    )
    for name in stale:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise BriefingsError(_not_written(folder / name, error)) from error
        _remove_empty_parents(folder, name)
    listing = "".join(f"{name}\n" for name in sorted(after))
    write_atomically(folder / manifest, listing.encode())
    (folder / _UNFINISHED).unlink(missing_ok=True)
    return written, len(stale)


def _require_no_links(folder: Path, names: Iterable[str]) -> None:
    """Raise if a folder below `folder` is a link: what is written would land elsewhere."""
    folders = {name.rpartition("/")[0] for name in names}
    folders |= {str(parent) for name in folders for parent in PurePosixPath(name).parents}
    for below in map(PurePosixPath, sorted(folders)):
        if below.name and (folder / below).is_symlink():
            raise BriefingsError(
                Problem("is a symbolic link", "remove it; the build makes a folder", folder / below)
            )


def read_manifest(folder: Path, manifest: str) -> set[str]:
    """The generated files of `folder`, as last written; names outside it are ignored."""
    try:
        lines = (folder / manifest).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {line for line in lines if line and not line.startswith("/") and ".." not in line}


def _remove_empty_parents(folder: Path, name: str) -> None:
    for parent in (folder / name).parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def replace_folder(new: Path, target: Path) -> None:
    """Put the finished folder `new` in the place of `target` by two renames.

    Both must be on one file system. A reader never sees a half-written folder.
    """
    old = target.with_name(f".~{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.replace(target, old)
    os.replace(new, target)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def build_lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of a build; the system frees it if the process dies.

    Raises:
        UsageError: Another build holds it.
        BriefingsError: There is no room for the lock file, or its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Never through a link, which would empty a file elsewhere.
        opened = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o644), "r+")
    except OSError as error:
        raise BriefingsError(_not_written(path, error)) from error
    with opened as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UsageError(
                    Problem(
                        "another build of this project is running",
                        "wait for it to end, then run the command again",
                        path,
                    )
                ) from error
        yield
