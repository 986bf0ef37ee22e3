"""One of each learner's games is written down while it is played, with what its agents think."""

import numpy as np
import pytest
import torch

from starleague.agent.checkpoints import save_policy
from starleague.agent.network import Policy
from starleague.env.spec import shapes
from starleague.game.replay import Replay
from starleague.league import Coordinator, Store, load_config
from starleague.league.place import LIVE
from starleague.run.agents import supervised_of
from starleague.run.broadcast import KEPT
from starleague.run.training import LearnerAtWork


@pytest.fixture
def at_work(tmp_path):
    torch.manual_seed(0)
    save_policy(supervised_of(tmp_path, "terran"), Policy(shapes("tiny")))
    league = Coordinator(Store(tmp_path), load_config("laptop"), 0)
    league.add_initial("terran", supervised_of(tmp_path, "terran"))
    learner = LearnerAtWork(league, 0, tmp_path, games=2, seed=0)
    learner.turn = learner.env.reset(0)
    return learner


def test_a_game_can_be_read_while_it_is_played(at_work, tmp_path):
    arena, folder = at_work.env.arena, tmp_path / LIVE / at_work.name
    match = at_work.seating.matches[0]
    while arena.loops[0] < 900:
        at_work.turn = at_work._play(at_work.turn)
    replay = Replay.load(folder / f"{match.id}.slreplay", partial=True)
    assert replay.header["names"] == [match.home.name, match.away.name] and replay.header["match"] == match.id
    assert replay.end is None and replay.last_loop >= 400
    thoughts = [what["thought"] for _, player, what in replay.notes if player == 1]
    assert thoughts and all(-1 <= thought["value"] <= 1 for thought in thoughts)
    for thought in thoughts:
        names = dict(thought["actions"])
        assert sum(names.values()) <= 1.001 and list(names.values()) == sorted(names.values(), reverse=True)
        assert all(slot > 0 for slot in thought["selected"])
        left, bottom, right, top = arena.games.map.playable
        assert all(left - 60 < x < right + 60 and bottom - 60 < y < top + 60 for x, y, _ in thought["places"])

    arena.state["over"][0] = 1  # the next game has a file of its own, and this one its end
    at_work.turn = at_work._play(at_work.turn)
    assert Replay.load(folder / f"{match.id}.slreplay").end is not None
    assert (folder / f"{at_work.seating.matches[0].id}.slreplay").exists()
    for _ in replay.play():
        pass  # to the same hashes


def test_only_the_latest_are_kept(at_work, tmp_path):
    for _ in range(KEPT + 3):
        at_work.broadcast.begin(at_work.league.next_match(0))
        at_work.env.arena.games.reset([0])
    kept = sorted(int(file.stem) for file in (tmp_path / LIVE / at_work.name).iterdir())
    assert len(kept) == KEPT and kept == list(np.arange(kept[-1] - KEPT + 1, kept[-1] + 1))
