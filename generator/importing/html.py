"""Saved web pages: their blocks as lines, and what their metadata says.

The page is parsed once, without scripts or network. Each block of text becomes a `Line` that
remembers what the markup tells (heading, caption, list item, share of link text, whether it
stands in a box that by its name is not the article); `cleaning.py` then judges the lines as it
judges pasted text.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from generator.articles import clean_text, is_web_address
from generator.importing.lines import Line, LineKind, words

_SKIP = frozenset(
    "script style noscript template svg iframe object embed canvas audio video select option "
    "button input textarea datalist map math head".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)
_OUTSIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog"))
_OUTSIDE = re.compile(
    r"(?:^|[\s_-])(?:related|relate|tinlienquan|lienquan|recommend\w*|comments?|disqus|shar(?:e|ing)\w*|social\w*|breadcrumbs?|tags?|"
    r"tag-?list|keywords?|newsletter|subscribe|advert\w*|ads?|banner|popup|modal|sidebar|promo\w*|footer|menu|nav|navigation|"
    r"most-?(?:read|viewed|popular)|more-?(?:stories|news)|read-?(?:more|next|also)|see-?also|outbrain|taboola|cookie\w*|gdpr|"
    r"paywall|login|(?:\w+-)?polls?|survey|khao-?sat|tham-?do|binh-?chon|(?:author-?)?bio|signup|toolbar|author-?(?:bio|box|card|info)|about-?author|print-?only|hidden|skip-?link|"
    r"tin-?(?:khac|moi|noi-?bat|doc-?nhieu|cung-?chuyen-?muc)|cung-?chuyen-?muc|doc-?them|xem-?them|doc-?tiep|binh-?luan)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:\w*_)?caption\w*|photo-?credit|image-?credit|credit|photocms_caption|pcaption|img-?(?:desc|note)|chu-?thich\w*|wp-caption-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
# The place before the first sentence, in a mark of its own.
_STAMP = re.compile(r"(?:^|\s)location-?stamp(?:$|\s)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_BLOCKS = 20_000
_MAX_CAPTION = 80
# A caption without a credit is short; longer ones in italics may be the standfirst.
_MAX_BARE_CAPTION = 25
_MAX_TEASER = 45
# No entry of a table of figures has more words.
_MAX_ENTRY = 10
_MIN_HEADLINE = 4


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page says about the article; every field may be empty.

    Attributes:
        title: Headline.
        title_doubtful: Whether the title is only what the window shows, which may name the site.
        description: Summary for sharing, often the standfirst.
        author, outlet, section: As written.
        url: Canonical address.
        published: Date as written.
        tags: Keywords.
        body: The whole text, where JSON-LD carries it.
        lang: Language code as written.
    """

    title: str = ""
    title_doubtful: bool = False
    description: str = ""
    author: str = ""
    outlet: str = ""
    section: str = ""
    url: str = ""
    published: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    lines: tuple[Line, ...]
    metadata: Metadata


def read_page(html: str) -> Page:
    """Parse a page; markup that is broken is mended as browsers do."""
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    data = html.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.LxmlError:
        root = None
    if root is None:
        return Page((), Metadata())
    metadata = _metadata(root)
    blocks = list(_blocks(root))
    return Page(tuple(_lines(blocks)), metadata)


def text_of(element: etree._Element) -> str:
    """All text inside an element."""
    return "".join(str(part) for part in element.itertext())


# --------------------------------------------------------------------------------- blocks


@dataclass(slots=True)
class _Block:
    text: str
    linked: int
    kind: LineKind
    outside: bool


