"""Eggs and cocoons: rallies, and what is left when they are cancelled or killed."""

import pytest


@pytest.fixture
def colony(game):
    scene = game()
    hall = scene.add(1, "Hatchery", 40.5, 40.5)
    scene.add(1, "SpawningPool", 33.5, 43.5)
    scene.add(1, "Overlord", 20, 20)
    scene.bank(1, 1000, 1000)
    scene.until(lambda: len(scene.units(1, "Larva")) == 3, 600)
    return scene, hall


def egg(scene, command):
    larva = scene.units(1, "Larva")[0]
    scene.order(larva, command)
    scene.until(lambda: larva.type == "Egg", 5)
    return larva


def test_an_egg_has_200_life_and_is_no_longer_a_larva(colony):
    scene, _ = colony
    made = egg(scene, "TrainZergling")
    assert made.life == 200
    scene.step(1)
    assert scene.record.players[1].supply_used == 2
    scene.order(made, "TrainDrone")
    scene.step(5)
    assert made.record.n_queued == 1


@pytest.mark.covers("ability/que1")
def test_cancelling_an_egg_gives_all_back_but_the_larva(colony):
    scene, _ = colony
    made = egg(scene, "TrainZergling")
    scene.step(100)
    scene.order(made, "GeneralCancelLast")
    scene.step(5)
    assert scene.record.players[1].minerals == 1000
    assert not made.alive
    assert scene.record.players[1].supply_used == 0


def test_a_killed_egg_is_lost_with_what_was_in_it(colony):
    scene, _ = colony
    made = egg(scene, "TrainZergling")
    scene.step(100)
    scene.games.kill_unit(0, made.slot)
    scene.step(400)
    assert not scene.units(1, "Zergling")
    assert scene.record.players[1].minerals == 950
    assert scene.record.players[1].supply_used == 0


@pytest.mark.covers("ability/RallyHatchery")
def test_newborns_follow_the_rally_of_their_hatchery(colony):
    scene, hall = colony
    field = scene.add(0, "MineralField", 47, 40.5)
    scene.step(2)
    scene.order(hall, "RallyHatcheryUnits", point=(60, 60))
    scene.order(hall, "RallyHatcheryWorkers", target=field)
    egg(scene, "TrainZergling")
    egg(scene, "TrainDrone")
    scene.until(lambda: scene.units(1, "Drone"), 300)
    assert scene.unit(1, "Drone").order == "DroneHarvest,Gather"
    scene.until(lambda: scene.units(1, "Zergling"), 300)
    pair = scene.units(1, "Zergling")
    assert [unit.order for unit in pair] == ["move,Move"] * 2
    scene.step(300)
    assert all(unit.distance((60, 60)) < 2 for unit in pair)


@pytest.mark.covers("ability/Rally")
def test_an_egg_may_have_its_own_rally(colony):
    scene, hall = colony
    scene.order(hall, "RallyHatcheryUnits", point=(60, 60))
    made = egg(scene, "TrainZergling")
    scene.order(made, "Smart", point=(20, 40))
    scene.until(lambda: scene.units(1, "Zergling"), 400)
    scene.step(300)
    assert all(unit.distance((20, 40)) < 2 for unit in scene.units(1, "Zergling"))


def test_cancelling_a_cocoon_gives_the_unit_back_and_part_of_the_price(colony):
    scene, _ = colony
    scene.add(1, "BanelingNest", 47.5, 43.5)
    scene.add(1, "RoachWarren", 47.5, 37.5)
    zergling = scene.add(1, "Zergling", 40, 34)
    roach = scene.add(1, "Roach", 43, 34)
    scene.step(2)
    scene.order(zergling, "TrainBaneling")
    scene.order(roach, "MorphRavager")
    scene.step(30)
    assert (zergling.type, roach.type) == ("BanelingCocoon", "RavagerCocoon")
    minerals = int(scene.record.players[1].minerals)
    scene.order([zergling], "GeneralCancelLast")
    scene.order([roach], "GeneralCancel")
    scene.step(5)
    assert (zergling.type, roach.type) == ("Zergling", "Roach")
    assert scene.record.players[1].minerals == minerals + 18 + 18  # three quarters, rounded down
    scene.order(roach, "move", point=(50, 34))
    scene.step(40)
    assert roach.x > 44


def test_cocoons_of_flyers_fly(colony):
    scene, _ = colony
    scene.add(1, "Lair", 60.5, 60.5)
    overlord = scene.units(1, "Overlord")[0]
    scene.step(2)
    scene.order(overlord, "MorphOverseer")
    scene.step(10)
    assert overlord.type == "OverlordCocoon"
    before = overlord.at
    scene.order(overlord, "move", point=(25, 20))
    scene.step(60)
    assert overlord.distance(before) > 1
    scene.until(lambda: overlord.type == "Overseer", 300)
