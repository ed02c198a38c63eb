"""Where the sources' figures differ: two figures as two sources print them, nothing computed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.key_figures import noun_after, plural_end, whole_noun
from generator.model import Disagreement, Lang, Sentence

_LONGEST = 2000
"""Longest sentence that figures are compared of, in characters."""
_FIGURE = re.compile(
    r"(?<![\w.,/:$€£-])(?P<value>\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d.,/:%-]*\d)(?= [^\W\d_])"
)
_DEPTH = 12
"""Figures that sources differ on stand near the top; further down they tell of other things."""
_ROUNDING = 0.02
_MOST_GIVEN = 40
_SAME_CONTEXT = 0.4


def find_disagreements(sentences: Mapping[str, Sequence[Sentence]]) -> tuple[Disagreement, ...]:
    """Figures that two sources give differently for what reads as the same thing.

    Two sentences of different articles count the same thing ("12 người thiệt mạng", "14 người
    thiệt mạng") in much the same words, and neither article holds the other's figure. Errs towards
    silence: other wordings of the same thing are not found.

    Args:
        sentences: The sentences of an event's articles, by article id, in order.

    Returns:
        One disagreement for each thing counted, in the order of the articles.
    """
    figures: dict[tuple[Lang, str], list[tuple[str, Sentence, frozenset[str]]]] = {}
    names: dict[tuple[Lang, str], str] = {}
    values: dict[str, frozenset[str]] = {}
    for article_id, every in sentences.items():
        values[article_id] = frozenset(
            _value(match) for sentence in every for match in _FIGURE.finditer(sentence.text)
        )
        for sentence in every[:_DEPTH]:
            if len(sentence.text) > _LONGEST:
                continue
            context = frozenset(re.findall(r"[^\W\d_]+", sentence.text.casefold()))
            for match in _FIGURE.finditer(sentence.text):
                noun = _counted(sentence, match.end())
                if not noun:
                    continue
                thing = (sentence.lang, " ".join(noun.split()[:2]))
                figures.setdefault(thing, []).append((_value(match), sentence, context))
                names.setdefault(thing, noun)
    found: list[Disagreement] = []
    for thing, all_given in figures.items():
        differing = _differing(all_given[:_MOST_GIVEN], values)
        if differing:
            found.append(Disagreement(names[thing], thing[0], differing))
    return tuple(found)


def _counted(sentence: Sentence, end: int) -> str:
    """What the figure that ends there counts, in lower case; "" where that is not sure."""
    if sentence.lang == "en":
        plural = plural_end(sentence.text, end)
        return sentence.text[end : plural or end].strip().casefold()
    noun = noun_after(sentence.text, end)
    # One syllable may be half a word.
    return whole_noun(noun, sentence.text, end).casefold() if " " in noun else ""


def _value(match: re.Match[str]) -> str:
    return re.sub(r"[.,]", "", match["value"])


def _differing(
    given: Sequence[tuple[str, Sentence, frozenset[str]]], values: Mapping[str, frozenset[str]]
) -> tuple[tuple[str, Sentence], ...]:
    """The first pair of figures that contradict each other, with the sentences that give them."""
    for index, (value, sentence, context) in enumerate(given):
        for other, elsewhere, around in given[index + 1 :]:
            if (
                other != value
                and elsewhere.article_id != sentence.article_id
                and other not in values[sentence.article_id]
                and value not in values[elsewhere.article_id]
                and not _rounded(value, other)
                and len(context & around) >= _SAME_CONTEXT * len(context | around)
            ):
                return (
                    (_written(value, sentence), sentence),
                    (_written(other, elsewhere), elsewhere),
                )
    return ()


def _rounded(one: str, other: str) -> bool:
    """Whether one figure is the other in round numbers: "hơn 31.000" and "31.015"."""
    low, high = sorted((int(one), int(other)))
    return high - low <= _ROUNDING * high and (low % 10 == 0 or high % 10 == 0)


def _written(value: str, sentence: Sentence) -> str:
    """A figure as the sentence prints it."""
    return next(m["value"] for m in _FIGURE.finditer(sentence.text) if _value(m) == value)
