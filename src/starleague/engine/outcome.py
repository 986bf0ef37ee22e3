"""Phase decide_winner."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def decide_winner(rules, game):
    """A player without structures loses; sets results and ``game.over``."""
