"""Phase advance_orders: every unit pursues its current order."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def advance_orders(rules, game):
    """One step of each unit's current order: set its goal, start its work, cast, load, finish."""
