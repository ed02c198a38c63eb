"""The translation memory: `content/translations/en.po` and `vi.po`, which editors own.

`en.po` holds the translations into English, `vi.po` those into Vietnamese. How an entry reads:

- without the `fuzzy` flag and with a text: an editor's translation; it always wins.
- `fuzzy` with a comment `#. machine: ENGINE [DIGEST]`: a raw machine translation; its doubts
  stand in `#. warning: CODE: DETAIL` comments. The digest is that of the machine's words, so
  that an entry somebody has changed is never machine-written again, flag or no flag.
- `fuzzy` with `#| msgid`: the text has changed since an editor translated it. The editor's words
  stay as the suggestion; what readers see meanwhile is in `#. machine text: "…"`.
- `#~`: not needed any more; read like any other, and never deleted here.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args, get_type_hints

from generator.errors import ContentError, Problem
from generator.files import Overtaken, read_file, stamp, write_atomically
from generator.model import LANGS, Lang, Translation, Warning, other_lang
from generator.translation import po
from generator.translation.po import Entry, PoFile

FOLDER = "translations"
_MAX_BYTES = 1_000_000_000
_CODES = frozenset(get_args(get_type_hints(Warning)["code"]))
_MACHINE = re.compile(r"machine: (?P<engine>.*) \[(?P<digest>[0-9a-f]{8})\]")
_WARNING = re.compile(r"warning: (?P<code>[a-z]+)(?:: (?P<detail>.*))?")
_TEXT = "machine text: "
_WORD = re.compile(r"\w+")
# A near match shares at least this share of its words, in order (difflib's ratio over words);
# below, translators change more than they keep.
_NEAR = 0.75
_NEAR_CANDIDATES = 20
_NEAR_POSTINGS = 5000


@dataclass(frozen=True, slots=True)
class MachineTranslation:
    """A new text for the memory, with its machine translation if there is one.

    Attributes:
        source: The text, NFC.
        source_lang: Its language.
        target: The machine's words; "" asks editors for a translation, with the nearest one
            they have made as a suggestion.
        engine: Name of the engine and its model, "" when `target` is.
        warnings: Doubts found by the checks.
    """

    source: str
    source_lang: Lang
    target: str = ""
    engine: str = ""
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMatch:
    """An editor's translation of a similar text.

    Attributes:
        source: The text it was made for.
        target: The editor's words.
        similarity: 0-1, 1 for the same words.
    """

    source: str
    target: str
    similarity: float


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """One entry as `status` and the TMX export see it.

    Attributes:
        source: The text.
        source_lang: Its language.
        translation: How it reads in the other language; origin `missing` for none.
        previous: The text that a suggestion was made for, "" for none.
        suggestion: An editor's words for `previous`, "" for none.
        obsolete: Whether the entry is commented out.
    """

    source: str
    source_lang: Lang
    translation: Translation
    previous: str = ""
    suggestion: str = ""
    obsolete: bool = False


class Memory:
    """Both PO files, read once. Values never change: `updated` gives a new memory."""

    def __init__(
        self,
        files: dict[Lang, PoFile] | None = None,
        read_from: dict[Lang, bytes] | None = None,
        pending: tuple[MachineTranslation, ...] = (),
        edited: tuple[tuple[str, Lang, str], ...] = (),
        removed: frozenset[tuple[str, Lang]] = frozenset(),
    ) -> None:
        """Made by `read` and `updated`; an empty memory without arguments."""
        self._files = files or {}
        self._bytes = read_from or {}
        self._pending = pending
        self._edited = edited
        self._removed = removed
        self._index: dict[Lang, dict[str, Entry]] = {lang: {} for lang in LANGS}
        for lang, file in self._files.items():
            index = self._index[lang]
            for entry in file.entries():
                if not entry.obsolete:
                    index[entry.source] = entry
            for entry in file.entries():
                if entry.obsolete:
                    index.setdefault(entry.source, entry)
        self._near: dict[Lang, _NearIndex] = {}

    @classmethod
    def read(cls, content: Path) -> Memory:
        """Read both files of `content/translations/`; a missing one is empty.

        Raises:
            ContentError: Every problem of both files, with line and remedy.
        """
        files: dict[Lang, PoFile] = {}
        contents: dict[Lang, bytes] = {}
        problems: list[Problem] = []
        if (content / FOLDER).is_symlink():
            # What the build writes there would land outside the content folder.
            problems.append(
                Problem("is a symbolic link", "put the folder in its place", content / FOLDER)
            )
        for lang in LANGS:
            path = memory_path(content, lang)
            try:
                data = read_file(path, _MAX_BYTES)
                files[lang] = _parse(data, path, lang)
                contents[lang] = data
            except FileNotFoundError:
                continue
            except ContentError as error:
                problems += error.problems
        if problems:
            raise ContentError(problems)
        return cls(files, contents)

    def __len__(self) -> int:
        return sum(len(index) for index in self._index.values())

    def get(self, text: str, source: Lang, target: Lang) -> Translation | None:
        """How `text` reads in `target`; None when the memory cannot say.

        An editor's translation wins over a machine's; a suggestion made for another text is
        no translation of this one.
        """
        if source == target:
            return Translation(text, source, "source")
        entry = self._index[target].get(unicodedata.normalize("NFC", text))
        return _translation(entry, target) if entry else None

    def has(self, text: str, target: Lang) -> bool:
        """Whether there is an entry for `text`, translated or not."""
        return unicodedata.normalize("NFC", text) in self._index[target]

    def waits(self, text: str, target: Lang) -> bool:
        """Whether there is an entry for `text` that asks editors for a translation."""
        entry = self._index[target].get(unicodedata.normalize("NFC", text))
        return entry is not None and not entry.obsolete

    def replaceable(self, text: str, target: Lang) -> bool:
        """Whether what readers see of `text` is a machine's work that nobody has changed."""
        entry = self._index[target].get(unicodedata.normalize("NFC", text))
        return entry is not None and (_pristine(entry) or _is_suggestion(entry))

    def near(self, text: str, target: Lang) -> NearMatch | None:
        """The most similar text that an editor has translated, if any is near enough."""
        if target not in self._near:
            edited = [entry for entry in self._index[target].values() if _is_edited(entry)]
            self._near[target] = _NearIndex(edited)
        return self._near[target].best(unicodedata.normalize("NFC", text))

    def entries(self) -> Iterator[MemoryEntry]:
        """Every entry, in the files' order, English texts first."""
        for target in reversed(LANGS):
            source = other_lang(target)
            for entry in self._index[target].values():
                translation = _translation(entry, target)
                previous = entry.previous if entry.fuzzy else ""
                yield MemoryEntry(
                    entry.source,
                    source,
                    translation or Translation(entry.source, source, "missing"),
                    previous,
                    entry.target if previous else "",
                    entry.obsolete,
                )

    def updated(
        self,
        machine: Iterable[MachineTranslation] = (),
        edited: Iterable[tuple[str, Lang, str]] = (),
    ) -> Memory:
        """A memory that also holds these translations.

        Args:
            machine: New machine translations. One whose text an editor has translated or
                changed is left out.
            edited: (text, its language, translation by a person), from a TMX file. It
                replaces machine translations, never an editor's.
        """
        machine, edited = tuple(machine), tuple(edited)
        files = dict(self._files)
        for lang in LANGS:
            files[lang] = _apply(files.get(lang), lang, machine, edited)
            if not files[lang].blocks:
                del files[lang]
        return Memory(
            files, self._bytes, self._pending + machine, self._edited + edited, self._removed
        )

    def pruned(self, used: Iterable[tuple[str, Lang]]) -> Memory:
        """A memory without what machines left behind: entries of texts no longer used.

        Only machine translations that nobody has touched and untranslated entries go, and only
        those without a translator's comment.

        Args:
            used: (text, its language) of every text that is still needed.
        """
        kept = {(unicodedata.normalize("NFC", text), lang) for text, lang in used}
        removed = frozenset(
            (entry.source, other_lang(lang))
            for lang, file in self._files.items()
            for entry in file.entries()
            if _is_left_behind(entry) and (entry.source, other_lang(lang)) not in kept
        )
        files = {lang: _without(file, lang, removed) for lang, file in self._files.items()}
        return Memory(files, self._bytes, self._pending, self._edited, self._removed | removed)

    def write(self, content: Path) -> tuple[Path, ...]:
        """Write the files that new translations change, each whole or not at all.

        A file that somebody has saved since it was read is read again first and the new
        translations are added to what it says now, so no editor's change is lost.

        Returns:
            The files that changed.

        Raises:
            ContentError: A file has been changed meanwhile and is broken now; it is left alone.
            BriefingsError: The disk is full, or the folder cannot be written.
        """
        changed: list[Path] = []
        for lang in LANGS:
            if not self._concerns(lang) or lang not in self._files:
                continue
            path = memory_path(content, lang)
            while True:
                with contextlib.suppress(Overtaken):
                    if self._write_file(path, lang):
                        changed.append(path)
                    break
        return tuple(changed)

    def _write_file(self, path: Path, lang: Lang) -> bool:
        """Write one file unless somebody saves it meanwhile (`Overtaken`); whether it changed."""
        before = stamp(path)
        file = self._files[lang]
        try:
            now = read_file(path, _MAX_BYTES)
        except FileNotFoundError:
            now = None
        if now is not None and now != self._bytes.get(lang):
            file = _apply(_parse(now, path, lang), lang, self._pending, self._edited)
            file = _without(file, lang, self._removed)
        return write_atomically(path, file.dump(), only_if=lambda: stamp(path) == before)

    def file_bytes(self, lang: Lang) -> bytes | None:
        """What `write` puts into the file of translations into `lang`; None for no file.

        The file on disk differs only if somebody has saved it since it was read.
        """
        if lang not in self._files:
            return None
        return self._files[lang].dump() if self._concerns(lang) else self._bytes.get(lang)

    def _concerns(self, lang: Lang) -> bool:
        """Whether the file of translations into `lang` gains or loses an entry."""
        return (
            any(other_lang(item.source_lang) == lang for item in self._pending)
            or any(other_lang(source_lang) == lang for _, source_lang, _ in self._edited)
            or any(other_lang(source_lang) == lang for _, source_lang in self._removed)
        )


