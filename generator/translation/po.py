"""Gettext PO files: read fast, written back byte for byte where nothing changed.

Every entry keeps the very lines it was read from, so whatever Poedit, Weblate or a person
wrote (wrapping, comments, order, obsolete entries) stays as it is; only new or changed entries
are formatted here. The format: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.errors import ContentError, Problem

_QUOTED = r'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"'
# What nearly every entry looks like. Anything else goes line by line, with messages.
_SIMPLE = re.compile(rf"((?:#[^~\n][^\n]*\n|#\n)*)msgid {_QUOTED}\nmsgstr {_QUOTED}")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*(.*)")
_STRING = re.compile(_QUOTED)
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)")
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    '"': '"',
    "\\": "\\",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}
_UNESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_CONTROL = re.compile(r'[\x00-\x1f\x7f"\\]')
_FUZZY = re.compile(r"^#,(?:.*,)?[ \t]*fuzzy[ \t]*(?:,|$)", re.MULTILINE)
_CONFLICT = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
_CHARSET = re.compile(r"charset=([\w-]+)", re.IGNORECASE)


class Entry(NamedTuple):
    """One message of a PO file.

    Attributes:
        source: msgid, NFC; "" for the header.
        target: msgstr, NFC; "" while untranslated.
        fuzzy: Whether the entry carries the `fuzzy` flag.
        obsolete: Whether it is commented out with `#~`.
        raw: Its lines as they stand in the file, without the final line break.
        line: 1-based line of its first line; 0 for an entry made here.
    """

    source: str
    target: str
    fuzzy: bool
    obsolete: bool
    raw: str
    line: int = 0

    @property
    def comments(self) -> tuple[str, ...]:
        """All comment lines but flags and previous texts, as written, `#~` left off."""
        return tuple(
            line
            for line in self.raw.split("\n")
            if line.startswith("#") and not line.startswith(("#,", "#|", "#~"))
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """The texts of the extracted comments (`#. text`), one a line."""
        return tuple(line[2:].strip() for line in self.comments if line.startswith("#."))

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags (`#, fuzzy, no-wrap`) as written."""
        return tuple(
            flag.strip()
            for line in self.raw.split("\n")
            if line.startswith("#,")
            for flag in line[2:].split(",")
            if flag.strip()
        )

    @property
    def previous(self) -> str:
        """The source text that the translation was made for (`#| msgid`); "" if the same."""
        parts: list[str] = []
        inside = False
        for line in self.raw.split("\n"):
            if not line.startswith(("#|", "#~|")):
                continue
            rest = line.lstrip("#~|").strip()
            keyword = _KEYWORD.match(rest)
            if keyword:
                inside, rest = keyword.group(1) == "msgid", keyword.group(2)
            string = _STRING.fullmatch(rest)
            if inside and string:
                parts.append(_unescape(string.group(1)) or "")
        return unicodedata.normalize("NFC", "".join(parts))


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file in memory.

    Attributes:
        blocks: Its entries and free-standing comments, in the file's order.
        newline: The line ending it is written with.
    """

    blocks: tuple[Entry | str, ...] = ()
    newline: str = "\n"

    def entries(self) -> Iterator[Entry]:
        """All entries but the header."""
        return (block for block in self.blocks if isinstance(block, Entry) and block.source)

    def dump(self) -> bytes:
        """The file's bytes: UTF-8, a blank line between entries."""
        text = "\n\n".join(block if isinstance(block, str) else block.raw for block in self.blocks)
        return (f"{text}\n" if text else "").replace("\n", self.newline).encode()


def quote(text: str) -> str:
    """`text` as one PO string, in double quotes."""
    return '"' + _CONTROL.sub(lambda m: _escape_character(m.group()), text) + '"'


def _escape_character(character: str) -> str:
    return _UNESCAPES.get(character) or f"\\{ord(character):03o}"


def unquote(text: str) -> str | None:
    """The text of one PO string in double quotes; None when it is not one."""
    match = _STRING.fullmatch(text)
    return None if match is None else _unescape(match.group(1))


