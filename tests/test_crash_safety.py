"""Kill it, fill its disk, write under its hands: a build loses nothing and the next one mends.

The quick part kills a build at a few moments; `make torture` kills it at fifty, and kills builds
of the finished site as well.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import synthetic_articles, write_content
from generator.articles import write_article
from generator.cli import main
from generator.content import read_content
from generator.pipeline import BuildOptions, build
from generator.progress import Silent
from generator.translation.memory import Memory, memory_path

ROOT = Path(__file__).resolve().parent.parent
SEED = 20
# A build writes these itself; whatever else is in content/ belongs to the editors alone.
KEPT_BY_THE_BUILD = ("published.json", "history.jsonl", "translations/en.po", "translations/vi.po")
# Whatever changes a file or a folder begins with one of these.
WRITES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect")

if "forkserver" not in multiprocessing.get_all_start_methods():
    pytest.skip("needs POSIX processes", allow_module_level=True)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Project:
    """A project that has been built once and then changed by its editors.

    Attributes:
        folder: content/, site_src/ and .cache/ as they are before the build that is disturbed.
        content, site_src: What that build makes of them when nobody disturbs it.
    """

    folder: Path
    content: dict[str, bytes]
    site_src: dict[str, bytes]

    def copy(self, folder: Path) -> BuildOptions:
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return options_of(folder)

    def require_whole(self, options: BuildOptions) -> None:
        """Every file is the old one or the new one, and editors' files are untouched."""
        before = tree(self.folder / "content")
        for name, data in tree(options.content).items():
            if name in KEPT_BY_THE_BUILD:
                assert data in (before.get(name), self.content[name]), name
            elif ".~" not in name:
                assert data == before[name], name
        assert set(before) <= set(tree(options.content))
        before = tree(self.folder / "site_src")
        for name, data in tree(options.site_src).items():
            if ".~" not in name and name != ".generated":
                assert data in (before.get(name), self.site_src.get(name)), name
        read_content(options.content)

    def require_mended(self, options: BuildOptions) -> None:
        """A further build makes what an undisturbed one makes, and leaves nothing else."""
        build(options)
        assert tree(options.site_src) == self.site_src
        assert tree(options.content) == self.content


def options_of(folder: Path) -> BuildOptions:
    return BuildOptions(
        content=folder / "content",
        site_src=folder / "site_src",
        site=folder / "site",
        config=ROOT / "mkdocs.yml",
        make_site=False,
    )


def arguments(options: BuildOptions) -> list[str]:
    return [
        *("build", "--no-site", "--jobs", "1", "--content", str(options.content)),
        *("--site-src", str(options.site_src)),
    ]


def edit_memory(content: Path, words: str) -> None:
    """An editor translates the first text that waits for one."""
    path = memory_path(content, "en")
    text = path.read_text("utf-8")
    path.write_text(text.replace('\nmsgstr ""\n\n', f'\nmsgstr "{words}"\n\n', 1), "utf-8")
    assert words in path.read_text("utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("project")
    options = options_of(folder)
    write_content(options.content, 5, seed=SEED)
    (options.content / "events.yml").write_text("events: []\n")
    build(options)
    *_, one, other = synthetic_articles(7, SEED)
    write_article(one, options.content)
    write_article(other, options.content)
    sorted((options.content / "articles").rglob("*.md"))[0].unlink()
    edit_memory(options.content, "An editor's words")
    undisturbed = options_of(tmp_path_factory.mktemp("undisturbed"))
    shutil.copytree(folder, undisturbed.content.parent, dirs_exist_ok=True)
    build(undisturbed)
    wanted = Project(folder, tree(undisturbed.content), tree(undisturbed.site_src))
    changed = [n for n in KEPT_BY_THE_BUILD if wanted.content.get(n) != tree(folder).get(n)]
    assert set(changed) == set(KEPT_BY_THE_BUILD)  # or there would be less to kill
    return wanted


# ------------------------------------------------------------------------------- kill -9


class Builder:
    """A process that has the program loaded and forks for every build, so that kills are quick."""

    def __init__(self, warm_up: BuildOptions) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["generator.pipeline"])
        self._pipe, there = context.Pipe()
        self.process = context.Process(target=_fork_builds, args=(there, warm_up), daemon=True)
        self.process.start()
        there.close()
        assert self._pipe.recv() == "ready"

    def __call__(self, options: BuildOptions, die_at: int = 0, after: float = 0) -> int:
        """Build; die by SIGKILL at a certain write or after so many seconds.

        Returns:
            How many writes there were if nothing killed it.
        """
        self._pipe.send((options, die_at, after))
        status, writes = self._pipe.recv()
        assert status in ((-signal.SIGKILL, 0) if die_at or after else (0,))
        return int(writes)


