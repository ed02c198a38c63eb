"""Texts as people paste them: entities, header lines with a name, Markdown, boxes in the middle."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from generator.importing import describe, import_paths
from generator.importing.lines import split_lines, unescape
from generator.importing.markdown import looks_like_markdown
from generator.importing.outlets import outlet_mark
from generator.model import Article

TITLE = "Tàu điện mẫu chạy thử trên tuyến phía bắc"
ONE = "Sáng 3/5, đoàn tàu điện mẫu đầu tiên chạy thử trên tuyến phía bắc dài 12 km của thành phố."
TWO = "Theo ban quản lý, tàu điện chạy với tốc độ 35 km/h và dừng ở tám ga trên tuyến phía bắc."
THREE = (
    "Người dân sống gần tuyến nói tàu êm hơn họ nghĩ, nhưng lối vào ba ga còn ngổn ngang đất. Nhà "
    "thầu hứa dọn xong trong hai tuần, trước khi tàu chở khách vào đầu tháng sáu."
)
BODY = (ONE, TWO, THREE)


def imported(tmp_path: Path, text: str, name: str = "in.txt") -> Article:
    path = tmp_path / name
    path.write_bytes(text.encode())
    (result,) = import_paths([path])
    assert result.article is not None, describe(result)
    return result.article


def pasted(*middle: str, header: tuple[str, ...] = (), gap: str = "\n\n") -> str:
    """The sample article as text, with lines of a header and lines between its paragraphs."""
    return gap.join((TITLE, *header, ONE, *middle, TWO, THREE))


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
        ("Đăng bởi: Tú Mẫu - 16:24, 03/05/2024 2.150 lượt xem", "Tú Mẫu", "2024-05-03T16:24"),
        ("Ngày đăng: 03/05/2024 | Lượt xem: 92 | Chuyên mục: Đô thị", "", "2024-05-03"),
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


@pytest.mark.parametrize(
    ("header", "author"),
    [
        (("DIỄM MẪU",), "DIỄM MẪU"),
        (("03/05/2024 08:40", "Trúc Mẫu"), "Trúc Mẫu"),
        (("Trúc Mẫu", "truc@bao-mau.example", "03/05/2024 08:40"), "Trúc Mẫu"),
        (("Thế Giới", "03/05/2024 08:40"), ""),
        (("Top Picks", "03/05/2024 08:40"), ""),
    ],
)
def test_a_name_under_the_headline_is_the_author(
    tmp_path: Path, header: tuple[str, ...], author: str
) -> None:
    article = imported(tmp_path, pasted(header=header))
    assert (article.title, article.author, article.body) == (TITLE, author, BODY)


def test_a_name_with_its_agency_below_the_text_is_the_author(tmp_path: Path) -> None:
    article = imported(tmp_path, f"{pasted()}\n\nMinh Mẫu (TTXVN)\n")
    assert (article.author, article.body) == ("Minh Mẫu (theo TTXVN)", BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Tổ phóng viên Mẫu Đăng lúc 08:40 ngày 03/05/2024 Cập nhật lúc 09:00 ngày 04/05/2024",
        "(Cập nhật: 08:40 - 03/05/2024) Cỡ chữ: A- A+ In trang này",
        "Báo Mẫu 03/05/2024 08:40 Gốc",
    ],
)
def test_a_line_with_more_than_a_date_below_the_headline_tells_it(
    tmp_path: Path, line: str
) -> None:
    article = imported(tmp_path, pasted(header=(line,)))
    assert (article.body, str(article.published)) == (BODY, "2024-05-03T08:40")


def test_a_date_with_other_words_in_the_text_is_no_date_of_publication(tmp_path: Path) -> None:
    line = "Khai trương: 19:00 ngày 24/06/2024 tại ga Mẫu"
    assert not imported(tmp_path, pasted(line)).published


def test_a_date_behind_a_headline_is_no_part_of_it(tmp_path: Path) -> None:
    text = pasted().replace(TITLE, f"{TITLE} 08:40 | 03/05/2024")
    article = imported(tmp_path, text)
    assert (article.title, str(article.published)) == (TITLE, "2024-05-03T08:40")


def test_a_date_between_the_lines_of_wrapped_text_stands_alone(tmp_path: Path) -> None:
    text = f"{wrapped(TITLE + ' từ sáng nay')}\n08:40 | 03/05/2024\n{wrapped(*BODY, indent='   ')}"
    article = imported(tmp_path, text)
    assert (article.title, article.body) == (f"{TITLE} từ sáng nay", BODY)
    assert str(article.published) == "2024-05-03T08:40"


def test_elements_of_a_page_do_not_run_into_its_date(tmp_path: Path) -> None:
    line = "<div><b>Báo Mẫu</b><span>03/05/2024 08:40</span><a>Gốc</a></div>"
    article = imported(tmp_path, page("", f"<h1>{TITLE}</h1>", line), "a.html")
    assert (article.body, str(article.published)) == (BODY, "2024-05-03T08:40")


def test_neighbouring_elements_of_a_page_do_not_run_together(tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    page = (
        f"<html><body><div><span>Đô thị</span><span>Thứ sáu, 3/5/2024, 17:12 (GMT+7)</span></div>"
        f"<h1>{TITLE}</h1>{body}</body></html>"
    )
    article = imported(tmp_path, page, "a.html")
    assert (article.body, str(article.published)) == (BODY, "2024-05-03T17:12")


# ------------------------------------------------------------------------------- headlines


def page(head: str, *blocks: str) -> str:
    """A page with the sample article: its head, what stands above the text, the text."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return f"<html><head>{head}</head><body>{''.join(blocks)}<div>{body}</div></body></html>"


