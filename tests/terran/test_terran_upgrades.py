"""What research does for Terran."""

import pytest

ONE = 4096
LEVELS = [0, 1, 2, 3]


# line, unit, target, gap, damage of the next hit, gain of a level
WEAPONS = [
    ("TerranInfantryWeapons", "Marine", "SupplyDepot", 4, 6, 1),
    ("TerranInfantryWeapons", "Marauder", "SupplyDepot", 5, 20, 2),
    ("TerranInfantryWeapons", "Reaper", "SupplyDepot", 4, 4, 1),
    ("TerranInfantryWeapons", "Ghost", "SupplyDepot", 5, 10, 1),
    ("TerranVehicleWeapons", "SiegeTank", "SupplyDepot", 6, 25, 3),
    ("TerranVehicleWeapons", "SiegeTankSieged", "SupplyDepot", 6, 70, 5),
    ("TerranVehicleWeapons", "Hellion", "SupplyDepot", 4, 8, 1),
    ("TerranVehicleWeapons", "HellionTank", "SupplyDepot", 1, 18, 2),
    ("TerranVehicleWeapons", "Thor", "SupplyDepot", 6, 30, 3),
    ("TerranVehicleWeapons", "ThorAP", "Medivac", 6, 40, 5),
    ("TerranShipWeapons", "VikingAssault", "SupplyDepot", 5, 20, 2),
    ("TerranShipWeapons", "VikingFighter", "Medivac", 6, 14, 1),
    ("TerranShipWeapons", "Banshee", "SupplyDepot", 5, 12, 1),
    ("TerranShipWeapons", "Battlecruiser", "SupplyDepot", 5, 8, 1),
    ("TerranShipWeapons", "Liberator", "Medivac", 4, 5, 1),
]


LATER = [("TerranVehicleWeapons", "ThorAP", "Medivac", 6, 25, 3)]


@pytest.mark.parametrize(
    ("patch", "row"), [*(("4.10", row) for row in WEAPONS), *(("5.0.14", row) for row in LATER)],
    ids=lambda value: value if isinstance(value, str) else value[1],
)
@pytest.mark.parametrize("level", LEVELS)
def test_weapons_hit_harder(game, patch, row, level):
    line, kind, target, gap, damage, gain = row
    scene = game(f"1 {kind} vs 1 {target}", gap=gap, patch=patch)
    scene.research(1, *(f"{line}Level{k}" for k in range(1, level + 1)))
    assert scene.hit(scene.unit(1), scene.unit(2)) == pytest.approx(damage - 1 + gain * level, abs=0.1)


ARMOR = {
    "TerranInfantryArmors": ["SCV", "Marine", "Marauder", "Reaper", "Ghost", "MULE"],
    "TerranVehicleAndShipArmors": [
        "Hellion", "HellionTank", "WidowMine", "WidowMineBurrowed", "Cyclone", "SiegeTank", "SiegeTankSieged", "Thor",
        "ThorAP", "VikingFighter", "VikingAssault", "Medivac", "Liberator", "LiberatorAG", "Banshee", "Raven",
        "Battlecruiser",
    ],
}


@pytest.mark.parametrize(("line", "kinds"), ARMOR.items())
def test_armor_grows(game, line, kinds):
    scene = game()
    rows, stats = scene.games.names.unit_types, scene.record.players[1].unit_stats
    before = {kind: int(stats[rows[kind]].armor) for kind in kinds}
    scene.research(1, *(f"{line}Level{k}" for k in (1, 2, 3)))
    assert {kind: int(stats[rows[kind]].armor) - before[kind] for kind in kinds} == dict.fromkeys(kinds, 3 * ONE)


@pytest.mark.parametrize("level", LEVELS)
def test_armor_takes_from_each_hit(game, level):
    scene = game("1 Marine vs 1 Thor", gap=4)
    scene.research(2, *(f"TerranVehicleAndShipArmorsLevel{k}" for k in range(1, level + 1)))
    scene.order(scene.unit(2), "hold")
    assert scene.hit(scene.unit(1), scene.unit(2)) == 6 - 1 - level


