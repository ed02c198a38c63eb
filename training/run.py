"""Runs the training plan by the clock, in stretches, on one accelerator.

    python -m training.run --data DIR --state DIR --out DIR --minutes M --total-minutes T

`--data` holds the folders that `training.prepare` makes; some may arrive while this runs.
Each call works for at most `--minutes` and leaves in `--state` what the next one goes on from;
`--total-minutes` is the time of all stretches together, which the plan shares out. What is worth
carrying home is written to `--out`: weights in eight bits in parts of at most 15 MiB, the log and
the state. On a machine that has lost its state, `--resume DIR` takes such a folder up again.
"""

from __future__ import annotations

import argparse
import copy
import json
import lzma
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import sacrebleu
import sentencepiece
import torch

from training import checkpoints, decode, plan
from training.batches import START, Examples, Feeder, Mixture, Tokeniser
from training.model import Shape, Translator, parameters_of, spaced, start_from
from training.pretrained import read_encoder
from training.vocabulary import BACK_TRANSLATED, END, PAD, TO_ENGLISH, UNKNOWN, pieces_of

LONGEST = 160
# What a stretch keeps back to write its state and its exports.
RESERVE = 15.0
OTHER = {"en": "vi", "vi": "en"}
# Newest first: what is carried home first where not all fits.
MODELS = ("to-en", "to-vi", "partial", "to-en-first", "both")
# Steps before the monolingual text is read in the background: compilation needs the processors.
_READ_AHEAD = 100
HOME_PARTS, HOME_BYTES = 6, 60 * 2**20


class Clock:
    """Seconds since the stretch began, against its end."""

    def __init__(self, minutes: float) -> None:
        self._start = time.monotonic()
        self.end = minutes * 60

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start

    @property
    def left(self) -> float:
        """Seconds of work left, the reserve taken off."""
        return self.end - RESERVE - self.now

    def stop(self) -> None:
        """Leave only what the reserve is for."""
        self.end = self.now + RESERVE


@dataclass(slots=True)
class Text:
    """Monolingual text: the files read so far, its lines and their ids from `BEGIN` to `END`."""

    files: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    ids: list[np.ndarray] = field(default_factory=list)


