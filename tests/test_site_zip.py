"""The whole site as one file."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from generator.briefing_json import card_path, json_path
from generator.site_zip import ZIP_NAME, write_zip

FILES = {
    "index.html": b"<p>x</p>" * 50,
    "vi/events/tin-mẫu.html": "<p>Tin mẫu</p>".encode(),
    "assets/a.woff2": bytes(range(256)),
}


def make(folder: Path) -> Path:
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_it_unpacks_to_one_folder_with_every_file(tmp_path: Path) -> None:
    site = make(tmp_path / "built")
    size = write_zip(site)
    with zipfile.ZipFile(site / ZIP_NAME) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"site/{name}": data for name, data in FILES.items()
        }
    assert size == (site / ZIP_NAME).stat().st_size


def test_the_same_site_gives_the_same_bytes_whatever_the_disk_says(tmp_path: Path) -> None:
    one, two = make(tmp_path / "one"), make(tmp_path / "two")
    os.utime(two / "index.html", (1, 1))
    (two / "index.html").chmod(0o600)
    write_zip(one)
    write_zip(two)
    assert (one / ZIP_NAME).read_bytes() == (two / ZIP_NAME).read_bytes()
    write_zip(two)
    assert (one / ZIP_NAME).read_bytes() == (two / ZIP_NAME).read_bytes()


def test_a_link_out_of_the_site_is_not_packed(tmp_path: Path) -> None:
    site = make(tmp_path / "built")
    secret = tmp_path / "secret.txt"
    secret.write_text("not for readers")
    (site / "link.txt").symlink_to(secret)
    write_zip(site)
    with zipfile.ZipFile(site / ZIP_NAME) as archive:
        assert "site/link.txt" not in archive.namelist()
    assert sorted(path.name for path in site.iterdir()) == [
        *("assets", "index.html", "link.txt", ZIP_NAME, "vi")
    ]


def test_what_only_other_sites_and_search_engines_ask_for_stays_out(tmp_path: Path) -> None:
    site = make(tmp_path / "built")
    kept = ("vi/feed.xml", "vi/feed.json", "vi/storylines/mach.html")
    left_out = (
        *(card_path("tin-mau"), json_path("tin-mau"), "events/index.json"),
        *("sitemap.xml", "sitemap-2.xml", "llms.txt"),
        *("vi/storylines/mach.xml", "vi/storylines/mach.json"),
    )
    for name in (*kept, *left_out):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(b"x")
    write_zip(site)
    with zipfile.ZipFile(site / ZIP_NAME) as archive:
        names = {name.removeprefix("site/") for name in archive.namelist()}
    assert names >= set(kept)
    assert not names & set(left_out)


def test_pages_lose_the_lines_for_machines_and_nothing_else(tmp_path: Path) -> None:
    site = make(tmp_path / "built")
    kept = [
        '<meta charset="utf-8">',
        '<link rel="stylesheet" href="../assets/site.css">',
        "<p>Tin mẫu</p>",
        "</html>",
    ]
    lost = [
        '<link rel="canonical" href="https://news.example/vi/tin.html">',
        '<link rel="alternate" hreflang="en" href="https://news.example/en/tin.html">',
        '<meta name="description" property="og:description" content="Tin">',
        '<meta property="og:title" content="Tin">',
        '<meta name="twitter:card" content="summary_large_image">',
        '<script type="application/ld+json">{}</script>',
        "<li><a href=../../events/tin/briefing.json rel=alternate>JSON</a></li>",
    ]
    page = [line for pair in zip(kept, [*lost[:3], ""], strict=True) for line in pair]
    (site / "vi" / "tin.html").write_text("\n".join([*page, *lost[3:], "</html>"]))
    write_zip(site)
    with zipfile.ZipFile(site / ZIP_NAME) as archive:
        packed = archive.read("site/vi/tin.html").decode().split()
    assert packed == " ".join([*kept, "</html>"]).split()
