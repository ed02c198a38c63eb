"""Storylines: one affair over years, and nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from generator.articles import read_articles
from generator.event_edits import Edit, EventEdits
from generator.events import group_articles
from generator.model import Article, Event, Lang, PartialDate, Storyline
from generator.published import Published
from generator.settings import EventSettings
from generator.storylines import count_themes, link_events, theme_in
from generator.translation.glossary import read_glossary

CONTENT = Path(__file__).parent.parent / "content"
GLOSSARY = read_glossary(CONTENT)
SEEDS = tuple(a for a in read_articles(CONTENT) if (a.published.year or 0) < 2025)
DEFAULTS = EventSettings()


def _sample(id_: str, day: str, title: str, *body: str, lang: Lang = "vi") -> Article:
    return Article(id_, title, lang, body, published=PartialDate.parse(day))


# Samples, invented for these tests.
TRADE = _sample(
    "trade",
    "2019-07-02",
    "Nhật Bản siết xuất khẩu vật liệu bán dẫn sang Hàn Quốc",
    "Nhật Bản hôm nay công bố hạn chế xuất khẩu ba loại hóa chất dùng để sản xuất chất bán dẫn "
    "sang Hàn Quốc. Seoul phản đối và dọa kiện lên Tổ chức Thương mại Thế giới.",
    "Bộ Công nghiệp Hàn Quốc cho biết các doanh nghiệp xuất khẩu sẽ chịu thiệt hại nặng. Mỹ kêu "
    "gọi hai nước đối thoại về thương mại.",
)
FOOTBALL = _sample(
    "football",
    "2022-07-27",
    "Nhật Bản thắng Hàn Quốc ở giải bóng đá Đông Á",
    "Đội tuyển Nhật Bản đánh bại Hàn Quốc 3-0 trong trận đấu cuối cùng của giải. Huấn luyện viên "
    "Hàn Quốc thừa nhận các cầu thủ thi đấu không tốt. Nhật Bản giành chức vô địch.",
)
CHIPS = _sample(
    "chips",
    "2024-06-27",
    "Mỹ, Nhật Bản, Hàn Quốc lập quỹ hỗ trợ chuỗi cung ứng chip",
    "Bộ trưởng thương mại ba nước Mỹ, Nhật Bản và Hàn Quốc thống nhất lập quỹ hỗ trợ chuỗi cung "
    "ứng chất bán dẫn. Ba bên cam kết tăng đầu tư và giảm thuế quan cho doanh nghiệp.",
)
DRILL = _sample(
    "drill",
    "2024-06-28",
    "Mỹ - Nhật - Hàn tập trận chung trên biển",
    "Hải quân Mỹ, Nhật Bản và Hàn Quốc bắt đầu tập trận chung ba ngày tại vùng biển phía đông bán "
    "đảo Triều Tiên nhằm ứng phó mối đe dọa tên lửa và hạt nhân của Triều Tiên.",
    "Bộ Quốc phòng Hàn Quốc cho biết ba nước sẽ chia sẻ dữ liệu cảnh báo tên lửa và tăng cường "
    "hợp tác an ninh.",
)
DRILL_EN = _sample(
    "drill-en",
    "2024-11-13",
    "US, Japan and South Korea hold second joint naval drill",
    "The United States, Japan and South Korea began a three-day military exercise in waters near "
    "the Korean peninsula to deter North Korean missiles, South Korea's defense ministry said.",
    "The navy drill follows an agreement of Japan, South Korea and the United States to share "
    "missile data and to strengthen security and deterrence.",
    lang="en",
)
FLOOD = _sample(
    "flood", "2024-08-01", "Lũ lớn ở Thái Nguyên", "Mưa lớn gây lũ lụt ở Thái Nguyên, 2 người chết."
)


def _link(
    articles: tuple[Article, ...],
    edits: EventEdits | None = None,
    published: Published | None = None,
) -> tuple[tuple[Storyline, ...], tuple[Event, ...]]:
    events = group_articles(articles, DEFAULTS, GLOSSARY, edits, published)
    return link_events(events, articles, DEFAULTS, GLOSSARY, edits, published), events


def _event_of(article: Article, events: tuple[Event, ...]) -> str:
    return next(event.id for event in events if article.id in event.article_ids)


def test_the_first_five_articles_are_one_storyline_named_in_both_languages() -> None:
    (line,), events = _link(SEEDS)
    assert line.event_ids == tuple(event.id for event in events)
    assert line.id == "us-japan-south-korea-security-cooperation"
    assert line.names == {
        "en": "US–Japan–South Korea security cooperation",
        "vi": "Hợp tác an ninh Mỹ – Nhật – Hàn",
    }
    ties = {tie.text for tie in line.ties}
    assert {"Mỹ", "Nhật Bản", "Hàn Quốc"} <= ties
    # A person is not told twice because the country stands before the name.
    assert "Lloyd Austin" in ties
    assert "Mỹ Lloyd Austin" not in ties


def test_a_theme_has_its_name_in_both_languages() -> None:
    assert theme_in("en", "hợp tác an ninh", "vi") == "security cooperation"
    assert theme_in("vi", "security cooperation", "en") == "hợp tác an ninh"
    assert theme_in("en", "Lloyd Austin", "vi") is None


@pytest.mark.parametrize("other", [TRADE, FOOTBALL, CHIPS, FLOOD], ids=lambda a: a.id)
def test_another_affair_of_the_same_countries_does_not_join(other: Article) -> None:
    lines, events = _link((*SEEDS, other))
    assert len(lines) == 1
    assert len(lines[0].event_ids) == len(SEEDS)
    assert _event_of(other, events) not in lines[0].event_ids


@pytest.mark.parametrize("step", [DRILL, DRILL_EN], ids=lambda a: a.id)
def test_a_further_step_of_the_affair_joins_in_either_language(step: Article) -> None:
    (line,), events = _link((*SEEDS, step))
    assert _event_of(step, events) in line.event_ids


def test_an_accident_and_its_inquiry_are_one_storyline() -> None:
    crash = _sample(
        "crash",
        "2024-02-01",
        "Xe khách Hoàng Long lao xuống vực ở đèo Khánh Lê",
        "Xe khách của hãng Hoàng Long lao xuống vực ở đèo Khánh Lê, tỉnh Khánh Hòa, bốn người "
        "chết. Tài xế Trần Văn Bảy mất lái khi đổ đèo trong sương mù.",
    )
    trial = _sample(
        "trial",
        "2024-08-20",
        "Tài xế Trần Văn Bảy lĩnh án vụ xe khách Hoàng Long ở đèo Khánh Lê",
        "Tòa án tỉnh Khánh Hòa tuyên phạt tài xế Trần Văn Bảy bảy năm tù trong vụ xe khách Hoàng "
        "Long lao xuống vực ở đèo Khánh Lê làm bốn người chết.",
    )
    (line,), _ = _link((crash, trial, FLOOD, TRADE))
    assert len(line.event_ids) == 2
    assert line.title


def test_unrelated_events_are_in_no_storyline() -> None:
    assert _link((TRADE, FOOTBALL, FLOOD))[0] == ()


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [*SEEDS, DRILL, TRADE, CHIPS]
    wanted = _link(tuple(articles))
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert _link(tuple(articles)) == wanted


def test_a_published_storyline_keeps_its_id_when_it_grows_and_shrinks() -> None:
    lines, events = _link(SEEDS)
    published = Published().updated(events, lines)
    for articles in ((*SEEDS, DRILL, DRILL_EN, CHIPS), SEEDS[:3], SEEDS):
        (line,), now = _link(articles, None, published)
        assert line.id == lines[0].id
        published = published.updated(now, (line,))


def test_what_was_published_apart_stays_apart_until_something_new_brings_it_together() -> None:
    events = group_articles((DRILL, DRILL_EN), DEFAULTS, GLOSSARY)
    apart = Published().updated(events, ())
    assert _link((DRILL, DRILL_EN), None, apart)[0] == ()
    assert len(_link((DRILL, DRILL_EN))[0]) == 1
    (line,), now = _link((*SEEDS, DRILL, DRILL_EN), None, apart)
    assert line.event_ids == tuple(event.id for event in now)


def test_a_published_event_that_has_grown_is_compared_again() -> None:
    events = group_articles((DRILL, DRILL_EN), DEFAULTS, GLOSSARY)
    again = replace(DRILL, id="drill-again", source="Báo Mẫu")
    apart = Published().updated(events, ())
    (line,), now = _link((DRILL, DRILL_EN, again), None, apart)
    assert sorted(len(event.article_ids) for event in now) == [1, 2]
    assert line.event_ids == tuple(event.id for event in now)


def test_an_event_that_editors_take_out_of_its_storyline_is_compared_again() -> None:
    lines, _ = _link((*SEEDS, DRILL))
    events = group_articles((*SEEDS, DRILL, DRILL_EN), DEFAULTS, GLOSSARY)
    published = Published().updated(events, lines)
    (line,), _ = _link((*SEEDS, DRILL, DRILL_EN), None, published)
    pair = {_event_of(DRILL, events), _event_of(DRILL_EN, events)}
    assert pair & {*line.event_ids} == {_event_of(DRILL, events)}
    edits = EventEdits({}, {line.id: Edit(line.id, {}, (), (_event_of(DRILL, events),))})
    found, _ = _link((*SEEDS, DRILL, DRILL_EN), edits, published)
    assert pair in [{*line.event_ids} for line in found]


def test_editors_name_pin_and_take_out() -> None:
    lines, events = _link((*SEEDS, FLOOD))
    published = Published().updated(events, lines)
    out, extra = events[0].id, _event_of(FLOOD, events)
    names: dict[Lang, str] = {"vi": "Tam giác an ninh"}
    edits = EventEdits({}, {lines[0].id: Edit(lines[0].id, names, (extra,), (out,))})
    (line,), _ = _link((*SEEDS, FLOOD), edits, published)
    assert extra in line.event_ids
    assert out not in line.event_ids
    assert line.names["vi"] == "Tam giác an ninh"
    assert line.title == "Tam giác an ninh"


def test_themes_are_counted_by_their_longest_phrase_in_both_languages() -> None:
    assert count_themes("Tập trận hải quân và tên lửa", "vi") == {"security": 3}
    assert count_themes("Export controls hit the supply chain", "en") == {"trade": 2}
