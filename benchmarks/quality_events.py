"""How well articles are grouped, on labelled sets, beside simple baselines.

    python -m benchmarks.quality_events --data DIR [--scenarios] [--fit] [--update]

DIR holds `*-articles.jsonl.xz`: one article a line with `event`, the right answer, beside the
fields of the article format. Without such files it says so and stops. Every set is also measured
with dates and titles taken away. Figures are item-averaged B-cubed precision, recall and F1
(Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model",
1998). The floors in `tests/quality/events.json` must hold; `--update` raises them, never lowers.

`--scenarios` also measures what the sets do not show as they are: parts of several sizes, the first
three sentences only, collections where most events have one article, both languages mixed. It
reports each, the mean and the worst.

`--fit` also fits all weights and the threshold on one part and reports them on another: on each
set for the other, and on each half of a set's events for the other half. One set says little about
the threshold, so the fitted weights are reported with the default threshold, too.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import minimize
from scipy.spatial.distance import squareform

from generator import clustering
from generator.articles import read_articles, read_jsonl
from generator.clustering import Pairs, Rules, Start
from generator.events import group_plain
from generator.model import Article, PartialDate
from generator.sentences import split_sentences
from generator.settings import EventSettings
from generator.text_features import KINDS, rarity_roots, weigh

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "quality" / "events.json"
THRESHOLDS = np.arange(-2, 1.51, 0.25)

Set = tuple[list[Article], list[str]]


def b_cubed(gold: Sequence[object], found: Sequence[object]) -> tuple[float, float, float]:
    pairs = Counter(zip(gold, found, strict=True))
    right, made, total = Counter(gold), Counter(found), len(gold)
    precision = sum(n * n / made[b] for (_, b), n in pairs.items()) / total
    recall = sum(n * n / right[a] for (a, _), n in pairs.items()) / total
    return precision, recall, 2 * precision * recall / (precision + recall)


def read_sets(data: Path) -> dict[str, Set]:
    sets: dict[str, Set] = {}
    for path in sorted((data / "events").glob("*-articles.jsonl.xz")):
        lines = lzma.decompress(path.read_bytes()).decode().splitlines()
        event = {str(row["id"]): str(row["event"]) for row in map(json.loads, lines)}
        articles = sorted(read_jsonl(lines, path.name), key=lambda article: article.sort_key)
        name = path.name.removesuffix("-articles.jsonl.xz")
        sets[name] = _labelled(articles, event)
        undated = [dataclasses.replace(a, published=PartialDate()) for a in articles]
        if undated != articles:
            sets[f"{name}, no dates"] = _labelled(undated, event)
            bare = [dataclasses.replace(a, title="", lead="") for a in undated]
            sets[f"{name}, bodies only"] = _labelled(bare, event)
    return sets


def _labelled(articles: list[Article], event: dict[str, str]) -> Set:
    ordered = sorted(articles, key=lambda article: article.sort_key)
    return ordered, [event[article.id] for article in ordered]


# ---------------------------------------------------------------------------- scenarios


def scenarios(sets: dict[str, Set]) -> Iterator[tuple[str, Set]]:
    """Collections of other sizes and mixes made from the sets, always the same ones."""
    families = sorted(name for name in sets if "," not in name)
    for family in families:
        # A dated set serves with and without its dates.
        forms = [sets[family], sets.get(f"{family}, no dates", sets[family])]
        yield f"{family}, first 3 sentences", _changed(forms[1], _opening)
        bare = _changed(forms[1], _bare_opening)
        if bare != _changed(forms[1], _opening):
            yield f"{family}, first 3 sentences, no titles", bare
        for number, size in enumerate((50, 50, 50, 150, 150, 150)):
            part = _sample(forms[number % 2], size, f"{family} {number}")
            yield f"{family}, {size} articles, part {number % 3 + 1}", part
        for number in range(2):
            deal = random.Random(f"{family} {number}")
            yield f"{family}, half of the articles {number + 1}", _thin(forms[1], deal, (0, 1))
            many = _thin(forms[number], deal, None)
            yield f"{family}, most events alone {number + 1}", many
    parts = [sets.get(f"{family}, no dates", sets[family]) for family in families]
    known = [_seeds(), _pairs()]
    for size in (100, 10_000):
        mixed = [_sample(part, size, f"mixed {size}") for part in parts]
        yield f"both languages, {size if size < 1000 else 'all'}", _together([*mixed, *known])


def _changed(labelled: Set, change: Callable[[Article], Article]) -> Set:
    articles, gold = labelled
    return _ordered([(change(a), g) for a, g in zip(articles, gold, strict=True)])


def _opening(article: Article) -> Article:
    sentences = [s for p in article.body for s in split_sentences(p, article.lang)]
    return dataclasses.replace(article, body=tuple(sentences[:3]) or article.body)


def _bare_opening(article: Article) -> Article:
    return dataclasses.replace(_opening(article), title="", lead="")


def _sample(labelled: Set, size: int, seed: str) -> Set:
    """Whole topics, drawn until there are `size` articles."""
    articles, gold = labelled
    topics = sorted({_topic(name) for name in gold})
    random.Random(seed).shuffle(topics)
    number = Counter(_topic(name) for name in gold)
    kept: set[str] = set()
    for topic in topics:
        if sum(number[name] for name in kept) < size:
            kept.add(topic)
    rows = zip(articles, gold, strict=True)
    return _ordered([(a, g) for a, g in rows if _topic(g) in kept])


def _topic(event: str) -> str:
    """Events called `7-ecb` and `7-plus` are two of one topic."""
    return event.partition("-")[0]


def _thin(labelled: Set, deal: random.Random, shares: tuple[int, int] | None) -> Set:
    """Every second article by chance, or of most events one article and of some a few."""
    rows = list(zip(*labelled, strict=True))
    if shares is not None:
        return _ordered([row for row in rows if deal.choice(shares)])
    kept: list[tuple[Article, str]] = []
    for event in sorted(set(labelled[1])):
        members = [row for row in rows if row[1] == event]
        deal.shuffle(members)
        kept += members[: deal.choice((1, 1, 1, 2, 3, 4))]
    return _ordered(kept)


def _ordered(rows: list[tuple[Article, str]]) -> Set:
    rows = sorted(rows, key=lambda row: row[0].sort_key)
    return [article for article, _ in rows], [event for _, event in rows]


def _together(parts: Sequence[Set]) -> Set:
    return _ordered(
        [
            (dataclasses.replace(article, id=f"{number}-{article.id}"), f"{number} {event}")
            for number, part in enumerate(parts)
            for article, event in zip(*part, strict=True)
        ]
    )


def _seeds() -> Set:
    """The project's first articles, an event each, as if nobody knew their dates."""
    seeds = [a for a in read_articles(ROOT / "content") if (a.published.year or 0) < 2025]
    return [dataclasses.replace(a, published=PartialDate()) for a in seeds], [a.id for a in seeds]


