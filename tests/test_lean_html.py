"""Leaner pages are the same pages."""

from __future__ import annotations

from typing import Any

import lxml.html
import markdown
import pytest
from reader_site import reader_site
from small_site import make_site

from generator.lean_html import lean
from generator.pages import render_pages


def tree(html: bytes) -> list[tuple[Any, ...]]:
    """Elements, attributes and words in order; space at an end of them aside."""
    root = lxml.html.document_fromstring(html)
    return [
        (
            node.tag,
            sorted(node.attrib.items()),
            (node.text or "").strip(),
            (node.tail or "").strip(),
            getattr(node.getparent(), "tag", None),
        )
        for node in root.iter()
    ]


@pytest.mark.parametrize("site", [reader_site(), make_site()], ids=["reader's", "hostile"])
def test_a_leaner_page_is_the_same_tree(site: Any) -> None:
    before = after = 0
    for path, page in render_pages(site).items():
        if path.endswith(".md"):
            html = markdown.markdown(page.decode().split("---\n", 2)[2]).encode()
            small = lean(html)
            assert tree(small) == tree(html), path
            before, after = before + len(html), after + len(small)
    assert after < 0.97 * before


@pytest.mark.parametrize(
    "html",
    [
        b'<a title="two words" href="">x</a>',
        b'<path d="m1 2"/><line x1="1"/>',
        b'<a href="?a=1&amp;b=2">x</a>',
        b"<p>a=&#34;b&#34; c</p>",
        b'<p>a</p>\n<button type="a b">x</button>',
        b"<p>a</p> <span>b</span>",
    ],
)
def test_what_needs_its_quotes_and_end_tags_keeps_them(html: bytes) -> None:
    assert lean(html) == html
