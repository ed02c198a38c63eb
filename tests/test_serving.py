"""`briefings serve`: the site on this machine, built again when an editor saves."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from generator.serving import stamp

ROOT = Path(__file__).parent.parent
PATIENCE = 120  # seconds; a busy machine is slow, not wrong


def until(condition):
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end
        time.sleep(0.2)
    return value


@pytest.fixture
def server(tmp_path):
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        # A job in a shell's background ignores SIGINT, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    yield tmp_path, f"http://127.0.0.1:{port}/", process
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)


def test_a_saved_change_is_served_and_a_mistake_keeps_the_old_site(server):
    folder, address, process = server

    def page():
        try:
            with urllib.request.urlopen(f"{address}en/index.html") as answer:
                return answer.read().decode()
        except OSError:
            assert process.poll() is None, process.stderr.read()
            return ""

    assert "US–Japan–South Korea briefings" in until(page)
    settings = folder / "content" / "site.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("US–Japan–South Korea briefings", "Three-way notes"), "utf-8")
    until(lambda: "Three-way notes" in page())
    settings.write_text("titel: broken\n", "utf-8")
    until(lambda: "unknown key 'titel'" in process.stderr.readline())
    assert "Three-way notes" in page()


def test_a_stamp_tells_when_a_file_is_added_changed_or_removed(tmp_path):
    first = stamp((tmp_path,))
    (tmp_path / "a").write_text("1")
    second = stamp((tmp_path,))
    (tmp_path / "a").write_text("22")
    third = stamp((tmp_path, tmp_path / "missing"))
    assert len({str(s) for s in (first, second, third)}) == 3
