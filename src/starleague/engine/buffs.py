"""The list of buffs that a unit carries: packed in ``unit.buffs[: n_buffs]``."""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import jit


@jit
def count(game, slot, behavior):
    """How many stacks of a behavior a unit has; those switched off do not count."""
    unit = game.units[slot]
    stacks = np.int64(0)
    for k in range(unit.n_buffs):
        buff = unit.buffs[k]
        if buff.behavior == behavior and not buff.off:
            stacks += buff.stack
    return stacks


@jit
def find(unit, behavior, caster):
    """Index of a behavior among a unit's buffs, put there by ``caster`` (0: by anyone); -1: it has none."""
    for k in range(unit.n_buffs):
        buff = unit.buffs[k]
        if buff.behavior == behavior and (caster == 0 or buff.caster == caster):
            return k
    return -1


@jit
def take_out(unit, k):
    """Forget the k-th buff; the others keep their order."""
    unit.n_buffs -= 1
    for i in range(k, unit.n_buffs):
        unit.buffs[i] = unit.buffs[i + 1]
    unit.buffs[unit.n_buffs].behavior = 0
