"""A league on one machine: processes that share nothing but the league's folder."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import time
from collections.abc import Callable
from pathlib import Path

from starleague.league import Coordinator, Store
from starleague.run.training import LearnerAtWork, Progress

GAMES = 8  # that a learner plays at once: with more a decision costs less, but none ends in minutes
SLICE = 45.0  # seconds that a learner works before the worker's next one has its turn


def train_league(
    folder: Path, seconds: float, workers: int, seed: int, tell: Callable[[Progress], None], device: str = "cpu"
) -> None:
    """Let every learner of the league in ``folder`` work for so long in all. Ctrl-C stops early, and saves."""
    context = multiprocessing.get_context("spawn")
    told, halt = context.Queue(), context.Event()
    learners = [learner.id for learner in Coordinator(Store(folder)).learners]
    shares = share_out(learners, workers)
    end = time.time() + seconds
    processes = [
        context.Process(target=_work, args=(folder, share, end, seed + k, device, told, halt), daemon=True)
        for k, share in enumerate(shares)
    ]
    for process in processes:
        process.start()
    try:
        while any(process.is_alive() for process in processes):
            try:
                tell(told.get(timeout=0.5))
            except queue.Empty:
                continue
    finally:
        halt.set()
        for process in processes:
            process.join(60)
    broken = [process.exitcode for process in processes if process.exitcode]
    if broken:
        raise RuntimeError(f"{len(broken)} of {len(processes)} workers failed; the league is saved, run it again")


def share_out(learners: list[int], workers: int) -> list[list[int]]:
    """Learners to workers: the first (the main agent) has a worker of its own where there are two."""
    if workers < 2 or len(learners) < 2:
        return [learners]
    rest: list[list[int]] = [[] for _ in range(min(workers - 1, len(learners) - 1))]
    for k, learner in enumerate(learners[1:]):
        rest[k % len(rest)].append(learner)
    return [learners[:1], *rest]


def _work(folder: Path, learners: list[int], end: float, seed: int, device: str, told, halt) -> None:
    """One worker: its learners in turn, until the end."""
    import torch

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    torch.set_num_threads(1)
    league = Coordinator(Store(folder))
    for learner_id in learners:
        league.give_back(learner_id)
    at_work = [LearnerAtWork(league, learner, folder, GAMES, seed * 1000 + learner, device) for learner in learners]
    slice_ = SLICE if len(at_work) > 1 else end - time.time()
    try:
        while time.time() < end and not halt.is_set():
            for learner in at_work:
                learner.work(min(slice_, end - time.time()), halt.is_set, told.put)
    finally:
        for learner in at_work:
            learner.save()
            learner.close()
