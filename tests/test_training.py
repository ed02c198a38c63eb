"""The parts of the training that need no accelerator. All sentences here are samples."""

import itertools
import json
import os
import random
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.translation.vietnamese_wording import old_tones
from training import batches, checkpoints, corpus, package, plan, text, vocabulary


def test_a_field_that_a_spreadsheet_quoted_gets_its_own_quotes_back() -> None:
    assert text.clean_line('"Ông nói ""không"" với họ."') == 'Ông nói "không" với họ.'
    assert text.clean_line('"Không," ông nói, "chưa."') == '"Không," ông nói, "chưa."'


@given(st.text())
def test_a_cleaned_line_is_one_composed_line_and_stays_as_it_is(line: str) -> None:
    cleaned = text.clean_line(line)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\n" not in cleaned
    assert "\x00" not in cleaned
    assert text.clean_line("Số 5 &amp; 6\u00a0người") == "Số 5 & 6 người"


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà bình", "hòa bình"),
        ("thuỷ thủ", "thủy thủ"),
        ("Uỷ ban", "Ủy ban"),
        ("KHOẺ", "KHỎE"),
    ],
)
def test_tone_marks_move_between_the_two_spellings(new: str, old: str) -> None:
    assert old_tones(new) == old
    assert text.new_tones(old) == new


@pytest.mark.parametrize("line", ["toàn quốc", "quý khách", "huyết áp", "khoảng", "Loan"])
def test_closed_syllables_and_qu_keep_their_tone_marks(line: str) -> None:
    assert old_tones(line) == line
    assert text.new_tones(line) == line


@given(st.text(alphabet="qhoaáàeèuúyýỳ tn"))
def test_moving_tone_marks_twice_changes_nothing_more(line: str) -> None:
    moved = old_tones(unicodedata.normalize("NFC", line))
    assert old_tones(moved) == moved


def test_figures_must_agree_but_months_and_words_may_differ() -> None:
    assert text.same_figures("On July 5, 1,250 people", "Ngày 5 tháng 7, 1.250 người")
    assert not text.same_figures("About 1,250 people", "Khoảng 1.350 người")
    assert text.same_figures("Twelve people", "12 người")


@pytest.mark.parametrize(
    ("english", "vietnamese", "fault"),
    [
        ("The talks ended on Friday.", "Cuộc đàm phán kết thúc hôm thứ Sáu.", None),
        ("Call setState() again.", "Gọi lại setState() một lần nữa.", "markup"),
        ("The talks ended.", "The talks ended.", "untranslated"),
        ("Yes.", "Ông nói rằng cuộc họp sẽ được tổ chức vào tuần sau tại Hà Nội.", "lengths"),
        ("", "Không có gì.", "empty"),
        ("He met 25 people there.", "Ông gặp 35 người ở đó.", "numbers"),
    ],
)
def test_unfit_pairs_are_named_for_what_is_wrong(
    english: str, vietnamese: str, fault: str | None
) -> None:
    assert text.pair_fault(english, vietnamese, trusted=False) == fault


def test_a_line_that_shares_a_long_run_with_a_test_sentence_is_kept_out() -> None:
    kept_out = corpus.KeptOut(["one two three four five six seven eight nine"], ["một hai ba"])
    assert kept_out.holds("He said: One two three four five six seven eight!", "en")
    assert not kept_out.holds("one two three four five six seven", "en")
    assert kept_out.holds("Một, hai, ba.", "vi")


def test_monolingual_lines_come_once_and_in_the_right_language() -> None:
    lines = [
        "Thủ tướng gặp đoàn đại biểu tại Hà Nội.",
        "THỦ TƯỚNG gặp đoàn đại biểu tại Hà Nội",
        "This line is in the other language.",
        "Xem https://example.org để biết thêm chi tiết nhé.",
    ]
    made = list(corpus.monolingual(lines, "vi", corpus.KeptOut([], [])))
    assert made == lines[:1]


def test_only_single_digits_stay_in_the_vocabulary() -> None:
    assert vocabulary.usable("\u2581người")
    assert vocabulary.usable("\u25817")
    assert not vocabulary.usable("2019")
    assert not vocabulary.usable("<mask>")


