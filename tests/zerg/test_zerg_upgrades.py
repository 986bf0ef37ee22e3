"""What research does for Zerg."""

import pytest

from scenario import CATALOG, PATCH, by_patch
from starleague.catalog.rules import ONE

# upgrade, where, command, what is needed besides, loops
RESEARCHED = [
    ("zerglingmovementspeed", "SpawningPool", "ResearchZerglingMetabolicBoost", [], 1760),
    ("zerglingattackspeed", "SpawningPool", "ResearchZerglingAdrenalGlands", ["Hive"], 2080),
    ("CentrificalHooks", "BanelingNest", "ResearchCentrifugalHooks", ["Lair"], by_patch(1760, 1600)),
    ("GlialReconstitution", "RoachWarren", "ResearchGlialRegeneration", ["Lair"], 1760),
    ("TunnelingClaws", "RoachWarren", "ResearchTunnelingClaws", ["Lair"], 1760),
    ("EvolveGroovedSpines", "HydraliskDen", "ResearchGroovedSpines", [], by_patch(1600, 1120)),
    ("EvolveMuscularAugments", "HydraliskDen", "ResearchMuscularAugments", [], by_patch(1600, 1440)),
    ("DiggingClaws", "LurkerDenMP", "ResearchAdaptiveTalons", ["Hive"], by_patch(1200, 1280)),
    ("InfestorEnergyUpgrade", "InfestationPit", "ResearchPathogenGlands", [], 1280),
    ("NeuralParasite", "InfestationPit", "ResearchNeuralParasite", [], 1760),
    ("ChitinousPlating", "UltraliskCavern", "ResearchChitinousPlating", [], 1760),
    ("AnabolicSynthesis", "UltraliskCavern", "ResearchAnabolicSynthesis", [], 960),
    ("Burrow", "Hatchery", "ResearchBurrow", [], 1600),
    ("overlordspeed", "Hatchery", "ResearchPneumatizedCarapace", [], 960),
]
RESEARCHED = [row for row in RESEARCHED if row[0] in CATALOG.upgrades]
LEVELS = [(1, 2560, []), (2, 3040, ["Lair"]), (3, 3520, ["Hive"])]
LINES = [
    ("ZergMeleeWeapons", "EvolutionChamber", "ResearchZergMeleeWeapons"),
    ("ZergMissileWeapons", "EvolutionChamber", "ResearchZergMissileWeapons"),
    ("ZergGroundArmors", "EvolutionChamber", "ResearchZergGroundArmor"),
    ("ZergFlyerWeapons", "Spire", "ResearchZergFlyerAttack"),
    ("ZergFlyerArmors", "GreaterSpire", "ResearchZergFlyerArmor"),
]


@pytest.fixture
def field(game):
    scene = game()
    scene.record.creep[:] = 1
    scene.bank(1, 1000, 1000)
    return scene


def shows(upgrade, *row):
    """A row of a table that shows what an upgrade does."""
    return pytest.param(upgrade, *row, marks=pytest.mark.covers(f"upgrade/{upgrade}"))


@pytest.mark.covers(
    "ability/SpawningPoolResearch", "ability/BanelingNestResearch", "ability/RoachWarrenResearch",
    "ability/HydraliskDenResearch",
    "ability/LurkerDenResearch", "ability/InfestationPitResearch", "ability/UltraliskCavernResearch",
    "ability/LairResearch", "ability/que5",
)
@pytest.mark.parametrize(("upgrade", "where", "command", "needed", "loops"), RESEARCHED)
def test_research_takes_its_time(field, upgrade, where, command, needed, loops):
    row = field.games.names.upgrades[upgrade]
    lab = field.add(1, where, 30.5, 30.5)
    field.step(2)
    if needed:
        field.order(lab, command)
        field.step(5)
        assert lab.record.n_queued == 0
        field.add(1, needed[0], 40.5, 40.5)
        field.step(2)
    field.order(lab, command)
    start = field.until(lambda: lab.record.n_queued == 1, 5)
    price = field.games.rules.upgrades[row]
    assert field.record.players[1].minerals == 1000 - price.minerals
    assert field.until(lambda: field.record.players[1].upgrades[row] == 1, loops + 5) - start == loops


