"""What the starport makes: viking, medivac, liberator, banshee, raven, battlecruiser."""

import pytest

DELAY = 2  # loops until a command has taken effect


@pytest.mark.covers("unit/VikingFighter", "missile/VikingFighterWeapon")
def test_vikings_hit_flyers_from_afar_armored_ones_harder(game):
    for kind, damage in (("Corruptor", 2 * (14 - 2)), ("Mutalisk", 2 * 10)):
        scene = game(f"1 VikingFighter vs 1 {kind}", gap=8)
        target = scene.unit(2)
        scene.order(target, "hold")
        whole = target.life
        scene.until(lambda target=target, whole=whole: target.life < whole, 60)
        scene.step(5)
        assert whole - target.life == pytest.approx(damage, abs=0.5)
    scene = game("1 VikingFighter vs 1 SupplyDepot", gap=3)
    scene.step(60)
    assert scene.unit(2).life == 400


@pytest.mark.covers("unit/VikingAssault", "ability/AssaultMode", "ability/FighterMode")
def test_a_viking_lands_shoots_and_takes_off(game):
    scene = game("1 VikingFighter vs 1 SiegeTank", gap=4)
    viking, tank = scene.unit(1), scene.unit(2)
    scene.order(tank, "move", point=tank.at)
    assert 37 <= scene.change(viking, "MorphVikingAssaultMode", "VikingAssault") <= 47
    scene.step(2)
    assert not viking.record.flying
    scene.order(viking, "attack", target=tank)
    scene.until(lambda: tank.life < 175, 80)
    assert 175 - tank.life == 20 - 1
    assert 37 <= scene.change(viking, "MorphVikingFighterMode", "VikingFighter") <= 47
    scene.step(2)
    assert viking.record.flying


def test_a_viking_lands_on_free_ground(game):
    scene = game("1 VikingFighter")
    viking = scene.unit(1)
    scene.add(1, "Barracks", *viking.at)
    scene.change(viking, "MorphVikingAssaultMode", "VikingAssault", 300)
    assert viking.distance(scene.unit(1, "Barracks")) > 1.5


@pytest.mark.covers("unit/Medivac", "ability/MedivacHeal")
def test_a_medivac_heals_the_living_for_energy(game):
    scene = game("1 Medivac, 1 Marine, 1 Hellion")
    medivac, marine, hellion = (scene.unit(1, kind) for kind in ("Medivac", "Marine", "Hellion"))
    for unit in (marine, hellion):
        unit.record.life = 10 << 12
    scene.until(lambda: marine.life > 10, 60)
    before, energy = marine.life, medivac.energy
    scene.step(32)
    assert marine.life - before == pytest.approx(18, abs=0.8)
    assert energy - medivac.energy == pytest.approx(18 * 0.33 - 2 * 0.5625, abs=0.5)
    scene.until(lambda: marine.life == 45, 100)
    scene.step(5)
    assert hellion.life == 10
    assert medivac.order == ""
    marine.record.life = 10 << 12
    scene.charge(medivac, 1)
    scene.step(60)
    assert marine.life == 10


def test_a_medivac_told_to_scan_follows_and_heals_on_the_way(game):
    scene = game("1 Medivac, 1 Marine")
    medivac, marine = scene.unit(1, "Medivac"), scene.unit(1, "Marine")
    marine.record.life = 10 << 12
    scene.order(medivac, "attack", point=(medivac.x + 20, medivac.y))
    scene.until(lambda: marine.life == 45, 120)
    scene.until(lambda: medivac.x > marine.x + 15, 200)


def test_a_medivac_on_guard_heals_whom_it_reaches_and_stays(game):
    scene = game("1 Medivac, 1 Marine")
    medivac, near = scene.unit(1, "Medivac"), scene.unit(1, "Marine")
    far = scene.add(1, "Marine", medivac.x + 6, medivac.y)
    near.record.life = far.record.life = 10 << 12
    at = medivac.at
    scene.order(medivac, "hold")
    scene.until(lambda: near.life > 20, 60)
    scene.order(near, "move", point=(near.x - 12, near.y))
    scene.step(100)
    assert medivac.at == at and medivac.order.startswith("move,HoldPos")
    assert near.life < 45 and far.life == 10


