import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import strict_yaml
from generator.errors import ContentError


def test_scalars_stay_the_text_they_were_written_as():
    document = strict_yaml.load("date: 2014-04-10\nnumber: 007\nno: no\nempty:\n", "f.yml")
    assert document.data == {"date": "2014-04-10", "number": "007", "no": "no", "empty": ""}


def test_every_entry_knows_its_line():
    document = strict_yaml.load("a: 1\nb:\n  - x\n  - c: 2\n", "f.yml", first_line=10)
    assert document.line("b", 1, "c") == 13
    assert document.line("b", 1, "missing") == 13


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("ok: 1\na: !!python/object:os.system x\n", 2, "tag"),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: [1, 2\nb: 3\n", 2, "valid YAML"),
        ("ok: 1\ntitle: one: two\n", 2, "valid YAML"),
        ("? [a, b]\n: 1\n", 1, "key"),
    ],
)
def test_what_is_outside_the_subset_is_refused_with_its_line(text, line, word):
    with pytest.raises(ContentError) as caught:
        strict_yaml.load(text, "f.yml")
    problem = caught.value.problems[0]
    assert problem.line == line
    assert word in problem.what


def test_deep_nesting_is_refused():
    with pytest.raises(ContentError):
        strict_yaml.load("[" * 500 + "]" * 500, "f.yml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_never_a_crash(text):
    with contextlib.suppress(ContentError):
        assert strict_yaml.load(text, "f.yml").line() >= 1
