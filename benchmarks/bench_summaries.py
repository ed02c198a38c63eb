"""Times summaries: events of six articles, on every core, and how the time grows.

    python -m benchmarks.bench_summaries [--events 1000] [--jobs 2] [--data FILE.jsonl[.xz]]

Without `--data` the articles are made up by `benchmarks.synthetic`; with it, the articles of the
file are dealt out six by six. Where the package `sumy` is installed, its TextRank is timed on some
of the same events, one process, with the same sentences.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from benchmarks.synthetic import synthetic_articles
from generator.articles import read_jsonl
from generator.model import Article, Event, by_id
from generator.sentences import article_sentences
from generator.settings import SummarySettings
from generator.summaries import summarise
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
SIZE = 6
SUMY_EVENTS = 20

Work = tuple[Event, dict[str, Article], Glossary]


def read_articles(path: Path | None, number: int) -> list[Article]:
    """As many articles as wanted; those of the file are used again under other ids."""
    if path is None:
        return list(synthetic_articles(number))
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        found = read_jsonl(lines, str(path))
    return list(islice(cycle(found), number))


def make_events(articles: Sequence[Article], glossary: Glossary) -> list[Work]:
    """Events of `SIZE` articles each, as the build hands them to the summary step."""
    made = []
    for start in range(0, len(articles) - SIZE + 1, SIZE):
        members = list({article.id: article for article in articles[start : start + SIZE]}.values())
        event = Event(f"e{start}", tuple(article.id for article in members), title=members[0].title)
        made.append((event, by_id(members), glossary))
    return made


def summarise_one(work: Work) -> int:
    event, articles, glossary = work
    return len(summarise(event, articles, SummarySettings(), glossary).all_claims)


def timed(work: Sequence[Work], jobs: int) -> float:
    """Seconds for all events on `jobs` processes, their start not counted."""
    if jobs == 1:
        start = time.perf_counter()
        for each in work:
            summarise_one(each)
        return time.perf_counter() - start
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(summarise_one, work[:jobs]))  # Start the processes and fill their caches.
        start = time.perf_counter()
        list(pool.map(summarise_one, work, chunksize=25))
        return time.perf_counter() - start


def sumy_seconds(work: Iterable[Work]) -> float | None:
    """Seconds an event for sumy's TextRank; None where it is not installed."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError:
        return None

    class Words:
        """What sumy asks of a tokenizer, without the corpus that its own downloads."""

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(text.split())

    documents = [
        ObjectDocumentModel(
            [
                Paragraph([Sentence(s.text, Words()) for s in article_sentences(article)])
                for article in articles.values()
            ]
        )
        for _, articles, _ in work
    ]
    start = time.perf_counter()
    for document in documents:
        TextRankSummarizer()(document, 6)
    return (time.perf_counter() - start) / len(documents)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    if options.data is not None and not options.data.is_file():
        print(f"skipped: {options.data} is not there")
        return 0
    glossary = read_glossary(ROOT / "content")
    work = make_events(read_articles(options.data, options.events * SIZE), glossary)
    for share in (4, 2, 1):
        part = work[: len(work) // share]
        seconds = timed(part, options.jobs)
        print(
            f"{len(part):6} events of {SIZE} articles, {options.jobs} processes: "
            f"{seconds:7.1f} s, {1000 * seconds / len(part):6.1f} ms an event",
            flush=True,
        )
    sumy = sumy_seconds(work[:SUMY_EVENTS])
    start, cpu = time.perf_counter(), time.process_time()
    timed(work[:SUMY_EVENTS], 1)
    one, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"one process: {1000 * one / SUMY_EVENTS:.1f} ms an event, "
        f"of which {1000 * cpu / SUMY_EVENTS:.1f} ms of processor time"
    )
    print(
        "sumy: not installed" if sumy is None else f"sumy's TextRank: {1000 * sumy:.1f} ms an event"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
