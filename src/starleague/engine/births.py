"""How a unit comes into the game, becomes another type, and leaves. Only bury_the_dead calls remove."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.behaviors import apply, is_carried, refresh, start_innate, strip
from starleague.engine.costs import start_cooldown
from starleague.engine.creep import begin_creep
from starleague.engine.effect_queue import still
from starleague.engine.events import emit
from starleague.engine.fixed import divide
from starleague.engine.grids import lift, place
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_UNITS, EventKind, Overflow
from starleague.engine.manifest import take_out
from starleague.engine.repertoire import autocast_at_birth
from starleague.engine.spots import free_spot as free_spot
from starleague.engine.vision import notice

MAX_RESOURCES = 320  # of game.resources
SOUTH = 49152  # [1/65536 turn]


@jit
def create(rules, game, unit_type, owner, x, y):
    """A finished unit at (x, y); its slot, or 0 and Overflow.UNITS when there is no room.

    Writes footprints, starts innate behaviors, tells EventKind.UNIT_CREATED. The unit is among
    ``scratch.live`` from the next tick on.
    """
    resource = rules.unit_types[unit_type].flags & Flag.RESOURCE != 0
    if resource and game.n_resources >= MAX_RESOURCES:
        game.overflow |= Overflow.RESOURCES
        return np.int64(0)
    slot = _take_slot(game)
    if slot == 0:
        return slot
    _identify(rules, game, slot, unit_type, owner, x, y)
    _fill_vitals(rules, game, slot)
    if resource:
        game.resources[game.n_resources] = slot
        game.n_resources += 1
    place(rules, game, slot)
    refresh(rules, game, slot)
    start_innate(rules, game, slot)
    if rules.unit_types[unit_type].creep_source != 0:
        begin_creep(rules, game, slot, rules.unit_types[unit_type].creep_source)
    _start_cooldowns(rules, unit_type, game.units[slot])
    notice(rules, game, slot)
    emit(game, EventKind.UNIT_CREATED, owner, slot, 0, 0)
    return slot


@jit
def remove(rules, game, slot):
    """Free the slot: footprint, cargo, add-on and resource list undone, generation counted up."""
    unit = game.units[slot]
    lift(rules, game, slot)
    _leave_brood(rules, game, slot)
    _leave_carrier(rules, game, slot)
    _part_from_addon(game, slot)
    if rules.unit_types[unit.type].flags & Flag.RESOURCE:
        _forget_resource(game, slot)
    generation = (np.int64(unit.generation) + 1) & 0x7FFF
    game.units[slot] = game.units[0]
    game.units[slot].generation = generation
    game.free[game.n_free] = slot
    game.n_free += 1


@jit
def change_type(rules, game, slot, unit_type):
    """Make a unit another type (morph, lift-off); footprint and plane follow.

    It keeps its orders, its tag and the share of its vitals. Behaviors that the old type is born with
    go, those of the new one come; the rest stay.
    """
    unit = game.units[slot]
    before = np.int64(unit.type)
    life_max, shields_max, energy_max = _vital_maxima(rules, game, unit)
    lift(rules, game, slot)
    _leave_brood(rules, game, slot)
    unit.type = unit_type
    place(rules, game, slot)
    _share_vitals(rules, game, slot, life_max, shields_max, energy_max)
    unit.waypoint_until = 0
    unit.jump = 0
    _change_behaviors(rules, game, slot, before)
    refresh(rules, game, slot)
    source = rules.unit_types[unit_type].creep_source
    if source != 0 and source != rules.unit_types[before].creep_source:
        begin_creep(rules, game, slot, source)
    _start_cooldowns(rules, unit_type, unit)


@jit
def _take_slot(game):
    """A slot that nobody has; 0 and Overflow.UNITS when all are taken."""
    if game.n_free > 0:
        game.n_free -= 1
        return np.int64(game.free[game.n_free])
    slot = max(np.int64(game.n_slots), 1)
    if slot >= MAX_UNITS:
        game.overflow |= Overflow.UNITS
        return np.int64(0)
    game.n_slots = slot + 1
    return slot


@jit
def _identify(rules, game, slot, unit_type, owner, x, y):
    """Who it is and where; all else is as in the unused slot 0."""
    generation = np.int64(game.units[slot].generation)
    game.units[slot] = game.units[0]
    unit = game.units[slot]
    player = game.players[owner]
    unit.generation = generation
    unit.type = unit_type
    unit.owner = owner
    unit.alive = 1
    unit.x = x
    unit.y = y
    unit.goal_x = x
    unit.goal_y = y
    unit.anchor_x = x
    unit.anchor_y = y
    unit.facing = SOUTH
    unit.turret_facing = SOUTH
    unit.born = game.loop
    unit.serial = player.next_serial
    player.next_serial += 1
    unit.contents = rules.unit_types[unit_type].resource_contents
    unit.autocast = autocast_at_birth(rules, unit_type)


@jit
def _fill_vitals(rules, game, slot):
    """Life, shields and energy at birth; upgrades of the owner raise life as they raise its maximum."""
    unit = game.units[slot]
    rule = rules.unit_types[unit.type]
    life_max, shields_max, _ = _vital_maxima(rules, game, unit)
    unit.life = min(life_max, np.int64(rule.life_start) + life_max - np.int64(rule.life_max))
    unit.shields = min(shields_max, np.int64(rule.shields_start) + shields_max - np.int64(rule.shields_max))
    unit.energy = _energy_start(rules, game, unit)


@leaf
def _vital_maxima(rules, game, unit):
    """Largest life, shields and energy; neutral units have what the rules say."""
    if unit.owner == 0:
        rule = rules.unit_types[unit.type]
        return np.int64(rule.life_max), np.int64(rule.shields_max), np.int64(rule.energy_max)
    stats = game.players[unit.owner].unit_stats[unit.type]
    return np.int64(stats.life_max), np.int64(stats.shields_max), np.int64(stats.energy_max)


@leaf
def _energy_start(rules, game, unit):
    if unit.owner == 0:
        return np.int64(rules.unit_types[unit.type].energy_start)
    return np.int64(game.players[unit.owner].unit_stats[unit.type].energy_start)


@jit
def _share_vitals(rules, game, slot, life_max, shields_max, energy_max):
    """The same share of the new maxima as it had of the old ones; a vital that it did not have starts as at birth."""
    unit = game.units[slot]
    new_life, new_shields, new_energy = _vital_maxima(rules, game, unit)
    if life_max > 0:
        unit.life = max(np.int64(1), divide(np.int64(unit.life) * new_life, life_max))
    unit.shields = divide(np.int64(unit.shields) * new_shields, shields_max) if shields_max > 0 else new_shields
    if energy_max > 0:
        unit.energy = divide(np.int64(unit.energy) * new_energy, energy_max)
    else:
        unit.energy = _energy_start(rules, game, unit)


@jit
def _start_cooldowns(rules, unit_type, unit):
    """Some abilities cannot be used at once."""
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        row = rules.abilities[rules.lists[k]]
        if row.cooldown_start > 0:
            start_cooldown(unit, row.cooldown_slot, row.cooldown_start)


@jit
def _change_behaviors(rules, game, slot, before):
    unit = game.units[slot]
    old = rules.unit_types[before].behaviors
    new = rules.unit_types[unit.type].behaviors
    for k in range(old.first, old.first + old.count):
        if not _listed(rules, new, rules.lists[k]):
            strip(rules, game, slot, rules.lists[k], 0)
    for k in range(new.first, new.first + new.count):
        if not _listed(rules, old, rules.lists[k]) and is_carried(rules.behaviors[rules.lists[k]].kind):
            apply(rules, game, slot, rules.lists[k], slot, unit.owner, 1, 0)


@leaf
def _listed(rules, span, entry):
    for k in range(span.first, span.first + span.count):
        if rules.lists[k] == entry:
            return True
    return False


@jit
def join_brood(game, slot, home):
    """Note whose unit it is; see ``spawning``."""
    unit = game.units[slot]
    unit.home = home
    unit.home_generation = game.units[home].generation
    game.units[home].brood += 1


@jit
def _leave_brood(rules, game, slot):
    """Who dies or becomes another type is no longer one of its home's: there is room for the next."""
    unit = game.units[slot]
    home = still(game, unit.home, unit.home_generation)
    if home == 0:
        return
    rule = rules.behaviors[rules.unit_types[game.units[home].type].spawner]
    if unit.type != rule.spawn_type:
        return
    if game.units[home].brood == rule.spawn_max:
        game.units[home].spawn_timer += ONE  # this loop does not count
    game.units[home].brood -= 1


@jit
def _leave_carrier(rules, game, slot):
    """Take a passenger out of its carrier's list."""
    if game.units[slot].inside != 0:
        take_out(rules, game, np.int64(game.units[slot].inside), slot)


@leaf
def _part_from_addon(game, slot):
    """Host and add-on lose each other."""
    unit = game.units[slot]
    if unit.addon != 0:
        game.units[unit.addon].addon_host = 0
    if unit.addon_host != 0:
        game.units[unit.addon_host].addon = 0


@jit
def _forget_resource(game, slot):
    kept = np.int64(0)
    for k in range(game.n_resources):
        if game.resources[k] != slot:
            game.resources[kept] = game.resources[k]
            kept += 1
    game.n_resources = kept
