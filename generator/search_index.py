"""What the search in the reader's browser knows: one small script file a language.

A script, not JSON, because a browser lets a page load a script from disk too. The browser
folds marks and matches words (`assets/briefings/search.js`); here stands only the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator import markup
from generator.cache import Cache
from generator.date_words import date_words
from generator.model import Briefing, Lang
from generator.site_index import SiteIndex, event_outlets
from generator.site_model import (
    Site,
    event_address,
    event_title,
    event_values,
    name_address,
    shown_sentences,
    storyline_address,
    storyline_title,
)

FULL_TEXT_BUDGET = 2_000_000
"""Characters of source text up to which it is searched too, beside titles and summaries."""


def search_script(site: Site, index: SiteIndex, lang: Lang, cache: Cache | None = None) -> bytes:
    """The search data of one language.

    Every event is a row: address, title, date, year, outlets and storylines (as positions in
    their lists), summary, and the source sentences while the whole site has few of them. What a row
    tells of the event alone is kept in the cache.
    """
    cache = cache or Cache(None, b"")
    outlets = {outlet.name: number for number, outlet in enumerate(index.outlets.values())}
    by_address = {
        name: outlets[outlet.name]
        for outlet in index.outlets.values()
        for name in {site.articles[article].source for article in outlet.article_ids}
    }
    lines = {line: number for number, line in enumerate(index.storylines)}
    sizes = event_values(
        site,
        cache,
        "search sizes",
        lambda briefing: len(_source_text(site, briefing, lang)),
        lang,
    )
    full = sum(sizes.values()) <= FULL_TEXT_BUDGET
    texts = event_values(
        site, cache, "search rows", lambda briefing: _row(site, briefing, lang, full), lang, full
    )
    rows = []
    for event_id, briefing in index.briefings.items():
        sources = sorted({by_address[name] for name in event_outlets(site, briefing)})
        storylines = [lines[line] for line in index.storyline_of.get(event_id, ())]
        head, tail = texts[event_id]
        rows.append(f"[{head},{_numbers(sources)},{_numbers(storylines)},{tail}]")
    names = [
        [
            name_address(name.slug),
            name.term.right(lang),
            [*name.term.forms("vi"), *name.term.forms("en")],
        ]
        for name in index.names.values()
    ]
    lists = {
        "outlets": [outlet.name for outlet in index.outlets.values()],
        "storylines": [
            [storyline_address(line), storyline_title(site, index.storylines[line], lang).text]
            for line in lines
        ],
        "names": names,
    }
    store = f"(self.briefingsSearch=self.briefingsSearch||{{}})[{markup.script_json(lang)}]"
    events = ",".join(rows)
    return f'{store}={{"events":[{events}],{markup.script_json(lists)[1:]};\n'.encode()


def _numbers(values: Iterable[int]) -> str:
    return f"[{','.join(map(str, values))}]"


def _row(site: Site, briefing: Briefing, lang: Lang, full: bool) -> tuple[str, str]:
    """What comes before and after the positions in the row of an event, as JSON."""
    date = briefing.event.date
    head = [
        event_address(briefing.event.id),
        event_title(site, briefing.event, lang).text,
        date_words(date, lang),
        date.year or 0,
    ]
    tail = [_summary(site, briefing, lang), _source_text(site, briefing, lang) if full else ""]
    return markup.script_json(head)[1:-1], markup.script_json(tail)[1:-1]


def _summary(site: Site, briefing: Briefing, lang: Lang) -> str:
    return " ".join(
        site.translations.get(claim.text, claim.lang, lang).text for claim in briefing.all_claims
    )


def _source_text(site: Site, briefing: Briefing, lang: Lang) -> str:
    shown = shown_sentences(briefing, site.sentences)
    return " ".join(
        site.translations.get(sentence.text, sentence.lang, lang).text
        for sentences in shown.values()
        for sentence in sentences
    )
