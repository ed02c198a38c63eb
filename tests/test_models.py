import json
import sys
import types
import zipfile
from pathlib import Path

import argostranslate.package
import pytest
import tiny_argos

from generator.errors import EngineError
from generator.translation import installation, models
from generator.translation.installation import file_sha256, install, verify

VI_EN = {"Xin": "Hello", "chào": "there", "thế": "wide", "giới": "world"}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return tiny_argos.write_package(tmp_path_factory.mktemp("package"), "vi", "en", VI_EN)


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(models, "BUNDLED", tmp_path / "bundled")
    return tmp_path


def lock(monkeypatch, tmp_path, *entries):
    path = tmp_path / "models.lock"
    path.write_text("\n".join(json.dumps(list(entries)).splitlines()), "utf-8")
    monkeypatch.setattr(models, "LOCK", path)
    monkeypatch.setattr(models.locked, "__defaults__", (path,))


def nothing_left_behind(places):
    return not list(places.rglob(".~*")) and models.installed() == ()


def refusal(what):
    with pytest.raises(EngineError) as caught:
        install(str(what))
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem.what


def test_the_lock_names_the_official_packages_with_hash_and_size():
    names = {model.name: model for model in models.locked()}
    assert names["argos-vi-en"].size == 65_895_840
    assert names["argos-en-vi"].sha256.startswith("86957101aa40")
    assert all(m.licence and m.credit for m in names.values())
    assert all(u.startswith("https://") for m in names.values() for u in m.urls)


def test_a_package_file_is_installed_where_argos_translate_finds_it(package, places):
    (model,) = install(str(package))
    assert (model.name, model.title) == ("argos-vi-en", "argos-vi-en 1.0")
    assert models.installed() == (model,)
    (found,) = argostranslate.package.get_installed_packages([models.packages_folder()])
    assert (found.from_code, found.to_code) == ("vi", "en")


def test_a_folder_of_packages_is_installed_whole(package, places, tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / package.name).write_bytes(package.read_bytes())
    assert [m.name for m in install(str(folder))] == ["argos-vi-en"]


def test_an_unpacked_package_is_installed(package, places, tmp_path):
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "unpacked")
    (folder,) = (tmp_path / "unpacked").iterdir()
    assert install(str(folder))[0].path == models.packages_folder() / folder.name
    assert folder.exists()


def test_installing_again_replaces_the_package(package, places):
    install(str(package))
    (stray,) = models.packages_folder().rglob("README.md")
    stray.write_text("changed", "utf-8")
    install(str(package))
    assert "sample" in stray.read_text("utf-8")
    assert len(models.installed()) == 1


def test_a_bundled_package_needs_no_installing_and_comes_first(package, places, monkeypatch):
    lock(monkeypatch, places)  # the real one names other bytes
    install(str(package))
    (places / "bundled").mkdir()
    (places / "bundled" / package.name).write_bytes(package.read_bytes())
    assert [m.name for m in models.installed()] == ["bundled-vi-en", "argos-vi-en"]
    assert all(result.problem is None for result in verify())


@pytest.mark.parametrize("keep", [0, 100, 5000, -1])
def test_half_a_download_is_refused_and_leaves_nothing(package, places, tmp_path, keep):
    half = tmp_path / "half.argosmodel"
    half.write_bytes(package.read_bytes()[:keep])
    assert "not a whole .argosmodel" in refusal(half)
    assert nothing_left_behind(places)


def test_half_an_official_package_says_how_much_is_missing(places, tmp_path):
    half = tmp_path / "translate-vi_en-1_9.argosmodel"
    half.write_bytes(b"PK" + b"\0" * 998)
    assert refusal(half) == "has 1,000 bytes of 65,895,840: half a download"


def test_a_package_that_is_not_the_one_in_the_lock_is_refused(package, places, tmp_path):
    fake = tmp_path / "translate-vi_en-1_9.argosmodel"
    fake.write_bytes(b"PK" + b"\0" * 65_895_838)
    assert "is not the argos-vi-en that models.lock names" in refusal(fake)
    assert nothing_left_behind(places)


def test_a_damaged_model_inside_a_whole_archive_is_refused(package, places, tmp_path):
    bad = tmp_path / "bad.argosmodel"
    with zipfile.ZipFile(package) as good, zipfile.ZipFile(bad, "w") as archive:
        for info in good.infolist():
            data = good.read(info)
            archive.writestr(info, data[:99] if info.filename.endswith("model.bin") else data)
    assert "not a whole .argosmodel" in refusal(bad)
    assert nothing_left_behind(places)


