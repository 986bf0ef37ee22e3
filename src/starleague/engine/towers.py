"""Watch towers: neutral, they show what they see to whoever has a unit beside them."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import SHIFT
from starleague.engine.filters import passes
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit


@jit
def watchers(rules, game, slot):
    """Bits of the players who have a tower: with a unit near it, and alone if only one may have it at a time."""
    row = rules.abilities[rules.unit_types[game.units[slot].type].interact_ability]
    bits = np.int64(0)
    for k in range(game.scratch.n_live):
        other = np.int64(game.scratch.live[k])
        owner = np.int64(game.units[other].owner)
        if owner != 0 and not bits >> owner & 1 and _is_beside(rules, game, row, slot, other):
            bits |= 1 << owner
    if row.exclusive and bits & (bits - 1):
        return np.int64(0)
    return bits


@jit
def _is_beside(rules, game, row, slot, other):
    """Whether a unit is of those that work a tower, near it and on its level."""
    tower = game.units[slot]
    unit = game.units[other]
    reach = np.int64(row.range) + rules.unit_types[tower.type].radius + rules.unit_types[unit.type].radius
    if square_distance(tower.x, tower.y, unit.x, unit.y) > reach * reach:
        return False
    cliff = rules.terrain.cliff
    if row.same_cliff and cliff[unit.y >> SHIFT, unit.x >> SHIFT] != cliff[tower.y >> SHIFT, tower.x >> SHIFT]:
        return False
    return passes(rules, game, row.targets, np.int64(0), slot, other)
