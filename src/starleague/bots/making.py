"""What makes units, upgrades and improvements: structures, larvae, warp gates, units that change themselves."""

from __future__ import annotations

import numpy as np

from starleague.bots.layout import Kind
from starleague.bots.places import warp_spot
from starleague.bots.say import say
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag
from starleague.engine.checks import able_error
from starleague.engine.grids import placement_error
from starleague.engine.jit import jit
from starleague.engine.requirements import holds

SOON = 14 * ONE  # [1/4096 loop] so long before the end of one the next is queued


@jit
def train(rules, brains, game, bot, view, step, missing):
    """Start up to so many units wherever there is room; False when one more is wanted and cannot be paid."""
    for k in range(view.n_own):
        if missing <= 0:
            return True
        slot = np.int64(view.own[k])
        row = _ability_of(step, game.units[slot])
        if row == 0 or not _is_free_for(rules, brains, game, bot, view, slot, row):
            continue
        ability = rules.abilities[row]
        if not _pays(bot, ability) or bot.supply < ability.supply:
            return False
        if ability.kind == AbilityClass.WARP_TRAIN:
            if not _warp(rules, brains, game, bot, slot, row):
                return True  # no free place in a power field now
        else:
            say(game, bot.player, slot, row, 0, 0, 0, 0, 0)
        view.told[slot] = 1
        _pay(bot, ability)
        bot.supply -= ability.supply
        missing -= max(np.int64(ability.count), 1)
    return True


@jit
def use(rules, game, bot, view, step):
    """Let a free structure research, morph or build its add-on; False when it is free and cannot be paid."""
    for k in range(view.n_own):
        slot = np.int64(view.own[k])
        unit = game.units[slot]
        row = _ability_of(step, unit)
        if row == 0 or unit.building or (unit.flying and rules.unit_types[unit.type].flags & Flag.STRUCTURE):
            continue
        if _morphing(unit) or view.told[slot]:
            continue
        if step.kind == Kind.ADD_ON and (unit.addon or not _has_room(rules, game, bot, slot, step.product)):
            continue
        ability = rules.abilities[row]
        if ability.requirement and not holds(rules, game, bot.player, slot, ability.requirement):
            continue
        if not _is_idle(rules, unit):
            view.kept[slot] = 1
            continue
        if not _pays(bot, ability):
            return False
        at_itself = 1 if step.kind == Kind.ADD_ON else 0
        say(game, bot.player, slot, row, 0, unit.x, unit.y, at_itself, 0)
        view.told[slot] = 1
        _pay(bot, ability)
        return True
    return True


@jit
def _ability_of(step, unit):
    """By which ability a unit takes a step; 0: it cannot."""
    for k in range(step.n_makers):
        if step.makers[k].unit_type == unit.type:
            return np.int64(step.makers[k].ability)
    return np.int64(0)


@jit
def _is_free_for(rules, brains, game, bot, view, slot, row):
    """Whether a unit could start now, but for the price."""
    unit = game.units[slot]
    ability = rules.abilities[row]
    kind = rules.unit_types[unit.type]
    if unit.building or _morphing(unit) or (kind.flags & Flag.STRUCTURE and unit.n_orders):  # it builds its add-on
        return False
    if ability.kind == AbilityClass.WARP_TRAIN:
        return not view.told[slot] and able_error(rules, game, bot.player, slot, row, True) == 0
    if kind.queue_size <= 1 and (view.told[slot] or unit.n_queued):
        return False
    level = brains.levels[bot.level]
    queue = np.int64(1 if rules.unit_types[ability.product].flags & Flag.WORKER else level.queue)
    queue *= max(1, 1 + unit.queue_parallel_bonus)
    if unit.n_queued > queue or (unit.n_queued == queue and not (level.plans_ahead and _ends(rules, view, unit, slot))):
        return False
    return ability.requirement == 0 or holds(rules, game, bot.player, slot, ability.requirement)


@jit
def _ends(rules, view, unit, slot):
    """Whether a structure that may go on at once will soon have finished something."""
    for k in range(unit.n_queued):
        work = unit.queue[k]
        if work.started and rules.abilities[work.ability].time - work.progress < SOON:
            return not view.kept[slot]
    return False


@jit
def _warp(rules, brains, game, bot, slot, row):
    found, x, y = warp_spot(rules, brains, game, bot, row)
    if found:
        say(game, bot.player, slot, row, 0, x, y, 1, 0)
        bot.warps += 1
    return found


@jit
def _pays(bot, ability):
    return bot.minerals >= ability.minerals and bot.vespene >= ability.vespene


@jit
def _pay(bot, ability):
    bot.minerals -= ability.minerals
    bot.vespene -= ability.vespene


@jit
def _is_idle(rules, unit):
    """Structures must have nothing to do; units may leave what they do, unless they change themselves."""
    if rules.unit_types[unit.type].flags & Flag.STRUCTURE:
        return unit.n_queued == 0 and unit.n_orders == 0
    return True


@jit
def _has_room(rules, game, bot, slot, addon):
    """Whether an add-on can stand beside a structure."""
    unit = game.units[slot]
    kind = rules.unit_types[addon]
    x, y = np.int64(unit.x) + kind.addon_offset_x, np.int64(unit.y) + kind.addon_offset_y
    return placement_error(rules, game, bot.player, addon, x, y, slot) == 0


@jit
def _morphing(unit):
    return unit.build_time > 0 and not unit.building
