"""Protoss structures: how they are made, what they research, what that changes."""

import pytest

from scenario import CATALOG
from starleague.catalog.rules import ONE

DELAY = 2  # loops until a command has taken effect

# what it costs, how long it takes, and what must be there
STRUCTURES = {
    "Nexus": (400, 0, 1600, ()),
    "Pylon": (100, 0, 400, ()),
    "Gateway": (150, 0, 1040, ("Nexus", "Pylon")),
    "Forge": (150, 0, 720, ("Nexus",)),
    "CyberneticsCore": (150, 0, 800, ("Gateway",)),
    "PhotonCannon": (150, 0, 640, ("Forge",)),
    "ShieldBattery": (100, 0, 640, ("CyberneticsCore",)),
    "RoboticsFacility": (150, 100, 1040, ("CyberneticsCore",)),
    "Stargate": (150, 150, 960, ("CyberneticsCore",)),
    "TwilightCouncil": (150, 100, 800, ("CyberneticsCore",)),
    "RoboticsBay": (150, 150, 1040, ("RoboticsFacility",)),
    "FleetBeacon": (300, 200, 960, ("Stargate",)),
    "TemplarArchive": (150, 200, 800, ("TwilightCouncil",)),
    "DarkShrine": (150, 150, 1600, ("TwilightCouncil",)),
}
RESEARCH = {
    "CyberneticsCore": (
        "WarpGateResearch", "ProtossAirWeaponsLevel1", "ProtossAirWeaponsLevel2", "ProtossAirWeaponsLevel3",
        "ProtossAirArmorsLevel1", "ProtossAirArmorsLevel2", "ProtossAirArmorsLevel3",
    ),
    "Forge": (
        "ProtossGroundWeaponsLevel1", "ProtossGroundWeaponsLevel2", "ProtossGroundWeaponsLevel3",
        "ProtossGroundArmorsLevel1", "ProtossGroundArmorsLevel2", "ProtossGroundArmorsLevel3", "ProtossShieldsLevel1",
        "ProtossShieldsLevel2", "ProtossShieldsLevel3",
    ),
    "TwilightCouncil": ("Charge", "BlinkTech", "AdeptPiercingAttack"),
    "TemplarArchive": ("PsiStormTech",),
    "DarkShrine": ("DarkTemplarBlinkUpgrade",),
    "RoboticsBay": ("ObserverGraviticBooster", "GraviticDrive", "ExtendedThermalLance"),
    "FleetBeacon": ("PhoenixRangeUpgrade",),
}


@pytest.fixture
def site(game):
    scene = game("")
    x, y = scene.center
    scene.bank(1, 5000, 5000)
    return scene, x, y


def put(scene, kinds, x, y):
    """Finished structures in a row."""
    for k, kind in enumerate(kinds):
        scene.add(1, kind, x + 6 * k, y)


@pytest.mark.covers(*(f"structure/{kind}" for kind in STRUCTURES), "ability/ProtossBuild")
@pytest.mark.parametrize("kind", STRUCTURES)
def test_a_probe_builds_every_structure_once_its_tech_is_there(site, kind):
    scene, x, y = site
    minerals, vespene, time, needs = STRUCTURES[kind]
    probe = scene.add(1, "Probe", x, y + 3)
    if kind not in ("Nexus", "Pylon"):
        scene.add(1, "Pylon", x + 3, y)
    point = (x + 0.5, y + 0.5) if kind not in ("Pylon", "PhotonCannon", "ShieldBattery") else (x, y)
    build = f"Build{kind}"
    before = scene.record.players[1].minerals
    if needs:
        scene.step(DELAY)
        scene.order(probe, build, point=point)
        scene.step(60)
        assert scene.record.players[1].minerals == before, "not without its tech"
    put(scene, needs, x - 16, y - 14)
    scene.step(DELAY)
    scene.order(probe, build, point=point)
    scene.until(lambda: [unit for unit in scene.units(1, kind) if unit.record.building], 80)
    made = next(unit for unit in scene.units(1, kind) if unit.record.building)
    assert before - scene.record.players[1].minerals == minerals
    assert 5000 - scene.record.players[1].vespene == vespene
    assert made.record.build_time == time * ONE
    assert made.life + made.shields < (made.record.life + made.record.shields) / ONE + 1
    made.record.progress = (time - 3) * ONE
    scene.until(lambda: not made.record.building, 5)
    scene.step(2)
    assert scene.record.players[1].complete[made.record.type] == 1 + needs.count(kind)


