"""Scripted play for tests: both players build workers, a depot, barracks and marines, and attack."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.game.games import Games
from starleague.game.start import mineral_center, nearest_field

STEPS = (  # supply at which it is begun, what; one worker builds it, beside the town hall
    (14, "SupplyDepot"), (15, "Barracks"), (16, "Refinery"), (17, "Barracks"), (19, "SupplyDepot"), (22, "Barracks"),
    (24, "SupplyDepot"), (30, "SupplyDepot"), (36, "SupplyDepot"), (42, "SupplyDepot"),
)
WAVE = 12  # marines that go


class Script:
    """One player's opening; call ``act`` every few loops."""

    def __init__(self, games: Games, g: int, player: int) -> None:
        self.games, self.g, self.player = games, g, player
        x, y = (value / ONE for value in games.start_locations(g)[player])
        self.home = (x, y)
        self.enemy = tuple(value / ONE for value in games.start_locations(g)[3 - player])
        out = mineral_center(games.map, (x, y))
        self.out = (-1 if out[0] > 0 else 1, -1 if out[1] > 0 else 1)  # away from the minerals
        self.done = 0
        self.waited = 0

    def act(self) -> None:
        """Train what can be trained, begin what is due, send the wave."""
        self.train("CommandCenter", "TrainSCV", most=22)
        self.train("Barracks", "TrainMarine", most=60)
        self.build()
        self.fight()

    def slots(self, kind: str, idle: bool = False) -> list[int]:
        units = self.games[self.g].units[: int(self.games[self.g].n_slots)]
        mine = (units["alive"] == 1) & (units["owner"] == self.player) & (units["building"] == 0)
        mine &= units["type"] == self.games.unit_row(kind)
        if idle:
            mine &= (units["n_queued"] == 0) & (units["n_orders"] == 0)
        return np.flatnonzero(mine).tolist()

    def train(self, maker: str, ability: str, most: int) -> None:
        made = {"TrainSCV": "SCV", "TrainMarine": "Marine"}[ability]
        own = self.games[self.g].players[self.player]
        for slot in self.slots(maker, idle=True) if own.supply_used + 2 <= own.supply_cap else []:
            if len(self.slots(made)) < most and self.games[self.g].players[self.player].minerals >= 50:
                self.games.command(self.g, self.player, ability, [slot])

    def build(self) -> None:
        own = self.games[self.g].players[self.player]
        if self.done >= len(STEPS) or own.supply_used / 2 < STEPS[self.done][0]:
            return
        kind = STEPS[self.done][1]
        cost = self.games.rules.unit_types[self.games.unit_row(kind)].minerals
        ordered = int(self.games[self.g].players[self.player].pending[self.games.unit_row(kind)])
        if own.minerals < cost or self.games[self.g].loop < self.waited or ordered > 1:
            return
        if kind == "Barracks" and not self.slots("SupplyDepot"):
            return
        worker = self.slots("SCV")[3 + self.done % 5]
        if kind == "Refinery":
            self.games.command(self.g, self.player, "BuildRefinery", [worker], target=self.geyser())
        else:
            self.games.command(self.g, self.player, f"Build{kind}", [worker], point=self.site(kind))
        self.games.command(self.g, self.player, "HarvestGatherSCV", [worker], target=self.field(), queued=True)
        self.waited = int(self.games[self.g].loop) + 60
        self.done += 1

    def site(self, kind: str) -> tuple[float, float]:
        """The next free place on a lattice beside the town hall."""
        row = self.games.unit_row(kind)
        step = 3 if kind == "SupplyDepot" else 7
        for ring in range(1, 6):
            for dx, dy in ((ring, 0), (ring, 1), (0, ring), (1, ring), (ring, ring)):
                x = self.home[0] + self.out[0] * (dx * step + (4.5 if kind == "SupplyDepot" else 1))
                y = self.home[1] + self.out[1] * (dy * step + (-2.5 if kind == "SupplyDepot" else 5))
                if not self.games.placement_error(self.g, self.player, row, (x, y)):
                    return x, y
        return self.home

    def field(self) -> int:
        """The middle mineral field: resources have the first slots."""
        return nearest_field(self.games.map, self.home) + 1

    def geyser(self) -> int:
        """The geyser that is first on the way round: the same one when the map is turned."""
        game = self.games[self.g]
        center = mineral_center(self.games.map, self.home)
        found = []
        for slot in game.resources[: int(game.n_resources)].tolist():
            x, y = game.units[slot].x / ONE - self.home[0], game.units[slot].y / ONE - self.home[1]
            if int(game.units[slot].type) == self.games.unit_row("VespeneGeyser") and abs(x) + abs(y) < 14:
                found.append((center[0] * y - center[1] * x, slot))
        return min(found)[1]

    def fight(self) -> None:
        idle = self.slots("Marine", idle=True)
        if len(idle) >= WAVE:
            self.games.command(self.g, self.player, "Attack", idle, point=self.enemy)


def play_opening(games: Games, loops: int, g: int = 0, each: int = 8, players: tuple[int, ...] = (1, 2)) -> None:
    """Both players' scripts for so many loops."""
    scripts = [Script(games, g, player) for player in players]
    for _ in range(loops // each):
        for script in scripts:
            script.act()
        games.step(each)
        if games.over[g]:
            return
