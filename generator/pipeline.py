"""The order of the steps: content/ → events → summaries → translations → pages → site."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from generator import history, published
from generator.build_state import (
    BuildState,
    Cause,
    FileDigests,
    KeptFiles,
    combined,
    find_cause,
    read_state,
    write_state,
)
from generator.cache import Cache, Spread, digest, program_version
from generator.cards import render_cards
from generator.checks import check_claim
from generator.content import Content, read_content, require_folder
from generator.edit_lines import edit_lines
from generator.errors import ContentError, Problem
from generator.events import group_articles
from generator.feeds import render_feeds
from generator.files import build_lock, leftovers, read_manifest, remove_leftovers, sync_folder
from generator.history import Entry, History, append_history, compare, shown_event
from generator.model import (
    LANGS,
    Article,
    Briefing,
    Claim,
    Event,
    Lang,
    LateBriefing,
    PartialDate,
    Sentence,
    Storyline,
    Translation,
    by_id,
)
from generator.pages import render_pages
from generator.progress import Progress, Silent, counted
from generator.published import Published
from generator.rewriting import open_rewriter, rewrite_briefing
from generator.sentences import article_sentences
from generator.settings import Settings, TranslationSettings, read_settings
from generator.site_builder import build_site
from generator.site_model import (
    ArticleSentences,
    Site,
    event_address,
    storyline_address,
    texts_to_translate,
)
from generator.storylines import link_events
from generator.summaries import summarise
from generator.translation import models
from generator.translation.engine import Engine
from generator.translation.engines import open_engine
from generator.translation.glossary import Glossary
from generator.translation.memory import Memory, memory_path
from generator.translation.translator import (
    Lookup,
    Plain,
    Request,
    TranslationReport,
    translate_missing,
    without_engine,
)
from generator.ui_text import TEMPLATES

MANIFEST = ".generated"
_PACKAGE = Path(__file__).parent
# Below this many items a pool of processes costs more than it saves.
_PARALLEL_FROM = 200
_SUMMARY = "summaries"
# Objects made since the last look for garbage in cycles. Each look takes as long as the objects are
# many, and finds next to nothing.
_GARBAGE_AFTER = 2_000_000
_In = TypeVar("_In")
_Out = TypeVar("_Out")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What `briefings build` was asked to do.

    Attributes:
        content: The editors' folder.
        site_src: Where the generated Markdown goes.
        site: Where the built site goes.
        config: `mkdocs.yml`.
        make_site: Whether to run MkDocs.
        check: Write nothing; fail if `site_src` is not what a build would write.
        jobs: Processes; 0 for one a core.
        use_cache: Whether to keep and use what earlier builds worked out.
        refresh: Translate anew what another model has translated and nobody has edited.
        scheduler: Address of a Dask scheduler whose workers do the work; "" for this machine.
    """

    content: Path = Path("content")
    site_src: Path = Path("site_src")
    site: Path = Path("site")
    config: Path = Path("mkdocs.yml")
    make_site: bool = True
    check: bool = False
    jobs: int = 1
    use_cache: bool = True
    refresh: bool = False
    scheduler: str = ""

    @property
    def cache_folder(self) -> Path:
        """`.cache/` beside the content folder."""
        return self.content.resolve().parent / ".cache"

    def memory(self, name: str) -> Path | None:
        """A file that remembers something for the next build; None if nothing may."""
        return self.cache_folder / name if self.use_cache and not self.check else None

    @property
    def pictures_folder(self) -> Path:
        """Share pictures, laid out as in the site."""
        return self.cache_folder / "pictures"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did.

    Attributes:
        articles, events, storylines, claims: How many the site has.
        translations: Counts by origin.
        warnings: (event id, the sentence as shown, the doubt) of everything that carries one.
        pages: How many files `site_src` has.
        written, removed: Files of `site_src` that changed.
        computed, reused: Summaries made now, and taken from the cache.
        newest: Date of the newest article as written, "" if none is dated.
        withdrawn: Events that had a page until this build; no article of theirs is left.
        cause: Why there was something to do.
    """

    articles: int
    events: int
    storylines: int
    claims: int
    translations: TranslationReport
    warnings: tuple[tuple[str, str, str], ...]
    pages: int
    written: int = 0
    removed: int = 0
    computed: int = 0
    reused: int = 0
    newest: str = ""
    withdrawn: tuple[str, ...] = ()
    cause: Cause = field(default_factory=Cause)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a build would write, worked out before the first byte is written.

    Attributes:
        site: What the pages show.
        files: What was made for `site_src`, by path.
        kept: What stands there as it should be.
        pictures, kept_pictures: The same of the share pictures.
        memory, published, entries: What goes to the content folder.
        translations, computed, reused, warnings, claims: What the report tells.
    """

    site: Site
    files: Mapping[str, bytes]
    kept: KeptFiles
    pictures: Mapping[str, bytes]
    kept_pictures: KeptFiles
    memory: Memory
    published: Published
    entries: tuple[Entry, ...]
    translations: TranslationReport
    computed: int = 0
    reused: int = 0
    warnings: tuple[tuple[str, str, str], ...] = field(default=())
    claims: int = 0


