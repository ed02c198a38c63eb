"""The import itself: files and folders in, cleaned articles and a report on every line out."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import IO, Literal

from generator.articles import (
    FOLDER,
    ID,
    article_json,
    article_name,
    article_path,
    clean_text,
    guess_lang,
    is_web_address,
    parse_article,
    read_jsonl,
    write_article,
)
from generator.errors import BriefingsError, ContentError, Problem
from generator.importing import outlets
from generator.importing.cleaning import Cleaned, clean_lines
from generator.importing.credits import Credit
from generator.importing.dates import date_in_address, parse_date, stated_date
from generator.importing.duplicates import Index, sketch
from generator.importing.encodings import decode
from generator.importing.feeds import read_feed
from generator.importing.glued import clean_article
from generator.importing.headlines import infer_title
from generator.importing.html import Metadata, read_page
from generator.importing.lines import Line, Verdict, split_lines, words
from generator.importing.markdown import looks_like_markdown, markdown_lines
from generator.model import Article, Lang, PartialDate, Reprint

Outcome = Literal["new", "known", "reprint", "empty", "failed"]
Kind = Literal["text", "markdown", "html", "mhtml", "feed", "jsonl"]

MAX_BYTES = 20_000_000
_KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml", ".xml": "feed",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one text of one file.

    Attributes:
        name: The file as the user named it; `feed.xml#3` for the third text in it.
        outcome: `new`; `known` (the same text is there already); `reprint` (another outlet's
            copy of a known text); `empty` (no article in it); `failed` (see `problem`).
        article: The cleaned article; None when `empty` or `failed`.
        verdicts: Every line of the source with the rule that kept or dropped it.
        encoding: What the bytes were read as.
        source_id: The id that the input gave (JSON lines), else "".
        known_id: The id of the known article with the same text, else "".
        known_path: Its file relative to the content folder, else "".
        likeness: How much of the text the known article shares, 0-1.
        problem: Why it failed or is empty.
    """

    name: str
    outcome: Outcome
    article: Article | None = None
    verdicts: tuple[Verdict, ...] = field(default=(), repr=False)
    encoding: str = ""
    source_id: str = ""
    known_id: str = ""
    known_path: str = ""
    likeness: float = 0.0
    problem: Problem | None = None


def import_paths(paths: Iterable[Path], known: Iterable[Article] = ()) -> Iterator[Imported]:
    """Read files and folders, one text at a time, and clean each into an article.

    Nothing is written and nothing but the named files is read. Memory is bounded: one text is
    held at a time, and of the earlier ones only sketches.

    Args:
        paths: Files, folders (searched for files of the known kinds), or `-` for standard input.
        known: Articles already there; a text that resembles one is not new.

    Yields:
        One result per text, in the order of the paths and of the names inside a folder.
    """
    index = Index()
    for article in known:
        index.add(article)
    names: set[str] = set()
    for path in paths:
        for file in _files(path):
            for result in _read(file):
                yield _place(result, index, names)


def save(imported: Imported, content: Path) -> Path | None:
    """Write what is new: the article, or the reprint into the article it repeats.

    Returns:
        The file written; None when there was nothing to write.

    Raises:
        ContentError: The place is taken or cannot be written.
    """
    if imported.article is None:
        return None
    if imported.outcome == "new":
        return write_article(imported.article, content)
    if imported.outcome != "reprint":
        return None
    path = content / imported.known_path
    try:
        original = parse_article(path.read_text(encoding="utf-8"), imported.known_path)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(Problem(f"cannot be read: {error}", "check the file", path)) from error
    copy = _reprint(imported.article)
    if copy in original.reprints:
        return None
    reprints = (*original.reprints, copy)
    return write_article(dataclasses.replace(original, reprints=reprints), content)


def imported_json(imported: Imported) -> dict[str, str]:
    """The cleaned article as one JSON object, under the id the input gave, with its file."""
    if imported.article is None:
        raise ValueError("there is no article")
    row = article_json(imported.article)
    return {**row, "id": imported.source_id or row["id"], "file": imported.name}


# ------------------------------------------------------------------------------- reports


