"""Production queues: exact times, supply, price."""

import pytest

from scenario import PATCH


def births(scene, kind, loops):
    """The loops at which units of a kind appear."""
    found = []
    known = len(scene.units(1, kind))
    for _ in range(loops):
        scene.step()
        now = len(scene.units(1, kind))
        found += [scene.loop] * (now - known)
        known = now
    return found


@pytest.fixture
def base(game):
    scene = game()
    scene.add(1, "SupplyDepot", 40, 40)
    scene.add(1, "Barracks", 34.5, 34.5)
    scene.bank(1, 1000, 1000)
    scene.step(5)
    return scene


@pytest.mark.covers("unit/Marine", "ability/BarracksTrain")
def test_a_marine_takes_400_loops_and_the_next_399(base):
    start = base.loop + int(base.record.action_delay)
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "TrainMarine")
    base.order(barracks, "TrainMarine")
    assert births(base, "Marine", 810) == [start + 400, start + 799]


@pytest.mark.covers("ability/que5Addon")
def test_the_price_is_paid_in_the_queue_and_comes_back_whole(base):
    barracks = base.unit(1, "Barracks")
    for _ in range(2):
        base.order(barracks, "TrainMarine")
    base.step(20)
    assert base.record.players[1].minerals == 900
    base.order(barracks, "GeneralCancelLast")
    base.step(4)
    assert base.record.players[1].minerals == 950
    assert barracks.record.n_queued == 1


def test_a_queue_holds_five(base):
    barracks = base.unit(1, "Barracks")
    for _ in range(6):
        base.order(barracks, "TrainMarine")
    base.step(4)
    assert barracks.record.n_queued == 5
    assert base.record.players[1].minerals == 750


def test_what_finds_no_supply_waits_for_it(game):
    scene = game("7 Marine")
    scene.add(1, "SupplyDepot", 40, 40)  # 8 supply
    barracks = scene.add(1, "Barracks", 34.5, 34.5)
    scene.bank(1, 1000)
    scene.step(5)
    scene.order(barracks, "TrainMarine")
    scene.order(barracks, "TrainMarine")
    assert len(births(scene, "Marine", 900)) == 1
    assert barracks.record.n_queued == 1
    assert not barracks.record.queue[0].started
    scene.add(1, "SupplyDepot", 44, 40)
    assert len(births(scene, "Marine", 405)) == 1


def test_a_first_unit_without_supply_is_refused(game):
    scene = game("8 Marine")
    scene.add(1, "SupplyDepot", 40, 40)
    barracks = scene.add(1, "Barracks", 34.5, 34.5)
    scene.bank(1, 1000)
    scene.step(5)
    scene.order(barracks, "TrainMarine")
    scene.step(5)
    assert barracks.record.n_queued == 0
    assert scene.record.players[1].minerals == 1000


@pytest.mark.skipif(PATCH != "4.10", reason="later a zergling changes in its place")
def test_who_goes_into_what_it_makes_needs_no_more_supply_than_that(game):
    scene = game("16 Zergling")  # all of the 8 supply
    scene.add(1, "Overlord", 40, 40)
    scene.add(1, "BanelingNest", 34.5, 34.5)
    scene.bank(1, 1000, 1000)
    scene.step(5)
    scene.order(scene.units(1, "Zergling")[0], "TrainBaneling")
    scene.step(20)
    assert len(scene.units(1, "BanelingCocoon")) == 1
    assert scene.record.players[1].supply_used == scene.record.players[1].supply_cap == 16


@pytest.mark.covers("structure/BarracksReactor")
def test_a_reactor_trains_two_at_once_and_holds_eight(base):
    barracks = base.unit(1, "Barracks")
    base.order(barracks, "BuildReactorBarracks")
    base.step(820)
    base.add(1, "SupplyDepot", 44, 40)
    base.step(2)
    start = base.loop + int(base.record.action_delay)
    for _ in range(9):
        base.order(barracks, "TrainMarine")
    base.step(4)
    assert barracks.record.n_queued == 8
    assert births(base, "Marine", 800) == [start + 400] * 2 + [start + 799] * 2


def test_one_of_several_structures_trains_the_one_with_the_shortest_queue(base):
    first = base.unit(1, "Barracks")
    second = base.add(1, "Barracks", 34.5, 26.5)
    base.step()
    for _ in range(3):
        base.order([first, second], "TrainMarine")
    base.step(4)
    assert sorted([int(first.record.n_queued), int(second.record.n_queued)]) == [1, 2]


def test_research_ends_in_an_upgrade(base):
    bay = base.add(1, "EngineeringBay", 26.5, 26.5)
    base.step()
    start = base.loop + int(base.record.action_delay)
    base.order(bay, "ResearchTerranInfantryWeaponsLevel1")
    base.order(bay, "ResearchTerranInfantryWeaponsLevel1")  # it is in work already
    base.step(5)
    assert bay.record.n_queued == 1
    upgrade = base.games.names.upgrades["TerranInfantryWeaponsLevel1"]
    assert base.until(lambda: base.record.players[1].upgrades[upgrade] == 1, 2600) == start + 2560
