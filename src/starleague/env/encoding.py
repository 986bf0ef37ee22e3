"""Commands into actions: what an agent would have had to choose to say what somebody else said."""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import entry, jit
from starleague.env.entities import frame_cell
from starleague.env.memory import MAX_SELECTED
from starleague.env.tables import NO_OP, NONE, POINT, UNIT


@entry
def encode(rules, tables, land, games, seats, who, slots, command, units, rows, results):
    """The action that would say ``command`` (a COMMAND row for the units ``units``) after an observation.

    One seat, ``who[0]``, which notes it as its last action; ``slots`` is its observation's. ``results[0]``: 1
    when the action says the command, 0 when none does (its units or target are not in the observation).
    """
    game = games[who[0, 0]]
    results[0] = _encode_one(tables[0], land[0], game, slots[0], command[0], units, rows[0])
    seat = seats[who[0, 0], np.int64(who[0, 1]) - 1]
    seat.n_selected = 0
    seat.target = 0
    seat.last_action = rows[0].type if results[0] else NO_OP
    if results[0]:
        _remember(game, seat, slots[0], rows[0])


@jit
def _encode_one(tables, land, game, slots, command, units, row):
    row.units[:] = -1
    row.target_entity = -1
    row.target_cell = -1
    row.queued = command.queued
    row.repeat = 0
    entity = np.int64(-1)
    if command.target != 0:
        entity = _entity_of(slots, command.target)
    kind = UNIT if entity >= 0 else (POINT if command.has_point or command.target != 0 else NONE)
    if tables.action_of[command.ability, kind] == 0:
        kind = NONE if kind == POINT else POINT
    row.type = tables.action_of[command.ability, kind]
    if row.type == 0:
        return 0
    if kind == UNIT:
        row.target_entity = entity
    elif kind == POINT:
        place = game.units[command.target]
        x, y = (place.x, place.y) if command.target != 0 else (command.x, command.y)
        column, line = frame_cell(land.frame, x, y, land.target_size)
        row.target_cell = line * np.int64(land.target_size) + column
    if not tables.actions[row.type].queueable:
        row.queued = 0
    n = 0
    for k in range(units.shape[0]):
        chosen = _entity_of(slots, units[k])
        if chosen >= 0 and n < land.max_selected:
            row.units[n] = chosen
            n += 1
    return 1 if n > 0 else 0


@jit
def _remember(game, seat, slots, row):
    """Note in a seat which units an action selects and aims at."""
    for k in range(MAX_SELECTED):
        if row.units[k] < 0:
            break
        seat.selected[k] = slots[row.units[k]]
        seat.selected_generations[k] = game.units[seat.selected[k]].generation
        seat.n_selected = k + 1
    if row.target_entity >= 0:
        seat.target = slots[row.target_entity]
        seat.target_generation = game.units[seat.target].generation


@jit
def _entity_of(slots, slot):
    """The entity slot that shows a unit; -1: none."""
    for n in range(slots.shape[0]):
        if slots[n] == slot:
            return np.int64(n)
    return np.int64(-1)
