"""Translation models installed, whole or not at all, and verified."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import stat
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.errors import EngineError, Problem
from generator.files import replace_folder
from generator.model import LANGS
from generator.translation.argos import ArgosEngine
from generator.translation.argos_package import read_package
from generator.translation.firefox import FirefoxEngine
from generator.translation.models import (
    LockedModel,
    Model,
    argos_models,
    bundled_packages,
    firefox_files,
    firefox_folder,
    firefox_models,
    installed,
    locked,
    packages_folder,
    subfolders,
)

_MARKER = "installed.json"
# Unpacked, the largest en-vi package known is 0.25 GB; more than this is no model.
_MAX_BYTES = 4 * 2**30
_TIMEOUT = 60


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of `verify` for one model.

    Attributes:
        model: The model.
        problem: What is wrong with it; None if nothing.
        note: What was checked.
    """

    model: Model
    problem: Problem | None
    note: str


def install(
    what: str, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Model, ...]:
    """Install models from a file, a folder, or by a name that `models.lock` has.

    Each is checked before it is put in place with one rename: an interrupted or failed
    install leaves what was there.

    Args:
        what: An `.argosmodel` file; a folder with such files, an unpacked Argos package or a
            Firefox model; or a name.
        progress: Told (bytes so far, bytes in all) during a download.

    Returns:
        The models installed.

    Raises:
        EngineError: Not found, a wrong hash, half a download, no network, not an en↔vi model.
    """
    path = Path(what)
    if path.is_file():
        return (_install_argos(path),)
    if path.is_dir():
        return _install_folder(path)
    entry = next((model for model in locked() if model.name == what), None)
    if entry is None:
        names = ", ".join(model.name for model in locked())
        raise EngineError(
            Problem(
                f"'{what}' is no file, no folder and no known model",
                f"give a downloaded .argosmodel file, its folder, or one of: {names}",
            )
        )
    if entry.kind == "firefox":
        return (_fetch_firefox(entry),)
    return (_fetch_argos(entry, progress),)


def _install_folder(path: Path) -> tuple[Model, ...]:
    if (path / "metadata.json").is_file():
        with _work_folder(packages_folder()) as work:
            copy = work / path.name
            shutil.copytree(path, copy)
            return (_place_argos(copy, "", path),)
    if firefox_files(path) is not None:
        return (_install_firefox(path),)
    packages = sorted(path.glob("*.argosmodel"))
    if packages:
        return tuple(_install_argos(package) for package in packages)
    raise EngineError(
        Problem(
            "holds no translation model",
            "give a folder with .argosmodel files, an unpacked Argos package or a Firefox model",
            path,
        )
    )


def _install_argos(path: Path, known_as: LockedModel | None = None) -> Model:
    """Unpack beside the packages folder, check, then rename into it."""
    sha256 = file_sha256(path)
    size = path.stat().st_size
    entry = known_as or next((m for m in locked() if m.sha256 == sha256), None)
    if entry is None:
        # The name tells which file it was meant to be: half a download shows here.
        entry = next(
            (m for m in locked() for url in m.urls if url.rpartition("/")[2] == path.name), None
        )
    if entry is not None and entry.sha256 and entry.sha256 != sha256:
        half = entry.size and size < entry.size
        raise EngineError(
            Problem(
                f"has {size:,} bytes of {entry.size:,}: half a download"
                if half
                else f"is not the {entry.name} that models.lock names (SHA-256 {sha256[:12]}…, "
                f"expected {entry.sha256[:12]}…)",
                "download it again; to install a package of your own, give it another name",
                path,
            )
        )
    with _work_folder(packages_folder()) as work:
        return _place_argos(_unpack(path, work), sha256, path)


