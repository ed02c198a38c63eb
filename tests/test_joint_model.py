import dataclasses

import numpy as np
import pytest
import tiny_phrases

from generator.errors import EngineError
from generator.translation import models
from generator.translation.phrase import archive
from generator.translation.phrase.engine import PhraseEngine
from generator.translation.phrase.joint_model import (
    WINDOW,
    WORDS,
    JointModel,
    affiliations,
)
from generator.translation.phrase.language_model import END, START, UNKNOWN


def links(sources, targets, pairs):
    aligned = np.zeros((sources, targets), bool)
    for source, target in pairs:
        aligned[source, target] = True
    return aligned


@pytest.mark.parametrize(
    ("sources", "targets", "pairs", "expected"),
    [
        (3, 3, [(0, 1), (1, 0), (2, 2)], [1, 0, 2]),
        (3, 1, [(0, 0), (1, 0), (2, 0)], [1]),
        (2, 3, [(1, 0), (0, 2)], [1, 0, 0]),  # the following word's where two are as near
        (2, 2, [(1, 0)], [1, 1]),
        (2, 4, [], [0, 0, 1, 1]),
    ],
)
def test_a_word_stands_for_the_middle_of_its_links_or_those_of_its_neighbour(
    sources, targets, pairs, expected
):
    aligned = links(sources, targets, pairs)
    assert affiliations(aligned).tolist() == expected
    assert affiliations(np.stack([aligned, aligned])).tolist() == [expected, expected]


def by_the_book(weights, source, before, word, place):
    """The network computed layer by layer, as the paper draws it."""
    padded = [START] * (WINDOW // 2) + source + [END] * (WINDOW // 2 + 1)
    given = [weights.target[at] for at in before]
    given += [weights.source[at] for at in padded[place : place + WINDOW]]
    hidden = weights.hidden @ np.concatenate(given) + weights.hidden_bias
    return np.maximum(hidden, 0) @ weights.out[word] + weights.out_bias[word]


def test_the_split_sums_equal_the_whole_network():
    weights = tiny_phrases.joint(seed=3)
    source = [5, 9, 7]
    sentence = JointModel(weights).sentence(np.array(source), np.array([4, 6, 8, 60_000]))
    cases = [
        ([START, START, START], 4, 0),
        ([START, 4, 6], 8, 1),
        ([6, 8, 4], 6, 2),
        ([8, 4, 6], END, len(source)),
    ]
    contexts = np.array([a << 32 | b << 16 | c for (a, b, c), _, _ in cases], np.uint64)
    words = np.array([word for _, word, _ in cases], np.uint64)
    places = np.array([place for _, _, place in cases])
    expected = [by_the_book(weights, source, *case) for case in cases]
    assert sentence.logp(contexts, words, places) == pytest.approx(
        np.minimum(expected, 0), abs=1e-5
    )


def test_rare_words_are_judged_as_unknown_ones():
    sentence = JointModel(tiny_phrases.joint()).sentence(np.array([5]), np.array([WORDS + 5]))
    contexts = np.zeros(2, np.uint64)
    rare, unknown = sentence.logp(contexts, np.array([WORDS + 5, UNKNOWN]), np.zeros(2, np.int64))
    assert rare == unknown


def test_a_joint_model_decides_which_phrase_is_taken(tmp_path):
    plain = tiny_phrases.write(tmp_path / "plain")
    judged = tiny_phrases.write_with_joint(tmp_path / "judged", ["the", "minister", "say", "."])

    def translated(path):
        engine = PhraseEngine(models.Model("phrases-vi-en", "phrases", "vi", "en", "", path))
        return engine.translate(["Bộ trưởng nói."], "vi", "en")[0][0].text

    assert "said" in translated(plain).split(".")[0].split()
    assert "say" in translated(judged).split(".")[0].split()


def test_a_joint_model_is_read_as_it_was_written(tmp_path):
    path = tiny_phrases.write_with_joint(tmp_path, [])
    again = archive.read_model(path)
    written = tiny_phrases.joint()
    for field in dataclasses.fields(written):
        ours, theirs = getattr(again.joint["en"], field.name), getattr(written, field.name)
        assert np.abs(ours - theirs).max() <= 0.02
    assert len(again.weights["en"]) == len(tiny_phrases.WEIGHTS) + 1
    assert archive.read_metadata(path)["version"] == "0.2"
    bytes_before = archive.joint_path(path).read_bytes()
    archive.write_joint(dataclasses.replace(again, metadata={"version": "0.2"}), path)
    assert archive.read_model(path).joint["vi"].out.tolist() == again.joint["vi"].out.tolist()
    tiny_phrases.write_with_joint(tmp_path, [])
    assert archive.joint_path(path).read_bytes() == bytes_before


@pytest.mark.parametrize("how", ["cut", "text", "entry"])
def test_a_broken_joint_model_is_refused_by_name_with_a_remedy(tmp_path, how):
    path = tiny_phrases.write_with_joint(tmp_path, [])
    joint = archive.joint_path(path)
    tiny_phrases.damage(joint, how, "en.out")
    with pytest.raises(EngineError) as caught:
        archive.read_model(path)
    assert caught.value.problems[0].remedy
    assert caught.value.problems[0].path == joint


def test_a_direction_without_a_joint_model_is_searched_without_one(tmp_path):
    path = tiny_phrases.write_with_joint(tmp_path, ["say"])
    whole = archive.read_model(path)
    archive.write_joint(dataclasses.replace(whole, joint={"vi": whole.joint["vi"]}), path)
    assert set(archive.read_model(path).joint) == {"vi"}
    engine = PhraseEngine(models.Model("phrases-vi-en", "phrases", "vi", "en", "", path))
    assert "said" in engine.translate(["Bộ trưởng nói."], "vi", "en")[0][0].text


def test_the_lock_names_every_file_of_the_bundled_model(monkeypatch):
    monkeypatch.setattr(models, "BUNDLED", models.SHIPPED)
    names = {path.name for path in models.SHIPPED.glob("phrases-*")}
    entry = next(m for m in models.locked() if m.kind == "phrases")
    beside = dict(entry.beside)
    assert names == {"phrases-1.0.phrases", *beside}
    for name, sha256 in beside.items():
        assert models.file_sha256(models.SHIPPED / name) == sha256
