"""`briefing.json`: everything the site knows about an event, for programs.

One file an event, in both languages at once: what is claimed, the exact sentences that are
cited for it, every translation with where it came from and every doubt about it. A sentence
stands there once, however often it is cited.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.build_state import KeptFiles
from generator.model import (
    Article,
    Briefing,
    Claim,
    Lang,
    PartialDate,
    Sentence,
    Translation,
)
from generator.site_index import shown_languages
from generator.site_model import (
    Site,
    cited_sentences,
    event_address,
    event_title,
    newest_first,
    page_address,
    sentence_anchor,
    storyline_address,
    storyline_title,
)

FORMAT = "briefing/2"
INDEX_PATH = "events/index.json"

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_path(event_id: str) -> str:
    """Where the JSON of an event lies, relative to the site's root."""
    return f"events/{event_id}/briefing.json"


def card_path(event_id: str) -> str:
    """Where the share picture of an event lies, relative to the site's root."""
    return f"events/{event_id}/card.png"


def address(site: Site, path: str, base: str = "") -> str:
    """The address of a path of the site.

    Args:
        site: The site; absolute addresses once its settings give a `url`.
        path: Path relative to the site's root.
        base: Path of the file that the address stands in; while the site's address is
            unknown, the answer is relative to it.
    """
    if site.settings.url:
        return site.settings.url.rstrip("/") + "/" + path
    return "../" * base.count("/") + path


def newest_date(site: Site, briefing: Briefing) -> PartialDate:
    """When the event was last reported, as far as known."""
    dates = [
        site.articles[article_id].published
        for article_id in briefing.event.article_ids
        if article_id in site.articles
    ]
    return max(dates, key=lambda date: date.sort_key, default=briefing.event.date)


def render_json(site: Site, kept: KeptFiles | None = None) -> dict[str, bytes]:
    """`briefing.json` of every event and the list of them all, by path under `site_src/`.

    Those that stand as they are (`kept.standing`) are left out.
    """
    kept = kept or KeptFiles()
    storylines = storyline_ids(site)
    files: dict[str, bytes] = {}
    for briefing in site.briefings:
        path = json_path(briefing.event.id)
        lines = storylines.get(briefing.event.id, ())
        fingerprint = site.fingerprints.get(briefing.event.id)
        if not (fingerprint and kept.stands(path, fingerprint, lines)):
            files[path] = json_lines(briefing_data(site, briefing, lines))
    files[INDEX_PATH] = json_lines(_index(site))
    return files


def storyline_ids(site: Site) -> dict[str, tuple[str, ...]]:
    """The storylines of each event, by event id."""
    found: dict[str, tuple[str, ...]] = {}
    for storyline in site.storylines:
        for event_id in storyline.event_ids:
            found[event_id] = (*found.get(event_id, ()), storyline.id)
    return found