def _unpack(path: Path, work: Path) -> Path:
    """Unpack a package into `work`; its one folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            tops = {PurePosixPath(i.filename).parts[0] for i in infos if i.filename}
            unsafe = any(
                ".." in PurePosixPath(i.filename).parts
                or i.filename.startswith("/")
                or "\\" in i.filename
                or stat.S_ISLNK(i.external_attr >> 16)
                for i in infos
            )
            if unsafe or len(tops) != 1 or sum(i.file_size for i in infos) > _MAX_BYTES:
                raise _not_a_package(path, "its file list is not that of a package")
            archive.extractall(work)
            return work / tops.pop()
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise _not_a_package(path, str(error)) from error


def _not_a_package(path: Path, why: str) -> EngineError:
    return EngineError(
        Problem(
            f"is not a whole .argosmodel package: {why}",
            "download it again; what is installed is untouched",
            path,
        )
    )


def _place_argos(folder: Path, sha256: str, origin: Path) -> Model:
    """Check an unpacked package by translating with it, mark it and rename it into place."""
    found = argos_models(folder, locked(), bundled=False)
    if not found:
        raise _not_a_package(origin, "it does not translate between English and Vietnamese")
    (folder / _MARKER).unlink(missing_ok=True)
    _try(found[0], origin)
    hashes = {
        p.relative_to(folder).as_posix(): file_sha256(p)
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }
    marker = {"archive": sha256, "files": hashes}
    (folder / _MARKER).write_text(json.dumps(marker, indent=1, sort_keys=True) + "\n", "utf-8")
    target = packages_folder() / folder.name
    try:
        replace_folder(folder, target)
    except OSError as error:
        raise _no_room(target, error) from error
    return argos_models(target, locked(), bundled=False)[0]


def _try(model: Model, origin: Path) -> None:
    """Load the model and translate a few words.

    Raises:
        EngineError: It cannot.
    """
    try:
        ArgosEngine(model, 1).translate(["Hà Nội 2024."], model.source, model.target)
    except EngineError as error:
        why = error.problems[0].what
        raise _not_a_package(origin, why.removeprefix("is not a working Argos package: ")) from None


def _install_firefox(path: Path) -> Model:
    files_ = firefox_files(path)
    assert files_ is not None
    # model.vien.intgemm.alphas.bin: the pair stands in the name.
    pair = files_[0].name.split(".")[1]
    source, target = pair[:2], pair[2:]
    if source not in LANGS or target not in LANGS:
        raise EngineError(
            Problem(
                f"holds a model for '{pair}', not between English and Vietnamese",
                "give the folder of the vien or envi model",
                path,
            )
        )
    with _work_folder(firefox_folder()) as work:
        copy = work / f"{source}-{target}"
        shutil.copytree(path, copy)
        try:
            replace_folder(copy, firefox_folder() / copy.name)
        except OSError as error:
            raise _no_room(firefox_folder(), error) from error
    return firefox_models(firefox_folder() / f"{source}-{target}", locked())[0]


def _fetch_argos(entry: LockedModel, progress: Callable[[int, int], None]) -> Model:
    errors: list[str] = []
    with _work_folder(packages_folder()) as work:
        for url in entry.urls:
            file = work / url.rpartition("/")[2]
            try:
                _download(url, file, entry.size, progress)
            except (OSError, ValueError) as error:
                errors.append(f"{url}: {error}")
                continue
            return _install_argos(file, entry)
    raise EngineError(
        Problem(
            f"{entry.name} could not be fetched: {'; '.join(errors)}",
            f"on a machine with a network download {entry.urls[0]}, copy the file here and run "
            "`briefings models install FILE`",
        )
    )


def _download(url: str, file: Path, size: int, progress: Callable[[int, int], None]) -> None:
    request = urllib.request.Request(url, headers={"User-Agent": "briefings"})
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as response, file.open("wb") as out:
        done = 0
        while block := response.read(1 << 20):
            done += len(block)
            if size and done > size:
                raise ValueError(f"more than the {size:,} bytes it should have")
            out.write(block)
            progress(done, size)
        if size and done < size:
            raise ValueError(f"the connection ended after {done:,} of {size:,} bytes")


def _fetch_firefox(entry: LockedModel) -> Model:
    try:
        from fxtranslate import discovery
    except ImportError as error:
        raise EngineError(
            Problem(
                "the package fxtranslate is not installed",
                'run `pip install "briefings[firefox]"`',
            )
        ) from error
    with _work_folder(firefox_folder()) as work:
        try:
            discovery.add_models(entry.source, entry.target, cache_dir=str(work))
        except (ValueError, OSError) as error:
            raise EngineError(
                Problem(
                    f"{entry.name} could not be fetched: {error}",
                    "copy the model's folder from a machine with a network and run "
                    "`briefings models install FOLDER`",
                )
            ) from error
        fetched = work / f"{entry.source}-{entry.target}"
        if firefox_files(fetched) is None:
            raise EngineError(Problem(f"{entry.name} came without a model", "try again later"))
        return _install_firefox(fetched)


@contextlib.contextmanager
def _work_folder(place: Path) -> Iterator[Path]:
    """A folder on the same disk as `place`, so that a rename is enough; gone afterwards.

    Beside `place`, not in it: Argos Translate takes every folder in it for a package.
    """
    try:
        place.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=place.parent, prefix=".~briefings-"))
    except OSError as error:
        raise _no_room(place, error) from error
    try:
        yield work
    except OSError as error:
        raise _no_room(place, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _no_room(place: Path, error: OSError) -> EngineError:
    return EngineError(
        Problem(
            f"cannot be written: {error.strerror or error}",
            "free some space or mend the folder's permissions; what was installed is untouched",
            place,
        )
    )


def verify(name: str = "") -> tuple[Verified, ...]:
    """Check the installed models: their bytes against the known hashes, and that they load.

    Args:
        name: Only the models of this name; all when "".

    Raises:
        EngineError: No model of that name is installed.
    """
    found = [model for model in installed() if name in ("", model.name)]
    if name and not found:
        raise EngineError(Problem(f"no model '{name}' is installed", "run `briefings models list`"))
    results = [_verify_one(model) for model in found]
    if not name:
        known = {model.path for model in found}
        results += [
            Verified(
                Model(path.name, "argos", "vi", "en", "", path),
                Problem(
                    "is not a working Argos package",
                    "delete it, or install the package again",
                    path,
                ),
                "",
            )
            for path in [*subfolders(packages_folder()), *bundled_packages()]
            if path not in known and not _other_languages(path)
        ]
    return tuple(results)


def _other_languages(path: Path) -> bool:
    """Whether it is a readable package, of other languages."""
    try:
        return "from_code" in read_package(path).metadata
    except EngineError:
        return False


def _verify_one(model: Model) -> Verified:
    note = "loads"
    if model.kind == "firefox":
        try:
            FirefoxEngine(model).translate(["Hà Nội 2024."], model.source, model.target)
        except EngineError as error:
            return Verified(model, error.problems[0], note)
        return Verified(model, None, note)
    if model.bundled:
        entry = next(
            (m for m in locked() if (m.name, m.version) == (model.name, model.version)), None
        )
        if entry is not None and entry.sha256:
            note = "hash and loading"
            if not model.path.is_file() or file_sha256(model.path) != entry.sha256:
                return Verified(model, _changed(model.path), note)
    else:
        expected = _marker_hashes(model.path)
        if expected:
            note = "hashes and loading"
            for relative, sha256 in sorted(expected.items()):
                file = model.path / relative
                if not file.is_file() or file_sha256(file) != sha256:
                    return Verified(model, _changed(file), note)
    try:
        _try(model, model.path)
    except EngineError as error:
        return Verified(model, error.problems[0], note)
    return Verified(model, None, note)


def _changed(path: Path) -> Problem:
    return Problem(
        "is missing or its bytes have changed since it was installed",
        "install the model again with `briefings models install`",
        path,
    )


def _marker_hashes(folder: Path) -> dict[str, str]:
    try:
        marker: Any = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in marker["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
