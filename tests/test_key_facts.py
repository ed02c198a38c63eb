from generator.key_facts import find_facts
from generator.model import Sentence, Term
from generator.translation.glossary import Glossary

GLOSSARY = Glossary(
    [
        Term("South Korea", "Hàn Quốc", "country"),
        Term("Seoul", "Seoul", "place"),
        Term("Yoon Suk Yeol", "Yoon Suk Yeol", "person"),
    ]
)


def sentence(text, article="a", index=0, lang="vi"):
    return Sentence(article, index, 0, text, lang)


def facts(text, lang="vi"):
    found = {}
    for fact in find_facts([sentence(text, lang=lang)], GLOSSARY):
        found.setdefault(fact.kind, []).append(fact.text)
    return found


def test_finds_the_person_behind_an_office_and_a_country():
    assert facts("Bộ trưởng Quốc phòng Hàn Quốc Kim Kwan-jin lên tiếng.")["who"] == ["Kim Kwan-jin"]
    assert facts("Defence chief Kim Kwan-jin spoke.", "en")["who"] == ["Kim Kwan-jin"]


def test_knows_people_of_the_glossary_without_an_office():
    assert facts("Theo Yoon Suk Yeol, hai bên đồng ý.")["who"] == ["Yoon Suk Yeol"]


def test_the_word_that_opens_a_sentence_is_no_part_of_a_name():
    assert facts("Riêng Đoàn Văn Mẫu (32 tuổi) bị tạm giữ.")["who"] == ["Đoàn Văn Mẫu"]
    assert "But Mr Sample" not in facts("But Mr Sample said no.", "en").get("who", [])


def test_takes_no_body_for_a_person():
    assert "who" not in facts("Lãnh đạo Bộ Công An họp chiều nay.")


def test_finds_where_something_happens():
    assert facts("Hai bên gặp nhau tại Seoul chiều nay.")["where"] == ["Seoul"]
    assert facts("Police in New Haven found it.", "en")["where"] == ["New Haven"]


def test_finds_when_and_how_many():
    found = facts("Ngày 14/9/2022, lũ cuốn trôi 120 ngôi nhà, thiệt hại 3 tỷ đồng.")
    assert any("14/9/2022" in text for text in found["when"])
    assert found["how-many"] == ["120 ngôi nhà", "3 tỷ đồng"]


def test_an_office_belongs_to_the_first_name_after_it():
    text = "HLV Keiichi Zaizen trao cơ hội cho anh ở câu lạc bộ Consadole Sapporo."
    assert facts(text)["who"] == ["Keiichi Zaizen"]


def test_an_address_belongs_to_the_name_right_after_it_and_is_a_whole_word():
    assert facts("Hôm qua bà Lê Thu Hà tới.")["who"] == ["Lê Thu Hà"]
    assert "who" not in facts("Tuy nhiên anh sẽ trở lại Sông Lam Nghệ An.")
    assert "who" not in facts("Hãng thông báo sẽ dùng giao thức Secure Sockets Layer.")


def test_a_form_of_address_is_no_part_of_the_name():
    assert facts("Ông Trần Văn Bảy cho biết nước đang rút.")["who"] == ["Trần Văn Bảy"]


def test_a_body_named_with_its_country_is_no_person():
    assert "who" not in facts("Chủ tịch Hội Liên hiệp Thanh Niên Hàn Quốc phát biểu.")


def test_a_company_is_no_person():
    assert "who" not in facts("Người đại diện hãng Sample Airlines cho biết chuyến bay hoãn.")


def test_an_age_is_of_a_person():
    assert facts("Xe do Huỳnh Ngọc Vàng (SN 1992) lái.")["who"] == ["Huỳnh Ngọc Vàng"]
    assert facts("Yvonne Sample , 43 , was there.", "en")["who"] == ["Yvonne Sample"]


def test_an_english_speaker_is_a_person_unless_it_speaks_for_many():
    assert facts("Harlan Sample said so.", "en")["who"] == ["Harlan Sample"]
    assert "who" not in facts("Sample Police Department said so.", "en")


def test_a_school_or_street_is_not_the_person_it_is_called_after():
    assert "who" not in facts("Em học lớp 9 Trường THCS tư thục Hà Huy Tập gần đây.")
    assert "who" not in facts("Bác sĩ sống ở đường Lý Thường Kiệt.")


