"""What counts the phrase model, where it needs no more than the program's own packages."""

import numpy as np
import pytest

from training.phrase import vectors
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


def test_words_that_stand_in_the_same_places_get_like_vectors():
    # 0 and 1 stand beside 2, 3 and 4 alike; 5 stands beside 6 and 7 only.
    lines = [
        np.array(line) for line in ([0, 2], [1, 2], [0, 3], [1, 3], [4, 0], [4, 1], [5, 6], [7, 5])
    ]
    counts = vectors.cooccurrences(lines * 3, 8)
    assert (counts != counts.T).nnz == 0
    found = vectors.vectors(counts, 4)

    def alike(a, b):
        return found[a] @ found[b] / np.linalg.norm(found[a]) / np.linalg.norm(found[b])

    assert alike(0, 1) > 0.99
    assert abs(alike(0, 5)) < 0.1


def test_words_too_far_apart_or_of_other_lines_are_not_counted_together():
    counts = vectors.cooccurrences([np.arange(7), np.array([7, 0])], 8).toarray()
    assert counts[0, 5] > 0
    assert counts[0, 6] == 0
    assert counts[6, 7] == 0
