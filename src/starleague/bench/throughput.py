"""Decisions a second of learners at work, acting and learning, and how much of their time their networks need.

Learners of one league, a process each, play its matches and learn from them as in `starleague league run`; what they
share is its store. Their share is the time inside the networks' own forward and backward, called as often and with the
same batches, of all time: what is lost to the simulator, observations, losses, the supervised policy beside it, Adam
and the league is the rest.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from starleague.bench.machine import last_line, machine
from starleague.run.agents import find_checkpoint, supervised_of
from starleague.run.processes import processes

WARM_UP = 15.0  # seconds that are not counted, of a learner with a core of its own
GAMES = 8


@dataclass(frozen=True)
class Throughput:
    """Of all learners together."""

    learners: int
    decisions: float  # a second, of the learners and their opponents
    learned: float  # steps a second that were learned from
    share: float  # of processor time inside the network's forward and backward
    scaling: float  # decisions a second for each core that is at work, as a share of the first row's


def print_throughput(agent: str, seconds: float, learners: tuple[int, ...], json: bool) -> None:
    """Measure and print; see ``starleague bench throughput --help``."""
    console = Console(stderr=json)
    table = Table("learners", "decisions/s", "learned/s", "share of the bare network", "a core", title=machine())
    rows: list[Throughput] = []
    for number in learners:
        row = measure(find_checkpoint(agent), seconds, number)
        if rows:
            row = replace(row, scaling=round(_a_core(row) / _a_core(rows[0]), 3))
        rows.append(row)
        shares = (f"{row.share:.0%}", f"{row.scaling:.0%}")
        table.add_row(str(number), f"{row.decisions:.0f}", f"{row.learned:.0f}", *shares)
    console.print(table)
    if json:
        last_line([asdict(row) for row in rows])


def measure(agent: Path, seconds: float, learners: int) -> Throughput:
    """So many learners of one league side by side, a process each. Where they share cores it takes as much longer, so
    that their games come as far: a young game is a fast one."""
    from starleague.agent.checkpoints import race_of
    from starleague.league import Coordinator, Store, load_config
    from starleague.league.config import Population

    with tempfile.TemporaryDirectory() as home, processes(learners) as pool:
        folder, race = Path(home), race_of(agent)
        shutil.copyfile(agent, supervised_of(folder, race))
        config = replace(load_config("laptop"), races=(race,), population=Population(learners, 0, 0))
        Coordinator(Store(folder), config).add_initial(race, supervised_of(folder, race))
        slower = learners / _cores(learners)
        parts = list(pool.map(_work, [folder] * learners, [seconds] * learners, [slower] * learners, range(learners)))
    decisions, learned, network, whole = (sum(part[k] for part in parts) for k in range(4))
    rates = round(decisions / seconds / slower, 1), round(learned / seconds / slower, 1)
    return Throughput(learners, *rates, round(network / whole, 3), 1.0)


def _a_core(row: Throughput) -> float:
    return row.decisions / _cores(row.learners)


def _cores(learners: int) -> int:
    """That so many are at work on."""
    return min(learners, os.cpu_count() or 1)


def _work(folder: Path, seconds: float, slower: float, number: int) -> tuple[int, int, float, float]:
    """(decisions, steps learned, processor seconds in the network, processor seconds) of one of a league's learners."""
    import torch

    from starleague.agent.network import Policy
    from starleague.league import Coordinator, Store
    from starleague.run.training import LearnerAtWork

    torch.set_num_threads(1)
    league = Coordinator(Store(folder))
    learner = LearnerAtWork(league, league.learners[number].id, folder, GAMES, number)
    learner.work(WARM_UP * slower, lambda: False, lambda progress: None)
    _meet(folder, number, len(league.learners))
    learned, begun = learner.learner.steps, time.process_time()
    teacher = learner.learner.teacher
    acting, ahead, back = Meter(Policy, "step"), Meter(Policy, "unroll", teacher), Meter(torch.Tensor, "backward")
    with acting, ahead, back:
        learner.work(seconds * slower, lambda: False, lambda progress: None)
    whole = time.process_time() - begun
    network = acting.seconds + ahead.seconds + back.seconds
    return acting.rows, learner.learner.steps - learned, network, whole


def _meet(folder: Path, number: int, all_: int) -> None:
    """Wait until all learners are warm: who is measured alone has more of the machine."""
    (folder / f"warm-{number}").touch()
    while len(list(folder.glob("warm-*"))) < all_:
        time.sleep(0.05)


class Meter:
    """Processor time inside a method, and the rows of its batches, while the block runs; calls on one object apart."""

    def __init__(self, owner: Any, name: str, apart: object = None):
        self.owner, self.name, self.apart = owner, name, apart
        self.method = getattr(owner, name)
        self.seconds, self.rows = 0.0, 0

    def __enter__(self) -> Meter:
        def timed(this: Any, *args: Any, **options: Any) -> Any:
            if this is self.apart:
                return self.method(this, *args, **options)
            begun = time.process_time()
            result = self.method(this, *args, **options)
            self.seconds += time.process_time() - begun
            self.rows += len(args[0]["entity_count"]) if args else 0
            return result

        setattr(self.owner, self.name, timed)
        return self

    def __exit__(self, *_: object) -> None:
        setattr(self.owner, self.name, self.method)
