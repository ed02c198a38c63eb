"""RSS and Atom files: their items, one after the other, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from generator.articles import clean_text, is_web_address
from generator.importing.html import text_of

_ITEMS = ("item", "entry")
_BODY = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed.

    Attributes:
        title, url, author, outlet, published: As the feed says; "" if it does not.
        html: Its text as HTML: the full content if the feed carries it, else the summary.
        full: Whether `html` is the content and not only a summary.
        tags: Categories.
    """

    title: str
    url: str
    author: str
    outlet: str
    published: str
    html: str
    full: bool
    tags: tuple[str, ...]


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _inner(element: etree._Element) -> str:
    """Content of an element as HTML: text as it is, XHTML children serialised."""
    if len(element) and element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return text_of(element)


def read_feed(file: IO[bytes]) -> Iterator[FeedItem]:
    """Read the items of a feed; no entity, address or schema outside the file is ever opened.

    Raises:
        ValueError: Not XML, or no feed.
    """
    channel = ""
    seen = False
    try:
        context = etree.iterparse(
            file, events=("end",), resolve_entities=False, no_network=True, load_dtd=False,
            recover=True, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for _, element in context:
            name = _local(element)
            parent = element.getparent()
            if name == "title" and parent is not None and _local(parent) in ("channel", "feed"):
                channel = clean_text(text_of(element))
            if name not in _ITEMS:
                continue
            seen = True
            yield _item(element, channel)
            element.clear()
            while element.getprevious() is not None and parent is not None:
                before = element.getprevious()
                if before is None or _local(before) not in _ITEMS:
                    break
                parent.remove(before)
    except etree.LxmlError as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    if not seen:
        raise ValueError("no feed: it has no <item> and no <entry>")


def _item(element: etree._Element, channel: str) -> FeedItem:
    texts: dict[str, str] = {}
    tags: list[str] = []
    url = outlet = author = ""
    for child in element:
        name = _local(child)
        if name == "link":
            address = clean_text(child.get("href") or text_of(child))
            if child.get("rel") in (None, "alternate") and is_web_address(address):
                url = url or address
        elif name == "category":
            tags.append(clean_text(child.get("term") or text_of(child)))
        elif name == "source":
            outlet = clean_text(next((str(t) for t in child.itertext() if t.strip()), ""))
        elif name in ("author", "creator"):
            found = next((g for g in child if _local(g) == "name"), child)
            author = author or clean_text(text_of(found))
        elif name in ("guid", "id"):
            address = clean_text(text_of(child))
            if is_web_address(address) and child.get("isPermaLink") != "false":
                texts.setdefault("guid", address)
        else:
            texts.setdefault(name, _inner(child))
    body = next((name for name in _BODY if texts.get(name, "").strip()), "")
    return FeedItem(
        title=texts.get("title", ""),
        url=url or texts.get("guid", ""),
        author=author,
        outlet=outlet or channel,
        published=clean_text(next((texts[name] for name in _DATES if texts.get(name)), "")),
        html=texts.get(body, ""),
        full=body in ("encoded", "content"),
        tags=tuple(dict.fromkeys(filter(None, tags)))[:20],
    )
