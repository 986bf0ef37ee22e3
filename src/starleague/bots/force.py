"""Who fights for a computer player, where they are, and how strong both sides are there."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, State
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit, leaf

FRONT = 14 * ONE  # units this near to each other fight together
ALL, WAVE, HOME = 0, 1, 2  # which soldiers: all, those that attack, those that do not


@leaf
def is_soldier(rules, unit):
    """Whether a unit goes where the army goes."""
    kind = rules.unit_types[unit.type]
    if not kind.flags & Flag.ARMY or unit.inside or unit.building or unit.states & State.UNCOMMANDABLE:
        return False
    return kind.speed > 0 and kind.attack_ability != 0


@leaf
def is_armed(rules, unit):
    return rules.unit_types[unit.type].weapons.count > 0


@leaf
def defends_home(rules, unit):
    """Whether a unit fights when home is attacked: soldiers, and those who fight only then (Queens)."""
    if is_soldier(rules, unit):
        return is_armed(rules, unit)
    kind = rules.unit_types[unit.type]
    if unit.inside or unit.building or unit.states & State.UNCOMMANDABLE:
        return False
    return is_armed(rules, unit) and kind.speed > 0 and kind.flags & (Flag.WORKER | Flag.STRUCTURE) == 0


@leaf
def belongs(game, bot, slot, who):
    """Whether a unit is one of ALL, of the WAVE that attacks, or of those at HOME."""
    return who == ALL or (bot.wave[slot] == game.units[slot].generation + 1) == (who == WAVE)


@leaf
def fights(rules, game, bot, slot, who):
    """Whether a unit is an armed soldier of those."""
    unit = game.units[slot]
    return is_soldier(rules, unit) and is_armed(rules, unit) and belongs(game, bot, slot, who)


@jit
def front(rules, game, bot, view, who):
    """Slot of the armed soldier nearest to the believed enemy; 0: none."""
    return fighter_near(rules, game, bot, view, who, bot.enemy_x, bot.enemy_y)


@jit
def fighter_near(rules, game, bot, view, who, x, y):
    """Slot of the armed soldier nearest to a place; 0: none."""
    best, best_away = np.int64(0), np.int64(0)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        if fights(rules, game, bot, slot, who):
            away = square_distance(game.units[slot].x, game.units[slot].y, x, y)
            if best == 0 or away < best_away:
                best, best_away = slot, away
    return best


@jit
def worth(rules, game, bot, view, who):
    """What soldiers have cost."""
    total = np.int64(0)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if is_soldier(rules, unit) and belongs(game, bot, slot, who):
            total += price(rules, unit)
    return total


@jit
def loses(rules, game, bot, view, slot):
    """Whether the enemies seen round a unit at the front outweigh the own army there."""
    own = weight_near(rules, game, bot, view, slot, ALL, np.int64(FRONT))
    return slot != 0 and enemy_near(rules, game, view, slot) * 2 > own * 3


@jit
def weight_near(rules, game, bot, view, slot, who, reach):
    """What armed soldiers within reach of a unit are worth, by the life that they still have."""
    x, y = np.int64(game.units[slot].x), np.int64(game.units[slot].y)
    total = np.int64(0)
    for k in range(view.n_own):
        own = np.int64(view.own[k])
        unit = game.units[own]
        if is_soldier(rules, unit) and is_armed(rules, unit) and belongs(game, bot, own, who):
            if square_distance(unit.x, unit.y, x, y) <= reach * reach:
                total += weight(rules, unit)
    return total


@jit
def enemy_near(rules, game, view, slot):
    """What the armed enemies seen round a unit are worth."""
    x, y = np.int64(game.units[slot].x), np.int64(game.units[slot].y)
    total = np.int64(0)
    for k in range(view.n_enemies):
        unit = game.units[view.enemies[k]]
        if is_armed(rules, unit) and not unit.building and not rules.unit_types[unit.type].flags & Flag.WORKER:
            if square_distance(unit.x, unit.y, x, y) <= np.int64(FRONT) * np.int64(FRONT):
                total += weight(rules, unit)
    return total


@leaf
def price(rules, unit):
    """What a unit has cost, minerals and vespene."""
    kind = rules.unit_types[unit.type]
    return np.int64(kind.minerals) + kind.vespene


@leaf
def weight(rules, unit):
    """What a unit has cost, by the life and shields that it still has."""
    kind = rules.unit_types[unit.type]
    whole = max(np.int64(1), np.int64(kind.life_max) + kind.shields_max)
    return price(rules, unit) * (np.int64(unit.life) + unit.shields) // whole