def test_the_vocabulary_writes_every_text_and_reads_it_back() -> None:
    pytest.importorskip("google.protobuf")
    import sentencepiece

    lines = ["Thủ tướng gặp 12 người", "The minister met 12 people"] * 20
    pieces = ["\u2581", "\u2581Thủ", "\u2581gặp", "\u2581The", "\u2581people", "1", "2", "2019"]
    kept = vocabulary.prune(pieces, [-5.0] * len(pieces), lines, 60)
    model = vocabulary.build_model(kept, vocabulary.spacing_charsmap())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    assert [processor.id_to_piece(i) for i in range(7)] == list(vocabulary.SPECIAL)
    assert "2019" not in dict(kept)
    for line in (*lines[:2], "Zürich ≥ 5 → 漢字"):
        assert processor.decode(processor.encode(line)) == line
    assert processor.decode(processor.encode("a\u00a0b\u200bc…")) == "a bc..."


@pytest.mark.parametrize("name", sorted(plan.PLANS))
def test_the_shares_of_a_plan_add_up_and_every_phase_finds_what_it_needs(name: str) -> None:
    phases = plan.PLANS[name]
    assert sum(phase.share for phase in phases) == pytest.approx(1.0)
    # A continued run begins with what `training.shipped` reads from the packages.
    models = set() if name == "fresh" else {"both", "to-en", "to-vi"}
    seen: set[str] = set()
    for phase in phases:
        assert seen.issuperset(phase.uses)
        assert not phase.start or phase.start in models
        wanted = {phase.model.format(to=to) for to in phase.directions}
        assert phase.kind == "train" or wanted <= models
        seen.add(phase.name)
        models |= wanted


def test_skipped_phases_leave_their_time_to_the_others() -> None:
    rest = plan.without(plan.PLAN, frozenset({"back-1", "both-back"}))
    assert sum(phase.share for phase in rest) == pytest.approx(1.0)
    assert plan.next_phase(rest, frozenset({"pairs"})) == rest[1]
    assert plan.lacking(rest) is None
    assert plan.lacking(plan.without(rest, frozenset({"back-2"}))) == ("to-vi", "back-2")
    assert plan.next_phase(rest, frozenset(phase.name for phase in rest)) is None


def test_phases_to_come_share_the_time_that_is_left() -> None:
    first, second, third = phases = tuple(
        plan.Phase(str(n), "train", share, "m") for n, share in enumerate((0.5, 0.25, 0.25))
    )
    assert plan.seconds_of(first, phases, 100, {}, set()) == 50
    # The first took 20 less than its share; a phase that is half done keeps what it has.
    assert plan.seconds_of(second, phases, 100, {"0": 30}, {"0"}) == 35
    assert plan.seconds_of(second, phases, 100, {"0": 30, "1": 5}, {"0"}) == 35
    assert plan.seconds_of(third, phases, 100, {"0": 80, "1": 40}, {"0", "1"}) == 0


def test_the_learning_rate_climbs_once_and_then_falls() -> None:
    phase = plan.PLAN[0]
    rates = [plan.learning_rate(phase, step / 2000, step, 30) for step in range(2200)]
    top = rates.index(max(rates))
    assert top == 29
    assert max(rates) == pytest.approx(phase.rate, rel=0.02)
    assert all(a >= b for a, b in itertools.pairwise(rates[top:]))
    assert min(rates) > 0


def test_weights_survive_packing_and_a_second_packing_loses_nothing() -> None:
    draw = np.random.default_rng(1)
    weights = {
        "layer.weight": draw.normal(size=(6, 32)).astype(np.float32),
        "layer.bias": draw.normal(size=6).astype(np.float32),
        "source.positions": draw.normal(size=(8, 32)).astype(np.float32),
        "zero.weight": np.zeros((2, 4), np.float32),
    }
    once, about = checkpoints.unpack(checkpoints.pack(weights, {"name": "sample"}))
    twice, _ = checkpoints.unpack(checkpoints.pack(once, {}))
    assert about == {"name": "sample"}
    for name, weight in weights.items():
        assert np.abs(once[name] - weight).max() <= np.abs(weight).max() / 250
        assert np.allclose(once[name], twice[name], atol=1e-6)
    assert np.array_equal(once["layer.bias"], weights["layer.bias"])


def test_parts_join_to_what_was_cut_and_old_parts_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "PART_BYTES", 10)
    assert len(checkpoints.write_parts(tmp_path, "teacher", bytes(range(35)))) == 4
    checkpoints.write_parts(tmp_path, "teacher", bytes(range(15)))
    assert checkpoints.read_parts(tmp_path, "teacher") == bytes(range(15))
    with pytest.raises(FileNotFoundError, match="student"):
        checkpoints.read_parts(tmp_path, "student")


