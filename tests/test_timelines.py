"""Pictures of time and their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import BRIDGE, HOSTILE, make_site

from generator.model import Article, Briefing, Lang, PartialDate, Storyline
from generator.site_model import Site
from generator.timelines import Picture, events_picture, outlets_picture, storyline_picture


def link(address: str) -> str:
    return f"../{address}"


def site_of(dates: Sequence[str], outlets: Sequence[Sequence[str]] = ()) -> Site:
    """A site with one event a date, all in one storyline, reported by the given outlets."""
    pattern = make_site().briefings[1]
    articles: dict[str, Article] = {}
    briefings: list[Briefing] = []
    for number, date in enumerate(dates):
        names = outlets[number] if outlets else ["Báo Mẫu"]
        members = [
            replace(BRIDGE, id=f"a{number}-{n}", source=name) for n, name in enumerate(names)
        ]
        articles.update({article.id: article for article in members})
        event = replace(
            pattern.event,
            id=f"e{number}",
            date=PartialDate.parse(date),
            title=f"Tin {number}",
            article_ids=tuple(articles)[-len(members) :],
        )
        briefings.append(replace(pattern, event=event))
    line = Storyline("mau", tuple(item.event.id for item in briefings), "Mạch mẫu", "vi")
    return make_site(articles=articles, briefings=tuple(briefings), storylines=(line,))


def storyline_of(site: Site, lang: Lang = "vi") -> Picture:
    picture = storyline_picture(site, site.storylines[0], site.briefings, lang, link)
    assert picture is not None
    return picture


def tree(picture: Picture) -> ElementTree.Element:
    assert "\n" not in picture.svg
    return ElementTree.fromstring(picture.svg)


def places(picture: Picture) -> list[tuple[float, float]]:
    """Centre of each event's target, (per cent, pixels)."""
    return [
        (float((circle.get("cx") or "").rstrip("%")), float(circle.get("cy") or ""))
        for circle in tree(picture).iter("circle")
        if circle.get("r") == "12"
    ]


def overlaps(marks: Sequence[tuple[float, float]], width: int) -> int:
    """Pairs of targets of 24 pixels that meet on a picture of `width` pixels."""
    return sum(
        ((x - u) * width / 100) ** 2 + (y - v) ** 2 < 24**2
        for place, (x, y) in enumerate(marks)
        for u, v in marks[:place]
    )


def assert_accessible(picture: Picture) -> None:
    root = tree(picture)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    named = (root.get("aria-labelledby") or "").split()
    assert named == ids
    assert all("".join(e.itertext()).strip() for e in root.iter() if e.get("id") in named)
    links = list(root.iter("a"))
    assert root.get("role") == ("group" if links else root.get("role"))
    assert all(element.get("aria-label") for element in links)
    assert all(len(row) == len(picture.head) for row in picture.rows)


def test_a_storyline_puts_its_events_in_order_of_time_each_with_a_link() -> None:
    picture = storyline_of(site_of(["2014-04-10", "2019-06-01", "2024-07-28"]))
    xs = [x for x, _ in places(picture)]
    assert xs == sorted(xs)
    assert 5 <= xs[0] < xs[1] < xs[2] <= 95
    links = [element.get("href") for element in tree(picture).iter("a")]
    assert links == [f"../events/e{n}.html" for n in range(3)]
    assert_accessible(picture)


def test_the_table_says_what_the_picture_shows_in_the_language_of_the_page() -> None:
    picture = storyline_of(site_of(["2014-04", "2024-07-28"]), "en")
    assert picture.title == "Timeline of “en(Mạch mẫu)”"
    assert picture.head == ("Date", "Event", "Articles")
    assert [[cell.text for cell in row] for row in picture.rows] == [
        ["April 2014", "en(Tin 0)", "1"],
        ["28 July 2024", "en(Tin 1)", "1"],
    ]
    assert picture.rows[0][1].href == "../events/e0.html"


def test_events_close_in_time_never_share_a_place_on_a_phone() -> None:
    picture = storyline_of(site_of([f"2024-05-0{day}" for day in range(1, 6)] + ["2020"]))
    assert len(places(picture)) == 6
    assert overlaps(places(picture), 320) == 0


def test_a_storyline_too_dense_for_dots_shows_a_bar_a_year() -> None:
    picture = storyline_of(site_of([f"202{n % 4}-05-{n % 9 + 1:02}" for n in range(60)]))
    texts = [element.text for element in tree(picture).iter("text")]
    assert {"2020", "2021", "2022", "2023", "15"} <= set(texts)
    assert len(picture.rows) == 60
    assert_accessible(picture)


def test_a_partial_date_is_an_outline_as_long_as_the_time_it_may_mean() -> None:
    picture = storyline_of(site_of(["2014-04-10", "2019", "2019-06-02"]))
    outlines = [float((r.get("width") or "").rstrip("%")) for r in tree(picture).iter("rect")]
    assert outlines == [pytest.approx(90 / 6, abs=0.1)]
    month = storyline_of(site_of(["2014-04-10", "2016-05", "2019-06-02"]))
    hollow = [circle for circle in tree(month).iter("circle") if circle.get("class") == "open"]
    assert len(hollow) == 1


def test_an_event_without_a_year_is_counted_but_not_placed() -> None:
    picture = storyline_of(site_of(["2014-04-10", "2019-05-01", "--04-10", ""]))
    assert len(places(picture)) == 2
    assert len(picture.rows) == 4
    assert "Không rõ năm: 2 sự kiện." in picture.svg


