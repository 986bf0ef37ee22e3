"""Decisions a second of a learner at work, acting and learning, and how much of its time its network needs.

A learner plays its league matches and learns from them as in `starleague league run`. Its share is the time inside
the network's own forward and backward, called as often and with the same batches, of all time: what is lost to the
simulator, observations, losses, the supervised policy beside it, Adam and the league is the rest.
"""

from __future__ import annotations

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

WARM_UP = 15.0  # seconds that are not counted
GAMES = 8


@dataclass(frozen=True)
class Throughput:
    """Of all processes together."""

    cores: int
    decisions: float  # a second, of the learner and its opponents
    learned: float  # steps a second that were learned from
    share: float  # of processor time inside the network's forward and backward


def print_throughput(agent: str, seconds: float, json: bool) -> None:
    """Measure and print; see ``starleague bench throughput --help``."""
    console = Console(stderr=json)
    table = Table("cores", "decisions/s", "learned/s", "share of the bare network", title=machine())
    rows = [measure(find_checkpoint(agent), seconds, cores) for cores in (1, 2)]
    for row in rows:
        table.add_row(str(row.cores), f"{row.decisions:.0f}", f"{row.learned:.0f}", f"{row.share:.0%}")
    console.print(table)
    if json:
        last_line([asdict(row) for row in rows])


def measure(agent: Path, seconds: float, cores: int) -> Throughput:
    """So many learners side by side, a process each."""
    with processes(cores) as pool:
        parts = list(pool.map(_work, [agent] * cores, [seconds] * cores, range(cores)))
    decisions, learned, network, whole = (sum(part[k] for part in parts) for k in range(4))
    return Throughput(cores, round(decisions / seconds, 1), round(learned / seconds, 1), round(network / whole, 3))


def _work(agent: Path, seconds: float, seed: int) -> tuple[int, int, float, float]:
    """(decisions, steps learned, processor seconds in the network, processor seconds) of one learner."""
    import torch

    from starleague.agent.checkpoints import race_of
    from starleague.agent.network import Policy
    from starleague.league import Coordinator, Store, load_config
    from starleague.run.training import LearnerAtWork

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as home:
        folder, race = Path(home), race_of(agent)
        shutil.copyfile(agent, supervised_of(folder, race))
        league = Coordinator(Store(folder), replace(load_config("laptop"), races=(race,)), seed)
        league.add_initial(race, supervised_of(folder, race))
        learner = LearnerAtWork(league, league.learners[0].id, folder, GAMES, seed)
        learner.work(WARM_UP, lambda: False, lambda progress: None)
        learned, begun = learner.learner.steps, time.process_time()
        teacher = learner.learner.teacher
        acting, ahead, back = Meter(Policy, "step"), Meter(Policy, "unroll", teacher), Meter(torch.Tensor, "backward")
        with acting, ahead, back:
            learner.work(seconds, lambda: False, lambda progress: None)
        whole = time.process_time() - begun
        network = acting.seconds + ahead.seconds + back.seconds
        return acting.rows, learner.learner.steps - learned, network, whole


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
