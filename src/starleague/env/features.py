"""Observations, built in bulk straight from the state of many games."""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import entry, jit, leaf
from starleague.env.choice import WORK, choose
from starleague.env.entities import describe, frame_cell
from starleague.env.legality import mark_available
from starleague.env.planes import count_items, draw_planes, frame_of, still_planes, tell_scalars
from starleague.env.spec import BUILD_ORDER, ENTITY, ENTITY_IDS, SCALAR, SCALAR_FIELDS, SIZES, Sizes, shapes
from starleague.env.z import track

N_ORDERS, N_QUEUED, N_BUFFS = 4, 2, 2  # of ENTITY_IDS
HEAD = len(SCALAR_FIELDS)

OBSERVATION_KEYS = (
    "entity_type", "entity_ids", "entity_features", "entity_cell", "entity_count", "planes", "scalars",
    "last_action", "available", "z_build", "z_counts", "opponent_scalars", "opponent_counts",
)


class Observer:
    """Builds observations of seats (game, player) into arrays that it keeps.

    ``rules`` is the array of one record that the games are played by (its terrain gives the still planes).
    What ``observe`` returns is overwritten by the next call: copy what must last.
    """

    def __init__(self, rules: np.ndarray, capacity: int, sizes: str | Sizes = "tiny", patch: str = "4.10"):
        self.rules = rules
        self.shapes = shapes(sizes, patch)
        self.sizes = SIZES[sizes] if isinstance(sizes, str) else sizes
        self.tables = self.shapes.tables.compiled
        self.frame = frame_of(rules.reshape(-1)[0])
        self.still = still_planes(rules.reshape(-1)[0], self.frame, self.sizes.map_size)
        self.work = np.zeros(1, WORK)
        self.arrays = zero_observations(self.shapes, capacity)
        self.entities = self.arrays["entity_features"].view(ENTITY)[..., 0]
        self.heads = self.arrays["scalars"][:, :HEAD].view(SCALAR)[..., 0]
        self.opponent_heads = self.arrays["opponent_scalars"][:, :HEAD].view(SCALAR)[..., 0]
        self.slots = np.zeros((capacity, self.sizes.max_entities), np.int16)  # unit slot of each entity slot
        self.generations = np.zeros((capacity, self.sizes.max_entities), np.int16)

    def observe(self, games: np.ndarray, seats: np.ndarray, who: np.ndarray) -> dict[str, np.ndarray]:
        """Observations of the seats ``who`` [n, 2] (game, player), by row; views of the kept arrays.

        ``seats`` are ``memory.seats`` of the games: their statistics are brought up to now.
        """
        who = np.ascontiguousarray(who, np.int32)
        a = self.arrays
        observe_seats(
            self.rules.reshape(-1), self.tables, games, seats, who, self.frame, self.still, self.work,
            np.int64(self.shapes.sizes.max_neutral),
            self.entities, a["entity_features"], a["entity_type"], a["entity_ids"], a["entity_cell"],
            a["entity_count"], self.slots, self.generations, a["planes"], self.heads, a["scalars"],
            self.opponent_heads, a["opponent_scalars"], a["opponent_counts"], a["last_action"], a["available"],
            a["z_build"], a["z_counts"],
        )
        return {key: array[: len(who)] for key, array in a.items()}


def zero_observations(s, capacity: int) -> dict[str, np.ndarray]:
    """Arrays of an observation with a leading axis."""
    n, m = s.sizes.max_entities, s.sizes.map_size
    shape_of = {
        "entity_type": ((n,), np.int16), "entity_ids": ((n, len(ENTITY_IDS)), np.int16),
        "entity_features": ((n, s.entity_features), np.float32), "entity_cell": ((n, 2), np.int16),
        "entity_count": ((), np.int32), "planes": ((s.planes, m, m), np.float32),
        "scalars": ((s.scalars,), np.float32), "last_action": ((), np.int32), "available": ((s.actions,), np.uint8),
        "z_build": ((BUILD_ORDER,), np.int16), "z_counts": ((s.items,), np.float32),
        "opponent_scalars": ((s.scalars,), np.float32), "opponent_counts": ((s.items,), np.float32),
    }
    return {key: np.zeros((capacity, *shape_of[key][0]), shape_of[key][1]) for key in OBSERVATION_KEYS}


