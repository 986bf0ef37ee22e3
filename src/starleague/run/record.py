"""Recorded games of the built-in computer, as a data set for supervised learning; every core records."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from starleague.bots.driver import BotDriver
from starleague.bots.plans import builds, levels
from starleague.engine.layout import Result
from starleague.env.demonstrations import Demonstration, PlayerView, Step
from starleague.env.spec import LOOPS_PER_MINUTE, shapes
from starleague.game.games import Games
from starleague.game.inbox import Command
from starleague.learn.data import DatasetWriter

Report = Callable[[int, int], None]  # games, steps so far
TIME_LIMIT = 25 * LOOPS_PER_MINUTE
TEACHER_BUILD = "macro"  # of the player that is learned from: one plan is learned sooner than three


def pairings(count: int, race: str = "Terran") -> list[tuple[str, str]]:
    """Who plays whom in each recorded game: the strongest level's teacher against every level and build in turn."""
    best, plans = levels()[-1], builds(race)
    rivals = [best, best, *levels()[-2:]]
    return [
        (f"{best}:{TEACHER_BUILD}", f"{rivals[k % len(rivals)]}:{plans[(k // len(rivals)) % len(plans)]}")
        for k in range(count)
    ]


def record(folder: Path, size: str, seconds: float, workers: int, seed: int, report: Report) -> tuple[int, int]:
    """Record games for so long; returns how many games and steps there are. Ctrl-C keeps what is complete."""
    begun = time.monotonic()
    context = multiprocessing.get_context("spawn")
    counts, halt = context.Queue(), context.Event()
    processes = [
        context.Process(target=_record, args=(folder, size, seed + k, workers, counts, halt), daemon=True)
        for k in range(workers)
    ]
    for process in processes:
        process.start()
    games = steps = 0
    try:
        while any(process.is_alive() for process in processes):
            if time.monotonic() - begun > seconds:
                halt.set()
            while not counts.empty():
                games, steps = games + 1, steps + counts.get()
            report(games, steps)
            time.sleep(0.3)
    finally:
        halt.set()
        for process in processes:
            process.join(60)
    return games, steps


def _record(folder: Path, size: str, first: int, stride: int, counts, halt) -> None:
    """One worker: games first, first + stride, … until it is told to stop; the winner is learned from."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    plan = pairings(1000)
    number = first
    with DatasetWriter(folder, shapes(size), shard_steps=8192) as writer:
        while not halt.is_set():
            players = plan[number % len(plan)]
            steps = lesson(players, number, size, halt.is_set)
            if steps:
                with writer.game(seed=number, players=players) as append:
                    for step in steps:
                        append(step.observation, step.action)
                counts.put(len(steps))
            number += stride


def lesson(players: tuple[str, str], seed: int, size: str, halted: Callable[[], bool]) -> list[Demonstration]:
    """The steps of the winner of one game, if it played the teacher's build; else none."""
    games = Games(1, seed=seed, threads=1)
    seats = players if seed % 2 else players[::-1]
    driver = WatchedDriver(games, size, [k for k, who in enumerate(seats, 1) if _teaches(who)])
    for player, who in enumerate(seats, 1):
        level, _, build = who.partition(":")
        driver.seat(0, player, level, build)
    while not games.over[0] and games[0].loop < TIME_LIMIT:
        if halted():
            return []
        driver.step(400)
    winner = int(np.argmax(games.results[0] == Result.VICTORY)) + 1 if games.over[0] else 0
    return driver.watchers[winner].steps if winner in driver.watchers else []


def _teaches(who: str) -> bool:
    level, _, build = who.partition(":")
    return level == levels()[-1] and build == TEACHER_BUILD


class WatchedDriver(BotDriver):
    """The built-in computer in one game, its players watched as they decide."""

    def __init__(self, games: Games, size: str, players: list[int]):
        super().__init__(games)
        self.watchers = {player: Watcher(games, player, size) for player in players}

    def decide(self, left: np.ndarray) -> None:
        game = self.games[0]
        before = int(game.n_commands)
        super().decide(left)
        said = [_command(game, k) for k in range(before, int(game.n_commands))]
        for player, watcher in self.watchers.items():
            watcher.saw(int(game.loop), [command for command in said if command.player == player])
            left[0] = min(left[0], watcher.next_loop - int(game.loop))


class Watcher:
    """Turns what one player says into demonstrations; each step's delay is known when the next one comes."""

    def __init__(self, games: Games, player: int, size: str):
        self.view = PlayerView(games, player, size, None)
        self.longest = self.view.shapes.sizes.max_delay
        self.steps: list[Demonstration] = []

    @property
    def next_loop(self) -> int:
        """When waiting must be said again."""
        return self.steps[-1].loop + self.longest

    def saw(self, loop: int, commands: list[Command]) -> None:
        if not self.steps or (not commands and loop >= self.next_loop):
            self._add(loop, None)
        for command in commands:
            self._add(loop, command)

    def _add(self, loop: int, command: Command | None) -> None:
        if self.steps:
            waited = np.clip(loop - self.steps[-1].loop, 1, self.longest)
            self.steps[-1].action["delay"] = np.array(waited, np.int32)
        self.steps.append(self.view.step(Step(loop, command, 1)))


def _command(game: np.record, k: int) -> Command:
    row = game.commands[k]
    units = slice(int(row.first), int(row.first) + int(row["count"]))
    return Command(
        due=int(row.due), player=int(row.player), ability=int(row.ability),
        units=game.command_units[units].copy(), generations=game.command_generations[units].copy(),
        target=int(row.target), target_generation=int(row.target_generation), x=int(row.x), y=int(row.y),
        has_point=bool(row.has_point), queued=bool(row.queued), autocast=bool(row.autocast),
    )
