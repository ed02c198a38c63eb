"""The words the site itself says, and how it writes dates and numbers, in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator import strict_yaml
from generator.date_words import date_words
from generator.errors import Problem, UsageError
from generator.model import LANGS, Lang, PartialDate

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

_WEEKDAYS: dict[Lang, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
}
# A breve, a circumflex, a horn and the stroke of đ make a letter of its own, which follows the
# plain one: a ă â, d đ, e ê, o ô ơ, u ư. Other marks are tones and come last.
_LETTERS = {"\u0306": "\ue000", "\u0302": "\ue001", "\u031b": "\ue002"}


@dataclass(frozen=True, slots=True)
class UiText:
    """The site's own words in one language; call it with a key of `templates/ui.yml`."""

    lang: Lang
    texts: Mapping[str, Mapping[str, str]]

    def __call__(self, key: str, **values: str | int) -> str:
        """The text of `key`, with `{name}` filled in; `n` also picks the English singular.

        Raises:
            KeyError: No such key, or a value is missing.
        """
        entry = self.texts[key]
        form = "one" if self.lang == "en" and values.get("n") == 1 and "one" in entry else self.lang
        written = {
            name: number_text(value, self.lang) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return entry[form].format(**written) if written else entry[form]


@cache
def read_ui_text(path: Path = TEMPLATES / "ui.yml") -> dict[Lang, UiText]:
    """The words of the site per language.

    Raises:
        UsageError: The file is not readable, or a text lacks a language.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Problem(f"cannot be read: {error}", "restore the file", path)) from error
    document = strict_yaml.load(text, path)
    texts = document.data
    if not isinstance(texts, dict):
        raise UsageError(Problem("must be a mapping", "write `key: {en: …, vi: …}`", path, 1))
    problems = [
        Problem(f"'{key}' needs a text per language", "add it", path, document.line(key))
        for key, entry in texts.items()
        if not isinstance(entry, dict) or any(not entry.get(lang) for lang in LANGS)
    ]
    if problems:
        raise UsageError(problems)
    return {lang: UiText(lang, texts) for lang in LANGS}


def number_text(number: int, lang: Lang) -> str:
    """A whole number as the language writes it: `1,000` or `1.000`."""
    return f"{number:,}".replace(",", "." if lang == "vi" else ",")


def long_date(date: PartialDate, lang: Lang) -> str:
    """A date in words, a full one with its day of the week: `Thứ Năm, ngày 10/4/2014`."""
    words = date_words(date, lang)
    day = date.earliest if date.is_full else None
    return f"{_WEEKDAYS[lang][day.weekday()]}, {words}" if day else words


def alphabetical(text: str) -> tuple[str, str]:
    """Sorts as a Vietnamese dictionary does, English as usual: Ấn Độ after Anh, before Ba Lan."""
    marked = unicodedata.normalize("NFD", text.casefold().replace("đ", "d\u0306"))
    letters = (_LETTERS.get(char, "" if unicodedata.combining(char) else char) for char in marked)
    return "".join(letters), text
