"""The right click: what it means to the unit that gets it."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, Verb
from starleague.engine.growth import builder_of
from starleague.engine.jit import jit
from starleague.engine.repertoire import find, holds, own_row
from starleague.engine.target_checks import gather_error, unit_target_error


@jit
def meaning(rules, game, player, slot, ability, target):
    """The row by which a unit carries out a command, or what a right click means to it; 0: none."""
    if rules.abilities[ability].kind == AbilityClass.SMART:
        return _smart(rules, game, player, slot, target)
    return own_row(rules, game.units[slot].type, ability)


@jit
def _smart(rules, game, player, slot, target):
    """Attack an enemy, gather, deliver, repair, board, rally, land, or just go there."""
    unit = game.units[slot]
    kind = rules.unit_types[unit.type]
    if target != 0 and target != slot:
        other = game.units[target]
        if other.owner != 0 and other.owner != player:
            if kind.attack_ability != 0 and kind.weapons.count > 0:
                return np.int64(kind.attack_ability)
        else:
            row = _friendly(rules, game, player, slot, target)
            if row != 0:
                return row
    if kind.speed == 0 or kind.move_ability == 0 or unit.building:
        return _rally(rules, game, slot, target)
    return np.int64(kind.move_ability)


@jit
def _friendly(rules, game, player, slot, target):
    """What to do with an own or neutral unit; 0: nothing in particular."""
    unit = game.units[slot]
    other = game.units[target]
    kind = rules.unit_types[unit.type]
    what = rules.unit_types[other.type]
    if what.resource != 0 and kind.gather_ability != 0 and not _is_deserted(rules, game, unit, target):
        if gather_error(rules, game, player, np.int64(kind.gather_ability), target) == 0:
            return np.int64(kind.gather_ability)
    if other.owner != player:
        return np.int64(0)
    if other.building and holds(rules, unit.type, other.build_ability):
        return np.int64(other.build_ability)
    if what.flags & Flag.TOWNHALL and unit.carrying != 0 and not other.building:
        return find(rules, unit.type, AbilityClass.HARVEST, Verb.RETURN)
    boarding = find(rules, other.type, AbilityClass.TRANSPORT, Verb.LOAD)
    if boarding != 0 and kind.speed > 0 and _takes(rules, game, player, target, boarding, slot):
        return boarding
    loading = find(rules, unit.type, AbilityClass.TRANSPORT, Verb.LOAD)
    if loading != 0 and _takes(rules, game, player, slot, loading, target):
        return loading
    return _by_itself(rules, game, player, slot, target)


@jit
def _is_deserted(rules, game, unit, target):
    """Whether a structure stands unfinished, and a unit can go on with it because nobody else does."""
    site = game.units[target]
    kept_up = rules.abilities[site.build_ability].flags & AbilityFlag.PEON_MAINTAINED != 0
    return site.building and kept_up and holds(rules, unit.type, site.build_ability) and builder_of(game, target) == 0


@jit
def _takes(rules, game, player, carrier, boarding, passenger):
    """Whether a right click puts a unit into a carrier."""
    if game.units[carrier].building or not rules.abilities[boarding].flags & AbilityFlag.SMART:
        return False
    return unit_target_error(rules, game, player, carrier, boarding, passenger) == 0


@jit
def _by_itself(rules, game, player, slot, target):
    """The first ability of the unit that a right click may choose and that fits the target (repair, heal)."""
    unit = game.units[slot]
    other = game.units[target]
    span = rules.unit_types[unit.type].abilities
    for k in range(span.first, span.first + span.count):
        ability = np.int64(rules.lists[k])
        row = rules.abilities[ability]
        if row.kind == AbilityClass.EFFECT_TARGET and row.flags & AbilityFlag.SMART:
            hurt = other.life < game.players[other.owner].unit_stats[other.type].life_max
            if hurt and unit_target_error(rules, game, player, slot, ability, target) == 0:
                return ability
    return np.int64(0)


@jit
def _rally(rules, game, slot, target):
    """The rally of what stands still: that of workers when the target is a resource."""
    unit_type = game.units[slot].type
    workers = find(rules, unit_type, AbilityClass.RALLY, Verb.RALLY_WORKERS)
    others = find(rules, unit_type, AbilityClass.RALLY, Verb.RALLY)
    at_resource = target != 0 and rules.unit_types[game.units[target].type].resource != 0
    if workers != 0 and (at_resource or others == 0):
        return workers
    return others