def _unescape(text: str) -> str | None:
    """Undo C escapes; None for an escape that PO does not know."""
    if "\\\\" not in text:
        text = text.replace('\\"', '"').replace("\\n", "\n")
    if "\\" not in text:
        return text
    result: list[str] = []
    position = 0
    for match in _ESCAPE.finditer(text):
        code = match.group(1)
        if code in _ESCAPES:
            character = _ESCAPES[code]
        elif code[0] in "01234567":
            character = chr(int(code, 8))
        elif code[0] == "x" and len(code) > 1:
            character = chr(int(code[1:], 16))
        else:
            return None
        result += (text[position : match.start()], character)
        position = match.end()
    return "".join(result) + text[position:]


def make_entry(
    source: str,
    target: str,
    *,
    fuzzy: bool = False,
    comments: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
    previous: str = "",
) -> Entry:
    """Format a new or changed entry.

    Args:
        source: msgid.
        target: msgstr.
        fuzzy: Whether to flag it.
        comments: Complete comment lines, `#. note` or `# remark`, in order.
        flags: Other flags to keep.
        previous: Text of `#| msgid`, "" for none.
    """
    names = (*(("fuzzy",) if fuzzy else ()), *(flag for flag in flags if flag != "fuzzy"))
    lines = [*comments]
    if names:
        lines.append("#, " + ", ".join(names))
    if previous:
        lines.append(f"#| msgid {quote(previous)}")
    lines += [f"msgid {quote(source)}", f"msgstr {quote(target)}"]
    return Entry(source, target, fuzzy, False, "\n".join(lines))


