"""What tech a player or unit must have."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def holds(rules, game, player, slot, requirement):
    """Whether a requirement is met by a player, and by the asking unit (0: none) where it counts "at unit"."""
