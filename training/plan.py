"""What a training run does, in which order, and how its time is shared out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase; its time is a share of the whole run's, its schedule follows the clock.

    Attributes:
        name: Unique; also the name of what it leaves behind.
        kind: `train` a model or `translate` the monolingual text.
        share: Of the run's minutes; the shares of a plan add up to 1.
        model: Which model is trained, or translates; `{to}` stands for the target language.
        start: Model that a new one starts from: "" for the pretrained encoder.
        pairs: Share of its examples that are genuine pairs.
        back: Share that are tagged back-translations.
        forward: Share that are the model's own translations of genuine text (self-training).
        uses: The translate phases that `back` and `forward` come from; of two that translate
            into one language the later.
        directions: Target languages.
        rate: Highest learning rate.
        gentle: The encoder's and the table's rate as a share of `rate`: what is pretrained is
            moved more slowly than what is new.
        dropout, word_dropout, smoothing: Regularisation.
        sampling: Smoothing of sampled segmentations of genuine pairs.
        beam, top_k: Search of a translate phase.
    """

    name: str
    kind: Literal["train", "translate"]
    share: float
    model: str
    start: str = ""
    pairs: float = 1.0
    back: float = 0.0
    forward: float = 0.0
    uses: tuple[str, ...] = ()
    directions: tuple[str, ...] = ("en", "vi")
    rate: float = 6e-4
    gentle: float = 1.0
    dropout: float = 0.1
    word_dropout: float = 0.0
    smoothing: float = 0.1
    sampling: float = 0.0
    beam: int = 1
    top_k: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """Sizes that differ between the real run and a rehearsal.

    Attributes:
        layers: Of the encoder and of the decoder.
        budget: Tokens a batch, both sides and padding counted.
        chunk: Examples sorted at a time.
        decode_budget: Tokens a translation batch.
        lines: Most monolingual lines of a language that a translate phase takes.
        dev_lines: Lines of each dev set that are scored on the way; five times as many at a
            phase's end.
        dev_every: Minutes between scores.
        average: Decay of the running average of the weights.
        climb: Steps until the learning rate is at its highest.
    """

    layers: tuple[int, int]
    budget: int
    chunk: int
    decode_budget: int
    lines: int
    dev_lines: int
    dev_every: float
    average: float
    climb: int


REAL = Setting((7, 2), 64_000, 120_000, 700_000, 600_000, 200, 4.0, 0.999, 400)
REHEARSAL = Setting((2, 1), 400, 60, 1_500, 24, 4, 1.0, 0.9, 4)
SETTINGS = {"real": REAL, "rehearsal": REHEARSAL}

PLAN: tuple[Phase, ...] = (
    Phase(
        "pairs",
        "train",
        0.24,
        "both",
        rate=8e-4,
        gentle=0.4,
        dropout=0.15,
        word_dropout=0.05,
        sampling=0.2,
    ),
    Phase("back-1", "translate", 0.05, "both"),
    Phase(
        "both-back",
        "train",
        0.31,
        "both",
        start="both",
        pairs=0.40,
        back=0.60,
        uses=("back-1",),
        rate=7e-4,
        gentle=0.7,
        dropout=0.1,
        word_dropout=0.03,
        sampling=0.2,
    ),
    Phase("back-2", "translate", 0.06, "both", beam=2),
    Phase(
        "to-vi",
        "train",
        0.17,
        "to-vi",
        start="both",
        pairs=0.35,
        back=0.45,
        forward=0.20,
        uses=("back-2",),
        directions=("vi",),
        rate=5e-4,
        dropout=0.08,
        word_dropout=0.02,
        sampling=0.1,
    ),
    Phase(
        "to-en",
        "train",
        0.17,
        "to-en",
        start="both",
        pairs=0.35,
        back=0.45,
        forward=0.20,
        uses=("back-2",),
        directions=("en",),
        rate=5e-4,
        dropout=0.08,
        word_dropout=0.02,
        sampling=0.1,
    ),
)


_LAST = replace(PLAN[4], pairs=0.30, back=0.70, forward=0.0, rate=6e-4)

