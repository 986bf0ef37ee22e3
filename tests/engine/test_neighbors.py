import random

from drawn import field, fixed

from starleague.engine import neighbors


def near(scene, x, y, reach):
    """Slots that the buckets name within a square, by the documented loop."""
    game = scene.record
    found = []
    for row in range(neighbors.first_row(y - reach), neighbors.last_row(y + reach) + 1):
        start, stop = neighbors.span(game, row, x - reach, x + reach)
        found += [int(game.scratch.sorted[k]) for k in range(start, stop)]
    return found


def scattered(count, seed=3):
    scene = field(60, 40)
    rng = random.Random(seed)
    units = [scene.add(rng.choice((1, 2)), "Marine", rng.uniform(2, 60), rng.uniform(2, 40)) for _ in range(count)]
    return scene.see(), units


def test_everybody_in_reach_is_found():
    scene, units = scattered(60)
    for x, y, reach in ((20, 20, 3), (1.5, 1.5, 9), (59, 39, 5), (30, 8, 0.5)):
        square = {u.slot for u in units if abs(u.x - x) <= reach and abs(u.y - y) <= reach}
        assert square <= set(near(scene, fixed(x), fixed(y), fixed(reach)))


def test_nobody_is_found_twice_and_places_hold_positions():
    scene, units = scattered(60)
    game = scene.record
    assert sorted(near(scene, fixed(30), fixed(20), fixed(60))) == sorted(u.slot for u in units)
    for k in range(int(game.scratch.n_sorted)):
        unit = game.units[game.scratch.sorted[k]]
        assert (game.scratch.sorted_x[k], game.scratch.sorted_y[k]) == (unit.x, unit.y)


def test_order_does_not_depend_on_the_tick_before():
    scene, units = scattered(40)
    first = list(map(int, scene.record.scratch.sorted[:40]))
    for unit in units:
        unit.record.x, unit.record.y = unit.record.y, unit.record.x
    scene.see()
    for unit in units:
        unit.record.x, unit.record.y = unit.record.y, unit.record.x
    assert list(map(int, scene.see().record.scratch.sorted[:40])) == first


def test_passengers_and_resources_are_not_on_the_field():
    scene = field(20, 20)
    marine, other = scene.add(1, "Marine", 5, 5), scene.add(1, "Marine", 8, 5)
    scene.add(0, "MineralField", 12, 10.5)
    other.record.inside = marine.slot
    assert near(scene.see(), fixed(8), fixed(8), fixed(20)) == [marine.slot]
