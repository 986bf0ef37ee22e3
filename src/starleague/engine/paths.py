"""The way round terrain and buildings."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def next_corner(rules, game, slot, x, y):
    """(reachable, x, y): where to walk straight to next, to come to (x, y) in the end."""


@jit
def distance(rules, game, from_x, from_y, to_x, to_y):
    """Length of the way on the ground [1/4096 cell]; -1 when there is none (RequestQueryPathing)."""
