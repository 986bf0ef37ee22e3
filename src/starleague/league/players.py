"""The players of a league and what each role asks of it: whom to meet, when to be copied.

Players are frozen records; what changes (ratings, steps) makes a new record with the same id. Roles follow
the text of the paper, not the published pseudocode, where the two differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

import numpy as np

from starleague.league.config import LeagueExploiterRules, MainAgentRules, MainExploiterRules, ResetRule
from starleague.league.matchmaking import NOBODY, Ints, Weighting, draw_branch, forgotten

if TYPE_CHECKING:
    from starleague.league.roster import Roster


class Kind(StrEnum):
    """Why a match is played."""

    SELF_PLAY = "self_play"  # a main agent against a current main agent, itself included
    PFSP = "pfsp"  # against the league's past
    FORGOTTEN = "forgotten"  # a main agent against who it no longer beats, or past main exploiters
    CURRICULUM = "curriculum"  # against the past of a main agent that is too strong, x(1-x)
    EXPLOIT = "exploit"  # an exploiter against a current main agent
    YARDSTICK = "yardstick"  # training against a built-in level or an outside bot
    EVALUATION = "evaluation"  # for rating only; nobody learns from it


class Choice(NamedTuple):
    opponent: int  # player id
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Player:
    """Anybody who can be met."""

    role: ClassVar[str] = "player"

    id: int  # dense, in order of joining
    name: str
    race: str
    elo: float = 0.0
    mu: float = 25.0  # OpenSkill's mean
    sigma: float = 25.0 / 3.0  # and doubt
    matches: int = 0  # that moved the ratings
    crashes: int = 0  # in a row
    benched: bool = False  # crashed too often; met no more


@dataclass(frozen=True, kw_only=True)
class Yardstick(Player):
    """Fixed strength, from outside the league."""

    role: ClassVar[str] = "yardstick"

    opponent: str  # "builtin", or an address the runner understands
    level: int = 0
    anchored: bool = False  # its rating is given, not measured


@dataclass(frozen=True, kw_only=True)
class Snapshot(Player):
    """A copy of a learner, for ever as it was. The initial parameters are one too, copied from nobody."""

    role: ClassVar[str] = "snapshot"

    sha256: str  # of the checkpoint file, which bears this name
    parent: int | None = None  # the learner; None for the initial parameters
    parent_role: str = ""
    number: int = 0  # which of the parent's copies, from 1
    steps: int = 0  # the parent's, then


@dataclass(frozen=True, kw_only=True)
class Learner(Player):
    """A player whose parameters are being trained."""

    steps: int = 0  # trained in all
    snapshot_steps: int = 0  # at its last copy
    snapshots: int = 0  # copies taken
    generation: int = 0  # resets so far; results of earlier generations say nothing about this one
    initial: str | None = None  # sha256 of the parameters this generation began with

    def choose_opponent(self, roster: Roster, rng: np.random.Generator) -> Choice:
        """Whom to meet next."""
        raise NotImplementedError(f"{type(self).__name__} must say whom it meets")

    def rules(self, roster: Roster) -> MainAgentRules | MainExploiterRules | LeagueExploiterRules:
        return getattr(roster.config, self.role)

    def reset_rule(self, roster: Roster) -> ResetRule:
        return getattr(self.rules(roster), "reset", ResetRule(chance=0.0))

    def targets(self, roster: Roster) -> Ints:
        """Who must be beaten for an early copy."""
        return NOBODY

    def snapshot_reason(self, roster: Roster) -> str | None:
        """Why a copy is due now, or None."""
        rule = self.rules(roster).snapshot
        since = self.steps - self.snapshot_steps
        if since <= 0 or since < rule.min_steps:
            return None
        targets = self.targets(roster)
        if rule.above is not None and targets.size and roster.win_rates(self, targets).min() > rule.above:
            return "beats all"
        return "timeout" if since >= rule.timeout_steps else None

    def copy(self, player_id: int, sha256: str) -> Snapshot:
        """Its parameters as a player of their own, as strong as it is now."""
        return Snapshot(
            id=player_id,
            name=f"{self.name}@{self.snapshots + 1}",
            race=self.race,
            elo=self.elo,
            mu=self.mu,
            sigma=self.sigma,
            sha256=sha256,
            parent=self.id,
            parent_role=self.role,
            number=self.snapshots + 1,
            steps=self.steps,
        )

    def reset_target(self, roster: Roster, rng: np.random.Generator) -> Snapshot | None:
        """Whose parameters the learner takes on after a copy, if it is reset."""
        rule = self.reset_rule(roster)
        if rng.random() >= rule.chance:
            return None
        newest_main = roster.newest_main_copy(self.race) if rule.to == "main" else None
        return newest_main or roster.initial(self.race)

    def reborn(self, origin: Snapshot) -> Self:
        """With that player's parameters and rating; results so far no longer speak of it."""
        begun = replace(self, elo=origin.elo, mu=origin.mu, sigma=origin.sigma)
        return replace(begun, generation=self.generation + 1, initial=origin.sha256)

    def _yardstick(self, roster: Roster, rng: np.random.Generator) -> Choice | None:
        return roster.prioritised(self, roster.yardsticks, Weighting.VARIANCE, Kind.YARDSTICK, rng)

    def _curriculum(self, main: int, roster: Roster, rng: np.random.Generator) -> Choice | None:
        """The past of a main agent that is too strong, around one's own strength."""
        return roster.prioritised(self, roster.past_of_main(main), Weighting.VARIANCE, Kind.CURRICULUM, rng)


