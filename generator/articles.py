"""The article format: Markdown-looking files that editors own, and JSON lines for filters.

An article file is YAML front matter between two `---` lines and then the body, one paragraph a
block, blank lines between blocks. The body is plain text: no Markdown in it means anything, so a
paragraph may look like markup, YAML or front matter and still is only text.
"""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from generator import strict_yaml
from generator.build_state import FileDigests
from generator.cache import Cache, digest, know_article
from generator.errors import ContentError, Problem
from generator.files import MAX_FOLDERS
from generator.model import Article, Lang, PartialDate, Reprint
from generator.progress import Progress, Silent

FOLDER = "articles"
MAX_BYTES = 5_000_000
MAX_PARAGRAPH = 100_000  # characters; a long report has as many in all
_MAX_ENTRIES = 5_000  # of the front matter: keys, tags, reprints and their parts
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_LANGS: tuple[Lang, ...] = get_args(Lang)
_TEXT_KEYS = ("id", "title", "lang", "source", "url", "author", "published", "lead")
_FLAG_KEYS = ("published_inferred", "title_inferred")
_LIST_KEYS = ("tags", "reprints")
_KEYS = (*_TEXT_KEYS, *_FLAG_KEYS, *_LIST_KEYS)
_REPRINT_KEYS = ("source", "url", "published", "title")
_DATE_REMEDY = "write 2014-04-10, 2014-04, 2014, or --04-10 while the year is unknown"
_URL_REMEDY = "write the full address, beginning with https://, or leave the line out"

# Characters that no reader sees and that only serve to deceive or to break a parser: controls,
# byte order marks, zero-width spaces, soft hyphens, and marks that turn the writing direction.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


# "thưà nhận", "đôỉ mơí": the tone of an open syllable on its last letter, as some editors'
# programs store it. No language writes these pairs.
_MISPLACED_TONE = re.compile(r"([ơôưâêƠÔƯÂÊ])([ìíỉĩịùúủũụỳýỷỹỵàáảãạ])(?![^\W\d_])")


def clean_text(text: str) -> str:
    """One line of plain text: NFC, whitespace collapsed, nothing invisible, nothing unpaired.

    Vietnamese tone marks stand on the vowel that carries them.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(_MISPLACED_TONE.sub(_tone_moved, text).split())


def _tone_moved(match: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", match[2])
    return unicodedata.normalize("NFC", match[1] + apart[1:]) + apart[0]


def slug(text: str, limit: int = 60) -> str:
    """ASCII words joined by hyphens, safe as a file name and an address.

    Args:
        text: Any text; Vietnamese letters lose their marks, đ becomes d.
        limit: Longest result, cut at a word where one fits.

    Returns:
        `[a-z0-9-]*`, "" when nothing of the text can be written in ASCII.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    result = "-".join(words)
    if len(result) <= limit:
        return result
    cut = result[: limit + 1].rpartition("-")[0]
    return cut or result[:limit]


def article_name(article: Article) -> str:
    """File stem and natural id of an article: date as far as known, outlet, title."""
    parts = (article.published.date_text.lstrip("-"), slug(article.source, 30), slug(article.title))
    name = "-".join(part for part in parts if part)
    # A bare word may be a device name on Windows (con, nul, com1).
    return name if "-" in name else f"article-{name or 'untitled'}"


def article_path(article: Article) -> str:
    """Where an article without a path belongs, relative to the content folder."""
    year = article.published.year
    folder = f"{year:04}" if year is not None else "undated"
    return f"{FOLDER}/{folder}/{article_name(article)}.md"


# ------------------------------------------------------------------------------- language

_MARKED = frozenset("ăâđêôơư" + "".join(chr(c) for c in range(0x1EA1, 0x1EFA, 2)) + "ũĩ")
_VI_WORDS = frozenset(
    "cua va la khong trong duoc nguoi nhung cac mot cho da voi cung khi ngay theo nay tai den "
    "ong nuoc se ve sau".split()
)
_EN_WORDS = frozenset(
    "the of and to in is that for on with as was by at from has have are be it its his an this "
    "said will which not".split()
)


