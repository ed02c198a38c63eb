"""Measures everything that has a floor in `tests/quality/` and fails below one.

    python -m benchmarks.quality --data DIR

DIR holds the evaluation data, which cannot be redistributed; what is missing there is skipped
with a word by the measurement concerned. Each measurement can also be run on its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run every `quality_*` measurement; 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default="", help="folder of the evaluation data")
    arguments = parser.parse_args(argv)
    if not arguments.data:
        print("no data: pass its folder, `make quality DATA=…`", file=sys.stderr)
        return 2
    failed = []
    for path in sorted(Path(__file__).parent.glob("quality_*.py")):
        print(f"\n=== {path.stem}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{path.stem}", "--data", arguments.data]
        if subprocess.run(command).returncode:
            failed.append(path.stem)
    print(f"\nbelow its floor: {', '.join(failed)}" if failed else "\nevery floor holds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
