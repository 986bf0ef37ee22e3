"""What flies from Zerg's weapons and spells: it takes its time, hits whom it was sent at, and some of it goes on."""

import pytest

from scenario import CATALOG
from starleague.catalog.rules import ONE

# unit, enemy, the effect that launches it, damage of the first hit
FLYING = [
    pytest.param(*row, marks=pytest.mark.covers(f"missile/{missile}")) for missile, *row in (
        ("NeedleSpinesWeapon", "Hydralisk", "SupplyDepot", "NeedleSpinesLaunchMissile", 12 - 1),
        ("TalonsMissileWeapon", "Queen", "SupplyDepot", "TalonsLM", 4 - 1),
        ("AcidSpinesWeapon", "Queen", "Medivac", "AcidSpinesLM", 9 - 1),
        ("AcidSalivaWeapon", "Roach", "SupplyDepot", "AcidSalivaLM", 16 - 1),
        ("RavagerWeaponMissile", "Ravager", "SupplyDepot", "RavagerWeaponLM", 16 - 1),
        ("ParasiteSporeWeapon", "Corruptor", "Medivac", "ParasiteSporeLaunchMissile", 14 - 1),
        ("GlaiveWurmWeapon", "Mutalisk", "SupplyDepot", "GlaiveWurm", 9 - 1),
        ("InfestedAcidSpinesWeapon", "InfestorTerran", "Medivac", "InfestedAcidSpinesLM", 14),
        ("LocustMPWeapon", "LocustMP", "SupplyDepot", "LocustMPLM", 10 - 1),
    ) if row[0] in CATALOG.units
]


@pytest.fixture
def field(game):
    return game()


def flying(scene):
    """Names of the effects that launched what flies now."""
    names = list(scene.games.names.effects)
    return {names[int(missile.effect) - 1] for missile in scene.record.missiles[: int(scene.record.n_missiles)]}


@pytest.mark.parametrize(("kind", "enemy", "launch", "damage"), FLYING)
def test_a_missile_flies_before_it_hits(field, kind, enemy, launch, damage):
    unit, foe = field.add(1, kind, 30, 30), field.add(2, enemy, 38 if kind == "Queen" else 34, 30)
    foe.record.hold = 1
    field.step(2)
    whole = foe.life
    field.order(unit, "attack", target=foe)
    field.until(lambda: launch in flying(field), 150)
    assert foe.life == whole
    field.until(lambda: foe.life < whole, 30)
    assert whole - foe.life == damage


@pytest.mark.covers("missile/GlaiveWurmM2Weapon", "missile/GlaiveWurmM3Weapon", "unit/Mutalisk")
def test_a_glaive_bounces_twice_and_loses_two_thirds_each_time(field):
    mutalisk = field.add(1, "Mutalisk", 30, 30)
    depots = [field.add(2, "SupplyDepot", 33 + 2.5 * k, 30) for k in range(4)]
    field.step(2)
    seen = set()
    field.order(mutalisk, "attack", target=depots[0])
    field.until(lambda: seen.update(flying(field)) or depots[2].life < 400, 90)
    assert {"GlaiveWurm", "GlaiveWurmM2", "GlaiveWurmM3"} <= seen
    assert [400 - depot.life for depot in depots] == [8, 2, pytest.approx(0.5, abs=0.01), 0]


@pytest.mark.covers("ability/ViperParasiticBombRelay", "neutral/ParasiticBombRelayDummy")
def test_a_bomb_comes_through_a_relay_at_its_target(field):
    viper, medivac = field.add(1, "Viper", 30, 30), field.add(2, "Medivac", 36, 30)
    viper.record.energy = 200 * ONE
    field.step(2)
    field.order(viper, "EffectParasiticBomb", target=medivac)
    field.until(lambda: field.units(None, "ParasiticBombRelayDummy"), 60)
    (relay,) = field.units(None, "ParasiticBombRelayDummy")
    assert relay.distance(medivac) < 0.5
    field.until(lambda: "ParasiticBomb" in medivac.buffs, 30)
    field.step(60)
    assert medivac.life < 150


@pytest.mark.covers(
    "unit/BroodLord", "unit/BroodlingEscort", "unit/Broodling", "ability/BroodLordHangar", "ability/BroodLordQueue2",
    "missile/BroodLordBWeapon",
)
def test_a_brood_lord_throws_its_broodlings_and_grows_others(field):
    lord = field.add(1, "BroodLord", 30, 30)
    marauder = field.add(2, "Marauder", 39, 30)
    marauder.record.hold = 1
    field.step(4)
    assert len(field.units(1, "BroodlingEscort")) == 2
    field.order(lord, "attack", target=marauder)
    field.until(lambda: "BroodlingEscortMissileB" in flying(field), 60)
    assert lord.record.n_passengers == 0
    field.until(lambda: marauder.life < 125, 60)
    assert 125 - marauder.life == 2 * (20 - 1), "both at once"
    broodling = field.units(1, "Broodling")[0]
    born = field.loop
    assert broodling.distance(marauder) < 2
    field.order(lord, "stop")
    field.order(lord, "move", point=(15, 30))
    field.until(lambda: lord.record.n_queued == 1, 4)
    field.until(lambda: lord.record.n_passengers == len(field.units(1, "BroodlingEscort")) == 2, 120)
    field.until(lambda: not broodling.alive, 140)
    assert field.loop - born < 140


@pytest.mark.covers("ability/ParasiticBombRelayDodge", "unit/ParasiticBombDummy")
def test_a_bomb_stays_in_the_air_where_its_target_vanished(field):
    viper, medivac = field.add(1, "Viper", 30, 30), field.add(2, "Medivac", 37, 30)
    near = field.add(2, "Medivac", 38, 31)
    viper.record.energy = 200 * ONE
    field.step(2)
    field.order(viper, "EffectParasiticBomb", target=medivac)
    field.until(lambda: "ParasiticBombLM" in flying(field), 60)
    field.games.kill_unit(0, medivac.slot)
    field.until(lambda: field.units(None, "ParasiticBombDummy"), 60)
    field.step(60)
    assert near.life < 150


@pytest.mark.covers("unit/Larva")
def test_larvae_are_hard_to_kill(field):
    field.record.creep[:] = 1
    hall = field.add(1, "Hatchery", 40.5, 40.5)
    field.step(10)
    larva = field.units(1, "Larva")[0]
    marauder = field.add(2, "Marauder", larva.x, larva.y - 4)
    field.step(10)
    field.order(marauder, "attack", target=larva)
    field.until(lambda: larva.life < 25, 90)
    assert hall.alive and 25 - larva.life == 0.5
