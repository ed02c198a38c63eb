"""`events.yml`: every mistake has its line and remedy, and nothing of a wrong file is applied."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError, Problem
from generator.event_edits import Edit, EventEdits, read_event_edits
from generator.published import Published, follow

ARTICLES = ("a1", "a2", "a3")
PUBLISHED = Published(
    {"e1": ("a1",), "e2": ("a2",), "e3": ("a3",)}, {"s1": ("e1", "e2")}, {"old": "e1"}
)


def _read(tmp_path: Path, text: str) -> EventEdits:
    (tmp_path / "events.yml").write_text(text, encoding="utf-8")
    return read_event_edits(tmp_path, ARTICLES, PUBLISHED)


def _problems(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, text)
    assert all(problem.remedy and problem.path for problem in caught.value.problems)
    return caught.value.problems


def test_no_file_and_a_file_of_comments_mean_no_edits(tmp_path: Path) -> None:
    assert read_event_edits(tmp_path, ARTICLES) == EventEdits()
    assert _read(tmp_path, "# nothing yet\n") == EventEdits()


def test_all_that_an_entry_can_say_is_read(tmp_path: Path) -> None:
    edits = _read(
        tmp_path,
        "events:\n"
        "  - id: e1\n"
        "    name: {en: Talks, vi: Hội đàm}\n"
        "    articles: [a1]\n"
        "    without: [a2]\n"
        "    merge: [e2]\n"
        "  - id: new-one\n"
        "    articles: [a3]\n"
        "storylines:\n"
        "  - id: s1\n"
        "    events: [e3, new-one]\n",
    )
    assert edits.events["e1"] == Edit(
        "e1", {"en": "Talks", "vi": "Hội đàm"}, ("a1",), ("a2",), ("e2",)
    )
    assert edits.events["new-one"].members == ("a3",)
    assert edits.storylines["s1"].members == ("e3", "new-one")


def test_an_id_that_was_merged_before_can_still_be_named(tmp_path: Path) -> None:
    assert "old" in _read(tmp_path, "events:\n  - id: old\n    name: {en: Back}\n").events


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- id: e1\n", 1, "must be a mapping"),
        ("event:\n", 1, "unknown key 'event'"),
        ("events: e1\n", 1, "'events' must be a list"),
        ("events:\n  - e1\n", 2, "an entry must be a mapping"),
        ("events:\n  - name: {en: x}\n", 2, "an entry needs an id"),
        ("events:\n  - id: E 1\n", 2, "an entry needs an id"),
        ("events:\n  - id: e1\n    title: x\n", 3, "unknown key 'title'"),
        ("events:\n  - id: e9\n    name: {en: x}\n", 2, "there is no event 'e9'"),
        ("events:\n  - id: e1\n    articles: [a1, a9]\n", 3, "there is no article 'a9'"),
        ("events:\n  - id: e1\n    without: [a9]\n", 3, "there is no article 'a9'"),
        ("events:\n  - id: e1\n    articles: [a1, a1]\n", 3, "'a1' stands twice"),
        ("events:\n  - id: e1\n    articles: a1\n", 3, "'articles' must be a list of ids"),
        ("events:\n  - id: e1\n    name: Talks\n", 3, "'name' must have a text per language"),
        ("events:\n  - id: e1\n    name: {fr: x}\n", 3, "'name' must have a text per language"),
        ("events:\n  - id: e1\n    name: {en: ' '}\n", 3, "the name in 'en' is empty"),
        ("events:\n  - id: e1\n  - id: e1\n", 3, "'e1' stands twice"),
        (
            "events:\n  - id: e1\n    articles: [a1]\n  - id: e2\n    articles: [a1]\n",
            5,
            "the article 'a1' is in two entries, 'e1' and 'e2'",
        ),
        (
            "events:\n  - id: e1\n    articles: [a1]\n    without: [a1]\n",
            4,
            "'a1' is both in `articles` and in `without`",
        ),
        ("events:\n  - id: e1\n    merge: [e9]\n", 3, "there is no event 'e9'"),
        ("events:\n  - id: e1\n    merge: [e1]\n", 3, "merging 'e1' goes in a circle"),
        (
            "events:\n  - id: e1\n    merge: [e2]\n  - id: e2\n    merge: [e3]\n"
            "  - id: e3\n    merge: [e1]\n",
            7,
            "merging 'e1' goes in a circle",
        ),
        (
            "events:\n  - id: e1\n    merge: [e3]\n  - id: e2\n    merge: [e3]\n",
            5,
            "'e3' is merged twice, into 'e1' and 'e2'",
        ),
        ("storylines:\n  - id: s1\n    events: [e9]\n", 3, "there is no event 'e9'"),
        ("storylines:\n  - id: s9\n", 2, "there is no storyline 's9'"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    problems = _problems(tmp_path, text)
    assert (line, what) in [(problem.line, problem.what) for problem in problems]


def test_all_mistakes_are_told_at_once_in_order(tmp_path: Path) -> None:
    problems = _problems(
        tmp_path, "events:\n  - id: e9\n  - id: e1\n    articles: [a7, a8]\nextra:\n"
    )
    assert [problem.line for problem in problems] == [2, 4, 4, 5]


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "events.yml").write_bytes(b"events: \xff\n")
    with pytest.raises(ContentError):
        read_event_edits(tmp_path, ARTICLES)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="events: -id[]{},\n  e1a1#&*!'\"merge", max_size=120))
def test_any_text_is_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    try:
        edits = _read(folder, text)
    except ContentError:
        return
    assert all(
        id_ in {"e1", "e2", "e3", "old"} or edit.members for id_, edit in edits.events.items()
    )


@pytest.mark.parametrize("text", ["", "[]", '{"events": {}}', '{"events": 1', "\x00"])
def test_a_damaged_registry_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "published.json").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError):
        Published.read(tmp_path)


def test_redirects_are_followed_to_their_end_and_never_for_ever() -> None:
    assert follow("a", {"a": "b", "b": "c"}) == "c"
    assert follow("a", {"a": "b", "b": "a"}) in ("a", "b")
