"""Building: place, time, life, price, and what happens to the builder."""

import pytest

from starleague.catalog.vocabulary import Verb


@pytest.fixture
def site(game):
    scene = game("2 SCV")
    scene.add(1, "CommandCenter", 40.5, 40.5)
    scene.bank(1, 1000, 1000)
    scene.step(5)
    return scene


def begin(scene, point=(36, 30)):
    """One worker begins a depot; (worker, depot)."""
    workers = scene.units(1, "SCV")
    scene.order(workers, "BuildSupplyDepot", point=point)
    scene.until(lambda: scene.units(1, "SupplyDepot"))
    depot = scene.unit(1, "SupplyDepot")
    (builder,) = [worker for worker in workers if worker.slot == depot.record.builder]
    return builder, depot


def can_halt(scene, unit):
    rows = scene.games.available_abilities(0, unit.slot)
    return Verb.HALT in scene.games.rules.abilities["verb"][rows]


@pytest.mark.covers("structure/SupplyDepot", "ability/TerranBuild")
def test_a_depot_takes_480_loops_and_is_paid_when_placed(site):
    worker, depot = begin(site)
    start = site.loop
    assert site.record.players[1].minerals == 900
    assert worker.order == "TerranBuild,Build2"
    assert site.until(lambda: not depot.record.building) == start + 480
    assert depot.life == 400
    assert worker.order == ""


def test_life_rises_evenly_from_a_tenth(site):
    _, depot = begin(site)
    assert depot.life == pytest.approx(40, abs=0.1)
    site.step(240)
    assert depot.life == pytest.approx(220, abs=0.1)
    depot.record.life -= 50 * 4096
    site.step(240)
    assert depot.life == pytest.approx(350, abs=0.1)


def test_without_its_builder_a_structure_waits_for_another(site):
    worker, depot = begin(site)
    site.step(100)
    site.order(worker, "stop")
    site.step(50)
    done = int(depot.record.progress)
    assert 0 < done < 150 * 4096
    (other,) = [unit for unit in site.units(1, "SCV") if unit.slot != worker.slot]
    site.order(other, "Smart", target=depot)
    site.until(lambda: not depot.record.building, 700)
    assert site.record.players[1].minerals == 900


def test_a_killed_builder_stops_the_work(site):
    worker, depot = begin(site)
    site.step(100)
    worker.record.life = 0
    site.step(3)
    done = int(depot.record.progress)
    site.step(20)
    assert int(depot.record.progress) == done


def test_cancelling_gives_back_three_quarters(site):
    worker, depot = begin(site)
    site.order(depot, "GeneralCancel")
    site.step(5)
    assert not depot.alive
    assert site.record.players[1].minerals == 975
    assert worker.order == ""


def test_there_is_nothing_to_halt_before_the_structure_stands(site):
    """A builder on its way has no button for it; probes and drones, who do not stay, never have one."""
    worker = site.units(1, "SCV")[0]
    site.order(worker, "BuildSupplyDepot", point=(36, 20))
    site.step(5)
    assert worker.order == "TerranBuild,Build2" and not can_halt(site, worker)
    site.until(lambda: site.units(1, "SupplyDepot"))
    assert can_halt(site, worker)


@pytest.mark.covers("ability/BuildInProgress")
def test_halting_the_structure_frees_the_builder(site):
    worker, depot = begin(site)
    site.order(depot, "GeneralHalt")
    site.step(5)
    assert worker.order == ""
    assert depot.record.building


def test_a_builder_goes_on_with_its_queue(site):
    worker, depot = begin(site)
    site.order(worker, "move", point=(30, 20), queued=True)
    site.until(lambda: not depot.record.building, 500)
    site.step(2)
    assert worker.order == "move,Move"


def test_a_builder_finishes_before_it_does_what_it_is_told_meanwhile(site):
    """In recorded games depots take 480 loops, whatever their builders are told at work."""
    worker, depot = begin(site)
    begun = site.loop
    site.step(100)
    site.order(worker, "move", point=(30, 20))
    assert site.until(lambda: not depot.record.building, 500) - begun <= 480
    site.until(lambda: worker.distance((30, 20)) < 0.5, 300)


def test_a_taken_place_is_refused(site):
    begin(site)
    site.step(500)
    for worker in site.units(1, "SCV"):
        site.order(worker, "BuildSupplyDepot", point=(37, 30))
    site.step(5)
    assert all(worker.order == "" for worker in site.units(1, "SCV"))
    assert site.record.players[1].minerals == 900