def _blocks(root: etree._Element) -> Iterator[_Block]:
    """The blocks of text in document order."""
    parts: list[str] = []
    linked = 0
    in_link = 0
    kinds: list[LineKind] = ["text"]
    outside = 0
    skipping: etree._Element | None = None
    count = 0

    def flush() -> Iterator[_Block]:
        nonlocal linked
        text = clean_text("".join(parts))
        if text:
            yield _Block(text, min(linked, len(text)), kinds[-1], outside > 0)
        parts.clear()
        linked = 0

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            if parts and _run_together(parts[-1], text):
                parts.append(" ")
            parts.append(text)
            if in_link:
                linked += len(clean_text(text))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipping is not None:
                continue
            stamp = _STAMP.search(element.get("class") or "")
            if tag in _SKIP or not tag or _is_hidden(element) or stamp:
                skipping = element
                continue
            if tag in _BLOCK or tag == "br":
                for block in flush():
                    count += 1
                    yield block
            if tag in _BLOCK:
                kinds.append(_kind(element, tag, kinds[-1]))
                outside += _is_outside(element, tag)
            in_link += tag == "a"
            add(element.text)
            continue
        if skipping is not None:
            if element is not skipping:
                continue
            skipping = None
            if tag in _BLOCK:
                yield from flush()
        else:
            if tag in _BLOCK:
                for block in flush():
                    count += 1
                    yield block
                kinds.pop()
                outside -= _is_outside(element, tag)
            in_link -= tag == "a"
        if count > _MAX_BLOCKS:
            return
        add(element.tail)
    yield from flush()


# Begin and end of a date or clock that another element touches: `Mẫu</b><i>13/06/2025 08:30</i>`.
_DATE_BEGINS = re.compile(r"\d{1,4}[/:.-]\d")
_DATE_ENDS = re.compile(r"\d[/:.-]\d{2,4}$")


def _run_together(before: str, after: str) -> bool:
    """Whether two elements are apart by layout only: `<span>Thời sự</span><span>Thứ bảy</span>`."""
    word = after[0].isupper() and after[1:2].islower()
    if before[-1].islower():
        return word or bool(_DATE_BEGINS.match(after))
    return word and bool(_DATE_ENDS.search(before[-6:]))


def _names(element: etree._Element) -> str:
    """Class, id and type of an element; `RelatedNews` reads as `Related-News`."""
    names = " ".join(element.get(key) or "" for key in ("class", "id", "type"))[:400]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _is_outside(element: etree._Element, tag: str) -> bool:
    if tag in ("html", "body", "main", "article"):
        return False
    if tag in _OUTSIDE_TAGS:
        return True
    return bool(_OUTSIDE.search(_names(element))) or _is_teaser(element, tag)


def _is_teaser(element: etree._Element, tag: str) -> bool:
    """Whether a box is nothing but a headline that is a link, and one short text under it."""
    if tag not in ("div", "section") or len(element) != 2 or clean_text(element.text or ""):
        return False
    head, text = element
    if head.tag not in ("div", "h3", "h4", "h5", "h6") or text.tag not in ("div", "p"):
        return False
    link = next(head.iter("a"), None)
    size = len(words(text_of(head)))
    return (
        link is not None
        and size >= _MIN_HEADLINE
        and len(words(text_of(link))) == size
        and 0 < len(words(text_of(text))) <= _MAX_TEASER
    )


def _is_contents(element: etree._Element) -> bool:
    """Whether an element is nothing but a link to a place on the same page."""
    if len(element) != 1 or element[0].tag != "a" or clean_text(element.text or ""):
        return False
    return (
        bool(re.match(r"#\w", element[0].get("href") or "")) and not (element[0].tail or "").strip()
    )


def _is_framed_picture(table: etree._Element) -> bool:
    """Whether a table holds a picture and one short text."""
    if next(table.iter("img"), None) is None or len(words(text_of(table))) > _MAX_CAPTION // 2:
        return False
    return sum(bool(words(text_of(cell))) for cell in table.iter("td", "th")) == 1


def _is_figures(table: etree._Element) -> bool:
    """Whether a table is one of short entries in rows and columns, not a frame for the page."""
    if next(table.iter("img", "a", "input"), None) is not None:
        return False
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    return (
        len(rows) >= 2
        and sum(1 for _ in table.iter("table")) == 1
        and all(len(row) >= 2 for row in rows)
        and all(len(words(text_of(cell))) <= _MAX_ENTRY for row in rows for cell in row)
    )


