"""Measures the fidelity checks: false alarms on human translations, catches of seeded faults.

    python -m benchmarks.quality_checks --data DIR [--half tuned|untuned] [--write] [--show KIND]

DIR holds `eval/NAME.en` and `eval/NAME.vi` (sentence pairs, one a line) and
`events/NAME-articles.jsonl.xz` (articles, each with its `event`). Lines and events with an even
number were looked at while the checks were written (`tuned`), the others never were (`untuned`);
only the latter are held against the floors of `tests/quality/checks.json`.

Translations: every pair both ways. The pairs are taken as sound although some are not.
Claims: the briefings of 200 events, and of this project's own articles, each claim with the
sentences it cites.

The faults, one a sentence, drawn with a fixed seed:
    number         one digit of a number is changed
    swapped_names  two names change places
    other_name     a name gives way to another one
    negation       a negation is dropped
    citation       a claim cites another sentence of the same articles
A fault counts as caught when it raises a warning of its own kind that the sound text did not.
Not every change is a fault: a name is not swapped with its own other form, nor with its neighbour
in a list; `không` in `hàng không` is not dropped.

Recall is caught / seeded; precision is caught / (caught + sound sentences with a warning of that
kind), as if every second sentence had a fault.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.quality_summaries import number as event_number
from benchmarks.quality_summaries import read_events
from generator.checks import check_claim, check_translation
from generator.content import read_content
from generator.model import Article, Claim, Event, Lang, Sentence, Term, Warning
from generator.name_spelling import fold
from generator.quantities import find_quantities
from generator.settings import SummarySettings
from generator.summaries import summarise
from generator.translation.glossary import Glossary, read_glossary

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "quality" / "checks.json"
PAIRS = ("flores-dev", "vlsp-news-dev")
EVENTS = (("vn-mds", 175), ("ecbplus-1-25", 24))
"""Sets of events, and of how many of each a briefing is made."""

CODES = {
    "number": {"number", "date"},
    "swapped_names": {"name"},
    "other_name": {"name"},
    "negation": {"negation"},
    "citation": {"citation"},
}
_NAMES = ("person", "country", "place", "organisation")
_DROPPED = {
    "vi": re.compile(
        r"(?<![Hh]àng )(?<!hay )(?<!phải )(?<!trên )(?<!phòng )\b(?:không|chưa|chẳng|đừng) "
        r"(?!chỉ|gian|quân|khí|những|lực|phận|tặc|trung|lưu|kích|chiến|vận|người lái|thể tránh|"
        r"thể thiếu|ngừng|lâu|quá|dây|ít|từng|hạn|tới|đến|đầy|kể|bao lâu)"
    ),
    "en": re.compile(
        r"\b(?:(?<!or )(?<!why )not (?!only|just|until|even|merely)|never |without |"
        r"no (?!\d|doubt|matter|more|less|smaller|later))|(?<=\w)n['’]t\b"
    ),
}
_LIST = re.compile(r"\s*(?:,|và|and|hay|hoặc|or|-|–|/|,\s*and|,\s*và|&)?\s*")

Seeder = Callable[[str, Lang, str, Glossary, random.Random], str | None]


# --- faults ------------------------------------------------------------------------------------


def change_number(
    text: str, lang: Lang, other: str, glossary: Glossary, dice: random.Random
) -> str | None:
    found = [q for q in find_quantities(text, lang) if re.search(r"\d", q.text)]
    if not found:
        return None
    quantity = dice.choice(found)
    places = [i for i in range(quantity.start, quantity.end) if text[i].isdigit()]
    place = dice.choice(places)
    others = [d for d in "123456789" if d != text[place]]
    return text[:place] + dice.choice(others) + text[place + 1 :]


def name_spans(
    text: str, lang: Lang, other: str, glossary: Glossary
) -> list[tuple[int, int, Term | str]]:
    """The glossary's names, and those written alike in `other`, the text that says the same."""
    spans: list[tuple[int, int, Term | str]] = [
        (m.start, m.end, m.term) for m in glossary.find(text, lang) if m.term.kind in _NAMES
    ]
    covered = {i for start, end, _ in spans for i in range(start, end)}
    for match in re.finditer(r"(?<=[a-zà-ỹ,] )[A-ZĐ]\w+(?:[ -][A-ZĐ]\w+)+", text):
        if not covered & set(range(*match.span())) and match.group() in other:
            spans.append((*match.span(), match.group()))
    return sorted(spans, key=lambda span: span[:2])


