"""One game that clients play through the API: its seats, its clock, its driver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from s2clientprotocol import sc2api_pb2 as api

from starleague.game.driver import Driver
from starleague.game.games import Games

DriverFactory = Callable[[Games], Driver]

DIFFICULTIES = {
    1: "very_easy", 2: "easy", 3: "medium", 4: "medium_hard", 5: "hard", 6: "harder", 7: "very_hard",
    8: "cheat_vision", 9: "cheat_money", 10: "cheat_insane",
}
BUILDS = {1: "random", 2: "rush", 3: "timing", 4: "power", 5: "macro", 6: "air"}
RACES = {0: "Random", 1: "Terran", 2: "Zerg", 3: "Protoss", 4: "Random"}


@dataclass
class Seat:
    """One player of a match as the API sees him."""

    player: int
    kind: int  # api.PlayerType
    name: str = ""
    race_requested: int = 4
    difficulty: int = 0
    build: int = 0
    joined: bool = False
    left: bool = False
    target_loop: int = 0  # step-by-step games: the loop that he asked for
    actions: list = field(default_factory=list)  # api.Action done since his last observation
    errors: list = field(default_factory=list)  # api.ActionError since his last observation
    chat: list = field(default_factory=list)  # api.ChatReceived since his last observation
    dead: list[int] = field(default_factory=list)  # tags of units that died since his last observation
    alerts: list[int] = field(default_factory=list)
    upgrades: set[int] = field(default_factory=set)


class Match:
    """A running game: ``Games(1)`` with participants and computers."""

    def __init__(self, games: Games, driver: Driver, seats: list[Seat], realtime: bool, names: dict[str, str]):
        self.games = games
        self.driver = driver
        self.seats = {seat.player: seat for seat in seats}
        self.realtime = realtime
        self.map_name = names["map"]
        self.map_path = names["path"]
        self.moved = asyncio.Condition()
        self.clock: asyncio.Task | None = None
        self.control_enemy = False
        for seat in seats:
            if seat.kind == api.Computer:
                driver.seat(0, seat.player, DIFFICULTIES.get(seat.difficulty, "easy"), BUILDS.get(seat.build, "macro"))

    @property
    def game(self) -> np.record:
        return self.games[0]

    @property
    def loop(self) -> int:
        return int(self.game.loop)

    @property
    def over(self) -> bool:
        return bool(self.game.over)

    def participants(self) -> list[Seat]:
        return [seat for seat in self.seats.values() if seat.kind == api.Participant]

    def free_seat(self) -> Seat | None:
        return next((seat for seat in self.participants() if not seat.joined), None)

    async def all_joined(self) -> None:
        """Wait until every participant has joined."""
        async with self.moved:
            self.moved.notify_all()
            await self.moved.wait_for(lambda: all(seat.joined for seat in self.participants()))

    async def step(self, seat: Seat, count: int) -> None:
        """Move on by ``count`` loops, together with the other participants."""
        seat.target_loop = self.loop + max(1, count)
        while self.loop < seat.target_loop and not self.over:
            async with self.moved:
                await self._advance()
                self.moved.notify_all()
                if self.loop < seat.target_loop and not self.over:
                    await self.moved.wait()

    async def _advance(self) -> None:
        """Go as far as every participant still in the game has asked for."""
        asked = [s.target_loop for s in self.participants() if s.joined and not s.left]
        loops = min(asked) - self.loop if asked else 0
        if loops > 0 and not self.over:
            await asyncio.to_thread(self.driver.step, loops)
            self.collect_events()

    async def run_realtime(self, loops_per_second: float = 22.4) -> None:
        """Keep the clock of a realtime game until it is over."""
        clock = asyncio.get_running_loop()
        begun, first = clock.time(), self.loop
        while not self.over and any(not s.left for s in self.participants()):
            due = first + int((clock.time() - begun) * loops_per_second)
            if due > self.loop:
                async with self.moved:
                    await asyncio.to_thread(self.driver.step, due - self.loop)
                    self.collect_events()
                    self.moved.notify_all()
            await asyncio.sleep(1 / loops_per_second)

    async def wait_for_loop(self, loop: int) -> None:
        """Realtime: block until the game has come to a loop."""
        async with self.moved:
            await self.moved.wait_for(lambda: self.loop >= loop or self.over)

    def collect_events(self) -> None:
        """Hand what happened to the seats that may know it."""
        from starleague.sc2api.events import deliver

        deliver(self)

    async def leave(self, seat: Seat) -> None:
        """A participant gives up: the other side wins."""
        seat.left = True
        if not self.over:
            self.games.surrender(0, seat.player)
            self.collect_events()
        async with self.moved:
            self.moved.notify_all()
