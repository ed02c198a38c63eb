"""Measures how fast lines are translated, beside Argos Translate called sentence by sentence.

    python -m benchmarks.bench_translation [--package FILE.argosmodel] [--lines FILE]
        [--count N] [--baseline N] [--beam N] [--memory-entries N]

Both run on the same package and lines, each in a process of its own, so that peak memory is
each one's own, and each has loaded its model and translated a line before the clock starts.
Without `--package` a timing subject is made and used (`benchmarks/timing_package.py`): the size
and shape of the official packages, but it knows twenty words. Without `--lines` sentences are
made up of these words; in one of eight the subject loses a negation, so that the checks ask for it
again, about as often as with a trained model.

Argos Translate splits sentences with a model that it fetches from the network: here it is given
the lines as they are, one sentence each, which can only make it faster. It translates `--baseline`
of the lines, from all over the file, before the others and again after them, and the figures are
per sentence.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import timing_package
from generator.settings import TranslationSettings

ROOT = Path(__file__).parent.parent

SAMPLE_WORDS = dict(
    pair.split("=")
    for pair in (
        "các=the nước=countries đã=have họp=met tại=in về=about hợp=joint tác=work kinh=trade "
        "tế=deals và=and an=safety ninh=matters khu=this vực=region mới=new bàn=talked hôm=last "
        "nay=week ký=signed không=also"
    ).split()
)
_NEGATION = "không"
_DOUBTFUL = 8
# Words of a sentence: as long as those of Vietnamese news, 30 syllables or so.
_SHORTEST, _LONGEST = 8, 52


def sample_lines(count: int) -> list[str]:
    dice = random.Random(1)
    words = sorted({*SAMPLE_WORDS} - {_NEGATION})
    lines = []
    for number in range(count):
        chosen = dice.choices(words, k=dice.randint(_SHORTEST, _LONGEST))
        if number % _DOUBTFUL == 0:
            chosen.insert(len(chosen) // 2, _NEGATION)
        lines.append(" ".join([*chosen, str(number), "."]))
    return lines


Work = Callable[[list[str]], object]


def ours(package: Path, beam: int) -> Work:
    from generator.translation.argos import ArgosEngine
    from generator.translation.argos_package import read_package
    from generator.translation.glossary import read_glossary
    from generator.translation.memory import Memory
    from generator.translation.models import Model
    from generator.translation.translator import translate_lines

    metadata = read_package(package).metadata
    source, target = metadata["from_code"], metadata["to_code"]
    engine = ArgosEngine(Model("bench", "argos", source, target, "", package), beam)
    glossary = read_glossary(ROOT / "content")
    return lambda lines: list(translate_lines(lines, source, target, Memory(), engine, glossary))


def model_only(package: Path, beam: int) -> Work:
    from generator.translation.argos import ArgosEngine
    from generator.translation.argos_package import read_package
    from generator.translation.models import Model

    metadata = read_package(package).metadata
    source, target = metadata["from_code"], metadata["to_code"]
    engine = ArgosEngine(Model("bench", "argos", source, target, "", package), beam)
    return lambda lines: engine.translate(lines, source, target)


def argos(package: Path, beam: int) -> Work:
    """Its beam is always 4."""
    import argostranslate.package
    from argostranslate import settings, translate

    settings.package_data_dir.mkdir(parents=True, exist_ok=True)
    argostranslate.package.install_from_path(package)
    (installed,) = argostranslate.package.get_installed_packages([settings.package_data_dir])

    class Whole:
        def __init__(self, package: object) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    # What `argostranslate.translate.translate` looks up and calls for an installed package.
    translate.MiniSBDSentencizer = Whole
    source, target = installed.from_code, installed.to_code
    return lambda lines: [translate.translate(line, source, target) for line in lines]


RUNS = {"ours": ours, "model_only": model_only, "argos": argos}  # the baseline last
WORDS = {
    "ours": "briefings translate (batched, checked)",
    "model_only": "the engine alone (batched, 1 hypothesis)",
    "argos": "argostranslate.translate.translate, sentence by sentence",
}


def timed(kind: str, package: Path, lines: list[str], beam: int) -> tuple[float, float, float]:
    """(seconds, seconds of processor time, peak MB) of one way, in this process."""
    work = RUNS[kind](package, beam)
    work(lines[:1])
    start, start_cpu = time.perf_counter(), time.process_time()
    done = work(lines)
    seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    assert isinstance(done, list)
    assert len(done) == len(lines)
    return seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_alone(
    kind: str, package: Path, lines: Path, count: int, beam: int
) -> tuple[float, float, float]:
    """What `timed` gives, in a process and a home folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "HOME": home,
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_CACHE_HOME": f"{home}/cache",
            "ARGOS_PACKAGES_DIR": f"{home}/packages",
        }
        command = [sys.executable, "-m", "benchmarks.bench_translation"]
        command += ["--run", kind, "--package", str(package), "--lines", str(lines)]
        output = subprocess.run(
            [*command, "--count", str(count), "--beam", str(beam)],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
            cwd=ROOT,
        ).stdout
    seconds, cpu, peak = output.split()[-3:]
    return float(seconds), float(cpu), float(peak)


