"""What research changes."""

import pytest

from starleague.engine import upgrades
from starleague.engine.jit import entry

ONE = 4096


@entry
def complete(rules, games, player, upgrade):
    upgrades.complete(rules[0], games[0], player, upgrade)


@pytest.fixture
def research():
    def research(scene, player, name):
        complete(scene.games.table, scene.games.state, player, scene.games.names.upgrades[name])

    return research


@pytest.mark.covers("upgrade/ShieldWall")
def test_combat_shield_gives_life_to_the_living_too(game, research):
    scene = game("1 Marine, 1 Reaper")
    marine = scene.unit(1, "Marine")
    marine.record.life = 20 * ONE
    research(scene, 1, "ShieldWall")
    assert marine.life == 30
    assert scene.unit(1, "Reaper").life == 60
    assert scene.add(1, "Marine", 30, 30).life == 55


def test_weapons_and_armour_change_the_hit(game, research):
    scene = game("1 Marine vs 1 Marine", gap=3)
    research(scene, 1, "TerranInfantryWeaponsLevel1")
    research(scene, 2, "TerranInfantryArmorsLevel1")
    scene.step(12)
    assert scene.unit(2).life == 45 - (7 - 1)
    assert scene.unit(1).life == 45 - 6


def test_only_their_owner_has_them(game, research):
    scene = game("1 Marine")
    research(scene, 1, "ShieldWall")
    assert scene.add(2, "Marine", 30, 30).life == 45


def test_range_grows(game, research):
    scene = game()
    turret = scene.add(1, "MissileTurret", 40, 40)
    scene.add(2, "BarracksFlying", 40 + 0.75 + 7.5 + 1.8125, 40)
    scene.step(20)
    before = turret.record.target
    research(scene, 1, "HiSecAutoTracking")
    scene.step(20)
    assert (before, turret.record.target != 0) == (0, True)


def test_it_is_noted_and_told(game, research):
    scene = game("1 Marine")
    scene.record.n_events = 0
    research(scene, 1, "Stimpack")
    assert scene.record.players[1].upgrades[scene.games.names.upgrades["Stimpack"]] == 1
    assert [int(event.kind) for event in scene.record.events[: scene.record.n_events]] == [6]


@pytest.mark.covers("upgrade/LurkerRange")
def test_spines_reach_as_far_as_their_lurker(game):
    """Patch 5.0.14: Seismic Spines lengthen the row of spines with the range."""

    def hurt(*upgrades):
        scene = game(patch="5.0.14")
        scene.research(1, *upgrades)
        scene.add(1, "LurkerMPBurrowed", 30, 30)
        near, far = scene.add(2, "SupplyDepot", 35, 30), scene.add(2, "SupplyDepot", 42, 30)
        scene.step(60)
        return near.life < 400, far.life < 400

    assert hurt() == (True, False)
    assert hurt("LurkerRange") == (True, True)


def test_an_upgrade_changes_how_a_behavior_slows(game):
    """Patch 5.0.14: aligned Void Rays with Flux Vanes are slower by their own factor."""

    def flown(*upgrades):
        scene = game(patch="5.0.14")
        ray = scene.add(1, "VoidRay", 30, 30)
        scene.order(ray, "EffectVoidRayPrismaticAlignment")
        scene.step(2)
        scene.research(1, *upgrades)
        assert "VoidRaySwarmDamageBoost" in ray.buffs
        return int(ray.record.speed_factor) / ONE

    assert flown() == 0.75
    assert flown("VoidRaySpeedUpgrade") == pytest.approx(0.621, abs=0.001)
