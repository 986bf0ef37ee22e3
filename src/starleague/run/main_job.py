"""`starleague league run`: the whole of it on one machine, in the time that is given.

    compile → for each race: record games of the computer → supervised learning, corrected by the computer
    → a league by reinforcement → evaluation → report

Each stage leaves its result in the league's folder and says so in `progress.json`; a run that was stopped goes on
with the stage it was in.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from starleague.agent.checkpoints import load_policy
from starleague.bench.machine import machine
from starleague.bots.plans import YARDSTICKS
from starleague.env.ladder import read_library
from starleague.env.spec import shapes
from starleague.league import Coordinator, Snapshot, Store, load_config
from starleague.learn.streams import Streams
from starleague.learn.supervised import SupervisedTrainer, cooled
from starleague.run import training
from starleague.run.agents import main_of, supervised_of
from starleague.run.compilation import compile_all
from starleague.run.curves import Curves
from starleague.run.energy import Meter
from starleague.run.evaluation import Score, evaluate, print_scores
from starleague.run.job import Job, Learning
from starleague.run.local import train_league
from starleague.run.processes import end_as_interrupted
from starleague.run.record import Recording, pairings, record, winning_strategies
from starleague.run.report import write_report

ALONE = 1 / 3  # of supervised learning on the teacher's own games; then the student plays, too
REFRESH = 30.0  # seconds between two looks at what was recorded meanwhile
GAMES_TO_EVALUATE = 12  # against each opponent; those that are not over in time are left out
EVALUATE_AT_LEAST = 60.0  # seconds for each race's agent
READERS = 6  # threads that read recorded games for a GPU, which is faster than one
LINE_EVERY = 20.0  # seconds, where the output is no terminal


def run(
    folder: Path, preset: str, minutes: float, seed: int, workers: int, strategies: Path | None = None,
    races: tuple[str, ...] = (), learning: Learning | None = None,
) -> None:
    """See ``starleague league run --help``."""
    learning = learning or Learning()
    config = load_config(preset)  # a wrong key is said before an hour is spent
    config = replace(config, races=races) if races else config
    for race in config.races:
        pairings(race, learning.teacher)
        if learning.start:
            learning.policy(race)
        if strategies:
            read_library(strategies, shapes(learning.size), race)
    end_as_interrupted()
    folder.mkdir(parents=True, exist_ok=True)
    console = Console()
    job = Job(folder, config, minutes, seed, workers, strategies, learning)
    console.print(f"[bold]starleague[/] league in {folder} · {machine()}")
    console.print(f"about {minutes:.0f} minutes; Ctrl-C saves, and the same command goes on\n")
    last_line_at = [0.0]
    kinds: dict[str, Callable[..., None]] = {
        "compile": _compile, "record": _record, "supervised": _supervise, "league": _train, "evaluate": _evaluate,
    }
    with Progress(
        TextColumn("{task.description:24}"), BarColumn(), TextColumn("{task.fields[note]}"), TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"), console=console,
    ) as progress:
        whole = progress.add_task("the whole run", total=minutes * 60, note="", left="")
        for name in job.stages():
            kind, _, race = name.partition(" ")
            task = progress.add_task(name, total=job.share(name), note="", left="")
            begun, before, spent = time.monotonic(), job.spent_on(name), sum(map(job.spent_on, job.stages()))

            def tell(note: str, name=name, begun=begun, before=before, spent=spent, task=task) -> None:
                now = before + time.monotonic() - begun
                progress.update(task, completed=now, note=note)
                done = spent + time.monotonic() - begun
                left = max(0.0, minutes * 60 - done)
                progress.update(whole, completed=done, left=f"about {left / 60:.0f} min left")
                if not console.is_terminal and time.monotonic() - last_line_at[0] > LINE_EVERY:
                    last_line_at[0] = time.monotonic()
                    console.print(f"{name}: {note}, about {left / 60:.0f} min left")

            job.note(name, 0.0, doing=name)
            meter = Meter()
            try:
                kinds[kind](job, *([race] if race else []), console, tell)
            except KeyboardInterrupt:
                console.print(f"\nstopped in {name!r}; everything is saved in {folder}")
                raise
            finally:
                job.note(name, time.monotonic() - begun, meter.read())
            progress.update(task, completed=job.share(name))
    scores = [Score(**score) for score in json.loads(job.file.read_text())["scores"]]
    print_scores(console, scores, "The main agents' games")
    console.print(f"report: {write_report(folder)}")


def _compile(job: Job, console: Console, tell: Callable[[str], None]) -> None:
    compile_all(tell)


def _record(job: Job, race: str, console: Console, tell: Callable[[str], None]) -> None:
    """Games of the built-in computer, until the stage's time is over."""
    data, left = job.games(race), job.budget(f"record {race}")
    if left > 10 or not any(data.glob("games-*.npz")):
        games, steps = record(
            data, race, job.learning.size, max(left, 30.0), job.workers, job.seed,
            lambda g, s: tell(f"{g} games, {s:,} decisions"), job.learning.teacher,
        )
        if not games:
            raise RuntimeError("no game was finished in the time given: give more --minutes")
        console.print(f"recorded {games} games, {steps:,} decisions")


