"""Markdown files as lines: the marks go, the words and what they mark stay."""

from __future__ import annotations

import itertools
import re

from generator.importing.lines import Line, split_lines

_FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_SIGN = re.compile(
    r"^#{1,6}[ \t]+\S|!?\[[^\[\]\n]{0,300}\]\((?:https?://|/|#)[^()\s]{0,500}\)"
    r"|(?<![\w*])\*\*[^\s*][^*\n]{0,500}\*\*(?![\w*])",
    re.MULTILINE,
)
_SIGNS = 3


def looks_like_markdown(text: str) -> bool:
    """Whether a text has several headings, links or bold words as Markdown writes them."""
    return sum(1 for _ in itertools.islice(_SIGN.finditer(text[:200_000]), _SIGNS)) == _SIGNS


def markdown_lines(text: str) -> list[Line]:
    """The lines of a Markdown text; front matter that is not ours is left out."""
    text = _FRONT_MATTER.sub("", text[:200_000], count=1) + text[200_000:]
    lines = []
    for line in split_lines(text):
        image = bool(_IMAGE.search(line.text))
        plain = _LINK.sub(r"\1", _IMAGE.sub(r"\1", line.text))
        plain = _EMPHASIS.sub(r"\2", plain)
        heading = re.match(r"#{1,6}\s+(.*?)\s*#*$", plain)
        quote = re.match(r"(?:>\s?)+", plain)
        if heading:
            plain = heading.group(1)
        elif quote:
            plain = plain[quote.end() :]
        if not plain or re.fullmatch(r"[-*_=\s]{3,}", plain):
            continue
        linked = sum(len(m.group(1)) for m in _LINK.finditer(line.text)) / len(plain)
        kind = "caption" if image else "heading" if heading else "quote" if quote else "text"
        lines.append(Line(plain, line.number, line.gap, kind, min(linked, 1.0)))  # type: ignore[arg-type]
    return lines
