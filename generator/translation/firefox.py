"""Firefox Translations models, run by the package `fxtranslate` (extra `[firefox]`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.errors import EngineError, Problem
from generator.model import Lang
from generator.translation.engine import Hypothesis
from generator.translation.models import Model, firefox_files


class FirefoxEngine:
    """One Firefox model: one direction, one hypothesis a sentence. Loads at the first one."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._translator: Any = None

    def name(self, source: Lang, target: Lang) -> str:
        """The model's name."""
        fits = (source, target) == (self._model.source, self._model.target)
        return self._model.title if fits else ""

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate one by one: fxtranslate has no batches and no n-best lists.

        Raises:
            EngineError: fxtranslate is not installed, or the model is broken.
        """
        if self._translator is None:
            self._translator = _load(self._model)
        try:
            return [(Hypothesis(self._translator.translate(s).strip()),) for s in sentences]
        except (ValueError, RuntimeError) as error:
            raise _broken(self._model, error) from error


def _load(model: Model) -> Any:
    try:
        from fxtranslate import Translator
    except ImportError as error:
        raise EngineError(
            Problem(
                f"{model.name} is installed, but not the package fxtranslate that runs it",
                'run `pip install "briefings[firefox]"`, or set `translation.engine: argos`',
            )
        ) from error
    files = firefox_files(model.path)
    if files is None:
        raise _broken(model, "the model or its vocabulary is missing")
    weights, source, target, shortlist = files
    try:
        return Translator(
            model=weights.read_bytes(),
            src_vocab=source.read_bytes(),
            trg_vocab=target.read_bytes(),
            shortlist=shortlist.read_bytes() if shortlist else None,
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise _broken(model, error) from error


def _broken(model: Model, why: object) -> EngineError:
    return EngineError(
        Problem(
            f"is not a working Firefox model: {why}",
            f"run `briefings models install {model.name}` again, or give it the model's folder",
            model.path,
        )
    )
