"""What a head chose and from what distribution; and the two ways to choose: sample, or repeat what was done."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from starleague.agent.distributions import divergence, entropy, log_prob, log_probabilities, sample

Action = dict[str, Tensor]


@dataclass
class Choice:
    """One head's choices in R of the N rows; S choices one after the other for selected units, else S = 1."""

    log_p: Tensor  # [R, S, K] log probabilities of what could be chosen
    index: Tensor  # [R, S] what was
    real: Tensor  # bool [R, S] whether there was a choice at this step
    rows: Tensor  # [R] which rows these are

    def log_prob(self, n: int) -> Tensor:
        """[N]: log probability of what was chosen; 0 in the rows that had no choice."""
        return self.spread(log_prob(self.log_p, self.index), n)

    def log_prob_any_order(self, n: int) -> Tensor:
        """[N]: mean over the choices; before each, whatever is still to be chosen is as right as what came next.

        Units are chosen one after another, but it is the set of them that is told: in which order is no lesson, and an
        army is no greater one than a worker.
        """
        log_p = self.log_p.gather(2, self.index.unsqueeze(1).expand(-1, self.index.shape[1], -1))
        right = log_p.masked_fill(~self._comes(), -torch.inf).logsumexp(dim=-1)
        return self.mean(right, n)

    def entropy(self, n: int) -> Tensor:
        """[N]: entropy as a share of the largest possible, mean over the steps of the choice."""
        share = entropy(self.log_p) / torch.tensor(float(max(self.log_p.shape[-1], 2))).log()
        return self.mean(share, n)

    def divergence(self, teacher: Choice, n: int) -> Tensor:
        """[N]: KL(teacher ‖ this), both forced along the same choices."""
        return self.spread(divergence(teacher.log_p, self.log_p), n)

    def hits(self) -> tuple[int, int]:
        """How often the likeliest was chosen, then or later, and of how many."""
        likeliest = self.log_p.argmax(dim=-1)
        comes = (self.index.unsqueeze(1) == likeliest.unsqueeze(2)) & self._comes()
        right = comes.any(dim=-1) & self.real
        return int(right.sum()), int(self.real.sum())

    def _comes(self) -> Tensor:
        """bool [R, S, S]: at each step, which of the choices are made at it or later; the end counts at its own."""
        steps = self.index.shape[1]
        at = torch.arange(steps, device=self.index.device)
        chosen = self.real & (self.index < self.log_p.shape[-1] - 1)
        return (at == at[:, None]) | (at > at[:, None]) & chosen.unsqueeze(1)

    def mean(self, values: Tensor, n: int) -> Tensor:
        """[N]: of values [R, S], over the steps at which there was a choice."""
        return self.spread(values / self.real.sum(dim=1, keepdim=True).clamp_min(1), n)

    def spread(self, values: Tensor, n: int) -> Tensor:
        summed = (values * self.real).sum(dim=1)
        return summed.new_zeros(n).index_add(0, self.rows, summed)


def empty_choice(rows: Tensor) -> Choice:
    """No row uses this head."""
    none = rows.new_zeros(0, 1)
    return Choice(torch.zeros(0, 1, 1, device=rows.device), none, none.bool(), rows[:0])


def single_choice(log_p: Tensor, index: Tensor, real: Tensor, rows: Tensor) -> Choice:
    """A head that chooses once."""
    return Choice(log_p.unsqueeze(1), index.unsqueeze(1), real.unsqueeze(1), rows)


class Sampler:
    """Chooses at random by the policy, sharpened by a temperature in all heads but the delay's (the paper's 0.8)."""

    def __init__(self, temperature: float = 0.8, generator: torch.Generator | None = None):
        self.temperature = temperature
        self.generator = generator

    def log_p(self, head: str, logits: Tensor, legal: Tensor | None) -> Tensor:
        return log_probabilities(logits, legal, 1.0 if head == "delay" else self.temperature)

    def pick(self, log_p: Tensor) -> Tensor:
        return sample(log_p, self.generator)

    def __call__(self, head: str, logits: Tensor, legal: Tensor | None, rows: Tensor) -> Choice:
        log_p = self.log_p(head, logits, legal)
        index = self.pick(log_p)
        return single_choice(log_p, index, torch.ones_like(index, dtype=torch.bool), rows)


class Forced:
    """Repeats given actions, to learn from them. What was done counts as legal, whatever the masks say:
    recorded players know more than the masks do, and an impossible action would have probability 0.
    """

    def __init__(self, actions: Action, temperature: float = 1.0):
        self.actions = actions
        self.temperature = temperature

    def log_p(self, head: str, logits: Tensor, legal: Tensor | None, index: Tensor) -> Tensor:
        if legal is not None:
            legal = legal.scatter(-1, index.unsqueeze(-1), True)
        return log_probabilities(logits, legal, 1.0 if head == "delay" else self.temperature)

    def __call__(self, head: str, logits: Tensor, legal: Tensor | None, rows: Tensor) -> Choice:
        done = self.actions[head][rows].long() - int(head == "delay")
        index = done.clamp(0, logits.shape[-1] - 1)
        log_p = self.log_p(head, logits, legal, index)
        return single_choice(log_p, index, done >= 0, rows)


Chooser = Sampler | Forced
