"""Morphs: a unit changes into another type, for a time that it can do nothing else in."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, Stat
from starleague.engine.births import change_type
from starleague.engine.checks import price_error
from starleague.engine.costs import pay, refund
from starleague.engine.effect_queue import push
from starleague.engine.events import emit
from starleague.engine.fixed import random_below
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind, Phase
from starleague.engine.motion import halt
from starleague.engine.order_list import finish
from starleague.engine.tuning import tuned

DELAY_ROLL = 202  # purpose of the random number


@jit
def start_morph(rules, game, slot):
    """The current order is a morph whose place is reached: pay and begin; 0 or the ActionResult."""
    unit = game.units[slot]
    ability = np.int64(unit.orders[0].ability)
    error = price_error(rules, game, np.int64(unit.owner), slot, ability)
    if error == 0:
        pay(rules, game, slot, ability)
        halt(unit)
        unit.orders[0].phase = Phase.WORK
        begin_morph(rules, game, slot, ability)
    return error


@jit
def begin_morph(rules, game, slot, ability):
    """The change begins; ``advance_morph`` ends it. What takes no time happens now."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    unit.build_ability = ability
    unit.build_time = tuned(rules, game, unit.owner, row.changes, Stat.ABILITY_TIME, row.time)
    unit.progress = -np.int64(unit.rate_factor)  # this loop does not count
    push(game, row.effect, unit.owner, slot, slot, slot, unit.x, unit.y)
    delay = tuned(rules, game, unit.owner, row.changes, Stat.ABILITY_RANDOM_DELAY, row.random_delay)
    if delay > 0:
        unit.progress -= random_below(game, unit.owner, unit.serial, DELAY_ROLL, delay)
    if unit.build_time <= 0 and row.finish_time <= 0 and delay <= 0:
        become(rules, game, slot)
        complete_morph(rules, game, slot)


@jit
def enter_egg(rules, game, slot):
    """What changes inside an egg or cocoon goes into it once the random delay is over."""
    unit = game.units[slot]
    row = rules.abilities[unit.build_ability]
    if row.egg != 0 and unit.progress >= 0 and unit.type != row.egg and unit.type != row.product:
        unit.was = unit.type
        change_type(rules, game, slot, row.egg)


@jit
def become(rules, game, slot):
    """The moment of the change: type and stats are those of the new unit from now on."""
    unit = game.units[slot]
    row = rules.abilities[unit.build_ability]
    change_type(rules, game, slot, row.product)
    emit(game, EventKind.MORPH_COMPLETE, unit.owner, slot, row.product, unit.build_ability)


@jit
def complete_morph(rules, game, slot):
    """The change is over, with what the data says happens then."""
    unit = game.units[slot]
    push(game, rules.abilities[unit.build_ability].finish_effect, unit.owner, slot, slot, slot, unit.x, unit.y)
    end_morph(rules, game, slot)


@jit
def end_morph(rules, game, slot):
    """The unit is free for orders again."""
    unit = game.units[slot]
    kind = rules.abilities[unit.build_ability].kind
    is_order = unit.n_orders > 0 and unit.orders[0].ability == unit.build_ability
    unit.build_ability = 0
    unit.build_time = 0
    unit.progress = 0
    if is_order and (kind == AbilityClass.MORPH or kind == AbilityClass.MORPH_PLACEMENT):
        finish(rules, game, slot)


@jit
def cancel_morph(rules, game, slot):
    """The change is called off; its owner gets part of the price back."""
    unit = game.units[slot]
    refund(rules, game, unit.owner, unit.build_ability)
    row = rules.abilities[unit.build_ability]
    if row.egg != 0 and unit.type == row.egg:
        change_type(rules, game, slot, row.cancel_unit if row.cancel_unit != 0 else unit.was)
    end_morph(rules, game, slot)
