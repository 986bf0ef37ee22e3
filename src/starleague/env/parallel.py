"""Two agents in one game, as PettingZoo has it.

A step lasts as many loops as the more impatient of the two agents asks for with its ``delay``.
"""

from __future__ import annotations

import functools

import numpy as np
from pettingzoo import ParallelEnv

from starleague.env.arena import Arena, ArenaConfig
from starleague.env.spaces import action_space, batch_of, observation_space, row_of

AGENTS = ("player_1", "player_2")


def parallel_env(config: ArenaConfig | None = None, **settings) -> MeleeParallelEnv:
    """A melee game of two agents; settings as in ``ArenaConfig``: map, races, sizes, patch, time_limit, rate_limit."""
    return MeleeParallelEnv(config or ArenaConfig(**settings))


class MeleeParallelEnv(ParallelEnv):
    """``parallel_env()``; rewards are +1 or -1 at the end, 0 for a tie at the time limit (truncation)."""

    metadata = {"name": "starleague_melee_v0", "render_modes": [], "is_parallelizable": True}  # noqa: RUF012
    render_mode = None

    def __init__(self, config: ArenaConfig):
        self.arena = Arena(1, config)
        self.possible_agents = list(AGENTS)
        self.agents: list[str] = []
        self._seeds = np.random.default_rng()

    @functools.cache  # noqa: B019
    def observation_space(self, agent: str):
        return observation_space(self.arena.shapes)

    @functools.cache  # noqa: B019
    def action_space(self, agent: str):
        return action_space(self.arena.shapes)

    def reset(self, seed: int | None = None, options: dict | None = None):
        if seed is not None:
            self._seeds = np.random.default_rng(seed)
        self.agents = list(AGENTS)
        self.arena.reset(0, int(self._seeds.integers(1 << 31)))
        return self._observe(), {agent: {} for agent in self.agents}

    def step(self, actions: dict[str, dict]):
        arena = self.arena
        delays = arena.act(self._who(), batch_of([actions[agent] for agent in self.agents]))
        left = arena.config.time_limit - int(arena.loops[0])
        arena.step(np.array([min(int(delays.min()), left)], np.int32))
        ended, tied = bool(arena.over()[0]), bool(arena.timed_out()[0])
        rewards = arena.rewards(self._who()) if ended else np.zeros(len(self.agents))
        answer = (
            self._observe(),
            {agent: float(reward) for agent, reward in zip(self.agents, rewards)},
            {agent: ended and not tied for agent in self.agents},
            {agent: tied for agent in self.agents},
            {agent: {"loop": int(arena.loops[0])} for agent in self.agents},
        )
        if ended:
            self.agents = []
        return answer

    def _who(self) -> np.ndarray:
        return np.array([(0, AGENTS.index(agent) + 1) for agent in self.agents], np.int32)

    def _observe(self) -> dict[str, dict]:
        observations = self.arena.observe(self._who())
        return {
            agent: row_of(observations, k, self.observation_space(agent)) for k, agent in enumerate(self.agents)
        }
