"""Things of one piece, though they are several units: what one loses, all lose."""

from __future__ import annotations

import numpy as np

from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit


@jit
def share_life(rules, game, slot):
    """Give those that are conjoined with a unit, which was hit, as much life as it has left."""
    unit = game.units[slot]
    rule = rules.behaviors[rules.unit_types[unit.type].conjoined]
    if not rule.shares_life:
        return
    reach = np.int64(rule.radius)
    for k in range(game.scratch.n_live):
        other = game.units[game.scratch.live[k]]
        if other.type != unit.type or other.owner != unit.owner or not other.alive:
            continue
        if square_distance(unit.x, unit.y, other.x, other.y) <= reach * reach:
            other.life = min(other.life, unit.life)
