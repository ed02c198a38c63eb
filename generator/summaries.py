"""Turns an event's articles into a briefing in which every claim can be checked.

Extractive: a claim is a source sentence, or that sentence with words left out, and cites it
exactly; `generator.selection` finds the sentences that cover most. For readers, more is asked: a
lead that says what happened, no sentence that needs another one to be understood unless that one
stands before it, no captions, bylines or half quotations, nothing said twice; and sentences of
other sources that say the same are cited too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from generator.claim_text import (
    antecedents,
    introductions,
    is_about_reporting,
    is_broken_off,
    is_caption,
    is_closed,
    is_partial_quote,
    is_shouted,
    is_still,
    is_undated,
)
from generator.concepts import FEATURES, WEIGHTS, Concepts, Pair, pairs, words
from generator.disagreements import find_disagreements
from generator.key_facts import find_facts
from generator.model import Article, Briefing, Claim, Event, Lang, Sentence
from generator.quantities import find_quantities
from generator.retelling import Repeats, Told
from generator.selection import (
    Candidate,
    Chooser,
    bare_candidates,
    find_candidates,
    weigh_candidates,
)
from generator.sentences import article_sentences
from generator.settings import SummarySettings
from generator.shortening import capitalised, shorten
from generator.translation.glossary import Glossary

_READER_WEIGHTS = replace(WEIGHTS, position=0.4, headline=0.7)
"""Readers want the whole story, and what its headline promises; a text of fixed length, scored by
the words it shares with another, does best near the top."""
_LONG_CLAIM = 45
"""A claim of more words than this is worth less, by the square."""
_STILL = 0.3
"""What is left of the worth of a sentence that may be a caption, or is about the paper itself."""
_WEAK = 0.45
"""A sentence worth less than this is not taken once there are enough."""
_UNDATED = 0.7
"""What is left of the worth of a sentence about a day that it does not name."""
_DETAIL, _MOST_DETAILS = 0.1, 5
"""What each name or figure adds to a sentence's worth, and how many count."""
_NAME_OR_FIGURE = re.compile(r"(?<=[\w,;:(] )[A-ZĐ][\w-]*(?: [A-ZĐ][\w-]*)*|\d+(?:[.,/-]\d+)*")
_ASKS_OR_CRIES = re.compile(r"[?!][.…]*$")
_LEAD_WORDS = range(8, 51)
_SPARE = 1.1
"""A summary may run over its length by this much rather than end early."""
_SAME_WORDS, _SAME_PAIRS = 0.75, 0.5
_MAYBE_RETOLD, _RETOLD = 0.2, 0.5
"""From these chances on that a sentence tells again what was told, it is worth less; left out."""


def summary_text(
    articles: Sequence[Article], syllables: int = 180, glossary: Glossary | None = None
) -> str:
    """Summarise articles about one event in a fixed number of syllables.

    Args:
        articles: At least one.
        syllables: Most words of the summary: maximal runs of letters and digits.
        glossary: Names by which a sentence is known again in the other language.

    Returns:
        Source sentences in reading order, separated by spaces; when even the shortest sentence
        is too long, the beginning of one. Empty only if the articles have no words.
    """
    sentences = {article.id: article_sentences(article) for article in articles}
    candidates = find_candidates(articles, sentences)
    repeats = Repeats(glossary or Glossary(), (article.lang for article in articles))
    chooser = Chooser(candidates, weigh_candidates(candidates, articles))
    kept: list[Candidate] = []
    used = 0
    while candidate := chooser.take(syllables - used):
        if repeats.is_new(candidate):
            kept.append(candidate)
            used += len(candidate.words)
    if kept:
        return " ".join(candidate.text for candidate in sorted(kept, key=_depth))
    texts = [candidate.text for candidate in candidates[:1]]
    texts += [candidate.text for candidate in bare_candidates(articles, sentences)[:1]]
    return _beginning(texts[0], syllables) if texts else ""


