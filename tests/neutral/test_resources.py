"""Minerals and geysers of all kinds: what they hold, and what a trip brings."""

import pytest
from kinds import CATALOG, NEUTRALS, each

MINERALS = [u for u in NEUTRALS if u.resource == "Minerals"]
GEYSERS = [u for u in NEUTRALS if u.resource == "Vespene"]
RACES = [
    ("SCV", "CommandCenter", "BuildRefinery", "Refinery"), ("Probe", "Nexus", "BuildAssimilator", "Assimilator"),
    ("Drone", "Hatchery", "BuildExtractor", "Extractor"),
]


@pytest.fixture
def base(game):
    scene = game()
    scene.add(1, "CommandCenter", 40.5, 40.5)
    return scene


@each(MINERALS)
def test_a_trip_brings_minerals_until_there_are_none(base, kind):
    rule = CATALOG.units[kind]
    field = base.add(0, kind, 33, 40.5)
    worker = base.add(1, "SCV", 36.5, 40.5)
    base.bank(1, 0)
    base.step(2)
    assert field.record.contents == rule.resource_contents
    base.order(worker, "Smart", target=field)
    base.until(lambda: base.record.players[1].minerals > 0, 200)
    assert base.record.players[1].minerals == rule.harvest_amount
    assert field.record.contents == rule.resource_contents - rule.harvest_amount
    field.record.contents = rule.harvest_amount + 1
    base.until(lambda: not field.alive, 300)
    base.until(lambda: base.record.players[1].minerals == 2 * rule.harvest_amount + 1, 200)


@each(GEYSERS)
@pytest.mark.parametrize(("worker", "hall", "command", "structure"), RACES)
def test_a_geyser_gives_gas_through_its_structure(game, kind, worker, hall, command, structure):
    scene, rule = game(), CATALOG.units[kind]
    scene.add(1, hall, 40.5, 40.5)
    geyser = scene.add(0, kind, 33.5, 40.5)
    workers = [scene.add(1, worker, 36.5, 39.5 + k) for k in range(2)]
    scene.bank(1, 200, 0)
    scene.step(2)
    scene.order(workers[0], command, target=geyser)
    scene.until(lambda: any(u.type.startswith(structure) for u in scene.units(1)), 60)
    (built,) = (u for u in scene.units(1) if u.type.startswith(structure))
    assert built.type == structure + ("Rich" if "HighResource" in rule.flags else "") and built.at == geyser.at
    scene.until(lambda: not built.record.building, 500)
    scene.order(workers[1], "Smart", target=built)
    scene.until(lambda: scene.record.players[1].vespene > 0, 300)
    assert scene.record.players[1].vespene == rule.harvest_amount
    assert built.record.contents <= rule.resource_contents - rule.harvest_amount


@pytest.mark.covers("structure/RefineryRich", "structure/AssimilatorRich", "structure/ExtractorRich")
@pytest.mark.parametrize(("worker", "hall", "command", "structure"), RACES)
def test_on_a_rich_geyser_stands_a_rich_structure(game, worker, hall, command, structure):
    test_a_geyser_gives_gas_through_its_structure(game, "RichVespeneGeyser", worker, hall, command, structure)


@pytest.mark.covers("neutral/ResourceBlocker")
def test_a_stasis_over_minerals_keeps_workers_off_for_a_minute(base):
    field = base.add(0, "MineralField", 33, 40.5)
    worker = base.add(1, "SCV", 36.5, 40.5)
    trap = base.add(2, "ResourceBlocker", 33, 40.5)
    base.step(2)
    assert base.until(lambda: not trap.alive, 1000) == pytest.approx(960, abs=4)
    base.order(worker, "Smart", target=field)
    base.until(lambda: worker.record.carrying == 1, 150)