def memory_path(content: Path, lang: Lang) -> Path:
    """The PO file of the translations into `lang`."""
    return content / FOLDER / f"{lang}.po"


def _parse(data: bytes, path: Path, lang: Lang) -> PoFile:
    file = po.parse_po(data, path)
    for block in file.blocks:
        if isinstance(block, Entry) and not block.source:
            for line in block.target.split("\n"):
                name, _, value = line.partition(":")
                value = value.strip()
                if name == "Language" and value and not re.match(rf"{lang}\b", value):
                    raise ContentError(
                        Problem(
                            f"the header says Language: {value}",
                            f"this file holds translations into '{lang}': write "
                            f"`Language: {lang}`, or move the file to its own name",
                            path,
                            block.line,
                        )
                    )
    return file


def _header(lang: Lang) -> Entry:
    fields = (
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        f"Language: {lang}\n"
        f"X-Source-Language: {other_lang(lang)}\n"
    )
    lines = ['msgid ""', 'msgstr ""', *(po.quote(f"{line}\n") for line in fields.splitlines())]
    return Entry("", fields, False, False, "\n".join(lines))


def _apply(
    file: PoFile | None,
    lang: Lang,
    machine: tuple[MachineTranslation, ...],
    edited: tuple[tuple[str, Lang, str], ...],
) -> PoFile:
    """`file` with the translations into `lang` added; the same object when nothing changes."""
    new: dict[str, MachineTranslation | str] = {}
    for item in machine:
        if other_lang(item.source_lang) == lang and item.source:
            new[unicodedata.normalize("NFC", item.source)] = item
    for source, source_lang, target in edited:
        if other_lang(source_lang) == lang and source and target:
            new[unicodedata.normalize("NFC", source)] = target
    if not new:
        return file or PoFile()
    blocks: list[Entry | str] = []
    near = _NearIndex([entry for entry in (file or PoFile()).entries() if _is_edited(entry)])
    for block in (file or PoFile()).blocks:
        if isinstance(block, Entry) and not block.obsolete and block.source in new:
            found = new.pop(block.source)
            block = _merged(block, found)
        blocks.append(block)
    if not any(isinstance(block, Entry) and not block.source for block in blocks):
        blocks.insert(0, _header(lang))
    for source, found in new.items():
        match = None if isinstance(found, str) else near.best(source)
        entry = Entry(source, "", False, False, "")
        if match:
            entry = Entry(
                source,
                match.target,
                True,
                False,
                po.make_entry(source, match.target, fuzzy=True, previous=match.source).raw,
            )
        blocks.append(_merged(entry, found))
    return PoFile(tuple(blocks), file.newline if file else "\n")


