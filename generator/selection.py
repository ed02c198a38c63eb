"""Takes the sentences of an event that together cover most of what its articles talk about.

`generator.concepts` weighs pairs of words; sentences are taken one after another, each for the
weight that it adds to what is already covered, so a second sentence about the same thing adds
little (Nemhauser, Wolsey and Fisher 1978 bound this greedy choice).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.claim_text import is_boilerplate, is_caption, is_closed
from generator.concepts import WEIGHTS, Concepts, Pair, Passage, Weights, pairs, weigh, words
from generator.model import Article, Lang, Sentence
from generator.shortening import trim

_MIN_WORDS = 5
_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence that may be chosen.

    Attributes:
        sentence: Where it stands.
        text: Its words without dateline, agency tag and the like.
        words: Lower-case words of `text`.
        pairs: Pairs of neighbouring words.
        position: How far down its article it stands, as `concepts.Passage`.
        order: Its place among all candidates: by article, then reading order.
        lead: Whether it belongs to the standfirst.
        last: Whether it is the last sentence of its paragraph.
    """

    sentence: Sentence
    text: str
    words: tuple[str, ...]
    pairs: frozenset[Pair]
    position: int
    order: int
    lead: bool
    last: bool

    @property
    def lang(self) -> Lang:
        """Language of the text."""
        return self.sentence.lang

    @property
    def depth(self) -> int:
        """How many sentences stand before it in its standfirst or in the body."""
        return self.position - self.lead


def find_candidates(
    articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]]
) -> list[Candidate]:
    """Every sentence of the story; what belongs to the page or a picture is left out."""
    found: list[Candidate] = []
    for article in articles:
        every = sentences[article.id]
        in_lead = sum(1 for sentence in every if article.lead and sentence.paragraph == 0)
        for number, sentence in enumerate(every):
            text = trim(sentence.text, sentence.lang, article.source)
            tokens = words(text)
            if len(tokens) < _MIN_WORDS or is_boilerplate(text):
                continue
            lead = number < in_lead
            last = number + 1 == len(every) or every[number + 1].paragraph != sentence.paragraph
            if (
                not lead
                and not is_closed(text)
                and (len(tokens) < _HEADING_WORDS or is_caption(text))
            ):
                continue  # A byline, a heading, a caption.
            # A standfirst tells again what the body tells; it counts as its second sentence.
            position = number + 1 if lead else number - in_lead
            found.append(
                Candidate(sentence, text, tokens, pairs(tokens), position, len(found), lead, last)
            )
    return found


def weigh_candidates(
    candidates: Iterable[Candidate], articles: Sequence[Article], weights: Weights = WEIGHTS
) -> dict[Lang, Concepts]:
    """The concepts of each language that the articles are written in."""
    number = {article.id: index for index, article in enumerate(articles)}
    passages: dict[Lang, list[Passage]] = {}
    for candidate in candidates:
        passages.setdefault(candidate.lang, []).append(
            Passage(number[candidate.sentence.article_id], candidate.position, candidate.pairs)
        )
    return {
        lang: weigh(found, [a.title for a in articles if a.lang == lang], weights)
        for lang, found in passages.items()
    }


class Chooser:
    """Takes sentences one after another, each for what it adds.

    Gains only ever shrink, so a heap of stale gains finds the best sentence without looking at
    the rest again (Minoux 1978).
    """

    def __init__(
        self,
        candidates: Iterable[Candidate],
        concepts: Mapping[Lang, Concepts],
        worth: Callable[[Candidate], float] = lambda candidate: 1.0,
    ) -> None:
        """Prepare to choose.

        Args:
            candidates: What may be chosen.
            concepts: The weights of their pairs, by language.
            worth: A factor for a candidate's gain; 0 never takes it.
        """
        self._concepts = concepts
        self._worth = worth
        self._covered: set[Pair] = set()
        self._heap: list[tuple[float, int, Candidate]] = []
        self.chosen: list[Candidate] = []
        self.gained: dict[int, tuple[Pair, ...]] = {}
        for candidate in candidates:
            self.offer(candidate)

    def offer(self, candidate: Candidate) -> None:
        """Let a candidate be chosen from now on."""
        gain = self._gain(candidate)
        if gain > 0:
            heapq.heappush(self._heap, (-gain, candidate.order, candidate))

    def _gain(self, candidate: Candidate) -> float:
        weights = self._concepts[candidate.lang].weights
        new = sorted(candidate.pairs - self._covered)
        total = sum(weights[pair] for pair in new)
        return self._worth(candidate) * total / math.sqrt(len(candidate.words))

    def take(self, room: float) -> Candidate | None:
        """Choose the best candidate of at most `room` words; None when none is left.

        Longer ones are dropped for good: the room never grows.
        """
        while self._heap:
            stale, order, candidate = heapq.heappop(self._heap)
            if len(candidate.words) > room:
                continue
            gain = self._gain(candidate)
            if gain <= 0:
                continue
            if self._heap and (-gain, order) > self._heap[0][:2] and gain < -stale:
                heapq.heappush(self._heap, (-gain, order, candidate))
                continue
            self.add(candidate)
            return candidate
        return None

    def add(self, candidate: Candidate) -> None:
        """Choose a given candidate."""
        self.gained[candidate.order] = tuple(sorted(candidate.pairs - self._covered))
        self._covered |= candidate.pairs
        self.chosen.append(candidate)


def bare_candidates(
    articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]]
) -> list[Candidate]:
    """The first sentences that have words at all, where none makes a proper candidate."""
    found: list[Candidate] = []
    for article in articles:
        for sentence in sentences[article.id]:
            tokens = words(sentence.text)
            if tokens:
                found.append(
                    Candidate(
                        sentence, sentence.text, tokens, pairs(tokens), 0, len(found), False, True
                    )
                )
                break
    return found
