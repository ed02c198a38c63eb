"""Names that the glossary does not know are told by their capitals and their spelling."""

from __future__ import annotations

import re

import pytest

from generator.model import Lang
from generator.name_spelling import (
    SpeltText,
    acronyms,
    added_acronym,
    changed_acronym,
    is_misspelt,
    may_be_read_as,
    other_ending,
    sounds_alike,
    spelt_names,
    unanswered,
)


def spelt(text: str, lang: Lang) -> SpeltText:
    words = tuple(re.findall(r"[^\W_]+", text))
    return SpeltText(words, spelt_names(text, lang, ()), acronyms(text, ()))


def names(text: str, lang: Lang) -> list[str]:
    return [name.text for name in spelt(text, lang).names]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Matxcơva", "Moskva", True),
        ("Zelenskiy", "Zelensky", True),
        ("Kihara", "Kihara", True),
        ("Biden", "Trump", False),
        ("Kishida", "Austin", False),
        ("Assam", "Smith", False),
    ],
)
def test_transliterations_sound_alike_and_other_names_do_not(
    first: str, second: str, alike: bool
) -> None:
    assert sounds_alike(first, second) is alike


def test_names_are_runs_of_capitals_without_common_words_and_titles() -> None:
    assert names("The Department told Mr Tobias Eriksen.", "en") == ["Tobias Eriksen"]
    assert names("Coach Ba praised Do Hung Dung.", "en") == ["Do Hung Dung"]
    assert names("In Hai Duong, nothing burnt.", "en") == ["Hai Duong"]
    assert names("Bà Trần Thị Mai gặp anh Linh.", "vi") == ["Trần Thị Mai", "Linh"]
    assert names("Mưa rơi.", "vi") == []


def test_only_vietnamese_names_are_sure_to_keep_their_spelling() -> None:
    found = spelt("Bà Trần Thị Mai gặp anh Linh ở Sao Thổ.", "vi").names
    assert [name.sure for name in found] == [True, True, False]
    found = spelt("He met Tran Thi Mai and Tobias Eriksen.", "en").names
    assert [name.sure for name in found] == [True, False]


def test_a_name_is_answered_by_its_spelling_its_sound_or_its_meaning() -> None:
    english = spelt("He took Tran Van Nam to the Bangkok Hospital in Kharkiv.", "en")
    vietnamese = spelt("Ông đưa Trần Văn Nam tới bệnh viện ở Băng Cốc, gần Kharkov.", "vi")
    assert unanswered(english, vietnamese) == ((), ())
    other = spelt("Ông đưa Lê Thu Hà tới bệnh viện ở Băng Cốc, gần Kharkov.", "vi")
    lost, added = unanswered(english, other)
    assert [name.text for name in (*lost, *added)] == ["Tran Van Nam", "Lê Thu Hà"]


def test_a_chinese_name_may_have_a_vietnamese_reading_of_as_many_syllables() -> None:
    linzhou = spelt("It is in Linzhou.", "en").names[0]
    assert may_be_read_as(linzhou, spelt("Nó ở Lâm Châu.", "vi").names[0])
    assert not may_be_read_as(linzhou, spelt("Nó ở Lâm Châu Giang.", "vi").names[0])
    assert not may_be_read_as(
        spelt("It is in Yen Bai.", "en").names[0], spelt("Nó ở Phú Thọ.", "vi").names[0]
    )


def test_an_acronym_in_place_of_another_is_told() -> None:
    english = spelt("He told PVN to pay.", "en")
    assert changed_acronym(english, spelt("Ông yêu cầu PVN trả tiền.", "vi")) is None
    assert changed_acronym(english, spelt("Ông yêu cầu EVN trả tiền.", "vi")) == ("PVN", "EVN")
    assert changed_acronym(english, spelt("Ông yêu cầu UBND trả tiền.", "vi")) is None
    viettel = spelt("Viettel opened an office.", "en")
    assert changed_acronym(viettel, spelt("FPT mở văn phòng.", "vi")) == ("Viettel", "FPT")


def test_an_acronym_may_be_spelt_out() -> None:
    english = spelt("He works for the Oakland Housing Board.", "en")
    assert changed_acronym(english, spelt("Ông làm việc cho OHB.", "vi")) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Viettel opened an office.", ["Viettel"]),
        ("Worried neighbours came.", []),
    ],
)
def test_a_word_that_opens_a_sentence_is_a_name_if_it_is_no_other_word(
    text: str, found: list[str]
) -> None:
    assert names(text, "en") == found


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("Ressa", "Rossi", True),
        ("Hurlbut", "Hurbut", True),
        ("Dmitry", "Dimitri", False),
        ("Lukashenko", "Lukasenko", False),
        ("Mohammed", "Muhammad", False),
        ("Canada", "Canadian", False),
        ("Zelensky", "Dê-len-xki", False),
        ("Biden", "Trump", False),
    ],
)
def test_a_name_spelt_almost_alike_is_misspelt_unless_both_ways_are_usual(
    first: str, second: str, wrong: bool
) -> None:
    assert is_misspelt(first, second) is wrong
    assert is_misspelt(second, first) is wrong


def test_two_names_that_differ_in_their_last_part_are_told() -> None:
    english = spelt("The farmer Y Thuyen Mlo has a dog.", "en")
    assert other_ending(english, spelt("Nông dân Y Thuyên Niê có chó.", "vi")) == (
        "Y Thuyen Mlo",
        "Y Thuyên Niê",
    )
    assert other_ending(english, spelt("Nông dân Y Thuyên Mlô có chó.", "vi")) is None


def test_one_syllable_after_a_rank_or_craft_is_a_name() -> None:
    found = spelt("Bản đồ của Đại tướng Giáp và ca sĩ Tâm.", "vi").names
    assert [name.text for name in found if name.sure] == ["Giáp", "Tâm"]
    lost, added = unanswered(
        spelt("The map of General Dung is in Dien.", "en"),
        spelt("Bản đồ của Đại tướng Giáp ở Điện.", "vi"),
    )
    assert [name.text for name in lost] == ["Dung"]
    assert "Giáp" in [name.text for name in added]


def test_an_english_word_is_no_chinese_name() -> None:
    (house,) = spelt("It reached the Raft House.", "en").names
    (raft,) = spelt("Nó tới Nhà Bè.", "vi").names
    assert not may_be_read_as(house, raft)


def test_an_acronym_that_only_the_vietnamese_text_has_is_told() -> None:
    english = spelt("The Shell rig of the World Food Programme burnt.", "en")
    assert added_acronym(english, spelt("Giàn khoan của BP cháy.", "vi")) == "BP"
    assert added_acronym(english, spelt("Giàn khoan của WFP cháy.", "vi")) is None
    assert added_acronym(english, spelt("UBND xã nói giàn khoan cháy ở thế kỷ XX.", "vi")) is None