@pytest.mark.parametrize(
    ("head", "block"),
    [
        ("<title>:: Báo Mẫu điện tử ::</title>", f"<div><b>{TITLE}</b></div>"),
        ("<title>Tin tức - Cổng thông tin thành phố Mẫu</title>", f"<div>{TITLE}</div>"),
        ("<title>Tàu điện Mẫu | Báo Mẫu</title>", f"<h1>{TITLE}</h1>"),
        ('<meta property="og:title" content="Tàu điện phía bắc chạy thử">', f"<h1>{TITLE}</h1>"),
        ("", f'<div role="heading" aria-level="1">{TITLE}</div>'),
    ],
)
def test_the_headline_of_a_page_is_the_one_it_prints(tmp_path: Path, head: str, block: str) -> None:
    above = "<div>Báo Mẫu</div><ul><li>Đô thị</li><li>Chào mừng bạn đến với Báo Mẫu</li></ul>"
    article = imported(tmp_path, page(head, above, block, "<div>03/05/2024 08:40</div>"), "a.html")
    assert (article.title, article.body) == (TITLE, BODY)


def test_a_line_break_in_a_headline_is_a_space(tmp_path: Path) -> None:
    heading = TITLE.replace(" trên tuyến", "<br>trên tuyến")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    page = f"<title>{TITLE} | Báo Mẫu</title><h1>{heading}</h1>{text}"
    assert imported(tmp_path, page, "in.html").title == TITLE


def test_a_title_that_the_page_does_not_print_is_kept_where_nothing_is_better(
    tmp_path: Path,
) -> None:
    head = f"<title>{TITLE} | Báo Mẫu</title>"
    menu = "<div>Bản đồ các tuyến của thành phố</div><div>03/05/2024 08:40</div>"
    assert imported(tmp_path, page(head, menu), "a.html").title == TITLE


@pytest.mark.parametrize("sections", ["Đô thị • Tàu điện thành phố", "Trong nước / Đô thị"])
def test_the_sections_above_a_headline_are_no_headline(tmp_path: Path, sections: str) -> None:
    article = imported(tmp_path, f"{sections}\n" + "\n".join((TITLE, "MINH MẪU", *BODY)))
    assert (article.title, article.body) == (TITLE, BODY)


# ----------------------------------------------------------------------------- wrapped text


def wrapped(*paragraphs: str, indent: str = "") -> str:
    return "\n".join(
        "\n".join(textwrap.wrap(indent + paragraph, 50, drop_whitespace=True))
        for paragraph in paragraphs
    )


