from __future__ import annotations

import argparse
import email.message
import io
import json
import random
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.articles import parse_article, read_articles, read_jsonl
from generator.importing import (
    Imported,
    describe,
    import_paths,
    imported_json,
    run_import,
    save,
)
from generator.importing.encodings import decode
from generator.importing.glued import clean_article
from generator.model import Article, Reprint

SAMPLES = Path(__file__).parent / "samples" / "importing"
CONTENT = Path(__file__).parent.parent / "content"
LAYOUTS = sorted(path.stem for path in SAMPLES.glob("*.kept"))
TEXT = (SAMPLES / "portal-vi.txt").read_text(encoding="utf-8")


def source(stem: str) -> Path:
    (path,) = (p for p in SAMPLES.glob(f"{stem}.*") if p.suffix != ".kept")
    return path


def one(path: Path) -> Imported:
    (result,) = import_paths([path])
    return result


def article_of(result: Imported) -> Article:
    assert result.article is not None, describe(result)
    return result.article


def import_text(tmp_path: Path, text: str | bytes, name: str = "in.txt") -> Imported:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return one(path)


# ------------------------------------------------------------------------------- layouts


@pytest.mark.parametrize("stem", LAYOUTS)
def test_a_layout_keeps_its_headline_and_body_to_the_sentence(stem: str) -> None:
    expected = (SAMPLES / f"{stem}.kept").read_text(encoding="utf-8").splitlines()
    article = article_of(one(source(stem)))
    assert [article.title, *article.paragraphs] == expected


@pytest.mark.parametrize(
    ("stem", "outlet", "author", "published"),
    [
        ("portal-vi", "", "Trần Thử Nghiệm", "2019-03-12T09:15"),
        ("box-in-the-middle-vi", "Tuổi Trẻ", "MINH MẪU", ""),
        ("subheads-vi", "Dân trí", "Theo Báo Mẫu", ""),
        ("agency-en", "Reuters", "Jane Sample and John Example", "2014-04-10T09:30"),
        ("json-ld-vi", "Báo Mẫu", "Lê Mẫu", "2021-08-02T07:30"),
        ("tables-and-breaks-en", "", "", "2008-11-03"),
    ],
)
def test_a_layout_tells_outlet_author_and_date(
    stem: str, outlet: str, author: str, published: str
) -> None:
    article = article_of(one(source(stem)))
    assert (article.source, article.author, str(article.published)) == (outlet, author, published)
    assert not article.published_inferred


@pytest.mark.parametrize(
    ("name", "outlet", "published", "author"),
    [
        ("000", "VOV", "--04-10", ""),
        ("001", "", "", ""),
        ("002", "Dân trí", "", "Theo Dantri"),
        ("003", "Thanh Niên", "2024-06-02", ""),
        ("004", "Báo Quốc tế", "", "Hạnh Lê (theo Sputnik, Yonhap)"),
    ],
)
def test_the_first_five_articles_come_out_as_the_editors_have_them(
    name: str, outlet: str, published: str, author: str
) -> None:
    article = article_of(one(SAMPLES / "seeds" / f"{name}.txt"))
    assert article.paragraphs in {known.paragraphs for known in read_articles(CONTENT)}
    assert (article.source, str(article.published)) == (outlet, published)
    assert article.author == author
    assert article.published_inferred == bool(published)
    assert article.title_inferred == (name in ("001", "002"))


def test_every_line_has_a_verdict_and_the_article_is_what_was_kept() -> None:
    for stem in LAYOUTS:
        result = one(source(stem))
        article = article_of(result)
        kept = [v.kept for v in result.verdicts if v.kept and v.rule != "title"]
        assert tuple(kept) == article.body
        assert all(verdict.rule for verdict in result.verdicts)


def test_a_date_in_a_list_of_other_articles_is_not_the_articles(tmp_path: Path) -> None:
    text = (SAMPLES / "subheads-vi.txt").read_text(encoding="utf-8")
    text += "\nTin liên quan\nTàu mới chạy thử trên tuyến phía bắc\n12/3/2019\n"
    assert not article_of(import_text(tmp_path, text)).published


