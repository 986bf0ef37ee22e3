"""Games: the same seed and commands give the same game, however it is run."""

import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest

from openings import Script, play_opening
from starleague.catalog.vocabulary import Race
from starleague.game.games import Games
from starleague.game.hashing import _hash_by_numpy, words_of

LOOPS = 320


@pytest.fixture(scope="module")
def solo():
    """A game with some play in it, and its hash."""
    games = Games(1, seed=7)
    play_opening(games, LOOPS)
    return games


def test_melee_start_is_the_real_one():
    games = Games(1, seed=1)
    game = games[0]
    for player in (1, 2):
        own = game.players[player]
        assert (own.minerals, own.vespene) == (50, 0)
        assert (own.supply_used / 2, own.supply_cap / 2, own.workers) == (12, 15, 12)
    workers = [game.units[slot] for slot in range(1, game.n_slots) if game.units[slot].type == games.unit_row("SCV")]
    hall = games.start_locations(0)[1]
    own = [unit for unit in workers if unit.owner == 1]
    offsets = {((int(unit.x) - hall[0]) // 4096, (int(unit.y) - hall[1]) // 4096) for unit in own}
    assert len(offsets) == 12 and all(max(abs(dx), abs(dy)) == 3 for dx, dy in offsets)
    assert len({int(unit.orders[0].target) for unit in workers}) == 2  # all of a player to one field: the rally


def test_workers_gather_without_being_told():
    games = Games(1, seed=1)
    games.step(320)
    assert games[0].players[1].minerals_collected >= 80


def test_same_seed_gives_the_same_game(solo):
    again = Games(1, seed=7)
    play_opening(again, LOOPS)
    assert again.hash(0) == solo.hash(0)
    other = Games(1, seed=8)
    play_opening(other, LOOPS)
    assert other.hash(0) != solo.hash(0)


@pytest.mark.parametrize("threads", [1, 2])
def test_game_in_a_batch_is_the_game_alone(solo, threads):
    batch = Games(3, seed=6, threads=threads)
    scripts = [Script(batch, g, player) for g in range(3) for player in (1, 2)]
    for _ in range(LOOPS // 8):
        for script in scripts:
            script.act()
        batch.step(8)
    assert batch.hash(1) == solo.hash(0)
    assert batch.hash(0) != batch.hash(1)


def test_a_batch_in_more_parts_than_threads_is_the_same_games():
    one, two = (Games(5, seed=3, threads=threads) for threads in (1, 2))
    for games in (one, two):
        games.step(np.array([100, 80, 0, 120, 60]))
    assert [one.hash(g) for g in range(5)] == [two.hash(g) for g in range(5)]
    assert two.state["loop"].tolist() == [100, 80, 0, 120, 60]


def test_steps_of_one_loop_are_steps_of_many():
    one, many = Games(1, seed=3), Games(1, seed=3)
    for _ in range(50):
        one.step(1)
    many.step(50)
    assert one.hash(0) == many.hash(0)


def test_snapshot_goes_on_as_the_game_did():
    games = Games(2, seed=5, threads=1)
    play_opening(games, 160)
    saved = games.snapshot(0)
    games.step(120)
    expected = games.hash(0)
    games.restore(0, saved)
    assert games[0].loop == 160
    games.step(120)
    assert games.hash(0) == expected
    games.restore(1, saved)
    games.step(120)
    assert games.hash(1) == expected


def test_snapshot_of_something_else_is_refused():
    with pytest.raises(ValueError, match="no snapshot"):
        Games(1).restore(0, b"abc")


def test_reset_begins_anew():
    games = Games(2, seed=4, threads=1)
    first = games.hash(0)
    games.step(30)
    games.reset([0], seeds=[4])
    assert games.hash(0) == first and games[1].loop == 30
    games.reset([0])
    assert games.hash(0) != first


def test_players_change_sides_with_the_seed():
    starts = {Games(1, seed=seed).start_locations(0)[1] for seed in range(6)}
    assert len(starts) == 2


def test_players_draw_different_numbers_unless_mirrored():
    assert len(set(Games(1)[0].players["seed"][1:].tolist())) == 2
    assert len(set(Games(1, mirror_seeds=True)[0].players["seed"][1:].tolist())) == 1


def test_compiled_hash_is_the_numpy_one(solo):
    assert solo.hash(0) == _hash_by_numpy(words_of(solo.state)[0])


def test_hash_sees_every_unit_but_not_who_read_the_events(solo):
    saved, before = solo.snapshot(0), solo.hash(0)
    solo[0].n_events = 0
    assert solo.hash(0) == before
    solo[0].units[150].life -= 1
    assert solo.hash(0) != before
    solo.restore(0, saved)


def test_compiled_game_is_the_plain_python_one():
    """150 loops of a small battle and of mining, without the compiler, in a process of their own."""
    code = (
        "from scenario import game; from starleague.game.games import Games;"
        "f = game('3 Marine vs 2 Marauder', gap=6).attack().step(60); m = Games(1, seed=2); m.step(90);"
        "print(f.hash(), m.hash(0))"
    )
    tests = pathlib.Path(__file__).resolve().parents[1]
    results = []
    for disabled in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, cwd=tests, check=True,
            env={**os.environ, "NUMBA_DISABLE_JIT": disabled},
        )
        results.append(done.stdout.split())
    assert results[0] == results[1]


def test_wrong_names_are_told():
    games = Games(1)
    with pytest.raises(ValueError, match="Dance"):
        games.command(0, 1, "Dance", [150])
    with pytest.raises(ValueError, match="slots"):
        games.command(0, 1, "Attack", [99999])
    with pytest.raises(ValueError, match="Elf"):
        Games(1, races=("Elf", "Terran"))


def test_surrender_ends_the_game():
    games = Games(1)
    games.surrender(0, 1)
    assert games.over[0] and games.results[0].tolist() == [2, 1]
    loop = int(games[0].loop)
    games.step(10)
    assert games[0].loop == loop


def test_full_inbox_refuses_and_says_so():
    games = Games(1)
    took = [games.command(0, 1, "Move", [150], point=(50, 50)) for _ in range(260)]
    assert not took[-1] and took[0] and games[0].overflow


def test_questions_about_a_start():
    games = Games(1, seed=1)
    hall = int(np.flatnonzero(games[0].units["type"] == games.unit_row("CommandCenter"))[0])
    assert games.base_harvesters(0, hall)[1] == 16
    beside = [(x + 5, y + 5) if x < 84 else (x - 5, y - 5) for x, y in games.map.starts]
    assert games.path_distance(0, *beside) == pytest.approx(170, abs=20)
    assert games.path_distance(0, games.map.starts[0], beside[1]) == -1  # the town hall stands there
    names = {games.names.commands[row] for row in games.available_abilities(0, hall)}
    assert "CommandCenterTrain,Train1" in names and "UpgradeToOrbital,Execute" not in names
    assert games.ability_row(560) == games.ability_row("TrainMarine")
    assert games.unit_row(48) == games.unit_row("Marine")
    upgrades = games[0].players[1].upgrades
    upgrades[games.names.upgrades["TerranInfantryWeaponsLevel1"]] = 1
    levels = games.upgrade_levels(0, 1)
    assert levels[games.unit_row("Marine")].tolist() == [1, 0, 0] and not levels[games.unit_row("SCV")].any()


def test_each_game_has_races_of_its_own():
    games = Games(2, seed=1)
    games.reset([1], [9], [("Zerg", "Protoss")])
    assert games.races == [("Terran", "Terran"), ("Zerg", "Protoss")]
    assert games.state["players"]["race"][:, 1:3].tolist() == [[Race.TERRAN, Race.TERRAN], [Race.ZERG, Race.PROTOSS]]
    assert games.hash(1) == Games(1, races=("Zerg", "Protoss"), seed=9).hash(0)
    games.reset()
    assert games.races[1] == ("Zerg", "Protoss")
