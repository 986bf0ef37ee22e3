"""Those who shoot fire together: at the enemy in range who is soonest dead, no more of them than it takes."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import is_armed, is_soldier
from starleague.bots.say import tell
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit
from starleague.engine.weapons import in_reach, weapon_for

TARGETS = 8  # in a decision
SOON = 8 * ONE  # [1/4096 loop] who fires again so soon is told
FIGHT = 16 * ONE
LEAST = 10 * ONE  # [1/4096 point] a shot of which nothing is known


@jit
def fire_together(rules, brains, game, bot, view):
    """Choose the weakest enemies near the fight one after the other, and enough shooters for each."""
    anybody = _fighter(rules, game, view)
    if anybody == 0:
        return
    for k in range(view.n_enemies):
        view.doomed[view.enemies[k]] = 0
    for _ in range(TARGETS):
        target = _weakest(rules, game, view, anybody)
        if target == 0:
            return
        view.doomed[target] = 1
        _assign(rules, brains, game, bot, view, target)


@jit
def _fighter(rules, game, view):
    """A soldier who has a target; 0: nobody fights."""
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if unit.target and is_soldier(rules, unit):
            return np.int64(view.own[k])
    return np.int64(0)


@jit
def _weakest(rules, game, view, fighter):
    """The armed enemy with the least life left near a fighter, of those not chosen yet; 0: none."""
    own = game.units[fighter]
    best, least = np.int64(0), np.int64(0)
    for k in range(view.n_enemies):
        slot = np.int64(view.enemies[k])
        enemy = game.units[slot]
        if view.doomed[slot] or not is_armed(rules, enemy) or rules.unit_types[enemy.type].flags & Flag.STRUCTURE:
            continue
        if square_distance(own.x, own.y, enemy.x, enemy.y) > np.int64(FIGHT) * np.int64(FIGHT):
            continue
        life = np.int64(enemy.life) + enemy.shields
        if best == 0 or life < least:
            best, least = slot, life
    return best


@jit
def _assign(rules, brains, game, bot, view, target):
    """Shooters in range attack a target, until it will die of their next shots."""
    enemy = game.units[target]
    left = np.int64(enemy.life) + enemy.shields
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if left <= 0:
            return
        if view.told[slot] or not is_soldier(rules, unit) or unit.cooldown > SOON:
            continue
        weapon = weapon_for(rules, game, slot, target)
        if weapon == 0 or rules.weapons[weapon].melee or not in_reach(rules, game, slot, weapon, target, False):
            continue
        view.told[slot] = 1
        left -= max(np.int64(brains.shots[weapon]), np.int64(LEAST))
        if unit.target != target:
            tell(game, bot.player, slot, rules.unit_types[unit.type].attack_ability, target, 0, 0, 0)
