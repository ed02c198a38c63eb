"""The share picture of an event: what a social network shows beside a link to it.

One picture an event, in both languages, of the shape that social networks show. The text is drawn
with the fonts in `generator/fonts/` by plain left-to-right layout, so that the pixels are the same
on every machine; how a PNG packs them depends on the Pillow build, which is locked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import PIL
from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.briefing_json import card_path
from generator.build_state import KeptFiles
from generator.cache import Spread, digest, in_turn
from generator.date_words import date_words
from generator.markup import clean_text
from generator.model import Briefing, Lang, other_lang
from generator.site_index import shown_languages
from generator.site_model import Site, event_title
from generator.ui_text import read_ui_text

CARD_WIDTH = 800
CARD_HEIGHT = 420

_FONTS = Path(__file__).parent / "fonts"
_SERIF = "newsreader-600.ttf"
_SANS = "be-vietnam-pro-400.ttf"
_MARGIN = 48
_TITLE_SIZES = (48, 42, 38, 33, 29)
_TITLE_HEIGHT = 180
_OTHER_LINES = 2
_LONGEST = 600  # characters: more never fits
_PAPER = (251, 250, 246)
# Each colour is anti-aliased in so many steps. With the paper they make 8: twice as many look the
# same and take a fifth more bytes.
_INKS = {"ink": ((29, 28, 26), 3), "soft": ((95, 90, 81), 2), "accent": ((140, 47, 34), 2)}
# What the fonts were cut down to; anything else is left out of the picture.
_NOT_DRAWN = re.compile(
    "[^ -~\u00a0-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1ea0-\u1ef9\u2010-\u2015"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ab\u20ac\u2122\u2212]"
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a share picture says.

    Attributes:
        brand: Name of the site.
        date: When it happened, in both languages.
        title: The event's name in the language of its sources.
        other: Its name in the other language, "" while not translated.
        mark: Says that `other` is a machine's, "" otherwise.
        footer: The outlets.
    """

    brand: str
    date: str
    title: str
    other: str = ""
    mark: str = ""
    footer: str = ""


def event_card(site: Site, briefing: Briefing) -> Card:
    """The share picture of an event, its title in the original language first."""
    event = briefing.event
    languages = shown_languages(site)
    lang: Lang = event.title_lang if event.title_lang in languages else languages[0]
    other = other_lang(lang)
    second = event_title(site, event, other) if other in languages else None
    if second is not None and second.origin == "missing":
        second = None
    machine = second is not None and second.origin == "machine"
    sources = dict.fromkeys(
        site.articles[key].source for key in event.article_ids if key in site.articles
    )
    dates = (date_words(event.date, each) for each in (lang, other) if each in languages)
    return Card(
        brand=_drawable(site.settings.title.get(lang, "")),
        date=_drawable(" · ".join(dates)) if event.date else "",
        title=_drawable(event_title(site, event, lang).text),
        other=_drawable(second.text) if second else "",
        mark=_drawable(read_ui_text()[other]("mark_machine")) if machine else "",
        footer=_drawable(" · ".join(source for source in sources if source)),
    )


def render_cards(
    site: Site, kept: KeptFiles | None = None, spread: Spread = in_turn
) -> dict[str, bytes]:
    """The share picture of every event, by path relative to the site's root.

    They are for the built site, not for `site_src/`: nobody reviews a picture as a diff.

    Args:
        site: The whole site.
        kept: Says which pictures need not be drawn again.
        spread: Where they are drawn.

    Returns:
        The pictures that do not stand as they are (`kept.standing`). None while the site's
        address is unknown: a page can name its picture by an absolute address only.
    """
    if not site.settings.url:
        return {}
    kept = kept or KeptFiles()
    common = digest(PIL.__version__, site.settings)
    missing = {
        path: event_card(site, each)
        for each in site.briefings
        if not kept.stands(
            path := card_path(each.event.id),
            site.fingerprints.get(each.event.id) or card_key(event_card(site, each)),
            common,
        )
    }
    drawn = spread("share pictures", render_card, list(missing.values()))
    return dict(zip(missing, drawn, strict=True))


def card_key(card: Card) -> bytes:
    """Names the picture: the same key always means the same bytes."""
    return digest(PIL.__version__, *astuple(card))


