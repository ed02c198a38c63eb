"""Times the importer beside readability-lxml and trafilatura, and watches its memory.

    python -m benchmarks.bench_import [--pages FOLDER] [--megabytes 20]

Pages: the saved pages of FOLDER (default: the sample pages of the tests), each extracted several
times in turn by each method; articles per second of processor time, and the ratio to trafilatura.

Memory: JSON lines of the given size, invented from a few words with a fixed seed, are imported from
one file; printed is how far the memory of the process grew at its peak.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from readability import Document

from generator.importing import import_paths

SAMPLES = Path(__file__).parent.parent / "tests" / "samples" / "importing"
WORDS = (
    "tàu cầu sông bộ trưởng cho biết hai nước sẽ ký thỏa thuận về biên giới trên biển trong năm "
    "tới người dân thành phố đường mới giá tăng giảm một phần ba theo báo cáo của tỉnh"
).split()


def rate(run: Callable[[], object], pages: int, seconds: float = 2.0) -> float:
    """Pages per second of processor time, over at least the given seconds."""
    run()
    start, rounds = time.process_time(), 0
    while (spent := time.process_time() - start) < seconds or rounds < 2:
        run()
        rounds += 1
    return pages * rounds / spent


def speed(folder: Path) -> None:
    """Print the pages per second of each method."""
    paths = sorted(folder.glob("*.html"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    methods: dict[str, Callable[[], object]] = {
        "trafilatura": lambda: [trafilatura.extract(text) for text in texts],
        "readability-lxml": lambda: [Document(text).summary() for text in texts],
        "importer": lambda: list(import_paths(paths)),
    }
    rates = {name: rate(run, len(paths)) for name, run in methods.items()}
    print(f"{len(paths)} pages, {sum(map(len, texts)) // len(texts):,} characters each on average")
    for name, value in rates.items():
        print(f"{name:20}{value:10.1f} articles/s{value / rates['trafilatura']:8.2f} × trafilatura")


def memory(megabytes: int) -> None:
    """Print how the memory grows while a large file is imported."""
    chance = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.jsonl")
        size = 0
        with open(path, "w", encoding="utf-8") as file:
            number = 0
            while size < megabytes * 1_000_000:
                number += 1
                sentences = (
                    " ".join(chance.choices(WORDS, k=20)).capitalize() + "." for _ in range(60)
                )
                row = {"id": f"a-{number}", "title": f"Tin {number}", "body": " ".join(sentences)}
                size += file.write(json.dumps(row, ensure_ascii=False) + "\n") * 4 // 3
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        count = sum(1 for _ in import_paths([path]))
        spent = time.process_time() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        actual = path.stat().st_size / 1e6
    print(
        f"{actual:.0f} MB, {count:,} articles: {spent:.1f} s, memory grew by {grown / 1024:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, default=SAMPLES)
    parser.add_argument("--megabytes", type=int, default=20)
    options = parser.parse_args()
    speed(options.pages)
    memory(options.megabytes)


if __name__ == "__main__":
    main()
