"""A map with the resources and starts of a recorded game on level ground: a recording does not tell of cliffs.

Mining is as there, for nothing but town halls and workers stands between resources and their town hall. Ways between
bases are shorter where there a ramp must be found.
"""

from __future__ import annotations

import numpy as np

from starleague.bench.openings.recorded import Opening
from starleague.catalog.rules import GRID_H, GRID_W
from starleague.game.maps import HEIGHT_ZERO, Map

MARGIN = 12  # cells of ground beyond the outermost resource


def map_of(opening: Opening, known: frozenset[str]) -> Map:
    """The map of an opening; resources that are not ``known`` (by unit type) stay away."""
    resources = tuple(place for place in opening.resources if place[0] in known)
    x, y = np.array([place[1:] for place in resources]).T
    left, bottom = max(0, int(x.min()) - MARGIN), max(0, int(y.min()) - MARGIN)
    right, top = min(GRID_W, int(x.max()) + MARGIN), min(GRID_H, int(y.max()) + MARGIN)
    open_ground = np.zeros((top, right), np.uint8)
    open_ground[bottom:top, left:right] = 1
    level = np.full((top, right), HEIGHT_ZERO, np.uint8)
    found = Map(
        name=opening.map, playable=(left, bottom, right, top), ground=level, pathable=open_ground,
        placeable=open_ground, cliff=open_ground, sight_block=np.zeros_like(level), resources=resources,
        starts=opening.starts,
    )
    found.validate()
    return found
