"""The league as its runner sees it: it takes results and gives matches, and knows nothing of how games go.

league = Coordinator(Store(folder), load_config("laptop"), seed=0)   # or Coordinator(Store(folder)): resume
league.add_initial("terran", checkpoint)                             # the supervised parameters
match = league.next_match(learner.id)
league.report(match.id, Outcome.WIN)                                 # as home saw it
if request := league.step(learner.id, env_steps):
    taken = league.take_snapshot(request, checkpoint)                # taken.reset_to: parameters to load
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from starleague.league.config import LeagueConfig, config_from
from starleague.league.founding import founders, initial_player
from starleague.league.history import open_match_rows
from starleague.league.matches import (
    Match,
    Outcome,
    SnapshotRequest,
    SnapshotTaken,
    generation,
    noted,
    rated,
)
from starleague.league.matchmaking import Stream, Weighting, generator
from starleague.league.memory import Change, Memory
from starleague.league.payoff import Payoff
from starleague.league.players import Choice, Kind, Learner, Player, Snapshot
from starleague.league.roster import Roster
from starleague.league.store import Store, StoreError


class Coordinator:
    """One league. Every method that changes it is one transaction; any number of processes may call."""

    def __init__(self, store: Store, config: LeagueConfig | None = None, seed: int | None = None) -> None:
        """Found a league, or go on with the one in ``store`` (then config and seed may be left out).

        Raises StoreError when the store holds a league with another config or seed, or none and no config.
        """
        if config is not None:
            store.found(config.as_mapping(), seed)
        row = store.league()
        self.store = store
        self.seed: int = row.seed
        self.config = config_from(row.config, source=str(store.folder))
        self._memory = Memory(store, self.config)
        with self._memory.changing() as change:
            if not change.roster.players:
                for player in founders(self.config):
                    change.put(player)

    def add_initial(self, race: str, checkpoint: bytes | Path) -> Snapshot:
        """The parameters that the learners of ``race`` begin with and are reset to; the league's first past player.

        Doing it again with the same checkpoint does nothing; with another it raises StoreError.
        """
        if race not in self.config.races:
            raise StoreError(f"this league has no learners of race {race!r}")
        sha256 = self.store.snapshots.put(checkpoint)
        with self._memory.changing() as change:
            known = change.roster.initial(race)
            if known is not None:
                if known.sha256 != sha256:
                    raise StoreError(f"{known.name} is {known.sha256} already and cannot become {sha256}")
                return known
            initial = initial_player(len(change.roster.players), race, sha256, self.config)
            change.put(initial)
            change.store.put_snapshot(initial, self.store.snapshots.size(sha256), "initial", reset=False)
            for learner in change.roster.learners:
                if learner.race == race:
                    change.put(replace(learner, initial=sha256))
        return initial

    def next_match(self, learner_id: int) -> Match:
        """Whom this learner meets next. Match k is the same whenever it is asked for in the same state."""
        with self._memory.changing() as change:
            learner = change.roster.learner(learner_id)
            if learner.initial is None:
                raise StoreError(f"call add_initial({learner.race!r}, …) before {learner.name} plays")
            match_id = change.store.count("matches")
            rng = generator(self.seed, Stream.MATCH, match_id)
            choice = None
            if rng.random() < self.config.evaluation_share:
                yardsticks = change.roster.yardsticks
                choice = change.roster.prioritised(learner, yardsticks, Weighting.EVEN, Kind.EVALUATION, rng)
            return self._give_out(change, match_id, learner, choice or learner.choose_opponent(change.roster, rng))

    def next_evaluation(self) -> Match:
        """The two players of fixed strength about whom least is known, against each other, for rating only.

        Raises StoreError while there are fewer than two.
        """
        with self._memory.changing() as change:
            fixed = np.concatenate([change.roster.past, change.roster.yardsticks])
            if len(fixed) < 2:
                raise StoreError("there are not yet two players of fixed strength")
            match_id = change.store.count("matches")
            rng = generator(self.seed, Stream.MATCH, match_id)
            games = change.roster.payoff.games(fixed)
            np.fill_diagonal(games, np.inf)
            fewest = np.argwhere(games <= games.min() + 0.5)
            home, away = (int(player) for player in fixed[fewest[int(rng.random() * len(fewest))]])
            return self._give_out(change, match_id, change.roster.players[home], Choice(away, Kind.EVALUATION))

    def open_matches(self) -> list[Match]:
        """Given out and not reported: after a restart, play these again, or report them void."""
        with self._memory.reading() as (roster, connection):
            rows = open_match_rows(connection)
            return [self._match(row.id, roster.players, row.home_id, row.away_id, Kind(row.kind)) for row in rows]

    def give_back(self, learner_id: int) -> list[Match]:
        """Void the matches that this learner was playing when its process died: for who goes on with the learner."""
        left = [match for match in self.open_matches() if match.home.id == learner_id]
        for match in left:
            self.report(match.id, Outcome.VOID)
        return left

    def report(self, match_id: int, outcome: Outcome | str, stats: dict[str, Any] | None = None) -> bool:
        """A result, with whatever the runner wants kept with it (plain JSON); payoff and ratings follow.

        Returns whether it counted: a second report of a match does nothing, and results between a player and
        itself, of matches not played out, or of a learner reset meanwhile are kept but change nobody.
        Raises KeyError for a match never given out.
        """
        outcome = Outcome(outcome)
        with self._memory.changing() as change:
            row = change.store.match(match_id)
            if row is None:
                raise KeyError(f"match {match_id} was never given out")
            if row.reported is not None:
                return False
            home, away = (change.roster.players[player] for player in (row.home_id, row.away_id))
            score = outcome.score
            same_lives = (generation(home), generation(away)) == (row.home_generation, row.away_generation)
            counted = score is not None and home.id != away.id and same_lives
            if score is not None and counted:
                change.put_pair(home.id, away.id, change.roster.payoff.after(home.id, away.id, score))
                home, away = rated(home, away, score, self.config.ratings.k)
            home = noted(home, outcome is Outcome.HOME_CRASHED, outcome, self.config.bench_after_crashes)
            away = noted(away, outcome is Outcome.AWAY_CRASHED, outcome, self.config.bench_after_crashes)
            for player in (home, away):
                if player != change.roster.players[player.id]:
                    change.put(player)
            result = dict(outcome=str(outcome), counted=counted, home_elo=home.elo, away_elo=away.elo, stats=stats)
            change.store.finish_match(match_id, result)
        return counted

    def step(self, learner_id: int, env_steps: int) -> SnapshotRequest | None:
        """The learner has trained ``env_steps`` steps in all (not since the last call). Is a copy due?

        The answer is the same until the copy is taken, after a restart too.
        """
        with self._memory.changing() as change:
            learner = change.roster.learner(learner_id)
            if learner.steps != env_steps:
                learner = replace(learner, steps=env_steps)
                change.put(learner)
            reason = learner.snapshot_reason(change.roster)
        return SnapshotRequest(learner, learner.snapshots + 1, reason) if reason else None

    def take_snapshot(self, request: SnapshotRequest, checkpoint: bytes | Path) -> SnapshotTaken:
        """The learner's parameters join the league as a player of their own, for ever as they are.

        Raises StoreError when the request was answered before.
        """
        sha256 = self.store.snapshots.put(checkpoint)  # on the disk before a row names it
        with self._memory.changing() as change:
            learner = change.roster.learner(request.learner.id)
            if learner.snapshots + 1 != request.number:
                raise StoreError(f"snapshot {request.number} of {learner.name} is already taken")
            copy = learner.copy(len(change.roster.players), sha256)
            change.put(copy)
            learner = replace(learner, snapshots=request.number, snapshot_steps=learner.steps)
            rng = generator(self.seed, Stream.RESET, (learner.id << 32) + request.number)
            begin_from = learner.reset_target(change.roster, rng)
            if begin_from:
                learner = learner.reborn(begin_from)
                change.forget_results(learner.id)
            change.put(learner)
            size = self.store.snapshots.size(sha256)
            change.store.put_snapshot(copy, size, request.reason, reset=begin_from is not None)
        return SnapshotTaken(copy, learner, begin_from.sha256 if begin_from else None)

    @property
    def roster(self) -> Roster:
        """The league as it is now, other processes' changes included. Read only."""
        with self._memory.reading() as (roster, _):
            return roster

    @property
    def players(self) -> list[Player]:
        """Everybody, by id."""
        return list(self.roster.players)

    @property
    def learners(self) -> list[Learner]:
        return self.roster.learners

    @property
    def payoff(self) -> Payoff:
        return self.roster.payoff

    def _give_out(self, change: Change, match_id: int, home: Player, choice: Choice) -> Match:
        players = change.roster.players
        away = players[choice.opponent]
        row = dict(id=match_id, home_id=home.id, away_id=away.id, kind=str(choice.kind))
        row |= dict(home_generation=generation(home), away_generation=generation(away))
        change.store.add_match(row | dict(home_steps=getattr(home, "steps", 0)))
        return self._match(match_id, players, home.id, away.id, choice.kind)

    def _match(self, match_id: int, players: list[Player], home: int, away: int, kind: Kind) -> Match:
        seed = int(generator(self.seed, Stream.GAME, match_id).bit_generator.random_raw()) >> 1
        return Match(match_id, players[home], players[away], kind, seed)
