"""What a text is about, as numbers: words, pairs, names and figures, weighed by how rare they are.

Rarity comes from two sources: counts over general news, shipped with the program, and the
collection at hand. The first carries small collections, where "Reuters" in both of two articles
would look like a common word; the second adapts large ones.
"""

from __future__ import annotations

import calendar
import itertools
import lzma
import math
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from generator.model import Article, Lang
from generator.translation.glossary import Glossary, TermMatch, without_marks

Ids = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
_NAME_TOKEN = re.compile(r"[^\W\d_][^\W_]*|[.!?:\n\"“”]|\d+|[^\w\s]")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_ADDRESS = re.compile(r"https?\s*:\s*/")
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAY: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<separator>[/.-])(?P<month>\d{1,2})"
        r"(?:(?P=separator)(?P<year>\d{4}))?(?![\d%]|[.,/-]\d)"
        r"|(?:ngày|hôm)\s(?P<spoken>\d{1,2})\stháng\s(?P<named>\d{1,2})(?!\d)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\b(?P<month>{_MONTH})\b\.?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
        rf"|\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<after>{_MONTH})\b",
        re.IGNORECASE,
    ),
}
_LEADS_TO_DAY = re.compile(r"(?:ngày|hôm|sáng|chiều|tối|đêm|trưa|nay|qua|và|đến|từ|\()\s?$", re.I)
_SEPARATOR = re.compile(r"[.,](?=\d{3}(?!\d))")
_SENTENCE_OPENERS = frozenset('.!?:\n"“”')

_SHORT_TITLE = 3

BUCKETS = 1 << 22
"""Features are counted in this many hash buckets: few enough to hold an array over them, so
many that two words of one article practically never share one."""

HEAD_WORDS = 45
"""News tells the event first: this many words from the top are compared on their own."""

