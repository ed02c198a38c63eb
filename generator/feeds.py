"""Feeds, the sitemap and `llms.txt`: the site for feed readers, search engines and programs.

Every feed comes as Atom (RFC 4287) and as JSON Feed 1.1 with the same items. An item's id is
a UUID made from what the item is, so it survives a new domain and a rebuilt site. Items are
dated by their newest article; no clock is read.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.etree import ElementTree

from generator.articles import guess_lang
from generator.briefing_json import (
    INDEX_PATH,
    address,
    card_path,
    json_lines,
    json_path,
    newest_date,
    render_json,
)
from generator.build_state import KeptFiles
from generator.cache import digest
from generator.date_words import date_words
from generator.markup import clean_text, safe_url
from generator.model import (
    Briefing,
    Change,
    Claim,
    Lang,
    PartialDate,
    Storyline,
    Translation,
    other_lang,
)
from generator.site_index import shown_languages
from generator.site_model import (
    Site,
    event_address,
    event_title,
    page_address,
    redirects,
    sentence_anchor,
    storyline_address,
    storyline_title,
)
from generator.ui_text import read_ui_text

NEWEST = 100
"""How many items a feed holds; `events/index.json` lists everything."""

_NOT_INDEXED = ("search.html",)
_SITEMAP_LIMIT = 50_000  # addresses in one file: sitemaps.org
_UNKNOWN = "1970-01-01T00:00:00Z"
# Drawn once, never to change: every id of every feed follows from it.
_IDS = uuid.UUID("5b0e3a52-6f0b-5c0e-9c3a-3b9b0b8f6d11")
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    Attributes:
        id: Permanent URN.
        title: Plain text.
        path: The page it is about, relative to the site's root.
        other_path: The same page in the other language, "" if there is none.
        date: When the newest article concerned was published, as far as known.
        html: The content, as an HTML fragment in which every text is escaped.
        summary: The first sentence, plain text.
        authors: The outlets it rests on.
        tags: Free words.
        image: Path of its share picture, "" for none.
        data: Path of its `briefing.json`, "" for none.
    """

    id: str
    title: str
    path: str
    other_path: str
    date: PartialDate
    html: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed before it is written in either format.

    Attributes:
        id: Permanent URN.
        title, subtitle: Plain text.
        lang: Language of the feed.
        path: Where the feed lies, relative to the site's root, without `.xml` or `.json`.
        home: The page it belongs to.
        items: Newest first.
    """

    id: str
    title: str
    subtitle: str
    lang: Lang
    path: str
    home: str
    items: tuple[Item, ...]


def render_feeds(
    site: Site, pages: Iterable[str] = (), kept: KeptFiles | None = None
) -> dict[str, bytes]:
    """Every file for machines.

    Args:
        site: The whole site.
        pages: Paths of the Markdown under `site_src/`, for the sitemap.
        kept: Says which files need not be made again.

    Returns:
        Path under `site_src/` → bytes. A sitemap only when the site's address is known: its
        addresses must be absolute. Files that stand as they are (`kept.standing`) are left out.
    """
    files = render_json(site, kept)
    for feed in all_feeds(site, kept):
        files[f"{feed.path}.xml"] = atom(site, feed)
        files[f"{feed.path}.json"] = json_feed(site, feed)
    files["llms.txt"] = llms_text(site)
    files.update(sitemap(site, pages, kept))
    return files


def feed_paths(lang: Lang) -> tuple[str, str]:
    """The feed of all events and the feed of changes, without `.xml` or `.json`."""
    return f"{lang}/feed", f"{lang}/changes"


def storyline_feed_path(lang: Lang, storyline_id: str) -> str:
    """The feed of one storyline, without `.xml` or `.json`."""
    return page_address(lang, storyline_address(storyline_id)).removesuffix(".html")


def all_feeds(site: Site, kept: KeptFiles | None = None) -> tuple[Feed, ...]:
    """Per language: everything, what changed, and each storyline; but those that stand."""
    kept = kept or KeptFiles()
    newest = newest_events(site, site.briefings)
    by_id = {briefing.event.id: briefing for briefing in site.briefings}
    feeds: list[Feed] = []
    for lang in shown_languages(site):
        everything, changes = feed_paths(lang)
        title = site_title(site, lang)
        about = _in_language(site.settings.description, lang)
        if not _events_stand(site, everything, newest, kept):
            feeds.append(
                Feed(
                    _urn("feed", lang),
                    title,
                    about,
                    lang,
                    everything,
                    page_address(lang, "index.html"),
                    tuple(_event_item(site, briefing, lang) for briefing in newest),
                )
            )
        feeds.append(
            Feed(
                _urn("changes", lang),
                f"{title}: {read_ui_text()[lang]('changes')}",
                about,
                lang,
                changes,
                page_address(lang, "changes.html"),
                change_items(site, lang),
            )
        )
        feeds.extend(
            _storyline_feed(site, line, lang, by_id)
            for line in site.storylines
            if not _feed_stands(site, line, lang, kept)
        )
    return tuple(feeds)


def _feed_stands(site: Site, storyline: Storyline, lang: Lang, kept: KeptFiles) -> bool:
    """Whether both files of a storyline's feed are on disk as its events make them."""
    path = storyline_feed_path(lang, storyline.id)
    title = storyline_title(site, storyline, lang)
    prints = [site.fingerprints.get(event_id, b"") for event_id in storyline.event_ids]
    return _both_stand(path, prints, kept, title, storyline.event_ids)