@pytest.mark.covers("ability/MedivacTransport")
def test_a_medivac_carries_eight_places(game):
    scene = game("1 Medivac, 1 SiegeTank, 2 Marine, 1 Marauder, 1 SCV")
    scene.add(1, "SupplyDepot", 60, 20)
    medivac = scene.unit(1, "Medivac")
    passengers = [unit for unit in scene.units(1) if unit.type not in ("Medivac", "SupplyDepot")]
    for k, unit in enumerate(passengers[:4]):
        scene.order(medivac, "LoadMedivac", target=unit, queued=k > 0)
    scene.until(lambda: medivac.record.n_passengers == 4, 600)
    assert medivac.record.cargo_used == 4 + 1 + 1 + 2
    scene.order(medivac, "LoadMedivac", target=passengers[4])
    scene.step(60)
    assert not passengers[4].record.inside
    x, y = medivac.x + 15, medivac.y
    scene.order(medivac, "UnloadAllAtMedivac", point=(x, y))
    scene.until(lambda: medivac.record.n_passengers == 3, 300)
    first = scene.loop
    scene.until(lambda: medivac.record.n_passengers == 0, 100)
    assert scene.loop - first == pytest.approx(48, abs=2)
    assert all(unit.distance((x, y)) < 5 for unit in passengers[:4])


def test_units_enter_a_medivac_themselves_and_all_leave_it_on_the_move(game):
    scene = game("1 Medivac, 4 Marine")
    medivac, marines = scene.unit(1, "Medivac"), scene.units(1, "Marine")
    scene.order(marines, "Smart", target=medivac)
    scene.until(lambda: medivac.record.n_passengers == 4, 200)
    scene.order(medivac, "move", point=(medivac.x + 20, medivac.y))
    scene.step(20)
    scene.order(medivac, "GeneralUnloadAll")
    scene.until(lambda: medivac.record.n_passengers == 0, 100)
    assert all(marine.alive and marine.distance(medivac) < 8 for marine in marines)
    scene.order(marines[0], "Smart", target=medivac)
    scene.until(lambda: medivac.record.n_passengers == 1, 200)
    scene.games.kill_unit(0, medivac.slot)
    scene.step(3)
    assert not marines[0].alive, "who is aboard falls with it"


def test_a_sieged_tank_stays_where_it_is(game):
    scene = game("1 Medivac, 1 SiegeTankSieged")
    medivac, tank = scene.unit(1, "Medivac"), scene.unit(1, "SiegeTankSieged")
    scene.order(medivac, "LoadMedivac", target=tank)
    scene.step(60)
    assert tank.record.inside == 0


@pytest.mark.covers("ability/MedivacSpeedBoost", "upgrade/MedivacIncreaseSpeedBoost")
@pytest.mark.parametrize(
    ("patch", "researched", "cooldown"), [("4.10", False, 20), ("4.10", True, 13), ("5.0.14", False, 20)]
)
def test_afterburners(game, patch, researched, cooldown):
    scene = game("1 Medivac", patch=patch)
    if researched:
        scene.research(1, "MedivacIncreaseSpeedBoost")
    medivac = scene.unit(1)
    y = medivac.y
    medivac.record.x = 12 << 12
    scene.order(medivac, "move", point=(12 + 70, y))
    scene.step(40)
    scene.order(medivac, "EffectMedivacIgniteAfterburners")
    scene.until(lambda: "MedivacSpeedBoost" in medivac.buffs, 5)
    begun = scene.loop
    scene.step(16)
    start = medivac.x
    scene.step(32)
    assert (medivac.x - start) / 2 == pytest.approx(2.5 * 1.7, rel=0.02)
    assert scene.until(lambda: "MedivacSpeedBoost" not in medivac.buffs, 120) - begun == pytest.approx(128, abs=1)
    scene.step(cooldown * 16 - 128 - 10)
    scene.order(medivac, "EffectMedivacIgniteAfterburners")
    scene.step(4)
    assert "MedivacSpeedBoost" not in medivac.buffs
    scene.step(10)
    scene.order(medivac, "EffectMedivacIgniteAfterburners")
    scene.step(4)
    assert "MedivacSpeedBoost" in medivac.buffs


