"""What 5.0.14 has and 4.10 had not."""

import pytest

from starleague.catalog.rules import ONE


@pytest.fixture
def field(game):
    return game(patch="5.0.14")


def charged(scene, kind, x, y, energy=200):
    unit = scene.add(1, kind, x, y)
    scene.charge(unit, energy)
    return unit


@pytest.mark.covers("ability/HydraliskFrenzy", "upgrade/Frenzy")
def test_a_frenzied_hydralisk_dashes_for_a_second(field):
    hydralisk = field.add(1, "Hydralisk", 20, 30)
    field.order(hydralisk, "HydraliskFrenzy,Execute")
    field.step(4)
    assert hydralisk.record.speed_factor == ONE, "not before it is researched"
    field.research(1, "Frenzy")
    field.order(hydralisk, "move", point=(70, 30))
    field.step(20)
    field.order(hydralisk, "HydraliskFrenzy,Execute")
    field.until(lambda: "HydraliskFrenzy" in hydralisk.buffs, 4)
    x = hydralisk.x
    field.step(15)
    fast = hydralisk.x - x
    field.step(10)
    assert "HydraliskFrenzy" not in hydralisk.buffs
    x = hydralisk.x
    field.step(15)
    assert fast == pytest.approx(2 * (hydralisk.x - x), rel=0.1)
    field.order(hydralisk, "HydraliskFrenzy,Execute")
    field.step(4)
    assert "HydraliskFrenzy" not in hydralisk.buffs, "it cools down"


@pytest.mark.covers("ability/AmorphousArmorcloud")
def test_a_microbial_shroud_halves_what_hits_those_under_it(field):
    infestor = charged(field, "Infestor", 30, 30)
    under, outside = field.add(1, "Roach", 37, 30), field.add(1, "Roach", 37, 40)
    for roach in (under, outside):
        roach.record.hold = 1
    field.step(2)
    field.order(infestor, "AmorphousArmorcloud,Execute", point=(37, 30))
    field.until(lambda: "AmorphousArmorcloud" in under.buffs, 60)
    assert infestor.energy == pytest.approx(125, abs=1)
    lost = []
    for roach in (under, outside):
        marauder = field.add(2, "Marauder", roach.x + 5, roach.y)
        life = roach.life
        field.order(marauder, "attack", target=roach)
        field.until(lambda roach=roach, life=life: roach.life < life - 1, 60)
        lost.append(round(life - roach.life))
        field.games.kill_unit(0, marauder.slot)
    assert lost == [10, 19] or lost == [9, 19]
    field.until(lambda: "AmorphousArmorcloud" not in under.buffs, 400)


@pytest.mark.covers("ability/MorphToBaneling", "unit/Baneling", "unit/BanelingCocoon")
def test_a_zergling_becomes_a_baneling_in_its_place(field):
    field.record.creep[:] = 1
    field.add(1, "BanelingNest", 40.5, 40.5)
    field.bank(1, 100, 100)
    zergling = field.add(1, "Zergling", 30, 30)
    field.step(3)
    field.order(zergling, "MorphBaneling")
    start = field.until(lambda: zergling.type == "BanelingCocoon", 10)
    assert (field.record.players[1].minerals, field.record.players[1].vespene) == (75, 75)
    assert field.until(lambda: zergling.type == "Baneling", 330) - start == pytest.approx(320, abs=2)


@pytest.mark.covers("ability/EnergyRecharge")
def test_a_nexus_gives_a_caster_energy(field):
    nexus = field.add(1, "Nexus", 40.5, 40.5)
    templar, far = charged(field, "HighTemplar", 48, 40, 20), charged(field, "HighTemplar", 70, 40, 20)
    field.charge(nexus, 60)
    field.step(2)
    field.order(nexus, "EnergyRecharge,Execute", target=far)
    field.step(20)
    assert far.energy < 22 and nexus.energy >= 60
    field.order(nexus, "EnergyRecharge,Execute", target=templar)
    field.step(40)
    assert templar.energy >= 20 + 4 * 25 and nexus.energy == pytest.approx(11, abs=2)


