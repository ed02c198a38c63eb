"""JSON-LD and Open Graph of an event's page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small_site import BRIDGE, make_site

from generator.model import Article, Briefing, Claim, Event, PartialDate, Sentence
from generator.settings import Settings
from generator.site_model import Site
from generator.structured_data import json_ld_script, news_article, open_graph

BASE = "https://news.example/site/"
BRIDGE_PAGE = "events/2024-05-01-cau-go.html"


class Scripts(HTMLParser):
    """Collects what a browser would take for scripts and for other elements."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.others: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script"
        if not self.inside:
            self.others.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts.append(data)


def data_of(site: Site, number: int, lang: Any) -> dict[str, Any]:
    storylines = [
        line for line in site.storylines if site.briefings[number].event.id in line.event_ids
    ]
    return news_article(site, site.briefings[number], lang, storylines)


def test_a_briefing_is_a_news_article_in_its_language_based_on_its_sources() -> None:
    data = data_of(make_site(), 0, "vi")
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "NewsArticle"
    assert data["inLanguage"] == "vi"
    assert data["@id"] == f"{BASE}vi/{BRIDGE_PAGE}"
    assert data["author"]["@type"] == "Organization"
    assert data["headline"] == BRIDGE.title
    assert (data["datePublished"], data["dateModified"]) == ("2024-05-01", "2024-05-03")
    first, second = data["isBasedOn"]
    assert first["url"] == BRIDGE.url
    assert first["publisher"]["name"] == "Báo Mẫu"
    assert first["creditText"] == "Người Mẫu"
    assert second["inLanguage"] == "en"
    assert data["isPartOf"][0]["@id"] == f"{BASE}vi/storylines/cau-go.html"


def test_the_page_in_the_other_language_is_a_translation_of_the_original() -> None:
    site = make_site()
    assert data_of(site, 0, "en")["translationOfWork"]["@id"] == f"{BASE}vi/{BRIDGE_PAGE}"
    original = data_of(site, 0, "vi")
    assert "translationOfWork" not in original
    assert original["workTranslation"] == {
        "@type": "NewsArticle",
        "@id": f"{BASE}en/{BRIDGE_PAGE}",
        "inLanguage": "en",
    }
    single = make_site(settings=Settings(url=BASE, languages=("vi",)))
    assert not {"translationOfWork", "workTranslation"} & set(data_of(single, 0, "vi"))


def test_what_the_page_says_is_not_repeated() -> None:
    data = json.dumps(data_of(make_site(), 0, "vi"), ensure_ascii=False)
    assert not any(sentence in data for sentence in BRIDGE.body)
    assert data.count(f"{BASE}vi/{BRIDGE_PAGE}") == 1


def test_dates_are_given_as_far_as_known_and_never_filled_in() -> None:
    site = make_site()
    assert data_of(site, 1, "en")["datePublished"] == "2019-10"
    assert not {"datePublished", "dateModified"} & set(data_of(site, 2, "en"))
    briefing = replace(
        site.briefings[1], event=replace(site.briefings[1].event, date=PartialDate.parse("--10-02"))
    )
    assert "datePublished" not in news_article(site, briefing, "vi")


def test_hostile_addresses_are_left_out_and_names_are_cut_for_headlines() -> None:
    data = data_of(make_site(), 0, "vi")
    assert "url" not in data["isBasedOn"][1]
    site = make_site()
    long = replace(site.briefings[0].event, title="Tin mẫu " * 40)
    headline = news_article(site, replace(site.briefings[0], event=long), "vi")["headline"]
    assert len(headline) <= 110
    assert headline.endswith("mẫu Tin…")


def test_without_an_address_links_are_relative_to_the_page() -> None:
    site = make_site(url="")
    data = data_of(site, 0, "en")
    assert data["@id"] == f"../../en/{BRIDGE_PAGE}"
    assert "image" not in data
    assert not {"og:url", "og:image"} & {
        name for name, _ in open_graph(site, site.briefings[0], "en")
    }


def test_open_graph_names_page_picture_language_and_dates() -> None:
    site = make_site()
    tags = dict(open_graph(site, site.briefings[0], "vi"))
    assert tags["og:type"] == "article"
    assert tags["og:title"] == BRIDGE.title
    assert tags["og:locale"] == "vi_VN"
    assert tags["og:url"] == f"{BASE}vi/{BRIDGE_PAGE}"
    assert tags["og:image"] == f"{BASE}events/2024-05-01-cau-go/card.png"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("800", "420")
    assert tags["article:published_time"] == "2024-05-01"
    english = dict(open_graph(site, site.briefings[0], "en"))
    assert english["og:description"] == "The 40 m sample bridge has reopened."


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_ends_the_script_or_starts_another_element(anything: str) -> None:
    hostile = anything + "</script><img src=x onerror=alert(1)><!--<script>"
    article = Article("a", hostile, "vi", (hostile,), source=hostile, url=hostile, author=hostile)
    sentence = Sentence("a", 0, 0, hostile, "vi")
    briefing = Briefing(Event("e", ("a",), title=hostile), Claim(hostile, "vi", (sentence,)), ())
    site = make_site(articles={"a": article}, sentences={"a": (sentence,)}, briefings=(briefing,))
    script = json_ld_script(news_article(site, briefing, "vi"))
    parser = Scripts()
    parser.feed(script)
    parser.close()
    assert parser.others == []
    assert json.loads("".join(parser.scripts))["isBasedOn"][0]["@type"] == "NewsArticle"
    assert not re.search("[\u2028\u2029\n]", script)