TOP_CHARACTERS = 2_000
"""Names, terms and themes are read from this much of an article: news puts them at the top."""
SENTENCES_PER_ARTICLE = 15
PRIOR_ARTICLES = 300.0
"""The general counts weigh as much as this many articles of the collection."""


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text in order; Vietnamese syllables keep their marks."""
    return [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=1 << 17)
def bucket(word: str) -> int:
    """The hash bucket of a word; the same on every machine."""
    return zlib.crc32(word.encode()) % BUCKETS


def _buckets(words: Iterable[str]) -> Ids:
    """The buckets of words that are met once: `bucket` remembers each, which takes longer."""
    return np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint32) % BUCKETS


def _join(first: Ids, second: Ids) -> Ids:
    """Buckets of pairs, from the buckets of their words."""
    mixed = first.astype(np.uint64) * np.uint64(0x9E3779B1) + second.astype(np.uint64)
    return ((mixed >> np.uint64(3)) % np.uint64(BUCKETS)).astype(np.uint32)


def pair_bucket(word: str, following: str) -> int:
    """The hash bucket of two neighbouring words."""
    return int(
        _join(np.array([bucket(word)], np.uint32), np.array([bucket(following)], np.uint32))[0]
    )


def article_words(article: Article) -> str:
    """Title, lead and body as one text."""
    return "\n".join((article.title, *article.paragraphs))


def readable_words(article: Article) -> str:
    """The same without lines that are web addresses, for what people will read."""
    lines = (article.title, *article.paragraphs)
    return "\n".join(line for line in lines if not _ADDRESS.match(line))


def top_of(article: Article) -> str:
    """The first `TOP_CHARACTERS` of what people read of an article."""
    return unicodedata.normalize("NFC", readable_words(article))[:TOP_CHARACTERS]


@lru_cache(maxsize=1 << 16)
def top_terms(glossary: Glossary, text: str, lang: Lang) -> tuple[TermMatch, ...]:
    """Glossary terms of a text; several steps look for them in the same tops of articles."""
    return glossary.find(text, lang)


def find_names(text: str) -> list[tuple[str, ...]]:
    """Runs of capitalised words: people, places, organisations.

    A capital that opens a sentence tells nothing, so a single capitalised word there is no
    name unless it is all capitals, and the first word of a longer run is dropped where two or
    more remain.

    Args:
        text: Any text, NFC.

    Returns:
        Each run as its words, as written, in order.
    """
    names: list[tuple[str, ...]] = []
    run: list[str] = []
    opens = start = True
    for token in (*_NAME_TOKEN.findall(text), "."):
        if token[0].isupper():
            if not run:
                opens = start
            run.append(token)
            start = False
            continue
        if run:
            if opens and not run[0].isupper():
                run = run[1:] if len(run) > 2 else run if len(run) == 2 else []
            elif run in (["A"], ["I"]):
                run = []
            if run:
                names.append(tuple(run))
            run = []
        start = token in _SENTENCE_OPENERS
    return names


def find_numbers(text: str) -> list[str]:
    """Numbers, clock times and numeric dates of two characters or more, as written."""
    return [number for number in _NUMBER.findall(text) if len(number) > 1]


def find_days(text: str, lang: Lang) -> list[int]:
    """Days of the year that a text speaks of, 1-366, sorted; the year does not count.

    Vietnamese: `23/10`, `ngày 23 tháng 10`, and `23-10` or `23.10` after a word that leads to a
    date. English: `October 23`, `23 Oct`; a bare `10/23` is read differently on each side of the
    Atlantic, so it is left out.
    """
    found: set[int] = set()
    for match in _DAY[lang].finditer(text):
        if lang == "vi":
            separator = match["separator"]
            before = text[max(0, match.start() - 8) : match.start()]
            if separator in (".", "-") and not match["year"] and not _LEADS_TO_DAY.search(before):
                continue
            month = int(match["month"] or match["named"])
            day = int(match["day"] or match["spoken"])
        else:
            month = _MONTHS[(match["month"] or match["after"])[:3].lower()]
            day = int(match["day"] or match["before"])
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]:
            found.add(date(2000, month, day).timetuple().tm_yday)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Features:
    """One article as counted hash buckets, each kind a pair of equal arrays (buckets, counts).

    Attributes:
        words: Single words.
        pairs: Neighbouring words.
        names: Capitalised runs and their words.
        numbers: Figures.
        head: Single words of the first `HEAD_WORDS` words.
        title: Single words of the title; none for an article without one.
        days: Days of the year that it speaks of.
        length: How many words it has.
        title_days: Days of the year that its title speaks of.
        column: Bucket of its title without numbers, 0 for a title of fewer than two words.
        short_title: Whether that title has at most three words.
    """

    words: tuple[Ids, Ids]
    pairs: tuple[Ids, Ids]
    names: tuple[Ids, Ids]
    numbers: tuple[Ids, Ids]
    head: tuple[Ids, Ids]
    title: tuple[Ids, Ids]
    days: tuple[int, ...]
    length: int
    title_days: tuple[int, ...]
    column: int
    short_title: bool


KINDS = ("words", "pairs", "names", "numbers", "head", "title")


def _counted(ids: Ids) -> tuple[Ids, Ids]:
    unique, counts = np.unique(ids, return_counts=True)
    return unique, counts.astype(np.uint32)


def article_features(article: Article) -> Features:
    """Count the features of one article."""
    text = unicodedata.normalize("NFC", article_words(article))
    ids = np.array([bucket(word.lower()) for word in _WORD.findall(text)], np.uint32)
    names: list[int] = []
    for run in find_names(text):
        parts = [bucket(word.lower()) for word in run]
        names += parts
        if len(parts) > 1:
            names.append(bucket(" ".join(run).lower()))
    titled = words(article.title)
    named = [word for word in titled if not any(map(str.isdigit, word))]
    return Features(
        _counted(ids),
        _counted(_join(ids[:-1], ids[1:])),
        _counted(np.array(names, np.uint32)),
        _counted(np.array([bucket(number) for number in find_numbers(text)], np.uint32)),
        _counted(ids[:HEAD_WORDS]),
        _counted(np.array([bucket(word) for word in titled], np.uint32)),
        tuple(find_days(text, article.lang)),
        len(ids),
        tuple(find_days(article.title, article.lang)),
        bucket(" ".join(named)) if len(named) > 1 else 0,
        len(named) <= _SHORT_TITLE,
    )


def bridge_features(article: Article, glossary: Glossary) -> tuple[Ids, Ids]:
    """What an article shares with one in the other language, counted.

    Glossary terms stand as their English form, Vietnamese words as the English words they mean,
    other names and numbers as they are, without marks and separators.

    Args:
        article: An article in either language.
        glossary: Names and terms.

    Returns:
        (buckets, counts) as in `Features`, the same for both languages.
    """
    text = top_of(article)
    ids: list[int] = []
    left: list[str] = []
    end = 0
    for match in top_terms(glossary, text, article.lang):
        ids.append(bucket(f"term {match.term.en}"))
        left.append(text[end : match.start])
        end = match.end
    rest = " . ".join([*left, text[end:]])
    for run in find_names(rest):
        ids += [bucket(plain) for word in run if len(plain := fold(word)) > 2]
    for number in find_numbers(rest):
        ids.append(bucket(_SEPARATOR.sub("", number).replace(",", ".")))
    found = words(rest)
    if article.lang == "en":
        meant = _english_words()
        ids += [bucket(word) for word in found if word in meant]
    else:
        table = _meanings()
        pairs = [f"{a} {b}" for a, b in itertools.pairwise(found)]
        ids += [bucket(en) for phrase in (*found, *pairs) for en in table.get(phrase, ())]
    return _counted(np.array(ids, np.uint32))


def fold(word: str) -> str:
    """A word in lower case without marks: `Nguyễn` and `Nguyen` are one name."""
    return without_marks(word.lower())


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Vietnamese word → the English words that it means, from `data/word-pairs.txt.xz`."""
    path = Path(__file__).parent / "data" / "word-pairs.txt.xz"
    table: dict[str, list[str]] = {}
    for row in lzma.decompress(path.read_bytes()).decode().splitlines():
        english, _, vietnamese = row.partition("\t")
        table.setdefault(vietnamese, []).append(english)
    return {word: tuple(english) for word, english in table.items()}


