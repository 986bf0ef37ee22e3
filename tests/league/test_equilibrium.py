import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starleague.league.equilibrium import nash_average, relative_population_performance, solve_zero_sum

ROCK_PAPER_SCISSORS = np.array([[0.5, 0.0, 1.0], [1.0, 0.5, 0.0], [0.0, 1.0, 0.5]])


def test_rock_paper_scissors_is_exact():
    weights, rates = nash_average(ROCK_PAPER_SCISSORS)
    assert np.abs(weights - 1 / 3).max() < 1e-14 and np.abs(rates - 0.5).max() < 1e-14


def test_uneven_cycle_is_exact():
    """Weights are in proportion to the stakes of the pair that each is not part of."""
    stakes = np.array([[0, -0.1, 0.2], [0.1, 0, -0.4], [-0.2, 0.4, 0]])
    weights, _ = nash_average(0.5 + stakes)
    assert weights == pytest.approx(np.array([4, 2, 1]) / 7, abs=1e-12)


def test_copies_share_the_weight_of_the_original():
    twice = ROCK_PAPER_SCISSORS[np.ix_([0, 1, 1, 2], [0, 1, 1, 2])]
    weights, rates = nash_average(twice)
    assert weights == pytest.approx([1 / 3, 1 / 6, 1 / 6, 1 / 3], abs=1e-12)
    assert rates == pytest.approx([0.5] * 4, abs=1e-12)


def test_who_beats_everybody_has_all_the_weight():
    weights, rates = nash_average([[0.5, 0.9, 0.8], [0.1, 0.5, 0.9], [0.2, 0.1, 0.5]])
    assert weights.tolist() == [1.0, 0.0, 0.0] and rates == pytest.approx([0.5, 0.1, 0.2])


def test_one_population_against_another():
    rock, paper = ROCK_PAPER_SCISSORS[:1], ROCK_PAPER_SCISSORS[1:2]
    assert relative_population_performance(rock) == 0.0
    assert relative_population_performance(paper) == 0.0
    assert relative_population_performance(ROCK_PAPER_SCISSORS) == pytest.approx(0.5)
    assert relative_population_performance(ROCK_PAPER_SCISSORS[:, :2]) == pytest.approx(2 / 3)
    assert relative_population_performance([[0.7]]) == 0.7


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10**6), st.booleans())
def test_nobody_can_gain(rows, columns, seed, coarse):
    payoff = np.random.default_rng(seed).random((rows, columns))
    payoff = np.round(payoff * 3) / 3 if coarse else payoff
    found = solve_zero_sum(payoff)
    assert (payoff @ found.column).max() - (payoff.T @ found.row).min() < 2e-4
    assert found.row.sum() == pytest.approx(1) and found.column.sum() == pytest.approx(1)


def test_a_great_league_is_judged_by_the_few_that_matter():
    rng = np.random.default_rng(0)
    strength = rng.normal(size=900)
    noise = rng.normal(size=(900, 900)) * 0.3
    rates = np.clip(0.5 + 0.2 * (strength[:, None] - strength) + noise - noise.T, 0, 1)
    found = solve_zero_sum(rates - rates.T)
    assert found.exploitability < 1e-9 and 1 < np.count_nonzero(found.row > 1e-9) < 60


@pytest.mark.parametrize("payoff", [[], [[]], [[np.nan]], [1.0]])
def test_what_is_no_game_is_refused(payoff):
    with pytest.raises(ValueError, match="payoff must be"):
        solve_zero_sum(payoff)
