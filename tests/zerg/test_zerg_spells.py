"""What queens, infestors, vipers, overseers, corruptors, ravagers and swarm hosts can do."""

import pytest

from scenario import PATCH, by_patch
from starleague.catalog.rules import ONE


def charged(scene, kind, x, y, energy=200):
    unit = scene.add(1, kind, x, y)
    unit.record.energy = energy * ONE
    return unit


@pytest.fixture
def field(game):
    return game()


@pytest.mark.covers("ability/Transfusion", "unit/Queen")
def test_transfusion_heals_75_at_once_and_50_more(field):
    queen = charged(field, "Queen", 30, 30)
    ultralisk = field.add(1, "Ultralisk", 34, 30)
    ultralisk.record.life = 100 * ONE
    field.record.creep[:] = 1  # later queens heal on creep only
    field.step(20)
    field.order(queen, "EffectTransfusion", target=ultralisk)
    field.until(lambda: ultralisk.life > 150, 40)
    assert ultralisk.life == pytest.approx(175, abs=2)
    assert queen.energy == pytest.approx(150, abs=1)
    field.step(170)
    assert ultralisk.life == pytest.approx(225 + 170 / 16 * 0.2734, abs=2)


@pytest.mark.covers("ability/FungalGrowth", "missile/FungalGrowthMissile", "unit/Infestor")
def test_fungal_growth_holds_and_hurts_those_near(field):
    infestor = charged(field, "Infestor", 30, 30)
    near = [field.add(2, "Marine", 38 + 0.8 * k, 30) for k in range(3)]
    far = field.add(2, "Marine", 42.5, 30)
    field.step(2)
    field.order(infestor, "EffectFungalGrowth", point=(38.8, 30))
    field.until(lambda: near[0].buffs.get("FungalGrowthMovement") or near[0].record.speed_factor < ONE, 40)
    assert infestor.energy == pytest.approx(125, abs=1)
    before = [unit.at for unit in near]
    field.order([*near, far], "move", point=(38.8, 50))
    field.step(32)
    assert all(unit.distance(place) < 2 for unit, place in zip(near, before, strict=True))
    assert far.distance((42.5, 30)) > 3
    field.step(60)
    assert [round(unit.life) for unit in near] == [by_patch(15, 20)] * 3
    assert far.life == 45
    before = near[0].at
    field.step(16)
    assert near[0].distance(before) > 2


@pytest.mark.covers("ability/NeuralParasite", "missile/NeuralParasiteWeapon", "upgrade/NeuralParasite")
def test_neural_parasite_takes_a_unit_over_while_it_is_channeled(field):
    infestor = charged(field, "Infestor", 30, 30)
    tank = field.add(2, "Medivac", 36, 30)
    field.step(2)
    field.order(infestor, "EffectNeuralParasite", target=tank)
    field.step(30)
    assert tank.owner == 2 and infestor.energy > 199
    field.research(1, "NeuralParasite")
    field.order(infestor, "EffectNeuralParasite", target=tank)
    start = field.until(lambda: tank.owner == 1, 40)
    assert infestor.energy == pytest.approx(100, abs=2)
    field.order(tank, "move", point=(36, 34))
    field.step(40)
    assert tank.y > 32
    assert field.until(lambda: tank.owner == 2, 300) - start == pytest.approx(240, abs=2)
    infestor.record.energy = 200 * ONE
    field.order(infestor, "EffectNeuralParasite", target=tank)
    field.until(lambda: tank.owner == 1, 200)
    field.order(infestor, "CancelNeuralParasite")
    field.until(lambda: tank.owner == 2, 6)
    infestor.record.energy = 200 * ONE
    field.order(infestor, "EffectNeuralParasite", target=tank)
    field.until(lambda: tank.owner == 1, 200)
    field.games.kill_unit(0, infestor.slot)
    field.until(lambda: tank.owner == 2, 6)


