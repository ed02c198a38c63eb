"""Builds the site with MkDocs' successors too and compares what a reader gets.

    python -m benchmarks.compat [--site-src site_src] [--work .cache/compat]

ProperDocs (a fork of MkDocs) and Zensical (by the makers of Material) are installed apart, each
into an environment of its own below the work folder. For every page the language, the title, the
links and the words are compared with those of MkDocs; every difference is listed. MkDocs without
any theme must give the same bytes: the pages need nothing of Material.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html

from generator.site_builder import build_site

ROOT = Path(__file__).resolve().parent.parent
ENGINES = {
    "properdocs": (("properdocs==1.6.7", "mkdocs-material==9.8.1"), ("properdocs", "build")),
    "zensical": (("zensical==0.0.73",), ("zensical", "build")),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--site-src", type=Path, default=ROOT / "site_src")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "compat")
    arguments = parser.parse_args()
    if not (arguments.site_src / "index.md").is_file():
        print(f"no pages in {arguments.site_src}: run `briefings build` first", file=sys.stderr)
        return 2
    expected = arguments.work / "mkdocs"
    build_site(ROOT / "mkdocs.yml", arguments.site_src, expected)
    bare = without_theme(arguments.work / "no theme", arguments.site_src)
    different = other_bytes(expected, bare)
    found = report("MkDocs without Material", expected, different)
    for name, (packages, command) in ENGINES.items():
        folder = arguments.work / name
        install(folder / "venv", packages)
        site = build(folder, command, arguments.site_src)
        found += report(name, expected, compare(expected, site))
    return 1 if found else 0


def report(name: str, expected: Path, different: list[str]) -> int:
    """Print what differs and say how much does."""
    pages = sum(1 for _ in expected.rglob("*.html"))
    print(f"{name}: {pages} pages, {len(different)} differences", flush=True)
    for line in different[:20]:
        print(f"  {line}")
    return len(different)


def without_theme(folder: Path, site_src: Path) -> Path:
    """Build with MkDocs, but with the theme folder alone."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  name: material\n" in config
    bare = folder / "mkdocs.yml"
    bare.write_text(config.replace("  name: material\n", "  name: null\n"), encoding="utf-8")
    build_site(bare, site_src, folder / "site")
    return folder / "site"


def other_bytes(expected: Path, site: Path) -> list[str]:
    """Files that are not in both sites with the same bytes."""
    files = {
        str(file.relative_to(root)): None
        for root in (expected, site)
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }
    return [
        f"{name}: other bytes"
        for name in files
        if not ((expected / name).is_file() and (site / name).is_file())
        or (expected / name).read_bytes() != (site / name).read_bytes()
    ]


def install(venv: Path, packages: tuple[str, ...]) -> None:
    """Make a virtual environment with the packages, unless it is there."""
    if (venv / "installed").exists():
        return
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = venv / "bin" / "python"
    # The project's own environment has no pip: the machine's installs, as in the Makefile.
    machine = Path(sys.base_exec_prefix) / "bin" / "python3"
    pip = [machine, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", *packages], check=True)
    (venv / "installed").touch()


def build(folder: Path, command: tuple[str, ...], site_src: Path) -> Path:
    """Build a copy of the project in `folder` and say where the site is."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "templates", project / "templates")
    shutil.copytree(site_src, project / "site_src")
    program = folder.resolve() / "venv" / "bin" / command[0]
    subprocess.run([program, *command[1:]], cwd=project, check=True, capture_output=True)
    return project / "site"


def compare(expected: Path, site: Path) -> list[str]:
    """Every difference that a reader could meet, one line each."""
    different = []
    for file in sorted(expected.rglob("*.html")):
        path = file.relative_to(expected)
        if not (site / path).is_file():
            different.append(f"{path}: missing")
            continue
        ours, theirs = facts(file), facts(site / path)
        different += [f"{path}: {what}" for what in ours if ours[what] != theirs[what]]
    for name in ("vi/search-index.js", "vi/feed.xml", "assets/briefings/search.js"):
        if (expected / name).read_bytes() != (site / name).read_bytes():
            different.append(f"{name}: other bytes")
    return different


def facts(file: Path) -> dict[str, object]:
    """What a reader and a search engine get from a page."""
    root = lxml.html.parse(str(file)).getroot()
    content = root.get_element_by_id("content")
    frame = root.cssselect("header.bar a, footer.foot a, link[hreflang], link[rel=stylesheet]")
    return {
        "language": root.get("lang"),
        "title": " ".join((root.findtext(".//title") or "").split()),
        "frame": [(link.get("hreflang"), link.get("href")) for link in frame],
        "links": [str(href) for href in content.xpath(".//@href")],
        "anchors": [str(name) for name in content.xpath(".//@id")],
        "words": " ".join(content.text_content().split()),
    }


if __name__ == "__main__":
    sys.exit(main())
