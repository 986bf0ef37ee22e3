"""Parts of messages that several others hold."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.jit import leaf
from starleague.sc2api.eyes.wire import close_message, open_message, put_float

f4 = np.float32


@leaf
def put_point2d(out, at, field, glass, x, y):
    """A Point2D, or a Point without height; ``x`` and ``y`` in 1/4096 cell."""
    start = open_message(out, at, field)
    at = put_float(out, start, 1, f4(np.int64(x) - np.int64(glass.left)) / f4(ONE))
    at = put_float(out, at, 2, f4(np.int64(y) - np.int64(glass.bottom)) / f4(ONE))
    return close_message(out, start, at)


@leaf
def put_point(out, at, field, glass, x, y, z):
    """A Point; ``z`` in cells."""
    start = open_message(out, at, field)
    at = put_float(out, start, 1, f4(np.int64(x) - np.int64(glass.left)) / f4(ONE))
    at = put_float(out, at, 2, f4(np.int64(y) - np.int64(glass.bottom)) / f4(ONE))
    at = put_float(out, at, 3, z)
    return close_message(out, start, at)


@leaf
def points(value):
    """1/4096 points as points."""
    return f4(value) / f4(ONE)
