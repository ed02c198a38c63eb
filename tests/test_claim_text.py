import pytest

from generator.claim_text import (
    antecedents,
    introductions,
    is_about_reporting,
    is_boilerplate,
    is_broken_off,
    is_caption,
    is_closed,
    is_partial_quote,
    is_shouted,
    is_still,
    is_undated,
    points_back,
)

VI_BACK = [
    "Ông cho biết sẽ từ chức.",
    "Ông này từ chối bình luận.",
    "Họ rời đi ngay trong đêm.",
    "Trước đó, hai bên đã gặp nhau.",
    "Tuyên bố này gây tranh cãi.",
    "Những cuộc tấn công như vậy là trái luật.",
    "Thỏa thuận trên được ký tại Bắc Kinh.",
    "Hai bên nhất trí hợp tác.",
    "Tuy nhiên, Mỹ phủ nhận.",
    "Tại cuộc họp, các bên lên án vụ thử.",
    "Hai bộ trưởng khẳng định hợp tác.",
    "“Ông ấy không nói gì”, bà Lan kể.",
    "Thứ tư, đối với dầu hỏa: giảm mức trích quỹ.",
    "Cả 3 khối lớp chỉ có 43 em.",
    "Hậu quả anh Sơn tử vong tại chỗ.",
    "Vào thời điểm trên một nhóm thợ đang kéo cáp.",
    "Đô đốc Choi đã phát biểu nhận định trên.",
    "Khi kéo dây trên đường trên, thợ không đặt biển báo.",
]
VI_ALONE = [
    "Ông Nguyễn Văn Bình cho biết sẽ từ chức.",
    "Họa sĩ Bùi Xuân Phái qua đời.",
    "Đồng Nai có mưa to.",
    "Tại cuộc họp báo chiều 3/4 ở Hà Nội, bộ trưởng xin lỗi.",
    "Hà Nội có mưa lớn.",
    "Thứ tư, ngày 5/3, quốc hội họp.",
    "Xe chạy trên đường trên cao.",
    "Vụ việc trên cầu làm tắc đường.",
]
EN_BACK = [
    "He said the talks failed.",
    "However, the talks failed.",
    "The two met in Oslo.",
    "At the meeting, they spoke of trade.",
    "The decision was criticised.",
    "Their house burned down.",
    "`` I never thought that I 'd see it , '' he said in Oslo .",
]
EN_ALONE = [
    "It is unclear whether the talks failed.",
    "There were no survivors.",
    "This week the court ruled.",
    "Theresa May said the talks failed.",
    "Heavy rain fell in Oslo.",
]


@pytest.mark.parametrize("text", VI_BACK)
def test_a_vietnamese_sentence_points_back(text):
    assert points_back(text, "vi")


@pytest.mark.parametrize("text", VI_ALONE)
def test_a_vietnamese_sentence_stands_alone(text):
    assert not points_back(text, "vi")


@pytest.mark.parametrize("text", EN_BACK)
def test_an_english_sentence_points_back(text):
    assert points_back(text, "en")


@pytest.mark.parametrize("text", EN_ALONE)
def test_an_english_sentence_stands_alone(text):
    assert not points_back(text, "en")


BEFORE = [
    "Ngày 14/9, Bộ trưởng Shin Won Sik tới Cơ quan phòng thủ (MDA) ở Virginia.",
    "Các bên bàn về hợp tác.",
]


def test_a_sentence_that_stands_alone_needs_nothing():
    assert antecedents("Hà Nội có mưa lớn.", BEFORE, "vi") == ()


def test_a_pronoun_needs_the_sentence_just_before():
    assert antecedents("Họ rời đi ngay.", BEFORE, "vi") == ((1,),)


def test_a_pronoun_that_opens_the_article_cannot_be_helped():
    assert antecedents("Họ rời đi ngay.", [], "vi") == ((),)


def test_the_same_day_needs_the_last_date():
    assert antecedents("Cùng ngày, Nhật Bản lên tiếng.", BEFORE, "vi") == ((0,),)