def test_indented_lines_of_wrapped_text_begin_paragraphs(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{wrapped(*BODY, indent='    ')}"
    assert imported(tmp_path, text).body == BODY


def test_a_short_line_of_wrapped_text_ends_its_paragraph(tmp_path: Path) -> None:
    subheading = "Ba ga chưa xong"
    text = f"{TITLE}\n\n{wrapped(ONE, TWO)}\n\n{subheading}\n{wrapped(THREE)}"
    assert imported(tmp_path, text).body == (ONE, TWO, subheading, THREE)


def test_a_line_for_each_paragraph_is_not_wrapped_text() -> None:
    rows = (TITLE, "MINH MẪU", *BODY, TITLE, ONE)
    assert [line.text for line in split_lines("\n".join(rows))] == list(rows)


# ------------------------------------------------------------------------------- datelines


@pytest.mark.parametrize(
    ("mark", "outlet"),
    [
        ("Bắc Mẫu (TTXVN) - ", "TTXVN"),
        ("Port Sample (AFP) – ", "AFP"),
        ("Sample-On-Sea (VNA) — ", ""),
        ("Bắc Mẫu, ngày 3/5 (BMO) – ", ""),
        ("Bắc Mẫu (BMO) – ", None),
        ("SAMPLE BAY (AP) — ", None),
        ("Bắc Mẫu (tỉnh Mẫu) - ", None),
        ("Ủy ban (UBND) - ", None),
    ],
)
def test_a_place_with_an_agency_is_no_part_of_the_lead(mark: str, outlet: str | None) -> None:
    found, rest = outlet_mark(mark + ONE)
    assert rest == (ONE if outlet is not None else mark + ONE)
    assert (found.name if found else "") == (outlet or "")


@pytest.mark.parametrize("mark", ["ABO - ", "M24H - ", "PMĐ – ", "(TMM) - ", "TTO - "])
def test_the_mark_of_any_outlet_before_the_lead_is_dropped(tmp_path: Path, mark: str) -> None:
    article = imported(tmp_path, "\n\n".join((TITLE, mark + ONE, TWO, THREE)))
    assert (article.body, article.source) == (BODY, "Tuổi Trẻ" if mark == "TTO - " else "")


@pytest.mark.parametrize("mark", ["(TMM) - ", "TTO - "])
def test_a_mark_in_brackets_or_a_known_one_is_dropped_below_a_standfirst(
    tmp_path: Path, mark: str
) -> None:
    assert imported(tmp_path, pasted(mark + TWO).replace(f"\n\n{TWO}", "")).body == BODY


def test_a_name_of_an_outlet_that_begins_a_later_paragraph_stays(tmp_path: Path) -> None:
    two = "Lao Động - Thương binh và Xã hội là ngành trả tiền vé cho người già trên tàu điện."
    assert imported(tmp_path, "\n\n".join((TITLE, ONE, two, THREE))).body == (ONE, two, THREE)


@pytest.mark.parametrize("name", ["WHO - ", "XYZABC7 - ", "TP Mẫu - ", "ABC-"])
def test_capitals_that_are_no_mark_of_an_outlet_stay(tmp_path: Path, name: str) -> None:
    last = THREE + " WHO nói vậy."
    text = "\n\n".join((TITLE, name + ONE, TWO, last))
    assert imported(tmp_path, text).body == (name + ONE, TWO, last)


def test_the_place_at_the_head_of_an_english_lead_stays(tmp_path: Path) -> None:
    one = "HANOI - The first sample train ran on the northern line of the city on Friday morning."
    two = "The board said that the sample train ran at 35 km/h and stopped at eight stations."
    article = imported(tmp_path, f"Sample train runs on the northern line\n\n{one}\n\n{two}")
    assert article.body == (one, two)


def test_the_stamp_of_the_place_on_a_page_is_dropped(tmp_path: Path) -> None:
    stamp = '<span class="location-stamp">Bắc Mẫu</span> '
    text = page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>").replace(ONE, stamp + ONE)
    assert imported(tmp_path, text, "a.html").body == BODY


# -------------------------------------------------------------------------------- markdown


def test_markdown_pasted_as_text_loses_its_marks(tmp_path: Path) -> None:
    one = ONE.replace("tàu điện", "[tàu điện](https://bao-mau.example/tau)")
    text = "\n\n".join(
        (
            "[Bỏ qua menu](#main)\n* [Đô thị](https://bao-mau.example/do-thi)\n* [Xe](/xe)",
            f"# {TITLE}",
            "[Minh Mẫu](/tac-gia/minh-mau) · 03/05/2024 10:48 GMT+7",
            f"**{one}**",
            "![Tàu ở ga Mẫu](https://bao-mau.example/1.jpg)\n*Tàu ở ga Mẫu. Ảnh: Minh Mẫu*",
            TWO,
            "* [Ga Mẫu sửa lại mái che sau bão](/1)\n* [Vé tàu điện sẽ giảm cho học sinh](/2)",
            "### Ba ga chưa xong",
            THREE,
            "## Tin mới nhất\n1. [Giá vàng mẫu đi ngang](/3)",
        )
    )
    article = imported(tmp_path, text)
    assert article.title == TITLE
    assert article.body == (ONE, TWO, "Ba ga chưa xong", THREE)
    assert (article.author, str(article.published)) == ("Minh Mẫu", "2024-05-03T10:48")


@pytest.mark.parametrize(
    "text", ["#hashtag #mẫu\n" * 4, "Điểm [1] và [2] (xem trang 3)\n" * 4, "5 ** 2 ** 3\n" * 4]
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert not looks_like_markdown(text)


# --------------------------------------------------------------- between the paragraphs


@pytest.mark.parametrize(
    "tail",
    [
        " >> Giá vé tàu điện năm tới",
        " >> Giá vé tàu điện năm tới: tăng nhẹ >> Ai được miễn vé?",
        " Xem thêm: Giá vé tàu điện năm tới",
        " [Quảng cáo]",
        " [Quảng cáo] ► Giá vé tàu điện năm tới",
    ],
)
def test_a_link_or_advert_at_the_end_of_a_paragraph_is_cut_off(tmp_path: Path, tail: str) -> None:
    text = "\n\n".join((TITLE, ONE + tail, TWO, THREE + tail))
    assert imported(tmp_path, text).body == BODY


@pytest.mark.parametrize(
    "end",
    [
        " Related: Giá vé tàu tăng theo giá điện.",
        " >> Giá vé tàu tăng. Ban quản lý nói vậy.",
        " Mẫu [1] và 3 >> 2.",
        " A => B.",
    ],
)
def test_an_arrow_inside_the_text_stays(tmp_path: Path, end: str) -> None:
    text = "\n\n".join((TITLE, ONE, TWO + end, THREE))
    assert imported(tmp_path, text).body == (ONE, TWO + end, THREE)


@pytest.mark.parametrize(
    "box",
    [
        "[Video] Một chuyến tàu chạy thử",
        "[Quảng cáo]",
        "Đăng ký nhận bản tin Đô thị\nMỗi sáng một bản tin ngắn gửi vào hộp thư của bạn.\n"
        "[Nhập email] [Đăng ký]",
        "Theo bạn, vé tàu điện nên có giá bao nhiêu một lượt?\nDưới 10.000 đồng\nTrên 10.000 đồng",
        "Bài liên quan\nVé tàu điện: những điều cần biết\nHỏi đáp về tàu điện thành phố",
        "Tàu Mẫu rời ga Thử trong buổi sáng nhiều mây.\nẢnh: Minh Mẫu",
        "Toàn cảnh buổi chạy thử.",
        "Các đại biểu chụp ảnh lưu niệm.",
    ],
)
def test_a_box_between_paragraphs_is_dropped(tmp_path: Path, box: str) -> None:
    assert imported(tmp_path, pasted(box)).body == BODY


@pytest.mark.parametrize(
    "kept",
    [
        "Theo bạn, ai sẽ đi tàu điện của thành phố mỗi ngày?",
        "Đại biểu các nước đã thăm ga Mẫu và chụp ảnh lưu niệm.",
        "Toàn cảnh thị trường vé",
        "Ban quản lý gửi lịch chạy tàu vào hộp thư của bạn đọc mỗi tuần.",
    ],
)
def test_a_sentence_that_is_like_furniture_stays(tmp_path: Path, kept: str) -> None:
    assert imported(tmp_path, pasted(kept)).body == (ONE, kept, TWO, THREE)


def test_a_paragraph_above_a_credit_stays_where_no_blank_line_sets_the_two_apart(
    tmp_path: Path,
) -> None:
    text = f"{TITLE}\n\n{ONE}\nẢnh: Minh Mẫu\n{TWO}\n{THREE}"
    assert imported(tmp_path, text).body == BODY


def test_a_question_that_ends_a_list_of_links_goes_with_it(tmp_path: Path) -> None:
    links = "- Mẹo chọn ghế trên tàu điện mẫu\n- Có nên mua vé tháng từ bây giờ?"
    assert imported(tmp_path, pasted(links, gap="\n")).body == BODY
    asked = "- Vì sao tàu chậm như vậy?\n- Vì đường ray còn mới, tàu phải chạy thử thật chậm."
    assert imported(tmp_path, pasted(asked, gap="\n")).body == (ONE, *asked.split("\n"), TWO, THREE)


@pytest.mark.parametrize(
    "end",
    [
        "Về tác giả\nMinh Mẫu là cây bút chuyên viết về đô thị. Anh sống ở Mẫu.\nTin khác",
        "Anna Sample covers cities for The Sample Post.",
        "Do you have a story about trains? Write to us at letters@sample.example.",
        "Anna Sample\nAnna Sample covers cities for The Sample Post.",
        "Anna Sample\nShe joined The Sample Post as a reporter of trains in 2019.",
        "(Theo Báo Mẫu)\nBạn đang đọc bài viết “Tàu điện mẫu chạy thử” tại chuyên mục Đô thị.",
        "Minh Mẫu ghi\nBạn muốn hỏi về vé tàu? Gửi câu hỏi tại đây hoặc gọi 0900 000 111.",
        "Bạn đi tàu này chưa? Chia sẻ với chúng tôi qua email do@bao-mau.example.",
        "Something wrong? Contact the newsroom at desk@sample.example.",
        "Thông tin trên trang chỉ mang tính tham khảo, không thay thế lời khuyên của bác sĩ.",
        "RELATED POSTS: Giá vé tàu điện năm tới của thành phố Mẫu",
        "Trình duyệt của bạn không hỗ trợ phát video.",
        "Cuộn xuống để đọc",
    ],
)
def test_what_a_paper_says_below_the_text_is_dropped(tmp_path: Path, end: str) -> None:
    article = imported(tmp_path, f"{pasted(header=('By Anna Sample',))}\n\n{end}\n")
    assert (article.author.partition(" (")[0], article.body) == ("Anna Sample", BODY)


@pytest.mark.parametrize(
    "end",
    [
        "Chia sẻ tại đây, bà Thử nói khách có thể gọi 0900 000 111 để hỏi giờ tàu chạy.",
        "Chia sẻ với chúng tôi, bà Thử nói sẽ trả lời mọi thư gửi tới ga@mau.example.",
        "Gửi xe tại đây chỉ mất năm phút, theo bà Thử.",
        "Thông tin từ bà Thử chỉ mang tính tham khảo, theo ban quản lý tàu.",
        "Trình duyệt cũ của máy bán vé không hỗ trợ thẻ của ngân hàng.",
        "She joined the board of the northern line in 2019.",
        "Đỗ Thị Thử\nShe joined the board of the northern line in 2019.",
        "Đỗ Thị Thử\nĐỗ Thị Thử là nhà văn viết nhiều truyện về các chuyến tàu.",
    ],
)
def test_a_last_paragraph_that_is_like_a_note_stays(tmp_path: Path, end: str) -> None:
    article = imported(tmp_path, f"{pasted(header=('By Anna Sample',))}\n\n{end}\n")
    assert article.body == (*BODY, end.rpartition("\n")[2])


@pytest.mark.parametrize("label", ["HIGHLIGHTS: ", "Video: ", "[Clip] "])
def test_the_headline_of_a_video_is_not_the_headline(tmp_path: Path, label: str) -> None:
    text = "\n\n".join((f"{TITLE}: êm hơn mong đợi", label + TITLE.upper(), *BODY))
    article = imported(tmp_path, text)
    assert (article.title, article.body) == (f"{TITLE}: êm hơn mong đợi", BODY)


def test_a_credit_between_paragraphs_is_no_subheading(tmp_path: Path) -> None:
    for line in ("(Theo Báo Mẫu)", "Minh Mẫu ghi"):
        assert imported(tmp_path, pasted(line)).body == BODY


# -------------------------------------------------------------------------- short sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Vé tháng chưa bán.",
        "Tàu chạy.",
        "Ông gật đầu.",
        "Ai trả tiền?",
        "- Chưa đâu.",
        "He agreed.",
    ],
)
def test_a_short_sentence_in_or_right_below_the_text_stays(tmp_path: Path, sentence: str) -> None:
    assert imported(tmp_path, pasted(sentence)).body == (ONE, sentence, TWO, THREE)
    for below in ("", "\n\nMinh Mẫu\nTin liên quan\nVé xe buýt"):
        text = f"{pasted()}\n\n{sentence}{below}"
        assert imported(tmp_path, text).body == (*BODY, sentence)


