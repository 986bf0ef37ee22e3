"""Phase resolve_effects: the only place where life changes by force."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def resolve_effects(rules, game):
    """Missiles and persistent effects move on, then every pending effect happens, and what it causes in turn."""
