"""What Terran structures do: shelter, see, shoot, fly, burn, are repaired, drop what they call down."""

import pytest

DELAY = 2  # loops until a command has taken effect
ONE = 4096


@pytest.fixture
def site(game):
    """An empty field with money and supply, and its middle on the grid of odd sizes."""
    scene = game()
    scene.bank(1, 5000, 5000)
    scene.add(1, "SupplyDepot", 12, 12)
    scene.step(2)
    x, y = scene.center
    return scene, int(x) + 0.5, int(y) + 0.5


FLYERS = {
    "CommandCenter": ("CommandCenterFlying", "LiftCommandCenter", "LandCommandCenter"),
    "OrbitalCommand": ("OrbitalCommandFlying", "LiftOrbitalCommand", "LandOrbitalCommand"),
    "Barracks": ("BarracksFlying", "LiftBarracks", "LandBarracks"),
    "Factory": ("FactoryFlying", "LiftFactory", "LandFactory"),
    "Starport": ("StarportFlying", "LiftStarport", "LandStarport"),
}


@pytest.mark.covers(
    "structure/CommandCenterFlying", "structure/OrbitalCommandFlying", "structure/BarracksFlying",
    "structure/FactoryFlying", "structure/StarportFlying", "ability/CommandCenterLiftOff", "ability/CommandCenterLand",
    "ability/OrbitalLiftOff", "ability/OrbitalCommandLand", "ability/BarracksLiftOff", "ability/BarracksLand",
    "ability/FactoryLiftOff", "ability/FactoryLand", "ability/StarportLiftOff", "ability/StarportLand",
)
@pytest.mark.parametrize("kind", FLYERS)
def test_a_structure_flies_elsewhere(site, kind):
    scene, x, y = site
    flying, lift, land = FLYERS[kind]
    hall = scene.add(1, kind, x, y)
    under = scene.add(1, "Marine", x - 8, y)
    scene.step(2)
    scene.order(hall, lift)
    scene.step(DELAY)
    begun = scene.loop
    assert scene.until(lambda: hall.type == flying, 40) - begun == 32
    scene.order(under, "move", point=(x, y))
    scene.order(hall, "move", point=(x, y + 12))
    scene.until(lambda: hall.distance((x, y + 12)) < 1, 400)
    scene.until(lambda: under.distance((x, y)) < 1, 200)
    scene.order(hall, land, point=(x + 12, y + 12))
    landed = scene.until(lambda: hall.type == kind, 500)
    assert hall.at == (x + 12, y + 12)
    assert landed > begun + 64


@pytest.mark.parametrize("kind", FLYERS)
def test_a_flyer_lands_on_free_ground_only(site, kind):
    scene, x, y = site
    flying, _, land = FLYERS[kind]
    hall = scene.add(1, flying, x - 10, y)
    scene.add(1, "SupplyDepot", x + 0.5, y + 0.5)
    scene.order(hall, land, point=(x, y))
    scene.step(150)
    assert hall.type == flying


@pytest.mark.covers("structure/SupplyDepot", "structure/SupplyDepotLowered", "ability/SupplyDepotLower", "ability/SupplyDepotRaise")
def test_depots_give_supply_and_go_down_and_up(site):
    scene, x, y = site
    cap = scene.record.players[1].supply_cap
    depot = scene.add(1, "SupplyDepot", x + 0.5, y + 0.5)
    scene.step(2)
    assert scene.record.players[1].supply_cap == cap + 16
    scene.order(depot, "MorphSupplyDepotLower")
    scene.step(DELAY)
    begun = scene.loop
    assert scene.until(lambda: depot.type == "SupplyDepotLowered", 40) - begun == pytest.approx(21, abs=1)
    marine = scene.add(1, "Marine", x + 0.5, y + 0.5)
    scene.step(2)
    assert marine.distance(depot) < 1
    scene.order(depot, "MorphSupplyDepotRaise")
    scene.until(lambda: depot.type == "SupplyDepot", 60)
    scene.step(20)
    assert marine.distance(depot) > 1.2, "it steps aside"
    assert scene.record.players[1].supply_cap == cap + 16


def test_a_depot_stays_down_under_enemies(site):
    scene, x, y = site
    depot = scene.add(1, "SupplyDepotLowered", x + 0.5, y + 0.5)
    zealot = scene.add(2, "Zealot", x + 0.5, y + 0.5)
    scene.order(zealot, "hold")
    scene.step(12)
    scene.order(depot, "MorphSupplyDepotRaise")
    scene.step(60)
    assert depot.type == "SupplyDepotLowered"


