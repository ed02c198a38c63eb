import math

import numpy as np
import pytest
import tiny_phrases
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import EngineError
from generator.settings import TranslationSettings
from generator.translation import models
from generator.translation.engines import best_model, open_engine
from generator.translation.phrase import archive, words
from generator.translation.phrase.engine import PhraseEngine, PhraseTranslator
from generator.translation.phrase.language_model import START, LanguageModel


@pytest.fixture(scope="module")
def model():
    return tiny_phrases.model()


@pytest.fixture(scope="module")
def to_english(model):
    return PhraseTranslator(model, "vi", "en")


@pytest.fixture(scope="module")
def to_vietnamese(model):
    return PhraseTranslator(model, "en", "vi")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Ngày 14/9, ông nói", "vi", "Ngày 14 tháng 9 , ông nói"),
        ("ngày 14.9.2011", "vi", "ngày 14 tháng 9 năm 2011"),
        ("tháng 8/2023", "vi", "tháng 8 năm 2023"),
        ("1.234,5 triệu USD (3,5%)", "vi", "1,234.5 triệu USD ( 3.5 % )"),
        ("tỉ số 31/5 và 45/50", "vi", "tỉ số 31 tháng 5 và 45 / 50"),
        ("David O'Shannessy's dog", "en", "David O'Shannessy 's dog"),
        ("lúc 9h30 và 17 giờ 05 phút, 8h", "vi", "lúc 9:30 và 17:05 , 8 giờ"),
        (
            "after 11:00, A1GP and H5N1 at 160km/h",
            "en",
            "after 11:00 , A1GP and H5N1 at 160 km / h",
        ),
        ("Mr. Kim's U.S.-Japan talks didn't end.", "en", None),
        ("On the 21st", "en", "On the 21 th"),
        ("Kim Kwan-jin, COVID-19", "vi", "Kim Kwan-jin , COVID-19"),
    ],
)
def test_a_sentence_is_split_into_words(text, lang, expected):
    expected = expected or "Mr. Kim 's U.S. @-@ Japan talks did not end ."
    assert words.split(text, lang) == expected.split()


@pytest.mark.parametrize(
    ("said", "lang", "expected"),
    [
        ('the minister said : " no "  .', "en", 'The minister said: "no".'),
        ("the 22 th U.S. @-@ Japan talks", "en", "The 22nd U.S.-Japan talks"),
        ("Kim 's $ 5 ( five ) dollars", "en", "Kim's $5 (five) dollars"),
        ("đà nẵng , 3.5 %", "vi", "Đà nẵng, 3.5%"),
        ('we can , " he said .', "en", 'We can," he said.'),
        ("160 km / h at 35 ° C", "en", "160 km/h at 35°C"),
    ],
)
def test_words_are_joined_as_they_are_written(said, lang, expected):
    assert words.join(said.split(), lang) == expected


@given(st.text(max_size=60), st.sampled_from(["en", "vi"]))
def test_any_text_is_split_into_words_without_blanks(text, lang):
    found = words.split(text, lang)
    assert all(word and not any(char.isspace() for char in word) for word in found)
    assert isinstance(words.join(found, lang), str)


def test_small_figures_stay_and_others_are_a_class():
    assert [words.word_class(w) for w in ["9", "12", "13", "1,000", "2011", "người"]] == [
        "9",
        "12",
        "<number>",
        "<number>",
        "<year>",
        "người",
    ]


def test_the_chances_of_all_words_after_a_context_add_up_to_one(model):
    language = LanguageModel(model.grams["en"])
    ids = {word: at for at, word in enumerate(model.vocabularies["en"])}
    seen = np.array([at for at in range(1, len(ids)) if at != START], np.uint64)
    known = np.isin(seen, model.grams["en"][0].keys)
    for context in (0, ids["the"], (ids["the"] << 16) | ids["minister"]):
        chances = np.exp(language.logp(np.full(len(seen), context, np.uint64), seen))
        assert math.isclose(chances[known].sum(), 1.0, abs_tol=1e-3)


def test_a_seen_chain_is_likelier_than_an_unseen_one(model):
    language = LanguageModel(model.grams["en"])
    ids = {word: at for at, word in enumerate(model.vocabularies["en"])}
    context = np.full(2, (ids["the"] << 16) | ids["minister"], np.uint64)
    said, new = language.logp(context, np.array([ids["said"], ids["people"]], np.uint64))
    assert said > new


def test_phrases_are_joined_and_put_in_the_target_s_order(to_english, to_vietnamese):
    assert to_english.translate("Bộ trưởng nói.")[0].text == "The minister said."
    assert to_english.translate("cuộc họp mới")[0].text == "New meeting"
    assert to_vietnamese.translate("New meeting")[0].text == "Cuộc họp mới"


def test_figures_are_carried_and_never_changed(to_english):
    assert to_english.translate("Năm 2019, 1.357 người nói")[0].text == "In 2019, 1,357 people said"


def test_an_unknown_compound_of_common_words_is_translated_by_its_parts(to_vietnamese):
    found = to_vietnamese.translate("The new-meeting minister said")[0].text
    assert "cuộc họp" in found.lower()
    assert "Kwan-jin" in to_vietnamese.translate("Kwan-jin said")[0].text


