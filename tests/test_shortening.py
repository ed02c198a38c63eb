import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import LANGS
from generator.shortening import capitalised, shorten, trim

REST = "Hai nước ký thỏa thuận về thuế."
TRIMMED = [
    "VOV.VN - " + REST,
    "TTO - " + REST,
    "(Dân trí) - " + REST,
    "(TTXVN) " + REST,
    "(ĐTCK) " + REST,
    "(Bản Tin) " + REST,
    "QĐND Online - " + REST,
    "(Petrotimes) – " + REST,
    "vnexpress.net - " + REST,
    "GiadinhNet - " + REST,
    "Hà Nội (TTXVN) - " + REST,
    "• " + REST,
    "• TTO - " + REST,
    "Hai nước ký thỏa thuận về thuế./.",
    "Hai nước ký thỏa thuận về thuế (TTXVN).",
    "Hai nước ký thỏa thuận về thuế (Theo AFP/Reuters).",
    "PNO - " + REST,
    "CôngThương - " + REST,
    "(iHay) " + REST,
    "(2Sao) - " + REST,
    "15h55 " + REST,
    "Nguồn: vidu.com " + REST,
    "Ảnh minh họa " + REST,
    "Cẩm Thu (Theo BBC, Reuters) " + REST,
]
AFTER_CAPTION = {
    "Đến nay, hội đã giúp 300 gia đình xây nhà.": "Ông Bình làm việc với hội cựu binh tỉnh nhà ",
    "Như vậy “cái chết” của trường đã được báo trước.": "Ngôi trường tư bên bờ sông ",
    "Theo cảnh sát, không ai bị thương trong vụ này.": "Khách xếp hàng sáng nay - Ảnh: AFP ",
    "Theo viện địa chấn, đất rung lúc 20h02 tối.": "Đồ họa: Vidu.gov ",
}


@pytest.mark.parametrize(("sentence", "caption"), AFTER_CAPTION.items())
def test_trims_a_caption_that_runs_into_the_sentence(sentence, caption):
    assert trim(caption + sentence, "vi") == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Có 12 người chết Như vậy số nạn nhân đã tăng lên nhiều.",
        "Hội không họp vào mùa đông Đến nay, hội có nhiều hội viên.",
        "Ông nói trước đó, hội đã giúp 300 gia đình xây nhà.",
    ],
)
def test_cuts_no_figure_negation_or_prose_with_a_caption(text):
    assert trim(text, "vi") == text


@pytest.mark.parametrize("text", TRIMMED)
def test_trims_what_is_no_part_of_a_vietnamese_sentence(text):
    assert trim(text, "vi") == REST


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON (AP) — The two sides signed a deal.",
        "BEIJING, Oct. 23 (Xinhua) -- The two sides signed a deal.",
        "NEW YORK -- The two sides signed a deal.",
        "(Reuters) - The two sides signed a deal.",
        "The two sides signed a deal (Reuters).",
    ],
)
def test_trims_what_is_no_part_of_an_english_sentence(text):
    assert trim(text, "en") == "The two sides signed a deal."


def test_trims_the_name_of_the_outlets_site():
    assert trim("Tinmoi - " + REST, "vi", "www.tinmoi.com.vn") == REST


def test_trims_the_outlets_own_name():
    assert trim("Báo Mới - " + REST, "vi", "Báo Mới") == REST


@pytest.mark.parametrize(
    "text",
    [
        "EU - Việt Nam ký hiệp định thương mại tự do.",
        "Mỹ - Nhật - Hàn tổ chức tập trận chung.",
        "Ông đến Seoul (Hàn Quốc) hôm 12/11.",
        "NATO – Russia talks failed again on Monday.",
        "TTO - Hết.",
    ],
)
def test_leaves_alone_what_may_be_part_of_the_sentence(text):
    assert trim(text, "vi") == text


