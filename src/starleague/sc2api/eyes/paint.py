"""Which unit each pixel shows: sightings as discs over a frame of pixels, what flies on top."""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.jit import entry, jit
from starleague.sc2api.eyes.layout import Known

PLANNED, LOW, UNITS, TALL, FLYING = range(5)  # from below: seen from above, structures hide who stands beside them
LITTLE = 0.6  # pixels: the smallest disc covers the pixel of its middle


@entry
def paint(rules, sightings, n, left, top, scale, shown, density, cover):
    """Fill ``shown`` [y, x] with indices of sightings (``n``: none), and count how many discs lie over each pixel.

    ``density`` counts discs over the middle of a pixel, ``cover`` sums shares of it, in 1/16 of 255. A frame's
    corner is (left, top) [cells], ``scale`` is cells a pixel.
    """
    for layer in range(FLYING + 1):
        for k in range(n):
            if _layer_of(rules[0], sightings[k]) == layer:
                _paint_disc(sightings[k], k, left, top, scale, shown, density, cover)


@jit
def _layer_of(rules, sighting):
    if sighting.known == Known.PLACEHOLDER:
        return PLANNED
    if sighting.flying:
        return FLYING
    if sighting.owner == 0:
        return LOW
    return TALL if rules.unit_types[sighting.type].flags & Flag.STRUCTURE else UNITS


@jit
def _paint_disc(sighting, k, left, top, scale, shown, density, cover):
    x = (np.float64(sighting.x) / ONE - left) / scale
    y = (top - np.float64(sighting.y) / ONE) / scale
    radius = max(LITTLE, np.float64(sighting.radius) / scale)
    first_row = max(0, math.floor(y - radius))
    last_row = min(shown.shape[0] - 1, math.floor(y + radius))
    first_column = max(0, math.floor(x - radius))
    last_column = min(shown.shape[1] - 1, math.floor(x + radius))
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            away = math.hypot(column + 0.5 - x, row + 0.5 - y)
            share = min(1.0, max(0.0, radius + 0.5 - away))
            cover[row, column] = min(255, np.int64(cover[row, column]) + int(16 * share))
            middle = column == math.floor(x) and row == math.floor(y)
            if away <= radius or middle:
                shown[row, column] = k
                density[row, column] = min(255, np.int64(density[row, column]) + 1)