def _depth(candidate: Candidate) -> tuple[int, int]:
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
            others are marked new, and there is one if they tell anything. Empty: nothing is new.

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
    candidates = find_candidates(members, split) or bare_candidates(members, split)
    if not candidates:
        raise ValueError(f"event {event.id} has no text")
    concepts = weigh_candidates(candidates, members, _READER_WEIGHTS)
    needs = _needs(candidates, settings.shorten)
    worth = {candidate.order: _worth(candidate) for candidate in candidates}
    lead = _lead(candidates, concepts, needs, worth, event)
    first = frozenset(first_article_ids)
    choice = _Choice(candidates, concepts, needs, worth, settings, glossary, lead)
    choice.fill()
    if first:
        choice.ensure(lambda candidate: candidate.sentence.article_id not in first)
    sources = _Sources(candidates)
    lowest = {lang: _lowest(found) for lang, found in concepts.items()}
    claims: list[Claim] = []
    for candidate in _arrange(choice.chosen, lead):
        told = " ".join(claim.text for claim in claims)
        text = shorten(candidate.text, candidate.lang, told) if settings.shorten else candidate.text
        citations = sources.citations(candidate)
        gained = choice.gained(candidate) or tuple(sorted(candidate.pairs))
        claims.append(
            Claim(
                text=_closed(capitalised(text)),
                lang=candidate.lang,
                citations=citations,
                shortened=words(text) != words(candidate.sentence.text),
                reasons=_reasons(concepts[candidate.lang], lowest[candidate.lang], gained),
                new=bool(first) and all(cited.article_id not in first for cited in citations),
            )
        )
    return Briefing(
        event,
        claims[0],
        tuple(claims[1:]),
        find_facts([claim.citations[0] for claim in claims], glossary),
        find_disagreements(split),
    )


_Needs = Mapping[int, tuple[frozenset[int], ...]]


def _needs(candidates: Sequence[Candidate], shortened: bool) -> _Needs:
    """What each candidate takes as known, by `Candidate.order`; those that stand alone are absent.

    Args:
        candidates: All of the event, by article, in reading order.
        shortened: Whether they are shown shortened; a linking word that goes needs nothing.

    Returns:
        For each thing taken as known, the candidates (by order) of which one must be told first.
    """
    found: dict[int, tuple[frozenset[int], ...]] = {}
    tellers: dict[tuple[Lang, str], frozenset[int]] = {}
    before: list[str] = []
    first = 0
    for number, candidate in enumerate(candidates):
        lang = candidate.lang
        if before and not _same_article(candidates[first], candidate):
            before, first = [], number
        text = shorten(candidate.text, lang) if shortened else candidate.text
        needs = [
            frozenset(candidates[first + index].order for index in need)
            for need in antecedents(text, before, lang)
        ]
        for phrase in introductions(text, before, lang):
            if (lang, phrase) not in tellers:
                tellers[lang, phrase] = frozenset(
                    other.order
                    for other in candidates
                    if other.lang == lang and phrase in other.text
                )
            needs.append(tellers[lang, phrase])
        if needs:
            found[candidate.order] = tuple(needs)
        before.append(candidate.text)
    return found


def _worth(candidate: Candidate) -> float:
    """How well a sentence reads alone, as a factor of its gain; 0 for never."""
    text = candidate.text
    if is_caption(text) or not (is_closed(text) or candidate.lead or candidate.last):
        return 0.0
    if _ASKS_OR_CRIES.search(text) or is_partial_quote(text, candidate.lang):
        return 0.0
    if is_shouted(text) or is_broken_off(text):
        return 0.0
    size = len(candidate.words)
    details = min(_MOST_DETAILS, len(set(_NAME_OR_FIGURE.findall(text))))
    fits = min(1.0, _LONG_CLAIM / size) ** 2 if size >= 8 else 0.5
    if candidate.lang == "vi" and (is_still(text) or is_about_reporting(text)):
        fits *= _STILL
    if not (is_closed(text) or candidate.lead):
        fits *= _STILL
    if is_undated(text, candidate.lang):
        fits *= _UNDATED
    return fits * (1 + _DETAIL * details)