@lru_cache(maxsize=1 << 16)
def guess_lang(text: str) -> Lang:
    """Which of the two languages a text is in.

    Counts letters that only Vietnamese uses; where there are few (Vietnamese typed without
    marks, English with Vietnamese names) function words decide. "vi" when nothing tells.
    """
    text = unicodedata.normalize("NFC", text[:5_000]).lower()
    letters = sum(map(str.isalpha, text))
    marked = sum(map(_MARKED.__contains__, text))
    if marked * 20 >= letters > 0:
        return "vi"
    words = re.findall(r"[^\W\d_]+", text)
    english = sum(word in _EN_WORDS for word in words)
    vietnamese = sum(word in _VI_WORDS for word in words)
    if english != vietnamese:
        return "en" if english > vietnamese else "vi"
    return "vi" if marked or not letters else "en"


# -------------------------------------------------------------------------------- writing

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.…()/+%–-]*[\w.…)%])?")


def _scalar(text: str) -> str:
    """YAML of one line of text: bare where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in ("null", "true", "false", "yes", "no"):
        return text
    return json.dumps(text, ensure_ascii=False)


def article_text(article: Article) -> str:
    """The file of an article: front matter and body; `parse_article` reads it back."""
    lines = ["---"]

    def put(key: str, value: str, indent: str = "") -> None:
        if value:
            lines.append(f"{indent}{key}: {value}")

    stem = Path(article.path or article_path(article)).stem
    put("id", _scalar(article.id) if article.id != stem else "")
    lines.append(f"title: {_scalar(clean_text(article.title))}")
    put("title_inferred", "true" if article.title_inferred else "")
    put("lang", article.lang)
    for key in ("source", "url", "author"):
        text = clean_text(getattr(article, key))
        put(key, _scalar(text) if text else "")
    put("published", str(article.published))
    put("published_inferred", "true" if article.published_inferred else "")
    tags = [tag for tag in map(clean_text, article.tags) if tag]
    if tags:
        lines.append("tags:")
        lines += [f"  - {_scalar(tag)}" for tag in tags]
    lead = clean_text(article.lead)
    put("lead", _scalar(lead) if lead else "")
    if article.reprints:
        lines.append("reprints:")
    for reprint in article.reprints:
        lines.append(f"  - source: {_scalar(clean_text(reprint.source))}")
        for key in ("url", "title"):
            text = clean_text(getattr(reprint, key))
            put(key, _scalar(text) if text else "", "    ")
        put("published", str(reprint.published), "    ")
    lines.append("---")
    for paragraph in map(clean_text, article.body):
        if paragraph:
            lines += ["", paragraph]
    return "\n".join(lines) + "\n"


def write_article(article: Article, content: Path) -> Path:
    """Write an article into the content folder, all of it or nothing.

    Args:
        article: What to write; without a `path` it goes to `article_path`.
        content: The content folder.

    Returns:
        The file.

    Raises:
        ContentError: The place is taken by another article, lies outside `content/articles`,
            or cannot be written.
    """
    relative = article.path or article_path(article)
    path = content / relative
    root = (content / FOLDER).resolve()
    if not path.resolve().is_relative_to(root) or path.suffix != ".md":
        raise ContentError(
            Problem("an article can only be written below content/articles", "mend its path", path)
        )
    text = article_text(article).encode()
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.exists():
            if path.read_bytes() == text:
                return path
            there = parse_article(path.read_text(encoding="utf-8-sig"), relative)
            if there.id != article.id:
                raise ContentError(
                    Problem(
                        f"already holds the article '{there.id}'", "give the new one an id", path
                    )
                )
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(aside, "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            Problem(f"cannot be written: {error}", "check the disk and the permissions", path)
        ) from error
    return path


# -------------------------------------------------------------------------------- reading


def parse_article(text: str, path: str) -> Article:
    """Read one article file.

    Args:
        text: The whole file.
        path: The file relative to the content folder; its stem is the id if none is written.

    Raises:
        ContentError: Every problem found, with its line.
    """
    text = text.removeprefix("\ufeff")
    lines = re.split(r"\r\n|\r|\n", text)
    if lines[0].strip() != "---":
        raise ContentError(
            Problem(
                "the front matter is missing",
                "begin the file with a line ---, then title: and lang:, then a line ---",
                path,
                1,
            )
        )
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise ContentError(
            Problem("the front matter never ends", "put a line --- after its last key", path, 1)
        )
    document = strict_yaml.load(
        "\n".join(lines[1:end]) + "\n", path, first_line=2, most=_MAX_ENTRIES
    )
    data = {} if document.data in (None, "") else document.data
    if not isinstance(data, dict):
        raise ContentError(
            Problem("the front matter must be `key: value` lines", "see docs/articles.md", path, 2)
        )
    problems: list[Problem] = []
    fields = _front_matter(data, document, path, problems)
    body = tuple(_blocks(lines[end + 1 :]))
    if any(len(paragraph) > MAX_PARAGRAPH for paragraph in body):
        problems.append(
            Problem(
                f"a paragraph has more than {MAX_PARAGRAPH:,} characters",
                "put a blank line between its paragraphs",
                path,
                end + 1,
            )
        )
    if not body:
        problems.append(
            Problem("the body is empty", "write the text below the front matter", path, end + 1)
        )
    elif not any(map(str.isalnum, "".join(body))):
        problems.append(
            Problem("the body has no words", "write the text below the front matter", path, end + 1)
        )
    stem = Path(path).stem
    if "id" not in fields:
        if not ID.fullmatch(stem):
            problems.append(
                Problem(
                    f"the file name '{stem}' cannot be an id",
                    f"rename the file, for example to {slug(stem) or 'article-1'}.md, "
                    "or write an `id:` of a-z, 0-9 and hyphens",
                    path,
                )
            )
        fields["id"] = stem
    if problems:
        raise ContentError(problems)
    return Article(body=body, path=path, **fields)


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs: runs of lines without a blank one between."""
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
            continue
        paragraph = clean_text(" ".join(block))
        if paragraph:
            yield paragraph
        block = []


