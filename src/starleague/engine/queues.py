"""Production queues: what structures train and research, one after another or side by side.

A larva is an egg while it trains, and is used up by it; so is a Zergling by the Baneling that it becomes.

The price is paid when a place in the queue is taken. Supply is taken when work begins; what finds no
supply then waits. Loop L of the command does not count, so a unit that takes 400 loops is born at
L + 400; the loop of a birth counts for the next in the queue, which is born 399 loops later.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag
from starleague.engine import upgrades
from starleague.engine.births import change_type, create, free_spot
from starleague.engine.cheats import haste
from starleague.engine.costs import pay, refund, supply_error, supply_for
from starleague.engine.disabling import ability_off
from starleague.engine.effect_queue import push, still
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_QUEUE
from starleague.engine.magazines import take_in
from starleague.engine.order_list import clear
from starleague.engine.rallies import first_point, send


@jit
def enqueue(rules, game, slot, ability):
    """Take a place in a unit's queue and pay for it; checks are done."""
    unit = game.units[slot]
    if unit.n_queued >= MAX_QUEUE:
        return
    pay(rules, game, slot, ability)
    item = unit.queue[unit.n_queued]
    item.ability = ability
    item.started = 0
    item.progress = 0
    unit.n_queued += 1
    row = rules.abilities[ability]
    if row.kind == AbilityClass.RESEARCH:
        game.players[unit.owner].upgrades[row.upgrade] = 2
    if unit.n_queued <= parallel(rules, unit):
        _start(rules, game, slot, unit.n_queued - 1, -_rate(game, unit))
    if row.egg != 0:
        clear(rules, game, slot)
        unit.was = unit.type
        change_type(rules, game, slot, row.egg)


@jit
def advance_queues(rules, game):
    """Part of run_production: all queues gain a loop, but those of who cannot use its abilities (for want of power)."""
    for k in range(game.scratch.n_makers):
        slot = np.int64(game.scratch.makers[k])
        unit = game.units[slot]
        if unit.n_queued > 0 and unit.life > 0 and not unit.building and not _is_off(rules, unit):
            _advance(rules, game, slot)


@jit
def _is_off(rules, unit):
    """Whether behaviors keep a unit from its work."""
    return unit.n_buffs > 0 and ability_off(rules, unit, rules.abilities[unit.queue[0].ability].group)


@jit
def cancel(rules, game, slot, k):
    """Take the k-th out of a queue and give the price back."""
    unit = game.units[slot]
    row = rules.abilities[unit.queue[k].ability]
    refund(rules, game, unit.owner, unit.queue[k].ability)
    if row.kind == AbilityClass.RESEARCH:
        game.players[unit.owner].upgrades[row.upgrade] = 0
    if unit.queue[k].started:
        game.players[unit.owner].supply_used -= row.supply
    _remove(unit, k)
    if row.flags & AbilityFlag.KILL_ON_CANCEL:
        use_up(game, slot)
    elif row.egg != 0:
        change_type(rules, game, slot, row.cancel_unit if row.cancel_unit != 0 else unit.was)


@jit
def use_up(game, slot):
    """A unit ends as part of what was made of it."""
    game.units[slot].consumed = 1
    game.units[slot].life = 0


@jit
def _advance(rules, game, slot):
    """Those at work gain time; the finished ones leave; the next ones begin."""
    unit = game.units[slot]
    rate = _rate(game, unit)
    at_work = parallel(rules, unit)
    first_loop = np.int64(0)
    k = np.int64(0)
    while k < unit.n_queued and k < at_work:
        item = unit.queue[k]
        time = np.int64(rules.abilities[item.ability].time)
        if item.started:
            item.progress = min(np.int64(item.progress) + rate, time)
        if item.started and item.progress >= time and _deliver(rules, game, slot, item.ability):
            if rules.abilities[item.ability].egg != 0:
                use_up(game, slot)
            _remove(unit, k)
            first_loop = rate
        else:
            k += 1
    for k in range(min(np.int64(unit.n_queued), at_work)):
        if not unit.queue[k].started:
            _start(rules, game, slot, k, first_loop)


@jit
def _start(rules, game, slot, k, progress):
    """Begin the k-th in the queue if there is supply for it."""
    unit = game.units[slot]
    ability = np.int64(unit.queue[k].ability)
    if supply_error(rules, game, np.int64(unit.owner), slot, ability) == 0:
        unit.queue[k].started = 1
        unit.queue[k].progress = progress
        game.players[unit.owner].supply_used += supply_for(rules, unit, ability)


@jit
def _deliver(rules, game, slot, ability):
    """The work is done: a unit appears, an upgrade holds. False: there is no room for the unit now."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    if row.kind == AbilityClass.RESEARCH:
        game.players[unit.owner].upgrades[row.upgrade] = 1
        upgrades.complete(rules, game, unit.owner, row.upgrade)
        return True
    if row.kind == AbilityClass.ARM_MAGAZINE:
        return take_in(rules, game, slot, ability) != 0
    sender = _sender(game, slot, row)
    found, toward_x, toward_y = first_point(rules, game, sender, row.product)
    if not found:
        toward_y -= 8 * ONE  # units leave by the front, which is south
    product, from_x, from_y = np.int64(row.product), np.int64(unit.x), np.int64(unit.y)
    for k in range(max(np.int64(row.count), 1)):
        found, x, y = True, from_x, from_y
        if k > 0 or row.egg == 0:  # the first one takes the place of its egg
            found, x, y = free_spot(rules, game, product, from_x, from_y, toward_x, toward_y)
        if not found:
            return False
        made = np.int64(create(rules, game, product, unit.owner, x, y))
        if made == 0:
            return False
        push(game, row.effect, unit.owner, slot, slot, made, x, y)
        send(rules, game, made, sender)
    return True


@jit
def _sender(game, slot, row):
    """Whose rally a new unit follows: that of its producer; an egg without one asks the home of its larva."""
    unit = game.units[slot]
    home = still(game, unit.home, unit.home_generation)
    if row.egg != 0 and unit.n_rallies == 0 and home != 0:
        return home
    return np.int64(slot)


@jit
def _remove(unit, k):
    unit.n_queued -= 1
    for i in range(k, unit.n_queued):
        unit.queue[i] = unit.queue[i + 1]
    unit.queue[unit.n_queued].ability = 0


@leaf
def parallel(rules, unit):
    """How many of a queue are at work at once."""
    return max(np.int64(rules.unit_types[unit.type].queue_parallel) + unit.queue_parallel_bonus, np.int64(1))


@leaf
def _rate(game, unit):
    """Progress of a loop [1/4096 loop]."""
    rate = np.int64(unit.rate_factor) if unit.rate_factor > 0 else np.int64(ONE)
    return rate * haste(game, unit.owner)
