"""The list of orders that a unit has."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def issue(rules, game, slot, ability, queued, target, x, y, has_point):
    """Give a unit an order: replaces its list, or joins its end when queued. No checks; see commands.py for those."""


@jit
def finish(rules, game, slot):
    """The current order is done: drop it; the next one begins in Phase.NEW."""


@jit
def clear(rules, game, slot):
    """Drop all its orders and stand."""
