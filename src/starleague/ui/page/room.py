"""A room: one game, its clock, and who has it open. A game of people, or one that is only watched."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import secrets
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.ui.page import orders
from starleague.ui.page.clock import SPEEDS, Clock
from starleague.ui.page.guest import Guest
from starleague.ui.page.stage import Stage, Told, log

AWAY = 2.5  # seconds without anybody in a seat after which the game waits


class Room(Stage):
    """What touches the game (``Stage``) runs in one thread of its own; the rest in the event loop."""

    kind = "game"
    agents: tuple[int, ...] = ()  # players whose thoughts can be looked at

    def __init__(self, title: str, names: tuple[str, str], seats: tuple[int, ...] = ()):
        super().__init__()
        self.id = secrets.token_urlsafe(8)
        self.title, self.names = title, names
        self.seats = {player: secrets.token_urlsafe(16) for player in seats}  # keys of those whom people play
        self.guests: list[Guest] = []
        self.clock = Clock()
        self.problem = ""
        self.ready = asyncio.Event()
        self.used = time.monotonic()
        self._left = time.monotonic()
        self._thread = concurrent.futures.ThreadPoolExecutor(1, "starleague-room")
        self._task: asyncio.Task | None = None
        self._deeds: set[asyncio.Task] = set()

    def open(self, make: Callable[[], tuple[Games, Driver]]) -> None:
        """Let ``make`` build the game in the room's thread, then let it run."""
        self._task = asyncio.create_task(self._live(make))

    async def close(self) -> None:
        """End the game and send everybody away."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for guest in list(self.guests):
            await guest.dismiss({"is": "closed"})
        self._thread.shutdown(wait=False)

    async def do(self, work: Callable[[], Any]) -> Any:
        """Run something that touches the game."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def enter(self, guest: Guest) -> None:
        """Somebody opens the room; in a seat the newest tab plays, and the one before is told so."""
        self.used = time.monotonic()
        for other in [one for one in self.guests if guest.seated and one.seated and one.player == guest.player]:
            self.guests.remove(other)
            await other.dismiss({"is": "taken"})
        guest.tell({"is": "preparing"})
        await self.ready.wait()
        if self.problem:
            await guest.dismiss({"is": "broken", "text": self.problem})
            return
        guest.tell(await self.do(lambda: self.welcome(guest)))
        self.guests.append(guest)
        if guest.seated:
            self.clock.wait_for("away", False)
            self.clock.wait_for("loading")
        self._tell_pace()
        await self._send_frames(0)

    def leave(self, guest: Guest) -> None:
        if guest in self.guests:
            self.guests.remove(guest)
        self._left = time.monotonic()
        self.clock.wake()

    def hear(self, guest: Guest, message: dict[str, Any]) -> None:
        """Act on a message of the page; BadMessage when it is none."""
        self.used = time.monotonic()
        what = message.get("do")
        if what in ("order", "cancel") and guest.seated:
            self.orders.append((guest, message))
        elif what == "select":
            units = message.get("units")
            guest.selected = [one for one in units if type(one) is int] if isinstance(units, list) else []
            guest.lead = orders.whole(message, "lead", 0, 1 << 15)
            guest.told.pop("detail", None)
            self._soon(self._tell_details())
        elif what == "ready" and guest.seated:
            self.clock.wait_for("loading", False)
            self._tell_pace()
        elif what == "pace" and (guest.seated or not self.seats):
            self.set_pace(message)
        elif what == "look inside":
            guest.curious = bool(message.get("on"))
            guest.told.pop("thoughts", None)
        elif what == "surrender" and guest.seated:
            self._soon(self._surrender(guest.player))
        elif what == "place" and guest.seated:
            self._soon(self._answer_place(guest, message))
        elif what == "view" and not guest.seated:
            guest.player = orders.whole(message, "player", 0, 2)
            guest.needs_key = True
            self._soon(self._send_frames(0))
        elif what != "alive":
            raise orders.BadMessage(f"nobody here can do {what!r}")

    def set_pace(self, message: dict[str, Any]) -> None:
        """Speed and pause."""
        if message.get("speed") in SPEEDS:
            self.clock.loops_per_second = SPEEDS[message["speed"]]
        if "pause" in message:
            self.clock.wait_for("person", bool(message["pause"]))
        self._tell_pace()

    def welcome(self, guest: Guest) -> dict[str, Any]:
        """What the page must know before the first frame."""
        return {
            "is": "welcome", "room": self.id, "kind": self.kind, "title": self.title, "player": guest.player,
            "seated": guest.seated, "names": list(self.names), "results": self.results(), "minds": self.agents,
            **self.facts(),
        }

    def recording(self) -> Path | bytes | None:
        """The replay of what is played here."""
        return None

    def renew(self) -> None:
        super().renew()
        for guest in self.guests:
            guest.needs_key = True

    # the life of a room

    async def _live(self, make: Callable[[], tuple[Games, Driver]]) -> None:
        try:
            await self.do(lambda: self.begin(make, bool(self.seats)))
            self.ready.set()
            await self.clock.run(self._send_frames, self._wait_for_who_is_away)
        except asyncio.CancelledError:
            raise
        except Exception as problem:
            self._break(problem)
        finally:
            await self.do(self.end)

    def _break(self, problem: Exception) -> None:
        """It goes no further; say why."""
        log.exception("room %s", self.title)
        self.problem = str(problem)
        self.ready.set()
        for guest in self.guests:
            guest.tell({"is": "broken", "text": self.problem})

    def _wait_for_who_is_away(self) -> None:
        empty = self.seats and not any(guest.seated for guest in self.guests)
        if empty and time.monotonic() - self._left > AWAY and "away" not in self.clock.waits_for:
            self.clock.wait_for("away")
            self._tell_pace()

    async def _send_frames(self, loops: int) -> None:
        """Move on by some loops (0: stay) and tell everybody what he may see of it."""
        over_before = "over" in self.clock.waits_for
        guests = list(self.guests)
        watching = {guest.player for guest in guests}
        fresh = {guest.player for guest in guests if guest.needs_key}
        (changes, keys), details = await self.do(lambda: (self.move(loops, watching, fresh), self.details(guests)))
        for guest in self.guests:
            if guest.needs_key and guest.player in keys:
                guest.needs_key = False
                guest.send_frame(keys[guest.player])
            elif guest.player in changes and not guest.needs_key:
                guest.send_frame(changes[guest.player])
        self._pass_on(details)
        self._tell_news()
        if self.finished and not over_before:
            self.clock.wait_for("over")
            for guest in self.guests:
                guest.tell({"is": "over", "results": self.results()})
            self._tell_pace()

    async def _surrender(self, player: int) -> None:
        await self.do(lambda: self.games.surrender(0, player))
        self.clock.wait_for("person", False)
        await self._send_frames(0)

    async def _answer_place(self, guest: Guest, message: dict[str, Any]) -> None:
        try:
            guest.tell(await self.do(lambda: self.could_stand(guest.player, message)))
        except orders.BadMessage as problem:
            guest.tell({"is": "refused", "text": str(problem)})

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it when its turn comes."""

        async def do() -> None:
            try:
                await work
            except Exception as problem:
                self._break(problem)

        self._deeds.add(deed := asyncio.create_task(do()))
        deed.add_done_callback(self._deeds.discard)

    # what guests are told

    async def _tell_details(self) -> None:
        guests = list(self.guests)
        self._pass_on(await self.do(lambda: self.details(guests)))

    def _pass_on(self, details: Told) -> None:
        for guest, told in details:
            if (text := str(told)) != guest.told.get(told["is"]):
                guest.told[told["is"]] = text
                guest.tell(told)

    def _tell_news(self) -> None:
        for player in (1, 2):
            items = self.newsroom.take(player)
            for guest in self.guests if items else ():
                if guest.player == player:
                    guest.tell({"is": "news", "items": items})

    def _tell_pace(self) -> None:
        for guest in self.guests:
            guest.tell(self.clock.to_json())