def describe(imported: Imported) -> str:
    """One line on a result: what came of it, what was kept, what was dropped and why."""
    article = imported.article
    if article is None:
        problem = imported.problem
        if problem is not None and problem.path is not None:
            return str(problem)  # which begins with the name
        return f"{imported.name}: {problem or 'no article found'}"
    dropped = Counter(v.rule for v in imported.verdicts if not v.kept)
    kept = sum(bool(v.kept) for v in imported.verdicts)
    text = {
        "new": f"new: {article.path}",
        "known": f"already there: {imported.known_id}",
        "reprint": f"reprint of {imported.known_id} by {article.source}",
    }[imported.outcome]
    parts = [f"{imported.name}: {text}"]
    if imported.verdicts:
        parts.append(f"{kept} of {len(imported.verdicts)} lines kept")
    if dropped:
        parts.append("dropped: " + ", ".join(f"{n} {rule}" for rule, n in dropped.most_common()))
    if imported.encoding not in ("", "utf-8", "utf-8-sig"):
        parts.append(f"read as {imported.encoding}")
    return "; ".join(parts)


def explain(imported: Imported) -> str:
    """The whole source with a mark before every line: `+` kept, `-` dropped, and the rule."""
    lines = [describe(imported)]
    for verdict in imported.verdicts:
        mark = "+" if verdict.kept else "-"
        lines.append(
            f"  {mark} {verdict.rule:<26.26} {verdict.line.number:>5}  {verdict.line.text}"
        )
        if verdict.kept and verdict.kept != verdict.line.text:
            lines.append(f"  = {'kept of it':<26} {'':>5}  {verdict.kept}")
    return "\n".join(lines)


# --------------------------------------------------------------------------------- files


def _files(path: Path) -> Iterator[Path]:
    if str(path) == "-" or not path.is_dir() or path.is_symlink():
        yield path
        return
    for folder, folders, files in os.walk(path):
        # A browser saves the parts of page.html in page_files.
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and not f.endswith("_files")
        )
        for name in sorted(files):
            file = Path(folder, name)
            if file.suffix.lower() in _KINDS and not name.startswith(".") and not file.is_symlink():
                yield file


def _read(path: Path) -> Iterator[Imported]:
    name = str(path)
    try:
        with _open(path) as file:
            head = file.peek(4_096)[:4_096]
            kind = _kind(path, head)
            if kind == "jsonl":
                yield from _read_jsonl(file, name)
            elif kind == "feed":
                yield from _read_feed(file, name)
            else:
                data = file.read(MAX_BYTES + 1)
                if len(data) > MAX_BYTES:
                    raise ContentError(
                        Problem(
                            f"is larger than {MAX_BYTES // 1_000_000} MB",
                            "no single article is: split it into files, or make it JSON lines",
                            path,
                        )
                    )
                if data.strip():
                    yield _read_document(data, kind, name)
                else:
                    yield Imported(name, "empty")
    except BriefingsError as error:
        yield Imported(name, "failed", problem=error.problems[0])
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror or error}", "check the name", path)
        yield Imported(name, "failed", problem=problem)


@contextmanager
def _open(path: Path) -> Iterator[io.BufferedReader]:
    if str(path) == "-":
        with open(sys.stdin.fileno(), "rb", closefd=False) as file:
            yield file
    else:
        with open(path, "rb") as file:
            yield file


def _kind(path: Path, head: bytes) -> Kind:
    """The kind of a file: by its content where that is plain, else by its name."""
    named = _KINDS.get(path.suffix.lower())
    text = head.decode("utf-8", "replace").lstrip("\ufeff\x00 \t\r\n").lower()
    if named in ("markdown", "jsonl", "mhtml"):
        return named
    if re.match(r"<!doctype html|<html|<head|<body|<!-- saved from", text):
        return "html"
    if re.match(
        r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:rdf)\b", text, re.S
    ):
        return "feed"
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!doctype|<html)", text):
        return "html"
    if named is None and re.match(r"\{\s*\"", text):
        return "jsonl"
    if re.match(r"(?:from|mime-version|subject|content-type): ", text) and "mime-version:" in text:
        return "mhtml"
    return named or "text"


# ----------------------------------------------------------------------------- documents


def _read_document(data: bytes, kind: Kind, name: str) -> Imported:
    metadata = Metadata()
    saved_from = ""
    lines: list[Line] | tuple[Line, ...]
    if kind == "mhtml":
        data, declared, saved_from = _mhtml(data)
        text, encoding = decode(data, declared)
        kind = "html"
    else:
        text, encoding = decode(data)
    if kind == "html":
        match = re.search(r"<!-- saved from url=\(\d+\)(\S{1,500})", text[:4_000])
        saved_from = saved_from or (match.group(1) if match else "")
        page = read_page(text)
        lines, metadata = page.lines, page.metadata
        if is_web_address(saved_from) and not metadata.url:
            metadata = dataclasses.replace(metadata, url=saved_from)
    elif kind == "markdown":
        if text.startswith("---"):
            try:
                article = parse_article(text, f"{FOLDER}/{Path(name).name}")
                return Imported(name, "new", article, encoding=encoding, source_id=article.id)
            except ContentError:
                pass
        lines = markdown_lines(text)
    else:
        lines = markdown_lines(text) if looks_like_markdown(text) else split_lines(text)
    cleaned = clean_lines(lines, metadata.title, metadata.title_doubtful)
    if 3 * sum(map(len, cleaned.paragraphs)) < len(metadata.body):
        # The page builds its text by script; what it tells machines is all there is.
        told = clean_lines(split_lines(metadata.body))
        cleaned = dataclasses.replace(told, title=metadata.title)
    return _result(name, cleaned, metadata, encoding)


