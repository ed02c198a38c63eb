"""`content/glossary.yml`: names and terms, their one right form in each language, their variants."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import strict_yaml
from generator.errors import ContentError, Problem
from generator.model import LANGS, Lang, Term

_TOKEN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*|[^\w\s]")
_KINDS = typing.get_args(typing.get_type_hints(Term)["kind"])
_KEYS = {"en", "vi", "kind", "en_variants", "vi_variants"}


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A glossary term found in a text: `text[start:end]` is one of its forms."""

    term: Term
    start: int
    end: int


class Glossary:
    """Finds terms in text, longest form first, in either language.

    A form matches whole words only. Names and places must match in case (a lower-case
    "trump" is no president); terms of kind `term` and `office` match in any case.
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms = tuple(terms)
        self._index: dict[Lang, dict[str, list[tuple[tuple[str, ...], Term]]]] = {}
        for lang in LANGS:
            by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
            for term in self.terms:
                for form in term.forms(lang):
                    words = tuple(_TOKEN.findall(unicodedata.normalize("NFC", form)))
                    if words:
                        by_first.setdefault(words[0].casefold(), []).append((words, term))
            for entries in by_first.values():
                entries.sort(key=lambda entry: -len(entry[0]))
            self._index[lang] = by_first

    def find(self, text: str, lang: Lang) -> tuple[TermMatch, ...]:
        """Every term in `text` (NFC), from left to right, without overlaps."""
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        found: list[TermMatch] = []
        position = 0
        while position < len(tokens):
            step = 1
            for words, term in self._index[lang].get(tokens[position][0].casefold(), ()):
                window = tokens[position : position + len(words)]
                if len(window) == len(words) and _same(words, window, term):
                    found.append(TermMatch(term, window[0][1], window[-1][2]))
                    step = len(words)
                    break
            position += step
        return tuple(found)


def _same(words: tuple[str, ...], window: list[tuple[str, int, int]], term: Term) -> bool:
    if term.kind in ("term", "office"):
        return all(a.casefold() == b[0].casefold() for a, b in zip(words, window, strict=True))
    return all(a == b[0] for a, b in zip(words, window, strict=True))


def read_glossary(content: Path) -> Glossary:
    """Read `glossary.yml` in the content folder; an empty glossary when there is none.

    Raises:
        ContentError: Every wrong entry, with its line.
    """
    path = content / "glossary.yml"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Glossary()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(Problem(f"cannot be read: {error}", "save it as UTF-8", path)) from error
    document = strict_yaml.load(unicodedata.normalize("NFC", text), path)
    problems: list[Problem] = []
    if not isinstance(document.data or [], list):
        raise ContentError(Problem("must be a list", "write one `- en: … ` entry a term", path, 1))
    terms = [
        term
        for index, entry in enumerate(document.data or [])
        if (term := _term(entry, index, document, path, problems))
    ]
    if problems:
        raise ContentError(problems)
    return Glossary(terms)


def _term(
    entry: object,
    index: int,
    document: strict_yaml.Document,
    path: Path,
    problems: list[Problem],
) -> Term | None:
    before = len(problems)

    def wrong(what: str, remedy: str, *at: str | int) -> None:
        problems.append(Problem(what, remedy, path, document.line(index, *at)))

    if not isinstance(entry, dict):
        wrong("an entry must be a mapping", "write `en:`, `vi:` and `kind:`")
        return None
    for key in sorted(set(entry) - _KEYS):
        wrong(f"unknown key '{key}'", f"known: {', '.join(sorted(_KEYS))}", key)
    for key in ("en", "vi"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            wrong(f"an entry needs '{key}'", f"add `{key}: …`", key)
    if entry.get("kind") not in _KINDS:
        wrong(f"kind is '{entry.get('kind')}'", f"write one of: {', '.join(_KINDS)}", "kind")
    for key in ("en_variants", "vi_variants"):
        if not isinstance(entry.get(key, []), list):
            wrong(f"'{key}' must be a list", f"write `{key}: [one, two]`", key)
    if len(problems) > before:
        return None
    return Term(
        entry["en"].strip(),
        entry["vi"].strip(),
        entry["kind"],
        tuple(entry.get("en_variants", ())),
        tuple(entry.get("vi_variants", ())),
    )
