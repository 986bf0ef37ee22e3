"""Returns: λ-returns, TD(λ), UPGO and V-trace.

Every argument has time as its first axis, T steps; any further axes (games) are carried along. Arrays are
NumPy's or torch's and the result is of the same kind. Notation, with the action at step t leading to t + 1:

    r_t  reward after the action of step t          rewards
    γ_t  1, or 0 where the game ended with it       discounts
    V_t  value of the observation at step t         values
    V_t+1                                           next_values (its last is the bootstrap)

No gradient should flow through a target: give detached tensors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

Array = Any  # np.ndarray or torch.Tensor


def lambda_returns(rewards: Array, discounts: Array, next_values: Array, lambdas: Array | float) -> Array:
    """G_t = r_t + γ_t ((1 − λ_t) V_{t+1} + λ_t G_{t+1}), and G_T = V_T  (Sutton & Barto 2018, 12.18)."""
    lambdas = lambdas + 0 * next_values
    returns = next_values[-1]
    backwards = []
    for t in reversed(range(len(rewards))):
        returns = rewards[t] + discounts[t] * ((1 - lambdas[t]) * next_values[t] + lambdas[t] * returns)
        backwards.append(returns)
    return stack(backwards[::-1])


def td_lambda_errors(values: Array, next_values: Array, rewards: Array, discounts: Array, lambda_: float) -> Array:
    """TD(λ): G_t^λ − V_t, by how much each value should rise (the paper's baseline loss has λ = 0.8)."""
    return lambda_returns(rewards, discounts, next_values, lambda_) - values


def upgo_returns(values: Array, next_values: Array, rewards: Array, discounts: Array) -> Array:
    """UPGO (Nature paper, Methods): follow what happened for as long as it went better than expected.

    G_t = r_t + γ_t G_{t+1}   if r_{t+1} + γ_{t+1} V_{t+2} ≥ V_{t+1}
          r_t + γ_t V_{t+1}   otherwise

    A λ-return whose λ_t is 1 where step t + 1 went at least as well as expected, else 0.
    """
    as_expected = rewards + discounts * next_values >= values
    lambdas = 0 * values
    lambdas[:-1] = as_expected[1:]
    return lambda_returns(rewards, discounts, next_values, lambdas)


def vtrace(
    values: Array,
    next_values: Array,
    rewards: Array,
    discounts: Array,
    rhos: Array,
    clip_rho: float = 1.0,
    clip_c: float = 1.0,
) -> tuple[Array, Array]:
    """V-trace (Espeholt et al. 2018): targets for the values, and advantages for the policy gradient.

    With ρ_t = π(a_t) / μ(a_t), the learner's probability of the action by the actor's, and
    ρ̄_t = min(ρ̄, ρ_t), c_t = min(c̄, ρ_t):

    δ_t  = ρ̄_t (r_t + γ_t V_{t+1} − V_t)
    v_t  = V_t + δ_t + γ_t c_t (v_{t+1} − V_{t+1}),  v_T = V_T
    A_t  = ρ̄_t (r_t + γ_t v_{t+1} − V_t)
    """
    clipped_rhos = rhos.clip(None, clip_rho)
    traces = discounts * rhos.clip(None, clip_c)
    deltas = clipped_rhos * (rewards + discounts * next_values - values)
    excess = 0 * values[-1]  # v − V, from the end backwards
    backwards = []
    for t in reversed(range(len(rewards))):
        excess = deltas[t] + traces[t] * excess
        backwards.append(excess)
    targets = values + stack(backwards[::-1])
    next_targets = 1 * next_values  # at the end: V_T itself
    next_targets[:-1] = targets[1:]
    # Where a game ends inside the trajectory the next step belongs to another game; its discount is 0.
    return targets, clipped_rhos * (rewards + discounts * next_targets - values)


def stack(rows: list[Array]) -> Array:
    return torch.stack(rows) if isinstance(rows[0], torch.Tensor) else np.stack(rows)
