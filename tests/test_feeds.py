"""Feeds, sitemap, llms.txt and briefing.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_site import BRIDGE, SampleTranslations, make_site

from generator import feeds
from generator.feeds import render_feeds, timestamp
from generator.model import Article, Briefing, Claim, Event, PartialDate, Sentence
from generator.settings import Settings
from generator.site_model import Site, sentence_anchor

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGES = (
    "index.md",
    "en/index.md",
    "vi/index.md",
    "en/events/2024-05-01-cau-go.md",
    "vi/events/2024-05-01-cau-go.md",
    "en/events/2024-05-01-cau-cu.md",
    "vi/events/2019-10-lu-mau.md",
    "en/card.png",
    "en/search.md",
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render_feeds(make_site(), PAGES)


@pytest.fixture(scope="module")
def local_files() -> dict[str, bytes]:
    return render_feeds(make_site(url=""), PAGES)


def atoms(files: Mapping[str, bytes]) -> dict[str, ElementTree.Element]:
    return {
        path: ElementTree.fromstring(data)
        for path, data in files.items()
        if path.endswith(".xml") and not path.startswith("sitemap")
    }


def json_feeds(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    return {
        path: json.loads(data)
        for path, data in files.items()
        if path.endswith(".json") and not path.startswith("events/")
    }


def text(element: ElementTree.Element, path: str) -> str:
    found = element.find(path)
    assert found is not None, path
    return found.text or ""


def test_there_is_a_feed_of_everything_of_changes_and_of_each_storyline_in_each_language(
    files: dict[str, bytes],
) -> None:
    for lang in ("en", "vi"):
        for name in ("feed", "changes", "storylines/cau-go"):
            for ending in ("xml", "json"):
                assert f"{lang}/{name}.{ending}" in files


@pytest.mark.parametrize("url", ["", "https://news.example/site/", "https://news.example"])
def test_atom_feeds_keep_the_rules_of_rfc_4287(url: str) -> None:
    for path, feed in atoms(render_feeds(make_site(url))).items():
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == path[:2]
        entries = feed.findall(f"{ATOM}entry")
        assert entries
        for element in (feed, *entries):
            assert urlsplit(text(element, f"{ATOM}id")).scheme == "urn"
            assert text(element, f"{ATOM}title").strip()
            assert text(element, f"{ATOM}updated").endswith("Z")
            assert (
                len(element.findall(f"{ATOM}link[@rel='alternate'][@hreflang='{path[:2]}']")) == 1
            )
        assert text(feed, f"{ATOM}author/{ATOM}name")
        assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
        ids = [text(entry, f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
        assert text(feed, f"{ATOM}updated") == max(text(e, f"{ATOM}updated") for e in entries)


def test_feedparser_reads_every_feed_without_complaint(files: dict[str, bytes]) -> None:
    for path in atoms(files):
        parsed = feedparser.parse(files[path])
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        assert all(entry.link.startswith("https://news.example/site/") for entry in parsed.entries)


def test_json_feeds_keep_the_rules_of_version_1_1(files: dict[str, bytes]) -> None:
    for path, feed in json_feeds(files).items():
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["language"] == path[:2]
        assert feed["feed_url"] == f"https://news.example/site/{path}"
        assert feed["home_page_url"].startswith("https://news.example/site/")
        for item in feed["items"]:
            assert item["id"].startswith("urn:uuid:")
            assert item["content_html"]
            assert item["url"].startswith("https://news.example/site/")


def test_without_an_address_no_json_feed_gives_one_and_atom_links_are_relative(
    local_files: dict[str, bytes],
) -> None:
    for feed in json_feeds(local_files).values():
        assert not {"feed_url", "home_page_url"} & set(feed)
        assert all("url" not in item and "image" not in item for item in feed["items"])
        assert all(item["_briefings"]["page"] for item in feed["items"])
    feed = atoms(local_files)["vi/storylines/cau-go.xml"]
    links = [link.get("href") for link in feed.iter(f"{ATOM}link") if link.get("rel") == "self"]
    assert links == ["../../vi/storylines/cau-go.xml"]


def test_ids_stay_when_the_address_changes_and_differ_between_languages(
    files: dict[str, bytes], local_files: dict[str, bytes]
) -> None:
    def ids(source: Mapping[str, bytes], path: str) -> list[str]:
        return [item["id"] for item in json.loads(source[path])["items"]]

    assert ids(files, "en/feed.json") == ids(local_files, "en/feed.json")
    assert not set(ids(files, "en/feed.json")) & set(ids(files, "vi/feed.json"))


def test_an_event_keeps_its_id_in_its_storylines_feed(files: dict[str, bytes]) -> None:
    everything = {i["id"] for i in json.loads(files["vi/feed.json"])["items"]}
    storyline = {i["id"] for i in json.loads(files["vi/storylines/cau-go.json"])["items"]}
    assert len(storyline) == 2
    assert storyline < everything


def test_a_storylines_feed_gives_the_first_sentence_of_each_event(files: dict[str, bytes]) -> None:
    whole, first = (
        {item["id"]: item["content_html"] for item in json.loads(files[f"vi/{name}.json"])["items"]}
        for name in ("feed", "storylines/cau-go")
    )
    for item, html in first.items():
        assert html.startswith("<p>")
        assert whole[item].startswith(html)
        assert "<ul>" in whole[item].removeprefix(html)


def test_an_event_is_dated_by_its_newest_article_and_newest_comes_first(
    files: dict[str, bytes],
) -> None:
    entries = atoms(files)["en/feed.xml"].findall(f"{ATOM}entry")
    assert [text(entry, f"{ATOM}updated") for entry in entries] == [
        "2024-05-03T00:00:00Z",
        "2019-10-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
    ]


def test_a_date_known_in_part_is_never_given_as_published(files: dict[str, bytes]) -> None:
    entries = atoms(files)["vi/feed.xml"].findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}published") is not None for entry in entries] == [True, False, False]
    assert "tháng 10/2019" in text(entries[1], f"{ATOM}content")
    items = json.loads(files["vi/feed.json"])["items"]
    assert [item.get("date_published") for item in items] == ["2024-05-03T00:00:00Z", None, None]
    assert [item["_briefings"].get("date") for item in items] == ["2024-05-03", "2019-10", None]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-05-01T09:30", "2024-05-01T09:30:00Z"),
        ("2024", "2024-01-01T00:00:00Z"),
        ("--04-10", "1970-01-01T00:00:00Z"),
        ("0007-01-02", "0007-01-02T00:00:00Z"),
    ],
)
def test_timestamps_take_the_earliest_moment_that_a_date_can_mean(date: str, expected: str) -> None:
    assert timestamp(PartialDate.parse(date)) == expected


def test_a_reader_sees_where_a_translation_comes_from(files: dict[str, bytes]) -> None:
    english = json.loads(files["en/feed.json"])["items"][0]["content_html"]
    assert "The 40 m sample bridge has reopened." in english
    marks = "<em>[machine translation]</em> <em>[check the number: 3 tỉ]</em>"
    assert marks in english
    vietnamese = json.loads(files["vi/feed.json"])["items"][0]["content_html"]
    assert '<span lang="en">Repairs cost 4 billion dong.</span>' in vietnamese
    assert "[chưa dịch]" in vietnamese


def test_a_claim_links_to_the_sentence_that_it_cites(files: dict[str, bytes]) -> None:
    html = json.loads(files["en/feed.json"])["items"][0]["content_html"]
    anchor = sentence_anchor(make_site().sentences[BRIDGE.id][0])
    link = f"https://news.example/site/en/events/2024-05-01-cau-go.html#{anchor}"
    assert f'(<a href="{link}">Báo Mẫu, Sample Times</a>)' in html


def test_hostile_text_stays_text_and_hostile_addresses_stay_out(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if not path.startswith("events/"):  # briefing.json gives the addresses as they are
            assert b"\x0b" not in data
            assert b'href="javascript' not in data.lower()
    html = json.loads(files["vi/feed.json"])["items"][2]["content_html"]
    assert "<b>" not in html
    assert "<script" not in html.replace("</script", "")
    assert "&lt;/script&gt;&lt;b&gt;" in html
    llms = files["llms.txt"].decode()
    assert "](javascript" not in llms.replace("\\]", "")


def test_changes_tell_corrections_with_both_wordings_latest_first(files: dict[str, bytes]) -> None:
    items = json.loads(files["en/changes.json"])["items"]
    assert [item["tags"][0] for item in items] == [
        *("withdrawn", "corrected", "corrected"),
        *("published", "published"),
    ]
    assert items[1]["content_html"].endswith("no longer stands in its source.</p>")
    assert '<del><span lang="vi">Cầu gỗ dài 30 m.</span></del>' in items[2]["content_html"]
    assert '<ins><span lang="vi">Cầu gỗ dài 40 m.</span></ins>' in items[2]["content_html"]
    assert items[3]["content_html"] == "<ul><li>en(Cầu gỗ mẫu mở lại)</li></ul>"
    assert items[0]["url"].endswith("/en/changes.html")
    assert (
        json.loads(files["vi/changes.json"])["items"][2]["title"] == "Đính chính: Cầu gỗ mẫu mở lại"
    )


def test_a_later_change_leaves_the_ids_of_earlier_ones(files: dict[str, bytes]) -> None:
    site = make_site()
    longer = replace(site, history=(*site.history, site.history[-1]))
    now = json.loads(render_feeds(longer)["en/changes.json"])["items"]
    before = json.loads(files["en/changes.json"])["items"]
    assert [item["id"] for item in now][1:] == [item["id"] for item in before]
    assert now[0]["id"] != now[1]["id"]


def test_the_sitemap_pairs_the_languages_and_leaves_out_redirects(files: dict[str, bytes]) -> None:
    urls = ElementTree.fromstring(files["sitemap.xml"]).findall(f"{MAP}url")
    base = "https://news.example/site/"
    found = {
        text(url, f"{MAP}loc"): {
            str(link.get("hreflang")): link.get("href") for link in url.findall(f"{XHTML}link")
        }
        for url in urls
    }
    event = "events/2024-05-01-cau-go.html"
    both = {lang: f"{base}{lang}/{event}" for lang in ("en", "vi")}
    assert found[both["en"]] == found[both["vi"]] == {**both, "x-default": both["en"]}
    only = f"{base}vi/events/2019-10-lu-mau.html"
    assert found[only] == {"vi": only, "x-default": only}
    assert len(found) == 5
    lastmod = {text(u, f"{MAP}loc"): u.findtext(f"{MAP}lastmod") for u in urls}
    assert lastmod[only] == "2019-10"
    assert lastmod[f"{base}en/index.html"] is None
    assert found[f"{base}en/index.html"]["x-default"] == f"{base}index.html"


def test_no_address_no_sitemap(local_files: dict[str, bytes]) -> None:
    assert "sitemap.xml" not in local_files


def test_a_long_sitemap_is_cut_into_files_under_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_SITEMAP_LIMIT", 2)
    files = render_feeds(make_site(), PAGES)
    index = ElementTree.fromstring(files["sitemap.xml"])
    names = [text(entry, f"{MAP}loc").rpartition("/")[2] for entry in index]
    assert names == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert [len(ElementTree.fromstring(files[name])) for name in names] == [2, 2, 1]


def test_briefing_json_gives_each_claim_its_sentences_translations_and_doubts(
    files: dict[str, bytes],
) -> None:
    data = json.loads(files["events/2024-05-01-cau-go/briefing.json"])
    assert data["format"] == "briefing/2"
    assert data["updated"] == "2024-05-03"
    assert data["storylines"] == ["cau-go"]
    assert data["former_ids"] == ["2024-05-01-cau-cu"]
    lead = data["lead"]
    cited = {sentence["anchor"]: sentence for sentence in data["sentences"]}
    assert len(cited) == len(data["sentences"])
    assert [cited[anchor]["article"] for anchor in lead["citations"]] == data_ids(data)
    assert lead["translations"]["en"]["origin"] == "edited"
    assert lead["reasons"] == {"position": 0.333}
    cost = data["claims"][0]
    assert cited[cost["citations"][0]]["text"] == "Chi phí sửa chữa là 3 tỉ đồng."
    assert cost["translations"]["en"]["warnings"] == [{"code": "number", "detail": "3 tỉ"}]
    untranslated = data["claims"][1]["translations"]["vi"]
    assert untranslated == {"origin": "missing"}
    assert [claim.get("new", False) for claim in data["claims"]] == [False, True]
    values = data["disagreements"][0]["values"]
    assert [value["text"] for value in values] == ["3 tỉ đồng", "4 billion dong"]
    assert data["pages"]["vi"] == "https://news.example/site/vi/events/2024-05-01-cau-go.html"


def data_ids(data: dict[str, Any]) -> list[str]:
    return [article["id"] for article in data["articles"]]


def test_without_an_address_briefing_json_points_to_its_pages_by_relative_paths(
    local_files: dict[str, bytes],
) -> None:
    data = json.loads(local_files["events/tin-mau/briefing.json"])
    assert data["pages"]["en"] == "../../en/events/tin-mau.html"


def test_the_index_lists_every_event_newest_first(files: dict[str, bytes]) -> None:
    data = json.loads(files["events/index.json"])
    assert [event["id"] for event in data["events"]] == [
        *("2024-05-01-cau-go", "2019-10-lu-mau", "tin-mau")
    ]
    assert data["storylines"][0]["events"] == ["2019-10-lu-mau", "2024-05-01-cau-go"]


def test_llms_txt_opens_with_the_title_and_leads_to_the_data(files: dict[str, bytes]) -> None:
    lines = files["llms.txt"].decode().splitlines()
    assert lines[0] == "# Briefings"
    assert lines[2].startswith("> ")
    assert any("(https://news.example/site/events/index.json)" in line for line in lines)
    assert any("2024-05-01-cau-go/briefing.json): 3 May 2024" in line for line in lines)


def test_feeds_hold_the_newest_hundred_and_the_index_holds_all() -> None:
    site = many_events(130)
    files = render_feeds(site)
    assert len(json.loads(files["vi/feed.json"])["items"]) == 100
    assert len(json.loads(files["events/index.json"])["events"]) == 130


def many_events(number: int) -> Site:
    site = make_site()
    (sentence,) = site.sentences["2019-10-lu-mau"]
    briefings = tuple(
        Briefing(
            Event(f"e{n:03}", ("2019-10-lu-mau",), PartialDate(2019, 10), f"Tin {n}"),
            Claim(sentence.text, "vi", (sentence,)),
            (),
        )
        for n in range(number)
    )
    return replace(site, briefings=briefings, storylines=())


def test_a_site_in_one_language_has_only_that_language() -> None:
    files = render_feeds(make_site(settings=Settings(languages=("vi",), url="https://a.example/")))
    assert not [path for path in files if path.startswith("en/")]
    assert b'hreflang="en"' not in files["vi/feed.xml"]


def test_an_empty_site_still_has_valid_feeds() -> None:
    site = make_site(briefings=(), storylines=(), history=(), articles={}, sentences={})
    files = render_feeds(site)
    assert text(atoms(files)["en/feed.xml"], f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert json.loads(files["en/changes.json"])["items"] == []


def test_the_same_site_gives_the_same_bytes() -> None:
    assert render_feeds(make_site(), PAGES) == render_feeds(make_site(), reversed(PAGES))


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\u0338>\u0338 & \x00 \ufffe")
def test_any_text_gives_well_formed_feeds(anything: str) -> None:
    article = Article(
        "a", anything, "vi", (anything,), source=anything, url=anything, tags=(anything,)
    )
    sentence = Sentence("a", 0, 0, anything, "vi")
    briefing = Briefing(Event("e", ("a",), title=anything), Claim(anything, "vi", (sentence,)), ())
    site = Site(Settings(), {"a": article}, {"a": (sentence,)}, (briefing,), SampleTranslations())
    files = render_feeds(site)
    for root in atoms(files).values():
        for content in root.iter(f"{ATOM}content"):
            ElementTree.fromstring(f"<div>{content.text}</div>")
    for data in json_feeds(files).values():
        assert data["items"] is not None