def _without(file: PoFile, lang: Lang, removed: frozenset[tuple[str, Lang]]) -> PoFile:
    """`file` without the entries named, those that a person has touched meanwhile excepted."""
    blocks = tuple(
        block
        for block in file.blocks
        if isinstance(block, str)
        or (block.source, other_lang(lang)) not in removed
        or not _is_left_behind(block)
    )
    return PoFile(blocks, file.newline)


def _is_left_behind(entry: Entry) -> bool:
    """Whether no person's work is in the entry."""
    untouched = _pristine(entry) or not entry.target
    return untouched and bool(entry.source) and all(c.startswith("#.") for c in entry.comments)


def _merged(entry: Entry, found: MachineTranslation | str) -> Entry:
    """The entry with a new translation in it, unless a person's words would be lost."""
    own = tuple(
        line
        for line in entry.comments
        if not (line.startswith("#.") and _is_own_note(line[2:].strip()))
    )
    if isinstance(found, str):
        if _is_edited(entry) or (entry.target and not _pristine(entry)):
            return entry
        return po.make_entry(entry.source, _nfc(found), comments=own, flags=entry.flags)
    if not found.target:
        if entry.raw:
            return entry
        return po.make_entry(entry.source, "")
    notes = [f"machine: {_one_line(found.engine)} [{_digest(found.target)}]"]
    notes += [f"warning: {_one_line(str(warning))}" for warning in found.warnings]
    if _is_suggestion(entry):
        notes.append(_TEXT + po.quote(_nfc(found.target)))
        target, previous = entry.target, entry.previous
    elif not entry.target or _pristine(entry):
        target, previous = _nfc(found.target), ""
    else:
        return entry
    comments = (*own, *(f"#. {note}" for note in notes))
    return po.make_entry(
        entry.source, target, fuzzy=True, comments=comments, flags=entry.flags, previous=previous
    )