def _lead(
    candidates: Sequence[Candidate],
    concepts: Mapping[Lang, Concepts],
    needs: _Needs,
    worth: Mapping[int, float],
    event: Event,
) -> Candidate:
    """The sentence that says what happened: weighty, early, close to the headline."""
    title = pairs(words(event.title))

    def score(candidate: Candidate) -> float:
        weights = concepts[candidate.lang].weights
        total = sum(weights[pair] for pair in sorted(candidate.pairs))
        size = len(candidate.words)
        fits = 1.0 if size in _LEAD_WORDS else 0.6
        near = 1 + 2 * len(title & candidate.pairs) / max(1, len(title))
        early = 1 / math.sqrt(1 + candidate.depth)
        return fits * near * early * (worth[candidate.order] or 0.1) * total / math.sqrt(size)

    # The strictest test that any sentence passes.
    tests: tuple[Callable[[Candidate], bool], ...] = (
        lambda candidate: worth[candidate.order] > 0 and candidate.order not in needs,
        lambda candidate: worth[candidate.order] > 0,
        lambda candidate: True,
    )
    fitting = next(found for test in tests if (found := [c for c in candidates if test(c)]))
    return max(fitting, key=lambda candidate: (score(candidate), -candidate.order))


class _Choice:
    """Chooses claims beside the lead: those that add most, understandable where they stand."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        concepts: Mapping[Lang, Concepts],
        needs: _Needs,
        worth: Mapping[int, float],
        settings: SummarySettings,
        glossary: Glossary,
        lead: Candidate,
    ) -> None:
        self._concepts = concepts
        self._settings = settings
        self._repeats = Repeats(glossary, concepts)
        self._repeats.is_new(lead)
        self._told = Told()
        self._told.add(lead)
        self._left_out: list[Candidate] = []
        self._fitness: Callable[[Candidate], float] = lambda candidate: worth[candidate.order]
        self._worth: Callable[[Candidate], float] = lambda candidate: (
            worth[candidate.order] * _newness(self._told.chance(candidate))
        )
        self._chooser = Chooser((), concepts, self._worth)
        self._chooser.add(lead)
        self._others = [candidate for candidate in candidates if candidate is not lead]
        self._waiting = {c.order: needs[c.order] for c in self._others if c.order in needs}
        self.chosen = [lead]
        for candidate in self._others:
            if candidate.order not in self._waiting:
                self._chooser.offer(candidate)
        self._release()

    def gained(self, candidate: Candidate) -> tuple[Pair, ...]:
        """The pairs that a chosen candidate added to those before it."""
        return self._chooser.gained[candidate.order]

    def fill(self) -> None:
        """Choose up to the number and length that the settings ask for."""
        self._take_all()
        # Better told twice than no summary: what was left out is taken up to the least number.
        while self._left_out and len(self.chosen) < self._settings.min_claims:
            candidate = self._left_out.pop(0)
            if self._told.chance(candidate) < 1:
                self._accept(candidate)
                self._take_all()

    def _take_all(self) -> None:
        settings = self._settings
        while len(self.chosen) < settings.max_claims:
            used = sum(len(candidate.words) for candidate in self.chosen)
            enough = len(self.chosen) >= settings.min_claims
            taken = self._chooser.take(settings.syllables * _SPARE - used if enough else math.inf)
            if taken is None:
                break
            if not enough or self._fitness(taken) >= _WEAK:
                self._keep(taken)

    def ensure(self, wanted: Callable[[Candidate], bool]) -> None:
        """See to it that one chosen sentence is `wanted`, if any such can stand in a summary."""
        if any(wanted(candidate) for candidate in self.chosen):
            return
        chooser = Chooser((), self._concepts, self._worth)
        for candidate in self.chosen:
            chooser.add(candidate)
        for candidate in self._others:
            if wanted(candidate) and candidate.order not in self._waiting:
                chooser.offer(candidate)
        before = list(self.chosen)
        while self.chosen == before and (taken := chooser.take(math.inf)):
            self._chooser.gained[taken.order] = chooser.gained[taken.order]
            self._keep(taken)
        if len(self.chosen) > self._settings.max_claims and len(before) > 1:
            del self.chosen[len(before) - 1]

    def _keep(self, candidate: Candidate) -> None:
        if self._told.chance(candidate) >= _RETOLD:
            self._left_out.append(candidate)
        elif self._repeats.is_new(candidate):
            self._accept(candidate)

    def _accept(self, candidate: Candidate) -> None:
        self.chosen.append(candidate)
        self._told.add(candidate)
        self._release()

    def _release(self) -> None:
        """Offer the sentences whose needs are all met by now."""
        told = frozenset(candidate.order for candidate in self.chosen)
        for candidate in self._others:
            needs = self._waiting.get(candidate.order)
            if needs is not None and all(need & told for need in needs):
                del self._waiting[candidate.order]
                self._chooser.offer(candidate)


def _newness(retold: float) -> float:
    """The worth that is left of a sentence which tells with this chance what was told, 0-1."""
    return 1 - max(0.0, retold - _MAYBE_RETOLD) / (1 - _MAYBE_RETOLD)


def _arrange(chosen: Sequence[Candidate], lead: Candidate) -> list[Candidate]:
    """The lead with the sentences that directly follow it, then the rest article by article.

    The lead's article comes first, the others by date (events list them so); each keeps its own
    order, so whatever points back finds what it points to.
    """
    rest = sorted((c for c in chosen if c is not lead), key=lambda candidate: candidate.order)
    run = [lead]
    for candidate in rest:
        if candidate.order == run[-1].order + 1 and _same_article(candidate, lead):
            run.append(candidate)
    others = [candidate for candidate in rest if candidate not in run]
    return run + sorted(others, key=lambda candidate: not _same_article(candidate, lead))


def _same_article(one: Candidate, other: Candidate) -> bool:
    return one.sentence.article_id == other.sentence.article_id


def _closed(text: str) -> str:
    """The text with a full stop where the source left it out (standfirsts often do)."""
    return text if is_closed(text) else text.rstrip(" ,;:–—-") + "."


def _lowest(concepts: Concepts) -> float:
    """The least that position adds to any pair's log-odds."""
    return min((part[2] for part in concepts.parts.values()), default=0.0)


