"""Abilities that make effects."""

import pytest


@pytest.fixture
def orbital(game):
    scene = game()
    hall = scene.add(1, "OrbitalCommand", 40.5, 40.5)
    scene.add(1, "SupplyDepot", 50, 40)
    scene.add(0, "MineralField", 33, 40.5)
    scene.step(20)
    hall.record.energy = 150 * 4096
    return scene


@pytest.mark.covers("ability/CalldownMULE")
def test_a_mule_falls_and_mines(orbital):
    hall = orbital.unit(1, "OrbitalCommand")
    orbital.order(hall, "EffectCalldownMULE", target=orbital.unit(0, "MineralField"))
    orbital.step(4)
    assert hall.energy == pytest.approx(100, abs=1)
    orbital.until(lambda: orbital.unit(1, "MULE").order == "MULEGather,Gather", 100)


@pytest.mark.covers("ability/SupplyDrop")
def test_a_supply_drop_gives_eight_supply(orbital):
    orbital.step()
    before = orbital.record.players[1].supply_cap
    orbital.order(orbital.unit(1, "OrbitalCommand"), "EffectSupplyDrop", target=orbital.unit(1, "SupplyDepot"))
    orbital.step(80)
    assert orbital.record.players[1].supply_cap == before + 16


def test_the_one_with_most_energy_casts(orbital):
    first = orbital.unit(1, "OrbitalCommand")
    second = orbital.add(1, "OrbitalCommand", 50.5, 50.5)
    orbital.step(2)
    second.record.energy = 190 * 4096
    orbital.order([first, second], "ScannerSweep,Execute", point=(20, 20))
    orbital.step(4)
    assert first.energy > 149
    assert second.energy == pytest.approx(140, abs=1)


def test_a_spell_is_cast_from_its_range_and_cools_down(game):
    scene = game("1 Reaper")
    reaper = scene.unit(1, "Reaper")
    x, y = reaper.at
    scene.order(reaper, "KD8Charge,Execute", point=(x + 12, y))
    scene.step(10)
    assert reaper.order == "KD8Charge,Execute"
    scene.until(lambda: reaper.order == "", 200)
    assert reaper.distance((x + 12, y)) == pytest.approx(5.4, abs=0.4)
    at = reaper.at
    scene.order(reaper, "KD8Charge,Execute", point=(x + 12, y))
    scene.step(20)
    assert reaper.order == ""
    assert reaper.at == at
    scene.step(310)
    scene.order(reaper, "KD8Charge,Execute", point=at)
    scene.step(3)
    assert reaper.record.cooldowns[0] > 0


def test_stim_costs_life_and_never_kills(game):
    scene = game("1 Marine")
    marine = scene.unit(1, "Marine")
    scene.record.players[1].upgrades[scene.games.names.upgrades["Stimpack"]] = 1
    for _ in range(6):
        scene.order(marine, "GeneralEffectStim")
        scene.step(4)
    assert marine.life == 5
