"""The glossary finds names where they stand, in any accepted form, and nowhere else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model import LANGS, Lang, Term
from generator.translation.glossary import Glossary, is_vietnamese_syllable, read_glossary

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(ROOT / "content")


def found(text: str, lang: Lang, glossary: Glossary) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.term.en) for m in glossary.find(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("vi", "Mỹ-Nhật-Hàn xem xét", ["United States", "Japan", "South Korea"]),
        ("vi", "Mỹ – Nhật – Hàn", ["United States", "Japan", "South Korea"]),
        ("vi", "quan hệ Mỹ - Trung", ["United States", "China"]),
        ("vi", "CHDCND Triều Tiên", ["North Korea"]),
        ("vi", "Bộ trưởng Kim Kwan Jin", ["minister", "Kim Kwan-jin"]),
        ("vi", "Cộng hoà Séc", ["Czech Republic"]),
        ("vi", "ông Kishida Fumio", ["Fumio Kishida"]),
        ("vi", "mưa lớn ở miền Nam Hàn Quốc", ["South Korea"]),
        ("vi", "bão vào miền Trung Hoa Kỳ", ["United States"]),
        ("vi", "tình anh em Nga - Triều Tiên", ["Russia", "North Korea"]),
        ("vi", "ở thành phố Hồ Chí Minh", ["Ho Chi Minh City"]),
        ("vi", "Tổng Bí thư Tô Lâm", ["general secretary of the party", "To Lam"]),
        ("en", "General Secretary To Lam", ["general secretary of the party", "To Lam"]),
        ("vi", "Lầu Năm Góc", ["Pentagon"]),
        ("vi", "tại Trại David (Mỹ)", ["Camp David", "United States"]),
        ("vi", "bay tới Matxcơva", ["Moscow"]),
        ("vi", "một người đàn ông Anh", ["United Kingdom"]),
        ("vi", "một công ty Pháp trị giá 2 tỷ", ["France"]),
        ("vi", "tờ báo Anh The Times", ["United Kingdom"]),
        ("en", "the Royal Thai Army", ["Thailand"]),
        ("en", "Thai and Lao officials", ["Thailand", "Laos"]),
        ("en", "South Korea's army", ["South Korea"]),
        ("en", "the U.S. and the DPRK", ["United States", "North Korea"]),
        ("en", "three ballistic missiles", ["ballistic missile"]),
        ("en", "KYIV AND MOSCOW", ["Kyiv", "Moscow"]),
    ],
)
def test_names_are_found_in_the_forms_sources_use(
    lang: Lang, text: str, expected: list[str], glossary: Glossary
) -> None:
    assert [name for _, name in found(text, lang, glossary)] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "Chủ Nhật tuần này ở Mỹ Tho"),
        ("vi", "ông Tuấn Anh và bà Thúy Nga"),
        ("vi", "Bà Nga gặp ông Đức, chị Mỹ và anh Pháp"),
        ("vi", "Anh nói sẽ đến"),
        ("vi", "Pháp luật cấm điều đó"),
        ("vi", "Nhật báo số ra hôm qua"),
        ("vi", "miền Trung và trung tâm"),
        ("en", "he will trump us"),
        ("en", "Mr Ngoc Thai Son of Lao Son and Thai Ha"),
        ("en", "It is what it is, who knows"),
    ],
)
def test_pieces_of_other_words_and_names_are_not_found(
    lang: Lang, text: str, glossary: Glossary
) -> None:
    assert found(text, lang, glossary) == []


def test_the_longest_form_wins(glossary: Glossary) -> None:
    assert found("Bắc Mỹ", "vi", glossary) == [("Bắc Mỹ", "North America")]
    assert found("North Korean", "en", glossary) == [("North Korean", "North Korea")]


def test_the_shipped_glossary_is_large_and_every_form_belongs_to_one_term(
    glossary: Glossary,
) -> None:
    assert len(glossary.terms) >= 400
    for lang in LANGS:
        forms = Counter(form for term in glossary.terms for form in set(term.forms(lang)))
        assert [form for form, count in forms.items() if count > 1] == []


def test_every_right_form_of_the_shipped_glossary_is_found_as_itself(glossary: Glossary) -> None:
    lost = [
        (lang, term.right(lang))
        for term in glossary.terms
        for lang in LANGS
        if [m.term for m in glossary.find(f"({term.right(lang)})", lang)] != [term]
    ]
    assert lost == []


def test_people_named_in_the_first_articles_are_all_there(glossary: Glossary) -> None:
    names = (
        "Kim Kwan-jin|Lloyd Austin|Shin Won Sik|Minoru Kihara|Joe Biden|Yoon Suk Yeol|Kishida "
        "Fumio|Charles Q.Brown|Kim Jong Un|Seiji Maehara|Toshimi Kitazawa|Masataka Okano|Kurt "
        "Campbell|Kim Hong-kyun|Cho Hyun Dong|Shin Beom Chul|Laura DeSimone|Ned Price|Hamada "
        "Yasukazu"
    ).split("|")
    assert [name for name in names if not glossary.find(name, "vi")] == []


def write(folder: Path, text: str) -> Path:
    (folder / "glossary.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_missing_file_is_an_empty_glossary(tmp_path: Path) -> None:
    assert read_glossary(tmp_path).terms == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- {en: Japan, kind: country}", 1, "needs 'vi'"),
        ("- {en: A, vi: B, kind: term}\n- {en: C, vi: D, kind: planet}", 2, "kind is 'planet'"),
        ("- {en: A, vi: B, kind: term, also: x}", 1, "unknown key 'also'"),
        ("- {en: A, vi: B, kind: term, vi_variants: x}", 1, "must be a list"),
        ("- {en: A, vi: B, kind: term, vi_variants: ['']}", 1, "not empty"),
        ("- {en: A, vi: B, kind: term}\n- {en: A, vi: C, kind: term}", 2, "already belongs"),
        ("en: Japan", 1, "must be a list"),
        ("- just text", 1, "must be a mapping"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_glossary(write(tmp_path, text))
    problem = caught.value.problems[0]
    assert words in problem.what
    assert problem.line == line
    assert problem.remedy


def test_a_variant_that_ends_in_a_hyphen_counts_in_compounds_only(tmp_path: Path) -> None:
    text = '- {en: China, vi: Trung Quốc, kind: country, vi_variants: ["Trung-"]}'
    glossary = read_glossary(write(tmp_path, text))
    assert found("Mỹ - Trung", "vi", glossary) == [("Trung", "China")]
    assert found("anh Trung", "vi", glossary) == []
    assert glossary.terms[0].forms("vi") == ("Trung Quốc",)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Tho", True), ("Nguyễn", True), ("Khoa", True), ("Trump", False), ("Kihara", False)],
)
def test_vietnamese_spelling_is_recognised(word: str, expected: bool) -> None:
    assert is_vietnamese_syllable(word) is expected


@given(st.text(max_size=150), st.sampled_from(["en", "vi"]))
def test_any_text_is_searched_without_failing(text: str, lang: Lang) -> None:
    glossary = Glossary([Term("Japan", "Nhật Bản", "country", (), ("Nhật", "N-"))])
    end = 0
    for match in glossary.find(text, lang):
        assert end <= match.start < match.end <= len(text)
        end = match.end


def test_a_vietnamese_body_or_place_needs_the_capital_of_its_first_word_only() -> None:
    glossary = Glossary(
        (
            Term("White House", "Nhà Trắng", "organisation"),
            Term("South Korea", "Hàn Quốc", "country"),
            Term("Xi Jinping", "Tập Cận Bình", "person"),
        )
    )

    def found(text: str) -> list[str]:
        return [match.term.en for match in glossary.find(text, "vi")]

    assert found("Nhà trắng và Hàn quốc ra tuyên bố.") == ["White House", "South Korea"]
    assert found("Họ sơn ngôi nhà trắng.") == []
    assert found("Tập cận bình") == []
