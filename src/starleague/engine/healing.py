"""Repair, healing, recharging: a little every loop."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.fixed import divide, times
from starleague.engine.jit import jit

LIFE, SHIELDS, ENERGY = 0, 1, 2  # EFFECT.recharge_vital


@jit
def heal(rules, game, healer, target, effect):
    """One loop's worth of a CREATE_HEALER effect (row); the points given [1/4096], 0 when there is nothing to do.

    Energy is taken from the healer; what repair costs the player is for the caller to take.
    """
    rule = rules.effects[effect]
    unit = game.units[target]
    wanted = missing(game, unit, rule.recharge_vital)
    given = min(_rate(rules, game, unit, rule), wanted)
    if given <= 0 or unit.life <= 0:
        return np.int64(0)
    if rule.drain_energy > 0:
        energy = np.int64(game.units[healer].energy)
        given = min(given, divide(energy * ONE, rule.drain_energy))
        game.units[healer].energy = energy - times(given, rule.drain_energy)
    if rule.recharge_vital == LIFE:
        unit.life += given
    elif rule.recharge_vital == SHIELDS:
        unit.shields += given
    else:
        unit.energy += given
    game.players[game.units[healer].owner].healed[rule.recharge_vital] += given
    return given


@jit
def missing(game, unit, vital):
    """What a unit lacks of a vital (EFFECT.recharge_vital) [1/4096 point]."""
    stats = game.players[unit.owner].unit_stats[unit.type]
    if vital == LIFE:
        return np.int64(stats.life_max) + unit.life_max_bonus - unit.life
    if vital == SHIELDS:
        return np.int64(stats.shields_max) - unit.shields
    return np.int64(stats.energy_max) - unit.energy


@jit
def _rate(rules, game, unit, rule):
    """Points a loop: the rule's own, or the whole life over the unit's repair time."""
    time = times(rules.unit_types[unit.type].repair_time, rule.time_factor)
    if time <= 0:
        return np.int64(rule.recharge_rate)
    most = np.int64(game.players[unit.owner].unit_stats[unit.type].life_max) + unit.life_max_bonus
    return max(divide(most * ONE, time), np.int64(1))