def test_a_surname_needs_the_full_name():
    assert introductions("Ông Shin nhấn mạnh hợp tác.", BEFORE, "vi") == ("Shin Won",)
    assert introductions("Theo ông Shin, hợp tác là cần.", BEFORE, "vi") == ("Shin Won",)
    assert introductions("Mr. Smith agreed.", ["John Smith spoke."], "en") == ("John Smith",)
    assert introductions("Smith was arrested.", ["John Smith spoke."], "en") == ("John Smith",)
    assert introductions("Theo đại tá Kỷ, vụ án đã rõ.", ["Gặp Lê Văn Kỷ."], "vi") == ("Văn Kỷ",)


def test_a_name_in_full_or_never_introduced_stands_alone():
    assert introductions("Ông Obama nhấn mạnh hợp tác.", BEFORE, "vi") == ()
    assert introductions("Ông Shin Won Sik nói ông Shin sẽ tới.", BEFORE, "vi") == ()
    assert introductions("Smith was arrested.", ["A blacksmith spoke."], "en") == ()


def test_an_acronym_needs_the_sentence_that_explains_it():
    assert introductions("Tại trụ sở MDA, các bên gặp nhau.", BEFORE, "vi") == ("(MDA)",)
    assert introductions("Tại trụ sở NATO, các bên gặp nhau.", BEFORE, "vi") == ()


def test_this_thing_needs_the_thing():
    assert antecedents("Cảnh sát nghi ngờ tàu này chở vũ khí.", BEFORE, "vi") == ((1,),)
    assert antecedents("Cảnh sát giữ tàu Ohio vì tàu này chở vũ khí.", BEFORE, "vi") == ()
    assert antecedents("Hàn Quốc nói nước này không can dự.", BEFORE, "vi") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Biểu tình tại Phnom Penh (Ảnh: AFP)",
        "Bộ trưởng Kihara (trái) hội đàm ở Singapore.",
        "Từ trái sang, ba thứ trưởng gặp nhau.",
        "Khách xếp hàng - Ảnh: AFP Theo cảnh sát, không ai bị thương.",
        "Tàu chìm hôm 31/10 Trả lời báo chí, thuyền trưởng xin lỗi.",
        "Smoke rises over the town. Photo: Reuters",
    ],
)
def test_knows_a_caption(text):
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Các nghệ nhân tại buổi khai mạc.",
        "Những vị khách ở lễ hội hoa mùa xuân ngoài bến cảng.",
        "Khi ồn ào... ... lúc lại lặng im trên sân khấu.",
        "Ngôi trường bên bờ sông Như vậy trường thứ ba trong huyện đóng cửa.",
        "Con tàu mới của hãng Mới đây hãng mua thêm hai con tàu.",
        "Ya Mây tại vòng hát năm trước Còn nhớ tại vòng hát ấy, chị gây cơn sốt.",
        "Ông Bình phát biểu tại buổi lễ Bà Mai và em Ngọc giao lưu.",
        "Cảnh sát phong tỏa hiện trường NY Times dẫn lời các nhân chứng cho hay.",
    ],
)
def test_knows_a_caption_without_a_verb_or_a_mark_of_its_own(text):
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Các nghệ nhân được vinh danh tại buổi khai mạc.",
        "Những vị khách đã đến ở lễ hội hoa.",
        "Ông Đinh Văn Giữa nói nay chưa có kết quả.",
        "Ông Bùi Văn Hiện nói nay chưa có kết quả.",
    ],
)
def test_a_sentence_with_a_verb_is_no_caption(text):
    assert not is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Diễn biến giá cổ phiếu trong 3 tháng qua - Nguồn: HOSE.",
        "Hình ảnh hiện trường vụ tấn công.",
        "Hiện trường vụ tai nạn trên quốc lộ 1A.",
        "Nhà nghiên cứu chỉ vào một biểu đồ ở Đài Bắc hôm 31-10, 2013.",
        "Minh Thu Quy định về thu hồi đất được nhiều người quan tâm.",
        "Ngân hàng Nông nghiệp và Phát triển nông thôn 8.",
    ],
)
def test_knows_a_caption_by_its_source_or_subject(text):
    assert is_caption(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bên hành lang, các đại biểu chia sẻ quan điểm cùng Báo Mẫu về công tác này.", True),
        ("Phóng viên Báo Mẫu đã có cuộc trao đổi với ông Lê Mẫu, phó chủ nhiệm ủy ban.", True),
        ("Xin giới thiệu bài viết của ông Lê Mẫu.", True),
        ("Trao đổi với phóng viên, ông Lê Mẫu cho biết giá đã tăng 5%.", False),
        ("Hai bộ trưởng đã trao đổi về hợp tác năng lượng.", False),
        ("Ông chia sẻ với PV: “Giá đã tăng.”", False),
    ],
)
def test_a_sentence_about_the_paper_itself_is_known(text, expected):
    assert is_about_reporting(text) is expected


