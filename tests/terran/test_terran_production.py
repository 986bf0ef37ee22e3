"""What is needed to make what, how long it takes, and add-ons that change hands."""

import pytest

DELAY = 2  # loops until a command has taken effect

# maker, command, product, loops, minerals, vespene, supply in halves, add-on, what is needed besides
TRAINED = [
    ("Barracks", "TrainMarine", "Marine", 400, 50, 0, 2, None, []),
    ("Barracks", "TrainReaper", "Reaper", 720, 50, 50, 2, None, []),
    ("Barracks", "TrainMarauder", "Marauder", 480, 100, 25, 4, "BarracksTechLab", []),
    ("Barracks", "TrainGhost", "Ghost", 640, 150, 125, 4, "BarracksTechLab", ["GhostAcademy"]),
    ("Factory", "TrainHellion", "Hellion", 480, 100, 0, 4, None, []),
    ("Factory", "TrainHellbat", "HellionTank", 480, 100, 0, 4, None, ["Armory"]),
    ("Factory", "TrainWidowMine", "WidowMine", 480, 75, 25, 4, None, []),
    ("Factory", "TrainCyclone", "Cyclone", 720, 150, 100, 6, "FactoryTechLab", []),
    ("Factory", "TrainSiegeTank", "SiegeTank", 720, 150, 125, 6, "FactoryTechLab", []),
    ("Factory", "TrainThor", "Thor", 960, 300, 200, 12, "FactoryTechLab", ["Armory"]),
    ("Starport", "TrainVikingFighter", "VikingFighter", 672, 150, 75, 4, None, []),
    ("Starport", "TrainMedivac", "Medivac", 672, 100, 100, 4, None, []),
    ("Starport", "TrainLiberator", "Liberator", 960, 150, 150, 6, None, []),
    ("Starport", "TrainBanshee", "Banshee", 960, 150, 100, 6, "StarportTechLab", []),
    ("Starport", "TrainRaven", "Raven", 960, 100, 200, 4, "StarportTechLab", []),
    ("Starport", "TrainBattlecruiser", "Battlecruiser", 1440, 400, 300, 12, "StarportTechLab", ["FusionCore"]),
]
BY_PATCH = {("5.0.14", "Ghost"): (640, 150, 125, 6), ("5.0.14", "Liberator"): (960, 150, 125, 6),
            ("5.0.14", "Raven"): (768, 100, 150, 4)}


@pytest.fixture
def base(game):
    def started(patch="4.10"):
        scene = game(patch=patch)
        scene.bank(1, 5000, 5000)
        scene.add(1, "CommandCenter", 16.5, 40.5)
        scene.step(2)
        return scene

    return started


@pytest.mark.covers(
    "structure/Barracks", "structure/Factory", "structure/Starport", "ability/BarracksTrain", "ability/FactoryTrain",
    "ability/StarportTrain", "structure/BarracksTechLab", "structure/FactoryTechLab", "structure/StarportTechLab",
    "structure/GhostAcademy", "structure/Armory", "structure/FusionCore",
)
@pytest.mark.parametrize("patch", ["4.10", "5.0.14"])
@pytest.mark.parametrize("row", TRAINED, ids=lambda row: row[2])
def test_units_are_trained(base, row, patch):
    maker, command, product, loops, minerals, vespene, supply, addon, needed = row
    loops, minerals, vespene, supply = BY_PATCH.get((patch, product), (loops, minerals, vespene, supply))
    scene = base(patch)
    hall = scene.add(1, maker, 30.5, 30.5)
    scene.step(2)
    for kind, x, y in [*([(addon, 33, 30)] if addon else []), *((kind, 40.5, 30.5) for kind in needed)]:
        scene.order(hall, command)
        scene.step(4)
        assert hall.record.n_queued == 0, f"it needs a {kind}"
        scene.add(1, kind, x, y)
        scene.step(4)
    scene.order(hall, command)
    begun = scene.until(lambda: hall.record.n_queued == 1, 5)
    own = scene.record.players[1]
    assert (own.minerals, own.vespene, own.supply_used) == (5000 - minerals, 5000 - vespene, supply)
    assert scene.until(lambda: scene.units(1, product), loops + 5) - begun == loops
    assert scene.record.players[1].supply_used == supply


# structure, its add-ons' kinds, command for each
HOSTS = {"Barracks": "Barracks", "Factory": "Factory", "Starport": "Starport"}


