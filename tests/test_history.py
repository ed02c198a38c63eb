"""What the site tells about its own changes. All articles here are samples."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.history import (
    FILE_NAME,
    Entry,
    History,
    append_history,
    compare,
    read_history,
)
from generator.model import (
    Article,
    Briefing,
    Claim,
    Event,
    Lang,
    LateBriefing,
    PartialDate,
    Translation,
)
from generator.sentences import article_sentences

QUAKE = "Một trận động đất mạnh 6,1 độ làm 12 người bị thương ở thị trấn mẫu."
RELIEF = "Chính quyền địa phương đã phát 300 thùng nước cho người dân."
MARKET = "Giá gạo mẫu tăng 5% so với tuần trước."


class FixedTranslations:
    """A translation memory that holds what a test gives it."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self.texts = texts or {}

    def get(self, text: str, source: Lang, target: Lang) -> Translation:
        if source == target:
            return Translation(text, source, "source")
        if text in self.texts:
            return Translation(self.texts[text], target, "machine", "sample")
        return Translation(text, source, "missing")


def article(article_id: str, *sentences: str, day: str = "2024-05-01") -> Article:
    return Article(
        article_id,
        f"Bài {article_id}",
        "vi",
        (" ".join(sentences),),
        published=PartialDate.parse(day),
    )


def briefing(event_id: str, *articles: Article, former_ids: tuple[str, ...] = ()) -> Briefing:
    claims = tuple(
        Claim(sentence.text, "vi", (sentence,))
        for item in articles
        for sentence in article_sentences(item)
    )
    event = Event(event_id, tuple(item.id for item in articles), former_ids=former_ids)
    return Briefing(event, claims[0], claims[1:])


def build(
    history: History,
    briefings: list[Briefing],
    *articles: Article,
    translations: Mapping[str, str] | None = None,
) -> tuple[Entry, ...]:
    return compare(
        history, briefings, {item.id: item for item in articles}, FixedTranslations(translations)
    )


