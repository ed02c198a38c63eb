"""Turns text into padded batches of ids, on many processes, ahead of the trainer."""

from __future__ import annotations

import atexit
import multiprocessing
import queue
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece

from training.text import new_tones, same_figures
from training.vocabulary import BACK_TRANSLATED, BEGIN, END, PAD, TO_ENGLISH, TO_VIETNAMESE

_PIECE = 2000
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
START = {"en": TO_ENGLISH, "vi": TO_VIETNAMESE}


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences and their translations, all in one direction.

    Attributes:
        name: For the log.
        sources, targets: Line by line.
        to: Language of the targets.
        share: Share of a phase's examples drawn from here.
        tagged: Whether the sources are back-translations, to be marked as such.
        sampling: Smoothing of the sampled segmentation; 0 segments in the likeliest way.
        weights: How often an epoch draws each line; empty for once each.
    """

    name: str
    sources: Sequence[str]
    targets: Sequence[str]
    to: str
    share: float = 1.0
    tagged: bool = False
    sampling: float = 0.0
    weights: Sequence[float] = ()

    def __post_init__(self) -> None:
        if len(self.sources) != len(self.targets):
            raise ValueError(f"{self.name}: {len(self.sources)} sources, {len(self.targets)}")


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded ids: `source` [rows, length], `target` [rows, length + 1]."""

    source: np.ndarray
    target: np.ndarray


def epoch_order(examples: Examples, draw: random.Random) -> Iterator[int]:
    """Indices for ever, epoch by epoch, each line as often as its weight says on average."""
    count = len(examples.sources)
    while True:
        order = list(range(count))
        if examples.weights:
            order = []
            for index, weight in enumerate(examples.weights):
                whole = int(weight)
                order.extend([index] * (whole + (draw.random() < weight - whole)))
        draw.shuffle(order)
        if not order:
            raise ValueError(f"{examples.name}: nothing to draw from")
        yield from order


def vary(source: str, target: str, to: str, draw: random.Random) -> tuple[str, str]:
    """Small changes that keep the meaning, so that form is followed rather than guessed."""
    chance = draw.random()
    if chance < 0.05 and source.endswith(".") and target.endswith("."):
        source, target = source.rstrip("."), target.rstrip(".")
    elif chance < 0.06:
        source, target = source.upper(), target.upper()
    if to == "en" and draw.random() < 0.1:
        source = new_tones(source)
    if draw.random() < 0.1:
        source = source.translate(_STRAIGHT)
    return source, target


_PROCESSOR: Any = None


def _start_worker(model: str) -> None:
    global _PROCESSOR
    _PROCESSOR = sentencepiece.SentencePieceProcessor(model_file=model)


Task = tuple[int, str, bool, float, list[tuple[str, str]], int]


def _encode(task: Task) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Ids of a piece of work: flat sources, their lengths, flat targets, theirs."""
    seed, to, tagged, sampling, pairs, longest = task
    draw = random.Random(seed)
    first = BACK_TRANSLATED if tagged else BEGIN
    sources: list[int] = []
    targets: list[int] = []
    source_lengths: list[int] = []
    target_lengths: list[int] = []
    for source, target in pairs:
        source, target = vary(source, target, to, draw)
        left = [first, *_ids(source, sampling, draw), END]
        right = [START[to], *_ids(target, sampling, draw), END]
        if len(left) > longest or len(right) > longest or min(len(left), len(right)) < 3:
            continue
        sources += left
        targets += right
        source_lengths.append(len(left))
        target_lengths.append(len(right))
    return (
        np.array(sources, np.int16),
        np.array(source_lengths, np.int32),
        np.array(targets, np.int16),
        np.array(target_lengths, np.int32),
    )


def _ids(text: str, sampling: float, draw: random.Random) -> list[int]:
    if sampling and draw.random() < 0.5:
        ids = _PROCESSOR.encode(text, enable_sampling=True, alpha=sampling, nbest_size=-1)
    else:
        ids = _PROCESSOR.encode(text)
    return list(ids)


def _encode_lines(lines: list[str]) -> tuple[np.ndarray, np.ndarray]:
    ids = [[BEGIN, *line, END] for line in _PROCESSOR.encode(lines)]
    return _flat(ids)


def _flat(rows: Sequence[Sequence[int] | np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Rows of ids one after another, and how long each is: quicker to hand on than many lists."""
    lengths = np.array([len(row) for row in rows], np.int32)
    return _flatten([np.asarray(row, np.int16) for row in rows]), lengths


