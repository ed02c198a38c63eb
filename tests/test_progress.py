import io

import pytest

from generator import progress
from generator.progress import Terminal, how_far


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that moves on by half a second whenever it is read."""
    times = (half / 2 for half in range(1_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(times))


def test_a_terminal_shows_how_far_a_step_is_and_at_what_rate(clock):
    screen = Screen()
    terminal = Terminal(screen)
    assert list(terminal.step("events", "abcd", 4)) == [*"abcd"]
    terminal.done("events", "4 events")
    shown = screen.getvalue().split("\r\x1b[2K")
    assert "events       ━━━━━━━━━━──────────  2/4  2.0/s, 1 s left" in shown
    assert shown[-1] == "events       4 events\n"


def test_a_pipe_gets_one_plain_line_a_step(clock):
    pipe = io.StringIO()
    terminal = Terminal(pipe)
    terminal.begin("events")
    list(terminal.step("events", "abcd", 4))
    terminal.done("events", "4 events")
    terminal.clear()
    assert pipe.getvalue() == "events       4 events\n"


def test_work_goes_on_when_nobody_reads_along_any_more():
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    terminal = Terminal(Gone())
    assert list(terminal.step("events", "ab", 2)) == ["a", "b"]
    terminal.done("events", "2 events")


@pytest.mark.parametrize(
    ("count", "total", "seconds", "words"),
    [
        (1_500, 3_000, 10.0, "━━━━━━━━━━──────────  1,500/3,000  150/s, 10 s left"),
        (1, 1_000, 0.5, "────────────────────  1/1,000  2.0/s, 8 min 20 s left"),
        (1_000, None, 4.0, "1,000  250/s"),
    ],
)
def test_how_far_is_told_in_numbers(count, total, seconds, words):
    assert how_far(count, total, seconds) == words
