"""The last stage: levels, rock and ramps become the grids of a map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from starleague.game.mapmaker.ramps import Ramp

LEVEL_HEIGHT = np.array((175, 191, 207, 223), np.uint8)  # grid height of cliff levels 0 (abyss) to 3


@dataclass
class Terrain:
    """Ground of a map that is being made; grids are [y, x]."""

    level: np.ndarray  # int8: cliff level
    floor: np.ndarray  # bool: ground, not rock
    smoke: np.ndarray  # bool: line-of-sight blockers
    ramps: list[Ramp]  # of both players
    inside: np.ndarray  # bool: the playable area


def grids(terrain: Terrain) -> dict[str, np.ndarray]:
    """The grids of ``game.maps.Map`` by name."""
    level, floor = terrain.level.copy(), terrain.floor.copy()
    slope, beside = np.zeros(level.shape, bool), np.zeros(level.shape, bool)
    rise = np.zeros(level.shape, np.uint8)
    for ramp in terrain.ramps:
        level[ramp.cells("head")] = ramp.low + 1
        level[ramp.cells("foot")] = ramp.low
        floor[ramp.cells("head")] = floor[ramp.cells("foot")] = True
    for ramp in terrain.ramps:
        level[ramp.cells("slope")] = ramp.low
        rise[ramp.cells("slope")] = ramp.heights()
        slope[ramp.cells("slope")] = True
        beside[ramp.cells("beside")] = True
    pathable = terrain.inside & (slope | (floor & ~beside & ~_cliff_edges(level, slope)))
    smoke = terrain.smoke & pathable & ~slope
    return {
        "ground": LEVEL_HEIGHT[level] + rise,
        "pathable": pathable.astype(np.uint8),
        "placeable": (pathable & ~slope & ~smoke).astype(np.uint8),
        "cliff": level.astype(np.uint8),
        "sight_block": smoke.astype(np.uint8),
    }


def _cliff_edges(level: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Cells beside a change of level; a ramp is no change."""
    edge = np.zeros(level.shape, bool)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            edge |= (np.roll(level, (dy, dx), (0, 1)) != level) & ~np.roll(slope, (dy, dx), (0, 1))
    return edge & ~slope
