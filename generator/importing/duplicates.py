"""Recognises a text that is already there: the same again, reposted, or lightly edited.

Each text is remembered as a bottom-k sketch of the hashes of its three-word shingles (Broder
1997): the share of common values estimates how much of the text is common. An index of the
smallest hashes finds the candidates, so memory grows by a few hundred bytes an article and not
by its length.
"""

from __future__ import annotations

import heapq
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass

from generator.importing.lines import words
from generator.model import Article

SIZE = 96
_KEYS = 12
SAME = 0.55


def sketch(text: str) -> array[int]:
    """The smallest distinct hashes of a text's three-word shingles, ascending."""
    tokens = words(text)
    if len(tokens) < 3:
        tokens = [*tokens, "", ""]
    hashes = {
        zlib.crc32(" ".join(shingle).encode()) * 2654435761 & 0xFFFFFFFF
        for shingle in zip(tokens, tokens[1:], tokens[2:], strict=False)
    }
    return array("L", heapq.nsmallest(SIZE, hashes))


def resemblance(a: array[int], b: array[int]) -> float:
    """Estimated Jaccard similarity of two texts' shingles, 0-1."""
    union = heapq.nsmallest(SIZE, {*a, *b})
    both = set(a) & set(b)
    return sum(value in both for value in union) / len(union) if union else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """What the index remembers of an article: its id, file, outlet and addresses."""

    id: str
    path: str
    source: str
    url: str
    places: set[tuple[str, str]]


class Index:
    """The texts already there."""

    def __init__(self) -> None:
        self._articles: list[Known] = []
        self._sketches: list[array[int]] = []
        self._by_hash: dict[int, list[int]] = {}
        self._by_url: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def add(self, article: Article, values: array[int] | None = None) -> None:
        """Remember an article, whose sketch may be given."""
        places = {(article.source, article.url), *((r.source, r.url) for r in article.reprints)}
        number = len(self._articles)
        self._articles.append(Known(article.id, article.path, article.source, article.url, places))
        values = sketch(" ".join(article.paragraphs)) if values is None else values
        self._sketches.append(values)
        self._numbers.setdefault(article.id, number)
        for value in values[:_KEYS]:
            self._by_hash.setdefault(value, []).append(number)
        for _, url in places:
            if url:
                self._by_url.setdefault(url, number)

    def add_place(self, id_: str, source: str, url: str) -> None:
        """Remember another place where a known text stands."""
        number = self._numbers[id_]
        self._articles[number].places.add((source, url))
        if url:
            self._by_url.setdefault(url, number)

    def taken(self, id_: str) -> bool:
        """Whether an id is in use."""
        return id_ in self._numbers

    def find(self, article: Article, values: array[int]) -> tuple[Known, float] | None:
        """The known article with the same address or (nearly) the same text, and how near."""
        if article.url in self._by_url:
            number = self._by_url[article.url]
            return self._articles[number], resemblance(values, self._sketches[number])
        candidates: Counter[int] = Counter()
        for value in values[:_KEYS]:
            candidates.update(self._by_hash.get(value, ())[:200])
        best: tuple[float, int] | None = None
        for number, _ in candidates.most_common(50):
            likeness = resemblance(values, self._sketches[number])
            if likeness >= SAME and (best is None or likeness > best[0]):
                best = (likeness, number)
        return (self._articles[best[1]], best[0]) if best else None
