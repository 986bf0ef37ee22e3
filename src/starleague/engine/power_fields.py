"""Power fields: who gives power, and how much reaches a place."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import SHIFT
from starleague.catalog.vocabulary import AbilityClass, BehaviorClass
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit, leaf
from starleague.engine.repertoire import of_kind


@jit
def suffices(rules, game, player, unit_type, x, y):
    """Whether what needs power may be placed there."""
    user = rules.unit_types[unit_type].power_user
    if user == 0:
        user = warp_user(rules, unit_type)
    return user == 0 or level_at(rules, game, player, rules.behaviors[user].power_link, x, y) > 0


@jit
def level_at(rules, game, player, link, x, y):
    """The highest power level of a field that a player has at a place; 0: none."""
    best = np.int64(0)
    for k in range(game.scratch.n_sources):
        unit = game.units[game.scratch.sources[k]]
        if unit.owner != player or not unit.alive or unit.life <= 0 or unit.inside != 0:
            continue
        apart = square_distance(unit.x, unit.y, x, y)
        for b in range(unit.n_buffs):
            rule = rules.behaviors[unit.buffs[b].behavior]
            if rule.kind != BehaviorClass.POWER_SOURCE or rule.power_link != link or unit.buffs[b].off:
                continue
            if unit.building and not rule.power_while_building:
                continue
            level = max(np.int64(rule.power_level), 1)
            radius = np.int64(rule.radius)
            if level > best and apart <= radius * radius and _crosses_cliff(rules, rule, unit, x, y):
                best = level
    return best


@leaf
def _crosses_cliff(rules, rule, unit, x, y):
    """Whether power reaches from a unit's ground to that of a place."""
    cliff = rules.terrain.cliff
    here = np.int64(cliff[np.int64(unit.y) >> SHIFT, np.int64(unit.x) >> SHIFT])
    there = np.int64(cliff[np.int64(y) >> SHIFT, np.int64(x) >> SHIFT])
    return here == there or (rule.power_lower != 0 if there < here else rule.power_higher != 0)


@jit
def warp_user(rules, unit_type):
    """The behavior by which units of a type need power while they are warped in."""
    return np.int64(rules.abilities[of_kind(rules, unit_type, AbilityClass.WARPABLE)].behavior)
