"""Times whole builds of sample articles, as ratios within one run, with peak memory.

    python -m benchmarks.bench_build [--sizes 1000,10000,50000] [--jobs 0] [--clock wall|cpu]

For each size: a full build without translation and without MkDocs, one more without a change,
and one after a single article was added. Seconds depend on the machine; read the ratios. On a
machine that has other work to do, `--clock cpu` counts processor time instead.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.synthetic import synthetic_articles, write_content
from generator.articles import write_article


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took.

    Attributes:
        wall: Seconds from start to end.
        cpu: Seconds of processor time, all processes together.
        memory: Most memory that one process held, MiB.
    """

    wall: float
    cpu: float
    memory: float


def timed_build(folder: Path, jobs: int) -> Cost:
    """One `briefings build --no-site` in a process of its own."""
    command = [sys.executable, "-m", "generator", "build", "--no-site", "--jobs", str(jobs)]
    # As where the program is installed: its modules are compiled once and not at every start.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main(argv: Sequence[str] | None = None) -> int:
    """Print one row a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="200,1000", help="numbers of articles, ascending")
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    arguments = parser.parse_args(argv)
    print(
        f"{'articles':>8} {'full s':>8} {'×5 costs':>9} {'no change':>10} {'+1':>8} "
        f"{'MiB':>6} {'+1 MiB':>6}"
    )
    last: tuple[int, float] | None = None
    for size in map(int, arguments.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-") as work:
            folder = Path(work)
            write_content(folder / "content", size)
            costs = [timed_build(folder, arguments.jobs) for _ in range(2)]
            *_, newcomer = synthetic_articles(size + 1)
            write_article(newcomer, folder / "content")
            costs.append(timed_build(folder, arguments.jobs))
        full, same, one = (getattr(cost, arguments.clock) for cost in costs)
        growth = "–"
        if last:
            # What five times as many articles cost, if the growth since the last size goes on.
            exponent = math.log(full / last[1]) / math.log(size / last[0])
            growth = f"×{5**exponent:.1f}"
        print(
            f"{size:>8} {full:>8.1f} {growth:>9} {same / full:>10.1%} {one / full:>8.1%} "
            f"{costs[0].memory:>6.0f} {costs[2].memory:>6.0f}",
            flush=True,
        )
        last = (size, full)
    return 0


if __name__ == "__main__":
    sys.exit(main())