def _mhtml(data: bytes) -> tuple[bytes, str, str]:
    """The page inside a saved web archive: its bytes, declared encoding and address."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    address = clean_text(str(message.get("Snapshot-Content-Location", "")))
    parts = message.walk() if message.is_multipart() else [message]
    for part in parts:
        if isinstance(part, EmailMessage) and part.get_content_type() in (
            "text/html",
            "application/xhtml+xml",
        ):
            body = part.get_payload(decode=True)
            address = address or clean_text(str(part.get("Content-Location", "")))
            if isinstance(body, bytes):
                return body, str(part.get_content_charset() or ""), address
    return b"", "", address


def _result(name: str, cleaned: Cleaned, metadata: Metadata, encoding: str) -> Imported:
    """Join what the lines and the metadata say into an article."""
    if not cleaned.paragraphs:
        problem = Problem("no article found in it", "see --explain; paste the text alone", name)
        return Imported(name, "empty", None, cleaned.verdicts, encoding, problem=problem)
    lang = guess_lang(" ".join((cleaned.title, *cleaned.paragraphs)))
    title = cleaned.title
    inferred_title = not title
    title = title or infer_title(cleaned.paragraphs[0], lang) or cleaned.paragraphs[0][:120]
    url = metadata.url or (cleaned.address if is_web_address(cleaned.address) else "")
    published, inferred = _published(cleaned, metadata, url, lang)
    source = _source(cleaned, metadata, url)
    article = Article(
        id="",
        title=title,
        lang=lang,
        body=cleaned.paragraphs,
        source=source,
        url=url,
        author=_author(cleaned.credit, metadata, source).text(lang),
        published=published,
        published_inferred=inferred,
        title_inferred=inferred_title,
        tags=_tags(metadata, cleaned),
    )
    return Imported(name, "new", article, cleaned.verdicts, encoding)


def _published(
    cleaned: Cleaned, metadata: Metadata, url: str, lang: Lang
) -> tuple[PartialDate, bool]:
    """When it was published, and whether that had to be worked out."""
    printed = [parse_date(text, lang) for text in (metadata.published, *cleaned.dates[:1])]
    for date in printed:
        if date.is_full:
            return date, False
    coded = date_in_address(url)
    stated = stated_date(cleaned.paragraphs, lang)
    if coded.is_full:
        return coded, True
    # A printed month or year is what the page says, no matter how little that is.
    partial = next((date for date in printed if date), None)
    known = partial or coded
    if not stated:
        return known, bool(known) and partial is None
    if known.year is not None and known.month in (None, stated.month):
        return PartialDate(known.year, stated.month, stated.day), True
    return stated, True


_DATELINE = re.compile(r"[A-Z][^()]{2,60}\(([^()]{2,20})\)\s*[-–—]")


def _source(cleaned: Cleaned, metadata: Metadata, url: str) -> str:
    """The outlet: by the address, the mark of the lead, the page, or the credit."""
    if outlet := outlets.outlet_of_address(url):
        return outlet.name
    marks = [outlets.source_name(mark) for mark in cleaned.outlet_marks]
    known = [mark for mark in marks if outlets.outlet_of_name(mark)]
    if metadata.outlet:
        return outlets.source_name(metadata.outlet, url)
    if known:
        return known[0]
    if url:
        return outlets.source_name("", url)
    if dateline := _DATELINE.match(cleaned.paragraphs[0]):
        agency = outlets.outlet_of_name(dateline.group(1))
        if agency:
            return agency.name
    credited = [outlets.outlet_of_name(agency) for agency in cleaned.credit.agencies]
    return credited[0].name if len(credited) == 1 and credited[0] else ""


def _author(credit: Credit, metadata: Metadata, source: str) -> Credit:
    """The by-line; the name of the outlet itself is none."""
    name = metadata.author
    own = {" ".join(words(text)) for text in (source, metadata.outlet)}
    if (
        " ".join(words(name)) in own
        or outlets.outlet_of_name(name)
        or re.search(r"\.\w{2,3}\b", name)
    ):
        name = ""
    return Credit(name or credit.author, credit.agencies)


def _tags(metadata: Metadata, cleaned: Cleaned) -> tuple[str, ...]:
    section = [metadata.section.split(",")[0]] if metadata.section else []
    tags = dict.fromkeys(clean_text(tag) for tag in (*section, *(metadata.tags or cleaned.tags)))
    return tuple(tag for tag in tags if tag and len(tag) <= 80)[:12]


# ----------------------------------------------------------------------- files of many


def _read_feed(file: IO[bytes], name: str) -> Iterator[Imported]:
    number = 0
    try:
        for number, item in enumerate(read_feed(file), 1):
            page = read_page(f"<html><body>{item.html}</body></html>")
            title = clean_text(read_text(item.title))
            cleaned = clean_lines(page.lines, title)
            if not cleaned.paragraphs:
                cleaned = _teaser(page.lines, title)
            metadata = Metadata(
                author=item.author,
                outlet=item.outlet,
                url=item.url,
                published=_feed_date(item.published),
                tags=item.tags,
            )
            yield _result(
                f"{name}#{number}", dataclasses.replace(cleaned, title=title), metadata, ""
            )
    except ValueError as error:
        problem = Problem(str(error), "save the feed again, as the site sends it", name)
        yield Imported(name, "failed", problem=problem)


def read_text(html: str) -> str:
    """The text of a fragment of HTML."""
    return " ".join(line.text for line in read_page(f"<p>{html}</p>").lines)


def _teaser(lines: Iterable[Line], title: str) -> Cleaned:
    """An item whose only text is its summary: the summary is the body."""
    verdicts = tuple(Verdict(line, "summary of the feed", line.text) for line in lines)
    return Cleaned(title, tuple(v.kept for v in verdicts), Credit(), verdicts=verdicts)


_RFC_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}")


def _feed_date(text: str) -> str:
    """`Thu, 10 Apr 2014 09:30:00 +0700` as `2014-04-10T09:30`, ISO 8601 as it is."""
    match = _RFC_DATE.search(text)
    return str(parse_date(match.group(), "en")) if match else text


def _read_jsonl(file: IO[bytes], name: str) -> Iterator[Imported]:
    number = 0
    while data := file.readline(MAX_BYTES):
        number += 1
        if not data.strip():
            continue
        where = f"{name}#{number}"
        try:
            text, encoding = decode(data)
            (row,) = read_jsonl([text.removeprefix("\ufeff")], name)
        except (ContentError, ValueError) as error:
            what = error.problems[0].what if isinstance(error, ContentError) else str(error)
            problem = Problem(what, "write one JSON object a line", name, number)
            yield Imported(where, "failed", problem=problem)
            continue
        article, verdicts = clean_article(row)
        if not article.title:
            title = infer_title(article.paragraphs[0], article.lang)
            article = dataclasses.replace(article, title=title, title_inferred=True)
        if article.source or article.url:
            source = outlets.source_name(article.source)
            article = dataclasses.replace(article, source=source)
        yield Imported(where, "new", article, verdicts, encoding, source_id=row.id)


# ----------------------------------------------------------------------------- placement


def _reprint(article: Article) -> Reprint:
    return Reprint(article.source, article.url, article.published, article.title)


def _place(result: Imported, index: Index, names: set[str]) -> Imported:
    """Give a new article its id and place; recognise one that is already there."""
    if result.article is None:
        return result
    article = result.article
    values = sketch(" ".join(article.paragraphs))
    found = index.find(article, values)
    if found:
        known, likeness = found
        same = (
            not article.source
            or article.source == known.source
            or (article.url and article.url == known.url)
            or (article.source, article.url) in known.places
        )
        index.add_place(known.id, article.source, article.url)
        return dataclasses.replace(
            result,
            outcome="known" if same else "reprint",
            article=dataclasses.replace(article, id=known.id),
            known_id=known.id,
            known_path=known.path,
            likeness=likeness,
        )
    base = article_name(article)
    name, count = base, 1
    while name in names or index.taken(name):
        count += 1
        name = f"{base}-{count}"
    names.add(name)
    own = result.source_id
    id_ = own if ID.fullmatch(own) and not index.taken(own) else name
    path = f"{article_path(article).rpartition('/')[0]}/{name}.md"
    article = dataclasses.replace(article, id=id_, path=path)
    index.add(article, values)
    return dataclasses.replace(result, article=article)
