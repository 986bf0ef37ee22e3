"""The ground of a map as a picture: height, cliffs, ramps, what blocks sight. No files: all is drawn from the grids."""

from __future__ import annotations

import numpy as np
from PIL import Image

from starleague.game.maps import Map

LOW, MIDDLE, HIGH = (74, 82, 86), (112, 114, 106), (150, 142, 122)  # ground of cliff levels 1, 2, 3
ABYSS = (16, 19, 27)
ROCK = (52, 48, 46)
RAMP = (146, 112, 78)
BLOCKER = (70, 108, 72)
LEVEL_GROUND = 191  # grid height of level 1 on most maps; a level is 16


def ground_picture(game_map: Map, scale: int = 6, window: tuple[int, int, int, int] | None = None) -> np.ndarray:
    """uint8 [pixel y from the top, pixel x, RGB], ``scale`` pixels a cell.

    ``window``: (left, bottom, right, top) in cells; default: the playable area.
    """
    left, bottom, right, top = window or game_map.playable
    area = slice(bottom, top), slice(left, right)
    ground = game_map.ground[area].astype(np.float32)
    walk = _smooth_mask(game_map.pathable[area], scale)
    flat = _smooth_mask(game_map.placeable[area], scale)
    blocker = _smooth_mask(game_map.sight_block[area], scale)
    height = _enlarge(_fill_cliffs(ground, game_map.pathable[area]), scale)
    level = np.clip((height - _lowest(game_map)) / 16, 0, 2.4)

    color = _blend(np.array(LOW), np.array(MIDDLE), np.clip(level, 0, 1)[..., None])
    color = _blend(color, np.array(HIGH), np.clip(level - 1, 0, 1)[..., None])
    ramp = (walk & ~flat) & ~blocker
    slope = np.abs(np.gradient(height)[0]) + np.abs(np.gradient(height)[1])
    color = np.where((ramp & (slope * scale > 0.8))[..., None], _blend(color, np.array(RAMP), 0.55), color)
    color = np.where(blocker[..., None], _blend(color, np.array(BLOCKER), 0.7), color)
    color = color + _noise(height.shape, scale)[..., None] * 7
    color = _cliffs(color, _enlarge(ground, scale), walk, scale, _lowest(game_map))
    return np.clip(color, 0, 255).astype(np.uint8)[::-1]


def _cliffs(color: np.ndarray, height: np.ndarray, walk: np.ndarray, scale: int, lowest: float) -> np.ndarray:
    """Rock where nobody walks, lit from the upper left; abyss where the ground falls away."""
    slope_y, slope_x = np.gradient(height)
    light = np.clip((slope_y - slope_x) * scale * 2.2, -34, 40)
    abyss = np.clip((lowest - 4 - height) / 12, 0, 1)[..., None]
    rock = _blend(np.array(ROCK) + light[..., None], np.array(ABYSS), abyss)
    rock = rock + _noise(height.shape, max(1, scale // 2))[..., None] * (9 * (1 - abyss) + 2)
    edge = _shrink(walk) ^ walk
    color = np.where(edge[..., None], color * 0.72, color)
    return np.where(walk[..., None], color, rock)


def _fill_cliffs(ground: np.ndarray, walkable: np.ndarray) -> np.ndarray:
    """Heights with those of cliff cells taken from the walkable cells beside them, so that floors keep one shade."""
    filled = np.where(walkable == 1, ground, np.nan)
    for _ in range(3):
        padded = np.pad(filled, 1, constant_values=np.nan)
        around = np.stack([padded[1 + dy : padded.shape[0] - 1 + dy, 1 + dx : padded.shape[1] - 1 + dx]
                           for dy in (-1, 0, 1) for dx in (-1, 0, 1)])
        known = ~np.isnan(around)
        mean = np.where(known, around, 0).sum(0) / np.maximum(known.sum(0), 1)
        filled = np.where(np.isnan(filled) & known.any(0), mean, filled)
    return np.where(np.isnan(filled), ground, filled)


def _lowest(game_map: Map) -> float:
    values, counts = np.unique(game_map.ground[game_map.placeable == 1], return_counts=True)
    return float(values[counts > counts.sum() // 50][0]) if len(values) else LEVEL_GROUND


def _smooth_mask(mask: np.ndarray, scale: int) -> np.ndarray:
    """A mask enlarged with its corners cut, instead of in steps."""
    return _enlarge(mask.astype(np.float32), scale) > 0.5


def _enlarge(grid: np.ndarray, scale: int) -> np.ndarray:
    size = (grid.shape[1] * scale, grid.shape[0] * scale)
    return np.asarray(Image.fromarray(grid.astype(np.float32)).resize(size, Image.Resampling.BILINEAR))


def _shrink(mask: np.ndarray) -> np.ndarray:
    inner = mask.copy()
    for axis in (0, 1):
        inner &= np.roll(mask, 1, axis) & np.roll(mask, -1, axis)
    return inner


def _noise(shape: tuple[int, int], scale: int) -> np.ndarray:
    """Quiet texture in [-1, 1], the same at every call."""
    random = np.random.default_rng(7)
    coarse = random.random((shape[0] // (4 * scale) + 2, shape[1] // (4 * scale) + 2)).astype(np.float32)
    fine = random.random((shape[0] // scale + 2, shape[1] // scale + 2)).astype(np.float32)
    total = np.zeros(shape, np.float32)
    for grid, weight, size in ((coarse, 0.6, 4 * scale), (fine, 0.4, scale)):
        total += weight * _enlarge(grid, size)[: shape[0], : shape[1]]
    return total * 2 - 1


def _blend(a: np.ndarray, b: np.ndarray, share) -> np.ndarray:
    return a * (1 - share) + b * share
