"""Crews of workers: as many go at once as should, and none where few are out of place."""

import numpy as np
import pytest

from starleague.game.games import Games
from starleague.run.crews import FIELD, crew

HARVEST = "SCVHarvest,Gather"


@pytest.fixture
def games():
    games = Games(1, seed=3, threads=1)
    games.step(200)  # everybody mines
    return games


def slots(games, kind, owner=1):
    units = games[0].units
    return [k for k in range(1, len(units)) if units[k].alive and units[k].owner == owner and units[k].type == games.names.unit_types[kind]]


def fields(games, near):
    """Mineral fields about the town hall, or far from it, nearest first."""
    game = games.state[0]
    hall = game.units[slots(games, "CommandCenter")[0]]
    away = {int(k): max(abs(int(game.units[k].x) - int(hall.x)), abs(int(game.units[k].y) - int(hall.y))) for k in game.resources[: game.n_resources]}
    minerals = [k for k in away if games.rules.unit_types[game.units[k].type].resource == 1]
    return sorted((k for k in minerals if (away[k] < FIELD) == near), key=away.get)


def refinery(games):
    game = games.state[0]
    hall = game.units[slots(games, "CommandCenter")[0]]
    geysers = [int(k) for k in game.resources[: game.n_resources] if games.rules.unit_types[game.units[k].type].resource == 2]
    x, y = min(((game.units[k].x / 4096, game.units[k].y / 4096) for k in geysers), key=lambda at: np.hypot(at[0] - hall.x / 4096, at[1] - hall.y / 4096))
    games.create_unit(0, "Refinery", 1, x, y, 1)
    made = slots(games, "Refinery")[0]
    games.state[0].units[made].contents = 2250
    games.step(2)
    return made


def called(games, worker, target):
    return crew(games.rules, games.state[0], [worker], target)


def test_a_new_refinery_is_told_of_once(games):
    workers = slots(games, "SCV")
    made = refinery(games)
    told = called(games, workers[0], made)
    assert len(told) == len(set(told)) == 3 and told[0] == workers[0] and set(told) <= set(workers)
    games.command(0, 1, HARVEST, workers[:2], target=made)
    games.step(16)
    assert called(games, workers[5], made) == []  # one place is left


def test_who_are_too_many_at_a_refinery_leave_at_once(games):
    workers, made = slots(games, "SCV"), refinery(games)
    games.command(0, 1, HARVEST, workers[:6], target=made)
    games.step(16)
    told = called(games, workers[0], fields(games, near=True)[0])
    assert len(told) == 3 and set(told) <= set(workers[:6])


def test_a_new_base_is_told_of_when_the_old_one_is_full(games):
    workers = slots(games, "SCV")
    far = fields(games, near=False)[0]
    assert called(games, workers[0], far) == []  # twelve workers, sixteen places
    hall = games[0].units[slots(games, "CommandCenter")[0]]
    games.create_unit(0, "SCV", 1, hall.x / 4096, hall.y / 4096 - 4, 9)
    games.step(2)
    games.command(0, 1, HARVEST, slots(games, "SCV"), target=fields(games, near=True)[0])
    games.step(64)
    told = called(games, workers[0], far)
    assert 4 <= len(told) <= 5 and told[0] == workers[0]


def test_who_idles_goes_in_any_case(games):
    workers = slots(games, "SCV")
    games.command(0, 1, "stop,Stop", workers[:1])
    games.step(4)
    assert called(games, workers[0], fields(games, near=True)[0]) == workers[:1]
