"""How the site holds up with thousands of events: build time, size, search and first paint.

    python -m benchmarks.bench_site --events 2000 5000 [--pagefind PROGRAM] [--folder DIR]

The events are made of the samples of `benchmarks.synthetic`, two articles each; grouping and
summaries are left out, since only pages are measured. The site is whole: share pictures and
`site.zip` are in it. The first paint is measured on a CPU slowed down four times, the search on
this one, from the query to the first result shown, the best of five; without Chromium those
figures are left out. Of the search the time of the page's thread is told too, which other work on
the machine does not lengthen. With `--pagefind` (the program of the package `pagefind[extended]`,
installed apart), a copy of the site is indexed by Pagefind too and searched through its own script.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.synthetic import synthetic_articles
from generator.cards import render_cards
from generator.feeds import render_feeds
from generator.model import LANGS, Briefing, Claim, Event, Lang, Storyline, Translation
from generator.pages import render_pages
from generator.sentences import article_sentences
from generator.settings import Settings
from generator.site_builder import build_site
from generator.site_model import Site
from generator.translation.glossary import read_glossary

ROOT = Path(__file__).resolve().parent.parent
QUERIES = 3
"""How many queries are timed: each is the beginning of a headline, its first two words."""
RUNS = 5
"""How often what a browser does is timed; the best counts, for the machine may be busy."""

_PAGEFIND_PAGE = """<!doctype html><title>search</title><script type="module">
const pagefind = await import("./pagefind/pagefind.js");
window.search = async query => {
  const found = await pagefind.search(query);
  return found.results.length ? (await found.results[0].data()).meta.title : "";
};
</script>"""


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
    parser.add_argument("--events", type=int, nargs="+", default=[2000])
    parser.add_argument("--pagefind", type=Path, help="the program of pagefind[extended]")
    parser.add_argument("--folder", type=Path, help="keep the sites here")
    arguments = parser.parse_args()
    table: dict[int, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for events in arguments.events:
            folder = (arguments.folder or Path(scratch)) / str(events)
            print(f"{events:,} events", flush=True)
            table[events] = measure(events, folder, arguments.pagefind)
    print_table(table)
    return 0


def measure(events: int, folder: Path, pagefind: Path | None) -> dict[str, str]:
    """Build a site of so many events in `folder` and measure it: what → figure."""
    figures = Figures()
    site = sample_site(events)
    with figures.timed("pages"):
        pages = render_pages(site)
    with figures.timed("feeds and JSON"):
        files = {**pages, **render_feeds(site, pages)}
    with figures.timed("share pictures"):
        pictures = render_cards(site)
    source, built = folder / "site_src", folder / "site"
    write_folder(source, files)
    write_folder(folder / "pictures", pictures)
    figures.say("files in site_src", f"{len(files):,}")
    with figures.timed("MkDocs and site.zip"):
        build_site(ROOT / "mkdocs.yml", source, built, pictures=folder / "pictures", download=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures.say("memory of MkDocs", f"{memory:.0f} MiB")
    sizes = sizes_by_kind(built)
    figures.say("size of the site", f"{sum(sizes.values()) / 1e6:.0f} MB")
    for kind, size in sizes.most_common(8):
        figures.say(f"· {kind}", f"{size / 1e6:.1f} MB")
    for lang in LANGS:
        index = (built / lang / "search-index.js").read_bytes()
        packed = len(gzip.compress(index, 6))
        figures.say(
            f"search data ({lang})", f"{len(index) / 1e6:.2f} MB, {packed / 1e6:.2f} MB gzipped"
        )
    with browser(built) as (reader, base):
        if reader is None:
            figures.say("browser", "no Chromium here")
        else:
            event = min((built / "vi" / "events").glob("*.html")).name
            paint = min(largest_paint(reader, f"{base}vi/events/{event}") for _ in range(RUNS))
            figures.say("largest paint of an event page", f"{paint / 1000:.2f} s (slowed 4 ×)")
            runs = [own_search(reader, base, queries(built)) for _ in range(RUNS)]
            figures.say_times("own search", [times for times, _ in runs])
            figures.say_times("own search, the thread", [busy for _, busy in runs])
    if pagefind:
        measure_pagefind(built, folder / "pagefind", pagefind, figures)
    return figures.found


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def sizes_by_kind(built: Path) -> Counter[str]:
    """Bytes of the site by folder below the language and by kind of file."""
    sizes: Counter[str] = Counter()
    for file in built.rglob("*"):
        if file.is_file():
            folders = [part for part in file.relative_to(built).parts[:-1] if part not in LANGS]
            sizes[f"{folders[0] if folders else 'top'} {file.suffix}"] += file.stat().st_size
    return sizes


def largest_paint(reader: Any, url: str) -> float:
    """Largest contentful paint of a page in milliseconds, by a new reader on a slow machine."""
    page = reader()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url)
    found = page.evaluate(
        "() => new Promise(done => new PerformanceObserver(list => done("
        "list.getEntries().at(-1).startTime)).observe("
        "{type: 'largest-contentful-paint', buffered: true}))"
    )
    page.context.close()
    return float(found)


def own_search(reader: Any, base: str, asked: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds from each query to its first result; the first one loads the search too.

    Returns:
        By the clock, and of the page's thread.
    """
    page = reader()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{base}vi/about.html")
    times, busy = [], []
    for query in asked:
        start, before = time.perf_counter(), thread_time(session)
        if not times:
            page.locator("[data-search-open]").click()
        box = page.locator("dialog input[type=search]")
        box.fill(query)
        page.locator("dialog .hit-title").first.wait_for()
        times.append(time.perf_counter() - start)
        busy.append(thread_time(session) - before)
        box.fill("")
        page.wait_for_function("() => !document.querySelector('dialog .hit-title')")
    page.context.close()
    return times, busy


