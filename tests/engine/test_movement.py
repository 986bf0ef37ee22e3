import math

import numpy as np
import pytest
from drawn import drawn, field, fixed

from starleague.catalog.rules import ONE
from starleague.engine import ground

RAMP = "\n".join(["." * 20 + "####" + "+" * 20] * 9 + ["." * 20 + "////" + "+" * 20] * 3 + ["." * 20 + "####" + "+" * 20] * 9)


def trail(scene, unit, loops):
    places = [unit.at]
    for _ in range(loops):
        scene.step()
        places.append(unit.at)
    return places


def standing(scene):
    return lambda: not any(unit.record.moving or unit.record.n_orders for unit in scene.units(1))


def order_and_start(scene, units, point):
    scene.order(units, "move", point=point)
    scene.step(3)  # commands take two loops to be heard


@pytest.mark.parametrize(("kind", "speed"), [("Marine", 2.25), ("Reaper", 3.75), ("Marauder", 2.25), ("SCV", 2.8125)])
def test_speed_is_that_of_the_type(kind, speed):
    scene = field(70, 12)
    unit = scene.add(1, kind, 5, 6)
    order_and_start(scene, unit, (70, 7.5))
    scene.step(30)  # workers need a while to gain speed
    start = unit.at
    scene.step(160)
    assert unit.distance(start) == pytest.approx(speed * 10, rel=0.005)


def test_workers_gain_speed_and_slow_down_before_they_stop():
    scene = field(40, 12)
    scv = scene.add(1, "SCV", 5, 6)
    scene.order(scv, "move", point=(20, 6))
    places = trail(scene, scv, 130)
    strides = [math.dist(a, b) for a, b in zip(places, places[1:])]
    moving = [stride for stride in strides if stride > 0.001]
    assert moving[0] < 0.02 and moving[-2] < 0.05
    assert max(moving) == pytest.approx(2.8125 / 16, rel=0.01)
    assert scv.at == pytest.approx((20, 6), abs=0.1)


def test_a_unit_turns_before_it_walks_back():
    scene = field(40, 12)
    marine = scene.add(1, "Marine", 20, 6)
    order_and_start(scene, marine, (30, 6))
    scene.step(20)
    scene.order(marine, "move", point=(10, 6))
    facings = []
    for _ in range(8):
        scene.step()
        facings.append(int(marine.record.facing))
    assert facings[-1] == 32768
    assert any(0 < facing < 32768 or facing > 32768 for facing in facings)


def test_sixty_marines_pass_a_ramp_and_settle_close_together():
    scene = drawn(RAMP)
    marines = scene.crowd("Marine", 60, 4, 6)
    order_and_start(scene, marines, (36, 11))
    scene.until(standing(scene), limit=600)
    places = np.array([unit.at for unit in marines])
    assert (places[:, 0] > 25).all()
    assert np.hypot(*(places - (36, 11)).T).max() < 5  # a disc of 60 marines is 3.2 cells wide
    apart = np.hypot(*(places[:, None] - places[None]).T) + 9 * np.eye(60)
    assert apart.min() > 0.6
    before = places.copy()
    scene.step(40)
    assert np.abs(np.array([unit.at for unit in marines]) - before).max() < 0.3


def test_an_army_that_rounds_a_corner_stays_a_clump():
    """It used to come out in one line, one unit behind the other."""
    scene = drawn("\n".join(["." * 44] * 12 + ["." * 12 + "#" * 20 + "." * 12] * 10))
    marines = scene.crowd("Marine", 36, 2, 3, columns=6)
    scene.order(marines, "attack", point=(41, 3))
    scene.until(lambda: np.mean([unit.x for unit in marines]) > 24, limit=400)
    places = np.array([unit.at for unit in marines])
    assert np.ptp(places[:, 1]) > 2.5
    assert np.ptp(places[:, 0]) < 20  # in one line they are 27 cells long


def test_those_behind_do_not_press_into_those_in_front():
    scene = drawn("\n".join(["#" * 30] * 2 + ["." * 30] * 4 + ["#" * 30] * 2))
    wall = [scene.add(1, "Marine", 20, 3.5 + 0.75 * k) for k in range(5)]
    scene.order(wall, "hold")
    scene.step(5)
    crowd = scene.crowd("Marine", 20, 4, 3.5, columns=5)
    scene.order(crowd, "move", point=(28, 5))
    scene.step(250)
    places = np.array([unit.at for unit in crowd])
    apart = np.hypot(*(places[:, None] - places[None]).T) + 9 * np.eye(len(crowd))
    assert apart.min() > 0.4


def test_two_to_one_place_both_arrive():
    scene = field(30, 12)
    pair = [scene.add(1, "Marine", 5, 6), scene.add(1, "Marine", 6, 6.5)]
    order_and_start(scene, pair, (20, 6))
    scene.until(standing(scene), limit=200)
    assert pair[0].distance(pair[1]) > 0.6


def test_idle_units_make_room():
    scene = field(40, 12)
    idle = scene.crowd("Marine", 9, 15, 5.5, columns=3)
    before = [unit.at for unit in idle]
    walker = scene.add(1, "Marine", 5, 6.3)
    scene.order(walker, "move", point=(30, 6.3))
    scene.until(lambda: walker.x > 29, limit=220)
    assert any(unit.distance(place) > 0.2 for unit, place in zip(idle, before))


def test_units_that_hold_are_walked_round():
    scene = field(40, 20)
    wall = [scene.add(1, "Marine", 15, 7 + 0.8 * k) for k in range(8)]
    scene.order(wall, "hold")
    scene.step(5)
    before = [unit.at for unit in wall]
    walkers = scene.crowd("Marine", 4, 5, 9, columns=1)
    scene.order(walkers, "move", point=(30, 10))
    scene.until(lambda: min(unit.x for unit in walkers) > 28, limit=400)
    assert [unit.at for unit in wall] == before


