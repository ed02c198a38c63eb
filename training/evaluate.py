"""Scores a package or a CTranslate2 model on test sets, and times it.

    python -m training.evaluate --package FILE.argosmodel --data DIR [--beam 1 4] [--out DIR]

`--data` holds `NAME.en` and `NAME.vi`, a sentence a line. With `--out`, the translations are
written as `NAME.LANG.beamN`, for reading by eye or another scorer.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece

from training.text import same_figures


@dataclass(frozen=True, slots=True)
class Score:
    """How well and how fast a set was translated.

    Attributes:
        name, to, beam: What was translated, into which language, how.
        bleu, chrf: sacreBLEU's defaults (13a tokens; chrF2).
        figures: Share of sentences whose numbers of two digits and more are those of the source.
        rate: Sentences a second.
    """

    name: str
    to: str
    beam: int
    bleu: float
    chrf: float
    figures: float
    rate: float


def translate(
    model: Path, vocabulary: Path, lines: Sequence[str], beam: int, threads: int
) -> list[str]:
    """Translate lines with a CTranslate2 folder, longest first in batches of 32 sentences."""
    translator = ctranslate2.Translator(
        str(model), compute_type="int8", inter_threads=1, intra_threads=threads
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    tokens = [processor.encode(line, out_type=str) for line in lines]
    results = translator.translate_batch(
        tokens, beam_size=beam, max_batch_size=32, max_input_length=510
    )
    return [str(processor.decode(result.hypotheses[0])) for result in results]


def score(
    model: Path, vocabulary: Path, data: Path, to: str, beam: int, threads: int, out: Path | None
) -> list[Score]:
    """Score every set of a folder in one direction."""
    source = "en" if to == "vi" else "vi"
    scores = []
    for path in sorted(data.glob(f"*.{source}")):
        reference = path.with_suffix(f".{to}")
        if not reference.exists():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        wanted = reference.read_text(encoding="utf-8").splitlines()
        began = time.perf_counter()
        made = translate(model, vocabulary, lines, beam, threads)
        seconds = time.perf_counter() - began
        if out:
            out.mkdir(parents=True, exist_ok=True)
            target = out / f"{path.stem}.{to}.beam{beam}"
            target.write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
        exact = sum(same_figures(a, b) for a, b in zip(lines, made, strict=True))
        scores.append(
            Score(
                path.stem,
                to,
                beam,
                round(sacrebleu.corpus_bleu(made, [wanted]).score, 2),
                round(sacrebleu.corpus_chrf(made, [wanted]).score, 2),
                round(exact / len(lines), 3),
                round(len(lines) / seconds, 1),
            )
        )
    return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--package", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--beam", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    if not given.data.is_dir():
        raise SystemExit(f"{given.data}: no such folder; point --data at the test sets")
    for path in given.package:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
            (root,) = Path(folder).iterdir()
            to = json.loads((root / "metadata.json").read_text(encoding="utf-8"))["to_code"]
            for beam in given.beam:
                for made in score(
                    root / "model",
                    root / "sentencepiece.model",
                    given.data,
                    to,
                    beam,
                    given.threads,
                    given.out,
                ):
                    print(json.dumps(asdict(made)))


if __name__ == "__main__":
    main()
