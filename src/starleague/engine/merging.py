"""Merging: two units of one player come together and become another."""

from __future__ import annotations

import numpy as np

from starleague.engine.births import create
from starleague.engine.fixed import length, square_distance
from starleague.engine.growth import begin_growth
from starleague.engine.jit import jit
from starleague.engine.layout import Phase
from starleague.engine.motion import go, halt
from starleague.engine.order_list import aim, finish, issue
from starleague.engine.patches import FAR


@jit
def advance_merge(rules, game, slot):
    """One step of the order: find a partner among those who have it too, meet, and become one."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.NEW:
        partner = aim(game, order) if order.target != 0 else _nearest(rules, game, slot)
        if partner == 0:
            finish(rules, game, slot)
            return
        _pair(rules, game, slot, partner)
    partner = aim(game, order)
    if partner == 0 or not _means(game, partner, slot):
        finish(rules, game, slot)
        return
    other = game.units[partner]
    reach = np.int64(rules.unit_types[unit.type].radius) + rules.unit_types[other.type].radius
    if length(np.int64(unit.x) - other.x, np.int64(unit.y) - other.y) <= reach:
        _become_one(rules, game, slot, partner)
    else:
        go(unit, other.x, other.y, reach)


@jit
def _pair(rules, game, slot, partner):
    """Both mean each other from now on; a partner that was not asked is told."""
    ability = np.int64(game.units[slot].orders[0].ability)
    other = game.units[partner]
    asked = other.n_orders > 0 and _merges(rules, other.orders[0].ability, ability) and other.orders[0].target == 0
    if not asked and not _means(game, partner, slot):
        issue(rules, game, partner, ability, False, slot, game.units[slot].x, game.units[slot].y, 0)
    for one, two in ((slot, partner), (partner, slot)):
        order = game.units[one].orders[0]
        order.phase = Phase.APPROACH
        order.target = two
        order.target_generation = game.units[two].generation


@jit
def _nearest(rules, game, slot):
    """The nearest unit that waits for a partner too; of equals the elder."""
    unit = game.units[slot]
    best = np.int64(0)
    best_distance = np.int64(FAR)
    for k in range(game.scratch.n_live):
        other = np.int64(game.scratch.live[k])
        friend = game.units[other]
        if other == slot or friend.owner != unit.owner or friend.n_orders == 0 or friend.life <= 0:
            continue
        order = friend.orders[0]
        if order.target != 0 or not _merges(rules, order.ability, unit.orders[0].ability):
            continue
        distance = square_distance(unit.x, unit.y, friend.x, friend.y)
        if best == 0 or distance < best_distance or (
            distance == best_distance and friend.serial < game.units[best].serial
        ):
            best = other
            best_distance = distance
    return best


@jit
def _merges(rules, a, b):
    return rules.abilities[a].group == rules.abilities[b].group and rules.abilities[a].product != 0


@jit
def _means(game, slot, other):
    """Whether a unit's order is to merge with another."""
    unit = game.units[slot]
    order = unit.orders[0]
    return unit.n_orders > 0 and order.target == other and order.target_generation == game.units[other].generation


@jit
def _become_one(rules, game, slot, partner):
    """What they become stands between them, and takes its time to form; they are gone without having died."""
    unit, other = game.units[slot], game.units[partner]
    ability = np.int64(unit.orders[0].ability)
    x, y = (np.int64(unit.x) + other.x) >> 1, (np.int64(unit.y) + other.y) >> 1
    made = np.int64(create(rules, game, np.int64(rules.abilities[ability].product), unit.owner, x, y))
    if made == 0:
        return
    begin_growth(rules, game, made, ability)
    for consumed in (slot, partner):
        halt(game.units[consumed])
        game.units[consumed].life = 0
        game.units[consumed].consumed = 1
