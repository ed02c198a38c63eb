import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.articles import read_articles
from generator.checks import check_claim
from generator.concepts import FEATURES, Passage, pairs, weigh, words
from generator.model import Article, Event, PartialDate
from generator.settings import SummarySettings
from generator.summaries import summarise, summary_text
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "summaries"
GLOSSARY = Glossary()

# A sample event, written for these tests.
FIRST = Article(
    "lu-1",
    "Lũ lớn ở Quảng Nam, 12 người mất tích",
    "vi",
    (
        "TTO - Mưa lớn suốt đêm 3/10 gây lũ quét tại huyện Nam Trà My, tỉnh Quảng Nam, làm 12 "
        "người mất tích. Ông Trần Văn Bảy, chủ tịch huyện, cho biết lực lượng cứu hộ đã tiếp cận "
        "hiện trường.",
        "Người dân dọn bùn sau lũ (Ảnh: L.T.)",
        "Ông Bảy nói công tác tìm kiếm gặp khó vì đường bị chia cắt. Bên cạnh đó, mưa vẫn còn rất "
        "to ở vùng núi.",
        "Họ sẽ tìm tiếp vào sáng mai bằng chó nghiệp vụ.",
        "Lê Trung",
    ),
    lead="Lũ quét tại huyện Nam Trà My, Quảng Nam làm 12 người mất tích, 40 ngôi nhà bị cuốn trôi",
    source="Tuổi Trẻ",
    published=PartialDate(2020, 10, 4),
)
SECOND = Article(
    "lu-2",
    "Quảng Nam: lũ quét làm 12 người mất tích",
    "vi",
    (
        "Mưa lớn suốt đêm 3/10 gây lũ quét tại huyện Nam Trà My, tỉnh Quảng Nam, làm 12 người mất "
        "tích.",
        "Thủ tướng yêu cầu quân đội hỗ trợ tỉnh Quảng Nam tìm kiếm nạn nhân.",
        "Thiệt hại ban đầu ước tính 30 tỷ đồng, chủ yếu là nhà cửa và hoa màu.",
    ),
    source="Thanh Niên",
    published=PartialDate(2020, 10, 5),
)
ENGLISH = Article(
    "flood-3",
    "Flash flood kills dozens in Quang Nam",
    "en",
    (
        "A flash flood in Nam Tra My left 12 people missing after heavy rain on 3 October.",
        "Relief agencies said schools in the province would stay closed for a week.",
    ),
    source="Example Post",
    published=PartialDate(2020, 10, 5),
)
ARTICLES = {a.id: a for a in (FIRST, SECOND, ENGLISH)}


def brief(*articles, **kwargs):
    event = Event("e", tuple(a.id for a in articles), title=articles[0].title)
    given = kwargs.pop("settings", SummarySettings())
    return summarise(event, {a.id: a for a in articles}, given, GLOSSARY, **kwargs)


def texts(briefing):
    return [claim.text for claim in briefing.all_claims]


def test_the_lead_says_what_happened():
    lead = brief(FIRST, SECOND).lead
    assert "12 người mất tích" in lead.text


def test_every_claim_cites_the_sentence_it_is_taken_from_first():
    for claim in brief(FIRST, SECOND).all_claims:
        source = ARTICLES[claim.citations[0].article_id]
        assert claim.citations[0].text in " ".join(source.paragraphs)
        assert set(words(claim.text)) <= set(words(claim.citations[0].text))


def test_a_sentence_of_another_source_that_says_the_same_is_cited_too():
    without_lead = Article("lu-1", FIRST.title, "vi", FIRST.body, source="Tuổi Trẻ")
    cited = {
        citation.article_id
        for claim in brief(without_lead, SECOND).all_claims
        if "mất tích" in claim.text
        for citation in claim.citations
    }
    assert cited == {"lu-1", "lu-2"}


def test_a_sentence_with_another_figure_is_not_cited_as_support():
    other = Article(
        "lu-4", "T", "vi", (SECOND.body[0].replace("12 người", "15 người"), *SECOND.body[1:])
    )
    for claim in brief(SECOND, other).all_claims:
        assert (
            len({re.search(r"1[25] người", c.text) and c.text[:60] for c in claim.citations}) == 1
        )
        figures = [set(re.findall(r"1[25] người", c.text)) for c in claim.citations]
        assert all(found == figures[0] for found in figures)


@pytest.mark.parametrize(
    ("said", "other"), [("vẫn là 2 triệu", "vẫn là 2,2 triệu"), ("là ba triệu", "là hai triệu")]
)
def test_part_of_a_figure_is_no_support(said, other):
    line = "Chênh lệch giữa giá mua và giá bán vàng miếng trong nước {} đồng mỗi lượng."
    one = Article("gia-1", "Giá vàng", "vi", (line.format(said),))
    two = Article("gia-2", "Giá vàng", "vi", (line.format(other),))
    assert all(len(claim.citations) == 1 for claim in brief(one, two).all_claims)


def test_nothing_is_said_twice():
    found = texts(brief(FIRST, SECOND))
    assert len([text for text in found if "12 người" in text and "3/10" in text]) <= 1


