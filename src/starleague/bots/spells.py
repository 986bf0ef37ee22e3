"""Spells and special abilities: each own unit goes through the rules for its type and uses the first that applies."""

from __future__ import annotations

import numpy as np

from starleague.bots.aims import find_aim, foes_near, has_behavior
from starleague.bots.layout import Aim
from starleague.bots.say import say, tell
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityFlag
from starleague.engine.checks import use_error
from starleague.engine.jit import jit
from starleague.engine.target_checks import target_error

HEALTHY = 3  # times the life that an ability costs


@jit
def use_abilities(rules, brains, game, bot, view):
    """Let every unit that has rules use its abilities."""
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        span = brains.casts_of[unit.type]
        if span.count == 0 or unit.building or unit.inside or view.told[slot] or _is_casting(brains, unit):
            continue
        for j in range(span.first, span.first + span.count):
            if _cast(rules, brains, game, bot, view, slot, brains.casts[j]):
                break


@jit
def _cast(rules, brains, game, bot, view, slot, cast):
    """Use an ability if its rule applies and the game allows it; whether it was used."""
    unit = game.units[slot]
    if bot.level < cast.from_level or not _is_ready(rules, game, unit, cast):
        return False
    if use_error(rules, game, bot.player, slot, cast.ability, False) != 0:
        return False
    if cast.aim != Aim.CROWD and not _foes_allow(rules, game, bot, view, slot, cast):
        return False
    if cast.clear_radius and foes_near(rules, game, bot, view, slot, cast.clear, cast.clear_radius, slot) > 0:
        return False
    target, x, y = np.int64(0), np.int64(0), np.int64(0)
    if cast.aim != Aim.NONE:
        found, target, x, y = find_aim(rules, brains, game, bot, view, slot, cast)
        if not found:
            return False
    if cast.aim == Aim.PARTNER:
        _together(game, bot, view, slot, target, cast.ability)
        return True
    point = cast.aim != Aim.NONE and target == 0
    if point and target_error(rules, game, bot.player, slot, cast.ability, target, x, y, np.bool_(True)) != 0:
        return False
    if cast.aim == Aim.NONE:
        tell(game, bot.player, slot, cast.ability, 0, 0, 0, 0)
    else:
        say(game, bot.player, slot, cast.ability, target, x, y, 1 if point else 0, 0)
    if not rules.abilities[cast.ability].flags & AbilityFlag.TRANSIENT:
        view.told[slot] = 1
    return True


@jit
def _is_casting(brains, unit):
    """Whether a unit is at one of its abilities already: another one would call it off."""
    span = brains.casts_of[unit.type]
    if unit.n_orders > 0:
        for j in range(span.first, span.first + span.count):
            if unit.orders[0].ability == brains.casts[j].ability:
                return True
    return False


@jit
def _is_ready(rules, game, unit, cast):
    """What a rule asks of the caster itself."""
    ability = rules.abilities[cast.ability]
    if cast.fights and unit.target == 0:
        return False
    if unit.energy < max(cast.energy, ability.energy) or (cast.energy_below and unit.energy >= cast.energy_below):
        return False
    if unit.life <= HEALTHY * np.int64(ability.life):
        return False
    if cast.without and has_behavior(unit, cast.without):
        return False
    if cast.life_above or cast.life_below:
        kind = rules.unit_types[unit.type]
        share = (np.int64(unit.life) + unit.shields) * ONE // max(1, np.int64(kind.life_max) + kind.shields_max)
        if share <= cast.life_above or (cast.life_below and share >= cast.life_below):
            return False
    return True


@jit
def _foes_allow(rules, game, bot, view, slot, cast):
    """Whether there are as many enemies near the caster as the rule asks, or none."""
    if cast.foes == 0 and not cast.no_foes:
        return True
    near = foes_near(rules, game, bot, view, slot, cast.of, cast.radius, slot)
    return near == 0 if cast.no_foes else near >= cast.foes


@jit
def _together(game, bot, view, slot, partner, ability):
    """Two units use an ability together."""
    tell(game, bot.player, slot, ability, 0, 0, 0, 0)
    tell(game, bot.player, partner, ability, 0, 0, 0, 0)
    view.told[slot] = view.told[partner] = 1
