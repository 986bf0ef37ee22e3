"""Swing, damage point, cooldown, facing, range."""

import pytest

LOOPS = 16  # in a second of the data


def damage_in(scene, victim, seconds):
    before = victim.life
    scene.step(round(seconds * LOOPS))
    return before - victim.life


@pytest.mark.parametrize(
    ("kind", "hits", "period", "armored"), [("Marine", 6, 0.8608, 6), ("Marauder", 10, 1.5, 20), ("Reaper", 8, 1.1, 8)]
)
def test_damage_over_time_is_that_of_the_data(game, kind, hits, period, armored):
    scene = game(f"1 {kind}")
    depot = scene.add(2, "SupplyDepot", scene.center[0], scene.center[1])
    scene.until(lambda: depot.life < 400)
    strikes = 2 if kind == "Reaper" else 1  # the depot's armour is 1
    expected = 20 * (armored - strikes) / (period + 0.03125)  # the random delay adds half of 0.125 - 0.0625
    assert damage_in(scene, depot, 20) == pytest.approx(expected, rel=0.06)


def test_the_damage_point_comes_before_the_hit(game):
    scene = game("1 Marine vs 1 Marine", gap=3)
    one, other = scene.units(1)[0], scene.units(2)[0]
    scene.until(lambda: one.record.swing_state == 1)
    assert other.life == 45
    scene.step()
    assert other.life == 39  # 0.05 s are less than a loop


def test_two_that_strike_in_one_loop_both_die(game):
    scene = game("1 Marine vs 1 Marine", gap=3, mirror_seeds=True)
    for unit in scene.units():
        unit.record.life = 4096
    scene.step(40)
    assert scene.units() == []


def test_a_unit_turns_before_it_shoots(game):
    scene = game()
    away = scene.add(1, "Marine", 40, 40, facing=32768)
    toward = scene.add(1, "Marine", 40, 44, facing=0)
    scene.add(2, "SupplyDepot", 44, 42)
    scene.until(lambda: away.record.cooldown > 0)
    assert toward.record.cooldown < away.record.cooldown  # it fired first
    assert abs(int(away.record.facing)) < 5000 or int(away.record.facing) > 60000


def test_a_move_order_calls_off_the_swing_and_costs_nothing(game):
    scene = game("1 Marine vs 1 SupplyDepot", gap=3)
    marine = scene.units(1)[0]
    scene.until(lambda: marine.record.swing_state == 1)
    scene.games.command(0, 1, "Move", [marine.slot], point=(20, 40))
    marine.record.swing = 4096 * 20  # a long damage point
    scene.step(3)
    assert marine.record.swing_state == 0
    assert marine.record.cooldown == 0


def test_a_weapon_for_the_ground_does_not_hit_air(game):
    scene = game("1 Marauder, 1 Marine")
    barracks = scene.add(2, "BarracksFlying", scene.center[0], scene.center[1])
    scene.step(60)
    assert barracks.life < 1000
    assert scene.unit(1, "Marauder").record.target == 0
    assert scene.unit(1, "Marine").record.target == barracks.slot


def test_structures_shoot_without_moving(game):
    scene = game()
    turret = scene.add(1, "MissileTurret", 40, 40)
    target = scene.add(2, "BarracksFlying", 46, 40)
    scene.step(60)
    assert turret.at == (40, 40)
    assert target.life < 1000 - 24 + 5


def test_passengers_shoot_from_their_bunker_one_cell_farther(game):
    scene = game()
    bunker = scene.add(1, "Bunker", 40.5, 40.5)
    marine = scene.add(1, "Marine", 43, 40.5)
    scene.order(marine, "Smart", target=bunker)
    scene.until(lambda: marine.record.inside == bunker.slot, 100)
    near = scene.add(2, "SupplyDepot", 48, 42)  # 5.15 cells from edge to edge
    scene.step(40)
    assert near.life < 400
    assert marine.record.inside == bunker.slot