@pytest.mark.covers("structure/Assimilator", "structure/AssimilatorRich", "ability/ProbeHarvest")
@pytest.mark.parametrize("ground, kind, load", [("VespeneGeyser", "Assimilator", 4), ("RichVespeneGeyser", "AssimilatorRich", 8)])
def test_assimilators_stand_on_geysers_and_probes_bring_gas(site, ground, kind, load):
    scene, x, y = site
    scene.add(1, "Nexus", x - 8.5, y + 0.5)
    geyser = scene.add(0, ground, x + 0.5, y + 0.5)
    probe = scene.add(1, "Probe", x - 3, y)
    scene.step(DELAY)
    scene.order(probe, "BuildAssimilator", target=geyser)
    scene.until(lambda: scene.units(1, kind), 60)
    made = scene.unit(1, kind)
    made.record.progress = 470 * ONE
    scene.until(lambda: not made.record.building, 20)
    scene.order(probe, "HarvestGatherProbe", target=made)
    scene.until(lambda: scene.record.players[1].vespene > 5000, 300)
    assert scene.record.players[1].vespene == 5000 + load
    field = scene.add(0, "MineralField", x - 9, y + 7.5)
    minerals = int(scene.record.players[1].minerals)
    scene.order(probe, "HarvestGatherProbe", target=field)
    scene.until(lambda: scene.record.players[1].minerals > minerals, 300)
    assert scene.record.players[1].minerals == minerals + 5


@pytest.mark.covers(
    *(f"ability/{'TemplarArchives' if kind == 'TemplarArchive' else kind}Research" for kind in RESEARCH),
)
@pytest.mark.parametrize("upgrade", [upgrade for upgrades in RESEARCH.values() for upgrade in upgrades])
def test_structures_research_what_they_can(site, upgrade):
    scene, x, y = site
    kind = next(kind for kind, upgrades in RESEARCH.items() if upgrade in upgrades)
    facts = CATALOG.upgrades[upgrade]
    scene.add(1, "Pylon", x - 3, y)
    where = scene.add(1, kind, x + 0.5, y + 0.5)
    scene.step(8)
    order = next(f"{ability.name},{command.name}" for ability in CATALOG.abilities.values()
                 for command in ability.commands if command.upgrade == upgrade)
    level = int(upgrade[-1]) if upgrade[-1].isdigit() else 1
    if level > 1:
        scene.order(where, order)
        scene.step(DELAY)
        assert where.record.n_queued == 0, "first the level before, and the tech"
        put(scene, ["TwilightCouncil", "FleetBeacon"], x - 14, y - 14)
        for before in range(1, level):
            scene.research(1, f"{upgrade[:-1]}{before}")
        scene.step(DELAY)
    scene.order(where, order)
    scene.step(DELAY)
    assert where.record.n_queued == 1
    assert scene.record.players[1].minerals == 5000 - facts.minerals
    assert scene.record.players[1].vespene == 5000 - facts.vespene
    row = scene.games.names.upgrades[upgrade]
    assert scene.record.players[1].upgrades[row] == 2
    where.record.queue[0].progress = (round(facts.time * 16) - 3) * ONE
    scene.until(lambda: scene.record.players[1].upgrades[row] == 1, 5)


LEVELS = [1, 2, 3]


def covers(line):
    return pytest.mark.covers(*(f"upgrade/Protoss{line}Level{level}" for level in LEVELS))


def hits(scene, attacker, victim):
    """What a hit of one takes off the other."""
    before = victim.life + victim.shields
    scene.order(attacker, "attack", target=victim)
    scene.until(lambda: victim.life + victim.shields < before, 150)
    return before - victim.life - victim.shields


def bare(scene, unit):
    """Without shields, which do not come back yet."""
    unit.record.shields, unit.record.since_damage = 0, scene.loop + 100


@covers("GroundWeapons")
@pytest.mark.parametrize("level", [0, *LEVELS])
def test_ground_weapons(game, level):
    scene = game("1 Stalker vs 1 Nexus", gap=4)
    scene.research(1, *(f"ProtossGroundWeaponsLevel{n}" for n in range(1, level + 1)))
    nexus = scene.unit(2)
    bare(scene, nexus)
    assert hits(scene, scene.unit(1), nexus) == pytest.approx(13 + 5 - 1 + 2 * level, abs=0.1)


@covers("AirWeapons")
@pytest.mark.parametrize("level", [0, *LEVELS])
def test_air_weapons(game, level):
    scene = game("1 Tempest vs 1 SupplyDepot", gap=6)
    scene.research(1, *(f"ProtossAirWeaponsLevel{n}" for n in range(1, level + 1)))
    assert hits(scene, scene.unit(1), scene.unit(2)) == pytest.approx(40 - 1 + 4 * level, abs=0.1)


