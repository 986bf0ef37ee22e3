"""The loss of reinforcement learning: V-trace and UPGO by parts of the action, baselines, entropy, KL.

Every sum over heads, steps and games is a mean over the T·B steps of a batch, so that weights do not depend on its
size. The figures are the paper's (`starleague.learn.config`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from starleague.agent.choices import Choice
from starleague.agent.masks import ARGUMENTS
from starleague.agent.network import Unrolled
from starleague.agent.rewards import PSEUDO_REWARDS
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.learn.config import ReinforcementConfig
from starleague.learn.returns import td_lambda_errors, upgo_returns, vtrace

# The paper treats these as independent in off-policy corrections: one importance weight for the whole action
# would cut the traces short.
PARTS = {"type": ("type",), "delay": ("delay",), "arguments": ARGUMENTS}


@dataclass
class Batch:
    """What a loss needs of T steps in B games, apart from the policy's own view of them."""

    log_probs: dict[str, Tensor]  # [T, B] of each head, by the policy that acted
    rewards: dict[str, Tensor]  # [T, B] of each baseline
    active: dict[str, Tensor]  # float [T, B]: 1 where this reward counts
    discounts: Tensor  # [T, B] 0 where a game ended with this step
    loops: Tensor  # [T, B] the game's time


class Valued(NamedTuple):
    """A reward and its baseline along the T steps, without gradients."""

    values: Tensor
    next_values: Tensor
    rewards: Tensor
    discounts: Tensor


def reinforcement_loss(
    unrolled: Unrolled, teacher: dict[str, Choice] | None, batch: Batch, config: ReinforcementConfig, learn_policy: bool
) -> tuple[Tensor, dict[str, float]]:
    """The loss, and its pieces by name. teacher: the supervised policy's choices along the same actions."""
    pieces = {}
    for name, weight in config.rewards.items():
        values, next_values = unrolled.values[name][:-1], unrolled.values[name][1:].detach()
        trajectory = Valued(values.detach(), next_values, batch.rewards[name], batch.discounts)
        errors = td_lambda_errors(values, next_values, trajectory.rewards, batch.discounts, config.td_lambda)
        pieces[f"baseline/{name}"] = weight.baseline * 0.5 * mean(errors**2, batch.active[name])
        if not learn_policy:
            continue
        if weight.policy:
            loss = vtrace_loss(unrolled.log_probs, batch, trajectory, batch.active[name])
            pieces[f"policy/{name}"] = weight.policy * loss
        if weight.upgo:
            pieces[f"upgo/{name}"] = weight.upgo * upgo_loss(unrolled.log_probs, batch, trajectory, batch.active[name])
    if learn_policy:
        pieces["entropy"] = -config.entropy * mean_entropy(unrolled.choices, batch.loops)
        if teacher is not None:
            pieces |= supervised_divergence(unrolled.choices, teacher, batch.loops, config)
    return total(pieces.values()), {name: float(piece.detach()) for name, piece in pieces.items()}


def vtrace_loss(log_probs: dict[str, Tensor], batch: Batch, trajectory: Valued, active: Tensor) -> Tensor:
    """−Σ_parts A_t log π(part of a_t), the advantage by V-trace with the part's own importance weight."""
    loss = torch.zeros((), device=active.device)
    for heads in PARTS.values():
        log_prob, rho = part_of(heads, log_probs, batch.log_probs)
        _, advantages = vtrace(trajectory.values, trajectory.next_values, trajectory.rewards, trajectory.discounts, rho)
        loss = loss - mean(advantages * log_prob, active)
    return loss


def upgo_loss(log_probs: dict[str, Tensor], batch: Batch, trajectory: Valued, active: Tensor) -> Tensor:
    """−Σ_parts min(1, ρ_t) (G_t^U − V_t) log π(part of a_t)."""
    advantages = upgo_returns(*trajectory) - trajectory.values
    loss = torch.zeros((), device=active.device)
    for heads in PARTS.values():
        log_prob, rho = part_of(heads, log_probs, batch.log_probs)
        loss = loss - mean(rho.clamp_max(1) * advantages * log_prob, active)
    return loss


def part_of(heads: tuple[str, ...], mine: dict[str, Tensor], acted: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """log π of a part of the action, with gradient; and its importance weight π / μ, without."""
    log_prob = total(mine[head] for head in heads)
    behaviour = total(acted[head] for head in heads)
    return log_prob, (log_prob.detach() - behaviour).exp()


def mean_entropy(choices: dict[str, Choice], loops: Tensor) -> Tensor:
    """Σ_heads H(π) / log(number of choices), of the policy that learns: a bonus, so it enters the loss negative."""
    n = loops.numel()
    return total(choice.entropy(n).mean() for choice in choices.values())


def supervised_divergence(
    choices: dict[str, Choice], teacher: dict[str, Choice], loops: Tensor, config: ReinforcementConfig
) -> dict[str, Tensor]:
    """Σ_heads KL(π_supervised ‖ π), with its gradient in π; the action type counts more in the first minutes."""
    n = loops.numel()
    by_head = {head: choice.divergence(teacher[head], n) for head, choice in choices.items()}
    early = (loops.flatten() < config.early_minutes * LOOPS_PER_MINUTE).float()
    return {
        "kl": config.kl * total(divergence.mean() for divergence in by_head.values()),
        "kl_type_early": config.kl_type_early * (by_head["type"] * early).mean(),
    }


def pseudo_by_name(values: Tensor) -> dict[str, Tensor]:
    """[…, PSEUDO_REWARDS] as one tensor for each."""
    return {name: values[..., i] for i, name in enumerate(PSEUDO_REWARDS)}


def total(tensors: Iterable[Tensor]) -> Tensor:
    return torch.stack(tuple(tensors)).sum(dim=0)


def mean(values: Tensor, weights: Tensor) -> Tensor:
    """Mean over all steps of those that count; the others add 0."""
    return (values * weights).mean()
