"""Measures translations as readers get them beside the raw model's.

    python -m benchmarks.quality_translation --data DIR [--package FILE.argosmodel]
        [--limit N] [--beam N] [--out DIR] [--write]

DIR holds `eval/NAME.en` and `eval/NAME.vi`, sentence pairs, one a line. Without `--package` the
installed engine is measured. Figures, for each set and direction:

    bleu_raw, bleu       sacreBLEU (13a) of the model's first hypothesis, and of what is shown
    exact_raw, exact     of 300 sentences that hold a number, a date or a glossary name: those
                         without a number, date or name warning, in percent
    kept_raw, kept       of the same: those that hold every number in digits that the human
                         translation holds, in percent (knows nothing of the checks)
    warned_misses        of those that `kept` misses: those with a warning, in percent
    false_warnings       of all whose numbers equal the human translation's: those with a number or
                         date warning all the same, in percent
    glossary_raw, glossary   of up to 200 sentences with a name of the glossary: those with one of
                         its good forms, in percent

Floors are kept in `tests/quality/translation.json` under the engine's name.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import sacrebleu

from generator.checks import check_translation
from generator.errors import EngineError
from generator.model import LANGS, Lang, other_lang
from generator.quantities import find_quantities
from generator.settings import TranslationSettings
from generator.translation.argos import ArgosEngine
from generator.translation.argos_package import read_package
from generator.translation.conversion import missing_names
from generator.translation.engine import Engine
from generator.translation.engines import open_engine
from generator.translation.glossary import Glossary, read_glossary
from generator.translation.memory import Memory
from generator.translation.models import Model
from generator.translation.translator import translate_missing

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "quality" / "translation.json"
SETS = ("flores-dev", "vlsp-news-dev")
FAITHFUL = ("number", "date", "name")
_DIGITS = re.compile(r"\d[\d.,]*")


def numbers(text: str) -> Counter[str]:
    return Counter(re.sub(r"\D", "", found).lstrip("0") for found in _DIGITS.findall(text))


def percent(hits: Sequence[bool]) -> float:
    return round(100 * sum(hits) / len(hits), 2) if hits else 100.0


def measure_pairs(
    sources: list[str],
    references: list[str],
    source: Lang,
    engine: Engine,
    glossary: Glossary,
) -> tuple[dict[str, float], list[str]]:
    target = other_lang(source)
    raw = [group[0].text for group in engine.translate(sources, source, target, count=1)]
    lookup, _, _ = translate_missing(
        [(text, source, target) for text in sources], Memory(), engine, glossary
    )
    shown = [lookup.get(text, source, target) for text in sources]
    final = [translation.text for translation in shown]

    def clean(number: int, text: str) -> bool:
        warnings = check_translation(sources[number], source, text, target, glossary)
        return all(warning.code not in FAITHFUL for warning in warnings)

    def keeps(number: int, text: str) -> bool:
        return not numbers(references[number]) - numbers(text)

    holding = [
        n
        for n, text in enumerate(sources)
        if find_quantities(text, source) or glossary.find(text, source)
    ][:300]
    terms = {n: {m.term for m in glossary.find(sources[n], source)} for n in range(len(sources))}
    named = [n for n in terms if any(t.kind not in ("term", "office") for t in terms[n])][:200]

    def has_forms(number: int, text: str) -> bool:
        return not missing_names(sources[number], source, text, target, glossary)

    missed = [n for n in holding if not keeps(n, final[n])]
    equal = [n for n, text in enumerate(final) if numbers(references[n]) == numbers(text)]
    figures = {
        "bleu_raw": round(sacrebleu.corpus_bleu(raw, [references]).score, 2),
        "bleu": round(sacrebleu.corpus_bleu(final, [references]).score, 2),
        "exact_raw": percent([clean(n, raw[n]) for n in holding]),
        "exact": percent([clean(n, final[n]) for n in holding]),
        "kept_raw": percent([keeps(n, raw[n]) for n in holding]),
        "kept": percent([keeps(n, final[n]) for n in holding]),
        "warned_misses": percent([bool(shown[n].warnings) for n in missed]),
        "false_warnings": percent(
            [any(w.code in ("number", "date") for w in shown[n].warnings) for n in equal]
        ),
        "glossary_raw": percent([has_forms(n, raw[n]) for n in named]),
        "glossary": percent([has_forms(n, final[n]) for n in named]),
    }
    return figures, final


def engines(package: Path | None, beam: int) -> dict[Lang, Engine]:
    if package is None:
        engine = open_engine(TranslationSettings(beam_size=beam))
        if engine is None:
            return {}
        return {lang: engine for lang in LANGS if engine.name(lang, other_lang(lang))}
    metadata = read_package(package).metadata
    source, target = metadata["from_code"], metadata["to_code"]
    version = str(metadata.get("package_version", ""))
    model = Model(f"argos-{source}-{target}", "argos", source, target, version, package)
    return {source: ArgosEngine(model, beam)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--package", type=Path)
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="for its glossary")
    parser.add_argument("--limit", type=int, default=0, help="only the first N pairs of a set")
    parser.add_argument("--beam", type=int, default=TranslationSettings().beam_size)
    parser.add_argument("--out", type=Path, help="write the translations there")
    parser.add_argument("--write", action="store_true", help="store the figures as the new floors")
    options = parser.parse_args()
    if not (options.data / "eval").is_dir():
        print(f"skipped: no data in {options.data}", file=sys.stderr)
        return 0
    try:
        found = engines(options.package, options.beam)
    except EngineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if not found:
        print("skipped: no translation model is installed", file=sys.stderr)
        return 0
    glossary = read_glossary(options.content)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    worse = []
    for source, engine in found.items():
        target = other_lang(source)
        name = engine.name(source, target)
        for pairs in SETS:
            sides = {
                lang: (options.data / "eval" / f"{pairs}.{lang}")
                .read_text(encoding="utf-8")
                .splitlines()[: options.limit or None]
                for lang in LANGS
            }
            figures, final = measure_pairs(sides[source], sides[target], source, engine, glossary)
            print(f"{name}  {pairs}\n{json.dumps(figures, indent=2)}", flush=True)
            if options.out:
                options.out.mkdir(parents=True, exist_ok=True)
                text = "".join(f"{line}\n" for line in final)
                (options.out / f"{pairs}.{source}-{target}").write_text(text, encoding="utf-8")
            key = f"{name} {pairs}"
            if options.write:
                floors[key] = figures
            for figure, floor in floors.get(key, {}).items():
                sign = -1 if figure == "false_warnings" else 1
                if sign * (figures[figure] - floor) < -0.3 and not options.limit:
                    worse.append(f"{key}: {figure} {figures[figure]} (was {floor})")
    if options.write:
        FLOORS.parent.mkdir(parents=True, exist_ok=True)
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for line in worse:
        print(f"worse than before: {line}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
