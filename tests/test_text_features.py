"""What is counted in a text, and what it weighs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Article, Term
from generator.text_features import (
    article_features,
    bridge_features,
    find_names,
    find_numbers,
    fold,
    pair_dots,
    rarity,
    readable_words,
    weigh,
    words,
)
from generator.translation.glossary import Glossary


def test_words_are_lower_case_and_keep_their_marks() -> None:
    assert words("Đà Nẵng, 2-3!") == ["đà", "nẵng", "2", "3"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hôm nay Kim Jong Un gặp ông Putin.", [("Kim", "Jong", "Un"), ("Putin",)]),
        ("The talks ended. The Pentagon said so.", [("The", "Pentagon")]),
        ("In Hanoi, officials met.", [("In", "Hanoi")]),
        ("Yesterday it rained. NATO met.", [("NATO",)]),
        ("no capitals at all", []),
    ],
)
def test_runs_of_capitals_are_names_unless_they_only_open_a_sentence(
    text: str, names: list[tuple[str, ...]]
) -> None:
    assert find_names(text) == names


def test_numbers_of_one_digit_tell_nothing() -> None:
    assert find_numbers("3 ships, 1.500 men, 23/10, 7%") == ["1.500", "23/10"]


def test_marks_fall_away_where_names_are_compared_across_languages() -> None:
    assert fold("Nguyễn") == fold("Nguyen") == "nguyen"
    assert fold("Đỗ") == "do"


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert rarity("the", "en") < rarity("minister", "en") < rarity("klitschko", "en")
    assert rarity("và", "vi") < rarity("quốc phòng", "vi") < rarity("campuchia", "vi") + 2


def test_lines_that_are_addresses_are_counted_but_not_shown() -> None:
    article = Article("a", "Bridge opens", "en", ("https://example.org/bridge", "It opened."))
    assert readable_words(article) == "Bridge opens\nIt opened."


def test_weighed_rows_have_length_one_and_equal_rows_are_alike() -> None:
    articles = [
        Article(f"a{n}", "", "en", ("The minister met Klitschko in Kyiv.",)) for n in (1, 2)
    ]
    rows = weigh([article_features(article).words for article in articles], "en")
    assert pair_dots(rows, [0, 0], [0, 1]) == pytest.approx([1, 1], abs=1e-5)


def test_a_translation_shares_most_of_what_crosses_languages() -> None:
    glossary = Glossary([Term("South Korea", "Hàn Quốc", "country")])
    english = Article("e", "", "en", ("South Korea exports 1,500 cars, Lee Sang-yoon said.",))
    vietnamese = Article("v", "", "vi", ("Hàn Quốc xuất khẩu 1.500 ô tô, Lee Sang-yoon nói.",))
    one, other = (bridge_features(article, glossary)[0] for article in (english, vietnamese))
    assert len(np.intersect1d(one, other)) >= 5


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "vi"]))
def test_no_text_breaks_the_counting(text: str, lang: str) -> None:
    article = Article("a", text[:50], "en" if lang == "en" else "vi", (text,))
    counted = article_features(article)
    assert weigh([counted.words, counted.head], article.lang).shape[0] == 2
