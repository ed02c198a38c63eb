"""A build on a Dask cluster: the bytes of a build on one machine, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny_argos import write_package

from benchmarks.synthetic import write_content
from generator.cli import main
from generator.errors import BriefingsError, ContentError, EngineError, Problem, UsageError
from generator.model import Lang
from generator.pipeline import BuildOptions, build
from generator.progress import Silent
from generator.settings import TranslationSettings
from generator.translation.engine import Hypothesis, at_once, first_count
from generator.translation.engines import open_engine
from generator.translation.installation import install

distributed: Any = pytest.importorskip(
    "distributed", reason="needs Dask: pip install 'briefings[cluster]'"
)
from generator import cluster as cluster_module  # noqa: E402  (after the check above)
from generator.cluster import Cluster, ClusterEngine, open_cluster  # noqa: E402

# A sample, not a translation: every word the model knows has one counterpart.
WORDS = {"Bão": "Storm", "tàu": "ships", "người": "people", "ngày": "day", "Ngày": "Day"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler in this process and two workers in processes of their own, with a model."""
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        install(str(write_package(folder, "vi", "en", WORDS)))
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0"
        ) as running:
            yield running.scheduler_address


@pytest.fixture
def cluster(address: str) -> Iterator[Cluster]:
    with open_cluster(address, Silent()) as opened:
        yield opened


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# What the workers run lives here: they import this file as the tests do.


def squared(number: int) -> int:
    return number * number


def where(number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def refused(number: int) -> int:
    raise ContentError(Problem("is odd", "make it even", "numbers.txt", number))


def broken(number: int) -> int:
    raise ZeroDivisionError("not on purpose")


def test_values_come_in_the_order_of_the_items(cluster: Cluster) -> None:
    numbers = list(range(500))
    assert list(cluster("numbers", squared, numbers)) == [n * n for n in numbers]
    assert list(cluster("numbers", squared, [])) == []


def test_the_work_is_done_by_both_workers_and_not_here(cluster: Cluster) -> None:
    places = set(cluster("numbers", where, list(range(40))))
    assert len(places) == 2
    assert os.getpid() not in places


def test_an_error_on_a_worker_arrives_whole(cluster: Cluster) -> None:
    with pytest.raises(ContentError) as caught:
        list(cluster("numbers", refused, [7]))
    assert caught.value.problems == (Problem("is odd", "make it even", "numbers.txt", 7),)
    with pytest.raises(BriefingsError, match="the cluster failed: not on purpose"):
        list(cluster("numbers", broken, [7]))


class Killer(Silent):
    """Kills a worker when the events are known, while there are summaries to make."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.killed = 0

    def done(self, name: str, words: str) -> None:
        if name == "events":
            with distributed.Client(self._address, set_as_default=False) as client:
                pids = client.run(os.getpid)
            self.killed = min(pids.values())
            os.kill(self.killed, signal.SIGKILL)


def test_a_build_that_loses_a_worker_has_the_bytes_of_one_machine(
    address: str, tmp_path: Path
) -> None:
    options = []
    for name, scheduler in (("local", ""), ("cluster", address)):
        content = tmp_path / name / "content"
        write_content(content, 16, seed=9)
        options.append(
            BuildOptions(
                content=content,
                site_src=tmp_path / name / "site_src",
                make_site=False,
                scheduler=scheduler,
            )
        )
    build(options[0])
    killer = Killer(address)
    report = build(options[1], killer)
    assert killer.killed
    assert report.computed == report.events > 3
    assert tree(options[1].site_src) == tree(options[0].site_src)
    assert tree(options[1].content) == tree(options[0].content)


def test_workers_translate_as_this_machine_does(cluster: Cluster) -> None:
    settings = TranslationSettings(engine="argos")
    here, there = open_engine(settings), cluster.open_engine(settings)
    assert here is not None
    assert there is not None
    assert there.name("vi", "en") == here.name("vi", "en") != ""
    assert at_once(there) >= at_once(here) > 1
    assert first_count(there) == first_count(here) == 1
    sentences = ["Ngày tàu .", "Bão ."]
    found = there.translate(sentences, "vi", "en", count=2)
    assert found == here.translate(sentences, "vi", "en", count=2)
    assert "ships" in found[0][0].text
    assert cluster.open_engine(TranslationSettings(engine="none")) is None


def test_a_worker_without_the_model_is_told(cluster: Cluster) -> None:
    settings = TranslationSettings(engine="argos")
    engine = ClusterEngine(cluster, settings, Renamed())
    with pytest.raises(EngineError, match="a worker translates vi→en with argos-vi-en"):
        engine.translate(["Xin chào thế giới ."], "vi", "en")


class Renamed:
    """A sample engine that no worker has."""

    def name(self, source: Lang, target: Lang) -> str:
        return "another-model"

    def translate(self, *_: Any, **__: Any) -> list[tuple[Hypothesis, ...]]:
        raise AssertionError("the workers translate, not this machine")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "tcp://127.0.0.1:port"])
def test_a_scheduler_that_does_not_answer_is_told_with_a_remedy(
    tmp_path: Path,
    address: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster_module, "_PATIENCE", 0.5)
    write_content(tmp_path / "content", 2)
    code = main(arguments(tmp_path, address))
    said = capsys.readouterr().err
    assert code == 2
    assert f"{address}: no Dask scheduler answers" in said
    assert "dask scheduler" in said
    assert not (tmp_path / "site_src").exists()


def test_a_scheduler_without_workers_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_PATIENCE", 0.5)
    write_content(tmp_path / "content", 2)
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty:
        assert main(arguments(tmp_path, empty.scheduler_address)) == 2
    assert "the scheduler has no worker" in capsys.readouterr().err


def test_workers_of_another_version_are_refused(
    address: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {**cluster_module.versions(), "numpy": "0.1"}
    monkeypatch.setattr(cluster, "_versions", wanted)
    with pytest.raises(UsageError, match=r"another version of numpy\n.*numpy 0\.1"):
        list(cluster("numbers", squared, [1]))


def test_without_dask_the_remedy_is_an_extra(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    write_content(tmp_path / "content", 2)
    assert main(arguments(tmp_path, "tcp://127.0.0.1:8786")) == 2
    assert 'pip install "briefings[cluster]"' in capsys.readouterr().err


def arguments(folder: Path, address: str) -> list[str]:
    return [
        *("build", "--no-site", "--scheduler", address, "--content", str(folder / "content")),
        *("--site-src", str(folder / "site_src")),
    ]