@pytest.mark.covers("structure/Bunker", "ability/BunkerTransport", "ability/AttackRedirect", "ability/StopRedirect")
def test_marines_shoot_from_a_bunker_where_it_is_told(site):
    scene, x, y = site
    bunker = scene.add(1, "Bunker", x, y)
    marines = [scene.add(1, "Marine", x - 4, y + k) for k in range(4)]
    scene.order(marines, "Smart", target=bunker)
    scene.until(lambda: bunker.record.n_passengers == 4, 200)
    near, far = scene.add(2, "SupplyDepot", x + 6.5, y + 0.5), scene.add(2, "SupplyDepot", x + 0.5, y + 6.5)
    scene.step(2)
    scene.order(bunker, "AttackRedirect", target=far)
    scene.until(lambda: far.life < 400, 60)
    before = near.life
    scene.step(60)
    assert near.life == before
    scene.order(bunker, "StopRedirect,Execute")
    scene.step(10)
    marine = scene.add(2, "Marine", x - 7.5, y)
    scene.order(marine, "hold")
    scene.until(lambda: marine.life < 45, 60)


@pytest.mark.covers("ability/StimpackRedirect", "ability/StimpackMarauderRedirect")
def test_who_is_in_a_bunker_is_stimmed_through_it(site):
    scene, x, y = site
    scene.research(1, "Stimpack")
    bunker = scene.add(1, "Bunker", x, y)
    marine, marauder = scene.add(1, "Marine", x - 3, y), scene.add(1, "Marauder", x - 3, y + 1)
    scene.order([marine, marauder], "Smart", target=bunker)
    scene.until(lambda: bunker.record.n_passengers == 2, 200)
    scene.order(bunker, "StimpackRedirect,Execute")
    scene.order(bunker, "StimpackMarauderRedirect,Execute")
    scene.step(5)
    assert (marine.life, marauder.life) == (35, 105)


@pytest.mark.covers("ability/SalvageShared")
def test_salvage_gives_three_quarters_back(game):
    scene = game(patch="4.10")
    scene.bank(1, 5000)
    bunker = scene.add(1, "Bunker", 40.5, 40.5)
    scene.step(2)
    scene.order(bunker, "EffectSalvage")
    scene.step(DELAY)
    begun = scene.loop
    assert scene.until(lambda: not bunker.alive, 120) - begun == pytest.approx(80, abs=2)
    assert scene.record.players[1].minerals == 5075


@pytest.mark.covers("ability/SalvageEffect")
@pytest.mark.parametrize(("kind", "minerals", "vespene"), [("Bunker", 75, 0), ("SensorTower", 75, 37)])
def test_salvage_later(game, kind, minerals, vespene):
    scene = game(patch="5.0.14")
    scene.bank(1)
    x, y = scene.center
    tower = scene.add(1, kind, int(x) + 0.5, int(y) + 0.5)
    scene.step(2)
    scene.order(tower, "EffectSalvage")
    scene.step(10)
    marine = scene.add(2, "Marine", x + 5, y)
    scene.order(marine, "attack", target=tower)
    scene.until(lambda: tower.life < 200 or 200 < tower.life < 400, 60)
    scene.games.kill_unit(0, marine.slot)
    scene.step(100)
    assert tower.alive, "a hit stops it"
    scene.order(tower, "EffectSalvage")
    scene.until(lambda: not tower.alive, 120)
    assert (scene.record.players[1].minerals, scene.record.players[1].vespene) == (minerals, vespene)


@pytest.mark.covers("structure/MissileTurret", "missile/LongboltMissileWeapon", "upgrade/HiSecAutoTracking")
def test_turrets_shoot_flyers_see_the_cloaked_and_reach_farther_with_hi_sec(site):
    for researched, gap in ((False, 6.5), (True, 7.5)):
        scene, x, y = site
        if researched:
            scene.research(1, "HiSecAutoTracking")
        turret = scene.add(1, "MissileTurret", x + 0.5, y + 0.5)
        banshee = scene.add(2, "Banshee", turret.x + 0.75 + 0.75 + gap, turret.y)
        banshee.record.life = 140 * ONE
        scene.research(2, "BansheeCloak")
        scene.order(banshee, "hold")
        scene.order(banshee, "BehaviorCloakOnBanshee")
        scene.until(lambda banshee=banshee: banshee.life < 140, 60)
        scene.step(4)
        assert 140 - banshee.life == 24
        for unit in (turret, banshee):
            scene.games.kill_unit(0, unit.slot)
        scene.step(3)