def test_a_short_sentence_that_tells_no_event_may_be_a_caption():
    assert is_still("Chủ tịch nước và các đại biểu dự buổi lễ.")
    assert is_still("Một chiếc máy bay không người lái tại sân bay quân sự.")
    assert is_still("Người bị thương nằm dài trên vỉa hè.")
    assert is_still("Một trong những công đoạn lắp ráp điện thoại tại nhà máy.")
    assert not is_still("Chủ tịch nước đã dự buổi lễ.")
    assert not is_still("Chủ tịch nước dự buổi lễ ngày 3/4.")
    assert not is_still("Lũ làm hàng trăm ngôi nhà sập.")


def test_a_day_without_its_date_is_known_to_no_reader():
    assert is_undated("Giá vàng sáng nay giảm mạnh.", "vi")
    assert not is_undated("Giá vàng sáng nay, ngày 3/4, giảm mạnh.", "vi")
    assert is_undated("Gold fell yesterday.", "en")
    assert not is_undated("Gold fell on Monday.", "en")


def test_a_cut_headline_and_a_title_without_its_name_are_broken_off():
    assert is_broken_off("Hỗ trợ 5,9 tỷ đồng khắc phục hậu...")
    assert is_broken_off("`` He came in , '' said police Const .")
    assert not is_broken_off("He lives in Oslo .")


def test_a_list_of_offices_in_capitals_is_shouted():
    assert is_shouted("BAN CHẤP HÀNH TRUNG ƯƠNG, QUỐC HỘI nước ta.")
    assert not is_shouted("UBND TP.HCM họp với EVN và PVN về giá điện.")


def test_does_not_take_prose_for_a_caption():
    assert not is_caption("Ông Kihara nói hình ảnh vệ tinh cho thấy tàu rời cảng.")
    assert not is_caption("Các nước đang đàm phán, theo Tổng thống Mỹ.")
    assert not is_caption("Hội trao quà của chương trình Vì người nghèo cho 20 gia đình.")
    assert not is_caption("Tờ NY Times dẫn lời các nhân chứng cho hay xe đã bốc cháy.")
    assert not is_caption("Hiện trường cho thấy xe đã lao lên vỉa hè.")
    assert not is_caption("Bộ Công An công bố số vụ cháy của năm ngoái.")
    assert not is_caption("Trần Văn Bình nói rằng nước đang rút.")
    assert not is_caption("Tàu ghé cảng ở tỉnh Bà Rịa hai ngày.")


@pytest.mark.parametrize(
    "text",
    [
        "PV: Xin cảm ơn ông!",
        ">> Tin khác",
        "Xem thêm: giá vàng",
        "Read more about it here",
        "https://a.vn/b",
    ],
)
def test_knows_what_belongs_to_the_page(text):
    assert is_boilerplate(text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("“Chúng ta sẽ thắng.", "vi"),
        ("“Cuộc họp rất tốt đẹp”.", "vi"),
        ("Tôi không biết gì về việc đó.", "vi"),
        ("`` They may . ''", "en"),
        ('"Nothing will change." ', "en"),
        ("I saw the smoke first.", "en"),
    ],
)
def test_knows_speech_without_its_speaker(text, lang):
    assert is_partial_quote(text.strip(), lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("“Chúng ta sẽ thắng”, ông Minh nói.", "vi"),
        ("Ông gọi đó là “khiêu khích”.", "vi"),
        ('"I saw it first," Ms Lee told reporters.', "en"),
        ("The US agreed.", "en"),
    ],
)
def test_a_quotation_with_its_speaker_is_whole(text, lang):
    assert not is_partial_quote(text, lang)


def test_a_sentence_is_closed_by_its_mark_and_what_closes_with_it():
    assert all(map(is_closed, ("Họ về.”", "Ai?", "`` Go . ''")))
    assert not is_closed("Lan Anh/VOV")
