"""Where ground units may walk as far as a player knows.

What he has not seen shows only where nobody could have built it, as rocks on a ramp: as the real game tells it.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import FOOTPRINT_BLOCKS, SHIFT
from starleague.engine.jit import entry, jit
from starleague.engine.layout import MAX_UNITS
from starleague.sc2api.eyes.layout import MAX_GHOSTS


@entry
def known_pathing(rules, games, g, memories, player, grid):
    """Fill ``grid`` [y, x] with 1 where the player's units may walk."""
    game, terrain = games[g], rules[0].terrain
    for y in range(terrain.height):
        for x in range(terrain.width):
            grid[y, x] = terrain.pathable[y, x]
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.owner == player and not unit.flying:
            _block(rules[0], unit.type, unit.x, unit.y, True, grid)
    for k in range(1, MAX_UNITS + MAX_GHOSTS):
        shot = memories[player - 1].snapshots[k]
        if shot.used:
            _block(rules[0], shot.type, shot.x, shot.y, shot.seen != 0, grid)


@jit
def _block(rules, unit_type, x, y, known, grid):
    """Nobody walks through a structure; one that is not known shows where none can be built."""
    span = rules.footprints[rules.unit_types[unit_type].footprint].cells
    for k in range(span.first, span.first + span.count, 3):
        if rules.lists[k + 2] & FOOTPRINT_BLOCKS:
            column = (np.int64(x) >> SHIFT) + rules.lists[k]
            row = (np.int64(y) >> SHIFT) + rules.lists[k + 1]
            inside = 0 <= row < rules.terrain.height and 0 <= column < rules.terrain.width
            if inside and (known or not rules.terrain.placeable[row, column]):
                grid[row, column] = 0
