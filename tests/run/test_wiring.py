"""What connects the parts: who works where, which checkpoint is meant, what the game's command line becomes."""

import json
from dataclasses import replace

import pytest
import torch

from starleague.agent.checkpoints import CheckpointError, load_policy, save_policy
from starleague.agent.network import Policy
from starleague.env.limits import Pace
from starleague.env.spec import shapes
from starleague.game.games import Games
from starleague.game.replay import Replay
from starleague.league import load_config
from starleague.league.config import RACES
from starleague.run import agents, evaluation, package
from starleague.run.agents import find_checkpoint, main_of, supervised_of
from starleague.run.contestants import Contestant
from starleague.run.evaluation import Score
from starleague.run.job import Job, Learning
from starleague.run.local import share_out
from starleague.run.record import pairings
from starleague.run.serving import driver_factory, game_arguments, install_options
from starleague.run.teacher import TEACHER
from starleague.run.tournament import play, play_recorded


def test_the_main_agent_has_a_worker_of_its_own():
    assert share_out([0, 1, 2], 2) == [[0], [1, 2]]
    assert share_out([0, 1, 2], 1) == [[0, 1, 2]]
    assert share_out([0, 1, 2], 8) == [[0], [1], [2]]


def test_a_missing_checkpoint_says_how_to_make_one(tmp_path):
    with pytest.raises(FileNotFoundError, match="league run"):
        find_checkpoint(tmp_path)
    for file in (supervised_of(tmp_path, "terran"), main_of(tmp_path, "zerg")):
        file.write_bytes(b"x")
        assert find_checkpoint(tmp_path) == file
    with pytest.raises(FileNotFoundError, match="agent:xelnaga"):
        find_checkpoint("agent:xelnaga")


def test_an_agent_plays_the_race_that_it_learned(tmp_path):
    save_policy(tmp_path / "some.safetensors", Policy(shapes("tiny"), race="zerg"))
    assert Contestant.parse(str(tmp_path / "some.safetensors")).race == "zerg"
    assert load_policy(tmp_path / "some.safetensors").race == "zerg"
    (tmp_path / "other.safetensors").write_bytes(b"x")
    with pytest.raises(CheckpointError, match=r"other\.safetensors is no starleague checkpoint"):
        Contestant.parse(str(tmp_path / "other.safetensors"))


def test_a_leagues_agents_become_those_that_ship(tmp_path, monkeypatch):
    monkeypatch.setattr(agents, "weights_of", lambda race: tmp_path / "weights" / f"{race}.safetensors")
    monkeypatch.setattr(package, "weights_of", agents.weights_of)
    with pytest.raises(FileNotFoundError, match="no main agent"):
        package.package_weights(tmp_path)
    policy = Policy(shapes("tiny"), race="zerg")
    save_policy(main_of(tmp_path, "zerg"), policy)
    package.package_weights(tmp_path)
    assert agents.shipped() == ["agent:zerg"]
    shipped = load_policy(find_checkpoint("agent:zerg"))
    assert find_checkpoint("agent:zerg").stat().st_size < main_of(tmp_path, "zerg").stat().st_size * 0.55
    for name, weights in policy.state_dict().items():
        torch.testing.assert_close(shipped.state_dict()[name], weights, rtol=1e-3, atol=1e-6)


def test_a_levels_race_can_be_random():
    results, _ = play("builtin:random:very_easy", "builtin:random:very_easy", 4, 0, None, limit=200)
    assert results == [0.0] * 4


def test_scores_count_draws_as_half():
    score = Score.of("a", "b", [1, 1, 0, -1])
    assert (score.games, score.wins, score.draws) == (4, 2, 1)
    assert score.low < 2.5 / 4 < score.high
    assert Score.of("a", "b", [1], Pace(actions=60, decisions=100, loops=1344)).apm == 60


