"""Where the enemy is, and how the last of him is found."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import belongs, is_armed, is_soldier
from starleague.bots.say import say
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, State
from starleague.engine.fixed import random_below, square_distance
from starleague.engine.jit import jit

STALE = 1344  # loops without any damage done, after which an attack looks for what it has not found
SEEN = 2  # in game.visibility
CONCEALED = int(State.CLOAKED) | int(State.BURIED)


@jit
def goal(rules, brains, game, bot, view, first):
    """(known, x, y): the known enemy structure nearest to the army, else where the enemy is believed to be."""
    here_x, here_y = np.int64(game.units[first].x), np.int64(game.units[first].y)
    all_seen = brains.levels[bot.level].sees_all
    _note_progress(game, bot)
    best, best_away = np.int64(0), np.int64(0)
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.owner == 0 or unit.owner == bot.player or not unit.alive:
            continue
        if not rules.unit_types[unit.type].flags & Flag.STRUCTURE or not (all_seen or _is_known(unit, bot.player)):
            continue
        if unit.states & CONCEALED and not unit.detected_by & (1 << bot.player):
            continue  # nobody could attack it
        away = square_distance(unit.x, unit.y, here_x, here_y)
        if best == 0 or away < best_away:
            best, best_away = slot, away
    if best:
        return True, np.int64(game.units[best].x), np.int64(game.units[best].y)
    _believe(brains, game, bot)
    return False, np.int64(bot.enemy_x), np.int64(bot.enemy_y)


@jit
def _is_known(unit, player):
    """Whether a player sees a structure, or has seen it where it still stands."""
    return (unit.visible_to | (0 if unit.flying else unit.seen_by)) & (1 << player) != 0


@jit
def _believe(brains, game, bot):
    """Where the enemy was believed to be and is not, he is sought next at the base that was not seen for longest."""
    for k in range(brains.n_bases):
        if _sees(game, bot, brains.bases[k].x, brains.bases[k].y):
            bot.looked[k] = game.loop
    if brains.n_bases == 0 or not _sees(game, bot, bot.enemy_x, bot.enemy_y):
        return
    best, best_away = 0, np.int64(0)
    for k in range(brains.n_bases):
        base = brains.bases[k]
        away = square_distance(base.x, base.y, bot.enemy_x, bot.enemy_y)
        if k == 0 or bot.looked[k] < bot.looked[best] or (bot.looked[k] == bot.looked[best] and away < best_away):
            best, best_away = k, away
    bot.enemy_x, bot.enemy_y = brains.bases[best].x, brains.bases[best].y


@jit
def _sees(game, bot, x, y):
    return game.visibility[bot.player - 1, y // ONE, x // ONE] == SEEN


@jit
def _note_progress(game, bot):
    """After a long time without doing any damage, the attack becomes a hunt; the first damage ends it."""
    dealt = game.players[bot.player].damage_dealt
    done = np.int64(dealt[0] + dealt[1])
    if done != bot.damage:
        bot.damage = done
        bot.damage_at = game.loop
    bot.hunting = game.loop - max(np.int64(bot.damage_at), np.int64(bot.attack_since)) > STALE


@jit
def scatter(rules, brains, game, bot, view, who):
    """Idle soldiers go to bases and corners of the map, each to another."""
    terrain = rules.terrain
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if view.told[slot] or unit.n_orders or not is_soldier(rules, unit) or not is_armed(rules, unit):
            continue
        if not belongs(game, bot, slot, who):
            continue
        if unit.flying or brains.n_bases == 0:
            x = terrain.left + random_below(game, bot.player, unit.serial, 1, max(1, terrain.right - terrain.left))
            y = terrain.bottom + random_below(game, bot.player, unit.serial, 2, max(1, terrain.top - terrain.bottom))
            x, y = x * ONE, y * ONE
        else:
            base = brains.bases[random_below(game, bot.player, unit.serial, 3, brains.n_bases)]
            x, y = np.int64(base.x), np.int64(base.y)
        say(game, bot.player, slot, rules.unit_types[unit.type].attack_ability, 0, x, y, 1, 0)
