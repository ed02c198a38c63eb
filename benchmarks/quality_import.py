"""Measures how exactly the importer finds articles, beside readability-lxml and trafilatura.

    python -m benchmarks.quality_import --data DIR [--write]

DIR holds `pages/article-bodies.json` ({page: text}) with `pages/PAGE.html`, and
`events/vn-mds-articles.jsonl.xz` (articles whose body is one paragraph with captions, signatures
and links run into it). What is not there is skipped.

Pages: F1 over the running four-word sequences (NFC, lower case, a word is a maximal run of letters
and digits) of the text found and the article's text, mean over pages. The extractors are given the
HTML; the importer is given the HTML, the page as it pastes from a browser (a line per block) and as
a line per piece of text.

Glued bodies: how many articles still carry each kind of mark, before and after cleaning.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura
from lxml import etree, html
from readability import Document

from generator.articles import read_jsonl
from generator.importing import import_paths
from generator.importing.glued import clean_article
from generator.importing.lines import words

FLOORS = Path(__file__).parent.parent / "tests" / "quality" / "import.json"

MARKS = {
    "photo credit": re.compile(r"[(\s][Ảả]nh[^.:()]{0,20}:|\([Ảả]nh\b|\([Nn]guồn\s*:|ẢNH\s*:"),
    "link to another article": re.compile(r">>|►|Tin (?:bài )?liên quan|TIN (?:BÀI )?LIÊN QUAN"),
    "agency mark (./.)": re.compile(r"\./\."),
    "agency at the end": re.compile(r"[.”\"]\s*\(?Theo [^.]{2,40}\)?$|\((?:TTXVN|Vietnam\+)\)$"),
    "name at the end": re.compile(
        r"[.!?”…]\s+(?:[A-ZĐ][^\s.,;:]{0,8}\s?){1,4}(?:\([^()]{2,30}\))?$"
    ),
    "outlet mark at the head": re.compile(r"^\([A-ZĐ][^()]{1,20}\)\s*[-–]|^[A-Z]{2,4}O? [-–] "),
}

Score = tuple[float, float, float]


def four_grams(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words with its count."""
    tokens = words(text)
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def score(found: str, wanted: str) -> Score:
    """Precision, recall and F1 of the four-grams."""
    a, b = four_grams(found), four_grams(wanted)
    both = (a & b).total()
    precision, recall = both / max(1, a.total()), both / max(1, b.total())
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


# --- the contestants ----------------------------------------------------------------------------


def imported(text: str, suffix: str) -> str:
    """What the importer makes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"page{suffix}")
        path.write_text(text, encoding="utf-8")
        (result,) = import_paths([path])
    return "\n".join(result.article.paragraphs) if result.article else ""


def by_readability(page: str) -> str:
    """The text of readability-lxml's article."""
    return str(html.fromstring(Document(page).summary()).text_content())


def by_trafilatura(page: str) -> str:
    """The text of trafilatura's article, without comments."""
    return trafilatura.extract(page, include_comments=False) or ""


_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol option p pre section select table td th tr ul".split()
)


def _bare(page: str) -> etree._Element:
    root = html.fromstring(page)
    etree.strip_elements(
        root, "script", "style", "noscript", "template", "svg", "iframe", "head", with_tail=False
    )
    etree.strip_elements(root, etree.Comment, with_tail=False)
    return root


def pasted(page: str) -> str:
    """A page as it pastes from a browser: a line per block, blank lines around paragraphs."""
    parts: list[str] = []
    for event, element in etree.iterwalk(_bare(page), events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            parts.append("\n\n" if tag in ("p", "h1", "h2", "h3") else "\n")
        text = element.text if event == "start" else element.tail
        parts.append(re.sub(r"\s+", " ", text or ""))
    return re.sub(r"\n{3,}", "\n\n", "".join(parts))


def torn(page: str) -> str:
    """A page as a line per piece of text: every link tears its sentence."""
    pieces = (str(text).strip() for text in _bare(page).itertext())
    return "\n".join(piece for piece in pieces if piece)


METHODS: dict[str, Callable[[str], str]] = {
    "readability-lxml, HTML": by_readability,
    "trafilatura, HTML": by_trafilatura,
    "importer, HTML": lambda page: imported(page, ".html"),
    "importer, pasted text": lambda page: imported(pasted(page), ".txt"),
    "importer, torn text": lambda page: imported(torn(page), ".txt"),
}


def pages(folder: Path) -> Iterator[tuple[str, Score]]:
    """Each method's mean scores over the pages."""
    wanted = json.loads((folder / "article-bodies.json").read_text(encoding="utf-8"))
    sources = {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in wanted}
    for method, run in METHODS.items():
        rows = [score(run(sources[name]), text) for name, text in wanted.items()]
        columns = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        yield method, (columns[0], columns[1], columns[2])


def glued(path: Path) -> Iterator[tuple[str, int, int, int]]:
    """Each kind of mark with the articles that carry it: before, after, of how many."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        articles = read_jsonl(lines, path.name)
    before = [" ".join(article.body) for article in articles]
    after = [" ".join(clean_article(article)[0].body) for article in articles]
    for name, pattern in MARKS.items():
        counts = [sum(bool(pattern.search(text)) for text in texts) for texts in (before, after)]
        yield name, counts[0], counts[1], len(articles)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="raise the floors to these scores")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    found: dict[str, float] = {}
    if (options.data / "pages" / "article-bodies.json").exists():
        print(f"{'pages':32}{'P':>8}{'R':>8}{'F1':>8}")
        for method, (precision, recall, f1) in pages(options.data / "pages"):
            print(f"{method:32}{precision:8.3f}{recall:8.3f}{f1:8.3f}")
            if method.startswith("importer"):
                found[f"{method}: F1"] = f1
    else:
        print(f"skipped: {options.data / 'pages'} is not there")
    path = options.data / "events" / "vn-mds-articles.jsonl.xz"
    if path.exists():
        print(f"\n{'articles with a':32}{'before':>8}{'after':>8}{'of':>8}")
        for name, before, after, total in glued(path):
            print(f"{name:32}{before:8}{after:8}{total:8}")
            found[f"{name}: share removed"] = 1 - after / max(1, before)
    else:
        print(f"skipped: {path} is not there")
    failed = False
    for name, value in found.items():
        if value < floors.get(name, 0.0):
            failed = True
            print(f"below the floor of {name}: {value:.3f} < {floors[name]}", file=sys.stderr)
        # A margin for other pages; a floor is never lowered.
        floors[name] = max(floors.get(name, 0.0), math.floor(100 * (value - 0.01)) / 100)
    if options.write:
        FLOORS.parent.mkdir(parents=True, exist_ok=True)
        FLOORS.write_text(
            json.dumps(floors, indent=2, sort_keys=True, ensure_ascii=False) + "\n",
            encoding="utf-8",
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