@pytest.mark.covers("upgrade/TerranBuildingArmor")
@pytest.mark.parametrize("kind", [
    "CommandCenter", "SupplyDepot", "Barracks", "BarracksTechLab", "Bunker", "MissileTurret", "PlanetaryFortress",
    "EngineeringBay", "Factory", "Starport", "Armory", "FusionCore", "GhostAcademy", "SensorTower", "OrbitalCommand",
])
def test_structures_get_two_armor(game, kind):
    found = []
    for upgrades in ([], ["TerranBuildingArmor"]):
        scene = game(f"1 Marauder vs 1 {kind}", gap=4)
        scene.research(2, *upgrades)
        found.append(scene.hit(scene.unit(1), scene.unit(2)))
    assert found[0] - found[1] == 2


@pytest.mark.covers("upgrade/HighCapacityBarrels")
def test_blue_flame_burns_the_light(game):
    for kind, gap, before, after in (("Hellion", 4, 14, 19), ("HellionTank", 1, 18, 30)):
        for upgrades, damage in (([], before), (["HighCapacityBarrels"], after)):
            scene = game(f"1 {kind} vs 1 Zergling", gap=gap)
            scene.research(1, *upgrades)
            scene.order(scene.unit(2), "hold")
            assert scene.hit(scene.unit(1), scene.unit(2)) == pytest.approx(damage, abs=0.1)


MODES = [
    ("Hellion", "MorphHellbat", "HellionTank", 32), ("HellionTank", "MorphHellion", "Hellion", 32),
    ("Thor", "MorphThorHighImpactMode", "ThorAP", 16), ("ThorAP", "MorphThorExplosiveMode", "Thor", 16),
    ("VikingFighter", "MorphVikingAssaultMode", "VikingAssault", 16),
    ("VikingAssault", "MorphVikingFighterMode", "VikingFighter", 16),
]


@pytest.mark.covers("upgrade/SmartServos")
@pytest.mark.parametrize(("kind", "command", "product", "loops"), MODES)
def test_smart_servos_change_modes_faster(game, kind, command, product, loops):
    scene = game(f"1 {kind}")
    scene.add(1, "Armory", 20.5, 20.5)
    scene.research(1, "SmartServos")
    scene.step(2)
    unit = scene.unit(1, kind)
    scene.order(unit, command)
    scene.step(2)
    begun = scene.loop
    slack = 8 if "Viking" in kind else 1
    assert loops <= scene.until(lambda: unit.type == product, 80) - begun <= loops + slack + 1


@pytest.mark.covers("upgrade/DrillClaws")
@pytest.mark.parametrize(("patch", "loops", "random"), [("4.10", 16, 8), ("5.0.14", 26, 4)])
def test_drilling_claws_burrow_faster_and_hide_mines_that_cool_down(game, patch, loops, random):
    scene = game("1 WidowMine vs 1 Ultralisk", gap=4, patch=patch)
    scene.research(1, "DrillClaws")
    mine, ultralisk = scene.unit(1), scene.unit(2)
    scene.order(ultralisk, "hold")
    scene.order(mine, "BurrowDownWidowMine")
    scene.step(2)
    begun = scene.loop
    assert loops <= scene.until(lambda: mine.type == "WidowMineBurrowed", 80) - begun <= loops + random + 1
    scene.until(lambda: ultralisk.life < 400, 80)
    scene.step(2)
    assert mine.cloaked


@pytest.mark.covers("upgrade/CycloneLockOnDamageUpgrade")
@pytest.mark.parametrize(("patch", "kind", "damage"), [
    ("4.10", "Ultralisk", 40), ("4.10", "HighTemplar", 20), ("5.0.14", "Ultralisk", 30)])
def test_mag_field_accelerator(game, patch, kind, damage):
    scene = game(f"1 Cyclone vs 1 {kind}", gap=5, patch=patch)
    scene.research(1, "CycloneLockOnDamageUpgrade")
    target = scene.unit(2)
    scene.order(target, "hold")
    whole = target.life + target.shields
    scene.until(lambda: target.life + target.shields < whole, 60)
    assert whole - target.life - target.shields == pytest.approx(damage, abs=0.3)


@pytest.mark.covers("upgrade/MedivacCaduceusReactor")
def test_caduceus_reactor(game):
    scene = game("1 Medivac", patch="5.0.14")
    medivac = scene.unit(1)
    scene.step(160)
    slow = medivac.energy - 50
    scene.research(1, "MedivacCaduceusReactor")
    scene.step(160)
    assert medivac.energy - 50 - slow == pytest.approx(2 * slow, rel=0.02)
    assert slow == pytest.approx(5.625, rel=0.01)