def _is_bare_caption(element: etree._Element) -> bool:
    """Whether a short text in or right under a picture is set apart from the article's text.

    It is in italics, or centred where what follows is not; what somebody says is no caption.
    """
    before, after = element.getprevious(), element.getnext()
    under = before is not None and _is_picture(before)
    if not under and next(element.iter("img"), None) is None:
        return False
    text = clean_text(text_of(element))
    if not 1 <= len(words(text)) <= _MAX_BARE_CAPTION or text.startswith(("“", '"', "«")):
        return False
    slanted = "".join(text_of(part) for part in element.iter("i", "em"))
    if clean_text(slanted) == text:
        return True
    return _is_centred(element) and not (
        after is not None and _is_centred(after) and bool(words(text_of(after)))
    )


def _is_picture(element: etree._Element) -> bool:
    return next(element.iter("img"), None) is not None and not words(text_of(element))


def _is_centred(element: etree._Element) -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    return (element.get("align") or "").lower() == "center" or "text-align:center" in style


def _kind(element: etree._Element, tag: str, above: LineKind) -> LineKind:
    if above == "caption" or tag == "figcaption" or _CAPTION.search(_names(element)):
        return "caption"
    if tag == "figure" and len(words(text_of(element))) <= _MAX_CAPTION:
        return "caption"
    if tag == "table" and _is_framed_picture(element):
        return "caption"
    if above == "table" or (tag == "table" and _is_figures(element)):
        return "table"
    if tag == "p" and _is_bare_caption(element):
        return "caption"
    if tag in ("li", "p") and _is_contents(element):
        return "contents"
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading"
    if tag in ("li", "dd", "dt"):
        return "item"
    if tag == "blockquote":
        return "quote"
    if tag in ("td", "th"):
        return "cell"
    if tag in ("div", "p", "span") and above in ("item", "quote", "cell"):
        return above
    return "text"


def _lines(blocks: list[_Block]) -> Iterator[Line]:
    """Blocks as lines; a box that holds most of the prose is the article whatever its name."""
    prose = [
        block for block in blocks if len(block.text) >= 80 and block.linked * 2 < len(block.text)
    ]
    inside = sum(len(block.text) for block in prose if not block.outside)
    trusted = inside * 2 >= sum(len(block.text) for block in prose)
    for number, block in enumerate(blocks, 1):
        share = block.linked / len(block.text)
        main = False if block.outside and trusted else None
        yield Line(block.text, number, 0, block.kind, share, main)


# ------------------------------------------------------------------------------- metadata

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting)$")


def _metadata(root: etree._Element) -> Metadata:
    data = _json_ld(root)
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = clean_text(element.get("content") or "")
        if name and content:
            meta.setdefault(name.lower(), []).append(content)

    def first(*names: str) -> str:
        return next((meta[name][0] for name in names if name in meta), "")

    links = [
        e.get("href") or ""
        for e in root.iter("link")
        if (e.get("rel") or "").lower() == "canonical"
    ]
    url = next(
        (u for u in (*links, first("og:url"), _text(data.get("url"))) if is_web_address(u)), ""
    )
    told = [_text(data.get("headline")), first("og:title", "twitter:title")]
    titles = [title for title in (*told, _page_title(root)) if title]
    headline, printed = _headline(root, titles)
    authors = [
        _names_of(data.get("author")),
        first("author", "dc.creator", "byl", "article:author"),
    ]
    author = next((a for a in authors if a and not a.startswith("http")), "")
    keywords = _text(data.get("keywords")) or first("news_keywords", "keywords")
    tags = meta.get("article:tag") or re.split(r"[,;]", keywords)
    return Metadata(
        title=headline,
        title_doubtful=not printed and not any(told),
        description=first("og:description", "description") or _text(data.get("description")),
        author=author,
        outlet=first("og:site_name", "application-name") or _names_of(data.get("publisher")),
        section=_text(data.get("articleSection")) or first("article:section"),
        url=url,
        published=_text(data.get("datePublished"))
        or first("article:published_time", "og:article:published_time", "datepublished")
        or first("pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued", "date")
        or first("sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime")
        or _time(root),
        tags=tuple(dict.fromkeys(filter(None, map(clean_text, tags))))[:20],
        body=_untagged(text) if isinstance(text := data.get("articleBody"), str) else "",
        lang=(root.get("lang") or first("og:locale", "content-language"))[:2].lower(),
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(item) for item in value[:20])))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@id"))
    return clean_text(_untagged(value)) if isinstance(value, str) else ""


