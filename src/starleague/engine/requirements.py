"""What tech a player or unit must have: the requirement trees of the data."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import CountState, RequirementClass
from starleague.engine.buffs import count as count_buffs
from starleague.engine.jit import jit
from starleague.engine.layout import REQUIREMENT_DEPTH


@jit
def holds(rules, game, player, slot, requirement):
    """Whether a requirement is met by a player, and by the asking unit (0: none) where it counts "at unit"."""
    if requirement == 0:
        return True
    if rules.requirements[requirement].left == 0:
        return _count(rules, game, player, slot, requirement) != 0
    return _evaluate(rules, game, player, slot, requirement) != 0


@jit
def _evaluate(rules, game, player, slot, requirement):
    """Value of a tree, by a stack of nodes still to do: -node means that its branches' values are ready."""
    nodes = game.scratch.requirement_nodes
    values = game.scratch.requirement_values
    nodes[0] = requirement
    n_nodes = 1
    n_values = 0
    while 0 < n_nodes <= REQUIREMENT_DEPTH - 3:
        n_nodes -= 1
        node = np.int64(nodes[n_nodes])
        row = rules.requirements[abs(node)]
        if row.left == 0:
            values[n_values] = _count(rules, game, player, slot, node)
            n_values += 1
        elif node > 0:
            nodes[n_nodes] = -node
            n_nodes += 1
            if row.right != 0:
                nodes[n_nodes] = row.right
                n_nodes += 1
            nodes[n_nodes] = row.left
            n_nodes += 1
        elif row.right == 0:
            values[n_values - 1] = _combine(row.kind, np.int64(values[n_values - 1]), np.int64(1))
        else:
            n_values -= 1
            values[n_values - 1] = _combine(row.kind, np.int64(values[n_values - 1]), np.int64(values[n_values]))
    return np.int64(values[0])


@jit
def _combine(kind, left, right):
    """Value of a node from the values of its branches."""
    truth = False
    if kind == RequirementClass.AND:
        truth = left != 0 and right != 0
    elif kind == RequirementClass.OR:
        truth = left != 0 or right != 0
    elif kind == RequirementClass.NOT:
        truth = left == 0
    elif kind == RequirementClass.EQ:
        truth = left == right
    elif kind == RequirementClass.LT:
        truth = left < right
    elif kind == RequirementClass.GT:
        truth = left > right
    return np.int64(1) if truth else np.int64(0)


@jit
def _count(rules, game, player, slot, requirement):
    """Value of a node without branches."""
    row = rules.requirements[requirement]
    if row.kind == RequirementClass.COUNT_UNIT:
        if row.state >= CountState.COMPLETE_AT_UNIT:
            return _units_at(rules, game, row, slot)
        return _units_of(rules, game, row, player)
    if row.kind == RequirementClass.COUNT_UPGRADE:
        state = np.int64(game.players[player].upgrades[row.reference])
        if row.state == CountState.COMPLETE or row.state == CountState.COMPLETE_AT_UNIT:
            return np.int64(1) if state == 1 else np.int64(0)
        return np.int64(1) if state != 0 else np.int64(0)
    if row.kind == RequirementClass.COUNT_BEHAVIOR:
        return np.int64(count_buffs(game, slot, row.reference)) if slot != 0 else np.int64(0)
    if row.kind == RequirementClass.CONST:
        return np.int64(row.value)
    return np.int64(1)  # ALLOW_UNIT: melee allows all


@jit
def _units_of(rules, game, row, player):
    """How many units of the types a player has."""
    owner = game.players[player]
    total = np.int64(0)
    for k in range(row.types.first, row.types.first + row.types.count):
        kind = rules.lists[k]
        total += owner.complete[kind]
        if row.state != CountState.COMPLETE:
            total += owner.pending[kind]
    return total


@jit
def _units_at(rules, game, row, slot):
    """How many of the asking unit, its add-on, its host and its magazine are of the types."""
    if slot == 0:
        return np.int64(0)
    unit = game.units[slot]
    total = np.int64(0)
    for k in range(row.types.first, row.types.first + row.types.count):
        kind = rules.lists[k]
        for other in (np.int64(slot), np.int64(unit.addon), np.int64(unit.addon_host)):
            counts = row.state != CountState.COMPLETE_AT_UNIT or not game.units[other].building
            if other != 0 and game.units[other].type == kind and counts:
                total += 1
        if rules.unit_types[unit.type].magazine != 0:
            total += _in_magazine(game, slot, kind, row.state != CountState.COMPLETE_AT_UNIT)
    return total


@jit
def _in_magazine(game, carrier, unit_type, queued):
    """How many units of a type a carrier has, inside, outside and, if asked, in its queue."""
    ship = game.units[carrier]
    total = np.int64(ship.n_queued if queued else 0)
    for p in range(ship.n_passengers):
        total += np.int64(game.units[ship.passengers[p]].type == unit_type)
    for k in range(game.scratch.n_live):
        unit = game.units[game.scratch.live[k]]
        if unit.launched and unit.type == unit_type and unit.alive and unit.life > 0:
            total += np.int64(unit.builder == carrier and unit.builder_generation == ship.generation)
    return total
