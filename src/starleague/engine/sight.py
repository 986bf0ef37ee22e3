"""What one pair of eyes lights up on the map, and what is seen there."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, MAX_SIGHT, ONE, SHIFT
from starleague.catalog.vocabulary import State
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import LIT_MARGIN, LIT_WORDS, MAX_VIEWS, VIEW_HALF

FOGGED = 1
VISIBLE = 2
ABOVE_EYES = 8  # [terrain height values] ground so much higher than one's own can still be seen: half a cliff
HEIGHT_SCALE = 8  # terrain height values in a cell of height
SMOKE = 255  # of ``scratch.roof``: line-of-sight blockers stand there
ROOF_SHIFT = 3
CONCEALED = int(State.CLOAKED) | int(State.BURIED)


@leaf
def sees(game, player, unit):
    """Whether a player sees a unit now: lit, and not cloaked unless detected."""
    bit = 1 << np.int64(player)
    if unit.visible_to & bit == 0:
        return False
    return unit.states & CONCEALED == 0 or unit.owner == player or unit.detected_by & bit != 0


@jit
def light_disc(rules, game, player, x, y, radius):
    """Light every cell within ``radius`` of a place [1/4096 cell]: for flyers and scanners."""
    _light_view(game, player, np.int64(x) >> SHIFT, np.int64(y) >> SHIFT, _half_cells(radius), game.scratch.views[0])


@jit
def light_rays(rules, game, player, x, y, radius, height):
    """Light what a unit on the ground sees: nothing above its own level, nothing behind that, smoke or high rocks.

    ``height``: of its eyes above the ground [1/4096 cell]; a Colossus looks over cliffs.
    """
    centre_x = np.int64(x) >> SHIFT
    centre_y = np.int64(y) >> SHIFT
    half = _half_cells(radius)
    eyes = np.int64(rules.terrain.ground[centre_y, centre_x]) + ABOVE_EYES
    eyes = min(eyes + (np.int64(height) * HEIGHT_SCALE >> SHIFT), SMOKE - 1)
    if _roof(game, centre_x, centre_y, half >> 1) <= eyes:
        light_disc(rules, game, player, x, y, radius)
        return
    _light_view(game, player, centre_x, centre_y, half, _view_from(rules, game, centre_x, centre_y, half, eyes))


@leaf
def _view_from(rules, game, centre_x, centre_y, half, eyes):
    """The view from a cell, so many half-cells wide at least; the one made longest ago gives way to a new one."""
    scratch = game.scratch
    key = ((centre_y * GRID_W + centre_x) << 8) | eyes
    view = scratch.views[scratch.view_at[centre_y, centre_x]]
    if view.key == key and view.half >= half and view.veil_version == game.veil_version:
        return view
    if view.key >> 8 != key >> 8:
        scratch.last_view = 1 + np.int64(scratch.last_view) % (MAX_VIEWS - 1)
        scratch.view_at[centre_y, centre_x] = scratch.last_view
    view = scratch.views[scratch.view_at[centre_y, centre_x]]
    view.key = key
    view.half = half
    view.veil_version = game.veil_version
    _look_round(rules, game, view, centre_x, centre_y)
    return view


@leaf
def _light_view(game, player, centre_x, centre_y, half, view):
    """Light the cells of a view within so many half-cells."""
    width = half >> 1
    for dy in range((half >> 1) + 1):
        while 4 * (width * width + dy * dy) > half * half:
            width -= 1
        circle = ((np.int64(1) << (2 * width + 1)) - 1) << (VIEW_HALF - width)
        _light_row(game, player, centre_x - VIEW_HALF, centre_y + dy, circle & view.rows[VIEW_HALF + dy])
        _light_row(game, player, centre_x - VIEW_HALF, centre_y - dy, circle & view.rows[VIEW_HALF - dy])


@jit
def _look_round(rules, game, view, centre_x, centre_y):
    """Cast the rays of a view from its cell."""
    terrain = rules.terrain
    passes = game.scratch.passes
    eyes = view.key & 255
    view.rows[:] = 0
    view.rows[VIEW_HALF] = np.int64(1) << VIEW_HALF
    passes[0] = 1
    for k in range(1, rules.sight_count[view.half]):  # free of branches, for speed
        cell = rules.sight_cells[k]
        cell_x = centre_x + cell.dx
        cell_y = centre_y + cell.dy
        on_map = np.int64(_on_map(terrain, cell_x, cell_y))
        cell_x *= on_map
        cell_y *= on_map
        seen = passes[cell.parent] & on_map & np.int64(terrain.ground[cell_y, cell_x] <= eyes)
        passes[k] = seen & (1 - terrain.sight_block[cell_y, cell_x]) & np.int64(game.veils[cell_y, cell_x] == 0)
        view.rows[VIEW_HALF + cell.dy] |= seen << (VIEW_HALF + np.int64(cell.dx))


@jit
def spread_light(rules, game, player):
    """Bring the player's visibility up to date with the cells that are lit: those that no longer are become fogged."""
    terrain = rules.terrain
    lit = game.scratch.lit[player - 1]
    was_lit = game.scratch.was_lit[player - 1]
    for y in range(terrain.height):
        for w in range(LIT_WORDS):
            word = np.int64(lit[y, w])
            if word != was_lit[y, w]:
                was_lit[y, w] = word
                left = np.int64(w) * 64 - LIT_MARGIN
                row = game.visibility[player - 1, y]
                for x in range(max(left, np.int64(0)), min(left + 64, np.int64(terrain.width))):
                    row[x] = VISIBLE if word >> (x - left) & 1 else min(row[x], np.uint8(FOGGED))


@jit
def raise_roof(rules, game):
    """Note the highest ground of each 8 by 8 cells, once a game: where none is above one's eyes no ray is cast."""
    if game.scratch.roof_made:
        return
    game.scratch.roof_made = 1
    game.scratch.views[0].rows[:] = -1
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
    return (cell_x >= 0) & (cell_x < terrain.width) & (cell_y >= 0) & (cell_y < terrain.height)


@leaf
def _light_row(game, player, left, y, cells):
    """Light the cells of a row, bits from column ``left`` on."""
    if y < 0 or y >= GRID_H:
        return
    at = left + LIT_MARGIN
    word = at >> 6
    bit = at & 63
    row = game.scratch.lit[player - 1, y]
    row[word] |= cells << bit
    if bit > 64 - (2 * VIEW_HALF + 2):
        row[word + 1] |= cells >> (64 - bit)


@leaf
def _roof(game, centre_x, centre_y, cells):
    """Highest ground of the blocks that a circle of so many cells touches; SMOKE where something ends the sight."""
    highest = np.int64(0)
    bottom = max(np.int64(0), centre_y - cells) >> ROOF_SHIFT
    top = min(np.int64(GRID_H - 1), centre_y + cells) >> ROOF_SHIFT
    left = max(np.int64(0), centre_x - cells) >> ROOF_SHIFT
    right = min(np.int64(GRID_W - 1), centre_x + cells) >> ROOF_SHIFT
    for block_y in range(bottom, top + 1):
        for block_x in range(left, right + 1):
            if game.veil_blocks[block_y, block_x]:
                return np.int64(SMOKE)
            highest = max(highest, np.int64(game.scratch.roof[block_y, block_x]))
    return highest
