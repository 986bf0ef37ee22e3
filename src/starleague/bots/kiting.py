"""Those who shoot step back from those who strike while their weapons are not ready."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import is_armed, is_soldier
from starleague.bots.say import say
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import divide, length, square_distance
from starleague.engine.jit import jit

SHOOTS = 3 * ONE  # weapons that reach so far shoot
NEAR = 4 * ONE  # of an enemy who strikes
STEP = 3 * ONE
READY = 7 * ONE  # [1/4096 loop] a weapon that is ready so soon is waited for


@jit
def step_back(rules, game, bot, view):
    """Tell every own shooter that has just shot, and has a striking enemy beside it, to go away from that."""
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if unit.cooldown < READY or view.told[slot] or not is_soldier(rules, unit) or _reach(rules, unit) < SHOOTS:
            continue
        foe = _striker_near(rules, game, view, unit)
        if foe == 0:
            continue
        dx, dy = np.int64(unit.x) - game.units[foe].x, np.int64(unit.y) - game.units[foe].y
        far = max(np.int64(1), length(dx, dy))
        ability = rules.unit_types[unit.type].move_ability
        x, y = unit.x + divide(dx * STEP, far), unit.y + divide(dy * STEP, far)
        say(game, bot.player, slot, ability, 0, x, y, 1, 0)
        view.told[slot] = 1


@jit
def _striker_near(rules, game, view, unit):
    best, best_away = np.int64(0), np.int64(NEAR) * np.int64(NEAR)
    for k in range(view.n_enemies):
        slot = np.int64(view.enemies[k])
        enemy = game.units[slot]
        if enemy.flying or not is_armed(rules, enemy) or rules.unit_types[enemy.type].flags & Flag.STRUCTURE:
            continue
        away = square_distance(unit.x, unit.y, enemy.x, enemy.y)
        if away < best_away and _reach(rules, enemy) < SHOOTS:
            best, best_away = slot, away
    return best


@jit
def _reach(rules, unit):
    """Range of a unit's first weapon [1/4096 cell]; 0: it has none."""
    span = rules.unit_types[unit.type].weapons
    return np.int64(rules.weapons[rules.lists[span.first]].range) if span.count > 0 else np.int64(0)
