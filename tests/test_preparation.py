"""Sentences reach the model in the spelling it knows, and say what they said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import LANGS, Term
from generator.translation.dictionary import find_words
from generator.translation.glossary import Glossary
from generator.translation.kept_names import find_kept_names
from generator.translation.preparation import (
    anchor,
    capitalised,
    in_one,
    in_two,
    prepare,
    with_stand_ins,
    without_capitals,
    without_stand_ins,
)

HEALTH = Term("World Health Organization", "Tổ chức Y tế Thế giới", "organisation")
CHINA = Term("China", "Trung Quốc", "country", ("Chinese",))
GLOSSARY = Glossary([HEALTH, CHINA])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vàng giảm 60.000 đồng/lượng.", "Vàng giảm 60.000 đồng/tael."),
        (
            "Ông An (22/12/1942 - 5/3/2012) là nhà thơ.",
            "Ông An (ngày 22/12/1942 - ngày 5/3/2012) là nhà thơ.",
        ),
        ("Ông sinh ngày 22/12/1942.", "Ông sinh ngày 22/12/1942."),
        (
            "Trong quý I-2014, quý III và Quý 2/2015.",
            "Trong quý 1 năm 2014, quý 3 và Quý 2 năm 2015.",
        ),
        ("Có 38 vạn người, hàng vạn xe.", "Có 380.000 người, hàng chục nghìn xe."),
        ("Lãi 9 tháng 2013 tăng.", "Lãi 9 tháng đầu năm 2013 tăng."),
        ("Chỉ số đạt 15,467.66 điểm.", "Chỉ số đạt 15.467,66 điểm."),
        ("Ngày 28/01 và 05.11.1987.", "Ngày 28/1 và ngày 5/11/1987."),
        ("Gần 10h trưa nay, từ 8g-13g.", "Gần 10h sáng nay, từ 8h đến 13h."),
        ("Có 8/11 nhóm hàng tăng, 2/3 dân số.", "Có 8 trong 11 nhóm hàng tăng, 2/3 dân số."),
        ("Cố Đại tướng An và cố nhạc sĩ Bình.", "The late Đại tướng An và the late nhạc sĩ Bình."),
        ("Lợi nhuận không hề nhỏ, việc không hề dễ.", "Lợi nhuận đáng kể, việc không dễ."),
        ("Chưa hết, giá tăng, chưa kể đến phí.", "Hơn nữa, giá tăng, not to mention phí."),
        ("Đó là còn chưa kể tới phí, chưa kể lại.", "Not to mention phí, chưa kể lại."),
        ("Không thể không tin; không thể không kể.", "Không thể không tin; phải kể."),
        ("Điều đó không phải là không có cơ sở.", "Điều đó có cơ sở."),
        ("Ngoan cố nhất, Cố đô Huế.", "Ngoan cố nhất, Cố đô Huế."),
        ("Có đồng chí An và các đồng chí lãnh đạo tỉnh.", "Có An và các lãnh đạo tỉnh."),
        ("Lỗ hai ngàn tỉ, 3 tỉ, 20 ngàn.", "Lỗ hai nghìn tỷ, 3 tỉ, 20 ngàn."),
        ("Nước lên lúc 6g30 sáng và 19g tối.", "Nước lên lúc 6h30 sáng và 19h."),
        ("Mỗi lượng vàng tăng giá.", "Mỗi tael vàng tăng giá."),
        ("Trữ lượng vàng và khối lượng vàng.", "Trữ lượng vàng và khối lượng vàng."),
        ("Lũ xoá sổ hai ngôi làng.", "Lũ xóa sổ hai ngôi làng."),
        ("Họ thoả thuận về thuỷ sản.", "Họ thỏa thuận về thủy sản."),
        ("Quý khách nghỉ qua Tết.", "Quý khách nghỉ qua Tết."),
        ("Chín mươi chín phần trăm đồng ý.", "99% đồng ý."),
        ("Có hai mươi lăm người.", "Có 25 người."),
        ("Có ba người, tốn hai triệu.", "Có ba người, tốn hai triệu."),
        ("Vé giá 50.000đ một người.", "Vé giá 50.000 đồng một người."),
        ("Tổ chức y tế thế giới cảnh báo.", "Tổ chức Y tế Thế giới cảnh báo."),
        ("TỔ CHỨC Y TẾ THẾ GIỚI", "TỔ CHỨC Y TẾ THẾ GIỚI"),
        ("Chiều 22/10: giá giảm", "Chiều ngày 22/10: giá giảm"),
        ("Ông bị bắt hôm 11.10, sáng 23-10.", "Ông bị bắt hôm 11/10, sáng ngày 23/10."),
        ("Ngày 4/5/2010, từ 3/1947.", "Ngày 4/5/2010, từ tháng 3/1947."),
        ("Phiên giao dịch 22/10: giá giảm", "Phiên giao dịch ngày 22/10: giá giảm"),
        ("Giá vàng hôm nay 3/8, 3/4 hộ dân", "Giá vàng hôm nay ngày 3/8, 3/4 hộ dân"),
        ("Hôm 24/6 và 25/6, lớp 14/2.", "Hôm 24/6 và 25/6, lớp 14/2."),
        ("Trong 2/9 số vụ, ngày 4/5.", "Trong 2/9 số vụ, ngày 4/5."),
        ("Anh dẫn 13/10 rồi thắng 21/18.", "Anh dẫn 13-10 rồi thắng 21-18."),
    ],
)
def test_vietnamese_is_written_as_newspapers_do(text, expected):
    assert prepare(text, "vi", GLOSSARY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost VND59.6 trillion.", "It cost 59.6 trillion dong."),
        ("A VND6.83-trillion bridge", "A 6.83 trillion dong bridge"),
        ("It earns VND1-3 trillion, she said.", "It earns 1-3 trillion dong, she said."),
        ("They paid JPY89 billion.", "They paid 89 billion JPY."),
        ("They paid $89 billion.", "They paid $89 billion."),
        ("The train left at 9.40 a.m.", "The train left at 9:40 a.m."),
        ("Prices rose 9.40 percent.", "Prices rose 9.40 percent."),
        ("Ninety-nine per cent agreed.", "99% agreed."),
        ("He met twenty-five of them.", "He met 25 of them."),
        ("He drove a three-wheeled van.", "He drove a three wheeled van."),
        ("Two-thirds came to the two-day fair.", "Two-thirds came to the two day fair."),
        ("They saw Catch Twenty-Two.", "They saw Catch Twenty-Two."),
    ],
)
def test_english_sums_hours_and_numbers_are_written_plainly(text, expected):
    assert prepare(text, "en", GLOSSARY) == expected


@given(st.text(max_size=120), st.sampled_from(LANGS))
def test_preparing_twice_changes_nothing_more(text, lang):
    once = prepare(text, lang, GLOSSARY)
    assert prepare(once, lang, GLOSSARY) == once


def test_names_that_a_model_left_out_stand_in_the_other_language():
    assert anchor("Chinese-owned firms grew.", "en", [CHINA], [], GLOSSARY) == (
        "Trung Quốc owned firms grew."
    )
    assert anchor("Chinese firms grew.", "en", [], [], GLOSSARY) == "Chinese firms grew."
    assert anchor("Trung Quốc và Tổ chức Y tế Thế giới", "vi", [HEALTH], [], GLOSSARY) == (
        "Trung Quốc và World Health Organization"
    )


def test_words_that_a_model_missed_stand_in_the_other_language():
    sentence = "Tại huyện Krông Pắc, Trung Quốc mua sầu riêng."
    words = [*find_kept_names(sentence, GLOSSARY), *find_words(sentence, "vi")]
    assert anchor(sentence, "vi", [CHINA], words, GLOSSARY) == (
        "Tại huyện Krong Pac, China mua durian."
    )


def test_words_written_as_names_lose_their_capitals_within_a_sentence():
    (word,) = find_words("Ở đây có mưa đá.", "vi")
    assert capitalised(word).right == "Hail"
    text = "Hail fell. Hailey saw Hail. Hail again, and more Hails."
    assert without_capitals(text, [word]) == (
        "Hail fell. Hailey saw hail. Hail again, and more hails."
    )


def test_stand_ins_hold_the_places_of_words_and_give_them_back():
    sentence = "Algae and sunglasses."
    words = find_words(sentence, "en")
    assert [sentence[word.start : word.end] for word in words] == ["Algae", "sunglasses"]
    asked, names = with_stand_ins(sentence, words)
    first, second = names
    assert asked == f"{first} and {second}."
    told = f"{first} và {second}."
    assert without_stand_ins(told, names) == "Tảo và kính râm."
    for lost in (f"{first}.", f"{first} và {second}, {second}.", f"{first} và {second}s."):
        assert without_stand_ins(lost, names) is None
    assert with_stand_ins(f"{first}.", ()) == (f"{first}.", {})
    assert first not in with_stand_ins(f"{first}, algae.", find_words(f"{first}, algae.", "en"))[1]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Một, hai ba bốn năm; sáu bảy tám chín.",
            ("Một, hai ba bốn năm", ";", "sáu bảy tám chín."),
        ),
        (
            "Vàng, bạc và ngọc… được trang trí đẹp.",
            ("Vàng, bạc và ngọc", "…", "được trang trí đẹp."),
        ),
        ("Giá tăng 1,5 lần so với năm ngoái.", None),
        ("Tuy nhiên, họ đã đi.", None),
    ],
)
def test_a_sentence_is_parted_at_the_mark_nearest_its_middle(sentence, parts):
    assert in_two(sentence) == parts


def test_the_second_part_loses_the_capital_that_only_opened_it():
    assert (
        in_one("Gold and silver.", ",", "They shone.", small=True) == "Gold and silver, they shone."
    )
    assert in_one("He came in.", ",", "Hoa saw him.", small=False) == "He came in, Hoa saw him."
    assert in_one("Đi vào.", ";", "Ông Hòa thấy.", small=True) == "Đi vào; Ông Hòa thấy."
