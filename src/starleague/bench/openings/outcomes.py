"""Which commands to train something came of it: players say it again and again while it cannot be paid.

What was born in a loop was in training since its structure's last birth, or since as many loops as it takes; the last
command by then made it, unless that has made another, or the next one is much nearer and a chrono boost may have
helped. What was cancelled was paid back, so that neither it nor its cancelling is done here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from starleague.bench.openings.recorded import Opening, Placed, Said
from starleague.bench.openings.roll import Roll
from starleague.bench.openings.words import Words
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass

SLACK = 3  # loops by which a birth is late
QUEUE = 4  # that wait before one
BOOST = 1.5  # speed of a boosted structure
LATER = 4  # how much farther off a command is that needs a boost


class Outcomes:
    """Of an opening: ``said``, less what nothing came of; ``sure``, those to train of which something did."""

    def __init__(self, opening: Opening, roll: Roll, words: Words):
        self.opening, self.roll, self.words = opening, roll, words
        born: dict[int, list[Placed]] = defaultdict(list)
        for placed in sorted((*opening.born, *opening.begun)):
            if placed.loop:
                born[roll.kinds[placed.unit]].append(placed)
        trained: dict[int, list[tuple[int, int]]] = defaultdict(list)  # of a unit type
        for k, said in enumerate(opening.said):
            if row := self._training(said):
                trained[int(words.rules.abilities[row].product)].append((k, row))
        made = {k for kind, told in trained.items() for k in self._makers(born[kind], told)}
        vain = {k for told in trained.values() for k, _ in told} - made
        self.sure = {opening.said[k] for k in made}
        self.said = tuple(said for k, said in enumerate(opening.said)
                          if k not in vain and words.plain(said.name) != "GeneralCancelLast")

    def _training(self, said: Said) -> int:
        """The ability by which one of those who are told trains; 0: none does, or larvae, of whom this is known."""
        for number in said.units:
            row = 0 if self.roll.is_larva(number) else self.words.row(said.name, self.roll.kinds.get(number, 0))
            if row and self.words.rules.abilities[row].kind in (AbilityClass.TRAIN, AbilityClass.WARP_TRAIN):
                return row
        return 0

    def _makers(self, born: list[Placed], told: list[tuple[int, int]]) -> Iterator[int]:
        """A command, by its place in the opening, for every birth; as far as there are."""
        row = self.words.rules.abilities[told[0][1]]
        time = int(row.time) / ONE if row.kind == AbilityClass.TRAIN else 0.0
        left = [k for k, _ in told]
        for start, boosted in self._starts(born, left, time):
            able = {k: start - self.opening.said[k].loop for k in left
                    if start - QUEUE * time <= self.opening.said[k].loop <= max(start, boosted) + SLACK}
            if able:
                made = min(able, key=lambda k: max(able[k], -LATER * able[k]))
                left.remove(made)
                yield made

    def _starts(self, born: list[Placed], told: list[int], time: float) -> Iterator[tuple[float, float]]:
        """Loops in which the training of units of one kind began; and before which at least, were it all boosted."""
        homes = [self.roll.placed[number] for k in told for number in self.opening.said[k].units
                 if number in self.roll.placed]
        last: dict[Placed, int] = {}
        for placed in born:
            home = min(homes, key=lambda home: math.dist((home.x, home.y), (placed.x, placed.y)))
            yield max(placed.loop - time, min(last.get(home, 0), placed.loop)), placed.loop - time / BOOST
            last[home] = placed.loop