def _events_stand(site: Site, path: str, events: Iterable[Briefing], kept: KeptFiles) -> bool:
    """Whether both files of the feed of all events are on disk as its events make them."""
    ids = [briefing.event.id for briefing in events]
    return _both_stand(path, [site.fingerprints.get(id_, b"") for id_ in ids], kept, ids)


def _both_stand(path: str, prints: Sequence[bytes], kept: KeptFiles, *more: object) -> bool:
    """Whether both files of a feed are on disk as made from these fingerprints, all known."""
    if not all(prints):
        return False
    told = digest(b"".join(prints), *more)
    stand = [kept.stands(path + kind, told) for kind in (".xml", ".json")]
    return all(stand)


def _storyline_feed(
    site: Site, storyline: Storyline, lang: Lang, by_id: Mapping[str, Briefing]
) -> Feed:
    name = clean_text(storyline_title(site, storyline, lang).text)
    members = newest_events(site, (by_id[key] for key in storyline.event_ids if key in by_id))
    return Feed(
        _urn("storyline", lang, storyline.id),
        f"{site_title(site, lang)}: {name}",
        f"{read_ui_text()[lang]('storylines')}: {name}",
        lang,
        storyline_feed_path(lang, storyline.id),
        page_address(lang, storyline_address(storyline.id)),
        tuple(_event_item(site, briefing, lang, whole=False) for briefing in members),
    )


def newest_events(site: Site, briefings: Iterable[Briefing]) -> tuple[Briefing, ...]:
    """The events that a feed holds: the most lately reported first, then by id."""
    ordered = sorted(briefings, key=lambda briefing: briefing.event.id)
    ordered.sort(key=lambda briefing: newest_date(site, briefing).sort_key, reverse=True)
    return tuple(ordered[:NEWEST])


def site_title(site: Site, lang: Lang) -> str:
    """The site's name in `lang`, or in its first language."""
    return _in_language(site.settings.title, lang)


def _in_language(texts: dict[Lang, str], lang: Lang) -> str:
    return clean_text(texts.get(lang) or next(iter(texts.values()), ""))


def _urn(*parts: str) -> str:
    """A permanent id: a version 5 UUID (RFC 9562) of what the thing is."""
    return uuid.uuid5(_IDS, "\n".join(parts)).urn


def _other_page(site: Site, lang: Lang, page: str) -> str:
    other = other_lang(lang)
    return page_address(other, page) if other in shown_languages(site) else ""


# Items


