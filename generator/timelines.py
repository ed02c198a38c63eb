"""Pictures of time, drawn at build: a storyline over years, events by month, outlets by event.

They are SVG without a fixed width: places are percentages and letters keep their size, so one
picture serves a phone and a wide screen. Colours come from the theme (`.picture` in `site.css`),
light or dark, and not from each of many elements. Every picture comes with its title, a
description and the same facts as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from generator.date_words import date_words, month_words, short_month
from generator.markup import clean_text
from generator.model import Briefing, Lang, PartialDate, Storyline
from generator.site_index import event_outlets
from generator.site_model import (
    Site,
    event_address,
    event_title,
    month_address,
    newest_first,
    storyline_title,
    year_address,
)
from generator.ui_text import UiText, number_text, read_ui_text

Link = Callable[[str], str]
"""Turns an address relative to the language's folder into a link from the page."""

# On a phone of 360 pixels, 7.5 % leaves each mark the 24 pixels that a finger needs (WCAG 2.2).
_ROOM = 7.5
_LANE = 26
_SHORT = 3.0  # per cent: a shorter outline would be no longer than a dot
_MOST_LANES = 5
_MOST_BARS = 12
_MOST_LABELS = 6
_MOST_TICKS = 7
_MOST_LETTERS = 40  # that labels in a row may have before they touch on a phone
_MOST_OUTLETS = 12
_MOST_COLUMNS = 12
_LONGEST_LABEL = 18


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: Plain text.
        lang: Its language.
        href: Where it links to from the page, "" for nowhere.
    """

    text: str
    lang: Lang
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the same facts as a table.

    Attributes:
        title: What it shows; also the caption of the table.
        svg: One `<svg>` element on one line, safe to stand in HTML.
        head: Headings of the table's columns.
        rows: The rows, each with as many cells as there are headings.
        key: What the signs mean, "" where none needs a word.
    """

    title: str
    svg: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """An event on the line of time: from `start` to `end` in per cent of the width."""

    start: float
    end: float
    briefing: Briefing
    lane: int = 0


# A storyline over years


def storyline_picture(
    site: Site, storyline: Storyline, briefings: Iterable[Briefing], lang: Lang, link: Link
) -> Picture | None:
    """The events of a storyline on a line of time.

    A dot is an event; an outline marks a date known only in part, as long as the time that it
    may mean. A storyline with more events than have room shows how many there were each year.

    Returns:
        None with fewer than two events whose year is known.
    """
    ui = read_ui_text()[lang]
    members = sorted(
        briefings,
        key=lambda briefing: (briefing.event.date.sort_key, briefing.event.id),
    )
    dated = [briefing for briefing in members if briefing.event.date.year is not None]
    if len(dated) < 2:
        return None
    title = ui("picture_timeline", name=clean_text(storyline_title(site, storyline, lang).text))
    about = _timeline_about(ui, dated, len(members) - len(dated), lang)
    years = [briefing.event.date.year or 0 for briefing in dated]
    marks = _placed(dated, min(years), max(years))
    key = _timeline_key(ui, dated) if marks else ""
    if key:
        about += f" {key}"
    if marks is None:
        bars = _year_bars(Counter(years), lang, link)
        svg = _bars(f"line-{storyline.id}", title, about, bars)
    else:
        svg = _line(site, f"line-{storyline.id}", title, about, marks, lang, link)
    return Picture(title, svg, *_event_table(site, members, lang, link), key=key)


def _timeline_key(ui: UiText, dated: Sequence[Briefing]) -> str:
    """What the dots of these events say beside their place."""
    keys = []
    if len({len(briefing.event.article_ids) for briefing in dated}) > 1:
        keys.append(ui("picture_timeline_more"))
    if not all(briefing.event.date.is_full for briefing in dated):
        keys.append(ui("picture_timeline_partial"))
    return " ".join(keys)


def _timeline_about(ui: UiText, dated: Sequence[Briefing], undated: int, lang: Lang) -> str:
    first, last = (date_words(item.event.date, lang) for item in (dated[0], dated[-1]))
    span = first if first == last else ui("span", first=first, last=last)
    about = ui("picture_timeline_about", events=ui("n_events", n=len(dated)), span=span)
    if undated:
        about += " " + ui("picture_undated", events=ui("n_events", n=undated))
    return about