@pytest.mark.covers("ability/MothershipCloak")
def test_a_mothership_cloaks_its_friends_for_a_while(field):
    mothership, zealot = field.add(1, "Mothership", 40, 40), field.add(1, "Zealot", 42, 40)
    field.add(2, "Overlord", 52, 40)
    field.order([mothership, zealot], "hold")
    field.step(12)
    assert zealot.record.detected_by & 4
    field.order(mothership, "MothershipCloak,Execute")
    field.step(12)
    assert not zealot.record.detected_by & 4
    field.step(500)
    assert zealot.record.detected_by & 4


@pytest.mark.covers("ability/ShieldBatteryRechargeEx5")
def test_a_battery_gives_shields_for_energy(field):
    field.add(1, "Pylon", 36, 40)
    battery, stalker = field.add(1, "ShieldBattery", 40, 40), field.add(1, "Stalker", 44, 40)
    field.step(8)
    field.charge(battery, 40)
    stalker.record.shields, stalker.record.since_damage = 0, field.loop
    field.until(lambda: stalker.shields == 80, 120)
    assert 41 - battery.energy == pytest.approx(80 * 0.33, abs=3)


@pytest.mark.covers("upgrade/TempestGroundAttackUpgrade")
@pytest.mark.parametrize(("upgrades", "more"), [((), 0), (("TempestGroundAttackUpgrade",), 40)])
def test_tectonic_destabilizers_hurt_structures_more(field, upgrades, more):
    field.research(1, *upgrades)
    tempest, depot = field.add(1, "Tempest", 30, 30), field.add(2, "SupplyDepot", 38, 30)
    field.step(8)
    field.order(tempest, "attack", target=depot)
    field.until(lambda: depot.life < 400, 150)
    assert 400 - depot.life == 40 - 1 + more


@pytest.mark.covers("upgrade/VoidRaySpeedUpgrade")
def test_flux_vanes_make_void_rays_faster(game):
    def speed(*upgrades):
        scene = game(patch="5.0.14")
        scene.research(1, *upgrades)
        ray = scene.add(1, "VoidRay", 10, 40)
        scene.step(2)
        scene.order(ray, "move", point=(75, 40))
        scene.step(60)
        start = ray.x
        scene.step(64)
        return (ray.x - start) / 4

    assert speed() == pytest.approx(2.75, rel=0.02)
    assert speed("VoidRaySpeedUpgrade") == pytest.approx(3.3203, rel=0.01)


@pytest.mark.covers("upgrade/MedivacCaduceusReactor")
def test_a_caduceus_reactor_doubles_the_energy_that_medivacs_gain(field):
    medivac, other = charged(field, "Medivac", 30, 30, 10), field.add(2, "Medivac", 60, 60)
    field.charge(other, 10)
    field.research(1, "MedivacCaduceusReactor")
    field.step(320)
    assert medivac.energy - 10 == pytest.approx(2 * (other.energy - 10), rel=0.02)


@pytest.mark.covers("upgrade/InterferenceMatrix")
def test_the_interference_matrix_must_be_researched(field):
    raven, tank = charged(field, "Raven", 30, 30), field.add(2, "SiegeTank", 37, 30)
    field.order(tank, "hold")
    field.step(2)
    field.order(raven, "EffectInterferenceMatrix", target=tank)
    field.step(40)
    assert "RavenScramblerMissile" not in tank.buffs and raven.energy > 199
    field.research(1, "InterferenceMatrix")
    field.order(raven, "EffectInterferenceMatrix", target=tank)
    field.until(lambda: raven.energy < 199, 60)
    field.until(lambda: len(tank.buffs) > 0, 60)


@pytest.mark.covers("ability/SalvageEffect")
def test_an_empty_bunker_is_salvaged(field):
    bunker = field.add(1, "Bunker", 30.5, 30.5)
    field.bank(1, 0)
    field.step(2)
    field.order(bunker, "EffectSalvage")
    field.until(lambda: not bunker.alive, 120)
    field.step(2)
    assert field.record.players[1].minerals == 75
