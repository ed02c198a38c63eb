"""Texts as people paste them: entities, header lines with a name, Markdown, boxes in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing import describe, import_paths
from generator.importing.lines import unescape
from generator.model import Article

TITLE = "Tàu điện mẫu chạy thử trên tuyến phía bắc"
ONE = "Sáng 3/5, đoàn tàu điện mẫu đầu tiên chạy thử trên tuyến phía bắc dài 12 km của thành phố."
TWO = "Theo ban quản lý, tàu điện chạy với tốc độ 35 km/h và dừng ở tám ga trên tuyến phía bắc."
THREE = "Người dân sống gần tuyến nói tàu êm hơn họ nghĩ, nhưng lối vào ba ga còn ngổn ngang đất."
BODY = (ONE, TWO, THREE)


def imported(tmp_path: Path, text: str, name: str = "in.txt") -> Article:
    path = tmp_path / name
    path.write_bytes(text.encode())
    (result,) = import_paths([path])
    assert result.article is not None, describe(result)
    return result.article


def pasted(*middle: str, header: tuple[str, ...] = (), gap: str = "\n\n") -> str:
    """The sample article as text, with lines of a header and lines between its paragraphs."""
    return gap.join((TITLE, *header, ONE, TWO, *middle, THREE))


# ------------------------------------------------------------------------------- entities


def test_entities_and_tabs_of_pasted_text_are_characters_and_spaces(tmp_path: Path) -> None:
    text = "\t&nbsp;\t\r\n".join(f"\t{line}&nbsp;\t\r\n" for line in (TITLE, *BODY))
    text += "\tBà Mẫu nói: &quot;Tàu &amp; xe buýt dùng chung một vé&nbsp;từ ng&#224;y mai&quot;."
    article = imported(tmp_path, text)
    assert article.title == TITLE
    assert article.body == (*BODY, 'Bà Mẫu nói: "Tàu & xe buýt dùng chung một vé từ ngày mai".')


def test_what_only_looks_like_an_entity_stays() -> None:
    text = "R&D; AT&T, a.example/?a=1&copy=2 &unknown; &notit;"
    assert unescape(text) == text


def test_a_question_above_date_or_byline_is_the_headline(tmp_path: Path) -> None:
    question = "Vì sao tuyến tàu điện mẫu phía bắc chậm ba năm mới chạy thử?"
    text = "\n".join((question, "03/05/2024 08:00", *BODY))
    article = imported(tmp_path, text)
    assert (article.title, article.body) == (question, BODY)
    asked = imported(tmp_path, "\n".join((TITLE, question, *BODY)))
    assert (asked.title, asked.body) == (TITLE, (question, *BODY))


# --------------------------------------------------------------------------- header lines


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("Minh Mẫu - Thứ sáu, 03/05/2024 14:06 (GMT+7)", "Minh Mẫu", "2024-05-03T14:06"),
        ("Đăng bởi: Tú Mẫu - 16:24, 03/05/2024 1.045 lượt xem", "Tú Mẫu", "2024-05-03T16:24"),
        ("Ngày đăng: 03/05/2024 | Lượt xem: 154 | Chuyên mục: Đô thị", "", "2024-05-03"),
        ("Thứ sáu, ngày 03/05/2024 - 07:00   A-  A  A+", "", "2024-05-03T07:00"),
    ],
)
def test_a_header_line_gives_date_and_author(
    tmp_path: Path, line: str, author: str, published: str
) -> None:
    article = imported(tmp_path, pasted(header=(line,)))
    assert (article.title, article.body) == (TITLE, BODY)
    assert (article.author, str(article.published)) == (author, published)
    assert not article.published_inferred


def test_neighbouring_elements_of_a_page_do_not_run_together(tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    page = (
        f"<html><body><div><span>Đô thị</span><span>Thứ sáu, 3/5/2024, 17:12 (GMT+7)</span></div>"
        f"<h1>{TITLE}</h1>{body}</body></html>"
    )
    article = imported(tmp_path, page, "a.html")
    assert (article.body, str(article.published)) == (BODY, "2024-05-03T17:12")
