"""The army: gathering, waves, defence, retreat."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import ALL, front, is_armed, loses, price
from starleague.bots.groups import begin_attack, command_groups, is_time, march, move_rally, needed, pull_workers
from starleague.bots.hunt import goal
from starleague.bots.marching import DEFEND, EVERYWHERE, IDLE, RETREAT, send, send_workers
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit

HOME = 26 * ONE  # an enemy this near to an own structure is an attack
POOR = 50  # minerals of who can make nothing
LATE = 8000  # [loop]
SPIES = 100  # workers that have cost no more are no attack
EVERYONE = 400  # workers
PATIENCE = 400  # loops of an attack before it may be given up


@jit
def command_army(rules, brains, game, bot, view):
    """Decide between defence, attack, retreat and gathering, and tell the army."""
    level = brains.levels[bot.level]
    if _is_desperate(game, bot, view):
        _, x, y = goal(rules, brains, game, bot, view, np.int64(view.own[0]))
        send_workers(rules, game, bot, view, x, y, np.int64(EVERYONE), np.int64(EVERYWHERE))
        return
    threat, danger = find_threat(rules, game, bot, view)
    if level.groups:
        move_rally(game, bot, view)
    if level.groups and not brains.plans[bot.plan].as_one:
        command_groups(rules, brains, game, bot, view, threat, danger)
        return
    if threat and level.defends:
        unit = game.units[threat]
        send(rules, game, bot, view, unit.x, unit.y, DEFEND, ALL)
        pull_workers(rules, brains, game, bot, view, unit.x, unit.y, danger)
        return
    strength = np.int64(game.players[bot.player].supply_army)
    first = front(rules, game, bot, view, ALL)
    if not bot.attacking:
        if is_time(brains, game, bot) and strength >= needed(brains, game, bot):
            begin_attack(game, bot)
    elif not level.commits and game.loop > bot.attack_since + PATIENCE and loses(rules, game, bot, view, first):
        bot.attacking = 0
        send(rules, game, bot, view, bot.rally_x, bot.rally_y, RETREAT, ALL)
        return
    elif strength == 0:
        bot.attacking = 0
    if bot.attacking:
        march(rules, brains, game, bot, view, first, ALL)
    else:
        send(rules, game, bot, view, bot.rally_x, bot.rally_y, IDLE, ALL)


@jit
def _is_desperate(game, bot, view):
    """Without an army, minerals, and fields to mine, workers are all that can still end the game."""
    own = game.players[bot.player]
    return own.supply_army == 0 and own.minerals < POOR and view.n_spent >= view.n_halls and game.loop > LATE


@jit
def find_threat(rules, game, bot, view):
    """(slot, worth): the seen armed enemy near an own town hall that is nearest to home; what all such have cost.

    A worker or two only look round.
    """
    best, best_away, danger = np.int64(0), np.int64(0), np.int64(0)
    for k in range(view.n_enemies):
        slot = np.int64(view.enemies[k])
        unit = game.units[slot]
        if not is_armed(rules, unit) or not _near_town_hall(game, view, unit):
            continue
        danger += price(rules, unit)
        away = square_distance(unit.x, unit.y, bot.home_x, bot.home_y)
        if best == 0 or away < best_away:
            best, best_away = slot, away
    if rules.unit_types[game.units[best].type].flags & Flag.WORKER and danger <= SPIES:
        return np.int64(0), np.int64(0)
    return best, danger


@jit
def _near_town_hall(game, view, enemy):
    for k in range(view.n_sites):
        hall = game.units[view.sites[k]]
        if square_distance(hall.x, hall.y, enemy.x, enemy.y) < np.int64(HOME) * np.int64(HOME):
            return True
    return False