def test_an_epoch_draws_each_line_as_often_as_it_weighs() -> None:
    lines = [f"câu {i}" for i in range(3)]
    examples = batches.Examples("sample", lines, lines, "en", weights=[2.0, 0.5, 0.0])
    order = batches.epoch_order(examples, random.Random(1))
    drawn = [next(order) for _ in range(5000)]
    assert drawn.count(0) / drawn.count(1) == pytest.approx(4.0, rel=0.15)
    assert drawn.count(2) == 0


def test_batches_hold_every_example_once_within_the_budget() -> None:
    draw = random.Random(2)
    parts = []
    for _ in range(4):
        left = [draw.randint(3, 30) for _ in range(25)]
        right = [draw.randint(3, 30) for _ in range(25)]
        parts.append(
            (
                np.concatenate([np.full(n, n, np.int16) for n in left]),
                np.array(left, np.int32),
                np.concatenate([np.full(n, n, np.int16) for n in right]),
                np.array(right, np.int32),
            )
        )
    made = batches.cut_batches(parts, 400, draw)
    rows = []
    for batch in made:
        assert batch.source.shape[1] % 8 == 0
        assert batch.target.shape[1] % 8 == 1
        for source, target in zip(batch.source, batch.target, strict=True):
            assert (source != 0).sum() == source[0]
            assert (target != 0).sum() == target[0]
            rows.append((int(source[0]), int(target[0])))
        assert (
            sum(max(column) for column in zip(*rows[-len(batch.source) :], strict=True))
            * len(batch.source)
            <= 400
            or len(batch.source) == 1
        )
    expected = [(int(a), int(b)) for p in parts for a, b in zip(p[1], p[3], strict=True)]
    assert sorted(rows) == sorted(expected)


def _package(folder: Path, model: Path, spm: Path) -> Path:
    return package.package(model, spm, "vi", "en", "1.0", "# Sample card\n", folder)


def test_the_same_model_makes_the_same_package_bytes(tmp_path: Path) -> None:
    model, spm = tmp_path / "model", tmp_path / "spm.model"
    model.mkdir()
    (model / "model.bin").write_bytes(b"sample weights")
    spm.write_bytes(b"sample vocabulary")
    first = _package(tmp_path / "a", model, spm)
    second = _package(tmp_path / "b", model, spm)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        root = "translate-vi_en-1_0"
        about = json.loads(archive.read(f"{root}/metadata.json"))
        assert (about["from_code"], about["to_code"]) == ("vi", "en")
        assert archive.read(f"{root}/model/model.bin") == b"sample weights"


def test_ctranslate2_and_argos_run_what_pytorch_trained(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("google.protobuf")
    import ctranslate2
    import sentencepiece

    from training import convert, decode
    from training.model import Shape, Translator

    letters = [(f"\u2581{a}{b}", -3.0) for a in "bcdfg" for b in "aeiou"]
    proto = vocabulary.build_model([*letters, ("\u2581", -5.0), *((c, -6.0) for c in "abcdefg")])
    spm = tmp_path / "spm.model"
    spm.write_bytes(proto)
    processor = sentencepiece.SentencePieceProcessor(model_proto=proto)
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    torch.manual_seed(5)
    shape = Shape(len(pieces), 32, 4, 64, 3, 2, 64)
    model = Translator(shape).eval()
    for weight in model.parameters():
        if weight.ndim == 2:
            weight.data.mul_(2.5)
    lines = ["ba be bi", "ca", "du do di de da gu go"]
    source = decode.pad(
        [[vocabulary.BEGIN, *processor.encode(line), vocabulary.END] for line in lines],
        torch.device("cpu"),
    )
    search = decode.Search(ratio=1.0, margin=10)
    made = decode.generate(model, source, vocabulary.TO_ENGLISH, search).tolist()
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    out = tmp_path / "model"
    convert.convert(weights, shape.as_dict(), pieces, "en", out, None)
    translator = ctranslate2.Translator(str(out), compute_type="float32")
    results = translator.translate_batch(
        [processor.encode(line, out_type=str) for line in lines],
        beam_size=1,
        max_decoding_length=12,
        disable_unk=True,
        suppress_sequences=[[name] for name in vocabulary.SPECIAL if name not in ("</s>", "<unk>")],
    )
    for row, result in zip(made, results, strict=True):
        ours = [pieces[i] for i in row if i not in (vocabulary.PAD, vocabulary.END)]
        assert ours[:10] == result.hypotheses[0][: len(ours[:10])]
        assert ours

    pytest.importorskip("argostranslate")
    packed = _package(tmp_path / "packages", out, spm)
    installed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib, argostranslate.package as p;"
            "p.install_from_path(pathlib.Path(sys.argv[1]));"
            "print([(x.from_code, x.to_code) for x in p.get_installed_packages()])",
            str(packed),
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")},
    )
    assert "('vi', 'en')" in installed.stdout


