"""Bodies and walls: nobody enters a cell that cannot be walked on."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE, SHIFT
from starleague.engine.fixed import square_distance
from starleague.engine.ground import OPEN, WALKABLE, walks
from starleague.engine.jit import jit, leaf

NARROWEST = ONE // 4  # no body keeps more than this from a wall: it fits through a gap of one cell
FARTHEST = 16  # cells to the nearest free ground


@jit
def slide(game, x, y, to_x, to_y, radius):
    """Where a step from (x, y) to (to_x, to_y), shorter than a cell, ends: along walls, half the radius off them."""
    walk = game.scratch.walk
    if walk[to_y >> SHIFT, to_x >> SHIFT] & OPEN:
        return to_x, to_y
    to_x, to_y = _stay_out(game, x, y, to_x, to_y)
    gap = min(np.int64(radius) >> 1, np.int64(NARROWEST))
    cell_x = to_x >> SHIFT
    cell_y = to_y >> SHIFT
    part_x = to_x & (ONE - 1)
    part_y = to_y & (ONE - 1)
    if part_x < gap and walk[cell_y, cell_x - 1] & WALKABLE == 0:
        part_x = gap
    elif part_x > ONE - gap and walk[cell_y, cell_x + 1] & WALKABLE == 0:
        part_x = ONE - gap
    if part_y < gap and walk[cell_y - 1, cell_x] & WALKABLE == 0:
        part_y = gap
    elif part_y > ONE - gap and walk[cell_y + 1, cell_x] & WALKABLE == 0:
        part_y = ONE - gap
    return (cell_x << SHIFT) + part_x, (cell_y << SHIFT) + part_y


@jit
def nearest_free(game, x, y):
    """(found, x, y): the nearest place on walkable ground, a little inside its cell."""
    cell_x = np.int64(x) >> SHIFT
    cell_y = np.int64(y) >> SHIFT
    found, best_x, best_y, best = False, np.int64(x), np.int64(y), np.int64(1) << 50
    for ring in range(1, FARTHEST):
        for row in range(max(1, cell_y - ring), min(GRID_H - 1, cell_y + ring + 1)):
            edge = abs(row - cell_y) == ring
            for column in range(cell_x - ring, cell_x + ring + 1, 1 if edge else 2 * ring):
                if column < 1 or column >= GRID_W - 1 or not walks(game, column, row):
                    continue
                at_x = _into(x, column)
                at_y = _into(y, row)
                far = square_distance(at_x, at_y, x, y)
                if far < best:
                    found, best_x, best_y, best = True, at_x, at_y, far
        if found and best <= (ring * ONE) ** 2:
            break
    return found, best_x, best_y


@leaf
def _into(at, cell):
    """The place of a cell, along one axis, that is nearest to ``at``, a quarter cell off its borders."""
    low = (np.int64(cell) << SHIFT) + NARROWEST
    return min(max(np.int64(at), low), low + ONE // 2)


@leaf
def _stay_out(game, x, y, to_x, to_y):
    """The step, less what would lead into a wall or between two walls that touch at a corner."""
    if _enters(game, x, y, to_x, to_y):
        return to_x, to_y
    if abs(to_x - x) >= abs(to_y - y):
        if _enters(game, x, y, to_x, y):
            return to_x, y
        if _enters(game, x, y, x, to_y):
            return x, to_y
    else:
        if _enters(game, x, y, x, to_y):
            return x, to_y
        if _enters(game, x, y, to_x, y):
            return to_x, y
    return x, y


@leaf
def _enters(game, x, y, to_x, to_y):
    """Whether a body may step so."""
    from_column, from_row = x >> SHIFT, y >> SHIFT
    to_column, to_row = to_x >> SHIFT, to_y >> SHIFT
    if not walks(game, to_column, to_row):
        return False
    if from_column == to_column or from_row == to_row:
        return True
    return walks(game, to_column, from_row) or walks(game, from_column, to_row)
