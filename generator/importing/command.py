"""What `briefings import` does, between its arguments and its streams."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import TextIO

from generator.articles import FOLDER, read_articles
from generator.importing.intake import describe, explain, import_paths, imported_json, save


def run_import(
    arguments: argparse.Namespace, out: TextIO | None = None, err: TextIO | None = None
) -> int:
    """Import the paths of the command line.

    Args:
        arguments: `paths`, `content`, `dry_run`, `json` and `explain` of the command.
        out: Where data goes; standard output by default.
        err: Where words go; standard error by default.

    Returns:
        1 if a file could not be read or holds no article, else 0.

    Raises:
        ContentError: The content folder has errors, or an article cannot be written.
    """
    out, err = out or sys.stdout, err or sys.stderr
    there = (arguments.content / FOLDER).is_dir() and not arguments.json
    known = read_articles(arguments.content) if there else ()
    outcomes: Counter[str] = Counter()
    troubled = False
    for imported in import_paths(arguments.paths, known):
        outcomes[imported.outcome] += 1
        troubled |= imported.article is None and bool(imported.verdicts or imported.problem)
        if arguments.json:
            if imported.article:
                out.write(json.dumps(imported_json(imported), ensure_ascii=False) + "\n")
            if arguments.explain or imported.article is None:
                err.write((explain if arguments.explain else describe)(imported) + "\n")
            continue
        if not arguments.dry_run:
            save(imported, arguments.content)
        err.write((explain if arguments.explain else describe)(imported) + "\n")
    if not arguments.json:
        counts = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
        written = " (nothing written)" if arguments.dry_run else ""
        err.write(f"{counts or 'nothing to import'}{written}\n")
    return 1 if troubled else 0
