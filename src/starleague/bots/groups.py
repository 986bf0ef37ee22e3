"""Attacks: when they begin, where they go; at higher levels in closed groups, while the others guard the home."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import (
    FRONT,
    HOME,
    WAVE,
    belongs,
    enemy_near,
    fighter_near,
    fights,
    front,
    is_soldier,
    weight_near,
    worth,
)
from starleague.bots.hunt import goal, scatter
from starleague.bots.marching import DEFEND, EVERYWHERE, IDLE, MARCH, RETREAT, escort, send, send_workers
from starleague.bots.pace import most_army
from starleague.catalog.rules import ONE
from starleague.engine.fixed import divide, length, square_distance, times
from starleague.engine.jit import jit

SETTLING = 200  # loops of an attack before it may be given up
CLOSE = 11 * ONE  # who is so near to the middle of a wave is with the others
MOST = 380  # [half supply] with so much an army attacks whatever the enemy has
DANGEROUS = 300  # what attackers of the home have cost, before an attack is called off for them
BEFORE = 7 * ONE  # a town hall
JOIN = 3  # the part of an attacking army that makes a group of its own
QUIET = 120  # loops without damage done: nobody fights yet
REST = 600  # loops after an attack was given up
PATIENT = 4000  # loops without an attack of an army half as large as it may be
PULLED, MOST_PULLED = 8, 16  # workers that fight at once
PULLED_FOR = 40  # what attackers have cost for each worker that fights: one and a quarter for each of theirs
PULL_REACH = 12 * ONE
ENOUGH = 16  # [half supply] army with which workers need not fight


@jit
def command_groups(rules, brains, game, bot, view, threat, danger):
    """One group attacks, one is at home: it defends, and joins when it is strong enough."""
    at_home = worth(rules, game, bot, view, HOME)
    away = worth(rules, game, bot, view, WAVE)
    first = front(rules, game, bot, view, WAVE)
    if bot.attacking:
        needed_at_home = threat != 0 and danger > max(2 * at_home, away // 3, np.int64(DANGEROUS))
        if away == 0 or needed_at_home or _fails(rules, brains, game, bot, view, first):
            _call_off(rules, game, bot, view)
        elif at_home * JOIN >= away and not threat:
            _join(rules, game, bot, view)
    elif not threat and _is_ready(brains, game, bot, at_home):
        begin_attack(game, bot)
        _join(rules, game, bot, view)
    if threat:
        unit = game.units[threat]
        send(rules, game, bot, view, unit.x, unit.y, DEFEND, HOME)
        if danger > at_home:
            pull_workers(rules, brains, game, bot, view, unit.x, unit.y, danger)
    if bot.attacking:
        first = front(rules, game, bot, view, WAVE)
        anchor = _anchor(rules, game, bot, view)
        if _is_apart(rules, game, bot, view, first, anchor):
            send(rules, game, bot, view, game.units[anchor].x, game.units[anchor].y, MARCH, WAVE)
            escort(rules, game, bot, view, anchor, WAVE)
        else:
            march(rules, brains, game, bot, view, first, WAVE)
    send(rules, game, bot, view, bot.rally_x, bot.rally_y, IDLE, HOME)


@jit
def march(rules, brains, game, bot, view, first, who):
    """Go on with the attack; who cannot fight goes where the fighters are."""
    found, x, y = goal(rules, brains, game, bot, view, first)
    if found or not bot.hunting:
        send(rules, game, bot, view, x, y, MARCH, who)
    else:
        scatter(rules, brains, game, bot, view, who)
    escort(rules, game, bot, view, first, who)


@jit
def pull_workers(rules, brains, game, bot, view, x, y, danger):
    """While the army is small, workers near the place fight too, by what the attackers have cost."""
    level = brains.levels[bot.level]
    if level.pulls_workers and game.players[bot.player].supply_army < ENOUGH:
        number = min(max(np.int64(PULLED), danger // PULLED_FOR), np.int64(MOST_PULLED))
        send_workers(rules, game, bot, view, x, y, number, np.int64(PULL_REACH))


@jit
def is_time(brains, game, bot):
    return game.loop >= _first_attack(brains, bot)


@jit
def _first_attack(brains, bot):
    return np.int64(brains.plans[bot.plan].first_attack) + brains.levels[bot.level].delay


@jit
def needed(brains, game, bot):
    """Supply of the next wave [half supply]: what the plan wants, or most of what the level may have."""
    plan = brains.plans[bot.plan]
    wanted = times(plan.army + plan.growth * bot.waves, brains.levels[bot.level].wave)
    return min(wanted, most_army(brains, game, bot) * 3 // 4, np.int64(200))


@jit
def begin_attack(game, bot):
    bot.attacking = 1
    bot.attack_since = game.loop
    bot.waves += 1


@jit
def _is_ready(brains, game, bot, own_worth):
    """Whether the army is large enough for its plan and, as far as is known, for the enemy."""
    own = game.players[bot.player]
    if own.supply_used >= MOST:
        return True
    if bot.waves and game.loop < bot.attack_since + REST:
        return False
    most, waited = most_army(brains, game, bot), game.loop - max(np.int64(bot.attack_since), _first_attack(brains, bot))
    if waited > PATIENT and own.supply_army * 2 >= most:
        return True
    if waited < 0 or own.supply_army < needed(brains, game, bot):
        return False
    judges = np.int64(brains.levels[bot.level].judges)
    if own.supply_army * 10 >= most * 9:
        judges = min(judges, np.int64(ONE))  # it will not be much stronger
    return own_worth >= times(np.int64(bot.foe), judges)


@jit
def _fails(rules, brains, game, bot, view, first):
    """Whether the wave, those who come behind included, is much weaker than what it meets."""
    if first == 0 or brains.levels[bot.level].commits or game.loop < bot.attack_since + SETTLING:
        return False
    if game.players[bot.player].supply_used >= MOST:
        return False
    if game.loop > bot.damage_at + QUIET and bot.foe > worth(rules, game, bot, view, WAVE):
        return True  # there is still time to turn round
    own = weight_near(rules, game, bot, view, first, WAVE, np.int64(2 * FRONT))
    return enemy_near(rules, game, view, first) * 2 > own * 3


@jit
def _join(rules, game, bot, view):
    """All soldiers belong to the wave from now on."""
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        if is_soldier(rules, game.units[slot]):
            bot.wave[slot] = game.units[slot].generation + 1


@jit
def _call_off(rules, game, bot, view):
    """The wave is no more; its soldiers come home."""
    bot.attacking = 0
    bot.attack_since = game.loop
    send(rules, game, bot, view, bot.rally_x, bot.rally_y, RETREAT, WAVE)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        if belongs(game, bot, slot, WAVE):
            view.told[slot] = 1
        bot.wave[slot] = 0


@jit
def _anchor(rules, game, bot, view):
    """The fighter of the wave who is nearest to its middle; 0: there is none."""
    sum_x, sum_y, n = np.int64(0), np.int64(0), np.int64(0)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        if fights(rules, game, bot, slot, WAVE):
            sum_x, sum_y, n = sum_x + game.units[slot].x, sum_y + game.units[slot].y, n + 1
    return fighter_near(rules, game, bot, view, WAVE, sum_x // max(n, np.int64(1)), sum_y // max(n, np.int64(1)))


@jit
def _is_apart(rules, game, bot, view, first, anchor):
    """Whether much of the wave is far from its middle, and those in front do not win by themselves."""
    if anchor == 0:
        return False
    whole = weight_near(rules, game, bot, view, anchor, WAVE, np.int64(EVERYWHERE))
    if weight_near(rules, game, bot, view, anchor, WAVE, np.int64(CLOSE)) * 4 >= whole * 3:
        return False
    enemy = enemy_near(rules, game, view, first)
    return enemy == 0 or enemy > weight_near(rules, game, bot, view, first, WAVE, np.int64(FRONT))


@jit
def move_rally(game, bot, view):
    """The army gathers before the town hall that is nearest to the enemy."""
    best, best_away = np.int64(0), np.int64(0)
    for k in range(view.n_halls):
        slot = np.int64(view.halls[k])
        hall = game.units[slot]
        away = square_distance(hall.x, hall.y, bot.enemy_x, bot.enemy_y)
        if best == 0 or away < best_away:
            best, best_away = slot, away
    if best == 0:
        return
    hall = game.units[best]
    dx, dy = np.int64(bot.enemy_x) - hall.x, np.int64(bot.enemy_y) - hall.y
    far = max(np.int64(1), length(dx, dy))
    bot.rally_x = hall.x + divide(dx * BEFORE, far)
    bot.rally_y = hall.y + divide(dy * BEFORE, far)
