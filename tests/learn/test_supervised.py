"""Learning from recorded games: fits one batch on every head; resumes with the same numbers."""

import os
import signal

import numpy as np
import pytest
import torch
from synthetic import game, synthetic_shapes

from starleague.agent.checkpoints import CheckpointError, load_policy, save_policy
from starleague.agent.masks import HEADS
from starleague.agent.network import Policy
from starleague.learn.config import SupervisedConfig, fine_tuning
from starleague.learn.data import DatasetWriter
from starleague.learn.streams import Streams, Window
from starleague.learn.supervised import SupervisedTrainer, counted, follow, measure, supervised_loss


@pytest.fixture(scope="module")
def shapes():
    return synthetic_shapes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, shapes):
    folder = tmp_path_factory.mktemp("data")
    with DatasetWriter(folder, shapes, chunk=8) as writer:
        for i in range(4):
            observation, action = game(shapes, 10 + i, seed=i)
            with writer.game() as append:
                for t in range(10 + i):
                    append({k: v[t] for k, v in observation.items()}, {k: v[t] for k, v in action.items()})
    return folder


@pytest.fixture(params=[False, True], ids=["Adam", "Muon"])
def muon(request):
    return request.param


def trainer(shapes, folder, seed=0, muon=False):
    torch.manual_seed(seed)
    config = SupervisedConfig(batch=2, unroll=6, learning_rate=3e-3, muon=muon, clip_norm=1.0)
    return SupervisedTrainer(Policy(shapes), Streams(folder, shapes, 2, 6), config)


def test_one_batch_is_learned_by_heart_on_every_head(shapes, folder, muon):
    learner = trainer(shapes, folder, muon=muon)
    observation, action = game(shapes, 8, 2, seed=3)
    window = Window(observation, action, np.arange(8)[:, None] == np.zeros(2), np.zeros((8, 2), np.float32))
    for _ in range(150):
        learner.state = learner.policy.initial_state(2)
        metrics = learner.update(window)
    with torch.no_grad():
        unrolled = follow(learner.policy, window, learner.policy.initial_state(2))
    for head in HEADS:
        assert unrolled.choices[head].real.any(), f"{head} is not in the batch"
        assert -unrolled.log_probs[head].mean() < 0.05, head
        assert metrics[f"accuracy/{head}"] == 1


def test_what_is_rare_counts_as_if_it_were_not(shapes, folder):
    """A type of action that is a sixteenth of a window counts as a quarter of it, where that is the least share."""
    learner = trainer(shapes, folder)
    observation, action = game(shapes, 8, 2, seed=3)
    action["type"][:] = 1
    action["type"][2, 0] = 2
    window = Window(observation, action, np.arange(8)[:, None] == np.zeros(2), np.zeros((8, 2), np.float32))
    unrolled = follow(learner.policy, window, learner.policy.initial_state(2))
    counts = counted(unrolled.choices["type"], window, 0.25)
    assert counts[2, 0] == 4 and counts.sum() == 4 + 15
    plain, weighed = (supervised_loss(unrolled, window, SupervisedConfig(rare=rare)) for rare in (0.0, 0.25))
    assert torch.isclose(weighed - plain, -3 * unrolled.log_probs["type"][2, 0] / 16)


def test_resuming_gives_the_same_numbers(tmp_path, shapes, folder, muon):
    straight = trainer(shapes, folder, muon=muon)
    for _ in range(4):
        straight.update(next(straight.streams))
    straight.save(tmp_path / "x.safetensors")
    resumed = trainer(shapes, folder, seed=9, muon=muon)
    resumed.restore(tmp_path / "x.safetensors")
    for _ in range(4):
        assert straight.update(next(straight.streams)) == resumed.update(next(resumed.streams))
    for one, two in zip(straight.policy.parameters(), resumed.policy.parameters()):
        assert torch.equal(one, two)


def test_training_saves_a_policy_that_loads(tmp_path, shapes, folder):
    learner, seen = trainer(shapes, folder), []
    assert learner.train(3, tmp_path / "x.safetensors", report=lambda update, metrics: seen.append(update))
    assert seen == [1, 2, 3]
    policy = load_policy(tmp_path / "x.safetensors", shapes)
    one, two = (measure(p, Streams(folder, shapes, 2, 6), 2) for p in (policy, learner.policy))
    assert one == two and one["loss"] > 0


def test_ctrl_c_finishes_the_update_and_saves(tmp_path, shapes, folder):
    learner, before = trainer(shapes, folder), signal.getsignal(signal.SIGINT)

    def press(update, metrics):
        if update == 2:
            os.kill(os.getpid(), signal.SIGINT)

    assert not learner.train(50, tmp_path / "x.safetensors", report=press)
    resumed = trainer(shapes, folder)
    assert resumed.restore(tmp_path / "x.safetensors")["updates"] == 2
    assert signal.getsignal(signal.SIGINT) is before


def test_a_plain_policy_cannot_be_resumed(tmp_path, shapes, folder):
    save_policy(tmp_path / "x.safetensors", Policy(shapes))
    with pytest.raises(CheckpointError, match="no training under way"):
        trainer(shapes, folder).restore(tmp_path / "x.safetensors")


def test_the_config_explains_its_checks():
    with pytest.raises(ValueError, match="None is unlimited"):
        SupervisedConfig(clip_norm=0)
    assert fine_tuning(SupervisedConfig()).learning_rate == pytest.approx(1e-5)
