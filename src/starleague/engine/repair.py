"""Abilities that heal for as long as their unit stays close: by energy, or at a share of the target's price."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Verb
from starleague.engine.costs import spend
from starleague.engine.fixed import divide, length, times
from starleague.engine.healing import heal, missing
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Phase
from starleague.engine.motion import go, halt
from starleague.engine.order_list import aim, finish
from starleague.engine.validators import all_valid

TOUCH = ONE // 8  # [1/4096 cell] more than the ability's range, so that rounding keeps nobody out


@jit
def advance_repair(rules, game, slot):
    """One step of the order: follow the target, heal it while it is in range, end when it is whole or gone."""
    unit = game.units[slot]
    order = unit.orders[0]
    row = rules.abilities[order.ability]
    target = aim(game, order)
    if target == 0 or game.units[target].inside != 0 or not _wants(rules, game, slot, target):
        finish(rules, game, slot)
        return
    other = game.units[target]
    apart = length(np.int64(unit.x) - other.x, np.int64(unit.y) - other.y)
    reach = np.int64(row.range) + rules.unit_types[unit.type].radius + rules.unit_types[other.type].radius + TOUCH
    slop = np.int64(row.range_slop) if order.phase == Phase.WORK else np.int64(0)
    if apart > reach + slop and not unit.arrived:
        if game.players[unit.owner].unit_stats[unit.type].speed == 0 or _is_on_guard(rules, unit):
            finish(rules, game, slot)
            return
        order.phase = Phase.APPROACH
        go(unit, other.x, other.y, reach)
        return
    if order.phase != Phase.WORK:
        halt(unit)
        order.phase = Phase.WORK
    _work(rules, game, slot, target, row.effect)


@leaf
def _is_on_guard(rules, unit):
    """Whether a unit was told to hold its position and only heals in between."""
    return unit.n_orders > 1 and rules.abilities[unit.orders[1].ability].verb == Verb.HOLD


@jit
def _work(rules, game, slot, target, effect):
    """One loop of healing; whole points of the price are taken as they fall due, one bill for all healers."""
    unit = game.units[slot]
    other = game.units[target]
    rule = rules.effects[effect]
    kind = rules.unit_types[other.type]
    whole = np.int64(game.players[other.owner].unit_stats[other.type].life_max)
    lacks = whole - other.life
    minerals, vespene = times(kind.minerals, rule.drain_resources), times(kind.vespene, rule.drain_resources)
    owner = game.players[unit.owner]
    if (minerals > 0 and owner.minerals <= 0) or (vespene > 0 and owner.vespene <= 0):
        return  # it stays, and goes on when there is something to pay with
    given = heal(rules, game, slot, target, effect)
    if given > 0:
        after = lacks - given
        spend(game, unit.owner, _due(minerals, lacks, after, whole), _due(vespene, lacks, after, whole))


@jit
def _due(price, before, after, whole):
    """Whole points of a price that fall due as the missing life goes from ``before`` to ``after``."""
    return divide(price * before, whole) - divide(price * after, whole)


@jit
def _wants(rules, game, slot, target):
    """Whether a unit can still be healed: it lacks something, the conditions hold, and there is energy left."""
    unit, other = game.units[slot], game.units[target]
    row = rules.abilities[unit.orders[0].ability]
    rule = rules.effects[row.effect]
    if other.life <= 0 or missing(game, other, rule.recharge_vital) <= 0:
        return False
    if rule.drain_energy > 0 and unit.energy < rule.drain_energy:
        return False
    if not all_valid(rules, game, row.validators, unit.owner, slot, slot, target, other.x, other.y):
        return False
    return all_valid(rules, game, rule.validators, unit.owner, slot, slot, target, other.x, other.y)
