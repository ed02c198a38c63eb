"""Bilingual (English/Vietnamese) news briefings: clean, group, summarise, translate, publish."""

__version__ = "0.1.0"