def test_two_outlets_that_tell_one_thing_in_their_own_words_tell_it_once():
    one = Article(
        "ca-1",
        "Cá voi dạt vào bờ",
        "vi",
        (
            "Trưa 1/11, khi thủy triều rút, người dân giáp ranh xã Hải Bình và Hải Lộc (huyện "
            "Gia Tĩnh, Hà Thanh) phát hiện xác con cá voi nặng nhiều tấn dạt vào bờ.",
            "Chính quyền đã cử lực lượng chôn cất con cá theo phong tục của ngư dân.",
        ),
    )
    two = Article(
        "ca-2",
        "Phát hiện xác cá voi",
        "vi",
        (
            "Khoảng 11h hôm nay, ngư dân phát hiện xác một con cá voi dạt vào bờ biển giáp ranh "
            "giữa hai xã Hải Bình và Hải Lộc, thuộc huyện Gia Tĩnh, tỉnh Hà Thanh.",
            "Con vật dài hơn mười mét và đã chết từ nhiều ngày trước.",
        ),
    )
    found = texts(brief(one, two, settings=SummarySettings(max_claims=20, syllables=400)))
    assert len(found) == 3
    assert len([text for text in found if "Hải Lộc" in text]) == 1


def test_captions_bylines_and_datelines_never_appear():
    joined = " ".join(texts(brief(FIRST, SECOND, settings=SummarySettings(max_claims=20))))
    assert "Ảnh" not in joined
    assert "TTO" not in joined
    assert "Lê Trung" not in joined


def test_a_sentence_that_points_back_comes_only_after_what_it_points_to():
    found = texts(brief(FIRST, settings=SummarySettings(max_claims=20, syllables=400)))
    order = {text: number for number, text in enumerate(found)}
    surname = next((text for text in found if text.startswith("Ông Bảy")), None)
    assert surname is not None
    full = next(text for text in found if "Ông Trần Văn Bảy" in text)
    assert order[full] < order[surname]
    for text in found:
        if text.startswith("Họ sẽ"):
            assert "mưa vẫn còn" in found[order[text] - 1].lower()


def test_a_linking_word_goes_and_the_claim_says_so():
    found = brief(FIRST, settings=SummarySettings(max_claims=20, syllables=400)).all_claims
    (claim,) = [claim for claim in found if "rất to" in claim.text]
    assert claim.text.startswith("Mưa vẫn còn")
    assert claim.shortened


def test_shortening_can_be_switched_off():
    wanted = SummarySettings(max_claims=20, syllables=400, shorten=False)
    assert not any(text.startswith("Mưa vẫn") for text in texts(brief(FIRST, settings=wanted)))


def test_a_lead_without_a_full_stop_gets_one():
    assert all(text[-1] in '.!?…”"' for text in texts(brief(FIRST, SECOND)))


def test_the_number_of_claims_keeps_to_the_settings():
    assert len(brief(FIRST, SECOND, settings=SummarySettings(max_claims=2)).all_claims) == 2
    few = brief(FIRST, SECOND, settings=SummarySettings(min_claims=3, syllables=1))
    assert len(few.all_claims) == 3


def test_one_language_does_not_repeat_the_other():
    found = brief(SECOND, ENGLISH).all_claims
    assert {claim.lang for claim in found} == {"en", "vi"}
    assert len([claim for claim in found if "12" in words(claim.text)]) == 1
    assert any("Relief agencies" in claim.text for claim in found)


STORM = (
    Article(
        "bao-1",
        "Bão mẫu đổ bộ Thanh Hóa",
        "vi",
        ("Bão mẫu đổ bộ Thanh Hóa chiều 7/8 với sức gió 102 km/h, làm 3 người bị thương.",),
    ),
    Article(
        "storm-2",
        "Sample storm hits Thanh Hoa",
        "en",
        (
            "Winds of the sample storm reached 102 kilometres an hour.",
            "Schools in the whole province will not open again until Monday.",
        ),
    ),
)


def test_a_long_figure_told_in_one_language_is_not_told_again_in_the_other():
    told = " ".join(texts(brief(*STORM)))
    assert told.count("102") == 1
    assert "Schools" in told


def test_a_summary_of_fixed_length_does_not_repeat_the_other_language():
    assert words(summary_text([SECOND, ENGLISH], 200)).count("12") == 1


def test_claims_of_articles_that_joined_later_are_new():
    found = brief(FIRST, SECOND, first_article_ids=("lu-1",)).all_claims
    assert any(claim.new for claim in found)
    for claim in found:
        assert claim.new == all(c.article_id != "lu-1" for c in claim.citations)


def test_nothing_is_new_when_an_event_is_first_published():
    assert not any(claim.new for claim in brief(FIRST, SECOND).all_claims)


def test_what_is_new_has_a_place_even_in_a_full_summary():
    crowded = brief(
        FIRST, SECOND, settings=SummarySettings(max_claims=2), first_article_ids=("lu-1",)
    )
    assert len(crowded.all_claims) == 2
    assert any(claim.new for claim in crowded.all_claims)


