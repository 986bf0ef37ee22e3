"""Where a computer player puts its structures."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, Resource
from starleague.engine.fixed import square_distance
from starleague.engine.grids import placement_error, snap
from starleague.engine.jit import jit

HOUSE = 9 * ONE  # a resource this near to a base belongs to it


@jit
def building_spot(rules, brains, game, player, product, x, y, builder):
    """(found, x, y) near a place: free, with room to walk round it and for an add-on, off the mineral line."""
    kind = rules.unit_types[product]
    addon = kind.addon_offset_x != 0
    for k in range(brains.n_spots):
        px, py = snap(rules, product, np.int64(x) + brains.spots[k].x * ONE, np.int64(y) + brains.spots[k].y * ONE)
        if placement_error(rules, game, player, product, px, py, builder) != 0:
            continue
        if _cramped(rules, game, player, product, px, py, builder, addon) or _in_mineral_line(rules, game, px, py):
            continue
        return True, px, py
    return False, np.int64(0), np.int64(0)


@jit
def _cramped(rules, game, player, product, x, y, builder, addon):
    """Whether a unit could not walk round it: it must fit one cell to every side too (two for an add-on)."""
    if placement_error(rules, game, player, product, x - ONE, y - ONE, builder) != 0:
        return True
    if placement_error(rules, game, player, product, x + ONE, y + ONE, builder) != 0:
        return True
    if addon and placement_error(rules, game, player, product, x + 3 * ONE, y, builder) != 0:
        return True
    return False


@jit
def _in_mineral_line(rules, game, x, y):
    """Whether a place lies between a town hall and its resources."""
    for k in range(game.n_resources):
        unit = game.units[game.resources[k]]
        if square_distance(unit.x, unit.y, x, y) < np.int64(5 * ONE) * np.int64(5 * ONE):
            return True
    return False


@jit
def free_base(rules, brains, game, player, hall, home_x, home_y):
    """(found, x, y): the nearest base location where a town hall may stand and no enemy is seen."""
    found, best_x, best_y, best = False, np.int64(0), np.int64(0), np.int64(0)
    for k in range(brains.n_bases):
        base = brains.bases[k]
        away = square_distance(base.x, base.y, home_x, home_y)
        if found and away >= best:
            continue
        if placement_error(rules, game, player, hall, base.x, base.y, 0) == 0:
            found, best_x, best_y, best = True, np.int64(base.x), np.int64(base.y), away
    return found, best_x, best_y


@jit
def free_geyser(rules, game, player, refinery):
    """Slot of a geyser beside an own finished town hall that nobody uses; 0: none."""
    for k in range(game.n_resources):
        slot = game.resources[k]
        geyser = game.units[slot]
        if not geyser.alive or rules.unit_types[geyser.type].resource != Resource.VESPENE:
            continue
        if not _near_town_hall(rules, game, player, geyser):
            continue
        if placement_error(rules, game, player, refinery, geyser.x, geyser.y, 0) == 0:
            return np.int64(slot)
    return np.int64(0)


@jit
def _near_town_hall(rules, game, player, resource):
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.alive and unit.owner == player and not unit.building and not unit.flying:
            if rules.unit_types[unit.type].flags & Flag.TOWNHALL:
                if square_distance(unit.x, unit.y, resource.x, resource.y) < np.int64(HOUSE) * np.int64(HOUSE):
                    return True
    return False
