"""Telling the army where to go, without telling it twice."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import belongs, defends_home, is_armed, is_soldier
from starleague.bots.say import tell
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit

MARCH, RETREAT, IDLE, DEFEND = 0, 1, 2, 3
THERE = 5 * ONE  # who is this near has arrived
SAME = 6 * ONE  # goals this near to each other are the same
COMPANY = 7 * ONE
EVERYWHERE = 400 * ONE
ASTRAY = 40 * ONE  # from where the army gathers: nobody has business so far away before it attacks


@jit
def send(rules, game, bot, view, x, y, way, who):
    """Tell soldiers to attack-move to a place (MARCH; IDLE: only those without orders; DEFEND: Queens too), or to go
    back there (RETREAT).

    A computer's own soldiers attack when it says so; a student's may have set out by themselves, and are called back.
    """
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if view.told[slot] or not _is_asked(rules, unit, way) or not belongs(game, bot, slot, who):
            continue
        kind = rules.unit_types[unit.type]
        wish = np.int64(kind.move_ability if way == RETREAT else kind.attack_ability)
        strays = bot.teaches and way == IDLE and _goes_astray(unit, x, y, wish)
        if wish and (strays or not _is_content(unit, x, y, way, wish)):
            tell(game, bot.player, slot, wish, 0, x, y, 1)


@jit
def _is_asked(rules, unit, way):
    if way == DEFEND:
        return defends_home(rules, unit)
    return is_soldier(rules, unit) and (way != MARCH or is_armed(rules, unit))


@jit
def _is_content(unit, x, y, way, ability):
    """Whether a unit needs not be told: it is there, or on its way, or busy where only the idle are told."""
    if unit.n_orders == 0:
        return square_distance(unit.x, unit.y, x, y) < np.int64(THERE) * np.int64(THERE)
    return way == IDLE or (way != RETREAT and _is_heading(unit, x, y, ability))


@jit
def _goes_astray(unit, x, y, ability):
    """Whether a unit attacks a place far from one."""
    if unit.n_orders == 0 or unit.orders[0].ability != ability or unit.orders[0].target:
        return False
    return square_distance(unit.orders[0].x, unit.orders[0].y, x, y) > np.int64(ASTRAY) * np.int64(ASTRAY)


@jit
def _is_heading(unit, x, y, ability):
    order = unit.orders[0]
    if order.ability != ability or order.target:
        return False
    return square_distance(order.x, order.y, x, y) < np.int64(SAME) * np.int64(SAME)


@jit
def escort(rules, game, bot, view, first, who):
    """Soldiers without weapons stay with the one in front."""
    if first == 0:
        return
    x, y = np.int64(game.units[first].x), np.int64(game.units[first].y)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if view.told[slot] or not is_soldier(rules, unit) or is_armed(rules, unit) or not belongs(game, bot, slot, who):
            continue
        ability = np.int64(rules.unit_types[unit.type].move_ability)
        far = square_distance(unit.x, unit.y, x, y) >= np.int64(COMPANY) * np.int64(COMPANY)
        if far and not (unit.n_orders and _is_heading(unit, x, y, ability)):
            tell(game, bot.player, slot, ability, 0, x, y, 1)


@jit
def send_workers(rules, game, bot, view, x, y, most, reach):
    """Up to so many workers within reach of a place attack-move there."""
    sent = 0
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        kind = rules.unit_types[unit.type]
        if sent >= most or view.told[slot] or unit.inside or not kind.flags & Flag.WORKER or not is_armed(rules, unit):
            continue
        if square_distance(unit.x, unit.y, x, y) < np.int64(reach) * np.int64(reach):
            sent += 1
            if not _is_content(unit, x, y, MARCH, kind.attack_ability):
                tell(game, bot.player, slot, kind.attack_ability, 0, x, y, 1)
