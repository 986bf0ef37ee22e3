"""One agent against the built-in computer, as Gymnasium has it: ``gymnasium.make("starleague/Melee-v0")``."""

from __future__ import annotations

import gymnasium
import numpy as np
from gymnasium import spaces

from starleague.env.arena import Arena, ArenaConfig, Who
from starleague.env.spaces import action_space, batch_of, observation_space, row_of


class MeleeEnv(gymnasium.Env):
    """A melee game against ``opponent``: a level ("easy", "hard:rush") or an ``opponents.Opponent``.

    A step lasts the ``delay`` loops that its action names. The reward is +1 or -1 at the end; the time
    limit truncates the episode as a tie.
    """

    metadata = {"render_modes": []}  # noqa: RUF012

    def __init__(
        self, opponent: Who = "very_easy", render_mode: str | None = None, config: ArenaConfig | None = None,
        **settings,
    ):
        if opponent is None:
            raise ValueError("opponent is None; for two agents use starleague.env.parallel_env")
        self.render_mode = render_mode
        self.arena = Arena(1, config or ArenaConfig(**settings))
        self.arena.seat(0, 2, opponent)
        self.observation_space: spaces.Dict = observation_space(self.arena.shapes)
        self.action_space = action_space(self.arena.shapes)

    def reset(self, *, seed: int | None = None, options: dict | None = None):
        super().reset(seed=seed)
        self.arena.reset(0, int(self.np_random.integers(1 << 31)))
        return self._observe(), self._info()

    def step(self, action: dict):
        arena = self.arena
        delay = int(arena.act(_ME, batch_of([action]))[0])
        arena.step(np.array([min(delay, arena.config.time_limit - int(arena.loops[0]))], np.int32))
        ended, tied = bool(arena.over()[0]), bool(arena.timed_out()[0])
        reward = float(arena.rewards(_ME)[0]) if ended else 0.0
        return self._observe(), reward, ended and not tied, tied, self._info()

    def _observe(self) -> dict[str, np.ndarray]:
        return row_of(self.arena.observe(_ME), 0, self.observation_space)

    def _info(self) -> dict:
        return {"loop": int(self.arena.loops[0])}


_ME = np.array([(0, 1)], np.int32)
