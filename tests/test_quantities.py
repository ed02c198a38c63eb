"""Numbers, dates and money are read alike in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Lang
from generator.quantities import find_quantities


def readings(text: str, lang: Lang) -> list[tuple[str, str]]:
    return [(quantity.kind, quantity.value) for quantity in find_quantities(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("vi", "chuyển 1.000 viên đạn", [("number", "1000")]),
        ("en", "sent 1,000 shells", [("number", "1000")]),
        ("vi", "tăng 3,5 lần", [("number", "3.5")]),
        ("en", "rose 3.5 times", [("number", "3.5")]),
        ("vi", "1.234,5 km", [("measure", "1234.5")]),
        ("en", "1,234.5 km", [("measure", "1234.5")]),
        ("vi", "2 tỷ đồng", [("money", "2000000000")]),
        ("vi", "2 tỉ đồng", [("money", "2000000000")]),
        ("en", "VND2 billion", [("money", "2000000000")]),
        ("vi", "1,5 nghìn tỷ đồng", [("money", "1500000000000")]),
        ("en", "1.5 trillion dong", [("money", "1500000000000")]),
        ("vi", "5 ngàn người", [("number", "5000")]),
        ("en", "VND1.6 quadrillion", [("money", "1600000000000000")]),
        ("vi", "1,6 triệu tỷ đồng", [("money", "1600000000000000")]),
        ("en", "a tenfold increase", [("number", "10")]),
        ("en", "from zero to 100 km/h", [("number", "0"), ("measure", "100")]),
        ("vi", "ở tầng chín một chung cư", [("ordinal", "9")]),
        ("vi", "rời cảng lúc sáu rưỡi sáng", [("time", "06:30")]),
        ("en", "the full moon of the seventh lunar month", [("date", "--07-15")]),
        ("vi", "hai mươi mốt thợ mỏ", [("number", "21")]),
        ("en", "twenty-one miners", [("number", "21")]),
        ("en", "two hundred and fifty homes", [("number", "250")]),
        ("vi", "hai trăm năm mươi ngôi nhà", [("number", "250")]),
        ("vi", "hai phần ba cử tri", [("number", "2/3")]),
        ("en", "two-thirds of voters", [("number", "2/3")]),
        ("vi", "34 phần trăm", [("percent", "34")]),
        ("en", "34 percent", [("percent", "34")]),
        ("vi", "thế kỷ XXI", [("ordinal", "21")]),
        ("en", "the 21st century", [("ordinal", "21")]),
        ("vi", "những năm 1990", [("decade", "1990")]),
        ("en", "the 1990s", [("decade", "1990")]),
        ("vi", "lúc 21h30", [("time", "21:30")]),
        ("en", "at 9:30 p.m.", [("time", "21:30")]),
        ("vi", "cửa hàng thứ 100", [("ordinal", "100")]),
        ("en", "its hundredth shop", [("ordinal", "100")]),
        ("vi", "cây thứ hai nghìn", [("ordinal", "2000")]),
        ("en", "the two thousandth tree", [("ordinal", "2000")]),
        ("vi", "album thứ bốn mươi", [("ordinal", "40")]),
        ("en", "a fortieth album", [("ordinal", "40")]),
        ("en", "a fourth term", [("ordinal", "4")]),
        ("en", "a fourth of the voters", [("number", "1/4")]),
        ("vi", "một triệu rưỡi hộ dân", [("number", "1500000")]),
        ("en", "a million and a half homes", [("number", "1500000")]),
        ("vi", "người cha ba con", [("number", "3")]),
        ("en", "a father of three", [("number", "3")]),
        ("vi", "từ năm mười lăm tuổi", [("number", "15")]),
        ("en", "since he was fifteen", [("number", "15")]),
        ("vi", "sáu giờ mười lăm tối", [("time", "18:15")]),
        ("en", "a quarter past six in the evening", [("time", "18:15")]),
        ("vi", "7 giờ kém 15 sáng", [("time", "06:45")]),
        ("en", "a quarter to seven in the morning", [("time", "06:45")]),
        ("vi", "12h đêm", [("time", "00:00")]),
        ("en", "twelve at night", [("time", "00:00")]),
        ("vi", "mùng 6 tháng Giêng", [("date", "--01-06")]),
        ("en", "the sixth day of the first lunar month", [("date", "--01-06")]),
        ("vi", "rằm tháng Bảy", [("date", "--07-15")]),
        ("en", "the 15th of the seventh lunar month", [("date", "--07-15")]),
        ("vi", "gió 120 km / h", [("measure", "120")]),
        ("en", "winds of 120 kilometers an hour", [("measure", "120")]),
        ("vi", "chiếc F-35", [("code", "F35")]),
        ("en", "an F-35", [("code", "F35")]),
    ],
)
def test_a_quantity_has_one_value_in_both_languages(
    lang: Lang, text: str, expected: list[tuple[str, str]]
) -> None:
    assert readings(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("vi", "ngày 14/9", ["--09-14"]),
        ("vi", "hôm 12-11", ["--11-12"]),
        ("vi", "ngày 31.5.2024", ["2024-05-31"]),
        ("vi", "tháng 8.2023", ["2023-08"]),
        ("vi", "tháng 12 tới", ["--12"]),
        ("vi", "tháng Tư", ["--04"]),
        ("vi", "ngày 2 tháng 9 năm 1945", ["1945-09-02"]),
        ("vi", "trong hai ngày 17 và 18/4", ["--04-17", "--04-18"]),
        ("vi", "từ ngày 19-25/2", ["--02-19", "--02-25"]),
        ("vi", "năm 2020", ["2020"]),
        ("en", "14 September", ["--09-14"]),
        ("en", "Sept. 14", ["--09-14"]),
        ("en", "September 14, 2022", ["2022-09-14"]),
        ("en", "14th of September 2022", ["2022-09-14"]),
        ("en", "April 17 and 18", ["--04-17", "--04-18"]),
        ("en", "17-18 April", ["--04-17", "--04-18"]),
        ("en", "in August 2023", ["2023-08"]),
        ("en", "in May", ["--05"]),
        ("en", "2024-05-31", ["2024-05-31"]),
        ("en", "the 2019-20 season", ["2019", "2020"]),
    ],
)
def test_dates_are_read_with_the_parts_they_have(
    lang: Lang, text: str, expected: list[str]
) -> None:
    dates = [q.value for q in find_quantities(text, lang) if q.kind == "date"]
    assert dates == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm nước ký", ["5"]),
        ("trong năm nay", []),
        ("hàng năm", []),
        ("tám năm trước", ["8"]),
        ("hai mươi năm", ["20"]),
        ("tám năm sáu tháng", ["8", "6"]),
        ("hai mươi lăm người", ["25"]),
        ("năm trong chín thẩm phán", ["5", "9"]),
    ],
)
def test_nam_is_five_only_where_it_counts(text: str, expected: list[str]) -> None:
    assert [q.value for q in find_quantities(text, "vi")] == expected


@pytest.mark.parametrize(
    "text", ["một số nước", "Ba Lan", "họ may đo", "3 đồng minh", "hàng trăm người", "ông Năm"]
)
def test_words_that_only_look_like_amounts_are_left_alone(text: str) -> None:
    found = find_quantities(text, "vi")
    assert all(q.kind == "number" and q.text == "3" for q in found)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("vi", "hơn 3.000 người", [("number", "3000")]),
        ("vi", "từ 5-7%", [("number", "5"), ("percent", "7")]),
        ("vi", "quý III/2024", [("ordinal", "3"), ("number", "2024")]),
        ("vi", "quý 3/2024", [("ordinal", "3"), ("number", "2024")]),
        ("en", "in Q3", [("ordinal", "3")]),
        ("vi", "kỷ XXI", [("ordinal", "21")]),
        ("vi", "Khóa XIII", [("ordinal", "13")]),
        ("vi", "2-3 người", [("number", "2"), ("number", "3")]),
        ("vi", "nửa triệu", [("number", "500000")]),
        ("vi", "một chục", [("number", "10")]),
        ("vi", "vài chục", []),
        ("vi", "dăm ba người", []),
        ("vi", "9h30", [("time", "09:30")]),
        ("vi", "8.30 sáng", [("time", "08:30")]),
        ("vi", "0230 UTC", [("time", "02:30")]),
        ("en", "0230 UTC", [("time", "02:30")]),
        ("vi", "mùng 2 Tết", [("date", "---02")]),
        ("en", "USD 5m", [("money", "5000000")]),
        ("en", "a $5bn deal", [("money", "5000000000")]),
        ("en", "£3.2m", [("money", "3200000")]),
        ("vi", "tỉ lệ 3-1", [("number", "3"), ("number", "1")]),
        ("vi", "Su-30", [("code", "SU30")]),
        ("vi", "COVID-19", [("code", "COVID19")]),
        ("vi", "1 tỷ 200 triệu đồng", [("money", "1200000000")]),
        ("vi", "3 triệu đô", [("money", "3000000")]),
        ("vi", "đô thị loại 1", [("number", "1")]),
        ("vi", "cao 1m75", [("measure", "1.75")]),
        ("en", "one and a half million", [("number", "1500000")]),
        ("en", "half a dozen", [("number", "6")]),
        ("en", "Peter August commented", []),
        ("en", "in early August", [("date", "--08")]),
    ],
)
def test_what_news_writes_is_read(lang: Lang, text: str, expected: list[tuple[str, str]]) -> None:
    assert readings(text, lang) == expected


def test_dozens_may_be_tens_in_vietnamese() -> None:
    (number,) = find_quantities("four dozen bases", "en")
    assert ("number", "40") in number.readings


def test_a_score_may_also_be_a_date_and_keeps_both_readings() -> None:
    (fraction,) = find_quantities("(10/4)", "vi")
    assert fraction.value == "--04-10"
    assert ("number", "10/4") in fraction.readings


def test_what_stands_beside_a_score_is_no_date() -> None:
    text = "Từ chỗ dẫn trước 13/10 rồi 14/12, anh thua 18/21; trận sau vào ngày 2/9."
    assert [kind for kind, _ in readings(text, "vi")] == ["number", "number", "number", "date"]
    assert readings("Tỷ số 2/1, nhà số 3/2.", "vi") == [("number", "2/1"), ("code", "3/2")]


def test_around_the_clock_is_no_date() -> None:
    text = "Họ trực 24/7 từ sáng 24/7, giám sát tàu thuyền 24/7."
    assert readings(text, "vi") == [("date", "--07-24")]
    assert readings("Theo bản tin 24/7, bão đã tan.", "vi") == [("date", "--07-24")]
    assert readings("The shop is open 24/7.", "en") == []


def test_crossroads_and_ballet_are_no_numbers() -> None:
    text = "Ở ngã tư gần ngã ba, ba vũ công múa ba lê có bốn cái ba lô."
    assert readings(text, "vi") == [("number", "3"), ("number", "4")]


def test_an_ambiguous_numeral_keeps_its_other_reading() -> None:
    (number,) = find_quantities("1,500 xe", "vi")
    assert number.readings == (("number", "1500"), ("number", "1.5"))
    (number,) = find_quantities("1.500 xe", "vi")
    assert number.readings == (("number", "1500"),)


def test_a_time_has_another_reading_only_where_the_half_of_the_day_is_open() -> None:
    (afternoon,) = find_quantities("lúc 21 giờ 30", "vi")
    assert afternoon.readings == (("time", "21:30"),)
    (morning,) = find_quantities("at 9.30 am", "en")
    assert morning.readings == (("time", "09:30"),)
    (alone,) = find_quantities("lúc 9h30", "vi")
    assert alone.readings == (("time", "09:30"),)
    (said_before,) = find_quantities("tối qua, lúc 9h30", "vi")
    assert said_before.readings == (("time", "09:30"), ("time", "21:30"))


def test_weekdays_and_ordinals_share_words_and_are_told_apart_by_what_stands_before() -> None:
    assert readings("hôm thứ Hai", "vi") == [("weekday", "1")]
    assert readings("lần thứ hai", "vi") == [("ordinal", "2")]
    assert readings("Chủ nhật", "vi") == [("weekday", "7")]


def test_money_and_measures_keep_their_unit() -> None:
    found = find_quantities("US$146.5 million, 20 hectares and 50 yen", "en")
    assert [(q.value, q.unit) for q in found] == [
        ("146500000", "USD"),
        ("20", "ha"),
        ("50", "JPY"),
    ]


def test_footnote_marks_and_addresses_are_no_quantities() -> None:
    assert find_quantities("its sovereignty(6) rights, see https://example.org/2024/05", "en") == ()


@pytest.mark.parametrize("piece", ["tám năm một ", "một hai ", "a-", "1", "1.1", "5 😀 "])
def test_endless_lines_are_read_to_the_end(piece: str) -> None:
    found = find_quantities(piece * 3000 + " hôm 12-11", "vi")
    assert found[-1].value == "--11-12"


@given(st.text(max_size=120), st.sampled_from(["en", "vi"]))
def test_any_text_is_searched_without_failing_and_spans_are_exact(text: str, lang: Lang) -> None:
    found = find_quantities(text, lang)
    ends = [0]
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.start >= ends[-1]
        ends.append(quantity.end)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_whole_number_reads_the_same_in_either_writing(number: int) -> None:
    english, vietnamese = f"{number:,}", f"{number:,}".replace(",", ".")
    assert find_quantities(f"x {english} y", "en")[0].value == str(number)
    assert find_quantities(f"x {vietnamese} y", "vi")[0].value == str(number)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("It cost 55 million pounds.", "en", ("money", "GBP")),
        ("It ate 5 million pounds of rice.", "en", ("measure", "lb")),
        ("He lost 20 pounds.", "en", ("measure", "lb")),
        ("Giá 55 triệu bảng.", "vi", ("money", "GBP")),
        ("Có 8 bảng đấu.", "vi", ("number", "")),
    ],
)
def test_pounds_are_money_in_millions_and_a_weight_else(
    text: str, lang: Lang, expected: tuple[str, str]
) -> None:
    (quantity,) = find_quantities(text, lang)
    assert (quantity.kind, quantity.unit) == expected
