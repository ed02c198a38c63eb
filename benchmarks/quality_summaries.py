"""Measures summaries against human ones and against five baselines, in words shared (ROUGE).

    python -m benchmarks.quality_summaries --data DIR [--syllables 180] [--write]

DIR holds `events/NAME-articles.jsonl.xz` (articles, each with its `event`) and, for human
summaries, `events/NAME-summaries.jsonl.xz` (`event`, `references`). Two tables are printed.

Human summaries: every method is given the same events and the same room. Events with an even
number were looked at while the method was built (`tuned`), the others never were (`untuned`); the
untuned half is held against the floors of `tests/quality/summaries.json`.

Held-out openings: each of the first three articles of an event in turn is put aside, and the
summary of the others is compared with its opening. No human wrote these references for the
purpose, but they exist in any language and tell whether a change helps only one set.

ROUGE: NFC, lower case, a word is a maximal run of letters and digits, so Vietnamese syllables keep
their marks; no stemming, F1, ROUGE-L over the whole sequence, mean over references, then events.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.articles import read_jsonl
from generator.concepts import words
from generator.model import Article
from generator.sentences import article_sentences
from generator.summaries import summary_text

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "quality" / "summaries.json"
HELD_OUT_ROOM = 100
NEIGHBOURS = 8
"""Most other articles that a held-out opening is compared with."""

Scores = tuple[float, float, float]
Method = Callable[[Sequence[Article], int], str]


# --- data --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """Articles to summarise and what to compare the summary with."""

    event: str
    articles: tuple[Article, ...]
    references: tuple[str, ...]


def read_lines(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [line for line in lines if line.strip()]


def read_events(path: Path) -> dict[str, list[Article]]:
    """The articles of each event, in the order of the file."""
    lines = read_lines(path)
    articles = read_jsonl(lines, path.name)
    events: dict[str, list[Article]] = {}
    for line, article in zip(lines, articles, strict=True):
        events.setdefault(json.loads(line)["event"], []).append(article)
    return events


def number(event: str) -> int:
    """The number in an event's name; decides which half it belongs to."""
    return int("".join(char for char in event if char.isdigit()) or 0)


def human_cases(data: Path) -> dict[str, list[Case]]:
    """The events with human summaries, by the name of the set."""
    found: dict[str, list[Case]] = {}
    for path in sorted(data.glob("events/*-summaries.jsonl.xz")):
        name = path.name.removesuffix("-summaries.jsonl.xz")
        events = read_events(path.with_name(f"{name}-articles.jsonl.xz"))
        rows = [json.loads(line) for line in read_lines(path)]
        found[name] = [
            Case(row["event"], tuple(events[row["event"]]), tuple(row["references"]))
            for row in rows
        ]
    return found


def held_out_cases(data: Path) -> dict[str, list[Case]]:
    """Events with one article put aside, by the name of the set."""
    found: dict[str, list[Case]] = {}
    for path in sorted(data.glob("events/*-articles.jsonl.xz")):
        cases = []
        for event, articles in sorted(read_events(path).items()):
            for index in range(min(3, len(articles))):
                rest = [a for at, a in enumerate(articles) if at != index][:NEIGHBOURS]
                opening = cut(" ".join(articles[index].paragraphs), HELD_OUT_ROOM)
                if len(rest) >= 2 and len(words(opening)) >= 0.7 * HELD_OUT_ROOM:
                    cases.append(Case(event, tuple(rest), (opening,)))
        found[path.name.removesuffix("-articles.jsonl.xz")] = cases
    return found


# --- ROUGE -------------------------------------------------------------------------------------


def f1(overlap: int, predicted: int, gold: int) -> float:
    return 2 * overlap / (predicted + gold) if overlap else 0.0


