"""What sensor towers feel: that an enemy is somewhere, not who."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit


@jit
def has_radar(game, player):
    """Whether a player has a tower that works."""
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == player and unit.radar > 0 and unit.alive:
            return True
    return False


@jit
def is_felt(rules, game, player, unit):
    """Whether an enemy that a player does not see is within reach of one of his towers. Structures are not felt."""
    if unit.owner == 0 or unit.owner == player or rules.unit_types[unit.type].flags & Flag.STRUCTURE:
        return False
    for k in range(game.scratch.n_live):
        tower = game.units[game.scratch.live[k]]
        if tower.owner == player and tower.radar > 0 and tower.alive:
            if square_distance(unit.x, unit.y, tower.x, tower.y) <= np.int64(tower.radar) * tower.radar:
                return True
    return False