@pytest.mark.covers("unit/Liberator", "missile/LiberatorDamageMissile")
def test_liberators_splash_on_flyers(game):
    scene = game("1 Liberator vs 1 Mutalisk", gap=4)
    mutalisk = scene.unit(2)
    near, far = (scene.add(2, "Mutalisk", mutalisk.x + dx, mutalisk.y) for dx in (1.2, 3))
    scene.order([mutalisk, near, far], "hold")
    scene.order(scene.unit(1), "attack", target=mutalisk)
    scene.until(lambda: mutalisk.life <= 111, 60)
    assert near.life <= 111
    assert far.life == 120


@pytest.mark.covers(
    "unit/LiberatorAG", "ability/LiberatorAGTarget", "ability/LiberatorMorphtoAG", "ability/LiberatorAATarget",
    "ability/LiberatorMorphtoAA", "missile/LiberatorAGMissile",
)
def test_a_liberator_defends_a_zone(game):
    scene = game("1 Liberator vs 1 Marauder, 1 SupplyDepot", gap=11)
    liberator, marauder, depot = scene.unit(1), scene.unit(2, "Marauder"), scene.unit(2, "SupplyDepot")
    outside = scene.add(2, "Marauder", marauder.x - 6.8, marauder.y)
    scene.order([marauder, outside], "hold")
    at = liberator.at
    scene.order(liberator, "LiberatorAGTarget,Execute", point=marauder.at)
    scene.until(lambda: liberator.type == "LiberatorAG", 200)
    assert liberator.distance(marauder) == pytest.approx(5 + 0.75, abs=1.2)
    assert liberator.distance(at) > 2
    scene.until(lambda: marauder.life < 125, 80)
    assert 125 - marauder.life == 75 - 1
    assert outside.life == 125 and depot.life == 400
    scene.order(outside, "move", point=(marauder.x - 4, marauder.y))
    scene.until(lambda: not outside.alive or outside.life < 125, 200)
    begun = scene.loop
    scene.order(liberator, "LiberatorAATarget,Execute")
    scene.until(lambda: liberator.type == "Liberator" and not liberator.record.build_ability, 80)
    assert scene.loop - begun == pytest.approx(33 + DELAY, abs=2)
    scene.step(20)
    late = scene.add(2, "Marauder", marauder.x, marauder.y)
    scene.step(60)
    assert late.life == 125, "the zone is gone"


def test_a_liberator_does_not_aim_at_who_stands_under_it_outside_its_zone(game):
    scene = game("1 Liberator vs 1 Marauder", gap=10)
    liberator, marauder = scene.units(1)[0], scene.units(2)[0]
    scene.order(liberator, "LiberatorAGTarget,Execute", point=marauder.at)
    scene.order(marauder, "hold")
    scene.until(lambda: liberator.type == "LiberatorAG", 200)
    under = scene.add(2, "Marauder", *liberator.at)
    scene.order(under, "hold")
    scene.until(lambda: marauder.life < 125, 120)
    assert liberator.record.target == marauder.slot and under.life == 125


def test_a_zone_takes_four_seconds(game):
    scene = game("1 Liberator vs 1 Marauder", gap=4)
    scene.order(scene.unit(2), "hold")
    scene.order(scene.unit(1), "LiberatorAGTarget,Execute", point=scene.unit(2).at)
    scene.step(DELAY)
    begun = scene.loop
    assert scene.until(lambda: scene.unit(1).type == "LiberatorAG", 100) - begun == pytest.approx(65, abs=1)


