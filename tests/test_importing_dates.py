from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.dates import (
    date_in_address,
    dated_author,
    find_dates,
    is_date_line,
    parse_date,
    stated_date,
)
from generator.model import PartialDate

VIETNAMESE = [
    ("10/4/2014", "2014-04-10"),
    ("10-4-2014", "2014-04-10"),
    ("10.4.2014", "2014-04-10"),
    ("10/04/14", "2014-04-10"),
    ("1.6.2024", "2024-06-01"),
    ("10 / 4 / 2014", "2014-04-10"),
    ("ngày 10/4/2014", "2014-04-10"),
    ("Ngày 10 tháng 4 năm 2014", "2014-04-10"),
    ("10 tháng 4, 2014", "2014-04-10"),
    ("ngày 10 tháng Tư năm 2014", "2014-04-10"),
    ("ngày 2 tháng Giêng năm 2014", "2014-01-02"),
    ("ngày 30 tháng Chạp năm 2014", "2014-12-30"),
    ("ngày 5 tháng Mười Một năm 2014", "2014-11-05"),
    ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07T08:07"),
    ("Thứ Năm, ngày 10/4/2014, 09:30", "2014-04-10T09:30"),
    ("Thứ 7, 08/3/2014", "2014-03-08"),
    ("Chủ nhật, 1/6/2014 | 10:30 GMT+7", "2014-06-01T10:30"),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52"),
    ("07-03-2026 - 00:01 AM", "2026-03-07T00:01"),
    ("10/4/2014 2:05 PM", "2014-04-10T14:05"),
    ("10/4/2014 2:05 CH", "2014-04-10T14:05"),
    ("10/4/2014 12:05 SA", "2014-04-10T00:05"),
    ("23:02, 06/03/2026", "2026-03-06T23:02"),
    ("9h30 ngày 10/4/2014", "2014-04-10T09:30"),
    ("lúc 9 giờ 30 phút ngày 10/4/2014", "2014-04-10T09:30"),
    ("Cập nhật 17:06, 07/03/2026", "2026-03-07T17:06"),
    ("Đăng ngày: 08-03-2014", "2014-03-08"),
    ("2014-04-10", "2014-04-10"),
    ("2014/4/10", "2014-04-10"),
    ("20140410", "2014-04-10"),
    ("2014-04-10T09:30:00+07:00", "2014-04-10T09:30"),
    ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52"),
    ("2013-10-23T23:39:00Z", "2013-10-24T06:39"),
    ("2013-12-31T20:00:00+00:00", "2014-01-01T03:00"),
    ("12-11", "--11-12"),
    ("12/11", "--11-12"),
    ("1.6", "--06-01"),
    ("ngày 14/9", "--09-14"),
    ("hôm 8/4", "--04-08"),
    ("sáng 12-11", "--11-12"),
    ("tối 31.5", "--05-31"),
    ("hôm nay (10/4)", "--04-10"),
    ("hôm qua (9-4)", "--04-09"),
    ("mùng 3 tháng 2", "--02-03"),
    ("ngày 29/2", "--02-29"),
    ("10 tháng Tư", "--04-10"),
    ("tháng 4/2014", "2014-04"),
    ("tháng 8.2023", "2023-08"),
    ("tháng 12-2018", "2018-12"),
    ("tháng 9 năm 2022", "2022-09"),
    ("tháng Mười Hai năm 2020", "2020-12"),
    ("T9/2026", "2026-09"),
    ("9/2022", "2022-09"),
    ("2014-04", "2014-04"),
    ("tháng 4", "--04"),
    ("tháng Tám", "--08"),
    ("năm 2022", "2022"),
    ("cuối năm 2022", "2022"),
    ("2022", "2022"),
    ("hôm nay", ""),
    ("hôm qua", ""),
    ("3 giờ trước", ""),
    ("ngày 31/2/2014", ""),
    ("ngày 32/1", ""),
    ("tỷ số 2-1", ""),
    ("giảm 1.6 điểm", ""),
    ("khoảng 17 người", ""),
    ("Nghị định 68/2026/NĐ-CP", ""),
    ("tàu Boeing 737-800", ""),
    ("", ""),
]
ENGLISH = [
    ("April 10, 2014", "2014-04-10"),
    ("Apr. 10, 2014", "2014-04-10"),
    ("10 April 2014", "2014-04-10"),
    ("10th of April 2014", "2014-04-10"),
    ("10-Apr-2014", "2014-04-10"),
    ("Thursday, April 10, 2014", "2014-04-10"),
    ("Thursday 10 April 2014 09.30", "2014-04-10"),
    ("10 April 2014 at 9:30 pm", "2014-04-10T21:30"),
    ("April 10, 2014 9:30 AM UTC", "2014-04-10T09:30"),
    ("Sept. 3, 2013", "2013-09-03"),
    ("Thu, 10 Apr 2014 09:30:00 +0700", "2014-04-10T09:30"),
    ("2014-04-10T09:30:00Z", "2014-04-10T09:30"),
    ("25/10/2014", "2014-10-25"),
    ("10/25/2014", "2014-10-25"),
    ("04/04/2014", "2014-04-04"),
    ("04/10/2014", "2014"),
    ("April 10", "--04-10"),
    ("10 April", "--04-10"),
    ("April 2014", "2014-04"),
    ("in 2014", "2014"),
    ("may 5 people", ""),
    ("February 30, 2014", ""),
    ("yesterday", ""),
]


@pytest.mark.parametrize(("text", "date"), VIETNAMESE)
def test_a_date_as_vietnamese_papers_write_it(text: str, date: str) -> None:
    assert str(parse_date(text, "vi")) == date


