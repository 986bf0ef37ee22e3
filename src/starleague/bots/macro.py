"""The build: workers, supply, structures, units, upgrades, step by step of the plan."""

from __future__ import annotations

import numpy as np

from starleague.bots.builders import build, count_builders, go_ahead, keep_pioneer, on_the_way
from starleague.bots.layout import Kind
from starleague.bots.making import train, use
from starleague.bots.pace import UNLIMITED, most_army, most_workers, supply_by_now
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.filters import passes
from starleague.engine.fixed import times
from starleague.engine.jit import jit
from starleague.engine.requirements import holds

MOST_BUILDERS = 3  # workers on their way to build at once
NEARLY = 300 * ONE  # [1/4096 loop]


@jit
def follow_plan(rules, brains, game, bot, view):
    """Go through the plan's steps in order and start what is wanted and affordable."""
    plan = brains.plans[bot.plan]
    own = game.players[bot.player]
    bot.minerals, bot.vespene = own.minerals, own.vespene
    bot.supply = own.supply_cap - own.supply_used
    bot.researched = _researched(rules, own)
    count_builders(rules, game, bot, view)
    keep_pioneer(game, bot, view)
    bot.expands = 0
    _keep_supply(rules, brains, game, bot, view)
    if bot.hunting:
        _hunt(rules, brains, game, bot, view)
    supply = supply_by_now(brains, game, bot)
    for k in range(plan.n_steps):
        step = plan.steps[k]
        if _is_due(brains, game, bot, step, supply):
            _follow(rules, brains, game, bot, view, step)


@jit
def _researched(rules, own):
    """How many upgrades a player has or is at."""
    total = np.int64(0)
    for k in range(rules.n_upgrades):
        total += own.upgrades[k] != 0
    return total


@jit
def _hunt(rules, brains, game, bot, view):
    """What the race needs to find and reach the last enemies comes first."""
    faith = brains.faiths[game.players[bot.player].race]
    for k in range(faith.n_hunters):
        _follow(rules, brains, game, bot, view, faith.hunters[k])


@jit
def _is_due(brains, game, bot, step, supply):
    """Whether a step's time has come, for a player of this level and supply."""
    if supply < step.from_supply or game.loop < step.from_loop:
        return False
    if bot.level < step.from_level or bot.level > step.to_level or bot.minerals < step.from_bank:
        return False
    level = brains.levels[bot.level]
    if step.kind == Kind.ADD_ON:
        return level.add_ons != 0
    return step.kind != Kind.RESEARCH or bot.researched < level.upgrades


@jit
def _follow(rules, brains, game, bot, view, step):
    """Take a step; what comes after one that saves waits until it is paid."""
    if not _take_step(rules, brains, game, bot, view, step) and step.saves:
        ability = rules.abilities[step.ability]
        bot.minerals -= ability.minerals
        bot.vespene -= ability.vespene


@jit
def _take_step(rules, brains, game, bot, view, step):
    """Do what a step wants; False when it is wanted and could not be started."""
    kind = step.kind
    if kind == Kind.RESEARCH:
        return game.players[bot.player].upgrades[step.upgrade] != 0 or use(rules, game, bot, view, step)
    wanted = _wanted(rules, brains, game, bot, view, step)
    if kind == Kind.TRAIN:
        missing = min(wanted - _counted(game, bot, step), _room(rules, brains, game, bot, step.product))
        return train(rules, brains, game, bot, view, step, missing)
    if kind == Kind.EXPAND and brains.levels[bot.level].rebases:
        wanted += view.n_spent
    if view.ordered[step.product] or _in_all(rules, game, bot, view, step) >= wanted:
        return True
    if kind == Kind.MORPH or kind == Kind.ADD_ON:
        return use(rules, game, bot, view, step)
    if bot.builders >= MOST_BUILDERS or not _affordable(rules, game, bot, step.ability):
        soon = 2 * bot.minerals > rules.abilities[step.ability].minerals
        if kind == Kind.EXPAND and brains.levels[bot.level].plans_ahead and (soon or bot.pioneer):
            go_ahead(rules, brains, game, bot, view, step)
        return False
    return build(rules, brains, game, bot, view, step)