def _placed(dated: Sequence[Briefing], first: int, last: int) -> list[_Mark] | None:
    """Where each event stands: beside the earlier ones where there is room, else above them.

    Returns:
        None if the events do not fit.
    """
    marks: list[_Mark] = []
    for briefing in dated:
        earliest, latest = briefing.event.date.earliest, briefing.event.date.latest
        assert earliest is not None
        assert latest is not None
        start, end = _place(earliest, first, last), _place(latest, first, last)
        taken = {
            mark.lane for mark in marks if mark.start - _ROOM < end and start < mark.end + _ROOM
        }
        lane = next(free for free in range(len(taken) + 1) if free not in taken)
        if lane >= _MOST_LANES:
            return None
        marks.append(_Mark(start, end, briefing, lane))
    return marks


def _place(day: date, first: int, last: int) -> float:
    """Per cent of the width from the left, on a line from the first year's start to the end."""
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    return 5 + 90 * (day.toordinal() - start) / (end - start)


def _line(
    site: Site,
    picture_id: str,
    title: str,
    about: str,
    marks: Sequence[_Mark],
    lang: Lang,
    link: Link,
) -> str:
    axis = (max(mark.lane for mark in marks) + 1) * _LANE + 6
    years = [mark.briefing.event.date.year or 0 for mark in marks]
    parts = [f'<line x1="0" x2="100%" y1="{axis}" y2="{axis}" class="axis"/>']
    for day, words in _ticks(min(years), max(years), lang):
        x = _number(_place(day, min(years), max(years)))
        parts.append(
            f'<line x1="{x}%" x2="{x}%" y1="{axis}" y2="{axis + 6}" class="tick"/>'
            f'<text x="{x}%" y="{axis + 21}" text-anchor="middle">{words}</text>'
        )
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.lane)):
        parts.append(_event_mark(site, mark, axis - 16 - mark.lane * _LANE, lang, link))
    return _svg(picture_id, "group", title, about, axis + 28, parts)