def test_a_short_last_sentence_stays_below_a_caption_a_link_or_a_box(tmp_path: Path) -> None:
    between = "Tàu vào ga Mẫu. Ảnh: Minh Mẫu\n>> Vé tàu điện năm tới\nTàu chạy."
    assert imported(tmp_path, f"{pasted()}\n\n{between}").body == (*BODY, "Tàu chạy.")
    box = "\n".join(("Tin liên quan", *OTHERS))
    text = "\n\n".join((TITLE, *BODY, box, LAST, "Tàu chạy."))
    assert imported(tmp_path, text).body == (*BODY, LAST, "Tàu chạy.")


@pytest.mark.parametrize(
    "line",
    [
        "Minh Mẫu.",
        "THEO DÕI BÁO MẪU.",
        "(Theo Báo Mẫu)",
        "Tàu chạy...",
        "Vé tháng giá bao nhiêu?\nVé tàu điện những điều cần biết",
        "Đăng nhập\nTàu quá chậm.",
    ],
)
def test_a_short_line_that_is_no_sentence_of_the_text_is_dropped(tmp_path: Path, line: str) -> None:
    assert imported(tmp_path, f"{pasted()}\n\n{line}").body == BODY


@pytest.mark.parametrize(
    "block",
    [
        "Tàu đến ga Mẫu.\nẢnh: Minh Mẫu",
        "Tàu đến ga Mẫu.\nẢnh minh họa",
        "Video không khả dụng\nTàu đến ga Mẫu.",
    ],
)
def test_a_short_sentence_with_a_credit_or_below_a_video_is_a_caption(
    tmp_path: Path, block: str
) -> None:
    assert imported(tmp_path, pasted(block)).body == BODY