def test_drawing_from_one_token_is_greedy_and_a_beam_finds_likelier_text() -> None:
    torch = pytest.importorskip("torch")
    from training import decode
    from training.model import Shape, Translator

    torch.manual_seed(7)
    model = Translator(Shape(40, 32, 4, 64, 2, 1, 64)).eval()
    model.table.data.mul_(8)
    source = decode.pad([[2, 10, 11, 12, 3], [2, 20, 3]], torch.device("cpu"))
    greedy = decode.generate(model, source, 4, decode.Search())
    drawn = decode.generate(model, source, 4, decode.Search(top_k=1))
    assert greedy.tolist() == drawn.tolist()
    scored = {}
    for name, search in (("greedy", decode.Search()), ("beam", decode.Search(beam=5))):
        made = decode.generate(model, source, 4, search)
        with torch.no_grad():
            starts = torch.full((2, 1), 4)
            hidden = model.decode(torch.cat([starts, made[:, :-1]], 1), *model.encode(source))
            chances = torch.log_softmax(model.logits(hidden).float(), -1)
            real = made != vocabulary.PAD
            picked = chances.gather(2, made[:, :, None])[:, :, 0] * real
            scored[name] = (picked.sum(1) / real.sum(1)).mean().item()
    assert scored["beam"] >= scored["greedy"] - 1e-4


def test_a_smaller_model_takes_evenly_spaced_layers_and_the_last() -> None:
    pytest.importorskip("torch")
    from training.model import spaced

    assert spaced(12, 4) == [2, 5, 8, 11]
    assert spaced(3, 2) == [0, 2]
    assert spaced(6, 6) == [0, 1, 2, 3, 4, 5]


def test_weights_are_moved_beyond_the_last_phase() -> None:
    convert = pytest.importorskip("training.convert")
    before, after = {"w": np.array([1.0, 2.0])}, {"w": np.array([2.0, 2.0])}
    assert convert.beyond(after, before, 0.25)["w"].tolist() == [2.25, 2.0]
    assert convert.beyond(after, before, 0.0)["w"].tolist() == [2.0, 2.0]


def test_a_package_that_ships_is_read_back_to_the_very_weights(tmp_path: Path) -> None:
    convert = pytest.importorskip("training.convert")
    from generator.translation import models
    from training import shipped

    (path,) = models.SHIPPED.glob("translate-en_vi-*.argosmodel")
    with zipfile.ZipFile(path) as archive:
        files = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    weights, shape = shipped.read_package(path)
    pieces = vocabulary.pieces_of(files["sentencepiece.model"])
    convert.convert(weights, shape, pieces, "vi", tmp_path / "model")
    assert (tmp_path / "model" / "model.bin").read_bytes() == files["model.bin"]
    with pytest.raises(ValueError, match="format 7"):
        shipped.read_variables(b"\x07\0\0\0")


def test_the_feeder_turns_to_a_new_mixture_and_says_why_it_failed(tmp_path: Path) -> None:
    from generator.translation import models

    (package,) = models.SHIPPED.glob("translate-en_vi-*.argosmodel")
    with zipfile.ZipFile(package) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("sentencepiece.model"))
        (tmp_path / "spm.model").write_bytes(archive.read(name))
    lines = ["A sample line.", "Another sample line, a little longer."]
    first, second, empty = (
        batches.Mixture((batches.Examples("sample", lines, lines, to, weights=w),), 200, 40, 60, 1)
        for to, w in (("en", []), ("vi", []), ("vi", [0.0, 0.0]))
    )
    feeder = batches.Feeder(tmp_path / "spm.model", 1)
    try:
        for mixture, to in ((first, "en"), (second, "vi")):
            made = list(itertools.islice(feeder.batches(mixture), 30))
            assert {int(b.target[0, 0]) for b in made} == {batches.START[to]}
        with pytest.raises(RuntimeError, match="nothing to draw"):
            next(feeder.batches(empty))
    finally:
        feeder.close()
