"""Renders the Markdown pages of the site with the templates in `templates/pages/`.

A page is front matter for the theme and one block of HTML, one sentence a line, so that a
regenerated briefing reads well as a diff. What a page shows is worked out here as plain views;
the templates only lay it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import markup
from generator.articles import guess_lang
from generator.build_state import KeptFiles
from generator.cache import Cache, digest
from generator.date_words import date_words, month_words, short_month
from generator.model import (
    Briefing,
    Change,
    Claim,
    Event,
    Lang,
    PartialDate,
    Reprint,
    Sentence,
    Storyline,
    Term,
    Tie,
    Translation,
    other_lang,
)
from generator.page_views import (
    Cite,
    ClaimView,
    EventItem,
    EventList,
    Link,
    Pair,
    SentenceView,
    SourceView,
    StorylineItem,
    Text,
)
from generator.progress import Progress, Silent
from generator.search_index import search_script
from generator.site_index import (
    Outlet,
    SiteIndex,
    event_outlets,
    index_site,
    shown_languages,
)
from generator.site_model import (
    Site,
    cited_sentences,
    day_address,
    event_address,
    event_title,
    event_values,
    in_language,
    month_address,
    name_address,
    outlet_address,
    page_address,
    redirects,
    sentence_anchor,
    shown_sentences,
    source_file,
    storyline_address,
    storyline_title,
    tag_address,
    year_address,
)
from generator.storylines import theme_in
from generator.structured_data import json_ld_script, news_article, open_graph
from generator.timelines import events_picture, outlets_picture, storyline_picture
from generator.ui_text import (
    TEMPLATES,
    UiText,
    alphabetical,
    long_date,
    number_text,
    read_ui_text,
)

HOME = "index.html"
SEARCH = "search.html"
ABOUT = "about.html"
CHANGES = "changes.html"
_LATEST = 8
_DEVELOPING = 5
_AROUND = 3
_NEWEST = 4
_TITLES_A_MONTH = 5
_TIES = 12
_LISTED = 100
_Page = bytes | None
"""None for a page that stands on disk as it should be."""
_FACT_KINDS = ("who", "where", "when", "how-many")


def render_pages(
    site: Site,
    templates: Path = TEMPLATES,
    kept: KeptFiles | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """Render every page of the site.

    Args:
        site: What to show.
        templates: The folder with `ui.yml` and `pages/`.
        kept: Says which pages need not be rendered again.
        cache: Keeps what was worked out for an event.
        progress: Told how far it is.

    Returns:
        Path under `site_src/` → content; the same bytes for the same site. Pages that stand as
        they are (`kept.standing`) are left out.
    """
    environment = Environment(
        loader=FileSystemLoader(templates / "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    kept, cache, progress = kept or KeptFiles(), cache or Cache(None, b""), progress or Silent()
    index = index_site(site, cache)
    ui = read_ui_text(templates / "ui.yml")
    pages: dict[str, bytes] = {"index.md": _language_picker(site, environment)}
    for lang in shown_languages(site):
        views = _Pages(site, index, lang, ui[lang], environment, kept, cache, progress)
        pages.update(views.render())
        pages[page_address(lang, "search-index.js")] = search_script(site, index, lang, cache)
    return dict(sorted(pages.items()))


def _language_picker(site: Site, environment: Environment) -> bytes:
    languages = shown_languages(site)
    head = markup.front_matter(
        {
            "title": in_language(site.settings.title, languages[0]),
            "lang": languages[0],
            "kind": "pick",
            "languages": languages,
            "address": HOME,
            "description": in_language(site.settings.description, languages[0]),
            "base": site.settings.url,
        }
    )
    body = environment.get_template("pick.md").render(
        languages=languages,
        titles={lang: in_language(site.settings.title, lang) for lang in languages},
        descriptions={lang: in_language(site.settings.description, lang) for lang in languages},
    )
    return (head + "\n" + _compact(body)).encode()


def _compact(html: str) -> str:
    """Without indentation and empty lines: Markdown must see one unbroken block of HTML."""
    lines = (line.strip() for line in html.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of one language; every method that renders gives address → page."""

    site: Site
    index: SiteIndex
    lang: Lang
    ui: UiText
    environment: Environment
    kept: KeptFiles
    cache: Cache
    progress: Progress
    faces: dict[str, str] = field(default_factory=dict)
    lines: dict[str, tuple[bytes, list[str]]] = field(default_factory=dict)

    def render(self) -> dict[str, bytes]:
        pages: dict[str, _Page] = {}
        for part in (
            self._fronts(),
            self._events(),
            self._storylines(),
            self._dates(),
            self._outlets(),
            self._names(),
            self._tags(),
            self._redirects(),
            self._gone(),
        ):
            pages.update(part)
        return {
            source_file(self.lang, address): page
            for address, page in pages.items()
            if page is not None
        }

    # Building blocks -----------------------------------------------------------------------

    def _page(
        self,
        address: str,
        kind: str,
        title: str,
        section: str = "",
        description: str = "",
        head: Mapping[str, object] | None = None,
        **views: object,
    ) -> _Page:
        """A page, rendered unless the same views are on disk already."""
        parts = (kind, title, section, description, head, views)
        if self.kept.stands(source_file(self.lang, address), *parts):
            return None
        return self._rendered(address, kind, title, section, description, head, **views)

    def _rendered(
        self,
        address: str,
        kind: str,
        title: str,
        section: str = "",
        description: str = "",
        head: Mapping[str, object] | None = None,
        **views: object,
    ) -> bytes:
        front = markup.front_matter(
            {
                "title": title,
                "lang": self.lang,
                "kind": kind,
                "section": section,
                "address": address,
                "languages": shown_languages(self.site),
                "description": in_language(self.site.settings.description, self.lang)
                if address == HOME
                else description,
                "site_title": in_language(self.site.settings.title, self.lang),
                "base": self.site.settings.url,
                **(head or {}),
            }
        )
        body = self.environment.get_template(f"{kind}.md").render(
            ui=self.ui,
            lang=self.lang,
            other=other_lang(self.lang),
            title=title,
            link=linker(address),
            root="../" * (address.count("/") + 1),
            paired=len(shown_languages(self.site)) > 1,
            **views,
        )
        return (front + "\n" + _compact(body)).encode()

    def _text(self, translation: Translation) -> Text:
        warnings = tuple(
            self.ui(f"warn_{warning.code}") + (f": {warning.detail}" if warning.detail else "")
            for warning in translation.warnings
        )
        return Text(
            markup.clean_text(translation.text),
            translation.lang,
            translation.lang != self.lang,
            translation.origin,
            warnings,
        )

    def _pair(self, text: str, lang: Lang) -> Pair:
        """`text`, written in `lang`, for the page, and its partner in the other language."""
        here = self.site.translations.get(text, lang, self.lang)
        if here.origin == "missing":
            return Pair(self._text(here), None)
        if here.origin != "source":
            there = Translation(text, lang, "source")
        else:
            there = self.site.translations.get(text, lang, other_lang(self.lang))
        missing = there.origin == "missing"
        return Pair(self._text(here), None if missing else self._text(there))

    def _event_title(self, event: Event) -> Text:
        return self._text(event_title(self.site, event, self.lang))

    def _storyline_title(self, storyline: Storyline) -> Text:
        return self._text(storyline_title(self.site, storyline, self.lang))

    def _item(
        self, event_id: str, link: Callable[[str], str], *, lead: bool = False, current: str = ""
    ) -> EventItem:
        briefing = self.index.briefings[event_id]
        event = briefing.event
        first = briefing.lead
        return EventItem(
            event_id,
            link(event_address(event_id)),
            self._event_title(event),
            self._text(self.site.translations.get(first.text, first.lang, self.lang))
            if lead
            else None,
            date_words(event.date, self.lang),
            event.date.date_text if event.date.year else "",
            ", ".join(event_outlets(self.site, briefing)),
            event_id == current,
        )

    def _items(
        self, event_ids: Iterable[str], link: Callable[[str], str], *, lead: bool = False
    ) -> EventList:
        ids = tuple(event_ids)
        faces = (link(""), lead, *map(self._face, ids))
        return EventList(ids, faces, lambda event_id: self._item(event_id, link, lead=lead))

    def _face(self, event_id: str) -> str:
        """Digest of all that a list shows of an event."""
        if not self.faces:
            self.faces.update(
                event_values(self.site, self.cache, "faces", self._new_face, self.lang)
            )
        return self.faces[event_id]

    def _new_face(self, briefing: Briefing) -> str:
        return digest(self._item(briefing.event.id, linker(HOME), lead=True)).hex()[:32]

    def _storyline_item(
        self,
        storyline_id: str,
        link: Callable[[str], str],
        *,
        current: str = "",
        lead: bool = False,
        newest: int = 0,
    ) -> StorylineItem:
        """A storyline with all its events in time order; with those around the `current` one
        only; or with the `newest` ones only, the newest first.
        """
        storyline = self.index.storylines[storyline_id]
        known = self._known_events(storyline)
        dates = [self.index.briefings[event].event.date for event in known]
        first, last = (date_words(date, self.lang) for date in (dates[0], dates[-1]))
        shown: Sequence[str] = known
        if current:
            shown = _near(known, current)
        elif newest:
            shown = known[: -newest - 1 : -1]
        return StorylineItem(
            storyline_id,
            link(storyline_address(storyline_id)),
            self._storyline_title(storyline),
            first if first == last else self.ui("span", first=first, last=last),
            self.ui("n_events", n=len(known)),
            tuple(self._item(event, link, current=current, lead=lead) for event in shown),
        )

    def _known_events(self, storyline: Storyline) -> list[str]:
        return [event for event in storyline.event_ids if event in self.index.briefings]

    def _around_face(self, storyline_id: str, current: str) -> tuple[object, ...]:
        """What tells a storyline around the `current` event from any other such item."""
        told_by, events = self._line(storyline_id)
        near = _near(events, current)
        return told_by, *map(self._face, near), *near

    def _newest_face(self, storyline_id: str) -> tuple[object, ...]:
        """What tells a storyline with its newest event from any other such item."""
        told_by, events = self._line(storyline_id)
        return told_by, events[-1], self._face(events[-1])

    def _line(self, storyline_id: str) -> tuple[bytes, list[str]]:
        """Digest of all that lists show of a storyline beside its events, and those events."""
        if storyline_id not in self.lines:
            storyline = self.index.storylines[storyline_id]
            known = self._known_events(storyline)
            ends = [str(self.index.briefings[event].event.date) for event in (known[0], known[-1])]
            told = (storyline_id, self._storyline_title(storyline), len(known), *ends)
            self.lines[storyline_id] = digest(told), known
        return self.lines[storyline_id]

    def _name_faces(self, slugs: Iterable[str]) -> list[tuple[str, int]]:
        """What tells a list of names from any other; the names themselves are the glossary's."""
        return [(name, len(self.index.names[name].event_ids)) for name in slugs]

    def _name_links(self, slugs: Iterable[str], link: Callable[[str], str]) -> list[Link]:
        return [
            Link(
                link(name_address(name)),
                self.index.names[name].term.right(self.lang),
                self.lang,
                self.ui("n_events", n=len(self.index.names[name].event_ids)),
                self.index.names[name].term.right(other_lang(self.lang)),
            )
            for name in slugs
        ]

    def _tag_links(self, slugs: Iterable[str], link: Callable[[str], str]) -> list[Link]:
        """Tags in the page's language first, each in its own."""
        tags = [self.index.tags[tag] for tag in slugs]
        return [
            Link(
                link(tag_address(tag.slug)),
                tag.text,
                tag.lang,
                self.ui("n_events", n=len(tag.event_ids)),
            )
            for tag in sorted(tags, key=lambda tag: tag.lang != self.lang)
        ]

    # Front pages ---------------------------------------------------------------------------

    def _fronts(self) -> dict[str, _Page]:
        ui, index = self.ui, self.index
        link = linker(HOME)
        latest = list(index.briefings)[:_LATEST]
        months = [
            Link(
                link(month_address(year, month)),
                month_words(year, month, self.lang),
                self.lang,
                ui("n_events", n=len(events)),
            )
            for year in index.years
            if year is not None
            for month, events in index.months(year).items()
            if month is not None
        ]
        return {
            HOME: self._page(
                HOME,
                "home",
                in_language(self.site.settings.title, self.lang),
                description_text=in_language(self.site.settings.description, self.lang),
                latest=self._items(latest, link, lead=True),
                storylines=[
                    self._storyline_item(line, link, newest=_NEWEST)
                    for line in list(index.storylines)[:_DEVELOPING]
                ],
                names=self._name_links(list(index.names)[:16], link),
                months=months[:12],
            ),
            SEARCH: self._page(SEARCH, "search", ui("search"), "search"),
            ABOUT: self._about(),
            **self._changes(),
        }

    def _about(self) -> _Page:
        engines = event_values(self.site, self.cache, "engines", self._engines)
        articles = {article for item in self.site.briefings for article in item.event.article_ids}
        return self._page(
            ABOUT,
            "about",
            self.ui("about_title"),
            "about",
            engines=sorted({name for names in engines.values() for name in names}),
            download=self.site.settings.download,
            numbers=self.ui(
                "about_numbers",
                events=self.ui("n_events", n=len(self.site.briefings)),
                storylines=self.ui("n_storylines", n=len(self.index.storylines)),
                articles=self.ui("n_articles", n=len(articles)),
                outlets=self.ui("n_outlets", n=len(self.index.outlets)),
            ),
        )

    def _engines(self, briefing: Briefing) -> tuple[str, ...]:
        """What translated something on an event's page."""
        found = self._translations(briefing)
        return tuple(sorted({item.engine for item in found if item.origin == "machine"} - {""}))

    def _translations(self, briefing: Briefing) -> Iterable[Translation]:
        """How everything on an event's page reads in the other language, either way."""
        get = self.site.translations.get
        yield event_title(self.site, briefing.event, other_lang(briefing.event.title_lang))
        for claim in briefing.all_claims:
            yield get(claim.text, claim.lang, other_lang(claim.lang))
        for sentences in shown_sentences(briefing, self.site.sentences).values():
            for sentence in sentences:
                yield get(sentence.text, sentence.lang, other_lang(sentence.lang))

    def _changes(self) -> dict[str, _Page]:
        """The newest changes; what the page has no room for stands on a page for each year."""
        changes = sorted(self.site.history, key=lambda change: change.date, reverse=True)
        newest = changes[:_LISTED]
        pages: dict[str, _Page] = {}
        years: dict[int | None, list[Change]] = {}
        for change in changes if len(changes) > _LISTED else ():
            years.setdefault(PartialDate.parse(change.date).year, []).append(change)
        older = []
        for year, members in years.items():
            label = str(year) if year is not None else self.ui("undated")
            address = f"changes/{year or 'undated'}.html"
            older.append(Link(address, label, self.lang, number_text(len(members), self.lang)))
            title = f"{self.ui('changes')}: {label}"
            pages[address] = self._listed_changes(address, title, members, CHANGES, [])
        pages[CHANGES] = self._listed_changes(CHANGES, self.ui("changes"), newest, "", older)
        return pages

    def _listed_changes(
        self, address: str, title: str, changes: Sequence[Change], whole: str, older: Sequence[Link]
    ) -> _Page:
        """A page of changes.

        Args:
            address: Its address.
            title: Its title.
            changes: What it lists.
            whole: Address of the page that it is a part of, "" for none.
            older: Its parts.
        """
        faces = [self._change_face(change) for change in changes]
        if self.kept.stands(source_file(self.lang, address), title, whole, older, faces):
            return None
        link = linker(address)
        return self._rendered(
            address,
            "changes",
            title,
            whole=link(whole) if whole else "",
            entries=[self._change(change, link) for change in changes],
            older=older,
        )

    def _change_face(self, change: Change) -> tuple[object, ...]:
        """What tells how a change is shown from any other."""
        return (
            *(change.date, change.kind, change.event_id),
            self._face(change.event_id) if change.event_id in self.index.briefings else "",
            [self._detail_face(text) for text in change.detail],
        )

    def _detail_face(self, text: str) -> object:
        """What tells how a text is shown from any other: itself, where it is shown as it is."""
        if guess_lang(text) == self.lang:
            return text
        shown = self._detail(text)
        return shown.text, shown.lang, shown.origin, shown.warnings

    def _detail(self, text: str) -> Translation:
        return self.site.translations.get(text, guess_lang(text), self.lang)

    def _change(self, change: Change, link: Callable[[str], str]) -> dict[str, object]:
        briefing = self.index.briefings.get(change.event_id)
        return {
            "date": date_words(PartialDate.parse(change.date), self.lang),
            "iso": change.date,
            "kind": change.kind,
            "event": self._event_title(briefing.event) if briefing else None,
            "href": link(event_address(change.event_id)) if briefing else "",
            "detail": [self._text(self._detail(detail)) for detail in change.detail],
        }

    # Events --------------------------------------------------------------------------------

    def _events(self) -> dict[str, _Page]:
        events = self.index.briefings
        return {
            event_address(event_id): self._event(events[event_id])
            for event_id in self.progress.step(f"pages {self.lang}", events, len(events))
        }

    def _event(self, briefing: Briefing) -> _Page:
        """The page of an event: its fingerprint tells all of it but what is around it."""
        event = briefing.event
        address = event_address(event.id)
        link = linker(address)
        lines = self.index.storyline_of.get(event.id, ())
        slugs = self.index.names_of[event.id][:20]
        tags = self._tag_links(self.index.tags_of.get(event.id, ()), link)
        fingerprint = self.site.fingerprints.get(event.id)
        if fingerprint and self.kept.stands(
            source_file(self.lang, address),
            fingerprint,
            [self._around_face(line, event.id) for line in lines],
            self._name_faces(slugs),
            tags,
        ):
            return None
        title = self._event_title(event)
        numbers = {article: number for number, article in enumerate(event.article_ids, 1)}
        claims = tuple(
            self._claim(claim, f"c{number}", numbers)
            for number, claim in enumerate(briefing.all_claims, 1)
        )
        sources = self._sources(briefing, numbers, link)
        lead = claims[0].pair.here
        passages = [title, *(claim.pair.here for claim in claims)]
        passages += [item.pair.here for source in sources for item in source.sentences]
        return self._rendered(
            address,
            "event",
            title.text,
            "events",
            lead.text,
            {"open_graph": open_graph(self.site, briefing, self.lang)},
            event=event,
            title_view=title,
            other_title=self._other_title(event),
            date=long_date(event.date, self.lang),
            date_href=self._date_href(event.date, link),
            date_iso=event.date.date_text if event.date.year else "",
            date_inferred=self._date_inferred(event),
            outlets=[
                (name, link(outlet_address(name))) for name in event_outlets(self.site, briefing)
            ],
            lead=claims[0],
            claims=claims[1:],
            facts=self._facts(briefing, numbers),
            disagreements=self._disagreements(briefing, numbers),
            sources=sources,
            storylines=[self._storyline_item(line, link, current=event.id) for line in lines],
            names=self._name_links(slugs, link),
            tags=tags,
            ties=self._ties(event),
            state=self._state(passages),
            json_ld=Markup(json_ld_script(self._json_ld(briefing))),
            edit_href=self._edit_href(other_lang(briefing.lead.lang)),
            report_href=self._report_href(address),
        )

    def _json_ld(self, briefing: Briefing) -> dict[str, Any]:
        lines = self.index.storyline_of.get(briefing.event.id, ())
        storylines = [self.index.storylines[line] for line in lines]
        return news_article(self.site, briefing, self.lang, storylines)

    def _other_title(self, event: Event) -> Text | None:
        other = event_title(self.site, event, other_lang(self.lang))
        return None if other.origin == "missing" else self._text(other)

    def _state(self, passages: Sequence[Text]) -> list[tuple[str, str]]:
        """One line on where the words of a page come from: (kind, words)."""
        machine = sum(passage.origin == "machine" for passage in passages)
        missing = sum(passage.origin == "missing" for passage in passages)
        doubtful = sum(bool(passage.warnings) for passage in passages)
        state = []
        if machine:
            state.append(("machine", self.ui("n_machine", n=machine)))
        if missing:
            state.append(("missing", self.ui("n_missing", n=missing)))
        if doubtful:
            state.append(("warning", self.ui("n_warnings", n=doubtful)))
        if not state and any(passage.origin == "edited" for passage in passages):
            state.append(("edited", self.ui("all_edited")))
        return state

    def _date_href(self, date: PartialDate, link: Callable[[str], str]) -> str:
        if date.is_full:
            return link(day_address(date))
        if date.year is not None and date.month is not None:
            return link(month_address(date.year, date.month))
        return link(year_address(date.year)) if date.year is not None else ""

    def _date_inferred(self, event: Event) -> bool:
        articles = (self.site.articles.get(article) for article in event.article_ids)
        return any(
            article.published_inferred
            for article in articles
            if article and article.published.date_text == event.date.date_text
        )

    def _claim(self, claim: Claim, claim_id: str, numbers: Mapping[str, int]) -> ClaimView:
        return ClaimView(
            claim_id,
            self._pair(claim.text, claim.lang),
            tuple(self._cite(sentence, numbers) for sentence in claim.citations),
            claim.shortened,
            claim.new,
            claim.rewritten,
        )

    def _cite(self, sentence: Sentence, numbers: Mapping[str, int]) -> Cite:
        number = numbers.get(sentence.article_id, 0)
        article = self.site.articles.get(sentence.article_id)
        name = article.source if article and article.source else self.ui("outlet_unknown")
        return Cite(
            str(number),
            sentence_anchor(sentence),
            self.ui("source_number", n=number, name=name, s=sentence.index + 1),
        )

    def _facts(
        self, briefing: Briefing, numbers: Mapping[str, int]
    ) -> list[tuple[str, list[tuple[Text, Cite]]]]:
        groups = []
        for kind in _FACT_KINDS:
            facts = [
                (self._term(fact.text, fact.sentence.lang), self._cite(fact.sentence, numbers))
                for fact in briefing.facts
                if fact.kind == kind
            ]
            if facts:
                groups.append((self.ui(f"fact_{kind}"), facts))
        return groups

    def _disagreements(
        self, briefing: Briefing, numbers: Mapping[str, int]
    ) -> list[tuple[Pair, list[tuple[Pair, Cite]]]]:
        return [
            (
                self._pair(item.subject, item.lang),
                [
                    (self._pair(value, sentence.lang), self._cite(sentence, numbers))
                    for value, sentence in item.values
                ],
            )
            for item in briefing.disagreements
        ]

    def _ties(self, event: Event) -> list[tuple[str, list[Text]]]:
        """Why the articles of an event are together, by kind; nothing for a single article."""
        if len(event.article_ids) < 2:
            return []
        kinds: dict[str, list[Text]] = {}
        for tie in event.ties:
            kinds.setdefault(tie.kind, []).append(self._tie(tie))
        return [(self.ui(f"tie_{kind}"), texts[:_TIES]) for kind, texts in kinds.items()]

    def _tie(self, tie: Tie) -> Text:
        """The words of a tie: a glossary term in its right form, else as the articles have it."""
        article = self.site.articles.get(tie.article_ids[0]) if tie.article_ids else None
        source = article.lang if article else self.lang
        if term := self._whole_term(tie.text, source):
            return term
        if tie.kind == "term" and (theme := theme_in(self.lang, tie.text, source)):
            return Text(theme, self.lang, False, "source")
        # A number or a date is no language: it needs no mark.
        foreign = source != self.lang and any(char.isalpha() for char in tie.text)
        return Text(markup.clean_text(tie.text), source, foreign, "source")

    def _term(self, text: str, source: Lang) -> Text:
        """A few words: a glossary term in its right form, else as they are translated."""
        term = self._whole_term(text, source)
        return term or self._text(self.site.translations.get(text, source, self.lang))

    def _whole_term(self, text: str, source: Lang) -> Text | None:
        """The right form of the glossary term that `text` is; None if it is none."""
        for match in self.site.glossary.find(text, source):
            if (match.start, match.end) == (0, len(text)):
                return Text(match.term.right(self.lang), self.lang, False, "source")
        return None

    def _sources(
        self, briefing: Briefing, numbers: Mapping[str, int], link: Callable[[str], str]
    ) -> tuple[SourceView, ...]:
        cited: dict[str, list[str]] = {}
        for number, claim in enumerate(briefing.all_claims, 1):
            for sentence in claim.citations:
                cited.setdefault(sentence_anchor(sentence), []).append(f"c{number}")
        also = {sentence_anchor(sentence) for sentence in cited_sentences(briefing)}
        views = []
        for article_id, shown in shown_sentences(briefing, self.site.sentences).items():
            article = self.site.articles.get(article_id)
            if article is None:
                continue
            sentences = []
            before = -1
            for sentence in shown:
                anchor = sentence_anchor(sentence)
                claims = tuple(dict.fromkeys(cited.get(anchor, ["summary"] * (anchor in also))))
                sentences.append(
                    SentenceView(
                        anchor,
                        self._pair(sentence.text, sentence.lang),
                        claims,
                        sentence.index != before + 1,
                    )
                )
                before = sentence.index
            views.append(
                SourceView(
                    numbers.get(article_id, 0),
                    article.lang,
                    self._pair(article.title, article.lang),
                    article.title_inferred,
                    markup.clean_text(article.source),
                    link(outlet_address(article.source)) if article.source else "",
                    markup.clean_text(article.author),
                    date_words(article.published, self.lang),
                    article.published.date_text if article.published.year else "",
                    article.published_inferred,
                    markup.safe_url(article.url),
                    tuple(self._reprint(reprint) for reprint in article.reprints),
                    tuple(sentences),
                )
            )
        return tuple(views)

    def _reprint(self, reprint: Reprint) -> tuple[str, str]:
        name = markup.clean_text(reprint.source) or self.ui("outlet_unknown")
        date = f" ({date_words(reprint.published, self.lang)})" if reprint.published else ""
        return name + date, markup.safe_url(reprint.url)

    def _edit_href(self, target: Lang) -> str:
        """The file of the translations into `target`; its line stands in `edit-lines.js`."""
        repository = markup.safe_url(self.site.settings.repository).rstrip("/")
        if not repository:
            return ""
        branch = self.site.settings.edit_branch
        return f"{repository}/blob/{branch}/content/translations/{target}.po"

    def _report_href(self, address: str) -> str:
        repository = markup.safe_url(self.site.settings.repository).rstrip("/")
        page = page_address(self.lang, address)
        return f"{repository}/issues/new?title={page}" if repository else ""

    # Storylines, dates, outlets, names --------------------------------------------------------

    def _storylines(self) -> dict[str, _Page]:
        listing = "storylines/index.html"
        pages: dict[str, _Page] = {listing: None}
        faces = list(map(self._newest_face, self.index.storylines))
        if not self.kept.stands(source_file(self.lang, listing), faces):
            pages[listing] = self._rendered(
                listing,
                "storylines",
                self.ui("storylines"),
                "storylines",
                self.ui("storylines_intro"),
                storylines=[
                    self._storyline_item(line, linker(listing), newest=1)
                    for line in self.index.storylines
                ],
            )
        # A name that the events of a storyline share has a page and stands among the names.
        pages_of = {entry.term.right(self.lang): name for name, entry in self.index.names.items()}
        for storyline in self.index.storylines.values():
            pages[storyline_address(storyline.id)] = self._storyline(storyline, pages_of)
        return pages

    def _storyline(self, storyline: Storyline, pages_of: Mapping[str, str]) -> _Page:
        """The page of a storyline: the fingerprints of its events tell all that it shows of them.

        Args:
            storyline: The storyline.
            pages_of: The name page of each term by its form in this language.
        """
        address = storyline_address(storyline.id)
        link = linker(address)
        known = self._known_events(storyline)
        ties = [self._tie(tie) for tie in storyline.ties[:_TIES]]
        shared = [pages_of[text.text] for text in ties if text.text in pages_of]
        counts = Counter(
            name for event in known for name in dict.fromkeys(self.index.names_of[event])
        )
        frequent = sorted(counts, key=lambda name: -counts[name])
        slugs = list(dict.fromkeys(shared + frequent))[:16]
        ties = [text for text in ties if text.text not in pages_of]
        title = self._storyline_title(storyline)
        prints = [self.site.fingerprints.get(event, b"") for event in known]
        if all(prints) and self.kept.stands(
            source_file(self.lang, address),
            *(title, known, b"".join(prints), ties, self._name_faces(slugs)),
        ):
            return None
        item = self._storyline_item(storyline.id, link, lead=True)
        briefings = [self.index.briefings[event] for event in known]
        years: dict[str, list[EventItem]] = {}
        for event, briefing in zip(item.events, briefings, strict=True):
            date = briefing.event.date
            year = str(date.year) if date.year is not None else self.ui("undated")
            years.setdefault(year, []).append(event)
        return self._rendered(
            address,
            "storyline",
            title.text,
            "storylines",
            f"{item.count}, {item.span}",
            {"feed": address.removesuffix(".html")},
            storyline=item,
            drawn=storyline_picture(self.site, storyline, briefings, self.lang, link),
            outlets_drawn=outlets_picture(
                self.site, briefings, self.lang, link, f"outlets-{storyline.id}"
            ),
            years=list(years.items()),
            ties=ties,
            names=self._name_links(slugs, link),
        )

    def _dates(self) -> dict[str, _Page]:
        pages: dict[str, _Page] = {}
        listing = "archive/index.html"
        link = linker(listing)
        rows = []
        for year, events in self.index.years.items():
            if year is None:
                continue
            months = self.index.months(year)
            rows.append(
                {
                    "year": str(year),
                    "href": link(year_address(year)),
                    "count": self.ui("n_events", n=len(events)),
                    "months": [
                        {
                            "label": short_month(month, self.lang),
                            "title": month_words(year, month, self.lang),
                            "href": link(month_address(year, month)) if month in months else "",
                            "count": len(months.get(month, ())),
                        }
                        for month in range(1, 13)
                    ],
                }
            )
        pages[listing] = self._page(
            listing,
            "archive",
            self.ui("archive"),
            "archive",
            self.ui("archive_intro"),
            rows=rows,
            # One event a year is told better by the list than by bars of the same height.
            drawn=events_picture(self.site, self.lang, link)
            if len(self.index.briefings) > len(self.index.years)
            else None,
            undated=self._items(self.index.years.get(None, ()), link),
        )
        months_in_order: list[tuple[int, int]] = []
        days_in_order: list[PartialDate] = []
        years = [year for year in self.index.years if year is not None]
        for year in years:
            for month in self.index.months(year):
                if month is not None:
                    months_in_order.append((year, month))
                    days_in_order += [
                        PartialDate(year, month, day)
                        for day in self.index.days(year, month)
                        if day is not None
                    ]
        for position, year in enumerate(years):
            pages[year_address(year)] = self._year(year, _around(years, position))
        for position, (year, month) in enumerate(months_in_order):
            near_months = _around(months_in_order, position)
            pages[month_address(year, month)] = self._month(year, month, near_months)
        for position, date in enumerate(days_in_order):
            pages[day_address(date)] = self._day(date, _around(days_in_order, position))
        return pages

    def _year(self, year: int, near: tuple[int | None, int | None]) -> _Page:
        address = year_address(year)
        months = self.index.months(year)
        shown = {
            month: ids if month is None else ids[:_TITLES_A_MONTH] for month, ids in months.items()
        }
        faces = [(month, len(months[month]), *map(self._face, ids)) for month, ids in shown.items()]
        if self.kept.stands(source_file(self.lang, address), near, faces):
            return None
        link = linker(address)
        groups = [
            {
                "title": month_words(year, month, self.lang) if month else self.ui("month_unknown"),
                "href": link(month_address(year, month)) if month else "",
                "events": self._items(shown[month], link),
                "dated": True,
                "more": len(events) - len(shown[month]),
            }
            for month, events in months.items()
        ]
        title = date_words(PartialDate(year), self.lang)
        around = [
            year_link and (link(year_address(year_link)), str(year_link)) for year_link in near
        ]
        return self._rendered(
            address,
            "dates",
            self.ui("events_of", date=title),
            "archive",
            groups=groups,
            drawn=events_picture(self.site, self.lang, link, year),
            heading=title[:1].upper() + title[1:],
            crumb=None,
            near=around,
        )

    def _month(
        self, year: int, month: int, near: tuple[tuple[int, int] | None, tuple[int, int] | None]
    ) -> _Page:
        address = month_address(year, month)
        days = self.index.days(year, month)
        faces = [(day, *map(self._face, ids)) for day, ids in days.items()]
        if self.kept.stands(source_file(self.lang, address), near, faces):
            return None
        link = linker(address)
        groups = [
            {
                "title": long_date(PartialDate(year, month, day), self.lang)
                if day
                else self.ui("day_unknown"),
                "href": link(day_address(PartialDate(year, month, day))) if day else "",
                "events": self._items(events, link, lead=len(events) <= _LATEST),
                "dated": False,
                "more": 0,
            }
            for day, events in days.items()
        ]
        title = month_words(year, month, self.lang)
        around = [
            other and (link(month_address(*other)), month_words(*other, self.lang))
            for other in near
        ]
        return self._rendered(
            address,
            "dates",
            self.ui("events_of", date=title),
            "archive",
            groups=groups,
            drawn=None,
            heading=title[:1].upper() + title[1:],
            crumb=(link(year_address(year)), date_words(PartialDate(year), self.lang)),
            near=around,
        )

    def _day(self, date: PartialDate, near: tuple[PartialDate | None, PartialDate | None]) -> _Page:
        assert date.year is not None
        assert date.month is not None
        address = day_address(date)
        events = self.index.days(date.year, date.month)[date.day]
        if self.kept.stands(
            source_file(self.lang, address), *map(str, near), *map(self._face, events)
        ):
            return None
        link = linker(address)
        around = [
            other and (link(day_address(other)), date_words(other, self.lang)) for other in near
        ]
        title = long_date(date, self.lang)
        return self._rendered(
            address,
            "dates",
            self.ui("events_of", date=date_words(date, self.lang)),
            "archive",
            groups=[
                {
                    "title": "",
                    "href": "",
                    "events": self._items(events, link, lead=True),
                    "dated": False,
                    "more": 0,
                }
            ],
            drawn=None,
            heading=title,
            crumb=(
                link(month_address(date.year, date.month)),
                month_words(date.year, date.month, self.lang),
            ),
            near=around,
        )

    def _outlets(self) -> dict[str, _Page]:
        listing = "outlets/index.html"
        link = linker(listing)
        pages = {
            listing: self._page(
                listing,
                "outlets",
                self.ui("outlets"),
                description=self.ui("outlets_intro"),
                outlets=[
                    Link(
                        link(outlet.address),
                        outlet.name,
                        "vi",
                        self.ui("n_articles", n=len(outlet.article_ids)),
                    )
                    for outlet in self.index.outlets.values()
                ],
            )
        }
        for address, outlet in self.index.outlets.items():
            pages.update(self._outlet(address, outlet))
        return pages

    def _outlet(self, address: str, outlet: Outlet) -> dict[str, _Page]:
        return self._long_list(
            address,
            "outlet",
            outlet.name,
            outlet.event_ids,
            description=self.ui("articles_of", name=outlet.name),
            count=self.ui("n_articles", n=len(outlet.article_ids)),
        )

    def _long_list(
        self, address: str, kind: str, title: str, event_ids: Sequence[str], **views: Any
    ) -> dict[str, _Page]:
        """The page of an outlet, a name or a tag: its newest events, by year.

        What it has no room for stands on pages of its own, one a year, that it links.
        """
        years: dict[int | None, list[str]] = {}
        for event_id in event_ids:
            year = self.index.briefings[event_id].event.date.year
            years.setdefault(year, []).append(event_id)
        newest, pages, older = set(event_ids[:_LISTED]), {}, []
        link = linker(address)
        for year, members in years.items():
            if newest.issuperset(members):
                continue
            label = str(year) if year is not None else self.ui("undated")
            count = self.ui("n_events", n=len(members))
            part = f"{address.removesuffix('.html')}/{year or 'undated'}.html"
            older.append(Link(link(part), label, self.lang, count))
            pages[part] = self._page(
                part,
                "part",
                f"{title}: {label}",
                whole=linker(part)(address),
                name=title,
                heading=label,
                count=count,
                events=self._items(members, linker(part)),
            )
        shown = [
            (str(year) if year is not None else self.ui("undated"), self._items(kept, link))
            for year, members in years.items()
            if (kept := [event_id for event_id in members if event_id in newest])
        ]
        pages[address] = self._page(address, kind, title, years=shown, older=older, **views)
        return pages

    def _names(self) -> dict[str, _Page]:
        listing = "names/index.html"
        link = linker(listing)
        kinds: dict[str, list[str]] = {}
        for name in sorted(
            self.index.names,
            key=lambda name: alphabetical(self.index.names[name].term.right(self.lang)),
        ):
            kinds.setdefault(self.index.names[name].term.kind, []).append(name)
        pages = {
            listing: self._page(
                listing,
                "names",
                self.ui("names"),
                description=self.ui("names_intro"),
                tags=self._tag_links(self.index.tags, link),
                kinds=[
                    (self.ui(f"kind_{kind}"), self._name_links(kinds[kind], link))
                    for kind in sorted(kinds)
                ],
            )
        }
        for entry in self.index.names.values():
            address = name_address(entry.slug)
            link = linker(address)
            term = entry.term
            pages |= self._long_list(
                address,
                "name",
                term.right(self.lang),
                entry.event_ids,
                kind_label=self.ui(f"kind_{term.kind}"),
                other_form=term.right(other_lang(self.lang)),
                variants=_good_variants(term, self.lang),
                other_variants=_good_variants(term, other_lang(self.lang)),
                companions=self._name_links(entry.companions, link),
                count=self.ui("n_events", n=len(entry.event_ids)),
            )
        return pages

    def _tags(self) -> dict[str, _Page]:
        pages: dict[str, _Page] = {}
        for tag in self.index.tags.values():
            pages |= self._long_list(
                tag_address(tag.slug),
                "tag",
                tag.text,
                tag.event_ids,
                text=Text(tag.text, tag.lang, tag.lang != self.lang, "source"),
                count=self.ui("n_events", n=len(tag.event_ids)),
            )
        return pages

    def _redirects(self) -> dict[str, _Page]:
        return {
            former: self._page(
                former,
                "moved",
                self.ui("moved"),
                head={"redirect": linker(former)(present)},
                target=linker(former)(present),
            )
            for former, present in redirects(self.site).items()
        }

    def _gone(self) -> dict[str, _Page]:
        """A word in place of each page that was withdrawn, so that no address ends in a 404."""
        return {
            address: self._page(address, "withdrawn", self.ui("withdrawn"))
            for address in self.site.gone
        }


def _near(event_ids: Sequence[str], current: str) -> Sequence[str]:
    """The events around one of a storyline, and itself."""
    position = event_ids.index(current)
    return event_ids[max(0, position - _AROUND) : position + _AROUND + 1]


def linker(address: str) -> Callable[[str], str]:
    """Turns addresses into links relative to the page at `address`; both below one language."""
    folder = address[: address.rfind("/") + 1]
    up = "../" * address.count("/")

    def link(target: str) -> str:
        beside = bool(folder) and target.startswith(folder)
        return target.removeprefix(folder) if beside else up + target

    return link


def _good_variants(term: Term, lang: Lang) -> tuple[str, ...]:
    """The forms of a name that a reader may meet beside the right one; none of those to avoid."""
    avoided = term.avoid(lang)
    return tuple(form for form in term.forms(lang)[1:] if form not in avoided)


def _around(items: Sequence[Any], position: int) -> tuple[Any | None, Any | None]:
    """The neighbours (earlier, later) of an item in a list that has the newest first."""
    earlier = items[position + 1] if position + 1 < len(items) else None
    return earlier, items[position - 1] if position else None