SHORTENED = {
    "a linking word": (
        "Bên cạnh đó, hai bên bàn về thuế quan.",
        "Hai bên bàn về thuế quan.",
    ),
    "a linking phrase": (
        "Trong một diễn biến có liên quan khác, hai bên bàn về thuế quan.",
        "Hai bên bàn về thuế quan.",
    ),
    "an 'also' that has lost what it adds to": (
        "Ngoài ra, bộ trưởng còn cho biết hai bên sẽ ký.",
        "Bộ trưởng cho biết hai bên sẽ ký.",
    ),
    "the same day before a date": (
        "Cũng trong ngày 12-11, hai bên bàn về thuế quan.",
        "Ngày 12-11, hai bên bàn về thuế quan.",
    ),
    "today beside its date": (
        "Tờ báo ngày hôm nay (10/4) viết về thuế quan.",
        "Tờ báo ngày 10/4 viết về thuế quan.",
    ),
    "yesterday beside its date": (
        "Hôm qua (ngày 22/10) hai bên bàn về thuế quan.",
        "Ngày 22/10 hai bên bàn về thuế quan.",
    ),
    "today before its date": (
        "Hai bên ký thỏa thuận, báo chí hôm nay 19/10 đưa tin.",
        "Hai bên ký thỏa thuận, báo chí ngày 19/10 đưa tin.",
    ),
    "this morning beside its date": (
        "Sáng nay (28/10), nhà máy mở cửa ở vùng này.",
        "Sáng 28/10, nhà máy mở cửa ở vùng này.",
    ),
    "a day nobody can know": (
        "Về tình hình khu vực, hôm qua, bộ trưởng nói hai bên sẽ đàm phán.",
        "Về tình hình khu vực, bộ trưởng nói hai bên sẽ đàm phán.",
    ),
    "an agency in brackets": (
        "Hai bên bàn về thuế quan (AFP), theo một quan chức.",
        "Hai bên bàn về thuế quan, theo một quan chức.",
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHORTENED.values(), ids=SHORTENED.keys())
def test_leaves_out(text, expected):
    assert shorten(text, "vi") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tờ báo hôm nay (10/4) viết về thuế quan.",
        "Bộ trưởng cũng cho biết hai bên sẽ ký.",
        "Ngoài ra, không.",
        "Ngoài ra, “tôi sẽ từ chức vào tháng sau”.",
        "Do đó, hai bên dừng đàm phán về thuế.",
        "Giá vàng tăng so với hôm qua do lo ngại chiến tranh.",
        "Cũng trong ngày hội, hai bên trao quà.",
        "Hôm nay, 3-5 người sẽ tới thăm nhà máy.",
        "Chiều nay 4.000 người sẽ tới thăm nhà máy.",
    ],
)
def test_does_nothing_where_it_is_not_sure(text):
    assert shorten(text, "vi") == text


def test_leaves_out_an_english_linking_word():
    assert shorten("Meanwhile, the talks went on in Oslo.", "en") == "The talks went on in Oslo."
    assert shorten("However, the talks went on in Oslo.", "en").startswith("However")


def test_leaves_out_an_attribution_only_where_the_reader_has_just_read_it():
    text = "Hai bên bàn về thuế quan, theo tuyên bố chung."
    assert shorten(text, "vi") == text
    told = "Ba nước họp ở Washington, theo tuyên bố chung."
    assert shorten(text, "vi", told) == "Hai bên bàn về thuế quan."


def test_capitalises_behind_quotation_marks():
    assert capitalised("“đừng bắn”") == "“Đừng bắn”"
    assert capitalised("…") == "…"


@given(st.text(), st.sampled_from(LANGS), st.text(max_size=5))
def test_adds_no_character_to_any_text(text, lang, source):
    assert len(shorten(trim(text, lang, source), lang)) <= len(text.upper())


PIECES = "Ngoài ra,|hôm nay|(10/4)|không|TTO -|(AFP)|1.000|ông Shin|theo AP|./.|nói|hôm qua,"
SENTENCE = st.lists(
    st.sampled_from(PIECES.split("|")),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(SENTENCE)
def test_never_drops_a_figure_or_a_negation(text):
    text = " ".join(text.split())
    short = shorten(trim(text, "vi"), "vi")
    for word in ("10/4", "1.000", "không", "Shin"):
        assert short.casefold().count(word.casefold()) == text.casefold().count(word.casefold())
