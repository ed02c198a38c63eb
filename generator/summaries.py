"""Picks and orders the sentences of an event's articles that say what happened.

Extractive: a claim is a source sentence, or that sentence with words left out, and cites it
exactly. `generator.concepts` weighs what the articles talk about; sentences are then taken one
after another, each for the weight that it adds to what is already said, so a second sentence
about the same thing adds little (Nemhauser, Wolsey and Fisher 1978 bound this greedy choice).
For readers, sentences that need their neighbours to be understood come only after them, captions
and bylines never come, and sentences of other sources that say the same are cited too.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.claim_text import (
    is_boilerplate,
    is_caption,
    is_closed,
    is_partial_quote,
    points_back,
)
from generator.concepts import FEATURES, Concepts, Pair, Passage, pairs, weigh, words
from generator.key_facts import find_disagreements, find_facts
from generator.model import Article, Briefing, Claim, Event, Lang, Sentence
from generator.sentences import article_sentences
from generator.settings import SummarySettings
from generator.shortening import capitalised, shorten, trim
from generator.translation.glossary import Glossary

_MIN_WORDS = 5
_LONG_CLAIM = 60
_LEAD_WORDS = range(8, 56)
_LEAD_DEPTH = 3
_SPARE = 1.1
"""A summary may run over its length by this much rather than end early."""
_SAME_WORDS, _SAME_PAIRS = 0.75, 0.5
_NEUTRAL = re.compile(r"\d+(?:[.,/:-]\d+)*|\b[A-Z][A-Za-z]{2,}\b")


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
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


def _candidates(
    articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]]
) -> list[_Candidate]:
    """Every sentence of the story; what belongs to the page or a picture is left out."""
    found: list[_Candidate] = []
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
            if not lead and not is_closed(text) and (len(tokens) < 12 or is_caption(text)):
                continue  # A byline, a heading, a caption.
            # A standfirst tells again what the body tells; it counts as its second sentence.
            position = number + 1 if lead else number - in_lead
            found.append(
                _Candidate(sentence, text, tokens, pairs(tokens), position, len(found), lead, last)
            )
    return found


def _weigh(candidates: Iterable[_Candidate], articles: Sequence[Article]) -> dict[Lang, Concepts]:
    """The concepts of each language that the articles are written in."""
    number = {article.id: index for index, article in enumerate(articles)}
    passages: dict[Lang, list[Passage]] = {}
    for candidate in candidates:
        passages.setdefault(candidate.sentence.lang, []).append(
            Passage(number[candidate.sentence.article_id], candidate.position, candidate.pairs)
        )
    return {
        lang: weigh(found, [article.title for article in articles if article.lang == lang])
        for lang, found in passages.items()
    }


class _Chooser:
    """Takes sentences one after another, each for what it adds.

    Gains only ever shrink, so a heap of stale gains finds the best sentence without looking at
    the rest again (Minoux 1978).
    """

    def __init__(
        self,
        candidates: Iterable[_Candidate],
        concepts: Mapping[Lang, Concepts],
        worth: Callable[[_Candidate], float] = lambda candidate: 1.0,
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
        self._heap: list[tuple[float, int, _Candidate]] = []
        self.chosen: list[_Candidate] = []
        self.gained: dict[int, tuple[Pair, ...]] = {}
        for candidate in candidates:
            self.offer(candidate)

    def offer(self, candidate: _Candidate) -> None:
        """Let a candidate be chosen from now on."""
        gain = self._gain(candidate)
        if gain > 0:
            heapq.heappush(self._heap, (-gain, candidate.order, candidate))

    def _gain(self, candidate: _Candidate) -> float:
        weights = self._concepts[candidate.sentence.lang].weights
        new = sorted(candidate.pairs - self._covered)
        total = sum(weights[pair] for pair in new)
        return self._worth(candidate) * total / math.sqrt(len(candidate.words))

    def take(self, room: float) -> _Candidate | None:
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

    def add(self, candidate: _Candidate) -> None:
        """Choose a given candidate."""
        self.gained[candidate.order] = tuple(sorted(candidate.pairs - self._covered))
        self._covered |= candidate.pairs
        self.chosen.append(candidate)


def summary_text(
    articles: Sequence[Article], syllables: int = 180, glossary: Glossary | None = None
) -> str:
    """Summarise articles about one event in a fixed number of syllables.

    Args:
        articles: At least one.
        syllables: Most words of the summary: maximal runs of letters and digits.
        glossary: Names that tell sentences of two languages about the same thing apart.

    Returns:
        Source sentences in reading order, separated by spaces; when even the shortest sentence
        is too long, its beginning. Empty only if the articles have no words.
    """
    sentences = {article.id: article_sentences(article) for article in articles}
    candidates = _candidates(articles, sentences)
    concepts = _weigh(candidates, articles)
    repeats = _Repeats(glossary or Glossary())
    chooser = _Chooser(candidates, concepts)
    used = 0
    kept: list[_Candidate] = []
    while candidate := chooser.take(syllables - used):
        if repeats.is_new(candidate):
            kept.append(candidate)
            used += len(candidate.words)
    if kept:
        return " ".join(candidate.text for candidate in sorted(kept, key=_reading_order))
    texts = [candidate.text for candidate in candidates[:1]]
    texts += [sentence.text for every in sentences.values() for sentence in every]
    return _beginning(texts[0], syllables) if texts else ""


def _reading_order(candidate: _Candidate) -> tuple[int, int]:
    """News puts first what matters most: by depth in the article, then by article."""
    return (candidate.position, candidate.order)


def _beginning(text: str, syllables: int) -> str:
    """The first `syllables` words of a text."""
    end = 0
    for number, match in enumerate(re.finditer(r"[^\W_]+", text)):
        if number == syllables:
            break
        end = match.end()
    return text[:end]


class _Repeats:
    """Finds sentences of one language that say again what one of the other language said.

    Word pairs tell repetition within a language. Across languages only figures, names in Latin
    letters and glossary terms read alike: a sentence most of whose such words stand in one
    chosen sentence of the other language is a repetition.
    """

    _SHARE = 0.6

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._seen: list[tuple[Lang, frozenset[str]]] = []

    def is_new(self, candidate: _Candidate) -> bool:
        """Whether it says something new; if so it counts as said from now on."""
        lang = candidate.sentence.lang
        marks = self._marks(candidate.text, lang)
        for other, seen in self._seen:
            shared = len(marks & seen)
            if other != lang and shared >= 2 and shared >= self._SHARE * len(marks):
                return False
        self._seen.append((lang, marks))
        return True

    def _marks(self, text: str, lang: Lang) -> frozenset[str]:
        marks = {f"#{match.term.en}" for match in self._glossary.find(text, lang)}
        inner = text[1:] if text[:1].isupper() else text
        marks.update(re.sub(r"[.,]", "", mark).casefold() for mark in _NEUTRAL.findall(inner))
        return frozenset(marks)


def summarise(
    event: Event,
    articles: Mapping[str, Article],
    settings: SummarySettings,
    glossary: Glossary,
    sentences: Mapping[str, Sequence[Sentence]] | None = None,
    first_article_ids: Iterable[str] = (),
) -> Briefing:
    """Summarise an event for readers.

    Args:
        event: The event.
        articles: Its articles, by id; others are ignored.
        settings: How many claims, how long, whether to shorten.
        glossary: Names and terms.
        sentences: The articles' sentences, by article id, if already split.
        first_article_ids: The articles the event had when it was first published; claims from
            others are marked new. Empty: nothing is new.

    Returns:
        The lead, the further claims in reading order, key facts and disagreements.

    Raises:
        ValueError: The event's articles hold no words at all.
    """
    members = [articles[article_id] for article_id in event.article_ids]
    split = {
        article.id: tuple(sentences[article.id])
        if sentences is not None
        else article_sentences(article)
        for article in members
    }
    candidates = _candidates(members, split) or _bare_candidates(members, split)
    if not candidates:
        raise ValueError(f"event {event.id} has no text")
    concepts = _weigh(candidates, members)
    first = frozenset(first_article_ids)
    lead = _lead(candidates, concepts, event)
    chooser = _choose(candidates, concepts, settings, glossary, lead, first)
    ordered = _arrange(chooser.chosen, lead)
    sources = _Sources(candidates)
    claims: list[Claim] = []
    for candidate in ordered:
        told = " ".join(claim.text for claim in claims)
        text = candidate.text
        if settings.shorten:
            text = shorten(text, candidate.sentence.lang, told)
        text = _closed(capitalised(text))
        citations = sources.citations(candidate)
        claims.append(
            Claim(
                text=text,
                lang=candidate.sentence.lang,
                citations=citations,
                shortened=len(words(text)) < len(words(candidate.sentence.text)),
                reasons=_reasons(candidate, concepts, chooser.gained[candidate.order]),
                new=bool(first) and not any(citation.article_id in first for citation in citations),
            )
        )
    cited = [claim.citations[0] for claim in claims]
    return Briefing(
        event,
        claims[0],
        tuple(claims[1:]),
        find_facts(cited, split, glossary),
        find_disagreements(split),
    )


def _bare_candidates(
    articles: Sequence[Article], sentences: Mapping[str, Sequence[Sentence]]
) -> list[_Candidate]:
    """The first sentences that have words at all, where none makes a proper candidate."""
    found: list[_Candidate] = []
    for article in articles:
        for sentence in sentences[article.id]:
            tokens = words(sentence.text)
            if tokens:
                found.append(
                    _Candidate(
                        sentence, sentence.text, tokens, pairs(tokens), 0, len(found), False, True
                    )
                )
                break
    return found


def _worth(candidate: _Candidate) -> float:
    """How well a sentence reads alone, as a factor of its gain, 0-1."""
    text, lang = candidate.text, candidate.sentence.lang
    if is_caption(text) or not (is_closed(text) or candidate.lead or candidate.last):
        return 0.0
    if is_partial_quote(text, lang) or text.endswith("?"):
        return 0.0
    size = len(candidate.words)
    return min(1.0, _LONG_CLAIM / size) if size >= 8 else 0.5


def _stands_alone(candidate: _Candidate, shorten_first: bool) -> bool:
    """Whether the sentence, shortened as it will be shown, opens without pointing back."""
    lang = candidate.sentence.lang
    text = shorten(candidate.text, lang) if shorten_first else candidate.text
    return not points_back(text, lang)


def _lead(
    candidates: Sequence[_Candidate], concepts: Mapping[Lang, Concepts], event: Event
) -> _Candidate:
    """The sentence that says what happened: early, whole, near what the headline names."""
    title = frozenset(words(event.title))

    def score(candidate: _Candidate) -> float:
        weights = concepts[candidate.sentence.lang].weights
        total = sum(weights[pair] for pair in sorted(candidate.pairs))
        size = len(candidate.words)
        covered = len(title & frozenset(candidate.words)) / len(title) if title else 0.0
        fits = 1.0 if size in _LEAD_WORDS else 0.6
        return fits * (1 + covered) * _worth(candidate) * total / math.sqrt(size)

    tests: tuple[Callable[[_Candidate], bool], ...] = (
        lambda c: c.position < _LEAD_DEPTH and _worth(c) > 0 and _stands_alone(c, True),
        lambda c: _worth(c) > 0 and _stands_alone(c, True),
        lambda c: _worth(c) > 0,
        lambda c: True,
    )
    for test in tests:
        fitting = [candidate for candidate in candidates if test(candidate)]
        if fitting:
            return max(fitting, key=lambda c: (score(c), -c.order))
    return candidates[0]


def _choose(
    candidates: Sequence[_Candidate],
    concepts: Mapping[Lang, Concepts],
    settings: SummarySettings,
    glossary: Glossary,
    lead: _Candidate,
    first: frozenset[str],
) -> _Chooser:
    """Choose the lead and then the claims that add most, up to the length and number wanted."""
    repeats = _Repeats(glossary)
    repeats.is_new(lead)
    waiting: dict[tuple[str, int], _Candidate] = {}
    chooser = _Chooser((), concepts, _worth)
    chooser.add(lead)
    for candidate in candidates:
        if candidate is lead:
            continue
        if _stands_alone(candidate, settings.shorten):
            chooser.offer(candidate)
        else:
            sentence = candidate.sentence
            waiting[sentence.article_id, sentence.index - 1] = candidate
    _release(chooser, waiting, lead)
    used = len(lead.words)
    rejected: set[int] = set()
    while len(chooser.chosen) - len(rejected) < settings.max_claims:
        enough = len(chooser.chosen) - len(rejected) >= settings.min_claims
        taken = chooser.take(settings.syllables * _SPARE - used if enough else math.inf)
        if taken is None:
            break
        if not repeats.is_new(taken):
            rejected.add(taken.order)
            continue
        used += len(taken.words)
        _release(chooser, waiting, taken)
    chooser.chosen = [c for c in chooser.chosen if c.order not in rejected]
    return chooser


def _release(
    chooser: _Chooser, waiting: dict[tuple[str, int], _Candidate], chosen: _Candidate
) -> None:
    """Offer the sentence that points back to the chosen one, if there is one."""
    follower = waiting.pop((chosen.sentence.article_id, chosen.sentence.index), None)
    if follower is not None:
        chooser.offer(follower)


def _arrange(chosen: Sequence[_Candidate], lead: _Candidate) -> list[_Candidate]:
    """The lead, then the rest from the top of the articles down.

    Neighbours in an article stay neighbours, so a sentence that points back follows the one it
    points to.
    """
    place = {(c.sentence.article_id, c.sentence.index): c for c in chosen}
    follows = {
        c.order
        for c in chosen
        if (c.sentence.article_id, c.sentence.index - 1) in place and c is not lead
    }
    heads = sorted(
        (c for c in chosen if c.order not in follows and c is not lead), key=_reading_order
    )
    ordered: list[_Candidate] = []
    for head in [lead, *heads]:
        step: _Candidate | None = head
        while step is not None and (step is not lead or not ordered):
            ordered.append(step)
            step = place.get((step.sentence.article_id, step.sentence.index + 1))
    return ordered


def _closed(text: str) -> str:
    """The text with a full stop where the source left it out (standfirsts often do)."""
    return text if is_closed(text) else text.rstrip(" ,;:–—-") + "."


def _reasons(
    candidate: _Candidate, concepts: Mapping[Lang, Concepts], gained: Sequence[Pair]
) -> tuple[tuple[str, float], ...]:
    """What each feature contributed to the choice; the shares add up to 1, largest first.

    Position only ever lowers a pair's log-odds, so its share is measured from the lowest.
    """
    found = concepts[candidate.sentence.lang]
    new = gained or tuple(sorted(candidate.pairs))
    lowest = min((part[2] for part in found.parts.values()), default=0.0)
    totals = [0.0] * len(FEATURES)
    for pair in new:
        for index, part in enumerate(found.parts[pair]):
            share = part - lowest if index == 2 else part
            totals[index] += found.weights[pair] * share
    whole = sum(totals) or 1.0
    shares = [(name, round(total / whole, 3)) for name, total in zip(FEATURES, totals, strict=True)]
    return tuple(sorted(shares, key=lambda item: (-item[1], item[0])))


class _Sources:
    """Finds sentences of other articles that say the same as a chosen one."""

    def __init__(self, candidates: Sequence[_Candidate]) -> None:
        self._by_article: dict[str, list[_Candidate]] = {}
        for candidate in candidates:
            self._by_article.setdefault(candidate.sentence.article_id, []).append(candidate)

    def citations(self, candidate: _Candidate) -> tuple[Sentence, ...]:
        """The sentence itself, then the closest of each other article if it says the same."""
        found = [candidate.sentence]
        for article_id, others in self._by_article.items():
            if article_id == candidate.sentence.article_id:
                continue
            closest = max(others, key=lambda other: (_overlap(candidate, other), -other.order))
            if _says_the_same(candidate, closest):
                found.append(closest.sentence)
        return tuple(found)


def _overlap(one: _Candidate, other: _Candidate) -> float:
    """Share of the pairs of `one` that `other` has, 0-1."""
    return len(one.pairs & other.pairs) / max(1, len(one.pairs))


def _says_the_same(one: _Candidate, other: _Candidate) -> bool:
    """Whether `other` supports all that `one` says: nearly its words, and all its figures."""
    if one.sentence.lang != other.sentence.lang:
        return False
    own, theirs = frozenset(one.words), frozenset(other.words)
    if _overlap(one, other) < _SAME_PAIRS or len(own & theirs) < _SAME_WORDS * len(own):
        return False
    figures = {word for word in own if any(char.isdigit() for char in word)}
    return figures <= theirs and _denials(one) == _denials(other)


_DENIAL = frozenset("không chưa chẳng not no never n't bác phủ denied denies".split())


def _denials(candidate: _Candidate) -> int:
    return sum(word in _DENIAL for word in candidate.words)
