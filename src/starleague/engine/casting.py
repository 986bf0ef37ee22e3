"""Using abilities that make effects: come near, prepare, pay, let it happen, finish."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Stat, TargetKind, Verb
from starleague.engine import behaviors
from starleague.engine.checks import price_error
from starleague.engine.costs import cooldown_left, pay
from starleague.engine.effect_queue import push
from starleague.engine.events import emit
from starleague.engine.fixed import length
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind, Phase
from starleague.engine.motion import go, halt
from starleague.engine.order_list import aim, finish
from starleague.engine.refusals import Refusal
from starleague.engine.target_checks import target_error
from starleague.engine.tuning import tuned

EVERYWHERE = 250 * ONE  # [1/4096 cell] ranges from here on mean the whole map


@jit
def cast_now(rules, game, slot, ability, target, x, y):
    """Use an ability at once, beside whatever the unit does; checks are done."""
    row = rules.abilities[ability]
    unit = game.units[slot]
    pay(rules, game, slot, ability)
    if row.kind == AbilityClass.BEHAVIOR:
        if row.verb == Verb.OFF:
            behaviors.strip(rules, game, slot, row.behavior, 0)
        else:
            behaviors.apply(rules, game, slot, row.behavior, slot, unit.owner, 1, 0)
        return
    if target != 0:
        push(game, row.effect, unit.owner, slot, slot, target, game.units[target].x, game.units[target].y)
    elif row.target == TargetKind.NONE:
        push(game, row.effect, unit.owner, slot, slot, slot, unit.x, unit.y)
    else:
        push(game, row.effect, unit.owner, slot, slot, 0, x, y)


@jit
def advance_cast(rules, game, slot):
    """One step of the order to use an ability."""
    unit = game.units[slot]
    order = unit.orders[0]
    if order.phase == Phase.NEW:
        order.phase = Phase.APPROACH
    if order.phase == Phase.APPROACH and _in_place(rules, game, slot):
        halt(unit)
        order.phase = Phase.PREPARE
        unit.order_timer = rules.abilities[order.ability].prep
    elif order.phase == Phase.PREPARE and _slips(rules, game, slot):
        _lose(rules, game, slot)
        return
    elif order.phase == Phase.PREPARE or order.phase == Phase.FINISH:
        unit.order_timer -= ONE
    if order.phase == Phase.PREPARE and unit.order_timer <= 0:
        _use(rules, game, slot)
    elif order.phase == Phase.FINISH:
        if unit.order_timer <= 0:
            finish(rules, game, slot)
    elif order.phase == Phase.WORK and not _channels(rules, game, slot, order.ability):
        _recover(rules, game, slot)


@jit
def _in_place(rules, game, slot):
    """Walk into range; whether the ability can reach. The order ends when its target is gone."""
    unit = game.units[slot]
    order = unit.orders[0]
    row = rules.abilities[order.ability]
    if row.target == TargetKind.NONE or (order.target == 0 and not order.has_point):
        return True
    target = aim(game, order)
    if order.target != 0 and target == 0:
        finish(rules, game, slot)
        return False
    x, y = order.x, order.y
    reach = _reach(rules, game, unit, row, target)
    if target != 0:
        x, y = game.units[target].x, game.units[target].y
    if row.range >= EVERYWHERE or length(np.int64(x) - unit.x, np.int64(y) - unit.y) <= reach:
        return True
    if rules.unit_types[unit.type].speed == 0 or unit.blocked:
        emit(game, EventKind.ERROR, unit.owner, slot, Refusal.COULDNT_REACH_TARGET, order.ability)
        finish(rules, game, slot)
        return False
    go(unit, x, y, reach)
    return False


@jit
def _reach(rules, game, unit, row, target):
    """How far an ability bears from the middle of its unit to that of its target (0: a point)."""
    reach = tuned(rules, game, unit.owner, row.changes, Stat.ABILITY_RANGE, row.range)
    return reach + rules.unit_types[unit.type].radius + rules.unit_types[game.units[target].type].radius


@jit
def _slips(rules, game, slot):
    """Whether the target of what a unit prepares has gone farther away than the ability lets it."""
    unit = game.units[slot]
    row = rules.abilities[unit.orders[0].ability]
    target = aim(game, unit.orders[0])
    if target == 0 or row.range >= EVERYWHERE:
        return False
    apart = length(np.int64(game.units[target].x) - unit.x, np.int64(game.units[target].y) - unit.y)
    return apart > _reach(rules, game, unit, row, target) + row.range_slop


@jit
def _lose(rules, game, slot):
    """Go after the target that has got away, if the unit can go."""
    unit = game.units[slot]
    if game.players[unit.owner].unit_stats[unit.type].speed == 0:
        finish(rules, game, slot)
    else:
        unit.orders[0].phase = Phase.APPROACH


@jit
def _use(rules, game, slot):
    """The moment of the effect: what it needs is checked again, then paid."""
    unit = game.units[slot]
    order = unit.orders[0]
    ability = np.int64(order.ability)
    row = rules.abilities[ability]
    target = aim(game, order)
    error = np.int64(0)
    if cooldown_left(game, slot, row.cooldown_slot) > 0:
        error = np.int64(Refusal.COOLDOWN)
    if error == 0:
        error = price_error(rules, game, np.int64(unit.owner), slot, ability)
    if error == 0:
        x, y = np.int64(order.x), np.int64(order.y)
        error = target_error(rules, game, np.int64(unit.owner), slot, ability, target, x, y, order.has_point != 0)
    if error != 0:
        emit(game, EventKind.ERROR, unit.owner, slot, error, ability)
        finish(rules, game, slot)
        return
    cast_now(rules, game, slot, ability, target, order.x, order.y)
    if row.flags & AbilityFlag.CHANNELED:
        order.phase = Phase.WORK
    else:
        _recover(rules, game, slot)


@jit
def _recover(rules, game, slot):
    """The effect is out; the unit needs a while before it can do something else."""
    unit = game.units[slot]
    unit.orders[0].phase = Phase.FINISH
    unit.order_timer = rules.abilities[unit.orders[0].ability].finish
    if unit.order_timer <= 0:
        finish(rules, game, slot)


@jit
def _channels(rules, game, slot, ability):
    """Whether an effect that the unit keeps up by this order still goes on, or has yet to begin."""
    unit = game.units[slot]
    for k in range(game.n_persistents):
        persistent = game.persistents[k]
        own = persistent.caster == slot and persistent.caster_generation == unit.generation
        if own and persistent.ability == ability:
            return True
    for k in range(game.n_missiles):
        missile = game.missiles[k]
        own = missile.caster == slot and missile.caster_generation == unit.generation
        if own and rules.effects[missile.effect].channeled:
            return True
    for k in range(game.scratch.next_pending, game.scratch.n_pending):
        if game.scratch.pending[k].caster == slot:
            return True
    return False
