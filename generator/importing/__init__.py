"""Turns what people have (pasted text, saved pages, feeds) into cleaned articles."""

from generator.importing.command import run_import
from generator.importing.intake import (
    Imported,
    describe,
    explain,
    import_paths,
    imported_json,
    save,
)

__all__ = [
    "Imported",
    "describe",
    "explain",
    "import_paths",
    "imported_json",
    "run_import",
    "save",
]
