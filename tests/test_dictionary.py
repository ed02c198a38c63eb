from pathlib import Path

import pytest

from generator.model import LANGS, Lang
from generator.negation import lost_negation
from generator.translation.dictionary import find_words, read_dictionary, unsaid_words

DATA = Path(__file__).parent.parent / "generator" / "data"


def found(text: str, lang: Lang) -> list[tuple[str, str]]:
    return [(text[word.start : word.end], word.right) for word in find_words(text, lang)]


def test_the_longest_word_is_found():
    assert found("Bệnh dịch tả lợn châu Phi lan rộng.", "vi") == [
        ("dịch tả lợn châu Phi", "African swine fever")
    ]


def test_what_opens_a_sentence_keeps_its_capital():
    assert found("Muỗi đốt. Tê giác chết.", "vi") == [("Tê giác", "Rhinoceros")]


def test_english_plurals_are_found():
    assert found("Two grenades and some mosquitoes.", "en") == [
        ("grenades", "lựu đạn"),
        ("mosquitoes", "muỗi"),
    ]
    assert found("The noise scares him.", "en") == []


def test_names_are_left_alone():
    assert found("The band Mosquito played in Tiger Bay.", "en") == []


@pytest.mark.parametrize(
    ("source", "lang", "target", "unsaid"),
    [
        ("Ông mắc bệnh lao.", "vi", "He had a labor disease.", ["tuberculosis"]),
        ("Ông mắc bệnh lao.", "vi", "He has tuberculosis.", []),
        ("Họ mang lựu đạn.", "vi", "They carried grenades.", []),
        ("Họ mang lựu đạn.", "vi", "They carried guns.", ["grenade"]),
        ("The tiger slept.", "en", "Con hổ đã ngủ.", []),
        ("The tiger slept.", "en", "Con mèo đã ngủ.", ["hổ"]),
    ],
)
def test_a_word_counts_as_said_by_any_of_its_translations(
    source: str, lang: Lang, target: str, unsaid: list[str]
):
    words = find_words(source, lang)
    left = unsaid_words(words, target, "en" if lang == "vi" else "vi")
    assert [word.right for word in left] == unsaid


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_can_be_found_and_is_said_by_its_own_translation(lang: Lang):
    target: Lang = "en" if lang == "vi" else "vi"
    for word, entry in read_dictionary(lang).items():
        (match,) = find_words(f"x {word} x", lang)
        assert match.right == entry.right, word
        for said in entry.said:
            assert said.strip() == said
            assert said, word
        assert unsaid_words([match], f"x {entry.right} x", target) == (), word


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_stands_twice(lang: Lang):
    (path,) = DATA.glob(f"dictionary-{lang}-*.txt")
    words = [
        line.partition(" = ")[0]
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert len(words) == len(set(words)) == len(read_dictionary(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_no_entry_looks_like_a_lost_negation(lang: Lang):
    texts = [(entry.right, word) for word, entry in read_dictionary(lang).items()]
    pairs = texts if lang == "vi" else [(word, right) for right, word in texts]
    lost = [
        english
        for english, vietnamese in pairs
        if lost_negation(
            f"There was this {english} here.", "en", f"Ở đây có {vietnamese} này.", "vi"
        )
    ]
    assert lost == {"vi": ["no confidence"], "en": ["persona non grata"]}[lang]
