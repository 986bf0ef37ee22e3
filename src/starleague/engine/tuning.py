"""Numbers of abilities, behaviors and lasting effects as a player's upgrades have them.

So few of them ever change that no player has a copy of the tables, as of units and weapons: who asks for one
goes through the changes that the upgrades make to its row, in the order of the catalog.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import Operation, Stat
from starleague.engine.fixed import times
from starleague.engine.jit import jit

DONE = 1  # of player.upgrades


@jit
def tuned(rules, game, player, changes, stat, base):
    """A number of a row with these ``changes`` (a SPAN), which is ``base`` without upgrades."""
    value = np.int64(base)
    for k in range(changes.first, changes.first + changes.count, 2):
        change = rules.modifications[rules.lists[k + 1]]
        if change.stat == stat and game.players[player].upgrades[rules.lists[k]] == DONE:
            value = changed(value, change)
    return value


@jit
def tuned_states(rules, game, player, rule):
    """The State bits of a behavior."""
    states = np.int64(rule.states)
    for k in range(rule.changes.first, rule.changes.first + rule.changes.count, 2):
        change = rules.modifications[rules.lists[k + 1]]
        if change.stat == Stat.BEHAVIOR_STATES and game.players[player].upgrades[rules.lists[k]] == DONE:
            bit = np.int64(1) << np.int64(change.argument)
            states = states | bit if change.value != 0 else states & ~bit
    return states


@jit
def changed(value, change):
    """A number after one MODIFICATION."""
    value = np.int64(value)
    if change.operation == Operation.ADD:
        return value + change.value
    if change.operation == Operation.SUBTRACT:
        return value - change.value
    if change.operation == Operation.MULTIPLY:
        return times(value, change.value)
    return np.int64(change.value)
