"""Trajectories: what happened in own games, cut into pieces of equal length, to learn from.

A stream is one player's seat, game after game. Its pieces overlap by one observation: the last of a piece serves
as the bootstrap and is the first of the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from starleague.agent.rewards import PSEUDO_REWARDS

if TYPE_CHECKING:
    from starleague.agent.actor import Decisions

Arrays = dict[str, np.ndarray]


@dataclass
class Trajectory:
    """T steps of B streams."""

    observations: Arrays  # [T + 1, B, …]
    first: np.ndarray  # bool [T + 1, B] whether a game begins here
    actions: Arrays  # [T, B, …]
    log_probs: Arrays  # float32 [T, B] of each head, by the policy that acted
    rewards: np.ndarray  # float32 [T, B] after the action: 1 won, −1 lost, at the end of a game
    pseudo: np.ndarray  # float32 [T, B, PSEUDO_REWARDS]
    pseudo_active: np.ndarray  # bool [T, B, PSEUDO_REWARDS]
    loops: np.ndarray  # int32 [T, B] the game's time at the observation
    state: np.ndarray  # float32 [B, layers, 2, H] of the policy that acted, before the first observation
    streams: np.ndarray  # int64 [B] names of the streams
    versions: np.ndarray  # int64 [B] how many updates the policy that acted had seen
    teacher_state: Any = None  # [B, layers, 2, H] of the supervised policy; the learner fills it in
    uses: int = 0  # updates that it took part in


@dataclass
class Moment:
    """One decision in one stream, with what came in since the one before."""

    observation: Arrays  # without leading axes
    first: bool
    loop: int
    action: Arrays
    log_probs: Arrays
    state: np.ndarray  # before the decision
    reward: float = 0.0  # since the last decision; where `first` is set, the end of the game before
    pseudo: np.ndarray = field(default_factory=lambda: np.zeros(len(PSEUDO_REWARDS), np.float32))
    pseudo_active: np.ndarray = field(default_factory=lambda: np.zeros(len(PSEUDO_REWARDS), bool))
    version: int = 0


class Recorder:
    """Collects the moments of one stream into trajectories of B = 1."""

    def __init__(self, length: int, stream: int):
        self.length, self.stream = length, stream
        self.moments: list[Moment] = []

    def record(self, moment: Moment) -> Trajectory | None:
        """Add a moment. A trajectory, when this one completes it."""
        self.moments.append(moment)
        if len(self.moments) <= self.length:
            return None
        done, self.moments = self.moments, self.moments[-1:]
        return self._join(done)

    def _join(self, moments: list[Moment]) -> Trajectory:
        steps, following = moments[:-1], moments[1:]
        return Trajectory(
            observations=column(moments, "observation"),
            first=np.array([[m.first] for m in moments]),
            actions=column(steps, "action"),
            log_probs=column(steps, "log_probs"),
            rewards=np.array([[m.reward] for m in following], np.float32),
            pseudo=np.stack([m.pseudo for m in following])[:, None].astype(np.float32),
            pseudo_active=np.stack([m.pseudo_active for m in steps])[:, None],
            loops=np.array([[m.loop] for m in steps], np.int32),
            state=moments[0].state[None],
            streams=np.array([self.stream], np.int64),
            versions=np.array([moments[0].version], np.int64),
        )


class Recorders:
    """Collects the decisions of many streams, in whichever order they come."""

    def __init__(self, length: int, streams: Sequence[int]):
        self.recorders = [Recorder(length, stream) for stream in streams]

    def record(
        self,
        which: np.ndarray,
        observations: Arrays,
        decisions: Decisions,
        loops: np.ndarray,
        rewards: np.ndarray,
        pseudo: np.ndarray | None = None,
        pseudo_active: np.ndarray | None = None,
        version: int = 0,
    ) -> list[Trajectory]:
        """Decisions in n of the streams (which: their positions) and what came since the ones before.

        observations, loops: what was decided on; rewards [n], pseudo [n, PSEUDO_REWARDS]: since the last decision.
        Everything is copied. Returns the trajectories that are complete now.
        """
        nothing = np.zeros((len(which), len(PSEUDO_REWARDS)), np.float32)
        pseudo = nothing if pseudo is None else pseudo
        pseudo_active = nothing.astype(bool) if pseudo_active is None else pseudo_active
        made = []
        for row, stream in enumerate(which):
            moment = Moment(
                observation={name: np.array(array[row]) for name, array in observations.items()},
                first=bool(decisions.first[row]),
                loop=int(loops[row]),
                action={name: array[row] for name, array in decisions.actions.items()},
                log_probs={name: array[row] for name, array in decisions.log_probs.items()},
                state=decisions.states[row],
                reward=float(rewards[row]),
                pseudo=pseudo[row].copy(),
                pseudo_active=pseudo_active[row].copy(),
                version=version,
            )
            made.append(self.recorders[stream].record(moment))
        return [trajectory for trajectory in made if trajectory is not None]


def column(moments: list[Moment], name: str) -> Arrays:
    """[T, 1, …] of each array of a dict that every moment has."""
    return {key: np.stack([getattr(m, name)[key] for m in moments])[:, None] for key in getattr(moments[0], name)}


def side_by_side(trajectories: Sequence[Trajectory]) -> Trajectory:
    """One trajectory with all the streams of several of equal length."""

    def join(name: str, axis: int) -> Any:
        values = [getattr(t, name) for t in trajectories]
        if isinstance(values[0], dict):
            return {key: np.concatenate([value[key] for value in values], axis=axis) for key in values[0]}
        return np.concatenate(values, axis=axis)

    timed = ("observations", "first", "actions", "log_probs", "rewards", "pseudo", "pseudo_active", "loops")
    return Trajectory(**{name: join(name, 1) for name in timed},
                      **{name: join(name, 0) for name in ("state", "streams", "versions")})  # fmt: skip


class TrajectoryQueue:
    """Gives each trajectory to at most `max_uses` updates, fresh ones first; drops the oldest when it overflows."""

    def __init__(self, max_uses: int = 2, capacity: int = 1024):
        self.max_uses, self.capacity = max_uses, capacity
        self.fresh: deque[Trajectory] = deque()
        self.used: deque[Trajectory] = deque()
        self.dropped = 0  # trajectories that were never used

    def __len__(self) -> int:
        return len(self.fresh) + len(self.used)

    def put(self, trajectory: Trajectory) -> None:
        self.fresh.append(trajectory)
        if len(self) > self.capacity:
            if self.used:
                self.used.popleft()
            else:
                self.fresh.popleft()
                self.dropped += 1

    def take(self, count: int) -> list[Trajectory]:
        """`count` trajectories for one update; an empty list while there are not as many."""
        if len(self) < count:
            return []
        taken = [self.fresh.popleft() if self.fresh else self.used.popleft() for _ in range(count)]
        for trajectory in taken:
            trajectory.uses += 1
        self.used.extend(trajectory for trajectory in taken if trajectory.uses < self.max_uses)
        return taken
