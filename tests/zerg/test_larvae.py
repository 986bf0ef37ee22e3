"""Larvae: how many a hatchery has, when the next comes, what a queen adds, where they are."""

import pytest

from starleague.catalog.rules import ONE
from starleague.game.games import Games


@pytest.fixture
def hatchery(game):
    """A hatchery with its three larvae."""
    scene = game()
    hall = scene.add(1, "Hatchery", 40.5, 40.5)
    scene.add(1, "Overlord", 50, 50)
    scene.bank(1, 1000, 1000)
    scene.until(lambda: len(scene.units(1, "Larva")) == 3, 600)
    return scene, hall


def larvae(scene):
    return len(scene.units(1, "Larva"))


@pytest.fixture
def queen(hatchery):
    scene, hall = hatchery
    queen = scene.add(1, "Queen", 40.5, 43.5)
    queen.record.energy = 100 * ONE
    scene.step(3)
    return scene, hall, queen


def births(scene, loops):
    """Loops at which larvae come within a time."""
    known = {(u.slot, u.generation) for u in scene.units(1, "Larva")}
    found = []
    for _ in range(loops):
        scene.step()
        for larva in scene.units(1, "Larva"):
            if (larva.slot, larva.generation) not in known:
                known.add((larva.slot, larva.generation))
                found.append(scene.loop)
    return found


def test_zerg_begins_with_three_larvae_an_overlord_and_grown_creep():
    games = Games(1, map="Basalt Terraces", races=("Zerg", "Zerg"), seed=3, threads=1)
    game = games[0]
    kinds = [games.names.unit_names[unit["type"]] for unit in game.units if unit["alive"] and unit["owner"] == 1]
    assert sorted(kinds) == sorted(["Hatchery", "Overlord", *["Larva"] * 3, *["Drone"] * 12])
    assert game.players[1].supply_used == 24 and game.players[1].supply_cap == 28
    hall = next(u for u in game.units if u["owner"] == 1 and games.names.unit_names[u["type"]] == "Hatchery")
    x, y = hall["x"] // ONE, hall["y"] // ONE
    assert game.creep[y + 10, x] and game.creep[y, x - 12] and not game.creep[y + 13, x]
    spots = {(int(u["x"] - hall["x"]) / ONE, int(u["y"] - hall["y"]) / ONE)
             for u in game.units if u["owner"] == 1 and games.names.unit_names[u["type"]] == "Larva"}
    assert spots == {(0, -3), (1, -3), (-1, -3)}


@pytest.mark.covers("unit/Larva")
def test_a_new_hatchery_has_a_larva_at_once_and_more_every_240_loops_up_to_three(game):
    scene = game()
    scene.add(1, "Hatchery", 40.5, 40.5)
    first = scene.until(lambda: larvae(scene) == 1, 5)
    assert scene.until(lambda: larvae(scene) == 2, 300) - first == 240
    assert scene.until(lambda: larvae(scene) == 3, 300) - first == 480
    scene.step(500)
    assert larvae(scene) == 3


def test_the_next_larva_comes_240_loops_after_there_is_room(hatchery):
    scene, _ = hatchery
    scene.step(100)
    scene.order(scene.units(1, "Larva")[0], "TrainDrone")
    start = scene.until(lambda: larvae(scene) == 2, 5)
    assert scene.until(lambda: larvae(scene) == 3, 300) - start == 240


def test_the_clock_stands_still_while_there_are_three(hatchery):
    scene, hall = hatchery
    scene.order(scene.units(1, "Larva")[0], "TrainDrone")
    start = scene.until(lambda: larvae(scene) == 2, 5)
    scene.step(100)
    passed = scene.loop - start
    extra = scene.games.create_unit(0, "Larva", 1, 40.5, 37.5)[0]
    scene.record.units[extra].home, scene.record.units[extra].home_generation = hall.slot, hall.generation
    hall.record.brood += 1
    scene.step(300)
    assert larvae(scene) == 3
    scene.order(scene.units(1, "Larva")[0], "TrainDrone")
    again = scene.until(lambda: larvae(scene) == 2, 5)
    assert scene.until(lambda: larvae(scene) == 3, 300) - again == 240 - passed


@pytest.mark.covers("ability/SpawnLarva", "unit/Queen", "missile/LarvaReleaseMissile")
def test_an_inject_brings_three_larvae_four_loops_apart(queen):
    scene, hall, worker = queen
    scene.order(worker, "EffectInjectLarva", target=hall)
    told = scene.loop
    scene.until(lambda: "QueenSpawnLarvaTimer" in hall.buffs, 10)
    assert worker.energy == pytest.approx(75, abs=1)
    first, second, third = births(scene, 700)
    assert 644 <= first - told <= 648
    assert (second - first, third - second) == (4, 4)
    assert larvae(scene) == 6
    assert "QueenSpawnLarvaTimer" not in hall.buffs


def test_injects_queue(queen):
    scene, hall, worker = queen
    scene.order(worker, "EffectInjectLarva", target=hall)
    scene.step(50)
    scene.order(worker, "EffectInjectLarva", target=hall)
    found = births(scene, 1400)
    assert len(found) == 6
    assert 640 <= found[3] - found[0] <= 643


def test_a_hatchery_has_nineteen_larvae_at_most(queen):
    scene, hall, worker = queen
    for _ in range(7):
        worker.record.energy = 100 * ONE
        scene.order(worker, "EffectInjectLarva", target=hall)
        scene.step(700)
    assert larvae(scene) == 19


def test_larvae_stay_by_their_hatchery_and_wander(hatchery):
    scene, hall = hatchery
    seen = {larva.slot: set() for larva in scene.units(1, "Larva")}
    for _ in range(30):
        scene.step(16)
        for larva in scene.units(1, "Larva"):
            seen[larva.slot].add(larva.at)
            assert larva.distance(hall) < 5
    assert all(len(places) > 5 for places in seen.values())


def test_larvae_die_with_the_creep_of_their_hatchery(hatchery):
    scene, hall = hatchery
    scene.games.kill_unit(0, hall.slot)
    scene.step(20)
    assert larvae(scene) == 3
    scene.step(900)
    assert larvae(scene) == 0
    assert not (scene.record.creep > 0).any()


def test_a_hatchery_that_becomes_a_lair_keeps_its_larvae(hatchery):
    scene, hall = hatchery
    scene.add(1, "SpawningPool", 33.5, 40.5)
    scene.order(hall, "MorphLair")
    scene.step(10)
    scene.order(scene.units(1, "Larva")[0], "TrainDrone")
    scene.step(10)
    assert larvae(scene) == 2
    scene.until(lambda: hall.type == "Lair", 1400)
    assert larvae(scene) == 3
    scene.order(scene.units(1, "Larva")[0], "TrainDrone")
    start = scene.until(lambda: larvae(scene) == 2, 5)
    assert scene.until(lambda: larvae(scene) == 3, 300) - start == 240