def _fork_builds(pipe: Any, warm_up: BuildOptions) -> None:
    build(warm_up)
    pipe.send("ready")
    while True:
        options, die_at, after = pipe.recv()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.write(writer, str(_build(options, die_at)).encode())
                status = 0
            finally:
                os._exit(status)
        os.close(writer)
        if after:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with open(reader) as told:
            pipe.send((status, told.read() or 0))


def _build(options: BuildOptions, die_at: int) -> int:
    """Build and count the writes; do not survive the one with this number."""
    count = 0

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal count
        # open(path, mode, flags): only those that may write.
        if event in WRITES and (event != "open" or int(str(details[2] or 0)) & 0o3):
            count += 1
            if count == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    build(options)
    return count


@pytest.fixture(scope="module")
def builder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    running = Builder(project.copy(tmp_path_factory.mktemp("warm-up")))
    yield running
    running.process.kill()


def kill_and_mend(project: Project, builder: Builder, work: Path, kills: int) -> None:
    """Kill builds at random writes and, half of them, after random times."""
    moments = random.Random(SEED)
    start = time.monotonic()
    writes = builder(project.copy(work / "whole"))
    seconds = time.monotonic() - start
    assert writes > 20
    for number in range(kills):
        options = project.copy(work / str(number))
        if number % 2:
            builder(options, after=moments.uniform(0.01, seconds))
        else:
            builder(options, die_at=moments.randint(1, writes))
        project.require_whole(options)
        project.require_mended(options)
        shutil.rmtree(work / str(number))


def test_killed_at_a_few_moments_a_build_is_mended_by_the_next(
    project: Project, builder: Builder, tmp_path: Path
) -> None:
    kill_and_mend(project, builder, tmp_path, 8)


@pytest.mark.torture
def test_killed_at_fifty_moments_a_build_is_mended_by_the_next(
    project: Project, builder: Builder, tmp_path: Path
) -> None:
    kill_and_mend(project, builder, tmp_path, 50)


@pytest.mark.torture
def test_killed_while_mkdocs_runs_the_old_site_stays_and_the_next_build_mends(
    project: Project, tmp_path: Path
) -> None:
    moments = random.Random(SEED)
    options = replace(project.copy(tmp_path), make_site=True)
    command = [
        *(sys.executable, "-m", "generator", "build", "--content", str(options.content)),
        *("--site-src", str(options.site_src), "--site", str(options.site)),
    ]
    build(options)
    wanted = tree(options.site)
    edited = options.content / "site.yml"
    text = edited.read_text("utf-8")
    edited.write_text(text.replace("Sample briefings", "Other briefings"), "utf-8")
    start = time.monotonic()
    build(options)
    seconds = time.monotonic() - start
    other = tree(options.site)
    assert other != wanted
    for number in range(8):
        title = ("Sample briefings", "Other briefings")[number % 2]
        edited.write_text(text.replace("Sample briefings", title), "utf-8")
        process = subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(moments.uniform(seconds / 2, seconds * 1.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert not options.site.exists() or tree(options.site) in (wanted, other)
        build(options)
        assert tree(options.site) == (wanted, other)[number % 2]
        assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".~")]


