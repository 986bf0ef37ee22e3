"""Units that stroll about their home while they have nothing to do: larvae round a hatchery."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import Mover
from starleague.engine.effect_queue import still
from starleague.engine.fixed import clamp, random_below
from starleague.engine.grids import walkable
from starleague.engine.jit import jit
from starleague.engine.motion import go

WANDER_ROLL = 211  # purpose of the random number; the next one too


@jit
def wander(rules, game, slot):
    """Every now and then, a short way in any direction, on a leash from where the unit was born."""
    unit = game.units[slot]
    kind = rules.unit_types[unit.type]
    rule = rules.behaviors[kind.wanderer]
    every = max(np.int64(rule.delay) >> SHIFT, np.int64(1))
    if (np.int64(game.loop) + unit.serial) % every != 0 or still(game, unit.home, unit.home_generation) == 0:
        return
    x = _stroll(game, unit, WANDER_ROLL, unit.x, unit.anchor_x, rule)
    y = _stroll(game, unit, WANDER_ROLL + 1, unit.y, unit.anchor_y, rule)
    if not walkable(rules, game, x >> SHIFT, y >> SHIFT):
        return
    if kind.mover == Mover.CREEP and not game.creep[y >> SHIFT, x >> SHIFT]:
        return
    go(unit, x, y, ONE // 16)


@jit
def _stroll(game, unit, purpose, at, anchor, rule):
    """One coordinate of where it goes."""
    step = random_below(game, unit.owner, unit.serial, purpose, 2 * np.int64(rule.wander_range) + 1) - rule.wander_range
    return clamp(np.int64(at) + step, np.int64(anchor) - rule.leash, np.int64(anchor) + rule.leash)
