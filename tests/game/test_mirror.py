"""What is mirrored stays mirrored: with equal seeds, a game turned by half a turn gives the same, turned."""

import pytest

from starleague.game.games import Games


def half(games, player, turned):
    """Units of a player by serial: type, place, life; the place turned about the map's middle."""
    units = games[0].units[: int(games[0].n_slots)]
    width, height = games.map.width << 12, games.map.height << 12
    found = []
    for unit in units[(units["alive"] == 1) & (units["owner"] == player)]:
        x, y = int(unit["x"]), int(unit["y"])
        place = (width - x, height - y) if turned else (x, y)
        found.append((int(unit["serial"]), int(unit["type"]), *place, int(unit["life"]), int(unit["carrying"])))
    return sorted(found)


@pytest.mark.parametrize("squad", ["6 Marine", "20 Marine", "2 Marauder", "4 Reaper"])
def test_battle(game, squad):
    fight = game(f"{squad} vs {squad}", gap=9, mirror_seeds=True).attack()
    for _ in range(40):
        fight.step(10)
        assert half(fight.games, 1, False) == half(fight.games, 2, True), f"loop {fight.loop}"


@pytest.mark.parametrize("seed", [1, 2])
def test_mining(seed):
    games = Games(1, seed=seed, mirror_seeds=True)
    for _ in range(40):
        games.step(50)
        assert half(games, 1, False) == half(games, 2, True), f"loop {games[0].loop}"
        one, two = games[0].players[1], games[0].players[2]
        assert one.minerals_collected == two.minerals_collected
