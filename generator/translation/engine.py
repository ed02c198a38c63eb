"""What an engine is: the protocol that all engines follow, and the hypotheses they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.model import Lang

FIRST_HYPOTHESES = 4


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way an engine would translate a sentence.

    Attributes:
        text: The translation.
        score: Mean log-probability of its tokens, 0 or less; only comparable among the
            hypotheses of one sentence. 0 where an engine does not say.
    """

    text: str
    score: float = 0.0


class Engine(Protocol):
    """Translates sentences. Knows nothing of memory, glossary or checks."""

    def name(self, source: Lang, target: Lang) -> str:
        """The engine and model of a direction, as stored and shown; "" if it has none."""
        ...

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate sentences, in any order and number, none of them empty.

        Args:
            sentences: One sentence each, without line breaks.
            source: Their language.
            target: The other one.
            count: How many hypotheses are wanted; an engine may give fewer.
            no_repeats: Forbid repeated word sequences (for sentences that went astray).

        Returns:
            For each sentence its hypotheses, the likeliest first; at least one each.

        Raises:
            EngineError: The engine cannot translate now.
        """
        ...


def at_once(engine: Engine) -> int:
    """How many calls of `translate` are worth making at a time: 1 unless the engine says more."""
    return int(getattr(engine, "at_once", 1))


def first_count(engine: Engine) -> int:
    """How many hypotheses to ask for at first: `FIRST_HYPOTHESES` unless the engine says fewer."""
    return int(getattr(engine, "first_count", FIRST_HYPOTHESES))
