"""Categorical distributions over what is legal: sampling, log probability, entropy, divergence.

A distribution is its normalised log probabilities [..., K]; what is illegal has about NEVER.
"""

from __future__ import annotations

import torch
from torch import Tensor

from starleague.agent.layers import NEVER


def log_probabilities(logits: Tensor, legal: Tensor | None = None, temperature: float = 1.0) -> Tensor:
    """log softmax(logits / temperature) over the legal choices."""
    if legal is not None:
        logits = logits.masked_fill(~legal, NEVER)
    return torch.log_softmax(logits / temperature, dim=-1)


def sample(log_p: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """One choice per row. The exponential race: argmax p / Exp(1) is distributed as p."""
    p = log_p.exp()
    return (p / torch.empty_like(p).exponential_(generator=generator).clamp_min_(1e-30)).argmax(dim=-1)


def log_prob(log_p: Tensor, choice: Tensor) -> Tensor:
    return log_p.gather(-1, choice.unsqueeze(-1)).squeeze(-1)


def entropy(log_p: Tensor) -> Tensor:
    """−Σ p log p, in nats."""
    return -(log_p.exp() * log_p).sum(dim=-1)


def divergence(teacher: Tensor, student: Tensor) -> Tensor:
    """KL(teacher ‖ student) = Σ p_teacher (log p_teacher − log p_student), in nats."""
    return (teacher.exp() * (teacher - student)).sum(dim=-1)