def _untagged(text: str) -> str:
    text = re.sub(r"<[^<>]{0,200}>", " ", text)
    for name, char in (
        ("&quot;", '"'),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ):
        text = text.replace(name, char)
    return text


def _names_of(value: Any) -> str:
    return _text(value)


def _json_ld(root: etree._Element) -> dict[str, Any]:
    """The article among the page's JSON-LD; empty if there is none that can be read."""
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "") or not element.text:
            continue
        try:
            found = _find_article(json.loads(element.text, strict=False), 0)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return {}


def _find_article(data: Any, depth: int) -> dict[str, Any]:
    if depth > 6:
        return {}
    if isinstance(data, dict):
        kinds = data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
            return data
        data = [
            data.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
        ]
    if isinstance(data, list):
        for item in data[:100]:
            found = _find_article(item, depth + 1) if isinstance(item, (dict, list)) else {}
            if found:
                return found
    return {}


def _page_title(root: etree._Element) -> str:
    """The <title> without the name of the site."""
    element = next(root.iter("title"), None)
    title = clean_text(text_of(element)) if element is not None else ""
    parts = re.split(r"\s+[|•»–—-]\s+", title)
    return max(parts, key=lambda part: len(words(part))) if parts else title


def _headline(root: etree._Element, titles: list[str]) -> tuple[str, bool]:
    """The headline, and whether it is printed: the main heading most like what the head says.

    Papers word a title for search engines anew, so little likeness is enough for a lone <h1>.
    """
    heads = [clean_text(_spaced_text(head)) for head in _main_headings(root)]
    heads = [head for head in heads if 2 <= len(words(head)) <= 60]
    if not titles:
        return (heads[0], True) if len(heads) == 1 else ("", False)

    def likeness(head: str) -> float:
        own, theirs = set(words(head)), set(words(titles[0]))
        return len(own & theirs) / len(own | theirs) if own | theirs else 0.0

    best = max(heads, key=likeness, default="")
    if best and likeness(best) >= (0.3 if len(heads) == 1 else 0.5):
        return best, True
    return titles[0], False


def _spaced_text(element: etree._Element) -> str:
    """All text inside an element, with a space where a line breaks."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "start":
            parts.append(" " if node.tag == "br" else node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return "".join(parts)


def _main_headings(root: etree._Element) -> list[etree._Element]:
    """Headings of the first level, at most twenty."""
    marked = (e for e in root.iter("div", "p", "span") if e.get("aria-level") == "1")
    return [*itertools.islice(root.iter("h1"), 20), *itertools.islice(marked, 20)][:20]


def _time(root: etree._Element) -> str:
    """The first <time> or element marked as date of publication."""
    for element in root.iter("time", "meta", "span", "div", "abbr"):
        if element.tag != "time" and "datePublished" not in (element.get("itemprop") or ""):
            continue
        value = element.get("datetime") or element.get("content") or element.get("title")
        value = value or clean_text(text_of(element))[:60]
        if re.search(r"\d{4}", value):
            return value
    return ""


def resolve(base: str, address: str) -> str:
    """An address made absolute; "" if it is none."""
    try:
        absolute = urljoin(base, address)
    except ValueError:
        return ""
    return absolute if is_web_address(absolute) else ""
