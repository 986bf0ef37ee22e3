"""Loading and unloading of bunkers and transports."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, State, Verb
from starleague.engine import behaviors, manifest
from starleague.engine.births import free_spot
from starleague.engine.effect_queue import push
from starleague.engine.events import emit
from starleague.engine.filters import passes
from starleague.engine.fixed import length, square_distance
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind, Phase
from starleague.engine.motion import go, halt
from starleague.engine.order_list import aim, clear, finish, issue
from starleague.engine.refusals import Refusal
from starleague.engine.repertoire import find, holds
from starleague.engine.validators import all_valid


@jit
def load(rules, game, carrier, passenger):
    """Take a unit in; False when it does not fit."""
    ship = game.units[carrier]
    unit = game.units[passenger]
    if unit.states & State.SUPPRESS_PASSENGER:
        return False
    size = np.int64(rules.unit_types[unit.type].cargo_size)
    row = rules.abilities[find(rules, ship.type, AbilityClass.TRANSPORT, Verb.LOAD)]
    if size == 0 or size > manifest.room(rules, game, carrier) or ship.building:
        return False
    if row.max_passenger_size != 0 and size > row.max_passenger_size:
        return False
    clear(rules, game, passenger)
    manifest.put_in(rules, game, carrier, passenger)
    unit.x, unit.y = ship.x, ship.y
    if row.cargo_behavior != 0:
        behaviors.apply(rules, game, passenger, row.cargo_behavior, carrier, ship.owner, 1, 0)
    push(game, row.load_effect, ship.owner, carrier, carrier, passenger, ship.x, ship.y)
    return True


@jit
def unload(rules, game, carrier, passenger, x, y):
    """Put a passenger out near (x, y); False when there is no room."""
    ship = game.units[carrier]
    unit = game.units[passenger]
    found, at_x, at_y = free_spot(rules, game, unit.type, ship.x, ship.y, x, y)
    if not found:
        return False
    manifest.take_out(rules, game, carrier, passenger)
    unit.x, unit.y = at_x, at_y
    unit.anchor_x, unit.anchor_y = at_x, at_y
    unit.moving = 0
    unit.speed = 0
    row = rules.abilities[find(rules, ship.type, AbilityClass.TRANSPORT, Verb.LOAD)]
    if row.cargo_behavior != 0:
        behaviors.strip(rules, game, passenger, row.cargo_behavior, 0)
    push(game, row.unload_effect, ship.owner, carrier, carrier, passenger, at_x, at_y)
    return True


@jit
def advance_transport(rules, game, slot):
    """One step of a load or unload order, of the carrier or of the unit that goes aboard."""
    order = game.units[slot].orders[0]
    row = rules.abilities[order.ability]
    if row.verb == Verb.LOAD:
        _advance_load(rules, game, slot)
    elif row.verb == Verb.LOAD_ALL:
        load_all(rules, game, slot, order.ability)
        finish(rules, game, slot)
    else:
        _advance_unload(rules, game, slot)


@jit
def load_all(rules, game, carrier, ability):
    """Call all units near by that fit; how many come."""
    ship = game.units[carrier]
    row = rules.abilities[ability]
    boarding = find(rules, ship.type, AbilityClass.TRANSPORT, Verb.LOAD)
    room = manifest.room(rules, game, carrier)
    reach = np.int64(row.search_radius)
    called = np.int64(0)
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        size = np.int64(rules.unit_types[unit.type].cargo_size)
        if slot == carrier or unit.owner != ship.owner or size == 0 or size > room:
            continue
        near = square_distance(unit.x, unit.y, ship.x, ship.y) <= reach * reach
        if near and _may_board(rules, game, row, carrier, slot):
            issue(rules, game, slot, boarding, False, carrier, ship.x, ship.y, 0)
            room -= size
            called += 1
    return called


@jit
def _may_board(rules, game, row, carrier, slot):
    """Whether a transport's ability (an ABILITY record) takes a unit."""
    unit = game.units[slot]
    if not passes(rules, game, row.targets, unit.owner, carrier, slot):
        return False
    return all_valid(rules, game, row.validators, unit.owner, carrier, carrier, slot, unit.x, unit.y)


