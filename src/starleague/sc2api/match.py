"""One game that clients play through the API: its seats, its clock, its driver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag
from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.game.recorder import Recorder
from starleague.sc2api.events import News, deliver
from starleague.sc2api.memory import Memory

DriverFactory = Callable[[Games], Driver]

DIFFICULTIES = {
    api.VeryEasy: "very_easy", api.Easy: "easy", api.Medium: "medium", api.MediumHard: "medium_hard",
    api.Hard: "hard", api.Harder: "harder", api.VeryHard: "very_hard", api.CheatVision: "cheat_vision",
    api.CheatMoney: "cheat_money", api.CheatInsane: "cheat_insane",
}
BUILDS = {
    api.RandomBuild: "random", api.Rush: "rush", api.Timing: "timing", api.Power: "power", api.Macro: "macro",
    api.Air: "air",
}
RACES = {
    common_pb2.Terran: "Terran", common_pb2.Zerg: "Zerg", common_pb2.Protoss: "Protoss", common_pb2.Random: "Random",
}
CHUNK = 16  # loops between two looks at what happened, and at other clients
EDGE = 1 / ONE  # cells
LOOPS_PER_SECOND = 22.4  # "faster", the speed of a realtime game


@dataclass
class Seat:
    """One player of a match as the API sees him."""

    player: int
    kind: int  # api.PlayerType
    name: str = ""
    race_requested: int = common_pb2.Random
    difficulty: int = 0
    build: int = 0
    joined: bool = False
    left: bool = False
    news: News = field(default_factory=News)  # since his last observation
    memory: Memory = field(default_factory=Memory)  # of what he has seen
    camera: tuple[float, float] = (0.0, 0.0)  # the middle of his screen [cells]


@dataclass
class Pace:
    """How far a client of the game has asked it to go."""

    loop: int = 0


class Match:
    """A running game: ``Games(1)`` with participants and computers.

    It moves when every client in it has asked for more. All of it runs in the server's event loop, a few loops
    of the game at a time, so requests never meet a game on the move.
    """

    def __init__(
        self, games: Games, driver: Driver, seats: list[Seat], realtime: bool = False, lit: bool = False,
        map_name: str = "", map_path: str = "",
    ):
        self.games = games
        self.driver = driver
        self.seats = {seat.player: seat for seat in seats}
        self.realtime = realtime
        self.lit = lit  # without fog of war
        self.map_name, self.map_path = map_name or games.map.name, map_path
        self.paces: list[Pace] = []
        self.clock: asyncio.Task | None = None
        self.control_enemy = False
        self.begun = False
        self.closing: list[Callable[[], None]] = []  # called once all participants have left
        self._changed = asyncio.Event()
        self._levels: dict[tuple[int, int, bytes], tuple[int, int]] = {}
        self._abilities: dict[int, SimpleNamespace] = {}
        self._seat_computers()

    @property
    def game(self) -> np.record:
        return self.games[0]

    @property
    def loop(self) -> int:
        return int(self.games.state["loop"][0])

    @property
    def over(self) -> bool:
        return bool(self.games.state["over"][0])

    def inside(self, place: common_pb2.Point2D) -> tuple[float, float]:
        """A place that a client names, moved into the map when it lies outside."""
        terrain = self.games.rules.terrain
        limits = (float(terrain.width), float(terrain.height))
        return tuple(min(max(0.0, at), limit - EDGE) for at, limit in zip((place.x, place.y), limits, strict=True))

    def levels(self, player: int, kind: int) -> tuple[int, int]:
        """Weapon and armour level of a player's units of a type."""
        key = (player, kind, self.games.state["players"]["upgrades"][0, player].tobytes())
        if key not in self._levels:
            self._levels[key] = self.games.upgrade_levels(0, player, kind)
        return self._levels[key]

    def ability_facts(self, row: int) -> SimpleNamespace:
        """What observations tell of an ability, as plain values."""
        if row not in self._abilities:
            rule = self.games.rules.abilities[row]
            self._abilities[row] = SimpleNamespace(
                api_id=int(rule.api_id), product=int(rule.product), addon=bool(rule.flags & AbilityFlag.ADDON),
                builds=bool(rule.kind == AbilityClass.BUILD and rule.product),
            )
        return self._abilities[row]

    def participants(self) -> list[Seat]:
        return [seat for seat in self.seats.values() if seat.kind == api.Participant]

    def free_seat(self) -> Seat | None:
        return next((seat for seat in self.participants() if not seat.joined), None)

    async def all_joined(self) -> None:
        """Wait until every participant has joined; the game then begins."""
        self._wake()
        while not all(seat.joined for seat in self.participants()):
            await self._changed.wait()
        if not self.begun:
            self._begin()

    def enter(self) -> Pace:
        """A client takes part from now on: the game waits for its steps, unless it runs by the clock."""
        pace = Pace(self.loop)
        self.paces.append(pace)
        if self.realtime and self.clock is None:
            self.clock = asyncio.create_task(self._run_by_the_clock())
        return pace

    async def step(self, pace: Pace, count: int) -> None:
        """Move on by ``count`` loops, together with the other clients."""
        pace.loop = self.loop + max(1, count)
        while self.loop < pace.loop and not self.over:
            loops = min(pace.loop for pace in self.paces) - self.loop
            if loops > 0:
                self._move(min(loops, CHUNK))
                await asyncio.sleep(0)
            else:
                await self._changed.wait()

    async def reach(self, loop: int) -> None:
        """Realtime: block until the game has come to a loop."""
        while self.loop < loop and not self.over:
            await self._changed.wait()

    def leave(self, pace: Pace | None, seat: Seat | None) -> None:
        """A client leaves. A participant gives up: the other side wins."""
        if pace in self.paces:
            self.paces.remove(pace)
        if seat is not None and seat.joined and not seat.left:
            seat.left = True
            if not self.over:
                self.games.surrender(0, seat.player)
        if not self.paces and self.clock is not None:
            self.clock.cancel()
        if all(seat.left for seat in self.participants()):
            for close in self.closing:
                close()
            self.closing.clear()
        self._wake()

    def restart(self) -> None:
        """The same game from the beginning, with other random numbers."""
        self.games.reset()
        self.reseat()
        self._begin()

    def reseat(self) -> None:
        """The game has jumped: computers look round anew, and old news are forgotten."""
        self.driver.clear(0)
        self._seat_computers()
        for seat in self.seats.values():
            seat.news, seat.memory = News(), Memory()
        for pace in self.paces:
            pace.loop = self.loop

    def _seat_computers(self) -> None:
        for seat in self.seats.values():
            if seat.kind == api.Computer:
                level, build = DIFFICULTIES.get(seat.difficulty, "easy"), BUILDS.get(seat.build, "random")
                self.driver.seat(0, seat.player, level, build)

    def _begin(self) -> None:
        self.begun = True
        names = tuple(self.seats[player].name if player in self.seats else "" for player in (1, 2))
        self.games.recorder = Recorder(self.games, names=names)
        if self.lit:
            self.games.set_fog(0, False)
        for seat in self.seats.values():
            seat.camera = self._first_sight(seat.player)

    def _first_sight(self, player: int) -> tuple[float, float]:
        """Where a player's camera begins: in the middle of his workers."""
        units = self.games.state["units"][0]
        workers = self.games.rules.unit_types["flags"][units["type"]] & Flag.WORKER != 0
        mine = (units["owner"] == player) & (units["alive"] == 1) & workers
        if not mine.any():
            x, y = self.games.start_locations(0)[player]
            return x / ONE, y / ONE
        return float(units["x"][mine].mean()) / ONE, float(units["y"][mine].mean()) / ONE

    async def _run_by_the_clock(self) -> None:
        """Keep the time of a realtime game until it is over; a late loop is made up for."""
        now = asyncio.get_running_loop().time
        begun, first = now(), self.loop
        while not self.over:
            due = first + int((now() - begun) * LOOPS_PER_SECOND)
            if due > self.loop:
                self._move(min(due - self.loop, CHUNK))
            await asyncio.sleep(max(0, begun + (self.loop + 1 - first) / LOOPS_PER_SECOND - now()))

    def _move(self, loops: int) -> None:
        self.driver.step(loops)
        deliver(self)
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