def test_a_short_sentence_above_a_whole_caption_stays(tmp_path: Path) -> None:
    caption = "<figcaption>Tàu vào ga Mẫu buổi sáng. Ảnh: Minh Mẫu</figcaption>"
    figure = f'<p>Vé tháng chưa bán.</p><figure><img src="1.jpg">{caption}</figure>'
    text = page("", f"<h1>{TITLE}</h1>").replace(f"<p>{TWO}", f"{figure}<p>{TWO}")
    assert imported(tmp_path, text, "a.html").body == (ONE, "Vé tháng chưa bán.", TWO, THREE)


def test_a_heading_above_a_picture_is_a_subheading(tmp_path: Path) -> None:
    caption = "<figcaption>Tàu vào ga Mẫu buổi sáng. Ảnh: Minh Mẫu</figcaption>"
    figure = f'<h3>Ba ga còn ngổn ngang</h3><figure><img src="1.jpg">{caption}</figure>'
    text = page("", f"<h1>{TITLE}</h1>").replace(f"<p>{TWO}", f"{figure}<p>{TWO}")
    assert imported(tmp_path, text, "a.html").body == (ONE, "Ba ga còn ngổn ngang", TWO, THREE)


def test_a_line_that_announces_a_list_stays_with_short_points(tmp_path: Path) -> None:
    rows = ("Ba ga chưa xong gồm:", "- Ga Mẫu", "- Ga Thử", "- Ga Chợ phía bắc thành phố")
    assert imported(tmp_path, pasted(*rows)).body == (ONE, *rows, TWO, THREE)
    for line in ("Ông Mẫu nói thêm:", "Kết quả:"):
        assert imported(tmp_path, pasted(line)).body == (ONE, line, TWO, THREE)