@pytest.mark.parametrize(("text", "date"), ENGLISH)
def test_a_date_as_english_papers_write_it(text: str, date: str) -> None:
    assert str(parse_date(text, "en")) == date


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("hôm nay", "vi", "2014-03-01"),
        ("sáng nay", "vi", "2014-03-01"),
        ("hôm qua", "vi", "2014-02-28"),
        ("tối qua", "vi", "2014-02-28"),
        ("hôm kia", "vi", "2014-02-27"),
        ("ngày mai", "vi", "2014-03-02"),
        ("2 ngày trước", "vi", "2014-02-27"),
        ("một tuần trước", "vi", "2014-02-22"),
        ("yesterday", "en", "2014-02-28"),
        ("two words", "en", ""),
        ("3 days ago", "en", "2014-02-26"),
    ],
)
def test_a_relative_date_needs_a_full_date_to_be_relative_to(
    text: str, lang: str, date: str
) -> None:
    known = PartialDate.parse("2014-03-01")
    assert str(parse_date(text, lang, known)) == date
    assert not parse_date(text, lang, PartialDate.parse("2014-03"))


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://a.example/tin-18524060207391701.htm", "2024-06-02"),
        ("https://a.example/tin-196260307071308923.htm", "2026-03-07"),
        ("https://a.example/tin-20231113082356789.htm", "2023-11-13"),
        ("https://a.example/2014/04/10/world/story.html", "2014-04-10"),
        ("https://a.example/2014/04/story.html", "2014-04"),
        ("https://a.example/world-2014-04-10-story", "2014-04-10"),
        ("https://a.example/20140410/story", "2014-04-10"),
        ("https://a.example/tin-4567890.html", ""),
        ("https://a.example/tin-2495349.html", ""),
        ("https://20140410.example/tin", ""),
        ("https://a.example/tin?d=2014-04-10", ""),
        ("https://a.example/99999999999999999.htm", ""),
    ],
)
def test_a_date_in_an_address(url: str, date: str) -> None:
    assert str(date_in_address(url)) == date


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("Nhật báo Mẫu hôm nay (10/4) dẫn nguồn tin cho biết.", "vi", "--04-10"),
        ("Sáng nay 23/10, hai bên đã gặp nhau.", "vi", "--10-23"),
        ("PORT SAMPLE, April 10 (Reuters) - The ministers agreed.", "en", "--04-10"),
        ("PORT SAMPLE (AP) — The ministers agreed on Monday.", "en", ""),
        ("Hai bên đã gặp nhau ngày 23/10.", "vi", ""),
    ],
)
def test_the_day_on_which_a_text_says_it_was_written(text: str, lang: str, date: str) -> None:
    assert str(stated_date([text], lang)) == date


@pytest.mark.parametrize(
    ("text", "is_line"),
    [
        ("Thứ bảy, 07/03/2026 - 08:07", True),
        ("07-03-2026 - 00:01 AM | Thị trường chứng khoán", True),
        ("Published: 3 November 2008", True),
        ("5 phút trước", True),
        ("Thứ sáu, ngày 14/06/2024 - 06:30 A- A A+", True),
        ("Ngày đăng: 11/10/2023 - 08:15 | Lượt xem: 92 | Chuyên mục: Đô thị", True),
        ("Ngày đăng: 11/10/2023 | Xem với cỡ chữ A- A A+ | Đọc bài Lưu", True),
        ("Đô thị Thứ hai, 2/9/2024, 06:05 (GMT+7)", True),
        ("Minh Mẫu - Thứ tư, 10/01/2024 09:12 (GMT+7)", True),
        ("Hà Nội, 10/4/2014", False),
        ("Lê Mẫu - 24/06/1987", False),
        ("Bến Mẫu mở rộng (02/04/2025)", False),
        ("Cầu Mẫu khánh thành 07/03/2026 sau ba năm", False),
        ("Ngày 14/9", False),
        ("Một dòng bình thường", False),
    ],
)
def test_a_line_that_is_nothing_but_a_date(text: str, is_line: bool) -> None:
    assert is_date_line(text) is is_line


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Minh Mẫu - Thứ tư, 10/01/2024 09:12 (GMT+7)", "Minh Mẫu"),
        ("Lê Thử Nghiệm · 02/10/2023 11:40 GMT+7", "Lê Thử Nghiệm"),
        ("Hạ Thử | 21/12/2023 07:30", "Hạ Thử"),
        ("Đăng bởi: Tú Mẫu - 17:25, 20/11/2024 2.150 lượt xem", "Tú Mẫu"),
        ("Bởi Minh Mẫu – 12 Tháng Chín, 2024 (cập nhật 13/09) 3 phản hồi", "Minh Mẫu"),
        ("By Jane Sample | 10 April 2014 | 4 min read", "Jane Sample"),
        ("Hà Nội | 10/04/2014 09:30", ""),
        ("Kinh tế | 10/04/2014", ""),
        ("Tuổi Trẻ | 10/04/2014", ""),
        ("Lê Mẫu - 24/06/1987", ""),
        ("Thứ bảy, 07/03/2026 - 08:07", ""),
    ],
)
def test_a_name_beside_the_date_is_the_author(text: str, author: str) -> None:
    assert dated_author(text) == author


@given(st.text(max_size=300), st.sampled_from(["vi", "en"]))
def test_any_text_has_dates_in_order_or_none(text: str, lang: str) -> None:
    hits = find_dates(text, lang)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))
    assert parse_date(text, lang) is not None
