"""Times whole builds of sample articles, as ratios within one run, with peak memory.

    python -m benchmarks.bench_build [--sizes 1000,5000] [--jobs 0]

For each size: a full build without translation and without MkDocs, one more without a change,
and one after a single article was added. Seconds depend on the machine; read the ratios.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic import synthetic_articles, write_content
from generator.articles import write_article


def timed_build(folder: Path, jobs: int) -> tuple[float, float]:
    """(seconds, peak MiB) of one `briefings build --no-site` in a process of its own."""
    command = [sys.executable, "-m", "generator", "build", "--no-site", "--jobs", str(jobs)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return seconds, max(before, peak) / 1024


def main(argv: Sequence[str] | None = None) -> int:
    """Print one row a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="200,1000", help="numbers of articles, ascending")
    parser.add_argument("--jobs", type=int, default=0)
    arguments = parser.parse_args(argv)
    print(f"{'articles':>8} {'full s':>8} {'growth':>8} {'no change':>10} {'+1':>8} {'MiB':>6}")
    last: tuple[int, float] | None = None
    for size in map(int, arguments.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-") as work:
            folder = Path(work)
            write_content(folder / "content", size)
            full, peak = timed_build(folder, arguments.jobs)
            same, _ = timed_build(folder, arguments.jobs)
            *_, newcomer = synthetic_articles(size + 1)
            write_article(newcomer, folder / "content")
            one, _ = timed_build(folder, arguments.jobs)
        growth = f"×{full / last[1]:.1f}" if last else "–"
        print(
            f"{size:>8} {full:>8.1f} {growth:>8} {same / full:>10.1%} {one / full:>8.1%} "
            f"{peak:>6.0f}",
            flush=True,
        )
        last = (size, full)
    return 0


if __name__ == "__main__":
    sys.exit(main())
