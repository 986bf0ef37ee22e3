"""A level grows as fast as the real game's computers were recorded to, and no faster."""

import numpy as np
import pytest

from starleague.bots import plans
from starleague.bots.driver import BotDriver
from starleague.bots.layout import BRAINS, PACE, PACES
from starleague.bots.pace import LEAD
from starleague.game.games import Games

LOOPS = 6000  # before anybody attacks


def grow(level: str, teaches: bool = False) -> np.ndarray:
    """(LOOPS / PACE, 3 races, 2): workers, and supply of all else, every PACE loops of a computer that nobody disturbs."""
    seen = []
    for race in ("Terran", "Zerg", "Protoss"):
        games = Games(1, races=(race, "Terran"), seed=5, threads=1)
        driver = BotDriver(games)
        driver.seat(0, 1, level, "macro")
        driver.bots[0, 1]["teaches"] = teaches
        player, history = games[0].players[1], []
        for _ in range(LOOPS // PACE):
            driver.step(PACE)
            history.append((player.supply_workers // 2, (player.supply_used - player.supply_workers) // 2))
        seen.append(history)
    return np.array(seen).swapaxes(0, 1)


@pytest.mark.parametrize("level", ["very_easy", "medium", "hard"])
def test_a_level_keeps_to_its_pace(level):
    fields = plans.level_fields(level)
    loops = np.arange(PACE, LOOPS + 1, PACE) + LEAD
    pace = np.array([np.interp(loops, PACE * np.arange(PACES), fields[key]) for key in plans.PACED]).T
    had = grow(level)
    total, most = had.sum(2), pace.sum(1)[:, None]
    assert (total <= most + 1).all() and (had[:, :, 0] <= pace[:, None, 0] + 3).all(), "Drones become structures"
    assert (total[-1] >= 0.6 * most[-1]).all() and total[-1].mean() >= 0.75 * most[-1], "nor much less"


def test_who_teaches_shows_what_it_can():
    assert (grow("hard", teaches=True)[-1].sum(1) > 1.1 * grow("hard")[-1].sum(1)).all()


def test_levels_have_more_the_higher_they_are():
    paced = [plans.level_fields(name) for name in plans.levels()[:7]]
    total = np.array([np.add(fields["paced_workers"], fields["paced_army"]) for fields in paced])
    assert total.shape == (7, PACES)
    assert (np.diff(total, axis=0)[:, 9:] > 0).all(), "harder was recorded in a battle that hard had not fought yet"


def test_a_pace_of_the_wrong_length_is_said():
    with pytest.raises(ValueError, match=r"\[slow\]: 2 paced_army; one every 1000 loops makes 17"):
        plans._level(np.zeros(1, BRAINS)[0].levels[1], {"paced_army": [0, 1]}, "slow")