@pytest.mark.covers("ability/evolutionchamberresearch", "ability/SpireResearch")
@pytest.mark.parametrize(("line", "where", "command"), LINES)
@pytest.mark.parametrize(("level", "loops", "needed"), LEVELS)
def test_levels_follow_each_other(field, line, where, command, level, loops, needed):
    row = field.games.names.upgrades[f"{line}Level{level}"]
    lab = field.add(1, where, 30.5, 30.5)
    for kind in needed:
        field.add(1, kind, 40.5, 40.5)
    field.step(2)
    if level > 1:
        field.order(lab, f"{command}Level{level}")
        field.step(5)
        assert lab.record.n_queued == 0
    field.research(1, *(f"{line}Level{k}" for k in range(1, level)))
    field.order(lab, f"{command}Level{level}")
    start = field.until(lambda: lab.record.n_queued == 1, 5)
    assert field.until(lambda: field.record.players[1].upgrades[row] == 1, loops + 5) - start == loops


SPEEDS = [
    shows("zerglingmovementspeed", "Zergling", 2.9531, 4.6991), shows("GlialReconstitution", "Roach", 2.25, 3.0),
    shows("overlordspeed", "Overlord", 0.64, 1.879), shows("overlordspeed", "Overseer", 1.875, 3.375),
    shows("AnabolicSynthesis", "Ultralisk", 2.9531, by_patch(3.5429, 3.375)),
    shows("EvolveMuscularAugments", "Hydralisk", 2.25, by_patch(2.8125, 2.95)), shows("CentrificalHooks", "Baneling", 2.5, 2.9531),
]


@pytest.mark.parametrize(("upgrade", "kind", "before", "after"), SPEEDS)
def test_faster_units(game, upgrade, kind, before, after):
    def speed(*upgrades):
        scene = game()
        scene.research(1, *upgrades)
        unit = scene.add(1, kind, 10, 40)
        scene.step(2)
        scene.order(unit, "move", point=(75, 40))
        scene.step(60)
        start = unit.x
        scene.step(64)
        return (unit.x - start) / 4

    assert speed() == pytest.approx(before, rel=0.01)
    assert speed(upgrade) == pytest.approx(after, rel=0.01)


@pytest.mark.covers("upgrade/zerglingattackspeed")
def test_adrenal_glands_make_zerglings_bite_faster(game):
    def bites(*upgrades):
        scene = game()
        scene.research(1, *upgrades)
        zergling, depot = scene.add(1, "Zergling", 30, 30), scene.add(2, "SupplyDepot", 32, 30)
        scene.step(2)
        scene.order(zergling, "attack", target=depot)
        scene.until(lambda: depot.life < 400, 60)
        scene.step(320)
        return (400 - depot.life) / 4

    assert bites("zerglingattackspeed") / bites() == pytest.approx(1.4, rel=0.05)


@pytest.mark.covers("upgrade/CentrificalHooks")
def test_hooks_toughen_banelings_at_first(game):
    scene = game()
    baneling = scene.add(1, "Baneling", 30, 30)
    assert baneling.life == 30
    scene.research(1, "CentrificalHooks")
    assert baneling.life == by_patch(35, 30) == scene.add(1, "Baneling", 34, 30).life


@pytest.mark.covers("upgrade/EvolveGroovedSpines")
def test_grooved_spines_reach_a_cell_farther(game):
    def reach(*upgrades):
        scene = game()
        scene.research(1, *upgrades)
        hydralisk, depot = scene.add(1, "Hydralisk", 20, 30), scene.add(2, "SupplyDepot", 34, 30)
        scene.add(1, "Overlord", 30, 33)
        scene.step(10)
        scene.order(hydralisk, "attack", target=depot)
        scene.until(lambda: depot.life < 400, 200)
        return hydralisk.distance(depot)

    assert reach("EvolveGroovedSpines") - reach() == pytest.approx(1, abs=0.1)


@pytest.mark.covers("upgrade/InfestorEnergyUpgrade")
@pytest.mark.skipif(PATCH != "4.10", reason="later infestors are born with it")
def test_pathogen_glands_give_infestors_energy_at_birth(game):
    scene = game()
    assert scene.add(1, "Infestor", 30, 30).energy == 50
    scene.research(1, "InfestorEnergyUpgrade")
    assert scene.add(1, "Infestor", 34, 30).energy == 75


def level(line, level, *row):
    """A row that shows a level of a line of upgrades; level 0 shows nothing but itself."""
    marks = [pytest.mark.covers(f"upgrade/{line}Level{level}")] if level else []
    return pytest.param(line, level, *row, marks=marks)