def memory_speed(entries: int) -> None:
    from generator.translation.memory import MachineTranslation, Memory

    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder)
        texts = sample_lines(entries)
        Memory().updated(MachineTranslation(t, "vi", t.upper(), "bench 1") for t in texts).write(
            content
        )
        start = time.perf_counter()
        memory = Memory.read(content)
        seconds = time.perf_counter() - start
        size = (content / "translations" / "en.po").stat().st_size
        print(f"memory: {len(memory):,} entries, {size / 1e6:.0f} MB, read in {seconds:.2f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", type=Path)
    parser.add_argument("--lines", type=Path, help="one sentence a line, in the source language")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--baseline", type=int, default=200)
    parser.add_argument("--beam", type=int, default=TranslationSettings().beam_size)
    parser.add_argument("--memory-entries", type=int, default=100_000)
    parser.add_argument("--run", choices=RUNS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        lines = options.lines.read_text(encoding="utf-8").splitlines()
        step = max(1, len(lines) // options.count)
        print(*timed(options.run, options.package, lines[::step][: options.count], options.beam))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        package, file = options.package, options.lines
        if package is None:
            package = timing_package.write_package(Path(folder), "vi", "en", SAMPLE_WORDS)
        lines = file.read_text(encoding="utf-8").splitlines() if file else None
        lines = lines or sample_lines(options.count)
        file = Path(folder) / "lines.txt"
        file.write_text("\n".join(lines[: options.count]), encoding="utf-8")
        rates = {}
        runs: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in RUNS}
        # A machine is not equally fast all the time: the baseline runs before and after the others.
        counts = dict.fromkeys(RUNS, len(lines[: options.count])) | {"argos": options.baseline}
        for kind in ("argos", *RUNS):
            runs[kind].append(run_alone(kind, package.resolve(), file, counts[kind], options.beam))
        for kind, measured in runs.items():
            count = counts[kind] * len(measured)
            seconds, cpu = (sum(run[at] for run in measured) for at in (0, 1))
            peak = max(run[2] for run in measured)
            rates[kind] = count / seconds, count / cpu
            print(
                f"{WORDS[kind]}: {count:,} sentences in {seconds:.1f} s, "
                f"{rates[kind][0]:.1f} a second, {rates[kind][1]:.1f} a second of processor "
                f"time, peak {peak:.0f} MB",
                flush=True,
            )
        for kind in ("ours", "model_only"):
            wall, cpu = (rates[kind][at] / rates["argos"][at] for at in (0, 1))
            print(f"{WORDS[kind]}: ×{wall:.1f} of argostranslate, ×{cpu:.1f} by processor time")
    memory_speed(options.memory_entries)
    return 0


if __name__ == "__main__":
    sys.exit(main())
