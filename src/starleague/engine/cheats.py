"""What debug commands and the highest levels of the computer allow: a bit of ``game.cheats`` each, for each player."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from starleague.engine.jit import leaf

BITS = 8  # of one player
FAST = 10  # times


class Cheat(IntEnum):
    FREE = 1  # nothing costs minerals or vespene
    FOOD = 2  # supply sets no limit
    GOD = 4  # own units take no damage
    COOLDOWN = 8  # abilities are ready again at once
    TECH = 16  # no technology is required
    FAST_BUILD = 32
    HALF_MORE = 64  # workers bring home half as much again
    DOUBLE = 128  # twice as much


@leaf
def cheats(game, player, cheat):
    """Whether a player cheats so."""
    return np.int64(game.cheats) >> (np.int64(player) * BITS) & cheat != 0


@leaf
def gain(game, player, amount):
    """What becomes of an amount that a player's worker brings home."""
    if cheats(game, player, Cheat.DOUBLE):
        return np.int64(2 * amount)
    return np.int64(amount) + (np.int64(amount) // 2 if cheats(game, player, Cheat.HALF_MORE) else 0)


@leaf
def haste(game, player):
    """How many times faster a player builds, trains, researches and changes units."""
    return np.int64(FAST if cheats(game, player, Cheat.FAST_BUILD) else 1)
