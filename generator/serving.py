"""Builds the site, serves it on this machine, and builds again when content changes."""

from __future__ import annotations

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.errors import BriefingsError, Problem, UsageError
from generator.pipeline import BuildOptions, build
from generator.progress import Progress

_SECONDS = 0.7
Stamp = dict[str, tuple[int, int]]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line of log for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(options: BuildOptions, port: int, progress: Progress) -> None:
    """Serve until Ctrl-C; what is wrong after a change is told, and the old site stays.

    Raises:
        UsageError: The port is taken.
        BriefingsError: The first build failed.
    """
    seen = stamp(_watched(options))
    build(options, progress)
    handler = partial(_Quiet, directory=str(options.site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UsageError(
            Problem(f"port {port} cannot be used: {error.strerror}", "choose another with --port")
        ) from error
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        progress.done("serving", f"http://127.0.0.1:{port}/  (Ctrl-C ends it)")
        _rebuild_on_change(options, progress, seen)


def _watched(options: BuildOptions) -> tuple[Path, ...]:
    return options.content, options.config, options.config.parent / "templates"


def _rebuild_on_change(options: BuildOptions, progress: Progress, seen: Stamp) -> None:
    while True:
        time.sleep(_SECONDS)
        now = stamp(_watched(options))
        if now == seen:
            continue
        # As it was before the build: what is saved while it runs is a change. The files that it
        # writes itself are one too, and the next build ends at once without writing any.
        seen = now
        try:
            build(options, progress)
        except BriefingsError as error:
            progress.done("not built", str(error))


def stamp(paths: tuple[Path, ...]) -> Stamp:
    """Time of change (nanoseconds) and size of every file at or below `paths`."""
    found: Stamp = {}
    for path in paths:
        for file in (path, *path.rglob("*")) if path.is_dir() else (path,):
            try:
                status = file.stat()
            except OSError:
                continue
            if file.is_file():
                found[str(file)] = (status.st_mtime_ns, status.st_size)
    return found