def _event_item(site: Site, briefing: Briefing, lang: Lang, *, whole: bool = True) -> Item:
    """An event as an item: the whole briefing, or its first sentence only."""
    event = briefing.event
    page = event_address(event.id)
    lead = site.translations.get(briefing.lead.text, briefing.lead.lang, lang)
    members = [site.articles[key] for key in event.article_ids if key in site.articles]
    return Item(
        id=_urn("event", lang, event.id),
        title=clean_text(event_title(site, event, lang).text),
        path=page_address(lang, page),
        other_path=_other_page(site, lang, page),
        date=newest_date(site, briefing),
        html=_event_html(site, briefing, lang)
        if whole
        else f"<p>{_claim_html(site, briefing.lead, lang, page_address(lang, page))}</p>",
        summary=clean_text(lead.text) if whole else "",
        authors=_unique(article.source for article in members),
        tags=_unique(tag for article in members for tag in article.tags),
        image=card_path(event.id),
        data=json_path(event.id),
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without repeats, cleaned, empty ones left out."""
    return tuple(dict.fromkeys(text for text in map(clean_text, texts) if text))


def _event_html(site: Site, briefing: Briefing, lang: Lang) -> str:
    """The briefing as an HTML fragment: lead, claims with their outlets, dates, sources."""
    ui = read_ui_text()[lang]
    page = page_address(lang, event_address(briefing.event.id))
    claims = "".join(
        f"<li>{_claim_html(site, claim, lang, page)}</li>" for claim in briefing.claims
    )
    sources = []
    for article_id in briefing.event.article_ids:
        if article := site.articles.get(article_id):
            name = _escaped(article.source or ui("outlet_unknown"))
            title = _in_its_language(article.title, article.lang, lang)
            if url := safe_url(article.url):
                title = f'<a href="{_escaped(url)}">{title}</a>'
            day = _escaped(date_words(article.published, lang))
            sources.append(f"<li>{name}: {title} ({day})</li>")
    return (
        f"<p>{_claim_html(site, briefing.lead, lang, page)}</p>"
        + (f"<ul>{claims}</ul>" if claims else "")
        + f"<p>{ui('sources')}:</p><ul>{''.join(sources)}</ul>"
    )


def _claim_html(site: Site, claim: Claim, lang: Lang, page: str) -> str:
    """The claim, its outlets (linked to the cited sentence on `page`) and its marks."""
    shown = site.translations.get(claim.text, claim.lang, lang)
    text = _in_its_language(shown.text, shown.lang, lang)
    outlets = _unique(
        site.articles[sentence.article_id].source
        for sentence in claim.citations
        if sentence.article_id in site.articles
    )
    cited = _escaped(", ".join(outlets) or read_ui_text()[lang]("outlet_unknown"))
    if site.settings.url:
        link = f"{address(site, page)}#{sentence_anchor(claim.citations[0])}"
        cited = f'<a href="{_escaped(link)}">{cited}</a>'
    marks = "".join(f" <em>[{_escaped(mark)}]</em>" for mark in translation_marks(shown, lang))
    return f"{text} ({cited}){marks}"


def translation_marks(translation: Translation, lang: Lang) -> tuple[str, ...]:
    """What a reader must know about a translation: a machine's, missing, or doubtful."""
    ui = read_ui_text()[lang]
    marks = (
        [ui(f"mark_{translation.origin}")] if translation.origin in ("machine", "missing") else []
    )
    for warning in translation.warnings:
        mark = ui(f"warn_{warning.code}")
        marks.append(f"{mark}: {warning.detail}" if warning.detail else mark)
    return tuple(marks)


def _escaped(text: str) -> str:
    """Text as HTML. Cleaned first: composing characters afterwards could eat a `<`."""
    return escape(clean_text(text))


def change_items(site: Site, lang: Lang) -> tuple[Item, ...]:
    """The latest public changes as items, the last one first."""
    events = {briefing.event.id: briefing.event for briefing in site.briefings}
    moved = redirects(site)
    seen: Counter[Change] = Counter()
    numbered = []
    for change in site.history:
        seen[change] += 1
        numbered.append((change, seen[change]))
    items = []
    for change, number in reversed(numbered[-NEWEST:]):
        event = events.get(change.event_id)
        title = event_title(site, event, lang).text if event else "".join(change.detail[:1])
        page = event_address(change.event_id)
        if event is None:
            page = moved.get(page, "changes.html")
        parts = (str(number), change.event_id, change.kind, change.date, *change.detail)
        items.append(
            Item(
                id=_urn("change", lang, *parts),
                title=f"{read_ui_text()[lang](f'change_{change.kind}')}: {clean_text(title)}",
                path=page_address(lang, page),
                other_path=_other_page(site, lang, page),
                date=PartialDate.parse(change.date),
                html=_change_html(site, change, lang),
                tags=(change.kind,),
            )
        )
    return tuple(items)


def _change_html(site: Site, change: Change, lang: Lang) -> str:
    """The words of a correction exactly as they stood, or the titles of the articles."""
    ui = read_ui_text()[lang]
    if change.kind == "corrected" and len(change.detail) == 2:
        old, new = (_in_its_language(text, guess_lang(text), lang) for text in change.detail)
        now = f"<ins>{new}</ins>" if change.detail[1] else ui("sentence_withdrawn")
        return f"<p>{ui('before')}: <del>{old}</del></p><p>{ui('after')}: {now}</p>"
    titles = (site.translations.get(text, guess_lang(text), lang) for text in change.detail)
    items = (f"<li>{_in_its_language(title.text, title.lang, lang)}</li>" for title in titles)
    return f"<ul>{''.join(items)}</ul>"


def _in_its_language(text: str, written: Lang, lang: Lang) -> str:
    """Text as HTML; named as foreign when it is not in the language of the feed."""
    words = _escaped(text)
    return words if written == lang else f'<span lang="{written}">{words}</span>'


# Formats


def timestamp(date: PartialDate) -> str:
    """The date as RFC 3339, which cannot say "unknown".

    A missing part becomes the earliest one possible and a date without a year 1970; the text
    of the item shows only what is known. The time is the outlet's own, its zone unknown.
    """
    if date.earliest is None:
        return _UNKNOWN
    return f"{date.earliest.isoformat()}T{date.time or '00:00'}:00Z"


def atom(site: Site, feed: Feed) -> bytes:
    """The feed as Atom. While the site's address is unknown its links are relative."""
    path = f"{feed.path}.xml"
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.lang})

    def add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> None:
        child = ElementTree.SubElement(parent, tag, attributes)
        child.text = text or None

    def link(parent: ElementTree.Element, to: str, rel: str, kind: str, **more: str) -> None:
        add(parent, "link", href=address(site, to, path), rel=rel, type=kind, **more)

    add(root, "id", feed.id)
    add(root, "title", feed.title)
    add(root, "subtitle", feed.subtitle)
    add(root, "updated", max((timestamp(item.date) for item in feed.items), default=_UNKNOWN))
    author = ElementTree.SubElement(root, "author")
    add(author, "name", site_title(site, feed.lang))
    link(root, path, "self", "application/atom+xml")
    link(root, feed.home, "alternate", "text/html", hreflang=feed.lang)
    for item in feed.items:
        entry = ElementTree.SubElement(root, "entry")
        add(entry, "id", item.id)
        add(entry, "title", item.title)
        if item.date.is_full:
            add(entry, "published", timestamp(item.date))
        add(entry, "updated", timestamp(item.date))
        for name in item.authors:
            add(ElementTree.SubElement(entry, "author"), "name", name)
        link(entry, item.path, "alternate", "text/html", hreflang=feed.lang)
        if item.other_path:
            other = other_lang(feed.lang)
            link(entry, item.other_path, "alternate", "text/html", hreflang=other)
        if item.data:
            link(entry, item.data, "related", "application/json")
        for tag in item.tags:
            add(entry, "category", term=tag)
        if item.summary:
            add(entry, "summary", item.summary)
        add(entry, "content", item.html, type="html")
    return _xml_bytes(root)


