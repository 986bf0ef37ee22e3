"""Phase move_units: walking, turning, pushing, flying, jumping cliffs."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def move_units(rules, game):
    """Move every unit that wants to; sets ``arrived`` and ``blocked``, ``speed``, ``facing``."""
