"""The `briefings` command. Data goes to stdout, words to stderr; nothing else prints.

Exit codes: 0 done, 1 content has errors (all listed), 2 wrong usage or configuration.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from generator import __version__
from generator.errors import BriefingsError, Problem, UsageError
from generator.model import LANGS, Article
from generator.progress import Silent, Terminal, counted

if TYPE_CHECKING:
    from generator.model import Event, Storyline
    from generator.pipeline import BuildOptions
    from generator.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code.

    Args:
        argv: Arguments after the program's name; the process's own by default.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # The locale of a container is often C: text here is UTF-8 everywhere.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except BriefingsError as error:
        _tell_problems(error.problems, sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of the pipe has gone; the rest has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # What no step has foreseen: a disk that fails, a folder that is taken away.
        _tell_problems([_system_problem(error)], sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what is on disk is whole", file=sys.stderr)
        return 130


def _system_problem(error: OSError) -> Problem:
    return Problem(
        error.strerror or str(error),
        "mend the disk or the permissions, then run the command again; files are written whole "
        "or not at all",
        error.filename,
    )


def _tell_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    for problem in problems:
        print(problem, file=stream)
    if len(problems) > 1:
        print(f"{len(problems)} problems", file=stream)


def parser() -> argparse.ArgumentParser:
    """The command line: commands, options and their help."""
    root = argparse.ArgumentParser(
        prog="briefings",
        description="Bilingual (English/Vietnamese) news briefings from articles.",
    )
    root.add_argument("--version", action="version", version=f"briefings {__version__}")
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_import(commands)
    _add_build(commands)
    _add_serve(commands)
    _add_check(commands)
    _add_events(commands)
    _add_summarize(commands)
    _add_translate(commands)
    _add_models(commands)
    return root


def _command(commands: Any, name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=help_text
    )
    command.set_defaults(run=run)
    return command


def _add_folders(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=Path("content"), help="default: content")
    command.add_argument("--site-src", type=Path, default=Path("site_src"), help="generated pages")
    command.add_argument("--site", type=Path, default=Path("site"), help="the built site")
    command.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="MkDocs settings")


def _add_content(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content", type=Path, default=Path("content"), help="content folder (default: content)"
    )


# --- import -----------------------------------------------------------------------------


def _add_import(commands: Any) -> None:
    command = _command(
        commands,
        "import",
        "Clean text, saved pages and feeds into content/articles.",
        _run_import,
    )
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    _add_content(command)
    command.add_argument("--dry-run", action="store_true", help="show what would be written")
    command.add_argument("--json", action="store_true", help="one JSON article a line, no files")
    command.add_argument("--explain", action="store_true", help="show every line, kept or dropped")


def _run_import(arguments: argparse.Namespace) -> int:
    from generator.importing import run_import

    return run_import(arguments)


# --- build, serve, check ----------------------------------------------------------------


def _add_build(commands: Any) -> None:
    command = _command(commands, "build", "Build content/ into site_src/ and site/.", _run_build)
    _add_folders(command)
    command.add_argument("--no-site", action="store_true", help="write site_src/ only")
    command.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if site_src/ is stale"
    )
    command.add_argument(
        "--strict", action="store_true", help="exit 1 if any sentence carries a warning"
    )
    command.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    command.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="let the workers of a Dask scheduler do the work (tcp://HOST:8786)",
    )
    command.add_argument("--no-cache", action="store_true", help="compute everything again")
    command.add_argument(
        "--refresh", action="store_true", help="translate anew what another model translated"
    )
    command.add_argument("--json", action="store_true", help="print the report as JSON")


def _options(arguments: argparse.Namespace, **more: Any) -> BuildOptions:
    from generator.pipeline import BuildOptions

    return BuildOptions(
        content=arguments.content,
        site_src=arguments.site_src,
        site=arguments.site,
        config=arguments.config,
        **more,
    )


def _run_build(arguments: argparse.Namespace) -> int:
    from generator.pipeline import build

    if arguments.jobs < 0:
        raise UsageError(Problem("--jobs must be 0 or more", "leave it out for one a core"))
    options = _options(
        arguments,
        make_site=not arguments.no_site,
        check=arguments.check,
        jobs=arguments.jobs,
        use_cache=not arguments.no_cache,
        refresh=arguments.refresh,
        scheduler=arguments.scheduler,
    )
    terminal = Terminal(sys.stderr)
    try:
        report = build(options, Silent() if arguments.json else terminal)
    except BriefingsError as error:
        if arguments.json:
            _print_json({"problems": [dataclasses.asdict(problem) for problem in error.problems]})
        raise
    finally:
        terminal.clear()
    if arguments.json:
        _print_json(dataclasses.asdict(report))
    for event, sentence, doubt in report.warnings:
        print(f"warning: {event}: {doubt}: {sentence}", file=sys.stderr)
    for event in report.withdrawn:
        print(
            f"withdrawn: {event}: none of its articles is in {options.content}/articles any more, "
            "and its page is gone\n    → if you did not mean that, put the file back; if you "
            "renamed it, write its old name as `id:` in it",
            file=sys.stderr,
        )
    if report.translations.missing:
        print(
            f"{counted(report.translations.missing, 'text')} not yet translated, shown in the "
            "original\n    → translate in content/translations/*.po, or install a model: "
            "briefings models list",
            file=sys.stderr,
        )
    return 1 if arguments.strict and report.warnings else 0


def _add_serve(commands: Any) -> None:
    command = _command(commands, "serve", "Build, serve, and rebuild on change.", _run_serve)
    _add_folders(command)
    command.add_argument("--port", type=int, default=8000, help="default: 8000")


def _run_serve(arguments: argparse.Namespace) -> int:
    from generator.serving import serve

    terminal = Terminal(sys.stderr)
    try:
        serve(_options(arguments), arguments.port, terminal)
    finally:
        terminal.clear()
    return 0


def _add_check(commands: Any) -> None:
    command = _command(commands, "check", "List everything wrong with content/.", _run_check)
    _add_content(command)


def _run_check(arguments: argparse.Namespace) -> int:
    from generator.content import read_content

    content = read_content(arguments.content)
    print(f"{counted(len(content.articles), 'article')}, nothing wrong", file=sys.stderr)
    return 0


# --- filters ----------------------------------------------------------------------------


def _add_articles(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--articles", metavar="F.jsonl", help="one JSON article a line; - is stdin"
    )
    command.add_argument("--json", action="store_true", help="print JSON")


def _add_events(commands: Any) -> None:
    command = _command(
        commands, "events", "Group articles into events: {article id: event id}.", _run_events
    )
    _add_articles(command)
    _add_content(command)
    command.add_argument("--explain", metavar="ID", help="why the articles of this event belong")


def _run_events(arguments: argparse.Namespace) -> int:
    from generator.events import group_plain
    from generator.translation.glossary import read_glossary

    if arguments.articles is None:
        return _explain_events(arguments)
    settings, glossary = _settings(arguments.content), read_glossary(arguments.content)
    events = group_plain(_read_articles(arguments.articles), settings.events, glossary)
    if arguments.json:
        _print_json(events)
    else:
        for article_id, event_id in events.items():
            print(f"{article_id}\t{event_id}")
    return 0


def _explain_events(arguments: argparse.Namespace) -> int:
    """The events of the content folder, or why the articles of one belong together."""
    from generator.content import read_content
    from generator.pipeline import find_events

    content = read_content(arguments.content)
    events, storylines = find_events(content)
    known: dict[str, Event | Storyline] = {
        **{event.id: event for event in events},
        **{storyline.id: storyline for storyline in storylines},
    }
    if arguments.explain and arguments.explain not in known:
        raise UsageError(
            Problem(
                f"there is no event or storyline '{arguments.explain}'",
                "run `briefings events` for their ids",
            )
        )
    chosen = [known[arguments.explain]] if arguments.explain else list(known.values())
    if arguments.json:
        _print_json([dataclasses.asdict(group) for group in chosen])
        return 0
    for group in chosen:
        print(f"{group.id}\t{group.title}")
        if arguments.explain:
            for tie in group.ties:
                print(f"  {tie.kind}: {tie.text}  ({', '.join(tie.article_ids)})")
    return 0


def _add_summarize(commands: Any) -> None:
    command = _command(
        commands, "summarize", "Summarise events: {event id: summary}.", _run_summarize
    )
    _add_articles(command)
    _add_content(command)
    command.add_argument(
        "--events", type=Path, metavar="E.json", help="{article id: event id}; else grouped here"
    )
    command.add_argument(
        "--syllables", type=int, default=180, metavar="N", help="length (default: 180)"
    )
    command.add_argument(
        "--explain", action="store_true", help="why each sentence of the content's events stands"
    )


def _explain_summaries(arguments: argparse.Namespace) -> int:
    """The summaries of the content folder's events, with why each sentence was chosen."""
    from generator.content import read_content
    from generator.pipeline import find_briefings, find_events

    content = read_content(arguments.content)
    events, _ = find_events(content)
    briefings = find_briefings(content, events)
    if arguments.json:
        _print_json({b.event.id: dataclasses.asdict(b) for b in briefings})
        return 0
    for briefing in briefings:
        print(f"{briefing.event.id}\t{briefing.event.title}")
        for claim in briefing.all_claims:
            print(f"  {claim.text}")
            if arguments.explain:
                cited = ", ".join(f"{c.article_id}#{c.anchor}" for c in claim.citations)
                reasons = ", ".join(f"{name} {share:.2f}" for name, share in claim.reasons)
                print(f"    cites {cited}; chosen for {reasons}")
    return 0


