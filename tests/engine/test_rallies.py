"""Where new units go."""

import pytest


@pytest.mark.covers("ability/Rally")
def test_new_units_walk_to_the_rally(game):
    scene = game()
    scene.add(1, "SupplyDepot", 50, 50)
    barracks = scene.add(1, "Barracks", 34.5, 34.5)
    scene.bank(1, 1000)
    scene.step(5)
    scene.order(barracks, "GeneralRallyUnits", point=(34.5, 45))
    scene.order(barracks, "TrainMarine")
    scene.step(403)
    marine = scene.unit(1, "Marine")
    assert marine.y > 35.5  # on the side of the rally
    scene.until(lambda: marine.order == "", 200)
    assert marine.distance((34.5, 45)) < 0.3


@pytest.mark.covers("ability/RallyCommand")
def test_a_rally_on_minerals_puts_workers_to_work(game):
    scene = game()
    hall = scene.add(1, "CommandCenter", 40.5, 40.5)
    field = scene.add(0, "MineralField", 33, 40.5)
    scene.bank(1, 50)
    scene.step(5)
    scene.order(hall, "GeneralRallyWorkers", target=field)
    scene.order(hall, "TrainSCV")
    scene.until(lambda: scene.record.players[1].minerals == 5, 600)
    assert scene.unit(1, "SCV").record.gather_target == field.slot


def test_who_is_sent_to_an_unfinished_refinery_waits_for_it(game):
    scene = game()
    hall = scene.add(1, "Nexus", 40.5, 40.5)
    geyser = scene.add(0, "VespeneGeyser", 33.5, 40.5)
    builder = scene.add(1, "Probe", 36, 44)
    scene.bank(1, 200)
    scene.step(5)
    scene.order(builder, "BuildAssimilator", target=geyser)
    scene.until(lambda: scene.units(1, "Assimilator"), 100)
    assimilator = scene.unit(1, "Assimilator")
    scene.order(hall, "GeneralRallyWorkers", target=assimilator)
    scene.order(hall, "TrainProbe")
    scene.until(lambda: len(scene.units(1, "Probe")) == 2, 300)
    assert assimilator.record.building
    scene.until(lambda: scene.record.players[1].vespene == 4, 400)


def test_a_rally_on_itself_is_none(game):
    scene = game()
    barracks = scene.add(1, "Barracks", 34.5, 34.5)
    scene.step(5)
    scene.order(barracks, "GeneralRallyUnits", point=(34.5, 45))
    scene.step(3)
    assert barracks.record.n_rallies == 1
    scene.order(barracks, "GeneralRallyUnits", target=barracks)
    scene.step(3)
    assert barracks.record.n_rallies == 0
