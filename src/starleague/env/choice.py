"""Which units an observation shows, and in which order: own ones first, then enemies, then what lies near home.

Own structures and army, own workers, enemies in sight, enemy structures remembered, neutral units by their
distance to the nearest own town hall; each in slot order. Where the slots do not suffice, enemies keep
a quarter of them, neutral units an eighth, and workers a quarter of what is left for own units.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, SHIFT, i2, i4, record
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import length
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_UNITS
from starleague.engine.vision import sees

FARTHEST = GRID_W + GRID_H  # cells
MAX_HALLS = 40

WORK = record([  # scratch of one observation
    ("own", i2, (MAX_UNITS,)), ("n_own", i4),
    ("workers", i2, (MAX_UNITS,)), ("n_workers", i4),
    ("enemies", i2, (MAX_UNITS,)), ("n_enemies", i4),
    ("remembered", i2, (MAX_UNITS,)), ("n_remembered", i4),
    ("neutral", i2, (MAX_UNITS,)), ("n_neutral", i4),
    ("far", i2, (MAX_UNITS,)),  # [cells] of the neutral units, in their order
    ("bins", i4, (FARTHEST + 1,)),
    ("halls", i2, (MAX_HALLS,)), ("n_halls", i4),  # own town halls
    ("chosen", i2, (MAX_UNITS,)), ("n_chosen", i4),  # unit slots by entity slot
    ("status", np.uint8, (1024,)),  # of abilities, while legality is found out
])


@jit
def choose(rules, game, player, limit, neutral_limit, work):
    """Fill ``work.chosen`` with the slots of at most ``limit`` units that the player knows of, at most
    ``neutral_limit`` of them neutral."""
    _sort_units(rules, game, player, work)
    n_others = np.int64(work.n_enemies) + np.int64(work.n_remembered)
    for_neutral = min(np.int64(work.n_neutral), np.int64(limit) // 8, np.int64(neutral_limit))
    for_others = min(n_others, np.int64(limit) // 4)
    work.n_chosen = 0
    own_limit = np.int64(limit) - for_others - for_neutral
    _take(work, work.own, work.n_own, own_limit - min(np.int64(work.n_workers), own_limit // 4))
    _take(work, work.workers, work.n_workers, own_limit)
    _take(work, work.enemies, work.n_enemies, np.int64(limit) - for_neutral)
    _take(work, work.remembered, work.n_remembered, np.int64(limit) - for_neutral)
    _take_nearest(game, work, min(np.int64(limit), np.int64(work.n_chosen) + np.int64(neutral_limit)))


@jit
def _sort_units(rules, game, player, work):
    """Every unit that the player knows of, by what it is to him."""
    work.n_own = 0
    work.n_workers = 0
    work.n_enemies = 0
    work.n_remembered = 0
    work.n_neutral = 0
    work.n_halls = 0
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if not unit.alive or unit.inside != 0:
            continue
        flags = rules.unit_types[unit.type].flags
        if unit.owner == player:
            if flags & Flag.WORKER:
                work.workers[work.n_workers] = slot
                work.n_workers += 1
            else:
                work.own[work.n_own] = slot
                work.n_own += 1
                if flags & Flag.TOWNHALL and work.n_halls < MAX_HALLS:
                    work.halls[work.n_halls] = slot
                    work.n_halls += 1
        elif unit.owner == 0:
            work.neutral[work.n_neutral] = slot
            work.n_neutral += 1
        elif sees(game, player, unit):
            work.enemies[work.n_enemies] = slot
            work.n_enemies += 1
        elif remembers(rules, player, unit):
            work.remembered[work.n_remembered] = slot
            work.n_remembered += 1


@leaf
def remembers(rules, player, unit):
    """Whether a player knows of a structure that he does not see now. Its loss in the fog shows at once."""
    bit = 1 << np.int64(player)
    is_structure = rules.unit_types[unit.type].flags & Flag.STRUCTURE
    return is_structure != 0 and unit.seen_by & bit != 0 and unit.visible_to & bit == 0 and unit.flying == 0


@jit
def _take(work, slots, n, limit):
    for k in range(n):
        if work.n_chosen >= limit:
            return
        work.chosen[work.n_chosen] = slots[k]
        work.n_chosen += 1


@jit
def _take_nearest(game, work, limit):
    """Neutral units by whole cells from home: a counting sort, equal ones in slot order."""
    work.bins[:] = 0
    for k in range(work.n_neutral):
        far = _cells_from_home(game, work, game.units[work.neutral[k]])
        work.far[k] = far
        work.bins[far] += 1
    total = np.int64(work.n_chosen)
    for far in range(FARTHEST + 1):
        count = np.int64(work.bins[far])
        work.bins[far] = total
        total += count
    for k in range(work.n_neutral):
        place = work.bins[work.far[k]]
        work.bins[work.far[k]] += 1
        if place < limit:
            work.chosen[place] = work.neutral[k]
    work.n_chosen = min(total, np.int64(limit))


@jit
def _cells_from_home(game, work, unit):
    """Whole cells to the nearest own town hall, or to the first own unit when there is none."""
    best = np.int64(FARTHEST)
    for k in range(work.n_halls):
        hall = game.units[work.halls[k]]
        cells = length(np.int64(hall.x) - np.int64(unit.x), np.int64(hall.y) - np.int64(unit.y)) >> SHIFT
        best = min(best, cells)
    if work.n_halls == 0 and work.n_own + work.n_workers > 0:
        first = game.units[work.own[0] if work.n_own > 0 else work.workers[0]]
        best = length(np.int64(first.x) - np.int64(unit.x), np.int64(first.y) - np.int64(unit.y)) >> SHIFT
    return best
