"""Equilibria of zero-sum games: Nash averaging and relative population performance.

    p ∝ exp(A q / τ),   q ∝ exp(-Aᵀ p / τ),   τ → 0

is followed by Newton's method. As τ falls the solution goes to the equilibrium of greatest entropy, the one
that Nash averaging asks for (copies of a player share its weight). A last linear solve makes it exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from starleague.league.matchmaking import Floats

COOLEST = 1e-6  # of the payoff's range: where following stops
AT_ONCE = 24  # players let in at a time
EXACT = 1e-12  # of the payoff's range: exploitability that is rounding


class Equilibrium(NamedTuple):
    row: Floats  # probability of each row
    column: Floats
    value: float  # what the row player gets
    exploitability: float  # what both together could still gain; 0 at an exact equilibrium


def nash_average(win_rates: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Each player's weight in the league's equilibrium, and its win rate against that mixture.

    ``win_rates[i, j]`` is how often i beats j. Only the antisymmetric part counts: measured rates of a pair
    need not add up to exactly 1.
    """
    rates = np.asarray(win_rates, dtype=np.float64)
    payoff = 0.5 * (rates - rates.T)
    found = solve_zero_sum(payoff)
    weights = 0.5 * (found.row + found.column)  # the game is symmetric: so is its most even equilibrium
    return weights, 0.5 + payoff @ weights


def relative_population_performance(win_rates: npt.ArrayLike) -> float:
    """How often population A (rows) beats B (columns) when each mixes its players as well as it can."""
    return solve_zero_sum(np.asarray(win_rates, dtype=np.float64)).value


def solve_zero_sum(payoff: npt.ArrayLike) -> Equilibrium:
    """The equilibrium of greatest entropy of the game in which the row player gets ``payoff[i, j]``.

    Begins with the players that look best and lets others in while they would do as well as these. Who does
    worse against an equilibrium has no weight in any, so nothing is lost, and 900 players take no longer
    than the few that matter.
    """
    matrix = np.asarray(payoff, dtype=np.float64)
    if matrix.ndim != 2 or not matrix.size or not np.isfinite(matrix).all():
        raise ValueError("the payoff must be a matrix of finite numbers with at least one row and one column")
    rows, columns = np.zeros(matrix.shape[0], dtype=bool), np.zeros(matrix.shape[1], dtype=bool)
    let_in(rows, matrix.mean(axis=1))
    let_in(columns, -matrix.mean(axis=0))
    slack = 1e-9 * float(np.ptp(matrix))
    while True:
        p, q = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[1])
        p[rows], q[columns] = cool_down(matrix[np.ix_(rows, columns)])
        found = judge(matrix, p, q)
        gains, costs = matrix @ found.column, matrix.T @ found.row
        more_rows = let_in(rows, np.where(gains >= found.value - slack, gains, -np.inf))
        more_columns = let_in(columns, np.where(costs <= found.value + slack, -costs, -np.inf))
        if not (more_rows or more_columns):
            return found


def let_in(members: npt.NDArray[np.bool_], merit: Floats) -> bool:
    """The best by merit of those outside join, some at a time; whether anybody did."""
    outside = np.flatnonzero(~members & (merit > -np.inf))
    joining = outside[np.argsort(-merit[outside], kind="stable")[:AT_ONCE]]
    members[joining] = True
    return joining.size > 0


def cool_down(matrix: Floats) -> tuple[Floats, Floats]:
    """Both mixtures of the equilibrium of greatest entropy, by following it from even play."""
    row, column = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[1])
    best = judge(matrix, np.ones(matrix.shape[0]), np.ones(matrix.shape[1]))
    span = float(np.ptp(matrix))
    temperature = 1.0
    while span > 0 and temperature >= COOLEST:
        row, column, arrived = newton((matrix - matrix.mean()) / span, row, column, temperature)
        if not arrived:  # the numbers' last digit is reached
            break
        found = judge(matrix, *sharpen(matrix, softmax(row), softmax(column)))
        if found.exploitability <= max(best.exploitability, EXACT * span):
            best = found
        temperature *= 0.5
    return best.row, best.column


def newton(matrix: Floats, row: Floats, column: Floats, temperature: float) -> tuple[Floats, Floats, bool]:
    """Logits that answer each other at this temperature, from logits that nearly do.

    The slope is never singular (the game's part of it only rotates), so halving the step until the miss
    shrinks always arrives.
    """
    rows = len(row)
    missed = miss(matrix, row, column, temperature)
    for _ in range(60):
        slope = np.eye(rows + len(column))
        slope[:rows, rows:] -= matrix @ spread(softmax(column)) / temperature
        slope[rows:, :rows] += matrix.T @ spread(softmax(row)) / temperature
        step = np.linalg.solve(slope, -missed)
        length = 1.0
        while length > 1e-6:
            new_row, new_column = row + length * step[:rows], column + length * step[rows:]
            now = miss(matrix, new_row, new_column, temperature)
            if np.linalg.norm(now) < (1 - 0.1 * length) * np.linalg.norm(missed):
                break
            length *= 0.5
        row, column, missed = new_row, new_column, now
        if np.linalg.norm(missed) < 1e-8 or length <= 1e-6:
            break
    return row, column, float(np.linalg.norm(missed)) < 1e-4


def miss(matrix: Floats, row: Floats, column: Floats, temperature: float) -> Floats:
    """How far the logits are from answering each other."""
    return np.concatenate(
        [row - matrix @ softmax(column) / temperature, column + matrix.T @ softmax(row) / temperature]
    )


def sharpen(matrix: Floats, p: Floats, q: Floats) -> tuple[Floats, Floats]:
    """The nearest mixtures on the same players that leave the opponent's players exactly indifferent."""
    rows, columns = p > 1e-6 * p.max(), q > 1e-6 * q.max()
    support = matrix[np.ix_(rows, columns)]
    exact_p, exact_q = np.zeros_like(p), np.zeros_like(q)
    exact_p[rows] = indifferent(support, p[rows])
    exact_q[columns] = indifferent(support.T, q[columns])
    return np.maximum(exact_p, 0.0), np.maximum(exact_q, 0.0)


def indifferent(matrix: Floats, mixture: Floats) -> Floats:
    """The point nearest to ``mixture`` with equal payoffs to all columns and sum 1."""
    columns = matrix.shape[1]
    system = np.vstack([matrix.T - matrix.T.mean(axis=0), np.ones(len(mixture))])
    wanted = np.concatenate([np.zeros(columns), [1.0]])
    return mixture + np.linalg.lstsq(system, wanted - system @ mixture, rcond=1e-10)[0]


def judge(matrix: Floats, row: Floats, column: Floats) -> Equilibrium:
    p, q = row / row.sum(), column / column.sum()
    gap = float((matrix @ q).max() - (matrix.T @ p).min())
    return Equilibrium(p, q, float(p @ matrix @ q), gap)


def softmax(logits: Floats) -> Floats:
    weights = np.exp(logits - logits.max())
    return weights / weights.sum()


def spread(p: Floats) -> Floats:
    """The slope of softmax."""
    return np.diag(p) - np.outer(p, p)
