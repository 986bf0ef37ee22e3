"""Workers on minerals and gas: the measured economy, and what happens when things run out."""

import numpy as np
import pytest

from starleague.catalog.rules import ONE
from starleague.game.games import Games


@pytest.fixture
def mine(game):
    """A town hall, one mineral field and one geyser on flat ground."""
    scene = game()
    scene.add(1, "CommandCenter", 40.5, 40.5)
    scene.add(0, "MineralField", 33, 40.5)
    scene.bank(1, 0)
    scene.step(20)
    return scene


def loops_of_work(scene, worker, loops):
    """Trips delivered, by the loops at which minerals came in."""
    found, before = [], int(scene.record.players[1].minerals)
    for _ in range(loops):
        scene.step()
        now = int(scene.record.players[1].minerals)
        found += [scene.loop] * ((now - before) // 5)
        before = now
    return found


@pytest.mark.covers("ability/SCVHarvest", "neutral/MineralField")
def test_a_trip_takes_about_110_loops_and_brings_five(mine):
    worker = mine.add(1, "SCV", 36.5, 40.5)
    mine.order(worker, "Smart", target=mine.unit(0, "MineralField"))
    trips = np.diff(loops_of_work(mine, worker, 500))
    assert len(trips) >= 3
    assert len(set(trips.tolist())) == 1
    assert 105 <= trips[0] <= 125
    assert mine.unit(0, "MineralField").record.contents < 1800


def test_on_the_way_home_the_order_is_return(mine):
    worker = mine.add(1, "SCV", 36.5, 40.5)
    mine.order(worker, "Smart", target=mine.unit(0, "MineralField"))
    mine.until(lambda: worker.record.carrying == 1, 150)
    mine.step(12)
    assert worker.order == "SCVHarvest,Return"
    assert worker.record.orders[0].target == mine.unit(1, "CommandCenter").slot
    mine.until(lambda: worker.record.carrying == 0, 150)
    assert worker.order == "SCVHarvest,Gather"


def test_one_at_a_time_works_at_a_field(mine):
    workers = [mine.add(1, "SCV", 36.5, 38.5 + k) for k in range(3)]
    mine.order(workers, "Smart", target=mine.unit(0, "MineralField"))
    mine.step(200)
    trips = np.diff(loops_of_work(mine, workers[0], 600))
    assert trips.min() >= 53  # 44.576 loops of harvest and 8 of turning round


def test_what_a_worker_carries_stays_when_it_gets_another_order(mine):
    worker = mine.add(1, "SCV", 36.5, 40.5)
    mine.order(worker, "Smart", target=mine.unit(0, "MineralField"))
    mine.until(lambda: worker.record.carrying == 1, 150)
    mine.order(worker, "move", point=(40, 30))
    mine.step(100)
    assert worker.record.carrying == 1
    mine.order(worker, "Smart", target=mine.unit(1, "CommandCenter"))
    mine.until(lambda: mine.record.players[1].minerals == 5, 150)
    assert worker.order == "SCVHarvest,Gather"


def test_a_queued_order_follows_the_harvest(mine):
    worker = mine.add(1, "SCV", 36.5, 40.5)
    mine.order(worker, "Smart", target=mine.unit(0, "MineralField"))
    mine.order(worker, "GeneralHarvestReturn", queued=True)
    mine.order(worker, "move", point=(50, 30), queued=True)
    mine.step(5)
    mine.until(lambda: mine.record.players[1].minerals == 5, 300)
    mine.step(2)
    assert worker.order == "move,Move"


def test_an_empty_field_goes_and_its_workers_find_another(mine):
    field = mine.unit(0, "MineralField")
    other = mine.add(0, "MineralField750", 33, 43.5)
    worker = mine.add(1, "SCV", 36.5, 40.5)
    mine.order(worker, "Smart", target=field)
    mine.step(20)
    field.record.contents = 7
    mine.until(lambda: not field.alive, 300)
    mine.until(lambda: mine.record.players[1].minerals >= 12, 400)
    assert worker.record.gather_target == other.slot


def test_without_a_town_hall_a_laden_worker_waits(mine):
    worker = mine.add(1, "SCV", 36.5, 40.5)
    mine.order(worker, "Smart", target=mine.unit(0, "MineralField"))
    mine.until(lambda: worker.record.carrying == 1, 150)
    mine.unit(1, "CommandCenter").record.life = 0
    mine.step(30)
    assert worker.order == ""
    assert worker.record.carrying == 1


@pytest.mark.covers("ability/MULEGather", "unit/MULE")
def test_a_mule_works_beside_others_and_brings_25(mine):
    field = mine.unit(0, "MineralField")
    mule = mine.add(1, "MULE", 36.5, 40.5)
    worker = mine.add(1, "SCV", 36.5, 42.5)
    mine.order(mule, "Smart", target=field)
    mine.order(worker, "Smart", target=field)
    mine.step(60)
    assert field.record.harvester == worker.slot
    assert field.record.harvester_beside == mule.slot
    mine.until(lambda: mine.record.players[1].minerals >= 25, 300)


def income(workers, refineries, loops, game_map="Basalt Terraces"):
    """(minerals, vespene) per 240 loops of one base on a real layout, with so many workers on minerals."""
    games = Games(1, map=game_map, seed=1, threads=1)
    scene = games[0]
    hall = next(k for k in range(1, scene.n_slots) if scene.units[k].owner == 1)
    x, y = scene.units[hall].x / ONE, scene.units[hall].y / ONE
    near = [int(k) for k in scene.resources[: scene.n_resources]
            if abs(scene.units[k].x / ONE - x) < 10 and abs(scene.units[k].y / ONE - y) < 10]
    names = games.names.unit_names
    fields = [k for k in near if "Mineral" in names[int(scene.units[k].type)]]
    geysers = [k for k in near if "Geyser" in names[int(scene.units[k].type)]]
    new = [games.create_unit(0, "SCV", 1, x + 4, y + 4)[0] for _ in range(workers + 3 * refineries - 12)]
    for k, slot in enumerate(new[: workers - 12]):
        games.command(0, 1, "Smart", [slot], fields[k % len(fields)])
    crews = [new[workers - 12 + 3 * k : workers - 9 + 3 * k] for k in range(refineries)]
    scene.players[1].minerals = 500
    for crew, geyser in zip(crews, geysers):
        games.command(0, 1, "BuildRefinery", crew[:1], geyser)
    games.step(620 if refineries else 1)
    built = [k for k in range(1, scene.n_slots) if names[int(scene.units[k].type)] == "Refinery"]
    for crew, refinery in zip(crews, built):
        games.command(0, 1, "Smart", crew, refinery)
    games.step(400)
    before = int(scene.players[1].minerals), int(scene.players[1].vespene)
    games.step(loops)
    gained = int(scene.players[1].minerals) - before[0], int(scene.players[1].vespene) - before[1]
    return gained[0] * 240 / loops, gained[1] * 240 / loops


@pytest.mark.parametrize("workers, low, high", [(12, 110, 130), (16, 150, 172), (20, 165, 190), (24, 170, 190)])
def test_income_of_a_base_is_that_of_recorded_games(workers, low, high):
    minerals, _ = income(workers, 0, 960)
    assert low <= minerals <= high


@pytest.mark.covers("neutral/VespeneGeyser")
def test_three_workers_bring_29_gas_in_240_loops():
    assert income(12, 1, 960)[1] == pytest.approx(29.2, abs=1)
    assert income(12, 2, 960)[1] == pytest.approx(58.4, abs=2)


def test_the_first_trips_of_twelve_workers():
    games = Games(1, map="Basalt Terraces", seed=1, threads=1)
    games.step(320)
    assert 110 <= games[0].players[1].minerals_collected <= 120


def test_a_worker_that_goes_into_a_refinery_is_counted_once(game):
    """Who counted it twice in that loop sent a fourth worker away, a second one in, and so on for the whole game."""
    scene = game()
    scene.add(1, "CommandCenter", 40.5, 40.5)
    refinery = scene.add(1, "Refinery", 33.5, 40.5)
    refinery.record.contents = 2000
    workers = [scene.add(1, "SCV", 36.5, 38.5 + k) for k in range(3)]
    scene.order(workers, "Smart", target=refinery)
    scene.step(20)
    seen = set()
    for _ in range(300):
        scene.step()
        seen.add(int(refinery.record.harvesters))
    assert seen == {3}
