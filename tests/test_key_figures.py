"""Sample sentences, written for these tests."""

import pytest

from generator.key_figures import find_days, find_figures
from generator.model import Sentence


def figures(text, lang="vi"):
    return [figure.text for figure in find_figures(Sentence("a", 0, 0, text, lang))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Giá lúa tăng 100-150 đồng/kg.", ["100-150 đồng/kg"]),
        ("Giá lúa tăng từ 100 đến 150 đồng/kg.", ["từ 100 đến 150 đồng/kg"]),
        ("Chênh lệch khoảng 50.000 – 60.000 đồng/lượng.", ["khoảng 50.000 – 60.000 đồng/lượng"]),
        ("Vàng ở mức 37,24 triệu đồng/lượng - 37,32 triệu đồng/lượng.",
         ["37,24 triệu đồng/lượng - 37,32 triệu đồng/lượng"]),
        ("Giá quặng lên 95,5 USD/tấn.", ["95,5 USD/tấn"]),
        ("Họ trả 75 triệu đồng / bộ hài cốt.", ["75 triệu đồng / bộ hài cốt"]),
        ("Sản lượng tăng 5-7%.", ["5-7%"]),
        ("Gió mạnh 80-100 km/h.", ["80-100 km/h"]),
        ("Học sinh đi trên 3-4 chiếc xe đạp điện.", ["3-4 chiếc xe đạp điện"]),
        ("Có từ 20 đến 25 người.", ["từ 20 đến 25 người"]),
        ("Phạt gần 150 triệu đồng.", ["gần 150 triệu đồng"]),
        ("Tìm thấy trên 800 hài cốt.", ["trên 800 hài cốt"]),
        ("Chọn 10 vận động viên.", ["10 vận động viên"]),
        ("Có 30 trường đại học cả nước dự.", ["30 trường đại học"]),
        ("Xếp hạng 189 nền kinh tế.", ["189 nền kinh tế"]),
        ("Luật có 12 chương, tăng 4 điều so với trước.", ["12 chương", "4 điều"]),
        ("Em nhảy từ tầng 30 tự tử.", []),
        ("Ông ngồi trước căn nhà 28 đường số 3.", []),
        ("Vụ việc xảy ra ở xóm 7 xã Mẫu.", []),
        ("Đội lọt vào 6 trận chung kết.", ["6 trận chung kết"]),
        ("Anh thắng 21/18 rồi dẫn 13/10 điểm.", []),
        ("Họ bắn 4 tên lửa đạn đạo.", ["4 tên lửa đạn đạo"]),
        ("Có 17 nguyên thủ quốc gia dự.", ["17 nguyên thủ quốc gia"]),
        ("Tay vợt hạng 18 thế giới thua.", []),
    ],
)  # fmt: skip
def test_a_vietnamese_figure_is_whole(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Offers of $140-150 million came.", ["$140-150 million"]),
        ("It is worth between $140 and $150 million.", ["between $140 and $150 million"]),
        ("Oil rose to $100 a barrel.", ["$100 a barrel"]),
        ("They seized 13 fully loaded magazines.", ["13 fully loaded magazines"]),
        ("Nearly 2,000 people fled.", ["Nearly 2,000 people"]),
        ("It is worth at least $160 million.", ["at least $160 million"]),
        ("Prices rose 5 to 7 percent.", ["5 to 7 percent"]),
    ],
)
def test_an_english_figure_is_whole(text, found):
    assert figures(text, "en") == found


@pytest.mark.parametrize(
    "text",
    [
        "Xe mang biển 66C1 – 054.53 lưu thông trên đường.",
        "Ông ở số nhà 36B phố nọ.",
        "Gọi số 0912 345 678 hay.",
        "Việc xảy ra 10 tiếng sau đó.",
        "Máy dùng chip Snapdragon 800 tốc độ cao.",
        "Đội khách thắng 12 - 5 nhờ công của tiền đạo.",
    ],
)
def test_a_plate_an_address_or_a_time_is_no_figure(text):
    assert figures(text) == []


def test_english_counts_only_what_is_in_the_plural():
    assert figures("It stands in the 2500 block of the road.", "en") == []
    assert figures("It is 1 , 500 kilometers away.", "en") == []


def test_a_range_of_different_things_is_no_range():
    assert figures("Có 30 người - 12 xe tải cùng đi.") == ["30 người", "12 xe tải"]


def test_days_named_together_stay_together():
    sentence = Sentence("a", 0, 0, "Họ họp ngày 17 và 18/4 năm nay.", "vi")
    assert [(day.text, day.meaning) for day in find_days(sentence)] == [
        ("ngày 17 và 18/4", "--04-18")
    ]
