"""From an observation to what the torso and the heads read: entities, map, scalars.

Every tensor here has one leading axis N: batch, or time and batch together.
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from starleague.agent.dials import Dial
from starleague.agent.layers import NEVER, ConvResBlock, TransformerLayer
from starleague.env.spec import BUILD_ORDER, SCALAR_FIELDS, Shapes

Observation = dict[str, Tensor]
OCTAVES = 6


class EntityEncoder(nn.Module):
    """A transformer over entities: embeddings [N, E, W] of each, and one summary [N, summary_width]."""

    offsets: Tensor

    def __init__(self, shapes: Shapes, dial: Dial):
        super().__init__()
        vocabularies = [shapes.entity_types, *shapes.entity_ids.values()]
        # One table for type, orders, queue, …: column k looks up index + offset[k], and the columns are added.
        self.register_buffer("offsets", torch.tensor([0, *accumulate(vocabularies[:-1])]), persistent=False)
        self.identity = nn.EmbeddingBag(sum(vocabularies), dial.entity_width, mode="sum")
        self.features = nn.Linear(shapes.entity_features, dial.entity_width)
        self.layers = nn.ModuleList(
            TransformerLayer(dial.entity_width, dial.entity_heads, dial.entity_head_size, dial.entity_hidden)
            for _ in range(dial.entity_layers)
        )
        self.out = nn.Linear(dial.entity_width, dial.entity_width)
        self.summary = nn.Linear(dial.entity_width, dial.summary_width)

    def forward(self, observation: Observation, filled: Tensor) -> tuple[Tensor, Tensor]:
        kinds = torch.cat((observation["entity_type"].unsqueeze(-1), observation["entity_ids"]), dim=-1)
        identity = self.identity((kinds.long() + self.offsets).flatten(0, 1)).view(*kinds.shape[:2], -1)
        x = identity + self.features(observation["entity_features"])
        bias = torch.where(filled, 0.0, NEVER).to(x.dtype)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = F.relu(x) * filled.unsqueeze(-1)
        mean = x.sum(dim=1) / filled.sum(dim=1, keepdim=True).clamp_min(1)
        return F.relu(self.out(x)), F.relu(self.summary(mean))


class MapEncoder(nn.Module):
    """A residual network over the planes, into which entities are scattered at their place.

    Returns the smallest maps, before and after each residual block (the location head reads them again),
    and one summary [N, summary_width].
    """

    def __init__(self, shapes: Shapes, dial: Dial):
        super().__init__()
        self.side = shapes.sizes.map_size
        channels = (dial.map_input, *dial.map_channels)
        self.scatter = nn.Linear(dial.entity_width, dial.scatter_channels)
        self.mix_planes = nn.Conv2d(shapes.planes, channels[0], 1)
        self.mix_scattered = nn.Linear(dial.scatter_channels, channels[0])
        self.downscale = nn.ModuleList(
            nn.Conv2d(before, after, 4, stride=2, padding=1) for before, after in pairwise(channels)
        )
        self.blocks = nn.ModuleList(ConvResBlock(channels[-1]) for _ in range(dial.map_blocks))
        self.summary = nn.Linear(channels[-1] * core_side(shapes, dial) ** 2, dial.summary_width)

    def forward(self, observation: Observation, entities: Tensor, filled: Tensor) -> tuple[list[Tensor], Tensor]:
        x = F.relu(self.planes_and_entities(observation, entities, filled))
        for convolution in self.downscale:
            x = F.relu(convolution(x))
        skips = [x]
        for block in self.blocks:
            skips.append(block(skips[-1]))
        return skips, F.relu(self.summary(F.relu(skips[-1]).flatten(1)))

    def planes_and_entities(self, observation: Observation, entities: Tensor, filled: Tensor) -> Tensor:
        """A 1×1 convolution over the planes and the scatter connections, whose cells hold the sum of their entities.

        As the convolution is linear it is done on each entity before it is scattered, which costs less. Channels
        lie last in memory from here on: several times faster on a CPU.
        """
        planes = observation["planes"].contiguous(memory_format=torch.channels_last)
        canvas = self.mix_planes(planes).permute(0, 2, 3, 1).flatten(1, 2)
        values = self.mix_scattered(F.relu(self.scatter(entities))) * filled.unsqueeze(-1)
        cells = observation["entity_cell"].long()
        place = (cells[..., 1] * self.side + cells[..., 0]).clamp(0, self.side**2 - 1)
        canvas = canvas.scatter_add(1, place.unsqueeze(-1).expand_as(values), values)
        return canvas.unflatten(1, (self.side, self.side)).permute(0, 3, 1, 2)


def core_side(shapes: Shapes, dial: Dial) -> int:
    """The side of the smallest map (16 in the paper)."""
    return shapes.sizes.map_size // 2 ** len(dial.map_channels)


class ScalarEncoder(nn.Module):
    """Player scalars, what was done, what is available, and z; their concatenation gates the heads (context)."""

    def __init__(self, shapes: Shapes, dial: Dial):
        super().__init__()
        width = dial.scalar_width
        self.scalars = nn.Linear(shapes.scalars + 2 * OCTAVES * len(SCALAR_FIELDS), 2 * width)
        self.last_action = nn.Embedding(shapes.actions, width)
        self.available = nn.Linear(shapes.actions, width)
        self.counts = nn.Linear(shapes.items, width)
        self.build = BuildOrderEncoder(shapes.items, width, dial.build_layers)
        self.context_width = 6 * width
        self.summary = nn.Linear(self.context_width, dial.summary_width)

    def forward(self, observation: Observation) -> tuple[Tensor, Tensor]:
        pieces = (
            self.scalars(resolved(observation["scalars"])),
            self.last_action(observation["last_action"].long()),
            self.available(observation["available"].float()),
            self.counts(torch.log1p(observation["z_counts"].clamp_min(0))),
            self.build(observation["z_build"].long()),
        )
        context = F.relu(torch.cat(pieces, dim=-1))
        return context, F.relu(self.summary(context))


def resolved(scalars: Tensor) -> Tensor:
    """[N, S] → [N, S + 2 · OCTAVES · SCALAR_FIELDS]: each figure by sines of it, too, and counts four times as large.

    What is built next hangs on one worker more or ten minerals, which as shares of all that is possible are differences
    too small to be learned soon.
    """
    figures, counts = scalars[:, : len(SCALAR_FIELDS)], scalars[:, len(SCALAR_FIELDS) :]
    octaves = math.pi * 2.0 ** torch.arange(OCTAVES, device=scalars.device, dtype=scalars.dtype)
    waves = figures.unsqueeze(-1) * octaves
    return torch.cat((figures, 4 * counts, waves.sin().flatten(1), waves.cos().flatten(1) - 1), dim=1)


class BuildOrderEncoder(nn.Module):
    """The build order of z: items with their place in it, through a transformer where the dial has one."""

    def __init__(self, items: int, width: int, layers: int):
        super().__init__()
        self.items = nn.Embedding(items, width // 2)
        self.places = nn.Parameter(torch.randn(BUILD_ORDER, width // 2) * 0.1)
        self.layers = nn.ModuleList(TransformerLayer(width // 2, 2, width // 4, width) for _ in range(layers))
        self.out = nn.Linear(BUILD_ORDER * (width // 2), width)

    def forward(self, build: Tensor) -> Tensor:
        x = self.items(build) + self.places
        for layer in self.layers:
            x = layer(x, x.new_zeros(1, 1, 1, BUILD_ORDER))
        return self.out(x.flatten(1))
