"""What counts the phrase model, where it needs no more than the program's own packages."""

import pytest

from training.phrase.faithful import faithful


@pytest.mark.parametrize(
    ("english", "vietnamese", "expected"),
    [
        ("<number> million dollars", "<number> triệu USD", True),
        ("$ <number> million", "<number> triệu đồng", False),
        ("$ <number>", "<number>", False),
        ("the capital Canberra", "thủ đô Canberra", True),
        ("won", "đã trúng", True),
        ("three people", "3 người", True),
        ("three people", "2 người", False),
        ("3 people", "ba người", True),
        ("in April", "vào tháng Tư", True),
        ("in April", "vào tháng 5", False),
        ("did not say", "không nói", True),
        ("did not say", "đã nói", False),
        ("said", "không nói", False),
        ("the air force", "không quân", True),
        ("an airline", "hãng hàng không", True),
        ("such as", "chẳng hạn như", True),
        ("unarmed", "không vũ trang", True),
    ],
)
def test_phrases_with_other_figures_money_or_negation_are_left_out(english, vietnamese, expected):
    assert faithful(english.split(), vietnamese.split()) is expected
