import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_argos
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import EngineError
from generator.model import Term, Translation
from generator.translation import asking, models, translator
from generator.translation.argos import ArgosEngine
from generator.translation.engine import Hypothesis
from generator.translation.glossary import Glossary
from generator.translation.installation import install
from generator.translation.memory import MachineTranslation, Memory, memory_path
from generator.translation.translator import (
    Lookup,
    stays_as_it_is,
    translate_lines,
    translate_missing,
)

GLOSSARY = Glossary()


class UpperEngine:
    """Translates vi→en by writing capitals; remembers what it was asked."""

    def __init__(self, hypotheses=None):
        self.asked: list[list[str]] = []
        self.options: list[tuple[int, bool]] = []
        self.hypotheses = hypotheses or (lambda text, count, no_repeats: [text.upper()])

    def name(self, source, target):
        return "upper 1" if source == "vi" else ""

    def translate(self, sentences: Sequence[str], source, target, *, count=1, no_repeats=False):
        assert all(s == " ".join(s.split()) and s for s in sentences)
        self.asked.append(list(sentences))
        self.options.append((count, no_repeats))
        return [
            tuple(
                Hypothesis(text, -0.1 * number)
                for number, text in enumerate(self.hypotheses(sentence, count, no_repeats))
            )
            for sentence in sentences
        ]


def lines(*text, engine=None, memory=None, source="vi", target="en"):
    return list(translate_lines(text, source, target, memory or Memory(), engine, GLOSSARY))


def vi(*texts):
    return [(text, "vi", "en") for text in texts]


# --- a build ----------------------------------------------------------------------------


def test_the_memory_goes_first_and_the_engine_sees_only_the_rest():
    memory = Memory().updated(edited=[("Ba nước họp.", "vi", "Three countries met.")])
    engine = UpperEngine()
    lookup, _, report = translate_missing(
        vi("Ba nước họp.", "Hai bên ký."), memory, engine, GLOSSARY
    )
    assert engine.asked == [["Hai bên ký."]]
    assert lookup.get("Ba nước họp.", "vi", "en").origin == "edited"
    assert lookup.get("Hai bên ký.", "vi", "en").text == "HAI BÊN KÝ."
    assert (report.edited, report.translated, report.missing) == (1, 1, 0)


def test_each_text_is_translated_once_in_one_batch_longest_first():
    engine = UpperEngine()
    texts = vi("Một câu.", "Một câu dài hơn hẳn.", "Một câu.")
    translate_missing(texts, Memory(), engine, GLOSSARY)
    assert engine.asked[0] == ["Một câu dài hơn hẳn.", "Một câu."]


def test_a_paragraph_is_translated_by_sentence_and_joined_again():
    engine = UpperEngine()
    lookup, _, _ = translate_missing(vi("Ba nước họp. Hai bên ký."), Memory(), engine, GLOSSARY)
    assert sorted(engine.asked[0]) == ["Ba nước họp.", "Hai bên ký."]
    text = lookup.get("Ba nước họp. Hai bên ký.", "vi", "en").text
    assert text == "BA NƯỚC HỌP. HAI BÊN KÝ."


def test_a_second_build_asks_the_engine_nothing(tmp_path: Path):
    _, memory, _ = translate_missing(vi("Hai bên ký."), Memory(), UpperEngine(), GLOSSARY)
    memory.write(tmp_path)
    engine = UpperEngine()
    lookup, memory, report = translate_missing(
        vi("Hai bên ký."), Memory.read(tmp_path), engine, GLOSSARY
    )
    assert engine.asked == []
    assert report.reused == 1
    assert lookup.get("Hai bên ký.", "vi", "en").engine == "upper 1"
    assert memory.write(tmp_path) == ()


