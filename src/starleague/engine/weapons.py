"""Phase fire_weapons: swing, damage point, cooldown."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def fire_weapons(rules, game):
    """Advance every weapon by one loop; a hit pushes the weapon's effect."""


@jit
def weapon_for(rules, game, slot, target):
    """The first weapon of a unit that may hit a target; 0: none."""