@cache
def _english_words() -> frozenset[str]:
    return frozenset(word for english in _meanings().values() for word in english)


@cache
def word_counts(lang: Lang) -> tuple[int, dict[str, int]]:
    """General news counts: (sentences counted, sentences that hold each word or `word word`)."""
    path = Path(__file__).parent / "data" / f"word-counts-{lang}.txt.xz"
    total, *rows = lzma.decompress(path.read_bytes()).decode().splitlines()
    counts = {word: int(number) for number, _, word in (row.partition("\t") for row in rows)}
    return int(total), counts


@cache
def _general_shares(lang: Lang) -> Floats:
    """Share of news articles that hold a word or pair, by bucket.

    The counts are per sentence; an article of s sentences holds a word of sentence share p
    with probability 1 - (1 - p)^s.
    """
    total, counts = word_counts(lang)

    def share(number: npt.NDArray[np.float64]) -> Floats:
        of_articles = 1 - (1 - np.minimum(number / total, 0.999)) ** SENTENCES_PER_ARTICLE
        return np.asarray(of_articles, np.float32)

    words_of = [key.partition(" ") for key in counts]
    first = _buckets(word for word, _, _ in words_of)
    second = _buckets(word for _, _, word in words_of)
    paired = np.array([bool(word) for _, _, word in words_of])
    places = np.where(paired, _join(first, second), first)
    shares = np.full(BUCKETS, share(np.ones(1))[0], np.float32)
    np.maximum.at(shares, places, share(np.array(list(counts.values()), np.float64)))
    return shares


@lru_cache(maxsize=1 << 16)
def rarity(word: str, lang: Lang) -> float:
    """How much a word says, from general news alone: 0 for a word of every article, up to 10."""
    first, _, second = word.partition(" ")
    place = pair_bucket(first, second) if second else bucket(first)
    return float(-np.log(_general_shares(lang)[place]))


def boundness(first: str, second: str) -> float:
    """Pointwise mutual information of two neighbouring Vietnamese syllables in news.

    Args:
        first: A syllable, in lower case.
        second: The one after it, in lower case.

    Returns:
        ln of how much more often than by chance they stand together; -inf if they never do.
    """
    total, counts = word_counts("vi")
    together = counts.get(f"{first} {second}", 0)
    if not together:
        return -math.inf
    return math.log(total * together / (counts[first] * counts[second]))


