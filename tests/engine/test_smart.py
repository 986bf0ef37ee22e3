"""The right click, by what is clicked."""

import pytest


@pytest.fixture
def camp(game):
    scene = game("1 SCV, 1 Marine vs 1 Marine", gap=6.5)
    scene.add(1, "CommandCenter", 30.5, 50.5)
    scene.add(0, "MineralField", 23, 50.5)
    scene.add(1, "Barracks", 40.5, 52.5)
    scene.add(1, "Bunker", 50.5, 52.5)
    scene.bank(1, 1000)
    scene.step(20)
    return scene


@pytest.mark.parametrize("who, whom, order", [
    ("SCV", (0, "MineralField"), "SCVHarvest,Gather"),
    ("Marine", (0, "MineralField"), "move,Move"),
    ("SCV", (2, "Marine"), "attack,Execute"),
    ("Marine", (2, "Marine"), "attack,Execute"),
    ("Marine", (1, "Bunker"), "BunkerTransport,Load"),
    ("SCV", (1, "CommandCenter"), "move,Move"),
    ("Marine", (1, "SCV"), "move,Move"),
    ("Marine", (1, "Barracks"), "move,Move"),
])
def test_a_unit_is_clicked(camp, who, whom, order):
    unit = camp.unit(1, who)
    camp.order(unit, "Smart", target=camp.unit(*whom))
    camp.step(3)
    assert unit.order == order


def test_the_ground_is_clicked(camp):
    marine = camp.unit(1, "Marine")
    camp.order(marine, "Smart", point=(20, 20))
    camp.step(3)
    assert marine.order == "move,Move"


def test_a_damaged_structure_is_repaired_by_those_who_can(camp):
    barracks = camp.unit(1, "Barracks")
    barracks.record.life = 500 * 4096
    camp.order([camp.unit(1, "SCV"), camp.unit(1, "Marine")], "Smart", target=barracks)
    camp.step(3)
    assert camp.unit(1, "SCV").order == "Repair,Execute"
    assert camp.unit(1, "Marine").order == "move,Move"


def test_structures_set_their_rally(camp):
    hall, barracks, field = camp.unit(1, "CommandCenter"), camp.unit(1, "Barracks"), camp.unit(0, "MineralField")
    camp.order(hall, "Smart", target=field)
    camp.order(barracks, "Smart", point=(20, 20))
    camp.order(barracks, "Smart", point=(25, 20), queued=True)
    camp.step(3)
    assert hall.record.n_worker_rallies == 1
    assert hall.record.worker_rallies[0].target == field.slot
    assert barracks.record.n_rallies == 2


def test_a_flying_building_moves(camp):
    barracks = camp.unit(1, "Barracks")
    camp.order(barracks, "GeneralLift")
    camp.step(40)
    camp.order(barracks, "Smart", point=(20, 20))
    camp.step(3)
    assert barracks.order == "move,Move"
