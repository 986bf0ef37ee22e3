"""Phase choose_targets: whom a unit attacks."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def choose_targets(rules, game):
    """Keep, drop or find the target of every armed unit; chase it when the order allows."""