@pytest.mark.covers("upgrade/LiberatorAGRangeUpgrade")
@pytest.mark.parametrize(("patch", "range_"), [("4.10", 9), ("5.0.14", 7)])
def test_advanced_ballistics(game, patch, range_):
    scene = game("1 Liberator", patch=patch)
    scene.research(1, "LiberatorAGRangeUpgrade")
    liberator = scene.unit(1)
    spot = liberator.x + 15, liberator.y
    scene.order(liberator, "LiberatorAGTarget,Execute", point=spot)
    scene.until(lambda: liberator.type == "LiberatorAG", 250)
    assert liberator.distance(spot) == pytest.approx(range_, abs=0.8)
    marine = scene.add(2, "Marauder", spot[0] + 3.5, spot[1])
    scene.until(lambda: marine.life < 125, 80)


@pytest.mark.covers("unit/Banshee", "missile/BacklashRocketsLMWeapon")
def test_a_banshee_fires_two_rockets_at_the_ground(game):
    scene = game("1 Banshee vs 1 Marauder", gap=5)
    scene.order(scene.unit(2), "hold")
    scene.until(lambda: scene.unit(2).life < 125, 60)
    scene.step(4)
    assert scene.unit(2).life == 125 - 2 * 11
    scene = game("1 Banshee vs 1 Medivac", gap=3)
    scene.step(60)
    assert scene.unit(2).life == 150


@pytest.mark.covers("ability/BansheeCloak", "upgrade/BansheeCloak")
def test_a_banshee_cloaks_for_energy(game):
    scene = game("1 Banshee vs 2 Marine", gap=12)
    banshee = scene.unit(1)
    scene.order(banshee, "BehaviorCloakOnBanshee")
    scene.step(4)
    assert not banshee.cloaked
    scene.research(1, "BansheeCloak")
    scene.charge(banshee, 60)
    scene.order(banshee, "GeneralBehaviorCloakOn")
    scene.step(DELAY + 1)
    assert banshee.cloaked
    assert banshee.energy == pytest.approx(35, abs=0.3)
    scene.step(160)
    assert 35 - banshee.energy == pytest.approx(10 * (1.4765 - 0.5625), abs=0.4)
    marine = scene.units(2)[0]
    scene.order(banshee, "attack", point=marine.at)
    scene.until(lambda: not marine.alive, 300)
    assert banshee.life == 140, "nobody sees it"
    scene.order(banshee, "GeneralBehaviorCloakOff")
    scene.step(DELAY + 1)
    assert not banshee.cloaked
    scene.charge(banshee, 26)
    scene.order(banshee, "GeneralBehaviorCloakOn")
    scene.step(DELAY)
    assert scene.until(lambda: not banshee.cloaked, 60)


@pytest.mark.covers("upgrade/BansheeSpeed")
def test_hyperflight_rotors(game):
    def speed(*upgrades):
        scene = game("1 Banshee")
        scene.research(1, *upgrades)
        banshee = scene.unit(1)
        banshee.record.x = 12 << 12
        scene.order(banshee, "move", point=(80, banshee.y))
        scene.step(60)
        start = banshee.x
        scene.step(64)
        return (banshee.x - start) / 4

    assert speed() == pytest.approx(2.75, rel=0.01)
    assert speed("BansheeSpeed") == pytest.approx(3.75, rel=0.01)


@pytest.mark.covers("unit/Raven")
def test_a_raven_sees_the_cloaked(game):
    scene = game("1 Raven, 1 Marine vs 1 DarkTemplar", gap=4)
    templar = scene.unit(2)
    scene.order(templar, "hold")
    scene.until(lambda: templar.shields < 80, 60)


@pytest.mark.covers("ability/BuildAutoTurret", "structure/AutoTurret", "missile/AutoTurretReleaseWeapon")
@pytest.mark.parametrize(("patch", "seconds", "life"), [("4.10", 14, 150), ("5.0.14", 11, 100)])
def test_an_auto_turret_shoots_for_a_while(game, patch, seconds, life):
    scene = game("1 Raven vs 1 SupplyDepot", gap=7, patch=patch)
    raven, depot = scene.unit(1), scene.unit(2)
    scene.charge(raven, 60)
    spot = raven.x + 2, raven.y
    scene.order(raven, "EffectAutoTurret", point=spot)
    scene.until(lambda: scene.units(1, "AutoTurret"), 60)
    turret, born = scene.unit(1, "AutoTurret"), scene.loop
    assert raven.energy == pytest.approx(10, abs=0.5)
    assert turret.life == life
    scene.until(lambda: depot.life < 400, 80)
    assert 400 - depot.life == 17
    ended = scene.until(lambda: not turret.alive, 400)
    assert ended - born == pytest.approx(seconds * 16 + 2, abs=4)


