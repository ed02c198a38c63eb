"""Bodies in an English translation have their article, and only those."""

from __future__ import annotations

import pytest

from generator.model import Term
from generator.translation.definite_article import with_articles
from generator.translation.glossary import Glossary

GLOSSARY = Glossary(
    (
        Term("Ministry of Health", "Bộ Y tế", "organisation"),
        Term("US Marine Corps", "Thủy quân lục chiến Mỹ", "organisation"),
        Term("Peking University", "Đại học Bắc Kinh", "organisation"),
        Term("West Bank", "Bờ Tây", "place"),
        Term("Brostava Bank", "Brostava Bank", "organisation"),
    )
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("US Marine Corps is ready.", "The US Marine Corps is ready."),
        (
            "He spoke to Ministry of Health officials.",
            "He spoke to the Ministry of Health officials.",
        ),
        ("On Monday, US Marine Corps left.", "On Monday, the US Marine Corps left."),
        ("US Marine Corps (USMC) is ready.", "The US Marine Corps (USMC) is ready."),
    ],
)
def test_a_body_gets_its_article(text: str, wanted: str) -> None:
    assert with_articles(text, GLOSSARY) == wanted
    assert with_articles(wanted, GLOSSARY) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The US Marine Corps is ready.",
        "Vietnam's Ministry of Health said so.",
        "The Vietnamese Ministry of Health said so.",
        "Ministry of Health warns of flu",
        "Ministry of Health Director Le Van An said so.",
        "He spoke to Ministry of Health's officials.",
        "He studied at Peking University.",
        "He works for Brostava Bank.",
        "They left for West Bank towns.",
    ],
)
def test_what_has_one_or_needs_none_stays(text: str) -> None:
    assert with_articles(text, GLOSSARY) == text
