"""Phase update_vision: fog of war, detection."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def update_vision(rules, game):
    """Write ``game.visibility`` and the units' visible_to, detected_by and seen_by."""


@leaf
def sees(game, player, unit):
    """Whether a player sees a unit now: lit, and not cloaked unless detected."""