CONTINUED: tuple[Phase, ...] = (
    # One direction after the other: all the news is translated by the best model there is.
    Phase("back-en", "translate", 0.09, "to-en", directions=("en",)),
    replace(_LAST, name="to-vi", share=0.30, start="to-vi", uses=("back-en",)),
    Phase("back-vi", "translate", 0.07, "to-vi", directions=("vi",)),
    replace(
        _LAST,
        name="to-en-first",
        share=0.31,
        model="to-en-first",
        start="to-en",
        uses=("back-vi",),
        directions=("en",),
    ),
    Phase("forward-en", "translate", 0.04, "to-en-first", directions=("en",), beam=2),
    replace(
        PLAN[5],
        name="to-en",
        share=0.19,
        start="to-en-first",
        uses=("back-vi", "forward-en"),
    ),
)
"""Goes on from the packages of a fresh run (`training.shipped`)."""

_DISTILLED = replace(_LAST, pairs=0.22, back=0.38, forward=0.40, rate=5e-4)

DISTILLED: tuple[Phase, ...] = (
    # One translation of the news serves both directions: as what the model that made it should
    # write at once, without a search, and turned round as a back-translation for the other.
    Phase("forward-en", "translate", 0.16, "to-en", directions=("en",), beam=2),
    Phase("forward-vi", "translate", 0.14, "to-vi", directions=("vi",), beam=2),
    replace(
        _DISTILLED,
        name="to-vi",
        share=0.35,
        start="to-vi",
        uses=("forward-en", "forward-vi"),
    ),
    replace(
        _DISTILLED,
        name="to-en",
        share=0.35,
        model="to-en",
        start="to-en",
        uses=("forward-vi", "forward-en"),
        directions=("en",),
    ),
)
"""Goes on from the packages that ship, so that they need no wide search: sequence-level knowledge
distillation (Kim and Rush 2016), each model its own teacher."""

PLANS = {"fresh": PLAN, "continued": CONTINUED, "distilled": DISTILLED}


def seconds_of(
    phase: Phase, plan: tuple[Phase, ...], total: float, spent: Mapping[str, float], done: Set[str]
) -> float:
    """How long a phase may take in all, so that the phases to come share what is left.

    A phase that took less than its share, or more, leaves the others more, or less.

    Args:
        phase: Not done yet.
        plan: All phases.
        total: Seconds of the whole run.
        spent: Seconds by phase name; a phase that is half done counts.
        done: Names of the phases that are done.
    """
    left = total - sum(seconds for name, seconds in spent.items() if name in done)
    shares = sum(other.share for other in plan if other.name not in done)
    return max(0.0, left) * phase.share / shares


def next_phase(plan: tuple[Phase, ...], done: frozenset[str]) -> Phase | None:
    """The first phase that is not done; None when all are."""
    return next((phase for phase in plan if phase.name not in done), None)


def learning_rate(phase: Phase, progress: float, steps: int, climb: int) -> float:
    """A climb over the first steps, under a straight line by the clock down to 4%.

    The climb counts steps, for the clock also runs while code is compiled and nothing is learned.

    Args:
        phase: For its highest rate.
        progress: Share of the phase's time that is spent.
        steps: Steps taken so far.
        climb: Steps until the highest rate.
    """
    fall = 0.04 + 0.96 * max(0.0, 1.0 - progress)
    return phase.rate * min(1.0, (steps + 1) / climb) * fall


def without(plan: tuple[Phase, ...], names: frozenset[str]) -> tuple[Phase, ...]:
    """The plan less some phases, their time shared out among the rest."""
    kept = [phase for phase in plan if phase.name not in names]
    total = sum(phase.share for phase in kept)
    return tuple(replace(phase, share=phase.share / total) for phase in kept)


def lacking(phases: tuple[Phase, ...]) -> tuple[str, str] | None:
    """The first phase whose text no earlier phase makes, and the phase that would; or None."""
    seen: set[str] = set()
    for phase in phases:
        for used in phase.uses:
            if used not in seen:
                return phase.name, used
        seen.add(phase.name)
    return None