@jit
def _advance_load(rules, game, slot):
    """Carrier and passenger meet. The order is the carrier's own, or that of a unit that goes aboard it."""
    unit = game.units[slot]
    order = unit.orders[0]
    other = aim(game, order)
    if other == 0 or game.units[other].inside != 0:
        finish(rules, game, slot)
        return
    carrier, passenger = slot, other
    if not holds(rules, unit.type, order.ability):
        carrier, passenger = other, slot
    ship, guest = game.units[carrier], game.units[passenger]
    if rules.unit_types[guest.type].cargo_size == 0 or guest.owner != ship.owner:
        finish(rules, game, slot)
        return
    gap = np.int64(rules.unit_types[ship.type].radius) + rules.unit_types[guest.type].radius
    reach = gap + rules.abilities[order.ability].range + ONE // 4
    go(unit, game.units[other].x, game.units[other].y, reach)
    if unit.arrived or length(np.int64(ship.x) - guest.x, np.int64(ship.y) - guest.y) <= reach:
        if carrier == slot:
            load(rules, game, carrier, passenger)
            finish(rules, game, slot)
        elif not load(rules, game, carrier, passenger):
            emit(game, EventKind.ERROR, unit.owner, slot, Refusal.NOT_ENOUGH_ROOM_TO_LOAD_UNIT, order.ability)
            finish(rules, game, slot)
        return
    if carrier == slot and order.phase == Phase.NEW:
        order.phase = Phase.APPROACH
        if guest.n_orders == 0:
            issue(rules, game, passenger, order.ability, False, carrier, ship.x, ship.y, 0)
    if rules.unit_types[unit.type].speed == 0 and guest.n_orders == 0:
        finish(rules, game, slot)  # it stands, and its guest does not come


@jit
def _advance_unload(rules, game, slot):
    """Put passengers out, one a period; at a place, go there first."""
    unit = game.units[slot]
    order = unit.orders[0]
    row = rules.abilities[order.ability]
    x, y = np.int64(unit.x), np.int64(unit.y)
    if order.has_point:
        x, y = np.int64(order.x), np.int64(order.y)
        if not _over(rules, game, slot, x, y, row.max_unload_range):
            return
    elif unit.n_rallies > 0:
        x, y = np.int64(unit.rallies[0].x), np.int64(unit.rallies[0].y)
    unit.cargo_timer -= ONE
    while unit.cargo_timer <= 0 and manifest.count(rules, game, slot) > 0:
        named = row.verb == Verb.UNLOAD_UNIT and 0 <= order.x < manifest.count(rules, game, slot)
        passenger = manifest.nth(rules, game, slot, np.int64(order.x) if named else np.int64(0))
        if not unload(rules, game, slot, passenger, x, y):
            emit(game, EventKind.ERROR, unit.owner, slot, Refusal.CANT_UNLOAD_UNITS_THERE, order.ability)
            finish(rules, game, slot)
            return
        unit.cargo_timer += row.unload_period
        if row.verb == Verb.UNLOAD_UNIT:
            break
    if manifest.count(rules, game, slot) == 0 or row.verb == Verb.UNLOAD_UNIT:
        unit.cargo_timer = 0
        finish(rules, game, slot)


@jit
def _over(rules, game, slot, x, y, reach):
    """Whether the carrier is where it may unload to a place; it moves there if it can."""
    unit = game.units[slot]
    speed = game.players[unit.owner].unit_stats[unit.type].speed
    near = ONE // 2 if speed > 0 else np.int64(reach) + rules.unit_types[unit.type].radius
    if length(x - unit.x, y - unit.y) <= near or unit.blocked:
        halt(unit)
        return True
    if speed == 0:
        finish(rules, game, slot)
        return False
    go(unit, x, y, near)
    return False
