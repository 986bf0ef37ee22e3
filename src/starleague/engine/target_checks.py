"""Whether an ability may be used on a unit or place: 0, or the API's ActionResult that says why not."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, Resource, State, TargetKind, Verb
from starleague.engine import manifest
from starleague.engine.filters import passes
from starleague.engine.grids import placement_error, snap
from starleague.engine.jit import jit, leaf
from starleague.engine.refusals import Refusal
from starleague.engine.validators import all_valid
from starleague.engine.vision import sees
from starleague.engine.warping import warp_error

LAND = int(Refusal.CANT_LAND_LOCATION_INVALID) - int(Refusal.CANT_BUILD_LOCATION_INVALID)


@jit
def target_error(rules, game, player, slot, ability, target, x, y, has_point):
    """0 when a unit may use an ability on this unit or point, else the ActionResult."""
    row = rules.abilities[ability]
    if row.target == TargetKind.NONE or (row.target == TargetKind.POINT_OR_NONE and target == 0 and not has_point):
        return _site_error(rules, game, player, slot, ability, np.int64(0), x, y)
    if target == 0:
        if row.target == TargetKind.UNIT or not has_point:
            return np.int64(Refusal.MUST_TARGET_UNIT)
    else:
        x, y = np.int64(game.units[target].x), np.int64(game.units[target].y)
        error = _unit_error(rules, game, player, slot, ability, target)
        if error != 0:
            return error
    error = _site_error(rules, game, player, slot, ability, target, x, y)
    if error == 0 and not all_valid(rules, game, row.validators, player, slot, slot, target, x, y):
        error = np.int64(Refusal.CANT_TARGET_THAT_UNIT)
    if error == 0 and row.kind == AbilityClass.EFFECT_TARGET:
        conditions = rules.effects[row.effect].validators
        if not all_valid(rules, game, conditions, player, slot, slot, target, x, y):
            error = np.int64(Refusal.CANT_TARGET_THAT_UNIT)
    return error


@jit
def unit_target_error(rules, game, player, slot, ability, target):
    """The same for a unit."""
    x, y = np.int64(game.units[target].x), np.int64(game.units[target].y)
    return target_error(rules, game, player, slot, ability, target, x, y, np.bool_(False))


@jit
def _unit_error(rules, game, player, slot, ability, target):
    other = game.units[target]
    row = rules.abilities[ability]
    if not other.alive or other.life <= 0 or other.inside != 0 or other.states & State.UNTARGETABLE:
        return np.int64(Refusal.CANT_TARGET_THAT_UNIT)
    if row.kind == AbilityClass.RALLY:
        return np.int64(0)
    if target == slot and row.kind != AbilityClass.EFFECT_TARGET:
        return np.int64(Refusal.CANT_TARGET_THAT_UNIT)
    if player != 0 and other.owner != player and other.owner != 0 and not sees(game, player, other):
        goes_there = row.kind == AbilityClass.MOVE or row.kind == AbilityClass.ATTACK
        if not goes_there or not _is_remembered(rules, player, other):
            return np.int64(Refusal.MUST_TARGET_VISIBLE_UNIT)
    if row.kind == AbilityClass.HARVEST and row.verb == Verb.GATHER:
        return gather_error(rules, game, player, ability, target)
    if row.targets.require | row.targets.exclude and not passes(rules, game, row.targets, player, slot, target):
        return np.int64(Refusal.CANT_TARGET_THAT_UNIT)
    if row.kind == AbilityClass.TRANSPORT and row.verb == Verb.LOAD:
        room = manifest.room(rules, game, slot)
        if rules.unit_types[other.type].cargo_size == 0 or other.states & State.SUPPRESS_PASSENGER:
            return np.int64(Refusal.CANT_LOAD_THAT_UNIT)
        if rules.unit_types[other.type].cargo_size > room:
            return np.int64(Refusal.NOT_ENOUGH_ROOM_TO_LOAD_UNIT)
    return np.int64(0)


@leaf
def _is_remembered(rules, player, other):
    """Whether a player has seen a structure that stays where it is."""
    stays = rules.unit_types[other.type].flags & Flag.STRUCTURE != 0 and not other.flying
    return stays and other.seen_by & 1 << np.int64(player) != 0


@jit
def is_unfinished(game, player, target):
    """Whether a unit is a player's own structure under construction; 0 is none."""
    return game.units[target].building != 0 and game.units[target].owner == player


@jit
def gather_error(rules, game, player, ability, target):
    """0 when workers may gather there, or wait until an own refinery is finished; else the ActionResult."""
    other = game.units[target]
    kind = rules.unit_types[other.type]
    if kind.resource == Resource.NONE:
        return np.int64(Refusal.MUST_TARGET_RESOURCES)
    if kind.flags & Flag.GEYSER:
        return np.int64(Refusal.MUST_BUILD_REFINERY_FIRST)
    if kind.flags & Flag.REFINERY and other.owner != player:
        return np.int64(Refusal.CANT_HARVEST_THAT_RESOURCE)
    if not rules.abilities[ability].resources & (1 << kind.resource):
        return np.int64(Refusal.CANT_HARVEST_THAT_RESOURCE)
    if other.contents <= 0:
        return np.int64(Refusal.CANT_TARGET_EXHAUSTED_RESOURCES)
    return np.int64(0)


@jit
def _site_error(rules, game, player, slot, ability, target, x, y):
    """Whether what the ability puts on the ground may stand there."""
    row = rules.abilities[ability]
    unit = game.units[slot]
    if row.kind == AbilityClass.BUILD and row.product != 0:
        if is_unfinished(game, player, target):
            return np.int64(0)  # goes on with what stands there
        if row.flags & AbilityFlag.ADDON:
            kind = rules.unit_types[row.product]
            if not unit.flying:
                x, y = np.int64(unit.x), np.int64(unit.y)
            at_x, at_y = x + kind.addon_offset_x, y + kind.addon_offset_y
        elif target != 0:
            at_x, at_y = np.int64(game.units[target].x), np.int64(game.units[target].y)
        else:
            at_x, at_y = snap(rules, np.int64(row.product), np.int64(x), np.int64(y))
        return np.int64(placement_error(rules, game, player, np.int64(row.product), at_x, at_y, slot))
    if row.place_unit != 0:
        at_x, at_y = snap(rules, np.int64(row.place_unit), np.int64(x), np.int64(y))
        return np.int64(placement_error(rules, game, player, np.int64(row.place_unit), at_x, at_y, slot))
    if row.kind == AbilityClass.WARP_TRAIN:
        return warp_error(rules, game, player, ability, x, y)
    if row.kind == AbilityClass.MORPH_PLACEMENT:
        at_x, at_y = snap(rules, np.int64(row.product), np.int64(x), np.int64(y))
        error = np.int64(placement_error(rules, game, player, np.int64(row.product), at_x, at_y, slot))
        if Refusal.CANT_BUILD_LOCATION_INVALID <= error <= Refusal.CANT_BUILD_ON_DENSE_TERRAIN:
            error += LAND
        return error
    return np.int64(0)