@pytest.mark.parametrize("line", ["Tháng 10/2023", "10/2023"])
def test_a_printed_month_is_the_date_where_nothing_tells_the_day(tmp_path: Path, line: str) -> None:
    text = (
        f"Lũ quét cuốn trôi 38 ngôi nhà mẫu\n{line}\n"
        "Trận lũ quét đã cuốn trôi 38 ngôi nhà tại một huyện mẫu, theo chính quyền huyện.\n"
        "Hơn 600 người dân của huyện mẫu được sơ tán tới ba trường học gần đó.\n"
    )
    article = article_of(import_text(tmp_path, text))
    assert (str(article.published), article.published_inferred) == ("2023-10", False)
    dated = article_of(import_text(tmp_path, text.replace("lũ quét đã", "lũ sáng nay (9/10) đã")))
    assert (str(dated.published), dated.published_inferred) == ("2023-10-09", True)


@pytest.mark.parametrize("between", ["", "9 March 2024\n", "By Anna Sample\n9 March 2024\n"])
def test_a_headline_in_other_words_than_its_text_is_kept(tmp_path: Path, between: str) -> None:
    text = (
        f"Fishing villages win billion-dollar sea walls\n{between}\n"
        "The regional assembly approved a plan on Friday to protect low-lying towns.\n\n"
        "Work on the first 40 kilometres of barriers will begin in June, the governor said. It is "
        "expected to last for nine years.\n\n"
        "Several groups protested outside the building.\n"
    )
    article = article_of(import_text(tmp_path, text))
    assert article.title == "Fishing villages win billion-dollar sea walls"
    assert not article.title_inferred
    unnamed = article_of(import_text(tmp_path, "World\n" + text.partition("\n")[2], "b.txt"))
    assert unnamed.title_inferred


def test_an_inferred_title_is_made_of_words_of_the_text() -> None:
    article = article_of(one(source("untitled-vi")))
    assert article.title_inferred
    assert article.title.lower() in article.body[0].lower()


# ------------------------------------------------------------------------------ encodings


def old_vietnamese(text: str) -> bytes:
    """A text in windows-1258: letters with their shape, then the tone."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = next(m for m in marks if m in "\u0300\u0301\u0309\u0303\u0323")
            base = unicodedata.normalize("NFC", marks.replace(tone, ""))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (old_vietnamese(TEXT), "cp1258"),
        (TEXT.encode().decode("latin-1").encode(), "UTF-8 read as Western"),
    ],
    ids=["utf-8", "bom", "utf-16", "le", "be", "decomposed", "crlf", "1258", "twice"],
)
def test_an_encoding_makes_no_difference(tmp_path: Path, data: bytes, encoding: str) -> None:
    result = import_text(tmp_path, data)
    assert result.encoding == encoding
    assert article_of(result).body == article_of(one(source("portal-vi"))).body


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "VNI", "Cộng hòa xã hội chủ nghĩa"),
        ("Le président a été reçu à l'Élysée", "utf-8", "Le président a été reçu à l'Élysée"),
        ("Hòa bình, thủy lợi, hoà, thuỷ", "utf-8", "Hòa bình, thủy lợi, hoà, thuỷ"),
    ],
)
def test_old_fonts_are_told_from_western_text(text: str, name: str, expected: str) -> None:
    assert decode(text.encode()) == (expected, name)


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data: bytes) -> None:
    text, name = decode(data)
    assert isinstance(text, str)
    assert name


# --------------------------------------------------------------------------- other formats

PAGE = (SAMPLES / "json-ld-vi.html").read_text(encoding="utf-8")
PARAGRAPH = "Một đoạn văn mẫu đủ dài để là một câu trong bài, nói về chuyến tàu số {}."


def test_a_page_built_by_script_gives_what_it_tells_machines(tmp_path: Path) -> None:
    body = " ".join(PARAGRAPH.format(n) for n in range(5))
    data = {"@type": "NewsArticle", "headline": "Tin mẫu", "articleBody": body}
    page = f'<script type="application/ld+json">{json.dumps(data)}</script><div id="app"></div>'
    article = article_of(import_text(tmp_path, page, "a.html"))
    assert article.title == "Tin mẫu"
    assert " ".join(article.body) == body


def test_a_web_archive_is_read_like_the_page_in_it(tmp_path: Path) -> None:
    message = email.message.EmailMessage()
    message["Snapshot-Content-Location"] = "https://bao-mau.example/other.html"
    message["MIME-Version"] = "1.0"
    message.set_content(PAGE, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    result = import_text(tmp_path, message.as_bytes(), "page.mhtml")
    assert article_of(result).body == article_of(one(source("json-ld-vi"))).body


def test_a_feed_gives_its_items_with_their_own_dates(tmp_path: Path) -> None:
    body = "".join(f"&lt;p&gt;{PARAGRAPH.format(n)}&lt;/p&gt;" for n in range(3))
    feed = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Báo Mẫu</title>
    <item><title>Tin một của báo</title><link>https://bao-mau.example/1</link>
    <pubDate>Thu, 10 Apr 2014 09:30:00 +0700</pubDate><dc:creator>Lê Mẫu</dc:creator>
    <category>Kinh tế</category><content:encoded>{body}</content:encoded></item>
    <item><title>Tin hai của báo</title><description>Chỉ có tóm tắt ngắn.</description></item>
    </channel></rss>"""
    path = tmp_path / "feed.xml"
    path.write_text(feed, encoding="utf-8")
    first, second = import_paths([path])
    article = article_of(first)
    assert article.body == tuple(PARAGRAPH.format(n) for n in range(3))
    assert (article.title, article.source, article.author) == (
        "Tin một của báo",
        "Báo Mẫu",
        "Lê Mẫu",
    )
    assert (article.url, str(article.published)) == (
        "https://bao-mau.example/1",
        "2014-04-10T09:30",
    )
    assert article.tags == ("Kinh tế",)
    assert article_of(second).body == ("Chỉ có tóm tắt ngắn.",)


