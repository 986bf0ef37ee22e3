"""The army: gathering, waves, defence, retreat, spells."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import best_patch, hall_near
from starleague.bots.say import add_unit, close_command, open_command, say
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, EffectClass, Flag
from starleague.engine.fixed import square_distance, times
from starleague.engine.jit import jit

HOME = 26 * ONE  # an enemy this near to an own structure is an attack
FRONT = 14 * ONE  # units this near to each other fight together


@jit
def command_army(rules, brains, game, bot):
    """Decide between defence, attack, retreat and gathering, and tell the army."""
    level = brains.levels[bot.level]
    plan = brains.plans[bot.plan]
    threat = _threat(rules, game, bot)
    if threat and level.defends:
        unit = game.units[threat]
        _send(rules, game, bot, unit.x, unit.y, np.int64(0))
        if level.pulls_workers:
            _pull_workers(rules, game, bot, unit.x, unit.y)
        return
    strength = np.int64(game.players[bot.player].supply_army)
    needed = times(plan.army + plan.growth * bot.waves, level.wave)
    if not bot.attacking:
        if game.loop >= plan.first_attack + level.delay and strength >= min(needed, np.int64(200)):
            bot.attacking = 1
            bot.attack_since = game.loop
            bot.waves += 1
    elif not level.commits and game.loop > bot.attack_since + 400 and _losing(rules, game, bot):
        bot.attacking = 0
        _send(rules, game, bot, bot.rally_x, bot.rally_y, np.int64(1))
        return
    elif strength == 0:
        bot.attacking = 0
    if bot.attacking:
        x, y = _goal(rules, brains, game, bot)
        _send(rules, game, bot, x, y, np.int64(0))
    else:
        _send(rules, game, bot, bot.rally_x, bot.rally_y, np.int64(2))


@jit
def is_army(rules, unit, player):
    """Whether a unit fights for a player: armed, mobile, no worker."""
    if unit.owner != player or not unit.alive or unit.inside or unit.building:
        return False
    kind = rules.unit_types[unit.type]
    return kind.weapons.count > 0 and kind.speed > 0 and kind.flags & (Flag.WORKER | Flag.STRUCTURE) == 0


@jit
def _send(rules, game, bot, x, y, way):
    """Tell the whole army to attack-move to a place (way 0), to go back there (1), or the idle ones only (2)."""
    opened = False
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if not is_army(rules, unit, bot.player):
            continue
        kind = rules.unit_types[unit.type]
        there = square_distance(unit.x, unit.y, x, y) < np.int64(5 * ONE) * np.int64(5 * ONE)
        if there and unit.n_orders == 0:
            continue
        if way == 2 and unit.n_orders:
            continue
        if way == 0 and unit.n_orders and _heading(unit, x, y, kind.attack_ability):
            continue
        if not opened:
            ability = kind.move_ability if way == 1 else kind.attack_ability
            opened = open_command(game, bot.player, ability, 0, x, y, 1, 0)
            if not opened:
                return
        add_unit(game, slot)
    if opened:
        close_command(game)


@jit
def _heading(unit, x, y, ability):
    order = unit.orders[0]
    if order.ability != ability or order.target:
        return False
    return square_distance(order.x, order.y, x, y) < np.int64(6 * ONE) * np.int64(6 * ONE)


@jit
def _threat(rules, game, bot):
    """Slot of a seen enemy that is armed and near an own structure; the nearest to home; 0: none."""
    best, best_away = np.int64(0), np.int64(0)
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if not _seen_enemy(unit, bot.player) or rules.unit_types[unit.type].weapons.count == 0:
            continue
        if not _near_structure(rules, game, bot, unit.x, unit.y):
            continue
        away = square_distance(unit.x, unit.y, bot.home_x, bot.home_y)
        if best == 0 or away < best_away:
            best, best_away = np.int64(slot), away
    return best


@jit
def _seen_enemy(unit, player):
    if not unit.alive or unit.owner == 0 or unit.owner == player:
        return False
    return unit.visible_to & (1 << player) != 0


@jit
def _near_structure(rules, game, bot, x, y):
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == bot.player and unit.alive and rules.unit_types[unit.type].flags & Flag.TOWNHALL:
            if square_distance(unit.x, unit.y, x, y) < np.int64(HOME) * np.int64(HOME):
                return True
    return False


@jit
def _losing(rules, game, bot):
    """Whether the enemies seen at the front outweigh the own army there."""
    own, enemy = np.int64(0), np.int64(0)
    front_x, front_y, found = _front(rules, game, bot)
    if not found:
        return False
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if square_distance(unit.x, unit.y, front_x, front_y) > np.int64(FRONT) * np.int64(FRONT):
            continue
        kind = rules.unit_types[unit.type]
        value = (np.int64(kind.minerals) + kind.vespene) * unit.life // max(1, kind.life_max)
        if is_army(rules, unit, bot.player):
            own += value
        elif _seen_enemy(unit, bot.player) and kind.weapons.count and kind.flags & Flag.WORKER == 0:
            enemy += value
    return enemy * 2 > own * 3


@jit
def _front(rules, game, bot):
    """Where the own unit nearest to the believed enemy is."""
    x, y, best, found = np.int64(0), np.int64(0), np.int64(0), False
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if is_army(rules, unit, bot.player):
            away = square_distance(unit.x, unit.y, bot.enemy_x, bot.enemy_y)
            if not found or away < best:
                x, y, best, found = np.int64(unit.x), np.int64(unit.y), away, True
    return x, y, found


@jit
def _goal(rules, brains, game, bot):
    """Where to attack: the known enemy structure nearest to the army, else the start, else base after base."""
    front_x, front_y, found = _front(rules, game, bot)
    best, best_away = np.int64(0), np.int64(0)
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if unit.owner == 0 or unit.owner == bot.player or not unit.alive:
            continue
        known = (unit.seen_by | unit.visible_to) & (1 << bot.player)
        if known and rules.unit_types[unit.type].flags & Flag.STRUCTURE:
            away = square_distance(unit.x, unit.y, front_x, front_y)
            if best == 0 or away < best_away:
                best, best_away = np.int64(slot), away
    if best:
        return np.int64(game.units[best].x), np.int64(game.units[best].y)
    if found and square_distance(front_x, front_y, bot.enemy_x, bot.enemy_y) < np.int64(6 * ONE) * np.int64(6 * ONE):
        if brains.n_bases:
            base = brains.bases[bot.search % brains.n_bases]
            bot.enemy_x, bot.enemy_y = base.x, base.y
            bot.search += 1
    return np.int64(bot.enemy_x), np.int64(bot.enemy_y)


@jit
def _pull_workers(rules, game, bot, x, y):
    """When the army is smaller than what attacks, workers near the place fight too."""
    if game.players[bot.player].supply_army >= 16:
        return
    opened, sent = False, 0
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        kind = rules.unit_types[unit.type]
        if unit.owner != bot.player or not unit.alive or unit.inside or not kind.flags & Flag.WORKER:
            continue
        if sent < 8 and square_distance(unit.x, unit.y, x, y) < np.int64(12 * ONE) * np.int64(12 * ONE):
            if not opened:
                opened = open_command(game, bot.player, kind.attack_ability, 0, x, y, 1, 0)
                if not opened:
                    return
            add_unit(game, slot)
            sent += 1
    if opened:
        close_command(game)


@jit
def use_abilities(rules, game, bot):
    """Spend energy and use spells that pay: workers from above on minerals, stimulants in a fight."""
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if unit.owner != bot.player or not unit.alive or unit.building or unit.inside:
            continue
        span = rules.unit_types[unit.type].abilities
        for j in range(span.first, span.first + span.count):
            row = rules.lists[j]
            ability = rules.abilities[row]
            if ability.energy > 0 and unit.energy >= ability.energy and ability.kind == AbilityClass.EFFECT_TARGET:
                if _calls_a_worker(rules, ability.effect) and hall_near(rules, game, bot.player, unit.x, unit.y):
                    patch = best_patch(rules, game, bot.player, unit.x, unit.y)
                    if patch:
                        say(game, bot.player, slot, row, patch, game.units[patch].x, game.units[patch].y, 0, 0)
            elif _is_stimulant(ability):
                if unit.target and unit.n_buffs == 0 and unit.life > 3 * np.int64(ability.life):
                    if game.players[bot.player].upgrades[_upgrade_of(rules, ability.requirement)] == 1:
                        say(game, bot.player, slot, row, 0, 0, 0, 0, 0)


@jit
def _is_stimulant(ability):
    if ability.life == 0 or ability.kind != AbilityClass.EFFECT_INSTANT:
        return False
    return ability.flags & AbilityFlag.TRANSIENT != 0


@jit
def _calls_a_worker(rules, effect):
    """Whether an effect creates a unit that can harvest."""
    row = rules.effects[effect]
    return row.kind == EffectClass.CREATE_UNIT and rules.unit_types[row.unit_type].gather_ability != 0


@jit
def _upgrade_of(rules, requirement):
    """The upgrade that a requirement counts; 0: none."""
    return np.int64(rules.requirements[requirement].reference)
