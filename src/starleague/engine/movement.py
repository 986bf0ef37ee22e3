"""Phase move_units: walking, turning, pushing, flying, jumping cliffs.

Three rounds over the units: what each wants (``steering``), how they give way to each other
(``collision``), and where that puts them. The rounds read the positions of the start of the tick, as
``neighbors`` sorted them, so no result depends on the order of units.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE, SHIFT
from starleague.catalog.vocabulary import State
from starleague.engine.collision import (
    AIR,
    AMONG_FRIENDS,
    CHECKS,
    ESCORT,
    FIGHTS,
    FIRM,
    IN_THRONG,
    MOVES,
    OWNER_SHIFT,
    PUSHED_ON,
    STUCK,
    WALL,
    collide,
)
from starleague.engine.fixed import clamp, divide, length
from starleague.engine.ground import survey, walks, walks_at
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Swing
from starleague.engine.steering import SUPPRESS_MOVEMENT, arrive, steer
from starleague.engine.walls import nearest_free, slide

CHECK_EVERY = 4  # loops between two looks of an idle unit at its neighbours, a power of two
LONGEST = ONE * 7 // 16  # the longest way in a loop: less than a cell, so that no wall is stepped over
NO_PROGRESS = 3  # loops until a unit counts as stuck, and has arrived if it is among those with its goal
SETTLE = ONE // 4  # a unit among friends looks a loop longer for a way in, for so much that it still is from its goal
STUCK_AT_WALL = 12  # until a unit that leans on the structure it wants to come to has
PATIENCE = 60  # until one close to its goal stops wherever it is
CLOSE = 4 * ONE
NO_COLLISION = int(State.SUPPRESS_COLLISION)


@jit
def move_units(rules, game):
    """Move every unit that wants to; sets ``arrived`` and ``blocked``, ``speed``, ``facing``."""
    survey(rules, game)
    scratch = game.scratch
    scratch.widest[:] = 0
    scratch.walls = 0
    for place in range(scratch.n_sorted):
        _prepare(rules, game, place)
    for place in range(scratch.n_sorted):
        if scratch.body[place] & MOVES:
            _give_way(rules, game, place)
    checked = CHECKS | PUSHED_ON | (FIRM if scratch.walls else 0)
    for place in range(scratch.n_sorted):
        if scratch.body[place] & checked and not scratch.body[place] & (MOVES | WALL):
            collide(game, place)
    for place in range(scratch.n_sorted):
        _apply(rules, game, place)


@jit
def _prepare(rules, game, place):
    """What the unit at a place wants, and what body it has for the others."""
    scratch = game.scratch
    slot = np.int64(scratch.sorted[place])
    unit = game.units[slot]
    rule = rules.unit_types[unit.type]
    scratch.push_x[place] = 0
    scratch.push_y[place] = 0
    scratch.step_x[place] = 0
    scratch.step_y[place] = 0
    scratch.turned_x[place] = 0
    scratch.turned_y[place] = 0
    scratch.pace_x[place] = unit.pace_x
    scratch.pace_y[place] = unit.pace_y
    scratch.body[place] = 0
    scratch.body_collide[place] = 0
    if not unit.alive or unit.inside != 0 or unit.jump > 0:
        return
    if unit.moving:
        scratch.step_x[place], scratch.step_y[place] = steer(rules, game, slot)
        scratch.turned_x[place] = scratch.step_x[place]
        scratch.turned_y[place] = scratch.step_y[place]
    if rule.footprint != 0 or unit.ghost or rule.collide == 0 or unit.states & NO_COLLISION:
        return
    radius = np.int64(rule.radius)
    scratch.body[place] = _body(rules, game, unit)
    if rule.wall:
        scratch.body[place] |= WALL
        scratch.walls = 1
    scratch.body_radius[place] = radius
    scratch.body_collide[place] = rule.collide
    scratch.widest[unit.flying] = max(np.int64(scratch.widest[unit.flying]), radius)


@leaf
def _body(rules, game, unit):
    """Bits of ``scratch.body``."""
    bits = np.int64(unit.owner) << OWNER_SHIFT
    if unit.flying:
        bits |= AIR
    if unit.moving and not unit.states & SUPPRESS_MOVEMENT:
        bits |= STUCK if unit.stuck >= NO_PROGRESS else 0
        return bits | MOVES
    fights = unit.swing_state != Swing.IDLE or unit.target != 0
    busy = (unit.n_orders > 0 or fights) and not unit.flying
    if busy and fights and not unit.hold and not unit.building and rules.unit_types[unit.type].speed != 0:
        return bits | FIRM | FIGHTS
    if busy or unit.hold or unit.building or rules.unit_types[unit.type].speed == 0:
        return bits | FIRM
    if (game.loop + np.int64(unit.serial)) & (CHECK_EVERY - 1) == 0:
        return bits | CHECKS
    return bits


@jit
def _give_way(rules, game, place):
    """Pushes and detours; a unit that gets no further among those who want to be in the same place has arrived."""
    unit = game.units[game.scratch.sorted[place]]
    company = np.int64(0) if game.scratch.body[place] & AIR else collide(game, place)  # flyers pass each other
    unit.escorted = company & ESCORT != 0
    if not game.scratch.body[place] & STUCK or not company & (AMONG_FRIENDS | IN_THRONG):
        return
    left = _left(unit)
    settled = company & AMONG_FRIENDS and left <= unit.stuck * SETTLE
    if settled or left <= rules.unit_types[unit.type].separation_radius:
        arrive(unit)
        game.scratch.turned_x[place] = 0
        game.scratch.turned_y[place] = 0


@leaf
def _left(unit):
    """How far it still is to the unit's goal, its range taken off [1/4096 cell]."""
    dx = np.int64(unit.goal_x) - np.int64(unit.x)
    dy = np.int64(unit.goal_y) - np.int64(unit.y)
    return length(dx, dy) - np.int64(unit.goal_range)


