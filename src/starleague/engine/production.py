"""Phase run_production: training, research, construction, morphs, counts."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def run_production(rules, game):
    """Advance queues, structures and morphs by one loop; count supply and units."""


@jit
def count_units(rules, game):
    """Fill the players' counts by type, supply and workers from the units that are there."""
