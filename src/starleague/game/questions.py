"""What may be asked of a game beside its record: names, places, distances, what units could do now."""

from __future__ import annotations

import functools
from enum import IntEnum
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, Resource, Stat
from starleague.engine.checks import use_error
from starleague.engine.commands import ability_available, row_of
from starleague.engine.fixed import square_distance
from starleague.engine.grids import placement_error, snap
from starleague.engine.jit import entry, jit
from starleague.engine.paths import distance
from starleague.engine.requirements import holds
from starleague.engine.smart import meaning

if TYPE_CHECKING:
    from collections.abc import Callable

    from starleague.catalog.names import Names
    from starleague.game.maps import Map

Point = tuple[float, float]
LENGTHS = {"radius", "separation_radius", "inner_radius", "api_radius", "height", "sight", "detect_range"}
LINES = (None, Stat.UNIT_ARMOR, Stat.UNIT_SHIELD_ARMOR)  # what a level of weapons, armour, shields changes in a type
BASE_RADIUS = 10 * ONE  # workers on resources so near work for a base


def remembered(method: Callable) -> Callable:
    """Keep a method's answers with the batch, whose rules never change: a cache of all would keep batches alive."""
    name = f"_known_{method.__name__}"

    @functools.wraps(method)
    def answer(self, *arguments):
        known = self.__dict__.setdefault(name, {})
        if arguments not in known:
            known[arguments] = method(self, *arguments)
        return known[arguments]

    return answer


class Question(IntEnum):
    """What compiled code is asked."""

    DISTANCE = 0
    PLACEMENT = 1
    COMMAND = 2
    MEANING = 3
    AVAILABLE = 4
    WORKERS = 5
    IDEAL_WORKERS = 6
    SNAP_X = 7
    SNAP_Y = 8
    USE = 9
    SHOWN = 10


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
        length = self._ask(g, Question.DISTANCE, place=start, other=end)
        return length / ONE if length >= 0 else -1.0

    def placement_error(self, g: int, player: int, kind: int, point: Point, builder: int = 0) -> int:
        """0 when a structure (row) may be put at a place, snapped to its grid; else the API's ActionResult."""
        return self._ask(g, Question.PLACEMENT, player, builder, kind, place=point)

    def snapped(self, kind: int, point: Point) -> Point:
        """The place on the grid where a structure (row) would stand when it is put at a place."""
        x, y = (self._ask(0, question, row=kind, place=point) for question in (Question.SNAP_X, Question.SNAP_Y))
        return x / ONE, y / ONE

    def command_error(
        self, g: int, player: int, slot: int, ability: int, target: int = 0, point: Point | None = None,
        queued: bool = False, autocast: bool = False,
    ) -> int:
        """0 when a unit may carry out a command now, else the API's ActionResult."""
        place = point or (0.0, 0.0)
        return self._ask(
            g, Question.COMMAND, player, slot, ability, target, place=place,
            flags=(point is not None) + 2 * queued + 4 * autocast,
        )

    def meaning(self, g: int, player: int, slot: int, ability: int, target: int = 0) -> int:
        """The unit's own ability (row) by which it carries out one that stands for several; 0: it has none."""
        return self._ask(g, Question.MEANING, player, slot, ability, target)

    def available_abilities(self, g: int, slot: int, ignore_cost: bool = False) -> list[int]:
        """Rows of the abilities that a unit could be told to use now, targets aside."""
        unit = self.state[g].units[slot]
        span, owner = self.rules.unit_types[unit.type].abilities, int(unit.owner)
        rows = self.rules.lists[span.first : span.first + span.count].tolist()
        return [row for row in rows if self._ask(g, Question.AVAILABLE, owner, slot, row, flags=int(ignore_cost))]

    def use_error(self, g: int, slot: int, ability: int) -> int:
        """0 when a unit could be told to use an ability (row) now, targets aside, else the API's ActionResult."""
        return self._ask(g, Question.USE, int(self.state[g].units[slot].owner), slot, ability)

    def is_shown(self, g: int, slot: int, ability: int) -> bool:
        """Whether an ability (row) is on the command card of a unit, usable or not."""
        return bool(self._ask(g, Question.SHOWN, int(self.state[g].units[slot].owner), slot, ability))

    def base_harvesters(self, g: int, slot: int) -> tuple[int, int]:
        """Workers on minerals about a town hall, and how many would be ideal."""
        return self._ask(g, Question.WORKERS, slot=slot), self._ask(g, Question.IDEAL_WORKERS, slot=slot)

    def warm(self) -> None:
        """Compile what answers questions, so that none of them has to wait for it."""
        self._ask(0, Question.WORKERS)

    def _ask(
        self, g: int, question: Question, player: int = 0, slot: int = 0, row: int = 0, target: int = 0,
        place: Point = (0.0, 0.0), other: Point = (0.0, 0.0), flags: int = 0,
    ) -> int:
        x, y, other_x, other_y = (round(value * ONE) for value in (*place, *other))
        return int(_answer(
            self.table, self.state, g, int(question), player, slot, row, target, x, y, other_x, other_y, flags
        ))

    def upgrade_levels(self, g: int, player: int) -> np.ndarray:
        """Weapon, armour and shield level (0 to 3) of a player's units by type, int8 [types, 3]."""
        upgrades = self.rules.upgrades[: int(self.rules.n_upgrades)]
        done = self.state[g].players[player].upgrades[: len(upgrades)] == 1
        levels = np.zeros((int(self.rules.n_unit_types), len(LINES)), np.int8)
        for row in np.flatnonzero(done & (upgrades["level"] > 0) & (upgrades["line"] > 0)).tolist():
            column = levels[:, int(upgrades[row].line) - 1]
            np.maximum(column, np.where(self._changed_types(row), int(upgrades[row].level), 0), out=column)
        return levels

    @remembered
    def unit_type_facts(self, kind: int) -> SimpleNamespace:
        """A unit type's record as plain numbers (lengths in cells), and what its flags say."""
        row = self.rules.unit_types[kind]
        facts = SimpleNamespace(**{name: _in_cells(row, name) for name in row.dtype.names})
        facts.name = self.names.unit_names[kind]
        facts.townhall = bool(facts.flags & Flag.TOWNHALL)
        facts.worker = bool(facts.flags & Flag.WORKER)
        facts.structure = bool(facts.flags & Flag.STRUCTURE)
        facts.armed = bool(row.weapons.count)
        return facts

    @remembered
    def footprint_cells(self, footprint: int, bits: int) -> list[tuple[int, int]]:
        """(dx, dy) of a footprint's cells that have one of the bits, from the cell under the unit."""
        span = self.rules.footprints[footprint].cells
        cells = self.rules.lists[span.first : span.first + span.count].reshape(-1, 3)
        return [(int(dx), int(dy)) for dx, dy, has in cells if int(has) & bits]

    @remembered
    def _changed_types(self, upgrade: int) -> np.ndarray:
        """Which unit types a level of a line is for, bool [types]."""
        span = self.rules.upgrades[upgrade].modifications
        changes = self.rules.modifications[span.first : span.first + span.count]
        types = np.arange(int(self.rules.n_unit_types))
        stat = LINES[int(self.rules.upgrades[upgrade].line) - 1]
        if stat is not None:
            return np.isin(types, changes["row"][changes["stat"] == stat])
        effects = changes["row"][(changes["stat"] == Stat.EFFECT_AMOUNT) | (changes["stat"] == Stat.EFFECT_BONUS)]
        return np.array([not self._weapon_effects(kind).isdisjoint(effects.tolist()) for kind in types.tolist()])

    @remembered
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