@pytest.mark.covers(
    "ability/InfestedTerrans", "ability/MorphToInfestedTerran", "unit/InfestedTerransEgg", "unit/InfestorTerran",
    "missile/InfestedTerransWeapon",
)
@pytest.mark.parametrize("kind", ["Infestor", "InfestorBurrowed"])
@pytest.mark.skipif(PATCH != "4.10", reason="later infestors have none")
def test_infested_terrans_hatch_fight_and_die(field, kind):
    infestor = charged(field, kind, 30, 30)
    enemy = field.add(2, "SupplyDepot", 38, 30)
    field.step(2)
    field.order(infestor, "EffectInfestedTerrans", point=(35, 30))
    field.until(lambda: field.units(1, "InfestedTerransEgg"), 40)
    assert infestor.energy == pytest.approx(150, abs=1) or infestor.energy == pytest.approx(175, abs=1)
    start = field.loop
    born = field.until(lambda: field.units(1, "InfestorTerran"), 120)
    assert 76 <= born - start <= 97
    field.until(lambda: enemy.life < 400, 100)
    assert 470 <= field.until(lambda: not field.units(1, "InfestorTerran"), 700) - born <= 590


@pytest.mark.covers("ability/Yoink", "missile/YoinkMissile", "unit/Viper")
def test_abduct_pulls_a_unit_beside_the_viper(field):
    viper = charged(field, "Viper", 30, 30)
    tank = field.add(2, "SiegeTank", 38, 30)
    field.step(2)
    field.order(viper, "EffectAbduct", target=tank)
    field.until(lambda: "Yoink" in tank.buffs, 40)
    field.order(tank, "move", point=(60, 30))
    field.step(14)
    assert tank.distance(viper) < 4
    field.until(lambda: tank.distance(viper) < 2, 20)
    assert viper.energy == pytest.approx(125, abs=2)
    field.step(20)
    field.order(tank, "move", point=(60, 30))
    field.step(30)
    assert tank.x > 31  # free again


@pytest.mark.covers("ability/BlindingCloud")
def test_blinding_cloud_takes_range_from_those_on_the_ground(field):
    viper = charged(field, "Viper", 30, 30)
    marine = field.add(2, "Marine", 39, 30)
    roach = field.add(1, "Roach", 42.8, 30)
    for unit in (marine, roach):
        unit.record.hold = 1
    roach.record.life = 145 * ONE
    field.step(2)
    field.order(viper, "EffectBlindingCloud", point=(39, 30))
    field.until(lambda: "BlindingCloud" in marine.buffs, 40)
    assert viper.energy == pytest.approx(100, abs=2)
    field.step(20)
    life = roach.life
    field.step(60)
    assert roach.life >= life
    field.until(lambda: "BlindingCloud" not in marine.buffs, 200)


@pytest.mark.covers("ability/ParasiticBomb", "missile/ParasiticBombMissile", "unit/ParasiticBombDummy")
def test_parasitic_bomb_hurts_its_target_and_flyers_near_it(field):
    viper = charged(field, "Viper", 30, 30)
    carrier, near, far = (field.add(2, "Medivac", x, 30) for x in (36, 38, 44))
    ground = field.add(2, "Marauder", 36, 31)
    field.step(2)
    field.order(viper, "EffectParasiticBomb", target=carrier)
    field.until(lambda: "ParasiticBomb" in carrier.buffs, 60)
    assert viper.energy == pytest.approx(75, abs=2)
    field.step(200)
    assert carrier.life == near.life
    assert 105 <= 150 - carrier.life <= 121
    assert far.life == 150 and ground.life == 125