def _front_matter(
    data: Mapping[str, Any],
    document: strict_yaml.Document,
    path: str,
    problems: list[Problem],
) -> dict[str, Any]:
    """The fields of an Article that the front matter gives; problems are noted, not raised."""

    def wrong(what: str, remedy: str, *at: str | int) -> None:
        problems.append(Problem(what, remedy, path, document.line(*at)))

    fields: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _KEYS:
            wrong(f"unknown key '{key}'", f"known are: {', '.join(_KEYS)}", key)
        elif key in _LIST_KEYS:
            if value == "":
                continue
            if not isinstance(value, list):
                wrong(f"'{key}' must be a list", "put each entry on its own line after '- '", key)
            elif key == "tags":
                fields[key] = _tags(value, wrong)
            else:
                found = [_reprint(item, index, wrong) for index, item in enumerate(value)]
                fields[key] = tuple(item for item in found if item is not None)
        elif not isinstance(value, str):
            wrong(f"'{key}' must be text", "put it on one line, in quotes", key)
        elif key in _FLAG_KEYS:
            if value not in ("true", "false"):
                wrong(f"'{key}' is '{value}'", "write true or false", key)
            fields[key] = value == "true"
        elif value:
            fields[key] = _text_field(key, value, wrong)
    if not fields.get("title"):
        wrong("'title' is missing", "write `title:` and the headline", "title")
    if "lang" not in fields:
        wrong("'lang' is missing", "write `lang: vi` or `lang: en`", "lang")
    return {key: value for key, value in fields.items() if value is not None}


def _text_field(key: str, value: str, wrong: Any) -> Any:
    """One checked scalar of the front matter; None after a problem."""
    value = clean_text(value)
    if key == "published":
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            wrong(f"'published' is '{value}': {error}", _DATE_REMEDY, key)
            return None
    if key == "lang" and value not in _LANGS:
        wrong(f"'lang' is '{value}'", f"write one of: {', '.join(_LANGS)}", key)
    elif key == "id" and not ID.fullmatch(value):
        wrong(f"'id' is '{value}'", "use a-z, 0-9 and single hyphens only", key)
    elif key == "url" and not is_web_address(value):
        wrong(f"'url' is not a web address: '{value}'", _URL_REMEDY, key)
    return value


def _tags(value: list[Any], wrong: Any) -> tuple[str, ...]:
    for index, tag in enumerate(value):
        if not isinstance(tag, str) or not clean_text(tag):
            wrong("a tag must be text", "put it on one line, in quotes", "tags", index)
    return tuple(dict.fromkeys(clean_text(tag) for tag in value if isinstance(tag, str)))


