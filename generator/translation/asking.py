"""Asks an engine for translations, and asks again where an answer raises a doubt.

A sentence goes through rounds: the first, with more hypotheses if a doubt remains, the engine is
not sure of its one or it is a headline, and with names and words of glossary and dictionary in
their places if it lacks them, at last written as names. The rounds overlap: while answers are
looked at, the engine works on the next chunk, of whatever round it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from generator.checks import stops_early
from generator.model import Lang
from generator.translation.dictionary import DictionaryWord
from generator.translation.engine import FIRST_HYPOTHESES, Engine, Hypothesis, at_once, first_count
from generator.translation.glossary import Glossary
from generator.translation.preparation import (
    anchor,
    capitalised,
    in_one,
    in_two,
    prepare,
    with_stand_ins,
    without_capitals,
    without_stand_ins,
)
from generator.translation.reranking import Choice, RememberingGlossary, choose

Answers = list[tuple[Hypothesis, ...]]

# Sentences handed to the engine at once: a quarter of what waits, within these bounds. Large
# batches are faster by up to a fifth (the engine rearranges its weights for each step of each
# batch); at the end small ones keep the cores busy while the last answers are looked at.
_FEWEST, _MOST = 128, 512
# Mean log-probability a token of an answer without a search below which a search is worth its
# time: one sentence in fifty into Vietnamese and in twenty into English, which gives a third of
# what searching for all would.
_UNSURE = -0.7
# Headlines are shown largest and models know few: of 218 that a search changes it makes more
# better than worse, and they raise fewer doubts.
_CLOSES_SENTENCE = ".!?…:;,"


@dataclass(frozen=True, slots=True)
class _Round:
    """One way of asking.

    Attributes:
        wanted: Whether a sentence that has been through the rounds before needs this one.
        ask: The engine's answers for a chunk, in order; an empty one where it has none.
    """

    wanted: Callable[[str], bool]
    ask: Callable[[list[str]], Answers]


class Asker:
    """Translates sentences of one direction with one engine.

    What it answers depends on the sentences and their order alone, not on how fast the engine is.

    Args:
        source: Language of the sentences.
        target: Language wanted.
        engine: What translates.
        glossary: Names and terms with their right forms.
    """

    def __init__(self, source: Lang, target: Lang, engine: Engine, glossary: Glossary) -> None:
        self._source, self._target, self._engine = source, target, engine
        self._glossary = RememberingGlossary(glossary)
        self._first = first_count(engine)
        self.choices: dict[str, Choice] = {}
        """The best translation so far of each sentence."""
        self.asked_again: set[str] = set()
        """Sentences that went through more than one round."""
        # An engine that has given fewer hypotheses than asked for has no more to give.
        self._gave_all: set[str] = set()
        self._unsure: set[str] = set()

    def settle(self, sentences: Sequence[str]) -> Iterator[str]:
        """Translate sentences; each comes out when its translation in `choices` is final.

        Args:
            sentences: Each once; alike long ones beside each other.
        """
        rounds = self._rounds()
        queues: list[deque[str]] = [deque() for _ in rounds]
        queues[0].extend(sentences)
        running: deque[tuple[int, list[str], Future[Answers]]] = deque()
        width = at_once(self._engine)
        with ThreadPoolExecutor(width) as pool:
            while running or any(queues):
                # One more than it works on, so that it has work while answers are looked at.
                while len(running) <= width and (chunk := _next_chunk(queues)):
                    number, asked = chunk
                    running.append((number, asked, pool.submit(rounds[number].ask, asked)))
                number, asked, answers = running.popleft()
                for sentence, hypotheses in zip(asked, answers.result(), strict=True):
                    self._judge(sentence, hypotheses)
                    later = range(number + 1, len(rounds))
                    following = next((n for n in later if rounds[n].wanted(sentence)), None)
                    if following is None:
                        yield sentence
                    else:
                        self.asked_again.add(sentence)
                        queues[following].append(sentence)

    def _rounds(self) -> list[_Round]:
        more = max(2 * self._first, FIRST_HYPOTHESES)
        rounds = [
            _Round(lambda _: True, lambda chunk: self._ask(chunk, self._first)),
            _Round(
                lambda sentence: self._doubtful(sentence) and not self._astray(sentence),
                lambda chunk: self._ask(chunk, more),
            ),
            _Round(
                lambda sentence: self._doubtful(sentence) and self._astray(sentence),
                lambda chunk: self._ask(chunk, more, no_repeats=True),
            ),
        ]
        if self._target == "vi":
            rounds.append(_Round(lambda s: bool(self._lacked(s)), self._ask_with_stand_ins))
        rounds.append(_Round(self._lacks, lambda chunk: self._ask(chunk, self._first)))
        if self._target == "en":
            rounds.append(_Round(lambda s: bool(self.choices[s].unsaid), self._ask_with_capitals))
        rounds.append(_Round(self._stopped_early, self._ask_in_two))
        return rounds

    def _doubtful(self, sentence: str) -> bool:
        doubt = bool(self.choices[sentence].warnings) or sentence in self._unsure
        return doubt and sentence in self._gave_all

    def _astray(self, sentence: str) -> bool:
        """Whether the translation goes in circles."""
        return any(warning.code == "repetition" for warning in self.choices[sentence].warnings)

    def _stopped_early(self, sentence: str) -> bool:
        return stops_early(sentence, self.choices[sentence].text) and bool(in_two(sentence))

    def _lacks(self, sentence: str) -> bool:
        choice = self.choices[sentence]
        return bool(choice.missing or choice.lost or choice.unsaid)

    def _lacked(self, sentence: str) -> list[DictionaryWord]:
        """The words and the glossary's names that the translation so far does not say."""
        choice = self.choices[sentence]
        names = [
            DictionaryWord(match.start, match.end, match.term.right(self._target), (match.term.vi,))
            for match in (self._glossary.find(sentence, self._source) if choice.missing else ())
            if match.term in choice.missing
        ]
        return sorted((*choice.unsaid, *names), key=lambda word: word.start)

    def _named(self, sentences: list[str]) -> list[str]:
        """With what the translation so far lacks in its place; at first nothing is known."""
        known = [self.choices.get(sentence, Choice(sentence, 0.0)) for sentence in sentences]
        return [
            anchor(s, self._source, c.missing, (*c.lost, *c.unsaid), self._glossary)
            for s, c in zip(sentences, known, strict=True)
        ]

    def _ask(self, sentences: list[str], count: int, *, no_repeats: bool = False) -> Answers:
        answers = self._translate(self._named(sentences), count, no_repeats)
        for sentence, found in zip(sentences, answers, strict=True):
            if len(found) == count:
                self._gave_all.add(sentence)
            if count == 1 and found and _is_unsure(sentence, found[0]):
                self._unsure.add(sentence)
        return answers

    def _ask_with_capitals(self, sentences: list[str]) -> Answers:
        known = [self.choices[sentence] for sentence in sentences]
        named = [
            anchor(
                s, self._source, c.missing, (*c.lost, *map(capitalised, c.unsaid)), self._glossary
            )
            for s, c in zip(sentences, known, strict=True)
        ]
        return [
            tuple(replace(h, text=without_capitals(h.text, choice.unsaid)) for h in hypotheses)
            for choice, hypotheses in zip(known, self._translate(named, self._first), strict=True)
        ]

    def _ask_with_stand_ins(self, sentences: list[str]) -> Answers:
        asked = [with_stand_ins(sentence, self._lacked(sentence)) for sentence in sentences]
        answers = self._translate([sentence for sentence, _ in asked], self._first)
        return [
            tuple(
                replace(hypothesis, text=text)
                for hypothesis in hypotheses
                if (text := without_stand_ins(hypothesis.text, names)) is not None
            )
            for (_, names), hypotheses in zip(asked, answers, strict=True)
        ]

    def _ask_in_two(self, sentences: list[str]) -> Answers:
        """Each sentence in two parts, for a model that stops at the end of the first."""
        parts = [in_two(named) or (named, "", named) for named in self._named(sentences)]
        answers = self._translate([p for first, _, second in parts for p in (first, second)], 1)
        return [
            tuple(
                Hypothesis(
                    in_one(one.text, mark, other.text, small=second[:1].islower()),
                    min(one.score, other.score),
                )
                for one, other in zip(ones, others, strict=False)
                if mark
            )
            for (_, mark, second), ones, others in zip(
                parts, answers[::2], answers[1::2], strict=True
            )
        ]

    def _translate(self, sentences: list[str], count: int, no_repeats: bool = False) -> Answers:
        ready = [prepare(sentence, self._source, self._glossary) for sentence in sentences]
        return self._engine.translate(
            ready, self._source, self._target, count=count, no_repeats=no_repeats
        )

    def _judge(self, sentence: str, hypotheses: tuple[Hypothesis, ...]) -> None:
        """Keep the best of the answers if it is better than what there was."""
        if not hypotheses:
            return
        choice = choose(sentence, self._source, self._target, hypotheses, self._glossary)
        before = self.choices.get(sentence)
        if before is None or choice.total_cost < before.total_cost:
            self.choices[sentence] = choice


def _is_unsure(sentence: str, hypothesis: Hypothesis) -> bool:
    return (
        hypothesis.score < _UNSURE
        or _is_headline(sentence)
        or stops_early(sentence, hypothesis.text.strip())
    )


def _is_headline(sentence: str) -> bool:
    return sentence.rstrip("\"”’')] ")[-1:] not in _CLOSES_SENTENCE


def _next_chunk(queues: list[deque[str]]) -> tuple[int, list[str]] | None:
    """The round and the sentences to ask for next: the earliest round that has any."""
    for number, queue in enumerate(queues):
        if queue:
            size = min(len(queue), max(_FEWEST, min(_MOST, len(queue) // 4)))
            return number, [queue.popleft() for _ in range(size)]
    return None
