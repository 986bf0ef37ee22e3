"""Who stands where: ratings fitted to all results, intervals, the hardest of the past, the league's equilibrium."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from starleague.league.coordinator import Coordinator
from starleague.league.equilibrium import nash_average, relative_population_performance
from starleague.league.history import Tally, tallies
from starleague.league.matches import generation
from starleague.league.matchmaking import Floats, Ints
from starleague.league.players import Learner, MainAgent, Player, Snapshot, Yardstick
from starleague.league.ratings import expected_score, fit_elo, minimum_win_rate, wilson

BELIEF = 2.0  # [games] that a fitted rating weighs against a pair's own results


@dataclass(frozen=True)
class Standing:
    """One player's line in the table. Its results are those of its present life."""

    player: Player
    elo: float  # fitted to the payoff
    elo_half_width: float  # of the 95 % interval; 0 for anchored players
    tally: Tally  # against everybody, undecayed
    low: float  # 95 % interval of the win rate
    high: float
    hardest_past: float  # the least win rate against a past player met; NaN for others than learners
    nash: float  # weight in the league's equilibrium
    nash_win_rate: float  # against that mixture


@dataclass(frozen=True)
class Standings:
    """By fitted Elo, best first; matrices are in that order."""

    rows: list[Standing]
    win_rates: Floats  # [row, column] with unseen pairs as the ratings expect
    games: Floats  # [row, column] decayed
    results: dict[tuple[int, int], Tally]  # by player ids, undecayed

    def population_performance(self, rows: list[int], columns: list[int]) -> float:
        """How often one set of players (ids) beats another when both mix as well as they can; NaN if one is empty."""
        place = {standing.player.id: index for index, standing in enumerate(self.rows)}
        if not rows or not columns:
            return float("nan")
        grid = np.ix_([place[each] for each in rows], [place[each] for each in columns])
        return relative_population_performance(self.win_rates[grid])

    def mains_performance(self) -> float:
        """How often the main agents' copies beat the exploiters', both mixed as well as can be; NaN without either."""
        players = [row.player for row in self.rows]
        copies = [each for each in players if isinstance(each, Snapshot) and each.parent is not None]
        mains = [each.id for each in copies if each.parent_role == MainAgent.role]
        return self.population_performance(mains, [each.id for each in copies if each.parent_role != MainAgent.role])


def standings(league: Coordinator) -> Standings:
    """Of everybody in the league, now."""
    roster = league.roster
    players = list(roster.players)
    ids = np.arange(len(players))
    games, scores = roster.payoff.games(ids), roster.payoff.scores(ids)
    anchors = np.array([each.elo if isinstance(each, Yardstick) and each.anchored else np.nan for each in players])
    rules = league.config.ratings
    elo, half_width = fit_elo(scores, games, anchors, rules.prior_sd, rules.initial_elo)
    rates = (scores + BELIEF * expected_score(elo[:, None], elo[None, :])) / (games + BELIEF)
    weights, nash_rates = nash_average(rates)
    with league.store.reading() as connection:
        results = tallies(connection, {each.id: generation(each) for each in players})
    totals: dict[int, Tally] = {}
    for (player_id, _), tally in results.items():
        totals[player_id] = totals.get(player_id, Tally()) + tally
    order = np.argsort(-elo, kind="stable")
    rows = []
    for index in order:
        player = players[index]
        tally = totals.get(player.id, Tally())
        low, high = wilson(tally.score, tally.games)
        numbers = (float(low), float(high), hardest(player, roster.past, rates, games))
        equilibrium = (float(weights[index]), float(nash_rates[index]))
        rows.append(Standing(player, float(elo[index]), float(half_width[index]), tally, *numbers, *equilibrium))
    grid = np.ix_(order, order)
    return Standings(rows, rates[grid], games[grid], results)


def hardest(player: Player, past: Ints, rates: Floats, games: Floats) -> float:
    """A learner's least win rate against those of the past that it met; few games lean on the ratings."""
    if not isinstance(player, Learner):
        return float("nan")
    return minimum_win_rate(rates[player.id, past[games[player.id, past] > 0]])