def common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, bit-parallel (Hyyrö 2004)."""
    masks: dict[str, int] = {}
    for place, word in enumerate(a):
        masks[word] = masks.get(word, 0) | (1 << place)
    full = (1 << len(a)) - 1
    row = full
    for word in b:
        matches = row & masks.get(word, 0)
        row = ((row + matches) | (row - matches)) & full
    return len(a) - row.bit_count()


def rouge(summary: str, reference: str) -> Scores:
    """ROUGE-1, ROUGE-2 and ROUGE-L, F1, 0-1."""
    a, b = words(summary), words(reference)
    scores = []
    for size in (1, 2):
        ours = Counter(zip(*(a[i:] for i in range(size)), strict=False))
        theirs = Counter(zip(*(b[i:] for i in range(size)), strict=False))
        scores.append(f1((ours & theirs).total(), ours.total(), theirs.total()))
    return scores[0], scores[1], f1(common_subsequence(a, b), len(a), len(b))


def mean(rows: Sequence[Scores]) -> Scores:
    one, two, longest = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return one, two, longest


def score(cases: Sequence[Case], method: Method, room: int) -> Scores:
    """Mean scores over the cases, in percent."""
    rows = []
    for case in cases:
        summary = method(case.articles, room)
        rows.append(mean([rouge(summary, reference) for reference in case.references]))
    one, two, longest = mean(rows)
    return 100 * one, 100 * two, 100 * longest


# --- baselines ---------------------------------------------------------------------------------


def cut(text: str, room: int) -> str:
    """The text up to its `room`-th word."""
    kept = []
    used = 0
    for piece in text.split():
        size = len(words(piece))
        if used + size > room:
            break
        kept.append(piece)
        used += size
    return " ".join(kept)


def texts(articles: Sequence[Article]) -> list[list[str]]:
    """The sentences of each article that are longer than four words."""
    return [
        [s.text for s in article_sentences(article) if len(words(s.text)) > 4]
        for article in articles
    ]


def first_article(articles: Sequence[Article], room: int) -> str:
    return cut(" ".join(articles[0].paragraphs), room)


def ranked(sentences: Sequence[str], order: Sequence[int], room: int) -> str:
    """The best sentences that fill the room, the last one cut, in the order of the articles."""
    kept, used = [], 0
    for index in order:
        kept.append((index, cut(sentences[index], room - used)))
        used += len(words(kept[-1][1]))
        if used >= room:
            break
    return " ".join(text for _, text in sorted(kept))


def page_rank(weights: list[list[float]], damping: float = 0.85) -> list[float]:
    size = len(weights)
    totals = [sum(row) or 1.0 for row in weights]
    rank = [1.0 / size] * size
    for _ in range(30):
        rank = [
            (1 - damping) / size
            + damping * sum(rank[j] * weights[j][i] / totals[j] for j in range(size))
            for i in range(size)
        ]
    return rank


def text_rank(articles: Sequence[Article], room: int) -> str:
    """TextRank: word overlap over the logarithms of the lengths (Mihalcea and Tarau 2004)."""
    sentences = [text for article in texts(articles) for text in article]
    bags = [frozenset(words(text)) for text in sentences]
    logs = [math.log(1 + len(bag)) for bag in bags]
    weights = [
        [0.0 if i == j else len(a & b) / (logs[i] + logs[j]) for j, b in enumerate(bags)]
        for i, a in enumerate(bags)
    ]
    rank = page_rank(weights)
    return ranked(sentences, sorted(range(len(rank)), key=lambda i: -rank[i]), room)


def vectors(sentences: Sequence[str]) -> list[dict[str, float]]:
    """Unit vectors of term frequency times inverse sentence frequency."""
    bags = [Counter(words(text)) for text in sentences]
    spread = Counter(word for bag in bags for word in bag)
    found = []
    for bag in bags:
        raw = {w: n * math.log(1 + len(bags) / spread[w]) for w, n in bag.items()}
        length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
        found.append({w: v / length for w, v in raw.items()})
    return found


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(value * b[word] for word, value in a.items() if word in b)


def lex_rank(articles: Sequence[Article], room: int) -> str:
    """Continuous LexRank (Erkan and Radev 2004)."""
    sentences = [text for article in texts(articles) for text in article]
    found = vectors(sentences)
    rank = page_rank([[cosine(a, b) for b in found] for a in found])
    return ranked(sentences, sorted(range(len(rank)), key=lambda i: -rank[i]), room)


def centroid_mmr(articles: Sequence[Article], room: int) -> str:
    """Closeness to the centroid (Radev 2004) less closeness to what is chosen (MMR, 1998)."""
    sentences = [text for article in texts(articles) for text in article]
    found = vectors(sentences)
    centroid: Counter[str] = Counter()
    for vector in found:
        centroid.update(vector)
    close = [cosine(vector, centroid) for vector in found]
    top = max(close)
    order: list[int] = []
    near = [0.0] * len(found)
    while len(order) < len(found) and sum(len(words(sentences[i])) for i in order) < room:
        left = [i for i in range(len(found)) if i not in order]
        best = max(left, key=lambda i: 0.7 * close[i] / top - 0.3 * near[i])
        order.append(best)
        near = [max(n, cosine(found[best], v)) for n, v in zip(near, found, strict=True)]
    return ranked(sentences, order, room)


def divergence(source: Counter[str], said: Counter[str], more: Counter[str]) -> float:
    """Kullback-Leibler divergence of the source's words from a summary's, smoothed by 0.01."""
    total = source.total()
    size = said.total() + more.total() + 0.01 * len(source)
    return sum(
        n / total * math.log(n / total * size / (said[w] + more[w] + 0.01))
        for w, n in source.items()
    )


def kl_sum(articles: Sequence[Article], room: int) -> str:
    """KLSum: least divergence of the summary's words (Haghighi and Vanderwende 2009)."""
    sentences = [text for article in texts(articles) for text in article]
    bags = [Counter(words(text)) for text in sentences]
    source: Counter[str] = sum(bags, Counter())
    order: list[int] = []
    said: Counter[str] = Counter()
    while len(order) < len(bags) and said.total() < room:
        left = (i for i in range(len(bags)) if i not in order)
        best = min(left, key=lambda i: divergence(source, said, bags[i]))
        order.append(best)
        said = said + bags[best]
    return ranked(sentences, order, room)