def test_refresh_redoes_the_old_engines_work_but_no_edit():
    memory = Memory().updated(
        [MachineTranslation("Hai bên ký.", "vi", "Two sides.", "old 1")],
        [("Ba nước họp.", "vi", "Three countries met.")],
    )
    lookup, _, report = translate_missing(
        vi("Hai bên ký.", "Ba nước họp."), memory, UpperEngine(), GLOSSARY, refresh=True
    )
    assert lookup.get("Hai bên ký.", "vi", "en").engine == "upper 1"
    assert lookup.get("Ba nước họp.", "vi", "en").text == "Three countries met."
    assert (report.translated, report.edited) == (1, 1)


def test_without_an_engine_texts_are_missing_and_wait_for_an_editor(tmp_path: Path):
    lookup, memory, report = translate_missing(vi("Hai bên ký."), Memory(), None, GLOSSARY)
    assert lookup.get("Hai bên ký.", "vi", "en") == Translation("Hai bên ký.", "vi", "missing")
    assert report.missing == 1
    memory.write(tmp_path)
    assert 'msgid "Hai bên ký."\nmsgstr ""' in memory_path(tmp_path, "en").read_text("utf-8")


def test_a_text_already_in_the_wanted_language_is_its_own_source():
    lookup, memory, report = translate_missing(
        [("Hai bên ký.", "vi", "vi"), ("", "vi", "en"), ("15/8 – 2023", "vi", "en")],
        Memory(),
        UpperEngine(),
        GLOSSARY,
    )
    assert lookup.get("Hai bên ký.", "vi", "vi").origin == "source"
    assert lookup.get("15/8 – 2023", "vi", "en").origin == "source"
    assert len(memory) == 0
    assert report.copied == 1


def test_a_direction_without_a_model_is_missing_and_the_other_translated():
    lookup, _, report = translate_missing(
        [*vi("Hai bên ký."), ("They signed it.", "en", "vi")], Memory(), UpperEngine(), GLOSSARY
    )
    assert lookup.get("They signed it.", "en", "vi").origin == "missing"
    assert (report.translated, report.missing) == (1, 1)


def test_doubts_are_kept_as_warnings_in_the_lookup_and_the_file(tmp_path: Path):
    engine = UpperEngine(lambda text, count, no_repeats: ["People were hurt in the storm."])
    lookup, memory, report = translate_missing(
        vi("Bão làm 14 người bị thương."), Memory(), engine, GLOSSARY
    )
    (warning,) = lookup.get("Bão làm 14 người bị thương.", "vi", "en").warnings
    assert warning.code == "number"
    assert report.warned == 1
    memory.write(tmp_path)
    again = Lookup(Memory.read(tmp_path)).get("Bão làm 14 người bị thương.", "vi", "en")
    assert again.warnings == (warning,)


def test_a_doubtful_sentence_is_tried_again_with_more_hypotheses():
    good = "14 people were hurt in the storm."

    def hypotheses(text, count, no_repeats):
        texts = [f"People of {letter} were hurt." for letter in "ABCDEFGHIJKL"[:count]]
        return [texts[0], good, *texts[2:]] if count > 4 else texts

    engine = UpperEngine(hypotheses)
    lookup, _, report = translate_missing(
        vi("Bão làm 14 người bị thương."), Memory(), engine, GLOSSARY
    )
    assert lookup.get("Bão làm 14 người bị thương.", "vi", "en").text == good
    assert report.retried == 1


def test_an_engine_that_gives_one_hypothesis_is_asked_for_four_where_a_doubt_remains():
    def hypotheses(text, count, no_repeats):
        return ["People were hurt.", "14 people were hurt."][:count]

    engine = UpperEngine(hypotheses)
    engine.first_count = 1
    texts = ("Bão làm 14 người bị thương.", "Bão làm nhiều người bị thương.")
    assert lines(*texts, engine=engine) == ["14 people were hurt.", "People were hurt."]
    assert engine.options == [(1, False), (4, False)]
    assert engine.asked[1] == [texts[0]]


