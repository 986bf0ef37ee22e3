import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starleague.league.matchmaking import Stream, Weighting, draw, draw_branch, forgotten, generator, pfsp

RATES = np.array([0.0, 0.25, 0.5, 1.0])


def test_weights_are_the_papers():
    hard = pfsp(RATES, Weighting.HARD, power=2)
    assert hard == pytest.approx(np.array([1, 0.75**2, 0.25, 0]) / (1 + 0.75**2 + 0.25))
    assert pfsp(RATES, Weighting.HARD, power=1) == pytest.approx(np.array([1, 0.75, 0.5, 0]) / 2.25)
    assert pfsp(RATES, Weighting.VARIANCE) == pytest.approx(np.array([0, 0.1875, 0.25, 0]) / 0.4375)
    assert pfsp(RATES, Weighting.EVEN) == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("weighting", list(Weighting))
@pytest.mark.parametrize("rate", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("players", [1, 3])
def test_all_alike_are_all_as_likely(weighting, rate, players):
    assert pfsp(np.full(players, rate), weighting) == pytest.approx(np.full(players, 1 / players))


@pytest.mark.parametrize("weighting", list(Weighting))
def test_who_cannot_play_is_not_met(weighting):
    chances = pfsp([np.nan, 1.0, np.nan, 1.0], weighting)
    assert chances == pytest.approx([0, 0.5, 0, 0.5])
    with pytest.raises(ValueError, match="nobody to play"):
        pfsp([np.nan], weighting)
    with pytest.raises(ValueError, match="nobody to play"):
        pfsp([], weighting)


@given(
    st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), min_size=1, max_size=30),
    st.sampled_from(list(Weighting)),
    st.floats(0.01, 50),
)
def test_always_a_distribution(rates, weighting, power):
    if np.isnan(rates).all():
        return
    chances = pfsp(rates, weighting, power)
    assert np.isfinite(chances).all() and (chances >= 0).all() and chances.sum() == pytest.approx(1)
    assert not chances[np.isnan(rates)].any()


def test_draws_follow_the_probabilities_and_the_seed_alone():
    chances = np.array([0.0, 0.2, 0.0, 0.8, 0.0])
    draws = [draw(chances, generator(7, Stream.MATCH, match)) for match in range(4000)]
    assert set(draws) == {1, 3}
    assert np.mean(np.array(draws) == 3) == pytest.approx(0.8, abs=0.02)
    assert draws == [draw(chances, generator(7, Stream.MATCH, match)) for match in range(4000)]
    assert draws != [draw(chances, generator(8, Stream.MATCH, match)) for match in range(4000)]
    assert draws != [draw(chances, generator(7, Stream.GAME, match)) for match in range(4000)]


def test_branches_follow_their_shares():
    rng = np.random.default_rng(0)
    counts = np.bincount([draw_branch((0.5, 0.15, 0.0), rng) for _ in range(8000)], minlength=4)
    assert counts / 8000 == pytest.approx([0.5, 0.15, 0.0, 0.35], abs=0.02)
    assert draw_branch((1.0,), rng) == 0


@pytest.mark.parametrize(
    ("rates", "asked"),
    [
        ([], []),
        ([0.9], [False]),
        ([0.9, 0.8, 0.6, 0.5], [False] * 4),  # only the frontier is hard: nothing is forgotten
        ([0.4, 0.8, 0.6], [True, True, False]),  # the oldest became harder than the next
        ([0.9, 0.3, 0.8, 0.9], [True] * 4),
    ],
)
def test_forgotten_is_what_is_harder_than_a_newer_one(rates, asked):
    assert forgotten(np.array(rates)).tolist() == asked
