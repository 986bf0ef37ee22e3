"""A recorded opening, played in the engine: every command of workers, town halls and production in its loop.

What makes something is bought in its order (``buying``); a structure that the recording has is insisted on, and its
builder told nothing else until it stands. Deaths are as recorded. Army units stay where they are born.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from starleague import catalog
from starleague.bench.openings.buying import Buying
from starleague.bench.openings.ground import map_of
from starleague.bench.openings.hands import Hands
from starleague.bench.openings.outcomes import Outcomes
from starleague.bench.openings.recorded import LENGTH, Opening, Said
from starleague.bench.openings.roll import Roll
from starleague.bench.openings.sites import Sites
from starleague.bench.openings.words import Words
from starleague.catalog.vocabulary import Flag
from starleague.engine.cheats import Cheat
from starleague.game.games import Games


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
        self.sites = Sites(opening, self.roll, self.words)
        self.hands = Hands(self.games, self.roll, self.words)
        self.outcomes = Outcomes(opening, self.roll, self.words)
        self.buying = Buying(self.hands, self.roll, self.sites, self.outcomes.sure)
        self.collected = np.zeros((length + 1, 2), np.int32)
        self.spent = np.zeros((length + 1, 2), np.int32)
        self.hidden = {sample.loop: np.zeros(2) for sample in opening.samples}  # paid, but not in the recorded sums
        self.recorded_ends = {unit: loop for loop, unit in opening.finished}
        self._dead: set[int] = set()
        self._waiting: dict[int, list[tuple[int, Said]]] = defaultdict(list)  # who is told what, once another is there
        self._told: dict[int, int] = {}  # units to the loop of what they did last

    def play(self) -> None:
        said, died = list(reversed(self.outcomes.said)), list(reversed(self.opening.died))
        for loop in range(self.length + 1):
            self._keep_books(loop)
            for number in self.roll.meet():
                self._release(self.sites.builders.get(number, 0))
                self._release(number)
            while died and died[-1][0] <= loop:
                self._die(died.pop()[1])
            while said and said[-1].loop <= loop + 1:
                self._tell(said.pop())
            self.buying.buy()
            if loop < self.length:
                self.games.step(1)

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
        """A drone that became its structure is no loss."""
        self._dead.add(number)
        self.buying.forget(number)
        slot = self.roll.slot(number)
        became = self.opening.race == "Zerg" and number in self.sites.builders.values()
        if slot and not became and not self.roll.is_larva(number):
            self.games.kill_unit(0, slot)

    def _release(self, number: int) -> None:
        """What was said before something else is void."""
        for told, said in self._waiting.pop(number, ()):
            if said.loop >= self._told.get(told, 0):
                self._tell_one(said, told)

    def _tell(self, said: Said) -> None:
        """Everybody who is told goes and gathers; one of them makes something or uses energy."""
        able = [number for number in said.units if self.words.row(said.name, self.roll.kind(number))]
        if self.words.is_for_all(said.name):
            for number in able:
                self._tell_one(said, number)
        elif self.sites.is_order(said):
            self._send_builder(said, able)
        else:
            self.buying.want(said)

    def _send_builder(self, said: Said, able: list[int]) -> None:
        """The nearest builds; who built nothing there walks to the place here."""
        site, here = self.sites.of(said), [number for number in able if self.roll.slot(number)]
        if site:
            placed = self.roll.placed[site]
            if here:
                self.sites.builders[site] = min(here, key=lambda number: self.roll.away(self.roll.slot(number), placed))
            self.buying.want_structure(said, site)
        else:
            for number in here[:1]:
                self._tell_one(said._replace(name="Move"), number)

    def _tell_one(self, said: Said, number: int) -> None:
        flags = self.rules.unit_types[self.roll.kind(number)].flags
        if not flags & (Flag.WORKER | Flag.STRUCTURE) and not self.roll.is_egg(number):
            return
        slot = self.roll.slot(number)
        if not slot and number in self._dead:
            return
        if not slot or self.buying.holds(number, said.queued):
            self._waiting[number].append((number, said))
        elif late := next((other for other in (number, said.target) if self._is_behind(other)), 0):
            self._waiting[late].append((number, said))
        else:
            self._command(slot, said, number)

    def _command(self, slot: int, said: Said, number: int) -> None:
        self._told[number] = said.loop
        self.hands.command(slot, said, number)

    def _is_behind(self, number: int) -> bool:
        """Whether a structure is finished there and not here."""
        return self.recorded_ends.get(number, LENGTH) <= self.game.loop and number in self.roll.built and (
            number not in self.roll.finished)


def _games(opening: Opening, patch: str) -> Games:
    """A game that begins as the recorded one did, in which commands are heard at once, and nobody is hurt."""
    game_map = map_of(opening, frozenset(catalog.load(patch).units))
    games = Games(1, map=game_map, races=(opening.race, "Terran"), patch=patch, threads=1)
    while games.places[0] != (0, 1):
        games.reset()
    games[0].action_delay = 0
    for player in (1, 2):
        games.toggle_cheat(0, player, Cheat.GOD)
    return games
