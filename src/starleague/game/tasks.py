"""What some maps ask of their one player beside the rules of the game: reach, collect, defeat; with a score.

A task works by interventions, so a replay holds all that it does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.layout import Result
from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.game.start import scramble

EVERY = 4  # loops between two looks at how the task goes
SECOND = 16  # loops, of a task's time
PLAYER, FOE, NOBODY = 1, 2, 0
EDGE = 2.0  # cells that units keep from the sides of the arena


@dataclass(frozen=True)
class Squad:
    """Units that come together: at places of their own when they are spread, else on one side."""

    kind: str
    owner: int
    n: int
    side: float = 0.0  # cells right of the middle
    spread: bool = False


class Task:
    """``first`` is there at the start; when all of ``goals`` are gone, ``again`` comes."""

    seconds = 120
    first: ClassVar[tuple[Squad, ...]] = ()
    again: ClassVar[tuple[Squad, ...]] = ()
    goals: ClassVar[dict[str, int]] = {}  # unit type to the points for one that is gone
    loss = 0  # points for an own unit that is gone
    fog = False  # the whole arena is in sight

    def __init__(self, games: Games):
        self.games = games
        self.score = 0
        self._drawn = 0
        self._seen: dict[str, int] = {}

    def begin(self) -> None:
        self.score = self._drawn = 0
        if not self.fog:
            self.games.set_fog(0, False)
        self._bring(self.first)
        self.games.look(0)
        self._seen = self._count()

    def go_on(self) -> None:
        """Score what is gone; bring what comes next; end when time is over or nobody is left."""
        self.collect()
        now = self._count()
        for kind, before in self._seen.items():
            self.score += max(0, before - now[kind]) * self.goals.get(kind, self.loss)
        if not any(now[kind] for kind in self.goals):
            self._bring(self.again or self.first)
            now = self._count()
        self._seen = now
        out_of_units = not any(now[squad.kind] for squad in self.first if squad.owner == PLAYER)
        if out_of_units or int(self.games[0].loop) >= self.seconds * SECOND:
            self.games.end(0, PLAYER, Result.TIE)

    def collect(self) -> None:
        """Remove goals that the player's units have reached."""

    def slots(self, kind: str) -> list[int]:
        units = self.games.state["units"][0][: int(self.games[0].n_slots)]
        alive = (units["alive"] == 1) & (units["life"] > 0)
        return np.flatnonzero(alive & (units["type"] == self.games.unit_row(kind))).tolist()

    def place(self, slot: int) -> tuple[float, float]:
        unit = self.games[0].units[slot]
        return unit.x / ONE, unit.y / ONE

    def _count(self) -> dict[str, int]:
        kinds = {squad.kind for squad in (*self.first, *self.again)}
        return {kind: len(self.slots(kind)) for kind in sorted(kinds)}

    def _bring(self, squads: tuple[Squad, ...]) -> None:
        left, bottom, right, top = self.games.map.playable
        middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
        for squad in squads:
            row = self.games.unit_row(squad.kind)
            if not row:
                raise ValueError(f"{self.games.map.name}: the catalog has no {squad.kind} yet")
            if squad.spread:
                for _ in range(squad.n):
                    self.games.create_unit(0, row, squad.owner, *self._anywhere())
            else:
                self.games.create_unit(0, row, squad.owner, middle_x + squad.side, middle_y, squad.n)

    def _anywhere(self) -> tuple[float, float]:
        """A place in the arena, by the game's seed."""
        left, bottom, right, top = self.games.map.playable
        self._drawn += 1
        bits = scramble(self.games.seeds[0] * 1_000_003 + self._drawn)
        x, y = (bits & 0xFFFF) / 0xFFFF, (bits >> 16 & 0xFFFF) / 0xFFFF
        return left + EDGE + x * (right - left - 2 * EDGE), bottom + EDGE + y * (top - bottom - 2 * EDGE)


class Reach(Task):
    """Goals are gone when one of the player's units comes near."""

    reach = 1.0  # cells

    def collect(self) -> None:
        own = [self.place(slot) for squad in self.first if squad.owner == PLAYER for slot in self.slots(squad.kind)]
        for kind in self.goals:
            for slot in self.slots(kind):
                x, y = self.place(slot)
                if any(math.hypot(x - at_x, y - at_y) <= self.reach for at_x, at_y in own):
                    self.games.kill_unit(0, slot)


class MoveToBeacon(Reach):
    reach = 1.5
    first = (Squad("Marine", PLAYER, 1, spread=True), Squad("Beacon_Terran", NOBODY, 1, spread=True))
    again = (Squad("Beacon_Terran", NOBODY, 1, spread=True),)
    goals: ClassVar = {"Beacon_Terran": 1}


class CollectMineralShards(Reach):
    first = (Squad("Marine", PLAYER, 2), Squad("PickupPalletMinerals", NOBODY, 20, spread=True))
    again = (Squad("PickupPalletMinerals", NOBODY, 20, spread=True),)
    goals: ClassVar = {"PickupPalletMinerals": 1}


class DefeatRoaches(Task):
    first = (Squad("Marine", PLAYER, 9, side=-8), Squad("Roach", FOE, 4, side=8))
    again = (Squad("Marine", PLAYER, 5, side=-8), Squad("Roach", FOE, 4, side=8))
    goals: ClassVar = {"Roach": 10}
    loss = -1


class DefeatZerglingsAndBanelings(Task):
    first = (Squad("Marine", PLAYER, 9, side=-8), Squad("Zergling", FOE, 6, side=8), Squad("Baneling", FOE, 4, side=8))
    again = (Squad("Marine", PLAYER, 4, side=-8), Squad("Zergling", FOE, 6, side=8), Squad("Baneling", FOE, 4, side=8))
    goals: ClassVar = {"Zergling": 5, "Baneling": 5}
    loss = -1


class FindAndDefeatZerglings(Task):
    seconds = 180
    fog = True
    first = (Squad("Marine", PLAYER, 3), Squad("Zergling", FOE, 25, spread=True))
    again = (Squad("Zergling", FOE, 25, spread=True),)
    goals: ClassVar = {"Zergling": 1}
    loss = -1


TASKS: dict[str, type[Task]] = {
    task.__name__: task
    for task in (MoveToBeacon, CollectMineralShards, DefeatRoaches, DefeatZerglingsAndBanelings, FindAndDefeatZerglings)
}


class TaskDriver:
    """A driver that watches over a map's task; ``score`` is None on maps without one."""

    def __init__(self, driver: Driver, games: Games):
        self.driver, self.games = driver, games
        task = TASKS.get(games.map.task)
        self.task = task(games) if task else None

    @property
    def score(self) -> int | None:
        return self.task.score if self.task else None

    def begin(self) -> None:
        """A game begins."""
        if self.task:
            self.task.begin()

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        self.driver.seat(g, player, difficulty, build)

    def clear(self, g: int) -> None:
        self.driver.clear(g)

    def step(self, loops: int | np.ndarray) -> None:
        """Move on, looking at the task every few loops."""
        if self.task is None:
            self.driver.step(loops)
            return
        last = int(self.games[0].loop) + int(np.max(loops))
        while (now := int(self.games[0].loop)) < last and not self.games[0].over:
            self.driver.step(min(last, (now // EVERY + 1) * EVERY) - now)
            if int(self.games[0].loop) % EVERY == 0 and not self.games[0].over:
                self.task.go_on()
