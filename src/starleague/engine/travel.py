"""Orders to go somewhere: move, follow, patrol, hold, attack-move.

While a unit has a target that it may pursue, choose_targets says where its legs go; without one, the order does.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, Verb
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Phase
from starleague.engine.motion import NEAR, go, halt
from starleague.engine.order_list import aim, clear, finish, rotate
from starleague.engine.vision import sees

FOLLOW = ONE // 2  # [1/4096 cell] between the edges of a unit and the one that it follows


@jit
def advance_move(rules, game, slot):
    """One step of a move, patrol, hold, scan-move or turn order."""
    unit = game.units[slot]
    verb = rules.abilities[unit.orders[0].ability].verb
    if verb == Verb.MOVE:
        _advance_walk(rules, game, slot)
    elif verb == Verb.PATROL:
        _advance_patrol(rules, game, slot)
    elif verb == Verb.HOLD:
        _advance_hold(rules, game, slot)
    elif verb == Verb.SCAN_MOVE:
        advance_attack(rules, game, slot)
    else:
        finish(rules, game, slot)


@jit
def advance_attack(rules, game, slot):
    """One step of an order to attack a unit, or to fight the way to a place."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.target != 0:
        target = aim(game, order)
        if target == 0 or not _may_chase(rules, game, unit, target):
            finish(rules, game, slot)
        elif unit.target == 0 and not _is_rooted(game, unit):
            _follow(rules, unit, game.units[target])
    elif unit.target == 0:
        _advance_walk(rules, game, slot)


@jit
def pause(rules, game, slot):
    """A queued stop: whatever comes after it is dropped too."""
    clear(rules, game, slot)


@jit
def _advance_walk(rules, game, slot):
    """Go to the place, or after the unit for as long as it lives."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.target != 0:
        target = aim(game, order)
        if target == 0 or not _may_chase(rules, game, unit, target):
            finish(rules, game, slot)
        else:
            _follow(rules, unit, game.units[target])
            if unit.n_orders > 1 and unit.arrived:
                finish(rules, game, slot)
        return
    if _is_rooted(game, unit):
        finish(rules, game, slot)
        return
    go(unit, order.x, order.y, NEAR)
    if unit.arrived or unit.blocked:
        finish(rules, game, slot)


@leaf
def _is_rooted(game, unit):
    """Whether a unit is of those that never move."""
    return game.players[unit.owner].unit_stats[unit.type].speed == 0


@jit
def _advance_patrol(rules, game, slot):
    """To and fro between two places, or round all that are queued; fighting on the way."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.NEW:
        order.phase = Phase.APPROACH
        if unit.n_orders == 1:
            unit.anchor_x = unit.x
            unit.anchor_y = unit.y
    if unit.target != 0:
        return
    x, y = order.x, order.y
    if order.phase == Phase.RETURN:
        x, y = unit.anchor_x, unit.anchor_y
    go(unit, x, y, NEAR)
    if not unit.arrived and not unit.blocked:
        return
    if unit.n_orders > 1:
        if rules.abilities[unit.orders[1].ability].verb == Verb.PATROL:
            rotate(game, slot)
        else:
            finish(rules, game, slot)
    else:
        order.phase = Phase.APPROACH if order.phase == Phase.RETURN else Phase.RETURN


@jit
def _advance_hold(rules, game, slot):
    """Stand, until told otherwise."""
    unit = game.units[slot]
    if unit.orders[0].phase == Phase.NEW:
        unit.orders[0].phase = Phase.WORK
        unit.hold = 1
        unit.anchor_x = unit.x
        unit.anchor_y = unit.y
        halt(unit)
    if unit.n_orders > 1:
        finish(rules, game, slot)


@leaf
def _may_chase(rules, game, unit, target):
    """Own and neutral units are always known; enemies while they are seen, their structures once they were."""
    other = game.units[target]
    if other.life <= 0 or other.inside != 0:
        return False
    if other.owner == unit.owner or other.owner == 0 or sees(game, unit.owner, other):
        return True
    stays = rules.unit_types[other.type].flags & Flag.STRUCTURE != 0 and not other.flying
    return stays and other.seen_by >> unit.owner & 1 != 0


@leaf
def _follow(rules, unit, other):
    reach = np.int64(rules.unit_types[unit.type].radius) + rules.unit_types[other.type].radius + FOLLOW
    go(unit, other.x, other.y, reach)