class Run:
    """One stretch of a training run.

    Args:
        data: Folders of prepared data; more may appear while it runs.
        state: Folder that outlives the stretch.
        out: Folder for what is carried home.
        setting: Sizes.
        phases: The plan.
        clock: Time of this stretch.
        total: Minutes of the whole run.
        processes: That segment text.
        device: Where to compute.
        compiled: Whether to compile the layers.
        seed: Of everything random.
        only: The one phase to do; "" for all.
        command: Arguments of the command line, for a process beside this one.
    """

    def __init__(
        self,
        data: Path,
        state: Path,
        out: Path,
        setting: plan.Setting,
        phases: tuple[plan.Phase, ...],
        clock: Clock,
        total: float,
        processes: int,
        device: torch.device,
        compiled: bool,
        seed: int,
        only: str,
        command: Sequence[str],
    ) -> None:
        self.data, self.state, self.out = data, state, out
        self.setting, self.phases, self.clock, self.total = setting, phases, clock, total
        self.device, self.compiled, self.seed = device, compiled, seed
        self.only, self.command = only, command
        # cuDNN's attention builds a plan for every new shape, some 40 ms each; here every batch,
        # and every step of a translation, has a shape of its own.
        torch.backends.cuda.enable_cudnn_sdp(False)
        state.mkdir(parents=True, exist_ok=True)
        out.mkdir(parents=True, exist_ok=True)
        self.vocabulary = self.find("spm.model")
        self.tokeniser = Tokeniser(self.vocabulary, processes)
        self.feeder = None if only else Feeder(self.vocabulary, processes)
        self.precision = torch.bfloat16 if device.type == "cuda" else torch.float32
        self.pieces = pieces_of(self.vocabulary.read_bytes())
        self.progress: dict[str, Any] = {"done": [], "spent": {}}
        if (state / "state.json").exists():
            self.progress = json.loads((state / "state.json").read_text())
        self._pairs: list[tuple[str, str, float]] | None = None
        self._texts: dict[str, Text] = {}
        self._reading: threading.Thread | None = None
        self._scoring = 5.0
        self._warm = False
        self._dev: dict[tuple[str, str], tuple[list[np.ndarray], list[str]]] | None = None
        torch.manual_seed(seed + len(self.progress["done"]))

    # -- files ---------------------------------------------------------------------------------

    @property
    def folders(self) -> list[Path]:
        """The folders of prepared data that are there by now."""
        return sorted(path for path in self.data.iterdir() if path.is_dir())

    def find(self, name: str) -> Path:
        """A file of the prepared data."""
        for folder in self.folders:
            if (folder / name).exists():
                return folder / name
        raise SystemExit(f"no {name} in the folders of {self.data}; prepare the data")

    def log(self, kind: str, **values: Any) -> None:
        """One line of the log, on the screen and in the state folder."""
        line = json.dumps(
            {"at": round(self.clock.now, 1), "kind": kind, **values}, ensure_ascii=False
        )
        print(line, flush=True)
        with (self.state / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")

    def save_progress(self) -> None:
        """Write state.json."""
        data = json.dumps(self.progress, indent=1, sort_keys=True).encode()
        checkpoints.write_aside(self.state / "state.json", data)

    def save_model(self, name: str, model: Translator) -> None:
        """Keep finished weights for later phases."""
        aside = self.state / f"{name}.pt.part"
        torch.save({"shape": model.shape.as_dict(), "weights": model.state_dict()}, aside)
        os.replace(aside, self.state / f"{name}.pt")

    def load_model(self, name: str) -> Translator:
        """Finished weights on the device, ready to translate with."""
        return self.read_model(name).to(self.device).eval()

    def read_model(self, name: str) -> Translator:
        """Finished weights."""
        saved = torch.load(self.state / f"{name}.pt", map_location="cpu", weights_only=True)
        model = Translator(Shape(**saved["shape"]), precision=self.precision)
        model.load_state_dict(saved["weights"])
        return model

    def take_up(self, folder: Path, redo: frozenset[str]) -> None:
        """Go on from exported weights on a machine that has no state.

        Args:
            folder: What was carried home.
            redo: Phases to do again, though they were done.
        """
        if (self.state / "state.json").exists() or not (folder / "state.json").exists():
            return
        self.progress = json.loads((folder / "state.json").read_text())
        half_done = self.progress.get("partial", "")
        for name in MODELS:
            try:
                weights, about = checkpoints.unpack(checkpoints.read_parts(folder, name))
            except FileNotFoundError:
                continue
            model = Translator(Shape(**about["shape"]))
            model.load_state_dict({k: torch.from_numpy(v) for k, v in weights.items()})
            self.save_model(name, model)
            if name == "partial" and half_done in ("pairs", "both-back"):
                # A model on its way is a better start than none.
                self.save_model("both", model)
            self.log("resumed", name=name)
        done = set(self.progress["done"]) - redo
        for name in redo:
            self.progress["spent"].pop(name, None)
        for phase in self.phases:
            missing = (
                not (self.state / f"{phase.model}.pt").exists()
                if phase.kind == "train"
                else any(
                    later.uses == phase.name and later.name not in done for later in self.phases
                )
            )
            if missing:
                # Its model or its text did not travel and is still needed: do it again.
                done.discard(phase.name)
        self.progress["done"] = [phase.name for phase in self.phases if phase.name in done]
        log = folder / "log.jsonl"
        if log.exists():
            shutil.copy(log, self.state / "log.jsonl")
        self.save_progress()

    # -- data ----------------------------------------------------------------------------------

    def pairs(self) -> list[tuple[str, str, float]]:
        """(English, Vietnamese, weight)."""
        if self._pairs is None:
            with lzma.open(self.find("pairs.tsv.xz"), "rt", encoding="utf-8", newline="\n") as rows:
                fields = [row.rstrip("\n").split("\t") for row in rows]
            self._pairs = [(a, b, float(c)) for a, b, c in fields]
        return self._pairs

    def monolingual(self, lang: str) -> Text:
        """The monolingual lines there are by now; those read before keep their places."""
        text = self._texts.setdefault(lang, Text())
        for path in (p for f in self.folders for p in sorted(f.glob(f"mono-*.{lang}.xz"))):
            if path in text.files:
                continue
            with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
                lines = file.read().splitlines()[: self.setting.lines - len(text.lines)]
            for line, ids in zip(lines, self.tokeniser.encode(lines), strict=True):
                if len(ids) <= LONGEST:
                    text.lines.append(line)
                    text.ids.append(ids)
            text.files.append(path)
        return text

    def read_ahead(self) -> None:
        """Read and segment the monolingual text while the device is busy training."""

        def read() -> None:
            for lang in OTHER:
                self.monolingual(lang)

        self._reading = threading.Thread(target=read, daemon=True)
        self._reading.start()

    def dev(self) -> dict[tuple[str, str], tuple[list[np.ndarray], list[str]]]:
        """(set, target language): source ids and references."""
        if self._dev is None:
            self._dev = {}
            names = sorted(p.name[4:-3] for f in self.folders for p in f.glob("dev-*.en"))
            for name in names:
                text = {
                    lang: self.find(f"dev-{name}.{lang}").read_text(encoding="utf-8").splitlines()
                    for lang in OTHER
                }
                for to, source in OTHER.items():
                    ids = [_cut(ids) for ids in self.tokeniser.encode(text[source])]
                    self._dev[name, to] = (ids, text[to])
        return self._dev

    def mixture(self, phase: plan.Phase) -> list[Examples]:
        """What a phase trains on."""
        pairs = self.pairs()
        sides = {"en": [p[0] for p in pairs], "vi": [p[1] for p in pairs]}
        weights = [p[2] for p in pairs]
        made: list[Examples] = []
        for to in phase.directions:
            made.append(
                Examples(
                    f"pairs-{to}",
                    sides[OTHER[to]],
                    sides[to],
                    to,
                    phase.pairs,
                    sampling=phase.sampling,
                    weights=weights,
                )
            )
            if phase.back:
                # Genuine text in `to`, translated by the model into the other language.
                genuine, translated = self.translated(phase.uses, OTHER[to])
                made.append(
                    Examples(f"back-{to}", translated, genuine, to, phase.back, tagged=True)
                )
            if phase.forward:
                genuine, translated = self.translated(phase.uses, to)
                made.append(Examples(f"forward-{to}", genuine, translated, to, phase.forward))
        for examples in made:
            self.log("examples", name=examples.name, lines=len(examples.sources))
        return made

    def translated(self, names: Sequence[str], to: str) -> tuple[list[str], list[str]]:
        """(genuine lines, their translations into `to`) of the last phase that made such."""
        paths = [self.state / f"{name}.to-{to}.tsv" for name in names]
        path = [path for path in paths if path.exists()][-1]
        rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()]
        return [row[0] for row in rows], [row[1] for row in rows]

    # -- models --------------------------------------------------------------------------------

    def fresh(self, phase: plan.Phase) -> Translator:
        """The model that a training phase begins with."""
        if self.progress.get("partial") == phase.name and (self.state / "partial.pt").exists():
            return self.load_model("partial")
        layers = self.setting.layers
        shape = Shape(len(self.pieces), encoder=layers[0], decoder=layers[1])
        if not phase.start:
            model = Translator(shape, precision=self.precision)
            encoder = read_encoder(self.find("encoder.npz"), self.pieces)
            start_from(model, encoder, spaced(encoder.layers, shape.encoder))
            return model.to(self.device)
        return self.load_model(phase.start)

    def score(self, model: Translator, most: int, directions: Sequence[str]) -> dict[str, float]:
        """Greedy BLEU on at most so many lines of each dev set, by `set-language`.

        Nothing where time is too short for it.
        """
        scores: dict[str, float] = {}
        if self.clock.left < 1.5 * self._scoring:
            return scores
        began = time.monotonic()
        for (name, to), (sources, references) in self.dev().items():
            if to not in directions:
                continue
            sources, references = sources[:most], references[:most]
            until = time.monotonic() + self.clock.left
            outputs = dict(self.translate(model, sources, to, decode.Search(), until))
            if len(outputs) < len(sources):
                break
            texts = self.texts([outputs[i].tolist() for i in range(len(sources))])
            bleu = sacrebleu.corpus_bleu(texts, [references])
            scores[f"{name}-{to}"] = round(bleu.score, 2)
        self._scoring = time.monotonic() - began
        return scores

    def texts(self, ids: list[list[int]]) -> list[str]:
        """Decoded text, nothing checked."""
        processor = sentencepiece.SentencePieceProcessor(model_file=str(self.vocabulary))
        return [str(text) for text in processor.decode(ids)]

    def translate(
        self,
        model: Translator,
        sources: Sequence[np.ndarray],
        to: str,
        search: decode.Search,
        until: float,
    ) -> Iterator[tuple[int, np.ndarray]]:
        """(index, output ids) in an order that suits the device, until a moment in time.

        An output that does not end comes out as far as it went.
        """
        groups = decode.by_length([len(s) for s in sources], self.setting.decode_budget)
        random.Random(self.seed).shuffle(groups)
        for group in groups:
            if time.monotonic() > until:
                return
            padded = decode.pad([sources[i] for i in group], self.device)
            made = decode.generate(model, padded, START[to], search).short().cpu().numpy()
            ended = (made == END) | (made == PAD)
            lengths = np.where(ended.any(1), ended.argmax(1), made.shape[1])
            for index, row, length in zip(group, made, lengths.tolist(), strict=True):
                yield index, row[:length]

    # -- phases --------------------------------------------------------------------------------

    def work(self) -> bool:
        """Do phases until the plan or the stretch is at its end; True when all are done."""
        try:
            while self.clock.left > 0 and (phase := self.next_phase()):
                spent = self.progress["spent"].get(phase.name, 0)
                budget = self.seconds_of(phase) - spent
                if phase.kind == "translate" and self.clock.left < 0.8 * budget:
                    # Half the text would be half the lesson: the next stretch has time for it.
                    break
                self.log("phase", name=phase.name, seconds=round(budget))
                if phase.kind == "train":
                    finished = self.train(phase)
                elif self.compiled and not (self._warm or self.only):
                    if self.make_text_apart(phase):
                        continue
                    finished = False
                else:
                    finished = self.make_text(phase)
                if finished:
                    self.progress["done"].append(phase.name)
                self.save_progress()
        finally:
            # Whatever went wrong, what was learned before goes home.
            if not self.only:
                self.finish()
            self.close()
        return self.next_phase() is None

    def seconds_of(self, phase: plan.Phase) -> float:
        """How long a phase may take in all."""
        done, spent = frozenset(self.progress["done"]), self.progress["spent"]
        total = self.total * 60
        if self.clock.end >= total:
            # All in one stretch: what starting and scoring took is not there for the phases.
            total = min(total, sum(spent.values()) + self.clock.left)
        return plan.seconds_of(phase, self.phases, total, spent, done)

    def next_phase(self) -> plan.Phase | None:
        """The first phase that is not done; None when there is none or it is another's."""
        phase = plan.next_phase(self.phases, frozenset(self.progress["done"]))
        return phase if phase is None or self.only in ("", phase.name) else None

    def finish(self) -> None:
        """Write what is carried home: the newest models that the limits have room for."""
        for old in self.out.glob("*.[0-9][0-9][0-9]"):
            old.unlink()
        parts = room = 0
        for name in MODELS:
            if not (self.state / f"{name}.pt").exists():
                continue
            model = self.read_model(name)
            weights = {key: value.numpy() for key, value in model.state_dict().items()}
            about = {"name": name, "shape": model.shape.as_dict(), "done": self.progress["done"]}
            data = checkpoints.pack(weights, about)
            needed = -(-len(data) // checkpoints.PART_BYTES)
            if parts + needed > HOME_PARTS or room + len(data) > HOME_BYTES:
                self.log("left behind", name=name, bytes=len(data))
                continue
            checkpoints.write_parts(self.out, name, data)
            parts, room = parts + needed, room + len(data)
            self.log("export", name=name, parts=needed, bytes=len(data))
        for name in ("log.jsonl", "state.json"):
            if (self.state / name).exists():
                shutil.copy(self.state / name, self.out / name)

    def close(self) -> None:
        """End the processes."""
        self.tokeniser.close()
        if self.feeder:
            self.feeder.close()

    def make_text_apart(self, phase: plan.Phase) -> bool:
        """Have another process translate while this one compiles what it will train with.

        Returns:
            Whether it did; if not, nothing has changed.
        """
        began = time.monotonic()
        self._warm = True
        self.save_progress()
        command = [sys.executable, "-m", "training.run", *self.command, "--only", phase.name]
        child = subprocess.Popen([*command, "--minutes", str(self.clock.left / 60)])
        try:
            self.warm_up()
        except Exception as error:
            self.log("not compiled", why=str(error)[:500])
            self.compiled = False
        child.wait()
        self.progress = json.loads((self.state / "state.json").read_text())
        if phase.name in self.progress["done"]:
            self.progress["spent"][phase.name] = time.monotonic() - began
        return phase.name in self.progress["done"]

    def warm_up(self) -> None:
        """Compile what training needs, with two batches of nonsense."""
        layers = self.setting.layers
        shape = Shape(len(self.pieces), encoder=layers[0], decoder=layers[1])
        model = Translator(shape, precision=self.precision).to(self.device).train()
        model.compile_layers(True)
        for rows, length in ((64, 24), (48, 40)):
            source = torch.randint(TO_ENGLISH, len(self.pieces), (rows, length))
            target = torch.randint(TO_ENGLISH, len(self.pieces), (rows, length + 9))
            total, count = model.loss(source.to(self.device), target.to(self.device), 0.1)
            (total / count).backward()
            total.item()
            self.log("compiled")

    def make_text(self, phase: plan.Phase) -> bool:
        """Translate monolingual text for as long as the phase may take."""
        began = time.monotonic()
        search = decode.Search(beam=phase.beam, top_k=phase.top_k, patience=0.005)
        if self._reading:
            self._reading.join()
        seconds = self.seconds_of(phase)
        late = began + min(seconds, max(0.0, self.clock.left))
        for number, to in enumerate(phase.directions):
            # Nothing is learned here: weights in the working precision need no conversion a step.
            model = self.load_model(phase.model.format(to=to)).to(self.precision)
            left = late - time.monotonic()
            # Writing takes time too.
            until = time.monotonic() + 0.92 * left / (len(phase.directions) - number)
            rows, count = self.rows(model, to, search, until)
            data = "".join(f"{source}\t{text}\n" for source, text in rows).encode()
            checkpoints.write_aside(self.state / f"{phase.name}.to-{to}.tsv", data)
            self.log(
                "translated",
                to=to,
                lines=count,
                kept=len(rows),
                seconds=round(time.monotonic() - late + left, 1),
            )
            for source, text in rows[:3]:
                self.log("sample", text=f"{source}\t{text}")
        self.progress["spent"][phase.name] = time.monotonic() - began
        return True

    def rows(
        self, model: Translator, to: str, search: decode.Search, until: float
    ) -> tuple[list[tuple[str, str]], int]:
        """(source, translation) of what could be translated by then and agrees in its figures,
        and how many there were before that was asked.
        """
        lines: list[str] = []
        made: list[np.ndarray] = []
        tried = 0
        # Text that arrives meanwhile is translated after what was there.
        while (text := self.monolingual(OTHER[to])).lines[tried:] and time.monotonic() < until:
            sources = text.ids[tried:]
            for index, ids in self.translate(model, sources, to, search, until):
                if 0.4 * len(sources[index]) < len(ids) + 2 < 2.5 * len(sources[index]):
                    lines.append(text.lines[tried + index])
                    made.append(ids)
            tried += len(sources)
        texts = self.tokeniser.decode(lines, made)
        return [row for row in zip(lines, texts, strict=True) if row[1]], len(lines)

    def train(self, phase: plan.Phase) -> bool:
        """Train one model; True when the phase's time is spent, False when the stretch's is."""
        began = time.monotonic()
        before = float(self.progress["spent"].get(phase.name, 0.0))
        seconds = self.seconds_of(phase)
        mixture = Mixture(
            tuple(self.mixture(phase)),
            self.setting.budget,
            self.setting.chunk,
            LONGEST,
            self.seed + int(before),
        )
        assert self.feeder is not None
        saved = self.state / "current.pt"
        model, steps = self.fresh(phase), 0
        optimiser = torch.optim.AdamW(
            groups(model, phase.gentle),
            betas=(0.9, 0.98),
            eps=1e-8,
            weight_decay=0.01,
            fused=self.device.type == "cuda",
        )
        average = copy.deepcopy(model).eval()
        if saved.exists():
            state = torch.load(saved, map_location=self.device, weights_only=True)
            if state["phase"] == phase.name:
                model.load_state_dict(state["weights"])
                average.load_state_dict(state["average"])
                optimiser.load_state_dict(state["optimiser"])
                steps = state["steps"]
        model.train()
        model.set_dropout(phase.dropout)
        model.compile_layers(self.compiled)
        self._warm = True
        self.log("model", parameters=parameters_of(model.shape), steps=steps)

        weights, averages = list(model.parameters()), list(average.parameters())
        # Of the steps since the last line of the log: loss, target tokens, steps not taken.
        sums = torch.zeros(3, device=self.device)
        logged, scored = time.monotonic(), time.monotonic()
        spent = before
        for batch in self.feeder.batches(mixture):
            if len(batch.source) == 1 and steps:
                # Code would be compiled for it alone.
                continue
            if steps >= _READ_AHEAD and not self._texts and not self._reading:
                self.read_ahead()
            progress = spent / seconds
            rate = plan.learning_rate(phase, progress, steps, self.setting.climb)
            for group in optimiser.param_groups:
                group["lr"] = rate * group["factor"]
            source = self.to_device(batch.source)
            target = self.to_device(batch.target)
            if phase.word_dropout:
                hidden = torch.rand(source.shape, device=self.device) < phase.word_dropout
                source = torch.where(hidden & (source > BACK_TRANSLATED), UNKNOWN, source)
            try:
                total, count = model.loss(source, target, phase.smoothing)
                (total / count).backward()
            except Exception as error:
                if not self.compiled:
                    raise
                self.log("not compiled", why=str(error)[:500])
                self.compiled = False
                model.compile_layers(False)
                optimiser.zero_grad(set_to_none=True)
                continue
            norm = torch.nn.utils.clip_grad_norm_(weights, 1.0, foreach=True)
            sound = torch.isfinite(norm)
            if self.device.type == "cuda":
                # The fused step is not taken where this is 1; nobody waits to find out.
                optimiser.found_inf = (~sound).float()  # type: ignore[attr-defined]
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            steps += 1
            decay = min(self.setting.average, (1 + steps) / (10 + steps))
            with torch.no_grad():
                torch._foreach_lerp_(averages, weights, 1 - decay)
                sums[0] += torch.where(sound, total.detach(), 0)
                sums[1] += torch.where(sound, count, 0)
                sums[2] += ~sound
            spent = before + time.monotonic() - began
            if steps % 25 and self.device.type == "cuda":
                continue
            # Reading a number waits for the device, so that the clock tells the truth here.
            now = time.monotonic()
            if now - logged > 10:
                loss, tokens, skipped = sums.tolist()
                self.log(
                    "step",
                    steps=steps,
                    progress=round(progress, 3),
                    loss=round(loss / max(tokens, 1), 3),
                    tokens_a_second=round(tokens / (now - logged)),
                    rate=round(rate, 6),
                    skipped=int(skipped),
                )
                if not tokens:
                    self.log("no sound step: back to the average")
                    model.load_state_dict(average.state_dict())
                    optimiser.state.clear()
                sums.zero_()
                logged = now
            else:
                sums.tolist()
            spent = before + time.monotonic() - began
            out_of_time = self.clock.left <= 0
            # A rest too short to be worth the start of another stretch is not waited for.
            rest = min(20.0, 0.1 * seconds) if out_of_time else 0.0
            finished = spent + rest >= seconds
            if now - scored > self.setting.dev_every * 60 and not (finished or out_of_time):
                self.log(
                    "dev",
                    steps=steps,
                    **self.score(average, self.setting.dev_lines, phase.directions),
                )
                self.progress["spent"][phase.name] = spent
                self.keep(phase, model, average, optimiser, steps)
                scored = logged = time.monotonic()
                sums.zero_()
            if finished or out_of_time:
                break
        self.progress["spent"][phase.name] = spent
        if finished:
            self.save_model(phase.model, average)
            saved.unlink(missing_ok=True)
            (self.state / "partial.pt").unlink(missing_ok=True)
            self.progress.pop("partial", None)
            whole = self.setting.dev_lines * 5
            self.log(
                "dev", phase=phase.name, steps=steps, **self.score(average, whole, phase.directions)
            )
        else:
            self.keep(phase, model, average, optimiser, steps)
        return finished

    def keep(
        self,
        phase: plan.Phase,
        model: Translator,
        average: Translator,
        optimiser: torch.optim.Optimizer,
        steps: int,
    ) -> None:
        """Save an unfinished phase: whole for this machine, as weights for another."""
        aside = self.state / "current.pt.part"
        torch.save(
            {
                "phase": phase.name,
                "weights": model.state_dict(),
                "average": average.state_dict(),
                "optimiser": optimiser.state_dict(),
                "steps": steps,
            },
            aside,
        )
        os.replace(aside, self.state / "current.pt")
        self.save_model("partial", average)
        self.progress["partial"] = phase.name
        self.save_progress()
        self.log("saved", phase=phase.name, steps=steps)

    def to_device(self, ids: np.ndarray) -> torch.Tensor:
        """Ids as int64 on the device; the copy does not wait."""
        tensor = torch.from_numpy(ids)
        if self.device.type == "cuda":
            tensor = tensor.pin_memory()
        return tensor.to(self.device, non_blocking=True).long()


def _cut(ids: np.ndarray) -> np.ndarray:
    return ids if len(ids) <= LONGEST else np.append(ids[: LONGEST - 1], np.int16(END))


def groups(model: Translator, gentle: float) -> list[dict[str, Any]]:
    """Parameters with their share of the learning rate."""
    slow = [
        p
        for name, p in model.named_parameters()
        if name == "table" or name.startswith(("encoder.", "source."))
    ]
    known = {id(p) for p in slow}
    fast = [p for p in model.parameters() if id(p) not in known]
    return [{"params": slow, "factor": gentle}, {"params": fast, "factor": 1.0}]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command above; at SIGTERM it writes what it has and ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--total-minutes", type=float, required=True)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--plan", choices=sorted(plan.PLANS), default="fresh")
    parser.add_argument("--setting", choices=sorted(plan.SETTINGS), default="real")
    parser.add_argument("--skip", nargs="*", default=(), metavar="PHASE")
    parser.add_argument("--redo", nargs="*", default=(), metavar="PHASE", help="with --resume")
    parser.add_argument("--only", default="", metavar="PHASE", help="if it is the next")
    parser.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) - 2))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--no-compile", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = sys.argv[1:] if arguments is None else arguments
    given = parser.parse_args(arguments)
    phases = plan.without(plan.PLANS[given.plan], frozenset(given.skip))
    if lacking := plan.lacking(phases):
        parser.error(f"--skip leaves {lacking[0]} without {lacking[1]}: skip it too")
    run = Run(
        given.data,
        given.state,
        given.out,
        plan.SETTINGS[given.setting],
        phases,
        Clock(given.minutes),
        given.total_minutes,
        given.processes,
        torch.device(given.device),
        not given.no_compile,
        given.seed,
        given.only,
        arguments,
    )
    signal.signal(signal.SIGTERM, lambda *_: run.clock.stop())
    if given.resume:
        run.take_up(given.resume, frozenset(given.redo))
    print("all phases done" if run.work() else "paused; run again to go on", flush=True)


if __name__ == "__main__":
    main()
