"""Actions into commands, in bulk: entity slots to units, target cells to places."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from starleague.catalog.rules import ONE, i4, record
from starleague.catalog.vocabulary import AbilityClass, Flag
from starleague.engine.fixed import clamp, square_distance
from starleague.engine.grids import placement_error, snap
from starleague.engine.jit import entry, jit
from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_COMMANDS, Overflow
from starleague.engine.warping import warp_error
from starleague.env.action_rows import choices as choices
from starleague.env.action_rows import choices_from as choices_from
from starleague.env.encoding import encode as encode
from starleague.env.entities import frame_cell
from starleague.env.legality import is_open
from starleague.env.planes import FRAME
from starleague.env.spec import Shapes
from starleague.env.tables import NO_OP, POINT, UNIT

SEARCH = 6  # cells around a target cell's middle in which a place for a structure is looked for, at most
MAX_BASES = 40

LAND = record([  # where actions happen
    ("frame", FRAME),
    ("target_size", i4), ("max_selected", i4),
    ("n_bases", i4), ("bases", i4, (MAX_BASES, 2)),  # [1/4096 cell] best places of town halls
])

# What became of an action.
NOTHING, SENT, NO_UNITS, NO_TARGET, NO_ROOM = 0, 1, 2, 3, 4


def _nearest_first(radius: int) -> np.ndarray:
    """Offsets of the cells within a radius, nearest first; equal ones by direction."""
    steps = range(-radius, radius + 1)
    near = sorted((dx * dx + dy * dy, dy, dx) for dx in steps for dy in steps if dx * dx + dy * dy <= radius * radius)
    return np.array([(dx, dy) for _, dy, dx in near], np.int64)


OFFSETS = _nearest_first(SEARCH)


def land_of(frame: np.ndarray, shapes: Shapes, bases: ArrayLike) -> np.ndarray:
    """The LAND record of a map's frame and its bases [n, 2] in cells; array of one."""
    land = np.zeros(1, LAND)
    land["frame"] = frame
    land["target_size"], land["max_selected"] = shapes.sizes.target_size, shapes.sizes.max_selected
    known = np.asarray(bases, float).reshape(-1, 2)[:MAX_BASES]
    land["n_bases"] = len(known)
    land["bases"][0, : len(known)] = np.round(known * ONE)
    return land


@entry
def decode(rules, tables, land, games, seats, who, slots, generations, rows, results):
    """Put the actions ``rows`` of the seats ``who`` into their games' inboxes, and note them in the seats.

    ``slots`` and ``generations`` are those of the observations that the actions answer. ``results[k]`` tells
    what became of each: NOTHING, SENT, NO_UNITS, NO_TARGET or NO_ROOM.
    """
    for k in range(who.shape[0]):
        game = games[who[k, 0]]
        player = np.int64(who[k, 1])
        seat = seats[who[k, 0], player - 1]
        results[k] = _decode_one(rules[0], tables[0], land[0], game, player, seat, slots[k], generations[k], rows[k])


@jit
def _decode_one(rules, tables, land, game, player, seat, slots, generations, row):
    action = tables.actions[row.type]
    seat.last_action = row.type
    seat.n_selected = 0
    seat.target = 0
    if row.type == NO_OP:
        return NOTHING
    target = np.int64(0)
    if action.target == UNIT:
        if row.target_entity < 0:
            return NO_TARGET
        target = np.int64(slots[row.target_entity])
        if target == 0 or not game.units[target].alive:
            return NO_TARGET
        if game.units[target].generation != generations[row.target_entity]:
            return NO_TARGET
        seat.target = target
        seat.target_generation = generations[row.target_entity]
    first = _select(rules, tables, land, game, player, seat, slots, generations, row)
    if first == 0:
        return NO_UNITS
    ability = _row_now(rules, tables, game, player, first, row.type, action.target)
    x = np.int64(0)
    y = np.int64(0)
    if action.target == POINT:
        if row.target_cell < 0:
            return NO_TARGET
        x, y = _place(rules, land, game, player, first, ability, action.product, np.int64(row.target_cell))
    queued = row.queued if action.queueable else 0
    times = 1 + (row.repeat if action.repeatable else 0)
    for _ in range(times):
        if not _send(game, player, seat, ability, target, x, y, action.target == POINT, queued):
            return NO_ROOM
    return SENT


@jit
def _select(rules, tables, land, game, player, seat, slots, generations, row):
    """Note the chosen units that can do the action in the seat; the first of them, 0: none."""
    action = tables.actions[row.type]
    for k in range(land.max_selected):
        n = np.int64(row.units[k])
        if n < 0:
            break
        slot = np.int64(slots[n])
        unit = game.units[slot]
        if slot == 0 or not unit.alive or unit.generation != generations[n] or unit.owner != player:
            continue
        if _row_of(rules, tables, unit.type, row.type, action.target) == 0:
            continue
        seat.selected[seat.n_selected] = slot
        seat.selected_generations[seat.n_selected] = unit.generation
        seat.n_selected += 1
    return np.int64(seat.selected[0]) if seat.n_selected > 0 else np.int64(0)


