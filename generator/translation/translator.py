"""Translates what the memory does not hold: once per text, in one batch per direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.errors import EngineError, Problem
from generator.model import LANGS, Lang, Translation, Warning, other_lang
from generator.progress import Progress, Silent
from generator.sentences import split_sentences
from generator.translation.asking import Asker
from generator.translation.conversion import convert_whole
from generator.translation.engine import Engine
from generator.translation.glossary import Glossary, is_vietnamese_syllable
from generator.translation.kept_names import english_name
from generator.translation.memory import MachineTranslation, Memory
from generator.translation.reranking import Choice

Request = tuple[str, Lang, Lang]

# Lines read ahead by `translate_lines`.
_LINES = 4096
# A sentence longer than this is cut at a comma or semicolon, or else between words: models
# are trained on shorter ones and drop the rest.
_MAX_WORDS = 80
_CUT = re.compile(r"[;:,–—]$")
_INVISIBLE = frozenset(("Cc", "Cf", "Co", "Cn", "Cs"))
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORD = re.compile(r"[A-Z]\.|[A-Z][A-Za-z]*(?:[-'’][A-Za-z]+)*")
_VI_LETTERS = frozenset("ăâđêôơưũĩ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA)))
_EN_WORDS = frozenset(
    "the of and to in is that for on with as was by at from has have are be it its an this said "
    "will which not his her their they he she we you were been but after".split()
)


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """What a build's translating came to. Counts are of different texts, not of uses.

    Attributes:
        edited: Translated by an editor.
        reused: Translated by a machine in an earlier build.
        translated: Translated by the machine now.
        missing: Not translated.
        copied: Nothing to translate in it, already in the target language, a foreign name
            that both languages spell alike, or a term of the glossary.
        warned: Machine translations, new or reused, that carry a warning.
        retried: Sentences translated a second time because of a doubt.
    """

    edited: int = 0
    reused: int = 0
    translated: int = 0
    missing: int = 0
    copied: int = 0
    warned: int = 0
    retried: int = 0


class Plain:
    """The translations that need no engine (`without_engine`), each worked out once."""

    def __init__(
        self, glossary: Glossary, known: Mapping[Request, Translation | None] | None = None
    ) -> None:
        """`known` holds what an earlier build worked out with the same glossary."""
        self._glossary = glossary
        self._known = dict(known or {})

    def get(self, text: str, source: Lang, target: Lang) -> Translation | None:
        """The translation, or None for a text that needs an engine."""
        request = (text, source, target)
        if request not in self._known:
            self._known[request] = without_engine(*request, self._glossary)
        return self._known[request]


class Lookup:
    """`model.Translations` over a memory and a glossary; each text is looked up once."""

    def __init__(
        self,
        memory: Memory,
        glossary: Glossary | None = None,
        plain: Plain | None = None,
        found: Mapping[Request, Translation] | None = None,
    ) -> None:
        """`found` holds what is in the memory and has been looked up already."""
        self._memory = memory
        self._plain = plain or Plain(glossary or Glossary())
        self._found = dict(found or {})

    def get(self, text: str, source: Lang, target: Lang) -> Translation:
        """How `text` reads in `target`; origin `missing` when nobody has translated it."""
        request = (text, source, target)
        if request not in self._found:
            self._found[request] = (
                self._memory.get(text, source, target)
                or self._plain.get(text, source, target)
                or Translation(text, source, "missing")
            )
        return self._found[request]


def without_engine(text: str, source: Lang, target: Lang, glossary: Glossary) -> Translation | None:
    """The translation of a text that needs no engine; None for every other.

    A text that is one glossary term as a whole has the glossary's translation, which editors
    own; a lone date or figure is written as `target` writes it; what has no words, is in
    `target` already or is a foreign name stays as it is; a Vietnamese name loses its marks.
    """
    text = unicodedata.normalize("NFC", text)
    words = text.strip()
    if term := glossary.term_of(words, source):
        return Translation(term.en if target == "en" else term.vi, target, "edited")
    if quantity := convert_whole(words, source, target):
        return Translation(quantity, target, "source")
    if stays_as_it_is(text, target) or (target == "en" and _is_foreign_name(words)):
        return Translation(text, target, "source")
    if target == "en" and (name := english_name(words, glossary)):
        return Translation(name, target, "source")
    return None


def _is_foreign_name(text: str) -> bool:
    """Whether a Vietnamese text is just a name in its foreign spelling, such as `Shin Beom Chul`.

    One to five capitalised words without Vietnamese letters, of which at least one cannot be a
    Vietnamese word that lost its marks.
    """
    words = text.split()
    return (
        1 <= len(words) <= 5
        and all(_NAME_WORD.fullmatch(word) for word in words)
        and any(
            len(part) > 1 and not is_vietnamese_syllable(part)
            for word in words
            for part in re.split(r"[-.'’]", word)
        )
    )


def translate_missing(
    requests: Iterable[Request],
    memory: Memory,
    engine: Engine | None,
    glossary: Glossary,
    progress: Progress | None = None,
    *,
    refresh: bool = False,
    plain: Plain | None = None,
) -> tuple[Lookup, Memory, TranslationReport]:
    """Translate every text that is asked for and that the memory cannot give.

    Without an engine the missing texts are entered untranslated, with the nearest earlier
    translation as a suggestion, so that an editor finds them in the PO file.

    Args:
        requests: (text, its language, the wanted language), in the site's order; repeats and
            texts that are already in the wanted language cost nothing.
        memory: What is translated already. An editor's translation always wins.
        engine: What translates the rest; None for nothing.
        glossary: Names and terms with their right forms.
        progress: Told how far it is.
        refresh: Also translate anew what another engine or version has translated and nobody
            has changed.
        plain: Translations that need no engine, as far as known.

    Returns:
        The lookup for the pages, the memory to write, and the counts.

    Raises:
        EngineError: The engine failed; nothing is lost, since nothing has been written.
    """
    progress, plain = progress or Silent(), plain or Plain(glossary)
    wanted: dict[tuple[Lang, Lang], dict[str, None]] = {
        (source, other_lang(source)): {} for source in LANGS
    }
    for text, source, target in requests:
        if source != target and text.strip():
            wanted[source, target].setdefault(unicodedata.normalize("NFC", text))
    report = TranslationReport()
    new: list[MachineTranslation] = []
    known: dict[Request, Translation] = {}
    for (source, target), texts in wanted.items():
        name = engine.name(source, target) if engine else ""
        todo: list[str] = []
        for text in texts:
            found = memory.get(text, source, target)
            stale = refresh and name and found is not None and found.engine != name
            if found is not None and not (stale and memory.replaceable(text, target)):
                known[text, source, target] = found
                report = _count(report, found)
            elif found is None and (copy := plain.get(text, source, target)):
                known[text, source, target] = copy
                report = replace(report, copied=report.copied + 1)
            else:
                todo.append(text)
        if not name or engine is None:
            new += [
                MachineTranslation(text, source) for text in todo if not memory.waits(text, target)
            ]
            known.update(
                ((text, source, target), Translation(text, source, "missing")) for text in todo
            )
            report = replace(report, missing=report.missing + len(todo))
            continue
        results, retried = _translate(todo, source, target, engine, glossary, progress)
        report = replace(
            report,
            translated=report.translated + len(todo),
            retried=report.retried + retried,
            warned=report.warned + sum(bool(warnings) for _, warnings in results),
        )
        new += [
            MachineTranslation(text, source, result, name, warnings)
            for text, (result, warnings) in zip(todo, results, strict=True)
        ]
    updated = memory.updated(new) if new else memory
    return Lookup(updated, glossary, plain, known), updated, report


def _count(report: TranslationReport, found: Translation) -> TranslationReport:
    if found.origin == "edited":
        return replace(report, edited=report.edited + 1)
    warned = report.warned + bool(found.warnings)
    return replace(report, reused=report.reused + 1, warned=warned)


def translate_lines(
    lines: Iterable[str],
    source: Lang,
    target: Lang,
    memory: Memory,
    engine: Engine | None,
    glossary: Glossary,
    progress: Progress | None = None,
) -> Iterator[str]:
    """Translate line by line: one line out for each line in, always.

    An empty line stays empty; one without words, or already in the wanted language, is
    copied. The memory goes first.

    Args:
        lines: With or without their line breaks.
        source: Language of the lines.
        target: Language wanted; the same gives the lines back.
        memory: What is translated already.
        engine: What translates the rest.
        glossary: Names and terms with their right forms.
        progress: Told how far it is.

    Yields:
        The translations, without line breaks.

    Raises:
        EngineError: A line is not in the memory and no engine is installed. Without an
            engine all lines are looked up before the first is given, so that nothing half
            translated goes down a pipe.
    """
    clean = (line.rstrip("\r\n") for line in lines)
    if engine is None or not engine.name(source, target):
        yield from _from_memory(clean, source, target, memory, glossary)
        return
    while chunk := [line for _, line in zip(range(_LINES), clean, strict=False)]:
        known = {
            line: _known(line, source, target, memory, glossary) for line in dict.fromkeys(chunk)
        }
        todo = [line for line, text in known.items() if text is None]
        results, _ = _translate(todo, source, target, engine, glossary, progress or Silent())
        known.update((line, text) for line, (text, _) in zip(todo, results, strict=True))
        for line in chunk:
            yield known[line] or ""


def _from_memory(
    lines: Iterable[str], source: Lang, target: Lang, memory: Memory, glossary: Glossary
) -> list[str]:
    result: list[str] = []
    for number, line in enumerate(lines, 1):
        text = _known(line, source, target, memory, glossary)
        if text is None:
            raise EngineError(
                Problem(
                    f"line {number} is not in the translation memory, and no model that "
                    f"translates {source}→{target} is installed",
                    f"run `briefings models install argos-{source}-{target}`, or give it a "
                    "downloaded .argosmodel file",
                )
            )
        result.append(text)
    return result


def _known(line: str, source: Lang, target: Lang, memory: Memory, glossary: Glossary) -> str | None:
    """What needs no engine, on one line."""
    if source == target or not line.strip():
        return line
    found = memory.get(line, source, target) or memory.get(line.strip(), source, target)
    if found is None:
        found = without_engine(line, source, target, glossary)
    if found is None or found.origin == "source":
        return None if found is None else line
    return " ".join(found.text.split())


def stays_as_it_is(text: str, target: Lang) -> bool:
    """Whether there is nothing to translate: no words, only addresses, or `target` already.

    Errs towards translating: a few words in `target`'s language are not enough.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", unicodedata.normalize("NFC", text)).casefold())
    if not words:
        return True
    if len(words) < 4:
        return False
    letters = sum(map(len, words))
    marked = sum(letter in _VI_LETTERS for word in words for letter in word)
    english = sum(word in _EN_WORDS for word in words)
    if target == "en":
        return marked == 0 and english * 5 >= len(words)
    # Vietnamese news has 20-30 marked letters in a hundred; an English sentence that names
    # Vietnamese people has fewer than ten.
    return marked * 100 >= letters * 15 and english == 0


