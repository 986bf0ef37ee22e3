"""Where a computer player puts its structures and warps its units in."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import hall_near
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Resource
from starleague.engine.fixed import square_distance
from starleague.engine.grids import placement_error, snap
from starleague.engine.jit import jit
from starleague.engine.power_fields import suffices
from starleague.engine.warping import warp_error

APART = 5 * ONE  # between two structures that power their surroundings
WARP_SPOTS = 21  # of the spots round a place: those within six cells


@jit
def building_spot(rules, brains, game, bot, view, product, addon):
    """(found, x, y) near home, else near another town hall: free, with room to walk round it, off the minerals.

    What shoots stands where the army gathers, if it can.
    """
    found, x, y = False, np.int64(0), np.int64(0)
    if rules.unit_types[product].weapons.count:
        found, x, y = _spot_near(rules, brains, game, bot.player, product, addon, bot.rally_x, bot.rally_y)
    if not found:
        found, x, y = _spot_near(rules, brains, game, bot.player, product, addon, bot.home_x, bot.home_y)
    for k in range(view.n_halls):
        if found:
            break
        hall = game.units[view.halls[k]]
        found, x, y = _spot_near(rules, brains, game, bot.player, product, addon, hall.x, hall.y)
    return found, x, y


@jit
def _spot_near(rules, brains, game, player, product, addon, near_x, near_y):
    """Sources of power stand apart from each other as long as there is room."""
    if rules.unit_types[product].power_source:
        found, x, y = _spot(rules, brains, game, player, product, addon, near_x, near_y, np.int64(APART))
        if found:
            return found, x, y
    return _spot(rules, brains, game, player, product, addon, near_x, near_y, np.int64(0))


@jit
def _spot(rules, brains, game, player, product, addon, near_x, near_y, apart):
    for k in range(brains.n_spots):
        at_x, at_y = np.int64(near_x) + brains.spots[k].x * ONE, np.int64(near_y) + brains.spots[k].y * ONE
        x, y = snap(rules, product, at_x, at_y)
        if placement_error(rules, game, player, product, x, y, 0) != 0:
            continue
        if apart and _has_neighbour(game, player, product, x, y, apart):
            continue
        if _cramped(rules, game, player, product, x, y, addon) or _in_mineral_line(game, x, y):
            continue
        return True, x, y
    return False, np.int64(0), np.int64(0)


@jit
def _has_neighbour(game, player, product, x, y, apart):
    """Whether another of its kind stands too near."""
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == player and unit.type == product and unit.alive:
            if square_distance(unit.x, unit.y, x, y) < apart * apart:
                return True
    return False


@jit
def _cramped(rules, game, player, product, x, y, addon):
    """Whether a unit could not walk round it: it must fit one cell to every side too (two for an add-on)."""
    if placement_error(rules, game, player, product, x - ONE, y - ONE, 0) != 0:
        return True
    if placement_error(rules, game, player, product, x + ONE, y + ONE, 0) != 0:
        return True
    return addon and placement_error(rules, game, player, product, x + 3 * ONE, y, 0) != 0


@jit
def _in_mineral_line(game, x, y):
    """Whether a place lies between a town hall and its resources."""
    for k in range(game.n_resources):
        unit = game.units[game.resources[k]]
        if square_distance(unit.x, unit.y, x, y) < np.int64(5 * ONE) * np.int64(5 * ONE):
            return True
    return False


@jit
def free_base(rules, brains, game, player, hall, start):
    """(found, x, y): the base location nearest to a start on the ground where a town hall may stand."""
    found, best_x, best_y, best = False, np.int64(0), np.int64(0), np.int64(0)
    for k in range(brains.n_bases):
        base = brains.bases[k]
        away = np.int64(base.way[start])
        if found and away >= best:
            continue
        if placement_error(rules, game, player, hall, base.x, base.y, 0) == 0:
            found, best_x, best_y, best = True, np.int64(base.x), np.int64(base.y), away
    return found, best_x, best_y


@jit
def free_geyser(rules, game, player, view, refinery):
    """Slot of a geyser beside an own finished town hall that nobody uses; 0: none."""
    for k in range(game.n_resources):
        slot = game.resources[k]
        geyser = game.units[slot]
        if not geyser.alive or rules.unit_types[geyser.type].resource != Resource.VESPENE:
            continue
        if hall_near(game, view, geyser.x, geyser.y) == 0:
            continue
        if placement_error(rules, game, player, refinery, geyser.x, geyser.y, 0) == 0:
            return np.int64(slot)
    return np.int64(0)


@jit
def warp_spot(rules, brains, game, bot, ability):
    """(found, x, y): free ground in the power field nearest to where the army gathers; another one each time."""
    source = _nearest_source(rules, game, bot, np.int64(rules.abilities[ability].product))
    if source == 0:
        return False, np.int64(0), np.int64(0)
    unit = game.units[source]
    for k in range(WARP_SPOTS):
        spot = brains.spots[(k + bot.warps * 5) % WARP_SPOTS]
        x, y = np.int64(unit.x) + spot.x * ONE, np.int64(unit.y) + spot.y * ONE
        if warp_error(rules, game, bot.player, ability, x, y) == 0:
            return True, x, y
    return False, np.int64(0), np.int64(0)


@jit
def _nearest_source(rules, game, bot, product):
    """Of those that power what is warped in."""
    best, best_away = np.int64(0), np.int64(0)
    for k in range(game.scratch.n_sources):
        slot = game.scratch.sources[k]
        unit = game.units[slot]
        if unit.owner != bot.player or not unit.alive or unit.building:
            continue
        away = square_distance(unit.x, unit.y, bot.rally_x, bot.rally_y)
        if (best == 0 or away < best_away) and suffices(rules, game, bot.player, product, unit.x, unit.y):
            best, best_away = np.int64(slot), away
    return best
