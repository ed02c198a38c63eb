"""Markup, templates and Markdown in an article stay text, from its file to the browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from generator.articles import write_article
from generator.cli import main
from generator.model import Article, PartialDate

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
ATTACK = "window.pwned = true"
SCRIPT = f"<script>{ATTACK}</script>"
# A sample, written for this test: a short report with everything that a page could trip over.
HOSTILE = Article(
    id="cang-sao-mai-mo-lai",
    title=f"Cảng Sao Mai {SCRIPT} & {{{{ 7 * 7 }}}} mở lại [bến](javascript:{ATTACK})",
    lang="vi",
    source='Báo <b onclick="x">Mẫu</b>',
    author="'\"><svg onload=x>",
    published=PartialDate(2031, 5, 3),
    tags=("<i>cảng</i>",),
    body=(
        f'Cảng Sao Mai mở lại sáng 3/5, ban quản lý <img src=x onerror="{ATTACK}"> cho biết, và '
        f"[bến số 2](javascript:{ATTACK}) sẽ đón tàu từ tuần sau.",
        "Ban quản lý cảng Sao Mai nói {{ config.site_name }} {% raw %} và ``mã`` **đậm** sẽ còn "
        "nguyên trong bản tin, kể cả </article></body> và <!-- chú thích --> ở giữa câu.",
        "title: đây là một câu trông giống phần đầu của tập tin, nhưng nó là nội dung của bài.",
        f'--- # Đây không phải tiêu đề, {{#id .class onclick="{ATTACK}"}} không phải thuộc tính.',
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    content = folder / "content"
    content.mkdir()
    shutil.copy(ROOT / "content" / "glossary.yml", content)
    write_article(HOSTILE, content)
    options = [
        *("--content", str(content), "--site-src", str(folder / "site_src")),
        *("--site", str(folder / "site"), "--config", str(ROOT / "mkdocs.yml")),
    ]
    assert main(["check", "--content", str(content)]) == 0
    assert main(["build", *options]) == 0
    return folder / "site"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_carries_the_article_s_markup(site: Path) -> None:
    seen = 0
    for path in pages(site):
        page = lxml.html.parse(str(path)).getroot()
        for script in page.iter("script"):
            kind = script.get("type", "")
            assert ATTACK not in (script.text or "") or kind == "application/ld+json", path
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            assert not any(name.startswith("on") for name in element.attrib), path
            assert not (element.get("href") or "").startswith("javascript:"), path
            assert element.get("src") != "x", path
        seen += "<script>" in page.text_content()
    assert seen >= 4  # home, event, month or archive, in two languages


def test_the_words_are_shown_as_they_were_written(site: Path) -> None:
    (event,) = (site / "vi" / "events").glob("*.html")
    text = " ".join(lxml.html.parse(str(event)).getroot().text_content().split())
    assert f"{SCRIPT} & {{{{ 7 * 7 }}}}" in text
    assert f"[bến số 2](javascript:{ATTACK})" in text
    assert "{{ config.site_name }} {% raw %} và ``mã`` **đậm**" in text
    assert "</article></body> và <!-- chú thích -->" in text


def test_nothing_of_it_runs_in_a_browser(site: Path, browser: Any) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    for path in pages(site):
        page.goto(path.as_uri())
        assert page.evaluate("window.pwned") is None, path
    page.goto((site / "vi" / "search.html").as_uri())
    page.locator("input[type=search]").first.fill("script")
    page.wait_for_timeout(500)
    assert page.evaluate("window.pwned") is None
    assert wrong == []