# ------------------------------------------------------------------------ disks and clocks


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own at `folder`."""
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "briefings-test", str(folder)]
    try:
        done = subprocess.run(options, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if done.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def failed_build(options: BuildOptions, capsys: pytest.CaptureFixture[str]) -> str:
    """What a build said that could not be done, plainly."""
    capsys.readouterr()
    code = main(arguments(options))
    said = capsys.readouterr().err
    assert code in (1, 2)
    assert "→" in said
    return said


def test_a_full_disk_is_told_and_nothing_is_lost(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = 0
    with small_disk(tmp_path / "disk", "8m") as disk:
        for free in (0, 8_192, 16_384, 32_768):
            options = project.copy(disk / str(free))
            ballast = disk / "ballast"
            with ballast.open("wb", buffering=0) as file:
                with contextlib.suppress(OSError):
                    while file.write(bytes(4_096)):
                        pass
                file.truncate(file.tell() - free)
            capsys.readouterr()
            # The cache would take what room there is, and can do without.
            code = main([*arguments(options), "--no-cache"])
            said = capsys.readouterr().err
            assert code in (0, 1)
            told += "No space left" in said
            ballast.unlink()
            project.require_whole(options)
            project.require_mended(options)
            shutil.rmtree(disk / str(free))
    assert told >= 3


def test_a_limit_on_the_size_of_files_is_told_and_nothing_is_lost(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (64, 2_048, 12_000):
        options = project.copy(tmp_path / str(most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            said = failed_build(options, capsys)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert "too large" in said
        project.require_whole(options)
        project.require_mended(options)


def test_a_content_folder_that_cannot_be_written_is_told_if_there_is_something_to_write(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "content", "64m") as disk:

        def remount(how: str) -> None:
            subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)

        options = project.copy(tmp_path)
        before = tree(options.site_src)
        remount("ro")
        assert "Read-only" in failed_build(options, capsys)
        assert tree(options.content) == tree(project.folder / "content")
        assert tree(options.site_src) == before
        remount("rw")
        project.require_mended(options)
        # Now content/ has all it needs, and may be mounted for reading only.
        remount("ro")
        shutil.rmtree(options.site_src)
        project.require_mended(options)


def test_a_project_that_cannot_be_written_is_told(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", "64m") as disk:
        options = project.copy(disk / "project")
        before = tree(disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert "Read-only" in failed_build(options, capsys)
        assert tree(disk) == before
        assert main(["check", "--content", str(options.content)]) == 0


@pytest.mark.parametrize("year", [1971, 2100])
def test_the_times_of_files_and_a_clock_set_back_say_nothing(
    project: Project, tmp_path: Path, year: int
) -> None:
    options = project.copy(tmp_path)
    seconds = (year - 1970) * 365 * 86_400
    for path in (*options.content.rglob("*"), *options.cache_folder.rglob("*")):
        os.utime(path, (seconds, seconds))
    project.require_mended(options)
    # An edit that keeps the size, and whose time is that of the file before, or earlier.
    site_yml = options.content / "site.yml"
    text = site_yml.read_text("utf-8")
    site_yml.write_text(text.replace("Sample briefings", "Better briefings"), "utf-8")
    os.utime(site_yml, (seconds, seconds))
    build(options)
    assert "Better briefings" in (options.site_src / "en" / "index.md").read_text("utf-8")


# ------------------------------------------------------------------------- many hands


def test_of_two_builds_at_once_one_is_refused_or_waits_its_turn(
    project: Project, tmp_path: Path
) -> None:
    options = project.copy(tmp_path)
    command = [sys.executable, "-m", "generator", *arguments(options)]
    started = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in started]
    assert 0 in [code for _, code in ended], ended
    for said, code in ended:
        assert code in (0, 2)
        assert code == 0 or "another build of this project is running" in said
    assert tree(options.site_src) == project.site_src
    assert tree(options.content) == project.content


class Meanwhile(Silent):
    """Lets somebody else do something when a step of the build has ended."""

    def __init__(self, step: str, do: Callable[[], None]) -> None:
        self._step, self._do = step, do

    def done(self, name: str, words: str) -> None:
        if name == self._step:
            self._do()


def test_what_an_editor_saves_during_a_build_stays_and_the_next_build_shows_it(
    project: Project, tmp_path: Path
) -> None:
    options = project.copy(tmp_path)
    event = next(p.stem for p in sorted((options.site_src / "vi" / "events").glob("2*.md")))
    edits = f"events:\n  - id: {event}\n    name: {{en: A better name, vi: Một tên hay hơn}}\n"

    def save() -> None:
        edit_memory(options.content, "Words saved meanwhile")
        (options.content / "events.yml").write_text(edits, "utf-8")

    build(options, Meanwhile("translation", save))
    assert (options.content / "events.yml").read_text("utf-8") == edits
    memory = memory_path(options.content, "en").read_text("utf-8")
    assert "Words saved meanwhile" in memory
    assert "An editor's words" in memory
    texts = {entry.source for entry in Memory.read(options.content).entries()}
    build(options)
    assert {entry.source for entry in Memory.read(options.content).entries()} == texts
    assert "A better name" in (options.site_src / "en" / "events" / f"{event}.md").read_text()


def test_what_an_editor_saves_while_the_memory_is_written_stays(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = project.copy(tmp_path)
    synced: list[int] = []

    def save_meanwhile(handle: int) -> None:
        # The new file lies aside, complete; the editor is quicker than its renaming.
        if not synced:
            edit_memory(options.content, "Words saved at the last moment")
        synced.append(handle)

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    build(options)
    memory = memory_path(options.content, "en").read_text("utf-8")
    assert "Words saved at the last moment" in memory
    assert memory.count("msgid") == project.content["translations/en.po"].decode().count("msgid")