@pytest.mark.covers(
    "ability/BarracksAddOns", "ability/FactoryAddOns", "ability/StarportAddOns", "structure/BarracksReactor",
    "structure/FactoryReactor", "structure/StarportReactor",
)
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(("addon", "loops", "vespene"), [("TechLab", 400, 25), ("Reactor", 800, 50)])
def test_add_ons_are_built(base, host, addon, loops, vespene):
    scene = base()
    hall = scene.add(1, host, 30.5, 30.5)
    scene.step(2)
    scene.order(hall, f"Build{addon}{host}")
    begun = scene.until(lambda: scene.units(1, host + addon), 5)
    assert (scene.record.players[1].minerals, scene.record.players[1].vespene) == (4950, 5000 - vespene)
    made = scene.unit(1, host + addon)
    assert scene.until(lambda: not made.record.building, 900) - begun == pytest.approx(loops, abs=1)
    scene.step(2)
    assert hall.record.addon == made.slot


@pytest.mark.covers(
    "structure/TechLab", "structure/Reactor", "ability/TechLabMorph", "ability/BarracksTechLabMorph",
    "ability/FactoryTechLabMorph", "ability/StarportTechLabMorph", "ability/ReactorMorph",
    "ability/BarracksReactorMorph", "ability/FactoryReactorMorph", "ability/StarportReactorMorph",
)
@pytest.mark.parametrize("addon", ["TechLab", "Reactor"])
def test_add_ons_change_hands(base, addon):
    scene = base()
    first = scene.add(1, "Barracks", 30.5, 30.5)
    made = scene.add(1, f"Barracks{addon}", 33, 30)
    scene.step(4)
    assert first.record.addon == made.slot
    before = first
    for host in ("Factory", "Starport", "Barracks"):
        scene.order(before, "GeneralLift")
        scene.step(40)
        assert made.type == addon
        scene.order(before, "move", point=(50, 60))
        other = scene.add(1, f"{host}Flying", 30.5, 36)
        scene.order(other, "GeneralLand", point=(30.5, 30.5))
        scene.until(lambda other=other, host=host: other.type == host, 300)
        scene.step(8)
        assert made.type == host + addon
        assert other.record.addon == made.slot
        before = other


def test_a_reactor_works_for_all_three(base):
    for host, command in (("Barracks", "TrainMarine"), ("Factory", "TrainHellion"), ("Starport", "TrainMedivac")):
        scene = base()
        hall = scene.add(1, host, 30.5, 30.5)
        scene.add(1, f"{host}Reactor", 33, 30)
        scene.step(8)
        for _ in range(9):
            scene.order(hall, command)
        scene.step(4)
        assert hall.record.n_queued == 8
        progress = [int(hall.record.queue[k].progress) for k in range(3)]
        assert progress[0] > 0 and progress[1] > 0 and progress[2] == 0


def test_what_needs_a_tech_lab_is_not_made_beside_a_reactor(base):
    scene = base()
    hall = scene.add(1, "Factory", 30.5, 30.5)
    scene.add(1, "FactoryReactor", 33, 30)
    scene.step(8)
    scene.order(hall, "TrainSiegeTank")
    scene.step(4)
    assert hall.record.n_queued == 0


# structure, what it needs, minerals, vespene, loops
BUILT = [
    ("SupplyDepot", None, 100, 0, 480), ("CommandCenter", None, 400, 0, 1600), ("Barracks", "SupplyDepot", 150, 0, 1040),
    ("EngineeringBay", "CommandCenter", 125, 0, 560), ("MissileTurret", "EngineeringBay", 100, 0, 400),
    ("Bunker", "Barracks", 100, 0, 640), ("SensorTower", "EngineeringBay", 125, 100, 400),
    ("GhostAcademy", "Barracks", 150, 50, 640), ("Factory", "Barracks", 150, 100, 960),
    ("Starport", "Factory", 150, 100, 800), ("Armory", "Factory", 150, 100, 1040),
    ("FusionCore", "Starport", 150, 150, 1040),
]
CHEAPER = [("SensorTower", "EngineeringBay", 100, 50, 400), ("Armory", "Factory", 150, 50, 1040)]


