"""What a creep source covers: its footprints as one list of cells, in the order in which it grows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from starleague.catalog import footprints
from starleague.catalog.loader import CatalogError
from starleague.catalog.schema import Behavior, Footprint

STAGES = ("creep_build", "creep_birth", "creep_start", "creep_grown")

Cell = tuple[int, int]


def growth_of(behavior: Behavior, drawings: Mapping[str, Footprint]) -> tuple[list[int], list[int]]:
    """(dx, dy, ring) triples of all cells, nearest first, and how many of them each of STAGES has.

    Cells of the earlier stage come first; ``ring`` is how many cells there are up to and including those
    that are as far away, so that growth by whole rings looks the same from every side.
    """
    stages = [_cells(drawings[name]) if name else set() for name in (getattr(behavior, stage) for stage in STAGES)]
    build, birth, _, grown = stages

    def order(cell: Cell) -> tuple[bool, bool, int]:
        return cell not in build, cell not in birth, cell[0] ** 2 + cell[1] ** 2

    cells = sorted(grown | birth | build, key=lambda cell: (order(cell), cell))
    for stage, covered in zip(STAGES, stages, strict=True):
        if set(cells[: len(covered)]) != covered:
            raise CatalogError(f"[behavior.{behavior.name}] {stage} is not a part of what comes after it; draw it so")
    places = [order(cell) for cell in cells]
    triples = [number for cell in cells for number in (*cell, bisect_right(places, order(cell)))]
    return triples, [len(covered) for covered in stages]


def _cells(footprint: Footprint) -> set[Cell]:
    return {(dx, dy) for dx, dy, _ in footprints.cells_of(footprint)}