def test_the_text_goes_on_below_a_table_of_figures(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}/5</td><td>{n}00</td><td>-{n}</td></tr>" for n in range(1, 9))
    table = f"<table><caption>Khách mỗi ngày</caption>{rows}</table><p>{LAST}</p><p>Tàu chạy.</p>"
    text = page("", f"<h1>{TITLE}</h1>").replace("</body>", f"{table}</body>")
    assert imported(tmp_path, text, "a.html").body == (*BODY, LAST, "Tàu chạy.")


# ----------------------------------------------------------------------- boxes of a page


@pytest.mark.parametrize(
    "box",
    [
        '<p align="center"><img src="1.jpg"><br><i>Tàu điện vào ga Mẫu</i></p>',
        '<p><img src="1.jpg"></p><p style="text-align: center">Tàu điện vào ga Mẫu</p>',
        '<table><tr><td><img src="1.jpg"></td></tr><tr><td>Tàu điện vào ga Mẫu</td></tr></table>',
        '<div><div><a href="/1">Ga Mẫu sửa lại mái che</a></div><div>Ga đóng một tuần.</div></div>',
        '<div class="wp-poll"><p>Theo bạn, vé nên có giá nào?</p><ul><li>Thấp</li></ul></div>',
        '<div class="bio"><p>Minh Mẫu viết về tàu và xe cho Báo Mẫu từ năm 2015.</p></div>',
    ],
)
def test_a_box_of_a_page_is_dropped(tmp_path: Path, box: str) -> None:
    text = page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>")
    text = text.replace(f"<p>{TWO}", f"{box}<p>{TWO}")
    assert imported(tmp_path, text, "a.html").body == BODY


