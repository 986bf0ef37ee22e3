"""How a computer player speaks: commands into the game's inbox, as any player's."""

from __future__ import annotations

from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_COMMANDS, Overflow


@jit
def say(game, player, slot, ability, target, x, y, has_point, queued):
    """One unit, one command; False when the inbox is full."""
    if game.n_commands >= MAX_COMMANDS or game.n_command_units >= MAX_COMMAND_UNITS:
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
    game.n_commands += 1
    _add(game, command, slot)
    return True


@jit
def tell(game, player, slot, ability, target, x, y, has_point):
    """As ``say``, but units that are told the same one after the other share a command."""
    if game.n_commands > 0 and game.n_command_units < MAX_COMMAND_UNITS:
        last = game.commands[game.n_commands - 1]
        same = last.due == game.loop + 1 and last.player == player and last.ability == ability and not last.queued
        aim = last.target == target and last.has_point == has_point and last.x == x and last.y == y
        if same and aim and last.first + last.count == game.n_command_units:
            _add(game, last, slot)
            return True
    return say(game, player, slot, ability, target, x, y, has_point, 0)


@jit
def _add(game, command, slot):
    game.command_units[game.n_command_units] = slot
    game.command_generations[game.n_command_units] = game.units[slot].generation
    game.n_command_units += 1
    command.count += 1
