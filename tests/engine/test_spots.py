import math

from drawn import drawn, field, fixed

from starleague.engine.spots import free_spot, free_spot_in_crowd


def spot(scene, kind, at, toward):
    row = scene.games.unit_row(kind)
    found, x, y = free_spot(scene.rules, scene.record, row, *map(fixed, at), *map(fixed, toward))
    return bool(found), int(x) / 4096, int(y) / 4096


def test_units_leave_on_the_side_of_the_rally():
    scene = field(40, 40)
    scene.add(1, "Barracks", 20.5, 20.5)
    found, x, y = spot(scene, "Marine", (20.5, 20.5), (38, 20.5))
    assert found and 22 < x < 23 and abs(y - 20.5) < 0.5
    found, x, y = spot(scene, "Marine", (20.5, 20.5), (20.5, 38))
    assert found and 22 < y < 23 and abs(x - 20.5) < 0.5


def test_without_a_direction_they_leave_to_the_south():
    scene = field(40, 40)
    scene.add(1, "Barracks", 20.5, 20.5)
    found, _, y = spot(scene, "Marine", (20.5, 20.5), (20.5, 20.5))
    assert found and 18 < y < 19


def test_many_find_room_side_by_side():
    scene = field(40, 40)
    scene.add(1, "Barracks", 20.5, 20.5)
    places = []
    for _ in range(20):
        found, x, y = spot(scene, "Marine", (20.5, 20.5), (38, 20.5))
        assert found
        places.append((x, y))
        scene.add(1, "Marine", x, y)  # in the same tick: the buckets do not know it yet
    nearest = min(math.dist(a, b) for k, a in enumerate(places) for b in places[:k])
    assert nearest >= 0.75
    assert max(math.dist(place, (20.5, 20.5)) for place in places) < 6


def test_one_of_a_crowd_finds_room_behind_it():
    scene = field(80, 80)
    for x in range(27, 54):
        for y in range(27, 54):
            scene.add(1, "Zergling", x, y)
    row, middle = scene.games.unit_row("Zergling"), (fixed(40), fixed(40))
    assert not free_spot(scene.rules, scene.record, row, *middle, *middle)[0]
    found, x, y = free_spot_in_crowd(scene.rules, scene.record, row, *middle)
    assert found and 13 < max(abs(x / 4096 - 40), abs(y / 4096 - 40)) < 15


def test_they_stay_on_their_level_where_they_can():
    scene = drawn("\n".join(["++++++++##........"] * 16))
    scene.add(1, "Barracks", 7.5, 8.5)
    found, x, _ = spot(scene, "Marine", (7.5, 8.5), (17, 8.5))
    assert found and x < 9


def test_walled_in_there_is_no_spot():
    scene = drawn("""
        #####
        #...#
        #...#
        #...#
        #####
    """)
    scene.add(1, "Barracks", 3.5, 3.5)
    assert not spot(scene, "Marine", (3.5, 3.5), (3.5, 0))[0]


def test_flyers_appear_where_they_are():
    scene = field(20, 20)
    assert spot(scene, "BarracksFlying", (7, 8), (1, 1)) == (True, 7, 8)
