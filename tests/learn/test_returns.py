"""Returns against their definitions written as slow sums, closed forms, and rlax's numbers."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from starleague.learn.returns import lambda_returns, td_lambda_errors, upgo_returns, vtrace

T, B = 12, 3
RLAX = json.loads((Path(__file__).parent / "rlax_returns.json").read_text())


@pytest.fixture
def game():
    """Random trajectories; in the second a game ends in the middle."""
    rng = np.random.default_rng(3)
    values = rng.normal(size=(T + 1, B))
    discounts = np.ones((T, B))
    discounts[5, 1] = 0
    return {
        "values": values[:-1],
        "next_values": values[1:],
        "rewards": rng.normal(size=(T, B)),
        "discounts": discounts,
        "rhos": np.exp(rng.normal(size=(T, B))),
    }


def n_step(game, t, n, b):
    """Σ_{k<n} (Π γ) r_{t+k} + (Π γ) V_{t+n}."""
    total, product = 0.0, 1.0
    for k in range(n):
        total += product * game["rewards"][t + k, b]
        product *= game["discounts"][t + k, b]
    return total + product * game["next_values"][t + n - 1, b]


def test_lambda_returns_are_the_weighted_sum_of_n_step_returns(game):
    """G^λ = (1 − λ) Σ_n λ^{n−1} G^{(n)} + λ^{N−1} G^{(N)}."""
    got = lambda_returns(game["rewards"], game["discounts"], game["next_values"], 0.8)
    for t in range(T):
        for b in range(B):
            last = T - t
            want = sum(0.2 * 0.8 ** (n - 1) * n_step(game, t, n, b) for n in range(1, last))
            want += 0.8 ** (last - 1) * n_step(game, t, last, b)
            assert got[t, b] == pytest.approx(want, abs=1e-12)


def test_upgo_follows_while_it_goes_better_than_expected(game):
    got = upgo_returns(game["values"], game["next_values"], game["rewards"], game["discounts"])
    better = game["rewards"] + game["discounts"] * game["next_values"] >= game["values"]
    for t in range(T):
        for b in range(B):
            n = 1
            while t + n < T and better[t + n, b]:
                n += 1
            assert got[t, b] == pytest.approx(n_step(game, t, n, b), abs=1e-12)


def test_vtrace_is_the_sum_of_the_paper(game):
    """v_s = V_s + Σ_t (Π_{i<t} γ_i c_i) ρ̄_t δ_t, the products from s."""
    targets, advantages = vtrace(**game)
    clipped = np.minimum(game["rhos"], 1)
    delta = clipped * (game["rewards"] + game["discounts"] * game["next_values"] - game["values"])
    for s in range(T):
        for b in range(B):
            want, product = game["values"][s, b], 1.0
            for t in range(s, T):
                want += product * delta[t, b]
                product *= game["discounts"][t, b] * clipped[t, b]
            assert targets[s, b] == pytest.approx(want, abs=1e-12)
            following = targets[s + 1, b] if s + 1 < T else game["next_values"][s, b]
            want = game["rewards"][s, b] + game["discounts"][s, b] * following - game["values"][s, b]
            assert advantages[s, b] == pytest.approx(clipped[s, b] * want, abs=1e-12)


def test_on_policy_vtrace_targets_are_monte_carlo_returns(game):
    game["rhos"] = np.ones((T, B))
    targets, _ = vtrace(**game)
    expected = lambda_returns(game["rewards"], game["discounts"], game["next_values"], 1.0)
    np.testing.assert_allclose(targets, expected, atol=1e-12)


def test_closed_form_of_a_won_game_with_flat_values():
    """Value 0 everywhere, reward 1 at the end: G_t = λ^{T−1−t}."""
    zeros, rewards = np.zeros(T), np.zeros(T)
    rewards[-1] = 1
    discounts = np.ones(T)
    discounts[-1] = 0
    np.testing.assert_allclose(td_lambda_errors(zeros, zeros, rewards, discounts, 0.8), 0.8 ** np.arange(T)[::-1])
    np.testing.assert_allclose(upgo_returns(zeros, zeros, rewards, discounts), np.ones(T))


def test_torch_gives_numpys_numbers(game):
    tensors = {name: torch.from_numpy(value) for name, value in game.items()}
    for got, want in zip(vtrace(**tensors), vtrace(**game)):
        np.testing.assert_array_equal(got.numpy(), want)
    del game["rhos"], tensors["rhos"]
    np.testing.assert_array_equal(upgo_returns(**tensors).numpy(), upgo_returns(**game))


@pytest.mark.parametrize("case", range(len(RLAX["cases"])))
def test_rlax_agrees(case):
    """The numbers of rlax, made by the command that the fixture names."""
    data = {name: np.array(value) for name, value in RLAX["cases"][case].items()}
    values = {name: data[name] for name in ("values", "next_values", "rewards", "discounts")}
    targets, advantages = vtrace(**values, rhos=data["rhos"])
    np.testing.assert_allclose(targets - data["values"], data["vtrace_errors"], atol=1e-12)
    np.testing.assert_allclose(advantages, data["vtrace_advantages"], atol=1e-12)
    np.testing.assert_allclose(td_lambda_errors(**values, lambda_=0.8), data["td_lambda_errors"], atol=1e-12)
    np.testing.assert_allclose(upgo_returns(**values), data["upgo_returns"], atol=1e-12)