def test_a_round_robin_rates_everybody(monkeypatch, capsys):
    met = []

    def play_many(player, opponent, games, *_, **__):
        met.append((player, opponent, games))
        return Score.of(player, opponent, [1] * games if player < opponent else [-1] * games)

    monkeypatch.setattr(evaluation, "play_many", play_many)
    others = ("builtin:hard", "bot:d.py")
    evaluation.print_evaluation("builtin:easy", others, 4, 0, 2, round_robin=True, json=True)
    pairs = [("builtin:easy", "builtin:hard", 4), ("builtin:easy", "bot:d.py", 2), ("builtin:hard", "bot:d.py", 2)]
    assert met == pairs
    scores = [Score(**each) for each in json.loads(capsys.readouterr().out.splitlines()[-1])]
    found = evaluation.ratings(scores)
    assert [name for name, _, _ in found] == ["bot:d.py", "builtin:easy", "builtin:hard"]
    assert sum(elo for _, elo, _ in found) == pytest.approx(0) and found[1][2] < found[0][2]


def test_the_real_games_command_line_is_understood():
    words = ["-listen", "127.0.0.1", "-port", "5123", "-dataDir", "/sc2", "-tempDir", "/x", "-displayMode", "0"]
    kept = ["--map", "Flat", "--listen", "127.0.0.1", "--port", "5123", "--data-dir", "/sc2"]
    assert game_arguments(["--map", "Flat", *words, "-verbose"]) == kept


def test_a_computers_race_before_its_level_is_no_level():
    driver = driver_factory("builtin:zerg:easy:rush")(Games(1, map="Flat64"))
    assert (driver.level, driver.build) == ("easy", "rush")
    with pytest.raises(ValueError, match="starleague match"):
        driver_factory("bot:python some_bot.py")


def test_a_drop_in_folder_keeps_its_opponent(tmp_path):
    assert install_options("A Map", "builtin:easy") == "--map 'A Map' --opponent builtin:easy"
    assert install_options(None, None) == ""
    assert install_options(None, None, "5.0.14") == "--patch 5.0.14"


def test_the_teacher_meets_every_race_and_build():
    met = pairings("zerg")
    assert {(each.races[0], each.players[0]) for each in met} == {("zerg", TEACHER)}
    rivals = {(each.races[1], each.players[1].partition(":")[2]) for each in met}
    assert {race for race, _ in rivals} == set(RACES) and {build for _, build in rivals} >= {"macro", "timing", "rush"}
    assert {each.players[1].partition(":")[0] for each in met} == {"easy", "medium", "medium_hard", "hard"}
    assert {each.players[1].partition(":")[0] for each in pairings("zerg", "medium:macro")} == {"easy", "medium"}


def test_each_race_has_its_part_of_the_time(tmp_path):
    config = load_config("laptop")
    one, three = (Job(tmp_path, replace(config, races=RACES[:n]), 10.0, 0, 2) for n in (1, 3))
    assert one.stages() == ["compile", "record terran", "supervised terran", "league", "evaluate"]
    assert three.share("record zerg") == one.share("record terran") / 3
    assert sum(three.share(stage) for stage in three.stages()) == pytest.approx(600)
    three.note("record zerg", 5.0)
    assert three.budget("record zerg") == three.share("record zerg") - 5


def test_games_that_are_not_over_in_time_are_left_out():
    sides = ("builtin:terran:medium", "builtin:zerg:very_easy")
    assert play(*sides, 2, 1, None, 200)[0] == [0.0, 0.0]
    assert play(*sides, 2, 1, None, 200, until=0.0)[0] == []


def test_a_match_is_played_at_the_patch_that_is_asked_for(tmp_path):
    levels = ("builtin:zerg:medium:rush", "builtin:very_easy")
    play_recorded(*levels, 1, 3, None, 60, tmp_path, patch="5.0.14")
    assert Replay.load(tmp_path / "game-3.slreplay", partial=True).header["patch"] == "5.0.14"


def test_who_goes_on_must_be_of_the_race_that_learns(tmp_path):
    save_policy(tmp_path / "zerg.safetensors", Policy(shapes("tiny"), "tiny", "zerg"))
    begin = Learning(start=str(tmp_path / "zerg.safetensors"))
    assert begin.policy("zerg").race == "zerg"
    with pytest.raises(ValueError, match="--size tiny --races zerg"):
        begin.policy("terran")
    with pytest.raises(ValueError, match="LEVEL:BUILD"):
        pairings("terran", "brutal")
    with pytest.raises(ValueError, match="medium teaches macro, rush, timing to terran"):
        pairings("terran", "medium:mass")