def _run_summarize(arguments: argparse.Namespace) -> int:
    from generator.events import group_plain
    from generator.summaries import summary_text
    from generator.translation.glossary import read_glossary

    if arguments.articles is None:
        return _explain_summaries(arguments)
    if arguments.syllables < 1:
        raise UsageError(Problem("--syllables must be 1 or more", "try --syllables 180"))
    articles = _read_articles(arguments.articles)
    glossary = read_glossary(arguments.content)
    if arguments.events:
        events = _read_events(arguments.events, articles)
    else:
        events = group_plain(articles, _settings(arguments.content).events, glossary)
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(events[article.id], []).append(article)
    summaries = {
        event_id: summary_text(group, arguments.syllables, glossary)
        for event_id, group in groups.items()
    }
    if arguments.json:
        _print_json(summaries)
    else:
        for event_id, text in summaries.items():
            print(f"{event_id}\t{text}")
    return 0


def _add_translate(commands: Any) -> None:
    command = _command(
        commands, "translate", "Translate lines: one line in, one line out.", _run_translate
    )
    command.add_argument("--from", dest="source", choices=LANGS, help="language of the input")
    command.add_argument("--to", dest="target", choices=LANGS, help="language of the output")
    command.add_argument("--status", action="store_true", help="what is translated, and by whom")
    command.add_argument(
        "--prune", action="store_true", help="drop machine translations that no page shows"
    )
    command.add_argument("--export-tmx", type=Path, metavar="FILE", help="write the memory as TMX")
    command.add_argument("--import-tmx", type=Path, metavar="FILE", help="add a TMX file")
    _add_content(command)


