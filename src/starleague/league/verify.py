"""Is a league's store what it says it is? Files against their names, rows against their chain, payoff against log."""

from __future__ import annotations

import numpy as np

from starleague.league.coordinator import Coordinator
from starleague.league.history import results, snapshot_rows
from starleague.league.payoff import Payoff
from starleague.league.players import Snapshot
from starleague.league.snapshots import SnapshotError
from starleague.league.store import chain_next, chain_start, snapshot_row


def verify(league: Coordinator) -> list[str]:
    """Everything that is wrong, in words; empty when nothing is. Reads every checkpoint file."""
    return wrong_files(league) + wrong_chain(league) + wrong_payoff(league)


def wrong_files(league: Coordinator) -> list[str]:
    problems = []
    for sha256 in dict.fromkeys(player.sha256 for player in league.players if isinstance(player, Snapshot)):
        try:
            league.store.snapshots.path(sha256)
        except SnapshotError as error:
            problems.append(str(error))
    return problems


def wrong_chain(league: Coordinator) -> list[str]:
    """Each snapshot's hash covers the one before: none can be changed, dropped or added afterwards unseen."""
    problems = []
    chain = chain_start(league.seed, league.config.as_mapping())
    players = league.players
    with league.store.reading() as connection:
        for row in snapshot_rows(connection):
            player = players[row.player_id]
            assert isinstance(player, Snapshot)
            chain = chain_next(chain, snapshot_row(player, row.reason, row.reset))
            if row.chain != chain or row.sha256 != player.sha256:
                problems.append(f"snapshot {player.name} is not the one that joined the league")
                chain = row.chain
    if not problems and league.store.league().chain != chain:
        problems.append("snapshots at the end of the chain are missing")
    return problems


def wrong_payoff(league: Coordinator) -> list[str]:
    """The kept payoff must be, to the last bit, what the match log gives."""
    generations = {learner.id: learner.generation for learner in league.learners}
    anew = Payoff(league.config.decay, league.config.prior_games)
    with league.store.reading() as connection:
        anew.add_all(results(connection, generations))
    everybody = np.arange(len(league.players))
    kept = league.payoff
    same = np.array_equal(kept.games(everybody), anew.games(everybody))
    if same and np.array_equal(kept.scores(everybody), anew.scores(everybody)):
        return []
    return ["the payoff is not what the match log gives"]