def test_reasons_are_shares_of_named_features():
    for claim in brief(FIRST, SECOND).all_claims:
        names, shares = zip(*claim.reasons, strict=True)
        assert sorted(names) == sorted(FEATURES)
        assert sum(shares) == pytest.approx(1, abs=0.01)
        assert list(shares) == sorted(shares, reverse=True)


def test_the_same_input_gives_the_same_briefing():
    assert brief(FIRST, SECOND, ENGLISH) == brief(FIRST, SECOND, ENGLISH)


def test_an_article_of_fragments_still_gives_a_lead():
    assert brief(Article("x", "", "vi", ("Ảnh: AFP",))).lead.text == "Ảnh: AFP."


def test_an_event_without_a_word_is_an_error():
    with pytest.raises(ValueError, match="no text"):
        brief(Article("x", "", "vi", ("…",)))


LINES = st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=4)


@settings(max_examples=30, deadline=None)
@given(LINES, LINES)
def test_hostile_text_never_breaks_a_summary(one, two):
    articles = [
        Article(name, "T", "vi", tuple(unicodedata.normalize("NFC", line) for line in lines))
        for name, lines in (("a", one), ("b", two))
    ]
    text = summary_text(articles, 20)
    assert len(words(text)) <= 20
    if any(words(" ".join(a.body)) for a in articles):
        assert brief(*articles).lead.citations


MONSTERS = {
    "letters": "a" * 40_000,
    "capitals": "Ab Cd, " * 8_000,
    "dots": "." * 40_000,
    "marks": "a.?! " * 10_000,
    "glued": "Ab." * 15_000,
    "quotes": '“ "' * 15_000,
    "tokenised quotes": "`` " * 15_000,
    "brackets": "(AFP " * 10_000,
    "acronyms": " ".join(f"A{number}" for number in range(8_000)),
    "figures": "12 người chết, " * 4_000,
    "dashes": "- " * 20_000,
    "spaces": "a" + " " * 40_000 + "b",
    "pronouns": "Ông này đó, " * 5_000,
}


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS.keys())
def test_a_monster_is_summarised_in_bounded_time(text):
    articles = [Article("a", "T", "vi", (text, "Một câu bình thường ở cuối bài.")), SECOND]
    start = time.process_time()
    brief(*articles)
    summary_text(articles, 100)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("syllables", [5, 30, 60, 120])
def test_a_summary_of_fixed_length_never_runs_over(syllables):
    found = words(summary_text([FIRST, SECOND], syllables))
    assert 0 < len(found) <= syllables


def test_a_summary_of_fixed_length_uses_the_room_it_has():
    room = 90
    assert len(words(summary_text([FIRST, SECOND], room))) > 0.8 * room


def test_a_text_of_no_words_has_an_empty_summary():
    assert summary_text([Article("x", "", "vi", ("…",))], 50) == ""


def test_pairs_that_more_sources_use_near_the_top_weigh_more():
    shared, own, low = pairs(("mưa", "lớn")), pairs(("ba", "xe")), pairs(("cây", "đổ"))
    passages = [Passage(0, 0, shared | own), Passage(1, 0, shared), Passage(0, 9, low)]
    found = weigh(passages, ["Mưa lớn"]).weights
    assert found["mưa", "lớn"] > found["ba", "xe"] > found["cây", "đổ"]


# --- the five articles the project began with -------------------------------------------------


def golden_text(briefing):
    lines = [
        f"{'lead ' if claim is briefing.lead else 'claim'} "
        f"s{claim.citations[0].index + 1}: {claim.text}"
        for claim in briefing.all_claims
    ]
    lines += [f"{fact.kind} s{fact.sentence.index + 1}: {fact.text}" for fact in briefing.facts]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem[:10])
def test_the_first_five_summaries_are_the_ones_an_editor_signed(path):
    articles = {a.id: a for a in read_articles(ROOT / "content")}
    article = articles[path.stem]
    event = Event("e", (article.id,), title=article.title)
    glossary = read_glossary(ROOT / "content")
    briefing = summarise(event, articles, SummarySettings(), glossary)
    assert golden_text(briefing) == path.read_text(encoding="utf-8")
    for claim in briefing.all_claims:
        assert check_claim(claim, glossary) == ()


def test_a_thing_is_told_twice_rather_than_too_little():
    one = Article(
        "bay-1",
        "Hãng bay nhận máy bay mới",
        "vi",
        ("Ngày 28/10, tại Tân Kinh, hãng Sao Mai đã nhận thêm một máy bay dòng A32 thế hệ mới.",),
    )
    two = Article(
        "bay-2",
        "Máy bay mới",
        "vi",
        (
            "Hãng Sao Mai vừa đưa chiếc A32 thứ hai nhận hôm 28/10 ở Tân Kinh về nước. Nó sẽ bay "
            "chuyến đầu tiên vào ngày 1/11 tới Hà Thanh.",
        ),
    )
    assert len(texts(brief(one, two, settings=SummarySettings(min_claims=3)))) == 3