def _run_translate(arguments: argparse.Namespace) -> int:
    from generator.translation.engines import open_engine
    from generator.translation.glossary import read_glossary
    from generator.translation.memory import Memory
    from generator.translation.translator import translate_lines

    if arguments.status:
        return _translation_status(arguments)
    if arguments.prune:
        return _prune(arguments)
    if arguments.export_tmx or arguments.import_tmx:
        return _exchange_tmx(arguments)
    if not arguments.source or not arguments.target:
        raise UsageError(
            Problem(
                "translate needs --from and --to", "try `briefings translate --from vi --to en`"
            )
        )
    settings = _settings(arguments.content)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(newline="\n")  # a lone carriage return ends no line
    translated = translate_lines(
        sys.stdin,
        arguments.source,
        arguments.target,
        Memory.read(arguments.content),
        open_engine(settings.translation),
        read_glossary(arguments.content),
    )
    for line in translated:
        print(line)
    return 0


def _translation_status(arguments: argparse.Namespace) -> int:
    from generator.content import read_content
    from generator.pipeline import texts_by_event
    from generator.translation.status import status_lines, translation_status

    content = read_content(arguments.content)
    status = translation_status(texts_by_event(content), content.memory, content.glossary)
    for line in status_lines(status):
        print(line)
    return 0