@entry
def _answer(rules, games, g, question, player, slot, row, target, x, y, other_x, other_y, flags):
    """One function for all questions, so that what they share is compiled once."""
    game = games[g]
    if question == Question.DISTANCE:
        return np.int64(distance(rules[0], game, x, y, other_x, other_y))
    at_x, at_y = snap(rules[0], row, x, y)
    if question == Question.SNAP_X:
        return np.int64(at_x)
    if question == Question.SNAP_Y:
        return np.int64(at_y)
    if question == Question.PLACEMENT:
        return np.int64(placement_error(rules[0], game, player, row, at_x, at_y, slot))
    if question == Question.COMMAND:
        _row, error = row_of(
            rules[0], game, player, slot, row, target, False, x, y, flags & 1 != 0, flags & 2 != 0, flags & 4 != 0
        )
        return np.int64(error)
    if question == Question.MEANING:
        return np.int64(meaning(rules[0], game, player, slot, row, target))
    if question == Question.AVAILABLE:
        return np.int64(ability_available(rules[0], game, player, slot, row, flags != 0))
    if question == Question.USE:
        return np.int64(use_error(rules[0], game, player, slot, row, False))
    if question == Question.SHOWN:
        return np.int64(holds(rules[0], game, player, slot, rules[0].abilities[row].show))
    if question == Question.IDEAL_WORKERS:
        return ideal_workers(rules[0], game, game.units[slot])
    return workers_about(rules[0], game, game.units[slot])


@jit
def ideal_workers(rules, game, base):
    """How many workers the minerals about a town hall keep busy."""
    ideal = np.int64(0)
    for k in range(game.n_resources):
        field = game.units[game.resources[k]]
        if _is_mineral(rules, field) and _is_near(field, base):
            ideal += rules.unit_types[field.type].ideal_harvesters
    return ideal


@jit
def workers_about(rules, game, base):
    """Workers of its player that gather from the minerals about a town hall, on their way there or back."""
    workers = np.int64(0)
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.owner != base.owner or not unit.alive or unit.n_orders == 0:
            continue
        order = unit.orders[0]
        if rules.abilities[order.ability].kind != AbilityClass.HARVEST:
            continue
        outward = _is_mineral(rules, game.units[order.target])
        field = game.units[order.target if outward else unit.gather_target]
        if _is_mineral(rules, field) and _is_near(field, base):
            workers += 1
    return workers


@jit
def _is_mineral(rules, unit):
    return unit.alive and rules.unit_types[unit.type].resource == Resource.MINERALS


@jit
def _is_near(field, base):
    return square_distance(field.x, field.y, base.x, base.y) < BASE_RADIUS * BASE_RADIUS