def _pairs() -> Set:
    """The invented English and Vietnamese reports of the tests."""
    path = ROOT / "tests" / "samples" / "events" / "pairs.jsonl"
    lines = path.read_text("utf-8").splitlines()
    event = {row["id"]: row["event"] for row in map(json.loads, lines)}
    return _labelled(list(read_jsonl(lines, path.name)), event)


def report_scenarios(sets: dict[str, Set]) -> dict[str, float]:
    """Print every scenario's figures; the mean and the worst F1."""
    found: dict[str, float] = {}
    for name, (articles, gold) in scenarios(sets):
        precision, recall, found[name] = b_cubed(gold, ours(articles))
        print(f"{name:44}{precision:7.3f}{recall:7.3f}{found[name]:7.3f}", flush=True)
    figures = {
        "scenarios, mean": float(np.mean([*found.values()])),
        "scenarios, worst": min(found.values()),
    }
    for name, figure in figures.items():
        print(f"{name:58}{figure:7.3f}")
    return figures


def ours(articles: list[Article]) -> list[str]:
    found = group_plain(articles, EventSettings())
    return [found[article.id] for article in articles]


def baseline(articles: list[Article], gold: list[str], method: str) -> tuple[float, float, float]:
    """TF-IDF of words and pairs; the cut that is best on this very set, so an upper bound."""
    counted = clustering.count_features(articles)
    lang = Counter(article.lang for article in articles).most_common(1)[0][0]
    rows = [
        (np.concatenate([f.words[0], f.pairs[0]]), np.concatenate([f.words[1], f.pairs[1]]))
        for f in counted
    ]
    matrix = weigh(rows, lang)
    distance = np.clip(1 - (matrix @ matrix.T).toarray(), 0, None)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method)
    return max(
        (
            b_cubed(gold, fcluster(tree, cut, "distance").tolist())
            for cut in np.arange(0.5, 1, 0.01)
        ),
        key=lambda figures: figures[2],
    )


# ---------------------------------------------------------------------------------- fit


@dataclasses.dataclass(frozen=True)
class Scored:
    """A set as columns of pair features, ready to be scored with any weights."""

    articles: list[Article]
    gold: list[str]
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    columns: npt.NDArray[np.float64]

    @classmethod
    def of(cls, articles: list[Article], gold: list[str]) -> Scored:
        """Count the features of all candidate pairs."""
        counted = clustering.count_features(articles)
        lang = Counter(article.lang for article in articles).most_common(1)[0][0]
        matrices = {kind: weigh([getattr(f, kind) for f in counted], lang) for kind in KINDS}
        left, right, _ = clustering.candidates(clustering.heaviest(matrices["words"]))
        dates = [article.published for article in articles]
        rare = rarity_roots([f.words for f in counted], lang)
        columns = clustering.pair_features(matrices, rare, dates, counted, left, right)
        return cls(articles, gold, left, right, np.c_[columns, np.ones(len(left))])

    def figures(self, weights: npt.NDArray[np.float64], threshold: float) -> float:
        """F1 with these weights and this threshold."""
        rows = len(self.articles)
        scores = np.clip(self.columns @ weights, clustering.LOWEST, clustering.HIGHEST)
        paired = np.union1d(self.left[scores > 0], self.right[scores > 0])
        scores = clustering.less_rivals(scores, self.left, self.right, rows)
        keep = scores > clustering.LOWEST
        pairs = Pairs(self.left[keep], self.right[keep], scores[keep], frozenset())
        groups = clustering.find_groups(
            pairs,
            [article.published for article in self.articles],
            [Start((place,)) for place in range(len(self.articles))],
            EventSettings().window_days,
            Rules(threshold=threshold - clustering.prior_odds(len(paired), rows)),
        )
        found = {place: number for number, group in enumerate(groups) for place in group}
        return b_cubed(self.gold, [found[place] for place in range(len(self.gold))])[2]


