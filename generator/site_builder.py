"""Runs MkDocs on `site_src/` and puts the finished site in place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from generator.errors import BriefingsError, Problem, UsageError
from generator.files import replace_folder
from generator.lean_html import lean
from generator.site_zip import write_zip

# What MkDocs copies from Material and no page of this site asks for: 2.6 MB.
_THEME_ASSETS = ("assets/javascripts", "assets/stylesheets", "assets/images")


def build_site(
    config: Path,
    site_src: Path,
    site: Path,
    *,
    url: str = "",
    newest: date | None = None,
    pictures: Path | None = None,
    download: bool = False,
) -> None:
    """Build the static site; the old one stays until the new one is whole.

    MkDocs runs in a process of its own: its settings are global, and its clock is set to
    the newest article so that the same input gives the same bytes.

    Args:
        config: `mkdocs.yml`.
        site_src: The generated Markdown.
        site: Where the site goes; replaced as a whole.
        url: Public address of the site, for `site_url` of `mkdocs.yml`; "" while unknown.
        newest: Date of the newest article.
        pictures: Folder of files that go into the site beside what MkDocs makes.
        download: Whether the site offers itself as one `site.zip`.

    Raises:
        UsageError: No `mkdocs.yml`.
        BriefingsError: MkDocs failed; with the end of what it said.
    """
    if not config.is_file():
        raise UsageError(Problem("not found", "run the command in the project's folder", config))
    site.parent.mkdir(parents=True, exist_ok=True)
    midnight = datetime.combine(newest or date(2000, 1, 1), datetime.min.time(), UTC)
    seconds = max(0, int(midnight.timestamp()))
    environment = {**os.environ, "SITE_URL": url, "SOURCE_DATE_EPOCH": str(seconds)}
    aside = f".~{site.name}-"
    for leftover in site.parent.glob(f"{aside}*"):
        shutil.rmtree(leftover, ignore_errors=True)  # of a build that was killed
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=aside) as work:
        new = Path(work) / "site"
        result = subprocess.run(
            [sys.executable, "-m", __name__, config.resolve(), site_src.resolve(), new.resolve()],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
        )
        if result.returncode != 0:
            said = (result.stderr or result.stdout).strip()[-2000:]
            raise BriefingsError(
                Problem(f"MkDocs failed:\n{said}", "mend what it names and build again", config)
            )
        for folder in _THEME_ASSETS:
            shutil.rmtree(new / folder, ignore_errors=True)
        for page in new.rglob("*.html"):
            page.write_bytes(lean(page.read_bytes()))
        if pictures and pictures.is_dir():
            hidden = shutil.ignore_patterns(".*")
            shutil.copytree(pictures, new, dirs_exist_ok=True, ignore=hidden)
        if download:
            write_zip(new)
        replace_folder(new, site)


def _run_mkdocs(config: str, docs: str, site: str) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        loaded = load_config(config_file=config, docs_dir=docs, site_dir=site, strict=True)
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
        loaded.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    _run_mkdocs(*sys.argv[1:4])
