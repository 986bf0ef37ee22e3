"""A replay as a room: played again from any moment, at any speed, with either player's eyes."""

from __future__ import annotations

import bisect
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.game.playback import Mark, Playback
from starleague.game.replay import Replay
from starleague.ui.page import orders
from starleague.ui.page.clock import SPEEDS
from starleague.ui.page.curves import Curves
from starleague.ui.page.guest import Guest
from starleague.ui.page.minds import Minds
from starleague.ui.page.production import production
from starleague.ui.page.room import Room
from starleague.ui.page.stage import Told

EVERY = 448  # loops between two marks: twenty seconds
FACTORS = {"x0.5": 0.5, "x1": 1.0, "x2": 2.0, "x4": 4.0, "x8": 8.0, "x16": 16.0}  # of "faster"
TELL = 5  # frames between two tellings of what is in production


@dataclass(frozen=True)
class Scene:
    """A moment to go on from."""

    loop: int
    mark: Mark
    memories: bytes  # compressed


class ReplayRoom(Room):
    """Nobody sits; everybody sees everything, or what one player saw."""

    kind = "replay"

    def __init__(self, source: Path | bytes, title: str = ""):
        super().__init__(title or (source.name if isinstance(source, Path) else "replay"), ("Player 1", "Player 2"))
        self.source = source
        self.scenes: list[Scene] = []
        self.curves = Curves()
        self.minds = Minds()
        self._frames = 0
        self._closing = threading.Event()
        self.open(self._make)

    async def close(self) -> None:
        self._closing.set()
        await super().close()

    @property
    def agents(self) -> tuple[int, ...]:  # type: ignore[override]
        return tuple(player for player, loops in self.minds.loops.items() if loops)

    @property
    def finished(self) -> bool:
        return self.driver.finished

    def welcome(self, guest: Guest) -> dict[str, Any]:
        return {**super().welcome(guest), "last": self.driver.last, "complete": self.replay.end is not None}

    def hear(self, guest: Guest, message: dict[str, Any]) -> None:
        if message.get("do") == "seek":
            loop = orders.whole(message, "loop", 0, 1 << 30)
            self._soon(self._seek(loop))
        else:
            super().hear(guest, message)

    def set_pace(self, message: dict[str, Any]) -> None:
        if message.get("speed") in FACTORS:
            self.clock.loops_per_second = SPEEDS["faster"] * FACTORS[message["speed"]]
        super().set_pace({key: value for key, value in message.items() if key == "pause"})

    def recording(self) -> Path | bytes:
        return self.source

    def results(self) -> list[str]:
        """Not told before the end is shown."""
        if not self.finished or not self.replay.winner:
            return ["undecided", "undecided"]
        return ["victory", "defeat"] if self.replay.winner == 1 else ["defeat", "victory"]

    def _make(self) -> tuple[Games, Driver]:
        if isinstance(self.source, bytes):
            self.replay = Replay.from_bytes(self.source, self.title, partial=True)
        else:
            self.replay = Replay.load(self.source, partial=True)
        names = self.replay.header.get("names") or []
        self.names = tuple(name or f"Player {k}" for k, name in enumerate(names or ("", ""), 1))  # type: ignore[assignment]
        self.minds.read(self.replay.notes)
        playback = Playback(self.replay)
        threading.Thread(target=self._scan, name="starleague-scan", daemon=True).start()
        return playback.games, playback

    def _scan(self) -> None:
        """Play it once as fast as can be, for the curves."""
        try:
            playback = Playback(self.replay, check=False)
            self.curves.begin(playback.games, self.replay)
            while not self._closing.is_set():
                due = playback.loop + self.curves.every - playback.loop % self.curves.every
                if playback.games[0].over or (due > playback.last and not self._follow()):
                    break
                if due <= playback.last:
                    playback.step(due - playback.loop)
                    self.curves.note(playback.games)
            playback.step(self.curves.every)
            self.curves.note(playback.games)
        except ValueError as problem:
            self.curves.problem = str(problem)
        self.curves.done = True

    def _follow(self) -> bool:
        """The scan has come to the end of what is known: whether to wait for more."""
        return False

    def thoughts(self) -> dict[int, dict[str, Any]]:
        return self.minds.at(self.driver.loop)

    def step(self, loops: int) -> None:
        last = min(self.driver.last, self.driver.loop + loops)
        while self.driver.loop < last and not self.finished:
            due = self.scenes[-1].loop + EVERY if self.scenes else 0
            if self.driver.loop >= due:
                self._keep()
            stop = min(last, max(due, self.driver.loop + 1)) if due > self.driver.loop else last
            super().step(stop - self.driver.loop)

    def _keep(self) -> None:
        saved = zlib.compress(self.memories.save(), 1)
        self.scenes.append(Scene(self.driver.loop, self.driver.mark(), saved))

    async def _seek(self, loop: int) -> None:
        await self.do(lambda: self._go_to(loop))
        self.clock.wait_for("over", False)
        self._tell_pace()
        await self._send_frames(0)

    def _go_to(self, loop: int) -> None:
        """To the last scene before, then on from there."""
        loop = min(loop, self.driver.last)
        place = bisect.bisect_right([scene.loop for scene in self.scenes], loop) - 1
        if place >= 0 and (loop < self.driver.loop or self.scenes[place].loop > self.driver.loop):
            scene = self.scenes[place]
            self.driver.rewind(scene.mark)
            self.memories.restore(zlib.decompress(scene.memories))
        while self.driver.loop < loop and not self.finished:
            self.step(min(EVERY, loop - self.driver.loop))
        self.games[0].n_events = 0
        for player in (1, 2):
            self.newsroom.take(player)
        self.renew()

    def details(self, guests: list[Guest]) -> Told:
        found = super().details(guests)
        self._frames += 1
        if self._frames % TELL == 0:
            told = {"is": "production", "players": production(self.games)}
            found += [(guest, told) for guest in guests]
        return found
