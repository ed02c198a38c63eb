"""The maker of sample articles for benchmarks."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import synthetic
from generator.articles import read_articles
from generator.model import Article

PATTERN = Article(
    "mau", "Tin mẫu số 7", "vi", ("Câu một có 12 chữ. Câu hai dài hơn. Câu ba.",), source="Báo Mẫu"
)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        assert synthetic.write_content(tmp_path / name, 60, seed) == 60
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_what_is_written_reads_as_content(tmp_path: Path) -> None:
    synthetic.write_content(tmp_path, 150)
    articles = read_articles(tmp_path)
    assert len(articles) == 150
    assert {article.lang for article in articles} == {"en", "vi"}
    assert not all(article.published.is_full for article in articles)


def test_more_articles_begin_with_the_same_ones() -> None:
    few = list(synthetic.synthetic_articles(40))
    assert list(islice(synthetic.synthetic_articles(400), 40)) == few


def test_no_slot_of_a_sentence_stays_open() -> None:
    for article in synthetic.synthetic_articles(400):
        text = " ".join((article.title, *article.body))
        assert "{" not in text
        assert article.title[0].isupper()
        assert article.body


def test_recombined_articles_keep_words_and_change_numbers(tmp_path: Path) -> None:
    made = list(synthetic.recombined_articles([PATTERN], 30))
    assert len({article.id for article in made}) == 30
    assert len({article.body for article in made}) > 5
    for article in made:
        words = set(" ".join(article.body).split())
        known = set(PATTERN.body[0].split())
        assert all(word in known or word.isdigit() for word in words)
    assert synthetic.write_content(tmp_path, 30, patterns=[PATTERN]) == 30


def test_a_missing_data_file_is_said_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["synthetic", str(tmp_path / "out"), "--data", str(tmp_path / "none.jsonl")]
    )
    assert synthetic.main() == 2
    assert "not found" in capsys.readouterr().err