def test_an_unknown_word_is_copied(to_english):
    assert "Zubrowka" in to_english.translate("Bộ trưởng Zubrowka nói")[0].text


def test_hypotheses_are_different_and_the_likeliest_comes_first(to_english):
    found = to_english.translate("bộ trưởng nói vào cuộc họp mới .", 5)
    assert 1 < len(found) <= 5
    assert len({h.text for h in found}) == len(found)
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_a_headline_in_capitals_is_understood(to_english):
    assert to_english.translate("BỘ TRƯỞNG NÓI VÀO CUỘC HỌP MỚI")[0].text.startswith("The minister")


@pytest.mark.parametrize("sentence", [".", "…", "🙂", "x" * 3000, "nói, " * 300, "(((", "\u0301"])
def test_odd_sentences_give_one_line(to_english, sentence):
    found = to_english.translate(sentence, 3)
    assert found
    assert all("\n" not in h.text for h in found)


def test_nothing_is_said_of_nothing(to_english):
    assert to_english.translate("  ")[0].text.strip() == ""


def test_a_model_file_is_read_as_it_was_written(model, tmp_path):
    path = tiny_phrases.write(tmp_path)
    again = archive.read_model(path)
    assert again.vocabularies == model.vocabularies
    assert again.weights == model.weights
    for lang in ("en", "vi"):
        for ours, theirs in zip(again.grams[lang], model.grams[lang], strict=True):
            assert (ours.keys == theirs.keys).all()
            assert np.abs(ours.logp - theirs.logp).max() <= 0.051
    phrases = {tuple(row) for row in again.pairs.words["vi"]}
    assert phrases == {tuple(row) for row in model.pairs.words["vi"]}
    archive.write_model(again, tmp_path / "again.phrases")
    assert (tmp_path / "again.phrases").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("how", ["cut", "text", "entry"])
def test_a_broken_model_file_is_refused_with_a_remedy(tmp_path, how):
    path = tiny_phrases.write(tmp_path)
    tiny_phrases.damage(path, how, "pairs.options")
    with pytest.raises(EngineError) as caught:
        archive.read_model(path)
    assert caught.value.problems[0].remedy


def test_a_bundled_phrase_model_serves_both_directions(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(models, "BUNDLED", tmp_path / "bundled")
    tiny_phrases.write(tmp_path / "bundled")
    assert [m.name for m in models.installed()] == ["phrases-en-vi", "phrases-vi-en"]
    assert all(v.problem is None for v in models.verify())
    engine = open_engine(TranslationSettings())
    assert engine.name("vi", "en") == "phrases-vi-en 0.1"
    assert engine.translate(["Bộ trưởng nói."], "vi", "en")[0][0].text == "The minister said."
    with pytest.raises(EngineError):
        models.install("phrases-vi-en")


def test_many_sentences_are_translated_as_one_by_one(tmp_path):
    path = tiny_phrases.write(tmp_path)
    engine = PhraseEngine(models.Model("phrases-vi-en", "phrases", "vi", "en", "0.1", path))
    lines = [f"Năm 2019, {number} người nói." for number in range(13, 60)]
    together = engine.translate(lines, "vi", "en", count=2)
    alone = PhraseEngine(models.Model("phrases-vi-en", "phrases", "vi", "en", "0.1", path))
    assert together == [alone.translate([line], "vi", "en", count=2)[0] for line in lines]
    assert together[0][0].text == "In 2019, 13 people said."


def test_a_model_that_somebody_installed_goes_before_the_phrase_model(tmp_path):
    def installed(kind, bleu):
        return models.Model(f"{kind}-en-vi", kind, "en", "vi", "1", tmp_path, bleu=bleu)

    phrases, argos = installed("phrases", 28.0), installed("argos", 26.7)
    assert best_model([phrases, argos], "en", "vi") == argos
    assert best_model([phrases], "en", "vi") == phrases


def test_the_bundled_model_is_the_one_that_the_lock_names(monkeypatch):
    monkeypatch.setattr(models, "BUNDLED", models.SHIPPED)
    bundled = [m for m in models.installed() if m.kind == "phrases"]
    assert {m.name for m in bundled} == {"phrases-en-vi", "phrases-vi-en"}
    entries = {m.name: m for m in models.locked()}
    for model in bundled:
        assert models.file_sha256(model.path) == entries[model.name].sha256
        assert model.bleu == entries[model.name].bleu


@pytest.mark.parametrize(
    ("lang", "sentence", "expected"),
    [
        (
            "vi",
            "Ngày 14/9, 18.000 binh sĩ Hàn Quốc đã tham gia tập trận.",
            ["South Korea", "18,000"],
        ),
        ("en", "North Korea fired 21 missiles in 2022.", ["Triều Tiên", "21", "2022", "tên lửa"]),
    ],
)
def test_the_shipped_model_translates_news(monkeypatch, lang, sentence, expected):
    monkeypatch.setattr(models, "BUNDLED", models.SHIPPED)
    target = "en" if lang == "vi" else "vi"
    engine = open_engine(TranslationSettings(engine="phrases"))
    text = engine.translate([sentence], lang, target)[0][0].text
    assert all(part in text for part in expected)
