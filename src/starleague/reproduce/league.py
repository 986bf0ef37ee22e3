"""A league whose learners play the spinning top: the real coordinator, matchmaking and snapshots, fast games."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from starleague.league import Coordinator, Match, Outcome, Player, Snapshot, Store
from starleague.league.config import config_from
from starleague.reproduce.policy import SHOWN, Policy, improved, play
from starleague.reproduce.spinning_top import SpinningTop

BATCH = 128  # games of a match: all are learned from, the first one is the match's result
NO_EXPLOITERS = {"main_exploiters": 0, "league_exploiters": 0}


@dataclass
class SpinningTopLeague:
    """Learners with their current policies; everything else is in the league's store."""

    league: Coordinator
    game: SpinningTop
    first: Policy  # with which all learners begin
    policies: dict[int, Policy] = field(default_factory=dict)  # of learners, by id
    copies: dict[str, Policy] = field(default_factory=dict)  # of past players, by digest

    @staticmethod
    def founded(
        folder: Path, game: SpinningTop, seed: int, rules: dict[str, Any], url: str | None = "sqlite://"
    ) -> SpinningTopLeague:
        """A league that is kept in memory and gone afterwards, unless ``url`` says where."""
        config = config_from({"races": ["terran"]} | rules, source="ablation")
        league = Coordinator(Store(folder, url), config, seed)
        first = Policy.first(game)
        league.add_initial("terran", first.save())
        found = SpinningTopLeague(league, game, first)
        found.policies = {each.id: found.begun(each.id, each.initial or "") for each in league.learners}
        return found

    def train(self, matches: int) -> None:
        """Every learner plays so many matches, in turn."""
        learners = [each.id for each in self.league.learners]
        for number in range(1, matches + 1):
            for learner in learners:
                self.play(self.league.next_match(learner))
                self.join_league(learner, number)

    def play(self, match: Match) -> None:
        """A series of games; the learner improves by them, and the first one counts."""
        rng = np.random.default_rng(match.seed)
        home = self.policies[match.home.id]
        seen = play(self.game, home, self.policy(match.away), BATCH, rng)
        self.policies[match.home.id] = improved(home, self.first, seen)
        self.league.report(match.id, Outcome.WIN if seen.wins[0] else Outcome.LOSS)

    def join_league(self, learner: int, matches: int) -> None:
        """A copy where one is due, and other parameters where the league resets the learner."""
        request = self.league.step(learner, matches)
        if request is None:
            return
        taken = self.league.take_snapshot(request, self.policies[learner].save())
        if taken.reset_to:
            self.policies[learner] = self.begun(learner, taken.reset_to)

    def begun(self, learner: int, sha256: str) -> Policy:
        """With parameters of the league's; exploiters are shown no z, they look for what works."""
        main = learner in self.league.roster.mains
        return replace(self.copy_of(sha256), shown=SHOWN if main else 0.0)

    def policy(self, player: Player) -> Policy:
        return self.copy_of(player.sha256) if isinstance(player, Snapshot) else self.policies[player.id]

    def copy_of(self, sha256: str) -> Policy:
        if sha256 not in self.copies:
            self.copies[sha256] = Policy.load(self.league.store.snapshots.read(sha256))
        return self.copies[sha256]