def build(options: BuildOptions, progress: Progress | None = None) -> Report:
    """Build the site: plan everything, then write content, pages and site in this order.

    Raises:
        UsageError: Wrong options or settings, or another build is running.
        ContentError: Something in the content folder is wrong, or with `check`, stale pages.
        BriefingsError: The disk is full, a folder cannot be written, or MkDocs failed.
    """
    progress = progress or Silent()
    require_folder(options.content)
    with build_lock(options.cache_folder / "build.lock"), _rare_collections():
        if options.check:
            plan = make_plan(options, progress)
            _raise_if_stale(plan, options)
            return _report(plan)
        digests = FileDigests(options.memory("files.json"))
        state = read_state(options.cache_folder) if options.use_cache else None
        program = _program(options)
        before = digests.under(options.content)
        cause = find_cause(state, program, before)
        if options.refresh or not options.use_cache:
            cause = dataclasses.replace(cause, why="asked")
        elif state and not cause.why and not _stand(state, options, digests):
            cause = Cause("pages")
        progress.done("content", str(cause))
        if state and not cause.why:
            report = _report_from(state.report)
        else:
            plan = make_plan(options, progress, digests)
            progress.begin("writing")
            written, removed = _write(plan, options)
            report = _report(plan)
            progress.done(
                "pages", f"{report.pages:,} files, {written:,} written, {removed:,} removed"
            )
            state = BuildState(
                program,
                before | _content_digests(plan, options.content),
                combined(plan.kept.made(plan.files)),
                state.site if state else "",
                dataclasses.asdict(report),
            )
            report = dataclasses.replace(report, written=written, removed=removed, cause=cause)
        if options.make_site:
            state = _make_site(state, program, options, progress)
        if options.use_cache:
            digests.write()
            write_state(options.cache_folder, state)
    return report


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage seldom: nearly all that a build makes, it keeps to its end."""
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE_AFTER, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _program(options: BuildOptions) -> str:
    """Digest of everything but the content that a build depends on."""
    installed = [str(model) for model in models.installed()]
    return combined(_renderer(), FileDigests().of(options.config), installed)


def _renderer() -> str:
    """Digest of all but the content that pages are made with."""
    return combined(program_version(_PACKAGE), FileDigests().under(TEMPLATES))


def _write(plan: Plan, options: BuildOptions) -> tuple[int, int]:
    """Write what was planned; how many pages were written and removed."""
    for folder in (options.content, options.content / "translations"):
        remove_leftovers(folder)
    # The content first: whatever the pages say, the content folder already knows.
    plan.memory.write(options.content)
    plan.published.write(options.content)
    append_history(options.content, plan.entries)
    # Pictures are no source: they wait beside the cache until MkDocs has made the site.
    for folder, files, kept in (
        (options.pictures_folder, plan.pictures, plan.kept_pictures),
        (options.site_src, plan.files, plan.kept),
    ):
        done = sync_folder(folder, files, MANIFEST, kept.standing)
        kept.write(files)
    return done


def _content_digests(plan: Plan, content: Path) -> dict[str, str]:
    """Digests of the content files that the build itself writes, as it has written them.

    An editor may have saved a translation meanwhile: the file then differs from its digest
    here, and the next build works that edit in.
    """
    digests = {}
    for lang in LANGS:
        if (data := plan.memory.file_bytes(lang)) is not None:
            digests[str(memory_path(content, lang).relative_to(content))] = digest(data).hex()
    digests[published.NAME] = digest(plan.published.text().encode()).hex()
    return digests | FileDigests().named(content, [history.FILE_NAME])


def _stand(state: BuildState, options: BuildOptions, digests: FileDigests) -> bool:
    """Whether the pages are as the last build left them, and it came to its end."""
    if leftovers(options.site_src) or leftovers(options.pictures_folder):
        return False
    pages = digests.named(options.site_src, read_manifest(options.site_src, MANIFEST))
    return state.pages == combined(pages)


def _make_site(
    state: BuildState, program: str, options: BuildOptions, progress: Progress
) -> BuildState:
    """Run MkDocs unless the site it made of these pages is still there."""
    wanted = combined(program, state.pages, str(options.site.resolve()))
    if state.site == wanted and (options.site / "index.html").is_file():
        progress.done("site", "unchanged")
        return state
    progress.begin("site")
    settings, newest = read_settings(options.content), PartialDate.parse(state.report["newest"])
    build_site(
        options.config,
        options.site_src,
        options.site,
        url=settings.url,
        newest=newest.latest,
        pictures=options.pictures_folder,
        download=settings.download,
    )
    progress.done("site", f"in {options.site}")
    return dataclasses.replace(state, site=wanted)


def find_events(
    content: Content, cache: Cache | None = None
) -> tuple[tuple[Event, ...], tuple[Storyline, ...]]:
    """The events of the content folder's articles, and their storylines.

    Args:
        content: The content folder.
        cache: Gives what has not changed since an earlier build.
    """
    settings, glossary = content.settings.events, content.glossary
    edits, published = content.edits, content.published
    events = group_articles(content.articles, settings, glossary, edits, published, cache=cache)
    storylines = link_events(
        events, content.articles, settings, glossary, edits, published, cache=cache
    )
    return events, storylines


def find_briefings(
    content: Content,
    events: Sequence[Event],
    cache: Cache | None = None,
) -> tuple[Briefing, ...]:
    """The summary of each event, in the order of the events.

    Only events whose articles or settings changed are computed.

    Args:
        content: The content folder.
        events: Its events.
        cache: Gives what has not changed since an earlier build.
    """
    return _summarised(content, _works(content, events), cache or Cache(None, b""))


def _summarised(content: Content, works: Sequence[_Work], cache: Cache) -> tuple[Briefing, ...]:
    summarise_event = partial(
        _summarise_event, settings=content.settings, glossary=content.glossary
    )
    found = cache.later(_SUMMARY, works, lambda work: work.key, summarise_event)
    return tuple(LateBriefing(work.event, read) for work, read in zip(works, found, strict=True))


def _works(content: Content, events: Iterable[Event]) -> list[_Work]:
    """What there is to summarise, in the order of the events."""
    articles = by_id(content.articles)
    common = digest(content.settings.summaries, content.glossary.terms)
    works = []
    for event in events:
        members = {article_id: articles[article_id] for article_id in event.article_ids}
        first = content.history.first_articles.get(event.id, event.article_ids)
        # What ties the articles follows from them, but for what an editor said.
        said = tuple(tie for tie in event.ties if tie.kind == "editor")
        told = dataclasses.replace(event, ties=said)
        works.append(_Work(event, members, first, digest(common, told, first, *members.values())))
    return works


def processes(jobs: int, progress: Progress) -> Spread:
    """Spreads work over processes of this machine where there is enough of it.

    Args:
        jobs: Processes; 0 for one a core.
        progress: Told how far it is.
    """

    def spread(step: str, function: Callable[[_In], _Out], items: Sequence[_In]) -> Iterable[_Out]:
        if jobs == 1 or len(items) < _PARALLEL_FROM:
            yield from progress.step(step, map(function, items), len(items))
            return
        with ProcessPoolExecutor(jobs or None) as pool:
            yield from progress.step(step, pool.map(function, items, chunksize=50), len(items))

    return spread


def texts_to_show(content: Content) -> tuple[tuple[str, Lang, Lang], ...]:
    """Every text that the site shows in both languages."""
    events, storylines = find_events(content)
    sentences = {article.id: article_sentences(article) for article in content.articles}
    briefings = find_briefings(content, events)
    return texts_to_translate(by_id(content.articles), sentences, briefings, storylines)


def texts_by_event(content: Content) -> dict[str, tuple[tuple[str, Lang, Lang], ...]]:
    """Event id → every text that its page shows in both languages."""
    articles = by_id(content.articles)
    events, _ = find_events(content)
    return {
        briefing.event.id: texts_to_translate(
            articles,
            {id_: article_sentences(articles[id_]) for id_ in briefing.event.article_ids},
            [briefing],
        )
        for briefing in find_briefings(content, events)
    }


def make_plan(
    options: BuildOptions, progress: Progress, digests: FileDigests | None = None
) -> Plan:
    """Work out the whole site without writing a byte, the cache aside.

    Args:
        options: What was asked for.
        progress: Told how far it is.
        digests: Of the files on disk; without them every page is rendered.
    """
    if not options.scheduler:
        spread = processes(options.jobs, progress)
        return _plan(options, progress, digests, spread, open_engine)
    from generator.cluster import open_cluster

    with open_cluster(options.scheduler, progress) as cluster:
        return _plan(options, progress, digests, cluster, cluster.open_engine)


def _plan(
    options: BuildOptions,
    progress: Progress,
    digests: FileDigests | None,
    spread: Spread,
    engine: Callable[[TranslationSettings], Engine | None],
) -> Plan:
    cache = Cache(
        options.cache_folder / "briefings.sqlite" if options.use_cache else None,
        program_version(_PACKAGE) if options.use_cache else b"",
        spread,
    )
    content = read_content(options.content, cache, digests, progress)
    articles = by_id(content.articles)
    progress.begin("events")
    events, storylines = find_events(content, cache)
    progress.done(
        "events",
        f"{counted(len(articles), 'article')}, {counted(len(events), 'event')}, "
        f"{counted(len(storylines), 'storyline')}",
    )
    works = _works(content, events)
    briefings = _summarised(content, works, cache)
    progress.done(
        "summaries", f"{cache.computed[_SUMMARY]} new, {cache.reused[_SUMMARY]} unchanged"
    )
    sentences = ArticleSentences(articles)
    keys = _event_keys(content, works, briefings)
    texts = _event_texts(content, briefings, articles, sentences, keys, cache)
    lookup, memory, translated = translate_missing(
        (
            *(request for found in texts.values() for request, _ in found),
            *texts_to_translate(articles, sentences, (), storylines),
        ),
        content.memory,
        engine(content.settings.translation),
        content.glossary,
        progress,
        refresh=options.refresh,
        plain=Plain(content.glossary, dict(pair for found in texts.values() for pair in found)),
    )
    progress.done("translation", _translation_words(translated))
    shown = {event_id: _translated(lookup, found) for event_id, found in texts.items()}
    fingerprints = {event_id: digest(keys[event_id], found) for event_id, found in shown.items()}
    entries = _changes(content.history, briefings, articles, lookup, fingerprints, cache)
    gone_events, gone_storylines = content.published.gone(events, storylines)
    site = Site(
        settings=content.settings,
        articles=articles,
        sentences=sentences,
        briefings=briefings,
        translations=lookup,
        storylines=storylines,
        glossary=content.glossary,
        history=content.history.with_entries(entries).changes,
        fingerprints=fingerprints,
        gone=(*map(event_address, gone_events), *map(storyline_address, gone_storylines)),
    )
    renderer = combined(_renderer(), content.settings, content.glossary.terms)
    kept = kept_pictures = KeptFiles()
    if digests is not None:
        kept = KeptFiles(options.site_src, options.memory("pages.json"), digests, renderer)
        kept_pictures = KeptFiles(
            options.pictures_folder,
            options.memory("pictures.json"),
            digests,
            program_version(_PACKAGE).hex(),
        )
    pages = render_pages(site, kept=kept, cache=cache, progress=progress)
    files = {
        **pages,
        **render_feeds(site, {*pages, *kept.standing}, kept),
        **edit_lines(site, {lang: memory.file_bytes(lang) or b"" for lang in LANGS}),
    }
    pictures = render_cards(site, kept_pictures, spread)
    claims = sum(cache.map("claims", briefings, lambda each: keys[each.event.id], _claims))
    cache.close()
    return Plan(
        site,
        files,
        kept,
        pictures,
        kept_pictures,
        memory,
        content.published.updated(events, storylines),
        entries,
        translated,
        cache.computed[_SUMMARY],
        cache.reused[_SUMMARY],
        tuple(_warnings(briefings, lookup, shown)),
        claims,
    )


def _claims(briefings: Iterable[Briefing]) -> Iterable[int]:
    """How many claims each of them has."""
    return (len(briefing.all_claims) for briefing in briefings)


def _changes(
    history: History,
    briefings: Sequence[Briefing],
    articles: Mapping[str, Article],
    lookup: Lookup,
    fingerprints: Mapping[str, bytes],
    cache: Cache,
) -> tuple[Entry, ...]:
    """What this build changes. An event is compared with the history only if either has moved."""
    by_event = {briefing.event.id: briefing for briefing in briefings}

    def same(event_id: str) -> bool:
        return shown_event(by_event[event_id], articles, lookup) == history.events[event_id]

    unmoved = _as_told(history, by_event, fingerprints, cache, same)
    entries = compare(history, briefings, articles, lookup, unmoved)
    # From now on the history says of these what the site does: the next build need not look.
    moved = [entry.event_id for entry in entries if entry.state is not None]
    _as_told(history.with_entries(entries), moved, fingerprints, cache, lambda event_id: True)
    return entries


def _as_told(
    history: History,
    event_ids: Iterable[str],
    fingerprints: Mapping[str, bytes],
    cache: Cache,
    same: Callable[[str], bool],
) -> set[str]:
    """The events of which the history says what the site does; `same` tells for those unknown."""
    known = [event_id for event_id in event_ids if event_id in history.lines]
    found = cache.map(
        "told",
        known,
        lambda event_id: fingerprints[event_id] + digest(history.lines[event_id]),
        lambda missing: map(same, missing),
    )
    return {event_id for event_id, told in zip(known, found, strict=True) if told}


_Texts = tuple[tuple[Request, Translation | None], ...]
"""Texts that an event's page shows in both languages, and their translation if that needs no
engine."""


_Shown = list[tuple[int, Translation]]


def _translated(lookup: Lookup, texts: _Texts) -> _Shown:
    """How the texts of an event read, by their places; not those that nobody has translated."""
    shown = ((place, lookup.get(*request)) for place, (request, _) in enumerate(texts))
    return [(place, found) for place, found in shown if found.origin != "missing"]


def _event_keys(
    content: Content, works: Iterable[_Work], briefings: Iterable[Briefing]
) -> dict[str, bytes]:
    """Event id → digest of all that its texts follow from."""
    # What a language model has worded follows from nothing but itself.
    worded = bool(content.settings.summaries.rewrite_url)
    return {
        work.event.id: digest(work.key, briefing) if worded else work.key
        for work, briefing in zip(works, briefings, strict=True)
    }


def _event_texts(
    content: Content,
    briefings: Sequence[Briefing],
    articles: Mapping[str, Article],
    sentences: Mapping[str, tuple[Sentence, ...]],
    keys: Mapping[str, bytes],
    cache: Cache,
) -> dict[str, _Texts]:
    def texts(briefing: Briefing) -> _Texts:
        found = texts_to_translate(articles, sentences, [briefing])
        return tuple((request, without_engine(*request, content.glossary)) for request in found)

    found = cache.map(
        "texts",
        briefings,
        lambda briefing: keys[briefing.event.id],
        lambda missing: map(texts, missing),
    )
    return {briefing.event.id: each for briefing, each in zip(briefings, found, strict=True)}


@dataclass(frozen=True, slots=True)
class _Work:
    """All that the summary of one event is made from.

    Attributes:
        event: The event.
        articles: Its articles by id, in its order.
        first_article_ids: The articles it had when it was first published.
        key: Digest of all that the summary follows from.
    """

    event: Event
    articles: Mapping[str, Article]
    first_article_ids: tuple[str, ...]
    key: bytes


def _summarise_event(work: _Work, settings: Settings, glossary: Glossary) -> Briefing:
    briefing = summarise(
        work.event,
        work.articles,
        settings.summaries,
        glossary,
        first_article_ids=work.first_article_ids,
    )
    briefing = dataclasses.replace(
        briefing,
        lead=faithful(briefing.lead, glossary),
        claims=tuple(faithful(claim, glossary) for claim in briefing.claims),
    )
    return rewrite_briefing(briefing, open_rewriter(settings.summaries), glossary)


def faithful(claim: Claim, glossary: Glossary) -> Claim:
    """The claim, or the whole source sentence if the shortened one fails its check."""
    if not claim.shortened or not check_claim(claim, glossary):
        return claim
    return dataclasses.replace(claim, text=claim.citations[0].text, shortened=False)


def _translation_words(report: TranslationReport) -> str:
    words = f"{report.edited} edited, {report.reused} machine, {report.translated} new"
    if report.missing:
        words += f", {report.missing} not yet translated"
    return words


def _warnings(
    briefings: Iterable[Briefing], lookup: Lookup, shown: Mapping[str, _Shown]
) -> Iterable[tuple[str, str, str]]:
    """Every claim whose translation carries a doubt."""
    for briefing in briefings:
        if not any(found.warnings for _, found in shown[briefing.event.id]):
            continue
        for claim in briefing.all_claims:
            for lang in ("en", "vi"):
                reads = lookup.get(claim.text, claim.lang, lang)
                for warning in reads.warnings:
                    yield briefing.event.id, reads.text, str(warning)


def _raise_if_stale(plan: Plan, options: BuildOptions) -> None:
    """Raise what a build would change in `site_src`."""
    problems = []
    for name, data in plan.files.items():
        path = options.site_src / name
        try:
            same = path.read_bytes() == data
            what = "is not what content/ gives"
        except OSError:
            same, what = False, "is missing"
        if not same:
            problems.append(Problem(what, "run `briefings build` and commit the result", path))
    for name in sorted(read_manifest(options.site_src, MANIFEST) - set(plan.files)):
        problems.append(
            Problem(
                "is left from an earlier build",
                "run `briefings build` and commit the result",
                options.site_src / name,
            )
        )
    if problems:
        raise ContentError(problems)


def _report(plan: Plan) -> Report:
    site = plan.site
    return Report(
        articles=len(site.articles),
        events=len(site.briefings),
        storylines=len(site.storylines),
        claims=plan.claims,
        translations=plan.translations,
        warnings=plan.warnings,
        pages=len({*plan.files, *plan.kept.standing}),
        computed=plan.computed,
        reused=plan.reused,
        newest=max(
            (str(article.published.latest or "") for article in site.articles.values()), default=""
        ),
        withdrawn=_withdrawn(plan.entries),
    )


def _withdrawn(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Ids of the events that end with this build because their articles are gone."""
    return tuple(
        entry.event_id
        for entry in entries
        if entry.state is None and any(change.kind == "withdrawn" for change in entry.changes)
    )


def _report_from(kept: dict[str, Any]) -> Report:
    """The report of an earlier build, of which nothing had to be done again."""
    return Report(
        **{
            **kept,
            "translations": TranslationReport(**kept["translations"]),
            "warnings": tuple((e, s, w) for e, s, w in kept["warnings"]),
            "computed": 0,
            "reused": kept["events"],
            "withdrawn": (),
            "cause": Cause(),
        }
    )