def _cut(flat: np.ndarray, lengths: np.ndarray) -> list[np.ndarray]:
    """The inverse of `_flat`."""
    return np.split(flat, np.cumsum(lengths)[:-1]) if len(lengths) else []


def _decode_lines(task: tuple[list[str], np.ndarray, np.ndarray]) -> list[str]:
    sources, flat, lengths = task
    ids = [row.tolist() for row in _cut(flat, lengths)]
    # A byte piece can spell a line break, which would tear the file of translations.
    texts = [" ".join(text.split()) for text in _PROCESSOR.decode(ids)]
    return [
        text if same_figures(source, text) else ""
        for source, text in zip(sources, texts, strict=True)
    ]


class Tokeniser:
    """A pool of processes that segment text; start it before the accelerator is used."""

    def __init__(self, model: Path, processes: int) -> None:
        context = multiprocessing.get_context("fork")
        self._pool: Pool = context.Pool(processes, _start_worker, (str(model),))

    def close(self) -> None:
        """End the processes."""
        self._pool.terminate()
        self._pool.join()

    def encode(self, lines: Sequence[str]) -> list[np.ndarray]:
        """The likeliest segmentation of each line, from `BEGIN` to `END`."""
        parts = [list(lines[i : i + _PIECE]) for i in range(0, len(lines), _PIECE)]
        made = self._pool.imap(_encode_lines, parts)
        return [ids for flat, lengths in made for ids in _cut(flat, lengths)]

    def decode(self, sources: Sequence[str], ids: Sequence[np.ndarray]) -> list[str]:
        """Text of translated ids, each beside its source; "" where the figures differ."""
        tasks = [
            (list(sources[i : i + _PIECE]), *_flat(ids[i : i + _PIECE]))
            for i in range(0, len(sources), _PIECE)
        ]
        return [text for part in self._pool.imap(_decode_lines, tasks) for text in part]

    def examples(self, tasks: Sequence[Task]) -> list[Any]:
        """Encoded pieces of work, in order."""
        return list(self._pool.imap(_encode, tasks))


def _flatten(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)


