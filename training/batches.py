"""Turns text into padded batches of ids, on many processes, ahead of the trainer."""

from __future__ import annotations

import multiprocessing
import queue
import random
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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

    def shared(self, share: float) -> Examples:
        """The same examples with another share."""
        return replace(self, share=share)


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


def _encode_lines(lines: list[str]) -> list[list[int]]:
    return [list(ids) for ids in _PROCESSOR.encode(lines)]


def _decode_lines(lines: list[tuple[str, list[int]]]) -> list[str]:
    # A byte piece can spell a line break, which would tear the file of translations.
    texts = [" ".join(text.split()) for text in _PROCESSOR.decode([ids for _, ids in lines])]
    return [
        text if same_figures(source, text) else ""
        for (source, _), text in zip(lines, texts, strict=True)
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

    def encode(self, lines: Sequence[str]) -> list[list[int]]:
        """The likeliest segmentation of each line, without special tokens."""
        parts = [list(lines[i : i + _PIECE]) for i in range(0, len(lines), _PIECE)]
        return [ids for part in self._pool.imap(_encode_lines, parts) for ids in part]

    def decode(self, lines: Sequence[tuple[str, list[int]]]) -> list[str]:
        """Text of translated ids, each beside its source; "" where the figures differ."""
        parts = [list(lines[i : i + _PIECE]) for i in range(0, len(lines), _PIECE)]
        return [text for part in self._pool.imap(_decode_lines, parts) for text in part]

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


class Feeder:
    """Endless batches from a mixture, made in the background a few chunks ahead.

    Args:
        tokeniser: Does the segmentation.
        mixture: What is drawn, by `share`.
        budget: Tokens a batch.
        chunk: Examples mixed and sorted at a time.
        longest: Longest side kept, in tokens.
        seed: Of the order.
    """

    def __init__(
        self,
        tokeniser: Tokeniser,
        mixture: Sequence[Examples],
        budget: int,
        chunk: int,
        longest: int,
        seed: int,
    ) -> None:
        self._tokeniser = tokeniser
        self._mixture = [examples for examples in mixture if examples.sources]
        self._budget, self._chunk, self._longest = budget, chunk, longest
        self._draw = random.Random(seed)
        self._orders = [
            epoch_order(e, random.Random(seed + i)) for i, e in enumerate(self._mixture)
        ]
        self._queue: queue.Queue[list[Batch] | BaseException] = queue.Queue(maxsize=2)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Batch]:
        while True:
            made = self._queue.get()
            if isinstance(made, BaseException):
                raise RuntimeError("the feeder failed") from made
            yield from made

    def close(self) -> None:
        """Stop the background thread."""
        self._stop.set()
        while self._thread.is_alive():
            try:
                self._queue.get_nowait()
            except queue.Empty:
                self._thread.join(0.1)

    def _work(self) -> None:
        try:
            while not self._stop.is_set():
                self._queue.put(self._make())
        except BaseException as error:
            self._queue.put(error)

    def _make(self) -> list[Batch]:
        total = sum(examples.share for examples in self._mixture)
        tasks: list[Task] = []
        for examples, order in zip(self._mixture, self._orders, strict=True):
            wanted = max(1, round(self._chunk * examples.share / total))
            for start in range(0, wanted, _PIECE):
                indices = [next(order) for _ in range(min(_PIECE, wanted - start))]
                pairs = [(examples.sources[i], examples.targets[i]) for i in indices]
                seed = self._draw.getrandbits(32)
                tasks.append(
                    (seed, examples.to, examples.tagged, examples.sampling, pairs, self._longest)
                )
        return cut_batches(self._tokeniser.examples(tasks), self._budget, self._draw)
