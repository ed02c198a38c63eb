"""A negation of one text is looked for in the other, at about the same place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.negation import lost_negation, negations


@pytest.mark.parametrize(
    "text",
    [
        "Không quân và hàng không dân dụng dùng chung không phận.",
        "Máy bay không người lái bay trong không gian.",
        "Quý vị đã xem phim này chưa ạ?",
        "Họ hỏi ông có đến hay không.",
        "Chưa đầy 20 người, chẳng hạn nông dân, đã ký.",
        "Động vật không xương sống nằm cạnh nồi chiên không dầu.",
    ],
)
def test_words_that_only_look_like_a_negation_are_none(text: str) -> None:
    assert negations(text, "vi") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngân hàng không trả lãi.", ["không"]),
        ("Con đường không an toàn.", ["không"]),
        ("Tài liệu không lưu trữ ở đây.", ["không"]),
        ("Ông không vận động cử tri.", ["không"]),
    ],
)
def test_a_negation_beside_a_word_it_often_joins_still_counts(
    text: str, expected: list[str]
) -> None:
    assert negations(text, "vi") == expected


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Bags left unattended are removed.", "Túi không có người trông sẽ bị dọn đi."),
        ("The road is impassable.", "Con đường không thể đi qua."),
        ("He failed to pay the fine.", "Ông không nộp phạt."),
        ("Police broke up an illegal lottery.", "Công an triệt phá đường dây lô đề."),
        ("He rides a unicycle.", "Ông đi xe một bánh."),
        ("She chose tea rather than coffee.", "Bà chọn trà chứ không phải cà phê."),
        ("The team has yet to win.", "Đội vẫn chưa thắng."),
        ("They kept him from leaving.", "Họ không cho ông rời đi."),
        ("Isn't he the mayor?", "Ông ấy là thị trưởng, phải không?"),
        ("The talks did not end until Monday.", "Mãi đến thứ Hai đàm phán mới kết thúc."),
    ],
)
def test_a_word_with_a_negative_sense_answers_for_a_negation(english: str, vietnamese: str) -> None:
    assert lost_negation(english, "en", vietnamese, "vi") == ""
    assert lost_negation(vietnamese, "vi", english, "en") == ""


@pytest.mark.parametrize(
    ("english", "vietnamese", "lost"),
    [
        (
            "The army did not prevent the march, which ended in the old town on Sunday.",
            "Quân đội đã ngăn cuộc tuần hành, kết thúc ở khu phố cổ hôm Chủ nhật.",
            "not",
        ),
        (
            "The air force said it had lost the plane over the sea near the border.",
            "Không quân cho biết không mất chiếc máy bay trên vùng biển gần biên giới.",
            "không",
        ),
        (
            "The islands are uninhabited and the strait between them is narrow and deep.",
            "Các hòn đảo này có người ở và eo biển giữa chúng hẹp và sâu.",
            "uninhabited",
        ),
    ],
)
def test_a_lost_negation_is_named(english: str, vietnamese: str, lost: str) -> None:
    assert lost_negation(english, "en", vietnamese, "vi") == lost


def test_words_that_answer_each_other_answer_for_nothing_else() -> None:
    sound = "Việc này bất hợp pháp và không đáng tin."
    dropped = "Việc này bất hợp pháp và đáng tin."
    english = "This is illegal and not credible."
    assert lost_negation(english, "en", sound, "vi") == ""
    assert lost_negation(english, "en", dropped, "vi") == "not"


@given(st.text(max_size=150), st.text(max_size=150))
def test_any_two_texts_are_compared_both_ways_alike(first: str, second: str) -> None:
    there = lost_negation(first, "en", second, "vi")
    back = lost_negation(second, "vi", first, "en")
    assert bool(there) == bool(back)


@pytest.mark.parametrize(
    ("english", "vietnamese", "lost"),
    [
        # "thiếu" stands elsewhere: it answers for "lack", not for "không".
        (
            "The mayor did not accept the report, which says that the old clinics lack nurses.",
            "Thị trưởng chấp nhận báo cáo, theo đó các phòng khám cũ thiếu y tá.",
            "not",
        ),
        (
            "It is unclear who owns the boat that sank near the harbour in the storm.",
            "Rõ ràng ai là chủ con thuyền chìm gần bến cảng trong cơn bão.",
            "unclear",
        ),
        (
            "Unvaccinated visitors pay the same fee at the museum.",
            "Khách đã tiêm chủng trả cùng một mức phí tại bảo tàng.",
            "Unvaccinated",
        ),
    ],
)
def test_a_negative_word_elsewhere_does_not_answer(
    english: str, vietnamese: str, lost: str
) -> None:
    assert lost_negation(english, "en", vietnamese, "vi") == lost


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("It is unclear who owns the boat.", "Chưa rõ ai là chủ con thuyền."),
        ("Nonetheless, the shops stayed open.", "Tuy vậy, các cửa hàng vẫn mở."),
        ("The jet crossed a no-fly zone.", "Chiếc máy bay đi qua vùng cấm bay."),
        ("The man later died in hospital.", "Người đàn ông sau đó không qua khỏi tại bệnh viện."),
        ("An unmanned boat reached the island.", "Một chiếc thuyền không người lái tới đảo."),
        ("It was a record for the town.", "Đó là kỷ lục chưa từng có của thị trấn."),
        ("Unlike his brother, he likes football.", "Khác với anh trai, cậu thích bóng đá."),
    ],
)
def test_an_idiom_of_one_language_asks_for_no_negation(english: str, vietnamese: str) -> None:
    assert lost_negation(english, "en", vietnamese, "vi") == ""
    assert lost_negation(vietnamese, "vi", english, "en") == ""


def test_texts_in_one_language_are_not_compared() -> None:
    assert lost_negation("It is not safe.", "en", "It is safe.", "en") == ""
