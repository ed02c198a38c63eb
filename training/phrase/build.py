"""Tokenised corpora and word alignments → the model file that ships."""

from __future__ import annotations

import argparse
import json
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from generator.model import LANGS, Lang
from generator.translation.phrase.archive import PhraseModel, write_model
from generator.translation.phrase.language_model import END, START, UNKNOWN, Grams
from generator.translation.phrase.table import MAX_WORDS, Pairs
from generator.translation.phrase.words import CLASSES, word_class
from training.phrase import WEIGHTS, extract, ngrams
from training.phrase.faithful import faithful
from training.phrase.score import Scored, score

_SPECIAL = ("<s>", "</s>", "<unk>")
_VOCABULARY = 65_000
# Least counts of one to four words.
_LEAST = (1, 2, 2, 3)
_ROOM = 200  # phrases a sentence, at most, on average


def main() -> None:
    """Build the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder of training.phrase.corpus"
    )
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--out", type=Path, required=True, help="the .phrases file")
    options = parser.parse_args()
    vocabularies = {lang: _vocabulary(options.corpus, lang) for lang in LANGS}
    grams = {lang: _language_model(options.corpus, lang, vocabularies[lang]) for lang in LANGS}
    pairs = _pairs(options.corpus, vocabularies)
    settings = json.loads(WEIGHTS.read_text("utf-8"))
    metadata = {
        "name": "phrases",
        "version": options.version,
        "licence": settings["licence"],
        "credit": settings["credit"],
    }
    weights = {lang: tuple(settings["weights"][lang]) for lang in LANGS}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    write_model(PhraseModel(metadata, vocabularies, grams, pairs, weights), options.out)


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.split()


def _vocabulary(corpus: Path, lang: Lang) -> tuple[str, ...]:
    """The words of the pairs, then the commonest of the news; commonest first."""
    paired, news = Counter[str](), Counter[str]()
    for name, counts in (("pairs", paired), ("news", news)):
        raw = Counter[str]()
        for line in _lines(corpus / f"{name}.{lang}"):
            raw.update(line)
        for word, count in raw.items():
            counts[word_class(word)] += count

    def by_count(words: set[str]) -> list[str]:
        return sorted(words, key=lambda word: (-paired[word] - news[word], word))

    chosen = by_count(set(paired)) + by_count(set(news) - set(paired))
    return (*_SPECIAL, *by_count(set(chosen[:_VOCABULARY])))


def _language_model(corpus: Path, lang: Lang, vocabulary: tuple[str, ...]) -> list[Grams]:
    known = {word: index for index, word in enumerate(vocabulary)}
    ids: dict[str, int] = {}
    stream = array("H")
    for name in ("pairs", "news"):
        for line in _lines(corpus / f"{name}.{lang}"):
            stream.append(START)
            for word in line:
                if word not in ids:
                    ids[word] = known.get(word_class(word), UNKNOWN)
                stream.append(ids[word])
            stream.append(END)
    return ngrams.estimate(np.frombuffer(stream, np.uint16), _LEAST)


def _side(corpus: Path, lang: Lang, vocabulary: tuple[str, ...], figures: dict[str, int]) -> Any:
    known = {word: index for index, word in enumerate(vocabulary)}
    ids, marks, starts = array("i"), array("i"), [0]
    for line in _lines(corpus / f"pairs.{lang}"):
        for word in line:
            kind = word_class(word)
            ids.append(known.get(kind, UNKNOWN))
            marks.append(figures.setdefault(word, len(figures)) if kind in CLASSES else -1)
        starts.append(len(ids))
    return extract.Side(
        np.array(ids, np.int32), np.array(marks, np.int32), np.array(starts, np.int64)
    )


def _pairs(corpus: Path, vocabularies: dict[Lang, tuple[str, ...]]) -> Pairs:
    figures: dict[str, int] = {}
    english = _side(corpus, "en", vocabularies["en"], figures)
    vietnamese = _side(corpus, "vi", vocabularies["vi"], figures)
    forward, backward = (
        extract.read_links((corpus / f"links.{name}").read_text("utf-8").split("\n")[:-1])
        for name in ("forward", "backward")
    )
    sentences = len(english.starts) - 1
    links = np.zeros((len(english.ids) + len(vietnamese.ids) + len(forward[0]), 2), np.int32)
    rows = np.zeros((sentences * _ROOM, 6), np.int32)
    filled, linked = extract.extract(
        english.ids,
        english.figures,
        english.starts,
        vietnamese.ids,
        vietnamese.figures,
        vietnamese.starts,
        *forward,
        *backward,
        links,
        rows,
    )
    weights = np.loadtxt(corpus / "pairs.weights")
    scored = score(rows[:filled], links[:linked], english, vietnamese, weights)
    return _table(scored, {"en": english, "vi": vietnamese}, vocabularies)


def _table(
    scored: Scored, sides: dict[Lang, extract.Side], vocabularies: dict[Lang, tuple[str, ...]]
) -> Pairs:
    words: dict[Lang, Any] = {}
    sizes: dict[Lang, Any] = {}
    known = np.ones(len(scored.spans), bool)
    for column, lang in ((0, "en"), (2, "vi")):
        start, end = scored.spans[:, column], scored.spans[:, column + 1]
        sizes[lang] = end - start
        at = start[:, None] + np.arange(MAX_WORDS)[None, :]
        inside = at < end[:, None]
        ids = sides[lang].ids[np.minimum(at, len(sides[lang].ids) - 1)]
        words[lang] = np.where(inside, ids, 0).astype(np.uint16)
        known &= ~((words[lang] == UNKNOWN) & inside).any(axis=1)
    for row in np.flatnonzero(known):
        said = {
            lang: [vocabularies[lang][at] for at in words[lang][row, : sizes[lang][row]]]
            for lang in LANGS
        }
        known[row] = faithful(said["en"], said["vi"])
    return Pairs(
        {lang: words[lang][known] for lang in LANGS},
        {lang: sizes[lang][known] for lang in LANGS},
        scored.scores[known],
        scored.orientation[known],
    )


if __name__ == "__main__":
    main()
