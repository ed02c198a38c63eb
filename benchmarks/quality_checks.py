"""Measures the fidelity checks: false alarms on human translations, catches of seeded faults.

    python benchmarks/quality_checks.py --data DIR [--half tuned|untuned] [--write] [--show CODE]

DIR holds `eval/NAME.en` and `eval/NAME.vi` (sentence pairs, one a line) and
`events/*-articles.jsonl.xz` (articles). Lines with an even number were looked at while the checks
were written (`tuned`), the others never were (`untuned`); only the latter are held against the
floors of `tests/quality/checks.json`. The pairs are taken as clean although some are not.

The faults, one a sentence, drawn with a fixed seed:
    number    one digit of a number in the translation is changed
    name      two names of the translation change places
    negation  a negation is dropped from the translation
    and the same three in a claim taken word for word from an article, and
    citation  a claim cites another sentence of the same article
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.checks import check_claim, check_translation
from generator.model import Claim, Lang, Sentence, Warning
from generator.quantities import find_quantities
from generator.sentences import split_sentences
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "quality" / "checks.json"
PAIRS = ("flores-dev", "vlsp-news-dev")
FAULTS = ("number", "name", "negation")
CODES = {"number": {"number", "date"}, "name": {"name"}, "negation": {"negation"}}

_NEGATION = {
    "vi": re.compile(
        r"(?<!hàng )(?<!hay )\b(?:không|chưa|chẳng) "
        r"(?!chỉ|gian|quân|khí|những|lực|người lái|thể tránh|thể thiếu|ngừng|lâu|quá|dây|ít|từng)"
    ),
    "en": re.compile(r"\b(?:not (?!only)|never |no (?!\d)|without )|(?<=\w)n['’]t\b"),
}


def change_number(text: str, lang: Lang, glossary: Glossary, dice: random.Random) -> str | None:
    found = [q for q in find_quantities(text, lang) if re.search(r"\d", q.text)]
    if not found:
        return None
    quantity = dice.choice(found)
    places = [i for i in range(quantity.start, quantity.end) if text[i].isdigit()]
    place = dice.choice(places)
    others = [d for d in "123456789" if d != text[place]]
    return text[:place] + dice.choice(others) + text[place + 1 :]


def swap_names(text: str, lang: Lang, glossary: Glossary, dice: random.Random) -> str | None:
    spans = [
        (m.start, m.end)
        for m in glossary.find(text, lang)
        if m.term.kind in ("person", "country", "place", "organisation")
    ]
    covered = {i for start, end in spans for i in range(start, end)}
    for match in re.finditer(r"(?<=[a-zà-ỹ,] )[A-ZĐ]\w+(?:[ -][A-ZĐ]\w+)+", text):
        if not covered & set(range(match.start(), match.end())):
            spans.append(match.span())
    spans = sorted(spans)
    chosen = [
        (a, b) for a in spans for b in spans if a[1] <= b[0] and text[slice(*a)] != text[slice(*b)]
    ]
    if not chosen:
        return None
    (a, b), (c, d) = dice.choice(chosen)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def drop_negation(text: str, lang: Lang, glossary: Glossary, dice: random.Random) -> str | None:
    found = list(_NEGATION[lang].finditer(text))
    if not found:
        return None
    match = dice.choice(found)
    return text[: match.start()] + text[match.end() :]


SEEDERS: dict[str, Callable[[str, Lang, Glossary, random.Random], str | None]] = {
    "number": change_number,
    "name": swap_names,
    "negation": drop_negation,
}


def pairs(data: Path, half: str) -> Iterator[tuple[str, str, str, Lang, Lang]]:
    for name in PAIRS:
        files = [data / "eval" / f"{name}.{lang}" for lang in ("en", "vi")]
        if not all(file.is_file() for file in files):
            print(f"skipped: {name} is not in {data / 'eval'}", file=sys.stderr)
            continue
        lines = [file.read_text(encoding="utf-8").splitlines() for file in files]
        for index, (english, vietnamese) in enumerate(zip(*lines, strict=True)):
            if index % 2 == (0 if half == "tuned" else 1):
                yield name, english, vietnamese, "en", "vi"
                yield name, vietnamese, english, "vi", "en"


def articles(data: Path, half: str) -> Iterator[tuple[str, Lang, list[Sentence]]]:
    for name, lang in (("vn-mds", "vi"), ("ecbplus-1-25", "en")):
        file = data / "events" / f"{name}-articles.jsonl.xz"
        if not file.is_file():
            print(f"skipped: {file} is not there", file=sys.stderr)
            continue
        language: Lang = "vi" if lang == "vi" else "en"
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for index, line in enumerate(lines):
                if index % 2 == (0 if half == "tuned" else 1):
                    body = json.loads(line)["body"]
                    texts = [
                        text
                        for paragraph in body.split("\n")
                        for text in split_sentences(paragraph, language)
                        if len(text.split()) >= 8
                    ]
                    yield (
                        name,
                        language,
                        [Sentence("a", i, 0, text, language) for i, text in enumerate(texts)],
                    )


def measure(data: Path, half: str, show: str) -> dict[str, float]:
    glossary = read_glossary(ROOT / "content")
    alarms: Counter[str] = Counter()
    seeded: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    totals: Counter[str] = Counter()

    def note(kind: str, before: tuple[Warning, ...], after: tuple[Warning, ...]) -> bool:
        codes = CODES.get(kind.split(".")[-1], {"citation"})
        seeded[kind] += 1
        hit = any(w.code in codes and w not in before for w in after)
        caught[kind] += hit
        return hit

    for number, (name, source, target, source_lang, target_lang) in enumerate(pairs(data, half)):
        dice = random.Random(number)
        before = check_translation(source, source_lang, target, target_lang, glossary)
        totals[name] += 1
        alarms[name] += bool(before)
        for fault in FAULTS:
            wrong = SEEDERS[fault](target, target_lang, glossary, dice)
            if wrong is not None and wrong != target:
                after = check_translation(source, source_lang, wrong, target_lang, glossary)
                if not note(f"translation.{fault}", before, after) and show == fault:
                    print(f"{source}\n{target}\n{wrong}\n")
    for number, (name, lang, sentences) in enumerate(articles(data, half)):
        dice = random.Random(number)
        for sentence in sentences[:6]:
            claim = Claim(sentence.text, lang, (sentence,))
            before = check_claim(claim, glossary)
            totals[name] += 1
            alarms[name] += bool(before)
            for fault in FAULTS:
                wrong = SEEDERS[fault](sentence.text, lang, glossary, dice)
                if wrong is not None and wrong != sentence.text:
                    after = check_claim(Claim(wrong, lang, (sentence,)), glossary)
                    if not note(f"claim.{fault}", before, after) and show == f"claim.{fault}":
                        print(f"{sentence.text}\n{wrong}\n")
            others = [other for other in sentences if other.text != sentence.text]
            if others:
                other = dice.choice(others)
                after = check_claim(Claim(sentence.text, lang, (other,)), glossary)
                if not note("claim.citation", before, after) and show == "claim.citation":
                    print(f"{sentence.text}\n{other.text}\n")
    figures = {f"false_alarms.{name}": alarms[name] / totals[name] for name in sorted(totals)}
    figures |= {f"caught.{kind}": caught[kind] / seeded[kind] for kind in sorted(seeded)}
    for name in sorted(totals):
        print(f"{half:8} false alarms {name:20} {alarms[name]:5} of {totals[name]:5}")
    for kind in sorted(seeded):
        print(f"{half:8} caught {kind:26} {caught[kind]:5} of {seeded[kind]:5}")
    return {key: round(value, 4) for key, value in figures.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("tuned", "untuned"), default="untuned")
    parser.add_argument("--show", default="", help="print what was missed: name, claim.number, …")
    parser.add_argument("--write", action="store_true", help="store the figures as the new floors")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: no data in {options.data}", file=sys.stderr)
        return 0
    figures = measure(options.data, options.half, options.show)
    print(json.dumps(figures, indent=2))
    if options.half == "tuned" or options.show:
        return 0
    if options.write:
        FLOORS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    worse = [
        key
        for key, floor in floors.items()
        if key in figures
        and (figures[key] > floor + 0.005 if "alarm" in key else figures[key] < floor - 0.005)
    ]
    for key in worse:
        print(f"worse than before: {key} {figures[key]} (was {floors[key]})")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
