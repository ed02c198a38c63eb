import os
import stat
from pathlib import Path

import pytest

from generator.errors import BriefingsError, UsageError
from generator.files import build_lock, replace_folder, sync_folder, write_atomically


def test_the_same_bytes_are_not_written_again(tmp_path):
    path = tmp_path / "a" / "b.txt"
    assert write_atomically(path, b"one")
    before = path.stat().st_ino
    assert not write_atomically(path, b"one")
    assert path.stat().st_ino == before
    assert write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(BriefingsError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_follows_its_files_and_keeps_what_a_person_added(tmp_path):
    assert sync_folder(tmp_path, {"en/a.md": b"1", "en/x/b.md": b"2"}, ".generated") == (2, 0)
    (tmp_path / "en" / "mine.md").write_text("by hand")
    assert sync_folder(tmp_path, {"en/a.md": b"1"}, ".generated") == (0, 1)
    assert not (tmp_path / "en" / "x").exists()
    assert (tmp_path / "en" / "mine.md").exists()


def test_what_a_writer_that_died_has_left_is_removed_by_the_next(tmp_path, monkeypatch):
    files = {"en/a.md": b"1", "en/x/b.md": b"2"}
    real = os.replace

    def dies(source, target):
        if str(target).endswith("b.md"):
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        sync_folder(tmp_path, files, ".generated")
    monkeypatch.setattr(os, "replace", real)
    left = {path.name for path in (tmp_path / "en" / "x").iterdir()}
    assert left
    assert "b.md" not in left
    assert sync_folder(tmp_path, files, ".generated") == (1, 0)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
        ".generated",
        "a.md",
        "b.md",
    ]


def test_tidying_that_died_is_taken_up_again(tmp_path, monkeypatch):
    files = {"en/a.md": b"1"}
    sync_folder(tmp_path, files, ".generated")
    left = (tmp_path / ".~unfinished.tmp", tmp_path / "en" / ".~half.tmp")
    for path in left:
        path.write_bytes(b"?")
    real = Path.unlink

    def dies(path, missing_ok=False):
        if path == left[1]:
            raise KeyboardInterrupt
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", dies)
    with pytest.raises(KeyboardInterrupt):
        sync_folder(tmp_path, files, ".generated")
    monkeypatch.undo()
    assert sync_folder(tmp_path, files, ".generated") == (0, 0)
    assert not any(path.exists() for path in left)


def test_a_manifest_never_reaches_outside_its_folder(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("keep")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / ".generated").write_text(f"../victim.txt\n{victim}\n")
    sync_folder(folder, {}, ".generated")
    assert victim.exists()


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").write_text("old")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "new.html").write_text("new")
    replace_folder(tmp_path / "new", tmp_path / "site")
    assert [p.name for p in (tmp_path / "site").iterdir()] == ["new.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_two_builds_cannot_hold_the_lock(tmp_path):
    path = tmp_path / "lock"
    with build_lock(path), pytest.raises(UsageError, match="another build"), build_lock(path):
        pass
    with build_lock(path):
        pass