def thread_time(session: Any) -> float:
    """Seconds that the page's thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(item["value"] for item in metrics if item["name"] == "TaskDuration"))


def queries(built: Path) -> list[str]:
    """The first two words of some headlines."""
    events = sorted((built / "vi" / "events").glob("*.html"))
    found = []
    for event in events[:: len(events) // QUERIES][:QUERIES]:
        text = event.read_text(encoding="utf-8").partition("<title>")[2]
        found.append(" ".join(text.split()[:2]))
    return found


def measure_pagefind(built: Path, folder: Path, program: Path, figures: Figures) -> None:
    """Index a copy of the site with Pagefind and search it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("*.zip", "*.png"))
    with figures.timed("Pagefind's index"):
        subprocess.run(
            [program, "--site", folder, "--glob", "{en,vi}/events/*.html"],
            check=True,
            capture_output=True,
        )
    index = folder / "pagefind"
    files = [file for file in index.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    figures.say("Pagefind: size", f"{size / 1e6:.1f} MB in {len(files):,} files")
    for lang in LANGS:
        (folder / f"{lang}.html").write_text(
            _PAGEFIND_PAGE.replace("<title>", f'<html lang="{lang}"><title>'), encoding="utf-8"
        )
    with browser(folder) as (reader, base):
        if reader is not None:
            asked = queries(built)
            times = [pagefind_search(reader, base, asked) for _ in range(RUNS)]
            figures.say_times("Pagefind", times)


def pagefind_search(reader: Any, base: str, asked: Sequence[str]) -> list[float]:
    """Seconds from each query to its first result; the first one loads the search too."""
    page = reader()
    times = []
    for query in asked:
        start = time.perf_counter()
        if not times:
            page.goto(f"{base}vi.html")
            page.wait_for_function("() => window.search")
        page.evaluate("query => window.search(query)", query)
        times.append(time.perf_counter() - start)
    page.context.close()
    return times


class Figures:
    """Prints figures as they are found and keeps them for the table."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def say(self, what: str, value: str) -> None:
        """Print and keep one figure."""
        self.found[what] = value
        print(f"  {what:32} {value}", flush=True)

    def say_times(self, what: str, times: Sequence[Sequence[float]]) -> None:
        """Keep the best of several runs: the first query, and the slowest of the later ones."""
        self.say(f"{what}: first query", f"{min(run[0] for run in times):.2f} s")
        self.say(f"{what}: later queries", f"{min(max(run[1:]) for run in times):.2f} s")

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Time what is done inside: by the clock, and of the CPU."""
        start, busy = time.perf_counter(), sum(os.times()[:4])
        yield
        busy = sum(os.times()[:4]) - busy
        self.say(what, f"{time.perf_counter() - start:.0f} s, {busy:.0f} s of CPU")


def print_table(table: Mapping[int, Mapping[str, str]]) -> None:
    """Everything once more, a column for each number of events, as Markdown."""
    rows = dict.fromkeys(what for figures in table.values() for what in figures)
    print("\n| | " + " | ".join(f"{events:,} events" for events in table) + " |")
    print("|---" * (len(table) + 1) + "|")
    for what in rows:
        cells = (figures.get(what, "–") for figures in table.values())
        print(f"| {what} | " + " | ".join(cells) + " |")


@contextmanager
def browser(folder: Path) -> Iterator[tuple[Any, str]]:
    """What opens a page for a new reader with a phone, and the address of `folder`.

    (None, "") without Chromium.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        yield None, ""
        return
    chromium = shutil.which("chromium") or shutil.which("chrome")
    with served(folder) as base, sync_playwright() as playwright:
        if not chromium and not Path(playwright.chromium.executable_path).exists():
            yield None, ""
            return
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        size = {"width": 390, "height": 844}
        yield lambda: running.new_context(viewport=size).new_page(), base
        running.close()


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


if __name__ == "__main__":
    sys.exit(main())