def test_a_turret_needs_a_free_place(game):
    scene = game("1 Raven, 1 Barracks")
    raven, barracks = scene.unit(1, "Raven"), scene.unit(1, "Barracks")
    scene.order(raven, "EffectAutoTurret", point=barracks.at)
    scene.step(60)
    assert raven.energy > 50 and not scene.units(1, "AutoTurret")


@pytest.mark.covers(
    "ability/RavenScramblerMissile", "missile/RavenScramblerMissile", "upgrade/InterferenceMatrix",
)
@pytest.mark.parametrize("patch", ["4.10", "5.0.14"])
def test_interference_matrix_disables_machines_and_psionics(game, patch):
    scene = game("1 Raven vs 1 SiegeTank, 1 Drone", gap=7, patch=patch)
    raven, tank, drone = scene.unit(1), scene.unit(2, "SiegeTank"), scene.unit(2, "Drone")
    scene.charge(raven)
    if patch == "5.0.14":
        scene.order(raven, "EffectInterferenceMatrix", target=tank)
        scene.step(20)
        assert raven.energy > 199
        scene.research(1, "InterferenceMatrix")
    scene.order(raven, "EffectInterferenceMatrix", target=tank)
    scene.until(lambda: "RavenScramblerMissile" in tank.buffs, 60)
    assert raven.energy == pytest.approx(150 if patch == "4.10" else 125, abs=1.5)
    marine = scene.add(1, "Marine", tank.x - 4, tank.y)
    scene.order(tank, "attack", target=marine)
    scene.order(tank, "MorphSiegeMode", queued=True)
    scene.step(60)
    assert marine.life == 45 and tank.type == "SiegeTank"
    scene.until(lambda: "RavenScramblerMissile" not in tank.buffs, 200)
    scene.order(raven, "EffectInterferenceMatrix", target=drone)
    scene.step(40)
    assert "RavenScramblerMissile" not in drone.buffs


@pytest.mark.covers("ability/RavenShredderMissile", "missile/RavenShredderMissileWeapon")
@pytest.mark.parametrize(("patch", "gain"), [("4.10", 3), ("5.0.14", 2)])
def test_anti_armor_missiles_take_armor_from_all_near(game, patch, gain):
    scene = game("1 Raven vs 1 Ultralisk", gap=8, patch=patch)
    raven, ultralisk = scene.unit(1), scene.unit(2)
    near, far = (scene.add(2, "Marauder", ultralisk.x, ultralisk.y + dy) for dy in (2.5, 6))
    scene.order([ultralisk, near, far], "hold")
    scene.charge(raven)
    scene.order(raven, "EffectAntiArmorMissile", target=ultralisk)
    scene.until(lambda: "RavenShredderMissileArmorReductionUISubtruct" in ultralisk.buffs, 150)
    begun = scene.loop
    assert raven.energy == pytest.approx(125, abs=3)
    scene.games.kill_unit(0, raven.slot)
    for victim, damage in ((near, 6 - 1 + gain), (far, 6 - 1)):
        marine = scene.add(1, "Marine", victim.x - 4.5, victim.y)
        scene.order(marine, "attack", target=victim)
        scene.until(lambda victim=victim: victim.life < 125, 60)
        assert 125 - victim.life == pytest.approx(damage, abs=0.01)
        scene.games.kill_unit(0, marine.slot)
        scene.step(2)
    gone = scene.until(lambda: "RavenShredderMissileArmorReductionUISubtruct" not in ultralisk.buffs, 500)
    assert gone - begun == pytest.approx(480, abs=2)


@pytest.mark.covers("upgrade/RavenCorvidReactor")
def test_corvid_reactor(game):
    scene = game("1 Raven", patch="4.10")
    assert scene.unit(1).energy == 50
    scene.research(1, "RavenCorvidReactor")
    assert scene.add(1, "Raven", 20, 20).energy == 75


