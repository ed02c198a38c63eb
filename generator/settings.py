"""`content/site.yml` and its defaults, validated once at the start of a command."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from generator import strict_yaml
from generator.errors import ContentError, Problem, UsageError
from generator.model import LANGS, Lang


@dataclass(frozen=True, slots=True)
class EventSettings:
    """How articles are grouped into events, and events into storylines.

    Attributes:
        threshold: Similarity from which two articles report the same event, 0-1; None takes
            the measured default of `generator.events`.
        window_days: Articles further apart than this never share an event.
        storyline_threshold: Similarity from which two events belong to one storyline, 0-1;
            None takes the measured default of `generator.storylines`.
    """

    threshold: float | None = None
    window_days: int = 14
    storyline_threshold: float | None = None


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """How long summaries are.

    Attributes:
        min_claims: Fewest claims of a summary, the lead counted (fewer if the text has fewer).
        max_claims: Most claims of a summary, the lead counted.
        syllables: Aim for this many syllables (Vietnamese) or words (English) in all.
        shorten: Whether claims may leave out words that carry no meaning.
        rewrite_url: Address of an OpenAI-compatible server whose model words the claims anew,
            checked and labelled; "" (the default) for none.
        rewrite_model: Name of that model.
    """

    min_claims: int = 3
    max_claims: int = 6
    syllables: int = 180
    shorten: bool = True
    rewrite_url: str = ""
    rewrite_model: str = ""


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """Which engine translates what the memory does not hold.

    Attributes:
        engine: `auto` (the best measured one installed), `none`, `argos`, `firefox`,
            `libretranslate` or `openai`.
        url: Address of a LibreTranslate or OpenAI-compatible server.
        model: Model name for `openai`.
        beam_size: Beam width of the bundled engine.
    """

    engine: Literal["auto", "none", "argos", "firefox", "libretranslate", "openai"] = "auto"
    url: str = ""
    model: str = ""
    beam_size: int = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything `content/site.yml` can say.

    Attributes:
        title: Site title per language.
        description: One sentence about the site per language.
        url: Public address, ending in `/`; "" while unknown.
        repository: Address of the repository, for "improve this translation"; "" for none.
        edit_branch: Branch that edit links point to.
        languages: Languages of the site, the default one first.
        download: Whether the site offers all of itself as one file that opens from disk.
        events, summaries, translation: Settings of the steps.
    """

    title: dict[Lang, str] = field(
        default_factory=lambda: {"en": "Briefings", "vi": "Bản tin tổng hợp"}
    )
    description: dict[Lang, str] = field(
        default_factory=lambda: {
            "en": "News events in brief, every sentence with its source",
            "vi": "Tin tức tóm lược theo sự kiện, mỗi câu đều dẫn nguồn",
        }
    )
    url: str = ""
    repository: str = ""
    edit_branch: str = "main"
    languages: tuple[Lang, ...] = LANGS
    download: bool = True
    events: EventSettings = EventSettings()
    summaries: SummarySettings = SummarySettings()
    translation: TranslationSettings = TranslationSettings()


def read_settings(content: Path) -> Settings:
    """Read `site.yml` in the content folder; all defaults when there is none.

    Raises:
        UsageError: Not readable, an unknown key or a wrong value; every problem, with its line.
    """
    path = content / "site.yml"
    try:
        document = strict_yaml.read(path)
    except ContentError as error:
        raise UsageError(error.problems) from error
    if document is None:
        return Settings()
    problems: list[Problem] = []
    settings = _build(Settings, document.data or {}, (), document, path, problems)
    if problems:
        raise UsageError(problems)
    assert isinstance(settings, Settings)
    return settings


def _build(
    kind: Any,
    value: Any,
    at: tuple[str | int, ...],
    document: strict_yaml.Document,
    path: Path,
    problems: list[Problem],
) -> Any:
    """Convert plain YAML data to `kind`, noting each mismatch with its line."""

    def wrong(what: str, remedy: str, *below: str | int) -> None:
        problems.append(Problem(what, remedy, path, document.line(*at, *below)))

    name = ".".join(str(part) for part in at) or "the file"
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            wrong(f"{name} must be a mapping", "write `key: value` lines")
            return None
        hints = typing.get_type_hints(kind)
        found = {}
        for key, item in value.items():
            if key not in hints:
                wrong(f"unknown key '{key}'", f"known here: {', '.join(sorted(hints))}", key)
                continue
            found[key] = _build(hints[key], item, (*at, key), document, path, problems)
        if any(
            item is None and type(None) not in typing.get_args(hints[k])
            for k, item in found.items()
        ):
            return None
        build: Any = kind
        return build(**found)
    if origin is types.UnionType:
        return None if value == "" else _build(args[0], value, at, document, path, problems)
    if origin is Literal:
        if value not in args:
            wrong(f"{name} is '{value}'", f"write one of: {', '.join(args)}")
            return None
        return value
    if origin is tuple:
        if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
            wrong(f"{name} must be a list without repeats", "write `[en, vi]`")
            return None
        items = [
            _build(args[0], v, (*at, i), document, path, problems) for i, v in enumerate(value)
        ]
        return tuple(items) if None not in items else None
    if origin is dict:
        if not isinstance(value, dict) or set(value) - set(typing.get_args(args[0])):
            wrong(f"{name} must have a text per language", "write `en: …` and `vi: …` below it")
            return None
        return {str(key): str(text) for key, text in value.items()}
    if kind is bool:
        if value not in ("true", "false"):
            wrong(f"{name} is '{value}'", "write true or false")
            return None
        return value == "true"
    if kind in (int, float):
        try:
            number = kind(value)
        except (TypeError, ValueError):
            wrong(f"{name} is '{value}'", "write a number")
            return None
        if number < 0 or (kind is float and number > 1):
            wrong(
                f"{name} is {value}",
                "write a number from 0 to 1" if kind is float else "write a number above 0",
            )
            return None
        return number
    if not isinstance(value, str):
        wrong(f"{name} must be text", "put the text on the same line, in quotes")
        return None
    return value