def swap_names(
    text: str, lang: Lang, other: str, glossary: Glossary, dice: random.Random
) -> str | None:
    spans = name_spans(text, lang, other, glossary)
    chosen = [
        (a, b)
        for a in spans
        for b in spans
        if a[1] <= b[0] and a[2] != b[2] and not _LIST.fullmatch(text[a[1] : b[0]])
    ]
    if not chosen:
        return None
    (a, b, _), (c, d, _) = dice.choice(chosen)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def other_name(
    text: str, lang: Lang, other: str, glossary: Glossary, dice: random.Random
) -> str | None:
    spans = name_spans(text, lang, other, glossary)
    if not spans:
        return None
    start, end, name = dice.choice(spans)
    kind = name.kind if isinstance(name, Term) else "person"
    plain = fold(f"{text} {other}")
    strangers = [
        term
        for term in glossary.terms
        if term.kind == kind
        and not any(fold(form) in plain for form in (*term.forms("en"), *term.forms("vi")))
    ]
    return text[:start] + dice.choice(strangers).right(lang) + text[end:]


def drop_negation(
    text: str, lang: Lang, other: str, glossary: Glossary, dice: random.Random
) -> str | None:
    found = list(_DROPPED[lang].finditer(text))
    if not found:
        return None
    match = dice.choice(found)
    return text[: match.start()] + text[match.end() :]


SEEDERS: dict[str, Seeder] = {
    "number": change_number,
    "swapped_names": swap_names,
    "other_name": other_name,
    "negation": drop_negation,
}


# --- data --------------------------------------------------------------------------------------


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


def briefings(data: Path, half: str, glossary: Glossary) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """The claims of the briefing of each event; the project's own articles count as one."""
    for name, most in EVENTS:
        file = data / "events" / f"{name}-articles.jsonl.xz"
        if not file.is_file():
            print(f"skipped: {file} is not there", file=sys.stderr)
            continue
        events = read_events(file)
        # One half of the sets is too small for 200 events; claims were not tuned on either.
        chosen = [e for e in sorted(events) if event_number(e) % 2 == (half == "untuned")]
        rest = [e for e in sorted(events) if e not in set(chosen)]
        for event in (*chosen, *rest)[:most] if half == "untuned" else chosen:
            yield name, claims_of(events[event], glossary)
    yield "own articles", claims_of(list(read_content(ROOT / "content").articles), glossary)


def claims_of(articles: list[Article], glossary: Glossary) -> tuple[Claim, ...]:
    event = Event("e", tuple(article.id for article in articles))
    known = {article.id: article for article in articles}
    return summarise(event, known, SummarySettings(), glossary).all_claims


# --- measuring ---------------------------------------------------------------------------------


class Tally:
    """What was seeded and caught, and which sound sentences were doubted."""

    def __init__(self, show: str) -> None:
        self.show = show
        self.sound: Counter[str] = Counter()
        self.alarms: Counter[str] = Counter()
        self.doubted: dict[str, Counter[str]] = defaultdict(Counter)
        self.seeded: Counter[str] = Counter()
        self.caught: Counter[str] = Counter()

    def note_sound(self, name: str, group: str, found: tuple[Warning, ...], *texts: str) -> None:
        """Count the warnings on a text that is taken as sound."""
        self.sound[name] += 1
        self.alarms[name] += bool(found)
        codes = {warning.code for warning in found}
        for fault, own in CODES.items():
            self.doubted[group][fault] += bool(codes & own)
        if found and self.show == "alarms":
            print("; ".join(map(str, found)), *texts, "", sep="\n")

    def note_fault(
        self,
        group: str,
        fault: str,
        before: tuple[Warning, ...],
        after: tuple[Warning, ...],
        *texts: str,
    ) -> None:
        """Count a fault, and whether it was caught."""
        hit = any(w.code in CODES[fault] and w not in before for w in after)
        self.seeded[f"{group}.{fault}"] += 1
        self.caught[f"{group}.{fault}"] += hit
        if not hit and self.show == f"{group}.{fault}":
            print(*texts, "", sep="\n")


