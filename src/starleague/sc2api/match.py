"""One game that clients play through the API: its seats, its clock, its driver."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.layout import Result
from starleague.game.clock import LOOPS_PER_SECOND
from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.game.playback import Playback
from starleague.game.recorder import Recorder
from starleague.sc2api import deeds
from starleague.sc2api.agenda import FIRST_LOOK, Agenda, carry_out
from starleague.sc2api.deeds import Deed
from starleague.sc2api.desk import Desk
from starleague.sc2api.events import Ledger, deliver, take_stock
from starleague.sc2api.eyes.eye import Eye, Memories
from starleague.sc2api.kinds import Kinds
from starleague.sc2api.pace import Pace
from starleague.sc2api.seats import BUILDS, DIFFICULTIES, Seat
from starleague.sc2api.tags import slot_of, tag_of
from starleague.sc2api.viewer import Viewer

DriverFactory = Callable[[Games], Driver]

PERIOD = 8  # loops between two looks at what is in sight, and at other clients; vision changes as often
NEVER = 1 << 31
EDGE = 1 / ONE  # cells
ALONE, TOGETHER = 1, 2  # loops until an action takes effect, of a client that plays by itself and with others
LOOK_AGAIN = 1.0  # seconds between two looks at who has fallen silent


@dataclass
class Saved:
    """A match at one moment."""

    game: bytes
    memories: bytes
    desks: dict[int, Desk]


class Match:
    """A running game: ``Games(1)`` with participants, computers and observers.

    It moves when every client in it has asked for more. All of it runs in the server's event loop, a few loops
    of the game at a time, so requests never meet a game on the move.
    """

    def __init__(
        self, games: Games, driver: Driver, seats: list[Seat], realtime: bool = False, lit: bool = False,
        map_path: str = "", observers: int = 0,
    ):
        self.games = games
        self.driver = driver
        self.seats = {seat.player: seat for seat in seats}
        self.realtime = realtime
        self.lit = lit  # without fog of war
        self.map_path = map_path  # that the client has named
        self.observers = observers  # that have yet to join
        self.hosted = False  # clients of other processes may join
        self.paces: list[Pace] = []
        self.viewers: list[Viewer] = []
        self.clock: asyncio.Task | None = None
        self.control_enemy = False
        self.limit = NEVER  # [loop] at which the game is a tie
        self.score: int | None = None  # that a debug command or a task of the map has set
        self.begun = False
        self._resigned: list[int] = []  # players who have left since the game last moved
        self.closing: list[Callable[[], None]] = []  # called once all participants have left
        self.kinds = Kinds.of(games.patch)
        self.memories = Memories(games)
        self.eyes = {player: Eye(games, self.memories, player) for player in self.seats}
        self.agenda = Agenda()
        self.desks = {player: Desk(player) for player in self.seats}
        self.ledgers = {player: Ledger() for player in self.seats}
        self._changed = asyncio.Event()
        self._seat_computers()

    @property
    def game(self) -> np.record:
        return self.games[0]

    @property
    def loop(self) -> int:
        return int(self.games.state["loop"][0])

    @property
    def over(self) -> bool:
        return bool(self.games.state["over"][0]) or (isinstance(self.driver, Playback) and self.driver.finished)

    @property
    def replays(self) -> bool:
        """Whether what happens has happened before."""
        return isinstance(self.driver, Playback)

    @property
    def delay(self) -> int:
        """Loops until an action takes effect."""
        return TOGETHER if len(self.participants()) > 1 else ALONE

    def tag(self, slot: int) -> int:
        return tag_of(slot, int(self.game.units[slot].generation))

    def inside(self, *place: float) -> tuple[float, float]:
        """A place that a client names, moved into the map when it lies outside."""
        terrain = self.games.rules.terrain
        limits = (float(terrain.width), float(terrain.height))
        return tuple(min(max(0.0, at), limit - EDGE) for at, limit in zip(place, limits, strict=True))

    def own_ability(self, player: int, deed: Deed) -> int:
        """API id of the ability by which the first unit that can carries a command out; a right click stays one."""
        row = self.games.ability_row(deed.ability)
        if row == self.games.rules.smart_ability:
            return deed.ability
        target = slot_of(self.game, deed.target) if deed.target else 0
        for slot in filter(None, (slot_of(self.game, tag) for tag in deed.units)):
            own = self.games.meaning(0, player, slot, row, target)
            if own:
                return int(self.games.rules.abilities[own].api_id) or deed.ability
        return deed.ability

    def own_of(self, player: int, kinds: Collection[int]) -> list[int]:
        """Slots of a player's finished units whose type is one of ``kinds``."""
        if not kinds:
            return []
        units = self.games.state["units"][0][: int(self.game.n_slots)]
        mine = (units["owner"] == player) & (units["alive"] == 1) & (units["building"] == 0) & (units["inside"] == 0)
        wanted = np.zeros(len(self.games.rules.unit_types), bool)
        wanted[list(kinds)] = True
        return np.flatnonzero(mine & wanted[units["type"]]).tolist()

    def participants(self) -> list[Seat]:
        return [seat for seat in self.seats.values() if seat.kind == api.Participant]

    def free_seat(self) -> Seat | None:
        return next((seat for seat in self.participants() if not seat.joined), None)

    @property
    def lacks_somebody(self) -> bool:
        """Whether a participant or observer has yet to join."""
        return self.observers > 0 or self.free_seat() is not None

    async def all_joined(self) -> None:
        """Wait until every participant and observer has joined; the game then begins."""
        self.wake()
        while self.lacks_somebody:
            await self._changed.wait()
        if not self.begun:
            self.begin()

    def enter(self, viewer: Viewer) -> Pace:
        """A client takes part from now on: the game waits for its steps, unless it runs by the clock."""
        pace = Pace(self.loop)
        self.paces.append(pace)
        self.viewers.append(viewer)
        if self.realtime and self.clock is None:
            self.clock = asyncio.create_task(self._run_by_the_clock())
        return pace

    async def step(self, pace: Pace, count: int) -> None:
        """Move on by ``count`` loops, together with the other clients."""
        pace.loop = min(self.loop + max(1, count), self.limit)
        while self.loop < pace.loop and not self.over:
            pace.hear()  # who waits is not silent
            loops = min(pace.loop, *(other.limit for other in self.paces)) - self.loop
            if loops > 0:
                self.move(min(loops, PERIOD))
                await asyncio.sleep(0)
            else:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), LOOK_AGAIN)

    async def reach(self, loop: int) -> None:
        """Realtime: block until the game has come to a loop."""
        while self.loop < loop and not self.over:
            await self._changed.wait()

    def leave(self, pace: Pace | None, viewer: Viewer | None, seat: Seat | None) -> None:
        """A client leaves. A participant gives up: the other side wins."""
        if pace in self.paces:
            self.paces.remove(pace)
        if viewer in self.viewers:
            self.viewers.remove(viewer)
        if seat is not None and seat.joined and not seat.left:
            seat.left = True
            self._resigned.append(seat.player)
            if not any(other.joined and not other.left for other in self.participants()):
                self._end_for_who_left()  # nobody is there to move on to it
        if not self.paces and self.clock is not None:
            self.clock.cancel()
        if all(seat.left for seat in self.participants()):
            for close in self.closing:
                close()
            self.closing.clear()
        self.wake()

    def restart(self) -> None:
        """The same game from the beginning, with other random numbers."""
        self.games.reset()
        self._reseat()
        self.begin()

    def save(self) -> Saved:
        desks = {player: desk.copy() for player, desk in self.desks.items()}
        return Saved(self.games.snapshot(0), self.memories.save(), desks)

    def load(self, saved: Saved) -> None:
        self.games.restore(0, saved.game)
        self._reseat()
        self.memories.restore(saved.memories)
        self.desks = {player: desk.copy() for player, desk in saved.desks.items()}

    def begin(self) -> None:
        """Everybody is there."""
        self.begun = True
        if not self.replays:
            self.record()
            if self.lit:
                self.games.set_fog(0, False)
            if hasattr(self.driver, "begin"):
                self.driver.begin()
            self.keep_score(getattr(self.driver, "score", None))
            for player in self.seats:
                self.agenda.add(FIRST_LOOK, player, Deed(deeds.CAMERA, places=(self._first_sight(player),)))
        self.memories.begin()
        for player in self.seats:
            self.desks[player] = Desk(player, self._first_sight(player))

    def keep_score(self, score: int | None) -> None:
        """The score of a task or debug command, in place of the melee's (None: as it was)."""
        if score is not None and score != self.score:
            self.score = score
            if self.games.recorder is not None:
                self.games.recorder.note(0, Deed(deeds.SCORE, mode=score).to_json())

    def record(self) -> None:
        """Keep a replay from now on."""
        names = tuple(self.seats[player].name if player in self.seats else "" for player in (1, 2))
        self.games.recorder = Recorder(self.games, names=names, facts={"api": self._facts()})

    def move(self, loops: int) -> None:
        """Move on, and do and tell on the way what is due."""
        last = self.loop + loops
        self._end_for_who_left()
        while (now := self.loop) < last and not self.over:
            busy = carry_out(self)  # what many commands do is written down after each loop
            following = min(last, now + 1 if busy else (now // PERIOD + 1) * PERIOD, self.agenda.next_loop(last))
            self.driver.step(max(1, following - now))
            deliver(self)
            self.keep_score(getattr(self.driver, "score", None))
            if self.loop % PERIOD == 0:
                take_stock(self, self.loop - PERIOD)
        if self.loop >= self.limit:
            self.games.end(0, 1, Result.TIE)
        self.wake()

    def _facts(self) -> dict:
        """What a replay should tell of the players and the map."""
        seats = [
            {"kind": seat.kind, "race": seat.race_requested, "difficulty": seat.difficulty, "build": seat.build}
            for seat in self.seats.values()
        ]
        return {"seats": seats, "map_path": self.map_path}

    def _end_for_who_left(self) -> None:
        """The others learn of it with the next loop."""
        for player in self._resigned:
            if not self.over and not self.replays:
                self.games.surrender(0, player)
        self._resigned.clear()

    def _reseat(self) -> None:
        """The game has jumped: computers look round anew, and old news are forgotten."""
        self.driver.clear(0)
        self._seat_computers()
        self.agenda.clear()
        self.score = None
        for player in self.seats:
            self.desks[player], self.ledgers[player] = Desk(player), Ledger()
        for viewer in self.viewers:
            viewer.news.forget()
            viewer.said = 0
        for pace in self.paces:
            pace.loop = self.loop

    def _seat_computers(self) -> None:
        for seat in self.seats.values():
            if seat.kind == api.Computer:
                level, build = DIFFICULTIES.get(seat.difficulty, "easy"), BUILDS.get(seat.build, "random")
                self.driver.seat(0, seat.player, level, build)

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
                self.move(min(due - self.loop, PERIOD))
            await asyncio.sleep(max(0, begun + (self.loop + 1 - first) / LOOPS_PER_SECOND - now()))

    def wake(self) -> None:
        """Something has changed: who waits for it looks again."""
        self._changed.set()
        self._changed = asyncio.Event()
