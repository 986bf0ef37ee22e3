"""Games end: the last structure is found and reached, wherever it is."""

import numpy as np
import pytest

from starleague.bots.driver import BotDriver
from starleague.catalog.rules import ONE
from starleague.game.games import Games


@pytest.fixture
def last_stand():
    """The second player has lost all but what a test gives him; the first has an army and goes to attack."""
    games = Games(1, seed=2, threads=1)
    driver = BotDriver(games)
    driver.seat(0, 1, "medium")
    games.give_resources(0, 1, 3000, 1000)
    driver.step(2)
    game = games[0]
    home = driver.bots[0, 1]
    games.create_unit(0, "Marine", 1, int(home["rally_x"]) / ONE, int(home["rally_y"]) / ONE, 24)
    driver.bots[0, 1]["attacking"] = 1
    own = [slot for slot in range(1, int(game.n_slots)) if game.units[slot].owner == 2]
    return games, driver, own


def clear(games: Games, slots: list[int]) -> None:
    for slot in slots:
        games.kill_unit(0, slot)


def far_corner(games: Games) -> tuple[float, float]:
    """A walkable and buildable place far from all starts and bases."""
    terrain = games.rules.terrain
    ground = (terrain.pathable != 0) & (terrain.placeable != 0)
    rows, columns = np.nonzero(ground)
    places = np.array(games.map.bases())
    away = np.hypot(columns[:, None] - places[:, 0], rows[:, None] - places[:, 1]).min(1)
    k = int(away.argmax())
    return float(columns[k]), float(rows[k])


def test_a_hidden_structure_is_found(last_stand):
    games, driver, own = last_stand
    assert games.create_unit(0, "SupplyDepot", 2, *far_corner(games))
    clear(games, own)
    driver.step(14000)
    assert games.over[0] and games.results[0].tolist() == [1, 2]


def test_what_flies_away_is_shot_down(last_stand):
    games, driver, own = last_stand
    terrain = games.rules.terrain
    away = games.create_unit(0, "BarracksFlying", 2, int(terrain.left) + 2.0, int(terrain.top) - 2.0)[0]
    assert terrain.pathable[int(terrain.top) - 2, int(terrain.left) + 2] == 0, "nobody can walk below it"
    clear(games, own)
    driver.step(20000)
    assert games.over[0] and not games[0].units[away].alive
    assert games.results[0].tolist() == [1, 2]
