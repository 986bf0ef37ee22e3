"""Free ground for a unit that steps out of a building or carrier."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE, SHIFT
from starleague.catalog.vocabulary import Plane
from starleague.engine.fixed import clamp, divide, length, square_distance
from starleague.engine.ground import survey, walks
from starleague.engine.jit import jit, leaf

WAY_OUT = 10 * ONE  # the farthest edge that is looked for in the direction wished for
STEP = ONE // 4
RINGS = 24  # half-cells round the edge that are tried
CROWD_RINGS = 64  # the same for one of hundreds that are put at one place
CLIFF = 12  # [terrain height values] two places so much apart are on different levels
NEARBY = 14 * ONE  # beyond the rings: the farthest edge, and what two large units need


@jit
def free_spot(rules, game, unit_type, x, y, toward_x, toward_y):
    """(found, x, y): the free ground nearest to (x, y)'s edge in the direction of (toward_x, toward_y).

    A unit of the type fits there without touching another; ground of the same level is preferred. When
    the direction is nil the unit steps out to the south. What flies appears at (x, y) itself.
    """
    return _nearest(rules, game, unit_type, x, y, toward_x, toward_y, np.int64(RINGS))


@jit
def free_spot_in_crowd(rules, game, unit_type, x, y):
    """(found, x, y): as ``free_spot`` to the south, for one of many: farther away where the ground is taken."""
    return _nearest(rules, game, unit_type, x, y, x, y, np.int64(CROWD_RINGS))


@jit
def is_free(rules, game, unit_type, x, y):
    """Whether a unit of a type can stand just there: clear of walls and of other units."""
    survey(rules, game)
    return _fits(rules, game, unit_type, x, y, _list_nearby(rules, game, unit_type, x, y, np.int64(0)))


@jit
def _nearest(rules, game, unit_type, x, y, toward_x, toward_y, rings):
    if rules.unit_types[unit_type].plane == Plane.AIR:
        return True, np.int64(x), np.int64(y)
    survey(rules, game)
    n = _list_nearby(rules, game, unit_type, x, y, rings)
    edge_x, edge_y = _edge(game, x, y, toward_x, toward_y)
    level = np.int64(rules.terrain.ground[np.int64(y) >> SHIFT, np.int64(x) >> SHIFT])
    for any_level in range(2):
        for ring in range(rings):
            best_x, best_y, best = np.int64(0), np.int64(0), np.int64(-1)
            for k in range(max(1, 8 * ring)):
                dx, dy = _around(ring, k)
                at_x = edge_x + dx * (ONE // 2)
                at_y = edge_y + dy * (ONE // 2)
                far = square_distance(at_x, at_y, edge_x, edge_y) * 4 + square_distance(at_x, at_y, x, y)
                if best >= 0 and far >= best:
                    continue
                if _fits(rules, game, unit_type, at_x, at_y, n) and (any_level or _level(rules, at_x, at_y, level)):
                    best_x, best_y, best = at_x, at_y, far
            if best >= 0:
                return True, best_x, best_y
    return False, np.int64(x), np.int64(y)


@jit
def _list_nearby(rules, game, unit_type, x, y, rings):
    """Put the slots that the new unit could touch into ``scratch.frontier``, newborn ones too; how many."""
    nearby = rings * (ONE // 2) + NEARBY
    collide = rules.unit_types[unit_type].collide
    n = np.int64(0)
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if not unit.alive or unit.inside != 0 or unit.flying:
            continue
        rule = rules.unit_types[unit.type]
        if rule.collide & collide == 0 or rule.footprint != 0:
            continue
        if abs(np.int64(unit.x) - np.int64(x)) < nearby and abs(np.int64(unit.y) - np.int64(y)) < nearby:
            game.scratch.frontier[n] = slot
            n += 1
    return n


@jit
def _edge(game, x, y, toward_x, toward_y):
    """The first walkable place on the way from (x, y) to (toward_x, toward_y); (x, y) when there is none."""
    dx = np.int64(toward_x) - np.int64(x)
    dy = np.int64(toward_y) - np.int64(y)
    far = length(dx, dy)
    if far == 0:
        dx, dy, far = np.int64(0), np.int64(-ONE), np.int64(ONE)
    for gone in range(0, WAY_OUT, STEP):
        at_x = np.int64(x) + divide(dx * gone, far)
        at_y = np.int64(y) + divide(dy * gone, far)
        if _walks(game, at_x, at_y):
            return at_x, at_y
    return np.int64(x), np.int64(y)


@leaf
def _around(ring, k):
    """The k-th of the 8 * ring places on a square ring."""
    side = 2 * ring
    if ring == 0:
        return np.int64(0), np.int64(0)
    along = np.int64(k % side)
    if k < side:
        return along - ring, np.int64(-ring)
    if k < 2 * side:
        return np.int64(ring), along - ring
    if k < 3 * side:
        return ring - along, np.int64(ring)
    return np.int64(-ring), ring - along


@leaf
def _fits(rules, game, unit_type, x, y, n):
    """Whether a unit of the type stands clear of walls and of the n listed units."""
    rule = rules.unit_types[unit_type]
    wall = min(np.int64(rule.inner_radius), np.int64(ONE // 2 - 1))
    clear = _walks(game, x, y) and _walks(game, x - wall, y) and _walks(game, x + wall, y)
    if not clear or not _walks(game, x, y - wall) or not _walks(game, x, y + wall):
        return False
    for k in range(n):
        other = game.units[game.scratch.frontier[k]]
        apart = np.int64(rule.separation_radius) + np.int64(rules.unit_types[other.type].separation_radius)
        if square_distance(x, y, other.x, other.y) < apart * apart:
            return False
    return True


@leaf
def _walks(game, x, y):
    cell_x = clamp(np.int64(x) >> SHIFT, 0, GRID_W - 1)
    cell_y = clamp(np.int64(y) >> SHIFT, 0, GRID_H - 1)
    return walks(game, cell_x, cell_y)


@leaf
def _level(rules, x, y, level):
    return abs(np.int64(rules.terrain.ground[np.int64(y) >> SHIFT, np.int64(x) >> SHIFT]) - level) < CLIFF
