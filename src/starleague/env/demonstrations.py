"""Observations and the actions that answer them, from replays: what supervised learning learns from.

A command becomes the action that would have said it, seen ``action_delay`` loops before it took effect; the delay
is the time to the player's next command, with no_op where that is longer than an action can wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from starleague.engine.layout import COMMAND
from starleague.env.action_rows import choices, choices_to
from starleague.env.actions import land_of
from starleague.env.encoding import encode
from starleague.env.features import Observer
from starleague.env.memory import seats
from starleague.env.opponents import COMPUTER, DriverFactory, driver_factory
from starleague.env.spec import Sizes
from starleague.env.z import Z, begin_tracking, follow, track_games, z_of
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.game.games import Games
from starleague.game.inbox import Command
from starleague.game.replay import Recorder, Replay


@dataclass(frozen=True)
class Demonstration:
    """One step of a player: what he saw and what he did."""

    loop: int
    observation: dict[str, np.ndarray]
    action: dict[str, np.ndarray]


def play_computers(
    levels: tuple[str, str], map: str = "Basalt Terraces", races: tuple[str, str] = ("Terran", "Terran"),
    seed: int = 0, time_limit: int = 30 * LOOPS_PER_MINUTE, driver: str | DriverFactory = COMPUTER,
) -> Replay:
    """A game of two computers ("easy", "hard:rush") as a replay."""
    games = Games(1, map=map, races=races, seed=seed, threads=1)
    players = driver_factory(driver)(games)
    for player, level in enumerate(levels, 1):
        difficulty, _, build = level.partition(":")
        players.seat(0, player, difficulty, build or "macro")
    with Recorder(games) as recorder:
        while not games.over[0] and games[0].loop < time_limit:
            players.step(min(400, time_limit - int(games[0].loop)))
        return Replay.from_bytes(recorder.to_bytes())


def z_of_replay(replay: Replay, player: int, sizes: str | Sizes = "tiny") -> Z:
    """What a player built in a replay."""
    games = replay.games()
    observer = Observer(games.table, 1, sizes, games.patch)
    memory = seats(1)
    begin_tracking(observer.tables, games.state, memory, 0, 1)
    for played in replay.play(every=20):
        track_games(observer.tables, played.state, memory, 0, 1)
    return z_of(memory[0, player - 1], observer.shapes.items)


def demonstrations(
    replay: Replay, player: int, sizes: str | Sizes = "tiny", z: Z | None = None,
) -> Iterator[Demonstration]:
    """The steps of one player of a replay, in order. ``z`` is shown as the strategy that he follows.

    A command that no action can say (its target not observed, a single slot of cargo) becomes no_op; of more
    units than can be selected the first are kept.
    """
    player_view = None
    plan: list[Step] = []
    for games in replay.play(every=1):
        if player_view is None:
            player_view = PlayerView(games, player, sizes, z)
            delay = int(games[0].action_delay)
            plan = schedule(replay, games, player, delay, player_view.shapes.sizes.max_delay)
            plan.reverse()
        while plan and plan[-1].loop <= int(games[0].loop):
            yield player_view.step(plan.pop())


@dataclass(frozen=True)
class Step:
    """When a player acts, what he says (None: nothing), and how long he then waits."""

    loop: int
    command: Command | None
    delay: int


def schedule(replay: Replay, games: Games, player: int, action_delay: int, max_delay: int) -> list[Step]:
    """All steps of a player: his commands, one a step, and waiting in between."""
    said = [command for command in replay.said(games) if command.player == player and not command.autocast]
    steps: list[Step] = []
    loops = [0, *(max(0, command.due - action_delay) for command in said), replay.last_loop]
    for k, command in enumerate([None, *said]):
        gap = max(loops[k + 1] - loops[k], 1 if command else 0)
        for begin in range(0, gap, max_delay):
            steps.append(Step(loops[k] + begin, command if begin == 0 else None, min(max_delay, gap - begin)))
    return steps


class PlayerView:
    """One player's seat in a replay that is played."""

    def __init__(self, games: Games, player: int, sizes: str | Sizes, z: Z | None):
        self.games = games
        self.who = np.array([(0, player)], np.int32)
        self.observer = Observer(games.table, 1, sizes, games.patch)
        self.shapes = self.observer.shapes
        self.land = land_of(self.observer.frame, self.shapes, games.map.bases())
        self.seats = seats(1)
        begin_tracking(self.observer.tables, games.state, self.seats, 0, 1)
        follow(self.seats[0, player - 1], z)
        self._command = np.zeros(1, COMMAND)
        self._said = np.zeros(1, np.int32)

    def step(self, step: Step) -> Demonstration:
        seen = self.observer.observe(self.games.state, self.seats, self.who)
        observation = {key: np.array(array[0]) for key, array in seen.items()}
        row = choices(1)
        if step.command is not None:
            self._encode(step.command, row)
        row["delay"] = step.delay
        return Demonstration(step.loop, observation, {k: v[0] for k, v in choices_to(row, self.shapes).items()})

    def _encode(self, command: Command, row: np.ndarray) -> None:
        for name in ("ability", "target", "target_generation", "x", "y", "has_point", "queued"):
            self._command[name] = getattr(command, name)
        encode(
            self.observer.rules.reshape(-1), self.observer.tables, self.land, self.games.state, self.seats, self.who,
            self.observer.slots, self._command, command.units.astype(np.int16), row, self._said,
        )
        if not self._said[0]:
            row[:] = choices(1)
