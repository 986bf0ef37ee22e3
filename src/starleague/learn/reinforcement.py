"""The learner: from trajectories of own games to a better policy."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from starleague.agent import checkpoints
from starleague.agent.checkpoints import CheckpointError
from starleague.agent.choices import Choice
from starleague.agent.network import Policy
from starleague.agent.torso import crop
from starleague.learn.config import REINFORCEMENT, ReinforcementConfig
from starleague.learn.losses import Batch, pseudo_by_name, reinforcement_loss
from starleague.learn.trajectories import Trajectory, side_by_side

NOT_FOR_POLICIES = ("opponent_scalars", "opponent_counts")


class Learner:
    """Updates a policy by V-trace, UPGO and TD(λ), held near the supervised policy (the teacher).

    The teacher has a memory of each game too. Its state goes from a stream's trajectory to the next, so give
    the trajectories of one stream in the order in which they were played.
    """

    def __init__(self, policy: Policy, teacher: Policy | None = None, config: ReinforcementConfig | None = None):
        self.config = config or REINFORCEMENT[policy.size]
        if teacher is None and (self.config.kl or self.config.kl_type_early):
            raise ValueError(
                "a KL to the supervised policy needs that policy: give a teacher, or set both KL weights to 0"
            )
        self.policy = policy
        self.temperature = policy.temperature if self.config.temperature is None else self.config.temperature
        self.teacher = None if teacher is None else deepcopy(teacher).requires_grad_(False)  # as it is now
        self.optimizer = torch.optim.Adam(
            policy.parameters(), self.config.learning_rate, self.config.betas, self.config.epsilon, fused=True
        )
        self.updates = 0
        self.steps = 0  # agent steps learned from, each use counted
        self.teacher_states: dict[int, Tensor] = {}  # [layers, 2, H] where each stream's last trajectory ended

    def update(self, trajectories: Sequence[Trajectory]) -> dict[str, float]:
        """One step of Adam on trajectories of equal length. Returns the pieces of the loss, and how it went."""
        joined = side_by_side(trajectories)
        batch, first = self._batch(joined), self._tensor(joined.first)
        observations = crop(self._tensors(joined.observations))  # once: policy and teacher choose among the same
        actions = self._tensors(joined.actions)
        teacher = self._follow_teacher(trajectories, observations, first, actions)
        unrolled = self.policy.unroll(
            observations, self._tensor(joined.state), first, actions, self.temperature, values=True
        )
        learn_policy = self.updates >= self.config.value_updates
        loss, pieces = reinforcement_loss(unrolled, teacher, batch, self.config, learn_policy)
        norm = self._step(loss)
        self.updates += 1
        self.steps += batch.discounts.numel()
        return {
            "loss": float(loss.detach()),
            **pieces,
            "gradient_norm": norm,
            "reward": float(batch.rewards["winloss"].sum()),
            "games": float((1 - batch.discounts).sum()),
            "rho_type": float((unrolled.log_probs["type"].detach() - batch.log_probs["type"]).exp().mean()),
            "staleness": float(self.updates - 1 - joined.versions.mean()),
        }

    def save(self, path: str | Path, **metadata: Any) -> str:
        """Write all that resuming needs, at once or not at all; the teacher by its digest only."""
        streams = sorted(self.teacher_states)
        tensors = checkpoints.prefixed("policy/", self.policy.state_dict())
        tensors |= checkpoints.optimizer_tensors(self.optimizer)
        tensors |= {f"teacher_states/{stream}": self.teacher_states[stream].clone() for stream in streams}
        facts = {"updates": self.updates, "steps": self.steps, "teacher": self._teacher_digest()}
        return checkpoints.save(path, tensors, {**checkpoints.describe(self.policy), **facts, **metadata})

    def restore(self, path: str | Path) -> dict:
        """Go on from a file that `save` wrote, with the same numbers. Returns its metadata."""
        tensors, metadata = checkpoints.load(path)
        if "updates" not in metadata:
            raise CheckpointError(f"{path} holds a policy but no learner: begin from it instead of resuming")
        if metadata["teacher"] != self._teacher_digest():
            raise CheckpointError(f"{path} was learned beside another supervised policy: give the same one to resume")
        checkpoints.restore_policy(path, self.policy, tensors, metadata)
        checkpoints.restore_optimizer(self.optimizer, tensors)
        states = checkpoints.section(tensors, "teacher_states/")
        self.teacher_states = {int(stream): state.to(self.policy.device) for stream, state in states.items()}
        self.updates, self.steps = metadata["updates"], metadata["steps"]
        return metadata

    def _step(self, loss: Tensor) -> float:
        self.optimizer.zero_grad()
        loss.backward()
        limit = self.config.clip_norm if self.config.clip_norm is not None else float("inf")
        norm = torch.nn.utils.clip_grad_norm_(self.policy.parameters(), limit)
        if not torch.isfinite(norm):
            raise FloatingPointError(f"the gradient of update {self.updates} is {float(norm)}: lower the learning rate")
        self.optimizer.step()
        return float(norm)

    def _batch(self, joined: Trajectory) -> Batch:
        rewards = self._tensor(joined.rewards)
        active = self._tensor(joined.pseudo_active).float()
        return Batch(
            log_probs=self._tensors(joined.log_probs),
            rewards={"winloss": rewards, **pseudo_by_name(self._tensor(joined.pseudo))},
            active={"winloss": torch.ones_like(rewards), **pseudo_by_name(active)},
            discounts=1 - self._tensor(joined.first)[1:].float(),
            loops=self._tensor(joined.loops),
        )

    @torch.no_grad()
    def _follow_teacher(
        self,
        trajectories: Sequence[Trajectory],
        observations: dict[str, Tensor],
        first: Tensor,
        actions: dict[str, Tensor],
    ) -> dict[str, Choice] | None:
        """The teacher's choices along the trajectories, from the state that it had where each began."""
        if self.teacher is None:
            return None
        fresh = self._begin_teacher(self.teacher, trajectories)
        # All but the last observation, which begins the stream's next trajectory.
        seen = {name: value[:-1] for name, value in observations.items() if name not in NOT_FOR_POLICIES}
        state = torch.cat([trajectory.teacher_state for trajectory in trajectories])
        unrolled = self.teacher.unroll(seen, state, first[:-1], actions, self.temperature)
        streams = np.concatenate([trajectory.streams for trajectory in trajectories])
        is_fresh = np.concatenate([np.full(len(t.streams), new) for t, new in zip(trajectories, fresh)])
        for i in is_fresh.nonzero()[0]:
            self.teacher_states[int(streams[i])] = unrolled.state[i].clone()
        return unrolled.choices

    def _begin_teacher(self, teacher: Policy, trajectories: Sequence[Trajectory]) -> list[bool]:
        """Give the teacher's state to trajectories that come for the first time; which ones those are."""
        fresh = [trajectory.teacher_state is None for trajectory in trajectories]
        before: dict[int, Trajectory] = {}  # the stream's trajectory earlier in this very update
        for trajectory, new in zip(trajectories, fresh):
            if not new:
                continue
            earlier = {id(before[s]): before[s] for s in trajectory.streams.tolist() if s in before}
            for unfinished in earlier.values():
                self._finish_teacher(teacher, unfinished)
            nothing = teacher.initial_state(1)[0]
            states = [self.teacher_states.get(stream, nothing) for stream in trajectory.streams.tolist()]
            trajectory.teacher_state = torch.stack(states)
            before |= dict.fromkeys(trajectory.streams.tolist(), trajectory)
        return fresh

    def _finish_teacher(self, teacher: Policy, trajectory: Trajectory) -> None:
        """Bring the teacher's states of a trajectory's streams to its end."""
        seen = self._tensors({k: v[:-1] for k, v in trajectory.observations.items() if k not in NOT_FOR_POLICIES})
        _, states = teacher.torso(seen, trajectory.teacher_state, self._tensor(trajectory.first[:-1]))
        self.teacher_states |= dict(zip(trajectory.streams.tolist(), states.unbind()))

    def _teacher_digest(self) -> str | None:
        return None if self.teacher is None else checkpoints.weights_digest(self.teacher)

    def _tensor(self, array: np.ndarray) -> Tensor:
        return torch.as_tensor(array, device=self.policy.device)

    def _tensors(self, arrays: dict[str, np.ndarray]) -> dict[str, Tensor]:
        return {name: self._tensor(array) for name, array in arrays.items()}
