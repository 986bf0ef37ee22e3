"""A recorded opening, played in the engine: every command of workers, town halls and production in its loop.

What cannot be paid yet is tried again each loop; a structure that the recording has is insisted on, and its builder
told nothing else until it stands. Deaths are as recorded. Army units stay where they are born.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from starleague import catalog
from starleague.bench.openings.ground import map_of
from starleague.bench.openings.recorded import LENGTH, Opening, Placed, Said
from starleague.bench.openings.roll import NEAR, Roll
from starleague.bench.openings.words import Words
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, RequirementClass
from starleague.engine.refusals import Refusal
from starleague.game.games import Games

PATIENCE = 160  # loops that something is tried again
UNPAID = {Refusal.NOT_ENOUGH_MINERALS, Refusal.NOT_ENOUGH_VESPENE, Refusal.NOT_ENOUGH_FOOD, Refusal.NOT_ENOUGH_ENERGY}
EVERY = 8  # loops between two looks for structures that do not stand yet
SOON = 600  # loops from an order to build to the structure


class Following:
    """One opening in one game, for ``length`` loops.

    ``collected``, ``spent`` [loop, 2]: minerals and vespene; those of the start were not collected.
    """

    def __init__(self, opening: Opening, patch: str, length: int = LENGTH):
        self.opening, self.length = opening, length
        self.games = _games(opening, patch)
        self.words, self.rules = Words(self.games), self.games.rules
        self.game, self.player = self.games[0], self.games[0].players[1]
        self.roll = Roll(self.games, opening)
        self.collected = np.zeros((length + 1, 2), np.int32)
        self.spent = np.zeros((length + 1, 2), np.int32)
        self.hidden = {sample.loop: np.zeros(2) for sample in opening.samples}  # paid, but not in the recorded sums
        self._dead: set[int] = set()
        self._waiting: dict[int, list[tuple[int, Said]]] = defaultdict(list)  # who is told what, once another is there
        self.recorded_ends = {unit: loop for loop, unit in opening.finished}
        self._unpaid: list[tuple[int, Said, int]] = []  # (until, command, the unit told)
        self._fields = {self._place(int(slot)): int(slot)
                        for slot in self.game.resources[: int(self.game.n_resources)]}
        self._orders = self._find_orders()  # the last one for each structure
        self._builders = {unit: said.units[0] for unit, said in self._orders.items()}

    def play(self) -> None:
        said, died = list(reversed(self.opening.said)), list(reversed(self.opening.died))
        for loop in range(self.length + 1):
            self._keep_books(loop)
            for number in self.roll.meet():
                self._release(self._builders.get(number, 0))
                self._release(number)
            while died and died[-1][0] <= loop:
                self._die(died.pop()[1])
            self._try_again()
            self._insist()
            while said and said[-1].loop <= loop + 1:
                self._tell(said.pop())
            if loop < self.length:
                self.games.step(1)

    def price(self, number: int) -> np.ndarray:
        """Minerals and vespene that a recorded structure costs."""
        return np.array([self._way(number).minerals, self._way(number).vespene])

    def needs(self, number: int) -> list[list[int]]:
        """Groups of recorded structures of which the tech of a structure counts one each; not what the start has."""
        placed, kinds = self.roll.placed, self.roll.kinds
        groups = [[unit for unit, kind in kinds.items() if kind in counted]
                  for counted in self._counted(int(self._way(number).requirement))]
        return [group for group in groups if group and all(placed[unit].loop for unit in group)]

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

    def _place(self, slot: int) -> tuple[float, float]:
        unit = self.game.units[slot]
        return int(unit.x) / ONE, int(unit.y) / ONE

    def _find_orders(self) -> dict[int, Said]:
        found = {}
        for unit, placed in self.roll.built.items():
            for said in self.opening.said:
                if said.units and said.point and placed.loop - SOON <= said.loop <= placed.loop and (
                        self.words.product(said.name) == self.roll.kinds[unit] and _is_at(said.point, placed)):
                    found[unit] = said
        return found

    def _keep_books(self, loop: int) -> None:
        self.collected[loop] = self.player.minerals_collected, self.player.vespene_collected
        self.spent[loop] = self.collected[loop] - (self.player.minerals, self.player.vespene)
        if loop in self.hidden:
            self.hidden[loop] = self._in_queues()

    def _in_queues(self) -> np.ndarray:
        """Minerals and vespene in what waits in queues, and in research."""
        used = self.game.units[: int(self.game.n_slots)]
        paid = np.zeros(2)
        for unit in used[(used["owner"] == 1) & (used["alive"] == 1) & (used["n_queued"] > 0)]:
            at_work = max(1, int(self.rules.unit_types[unit.type].queue_parallel) + int(unit.queue_parallel_bonus))
            for k, item in enumerate(unit.queue[: int(unit.n_queued)]):
                row = self.rules.abilities[item.ability]
                if row.upgrade or k >= at_work:
                    paid += row.minerals, row.vespene
        return paid

    def _die(self, number: int) -> None:
        """A builder that became its structure is no loss."""
        self._dead.add(number)
        slot = self.roll.slot(number)
        if slot and number not in self._builders.values() and not self.roll.is_larva(number):
            self.games.kill_unit(0, slot)

    def _release(self, number: int) -> None:
        for told, said in self._waiting.pop(number, ()):
            self._tell_one(said, told)

    def _tell(self, said: Said) -> None:
        """Everybody who is told goes and gathers; one of them makes something or uses energy."""
        able = [number for number in said.units if self.words.row(said.name, self.roll.kind(number))]
        if self.words.is_for_all(said.name):
            for number in able:
                self._tell_one(said, number)
        elif able:
            ready = [number for number in able if self.roll.slot(number)]
            self._tell_one(said, min(ready or able, key=lambda number: self._business(number, said)))

    def _business(self, number: int, said: Said) -> tuple[bool, int]:
        """What makes a unit the wrong one of several: that it cannot do it, then how much it has to do."""
        slot = self.roll.slot(number)
        return bool(slot and self._error(slot, said)), int(self.game.units[slot].n_queued)

    def _tell_one(self, said: Said, number: int) -> None:
        flags = self.rules.unit_types[self.roll.kind(number)].flags
        if not flags & (Flag.WORKER | Flag.STRUCTURE) and self.words.is_for_all(said.name) and not (
                self.roll.is_egg(number)):
            return
        slot = self._meant(said, number)
        if not slot and number in self._dead:
            return
        if (not slot and self.roll.is_larva(number)) or (slot and self._error(slot, said) in UNPAID):
            self._unpaid.append((int(self.game.loop) + PATIENCE, said, number))
        elif not slot or number in self._held():
            self._waiting[number].append((number, said))
        elif late := next((other for other in (number, said.target) if self._is_behind(other)), 0):
            self._waiting[late].append((number, said))
        else:
            self._command(slot, said, number)

    def _meant(self, said: Said, number: int) -> int:
        """The unit that is to do it; 0: not here yet, or no more."""
        hatches = self.roll.is_larva(number) and self.words.product(said.name)
        return self.roll.hatch(number) if hatches else self.roll.slot(number)

    def _is_behind(self, number: int) -> bool:
        """Whether a structure is finished there and not here."""
        return self.recorded_ends.get(number, LENGTH) <= self.game.loop and number in self.roll.built and (
            number not in self.roll.finished)

    def _held(self) -> set[int]:
        """Builders whose structure has just begun there and not here."""
        loop = int(self.game.loop)
        return {self._builders[unit] for unit in self._due()
                if unit in self._builders and loop < self.roll.built[unit].loop + PATIENCE}

    def _due(self) -> list[int]:
        """Structures that have begun there and not here."""
        return [unit for unit, placed in self.roll.built.items()
                if placed.loop <= self.game.loop and unit not in self.roll.starts and unit not in self._dead]

    def _try_again(self) -> None:
        due, self._unpaid = self._unpaid, []
        for until, said, number in due:
            slot = self._meant(said, number)
            if int(self.game.loop) >= until:
                continue
            if not slot or self._error(slot, said) in UNPAID:
                self._unpaid.append((until, said, number))
            else:
                self._command(slot, said, number)

    def _insist(self) -> None:
        """Tell builders again whose order has failed; or, when they are gone, the nearest worker."""
        for unit in self._due() if self.game.loop % EVERY == 0 else ():
            said = self._orders.get(unit)
            slot = 0 if said is None else self.roll.slot(self._builders[unit]) or self.roll.worker_near(unit)
            if said and slot and not self._error(slot, said) and not self._is_building(slot):
                self._command(slot, said, self._builders[unit])

    def _is_building(self, slot: int) -> bool:
        unit = self.game.units[slot]
        return bool(unit.n_orders and self.rules.abilities[unit.orders[0].ability].product)

    def _error(self, slot: int, said: Said) -> int:
        row, target, point = self._translated(slot, said)
        return self.games.command_error(0, 1, slot, row, target=target, point=point)

    def _command(self, slot: int, said: Said, number: int) -> None:
        row, target, point = self._translated(slot, said)
        if self.roll.is_larva(number) and self.rules.abilities[row].product:
            self.roll.note_egg(number, slot)
        self.games.command(0, 1, row, [slot], target=target, point=point, queued=said.queued)

    def _translated(self, slot: int, said: Said) -> tuple[int, int, tuple[float, float] | None]:
        """(ability, target, point): a unit that is not known here is a place."""
        row = self.words.row(said.name, int(self.game.units[slot].type))
        target = self.roll.slot(said.target) or (self._fields.get(said.point, 0) if said.target and said.point else 0)
        return row, target, None if target else said.point


def _games(opening: Opening, patch: str) -> Games:
    """A game that begins as the recorded one did, in which commands are heard at once."""
    game_map = map_of(opening, frozenset(catalog.load(patch).units))
    games = Games(1, map=game_map, races=(opening.race, "Terran"), patch=patch, threads=1)
    while games.places[0] != (0, 1):
        games.reset()
    games[0].action_delay = 0
    return games


def _is_at(point: tuple[float, float], placed: Placed) -> bool:
    return math.dist((math.floor(point[0]), math.floor(point[1])), (placed.x, placed.y)) < NEAR
