"""The built-in computer at work: it mines, builds, trains; the same seed plays the same game."""

import numpy as np
import pytest

from starleague.bots.driver import BotDriver
from starleague.bots.plans import builds
from starleague.engine.layout import EventKind
from starleague.game.games import Games


@pytest.fixture
def match():
    games = Games(1, seed=3, threads=1)
    driver = BotDriver(games)
    driver.seat(0, 1, "medium")
    driver.seat(0, 2, "very_easy")
    return games, driver


def owned(games, player):
    units = games[0].units[: int(games[0].n_slots)]
    mine = units[(units["owner"] == player) & (units["alive"] == 1)]
    return [games.names.unit_names[kind] for kind in mine["type"]]


def test_it_builds_an_economy_and_an_army(match):
    games, driver = match
    driver.step(5000)
    kinds = owned(games, 1)
    assert kinds.count("SCV") > 18
    assert kinds.count("Barracks") >= 1 and kinds.count("Marine") >= 4
    assert "OrbitalCommand" in kinds and "MULE" in kinds
    assert games[0].players[1].minerals < 800, "a computer that hoards is no opponent"


@pytest.mark.parametrize("race", ["Terran", "Zerg", "Protoss"])
@pytest.mark.parametrize("level", ["very_easy", "medium"])
def test_every_build_goes_on_beyond_its_first_steps(race, level):
    """No step waits for supply that those before it never make."""
    games = Games(len(builds(race, level)), races=(race, race), seed=3, threads=1)
    driver = BotDriver(games)
    for g, build in enumerate(builds(race, level)):
        driver.seat(g, 1, level, build)
    driver.step(6500)
    supplies = [int(games[g].players[1].supply_used) // 2 for g in range(len(games))]
    assert min(supplies) > 20, dict(zip(builds(race, level), supplies))


def test_the_stronger_level_has_more_after_four_minutes(match):
    games, driver = match
    driver.step(5400)
    strong, weak = games[0].players[1], games[0].players[2]
    assert strong.minerals_collected > weak.minerals_collected
    assert strong.supply_used > weak.supply_used


def test_the_same_seed_plays_the_same_game():
    hashes = []
    for pieces in ((1500,), (7, 493, 1000)):
        games = Games(1, seed=11, threads=1)
        driver = BotDriver(games)
        driver.seat(0, 1, "easy", "rush")
        driver.seat(0, 2, "medium", "timing")
        for loops in pieces:
            driver.step(loops)
        hashes.append(games.hash(0))
    assert hashes[0] == hashes[1]


def test_each_game_moves_by_its_own_number_of_loops():
    games = Games(2, seed=1, threads=1)
    driver = BotDriver(games)
    driver.seat(1, 2, "easy")
    driver.step(np.array([5, 40], np.int32))
    assert games.state["loop"].tolist() == [5, 40]


def test_few_of_its_commands_are_refused(match):
    games, driver = match
    refused = said = 0
    for _ in range(60):
        driver.step(50)
        events = games[0].events[: int(games[0].n_events)]
        refused += int((events["kind"] == EventKind.ERROR).sum())
        said += int(games[0].n_commands)
        games[0].n_events = 0
    assert refused < 20


def test_workers_leave_a_crowded_refinery(match):
    games, driver = match
    driver.step(3000)
    game = games[0]
    units = range(1, int(game.n_slots))
    refinery = next(k for k in units if games.names.unit_names[game.units[k].type] == "Refinery")
    workers = [k for k in units if game.units[k].owner == 1 and games.names.unit_names[game.units[k].type] == "SCV"]
    games.command(0, 1, "HarvestGatherSCV", workers[:10], target=refinery)
    games.step(200)
    assert game.units[refinery].harvesters > 5
    driver.step(1000)
    assert 2 <= game.units[refinery].harvesters <= 4


def test_new_workers_go_to_work_by_themselves(match):
    games, driver = match
    driver.step(60)
    hall = next(unit for unit in games[0].units if unit.owner == 1 and unit.n_worker_rallies)
    assert games[0].units[hall.worker_rallies[0].target].contents > 0


@pytest.mark.parametrize(("race", "made"), [("Zerg", "Zergling"), ("Protoss", "Stalker")])
def test_every_race_builds_an_army_and_wins(race, made):
    games = Games(1, races=(race, race), seed=4, threads=1)
    driver = BotDriver(games)
    driver.seat(0, 1, "medium")
    driver.seat(0, 2, "very_easy")
    driver.step(8000)
    assert owned(games, 1).count(made) >= 4
    driver.step(12000)
    assert games.over[0] and games.results[0].tolist() == [1, 2]
