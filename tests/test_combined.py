"""Two translators' hypotheses ranked together. All sentences are samples."""

import hashlib
import math
from itertools import pairwise

import pytest
import tiny_argos
import tiny_phrases

from generator.settings import TranslationSettings
from generator.translation import models
from generator.translation.combined import (
    WEIGHTS,
    CombinedEngine,
    Features,
    features,
    grams,
    overlap,
    rank,
)
from generator.translation.engines import Hypothesis, open_engine

NONE = Features(0, 0, 0, 0, 0, 0, 0, 0)


def weights(**given):
    return Features(**{**dict.fromkeys(Features.__dataclass_fields__, 0.0), **given})


def test_texts_overlap_by_runs_of_letters_whatever_their_spaces_and_capitals():
    assert grams("Ba nước") == {"banư", "anướ", "nước"}
    assert overlap(grams("Ba nước"), grams("ba  NƯỚC")) == 1
    assert overlap(grams("Ba nước"), grams("Four")) == 0
    assert grams("Ừ") == {"ừ"}


def test_features_say_whose_a_hypothesis_is_and_how_sure_its_model():
    neural = [Hypothesis("Three ships left.", -0.5), Hypothesis("Three ships have left.", -0.7)]
    phrases = [Hypothesis("Three ship left.", -1.2)]
    first, second, third = features("Ba tàu đã đi .", neural, phrases)
    assert (first.phrase, first.neural, first.phrases) == (0, -0.5, 0)
    assert (second.phrase_unsure, second.neural) == (0, -0.7)
    assert (third.phrase, third.neural, third.phrases) == (1, 0, -1.2)
    assert (third.phrase_unsure, third.phrase_likely) == (0.5, -1.2)
    assert third.phrase_long == pytest.approx(math.log(5))
    assert second.length == pytest.approx(math.log(len("Three ships have left.")))
    assert first.agreement > third.agreement > 0


def test_a_lone_hypothesis_of_each_model_is_enough():
    rows = features("Có", [Hypothesis("Yes", -0.1)], [Hypothesis("Yes", -0.2)])
    assert [row.agreement for row in rows] == [1, 1]


def test_what_most_hypotheses_say_wins():
    neural = [Hypothesis("The minister went home.", -0.1), Hypothesis("Ships left port.", -0.2)]
    phrases = [Hypothesis("Ships left the port.", -0.9), Hypothesis("The ships left port.", -1.0)]
    ranked = rank("Tàu rời cảng .", neural, phrases, weights(agreement=50))
    assert ranked[-1].text == "The minister went home."
    assert ranked[0].score == 0
    assert all(a.score >= b.score for a, b in pairwise(ranked))


def test_the_phrase_model_is_believed_where_the_neural_one_is_unsure():
    phrases = [Hypothesis("Hien went home.", -1.0)]
    trust = weights(phrase=-10, phrase_unsure=20)
    sure = rank("Hiển về nhà .", [Hypothesis("Hien goes home.", -0.2)], phrases, trust)
    unsure = rank("Hiển về nhà .", [Hypothesis("Thien goes home.", -0.9)], phrases, trust)
    assert sure[0].text == "Hien goes home."
    assert unsure[0].text == "Hien went home."


def test_what_both_say_is_given_once():
    same = [Hypothesis("Yes.", -0.1)]
    assert [each.text for each in rank("Có .", same, same, NONE)] == ["Yes."]


class Says:
    """An engine that always says the same."""

    def __init__(self, name, *texts):
        self._name, self._texts, self.asked = name, texts, []

    def name(self, source, target):
        return self._name if (source, target) == ("vi", "en") else ""

    def translate(self, sentences, source, target, *, count=1, no_repeats=False):
        self.asked.append((count, no_repeats))
        said = tuple(Hypothesis(text, -0.1 * n) for n, text in enumerate(self._texts))
        return [said[:count] for _ in sentences]


def test_the_engine_asks_both_for_several_and_gives_as_many_as_are_wanted():
    neural, phrases = Says("one 1.0", "A b c d.", "A b c."), Says("two 2.0", "A b c d!", "E f g h.")
    engine = CombinedEngine(neural, phrases)
    assert engine.name("vi", "en") == "one 1.0 + two 2.0"
    assert engine.name("en", "vi") == ""
    (answer,) = engine.translate(["a b c d ."], "vi", "en", count=1, no_repeats=True)
    assert len(answer) == 1
    assert neural.asked == phrases.asked == [(4, True)]
    (answer,) = engine.translate(["a b c d ."], "vi", "en", count=8)
    assert {each.text for each in answer} == {"A b c d.", "A b c.", "A b c d!", "E f g h."}


def test_auto_asks_the_two_bundled_models_together_and_no_other_pair(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "BUNDLED", tmp_path / "bundled")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    tiny_phrases.write(tmp_path / "bundled")
    assert " + " not in open_engine(TranslationSettings()).name("vi", "en")
    package = tiny_argos.write_package(tmp_path, "vi", "en", {"Xin": "Hello", "chào": "there"})
    (tmp_path / "bundled" / package.name).write_bytes(package.read_bytes())
    engine = open_engine(TranslationSettings())
    assert engine.name("vi", "en").startswith("bundled-vi-en 1.0 + phrases-vi-en")
    assert " + " not in engine.name("en", "vi")
    ((first, *_),) = engine.translate(["Xin chào"], "vi", "en", count=2)
    assert first.text
    assert open_engine(TranslationSettings(engine="argos")).name("vi", "en") == "bundled-vi-en 1.0"


def test_every_direction_has_weights_that_trust_agreement_and_confidence():
    for target in ("en", "vi"):
        assert WEIGHTS[target].agreement > 0
        assert WEIGHTS[target].neural > 0
        assert WEIGHTS[target].phrase_unsure > 0


def test_the_lock_names_the_bundled_packages(monkeypatch):
    monkeypatch.setattr(models, "BUNDLED", models.SHIPPED)
    bundled = [m for m in models.installed() if m.bundled and m.kind == "argos"]
    assert [m.name for m in bundled] == ["bundled-en-vi", "bundled-vi-en"]
    locked = {m.name: m for m in models.locked()}
    for model in bundled:
        data = model.path.read_bytes()
        assert locked[model.name].sha256 == hashlib.sha256(data).hexdigest()
        assert locked[model.name].size == len(data)
        assert model.bleu == locked[model.name].bleu
