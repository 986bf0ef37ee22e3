"""The build: workers, supply, structures, units, upgrades, step by step of the plan."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import take_worker
from starleague.bots.layout import Kind
from starleague.bots.places import building_spot, free_base, free_geyser
from starleague.bots.say import say
from starleague.catalog.vocabulary import AbilityClass, Flag
from starleague.engine.grids import placement_error
from starleague.engine.jit import jit
from starleague.engine.requirements import holds


@jit
def follow_plan(rules, brains, game, bot):
    """Go through the plan's steps in order and start what is wanted and affordable."""
    plan = brains.plans[bot.plan]
    level = brains.levels[bot.level]
    own = game.players[bot.player]
    bot.minerals, bot.vespene = own.minerals, own.vespene
    bot.supply = own.supply_cap - own.supply_used
    _count_builders(rules, game, bot)
    keep_supply(rules, brains, game, bot)
    for k in range(plan.n_steps):
        step = plan.steps[k]
        if own.supply_used < step.from_supply or game.loop < step.from_loop:
            continue
        if bot.level < step.from_level or bot.level > step.to_level:
            continue
        if step.kind == Kind.RESEARCH and not level.upgrades:
            continue
        if not _take_step(rules, brains, game, bot, step) and step.saves:
            ability = rules.abilities[step.ability]
            bot.minerals -= ability.minerals
            bot.vespene -= ability.vespene


@jit
def _take_step(rules, brains, game, bot, step):
    """Do what a step wants; False when it is wanted and could not be started."""
    kind = step.kind
    if kind == Kind.TRAIN:
        return _train(rules, brains, game, bot, step)
    if kind == Kind.RESEARCH:
        return game.players[bot.player].upgrades[step.upgrade] != 0 or _use(rules, game, bot, step)
    wanted = _wanted(rules, brains, game, bot, step)
    exact = kind == Kind.MORPH or kind == Kind.ADD_ON  # a Command Center counts as its own improvement
    if _in_all(rules, game, bot, step.product, exact) >= wanted:
        return True
    if kind == Kind.MORPH or kind == Kind.ADD_ON:
        return _use(rules, game, bot, step)
    if bot.builders >= 3 or not _affordable(rules, game, bot, step.ability):
        return False
    return _build(rules, brains, game, bot, step)


@jit
def keep_supply(rules, brains, game, bot):
    """Build what gives supply before it runs out: the cheapest structure of the race that does."""
    own = game.players[bot.player]
    if own.supply_used < 28 or own.supply_cap >= rules.supply_max:
        return
    ability, product = supply_structure(rules, own.race)
    if ability == 0:
        return
    each = rules.unit_types[product].supply_provided
    on_the_way = np.int64(own.pending[product]) * each
    margin = 6 + own.supply_used // 8
    if bot.supply + on_the_way >= margin or bot.builders >= 3:
        return
    if not _affordable(rules, game, bot, ability):
        bot.minerals -= rules.abilities[ability].minerals
        return
    found, x, y = building_spot(rules, brains, game, bot.player, product, bot.home_x, bot.home_y, 0)
    if found:
        _send_builder(rules, game, bot, ability, 0, x, y)


@jit
def supply_structure(rules, race):
    """(ability, unit type) of the cheapest structure that gives supply and collects nothing; 0: none."""
    best, product = np.int64(0), np.int64(0)
    for row in range(1, rules.n_abilities):
        ability = rules.abilities[row]
        if ability.kind != AbilityClass.BUILD or ability.product == 0:
            continue
        kind = rules.unit_types[ability.product]
        if kind.race == race and kind.supply_provided > 0 and not kind.flags & Flag.TOWNHALL:
            if best == 0 or ability.minerals < rules.abilities[best].minerals:
                best, product = np.int64(row), np.int64(ability.product)
    return best, product


@jit
def _wanted(rules, brains, game, bot, step):
    """How many of a step's product are wanted now, within the level's means."""
    level = brains.levels[bot.level]
    wanted = np.int64(step.count)
    if step.per_base:
        return min(wanted * _bases(rules, game, bot), np.int64(level.bases))
    if step.kind == Kind.EXPAND:
        return min(wanted, np.int64(level.bases))
    if step.kind == Kind.BUILD and rules.unit_types[step.product].queue_size > 0:
        return min(wanted, np.int64(level.structures))
    return wanted


@jit
def _in_all(rules, game, bot, product, exact):
    """How many there are, in work or on the way; unless ``exact``, with those that count as one for technology."""
    own = game.players[bot.player]
    alias = rules.unit_types[product].tech_alias
    total = np.int64(0)
    if alias.count == 0 or exact:
        return np.int64(own.complete[product]) + own.pending[product]
    for k in range(alias.first, alias.first + alias.count):
        total += np.int64(own.complete[rules.lists[k]]) + own.pending[rules.lists[k]]
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == bot.player and unit.alive and unit.n_orders:
            ability = rules.abilities[unit.orders[0].ability]
            if ability.kind == AbilityClass.BUILD and ability.product == product and not unit.flying:
                if not rules.unit_types[unit.type].flags & Flag.STRUCTURE:
                    total += _not_yet_placed(game, unit)
    return total


@jit
def _not_yet_placed(game, worker):
    """1 while a builder is still on its way, so that its structure is not yet counted as pending."""
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.building and unit.alive and unit.builder and game.units[unit.builder].serial == worker.serial:
            if unit.owner == worker.owner:
                return 0
    return 1