@jit
def _apply(rules, game, place):
    """Put a unit where its step and the pushes bring it."""
    scratch = game.scratch
    unit = game.units[scratch.sorted[place]]
    if not unit.alive or unit.inside != 0:
        return
    if unit.jump > 0:
        _leap(unit)
        return
    if not unit.flying and not unit.ghost and not walks_at(game, unit.x, unit.y):
        if rules.unit_types[unit.type].footprint == 0:
            _escape(game, unit)
        return
    dx = np.int64(scratch.turned_x[place]) + scratch.push_x[place]
    dy = np.int64(scratch.turned_y[place]) + scratch.push_y[place]
    if dx == 0 and dy == 0:
        unit.pace_x = 0
        unit.pace_y = 0
        return
    x = np.int64(unit.x) + clamp(dx, -LONGEST, LONGEST)
    y = np.int64(unit.y) + clamp(dy, -LONGEST, LONGEST)
    if unit.flying:
        x, y = _inside(rules, x, y)
    elif not unit.ghost or walks_at(game, unit.x, unit.y):
        x, y = slide(game, np.int64(unit.x), np.int64(unit.y), x, y, rules.unit_types[unit.type].inner_radius)
    unit.pace_x = x - np.int64(unit.x)
    unit.pace_y = y - np.int64(unit.y)
    if unit.moving:
        _note_progress(game, unit, x - np.int64(unit.x), y - np.int64(unit.y))
    unit.x = x
    unit.y = y


@leaf
def _inside(rules, x, y):
    """Flyers stay on the playable area."""
    terrain = rules.terrain
    x = clamp(x, np.int64(terrain.left) << SHIFT, (np.int64(terrain.right) << SHIFT) - 1)
    y = clamp(y, np.int64(terrain.bottom) << SHIFT, (np.int64(terrain.top) << SHIFT) - 1)
    return x, y


@jit
def _note_progress(game, unit, moved_x, moved_y):
    """Count loops without progress toward the corner; decide when to give up."""
    dx = np.int64(unit.waypoint_x) - np.int64(unit.x)
    dy = np.int64(unit.waypoint_y) - np.int64(unit.y)
    if (moved_x * dx + moved_y * dy) * 4 >= unit.speed * length(dx, dy):
        unit.stuck = max(np.int64(unit.stuck) - 1, 0)
        return
    unit.stuck = min(np.int64(unit.stuck) + 1, 1000)
    if unit.stuck & 7 == 0:
        unit.waypoint_until = 0
    left = _left(unit)
    if unit.stuck >= STUCK_AT_WALL and left < 2 * ONE and not unit.flying and _goal_is_walled(game, unit):
        arrive(unit)
    elif unit.stuck >= PATIENCE and left < CLOSE and unit.target == 0:
        arrive(unit)


@leaf
def _goal_is_walled(game, unit):
    """Whether the middle of the goal is no ground to stand on: a structure or resource."""
    cell_x = clamp(np.int64(unit.goal_x) >> SHIFT, 1, GRID_W - 2)
    cell_y = clamp(np.int64(unit.goal_y) >> SHIFT, 1, GRID_H - 2)
    return not walks(game, cell_x, cell_y)


@leaf
def _leap(unit):
    """One loop of a jump across a cliff."""
    left = max(np.int64(unit.jump) >> SHIFT, np.int64(1))
    unit.x = np.int64(unit.x) + divide(np.int64(unit.jump_x) - np.int64(unit.x), left)
    unit.y = np.int64(unit.y) + divide(np.int64(unit.jump_y) - np.int64(unit.y), left)
    unit.jump = max(np.int64(unit.jump) - ONE, np.int64(0))
    if left == 1:
        unit.jump = 0


@jit
def _escape(game, unit):
    """Walk out of a structure that was put where the unit stood."""
    found, x, y = nearest_free(game, unit.x, unit.y)
    if not found:
        return
    dx = x - np.int64(unit.x)
    dy = y - np.int64(unit.y)
    far = length(dx, dy)
    stride = min(far, np.int64(LONGEST))
    if far > 0:
        unit.x = np.int64(unit.x) + divide(dx * stride, far)
        unit.y = np.int64(unit.y) + divide(dy * stride, far)
