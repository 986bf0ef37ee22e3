"""A room: one game, its clock, and who has it open. A game of people, or one that is only watched."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from starleague.catalog.rules import ONE
from starleague.engine.layout import Result
from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.sc2api.eyes.eye import Memories
from starleague.ui.page import orders
from starleague.ui.page.details import detail
from starleague.ui.page.guest import Guest
from starleague.ui.page.news import Newsroom
from starleague.ui.page.stream import Stream

log = logging.getLogger("starleague.page")
FRAMES = 12  # a second, at most
LOOPS_PER_FRAME = 2
LOOK = 8  # loops between two looks at what players remember; vision changes as often
AWAY = 2.5  # seconds without anybody in a seat after which the game waits
SPEEDS = {  # loops a second
    "slower": 9.6, "slow": 12.8, "normal": 16.0, "fast": 19.2, "faster": 22.4, "x2": 44.8, "x4": 89.6, "x8": 179.2,
}
Work = Callable[[], Any]


class Room:
    """All that touches the game runs in one thread of its own, one piece at a time; the rest in the event loop."""

    kind = "game"
    agents: tuple[int, ...] = ()  # players whose thoughts can be looked at

    def __init__(self, title: str, names: tuple[str, str], seats: tuple[int, ...] = ()):
        self.id = secrets.token_urlsafe(8)
        self.title, self.names = title, names
        self.seats = {player: secrets.token_urlsafe(16) for player in seats}  # keys of those whom people play
        self.guests: list[Guest] = []
        self.loops_per_second = SPEEDS["faster"]
        self.waits_for: set[str] = set()  # why the clock stands: "person", "away", "over"
        self.problem = ""
        self.ready = asyncio.Event()
        self.used = time.monotonic()
        self._left = time.monotonic()
        self._wake = asyncio.Event()
        self._thread = concurrent.futures.ThreadPoolExecutor(1, "starleague-room")
        self._orders: list[tuple[Guest, dict[str, Any]]] = []
        self._task: asyncio.Task | None = None

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

    async def do(self, work: Work) -> Any:
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
            self.waits_for.discard("away")
        self._tell_pace()
        await self._send_frames(0)

    def leave(self, guest: Guest) -> None:
        if guest in self.guests:
            self.guests.remove(guest)
        self._left = time.monotonic()
        self._wake.set()

    def hear(self, guest: Guest, message: dict[str, Any]) -> None:
        """Act on a message of the page; BadMessage when it is none."""
        self.used = time.monotonic()
        what = message.get("do")
        if what == "order" and guest.seated:
            self._orders.append((guest, message))
        elif what == "select":
            units = message.get("units")
            guest.selected = [one for one in units if type(one) is int] if isinstance(units, list) else []
            guest.lead = orders.whole(message, "lead", 0, 1 << 15)
            guest.told.pop("detail", None)
            asyncio.get_running_loop().create_task(self._tell_details())
        elif what == "pace" and (guest.seated or not self.seats):
            self.set_pace(message)
        elif what == "look inside":
            guest.curious = bool(message.get("on"))
            guest.told.pop("thoughts", None)
        elif what == "surrender" and guest.seated:
            asyncio.get_running_loop().create_task(self._surrender(guest.player))
        elif what == "place" and guest.seated:
            asyncio.get_running_loop().create_task(self._answer_place(guest, message))
        elif what == "view" and not guest.seated:
            guest.player = orders.whole(message, "player", 0, 2)
            guest.needs_key = True
            asyncio.get_running_loop().create_task(self._send_frames(0))
        elif what != "alive":
            raise orders.BadMessage(f"nobody here can do {what!r}")

    def set_pace(self, message: dict[str, Any]) -> None:
        """Speed and pause."""
        if message.get("speed") in SPEEDS:
            self.loops_per_second = SPEEDS[message["speed"]]
        if "pause" in message:
            (self.waits_for.add if message["pause"] else self.waits_for.discard)("person")
        self._tell_pace()
        self._wake.set()

    def welcome(self, guest: Guest) -> dict[str, Any]:
        """What the page must know before the first frame."""
        game_map = self.games.map
        return {
            "is": "welcome", "room": self.id, "kind": self.kind, "title": self.title, "player": guest.player,
            "seated": guest.seated, "names": list(self.names), "races": self._races(), "patch": self.games.patch,
            "map": {
                "name": game_map.name, "width": game_map.width, "height": game_map.height,
                "playable": list(game_map.playable), "digest": game_map.digest,
            },
            "starts": {player: (x / ONE, y / ONE) for player, (x, y) in self.games.start_locations(0).items()},
            "results": self.results(), "minds": self.agents,
        }

    def thoughts(self) -> dict[int, dict[str, Any]]:
        """What agents thought last, by player."""
        return {}

    def results(self) -> list[str]:
        return [Result(int(result)).name.lower() for result in self.games.results[0]]

    def _races(self) -> list[str]:
        names = ["none", "terran", "zerg", "protoss"]
        return [names[int(self.games[0].players[player].race)] for player in (1, 2)]

    # the life of a room

    async def _live(self, make: Callable[[], tuple[Games, Driver]]) -> None:
        try:
            await self.do(lambda: self._begin(make))
            self.ready.set()
            await self._run()
        except asyncio.CancelledError:
            raise
        except Exception as problem:
            log.exception("room %s", self.title)
            self.problem = str(problem)
            self.ready.set()
            for guest in self.guests:
                guest.tell({"is": "broken", "text": self.problem})
        finally:
            await self.do(self.end)

    def _begin(self, make: Callable[[], tuple[Games, Driver]]) -> None:
        self.games, self.driver = make()
        self.memories = Memories(self.games)
        self.streams = {player: Stream(self.games, self.memories, player) for player in (0, 1, 2)}
        self.newsroom = Newsroom(self.games)
        self._noted = 0
        if self.seats:
            self.driver.step(1)  # a look at fresh ground, and nobody waits for the compiler later
        self.renew()

    def end(self) -> None:
        """The room closes: finish what is written."""
        if getattr(self, "games", None) is not None and self.games.recorder is not None:
            self.games.recorder.close()

    def renew(self) -> None:
        """The game has jumped: streams begin anew."""
        for stream in self.streams.values():
            stream.begin()
        for guest in self.guests:
            guest.needs_key = True

    async def _run(self) -> None:
        """Keep time; when the machine is too slow, the game goes slower, not in leaps."""
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            self._wait_for_who_is_away()
            if self.waits_for:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), 0.5)
                self._wake.clear()
                due = now()
                continue
            loops = max(LOOPS_PER_FRAME, round(self.loops_per_second / FRAMES))
            await self._send_frames(loops)
            due = max(due + loops / self.loops_per_second, now() - 0.25)
            await asyncio.sleep(max(0.0, due - now()))

    def _wait_for_who_is_away(self) -> None:
        empty = self.seats and not any(guest.seated for guest in self.guests)
        if empty and time.monotonic() - self._left > AWAY and "away" not in self.waits_for:
            self.waits_for.add("away")
            self._tell_pace()

    async def _send_frames(self, loops: int) -> None:
        """Move on by some loops (0: stay) and tell everybody what he may see of it."""
        before = set(self.waits_for)
        watching = {guest.player for guest in self.guests}
        fresh = {guest.player for guest in self.guests if guest.needs_key}
        selections = [(guest, guest.selected, guest.lead, guest.player) for guest in self.guests]
        changes, keys, details = await self.do(lambda: self._move(loops, watching, fresh, selections))
        for guest in self.guests:
            if guest.needs_key and guest.player in keys:
                guest.needs_key = False
                guest.send_frame(keys[guest.player])
            elif guest.player in changes and not guest.needs_key:
                guest.send_frame(changes[guest.player])
        self._pass_on(details)
        self._tell_news()
        if self.finished and "over" not in before:
            self.waits_for.add("over")
            for guest in self.guests:
                guest.tell({"is": "over", "results": self.results()})
            self._tell_pace()

    @property
    def finished(self) -> bool:
        return bool(self.games.over[0])

    def _move(self, loops: int, watching: set[int], fresh: set[int], selections: list) -> tuple[dict, dict, list]:
        self._carry_out_orders()
        if loops:
            self.step(loops)
        changes = {player: stream.change() for player, stream in self.streams.items() if player in watching}
        keys = {player: self.streams[player].key() for player in fresh if player in self.streams}
        return changes, keys, self._details(selections)

    def step(self, loops: int) -> None:
        """Move the game on."""
        last = int(self.games[0].loop) + loops
        while int(self.games[0].loop) < last and not self.finished:
            loop = int(self.games[0].loop)
            self.driver.step(min(last, (loop // LOOK + 1) * LOOK) - loop)
            self.newsroom.read(loop)
            if int(self.games[0].loop) % LOOK == 0:
                self.memories.remember(loop)

    def _carry_out_orders(self) -> None:
        waiting, self._orders = self._orders, []
        for guest, message in waiting:
            try:
                orders.give(self.games, self.streams[guest.player], message)
            except orders.BadMessage as problem:
                log.warning("an order was dropped: %s", problem)

    async def _surrender(self, player: int) -> None:
        await self.do(lambda: self.games.surrender(0, player))
        self.waits_for.discard("person")
        await self._send_frames(0)

    async def _answer_place(self, guest: Guest, message: dict[str, Any]) -> None:
        """Say whether a structure could stand at a place, for its preview."""

        def ask() -> dict[str, Any]:
            kind = orders.whole(message, "type", 1, int(self.games.rules.n_unit_types) - 1)
            at = orders.place(self.games, message)
            builders = orders.own_units(self.games, guest.player, message.get("units"))
            error = self.games.placement_error(0, guest.player, kind, at, builders[0] if builders else 0)
            return {"is": "place", "type": kind, "x": message["x"], "y": message["y"], "ok": not error}

        try:
            guest.tell(await self.do(ask))
        except orders.BadMessage as problem:
            guest.tell({"is": "refused", "text": str(problem)})

    # what guests are told

    def _details(self, selections: list) -> list[tuple[Guest, dict[str, Any]]]:
        found = []
        for guest, selected, lead, player in selections:
            if selected and player:
                units = orders.own_units(self.games, player, selected[: orders.MOST_UNITS])
                found.append((guest, {"is": "detail", **detail(self.games, units, lead)}))
        if any(guest.curious for guest, *_ in selections) and (thoughts := self.thoughts()):
            found += [(guest, {"is": "thoughts", "players": thoughts}) for guest, *_ in selections if guest.curious]
        return found

    async def _tell_details(self) -> None:
        selections = [(guest, guest.selected, guest.lead, guest.player) for guest in self.guests]
        self._pass_on(await self.do(lambda: self._details(selections)))

    def _pass_on(self, details: list[tuple[Guest, dict[str, Any]]]) -> None:
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
            guest.tell(self.pace())

    def pace(self) -> dict[str, Any]:
        """How fast the game goes, and why it stands."""
        return {"is": "pace", "speed": self.loops_per_second, "waits": sorted(self.waits_for)}
