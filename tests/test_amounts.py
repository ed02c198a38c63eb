"""Amounts that two texts say are compared by what they mean."""

from __future__ import annotations

import pytest

from generator.amount_pool import read_amounts
from generator.amounts import amount_warnings


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("It took three hours and 42 minutes.", "Mất 3 giờ 42 phút."),
        ("He won in 3:48.68.", "Anh thắng với 3 phút 48 giây 68."),
        ("He won in three minutes 48.68 seconds.", "Anh thắng sau 3 phút 48,68 giây."),
        ("One in five people left.", "Một phần năm số người đã đi."),
        ("One in five people left.", "Cứ năm người thì có một người đi."),
        ("The 10 millionth visitor came.", "Du khách thứ 10 triệu đã đến."),
        ("They spoke for two hours and a half.", "Họ nói chuyện hai tiếng rưỡi."),
        ("It lasted five and a half years.", "Việc ấy kéo dài năm năm rưỡi."),
        ("He was held for three-and-a-half years.", "Ông bị giữ trong vòng ba năm rưỡi."),
        ("It opens at half past eight.", "Quán mở lúc tám rưỡi."),
        ("It began at one minute past midnight.", "Việc ấy bắt đầu lúc 0h01."),
        ("It ran from March 1 to April 15.", "Từ ngày 1-3 đến 15-4."),
        ("On Tuesday, November 18, it opened.", "Nơi này mở cửa thứ ba 18-11."),
        ("He was lost on Boxing Day.", "Ông bị lạc ngày 26/12."),
        ("On the 27th day of the last lunar month.", "Vào ngày 27 tháng Chạp."),
        ("The shop is open around the clock.", "Cửa hàng mở 24/24."),
        ("The storm came for the second night.", "Bão đến đêm thứ hai liên tiếp."),
        ("At 17:25: she sang.", "17h25: cô hát."),
        ("A rate that is safe.", "Một tỷ lệ an toàn."),
        ("The tide reached 1.5m.", "Nước lên 1,5mét."),
        ("He led 3-0.", "Anh dẫn 3/0."),
        ("Eight of 11 groups rose.", "Có 8/11 nhóm hàng tăng."),
        ("He called half a dozen times.", "Ông gọi nửa chục lần."),
        ("It adds half a trillion dollars.", "Việc ấy thêm nửa nghìn tỷ USD."),
        ("The Long March 3 rocket failed.", "Tên lửa Trường Chinh 3 gặp sự cố."),
        ("It is normal today, October 29.", "Hôm nay, 29-10, mọi việc bình thường."),
        ("He fell out with May.", "Ông bất hòa với bà May."),
        ("She is shaking.", "Bà run lẩy bẩy."),
        ("They won in straight sets.", "Họ thắng sau ba set."),
        ("He was hit half a second before.", "Anh bị đánh trước đó nửa giây."),
    ],
)
def test_ways_to_say_the_same_amount_agree(english: str, vietnamese: str) -> None:
    first, second = read_amounts(english, "en"), read_amounts(vietnamese, "vi")
    assert amount_warnings(first, second) == []
    assert amount_warnings(second, first) == []


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Five died at 2 a.m., two of them children.", "Năm người chết lúc 2h chiều, hai là trẻ."),
        ("It will fall to 12 degrees on Sunday.", "Nhiệt độ thứ bảy xuống 12 độ."),
        ("The third rise since Tuesday morning.", "Lần tăng thứ ba từ sáng thứ Tư."),
        ("He won his fifth gold on Wednesday.", "Hôm thứ Tư, anh giành huy chương vàng thứ tư."),
        ("An (22/1942) met him in December.", "An (22/12/1942) gặp ông vào tháng 12."),
        ("It was minus 1.7 degrees.", "Nhiệt độ là 1,7 độ."),
        ("He was banned for eight weeks.", "Anh bị cấm thi đấu tám trận."),
        ("A fortnight ago he left.", "Hai tháng trước ông đi."),
        (
            "They lost the first set, won the next two and met for the third time.",
            "Họ thua set đầu, thắng ba set sau và gặp nhau lần thứ ba.",
        ),
        (
            "He won 7-5 in the fourth set after four hours.",
            "Anh thắng 7-5 ở set thứ năm sau 4 giờ.",
        ),
        ("It holds more than 20 tonnes.", "Chỗ này chứa hơn 20 tạ."),
        ("The third phase ends in 2028.", "Giai đoạn hai xong năm 2028."),
    ],
)
def test_another_amount_is_told_though_its_number_is_there(english: str, vietnamese: str) -> None:
    first, second = read_amounts(english, "en"), read_amounts(vietnamese, "vi")
    assert amount_warnings(first, second)
    assert amount_warnings(second, first)
