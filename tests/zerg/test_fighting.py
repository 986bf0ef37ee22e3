"""How Zerg's units fight: ranges, splash, bounces, suicide, what is left behind."""

import pytest

from scenario import CATALOG, by_patch
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import ScoreCategory


@pytest.fixture
def field(game):
    return game()


def duel(scene, kind, enemy, gap, y=30):
    """One of player 1 and a harmless one of player 2, so far apart from edge to edge."""
    a, b = scene.add(1, kind, 30, y), scene.add(2, enemy, 40, y)
    radii = [scene.games.unit_type_facts(int(unit.record.type)).radius for unit in (a, b)]
    b.record.x = round((30 + radii[0] + radii[1] + gap) * ONE)
    return a, b


# kind, enemy, damage of the first hit, range
HITS = [
    ("Drone", "SupplyDepot", 5 - 1, 0.1), ("Zergling", "SupplyDepot", 5 - 1, 0.1), ("Roach", "Marauder", 16 - 1, 4),
    ("Ravager", "SupplyDepot", 16 - 1, 6), ("Hydralisk", "SupplyDepot", 12 - 1, 5),
    ("Mutalisk", "SupplyDepot", 9 - 1, 3),
    ("Corruptor", "Medivac", 14 - 1, 6), ("Ultralisk", "SupplyDepot", 35 - 1, 1), ("Queen", "Medivac", 9 - 1, by_patch(8, 7)),
    ("InfestorTerran", "SupplyDepot", 6 - 1, 5), ("Broodling", "SupplyDepot", 4 - 1, 0.1),
    ("LocustMP", "SupplyDepot", 10 - 1, 3),
]
HITS = [row for row in HITS if row[0] in CATALOG.units]


@pytest.mark.covers(
    *(f"unit/{kind}" for kind, *_ in HITS), "missile/AcidSalivaWeapon", "missile/RavagerWeaponMissile",
    "missile/GlaiveWurmWeapon", "missile/ParasiteSporeWeapon", "missile/AcidSpinesWeapon",
    "missile/InfestedAcidSpinesWeapon",
)
@pytest.mark.parametrize(("kind", "enemy", "damage", "reach"), HITS)
def test_units_hit_from_as_far_as_their_weapon_reaches(field, kind, enemy, damage, reach):
    unit, foe = duel(field, kind, enemy, reach + 0.7)
    if enemy != "SupplyDepot":
        field.order(foe, "hold")
    field.add(1, "Overlord", 37, 36)
    field.step(10)
    whole = foe.life
    field.order(unit, "attack", target=foe)
    field.until(lambda: foe.life < whole, 120)
    assert whole - foe.life == damage
    facts = [field.games.unit_type_facts(int(u.record.type)).radius for u in (unit, foe)]
    assert unit.distance(foe) - sum(facts) == pytest.approx(reach, abs=0.4)


@pytest.mark.covers("unit/Baneling", "ability/SapStructure", "ability/VolatileBurstBuilding")
def test_a_baneling_bursts_among_units_and_at_structures(field):
    baneling = field.add(1, "Baneling", 30, 30)
    marines = [field.add(2, "Marine", 34, 30 + 0.8 * k) for k in (0, 1, -1)]
    far = field.add(2, "Marine", 40, 30)
    field.step(2)
    field.order(baneling, "attack", target=marines[0])
    field.until(lambda: not baneling.alive, 60)
    assert [marine.life for marine in marines] == [10] * 3
    assert far.life == 45
    baneling, depot = field.add(1, "Baneling", 40, 50), field.add(2, "SupplyDepot", 46, 50)
    field.step(2)
    field.order(baneling, "attack", target=depot)
    field.until(lambda: not baneling.alive, 100)
    assert depot.life == 320
    assert field.record.players[1].lost[ScoreCategory.ARMY].tolist() == [100, 50]


def test_a_baneling_spares_structures_unless_told(field):
    baneling, depot = field.add(1, "Baneling", 40, 50), field.add(2, "SupplyDepot", 44, 50)
    field.step(2)
    field.order(baneling, "attack", point=(44, 52))
    field.step(100)
    assert baneling.alive and depot.life == 400
    field.order(baneling, "BehaviorBuildingAttackOn")
    field.step(4)
    field.order(baneling, "attack", point=(44, 52))
    field.until(lambda: depot.life < 400, 120)
    assert not baneling.alive


@pytest.mark.covers("unit/Ultralisk")
def test_an_ultralisk_hurts_those_beside_its_target(field):
    ultralisk = field.add(1, "Ultralisk", 30, 30)
    depots = [field.add(2, "Marauder", 32.4, 30 + 1.2 * k) for k in (0, 0.8, -0.8)]
    behind = field.add(2, "Marauder", 26, 30)
    for unit in (*depots, behind):
        unit.record.hold = 1
    field.order([*depots, behind], "hold")
    field.step(2)
    field.order(ultralisk, "attack", target=depots[0])
    field.until(lambda: depots[0].life < 125, 60)
    assert depots[0].life == 125 - 34
    assert [unit.life for unit in depots[1:]] == [pytest.approx(125 - (35 * 0.33 - 1), abs=0.1)] * 2
    assert behind.life == 125


@pytest.mark.covers("unit/Ultralisk")
def test_an_ultralisk_cannot_be_slowed_or_thrown(field):
    ultralisk = field.add(1, "Ultralisk", 30, 30)
    marauder = field.add(2, "Marauder", 36, 30)
    field.research(2, "PunisherGrenades")
    field.step(2)
    field.order(marauder, "attack", target=ultralisk)
    field.until(lambda: ultralisk.life < 500, 60)
    assert ultralisk.record.speed_factor >= ONE


@pytest.mark.covers("unit/Zergling", "unit/Drone")
@pytest.mark.parametrize("kind", ["Drone", "Zergling", "Roach", "Overlord", "Mutalisk", "Queen", "Egg"])
def test_zerg_regenerates_always(field, kind):
    unit = field.add(1, kind, 30, 30)
    unit.record.life = 10 * ONE
    unit.record.since_damage = 1
    field.step(160)
    regen = {"Mutalisk": 1}.get(kind, 0.2734)
    assert unit.life - 10 == pytest.approx(10 * regen, abs=0.2)


@pytest.mark.parametrize(("structure", "half_width"), [("SpawningPool", 1.8125), ("Hatchery", 2.75), ("Pylon", 1.125)])
def test_structures_are_as_wide_as_their_footprints_contour(field, structure, half_width):
    target = field.add(2, structure, 40, 40)
    near = field.add(1, "Roach", target.x - half_width - 4.5, target.y)  # 0.625 wide, range 4
    field.step(2)
    field.order(near, "attack", target=target)
    start = near.x
    field.step(12)
    assert near.x == pytest.approx(start, abs=0.02)


def test_flyers_that_fight_do_not_stay_in_one_heap(field):
    field.add(2, "SupplyDepot", 40, 30)
    flock = [field.add(1, "Mutalisk", 37, 30) for _ in range(4)]
    field.order(flock, "attack", point=(40, 30))
    field.step(60)
    places = [unit.at for unit in flock]
    assert min(abs(ax - bx) + abs(ay - by) for n, (ax, ay) in enumerate(places) for bx, by in places[:n]) > 0.4
