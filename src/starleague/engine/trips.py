"""The trips of workers to minerals and gas.

A worker goes to its resource, waits for its place there (one works at a time), harvests, and brings home
what it took; its order is "gather" on the way out and "return" on the way home, as in the API.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, Resource, Verb
from starleague.engine.cheats import gain
from starleague.engine.fixed import times
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Phase
from starleague.engine.motion import go, halt
from starleague.engine.order_list import aim, finish
from starleague.engine.patches import (
    FAR,
    best_patch,
    hall_for,
    is_hall,
    is_mineable,
    standing_place,
    target_of,
    touches,
)
from starleague.engine.repertoire import find


@jit
def advance_harvest(rules, game, slot):
    """One step of a gather or return order: walk there, wait for the place, mine, bring it home."""
    unit = game.units[slot]
    order = unit.orders[0]
    unit.ghost = 1
    if rules.abilities[order.ability].verb == Verb.RETURN:
        _bring_home(rules, game, slot)
    elif order.phase == Phase.WORK:
        mine(rules, game, slot)
    elif order.phase == Phase.FINISH:
        unit.order_timer -= ONE
        if unit.order_timer <= 0:
            _turn_back(rules, game, slot)
    else:
        _reach(rules, game, slot)


@jit
def _reach(rules, game, slot):
    """Come to the resource; begin to harvest when its place is free."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.NEW:
        _choose(game, unit, aim(game, order))
    patch = target_of(game, unit)
    if patch == 0 or not is_mineable(rules, game, unit.owner, patch, order.ability):
        gas = patch != 0 and rules.unit_types[game.units[patch].type].flags & Flag.REFINERY != 0
        if gas and game.units[patch].building and game.units[patch].owner == unit.owner:
            _await(rules, game, slot, patch)
        elif gas or not _change_over(rules, game, slot, np.int64(FAR)):
            finish(rules, game, slot)
        return
    reach = np.int64(rules.abilities[order.ability].range)
    if not touches(rules, unit, game.units[patch], reach) and not (unit.arrived and order.phase == Phase.APPROACH):
        _walk(rules, game, unit, game.units[patch], reach)
        return
    halt(unit)
    if _take_place(rules, game, slot, patch):
        return
    field = rules.unit_types[game.units[patch].type].flags & Flag.RESOURCE != 0
    crowd = np.int64(game.units[patch].harvesters)
    if order.phase != Phase.WAIT and not (field and _change_over(rules, game, slot, crowd - 2)):
        order.phase = Phase.WAIT


@jit
def _await(rules, game, slot, refinery):
    """Who is sent to a refinery that is not finished waits beside it."""
    unit = game.units[slot]
    if not touches(rules, unit, game.units[refinery], np.int64(0)):
        _walk(rules, game, unit, game.units[refinery], np.int64(0))


@jit
def _choose(game, unit, patch):
    """From now on the worker gathers there."""
    order = unit.orders[0]
    order.phase = Phase.APPROACH
    order.target = patch
    order.target_generation = game.units[patch].generation
    unit.gather_target = patch
    unit.gather_generation = game.units[patch].generation
    halt_goal(unit)


@leaf
def halt_goal(unit):
    """The next step says anew where to go; the legs do not stop."""
    unit.moving = 0
    unit.arrived = 0
    unit.blocked = 0


@jit
def _change_over(rules, game, slot, most):
    """Go to another mineral field of the base that has at most so many workers; False: there is none."""
    unit = game.units[slot]
    other = best_patch(rules, game, slot, unit.orders[0].ability, unit.x, unit.y, most)
    if other == 0:
        return False
    before = target_of(game, unit)
    if before != 0:
        game.units[before].harvesters -= 1
    game.units[other].harvesters += 1
    _choose(game, unit, other)
    return True


@jit
def _walk(rules, game, unit, other, reach):
    """Set out for the place of contact once, and keep to it."""
    if not unit.moving and not unit.blocked:
        x, y, near = standing_place(rules, game, unit, other, reach)
        go(unit, x, y, near)