def _padded(flat: np.ndarray, starts: np.ndarray, lengths: np.ndarray, extra: int) -> np.ndarray:
    length = -(-(int(lengths.max()) - extra) // 8) * 8 + extra
    columns = np.arange(length)
    index = np.minimum(starts[:, None] + columns, len(flat) - 1)
    return np.where(columns < lengths[:, None], flat[index], PAD).astype(np.int16)


def cut_batches(parts: Sequence[Any], budget: int, draw: random.Random) -> list[Batch]:
    """Encoded examples as shuffled batches of like lengths.

    Args:
        parts: What `Tokeniser.examples` gave.
        budget: Most tokens of a batch, padding and both sides counted.
        draw: Orders the batches.
    """
    sources, targets = _flatten([p[0] for p in parts]), _flatten([p[2] for p in parts])
    source_lengths = np.concatenate([p[1] for p in parts])
    target_lengths = np.concatenate([p[3] for p in parts])
    source_starts = np.cumsum(source_lengths) - source_lengths
    target_starts = np.cumsum(target_lengths) - target_lengths
    order = np.lexsort((source_lengths, -(-target_lengths // 8)))
    batches: list[Batch] = []
    start = 0
    while start < len(order):
        end, widest_source, widest_target = start, 0, 0
        while end < len(order):
            widest_source = max(widest_source, int(source_lengths[order[end]]))
            widest_target = max(widest_target, int(target_lengths[order[end]]))
            if end > start and (end + 1 - start) * (widest_source + widest_target) > budget:
                break
            end += 1
        rows = order[start:end]
        batches.append(
            Batch(
                _padded(sources, source_starts[rows], source_lengths[rows], 0),
                _padded(targets, target_starts[rows], target_lengths[rows], 1),
            )
        )
        start = end
    draw.shuffle(batches)
    return batches


@dataclass(frozen=True, slots=True)
class Mixture:
    """What batches are made from.

    Attributes:
        examples: Drawn by their `share`.
        budget: Tokens a batch.
        chunk: Examples mixed and sorted at a time; the first time a quarter, to begin soon.
        longest: Longest side kept, in tokens.
        seed: Of the order.
    """

    examples: tuple[Examples, ...]
    budget: int
    chunk: int
    longest: int
    seed: int


def chunks(mixture: Mixture, tokeniser: Tokeniser) -> Iterator[list[Batch]]:
    """Endless batches from a mixture, a chunk at a time."""
    drawn = [examples for examples in mixture.examples if examples.sources]
    draw = random.Random(mixture.seed)
    orders = [epoch_order(e, random.Random(mixture.seed + i)) for i, e in enumerate(drawn)]
    total = sum(examples.share for examples in drawn)
    size = mixture.chunk // 4
    while True:
        tasks: list[Task] = []
        for examples, order in zip(drawn, orders, strict=True):
            wanted = max(1, round(size * examples.share / total))
            for start in range(0, wanted, _PIECE):
                indices = [next(order) for _ in range(min(_PIECE, wanted - start))]
                pairs = [(examples.sources[i], examples.targets[i]) for i in indices]
                seed = draw.getrandbits(32)
                tasks.append(
                    (seed, examples.to, examples.tagged, examples.sampling, pairs, mixture.longest)
                )
        yield cut_batches(tokeniser.examples(tasks), mixture.budget, draw)
        size = mixture.chunk


class Feeder:
    """Makes batches a few chunks ahead, in a process of its own.

    A thread would share the interpreter with the trainer: whenever it ran, every kernel that the
    trainer launches would wait for it. Start it before the accelerator is used.

    Args:
        model: The SentencePiece model.
        processes: That segment text.
    """

    def __init__(self, model: Path, processes: int) -> None:
        context = multiprocessing.get_context("fork")
        self._wanted: Any = context.Queue()
        self._made: Any = context.Queue(2)
        self._number = 0
        self._process = context.Process(
            target=_feed, args=(model, processes, self._wanted, self._made)
        )
        self._process.start()
        # Before multiprocessing's own end, which would wait for a process that waits for orders.
        atexit.register(self.close)

    def batches(self, mixture: Mixture) -> Iterator[Batch]:
        """Endless batches; those of an earlier mixture end here.

        Raises:
            RuntimeError: The process failed.
        """
        self._number += 1
        self._wanted.put((self._number, mixture))
        while True:
            try:
                number, made = self._made.get(timeout=60)
            except queue.Empty:
                raise RuntimeError("no batch within a minute") from None
            if isinstance(made, str):
                raise RuntimeError(f"the feeder failed: {made}")
            if number == self._number:
                yield from made

    def close(self) -> None:
        """End the processes."""
        atexit.unregister(self.close)
        self._wanted.put(None)
        self._process.join(5)
        self._process.kill()


def _feed(model: Path, processes: int, wanted: Any, made: Any) -> None:
    tokeniser = Tokeniser(model, processes)
    number = 0
    try:
        while order := wanted.get():
            number, mixture = order
            for chunk in chunks(mixture, tokeniser):
                while wanted.empty():
                    try:
                        made.put((number, chunk), timeout=0.2)
                        break
                    except queue.Full:
                        continue
                if not wanted.empty():
                    break
        # Batches that nobody reads any more are not waited for.
        made.cancel_join_thread()
    except Exception as error:
        made.put((number, repr(error)))
    tokeniser.close()
