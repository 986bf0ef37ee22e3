"""The policy: encoders → torso → heads, to act with step by step and to learn from over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from starleague.agent.choices import Action, Choice, Forced, Sampler
from starleague.agent.dials import DIALS
from starleague.agent.encoders import Observation
from starleague.agent.heads import Heads
from starleague.agent.thoughts import Thought, think_aloud
from starleague.agent.torso import Torso, crop
from starleague.agent.values import Values
from starleague.env.spec import Shapes
from starleague.env.strategies import Strategy


@dataclass
class Step:
    """One decision in each of B games."""

    actions: Action  # as `starleague.env.spec` has it
    log_probs: dict[str, Tensor]  # [B] of each head; 0 where the action type does not need it
    state: Tensor  # [B, layers, 2, H]
    thoughts: dict[int, Thought] = field(default_factory=dict)  # of the rows that were asked about


@dataclass
class Unrolled:
    """The policy along T actions that were taken in each of B games."""

    choices: dict[str, Choice]  # of each head, over N = T·B rows
    log_probs: dict[str, Tensor]  # [T, B] of each head
    values: dict[str, Tensor]  # [T or T + 1, B] of each baseline; empty unless asked for
    state: Tensor  # [B, layers, 2, H] after the last observation


class Policy(nn.Module):
    """An agent of a size (`starleague.agent.dials`) for observations and actions of given shapes."""

    def __init__(self, shapes: Shapes, size: str = "tiny", race: str = "terran"):
        super().__init__()
        dial = DIALS[size]
        self.size, self.shapes, self.temperature = size, shapes, dial.temperature
        self.race = race  # that it plays; kept with it
        self.strategies: tuple[Strategy, ...] = ()  # that it learned to follow; kept with it
        self.torso = Torso(shapes, dial)
        context = self.torso.scalars.context_width
        self.heads = Heads(shapes, dial, context)
        self.values = Values(shapes, dial, context)

    def initial_state(self, batch: int) -> Tensor:
        """The LSTM's state before a game begins."""
        return self.torso.lstm.initial_state(batch, self.device)

    @property
    def device(self) -> torch.device:
        return next(self.parameters()).device

    def step(
        self,
        observation: Observation,
        state: Tensor,
        first: Tensor | None = None,
        temperature: float | None = None,
        generator: torch.Generator | None = None,
        aloud: Sequence[int] = (),
    ) -> Step:
        """Sample an action for each of B observations. Where `first` is set a game begins and its state is reset.

        temperature: None is the size's own (`starleague.agent.dials`). aloud: rows whose thoughts are to be told.
        """
        temperature = self.temperature if temperature is None else temperature
        batch = len(state)
        if first is None:
            first = torch.zeros(batch, dtype=torch.bool, device=state.device)
        one_step = {name: value.unsqueeze(0) for name, value in crop(observation).items()}
        encoding, state = self.torso(one_step, state, first.unsqueeze(0))
        choices = self.heads(encoding, Sampler(temperature, generator))
        end = encoding.entities.shape[1]
        actions = {name: chosen(name, choice, batch, end, self.shapes) for name, choice in choices.items()}
        step = Step(actions, {name: choice.log_prob(batch) for name, choice in choices.items()}, state)
        if aloud:
            step.thoughts = think_aloud(self.values, observation, encoding, choices, actions, list(aloud))
        return step

    def unroll(
        self,
        observation: Observation,
        state: Tensor,
        first: Tensor,
        actions: Action,
        temperature: float = 1.0,
        values: bool = False,
    ) -> Unrolled:
        """Follow actions [T, B] along observations [T, B] or [T + 1, B], where the last only has a value."""
        batch, steps = first.shape[1], len(actions["type"])
        encoding, state = self.torso(observation, state, first)
        followed = encoding if steps == len(first) else encoding.rows(slice(0, steps * batch))
        forced = Forced({name: value.flatten(0, 1) for name, value in actions.items()}, temperature)
        choices = self.heads(followed, forced)
        log_probs = {name: choice.log_prob(steps * batch).view(steps, batch) for name, choice in choices.items()}
        baselines: dict[str, Tensor] = {}
        if values:
            flat = {name: observation[name].flatten(0, 1) for name in ("opponent_scalars", "opponent_counts")}
            baselines = {name: value.view(-1, batch) for name, value in self.values(encoding, flat).items()}
        return Unrolled(choices, log_probs, baselines, state)


def chosen(name: str, choice: Choice, batch: int, end: int, shapes: Shapes) -> Tensor:
    """A head's choices as the action's field of that name, for all B rows."""
    if name == "units":
        units = choice.index.new_full((batch, shapes.sizes.max_selected), -1)
        selected = choice.index.masked_fill(~choice.real | (choice.index == end), -1)
        units[choice.rows, : selected.shape[1]] = selected
        return units
    nothing = -1 if name.startswith("target") else 0
    field = choice.index.new_full((batch,), nothing)
    field[choice.rows] = choice.index[:, 0] + (name == "delay")
    return field
