"""Straight ways over the ground, for bodies with a width."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.engine.fixed import divide, length
from starleague.engine.ground import OPEN, WALKABLE
from starleague.engine.jit import jit, leaf

SLACK = ONE // 16  # a body that leans on a wall may go along it


@jit
def clear(game, ax, ay, bx, by, radius):
    """Whether a body of a radius can go straight from a to b [1/4096 cell]. ``ground.survey`` must have run."""
    seen = _cells_on(game, ax, ay, bx, by)
    if seen & OPEN:
        return True
    if seen & WALKABLE == 0:
        return False
    side = np.int64(radius) - SLACK
    far = length(np.int64(bx) - np.int64(ax), np.int64(by) - np.int64(ay))
    if far == 0 or side <= 0:
        return True
    side_x = divide(-(np.int64(by) - np.int64(ay)) * side, far)
    side_y = divide((np.int64(bx) - np.int64(ax)) * side, far)
    left = _cells_on(game, ax + side_x, ay + side_y, bx + side_x, by + side_y)
    if left & WALKABLE == 0:
        return False
    return _cells_on(game, ax - side_x, ay - side_y, bx - side_x, by - side_y) & WALKABLE != 0


@jit
def _cells_on(game, ax, ay, bx, by):
    """The walk bits that all cells on a line have in common. Through a corner, the cells on both sides count."""
    walk = game.scratch.walk
    ax = np.int64(ax)
    ay = np.int64(ay)
    dx = np.int64(bx) - ax
    dy = np.int64(by) - ay
    x = ax >> SHIFT
    y = ay >> SHIFT
    left_x = abs((np.int64(bx) >> SHIFT) - x)
    left_y = abs((np.int64(by) >> SHIFT) - y)
    step_x = np.int64(1 if dx > 0 else -1)
    step_y = np.int64(1 if dy > 0 else -1)
    # distance to the next border in x and y, each multiplied by the other direction's speed
    speed_x = abs(dx)
    speed_y = abs(dy)
    ahead_x = _to_border(ax, dx) * speed_y
    ahead_y = _to_border(ay, dy) * speed_x
    seen = np.int64(walk[y, x])
    while left_x + left_y > 0 and seen != 0:
        lead = ahead_x - ahead_y
        if left_x == 0:
            lead = np.int64(1)
        elif left_y == 0:
            lead = np.int64(-1)
        if lead == 0:
            seen &= np.int64(walk[y, x + step_x]) & np.int64(walk[y + step_y, x])
        if lead <= 0:
            x += step_x
            left_x -= 1
            ahead_x += ONE * speed_y
        if lead >= 0:
            y += step_y
            left_y -= 1
            ahead_y += ONE * speed_x
        seen &= np.int64(walk[y, x])
    return seen


@leaf
def _to_border(at, speed):
    """How far it is to the border of the cell in the direction of travel."""
    part = np.int64(at) & (ONE - 1)
    return ONE - part if speed > 0 else part
