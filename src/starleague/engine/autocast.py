"""Abilities that idle units use by themselves, where their owner lets them."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityFlag, EffectClass
from starleague.engine.checks import use_error
from starleague.engine.filters import passes
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.obedience import obey
from starleague.engine.patches import FAR
from starleague.engine.target_checks import unit_target_error
from starleague.engine.validators import all_valid


@jit
def look_for_work(rules, game, slot):
    """Use the first ability on autocast that finds a target."""
    unit = game.units[slot]
    bit = np.int64(1)
    listed = rules.unit_types[unit.type].abilities
    for k in range(listed.first, listed.first + listed.count):
        ability = np.int64(rules.lists[k])
        if not rules.abilities[ability].flags & AbilityFlag.AUTOCAST:
            continue
        if unit.autocast & bit:
            target = _nearest(rules, game, slot, ability)
            if target != 0:
                x, y = np.int64(game.units[target].x), np.int64(game.units[target].y)
                obey(rules, game, slot, ability, np.bool_(False), target, x, y, np.bool_(False))
                return
        bit <<= 1


@jit
def _nearest(rules, game, slot, ability):
    """The nearest unit that an ability may start on by itself; 0: none."""
    unit = game.units[slot]
    reach = np.int64(rules.abilities[ability].autocast_range) + rules.unit_types[unit.type].radius
    best = np.int64(0)
    best_distance = np.int64(FAR)
    for row in range(first_row(unit.y - reach), last_row(unit.y + reach) + 1):
        start, stop = span(game, row, unit.x - reach, unit.x + reach)
        for k in range(start, stop):
            other = np.int64(game.scratch.sorted[k])
            distance = square_distance(unit.x, unit.y, game.units[other].x, game.units[other].y)
            if other == slot or distance > reach * reach or distance >= best_distance:
                continue
            if _suits(rules, game, slot, ability, other):
                best = other
                best_distance = distance
    return best


@jit
def _suits(rules, game, slot, ability, target):
    unit = game.units[slot]
    other = game.units[target]
    row = rules.abilities[ability]
    if rules.effects[row.effect].kind == EffectClass.CREATE_HEALER:
        most = np.int64(game.players[other.owner].unit_stats[other.type].life_max) + other.life_max_bonus
        if other.owner == 0 or other.life >= most:
            return False
    if not passes(rules, game, row.autocast_targets, unit.owner, slot, target):
        return False
    if not all_valid(rules, game, row.autocast_validators, unit.owner, slot, slot, target, other.x, other.y):
        return False
    if use_error(rules, game, np.int64(unit.owner), slot, ability, np.bool_(False)) != 0:
        return False
    return unit_target_error(rules, game, np.int64(unit.owner), slot, ability, target) == 0