def json_lines(data: Mapping[str, Any]) -> bytes:
    """JSON with a line for each key and each item of a list, so that a change reads as a diff."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            text = "[\n" + ",\n".join(map(_compact, value)) + "\n]"
        else:
            text = _compact(value)
        lines.append(f"{_compact(key)}: {text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _filled(**values: Any) -> dict[str, Any]:
    """The values that say something: what is empty or false is left out."""
    return {key: value for key, value in values.items() if value not in ("", False, [], {})}


def _index(site: Site) -> dict[str, Any]:
    """Every event, newest first, and every storyline."""
    languages = shown_languages(site)

    def pages(path: str) -> dict[str, str]:
        return {lang: address(site, page_address(lang, path), INDEX_PATH) for lang in languages}

    return {
        "format": FORMAT,
        "title": dict(site.settings.title),
        "events": [
            {
                "id": briefing.event.id,
                "date": str(briefing.event.date),
                "title": _filled(
                    **{lang: _known(event_title(site, briefing.event, lang)) for lang in languages}
                ),
                "articles": len(briefing.event.article_ids),
                "json": address(site, json_path(briefing.event.id), INDEX_PATH),
                "pages": pages(event_address(briefing.event.id)),
            }
            for briefing in newest_first(site.briefings)
        ],
        "storylines": [
            {
                "id": storyline.id,
                "title": _filled(
                    **{lang: _known(storyline_title(site, storyline, lang)) for lang in languages}
                ),
                "events": list(storyline.event_ids),
                "pages": pages(storyline_address(storyline.id)),
            }
            for storyline in sorted(site.storylines, key=lambda item: item.id)
        ],
    }


def briefing_data(site: Site, briefing: Briefing, storylines: Iterable[str] = ()) -> dict[str, Any]:
    """The JSON of one event.

    Args:
        site: The whole site.
        briefing: The event's summary.
        storylines: Ids of the storylines that it belongs to.

    Returns:
        Plain data in a fixed order; a key without a value is left out.
    """
    event, own_path = briefing.event, json_path(briefing.event.id)
    pages = {
        lang: address(site, page_address(lang, event_address(event.id)), own_path)
        for lang in shown_languages(site)
    }
    title = {lang: _translation(event_title(site, event, lang)) for lang in shown_languages(site)}
    members = [site.articles[key] for key in event.article_ids if key in site.articles]
    return _filled(
        format=FORMAT,
        id=event.id,
        former_ids=list(event.former_ids),
        date=str(event.date),
        updated=str(newest_date(site, briefing)),
        pages=pages,
        title=title,
        storylines=list(storylines),
        lead=_claim(site, briefing.lead),
        claims=[_claim(site, claim) for claim in briefing.claims],
        facts=[
            {
                "kind": fact.kind,
                **_text(site, fact.text, fact.sentence.lang),
                "citations": [sentence_anchor(fact.sentence)],
            }
            for fact in briefing.facts
        ],
        disagreements=[
            {
                "subject": _text(site, disagreement.subject, disagreement.lang),
                "values": [
                    {
                        **_text(site, value, sentence.lang),
                        "citations": [sentence_anchor(sentence)],
                    }
                    for value, sentence in disagreement.values
                ],
            }
            for disagreement in briefing.disagreements
        ],
        sentences=[
            _sentence(site, sentence) for sentence in dict.fromkeys(cited_sentences(briefing))
        ],
        articles=[_article(article) for article in members],
        ties=[
            {"kind": tie.kind, "text": tie.text, "articles": list(tie.article_ids)}
            for tie in event.ties
        ],
    )


def _article(article: Article) -> dict[str, Any]:
    return _filled(
        id=article.id,
        title=article.title,
        lang=article.lang,
        source=article.source,
        url=article.url,
        author=article.author,
        published=str(article.published),
        published_inferred=article.published_inferred,
        title_inferred=article.title_inferred,
        tags=list(article.tags),
        reprints=[
            _filled(
                source=reprint.source,
                url=reprint.url,
                title=reprint.title,
                published=str(reprint.published),
            )
            for reprint in article.reprints
        ],
    )


def _claim(site: Site, claim: Claim) -> dict[str, Any]:
    return _text(site, claim.text, claim.lang) | _filled(
        shortened=claim.shortened,
        rewritten=claim.rewritten,
        new=claim.new,
        citations=[sentence_anchor(sentence) for sentence in claim.citations],
        # Rounded: the last bits of a float differ between machines.
        reasons={name: rounded for name, share in claim.reasons if (rounded := round(share, 3))},
    )


def _sentence(site: Site, sentence: Sentence) -> dict[str, Any]:
    return {
        "anchor": sentence_anchor(sentence),
        "article": sentence.article_id,
        "sentence": sentence.index,
        **_text(site, sentence.text, sentence.lang),
    }


def _text(site: Site, text: str, lang: Lang) -> dict[str, Any]:
    """A text, its language and its translations into the site's other languages."""
    translations = {
        target: _translation(site.translations.get(text, lang, target))
        for target in shown_languages(site)
        if target != lang
    }
    return {"text": text, "lang": lang} | _filled(translations=translations)


def _known(translation: Translation) -> str:
    """The text; "" for a missing translation, so that nobody takes the source for one."""
    return "" if translation.origin == "missing" else translation.text


def _translation(translation: Translation) -> dict[str, Any]:
    return _filled(
        text=_known(translation),
        origin=translation.origin,
        engine=translation.engine,
        warnings=[
            _filled(code=warning.code, detail=warning.detail) for warning in translation.warnings
        ],
    )
