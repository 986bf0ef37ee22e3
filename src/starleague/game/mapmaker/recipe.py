"""What a map is made from: a recipe, and the tools that all stages share.

The whole of the mapmaker counts in whole numbers, so that a recipe gives the same map on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from starleague.game.maps import MapError, Place

MARGIN = 8  # cells around the playable area
CORNER = 18  # cells by which the corners of the playable area are cut off, along both of its sides
SYMMETRIES = ("turn", "mirror")
LIMITS = {"width": (112, 248), "height": (112, 240), "bases": (8, 18)}

T = TypeVar("T")
Cell = tuple[int, int]


@dataclass(frozen=True)
class Recipe:
    """A map to be made. The same recipe gives the same map."""

    name: str
    seed: int
    width: int = 140  # [cells] of the playable area
    height: int = 140
    bases: int = 14  # of both players together
    openness: float = 0.5  # 0: narrow ways between walls, 1: wide fields
    symmetry: str = "turn"  # by half a turn; or "mirror": left and right

    def check(self) -> None:
        """Raise MapError for what no map can be made from."""
        for what, (low, high) in LIMITS.items():
            value = getattr(self, what)
            if value % 2 or not low <= value <= high:
                raise MapError(f"{what} {value}: an even number from {low} to {high}")
        if not 0 <= self.openness <= 1:
            raise MapError(f"openness {self.openness}: a number from 0 to 1")
        if self.symmetry not in SYMMETRIES:
            raise MapError(f"symmetry {self.symmetry!r}: one of {', '.join(SYMMETRIES)}")
        room = self.width * self.height // self.bases
        if room < 1000:
            raise MapError(f"{self.bases} bases on {self.width} x {self.height} cells: take fewer, or more cells")


@dataclass(frozen=True)
class Board:
    """The grid that a map is made on, and how player 2's half follows from player 1's."""

    width: int
    height: int
    symmetry: str

    @classmethod
    def of(cls, recipe: Recipe) -> Board:
        return cls(recipe.width + 2 * MARGIN, recipe.height + 2 * MARGIN, recipe.symmetry)

    @property
    def playable(self) -> tuple[int, int, int, int]:
        return MARGIN, MARGIN, self.width - MARGIN, self.height - MARGIN

    def other(self, x: int, y: int) -> Cell:
        """The cell that is the other player's (x, y)."""
        return self.width - 1 - x, self.height - 1 - y if self.symmetry == "turn" else y

    def other_point(self, x: float, y: float) -> tuple[float, float]:
        return self.width - x, self.height - y if self.symmetry == "turn" else y

    def other_way(self, dx: int, dy: int) -> Cell:
        return -dx, -dy if self.symmetry == "turn" else dy

    def flip(self, grid: np.ndarray) -> np.ndarray:
        return grid[::-1, ::-1] if self.symmetry == "turn" else grid[:, ::-1]

    def first_half(self) -> np.ndarray:
        """bool [y, x]: cells of which no two are each other's counterpart."""
        half = np.zeros((self.height, self.width), bool)
        if self.symmetry == "turn":
            half[: self.height // 2] = True
        else:
            half[:, : self.width // 2] = True
        return half

    def inside(self, inset: int = 0) -> np.ndarray:
        """bool [y, x]: the playable area, less so many cells at each side."""
        left, bottom, right, top = self.playable
        grid = np.zeros((self.height, self.width), bool)
        grid[bottom + inset : top - inset, left + inset : right - inset] = True
        return grid

    def ground(self) -> np.ndarray:
        """bool [y, x]: where ground may lie: the playable area without its corners."""
        left, bottom, right, top = self.playable
        x = np.minimum(np.arange(self.width) - left, right - 1 - np.arange(self.width))[None, :]
        y = np.minimum(np.arange(self.height) - bottom, top - 1 - np.arange(self.height))[:, None]
        return self.inside(1) & (x + y >= CORNER)

    def far(self, x: int, y: int) -> np.ndarray:
        """int32 [y, x]: how far each cell is from (x, y) in tenths of a cell; what is equally far is an octagon."""
        dx = np.abs(np.arange(self.width, dtype=np.int32) - x)[None, :]
        dy = np.abs(np.arange(self.height, dtype=np.int32) - y)[:, None]
        return np.maximum(10 * np.maximum(dx, dy), 7 * (dx + dy))


def far_apart(a: Cell, b: Cell) -> int:
    """As ``Board.far``, between two cells."""
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return max(10 * max(dx, dy), 7 * (dx + dy))


def both_halves(board: Board, places: Iterable[Place]) -> list[Place]:
    """Places of one half and their counterparts."""
    here = list(places)
    return sorted({*here, *((kind, *board.other_point(x, y)) for kind, x, y in here)})


class Dice:
    """Random numbers that are the same in every version of Python and on every machine."""

    def __init__(self, *seed: int) -> None:
        self._random = random.Random(",".join(map(str, seed)))

    def below(self, n: int) -> int:
        return int(self._random.random() * n)

    def between(self, low: int, high: int) -> int:
        """Of low to high, both possible."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def pick(self, of: Sequence[T]) -> T:
        return of[self.below(len(of))]

    def shuffled(self, of: Sequence[T]) -> list[T]:
        left = list(of)
        return [left.pop(self.below(len(left))) for _ in range(len(of))]
