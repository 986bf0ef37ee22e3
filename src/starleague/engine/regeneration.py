"""What grows back on its own: life, shields, energy, and the cooldowns of abilities."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import State
from starleague.engine.fixed import clamp
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COOLDOWNS


@jit
def regenerate(rules, game, unit):
    """One loop of a unit's own recovery."""
    kind = rules.unit_types[unit.type]
    stats = game.players[unit.owner].unit_stats[unit.type]
    if kind.energy_max > 0:
        _recharge(unit, stats)
    if stats.life_regen > 0 or unit.life_regen_bonus > 0:
        _heal(game, unit, kind, stats)
    if kind.shields_max > 0:
        _shield(game, unit, kind, stats)
    if unit.cooldown_slots[0] != 0:
        _cool(unit)


@jit
def _recharge(unit, stats):
    rate = np.int64(unit.energy_regen_bonus)
    if not unit.states & State.SUPPRESS_ENERGY_REGEN:
        rate += stats.energy_regen
    if not unit.building:
        unit.energy = clamp(unit.energy + rate, 0, stats.energy_max)


@jit
def _heal(game, unit, kind, stats):
    most = np.int64(stats.life_max) + unit.life_max_bonus
    if unit.life < most and not unit.building and not unit.states & State.SUPPRESS_LIFE_REGEN:
        rate = np.int64(unit.life_regen_bonus)
        if _unhurt(game, unit, kind.life_regen_delay):
            rate += stats.life_regen
        unit.life = min(most, np.int64(unit.life) + rate)


@jit
def _shield(game, unit, kind, stats):
    if unit.shields < stats.shields_max and not unit.building and not unit.states & State.SUPPRESS_SHIELD_REGEN:
        rate = np.int64(unit.shields_regen_bonus)
        if _unhurt(game, unit, kind.shields_regen_delay):
            rate += kind.shields_regen
        unit.shields = min(np.int64(stats.shields_max), unit.shields + rate)


@jit
def _unhurt(game, unit, delay):
    """Whether the last damage lies at least ``delay`` [1/4096 loop] back."""
    return unit.since_damage == 0 or (np.int64(game.loop) - unit.since_damage) * ONE >= delay


@jit
def _cool(unit):
    """Cooldowns run down, with the unit's rate of work; those in use stay packed in front."""
    n = 0
    for k in range(MAX_COOLDOWNS):
        left = np.int64(unit.cooldowns[k]) - unit.rate_factor
        slot = unit.cooldown_slots[k]
        unit.cooldowns[k] = 0
        unit.cooldown_slots[k] = 0
        if slot != 0 and left > 0:
            unit.cooldowns[n] = left
            unit.cooldown_slots[n] = slot
            n += 1
