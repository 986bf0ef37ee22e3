"""The game of a room, moved on and looked at: all of it runs in one thread, one piece at a time."""

from __future__ import annotations

import logging
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
LOOK = 8  # loops between two looks at what players remember; vision changes as often
RACES = ("none", "terran", "zerg", "protoss")
Told = list[tuple[Guest, dict[str, Any]]]


class Stage:
    """Built by ``begin``, in its thread; what people order waits in ``orders`` until the game moves on."""

    games: Games
    driver: Driver

    def __init__(self) -> None:
        self.orders: list[tuple[Guest, dict[str, Any]]] = []

    def begin(self, make: Callable[[], tuple[Games, Driver]], played: bool) -> None:
        self.games, self.driver = make()
        self.memories = Memories(self.games)
        self.streams = {player: Stream(self.games, self.memories, player) for player in (0, 1, 2)}
        self.newsroom = Newsroom(self.games)
        if played:
            self.driver.step(1)  # a look at fresh ground, and nobody waits for the compiler later
        self.renew()

    def end(self) -> None:
        """The room closes: finish what is written."""
        if hasattr(self, "games") and self.games.recorder is not None:
            self.games.recorder.close()

    def renew(self) -> None:
        """The game has jumped: streams begin anew."""
        for stream in self.streams.values():
            stream.begin()

    @property
    def finished(self) -> bool:
        return bool(self.games.over[0])

    def results(self) -> list[str]:
        return [Result(int(result)).name.lower() for result in self.games.results[0]]

    def facts(self) -> dict[str, Any]:
        """What does not change while it is played."""
        game_map = self.games.map
        return {
            "races": [RACES[int(self.games[0].players[player].race)] for player in (1, 2)], "patch": self.games.patch,
            "map": {
                "name": game_map.name, "width": game_map.width, "height": game_map.height,
                "playable": list(game_map.playable), "digest": game_map.digest,
            },
            "starts": {player: (x / ONE, y / ONE) for player, (x, y) in self.games.start_locations(0).items()},
        }

    def move(self, loops: int, watching: set[int], fresh: set[int]) -> tuple[dict[int, bytes], dict[int, bytes]]:
        """Move on by some loops (0: stay): what has changed for each pair of eyes, and keyframes for fresh ones."""
        self._carry_out_orders()
        if loops:
            self.step(loops)
        changes = {player: stream.change() for player, stream in self.streams.items() if player in watching}
        return changes, {player: self.streams[player].key() for player in fresh}

    def step(self, loops: int) -> None:
        """Move the game on."""
        last = int(self.games[0].loop) + loops
        while int(self.games[0].loop) < last and not self.finished:
            loop = int(self.games[0].loop)
            self.driver.step(min(last, (loop // LOOK + 1) * LOOK) - loop)
            self.newsroom.read(loop)
            if int(self.games[0].loop) % LOOK == 0:
                self.memories.remember(loop)

    def details(self, guests: list[Guest]) -> Told:
        """What guests are told of whom they have selected, and of what agents think."""
        found: Told = []
        for guest in guests:
            if guest.selected and guest.player:
                units = orders.own_units(self.games, guest.player, guest.selected[: orders.MOST_UNITS])
                found.append((guest, {"is": "detail", **detail(self.games, units, guest.lead)}))
        curious = [guest for guest in guests if guest.curious]
        if curious and (thoughts := self.thoughts()):
            found += [(guest, {"is": "thoughts", "players": thoughts}) for guest in curious]
        return found

    def thoughts(self) -> dict[int, dict[str, Any]]:
        """What agents thought last, by player."""
        return {}

    def could_stand(self, player: int, message: dict[str, Any]) -> dict[str, Any]:
        """Whether a structure could stand at a place, for its preview."""
        kind = orders.whole(message, "type", 1, int(self.games.rules.n_unit_types) - 1)
        at = orders.place(self.games, message)
        builders = orders.own_units(self.games, player, message.get("units"))
        error = self.games.placement_error(0, player, kind, at, builders[0] if builders else 0)
        return {"is": "place", "type": kind, "x": message["x"], "y": message["y"], "ok": not error}

    def _carry_out_orders(self) -> None:
        waiting, self.orders = self.orders, []
        for guest, message in waiting:
            try:
                if message["do"] == "cancel":
                    orders.cancel(self.games, guest.player, message)
                else:
                    orders.give(self.games, self.streams[guest.player], message)
            except orders.BadMessage as problem:
                log.warning("an order was dropped: %s", problem)