@jit
def _bases(rules, game, bot):
    total = np.int64(0)
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == bot.player and unit.alive and not unit.building:
            if rules.unit_types[unit.type].flags & Flag.TOWNHALL:
                total += 1
    return total


@jit
def _affordable(rules, game, bot, row):
    ability = rules.abilities[row]
    if bot.minerals < ability.minerals or bot.vespene < ability.vespene:
        return False
    return ability.requirement == 0 or holds(rules, game, bot.player, 0, ability.requirement)


@jit
def _build(rules, brains, game, bot, step):
    """Send a worker to build a step's product where it belongs."""
    if step.kind == Kind.REFINERY:
        geyser = free_geyser(rules, game, bot.player, step.product)
        if geyser == 0:
            return True
        unit = game.units[geyser]
        return _send_builder(rules, game, bot, step.ability, geyser, unit.x, unit.y)
    if step.kind == Kind.EXPAND:
        found, x, y = free_base(rules, brains, game, bot.player, step.product, bot.home_x, bot.home_y)
    else:
        found, x, y = building_spot(rules, brains, game, bot.player, step.product, bot.home_x, bot.home_y, 0)
    if not found:
        return True
    return _send_builder(rules, game, bot, step.ability, 0, x, y)


@jit
def _send_builder(rules, game, bot, ability, target, x, y):
    worker = take_worker(rules, game, bot, x, y)
    if worker == 0:
        return False
    say(game, bot.player, worker, ability, target, x, y, 1, 0)
    patch = game.units[worker].gather_target
    if patch and not rules.abilities[ability].target == 3:
        say(game, bot.player, worker, rules.unit_types[game.units[worker].type].gather_ability, patch, 0, 0, 0, 1)
    bot.minerals -= rules.abilities[ability].minerals
    bot.vespene -= rules.abilities[ability].vespene
    bot.builders += 1
    return True


@jit
def _count_builders(rules, game, bot):
    bot.builders = 0
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == bot.player and unit.alive and unit.n_orders and not unit.building:
            ability = rules.abilities[unit.orders[0].ability]
            if ability.kind == AbilityClass.BUILD and not rules.unit_types[unit.type].flags & Flag.STRUCTURE:
                if _not_yet_placed(game, unit):
                    bot.builders += 1
                    bot.minerals -= ability.minerals
                    bot.vespene -= ability.vespene


@jit
def _train(rules, brains, game, bot, step):
    """Queue a step's unit wherever there is room; False when one more is wanted and cannot be paid."""
    level = brains.levels[bot.level]
    ability = rules.abilities[step.ability]
    kind = rules.unit_types[step.product]
    own = game.players[bot.player]
    have = np.int64(own.complete[step.product]) + own.pending[step.product]
    wanted = np.int64(step.count)
    if kind.flags & Flag.WORKER:
        per_base = np.int64(22)
        wanted = min(np.int64(level.workers), per_base * (_bases(rules, game, bot) + 1))
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if have >= wanted:
            return True
        if unit.owner != bot.player or not unit.alive or unit.building or not _has(rules, unit, step.ability):
            continue
        room = (level.queue if kind.flags & Flag.WORKER == 0 else 1) * max(1, 1 + unit.queue_parallel_bonus)
        if unit.n_queued >= room or _morphing(unit):
            continue
        if ability.requirement and not holds(rules, game, bot.player, slot, ability.requirement):
            continue
        if bot.minerals < ability.minerals or bot.vespene < ability.vespene:
            return False
        if bot.supply < ability.supply:
            return False
        say(game, bot.player, slot, step.ability, 0, 0, 0, 0, 0)
        bot.minerals -= ability.minerals
        bot.vespene -= ability.vespene
        bot.supply -= ability.supply
        have += 1
    return True


@jit
def _use(rules, game, bot, step):
    """Let a free structure research, morph or build its add-on; False when it is free and cannot be paid."""
    ability = rules.abilities[step.ability]
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if unit.owner != bot.player or not unit.alive or unit.building or unit.flying:
            continue
        if not _has(rules, unit, step.ability) or _morphing(unit):
            continue
        if step.kind == Kind.ADD_ON and (unit.addon or not _has_room(rules, game, bot, slot, step.product)):
            continue
        if ability.requirement and not holds(rules, game, bot.player, slot, ability.requirement):
            continue
        if unit.n_queued or unit.n_orders:
            continue
        if bot.minerals < ability.minerals or bot.vespene < ability.vespene:
            return False
        x, y = np.int64(unit.x), np.int64(unit.y)
        say(game, bot.player, slot, step.ability, 0, x, y, 1 if step.kind == Kind.ADD_ON else 0, 0)
        bot.minerals -= ability.minerals
        bot.vespene -= ability.vespene
        return True
    return True


@jit
def _has_room(rules, game, bot, slot, addon):
    """Whether an add-on can stand beside a structure."""
    unit = game.units[slot]
    kind = rules.unit_types[unit.type]
    x, y = np.int64(unit.x) + kind.addon_offset_x, np.int64(unit.y) + kind.addon_offset_y
    return placement_error(rules, game, bot.player, addon, x, y, slot) == 0


@jit
def _has(rules, unit, row):
    span = rules.unit_types[unit.type].abilities
    for k in range(span.first, span.first + span.count):
        if rules.lists[k] == row:
            return True
    return False


@jit
def _morphing(unit):
    return unit.build_time > 0 and not unit.building


