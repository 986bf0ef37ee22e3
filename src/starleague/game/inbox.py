"""Commands as Python sees them: put into a game's inbox, read out of its journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_COMMANDS, Overflow


@dataclass(frozen=True, eq=False)
class Command:
    """What a player tells his units."""

    due: int  # loop at whose start it takes effect
    player: int
    ability: int  # row of the rules
    units: np.ndarray  # slots
    generations: np.ndarray  # of the slots
    target: int = 0  # slot
    target_generation: int = 0
    x: int = 0  # [1/4096 cell]
    y: int = 0
    has_point: bool = False
    queued: bool = False
    autocast: bool = False


def post(game: np.record, command: Command) -> bool:
    """Put a command into the inbox; False, with Overflow.COMMANDS set, when it is full."""
    n, first = int(game.n_commands), int(game.n_command_units)
    last = first + len(command.units)
    if n >= MAX_COMMANDS or last > MAX_COMMAND_UNITS:
        game.overflow |= Overflow.COMMANDS
        return False
    game.command_units[first:last] = command.units
    game.command_generations[first:last] = command.generations
    row = game.commands[n]
    for name in _FIELDS:
        row[name] = getattr(command, name)
    row["first"], row["count"] = first, len(command.units)
    game.n_commands, game.n_command_units = n + 1, last
    return True


def drain(game: np.record) -> Iterator[Command]:
    """The commands that took effect since the last call, in their order; the journal is then empty."""
    scratch = game.scratch
    for row in scratch.journal[: int(scratch.n_journal)]:
        units = slice(int(row["first"]), int(row["first"]) + int(row["count"]))
        facts = {name: int(row[name]) for name in _FIELDS}
        for name in ("has_point", "queued", "autocast"):
            facts[name] = bool(facts[name])
        yield Command(**facts, units=scratch.journal_units[units].copy(),
                      generations=scratch.journal_generations[units].copy())
    scratch.n_journal, scratch.n_journal_units = 0, 0


_FIELDS = (
    "due", "player", "ability", "target", "target_generation", "x", "y", "has_point", "queued", "autocast",
)
