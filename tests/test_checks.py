"""Warnings come where a translation or a claim says something else, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks import check_claim, check_translation
from generator.model import Claim, Lang, Sentence, Term
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "samples" / "checks"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(ROOT / "content")


TERMS = (
    Term("United States", "Mỹ", "country"),
    Term("Tokyo", "Tokyo", "place"),
    Term("Joe Biden", "Joe Biden", "person", ("Biden",), ("Biden",)),
)


def codes(source: str, lang: Lang, target: str, glossary: Glossary) -> set[str]:
    other: Lang = "en" if lang == "vi" else "vi"
    return {warning.code for warning in check_translation(source, lang, target, other, glossary)}


def rows(name: str) -> list[tuple[str, str, str, str]]:
    """English, Vietnamese, the language of the wrong variant and that variant."""
    found = []
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            english, vietnamese, wrong = (part.strip() for part in line.split("|"))
            found.append((english, vietnamese, wrong[:2], wrong[3:].strip()))
    return found


@pytest.mark.parametrize(
    ("name", "expected", "most_missed"),
    [
        ("numbers.txt", {"number", "date"}, 0.02),
        ("names.txt", {"name"}, 0.02),
        ("held-out-numbers.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-1.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-2.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-3.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-4.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-5.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-6.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-7.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-8.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-9.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-10.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-11.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-12.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-13.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-14.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-15.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-16.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-17.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-18.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-19.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-20.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-21.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-22.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-23.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-24.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-25.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-26.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-27.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-28.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-29.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-30.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-31.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-32.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-33.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-34.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-35.txt", {"number", "date"}, 0.02),
        ("everyday-numbers-36.txt", {"number", "date"}, 0.02),
        ("held-out-names.txt", {"name"}, 0.02),
        ("held-out-negation.txt", {"negation"}, 0.13),
        ("unseen-numbers.txt", {"number", "date"}, 0.02),
        ("unseen-names.txt", {"name"}, 0.02),
        ("unseen-negation.txt", {"negation"}, 0.1),
        ("later-names-1.txt", {"name"}, 0.02),
        ("later-names-2.txt", {"name"}, 0.04),
        ("later-names-3.txt", {"name"}, 0.02),
        ("later-names-4.txt", {"name"}, 0.02),
        ("later-names-5.txt", {"name"}, 0.02),
        ("later-names-6.txt", {"name"}, 0.02),
        ("later-names-7.txt", {"name"}, 0.03),
        ("later-names-8.txt", {"name"}, 0.05),
        ("later-names-9.txt", {"name"}, 0.02),
        ("later-names-10.txt", {"name"}, 0.02),
        ("later-names-11.txt", {"name"}, 0.02),
        ("later-names-12.txt", {"name"}, 0.02),
        ("later-names-13.txt", {"name"}, 0.02),
        ("later-names-14.txt", {"name"}, 0.02),
        ("later-names-15.txt", {"name"}, 0.02),
        ("later-names-16.txt", {"name"}, 0.02),
        ("everyday-names-1.txt", {"name"}, 0.02),
        ("everyday-names-2.txt", {"name"}, 0.02),
        ("everyday-names-3.txt", {"name"}, 0.02),
        ("everyday-names-4.txt", {"name"}, 0.02),
        ("everyday-names-5.txt", {"name"}, 0.02),
        ("everyday-names-6.txt", {"name"}, 0.08),
        ("everyday-names-7.txt", {"name"}, 0.02),
        ("everyday-names-8.txt", {"name"}, 0.02),
        ("everyday-names-9.txt", {"name"}, 0.02),
        ("everyday-names-10.txt", {"name"}, 0.06),
        ("everyday-names-11.txt", {"name"}, 0.06),
        ("everyday-names-12.txt", {"name"}, 0.02),
        ("everyday-names-13.txt", {"name"}, 0.02),
        ("everyday-names-14.txt", {"name"}, 0.06),
        ("everyday-names-15.txt", {"name"}, 0.02),
        ("everyday-names-16.txt", {"name"}, 0.04),
        ("everyday-names-17.txt", {"name"}, 0.02),
        ("everyday-names-18.txt", {"name"}, 0.06),
        ("everyday-names-19.txt", {"name"}, 0.04),
        ("everyday-names-20.txt", {"name"}, 0.06),
        ("everyday-names-21.txt", {"name"}, 0.06),
        ("everyday-names-22.txt", {"name"}, 0.08),
        ("everyday-names-23.txt", {"name"}, 0.04),
        ("everyday-names-24.txt", {"name"}, 0.04),
        ("everyday-names-25.txt", {"name"}, 0.05),
        ("everyday-names-26.txt", {"name"}, 0.09),
        ("everyday-names-27.txt", {"name"}, 0.06),
        ("everyday-names-28.txt", {"name"}, 0.03),
        ("everyday-names-29.txt", {"name"}, 0.05),
        ("everyday-names-30.txt", {"name"}, 0.06),
        ("everyday-names-31.txt", {"name"}, 0.09),
        ("everyday-names-32.txt", {"name"}, 0.08),
    ],
)
def test_sample_pairs_are_judged_right_in_both_directions(
    name: str, expected: set[str], most_missed: float, glossary: Glossary
) -> None:
    false_alarms, missed = [], []
    for english, vietnamese, lang, wrong in rows(name):
        good = [(english, "en", vietnamese), (vietnamese, "vi", english)]
        bad = (
            [(english, "en", wrong), (wrong, "vi", english)]
            if lang == "vi"
            else [(vietnamese, "vi", wrong), (wrong, "en", vietnamese)]
        )
        false_alarms += [pair for pair in good if codes(*pair, glossary)]  # type: ignore[arg-type]
        missed += [pair for pair in bad if not codes(*pair, glossary) & expected]  # type: ignore[arg-type]
    total = 2 * len(rows(name))
    assert len(false_alarms) <= 0.02 * total, false_alarms
    assert len(missed) <= most_missed * total, missed


@pytest.mark.parametrize(
    ("english", "vietnamese", "warned"),
    [
        ("A train left the track near Brostava.", "Một đoàn tàu trật bánh.", True),
        ("A train left the track near Brostava.", "Tàu trật bánh gần Brostava.", False),
        ("A train left the track.", "Tàu trật bánh gần Brostava.", True),
        ("Botswana, Namibia and Zambia agreed.", "Botswana và Zambia đã nhất trí.", True),
        ("Investor Cynthia Brosvar sold shares.", "Nhà đầu tư này đã bán cổ phiếu.", True),
        ("A driver lost his way.", "Ông Kiều Văn Mạnh, lái xe, bị lạc đường.", True),
        # In another spelling, by another word for a place, in another name.
        ("A train left the track near Brostava.", "Tàu trật bánh gần Bro-xta-va.", False),
        ("A train left the track near Brostava.", "Tàu trật bánh gần thành phố.", False),
        ("A train left the track near Brostava.", "Tàu trật bánh gần Bảo Thành.", False),
        # What the glossary knows, in whatever role, unless a word may stand for it.
        ("A Swiss collector paid for it.", "Một nhà sưu tập đã trả tiền.", True),
        ("A Swiss collector paid for it.", "Một nhà sưu tập Thụy Sĩ đã trả tiền.", False),
        ("The Swiss government paid for it.", "Chính phủ nước này đã trả tiền.", False),
        ("Inspectors of the State Bank came.", "Thanh tra Ngân hàng Nhà nước đến.", False),
        # Names that Vietnamese keeps.
        ("It runs on Windows 11.", "Nó chạy trên Cửa Sổ 11.", True),
        ("It runs on Windows 11.", "Nó chạy trên Windows 11.", False),
        # Bodies, ships, books and rivers of which nothing is left.
        ("The National Brostava Weather Service warned.", "Đã có cảnh báo.", True),
        ("The cargo ship Ocean Pearl sank.", "Tàu hàng đã chìm.", True),
        ("The cargo ship Ocean Pearl sank.", "Tàu hàng Ngọc Trai Đại Dương đã chìm.", False),
        ("Boys drowned in the Lam River.", "Các nam sinh bị đuối nước.", True),
        ("Boys drowned in the Lam River.", "Các nam sinh bị đuối nước ở sông Lam.", False),
        # What is no name, or part of a longer one.
        ("She teaches at the Institute of Ethnology.", "Bà dạy ở Viện Dân tộc học.", False),
        ("He went from Buddhism to nothing.", "Ông từ đạo Phật đến chỗ không theo gì.", False),
    ],
)
def test_a_foreign_name_that_is_left_out_is_told(
    english: str, vietnamese: str, warned: bool, glossary: Glossary
) -> None:
    assert ("name" in codes(english, "en", vietnamese, glossary)) is warned
    assert ("name" in codes(vietnamese, "vi", english, glossary)) is warned


def test_there_are_enough_sample_cases() -> None:
    for kept in ("", "held-out-"):
        numbers, names = f"{kept}numbers.txt", f"{kept}names.txt"
        assert 2 * len(rows(numbers)) >= 150
        assert 2 * len(rows(names)) >= 100
    assert 2 * len(rows("held-out-negation.txt")) >= 80


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("It is not safe.", "Nơi đó an toàn."),
        ("He has never been there and will not go.", "Ông từng ở đó và sẽ không đi."),
        ("The bag was left unattended.", "Chiếc túi được trông coi."),
        ("The minister agreed to the plan.", "Bộ trưởng không đồng ý với kế hoạch."),
    ],
)
def test_a_negation_on_one_side_only_is_noticed(
    english: str, vietnamese: str, glossary: Glossary
) -> None:
    assert codes(english, "en", vietnamese, glossary) == {"negation"}
    assert codes(vietnamese, "vi", english, glossary) == {"negation"}


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("The drone crossed the border.", "Máy bay không người lái vượt biên giới."),
        ("The air force denied the report.", "Không quân bác bỏ thông tin."),
        ("It was not only cheap but also good.", "Nó vừa rẻ vừa tốt."),
        ("The plan is unnecessary.", "Kế hoạch này không cần thiết."),
        ("He refused to answer.", "Ông không chịu trả lời."),
        ("They asked whether he would come.", "Họ hỏi ông có đến hay không."),
    ],
)
def test_other_ways_to_say_no_are_no_fault(
    english: str, vietnamese: str, glossary: Glossary
) -> None:
    assert codes(english, "en", vietnamese, glossary) == set()
    assert codes(vietnamese, "vi", english, glossary) == set()


def test_a_translation_that_goes_in_circles_is_noticed(glossary: Glossary) -> None:
    looping = "The minister said that the minister said that the minister said that it was late."
    assert "repetition" in codes("Bộ trưởng nói rằng đã muộn rồi.", "vi", looping, glossary)


def test_a_half_translated_or_empty_sentence_is_noticed(glossary: Glossary) -> None:
    source = "Hai bên đã thảo luận về việc tăng cường hợp tác trong nhiều lĩnh vực khác nhau."
    assert "language" in codes(source, "vi", source, glossary)
    assert codes(source, "vi", "", glossary) == {"length"}
    cut_off = "Đồ vật làm bằng vàng, bạc, được trang trí rất cầu kỳ và đẹp."
    whole = "The things are of gold and silver, richly and beautifully decorated"
    assert codes(cut_off, "vi", "The things are of gold, silver,", glossary) == {"length"}
    assert codes(cut_off, "vi", "Things of gold and silver", glossary) == {"length"}
    assert codes(cut_off, "vi", whole, glossary) == set()
    assert "length" in codes(source, "vi", "Both sides talked.", glossary)
    assert codes("", "vi", "", glossary) == set()


def test_a_form_to_avoid_and_an_untranslated_term_are_noticed(glossary: Glossary) -> None:
    found = check_translation(
        "North Korea fired a missile.", "en", "Bắc Hàn bắn một tên lửa.", "vi", glossary
    )
    assert [str(warning) for warning in found] == ["glossary: Bắc Hàn → Triều Tiên"]
    found = check_translation(
        "Lầu Năm Góc từ chối bình luận.", "vi", "Lầu Năm Góc declined to comment.", "en", glossary
    )
    assert "glossary: Lầu Năm Góc → Pentagon" in [str(warning) for warning in found]


@pytest.mark.parametrize(
    ("english", "vietnamese", "wrong"),
    [
        # One of two mentions of a country.
        (
            "Kenya reported its first case, a Kenyan nurse.",
            "Kenya báo cáo ca đầu tiên, một y tá người Kenya.",
            "Kenya báo cáo ca đầu tiên, một y tá người Uganda.",
        ),
        # A name that the glossary knows in place of one that it does not know.
        (
            "The ferry left Yantai on Monday.",
            "Chuyến phà rời Yên Đài hôm thứ Hai.",
            "Chuyến phà rời Osaka hôm thứ Hai.",
        ),
        # The first word of the text.
        ("Siemens lost the order.", "Siemens mất đơn hàng.", "Alstom mất đơn hàng."),
        # A town of one syllable in place of another.
        ("The train left Hue at noon.", "Tàu rời Huế lúc trưa.", "Tàu rời Vinh lúc trưa."),
        # An acronym that the glossary does not know in place of one that it knows.
        ("An IAEA team came.", "Nhóm chuyên gia IAEA đã đến.", "Nhóm chuyên gia OPCW đã đến."),
        # A person of a country that the glossary does not know.
        (
            "Malawi's Saulos Chilima resigned.",
            "Ông Saulos Chilima của Malawi từ chức.",
            "Phó tổng thống Zambia Saulos Chilima từ chức.",
        ),
        # A company that the glossary knows in place of one that it does not know.
        ("Zebra Foods sold a dairy.", "Zebra Foods bán một nhà máy.", "Vinamilk bán một nhà máy."),
        # Another of the same family.
        (
            "Actor Park Seo-joon flew home.",
            "Diễn viên Park Seo-joon bay về nước.",
            "Diễn viên Park Bo-gum bay về nước.",
        ),
        # Who speaks.
        (
            "Le Thi Bich told the court that Hoang Gia Phuc gave the order.",
            "Lê Thị Bích khai tại tòa rằng Hoàng Gia Phúc ra lệnh.",
            "Hoàng Gia Phúc khai tại tòa rằng Lê Thị Bích ra lệnh.",
        ),
        # A name half translated, or with marks that no name has.
        (
            "Singer Taylor Swift came on Monday.",
            "Ca sĩ Taylor Swift tới hôm thứ Hai.",
            "Ca sĩ Taylor Nhanh Nhẹn tới hôm thứ Hai.",
        ),
        (
            "They will enlarge Dong Hoi airport.",
            "Họ sẽ mở rộng sân bay Đồng Hới.",
            "Họ sẽ mở rộng sân bay Động Hối.",
        ),
        (
            "Architect Quach The Vinh drew the roof.",
            "Kiến trúc sư Quách Thế Vinh vẽ mái nhà.",
            "Kiến trúc sư Quạch Thẻ Vĩnh vẽ mái nhà.",
        ),
        # Left out: where, and who.
        (
            "Nine miners were trapped in a coal pit in Colombia.",
            "Chín thợ mỏ mắc kẹt trong một hầm than ở Colombia.",
            "Chín thợ mỏ mắc kẹt trong một hầm than.",
        ),
        (
            "Mathematician Terence Tao will give three lectures.",
            "Nhà toán học Terence Tao sẽ có ba bài giảng.",
            "Một nhà toán học sẽ có ba bài giảng.",
        ),
        (
            "Huynh Thi Ngoc Diem said that she had borrowed it.",
            "Huỳnh Thị Ngọc Diễm nói rằng đã vay số tiền đó.",
            "Huỳnh Thị Diễm nói rằng đã vay số tiền đó.",
        ),
    ],
)
def test_a_name_in_place_of_another_is_noticed(
    english: str, vietnamese: str, wrong: str, glossary: Glossary
) -> None:
    assert codes(english, "en", vietnamese, glossary) == set()
    assert codes(english, "en", wrong, glossary) == {"name"}
    assert codes(wrong, "vi", english, glossary) == {"name"}


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("More than two million Peruvians voted.", "Hơn hai triệu người Peru đi bầu."),
        ("Ho Chi Minh City has 260 patients.", "Hồ Chí Minh có 260 bệnh nhân."),
        ("They paid A$30 million.", "Họ trả 30 triệu đô la Úc."),
        ("The suspects are in their 20s.", "Các nghi phạm từ 20 đến 30 tuổi."),
        ("He flew to Ulaanbaatar.", "Ông bay tới Ulan Bator."),
        ("Zelensky thanked Warsaw.", "Ông Dê-len-xki cảm ơn Vác-sa-va."),
        ("She lives in Nonthaburi.", "Bà sống ở Nonthaburi."),
        ("The bank left rates unchanged.", "Ngân hàng giữ nguyên lãi suất."),
        ("The list is incomplete.", "Danh sách chưa đầy đủ."),
        ("It covers 23,764 km2.", "Nó rộng 23.764 km<sup>2</sup>."),
        # A name that another word stands for.
        ("He fled to Finland in May.", "Ông trốn sang nước này hồi tháng 5."),
        ("The country's capital is quiet.", "Thủ đô Nairobi của Kenya yên tĩnh."),
        ("The waterfront of Amsterdam is old.", "Khu ven sông của Am-xtéc-đam đã cũ."),
        ("They crossed the Ross Sea.", "Họ băng qua biển Ross."),
        ("Mr Nam says Ms Diem is well.", "Ông Trần Văn Nam nói bà Huỳnh Thị Ngọc Diễm khỏe."),
        ("The dam at Hua Na was opened.", "Đập Hủa Na đã xả nước."),
    ],
)
def test_what_is_said_in_another_way_is_no_fault(
    english: str, vietnamese: str, glossary: Glossary
) -> None:
    assert codes(english, "en", vietnamese, glossary) == set()
    assert codes(vietnamese, "vi", english, glossary) == set()


def sentence(text: str, lang: Lang = "vi", index: int = 0) -> Sentence:
    return Sentence("a", index, 0, text, lang)


SOURCE = (
    "Theo hãng tin Reuters, Bộ trưởng Lloyd Austin không gặp ông Shin Won Sik hôm 12-11 vì ông "
    "Shin còn ở Tokyo cùng 300 binh sĩ."
)


def claim_codes(text: str, glossary: Glossary, source: str = SOURCE) -> set[str]:
    found = check_claim(Claim(text, "vi", (sentence(source),)), glossary)
    return {warning.code for warning in found}


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("Xe đi từ Vinh đến Huế.", "Xe đi từ Huế đến Vinh.", {"name"}),
        ("Xe đi từ Huế đến Vinh.", "Sáng qua, xe đi từ Huế đến Vinh rồi về Huế.", set()),
        ("Khán giả ngớt vỗ tay.", "Khán giả không ngớt vỗ tay.", {"negation"}),
        ("Hãng đã bán vé.", "Hãng hàng không đã bán vé.", set()),
    ],
)
def test_a_claim_moves_no_name_and_loses_no_negation(
    claim: str, source: str, expected: set[str]
) -> None:
    assert claim_codes(claim, Glossary(), source) == expected


def test_a_claim_in_the_words_of_its_source_raises_no_doubt(glossary: Glossary) -> None:
    assert claim_codes(SOURCE, glossary) == set()
    assert claim_codes(SOURCE.removeprefix("Theo hãng tin Reuters, "), glossary) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("300", "500", "number"),
        ("12-11", "13-11", "date"),
        ("không gặp", "gặp", "negation"),
        ("Tokyo", "Osaka", "name"),
        (
            "Lloyd Austin không gặp ông Shin Won Sik",
            "Shin Won Sik không gặp ông Lloyd Austin",
            "name",
        ),
    ],
)
def test_a_claim_that_says_something_else_is_noticed(
    old: str, new: str, code: str, glossary: Glossary
) -> None:
    assert code in claim_codes(SOURCE.replace(old, new), glossary)


def test_a_claim_that_cites_another_sentence_is_noticed(glossary: Glossary) -> None:
    other = "Giá gạo trong nước tăng mạnh do mưa lớn kéo dài ở nhiều tỉnh miền Trung."
    assert "citation" in claim_codes(SOURCE, glossary, other)
    assert claim_codes(SOURCE, glossary, SOURCE + " " + other) == set()


def test_a_claim_without_a_citation_is_noticed(glossary: Glossary) -> None:
    assert [w.code for w in check_claim(Claim("Có gì đó.", "vi", ()), glossary)] == ["citation"]


def test_a_claim_may_rest_on_a_sentence_in_the_other_language(glossary: Glossary) -> None:
    claim = Claim("Nhật Bản cử 300 binh sĩ.", "vi", (sentence("Japan sent 300 soldiers.", "en"),))
    assert check_claim(claim, glossary) == ()
    wrong = Claim("Nhật Bản cử 500 binh sĩ.", "vi", claim.citations)
    assert [warning.code for warning in check_claim(wrong, glossary)] == ["number"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["en", "vi"]))
def test_any_two_texts_are_compared_without_failing(source: str, target: str, lang: Lang) -> None:
    glossary = Glossary()
    found = check_translation(source, lang, target, "en" if lang == "vi" else "vi", glossary)
    assert len(found) == len(set(found))


NEWS_WORDS = (
    "Kihara Tokyo Airlines Mỹ Biden không not the của said theo 5 năm 1.000 3/4 , . 's – ba".split()
)
news_text = st.lists(st.sampled_from(NEWS_WORDS), max_size=14).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(news_text, news_text, st.sampled_from(["en", "vi"]))
def test_any_order_of_names_and_numbers_is_compared_without_failing(
    source: str, target: str, lang: Lang
) -> None:
    check_translation(source, lang, target, "en" if lang == "vi" else "vi", Glossary(TERMS))
    check_claim(Claim(target, lang, (sentence(source, lang),)), Glossary(TERMS))


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_a_claim_equal_to_its_source_is_never_a_wrong_citation(text: str) -> None:
    found = check_claim(Claim(text, "vi", (sentence(text),)), Glossary())
    assert "citation" not in {warning.code for warning in found}


@pytest.mark.parametrize(
    ("source", "target", "warned"),
    [
        ("Giá 1,5 triệu đồng.", "The price is $1.5 million.", True),
        ("Giá 65,1 USD.", "The price is 65.1 euros.", True),
        ("Giá 65,1 USD.", "The price is 65.1 US dollars.", False),
        ("Giá 65,1 USD.", "The price is 65.1.", False),
        ("Giá 2 triệu đồng (80 USD).", "The price is 2 million dong ($80).", False),
        ("Lương 180.000 bảng.", "The pay is 180,000 pounds.", False),
        ("Ở độ cao 420 km.", "At a height of 420 m.", True),
        ("Ở độ cao 420 km.", "At a height of 420 kilometres.", False),
        ("23.000 ha lúa và 74.000 hộ.", "74,000 ha of rice and 23,000 homes.", True),
        ("23.000 ha lúa và 74.000 hộ.", "74,000 homes and 23,000 ha of rice.", False),
        ("Phạt 6-8 triệu VNĐ.", "The fine is VND6-8 million.", False),
        ("Hai tuần trước Giáng sinh.", "Two days before Christmas.", True),
        ("Hai tuần trước Giáng sinh.", "Two weeks before Christmas.", False),
        ("Tuần thứ ba tháng trước.", "The third week of last month.", False),
    ],
)
def test_a_sum_or_measure_in_another_unit_is_noticed(source, target, warned):
    warnings = check_translation(source, "vi", target, "en", Glossary())
    assert any(warning.code == "number" for warning in warnings) is warned


@pytest.mark.parametrize(
    ("english", "vietnamese", "warned"),
    [
        ("It starts on Monday.", "Việc đó bắt đầu vào thứ Bảy.", True),
        ("It starts on Tuesday.", "Việc đó bắt đầu hôm thứ Hai.", True),
        ("It starts on Monday.", "Việc đó bắt đầu hôm thứ Hai.", False),
        ("She is the first woman there.", "Bà là người phụ nữ thứ hai ở đó.", True),
        ("She is the first woman there.", "Bà là người phụ nữ đầu tiên ở đó.", False),
        ("It landed at 9.30 am.", "Máy bay hạ cánh lúc 21 giờ 30.", True),
        ("It landed at 9.30 pm.", "Máy bay hạ cánh lúc 21 giờ 30.", False),
        ("It cost 1.5 billion dong.", "Trị giá 1.500 tỷ đồng.", True),
        ("It cut the rate by three quarters.", "Giảm một phần tư tỷ lệ này.", True),
        ("It is the third quarter, twice a week.", "Trong quý III, tuần bốn chuyến.", True),
    ],
)
def test_what_small_words_once_explained_away_is_noticed(english, vietnamese, warned):
    for pair in ((english, "en", vietnamese, "vi"), (vietnamese, "vi", english, "en")):
        found = {warning.code for warning in check_translation(*pair, Glossary())}
        assert bool(found & {"number", "date"}) is warned


@pytest.mark.parametrize(
    ("english", "vietnamese", "warned"),
    [
        ("Prices hit a five-year low.", "Giá chạm mức thấp một năm ngoái.", True),
        ("Prices hit a five-year low.", "Giá chạm mức thấp trong hai năm.", True),
        ("Prices hit a five-year low.", "Giá chạm mức thấp nhất trong năm năm.", False),
        ("He left five days before.", "Ông rời đi trước đó năm ngày.", False),
    ],
)
def test_a_year_does_not_stand_for_a_five_that_was_lost(english, vietnamese, warned):
    warnings = check_translation(english, "en", vietnamese, "vi", Glossary())
    assert any(warning.code == "number" for warning in warnings) is warned


def test_a_name_within_what_an_acronym_stands_for_is_explained_by_the_acronym() -> None:
    english = "Mara Stone of the BHA lost the keys."
    vietnamese = "Mara Stone của Cơ quan Nhà ở Brixwell (BHA) làm mất chìa khóa."
    assert codes(english, "en", vietnamese, Glossary()) == set()
    assert codes(english.replace("BHA", "office"), "en", vietnamese, Glossary()) == {"name"}
