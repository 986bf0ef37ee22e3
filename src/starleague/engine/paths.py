"""The way round terrain and buildings.

Straight ahead when that is clear, else along the field to the goal as far as one can see. A goal that
cannot be reached is replaced by the cell of one's own region that is nearest to it.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE, SHIFT, TURN
from starleague.catalog.vocabulary import Mover
from starleague.engine.fields import (
    EAST_OF,
    GOAL,
    JUMP,
    JUMPER,
    NARROW,
    NORTH_OF,
    TURN_MASK,
    WIDE_BODY,
    cell_of,
    column,
    direction_at,
    find,
    row,
)
from starleague.engine.fixed import angle_of, clamp, cosine, divide, length, sine, turn_between
from starleague.engine.ground import WALKABLE, WIDE, survey
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_SUBSTITUTES
from starleague.engine.lines import clear

NO_WAY = 0  # what next_corner says of its corner
WALK = 1
LEAP = 2  # the corner lies across a cliff

HALF = ONE // 2
BERTH = 3 * ONE  # the farthest from a corner that a unit passes it
BODY = ONE * 3 // 8  # of the unit that RequestQueryPathing means
LONGEST = 32  # cells of a field between two looks whether the way to there is clear
NOWHERE = 0  # a cell at the border of the grid: never reached
MAX_CORNERS = 200
# cells of a block of 4 by 4, from its middle outward: goals in a block share a field where they can
BLOCK_X = np.array([1, 2, 2, 1, 1, 2, 3, 3, 2, 1, 0, 0, 0, 3, 3, 0])
BLOCK_Y = np.array([1, 2, 1, 2, 0, 0, 1, 2, 3, 3, 2, 1, 0, 0, 3, 3])


@jit
def next_corner(rules, game, slot, x, y):
    """(NO_WAY, WALK or LEAP, x, y): where to walk or leap straight to next, to come to (x, y) in the end.

    NO_WAY: the goal cannot be reached, and nothing reachable is nearer than where the unit is.
    """
    unit = game.units[slot]
    x = np.int64(x)
    y = np.int64(y)
    if unit.flying:
        return np.int64(WALK), x, y
    survey(rules, game)
    rule = rules.unit_types[unit.type]
    radius = np.int64(rule.inner_radius)
    end_x, end_y = _near_end(game, unit, x, y)
    if clear(game, unit.x, unit.y, end_x, end_y, radius):
        return np.int64(WALK), x, y
    profile = np.int64(NARROW if radius <= HALF else WIDE_BODY)
    if rule.mover == Mover.CLIFF_JUMPER or rule.mover == Mover.COLOSSUS:
        profile |= JUMPER
    cell = _cell_at(unit.x, unit.y)
    walk = game.scratch.walk[row(cell), column(cell)]
    if walk & WALKABLE == 0:
        return np.int64(WALK), x, y
    if walk & WIDE == 0:
        profile &= ~np.int64(WIDE_BODY)
    f, reachable = _field_for(rules, game, x, y, profile, radius, cell)
    if not reachable and direction_at(game, f, cell) == GOAL:
        return np.int64(NO_WAY), np.int64(unit.x), np.int64(unit.y)
    how, to_x, to_y = _pull(game, f, cell, unit.x, unit.y, x, y, radius)
    if how == WALK and unit.escorted and (to_x != x or to_y != y):
        to_x, to_y = _swerve(rules, game, f, unit, to_x, to_y, radius)
    return how, to_x, to_y


@jit
def distance(rules, game, from_x, from_y, to_x, to_y):
    """Length of the way on the ground [1/4096 cell]; -1 when there is none (RequestQueryPathing)."""
    survey(rules, game)
    x = np.int64(from_x)
    y = np.int64(from_y)
    if not _walks(game, _cell_at(x, y)) or not _walks(game, _cell_at(to_x, to_y)):
        return np.int64(-1)
    gone = np.int64(0)
    for _ in range(MAX_CORNERS):
        if clear(game, x, y, to_x, to_y, BODY):
            return gone + length(np.int64(to_x) - x, np.int64(to_y) - y)
        f, reachable = _field_for(rules, game, to_x, to_y, np.int64(NARROW), np.int64(BODY), _cell_at(x, y))
        if not reachable:
            return np.int64(-1)
        _, next_x, next_y = _pull(game, f, _cell_at(x, y), x, y, np.int64(to_x), np.int64(to_y), np.int64(BODY))
        gone += length(next_x - x, next_y - y)
        if next_x == to_x and next_y == to_y:
            return gone
        x = next_x
        y = next_y
    return gone


@jit
def _near_end(game, unit, x, y):
    """Where a straight way to (x, y) may end: within reach of it, or beside it when it is a structure."""
    spare = np.int64(unit.goal_range)
    if not _walks(game, _cell_at(x, y)):
        spare += ONE
    dx = x - np.int64(unit.x)
    dy = y - np.int64(unit.y)
    far = length(dx, dy)
    if far <= spare:
        return np.int64(unit.x), np.int64(unit.y)
    return np.int64(unit.x) + divide(dx * (far - spare), far), np.int64(unit.y) + divide(dy * (far - spare), far)


@leaf
def _cell_at(x, y):
    """The cell of a place, pulled onto the grid."""
    return cell_of(clamp(np.int64(x) >> SHIFT, 1, GRID_W - 2), clamp(np.int64(y) >> SHIFT, 1, GRID_H - 2))


@leaf
def _walks(game, cell):
    return game.scratch.walk[row(cell), column(cell)] & WALKABLE != 0


@leaf
def _middle(cell):
    return (column(cell) << SHIFT) + HALF, (row(cell) << SHIFT) + HALF


@jit
def _field_for(rules, game, x, y, profile, radius, cell):
    """(field, reachable): a field that holds a cell: to the goal, or to the nearest cell that can be reached."""
    goal = _cell_at(x, y)
    f, settled = find(rules, game, _shared_goal(game, goal, radius), profile, cell)
    if settled:
        return f, True
    f, _ = find(rules, game, goal, profile, cell)
    for k in range(game.scratch.fields[f].n_substitutes):
        substitute, settled = find(rules, game, game.scratch.fields[f].substitutes[k], profile, cell)
        if settled:
            return substitute, False
    region, _ = find(rules, game, cell, profile, NOWHERE)
    nearest = _nearest_in(game, region, goal)
    field = game.scratch.fields[f]
    if field.n_substitutes < MAX_SUBSTITUTES:
        field.substitutes[field.n_substitutes] = nearest
        field.n_substitutes += 1
    substitute, _ = find(rules, game, nearest, profile, cell)
    return substitute, False


@jit
def _shared_goal(game, goal, radius):
    """The cell that stands for a goal: one of its block of 4 by 4 from which the goal can be seen."""
    if not _walks(game, goal):
        return goal
    to_x, to_y = _middle(goal)
    for k in range(len(BLOCK_X)):
        cell = cell_of((column(goal) & ~3) + BLOCK_X[k], (row(goal) & ~3) + BLOCK_Y[k])
        if _walks(game, cell):
            x, y = _middle(cell)
            if clear(game, x, y, to_x, to_y, radius):
                return cell
    return goal


@jit
def _nearest_in(game, f, goal):
    """The settled cell of a complete field that is nearest to a goal."""
    scratch = game.scratch
    field = scratch.fields[f]
    nearest = np.int64(field.goal) & (1 << 20) - 1
    best = np.int64(1) << 40
    for y in range(field.bottom, field.top):
        for x in range(1, GRID_W - 1):
            if field.direction[y, x] != 0:
                dx = x - column(goal)
                dy = y - row(goal)
                if dx * dx + dy * dy < best:
                    best = dx * dx + dy * dy
                    nearest = cell_of(x, y)
    return nearest


@jit
def _pull(game, f, cell, from_x, from_y, goal_x, goal_y, radius):
    """(WALK or LEAP, x, y): follow the field from a cell as far as the line from where one stands stays clear."""
    direction = direction_at(game, f, cell)
    if direction & JUMP:
        return _landing(game, cell, direction & TURN_MASK)
    corner = _follow(game, f, cell)
    if corner == cell:
        return np.int64(WALK), goal_x, goal_y
    # strides grow while the line stays clear; once it does not, they shrink until the last clear cell is found
    stride = np.int64(1)
    grows = True
    while stride > 0:
        ahead = _follow(game, f, corner)
        for _ in range(1, stride):
            ahead = _follow(game, f, ahead)
        x, y = _middle(ahead)
        if ahead != corner and clear(game, from_x, from_y, x, y, radius):
            corner = ahead
            grows = grows and stride < LONGEST
        else:
            grows = False
        stride = stride * 2 if grows else stride // 2
    x, y = _middle(corner)
    return np.int64(WALK), x, y


@jit
def _swerve(rules, game, f, unit, x, y, radius):
    """Where to pass a corner at (x, y): as far outside it as the unit's heading leads, so that a clump stays one."""
    corner = _cell_at(x, y)
    ahead = _follow(game, f, corner)
    dx = x - np.int64(unit.x)
    dy = y - np.int64(unit.y)
    far = length(dx, dy)
    turn = dx * (row(ahead) - row(corner)) - dy * (column(ahead) - column(corner))
    off = turn_between(angle_of(dx, dy), unit.facing)
    if turn == 0 or (off > 0) == (turn > 0) or abs(off) >= TURN // 8:
        return x, y
    aside = min(divide(far * sine(rules, abs(off)), cosine(rules, off)), np.int64(BERTH))
    side = np.int64(-1 if turn > 0 else 1)
    to_x = x - divide(side * dy * aside, far)
    to_y = y + divide(side * dx * aside, far)
    if aside > 0 and clear(game, unit.x, unit.y, to_x, to_y, radius) and clear(game, to_x, to_y, x, y, radius):
        return to_x, to_y
    return x, y


@leaf
def _follow(game, f, cell):
    """The next cell of a field that can be walked to; the cell itself at the goal, at a cliff and at a structure."""
    direction = direction_at(game, f, cell)
    if direction == 0 or direction & JUMP or direction == GOAL:
        return cell
    ahead = cell_of(column(cell) + EAST_OF[direction], row(cell) + NORTH_OF[direction])
    return ahead if _walks(game, ahead) else cell


@jit
def _landing(game, cell, direction):
    """Across the cliff in a direction."""
    x = column(cell) + EAST_OF[direction]
    y = row(cell) + NORTH_OF[direction]
    while not _walks(game, cell_of(x, y)):
        x += EAST_OF[direction]
        y += NORTH_OF[direction]
    to_x, to_y = _middle(cell_of(x, y))
    return np.int64(LEAP), to_x, to_y
