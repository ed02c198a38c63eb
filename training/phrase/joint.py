"""Learns the joint model: how likely a word is, given what was said and the source around it.

The network of Devlin et al. (2014) with one hidden layer, small enough for a CPU: the last three
words of the translation and seven words of the source around the one that the word stands for.
Learnt by sampled softmax (Jean et al., 2015) with a pull of the normaliser towards one, so that a
score needs no sum over the vocabulary. Needs `pip install torch scipy numba`.

    python -m training.phrase.joint --corpus build/phrase --model FILE.phrases --to vi \
        --out build/phrase/joint.vi.npz
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from generator.model import Lang, other_lang
from generator.translation.phrase.archive import read_model
from generator.translation.phrase.joint_model import (
    HISTORY,
    WINDOW,
    WORDS,
    affiliations,
)
from generator.translation.phrase.language_model import END, START, UNKNOWN
from generator.translation.phrase.words import word_class
from training.phrase import extract

WIDTH, HIDDEN = 96, 256
_HELD_OUT = 200  # one pair in so many is only scored
_SILENCE = 0.1  # share of the words whose history is hidden, for guesses in the search
_BLUR = 0.05  # share of the source words that are hidden


@dataclass(frozen=True)
class Examples:
    """Words to be predicted, one a row.

    Attributes:
        history: The HISTORY words before each.
        window: WINDOW source words around the one it stands for.
        words: The words.
        weights: How much each counts.
    """

    history: Any
    window: Any
    words: Any
    weights: Any


class Network(nn.Module):
    """Input vectors → hidden layer → a score for each target word."""

    def __init__(self, vectors: dict[str, Any]) -> None:
        super().__init__()
        self.source = nn.Embedding(WORDS, WIDTH)
        self.target = nn.Embedding(WORDS, WIDTH)
        for table, name in ((self.source, "source"), (self.target, "target")):
            table.weight.data = torch.from_numpy(vectors[name]) * 0.3
        self.hidden = nn.Linear((HISTORY + WINDOW) * WIDTH, HIDDEN)
        self.out = nn.Embedding(WORDS, HIDDEN)
        self.bias = nn.Embedding(WORDS, 1)
        nn.init.normal_(self.out.weight, std=0.05)

    def forward(self, history: Any, window: Any) -> Any:
        """Hidden layers; `history` and `window` hold ids, one row a word."""
        given = torch.cat([self.target(history).flatten(1), self.source(window).flatten(1)], 1)
        return torch.relu(self.hidden(given))


def read_examples(corpus: Path, to: Lang, vocabularies: Any) -> tuple[Examples, Examples]:
    """Training and held-out examples from the aligned pairs."""
    source = other_lang(to)
    sides = {
        lang: _read(corpus / f"pairs.{lang}", vocabularies[lang], limit)
        for lang, limit in ((source, WORDS), (to, WORDS))
    }
    forward, backward = (
        extract.read_links((corpus / f"links.{name}").read_text("utf-8").split("\n")[:-1])
        for name in ("forward", "backward")
    )
    weights = np.loadtxt(corpus / "pairs.weights")
    grid = np.zeros((512, 512), np.uint8)
    parts: tuple[list[Any], list[Any]] = ([], [])
    for number, (given, said) in enumerate(zip(sides[source], sides[to], strict=True)):
        n, m = (len(given), len(said)) if source == "en" else (len(said), len(given))
        if not n or not m or max(n, m) > len(grid):
            continue
        links = [flat[starts[number] : starts[number + 1]] for flat, starts in (forward, backward)]
        extract.symmetric(n, m, *links, grid)
        aligned = grid[:n, :m] if source == "en" else grid[:n, :m].T
        rows = _rows(given, said, affiliations(aligned))
        held = number % _HELD_OUT == 0
        parts[held].append((*rows, np.full(len(rows[2]), weights[number], np.float32)))
    return tuple(Examples(*(np.concatenate(x) for x in zip(*part, strict=True))) for part in parts)  # type: ignore[return-value]


def _read(path: Path, vocabulary: tuple[str, ...], limit: int) -> list[Any]:
    known = {word: at for at, word in enumerate(vocabulary[:limit])}
    return [
        np.array([known.get(word_class(word), UNKNOWN) for word in line.split()], np.int32)
        for line in path.open(encoding="utf-8", newline="\n")
    ]


def _rows(given: Any, said: Any, places: Any) -> tuple[Any, Any, Any]:
    reach = WINDOW // 2
    padded = np.concatenate([[START] * reach, given, [END] * (reach + 1)])
    # The sentence's end stands for the end of the source.
    at = np.append(places, len(given))
    window = padded[at[:, None] + np.arange(WINDOW)[None, :]]
    before = np.concatenate([[START] * HISTORY, said])
    words = np.append(said, END)
    history = before[np.arange(len(words))[:, None] + np.arange(HISTORY)[None, :]]
    return history.astype(np.int32), window.astype(np.int32), words.astype(np.int32)


def learn(
    train: Examples, held: Examples, vectors: dict[str, Any], options: argparse.Namespace
) -> Network:
    """Several rounds over the examples; the learning rate falls to nothing."""
    torch.manual_seed(1)
    network = Network(vectors)
    steps_a_round = len(train.words) // options.batch
    steps = steps_a_round * options.rounds
    counts = np.bincount(train.words, weights=train.weights, minlength=WORDS) + 0.5
    noise = counts**0.75 / (counts**0.75).sum()
    network.bias.weight.data[:, 0] = torch.from_numpy(np.log(counts / counts.sum())).float()
    log_noise = torch.from_numpy(np.log(noise * options.noise)).float()
    noise_t = torch.from_numpy(noise)
    optimiser = torch.optim.Adam(network.parameters(), lr=options.rate, betas=(0.9, 0.99))
    chance = train.weights / train.weights.mean()
    random = np.random.default_rng(1)
    begun, step = time.monotonic(), 0
    for number in range(options.rounds):
        # A pair of weight 2 is seen twice as often as one of weight 1.
        often = np.floor(chance + random.random(len(chance))).astype(np.int64)
        order = np.repeat(np.arange(len(chance)), often)
        random.shuffle(order)
        total = 0.0
        network.train()
        for start in range(0, len(order) - options.batch, options.batch):
            rows = order[start : start + options.batch]
            rate = options.rate * min(1.0, (step + 1) / 200) * max(0.02, 1 - step / steps)
            for group in optimiser.param_groups:
                group["lr"] = rate
            history = torch.from_numpy(_hidden(train.history[rows], _SILENCE, random, whole=True))
            window = torch.from_numpy(_hidden(train.window[rows], _BLUR, random, whole=False))
            words = torch.from_numpy(train.words[rows].astype(np.int64))
            sampled = torch.multinomial(noise_t, options.noise, replacement=True)
            loss = _loss(network, history, window, words, sampled, log_noise, options)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            total += float(loss.detach())
            step += 1
            if step % 200 == 0:
                spent = time.monotonic() - begun
                print(
                    f"  step {step} of {steps}, loss {total / (start / options.batch + 1):.3f},"
                    f" {step * options.batch / spent:.0f} words/s",
                    flush=True,
                )
        print(f"round {number + 1}: {_report(network, held)}", flush=True)
        save(network, options.out)
    return network


def _hidden(ids: Any, share: float, random: Any, *, whole: bool) -> Any:
    shape = (len(ids), 1) if whole else ids.shape
    return np.where(random.random(shape) < share, UNKNOWN, ids).astype(np.int64)


def _loss(
    network: Network,
    history: Any,
    window: Any,
    words: Any,
    sampled: Any,
    log_noise: Any,
    options: argparse.Namespace,
) -> Any:
    hidden = nn.functional.dropout(network(history, window), options.dropout)
    own = (hidden * network.out(words)).sum(1) + network.bias(words)[:, 0]
    others = hidden @ network.out(sampled).T + network.bias(sampled)[:, 0]
    others = others - log_noise[sampled]
    # The right word may be among the sampled ones: it is in the sum already.
    others = others.masked_fill(sampled[None, :] == words[:, None], -1e9)
    normaliser = torch.logsumexp(torch.cat([own[:, None], others], 1), 1)
    return (normaliser - own).mean() + options.pull * (normaliser**2).mean()


@torch.no_grad()
def _report(network: Network, held: Examples) -> str:
    network.eval()
    lost = off = correct = 0.0
    raw = 0.0
    for start in range(0, len(held.words), 4096):
        part = slice(start, start + 4096)
        hidden = network(
            torch.from_numpy(held.history[part].astype(np.int64)),
            torch.from_numpy(held.window[part].astype(np.int64)),
        )
        scores = hidden @ network.out.weight.T + network.bias.weight[:, 0]
        words = torch.from_numpy(held.words[part].astype(np.int64))
        normaliser = torch.logsumexp(scores, 1)
        own = scores[torch.arange(len(words)), words]
        lost += float((normaliser - own).sum())
        raw += float(own.sum())
        off += float(normaliser.abs().sum())
        correct += float((scores.argmax(1) == words).sum())
    n = len(held.words)
    return (
        f"perplexity {np.exp(lost / n):.2f}, of raw scores {np.exp(-raw / n):.2f}, "
        f"|ln normaliser| {off / n:.3f}, right first {100 * correct / n:.1f}%"
    )


def save(network: Network, path: Path) -> None:
    """The weights as float16 arrays."""
    arrays = {k: v.numpy().astype(np.float16) for k, v in network.state_dict().items()}
    np.savez(path, **arrays)


def main() -> None:
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--to", choices=("en", "vi"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--noise", type=int, default=600)
    parser.add_argument("--rate", type=float, default=0.002)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--pull", type=float, default=0.05)
    options = parser.parse_args()
    torch.set_num_threads(1)
    vocabularies = read_model(options.model, []).vocabularies
    train, held = read_examples(options.corpus, options.to, vocabularies)
    print(f"{len(train.words)} words to learn from, {len(held.words)} held out", flush=True)
    source = other_lang(options.to)
    vectors = {
        "source": np.load(options.corpus / f"vectors.{source}.npy"),
        "target": np.load(options.corpus / f"vectors.{options.to}.npy"),
    }
    save(learn(train, held, vectors, options), options.out)


if __name__ == "__main__":
    main()
