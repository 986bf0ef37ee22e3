"""Structures of a recorded opening: who built each, what it costs, what it requires."""

from __future__ import annotations

import math

import numpy as np

from starleague.bench.openings.recorded import Opening, Placed, Said
from starleague.bench.openings.roll import NEAR, Roll
from starleague.bench.openings.words import Words
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, RequirementClass

SOON = 600  # loops from an order to build to the structure
ADDON = (2.5, -0.5)  # cells from a structure to its add-on


class Sites:
    """By the recording's number of a structure.

    ``orders``: the last command to build it. ``builders``: the unit told.
    """

    def __init__(self, opening: Opening, roll: Roll, words: Words):
        self.opening, self.roll, self.words, self.rules = opening, roll, words, words.rules
        self.orders = self._find_orders()
        self.builders = {unit: said.units[0] for unit, said in self.orders.items()}
        self.kinds = {roll.kinds[unit] for unit in roll.built}
        self._of = {said: unit for unit, said in self.orders.items()}

    def is_order(self, said: Said) -> bool:
        """Whether something is to be built, of a kind that the recording has."""
        return self.words.product(said.name) in self.kinds

    def of(self, said: Said) -> int:
        """The structure that a command built; 0: none."""
        return self._of.get(said, 0)

    def price(self, number: int) -> np.ndarray:
        """Minerals and vespene that a recorded structure costs."""
        return np.array([self._way(number).minerals, self._way(number).vespene])

    def needs(self, number: int) -> list[list[int]]:
        """Groups of recorded structures of which the tech of a structure counts one each; not what the start has."""
        placed, kinds = self.roll.placed, self.roll.kinds
        groups = [[unit for unit, kind in kinds.items() if kind in counted]
                  for counted in self._counted(int(self._way(number).requirement))]
        return [group for group in groups if group and all(placed[unit].loop for unit in group)]

    def cancelled(self) -> list[tuple[int, np.ndarray]]:
        """(loop, minerals and vespene that were not paid back) of each recorded structure that was cancelled."""
        said = {said.loop for said in self.opening.said if self.words.plain(said.name) == "GeneralCancel"}
        done = {number for _, number in self.opening.finished}
        return [(loop, self.price(number) * (1 - int(self._way(number).refund) / ONE))
                for loop, number in self.opening.died
                if number in self.roll.built and number not in done and loop in said]

    def _way(self, number: int) -> np.record:
        """The ability by which a recorded structure is built."""
        rows, product = self.rules.abilities[: int(self.rules.n_abilities)], self.roll.kinds[number]
        return next((row for row in rows if row.product == product and row.kind == AbilityClass.BUILD), rows[0])

    def _counted(self, requirement: int) -> list[list[int]]:
        row = self.rules.requirements[requirement]
        if row.kind == RequirementClass.COUNT_UNIT:
            return [self.rules.lists[row.types.first : row.types.first + row.types.count].tolist()]
        if row.kind in (RequirementClass.AND, RequirementClass.OR):
            return self._counted(int(row.left)) + self._counted(int(row.right))
        return []

    def _find_orders(self) -> dict[int, Said]:
        found: dict[int, Said] = {}
        for unit, placed in self.roll.built.items():
            for said in self.opening.said:
                if said.units and placed.loop - SOON <= said.loop <= placed.loop and (
                        self.words.product(said.name) == self.roll.kinds[unit] and self._is_at(said, placed)):
                    found[unit] = said
        return found

    def _is_at(self, said: Said, placed: Placed) -> bool:
        """Whether a command is about this place; an add-on is placed by its structure's, or there where that stands."""
        if said.point is None:
            return said.loop == placed.loop
        return _distance(said.point, placed) < NEAR or (
            _distance((said.point[0] + ADDON[0], said.point[1] + ADDON[1]), placed) < NEAR
            and bool(self.rules.unit_types[self.roll.kinds[placed.unit]].flags & Flag.ADDON))


def _distance(point: tuple[float, float], placed: Placed) -> float:
    return math.dist((math.floor(point[0]), math.floor(point[1])), (placed.x, placed.y))
