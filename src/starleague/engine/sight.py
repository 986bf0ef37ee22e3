"""What one pair of eyes lights up on the map."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, MAX_SIGHT, ONE, SHIFT
from starleague.engine.jit import jit, leaf

VISIBLE = 2
ABOVE_EYES = 8  # [terrain height values] ground so much higher than one's own can still be seen: half a cliff
HEIGHT_SCALE = 8  # terrain height values in a cell of height
SMOKE = 255  # of ``scratch.roof``: line-of-sight blockers stand there
ROOF_SHIFT = 3


@jit
def light_disc(rules, game, player, x, y, radius):
    """Light every cell within ``radius`` of a place [1/4096 cell]: for flyers and scanners."""
    half = _half_cells(radius)
    centre_x = np.int64(x) >> SHIFT
    centre_y = np.int64(y) >> SHIFT
    width = half >> 1
    for dy in range((half >> 1) + 1):
        while 4 * (width * width + dy * dy) > half * half:
            width -= 1
        _light_row(rules, game, player, centre_x - width, centre_x + width, centre_y + dy)
        _light_row(rules, game, player, centre_x - width, centre_x + width, centre_y - dy)


@jit
def light_rays(rules, game, player, x, y, radius, height):
    """Light what a unit on the ground sees: nothing above its own level, nothing behind that or behind smoke.

    ``height``: of its eyes above the ground [1/4096 cell]; a Colossus looks over cliffs.
    """
    terrain = rules.terrain
    centre_x = np.int64(x) >> SHIFT
    centre_y = np.int64(y) >> SHIFT
    half = _half_cells(radius)
    eyes = np.int64(terrain.ground[centre_y, centre_x]) + ABOVE_EYES + (np.int64(height) * HEIGHT_SCALE >> SHIFT)
    eyes = min(eyes, SMOKE - 1)
    if _roof(game, centre_x, centre_y, half >> 1) <= eyes:
        light_disc(rules, game, player, x, y, radius)
        return
    passes = game.scratch.seen[0]
    passes[0] = 1
    game.visibility[player - 1, centre_y, centre_x] = VISIBLE
    for k in range(1, rules.sight_count[half]):
        cell = rules.sight_cells[k]
        cell_x = centre_x + cell.dx
        cell_y = centre_y + cell.dy
        passes[k] = 0
        if not passes[cell.parent] or not _on_map(terrain, cell_x, cell_y):
            continue
        if terrain.ground[cell_y, cell_x] <= eyes:
            passes[k] = 1 - terrain.sight_block[cell_y, cell_x]
            game.visibility[player - 1, cell_y, cell_x] = VISIBLE


@jit
def raise_roof(rules, game):
    """Note the highest ground of each 8 by 8 cells, once a game: where none is above one's eyes no ray is cast."""
    if game.scratch.roof_made:
        return
    game.scratch.roof_made = 1
    terrain = rules.terrain
    game.scratch.roof[:] = 0
    for y in range(terrain.height):
        for x in range(terrain.width):
            ground = np.int64(SMOKE if terrain.sight_block[y, x] else min(np.int64(terrain.ground[y, x]), SMOKE - 1))
            block_y = y >> ROOF_SHIFT
            block_x = x >> ROOF_SHIFT
            if ground > game.scratch.roof[block_y, block_x]:
                game.scratch.roof[block_y, block_x] = ground


@leaf
def _half_cells(radius):
    # Real clients show a cell when its middle lies within half a cell more than the sight.
    return min(np.int64(radius) * 2 // ONE + 1, np.int64(2 * MAX_SIGHT + 1))


@leaf
def _on_map(terrain, cell_x, cell_y):
    return 0 <= cell_x < terrain.width and 0 <= cell_y < terrain.height


@leaf
def _light_row(rules, game, player, left, right, y):
    terrain = rules.terrain
    if y < 0 or y >= terrain.height:
        return
    row = game.visibility[player - 1, y]
    for x in range(max(np.int64(0), left), min(np.int64(terrain.width), right + 1)):
        row[x] = VISIBLE


@leaf
def _roof(game, centre_x, centre_y, cells):
    """Highest ground of the blocks that a circle of so many cells touches."""
    highest = np.int64(0)
    bottom = max(np.int64(0), centre_y - cells) >> ROOF_SHIFT
    top = min(np.int64(GRID_H - 1), centre_y + cells) >> ROOF_SHIFT
    left = max(np.int64(0), centre_x - cells) >> ROOF_SHIFT
    right = min(np.int64(GRID_W - 1), centre_x + cells) >> ROOF_SHIFT
    for block_y in range(bottom, top + 1):
        for block_x in range(left, right + 1):
            highest = max(highest, np.int64(game.scratch.roof[block_y, block_x]))
    return highest
