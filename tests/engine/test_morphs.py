"""Structures that change into others."""

import pytest


@pytest.fixture
def base(game):
    scene = game()
    scene.add(1, "CommandCenter", 40.5, 40.5)
    scene.add(1, "Barracks", 30.5, 30.5)
    scene.bank(1, 1000)
    scene.step(5)
    return scene


@pytest.mark.covers("ability/UpgradeToOrbital", "structure/OrbitalCommand")
def test_an_orbital_command_takes_560_loops_and_trains_nothing_meanwhile(base):
    hall = base.unit(1, "CommandCenter")
    start = base.loop + int(base.record.action_delay)
    base.order(hall, "MorphOrbitalCommand")
    base.step(5)
    assert base.record.players[1].minerals == 850
    base.order(hall, "TrainSCV")
    base.step(5)
    assert hall.record.n_queued == 0
    assert base.until(lambda: hall.type == "OrbitalCommand", 600) == start + 560
    assert hall.order == ""
    assert hall.energy == 50
    base.order(hall, "TrainSCV")
    base.step(5)
    assert hall.record.n_queued == 1


def test_cancelling_a_morph_gives_back_three_quarters(base):
    hall = base.unit(1, "CommandCenter")
    base.order(hall, "MorphOrbitalCommand")
    base.step(50)
    base.order(hall, "GeneralCancel")
    base.step(5)
    assert base.record.players[1].minerals == 850 + 112
    assert hall.order == ""
    base.step(600)
    assert hall.type == "CommandCenter"


def test_no_morph_while_training(base):
    hall = base.unit(1, "CommandCenter")
    base.order(hall, "TrainSCV")
    base.step(5)
    base.order(hall, "MorphOrbitalCommand")
    base.step(5)
    assert hall.order == ""
    assert base.record.players[1].minerals == 950


@pytest.mark.covers("ability/SupplyDepotLower", "ability/SupplyDepotRaise", "structure/SupplyDepotLowered")
def test_a_lowered_depot_can_be_walked_over(base):
    depot = base.add(1, "SupplyDepot", 50, 30)
    marine = base.add(1, "Marine", 47, 30)
    base.step(5)
    base.order(depot, "MorphSupplyDepotLower")
    base.step(30)
    assert depot.type == "SupplyDepotLowered"
    base.order(marine, "move", point=(50, 30))
    base.step(60)
    assert marine.distance((50, 30)) < 0.5
    base.order(marine, "move", point=(55, 30))
    base.step(60)
    base.order(depot, "MorphSupplyDepotRaise")
    base.step(30)
    assert depot.type == "SupplyDepot"


@pytest.mark.covers("ability/CommandCenterLiftOff", "ability/CommandCenterLand", "structure/CommandCenterFlying")
def test_a_command_center_flies_away_and_lands(base):
    hall = base.unit(1, "CommandCenter")
    base.order(hall, "GeneralLift")
    base.step(40)
    assert hall.type == "CommandCenterFlying"
    assert hall.record.flying
    base.order(hall, "GeneralLand", point=(50.5, 40.5))
    base.until(lambda: hall.type == "CommandCenter", 600)
    assert hall.at == (50.5, 40.5)


def test_landing_on_something_is_refused(base):
    hall = base.unit(1, "CommandCenter")
    base.order(hall, "GeneralLift")
    base.step(40)
    base.order(hall, "GeneralLand", point=(30.5, 30.5))
    base.step(200)
    assert hall.type == "CommandCenterFlying"
    assert hall.order == ""
