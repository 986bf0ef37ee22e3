"""What connects the parts: who works where, which checkpoint is meant, what the game's command line becomes."""

import pytest

from starleague.env.limits import Pace
from starleague.run.agents import find_checkpoint
from starleague.run.evaluation import Score
from starleague.run.local import share_out
from starleague.run.record import pairings
from starleague.run.serving import game_arguments, install_options


def test_the_main_agent_has_a_worker_of_its_own():
    assert share_out([0, 1, 2], 2) == [[0], [1, 2]]
    assert share_out([0, 1, 2], 1) == [[0, 1, 2]]
    assert share_out([0, 1, 2], 8) == [[0], [1], [2]]


def test_a_missing_checkpoint_says_how_to_make_one(tmp_path):
    with pytest.raises(FileNotFoundError, match="league run"):
        find_checkpoint(tmp_path)
    (tmp_path / "main.safetensors").write_bytes(b"x")
    assert find_checkpoint(tmp_path) == tmp_path / "main.safetensors"


def test_scores_count_draws_as_half():
    score = Score.of("a", "b", [1, 1, 0, -1])
    assert (score.games, score.wins, score.draws) == (4, 2, 1)
    assert score.low < 2.5 / 4 < score.high
    assert Score.of("a", "b", [1], Pace(actions=60, decisions=100, loops=1344)).apm == 60


def test_the_real_games_command_line_is_understood():
    words = ["-listen", "127.0.0.1", "-port", "5123", "-dataDir", "/sc2", "-tempDir", "/x", "-displayMode", "0"]
    kept = ["--map", "Flat", "--listen", "127.0.0.1", "--port", "5123", "--data-dir", "/sc2"]
    assert game_arguments(["--map", "Flat", *words, "-verbose"]) == kept


def test_a_drop_in_folder_keeps_its_opponent(tmp_path):
    assert install_options("A Map", "builtin:easy") == "--map 'A Map' --opponent builtin:easy"
    assert install_options(None, None) == ""


def test_recorded_games_always_have_the_strongest_level():
    for first, _ in pairings():
        assert first.startswith("medium:")
