"""Recorded games of the built-in computer, as a data set for supervised learning; every core records."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

from starleague.bots.plans import builds, levels
from starleague.env.demonstrations import demonstrations, play_computers
from starleague.env.spec import shapes
from starleague.learn.data import DatasetWriter

Report = Callable[[int, int], None]  # games, steps so far


def pairings(count: int, race: str = "Terran") -> list[tuple[str, str]]:
    """Who plays whom in each recorded game: the strongest level against each, every build in turn."""
    best, plans = levels()[-1], builds(race)
    rivals = [best, best, *levels()[-2:]]
    return [
        (f"{best}:{plans[k % len(plans)]}", f"{rivals[k % len(rivals)]}:{plans[(k // len(plans)) % len(plans)]}")
        for k in range(count)
    ]


def record(folder: Path, size: str, seconds: float, workers: int, seed: int, report: Report) -> tuple[int, int]:
    """Record games for so long; returns how many games and steps there are. Ctrl-C keeps what is complete."""
    begun = time.monotonic()
    context = multiprocessing.get_context("spawn")
    counts = context.Queue()
    halt = context.Event()
    processes = [
        context.Process(target=_record, args=(folder, size, seed + k, workers, counts, halt), daemon=True)
        for k in range(workers)
    ]
    for process in processes:
        process.start()
    games = steps = 0
    try:
        while time.monotonic() - begun < seconds and any(p.is_alive() for p in processes):
            while not counts.empty():
                games, steps = games + 1, steps + counts.get()
            report(games, steps)
            time.sleep(0.5)
    finally:
        halt.set()
        for process in processes:
            process.join(60)
    while not counts.empty():
        games, steps = games + 1, steps + counts.get()
    report(games, steps)
    return games, steps


def _record(folder: Path, size: str, first: int, stride: int, counts, halt) -> None:
    """One worker: games first, first + stride, … until it is told to stop; each player that won is a teacher."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    plan = pairings(100_000)
    number = first
    with DatasetWriter(folder, shapes(size), shard_steps=4096) as writer:
        while not halt.is_set():
            replay = play_computers(plan[number % len(plan)], seed=number)
            if replay.winner:
                with writer.game(seed=number, winner=replay.winner, players=plan[number % len(plan)]) as append:
                    steps = 0
                    for step in demonstrations(replay, replay.winner, size):
                        append(step.observation, step.action)
                        steps += 1
                counts.put(steps)
            number += stride
