"""Spreads a build over machines: the workers of a Dask scheduler run its pure steps.

What is sent are pure functions of one item (an article, an event, a share picture) and chunks
of sentences to translate, cut exactly as a build on one machine cuts them. So the bytes are
the same, however many workers there are, in whatever order they answer, and when one dies and
another does its work again. Reading, grouping and writing stay on this machine.

Needs the extra `cluster` (`dask[distributed]`), which nothing else imports.
"""

from __future__ import annotations

import importlib.metadata
import logging
import pickle
import sys
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from generator.cache import program_version
from generator.errors import BriefingsError, EngineError, Problem, UsageError
from generator.model import Lang
from generator.progress import Progress
from generator.settings import TranslationSettings
from generator.translation.engine import Engine, Hypothesis, first_count
from generator.translation.engines import open_engine

In = TypeVar("In")
Out = TypeVar("Out")

_PATIENCE = 30.0  # seconds for the scheduler and its first worker to answer
_ABANDONED = 60.0  # seconds without any worker after which a build gives up
# Items a task: enough that sending them costs little, few enough that a worker that dies loses
# little and that the last ones end together.
_LARGEST_TASK = 50
# Tasks handed out ahead of the one that is waited for, for each thread of the workers.
_AHEAD = 4
# What the bytes of a build depend on beside the program itself.
_LIBRARIES = ("numpy", "scipy", "ctranslate2", "sentencepiece", "pillow")
_START = "start `dask scheduler` and `dask worker`, see docs/cluster.md"
# Engines behind an address, which may mean something only on this machine.
_SERVERS = ("libretranslate", "openai")


