"""What research does for Zerg."""

import pytest

from starleague.catalog.rules import ONE

# upgrade, where, command, what is needed besides, loops
RESEARCHED = [
    ("zerglingmovementspeed", "SpawningPool", "ResearchZerglingMetabolicBoost", [], 1760),
    ("zerglingattackspeed", "SpawningPool", "ResearchZerglingAdrenalGlands", ["Hive"], 2080),
    ("CentrificalHooks", "BanelingNest", "ResearchCentrifugalHooks", ["Lair"], 1760),
    ("GlialReconstitution", "RoachWarren", "ResearchGlialRegeneration", ["Lair"], 1760),
    ("TunnelingClaws", "RoachWarren", "ResearchTunnelingClaws", ["Lair"], 1760),
    ("EvolveGroovedSpines", "HydraliskDen", "ResearchGroovedSpines", [], 1600),
    ("EvolveMuscularAugments", "HydraliskDen", "ResearchMuscularAugments", [], 1600),
    ("DiggingClaws", "LurkerDenMP", "ResearchAdaptiveTalons", ["Hive"], 1200),
    ("InfestorEnergyUpgrade", "InfestationPit", "ResearchPathogenGlands", [], 1280),
    ("NeuralParasite", "InfestationPit", "ResearchNeuralParasite", [], 1760),
    ("ChitinousPlating", "UltraliskCavern", "ResearchChitinousPlating", [], 1760),
    ("AnabolicSynthesis", "UltraliskCavern", "ResearchAnabolicSynthesis", [], 960),
    ("Burrow", "Hatchery", "ResearchBurrow", [], 1600),
    ("overlordspeed", "Hatchery", "ResearchPneumatizedCarapace", [], 960),
]
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


@pytest.mark.covers(
    *(f"upgrade/{upgrade}" for upgrade, *_ in RESEARCHED), "ability/SpawningPoolResearch",
    "ability/BanelingNestResearch", "ability/RoachWarrenResearch", "ability/HydraliskDenResearch",
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


@pytest.mark.covers(
    *(f"upgrade/{line}Level{level}" for line, *_ in LINES for level in (1, 2, 3)), "ability/evolutionchamberresearch",
    "ability/SpireResearch",
)
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
    ("zerglingmovementspeed", "Zergling", 2.9531, 4.6991), ("GlialReconstitution", "Roach", 2.25, 3.0),
    ("overlordspeed", "Overlord", 0.64, 1.879), ("overlordspeed", "Overseer", 1.875, 3.375),
    ("AnabolicSynthesis", "Ultralisk", 2.9531, 3.5429), ("EvolveMuscularAugments", "Hydralisk", 2.25, 2.8125),
    ("CentrificalHooks", "Baneling", 2.5, 2.9531),
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


def test_other_gains(game):
    scene = game()
    player, rows, weapons = scene.record.players[1], scene.games.names.unit_types, scene.games.names.weapons
    baneling = scene.add(1, "Baneling", 30, 30)
    assert (baneling.life, player.unit_stats[rows["Ultralisk"]].armor) == (30, 2 * ONE)
    assert player.weapon_stats[weapons["NeedleSpines"]].range == 5 * ONE
    scene.research(1, "CentrificalHooks", "ChitinousPlating", "EvolveGroovedSpines", "InfestorEnergyUpgrade")
    assert baneling.life == 35
    assert player.unit_stats[rows["Ultralisk"]].armor == 4 * ONE
    assert player.weapon_stats[weapons["NeedleSpines"]].range == 6 * ONE
    needle = weapons["NeedleSpines"]
    assert player.weapon_stats[needle].scan_range == scene.games.rules.weapons[needle].scan_range + ONE
    assert scene.add(1, "Infestor", 34, 30).energy == 75


GROUND = [
    "Drone", "Zergling", "Baneling", "Roach", "Ravager", "Hydralisk", "Queen", "Ultralisk", "Infestor", "LurkerMP",
]
FLYERS = ["Overlord", "Overseer", "Mutalisk", "Corruptor", "BroodLord", "Viper"]
HARDER = [
    ("ZergMeleeWeapons", "Zergling", 5, 1), ("ZergMeleeWeapons", "Ultralisk", 35, 3),
    ("ZergMissileWeapons", "Roach", 16, 2), ("ZergMissileWeapons", "Hydralisk", 12, 1),
    ("ZergMissileWeapons", "Ravager", 16, 2),
    ("ZergFlyerWeapons", "Mutalisk", 9, 1),
]


@pytest.mark.parametrize(("line", "kind", "damage", "gain"), HARDER)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_weapons_hit_harder(game, line, kind, damage, gain, level):
    scene = game()
    scene.research(1, *(f"{line}Level{k}" for k in range(1, level + 1)))
    unit, depot = scene.add(1, kind, 30, 30), scene.add(2, "SupplyDepot", 33, 30)
    scene.step(2)
    scene.order(unit, "attack", target=depot)
    scene.until(lambda: depot.life < 400, 80)
    assert 400 - depot.life == damage + level * gain - 1


@pytest.mark.parametrize(("line", "kinds"), [("ZergGroundArmors", GROUND), ("ZergFlyerArmors", FLYERS)])
def test_armor_grows(game, line, kinds):
    scene = game()
    rows, stats = scene.games.names.unit_types, scene.record.players[1].unit_stats
    before = {kind: int(stats[rows[kind]].armor) for kind in kinds}
    scene.research(1, *(f"{line}Level{k}" for k in (1, 2, 3)))
    assert {kind: int(stats[rows[kind]].armor) - before[kind] for kind in kinds} == dict.fromkeys(kinds, 3 * ONE)
