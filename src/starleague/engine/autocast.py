"""Abilities that units use by themselves, where their owner lets them: idle, on guard, or fighting their way."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, EffectClass, TargetKind
from starleague.engine.checks import able_error
from starleague.engine.filters import passes
from starleague.engine.fixed import square_distance
from starleague.engine.healing import missing
from starleague.engine.jit import jit, leaf
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.obedience import obey
from starleague.engine.order_list import precede
from starleague.engine.patches import FAR
from starleague.engine.target_checks import unit_target_error
from starleague.engine.validators import all_valid

BROADEST = 3 * ONE  # no unit has a larger radius


@jit
def look_for_work(rules, game, slot):
    """Use the first ability on autocast that may start, or that finds a target."""
    unit = game.units[slot]
    bit = np.int64(1)
    listed = rules.unit_types[unit.type].abilities
    for k in range(listed.first, listed.first + listed.count):
        ability = np.int64(rules.lists[k])
        row = rules.abilities[ability]
        if not row.flags & AbilityFlag.AUTOCAST:
            continue
        if unit.autocast & bit and row.kind != AbilityClass.ARM_MAGAZINE and row.kind != AbilityClass.AUGMENT:
            if able_error(rules, game, np.int64(unit.owner), slot, ability, np.bool_(False)) == 0:
                if _start(rules, game, slot, ability):
                    return
        bit <<= 1


@jit
def _start(rules, game, slot, ability):
    """Use an ability that the unit is able to use, if there is reason; whether it does."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    wants_company = row.autocast_range > 0 and row.autocast_targets.require | row.autocast_targets.exclude != 0
    if row.target == TargetKind.NONE:
        if wants_company:
            if _nearest(rules, game, slot, ability) == 0:
                return False
        elif not all_valid(rules, game, row.autocast_validators, unit.owner, slot, slot, slot, unit.x, unit.y):
            return False
        _use(rules, game, slot, ability, np.int64(0), np.int64(unit.x), np.int64(unit.y))
        return True
    target = _nearest(rules, game, slot, ability)
    if target != 0:
        _use(rules, game, slot, ability, target, np.int64(game.units[target].x), np.int64(game.units[target].y))
    return target != 0


@jit
def _use(rules, game, slot, ability, target, x, y):
    """Do it now; what the unit was told comes after it."""
    row = rules.abilities[ability]
    if game.units[slot].n_orders == 0 or row.flags & AbilityFlag.TRANSIENT or row.kind == AbilityClass.BEHAVIOR:
        obey(rules, game, slot, ability, np.bool_(False), target, x, y, np.bool_(False))
    else:
        precede(rules, game, slot, ability, target, x, y, np.bool_(False))


@jit
def _nearest(rules, game, slot, ability):
    """The nearest unit that an ability may start on by itself; 0: none."""
    unit = game.units[slot]
    reach = _reach(rules, game, unit, rules.abilities[ability])
    around = reach + BROADEST
    best = np.int64(0)
    best_gap = np.int64(FAR)
    for row in range(first_row(unit.y - around), last_row(unit.y + around) + 1):
        start, stop = span(game, row, unit.x - around, unit.x + around)
        for k in range(start, stop):
            other = np.int64(game.scratch.sorted[k])
            near = reach + rules.unit_types[game.units[other].type].radius
            apart = square_distance(unit.x, unit.y, game.units[other].x, game.units[other].y)
            if other == slot or apart > near * near or apart >= best_gap:
                continue
            if _suits(rules, game, slot, ability, other):
                best = other
                best_gap = apart
    return best


@leaf
def _reach(rules, game, unit, row):
    """How far from its middle a unit looks for targets of an ability: who cannot go there must reach them."""
    reach = np.int64(row.autocast_range)
    stands = unit.hold != 0 or game.players[unit.owner].unit_stats[unit.type].speed == 0
    if row.target != TargetKind.NONE and stands:
        reach = min(reach, np.int64(row.range))
    return reach + rules.unit_types[unit.type].radius


@jit
def _suits(rules, game, slot, ability, target):
    unit = game.units[slot]
    other = game.units[target]
    row = rules.abilities[ability]
    effect = rules.effects[row.effect]
    if effect.kind == EffectClass.CREATE_HEALER:
        if other.owner == 0 or missing(game, other, effect.recharge_vital) <= 0:
            return False
        if not all_valid(rules, game, effect.validators, unit.owner, slot, slot, target, other.x, other.y):
            return False
    if not passes(rules, game, row.autocast_targets, unit.owner, slot, target):
        return False
    if not all_valid(rules, game, row.autocast_validators, unit.owner, slot, slot, target, other.x, other.y):
        return False
    if row.target == TargetKind.NONE:
        return True
    return unit_target_error(rules, game, np.int64(unit.owner), slot, ability, target) == 0
