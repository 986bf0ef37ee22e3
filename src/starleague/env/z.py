"""The statistic z: the first items that a player builds, and how many of each item it builds in all.

A unit counts when it leaves its producer, a structure when it is placed, a morph and an upgrade when done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from starleague.engine.jit import entry, jit
from starleague.env.spec import BUILD_ORDER


@dataclass(frozen=True)
class Z:
    """A strategy to follow: indices of items, 0 after the last; and how many of each."""

    build: np.ndarray  # int16 [BUILD_ORDER]
    counts: np.ndarray  # float32 [items]
    loops: np.ndarray  # int32 [BUILD_ORDER] when each was built


def z_of(seat: np.ndarray, items: int) -> Z:
    """What the player of a seat has built so far (``memory.SEAT`` after ``track``)."""
    statistics = seat["statistics"]
    return Z(
        statistics["build"].astype(np.int16), statistics["counts"][:items].astype(np.float32),
        statistics["build_loops"].astype(np.int32),
    )


def follow(seat: np.ndarray, z: Z | None) -> None:
    """Make a seat's observations show a strategy to follow; None: none."""
    seat["z_build"] = 0 if z is None else z.build
    seat["z_counts"] = 0
    if z is not None:
        seat["z_counts"][: len(z.counts)] = z.counts


@entry
def begin_tracking(tables, games, seats, first, last):
    """Forget what the seats of games [first, last) built; what stands now does not count."""
    for g in range(first, last):
        for player in range(1, 3):
            statistics = seats[g, player - 1].statistics
            statistics.types[:] = 0
            statistics.upgrades[:] = 0
            track(tables[0], games[g], player, statistics)
            statistics.n_build = 0
            statistics.build[:] = 0
            statistics.build_loops[:] = 0
            statistics.counts[:] = 0


@entry
def track_games(tables, games, seats, first, last):
    """Bring the statistics of both seats of games [first, last) up to now."""
    for g in range(first, last):
        for player in range(1, 3):
            track(tables[0], games[g], player, seats[g, player - 1].statistics)


@jit
def track(tables, game, player, statistics):
    """Add what came into being since the last look; a unit that was born and died in between is missed."""
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if not unit.alive or unit.owner != player:
            continue
        same = statistics.types[slot] != 0 and statistics.serials[slot] == unit.serial
        if same and statistics.types[slot] == unit.type:
            continue
        item = tables.item_of_type[unit.type]
        before = tables.item_of_type[statistics.types[slot]] if same else 0
        statistics.types[slot] = unit.type
        statistics.serials[slot] = unit.serial
        if item != 0 and item != before:
            _count(statistics, item, game.loop)
    for upgrade in range(1, tables.n_upgrades):
        if game.players[player].upgrades[upgrade] == 1 and statistics.upgrades[upgrade] == 0:
            statistics.upgrades[upgrade] = 1
            if tables.item_of_upgrade[upgrade] != 0:
                _count(statistics, tables.item_of_upgrade[upgrade], game.loop)


@jit
def _count(statistics, item, loop):
    statistics.counts[item] += 1
    if statistics.n_build < BUILD_ORDER:
        statistics.build[statistics.n_build] = item
        statistics.build_loops[statistics.n_build] = loop
        statistics.n_build += 1
