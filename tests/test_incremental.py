"""A build that reuses what earlier builds made gives the bytes of one that makes everything."""

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.synthetic import synthetic_articles, write_content
from generator.articles import read_articles, write_article
from generator.build_state import BuildState, Cause, FileDigests, KeptFiles, find_cause
from generator.model import Article, PartialDate
from generator.pipeline import BuildOptions, build
from generator.text_features import article_features

ROOT = Path(__file__).parent.parent
# Samples, written for these tests.
SAMPLES = tuple(
    Article(
        f"2014-04-{day}-bao-mau-{day}",
        f"{country} và Hàn Quốc bàn việc chia sẻ thông tin quân sự lần thứ {day}",
        "vi",
        (
            f"{country} và Hàn Quốc hôm {day}/4 bàn việc chia sẻ thông tin quân sự.",
            f"Cuộc họp có {day} người dự, theo Báo Mẫu.",
        ),
        source="Báo Mẫu",
        published=PartialDate(2014, 4, day),
    )
    for day, country in ((11, "Nhật Bản"), (12, "Mỹ"), (13, "Trung Quốc"), (14, "Nhật Bản"))
)


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def options(folder, **more):
    return BuildOptions(
        content=folder / "content",
        site_src=folder / "site_src",
        site=folder / "site",
        config=ROOT / "mkdocs.yml",
        make_site=False,
        **more,
    )


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "project" / "content")
    site = tmp_path / "project" / "content" / "site.yml"
    site.write_text(site.read_text("utf-8") + "\n# a sample's own settings\n", "utf-8")
    return options(tmp_path / "project")


def replace_text(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), "utf-8")


def add_article(project, moment):
    known = {article.id for article in read_articles(project.content)}
    write_article(next(a for a in SAMPLES if a.id not in known), project.content)


def edit_article(project, moment):
    article = moment.choice(read_articles(project.content))
    body = (*article.body, f"Câu thêm số {moment.randrange(100)} của một biên tập viên.")
    write_article(replace(article, body=body), project.content)


def remove_article(project, moment):
    article = moment.choice(read_articles(project.content)[-3:])
    (project.content / article.path).unlink()


def edit_translation(project, moment):
    path = project.content / "translations" / moment.choice(("en.po", "vi.po"))
    lines = path.read_text("utf-8").split("\n")
    places = [n for n, line in enumerate(lines) if line.startswith('msgstr "') and len(line) > 20]
    place = moment.choice(places)
    lines[place] = lines[place][:-1] + f' ({moment.randrange(100)})"'
    path.write_text("\n".join(lines), "utf-8")


def edit_glossary(project, moment):
    path = project.content / "glossary.yml"
    path.write_text(
        path.read_text("utf-8")
        + f"\n- {{en: Sample {moment.randrange(10**6)}, vi: theo Báo Mẫu, kind: organisation}}\n",
        "utf-8",
    )


def name_event(project, moment):
    page = moment.choice(sorted((project.site_src / "en" / "events").glob("*.md")))
    (project.content / "events.yml").write_text(
        f"events:\n  - id: {page.stem}\n    name: {{en: Sample name {moment.randrange(100)}}}\n",
        "utf-8",
    )


def edit_settings(project, moment):
    path = project.content / "site.yml"
    lines = [line for line in path.read_text("utf-8").split("\n") if "repository:" not in line]
    lines.append(f"repository: https://code.example/{moment.randrange(100)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def spoil_page(project, moment):
    page = moment.choice(sorted(project.site_src.rglob("*.md")))
    status = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))


def lose_page(project, moment):
    moment.choice(sorted(project.site_src.rglob("*.*"))).unlink()


def lose_memory(project, moment):
    files = [path for path in sorted(project.cache_folder.iterdir()) if path.is_file()]
    moment.choice(files).unlink()


def garble_memory(project, moment):
    files = sorted(project.cache_folder.glob("*.json"))
    moment.choice(files).write_text(moment.choice(("", "[]", "{", '{"x": 1}')))


EDITS = (
    add_article,
    edit_article,
    remove_article,
    edit_translation,
    edit_glossary,
    name_event,
    edit_settings,
    spoil_page,
    lose_page,
    lose_memory,
    garble_memory,
)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_bytes_are_those_of_a_build_that_makes_everything(project, seed):
    moment = random.Random(seed)
    build(project)
    edits = moment.sample(EDITS, len(EDITS))
    afresh = options(project.content.parent.parent / "afresh", use_cache=False)
    while edits:
        for edit in [edits.pop() for _ in range(min(len(edits), moment.randrange(1, 4)))]:
            edit(project, moment)
        for folder in (afresh.content, afresh.site_src):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(project.content, afresh.content)
        kept, made = build(project), build(afresh)
        assert tree(project.site_src) == tree(afresh.site_src) | {
            ".generated": (project.site_src / ".generated").read_bytes()
        }
        assert tree(project.content) == tree(afresh.content)
        work = {"computed": 0, "reused": 0, "written": 0, "removed": 0, "cause": Cause()}
        assert replace(kept, **work) == replace(made, **work)


def test_articles_that_come_one_by_one_give_the_bytes_of_a_build_without_a_cache(tmp_path):
    project = options(tmp_path / "project")
    afresh = options(tmp_path / "afresh", use_cache=False)
    write_content(project.content, 60)
    build(project)
    for newcomer in list(synthetic_articles(62))[60:]:
        write_article(newcomer, project.content)
        shutil.rmtree(afresh.content, ignore_errors=True)
        shutil.copytree(project.content, afresh.content)
        assert build(project).computed == 1
        build(afresh)
        assert tree(project.site_src) == tree(afresh.site_src)
        assert tree(project.content) == tree(afresh.content)
    assert build(project).written == 0


