"""What a recorded player told a unit, done by the unit that plays it here."""

from __future__ import annotations

import math

import numpy as np

from starleague.bench.openings.recorded import Placed, Said
from starleague.bench.openings.roll import NEAR, Roll
from starleague.bench.openings.words import Words
from starleague.catalog.rules import ONE
from starleague.engine.refusals import Refusal
from starleague.game.games import Games


class Hands:
    """Gives the commands of player 1 of a game; units of our game by their slots, recorded ones by their numbers."""

    def __init__(self, games: Games, roll: Roll, words: Words):
        self.games, self.game, self.rules = games, games[0], games.rules
        self.roll, self.words = roll, words
        self._fields = {self._place(int(slot)): int(slot)
                        for slot in self.game.resources[: int(self.game.n_resources)]}

    def meant(self, said: Said, number: int) -> int:
        """The unit that is to do it; 0: not here yet, or no more."""
        hatches = self.roll.is_larva(number) and self.words.product(said.name)
        return self.roll.hatch(number) if hatches else self.roll.slot(number)

    def error(self, slot: int, said: Said) -> int:
        """Why a unit cannot do it now (``Refusal``); 0: it can."""
        row, target, point = self._translated(slot, said)
        return self.games.command_error(0, 1, slot, row, target=target, point=point) if row else Refusal.NOT_SUPPORTED

    def command(self, slot: int, said: Said, number: int) -> None:
        """A unit is told."""
        row, target, point = self._translated(slot, said)
        if self.roll.is_larva(number) and self.rules.abilities[row].product:
            self.roll.note_egg(number, slot)
        self.games.command(0, 1, row, [slot], target=target, point=point, queued=said.queued)

    def price(self, said: Said, slot: int) -> np.ndarray:
        """Minerals, vespene and half supply that it needs at once; a queue waits for supply."""
        kind = int(self.game.units[slot].type)
        row = self.rules.abilities[self.words.row(said.name, kind)]
        return np.array([row.minerals, row.vespene, row.supply if self.roll.is_of_larvae(kind) else 0])

    def is_building(self, slot: int, placed: Placed) -> bool:
        """Whether a unit has orders to build a structure."""
        unit, kind = self.game.units[slot], self.roll.kinds[placed.unit]
        return any(self.rules.abilities[order.ability].product == kind and math.dist(
            (int(order.x) // ONE, int(order.y) // ONE), (placed.x, placed.y)) < 2 * NEAR
            for order in unit.orders[: int(unit.n_orders)])

    def _place(self, slot: int) -> tuple[float, float]:
        unit = self.game.units[slot]
        return int(unit.x) / ONE, int(unit.y) / ONE

    def _translated(self, slot: int, said: Said) -> tuple[int, int, tuple[float, float] | None]:
        """(ability, target, point): a unit that is not known here is a place; fields in the fog have no number."""
        row = self.words.row(said.name, int(self.game.units[slot].type))
        target = self.roll.slot(said.target) or (self._fields.get(said.point, 0) if said.point else 0)
        return row, target, None if target else said.point