@entry
def observe_seats(
    rules, tables, games, seats, who, frame, still, work,
    max_neutral, entities, entity_features, entity_type, entity_ids, entity_cell, entity_count, slots, generations,
    planes, heads, scalars, opponent_heads, opponent_scalars, opponent_counts,
    last_action, available, z_build, z_counts,
):
    """Fill row k of every array with the observation of seat ``who[k]``."""
    for k in range(who.shape[0]):
        game = games[who[k, 0]]
        player = np.int64(who[k, 1])
        seat = seats[who[k, 0], player - 1]
        other = seats[who[k, 0], 2 - player]
        track(tables[0], game, player, seat.statistics)
        track(tables[0], game, 3 - player, other.statistics)
        # the opponent first: the work record then holds what this player knows
        choose(rules[0], game, 3 - player, 0, 0, work[0])
        _tell_player(rules[0], tables[0], game, 3 - player, work[0], opponent_heads[k], opponent_scalars[k])
        _copy_counts(tables[0], other.statistics, opponent_counts[k])
        choose(rules[0], game, player, slots.shape[1], max_neutral, work[0])
        _tell_player(rules[0], tables[0], game, player, work[0], heads[k], scalars[k])
        heads[k].entities = np.float32(work[0].n_chosen) / np.float32(slots.shape[1])
        draw_planes(rules[0], game, player, frame[0], work[0], still, planes[k])
        mark_available(rules[0], tables[0], game, player, work[0], available[k])
        entity_count[k] = work[0].n_chosen
        entity_features[k] = 0.0
        entity_ids[k] = 0
        for n in range(slots.shape[1]):
            slot = np.int64(work[0].chosen[n]) if n < work[0].n_chosen else np.int64(0)
            slots[k, n] = slot
            generations[k, n] = game.units[slot].generation
            entity_type[k, n] = game.units[slot].type if slot != 0 else 0
            entity_cell[k, n, 0] = 0
            entity_cell[k, n, 1] = 0
            if slot != 0:
                unit = game.units[slot]
                describe(rules[0], tables[0], game, player, unit, frame[0], entities[k, n])
                _name_doings(rules[0], tables[0], game, player, unit, entity_ids[k, n])
                column, row = frame_cell(frame[0], unit.x, unit.y, planes.shape[2])
                entity_cell[k, n, 0] = column
                entity_cell[k, n, 1] = row
        _mark_memory(game, seat, work[0], entities[k])
        last_action[k] = seat.last_action
        for n in range(BUILD_ORDER):
            z_build[k, n] = seat.z_build[n]
        for item in range(z_counts.shape[1]):
            z_counts[k, item] = seat.z_counts[item]


@jit
def _tell_player(rules, tables, game, player, work, head, scalars):
    n = tables.n_items
    scalars[:] = 0
    tell_scalars(game, player, work, head)
    own = scalars[HEAD : HEAD + n]
    pending = scalars[HEAD + n : HEAD + 2 * n]
    count_items(rules, tables, game, player, work, own, pending, scalars[HEAD + 2 * n :])


@jit
def _copy_counts(tables, statistics, counts):
    for item in range(tables.n_items):
        counts[item] = statistics.counts[item]


@jit
def _name_doings(rules, tables, game, player, unit, ids):
    """ENTITY_IDS of a unit: orders, queue and add-on of own ones, buffs of all that are seen."""
    if unit.owner == player:
        for k in range(min(np.int64(unit.n_orders), np.int64(N_ORDERS))):
            ids[k] = _order_action(tables, unit.orders[k])
        for k in range(min(np.int64(unit.n_queued), np.int64(N_QUEUED))):
            ability = rules.abilities[unit.queue[k].ability]
            item = tables.item_of_type[ability.product]
            ids[N_ORDERS + k] = item if item != 0 else tables.item_of_upgrade[ability.upgrade]
        if unit.addon != 0:
            ids[N_ORDERS + N_QUEUED] = game.units[unit.addon].type
    if unit.visible_to & (1 << player) != 0 or unit.owner == player:
        n = 0
        for k in range(unit.n_buffs):
            index = tables.buff_index[unit.buffs[k].behavior]
            if index != 0 and n < N_BUFFS:
                ids[N_ORDERS + N_QUEUED + 1 + n] = index
                n += 1


@leaf
def _order_action(tables, order):
    """The action that an order came from."""
    target = 2 if order.target != 0 else np.int64(order.has_point)
    action = tables.action_of[order.ability, target]
    for other in range(3):
        if action == 0:
            action = tables.action_of[order.ability, other]
    return action


@jit
def _mark_memory(game, seat, work, entities):
    """was_selected and was_targeted, from the seat's last action."""
    for n in range(work.n_chosen):
        slot = work.chosen[n]
        generation = game.units[slot].generation
        if seat.target == slot and seat.target_generation == generation:
            entities[n].was_targeted = 1.0
        for k in range(seat.n_selected):
            if seat.selected[k] == slot and seat.selected_generations[k] == generation:
                entities[n].was_selected = 1.0