def _reprint(item: Any, index: int, wrong: Any) -> Reprint | None:
    at = ("reprints", index)
    if not isinstance(item, dict) or not all(isinstance(v, str) for v in item.values()):
        wrong("a reprint must be `key: value` lines", "write `- source: …` and `url: …`", *at)
        return None
    for key in item:
        if key not in _REPRINT_KEYS:
            wrong(f"unknown key '{key}'", f"known here: {', '.join(_REPRINT_KEYS)}", *at, key)
    source, url, title = (clean_text(item.get(key, "")) for key in ("source", "url", "title"))
    if url and not is_web_address(url):
        wrong(f"'url' is not a web address: '{url}'", _URL_REMEDY, *at, "url")
    try:
        published = PartialDate.parse(item.get("published", ""))
    except ValueError as error:
        wrong(f"'published': {error}", _DATE_REMEDY, *at, "published")
        return None
    return Reprint(source, url, published, title)


def is_web_address(text: str) -> bool:
    """Whether a text is an absolute http or https address without spaces."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    safe = not re.search(r"[\s<>\"`\\^{|}]", text)
    return safe and parts.scheme in ("http", "https") and bool(parts.netloc)


def read_articles(
    content: Path,
    cache: Cache | None = None,
    digests: FileDigests | None = None,
    progress: Progress | None = None,
) -> tuple[Article, ...]:
    """Read every article of a content folder.

    Args:
        content: The content folder.
        cache: Gives the articles whose files have not changed.
        digests: Tells which have not.
        progress: Told how far it is.

    Returns:
        The articles in the order of `Article.sort_key`.

    Raises:
        ContentError: Every problem of every file, with file, line and remedy.
    """
    root = content / FOLDER
    if root.is_symlink():
        raise ContentError(Problem("is a symbolic link", "put the folder in its place", root))
    if not root.is_dir():
        raise ContentError(
            Problem(
                "there is no such folder",
                "name the right content folder, or run `briefings import FILES` to fill it",
                root,
            )
        )
    cache, digests, progress = (
        cache or Cache(None, b""),
        digests or FileDigests(),
        progress or Silent(),
    )
    problems: list[Problem] = []
    articles: dict[str, Article] = {}
    listed = list(_article_files(root))
    names = [found for found in listed if isinstance(found, str)]
    base = os.path.abspath(content)
    keys = {name: digest(name, digests.of_absolute(f"{base}/{name}")) for name in names}
    read = cache.map(
        "articles",
        names,
        keys.__getitem__,
        lambda missing: (
            _sound_article(content / name, name)
            for name in progress.step("articles", missing, len(missing))
        ),
    )
    known = dict(zip(names, read, strict=True))
    for found in listed:
        if isinstance(found, Problem):
            problems.append(found)
            continue
        article = known[found]
        if article is None:
            problems += _problems(content / found, found)
            continue
        if article.id in articles:
            other = content / articles[article.id].path
            problems.append(
                Problem(
                    f"the id '{article.id}' is also that of {other}",
                    "rename one file, or write another `id:` in one of them",
                    content / found,
                    1,
                )
            )
        know_article(article, keys[found])
        articles.setdefault(article.id, article)
    if problems:
        raise ContentError(problems)
    return tuple(sorted(articles.values(), key=lambda article: article.sort_key))


def _sound_article(path: Path, relative: str) -> Article | None:
    """The article of a file; None if something is wrong with it."""
    try:
        return parse_article(_read_text(path), relative)
    except ContentError:
        return None


def _problems(path: Path, relative: str) -> tuple[Problem, ...]:
    """All that is wrong with the file of an article."""
    try:
        parse_article(_read_text(path), relative)
    except ContentError as error:
        return tuple(Problem(p.what, p.remedy, path, p.line) for p in error.problems)
    return (Problem("changed while it was read", "run the command again", path),)


def _article_files(root: Path) -> Iterator[str | Problem]:
    """The .md files below a folder, as names that begin with `FOLDER`, in a fixed order.

    Between them what else is there and should not be. Links are refused, never followed.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(f"cannot be read: {error.strerror}", "check permissions", root / folder)
            continue
        below: list[str] = []
        for entry in entries:
            name = folder + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                yield Problem("is a symbolic link", "put the file itself in its place", root / name)
            elif entry.is_dir():
                below.append(f"{name}/")
            elif not name.endswith(".md"):
                yield Problem(
                    "is not an article: its name does not end in .md",
                    "run `briefings import` on it, or move it out of content/articles",
                    root / name,
                )
            else:
                yield f"{FOLDER}/{name}"
        if below and folder.count("/") == MAX_FOLDERS:
            yield Problem(
                "has too many folders inside one another", "move its files up", root / folder
            )
        else:
            waiting += reversed(below)