@pytest.mark.parametrize("missing", ["metadata.json", "sentencepiece.model", "model/model.bin"])
def test_a_package_without_one_of_its_parts_is_refused(package, places, tmp_path, missing):
    bad = tmp_path / "bad.argosmodel"
    with zipfile.ZipFile(package) as good, zipfile.ZipFile(bad, "w") as archive:
        for info in good.infolist():
            if not info.filename.endswith(missing):
                archive.writestr(info, good.read(info))
    refusal(bad)
    assert nothing_left_behind(places)


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "a\\..\\evil"])
def test_a_package_that_would_write_elsewhere_is_refused(places, tmp_path, name):
    bad = tmp_path / "bad.argosmodel"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr(name, "x")
    refusal(bad)
    assert not list(tmp_path.rglob("evil*"))


def test_a_package_of_other_languages_is_refused_and_passed_over(places, tmp_path):
    other = tiny_argos.write_package(tmp_path, "vi", "fr", {})
    assert "between English and Vietnamese" in refusal(other)
    assert nothing_left_behind(places)


def test_a_failed_install_keeps_the_model_that_was_there(package, places, monkeypatch):
    before = install(str(package))
    monkeypatch.setattr(
        installation, "_try", lambda *a: (_ for _ in ()).throw(OSError(28, "No space"))
    )
    assert "No space" in refusal(package)
    assert models.installed() == before
    assert not list(places.rglob(".~*"))


def test_an_unknown_name_lists_the_known_ones(places):
    with pytest.raises(EngineError, match="argos-en-vi, argos-vi-en"):
        install("argos-de-fr")


def test_a_name_without_a_network_says_what_to_do(places, monkeypatch):
    monkeypatch.setattr(
        installation.urllib.request,
        "urlopen",
        lambda *a, **k: (_ for _ in ()).throw(OSError("no route")),
    )
    with pytest.raises(EngineError, match="no route") as caught:
        install("argos-vi-en")
    assert "translate-vi_en-1_9.argosmodel" in caught.value.problems[0].remedy
    assert nothing_left_behind(places)


def test_a_download_is_checked_and_installed(package, places, tmp_path, monkeypatch):
    data = package.read_bytes()
    entry = {
        "name": "argos-vi-en",
        "kind": "argos",
        "source": "vi",
        "target": "en",
        "version": "1.0",
        "urls": [tmp_path.joinpath("gone").as_uri(), package.as_uri()],
        "size": str(len(data)),
        "sha256": file_sha256(package),
        "bleu": "25.3",
    }
    lock(monkeypatch, tmp_path, entry)
    seen = []
    (model,) = install("argos-vi-en", lambda done, total: seen.append((done, total)))
    assert model.bleu == 25.3
    assert seen[-1] == (len(data), len(data))
    lock(monkeypatch, tmp_path, {**entry, "sha256": "0" * 64})
    assert "is not the argos-vi-en" in refusal("argos-vi-en")
    lock(monkeypatch, tmp_path, {**entry, "size": str(len(data) + 1)})
    assert "the connection ended" in refusal("argos-vi-en")
    assert models.installed()[0].version == "1.0"


def test_verify_finds_a_changed_byte(package, places):
    (model,) = install(str(package))
    assert [r.problem for r in verify("argos-vi-en")] == [None]
    weights = model.path / "model" / "model.bin"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    (result,) = verify()
    assert result.problem.path == weights
    assert result.problem.remedy


def test_verify_finds_a_folder_that_is_no_package(places):
    (models.packages_folder() / "broken").mkdir(parents=True)
    (result,) = verify()
    assert result.problem is not None
    assert models.installed() == ()


def test_verify_of_a_model_that_is_not_there_is_an_error(places):
    with pytest.raises(EngineError, match="no model 'argos-vi-en'"):
        verify("argos-vi-en")


def firefox_model(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("model.vien.intgemm.alphas.bin", "vocab.vien.spm", "lex.50.50.vien.s2t.bin"):
        (folder / name).write_bytes(b"sample")
    return folder


def test_a_firefox_model_folder_is_installed_for_fxtranslate(places, tmp_path):
    (model,) = install(str(firefox_model(tmp_path / "download")))
    assert (model.name, model.kind, model.bleu) == ("firefox-vi-en", "firefox", 32.4)
    assert model.path == models.firefox_folder() / "vi-en"
    assert models.installed() == (model,)


def test_a_firefox_model_by_name_needs_fxtranslate(places, monkeypatch):
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    assert "fxtranslate is not installed" in refusal("firefox-vi-en")


def test_a_firefox_model_by_name_is_fetched_through_fxtranslate(places, monkeypatch):
    def add_models(source, target, cache_dir):
        firefox_model(Path(cache_dir) / f"{source}-{target}")

    fake = types.SimpleNamespace(discovery=types.SimpleNamespace(add_models=add_models))
    monkeypatch.setitem(sys.modules, "fxtranslate", fake)
    assert [m.name for m in install("firefox-vi-en")] == ["firefox-vi-en"]
    assert not list(places.rglob(".~*"))
