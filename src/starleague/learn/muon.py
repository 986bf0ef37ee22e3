"""Muon (Jordan et al. 2024): steps on matrices that are equally large in every direction.

Adam scales each weight by itself, and what many weights have to agree upon (the count of one kind of unit that decides
what is built next) moves slowly where other directions have larger gradients. Muon takes the gradient's momentum as a
matrix and replaces it by the nearest orthogonal one: all its singular values become one. On recorded games it needs a
fourth to a tenth of Adam's decisions for the same likelihood (dev/LOG.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

ITERATIONS = 5
COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic whose iteration takes singular values to about 1
LIKE_ADAM = 0.2  # root mean square of a step relative to the learning rate, as Adam's steps have it (Liu et al. 2025)
TINY = 1e-7
MIXING = (nn.Linear, nn.LSTM, nn.Conv2d, nn.ConvTranspose2d)


class Muon(torch.optim.Optimizer):
    """Muon on matrices (convolutions as matrices, output channels by all else), Adam on everything else.

    l2 is added to the gradient, as Adam's weight_decay is.
    """

    def __init__(
        self, matrices: Iterable[Tensor], others: Iterable[Tensor], lr: float, l2: float = 0.0,
        momentum: float = 0.95, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
    ):  # fmt: skip
        self.l2, self.momentum, self.betas, self.eps = l2, momentum, betas, eps
        groups = [{"params": list(matrices), "matrices": True}, {"params": list(others), "matrices": False}]
        super().__init__(groups, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            params = [p for p in group["params"] if p.grad is not None]
            gradients = [p.grad + self.l2 * p for p in params]
            take = self._step_matrices if group["matrices"] else self._step_others
            take(params, gradients, group["lr"])

    def _step_matrices(self, params: list[Tensor], gradients: list[Tensor], lr: float) -> None:
        alike: dict[torch.Size, list[int]] = {}  # what has one shape is made orthogonal together
        for k, (p, gradient) in enumerate(zip(params, gradients)):
            average = self.state[p].setdefault("average", torch.zeros_like(p))
            average.lerp_(gradient, 1 - self.momentum)
            gradients[k] = gradient.lerp(average, self.momentum).flatten(1)
            alike.setdefault(gradients[k].shape, []).append(k)
        for shape, those in alike.items():
            steps = orthogonal(torch.stack([gradients[k] for k in those]))
            for k, step in zip(those, steps):
                params[k].sub_(step.view_as(params[k]), alpha=lr * LIKE_ADAM * max(shape) ** 0.5)

    def _step_others(self, params: list[Tensor], gradients: list[Tensor], lr: float) -> None:
        for p, gradient in zip(params, gradients):
            memory = self.state[p]
            if not memory:
                memory.update(step=torch.zeros(()), average=torch.zeros_like(p), square=torch.zeros_like(p))
            memory["step"] += 1
            memory["average"].lerp_(gradient, 1 - self.betas[0])
            memory["square"].mul_(self.betas[1]).addcmul_(gradient, gradient, value=1 - self.betas[1])
            steps = float(memory["step"])
            average = memory["average"] / (1 - self.betas[0] ** steps)
            square = memory["square"] / (1 - self.betas[1] ** steps)
            p.addcdiv_(average, square.sqrt() + self.eps, value=-lr)


def for_policy(policy: nn.Module, lr: float, l2: float = 0.0) -> Muon:
    """Muon on what mixes features, Adam on biases, normalisation and tables, whose rows are learned one by one."""
    mixing = [module for module in policy.modules() if isinstance(module, MIXING)]
    matrices = [p for module in mixing for p in module.parameters(recurse=False) if p.ndim > 1]
    known = {id(p) for p in matrices}
    return Muon(matrices, [p for p in policy.parameters() if id(p) not in known], lr, l2)


def orthogonal(matrices: Tensor) -> Tensor:
    """[K, m, n] with singular values of about one, the singular vectors kept (Newton-Schulz)."""
    a, b, c = COEFFICIENTS
    wide = matrices.shape[1] <= matrices.shape[2]
    x = matrices if wide else matrices.transpose(1, 2)
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp_min(TINY)
    for _ in range(ITERATIONS):
        square = x @ x.transpose(1, 2)
        x = a * x + (b * square + c * square @ square) @ x
    return x if wide else x.transpose(1, 2)
