"""Amounts and times in words: told where one stands in place of another of its family."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word_amounts import other_amount


@pytest.mark.parametrize(
    ("english", "vietnamese", "code"),
    [
        ("hundreds of tourists", "hàng chục du khách", "number"),
        ("tens of thousands of homes", "hàng nghìn ngôi nhà", "number"),
        ("several hundred miners", "vài nghìn thợ mỏ", "number"),
        ("twice the price", "bằng một nửa giá", "number"),
        ("sales tripled", "doanh số tăng gấp đôi", "number"),
        ("half a century later", "một thế kỷ sau", "number"),
        ("after two decades", "sau một thập kỷ", "number"),
        ("in the third quarter", "trong quý II", "date"),
        ("on the morning of June 27", "chiều 27/6", "date"),
        ("on Monday night", "sáng thứ Hai", "date"),
        ("from midnight", "từ giữa trưa", "date"),
        ("within half a year", "trong nửa tháng", "number"),
        ("a career of six years", "sự nghiệp sáu thập kỷ", "number"),
        ("a quarter of the fields", "ba phần tư số ruộng", "number"),
        ("1,800 cubic metres a second.", "1.800 m3 mỗi giờ", "number"),
        ("eight grams of salt weekly", "8 g muối mỗi ngày", "number"),
        ("turns 33 next week", "tròn 33 tuổi vào tháng tới", "date"),
        ("as it did last year", "như năm tới", "date"),
        ("in late May", "đầu tháng 5", "date"),
        ("on the last Monday of October", "thứ Hai đầu tiên của tháng 10", "date"),
        ("in the second leg", "ở trận lượt đi", "number"),
    ],
)
def test_one_in_place_of_another_is_told(english: str, vietnamese: str, code: str) -> None:
    found = other_amount(english, vietnamese)
    assert found is not None
    assert found.english in english
    assert found.vietnamese in vietnamese
    assert found.code == code


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("dozens of tourists", "hàng chục du khách"),
        ("tens of thousands of homes", "hàng vạn ngôi nhà"),
        ("hundreds of tourists", "rất đông du khách"),
        ("millions of people", "vài triệu phú"),
        ("twice a week", "hai lần mỗi tuần"),
        ("by half, then doubled", "giảm một nửa rồi tăng gấp đôi"),
        ("scored twice in the first half", "lập cú đúp trong hiệp một"),
        ("half an hour later, twice", "nửa giờ sau, hai lần"),
        ("half a century", "nửa thế kỷ"),
        ("half a century", "50 năm"),
        ("in the 19th century, two decades", "thế kỷ 19, hai thập niên"),
        ("in Q3", "trong quý III"),
        ("a quarter of the voters", "một phần tư cử tri"),
        ("on Monday evening", "chiều thứ Hai"),
        ("on Monday evening", "tối thứ Hai"),
        ("early hours of Monday", "rạng sáng thứ Hai"),
        ("a bright afternoon", "ánh sáng, buổi chiều"),
        ("in both directions this morning", "hai chiều sáng nay"),
        ("over four months, last week", "bốn tháng qua, tuần rồi"),
        ("trees three decades old, six years on", "cây 30 năm tuổi, sáu năm sau"),
        ("at midnight", "lúc 0h"),
        ("walks every morning, sleeps at eight", "mỗi sáng đi bộ, ngủ lúc tám giờ tối,"),
        ("", ""),
    ],
)
def test_the_same_in_other_words_or_figures_is_no_fault(english: str, vietnamese: str) -> None:
    assert other_amount(english, vietnamese) is None


@given(st.text(), st.text())
def test_any_two_texts_are_compared_without_failing(english: str, vietnamese: str) -> None:
    found = other_amount(english, vietnamese)
    assert found is None or (found.english in english and found.vietnamese in vietnamese)
