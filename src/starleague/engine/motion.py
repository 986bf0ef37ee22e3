"""What an order says to the legs: go there, or stand."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.fixed import square_distance
from starleague.engine.jit import leaf

NEAR = ONE // 16  # [1/4096 cell] so near to its goal a unit has arrived; if no wider range was said, it steps onto it


@leaf
def go(unit, x, y, reach):
    """Walk until the unit's centre is within ``reach`` of (x, y) [1/4096 cell].

    Says nothing new when the goal is the same: ``arrived`` and ``blocked`` stay as they are until
    another goal, or ``halt``.
    """
    same = unit.goal_x == x and unit.goal_y == y and unit.goal_range == reach
    if same and (unit.moving or unit.arrived or unit.blocked):
        return
    unit.goal_x = x
    unit.goal_y = y
    unit.goal_range = reach
    unit.blocked = 0
    unit.stuck = 0
    reach = np.int64(reach)
    unit.arrived = square_distance(unit.x, unit.y, x, y) <= reach * reach
    unit.moving = not unit.arrived


@leaf
def halt(unit):
    """Stand where it is."""
    unit.moving = 0
    unit.arrived = 0
    unit.blocked = 0
    unit.stuck = 0
    unit.speed = 0
    unit.escorted = 0
