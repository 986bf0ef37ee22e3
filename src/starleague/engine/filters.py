"""Which units a weapon, ability or search may mean."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def passes(rules, game, filter, player, caster, target):
    """Whether a target (slot) passes a FILTER asked by a player's unit ``caster`` (slot)."""
