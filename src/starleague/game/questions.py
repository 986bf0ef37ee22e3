"""What may be asked of a game beside its record: names, places, distances, what units could do now."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, Resource, Stat
from starleague.engine.checks import ability_available, command_error
from starleague.engine.fixed import square_distance
from starleague.engine.grids import placement_error, snap
from starleague.engine.jit import entry
from starleague.engine.paths import distance

if TYPE_CHECKING:
    from starleague.catalog.names import Names
    from starleague.game.maps import Map

Point = tuple[float, float]
LENGTHS = {"radius", "separation_radius", "inner_radius", "api_radius", "height", "sight", "detect_range"}
BASE_RADIUS = 10 * ONE  # workers on resources so near work for a base


class Questions:
    """Mixed into Games; every answer leaves the game as it is."""

    table: np.ndarray
    rules: np.record
    state: np.ndarray
    names: Names
    map: Map
    places: list[tuple[int, int]]

    def unit_row(self, kind: int | str) -> int:
        """Row of a unit type in the rules, by name ("Marine") or API id (48); 0: the catalog has none."""
        if isinstance(kind, str):
            return self.names.unit_types.get(kind, 0)
        return self.names.unit_by_api.get(int(kind), 0)

    def ability_row(self, ability: int | str) -> int:
        """Row of an ability by name ("TrainMarine") or API id (560); 0: the catalog has none.

        A generic id of the API stands for several abilities: it gives one of them, and a unit that is told it
        uses its own.
        """
        if isinstance(ability, str):
            return self.names.abilities.get(ability, 0)
        row = self.names.ability_by_api.get(int(ability), 0)
        return row or self._generics.get(int(ability), 0)

    @functools.cached_property
    def _generics(self) -> dict[int, int]:
        rows = self.rules.abilities["generic_id"][: int(self.rules.n_abilities)]
        return {int(api_id): row for row, api_id in reversed(list(enumerate(rows))) if api_id}

    def start_locations(self, g: int) -> dict[int, tuple[int, int]]:
        """Where each player starts [1/4096 cell]."""
        return {
            player: (round(self.map.starts[place][0] * ONE), round(self.map.starts[place][1] * ONE))
            for player, place in enumerate(self.places[g], 1)
        }

    def path_distance(self, g: int, start: Point, end: Point) -> float:
        """Length of the way on the ground [cells]; -1 when there is none."""
        fixed = [round(value * ONE) for value in (*start, *end)]
        length = _path_distance(self.table, self.state, g, *fixed)
        return length / ONE if length >= 0 else -1.0

    def placement_error(self, g: int, player: int, kind: int, point: Point, builder: int = 0) -> int:
        """0 when a structure (row) may be put at a place, snapped to its grid; else the API's ActionResult."""
        return int(_placement_error(self.table, self.state, g, player, kind, *_fixed(point), builder))

    def command_error(
        self, g: int, player: int, slot: int, ability: int, target: int = 0, point: Point | None = None
    ) -> int:
        """0 when a unit may take a command now, else the API's ActionResult."""
        x, y = _fixed(point or (0.0, 0.0))
        return int(_command_error(self.table, self.state, g, player, slot, ability, target, x, y, point is not None))

    def available_abilities(self, g: int, slot: int, ignore_cost: bool = False) -> list[int]:
        """Rows of the abilities that a unit could be told to use now, targets aside."""
        span = self.rules.unit_types[self.state[g].units[slot].type].abilities
        rows = self.rules.lists[span.first : span.first + span.count].tolist()
        return [row for row in rows if _available(self.table, self.state, g, slot, row, ignore_cost)]

    def base_harvesters(self, g: int, slot: int) -> tuple[int, int]:
        """Workers on minerals about a town hall, and how many would be ideal."""
        return tuple(int(value) for value in _base_harvesters(self.table, self.state, g, slot))

    def upgrade_levels(self, g: int, player: int, kind: int) -> tuple[int, int]:
        """Weapon and armour level (0 to 3) that a player's units of a type have."""
        upgrades = self.rules.upgrades[: int(self.rules.n_upgrades)]
        done = self.state[g].players[player].upgrades[: len(upgrades)] == 1
        levels = [0, 0]
        for row in np.flatnonzero(done & (upgrades["level"] > 0)):
            line = int(upgrades[row].line)
            if line in (1, 2) and self._changes(int(row), kind, line):
                levels[line - 1] = max(levels[line - 1], int(upgrades[row].level))
        return levels[0], levels[1]

    @functools.lru_cache(maxsize=1024)  # noqa: B019 - the rules of a batch never change
    def unit_type_facts(self, kind: int) -> SimpleNamespace:
        """A unit type's record as plain numbers (lengths in cells), and what its flags say."""
        row = self.rules.unit_types[kind]
        facts = SimpleNamespace(**{name: _in_cells(row, name) for name in row.dtype.names})
        facts.name = self.names.unit_names[kind]
        facts.townhall = bool(facts.flags & Flag.TOWNHALL)
        facts.worker = bool(facts.flags & Flag.WORKER)
        facts.structure = bool(facts.flags & Flag.STRUCTURE)
        return facts

    @functools.lru_cache(maxsize=256)  # noqa: B019
    def footprint_cells(self, footprint: int, bits: int) -> list[tuple[int, int]]:
        """(dx, dy) of a footprint's cells that have one of the bits, from the cell under the unit."""
        span = self.rules.footprints[footprint].cells
        cells = self.rules.lists[span.first : span.first + span.count].reshape(-1, 3)
        return [(int(dx), int(dy)) for dx, dy, has in cells if int(has) & bits]


    def _changes(self, upgrade: int, kind: int, line: int) -> bool:
        """Whether a level of the weapons line (1) or armour line (2) is for a unit type."""
        span = self.rules.upgrades[upgrade].modifications
        changes = self.rules.modifications[span.first : span.first + span.count]
        if line == 2:
            return bool(((changes["stat"] == Stat.UNIT_ARMOR) & (changes["row"] == kind)).any())
        effects = changes["row"][(changes["stat"] == Stat.EFFECT_AMOUNT) | (changes["stat"] == Stat.EFFECT_BONUS)]
        return not self._weapon_effects(kind).isdisjoint(effects.tolist())

    @functools.lru_cache(maxsize=1024)  # noqa: B019
    def _weapon_effects(self, kind: int) -> set[int]:
        """Every effect that the weapons of a unit type lead to."""
        span = self.rules.unit_types[kind].weapons
        todo = [int(self.rules.weapons[row].effect) for row in self.rules.lists[span.first : span.first + span.count]]
        found: set[int] = set()
        while todo:
            row = todo.pop()
            if row and row not in found:
                found.add(row)
                effect = self.rules.effects[row]
                span = effect.children
                todo += self.rules.lists[span.first : span.first + span.count].tolist()
                todo += [int(effect[name]) for name in ("impact_effect", "initial_effect", "final_effect")]
                todo += effect.area_effect.tolist()
        return found


