"""Dates in words."""

from __future__ import annotations

import pytest

from generator.date_words import date_words, month_words, short_month
from generator.model import PartialDate


@pytest.mark.parametrize(
    ("written", "english", "vietnamese"),
    [
        ("2014-04-10T09:30", "10 April 2014", "ngày 10/4/2014"),
        ("2014-04", "April 2014", "tháng 4/2014"),
        ("2014", "2014", "năm 2014"),
        ("--04-10", "10 April, year unknown", "ngày 10/4, không rõ năm"),
        ("--04", "April, year unknown", "tháng 4, không rõ năm"),
        ("", "date unknown", "không rõ ngày"),
    ],
)
def test_a_date_reads_with_only_its_known_parts(
    written: str, english: str, vietnamese: str
) -> None:
    date = PartialDate.parse(written)
    assert (date_words(date, "en"), date_words(date, "vi")) == (english, vietnamese)


def test_months_have_a_full_and_a_short_name() -> None:
    assert month_words(2024, 9, "en") == "September 2024"
    assert [short_month(9, "en"), short_month(9, "vi")] == ["Sep", "Th9"]
