"""One decision of a computer player, and the decisions of all that are due."""

from __future__ import annotations

import numpy as np

from starleague.bots.army import command_army, use_abilities
from starleague.bots.economy import employ_workers
from starleague.bots.layout import PLAYERS
from starleague.bots.macro import follow_plan
from starleague.catalog.rules import ONE
from starleague.engine.fixed import divide
from starleague.engine.jit import entry, jit


@jit
def think(rules, brains, game, bot):
    """One decision: the build, the workers, the army."""
    if not bot.ready:
        _look_round(rules, game, bot)
    level = brains.levels[bot.level]
    bot.n_taken = 0
    follow_plan(rules, brains, game, bot)
    employ_workers(rules, game, bot)
    if level.abilities:
        use_abilities(rules, game, bot)
    command_army(rules, brains, game, bot)


@jit
def _look_round(rules, game, bot):
    """At the start: where home is, where the enemy starts, where the army waits."""
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == bot.player and rules.unit_types[unit.type].footprint:
            bot.home_x, bot.home_y = unit.x, unit.y
            break
    best = np.int64(-1)
    for k in range(rules.terrain.n_starts):
        x, y = np.int64(rules.terrain.starts[k, 0]), np.int64(rules.terrain.starts[k, 1])
        away = abs(x - bot.home_x) + abs(y - bot.home_y)
        if away > best:
            best = away
            bot.enemy_x, bot.enemy_y = x, y
    dx, dy = np.int64(bot.enemy_x) - bot.home_x, np.int64(bot.enemy_y) - bot.home_y
    reach = max(np.int64(1), (abs(dx) + abs(dy)) // ONE)
    bot.rally_x = bot.home_x + divide(dx * 10, reach)
    bot.rally_y = bot.home_y + divide(dy * 10, reach)
    bot.ready = 1


@entry
def think_all(rules, brains, games, bots, left):
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
                think(rules[0], brains[0], game, bot)
            left[g] = min(np.int64(left[g]), np.int64(bot.next) - game.loop)
