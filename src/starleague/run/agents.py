"""Agents from files: which checkpoint is meant, and how its policy plays seats of games."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import torch

from starleague.agent.actor import Actor
from starleague.agent.checkpoints import load_policy
from starleague.agent.network import Policy
from starleague.bots.plans import PLAYABLE
from starleague.env.actions import choices_from, decode, land_of
from starleague.env.features import Observer
from starleague.env.limits import Pace, RateLimit
from starleague.env.memory import seats
from starleague.env.strategies import choose
from starleague.env.z import begin_tracking, follow
from starleague.game.games import Games
from starleague.run.telling import Telling

RACES = tuple(race.name.lower() for race in PLAYABLE)
SHIPPED = "agent:"  # before the race of an agent that comes with the package


def main_of(folder: Path, race: str) -> Path:
    """Where a league's main agent of a race lies."""
    return folder / f"main-{race}.safetensors"


def supervised_of(folder: Path, race: str) -> Path:
    """Where what a race's learners begin with lies."""
    return folder / f"supervised-{race}.safetensors"


def find_checkpoint(where: str | Path) -> Path:
    """A checkpoint file, the (first) main agent of a league's folder, or "agent:RACE", which comes with the package;
    FileNotFoundError says what is missing."""
    if str(where).startswith(SHIPPED):
        return _shipped(str(where).removeprefix(SHIPPED))
    path = Path(where)
    if path.is_file():
        return path
    for file in (place(path, race) for place in (main_of, supervised_of) for race in RACES):
        if file.is_file():
            return file
    raise FileNotFoundError(
        f"{path} is neither a checkpoint nor a league's folder with a main agent; `starleague league run` makes one"
    )


def shipped() -> list[str]:
    """The agents that come with the package: "agent:terran" ..."""
    return [SHIPPED + race for race in RACES if weights_of(race).is_file()]


def _shipped(race: str) -> Path:
    if not weights_of(race).is_file():
        raise FileNotFoundError(f"no agent {SHIPPED}{race}; there are {', '.join(shipped()) or 'none'}")
    return weights_of(race)


def weights_of(race: str) -> Path:
    """Where the agent that ships for a race lies."""
    return Path(str(resources.files("starleague.agent"))) / "weights" / f"{race}.safetensors"


class Seats:
    """One policy in some seats of a batch of games, each asked when it is due; it follows a strategy that it knows."""

    def __init__(
        self, games: Games, policy: Policy, who: Sequence[tuple[int, int]], seed: int = 0, limited: bool = True
    ):
        self.games = games
        self.who = np.array(who, np.int32).reshape(-1, 2)  # (game, player)
        self.actor = Actor(policy, len(self.who), seed)
        self.memory = seats(len(games))
        self.observer = Observer(games.table, len(self.who), policy.shapes.sizes, games.patch)
        self.land = land_of(self.observer.frame, self.observer.shapes, np.array(games.map.bases()))
        self.limit = RateLimit(2 * len(games), limited)
        self.due = np.zeros(len(self.who), np.int64)  # [loop]
        self.random = np.random.default_rng(seed)
        self.telling = Telling(games, self.observer.shapes, self.land)
        self._results = np.zeros(2 * len(games), np.int32)
        for g in sorted({int(g) for g, _ in self.who}):
            self.begin(g)

    def begin(self, g: int) -> None:
        """Game ``g`` starts anew."""
        self.memory[g] = np.zeros((), self.memory.dtype)
        begin_tracking(self.observer.tables, self.games.state, self.memory, g, g + 1)
        self.limit.reset(np.array([2 * g, 2 * g + 1]))
        mine = self.who[:, 0] == g
        self.actor.begin(np.flatnonzero(mine))
        self.due[mine] = 0
        for player in self.who[mine, 1]:
            strategy = choose(self.actor.policy.strategies, self.random, shown=1.0)
            follow(self.memory[g, player - 1], strategy.z if strategy else None)

    def pace(self) -> Pace:
        """What the policy did in all its seats."""
        return self.limit.report(2 * self.who[:, 0] + self.who[:, 1] - 1)

    def _heard(self, who: np.ndarray) -> list[int]:
        """The rows whose thoughts are written down: of the game that is recorded."""
        recorder = self.games.recorder
        return [] if recorder is None else np.flatnonzero(who[:, 0] == recorder.g).tolist()

    def act(self) -> None:
        """Let every seat that is due decide; its commands go into the games' inboxes."""
        loops = self.games.state["loop"][self.who[:, 0]].astype(np.int64)
        rows = np.flatnonzero((loops >= self.due) & (self.games.state["over"][self.who[:, 0]] == 0))
        if not len(rows):
            return
        who = np.ascontiguousarray(self.who[rows])
        observations = self.observer.observe(self.games.state, self.memory, who)
        decisions = self.actor.act(observations, rows, aloud=self._heard(who))
        for row, thought in decisions.thoughts.items():
            self.telling.note(int(who[row, 1]), thought, self.observer.slots[row])
        actions = choices_from(decisions.actions)
        actions = self.limit.allow(2 * who[:, 0] + who[:, 1] - 1, loops[rows], actions)
        decode(
            self.observer.rules.reshape(-1), self.observer.tables, self.land, self.games.state, self.memory, who,
            self.observer.slots, self.observer.generations, actions, self._results,
        )
        self.due[rows] = loops[rows] + actions["delay"]


class AgentDriver:
    """A ``game.driver.Driver`` in which an agent takes every computer's seat, whatever its difficulty."""

    def __init__(self, games: Games, checkpoint: Path, seed: int = 0):
        torch.set_num_threads(1)
        self.games = games
        self.policy = load_policy(checkpoint)
        self.seed = seed
        self.seats: Seats | None = None
        self.who: list[tuple[int, int]] = []

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        self.who.append((g, player))
        self.seats = Seats(self.games, self.policy, self.who, self.seed)

    def clear(self, g: int) -> None:
        self.who = [(game, player) for game, player in self.who if game != g]
        self.seats = Seats(self.games, self.policy, self.who, self.seed) if self.who else None

    def pace(self) -> Pace:
        """What the agent did in all its seats."""
        return self.seats.pace() if self.seats is not None else Pace()

    def step(self, loops: int | np.ndarray) -> None:
        """Move one game on, the agent deciding whenever it is due."""
        left = int(np.max(loops))
        while left > 0:
            piece = left
            if self.seats is not None:
                self.seats.act()
                piece = max(1, min(left, int((self.seats.due - self.games.state["loop"].max()).min())))
            self.games.step(piece)
            left -= piece
