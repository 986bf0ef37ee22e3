"""Morph orders: the change in place, lift-off, and the flight to a landing place."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, Plane, Stat
from starleague.engine.addons import detach
from starleague.engine.cheats import haste
from starleague.engine.events import emit
from starleague.engine.fixed import length
from starleague.engine.grids import placement_error, snap, walkable
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind, Phase
from starleague.engine.morphs import become, complete_morph, enter_egg, start_morph
from starleague.engine.motion import go, halt
from starleague.engine.order_list import finish
from starleague.engine.placement import units_in_way
from starleague.engine.rallies import reset
from starleague.engine.refusals import Refusal
from starleague.engine.spots import free_spot
from starleague.engine.tuning import tuned

OVER = ONE // 4  # [1/4096 cell] so near to its place a flyer may come down
LAND = int(Refusal.CANT_LAND_LOCATION_INVALID) - int(Refusal.CANT_BUILD_LOCATION_INVALID)


@jit
def advance_morph(rules, game, slot):
    """One step of a morph order."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.WORK:
        halt(unit)
        return
    if unit.jump > 0:
        return  # it comes down first
    row = rules.abilities[order.ability]
    error = np.int64(0)
    if row.kind == AbilityClass.MORPH_PLACEMENT:
        if not _over_place(rules, game, slot):
            return
        error = _settle(rules, game, slot)
    elif row.flags & AbilityFlag.NEEDS_PLACE:
        if not _over_ground(rules, game, slot):
            return
        if units_in_way(rules, game, np.int64(unit.owner), np.int64(row.product), unit.x, unit.y, slot):
            error = np.int64(Refusal.CANT_BUILD_LOCATION_INVALID)
    if error == 0:
        error = start_morph(rules, game, slot)
    if error != 0:
        emit(game, EventKind.ERROR, unit.owner, slot, error, order.ability)
        finish(rules, game, slot)
        return
    if unit.addon != 0 and not rules.unit_types[row.product].flags & Flag.ACCEPTS_ADDON:
        detach(rules, game, slot)
    if row.flags & AbilityFlag.RALLY_RESET:
        reset(unit)


@jit
def progress_morphs(rules, game):
    """Part of run_production: changes under way gain time, and happen."""
    for k in range(game.scratch.n_makers):
        slot = np.int64(game.scratch.makers[k])
        unit = game.units[slot]
        if unit.build_ability == 0 or unit.building or unit.life <= 0:
            continue
        row = rules.abilities[unit.build_ability]
        unit.progress += unit.rate_factor * haste(game, unit.owner)
        enter_egg(rules, game, slot)
        if unit.progress >= unit.build_time and unit.type != row.product:
            become(rules, game, slot)
        finish_time = tuned(rules, game, unit.owner, row.changes, Stat.ABILITY_FINISH_TIME, row.finish_time)
        if unit.progress >= max(np.int64(unit.build_time), finish_time):
            complete_morph(rules, game, slot)


@jit
def _over_ground(rules, game, slot):
    """Whether a unit that will stand on the ground is over some; a flyer that is not goes to the nearest."""
    unit = game.units[slot]
    order = unit.orders[0]
    product = np.int64(rules.abilities[order.ability].product)
    if not unit.flying or rules.unit_types[product].plane == Plane.AIR:
        return True
    if order.phase == Phase.NEW:
        if walkable(rules, game, np.int64(unit.x) >> SHIFT, np.int64(unit.y) >> SHIFT):
            return True
        _found, order.x, order.y = free_spot(rules, game, product, unit.x, unit.y, unit.x, unit.y)
        order.phase = Phase.APPROACH
    if length(np.int64(order.x) - unit.x, np.int64(order.y) - unit.y) <= OVER:
        return True
    go(unit, order.x, order.y, OVER // 2)
    return False


@jit
def _over_place(rules, game, slot):
    """Fly to the place; whether the unit is there."""
    unit = game.units[slot]
    order = unit.orders[0]
    x, y = snap(rules, np.int64(rules.abilities[order.ability].product), np.int64(order.x), np.int64(order.y))
    if length(x - unit.x, y - unit.y) <= OVER:
        return True
    go(unit, x, y, OVER // 2)
    return False


@jit
def _settle(rules, game, slot):
    """Put the unit exactly over its place, if it may land there; 0 or the ActionResult."""
    unit = game.units[slot]
    product = np.int64(rules.abilities[unit.orders[0].ability].product)
    x, y = snap(rules, product, np.int64(unit.orders[0].x), np.int64(unit.orders[0].y))
    error = np.int64(placement_error(rules, game, np.int64(unit.owner), product, x, y, slot))
    if error == 0:
        unit.x, unit.y = x, y
    elif Refusal.CANT_BUILD_LOCATION_INVALID <= error <= Refusal.CANT_BUILD_ON_DENSE_TERRAIN:
        error += LAND
    return error