def test_a_mayor_is_not_called_by_the_name_of_the_town():
    found = facts("Thị trưởng Tân Kinh bị bắt tại Tân Kinh chiều nay.")
    assert "who" not in found
    assert found["where"] == ["Tân Kinh"]


def test_part_of_a_word_is_no_place():
    assert "where" not in facts("Họ gặp nhau tại Trung tâm hội nghị.")
    assert "where" not in facts("Tổ chức ở vùng Trung và Tây châu lục.")
    assert facts("Pirates roam in the Gulf of Aden.", "en")["where"] == ["Gulf of Aden"]


def test_an_occasion_or_an_owner_is_no_place():
    assert facts("They met at the Winter Games in Oslo.", "en")["where"] == ["Oslo"]
    assert "where" not in facts("It is based on a scene in Stephanie Sample 's novel.", "en")
    assert "where" not in facts("It is the largest in the Angels history.", "en")


def test_a_smaller_figure_is_not_part_of_a_larger_one():
    assert facts("Có 15 xe tải và 5 xe tải nữa.")["how-many"] == ["15 xe tải", "5 xe tải"]


def test_shows_every_day_that_is_named():
    assert facts("Họ họp trong các ngày 17 và 18/4.")["when"] == ["ngày 17 và 18/4"]
    assert facts("Họ họp ngày 3, 4 và 5/6 tới.")["when"] == ["ngày 3, 4 và 5/6"]
    assert facts("They met on April 17 and 18.", "en")["when"] == ["April 17 and 18"]
    assert facts("They met on April 17 and 18 ministers spoke.", "en")["when"] == ["April 17"]
    assert facts("Có 17 xe tới ngày 18/4.")["when"] == ["ngày 18/4"]


def test_a_count_does_not_cut_a_word_of_two_syllables():
    found = facts("Hải quân cử 5 tàu tuần tra và 9 máy bay tới.")["how-many"]
    assert found == ["5 tàu tuần tra", "9 máy bay"]
    assert facts("Có 71 vụ cháy rừng.")["how-many"] == ["71 vụ cháy rừng"]


def test_a_way_of_speaking_is_no_count():
    assert "how-many" not in facts("Cơn bão số 11 và 2 nước liên quan đến Hiến pháp 1992 này.")


def test_says_nothing_twice():
    once = sentence("Hai bên gặp nhau tại Seoul.")
    again = sentence("Họp báo diễn ra tại Seoul.", index=1)
    assert [fact.sentence for fact in find_facts([once, again], GLOSSARY)] == [once]


def test_says_nothing_twice_in_two_languages():
    english = sentence(
        "On 5 March a ferry with 86 passengers burned near Vinh Thuc, the chairman Nguyen Van Hai "
        "said.",
        lang="en",
    )
    vietnamese = sentence(
        "Ngày 5/3, phà chở 86 hành khách cháy gần đảo Vĩnh Thực, chủ tịch Nguyễn Văn Hải nói.",
        article="b",
    )
    found = find_facts([english, vietnamese], GLOSSARY)
    assert {fact.sentence for fact in found} == {english}
    assert [fact.kind for fact in found] == ["who", "where", "when", "how-many"]


def test_a_day_written_in_two_ways_is_one_day():
    assert facts("Ngày 5/3 phà cháy. Vụ cháy sáng 5-3 xảy ra ngoài khơi.")["when"] == ["Ngày 5/3"]


def test_a_figure_of_one_language_may_count_two_things():
    assert facts("Lũ cuốn 38 ngôi nhà và 38 chiếc thuyền.")["how-many"] == [
        "38 ngôi nhà",
        "38 chiếc thuyền",
    ]


def test_an_official_of_a_district_is_a_person_and_a_district_a_place():
    named = facts("Chủ tịch huyện Nguyễn Hữu Minh cho biết nước đang rút.")
    assert named["who"] == ["Nguyễn Hữu Minh"]
    assert "where" not in named
    place = facts("Chủ tịch huyện Nam Trà My cho biết nước đang rút.")
    assert place["where"] == ["Nam Trà My"]
    assert "who" not in place


def test_an_english_count_stops_before_the_verb():
    assert facts("A ferry with 86 passengers caught fire.", "en")["how-many"] == ["86 passengers"]
    assert facts("They sent 150 police officers there.", "en")["how-many"] == [
        "150 police officers"
    ]


def test_no_sentences_give_no_facts():
    assert find_facts([], GLOSSARY) == ()
