"""The engine that `site.yml` asks for, chosen among what is installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.errors import EngineError, Problem, UsageError
from generator.model import LANGS, Lang, other_lang
from generator.settings import TranslationSettings
from generator.translation import models
from generator.translation.argos import ArgosEngine
from generator.translation.engine import FIRST_HYPOTHESES, Engine, Hypothesis, at_once, first_count
from generator.translation.firefox import FirefoxEngine
from generator.translation.models import Model


class PairEngine:
    """Sends each direction to its own engine."""

    def __init__(self, engines: Mapping[tuple[Lang, Lang], Engine]) -> None:
        self._engines = dict(engines)
        self.at_once = min(map(at_once, self._engines.values()), default=1)
        self.first_count = min(map(first_count, self._engines.values()), default=FIRST_HYPOTHESES)

    def name(self, source: Lang, target: Lang) -> str:
        """The name of the direction's engine."""
        engine = self._engines.get((source, target))
        return engine.name(source, target) if engine else ""

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate with the direction's engine.

        Raises:
            EngineError: There is none.
        """
        engine = self._engines.get((source, target))
        if engine is None:
            raise no_model(source, target)
        return engine.translate(sentences, source, target, count=count, no_repeats=no_repeats)


def no_model(source: Lang, target: Lang) -> EngineError:
    """The error of a direction that no installed model translates."""
    return EngineError(
        Problem(
            f"no model that translates {source}→{target} is installed",
            f"run `briefings models install argos-{source}-{target}` where a network is, or "
            "`briefings models install FILE` with a downloaded .argosmodel file",
        )
    )


def open_engine(settings: TranslationSettings) -> Engine | None:
    """The engine that `site.yml` asks for; models load when they are first used.

    `auto` takes for each direction the installed model with the best measured score
    (`models.lock`), a bundled one before an unmeasured one, and never one over a network.

    Args:
        settings: The `translation` section of the settings.

    Returns:
        The engine; None for `none`, and for `auto` when nothing is installed.

    Raises:
        UsageError: The setting needs an address or a model name that is missing.
        EngineError: The engine asked for by name is not installed.
    """
    kind = settings.engine
    if kind == "none":
        return None
    if kind in ("libretranslate", "openai"):
        # Not at the top: few ask a server, and what speaks to a network takes long to load.
        from generator.translation.remote import LibreTranslateEngine, OpenAiEngine

        if not settings.url:
            raise UsageError(
                Problem(
                    f"translation.engine is '{kind}' but translation.url is missing",
                    "add the server's address, such as `url: http://localhost:5000`",
                    "site.yml",
                )
            )
        if kind == "libretranslate":
            return LibreTranslateEngine(settings.url)
        if not settings.model:
            raise UsageError(
                Problem(
                    "translation.engine is 'openai' but translation.model is missing",
                    "add the model's name, such as `model: qwen3:8b`",
                    "site.yml",
                )
            )
        return OpenAiEngine(settings.url, settings.model)
    candidates = [m for m in models.installed() if kind in ("auto", m.kind)]
    engines: dict[tuple[Lang, Lang], Engine] = {}
    for source in LANGS:
        target = other_lang(source)
        model = best_model(candidates, source, target)
        if model is None:
            continue
        engines[source, target] = _open_model(model, settings.beam_size)
    if engines:
        return PairEngine(engines)
    if kind == "auto":
        return None
    raise (
        no_model("vi", "en")
        if kind == "argos"
        else EngineError(
            Problem(
                "no Firefox Translations model is installed",
                'run `pip install "briefings[firefox]"`, then `briefings models install FOLDER` '
                "with a model's folder, or `briefings models install firefox-vi-en` where there "
                "is a network",
            )
        )
    )


def best_model(candidates: Sequence[Model], source: Lang, target: Lang) -> Model | None:
    """The model of a direction with the best measured score; unmeasured ones come last."""
    fitting = [m for m in candidates if (m.source, m.target) == (source, target)]
    return max(
        fitting,
        key=lambda m: (m.bleu or 0.0, m.bundled, m.name, m.version),
        default=None,
    )


def _open_model(model: Model, beam_size: int) -> Engine:
    if model.kind == "firefox":
        return FirefoxEngine(model)
    return ArgosEngine(model, beam_size)
