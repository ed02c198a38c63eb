from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.articles import (
    article_json,
    article_path,
    article_text,
    clean_text,
    guess_lang,
    parse_article,
    read_articles,
    read_date,
    read_jsonl,
    slug,
    write_article,
)
from generator.errors import ContentError
from generator.model import Article, PartialDate, Reprint

SAMPLE = """---
title: Bản tin mẫu
lang: vi
---

Đoạn thứ nhất của bản tin mẫu.
"""


def put(content: Path, name: str, text: str | bytes = SAMPLE) -> Path:
    path = content / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(content: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_articles(content)
    assert all(problem.remedy for problem in caught.value.problems)
    return [str(problem).replace(f"{content}/", "") for problem in caught.value.problems]


lines = st.text(st.characters(codec="utf-8"), max_size=60).map(clean_text)
nasty = st.sampled_from(
    [
        "---",
        "- a",
        "# x",
        "key: value",
        "> q",
        "```",
        "{{ x }}",
        "<script>",
        "'\"",
        "null",
        "~",
        "!x",
    ]
)
one_line = st.one_of(lines, nasty)
dates = st.sampled_from(
    ["", "2014", "2014-04", "2014-04-10", "--04-10", "--04", "2014-04-10T09:30"]
).map(PartialDate.parse)
addresses = st.sampled_from(["", "https://a.example/b?c=d#e", "http://báo.example/ă"])
articles = st.builds(
    Article,
    id=st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,3}", fullmatch=True),
    title=one_line.filter(bool),
    lang=st.sampled_from(["en", "vi"]),
    body=st.lists(one_line.filter(bool), min_size=1, max_size=4)
    .filter(lambda body: any(map(str.isalnum, "".join(body))))
    .map(tuple),
    lead=one_line,
    source=one_line,
    url=addresses,
    author=one_line,
    published=dates,
    published_inferred=st.booleans(),
    title_inferred=st.booleans(),
    tags=st.lists(one_line.filter(bool), max_size=3, unique=True).map(tuple),
    reprints=st.lists(st.builds(Reprint, one_line, addresses, dates, one_line), max_size=2).map(
        tuple
    ),
)


@given(articles)
@settings(max_examples=300, deadline=None)
def test_every_article_reads_back_as_it_was_written(article: Article) -> None:
    path = article_path(article)
    assert parse_article(article_text(article), path) == dataclasses.replace(article, path=path)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_an_article_or_a_content_error(text: str) -> None:
    for candidate in (text, f"---\n{text}\n---\n{text}", f"---\ntitle: {text}"):
        with contextlib.suppress(ContentError):
            assert parse_article(candidate, "articles/a-b.md").body


@given(st.text(max_size=200), st.text(max_size=50))
def test_a_file_name_is_safe_whatever_the_title(title: str, source: str) -> None:
    article = Article(id="x", title=title, lang="vi", body=("x",), source=source)
    folder, year, name = article_path(article).split("/")
    assert (folder, year) == ("articles", "undated")
    assert set(name.removesuffix(".md")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 4 < len(name) <= 120


def test_a_slug_drops_marks_and_cuts_at_a_word() -> None:
    assert slug("Đà Nẵng: 3 nước “ký” thỏa thuận…") == "da-nang-3-nuoc-ky-thoa-thuan"
    assert slug("một hai ba bốn", 9) == "mot-hai"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("日本") == ""


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2014-04-10", "articles/2014/2014-04-10-vov-ten-bai.md"),
        ("2014-04-10T09:30", "articles/2014/2014-04-10-vov-ten-bai.md"),
        ("2011-01", "articles/2011/2011-01-vov-ten-bai.md"),
        ("--04-10", "articles/undated/04-10-vov-ten-bai.md"),
        ("", "articles/undated/vov-ten-bai.md"),
    ],
)
def test_the_file_name_says_as_much_of_the_date_as_is_known(date: str, expected: str) -> None:
    article = Article(
        "x", "Tên bài", "vi", ("Thân.",), source="VOV", published=PartialDate.parse(date)
    )
    assert article_path(article) == expected


def test_a_device_name_of_windows_is_never_a_file_name() -> None:
    article = Article("x", "CON", "en", ("Text.",))
    assert article_path(article) == "articles/undated/article-con.md"


def test_an_article_is_written_where_it_belongs_and_leaves_no_scraps(tmp_path: Path) -> None:
    article = Article("2014-bao-tin", "Tin", "vi", ("Thân bài.",), source="Báo")
    article = dataclasses.replace(article, published=PartialDate(2014))
    path = write_article(article, tmp_path)
    assert path == tmp_path / "articles/2014/2014-bao-tin.md"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    (read,) = read_articles(tmp_path)
    assert read == dataclasses.replace(article, path="articles/2014/2014-bao-tin.md")
    changed = dataclasses.replace(read, body=("Thân bài khác.",))
    assert write_article(changed, tmp_path) == path
    assert read_articles(tmp_path) == (changed,)


