import math

import pytest
from drawn import drawn, field, fixed

from starleague.engine.paths import NO_WAY, WALK, next_corner

WALL = """
    ....................
    ....................
    .........##.........
    .........##.........
    .........##.........
    .........##.........
    .........##.........
    .........##.........
"""


def corner(scene, unit, x, y):
    how, at_x, at_y = next_corner(scene.rules, scene.record, unit.slot, fixed(x), fixed(y))
    return int(how), int(at_x) / 4096, int(at_y) / 4096


def walk(scene, unit, x, y, steps=30):
    """The corners that a unit without body comes by."""
    corners = []
    for _ in range(steps):
        how, at_x, at_y = corner(scene, unit, x, y)
        if how == NO_WAY:
            break
        corners.append((at_x, at_y))
        unit.record.x, unit.record.y = fixed(at_x), fixed(at_y)
        if (at_x, at_y) == (x, y):
            break
    return corners


def test_straight_where_nothing_is_in_the_way():
    scene = field(20, 20)
    marine = scene.add(1, "Marine", 3, 3)
    assert corner(scene, marine, 18, 17) == (WALK, 18, 17)


def test_round_a_wall_in_a_few_corners():
    scene = drawn(WALL)
    marine = scene.add(1, "Marine", 4.5, 2.5)
    corners = walk(scene, marine, 18.5, 2.5)
    assert corners[-1] == (18.5, 2.5)
    assert len(corners) <= 4
    assert max(y for _, y in corners) > 7


def test_flyers_go_straight():
    scene = drawn(WALL)
    assert corner(scene, scene.add(1, "BarracksFlying", 4.5, 2.5), 18.5, 2.5) == (WALK, 18.5, 2.5)


def test_the_way_to_a_structure_ends_at_its_near_side():
    scene = field(30, 30)
    scene.add(1, "CommandCenter", 15.5, 15.5)
    scv = scene.add(1, "SCV", 4, 15.5)
    assert corner(scene, scv, 15.5, 15.5) == (WALK, 12.5, 15.5)
    scv.record.goal_range = fixed(2.9)  # from where it would touch
    assert corner(scene, scv, 15.5, 15.5) == (WALK, 15.5, 15.5)


def test_a_structure_that_goes_up_changes_the_way():
    scene = field(30, 12)
    marine = scene.add(1, "Marine", 4, 6.5)
    assert corner(scene, marine, 26, 6.5)[1:] == (26, 6.5)
    scene.add(1, "Barracks", 15.5, 6.5)
    assert corner(scene, marine, 26, 6.5)[1:] != (26, 6.5)


def test_no_way_leads_to_the_nearest_place():
    scene = drawn("\n".join(["..........####......"] * 10))
    marine = scene.add(1, "Marine", 3.5, 8.5)
    corners = walk(scene, marine, 18.5, 3.5)
    assert math.dist(corners[-1], (10.5, 3.5)) < 1
    assert corner(scene, marine, 18.5, 3.5)[0] == NO_WAY


def test_eviction_of_fields_changes_nothing():
    scene = drawn(WALL)
    marine = scene.add(1, "Marine", 4.5, 2.5)
    first = corner(scene, marine, 18.5, 2.5)
    for k in range(12):
        corner(scene, marine, 12.5 + k % 8, 1.5 + k // 8 * 4)
    scene.record.scratch.fields["version"] = 0
    assert corner(scene, marine, 18.5, 2.5) == first


def test_distance_is_the_length_of_the_way():
    scene = drawn(WALL)
    assert scene.games.path_distance(0, (4.5, 2.5), (7.5, 6.5)) == pytest.approx(5, abs=0.01)
    around = scene.games.path_distance(0, (9.5, 2.5), (12.5, 2.5))
    assert 10 < around < 14


def test_distance_is_negative_without_a_way():
    scene = drawn("\n".join(["..........####......"] * 10))
    assert scene.games.path_distance(0, (3, 3), (18, 3)) == -1
    assert scene.games.path_distance(0, (3, 3), (12, 3)) == -1
