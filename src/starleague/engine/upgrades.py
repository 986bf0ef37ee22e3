"""What research changes."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def start_stats(rules, game, player):
    """Copy the rules into a player's own tables, before any upgrade."""


@jit
def complete(rules, game, player, upgrade):
    """An upgrade is done: apply its modifications to the player's tables and units."""
