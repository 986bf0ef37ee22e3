"""The build: workers, supply, structures, units, upgrades, step by step of the plan."""

from __future__ import annotations

import numpy as np

from starleague.bots.builders import build, count_builders, on_the_way
from starleague.bots.layout import Kind
from starleague.bots.making import train, use
from starleague.catalog.vocabulary import Flag
from starleague.engine.jit import jit
from starleague.engine.requirements import holds

MOST_BUILDERS = 3  # workers on their way to build at once


@jit
def follow_plan(rules, brains, game, bot, view):
    """Go through the plan's steps in order and start what is wanted and affordable."""
    plan = brains.plans[bot.plan]
    own = game.players[bot.player]
    bot.minerals, bot.vespene = own.minerals, own.vespene
    bot.supply = own.supply_cap - own.supply_used
    count_builders(rules, game, bot, view)
    _keep_supply(rules, brains, game, bot, view)
    if bot.hunting:
        _hunt(rules, brains, game, bot, view)
    for k in range(plan.n_steps):
        step = plan.steps[k]
        if _is_due(brains, game, bot, step):
            _follow(rules, brains, game, bot, view, step)


@jit
def _hunt(rules, brains, game, bot, view):
    """What the race needs to find and reach the last enemies comes first."""
    faith = brains.faiths[game.players[bot.player].race]
    for k in range(faith.n_hunters):
        _follow(rules, brains, game, bot, view, faith.hunters[k])


@jit
def _is_due(brains, game, bot, step):
    """Whether a step's time has come, for a player of this level."""
    own = game.players[bot.player]
    if own.supply_used < step.from_supply or game.loop < step.from_loop:
        return False
    if bot.level < step.from_level or bot.level > step.to_level or bot.minerals < step.from_bank:
        return False
    level = brains.levels[bot.level]
    if step.kind == Kind.ADD_ON:
        return level.add_ons != 0
    return step.kind != Kind.RESEARCH or level.upgrades != 0


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
    wanted = _wanted(rules, brains, bot, view, step)
    if kind == Kind.TRAIN:
        return train(rules, brains, game, bot, view, step, wanted - _counted(game, bot, step))
    if kind == Kind.EXPAND and brains.levels[bot.level].rebases:
        wanted += view.n_spent
    if view.ordered[step.product] or _in_all(rules, game, bot, view, step) >= wanted:
        return True
    if kind == Kind.MORPH or kind == Kind.ADD_ON:
        return use(rules, game, bot, view, step)
    if bot.builders >= MOST_BUILDERS or not _affordable(rules, game, bot, step.ability):
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
    coming = np.int64(own.pending[step.product])
    if bot.supply + coming * each >= 6 + own.supply_used // 8:
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
def _wanted(rules, brains, bot, view, step):
    """How many of a step's product are wanted now, within the level's means."""
    level = brains.levels[bot.level]
    wanted = np.int64(step.count)
    kind = rules.unit_types[step.product]
    if step.per_base:
        return wanted * min(np.int64(view.n_halls), np.int64(level.bases))
    if step.kind == Kind.TRAIN and kind.flags & Flag.WORKER:
        return min(wanted, np.int64(level.workers), np.int64(22) * (view.n_halls + 1))
    if step.kind == Kind.EXPAND:
        return min(wanted, np.int64(level.bases))
    if step.kind == Kind.BUILD and kind.queue_size > 0:
        return min(wanted, np.int64(level.structures))
    return wanted


@jit
def _in_all(rules, game, bot, view, step):
    """How many of a step's product there are, in work or on the way."""
    total = _counted(game, bot, step)
    if step.kind == Kind.MORPH or step.kind == Kind.ADD_ON:
        return total
    return total + on_the_way(rules, game, view, step.product)


@jit
def _counted(game, bot, step):
    """How many of a step's product there are or are in work, in all its forms."""
    own = game.players[bot.player]
    total = np.int64(0)
    for k in range(step.n_forms):
        total += np.int64(own.complete[step.forms[k]]) + own.pending[step.forms[k]]
    return total


@jit
def _affordable(rules, game, bot, row):
    ability = rules.abilities[row]
    if bot.minerals < ability.minerals or bot.vespene < ability.vespene:
        return False
    return ability.requirement == 0 or holds(rules, game, bot.player, 0, ability.requirement)
