"""Vietnamese names keep their syllables in English: one that is missing is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Lang, Term
from generator.name_spelling import spelt_names
from generator.translation.glossary import Glossary
from generator.vietnamese_names import kept_score, missing_names, named_runs, translated_places

GLOSSARY = Glossary(
    (
        Term("United States", "Mỹ", "country", ("America", "U.S.")),
        Term("Hanoi", "Hà Nội", "place"),
        Term("Pacific Ocean", "Thái Bình Dương", "place", ("Pacific",)),
    )
)


def missing(english: str, vietnamese: str) -> tuple[str, ...]:
    one = named_runs(english, "en", GLOSSARY.find(english, "en"))
    two = named_runs(vietnamese, "vi", GLOSSARY.find(vietnamese, "vi"))
    return missing_names(one, two, spelt_names(english, "en", ()))


def names(text: str, lang: Lang) -> list[str]:
    return [name.text for name in named_runs(text, lang, GLOSSARY.find(text, lang)).names]


def test_vietnamese_names_are_runs_of_capitalised_syllables() -> None:
    assert names("In Hai Duong, King Charles met Tran Van Nam.", "en") == [
        "Hai Duong",
        "Tran Van Nam",
    ]
    assert names("The Sun and Ban Ki-moon's aide.", "en") == []
    assert names("Bà Trần Thị Mai ở Thái Bình gặp anh Linh.", "vi") == ["Trần Thị Mai", "Thái Bình"]
    assert names("Tàu ra Thái Bình Dương.", "vi") == []
    assert names("Ông ở Nam Định. Trần Thị Mai ở đó.", "vi") == ["Nam Định", "Trần Thị Mai"]


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("They asked Le Thu Hang.", "Họ hỏi bà Lê Thị Thu Hằng."),
        ("They asked Mrs Hang.", "Họ hỏi bà Lê Thị Thu Hằng."),
        ("The Xue Long left.", "Tàu Tuyết Long rời bến."),
        ("He was held in Krong Pak.", "Ông bị giữ ở Krông Pắc."),
        ("They asked Tran Quy Thanh.", "Họ hỏi ông Trần Quí Thanh."),
        ("He lives near Ha Long Bay.", "Ông sống gần Vịnh Hạ Long."),
        ("He met Ho Quang Buu in Quang Nam.", "Ông gặp Phó chủ tịch Quảng Nam Hồ Quang Bửu."),
        ("Fan Bingbing came.", "Phạm Băng Băng đã đến."),
        ("It is in Linzhou.", "Nó ở Lâm Châu."),
        ("The Earth is round.", "Trái Đất hình tròn."),
        ("He left Hanoi.", "Ông rời Hà Nội."),
    ],
)
def test_other_ways_to_write_a_name_are_no_fault(english: str, vietnamese: str) -> None:
    assert missing(english, vietnamese) == ()


@pytest.mark.parametrize(
    ("english", "vietnamese", "told"),
    [
        ("They asked Le Thu Hang.", "Họ hỏi bà Phạm Thu Hằng.", "Le Thu Hang"),
        ("They asked the spokeswoman.", "Họ hỏi bà Phạm Thu Hằng.", "Phạm Thu Hằng"),
        ("They asked Le Thu Hang.", "Họ hỏi bà ấy.", "Le Thu Hang"),
        ("He lives in Ha Giang.", "Ông sống ở Yên Bái.", "Ha Giang"),
        ("He saw Truong America Lan.", "Ông gặp Trương Mỹ Lan.", "Trương Mỹ Lan"),
        ("People of U.S. Hoa came.", "Người dân xã Mỹ Hòa đã đến.", "Mỹ Hòa"),
        ("He left for the Pacific.", "Ông đi Thái Bình.", "Thái Bình"),
        ("They met in Two Ladies Trung.", "Họ gặp ở đường Hai Bà Trưng.", "Hai Bà Trưng"),
        ("They slept in Spring Shape.", "Họ ngủ ở Xuân Hinh.", "Xuân Hinh"),
        ("It was on Fish Island.", "Nó ở Hòn Ngư.", "Hòn Ngư"),
        ("Lam Van Sea has the Hai Au.", "Lâm Văn Hải có tàu Hải Âu.", "Lâm Văn Hải"),
        ("It will reach the Raft House.", "Đường sẽ tới Nhà Bè.", "Nhà Bè"),
        ("The writer Treasure Peace came.", "Nhà văn Bảo Hà đã đến.", "Bảo Hà"),
        ("She saw Do Spring Thuy there.", "Bà gặp Đỗ Xuân Thủy ở đó.", "Đỗ Xuân Thủy"),
        (
            "White Ngoc Chien left.",
            "Bạch Ngọc Chiến rời đi, ông Bạch Ngọc Chiến.",
            "Bạch Ngọc Chiến",
        ),
    ],
)
def test_a_name_that_is_missing_or_changed_is_told(
    english: str, vietnamese: str, told: str
) -> None:
    assert told in missing(english, vietnamese)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_without_failing(one: str, two: str) -> None:
    missing(f"Le Thu Hang {one}", f"{two} Hà Giang")


@pytest.mark.parametrize(
    ("english", "vietnamese", "told"),
    [
        ("The Money River rose.", "Nước sông Tiền dâng.", ("Tiền",)),
        ("The Tien River rose.", "Nước sông Tiền dâng.", ()),
        ("The Pacific Street market burnt.", "Chợ trên đường Thái Bình Dương cháy.", ()),
        ("It stands in Silver Street.", "Nó ở phố Bạc.", ("Bạc",)),
    ],
)
def test_rivers_and_streets_are_not_translated_by_meaning(
    english: str, vietnamese: str, told: tuple[str, ...]
) -> None:
    one = named_runs(english, "en", GLOSSARY.find(english, "en"))
    two = named_runs(vietnamese, "vi", GLOSSARY.find(vietnamese, "vi"))
    assert translated_places(one, two) == told


def test_pairs_of_syllables_that_no_list_knows_are_told_by_their_syllables() -> None:
    assert kept_score("xuân", "hinh") > 3 > kept_score("nhà", "trắng")
    assert kept_score("mặt", "trời") < 0
