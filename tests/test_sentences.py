import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import LANGS, Article
from generator.sentences import article_sentences, split_sentences

# Samples written for these tests, in the manner of news copy.
WHOLE = {
    "an abbreviated title": ("vi", "TS. Lê Văn Bình làm việc tại TP. Hải Phòng."),
    "stacked titles": ("vi", "PGS.TS. Trần Thị Hoa trình bày báo cáo."),
    "a city written with a dot": ("vi", "Người dân TP.HCM và Tp. Cần Thơ đi bầu."),
    "a thousands point": ("vi", "Họ chuyển 1.000 tấn gạo cho 2.500 hộ."),
    "a dotted date": ("vi", "Cuộc gặp ngày 31.5.2024 kéo dài hai giờ."),
    "a site's name": ("vi", "Theo VOV.VN và vnexpress.net, giá xăng tăng."),
    "a glued initial": ("vi", "Đại tướng Charles Q.Brown đến thăm."),
    "an ellipsis that goes on": ("vi", "Các nước Anh, Pháp... đều phản đối."),
    "an ellipsis before a figure": ("vi", "Quận đang quản lý tới… 132 khu đất."),
    "a quote followed by its speaker": ("vi", "“Đừng bắn!” – Hạnh nói."),
    "English titles and initials": ("en", "Mr. John F. Kennedy Jr. met Gen. Smith."),
    "an abbreviation before a name": ("en", "The U.S. Senate voted on No. 10 in Oct. 2013."),
    "a tokenised initial": ("en", "Sheriff Robert J . Pickell spoke ."),
    "a tokenised rank": ("en", "Vancouver police Const . Tim Sample spoke ."),
    "a state": ("en", "She died in Beverly Hills , Calif . on Thursday ."),
    "a torn decimal": ("en", "The quake had a magnitude of 6 . 1 and hit two islands ."),
    "list numbering": ("vi", "1. Mục tiêu của đề án."),
}
SPLIT = {
    "two sentences": ("vi", ["Mưa to.", "Đường ngập."]),
    "glued sentences": ("vi", ["Họp vào tháng 12 tới.", "Cũng trong ngày, họ về."]),
    "glued after a quote": ("vi", ['Tình hình "nghiêm trọng".', "Theo ông, cần bình tĩnh."]),
    "glued after a date": ("vi", ["Họ gặp nhau ngày 31.5.2024.", "Ông nói thêm."]),
    "an anonymous initial": ("vi", ["Bắt Nguyễn Văn A.", "Theo công an, A khai nhận."]),
    "an agency ending": ("vi", ["Đàm phán kết thúc./.", "Lan Anh/VOV"]),
    "related links": ("vi", [">> Tin thứ nhất", ">> Tin thứ hai"]),
    "a caption closed by its credit": ("vi", ["Ngập ở Huế (Ảnh: TTXVN)", "Mưa còn kéo dài."]),
    "bullets": ("vi", ["• Một", "• Hai"]),
    "an abbreviation that closes": ("en", ["He left the U.S.", "The talks go on."]),
    "a quote inside": ("en", ['"We will go."', "Smith smiled."]),
    "tokenised quotes": ("en", ["`` They may . ''", "Others may not ."]),
    "a year that closes": ("en", ["It was in 1990 .", "5 people died ."]),
    "a question": ("en", ["Who won?", "Nobody knows."]),
    "no as a word": ("en", ["He said no.", "Then he left."]),
}


@pytest.mark.parametrize(("lang", "text"), WHOLE.values(), ids=WHOLE.keys())
def test_does_not_split_at(lang, text):
    assert split_sentences(text, lang) == [text]


@pytest.mark.parametrize(("lang", "expected"), SPLIT.values(), ids=SPLIT.keys())
def test_splits(lang, expected):
    assert split_sentences(" ".join(expected), lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Họp tháng 12.Cũng hôm đó, họ về.",
        "An ninh “căng thẳng”.Theo lời bộ trưởng, cần chờ.",
        "Họ rời Mỹ.Tổng thống chưa lên tiếng.",
        'Hai bên gặp nhau ở Oslo."Tôi tin vào hòa bình", ông nói.',
        "Hai bên gặp nhau ở Oslo.“Tôi tin vào hòa bình”, ông nói.",
    ],
)
def test_splits_sentences_with_no_space_between_them(text):
    assert len(split_sentences(text, "vi")) == 2


def test_a_line_that_opens_with_a_bullet_begins_a_sentence():
    assert split_sentences("Gồm:\n- gạo\n- muối\nvà dầu", "vi") == [
        "Gồm:",
        "- gạo",
        "- muối và dầu",
    ]


def test_a_straight_quote_goes_with_the_sentence_it_opens():
    text = 'Họ gặp nhau ở Oslo."Tôi tin vào hòa bình", ông nói.'
    assert split_sentences(text, "vi")[1].startswith('"Tôi')


@given(st.text(), st.sampled_from(LANGS))
def test_loses_no_character_of_any_text(text, lang):
    joined = "".join(split_sentences(text, lang))
    assert "".join(joined.split()) == "".join(text.split())


@given(st.text(alphabet='aÁ. \n"”1(!…•-'), st.sampled_from(LANGS))
def test_yields_no_empty_sentence(text, lang):
    assert all(sentence.strip() == sentence != "" for sentence in split_sentences(text, lang))


def test_stray_marks_join_the_sentence_before_them():
    assert split_sentences("Mưa to. *** Đường ngập.", "vi")[0].startswith("Mưa to.")
    assert not any(s == "***" for s in split_sentences("Mưa to.\n- -\nHết.", "vi"))


def test_sentences_are_numbered_across_the_lead_and_the_body():
    article = Article("a", "T", "vi", ("Một. Hai.", "Ba."), lead="Dẫn.")
    found = article_sentences(article)
    assert [(s.index, s.paragraph, s.text) for s in found] == [
        (0, 0, "Dẫn."),
        (1, 1, "Một."),
        (2, 1, "Hai."),
        (3, 2, "Ba."),
    ]
    assert found[0].anchor == "s1"