def _prune(arguments: argparse.Namespace) -> int:
    """Drop what machines left in the memory for texts that no page shows any more."""
    from generator.content import read_content
    from generator.pipeline import texts_to_show

    content = read_content(arguments.content)
    used = [(text, lang) for text, lang, _ in texts_to_show(content)]
    pruned = content.memory.pruned(used)
    pruned.write(arguments.content)
    gone = len(content.memory) - len(pruned)
    print(f"{gone} unused machine translations removed", file=sys.stderr)
    return 0


def _exchange_tmx(arguments: argparse.Namespace) -> int:
    """Write the memory as TMX, or add a TMX file to it."""
    from generator.files import write_atomically
    from generator.translation.memory import Memory
    from generator.translation.tmx import export_tmx, import_tmx

    memory = Memory.read(arguments.content)
    if arguments.export_tmx:
        write_atomically(arguments.export_tmx, export_tmx(memory))
        return 0
    path = arguments.import_tmx
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            Problem(f"cannot be read: {error.strerror}", "name a TMX file", path)
        ) from error
    memory, report = import_tmx(data, memory, path)
    memory.write(arguments.content)
    added = report.edited + report.machine
    print(f"{added} added, {report.skipped} skipped", file=sys.stderr)
    for text in report.kept:
        print(f"kept the editor's own translation of: {text}", file=sys.stderr)
    return 0


def _add_models(commands: Any) -> None:
    command = _command(commands, "models", "Translation models.", _run_models)
    command.add_argument("action", choices=("list", "install", "verify"))
    command.add_argument(
        "what", nargs="*", help="a file, a folder, or a name that `models list` shows"
    )


def _run_models(arguments: argparse.Namespace) -> int:
    from generator.translation.installation import install, verify
    from generator.translation.models import installed, locked

    if arguments.action == "install":
        if not arguments.what:
            raise UsageError(
                Problem("install needs a file, a folder or a name", "run `briefings models list`")
            )
        for what in arguments.what:
            for model in install(what, _download_progress()):
                print(f"{model.name}\t{model.path}")
        return 0
    if arguments.action == "verify":
        results = [r for name in arguments.what or [""] for r in verify(name)]
        for result in results:
            print(f"{result.model.name}\t{result.note or 'ok'}")
        problems = [result.problem for result in results if result.problem]
        _tell_problems(problems, sys.stderr)
        return 1 if problems else 0
    here = installed()
    for model in here:
        score = f"BLEU {model.bleu}" if model.bleu is not None else "not measured"
        print(f"{model.name}\t{model.source}→{model.target}\tinstalled\t{score}")
    names = {model.name for model in here}
    for entry in locked():
        if entry.name not in names:
            score = f"BLEU {entry.bleu}" if entry.bleu is not None else "not measured"
            print(f"{entry.name}\t{entry.source}→{entry.target}\tcan be installed\t{score}")
    return 0


def _download_progress() -> Callable[[int, int], None]:
    """Shows the share of a download that has come, on a terminal only."""

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            share = f"{done / total:.0%}" if total else f"{done:,} bytes"
            print(f"\r\x1b[2Kdownload {share}", end="", file=sys.stderr, flush=True)

    return tell


# --- shared -----------------------------------------------------------------------------


def _settings(content: Path) -> Settings:
    from generator.settings import read_settings

    return read_settings(content)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))


def _read_articles(name: str) -> tuple[Article, ...]:
    """Articles of a JSON lines file, `-` for stdin."""
    from generator.articles import read_jsonl

    if name == "-":
        return read_jsonl(sys.stdin, "stdin")
    try:
        with open(name, encoding="utf-8") as lines:
            return read_jsonl(lines, name)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Problem(f"cannot be read: {error}", "name a UTF-8 file of JSON lines", name)
        ) from error


def _read_events(path: Path, articles: Sequence[Article]) -> dict[str, str]:
    """{article id: event id} for every article."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageError(
            Problem(f"cannot be read: {error}", "name a JSON file {article id: event id}", path)
        ) from error
    if not isinstance(data, dict):
        raise UsageError(Problem("is not a JSON object", "write {article id: event id}", path))
    missing = [article.id for article in articles if article.id not in data]
    if missing:
        raise UsageError(
            Problem(
                f"{len(missing)} articles have no event, such as '{missing[0]}'",
                "add them, or leave --events out to group here",
                path,
            )
        )
    return {key: str(value) for key, value in data.items()}
