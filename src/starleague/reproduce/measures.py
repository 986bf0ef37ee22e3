"""What a trained league is worth, measured by playing everything against everything in expectation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from starleague.league.equilibrium import relative_population_performance
from starleague.league.ratings import fit_elo
from starleague.reproduce.ablations import ELO, EXPLOITABILITY, HARDEST, PERFORMANCE
from starleague.reproduce.policy import Policy, improved, play, win_rates
from starleague.reproduce.spinning_top import Floats, SpinningTop

GAP = 2  # copies: the past is what is at least so much older, for the newest copy is nearly oneself
LAST = 4  # copies of a main agent whose mean Elo is the main agent's
GAMES = 20.0  # that each pair counts for in the fit of Elo

# Student's t of a two-sided 95 % interval, by degrees of freedom.
STUDENT: tuple[float, ...] = (
    *(0.0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145),
    *(2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045),
)


@dataclass(frozen=True)
class Trained:
    """The players of one league after training, oldest first."""

    main: list[Policy]  # copies of the main agent, the first policy before them
    everybody: list[Policy]
    exploitability: float  # of the main agent in the end


@dataclass(frozen=True)
class Interval:
    """A mean over seeds."""

    mean: float
    low: float  # 95 %
    high: float


def measured(game: SpinningTop, leagues: Sequence[Trained]) -> list[dict[str, float]]:
    """Of each of the leagues of one seed: Elo and performance are among all of them."""
    return [
        {
            ELO: elo,
            HARDEST: hardest_past(win_rates(game, league.main, league.main)),
            PERFORMANCE: performance(game, league, [each for each in leagues if each is not league]),
            EXPLOITABILITY: league.exploitability,
        }
        for league, elo in zip(leagues, main_elo(game, leagues))
    ]


def hardest_past(rates: Floats) -> float:
    """The minimum win rate against the past, on average over the second half of training."""
    copies = range(max(len(rates) // 2, GAP + 1), len(rates))
    return float(np.mean([rates[copy, : copy - GAP].min() for copy in copies]))


def main_elo(game: SpinningTop, leagues: Sequence[Trained]) -> list[float]:
    """Of each league's main agent in the end, among all players of all the leagues; the middle of all is 0."""
    players = [policy for league in leagues for policy in league.everybody]
    rates = win_rates(game, players, players)
    scores = GAMES * 0.5 * (rates + 1.0 - rates.T)
    elo, _ = fit_elo(scores, np.full_like(scores, GAMES), np.full(len(players), np.nan))
    elo_of = {id(player): value - elo.mean() for player, value in zip(players, elo)}
    return [float(np.mean([elo_of[id(policy)] for policy in league.main[-LAST:]])) for league in leagues]


def performance(game: SpinningTop, league: Trained, others: Sequence[Trained]) -> float:
    """How often a league's players beat all the others' when both sides mix them as well as they can."""
    against = [policy for other in others for policy in other.everybody]
    return relative_population_performance(win_rates(game, league.everybody, against))


def exploitability(game: SpinningTop, main: Policy, first: Policy, matches: int, games: int, seed: int) -> float:
    """How often a fresh exploiter wins in the end: from the first policy, without z, it meets that one player alone."""
    rng = np.random.default_rng(seed)
    exploiter = first = replace(first, shown=0.0)
    for _ in range(matches):
        exploiter = improved(exploiter, first, play(game, exploiter, main, games, rng))
    return float(win_rates(game, [exploiter], [main])[0, 0])


def interval(values: Sequence[float]) -> Interval:
    """Of the mean of independent values; without end for one alone."""
    mean, degrees = float(np.mean(values)), len(values) - 1
    if degrees < 1:
        return Interval(mean, float("-inf"), float("inf"))
    factor = STUDENT[degrees] if degrees < len(STUDENT) else 1.96
    half = factor * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return Interval(mean, mean - half, mean + half)
