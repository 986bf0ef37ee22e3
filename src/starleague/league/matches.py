"""What the runner is handed and hands back: matches, their outcomes, requests for snapshots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from starleague.league.players import Kind, Learner, Player, Snapshot, Yardstick
from starleague.league.ratings import Rating, rate_match


class Outcome(StrEnum):
    """Of a match, as home saw it."""

    WIN = "win"
    DRAW = "draw"
    LOSS = "loss"
    VOID = "void"  # not played to its end, through nobody's fault
    HOME_CRASHED = "home_crashed"
    AWAY_CRASHED = "away_crashed"

    @property
    def score(self) -> float | None:
        """Home's: 1, 0.5, 0, or None where the match was not played out."""
        return {Outcome.WIN: 1.0, Outcome.DRAW: 0.5, Outcome.LOSS: 0.0}.get(self)


@dataclass(frozen=True)
class Match:
    """A game to play. Home is the learner that asked (in ``next_evaluation``, either player)."""

    id: int
    home: Player
    away: Player
    kind: Kind
    seed: int  # for everything random in the game: a function of the league's seed and the id

    @property
    def trains(self) -> bool:
        """Whether learners learn from it."""
        return self.kind is not Kind.EVALUATION


@dataclass(frozen=True)
class SnapshotRequest:
    """A learner's parameters, as they are now, should become a player."""

    learner: Learner
    number: int
    reason: str


@dataclass(frozen=True)
class SnapshotTaken:
    player: Snapshot
    learner: Learner  # as it goes on
    reset_to: str | None  # sha256 of the parameters that the learner must load; None: it goes on as it is


def rated(home: Player, away: Player, score: float, k: float) -> tuple[Player, Player]:
    """Both players after a match that counts. Anchored ones keep their rating."""
    after = rate_match(rating_of(home), rating_of(away), score, k)
    players = []
    for player, rating in zip((home, away), after):
        anchored = isinstance(player, Yardstick) and player.anchored
        rating = rating_of(player) if anchored else rating
        players.append(replace(player, matches=player.matches + 1, **rating._asdict()))
    return players[0], players[1]


def rating_of(player: Player) -> Rating:
    return Rating(player.elo, player.mu, player.sigma)


def noted(player: Player, crashed: bool, outcome: Outcome, bench_after: int) -> Player:
    """The player with its crashes in a row counted; too many bench it.

    A learner is never benched: it is what the league is for, and its runner's business to mend.
    """
    if not crashed:
        return replace(player, crashes=0) if player.crashes and outcome.score is not None else player
    crashes = player.crashes + 1
    benched = not isinstance(player, Learner) and crashes >= bench_after
    return replace(player, crashes=crashes, benched=player.benched or benched)


def generation(player: Player) -> int:
    """Which of its lives a learner is in; others have one."""
    return player.generation if isinstance(player, Learner) else 0
