"""The scenario language of tests: two squads face each other on flat ground.

    fight = game("3 Marine vs 2 Marauder", gap=5)
    fight.attack()
    fight.step(100)
    fight.units(1, "Marine")[0].life

Squad 1 stands to the left and looks right. No resources, no town halls, and nobody loses for having none.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from starleague.catalog.loader import load
from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import State
from starleague.engine.jit import entry
from starleague.engine.upgrades import complete
from starleague.game.games import Games
from starleague.game.start import refresh_view

PATCH = os.environ.get("STARLEAGUE_PATCH", "4.10")  # that scenarios play where a test names none
CATALOG = load(PATCH)
EAST, WEST = 0, TURN // 2
ORDERS = {
    "attack": "Attack", "move": "Move", "stop": "GeneralStop", "hold": "GeneralHoldPosition", "patrol": "GeneralPatrol",
}


def by_patch(first, later):
    """A figure of 4.10, and that of 5.0.14."""
    return later if PATCH == "5.0.14" else first


@dataclass(frozen=True)
class Unit:
    """A unit of a scenario; reads its record: ``unit.life`` in points, ``unit.x`` in cells, ``unit.record`` raw."""

    scene: Scenario
    slot: int
    generation: int

    @property
    def record(self) -> np.record:
        return self.scene.record.units[self.slot]

    @property
    def alive(self) -> bool:
        return bool(self.record.alive) and int(self.record.generation) == self.generation

    @property
    def type(self) -> str:
        return self.scene.games.names.unit_names[int(self.record.type)]

    @property
    def owner(self) -> int:
        return int(self.record.owner)

    @property
    def x(self) -> float:
        return int(self.record.x) / ONE

    @property
    def y(self) -> float:
        return int(self.record.y) / ONE

    @property
    def at(self) -> tuple[float, float]:
        return self.x, self.y

    @property
    def life(self) -> float:
        return int(self.record.life) / ONE if self.alive else 0.0

    @property
    def shields(self) -> float:
        return int(self.record.shields) / ONE if self.alive else 0.0

    @property
    def energy(self) -> float:
        return int(self.record.energy) / ONE

    @property
    def buffs(self) -> dict[str, int]:
        """Stacks of the behaviors that work on it, by name."""
        names = list(self.scene.games.names.behaviors)
        carried = self.record.buffs[: int(self.record.n_buffs)]
        return {names[int(buff.behavior) - 1]: int(buff.stack) for buff in carried if not buff.off}

    @property
    def cloaked(self) -> bool:
        return bool(self.record.states & State.CLOAKED)

    @property
    def order(self) -> str:
        """Name of the ability that it pursues; empty: none."""
        return self.scene.games.names.commands[int(self.record.orders[0].ability)] if self.record.n_orders else ""

    def distance(self, other: Unit | tuple[float, float]) -> float:
        x, y = other.at if isinstance(other, Unit) else other
        return math.hypot(self.x - x, self.y - y)


class Scenario:
    """A game of a test."""

    def __init__(self, seed: int = 0, mirror_seeds: bool = False, patch: str = PATCH) -> None:
        self.games = Games(
            1, map="Training Ground", seed=seed, melee=False, mirror_seeds=mirror_seeds, patch=patch, threads=1
        )
        self.center = (self.games.map.width / 2, self.games.map.height / 2)

    @property
    def record(self) -> np.record:
        return self.games[0]

    @property
    def loop(self) -> int:
        return int(self.record.loop)

    def add(self, player: int, kind: str, x: float, y: float, facing: int = EAST) -> Unit:
        """A finished unit of a player (0: neutral) at a place in cells."""
        slots = self.games.create_unit(0, kind, player, x, y)
        assert slots, f"no room for a {kind} at ({x}, {y})"
        self.record.units[slots[0]].facing = facing
        return Unit(self, slots[0], int(self.record.units[slots[0]].generation))

    def squad(self, player: int, text: str, x: float, facing: int) -> list[Unit]:
        """Units of "3 Marine, 2 Marauder" in columns from x backwards, one kind behind the other."""
        made: list[Unit] = []
        back = -1 if facing == EAST else 1
        for part in text.split(","):
            number, kind = part.split()
            facts = self.games.unit_type_facts(self.games.unit_row(kind))
            assert facts.name, f"the catalog has no unit {kind!r}"
            size = 2 * max(facts.radius, facts.separation_radius) + 0.1
            rows = min(int(number), max(1, int(20 / size)))
            for k in range(int(number)):
                column, row = divmod(k, rows)
                in_column = min(rows, int(number) - column * rows)
                y = self.center[1] + (row - (in_column - 1) / 2) * size * (1 if facing == EAST else -1)
                made.append(self.add(player, kind, x + back * (column + 0.5) * size, y, facing))
            x += back * math.ceil(int(number) / rows) * size
        return made

    def units(self, player: int | None = None, kind: str | None = None) -> list[Unit]:
        """Living units, by slot."""
        found = []
        for slot in range(1, int(self.record.n_slots)):
            row = self.record.units[slot]
            unit = Unit(self, slot, int(row.generation))
            if row.alive and player in (None, int(row.owner)) and kind in (None, unit.type):
                found.append(unit)
        return found

    def unit(self, player: int | None = None, kind: str | None = None) -> Unit:
        """The only such unit."""
        (found,) = self.units(player, kind)
        return found

    def order(
        self, units: Unit | Iterable[Unit], ability: str, target: Unit | None = None,
        point: tuple[float, float] | None = None, queued: bool = False, autocast: bool = False,
    ) -> None:
        """Tell units of one player to use an ability ("attack", "move", or a name of the catalog)."""
        units = [units] if isinstance(units, Unit) else list(units)
        self.games.command(
            0, units[0].owner, ORDERS.get(ability, ability), [unit.slot for unit in units],
            target.slot if target else 0, point, queued, autocast,
        )

    def attack(self) -> Scenario:
        """Each squad attack-moves to where the other began."""
        for player, x in ((1, self.center[0] + 15), (2, self.center[0] - 15)):
            fighters = [unit for unit in self.units(player) if unit.record.owner == player]
            if fighters:
                self.order(fighters, "attack", point=(x, self.center[1]))
        return self

    def step(self, loops: int = 1) -> Scenario:
        self.games.step(loops)
        return self

    def until(self, what, limit: int = 2000) -> int:
        """Step until ``what()`` is true; the loop. Fails after ``limit`` loops."""
        for _ in range(limit):
            if what():
                return self.loop
            self.step()
        raise AssertionError(f"nothing like it within {limit} loops")

    def hit(self, attacker: Unit, victim: Unit, limit: int = 150) -> float:
        """What the next hit of one takes off the other's shields and life."""
        before = victim.shields + victim.life
        self.order(attacker, "attack", target=victim)
        self.until(lambda: victim.shields + victim.life < before, limit)
        return before - victim.shields - victim.life

    def change(self, unit: Unit, command: str, product: str, limit: int = 150) -> int:
        """Loops from a command's effect until the unit is something else."""
        self.order(unit, command)
        self.step(int(self.record.action_delay))
        begun = self.loop
        return self.until(lambda: unit.type == product, limit) - begun

    def research(self, player: int, *upgrades: str) -> None:
        """Give a player upgrades at once."""
        for upgrade in upgrades:
            _complete(self.games.table, self.games.state, player, self.games.names.upgrades[upgrade])

    def charge(self, unit: Unit, energy: float = 200) -> None:
        """Set a unit's energy."""
        self.record.units[unit.slot].energy = int(energy * ONE)

    def bank(self, player: int, minerals: int = 0, vespene: int = 0) -> None:
        """Set what a player owns."""
        self.record.players[player].minerals, self.record.players[player].vespene = minerals, vespene

    def hash(self) -> int:
        return self.games.hash(0)

    def picture(self, scale: int = 16):
        """What it looks like, to look at while writing a test."""
        from starleague.ui.picture import picture

        return picture(self.games, 0, scale=scale)


@entry
def _complete(rules, games, player, upgrade):
    complete(rules[0], games[0], player, upgrade)


def game(squads: str = "", gap: float = 8, **options) -> Scenario:
    """Two squads, ``gap`` cells from edge to edge: ``game("3 Marine vs 2 Marauder", gap=5)``."""
    scene = Scenario(**options)
    sides: Sequence[str] = [side.strip() for side in squads.split(" vs ")] if squads else []
    for player, side in enumerate(sides, 1):
        if side:
            x = scene.center[0] + (-gap / 2 if player == 1 else gap / 2)
            scene.squad(player, side, x, EAST if player == 1 else WEST)
    refresh_view(scene.games.table, scene.games.state, 0)
    return scene
