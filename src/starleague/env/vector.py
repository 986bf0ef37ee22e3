"""Many games for a learner: agents act when they said they would, and every call gives a batch of those due.

    env = VectorEnv(64, opponents=["easy"] * 64)
    turn = env.reset(seed=1)
    while True:
        turn = env.step(policy(turn.agents, turn.observations))

Each agent names its next delay with its action. A call moves every game on to the loop at which the first of
its agents is due. A game that ends begins anew at once: its agents get ``done``, their reward, and the first
observation of the next game.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from starleague.env.arena import Arena, ArenaConfig, Who
from starleague.env.z import Z

NEVER = np.iinfo(np.int64).max

Strategy = Callable[[int, int], Z | None]  # (game, player) -> what to follow


@dataclass(frozen=True)
class Turn:
    """What the agents that are due see; rows in the order of ``agents``."""

    agents: np.ndarray  # int32 [k] 2 * game + player - 1
    observations: dict[str, np.ndarray]  # [k, ...] views, overwritten by the next step
    rewards: np.ndarray  # float32 [k] +1 won, -1 lost, else 0
    done: np.ndarray  # bool [k] a game ended; the observation begins the next one
    truncated: np.ndarray  # bool [k] it ended at the time limit, as a tie
    loops: np.ndarray  # int32 [k] that have passed since the agent's last turn


class VectorEnv:
    """``games`` games; seat 1 of each is an agent, seat 2 what ``opponents`` says (None: an agent too)."""

    def __init__(
        self, games: int, opponents: Sequence[Who] | None = None, strategy: Strategy = lambda g, player: None,
        config: ArenaConfig | None = None, before_game: Callable[[int], None] = lambda g: None, **settings,
    ):
        self.arena = Arena(games, config or ArenaConfig(**settings))
        self.shapes = self.arena.shapes
        self.strategy = strategy
        self.before_game = before_game  # told which game is about to begin: the time to seat others
        opponents = [None] * games if opponents is None else list(opponents)
        if len(opponents) != games:
            raise ValueError(f"{len(opponents)} opponents for {games} games; name one for each, None for an agent")
        for g, who in enumerate(opponents):
            self.arena.seat(g, 2, who)
        self._who = np.array([(g, player) for g in range(games) for player in (1, 2)], np.int32)
        self._due = np.zeros(2 * games, np.int64)  # [loop] of each agent's next turn
        self._last = np.zeros(2 * games, np.int64)  # [loop] of its last one
        self._turn = np.zeros(0, np.int64)  # agents whose turn it is
        self._seeds = np.random.default_rng(0)

    def seat(self, g: int, player: int, who: Who) -> None:
        """Who plays a seat from the game's next beginning on."""
        self.arena.seat(g, player, who)

    def reset(self, seed: int = 0) -> Turn:
        """Begin all games anew."""
        self._seeds = np.random.default_rng(seed)
        for g in range(len(self.arena)):
            self._begin(g)
        nothing = np.zeros(len(self._who), bool)
        return self._tell(np.flatnonzero(self._due == 0), nothing, nothing, np.zeros(len(self._who), np.float32))

    def step(self, actions: dict[str, np.ndarray]) -> Turn:
        """Actions of the agents of the last turn, in its order; the turn of those who are due next."""
        if len(actions["type"]) != len(self._turn):
            raise ValueError(f"{len(actions['type'])} actions for the {len(self._turn)} agents whose turn it is")
        arena = self.arena
        delays = arena.act(self._who[self._turn], actions)
        self._last[self._turn] = arena.loops[self._who[self._turn, 0]]
        self._due[self._turn] = self._last[self._turn] + delays
        next_due = self._due.reshape(-1, 2).min(axis=1)
        until = np.minimum(next_due, arena.config.time_limit)
        arena.step(np.maximum(0, until - arena.loops).astype(np.int32))
        return self._after()

    def _after(self) -> Turn:
        arena = self.arena
        ended, tied = arena.over(), arena.timed_out()
        playing = self._due != NEVER
        done = ended[self._who[:, 0]] & playing
        due = (arena.loops[self._who[:, 0]] >= self._due) | done
        rewards = np.where(done, arena.rewards(self._who), np.float32(0.0)).astype(np.float32)
        truncated = done & tied[self._who[:, 0]]
        passed = np.where(due, arena.loops[self._who[:, 0]] - self._last, 0)
        for g in np.flatnonzero(ended):
            self._begin(int(g))
        stays = self._due != NEVER  # a seat may have gone from an agent to a computer
        return self._tell(np.flatnonzero(due & playing & stays), done, truncated, rewards, passed)

    def _tell(self, agents, done, truncated, rewards, passed=None) -> Turn:
        self._turn = agents
        loops = np.zeros(len(agents), np.int32) if passed is None else passed[agents].astype(np.int32)
        observations = self.arena.observe(self._who[agents])
        return Turn(agents.astype(np.int32), observations, rewards[agents], done[agents], truncated[agents], loops)

    def _begin(self, g: int) -> None:
        self.before_game(g)
        self.arena.reset(g, int(self._seeds.integers(1 << 31)), lambda player: self.strategy(g, player))
        for player in (1, 2):
            agent = 2 * g + player - 1
            self._due[agent] = 0 if self.arena.is_agent(g, player) else NEVER
            self._last[agent] = 0