def test_a_build_that_died_as_it_ended_is_tidied_by_the_next_though_nothing_changed(
    project, monkeypatch
):
    build(project)
    wanted = tree(project.site_src)
    shutil.rmtree(project.site_src)
    real = Path.unlink

    def dies(path, missing_ok=False):
        if path.parent == project.site_src:
            raise KeyboardInterrupt
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", dies)
    with pytest.raises(KeyboardInterrupt):
        build(replace(project, use_cache=False))
    monkeypatch.undo()
    assert tree(project.site_src) != wanted
    build(project)
    assert tree(project.site_src) == wanted


def test_an_added_article_renders_few_pages_and_a_translation_only_where_it_stands(project):
    pages = build(project).pages
    write_article(SAMPLES[0], project.content)
    assert 0 < build(project).written < pages
    edit_translation(project, random.Random(1))
    assert 0 < build(project).written < pages / 2


def test_what_was_counted_in_texts_outlives_a_build_that_compares_none(project, monkeypatch):
    moment = random.Random(0)
    for change in (add_article, edit_article):
        change(project, moment)
        build(project)
    counted = []
    monkeypatch.setattr(
        "generator.clustering.article_features",
        lambda article: counted.append(article.id) or article_features(article),
    )
    add_article(project, moment)
    build(project)
    assert len(counted) == 2


def test_a_build_says_why_it_has_something_to_do(project, tmp_path):
    assert build(project).cause.why == "first"
    assert build(project).cause == Cause()
    path = write_article(SAMPLES[0], project.content)
    articles = sorted((project.content / "articles").rglob("*.md"))
    gone, changed = [found for found in articles if found != path][:2]
    gone.unlink()
    changed.write_text(changed.read_text("utf-8") + "\nMột câu nữa.\n", "utf-8")
    names = [found.relative_to(project.content).as_posix() for found in (path, changed, gone)]
    cause = build(project).cause
    assert cause == Cause("content", *((name,) for name in names))
    assert str(cause) == f"1 new, 1 changed, 1 gone: {', '.join(names)}"
    (project.site_src / "index.md").unlink()
    assert build(project).cause.why == "pages"
    assert build(replace(project, use_cache=False)).cause.why == "asked"
    settings = tmp_path / "mkdocs.yml"
    settings.write_text((ROOT / "mkdocs.yml").read_text("utf-8") + "\n# changed\n", "utf-8")
    assert build(replace(project, config=settings)).cause.why == "program"


def test_many_changed_files_are_counted_and_few_are_named():
    cause = find_cause(BuildState("", {"a": "1"}, "", "", {}), "", {f"b{n}": "1" for n in range(9)})
    assert str(cause) == "9 new, 1 gone: b0, b1, b2 and 7 more"
    shown = str(Cause("content", new=("a\nb\x1b[2K.md",)))
    assert shown.isprintable()


def test_digests_are_taken_again_only_of_files_that_changed(tmp_path):
    path, memory = tmp_path / "a.md", tmp_path / "files.json"
    path.write_bytes(b"one")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    first = FileDigests(memory)
    found = first.of(path)
    first.write()
    assert FileDigests(memory).of(path) == found == FileDigests().of(path)
    path.write_bytes(b"two")
    assert FileDigests(memory).of(path) != found
    path.unlink()
    assert FileDigests(memory).of(path) == ""


def test_what_was_written_a_moment_ago_is_read_again_even_if_it_looks_the_same(tmp_path):
    path, memory = tmp_path / "a.md", tmp_path / "files.json"
    path.write_bytes(b"one")
    digests = FileDigests(memory)
    found = digests.of(path)
    digests.write()
    status = path.stat()
    with path.open("r+b") as file:  # the same file, size and time
        file.write(b"two")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert FileDigests(memory).of(path) != found


def test_a_folder_a_pipe_and_what_is_not_there_have_no_digest(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    digests = FileDigests()
    assert [digests.of(tmp_path / name) for name in ("", "pipe", "none")] == ["", "", ""]
    assert digests.under(tmp_path) == {}


def test_a_file_stands_while_its_parts_its_bytes_and_its_maker_are_the_same(tmp_path):
    memory = tmp_path / "memory.json"

    def kept(program="1"):
        return KeptFiles(tmp_path, memory, FileDigests(), program)

    first = kept()
    assert not first.stands("a.md", "parts")
    (tmp_path / "a.md").write_bytes(b"page")
    first.write({"a.md": b"page"})
    again = kept()
    assert again.stands("a.md", "parts")
    assert again.standing == {"a.md"}
    assert again.made({}) == first.made({"a.md": b"page"})
    assert not kept().stands("a.md", "other parts")
    assert not kept().stands("b.md", "parts")
    assert not kept(program="2").stands("a.md", "parts")
    (tmp_path / "a.md").write_bytes(b"spoilt")
    assert not kept().stands("a.md", "parts")
    assert not KeptFiles().stands("a.md", "parts")


def test_without_a_cache_nothing_is_remembered(project):
    build(replace(project, use_cache=False))
    assert not list(project.cache_folder.glob("*.json"))
    assert not list(project.cache_folder.glob("*.sqlite"))
