"""What an order says to the legs: go there, or stand."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@leaf
def go(unit, x, y, reach):
    """Walk until the unit's centre is within ``reach`` of (x, y) [1/4096 cell]. Says nothing new when the goal is the same."""


@leaf
def halt(unit):
    """Stand where it is."""
