"""Buffs: what they do, how long, and what they leave."""

import pytest

ONE = 4096


@pytest.fixture
def stimmed(game):
    scene = game("1 Marine")
    marine = scene.units(1)[0]
    scene.record.players[1].upgrades[scene.games.names.upgrades["Stimpack"]] = 1
    scene.order(marine, "EffectStimMarine")
    scene.until(lambda: marine.record.n_buffs == 1, 10)
    return scene, marine


@pytest.mark.covers("ability/Stimpack")
def test_stim_costs_life_and_speeds_up(stimmed):
    _, marine = stimmed
    assert marine.life == 35
    assert marine.record.speed_factor == marine.record.attack_factor == ONE * 3 // 2


def test_a_buff_ends_with_its_duration(stimmed):
    scene, marine = stimmed
    scene.step(239)
    assert marine.record.n_buffs == 1
    scene.step(1)
    assert marine.record.n_buffs == 0
    assert marine.record.attack_factor == ONE


def test_again_refreshes_and_does_not_add_up(stimmed):
    scene, marine = stimmed
    scene.step(100)
    scene.order(marine, "EffectStimMarine")
    scene.step(10)
    assert marine.life == 25
    assert marine.record.n_buffs == 1
    assert marine.record.buffs[0].stack == 1
    assert marine.record.attack_factor == ONE * 3 // 2
    scene.step(200)
    assert marine.record.n_buffs == 1


@pytest.mark.parametrize("researched", [False, True])
@pytest.mark.covers("upgrade/PunisherGrenades", "missile/PunisherGrenadesLMWeapon")
def test_concussive_shells_slow_units(game, researched):
    scene = game("1 Marauder vs 1 Marine", gap=4)
    scene.record.players[1].upgrades[scene.games.names.upgrades["PunisherGrenades"]] = researched
    marine = scene.units(2)[0]
    scene.until(lambda: marine.life < 45, 60)
    assert marine.record.speed_factor == (ONE // 2 if researched else ONE)


def test_they_do_not_slow_structures(game):
    scene = game("1 Marauder vs 1 SupplyDepot", gap=4)
    scene.record.players[1].upgrades[scene.games.names.upgrades["PunisherGrenades"]] = 1
    depot = scene.units(2)[0]
    scene.until(lambda: depot.life < 400, 60)
    assert depot.record.speed_factor == ONE


def test_structures_burn_down_below_a_third(game):
    scene = game("1 SupplyDepot, 1 Barracks")
    depot, barracks = scene.unit(1, "SupplyDepot"), scene.unit(1, "Barracks")
    depot.record.life = 130 * ONE
    barracks.record.life = 340 * ONE
    scene.step(320)
    assert depot.life == pytest.approx(130 - 20 / 0.3332, abs=1.5)
    assert barracks.life == 340
    scene.step(800)
    assert scene.units(1, "SupplyDepot") == []


def test_life_comes_back_after_a_while_without_damage(game):
    scene = game("1 Reaper vs 1 Marine", gap=3)
    reaper = scene.unit(1)
    scene.until(lambda: reaper.life < 60, 40)
    scene.units(2)[0].record.life = 0
    scene.step(2)
    hurt, since = reaper.life, scene.loop - int(reaper.record.since_damage)
    scene.step(160 - since - 2)
    assert reaper.life == hurt
    scene.step(18)
    assert reaper.life == pytest.approx(hurt + 2, abs=0.4)


def test_energy_grows_by_the_rate_of_the_data(game):
    scene = game("1 OrbitalCommand")
    orbital = scene.unit(1)
    assert orbital.energy == 50
    scene.step(1600)
    assert orbital.energy == pytest.approx(50 + 0.5625 * 100, abs=0.5)
    scene.step(4000)
    assert orbital.energy == 200
