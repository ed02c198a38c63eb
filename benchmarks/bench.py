"""Runs every `bench_*` measurement with its defaults: speed as ratios within one run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run them all; 1 if one did not run."""
    failed = 0
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n=== {path.stem}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"]).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
