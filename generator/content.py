"""Everything an editor owns, read and checked as a whole before anything is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.articles import read_articles
from generator.build_state import FileDigests
from generator.cache import Cache
from generator.errors import BriefingsError, ContentError, Problem, UsageError
from generator.event_edits import EventEdits, read_event_edits
from generator.history import History, read_history
from generator.model import Article
from generator.progress import Progress
from generator.published import Published
from generator.settings import Settings, read_settings
from generator.translation.glossary import Glossary, read_glossary
from generator.translation.memory import Memory

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Content:
    """The content folder.

    Attributes:
        settings: `site.yml`.
        articles: `articles/`, in the order of `Article.sort_key`.
        glossary: `glossary.yml`.
        edits: `events.yml`.
        published: `published.json`, the ids that readers may have kept.
        memory: `translations/*.po`.
        history: `history.jsonl`.
    """

    settings: Settings
    articles: tuple[Article, ...]
    glossary: Glossary
    edits: EventEdits
    published: Published
    memory: Memory
    history: History


def require_folder(folder: Path) -> None:
    """Raise `UsageError` unless there is such a content folder."""
    if not folder.is_dir():
        raise UsageError(
            Problem("there is no such folder", "name one with --content, or make it", folder)
        )


def read_content(
    folder: Path,
    cache: Cache | None = None,
    digests: FileDigests | None = None,
    progress: Progress | None = None,
) -> Content:
    """Read the content folder.

    Args:
        folder: The content folder.
        cache: Gives the articles whose files have not changed since an earlier build.
        digests: Tells which have not.
        progress: Told how far it is.

    Raises:
        UsageError: There is no such folder, or `site.yml` is wrong.
        ContentError: Everything else that is wrong, all of it, with file, line and remedy.
    """
    require_folder(folder)
    problems: list[Problem] = []
    usage: list[Problem] = []

    def part(read: Callable[[], Part]) -> Part | None:
        try:
            return read()
        except UsageError as error:
            usage.extend(error.problems)
        except BriefingsError as error:
            problems.extend(error.problems)
        return None

    settings = part(lambda: read_settings(folder))
    articles = part(lambda: read_articles(folder, cache, digests, progress))
    glossary = part(lambda: read_glossary(folder))
    published = part(lambda: Published.read(folder))
    memory = part(lambda: Memory.read(folder))
    history = part(lambda: read_history(folder))
    edits = None
    if articles is not None and published is not None:
        ids, kept = [article.id for article in articles], published
        edits = part(lambda: read_event_edits(folder, ids, kept))
    if problems:
        raise ContentError((*usage, *problems))
    if usage:
        raise UsageError(usage)
    parts = (settings, articles, glossary, edits, published, memory, history)
    return Content(*parts)  # type: ignore[arg-type]  # none is None when there is no problem