@pytest.mark.covers("structure/SensorTower")
@pytest.mark.parametrize(("patch", "reach"), [("4.10", 30), ("5.0.14", 22)])
def test_sensor_towers_feel_units_in_the_dark_once_they_stand(game, patch, reach):
    scene = game("1 SCV", patch=patch)
    scene.bank(1, 500, 500)
    scene.add(1, "EngineeringBay", 20.5, 20.5)
    worker = scene.unit(1, "SCV")
    scene.step(2)
    scene.order(worker, "BuildSensorTower", point=(40.5, 40.5))
    scene.until(lambda: scene.units(1, "SensorTower"), 200)
    tower = scene.unit(1, "SensorTower")
    scene.step(100)
    assert tower.record.radar == 0
    scene.until(lambda: not tower.record.building, 400)
    scene.step(5)
    assert tower.record.radar == reach * ONE


@pytest.mark.covers("structure/PlanetaryFortress", "ability/UpgradeToPlanetaryFortress", "ability/que5PassiveCancelToSelection")
def test_a_planetary_fortress_shoots_splashes_and_trains(site):
    scene, x, y = site
    hall = scene.add(1, "CommandCenter", x, y)
    scene.step(2)
    scene.order(hall, "MorphPlanetaryFortress")
    scene.step(4)
    assert hall.order == "", "it needs an engineering bay"
    scene.add(1, "EngineeringBay", x - 20, y)
    scene.step(2)
    scene.order(hall, "MorphPlanetaryFortress")
    scene.step(DELAY)
    begun = scene.loop
    assert (scene.record.players[1].minerals, scene.record.players[1].vespene) == (4850, 4850)
    assert scene.until(lambda: hall.type == "PlanetaryFortress", 900) - begun == 800
    for _ in range(2):
        scene.order(hall, "TrainSCV")
    scene.step(DELAY)
    assert hall.record.n_queued == 2
    scene.order(hall, "que5PassiveCancelToSelection,CancelLast")
    scene.step(DELAY)
    assert hall.record.n_queued == 1
    scene.until(lambda: scene.units(1, "SCV"), 300)
    target = scene.add(2, "Marauder", x + 7, y)
    near, far = scene.add(2, "Marauder", x + 8.2, y), scene.add(2, "Marauder", x + 10.5, y)
    scene.order([target, near, far], "hold")
    scene.until(lambda: target.life < 125, 150)
    assert 125 - target.life == 39
    assert 0 < 125 - near.life < 39
    assert far.life == 125


@pytest.mark.covers(
    "structure/CommandCenter", "ability/CommandCenterTrain", "ability/RallyCommand", "unit/SCV",
    "ability/que5CancelToSelection",
)
def test_a_command_center_trains_workers_and_rallies_them(site):
    scene, x, y = site
    hall = scene.add(1, "CommandCenter", x, y)
    field = scene.add(0, "MineralField", x - 7, y)
    scene.step(2)
    scene.order(hall, "RallyCommandCenter", target=field)
    scene.order(hall, "TrainSCV")
    scene.step(DELAY)
    begun = scene.loop
    scene.order(hall, "TrainSCV")
    assert scene.until(lambda: scene.units(1, "SCV"), 300) - begun == 272
    scene.until(lambda: scene.unit(1, "SCV").order.startswith("SCVHarvest"), 20)
    scene.order(hall, "que5CancelToSelection,CancelLast")
    scene.step(DELAY)
    assert scene.record.players[1].minerals == 4950
    scene.until(lambda: scene.record.players[1].minerals == 4955, 400)


