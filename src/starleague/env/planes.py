"""The map planes and the scalars of an observation."""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE, SHIFT, i4, record
from starleague.catalog.vocabulary import AbilityClass, Race
from starleague.engine.jit import jit
from starleague.env.entities import ATTACKED_LOOPS, frame_cell
from starleague.env.spec import PLANES
from starleague.game.clock import LOOPS_PER_MINUTE

HEIGHT, VISIBILITY, CREEP, OWN, ENEMY, NEUTRAL, PATHABLE, BUILDABLE, ALERTS = range(len(PLANES))
CROWD = 0.25  # what a unit adds to its cell
SAMPLES = 2  # a plane's cell is looked at in 2 by 2 places
f4 = np.float32

FRAME = record([  # the square of the map that the planes cover
    ("left", i4), ("bottom", i4), ("side", i4),  # [1/4096 cell]
    ("scale", f4),  # of a distance to [-1, 1]
])


def frame_of(rules: np.record) -> np.ndarray:
    """The square around a map's playable area; array of one."""
    terrain = rules["terrain"]
    left, bottom = int(terrain["left"]), int(terrain["bottom"])
    width, height = int(terrain["right"]) - left, int(terrain["top"]) - bottom
    side = max(width, height, 1)
    frame = np.zeros(1, FRAME)
    frame["left"] = (left - (side - width) // 2) * ONE
    frame["bottom"] = (bottom - (side - height) // 2) * ONE
    frame["side"] = side * ONE
    frame["scale"] = 2.0 / (side * ONE)
    return frame


def still_planes(rules: np.record, frame: np.ndarray, size: int) -> np.ndarray:
    """The planes that terrain alone decides, float32 [len(PLANES), size, size]; the others are 0."""
    terrain = rules["terrain"]
    planes = np.zeros((len(PLANES), size, size), np.float32)
    steps = 4
    places = (np.arange(size * steps) + 0.5) * float(frame["side"][0]) / (size * steps)
    columns = np.floor((float(frame["left"][0]) + places) / ONE).astype(int)
    rows = np.floor((float(frame["bottom"][0]) + places) / ONE).astype(int)
    inside_y = (rows >= 0) & (rows < int(terrain["height"]))
    inside_x = (columns >= 0) & (columns < int(terrain["width"]))
    inside = inside_y[:, None] & inside_x
    rows, columns = np.clip(rows, 0, GRID_H - 1), np.clip(columns, 0, GRID_W - 1)
    for plane, grid, scale in ((HEIGHT, "ground", 255.0), (PATHABLE, "pathable", 1.0), (BUILDABLE, "placeable", 1.0)):
        fine = terrain[grid][rows[:, None], columns] / scale * inside
        planes[plane] = fine.reshape(size, steps, size, steps).mean(axis=(1, 3))
    return planes


@jit
def draw_planes(rules, game, player, frame, work, still, planes):
    """Fill planes [C, M, M]: the still ones, visibility and creep by samples, and the units that are known."""
    for plane in range(planes.shape[0]):
        for row in range(planes.shape[1]):
            for column in range(planes.shape[2]):
                planes[plane, row, column] = still[plane, row, column]
    _draw_grids(game, player, frame, planes)
    _scatter(game, frame, work.own, work.n_own, planes, OWN)
    _scatter(game, frame, work.workers, work.n_workers, planes, OWN)
    _scatter(game, frame, work.enemies, work.n_enemies, planes, ENEMY)
    _scatter(game, frame, work.remembered, work.n_remembered, planes, ENEMY)
    _scatter(game, frame, work.neutral, work.n_neutral, planes, NEUTRAL)
    _scatter_attacked(game, frame, work.own, work.n_own, planes)
    _scatter_attacked(game, frame, work.workers, work.n_workers, planes)


@jit
def _draw_grids(game, player, frame, planes):
    size = planes.shape[1]
    share = f4(1.0 / (SAMPLES * SAMPLES))
    step = np.int64(frame.side) // (size * SAMPLES)
    for row in range(size * SAMPLES):
        y = (np.int64(frame.bottom) + step * row + step // 2) >> SHIFT
        if not 0 <= y < game.creep.shape[0]:
            continue
        for column in range(size * SAMPLES):
            x = (np.int64(frame.left) + step * column + step // 2) >> SHIFT
            if 0 <= x < game.creep.shape[1]:
                seen = f4(game.visibility[np.int64(player) - 1, y, x]) * f4(0.5)
                creep = seen > 0 and game.creep[y, x] != 0
                planes[VISIBILITY, row // SAMPLES, column // SAMPLES] += seen * share
                planes[CREEP, row // SAMPLES, column // SAMPLES] += f4(creep) * share


@jit
def _scatter(game, frame, slots, n, planes, plane):
    for k in range(n):
        unit = game.units[slots[k]]
        column, row = frame_cell(frame, unit.x, unit.y, planes.shape[1])
        planes[plane, row, column] = min(f4(1.0), planes[plane, row, column] + f4(CROWD))


@jit
def _scatter_attacked(game, frame, slots, n, planes):
    for k in range(n):
        unit = game.units[slots[k]]
        if was_attacked(game, unit):
            column, row = frame_cell(frame, unit.x, unit.y, planes.shape[1])
            planes[ALERTS, row, column] = 1.0


@jit
def was_attacked(game, unit):
    """Whether a unit was damaged in the last five seconds."""
    return unit.since_damage > 0 and game.loop - unit.since_damage < ATTACKED_LOOPS


@jit
def tell_scalars(game, player, work, row):
    """Fill a SCALAR row (zeroed before)."""
    me = game.players[player]
    row.minerals = math.log(f4(1.0) + max(f4(0.0), f4(me.minerals))) / f4(10.0)
    row.vespene = math.log(f4(1.0) + max(f4(0.0), f4(me.vespene))) / f4(10.0)
    half = f4(1.0 / 400.0)  # of a half supply to the share of 200
    row.supply_used = f4(me.supply_used) * half
    row.supply_cap = f4(me.supply_cap) * half
    left = np.int64(me.supply_cap) - np.int64(me.supply_used)
    row.supply_left = f4(max(np.int64(-64), min(np.int64(64), left))) / f4(64.0)
    row.supply_workers = f4(me.supply_workers) * half
    row.supply_army = f4(me.supply_army) * half
    row.workers = f4(me.workers) / f4(100.0)
    row.idle_workers = f4(me.idle_workers) / f4(20.0)
    row.army_count = f4(me.army_count) / f4(100.0)
    row.larva = f4(me.larva) / f4(20.0)
    row.warp_gates = f4(me.warp_gates) / f4(20.0)
    minutes = f4(game.loop) / f4(LOOPS_PER_MINUTE)
    row.time = minutes / f4(30.0)
    row.time_log = math.log(f4(1.0) + minutes) / f4(4.0)
    race = me.race
    enemy = game.players[3 - np.int64(player)].race
    row.terran = race == Race.TERRAN
    row.zerg = race == Race.ZERG
    row.protoss = race == Race.PROTOSS
    row.enemy_terran = enemy == Race.TERRAN
    row.enemy_zerg = enemy == Race.ZERG
    row.enemy_protoss = enemy == Race.PROTOSS
    attacked = 0
    for slots, n in ((work.own, work.n_own), (work.workers, work.n_workers)):
        for k in range(n):
            attacked += was_attacked(game, game.units[slots[k]])
    row.damage = f4(attacked) / f4(max(1, work.n_own + work.n_workers))


@jit
def count_items(rules, tables, game, player, work, own, pending, enemy):
    """Fill three vectors over ITEMS with log(1 + n) / 4: finished, in work or ordered, and known of the enemy.

    A structure counts once while it is in work, and once more for each worker whose order it is.
    """
    me = game.players[player]
    own[:] = 0
    pending[:] = 0
    enemy[:] = 0
    for kind in range(1, tables.n_unit_types):
        item = tables.item_of_type[kind]
        if item != 0:
            own[item] += me.complete[kind]
            pending[item] += me.pending[kind]
    for k in range(work.n_workers):
        unit = game.units[work.workers[k]]
        for order in range(unit.n_orders):
            ability = rules.abilities[unit.orders[order].ability]
            if ability.kind == AbilityClass.BUILD:
                pending[tables.item_of_type[ability.product]] += 1
    pending[0] = 0
    for upgrade in range(1, tables.n_upgrades):
        item = tables.item_of_upgrade[upgrade]
        if item != 0:
            own[item] += me.upgrades[upgrade] == 1
            pending[item] += me.upgrades[upgrade] == 2
    for slots, n in ((work.enemies, work.n_enemies), (work.remembered, work.n_remembered)):
        for k in range(n):
            enemy[tables.item_of_type[game.units[slots[k]].type]] += 1
    enemy[0] = 0
    for item in range(tables.n_items):
        own[item] = math.log(f4(1.0) + own[item]) * f4(0.25)
        pending[item] = math.log(f4(1.0) + pending[item]) * f4(0.25)
        enemy[item] = math.log(f4(1.0) + enemy[item]) * f4(0.25)
