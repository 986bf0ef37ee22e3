"""What a unit does about a command that is allowed: at once, or as an order."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Verb
from starleague.engine import order_list, queues, rallies
from starleague.engine.casting import cast_now
from starleague.engine.checks import able_error
from starleague.engine.construction import cancel_structure, halt_structure
from starleague.engine.jit import jit, leaf
from starleague.engine.morphs import cancel_morph
from starleague.engine.warping import warp_in


@jit
def obey(rules, game, slot, ability, queued, target, x, y, has_point):
    """Carry out a command that command_error has let pass."""
    row = rules.abilities[ability]
    kind = row.kind
    if kind == AbilityClass.TRAIN or kind == AbilityClass.RESEARCH or kind == AbilityClass.ARM_MAGAZINE:
        queues.enqueue(rules, game, slot, ability)
    elif kind == AbilityClass.WARP_TRAIN:
        warp_in(rules, game, slot, ability, x, y)
    elif kind == AbilityClass.QUEUE:
        _cancel_queued(rules, game, slot, row.verb, x)
    elif kind == AbilityClass.RALLY:
        rallies.set_rally(rules, game, slot, row.verb == Verb.RALLY_WORKERS, queued, target, x, y)
    elif kind == AbilityClass.BUILDABLE or row.verb == Verb.CANCEL_MORPH or row.verb == Verb.HALT:
        _stop_making(rules, game, slot, kind, row.verb)
    elif kind == AbilityClass.BUILD and row.product == 0:
        _stop_making(rules, game, slot, kind, row.verb)
    elif _casts(kind) and row.verb == Verb.CANCEL:
        order_list.finish(rules, game, slot)
    elif kind == AbilityClass.REDIRECT_INSTANT or kind == AbilityClass.REDIRECT_TARGET:
        _redirect(rules, game, slot, row.redirects, target, x, y, has_point)
    elif kind == AbilityClass.STOP and not queued:
        _stop(rules, game, slot)
    elif row.flags & AbilityFlag.TRANSIENT or kind == AbilityClass.BEHAVIOR:
        cast_now(rules, game, slot, ability, target, x, y)
    else:
        _order(rules, game, slot, ability, queued, target, x, y, has_point)


@leaf
def _casts(kind):
    return kind == AbilityClass.EFFECT_TARGET or kind == AbilityClass.EFFECT_INSTANT


@jit
def _stop(rules, game, slot):
    """Stand and forget all, but what nothing can interrupt."""
    if order_list.is_bound(rules, game.units[slot]):
        game.units[slot].n_orders = 1
    else:
        order_list.clear(rules, game, slot)


@jit
def _order(rules, game, slot, ability, queued, target, x, y, has_point):
    if target != 0:
        x, y, has_point = np.int64(game.units[target].x), np.int64(game.units[target].y), False
    row = rules.abilities[ability]
    if row.flags & AbilityFlag.ADDON and game.units[slot].flying:
        landing = _row_in(rules, game.units[slot].type, row.lift_ability)
        order_list.issue(rules, game, slot, landing, queued, np.int64(0), x, y, has_point)
        queued = True
    order_list.issue(rules, game, slot, ability, queued, target, x, y, has_point)


@jit
def _cancel_queued(rules, game, slot, verb, x):
    """Take the last out of the production queue, or the one in a place (x)."""
    place = np.int64(game.units[slot].n_queued) - 1
    if verb == Verb.CANCEL_SLOT and 0 <= x <= place:
        place = np.int64(x)
    queues.cancel(rules, game, slot, place)


@jit
def _stop_making(rules, game, slot, kind, verb):
    """Halt or cancel what is being built, added on or changed."""
    unit = game.units[slot]
    if verb == Verb.CANCEL_MORPH:
        cancel_morph(rules, game, slot)
    elif kind == AbilityClass.BUILDABLE and verb == Verb.HALT:
        halt_structure(rules, game, slot)
    elif kind == AbilityClass.BUILDABLE:
        cancel_structure(rules, game, slot)
    else:
        made = order_list.aim(game, unit.orders[0])
        if made != 0 and rules.abilities[unit.orders[0].ability].flags & AbilityFlag.ADDON:
            cancel_structure(rules, game, made)
        order_list.finish(rules, game, slot)


@jit
def _redirect(rules, game, slot, group, target, x, y, has_point):
    """Passengers use the ability that their carrier was told."""
    carrier = game.units[slot]
    for k in range(carrier.n_passengers):
        passenger = np.int64(carrier.passengers[k])
        row = _row_in(rules, game.units[passenger].type, group)
        if row == 0:
            continue
        if rules.abilities[row].flags & AbilityFlag.TRANSIENT:
            if able_error(rules, game, np.int64(carrier.owner), passenger, row, np.bool_(False)) == 0:
                cast_now(rules, game, passenger, row, target, x, y)
        elif rules.abilities[row].kind == AbilityClass.STOP:
            order_list.clear(rules, game, passenger)
        else:
            _order(rules, game, passenger, row, False, target, x, y, has_point)


@jit
def _row_in(rules, unit_type, group):
    """The first row of a group that a type holds; 0: none."""
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        if rules.abilities[rules.lists[k]].group == group:
            return np.int64(rules.lists[k])
    return np.int64(0)
