"""Where structures may be put, as far as a player knows."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import (
    FOOTPRINT_CREEP,
    FOOTPRINT_NEAR_RESOURCES,
    FOOTPRINT_NEEDS_PATHABLE,
    FOOTPRINT_NEEDS_VISION,
    ONE,
    SHIFT,
)
from starleague.catalog.vocabulary import Flag, Race, State
from starleague.engine.fixed import clamp, square_distance
from starleague.engine.jit import jit, leaf
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.power_fields import suffices

# ActionResult of the API
CANT_BUILD_LOCATION_INVALID = 44
CANT_SEE_BUILD_LOCATION = 45
CANT_BUILD_TOO_CLOSE_TO_RESOURCES = 47
CANT_BUILD_TOO_CLOSE_TO_CREEP_SOURCE = 46
CANT_BUILD_TOO_FAR_FROM_CREEP_SOURCE = 49
CANT_BUILD_TOO_FAR_FROM_POWER = 50

REACH = 4 * ONE  # from a footprint's centre to units that may stand in it
VISIBLE = 2  # of game.visibility
CONCEALED = int(State.CLOAKED) | int(State.BURIED)


@jit
def placement_error(rules, game, player, unit_type, x, y, ignoring):
    """0 when a structure may be put with its centre at (x, y) [1/4096 cell], else the API's ActionResult.

    The place is snapped to the grid first. Checks map, terrain, footprints, units in the way (``ignoring``
    is the builder's slot), the resource for refineries, distance of town halls to resources, creep and
    power. Structures that the player has never seen and units that it does not see do not count.
    """
    rule = rules.unit_types[unit_type]
    if rule.flags & Flag.REFINERY:
        return _refinery_error(rules, game, player, unit_type, x, y)
    x, y = snap(rules, unit_type, x, y)
    error = _cells_error(rules, game, player, unit_type, x, y)
    if error == 0 and units_in_way(rules, game, player, unit_type, x, y, ignoring):
        error = np.int64(CANT_BUILD_LOCATION_INVALID)
    if error == 0 and rule.flags & Flag.NEEDS_PYLON and not suffices(rules, game, player, unit_type, x, y):
        error = np.int64(CANT_BUILD_TOO_FAR_FROM_POWER)
    return error


@jit
def is_built_over(rules, game, player, unit_type, x, y):
    """Whether something that a player knows of stands where a structure was to be put, with its centre at (x, y)."""
    cells = rules.footprints[_ground_of(rules, unit_type)].cells
    for k in range(cells.first, cells.first + cells.count, 3):
        cell_x = (np.int64(x) >> SHIFT) + rules.lists[k]
        cell_y = (np.int64(y) >> SHIFT) + rules.lists[k + 1]
        if game.occupied[cell_y, cell_x] and _known(rules, game, player, cell_x, cell_y):
            return True
    return False


@jit
def snap(rules, unit_type, x, y):
    """(x, y) on the grid that the structure's footprint needs: cell middles for odd sizes, corners for even ones."""
    footprint = rules.footprints[_ground_of(rules, unit_type)]
    return _snap(x, footprint.width), _snap(y, footprint.height)


@leaf
def _snap(at, size):
    if size & 1:
        return (np.int64(at) & ~np.int64(ONE - 1)) + ONE // 2
    return (np.int64(at) + ONE // 2) & ~np.int64(ONE - 1)


@leaf
def _ground_of(rules, unit_type):
    """The footprint whose cells must be free. An add-on's placement counts its host; it checks its own ground."""
    rule = rules.unit_types[unit_type]
    if rule.placement != 0 and not rule.flags & Flag.ADDON:
        return rule.placement
    return rule.footprint


@jit
def _cells_error(rules, game, player, unit_type, x, y):
    terrain = rules.terrain
    cells = rules.footprints[_ground_of(rules, unit_type)].cells
    creep = rules.unit_types[unit_type].race == Race.ZERG
    error = np.int64(0)
    for k in range(cells.first, cells.first + cells.count, 3):
        cell_x = (np.int64(x) >> SHIFT) + rules.lists[k]
        cell_y = (np.int64(y) >> SHIFT) + rules.lists[k + 1]
        bits = rules.lists[k + 2]
        if cell_x < terrain.left or cell_y < terrain.bottom or cell_x >= terrain.right or cell_y >= terrain.top:
            return np.int64(CANT_BUILD_LOCATION_INVALID)
        if not terrain.placeable[cell_y, cell_x]:
            return np.int64(CANT_BUILD_LOCATION_INVALID)
        if bits & FOOTPRINT_NEEDS_PATHABLE and not terrain.pathable[cell_y, cell_x]:
            return np.int64(CANT_BUILD_LOCATION_INVALID)
        if game.occupied[cell_y, cell_x] and _known(rules, game, player, cell_x, cell_y):
            return np.int64(CANT_BUILD_LOCATION_INVALID)
        if bits & FOOTPRINT_NEEDS_VISION and game.visibility[player - 1, cell_y, cell_x] != VISIBLE:
            return np.int64(CANT_SEE_BUILD_LOCATION)
        if bits & FOOTPRINT_NEAR_RESOURCES and game.near_resources[cell_y, cell_x]:
            error = np.int64(CANT_BUILD_TOO_CLOSE_TO_RESOURCES)
        if bits & FOOTPRINT_CREEP and creep and not game.creep[cell_y, cell_x]:
            error = np.int64(CANT_BUILD_TOO_FAR_FROM_CREEP_SOURCE)
        if bits & FOOTPRINT_CREEP and not creep and game.creep[cell_y, cell_x]:
            error = np.int64(CANT_BUILD_TOO_CLOSE_TO_CREEP_SOURCE)
    return error


@jit
def _known(rules, game, player, cell_x, cell_y):
    """Whether a player knows of a structure that covers a cell: its own, a neutral one, or one that it has seen."""
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.owner == 0 or unit.owner == player or unit.seen_by & 1 << np.int64(player):
            continue
        if unit.alive and _covers(rules, unit, cell_x, cell_y):
            return False
    return True


@jit
def _covers(rules, unit, cell_x, cell_y):
    cells = rules.footprints[rules.unit_types[unit.type].footprint].cells
    dx = np.int64(cell_x) - (np.int64(unit.x) >> SHIFT)
    dy = np.int64(cell_y) - (np.int64(unit.y) >> SHIFT)
    for k in range(cells.first, cells.first + cells.count, 3):
        if rules.lists[k] == dx and rules.lists[k + 1] == dy:
            return True
    return False


@jit
def _refinery_error(rules, game, player, unit_type, x, y):
    """A refinery stands exactly on a geyser that nobody has built on."""
    for k in range(game.n_resources):
        geyser = game.units[game.resources[k]]
        if geyser.alive and geyser.x == x and geyser.y == y and rules.unit_types[geyser.type].flags & Flag.GEYSER:
            return _capped_error(rules, game, player, x, y)
    return np.int64(CANT_BUILD_LOCATION_INVALID)


@jit
def _capped_error(rules, game, player, x, y):
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.alive and unit.x == x and unit.y == y and rules.unit_types[unit.type].flags & Flag.REFINERY:
            if unit.owner == player or unit.seen_by & 1 << np.int64(player):
                return np.int64(CANT_BUILD_LOCATION_INVALID)
    return np.int64(0)


@jit
def units_in_way(rules, game, player, unit_type, x, y, ignoring):
    """Whether a unit that the player sees and cannot send away stands where the structure would."""
    for row in range(first_row(np.int64(y) - REACH), last_row(np.int64(y) + REACH) + 1):
        start, stop = span(game, row, np.int64(x) - REACH, np.int64(x) + REACH)
        for k in range(start, stop):
            slot = np.int64(game.scratch.sorted[k])
            if slot != ignoring and _in_way(rules, game, player, game.units[slot]):
                if _stands_on(rules, unit_type, x, y, game.units[slot]):
                    return True
    return False


@leaf
def _in_way(rules, game, player, unit):
    """Units on the ground, without footprint, seen and not to be moved by the player."""
    rule = rules.unit_types[unit.type]
    if not unit.alive or unit.flying or rule.collide == 0 or rule.footprint != 0:
        return False
    if unit.owner == player:
        can_go = game.players[player].unit_stats[unit.type].speed > 0 and not unit.hold
        return not can_go or unit.states & State.SUPPRESS_MOVEMENT != 0
    hidden = unit.states & CONCEALED != 0 and not unit.detected_by & 1 << np.int64(player)
    return unit.visible_to & 1 << np.int64(player) != 0 and not hidden


@jit
def _stands_on(rules, unit_type, x, y, unit):
    """Whether a unit's body reaches into one of the structure's cells."""
    cells = rules.footprints[_ground_of(rules, unit_type)].cells
    radius = np.int64(rules.unit_types[unit.type].inner_radius)
    for k in range(cells.first, cells.first + cells.count, 3):
        left = ((np.int64(x) >> SHIFT) + rules.lists[k]) << SHIFT
        bottom = ((np.int64(y) >> SHIFT) + rules.lists[k + 1]) << SHIFT
        nearest_x = clamp(unit.x, left, left + ONE)
        nearest_y = clamp(unit.y, bottom, bottom + ONE)
        if square_distance(unit.x, unit.y, nearest_x, nearest_y) < radius * radius:
            return True
    return False
