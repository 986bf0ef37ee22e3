"""Who plays which seat of a learner's games: the learner itself, copies of the past, other learners, levels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from starleague.agent.actor import Actor
from starleague.agent.checkpoints import load_policy
from starleague.agent.network import Policy
from starleague.bots.plans import level_number, levels
from starleague.env.strategies import Strategy, choose
from starleague.env.z import Z
from starleague.league import Coordinator, Match, Outcome, Player, Snapshot, Yardstick
from starleague.run.agents import supervised_of


class Seating:
    """Fetches matches from the league and seats their players. Agents are seats: 2 * game + player - 1.

    Agents with the same policy share an actor, which decides for all of them at once.
    """

    def __init__(self, league: Coordinator, learner: int, policy: Policy, folder: Path, games: int, seed: int):
        self.league, self.learner, self.folder, self.seed = league, learner, folder, seed
        self.agents = 2 * games
        self.random = np.random.default_rng(seed)
        self.actor = Actor(policy, self.agents, seed)  # the learner's own
        self.actors: dict[int, Actor] = {}  # by agent; levels play by themselves
        self.policies: dict[str, Policy] = {}  # of past players, by digest; of other learners, by name
        self.matches: dict[int, Match] = {}
        self.strategies: dict[int, Strategy | None] = {}

    def next_match(self, g: int) -> str | None:
        """Seat the players of the next match; the level that plays the second seat, None: an agent."""
        match = self.matches[g] = self.league.next_match(self.learner)
        self._seat(2 * g, self.actor)
        if isinstance(match.away, Yardstick):
            self.actors.pop(2 * g + 1, None)
            self.strategies[2 * g + 1] = None
            return levels()[level_number(match.away.level) - 1]
        self._seat(2 * g + 1, self._actor_of(match.away))
        return None

    def own(self, g: int) -> list[int]:
        """The agents of a game that the learner plays: both in self-play."""
        return [agent for agent in (2 * g, 2 * g + 1) if self.actors.get(agent) is self.actor]

    def races(self, g: int) -> tuple[str, str]:
        """Of both players of a game."""
        match = self.matches[g]
        return match.home.race.title(), match.away.race.title()

    def strategy(self, g: int, player: int) -> Z | None:
        """What a seat is to follow in the game that begins."""
        strategy = self.strategies[2 * g + player - 1]
        return strategy.z if strategy else None

    def groups(self, agents: np.ndarray) -> Iterator[tuple[Actor, np.ndarray]]:
        """(actor, positions in ``agents``) by who decides for them."""
        actors = [self.actors[int(agent)] for agent in agents]
        for actor in {id(actor): actor for actor in actors}.values():
            yield actor, np.array([row for row, who in enumerate(actors) if who is actor])

    def report(self, g: int, outcome: Outcome, loops: int) -> None:
        """A match has ended."""
        strategy = self.strategies.get(2 * g)
        self.league.report(
            self.matches.pop(g).id, outcome, {"loops": loops, "strategy": strategy.plan if strategy else ""}
        )

    def close(self) -> None:
        """Give back the matches that were not finished."""
        for match in self.matches.values():
            self.league.report(match.id, Outcome.VOID)
        self.matches.clear()

    def _seat(self, agent: int, actor: Actor) -> None:
        self.actors[agent] = actor
        actor.begin(np.array([agent]))
        self.strategies[agent] = choose(actor.policy.strategies, self.random)

    def _actor_of(self, player: Player) -> Actor:
        if player.id == self.learner:
            return self.actor  # self-play: it meets itself as it is now
        key = player.sha256 if isinstance(player, Snapshot) else player.name
        if key not in self.policies:
            self.policies[key] = self._policy_of(player)
        policy = self.policies[key]
        for actor in self.actors.values():
            if actor.policy is policy:
                return actor
        return Actor(policy, self.agents, self.seed + player.id)

    def _policy_of(self, player: Player) -> Policy:
        """Of a copy, or of a learner as it last saved itself."""
        if isinstance(player, Snapshot):
            return load_policy(self.league.store.snapshots.path(player.sha256))
        file = self.folder / "learners" / f"{player.name}.safetensors"
        return load_policy(file if file.exists() else supervised_of(self.folder, player.race))