@pytest.mark.covers("ability/ViperConsumeStructure", "missile/ViperConsumeStructureWeapon")
def test_vipers_feed_on_their_own_structures(field):
    viper = charged(field, "Viper", 30, 30, 50)
    den = field.add(1, "HydraliskDen", 36.5, 30.5)
    field.record.creep[:] = 1
    field.step(2)
    field.order(viper, "EffectViperConsume", target=den)
    field.step(340)
    assert den.life == pytest.approx(850 - by_patch(200, 150) + 340 / 16 * 0.2734, abs=2)
    assert viper.energy == pytest.approx(50 + 50 + 340 / 16 * 0.5625, abs=3)


@pytest.mark.covers("ability/Contaminate", "missile/ContaminateWeapon", "unit/Overseer")
def test_a_contaminated_structure_makes_nothing(field):
    overseer = charged(field, "Overseer", 30, 30)
    barracks = field.add(2, "Barracks", 36.5, 30.5)
    field.add(2, "SupplyDepot", 50, 50)
    field.bank(2, 1000)
    field.step(3)
    field.order(barracks, "TrainMarine")
    field.step(100)
    field.order(overseer, "EffectContaminate", target=barracks)
    field.until(lambda: "Contaminated" in barracks.buffs, 60)
    assert overseer.energy == pytest.approx(75, abs=3)
    field.step(20)
    progress = int(barracks.record.queue[0].progress)
    field.step(200)
    assert barracks.record.queue[0].progress == progress
    field.until(lambda: "Contaminated" not in barracks.buffs, 400)
    field.step(20)
    assert barracks.record.queue[0].progress > progress


DISGUISES = [
    ("Marine", [], "ChangelingMarine"), ("Marine", ["ShieldWall"], "ChangelingMarineShield"),
    ("Zealot", [], "ChangelingZealot"), ("Zergling", [], "ChangelingZergling"),
    ("Zergling", ["zerglingmovementspeed"], "ChangelingZerglingWings"),
]


@pytest.mark.covers(
    "ability/SpawnChangeling", "unit/Changeling", *(f"unit/{disguise}" for *_, disguise in DISGUISES),
)
@pytest.mark.parametrize(("enemy", "upgrades", "disguise"), DISGUISES)
def test_a_changeling_looks_like_its_enemies_and_is_left_alone(field, enemy, upgrades, disguise):
    overseer = charged(field, "Overseer", 30, 30)
    field.research(2, *upgrades)
    field.step(2)
    field.order(overseer, "EffectSpawnChangeling")
    field.until(lambda: field.units(1, "Changeling"), 10)
    changeling = field.unit(1, "Changeling")
    assert overseer.energy == pytest.approx(150, abs=1)
    guard = field.add(2, enemy, 38, 30)
    field.until(lambda: field.units(1, disguise), 20)
    assert not changeling.alive
    changeling = field.unit(1, disguise)
    field.order(changeling, "move", point=(36.5, 30))
    field.order(overseer, "move", point=(5, 30))
    field.step(100)
    assert guard.record.target == 0 and changeling.distance((36.5, 30)) < 1
    born = int(changeling.record.born)
    assert field.until(lambda: not changeling.alive, 2500) - born == pytest.approx(2400, abs=8)


@pytest.mark.covers(
    "ability/OverseerMorphtoOverseerSiegeMode", "ability/OverseerSiegeModeMorphtoOverseer", "unit/OverseerSiegeMode",
)
def test_an_overseer_in_oversight_mode_stands_and_sees_farther(field):
    overseer = field.add(1, "Overseer", 30, 30)
    field.step(2)
    field.order(overseer, "MorphOversightMode")
    field.until(lambda: overseer.type == "OverseerSiegeMode", 20)
    field.step(5)
    assert overseer.record.detect_bonus == 13.75 * ONE
    field.order(overseer, "move", point=(50, 30))
    field.step(60)
    assert overseer.distance((30, 30)) < 0.5
    field.order(overseer, "MorphOverseerMode")
    field.until(lambda: overseer.type == "Overseer", 20)
    field.step(5)
    assert overseer.record.detect_bonus == 11 * ONE