def _is_edited(entry: Entry) -> bool:
    return bool(entry.target) and not entry.fuzzy


def _pristine(entry: Entry) -> bool:
    """A machine's words that nobody has changed."""
    match = _machine_note(entry) if entry.fuzzy else None
    return match is not None and match["digest"] == _digest(entry.target)


def _is_suggestion(entry: Entry) -> bool:
    """An editor's words for another text, kept to be adapted."""
    return entry.fuzzy and bool(entry.target and entry.previous) and not _pristine(entry)


def _machine_note(entry: Entry) -> re.Match[str] | None:
    for note in entry.notes:
        if match := _MACHINE.fullmatch(note):
            return match
    return None


def _is_own_note(note: str) -> bool:
    return bool(_MACHINE.fullmatch(note) or _WARNING.fullmatch(note)) or note.startswith(_TEXT)


def _translation(entry: Entry, lang: Lang) -> Translation | None:
    if not entry.fuzzy:
        return Translation(entry.target, lang, "edited") if entry.target else None
    machine = _machine_note(entry)
    text = entry.target
    if entry.previous:
        # The words in msgstr were made for another text: a reader must not take them for this.
        shown = next((note for note in entry.notes if note.startswith(_TEXT)), "")
        text = po.unquote(shown[len(_TEXT) :]) or ""
    if not text:
        return None
    warnings = tuple(
        Warning(match["code"], match["detail"] or "")  # type: ignore[arg-type]
        for note in entry.notes
        if (match := _WARNING.fullmatch(note)) and match["code"] in _CODES
    )
    return Translation(text, lang, "machine", machine["engine"] if machine else "", warnings)


def _digest(text: str) -> str:
    return hashlib.sha256(_nfc(text).encode()).hexdigest()[:8]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(slots=True)
class _NearIndex:
    """Finds the nearest of many texts without comparing them all."""

    entries: list[Entry]
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _ready: bool = False

    def best(self, text: str) -> NearMatch | None:
        """The nearest entry from `_NEAR` up; the first of equals."""
        if not self._ready:
            for number, entry in enumerate(self.entries):
                for word in dict.fromkeys(_words(entry.source)):
                    self._postings.setdefault(word, []).append(number)
            self._ready = True
        words = _words(text)
        # A near match shares three words in four, so it shares one of any half of them. The
        # rarest tell most and have the shortest lists; common ones are left out of a large
        # memory.
        known = sorted(
            (word for word in dict.fromkeys(words) if word in self._postings),
            key=lambda word: (len(self._postings[word]), word),
        )
        shared: Counter[int] = Counter()
        looked_at = 0
        for word in known[: max(3, len(words) // 2)]:
            looked_at += len(self._postings[word])
            if shared and looked_at > _NEAR_POSTINGS:
                break
            shared.update(self._postings[word])
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        best: NearMatch | None = None
        for number, _ in ranked[:_NEAR_CANDIDATES]:
            entry = self.entries[number]
            matcher = difflib.SequenceMatcher(None, _words(entry.source), words, autojunk=False)
            if matcher.quick_ratio() < _NEAR:
                continue
            similarity = matcher.ratio()
            if similarity >= _NEAR and (best is None or similarity > best.similarity):
                best = NearMatch(entry.source, entry.target, similarity)
        return best


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
