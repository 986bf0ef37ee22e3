"""Templates that do not depend on data: the cells of a circle for vision, and the sine table."""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import MAX_SIGHT, SIGHT_CELLS


def write_sine(sine: np.ndarray) -> None:
    """sin of each 1024th of a turn, times 4096 * 4; one quarter is computed, the others mirror it exactly."""
    n = len(sine)
    quarter = n // 4
    for i in range(quarter + 1):
        value = round(math.sin(2 * math.pi * i / n) * 4 * 4096)
        sine[i] = value
        sine[n // 2 - i] = value
        sine[(n - i) % n] = -value
        sine[n // 2 + i] = -value


def write_sight(cells: np.ndarray, count: np.ndarray) -> None:
    """Cells around a centre cell, nearest first, each with the cell that a ray to it passes before.

    ``count[h]`` cells lie within ``h`` half-cells of sight (centre to centre). A cell's parent is the
    cell on its ray one step nearer along its longer side; on a tie the one nearer to an axis, so that
    the template is the same mirrored. ``reach`` is the least number of half-cells that shows the cell.
    """
    largest = MAX_SIGHT * 2 + 1
    found = []
    span = MAX_SIGHT + 1
    for dy in range(-span, span + 1):
        for dx in range(-span, span + 1):
            reach = half_cells(dx, dy)
            if reach <= largest:
                found.append((dx * dx + dy * dy, dy, dx, reach))
    found.sort()
    if len(found) > SIGHT_CELLS:
        raise ValueError(f"a circle of {MAX_SIGHT} cells has {len(found)} cells; SIGHT_CELLS is {SIGHT_CELLS}")
    index = {(dx, dy): i for i, (_, dy, dx, _) in enumerate(found)}
    for i, (_, dy, dx, reach) in enumerate(found):
        cells[i] = (dx, dy, index[toward_centre(dx, dy)], reach)
    for half in range(len(count)):
        count[half] = sum(1 for cell in found if cell[3] <= half)


def half_cells(dx: int, dy: int) -> int:
    """The least number of half-cells of sight that reaches a cell: ceil(2 * distance)."""
    return math.isqrt(4 * (dx * dx + dy * dy) - 1) + 1 if dx or dy else 0


def toward_centre(dx: int, dy: int) -> tuple[int, int]:
    """The cell before (dx, dy) on the ray from the centre."""
    longer = max(abs(dx), abs(dy))
    if longer == 0:
        return 0, 0
    return _shortened(dx, longer), _shortened(dy, longer)


def _shortened(d: int, longer: int) -> int:
    """d * (longer - 1) / longer to the nearest whole, halves toward zero, the same for -d."""
    size = abs(d) * (longer - 1)
    whole = (2 * size + longer - 1) // (2 * longer)
    return whole if d >= 0 else -whole