@pytest.mark.covers("ability/CausticSpray", "missile/CausticSprayMissile", "unit/Corruptor")
def test_caustic_spray_eats_structures_ever_faster(field):
    corruptor = field.add(1, "Corruptor", 30, 30)
    barracks = field.add(2, "Barracks", 36.5, 30.5)
    field.step(2)
    field.order(corruptor, "EffectCausticSpray", target=barracks)
    field.until(lambda: barracks.life < 1000, 60)
    before = barracks.life
    field.step(64)
    slow = before - barracks.life
    field.step(64)
    before = barracks.life
    field.step(64)
    fast = before - barracks.life
    assert slow == pytest.approx(20, abs=5) and fast == pytest.approx(100, abs=5)
    field.order(corruptor, "stop")
    field.step(20)
    before = barracks.life
    field.step(60)
    assert barracks.life == before


@pytest.mark.covers("ability/RavagerCorrosiveBile", "missile/RavagerCorrosiveBileMissile", "unit/Ravager")
def test_bile_falls_after_about_fifty_loops_on_friend_and_foe(field):
    ravager = field.add(1, "Ravager", 30, 30)
    foe, friend = field.add(2, "SupplyDepot", 39, 30), field.add(1, "Infestor", 38.5, 32)
    field.order(friend, "hold")
    field.step(2)
    start = field.loop + int(field.record.action_delay)
    field.order(ravager, "EffectCorrosiveBile", point=(38.6, 30.8))
    field.until(lambda: foe.life <= 340, 80)
    assert field.loop - start == pytest.approx(50, abs=3)  # what bots that dodge it count with
    field.order(ravager, "EffectCorrosiveBile", point=(38.6, 30.8))
    field.step(20)
    assert [cooldown for cooldown in ravager.record.cooldowns if cooldown]


@pytest.mark.covers(
    "ability/SpawnLocustsTargeted", "unit/SwarmHostMP", "unit/SwarmHostBurrowedMP", "unit/LocustMP",
    "unit/LocustMPFlying", "ability/LocustMPMorphToAir", "ability/LocustMPFlyingMorphToGround",
    "ability/LocustMPFlyingSwoopAttack", "missile/LocustMPEggAMissileWeapon", "missile/LocustMPEggBMissileWeapon",
    "missile/LocustMPWeapon",
)
@pytest.mark.parametrize("kind", ["SwarmHostMP", "SwarmHostBurrowedMP"])
def test_locusts_fly_swoop_fight_and_die(field, kind):
    host = field.add(1, kind, 20, 30)
    depot = field.add(2, "SupplyDepot", 40, 30)
    field.step(2)
    start = field.loop
    field.order(host, "EffectSpawnLocusts", point=(38, 30))
    field.until(lambda: len(field.units(1, "LocustMP")) == 2, 10)
    field.step(30)
    assert all(locust.x < 22 for locust in field.units(1, "LocustMP"))
    field.until(lambda: len(field.units(1, "LocustMPFlying")) == 2, 60)
    field.until(lambda: depot.life < 400, 300)
    assert field.units(1, "LocustMP")
    field.until(lambda: not field.units(1, "LocustMP") and not field.units(1, "LocustMPFlying"), 600)
    assert 440 <= field.loop - start <= 470
    field.order(host, "EffectSpawnLocusts", point=(38, 30))
    field.step(10)
    assert not field.units(1, "LocustMP")
    field.step(960)
    field.order(host, "EffectSpawnLocusts", point=(38, 30))
    field.until(lambda: field.units(1, "LocustMP"), 10)


@pytest.mark.covers("ability/LocustMPFlyingSwoop")
def test_locusts_swoop_where_they_are_told(field):
    locust = field.add(1, "LocustMPFlying", 30, 30)
    field.step(2)
    field.order(locust, "EffectLocustSwoop", point=(35, 30))
    field.until(lambda: locust.type == "LocustMP", 60)
    field.step(20)
    assert locust.distance((35, 30)) < 1