@pytest.mark.covers(
    "unit/Battlecruiser", "ability/BattlecruiserAttack", "ability/BattlecruiserMove", "ability/BattlecruiserStop",
    "missile/ATSLaserBatteryLMWeapon", "missile/ATALaserBatteryLMWeapon",
)
def test_a_battlecruiser_fires_while_it_flies(game):
    scene = game("1 Battlecruiser vs 1 SupplyDepot, 1 Medivac", gap=3)
    cruiser, depot, medivac = scene.unit(1), scene.unit(2, "SupplyDepot"), scene.unit(2, "Medivac")
    scene.order(cruiser, "AttackBattlecruiser", target=depot)
    scene.until(lambda: depot.life < 400, 60)
    assert 400 - depot.life == 7
    scene.step(72)
    assert 400 - depot.life == pytest.approx(7 * 21, abs=14)
    scene.order(cruiser, "AttackBattlecruiser", target=medivac)
    scene.until(lambda: medivac.life < 150, 80)
    assert 150 - medivac.life == 4
    scene.order(cruiser, "StopBattlecruiser")
    scene.step(20)
    before = depot.life + medivac.life
    scene.order(cruiser, "MoveBattlecruiser", point=(cruiser.x, cruiser.y + 3))
    scene.step(32)
    assert depot.life + medivac.life < before
    assert cruiser.order.startswith("BattlecruiserMove")


@pytest.mark.covers("ability/Yamato", "missile/YamatoWeapon", "upgrade/BattlecruiserEnableSpecializations")
def test_yamato_takes_240_after_three_seconds(game):
    scene = game("1 Battlecruiser vs 1 Ultralisk", gap=9)
    cruiser, ultralisk = scene.unit(1), scene.unit(2)
    scene.order(ultralisk, "hold")
    scene.order(cruiser, "EffectYamatoGun", target=ultralisk)
    scene.step(80)
    assert ultralisk.life == 500
    scene.research(1, "BattlecruiserEnableSpecializations")
    scene.order(cruiser, "EffectYamatoGun", target=ultralisk)
    scene.step(DELAY)
    begun = scene.loop
    struck = scene.until(lambda: ultralisk.life < 500, 120)
    assert 500 - ultralisk.life == 240
    assert struck - begun == pytest.approx(48 + 8, abs=6)
    scene.order(cruiser, "EffectYamatoGun", target=ultralisk)
    scene.step(70)
    assert ultralisk.life >= 260 - 20
    assert max(cruiser.record.cooldowns) > 0


@pytest.mark.covers("ability/Hyperjump")
@pytest.mark.parametrize(("patch", "delay"), [("4.10", 10), ("5.0.14", 32)])
def test_a_tactical_jump_crosses_the_map(game, patch, delay):
    scene = game("1 Battlecruiser", patch=patch)
    cruiser = scene.unit(1)
    at, there = cruiser.at, (cruiser.x + 25, cruiser.y + 20)
    scene.order(cruiser, "EffectTacticalJump", point=there)
    scene.step(DELAY)
    begun = scene.loop
    arrived = scene.until(lambda: cruiser.distance(there) < 1, 200)
    assert arrived - begun == pytest.approx(delay, abs=2)
    scene.order(cruiser, "MoveBattlecruiser", point=at)
    scene.step(82)
    assert cruiser.distance(there) < 1, "it has not come out yet"
    scene.step(30)
    assert cruiser.distance(there) > 0.5
    scene.order(cruiser, "EffectTacticalJump", point=at)
    scene.step(60)
    assert cruiser.distance(at) > 10, "it cools down"


def test_a_jump_is_called_off_by_who_interrupts_it_at_its_start(game):
    """Since it begins with a second in which the ship can be hit."""
    scene = game("1 Battlecruiser vs 1 Marine", gap=4, patch="5.0.14")
    cruiser = scene.unit(1)
    scene.order(cruiser, "EffectTacticalJump", point=(cruiser.x + 25, cruiser.y + 20))
    scene.until(lambda: cruiser.life < 550, 60)
    assert cruiser.order.startswith("Hyperjump")
