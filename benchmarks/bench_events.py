"""How grouping grows: time and memory for collections of several sizes, and for a few new articles.

    python -m benchmarks.bench_events [--data DIR] [--sizes 2000 10000 50000]

DIR holds `events/*-articles.jsonl.xz` (see quality_events.py); without it, made-up articles serve.
The articles of a collection are made from their sentences: every event is a few paragraphs of one
true article, dealt out again in parts to two to four reports of it, mixed with paragraphs of
others, over two years. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import dataclasses
import lzma
import random
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.synthetic import synthetic_articles
from generator.articles import read_jsonl
from generator.cache import Cache
from generator.events import group_articles
from generator.model import Article, PartialDate
from generator.published import Published
from generator.sentences import split_sentences
from generator.settings import EventSettings
from generator.translation.glossary import read_glossary

FIRST_DAY = date(2023, 1, 1)
NEW = 10


def collection(sources: list[Article], size: int, seed: int) -> list[Article]:
    """Made-up articles: reports of one event share most of their sentences."""
    deal = random.Random(seed)
    split = [
        [s for p in article.paragraphs for s in split_sentences(p, article.lang)]
        for article in sources
    ]
    pool = {
        lang: [s for a, rows in zip(sources, split, strict=True) if a.lang == lang for s in rows]
        for lang in ("en", "vi")
    }
    made: list[Article] = []
    while len(made) < size + NEW:
        at = deal.randrange(len(sources))
        lang = sources[at].lang
        core = deal.sample(split[at], min(4, len(split[at]))) + deal.sample(pool[lang], 8)
        # The articles that are added later are those of the last days.
        day = FIRST_DAY + timedelta(days=729 if len(made) >= size else deal.randrange(730))
        for _ in range(deal.choice((1, 2, 2, 3, 4))):
            body = deal.sample(core, min(9, len(core))) + deal.sample(pool[lang], 3)
            shown = day + timedelta(days=deal.choice((0, 0, 1)))
            made.append(
                Article(
                    f"a{len(made):06}",
                    body[0][:80],
                    lang,
                    tuple(body),
                    published=PartialDate.parse(shown.isoformat()),
                )
            )
    return made[: size + NEW]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with events/*-articles.jsonl.xz")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000])
    options = parser.parse_args()
    sources: list[Article] = []
    folder = options.data / "events" if options.data else None
    for path in sorted(folder.glob("*-articles.jsonl.xz")) if folder else ():
        lines = lzma.decompress(path.read_bytes()).decode().splitlines()
        sources += [
            dataclasses.replace(article, id=f"{path.stem}-{article.id}")
            for article in read_jsonl(lines, path.name)
        ]
    if folder and not sources:
        print(f"skipped: no *-articles.jsonl.xz in {folder}")
        return
    sources = sources or list(synthetic_articles(2_000))
    glossary = read_glossary(Path(__file__).parent.parent / "content")
    for size in options.sizes:
        articles = collection(sources, size, 7)
        folder = tempfile.TemporaryDirectory()
        cache = Cache(Path(folder.name) / "cache.db", b"1")
        start = time.process_time()
        events = group_articles(articles[:size], EventSettings(), glossary, cache=cache)
        whole = time.process_time() - start
        published = Published().updated(events, ())
        start = time.process_time()
        group_articles(articles, EventSettings(), glossary, None, published, cache=cache)
        more = time.process_time() - start
        cache.close()
        folder.cleanup()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:7} articles {len(events):7} events {whole:8.1f} s; 10 more {more:6.2f} s "
            f"({100 * more / whole:.1f} %); {memory:.0f} MiB",
            flush=True,
        )


if __name__ == "__main__":
    main()
