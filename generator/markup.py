"""Takes hostile text safely into Markdown front matter, HTML and scripts.

Every page body is one block of HTML that Markdown passes through untouched, so plain HTML
escaping is enough inside it, once characters that the tools on the way treat specially are gone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

# Controls (Python-Markdown marks its own stash with U+0002 and U+0003), surrogates, characters
# that are no characters, and those that reorder the text around them (CVE-2021-42574).
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\U0001fffe\U0001ffff]"
)


def clean_text(text: str) -> str:
    """One line of NFC text without control characters; whitespace collapsed."""
    return " ".join(_UNWANTED.sub("", unicodedata.normalize("NFC", text)).split())


def front_matter(values: Mapping[str, object]) -> str:
    """YAML front matter with every value as one line of JSON, which is YAML too.

    Strings are cleaned; empty strings and None are left out.
    """
    lines = [
        f"{key}: {json.dumps(_cleaned(value), ensure_ascii=False)}"
        for key, value in values.items()
        if value not in ("", None)
    ]
    return "\n".join(["---", *lines, "---", ""])


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {str(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def script_json(value: object) -> str:
    """Compact JSON that is safe inside a script, in a page or in a file of its own."""
    text = json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def safe_url(url: str) -> str:
    """The address if it leads to the web, else "": no `javascript:`, no local file."""
    url = clean_text(url)
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""