def _reasons(
    concepts: Concepts, lowest: float, gained: Sequence[Pair]
) -> tuple[tuple[str, float], ...]:
    """What each feature contributed to the choice; the shares add up to 1, largest first.

    Position only ever lowers a pair's log-odds, so its share is measured from the lowest.
    """
    totals = [0.0] * len(FEATURES)
    for pair in gained:
        sources, repetition, position, headline = concepts.parts[pair]
        for index, share in enumerate((sources, repetition, position - lowest, headline)):
            totals[index] += concepts.weights[pair] * share
    whole = sum(totals) or 1.0
    shares = [(name, round(total / whole, 3)) for name, total in zip(FEATURES, totals, strict=True)]
    return tuple(sorted(shares, key=lambda item: (-item[1], item[0])))


class _Sources:
    """Finds sentences of other articles that say the same as a chosen one."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._by_article: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self._by_article.setdefault(candidate.sentence.article_id, []).append(candidate)

    def citations(self, candidate: Candidate) -> tuple[Sentence, ...]:
        """The sentence itself, then the closest of each other article if it says the same."""
        found = [candidate.sentence]
        for article_id, others in self._by_article.items():
            if article_id == candidate.sentence.article_id:
                continue
            closest = max(others, key=lambda other: (_overlap(candidate, other), -other.order))
            if _says_the_same(candidate, closest):
                found.append(closest.sentence)
        return tuple(found)


def _overlap(one: Candidate, other: Candidate) -> float:
    """Share of the pairs of `one` that `other` has, 0-1."""
    return len(one.pairs & other.pairs) / max(1, len(one.pairs))


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether `other` supports all that `one` says: nearly its words, all its figures and names."""
    if one.lang != other.lang:
        return False
    own, theirs = frozenset(one.words), frozenset(other.words)
    if _overlap(one, other) < _SAME_PAIRS or len(own & theirs) < _SAME_WORDS * len(own):
        return False
    names = {
        word.lower()
        for word in re.findall(r"(?<=[\w,;:] )[^\W\d_]+", one.text)
        if word[0].isupper()
    }
    return names <= theirs and _figures(one) <= _figures(other) and _denials(one) == _denials(other)


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def _figures(candidate: Candidate) -> frozenset[str]:
    """Whole figures, so that "2" does not stand in "2,2"; those in words by their value."""
    spelled = (
        f"={quantity.value}"
        for quantity in find_quantities(candidate.text, candidate.lang)
        if quantity.words
    )
    return frozenset((*_FIGURE.findall(candidate.text), *spelled))


_DENIAL = frozenset("không chưa chẳng bác phủ not no never denied denies without".split())


def _denials(candidate: Candidate) -> int:
    return sum(word in _DENIAL for word in candidate.words)
