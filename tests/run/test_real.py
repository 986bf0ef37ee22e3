"""The agent as a client: it plays our server through the API, by itself and from the zip of a ladder program."""

import asyncio
import os
import subprocess
import sys
import zipfile

import pytest
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.agent.checkpoints import save_policy
from starleague.agent.network import Policy
from starleague.engine.cache import cache_folder
from starleague.env.spec import shapes
from starleague.run.contestants import Contestant
from starleague.run.package import package_aiarena
from starleague.run.real import Seat, computer, play
from starleague.run.serving import BotDriver
from starleague.run.table import Limits
from starleague.run.table import play as play_table
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.server import Server

pytestmark = pytest.mark.timeout(900)
MAP = "Training Ground"


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    """An agent that knows nothing."""
    path = tmp_path_factory.mktemp("agent") / "agent.safetensors"
    save_policy(path, Policy(shapes("tiny"), "tiny"))
    return path


def test_an_agent_plays_the_server(agent, tmp_path):
    async def game():
        server = Server(Lobby(BotDriver))
        runner = await server.listen("127.0.0.1", 0)
        try:
            seat = Seat(agent, map=MAP, loops=400, seed=3, replay=tmp_path / "game.SC2Replay")
            return await play(seat, "127.0.0.1", server.port, lambda words: None)
        finally:
            await server.close(runner)

    outcome = asyncio.run(asyncio.wait_for(game(), 800))
    assert 400 <= outcome.loops <= 600 and outcome.decisions > 3
    assert outcome.actions > 0 and sum(outcome.refused.values()) < outcome.actions
    assert (tmp_path / "game.SC2Replay").read_bytes().startswith(b"MPQ")


def test_opponents_are_named_in_words():
    hard = computer("zerg:hard:rush")
    assert (hard.race, hard.difficulty, hard.ai_build) == (common_pb2.Zerg, api.Hard, api.Rush)
    with pytest.raises(ValueError, match="levels are very_easy"):
        computer("zerg:impossible")


def test_the_zip_of_a_ladder_program_plays(agent, tmp_path, monkeypatch):
    # By itself it keeps compiled code in its own folder; copies of the same sources can share it.
    monkeypatch.setenv("STARLEAGUE_CACHE", str(cache_folder().parents[1]))
    names = package_aiarena(agent, tmp_path / "bot.zip")
    assert "run.py" in names and "requirements.txt" in names
    with zipfile.ZipFile(tmp_path / "bot.zip") as archive:
        archive.extractall(tmp_path / "bot")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    told = subprocess.run(
        [sys.executable, "-P", "run.py", "--help"], cwd=tmp_path / "bot", env=environment, capture_output=True, text=True,
        check=True,
    ).stdout
    assert all(word in told for word in ("--GamePort", "--LadderServer", "--StartPort", "--OpponentId"))
    program = Contestant.parse(f"ladder:{tmp_path / 'bot' / 'run.py'}")
    limits = Limits(loops=300, start_seconds=800)
    report = play_table(program, Contestant.parse("builtin:very_easy"), MAP, 3, limits, None)
    assert report.loops == 300 and not report.sides[0].crashed and report.sides[0].steps > 2


def test_the_same_agent_gives_the_same_zip(agent, tmp_path):
    for name in ("one.zip", "two.zip"):
        package_aiarena(agent, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