def test_who_is_still_on_the_way_when_another_builds_there_gives_up(site):
    late = site.add(1, "SCV", 70, 30)
    _, _ = site.order(late, "BuildSupplyDepot", point=(36, 30)), begin(site)
    assert late.x > 45
    site.step(2)
    assert late.order == ""


def test_tech_and_money_are_asked_for(site):
    worker = site.units(1, "SCV")[0]
    site.order(worker, "BuildBarracks", point=(34.5, 28.5))
    site.step(4)
    assert worker.order == ""
    site.add(1, "SupplyDepot", 50, 50)
    site.bank(1, 149)
    site.step(2)
    site.order(worker, "BuildBarracks", point=(34.5, 28.5))
    site.step(4)
    assert worker.order == ""
    site.bank(1, 150)
    site.order(worker, "BuildBarracks", point=(34.5, 28.5))
    site.step(4)
    assert worker.order == "TerranBuild,Build4"


@pytest.mark.covers("structure/Refinery")
def test_a_refinery_covers_its_geyser_and_its_builder_gathers(site):
    geyser = site.add(0, "VespeneGeyser", 33.5, 40.5)
    site.step(2)
    site.order(site.units(1, "SCV"), "BuildRefinery", target=geyser)
    site.until(lambda: site.units(1, "Refinery"))
    refinery = site.unit(1, "Refinery")
    assert refinery.at == geyser.at
    assert geyser.record.inside == refinery.slot
    start = site.loop
    assert site.until(lambda: not refinery.record.building, 500) == start + 480
    site.until(lambda: site.record.players[1].vespene == 1004, 300)
    assert geyser.record.contents == refinery.record.contents == 2246
    refinery.record.life = 0
    site.step(3)
    assert geyser.record.inside == 0
    assert geyser.record.contents in (2242, 2246)


def test_who_has_built_a_town_hall_gathers_beside_it(site):
    worker = site.units(1, "SCV")[0]
    near, far = site.add(0, "MineralField", 20, 27.5), site.add(0, "MineralField", 20, 45.5)
    site.step(2)
    site.order(worker, "BuildCommandCenter", point=(20.5, 20.5))
    site.until(lambda: worker.order == "TerranBuild,Build1" and len(site.units(1, "CommandCenter")) == 2, 400)
    site.until(lambda: worker.order != "TerranBuild,Build1", 1700)
    site.step(3)
    assert worker.order == "SCVHarvest,Gather"
    assert worker.record.orders[0].target == near.slot != far.slot


@pytest.mark.covers("structure/RefineryRich", "neutral/RichVespeneGeyser")
def test_a_rich_geyser_makes_a_rich_refinery(site):
    geyser = site.add(0, "RichVespeneGeyser", 33.5, 40.5)
    site.step(2)
    site.order(site.units(1, "SCV"), "BuildRefinery", target=geyser)
    site.until(lambda: site.units(1, "RefineryRich"))


def test_going_on_with_a_structure_costs_nothing(site):
    worker, depot = begin(site)
    site.order(worker, "stop")
    site.bank(1, 0)
    site.step(5)
    site.order(worker, "Smart", target=depot)
    site.step(50)
    assert worker.order == "TerranBuild,Build2"
    assert depot.record.builder == worker.slot


def begin_refinery(scene):
    """One worker begins a refinery; (builder, the other one, refinery)."""
    builder, mate = scene.units(1, "SCV")
    geyser = scene.add(0, "VespeneGeyser", 33.5, 40.5)
    scene.step(2)
    scene.order(builder, "BuildRefinery", target=geyser)
    scene.until(lambda: scene.units(1, "Refinery"))
    return builder, mate, scene.unit(1, "Refinery")


def test_a_worker_sent_to_an_unfinished_refinery_waits_and_then_harvests(site):
    _, mate, refinery = begin_refinery(site)
    site.order(mate, "Smart", target=refinery)
    site.step(200)
    assert mate.order == "SCVHarvest,Gather" and refinery.record.building
    site.until(lambda: not refinery.record.building, 500)
    site.until(lambda: mate.record.carrying, 100)


def test_a_right_click_goes_on_with_a_deserted_refinery(site):
    builder, mate, refinery = begin_refinery(site)
    site.order(builder, "Stop")
    site.step(4)
    site.order(mate, "Smart", target=refinery)
    site.until(lambda: not refinery.record.building, 700)
