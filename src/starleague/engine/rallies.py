"""Rally points: where what a structure makes goes."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, Flag, Verb
from starleague.engine.effect_queue import still
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_RALLIES
from starleague.engine.order_list import issue
from starleague.engine.refusals import Refusal
from starleague.engine.repertoire import find


@jit
def set_rally(rules, game, slot, workers, queued, target, x, y):
    """Set a structure's rally, or add to it when queued; 0 or the ActionResult. On itself: none."""
    unit = game.units[slot]
    count = np.int64(unit.n_worker_rallies if workers else unit.n_rallies)
    if not queued or target == slot:
        count = np.int64(0)
    if count >= MAX_RALLIES:
        return np.int64(Refusal.RALLY_QUEUE_IS_FULL)
    if target != slot:
        rally = unit.worker_rallies[count] if workers else unit.rallies[count]
        rally.target = target
        rally.target_generation = game.units[target].generation
        rally.x = game.units[target].x if target != 0 else x
        rally.y = game.units[target].y if target != 0 else y
        count += 1
    if workers:
        unit.n_worker_rallies = count
    else:
        unit.n_rallies = count
    return np.int64(0)


@jit
def reset(unit):
    """Forget all rallies."""
    unit.n_rallies = 0
    unit.n_worker_rallies = 0


@jit
def uses_worker_rally(rules, game, producer, unit_type):
    """Whether a structure sends units of a type to its rally for workers."""
    if not rules.unit_types[unit_type].flags & Flag.WORKER:
        return False
    return find(rules, game.units[producer].type, AbilityClass.RALLY, Verb.RALLY_WORKERS) != 0


@jit
def first_point(rules, game, producer, unit_type):
    """(found, x, y): where a unit made by a structure goes first."""
    unit = game.units[producer]
    if uses_worker_rally(rules, game, producer, unit_type):
        if unit.n_worker_rallies > 0:
            return True, np.int64(unit.worker_rallies[0].x), np.int64(unit.worker_rallies[0].y)
    elif unit.n_rallies > 0:
        return True, np.int64(unit.rallies[0].x), np.int64(unit.rallies[0].y)
    return False, np.int64(unit.x), np.int64(unit.y)


@jit
def send(rules, game, slot, producer):
    """Give a new unit the orders of its producer's rally."""
    unit = game.units[producer]
    workers = uses_worker_rally(rules, game, producer, game.units[slot].type)
    count = unit.n_worker_rallies if workers else unit.n_rallies
    for k in range(count):
        rally = unit.worker_rallies[k] if workers else unit.rallies[k]
        _go_on(rules, game, slot, rally, k > 0)


@jit
def _go_on(rules, game, slot, rally, queued):
    """One leg: gather at a resource, follow a unit, else move to the place."""
    kind = rules.unit_types[game.units[slot].type]
    target = still(game, rally.target, rally.target_generation)
    if target != 0:
        other = game.units[target]
        if rules.unit_types[other.type].resource != 0 and other.contents > 0 and kind.gather_ability != 0:
            issue(rules, game, slot, kind.gather_ability, queued, target, other.x, other.y, 0)
            return
        if other.owner == game.units[slot].owner:
            issue(rules, game, slot, kind.move_ability, queued, target, other.x, other.y, 0)
            return
    if kind.move_ability != 0:
        issue(rules, game, slot, kind.move_ability, queued, 0, rally.x, rally.y, 1)
