"""Where ground units may walk: terrain and structures in one grid, ``scratch.walk``.

The grid is made again when ``game.path_version`` says that structures came or went. That number is a
sum over the blocked cells, so the same structures give the same number whatever happened before.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, SHIFT
from starleague.engine.fixed import mix
from starleague.engine.jit import jit, leaf

WALKABLE = 1
OPEN = 2  # it and its eight neighbours are walkable
WIDE = 4  # it lies in two by two walkable cells: units of up to two cells width pass
BLOCKED_BY_TERRAIN = 8
EDGE = 1  # cells at the border of the grid that are never walkable


@jit
def survey(rules, game):
    """Bring ``scratch.walk`` up to date; cheap when nothing changed."""
    scratch = game.scratch
    version = np.int64(game.path_version) | 1 << 30
    if scratch.walk_version == version:
        return
    scratch.walk_version = version
    terrain = rules.terrain
    bottom = max(np.int64(terrain.bottom), EDGE)
    top = min(np.int64(terrain.top), GRID_H - EDGE)
    left = max(np.int64(terrain.left), EDGE)
    right = min(np.int64(terrain.right), GRID_W - EDGE)
    scratch.walk[:] = BLOCKED_BY_TERRAIN
    for y in range(bottom, top):
        for x in range(left, right):
            if terrain.pathable[y, x]:
                scratch.walk[y, x] = WALKABLE if game.blocked[y, x] == 0 else 0
    for y in range(bottom, top):
        for x in range(left, right):
            if scratch.walk[y, x] & WALKABLE:
                scratch.walk[y, x] |= _room(scratch.walk, x, y)


@leaf
def walks(game, cell_x, cell_y):
    """Whether ground units may be in a cell that lies on the grid; ``survey`` must have run."""
    return game.scratch.walk[cell_y, cell_x] & WALKABLE != 0


@leaf
def walks_at(game, x, y):
    """The same for a place on the map [1/4096 cell]."""
    return game.scratch.walk[np.int64(y) >> SHIFT, np.int64(x) >> SHIFT] & WALKABLE != 0


@leaf
def version_after(version, cell_x, cell_y, sign):
    """``path_version`` once a cell becomes blocked (sign 1) or free (sign -1)."""
    key = np.int64(mix(np.uint64(np.int64(cell_y) * GRID_W + np.int64(cell_x) + 1)) >> np.uint64(34))
    return (np.int64(version) + sign * key) & ((1 << 30) - 1)


@leaf
def _room(walk, x, y):
    """The OPEN and WIDE bits of a walkable cell."""
    east_west = walk[y, x - 1] & walk[y, x + 1] & WALKABLE
    lower = walk[y - 1, x] & WALKABLE
    upper = walk[y + 1, x] & WALKABLE
    lower_left = lower & walk[y, x - 1] & walk[y - 1, x - 1]
    lower_right = lower & walk[y, x + 1] & walk[y - 1, x + 1]
    upper_left = upper & walk[y, x - 1] & walk[y + 1, x - 1]
    upper_right = upper & walk[y, x + 1] & walk[y + 1, x + 1]
    bits = 0
    if (lower_left | lower_right | upper_left | upper_right) & WALKABLE:
        bits |= WIDE
    if east_west & lower_left & lower_right & upper_left & upper_right & WALKABLE:
        bits |= OPEN
    return bits
