"""Cleans the text of data files."""

from __future__ import annotations

import dataclasses

from generator.importing.lines import Line, Verdict
from generator.importing.outlets import outlet_mark
from generator.model import Article


def clean_article(article: Article) -> tuple[Article, tuple[Verdict, ...]]:
    """Clean."""
    lead = outlet_mark(article.lead)[1]
    verdicts = tuple(Verdict(Line(p, i), "paragraph", p) for i, p in enumerate(article.body, 1))
    return dataclasses.replace(article, lead=lead), verdicts
