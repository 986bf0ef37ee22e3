"""Who needs power, and what follows from having it or not.

A unit that needs power carries a POWER_USER behavior, which is off while the power suffices: what an
unpowered unit cannot do is data. One that is warped in needs power too, for as long as that takes.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass
from starleague.engine.behaviors import refresh
from starleague.engine.buffs import find
from starleague.engine.fixed import times
from starleague.engine.jit import jit
from starleague.engine.power_fields import level_at, warp_user

LOOK_EVERY = 4  # loops between two looks whether there is power, a power of two


@jit
def update_power(rules, game):
    """Part of update_behaviors: users of power notice how much there is where they stand."""
    for k in range(game.scratch.n_users):
        slot = np.int64(game.scratch.users[k])
        unit = game.units[slot]
        if (game.loop + unit.serial) & (LOOK_EVERY - 1) == 0:
            attune(rules, game, slot)


@jit
def attune(rules, game, slot):
    """Let a unit know its power, and do what follows from it; one that cannot be without is lost."""
    unit = game.units[slot]
    user = _user_of(rules, unit)
    if user == 0:
        return
    rule = rules.behaviors[user]
    level = level_at(rules, game, unit.owner, rule.power_link, unit.x, unit.y)
    unit.powered = level
    if level == 0 and rule.dies_unpowered:
        unit.life = 0
    k = find(unit, user, 0)
    if k >= 0:
        off = level >= max(np.int64(rule.power_level), 1)
        if off != (unit.buffs[k].off != 0):
            unit.buffs[k].off = off
            refresh(rules, game, slot)


@jit
def pace(rules, unit):
    """Progress in a loop of what is under construction [1/4096 loop]: strong power speeds what is warped in up."""
    user = _user_of(rules, unit)
    rule = rules.behaviors[user]
    if user != 0 and rule.power_rate_level > 0 and unit.powered >= rule.power_rate_level:
        return times(unit.rate_factor, rule.power_rate)
    return np.int64(unit.rate_factor)


@jit
def _user_of(rules, unit):
    """The behavior by which a unit needs power now; 0: it does not."""
    if unit.building and rules.abilities[unit.build_ability].kind == AbilityClass.WARP_TRAIN:
        return warp_user(rules, unit.type)
    return np.int64(rules.unit_types[unit.type].power_user)
