"""Looking out: a worker that looks at the enemy's base, and slow flyers that watch the own side of the map."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import take_worker
from starleague.bots.say import say
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit

FIRST_LOOK = 1300  # [loop]
AGAIN = 2000  # loops until the next look
THERE = 5 * ONE


@jit
def look_out(rules, brains, game, bot, view):
    """Send a scout now and then, and idle watchers each to a base of the own half of the map."""
    if game.loop >= max(np.int64(bot.next_look), np.int64(FIRST_LOOK)):
        bot.next_look = game.loop + AGAIN
        _send_scout(rules, game, bot, view)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if _is_watcher(rules, unit) and brains.n_bases:
            _post(rules, brains, game, bot, slot)


@jit
def _send_scout(rules, game, bot, view):
    worker = take_worker(rules, game, view, bot.enemy_x, bot.enemy_y)
    if worker:
        move = rules.unit_types[game.units[worker].type].move_ability
        say(game, bot.player, worker, move, 0, bot.enemy_x, bot.enemy_y, 1, 0)
        say(game, bot.player, worker, move, 0, bot.home_x, bot.home_y, 1, 1)


@jit
def _is_watcher(rules, unit):
    """Flyers that neither fight nor go with the army, and have nothing to do (Overlords)."""
    kind = rules.unit_types[unit.type]
    if not unit.flying or unit.n_orders or kind.speed == 0 or kind.weapons.count:
        return False
    return kind.flags & (Flag.ARMY | Flag.STRUCTURE | Flag.WORKER) == 0 and kind.move_ability != 0


@jit
def _post(rules, brains, game, bot, slot):
    """A watcher's place: by its number one of the bases that are nearer to home than to the enemy."""
    unit = game.units[slot]
    base = brains.bases[unit.serial % brains.n_bases]
    home = square_distance(base.x, base.y, bot.home_x, bot.home_y)
    if home >= square_distance(base.x, base.y, bot.enemy_x, bot.enemy_y):
        return
    if square_distance(unit.x, unit.y, base.x, base.y) > np.int64(THERE) * np.int64(THERE):
        say(game, bot.player, slot, rules.unit_types[unit.type].move_ability, 0, base.x, base.y, 1, 0)
