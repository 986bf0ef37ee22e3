"""python-sc2, unmodified, plays here as its users start it: SC2PATH names our folder, the rest is its own."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

PROGRAM = pathlib.Path(__file__).parent / "opening_bot.py"

pytest.importorskip("sc2", reason="python-sc2 is not installed")
pytestmark = pytest.mark.timeout(900)  # the first game of all compiles the simulator


@pytest.fixture(scope="module")
def game_folder(tmp_path_factory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("StarCraftII")
    serve = [sys.executable, "-m", "starleague", "serve", "--install", str(folder)]
    subprocess.run(serve, check=True, capture_output=True)
    return folder


def played(folder: pathlib.Path, *arguments: str) -> dict:
    """What the program reports of its game."""
    run = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments], env={**os.environ, "SC2PATH": str(folder)}, cwd=folder,
        capture_output=True, text=True, timeout=800, check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def game(game_folder) -> dict:
    return played(game_folder)


@pytest.fixture(scope="module")
def bot(game) -> dict:
    return game["bots"][0]


def test_the_game_is_played_and_left(game, bot):
    assert game["results"] == ["Defeat"]
    assert bot["seconds"] > 150


def test_the_start_is_a_melee_start(bot):
    saw = bot["saw"]
    assert (saw["workers at the hall"], saw["ideal workers"]) == (12, 16)
    assert saw["expansions"] >= 4
    assert saw["hall can train"] and saw["worker can gather"] and saw["hall is taken"]
    assert saw["way to the enemy"] > 50 and saw["no way off the map"]


def test_structures_rise_under_workers_who_say_so(bot):
    saw = bot["saw"]
    assert {"SUPPLYDEPOT", "BARRACKS", "REFINERY"} <= set(bot["started"])
    assert {"SUPPLYDEPOT", "BARRACKS", "REFINERY"} <= set(bot["completed"])
    assert saw["steps of construction"] > 100
    assert saw["steps with a builder that says so"] >= saw["steps of construction"] - 5
    assert ["SUPPLYDEPOT", "SUPPLYDEPOTLOWERED"] in bot["changed"]


def test_units_come_out(bot):
    assert bot["created"]["SCV"] >= 4
    assert bot["created"]["MARINE"] >= 2
    assert bot["saw"]["training has progress"] > 50


def test_workers_bring_minerals_and_gas(bot):
    saw = bot["saw"]
    for what in ("workers carry minerals", "workers carry gas", "workers gather", "workers return"):
        assert saw[what] > 10, what
    assert 1 <= saw["most in gas"] <= 3
    assert bot["minerals"] > 1200


def test_what_was_said_and_done_is_told(bot):
    assert bot["saw"]["chat"] == 1
    assert bot["saw"]["actions echoed"] > 20
    assert not bot["refused"]


def test_two_bots_play_each_other(game_folder):
    game = played(game_folder, "two")
    assert game["results"] == ["Tie", "Tie"]  # its word for a game that is stopped by the clock
    for bot in game["bots"]:
        assert bot["created"]["SCV"] >= 2
        assert "SUPPLYDEPOT" in bot["started"]
