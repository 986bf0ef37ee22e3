"""Validators about one unit."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Compare, ValidatorClass
from starleague.engine.buffs import count
from starleague.engine.filters import passes
from starleague.engine.fixed import length
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COOLDOWNS, Swing

LIFE, SHIELDS, ENERGY = 0, 1, 2  # field of UNIT_COMPARE_VITAL
RACE, RADIUS, HEIGHT = 0, 1, 2  # field of UNIT_COMPARE_FIELD


@jit
def compare(left, comparison, right):
    """left <comparison> right."""
    left = np.int64(left)
    right = np.int64(right)
    if comparison == Compare.EQ:
        return left == right
    if comparison == Compare.NE:
        return left != right
    if comparison == Compare.LT:
        return left < right
    if comparison == Compare.LE:
        return left <= right
    if comparison == Compare.GT:
        return left > right
    return left >= right


@jit
def unit_holds(rules, game, rule, player, caster, slot, other):
    """Whether a validator (a VALIDATOR record) about the unit in ``slot`` holds, before ``negate``."""
    unit = game.units[slot]
    kind = rule.kind
    if kind == ValidatorClass.UNIT_TYPE:
        return _is_one_of(rules, unit.type, rule)
    if kind == ValidatorClass.UNIT_FILTERS:
        return passes(rules, game, rule.filters, player, caster, slot)
    if kind == ValidatorClass.UNIT_BEHAVIOR_STATE:
        return unit.states & rule.state != 0
    if kind == ValidatorClass.UNIT_MOVER:
        return rules.unit_types[unit.type].mover == rule.value
    if kind == ValidatorClass.UNIT_DETECTED:
        return unit.detected_by >> player & 1 != 0
    if kind == ValidatorClass.UNIT_WEAPON_FIRING:
        return unit.swing_state != Swing.IDLE
    if kind == ValidatorClass.UNIT_ORDER:
        return unit.n_orders > 0 and rules.abilities[unit.orders[0].ability].group == rule.reference
    if kind == ValidatorClass.UNIT_ORDER_QUEUE:
        return _orders(rules, unit, rule) > 0
    return compare(_measure(rules, game, rule, slot, other), rule.compare, rule.value)


@jit
def _measure(rules, game, rule, slot, other):
    """The number that a comparing validator looks at, in the unit of its ``value``."""
    unit = game.units[slot]
    kind = rule.kind
    if kind == ValidatorClass.UNIT_COMPARE_BEHAVIOR_COUNT:
        return count(game, slot, rule.reference)
    if kind == ValidatorClass.UNIT_COMPARE_VITAL:
        return _vital(game, unit, rule)
    if kind == ValidatorClass.UNIT_COMPARE_FIELD:
        return _field(rules, unit, rule.field)
    if kind == ValidatorClass.UNIT_COMPARE_ORDER_COUNT:
        return _orders(rules, unit, rule)
    if kind == ValidatorClass.UNIT_COMPARE_ORDER_TARGET_RANGE:
        return _order_range(rules, game, slot, rule)
    if kind == ValidatorClass.UNIT_COMPARE_COOLDOWN:
        return _cooldown(unit, rule.reference)
    if kind == ValidatorClass.UNIT_COMPARE_CARGO:
        return np.int64(unit.cargo_used)
    if kind == ValidatorClass.UNIT_COMPARE_RESOURCE_CONTENTS:
        return np.int64(unit.contents)
    if kind == ValidatorClass.UNIT_COMPARE_SPEED:
        return np.int64(unit.speed)
    if kind == ValidatorClass.UNIT_COMPARE_ATTACK_PRIORITY:
        return np.int64(rules.unit_types[unit.type].attack_priority)
    if kind == ValidatorClass.UNIT_COMPARE_DAMAGE_TAKEN_TIME:
        return (np.int64(game.loop) - unit.since_damage) * ONE
    return np.int64(0)  # markers and mover phases are not kept: none


@jit
def _is_one_of(rules, unit_type, rule):
    if rule.children.count == 0:
        return unit_type == rule.reference
    for k in range(rule.children.first, rule.children.first + rule.children.count):
        if rules.lists[k] == unit_type:
            return True
    return False


@jit
def _vital(game, unit, rule):
    stats = game.players[unit.owner].unit_stats[unit.type]
    value = np.int64(unit.life)
    most = np.int64(stats.life_max) + unit.life_max_bonus
    if rule.field == SHIELDS:
        value = np.int64(unit.shields)
        most = np.int64(stats.shields_max)
    elif rule.field == ENERGY:
        value = np.int64(unit.energy)
        most = np.int64(stats.energy_max)
    if rule.as_fraction:
        return value * ONE // max(most, np.int64(1))
    return value


@jit
def _field(rules, unit, field):
    kind = rules.unit_types[unit.type]
    if field == RACE:
        return np.int64(kind.race)
    if field == RADIUS:
        return np.int64(kind.radius)
    return np.int64(kind.height)


@jit
def _orders(rules, unit, rule):
    """How many of a unit's orders are of an ability group (and, where ``field`` is not 0, command field - 1 of it).

    One that fights by itself counts as if it had been told to attack.
    """
    n = np.int64(0)
    if unit.n_orders == 0 and unit.target != 0:
        n += 1 if rules.abilities[rules.unit_types[unit.type].attack_ability].group == rule.reference else 0
    for k in range(unit.n_orders):
        ability = rules.abilities[unit.orders[k].ability]
        if ability.group == rule.reference and (rule.field == 0 or ability.index == rule.field - 1):
            n += 1
    return n


@jit
def _order_range(rules, game, slot, rule):
    """Distance from edge to edge to the target of the current order, when that is of the group; else 0.

    Whom a unit attacks by itself is the target of an order to attack.
    """
    unit = game.units[slot]
    aimed = np.int64(0)
    if unit.n_orders > 0 and rules.abilities[unit.orders[0].ability].group == rule.reference:
        aimed = np.int64(unit.orders[0].target)
    if rules.abilities[rules.unit_types[unit.type].attack_ability].group == rule.reference:
        aimed = np.int64(unit.target)
    if aimed == 0:
        return np.int64(0)
    target = game.units[aimed]
    apart = length(np.int64(target.x) - unit.x, np.int64(target.y) - unit.y)
    return apart - rules.unit_types[unit.type].radius - rules.unit_types[target.type].radius


@jit
def _cooldown(unit, slot):
    for k in range(MAX_COOLDOWNS):
        if unit.cooldown_slots[k] == slot:
            return np.int64(unit.cooldowns[k])
    return np.int64(0)
