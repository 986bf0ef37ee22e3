"""Creep: where it lies, how it grows and recedes, and what it means to those who stand on it or off it."""

import numpy as np
import pytest

from scenario import by_patch
from starleague.catalog.rules import ONE

WHOLE = by_patch(457, 525)  # cells of creep of a town hall
HALL = by_patch(457, 520)  # of the one of these tests, whose creep ends at the edge of the map

def covered(scene):
    return int((scene.record.creep > 0).sum())


@pytest.fixture
def base(game):
    scene = game()
    scene.add(1, "Hatchery", 20.5, 40.5)
    scene.bank(1, 2000, 2000)
    scene.bank(2, 2000, 2000)
    scene.step(2)
    return scene


def test_a_hatchery_of_the_start_has_all_its_creep(game):
    scene = game()
    scene.add(1, "Hatchery", 30.5, 40.5)
    scene.step(2)
    assert covered(scene) == WHOLE
    creep = scene.record.creep > 0
    reach = by_patch(12, 13)
    assert creep[40, 30 - reach : 31 + reach].all() and not creep[40, 29 - reach] and not creep[40, 31 + reach]
    assert creep[40 - reach : 41 + reach, 30].all() and not creep[39 - reach, 30] and not creep[41 + reach, 30]
    half = creep[39 - reach : 42 + reach, 29 - reach : 32 + reach]
    assert (half == half[::-1, ::-1]).all() and (half == half.T).all()


def test_a_hatchery_under_construction_has_a_little_creep_and_more_when_done(base):
    drone = base.add(1, "Drone", 57, 40)
    base.order(drone, "BuildHatchery", point=(57.5, 40.5))
    base.until(lambda: len(base.units(1, "Hatchery")) == 2, 50)
    base.step(2)
    assert covered(base) == HALL + 9
    hall = base.units(1, "Hatchery")[1]
    base.step(1500)
    assert covered(base) == HALL + 9
    base.until(lambda: not hall.record.building, 120)
    assert covered(base) == HALL + 69
    seen = [covered(base)]
    for _ in range(12):
        base.step(50)
        seen.append(covered(base))
    assert seen == sorted(seen) and seen[1] < seen[6] < HALL + WHOLE
    assert seen[-1] == HALL + WHOLE


def test_creep_lies_where_one_can_walk_or_build_only(base):
    rules = base.games.rules
    rules.terrain.pathable[44:46, 10:20] = 0
    rules.terrain.placeable[44, 10:20] = 0
    base.games.reset()
    base.add(1, "Hatchery", 20.5, 40.5)
    base.step(2)
    creep = base.record.creep > 0
    assert not creep[44, 10:20].any()
    assert creep[45, 10:20].all() and creep[46, 10:20].all()


@pytest.mark.covers(
    "structure/CreepTumorQueen", "structure/CreepTumorBurrowed", "structure/CreepTumor", "ability/QueenBuild",
    "ability/CreepTumorBuild", "ability/BurrowCreepTumorDown", "missile/CreepTumorMissile",
)
def test_a_tumor_is_laid_by_a_queen_burrows_spreads_once_and_far(base):
    queen = base.add(1, "Queen", 28, 44)
    queen.record.energy = 100 * ONE
    base.step(2)
    base.order(queen, "BuildCreepTumorQueen", point=(30.5, 44.5))
    start = base.until(lambda: base.units(1, "CreepTumorQueen"), 80)
    assert 75 < queen.energy < 78
    tumor = base.unit(1, "CreepTumorQueen")
    assert base.until(lambda: not tumor.record.building, 250) - start == 240
    born = base.loop
    burrowed = base.until(lambda: tumor.type == "CreepTumorBurrowed", 40)
    assert burrowed - born <= 8
    base.order(tumor, "BuildCreepTumorTumor", point=(34.5, 46.5))
    base.step(5)
    assert not base.units(1, "CreepTumor")  # not before 240 loops have passed
    base.step(700)
    assert (base.record.creep > 0)[44, 40] and not (base.record.creep > 0)[44, 41]
    base.order(tumor, "BuildCreepTumorTumor", point=(41.5, 44.5))
    base.step(5)
    assert not base.units(1, "CreepTumor")  # off creep
    base.order(tumor, "BuildCreepTumorTumor", point=(40.5, 44.5))
    start = base.until(lambda: base.units(1, "CreepTumor"), 5)
    second = base.unit(1, "CreepTumor")
    assert 265 <= base.until(lambda: not second.record.building, 300) - start <= 280
    base.step(by_patch(260, 330))
    base.order(tumor, "BuildCreepTumorTumor", point=(32.5, 48.5))
    base.step(5)
    assert not base.units(1, "CreepTumor")  # each spreads once
    base.order(second, "BuildCreepTumorTumor", point=(44.5, 44.5))
    base.step(5)
    assert len(base.units(1, "CreepTumor")) == 1


