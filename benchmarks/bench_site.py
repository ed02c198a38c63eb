"""How the site holds up with thousands of events: build time, size, search and first paint.

    python -m benchmarks.bench_site --events 2000 [--search-only] [--folder DIR]

The events are made of the samples of `benchmarks.synthetic`, two articles each; grouping and
summaries are left out, since only pages are measured. The first paint is measured on a CPU slowed
down four times, the search on this one; without Chromium those lines are left out.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.synthetic import synthetic_articles
from generator.feeds import render_feeds
from generator.model import LANGS, Briefing, Claim, Event, Lang, Storyline, Translation
from generator.pages import render_pages
from generator.search_index import search_script
from generator.sentences import article_sentences
from generator.settings import Settings
from generator.site_builder import build_site
from generator.site_index import index_site
from generator.site_model import Site
from generator.translation.glossary import read_glossary

ROOT = Path(__file__).resolve().parent.parent


class SampleTranslations:
    """Gives every text back as if an editor had found it right in both languages."""

    def get(self, text: str, source: Lang, target: Lang) -> Translation:
        """The text itself."""
        return Translation(text, target, "source" if source == target else "edited")


def sample_site(events: int) -> Site:
    """A site of `events` events with two articles each and a storyline for every ten events."""
    articles, sentences, briefings = {}, {}, []
    stream = synthetic_articles(2 * events)
    for pair in zip(stream, stream, strict=False):
        for article in pair:
            articles[article.id] = article
            sentences[article.id] = article_sentences(article)
        members = tuple(article.id for article in pair)
        claims = [
            Claim(sentence.text, sentence.lang, (sentence,))
            for article in pair
            for sentence in sentences[article.id][:3]
        ]
        first = pair[0]
        event = Event(first.id, members, first.published, first.title, first.lang)
        briefings.append(Briefing(event, claims[0], tuple(claims[1:])))
    groups = (briefings[start : start + 10] for start in range(0, len(briefings), 10))
    lines = tuple(
        Storyline(
            f"line-{number}", tuple(item.event.id for item in group), f"Sample {number}", "en"
        )
        for number, group in enumerate(groups, 1)
        if len(group) > 1
    )
    return Site(
        Settings(url="https://briefings.example/"),
        articles,
        sentences,
        tuple(briefings),
        SampleTranslations(),
        lines,
        read_glossary(ROOT / "content"),
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument(
        "--search-only", action="store_true", help="few pages, but the search data of all events"
    )
    parser.add_argument("--folder", type=Path, help="keep the site here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        measure(arguments.events, folder, search_only=arguments.search_only)
    return 0


def measure(events: int, folder: Path, *, search_only: bool = False) -> None:
    site = sample_site(events)
    shown = replace(site, briefings=site.briefings[:20], storylines=()) if search_only else site
    with timed("pages"):
        pages = render_pages(shown)
    with timed("feeds and JSON"):
        files = {**pages, **render_feeds(shown, pages)}
    if search_only:
        index = index_site(site)
        for lang in LANGS:
            files[f"{lang}/search-index.js"] = search_script(site, index, lang)
    source, built = folder / "site_src", folder / "site"
    shutil.rmtree(source, ignore_errors=True)
    for path, content in files.items():
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    say("files under site_src", f"{len(files):,}")
    with timed("MkDocs"):
        build_site(ROOT / "mkdocs.yml", source, built)
    say(
        "memory of MkDocs",
        f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB",
    )
    size = sum(file.stat().st_size for file in built.rglob("*") if file.is_file())
    say("size of the site", f"{size / 1e6:.1f} MB")
    for lang in ("en", "vi"):
        index = (built / lang / "search-index.js").read_bytes()
        packed = len(gzip.compress(index, 6))
        say(f"search index ({lang})", f"{len(index) / 1e6:.2f} MB, {packed / 1e6:.2f} MB gzipped")
    browse(built)


def browse(built: Path) -> None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        say("browser", "playwright is not installed")
        return
    chromium = shutil.which("chromium") or shutil.which("chrome")
    event = next(iter(sorted((built / "vi" / "events").glob("*.html")))).name
    with served(built) as base, sync_playwright() as playwright:
        if not chromium and not Path(playwright.chromium.executable_path).exists():
            say("browser", "no Chromium here")
            return
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        paints = []
        for _ in range(3):
            page.goto(f"{base}vi/events/{event}")
            paints.append(
                page.evaluate(
                    "() => new Promise(done => new PerformanceObserver(list => done("
                    "list.getEntries().at(-1).startTime)).observe("
                    "{type: 'largest-contentful-paint', buffered: true}))"
                )
            )
        say("largest paint of an event page", f"{min(paints):.0f} ms (best of 3, 4 × slower CPU)")
        page.locator("[data-search-open]").click()
        box = page.locator("dialog input[type=search]")
        box.wait_for()
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        title = page.locator("h1").inner_text()
        for query in (" ".join(title.split()[:2]), title):
            start = time.perf_counter()
            box.fill(query)
            page.locator("dialog .hit-title").first.wait_for()
            say(f"first result, {len(query.split())} words", f"{time.perf_counter() - start:.2f} s")
            box.fill("")
            page.wait_for_function("() => !document.querySelector('dialog .hit-title')")
        browser.close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A file server that does not write a line for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def timed(what: str) -> Iterator[None]:
    start, busy = time.perf_counter(), sum(os.times()[:4])
    yield
    busy = sum(os.times()[:4]) - busy
    say(what, f"{time.perf_counter() - start:.1f} s, {busy:.1f} s of CPU")


def say(what: str, value: str) -> None:
    print(f"{what:32} {value}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
