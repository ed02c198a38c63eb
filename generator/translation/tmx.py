"""Translation memories of other tools: TMX 1.4 in and out (LISA/GALA, "TMX 1.4b").

Only sentence pairs travel: inline codes of word processors are left out on the way in.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from generator.errors import ContentError, Problem
from generator.model import LANGS, Lang, Warning, other_lang
from generator.translation.memory import MachineTranslation, Memory

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WARNING = re.compile(r"(?P<code>[a-z]+)(?:: (?P<detail>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TmxReport:
    """What an import came to.

    Attributes:
        edited: Pairs taken over as editors' translations.
        machine: Pairs taken over as machine translations (`x-origin: machine`).
        kept: Texts that an editor has already translated here, differently: the memory's own
            translation stays.
        skipped: Units without both languages, or empty.
    """

    edited: int = 0
    machine: int = 0
    kept: tuple[str, ...] = ()
    skipped: int = 0


def export_tmx(memory: Memory, machine: bool = False) -> bytes:
    """The memory as a TMX file; the same memory gives the same bytes.

    Args:
        memory: What to export.
        machine: Also raw machine translations, marked with `<prop type="x-origin">machine`.
    """
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": "briefings",
            "creationtoolversion": "1",
            "segtype": "sentence",
            "o-tmf": "PO",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for entry in memory.entries():
        translation = entry.translation
        if translation.origin == "missing" or (translation.origin == "machine" and not machine):
            continue
        unit = etree.SubElement(body, "tu", srclang=entry.source_lang)
        if translation.origin == "machine":
            _prop(unit, "x-origin", "machine")
            _prop(unit, "x-engine", translation.engine)
            for warning in translation.warnings:
                _prop(unit, "x-warning", str(warning))
        for lang, text in (
            (entry.source_lang, entry.source),
            (translation.lang, translation.text),
        ):
            variant = etree.SubElement(unit, "tuv", {_XML_LANG: str(lang)})
            etree.SubElement(variant, "seg").text = _NOT_XML.sub("\ufffd", text)
    result: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return result


def _prop(unit: Any, kind: str, text: str) -> None:
    etree.SubElement(unit, "prop", type=kind).text = _NOT_XML.sub("\ufffd", text)


def import_tmx(data: bytes, memory: Memory, path: Path) -> tuple[Memory, TmxReport]:
    """Add the pairs of a TMX file to the memory. An editor's translation here always stays.

    A unit whose source language the file leaves open (`*all*`) counts both ways.

    Args:
        data: The file's bytes.
        memory: What to add to.
        path: The file's name, for messages.

    Raises:
        ContentError: Not well-formed XML, no TMX, or one with entity declarations (a few can
            expand to gigabytes).
    """
    edited: list[tuple[str, Lang, str]] = []
    machine: list[MachineTranslation] = []
    kept: list[str] = []
    skipped = 0
    for unit, default in _units(data, path):
        segments = _segments(unit)
        if set(segments) != set(LANGS) or not all(segments.values()):
            skipped += 1
            continue
        named = _lang(unit.get("srclang") or default)
        props = [(p.get("type"), (p.text or "").strip()) for p in unit.iterfind("prop")]
        raw = ("x-origin", "machine") in props
        for source in (named,) if named else LANGS:
            text, translation = segments[source], segments[other_lang(source)]
            found = memory.get(text, source, other_lang(source))
            if found is not None and found.origin == "edited":
                if found.text != translation and not raw:
                    kept.append(text)
                continue
            if not raw:
                edited.append((text, source, translation))
            elif found is None:
                engine = next((value for kind, value in props if kind == "x-engine"), "tmx")
                warnings = tuple(
                    Warning(match["code"], match["detail"] or "")  # type: ignore[arg-type]
                    for kind, value in props
                    if kind == "x-warning" and (match := _WARNING.fullmatch(value))
                )
                machine.append(MachineTranslation(text, source, translation, engine, warnings))
    updated = memory.updated(machine, edited) if machine or edited else memory
    return updated, TmxReport(len(edited), len(machine), tuple(kept), skipped)


def _units(data: bytes, path: Path) -> Iterator[tuple[Any, str]]:
    """Every `tu` with the header's source language; each is forgotten once it is used."""
    default = ""
    root = None
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if root is None:
                root = element
                if element.tag != "tmx":
                    raise _wrong(f"is no TMX file: its root is <{element.tag}>", path, 1)
            if event == "end" and element.tag == "header":
                default = element.get("srclang", "")
            if event == "end" and element.tag == "tu":
                if any(node.tag is etree.Entity for node in element.iter()):
                    raise _wrong("uses entity declarations", path, element.sourceline)
                yield element, default
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _wrong(f"is not well-formed XML: {error.msg}", path, error.lineno or 1) from error


def _wrong(what: str, path: Path, line: int | None) -> ContentError:
    return ContentError(Problem(what, "export it again from the tool it came from", path, line))


def _segments(unit: Any) -> dict[Lang, str]:
    segments: dict[Lang, str] = {}
    for variant in unit.iterfind("tuv"):
        lang = _lang(variant.get(_XML_LANG) or variant.get("lang") or "")
        segment = variant.find("seg")
        if lang and segment is not None:
            text = unicodedata.normalize("NFC", " ".join(_text(segment).split()))
            segments.setdefault(lang, text)
    return segments


def _text(element: Any) -> str:
    """The text of a segment: highlighted words stay, formatting codes go."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "hi":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _lang(code: str) -> Lang | None:
    """`vi-VN` and `VI` are Vietnamese."""
    short = code.casefold().replace("_", "-").partition("-")[0]
    return next((lang for lang in LANGS if lang == short), None)