def test_an_answer_that_the_engine_is_not_sure_of_is_asked_for_again_with_a_search():
    class Unsure(UpperEngine):
        first_count = 1

        def translate(self, sentences, source, target, *, count=1, no_repeats=False):
            answers = super().translate(sentences, source, target, count=count)
            return [
                tuple(replace(h, score=h.score - (0.8 if "mờ" in s else 0.2)) for h in group)
                for s, group in zip(sentences, answers, strict=True)
            ]

    engine = Unsure(lambda text, count, no_repeats: ["It was hard to see the road."] * count)
    lines("Trời mờ sương khó thấy đường.", "Trời tối khó thấy đường.", engine=engine)
    assert engine.options == [(1, False), (4, False)]
    assert engine.asked[1] == ["Trời mờ sương khó thấy đường."]


def test_a_headline_is_searched_for_and_a_sentence_is_not():
    class Sure(UpperEngine):
        first_count = 1

    engine = Sure(lambda text, count, no_repeats: ["It is hard to see the road."] * count)
    lines(
        "Trời tối khó thấy đường.",
        "Trời tối, khó thấy đường",
        "“Trời tối quá nên khó thấy đường!”",
        engine=engine,
    )
    assert engine.options == [(1, False), (4, False)]
    assert engine.asked[1] == ["Trời tối, khó thấy đường"]


def test_a_sentence_after_whose_first_part_the_engine_stops_is_translated_in_two_parts():
    answers = {
        "Đồ vật làm bằng vàng và bạc, được trang trí rất cầu kỳ.": "Things of gold and silver",
        "Đồ vật làm bằng vàng và bạc": "Things of gold and silver.",
        "được trang trí rất cầu kỳ.": "They are richly decorated.",
    }
    engine = UpperEngine(lambda text, count, no_repeats: [answers[text]])
    said = lines(next(iter(answers)), engine=engine)
    assert said == ["Things of gold and silver, they are richly decorated."]
    assert engine.asked[-1] == list(answers)[1:]


def test_a_word_still_unsaid_is_asked_for_as_a_name():
    def hypotheses(text, count, no_repeats):
        if "Hail" in text:
            return ["Big Hail fell in the town, Hail as large as eggs."]
        return ["Hal fell in the town."] if "hail" in text else ["Rain fell in the town."]

    engine = UpperEngine(hypotheses)
    said = lines("Thị trấn có mưa đá lớn như quả trứng.", engine=engine)
    assert said == ["Big hail fell in the town, hail as large as eggs."]
    assert [asked for (asked,) in engine.asked][-2:] == [
        "Thị trấn có hail lớn như quả trứng.",
        "Thị trấn có Hail lớn như quả trứng.",
    ]


def test_what_is_asked_does_not_depend_on_how_fast_the_engine_answers(monkeypatch):
    monkeypatch.setattr(asking, "_FEWEST", 4)
    monkeypatch.setattr(asking, "_MOST", 6)

    class Slow(UpperEngine):
        first_count, at_once = 1, 3

        def __init__(self, dice):
            def hypotheses(text, count, no_repeats):
                hurt = "People were hurt."
                return [hurt, text][:count] if "9" in text else [text]

            super().__init__(hypotheses)
            self.dice = dice

        def translate(self, sentences, source, target, *, count=1, no_repeats=False):
            time.sleep(self.dice.random() / 100)
            return super().translate(sentences, source, target, count=count)

    texts = [f"Bão làm {n} người bị thương." for n in range(14, 60)]
    runs = []
    for seed in (1, 2, 3):
        engine = Slow(random.Random(seed))
        runs.append((lines(*texts, engine=engine), sorted(engine.asked)))
    assert runs[0] == runs[1] == runs[2]
    # The engine has the next sentences before the last ones have been looked at.
    assert len(runs[0][1]) > 46 / 6


def test_endless_repetition_is_tried_again_with_repeats_forbidden():
    def hypotheses(text, count, no_repeats):
        return ["They signed it."] * count if no_repeats else ["go " * 60] * count

    engine = UpperEngine(hypotheses)
    assert lines("Hai bên đã ký văn bản.", engine=engine) == ["They signed it."]
    assert engine.options == [(4, False), (8, True)]


