"""Missiles, persistent effects, areas, created units, throws."""

import pytest


def charges(scene):
    return scene.units(1, "KD8Charge")


@pytest.fixture
def thrown(game):
    """A reaper has thrown its charge between two marines of the enemy, who do not shoot."""
    scene = game("1 Reaper")
    reaper = scene.unit(1)
    near = scene.add(2, "Marine", reaper.x + 4, reaper.y)
    far = scene.add(2, "Marine", reaper.x + 7.5, reaper.y)
    for marine in (near, far):
        scene.order(marine, "hold")
    scene.order(reaper, "EffectKD8Charge", point=(reaper.x + 3.5, reaper.y))
    scene.until(lambda: charges(scene), 20)
    return scene, reaper, near, far


def test_a_charge_is_a_unit_that_nobody_can_hit(thrown):
    scene, _, near, _ = thrown
    charge = charges(scene)[0]
    assert charge.distance(near) < 2
    scene.step(5)
    assert near.record.target != charge.slot
    assert charge.life == 1


@pytest.mark.covers("structure/KD8Charge", "ability/KD8Charge", "missile/KD8ChargeWeapon")
def test_it_explodes_after_two_seconds_and_is_gone(thrown):
    scene, _, near, far = thrown
    scene.step(31)
    assert charges(scene)
    near_before, far_before = near.life, far.life
    scene.step(2)
    assert not charges(scene)
    assert near.life <= near_before - 5
    assert far.life == far_before


def test_it_throws_what_is_near_three_cells(thrown):
    scene, reaper, near, _ = thrown
    scene.order(reaper, "move", point=(reaper.x - 10, reaper.y))
    at, charge = near.at, charges(scene)[0].at
    scene.step(33 + 15)
    assert near.distance(at) == pytest.approx(3, abs=0.2)
    assert near.distance(charge) > 3


def test_missiles_take_their_time(game):
    scene = game("1 Marauder vs 1 SupplyDepot", gap=5.5)
    depot = scene.unit(2)
    scene.until(lambda: scene.record.n_missiles == 1, 40)
    launched = scene.loop
    scene.until(lambda: depot.life < 400, 40)
    # from centre to centre at 20 cells a second
    assert scene.loop - launched == pytest.approx(scene.unit(1).distance(depot) / 20 * 16, abs=1.1)
    assert scene.record.n_missiles == 0


def test_missiles_gather_speed(game):
    """A rocket sets out at 10 cells a second and gains 20 a second: s = 10 t + 10 t**2."""
    scene = game("1 Banshee vs 1 Barracks", gap=6)
    banshee, barracks = scene.unit(1), scene.unit(2)
    scene.order(banshee, "attack", target=barracks)
    launched = scene.until(lambda: scene.record.n_missiles > 0, 60)
    way = banshee.distance(barracks)
    landed = scene.until(lambda: barracks.life < 1000, 60)
    assert landed - launched == pytest.approx(16 * ((1 + 0.4 * way) ** 0.5 - 1) / 2, abs=1.5)


def test_a_missile_whose_target_is_gone_does_no_harm(game):
    scene = game("1 Marauder vs 2 Marine", gap=5.5)
    scene.until(lambda: scene.record.n_missiles == 1, 40)
    one, other = scene.units(2)
    victim, witness = (one, other) if scene.unit(1).record.target == one.slot else (other, one)
    victim.record.life = 0
    scene.step(8)
    assert scene.record.n_missiles == 0
    assert witness.life == 45


def test_a_burst_strikes_twice(game):
    scene = game("1 Reaper vs 1 SupplyDepot", gap=4)
    depot = scene.unit(2)
    lives = []
    for _ in range(16):
        scene.step()
        lives.append(depot.life)
    assert sorted(set(lives), reverse=True) == [400, 397, 394]  # 4 less the armour of 1, 2 loops apart
    assert lives.count(397) in (1, 2)


def test_a_channelled_burst_ends_with_the_order(game):
    scene = game("1 Reaper vs 1 SupplyDepot", gap=4)
    reaper, depot = scene.unit(1), scene.unit(2)
    scene.order(reaper, "attack", target=depot)
    scene.until(lambda: depot.life == 397, 40)
    reaper.record.n_orders = 0
    reaper.record.hold = 1
    scene.step(8)
    assert depot.life == 397
    assert scene.record.n_persistents == 0


def test_the_queue_is_empty_between_ticks(game):
    scene = game("10 Marauder vs 10 Reaper", gap=4)
    for _ in range(100):
        scene.step()
        assert scene.record.scratch.n_pending == 0


def test_nothing_overflows_in_a_large_fight(game):
    scene = game("60 Marauder vs 90 Reaper", gap=6).attack()
    scene.step(400)
    assert scene.record.overflow & ~64 == 0
