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
    """Turn the step of the body at a place by the smallest angle that is free of the ``in_way`` bodies visited.

    It keeps to the side last taken, so as not to dither, until all of that is barred. When everything is
    barred the step stays as it is.
    """
    scratch = game.scratch
    unit = game.units[scratch.sorted[place]]
    if _goal_among(scratch, unit, in_way):
        return
    step_x = np.int64(scratch.step_x[place])
    step_y = np.int64(scratch.step_y[place])
    first = np.int64(unit.detour) if unit.detour != 0 else _open_side(scratch, place, in_way)
    for n in range(2 * TURNS):
        k, turn = (n % TURNS, n // TURNS) if unit.detour != 0 else (n >> 1, n & 1)
        side = -first if turn else first
        x = divide(step_x * TURN_COS[k] - side * step_y * TURN_SIN[k], ONE)
        y = divide(step_y * TURN_COS[k] + side * step_x * TURN_SIN[k], ONE)
        if _free(scratch, place, in_way, x, y):
            scratch.turned_x[place] = x
            scratch.turned_y[place] = y
            unit.detour = side
            return


@leaf
def in_front(scratch, place, k, step_x, step_y):
    """Whether the body at place k lies in front of the one at ``place`` when that steps so."""
    step_x = np.int64(step_x)
    step_y = np.int64(step_y)
    dx = np.int64(scratch.sorted_x[k]) - scratch.sorted_x[place]
    dy = np.int64(scratch.sorted_y[k]) - scratch.sorted_y[place]
    if dx * step_x + dy * step_y <= 0:
        return False
    width = (np.int64(scratch.body_radius[place]) + scratch.body_radius[k]) * 15 // 16
    beside = dx * step_y - dy * step_x
    return beside * beside < width * width * (step_x * step_x + step_y * step_y)


@leaf
def _free(scratch, place, in_way, x, y):
    for k in range(in_way):
        if in_front(scratch, place, np.int64(scratch.visited[k]), x, y):
            return False
    return True


@leaf
def _goal_among(scratch, unit, in_way):
    """Whether one of the bodies is what the unit wants to come to."""
    for k in range(in_way):
        other = scratch.visited[k]
        body = np.int64(scratch.body_radius[other])
        if square_distance(unit.goal_x, unit.goal_y, scratch.sorted_x[other], scratch.sorted_y[other]) < body * body:
            return True
    return False


@leaf
def _open_side(scratch, place, in_way):
    """1 when most of what is in the way lies to the right, so that left is the shorter way round; else -1."""
    right = np.int64(0)
    for k in range(in_way):
        dx = np.int64(scratch.sorted_x[scratch.visited[k]]) - scratch.sorted_x[place]
        dy = np.int64(scratch.sorted_y[scratch.visited[k]]) - scratch.sorted_y[place]
        right += dx * np.int64(scratch.step_y[place]) - dy * np.int64(scratch.step_x[place])
    return np.int64(1) if right >= 0 else np.int64(-1)
