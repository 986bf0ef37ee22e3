"""How much a level has by the time: the real game's computers have been recorded, and ours keep to that."""

from __future__ import annotations

import numpy as np

from starleague.bots.layout import PACE, PACES
from starleague.engine.jit import jit

UNLIMITED = 1 << 20
LEAD = 400  # loops that a unit is made in


@jit
def most_workers(brains, game, bot):
    """Workers that a computer has at most by now, by the pace of its level."""
    return _by_now(brains.levels[bot.level].paced_workers, game, bot)


@jit
def most_army(brains, game, bot):
    """Supply of all its other units at most by now [half supply]."""
    return _by_now(brains.levels[bot.level].paced_army, game, bot)


@jit
def supply_by_now(brains, game, bot):
    """Supply by which a computer takes the steps of its plan [half supply]: what it has, or would have at its pace.

    Else a level that may have few workers waited for the supply that only many make.
    """
    used = np.int64(game.players[bot.player].supply_used)
    workers, army = most_workers(brains, game, bot), most_army(brains, game, bot)
    return used if army == UNLIMITED else max(used, 2 * workers + army)


@jit
def _by_now(figures, game, bot):
    """A figure by the loop at which who is begun now is there; after the last one in proportion to the time."""
    loop, last = np.int64(game.loop) + LEAD, np.int64(figures[PACES - 1])
    if bot.teaches or last == 0:
        return np.int64(UNLIMITED)
    k = loop // PACE
    if k >= PACES - 1:
        return last * loop // ((PACES - 1) * PACE)
    here, next = np.int64(figures[k]), np.int64(figures[k + 1])
    return here + (next - here) * (loop - k * PACE) // PACE
