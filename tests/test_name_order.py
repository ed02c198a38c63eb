"""Names that changed places are told by their order and by the words around them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Lang, Term
from generator.name_order import FEATURES, NamedText, find_names, pair_features, swapped_names
from generator.translation.glossary import Glossary

GLOSSARY = Glossary(
    (
        Term("Japan", "Nhật Bản", "country", ("Japanese",)),
        Term("Ukraine", "Ukraine", "country", ("Ukrainian",)),
        Term("Norway", "Na Uy", "country"),
    )
)


def named(text: str, lang: Lang) -> NamedText:
    return find_names(text, lang, GLOSSARY.find(text, lang))


def swapped(english: str, vietnamese: str) -> tuple[str, str] | None:
    return swapped_names(named(english, "en"), named(vietnamese, "vi"))


ENGLISH = "President Olga Brandt of Norway told reporters that Japan would host Petra Novak."
VIETNAMESE = (
    "Tổng thống Na Uy Olga Brandt nói với phóng viên rằng Nhật Bản sẽ đón tiếp Petra Novak."
)


def test_names_in_their_places_raise_no_doubt() -> None:
    assert swapped(ENGLISH, VIETNAMESE) is None


def test_two_people_who_changed_places_are_named_in_the_words_of_the_second_text() -> None:
    wrong = VIETNAMESE.replace("Olga Brandt", "X").replace("Petra Novak", "Olga Brandt")
    found = swapped(ENGLISH, wrong.replace("X", "Petra Novak"))
    assert found is not None
    assert set(found) == {"Olga Brandt", "Petra Novak"}


def test_two_countries_who_changed_places_are_found_from_either_side() -> None:
    wrong = "Tổng thống Nhật Bản Olga Brandt nói với phóng viên rằng Na Uy sẽ đón tiếp Petra Novak."
    found = swapped_names(named(ENGLISH, "en"), named(wrong, "vi"))
    back = swapped_names(named(wrong, "vi"), named(ENGLISH, "en"))
    assert found is not None
    assert set(found) == {"Nhật Bản", "Na Uy"}
    assert back is not None
    assert set(back) == {"Japan", "Norway"}


def test_two_who_stand_round_the_same_verb_the_other_way_round_have_changed_places() -> None:
    assert swapped("Nam Dinh beat Norway.", "Nam Định thắng Na Uy.") is None
    found = swapped("As expected, Nam Dinh beat Norway.", "Như dự đoán, Na Uy thắng Nam Định.")
    assert found is not None
    assert set(found) == {"Na Uy", "Nam Định"}


def test_a_ship_may_stand_before_or_after_its_country() -> None:
    assert swapped("The Norway ship Viking Sky sank.", "Tàu Viking Sky của Na Uy chìm.") is None


def test_a_country_may_stand_before_or_after_what_it_describes() -> None:
    assert swapped(
        "The Ukrainian Marta Kovalenko won.", "Marta Kovalenko người Ukraine thắng."
    ) is (None)


def test_an_owner_may_stand_on_the_other_side() -> None:
    english = "Norway's Olga Brandt spoke first."
    assert swapped(english, "Bà Olga Brandt của Na Uy phát biểu đầu tiên.") is None


def test_who_does_something_may_stand_first_or_last() -> None:
    english = "The climbers were found near Ma Pi Leng pass by guide Vang Mi Sinh."
    vietnamese = "Hai người được anh Vàng Mí Sính tìm thấy gần đèo Mã Pí Lèng."
    assert swapped(english, vietnamese) is None


def test_an_owner_and_a_place_are_known_by_their_little_words() -> None:
    english = "Norway's debt was discussed in Lusaka by officials of Japan."
    vietnamese = "Nợ của Na Uy được các quan chức Nhật Bản bàn thảo ở Lusaka."
    assert swapped(english, vietnamese) is None
    found = swapped(english, "Nợ của Lusaka được các quan chức Nhật Bản bàn thảo ở Na Uy.")
    assert found is not None
    assert set(found) == {"Na Uy", "Lusaka"}


def test_names_round_instead_of_have_their_order_in_both_languages() -> None:
    english = "The plane landed in Norway instead of Japan because of fog."
    assert swapped(english, "Máy bay hạ cánh ở Na Uy thay vì Nhật Bản do sương mù.") is None
    found = swapped(english, "Máy bay hạ cánh ở Nhật Bản thay vì Na Uy do sương mù.")
    assert found is not None
    assert set(found) == {"Nhật Bản", "Na Uy"}


def test_one_name_or_one_language_has_nothing_to_swap() -> None:
    assert swapped("Norway voted.", "Na Uy bỏ phiếu.") is None
    assert swapped_names(named(ENGLISH, "en"), named(ENGLISH, "en")) is None


def test_every_pair_has_a_value_for_each_feature() -> None:
    rows = list(pair_features(named(ENGLISH, "en"), named(VIETNAMESE, "vi")))
    assert {frozenset((left.text, right.text)) for left, right, *_ in rows} == {
        frozenset(pair)
        for pair in (
            ("Olga Brandt", "Norway"),
            ("Olga Brandt", "Japan"),
            ("Olga Brandt", "Petra Novak"),
            ("Norway", "Japan"),
            ("Norway", "Petra Novak"),
            ("Japan", "Petra Novak"),
        )
    }
    assert all(len(values) == len(FEATURES) for *_, values in rows)


WORDS = "Norway Japan Na Uy Nhật Bản Olga Brandt told nói của 's 5 , . -".split()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
)
def test_any_mix_of_names_is_compared_without_failing(english: str, vietnamese: str) -> None:
    found = swapped(english, vietnamese)
    assert found is None or all(found)


def test_a_country_before_its_description_is_no_swap() -> None:
    english = "Later a Norwegian painter named Olga Brandt drew the harbour."
    vietnamese = "Về sau Olga Brandt, một họa sĩ người Na Uy, đã vẽ bến cảng."
    assert swapped(english.replace("Norwegian", "Norway"), vietnamese) is None
