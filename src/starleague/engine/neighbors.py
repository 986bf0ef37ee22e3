"""Who is near: units sorted into buckets of 2 by 2 cells, rebuilt once a tick.

    for row in range(first_row(y - reach), last_row(y + reach) + 1):
        start, stop = span(game, row, x - reach, x + reach)
        for k in range(start, stop):
            other = game.scratch.sorted[k]

The units of a row of buckets lie side by side in ``scratch.sorted``, so a row of any width is one span.
"""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import jit, leaf
from starleague.engine.layout import BUCKET_H, BUCKET_SHIFT, BUCKET_W


@jit
def rebuild(rules, game):
    """Collect the units on the field into ``scratch.live`` and sort them into buckets."""
    scratch = game.scratch
    scratch.bucket_count[:] = 0
    n = 0
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.inside == 0 and rules.unit_types[unit.type].resource == 0:
            scratch.live[n] = slot
            n += 1
            bucket = (unit.y >> BUCKET_SHIFT) * BUCKET_W + (unit.x >> BUCKET_SHIFT)
            scratch.bucket[slot] = bucket
            scratch.bucket_count[bucket] += 1
    scratch.n_live = n
    total = np.int64(0)
    for bucket in range(BUCKET_W * BUCKET_H + 1):
        scratch.bucket_start[bucket] = total
        total += scratch.bucket_count[bucket]
        scratch.bucket_count[bucket] = scratch.bucket_start[bucket]
    for k in range(n):
        slot = scratch.live[k]
        bucket = scratch.bucket[slot]
        scratch.sorted[scratch.bucket_count[bucket]] = slot
        scratch.bucket_count[bucket] += 1


@leaf
def first_row(y):
    return max(np.int64(0), np.int64(y) >> BUCKET_SHIFT)


@leaf
def last_row(y):
    return min(np.int64(BUCKET_H - 1), np.int64(y) >> BUCKET_SHIFT)


@leaf
def span(game, row, left, right):
    """Start and stop in ``scratch.sorted`` of the units in a row of buckets between two x."""
    first = max(np.int64(0), np.int64(left) >> BUCKET_SHIFT)
    last = min(np.int64(BUCKET_W - 1), np.int64(right) >> BUCKET_SHIFT)
    start = game.scratch.bucket_start[row * BUCKET_W + first]
    stop = game.scratch.bucket_start[row * BUCKET_W + last + 1]
    return np.int64(start), np.int64(stop)
