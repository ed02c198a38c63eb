"""A headline for a text that came without one: the head of its first sentence."""

from __future__ import annotations

import re

from generator.importing.lines import LOWER
from generator.model import Lang
from generator.sentences import split_sentences

_LIMIT = 18
# What introduces the news and is not the news: "Reuters cho biết …", "Theo AFP, …".
_FRAME = {
    "vi": re.compile(
        r"^(?:theo [^,]{2,80},\s+|(?:hãng (?:tin|thông tấn) |tờ |báo |đài |trang )[^,.;]{2,40}? "
        r"(?:cho biết|đưa tin|cho hay|viết|dẫn lời [^,]{2,60})(?: rằng)?,? )",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:[A-Z][A-Z]+\b[^.!?]{0,60}?\s[–—-]{1,2}\s+|according to [^,]{2,80},\s+)", re.IGNORECASE
    ),
}
# Where a sentence can end early and still say what happened.
_CUTS = {
    "vi": re.compile(
        rf",\s(?=[{LOWER}])|[;:–—]\s|\s-\s|\s(?=(?:trong (?:nỗ lực|bối cảnh|khi|"
        rf"khuôn khổ)|nhằm|sau khi|trước khi|khi|do|vì|để|bởi|tuy nhiên|"
        r"đồng thời|theo|vào|từ|kể từ|tại|ở|cũng như)\s)"
    ),
    "en": re.compile(
        rf",\s(?=[{LOWER}])|[;:–—]\s|\s-\s|\s(?=(?:after|before|while|when|as|because|"
        rf"amid|in an? (?:effort|bid)|in order|according|saying|"
        r"despite|following|since|on|at|in|for)\s)"
    ),
}


def infer_title(paragraph: str, lang: Lang) -> str:
    """Take a headline from the first paragraph; every word of it stands there.

    The first sentence, without the words that only say who reports it, up to the last place
    within about eighteen words where it can end; an ellipsis marks a cut elsewhere.
    """
    sentences = split_sentences(paragraph[:2_000], lang)
    if not sentences:
        return ""
    text = _FRAME[lang].sub("", sentences[0]).strip()
    text = text[:1].upper() + text[1:]
    text = re.sub(r"[.…]+$", "", text)
    tokens = text.split()
    if len(tokens) <= _LIMIT + 2:
        return text
    head = " ".join(tokens[: _LIMIT + 1])
    whole = " ".join(tokens)
    cuts = [match.start() for match in _CUTS[lang].finditer(whole[:500])]
    cuts = [cut for cut in cuts if cut <= len(head) and len(head[:cut].split()) >= 8]
    if cuts:
        return head[: cuts[-1]].rstrip(" ,;:–—-")
    return " ".join(tokens[:_LIMIT]).rstrip(" ,;:–—-") + "…"
