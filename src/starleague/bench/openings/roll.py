"""Which unit here is which in the recording."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from starleague.bench.openings.recorded import Opening, Placed
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, Mover
from starleague.game.games import Games

NEAR = 1.5  # cells from where a structure stands there to where it stands here

Key = tuple[int, int]  # slot and generation


class Roll:
    """Recorded units, by the recording's numbers, and our own units that play them.

    ``starts``, ``finished``: the loops in which recorded structures began and were finished here.
    """

    def __init__(self, games: Games, opening: Opening):
        self.games, self.game, self.types = games, games[0], games.rules.unit_types
        self.placed = {row.unit: row for row in (*opening.born, *opening.begun)}
        self.kinds = {unit: games.unit_row(row.name) for unit, row in self.placed.items()}
        self.built = {row.unit: row for row in opening.begun if self._is_bought(row.unit)}
        self.starts: dict[int, int] = {}
        self.finished: dict[int, int] = {}
        self._coming = sorted(self.placed.values(), reverse=True)
        self._keys: dict[int, Key] = {}
        self._taken: set[Key] = set()
        self._eggs: set[int] = set()  # recorded larvae that were told to become something
        self._hatched: dict[Key, int] = {}  # our larvae to the loop in which they were told so
        self._seen: set[tuple[Key, str]] = set()
        self._unborn: dict[str, list[Placed]] = defaultdict(list)  # recorded, not yet met here
        self._unmet: dict[str, list[Key]] = defaultdict(list)  # met here, not yet recorded

    def slot(self, number: int) -> int:
        """The living unit that plays a recorded one; 0: there is none."""
        slot, generation = self._keys.get(number, (0, 0))
        unit = self.game.units[slot]
        return slot if slot and unit.alive and int(unit.generation) == generation else 0

    def kind(self, number: int) -> int:
        """Its type now, or that which it comes into the world with; a larva is one until it is told otherwise."""
        slot = 0 if self.is_larva(number) and not self.is_egg(number) else self.slot(number)
        return int(self.game.units[slot].type) or self.kinds.get(number, 0)

    def worker_near(self, number: int) -> int:
        """The own worker nearest to a recorded structure that builds nothing; 0: there is none."""
        used, worker = self._own(), int(self.games.rules.worker[self.game.players[1].race])
        first = self.games.rules.abilities["product"][used["orders"]["ability"][:, 0]]
        free = (used["n_orders"] == 0) | (first == 0)
        workers = np.flatnonzero((used["type"] == worker) & self._alive(used) & free)
        return min(workers.tolist(), key=lambda slot: self.away(slot, self.placed[number]), default=0)

    def stand_in(self, number: int, slot: int) -> None:
        """A unit plays a recorded one that is not here, from now on; its own part is for the next that is born."""
        other = next((other for other, key in self._keys.items() if key == self._key(slot)), 0)
        self._keys[number] = self._key(slot)
        if other:
            del self._keys[other]
            unborn = self._unborn[self.placed[number].name]
            if self.placed[number] in unborn:
                unborn.remove(self.placed[number])
                unborn.append(self.placed[other])

    def is_larva(self, number: int) -> bool:
        return self.is_of_larvae(self.kinds.get(number, 0))

    def is_of_larvae(self, kind: int) -> bool:
        """Whether units of a type are larvae."""
        return bool(self.types[kind].mover == Mover.CREEP)

    def hatch(self, number: int) -> int:
        """The larva that becomes what a recorded one does: all are alike, so the nearest; 0: there is none."""
        used, kind, now = self._own(), self.kinds[number], int(self.game.loop)
        free = [slot for slot in np.flatnonzero((used["type"] == kind) & self._alive(used)).tolist()
                if self._hatched.get(self._key(slot)) != now]
        return min(free, key=lambda slot: self.away(slot, self.placed[number]), default=0)

    def note_egg(self, number: int, slot: int) -> None:
        """From now on a recorded larva is this one of ours."""
        self._keys[number] = self._key(slot)
        self._eggs.add(number)
        self._hatched[self._key(slot)] = int(self.game.loop)

    def is_egg(self, number: int) -> bool:
        return number in self._eggs

    def _key(self, slot: int) -> Key:
        return slot, int(self.game.units[slot].generation)

    def meet(self) -> list[int]:
        """Look who is new, there and here: structures by their place, the rest by the order of birth.

        The numbers of those who were met now, and of structures that were finished.
        """
        while self._coming and self._coming[-1].loop <= self.game.loop:
            placed = self._coming.pop()
            self._unborn[placed.name].append(placed)
        self._look_round()
        met = []
        for name, recorded in self._unborn.items():
            for placed in list(recorded):
                here = [key for key in self._unmet[name]
                        if placed.unit not in self.built or self.away(key[0], placed) < NEAR]
                if here:
                    key = min(here, key=lambda key: self.away(key[0], placed))
                    recorded.remove(placed)
                    self._unmet[name].remove(key)
                    self._keys[placed.unit] = key
                    self._taken.add(key)
                    met.append(placed.unit)
        return met + self._note_structures(met)

    def _look_round(self) -> None:
        used = self._own()
        for slot in np.flatnonzero(self._alive(used)).tolist():
            key = self._key(slot)
            name = self.games.names.unit_names[int(used[slot].type)]
            if (key, name) not in self._seen:
                self._seen.add((key, name))
                if key not in self._taken:
                    self._unmet[name].append(key)

    def _note_structures(self, met: list[int]) -> list[int]:
        """Write down what began and what is finished; the numbers of the latter."""
        for number in met:
            if number in self.built:
                self.starts[number] = int(self.game.units[self.slot(number)].born)
        open_ones = sorted(self.starts.keys() - self.finished.keys())
        done = [number for number in open_ones
                if self.slot(number) and not self.game.units[self.slot(number)].building]
        self.finished.update(dict.fromkeys(done, int(self.game.loop)))
        return done

    def _own(self) -> np.ndarray:
        return self.game.units[: int(self.game.n_slots)]

    @staticmethod
    def _alive(used: np.ndarray) -> np.ndarray:
        return (used["owner"] == 1) & (used["alive"] == 1)

    def _is_bought(self, number: int) -> bool:
        """Whether a unit is a structure that costs something."""
        kind = self.types[self.kinds[number]]
        return bool(kind.flags & Flag.STRUCTURE and kind.minerals)

    def away(self, slot: int, placed: Placed) -> float:
        """Whole cells from a unit to a recorded place."""
        unit = self.game.units[slot]
        return math.dist((int(unit.x) // ONE, int(unit.y) // ONE), (placed.x, placed.y))