def _xml_bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def json_feed(site: Site, feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

    Its addresses must be absolute: while the site's own is unknown they are left out, and the
    extension `_briefings` gives every path relative to the site's root.
    """
    path = f"{feed.path}.json"
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "language": feed.lang,
    }
    if site.settings.url:
        data["home_page_url"] = address(site, feed.home)
        data["feed_url"] = address(site, path)
    data["authors"] = [{"name": site_title(site, feed.lang)}]
    data["items"] = [_json_item(site, feed, item) for item in feed.items]
    return json_lines(data)


def _json_item(site: Site, feed: Feed, item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {"id": item.id}
    if site.settings.url:
        data["url"] = address(site, item.path)
    data["title"] = item.title
    data["content_html"] = item.html
    if item.summary:
        data["summary"] = item.summary
    if site.settings.url and item.image:
        data["image"] = address(site, item.image)
    if item.date.is_full:
        data["date_published"] = data["date_modified"] = timestamp(item.date)
    if item.authors:
        data["authors"] = [{"name": name} for name in item.authors]
    if item.tags:
        data["tags"] = list(item.tags)
    data["language"] = feed.lang
    extension = {"date": str(item.date), "page": item.path, "other_language": item.other_path}
    extension["json"] = item.data
    data["_briefings"] = {key: value for key, value in extension.items() if value}
    return data


# Sitemap and llms.txt


def sitemap(site: Site, pages: Iterable[str], kept: KeptFiles | None = None) -> dict[str, bytes]:
    """`sitemap.xml` with both languages of every page; an index of files when it is long.

    Args:
        site: The whole site.
        pages: Paths of the Markdown under `site_src/`; what is no language's page, what
            only redirects and what was withdrawn is left out.
        kept: Says whether the files stand as they are; those are left out.

    Returns:
        Path → bytes; empty while the site's address is unknown.
    """
    if not site.settings.url:
        return {}
    unlisted = {*redirects(site), *site.gone, *_NOT_INDEXED}
    pages = sorted(pages)
    dates = {
        event_address(briefing.event.id): newest_date(site, briefing) for briefing in site.briefings
    }
    languages: dict[str, list[Lang]] = {}
    for lang in shown_languages(site):
        prefix = f"{lang}/"
        own = (page for page in pages if page.startswith(prefix) and page.endswith(".md"))
        for place in (f"{page[len(prefix) : -3]}.html" for page in own):
            if place not in unlisted:
                languages.setdefault(place, []).append(lang)
    rows = [(place, langs, dates.get(place)) for place, langs in sorted(languages.items())]
    number = -(-sum(len(langs) for _, langs, _ in rows) // _SITEMAP_LIMIT)
    names = ["sitemap.xml", *(f"sitemap-{n}.xml" for n in range(1, number + 1) if number > 1)]
    told = digest([(place, langs, str(date or "")) for place, langs, date in rows])
    stand = [kept is not None and kept.stands(name, told) for name in names]
    if all(stand):
        return {}
    urls = [
        url
        for place, langs, date in rows
        for url in _sitemap_urls(site, place, langs, date or PartialDate())
    ]
    parts = [urls[start : start + _SITEMAP_LIMIT] for start in range(0, len(urls), _SITEMAP_LIMIT)]
    if len(parts) < 2:
        return {"sitemap.xml": _sitemap_file("urlset", parts[0] if parts else [])}
    files = {
        f"sitemap-{n}.xml": _sitemap_file("urlset", part) for n, part in enumerate(parts, start=1)
    }
    index = [
        f" <sitemap>\n  <loc>{escape(address(site, name))}</loc>\n </sitemap>\n" for name in files
    ]
    return {"sitemap.xml": _sitemap_file("sitemapindex", index), **files}


def _sitemap_file(tag: str, entries: Iterable[str]) -> bytes:
    """Written as text: an element tree of every page takes seconds and hundreds of megabytes."""
    spaces = f'xmlns="{_SITEMAP}"' + (f' xmlns:xhtml="{_XHTML}"' if tag == "urlset" else "")
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{tag} {spaces}'
    body = "".join(entries)
    return (f"{head}>\n{body}</{tag}>\n" if body else f"{head} />\n").encode()


def _sitemap_urls(site: Site, place: str, langs: list[Lang], date: PartialDate) -> list[str]:
    """One address in each of its languages, with its sisters in the others.

    The default is the page in the first language, for the home page the choice of a language.
    """
    pages = {lang: escape(address(site, page_address(lang, place))) for lang in langs}
    default = escape(address(site, place)) if place == "index.html" else pages[langs[0]]
    # W3C date-times may end after the year or the month.
    told = f"  <lastmod>{date.date_text}</lastmod>\n" if date.year is not None else ""
    sisters = "".join(
        f'  <xhtml:link rel="alternate" hreflang="{lang}" href="{page}" />\n'
        for lang, page in (*pages.items(), ("x-default", default))
    )
    return [f" <url>\n  <loc>{page}</loc>\n{told}{sisters} </url>\n" for page in pages.values()]


def llms_text(site: Site) -> bytes:
    """`llms.txt` (https://llmstxt.org): what the site is and where its data lies."""
    lang = shown_languages(site)[0]

    def to(path: str) -> str:
        return address(site, path)

    lines = [f"# {_markdown(site_title(site, lang))}", ""]
    for each in shown_languages(site):
        lines += [f"> {_markdown(_in_language(site.settings.description, each))}", ">"]
    lines.pop()
    lines += [
        "",
        "Every claim is a sentence of a cited news article. Each event has a JSON file with its",
        "claims, the exact sentences cited, the translations and where each comes from",
        "(source, edited, machine or missing), and warnings about doubtful translations. Quote",
        "the cited outlet, say when a translation is a machine's, and fill in no missing date.",
        "",
        "## Data",
        "",
        f"- [All events and storylines]({to(INDEX_PATH)}): JSON, newest first",
    ]
    for each in shown_languages(site):
        everything, changes = feed_paths(each)
        lines.append(f"- [Feed, {each}]({to(everything + '.json')}): the newest events")
        lines.append(f"- [Changes, {each}]({to(changes + '.json')}): additions and corrections")
    if site.storylines:
        lines += ["", "## Storylines", ""]
    for storyline in sorted(site.storylines, key=lambda item: item.id):
        name = _markdown(storyline_title(site, storyline, lang).text)
        path = page_address(lang, storyline_address(storyline.id))
        lines.append(f"- [{name}]({to(path)}): {len(storyline.event_ids)} events")
    lines += ["", "## Newest events", ""]
    for briefing in newest_events(site, site.briefings):
        title = _markdown(event_title(site, briefing.event, lang).text)
        day = date_words(newest_date(site, briefing), lang)
        lines.append(f"- [{title}]({to(json_path(briefing.event.id))}): {day}")
    return ("\n".join(lines) + "\n").encode()


def _markdown(text: str) -> str:
    """One line of text in which nothing is Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>#&|!])", r"\\\1", clean_text(text))
