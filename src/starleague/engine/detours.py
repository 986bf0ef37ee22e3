"""The way round bodies that do not give way."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.fixed import divide, square_distance
from starleague.engine.jit import jit, leaf

TURN_SIN = np.array([1567, 2896, 3784, 4096, 3784])  # detours of 22.5, 45, 67.5, 90 and 112.5 degrees, times 4096
TURN_COS = np.array([3784, 2896, 1567, 0, -1567])
TURNS = 5


@jit
def go_round(game, place, in_way):
    """Turn the step of the body at a place by the smallest angle that is free of the first ``in_way`` bodies noted.

    It keeps to the side last taken, so as not to dither, until all of that is barred. When everything is
    barred the step stays as it is.
    """
    scratch = game.scratch
    unit = game.units[scratch.sorted[place]]
    x = np.int64(scratch.sorted_x[place])
    y = np.int64(scratch.sorted_y[place])
    if _goal_among(scratch, np.int64(unit.goal_x) - x, np.int64(unit.goal_y) - y, in_way):
        return
    step_x = np.int64(scratch.step_x[place])
    step_y = np.int64(scratch.step_y[place])
    first = np.int64(unit.detour) if unit.detour != 0 else _open_side(scratch, step_x, step_y, in_way)
    for n in range(2 * TURNS):
        k, turn = (n % TURNS, n // TURNS) if unit.detour != 0 else (n >> 1, n & 1)
        side = -first if turn else first
        turned_x = divide(step_x * TURN_COS[k] - side * step_y * TURN_SIN[k], ONE)
        turned_y = divide(step_y * TURN_COS[k] + side * step_x * TURN_SIN[k], ONE)
        if _free(scratch, in_way, turned_x, turned_y):
            scratch.turned_x[place] = turned_x
            scratch.turned_y[place] = turned_y
            unit.detour = side
            return


@leaf
def note_body(scratch, k, body, dx, dy, radius):
    """Note the body at place k, which is at (dx, dy) from one of that radius."""
    its_radius = np.int64(scratch.body_radius[k])
    body.dx = dx
    body.dy = dy
    body.width = (radius + its_radius) * 15 // 16
    body.radius = its_radius
    body.pace_x = scratch.pace_x[k]
    body.pace_y = scratch.pace_y[k]


@leaf
def in_front(body, step_x, step_y):
    """Whether a body lies in front of the one that notes it when that steps so, and does not go that way itself."""
    dx = np.int64(body.dx)
    dy = np.int64(body.dy)
    stride = step_x * step_x + step_y * step_y
    beside = dx * step_y - dy * step_x
    width = np.int64(body.width)
    ahead = (dx * step_x + dy * step_y > 0) & (2 * (body.pace_x * step_x + body.pace_y * step_y) < stride)
    return ahead & (beside * beside < width * width * stride)


@leaf
def _free(scratch, in_way, step_x, step_y):
    for k in range(in_way):
        if in_front(scratch.in_way[k], step_x, step_y):
            return False
    return True


@leaf
def _goal_among(scratch, goal_x, goal_y, in_way):
    """Whether one of the bodies is what the unit wants to come to."""
    for k in range(in_way):
        body = scratch.in_way[k]
        if square_distance(goal_x, goal_y, body.dx, body.dy) < np.int64(body.radius) * body.radius:
            return True
    return False


@leaf
def _open_side(scratch, step_x, step_y, in_way):
    """1 when most of what is in the way lies to the right, so that left is the shorter way round; else -1."""
    right = np.int64(0)
    for k in range(in_way):
        right += scratch.in_way[k].dx * step_y - scratch.in_way[k].dy * step_x
    return np.int64(1) if right >= 0 else np.int64(-1)
