"""Where facts are played out: games of one patch, and a scene in one of them with its own small vocabulary."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, Race
from starleague.game.games import Games

PLENTY = 5000  # of minerals and gas
SUPPLIERS = 6
LONGEST = 20000  # loops that anything is waited for


@dataclass(frozen=True)
class Fact:
    """One measured fact: a value in [lo, hi] agrees with recorded games; ``expect`` is the usual one."""

    id: str
    lo: float
    hi: float
    expect: float
    unit: str = ""

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def what(self) -> str:
        return self.id.partition("/")[2]


class World:
    """One patch's catalog, and games that are begun anew for each fact."""

    MAIN_PATCH = "4.10"
    ARENA = "Training Ground"
    LADDER = "Basalt Terraces"

    def __init__(self, patch: str, facts: list[Fact]):
        self.patch = patch
        self.facts = facts
        self.memory: dict = {}  # what a family keeps from one fact to the next
        self._games: dict[tuple, Games] = {}
        self._any = self._begin(self.ARENA, ("Terran", "Terran"), False)
        self.rules, self.names = self._any.rules, self._any.names
        self.flags = self.rules.unit_types["flags"].copy()

    def scene(self, race: int) -> Scene:
        """A player of a race on empty ground, with money and supply."""
        race = race if self.has_race(race) else Race.TERRAN
        scene = Scene(self, self._begin(self.ARENA, (Race(race).name.title(), "Terran"), False))
        scene.give(PLENTY, PLENTY)
        for _ in range(SUPPLIERS):
            scene.put(self.supplier(race), *scene.corner())
        return scene

    def melee(self, race: int, enemy: int = Race.TERRAN) -> Scene:
        """The start of a ladder game; the enemy stays idle."""
        enemy = enemy if self.has_race(enemy) else Race.TERRAN
        return Scene(self, self._begin(self.LADDER, (Race(race).name.title(), Race(enemy).name.title()), True))

    def has_race(self, race: int) -> bool:
        return bool(self.rules.town_hall[race] and self.rules.worker[race])

    def members(self, span: np.record) -> list[int]:
        """The numbers of a list of the rules."""
        return self.rules.lists[span.first : span.first + span.count].tolist()

    def kinds(self) -> range:
        return range(1, int(self.rules.n_unit_types))

    def supplier(self, race: int) -> int:
        """The cheapest unit type that gives a race supply."""
        types = self.rules.unit_types
        kinds = [kind for kind in self.kinds() if types[kind].race == race and types[kind].supply_provided > 0
                 and not types[kind].flags & Flag.TOWNHALL]
        return min(kinds, key=lambda kind: int(types[kind].minerals))

    def _begin(self, map_name: str, races: tuple[str, str], melee: bool) -> Games:
        key = map_name, races, melee
        if key not in self._games:
            self._games[key] = Games(1, map=map_name, races=races, patch=self.patch, threads=1, melee=melee)
        self._games[key].reset(seeds=[1])
        return self._games[key]


class Scene:
    """One game seen by player 1. Places are in cells, units are slots, kinds and abilities are rows of the rules."""

    def __init__(self, world: World, games: Games):
        self.world, self.games, self.rules = world, games, games.rules
        self._put = 0

    @property
    def game(self) -> np.record:
        return self.games[0]

    @property
    def loop(self) -> int:
        return int(self.game.loop)

    @property
    def player(self) -> np.record:
        return self.game.players[1]

    @property
    def bases(self) -> list[tuple[float, float]]:
        """Where town halls belong [cells]."""
        key = "bases", self.games.map.name
        if key not in self.world.memory:
            self.world.memory[key] = self.games.map.bases()
        return self.world.memory[key]

    @property
    def middle(self) -> tuple[float, float]:
        return self.games.map.width / 2, self.games.map.height / 2

    def corner(self) -> tuple[float, float]:
        """A place of its own at the left edge, for what must exist and stand in nobody's way."""
        self._put += 1
        left, bottom, _, top = self.games.map.playable
        rows = (top - bottom) // 6
        return left + 4.5 + 6 * ((self._put - 1) // rows), bottom + 4.5 + 6 * ((self._put - 1) % rows)

    def give(self, minerals: int, vespene: int) -> None:
        self.games.give_resources(0, 1, minerals, vespene)

    def put(self, kind: int, x: float, y: float, owner: int = 1) -> int:
        """A finished unit; 0: no room."""
        return next(iter(self.games.create_unit(0, kind, owner, x, y)), 0)

    def units(self, kinds: int | Iterable[int] | None = None, owner: int = 1) -> np.ndarray:
        """Slots of living units of some kinds; of all by default."""
        used = self.game.units[: int(self.game.n_slots)]
        mask = (used["owner"] == owner) & (used["alive"] == 1) & (used["life"] > 0)
        if kinds is not None:
            wanted = [kinds] if isinstance(kinds, int) else list(kinds)
            mask &= np.isin(used["type"], np.array(wanted, np.int64))
        return np.flatnonzero(mask)

    def at(self, slot: int) -> tuple[float, float]:
        unit = self.game.units[slot]
        return int(unit.x) / ONE, int(unit.y) / ONE

    def tell(
        self, slot: int, ability: int, target: int = 0, point: tuple[float, float] | None = None, queued: bool = False
    ) -> int:
        """Give a command; the loop in which it takes effect."""
        self.games.command(0, 1, ability, [slot], target=target, point=point, queued=queued)
        return self.loop + max(1, int(self.game.action_delay))

    def until(self, happened: Callable[[], object], limit: float) -> float:
        """Loop by loop until something happened: its loop. Infinity when it did not within so many loops."""
        end = self.loop + min(limit, LONGEST)
        while self.loop < end:
            self.games.step(1)
            if happened():
                return self.loop
        return math.inf

    def flagged(self, flag: Flag) -> np.ndarray:
        """Slots of the own living units whose type has a flag."""
        slots = self.units()
        return slots[self.world.flags[self.game.units["type"][slots]] & flag != 0]
