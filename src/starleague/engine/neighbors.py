"""Who is near: units sorted into buckets of 2 by 2 cells, rebuilt once a tick.

    for row in range(first_row(y - reach), last_row(y + reach) + 1):
        start, stop = span(game, row, x - reach, x + reach)
        for k in range(start, stop):
            other = game.scratch.sorted[k]

The units of a row of buckets lie side by side in ``scratch.sorted``, so a row of any width is one span;
within a bucket they keep the order of their slots. ``scratch.sorted_x`` and ``sorted_y`` hold where each
stood when the tick began, side by side too. Ground and air units share the buckets; resources are not in them.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import Flag
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import BUCKET_H, BUCKET_SHIFT, BUCKET_W


@jit
def rebuild(rules, game):
    """Collect the units on the field into ``scratch.live`` and sort them into buckets."""
    _collect(rules, game)
    _open_rows(game)
    _sort(game)


@leaf
def first_row(y):
    return max(np.int64(0), np.int64(y) >> BUCKET_SHIFT)


@leaf
def last_row(y):
    return min(np.int64(BUCKET_H - 1), np.int64(y) >> BUCKET_SHIFT)


@leaf
def span(game, row, left, right):
    """Start and stop in ``scratch.sorted`` of the units in a row of buckets between two x."""
    scratch = game.scratch
    first = max(np.int64(scratch.row_first[row]), np.int64(left) >> BUCKET_SHIFT)
    last = min(np.int64(scratch.row_last[row]), np.int64(right) >> BUCKET_SHIFT)
    if first > last:
        return np.int64(0), np.int64(0)
    start = np.int64(scratch.bucket_start[row * BUCKET_W + first])
    stop = np.int64(scratch.bucket_start[row * BUCKET_W + last + 1])
    return start & 0x7FFFFFFF, stop  # the compiler sees that indices are not negative


@jit
def _collect(rules, game):
    """List the live units and how far each row of buckets is used; a row without units gets first > last."""
    scratch = game.scratch
    for row in range(BUCKET_H):
        scratch.row_count[row] = 0
        scratch.row_first[row] = BUCKET_W
        scratch.row_last[row] = -1
    n = np.int64(0)
    scratch.n_sources = 0
    scratch.n_users = 0
    scratch.n_halls = 0
    scratch.n_gatherers = 0
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if not unit.alive or unit.inside != 0 or _is_resource(rules, unit):
            continue
        row = np.int64(unit.y) >> BUCKET_SHIFT
        column = np.int64(unit.x) >> BUCKET_SHIFT
        scratch.live[n] = slot
        scratch.bucket[slot] = row * BUCKET_W + column
        scratch.row_count[row] += 1
        scratch.row_first[row] = min(np.int64(scratch.row_first[row]), column)
        scratch.row_last[row] = max(np.int64(scratch.row_last[row]), column)
        _list_by_kind(rules.unit_types[unit.type], unit, scratch, slot)
        n += 1
    scratch.n_live = n
    scratch.n_sorted = n


@leaf
def _list_by_kind(kind, unit, scratch, slot):
    """List a unit with those that a phase looks for among all."""
    if kind.power_source != 0:
        scratch.sources[scratch.n_sources] = slot
        scratch.n_sources += 1
    if kind.power_user != 0 or unit.building:
        scratch.users[scratch.n_users] = slot
        scratch.n_users += 1
    if kind.flags & (Flag.TOWNHALL | Flag.REFINERY):
        scratch.halls[scratch.n_halls] = slot
        scratch.n_halls += 1
    if kind.gather_ability != 0:
        scratch.gatherers[scratch.n_gatherers] = slot
        scratch.n_gatherers += 1


@leaf
def _is_resource(rules, unit):
    return unit.owner == 0 and rules.unit_types[unit.type].flags & Flag.RESOURCE != 0


@jit
def _open_rows(game):
    """Count the units of each bucket; only the used part of each used row is touched."""
    scratch = game.scratch
    for row in range(BUCKET_H):
        if scratch.row_count[row] > 0:
            for bucket in range(row * BUCKET_W + scratch.row_first[row], row * BUCKET_W + scratch.row_last[row] + 2):
                scratch.bucket_count[bucket] = 0
    for k in range(scratch.n_live):
        scratch.bucket_count[scratch.bucket[scratch.live[k]]] += 1
    total = np.int64(0)
    for row in range(BUCKET_H):
        if scratch.row_count[row] > 0:
            for bucket in range(row * BUCKET_W + scratch.row_first[row], row * BUCKET_W + scratch.row_last[row] + 2):
                scratch.bucket_start[bucket] = total
                total += scratch.bucket_count[bucket]
                scratch.bucket_count[bucket] = scratch.bucket_start[bucket]


@jit
def _sort(game):
    scratch = game.scratch
    for k in range(scratch.n_live):
        slot = scratch.live[k]
        bucket = scratch.bucket[slot]
        place = scratch.bucket_count[bucket]
        scratch.bucket_count[bucket] += 1
        scratch.sorted[place] = slot
        scratch.sorted_x[place] = game.units[slot].x
        scratch.sorted_y[place] = game.units[slot].y
