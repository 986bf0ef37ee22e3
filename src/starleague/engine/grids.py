"""What stands on the ground: footprints in the grids, and the nearest cells round them."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import (
    FOOTPRINT_BLOCKS,
    FOOTPRINT_NEAR_RESOURCES,
    FOOTPRINT_NO_BUILD,
    FOOTPRINT_NO_CREEP,
    FOOTPRINT_NO_SIGHT,
    GRID_H,
    GRID_W,
    SHIFT,
)
from starleague.engine.creep import bar_creep
from starleague.engine.ground import version_after
from starleague.engine.jit import jit, leaf
from starleague.engine.placement import placement_error as placement_error
from starleague.engine.placement import snap as snap

VEIL_SHIFT = 3


@leaf
def walkable(rules, game, cell_x, cell_y):
    """Whether ground units may be in a cell: terrain and structures. False outside the playable area."""
    terrain = rules.terrain
    if cell_x < terrain.left or cell_y < terrain.bottom or cell_x >= terrain.right or cell_y >= terrain.top:
        return False
    return terrain.pathable[cell_y, cell_x] != 0 and game.blocked[cell_y, cell_x] == 0


@jit
def place(rules, game, slot):
    """Write a structure's (or resource's) footprint into the grids; path_version follows if walking changed."""
    _write(rules, game, slot, 1)


@jit
def lift(rules, game, slot):
    """Take its footprint out again."""
    _write(rules, game, slot, -1)


@jit
def _write(rules, game, slot, sign):
    unit = game.units[slot]
    span = rules.footprints[rules.unit_types[unit.type].footprint].cells
    column = np.int64(unit.x) >> SHIFT
    row = np.int64(unit.y) >> SHIFT
    for k in range(span.first, span.first + span.count, 3):
        x = column + rules.lists[k]
        y = row + rules.lists[k + 1]
        if 0 <= x < GRID_W and 0 <= y < GRID_H:
            _write_cell(game, x, y, rules.lists[k + 2], sign)
            if rules.lists[k + 2] & FOOTPRINT_NO_CREEP:
                bar_creep(rules, game, x, y, sign)


@leaf
def _write_cell(game, x, y, bits, sign):
    """Count one cell of a footprint up or down."""
    if bits & FOOTPRINT_NO_BUILD:
        game.occupied[y, x] = np.int64(game.occupied[y, x]) + sign
    if bits & FOOTPRINT_NEAR_RESOURCES:
        game.near_resources[y, x] = np.int64(game.near_resources[y, x]) + sign
    if bits & FOOTPRINT_BLOCKS:
        before = np.int64(game.blocked[y, x])
        game.blocked[y, x] = before + sign
        if before == 0 or before + sign == 0:
            game.path_version = version_after(game.path_version, x, y, sign)
    if bits & FOOTPRINT_NO_SIGHT:
        game.veils[y, x] = np.int64(game.veils[y, x]) + sign
        game.veil_version = version_after(game.veil_version, x, y, sign)
        block = game.veil_blocks[y >> VEIL_SHIFT]
        block[x >> VEIL_SHIFT] = np.int64(block[x >> VEIL_SHIFT]) + sign
