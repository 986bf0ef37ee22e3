"""Acquisition, priority, chase, leash, calls for help."""


def test_idle_units_find_enemies_within_their_scan_range(game):
    near = game("1 Marine vs 1 SupplyDepot", gap=5.3).step(20)
    far = game("1 Marine vs 1 SupplyDepot", gap=5.8).step(20)
    assert near.units(1)[0].record.target != 0
    assert far.units(1)[0].record.target == 0


def test_units_find_enemies_that_stand_in_each_other(game):
    scene = game("1 Marine")
    x, y = scene.units(1)[0].at
    ravager = scene.add(2, "Ravager", x + 0.5, y)
    scene.step(10)
    assert scene.units(1)[0].record.target == ravager.slot and ravager.record.target != 0


def test_what_can_hurt_comes_before_what_is_near(game):
    scene = game("1 Marine")
    x, y = scene.units(1)[0].at
    scene.add(2, "SupplyDepot", x + 3, y)
    marine = scene.add(2, "Marine", x + 4, y + 2)
    marine.record.hold = 1
    scene.step(10)
    assert scene.units(1)[0].record.target == marine.slot


def test_among_equals_the_nearest(game):
    scene = game("1 Marauder")
    x, y = scene.units(1)[0].at
    scene.add(2, "Marine", x + 4, y)
    near = scene.add(2, "Marine", x + 3, y)
    scene.step(6)
    assert scene.units(1)[0].record.target == near.slot


def aims_at_what_is_ahead(scene):
    """Whether the one unit of player 1, which faces east, aims at a marauder before it or at a nearer one beside it."""
    unit = scene.unit(1)
    unit.record.hold = 1
    unit.record.facing = 0
    ahead, beside = scene.add(2, "Marauder", unit.x + 6, unit.y), scene.add(2, "Marauder", unit.x, unit.y + 4)
    ahead.record.hold = beside.record.hold = 1
    scene.until(lambda: unit.record.target != 0, 10)
    assert unit.record.target in (ahead.slot, beside.slot)
    return unit.record.target == ahead.slot


def test_some_take_the_one_that_they_need_turn_least_to_face(game):
    assert aims_at_what_is_ahead(game("1 Thor")) and aims_at_what_is_ahead(game("1 Colossus"))
    assert not aims_at_what_is_ahead(game("1 Ghost"))


def test_what_the_first_weapon_is_for_comes_before_what_is_near(game):
    scene = game("1 Thor")
    x, y = scene.unit(1).at
    marine, mutalisk = scene.add(2, "Marine", x + 4, y), scene.add(2, "Mutalisk", x + 7, y)
    marine.record.hold = mutalisk.record.hold = 1
    scene.step(10)
    assert scene.unit(1).record.target == mutalisk.slot


def test_a_unit_that_moves_does_not_fight(game):
    scene = game("1 Marine vs 1 SupplyDepot", gap=4)
    marine = scene.units(1)[0]
    scene.order(marine, "move", point=(marine.x, marine.y + 6))
    scene.step(20)
    assert marine.record.target == 0
    assert scene.unit(2).life == 400


def test_an_attack_move_goes_on_when_nothing_is_left(game):
    scene = game("3 Marine vs 1 Marine", gap=12)
    scene.order(scene.units(1), "attack", point=(scene.center[0] + 18, scene.center[1]))
    scene.until(lambda: not scene.units(2), 600)
    scene.step(300)
    assert all(unit.distance((scene.center[0] + 18, scene.center[1])) < 2 for unit in scene.units(1))


def test_units_on_hold_stand_still(game):
    scene = game("1 Marine vs 1 SupplyDepot", gap=5.3)
    marine = scene.units(1)[0]
    scene.order(marine, "hold")
    at = marine.at
    scene.step(60)
    assert marine.at == at
    assert scene.unit(2).life == 400


def test_an_order_to_attack_a_unit_passes_by_all_others(game):
    scene = game("1 Marine vs 2 SupplyDepot", gap=7)
    marine, (depot, other) = scene.units(1)[0], scene.units(2)
    scene.order(marine, "attack", target=other)
    scene.until(lambda: other.life < 400, 400)
    assert depot.life == 400


def test_own_units_are_attacked_when_told_so(game):
    scene = game("1 Marine")
    depot = scene.add(1, "SupplyDepot", *scene.center)
    scene.step(40)
    assert depot.life == 400
    scene.order(scene.unit(1, "Marine"), "attack", target=depot)
    scene.step(60)
    assert depot.life < 400


def test_an_idle_unit_comes_back_from_a_chase(game):
    scene = game("1 Marine vs 1 SCV", gap=5)
    marine, worker = scene.units(1)[0], scene.units(2)[0]
    home = marine.at
    scene.order(worker, "move", point=(worker.x + 30, worker.y))
    scene.until(lambda: marine.distance(home) > 3, 200)
    scene.until(lambda: marine.record.target == 0, 600)
    scene.step(400)
    assert marine.distance(home) < 1


def test_friends_within_earshot_help(game):
    scene = game("1 Marauder vs 1 Marine", gap=6.2)
    friend = scene.add(2, "Marine", scene.units(2)[0].x + 3, scene.center[1])
    deaf = scene.add(2, "Marine", scene.units(2)[0].x + 9, scene.center[1])
    scene.order(scene.units(1), "attack", target=scene.units(2)[0])
    scene.until(lambda: friend.record.target != 0, 100)
    assert deaf.record.target == 0


def test_workers_do_not_start_fights(game):
    scene = game("2 SCV vs 1 SCV", gap=2).step(60)
    assert all(unit.life == 45 for unit in scene.units())


def test_idle_workers_run_from_who_attacks_them(game):
    scene = game("1 Marine vs 1 SCV", gap=4)
    marine, worker = scene.units(1)[0], scene.units(2)[0]
    scene.order(marine, "hold")
    before = marine.distance(worker)
    scene.step(60)
    assert worker.life < 45
    assert marine.distance(worker) > before + 3


def test_a_structure_that_was_seen_is_attacked_in_the_fog_too(game):
    scene = game("1 Marine vs 1 SupplyDepot", gap=7).step(2)
    marine, depot = scene.units(1)[0], scene.units(2)[0]
    scene.order(marine, "move", point=(marine.x - 12, marine.y))
    scene.step(120)
    assert depot.record.visible_to & 2 == 0
    scene.order(marine, "attack", target=depot)
    scene.until(lambda: depot.life < 400, 300)


def test_what_is_not_seen_is_not_attacked(game):
    scene = game("1 Marine vs 1 SCV", gap=4)
    scene.units(2)[0].record.visible_to = 0
    state = 1  # State.CLOAKED
    scene.units(2)[0].record.states |= state
    scene.step(20)
    assert scene.units(1)[0].record.target == 0
