"""What was done in a game: commands in the order in which they took effect, for whoever records it.

``scratch.journal_on`` turns it on; the recorder empties it often enough that it does not fill.
"""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_COMMANDS


@jit
def note(game, command):
    """Write down a command that takes effect in this loop."""
    scratch = game.scratch
    if not scratch.journal_on:
        return
    count = np.int64(command.count)
    if scratch.n_journal >= MAX_COMMANDS or scratch.n_journal_units + count > MAX_COMMAND_UNITS:
        scratch.journal_lost = 1
        return
    entry = scratch.journal[scratch.n_journal]
    entry.due = game.loop
    entry.player = command.player
    entry.queued = command.queued
    entry.ability = command.ability
    entry.autocast = command.autocast
    entry.has_point = command.has_point
    entry.target = command.target
    entry.target_generation = command.target_generation
    entry.x = command.x
    entry.y = command.y
    entry.first = scratch.n_journal_units
    entry.count = count
    for k in range(count):
        scratch.journal_units[scratch.n_journal_units] = game.command_units[command.first + k]
        scratch.journal_generations[scratch.n_journal_units] = game.command_generations[command.first + k]
        scratch.n_journal_units += 1
    scratch.n_journal += 1
