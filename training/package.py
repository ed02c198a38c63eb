"""Packs a CTranslate2 model and its vocabulary as a package that Argos Translate installs.

    python -m training.package --model DIR --vocabulary spm.model --to vi --version 1.0 \\
        --card FILE --out DIR
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

NAMES = {"en": "English", "vi": "Vietnamese"}
# The oldest Argos Translate that runs such packages, as its own packages state it.
ARGOS_VERSION = "1.9.0"
# Zip files cannot be older; a fixed date makes the same bytes out of the same model.
_DATE = (1980, 1, 1, 0, 0, 0)


def metadata(source: str, target: str, version: str) -> dict[str, object]:
    """What Argos Translate reads first."""
    return {
        "package_version": version,
        "argos_version": ARGOS_VERSION,
        "from_code": source,
        "from_name": NAMES.get(source, source),
        "to_code": target,
        "to_name": NAMES.get(target, target),
    }


def package(
    model: Path, vocabulary: Path, source: str, target: str, version: str, card: str, out: Path
) -> Path:
    """Write `translate-SOURCE_TARGET-VERSION.argosmodel`; the same input gives the same bytes.

    Args:
        model: CTranslate2 folder.
        vocabulary: SentencePiece model.
        source, target: Language codes.
        version: Of the package, as `1.0`.
        card: Text of the model card.
        out: Folder to write to.

    Returns:
        The package's path.
    """
    stem = f"translate-{source}_{target}-{version.replace('.', '_')}"
    files = {
        "metadata.json": json.dumps(metadata(source, target, version), indent=4).encode() + b"\n",
        "README.md": card.encode(),
        "sentencepiece.model": vocabulary.read_bytes(),
        **{f"model/{path.name}": path.read_bytes() for path in sorted(model.iterdir())},
    }
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{stem}.argosmodel"
    aside = path.with_name(path.name + ".part")
    with zipfile.ZipFile(aside, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{stem}/{name}", _DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    aside.replace(path)
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--to", choices=sorted(NAMES), required=True)
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--card", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    source = "en" if given.to == "vi" else "vi"
    path = package(
        given.model,
        given.vocabulary,
        source,
        given.to,
        given.version,
        given.card.read_text(encoding="utf-8"),
        given.out,
    )
    print(f"{path.stat().st_size / 1e6:.1f} MB  {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