def test_enemies_that_stand_are_not_pushed():
    scene = field(40, 20)
    enemy = scene.add(2, "CommandCenterFlying", 20, 3)
    enemy.record.owner = 2
    scv = scene.add(2, "SCV", 15, 10)
    before = scv.at
    walker = scene.add(1, "SCV", 5, 10)
    scene.order(walker, "move", point=(30, 10))
    scene.until(lambda: walker.x > 28, limit=300)
    assert scv.at == before


def test_attackers_surround_their_target():
    scene = field(40, 30)
    target = scene.add(2, "Marauder", 20, 15)
    target.record.hold = 1
    ring = scene.crowd("SCV", 16, 8, 13, columns=4)
    for unit in ring:
        unit.record.target = target.slot
    directions = set()
    for _ in range(200):
        for unit in ring:
            unit.record.goal_x, unit.record.goal_y, unit.record.goal_range = target.record.x, target.record.y, fixed(1)
            unit.record.moving = unit.distance(target) > 1
        move(scene)
    for unit in ring:
        if unit.distance(target) <= 1.01:
            directions.add(int(math.atan2(unit.y - target.y, unit.x - target.x) // (math.pi / 2)))
    assert directions == {-2, -1, 0, 1}


def move(scene):
    """Only this phase, so that nobody fights."""
    from starleague.engine import movement, neighbors

    scene.record.loop += 1
    neighbors.rebuild(scene.rules, scene.record)
    movement.move_units(scene.rules, scene.record)


def test_nobody_enters_a_wall_however_hard_pushed():
    scene = drawn("""
        ............#######
        ............#######
        ....#..............
        ............#######
        ............#######
    """)
    marines = scene.crowd("Marine", 24, 2, 1.8, columns=6)
    scene.order(marines, "move", point=(18.5, 3.5))
    for _ in range(60):
        scene.step(3)
        assert all(scene.games.map.pathable[int(unit.y), int(unit.x)] for unit in marines)
    assert max(unit.x for unit in marines) > 15


def test_units_under_a_new_structure_walk_out_of_it():
    scene = field(30, 30)
    marines = scene.crowd("Marine", 9, 9.5, 9.5, columns=3)
    scene.add(1, "Barracks", 10.5, 10.5)
    scene.step(20)
    ground.survey(scene.rules, scene.record)
    assert all(ground.walks(scene.record, int(unit.x), int(unit.y)) for unit in marines)


def test_ghosts_neither_push_nor_are_pushed():
    scene = field(30, 12)
    ghost = scene.add(1, "SCV", 15, 6)
    ghost.record.ghost = 1
    walker = scene.add(1, "Marine", 10, 6)
    scene.order(walker, "move", point=(20, 6))
    scene.step(90)
    assert ghost.at == (15, 6)
    assert walker.y == pytest.approx(6, abs=0.01)


def test_reapers_jump_cliffs_and_marines_do_not():
    scene = drawn("\n".join([".........##+++++++++"] * 6 + ["........////++++++++"] + [".........##+++++++++"] * 20))
    reaper, marine = scene.add(1, "Reaper", 4.5, 5.5), scene.add(1, "Marine", 4.5, 7.5)
    scene.order([reaper, marine], "move", point=(17.5, 5.5))
    rows = [place[1] for place in trail(scene, reaper, 90)]
    assert reaper.distance((17.5, 5.5)) < 1
    assert max(rows) < 8
    scene.step(260)
    assert marine.distance((17.5, 5.5)) < 1.5


def test_a_goal_without_a_way_ends_at_the_nearest_place():
    scene = drawn("\n".join(["..........####......"] * 10))
    marine = scene.add(1, "Marine", 3.5, 8.5)
    order_and_start(scene, marine, (18.5, 3.5))
    scene.until(standing(scene), limit=200)
    assert marine.distance((10.5, 3.5)) < 1


def test_an_order_onto_a_structure_ends_beside_it():
    scene = field(30, 30)
    scene.add(1, "Barracks", 15.5, 15.5)
    marine = scene.add(1, "Marine", 5, 14)
    scene.order(marine, "move", point=(15.5, 15.5))
    scene.until(lambda: marine.x > 13, limit=200)
    scene.until(standing(scene), limit=60)
    assert marine.x < 14


def test_flyers_part_when_they_stand():
    scene = field(40, 30)
    pair = [scene.add(1, "BarracksFlying", 20, 15), scene.add(1, "BarracksFlying", 20.5, 15)]
    scene.step(400)
    assert pair[0].distance(pair[1]) > 3


def test_flyers_stay_on_the_map():
    scene = field(20, 20)
    flyer = scene.add(1, "BarracksFlying", 10, 10)
    scene.order(flyer, "move", point=(200, 10))
    scene.step(300)
    assert flyer.x < 22


def test_a_turned_map_gives_the_turned_result():
    def run(turn, facing):
        scene = field(38, 28)
        squad = [scene.add(1, "Marine", *turn(4.1 + k % 3 * 0.8, 9.3 + k // 3 * 0.9), facing) for k in range(9)]
        post = scene.add(1, "Marine", *turn(20.2, 10.4))
        post.record.hold = 1
        scene.order(squad, "move", point=turn(33.3, 12.7))
        scene.step(150)
        return [turn(*unit.at) for unit in squad]

    straight = run(lambda x, y: (x, y), 0)
    turned = run(lambda x, y: (40 - x, 30 - y), 32768)
    assert np.abs(np.array(straight) - np.array(turned)).max() <= 2 / ONE
