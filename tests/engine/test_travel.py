"""Orders to go somewhere."""

import pytest


def test_queued_moves_are_done_one_after_another(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    x, y = marine.at
    scene.order(marine, "move", point=(x + 5, y))
    scene.order(marine, "move", point=(x + 5, y + 5), queued=True)
    scene.step(38)
    assert marine.distance((x + 5, y)) < 1
    scene.until(lambda: marine.order == "", 200)
    assert marine.distance((x + 5, y + 5)) < 0.2


def test_a_new_order_replaces_all(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    x, y = marine.at
    for k in range(4):
        scene.order(marine, "move", point=(x + 10, y + k), queued=True)
    scene.step(5)
    assert marine.record.n_orders == 4
    scene.order(marine, "move", point=(x - 3, y))
    scene.step(5)
    assert marine.record.n_orders == 1


def test_the_list_of_orders_has_an_end(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    for k in range(12):
        scene.order(marine, "move", point=(30 + k, 40), queued=True)
    scene.step(4)
    assert marine.record.n_orders == 8
    assert scene.record.overflow == 0


@pytest.mark.covers("ability/move")
def test_patrol_goes_to_and_fro(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    x, y = marine.at
    scene.order(marine, "patrol", point=(x + 5, y))
    for _ in range(2):
        scene.until(lambda: marine.distance((x + 5, y)) < 0.3, 100)
        scene.until(lambda: marine.distance((x, y)) < 0.3, 100)
    assert marine.record.n_orders == 1


def test_following_ends_with_the_leader(game):
    scene = game("2 Marine", gap=0)
    leader, follower = scene.units(1, "Marine")
    scene.order(leader, "move", point=(60, 40))
    scene.order(follower, "move", target=leader)
    scene.step(150)
    assert follower.distance(leader) < 1.6
    assert follower.order == "move,Move"
    leader.record.life = 0
    scene.step(3)
    assert follower.order == ""


@pytest.mark.covers("ability/stop")
def test_stop_ends_everything(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    scene.order(marine, "move", point=(60, 40))
    scene.step(20)
    scene.order(marine, "stop")
    scene.step(3)
    at = marine.at
    scene.step(10)
    assert marine.at == at
    assert marine.order == ""


def test_attack_move_fights_on_the_way_and_goes_on(game):
    scene = game("4 Marine vs 1 SCV", gap=8)
    (enemy,) = scene.units(2)
    scene.order(scene.units(1), "attack", point=(enemy.x + 6, enemy.y))
    scene.until(lambda: not enemy.alive, 300)
    scene.until(lambda: all(unit.order == "" for unit in scene.units(1)), 300)


def test_a_move_passes_enemies_by(game):
    scene = game("4 Marine vs 1 SCV", gap=6)
    (enemy,) = scene.units(2)
    x, y = enemy.at
    scene.order(scene.units(1), "move", point=(x + 10, y))
    scene.step(60)
    assert enemy.life == 45


@pytest.mark.covers("ability/attack")
def test_an_attack_on_a_unit_ends_with_it(game):
    scene = game("4 Marine vs 2 SCV", gap=6)
    victim, spared = scene.units(2)
    for unit in (victim, spared):
        scene.order(unit, "hold")
    scene.order(scene.units(1), "attack", target=victim)
    scene.until(lambda: not victim.alive, 300)
    scene.step(2)
    assert spared.alive
    assert all(unit.order == "" for unit in scene.units(1))


def test_holding_stays_an_order(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    scene.order(marine, "hold")
    scene.step(10)
    assert marine.order == "move,HoldPos"
    assert marine.record.hold


def test_who_has_room_stands_exactly_where_it_was_sent(game):
    scene = game("1 Marine", gap=0)
    marine = scene.unit(1, "Marine")
    x, y = marine.at
    for order, there in (("move", (x + 3, y + 1.5)), ("attack", (x + 1.25, y - 2)), ("move", (x + 1.25, y))):
        scene.order(marine, order, point=there)
        scene.until(lambda: marine.order != "", 10)
        scene.until(lambda: marine.order == "", 100)
        scene.step(1)
        assert marine.at == there
