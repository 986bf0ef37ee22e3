"""How strong players are: Elo and OpenSkill after every match, Elo fitted to all of them, intervals.

    P(a beats b) = 1 / (1 + 10^((elo_b - elo_a) / 400))

Anchored players (yardsticks with a given rating) never move, so that the scale means the same all along.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from openskill.models import PlackettLuce

from starleague.league.matchmaking import Floats

LOGISTIC = np.log(10.0) / 400.0  # of one Elo point
Z95 = 1.959963984540054  # standard deviations of a two-sided 95 % interval


class Rating(NamedTuple):
    elo: float
    mu: float  # OpenSkill
    sigma: float


@cache
def openskill_model() -> PlackettLuce:
    return PlackettLuce()


def fresh_rating(elo: float, anchored: bool = False) -> Rating:
    """Where a player starts; an anchored one is sure. OpenSkill's scale is laid so that its odds agree with Elo's."""
    model = openskill_model()
    per_elo = LOGISTIC * np.sqrt(2.0) * model.beta
    return Rating(elo, float(model.mu + per_elo * elo), 1e-3 if anchored else float(model.sigma))


def expected_score(elo: npt.ArrayLike, opponent_elo: npt.ArrayLike) -> Floats:
    """Wins plus half of the draws that Elo expects."""
    return 1.0 / (1.0 + np.exp(LOGISTIC * (np.asarray(opponent_elo, dtype=float) - np.asarray(elo, dtype=float))))


def rate_match(home: Rating, away: Rating, score: float, k: float) -> tuple[Rating, Rating]:
    """Both ratings after a match in which home scored 1, 0.5 or 0. ``k`` is the most that Elo moves."""
    change = k * (score - float(expected_score(home.elo, away.elo)))
    model = openskill_model()
    teams = [[model.rating(mu=each.mu, sigma=each.sigma)] for each in (home, away)]
    (new_home,), (new_away,) = model.rate(teams, ranks=[2 - 2 * score, 2 * score])
    return (
        Rating(home.elo + change, float(new_home.mu), float(new_home.sigma)),
        Rating(away.elo - change, float(new_away.mu), float(new_away.sigma)),
    )


def fit_elo(
    scores: Floats, games: Floats, anchors: Floats, prior_sd: float = 600.0, middle: float = 0.0
) -> tuple[Floats, Floats]:
    """The most likely ratings given all results (Bradley and Terry; a draw is half a win), and their half-widths.

    scores[i, j]: wins plus half of the draws of i against j; games[i, j]: symmetric.
    anchors[i]: the given rating, or NaN. A rating lies around ``middle`` with standard deviation
    ``prior_sd`` before any result: who never lost still gets a finite one.
    Returns ratings and half-widths of their 95 % intervals (0 for anchored players), both in Elo.
    """
    free = np.isnan(anchors)
    elo = np.where(free, middle, anchors).astype(np.float64)
    precision = 1.0 / (prior_sd * LOGISTIC) ** 2
    games = np.where(np.eye(len(games), dtype=bool), 0.0, games)
    hessian = np.zeros((0, 0))
    for _ in range(50):
        expected = expected_score(elo[:, None], elo[None, :])
        gradient = (np.where(games > 0, scores, 0.0) - games * expected).sum(axis=1)
        gradient -= precision * LOGISTIC * (elo - middle)
        information = games * expected * (1.0 - expected)
        hessian = np.diag(information.sum(axis=1) + precision) - information
        step = np.zeros_like(elo)
        step[free] = np.linalg.solve(hessian[np.ix_(free, free)], gradient[free]) / LOGISTIC
        # Newton overshoots where results are one-sided; 400 Elo a step is far enough.
        step *= min(1.0, 400.0 / max(float(np.abs(step).max(initial=0.0)), 1e-300))
        elo += step
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    half_width = np.zeros_like(elo)
    half_width[free] = Z95 * np.sqrt(np.diag(np.linalg.inv(hessian[np.ix_(free, free)]))) / LOGISTIC
    return elo, half_width


def wilson(score: npt.ArrayLike, games: npt.ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Wilson's interval of a win rate, ``score`` being wins plus half of the draws; (0, 1) without games."""
    n = np.asarray(games, dtype=np.float64)
    played = n > 0
    safe = np.where(played, n, 1.0)
    rate = np.asarray(score, dtype=np.float64) / safe
    middle = (rate + z * z / (2 * safe)) / (1 + z * z / safe)
    spread = z / (1 + z * z / safe) * np.sqrt(np.maximum(rate * (1 - rate), 0.0) / safe + z * z / (4 * safe * safe))
    low, high = np.maximum(middle - spread, 0.0), np.minimum(middle + spread, 1.0)
    return np.where(played, low, 0.0), np.where(played, high, 1.0)


def minimum_win_rate(win_rates: Floats) -> float:
    """Against the hardest of the past; NaN when there is no past."""
    return float(np.min(win_rates)) if len(win_rates) else float("nan")
