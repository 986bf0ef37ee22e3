"""How a computer player speaks: commands into the game's inbox, as any player's."""

from __future__ import annotations

from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_COMMANDS, Overflow


@jit
def open_command(game, player, ability, target, x, y, has_point, queued):
    """Begin a command without units; False when the inbox is full."""
    if game.n_commands >= MAX_COMMANDS:
        game.overflow |= Overflow.COMMANDS
        return False
    command = game.commands[game.n_commands]
    command.due = game.loop + 1
    command.player = player
    command.queued = queued
    command.ability = ability
    command.autocast = 0
    command.has_point = has_point
    command.target = target
    command.target_generation = game.units[target].generation
    command.x = x
    command.y = y
    command.first = game.n_command_units
    command.count = 0
    return True


@jit
def add_unit(game, slot):
    """Add a unit to the command that is open."""
    if game.n_command_units < MAX_COMMAND_UNITS:
        game.command_units[game.n_command_units] = slot
        game.command_generations[game.n_command_units] = game.units[slot].generation
        game.n_command_units += 1
        game.commands[game.n_commands].count += 1


@jit
def close_command(game):
    """Send the open command, unless nobody is in it."""
    if game.commands[game.n_commands].count > 0:
        game.n_commands += 1


@jit
def say(game, player, slot, ability, target, x, y, has_point, queued):
    """One unit, one command."""
    if open_command(game, player, ability, target, x, y, has_point, queued):
        add_unit(game, slot)
        close_command(game)
