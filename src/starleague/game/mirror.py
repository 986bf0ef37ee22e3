"""A game as an outside client is told of it, in the record of our own games: what reads games reads it, too.

The record is filled anew from each observation. What a client is not told (cooldowns of abilities, the other
side's orders) is as if it were not there.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.births import create
from starleague.engine.census import count_units
from starleague.engine.jit import entry
from starleague.engine.layout import MAX_BUFFS, MAX_UNITS, UNIT
from starleague.engine.neighbors import rebuild
from starleague.engine.upgrades import complete
from starleague.game.games import Games

# What is told of a unit; the rest follows from its type.
TOLD = (
    "x", "y", "life", "shields", "energy", "facing", "target", "target_generation", "cooldown", "n_orders", "flying",
    "building", "powered", "gather_target", "generation", "serial", "born", "orders", "progress", "build_time",
    "build_ability", "queue", "n_queued", "addon", "addon_host", "carrying", "carry_rich", "inside", "contents",
    "harvesters", "cargo_used", "since_damage", "visible_to", "detected_by", "seen_by",
)
STATES = "states"  # bits that come to those of the type


class Mirror:
    """Keeps ``games[0]`` as it was told: write into ``told``, a UNIT record for each slot, then ``show``."""

    def __init__(self, games: Games):
        self.games = games
        self.told = np.zeros(MAX_UNITS, UNIT)

    def forget(self) -> None:
        """Begin a new account of the units."""
        self.told[:] = np.zeros((), UNIT)

    def show(self, loop: int) -> None:
        """Make the game's record what was told."""
        game = self.games[0]
        _clear(game)
        game.loop = loop
        slots = np.flatnonzero(self.told["alive"])
        people(self.games.table, self.games.state, 0, self.told, slots)
        units = game.units
        for name in TOLD:
            units[name][slots] = self.told[name][slots]
        units[STATES][slots] |= self.told[STATES][slots]
        gone_by = (loop - units["born"][slots]) * ONE
        units["cooldowns"][slots] = np.maximum(0, units["cooldowns"][slots] - gone_by[:, None])
        for slot in slots[self.told["n_buffs"][slots] > 0].tolist():
            _add_buffs(units[slot], self.told[slot])

    def count(self) -> None:
        """Who is near whom, and what each player has: after all of ``show`` is corrected."""
        count(self.games.table, self.games.state, 0)

    def research(self, player: int, upgrade: int) -> None:
        """An upgrade (row) is done, if it was not."""
        if self.games[0].players[player].upgrades[upgrade] != 1:
            finish(self.games.table, self.games.state, 0, player, upgrade)


def _clear(game: np.record) -> None:
    """Nobody is there."""
    game.units[: int(game.n_slots)] = np.zeros((), UNIT)
    for name in ("n_resources", "n_free", "n_patches", "n_missiles", "n_persistents", "n_commands", "n_command_units"):
        game[name] = 0
    for grid in ("blocked", "occupied", "near_resources", "creep"):
        game[grid][:] = 0
    game.n_slots = 1
    game.overflow = 0


def _add_buffs(unit: np.record, told: np.record) -> None:
    """What was told of, beside the buffs that its type is born with."""
    have, more = int(unit.n_buffs), int(told.n_buffs)
    more = min(more, MAX_BUFFS - have)
    unit.buffs[have : have + more] = told.buffs[:more]
    unit.n_buffs = have + more


@entry
def people(rules, games, g, told, slots):
    """Finished units of the types that were told, each in its own slot, with all that its type brings along."""
    game = games[g]
    for k in range(slots.shape[0]):
        slot = np.int64(slots[k])
        game.n_free = 1
        game.free[0] = slot
        game.n_slots = max(np.int64(game.n_slots), slot + 1)
        create(rules[0], game, told[slot].type, told[slot].owner, told[slot].x, told[slot].y)
    game.n_free = 0
    game.n_events = 0
    game.n_patches = 0
    game.scratch.n_pending = 0


@entry
def count(rules, games, g):
    """Neighbours and counts, without the loops that a tick would count."""
    game = games[g]
    rebuild(rules[0], game)
    count_units(rules[0], game)


@entry
def finish(rules, games, g, player, upgrade):
    """An upgrade is done for a player."""
    complete(rules[0], games[g], player, upgrade)
    games[g].n_events = 0