def _ticks(first: int, last: int, lang: Lang) -> list[tuple[date, str]]:
    """Days to name under the line: years, or the quarters of a single year."""
    if first == last:
        return [(date(first, month, 1), short_month(month, lang)) for month in (1, 4, 7, 10)]
    steps = (size * unit for unit in (1, 10, 100, 1000) for size in (1, 2, 5))
    step = next(size for size in steps if last // size - (first - 1) // size <= _MOST_TICKS)
    named = [year for year in range(first, last + 1) if year % step == 0]
    return [(date(year, 1, 1), str(year)) for year in named or [first]]


def _event_mark(site: Site, mark: _Mark, y: int, lang: Lang, link: Link) -> str:
    event = mark.briefing.event
    name = event_title(site, event, lang)
    words = f"{date_words(event.date, lang)}: {clean_text(name.text)}"
    radius = 5 + min(4, len(event.article_ids) - 1)
    centre = (mark.start + mark.end) / 2
    middle = _number(centre)
    width = mark.end - mark.start
    if event.date.is_full:
        shape = f'<circle cx="{middle}%" cy="{y}" r="{radius}"/>'
    elif width < _SHORT:
        shape = f'<circle cx="{middle}%" cy="{y}" r="{radius}" class="open"/>'
    else:
        shape = (
            f'<rect x="{_number(mark.start)}%" width="{_number(width)}%" y="{y - 5}"'
            f' height="10" rx="5" class="open"/>'
        )
    # The clear circle is what a finger meets: 24 pixels across.
    return (
        f'<a href="{escape(link(event_address(event.id)))}" aria-label="{escape(words)}">'
        f'<title lang="{name.lang}">{escape(words)}</title>'
        f'<circle cx="{middle}%" cy="{y}" r="12" class="touch"/>{shape}</a>'
    )


def _event_table(
    site: Site, members: Iterable[Briefing], lang: Lang, link: Link
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    ui = read_ui_text()[lang]
    rows = []
    for briefing in members:
        event = briefing.event
        name = event_title(site, event, lang)
        rows.append(
            (
                Cell(date_words(event.date, lang), lang),
                Cell(clean_text(name.text), name.lang, link(event_address(event.id))),
                Cell(number_text(len(event.article_ids), lang), lang),
            )
        )
    return (ui("table_date"), ui("table_event"), ui("table_articles")), tuple(rows)


# Events by month or year


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar: what it counts, briefly under it and in full, how many, and where it leads."""

    label: str
    words: str
    count: int
    href: str = ""


def events_picture(site: Site, lang: Lang, link: Link, year: int | None = None) -> Picture | None:
    """How many events there were: each month of a year, or each year of the archive.

    Args:
        site: The whole site.
        lang: Language of the page.
        link: How the page links to an address.
        year: The year to show by month; None shows every year, or the months of the only one.

    Returns:
        None if fewer than two bars would stand.
    """
    ui = read_ui_text()[lang]
    dates = [briefing.event.date for briefing in site.briefings]
    years = Counter(date.year for date in dates if date.year is not None)
    if year is None and len(years) == 1:
        (year,) = years
    if year is None:
        title, bars, picture_id = ui("picture_by_year"), _year_bars(years, lang, link), "by-year"
    else:
        title, picture_id = ui("picture_by_month"), f"by-month-{year}"
        bars = _month_bars(dates, year, lang, link)
    counted = [bar for bar in bars if bar.count]
    if len(counted) < 2:
        return None
    most = max(counted, key=lambda bar: bar.count)
    total = sum(bar.count for bar in counted)
    about = ui("picture_most", events=ui("n_events", n=total), period=most.words, n=str(most.count))
    heading = ui("year") if year is None else ui("month")
    rows = tuple(
        (Cell(bar.words, lang, bar.href), Cell(number_text(bar.count, lang), lang))
        for bar in counted
    )
    svg = _bars(picture_id, title, about, bars)
    return Picture(title, svg, (heading, ui("table_events")), rows)


def _month_bars(dates: Iterable[PartialDate], year: int, lang: Lang, link: Link) -> list[_Bar]:
    months = Counter(date.month for date in dates if date.year == year)
    return [
        _Bar(
            short_month(month, lang) if lang == "en" else str(month),
            month_words(year, month, lang),
            months[month],
            link(month_address(year, month)) if months[month] else "",
        )
        for month in range(1, 13)
    ]


def _year_bars(years: Counter[int], lang: Lang, link: Link) -> list[_Bar]:
    """A bar for every year from the first to the last, empty ones too; decades if many."""
    if not years:
        return []
    first, last = min(years), max(years)
    step = next(size for size in (1, 10, 100, 1000) if (last - first) // size < 5 * _MOST_BARS)
    bars = []
    for start in range(first - first % step, last + 1, step):
        count = sum(years[year] for year in range(start, start + step))
        words = date_words(PartialDate(max(start, 1)), lang)
        if step > 1:
            words = f"{start}–{start + step - 1}"
        href = link(year_address(start)) if count and step == 1 else ""
        bars.append(_Bar(str(start), words, count, href))
    return bars


def _bars(picture_id: str, title: str, about: str, bars: Sequence[_Bar]) -> str:
    """Upright bars over their labels; few enough to touch, they are links."""
    foot, tallest = 130, max(bar.count for bar in bars)
    width = 100 / len(bars)
    touch = len(bars) <= _MOST_BARS
    letters = len(bars) * max(len(bar.label) for bar in bars)
    every = 1 if letters <= _MOST_LETTERS else -(-len(bars) // _MOST_LABELS)
    parts = [f'<line x1="0" x2="100%" y1="{foot}" y2="{foot}" class="axis"/>']
    for place, bar in enumerate(bars):
        left, middle = place * width, _number((place + 0.5) * width)
        if place % every == 0:
            parts.append(
                f'<text x="{middle}%" y="{foot + 18}" text-anchor="middle">'
                f"{escape(bar.label)}</text>"
            )
        if not bar.count:
            continue
        height = max(2, round(100 * bar.count / tallest))
        words = escape(f"{bar.words}: {bar.count}")
        drawn = (
            f"<title>{words}</title>"
            f'<rect x="{_number(left + width * 0.15)}%" width="{_number(width * 0.7)}%"'
            f' y="{foot - height}" height="{height}"/>'
        )
        if touch:
            drawn += (
                f'<text x="{middle}%" y="{foot - height - 6}" text-anchor="middle"'
                f' class="strong">{bar.count}</text>'
            )
        if touch and bar.href:
            drawn = (
                f'<a href="{escape(bar.href)}" aria-label="{words}">'
                f'<rect x="{_number(left)}%" width="{_number(width)}%" y="0" height="{foot}"'
                f' class="touch"/>{drawn}</a>'
            )
        else:
            drawn = f"<g>{drawn}</g>"
        parts.append(drawn)
    return _svg(picture_id, "group" if touch else "img", title, about, foot + 26, parts)


# Outlets by event


def outlets_picture(
    site: Site, briefings: Iterable[Briefing], lang: Lang, link: Link, picture_id: str
) -> Picture | None:
    """Which outlet reported which event: a row an outlet, a column an event, in order of time.

    The picture holds the outlets with most events and the newest events; the table holds all.

    Args:
        site: The whole site.
        briefings: The events, of a storyline for instance.
        lang: Language of the page.
        link: How the page links to an address.
        picture_id: Makes the ids of the picture unique on its page.

    Returns:
        None when it would tell nothing: fewer than two events or two outlets, or every event
        by an outlet of its own.
    """
    ui = read_ui_text()[lang]
    events = newest_first(briefings)[::-1]
    outlets = [[clean_text(name) for name in event_outlets(site, item)] for item in events]
    counts = Counter(name for names in outlets for name in names)
    shared = max(counts.values(), default=0) > 1 or any(len(names) > 1 for names in outlets)
    if len(events) < 2 or len(counts) < 2 or not shared:
        return None
    title = ui("picture_outlets")
    about = ui(
        "picture_outlets_about",
        outlets=ui("n_outlets", n=len(counts)),
        events=ui("n_events", n=len(events)),
    )
    names = sorted(counts, key=lambda name: (-counts[name], name))[:_MOST_OUTLETS]
    first = max(0, len(events) - _MOST_COLUMNS)
    svg = _grid(picture_id, title, about, names, outlets[first:], first)
    rows = []
    for number, (briefing, reported) in enumerate(zip(events, outlets, strict=True), start=1):
        name = event_title(site, briefing.event, lang)
        href = link(event_address(briefing.event.id))
        rows.append(
            (
                Cell(str(number), lang),
                Cell(date_words(briefing.event.date, lang), lang),
                Cell(clean_text(name.text), name.lang, href),
                Cell(", ".join(reported), lang),
            )
        )
    head = (ui("table_number"), ui("table_date"), ui("table_event"), ui("table_outlets"))
    return Picture(title, svg, head, tuple(rows))


def _grid(
    picture_id: str,
    title: str,
    about: str,
    names: Sequence[str],
    columns: Sequence[Sequence[str]],
    first: int,
) -> str:
    left, row = 36, 26
    width = (100 - left) / len(columns)
    parts = []
    for place in range(len(columns)):
        x = _number(left + (place + 0.5) * width)
        parts.append(f'<text x="{x}%" y="14" text-anchor="middle">{first + place + 1}</text>')
    for line, name in enumerate(names):
        y = 36 + line * row
        label = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
        parts.append(
            f'<g><title>{escape(name)}</title><text x="0" y="{y + 4}"'
            f' class="strong">{escape(label)}</text>'
            f'<line x1="{left}%" x2="100%" y1="{y}" y2="{y}"/>'
        )
        for place, reported in enumerate(columns):
            if name in reported:
                x = _number(left + (place + 0.5) * width)
                parts.append(f'<circle cx="{x}%" cy="{y}" r="6"/>')
        parts.append("</g>")
    return _svg(picture_id, "img", title, about, 36 + len(names) * row, parts)


def _svg(
    picture_id: str, role: str, title: str, about: str, height: int, parts: Iterable[str]
) -> str:
    name = escape(picture_id)
    return (
        f'<svg class="picture" role="{role}" aria-labelledby="{name}-title {name}-about"'
        f' width="100%" height="{height}" font-size="12">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-about">{escape(about)}</desc>{"".join(parts)}</svg>'
    )


def _number(value: float) -> str:
    """At most two decimals: no picture shows more, and every machine writes the same."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