HARDER = [
    level(line, n, *row) for n in (0, 1, 2, 3) for line, *row in (
        ("ZergMeleeWeapons", "Zergling", 5, 1), ("ZergMeleeWeapons", "Ultralisk", 35, 3),
        ("ZergMissileWeapons", "Roach", 16, 2), ("ZergMissileWeapons", "Hydralisk", 12, 1),
        ("ZergMissileWeapons", "Ravager", 16, 2), ("ZergFlyerWeapons", "Mutalisk", 9, 1),
    )
]


@pytest.mark.parametrize(("line", "level", "kind", "damage", "gain"), HARDER)
def test_weapons_hit_harder(game, line, level, kind, damage, gain):
    scene = game()
    scene.research(1, *(f"{line}Level{k}" for k in range(1, level + 1)))
    unit, depot = scene.add(1, kind, 30, 30), scene.add(2, "SupplyDepot", 33, 30)
    scene.step(2)
    scene.order(unit, "attack", target=depot)
    scene.until(lambda: depot.life < 400, 80)
    assert 400 - depot.life == damage + level * gain - 1


def test_flyers_of_all_kinds_hit_harder(game):
    """Corruptors and brood lords too: 14 + 1 and, for each of two broodlings, 20 + 2 a level."""
    for kind, enemy, damage, gain in (("Corruptor", "Medivac", 14 - 1, 1), ("BroodLord", "Marauder", 2 * (20 - 1), 2 * 2)):
        for levels in (0, 3):
            scene = game()
            scene.research(1, *(f"ZergFlyerWeaponsLevel{k}" for k in range(1, levels + 1)))
            unit, foe = scene.add(1, kind, 30, 30), scene.add(2, enemy, 35, 30)
            foe.record.hold = 1
            scene.step(4)
            whole = foe.life
            scene.order(unit, "attack", target=foe)
            scene.until(lambda foe=foe, whole=whole: foe.life < whole, 120)
            assert whole - foe.life == damage + gain * levels


ARMORED = [
    level(line, n, kind, armor) for n in (0, 1, 2, 3) for line, kind, armor in (
        ("ZergGroundArmors", "Roach", 1), ("ZergGroundArmors", "Zergling", 0), ("ZergGroundArmors", "Queen", 1),
        ("ZergFlyerArmors", "Overlord", 0), ("ZergFlyerArmors", "BroodLord", 1),
    )
]


@pytest.mark.parametrize(("line", "level", "kind", "armor"), ARMORED)
def test_armor_takes_more_off_each_hit(game, line, level, kind, armor):
    scene = game()
    scene.research(1, *(f"{line}Level{k}" for k in range(1, level + 1)))
    unit, marine = scene.add(1, kind, 34, 30), scene.add(2, "Marine", 30, 30)
    unit.record.hold = 1
    scene.step(2)
    whole = unit.life
    scene.order(marine, "attack", target=unit)
    scene.until(lambda: unit.life < whole, 60)
    assert whole - unit.life == pytest.approx(6 - armor - level, abs=0.05)


@pytest.mark.covers("upgrade/ChitinousPlating")
@pytest.mark.parametrize(("upgrades", "armor"), [((), 2), (("ChitinousPlating",), 4)])
def test_plating_takes_two_more_off_what_hits_an_ultralisk(game, upgrades, armor):
    scene = game()
    scene.research(1, *upgrades)
    ultralisk, marine = scene.add(1, "Ultralisk", 34, 30), scene.add(2, "Marine", 30, 30)
    scene.order(ultralisk, "hold")
    scene.step(2)
    scene.order(marine, "attack", target=ultralisk)
    scene.until(lambda: ultralisk.life < 500, 60)
    assert 500 - ultralisk.life == pytest.approx(6 - armor, abs=0.05)


GROUND = [
    "Drone", "Zergling", "Baneling", "Roach", "Ravager", "Hydralisk", "Queen", "Ultralisk", "Infestor", "LurkerMP",
]
FLYERS = ["Overlord", "Overseer", "Mutalisk", "Corruptor", "BroodLord", "Viper"]


@pytest.mark.parametrize(("line", "kinds"), [("ZergGroundArmors", GROUND), ("ZergFlyerArmors", FLYERS)])
def test_armor_grows_for_all(game, line, kinds):
    scene = game()
    rows, stats = scene.games.names.unit_types, scene.record.players[1].unit_stats
    before = {kind: int(stats[rows[kind]].armor) for kind in kinds}
    scene.research(1, *(f"{line}Level{k}" for k in (1, 2, 3)))
    assert {kind: int(stats[rows[kind]].armor) - before[kind] for kind in kinds} == dict.fromkeys(kinds, 3 * ONE)
