"""Ramps: diagonal ways between two levels, as ladder maps have them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import numpy as np

from starleague.game.mapmaker.recipe import Board

RAMP_HALF = 4  # a ramp reaches so many half diagonals of cells from its middle, up and down
APRON = 5  # half diagonals of level ground before its head and foot
SHOULDER = 4  # half diagonals of rock beside it
YARD, YARD_HALF = 12, 7  # half diagonals of the ground above a main's ramp that buildings need which close it
RAMP_RISE = 2  # grid height from one half diagonal to the next
MAIN_HALF_WIDTH = 1  # the ramp of a main base, which three buildings close
UPWARD = ((1, 1), (1, -1), (-1, 1), (-1, -1))

Cells = tuple[np.ndarray, np.ndarray]  # rows, columns


@dataclass(frozen=True)
class Ramp:
    """A way between two levels; its middle is a cell corner."""

    x: int
    y: int
    up: tuple[int, int]  # the diagonal that leads up, one of UPWARD
    low: int  # level at its foot
    half_width: int  # [half diagonals]
    between: tuple[int, int] = (0, 0)  # the regions that it connects

    def other(self, board: Board) -> Ramp:
        x, y = board.other_point(self.x, self.y)
        return replace(self, x=int(x), y=int(y), up=board.other_way(*self.up))

    def cells(self, part: str) -> Cells:
        """Its "slope", the rock "beside" it, the level ground at its "head" and its "foot", and the "yard" above."""
        rows, columns = _stencil(self.up, self.half_width)[part]
        return rows + self.y, columns + self.x

    def heights(self) -> np.ndarray:
        """How much higher than its foot each cell of the slope lies [grid heights]."""
        rows, columns = _stencil(self.up, self.half_width)["slope"]
        along = _along(rows, columns, self.up)
        return RAMP_RISE * np.clip(along + RAMP_HALF - 1, 0, 2 * RAMP_HALF - 1)


@functools.cache
def _stencil(up: tuple[int, int], half_width: int) -> dict[str, Cells]:
    """The parts of a ramp whose middle is the corner at (0, 0)."""
    span = RAMP_HALF + max(APRON, YARD) + max(half_width + SHOULDER, YARD_HALF) + 1
    row, column = np.mgrid[-span:span, -span:span]
    along = _along(row, column, up)
    across = np.abs((2 * row + 1) * up[0] - (2 * column + 1) * up[1]) // 2
    wide = across <= half_width + SHOULDER
    slope = (np.abs(along) <= RAMP_HALF) & (across <= half_width)
    slope |= (along == RAMP_HALF - 1) & (across == half_width + 1)  # where the corner buildings of a wall touch
    parts = {
        "slope": slope,
        "beside": wide & (np.abs(along) < RAMP_HALF) & ~slope,
        "head": wide & (along > 0) & (along <= RAMP_HALF + APRON) & ~slope,
        "foot": wide & (along <= 0) & (along >= -RAMP_HALF - APRON) & ~slope,
        "yard": (across <= YARD_HALF) & (along > RAMP_HALF) & (along <= RAMP_HALF + YARD),
    }
    return {name: (row[mask], column[mask]) for name, mask in parts.items()}


def _along(row: np.ndarray, column: np.ndarray, up: tuple[int, int]) -> np.ndarray:
    """[half diagonals] from the middle of a ramp at (0, 0) to the middles of cells."""
    return ((2 * column + 1) * up[0] + (2 * row + 1) * up[1]) // 2