@jit
def _keep_supply(rules, brains, game, bot, view):
    """Make what gives supply before it runs out."""
    own = game.players[bot.player]
    step = brains.faiths[own.race].supply
    if step.kind == Kind.NONE or own.supply_used < step.from_supply or own.supply_cap >= rules.supply_max:
        return
    each = np.int64(rules.unit_types[step.product].supply_provided)
    coming = np.int64(own.pending[step.product]) * each + _hall_supply(rules, game, view)
    level = brains.levels[bot.level]
    if bot.supply + coming >= level.supply_spare + times(np.int64(own.supply_used), level.supply_ahead):
        return
    if step.kind == Kind.TRAIN:
        started = train(rules, brains, game, bot, view, step, np.int64(1))
    elif bot.builders >= MOST_BUILDERS:
        return
    else:
        started = _affordable(rules, game, bot, step.ability) and build(rules, brains, game, bot, view, step)
    if not started:
        bot.minerals -= rules.abilities[step.ability].minerals


@jit
def _hall_supply(rules, game, view):
    """What town halls that are nearly finished will provide."""
    total = np.int64(0)
    for k in range(view.n_sites):
        hall = game.units[view.sites[k]]
        if hall.building and hall.build_time - hall.progress < NEARLY:
            total += rules.unit_types[hall.type].supply_provided
    return total


@jit
def _wanted(rules, brains, game, bot, view, step):
    """How many of a step's product are wanted now, within the level's means."""
    level = brains.levels[bot.level]
    wanted = np.int64(step.count)
    kind = rules.unit_types[step.product]
    if step.ratio and level.counters:
        wanted += _answer(rules, game, bot, view, step)
    if step.per_base:
        return wanted * min(np.int64(view.n_halls), np.int64(level.bases))
    if step.kind == Kind.TRAIN and kind.flags & Flag.WORKER:
        most = min(np.int64(level.workers), most_workers(brains, game, bot))
        return min(wanted, most, np.int64(22) * (view.n_halls + 1))
    if step.kind == Kind.EXPAND:
        return min(wanted, np.int64(level.bases))
    if step.kind == Kind.BUILD and kind.queue_size > 0:
        return min(wanted, np.int64(level.structures))
    return wanted


@jit
def _room(rules, brains, game, bot, product):
    """How many units of a type the pace of the level leaves room for; workers have a pace of their own."""
    kind, own = rules.unit_types[product], game.players[bot.player]
    others = np.int64(own.supply_cap) - bot.supply - own.supply_workers
    if kind.flags & Flag.WORKER or kind.supply_used == 0:
        return np.int64(UNLIMITED)
    return (most_army(brains, game, bot) - others) // kind.supply_used


@jit
def _answer(rules, game, bot, view, step):
    """How many more are wanted for the known enemies against which a step is, by supply, or one if it takes none."""
    foes = np.int64(0)
    for k in range(view.n_known):
        slot = np.int64(view.known[k])
        if passes(rules, game, step.against, bot.player, np.int64(0), slot):
            foes += max(np.int64(1), np.int64(rules.unit_types[game.units[slot].type].supply_used))
    each = max(np.int64(1), np.int64(rules.unit_types[step.product].supply_used))
    return (times(foes, step.ratio) + each - 1) // each


@jit
def _in_all(rules, game, bot, view, step):
    """How many of a step's product there are, in work or on the way."""
    total = _counted(game, bot, step)
    if step.kind == Kind.MORPH or step.kind == Kind.ADD_ON:
        return total
    return total + on_the_way(rules, game, view, step.product)


@jit
def _counted(game, bot, step):
    """How many of a step's product there are, in all its forms, or are in work; who changes its form stays one."""
    own = game.players[bot.player]
    total = np.int64(own.pending[step.product])
    for k in range(step.n_forms):
        total += own.complete[step.forms[k]]
    return total


@jit
def _affordable(rules, game, bot, row):
    ability = rules.abilities[row]
    if bot.minerals < ability.minerals or bot.vespene < ability.vespene:
        return False
    return ability.requirement == 0 or holds(rules, game, bot.player, 0, ability.requirement)
