"""Playing: one policy in many games at once, remembering the state of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from starleague.agent.network import Policy
from starleague.agent.thoughts import Thought

Arrays = dict[str, np.ndarray]


@dataclass
class Decisions:
    """What was decided in n games, with what learning needs to know about it."""

    actions: Arrays  # [n, …] as `starleague.env.spec` has it
    log_probs: Arrays  # float32 [n] of each head
    states: np.ndarray  # float32 [n, layers, 2, H] before the decision
    first: np.ndarray  # bool [n] whether it was the game's first
    thoughts: dict[int, Thought] = field(default_factory=dict)  # by row, of those that were asked about


class Actor:
    """Decides for any subset of its games, since each game asks at its own time (that is what a delay does).

    The same seed, games and observations give the same actions.
    """

    def __init__(self, policy: Policy, games: int = 1, seed: int = 0, temperature: float | None = None):
        self.policy = policy
        self.temperature = policy.temperature if temperature is None else temperature
        self.generator = torch.Generator(policy.device).manual_seed(seed)
        self.states = policy.initial_state(games)
        self.first = torch.ones(games, dtype=torch.bool, device=policy.device)

    def begin(self, games: np.ndarray | slice = slice(None)) -> None:
        """New games start here: forget the ones that were played."""
        self.first[games] = True

    def act(
        self, observations: Arrays, games: np.ndarray | None = None, aloud: Sequence[int] = ()
    ) -> Decisions:
        """Decide in `games` (indices, or a mask over all; None: all), given their observations in that order.

        aloud: rows whose thoughts are to be told.
        """
        games = np.arange(len(self.first)) if games is None else np.asarray(games)
        index = torch.from_numpy(games.nonzero()[0] if games.dtype == bool else games).to(self.policy.device)
        if len(index) != len(observations["entity_count"]):
            raise ValueError(f"{len(observations['entity_count'])} observations for {len(index)} games")
        with torch.inference_mode():
            states, first = self.states[index], self.first[index]
            step = self.policy.step(self._tensors(observations), states, first, self.temperature, self.generator, aloud)
            self.states[index] = step.state
            self.first[index] = False
        return Decisions(
            actions={name: value.cpu().numpy() for name, value in step.actions.items()},
            log_probs={name: value.cpu().numpy() for name, value in step.log_probs.items()},
            states=states.cpu().numpy(),
            first=first.cpu().numpy(),
            thoughts=step.thoughts,
        )

    def _tensors(self, observations: Arrays) -> dict[str, torch.Tensor]:
        return {name: torch.as_tensor(value, device=self.policy.device) for name, value in observations.items()}
