"""The build as a whole: what it writes, when it writes nothing, and what it keeps."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.articles import read_articles, write_article
from generator.cli import main
from generator.content import read_content
from generator.errors import ContentError, UsageError
from generator.model import Article, Claim, PartialDate, Sentence
from generator.pipeline import BuildOptions, build, faithful
from generator.translation.glossary import Glossary

ROOT = Path(__file__).parent.parent
# A sample, written for these tests: the 2014 report as another outlet might have carried it.
SECOND_REPORT = Article(
    id="2014-04-10-bao-mau-ba-nuoc-chia-se-thong-tin-quan-su",
    title="Mỹ, Nhật Bản và Hàn Quốc sắp chia sẻ thông tin quân sự",
    lang="vi",
    source="Báo Mẫu",
    published=PartialDate(2014, 4, 10),
    body=(
        "Ba nước Mỹ, Hàn Quốc và Nhật Bản đã thống nhất về sự cần thiết của việc chia sẻ thông tin "
        "quân sự, báo Chosun Ilbo của Hàn Quốc đưa tin ngày 10/4.",
        "Bộ trưởng Quốc phòng Hàn Quốc Kim Kwan-jin nói một thỏa thuận chia sẻ thông tin quân sự "
        "giữa ba nước là cần thiết để đối phó với chương trình hạt nhân và tên lửa của Triều Tiên.",
        "Quan chức quốc phòng ba nước dự kiến họp ngày 17 và 18/4 tại Washington.",
    ),
)


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for name in ("history.jsonl", "published.json"):
        (tmp_path / "content" / name).unlink(missing_ok=True)
    return BuildOptions(
        content=tmp_path / "content",
        site_src=tmp_path / "site_src",
        site=tmp_path / "site",
        config=ROOT / "mkdocs.yml",
        make_site=False,
    )


def arguments(project, *more):
    return [
        *("build", "--no-site", "--content", str(project.content)),
        *("--site-src", str(project.site_src), *more),
    ]


def test_the_five_articles_are_five_events_in_one_storyline(project):
    report = build(project)
    assert (report.articles, report.events, report.storylines) == (5, 5, 1)
    assert 15 <= report.claims <= 30
    assert report.warnings == ()


def test_a_site_without_an_article_is_built_and_says_so(tmp_path, capsys):
    (tmp_path / "content" / "articles").mkdir(parents=True)
    places = [f"--{name}={tmp_path / name.replace('-', '_')}" for name in ("content", "site-src")]
    assert main(["build", *places, "--no-site"]) == 0
    assert "0 articles" in capsys.readouterr().err


def test_a_build_tells_once_that_an_event_lost_its_last_article(project, capsys):
    build(project)
    kept = sorted((project.content / "articles").rglob("*.md"))[0]
    lost = next(event for event in tree(project.site_src / "en" / "events") if "2011" in event)
    kept.unlink()
    assert main(arguments(project)) == 0
    told = capsys.readouterr().err
    assert f"withdrawn: {lost.removesuffix('.md')}" in told
    assert "`id:`" in told
    assert main(arguments(project)) == 0
    assert "withdrawn" not in capsys.readouterr().err


def test_every_text_of_the_five_articles_is_translated_by_an_editor(project):
    translations = build(project).translations
    assert (translations.missing, translations.reused, translations.translated) == (0, 0, 0)


def test_building_twice_gives_the_same_bytes_and_writes_nothing(project):
    build(project)
    pages, content = tree(project.site_src), tree(project.content)
    report = build(project)
    assert (report.written, report.removed, report.computed) == (0, 0, 0)
    assert tree(project.site_src) == pages
    assert tree(project.content) == content


def test_the_bytes_depend_on_the_content_alone(project, tmp_path):
    build(project)
    elsewhere = tmp_path / "another place"
    # Another folder, order of files, locale, time zone and hash seed.
    elsewhere.mkdir()
    for path in sorted(project.content.rglob("*"), reverse=True):
        if path.is_file() and path.name not in ("history.jsonl", "published.json"):
            copy = elsewhere / "content" / path.relative_to(project.content)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--no-site"],
        check=True,
        cwd=elsewhere,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C",
            "TZ": "Asia/Ho_Chi_Minh",
            "PYTHONHASHSEED": "7",
        },
        capture_output=True,
    )
    assert tree(elsewhere / "site_src") == tree(project.site_src)


def test_check_fails_on_stale_pages_and_writes_nothing(project, capsys):
    assert main(arguments(project, "--check")) == 1
    assert not project.site_src.exists()
    build(project)
    assert main(arguments(project, "--check")) == 0
    (project.site_src / "en" / "index.md").write_text("edited by hand")
    before = tree(project.site_src)
    capsys.readouterr()
    assert main(arguments(project, "--check")) == 1
    assert "briefings build" in capsys.readouterr().err
    assert tree(project.site_src) == before


def test_the_committed_pages_are_what_the_content_gives(tmp_path, capsys):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    code = main(
        [
            *("build", "--check", "--content", str(tmp_path / "content")),
            *("--site-src", str(ROOT / "site_src")),
        ]
    )
    assert (code, [e for e in capsys.readouterr().err.splitlines() if "→" in e]) == (0, [])


def test_a_second_report_joins_its_event_and_every_address_stays(project):
    build(project)
    pages = set(tree(project.site_src))
    added = write_article(SECOND_REPORT, project.content)
    report = build(project)
    assert (report.articles, report.events) == (6, 5)
    assert report.computed == 1
    assert pages <= set(tree(project.site_src))
    event = next(project.site_src.glob("en/events/2014-04-10-*.md")).read_text("utf-8")
    assert "Báo Mẫu" in event
    # And it goes again: the event is as it was, at the same address.
    added.unlink()
    assert build(project).events == 5
    assert pages <= set(tree(project.site_src))


def test_a_changed_translation_reaches_the_page(project):
    build(project)
    path = project.content / "translations" / "en.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace("consider sharing military", "weigh sharing military"), "utf-8")
    build(project)
    assert "weigh sharing military" in (project.site_src / "en" / "index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("site.yml", "titel: x\n", "site.yml:1"),
        ("events.yml", "events:\n  - id: no-such-event\n    merge: [x]\n", "events.yml:"),
        ("glossary.yml", "- {en: A, vi: B, kind: planet}\n", "glossary.yml:1"),
        ("translations/en.po", 'msgid "a"\nmsgstr "b\n', "en.po:"),
        ("history.jsonl", "{\n", "history.jsonl:1"),
        ("articles/2014/x.md", "---\ntitle: a: b\n---\n\nText.\n", "x.md:2"),
        (
            "articles/2014/y.md",
            "---\ntitle: A\nlang: vi\npublished: 2014-13\n---\n\nX.\n",
            "y.md:4",
        ),
        ("articles/2014/z.md", "---\ntitle: A\nlang: vi\n---\n", "z.md"),
    ],
)
def test_wrong_content_is_told_with_its_line_and_nothing_is_written(
    project, capsys, name, text, word
):
    build(project)
    pages = tree(project.site_src)
    (project.content / name).write_text(text, "utf-8")
    content = tree(project.content)
    capsys.readouterr()
    code = main(arguments(project))
    err = capsys.readouterr().err
    assert code == (2 if name == "site.yml" else 1)
    assert word in err
    assert "→" in err
    assert "Traceback" not in err
    assert tree(project.site_src) == pages
    assert tree(project.content) == content
    assert main(["check", "--content", str(project.content)]) == code


def test_all_problems_are_told_at_once(project):
    (project.content / "glossary.yml").write_text("- {en: A, vi: B, kind: planet}\n", "utf-8")
    (project.content / "articles" / "2014" / "x.md").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(ContentError) as caught:
        read_content(project.content)
    assert {Path(str(p.path)).name for p in caught.value.problems} >= {"glossary.yml", "x.md"}


def test_two_builds_at_once_are_refused(project):
    from generator.files import build_lock

    with build_lock(project.cache_folder / "build.lock"), pytest.raises(UsageError):
        build(project)


def test_a_shortened_claim_that_changes_a_number_falls_back_to_its_source():
    sentence = Sentence("a", 0, 0, "Ngày 12-11, hai bên ký 3 thỏa thuận, theo Reuters.", "vi")
    good = Claim("Ngày 12-11, hai bên ký 3 thỏa thuận.", "vi", (sentence,), shortened=True)
    bad = Claim("Ngày 12-11, hai bên ký 5 thỏa thuận.", "vi", (sentence,), shortened=True)
    assert faithful(good, Glossary()) == good
    assert faithful(bad, Glossary()).text == sentence.text


def test_killed_at_any_moment_a_build_leaves_whole_files_and_the_next_one_mends(project, tmp_path):
    write_article(SECOND_REPORT, project.content)
    start = tree(project.content)
    build(project)
    wanted, wanted_content = tree(project.site_src), tree(project.content)
    moments = random.Random(5)
    command = [sys.executable, "-m", "generator", *arguments(project, "--no-cache")]
    for _ in range(4):
        shutil.rmtree(project.site_src)
        shutil.rmtree(project.content)
        for name, data in start.items():
            (project.content / name).parent.mkdir(parents=True, exist_ok=True)
            (project.content / name).write_bytes(data)
        process = subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
        )
        # Until pages begin to appear nothing is written; most kills should fall after that.
        deadline = time.monotonic() + 60
        while process.poll() is None and not project.site_src.exists():
            assert time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(moments.random() * 0.1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert len(read_articles(project.content)) == 6
        read_content(project.content)
        build(project)
        assert tree(project.site_src) == wanted
        assert tree(project.content) == wanted_content