METHODS: dict[str, Method] = {
    "Lead": first_article,
    "TextRank": text_rank,
    "LexRank": lex_rank,
    "Centroid+MMR": centroid_mmr,
    "KLSum": kl_sum,
    "briefings": summary_text,
}


# --- report ------------------------------------------------------------------------------------


def row(name: str, scores: Scores) -> str:
    return f"  {name:14}" + "".join(f"{value:8.1f}" for value in scores)


def half(cases: Sequence[Case], odd: bool) -> list[Case]:
    return [case for case in cases if number(case.event) % 2 == odd]


def report(options: argparse.Namespace) -> Iterator[tuple[str, Scores]]:
    """Print the tables; yield the scores that have floors."""
    for name, cases in human_cases(options.data).items():
        for part, chosen in (("tuned", half(cases, False)), ("untuned", half(cases, True))):
            print(f"{name}, {part}: {len(chosen)} events, {options.syllables} syllables")
            for method, function in METHODS.items():
                scores = score(chosen, function, options.syllables)
                print(row(method, scores), flush=True)
                if method == "briefings" and part == "untuned":
                    yield f"{name}/{options.syllables}", scores
    for name, cases in held_out_cases(options.data).items():
        chosen = half(cases, True)
        print(f"{name}, untuned, held-out openings: {len(chosen)} cases, {HELD_OUT_ROOM} words")
        for method in ("Lead", "LexRank", "KLSum", "briefings"):
            scores = score(chosen, METHODS[method], HELD_OUT_ROOM)
            print(row(method, scores), flush=True)
        yield f"{name}/held-out", scores


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--syllables", type=int, default=180)
    parser.add_argument("--write", action="store_true", help="raise the floors to these scores")
    options = parser.parse_args()
    if not (options.data / "events").is_dir():
        print(f"skipped: {options.data / 'events'} is not there")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = False
    for name, scores in report(options):
        floor = floors.get(name, [0.0, 0.0, 0.0])
        if any(value < least for value, least in zip(scores, floor, strict=True)):
            failed = True
            print(f"below the floor of {name}: {floor}", file=sys.stderr)
        # A margin for other splits of the same sentences; a floor is never lowered.
        raised = [
            max(f, math.floor(10 * (s - 0.5)) / 10) for f, s in zip(floor, scores, strict=True)
        ]
        floors[name] = raised
    if options.write:
        FLOORS.parent.mkdir(parents=True, exist_ok=True)
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