def test_an_article_never_overwrites_another(tmp_path: Path) -> None:
    first = Article("a", "Tin", "vi", ("Thân một.",))
    write_article(first, tmp_path)
    with pytest.raises(ContentError, match="already holds the article 'a'"):
        write_article(Article("b", "Tin", "vi", ("Thân hai.",)), tmp_path)
    assert read_articles(tmp_path)[0].body == ("Thân một.",)


@pytest.mark.parametrize("path", ["../out.md", "articles/../../out.md", "articles/x.txt", "y.md"])
def test_no_article_is_written_outside_its_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ContentError, match="below content/articles"):
        write_article(Article("a", "Tin", "vi", ("Thân.",), path=path), tmp_path / "content")
    assert not any(tmp_path.rglob("*.*"))


def test_a_broken_front_matter_is_reported_with_file_line_and_remedy(tmp_path: Path) -> None:
    put(tmp_path, "a-1.md", "Không có gì ở đầu.\n")
    put(tmp_path, "a-2.md", "---\ntitle: x\nlang: vi\n\nThân.\n")
    put(tmp_path, "a-3.md", '---\ntitle: "x\nlang: vi\n---\n\nThân.\n')
    put(tmp_path, "a-4.md", "---\n- x\n---\n\nThân.\n")
    found = problems(tmp_path)
    assert [p.split("\n")[0] for p in found[:2]] == [
        "articles/a-1.md:1: the front matter is missing",
        "articles/a-2.md:1: the front matter never ends",
    ]
    assert found[2].startswith("articles/a-3.md:")
    assert "not valid YAML" in found[2]
    assert found[3].startswith("articles/a-4.md:2: the front matter must be")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("titel: x", "articles/a-1.md:4: unknown key 'titel'"),
        ("published: 2014-13-01", "articles/a-1.md:4: 'published' is '2014-13-01'"),
        ("published: 10/4/2014", "articles/a-1.md:4: 'published' is '10/4/2014'"),
        ("published_inferred: ja", "articles/a-1.md:4: 'published_inferred' is 'ja'"),
        ("url: javascript:alert(1)", "articles/a-1.md:4: 'url' is not a web address"),
        ("tags: x", "articles/a-1.md:4: 'tags' must be a list"),
        ("tags:\n- [x]", "articles/a-1.md:5: a tag must be text"),
        ("author: [x]", "articles/a-1.md:4: 'author' must be text"),
        ("id: Á", "articles/a-1.md:4: 'id' is 'Á'"),
        ("reprints:\n- x", "articles/a-1.md:5: a reprint must be"),
        ("reprints:\n- sauce: x", "articles/a-1.md:5: unknown key 'sauce'"),
        ("reprints:\n- source: x\n  url: ftp://x", "articles/a-1.md:6: 'url' is not"),
        ("reprints:\n- published: x", "articles/a-1.md:5: 'published': not a date"),
        ("title: y", "articles/a-1.md:4: 'title' stands twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    put(tmp_path, "a-1.md", f"---\ntitle: Tin\nlang: vi\n{line}\n---\n\nThân.\n")
    (found,) = problems(tmp_path)
    assert found.startswith(message)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, "2014/a-1.md", "---\nlang: fr\npublished: x\n---\n")
    put(tmp_path, "b-1.md", b"---\ntitle: x\nlang: vi\n---\n\nc\xe1i\n")
    put(tmp_path, "Tên lạ.md")
    put(tmp_path, "notes.txt")
    assert [p.split("\n")[0] for p in problems(tmp_path)] == [
        "articles/Tên lạ.md: the file name 'Tên lạ' cannot be an id",
        "articles/b-1.md:6: is not UTF-8: byte 0xe1",
        "articles/notes.txt: is not an article: its name does not end in .md",
        "articles/2014/a-1.md:2: 'lang' is 'fr'",
        "articles/2014/a-1.md:3: 'published' is 'x': not a date: 'x'",
        "articles/2014/a-1.md:2: 'title' is missing",
        "articles/2014/a-1.md:4: the body is empty",
    ]


def test_an_id_that_stands_twice_names_both_files(tmp_path: Path) -> None:
    put(tmp_path, "2014/a-1.md")
    put(tmp_path, "2015/a-1.md")
    (found,) = problems(tmp_path)
    assert "2015/a-1.md:1: the id 'a-1' is also that of" in found
    assert "2014/a-1.md" in found


def test_a_missing_folder_is_an_error_and_an_empty_one_is_not(tmp_path: Path) -> None:
    assert "there is no such folder" in problems(tmp_path)[0]
    (tmp_path / "articles").mkdir()
    assert read_articles(tmp_path) == ()


def test_links_pipes_and_huge_files_are_refused_and_never_followed(tmp_path: Path) -> None:
    root = put(tmp_path, "a-1.md").parent
    (root / "loop").symlink_to(root)
    (root / "out.md").symlink_to("/etc/passwd")
    os.mkfifo(root / "pipe.md")
    with open(root / "huge.md", "wb") as file:
        file.truncate(6_000_000)
    assert [p.split("\n")[0] for p in problems(tmp_path)] == [
        "articles/huge.md: is larger than 5 MB",
        "articles/loop: is a symbolic link",
        "articles/out.md: is a symbolic link",
        "articles/pipe.md: is not a regular file",
    ]