@dataclass(frozen=True, kw_only=True)
class MainAgent(Learner):
    """Must beat everybody; never reset."""

    role: ClassVar[str] = "main_agent"

    def choose_opponent(self, roster: Roster, rng: np.random.Generator) -> Choice:
        rules = roster.config.main_agent
        branch = draw_branch((rules.pfsp, rules.forgotten, rules.yardsticks), rng)
        choice = None
        if branch == 0:
            choice = roster.prioritised(self, roster.past, Weighting.HARD, Kind.PFSP, rng)
        elif branch == 1:
            pool = self._lost_ground(roster, rules)
            choice = roster.prioritised(self, pool, Weighting.HARD, Kind.FORGOTTEN, rng)
        elif branch == 2:
            choice = self._yardstick(roster, rng)
        return choice or self._self_play(roster, rules, rng)

    def _lost_ground(self, roster: Roster, rules: MainAgentRules) -> Ints:
        """Past mains it once beat and no longer does, and past main exploiters that are strong against it."""
        pools = [NOBODY]
        for main in roster.mains:
            past = roster.past_of_main(int(main))
            rates = roster.win_rates(self, past)
            pools.append(past[forgotten(rates) & (rates < rules.forgotten_below)])
        exploiters = roster.past_main_exploiters
        pools.append(exploiters[roster.win_rates(self, exploiters) < rules.exploiter_below])
        return np.unique(np.concatenate(pools))

    def _self_play(self, roster: Roster, rules: MainAgentRules, rng: np.random.Generator) -> Choice:
        """A current main agent; where that one is too strong, its past as a curriculum."""
        opponent = roster.any_main(rng)
        struggling = roster.win_rates(self, [opponent])[0] < rules.struggling_below
        if struggling and (choice := self._curriculum(opponent, roster, rng)):
            return choice
        return Choice(opponent, Kind.SELF_PLAY)


@dataclass(frozen=True, kw_only=True)
class MainExploiter(Learner):
    """Finds weaknesses of the current main agents; reset after each copy."""

    role: ClassVar[str] = "main_exploiter"

    def choose_opponent(self, roster: Roster, rng: np.random.Generator) -> Choice:
        rules = roster.config.main_exploiter
        if rng.random() < rules.yardsticks and (choice := self._yardstick(roster, rng)):
            return choice
        opponent = roster.any_main(rng)
        struggling = roster.win_rates(self, [opponent])[0] < rules.struggling_below
        if rng.random() < rules.past_share and struggling and (choice := self._curriculum(opponent, roster, rng)):
            return choice
        return Choice(opponent, Kind.EXPLOIT)

    def targets(self, roster: Roster) -> Ints:
        return roster.mains


@dataclass(frozen=True, kw_only=True)
class LeagueExploiter(Learner):
    """Finds what nobody in the league can beat; sometimes reset after a copy."""

    role: ClassVar[str] = "league_exploiter"

    def choose_opponent(self, roster: Roster, rng: np.random.Generator) -> Choice:
        rules = roster.config.league_exploiter
        if rng.random() < rules.yardsticks and (choice := self._yardstick(roster, rng)):
            return choice
        choice = roster.prioritised(self, roster.past, Weighting.HARD, Kind.PFSP, rng)
        return choice or Choice(roster.any_main(rng), Kind.EXPLOIT)

    def targets(self, roster: Roster) -> Ints:
        return roster.past


ROLES: dict[str, type[Player]] = {
    kind.role: kind for kind in (MainAgent, MainExploiter, LeagueExploiter, Snapshot, Yardstick)
}
