"""The learner: learns what wins, keeps the teacher's memory right, resumes with the same numbers."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from synthetic import observations, synthetic_shapes

from starleague.agent.actor import Actor
from starleague.agent.checkpoints import CheckpointError, load_policy, save_policy
from starleague.agent.network import Policy
from starleague.learn.config import ReinforcementConfig
from starleague.learn.reinforcement import Learner
from starleague.learn.trajectories import Recorders

T = 4
CONFIG = ReinforcementConfig(batch=2, unroll=T, learning_rate=1e-3, clip_norm=1.0)


@pytest.fixture(scope="module")
def shapes():
    return synthetic_shapes()


def make_policy(shapes, seed):
    torch.manual_seed(seed)
    return Policy(shapes)


@pytest.fixture(scope="module")
def played(shapes):
    """Two streams of three consecutive trajectories each, games ending now and then."""
    policy = make_policy(shapes, 0)
    observation = observations(shapes, 3 * T + 1, 2, seed=1)
    actor, recorders, made = Actor(policy, 2), Recorders(T, [7, 9]), []
    pseudo, active = np.full((2, 3), 0.1, np.float32), np.array([[True, False, True], [True, False, False]])
    for t in range(3 * T + 1):
        now = {name: value[t] for name, value in observation.items()}
        ended = t % 5 == 4
        if ended:
            actor.begin()
        made += recorders.record(
            np.arange(2), now, actor.act(now), loops=np.full(2, 100 * t), rewards=np.array([1.0, -1.0]) * ended,
            pseudo=pseudo, pseudo_active=active,
        )  # fmt: skip
    return made


@pytest.fixture
def trajectories(played):
    """Fresh copies, since a learner writes into them."""
    return [replace(trajectory) for trajectory in played]


def test_the_first_importance_weights_are_one(shapes, trajectories):
    """The learner's policy is the one that acted, so π / μ = 1: the two ways through the network agree."""
    learner = Learner(make_policy(shapes, 0), make_policy(shapes, 1), CONFIG)
    assert learner.update(trajectories[:2])["rho_type"] == pytest.approx(1, abs=1e-4)


def test_the_last_observation_may_hold_the_most_entities(shapes, trajectories):
    """The teacher does not see it, and still chooses among as many as the policy does."""
    for trajectory in trajectories[:2]:
        counts = trajectory.observations["entity_count"].copy()
        counts[:-1] = np.minimum(counts[:-1], shapes.sizes.max_entities - 1)
        counts[-1] = shapes.sizes.max_entities
        trajectory.observations = {**trajectory.observations, "entity_count": counts}
    learner = Learner(make_policy(shapes, 0), make_policy(shapes, 1), CONFIG)
    assert np.isfinite(learner.update(trajectories[:2])["loss"])


def test_what_won_becomes_likelier_and_what_lost_unlikelier(shapes, trajectories):
    config = replace(CONFIG, kl=0, kl_type_early=0, learning_rate=3e-4, rewards={"winloss": CONFIG.rewards["winloss"]})
    learner = Learner(make_policy(shapes, 0), None, config)
    before = log_prob(learner, trajectories)
    for _ in range(3):
        learner.update(trajectories[:2])
    change = log_prob(learner, trajectories) - before
    assert change[0] > 0 > change[1]


def log_prob(learner, trajectories):
    """Log probability of the actions in stream 7, which wins, and in stream 9, which loses."""
    result = []
    for trajectory in trajectories[:2]:
        with torch.no_grad():
            unrolled = learner.policy.unroll(
                learner._tensors(trajectory.observations), learner._tensor(trajectory.state),
                learner._tensor(trajectory.first), learner._tensors(trajectory.actions), 0.8,
            )  # fmt: skip
        result.append(sum(float(value.sum()) for value in unrolled.log_probs.values()))
    return np.array(result)


def test_resuming_gives_the_same_numbers(tmp_path, shapes, trajectories, played):
    straight = Learner(make_policy(shapes, 0), make_policy(shapes, 1), CONFIG)
    straight.update(trajectories[:2])
    straight.update(trajectories[2:4])
    straight.save(tmp_path / "x.safetensors")
    resumed = Learner(make_policy(shapes, 5), make_policy(shapes, 1), CONFIG)
    resumed.restore(tmp_path / "x.safetensors")
    assert (resumed.updates, resumed.steps) == (2, 4 * T)
    assert straight.update(trajectories[4:]) == resumed.update([replace(t) for t in played[4:]])
    assert all(torch.equal(a, b) for a, b in zip(straight.policy.parameters(), resumed.policy.parameters()))
    assert load_policy(tmp_path / "x.safetensors", shapes)


def test_the_teachers_memory_goes_from_a_trajectory_to_the_next(shapes, trajectories):
    """However trajectories are put into updates, and used again: as if the teacher had watched all along."""
    teacher = make_policy(shapes, 1)
    expected = watched(teacher, trajectories[0::2])
    for order in ([[0, 1], [2, 3], [0, 1], [4, 5]], [[0, 2, 1, 4], [3, 5]], [[0, 1, 2, 3, 4, 5]]):
        learner = Learner(make_policy(shapes, 0), teacher, CONFIG)
        copies = [replace(trajectory) for trajectory in trajectories]
        for update in order:
            learner.update([copies[i] for i in update])
        for trajectory, state in zip(copies[0::2], expected):
            torch.testing.assert_close(trajectory.teacher_state, state, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(learner.teacher_states[7], expected[3][0], atol=1e-5, rtol=1e-4)


def watched(teacher, stream):
    """The teacher's state before each trajectory of a stream, and after the last."""
    states = [teacher.initial_state(1)]
    for trajectory in stream:
        seen = {name: torch.from_numpy(value[:-1]) for name, value in trajectory.observations.items()}
        with torch.no_grad():
            states.append(teacher.torso(seen, states[-1], torch.from_numpy(trajectory.first[:-1]))[1])
    return states


def test_the_teacher_stays_as_it_was(shapes, trajectories):
    policy = make_policy(shapes, 0)
    learner = Learner(policy, policy, CONFIG)
    before = [parameter.clone() for parameter in learner.teacher.parameters()]
    metrics = learner.update(trajectories[:2])
    assert metrics["kl"] == pytest.approx(0, abs=1e-6)
    assert all(torch.equal(a, b) for a, b in zip(before, learner.teacher.parameters()))
    assert learner.update(trajectories[:2])["kl"] > 1e-7


def test_the_first_updates_may_teach_baselines_only(shapes, trajectories):
    learner = Learner(make_policy(shapes, 0), make_policy(shapes, 1), replace(CONFIG, value_updates=1))
    assert "policy/winloss" not in learner.update(trajectories[:2])
    assert "policy/winloss" in learner.update(trajectories[:2])


def test_learners_say_what_they_lack(tmp_path, shapes, trajectories):
    with pytest.raises(ValueError, match="give a teacher, or set both KL weights to 0"):
        Learner(make_policy(shapes, 0), None, CONFIG)
    save_policy(tmp_path / "policy.safetensors", make_policy(shapes, 0))
    learner = Learner(make_policy(shapes, 0), make_policy(shapes, 1), CONFIG)
    with pytest.raises(CheckpointError, match="no learner"):
        learner.restore(tmp_path / "policy.safetensors")
    learner.save(tmp_path / "learner.safetensors")
    with pytest.raises(CheckpointError, match="another supervised policy"):
        Learner(make_policy(shapes, 0), make_policy(shapes, 2), CONFIG).restore(tmp_path / "learner.safetensors")
