"""Path fields: for one goal, the direction of the way there from every cell.

A field is a pure function of its goal and of the walkable ground (and of how the unit walks: its
``profile``), so it does not matter when it is made, thrown away and made again. It grows outward from
the goal by Dijkstra's algorithm (5 for a step, 7 for a diagonal one, no cutting of corners) and stops
soon after the asking cell is settled; settled cells are final.

On open ground only the cells straight ahead are visited from each cell (canonical ordering, as in jump
point search): the others have been reached at least as cheaply round it.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W
from starleague.engine.ground import BLOCKED_BY_TERRAIN, OPEN, WALKABLE, WIDE
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_FIELDS, MAX_NODES

NARROW = 0  # profiles
WIDE_BODY = 1
JUMPER = 2

GOAL = 9  # of FIELD.direction
JUMP = 16  # the step crosses a cliff
TENTATIVE = 128  # not settled
TURN_MASK = 15

EAST_OF = np.array([0, 1, 1, 0, -1, -1, -1, 0, 1, 0])  # dx of direction 1..8, counter-clockwise from east
NORTH_OF = np.array([0, 0, 1, 1, 1, 0, -1, -1, -1, 0])
COST = np.array([0, 5, 7, 5, 7, 5, 7, 5, 7, 0])

COSTS = 64  # a power of two above the dearest step
MARGIN = 100  # goes on so far behind the cell that was asked for, for those who ask next
RIM = 15  # a goal inside a structure is approached at any of its sides that cost no more than the nearest and this
DEEPEST = 200  # how far into unwalkable ground a goal may lie
JUMP_CELLS = 6  # widest cliff
JUMP_COST = 6
LEVEL = 16  # [terrain height values] between two cliff levels


@leaf
def cell_of(x, y):
    """One number for a cell of the grid."""
    return np.int64(y) << 9 | np.int64(x)


@leaf
def column(cell):
    return np.int64(cell) & 511


@leaf
def row(cell):
    return np.int64(cell) >> 9


@jit
def find(rules, game, goal, profile, cell):
    """(field, settled): the field to a goal cell, grown until it holds ``cell``, or until it is complete."""
    scratch = game.scratch
    key = np.int64(goal) | np.int64(profile) << 20
    f = _look_up(game, key)
    if f < 0:
        f = _oldest(game)
        _grow(rules, game, f, key, cell, MARGIN)
    elif not _settled(game, f, cell) and not scratch.fields[f].complete:
        _grow(rules, game, f, key, cell, 8 * MARGIN)
    scratch.clock = (np.int64(scratch.clock) + 1) & 0x3FFFFFFF
    scratch.fields[f].used = scratch.clock
    return f, _settled(game, f, cell)


@leaf
def direction_at(game, f, cell):
    """Direction of the way from a settled cell: 1..8, GOAL, and the JUMP bit; 0 when it is not settled."""
    direction = np.int64(game.scratch.fields[f].direction[row(cell), column(cell)])
    if direction & TENTATIVE:
        return np.int64(0)
    return direction


@leaf
def _settled(game, f, cell):
    return direction_at(game, f, cell) != 0


@leaf
def _look_up(game, key):
    version = np.int64(game.scratch.walk_version)
    for f in range(MAX_FIELDS):
        if game.scratch.fields[f].version == version and game.scratch.fields[f].goal == key:
            return np.int64(f)
    return np.int64(-1)


@leaf
def _oldest(game):
    oldest = np.int64(0)
    for f in range(MAX_FIELDS):
        if game.scratch.fields[f].used < game.scratch.fields[oldest].used:
            oldest = np.int64(f)
    return oldest


@jit
def _grow(rules, game, f, key, until, margin):
    """Settle cells, nearest to the goal first, until ``until`` and a margin behind it are settled."""
    scratch = game.scratch
    goal = key & (1 << 20) - 1
    profile = key >> 20
    _open(game, f, key, goal)
    direction = scratch.fields[f].direction
    # the rim of a structure is not left through cliffs; a goal in the void is
    wall = np.int64(BLOCKED_BY_TERRAIN) & ~np.int64(scratch.walk[row(goal), column(goal)])
    rim = np.int64(DEEPEST)
    last = np.int64(1 << 30)
    cost = np.int64(0)
    idle = np.int64(0)
    while idle < COSTS and cost <= last:
        cell = _pop(scratch, cost)
        if cell < 0:
            cost += 1
            idle += 1
            continue
        idle = np.int64(0)
        y = row(cell)
        x = column(cell)
        if direction[y, x] & TENTATIVE == 0:
            continue
        direction[y, x] &= TENTATIVE - 1
        if cell == until:
            last = cost + margin
        if _walks(scratch, cell, profile):
            rim = min(rim, cost + RIM)
            _spread(rules, game, f, x, y, cost, profile)
        elif cost <= rim:
            _seep(scratch, f, x, y, cost, profile, wall)
    scratch.fields[f].complete = idle >= COSTS


@jit
def _open(game, f, key, goal):
    """Wipe what the field held and put its goal on the empty frontier."""
    scratch = game.scratch
    field = scratch.fields[f]
    for y in range(field.bottom, field.top):
        field.direction[y] = 0
    field.goal = key
    field.version = scratch.walk_version
    field.complete = 0
    field.n_substitutes = 0
    field.bottom = row(goal)
    field.top = row(goal) + 1
    for k in range(COSTS):
        scratch.first_node[k] = 0
    scratch.free_node = 0
    scratch.n_nodes = 1
    _reach(scratch, field, column(goal), row(goal), 0, GOAL)


@leaf
def _walks(scratch, cell, profile):
    bits = scratch.walk[row(cell), column(cell)]
    return bits & (WIDE if profile & WIDE_BODY else WALKABLE) != 0


@jit
def _spread(rules, game, f, x, y, cost, profile):
    """Reach the neighbours of a walkable cell."""
    scratch = game.scratch
    field = scratch.fields[f]
    walk = scratch.walk
    came = np.int64(field.direction[y, x])
    if walk[y, x] & OPEN and came <= 8:
        ahead = (came + 3 & 7) + 1
        _reach(scratch, field, x + EAST_OF[ahead], y + NORTH_OF[ahead], cost + COST[ahead], came)
        if ahead & 1 == 0:
            for side in (ahead - 1, ahead % 8 + 1):
                _reach(scratch, field, x + EAST_OF[side], y + NORTH_OF[side], cost + 5, (side + 3 & 7) + 1)
        return
    mask = np.int64(WIDE if profile & WIDE_BODY else WALKABLE)
    for k in range(1, 9):
        to_x = x + EAST_OF[k]
        to_y = y + NORTH_OF[k]
        if walk[to_y, to_x] & mask == 0:
            continue
        if k & 1 == 0 and (walk[y, to_x] & mask == 0 or walk[to_y, x] & mask == 0):
            continue
        _reach(scratch, field, to_x, to_y, cost + COST[k], (k + 3 & 7) + 1)
    if profile & JUMPER:
        _jump(rules, game, f, x, y, cost)


@jit
def _seep(scratch, f, x, y, cost, profile, wall):
    """From an unwalkable cell round the goal: on through ground without the ``wall`` bits, and out of it."""
    for k in range(1, 9):
        to_x = x + EAST_OF[k]
        to_y = y + NORTH_OF[k]
        if to_x < 1 or to_y < 1 or to_x >= GRID_W - 1 or to_y >= GRID_H - 1:
            continue
        if scratch.walk[to_y, to_x] & wall == 0 or _walks(scratch, cell_of(to_x, to_y), profile):
            _reach(scratch, scratch.fields[f], to_x, to_y, cost + COST[k], (k + 3 & 7) + 1)


@jit
def _jump(rules, game, f, x, y, cost):
    """Reach the cells from which a cliff jumper comes down, or up, to a cell."""
    scratch = game.scratch
    ground = rules.terrain.ground
    for k in range(1, 9):
        if scratch.walk[y + NORTH_OF[k], x + EAST_OF[k]] & WALKABLE:
            continue
        for far in range(2, JUMP_CELLS - 2 * (1 - (k & 1)) + 1):
            to_x = x + far * EAST_OF[k]
            to_y = y + far * NORTH_OF[k]
            if to_x < 1 or to_y < 1 or to_x >= GRID_W - 1 or to_y >= GRID_H - 1 or game.blocked[to_y, to_x]:
                break
            if scratch.walk[to_y, to_x] & WALKABLE:
                drop = abs(np.int64(ground[to_y, to_x]) - np.int64(ground[y, x]))
                if LEVEL // 2 < drop <= LEVEL + LEVEL // 2:
                    price = cost + far * COST[k] + JUMP_COST
                    _reach(scratch, scratch.fields[f], to_x, to_y, price, (k + 3 & 7) + 1 | JUMP)
                break


@leaf
def _reach(scratch, field, x, y, cost, direction):
    """A cell can be reached at a cost: remember it when that is news."""
    before = field.direction[y, x]
    if before != 0 and (before & TENTATIVE == 0 or scratch.distance[y, x] <= cost):
        return
    node = np.int64(scratch.free_node)
    if node != 0:
        scratch.free_node = scratch.next_node[node]
    elif scratch.n_nodes < MAX_NODES:
        node = np.int64(scratch.n_nodes)
        scratch.n_nodes += 1
    else:
        return
    field.bottom = min(np.int64(field.bottom), y)
    field.top = max(np.int64(field.top), y + 1)
    field.direction[y, x] = direction | TENTATIVE
    scratch.distance[y, x] = cost
    scratch.frontier[node] = cell_of(x, y)
    scratch.next_node[node] = scratch.first_node[cost & (COSTS - 1)]
    scratch.first_node[cost & (COSTS - 1)] = node


@leaf
def _pop(scratch, cost):
    """Take a cell of this cost off the frontier; -1: there is none."""
    node = np.int64(scratch.first_node[cost & (COSTS - 1)])
    if node == 0:
        return np.int64(-1)
    scratch.first_node[cost & (COSTS - 1)] = scratch.next_node[node]
    scratch.next_node[node] = scratch.free_node
    scratch.free_node = node
    return np.int64(scratch.frontier[node])
