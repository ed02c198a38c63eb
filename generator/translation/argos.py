"""Argos Translate packages, run in whole batches through CTranslate2.

The package's own tokenizer is used (the classes of `argostranslate.tokenizer`); its sentence
splitter is not, because it fetches a model from the network: sentences come in already split.
A bundled package is read from its zip archive without being unpacked.
"""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.errors import EngineError
from generator.model import Lang
from generator.translation.argos_package import Package, broken_package, read_package
from generator.translation.engine import FIRST_HYPOTHESES, Hypothesis
from generator.translation.models import Model

# Tokens a batch times beam width: large enough to keep a core busy, small enough that the
# search stays in tens of megabytes whatever the width.
_BATCH_WORK = 4096
# More at once is no faster, and the batches of a chunk should go evenly into the cores.
_BATCH_TOKENS = 2048
# Batches that what is asked for at a time makes at least. It does not follow the number of cores,
# so that the sums are the same on any machine.
_BATCHES = 4
# The mean over the tokens decides. argostranslate decodes with 0.2, which favours what is short:
# with 1.0 the bundled models drop less (the text is 2% longer, +0.1 BLEU, +0.3 chrF).
_LENGTH_PENALTY = 1.0
# Sentences of up to so many tokens are decoded together and for at most twice as many: a beam
# that goes in circles stops early.
_LENGTHS = (16, 48, 200)
_MAX_TOKENS = 256
# Longer inputs are cut between words: a model with learned positions has no more of them, and
# the others have not seen longer sentences in training. Text without spaces is cut anywhere.
_MAX_INPUT_TOKENS = _LENGTHS[-1]
_NO_REPEAT_NGRAM = 3


class ArgosEngine:
    """One Argos package: one direction. The model loads at the first sentence."""

    def __init__(self, model: Model, beam_size: int = 1) -> None:
        self._model = model
        self._beam_size = max(1, beam_size)
        # The cores have the next batch while the answers of one are looked at.
        self.at_once = 2
        self.first_count = min(self._beam_size, FIRST_HYPOTHESES)
        self._translator: Any = None
        # Two calls at a time must not load the model twice.
        self._loading = threading.Lock()
        self._tokenizer: Any = None
        self._prefix = ""

    def name(self, source: Lang, target: Lang) -> str:
        """Model name and version."""
        fits = (source, target) == (self._model.source, self._model.target)
        return self._model.title if fits else ""

    def translate(
        self,
        sentences: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        count: int = 1,
        no_repeats: bool = False,
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate in one batch; CTranslate2 sorts it by length.

        Raises:
            EngineError: The package is broken.
        """
        if not sentences:
            return []
        with self._loading:
            if self._translator is None:
                self._load()
        try:
            cut = [_cut(self._tokenizer.encode(sentence)) for sentence in sentences]
            tokens = [part for parts in cut for part in parts]
            beam = max(self._beam_size, count)
            groups = iter(self._decode_all(tokens, beam, count, no_repeats))
        except (RuntimeError, ValueError) as error:
            raise broken_package(self._model.path, str(error)) from error
        return [_joined([next(groups) for _ in parts]) for parts in cut]

    def _decode_all(
        self, tokens: list[list[str]], beam: int, count: int, no_repeats: bool
    ) -> list[list[Hypothesis]]:
        """The hypotheses of each token list, in order."""
        waiting: list[tuple[int, Any]] = []
        shortest = 0
        for longest in _LENGTHS:
            numbers = [n for n, part in enumerate(tokens) if shortest < len(part) <= longest]
            shortest = longest
            results = self._translator.translate_batch(
                [tokens[n] for n in numbers],
                target_prefix=[[self._prefix]] * len(numbers) if self._prefix else None,
                max_batch_size=_batch_tokens(sum(len(tokens[n]) for n in numbers), beam),
                batch_type="tokens",
                beam_size=beam,
                num_hypotheses=count,
                length_penalty=_LENGTH_PENALTY,
                max_decoding_length=min(2 * longest + 16, _MAX_TOKENS),
                no_repeat_ngram_size=_NO_REPEAT_NGRAM if no_repeats else 0,
                return_scores=True,
                replace_unknowns=True,
                asynchronous=True,
            )
            waiting += zip(numbers, results, strict=True)
        found: dict[int, list[Hypothesis]] = {}
        for number, answer in waiting:
            result = answer.result()
            found[number] = [
                Hypothesis(self._decode(pieces), score)
                for pieces, score in zip(result.hypotheses, result.scores, strict=True)
            ]
        return [found[n] for n in range(len(tokens))]

    def _decode(self, pieces: list[str]) -> str:
        if self._prefix and pieces[:1] == [self._prefix]:
            pieces = pieces[1:]
        return " ".join(self._tokenizer.decode(pieces).split())

    def _load(self) -> None:
        import ctranslate2

        path = self._model.path
        package = read_package(path)
        self._prefix = str(package.metadata.get("target_prefix", "") or "")
        # One thread a batch and a batch a core: throughput, and the same sums on any machine.
        threads = _cores()
        try:
            self._tokenizer = _tokenizer(package)
            files = {} if path.is_dir() else {"files": package.model_files()}
            self._translator = ctranslate2.Translator(
                str(path / "model"),
                device="cpu",
                inter_threads=threads,
                intra_threads=1,
                **files,
            )
        except EngineError:
            raise
        except (OSError, RuntimeError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise broken_package(path, str(error)) from error


def _batch_tokens(tokens: int, beam: int) -> int:
    """How many tokens a batch may have, of so many in all: a few sentences, too, fill the cores."""
    most = min(_BATCH_WORK // beam, _BATCH_TOKENS, tokens // _BATCHES)
    return max(_MAX_INPUT_TOKENS, most)


def _cut(tokens: list[str]) -> list[list[str]]:
    """Tokens in parts that the model can take; one part for nearly every sentence."""
    parts: list[list[str]] = []
    while len(tokens) > _MAX_INPUT_TOKENS:
        starts = (n for n in range(_MAX_INPUT_TOKENS, 0, -1) if tokens[n].startswith("▁"))
        end = next(starts, _MAX_INPUT_TOKENS)
        parts.append(tokens[:end])
        tokens = tokens[end:]
    return [*parts, tokens or ["▁"]]


def _joined(parts: list[list[Hypothesis]]) -> tuple[Hypothesis, ...]:
    """The first hypotheses of all parts make the first one, and so on."""
    if len(parts) == 1:
        return tuple(parts[0])
    return tuple(
        Hypothesis(
            " ".join(part.text for part in row if part.text),
            sum(part.score for part in row) / len(row),
        )
        for row in zip(*parts, strict=True)
    )


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _tokenizer(package: Package) -> Any:
    """The tokenizer that argostranslate would use for the package."""
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer
    from sentencepiece import SentencePieceProcessor

    proto = package.read("sentencepiece.model")
    if proto is not None:
        tokenizer = SentencePieceTokenizer(Path("sentencepiece.model"))
        tokenizer.processor = SentencePieceProcessor(model_proto=proto)
        return tokenizer
    if package.path.is_dir() and (package.path / "bpe.model").is_file():
        codes = (package.metadata.get("from_code"), package.metadata.get("to_code"))
        return BPETokenizer(package.path / "bpe.model", *codes)
    raise broken_package(package.path, "there is no sentencepiece.model in it")
