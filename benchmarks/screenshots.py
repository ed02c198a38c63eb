"""Takes the pictures of `docs/screenshots/` from a built site.

    python -m benchmarks.screenshots [--site site] [--out docs/screenshots]

The newest event that is part of a storyline is shown. Needs Chromium.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.bench_site import served

WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    arguments.out.mkdir(parents=True, exist_ok=True)
    found = shutil.which("chromium")
    with served(arguments.site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for lang in ("en", "vi"):
            for name, address, size, options in views(arguments.site, lang):
                file = arguments.out / f"{name}-{lang}.png"
                take(browser, f"{base}{lang}/{address}", size, options, file)
                print(file)
        browser.close()
    return 0


def views(site: Path, lang: str) -> list[tuple[str, str, dict[str, int], str]]:
    """(name, address, size, what to do first) of every picture."""
    home = (site / lang / "index.html").read_text(encoding="utf-8")
    event = first(r'href="?(events/[^">]+\.html)', home)
    storyline = first(r'href="?(storylines/(?!index)[^">]+\.html)', home)
    page = (site / lang / event).read_text(encoding="utf-8")
    date = first(r'href="?\.\./((?:days|months)/[^">]+\.html)', page)
    return [
        ("home", "index.html", WIDE, ""),
        ("event", event, WIDE, ""),
        ("event-pairs", event, WIDE, "pairs"),
        ("storyline", storyline, WIDE, ""),
        ("date", date, WIDE, ""),
        ("search", "index.html", WIDE, "search"),
        ("phone", event, NARROW, ""),
        ("dark", "index.html", WIDE, "dark"),
    ]


def first(pattern: str, text: str) -> str:
    """The first group of the first match.

    Raises:
        SystemExit: Nothing matches: the site is not one that these pictures can be taken of.
    """
    match = re.search(pattern, text)
    if not match:
        sys.exit(f"nothing like {pattern} in the site")
    return match.group(1)


def take(browser: Any, url: str, size: dict[str, int], action: str, file: Path) -> None:
    """Open a page, do the action and write the picture."""
    scheme = "dark" if action == "dark" else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(url)
    page.wait_for_load_state("networkidle")  # the fonts too
    if action == "pairs":
        page.locator("[data-pair-toggle]").click()
    if action == "search":
        page.locator("[data-search-open]").click()
        page.locator("dialog input[type=search]").fill("han quoc")
        page.locator("dialog .hit-title").first.wait_for()
    page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
