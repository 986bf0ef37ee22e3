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

from starleague.agent.actor import Actor
from starleague.agent.checkpoints import load_policy
from starleague.agent.network import Policy
from starleague.bots.plans import level_number, levels
from starleague.env.vector import Turn, VectorEnv
from starleague.league import Coordinator, Match, Outcome, Player, Snapshot, Yardstick
from starleague.learn.config import REINFORCEMENT
from starleague.learn.reinforcement import Learner
from starleague.learn.trajectories import Recorders, TrajectoryQueue

HOME, AWAY = 1, 2  # seats
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
    """Plays ``games`` games at once for one learner, updating its policy from what they bring."""

    def __init__(self, league: Coordinator, learner_id: int, folder: Path, games: int, seed: int):
        self.league, self.id, self.folder = league, learner_id, folder
        self.name = self._player().name
        teacher = load_policy(folder / "supervised.safetensors")
        self.policy = load_policy(folder / "supervised.safetensors")
        config = replace(REINFORCEMENT[self.policy.size], value_updates=VALUE_UPDATES)
        self.learner = Learner(self.policy, teacher, config)
        self.file = folder / "learners" / f"{self.name}.safetensors"
        if self.file.exists():
            self.learner.restore(self.file)
        self.away: dict[int, Actor] = {}  # game -> who plays its other seat; levels play by themselves
        self.policies: dict[str, Policy] = {}  # of past players, by digest
        self.matches: dict[int, Match] = {}
        self.actor = Actor(self.policy, games, seed)
        self.queue = TrajectoryQueue(self.learner.config.max_uses)
        self.recorders = Recorders(self.learner.config.unroll, [self._stream(g) for g in range(games)])
        self.env = VectorEnv(games, before_game=self._seat_opponent, sizes=self.policy.shapes.sizes)
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
            self._play()
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
        for match in self.matches.values():
            self.league.report(match.id, Outcome.VOID)
        self.matches.clear()

    def _play(self) -> None:
        """One turn of the agents that are due."""
        turn = self.turn
        assert turn is not None
        seats = turn.agents % 2 + 1
        actions: dict[str, np.ndarray] = {}
        for rows, actor, games in self._groups(turn.agents // 2, seats):
            observations = {name: array[rows] for name, array in turn.observations.items()}
            decisions = actor.act(observations, games)
            for name, values in decisions.actions.items():
                if name not in actions:
                    actions[name] = np.zeros((len(seats), *values.shape[1:]), values.dtype)
                actions[name][rows] = values
            if actor is self.actor:
                loops = self.env.arena.loops[games]
                for trajectory in self.recorders.record(
                    games, observations, decisions, loops, turn.rewards[rows], version=self.learner.updates
                ):
                    self.queue.put(trajectory)
        self.turn = self.env.step(actions)

    def _seat_opponent(self, g: int) -> None:
        """A game ends and the next begins: report the one, fetch the other, seat its opponent."""
        if g in self.matches:
            self._report(g)
        match = self.league.next_match(self.id)
        self.matches[g] = match
        self.actor.begin(np.array([g]))
        self.away.pop(g, None)
        opponent = match.away
        if isinstance(opponent, Yardstick):
            self.env.seat(g, AWAY, levels()[level_number(opponent.level) - 1])
            return
        self.env.seat(g, AWAY, None)
        self.away[g] = self._actor_of(opponent)
        self.away[g].begin(np.array([g]))

    def _report(self, g: int) -> None:
        arena = self.env.arena
        match = self.matches.pop(g)
        rewards = arena.rewards(np.array([[g, HOME]]))
        outcome = Outcome.WIN if rewards[0] > 0 else Outcome.LOSS if rewards[0] < 0 else Outcome.DRAW
        self.league.report(match.id, outcome, {"loops": int(arena.loops[g])})
        self.games += 1
        self.wins += outcome is Outcome.WIN

    def _actor_of(self, player: Player) -> Actor:
        """An actor of a past player, or of a learner as it last saved itself; one for all games that need it."""
        key = player.sha256 if isinstance(player, Snapshot) else player.name
        if key not in self.policies:
            self.policies[key] = self._policy_of(player)
        policy = self.policies[key]
        for actor in self.away.values():
            if actor.policy is policy:
                return actor
        return Actor(policy, len(self.env.arena), self.seed + player.id)

    def _policy_of(self, player: Player) -> Policy:
        if isinstance(player, Snapshot):
            return load_policy(self.league.store.snapshots.path(player.sha256))
        if player.id == self.id:
            return self.policy  # self-play: it meets itself as it is now
        file = self.folder / "learners" / f"{player.name}.safetensors"
        return load_policy(file if file.exists() else self.folder / "supervised.safetensors")

    def _groups(self, games: np.ndarray, seats: np.ndarray):
        """(rows, actor, games): the due seats by who decides for them."""
        home = np.flatnonzero(seats == HOME)
        if len(home):
            yield home, self.actor, games[home]
        rows = np.flatnonzero(seats == AWAY)
        for actor in {id(a): a for a in (self.away[int(g)] for g in games[rows])}.values():
            mine = np.array([r for r in rows if self.away[int(games[r])] is actor])
            yield mine, actor, games[mine]

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

    def _player(self) -> Player:
        return self.league.roster.players[self.id]

    def _stream(self, g: int) -> int:
        return self.id * 1000 + g