class Cluster:
    """The workers of one scheduler; a `Spread`. Made by `open_cluster`."""

    def __init__(self, client: Any, address: str, progress: Progress) -> None:
        self._client = client
        self._address = address
        self._progress = progress
        self._versions = versions()
        self.threads = max(1, sum(client.nthreads().values()))

    def __call__(
        self, step: str, function: Callable[[In], Out], items: Sequence[In]
    ) -> Iterator[Out]:
        """The value of every item, in order, computed by the workers.

        Raises:
            BriefingsError: What `function` raises, or the cluster is lost.
        """
        if not items:
            return
        yield from self._progress.step(step, self._spread(function, items), len(items))

    def run(self, function: Callable[..., Out], *arguments: object) -> Out:
        """The value of one call, computed by a worker.

        Raises:
            BriefingsError: What `function` raises, or the cluster is lost.
        """
        value: Out = self._result(self._submit(_call, self._load(function), arguments))
        return value

    def open_engine(self, settings: TranslationSettings) -> Engine | None:
        """`engines.open_engine`, the translating done by the workers where they can."""
        engine = open_engine(settings)
        if engine is None or settings.engine in _SERVERS:
            return engine
        return ClusterEngine(self, settings, engine)

    def _spread(self, function: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
        loaded = self._load(function)
        ahead = _AHEAD * self.threads
        size = max(1, min(_LARGEST_TASK, len(items) // ahead))
        waiting: deque[Any] = deque()
        for start in range(0, len(items), size):
            if len(waiting) == ahead:
                yield from self._result(waiting.popleft())
            waiting.append(self._submit(_each, loaded, list(items[start : start + size])))
        while waiting:
            yield from self._result(waiting.popleft())

    def _load(self, function: Callable[..., object]) -> Any:
        """The function as a value on the workers, sent once.

        It is the result of a task, not scattered data: if the worker that has it dies, the
        scheduler makes it again on another.
        """
        return self._submit(_unpickled, pickle.dumps(function))

    def _submit(self, function: Callable[..., object], *arguments: object) -> Any:
        try:
            return self._client.submit(function, self._versions, *arguments, pure=False)
        except Exception as error:
            raise self._lost(str(error)) from error

    def _result(self, future: Any) -> Any:
        alone_since: float | None = None
        while True:
            try:
                return future.result(timeout=5)
            except BriefingsError:
                raise
            except TimeoutError:
                # Not done yet. Workers may come back; for how long is it worth waiting?
                if self._client.status != "running" or future.status in ("lost", "cancelled"):
                    raise self._lost("the scheduler is gone") from None
                if future.status != "pending":
                    continue  # It was done just after the wait was over.
                if self._client.scheduler_info()["workers"]:
                    alone_since = None
                    continue
                alone_since = alone_since or time.monotonic()
                if time.monotonic() - alone_since > _ABANDONED:
                    raise self._lost("all workers are gone") from None
            except Exception as error:
                raise self._lost(str(error) or type(error).__name__) from error

    def _lost(self, why: str) -> BriefingsError:
        return BriefingsError(
            Problem(
                f"the cluster failed: {why}",
                "look at the scheduler's and the workers' own messages, then build again: what "
                "was finished is kept; without --scheduler the build runs on this machine",
                self._address,
            )
        )


class ClusterEngine:
    """A translation engine whose sentences the workers translate, each with its own model.

    Attributes:
        at_once: How many calls of `translate` are worth making at a time.
        first_count: How many hypotheses the workers' engines are to be asked for at first.
    """

    def __init__(self, cluster: Cluster, settings: TranslationSettings, local: Engine) -> None:
        self._cluster = cluster
        self._settings = settings
        self._local = local
        self.at_once = 2 * cluster.threads
        self.first_count = first_count(local)

    def name(self, source: Lang, target: Lang) -> str:
        """The engine and model of this machine, which every worker must have too."""
        return self._local.name(source, target)

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate on one worker.

        Raises:
            EngineError: The worker has another model, or none.
            BriefingsError: The cluster is lost.
        """
        return self._cluster.run(
            _translated,
            self._settings,
            self.name(source, target),
            list(sentences),
            source,
            target,
            count,
            no_repeats,
        )


@contextmanager
def open_cluster(address: str, progress: Progress) -> Iterator[Cluster]:
    """Connect to a Dask scheduler for the length of a build.

    Args:
        address: Of the scheduler, such as `tcp://10.0.0.5:8786`.
        progress: Told how far the work is.

    Raises:
        UsageError: Dask is not installed, nobody answers there, no worker has joined, or the
            workers run another version of the program.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            Problem(
                "--scheduler needs Dask, which is not installed",
                'run `pip install "briefings[cluster]"` here and on every worker',
            )
        ) from error
    # It tells every lost connection at length; what matters comes as an error.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise UsageError(Problem(f"no Dask scheduler answers: {error}", _START, address)) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise UsageError(Problem("the scheduler has no worker", _START, address)) from error
        _require_same_program(client, address)
        cluster = Cluster(client, address, progress)
        progress.done("cluster", f"{len(client.nthreads())} workers at {address}")
        yield cluster
    finally:
        client.close(timeout=_PATIENCE)


def _require_same_program(client: Any, address: str) -> None:
    """Raise `UsageError` unless every worker would compute what this machine would."""
    try:
        found = client.run(versions)
    except Exception as error:
        raise UsageError(
            Problem(
                f"a worker cannot run this program: {error}",
                "install the same version of it for every worker",
                address,
            )
        ) from error
    own = versions()
    for worker, theirs in sorted(found.items()):
        if theirs != own:
            raise UsageError(_difference(own, theirs, worker))


def _difference(own: dict[str, str], theirs: dict[str, str], worker: str) -> Problem:
    names = [name for name in own if theirs.get(name) != own[name]]
    return Problem(
        "the worker has another version of " + ", ".join(names),
        "install the same versions there as here: "
        + ", ".join(f"{name} {own[name]}" for name in names),
        worker,
    )


# ------------------------------------------------------------------------ on the workers


@cache
def versions() -> dict[str, str]:
    """Everything of this machine's software that the bytes of a build depend on."""
    found = {
        "briefings": program_version(Path(__file__).parent).hex()[:12],
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "Unicode": unicodedata.unidata_version,
    }
    for name in _LIBRARIES:
        found[name] = importlib.metadata.version(name)
    return found


def _require(wanted: dict[str, str]) -> None:
    """Workers may join late: each task makes sure that it runs where it would be the same."""
    if wanted != versions():
        raise UsageError(_difference(wanted, versions(), "a worker that joined late"))


def _unpickled(wanted: dict[str, str], data: bytes) -> Any:
    _require(wanted)
    return pickle.loads(data)


def _each(wanted: dict[str, str], function: Callable[[In], Out], items: list[In]) -> list[Out]:
    _require(wanted)
    return [function(item) for item in items]


def _call(
    wanted: dict[str, str], function: Callable[..., Out], arguments: tuple[object, ...]
) -> Out:
    _require(wanted)
    return function(*arguments)


_one_at_a_time = threading.Lock()
_engine = cache(open_engine)


def _translated(
    settings: TranslationSettings,
    name: str,
    sentences: list[str],
    source: Lang,
    target: Lang,
    count: int,
    no_repeats: bool,
) -> list[tuple[Hypothesis, ...]]:
    """Translate with the worker's own model, which stays loaded for the next sentences."""
    with _one_at_a_time:
        engine = _engine(settings)
        here = engine.name(source, target) if engine else ""
        if engine is None or here != name:
            raise EngineError(
                Problem(
                    f"a worker translates {source}→{target} with {here or 'nothing'}, "
                    f"this machine with {name}",
                    "install the same models for every worker: briefings models install",
                )
            )
        return engine.translate(sentences, source, target, count=count, no_repeats=no_repeats)