def _read_text(path: Path) -> str:
    """Text of a regular file of sane size.

    Raises:
        ContentError: It is none, or not UTF-8 (with the line of the first wrong byte).
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ContentError(Problem("is not a regular file", "remove it", path))
        if status.st_size > MAX_BYTES:
            raise ContentError(
                Problem(
                    f"is larger than {MAX_BYTES // 1_000_000} MB",
                    "an article is never that long: import it again, or split it",
                    path,
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(
            Problem(f"cannot be read: {error.strerror}", "check its permissions", path)
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(
            Problem(
                f"is not UTF-8: byte 0x{data[error.start]:02x}",
                "save it as UTF-8, or run `briefings import` on it, which knows old encodings",
                path,
                data.count(b"\n", 0, error.start) + 1,
            )
        ) from error


# ----------------------------------------------------------------------------- JSON lines

_CLOCK = r"(?:[ T,]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){_CLOCK}")
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})[/.-](\d{{1,2}})[/.-](\d{{1,2}}){_CLOCK}(?: ?(?:Z|[+-][\d:]+))?"
)


def read_date(text: str) -> PartialDate:
    """A date as data files write it; empty when it is none (nothing is guessed).

    Knows the forms of `PartialDate`, ISO 8601 with seconds and zone, and the Vietnamese order
    `23/10/2013 11:39`. The clock time is kept as written.
    """
    text = text.strip()
    try:
        return PartialDate.parse(text)
    except ValueError:
        pass
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year, hour, minute = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day, hour, minute = match.groups()
    else:
        return PartialDate()
    time = f"{int(hour):02}:{minute}" if hour else None
    try:
        return PartialDate(int(year), int(month), int(day), time)
    except ValueError:
        return PartialDate()


def read_jsonl(lines: Iterable[str], name: str) -> tuple[Article, ...]:
    """Read articles from JSON lines: id, title, lead, body, date, source, url, and maybe lang.

    All but `id` and `body` may be missing or empty; other keys are ignored. The id is kept
    exactly as given. A date that cannot be read stays unknown; the language is guessed from
    the text unless given.

    Args:
        lines: One JSON object a line; blank lines are skipped.
        name: What to call the input in messages.

    Returns:
        The articles in the order of the lines.

    Raises:
        ContentError: Every line that cannot be read, with its number.
    """
    problems: list[Problem] = []
    articles: dict[str, Article] = {}
    for number, line in enumerate(lines, 1):
        line = line.removeprefix("\ufeff") if number == 1 else line
        if not line.strip():
            continue
        try:
            article = _json_article(json.loads(line))
            if article.id in articles:
                raise ValueError(f"the id '{article.id}' stands twice")
            articles[article.id] = article
        except (ValueError, RecursionError) as error:
            problems.append(
                Problem(
                    str(error),
                    'write one JSON object a line, such as {"id": "a1", "body": "…"}',
                    name,
                    number,
                )
            )
    if problems:
        raise ContentError(problems)
    return tuple(articles.values())


def _json_article(data: Any) -> Article:
    """An article from one JSON object.

    Raises:
        ValueError: It has no id or no text, or a field is not text.
    """
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")

    def text(key: str) -> str:
        value = data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise ValueError(f"'{key}' must be text")
        return value

    id_ = data.get("id")
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if not isinstance(id_, str) or not id_:
        raise ValueError("'id' is missing")
    title, lead = clean_text(text("title")), clean_text(text("lead"))
    body = [p for p in map(clean_text, text("body").split("\n")) if p]
    if lead and body and body[0] == lead:
        body = body[1:]
    if not body:
        # A feed may carry no more than a headline: what little text there is counts.
        if not (lead or title):
            raise ValueError("'body' is missing or empty")
        body, lead = [lead or title], ""
    lang = text("lang")
    known: dict[str, Lang] = {code: code for code in _LANGS}
    url = clean_text(text("url"))
    return Article(
        id=id_,
        title=title,
        lang=known.get(lang) or guess_lang(" ".join((title, lead, *body))),
        body=tuple(body),
        lead=lead,
        source=clean_text(text("source")),
        url=url if is_web_address(url) else "",
        published=read_date(text("date")),
    )


def article_json(article: Article) -> dict[str, str]:
    """An article as one JSON object: id, title, lead, body, date, source, url; all text."""
    return {
        "id": article.id,
        "title": article.title,
        "lead": article.lead,
        "body": "\n".join(article.body),
        "date": str(article.published),
        "source": article.source,
        "url": article.url,
    }