@pytest.mark.covers("ability/CommandCenterTransport")
@pytest.mark.parametrize("kind", ["CommandCenter", "PlanetaryFortress"])
def test_workers_hide_in_a_command_center(site, kind):
    scene, x, y = site
    hall = scene.add(1, kind, x, y)
    workers = [scene.add(1, "SCV", x + 4 + 0.8 * (k % 3), y + k // 3) for k in range(6)]
    marine = scene.add(1, "Marine", x - 5, y)
    scene.step(2)
    scene.order(hall, "LoadAllCommandCenter")
    scene.until(lambda: hall.record.n_passengers == 5, 200)
    scene.step(30)
    assert not marine.record.inside
    scene.order(hall, "TrainSCV")
    scene.step(4)
    if kind == "CommandCenter":
        scene.order(hall, "MorphOrbitalCommand")
        scene.step(4)
        assert hall.type == kind
    scene.order(hall, "UnloadAllCommandCenter")
    scene.step(4)
    assert hall.record.n_passengers == 0
    assert not any(worker.record.inside for worker in workers)


def test_structure_armor_makes_room_for_five_more_workers(site):
    scene, x, y = site
    scene.research(1, "TerranBuildingArmor")
    hall, bunker = scene.add(1, "CommandCenter", x, y), scene.add(1, "Bunker", x - 12, y)
    for k in range(12):
        scene.add(1, "SCV", x + 4 + 0.8 * (k % 4), y + k // 4)
    marines = [scene.add(1, "Marine", x - 9, y + 0.8 * k) for k in range(8)]
    scene.step(2)
    scene.order(hall, "LoadAllCommandCenter")
    scene.order(marines, "Smart", target=bunker)
    scene.step(300)
    assert hall.record.n_passengers == 10
    assert bunker.record.n_passengers == 6


@pytest.mark.covers("structure/OrbitalCommand", "ability/UpgradeToOrbital")
def test_an_orbital_command(site):
    scene, x, y = site
    hall = scene.add(1, "CommandCenter", x, y)
    scene.step(2)
    scene.order(hall, "MorphOrbitalCommand")
    scene.step(4)
    assert hall.order == "", "it needs barracks"
    scene.add(1, "BarracksFlying", x - 20, y)
    scene.step(2)
    scene.order(hall, "MorphOrbitalCommand")
    scene.step(DELAY)
    begun = scene.loop
    assert scene.until(lambda: hall.type == "OrbitalCommand", 600) - begun == 560
    scene.step(2)
    assert hall.energy == pytest.approx(50, abs=0.2)


@pytest.fixture
def orbital(site):
    scene, x, y = site
    hall = scene.add(1, "OrbitalCommand", x, y)
    fields = [scene.add(0, "MineralField", x - 7, y - 1.5 + k) for k in range(3)]
    scene.step(8)
    scene.charge(hall, 199)
    return scene, hall, fields


@pytest.mark.covers("ability/CalldownMULE", "unit/MULE", "ability/MULEGather")
@pytest.mark.parametrize("patch", ["4.10", "5.0.14"])
def test_a_mule_mines_25_at_a_time_for_64_seconds(game, patch):
    scene = game(patch=patch)
    x, y = int(scene.center[0]) + 0.5, int(scene.center[1]) + 0.5
    hall = scene.add(1, "OrbitalCommand", x, y)
    fields = [scene.add(0, "MineralField", x - 7, y - 1.5 + k) for k in range(3)]
    scene.step(8)
    scene.charge(hall, 199)
    scene.order(hall, "EffectCalldownMULE", target=fields[1])
    scene.until(lambda: scene.units(1, "MULE"), 10)
    assert hall.energy == pytest.approx(149, abs=0.5)
    mule, born = scene.unit(1, "MULE"), scene.loop
    scene.until(lambda: mule.order.startswith("MULEGather"), 100)
    begun = scene.loop
    assert begun - born == pytest.approx(64, abs=2)
    before = scene.record.players[1].minerals
    scene.until(lambda: scene.record.players[1].minerals > before, 300)
    assert scene.record.players[1].minerals == before + 25
    assert scene.until(lambda: not mule.alive, 1500) - begun == pytest.approx(1442, abs=4)
    assert 200 <= scene.record.players[1].minerals - before <= 260


@pytest.mark.covers("ability/MULERepair")
def test_mules_repair(orbital):
    scene, hall, fields = orbital
    scene.order(hall, "EffectCalldownMULE", target=fields[1])
    scene.until(lambda: scene.units(1, "MULE"), 10)
    mule = scene.unit(1, "MULE")
    scene.until(lambda: mule.order.startswith("MULEGather"), 100)
    hall.record.life = 1000 * ONE
    scene.order(mule, "EffectRepairMule", target=hall)
    scene.step(150)
    assert hall.life > 1005


@pytest.mark.covers("ability/ScannerSweep")
def test_a_scan_shows_a_place_and_the_cloaked_there(orbital):
    scene, hall, _ = orbital
    x, y = hall.x, hall.y + 26
    banshee, far = scene.add(2, "Banshee", x + 11, y), scene.add(2, "Marine", x + 16, y)
    scene.research(2, "BansheeCloak")
    scene.order(banshee, "BehaviorCloakOnBanshee")
    scene.step(10)
    assert not sees(scene, 1, banshee)
    scene.order(hall, "EffectScan", point=(x, y))
    scene.step(10)
    assert sees(scene, 1, banshee) and not sees(scene, 1, far)
    begun = scene.loop
    scene.charge(banshee)
    assert scene.until(lambda: not sees(scene, 1, banshee), 250) - begun == pytest.approx(196 - 8, abs=10)


def sees(scene, player, unit):
    """Whether a player sees a unit."""
    return bool(unit.record.visible_to & 1 << player)


@pytest.mark.covers("ability/SupplyDrop")
@pytest.mark.parametrize("patch", ["4.10", "5.0.14"])
def test_extra_supplies(game, patch):
    scene = game(patch=patch)
    x, y = scene.center
    hall, depot = scene.add(1, "OrbitalCommand", x - 10.5, y + 0.5), scene.add(1, "SupplyDepot", x, y)
    scene.step(4)
    scene.charge(hall, 150)
    cap = scene.record.players[1].supply_cap
    for _ in range(2):
        scene.order(hall, "EffectSupplyDrop", target=depot)
        scene.step(4)
    assert hall.energy == pytest.approx(100, abs=1), "once on each depot"
    scene.until(lambda: scene.record.players[1].supply_cap == cap + 16, 80)
    if patch == "5.0.14":
        scene.step(2)
        assert depot.life == 500
    scene.order(depot, "MorphSupplyDepotLower")
    scene.step(40)
    assert depot.type == "SupplyDepotLowered"
    assert scene.record.players[1].supply_cap == cap + 16


BURNING = [
    "CommandCenter", "OrbitalCommand", "PlanetaryFortress", "SupplyDepot", "SupplyDepotLowered", "Refinery", "Barracks",
    "EngineeringBay", "MissileTurret", "Bunker", "SensorTower", "GhostAcademy", "Factory", "Starport", "Armory",
    "FusionCore", "BarracksFlying", "FactoryFlying", "StarportFlying", "CommandCenterFlying", "OrbitalCommandFlying",
    "TechLab", "Reactor",
]


@pytest.mark.parametrize("kind", BURNING)
def test_structures_burn_below_a_third_until_they_are_mended(site, kind):
    scene, x, y = site
    if kind == "Refinery":
        scene.add(0, "VespeneGeyser", x, y)
    structure = scene.add(1, kind, x, y)
    scene.step(2)
    whole = structure.life
    structure.record.life = int((whole * 0.34 + 1) * ONE)
    before = structure.life
    scene.step(64)
    assert structure.life == before
    structure.record.life = int(whole * 0.3 * ONE)
    before = structure.life
    scene.step(160)
    assert before - structure.life == pytest.approx(30, abs=1.5)
    structure.record.life = ONE
    scene.until(lambda: not structure.alive, 20)


@pytest.mark.covers("ability/Repair")
def test_workers_repair_machines_and_structures_by_themselves_when_told_so(site):
    scene, x, y = site
    worker = scene.add(1, "SCV", x, y)
    tank, depot = scene.add(1, "SiegeTank", x + 4, y), scene.add(1, "SupplyDepot", x - 4.5, y + 0.5)
    marine = scene.add(1, "Marine", x, y + 3)
    for unit in (tank, depot, marine):
        unit.record.life = unit.record.life // 2
    scene.step(40)
    assert tank.life == 87.5
    scene.order(worker, "EffectRepairSCV", target=tank)
    scene.until(lambda: tank.life == 175, 800)
    assert scene.record.players[1].minerals == pytest.approx(5000 - 75 / 4, abs=1)
    assert scene.record.players[1].vespene == pytest.approx(5000 - 62 / 4, abs=1)
    scene.order(worker, "EffectRepairSCV", autocast=True)
    scene.until(lambda: depot.life == 400, 800)
    scene.step(40)
    assert marine.life == 22.5
    other = scene.add(1, "SCV", x + 2, y + 2)
    other.record.life = 20 * ONE
    scene.until(lambda: other.life == 45, 400)
