"""What search engines and social networks read in a page's head: JSON-LD and Open Graph.

The vocabulary is schema.org's `NewsArticle`: a briefing is based on the articles it cites
(`isBasedOn`), and its page in the language it was not written in is a translation of the other
(`translationOfWork`). The sentences themselves stand on the page and in its `briefing.json`, and
not here once more: thousands of pages carry these data. So nothing is said twice either: the page's
address is its `@id`, its author is its publisher, and the theme writes the description for both
search engines and social networks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.briefing_json import address, card_path, newest_date
from generator.cards import CARD_HEIGHT, CARD_WIDTH
from generator.markup import clean_text, safe_url, script_json
from generator.model import Article, Briefing, Lang, PartialDate, Storyline, other_lang
from generator.site_index import shown_languages
from generator.site_model import (
    Site,
    event_address,
    event_title,
    page_address,
    storyline_address,
    storyline_title,
)

_HEADLINE = 110  # characters: search engines cut longer headlines
_DESCRIPTION = 300
_LOCALES: dict[Lang, str] = {"en": "en_US", "vi": "vi_VN"}


def news_article(
    site: Site, briefing: Briefing, lang: Lang, storylines: Iterable[Storyline] = ()
) -> dict[str, Any]:
    """The page of an event as a schema.org `NewsArticle`.

    Args:
        site: The whole site.
        briefing: The event.
        lang: Language of the page.
        storylines: The storylines that it belongs to.

    Returns:
        JSON-LD as plain data. Addresses are relative to the page while the site has none.
    """
    event = briefing.event
    page = page_address(lang, event_address(event.id))
    title = clean_text(event_title(site, event, lang).text)
    organisation = {"@type": "Organization", "name": _in_language(site.settings.title, lang)}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address(site, page, page),
        "headline": _cut(title, _HEADLINE),
        "inLanguage": lang,
    }
    if published := _date(event.date):
        data["datePublished"] = published
    if modified := _date(newest_date(site, briefing)):
        data["dateModified"] = modified
    data["author"] = organisation
    if site.settings.url:
        data["image"] = address(site, card_path(event.id))
    data.update(_other_language(site, briefing, lang, page))
    members = [site.articles[key] for key in event.article_ids if key in site.articles]
    if members:
        data["isBasedOn"] = [_source(article) for article in members]
    series = [
        {
            "@type": "CreativeWorkSeries",
            "@id": address(site, page_address(lang, storyline_address(storyline.id)), page),
            "name": clean_text(storyline_title(site, storyline, lang).text),
        }
        for storyline in storylines
    ]
    if series:
        data["isPartOf"] = series
    return data


def json_ld_script(data: dict[str, Any]) -> str:
    """A `<script>` element with the data; nothing in it can end the element or the page."""
    return f'<script type="application/ld+json">{script_json(data)}</script>'


def open_graph(site: Site, briefing: Briefing, lang: Lang) -> tuple[tuple[str, str], ...]:
    """`<meta>` properties of an event's page (https://ogp.me), in order, as (property, content).

    Addresses must be absolute there, so `og:url` and `og:image` come once the site has one.
    """
    event = briefing.event
    page = page_address(lang, event_address(event.id))
    title = clean_text(event_title(site, event, lang).text)
    tags = [
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", open_graph_description(site, briefing, lang)),
        ("og:site_name", _in_language(site.settings.title, lang)),
        ("og:locale", _LOCALES[lang]),
    ]
    if published := _date(event.date):
        tags.append(("article:published_time", published))
    if site.settings.url:
        tags += [
            ("og:url", address(site, page)),
            ("og:image", address(site, card_path(event.id))),
            ("og:image:width", str(CARD_WIDTH)),
            ("og:image:height", str(CARD_HEIGHT)),
            ("twitter:card", "summary_large_image"),
        ]
    return tuple((name, content) for name, content in tags if content)


def open_graph_description(site: Site, briefing: Briefing, lang: Lang) -> str:
    """The lead, short enough for a preview."""
    lead = _shown(site, briefing.lead.text, briefing.lead.lang, lang)
    return _cut(lead, _DESCRIPTION)


def _shown(site: Site, text: str, source: Lang, lang: Lang) -> str:
    return clean_text(site.translations.get(text, source, lang).text)


def _in_language(texts: dict[Lang, str], lang: Lang) -> str:
    return clean_text(texts.get(lang) or next(iter(texts.values()), ""))


def _cut(text: str, length: int) -> str:
    """The text, cut between words with an ellipsis when it is longer than `length`."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + "…"


def _date(date: PartialDate) -> str:
    """ISO 8601 with only the known parts; "" without a year, which schema.org cannot say."""
    return date.date_text if date.year is not None else ""


def _other_language(site: Site, briefing: Briefing, lang: Lang, page: str) -> dict[str, Any]:
    """How the page and its sister in the other language relate."""
    other = other_lang(lang)
    if other not in shown_languages(site):
        return {}
    original = briefing.event.title_lang
    relation = "translationOfWork" if lang != original else "workTranslation"
    sister = address(site, page_address(other, event_address(briefing.event.id)), page)
    return {relation: {"@type": "NewsArticle", "@id": sister, "inLanguage": other}}


def _source(article: Article) -> dict[str, Any]:
    """An article that the briefing is based on, with what is known of it."""
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": clean_text(article.title),
        "inLanguage": article.lang,
    }
    if url := safe_url(article.url):
        data["url"] = url
    if published := _date(article.published):
        data["datePublished"] = published
    if article.author:
        # A byline may name people, an agency or both: credit says so much and no more.
        data["creditText"] = clean_text(article.author)
    if article.source:
        data["publisher"] = {"@type": "Organization", "name": clean_text(article.source)}
    return data
