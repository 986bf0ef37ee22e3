"""The workers: mining, gas, bases, idle hands."""

from __future__ import annotations

import numpy as np

from starleague.bots.say import say, tell
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, Resource, State
from starleague.engine.effect_queue import still
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit

NEAR = 9 * ONE  # a resource this near to a town hall belongs to it
AT_FIELD = 2  # workers that a mineral field keeps busy
GLUT = 400  # vespene in the bank, and more than minerals: enough of it
FEW = 1  # workers that then stay at a refinery
FULL = 100_000  # more than any way to another base costs


@jit
def employ_workers(rules, brains, game, bot, view):
    """Rally town halls, send idle workers to minerals, level refineries and mineral fields."""
    own = game.players[bot.player]
    balances = brains.levels[bot.level].balances and not bot.teaches  # to and fro is many words
    glut = balances and own.vespene > GLUT and own.vespene > own.minerals
    _rally_halls(rules, game, bot, view)
    if not _employ_idle(rules, game, bot, view):
        _move_surplus(rules, game, bot, view, glut)
        _fill_refinery(rules, game, bot, view, glut)


@jit
def _employ_idle(rules, game, bot, view):
    """Send the idle workers of one kind to the field that is best for the first; they spread out by themselves."""
    patch, ability = np.int64(0), np.int64(0)
    for k in range(view.n_own):
        slot = view.own[k]
        unit = game.units[slot]
        if unit.n_orders or not _is_worker(rules, unit) or view.told[slot]:
            continue
        gather = np.int64(rules.unit_types[unit.type].gather_ability)
        if patch == 0:
            patch, ability = best_patch(rules, game, view, unit.x, unit.y), gather
            if patch == 0:
                return False
        if gather == ability:
            tell(game, bot.player, slot, gather, patch, 0, 0, 0)
    return patch != 0


@jit
def _rally_halls(rules, game, bot, view):
    """New workers go to a mineral field of their town hall by themselves."""
    for k in range(view.n_halls):
        slot = view.halls[k]
        unit = game.units[slot]
        ability = rules.unit_types[unit.type].rally_workers_ability
        rally = unit.worker_rallies[0]
        if ability == 0 or (unit.n_worker_rallies > 0 and still(game, rally.target, rally.target_generation) != 0):
            continue
        patch = best_patch(rules, game, view, unit.x, unit.y)
        if patch:
            say(game, bot.player, slot, ability, patch, 0, 0, 0, 0)


@jit
def _move_surplus(rules, game, bot, view, glut):
    """One worker a decision from a refinery with too many, or a crowded field, to the least crowded field."""
    for k in range(view.n_own):
        slot = view.own[k]
        unit = game.units[slot]
        if not _is_worker(rules, unit) or view.told[slot] or unit.carrying or unit.n_orders != 1:
            continue
        if rules.abilities[unit.orders[0].ability].kind != AbilityClass.HARVEST:
            continue
        source = still(game, unit.gather_target, unit.gather_generation)
        kind = rules.unit_types[game.units[source].type]
        most = _places_at(kind, glut) if kind.flags & Flag.REFINERY else np.int64(AT_FIELD)
        if source == 0 or game.units[source].harvesters <= most:
            continue
        patch = best_patch(rules, game, view, unit.x, unit.y)
        if patch and game.units[patch].harvesters < AT_FIELD:
            say(game, bot.player, slot, rules.unit_types[unit.type].gather_ability, patch, 0, 0, 0, 0)
            view.told[slot] = 1
            return


@jit
def best_patch(rules, game, view, x, y):
    """Slot of a mineral field of the least crowded own base, nearer ones first; 0: none."""
    best, best_cost = np.int64(0), np.int64(0)
    for k in range(game.n_resources):
        slot = game.resources[k]
        patch = game.units[slot]
        if not patch.alive or rules.unit_types[patch.type].resource != Resource.MINERALS:
            continue
        if hall_near(game, view, patch.x, patch.y) == 0:
            continue
        away = square_distance(x, y, patch.x, patch.y) >> 24  # cells squared
        cost = np.int64(patch.harvesters) * 400 + away
        if view.spreads and patch.harvesters >= AT_FIELD:
            cost += FULL
        if best == 0 or cost < best_cost:
            best, best_cost = np.int64(slot), cost
    if best:
        return best
    return _any_patch(rules, game, x, y)


@jit
def hall_near(game, view, x, y):
    """Slot of a finished own town hall beside a place; 0: none."""
    for k in range(view.n_halls):
        hall = game.units[view.halls[k]]
        if square_distance(hall.x, hall.y, x, y) < np.int64(NEAR) * np.int64(NEAR):
            return np.int64(view.halls[k])
    return np.int64(0)


@jit
def is_builder(rules, game, unit):
    """Whether a worker mines minerals, or idles, so that it may be called away."""
    if not _is_worker(rules, unit):
        return False
    if unit.n_orders == 0:
        return True
    ability = rules.abilities[unit.orders[0].ability]
    if ability.kind != AbilityClass.HARVEST or unit.n_orders > 1 or unit.carrying == Resource.VESPENE:
        return False
    target = game.units[unit.orders[0].target]
    return rules.unit_types[target.type].resource != Resource.VESPENE


@jit
def take_worker(rules, game, view, x, y):
    """Slot of the worker that should go to a place, none twice in a decision; 0: none."""
    best, best_away = np.int64(0), np.int64(0)
    for k in range(view.n_own):
        slot = view.own[k]
        unit = game.units[slot]
        if not view.told[slot] and is_builder(rules, game, unit):
            away = square_distance(unit.x, unit.y, x, y)
            if unit.carrying:
                away += np.int64(25) * ONE * ONE
            if best == 0 or away < best_away:
                best, best_away = np.int64(slot), away
    view.told[best] = 1
    return best


@jit
def _any_patch(rules, game, x, y):
    best, best_away = np.int64(0), np.int64(0)
    for k in range(game.n_resources):
        slot = game.resources[k]
        patch = game.units[slot]
        if patch.alive and rules.unit_types[patch.type].resource == Resource.MINERALS:
            away = square_distance(x, y, patch.x, patch.y)
            if best == 0 or away < best_away:
                best, best_away = np.int64(slot), away
    return best


@jit
def _fill_refinery(rules, game, bot, view, glut):
    """One worker a decision to a refinery that has too few."""
    for k in range(view.n_own):
        slot = view.own[k]
        unit = game.units[slot]
        kind = rules.unit_types[unit.type]
        if unit.building or not kind.flags & Flag.REFINERY:
            continue
        if unit.harvesters < _places_at(kind, glut) and unit.contents > 0 and hall_near(game, view, unit.x, unit.y):
            worker = take_worker(rules, game, view, unit.x, unit.y)
            if worker:
                ability = rules.unit_types[game.units[worker].type].gather_ability
                say(game, bot.player, worker, ability, slot, 0, 0, 0, 0)
                return


@jit
def _places_at(refinery, glut):
    """Workers wanted at a refinery of a type."""
    return min(np.int64(refinery.ideal_harvesters), np.int64(FEW)) if glut else np.int64(refinery.ideal_harvesters)


@jit
def _is_worker(rules, unit):
    if unit.inside or unit.states & State.UNCOMMANDABLE:
        return False
    return rules.unit_types[unit.type].flags & Flag.WORKER != 0
