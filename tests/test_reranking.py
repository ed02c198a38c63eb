import pytest

from generator.model import Term
from generator.translation.engine import Hypothesis
from generator.translation.glossary import Glossary
from generator.translation.reranking import RememberingGlossary, choose

NONE = Glossary()


def chosen(source, *hypotheses, glossary=NONE):
    scored = [Hypothesis(text, -0.1 * number) for number, text in enumerate(hypotheses)]
    return choose(source, "vi", "en", scored, glossary)


def test_the_likeliest_hypothesis_without_a_doubt_is_taken():
    best = chosen("Ba nước đã họp.", "The three countries met.", "Three countries have met.")
    assert best.text == "The three countries met."
    assert best.warnings == ()


def test_of_two_hypotheses_about_as_likely_the_longer_is_taken():
    source = "Ba nước đã họp tại Hà Nội."
    short, long = "The three countries met.", "The three countries met in Hanoi today."
    near = [Hypothesis(short, -0.50), Hypothesis(long, -0.55)]
    far = [Hypothesis(short, -0.50), Hypothesis(long, -0.80)]
    assert choose(source, "vi", "en", near, NONE).text == long
    assert choose(source, "vi", "en", far, NONE).text == short


def test_a_hypothesis_with_all_numbers_beats_a_likelier_one_without():
    best = chosen(
        "Có 14 người bị thương và 3 người chết.",
        "Several people were injured and others died.",
        "14 people were injured and 3 died.",
    )
    assert best.text == "14 people were injured and 3 died."
    assert best.warnings == ()


def test_a_hypothesis_that_keeps_the_negation_wins():
    best = chosen(
        "Triều Tiên không tham gia cuộc họp này.",
        "North Korea joined this meeting.",
        "North Korea did not join this meeting.",
    )
    assert best.text == "North Korea did not join this meeting."


def test_a_hypothesis_that_goes_in_circles_loses():
    best = chosen(
        "Hai bên đã ký thỏa thuận hợp tác quốc phòng.",
        "The two sides signed the the the the the the the the the the the agreement.",
        "The two sides signed a defence cooperation agreement.",
    )
    assert best.text == "The two sides signed a defence cooperation agreement."


def test_the_glossarys_form_is_in_the_chosen_text():
    term = Term("Pentagon", "Lầu Năm Góc", "organisation")
    best = chosen(
        "Lầu Năm Góc đã xác nhận thông tin.",
        "Lầu Năm Góc confirmed the information.",
        glossary=Glossary([term]),
    )
    assert best.text == "Pentagon confirmed the information."


def test_a_hypothesis_that_keeps_a_name_beats_a_likelier_one_that_loses_it():
    glossary = Glossary([Term("China", "Trung Quốc", "country", ("Chinese",))])
    best = chosen(
        "Một công ty Trung Quốc bị kiện.",
        "A company was sued.",
        "A Chinese company was sued.",
        glossary=glossary,
    )
    assert best.text == "A Chinese company was sued."
    assert best.missing == ()
    lost = chosen("Một công ty Trung Quốc bị kiện.", "A company was sued.", glossary=glossary)
    assert [term.en for term in lost.missing] == ["China"]
    assert [warning.detail for warning in lost.warnings] == ["Trung Quốc"]


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Ông sống ở huyện Krông Pắc.", "He lives in Krong Pac."),
        ("Ông gặp bà Trần Thị Mai. Họ đi.", "He met Tran Thi Mai. They left."),
    ],
)
def test_a_sentence_that_ends_in_a_vietnamese_name_keeps_its_full_stop(vietnamese, english):
    assert chosen(vietnamese, english).text == english
    assert chosen(vietnamese, english.replace("Krong Pac.", "Krong Park.")).text == english


def test_a_vietnamese_name_loses_the_last_of_its_marks_in_english():
    best = chosen("Công an tạm giữ bà Huỳnh Thị Ngọc Diễm.", "Police detained Huynh Thi Ngoc Diễm.")
    assert best.text == "Police detained Huynh Thi Ngoc Diem."


def test_a_vietnamese_name_that_is_nearly_right_is_mended():
    best = chosen("Ông ở huyện Krông Pắc.", "He is in Krong Park District.")
    assert best.text == "He is in Krong Pac District."
    assert best.lost == ()


def test_a_hypothesis_with_the_name_right_beats_one_that_was_mended():
    best = chosen(
        "Ông ở huyện Krông Pắc.", "He is in Krong Park District.", "He lives in Krong Pac District."
    )
    assert best.text == "He lives in Krong Pac District."


def test_a_lost_vietnamese_name_is_told():
    best = chosen("Ông ở huyện Krông Pắc.", "He is in a district.")
    assert [name.right for name in best.lost] == ["Krong Pac"]


def test_a_missed_word_counts_between_askings_only():
    best = chosen("Ông mắc bệnh lao.", "He had a labor disease.", "He had tuberculosis.")
    assert best.text == "He had a labor disease."
    assert [word.right for word in best.unsaid] == ["tuberculosis"]
    assert best.total_cost > best.cost


def test_a_term_of_the_glossary_is_a_word_to_be_said():
    glossary = Glossary([Term("rare earth", "đất hiếm", "term", ("rare earths",))])
    source = "Đất hiếm tăng giá."
    best = chosen(source, "Precious soil rose.", glossary=glossary)
    assert [word.right for word in best.unsaid] == ["Rare earth"]
    assert chosen(source, "Rare earths rose.", glossary=glossary).unsaid == ()


def test_a_doubt_that_every_hypothesis_raises_is_kept_as_a_warning():
    best = chosen(
        "Có 14 người bị thương.", "Many people were injured.", "A lot of people were hurt."
    )
    assert [w.code for w in best.warnings] == ["number"]


def test_equal_hypotheses_give_the_first():
    assert chosen("Họ đã về.", "They left.", "They returned.").text == "They left."


def test_no_hypothesis_is_an_error():
    with pytest.raises(ValueError, match="no hypothesis"):
        choose("Một.", "vi", "en", [], NONE)


def test_a_remembering_glossary_finds_the_same_and_searches_once():
    class Counting(Glossary):
        searched = 0

        def find(self, text, lang):
            self.searched += 1
            return super().find(text, lang)

    counting = Counting([Term("Pentagon", "Lầu Năm Góc", "organisation")])
    remembering = RememberingGlossary(counting)
    for lang in ("vi", "vi", "en"):
        text = "Lầu Năm Góc, the Pentagon"
        assert remembering.find(text, lang) == Glossary(counting.terms).find(text, lang)
    assert counting.searched == 2
    assert remembering.terms == counting.terms