def test_repetition_that_no_retry_mends_is_a_warning():
    engine = UpperEngine(lambda text, count, no_repeats: ["go " * 60] * count)
    lookup, _, _ = translate_missing(vi("Hai bên đã ký."), Memory(), engine, GLOSSARY)
    codes = [w.code for w in lookup.get("Hai bên đã ký.", "vi", "en").warnings]
    assert "repetition" in codes


def test_the_glossary_is_enforced_on_what_the_engine_says():
    glossary = Glossary([Term("Pentagon", "Lầu Năm Góc", "organisation")])
    engine = UpperEngine(lambda text, count, no_repeats: ["Lầu Năm Góc agreed to it."])
    lookup, _, _ = translate_missing(vi("Lầu Năm Góc đã đồng ý."), Memory(), engine, glossary)
    assert lookup.get("Lầu Năm Góc đã đồng ý.", "vi", "en").text == "Pentagon agreed to it."


def test_into_vietnamese_a_name_that_was_left_out_is_asked_for_under_another():
    glossary = Glossary([Term("Manchester City", "Manchester City", "organisation")])

    def hypotheses(text, count, no_repeats):
        where = "thành phố Manchester" if "Manchester" in text else text.split()[2].rstrip(".")
        return [f"Anh gia nhập {where}."]

    class IntoVietnamese(UpperEngine):
        def name(self, source, target):
            return "upper 1" if source == "en" else ""

    engine = IntoVietnamese(hypotheses)
    lookup, _, _ = translate_missing(
        [("He joined Manchester City.", "en", "vi")], Memory(), engine, glossary
    )
    shown = lookup.get("He joined Manchester City.", "en", "vi")
    assert shown.text == "Anh gia nhập Manchester City."


def test_a_name_that_was_left_out_is_put_into_the_sentence_and_asked_for_again():
    glossary = Glossary([Term("China", "Trung Quốc", "country", ("Chinese",))])

    def hypotheses(text, count, no_repeats):
        return ["A firm from China was sued." if "China" in text else "A firm was sued."]

    engine = UpperEngine(hypotheses)
    text = "Một công ty Trung Quốc bị kiện."
    lookup, _, report = translate_missing(vi(text), Memory(), engine, glossary)
    assert lookup.get(text, "vi", "en").text == "A firm from China was sued."
    assert engine.asked == [[text], ["Một công ty China bị kiện."]]
    assert report.retried == 1


def test_a_word_that_was_missed_is_put_into_the_sentence_and_asked_for_again():
    def hypotheses(text, count, no_repeats):
        return ["She had tuberculosis." if "tuberculosis" in text else "She had a labor disease."]

    engine = UpperEngine(hypotheses)
    text = "Bà mắc bệnh lao."
    lookup, _, report = translate_missing(vi(text), Memory(), engine, GLOSSARY)
    assert lookup.get(text, "vi", "en").text == "She had tuberculosis."
    assert engine.asked == [[text], ["Bà mắc tuberculosis."]]
    assert report.retried == 1


def test_the_first_answer_stays_where_asking_again_says_no_more():
    engine = UpperEngine(lambda text, count, no_repeats: [f"She was ill ({len(text)})."])
    text = "Bà mắc bệnh lao."
    lookup, _, _ = translate_missing(vi(text), Memory(), engine, GLOSSARY)
    assert lookup.get(text, "vi", "en").text == f"She was ill ({len(text)})."


def test_the_engine_reads_the_usual_spelling_and_the_checks_the_original():
    engine = UpperEngine(lambda text, count, no_repeats: ["Agreed by 99 percent."])
    lookup, _, _ = translate_missing(
        vi("Chín mươi chín phần trăm thoả thuận."), Memory(), engine, GLOSSARY
    )
    assert engine.asked == [["99% thỏa thuận."]]
    assert lookup.get("Chín mươi chín phần trăm thoả thuận.", "vi", "en").warnings == ()


