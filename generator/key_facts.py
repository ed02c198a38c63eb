"""Who, where, when, how many; and where the sources' figures differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Disagreement, KeyFact, Sentence
from generator.translation.glossary import Glossary


def find_facts(cited: Sequence[Sentence], glossary: Glossary) -> tuple[KeyFact, ...]:
    """Facts of the cited sentences."""
    return ()


def find_disagreements(sentences: Mapping[str, Sequence[Sentence]]) -> tuple[Disagreement, ...]:
    """Where the sources' figures differ."""
    return ()
