"""The list of orders that a unit has: the first is the one it pursues."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag
from starleague.engine.effect_queue import still
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_ORDERS, Phase
from starleague.engine.motion import halt


@jit
def issue(rules, game, slot, ability, queued, target, x, y, has_point):
    """Give a unit an order: replaces its list, or joins its end when queued. No checks; see commands.py for those."""
    unit = game.units[slot]
    if not queued:
        drop(rules, unit)
    if unit.n_orders >= MAX_ORDERS:
        return
    _fill(game, unit.orders[unit.n_orders], ability, target, x, y, has_point)
    unit.n_orders += 1


@jit
def precede(rules, game, slot, ability, target, x, y, has_point):
    """Give a unit an order that comes before those that it has; with no room left the last of them is lost."""
    unit = game.units[slot]
    _leave(unit)
    unit.n_orders = min(np.int64(unit.n_orders) + 1, MAX_ORDERS)
    for k in range(unit.n_orders - 1, 0, -1):
        unit.orders[k] = unit.orders[k - 1]
        unit.orders[k].phase = Phase.NEW
    _fill(game, unit.orders[0], ability, target, x, y, has_point)


@jit
def drop(rules, unit):
    """Forget all orders, but one that no other can interrupt."""
    if is_bound(rules, unit) or _is_constructing(rules, unit):
        unit.n_orders = 1
        return
    _leave(unit)
    unit.n_orders = 0


@leaf
def is_bound(rules, unit):
    """Whether a unit is at something that no order ends."""
    order = unit.orders[0]
    if unit.n_orders == 0 or not rules.abilities[order.ability].flags & AbilityFlag.UNINTERRUPTIBLE:
        return False
    return order.phase == Phase.PREPARE or order.phase == Phase.WORK or order.phase == Phase.FINISH


@leaf
def _is_constructing(rules, unit):
    """Whether a unit is at work on a structure: what it is told then it does afterwards, unless that is to stop."""
    order = unit.orders[0]
    row = rules.abilities[order.ability]
    at_work = row.kind == AbilityClass.BUILD and row.flags & AbilityFlag.PEON_MAINTAINED != 0
    return unit.n_orders > 0 and order.phase == Phase.WORK and at_work


@jit
def finish(rules, game, slot):
    """The current order is done: drop it; the next one begins in Phase.NEW."""
    unit = game.units[slot]
    _leave(unit)
    if unit.n_orders > 0:
        unit.n_orders -= 1
        for k in range(unit.n_orders):
            unit.orders[k] = unit.orders[k + 1]
    if unit.n_orders == 0:
        _rest(unit)


@jit
def clear(rules, game, slot):
    """Drop all its orders and stand."""
    unit = game.units[slot]
    _leave(unit)
    unit.n_orders = 0
    _rest(unit)


@jit
def rotate(game, slot):
    """Put the current order at the end of the list: patrols come round again."""
    unit = game.units[slot]
    ability, target, generation = unit.orders[0].ability, unit.orders[0].target, unit.orders[0].target_generation
    has_point, x, y = unit.orders[0].has_point, unit.orders[0].x, unit.orders[0].y
    last = unit.n_orders - 1
    for k in range(last):
        unit.orders[k] = unit.orders[k + 1]
    order = unit.orders[last]
    order.ability = ability
    order.target = target
    order.target_generation = generation
    order.phase = Phase.NEW
    order.has_point = has_point
    order.x = x
    order.y = y


@leaf
def aim(game, order):
    """The slot of the unit that an order means, 0 when there is none or it is gone."""
    return still(game, order.target, order.target_generation)


@leaf
def _fill(game, order, ability, target, x, y, has_point):
    order.ability = ability
    order.target = target
    order.target_generation = game.units[target].generation
    order.phase = Phase.NEW
    order.has_point = has_point
    order.x = x
    order.y = y


@leaf
def _leave(unit):
    """What belongs to the order that was pursued until now ends with it."""
    unit.target = 0
    unit.hold = 0
    unit.ghost = 0
    unit.order_timer = 0
    unit.moving = 0  # the next order says where to; the legs go on
    unit.arrived = 0
    unit.blocked = 0


@leaf
def _rest(unit):
    halt(unit)
    unit.anchor_x = unit.x
    unit.anchor_y = unit.y
