"""The order in which creep grows."""

import pytest

from starleague.catalog.creep import growth_of
from starleague.catalog.loader import CatalogError
from starleague.catalog.schema import Behavior, Footprint

DOT = Footprint("Dot", rows=("x",), cells={"x": []})
CROSS = Footprint("Cross", rows=(".x.", "xxx", ".x."), left=-1, bottom=-1, cells={"x": []})
SQUARE = Footprint("Square", rows=("xxx", "xxx", "xxx"), left=-1, bottom=-1, cells={"x": []})
BESIDE = Footprint("Beside", rows=("x",), left=1, cells={"x": []})
DRAWN = {drawing.name: drawing for drawing in (DOT, CROSS, SQUARE, BESIDE)}


def test_creep_grows_ring_by_ring_from_one_stage_to_the_next():
    source = Behavior("source", creep_build="Dot", creep_birth="Cross", creep_start="Square", creep_grown="Square")
    cells, counts = growth_of(source, DRAWN)
    assert counts == [1, 5, 9, 9]
    rings = list(zip(cells[::3], cells[1::3], cells[2::3], strict=True))
    assert rings[0] == (0, 0, 1)
    assert {ring for *_, ring in rings[1:5]} == {5}
    assert {(dx, dy) for dx, dy, _ in rings[5:]} == {(-1, -1), (-1, 1), (1, -1), (1, 1)}
    assert {ring for *_, ring in rings[5:]} == {9}


def test_a_stage_beside_the_others_is_refused():
    source = Behavior("source", creep_birth="Dot", creep_start="Beside", creep_grown="Cross")
    with pytest.raises(CatalogError, match=r"\[behavior.source\] creep_start is not a part"):
        growth_of(source, DRAWN)
