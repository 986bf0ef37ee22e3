"""When each building of an opening could begin, in the recorded game and in ours.

A building *could* begin once three things are there, whichever comes last:

- minerals and vespene: the player has brought home what was spent by the loop in which he began it, itself included.
  Our game, which follows his commands and so buys the same things, tells how much that is. The recording tells what
  was brought home every 160 loops, and between two samples a straight line is taken; at the latest the player had it
  when he began, for then he paid;
- what it requires: of each group of structures that its requirement counts one is finished, in either game its own.

The error is the difference of the two loops, over the loop in which the player really began. So a player who lets
money lie, or whose builder is late, does not hide how fast money comes here, too fast or too slow; how the builder
gets there is not asked. What cannot be paid within five minutes, or lacks its tech, is wrong by its whole time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from starleague.bench.openings.following import Following
from starleague.bench.openings.recorded import LENGTH, Opening


@dataclass(frozen=True)
class Begun:
    """One building of one opening; loops."""

    game: str
    race: str
    name: str
    started: int  # when the player began it
    expected: float  # when he could have
    found: float  # when he could have here; infinite: never
    here: int  # when it began here; -1: never

    @property
    def error(self) -> float:
        """Relative; 1 for what could never begin."""
        return min(1.0, abs(self.late))

    @property
    def late(self) -> float:
        return (self.found - self.expected) / self.started


@dataclass(frozen=True)
class Measured:
    """What came of one player's opening."""

    race: str
    buildings: tuple[Begun, ...]
    minerals: float  # brought home until the end, ours over the recorded ones, less one


def measure(opening: Opening, patch: str | None = None, length: int = LENGTH) -> Measured:
    """Follow an opening and compare its buildings; at the patch nearest to the game's unless one is named."""
    following = Following(opening, patch or patch_of(opening.version), length)
    following.play()
    recorded = _recorded(following)
    end = opening.samples[-1].loop
    return Measured(opening.race, tuple(_compare(following, recorded)),
                    float(following.collected[end, 0] / max(recorded[end, 0], 1) - 1))


def patch_of(version: str) -> str:
    """The patch of the catalog whose prices and times are nearest to a version of the game."""
    return "5.0.14" if [int(part) for part in version.split(".")[:3]] >= [5, 0, 12] else "4.10"


def _compare(following: Following, recorded: np.ndarray) -> Iterator[Begun]:
    opening = following.opening
    for unit, placed in following.roll.built.items():
        here = following.roll.starts.get(unit, -1)
        spent = following.spent[min(placed.loop + 1, following.length)].copy()
        if not 0 <= here <= placed.loop:
            spent += following.sites.price(unit)
        needed = following.sites.needs(unit)
        there, ours = (recorded, following.recorded_ends), (following.collected, following.roll.finished)
        expected, found = (
            max(_paid(collected, spent), *(_first(group, loops) for group in needed), 0.0)
            for collected, loops in (there, ours)
        )
        expected = min(expected, placed.loop)
        yield Begun(opening.game, opening.race, placed.name, placed.loop, expected, found, here)


def _paid(collected: np.ndarray, spent: np.ndarray) -> float:
    """The loop by which enough was brought home."""
    enough = (collected >= spent).all(axis=1)
    return float(enough.argmax()) if enough.any() else np.inf


def _first(group: list[int], finished: dict[int, int]) -> float:
    """When the first of some structures was finished; the town hall of the start always is."""
    return min((float(finished.get(unit, np.inf)) for unit in group), default=0.0)


def _recorded(following: Following) -> np.ndarray:
    """Minerals and vespene brought home by loop [loops + 1, 2].

    A recording sums up what there is and what it is in; that leaves out what waits in queues, and research until it
    is done. Our game, which bought the same things, tells what those cost. It leaves out, too, the quarter of a price
    that is not paid back for a cancelled structure.
    """
    samples = following.opening.samples
    loops = [sample.loop for sample in samples]
    first = samples[0]
    rows = np.array([following.hidden[sample.loop] + (
        sample.minerals_collected - first.minerals_collected, sample.vespene_collected) for sample in samples])
    for loop, lost in following.sites.cancelled():
        rows[np.array(loops) >= loop] += lost
    rows = np.maximum.accumulate(rows, axis=0)
    every = np.arange(following.length + 1)
    return np.stack([np.interp(every, loops, rows[:, k]) for k in (0, 1)], axis=1)
