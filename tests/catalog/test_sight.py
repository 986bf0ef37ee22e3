"""The templates that do not depend on data."""

import numpy as np
import pytest

from starleague import catalog
from starleague.catalog.rules import MAX_SIGHT
from starleague.catalog.sight import half_cells, toward_centre


@pytest.fixture(scope="module")
def rules():
    return catalog.compile()[0]


def test_sine_mirrors_exactly(rules):
    sine = rules.sine
    assert sine[0] == sine[512] == 0
    assert sine[256] == -sine[768] == 4 * 4096
    for i in range(1, 1024):
        assert sine[1024 - i] == -sine[i]
    assert (sine[:257][::-1] == sine[256:513]).all()


def test_a_circle_grows_with_sight(rules):
    assert rules.sight_count[0] == 1
    assert rules.sight_count[2] == 5
    assert (np.diff(rules.sight_count) > 0)[1:].all()
    cells = rules.sight_cells[: rules.sight_count[2 * MAX_SIGHT]]
    distance = cells["dx"].astype(int) ** 2 + cells["dy"].astype(int) ** 2
    assert (np.diff(distance) >= 0).all()
    assert distance.max() <= MAX_SIGHT**2
    inside = sum(dx * dx + dy * dy <= 81 for dx in range(-9, 10) for dy in range(-9, 10))
    assert rules.sight_count[18] == inside


def test_a_parent_comes_before_and_lies_nearer(rules):
    cells = rules.sight_cells[: rules.sight_count[-1]]
    for i, cell in enumerate(cells[1:], 1):
        parent = cells[cell["parent"]]
        assert cell["parent"] < i
        assert max(abs(int(cell["dx"]) - int(parent["dx"])), abs(int(cell["dy"]) - int(parent["dy"]))) == 1


def test_rays_mirror():
    for dx in range(-16, 17):
        for dy in range(-16, 17):
            x, y = toward_centre(dx, dy)
            assert toward_centre(-dx, dy) == (-x, y)
            assert toward_centre(dy, dx) == (y, x)


def test_a_ray_between_two_cells_takes_the_one_nearer_to_the_axis():
    assert toward_centre(2, 1) == (1, 0)
    assert toward_centre(4, 2) == (3, 1)
    assert toward_centre(3, 3) == (2, 2)


def test_half_cells_round_up():
    assert [half_cells(d, 0) for d in range(4)] == [0, 2, 4, 6]
    assert half_cells(1, 1) == 3