@pytest.mark.covers("structure/CreepTumorBurrowed")
def test_a_burrowed_tumor_is_seen_by_detectors_only(base):
    base.record.creep[:] = 1
    tumor = base.add(1, "CreepTumorBurrowed", 60.5, 60.5)
    marine = base.add(2, "Marine", 64, 60)
    base.step(20)
    assert marine.record.target == 0 and tumor.record.detected_by == 2
    base.add(2, "Raven", 62, 60)
    base.step(30)
    assert tumor.record.detected_by == 6
    base.until(lambda: not tumor.alive, 200)


def test_creep_without_its_source_recedes_from_the_rim(base):
    tumor = base.add(1, "CreepTumorBurrowed", 60.5, 40.5)
    base.step(700)
    assert (base.record.creep > 0)[40, 70]
    base.games.kill_unit(0, tumor.slot)
    base.step(70)
    assert not (base.record.creep > 0)[40, 70] and (base.record.creep > 0)[40, 69]
    base.step(64 * 4)
    assert not (base.record.creep > 0)[40, 66] and (base.record.creep > 0)[40, 64]
    base.step(64 * 8)
    assert covered(base) == HALL


def test_creep_of_one_source_stays_where_another_feeds_it(base):
    tumor = base.add(1, "CreepTumorBurrowed", 26.5, 40.5)
    base.step(700)
    base.games.kill_unit(0, tumor.slot)
    base.step(1200)
    assert covered(base) == HALL
    assert base.record.n_patches == 1
    assert set(np.unique(base.record.creep)) == {0, 1}


@pytest.mark.covers("ability/GenerateCreep", "unit/Overlord")
def test_an_overlord_lays_creep_while_it_stands(base):
    overlord = base.add(1, "Overlord", 60, 60)
    base.order(overlord, "BehaviorGenerateCreepOn")
    base.step(5)
    assert covered(base) == HALL  # not without a Lair
    base.add(1, "Lair", 55.5, 20.5)
    base.step(600)
    lair = covered(base)
    base.order(overlord, "BehaviorGenerateCreepOn")
    base.step(20)
    assert covered(base) == lair
    base.step(20)
    few = covered(base) - lair
    assert 0 < few < 20
    base.step(400)
    assert covered(base) - lair == 69
    base.order(overlord, "move", point=(60, 46))
    base.step(600)
    assert not (base.record.creep > 0)[60, 60]
    base.order(overlord, "BehaviorGenerateCreepOff")
    base.step(600)
    assert covered(base) == lair


FASTER = [
    ("Zergling", 1.3), ("Baneling", 1.3), ("Roach", 1.3), ("Ravager", 1.3), ("Hydralisk", 1.3), ("Infestor", 1.3),
    ("Queen", 2.6665), ("SwarmHostMP", 1.3), ("Ultralisk", 1.3), ("LurkerMP", 1.3), ("SpineCrawlerUprooted", 2.5),
    ("SporeCrawlerUprooted", 2.5), ("LocustMP", 1.4), ("Drone", 1), ("Broodling", 1),
]


@pytest.mark.parametrize(("kind", "factor"), FASTER)
def test_ground_units_are_faster_on_creep(game, kind, factor):
    def walked(creep):
        scene = game()
        scene.record.creep[:] = creep
        unit = scene.add(1, kind, 15, 40)
        scene.step(2)
        scene.order(unit, "move", point=(75, 40))
        scene.step(30)
        before = unit.x
        scene.step(40)
        return unit.x - before

    assert walked(1) / walked(0) == pytest.approx(factor, rel=0.01)


def test_zerg_builds_on_creep_and_others_do_not(base):
    drone, scv = base.add(1, "Drone", 24, 50), base.add(2, "SCV", 24, 58)
    base.step(2)
    base.order(drone, "BuildSpawningPool", point=(24.5, 58.5))
    base.order(scv, "BuildSupplyDepot", point=(24, 50))
    base.step(20)
    assert not base.units(1, "SpawningPool") and not base.units(2, "SupplyDepot")
    base.order(drone, "BuildSpawningPool", point=(24.5, 48.5))
    base.order(scv, "BuildSupplyDepot", point=(24, 60))
    base.step(60)
    assert base.units(1, "SpawningPool") and base.units(2, "SupplyDepot")


OFF_CREEP = [
    "SpawningPool", "EvolutionChamber", "RoachWarren", "BanelingNest", "SpineCrawler", "SporeCrawler", "HydraliskDen",
    "InfestationPit", "NydusNetwork", "Spire", "GreaterSpire", "LurkerDenMP", "UltraliskCavern",
]


@pytest.mark.covers(*(f"structure/{kind}" for kind in OFF_CREEP))
@pytest.mark.parametrize("kind", OFF_CREEP)
def test_structures_wither_off_creep(game, kind):
    scene = game()
    scene.record.creep[:45] = 1
    here, there = scene.add(1, kind, 40.5, 30.5), scene.add(1, kind, 40.5, 60.5)
    scene.step(10)
    before, other = here.life, there.life
    scene.step(160)
    assert here.life == before
    assert other - there.life == pytest.approx(160 / 16 * (3 - 0.2734), abs=1.1)
