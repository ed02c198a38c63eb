"""Grouping: order, lasting ids, dates, languages, edits."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.articles import read_articles, read_jsonl
from generator.cache import Cache
from generator.clustering import (
    MAX_PRIOR,
    MAX_SINGLE_PRICE,
    RIVAL_FLOOR,
    Pairs,
    Rules,
    Start,
    count_features,
    day_gap,
    find_groups,
    less_rivals,
    no_size_price,
    other_issues,
    prior_odds,
    score_pairs,
    size_price,
)
from generator.event_edits import Edit, EventEdits
from generator.events import best_title, find_ties, group_articles, group_plain
from generator.model import Article, Event, Lang, PartialDate
from generator.published import Published, follow
from generator.settings import EventSettings
from generator.text_features import article_features, find_days, pair_dots, rarity_roots
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "samples" / "events"
DEFAULTS = EventSettings()
EMPTY = Glossary()


def _pairs() -> tuple[tuple[Article, ...], dict[str, str]]:
    lines = (SAMPLES / "pairs.jsonl").read_text("utf-8").splitlines()
    gold = {row["id"]: row["event"] for row in map(json.loads, lines)}
    return read_jsonl(lines, "pairs.jsonl"), gold


def _group(
    articles: list[Article] | tuple[Article, ...],
    edits: EventEdits | None = None,
    published: Published | None = None,
) -> tuple[Event, ...]:
    return group_articles(articles, DEFAULTS, EMPTY, edits, published)


def _sets(events: tuple[Event, ...]) -> set[frozenset[str]]:
    return {frozenset(event.article_ids) for event in events}


def _undated(articles: tuple[Article, ...]) -> list[Article]:
    return [dataclasses.replace(article, published=PartialDate()) for article in articles]


ARTICLES, GOLD = _pairs()
WANTED = {
    frozenset(id_ for id_, other in GOLD.items() if other == event) for event in GOLD.values()
}


@pytest.mark.parametrize("dated", [True, False])
def test_twenty_english_and_vietnamese_reports_meet_in_twenty_events(dated: bool) -> None:
    articles = list(ARTICLES) if dated else _undated(ARTICLES)
    assert _sets(_group(articles)) == WANTED


def test_the_first_five_articles_are_five_events() -> None:
    seeds = [a for a in read_articles(ROOT / "content") if (a.published.year or 0) < 2025]
    glossary = read_glossary(ROOT / "content")
    assert len(group_articles(seeds, DEFAULTS, glossary)) == len(seeds)


@pytest.mark.parametrize("titled", [True, False])
def test_the_first_five_articles_are_five_events_even_if_nobody_knows_their_dates(
    titled: bool,
) -> None:
    seeds = _undated(read_articles(ROOT / "content"))[:5]
    seeds = [a for a in seeds if titled] or [dataclasses.replace(a, title="") for a in seeds]
    glossary = read_glossary(ROOT / "content")
    assert len(group_articles(seeds, DEFAULTS, glossary)) == len(seeds)


def _column(number: int, day: str, title: str, lang: Lang, body: str) -> Article:
    return Article(f"c{number}", title, lang, (body,), published=PartialDate.parse(day))


GOLD_PRICE = (
    "Giá vàng SJC sáng nay được Công ty Vàng bạc Mẫu niêm yết ở mức {buy} triệu đồng mỗi lượng mua "
    "vào và {sell} triệu đồng mỗi lượng bán ra. Trên thị trường thế giới, giá vàng giao ngay đứng "
    "ở mức {world} USD mỗi ounce. Chênh lệch giữa giá trong nước và thế giới còn khoảng {gap} "
    "triệu đồng."
)


def test_issues_of_a_column_are_events_of_their_days() -> None:
    first = GOLD_PRICE.format(buy="81,20", sell="83,20", world="2.331", gap="11,4")
    later = GOLD_PRICE.format(buy="79,75", sell="81,90", world="2.298", gap="10,2")
    articles = [
        _column(1, "2024-05-06", "Giá vàng hôm nay 6/5: tăng mạnh đầu tuần", "vi", first),
        _column(2, "2024-05-06", "Giá vàng ngày 6/5 tăng vọt", "vi", "Tăng vọt. " + first),
        _column(3, "2024-05-08", "Giá vàng hôm nay 8/5: quay đầu lao dốc", "vi", later),
        _column(4, "2024-05-08", "Giá vàng ngày 8/5 giảm sâu", "vi", "Giảm sâu. " + later),
    ]
    wanted = {frozenset({"c1", "c2"}), frozenset({"c3", "c4"})}
    assert _sets(_group(articles)) == wanted
    assert _sets(_group(_undated(tuple(articles)))) == wanted


def test_a_column_that_always_has_one_title_is_told_by_its_dates() -> None:
    first = GOLD_PRICE.format(buy="81,20", sell="83,20", world="2.331", gap="11,4")
    later = GOLD_PRICE.format(buy="79,75", sell="81,90", world="2.298", gap="10,2")
    one = _column(1, "2024-05-06", "Giá vàng hôm nay", "vi", first)
    two = _column(2, "2024-05-08", "Giá vàng hôm nay", "vi", later)
    reprint = dataclasses.replace(one, id="c3", published=PartialDate.parse("2024-05-07"))
    assert _sets(_group([one, two, reprint])) == {frozenset({"c1", "c3"}), frozenset({"c2"})}


@pytest.mark.parametrize(
    ("first", "second", "apart", "unlike", "other"),
    [
        ("Gold on May 6", "Gold on May 8", False, False, True),
        ("Gold on May 6", "Markets on May 6 and 7 May", True, True, False),
        ("Gold price of today", "Gold price of today", True, False, True),
        ("Gold price of today", "Gold price of today", False, True, False),
        ("Lottery draw 1,201", "Lottery draw 1,202", True, False, True),
        ("News in brief", "News in brief", False, True, True),
        ("News in brief", "News in brief", False, False, False),
        ("", "", True, True, False),
        ("Weather", "Weather", True, True, False),
    ],
)
def test_issues_of_a_column_are_known_by_their_titles(
    first: str, second: str, apart: bool, unlike: bool, other: bool
) -> None:
    one, two = (
        article_features(Article("a", title, "en", ("Text.",))) for title in (first, second)
    )
    assert other_issues(one, two, apart, unlike) is other
    assert other_issues(two, one, apart, unlike) is other


def _score(first: Article, second: Article) -> float:
    found = score_pairs([first, second], count_features([first, second]))
    assert len(found.scores) == 1
    return float(found.scores[0])


def test_titles_that_say_the_same_bring_two_reports_together() -> None:
    first = Article(
        "first",
        "Ferry aground off Palawan",
        "en",
        ("The Maria Lucia hit a sandbank on Tuesday.", "Fishermen brought water to passengers."),
    )
    body = ("A diver looked at the hull of the Maria Lucia after dark.", "Nobody was hurt.")
    same = Article("second", "Palawan ferry runs aground", "en", body)
    other = dataclasses.replace(same, title="Harbour office answers its critics")
    bare = [dataclasses.replace(article, title="") for article in (first, same)]
    assert _score(first, same) > _score(first, other)
    assert _score(first, same) > _score(*bare)
    # A text without a title is judged by its first words, not held to be unlike.
    assert _score(first, bare[1]) > _score(first, other) + 1


def test_what_two_texts_share_is_summed_over_their_words_however_often_they_stand() -> None:
    texts = ("ferry palawan harbour", "ferry ferry ferry palawan diver", "ferry lawyer", "palawan")
    counted = [article_features(Article(f"r{n}", "", "en", (t,))) for n, t in enumerate(texts)]
    rows = rarity_roots([features.words for features in counted], "en")
    both, ferry, palawan, none = pair_dots(rows, [0, 0, 0, 2], [1, 2, 3, 3])
    assert both == pytest.approx(ferry + palawan)
    assert palawan > ferry > none == 0


def test_a_pair_counts_less_where_both_have_closer_partners() -> None:
    # 0-1 and 2-3 are close; 1-2 is the same pair as 4-5, but 4 and 5 have nobody closer.
    left, right = np.array([0, 0, 1, 2, 2, 4]), np.array([1, 6, 2, 3, 7, 5])
    scores = np.array([5.0, 5.0, 1.0, 5.0, 5.0, 1.0])
    found = less_rivals(scores, left, right, 8)
    assert found[2] < found[5] == scores[5]
    assert (found <= scores).all()
    assert less_rivals(np.minimum(scores, RIVAL_FLOOR), left, right, 8).max() == RIVAL_FLOOR


def test_a_collection_of_lone_articles_asks_for_more_likeness() -> None:
    odds = [prior_odds(paired, 1_000) for paired in range(0, 1_001, 100)]
    assert odds == sorted(odds)
    assert odds[0] < 0 < odds[-1] == MAX_PRIOR
    assert prior_odds(0, 0) == pytest.approx(np.log(4), abs=1e-4)


def test_an_event_of_unusual_size_asks_for_more_likeness() -> None:
    price = size_price([3] * 100 + [2] * 10)
    assert price(1, 1) == price(1, 2) == 0, "an event of three is usual"
    # The reports of an archive come one by one: no event is ever closed to the next.
    assert 0 < price(1, 3) <= MAX_SINGLE_PRICE < price(3, 3) <= MAX_PRIOR
    assert price(2, 4) == price(4, 2)
    assert size_price([3] * 50 + [6] * 50)(3, 3) == 0, "events of six are usual there"
    assert size_price([])(3, 3) == 0 == no_size_price(3, 3)


def _all_pairs(events: list[list[int]], across: dict[tuple[int, int], float]) -> Pairs:
    scores = {(a, b): 4.0 for event in events for a in event for b in event if a < b} | across
    ends = np.array([*scores], np.int64)
    return Pairs(ends[:, 0], ends[:, 1], np.array([*scores.values()]), frozenset())


@pytest.mark.parametrize("usual", [3, 6])
def test_two_groups_join_or_not_by_what_sizes_events_have_in_their_collection(usual: int) -> None:
    events = [[*range(start, start + usual)] for start in range(6, 6 + 30 * usual, usual)]
    across = {(a, b): 0.0 for a in (0, 1, 2) for b in (3, 4, 5)}
    pairs = _all_pairs([[0, 1, 2], [3, 4, 5], *events], across)
    number = 6 + 30 * usual
    starts = [Start((place,)) for place in range(number)]
    rules = Rules(threshold=-1.0, contrast=0.0)
    groups = find_groups(pairs, [PartialDate()] * number, starts, 14, rules)
    assert ([0, 1, 2] in groups) == (usual == 3)
    assert ([0, 1, 2, 3, 4, 5] in groups) == (usual == 6)
    assert all(event in groups for event in events)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(random: random.Random) -> None:
    shuffled = list(ARTICLES)
    random.shuffle(shuffled)
    assert _group(shuffled) == _group(ARTICLES)


@settings(max_examples=4, deadline=None)
@given(st.randoms(use_true_random=False))
def test_articles_that_come_one_by_one_never_change_a_published_id(
    random: random.Random,
) -> None:
    arriving = list(ARTICLES[:16])
    random.shuffle(arriving)
    published, seen = Published(), dict[str, str]()
    for count in range(1, len(arriving) + 1):
        events = _group(arriving[:count], published=published)
        published = published.updated(events, ())
        live = {event.id for event in events}
        now = {article: event.id for event in events for article in event.article_ids}
        for article, event_id in seen.items():
            assert now[article] == follow(event_id, published.event_redirects)
        assert {follow(id_, published.event_redirects) for id_ in seen.values()} <= live
        seen = now
    assert _sets(_group(arriving, published=published)) == {
        group for group in WANTED if group <= {a.id for a in arriving}
    }


def test_an_article_that_is_removed_and_comes_back_finds_its_old_event() -> None:
    first = _group(ARTICLES)
    published = Published().updated(first, ())
    for gone in ("en-03", "vi-03"):
        without = [article for article in ARTICLES if article.id != gone]
        smaller = _group(without, published=published)
        assert {event.id for event in smaller} == {event.id for event in first}
        kept = published.updated(smaller, ())
        assert _group(ARTICLES, published=kept) == first


def test_an_event_whose_articles_are_all_gone_keeps_its_id_for_their_return() -> None:
    first = _group(ARTICLES)
    lone = next(event for event in first if "en-05" in event.article_ids)
    rest = [article for article in ARTICLES if article.id not in lone.article_ids]
    published = Published().updated(first, ())
    published = published.updated(_group(rest, published=published), ())
    assert lone in _group(ARTICLES, published=published)


def test_what_is_published_together_stays_together() -> None:
    published = Published({"2024-01-01-odd-pair": ("en-01", "en-02")})
    events = _group(ARTICLES, published=published)
    odd = next(event for event in events if event.id == "2024-01-01-odd-pair")
    assert {"en-01", "en-02"} <= set(odd.article_ids)


def test_a_new_article_joins_the_published_event_it_reports() -> None:
    early = [article for article in ARTICLES if article.lang == "en"]
    events = _group(early)
    published = Published().updated(events, ())
    grown = _group(ARTICLES, published=published)
    assert {event.id for event in grown} == {event.id for event in events}
    assert _sets(grown) == WANTED


def test_articles_far_apart_in_time_are_not_one_event() -> None:
    one = ARTICLES[0]
    late = dataclasses.replace(one, id="late", published=PartialDate.parse("2024-04-20"))
    near = dataclasses.replace(one, id="near", published=PartialDate.parse("2024-03-06"))
    found = _sets(_group([one, late, near]))
    assert found == {frozenset({one.id, "near"}), frozenset({"late"})}


def test_a_date_known_to_the_month_only_does_not_keep_reports_apart() -> None:
    one = ARTICLES[0]
    month = dataclasses.replace(one, id="month", published=PartialDate.parse("2024-03"))
    assert len(_group([one, month])) == 1


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2024-03-05", "2024-03-08", 3),
        ("2024-03-08", "2024-03-05", 3),
        ("2024-03", "2024-03-20", 0),
        ("2024-02", "2024-03-02", 2),
        ("2024-03-05", "", 0),
        ("2023", "2024-01-03", 3),
        ("--03-05", "2024-03-08", 3),
        ("--12-31", "--01-01", 1),
        ("2024-03-05", "2024-03-05T10:00", 0),
    ],
)
def test_the_gap_between_dates_is_the_least_that_is_known(
    first: str, second: str, days: int
) -> None:
    assert day_gap(PartialDate.parse(first), PartialDate.parse(second)) == days


def test_an_id_is_the_date_and_the_title_of_the_first_article() -> None:
    ids = {event.id for event in _group(ARTICLES)}
    assert "2024-03-05-ferry-with-140-aboard-runs-aground-off-palawan" in ids
    lone = dataclasses.replace(ARTICLES[0], published=PartialDate.parse("--03-05"))
    assert _group([lone])[0].id.startswith("03-05-ferry")


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("vi", "Ngày 23/10 và ngày 5 tháng 3", [65, 297]),
        ("vi", "hôm 12-11, tỷ số 3-0, tăng 2.5 lần, 1.5.2024", [122, 317]),
        ("vi", "ngày 31/2 hay 45/10 không có thật", []),
        ("en", "On October 23 and 5 Mar , not 10/24", [65, 297]),
        ("en", "It may 5 times fall, in May 5 of them", [126]),
    ],
)
def test_the_days_that_a_text_speaks_of_are_found(lang: Lang, text: str, days: list[int]) -> None:
    assert find_days(text, lang) == days


def test_equal_titles_on_one_day_get_different_ids() -> None:
    texts = ("Một trận mưa lớn ở Huế.", "Bóng đá: đội chủ nhà thắng 3-0 ở Pleiku.")
    articles = [
        Article(f"a{n}", "Tin vắn", "vi", (text,), published=PartialDate.parse("2024-05-01"))
        for n, text in enumerate(texts)
    ]
    assert [event.id for event in _group(articles)] == [
        "2024-05-01-tin-van",
        "2024-05-01-tin-van-2",
    ]


def test_an_article_without_a_title_or_a_date_still_gets_a_name() -> None:
    bare = Article("x", "", "en", ("https://example.org/a", "The bridge reopened. It was late."))
    (event,) = _group([bare])
    assert (event.id, event.title) == ("the-bridge-reopened", "The bridge reopened.")


def test_the_title_informs_rather_than_teases() -> None:
    body = ("A ferry with 140 people ran aground off Palawan.",)
    tease = Article("a", "You won't believe what this ferry did!", "en", body)
    plain = Article("b", "Ferry with 140 people runs aground off Palawan", "en", body)
    assert best_title([tease, plain]) is plain


def test_ties_name_what_the_articles_share() -> None:
    pair = [article for article in ARTICLES if GOLD[article.id] == "e2"]
    shared = {tie.text for tie in find_ties(pair, read_glossary(ROOT / "content"))}
    assert "Kazuo Ueda" in shared
    assert find_ties(pair[:1], EMPTY) == ()


def test_an_editor_takes_an_article_out_and_it_opens_its_own_event() -> None:
    first = _group(ARTICLES)
    published = Published().updated(first, ())
    event = next(event for event in first if "vi-02" in event.article_ids)
    edits = EventEdits({event.id: Edit(event.id, without=("vi-02",))})
    after = _group(ARTICLES, edits, published)
    kept = next(e for e in after if e.id == event.id)
    assert "vi-02" not in kept.article_ids
    assert any(e.article_ids == ("vi-02",) for e in after)


def test_an_editor_merges_events_and_the_old_address_leads_to_the_new() -> None:
    first = _group(ARTICLES)
    published = Published().updated(first, ())
    keep, gone = first[0].id, first[1].id
    edits = EventEdits({keep: Edit(keep, merge=(gone,))})
    after = _group(ARTICLES, edits, published)
    merged = next(event for event in after if event.id == keep)
    assert set(merged.article_ids) == {*first[0].article_ids, *first[1].article_ids}
    assert merged.former_ids == (gone,)
    assert gone not in {event.id for event in after}
    kept = published.updated(after, ())
    assert kept.event_redirects == {gone: keep}
    # The redirect outlives the entry.
    assert _group(ARTICLES, None, kept) == tuple(
        dataclasses.replace(event, names={}) for event in after
    )


def test_an_editor_pins_and_names_a_new_event() -> None:
    names = {"en": "Two at once"}
    edits = EventEdits({"two-at-once": Edit("two-at-once", names, ("en-01", "en-09"))})
    event = next(e for e in _group(ARTICLES, edits) if e.id == "two-at-once")
    assert {"en-01", "en-09"} <= set(event.article_ids)
    assert event.names == names
    assert event.ties[0].kind == "editor"
    assert event.ties[0].article_ids == ("en-01", "en-09")


def test_a_threshold_of_one_keeps_every_article_alone() -> None:
    alone = group_articles(ARTICLES, EventSettings(threshold=1.0), EMPTY)
    assert len(alone) == len(ARTICLES)


def test_the_plain_filter_gives_one_event_an_article() -> None:
    found = group_plain(ARTICLES, DEFAULTS)
    assert found.keys() == GOLD.keys()
    assert len(set(found.values())) == len(WANTED)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(min_size=1, max_size=200)), max_size=6))
def test_no_text_breaks_the_grouping(texts: list[tuple[str, str]]) -> None:
    articles = [
        Article(f"a{n}", title, "vi" if n % 2 else "en", (body,))
        for n, (title, body) in enumerate(texts)
    ]
    events = _group(articles)
    assert sorted(id_ for event in events for id_ in event.article_ids) == sorted(
        article.id for article in articles
    )
    assert len({event.id for event in events}) == len(events)


def test_a_cache_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        cache = Cache(tmp_path / "cache.db", b"1")
        assert group_articles(ARTICLES, DEFAULTS, EMPTY, cache=cache) == _group(ARTICLES)
        cache.close()
    assert cache.computed.total() == 0


def test_the_registry_is_written_and_read_again(tmp_path: Path) -> None:
    published = Published().updated(_group(ARTICLES), ())
    assert published.write(tmp_path)
    assert not published.write(tmp_path)
    assert Published.read(tmp_path) == published


def test_an_event_whose_article_file_was_renamed_keeps_its_address() -> None:
    first = _group(ARTICLES)
    lone = next(event for event in first if "en-05" in event.article_ids)
    published = Published().updated(first, ())
    renamed = [
        dataclasses.replace(article, id=f"{article.id}-renamed")
        if article.id in lone.article_ids
        else article
        for article in ARTICLES
    ]
    after = _group(renamed, published=published)
    assert {event.id for event in after} == {event.id for event in first}


def test_a_published_id_is_not_given_away_while_any_of_its_articles_is_left() -> None:
    day = PartialDate.parse("2024-05-01")
    rain = Article("rain", "Tin vắn", "vi", ("Một trận mưa lớn ở Huế.",), published=day)
    ball = Article("ball", "Tin vắn", "vi", ("Đội chủ nhà thắng 3-0 ở Pleiku.",), published=day)
    published = Published().updated(_group([rain]), ())
    assert [e.id for e in _group([rain, ball], published=published)] == [
        "2024-05-01-tin-van",
        "2024-05-01-tin-van-2",
    ]


def test_an_event_that_an_editor_moves_to_a_new_id_leads_there() -> None:
    first = _group(ARTICLES)
    published = Published().updated(first, ())
    old = first[0]
    edits = EventEdits({"a-better-id": Edit("a-better-id", members=old.article_ids)})
    after = _group(ARTICLES, edits, published)
    moved = next(event for event in after if event.id == "a-better-id")
    assert moved.former_ids == (old.id,)
    kept = published.updated(after, ())
    assert kept.event_redirects == {old.id: "a-better-id"}
    # It stays so when the editor's entry is gone.
    assert {e.id for e in _group(ARTICLES, None, kept)} == {e.id for e in after}
