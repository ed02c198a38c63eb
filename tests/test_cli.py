"""The `briefings` command as its users meet it: data on stdout, words on stderr, exit codes."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main, parser

ROOT = Path(__file__).parent.parent
# Samples, written for these tests.
SAMPLES = [
    {
        "id": "A 1",
        "title": "Lũ quét ở Vân Sơn làm ba người mất tích",
        "body": "Một trận lũ quét ở xã Vân Sơn sáng 3/5 làm ba người mất tích. Nước dâng cao hai "
        "mét trong đêm. Bộ đội đã đến xã Vân Sơn để tìm kiếm người mất tích.",
        "date": "2031-05-03",
    },
    {
        "id": "A 2",
        "title": "Ba người mất tích vì lũ quét tại Vân Sơn",
        "body": "Ba người ở xã Vân Sơn mất tích sau trận lũ quét sáng 3/5. Bộ đội đang tìm kiếm "
        "người mất tích ở Vân Sơn. Nước lũ dâng cao hai mét.",
        "date": "2031-05-03",
    },
    {
        "id": "B 1",
        "title": "Đội tuyển cờ vua thắng giải học sinh",
        "body": "Đội tuyển cờ vua của trường Hoa Lư thắng giải học sinh toàn quốc hôm thứ bảy. "
        "Giải có bốn mươi trường tham dự.",
        "date": "2031-06-20",
    },
]


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in SAMPLES), "utf-8")
    return path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_command_has_help_and_stands_in_the_docs():
    docs = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    (commands,) = (a for a in parser()._actions if isinstance(a.choices, dict))
    for name, command in commands.choices.items():
        assert command.description
        assert f"## briefings {name}" in docs
        for option in re.findall(r"--[a-z-]+", command.format_help()):
            assert f"`{option}" in docs or option == "--help", f"{name} {option}"


def test_events_maps_every_article_id_as_given(capsys, articles):
    code, out, err = run(capsys, "events", "--articles", articles, "--json")
    events = json.loads(out)
    assert (code, err) == (0, "")
    assert list(events) == ["A 1", "A 2", "B 1"]
    assert events["A 1"] == events["A 2"] != events["B 1"]


def test_summarize_keeps_to_the_length_and_to_the_given_events(capsys, articles, tmp_path):
    given = tmp_path / "events.json"
    given.write_text(json.dumps({"A 1": "flood", "A 2": "flood", "B 1": "chess"}), "utf-8")
    code, out, _ = run(
        capsys,
        *("summarize", "--articles", articles, "--events", given, "--syllables", 25, "--json"),
    )
    summaries = json.loads(out)
    assert code == 0
    assert set(summaries) == {"flood", "chess"}
    assert all(0 < len(re.findall(r"[^\W_]+", text)) <= 25 for text in summaries.values())


def test_filters_read_stdin_and_take_empty_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(capsys, "events", "--articles", "-", "--json")[:2] == (0, "{}\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert run(capsys, "summarize", "--articles", "-", "--json")[:2] == (0, "{}\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(capsys, "translate", "--from", "vi", "--to", "en")[:2] == (0, "")


def test_translate_gives_the_memory_s_words_one_line_for_one(capsys, monkeypatch):
    title = "Mỹ-Nhật-Hàn xem xét khả năng chia sẻ thông tin quân sự"
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"\n{title}\n\n"))
    code, out, _ = run(
        capsys, "translate", "--from", "vi", "--to", "en", "--content", ROOT / "content"
    )
    assert code == 0
    assert out.split("\n") == [
        "",
        "US, Japan and South Korea consider sharing military information",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["events", "--articles", "missing.jsonl"], 2, "missing.jsonl"),
        (["summarize", "--articles", "missing.jsonl"], 2, "missing.jsonl"),
        (["build", "--content", "nowhere"], 2, "nowhere"),
        (["check", "--content", "nowhere"], 2, "nowhere"),
        (["translate"], 2, "--from"),
        (["models", "install"], 2, "models list"),
        (["models", "install", "nothing.argosmodel"], 1, "nothing.argosmodel"),
        (["build", "--jobs", "-1"], 2, "--jobs"),
    ],
)
def test_wrong_use_is_told_with_a_remedy(capsys, tmp_path, monkeypatch, arguments, code, word):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    got, out, err = run(capsys, *arguments)
    assert (got, out) == (code, "")
    assert word in err
    assert "→" in err
    assert [p.name for p in tmp_path.iterdir()] == ["content"]


def test_the_report_for_machines_says_why_and_what_or_all_that_is_wrong(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "content", "content")
    code, out, err = run(capsys, "build", "--no-site", "--json")
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert (report["events"], report["cause"]["why"]) == (5, "first")
    assert report["pages"] == report["written"]
    broken = next(Path("content", "articles").rglob("*.md"))
    broken.write_text("no front matter\n", "utf-8")
    code, out, err = run(capsys, "build", "--no-site", "--json")
    (problem,) = json.loads(out)["problems"]
    assert (code, problem["path"], problem["line"]) == (1, str(broken), 1)
    assert problem["what"]
    assert problem["remedy"]
    assert str(broken) in err


def test_a_broken_line_is_named(capsys, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "body": "Một câu."}\n{"id": "b"\n', "utf-8")
    code, out, err = run(capsys, "events", "--articles", path, "--json")
    assert (code, out) == (1, "")
    assert f"{path}:2:" in err


def test_an_unknown_event_is_a_usage_error(capsys):
    code, _, err = run(
        capsys, "events", "--content", ROOT / "content", "--explain", "no-such-event"
    )
    assert code == 2
    assert "briefings events" in err


def test_a_closed_pipe_and_a_c_locale_are_no_trouble(articles):
    code = (
        f"import sys; sys.argv = ['briefings', 'events', '--articles', {str(articles)!r}, "
        "'--json']; from generator.cli import main; sys.exit(main())"
    )
    result = subprocess.run(
        f'"{sys.executable}" -c "{code}" | true; echo "${{PIPESTATUS[0]}}"',
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
        cwd=ROOT,
    )
    assert (result.stdout, result.stderr) == ("0\n", "")


def test_a_memory_travels_as_tmx(capsys, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "translations", content / "translations")
    exported = tmp_path / "memory.tmx"
    assert run(capsys, "translate", "--content", content, "--export-tmx", exported)[0] == 0
    before = (content / "translations" / "en.po").read_bytes()
    code, _, err = run(capsys, "translate", "--content", content, "--import-tmx", exported)
    assert (code, "kept" in err) == (0, False)
    assert (content / "translations" / "en.po").read_bytes() == before
    (content / "translations" / "en.po").unlink()
    assert run(capsys, "translate", "--content", content, "--import-tmx", exported)[0] == 0
    assert b"consider sharing military information" in (
        (content / "translations" / "en.po").read_bytes()
    )


def test_pruning_drops_what_a_machine_left_and_keeps_every_edit(capsys, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    path = content / "translations" / "en.po"
    text = path.read_text("utf-8")
    path.write_text(text + '\nmsgid "Một câu không còn dùng."\nmsgstr ""\n', "utf-8")
    code, _, err = run(capsys, "translate", "--content", content, "--prune")
    assert (code, err) == (0, "1 unused machine translations removed\n")
    assert path.read_text("utf-8") == text


def test_the_status_counts_every_text_of_every_event(capsys):
    code, out, _ = run(capsys, "translate", "--content", ROOT / "content", "--status")
    rows = [line.split() for line in out.splitlines() if line[:2] == "20"]
    assert code == 0
    assert len(rows) == 5
    assert all(int(row[1]) > 5 and row[2:] == ["0"] * 4 for row in rows)
