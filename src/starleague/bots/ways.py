"""How far it is on the ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

HALL = 4  # cells round a base's middle on which its town hall may already stand
FAR = 10  # times as far as the bird flies: what cannot be reached


def ways(pathable: np.ndarray, start: tuple[int, int], places: Sequence[tuple[float, float]]) -> list[int]:
    """Steps along rows and columns of a bool grid [y, x] from a start to each of some places [cells]."""
    x, y = start
    steps = np.full(pathable.shape, -1, np.int32)
    front = np.zeros_like(pathable)
    front[max(0, y - HALL) : y + HALL + 1, max(0, x - HALL) : x + HALL + 1] = True
    taken = 0
    while front.any():
        steps[front] = taken
        taken += 1
        wider = front.copy()
        wider[1:] |= front[:-1]
        wider[:-1] |= front[1:]
        wider[:, 1:] |= front[:, :-1]
        wider[:, :-1] |= front[:, 1:]
        front = wider & pathable & (steps < 0)
    return [_way(int(steps[int(py), int(px)]), abs(px - x) + abs(py - y)) for px, py in places]


def _way(steps: int, straight: float) -> int:
    return steps if steps >= 0 else round(FAR * straight)
