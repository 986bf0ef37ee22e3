"""Validators about a place, and the distance between two."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, SHIFT
from starleague.catalog.vocabulary import ValidatorClass, Which
from starleague.engine.filters import passes
from starleague.engine.fixed import clamp, length
from starleague.engine.grids import walkable
from starleague.engine.jit import jit, leaf
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.unit_checks import compare, unit_holds


@jit
def place_holds(rules, game, rule, player, slot, other, caster, x, y):
    """Whether a validator (a VALIDATOR record) about a place holds, before ``negate``.

    The place is that of the unit in ``slot``, or (x, y) when there is none.
    """
    here_x, here_y, radius = _place(rules, game, slot, x, y)
    cell_x, cell_y = _cell(here_x, GRID_W), _cell(here_y, GRID_H)
    kind = rule.kind
    if kind == ValidatorClass.LOCATION_COMPARE_RANGE:
        if other == 0 and rule.other <= Which.SOURCE:
            return False
        there_x, there_y, other_radius = _place(rules, game, other, x, y)
        apart = length(here_x - there_x, here_y - there_y) - radius - other_radius
        return compare(apart, rule.compare, rule.value)
    if kind == ValidatorClass.LOCATION_CREEP:
        return _is_creep(game, here_x, here_y, np.int64(rule.radius))
    if kind == ValidatorClass.LOCATION_COMPARE_CLIFF_LEVEL:
        level = np.int64(rule.value)
        if rule.with_other:
            there_x, there_y, _ = _place(rules, game, other, x, y)
            level = np.int64(rules.terrain.cliff[_cell(there_y, GRID_H), _cell(there_x, GRID_W)])
        return compare(rules.terrain.cliff[cell_y, cell_x], rule.compare, level)
    if kind == ValidatorClass.LOCATION_PATHABLE:
        return walkable(rules, game, cell_x, cell_y)
    if kind == ValidatorClass.LOCATION_PLACEMENT:
        return _has_ground(rules, game, cell_x, cell_y, np.int64(rule.radius) >> SHIFT)
    if kind == ValidatorClass.LOCATION_VISION:
        return player == 0 or game.visibility[player - 1, cell_y, cell_x] == 2
    if kind == ValidatorClass.LOCATION_ENUM_AREA:
        return compare(_crowd(rules, game, rule, player, caster, here_x, here_y), rule.compare, rule.value)
    return True


@leaf
def _cell(place, size):
    """Row or column of a grid [cells]."""
    return clamp(place >> SHIFT, 0, size - 1)


@jit
def _is_creep(game, x, y, reach):
    """Whether creep lies at a place, or that near in one of the four directions."""
    for dx, dy in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
        if game.creep[_cell(y + dy * reach, GRID_H), _cell(x + dx * reach, GRID_W)]:
            return True
    return False


@jit
def _place(rules, game, slot, x, y):
    """(x, y, radius) of a unit, or of a point."""
    if slot == 0:
        return np.int64(x), np.int64(y), np.int64(0)
    unit = game.units[slot]
    return np.int64(unit.x), np.int64(unit.y), np.int64(rules.unit_types[unit.type].radius)


@jit
def _has_ground(rules, game, cell_x, cell_y, reach):
    """Whether a cell within ``reach`` cells can be walked on."""
    for row in range(max(np.int64(0), cell_y - reach), min(np.int64(GRID_H - 1), cell_y + reach) + 1):
        for column in range(max(np.int64(0), cell_x - reach), min(np.int64(GRID_W - 1), cell_x + reach) + 1):
            if walkable(rules, game, column, row):
                return True
    return False


@jit
def _crowd(rules, game, rule, player, caster, x, y):
    """How many units that pass the validator's filters and children stand within its radius."""
    n = np.int64(0)
    reach = np.int64(rule.radius)
    for row in range(first_row(y - reach), last_row(y + reach) + 1):
        start, stop = span(game, row, x - reach, x + reach)
        for k in range(start, stop):
            slot = np.int64(game.scratch.sorted[k])
            unit = game.units[slot]
            if length(np.int64(unit.x) - x, np.int64(unit.y) - y) <= reach:
                if passes(rules, game, rule.filters, player, caster, slot):
                    n += _counts(rules, game, rule, player, caster, slot)
    return n


@jit
def _counts(rules, game, rule, player, caster, slot):
    """Whether a unit passes all children of a validator; they may combine others that combine others."""
    for k in range(rule.children.first, rule.children.first + rule.children.count):
        child = rules.validators[rules.lists[k]]
        if child.kind != ValidatorClass.COMBINE:
            if not _passes_one(rules, game, child, player, caster, slot):
                return False
            continue
        met = child.any == 0
        for part in range(child.children.first, child.children.first + child.children.count):
            if _passes_some(rules, game, rules.validators[rules.lists[part]], player, caster, slot) != met:
                met = not met
                break
        if met == (child.negate != 0):
            return False
    return True


@jit
def _passes_some(rules, game, rule, player, caster, slot):
    """Whether a unit passes a validator, or the combination of some."""
    if rule.kind != ValidatorClass.COMBINE:
        return _passes_one(rules, game, rule, player, caster, slot)
    met = rule.any == 0
    for k in range(rule.children.first, rule.children.first + rule.children.count):
        if _passes_one(rules, game, rules.validators[rules.lists[k]], player, caster, slot) != met:
            met = not met
            break
    return met != (rule.negate != 0)


@jit
def _passes_one(rules, game, rule, player, caster, slot):
    return unit_holds(rules, game, rule, player, caster, slot, caster) != (rule.negate != 0)