@pytest.mark.covers("ability/TerranBuild", *(f"structure/{kind}" for kind, *_ in BUILT))
@pytest.mark.parametrize(
    ("patch", "row"), [*(("4.10", row) for row in BUILT), *(("5.0.14", row) for row in CHEAPER)],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_workers_build(game, patch, row):
    kind, needed, minerals, vespene, loops = row
    scene = game("1 SCV", patch=patch)
    scene.bank(1, 1000, 1000)
    worker = scene.unit(1)
    odd = 0 if kind in ("SupplyDepot", "MissileTurret") else 0.5
    place = int(worker.x) + 4 + odd, int(worker.y) + odd
    if needed:
        scene.order(worker, f"Build{kind}", point=place)
        scene.step(60)
        assert not scene.units(1, kind)
        scene.add(1, needed, 20.5, 20.5)
        scene.step(2)
    scene.order(worker, f"Build{kind}", point=place)
    begun = scene.until(lambda: scene.units(1, kind), 80)
    assert (scene.record.players[1].minerals, scene.record.players[1].vespene) == (1000 - minerals, 1000 - vespene)
    made = scene.unit(1, kind)
    assert made.at == place
    assert scene.until(lambda: not made.record.building, loops + 10) - begun == pytest.approx(loops, abs=1)
    scene.until(lambda: worker.order == "", 20)


@pytest.mark.covers("structure/Refinery", "structure/RefineryRich", "ability/SCVHarvest")
@pytest.mark.parametrize(("geyser", "refinery", "each"), [
    ("VespeneGeyser", "Refinery", 4), ("RichVespeneGeyser", "RefineryRich", 8)])
def test_workers_build_refineries_and_bring_gas(game, geyser, refinery, each):
    scene = game("1 SCV")
    scene.bank(1, 1000)
    x, y = int(scene.center[0]) + 0.5, int(scene.center[1]) + 0.5
    scene.add(1, "CommandCenter", x, y)
    source = scene.add(0, geyser, x + 7, y)
    worker = scene.unit(1, "SCV")
    scene.step(2)
    scene.order(worker, "BuildRefinery", target=source)
    begun = scene.until(lambda: scene.units(1, refinery), 100)
    made = scene.unit(1, refinery)
    assert scene.until(lambda: not made.record.building, 500) - begun == pytest.approx(480, abs=1)
    scene.until(lambda: scene.record.players[1].vespene > 0, 300)
    assert scene.record.players[1].vespene == each


# upgrade, where, command, what is needed besides, loops, minerals and vespene each
RESEARCHED = [
    ("Stimpack", "BarracksTechLab", "ResearchStimpack", None, 2240, 100),
    ("ShieldWall", "BarracksTechLab", "ResearchCombatShield", None, 1760, 100),
    ("PunisherGrenades", "BarracksTechLab", "ResearchConcussiveShells", None, 960, 50),
    ("HighCapacityBarrels", "FactoryTechLab", "ResearchInfernalPreigniter", None, 1760, 150),
    ("DrillClaws", "FactoryTechLab", "ResearchDrillingClaws", "Armory", 1760, 75),
    ("SmartServos", "FactoryTechLab", "ResearchSmartServos", "Armory", 1760, 100),
    ("CycloneLockOnDamageUpgrade", "FactoryTechLab", "ResearchCycloneLockOnDamage", None, 2240, 100),
    ("BansheeCloak", "StarportTechLab", "ResearchBansheeCloakingField", None, 1760, 100),
    ("BansheeSpeed", "StarportTechLab", "ResearchBansheeHyperflightRotors", None, 2720, 150),
    ("RavenCorvidReactor", "StarportTechLab", "ResearchRavenCorvidReactor", None, 1760, 150),
    ("MedivacIncreaseSpeedBoost", "StarportTechLab", "ResearchHighCapacityFuelTanks", None, 1280, 100),
    ("LiberatorAGRangeUpgrade", "StarportTechLab", "ResearchAdvancedBallistics", "FusionCore", 1760, 150),
    ("BattlecruiserEnableSpecializations", "FusionCore", "ResearchBattlecruiserWeaponRefit", None, 2240, 150),
    ("PersonalCloaking", "GhostAcademy", "ResearchPersonalCloaking", None, 1920, 150),
    ("HiSecAutoTracking", "EngineeringBay", "ResearchHiSecAutoTracking", None, 1280, 100),
    ("TerranBuildingArmor", "EngineeringBay", "ResearchTerranStructureArmorUpgrade", None, 2240, 150),
]
LATER = [
    ("HighCapacityBarrels", "FactoryTechLab", "ResearchInfernalPreigniter", None, 1760, 100),
    ("BansheeSpeed", "StarportTechLab", "ResearchBansheeHyperflightRotors", None, 2240, 125),
    ("InterferenceMatrix", "StarportTechLab", "ResearchResearchRavenInterferenceMatrix", None, 1280, 50),
    ("LiberatorAGRangeUpgrade", "FusionCore", "ResearchResearchBallisticRange", None, 1760, 150),
    ("MedivacCaduceusReactor", "FusionCore", "ResearchResearchMedivacEnergyUpgrade", None, 1120, 100),
]


@pytest.mark.covers(
    "ability/BarracksTechLabResearch", "ability/FactoryTechLabResearch", "ability/StarportTechLabResearch",
    "ability/FusionCoreResearch", "ability/GhostAcademyResearch", "ability/EngineeringBayResearch", "ability/que5Addon",
    "structure/EngineeringBay",
)
@pytest.mark.parametrize(
    ("patch", "row"), [*(("4.10", row) for row in RESEARCHED), *(("5.0.14", row) for row in LATER)],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_research_takes_its_time_and_price(base, patch, row):
    upgrade, where, command, needed, loops, price = row
    scene = base(patch)
    number = scene.games.names.upgrades[upgrade]
    if "TechLab" in where:
        scene.add(1, where.replace("TechLab", ""), 30.5, 30.5)
        lab = scene.add(1, where, 33, 30)
    else:
        lab = scene.add(1, where, 30.5, 30.5)
    scene.step(4)
    if needed:
        scene.order(lab, command)
        scene.step(4)
        assert lab.record.n_queued == 0
        scene.add(1, needed, 40.5, 40.5)
        scene.step(4)
    scene.order(lab, command)
    begun = scene.until(lambda: lab.record.n_queued == 1, 5)
    own = scene.record.players[1]
    assert (own.minerals, own.vespene) == (5000 - price, 5000 - price)
    scene.order(lab, command)
    scene.step(4)
    assert lab.record.n_queued == 1, "once only"
    assert scene.until(lambda: scene.record.players[1].upgrades[number] == 1, loops + 5) - begun == loops


LINES = [
    ("TerranInfantryWeapons", "EngineeringBay", "ResearchTerranInfantryWeapons", "Armory"),
    ("TerranInfantryArmors", "EngineeringBay", "ResearchTerranInfantryArmor", "Armory"),
    ("TerranVehicleWeapons", "Armory", "ResearchTerranVehicleWeapons", None),
    ("TerranShipWeapons", "Armory", "ResearchTerranShipWeapons", None),
    ("TerranVehicleAndShipArmors", "Armory", "ResearchTerranVehicleAndShipPlating", None),
]


@pytest.mark.covers("ability/ArmoryResearch", *(f"upgrade/{line}Level{level}" for line, *_ in LINES for level in (1, 2, 3)))
@pytest.mark.parametrize(("line", "where", "command", "needed"), LINES)
@pytest.mark.parametrize(("level", "loops", "price"), [(1, 2560, 100), (2, 3040, 175), (3, 3520, 250)])
def test_levels_follow_each_other(base, line, where, command, needed, level, loops, price):
    scene = base()
    number = scene.games.names.upgrades[f"{line}Level{level}"]
    lab = scene.add(1, where, 30.5, 30.5)
    scene.step(2)
    scene.research(1, *(f"{line}Level{k}" for k in range(1, level - 1)))
    if level > 1:
        if needed:
            scene.add(1, needed, 40.5, 40.5)
            scene.step(2)
        scene.order(lab, f"{command}Level{level}")
        scene.step(4)
        assert lab.record.n_queued == 0
        scene.research(1, f"{line}Level{level - 1}")
    scene.order(lab, f"{command}Level{level}")
    begun = scene.until(lambda: lab.record.n_queued == 1, 5)
    assert scene.record.players[1].minerals == 5000 - price
    assert scene.until(lambda: scene.record.players[1].upgrades[number] == 1, loops + 5) - begun == loops


def test_higher_infantry_levels_need_an_armory(base):
    scene = base()
    bay = scene.add(1, "EngineeringBay", 30.5, 30.5)
    scene.research(1, "TerranInfantryWeaponsLevel1")
    scene.step(2)
    scene.order(bay, "ResearchTerranInfantryWeaponsLevel2")
    scene.step(4)
    assert bay.record.n_queued == 0


def test_cancelled_work_is_paid_back(base):
    scene = base()
    hall = scene.add(1, "Factory", 30.5, 30.5)
    bay = scene.add(1, "EngineeringBay", 40.5, 30.5)
    scene.step(2)
    scene.order(hall, "TrainHellion")
    scene.order(hall, "TrainWidowMine")
    scene.order(bay, "ResearchHiSecAutoTracking")
    scene.step(40)
    assert scene.record.players[1].minerals == 5000 - 275
    scene.order(hall, "GeneralCancelLast")
    scene.order(hall, "GeneralCancelLast")
    scene.order(bay, "GeneralCancelLast")
    scene.step(4)
    assert (scene.record.players[1].minerals, scene.record.players[1].vespene) == (5000, 5000)
    assert hall.record.n_queued == 0 and bay.record.n_queued == 0