@jit
def _take_place(rules, game, slot, patch):
    """Begin to harvest, if nobody of its kind is at work there."""
    unit = game.units[slot]
    order = unit.orders[0]
    resource = game.units[patch]
    row = rules.abilities[order.ability]
    if row.harvest_beside:
        if resource.harvester_beside != 0:
            return False
        resource.harvester_beside = slot
    else:
        if resource.harvester != 0:
            return False
        resource.harvester = slot
    order.phase = Phase.WORK
    unit.order_timer = times(rules.unit_types[resource.type].harvest_time, row.harvest_factor)
    if rules.unit_types[resource.type].flags & Flag.REFINERY:
        unit.inside = patch
        unit.order_timer += ONE  # the loop of coming in does not count
    return True


@jit
def mine(rules, game, slot):
    """At work: a trip's worth is taken at the end, and the worker turns round a little later."""
    unit = game.units[slot]
    unit.order_timer -= ONE
    if unit.order_timer > 0:
        return
    patch = target_of(game, unit)
    if patch == 0:
        _turn_back(rules, game, slot)
        return
    resource = game.units[patch]
    kind = rules.unit_types[resource.type]
    amount = np.int64(rules.abilities[unit.orders[0].ability].harvest_amount)
    if amount == 0:
        amount = np.int64(kind.harvest_amount)
    amount = min(amount, np.int64(resource.contents))
    resource.contents -= amount
    if resource.contents <= 0 and kind.flags & Flag.RESOURCE:
        resource.life = 0
    if amount > 0:
        unit.carrying = kind.resource
        unit.carry_amount = amount
        unit.carry_rich = kind.flags & Flag.HIGH_RESOURCE != 0
    unit.order_timer += kind.return_delay
    unit.orders[0].phase = Phase.FINISH
    if unit.order_timer <= 0:
        _turn_back(rules, game, slot)


@jit
def _turn_back(rules, game, slot):
    """The trip out is over: on with the next order, or home."""
    unit = game.units[slot]
    if unit.n_orders > 1:
        finish(rules, game, slot)
        return
    order = unit.orders[0]
    home = find(rules, unit.type, AbilityClass.HARVEST, Verb.RETURN)
    if unit.carrying == 0 or home == 0:
        order.phase = Phase.APPROACH
        return
    order.ability = home
    order.phase = Phase.NEW
    order.target = 0
    halt_goal(unit)
    unit.order_timer = 0


@jit
def _bring_home(rules, game, slot):
    """Carry what was harvested to the nearest town hall."""
    unit = game.units[slot]
    order = unit.orders[0]
    hall = aim(game, order)
    if hall == 0 or not is_hall(rules, game.units[hall]) or game.units[hall].owner != unit.owner:
        hall = hall_for(rules, game, slot)
        if hall == 0 or unit.carrying == 0:
            finish(rules, game, slot)
            return
        order.target = hall
        order.target_generation = game.units[hall].generation
        order.phase = Phase.RETURN
        halt_goal(unit)
    if not touches(rules, unit, game.units[hall], np.int64(0)) and not unit.arrived:
        _walk(rules, game, unit, game.units[hall], np.int64(0))
        return
    _deliver(game, unit)
    halt(unit)
    _set_out(rules, game, slot)


@jit
def _deliver(game, unit):
    owner = game.players[unit.owner]
    amount = gain(game, unit.owner, unit.carry_amount)
    if unit.carrying == Resource.MINERALS:
        owner.minerals += amount
        owner.minerals_collected += amount
    else:
        owner.vespene += amount
        owner.vespene_collected += amount
    unit.carrying = 0
    unit.carry_amount = 0
    unit.carry_rich = 0


@jit
def _set_out(rules, game, slot):
    """Goods delivered: on with the next order, or to the resource again."""
    unit = game.units[slot]
    gather = find(rules, unit.type, AbilityClass.HARVEST, Verb.GATHER)
    if unit.n_orders > 1 or gather == 0:
        finish(rules, game, slot)
        return
    order = unit.orders[0]
    order.ability = gather
    _choose(game, unit, target_of(game, unit))
