"""Add-ons: a structure builds one beside itself, leaves it behind, and takes over one that it lands next to."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityFlag, Flag
from starleague.engine.checks import price_error
from starleague.engine.construction import begin_structure
from starleague.engine.events import emit
from starleague.engine.grids import placement_error
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind, Phase
from starleague.engine.morphs import begin_morph
from starleague.engine.order_list import aim, finish
from starleague.engine.refusals import Refusal
from starleague.engine.requirements import holds


@jit
def advance_addon(rules, game, slot):
    """One step of the order to build an add-on: begin it, then wait until it stands."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.WORK:
        made = aim(game, order)
        if made == 0 or not game.units[made].building:
            finish(rules, game, slot)
        return
    row = rules.abilities[order.ability]
    kind = rules.unit_types[row.product]
    x, y = np.int64(unit.x) + kind.addon_offset_x, np.int64(unit.y) + kind.addon_offset_y
    error = np.int64(placement_error(rules, game, np.int64(unit.owner), np.int64(row.product), x, y, slot))
    if error == 0:
        error = price_error(rules, game, np.int64(unit.owner), slot, np.int64(order.ability))
    made = np.int64(0)
    if error == 0:
        made = begin_structure(rules, game, slot, np.int64(order.ability), np.int64(row.product), x, y)
        error = np.int64(Refusal.CANT_BUILD_LOCATION_INVALID)
    if made == 0:
        emit(game, EventKind.ERROR, unit.owner, slot, error, order.ability)
        finish(rules, game, slot)
        return
    unit.addon = made
    game.units[made].addon_host = slot


@jit
def attach(rules, game, slot):
    """A structure that has landed takes over the free add-on that stands where its own would."""
    unit = game.units[slot]
    if not rules.unit_types[unit.type].flags & Flag.ACCEPTS_ADDON:
        return
    for k in range(game.scratch.n_live):
        other = np.int64(game.scratch.live[k])
        addon = game.units[other]
        kind = rules.unit_types[addon.type]
        if not kind.flags & Flag.ADDON or addon.owner != unit.owner or addon.addon_host != 0 or addon.building:
            continue
        stands = addon.x == np.int64(unit.x) + kind.addon_offset_x and addon.y == np.int64(unit.y) + kind.addon_offset_y
        if stands and addon.life > 0 and _fits(rules, kind.addon_hosts, unit.type):
            unit.addon = other
            addon.addon_host = slot
            change_by_itself(rules, game, other)
            return


@jit
def detach(rules, game, slot):
    """A structure leaves its add-on behind."""
    unit = game.units[slot]
    addon = np.int64(unit.addon)
    unit.addon = 0
    if addon != 0 and game.units[addon].addon_host == slot:
        game.units[addon].addon_host = 0
        change_by_itself(rules, game, addon)


@jit
def part_from_the_dead(rules, game):
    """Part of run_production: who lost its host or its add-on knows it."""
    for k in range(game.scratch.n_makers):
        slot = np.int64(game.scratch.makers[k])
        unit = game.units[slot]
        if unit.addon != 0:
            addon = game.units[unit.addon]
            if not addon.alive or addon.addon_host != slot:
                unit.addon = 0
        if unit.addon_host != 0:
            host = game.units[unit.addon_host]
            if not host.alive or host.addon != slot:
                unit.addon_host = 0
                change_by_itself(rules, game, slot)


@jit
def change_by_itself(rules, game, slot):
    """Begin the morph that starts as soon as its requirement holds, if there is one."""
    unit = game.units[slot]
    if unit.building or unit.build_ability != 0:
        return
    span = rules.unit_types[unit.type].abilities
    for k in range(span.first, span.first + span.count):
        ability = np.int64(rules.lists[k])
        row = rules.abilities[ability]
        if row.flags & AbilityFlag.AUTOMATIC and row.product != 0:
            shown = holds(rules, game, unit.owner, slot, row.show)
            if shown and holds(rules, game, unit.owner, slot, row.requirement):
                begin_morph(rules, game, slot, ability)
                return


@jit
def _fits(rules, span, unit_type):
    for k in range(span.first, span.first + span.count):
        if rules.lists[k] == unit_type:
            return True
    return False
