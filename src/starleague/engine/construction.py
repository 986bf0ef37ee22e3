"""Building: the way to the site, placing, raising, halting, cancelling, going on with what another began."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityFlag, Flag
from starleague.engine.births import create
from starleague.engine.checks import price_error
from starleague.engine.costs import pay, refund
from starleague.engine.effect_queue import push
from starleague.engine.events import emit
from starleague.engine.fixed import length, random_below
from starleague.engine.grids import placement_error, snap
from starleague.engine.growth import begin_growth, builder_of, consumed_builder
from starleague.engine.growth import raise_structures as raise_structures
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import EventKind, Phase
from starleague.engine.motion import go, halt
from starleague.engine.order_list import aim, finish
from starleague.engine.placement import is_built_over
from starleague.engine.refusals import Refusal

WALK_EVERY = 64  # loops between two moves of a builder along its work, a power of two
WALK_ROLL = 201  # purpose of the random number


@jit
def advance_build(rules, game, slot):
    """One step of a build order of the unit in ``slot``."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.NEW:
        order.phase = Phase.APPROACH
    if order.phase == Phase.APPROACH or order.phase == Phase.PREPARE:
        _approach(rules, game, slot)
    elif order.phase == Phase.WORK:
        site = aim(game, order)
        if site == 0 or not game.units[site].building:
            finish(rules, game, slot)
        else:
            _walk_along(rules, game, slot, site)


@jit
def begin_structure(rules, game, slot, ability, unit_type, x, y):
    """Put an unfinished structure on the ground for a builder, who pays for it and works on it; its slot, or 0."""
    builder = game.units[slot]
    made = np.int64(create(rules, game, unit_type, builder.owner, x, y))
    if made == 0:
        return made
    pay(rules, game, slot, ability)
    unit = game.units[made]
    begin_growth(rules, game, made, ability)
    unit.builder = slot
    unit.builder_generation = builder.generation
    order = builder.orders[0]
    order.target = made
    order.target_generation = unit.generation
    order.phase = Phase.WORK
    emit(game, EventKind.STRUCTURE_STARTED, unit.owner, made, unit_type, slot)
    push(game, rules.abilities[ability].prep_effect, unit.owner, slot, slot, made, unit.x, unit.y)
    return made


@jit
def cancel_structure(rules, game, slot):
    """Tear down what is under construction; its owner gets part of the price back."""
    unit = game.units[slot]
    refund(rules, game, unit.owner, unit.build_ability)
    unit.life = 0
    unit.consumed = 1
    builder = consumed_builder(game, slot)
    if builder != 0:
        game.units[builder].consumed = 0
        game.units[builder].inside = 0
        finish(rules, game, builder)
    unit.builder = 0


@jit
def _go_into(game, slot, made):
    """The builder becomes part of its structure: it is off the field, and back only if that is cancelled."""
    unit = game.units[slot]
    unit.consumed = 1
    unit.inside = made
    unit.x = game.units[made].x
    unit.y = game.units[made].y


@jit
def halt_structure(rules, game, slot):
    """The builder of a structure leaves it as it is."""
    builder = builder_of(game, slot)
    if builder != 0:
        finish(rules, game, builder)
    game.units[slot].builder = 0


@jit
def _approach(rules, game, slot):
    """Walk to the site; there, go on with the structure or place a new one."""
    unit = game.units[slot]
    order = unit.orders[0]
    site = aim(game, order)
    if order.target != 0 and site == 0:
        _give_up(rules, game, slot, Refusal.CANT_BUILD_LOCATION_INVALID)
        return
    product = np.int64(rules.abilities[order.ability].product)
    x, y = snap(rules, product, np.int64(order.x), np.int64(order.y))
    if site != 0:
        x, y = np.int64(game.units[site].x), np.int64(game.units[site].y)
    elif is_built_over(rules, game, np.int64(unit.owner), product, x, y):  # since the order was given
        _give_up(rules, game, slot, Refusal.CANT_BUILD_LOCATION_INVALID)
        return
    reach = np.int64(rules.unit_types[product].radius) + rules.unit_types[unit.type].radius
    reach += rules.abilities[order.ability].range
    if length(x - unit.x, y - unit.y) > reach and not unit.arrived:
        if unit.blocked or rules.unit_types[unit.type].speed == 0:
            _give_up(rules, game, slot, Refusal.COULDNT_REACH_TARGET)
        else:
            go(unit, x, y, reach)
        return
    halt(unit)
    if _prepares(unit, order, rules.abilities[order.ability].delay):
        return
    if site != 0 and rules.unit_types[game.units[site].type].flags & Flag.GEYSER == 0:
        _resume(rules, game, slot, site)
    else:
        _place(rules, game, slot, site, x, y)