def _in_cells(row: np.record, name: str):
    """A field of a unit type as a plain number; lengths in cells."""
    value = row[name]
    if np.ndim(value) or value.dtype.names:
        return value
    return value.item() / ONE if name in LENGTHS else value.item()


def _fixed(point: Point) -> tuple[int, int]:
    return round(point[0] * ONE), round(point[1] * ONE)


@entry
def _path_distance(rules, games, g, from_x, from_y, to_x, to_y):
    return distance(rules[0], games[g], from_x, from_y, to_x, to_y)


@entry
def _placement_error(rules, games, g, player, kind, x, y, builder):
    at_x, at_y = snap(rules[0], kind, x, y)
    return placement_error(rules[0], games[g], player, kind, at_x, at_y, builder)


@entry
def _command_error(rules, games, g, player, slot, ability, target, x, y, has_point):
    return command_error(rules[0], games[g], player, slot, ability, target, x, y, has_point)


@entry
def _available(rules, games, g, slot, ability, ignore_cost):
    return ability_available(rules[0], games[g], games[g].units[slot].owner, slot, ability, ignore_cost)


@entry
def _base_harvesters(rules, games, g, slot):
    game = games[g]
    base = game.units[slot]
    assigned, ideal = np.int64(0), np.int64(0)
    for k in range(game.n_resources):
        field = game.units[game.resources[k]]
        kind = rules[0].unit_types[field.type]
        if kind.resource == Resource.MINERALS and square_distance(field.x, field.y, base.x, base.y) < BASE_RADIUS**2:
            assigned += field.harvesters
            ideal += kind.ideal_harvesters
    return assigned, ideal