def test_a_paragraph_is_a_block_whatever_it_looks_like() -> None:
    text = SAMPLE + "\n---\ntitle: not front matter\n---\n\n# not a heading\r\n\r\n  hai\n  dòng\n"
    assert parse_article(text, "articles/a-1.md").body == (
        "Đoạn thứ nhất của bản tin mẫu.",
        "--- title: not front matter ---",
        "# not a heading",
        "hai dòng",
    )


def test_articles_come_by_date_then_id(tmp_path: Path) -> None:
    for name, date in (("c-1", "2014-04-10"), ("b-1", "2014-04-10"), ("a-1", "2015"), ("d-1", "")):
        put(tmp_path, f"{name}.md", SAMPLE.replace("lang:", f"published: {date}\nlang:"))
    assert [a.id for a in read_articles(tmp_path)] == ["d-1", "b-1", "c-1", "a-1"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hàn Quốc và Nhật Bản ký thỏa thuận", "vi"),
        ("Han Quoc va Nhat Ban da ky mot thoa thuan trong ngay", "vi"),
        ("South Korea and Japan signed an agreement", "en"),
        (
            "Prime Minister Phạm Minh Chính met the president of the country in Hanoi on Monday",
            "en",
        ),
        ("Le président a rencontré the delegation of the élysée", "en"),
        ("", "vi"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, lang: str) -> None:
    assert guess_lang(text) == lang


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("23/10/2013 11:39", "2013-10-23T11:39"),
        ("3-1-2013", "2013-01-03"),
        ("1.6.2024 9:05", "2024-06-01T09:05"),
        ("2013-10-23", "2013-10-23"),
        ("2013-10-23T11:39:05.123Z", "2013-10-23T11:39"),
        ("2013-10-23 11:39:05+07:00", "2013-10-23T11:39"),
        ("2013-10", "2013-10"),
        ("31/02/2013", ""),
        ("tomorrow", ""),
        ("", ""),
    ],
)
def test_dates_of_data_files(text: str, date: str) -> None:
    assert str(read_date(text)) == date


def test_json_lines_keep_the_id_and_split_paragraphs() -> None:
    row = {
        "id": "Số 1/ä",
        "title": "Tin",
        "lead": "Dẫn nhập của bài.",
        "body": "Dẫn nhập của bài.\nĐoạn  một.\n\nĐoạn hai.",
        "date": "23/10/2013 11:39",
        "source": "báo.vn",
        "url": "https://a.example/b",
        "event": "ignored",
    }
    (article,) = read_jsonl(["\n", json.dumps(row)], "in.jsonl")
    assert article.id == "Số 1/ä"
    assert article.lead == "Dẫn nhập của bài."
    assert article.body == ("Đoạn một.", "Đoạn hai.")
    assert article.lang == "vi"
    assert article_json(article) == {
        "id": "Số 1/ä",
        "title": "Tin",
        "lead": "Dẫn nhập của bài.",
        "body": "Đoạn một.\nĐoạn hai.",
        "date": "2013-10-23T11:39",
        "source": "báo.vn",
        "url": "https://a.example/b",
    }


@given(articles)
def test_json_lines_read_back_what_they_can_hold(article: Article) -> None:
    row = article_json(article)
    (read,) = read_jsonl([json.dumps(row)], "x")
    lead, *_ = article.body
    expected = {**row, "body": "\n".join(article.body)}
    if article.lead == lead and len(article.body) > 1:
        expected["body"] = "\n".join(article.body[1:])
    elif article.lead == lead:
        expected |= {"body": lead, "lead": ""}
    assert article_json(read) == expected


def test_json_lines_need_only_an_id_and_a_body() -> None:
    (article,) = read_jsonl(['\ufeff{"id": 5, "body": "Text of the story.", "date": null}'], "x")
    assert (article.id, article.title, article.lang) == ("5", "", "en")
    assert not article.published
    assert read_jsonl([], "x") == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Expecting"),
        ("[]", "not a JSON object"),
        ('{"body": "x"}', "'id' is missing"),
        ('{"id": "a"}', "'body' is missing or empty"),
        ('{"id": "a", "body": ["x"]}', "'body' must be text"),
        ('{"id": "ok", "body": "x"}', "stands twice"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_a_bad_json_line_is_named_by_number(line: str, message: str) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        read_jsonl(['{"id": "ok", "body": "x"}', line], "in.jsonl")
    assert [(p.path, p.line) for p in caught.value.problems] == [("in.jsonl", 2)]


def test_invisible_and_broken_characters_are_not_text() -> None:
    assert clean_text("a\u202e\x00b \ud800\ufeff\u00a0 c\u200b") == "ab \ufffd c"
    assert clean_text("e\u0302\u0301") == "ế"


def test_a_tone_mark_stands_on_the_vowel_that_carries_it():
    assert clean_text("thưà nhận đôỉ mơí, nhiêù trâụ") == "thừa nhận đổi mới, nhiều trậu"
    assert clean_text("quý giá, của, hoà, lưỡi") == "quý giá, của, hoà, lưỡi"