def test_one_dated_event_makes_no_timeline() -> None:
    site = site_of(["2014-04-10", "--05-01"])
    assert storyline_picture(site, site.storylines[0], site.briefings, "vi", link) is None


def test_few_labels_stand_under_any_span_of_years() -> None:
    for last in ("2015", "2024", "2099", "9999"):
        texts = list(tree(storyline_of(site_of(["2011", last]))).iter("text"))
        assert 2 <= len(texts) <= 7


def test_months_of_a_year_are_counted_and_linked() -> None:
    site = site_of(["2024-02-01", "2024-02-09", "2024-11-30", "2023-01-01", "2024"])
    picture = events_picture(site, "en", link, 2024)
    assert picture is not None
    assert [[cell.text for cell in row] for row in picture.rows] == [
        ["February 2024", "2"],
        ["November 2024", "1"],
    ]
    links = [element.get("href") for element in tree(picture).iter("a")]
    assert links == ["../months/2024-02.html", "../months/2024-11.html"]
    assert "3 events; most in February 2024 (2)." in picture.svg
    assert_accessible(picture)


def test_the_archive_shows_years_and_a_single_year_its_months() -> None:
    years = events_picture(site_of(["2014-04-10", "2016-01-01", "2016-05-01"]), "vi", link)
    assert years is not None
    assert [row[0].text for row in years.rows] == ["năm 2014", "năm 2016"]
    assert [t.text for t in tree(years).iter("text") if t.text and len(t.text) == 4] == [
        *("2014", "2015", "2016")
    ]
    months = events_picture(site_of(["2014-04-10", "2014-05-01"]), "vi", link)
    assert months is not None
    assert [row[0].text for row in months.rows] == ["tháng 4/2014", "tháng 5/2014"]


def test_one_bar_is_no_picture() -> None:
    assert events_picture(site_of(["2014-04-10", "2014-04-11"]), "vi", link) is None
    assert events_picture(site_of([]), "vi", link) is None
    assert events_picture(site_of(["2014-04-10", "2015"]), "vi", link, 1999) is None


def test_centuries_of_events_become_decades() -> None:
    picture = events_picture(site_of(["1890", "1893", "2024"]), "vi", link)
    assert picture is not None
    assert [row[0].text for row in picture.rows] == ["1890–1899", "2020–2029"]
    assert_accessible(picture)


def test_outlets_have_a_row_each_and_a_dot_for_every_event_they_reported() -> None:
    site = site_of(
        ["2024-05-02", "2024-05-01", "2024-05-03"],
        [["Báo A", "Báo B"], ["Báo A"], ["Báo A", "Một tờ báo có tên rất dài"]],
    )
    picture = outlets_picture(site, site.briefings, "vi", link, "outlets")
    assert picture is not None
    assert len(list(tree(picture).iter("circle"))) == 5
    labels = [text.text for text in tree(picture).iter("text")]
    assert labels == ["1", "2", "3", "Báo A", "Báo B", "Một tờ báo có tên…"]
    assert [row[3].text for row in picture.rows][:2] == ["Báo A", "Báo A, Báo B"]
    assert_accessible(picture)


def test_many_events_and_outlets_stay_whole_in_the_table() -> None:
    site = site_of(
        [f"2024-05-{day:02}" for day in range(1, 31)],
        [[f"Báo {n}", "Báo chung"] for n in range(30)],
    )
    picture = outlets_picture(site, site.briefings, "vi", link, "outlets")
    assert picture is not None
    assert len(picture.rows) == 30
    labels = [text.text for text in tree(picture).iter("text")]
    assert labels[:12] == [str(number) for number in range(19, 31)]
    assert len(labels) == 24


def test_one_outlet_or_one_event_needs_no_picture() -> None:
    one_outlet = site_of(["2024-05-01", "2024-05-02"])
    assert outlets_picture(one_outlet, one_outlet.briefings, "vi", link, "o") is None
    each_its_own = site_of(["2024-05-01", "2024-05-02"], [["Báo A"], ["Báo B"]])
    assert outlets_picture(each_its_own, each_its_own.briefings, "vi", link, "o") is None
    one_event = site_of(["2024-05-01"], [["Báo A", "Báo B"]])
    assert outlets_picture(one_event, one_event.briefings, "vi", link, "o") is None


dates = st.one_of(
    st.dates().map(str),
    st.integers(1, 9999).map(lambda year: f"{year:04}"),
    st.sampled_from(["", "--04-10", "2014-04", "2014-04-10T09:30"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(dates, max_size=12), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_dates_and_titles_give_well_formed_pictures(written: list[str], title: str) -> None:
    site = site_of(written, [[title or "x", HOSTILE]] * len(written))
    site = replace(
        site,
        briefings=tuple(
            replace(item, event=replace(item.event, title=title + HOSTILE))
            for item in site.briefings
        ),
    )
    pictures = [
        storyline_picture(site, site.storylines[0], site.briefings, "en", link),
        events_picture(site, "en", link),
        outlets_picture(site, site.briefings, "en", link, "outlets"),
    ]
    for picture in pictures:
        if picture is not None:
            assert_accessible(picture)
            assert overlaps(places(picture), 320) == 0


def test_the_same_site_gives_the_same_picture() -> None:
    site = site_of(["2014-04-10", "2019", "2024-07-28"])
    assert storyline_of(site) == storyline_of(site_of(["2014-04-10", "2019", "2024-07-28"]))
