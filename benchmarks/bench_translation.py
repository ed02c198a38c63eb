"""Measures how fast lines are translated, beside Argos Translate called sentence by sentence.

    python -m benchmarks.bench_translation [--package FILE.argosmodel] [--lines FILE]
        [--count N] [--baseline N] [--memory-entries N]

Both run on the same package and lines, each in a process of its own, so that peak memory is
each one's own. Without `--package` the tests' sample package is built and used: a real package,
but one whose model only copies; without `--lines` sentences are made up. Argos Translate splits
sentences with a model that it fetches from the network: here it is given the lines as they are,
one sentence each, which can only make it faster. It translates `--baseline` of the lines, and the
figures are per sentence.
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
from pathlib import Path

ROOT = Path(__file__).parent.parent


SAMPLE_WORDS = dict(
    pair.split("=")
    for pair in (
        "các=the nước=countries đã=have họp=met tại=in về=about hợp=joint tác=work kinh=trade "
        "tế=deals và=and an=safety ninh=matters khu=this vực=region mới=new bàn=talked hôm=last "
        "nay=week ký=signed"
    ).split()
)


def sample_lines(count: int) -> list[str]:
    dice = random.Random(1)
    words = sorted(SAMPLE_WORDS)
    return [
        " ".join([*dice.choices(words, k=dice.randint(6, 30)), str(number), "."])
        for number in range(count)
    ]


def ours(package: Path, lines: list[str]) -> None:
    from generator.translation.argos import ArgosEngine, read_package
    from generator.translation.glossary import read_glossary
    from generator.translation.memory import Memory
    from generator.translation.models import Model
    from generator.translation.translator import translate_lines

    metadata = read_package(package).metadata
    source, target = metadata["from_code"], metadata["to_code"]
    engine = ArgosEngine(Model("bench", "argos", source, target, "", package))
    glossary = read_glossary(ROOT / "content")
    done = sum(1 for _ in translate_lines(lines, source, target, Memory(), engine, glossary))
    assert done == len(lines)


def model_only(package: Path, lines: list[str]) -> None:
    from generator.translation.argos import ArgosEngine, read_package
    from generator.translation.models import Model

    metadata = read_package(package).metadata
    source, target = metadata["from_code"], metadata["to_code"]
    engine = ArgosEngine(Model("bench", "argos", source, target, "", package))
    engine.translate(lines, source, target)


def argos(package: Path, lines: list[str]) -> None:
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

    translate.MiniSBDSentencizer = Whole
    pair = translate.CachedTranslation(
        translate.PackageTranslation(
            translate.Language(installed.from_code, ""),
            translate.Language(installed.to_code, ""),
            installed,
        )
    )
    for line in lines:
        pair.translate(line)


RUNS = {"ours": ours, "model_only": model_only, "argos": argos}
WORDS = {
    "ours": "briefings translate (batched, 4 hypotheses, checked)",
    "model_only": "the engine alone (batched, 1 hypothesis)",
    "argos": "argostranslate, sentence by sentence",
}


def run_alone(kind: str, package: Path, lines: Path, count: int) -> tuple[float, float]:
    """(seconds, peak MB) of one way, in a process of its own."""
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
            [*command, "--count", str(count)],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
            cwd=ROOT,
        ).stdout
    seconds, peak = output.split()[-2:]
    return float(seconds), float(peak)


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
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--baseline", type=int, default=100)
    parser.add_argument("--memory-entries", type=int, default=100_000)
    parser.add_argument("--run", choices=RUNS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        lines = options.lines.read_text(encoding="utf-8").splitlines()[: options.count]
        start = time.perf_counter()
        RUNS[options.run](options.package, lines)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{seconds} {peak}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        package, file = options.package, options.lines
        if package is None:
            sys.path.insert(0, str(ROOT / "tests"))
            import tiny_argos

            package = tiny_argos.write_package(Path(folder), "vi", "en", SAMPLE_WORDS)
        if file is None:
            file = Path(folder) / "lines.txt"
            file.write_text("\n".join(sample_lines(options.count)), encoding="utf-8")
        rates = {}
        for kind in RUNS:
            count = options.baseline if kind == "argos" else options.count
            seconds, peak = run_alone(kind, package.resolve(), file.resolve(), count)
            rates[kind] = count / seconds
            print(
                f"{WORDS[kind]}: {count:,} sentences in {seconds:.1f} s, "
                f"{rates[kind]:.1f} a second, peak {peak:.0f} MB",
                flush=True,
            )
        for kind in ("ours", "model_only"):
            print(f"{WORDS[kind]}: ×{rates[kind] / rates['argos']:.1f} of argostranslate")
    memory_speed(options.memory_entries)
    return 0


if __name__ == "__main__":
    sys.exit(main())
