"""Argos packages: their metadata and the files in them.

A package is a folder, or an `.argosmodel` file, which is read without being unpacked.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import EngineError, Problem


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an Argos package that translation needs.

    Attributes:
        path: Folder, or `.argosmodel` file.
        metadata: Its `metadata.json`.
    """

    path: Path
    metadata: dict[str, Any]

    def read(self, name: str) -> bytes | None:
        """The bytes of a file of the package; None when it has no such file."""
        if self.path.is_dir():
            file = self.path / name
            return file.read_bytes() if file.is_file() else None
        with zipfile.ZipFile(self.path) as archive:
            for info in archive.infolist():
                if info.filename.partition("/")[2] == name:
                    return archive.read(info)
        return None

    def model_files(self) -> dict[str, bytes]:
        """Name → bytes of the CTranslate2 model."""
        with zipfile.ZipFile(self.path) as archive:
            files = {i.filename.partition("/")[2]: i for i in archive.infolist() if not i.is_dir()}
            return {
                name.removeprefix("model/"): archive.read(info)
                for name, info in sorted(files.items())
                if name.startswith("model/")
            }


def read_package(path: Path) -> Package:
    """Open a package by its metadata.

    Raises:
        EngineError: No package, or a broken one.
    """
    package = Package(path, {})
    try:
        data = package.read("metadata.json")
        metadata = json.loads(data) if data is not None else None
    except (OSError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise broken_package(path, str(error)) from error
    if not isinstance(metadata, dict):
        raise broken_package(path, "there is no metadata.json in it")
    return Package(path, metadata)


def broken_package(path: Path, why: str) -> EngineError:
    """The error of a package that cannot be read or run.

    Args:
        path: Its folder or file.
        why: What is wrong with it.
    """
    return EngineError(
        Problem(
            f"is not a working Argos package: {why}",
            "download it again and run `briefings models install FILE`",
            path,
        )
    )
