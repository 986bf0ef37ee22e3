"""A learner at work: whom it seats, what it learns from, what it is paid."""

import numpy as np
import pytest
import torch

from starleague.agent.checkpoints import save_policy
from starleague.agent.network import Policy
from starleague.env.spec import BUILD_ORDER, shapes
from starleague.env.strategies import Strategy
from starleague.env.z import Z
from starleague.league import Coordinator, Store, load_config
from starleague.learn.trajectories import Recorders
from starleague.run.agents import supervised_of
from starleague.run.training import LearnerAtWork


@pytest.fixture(scope="module")
def at_work(tmp_path_factory):
    """A main agent of one game at a time, from an untrained policy that knows one strategy."""
    folder = tmp_path_factory.mktemp("league")
    torch.manual_seed(0)
    policy = Policy(shapes("tiny"))
    build, counts = np.zeros(BUILD_ORDER, np.int16), np.zeros(policy.shapes.items, np.float32)
    build[0] = policy.shapes.tables.items.index("SCV")
    policy.strategies = (Strategy(Z(build, counts, np.zeros(BUILD_ORDER, np.int32)), "medium:macro"),)
    save_policy(supervised_of(folder, "terran"), policy)
    league = Coordinator(Store(folder), load_config("laptop"), 0)
    league.add_initial("terran", supervised_of(folder, "terran"))
    learner = LearnerAtWork(league, league.learners[0].id, folder, games=1, seed=0)
    learner.recorders = Recorders(4, [learner.id * 1000 + agent for agent in (0, 1)])
    return learner


def play(at_work, loops):
    if at_work.turn is None:
        at_work.turn = at_work.env.reset(0)
    begun = int(at_work.env.arena.loops[0])
    while begun <= at_work.env.arena.loops[0] < begun + loops:
        at_work.turn = at_work._play(at_work.turn)


def test_in_self_play_both_seats_are_learned_from(at_work):
    at_work.league.next_match = lambda learner, ask=at_work.league.next_match: _self_play(ask, learner)
    play(at_work, 600)
    assert at_work.seating.own(0) == [0, 1]
    streams = {int(trajectory.streams[0]) for trajectory in at_work.queue.fresh}
    assert streams == {at_work.id * 1000, at_work.id * 1000 + 1}
    assert {actor for actor, _ in at_work.seating.groups(at_work.turn.agents)} == {at_work.seating.actor}


def _self_play(ask, learner):
    while (match := ask(learner)).away.id != learner:
        pass
    return match


def test_a_game_that_ends_is_paid_to_both_seats_with_their_next_decision(at_work):
    play(at_work, 100)
    at_work.env.arena.state["players"]["result"][0, 1:3] = (1, 2)  # victory, defeat
    at_work.env.arena.state["over"][0] = 1
    games = at_work.games
    at_work.turn = at_work.env.step(at_work.seating.actor.act(at_work.turn.observations, at_work.turn.agents).actions)
    assert at_work.games == games + 1 and at_work.wins == 1
    assert at_work.owed.tolist() == [1, -1]
    at_work._play(at_work.turn)
    assert not at_work.owed.any()
    for recorder, reward in zip(at_work.recorders.recorders, (1, -1)):
        assert recorder.moments[-1].first and recorder.moments[-1].reward == reward


def test_the_strategy_is_shown_and_followed(at_work):
    at_work.seating.random = np.random.default_rng(1)  # its first number shows one
    at_work.turn = at_work.env.reset(1)
    shown = at_work.seating.strategies[0]
    assert shown is at_work.policy.strategies[0]
    assert np.array_equal(at_work.turn.observations["z_build"][0], shown.z.build)
    assert at_work.following.now[0] is not None