def kinds(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    return [(change.event_id, change.kind) for entry in entries for change in entry.changes]


def changes(entries: tuple[Entry, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.kind, change.detail) for entry in entries for change in entry.changes]


@pytest.fixture
def quake() -> Article:
    return article("a1", QUAKE, RELIEF)


@pytest.fixture
def published(quake: Article) -> History:
    return History().with_entries(build(History(), [briefing("quake", quake)], quake))


def test_a_first_build_announces_every_event(quake: Article) -> None:
    market = article("b1", MARKET, day="2023-12")
    entries = build(
        History(), [briefing("quake", quake), briefing("market", market)], quake, market
    )
    assert kinds(entries) == [("market", "published"), ("quake", "published")]
    assert entries[0].changes[0].date == "2023-12"
    assert entries[1].changes[0].detail == ("Bài a1",)


def test_a_second_build_of_the_same_content_announces_nothing(
    published: History, quake: Article
) -> None:
    assert build(published, [briefing("quake", quake)], quake) == ()


def test_an_event_that_is_known_to_be_as_told_is_not_looked_at(
    published: History, quake: Article
) -> None:
    def unread() -> Briefing:
        raise AssertionError("the summary was read")

    late = LateBriefing(briefing("quake", quake).event, unread)
    known = {quake.id: quake}
    assert compare(published, [late], known, FixedTranslations(None), ["quake"]) == ()
    with pytest.raises(AssertionError, match="was read"):
        compare(published, [late], known, FixedTranslations(None))


def test_a_late_briefing_is_the_one_that_is_read(quake: Article) -> None:
    whole = briefing("quake", quake)
    late = LateBriefing(whole.event, lambda: whole)
    assert late.all_claims == whole.all_claims
    assert (late.event, late.facts) == (whole.event, whole.facts)
    with pytest.raises(AttributeError):
        late.nothing  # noqa: B018  # asked for on purpose


def test_the_last_line_of_an_event_is_known(published: History, quake: Article) -> None:
    entries = build(published, [], quake)
    assert list(published.lines) == ["quake"]
    assert not published.with_entries(entries).lines


def test_a_corrected_number_is_announced_with_the_old_and_the_new_words(
    published: History,
) -> None:
    corrected = QUAKE.replace("12 người", "21 người")
    now = article("a1", corrected, RELIEF)
    assert changes(build(published, [briefing("quake", now)], now)) == [
        ("corrected", (QUAKE, corrected))
    ]


def test_a_correction_is_announced_although_the_summary_dropped_the_sentence(
    published: History,
) -> None:
    corrected = QUAKE.replace("6,1", "5,8")
    now = article("a1", corrected, RELIEF)
    only_relief = Claim(RELIEF, "vi", (article_sentences(now)[1],))
    shown = Briefing(Event("quake", ("a1",)), only_relief, ())
    assert changes(build(published, [shown], now)) == [("corrected", (QUAKE, corrected))]


def test_a_sentence_taken_out_of_its_article_is_announced_without_new_words(
    published: History,
) -> None:
    now = article("a1", RELIEF)
    assert changes(build(published, [briefing("quake", now)], now)) == [("corrected", (QUAKE, ""))]


def test_choosing_other_sentences_or_splitting_them_elsewhere_is_no_correction(
    published: History, quake: Article
) -> None:
    sentence = article_sentences(quake)[1]
    shorter = Briefing(Event("quake", ("a1",)), Claim(RELIEF, "vi", (sentence,)), ())
    respaced = article("a1", QUAKE.replace("mạnh 6,1", "mạnh  6,1"), "Thêm: " + RELIEF)
    assert changes(build(published, [shorter], quake)) == []
    assert changes(build(published, [briefing("quake", respaced)], respaced)) == []


def test_a_new_article_makes_an_event_grow_and_dates_the_change(
    published: History, quake: Article
) -> None:
    later = article("a2", "Thêm một dư chấn mẫu nữa.", day="2024-05-03T08:00")
    (entry,) = build(published, [briefing("quake", quake, later)], quake, later)
    (change,) = entry.changes
    assert (change.kind, change.detail, change.date) == ("grown", ("Bài a2",), "2024-05-03")


def test_a_merge_is_announced_once_and_the_old_event_leaves_quietly(quake: Article) -> None:
    market = article("b1", MARKET)
    before = History().with_entries(
        build(History(), [briefing("quake", quake), briefing("market", market)], quake, market)
    )
    merged = briefing("quake", quake, market, former_ids=("market",))
    entries = build(before, [merged], quake, market)
    assert changes(entries) == [("merged", ("Bài b1",))]
    after = before.with_entries(entries)
    assert set(after.events) == {"quake"}
    assert build(after, [merged], quake, market) == ()


def test_an_event_renamed_by_an_editor_keeps_its_story(published: History) -> None:
    corrected = QUAKE.replace("12 người", "21 người")
    now = article("a1", corrected, RELIEF)
    entries = build(published, [briefing("dong-dat", now, former_ids=("quake",))], now)
    assert kinds(entries) == [("dong-dat", "corrected")]
    assert set(published.with_entries(entries).events) == {"dong-dat"}


def test_a_split_names_the_articles_that_left(quake: Article) -> None:
    market = article("b1", MARKET)
    before = History().with_entries(
        build(History(), [briefing("quake", quake, market)], quake, market)
    )
    entries = build(before, [briefing("quake", quake), briefing("market", market)], quake, market)
    assert ("market", "published") in kinds(entries)
    assert ("split", ("Bài b1",)) in changes(entries)


def test_withdrawn_articles_and_events_are_announced(quake: Article) -> None:
    market, other = article("b1", MARKET), article("c1", "Một tin mẫu khác hẳn.")
    before = History().with_entries(
        build(
            History(),
            [briefing("quake", quake, other), briefing("market", market)],
            *(quake, other, market),
        )
    )
    entries = build(before, [briefing("quake", quake)], quake)
    assert kinds(entries) == [("market", "withdrawn"), ("quake", "withdrawn")]
    assert ("withdrawn", ("Bài c1",)) in changes(entries)
    assert set(before.with_entries(entries).events) == {"quake"}


def test_a_renamed_article_file_is_no_news(quake: Article, published: History) -> None:
    renamed = dataclasses.replace(quake, id="a1-renamed")
    assert changes(build(published, [briefing("quake", renamed)], renamed)) == []


def test_a_translation_that_now_gives_another_number_is_a_correction(quake: Article) -> None:
    def after(before: str, now: str) -> list[tuple[str, tuple[str, ...]]]:
        shown = [briefing("quake", quake)]
        history = History().with_entries(
            build(History(), shown, quake, translations={RELIEF: before})
        )
        return changes(build(history, shown, quake, translations={RELIEF: now}))

    wrong, right = "They gave out 3,000 crates.", "They gave out 300 crates of water."
    assert after(wrong, right) == [("corrected", (wrong, right))]
    assert after("They gave two crates.", "They gave three.") != []
    assert after("Both got 300 crates on 10/4.", "They were given 300 crates on 10 April.") == []
    assert after("They gave 3 thousand crates.", "They gave out 3,000 crates.") == []
    assert after("", right) == []


def test_the_file_gives_back_what_was_appended(
    tmp_path: Path, published: History, quake: Article
) -> None:
    first = build(History(), [briefing("quake", quake)], quake)
    append_history(tmp_path, first)
    assert read_history(tmp_path) == published
    start = (tmp_path / FILE_NAME).read_bytes()
    now = article("a1", QUAKE.replace("12", "13"), RELIEF)
    second = build(published, [briefing("quake", now)], now, translations={RELIEF: "Water."})
    append_history(tmp_path, second)
    assert read_history(tmp_path) == published.with_entries(second)
    assert (tmp_path / FILE_NAME).read_bytes().startswith(start)


def test_nothing_to_add_leaves_no_file(tmp_path: Path) -> None:
    append_history(tmp_path, ())
    assert read_history(tmp_path) == History()
    assert list(tmp_path.iterdir()) == []


def test_every_broken_line_is_named(tmp_path: Path) -> None:
    good = '{"event":"e","changes":[],"state":null}'
    bad = ["<<<<<<< HEAD", "[]", '{"event":"e"}', '{"event":1,"changes":[],"state":null}']
    bad += ['{"event":"e","changes":[{"date":"soon","kind":"grown","detail":[]}],"state":null}']
    bad += ['{"event":"\\ud800","changes":[],"state":null}']
    (tmp_path / FILE_NAME).write_text("\n".join([good, *bad, ""]), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_history(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5, 6, 7]


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.text(), max_size=3))
def test_reading_any_json_gives_a_history_or_an_error_that_names_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    (folder / FILE_NAME).write_text(json.dumps({"changes": [], **data}), encoding="utf-8")
    with pytest.raises(ContentError, match=FILE_NAME):
        read_history(folder)


@given(title=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_survives_the_file(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    folder = tmp_path_factory.mktemp("history")
    item = Article("a", title, "vi", (RELIEF,), published=PartialDate(2024))
    entries = build(History(), [briefing("e", item)], item)
    append_history(folder, entries)
    assert read_history(folder) == History().with_entries(entries)
