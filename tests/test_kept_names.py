import pytest

from generator.model import Term
from generator.translation.glossary import Glossary
from generator.translation.kept_names import (
    english_name,
    find_kept_names,
    lost_names,
    with_names_mended,
)

NONE = Glossary()
CHINA = Glossary([Term("China", "Trung Quốc", "country")])


def found(text: str, glossary: Glossary = NONE) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.right) for n in find_kept_names(text, glossary)]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Krông Pắc", "Krong Pac"),
        ("Tân Lập Đông", "Tan Lap Dong"),
        ("Lê Minh Hoan", "Le Minh Hoan"),
        ("Đông Anh", "Dong Anh"),
        ("Y Thanh Hà Niê K'đăm", "Y Thanh Ha Nie K'dam"),
        ("Chợ Rẫy", "Cho Ray"),
        ("Gia Lai", "Gia Lai"),
        ("Quốc hội", None),
        ("Bộ Công Thương", None),
        ("Đông Nam Bộ", None),
        ("Năm Mới", None),
        ("Trái Đất", None),
        ("Huế", None),
        ("Müslüm Gürses", None),
        ("Lê Minh Hoan nói", None),
        ("LÊ MINH HOAN", "LE MINH HOAN"),
        ("A B", None),  # as upper case as it can get
    ],
)
def test_a_lone_name_is_spelt_without_its_marks(text: str, english: str | None):
    assert english_name(text, NONE) == english


def test_names_are_found_among_other_words():
    text = "Theo ông Lê Minh Hoan, Hợp tác xã Tân Lập Đông ở quận Bình Thạnh đã có 40 xã viên."
    assert found(text) == [
        ("Lê Minh Hoan", "Le Minh Hoan"),
        ("Tân Lập Đông", "Tan Lap Dong"),
        ("Bình Thạnh", "Binh Thanh"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nhóm Hợp tác họp hôm qua.",  # only the first letters of a group's name are large
        "Bộ Ngoại giao Việt Nam lên tiếng.",
        "Theo Hà, việc này đã xong.",
        "LÊ MINH HOAN",
    ],
)
def test_what_is_translated_by_its_meaning_is_no_name(text: str):
    assert found(text) == []


def test_what_the_glossary_knows_is_left_to_it():
    glossary = Glossary([Term("Saigon", "Sài Gòn", "place")])
    assert found("Anh đến Sài Gòn rồi về Long Thành.", glossary) == [("Long Thành", "Long Thanh")]


def test_a_name_is_sure_by_what_stands_before_it_unless_china_is_about():
    text = "Tại huyện Krông Pắc, Trung Quốc mở văn phòng."
    (vietnamese,) = find_kept_names(text, NONE)[:1]
    (chinese,) = find_kept_names(text, CHINA)[:1]
    assert (vietnamese.sure, chinese.sure) == (True, False)


def test_a_name_is_lost_when_another_stands_for_it():
    names = find_kept_names("Ông Lê Minh Hoan thăm huyện Krông Pắc.", NONE)
    assert lost_names(names, "Mr. Lê Minh Hoan visited Krong Pac District.") == ()
    lost = lost_names(names, "Mr. Le Minh Hoan visited North Korea.")
    assert [name.right for name in lost] == ["Krong Pac"]


def test_a_name_that_may_have_been_translated_by_its_meaning_is_not_lost():
    names = find_kept_names("Câu lạc bộ Lửa Thiêng thắng trận.", NONE)
    assert [name.sure for name in names] == [False]
    assert lost_names(names, "The Sacred Fire club won.") == ()
    assert [name.right for name in lost_names(names, "Lua Sacred won.")] == ["Lua Thieng"]


def test_a_name_that_is_nearly_right_is_mended():
    names = find_kept_names("Hợp tác xã Tân Lập Đông ở xã Mỹ Hòa.", NONE)
    said = "The Tan Phuong Dong cooperative in the U.S. Hoa commune."
    assert with_names_mended(said, lost_names(names, said), []) == (
        "The Tan Lap Dong cooperative in the My Hoa commune."
    )


def test_another_name_of_the_sentence_is_never_overwritten():
    names = find_kept_names("Xã Kim Hòa và xã Mỹ Hòa họp.", NONE)
    said = "Kim Hoa Commune met."
    lost = lost_names(names, said)
    assert [name.right for name in lost] == ["My Hoa"]
    assert with_names_mended(said, lost, ["Kim Hoa"]) == said
