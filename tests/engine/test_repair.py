"""Repair: rate, price, several workers, autocast."""

import pytest


@pytest.fixture
def yard(game):
    scene = game("3 SCV")
    depot = scene.add(1, "SupplyDepot", 40, 40)
    scene.bank(1, 1000)
    scene.step(5)
    depot.record.life = 200 * 4096  # below a third it would burn
    return scene


@pytest.mark.covers("ability/Repair")
def test_a_worker_repairs_at_the_rate_of_the_repair_time(yard):
    depot = yard.unit(1, "SupplyDepot")
    worker = yard.units(1, "SCV")[0]
    yard.order(worker, "Smart", target=depot)
    yard.until(lambda: depot.life > 200, 200)
    before = depot.life
    yard.step(100)
    assert depot.life - before == pytest.approx(100 * 400 / 480, rel=0.01)


def test_three_are_three_times_as_fast_and_pay_a_quarter_of_the_price(yard):
    depot = yard.unit(1, "SupplyDepot")
    yard.order(yard.units(1, "SCV"), "Smart", target=depot)
    yard.until(lambda: all(unit.record.orders[0].phase == 3 for unit in yard.units(1, "SCV")), 200)
    before = depot.life
    yard.step(50)
    assert depot.life - before == pytest.approx(150 * 400 / 480, rel=0.01)
    yard.until(lambda: depot.life == 400, 400)
    yard.step(2)
    assert yard.record.players[1].minerals == 1000 - 12  # 200 of 400 life at 25 of 100 minerals: 12.5
    assert all(unit.order == "" for unit in yard.units(1, "SCV"))


def test_it_follows_what_moves(yard):
    worker, other, _ = yard.units(1, "SCV")
    other.record.life = 4096
    yard.order(worker, "EffectRepairSCV", target=other)
    yard.order(other, "move", point=(60, 40))
    yard.step(150)
    assert other.life > 1
    assert worker.distance(other) < 2.5


def test_without_money_nothing_is_repaired(yard):
    depot = yard.unit(1, "SupplyDepot")
    yard.bank(1, 0)
    yard.order(yard.units(1, "SCV"), "Smart", target=depot)
    yard.step(200)
    assert depot.life == 200


def test_on_autocast_an_idle_worker_looks_for_work(yard):
    worker = yard.units(1, "SCV")[0]
    depot = yard.unit(1, "SupplyDepot")
    yard.order(worker, "move", point=(36, 40))
    yard.until(lambda: worker.order == "", 300)
    yard.step(20)
    assert depot.life == 200
    yard.order(worker, "EffectRepairSCV", autocast=True)
    yard.step(100)
    assert depot.life > 200
