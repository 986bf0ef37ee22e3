"""Phase update_behaviors: buffs, their time, their periods, and what they make of a unit."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def start_innate(rules, game, slot):
    """Give a new unit the behaviors of its type."""


@jit
def apply(rules, game, slot, behavior, caster, owner, count, duration):
    """Put a behavior on a unit (duration 0: its own)."""


@jit
def strip(rules, game, slot, behavior, count):
    """Take a behavior off; its final effect runs."""


@jit
def count(game, slot, behavior):
    """How many stacks of a behavior a unit has."""


@jit
def refresh(rules, game, slot):
    """Sum up type, upgrades and behaviors into the unit's own factors and states."""


@jit
def update_behaviors(rules, game):
    """Time passes for every buff; regeneration of life, shields and energy; cooldowns of abilities run down."""
