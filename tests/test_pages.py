"""The Markdown pages, before any site engine sees them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import lxml.html
import markdown
import pytest
import yaml
from reader_site import BRIDGE, CONTENT, reader_site
from small_site import BRIDGE_EN, HOSTILE, SampleTranslations, make_site

from generator.edit_lines import edit_lines
from generator.errors import UsageError
from generator.feeds import render_feeds
from generator.markup import clean_text
from generator.model import LANGS, Change, Lang, PartialDate, Storyline, Term, Translation
from generator.pages import linker, render_pages
from generator.published import Published
from generator.search_index import FULL_TEXT_BUDGET
from generator.settings import Settings
from generator.site_index import index_site
from generator.site_model import Site, event_title, tag_slug
from generator.translation.glossary import Glossary
from generator.ui_text import (
    TEMPLATES,
    alphabetical,
    date_words,
    long_date,
    number_text,
    read_ui_text,
)

GOLDEN = Path(__file__).parent / "golden" / "pages"
EVENT = "events/2024-03-05-cau-mau.md"


@pytest.fixture(scope="module")
def site() -> Site:
    return reader_site()


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, bytes]:
    return render_pages(site)


def split(page: bytes) -> tuple[dict[str, Any], str]:
    _, front, body = page.decode().split("---\n", 2)
    return yaml.safe_load(front), body


def tree(page: bytes) -> lxml.html.HtmlElement:
    """The page as Markdown hands it to the theme."""
    return lxml.html.fromstring(f"<main>{markdown.markdown(split(page)[1])}</main>")


def texts(page: bytes, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree(page).cssselect(selector)]


def test_both_languages_have_the_same_addresses(pages: dict[str, bytes]) -> None:
    addresses = {
        lang: {path.removeprefix(f"{lang}/") for path in pages if path.startswith(f"{lang}/")}
        for lang in LANGS
    }
    assert addresses["en"] == addresses["vi"]
    assert pages.keys() - {f"{lang}/{a}" for lang in LANGS for a in addresses[lang]} == {"index.md"}


def test_every_kind_of_page_is_there(pages: dict[str, bytes]) -> None:
    for path in (
        "index",
        EVENT.removesuffix(".md"),
        "days/2024-03-05",
        "months/2024-03",
        "months/2011-01",
        "storylines/index",
        "storylines/hop-tac-my-nhat-han",
        "outlets/index",
        "outlets/bao-mau",
        "names/index",
        "names/south-korea",
        "archive/index",
        "archive/2024",
        "search",
        "about",
        "changes",
    ):
        assert f"vi/{path}.md" in pages


def test_the_page_of_a_name_leaves_out_the_forms_to_avoid(site: Site) -> None:
    term = Term(
        "South Korea", "Hàn Quốc", "country", vi_variants=("Hàn",), vi_avoid=("Nam Triều Tiên",)
    )
    page = render_pages(replace(site, glossary=Glossary((term,))))["vi/names/south-korea.md"]
    assert "<dd>Hàn</dd>" in page.decode()
    assert "Nam Triều Tiên" not in page.decode()


def test_a_published_event_is_named_once_in_the_changes(site: Site) -> None:
    event = site.briefings[0].event
    change = Change("2024-03-05", "published", event.id, (event.title,))
    page = render_pages(replace(site, history=(change,)))[f"{event.title_lang}/changes.md"]
    assert page.decode().partition('class="listing"')[2].count(event.title) == 1


def test_many_changes_stand_on_a_page_for_each_year_and_the_newest_on_the_first(
    site: Site,
) -> None:
    event = site.briefings[0].event
    history = tuple(
        Change(f"{year}-01-{day:02}", "grown", event.id, (f"Tin {year} {day}",))
        for year in (2019, 2020)
        for day in range(1, 31)
        for _ in range(2)
    )
    pages = render_pages(replace(site, history=history))
    first, part = (pages[f"vi/changes{name}.md"].decode() for name in ("", "/2019"))
    assert first.count("<article") == 100
    assert 'href="changes/2019.html"' in first
    assert "Tin 2019 1<" not in first
    assert part.count("<article") == 60
    assert 'href="../changes.html"' in part
    assert "vi/changes/2019.md" not in render_pages(replace(site, history=history[:99]))


def test_changes_name_the_language_of_each_headline_and_leave_out_an_unknown_date(
    site: Site,
) -> None:
    headlines = ("Phà cháy ngoài khơi, mười hai người bị thương", "Ferry burns, twelve are injured")
    event = site.briefings[0].event.id
    change = Change("", "published", event, headlines)
    pages = render_pages(replace(site, history=(change,)))
    english, vietnamese = (pages[f"{lang}/changes.md"].decode() for lang in ("en", "vi"))
    assert f'<span lang="vi">{headlines[0]}</span>' in english
    assert f"<li>{headlines[1]}</li>" in english
    assert f'<span lang="en">{headlines[1]}</span>' in vietnamese
    assert "<time" not in english.partition('class="listing"')[2]


def test_rendering_again_in_another_order_gives_the_same_bytes(
    site: Site, pages: dict[str, bytes]
) -> None:
    turned = replace(site, briefings=site.briefings[::-1], storylines=site.storylines[::-1])
    assert render_pages(turned) == pages


@pytest.mark.parametrize("name", ["en/" + EVENT, "vi/" + EVENT, "vi/months/2024-03.md"])
def test_pages_of_the_made_up_event_are_as_reviewed(name: str, pages: dict[str, bytes]) -> None:
    golden = GOLDEN / name.replace("/", "-")
    assert pages[name].decode() == golden.read_text(encoding="utf-8")


def test_every_link_and_anchor_leads_somewhere(site: Site, pages: dict[str, bytes]) -> None:
    there = {re.sub(r"\.md$", ".html", path) for path in pages} | render_feeds(site).keys()
    there.add("site.zip")  # packed after MkDocs
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for path, page in pages.items():
        if not path.endswith(".md"):
            continue
        address = re.sub(r"\.md$", ".html", path)
        root = tree(page)
        found = [str(name) for name in root.xpath("//@id")]
        assert len(found) == len(set(found)), f"an id twice on {path}"
        ids[address] = set(found)
        links += [(address, str(href)) for href in root.xpath("//@href")]
    assert len(links) > 200
    for address, href in links:
        if href.startswith(("http://", "https://")):
            continue
        target, _, anchor = href.partition("#")
        goal = normpath(join(dirname(address), target)) if target else address
        assert goal in there, f"{href} on {address}"
        assert not anchor or anchor in ids[goal], f"{href} on {address}"


@pytest.mark.parametrize("lang", LANGS)
def test_every_claim_cites_a_sentence_that_is_on_the_page(
    lang: Lang, pages: dict[str, bytes]
) -> None:
    events = [path for path in pages if path.startswith(f"{lang}/events/")]
    for path in events:
        root = tree(pages[path])
        if "moved" in split(pages[path])[0]["kind"]:
            continue
        claims = root.cssselect(".claim")
        assert claims
        for claim in claims:
            cites = claim.cssselect(":not(.there) > .cite")
            assert cites
            for cite in cites:
                sentence = root.get_element_by_id(cite.get("href")[1:])
                assert sentence.get("class") == "cited"
                back = [link.get("href") for link in sentence.cssselect(".back")]
                assert f"#{claim.get('id')}" in back


def test_a_claim_stands_beside_its_translation(pages: dict[str, bytes]) -> None:
    page = pages[f"en/{EVENT}"]
    claim = tree(page).get_element_by_id("c2")
    here, there = claim.cssselect("p")
    assert here.text_content().startswith("Repairs cost 12 billion dong.")
    assert there.text_content().strip() == "Chi phí sửa chữa là 120 tỉ đồng."
    assert there.get("class") == "there"
    assert there.get("lang") == "vi"


def test_machine_translation_and_its_doubts_are_said_in_the_language_of_the_page(
    pages: dict[str, bytes],
) -> None:
    assert texts(pages[f"en/{EVENT}"], "#c2 > p:not(.there) .mark") == [
        "machine translation",
        "check the number: 120 tỉ",
    ]
    assert texts(pages[f"vi/{EVENT}"], "#c2 .there .mark") == [
        "máy dịch",
        "cần kiểm tra con số: 120 tỉ",
    ]
    assert not texts(pages[f"vi/{EVENT}"], "#c2 > p:not(.there) .mark")


def test_what_is_not_translated_stands_in_its_language_and_says_so(
    pages: dict[str, bytes],
) -> None:
    here = tree(pages[f"en/{EVENT}"]).get_element_by_id("c1").cssselect("p")[0]
    assert here.cssselect("[lang=vi]")[0].text_content() == BRIDGE.body[0]
    assert texts(pages[f"en/{EVENT}"], "#c1 > p:not(.there) .mark") == ["not yet translated"]
    assert not tree(pages[f"en/{EVENT}"]).cssselect("#c1 .there")


def test_no_passage_of_the_other_language_is_unmarked(pages: dict[str, bytes]) -> None:
    vietnamese = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    outlets = ("Tuổi Trẻ", "Báo Quốc tế", "Báo Mẫu", "Dân trí", "Thanh Niên")
    for path, page in pages.items():
        if path.startswith("en/") and path.endswith(".md"):
            root = tree(page)
            for known in root.cssselect("[lang=vi], script, .mark-warning"):
                known.drop_tree()
            for node in root.xpath("//text()"):
                if vietnamese.search(node):
                    assert any(outlet in node for outlet in outlets), f"{path}: {node}"


def test_partial_dates_are_said_as_they_are(pages: dict[str, bytes]) -> None:
    assert "September 2022" in texts(pages["en/months/2022-09.md"], "h1")
    assert "Tin mẫu không rõ ngày" in texts(pages["vi/archive/index.md"], ".item-title")[0]
    assert not any(path.startswith("vi/days/2022-09") for path in pages)
    assert date_words(PartialDate.parse("--04-10"), "vi") == "ngày 10/4, không rõ năm"
    assert long_date(PartialDate(2014, 4, 10), "vi") == "Thứ Năm, ngày 10/4/2014"
    assert long_date(PartialDate(2014, 4), "en") == "April 2014"


def test_names_stand_in_the_order_of_the_vietnamese_alphabet(pages: dict[str, bytes]) -> None:
    words = ["Yên Bái", "Đà Nẵng", "đảo", "Dân trí", "Ấn Độ", "Anh", "ăn", "Áo", "Ba Lan"]
    order = ["Anh", "Áo", "ăn", "Ấn Độ", "Ba Lan", "Dân trí", "Đà Nẵng", "đảo", "Yên Bái"]
    assert sorted(words, key=alphabetical) == order
    names = texts(pages["vi/names/index.md"], ".name-list a")
    places = names[names.index("bán đảo Triều Tiên") :]
    assert places.index("châu Á") < places.index("Đà Nẵng") < places.index("Moskva")


def test_front_matter_tells_the_theme_language_address_and_kind(pages: dict[str, bytes]) -> None:
    front, _ = split(pages[f"vi/{EVENT}"])
    assert front["lang"] == "vi"
    assert front["kind"] == "event"
    assert front["address"] == "events/2024-03-05-cau-mau.html"
    assert front["languages"] == ["en", "vi"]
    assert front["title"] == BRIDGE.title


def test_a_former_address_leads_to_the_present_one(pages: dict[str, bytes]) -> None:
    front, _ = split(pages["vi/events/cau-mau-cu.md"])
    assert front["kind"] == "moved"
    assert front["redirect"] == "2024-03-05-cau-mau.html"


def test_a_withdrawn_event_has_a_page_that_says_so_and_no_place_in_the_sitemap() -> None:
    site = make_site(gone=("events/gone.html", "storylines/gone.html"))
    pages = render_pages(site)
    for lang, words in (("en", "withdrawn"), ("vi", "gỡ")):
        front, _ = split(pages[f"{lang}/events/gone.md"])
        assert front["kind"] == "withdrawn"
        assert words in texts(pages[f"{lang}/storylines/gone.md"], "h1")[0]
    assert b"gone" not in render_feeds(site, pages)["sitemap.xml"]


def test_what_was_published_and_is_gone_is_known_until_it_comes_back() -> None:
    site = make_site()
    events = [briefing.event for briefing in site.briefings]
    published = Published().updated(events, site.storylines)
    assert published.gone(events, site.storylines) == ((), ())
    left = [event for event in events if event.id != "tin-mau"]
    assert published.gone(left, ()) == (("tin-mau",), ("cau-go",))
    later = published.updated(left, ())
    assert later.gone(left, ()) == (("tin-mau",), ("cau-go",))
    assert later.gone(events, site.storylines) == ((), ())


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    return render_pages(make_site())


def test_the_body_of_a_page_is_one_block_that_markdown_leaves_alone(
    hostile: dict[str, bytes],
) -> None:
    for path, page in hostile.items():
        if path.endswith(".md"):
            body = split(page)[1].strip()
            assert markdown.markdown(body).strip() == body, path


def test_hostile_text_stays_text(hostile: dict[str, bytes]) -> None:
    for path, page in hostile.items():
        if not path.endswith(".md"):
            continue
        root = tree(page)
        scripts = root.cssselect("script")
        assert all(script.get("type") == "application/ld+json" for script in scripts), path
        assert not root.xpath("//@href[starts-with(., 'javascript')]"), path
        assert not [name for name in root.xpath("//@*/..") if "onerror" in name.attrib]
    assert clean_text(f"Tin {HOSTILE}") in texts(hostile["vi/events/tin-mau.md"], "h1")


def test_an_empty_site_says_that_nothing_is_there_yet() -> None:
    empty = make_site(briefings=(), storylines=(), history=())
    pages = render_pages(empty)
    assert "Nothing has been published yet." in texts(pages["en/index.md"], ".empty")
    assert "vi/search-index.js" in pages


def test_a_site_in_one_language_offers_no_other() -> None:
    pages = render_pages(make_site(settings=Settings(languages=("vi",))))
    assert not [path for path in pages if path.startswith("en/")]
    assert "pair-toggle" not in pages["vi/events/2024-05-01-cau-go.md"].decode()


def test_a_title_given_in_one_language_only_serves_both() -> None:
    pages = render_pages(make_site(settings=Settings(title={"vi": "Bản tin mẫu"})))
    assert texts(pages["en/index.md"], "h1") == ["Bản tin mẫu"]
    assert texts(pages["index.md"], "strong") == ["Bản tin mẫu", "Bản tin mẫu"]


def test_edit_links_lead_to_the_repository_only_when_there_is_one(
    site: Site, pages: dict[str, bytes]
) -> None:
    assert "translations/en.po" not in pages[f"en/{EVENT}"].decode()
    known = replace(site, settings=replace(site.settings, repository="https://example.org/us/news"))
    for lang in LANGS:  # the event's text is Vietnamese: both pages show a translation into English
        page = render_pages(known)[f"{lang}/{EVENT}"].decode()
        assert "https://example.org/us/news/blob/main/content/translations/en.po" in page


def test_the_line_of_a_translation_is_that_of_the_committed_file(site: Site) -> None:
    known = replace(site, settings=replace(site.settings, repository="https://example.org/us/news"))
    memory = {"en": (CONTENT / "translations" / "en.po").read_bytes(), "vi": b""}
    assert edit_lines(site, memory) == {}
    script = edit_lines(known, memory)["edit-lines.js"].decode()
    places = json.loads(script.removeprefix("self.briefingsLines=").removesuffix(";\n"))
    lines = memory["en"].decode().split("\n")
    found = 0
    for briefing in site.briefings:
        texts = [briefing.event.title, *(claim.text for claim in briefing.all_claims)]
        assert len(places[briefing.event.id]) == len(texts)
        for text, place in zip(texts, places[briefing.event.id], strict=True):
            if place:
                number = int(place.removeprefix("en.po#L"))
                quoted = text.replace('"', '\\"')
                assert f'msgid "{quoted}"' in lines[number - 1 : number + 3]
                found += 1
    assert found > 10
    # A line that moves changes this one file and no page.
    moved = {"en": b"# A note\n\n" + memory["en"], "vi": b""}
    assert edit_lines(known, moved) != edit_lines(known, memory)


def test_the_search_knows_every_event_in_the_language_of_the_reader(
    pages: dict[str, bytes], site: Site
) -> None:
    script = pages["en/search-index.js"].decode()
    assert script.startswith('(self.briefingsSearch=self.briefingsSearch||{})["en"]=')
    assert script.count("events/") == len(site.briefings)
    assert "Da Nang reopens a bridge" in script
    assert "hai năm sửa chữa" in pages["vi/search-index.js"].decode()


def test_a_large_site_searches_titles_and_summaries_only(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = "Người dân hai bờ đi bộ qua cầu từ sớm"  # shown, but in no summary
    assert FULL_TEXT_BUDGET > 1_000_000
    assert walked in render_pages(site)["vi/search-index.js"].decode()
    monkeypatch.setattr("generator.search_index.FULL_TEXT_BUDGET", 100)
    assert walked not in render_pages(site)["vi/search-index.js"].decode()


def test_an_outlet_spelled_two_ways_is_one_outlet(site: Site) -> None:
    other = replace(BRIDGE, source="BÁO MẪU")
    changed = replace(site, articles={**site.articles, BRIDGE.id: other})
    index = index_site(changed)
    assert set(index.outlets["outlets/bao-mau.html"].article_ids) >= {BRIDGE.id}
    assert "vi/outlets/bao-mau.md" in render_pages(changed)


def test_a_long_storyline_shows_an_event_only_its_neighbours(site: Site) -> None:
    first = site.briefings[0]
    many = tuple(
        replace(first, event=replace(first.event, id=f"mau-{number:03}")) for number in range(60)
    )
    line = Storyline("dai", tuple(briefing.event.id for briefing in many), "Mạch dài", "vi")
    pages = render_pages(replace(site, briefings=many, storylines=(line,), history=()))
    assert len(texts(pages["vi/events/mau-030.md"], ".side-line li")) == 7
    assert len(texts(pages["vi/events/mau-000.md"], ".side-line li")) == 4
    assert len(texts(pages["vi/storylines/dai.md"], ".years .item")) == 60


def test_a_long_list_shows_the_newest_and_gives_each_older_year_a_page(site: Site) -> None:
    bridge = next(one for one in site.briefings if len(one.event.article_ids) == 2)
    years = {f"mau-{n:03}": 2000 + n // 50 for n in range(160)}
    many = tuple(
        replace(bridge, event=replace(bridge.event, id=name, date=PartialDate(year, 1, 2)))
        for name, year in years.items()
    )
    pages = render_pages(replace(site, briefings=many, storylines=(), history=()))
    outlet = pages["vi/outlets/bao-mau.md"]
    assert len(texts(outlet, ".item")) == 100
    # 2003 and 2002 are whole on the page, 2001 in part, 2000 not at all.
    assert texts(outlet, ".plain-list a") == ["2001", "2000"]
    assert len(texts(pages["vi/outlets/bao-mau/2001.md"], ".item")) == 50
    first = tree(pages["vi/outlets/bao-mau/2000.md"]).cssselect(".item a")[0]
    assert first.get("href") == "../../events/mau-000.html"
    assert "vi/outlets/bao-mau/2003.md" not in pages
    assert not texts(render_pages(site)["vi/outlets/bao-mau.md"], ".plain-list a")


def test_only_names_get_a_page_and_not_every_term(site: Site) -> None:
    index = index_site(site)
    assert {"south-korea", "lloyd-austin"} <= index.names.keys()
    kinds = {name.term.kind for name in index.names.values()}
    assert kinds <= {"person", "country", "place", "organisation"}
    assert {term.kind for term in site.glossary.terms} > kinds


def test_a_tag_has_a_page_unless_it_is_a_name_that_has_one(site: Site) -> None:
    tagged = replace(BRIDGE, tags=("Hạ tầng", "Hàn Quốc", "hạ tầng"))
    pages = render_pages(replace(site, articles={**site.articles, BRIDGE.id: tagged}))
    (tag,) = [path for path in pages if path.startswith("en/tags/")]
    assert texts(pages[tag], "h1") == ["Hạ tầng"]
    assert tree(pages[tag]).cssselect("h1[lang=vi]")
    assert texts(pages[tag.replace("en/", "vi/", 1)], ".item-title") == [BRIDGE.title]
    assert "Hạ tầng" in texts(pages[f"vi/{EVENT}"], ".chips a")
    assert "Hạ tầng" in texts(pages["vi/names/index.md"], ".name-list a")
    # The tag that is a name leads to the page of the name, though no sentence has it.
    assert BRIDGE.title in texts(pages["vi/names/south-korea.md"], ".item-title")


def test_tags_that_differ_in_their_marks_only_are_two() -> None:
    assert tag_slug("Bão") == tag_slug("bão")
    assert tag_slug("bão") != tag_slug("báo")
    assert tag_slug("Climate change") == "climate-change"


def test_an_untranslated_event_bears_the_headline_of_an_article_in_the_readers_language() -> None:
    site = make_site()
    event = site.briefings[0].event
    known = SampleTranslations({event.title: Translation(event.title, "vi", "missing")})
    title = event_title(replace(site, translations=known), event, "en")
    assert title == Translation(BRIDGE_EN.title, "en", "source")
    alone = replace(event, article_ids=event.article_ids[:1])
    assert event_title(replace(site, translations=known), alone, "en").origin == "missing"
    assert event_title(site, event, "en").origin == "machine"


def test_links_climb_out_of_folders() -> None:
    assert linker("events/a.html")("about.html") == "../about.html"
    assert linker("index.html")("events/a.html") == "events/a.html"
    assert linker("events/a.html")("events/b.html") == "b.html"
    assert linker("outlets/x/2019.html")("outlets/x.html") == "../../outlets/x.html"


# The words of the site ---------------------------------------------------------------------------


def test_every_text_of_the_site_has_both_languages_and_the_same_places_to_fill() -> None:
    for key, entry in read_ui_text()["en"].texts.items():
        places = {form: set(re.findall(r"{(\w+)}", text)) for form, text in entry.items()}
        assert len({frozenset(found) for found in places.values()}) == 1, key


def test_every_text_of_the_site_is_used_somewhere() -> None:
    files = [*TEMPLATES.rglob("*.md"), *TEMPLATES.parent.glob("generator/**/*.py")]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    families = ("table_", "warn_", "tie_", "kind_", "fact_", "change_", "mark_")
    for key in read_ui_text()["en"].texts:
        assert key.startswith(families) or f'"{key}"' in source, key


def test_counting_picks_the_english_singular_and_groups_thousands() -> None:
    ui = read_ui_text()
    assert [ui["en"]("n_events", n=n) for n in (0, 1, 2)] == ["0 events", "1 event", "2 events"]
    assert ui["vi"]("n_events", n=1200) == "1.200 sự kiện"
    assert number_text(1234567, "en") == "1,234,567"


def test_a_text_without_a_language_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "ui.yml"
    file.write_text("events: {en: Events, vi: Sự kiện}\nabout: {en: About}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"ui\.yml:2: 'about' needs a text per language"):
        read_ui_text(file)