def test_a_text_that_is_a_glossary_term_needs_no_engine():
    glossary = Glossary([Term("South Korea", "Hàn Quốc", "country")])
    engine = UpperEngine()
    lookup, memory, report = translate_missing(
        [*vi("Hàn Quốc", "Hàn Quốc họp."), ("South Korea", "en", "vi")], Memory(), engine, glossary
    )
    assert lookup.get("Hàn Quốc", "vi", "en") == Translation("South Korea", "en", "edited")
    assert lookup.get("South Korea", "en", "vi") == Translation("Hàn Quốc", "vi", "edited")
    assert engine.asked[0] == ["Hàn Quốc họp."]
    assert (len(memory), report.copied) == (1, 2)


def test_a_foreign_name_is_spelt_alike_in_english():
    names = ["Shin Beom Chul", "Toshimi Kitazawa", "Kim Kwan-jin", "Washington", "Charles Q. Brown"]
    engine = UpperEngine()
    lookup, memory, _ = translate_missing(vi(*names), Memory(), engine, GLOSSARY)
    assert [lookup.get(name, "vi", "en").text for name in names] == names
    assert len(memory) == 0
    others = ["Ba Lan", "Nga", "Bộ Công Thương", "Bo Quoc phong", "Washington họp"]
    lookup, _, _ = translate_missing(vi(*others), Memory(), None, GLOSSARY)
    assert {lookup.get(name, "vi", "en").origin for name in others} == {"missing"}


def test_a_vietnamese_name_loses_its_marks_in_english():
    names = ["Phạm Minh Chính", "Krông Pắc"]
    engine = UpperEngine()
    lookup, memory, _ = translate_missing(vi(*names), Memory(), engine, GLOSSARY)
    assert [lookup.get(name, "vi", "en").text for name in names] == [
        "Pham Minh Chinh",
        "Krong Pac",
    ]
    assert len(memory) == 0


# --- lines ------------------------------------------------------------------------------


def test_one_line_out_for_each_line_in():
    engine = UpperEngine()
    text = ["Hai bên ký.\n", "\n", "  \n", "123\r\n", "Ba nước. Hai bên.", "Hai bên ký."]
    assert lines(*text, engine=engine) == [
        "HAI BÊN KÝ.", "", "  ", "123", "BA NƯỚC. HAI BÊN.", "HAI BÊN KÝ.",
    ]  # fmt: skip


def test_lines_are_taken_from_the_memory_first():
    memory = Memory().updated(edited=[("Hai bên ký.", "vi", "They\nsigned.")])
    engine = UpperEngine()
    assert lines("Hai bên ký.", "  Hai bên ký. ", engine=engine, memory=memory) == [
        "They signed.", "They signed.",
    ]  # fmt: skip
    assert engine.asked == []


def test_without_an_engine_nothing_is_given_before_the_error():
    memory = Memory().updated(edited=[("Hai bên ký.", "vi", "They signed.")])
    out = translate_lines(["Hai bên ký.", "Ba nước họp."], "vi", "en", memory, None, GLOSSARY)
    with pytest.raises(EngineError, match="line 2") as caught:
        next(out)
    assert "briefings models install argos-vi-en" in caught.value.problems[0].remedy
    assert lines("Hai bên ký.", "", memory=memory) == ["They signed.", ""]


def test_a_very_long_line_is_cut_for_the_engine_and_whole_again_after():
    engine = UpperEngine()
    words = [f"từ{n}{',' if n % 30 == 0 else ''}" for n in range(2000)]
    (line,) = lines(" ".join(words), engine=engine)
    assert line == " ".join(words).upper()
    assert max(len(s.split()) for s in engine.asked[0]) <= 80
    assert sum(s.endswith(",") for s in engine.asked[0]) > 20


