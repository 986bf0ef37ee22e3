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
def join_addons(rules, game):
    """Part of run_production: a free add-on belongs to the structure that stands before it."""
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        addon = game.units[slot]
        if not rules.unit_types[addon.type].flags & Flag.ADDON or addon.addon_host != 0 or addon.building:
            continue
        host = _host_before(rules, game, addon)
        if host != 0:
            game.units[host].addon = slot
            addon.addon_host = host
            change_by_itself(rules, game, slot)


@jit
def _host_before(rules, game, addon):
    """The structure whose add-on would stand just there, and that has none; 0: there is none."""
    kind = rules.unit_types[addon.type]
    x, y = np.int64(addon.x) - kind.addon_offset_x, np.int64(addon.y) - kind.addon_offset_y
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.x != x or unit.y != y or unit.owner != addon.owner or unit.addon != 0:
            continue
        stays = not unit.building and unit.build_ability == 0 and unit.life > 0
        if stays and _fits(rules, kind.addon_hosts, unit.type):
            return slot
    return np.int64(0)


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