def _translate(
    texts: Sequence[str],
    source: Lang,
    target: Lang,
    engine: Engine,
    glossary: Glossary,
    progress: Progress,
) -> tuple[list[tuple[str, tuple[Warning, ...]]], int]:
    """Translations with their warnings, in order, and how many sentences were tried twice."""
    pieces = [_pieces(text, source) for text in texts]
    unique = dict.fromkeys(
        piece for group in pieces for piece in group if not stays_as_it_is(piece, target)
    )
    # Longest first: what takes most memory fails at once, not after an hour.
    ordered = sorted(unique, key=lambda piece: (-len(piece), piece))
    asker = Asker(source, target, engine, glossary)
    for _ in progress.step(f"{source}→{target}", asker.settle(ordered), len(ordered)):
        pass
    results: list[tuple[str, tuple[Warning, ...]]] = []
    for group in pieces:
        choices = [asker.choices.get(piece, Choice(piece, 0.0)) for piece in group]
        warnings = dict.fromkeys(warning for choice in choices for warning in choice.warnings)
        results.append((" ".join(c.text for c in choices if c.text), tuple(warnings)))
    return results, len(asker.asked_again)


def _pieces(text: str, lang: Lang) -> list[str]:
    """The sentences of a text as an engine can take them: visible characters, not too long."""
    pieces: list[str] = []
    for paragraph in text.splitlines() or [text]:
        for sentence in split_sentences(_visible(paragraph), lang):
            pieces += _cut(sentence)
    return pieces


def _visible(text: str) -> str:
    """Without control, format and private characters; NFC; whitespace collapsed.

    A format character (a zero-width space, a soft hyphen) stands within a word, the others apart.
    """
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(map(_shown, text))
    return " ".join(text.split())


def _shown(char: str) -> str:
    kind = unicodedata.category(char)
    return "" if kind == "Cf" else " " if kind in _INVISIBLE else char


def _cut(sentence: str) -> list[str]:
    words = sentence.split(" ")
    pieces: list[str] = []
    while len(words) > _MAX_WORDS:
        cuts = (at for at in range(_MAX_WORDS, _MAX_WORDS // 2, -1) if _CUT.search(words[at - 1]))
        cut = next(cuts, _MAX_WORDS)
        pieces.append(" ".join(words[:cut]))
        words = words[cut:]
    return [*pieces, " ".join(words)]
