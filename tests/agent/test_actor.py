import numpy as np
import pytest
from synthetic import observations, synthetic_shapes

from starleague.agent.actor import Actor
from starleague.agent.network import Policy


@pytest.fixture(scope="module")
def policy():
    return Policy(synthetic_shapes(), "tiny")


def some(observation, games):
    return {name: value[games] for name, value in observation.items()}


def test_states_belong_to_games_whoever_is_asked_with_them(policy):
    """Each game goes on as it would alone, though others are asked more often."""
    observation = observations(policy.shapes, 4)
    together = Actor(policy, 4)
    together.act(observation)
    together.act(some(observation, [1, 3]), np.array([1, 3]))
    together.act(some(observation, [2]), np.array([False, False, True, False]))
    for game, decisions in enumerate((1, 2, 2, 2)):
        alone = Actor(policy, 1)
        for _ in range(decisions):
            alone.act(some(observation, [game]))
        np.testing.assert_allclose(together.states[game], alone.states[0], atol=1e-5)


def test_a_new_game_starts_afresh(policy):
    observation = observations(policy.shapes, 2)
    actor = Actor(policy, 2)
    once = actor.act(observation)
    actor.act(observation)
    actor.begin(np.array([1]))
    again = actor.act(observation)
    assert once.first.tolist() == [True, True] and again.first.tolist() == [False, True]
    np.testing.assert_allclose(actor.states[1].numpy(), fresh_state(policy, observation)[1], atol=1e-5)


def fresh_state(policy, observation):
    actor = Actor(policy, 2)
    actor.act(observation)
    return actor.states.numpy()


def test_the_same_seed_gives_the_same_actions(policy):
    observation = observations(policy.shapes, 8)
    one, two, other = (Actor(policy, 8, seed).act(observation).actions for seed in (5, 5, 6))
    assert all((one[name] == two[name]).all() for name in one)
    assert any((one[name] != other[name]).any() for name in one)


def test_observations_must_match_games(policy):
    with pytest.raises(ValueError, match="2 observations for 1 games"):
        Actor(policy, 2).act(observations(policy.shapes, 2), np.array([0]))
