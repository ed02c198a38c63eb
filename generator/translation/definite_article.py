"""Puts "the" before the bodies of an English translation that lack it.

A model that is given a body's English name within a Vietnamese sentence often leaves the article
out: "US Marine Corps is considering". Names of firms and universities have none.
"""

from __future__ import annotations

import re

from generator.translation.glossary import Glossary

# Bodies named by such a word have an article: `the Ministry of Health`, `the Supreme Court`.
_DESCRIBED = re.compile(
    r"\b(?:Administration|Agency|Army|Assembly|Association|Authority|Bank|Board|Bureau|Cent(?:er|re)|"
    r"Coalition|Commission|Committee|Confederation|Congress|Corps|Council|Court|Department|"
    r"Federation|Force|Forces|Front|Fund|Guard|Inspectorate|League|Ministry|Navy|Office|"
    r"Organi[sz]ation|Party|Procuracy|Senate|Service|Union)\b"
)
# After these an article is missing; after an adjective or a name it may not be.
_BEFORE = frozenset(
    "after against and as at before between but by for from in into of on over than that to under "
    "when where which while with told said".split()
)
# Not a title: `Ministry of Health Director Le Van An`.
_SENTENCE_GOES_ON = re.compile(r"(?: \([A-Z]+\))?,? [a-z]")
_ENDS = re.compile(r"[.!?…][\"”’)]*$")


def with_articles(text: str, glossary: Glossary) -> str:
    """An English text with "the" before the glossary's bodies that lack it.

    A heading, which has no full stop, may open with a body and go without.

    Args:
        text: A sentence, NFC.
        glossary: Names and terms.
    """
    for match in reversed(glossary.find(text, "en")):
        written = text[match.start : match.end]
        if (
            match.term.kind != "organisation"
            or match.term.en == match.term.vi
            or not written[0].isupper()
            or " " not in written
            or not _DESCRIBED.search(written)
            or text[match.end : match.end + 2] in ("'s", "’s")
        ):
            continue
        before = text[: match.start]
        if before.endswith(", ") or (
            before.endswith(" ") and before.split()[-1].casefold() in _BEFORE
        ):
            text = f"{before}the {text[match.start :]}"
        elif not before and _ENDS.search(text) and _SENTENCE_GOES_ON.match(text, match.end):
            text = f"The {text}"
    return text
