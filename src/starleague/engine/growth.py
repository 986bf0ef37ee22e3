"""What is under construction: it gains progress and life while it is worked on, or warps in by itself."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag
from starleague.engine.cheats import haste
from starleague.engine.effect_queue import still
from starleague.engine.events import emit
from starleague.engine.fixed import divide, times
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import EventKind, Phase
from starleague.engine.order_list import finish, issue
from starleague.engine.patches import FAR, best_patch
from starleague.engine.power import pace
from starleague.engine.rallies import send
from starleague.engine.repertoire import of_kind


@jit
def raise_structures(rules, game):
    """Part of run_production: structures under construction gain progress and life while they are worked on."""
    for k in range(game.scratch.n_makers):
        slot = np.int64(game.scratch.makers[k])
        unit = game.units[slot]
        if not unit.building or unit.life <= 0:
            continue
        if rules.abilities[unit.build_ability].flags & AbilityFlag.PEON_MAINTAINED and builder_of(game, slot) == 0:
            unit.builder = 0
            continue
        before = np.int64(unit.progress)
        unit.progress = min(before + pace(rules, unit) * haste(game, unit.owner), np.int64(unit.build_time))
        _grow(rules, game, slot, before)
        if unit.progress >= unit.build_time:
            _complete(rules, game, slot)


@jit
def begin_growth(rules, game, slot, ability):
    """A unit that has just been placed is unfinished; its vitals begin with a share."""
    unit = game.units[slot]
    stats = game.players[unit.owner].unit_stats[unit.type]
    start = rules.abilities[begun_by(rules, unit.type, ability)]
    unit.building = 1
    unit.progress = 0
    unit.build_time = max(np.int64(rules.abilities[ability].time), ONE)
    unit.build_ability = ability
    unit.life = times(stats.life_max, start.start_life)
    unit.shields = times(stats.shields_max, start.start_shields)


@jit
def begun_by(rules, unit_type, ability):
    """The ability of a type that says with what vitals it begins, when it is made by a builder, warped in or merged."""
    kind = rules.abilities[ability].kind
    if kind == AbilityClass.WARP_TRAIN:
        return of_kind(rules, unit_type, AbilityClass.WARPABLE)
    if kind == AbilityClass.MERGE:
        return of_kind(rules, unit_type, AbilityClass.MERGEABLE)
    return of_kind(rules, unit_type, AbilityClass.BUILDABLE)


@jit
def builder_of(game, slot):
    """The unit that works on a structure now; 0: none."""
    unit = game.units[slot]
    builder = still(game, unit.builder, unit.builder_generation)
    if builder == 0 or game.units[builder].life <= 0 or game.units[builder].n_orders == 0:
        return np.int64(0)
    order = game.units[builder].orders[0]
    if order.phase != Phase.WORK or order.target != slot or order.target_generation != unit.generation:
        return np.int64(0)
    return builder


@jit
def consumed_builder(game, slot):
    """The builder that is part of a structure under construction; 0: none."""
    unit = game.units[slot]
    builder = still(game, unit.builder, unit.builder_generation)
    if builder == 0 or not unit.building or game.units[builder].inside != slot:
        return np.int64(0)
    return builder


@jit
def take_builder_along(game, slot):
    """The builder that became part of a structure ends as that is done, or dies unfinished."""
    builder = consumed_builder(game, slot)
    if builder != 0:
        game.units[builder].inside = 0
        game.units[builder].life = 0


@jit
def _grow(rules, game, slot, before):
    """Life and shields rise with the work done, whatever damage was taken meanwhile."""
    unit = game.units[slot]
    start = rules.abilities[begun_by(rules, unit.type, unit.build_ability)]
    stats = game.players[unit.owner].unit_stats[unit.type]
    life, shields = np.int64(stats.life_max), np.int64(stats.shields_max)
    gain = _gain(life - times(life, start.start_life), before, unit.progress, unit.build_time)
    unit.life = min(unit.life + gain, life)
    gain = _gain(shields - times(shields, start.start_shields), before, unit.progress, unit.build_time)
    unit.shields = min(unit.shields + gain, shields)


@leaf
def _gain(rise, before, after, time):
    """What a vital that rises evenly gains between two points of progress."""
    return divide(rise * np.int64(after), time) - divide(rise * np.int64(before), time)


@jit
def _complete(rules, game, slot):
    """The structure is done; its builder goes on with its orders, or begins to gather there."""
    unit = game.units[slot]
    take_builder_along(game, slot)
    builder = builder_of(game, slot)
    unit.building = 0
    unit.progress = 0
    unit.build_time = 0
    unit.build_ability = 0
    unit.builder = 0
    emit(game, EventKind.STRUCTURE_COMPLETE, unit.owner, slot, unit.type, builder)
    if rules.unit_types[unit.type].speed > 0:
        send(rules, game, slot, slot)  # a unit goes where it was rallied to meanwhile
    if builder == 0:
        return
    finish(rules, game, builder)
    if game.units[builder].n_orders == 0:
        _gather_there(rules, game, builder, slot)


@jit
def _gather_there(rules, game, builder, slot):
    """From a refinery that it has built, or beside a town hall."""
    flags = rules.unit_types[game.units[slot].type].flags
    gather = np.int64(rules.unit_types[game.units[builder].type].gather_ability)
    source = np.int64(0)
    if gather != 0 and flags & Flag.REFINERY:
        source = slot
    elif gather != 0 and flags & Flag.TOWNHALL:
        source = best_patch(rules, game, builder, gather, game.units[slot].x, game.units[slot].y, np.int64(FAR))
    if source != 0:
        issue(rules, game, builder, gather, False, source, game.units[source].x, game.units[source].y, 0)
