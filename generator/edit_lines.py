"""Where in the translation memory a reader's correction belongs: file and line of each sentence.

The line of an entry moves whenever another is added above it. If pages named lines, every new
translation would rewrite hundreds of them; so all lines stand in one script file, which the page
of an event loads when a reader asks to improve a translation. Without JavaScript the link leads
to the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.markup import safe_url, script_json
from generator.model import Lang, other_lang
from generator.site_model import Site
from generator.translation.po import parse_po

PATH = "edit-lines.js"


def edit_lines(site: Site, memory: Mapping[Lang, bytes]) -> dict[str, bytes]:
    """The script file with the lines, by path under `site_src/`.

    Args:
        site: The whole site.
        memory: The PO file of the translations into each language, as it will be committed.

    Returns:
        Nothing without a repository. Else, for each event, where its title and its claims are
        translated: `en.po#L12`, "" for what the memory does not hold.
    """
    if not safe_url(site.settings.repository):
        return {}
    lines = {
        lang: {entry.source: entry.line for entry in parse_po(data, Path(f"{lang}.po")).entries()}
        for lang, data in memory.items()
    }

    def place(text: str, lang: Lang) -> str:
        target = other_lang(lang)
        line = lines.get(target, {}).get(text)
        return f"{target}.po#L{line}" if line else ""

    events = {
        briefing.event.id: [
            place(briefing.event.title, briefing.event.title_lang),
            *(place(claim.text, claim.lang) for claim in briefing.all_claims),
        ]
        for briefing in sorted(site.briefings, key=lambda briefing: briefing.event.id)
    }
    return {PATH: f"self.briefingsLines={script_json(events)};\n".encode()}
