"""The whole site as one file to download, unpack and open from disk."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

from generator.briefing_json import INDEX_PATH, card_path, json_path

ZIP_NAME = "site.zip"

_FOLDER = "site"  # what unpacks: one folder, not a thousand loose files
_PACKED = (".png", ".woff2", ".gz", ".zip")  # no smaller for being packed once more
# Only other sites show a share picture, only a search engine asks for the sitemap, only a feed
# reader for the feed of a storyline, only a program for the data of an event: at public addresses.
_LEFT_OUT = (
    *(card_path("*"), json_path("*"), INDEX_PATH),
    *("sitemap*.xml", "storylines/*.xml", "storylines/*.json", "llms.txt"),
)
# The lines of a page that only they read, and the link to the data. They are a third of what
# packing leaves of a page.
_FOR_MACHINES = re.compile(
    rb'<link rel="?(?:canonical|alternate)|<meta (?:name="?(?:description|twitter:)|property=)'
    rb'|<script type="?application/ld|<li><a href="?[^ >]+/briefing\.json'
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP can hold: no clock in the bytes


def write_zip(site: Path) -> int:
    """Pack the built site into `site.zip` inside it, as a reader without a network needs it.

    Pages, scripts and the feeds of the whole site are in it; what only programs ask for is not.
    The same files give the same bytes: sorted by name, without the times and rights of the disk.
    Links are not followed.

    Args:
        site: The finished site, before it is put in its place.

    Returns:
        Size of the file in bytes.

    Raises:
        OSError: The disk is full or the folder cannot be written.
    """
    target = site / ZIP_NAME
    target.unlink(missing_ok=True)
    names = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and not any(path.match(pattern) for pattern in _LEFT_OUT)
    )
    aside = site / f".~{ZIP_NAME}"
    try:
        with zipfile.ZipFile(aside, "w") as archive:
            for name in names:
                entry = zipfile.ZipInfo(f"{_FOLDER}/{name}", _EPOCH)
                entry.external_attr = 0o644 << 16
                stored = name.endswith(_PACKED)
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(entry, _for_disk(name, (site / name).read_bytes()))
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
    return target.stat().st_size


def _for_disk(name: str, data: bytes) -> bytes:
    """A file as it is packed: a page without the lines for machines."""
    if not name.endswith(".html"):
        return data
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if not _FOR_MACHINES.match(line))
