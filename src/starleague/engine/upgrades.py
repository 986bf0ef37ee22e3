"""What research changes: each player has the rules' numbers as its own upgrades have them."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Stat
from starleague.engine.behaviors import refresh
from starleague.engine.events import emit
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind
from starleague.engine.tuning import changed


@jit
def start_stats(rules, game, player):
    """Copy the rules into a player's own tables, before any upgrade."""
    owner = game.players[player]
    for row in range(1, rules.n_unit_types):
        kind = rules.unit_types[row]
        stats = owner.unit_stats[row]
        stats.life_max = kind.life_max
        stats.shields_max = kind.shields_max
        stats.energy_max = kind.energy_max
        stats.energy_start = kind.energy_start
        stats.armor = kind.armor
        stats.shield_armor = kind.shield_armor
        stats.speed = kind.speed
        stats.acceleration = kind.acceleration
        stats.speed_creep = kind.speed_creep
        stats.sight = kind.sight
        stats.detect_range = kind.detect_range
        stats.cargo_capacity = kind.cargo_capacity
        stats.life_regen = kind.life_regen
        stats.energy_regen = kind.energy_regen
    for row in range(1, rules.n_weapons):
        owner.weapon_stats[row].range = rules.weapons[row].range
        owner.weapon_stats[row].period = rules.weapons[row].period
        owner.weapon_stats[row].scan_range = rules.weapons[row].scan_range
        owner.weapon_stats[row].rate = ONE
    for row in range(1, rules.n_effects):
        effect = rules.effects[row]
        if effect.damage_row > 0:
            damage = owner.damage_stats[effect.damage_row]
            damage.amount = effect.amount
            damage.area = 0
            for attribute in range(12):
                damage.bonus[attribute] = effect.bonus[attribute]


@jit
def complete(rules, game, player, upgrade):
    """An upgrade is done: apply its modifications to the player's tables and units."""
    game.players[player].upgrades[upgrade] = 1
    span = rules.upgrades[upgrade].modifications
    for k in range(span.first, span.first + span.count):
        _modify(rules, game, player, rules.modifications[k])
    emit(game, EventKind.UPGRADE_COMPLETE, player, 0, upgrade, 0)


@jit
def _modify(rules, game, player, change):
    """One modification of one number of a player's tables; what it has no table for, ``tuning`` answers."""
    owner = game.players[player]
    stat = change.stat
    if stat == Stat.UNIT_LIFE_MAX:
        stats = owner.unit_stats[change.row]
        before = np.int64(stats.life_max)
        stats.life_max = changed(before, change)
        _give_life(rules, game, player, change.row, np.int64(stats.life_max) - before)
    elif stat == Stat.BEHAVIOR_STATES or stat == Stat.BEHAVIOR_SPEED:
        _refresh_all(rules, game, player)
    elif Stat.WEAPON_RANGE <= stat <= Stat.WEAPON_RATE or stat == Stat.WEAPON_SCAN_RANGE:
        _modify_weapon(owner.weapon_stats[change.row], change)
    elif stat == Stat.EFFECT_AMOUNT or stat == Stat.EFFECT_BONUS or stat == Stat.EFFECT_AREA:
        _modify_damage(rules, owner, change)
    elif stat <= Stat.UNIT_SPEED_CREEP or Stat.UNIT_LIFE_REGEN <= stat <= Stat.UNIT_DETECT_RANGE:
        _modify_unit(owner.unit_stats[change.row], change)


@jit
def _modify_weapon(stats, change):
    if change.stat == Stat.WEAPON_RANGE:
        stats.range = changed(stats.range, change)
    elif change.stat == Stat.WEAPON_PERIOD:
        stats.period = changed(stats.period, change)
    elif change.stat == Stat.WEAPON_RATE:
        stats.rate = changed(stats.rate, change)
    else:
        stats.scan_range = changed(stats.scan_range, change)


@jit
def _refresh_all(rules, game, player):
    """Units that live already follow as well."""
    for slot in range(1, game.n_slots):
        if game.units[slot].alive and game.units[slot].owner == player:
            refresh(rules, game, slot)


@jit
def _modify_damage(rules, owner, change):
    damage = owner.damage_stats[rules.effects[change.row].damage_row]
    if change.stat == Stat.EFFECT_AMOUNT:
        damage.amount = changed(damage.amount, change)
    elif change.stat == Stat.EFFECT_BONUS:
        damage.bonus[change.argument] = changed(damage.bonus[change.argument], change)
    else:
        damage.area = changed(damage.area, change)


@jit
def _modify_unit(stats, change):
    stat = change.stat
    if stat == Stat.UNIT_ARMOR:
        stats.armor = changed(stats.armor, change)
    elif stat == Stat.UNIT_SHIELD_ARMOR:
        stats.shield_armor = changed(stats.shield_armor, change)
    elif stat == Stat.UNIT_SHIELDS_MAX:
        stats.shields_max = changed(stats.shields_max, change)
    elif stat == Stat.UNIT_SPEED:
        stats.speed = changed(stats.speed, change)
    elif stat == Stat.UNIT_ACCELERATION:
        stats.acceleration = changed(stats.acceleration, change)
    elif stat == Stat.UNIT_SPEED_CREEP:
        stats.speed_creep = changed(stats.speed_creep, change)
    elif stat == Stat.UNIT_SIGHT:
        stats.sight = changed(stats.sight, change)
    elif stat == Stat.UNIT_DETECT_RANGE:
        stats.detect_range = changed(stats.detect_range, change)
    elif stat == Stat.UNIT_ENERGY_MAX:
        stats.energy_max = changed(stats.energy_max, change)
    elif stat == Stat.UNIT_ENERGY_START:
        stats.energy_start = changed(stats.energy_start, change)
    elif stat == Stat.UNIT_CARGO_CAPACITY:
        stats.cargo_capacity = changed(stats.cargo_capacity, change)
    elif stat == Stat.UNIT_LIFE_REGEN:
        stats.life_regen = changed(stats.life_regen, change)
    elif stat == Stat.UNIT_ENERGY_REGEN:
        stats.energy_regen = changed(stats.energy_regen, change)


@jit
def _give_life(rules, game, player, unit_type, life):
    """Units that live already get the additional life as well."""
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.owner == player and unit.type == unit_type and unit.life > 0:
            unit.life = max(np.int64(1), np.int64(unit.life) + life)
