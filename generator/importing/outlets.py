"""Which outlet an address, a name or the mark at the head of a lead belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from generator import strict_yaml
from generator.importing import phrases
from generator.importing.lines import UPPER, words

_FILE = Path(__file__).with_name("outlets.yml")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, broadcaster or agency.

    Attributes:
        name: How to show it.
        domains: Its web domains, without `www.`.
        marks: What it writes before its leads: `VOV.VN -`, `(Dân trí) -`, `TTO -`.
        dates: Separator of day and month in its text, "" if it has no habit of its own.
    """

    name: str
    domains: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    dates: str = ""


@cache
def known_outlets() -> tuple[Outlet, ...]:
    """The outlets of the data file, in its order."""
    rows = strict_yaml.load(_FILE.read_text(encoding="utf-8"), _FILE).data
    return tuple(
        Outlet(
            row["name"],
            tuple(row.get("domains", ())),
            tuple(row.get("marks", ())),
            row.get("dates", ""),
        )
        for row in rows
    )


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in known_outlets() for domain in outlet.domains}


def _key(name: str) -> str:
    return " ".join(words(name.replace(".", " ")))


@cache
def _by_name() -> dict[str, Outlet]:
    names = {
        _key(name): outlet
        for outlet in reversed(known_outlets())
        for name in (outlet.name, *outlet.domains, f"báo {outlet.name}")
    }
    return names


@cache
def _by_mark() -> dict[str, Outlet]:
    return {_key(mark): outlet for outlet in reversed(known_outlets()) for mark in outlet.marks}


def domain_of(address: str) -> str:
    """Host of an address or bare domain, without `www.`, `m.` or a port; "" if there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host.rstrip("."))
    return host if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host) else ""


def outlet_of_address(address: str) -> Outlet | None:
    """The known outlet that an address, or a subdomain of it, belongs to."""
    host = domain_of(address)
    while host.count(".") >= 1:
        if host in _by_domain():
            return _by_domain()[host]
        host = host.partition(".")[2]
    return None


def outlet_of_name(name: str) -> Outlet | None:
    """The known outlet of a name as pages write it: `Báo Dân trí`, `Tuổi Trẻ Online`, `dantri`."""
    key = re.sub(r"\b(?:online|điện tử|news|newspaper)$", "", _key(name)).strip()
    for candidate in (_key(name), key, re.sub(r"^báo (?:điện tử )?", "", key)):
        found = _by_name().get(candidate) or _by_mark().get(candidate)
        if found:
            return found
    return None


def source_name(name: str, address: str = "") -> str:
    """The outlet to show: its known name, else the name that was given, else the domain."""
    outlet = outlet_of_address(address) or outlet_of_name(name)
    if outlet is None and "." in name:
        outlet = outlet_of_address(name)
    return outlet.name if outlet else (name or domain_of(address))


_MARK = re.compile(r"^(?:\(\s?([^()]{2,24}?)\s?\)\.?|([^\s()–—-][^()–—-]{1,23}?))\s*[-–—]\s*(?=\S)")
# `Bắc Mẫu (TTXVN) – `. A wire's own dateline (`PORT SAMPLE, April 10 (AP) — `) says where and when
# it was written, and stays.
_DATELINE = re.compile(
    rf"(?P<place>[{UPPER}][^\W\d_]{{0,14}}(?:[ -][{UPPER}][^\W\d_]{{0,14}}){{0,4}})"
    r"(?P<date>, (?:ngày )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)?"
    r" ?\((?P<agency>[^()\d]{2,24})\)\s*[-–—]{1,2}\s*(?=\S)"
)
_CAPITALS = re.compile(r"(?P<mark>[A-ZĐ][A-ZĐ0-9]{1,5})\s*[-–—]\s+(?=[\"“‘(]?[^\W_])")
_PAREN_MARK = re.compile(r"^\(([^()]{2,24})\)\s*[-–—.:]*\s*(?=\w|[\"“])")


def outlet_mark(text: str) -> tuple[Outlet | None, str]:
    """Split the mark of an outlet from the head of a lead.

    Returns:
        The outlet, None if the text begins with no known mark, and the text without it. A
        bracketed mark of an unknown outlet (short, in capitals: `(ABC) - `) is taken off too, and
        so is an agency with the place before it.
    """
    dateline = _DATELINE.match(text)
    if dateline and not dateline["place"].isupper():
        agency = outlet_of_name(dateline["agency"])
        unknown = dateline["date"] and dateline["agency"].isupper()
        if agency or unknown or phrases.AGENCY_NAME.fullmatch(dateline["agency"]):
            return agency, text[dateline.end() :]
    for pattern in (_MARK, _PAREN_MARK):
        match = pattern.match(text)
        if not match:
            continue
        mark = next(group for group in match.groups() if group)
        outlet = _by_mark().get(_key(mark))
        if outlet is None and "." in mark and " " not in mark:
            outlet = outlet_of_address(mark)
        if outlet is None and mark.endswith((".vn", ".com", ".net")):
            return Outlet(domain_of(mark) or mark), text[match.end() :]
        if outlet is not None:
            return outlet, text[match.end() :]
        if text.startswith("(") and mark[0].isupper() and re.search(r"[-–—]\s*$", match.group()):
            return None, text[match.end() :]
    return None, text


def without_unknown_mark(text: str, rest: str) -> str:
    """A lead without the bare capitals of an unknown outlet at its head: `ABO - Sáng 3/5, …`.

    Args:
        text: The first paragraph, in Vietnamese. English ones begin with a place (`HANOI —`).
        rest: Title and further text. Capitals that stand there too name something of the news
            (`WHO - tổ chức …`) and stay.
    """
    match = _CAPITALS.match(text)
    if not match:
        return text
    lead = text[match.end() :]
    if re.search(rf"(?<!\w){match['mark']}(?!\w)", f"{lead}\n{rest}", re.IGNORECASE):
        return text
    return lead