def measure_translations(data: Path, half: str, glossary: Glossary, tally: Tally) -> None:
    for number, (name, source, target, source_lang, target_lang) in enumerate(pairs(data, half)):
        dice = random.Random(number)
        before = check_translation(source, source_lang, target, target_lang, glossary)
        tally.note_sound(name, "translation", before, source, target)
        for fault, seed in SEEDERS.items():
            wrong = seed(target, target_lang, source, glossary, dice)
            if wrong is not None and wrong != target:
                after = check_translation(source, source_lang, wrong, target_lang, glossary)
                tally.note_fault("translation", fault, before, after, source, target, wrong)


def measure_claims(data: Path, half: str, glossary: Glossary, tally: Tally) -> None:
    count: Counter[str] = Counter()
    for number, (name, claims) in enumerate(briefings(data, half, glossary)):
        dice = random.Random(number)
        count[name] += 1
        sentences = [citation for claim in claims for citation in claim.citations]
        for claim in claims:
            before = check_claim(claim, glossary)
            tally.note_sound(f"claims of {name}", "claim", before, claim.text)
            for fault, seed in SEEDERS.items():
                wrong = seed(claim.text, claim.lang, claim.text, glossary, dice)
                if wrong is not None and wrong != claim.text:
                    after = check_claim(Claim(wrong, claim.lang, claim.citations), glossary)
                    tally.note_fault("claim", fault, before, after, claim.text, wrong)
            others = other_sentences(claim, sentences)
            if others:
                other = dice.choice(others)
                after = check_claim(Claim(claim.text, claim.lang, (other,)), glossary)
                tally.note_fault("claim", "citation", before, after, claim.text, other.text)
    print(", ".join(f"{number} briefings of {name}" for name, number in count.items()))


def other_sentences(claim: Claim, sentences: list[Sentence]) -> list[Sentence]:
    cited = {citation.text for citation in claim.citations}
    return [s for s in sentences if s.lang == claim.lang and s.text not in cited]


def measure(data: Path, half: str, show: str) -> dict[str, float]:
    glossary = read_glossary(ROOT / "content")
    tally = Tally(show)
    measure_translations(data, half, glossary, tally)
    measure_claims(data, half, glossary, tally)
    figures = {}
    for name in sorted(tally.sound):
        figures[f"false_alarms.{name}"] = tally.alarms[name] / tally.sound[name]
        print(f"{half:8} false alarms {name:25} {tally.alarms[name]:5} of {tally.sound[name]:5}")
    groups = {"translation": set(PAIRS), "claim": set(tally.sound) - set(PAIRS)}
    for kind in sorted(tally.seeded):
        group, fault = kind.split(".")
        caught, seeded = tally.caught[kind], tally.seeded[kind]
        sound = sum(tally.sound[name] for name in groups[group])
        doubted = tally.doubted[group][fault] / sound
        recall = caught / seeded
        precision = recall / (recall + doubted) if recall else 0.0
        figures[f"caught.{kind}"] = recall
        figures[f"precision.{kind}"] = precision
        print(
            f"{half:8} {kind:27} {caught:5} of {seeded:5} caught: recall {recall:.3f}, "
            f"precision {precision:.3f}"
        )
    return {key: round(value, 4) for key, value in figures.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("tuned", "untuned"), default="untuned")
    parser.add_argument(
        "--show", default="", help="print what was missed (`claim.number`, …), or `alarms`"
    )
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
