"""One learner of a league at work: it plays its matches, learns from them, and joins the league as copies.

Acting and learning share one process, so what is learned from is never older than an update; processes share only
the league's store. The same component serves one machine and a cluster.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from starleague.agent.actor import Arrays, Decisions
from starleague.agent.checkpoints import load_policy
from starleague.env.vector import Turn, VectorEnv
from starleague.league import Coordinator, Outcome
from starleague.learn.config import REINFORCEMENT
from starleague.learn.reinforcement import Learner
from starleague.learn.rewards import Following
from starleague.learn.trajectories import Recorders, TrajectoryQueue
from starleague.run.agents import supervised_of
from starleague.run.broadcast import GAME, Broadcast
from starleague.run.seating import Seating

SAVE_EVERY = 30.0  # seconds
VALUE_UPDATES = 10  # supervised learning has taught them who wins, but not how the student plays


@dataclass
class Progress:
    """What a worker tells about a learner now and then."""

    learner: str
    steps: int
    games: int
    wins: int
    metrics: dict[str, float]
    acting: float  # seconds
    learning: float


class LearnerAtWork:
    """Plays ``games`` games at once for one learner, updating its policy from what they bring.

    Agents are seats: 2 * game + player - 1. It plays the first seat of every game, and the second in self-play; both
    are learned from.
    """

    def __init__(
        self, league: Coordinator, learner_id: int, folder: Path, games: int, seed: int, device: str = "cpu"
    ):
        self.league, self.id = league, learner_id
        player = league.roster.players[learner_id]
        self.name, start = player.name, supervised_of(folder, player.race)
        self.policy = load_policy(start, device=device)
        config = replace(REINFORCEMENT[self.policy.size], value_updates=VALUE_UPDATES)
        self.learner = Learner(self.policy, load_policy(start, device=device), config)
        self.file = folder / "learners" / f"{self.name}.safetensors"
        if self.file.exists():
            self.learner.restore(self.file)
        self.seating = Seating(league, learner_id, self.policy, folder, games, seed)
        self.queue = TrajectoryQueue(config.max_uses)
        self.recorders = Recorders(config.unroll, [learner_id * 1000 + agent for agent in range(2 * games)])
        self.following = Following(2 * games, self.policy.shapes, self.seating.random)
        self.owed = np.zeros(2 * games, np.float32)  # rewards of games that have ended, to be told with the next one's
        self.env = VectorEnv(
            games, strategy=self.seating.strategy, before_game=self._next_game, sizes=self.policy.shapes.sizes
        )
        self.broadcast = Broadcast(self.env.arena, folder, self.name)
        self.turn: Turn | None = None
        self.seed = seed
        self.games = self.wins = 0
        self.acting = self.learning = 0.0
        self.saved = time.monotonic()
        self.metrics: dict[str, float] = {}

    def work(self, seconds: float, halted: Callable[[], bool], tell: Callable[[Progress], None]) -> None:
        """Play and learn for so long, or until halted; then save."""
        end = time.monotonic() + seconds
        if self.turn is None:
            self.turn = self.env.reset(self.seed)
        while time.monotonic() < end and not halted():
            begun = time.monotonic()
            self.turn = self._play(self.turn)
            self.acting += time.monotonic() - begun
            if self._learn():
                tell(self.progress())
        self.save()
        tell(self.progress())

    def progress(self) -> Progress:
        return Progress(self.name, self.learner.steps, self.games, self.wins, self.metrics, self.acting, self.learning)

    def save(self) -> None:
        """Write all that going on needs."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.learner.save(self.file, name=self.name)
        self.saved = time.monotonic()

    def close(self) -> None:
        """Give back the matches that were not finished."""
        self.seating.close()
        self.broadcast.close()

    def _play(self, turn: Turn) -> Turn:
        """The decisions of those whose turn it is; the next turn."""
        actions: dict[str, np.ndarray] = {}
        for actor, rows in self.seating.groups(turn.agents):
            agents = turn.agents[rows]
            observations = {name: array[rows] for name, array in turn.observations.items()}
            decisions = actor.act(observations, agents, aloud=self.broadcast.heard(agents))
            self.broadcast.tell(decisions, agents, rows)
            for name, values in decisions.actions.items():
                if name not in actions:
                    actions[name] = np.zeros((len(turn.agents), *values.shape[1:]), values.dtype)
                actions[name][rows] = values
            if actor is self.seating.actor:
                self._record(agents, observations, decisions)
        return self.env.step(actions)

    def _record(self, agents: np.ndarray, observations: Arrays, decisions: Decisions) -> None:
        loops = self.env.arena.loops[agents // 2]
        rewards, self.owed[agents] = self.owed[agents], 0
        pseudo = self.following.rewards(agents, self.env.arena.seats.reshape(-1), loops)
        made = self.recorders.record(
            agents, observations, decisions, loops, rewards, pseudo, self.following.active(agents),
            version=self.learner.updates,
        )
        for trajectory in made:
            self.queue.put(trajectory)

    def _next_game(self, g: int) -> None:
        """A game ends and the next begins: report the one, sit down for the other."""
        arena = self.env.arena
        if g in self.seating.matches:
            rewards = arena.rewards(np.array([(g, 1), (g, 2)]))
            for agent in self.seating.own(g):
                self.owed[agent] = rewards[agent % 2]
                self.following.end(agent, arena.seats[g, agent % 2], int(arena.loops[g]))
            outcome = Outcome.WIN if rewards[0] > 0 else Outcome.LOSS if rewards[0] < 0 else Outcome.DRAW
            self.seating.report(g, outcome, int(arena.loops[g]))
            self.games += 1
            self.wins += outcome is Outcome.WIN
        self.env.seat(g, 2, self.seating.next_match(g))
        if g == GAME:
            self.broadcast.begin(self.seating.matches[g])
        arena.races[g] = self.seating.races(g)
        for agent in self.seating.own(g):
            strategy = self.seating.strategies[agent]
            self.following.begin(agent, strategy.z if strategy else None)

    def _learn(self) -> bool:
        """Update as long as there are trajectories enough; copies and resets as the league asks."""
        begun, updated = time.monotonic(), False
        while batch := self.queue.take(self.learner.config.batch):
            self.metrics = self.learner.update(batch)
            updated = True
        if not updated:
            return False
        request = self.league.step(self.id, self.learner.steps)
        if request:
            self._join_league(request)
        if time.monotonic() - self.saved > SAVE_EVERY:
            self.save()
        self.learning += time.monotonic() - begun
        return True

    def _join_league(self, request) -> None:
        """Copy the parameters into the league; load others where the league resets this learner."""
        self.save()
        taken = self.league.take_snapshot(request, self.file)
        if taken.reset_to:
            fresh = load_policy(self.league.store.snapshots.path(taken.reset_to))
            self.policy.load_state_dict(fresh.state_dict())
            self.save()
