import numpy as np
import pytest

from starleague.league.ratings import (
    expected_score,
    fit_elo,
    fresh_rating,
    minimum_win_rate,
    rate_match,
    wilson,
)


def results_of(elo, games):
    games = np.asarray(games, dtype=float)
    return games * expected_score(np.asarray(elo)[:, None], np.asarray(elo)[None, :]), games


def test_elo_by_hand():
    home, away = rate_match(fresh_rating(0), fresh_rating(400), 1.0, k=16)
    assert home.elo == pytest.approx(16 * (1 - 1 / 11)) and away.elo == pytest.approx(400 - 16 * (1 - 1 / 11))
    home, away = rate_match(fresh_rating(0), fresh_rating(0), 0.5, k=16)
    assert (home.elo, away.elo) == (0, 0)


def test_openskill_goes_the_right_way():
    for score, sign in ((1.0, 1), (0.5, 0), (0.0, -1)):
        home, away = rate_match(fresh_rating(0), fresh_rating(0), score, k=16)
        assert np.sign(round(home.mu - away.mu, 9)) == sign
        assert home.sigma < fresh_rating(0).sigma


def test_openskill_scale_agrees_with_elo():
    """Results as Elo expects them leave OpenSkill's means where they are."""
    strong, weak = fresh_rating(200, anchored=True), fresh_rating(0, anchored=True)
    odds = float(expected_score(200, 0))
    won, lost = (rate_match(strong, weak, score, k=16)[0].mu - strong.mu for score in (1.0, 0.0))
    assert won > 0 > lost
    assert odds * won + (1 - odds) * lost == pytest.approx(0, abs=0.01 * won)


def test_fit_finds_the_ratings_that_made_the_results():
    truth = np.array([0.0, 150.0, -80.0, 300.0])
    scores, games = results_of(truth, 200 * (1 - np.eye(4)))
    elo, half_width = fit_elo(scores, games, np.array([0.0, np.nan, np.nan, np.nan]), prior_sd=1e5)
    assert elo == pytest.approx(truth, abs=0.01)
    assert half_width[0] == 0 and (half_width[1:] > 10).all() and (half_width[1:] < 60).all()


def test_anchors_hold_against_the_results():
    scores, games = np.array([[0, 10.0], [0, 0]]), np.array([[0, 10.0], [10.0, 0]])
    elo, _ = fit_elo(scores, games, np.array([100.0, np.nan]))
    assert elo[0] == 100 and elo[1] < -100


def test_who_never_lost_or_never_played_has_a_finite_rating():
    scores = np.array([[0, 50.0, 0], [0, 0, 0], [0, 0, 0]])
    elo, half_width = fit_elo(scores, scores + scores.T, np.full(3, np.nan), middle=50)
    assert np.isfinite(elo).all() and elo[0] > 300 and elo[2] == pytest.approx(50)
    assert half_width[2] == pytest.approx(1.96 * 600, rel=1e-3)
    surprise = 50 * (1 - float(expected_score(elo[0], elo[1])))  # [games] balanced by the pull to the middle
    assert surprise == pytest.approx((elo[0] - 50) / 600**2 * 400 / np.log(10), rel=1e-6)


def test_wilson_intervals_from_the_textbook():
    low, high = wilson([81, 0, 10, 0], [263, 10, 10, 0])
    assert low == pytest.approx([0.2553, 0.0, 0.7225, 0.0], abs=1e-4)
    assert high == pytest.approx([0.3662, 0.2775, 1.0, 1.0], abs=1e-4)


def test_minimum_win_rate():
    assert minimum_win_rate(np.array([0.7, 0.2, 0.9])) == 0.2
    assert np.isnan(minimum_win_rate(np.array([])))