@pytest.mark.parametrize(
    "block",
    [
        '<p><img src="1.jpg" align="left">Ga Mẫu mở cửa từ năm giờ sáng tới nửa đêm mỗi ngày.</p>',
        '<p><img src="1.jpg"></p><p><i>“Tôi đi tàu này mỗi ngày từ nay”, bà Mẫu nói.</i></p>',
        "<p><i>Ga Mẫu mở cửa từ năm giờ sáng tới nửa đêm mỗi ngày trong tuần.</i></p>",
    ],
)
def test_a_paragraph_beside_a_picture_stays(tmp_path: Path, block: str) -> None:
    text = page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>")
    text = text.replace(f"<p>{TWO}", f"{block}<p>{TWO}")
    assert len(imported(tmp_path, text, "a.html").body) == 4


def test_a_subheading_that_the_contents_name_stays(tmp_path: Path) -> None:
    contents = '<ol><li><a href="#a">Ba ga còn ngổn ngang đất đá</a></li></ol>'
    text = page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>", contents)
    text = text.replace(f"<p>{THREE}", f'<h2 id="a">Ba ga còn ngổn ngang đất đá</h2><p>{THREE}')
    assert imported(tmp_path, text, "a.html").body == (
        ONE,
        TWO,
        "Ba ga còn ngổn ngang đất đá",
        THREE,
    )


# ----------------------------------------------------------- below a list of other articles

LAST = "Tàu điện mẫu sẽ chở khách trên tuyến phía bắc từ đầu tháng sáu, theo ban quản lý."
OTHERS = ("Vé tàu điện: những điều cần biết", "Hỏi đáp về xe buýt thành phố")
FOREIGN = "Đội bóng Thử thắng ba không trước đội Mẫu trong trận đấu muộn nhất vòng hai mươi."


def test_the_last_paragraph_below_a_list_of_other_articles_stays(tmp_path: Path) -> None:
    box = "\n".join(("Tin liên quan", *OTHERS))
    assert imported(tmp_path, "\n\n".join((TITLE, *BODY, box, LAST))).body == (*BODY, LAST)
    links = "".join(f'<p><a href="/1">{other}</a></p>' for other in OTHERS)
    text = page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>").replace(
        "</body>", f'<div class="related"><h4>Tin liên quan</h4>{links}</div><p>{LAST}</p></body>'
    )
    assert imported(tmp_path, text, "a.html").body == (*BODY, LAST)


@pytest.mark.parametrize("below", [FOREIGN, f"Bình luận (1)\n{LAST}", f"{OTHERS[0]}\n{FOREIGN}"])
def test_what_else_stands_below_a_list_of_other_articles_is_dropped(
    tmp_path: Path, below: str
) -> None:
    box = "\n".join(("Tin liên quan", *OTHERS))
    assert imported(tmp_path, "\n\n".join((TITLE, *BODY, box, below))).body == BODY