def test_many_lines_keep_their_order_over_several_batches(monkeypatch):
    monkeypatch.setattr(translator, "_LINES", 30)
    monkeypatch.setattr(asking, "_FEWEST", 8)
    monkeypatch.setattr(asking, "_MOST", 10)
    text = [f"Câu chuyện thứ {n}." for n in range(100)]
    assert lines(*text, engine=UpperEngine()) == [t.upper() for t in text]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(blacklist_characters="\r\n"), max_size=40), max_size=8))
def test_any_lines_come_out_as_many_as_went_in(text):
    result = lines(*text, engine=UpperEngine())
    assert len(result) == len(text)
    assert all("\n" not in line for line in result)
    for line, translated in zip(text, result, strict=True):
        if not line.strip():
            assert translated == line


@pytest.mark.parametrize(
    "text", ["", " ", "123", "14/9 – 1.000", "🎉🎉", "https://vnexpress.net/a", "a@b.vn", "…"]
)
def test_what_has_no_words_stays_as_it_is(text):
    engine = UpperEngine()
    assert lines(text, engine=engine) == [text]
    assert engine.asked == []


def test_a_line_already_in_the_wanted_language_stays():
    english = "The leaders of the three countries met at Camp David on Friday."
    vietnamese = "Lãnh đạo ba nước đã gặp nhau tại Trại David hôm thứ Sáu."
    assert lines(english, engine=UpperEngine()) == [english]
    assert stays_as_it_is(vietnamese, "vi")
    assert not stays_as_it_is(vietnamese, "en")
    assert not stays_as_it_is("Mr Phạm Minh Chính and Mr Trần Thanh Mẫn met in Hà Nội.", "vi")
    assert not stays_as_it_is("ba nuoc hop tai trai david", "en")


# --- with a real package ----------------------------------------------------------------


@pytest.fixture(scope="module")
def real_engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    words = {"Xin": "Hello", "chào": "there"}
    package = tiny_argos.write_package(folder, "vi", "en", words)
    patch = pytest.MonkeyPatch()
    patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
    patch.setattr(models, "BUNDLED", folder / "bundled")
    (model,) = install(str(package))
    patch.undo()
    return ArgosEngine(model, 1)


def test_bad_input_goes_through_a_real_model_line_by_line(real_engine):
    text = [
        "", "Xin chào", "😀 Xin chào 😀", "Xin\x00chào\x07\u200b", "Xin rồi chào nhau, " * 25,
        "\ufeffXin", "Xin \ud800 chào", "中文 Xin русский", "x" * 260, "_ _ _ a",
        "▁Xin", "<s> </s> <unk> Xin",
    ]  # fmt: skip
    result = lines(*text, engine=real_engine)
    assert len(result) == len(text)
    assert result[0] == ""
    assert result[1] == "Hello there"
    assert "😀 Hello there 😀" in result[2]
    assert result[3] == "Hello there"
    assert result[4].startswith("Hello")


def test_a_line_of_five_thousand_words_goes_through_a_real_model(real_engine):
    (line,) = lines(" ".join(f"Xin {n}" for n in range(2500)), engine=real_engine)
    assert line.count("Hello") == 2500


def test_into_vietnamese_a_missed_word_is_asked_for_under_a_name_that_stands_in_for_it():
    def copies_names(text, count, no_repeats):
        word = text.removeprefix("The lake is full of ").removesuffix(".")
        # What is no name comes back as something else, what is one as it stands, once too often
        # in the likeliest sentence.
        return [f"Hồ đầy {word}, {word}.", f"Hồ đầy {word}."] if word[0].isupper() else ["Hồ đầy."]

    engine = UpperEngine(copies_names)
    engine.name = lambda source, target: "sample 1"
    text = "The lake is full of algae."
    assert lines(text, engine=engine, source="en", target="vi") == ["Hồ đầy tảo."]
    assert len(engine.asked) == 2
    assert "algae" not in engine.asked[1][0]