def test_an_atom_feed_is_read_too(tmp_path: Path) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Sample</title><entry>
    <title type="html">Trains &amp;amp; boats</title><link href="https://sample.example/a"/>
    <updated>2014-04-10T09:30:00Z</updated><author><name>Jane Sample</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PARAGRAPH.format(1)}</p>
    </div></content></entry></feed>"""
    article = article_of(import_text(tmp_path, feed, "atom.xml"))
    assert (article.title, article.source) == ("Trains & boats", "The Sample")
    assert article.body == (PARAGRAPH.format(1),)


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>T'
        "</title><description>&a;</description></item></channel></rss>",
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        "]><rss><channel><item><title>T</title><description>&b;</description></item></channel></rss>",
        "<rss><channel>",
        "<rss>",
        "not xml",
    ],
)
def test_a_hostile_feed_opens_nothing_and_breaks_nothing(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(xml, encoding="utf-8")
    for result in import_paths([path]):
        shown = describe(result) + (" ".join(result.article.body) if result.article else "")
        assert "root:" not in shown
        assert "aaaaaaaaaaaaaaaaaaaa" not in shown


def test_markdown_loses_its_marks_and_an_article_file_is_taken_as_it_is(tmp_path: Path) -> None:
    text = f"# Tin mẫu về chuyến tàu\n\n**{PARAGRAPH.format(1)}**\n\n> {PARAGRAPH.format(2)}\n"
    article = article_of(import_text(tmp_path, text, "a.md"))
    assert article.title == "Tin mẫu về chuyến tàu"
    assert article.body == (PARAGRAPH.format(1), PARAGRAPH.format(2))
    own = "---\ntitle: Tin\nlang: vi\n---\n\nThân # bài.\n"
    assert article_of(import_text(tmp_path, own, "b.md")).body == ("Thân # bài.",)


def test_json_lines_are_cleaned_and_keep_their_ids(tmp_path: Path) -> None:
    rows = [
        {"id": "x/1", "title": "Tin", "lead": "TTO - Dẫn nhập của tin mẫu.", "body":
         "Cầu Mẫu trong ngày khánh thành. Ảnh: Văn Mẫu Theo ban quản lý, cầu dài 2 km. Xe chạy "
         "hai chiều./. Minh Thử (TTXVN)", "date": "23/10/2013 11:39", "source": "tuoitre.vn"},
        {"id": "x/2"},
    ]  # fmt: skip
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    good, bad = import_paths([path])
    row = imported_json(good)
    assert row["id"] == "x/1"
    assert row["lead"] == "Dẫn nhập của tin mẫu."
    assert row["body"] == "Theo ban quản lý, cầu dài 2 km. Xe chạy hai chiều."
    assert row["source"] == "Tuổi Trẻ"
    assert article_of(good).author == "Minh Thử (theo TTXVN)"
    assert str(article_of(good).published) == "2013-10-23T11:39"
    assert bad.outcome == "failed"
    assert bad.problem is not None
    assert bad.problem.line == 2


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Tàu chạy. Tàu Mẫu rời ga (Ảnh: Văn Thử) Theo nhà ga, tàu đông khách.",
         "Tàu chạy. Theo nhà ga, tàu đông khách."),
        ("Tàu chạy nhanh. Tàu Mẫu rời ga. Ảnh: AFP/TTXVN Bộ Giao thông nói tàu an toàn.",
         "Tàu chạy nhanh. Bộ Giao thông nói tàu an toàn."),
        ("Ảnh minh họa. (Nguồn: mau.example) Tàu chạy nhanh.", "Tàu chạy nhanh."),
        ("Tàu chạy nhanh. Khách rất vui. NGUYỆT MẪU", "Tàu chạy nhanh. Khách rất vui."),
        ("Tàu chạy nhanh. Khách rất vui. T.A (tổng hợp)", "Tàu chạy nhanh. Khách rất vui."),
        ("Tàu chạy nhanh. Khách rất vui./. Đỗ Mẫu/VOV-Bắc Hải", "Tàu chạy nhanh. Khách rất vui."),
        ("Tàu chạy nhanh. Khách rất vui. Theo Mashable", "Tàu chạy nhanh. Khách rất vui."),
        ("Tàu chạy nhanh. Danh sách gồm: 1 - Ngân hàng đầu tư phát triển",
         "Tàu chạy nhanh. Danh sách gồm: 1 - Ngân hàng đầu tư phát triển"),
        ("Ảnh hưởng của bão rất lớn. Nguồn nước bị cạn.",
         "Ảnh hưởng của bão rất lớn. Nguồn nước bị cạn."),
    ],
)  # fmt: skip
def test_captions_and_signatures_come_out_of_a_glued_text(body: str, kept: str) -> None:
    (article,) = read_jsonl([json.dumps({"id": "a", "body": body, "lang": "vi"})], "x")
    assert " ".join(clean_article(article)[0].body) == kept


@given(st.text(max_size=400), st.text(max_size=100))
def test_cleaning_a_glued_text_only_takes_away(body: str, lead: str) -> None:
    try:
        (article,) = read_jsonl([json.dumps({"id": "a", "body": f"x {body}", "lead": lead})], "x")
    except ValueError:
        return
    cleaned, verdicts = clean_article(article)
    assert cleaned.body
    assert all(verdict.kept in ("", verdict.line.text) for verdict in verdicts)


# ---------------------------------------------------------------------------- duplicates


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for result in import_paths([SAMPLES / "seeds"]):
        save(result, content)
    before = {p: p.read_bytes() for p in content.rglob("*.md")}
    again = list(import_paths([SAMPLES / "seeds"], read_articles(content)))
    assert [save(result, content) for result in again] == [None] * 5
    assert {result.outcome for result in again} == {"known"}
    assert {p: p.read_bytes() for p in content.rglob("*.md")} == before


def test_another_outlets_copy_becomes_a_reprint(tmp_path: Path) -> None:
    content = tmp_path / "content"
    text = (SAMPLES / "subheads-vi.txt").read_text(encoding="utf-8")
    copy = text.replace("(Dân trí)", "TTO").replace("12.000 tỷ", "12 nghìn tỷ")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(copy, encoding="utf-8")
    first, second = import_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert (first.outcome, second.outcome) == ("new", "reprint")
    assert second.known_id == article_of(first).id
    assert second.likeness > 0.8
    for _ in range(2):
        save(first, content)
        save(second, content)
    (article,) = read_articles(content)
    assert article.source == "Dân trí"
    assert article.reprints == (Reprint("Tuổi Trẻ", "", article.published, article.title),)
    (known,) = import_paths([tmp_path / "b.txt"], [article])
    assert known.outcome == "known"


def test_two_articles_of_one_name_get_two_files(tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 10)):
        lines = "\n".join(
            PARAGRAPH.format(n) + f" Chi tiết {n * 7919}." for n in range(first, first + 4)
        )
        if name == "b":
            lines = lines.replace("đoạn văn mẫu", "bản tin khác hẳn").replace("nói về", "kể chuyện")
        (tmp_path / f"{name}.txt").write_text(f"Chuyến tàu mẫu số một\n\n{lines}", encoding="utf-8")
    a, b = import_paths([tmp_path])
    assert (a.outcome, b.outcome) == ("new", "new")
    assert article_of(b).id == f"{article_of(a).id}-2"


# -------------------------------------------------------------------------- the command


def run(*paths: Path, content: Path, **options: bool) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    flags = {"dry_run": False, "json": False, "explain": False, **options}
    arguments = argparse.Namespace(paths=list(paths), content=content, **flags)
    return run_import(arguments, out, err), out.getvalue(), err.getvalue()


def test_the_command_writes_articles_and_words_to_the_right_streams(tmp_path: Path) -> None:
    code, out, err = run(source("portal-vi"), content=tmp_path)
    assert (code, out) == (0, "")
    assert "lines kept" in err
    assert len(read_articles(tmp_path)) == 1


def test_a_dry_run_and_json_write_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    code, out, _ = run(source("portal-vi"), content=content, dry_run=True)
    assert (code, out) == (0, "")
    code, out, _ = run(source("portal-vi"), source("agency-en"), content=content, json=True)
    assert code == 0
    assert [json.loads(line)["file"].rpartition("/")[2] for line in out.splitlines()] == [
        "portal-vi.txt",
        "agency-en.txt",
    ]
    assert len(read_jsonl(out.splitlines(), "out")) == 2
    assert not content.exists()


def test_explain_shows_every_line_with_its_rule(tmp_path: Path) -> None:
    _, _, err = run(source("portal-vi"), content=tmp_path, dry_run=True, explain=True)
    assert "- caption" in err
    assert "+ title" in err
    shown = sum(line.startswith(("  + ", "  - ")) for line in err.splitlines())
    assert shown == sum(bool(line.strip()) for line in TEXT.splitlines())


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("missing.txt", None, 1, "cannot be read"),
        ("empty.txt", b" \n", 0, "no article"),
        ("menu.txt", b"Home\nNews\nSport\n", 1, "no article found"),
        ("huge.txt", b"x" * 20_000_001, 1, "larger than 20 MB"),
    ],
)
def test_what_cannot_be_imported_is_told(
    tmp_path: Path, name: str, data: bytes | None, code: int, message: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    found, out, err = run(tmp_path / name, content=tmp_path / "content")
    assert (found, out) == (code, "")
    assert message in err
    assert err.count(name) == 1
    assert not (tmp_path / "content").exists()


# ------------------------------------------------------------------------------- hostile

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ config }} {% raw %}",
    "[x](javascript:alert(1))",
    "---",
    "title: not a title",
    "../../etc/passwd\x00",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_title_or_body_stays_text(tmp_path: Path, text: str) -> None:
    lines = [f"Tiêu đề mẫu có chuyến tàu {text} trong đó"]
    lines += [PARAGRAPH.format(n) + f" Câu có {text} ở giữa câu." for n in range(3)]
    result = import_text(tmp_path, "\n\n".join(lines))
    path = save(result, tmp_path / "content")
    assert path is not None
    assert path.resolve().is_relative_to((tmp_path / "content" / "articles").resolve())
    assert re.fullmatch(r"[a-z0-9-]+\.md", path.name)
    relative = path.relative_to(tmp_path / "content").as_posix()
    read = parse_article(path.read_text(encoding="utf-8"), relative)
    assert read == result.article


@given(st.lists(st.one_of(st.text(max_size=120), st.sampled_from(TEXT.splitlines())), max_size=30))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_lines_are_an_article_or_none(lines: list[str]) -> None:
    from generator.importing.cleaning import clean_lines
    from generator.importing.lines import split_lines

    rows = split_lines("\n".join(lines))
    cleaned = clean_lines(rows)
    assert [verdict.line for verdict in cleaned.verdicts] == rows


def test_mutated_pages_never_break_the_importer(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(60):
        data = bytearray(PAGE.encode())
        for _ in range(chance.randrange(1, 40)):
            at = chance.randrange(len(data))
            if chance.random() < 0.5:
                data[at] = chance.randrange(256)
            else:
                del data[at : at + chance.randrange(60)]
        result = import_text(tmp_path, bytes(data), f"{number}.html")
        assert result.outcome in ("new", "empty")


@pytest.mark.parametrize(
    "unit",
    ["<div>", "a", "Từ ", "ab\n", "(((\n", ">> ", "1/2/", "<p>", "&amp;", "Ảnh 1: x\n", "<td>1"],
)
def test_a_pathological_page_costs_as_much_as_it_is_long(tmp_path: Path, unit: str) -> None:
    # Four times the length is four times the work, sixteen times where it grows by the square.
    def work(size: int) -> float:
        data = (unit * (size // len(unit))).encode()
        start = time.process_time()
        import_text(tmp_path, data, f"{size}.html")
        import_text(tmp_path, data, f"{size}.txt")
        return time.process_time() - start

    assert work(200_000) < 9 * work(50_000) + 0.2