def fit(parts: Sequence[Scored]) -> tuple[npt.NDArray[np.float64], float]:
    """Logistic regression over candidate pairs, then the threshold of the best mean F1."""
    x = np.concatenate([part.columns for part in parts])
    y = np.concatenate(
        [
            [part.gold[a] == part.gold[b] for a, b in zip(part.left, part.right, strict=True)]
            for part in parts
        ]
    ).astype(float)
    share = np.concatenate([np.full(len(p.left), 1 / len(p.left)) for p in parts])

    def loss(b: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        z = x @ b
        wrong = 1 / (1 + np.exp(-z)) - y
        slope = x.T @ (share * wrong) + 2e-3 * np.r_[b[:-1], 0]
        return float(share @ (np.logaddexp(0, z) - y * z) + 1e-3 * b[:-1] @ b[:-1]), slope

    weights = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    mean = {t: float(np.mean([p.figures(weights, t) for p in parts])) for t in THRESHOLDS}
    return weights, max(mean, key=lambda t: mean[t])


def _half(articles: list[Article], gold: list[str], which: int) -> Set:
    # Neighbours in name are neighbours in topic: they stay together.
    names = sorted(set(gold))
    chosen = {name for place, name in enumerate(names) if place // 2 % 2 == which}
    kept = [(a, g) for a, g in zip(articles, gold, strict=True) if g in chosen]
    return [a for a, _ in kept], [g for _, g in kept]


def report_fits(sets: dict[str, Set]) -> None:
    whole = {name: Scored.of(*labelled) for name, labelled in sets.items()}
    families = sorted({name.partition(",")[0] for name in sets})
    for family in families:
        weights, threshold = fit([s for name, s in whole.items() if name.startswith(family)])
        rounded = ", ".join(f"{value:.2f}" for value in weights)
        print(f"fitted on {family}: threshold {threshold:.2f}, weights {rounded}")
        for name, scored in whole.items():
            fitted = scored.figures(weights, threshold)
            default = scored.figures(weights, clustering.Rules().threshold)
            print(f"    {name:32} F1 {fitted:.3f}, with the default threshold {default:.3f}")
    for name, labelled in sets.items():
        halves = [Scored.of(*_half(*labelled, which)) for which in (0, 1)]
        others = [halves[1 - which].figures(*fit([halves[which]])) for which in (0, 1)]
        figures = ", ".join(f"{other:.3f}" for other in others)
        print(f"fitted on each half of {name}, on the other half: F1 {figures}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scenarios", action="store_true", help="also other sizes and mixes")
    parser.add_argument("--fit", action="store_true", help="fit on one part, report on another")
    parser.add_argument("--update", action="store_true", help="raise the floors")
    options = parser.parse_args()
    sets = read_sets(options.data)
    if not sets:
        print(f"skipped: no *-articles.jsonl.xz in {options.data / 'events'}")
        return 0
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    failed = False
    print(f"{'set':34}{'P':>7}{'R':>7}{'F1':>7}{'floor':>8}   complete  average (F1, best cut)")
    for name, (articles, gold) in sets.items():
        precision, recall, f1 = b_cubed(gold, ours(articles))
        floor = floors.get(name, 0.0)
        failed |= f1 < floor
        others = [baseline(articles, gold, method)[2] for method in ("complete", "average")]
        print(
            f"{name:34}{precision:7.3f}{recall:7.3f}{f1:7.3f}{floor:8.3f}"
            f"{others[0]:11.3f}{others[1]:9.3f}"
        )
        floors[name] = max(floor, int(f1 * 1000 - 2) / 1000) if options.update else floor
    for name, figure in report_scenarios(sets).items() if options.scenarios else ():
        failed |= figure < floors.get(name, 0.0)
        if options.update:
            floors[name] = max(floors.get(name, 0.0), int(figure * 1000 - 2) / 1000)
    if options.update:
        FLOORS.parent.mkdir(parents=True, exist_ok=True)
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n")
    if options.fit:
        report_fits(sets)
    if failed:
        print("a figure is below its floor", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
