"""Sample sentences, written for these tests."""

from generator.disagreements import find_disagreements
from generator.model import Sentence


def grouped(*texts, lang="vi"):
    return {
        f"a{number}": (Sentence(f"a{number}", 0, 0, text, lang),)
        for number, text in enumerate(texts)
    }


def test_two_figures_for_the_same_thing_disagree():
    (found,) = find_disagreements(
        grouped(
            "Vụ lở đất ở Trà Leng làm 12 người thiệt mạng trong đêm.",
            "Vụ lở đất ở Trà Leng làm 14 người thiệt mạng, theo công an.",
        )
    )
    assert [value for value, _ in found.values] == ["12", "14"]
    assert found.subject == "người thiệt mạng"


def test_the_same_figure_written_twice_agrees():
    assert not find_disagreements(
        grouped("Lũ cuốn trôi 1.200 ngôi nhà ở Huế.", "Lũ cuốn trôi 1200 ngôi nhà ở Huế.")
    )


def test_figures_that_one_source_gives_both_of_do_not_disagree():
    assert not find_disagreements(
        grouped(
            "Vụ lở đất ở Trà Leng làm 12 người thiệt mạng, sau đó tăng lên 14 người thiệt mạng.",
            "Vụ lở đất ở Trà Leng làm 14 người thiệt mạng.",
        )
    )


def test_figures_of_different_things_do_not_disagree():
    assert not find_disagreements(
        grouped(
            "Vụ lở đất ở Trà Leng làm 12 người thiệt mạng.",
            "Ở Lào, một xe khách lao xuống vực khiến 14 người thiệt mạng hôm thứ Hai.",
        )
    )


def test_a_figure_in_round_numbers_does_not_disagree():
    assert not find_disagreements(
        grouped(
            "Cuộc thi đã thu hút hơn 31.000 thí sinh cả nước tham gia.",
            "Cuộc thi đã thu hút 31.015 thí sinh cả nước tham gia.",
        )
    )


def test_an_english_figure_counts_a_plural():
    (found,) = find_disagreements(
        grouped(
            "The quake on the island killed 10 people on Sunday night.",
            "The quake on the island killed 14 people on Sunday night.",
            lang="en",
        )
    )
    assert found.subject == "people"
    assert not find_disagreements(
        grouped(
            "A magnitude 6 quake can damage the houses of the island.",
            "A magnitude 7 quake can damage the houses of the island.",
            lang="en",
        )
    )
