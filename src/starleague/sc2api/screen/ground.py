"""Grids of the map as the pixels of a frame show them."""

from __future__ import annotations

import numpy as np

from starleague.sc2api.screen.geometry import Frame


class Ground:
    """Which cell lies under the middle of each pixel."""

    def __init__(self, frame: Frame, width: int, height: int):
        x = np.floor(frame.left + (np.arange(frame.columns) + 0.5) * frame.scale).astype(int)
        y = np.floor(frame.top - (np.arange(frame.rows) + 0.5) * frame.scale).astype(int)
        self.x, self.y = x, y
        inside = ((y >= 0) & (y < height))[:, None] & ((x >= 0) & (x < width))[None, :]
        self._cells = np.ix_(y.clip(0, height - 1), x.clip(0, width - 1))
        self._outside = None if inside.all() else ~inside

    def sample(self, grid: np.ndarray) -> np.ndarray:
        """The grid's [y, x] values by pixel; 0 outside of the map."""
        values = grid[self._cells]
        if self._outside is not None:
            values[self._outside] = 0
        return values


def discs(frame: Frame, places: list[tuple[float, float, float]]) -> np.ndarray:
    """bool [y, x]: pixels whose middle lies in one of the (x, y, radius) [cells]."""
    covered = np.zeros((frame.rows, frame.columns), bool)
    x = frame.left + (np.arange(frame.columns) + 0.5) * frame.scale
    y = frame.top - (np.arange(frame.rows) + 0.5) * frame.scale
    for at_x, at_y, radius in places:
        covered |= (x[None, :] - at_x) ** 2 + (y[:, None] - at_y) ** 2 <= radius * radius
    return covered
