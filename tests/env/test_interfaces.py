"""Gymnasium's and PettingZoo's own checkers, and what they do not check."""

from __future__ import annotations

import subprocess
import sys
import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from pettingzoo.test import parallel_api_test, parallel_seed_test

import starleague.env
from starleague.env import parallel_env

MAP = "Training Ground"


class Idler:
    interval = 1000

    def reset(self, games, g, player) -> None:
        pass

    def act(self, games, g, player) -> None:
        pass


def test_gymnasiums_checker_passes() -> None:
    env = gymnasium.make("starleague/Melee-v0", opponent=Idler(), map=MAP, time_limit=600)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message=".*(minimum|maximum) value is -?infinity.*")
        warnings.filterwarnings("ignore", message=".*different from the unwrapped version.*")
        check_env(env.unwrapped)


def test_an_episode_ends_as_a_tie_at_the_time_limit() -> None:
    env = gymnasium.make("starleague/Melee-v0", opponent=Idler(), map=MAP, time_limit=300)
    _, info = env.reset(seed=1)
    assert info["loop"] == 0
    env.action_space.seed(1)
    for _ in range(300):
        _, reward, terminated, truncated, info = env.step(env.action_space.sample())
        if terminated or truncated:
            break
    assert (reward, terminated, truncated, info["loop"]) == (0, False, True, 300)


def test_pettingzoos_checkers_pass() -> None:
    parallel_api_test(parallel_env(map=MAP, time_limit=800), num_cycles=60)
    parallel_seed_test(lambda: parallel_env(map=MAP, time_limit=800))


def test_the_same_seed_gives_the_same_long_episode() -> None:
    """PettingZoo's seed test stops after one step; this one plays on."""

    def play() -> list[bytes]:
        env = parallel_env(map=MAP, time_limit=900)
        env.reset(seed=7)
        for k, agent in enumerate(env.agents):
            env.action_space(agent).seed(k)
        seen = []
        while env.agents:
            observations, *_ = env.step({agent: env.action_space(agent).sample() for agent in env.agents})
            seen += [part.tobytes() for one in observations.values() for part in one.values()]
        return seen

    assert play() == play()


def test_the_winner_gets_one_and_the_loser_minus_one() -> None:
    env = parallel_env(map=MAP)
    env.reset(seed=1)
    env.arena.games.surrender(0, 2)
    wait = {agent: env.action_space(agent).sample() | {"type": np.int64(0)} for agent in env.agents}
    _, rewards, terminations, truncations, _ = env.step(wait)
    assert rewards == {"player_1": 1.0, "player_2": -1.0}
    assert all(terminations.values()) and not any(truncations.values())
    assert env.agents == []


def test_two_agents_need_another_environment() -> None:
    with pytest.raises(ValueError, match="parallel_env"):
        starleague.env.MeleeEnv(opponent=None, map=MAP)


def test_importing_loads_neither_numba_nor_torch() -> None:
    code = "import sys, starleague.env; print(sorted({'numba', 'torch'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
