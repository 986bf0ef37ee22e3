"""What the score keeps of the dead: their price by what they were for (``ScoreCategory``)."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import Flag, State
from starleague.engine.jit import jit, leaf

WORTHLESS = int(State.HALLUCINATION | State.SUMMONED)


@jit
def note_loss(rules, game, slot):
    """The owner of a unit has lost it."""
    unit = game.units[slot]
    _add(game.players[unit.owner].lost, rules, unit)


@jit
def note_kill(rules, game, player, slot):
    """A player's damage has killed a unit: an enemy's, or (friendly fire) his own."""
    unit = game.units[slot]
    own = game.players[player]
    if unit.owner == player:
        _add(own.friendly_fire, rules, unit)
        return
    worth = _add(own.killed, rules, unit)
    if rules.unit_types[unit.type].flags & Flag.STRUCTURE:
        own.killed_value_structures += worth
    else:
        own.killed_value_units += worth


@leaf
def _add(sums, rules, unit):
    """Add a unit's price to sums by category, and return it. In recorded games what is still under construction counts
    for nothing, and so does what was summoned."""
    if unit.building or unit.states & WORTHLESS:
        return np.int64(0)
    kind = rules.unit_types[unit.type]
    sums[kind.score_category, 0] += kind.minerals
    sums[kind.score_category, 1] += kind.vespene
    return np.int64(kind.minerals) + kind.vespene
