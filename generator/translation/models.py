"""Translation models: those on this machine, and those that `models.lock` names.

Three places are looked at: the packages bundled with the program, the folder that Argos
Translate itself keeps its packages in, and the model cache of `fxtranslate`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from generator import strict_yaml
from generator.errors import BriefingsError, EngineError, Problem
from generator.model import LANGS, Lang
from generator.translation.argos_package import read_package

SHIPPED = Path(str(files("generator.translation"))) / "bundled"
"""The models that come with the program."""
BUNDLED = Path(os.environ.get("BRIEFINGS_BUNDLED_MODELS") or SHIPPED)
"""Where bundled models are looked for; the variable names another folder."""
LOCK = Path(str(files("generator.translation"))) / "models.lock"
Kind = Literal["argos", "firefox"]


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model of one direction.

    Attributes:
        name: `bundled-vi-en`, `argos-vi-en`, `firefox-vi-en`.
        kind: What runs it.
        source, target: The direction.
        version: The package's version, "" if it has none.
        path: Its folder, or the `.argosmodel` file of a bundled one.
        bundled: Whether it came with the program.
        bleu: Measured score from `models.lock`; None if never measured.
    """

    name: str
    kind: Kind
    source: Lang
    target: Lang
    version: str
    path: Path
    bundled: bool = False
    bleu: float | None = None

    @property
    def title(self) -> str:
        """Name and version, as stored with each translation."""
        return f"{self.name} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class LockedModel:
    """One entry of `models.lock`.

    Attributes:
        name: What `briefings models install` takes.
        kind: What runs it.
        source, target: The direction.
        version: The package's version, "" if it has none.
        urls: Where it can be fetched, in order of preference.
        size: Bytes of the file; 0 if not known.
        sha256: Hash of the file, "" if not known.
        bleu: Score on the FLORES-200 devtest sentences; None if never measured.
        licence: Licence of the model.
        credit: Whom to name.
    """

    name: str
    kind: Kind
    source: Lang
    target: Lang
    version: str = ""
    urls: tuple[str, ...] = ()
    size: int = 0
    sha256: str = ""
    bleu: float | None = None
    licence: str = ""
    credit: str = ""


def locked(path: Path = LOCK) -> tuple[LockedModel, ...]:
    """The models that `models.lock` names, in its order.

    Raises:
        EngineError: The file is missing or broken.
    """
    try:
        data = strict_yaml.load(path.read_text(encoding="utf-8"), path).data or []
        return tuple(
            LockedModel(
                name=item["name"],
                kind=item["kind"],
                source=item["source"],
                target=item["target"],
                version=item.get("version", ""),
                urls=tuple(item.get("urls", ())),
                size=int(item.get("size", 0)),
                sha256=item.get("sha256", ""),
                bleu=float(item["bleu"]) if "bleu" in item else None,
                licence=item.get("licence", ""),
                credit=item.get("credit", ""),
            )
            for item in data
        )
    except (OSError, BriefingsError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(
            Problem(f"cannot be read: {error}", "install the program again", path)
        ) from error


def packages_folder() -> Path:
    """Where Argos Translate keeps its packages, found as `argostranslate.settings` finds it.

    Not imported from there: that module creates folders in the home directory.
    """
    if folder := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(folder)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "argos-translate/packages"


def firefox_folder() -> Path:
    """Where `fxtranslate` keeps its models (its README names the places)."""
    if cache := os.environ.get("XDG_CACHE_HOME"):
        return Path(cache) / "fxtranslate" / "models"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/fxtranslate/models"
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "fxtranslate" / "models"
    return Path.home() / ".cache" / "fxtranslate" / "models"


def installed() -> tuple[Model, ...]:
    """Every en↔vi model on this machine, bundled ones first, then by name and version.

    A folder that is no working package is passed over; `verify` reports it.
    """
    lock = locked()
    found: list[Model] = []
    for path in bundled_packages():
        found += argos_models(path, lock, bundled=True)
    for path in subfolders(packages_folder()):
        found += argos_models(path, lock, bundled=False)
    for path in subfolders(firefox_folder()):
        found += firefox_models(path, lock)
    return tuple(sorted(found, key=lambda m: (not m.bundled, m.name, m.version, str(m.path))))


def bundled_packages() -> list[Path]:
    """The `.argosmodel` files in `BUNDLED`, by name; none where there is no such folder."""
    return sorted(BUNDLED.glob("*.argosmodel"))


def subfolders(parent: Path) -> list[Path]:
    """The folders in one, by name, without hidden ones; none where it cannot be read."""
    try:
        return sorted(p for p in parent.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError:
        return []


def argos_models(path: Path, lock: tuple[LockedModel, ...], bundled: bool) -> list[Model]:
    """The model of an Argos package; none if it is not a package, or not between en and vi.

    Args:
        path: Folder, or `.argosmodel` file.
        lock: What `locked` gives; names the score.
        bundled: Whether it came with the program.
    """
    try:
        metadata = read_package(path).metadata
    except EngineError:
        return []
    source, target = metadata.get("from_code"), metadata.get("to_code")
    if source not in LANGS or target not in LANGS or source == target:
        return []
    version = str(metadata.get("package_version", ""))
    name = f"{'bundled' if bundled else 'argos'}-{source}-{target}"
    bleu = next(
        (m.bleu for m in lock if m.name == name and (m.version == version or not m.version)), None
    )
    return [Model(name, "argos", source, target, version, path, bundled, bleu)]


def firefox_models(path: Path, lock: tuple[LockedModel, ...]) -> list[Model]:
    """The model of a Firefox model folder; none if it holds none, or not between en and vi.

    Args:
        path: Folder, named by its direction (`vi-en`).
        lock: What `locked` gives; names the score.
    """
    source, _, target = path.name.partition("-")
    if source not in LANGS or target not in LANGS or source == target:
        return []
    if firefox_files(path) is None:
        return []
    name = f"firefox-{source}-{target}"
    bleu = next((m.bleu for m in lock if m.name == name), None)
    return [
        Model(
            name,
            "firefox",
            "vi" if source == "vi" else "en",
            "vi" if target == "vi" else "en",
            "",
            path,
            bleu=bleu,
        )
    ]


def firefox_files(folder: Path) -> tuple[Path, Path, Path, Path | None] | None:
    """(model, source vocabulary, target vocabulary, shortlist) of a Firefox model folder.

    None when the folder holds no such model.
    """

    def first(pattern: str) -> Path | None:
        return next(iter(sorted(folder.glob(pattern))), None)

    model, shared = first("model.*.bin"), first("vocab.*.spm")
    source, target = first("srcvocab.*.spm") or shared, first("trgvocab.*.spm") or shared
    if model is None or source is None or target is None:
        return None
    return model, source, target, first("lex.*.bin")
