"""Phase receive_commands: what players say, checked, becomes orders."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Verb
from starleague.engine.checks import ability_available as ability_available
from starleague.engine.checks import command_error as command_error
from starleague.engine.effect_queue import still
from starleague.engine.events import emit
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit
from starleague.engine.journal import note
from starleague.engine.layout import MAX_ORDERS, EventKind
from starleague.engine.obedience import obey
from starleague.engine.patches import FAR
from starleague.engine.queues import parallel
from starleague.engine.refusals import Refusal
from starleague.engine.repertoire import autocast_bit, holds, same_command
from starleague.engine.smart import meaning

EVERYWHERE = 250 * 4096  # [1/4096 cell] ranges from here on mean the whole map
BUSY = 1 << 50  # added to the squared distance of a unit that should rather not be taken
LADEN = 1 << 34  # the same, when it would lose little (32 cells)


@jit
def receive_commands(rules, game):
    """Take the commands that are due out of the inbox and act on them; refusals become EventKind.ERROR events."""
    kept = np.int64(0)
    kept_units = np.int64(0)
    for c in range(game.n_commands):
        command = game.commands[c]
        if command.due <= game.loop:
            note(game, command)
            _act(rules, game, command)
            continue
        first = np.int64(command.first)
        for k in range(command.count):
            game.command_units[kept_units + k] = game.command_units[first + k]
            game.command_generations[kept_units + k] = game.command_generations[first + k]
        game.commands[kept] = command
        game.commands[kept].first = kept_units
        kept_units += np.int64(game.commands[kept].count)
        kept += 1
    game.n_commands = kept
    game.n_command_units = kept_units


@jit
def _act(rules, game, command):
    """One command: every unit that it names does its part, or one of them when one is enough."""
    target = still(game, command.target, command.target_generation)
    chosen = np.int64(0)
    chosen_row = np.int64(0)
    chosen_cost = np.int64(FAR)
    refused = np.int64(0)
    refused_row = np.int64(0)
    reason = np.int64(0)
    obeyed = False
    for k in range(command.count):
        slot = still(game, game.command_units[command.first + k], game.command_generations[command.first + k])
        if slot == 0 or game.units[slot].owner != command.player:
            continue
        row, error = row_of(
            rules, game, np.int64(command.player), slot, np.int64(command.ability), target,
            command.target != 0 and target == 0, np.int64(command.x), np.int64(command.y),
            command.has_point != 0, command.queued != 0, command.autocast != 0,
        )
        if error != 0:
            refused, refused_row, reason = slot, row, error
        elif command.autocast:
            game.units[slot].autocast ^= autocast_bit(rules, game.units[slot].type, row)
            obeyed = True
        elif not _is_for_one(rules.abilities[row]):
            _give(rules, game, command, slot, row, target)
            obeyed = True
        else:
            cost = _cost(rules, game, command, slot, row, target)
            if chosen == 0 or cost < chosen_cost:
                chosen, chosen_row, chosen_cost = slot, row, cost
    if chosen != 0:
        _give(rules, game, command, chosen, chosen_row, target)
    elif refused != 0 and not obeyed:
        emit(game, EventKind.ERROR, command.player, refused, reason, refused_row)


@jit
def _is_for_one(row):
    """Whether one unit of the selection is enough to do what the command says."""
    if row.kind == AbilityClass.MERGE:
        return False
    return row.kind == AbilityClass.WARP_TRAIN or row.flags & AbilityFlag.BEST_UNIT != 0


@jit
def _give(rules, game, command, slot, row, target):
    x, y = np.int64(command.x), np.int64(command.y)
    obey(rules, game, slot, row, command.queued != 0, target, x, y, command.has_point != 0)


@jit
def row_of(rules, game, player, slot, ability, target, lost, x, y, has_point, queued, autocast):
    """(row, ActionResult): the ability by which a unit carries a command out, and what speaks against it.

    Of several rows that a general command ("cancel") stands for, the first that the unit may use now.
    ``lost``: the target that the command names is gone.
    """
    unit_type = game.units[slot].type
    row = meaning(rules, game, player, slot, ability, target)
    if row == 0:
        return np.int64(ability), np.int64(Refusal.NOT_SUPPORTED)
    if lost and not has_point:
        return row, np.int64(Refusal.CANT_TARGET_THAT_UNIT)
    if autocast:
        return row, np.int64(0 if autocast_bit(rules, unit_type, row) != 0 else Refusal.NOT_SUPPORTED)
    if not holds(rules, unit_type, row):
        return row, np.int64(0)  # it goes aboard its target, by that one's ability
    error = _error(rules, game, player, slot, row, target, x, y, has_point, queued)
    if error != 0 and rules.abilities[ability].kind == AbilityClass.GENERIC:
        span = rules.unit_types[unit_type].abilities
        for k in range(span.first, span.first + span.count):
            other = np.int64(rules.lists[k])
            if other != row and same_command(rules, ability, other):
                if _error(rules, game, player, slot, other, target, x, y, has_point, queued) == 0:
                    return other, np.int64(0)
    return row, error


@jit
def _error(rules, game, player, slot, row, target, x, y, has_point, queued):
    error = command_error(rules, game, player, slot, row, target, x, y, has_point)
    if queued and rules.abilities[row].verb == Verb.RETURN:
        error = np.int64(0)  # by then it may carry something
    if error == 0 and queued and game.units[slot].n_orders >= MAX_ORDERS:
        error = np.int64(Refusal.ORDER_QUEUE_IS_FULL)
    return error


@jit
def _cost(rules, game, command, slot, row, target):
    """How unfit a unit is to be the one that obeys: the least is taken."""
    unit = game.units[slot]
    ability = rules.abilities[row]
    if unit.n_queued > 0 and (ability.kind == AbilityClass.TRAIN or ability.kind == AbilityClass.RESEARCH):
        waiting = (np.int64(unit.n_queued) << 8) // parallel(rules, unit)
        return (waiting << 32) - unit.queue[0].progress
    cost = np.int64(0)
    if ability.range >= EVERYWHERE:
        cost = BUSY // 2 - np.int64(unit.energy)
    elif target != 0:
        cost = square_distance(unit.x, unit.y, game.units[target].x, game.units[target].y)
    elif command.has_point:
        cost = square_distance(unit.x, unit.y, command.x, command.y)
    if unit.n_orders > 0:
        kind = rules.abilities[unit.orders[0].ability].kind
        if kind == ability.kind and kind != AbilityClass.MOVE and not command.queued:
            cost += BUSY
        elif unit.carrying != 0:
            cost += LADEN
    return cost
