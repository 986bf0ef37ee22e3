"""What a recorded player bought, bought here in the same order.

What was wanted first is paid first: money for it is not spent on what came later. A structure was wanted in the loop
in which it began, whatever its builder was told before.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from starleague.bench.openings.hands import Hands
from starleague.bench.openings.recorded import LENGTH, Said
from starleague.bench.openings.roll import Roll
from starleague.bench.openings.sites import Sites
from starleague.engine.refusals import Refusal

PATIENCE = 160  # loops that something is tried again which perhaps never came of it
PAYABLE = {Refusal.NONE, Refusal.NOT_ENOUGH_MINERALS, Refusal.NOT_ENOUGH_VESPENE}


class Wanted(NamedTuple):
    """``site``: the recorded structure that comes of it; 0: it is none. Loops."""

    since: int
    until: int
    said: Said
    units: tuple[int, ...]  # recorded, of which one does it
    site: int


class Buying:
    """The list of what is wanted and not yet had."""

    def __init__(self, hands: Hands, roll: Roll, sites: Sites, sure: set[Said]):
        self.hands, self.roll, self.sites, self.game = hands, roll, sites, roll.game
        self.sure = sure  # commands that something came of
        self.player = self.game.players[1]
        self.wanted: list[Wanted] = []

    def want(self, said: Said) -> None:
        """A unit is to train, to morph, to research, to use its energy; a larva surely did what it was told."""
        sure = said in self.sure or any(self.roll.is_larva(number) for number in said.units)
        until = LENGTH if sure else int(self.game.loop) + PATIENCE
        self.wanted.append(Wanted(said.loop, until, said, said.units, 0))

    def want_structure(self, said: Said, site: int) -> None:
        """A structure is to be built, by the unit that the sites know."""
        self.forget(site)
        self.wanted.append(Wanted(self.roll.placed[site].loop, LENGTH, said, (self.sites.builders[site],), site))

    def forget(self, site: int) -> None:
        """A structure is no more, and needs not be built."""
        self.wanted = [each for each in self.wanted if each.site != site]

    def holds(self, number: int, queued: bool) -> bool:
        """Whether a unit builds before it does what it is told now: where a structure has begun there and not here.

        What it is to do after building waits, too.
        """
        now = int(self.game.loop)
        return any(each.site and number in each.units and each.site not in self.roll.starts
                   and (queued or each.since <= now) and now < each.since + PATIENCE for each in self.wanted)

    def buy(self) -> None:
        """In the order in which it was had there; what has to wait keeps its money."""
        now, left = int(self.game.loop), self._purse()
        self.wanted = [each for each in sorted(self.wanted, key=lambda each: each.since)
                       if now < each.until and each.site not in self.roll.starts]
        for each in list(self.wanted):
            number, slot, error = self._buyer(each)
            if error not in PAYABLE:
                continue
            price = self.hands.price(each.said, slot)
            enough = bool((left >= price)[price > 0].all())
            if enough or each.since <= now:
                left -= price
            if enough and not error:
                self._take(each, number, slot)

    def _take(self, each: Wanted, number: int, slot: int) -> None:
        if not each.site:
            self.hands.command(slot, each.said, number)
            self.wanted.remove(each)
        elif not self.hands.is_building(slot, self.roll.placed[each.site]):
            late = each.since <= self.game.loop
            if slot != self.roll.slot(number):
                self.roll.stand_in(number, slot)
            self.hands.command(slot, each.said._replace(queued=each.said.queued and not late), number)

    def _buyer(self, each: Wanted) -> tuple[int, int, int]:
        """(recorded, ours, error): who is to do it, with the least to do; for a lost builder, the nearest worker."""
        able = [(number, slot, self.hands.error(slot, each.said))
                for number in each.units if (slot := self.hands.meant(each.said, number))]
        if not able and each.site and each.since <= self.game.loop:
            slot = self.roll.worker_near(each.site)
            able = [(each.units[0], slot, self.hands.error(slot, each.said))] if slot else []
        return min(able, key=lambda found: (found[2] not in PAYABLE, int(self.game.units[found[1]].n_queued)),
                   default=(0, 0, Refusal.ERROR))

    def _purse(self) -> np.ndarray:
        """Minerals, vespene and half supply that there are."""
        player = self.player
        return np.array([player.minerals, player.vespene, player.supply_cap - player.supply_used])
