"""Telling the army where to go, without telling it twice."""

from __future__ import annotations

import numpy as np

from starleague.bots.force import belongs, defends_home, is_armed, is_soldier
from starleague.bots.say import add_unit, close_command, open_command, say
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit

MARCH, RETREAT, IDLE = 0, 1, 2  # attack-move; go back; attack-move, those without orders only
THERE = 5 * ONE  # who is this near has arrived
SAME = 6 * ONE  # goals this near to each other are the same
COMPANY = 7 * ONE
PULLED = 8  # workers that fight at once
PULL_REACH = 12 * ONE
ENOUGH = 16  # [half supply] army with which workers need not fight


@jit
def send(rules, game, bot, view, x, y, way, who):
    """Tell soldiers to attack-move to a place (MARCH), to go back there (RETREAT), or the idle ones only (IDLE)."""
    ability, opened = np.int64(0), False
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if view.told[slot] or not is_soldier(rules, unit) or (not is_armed(rules, unit) and way == MARCH):
            continue
        if not belongs(game, bot, slot, who):
            continue
        kind = rules.unit_types[unit.type]
        wish = np.int64(kind.move_ability if way == RETREAT else kind.attack_ability)
        if _is_content(unit, x, y, way, wish):
            continue
        if opened and wish != ability:
            close_command(game)
            opened = False
        if not opened:
            opened = open_command(game, bot.player, wish, 0, x, y, 1, 0)
            if not opened:
                return
            ability = wish
        add_unit(game, slot)
    if opened:
        close_command(game)


@jit
def _is_content(unit, x, y, way, ability):
    """Whether a unit needs not be told: it is there, or on its way, or busy where only the idle are told."""
    if unit.n_orders == 0:
        return square_distance(unit.x, unit.y, x, y) < np.int64(THERE) * np.int64(THERE)
    return way == IDLE or (way == MARCH and _heading(unit, x, y, ability))


@jit
def _heading(unit, x, y, ability):
    order = unit.orders[0]
    if order.ability != ability or order.target:
        return False
    return square_distance(order.x, order.y, x, y) < np.int64(SAME) * np.int64(SAME)


@jit
def go_once(rules, game, bot, slot, x, y):
    """One unit attack-moves to a place, unless it is there or on its way."""
    ability = np.int64(rules.unit_types[game.units[slot].type].attack_ability)
    if not _is_content(game.units[slot], x, y, MARCH, ability):
        say(game, bot.player, slot, ability, 0, x, y, 1, 0)


@jit
def send_defenders(rules, game, bot, view, x, y, who):
    """Those who fight for home attack-move to a place."""
    ability, opened = np.int64(0), False
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if view.told[slot] or not defends_home(rules, unit) or not belongs(game, bot, slot, who):
            continue
        wish = np.int64(rules.unit_types[unit.type].attack_ability)
        if wish == 0 or _is_content(unit, x, y, MARCH, wish):
            continue
        if opened and wish != ability:
            close_command(game)
            opened = False
        if not opened:
            opened = open_command(game, bot.player, wish, 0, x, y, 1, 0)
            if not opened:
                return
            ability = wish
        add_unit(game, slot)
    if opened:
        close_command(game)


@jit
def escort(rules, game, bot, view, first, who):
    """Soldiers without weapons stay with the one in front."""
    if first == 0:
        return
    x, y = np.int64(game.units[first].x), np.int64(game.units[first].y)
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        if view.told[slot] or not is_soldier(rules, unit) or is_armed(rules, unit):
            continue
        if not belongs(game, bot, slot, who):
            continue
        if square_distance(unit.x, unit.y, x, y) < np.int64(COMPANY) * np.int64(COMPANY):
            continue
        ability = np.int64(rules.unit_types[unit.type].move_ability)
        if not _heading(unit, x, y, ability) and open_command(game, bot.player, ability, 0, x, y, 1, 0):
            add_unit(game, slot)
            close_command(game)


@jit
def send_workers(rules, game, bot, view, x, y):
    """All workers attack-move to a place."""
    opened = False
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        kind = rules.unit_types[unit.type]
        if not kind.flags & Flag.WORKER or not is_armed(rules, unit) or unit.inside:
            continue
        if _is_content(unit, x, y, MARCH, kind.attack_ability):
            continue
        opened = opened or open_command(game, bot.player, kind.attack_ability, 0, x, y, 1, 0)
        if opened:
            add_unit(game, slot)
    if opened:
        close_command(game)


@jit
def pull_workers(rules, game, bot, view, x, y):
    """When the army is smaller than what attacks, workers near the place fight too."""
    if game.players[bot.player].supply_army >= ENOUGH:
        return
    opened, sent = False, 0
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        kind = rules.unit_types[unit.type]
        if view.told[slot] or unit.inside or not kind.flags & Flag.WORKER or kind.attack_ability == 0:
            continue
        if sent < PULLED and square_distance(unit.x, unit.y, x, y) < np.int64(PULL_REACH) * np.int64(PULL_REACH):
            if not opened:
                opened = open_command(game, bot.player, kind.attack_ability, 0, x, y, 1, 0)
                if not opened:
                    return
            add_unit(game, slot)
            sent += 1
    if opened:
        close_command(game)
