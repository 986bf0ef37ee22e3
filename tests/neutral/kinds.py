"""What stands on maps before players come, by what it does; read from the catalog of the patch that scenarios play."""

from __future__ import annotations

import pytest

from scenario import PATCH
from starleague.catalog.footprints import FootprintBit, cells_of
from starleague.catalog.loader import load
from starleague.catalog.reach import on_map
from starleague.catalog.schema import Unit

CATALOG = load(PATCH)
NEUTRALS = [unit for unit in CATALOG.units.values() if on_map(CATALOG, unit)]


def cells(unit: Unit, bit: FootprintBit) -> set[tuple[int, int]]:
    """Cells of its footprint with a bit, from its centre."""
    if not unit.footprint:
        return set()
    return {(dx, dy) for dx, dy, bits in cells_of(CATALOG.footprints[unit.footprint]) if bits & bit}


def each(units: list[Unit]) -> pytest.MarkDecorator:
    """A test for each of them that shows its row of the checklist."""
    return pytest.mark.parametrize(
        "kind", [pytest.param(u.name, marks=pytest.mark.covers(f"neutral/{u.name}")) for u in units],
    )
