"""Add-ons and the structures that build, leave and take them over."""

import pytest


@pytest.fixture
def base(game):
    scene = game()
    scene.add(1, "Barracks", 34.5, 34.5)
    scene.add(1, "SupplyDepot", 44, 40)
    scene.bank(1, 1000, 1000)
    scene.step(5)
    return scene


@pytest.mark.covers("structure/BarracksTechLab", "ability/BarracksAddOns")
def test_a_barracks_builds_a_tech_lab_beside_itself_and_trains_nothing_meanwhile(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildTechLabBarracks")
    base.step(3)
    lab = base.unit(1, "BarracksTechLab")
    start = base.loop - 1
    assert lab.at == (37, 34)
    assert base.record.players[1].minerals == 950
    base.order(barracks, "TrainMarine")
    base.step(5)
    assert barracks.record.n_queued == 0
    assert base.until(lambda: not lab.record.building, 500) == start + 400
    base.order(barracks, "TrainMarauder")
    base.step(5)
    assert barracks.record.n_queued == 1


def test_a_taken_place_is_an_error(base):
    base.add(1, "SupplyDepot", 37, 34)
    base.step()
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildReactorBarracks")
    base.step(5)
    assert barracks.order == ""
    assert base.record.players[1].minerals == 1000


def test_cancelling_an_addon(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildReactorBarracks")
    base.step(20)
    base.order(base.unit(1, "BarracksReactor"), "GeneralCancel")
    base.step(5)
    assert not base.units(1, "BarracksReactor")
    assert barracks.record.addon == 0
    assert barracks.order == ""
    assert base.record.players[1].minerals == 987  # 75 % of 50, rounded down: 37


@pytest.mark.covers(
    "ability/BarracksLiftOff", "ability/BarracksLand", "structure/BarracksFlying", "structure/TechLab",
    "ability/TechLabMorph", "ability/BarracksTechLabMorph",
)
def test_lifting_off_leaves_the_addon_and_landing_takes_it_over(base):
    first = base.unit(1, "Barracks")
    base.order(first, "BuildTechLabBarracks")
    base.step(410)
    lab = base.unit(1, "BarracksTechLab")
    start = base.loop + int(base.record.action_delay)
    base.order(first, "GeneralLift")
    assert base.until(lambda: first.type == "BarracksFlying", 50) == start + 32
    assert lab.type == "TechLab"
    base.order(first, "GeneralLand", point=(34.5, 26.5))
    base.until(lambda: first.type == "Barracks", 200)
    assert first.at == (34.5, 26.5)
    assert first.record.addon == 0
    base.order(first, "GeneralLift")
    base.step(40)
    base.order(first, "GeneralLand", point=(34.5, 34.5))
    base.until(lambda: first.type == "Barracks", 200)
    assert first.record.addon == lab.slot and lab.type == "BarracksTechLab"
    assert lab.type == "BarracksTechLab"


def test_the_addon_of_a_destroyed_structure_stays(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildReactorBarracks")
    base.step(810)
    reactor = base.unit(1, "BarracksReactor")
    barracks.record.life = 0
    base.step(12)
    assert reactor.alive
    assert reactor.type == "Reactor"


def test_no_lift_off_while_the_addon_researches(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildTechLabBarracks")
    base.step(410)
    base.order(base.unit(1, "BarracksTechLab"), "ResearchStimpack")
    base.step(5)
    base.order(barracks, "GeneralLift")
    base.step(40)
    assert barracks.type == "Barracks"


def test_the_host_cancels_its_addon_too(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildReactorBarracks")
    base.step(20)
    base.order(barracks, "GeneralCancel")
    base.step(5)
    assert not base.units(1, "BarracksReactor")
    assert barracks.order == ""


def test_a_flying_barracks_lands_where_its_addon_shall_be_built(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "GeneralLift")
    base.step(40)
    base.order(barracks, "BuildReactorBarracks", point=(34.5, 26.5))
    base.until(lambda: base.units(1, "BarracksReactor"), 300)
    assert barracks.at == (34.5, 26.5)
    assert base.unit(1, "BarracksReactor").at == (37, 26)
