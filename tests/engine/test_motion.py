from drawn import field, fixed

from starleague.engine.motion import go, halt


def walker():
    return field(20, 20).add(1, "Marine", 5, 5).record


def test_go_sets_a_goal():
    unit = walker()
    go(unit, fixed(9), fixed(5), 100)
    assert (unit.goal_x, unit.goal_range, unit.moving, unit.arrived) == (fixed(9), 100, 1, 0)


def test_within_reach_it_has_arrived_at_once():
    unit = walker()
    go(unit, fixed(6), fixed(5), fixed(1))
    assert (unit.moving, unit.arrived) == (0, 1)


def test_the_same_goal_again_says_nothing_new():
    unit = walker()
    go(unit, fixed(9), fixed(5), 100)
    unit.moving, unit.arrived = 0, 1
    go(unit, fixed(9), fixed(5), 100)
    assert unit.arrived == 1
    go(unit, fixed(9), fixed(6), 100)
    assert (unit.moving, unit.arrived) == (1, 0)


def test_halt_makes_the_same_goal_new():
    unit = walker()
    go(unit, fixed(9), fixed(5), 100)
    unit.moving, unit.blocked, unit.speed = 0, 1, 500
    halt(unit)
    assert (unit.blocked, unit.speed) == (0, 0)
    go(unit, fixed(9), fixed(5), 100)
    assert unit.moving == 1