def _supervise(job: Job, race: str, console: Console, tell: Callable[[str], None]) -> None:
    """Learn from the recorded games, until the stage's time is over; from a third of it on the student plays, too,
    and its teacher corrects it."""
    stage, done = f"supervised {race}", supervised_of(job.folder, race)
    if done.exists():
        return
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("high")  # on a GPU; a CPU has no other
    torch.manual_seed(job.seed)
    learning, games = job.learning, job.games(race)
    config, policy = learning.supervised, learning.policy(race)
    threads = READERS if learning.device != "cpu" else 0
    streams = Streams(
        games, policy.shapes, config.batch, config.unroll, job.seed, config.part, threads=threads, memory=config.memory
    )
    trainer = SupervisedTrainer(policy, streams, config)
    half = job.folder / f"supervised-{race}-training.safetensors"
    if half.exists():
        trainer.restore(half)
    policy.strategies = winning_strategies(streams.games, policy.shapes) or policy.strategies
    whole, budget = job.share(stage), job.budget(stage)
    alone = max(0.0, budget - (1 - ALONE) * whole)
    curves = Curves(job.folder)
    trained = Training(trainer, half, whole, tell, lambda figures, step: curves.note(stage, figures, step))
    try:
        trained.go_on(budget, budget - alone)  # saves what the student plays with
        workers = max(1, job.workers - 1)
        with Recording(games, race, learning.size, workers, job.seed + 1, learning.teacher, student=half):
            trained.go_on(budget - alone, 0.0)
    finally:
        trainer.save(half)
        curves.close()
    if job.strategies:
        policy.strategies += read_library(job.strategies, policy.shapes, race)
        trainer.save(half)
    shutil.copyfile(half, done)
    job.note(stage, 0.0, **{stage: {"updates": trainer.updates, **trained.metrics}})
    console.print(f"{stage}: {trained.said()}")


@dataclass
class Training:
    """Supervised learning in so many seconds."""

    trainer: SupervisedTrainer
    file: Path
    whole: float  # seconds of the stage
    tell: Callable[[str], None]
    draw: Callable[[dict[str, float], int], None]  # figures at an update
    metrics: dict[str, float] = field(default_factory=dict)

    def go_on(self, left: float, until: float) -> None:
        """From when so many seconds of the stage are left until so many are; then save."""
        end = time.monotonic() + left
        looked = time.monotonic()
        while (left := end - time.monotonic()) > until or not self.trainer.updates:
            update = self.trainer.update(next(self.trainer.streams), cooled(1 - left / self.whole))
            for name, value in update.items():
                self.metrics[name] = value + 0.99 * (self.metrics.get(name, value) - value)
            if self.trainer.updates % 20 == 0:
                self.tell(self.said())
                self.draw(self.metrics, self.trainer.updates)
            if time.monotonic() - looked > REFRESH:
                looked = time.monotonic()
                self.trainer.save(self.file)
                self.trainer.streams.refresh()
        self.trainer.save(self.file)

    def said(self) -> str:
        loss, right = self.metrics["loss"], self.metrics.get("accuracy/type", 0.0)
        games = len(self.trainer.streams.games)
        return f"update {self.trainer.updates}, loss {loss:.2f}, right action {right:.0%}, {games} games"


def _train(job: Job, console: Console, tell: Callable[[str], None]) -> None:
    """The league, until the stage's time is over."""
    league = Coordinator(Store(job.folder), job.config, job.seed)
    for race in league.config.races:
        league.add_initial(race, supervised_of(job.folder, race))
    latest: dict[str, training.Progress] = {}
    curves = Curves(job.folder)

    def told(progress: training.Progress) -> None:
        latest[progress.learner] = progress
        curves.add(progress)
        games = sum(p.games for p in latest.values())
        steps = sum(p.steps for p in latest.values())
        tell(f"{games} games, {steps:,} steps, {sum(isinstance(p, Snapshot) for p in league.players)} snapshots")

    if job.budget("league") > 5:
        train_league(job.folder, job.budget("league"), job.workers, job.seed, told, job.learning.device)
        curves.close()
        job.note("league", 0.0, learners={name: asdict(p) for name, p in latest.items()})
    for race in league.config.races:
        main = next(learner for learner in league.learners if learner.race == race)  # the first is a main agent
        shutil.copyfile(job.folder / "learners" / f"{main.name}.safetensors", main_of(job.folder, race))
        load_policy(main_of(job.folder, race))


def _evaluate(job: Job, console: Console, tell: Callable[[str], None]) -> None:
    """The main agents against the levels and what they began as, until the stage's time is over."""
    scores: list[Score] = []
    for race in job.config.races:
        tell(f"{race} plays")
        agent, start = str(main_of(job.folder, race)), str(supervised_of(job.folder, race))
        opponents = [f"builtin:random:{level}" for level in YARDSTICKS] + [start]
        seconds = max(EVALUATE_AT_LEAST, job.budget("evaluate") / len(job.config.races))
        scores += evaluate(Console(quiet=True), agent, opponents, GAMES_TO_EVALUATE, job.seed + 10_000, 0, seconds)
    job.note("evaluate", 0.0, scores=[asdict(score) for score in scores])
