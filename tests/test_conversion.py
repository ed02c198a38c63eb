"""Machine translations get the target's conventions, towards the source and never away from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Lang
from generator.translation.conversion import (
    convert_conventions,
    convert_whole,
    enforce_glossary,
    finish_translation,
    format_date,
    format_number,
    missing_names,
    tidied,
    without_second_attribution,
)
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(ROOT / "content")


@pytest.mark.parametrize(
    ("source", "machine", "expected"),
    [
        ("gửi 1.000 viên đạn", "sent 1.000 shells", "sent 1,000 shells"),
        ("tăng 12,5%", "up 12,5%", "up 12.5%"),
        ("3,5 tỷ USD", "3,5 tỷ USD", "3.5 billion USD"),
        ("1,5 nghìn tỷ đồng", "1,5 nghìn tỷ dong", "1.5 trillion dong"),
        ("hôm 12-11", "on 12-11", "on 12 November"),
        ("ngày 31.5.2024", "on 31.5.2024", "on 31 May 2024"),
        ("hai ngày 17 và 18/4", "on 17 and 18/4", "on 17 and 18 April"),
        ("5.872 xe", "5.872 cars", "5,872 cars"),
    ],
)
def test_what_a_model_copied_is_put_into_english_ways(
    source: str, machine: str, expected: str
) -> None:
    assert convert_conventions(source, "vi", machine, "en") == expected


@pytest.mark.parametrize(
    ("source", "machine", "expected"),
    [
        ("1.7 million people", "1.7 triệu người", "1,7 triệu người"),
        ("1,000 shells", "1,000 quả đạn", "1.000 quả đạn"),
        ("$3.5 billion", "3.5 billion USD", "3,5 tỷ USD"),
        ("12.5 percent", "12.5 percent", "12,5%"),
    ],
)
def test_what_a_model_copied_is_put_into_vietnamese_ways(
    source: str, machine: str, expected: str
) -> None:
    assert convert_conventions(source, "en", machine, "vi") == expected


@pytest.mark.parametrize(
    ("source", "machine", "expected"),
    [
        ("300.000 người", "500,000 people", "300,000 people"),
        ("146,5 triệu USD", "146.5 billion USD", "146.5 million USD"),
        ("Ngày 14/9 họ gặp nhau", "On 15 September they met", "On 14 September they met"),
        ("tăng 8% năm 2020", "up 9% in 2020", "up 8% in 2020"),
    ],
)
def test_the_one_number_that_slipped_is_restored(source: str, machine: str, expected: str) -> None:
    assert convert_conventions(source, "vi", machine, "en") == expected


@pytest.mark.parametrize(
    ("source", "machine"),
    [
        ("3 tàu và 5 máy bay", "4 ships and 6 planes"),
        ("tăng 8%", "up 9 places"),
        ("không có số nào", "version 3.5.1 of 2,000"),
        ("giá 5 USD", "priced at 7 EUR"),
    ],
)
def test_where_it_is_not_sure_the_text_stays(source: str, machine: str) -> None:
    assert convert_conventions(source, "vi", machine, "en") == machine


def test_a_sound_translation_is_left_alone(glossary: Glossary) -> None:
    source = "Ngày 14/9, ông Lloyd Austin gặp ông Hamada Yasukazu tại Lầu Năm Góc (Mỹ)."
    target = "On September 14, Lloyd Austin met Yasukazu Hamada at the Pentagon in the US."
    assert finish_translation(source, "vi", target, "en", glossary) == (target, ())


@pytest.mark.parametrize(
    ("source", "source_lang", "machine", "expected"),
    [
        ("Lầu Năm Góc xác nhận", "vi", "Lầu Năm Góc confirmed", "Pentagon confirmed"),
        ("tại Trại David", "vi", "at David Camp", "at Camp David"),
        ("ở Trung Quốc", "vi", "in Trung Quốc", "in China"),
        ("ông Kishida Fumio", "vi", "Mr Kishido Fumio", "Mr Kishida Fumio"),
        ("North Korea agreed", "en", "Bắc Hàn đồng ý", "Triều Tiên đồng ý"),
        ("Xi Jinping left", "en", "Xi Jinping rời đi", "Tập Cận Bình rời đi"),
        ("the Korean Peninsula", "en", "bán đảo Hàn Quốc", "bán đảo Triều Tiên"),
    ],
)
def test_wrong_forms_of_terms_are_replaced(
    source: str, source_lang: Lang, machine: str, expected: str, glossary: Glossary
) -> None:
    target_lang: Lang = "en" if source_lang == "vi" else "vi"
    text, warnings = enforce_glossary(source, source_lang, machine, target_lang, glossary)
    assert (text, warnings) == (expected, ())


@pytest.mark.parametrize(
    ("source", "source_lang", "machine"),
    [
        ("South Korean ships", "en", "tàu Hàn"),
        ("Vietnam Airlines bay tới Mỹ", "vi", "Vietnam Airlines flies to America"),
        ("người Hàn Quốc", "vi", "South Koreans"),
    ],
)
def test_good_variants_and_longer_names_are_left_alone(
    source: str, source_lang: Lang, machine: str, glossary: Glossary
) -> None:
    target_lang: Lang = "en" if source_lang == "vi" else "vi"
    assert enforce_glossary(source, source_lang, machine, target_lang, glossary) == (machine, ())


def test_a_person_who_is_missing_is_reported(glossary: Glossary) -> None:
    text, warnings = enforce_glossary(
        "Ông Seiji Maehara phát biểu", "vi", "The minister spoke", "en", glossary
    )
    assert text == "The minister spoke"
    assert [str(warning) for warning in warnings] == ["glossary: Seiji Maehara"]


def test_numbers_and_dates_are_written_as_each_language_does() -> None:
    assert format_number("1234567.5", "en") == "1,234,567.5"
    assert format_number("1234567.5", "vi") == "1.234.567,5"
    assert format_number("2/3", "vi") == "2/3"
    assert format_date("2022-09-14", "en") == "14 September 2022"
    assert format_date("--09-14", "vi") == "14/9"
    assert format_date("2023-08", "vi") == "tháng 8/2023"
    assert format_date("---17", "en") == ""


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=150), st.text(max_size=150), st.sampled_from(["en", "vi"]))
def test_any_text_is_finished_without_failing_and_twice_changes_nothing_more(
    source: str, target: str, lang: Lang
) -> None:
    other: Lang = "en" if lang == "vi" else "vi"
    once = convert_conventions(source, lang, target, other)
    assert convert_conventions(source, lang, once, other) == once


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("ngày 14/9", "14 September"),
        ("ngày 2.6", "2 June"),
        ("ngày 12-11", "12 November"),
        ("tháng 12", "December"),
        ("ngày 31.5.2024", "31 May 2024"),
        ("5 năm", "5 years"),
        ("1.000 người", "1,000 people"),
        ("2 triệu USD", "2 million USD"),
        ("12,5%", "12.5%"),
        ("ngày 17 và 18/4", "17 and 18 April"),
        ("3, 4 và 5/6", "3, 4 and 5 June"),
        ("ngày 3-5/6", "3–5 June"),
        ("hơn 60 chiến sĩ", "more than 60 officers"),
        ("218 vụ", "218 cases"),
        ("1 vụ", "1 case"),
        ("90 triệu người dân", "90 million people"),
        ("gần 1.200 hộ dân", "nearly 1,200 households"),
        ("khoảng 2,5m", "about 2.5 m"),
        ("15.000m2", "15,000 m2"),
        ("khoảng 2 triệu USD", "about 2 million USD"),
        ("60.000 đồng/lượng", "60,000 dong/tael"),
        ("100-150 đồng/kg", "100–150 dong/kg"),
        ("2 triệu đồng/lượng - 3 triệu đồng/lượng", "2 million dong/tael–3 million dong/tael"),
        ("từ 60.000 đến 75.000 đồng/kg", "60,000–75,000 dong/kg"),
        ("6-8/12", "6–8 December"),
    ],
)
def test_a_lone_quantity_needs_no_translator(vietnamese, english):
    assert convert_whole(vietnamese, "vi", "en") == english


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("14 September", "ngày 14/9"),
        ("12.5%", "12,5%"),
        ("3 weeks", "3 tuần"),
        ("about 5 cases", "khoảng 5 vụ"),
        ("85 million euros", "85 triệu euro"),
        ("nearly £3.5 million", "gần 3,5 triệu bảng Anh"),
        ("$5bn", "5 tỷ USD"),
        ("1,500 yen", "1.500 yen"),
    ],
)
def test_a_lone_quantity_goes_into_vietnamese_too(english, vietnamese):
    assert convert_whole(english, "en", "vi") == vietnamese


@pytest.mark.parametrize(
    "text",
    ["", "Hàn Quốc", "1.000 viên đạn pháo", "3 tàu ngày 14/9", "năm bên", "ngày mai", "10-12.5"],
)
def test_whatever_says_more_than_one_quantity_is_left_to_a_translator(text):
    assert convert_whole(text, "vi", "en") == ""


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("chi 8.700 tỷ yên", "spend 8,700 billion yen", "spend 8,700 billion yen"),
        ("chi 8.700 tỷ yên", "spend 8.700 billion yen", "spend 8,700 billion yen"),
        ("chi 3,50 triệu USD", "spend 3,50 million USD", "spend 3.50 million USD"),
    ],
)
def test_a_grouped_number_before_a_scale_word_keeps_its_thousands(source, target, expected):
    assert convert_conventions(source, "vi", target, "en") == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("It left at 9.30 a.m.", "Nó đi lúc 9:30 giờ sáng giờ.", "Nó đi lúc 9:30 sáng."),
        ("It left at 9:30.", "Nó đi lúc 9:30 giờ.", "Nó đi lúc 9:30."),
        ("It took 9 hours.", "Nó đi mất 9 giờ.", "Nó đi mất 9 giờ."),
        ("A gateway(3) to it", "Một cửa ngõ (3) của nó", "Một cửa ngõ(3) của nó"),
        ("A gateway (3) to it", "Một cửa ngõ (3) của nó", "Một cửa ngõ (3) của nó"),
    ],
)
def test_hours_and_footnote_marks_are_set_right(source, target, expected):
    assert convert_conventions(source, "en", target, "vi") == expected


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("A British man left", "Một người rời đi", ["United Kingdom"]),
        ("England had lost", "Anh đã thua", []),
        ("Vietnam Airlines landed", "Vietnam Airlines hạ cánh", []),
        ("Vietnam landed Airlines", "Airlines hạ cánh", ["Vietnam"]),
        ("North Korea agreed", "Bắc Hàn đồng ý", []),
        ("The minister of China agreed", "Nước này đồng ý", ["China"]),
    ],
)
def test_names_without_a_good_form_are_missing(source, target, missing, glossary):
    found = missing_names(source, "en", target, "vi", glossary)
    assert [term.en for term in found] == missing


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Theo ông, diện tích đã tăng.",
            "According to him, the area has risen, according to him.",
            "According to him, the area has risen.",
        ),
        (
            "Giá tăng, theo Bộ Tài chính.",
            "Prices rose, according to the ministry.",
            "Prices rose, according to the ministry.",
        ),
        (
            "Theo báo cáo, giá tăng, theo Bộ Tài chính.",
            "According to a report, prices rose, according to the ministry.",
            "According to a report, prices rose, according to the ministry.",
        ),
        (
            "Theo VEA, điện gió chiếm 3,5%.",
            "Wind power makes up 3.5%, according to the VEA, according to the VEA.",
            "Wind power makes up 3.5%, according to the VEA.",
        ),
        (
            "Ông nói: “Rượu vang bán ở Mỹ nhiều hơn.”",
            "He said, “More wine is sold in the United States,” he said.",
            "He said, “More wine is sold in the United States.”",
        ),
        (
            'Bà Lan cho biết: "Ai sẽ trả tiền?"',
            'Ms Lan said: "Who will pay?" Ms Lan said.',
            'Ms Lan said: "Who will pay?"',
        ),
        (
            "“Giá đã giảm”, ông nói.",
            "“Prices have fallen,” he said.",
            "“Prices have fallen,” he said.",
        ),
        (
            "Ông nói “giá giảm” và “lương tăng”, bà Lan nói.",
            "He said “prices fall,” Ms Lan said.",
            "He said “prices fall,” Ms Lan said.",
        ),
    ],
)
def test_a_source_is_named_no_more_often_than_in_the_original(
    source: str, target: str, expected: str
):
    assert without_second_attribution(source, "vi", target, "en") == expected
    done, _ = finish_translation(source, "vi", target, "en", Glossary())
    assert done == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("He bought a electronic device.", "He bought an electronic device."),
        ("A university, a U.S. firm, a useful one-year plan.",) * 2,
        ("an pushed door", "A pushed door"),
        ("An hour and an honest man.", "An hour and an honest man."),
        ("An big man of the the town.", "A big man of the town."),
        ("spacecraft will fly.", "Spacecraft will fly."),
        ("The country's country's prices fell.", "The country's prices fell."),
        ("It began. they came. The U.S. army left.", "It began. They came. The U.S. army left."),
        ("eBay grew.", "eBay grew."),
        ("It cost hundreds of billions of VND2.", "It cost hundreds of billions of dong."),
        ("It cost millions of VND2 billion notes.",) * 2,
        ("It shut at 19:00 p.m. and 20:30 pm.", "It shut at 7 p.m. and 8:30 p.m."),
        (
            "It broke out at around 24:00 pm on June 21.",
            "It broke out at around midnight on June 21.",
        ),
        ("An (on May 2, 1942 - on June 3, 2012) sang.", "An (May 2, 1942 - June 3, 2012) sang."),
    ],
)
def test_slips_that_say_nothing_are_tidied(target: str, expected: str):
    assert tidied("Câu gốc.", target, "en") == expected


def test_a_name_is_no_article():
    assert tidied("Ông Lê Văn An nói.", "Le Van An said.", "en") == "Le Van An said."
    assert tidied("An nói.", "An said.", "en") == "An said."
    assert tidied("Vitamin A và E.", "Vitamin A and E.", "en") == "Vitamin A and E."


def test_vietnamese_may_say_a_word_twice():
    assert tidied("Far away.", "xa xa kia", "vi") == "Xa xa kia"


@pytest.mark.parametrize(
    ("source", "drafted", "shown"),
    [
        (
            "Khoảng 11 giờ 30 ngày 1/11",
            "Around 11:30 pm on November 1",
            "Around 11:30 on November 1",
        ),
        ("Lúc 9h, ông đến.", "At 9 p.m., he came.", "At 9:00, he came."),
        ("Lúc 9h, ông đến.", "At 9 a.m., he came.", "At 9 a.m., he came."),
        ("Lúc 7h tối, ông đến.", "At 7 p.m. he came.", "At 7 p.m. he came."),
        ("Lúc 23 giờ, ông đến.", "At 11 pm he came.", "At 11 pm he came."),
        ("Lúc 12h, ông đến.", "At 12 p.m. he came.", "At 12 p.m. he came."),
    ],
)
def test_an_afternoon_that_the_source_does_not_name_goes(source, drafted, shown):
    assert convert_conventions(source, "vi", drafted, "en") == shown
