"""Creep: patches that grow round their sources, ring by ring, and recede from the rim once the source is gone.

A patch covers the first cells of its behavior's ``creep_cells``; ``game.creep`` counts the patches over a
cell. Creep lies wherever the terrain can be walked or built on, structures or not, and nothing keeps it off.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE, SHIFT
from starleague.engine.buffs import find
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_PATCHES, Overflow


@jit
def begin_creep(rules, game, slot, behavior):
    """A source starts to lay creep: all of it as the game starts, else the first rings, and the rest in time."""
    if game.n_patches >= MAX_PATCHES:
        game.overflow |= Overflow.PATCHES
        return
    unit = game.units[slot]
    rule = rules.behaviors[behavior]
    patch = game.patches[game.n_patches]
    game.n_patches += 1
    patch.behavior = behavior
    patch.unit = slot
    patch.generation = unit.generation
    patch.column = np.int64(unit.x) >> SHIFT
    patch.row = np.int64(unit.y) >> SHIFT
    patch.size = rule.creep_start if game.loop == 0 else np.int64(0)
    patch.laid = 0
    patch.timer = rule.delay + rule.period
    _lay(rules, game, patch)


@jit
def spread_creep(rules, game):
    """Part of run_production: patches with a source grow, those without recede and are gone at last."""
    kept = 0
    for k in range(game.n_patches):
        patch = game.patches[k]
        if patch.unit != 0:
            _grow(rules, game, patch)
        else:
            _recede(rules, game, patch)
        if patch.unit != 0 or patch.laid > 0:
            if kept != k:
                game.patches[kept] = patch
            kept += 1
    for k in range(kept, game.n_patches):
        game.patches[k].behavior = 0
    game.n_patches = kept


@jit
def bar_creep(rules, game, x, y, sign):
    """A footprint that keeps creep off a cell comes (sign 1) or goes (-1): what lies there goes, and comes back."""
    game.creep_bars[y, x] = np.int64(game.creep_bars[y, x]) + sign
    game.creep[y, x] = _patches_over(rules, game, x, y) if _can_lie(rules, game, x, y) else 0


@jit
def _patches_over(rules, game, x, y):
    """How many patches have come as far as a cell."""
    patches = np.int64(0)
    for k in range(game.n_patches):
        patch = game.patches[k]
        first = np.int64(rules.behaviors[patch.behavior].creep_cells.first)
        for at in range(first, first + 3 * np.int64(patch.laid), 3):
            if patch.column + rules.lists[at] == x and patch.row + rules.lists[at + 1] == y:
                patches += 1
    return patches


@jit
def _grow(rules, game, patch):
    """One loop of a patch whose source may be gone."""
    rule = rules.behaviors[patch.behavior]
    if not _is_fed(rules, game, patch):
        patch.unit = 0
        patch.timer = rules.creep_decay_time
        return
    if game.units[patch.unit].building:
        if patch.size < rule.creep_build:
            patch.size = rule.creep_build
            _lay(rules, game, patch)
        return
    if patch.timer > rule.period:
        patch.timer -= ONE
        return
    if patch.size < rule.creep_birth:
        patch.size = rule.creep_birth
        _lay(rules, game, patch)
    if patch.size >= rule.creep_grown:
        return
    patch.timer -= ONE
    if patch.timer <= 0:
        patch.timer += rule.period
        patch.size = min(np.int64(patch.size) + rules.creep_growth, np.int64(rule.creep_grown))
        _lay(rules, game, patch)


@leaf
def _is_fed(rules, game, patch):
    """Whether the source of a patch is still there, and still one."""
    unit = game.units[patch.unit]
    if unit.generation != patch.generation or not unit.alive or unit.life <= 0 or unit.inside != 0:
        return False
    if np.int64(unit.x) >> SHIFT != patch.column or np.int64(unit.y) >> SHIFT != patch.row:
        return False
    if rules.unit_types[unit.type].creep_source == patch.behavior:
        return True
    k = find(unit, patch.behavior, 0)
    return k >= 0 and not unit.buffs[k].off


@jit
def _recede(rules, game, patch):
    """One loop of a patch without source: now and then the rim, one cell wide, vanishes."""
    patch.timer -= ONE
    if patch.timer > 0:
        return
    patch.timer += rules.creep_decay_time
    cells = rules.behaviors[patch.behavior].creep_cells
    rim = np.int64(-1)
    while patch.laid > 0:
        k = np.int64(patch.laid) - 1
        reach = _reach(rules, cells, k)
        rim = max(rim, reach)
        if reach < rim:
            break
        _write(rules, game, patch, cells.first + 3 * k, -1)
        patch.laid = k


@jit
def _lay(rules, game, patch):
    """Cover the whole rings that the patch may have by now."""
    cells = rules.behaviors[patch.behavior].creep_cells
    while 3 * np.int64(patch.laid) < cells.count:
        at = cells.first + 3 * np.int64(patch.laid)
        if rules.lists[at + 2] > patch.size:
            return
        _write(rules, game, patch, at, 1)
        patch.laid += 1


@leaf
def _reach(rules, cells, k):
    """How many whole cells the k-th cell lies from the source."""
    dx = np.int64(rules.lists[cells.first + 3 * k])
    dy = np.int64(rules.lists[cells.first + 3 * k + 1])
    reach = np.int64(0)
    while (reach + 1) * (reach + 1) <= dx * dx + dy * dy:
        reach += 1
    return reach


@leaf
def _write(rules, game, patch, at, sign):
    """Count one cell of a patch up or down, where creep can lie."""
    x = np.int64(patch.column) + rules.lists[at]
    y = np.int64(patch.row) + rules.lists[at + 1]
    if 0 <= x < GRID_W and 0 <= y < GRID_H and _can_lie(rules, game, x, y):
        game.creep[y, x] = np.int64(game.creep[y, x]) + sign


@leaf
def _can_lie(rules, game, x, y):
    terrain = rules.terrain
    return (terrain.pathable[y, x] or terrain.placeable[y, x]) and game.creep_bars[y, x] == 0
