"""YAML that people write and machines must trust: plain data, with the line of every entry.

A subset on purpose. Anchors, aliases and tags are refused (a few aliases can expand to
gigabytes), a key may stand once, and dates and numbers stay the strings they were written as.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.errors import ContentError, Problem
from generator.files import read_file

_MAX_DEPTH = 20
_MAX_ENTRIES = 1_000_000
_MAX_BYTES = 50_000_000
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_TOO_DEEP = ("nested too deeply", f"keep within {_MAX_DEPTH} levels")

type_names = {str: "text", list: "a list", dict: "a mapping"}


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed YAML.

    Attributes:
        data: Nested dicts, lists and strings; every scalar is a string, an empty one "".
        lines: 1-based line of each entry, keyed by its path: `("events", 0, "name")`.
    """

    data: Any
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """Line of the entry at `path`, or of its nearest parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(path: Path) -> Document | None:
    """Read a YAML file, its text in NFC; None when there is no such file.

    Raises:
        ContentError: It cannot be read, is not UTF-8, or is outside the subset.
    """
    try:
        text = read_file(path, _MAX_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ContentError(Problem(f"cannot be read: {error}", "save it as UTF-8", path)) from error
    return load(unicodedata.normalize("NFC", text), path)


def load(text: str, path: Path | str, first_line: int = 1, most: int = _MAX_ENTRIES) -> Document:
    """Parse one YAML document.

    Args:
        text: The YAML source.
        path: The file it came from, for messages.
        first_line: Line of the file that `text` begins on.
        most: How many keys, values and entries it may have.

    Raises:
        ContentError: Not YAML, or outside the subset; with the line.
    """
    lines: dict[tuple[str | int, ...], int] = {}

    def fail(mark: Any, what: str, remedy: str) -> ContentError:
        line = first_line + mark.line if mark else first_line
        return ContentError(Problem(what, remedy, path, line))

    def build(node: yaml.Node, at: tuple[str | int, ...]) -> Any:
        lines.setdefault(at, first_line + node.start_mark.line)
        if len(at) > _MAX_DEPTH:
            raise fail(node.start_mark, *_TOO_DEEP)
        if isinstance(node, yaml.ScalarNode):
            return "" if node.style is None and node.value in ("~", "null") else node.value
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*at, index)) for index, item in enumerate(node.value)]
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise fail(key_node.start_mark, "a key must be plain text", "quote the key")
            if key in result:
                raise fail(key_node.start_mark, f"'{key}' stands twice", "remove one of the two")
            lines[(*at, key)] = first_line + key_node.start_mark.line
            result[key] = build(value_node, (*at, key))
        return result

    try:
        depth = entries = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.NodeEvent):
                entries += 1
                if entries > most:
                    raise fail(event.start_mark, f"more than {most:,} entries", "remove some")
            # The composer below recurses in C, which no limit of Python's guards.
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH + 1:
                raise fail(event.start_mark, *_TOO_DEEP)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise fail(
                    event.start_mark,
                    "YAML anchors and aliases are not read",
                    "write the value out in full; quote text that begins with & or *",
                )
            tag = getattr(event, "tag", None)
            if tag is not None and tag != "!":
                raise fail(event.start_mark, f"YAML tag {tag} is not read", "remove the tag")
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise fail(
            mark, f"not valid YAML: {error.problem}", "quote text that contains ': ' or ' #'"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise fail(None, f"not valid YAML: {error}", "check the file's first lines") from error
    return Document(None if root is None else build(root, ()), lines)
