"""One decision of a computer player, and the decisions of all that are due."""

from __future__ import annotations

import numpy as np

from starleague.bots.army import command_army
from starleague.bots.economy import employ_workers
from starleague.bots.kiting import step_back
from starleague.bots.layout import PLAYERS
from starleague.bots.macro import follow_plan
from starleague.bots.scouting import look_out
from starleague.bots.spells import use_abilities
from starleague.bots.survey import survey
from starleague.catalog.rules import ONE
from starleague.engine.fixed import divide
from starleague.engine.jit import entry, jit


@jit
def think(rules, brains, game, bot, view):
    """One decision: the build and the workers (at high levels not every time), the spells, the army."""
    survey(rules, brains, game, bot, view)
    if not bot.ready:
        _look_round(rules, game, bot, view)
    level = brains.levels[bot.level]
    if game.loop >= bot.next_macro:
        bot.next_macro = game.loop + level.macro
        follow_plan(rules, brains, game, bot, view)
        employ_workers(rules, brains, game, bot, view)
        if level.scouts:
            look_out(rules, brains, game, bot, view)
    if level.abilities:
        use_abilities(rules, brains, game, bot, view)
    if level.kites:
        step_back(rules, game, bot, view)
    command_army(rules, brains, game, bot, view)


@jit
def _look_round(rules, game, bot, view):
    """At the start: where home is, where the enemy starts, where the army waits."""
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if rules.unit_types[unit.type].footprint:
            bot.home_x, bot.home_y = unit.x, unit.y
            break
    best, nearest = np.int64(-1), np.int64(-1)
    for k in range(rules.terrain.n_starts):
        x, y = np.int64(rules.terrain.starts[k, 0]), np.int64(rules.terrain.starts[k, 1])
        away = abs(x - bot.home_x) + abs(y - bot.home_y)
        if away > best:
            best = away
            bot.enemy_x, bot.enemy_y = x, y
        if nearest < 0 or away < nearest:
            nearest = away
            bot.start = k
    dx, dy = np.int64(bot.enemy_x) - bot.home_x, np.int64(bot.enemy_y) - bot.home_y
    reach = max(np.int64(1), (abs(dx) + abs(dy)) // ONE)
    bot.rally_x = bot.home_x + divide(dx * 10, reach)
    bot.rally_y = bot.home_y + divide(dy * 10, reach)
    bot.ready = 1


@entry
def think_all(rules, brains, views, games, bots, left):
    """Let every computer that is due decide, and shorten ``left[g]`` to the loops until the next one of game g is."""
    for g in range(len(games)):
        game = games[g]
        if left[g] == 0 or game.over:
            continue
        for p in range(1, PLAYERS):
            bot = bots[g, p]
            if not bot.active:
                continue
            if game.loop >= bot.next:
                bot.next = game.loop + brains[0].levels[bot.level].interval
                think(rules[0], brains[0], game, bot, views[0])
            left[g] = min(np.int64(left[g]), np.int64(bot.next) - game.loop)
