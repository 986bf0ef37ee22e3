"""Phase bury_the_dead: the only place where a slot is freed."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def bury_the_dead(rules, game):
    """Units without life leave the game: death effects, passengers, events, score."""
