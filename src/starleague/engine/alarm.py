"""An attacked unit and idle friends near it turn on the attacker; idle workers run from it."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import AbilityClass, Response, Verb
from starleague.engine import motion
from starleague.engine.fixed import clamp, divide, length, square_distance
from starleague.engine.jit import jit
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.weapons import weapon_for

FLIGHT = 5 * ONE  # how far those run that do not fight


@jit
def call_for_help(rules, game, slot, attacker):
    """The unit and those of its player within earshot that have nothing to do go after the attacker."""
    unit = game.units[slot]
    if game.loop < unit.call_for_help:
        return
    unit.call_for_help = game.loop + (rules.call_period >> SHIFT)
    if rules.unit_types[unit.type].response == Response.FLEE and unit.n_orders == 0:
        _flee(rules, unit, game.units[attacker])
    earshot = np.int64(rules.call_range)
    x, y = np.int64(unit.x), np.int64(unit.y)
    for row in range(first_row(y - earshot), last_row(y + earshot) + 1):
        start, stop = span(game, row, x - earshot, x + earshot)
        for k in range(start, stop):
            helper = np.int64(game.scratch.sorted[k])
            friend = game.units[helper]
            if friend.owner != unit.owner or friend.target != 0 or not _is_free(rules, friend):
                continue
            if square_distance(x, y, friend.x, friend.y) > earshot * earshot:
                continue
            if weapon_for(rules, game, helper, attacker) != 0:
                friend.target = attacker
                friend.target_generation = game.units[attacker].generation


@jit
def _flee(rules, unit, attacker):
    """Run straight away from an attacker."""
    dx = np.int64(unit.x) - attacker.x
    dy = np.int64(unit.y) - attacker.y
    apart = max(length(dx, dy), np.int64(1))
    x = unit.x + divide(dx * FLIGHT, apart)
    y = unit.y + divide(dy * FLIGHT, apart)
    ground = rules.terrain
    x = clamp(x, (np.int64(ground.left) + 1) << SHIFT, (np.int64(ground.right) - 1) << SHIFT)
    y = clamp(y, (np.int64(ground.bottom) + 1) << SHIFT, (np.int64(ground.top) - 1) << SHIFT)
    motion.go(unit, x, y, ONE)


@jit
def _is_free(rules, unit):
    """Whether a unit may choose its own targets and go after them."""
    if rules.unit_types[unit.type].response != Response.ACQUIRE or unit.inside != 0:
        return False
    if unit.n_orders == 0:
        return True
    ability = rules.abilities[unit.orders[0].ability]
    if ability.kind == AbilityClass.ATTACK:
        return unit.orders[0].target == 0
    return ability.kind == AbilityClass.MOVE and ability.verb == Verb.PATROL
