"""Hostile text on its way into front matter, HTML and scripts."""

from __future__ import annotations

import json
import unicodedata

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.markup import clean_text, front_matter, safe_url, script_json

HOSTILE = "---\n</script><!--\x02klzzwxh\x03 {{ x }} {% x %}\u2028\u202e\ufeff\x85: #&*\t\x00"


@given(st.text())
@example(HOSTILE)
def test_front_matter_gives_back_the_cleaned_text(text: str) -> None:
    page = front_matter({"title": text, "nested": {"a": [text]}}) + "\nbody\n"
    body, data = get_data(page)
    assert body.strip() == "body"
    assert data.get("title", "") == clean_text(text)
    assert data["nested"] == {"a": [clean_text(text)]}


@given(st.text())
@example(HOSTILE)
def test_cleaned_text_is_one_line_of_nfc_that_yaml_and_cleaning_leave_alone(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned == clean_text(cleaned)
    assert len(cleaned.splitlines()) <= 1
    assert unicodedata.is_normalized("NFC", cleaned)
    assert yaml.safe_load(json.dumps(cleaned, ensure_ascii=False)) == cleaned


def test_cleaning_takes_away_what_reorders_or_hides_text() -> None:
    assert clean_text("a\u202eb\u2066c\x02d\ufeffe  f\n") == "abcde f"


def test_cleaning_keeps_vietnamese_typed_with_loose_marks() -> None:
    assert clean_text(unicodedata.normalize("NFD", "Hàn Quốc, Đắk Lắk")) == "Hàn Quốc, Đắk Lắk"


@given(st.text())
@example(HOSTILE)
def test_script_json_cannot_end_its_script_and_reads_back(text: str) -> None:
    written = script_json({"text": text})
    assert "<" not in written
    assert "\u2028" not in written
    assert json.loads(written) == {"text": clean_text(text)}


def test_only_web_addresses_are_links() -> None:
    assert safe_url("https://example.org/a?b=1&c=2") == "https://example.org/a?b=1&c=2"
    assert safe_url(" HTTP://example.org ") == "HTTP://example.org"
    for url in ("javascript:alert(1)", "//example.org", "file:///etc/passwd", "https:///x", ""):
        assert safe_url(url) == ""
    assert safe_url("java\x00script:https://example.org") == ""
