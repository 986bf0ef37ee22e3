"""The value functions: who will win, and how much of each pseudo-reward is to come.

Only they see the opponent's side of the game, which a player does not: they are used in learning, never in acting.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from starleague.agent.dials import Dial
from starleague.agent.encoders import Observation
from starleague.agent.layers import ResBlock
from starleague.agent.rewards import BASELINES
from starleague.agent.torso import Encoding
from starleague.env.spec import Shapes


class Values(nn.Module):
    def __init__(self, shapes: Shapes, dial: Dial, context: int):
        super().__init__()
        width = dial.value_width
        self.opponent_scalars = nn.Linear(shapes.scalars, width)
        self.opponent_counts = nn.Linear(shapes.items, width)
        inputs = dial.lstm_width + context + 2 * width
        self.baselines = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Linear(inputs, width),
                    *(ResBlock(width) for _ in range(dial.value_blocks)),
                    nn.LayerNorm(width), nn.ReLU(), nn.Linear(width, 1),
                )
                for name in BASELINES
            }
        )  # fmt: skip

    def forward(self, encoding: Encoding, observation: Observation) -> dict[str, Tensor]:
        """Each baseline's value [N]. Who wins is bounded to (−1, 1) by 2/π · atan(π/2 · x)."""
        opponent = (
            torch.relu(self.opponent_scalars(observation["opponent_scalars"])),
            torch.relu(self.opponent_counts(torch.log1p(observation["opponent_counts"].clamp_min(0)))),
        )
        inputs = torch.cat((encoding.core, encoding.context, *opponent), dim=-1)
        values = {name: layers(inputs).squeeze(-1) for name, layers in self.baselines.items()}
        values["winloss"] = 2 / math.pi * torch.atan(math.pi / 2 * values["winloss"])
        return values
