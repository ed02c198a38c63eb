"""A build on a Dask cluster beside one with processes, on the same cores of this machine.

    python -m benchmarks.bench_cluster [--articles 1000] [--workers 2]

Without MkDocs and without translation. Both build the same articles into the same bytes, which is
checked; the workers are already running, as a cluster's are, and have loaded the program once.
Read the ratio: on one machine it says what sending the work costs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic import write_content
from generator.pipeline import BuildOptions, build


def timed_build(folder: Path, articles: int, jobs: int, scheduler: str) -> float:
    """Seconds of a first build of `articles` sample articles in `folder`."""
    write_content(folder / "content", articles)
    options = BuildOptions(
        content=folder / "content",
        site_src=folder / "site_src",
        make_site=False,
        jobs=jobs,
        scheduler=scheduler,
    )
    start = time.perf_counter()
    build(options)
    return time.perf_counter() - start


def pages(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "site_src").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def main(argv: Sequence[str] | None = None) -> int:
    """Print one row for each way to build; 1 if their bytes differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args(argv)
    try:
        from distributed import LocalCluster
    except ImportError:
        print("needs Dask: pip install 'briefings[cluster]'", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        one, many = Path(work, "one"), Path(work, "many")
        timed_build(Path(work, "warm-up here"), 20, 1, "")
        local = timed_build(one, arguments.articles, arguments.workers, "")
        with LocalCluster(
            n_workers=arguments.workers, threads_per_worker=1, dashboard_address=":0"
        ) as running:
            timed_build(Path(work, "warm-up"), 20, 1, running.scheduler_address)
            spread = timed_build(many, arguments.articles, 1, running.scheduler_address)
        same = pages(one) == pages(many)
    print(f"{'way':<24} {'seconds':>8} {'articles/s':>11} {'ratio':>6}")
    print(f"{f'--jobs {arguments.workers}':<24} {local:>8.1f} {arguments.articles / local:>11.1f}")
    print(
        f"{f'{arguments.workers} Dask workers':<24} {spread:>8.1f} "
        f"{arguments.articles / spread:>11.1f} {spread / local:>6.2f}"
    )
    print("the same bytes" if same else "DIFFERENT BYTES")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
