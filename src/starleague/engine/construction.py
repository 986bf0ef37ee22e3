"""Building: placing, raising, halting, cancelling, add-ons; repair."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def advance_build(rules, game, slot):
    """One step of a build order of the unit in ``slot``."""


@jit
def raise_structures(rules, game):
    """Part of run_production: structures under construction and morphs gain progress and life."""
