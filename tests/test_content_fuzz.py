"""Whatever lies in content/: exit code 0, 1 or 2 with a message, and no change anywhere else.

A seeded mutator spoils a small content folder in up to four ways. `make test` tries sixty
folders, `make torture` two thousand; the number in a failure gives the same folder again:

    PYTHONPATH=. python tests/test_content_fuzz.py FOLDER NUMBER
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.synthetic import write_content
from generator.cli import main
from generator.pipeline import BuildOptions, build

SECONDS = 60  # of computing for one folder, many times what it should take
KEPT_BY_THE_BUILD = ("published.json", "history.jsonl", "translations/en.po", "translations/vi.po")
BASE_SEED = 4

Mutation = Callable[[random.Random, Path], None]

# ---------------------------------------------------------------------------- mutations

JUNK = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"\x1b[2J",
        b"\r",
        b"\x0b",
    ),
    *(
        b"\x85",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x98\x80",
        b"\xcc\x81" * 30,
    ),
    *(b"---\n", b"...\n", b"- ", b": ", b"? ", b"&a ", b"*a ", b"!!python/object/apply:os.system "),
    *(b"{", b"}", b"[", b"]", b'"', b"'", b"|\n", b">-\n", b"%YAML 9.9\n", b"\t", b"#", b"@", b"`"),
    *(
        b"\n\n",
        b"\\",
        b"\\x",
        b'msgid ""\n',
        b'msgstr "',
        b"#, fuzzy\n",
        b"#~ ",
        b"#| msgid ",
        b"=======\n",
    ),
    *(
        b"<script>alert(1)</script>",
        b"{{ 7 * 7 }}",
        b"{% raw %}",
        b"](javascript:x)",
        b"<!--",
        b"]]>",
    ),
    *(
        b"../../../etc/passwd",
        b"null",
        b"true",
        b"NaN",
        b"1e999",
        b"-0",
        b"0x10",
        b"\\ud800",
        b"2014-02-30",
    ),
    *("Ủy ban Nhân dân ".encode(), "đ".encode(), b"9" * 400, b"a" * 3000, b" " * 3000, b"(" * 500),
]
WEIRD_NAMES = [
    *(
        "a\nb.md",
        "\x1b[31mred.md",
        "con.md",
        ".md",
        "a b.md",
        "ünï.md",
        "-rf.md",
        "x" * 250 + ".md",
    ),
    *(
        "a.MD",
        "a.md~",
        "a.txt",
        "a\\b.md",
        "'; rm -rf ~.md",
        "<img src=x>.md",
        "%s{0}.md",
        "\u202e.md",
    ),
    os.fsdecode(b"bad-\xff-utf8.md"),
]
WEIRD_VALUES = [
    *(
        "",
        "~",
        "null",
        '""',
        "x",
        "0",
        "-1",
        "1",
        "1e5",
        "inf",
        "nan",
        "99999999999999999999",
        "0.5",
    ),
    *(
        "[]",
        "{}",
        "[a, a]",
        "[[]]",
        "{a: {b: c}}",
        "- x",
        '"\\0"',
        '"\\e[2J"',
        '"<b>&amp;{{x}}"',
        "true",
    ),
    *(
        "2014-13-45",
        "--02-29",
        "9999-12-31",
        "0001-01-01",
        "0000",
        "2014-04-10 25:61",
        "https://",
        "//x",
    ),
    *(
        "javascript:alert(1)",
        "http://[::1",
        "https://a.example/%zz?q=<x>",
        "ftp://a.example",
        '"\\u2028"',
    ),
    *(
        '"' + "rất dài " * 4000 + '"',
        "|\n  a\n  b",
        ">\n  a",
        "&a x",
        "*a",
        "!!int 5",
        "'",
        '"',
        "# none",
    ),
]
SETTINGS = [
    *("url", "title", "description", "repository", "edit_branch", "languages", "download"),
    *(
        "events.threshold",
        "events.window_days",
        "events.storyline_threshold",
        "summaries.min_claims",
    ),
    *("summaries.max_claims", "summaries.syllables", "summaries.shorten", "translation.beam_size"),
    *("translation.model", "events", "nonsense"),
]
FRONT = (
    "id title lang source url author published published_inferred tags lead reprints x"
).split()


def some_file(rng: random.Random, content: Path) -> Path | None:
    files = sorted(path for path in content.rglob("*") if path.is_file() and not path.is_symlink())
    return rng.choice(files) if files else None


def some_article(rng: random.Random, content: Path) -> Path | None:
    files = sorted(path for path in content.rglob("*.md") if path.is_file())
    return rng.choice(files) if files else None


def bytes_of_a_file(rng: random.Random, content: Path) -> None:
    """Junk put in, parts taken out, doubled, swapped or cut off."""
    path = some_file(rng, content)
    if path is None:
        return
    data = path.read_bytes()
    for _ in range(rng.randint(1, 6)):
        at, to = sorted(rng.randint(0, len(data)) for _ in range(2))
        to = min(to, at + 200)
        how = rng.randrange(6)
        if how == 0:
            data = data[:at] + rng.choice(JUNK) + data[at:]
        elif how == 1:
            data = data[:at] + data[to:]
        elif how == 2:
            data = data[:to] + data[at:to] * rng.randint(1, 50) + data[to:]
        elif how == 3 and data:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif how == 4:
            data = data[:at] if rng.random() < 0.3 else data
        else:
            data = data[:at] + rng.choice(JUNK) + data[to:]
    path.write_bytes(data)


def lines_of_a_file(rng: random.Random, content: Path) -> None:
    path = some_file(rng, content)
    if path is None:
        return
    lines = path.read_bytes().split(b"\n")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        rng.choice(
            (
                lambda at=at: lines.insert(at, rng.choice(lines)),
                lambda at=at: lines.pop(at) if len(lines) > 1 else None,
                lambda at=at: lines.insert(at, b"  " * rng.randrange(30) + rng.choice(JUNK)),
                lambda: rng.shuffle(lines),
            )
        )()
    path.write_bytes(rng.choice((b"\n", b"\n", b"\r\n", b"\r")).join(lines))


def two_files_in_one(rng: random.Random, content: Path) -> None:
    one, other = some_file(rng, content), some_file(rng, content)
    if one and other:
        one.write_bytes(one.read_bytes() + rng.choice((b"", b"\n")) + other.read_bytes())


def front_matter(rng: random.Random, content: Path) -> None:
    path = some_article(rng, content)
    if path is None:
        return
    text = path.read_text("utf-8", "replace")
    for _ in range(rng.randint(1, 3)):
        key, value = rng.choice(FRONT), rng.choice(WEIRD_VALUES)
        line = f"{key}: {value}"
        found = re.search(rf"^{key}:.*$", text, re.M)
        if found and rng.random() < 0.8:
            text = text[: found.start()] + line + text[found.end() :]
        else:
            text = text.replace("---\n", f"---\n{line}\n", 1)
    path.write_text(text, "utf-8")


def body(rng: random.Random, content: Path) -> None:
    """A text that no outlet would print."""
    path = some_article(rng, content)
    if path is None:
        return
    head = path.read_text("utf-8", "replace").split("\n---\n")[0]
    words = "Ông Nguyễn Văn A nói 5 người mất 3,5 tỷ 10/4 tại Hà Nội . The U.S. “ ” ( ) … !".split()
    text = rng.choice(
        (
            lambda: " ".join(rng.choices(words, k=rng.randint(1, 4000))),
            lambda: "".join(chr(rng.randrange(32, 0x3000)) for _ in range(2000)),
            lambda: "9" * rng.randint(1, 3000) + "." + "0," * 2000,
            lambda: ". ".join(rng.choices(words, k=3000)),
            lambda: "A.B" * 3000,
            lambda: '"“(' * 2000,
            lambda: "\n\n".join(["Một câu ngắn."] * rng.randint(1, 800)),
            lambda: "a\u0301" * 2000,
            lambda: "https://a.example/" + "x" * 3000,
            lambda: "> - # * 1. | ``` --- <div markdown> [x]: y {#id} \\" * 40,
            lambda: "từ " * 60_000,
            lambda: "không" * 40_000,
        )
    )()
    path.write_text(f"{head}\n---\n\n{text}\n", "utf-8")


def many_tags(rng: random.Random, content: Path) -> None:
    path = some_article(rng, content)
    if path:
        text = path.read_text("utf-8", "replace")
        count = rng.choice((500, 20_000, 1_000_000))
        tags = "".join(f"- {n % 977}\n" for n in range(count))
        path.write_text(text.replace("---\n", f"---\ntags:\n{tags}", 1), "utf-8")


def yaml_bomb(rng: random.Random, content: Path) -> None:
    path = rng.choice((content / "events.yml", content / "glossary.yml", content / "site.yml"))
    path.write_text(
        rng.choice(
            (
                lambda: "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*a, *a]\n" for c in "bcdefghij"),
                lambda: "[" * rng.choice((30, 500, 90_000)),
                lambda: "{a: " * rng.choice((30, 500, 90_000)),
                lambda: "- " * rng.choice((30, 500, 90_000)) + "x",
                lambda: "? " * 5_000,
                lambda: "a: " + "x" * 3_000_000,
                lambda: "".join(f"k{n}: v\n" for n in range(60_000)),
                lambda: "- a\n" * 200_000,
                lambda: "--- a\n" * 1_000,
                lambda: "? {a: b}\n: c\n? [x]\n: d\n",
            )
        )(),
        "utf-8",
    )


def site_settings(rng: random.Random, content: Path) -> None:
    lines = ["translation: {engine: none}"] if rng.random() < 0.8 else []
    for name in rng.sample(SETTINGS, rng.randint(1, 3)):
        section, _, key = name.partition(".")
        value = rng.choice(WEIRD_VALUES)
        lines.append(f"{section}: {{{key}: {value}}}" if key else f"{section}: {value}")
    (content / "site.yml").write_text("\n".join(lines) + "\n", "utf-8")


def event_edits(rng: random.Random, content: Path) -> None:
    """Entries that are nearly right: real ids in the wrong places."""
    articles = [path.stem for path in sorted(content.rglob("*.md"))]
    try:
        events = sorted(json.loads((content / "published.json").read_text("utf-8"))["events"])
    except (OSError, ValueError, KeyError, TypeError):
        events = []
    ids = [*articles, *events, "no-such-thing", "", "A b", "-"]

    def some(count: int) -> str:
        return "[" + ", ".join(json.dumps(rng.choice(ids)) for _ in range(count)) + "]"

    lines = []
    for section in rng.sample(["events", "storylines", "storylines"], rng.randint(1, 2)):
        lines.append(f"{section}:")
        for _ in range(rng.randint(0, 4)):
            lines.append(f"  - id: {json.dumps(rng.choice(ids))}")
            for key in rng.sample(["articles", "events", "without", "merge", "name"], 2):
                value = rng.choice(WEIRD_VALUES[:40]) if key == "name" else some(rng.randint(0, 3))
                lines.append(f"    {key}: {value}")
    (content / "events.yml").write_text("\n".join(lines) + "\n", "utf-8")


def glossary(rng: random.Random, content: Path) -> None:
    terms = [
        "a",
        ".*",
        "(",
        "[x",
        "\\\\1",
        "của",
        "Hà Nội",
        "the",
        "1",
        "é" * 200,
        "  ",
        "a-b",
        "US",
        "us",
    ]
    lines = []
    for _ in range(rng.choice((1, 5, 3000))):
        en, vi = rng.choice(terms), rng.choice(terms)
        kind = rng.choice(("person", "place", "organisation", "country", "term", "x"))
        lines.append(f"- {{en: {json.dumps(en)}, vi: {json.dumps(vi)}, kind: {kind}}}")
        if rng.random() < 0.3:
            key = rng.choice(("variants", "en_variants", "vi_avoid"))
            lines.append(f"  {key}: {rng.choice(WEIRD_VALUES[:30])}")
    (content / "glossary.yml").write_text("\n".join(lines) + "\n", "utf-8")


def memory(rng: random.Random, content: Path) -> None:
    path = content / "translations" / rng.choice(("en.po", "vi.po"))
    if not path.is_file():
        return
    text = path.read_text("utf-8", "replace")
    for _ in range(rng.randint(1, 5)):
        entries = text.split("\n\n")
        at = rng.randrange(len(entries))
        entry = entries[at]
        entries[at] = rng.choice(
            (
                lambda e=entry: f"#, fuzzy\n{e}",
                lambda e=entry: f"#. machine: x [deadbeef]\n#. warning: nonsense: y\n#, fuzzy\n{e}",
                lambda e=entry: f"{e}\n\n{e}",
                lambda e=entry: "\n".join(f"#~ {line}" for line in e.split("\n")),
                lambda e=entry: f'msgctxt "x"\n{e}',
                lambda e=entry: e.replace('msgstr ""', 'msgstr "<b>{{ x }}\\n\\t\\"%s"'),
                lambda e=entry: e.replace('"', "'", 1),
                lambda e=entry: f'#| msgid "an older text"\n#, fuzzy\n{e}',
                lambda e=entry: e.replace("msgstr", "msgstr[0]"),
                lambda e=entry: e.replace('msgstr ""', 'msgstr "' + "ô " * 50_000 + '"'),
                lambda e=entry: e.replace('msgstr ""', 'msgstr "\\777\\x0\\400"'),
            )
        )()
        text = "\n\n".join(entries)
    path.write_text(text, "utf-8")


def what_the_program_keeps(rng: random.Random, content: Path) -> None:
    """`published.json` or `history.jsonl`, still JSON, not what it was."""
    path = content / rng.choice(("published.json", "history.jsonl"))
    if not path.is_file():
        return
    text = path.read_text("utf-8", "replace")
    whole = path.suffix == ".json"
    rows = [text] if whole else [line for line in text.split("\n") if line]
    at = rng.randrange(len(rows)) if rows else 0
    try:
        data = json.loads(rows[at])
    except (ValueError, IndexError, RecursionError):
        return
    other = [None, 5, "", "x", [], {}, [[]], "\ud800", "a b", "../x", -1, "x" * 5000, {"x": ["y"]}]
    spot = data
    while isinstance(spot, dict | list) and spot:
        key = rng.choice(sorted(spot)) if isinstance(spot, dict) else rng.randrange(len(spot))
        if rng.random() < 0.4 or not isinstance(spot[key], dict | list):
            how = rng.randrange(3)
            if how == 0:
                del spot[key]
            elif how == 1 or isinstance(spot, list):
                spot[key] = rng.choice(other)
            else:
                spot[rng.choice(["x", "..", "\ud800", "", "a/b", "A"])] = spot.pop(key)
            break
        spot = spot[key]
    rows[at] = json.dumps(data)
    path.write_text("\n".join(rows) + ("" if whole else "\n"), "utf-8")


def odd_name(rng: random.Random, content: Path) -> None:
    path = some_article(rng, content)
    if path:
        with contextlib.suppress(OSError):
            path.rename(path.with_name(rng.choice(WEIRD_NAMES)))


def odd_folder(rng: random.Random, content: Path) -> None:
    path = some_article(rng, content)
    if path:
        with contextlib.suppress(OSError):
            folder = path.parent / rng.choice(
                ["a\nb", "..x", os.fsdecode(b"\xff"), "<i>", ".x", " "]
            )
            folder.mkdir()
            path.rename(folder / path.name)


def links(rng: random.Random, content: Path) -> None:
    """Loops, and ways out of the folder."""
    files = "translations/en.po glossary.yml site.yml events.yml history.jsonl published.json x"
    folders = "articles articles/loop articles/x.md articles/2019 translations"
    name = rng.choice([*files.split(), *folders.split()])
    path = content / name
    target = rng.choice(
        [
            "..",
            ".",
            path.name,
            "../../outside",
            "../../outside/secret.txt",
            "nowhere",
            "/dev/zero",
            "/",
        ]
    )
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(target)


def other_kinds(rng: random.Random, content: Path) -> None:
    """A pipe, a folder or nothing where a file was; a file where a folder was."""
    path = rng.choice(sorted(content.rglob("*")) or [content])
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        how = rng.randrange(4)
        if how == 0:
            os.mkfifo(path)
        elif how == 1:
            path.mkdir()
        elif how == 2:
            path.write_bytes(rng.choice(JUNK))


def deep_folders(rng: random.Random, content: Path) -> None:
    depth = rng.choice((5, 60, 1_200))
    with contextlib.suppress(OSError):
        (content / "articles").mkdir(exist_ok=True)
        here = os.open(content / "articles", os.O_RDONLY)
        for _ in range(depth):
            os.mkdir("d", dir_fd=here)
            there = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = there
        os.close(here)


def huge_file(rng: random.Random, content: Path) -> None:
    path = some_file(rng, content)
    if path:
        with path.open("r+b") as file:
            file.seek(0, os.SEEK_END)
            if rng.random() < 0.5:
                file.truncate(file.tell() + rng.choice((10_000_000, 200_000_000, 20_000_000_000)))
            else:
                file.write(b"\n" + b"dai " * rng.choice((20_000, 300_000)))


def copies(rng: random.Random, content: Path) -> None:
    path = some_article(rng, content)
    if path:
        for number in range(rng.choice((1, 3, 40))):
            copy = path.with_name(f"{path.stem}-{number}.md")
            copy.write_bytes(path.read_bytes())


MUTATIONS: list[Mutation] = [
    *(
        bytes_of_a_file,
        bytes_of_a_file,
        lines_of_a_file,
        two_files_in_one,
        front_matter,
        front_matter,
    ),
    *(body, body, many_tags, yaml_bomb, site_settings, site_settings, event_edits, event_edits),
    *(
        glossary,
        memory,
        memory,
        what_the_program_keeps,
        what_the_program_keeps,
        odd_name,
        odd_folder,
    ),
    *(links, links, other_kinds, deep_folders, huge_file, copies),
]


def mutate(number: int, content: Path) -> list[str]:
    """Spoil a content folder; the names of the ways in which it was."""
    rng = random.Random(number)
    chosen = rng.choices(MUTATIONS, k=rng.choice((1, 1, 2, 3, 4)))
    # Nothing else gets through deep folders, and whoever opens a pipe waits for ever.
    chosen.sort(key=lambda mutation: (mutation is deep_folders, mutation is other_kinds))
    for mutation in chosen:
        with contextlib.suppress(OSError):  # what an earlier one has made unusable
            mutation(rng, content)
    return [mutation.__name__ for mutation in chosen]


# ------------------------------------------------------------------------------ the check


class TooSlow(BaseException):
    """Not caught by what catches errors."""


@contextlib.contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    clocks = ((signal.SIGPROF, signal.ITIMER_PROF, 1), (signal.SIGALRM, signal.ITIMER_REAL, 10))
    # Computing is limited strictly, waiting generously: the machine may have other work.
    before = [signal.signal(number, ring) for number, _, _ in clocks]
    for _, clock, times in clocks:
        signal.setitimer(clock, seconds * times)
    try:
        yield
    finally:
        for (number, clock, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0)
            signal.signal(number, handler)


def state(folder: Path) -> dict[str, object]:
    """Everything below a folder: what kind it is and what it holds; links are not followed."""
    found: dict[str, object] = {}
    for here, folders, files in os.walk(folder, onerror=None):
        if here.count("/d") > 50:
            folders.clear()
        for name in (*folders, *files):
            path = os.path.join(here, name)
            status = os.lstat(path)
            if os.path.islink(path):
                found[path] = os.readlink(path)
            elif os.path.isfile(path) and status.st_size < 10_000_000:
                with open(path, "rb") as file:
                    found[path] = file.read()
            elif os.path.isfile(path):
                found[path] = status.st_size
            else:
                found[path] = status.st_mode
    return found


class Capture:
    """stdout and stderr of a command as text."""

    def __init__(self, capsys: pytest.CaptureFixture[str] | None) -> None:
        self._capsys = capsys

    def run(self, arguments: list[str]) -> tuple[int, str]:
        code = main(arguments)
        return code, self._capsys.readouterr().err if self._capsys else "→"


def wrong_with(number: int, base: Path, work: Path, capture: Capture) -> str:
    """What a command did that it must not do with the folder of this number; "" for nothing."""
    shutil.copytree(base, work)
    content, site_src = work / "content", work / "site_src"
    names = mutate(number, content)
    where = f"folder {number} ({', '.join(names)})"
    before = state(work)
    build_it = [
        *("build", "--no-site", "--jobs", "1", "--no-cache", "--content", str(content)),
        *("--site-src", str(site_src)),
    ]
    checked = ["check", "--content", str(content)]
    ours = {str(content / name) for name in KEPT_BY_THE_BUILD}
    ours |= {str(content / "translations")}
    outputs = (str(site_src), str(work / ".cache"))
    try:
        with time_limit(SECONDS):
            for arguments in (checked, build_it, checked):
                code, said = capture.run(arguments)
                if code not in (0, 1, 2):
                    return f"{where}: {arguments[0]} exits with {code}"
                if code and "→" not in said:
                    return f"{where}: {arguments[0]} fails and says only {said[-300:]!r}"
                if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", said):
                    return f"{where}: {arguments[0]} writes control characters: {said[-300:]!r}"
                after = state(work)
                changed = {
                    path
                    for path in {*before, *after}
                    if before.get(path) != after.get(path) and not path.startswith(outputs)
                }
                allowed = ours if arguments is build_it and code == 0 else set()
                if changed - allowed:
                    return f"{where}: {arguments[0]} ({code}) changed {sorted(changed - allowed)}"
                before = after
                if arguments is build_it and code:
                    return ""
            if code:
                return f"{where}: a build leaves what check refuses: {said[-300:]}"
    except TooSlow:
        return f"{where}: computes for longer than {SECONDS} s"
    except BaseException:
        return f"{where}: {traceback.format_exc()[-1500:]}"
    return ""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("base") / "project")


def make_base(folder: Path) -> Path:
    """A project of three articles, built once, and a file beside it that nobody may touch."""
    content = folder / "content"
    write_content(content, 3, seed=BASE_SEED)
    (content / "events.yml").write_text("events: []\nstorylines: []\n")
    (content / "glossary.yml").write_text(
        "- {en: Ministry of Health, vi: Bộ Y tế, kind: organisation}\n", "utf-8"
    )
    build(BuildOptions(content=content, site_src=folder / "site_src", make_site=False))
    shutil.rmtree(folder / ".cache")
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.txt").write_text("nobody's business\n")
    return folder


def try_folders(numbers: range, base: Path, tmp_path: Path, capture: Capture) -> list[str]:
    failures = []
    for number in numbers:
        work = tmp_path / "work"
        if wrong := wrong_with(number, base, work, capture):
            failures.append(wrong)
        os.system(f"rm -rf '{work}'")  # shutil gives up on very deep folders
    return failures


def test_sixty_spoilt_folders(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert try_folders(range(60), base, tmp_path, Capture(capsys)) == []


@pytest.mark.torture
@pytest.mark.parametrize("start", range(0, 2000, 200))
def test_two_thousand_spoilt_folders(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], start: int
) -> None:
    assert try_folders(range(start, start + 200), base, tmp_path, Capture(capsys)) == []


if __name__ == "__main__":
    project = make_base(Path(sys.argv[1]) / "base")
    began = time.monotonic()
    print(
        wrong_with(int(sys.argv[2]), project, Path(sys.argv[1]) / "work", Capture(None)) or "fine"
    )
    print(f"{time.monotonic() - began:.1f} s")
