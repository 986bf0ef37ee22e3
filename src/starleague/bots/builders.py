"""Who builds where: workers sent out, and how many of them are still on their way."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import take_worker
from starleague.bots.layout import Kind
from starleague.bots.places import building_spot, free_base, free_geyser
from starleague.bots.say import say
from starleague.catalog.vocabulary import AbilityClass, Flag, TargetKind
from starleague.engine.effect_queue import still
from starleague.engine.jit import jit


@jit
def build(rules, brains, game, bot, view, step):
    """Send a worker to build a step's product where it belongs; True too when there is no place for it."""
    if step.kind == Kind.REFINERY:
        geyser = free_geyser(rules, game, bot.player, view, step.product)
        if geyser == 0:
            return True
        unit = game.units[geyser]
        return _send_builder(rules, game, bot, view, step.ability, geyser, unit.x, unit.y)
    if step.kind == Kind.EXPAND:
        found, x, y = free_base(rules, brains, game, bot.player, step.product, bot.start)
    else:
        addon = step.takes_addon and brains.levels[bot.level].add_ons
        found, x, y = building_spot(rules, brains, game, bot, view, step.product, addon)
    if not found:
        return True
    return _send_builder(rules, game, bot, view, step.ability, 0, x, y)


@jit
def go_ahead(rules, brains, game, bot, view, step):
    """Let a worker walk to where the next base will be while there is not yet money for it."""
    bot.expands = 1
    found, x, y = free_base(rules, brains, game, bot.player, step.product, bot.start)
    if not found or still(game, bot.pioneer, bot.pioneer_generation):
        return
    worker = take_worker(rules, game, view, x, y)
    if worker:
        bot.pioneer, bot.pioneer_generation = worker, game.units[worker].generation
        say(game, bot.player, worker, rules.unit_types[game.units[worker].type].move_ability, 0, x, y, 1, 0)


@jit
def keep_pioneer(game, bot, view):
    """The pioneer does nothing else, unless nobody wants a base any more."""
    pioneer = still(game, bot.pioneer, bot.pioneer_generation)
    if pioneer == 0 or not bot.expands:
        bot.pioneer = 0
    else:
        view.told[pioneer] = 1


@jit
def count_builders(rules, game, bot, view):
    """How many workers are on their way to build; what they will pay is not left to spend."""
    bot.builders = 0
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if _goes_to_build(rules, unit) and not unit.building and not _has_begun(game, view, unit):
            ability = rules.abilities[unit.orders[0].ability]
            bot.builders += 1
            bot.minerals -= ability.minerals
            bot.vespene -= ability.vespene


@jit
def on_the_way(rules, game, view, product):
    """How many workers are on their way to build a product: it is not pending yet."""
    total = np.int64(0)
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if _goes_to_build(rules, unit) and rules.abilities[unit.orders[0].ability].product == product:
            if not unit.flying and not _has_begun(game, view, unit):
                total += 1
    return total


@jit
def _goes_to_build(rules, unit):
    if unit.n_orders == 0 or rules.abilities[unit.orders[0].ability].kind != AbilityClass.BUILD:
        return False
    return rules.unit_types[unit.type].flags & Flag.WORKER != 0


@jit
def _has_begun(game, view, worker):
    """Whether a builder is at work already."""
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if unit.building and unit.builder and game.units[unit.builder].serial == worker.serial:
            return game.units[unit.builder].owner == worker.owner
    return False


@jit
def _send_builder(rules, game, bot, view, ability, target, x, y):
    worker = np.int64(0)
    if rules.unit_types[rules.abilities[ability].product].flags & Flag.TOWNHALL:
        worker = still(game, bot.pioneer, bot.pioneer_generation)
        bot.pioneer = 0
    if worker == 0:
        worker = take_worker(rules, game, view, x, y)
    if worker == 0:
        return False
    say(game, bot.player, worker, ability, target, x, y, 1, 0)
    patch = game.units[worker].gather_target
    if patch and rules.abilities[ability].target != TargetKind.UNIT:
        say(game, bot.player, worker, rules.unit_types[game.units[worker].type].gather_ability, patch, 0, 0, 0, 1)
    bot.minerals -= rules.abilities[ability].minerals
    bot.vespene -= rules.abilities[ability].vespene
    bot.builders += 1
    view.ordered[rules.abilities[ability].product] = 1
    return True