@jit
def _row_of(rules, tables, unit_type, action, target):
    """The ability by which units of a type do an action; 0: they cannot."""
    kind = rules.unit_types[unit_type]
    if tables.actions[action].ability == rules.smart_ability:
        return np.int64(rules.smart_ability) if kind.move_ability != 0 or kind.rally_ability != 0 else np.int64(0)
    span = kind.abilities
    for k in range(span.first, span.first + span.count):
        if tables.action_of[rules.lists[k], target] == action:
            return np.int64(rules.lists[k])
    return np.int64(0)


@jit
def _row_now(rules, tables, game, player, slot, action, target):
    """The ability by which a unit does an action now: of several levels of an upgrade, the one that is next."""
    usual = _row_of(rules, tables, game.units[slot].type, action, target)
    span = rules.unit_types[game.units[slot].type].abilities
    for k in range(span.first, span.first + span.count):
        ability = rules.lists[k]
        if tables.action_of[ability, target] == action and is_open(rules, game, player, slot, ability):
            return np.int64(ability)
    return usual


@jit
def _place(rules, land, game, player, slot, ability, product, cell):
    """The place that a target cell means: its middle, or the nearest one where what is made can stand."""
    size = np.int64(land.target_size)
    side = np.int64(land.frame.side)
    x = np.int64(land.frame.left) + ((2 * (cell % size) + 1) * side) // (2 * size)
    y = np.int64(land.frame.bottom) + ((2 * (cell // size) + 1) * side) // (2 * size)
    x = clamp(x, np.int64(rules.terrain.left) * ONE, np.int64(rules.terrain.right) * ONE - 1)
    y = clamp(y, np.int64(rules.terrain.bottom) * ONE, np.int64(rules.terrain.top) * ONE - 1)
    if product == 0:
        return x, y
    if rules.unit_types[product].flags & Flag.TOWNHALL:
        base = _base_in(land, x, y, cell)
        if base >= 0:
            base_x, base_y = np.int64(land.bases[base, 0]), np.int64(land.bases[base, 1])
            if placement_error(rules, game, player, product, base_x, base_y, slot) == 0:
                return base_x, base_y
    reach = side // size // 2 + ONE  # into the neighbour cells' edges
    for k in range(OFFSETS.shape[0]):
        dx = OFFSETS[k, 0] * ONE
        dy = OFFSETS[k, 1] * ONE
        if dx * dx + dy * dy > reach * reach * 2:
            break
        near_x, near_y = snap(rules, product, x + dx, y + dy)
        if _has_place(rules, game, player, slot, ability, product, near_x, near_y):
            return np.int64(near_x), np.int64(near_y)
    near_x, near_y = snap(rules, product, x, y)
    return np.int64(near_x), np.int64(near_y)


@jit
def _has_place(rules, game, player, slot, ability, product, x, y):
    if rules.abilities[ability].kind == AbilityClass.WARP_TRAIN:
        return warp_error(rules, game, player, ability, x, y) == 0
    return placement_error(rules, game, player, product, x, y, slot) == 0


@jit
def _base_in(land, x, y, cell):
    """The base that lies in a target cell, the nearest to its middle; -1: none."""
    best = np.int64(-1)
    best_far = np.int64(0)
    for k in range(land.n_bases):
        base_x, base_y = np.int64(land.bases[k, 0]), np.int64(land.bases[k, 1])
        column, row = frame_cell(land.frame, base_x, base_y, land.target_size)
        far = square_distance(x, y, base_x, base_y)
        if row * np.int64(land.target_size) + column == cell and (best < 0 or far < best_far):
            best = np.int64(k)
            best_far = far
    return best


@jit
def _send(game, player, seat, ability, target, x, y, has_point, queued):
    """A command for the seat's selection into the inbox; False when it is full."""
    n = np.int64(seat.n_selected)
    if game.n_commands >= MAX_COMMANDS or np.int64(game.n_command_units) + n > MAX_COMMAND_UNITS:
        game.overflow |= Overflow.COMMANDS
        return False
    command = game.commands[game.n_commands]
    command.due = game.loop + max(np.int64(1), np.int64(game.action_delay))
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
    command.count = n
    for k in range(n):
        game.command_units[game.n_command_units] = seat.selected[k]
        game.command_generations[game.n_command_units] = seat.selected_generations[k]
        game.n_command_units += 1
    game.n_commands += 1
    return True
