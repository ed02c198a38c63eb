"""The finished site is the same, byte for byte, wherever and by whomever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("generator", "templates", "content", "mkdocs.yml")


def clone(folder: Path, backwards: bool) -> None:
    """Copy what a site is made from, its files created in one order or the other."""
    for part in PROGRAM:
        source = ROOT / part
        files = [source] if source.is_file() else [p for p in source.rglob("*") if p.is_file()]
        for path in sorted(files, reverse=backwards):
            if "__pycache__" not in path.parts:
                copy = folder / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def built(folder: Path, **environment: str) -> dict[str, bytes]:
    """Every file of `site_src/` and `site/` that a process in this environment makes."""
    subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), **environment},
        capture_output=True,
    )
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("site_src", "site")
        for path in (folder / part).rglob("*")
        if path.is_file()
    }


@pytest.mark.torture
def test_two_clones_give_the_same_site(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "another place, much further down" / "x"
    clone(one, backwards=False)
    clone(other, backwards=True)
    first = built(one, LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1")
    second = built(other, LC_ALL="C.UTF-8", TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="2")
    assert set(first) == set(second)
    assert "site/index.html" in first
    assert [name for name in first if first[name] != second[name]] == []