@covers("GroundArmors")
@pytest.mark.parametrize("level", [0, *LEVELS])
def test_ground_armour(game, level):
    scene = game("1 Zealot vs 1 Marauder", gap=4)
    scene.research(1, *(f"ProtossGroundArmorsLevel{n}" for n in range(1, level + 1)))
    zealot = scene.unit(1)
    scene.order(zealot, "hold")
    bare(scene, zealot)
    assert hits(scene, scene.unit(2), zealot) == pytest.approx(10 - 1 - level, abs=0.1)


@covers("AirArmors")
@pytest.mark.parametrize("level", [0, *LEVELS])
def test_air_armour(game, level):
    scene = game("1 Carrier vs 1 Marine", gap=4)
    scene.research(1, *(f"ProtossAirArmorsLevel{n}" for n in range(1, level + 1)))
    carrier = scene.unit(1)
    scene.order(carrier, "move", point=(carrier.x - 2, carrier.y))
    bare(scene, carrier)
    assert hits(scene, scene.unit(2), carrier) == pytest.approx(6 - 2 - level, abs=0.1)


@covers("Shields")
@pytest.mark.parametrize("level", [0, *LEVELS])
def test_shields(game, level):
    scene = game("1 Zealot vs 1 Marauder", gap=4)
    scene.research(1, *(f"ProtossShieldsLevel{n}" for n in range(1, level + 1)))
    zealot = scene.unit(1)
    scene.order(zealot, "hold")
    assert hits(scene, scene.unit(2), zealot) == pytest.approx(10 - level, abs=0.1)
    assert zealot.life == 100


def test_shields_come_back_ten_seconds_after_the_last_hit(game):
    scene = game("1 Zealot vs 1 Marine", gap=4)
    zealot = scene.unit(1)
    scene.order(zealot, "hold")
    scene.until(lambda: zealot.shields < 50, 60)
    scene.games.kill_unit(0, scene.unit(2).slot)
    scene.step(2)
    left = zealot.shields
    scene.step(155)
    assert zealot.shields == left
    scene.step(16)
    assert zealot.shields == pytest.approx(min(50, left + 2 * 12 / 16), abs=0.5) and zealot.shields > left


@pytest.mark.covers("structure/ShieldBattery", "ability/ShieldBatteryRechargeChanneled")
def test_a_battery_gives_shields_for_energy(game):
    scene = game("")
    x, y = scene.center
    scene.add(1, "Pylon", x - 3, y)
    battery = scene.add(1, "ShieldBattery", x, y)
    scene.charge(battery, 40)
    stalker = scene.add(1, "Stalker", x + 5, y)
    far = scene.add(1, "Stalker", x + 12, y)
    scene.step(8)
    stalker.record.shields = far.record.shields = 0
    far.record.since_damage = stalker.record.since_damage = scene.loop
    scene.step(32)
    assert stalker.shields == pytest.approx(36 * 1.5, abs=20)
    assert far.shields == 0
    scene.until(lambda: stalker.shields == 80, 60)
    assert 40 + 1.2 - battery.energy == pytest.approx(80 * 0.33, abs=2)
    scene.charge(battery, 11)
    stalker.record.shields, stalker.record.since_damage = 0, scene.loop + 10
    scene.step(60)
    assert stalker.shields == pytest.approx(36, abs=6), "as far as its energy goes"


def test_a_battery_without_power_gives_nothing(game):
    scene = game("1 ShieldBattery, 1 Stalker")
    scene.charge(scene.unit(1, "ShieldBattery"), 100)
    scene.step(8)
    stalker = scene.unit(1, "Stalker")
    stalker.record.shields, stalker.record.since_damage = 0, scene.loop + 100
    scene.step(40)
    assert stalker.shields == 0


def test_what_is_cancelled_gives_three_quarters_back(site):
    scene, x, y = site
    probe = scene.add(1, "Probe", x, y + 3)
    scene.order(probe, "BuildPylon", point=(x, y))
    scene.until(lambda: scene.units(1, "Pylon"), 60)
    assert scene.record.players[1].minerals == 4900
    scene.order(scene.unit(1, "Pylon"), "CancelBuildInProgress")
    scene.step(DELAY)
    assert scene.record.players[1].minerals == 4975 and not scene.units(1, "Pylon")


def test_abilities_that_the_game_has_and_nobody_can_use(game):
    scene = game("1 Nexus, 1 DarkShrine, 1 Pylon, 1 WarpPrismPhasing, 1 DisruptorPhased")
    scene.bank(1, 1000, 1000)
    names = ("attackProtossBuilding", "AttackWarpPrism", "NexusInvulnerability", "PurificationNova,",
             "PurificationNovaMorphBack", "PurifyMorphPylon", "stopProtossBuilding")
    for unit in scene.units(1):
        span = scene.games.rules.unit_types[unit.record.type].abilities
        for row in scene.games.rules.lists[span.first : span.first + span.count]:
            assert not scene.games.names.commands[row].startswith(names)
