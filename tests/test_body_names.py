"""A ministry, department or law in place of another is told by what its words mean."""

from __future__ import annotations

import pytest

from generator.body_names import body_names, other_body
from generator.model import Term
from generator.translation.glossary import Glossary

GLOSSARY = Glossary((Term("Ministry of Public Security", "Bộ Công an", "organisation"),))


def other(english: str, vietnamese: str) -> tuple[str, str] | None:
    return other_body(
        body_names(english, "en", GLOSSARY.find(english, "en")),
        body_names(vietnamese, "vi", GLOSSARY.find(vietnamese, "vi")),
    )


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("The Ministry of Health replied.", "Bộ Y tế đã trả lời."),
        ("Health Minister Lan replied.", "Bộ trưởng Y tế Lan trả lời."),
        ("The Ministry of Public Security replied.", "Bộ Công an trả lời."),
        ("The Prime Minister replied.", "Bộ trưởng Y tế trả lời."),
        ("The Department of Transport replied.", "Sở GTVT trả lời."),
        ("The Land Law was passed.", "Luật Đất đai được thông qua."),
        ("The ministry replied.", "Bộ Y tế trả lời."),
        (
            "The Ministries of Health and the Ministry of Finance met.",
            "Bộ Tài chính và Bộ Y tế họp.",
        ),
        ("", ""),
    ],
)
def test_the_same_body_in_both_texts_is_no_fault(english: str, vietnamese: str) -> None:
    assert other(english, vietnamese) is None


@pytest.mark.parametrize(
    ("english", "vietnamese", "told"),
    [
        (
            "Yesterday the Ministry of Health replied.",
            "Bộ Tài chính trả lời.",
            ("Ministry of Health", "Bộ Tài chính"),
        ),
        (
            "Health Minister Lan replied.",
            "Bộ trưởng Xây dựng Lan trả lời.",
            ("Health Minister", "Bộ trưởng Xây dựng"),
        ),
        (
            "It is in the Law on Enterprises.",
            "Điều đó có trong Luật Báo chí.",
            ("Law on Enterprises", "Luật Báo chí"),
        ),
        (
            "It is in the Housing Law.",
            "Điều đó có trong Luật Đất đai.",
            ("Housing Law", "Luật Đất đai"),
        ),
    ],
)
def test_another_body_in_its_place_is_told(
    english: str, vietnamese: str, told: tuple[str, str]
) -> None:
    assert other(english, vietnamese) == told