def render_card(card: Card) -> bytes:
    """Draw the picture.

    Returns:
        A PNG of 800 × 420 pixels and 8 colours, 4-12 kB.
    """
    layers = {name: Image.new("L", (CARD_WIDTH, CARD_HEIGHT)) for name in _INKS}
    draw = {name: ImageDraw.Draw(layer) for name, layer in layers.items()}
    width = CARD_WIDTH - 2 * _MARGIN
    right = CARD_WIDTH - _MARGIN

    draw["accent"].rectangle((0, 0, CARD_WIDTH, 7), fill=255)
    date_width = _font(_SANS, 18).getlength(card.date)
    brand = _fitted(card.brand, _font(_SERIF, 24), width - date_width - 27)
    draw["accent"].text((_MARGIN, 62), brand, 255, _font(_SERIF, 24), anchor="ls")
    draw["soft"].text((right, 62), card.date, 255, _font(_SANS, 18), anchor="rs")

    size, lines = _title_lines(card.title, width)
    step = round(size * 1.2)
    baseline = 93 + size
    for line in lines:
        draw["ink"].text((_MARGIN, baseline), line, 255, _font(_SERIF, size), anchor="ls")
        baseline += step

    if card.other:
        rule = baseline - step + 27
        draw["accent"].rectangle((_MARGIN, rule, _MARGIN + 48, rule + 2), fill=255)
        small = _font(_SANS, 15)
        draw["soft"].text((_MARGIN + 60, rule + 6), card.mark, 255, small, anchor="ls")
        font = _font(_SANS, 20)
        for row, line in enumerate(_wrapped(card.other, font, width, _OTHER_LINES), start=1):
            draw["soft"].text((_MARGIN, rule + 5 + 28 * row), line, 255, font, anchor="ls")

    footer = _fitted(card.footer, _font(_SANS, 17), width)
    draw["ink"].text((_MARGIN, CARD_HEIGHT - 32), footer, 255, _font(_SANS, 17), anchor="ls")
    return _png(layers)


def _png(layers: dict[str, Image.Image]) -> bytes:
    """The layers in their colours on paper; they do not overlap."""
    palette = [*_PAPER]
    picture = Image.new("L", (CARD_WIDTH, CARD_HEIGHT))
    for name, (colour, steps) in _INKS.items():
        first = len(palette) // 3
        levels = [(value * steps + 127) // 255 for value in range(256)]
        coloured = layers[name].point([first + level - 1 if level else 0 for level in levels])
        picture = ImageChops.lighter(picture, coloured)
        for step in range(1, steps + 1):
            palette += [
                (ink * step + paper * (steps - step)) // steps
                for ink, paper in zip(colour, _PAPER, strict=True)
            ]
    picture.putpalette(palette)
    data = io.BytesIO()
    picture.save(data, "PNG", bits=4)
    return data.getvalue()


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # Basic layout: the richer one is a library that some machines have and others have not.
    return ImageFont.truetype(str(_FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str) -> str:
    return " ".join(_NOT_DRAWN.sub(" ", clean_text(text)).split())[:_LONGEST]


def _title_lines(text: str, width: float) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its lines."""
    for size in _TITLE_SIZES:
        most = _TITLE_HEIGHT // round(size * 1.2)
        lines = _lines(text, _font(_SERIF, size), width)
        if len(lines) <= most:
            return size, lines
    return size, _wrapped(text, _font(_SERIF, size), width, most)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float, most: int) -> list[str]:
    """At most `most` lines; what is left over becomes an ellipsis."""
    lines = _lines(text, font, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], _fitted(" ".join(lines[most - 1 :]), font, width)]
    return lines


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break between words; a word wider than a line is broken anywhere."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text.split(), font, width):
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _pieces(words: Iterable[str], font: ImageFont.FreeTypeFont, width: float) -> Iterable[str]:
    for word in words:
        rest = word
        while font.getlength(rest) > width:
            length = len(_head(rest, font, width))
            yield rest[:length]
            rest = rest[length:]
        yield rest


def _head(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """The longest beginning that fits, at least one character."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def _fitted(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """The text on one line, cut with an ellipsis when it is too long."""
    if font.getlength(text) <= width:
        return text
    return _head(text, font, width - font.getlength("…")).rstrip() + "…"