@leaf
def _prepares(unit, order, delay):
    """Whether the builder still stands at the place for as long as it takes before it can build."""
    if order.phase != Phase.PREPARE:
        order.phase = Phase.PREPARE
        unit.order_timer = delay
    else:
        unit.order_timer -= ONE
    return unit.order_timer > 0


@jit
def _resume(rules, game, slot, site):
    """Work on a structure that stands unfinished and that nobody else works on."""
    structure = game.units[site]
    if not structure.building or structure.owner != game.units[slot].owner or builder_of(game, site) != 0:
        finish(rules, game, slot)
        return
    structure.builder = slot
    structure.builder_generation = game.units[slot].generation
    game.units[slot].orders[0].phase = Phase.WORK


@jit
def _place(rules, game, slot, site, x, y):
    """Begin the structure, if place and price are still right."""
    unit = game.units[slot]
    ability = np.int64(unit.orders[0].ability)
    row = rules.abilities[ability]
    error = np.int64(placement_error(rules, game, np.int64(unit.owner), np.int64(row.product), x, y, slot))
    if error == 0:
        error = price_error(rules, game, np.int64(unit.owner), slot, ability)
    if error != 0:
        _give_up(rules, game, slot, error)
        return
    made = begin_structure(rules, game, slot, ability, _form_on(rules, game, row.product, site), x, y)
    if made == 0:
        _give_up(rules, game, slot, Refusal.CANT_BUILD_LOCATION_INVALID)
        return
    if site != 0:
        cover(game, site, made)
    if row.flags & AbilityFlag.CONSUMES_BUILDER:
        _go_into(game, slot, made)
    elif not row.flags & AbilityFlag.PEON_MAINTAINED:
        finish(rules, game, slot)


@jit
def cover(game, geyser, refinery):
    """A structure on a resource hides it and holds what it holds."""
    hidden, unit = game.units[geyser], game.units[refinery]
    hidden.inside = refinery
    hidden.builder = refinery
    hidden.builder_generation = unit.generation
    unit.contents = hidden.contents


@jit
def _form_on(rules, game, unit_type, site):
    """What a structure becomes on a resource: another type on a rich one."""
    if site == 0:
        return np.int64(unit_type)
    span = rules.unit_types[unit_type].built_on
    for k in range(span.first, span.first + span.count, 2):
        if rules.lists[k] == game.units[site].type and rules.lists[k + 1] != 0:
            return np.int64(rules.lists[k + 1])
    return np.int64(unit_type)


@jit
def _walk_along(rules, game, slot, site):
    """The builder stands close to its work, and now and then goes a little along its nearest side."""
    unit = game.units[slot]
    if rules.unit_types[unit.type].speed == 0:
        return
    unit.ghost = 1
    if (np.int64(game.loop) + unit.serial) & (WALK_EVERY - 1) != 0:
        return
    structure = game.units[site]
    radius = np.int64(rules.unit_types[structure.type].radius)
    away = radius + rules.unit_types[unit.type].radius
    step = random_below(game, unit.owner, unit.serial, WALK_ROLL, 2 * radius + 1) - radius
    dx, dy = np.int64(unit.x) - structure.x, np.int64(unit.y) - structure.y
    if abs(dx) >= abs(dy):
        go(unit, structure.x + (away if dx >= 0 else -away), structure.y + step, ONE // 8)
    else:
        go(unit, structure.x + step, structure.y + (away if dy >= 0 else -away), ONE // 8)


@jit
def _give_up(rules, game, slot, error):
    """The order fails, and its owner is told why."""
    unit = game.units[slot]
    emit(game, EventKind.ERROR, unit.owner, slot, error, unit.orders[0].ability)
    finish(rules, game, slot)