def weigh(
    rows: Sequence[tuple[Ids, Ids]], lang: Lang, only: Sequence[int] | None = None
) -> sparse.csr_matrix:
    """Rows of counts as unit vectors of TF-IDF weights, (1 + ln tf) · -ln(share of articles).

    The share is that of general news, updated by these rows.

    Args:
        rows: One (buckets, counts) an article.
        lang: Their language.
        only: Which rows to give, by position; all by default. The shares are those of all.

    Returns:
        A matrix of one row an article and `BUCKETS` columns.
    """
    every, _, _ = _stacked(rows)
    found, number = np.bincount(every, minlength=BUCKETS), len(rows)
    rows = rows if only is None else [rows[place] for place in only]
    ids, counts, indptr = _stacked(rows)
    data = (1 + np.log(counts.astype(np.float32))) * _rarities(ids, found, number, lang)
    squares = np.concatenate([[0.0], np.cumsum(data.astype(np.float64) ** 2)])
    norms = np.sqrt(np.maximum(squares[indptr[1:]] - squares[indptr[:-1]], 1e-12))
    data /= np.repeat(norms, np.diff(indptr)).astype(np.float32)
    return sparse.csr_matrix((data, ids.astype(np.int32), indptr), shape=(len(rows), BUCKETS))


def rarity_roots(rows: Sequence[tuple[Ids, Ids]], lang: Lang) -> sparse.csr_matrix:
    """Rows of the square roots of how rare each word is, -ln(share of articles).

    The dot product of two rows is the summed rarity of what both hold: evidence in absolute
    terms, where the vectors of `weigh` tell a share of it.

    Args:
        rows: One (buckets, counts) an article.
        lang: Their language.

    Returns:
        A matrix as from `weigh`, not of unit vectors.
    """
    ids, _, indptr = _stacked(rows)
    found = np.bincount(ids, minlength=BUCKETS)
    data = np.sqrt(_rarities(ids, found, len(rows), lang))
    return sparse.csr_matrix((data, ids.astype(np.int32), indptr), shape=(len(rows), BUCKETS))


def _stacked(rows: Sequence[tuple[Ids, Ids]]) -> tuple[Ids, Ids, npt.NDArray[np.int64]]:
    """Buckets and counts of all rows, one after the other, and where each row starts."""
    indptr = np.concatenate([[0], np.cumsum([len(ids) for ids, _ in rows], dtype=np.int64)])
    none = np.zeros(0, np.uint32)
    ids = np.concatenate([none, *(ids for ids, _ in rows)])
    counts = np.concatenate([none, *(number for _, number in rows)])
    return ids, counts, indptr.astype(np.int64)


def _rarities(ids: Ids, found: npt.NDArray[np.int64], articles: int, lang: Lang) -> Floats:
    """-ln(share of articles) of the buckets `ids`; `found` counts them by bucket."""
    rare: Floats = np.maximum(-np.log(_shares(ids, found, articles, lang)), 0).astype(np.float32)
    return rare


def _shares(ids: Ids, found: npt.NDArray[np.int64], articles: int, lang: Lang) -> Floats:
    """Share of articles that hold each of the buckets `ids`; `found` counts them by bucket."""
    prior = _general_shares(lang)[ids] * np.float32(PRIOR_ARTICLES)
    shares: Floats = (prior + found[ids].astype(np.float32)) / np.float32(PRIOR_ARTICLES + articles)
    return np.minimum(shares, np.float32(1)).astype(np.float32)


def pair_dots(matrix: sparse.csr_matrix, left: Iterable[int], right: Iterable[int]) -> Floats:
    """Dot products of given pairs of rows, without the full product."""
    first, second = np.asarray(left, np.int64), np.asarray(right, np.int64)
    result = np.zeros(len(first), np.float32)
    step = 20_000
    for start in range(0, len(first), step):
        part = slice(start, start + step)
        product = matrix[first[part]].multiply(matrix[second[part]])
        result[part] = np.asarray(product.sum(axis=1)).ravel()
    return result
