"""Effects wait here until resolve_effects."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def push(game, effect, owner, caster, source, target, x, y):
    """Let an effect happen in this tick's resolve_effects."""