def parse_po(data: bytes, path: Path) -> PoFile:
    """Read the bytes of a PO file. A byte order mark is dropped, CRLF is kept for writing.

    Args:
        data: The file's bytes.
        path: Its name, for messages.

    Raises:
        ContentError: Every problem found, each with its line: not UTF-8, a merge conflict, a
            message twice, plural forms or contexts (the memory has none), broken quoting.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError(Problem("is UTF-16, not UTF-8", "save it as UTF-8", path, 1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(Problem("is not UTF-8", "save it as UTF-8", path, line)) from error
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parser = _Parser(path)
    blocks = parser.parse(text)
    problems = parser.problems + _file_problems(blocks, path)
    if problems:
        raise ContentError(sorted(problems, key=lambda problem: problem.line or 0))
    return PoFile(tuple(blocks), newline)


class _Parser:
    """Reads block by block; notes problems instead of stopping at the first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.blocks: list[Entry | str] = []

    def parse(self, text: str) -> list[Entry | str]:
        simple = _SIMPLE.fullmatch
        composed = unicodedata.is_normalized("NFC", text)
        line = 1
        for chunk in text.split("\n\n"):
            block = chunk.strip("\n")
            match = simple(block)
            if match:
                comments, source, target = match.groups()
                if "\\" in source or "\\" in target:
                    source, target = _unescape(source) or "", _unescape(target) or ""
                # An escape that PO does not know comes back empty: below, with a message.
                if source and bool(target) == bool(match.group(3)):
                    if not composed:
                        source = unicodedata.normalize("NFC", source)
                        target = unicodedata.normalize("NFC", target)
                    fuzzy = _FUZZY.search(comments) is not None
                    start = line + (len(chunk) - len(chunk.lstrip("\n")))
                    self.blocks.append(Entry(source, target, fuzzy, False, block, start))
                    line += chunk.count("\n") + 2
                    continue
            if block.strip():
                self._by_line(chunk.split("\n"), line)
            line += chunk.count("\n") + 2
        return self.blocks

    def _by_line(self, lines: list[str], first: int) -> None:
        draft = _Draft(first)
        for number, line in enumerate(lines, first):
            if not line.strip():
                continue
            if line.startswith(_CONFLICT) or line == "=======":
                self._wrong(
                    "a merge conflict was left in the file",
                    "keep the right version of the entry and delete the marker lines",
                    number,
                )
                return
            body = line.strip()
            obsolete = body.startswith("#~") and not body.startswith("#~|")
            if obsolete:
                body = body[2:].strip()
            if body.startswith("#") or (obsolete and not body):
                if draft.fields:
                    self._finish(draft)
                    draft = _Draft(number)
                draft.lines.append(line)
                continue
            keyword = _KEYWORD.match(body)
            if keyword:
                name, body = keyword.groups()
                begins = name in ("msgid", "msgctxt") and draft.fields
                if begins and not (name == "msgid" and draft.fields.keys() == {"msgctxt"}):
                    self._finish(draft)
                    draft = _Draft(number)
                if name in draft.fields:
                    self._wrong(f"'{name}' stands twice", "delete one of the two", number)
                draft.obsolete = draft.obsolete if draft.fields else obsolete
                draft.fields[name] = []
                draft.current = name
            if draft.fields and obsolete != draft.obsolete:
                self._wrong(
                    "the entry is only partly marked obsolete",
                    "begin all of its lines with `#~ `, or none",
                    number,
                )
                draft.broken = True
                continue
            string = _STRING.fullmatch(body)
            value = _unescape(string.group(1)) if string else None
            if value is None or not draft.current:
                self._wrong(
                    "is not a line of a PO file",
                    'write `msgid "…"`, `msgstr "…"` or a comment; inside a text write \\" for '
                    '" and \\\\ for \\',
                    number,
                )
                draft.broken = True
                continue
            draft.fields[draft.current].append(value)
            draft.lines.append(line)
        self._finish(draft)

    def _finish(self, draft: _Draft) -> None:
        raw = "\n".join(draft.lines)
        if draft.broken:
            return
        if not draft.fields:
            if raw:
                self.blocks.append(raw)
            return
        fields = {name: "".join(parts) for name, parts in draft.fields.items()}
        if "msgctxt" in fields or "msgid_plural" in fields or "msgstr[0]" in fields:
            self._wrong(
                "plural forms and contexts are not used in the translation memory",
                "write the entry as one `msgid` and one `msgstr`",
                draft.line,
            )
            return
        if "msgid" not in fields or "msgstr" not in fields:
            missing = "msgstr" if "msgid" in fields else "msgid"
            self._wrong(
                f"the entry has no {missing}",
                f'add `{missing} ""` or delete the entry',
                draft.line,
            )
            return
        self.blocks.append(
            Entry(
                unicodedata.normalize("NFC", fields["msgid"]),
                unicodedata.normalize("NFC", fields["msgstr"]),
                _FUZZY.search(raw) is not None,
                draft.obsolete,
                raw,
                draft.line,
            )
        )

    def _wrong(self, what: str, remedy: str, line: int) -> None:
        self.problems.append(Problem(what, remedy, self.path, line))


class _Draft:
    """An entry while its lines are read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.current = ""
        self.obsolete = False
        self.broken = False


def _file_problems(blocks: list[Entry | str], path: Path) -> list[Problem]:
    """What no single entry shows: a message twice, a foreign character set."""
    problems: list[Problem] = []
    seen: dict[str, Entry] = {}
    for block in blocks:
        if isinstance(block, str) or block.obsolete:
            continue
        if not block.source:
            charset = _CHARSET.search(block.target)
            if charset and charset.group(1).lower() not in ("utf-8", "utf8", "ascii", "charset"):
                problems.append(
                    Problem(
                        f"the header says charset={charset.group(1)}",
                        "save the file as UTF-8 and write charset=UTF-8",
                        path,
                        block.line,
                    )
                )
        first = seen.setdefault(block.source, block)
        if first is not block:
            what = f"'{_short(block.source)}'" if block.source else "the header"
            problems.append(
                Problem(
                    f"{what} is here twice (first on line {first.line})",
                    "keep the right one of the two and delete the other",
                    path,
                    block.line,
                )
            )
    return problems


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
