import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starleague.league.payoff import Payoff


def test_unseen_pairs_stand_at_one_half():
    payoff = Payoff()
    assert payoff.win_rates(3, [0, 1, 3]).tolist() == [0.5, 0.5, 0.5]
    assert payoff.win_rates(0, []).tolist() == []


def test_draws_are_half_and_both_sides_agree():
    payoff = Payoff(decay=1.0).add_all([(0, 1, 1.0), (1, 0, 0.5), (1, 0, 1.0), (0, 1, 1.0)])
    assert payoff.win_rates(0, [1])[0] == 2.5 / 4
    assert payoff.win_rates(1, [0])[0] == 1.5 / 4
    assert payoff.win_rates(0, [0])[0] == 0.5


def test_old_results_fade():
    payoff = Payoff(decay=0.99).add_all([(0, 1, 1.0)] * 3 + [(0, 1, 0.0)])
    wins = 0.99 * (1 + 0.99 + 0.99**2)
    assert payoff.win_rates(0, [1])[0] == pytest.approx(wins / (wins + 1))
    assert payoff.games(np.array([0, 1]))[0, 1] == pytest.approx(wins + 1)


def test_prior_games_make_one_win_prove_little():
    payoff = Payoff(decay=1.0, prior_games=4).add_all([(0, 1, 1.0)])
    assert payoff.win_rates(0, [1, 2]).tolist() == [3 / 5, 0.5]


def test_forgetting_leaves_the_others():
    payoff = Payoff().add_all([(0, 1, 1.0), (0, 2, 1.0), (2, 1, 1.0)])
    payoff.forget(0)
    assert payoff.win_rates(0, [1, 2]).tolist() == [0.5, 0.5]
    assert payoff.win_rates(1, [0, 2]).tolist() == [0.5, 0.0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([0.0, 0.5, 1.0])), max_size=60))
def test_same_as_the_published_rule(games):
    """games, wins and draws all decay, both ways round, then the result is added."""
    games = [game for game in games if game[0] != game[1]]
    payoff = Payoff(0.99).add_all(games)
    count, score = np.zeros((8, 8)), np.zeros((8, 8))
    for home, away, result in games:
        for mine, theirs, points in ((home, away, result), (away, home, 1 - result)):
            count[mine, theirs] = 0.99 * count[mine, theirs] + 1
            score[mine, theirs] = 0.99 * score[mine, theirs] + points
    everybody = np.arange(8)
    assert payoff.games(everybody) == pytest.approx(count)
    assert payoff.scores(everybody) == pytest.approx(score)
    expected = np.divide(score, count, out=np.full((8, 8), 0.5), where=count > 0)
    assert payoff.matrix(everybody) == pytest.approx(expected)
