"""How bodies give way to each other.

Each unit looks at where the others stood when the tick began and where they want to step, and adds up
what it owes to each overlap to come; nobody's result depends on the order. Moving units share an overlap,
units of one's own that stand idle are pushed aside, and all others (those that hold, fight, work, and
enemies) are walked round.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.fixed import divide, length, square_distance
from starleague.engine.jit import jit, leaf
from starleague.engine.neighbors import first_row, last_row, span

MOVES = 1  # bits of ``scratch.body``
FIRM = 2  # nobody pushes it
AIR = 4
SOLID = 8  # it takes part at all
CHECKS = 16  # idle, and looks this loop whether it overlaps another idle unit

LOOK = ONE * 5 // 16  # how far ahead a body in the way is seen
TOUCH = ONE // 16
LAX = ONE // 64  # idle bodies may overlap so much
HARDEST = ONE // 4  # the longest push in a loop
IN_THRONG = 1  # what ``collide`` returns
AMONG_FRIENDS = 2
PARTNER = 0  # what a neighbour is to a unit: both give way
PUSHED = 1  # the other gives way
OBSTACLE = 2  # it does not
RIVAL = 3  # both give way, and both want to be in one place
ARRIVED = 4  # it does not, for it stands where one wants to be
MOST = 24  # bodies in the way that are remembered
ROUND_SIN = np.array([1567, 2896, 3784, 4096, 3784])  # detours of 22.5, 45, 67.5, 90 and 112.5 degrees
ROUND_COS = np.array([3784, 2896, 1567, 0, -1567])


@jit
def collide(game, place):
    """Add up the pushes on the body at a place of ``scratch.sorted``, and turn its step round what is in its way.

    Returns what it touches that has the same goal: bits IN_THRONG, a unit on its way there; AMONG_FRIENDS, one that stands.
    """
    scratch = game.scratch
    x = np.int64(scratch.sorted_x[place])
    y = np.int64(scratch.sorted_y[place])
    reach = np.int64(scratch.body_radius[place]) + np.int64(scratch.widest) + LOOK
    in_way = np.int64(0)
    barred = False
    company = np.int64(0)
    for line in range(first_row(y - reach), last_row(y + reach) + 1):
        start, stop = span(game, line, x - reach, x + reach)
        for k in range(start, stop):
            near = np.int64(scratch.body_radius[place]) + np.int64(scratch.body_radius[k]) + LOOK
            if square_distance(scratch.sorted_x[k], scratch.sorted_y[k], x, y) >= near * near or k == place:
                continue
            if not _meet(scratch, place, k):
                continue
            kind = _yield_to(game, place, k)
            if (kind == OBSTACLE or kind == ARRIVED) and in_way < MOST:
                scratch.visited[in_way] = k
                in_way += 1
                barred |= _ahead(scratch, place, k)
            if kind >= RIVAL and _touch(scratch, place, k):
                company |= AMONG_FRIENDS if kind == ARRIVED else IN_THRONG
    if barred:
        _go_round(game, place, in_way)
    return company


@jit
def _yield_to(game, place, k):
    """Share an overlap with the body at place k; says what it is to the one at ``place``."""
    scratch = game.scratch
    me = game.units[scratch.sorted[place]]
    other = game.units[scratch.sorted[k]]
    moves = scratch.body[place] & MOVES != 0
    one_goal = other.goal_x == me.goal_x and other.goal_y == me.goal_y and other.owner == me.owner and me.target == 0
    if scratch.body[k] & MOVES:
        if moves:
            _part(scratch, place, k, 2, False)
        return np.int64(RIVAL if moves and one_goal else PARTNER)
    if scratch.body[k] & FIRM or other.owner != me.owner:
        if scratch.body[place] & FIRM == 0:
            _part(scratch, place, k, 4, False)
        return np.int64(OBSTACLE)
    if not moves:
        _part(scratch, place, k, 2, False)
        return np.int64(PARTNER)
    if one_goal:
        _part(scratch, place, k, 3, True)
        return np.int64(ARRIVED)
    _part(scratch, place, k, 1, True)
    return np.int64(PUSHED)


@leaf
def _meet(scratch, place, k):
    """Whether two bodies collide at all. In the air only those that stand still do."""
    a = scratch.body[place]
    b = scratch.body[k]
    if a & b & SOLID == 0 or scratch.body_collide[place] & scratch.body_collide[k] == 0:
        return False
    return (a | b) & AIR == 0 or (a | b) & MOVES == 0


@leaf
def _part(scratch, place, k, quarters, give):
    """Push the body at ``place`` out of the overlap to come by so many quarters of it, and with ``give`` the other by the rest."""
    dx = np.int64(scratch.sorted_x[place]) - np.int64(scratch.sorted_x[k])
    dy = np.int64(scratch.sorted_y[place]) - np.int64(scratch.sorted_y[k])
    far = length(dx, dy)
    if far == 0:  # in one place: by their order in the bucket, east and west
        dx = np.int64(ONE if place > k else -ONE)
        far = np.int64(ONE)
        apart = np.int64(0)
    else:
        apart = far
    closing_x = np.int64(scratch.step_x[k]) - np.int64(scratch.step_x[place])
    closing_y = np.int64(scratch.step_y[k]) - np.int64(scratch.step_y[place])
    closing = divide(closing_x * dx + closing_y * dy, far)
    overlap = np.int64(scratch.body_radius[place]) + np.int64(scratch.body_radius[k]) - apart + max(closing, np.int64(0))
    if overlap <= LAX:
        return
    overlap = min(overlap, np.int64(HARDEST))
    push_x = divide(dx * overlap, far)
    push_y = divide(dy * overlap, far)
    scratch.push_x[place] += divide(push_x * quarters, 4)
    scratch.push_y[place] += divide(push_y * quarters, 4)
    if give:
        scratch.push_x[k] -= divide(push_x * (4 - quarters), 4)
        scratch.push_y[k] -= divide(push_y * (4 - quarters), 4)


@leaf
def _touch(scratch, place, k):
    near = np.int64(scratch.body_radius[place]) + np.int64(scratch.body_radius[k]) + TOUCH
    return square_distance(scratch.sorted_x[place], scratch.sorted_y[place], scratch.sorted_x[k], scratch.sorted_y[k]) < near * near


@leaf
def _ahead(scratch, place, k):
    """Whether the body at place k is on the way of a moving one."""
    return scratch.body[place] & MOVES != 0 and _bars(scratch, place, k, scratch.step_x[place], scratch.step_y[place])


@leaf
def _bars(scratch, place, k, step_x, step_y):
    """Whether the body at place k lies in front of the one at ``place`` when that steps so."""
    dx = np.int64(scratch.sorted_x[k]) - np.int64(scratch.sorted_x[place])
    dy = np.int64(scratch.sorted_y[k]) - np.int64(scratch.sorted_y[place])
    forward = dx * np.int64(step_x) + dy * np.int64(step_y)
    if forward <= 0:
        return False
    width = (np.int64(scratch.body_radius[place]) + np.int64(scratch.body_radius[k])) * 15 // 16
    beside = dx * np.int64(step_y) - dy * np.int64(step_x)
    stride = length(step_x, step_y)
    return abs(beside) < width * stride


@jit
def _go_round(game, place, in_way):
    """Turn the step by the smallest angle that is free; the side last taken first, so as not to dither."""
    scratch = game.scratch
    unit = game.units[scratch.sorted[place]]
    if _goal_among(game, unit, in_way):
        return
    step_x = np.int64(scratch.step_x[place])
    step_y = np.int64(scratch.step_y[place])
    first = np.int64(unit.detour) if unit.detour != 0 else _open_side(scratch, place, in_way)
    for k in range(len(ROUND_SIN)):
        for turn in range(2):
            side = first if turn == 0 else -first
            x = divide(step_x * ROUND_COS[k] - side * step_y * ROUND_SIN[k], ONE)
            y = divide(step_y * ROUND_COS[k] + side * step_x * ROUND_SIN[k], ONE)
            if _free(scratch, place, in_way, x, y):
                scratch.step_x[place] = x
                scratch.step_y[place] = y
                unit.detour = side
                return


@leaf
def _goal_among(game, unit, in_way):
    """Whether one of the bodies is what the unit wants to come to."""
    for k in range(in_way):
        other = game.scratch.visited[k]
        body = np.int64(game.scratch.body_radius[other])
        if square_distance(unit.goal_x, unit.goal_y, game.scratch.sorted_x[other], game.scratch.sorted_y[other]) < body * body:
            return True
    return False


@leaf
def _open_side(scratch, place, in_way):
    """1 when most of what is in the way lies to the right, so that left is the shorter way round; else -1."""
    right = np.int64(0)
    for k in range(in_way):
        dx = np.int64(scratch.sorted_x[scratch.visited[k]]) - np.int64(scratch.sorted_x[place])
        dy = np.int64(scratch.sorted_y[scratch.visited[k]]) - np.int64(scratch.sorted_y[place])
        right += dx * np.int64(scratch.step_y[place]) - dy * np.int64(scratch.step_x[place])
    return np.int64(1) if right >= 0 else np.int64(-1)


@leaf
def _free(scratch, place, in_way, x, y):
    for k in range(in_way):
        if _bars(scratch, place, np.int64(scratch.visited[k]), x, y):
            return False
    return True
