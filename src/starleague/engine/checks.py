"""Whether a unit may use an ability: 0, or the API's ActionResult that says why not."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, State, TargetKind, Verb
from starleague.engine import manifest
from starleague.engine.cheats import Cheat, cheats
from starleague.engine.costs import cooldown_left, resource_error, supply_error, vital_error
from starleague.engine.disabling import ability_off
from starleague.engine.growth import builder_of
from starleague.engine.jit import jit, leaf
from starleague.engine.order_list import aim
from starleague.engine.refusals import Refusal
from starleague.engine.repertoire import holds as has_row
from starleague.engine.requirements import holds
from starleague.engine.target_checks import is_unfinished, target_error
from starleague.engine.validators import all_valid

CANCELS = (int(Verb.CANCEL), int(Verb.CANCEL_LAST), int(Verb.CANCEL_SLOT), int(Verb.CANCEL_MORPH), int(Verb.HALT))


@jit
def command_error(rules, game, player, slot, ability, target, x, y, has_point):
    """0 when a unit may take this command now, else the API's ActionResult.

    Asks for cost, supply, tech, energy, cooldown, target and placement.
    """
    resumes = rules.abilities[ability].kind == AbilityClass.BUILD and is_unfinished(game, player, target)
    error = use_error(rules, game, player, slot, ability, resumes)
    if error != 0:
        return error
    return target_error(rules, game, player, slot, ability, target, x, y, has_point)


@jit
def ability_available(rules, game, player, slot, ability, ignore_resources):
    """Whether a unit could be given an ability now, whatever the target (the API's available abilities)."""
    return use_error(rules, game, player, slot, ability, ignore_resources) == 0


@jit
def use_error(rules, game, player, slot, ability, ignore_resources):
    """All of command_error but the target; ``ignore_resources`` leaves out what waiting would bring."""
    unit = game.units[slot]
    if slot == 0 or not unit.alive or unit.owner != player:
        return np.int64(Refusal.YOU_CANT_CONTROL_THAT_UNIT)
    if unit.inside != 0 and game.units[unit.inside].harvester != slot:
        return np.int64(Refusal.YOU_CANT_CONTROL_THAT_UNIT)
    if unit.states & State.UNCOMMANDABLE:
        return np.int64(Refusal.YOU_CANT_ISSUE_COMMANDS_TO_THAT_UNIT)
    return able_error(rules, game, player, slot, ability, ignore_resources)


@jit
def able_error(rules, game, player, slot, ability, ignore_resources):
    """Whether a unit is able to use an ability, whoever may command it (passengers are told by their carrier)."""
    if not has_row(rules, game.units[slot].type, ability):
        return np.int64(Refusal.NOT_SUPPORTED)
    error = _state_error(rules, game, slot, ability)
    if error == 0:
        error = _tech_error(rules, game, player, slot, ability)
    if error == 0 and not ignore_resources:
        error = price_error(rules, game, player, slot, ability)
    if error == 0 and cooldown_left(game, slot, rules.abilities[ability].cooldown_slot) > 0:
        error = np.int64(Refusal.COOLDOWN)
    return error


@jit
def price_error(rules, game, player, slot, ability):
    """0 when player and unit can pay, else the ActionResult."""
    error = resource_error(rules, game, player, ability)
    if error == 0 and game.units[slot].n_queued == 0:  # what waits in a queue may wait for supply too
        error = supply_error(rules, game, player, slot, ability)
    if error == 0:
        error = vital_error(rules, game, slot, ability)
    return error


@jit
def _tech_error(rules, game, player, slot, ability):
    row = rules.abilities[ability]
    met = holds(rules, game, player, slot, row.requirement) and holds(rules, game, player, slot, row.show)
    if not met and not cheats(game, player, Cheat.TECH):
        if row.kind == AbilityClass.BUILD:
            return np.int64(Refusal.BUILD_TECH_REQUIREMENTS_NOT_MET)
        return np.int64(Refusal.TECH_REQUIREMENTS_NOT_MET)
    if row.target == TargetKind.NONE and row.validators.count > 0 and row.kind != AbilityClass.TRANSPORT:
        unit = game.units[slot]
        if not all_valid(rules, game, row.validators, player, slot, slot, slot, unit.x, unit.y):
            return np.int64(Refusal.ERROR)
    return np.int64(0)


@jit
def _state_error(rules, game, slot, ability):
    """What the unit is doing, or what was done to it, may forbid the ability."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    if row.kind == AbilityClass.RALLY:
        return np.int64(0)
    if _is_cancel(row.verb):
        return _cancel_error(rules, game, slot, ability)
    if unit.building:
        return np.int64(Refusal.BUILDING_IS_UNDER_CONSTRUCTION)
    if unit.build_ability != 0 and row.kind != AbilityClass.STOP and not _moves_in_egg(rules, unit, row):
        return np.int64(Refusal.ERROR)  # it is changing into something else
    if unit.n_buffs > 0 and ability_off(rules, unit, row.group):
        return np.int64(Refusal.ERROR)
    if row.kind == AbilityClass.TRANSPORT and _unloads(row.verb) and manifest.count(rules, game, slot) == 0:
        return np.int64(Refusal.NO_CARGO_TO_UNLOAD)
    if row.kind == AbilityClass.HARVEST and row.verb == Verb.RETURN and unit.carrying == 0:
        return np.int64(Refusal.ERROR)
    return _occupied_error(rules, game, slot, ability)


@leaf
def _moves_in_egg(rules, unit, row):
    """Cocoons that can move do so while they change."""
    return row.kind == AbilityClass.MOVE and rules.abilities[unit.build_ability].egg == unit.type


@jit
def _occupied_error(rules, game, slot, ability):
    """A structure trains, builds its add-on or changes itself: one of them at a time."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    if _fills_queue(row.kind):
        if unit.n_queued >= np.int64(rules.unit_types[unit.type].queue_size) + unit.queue_size_bonus:
            return np.int64(Refusal.QUEUE_IS_FULL)
        if adding_on(rules, unit):
            return np.int64(Refusal.NOT_WHILE_OCCUPIED)
    elif _changes(row.kind) or row.flags & AbilityFlag.ADDON:
        if unit.n_queued > 0 or adding_on(rules, unit):
            return np.int64(Refusal.NOT_WHILE_OCCUPIED)
        if row.flags & AbilityFlag.ADDON and unit.addon != 0:
            return np.int64(Refusal.CANT_BUILD_LOCATION_INVALID)
        if row.flags & AbilityFlag.ADDON_IDLE and unit.addon != 0 and game.units[unit.addon].n_queued > 0:
            return np.int64(Refusal.NOT_WHILE_OCCUPIED)
    return np.int64(0)


@jit
def _cancel_error(rules, game, slot, ability):
    """0 when there is something for this cancel to undo."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    found = False
    if row.kind == AbilityClass.QUEUE:
        found = unit.n_queued > 0 and not unit.building
    elif row.kind == AbilityClass.BUILDABLE:
        found = bool(unit.building) and (row.verb == Verb.CANCEL or unit.builder != 0)
    elif row.verb == Verb.CANCEL_MORPH:
        found = not unit.building and unit.build_ability != 0 and rules.abilities[unit.build_ability].group == row.group
    elif row.kind == AbilityClass.BUILD:
        found = _gives(rules, unit, row.group) and builder_of(game, aim(game, unit.orders[0])) == slot  # not on its way
    elif row.kind == AbilityClass.EFFECT_TARGET:
        found = _gives(rules, unit, row.group)
    else:
        found = not unit.building
    return np.int64(0) if found else np.int64(Refusal.CANT_FIND_CANCEL_ORDER)


@jit
def _gives(rules, unit, group):
    """Whether a unit carries out an ability of a group."""
    return unit.n_orders > 0 and rules.abilities[unit.orders[0].ability].group == group


@jit
def adding_on(rules, unit):
    """Whether a structure builds its add-on."""
    return unit.n_orders > 0 and (rules.abilities[unit.orders[0].ability].flags & AbilityFlag.ADDON) != 0


@jit
def _is_cancel(verb):
    for cancel in CANCELS:
        if verb == cancel:
            return True
    return False


@jit
def _fills_queue(kind):
    return kind == AbilityClass.TRAIN or kind == AbilityClass.RESEARCH or kind == AbilityClass.ARM_MAGAZINE


@jit
def _changes(kind):
    return kind == AbilityClass.MORPH or kind == AbilityClass.MORPH_PLACEMENT


@jit
def _unloads(verb):
    return verb == Verb.UNLOAD_ALL or verb == Verb.UNLOAD_AT or verb == Verb.UNLOAD_UNIT
