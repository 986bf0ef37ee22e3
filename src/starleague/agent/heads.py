"""The heads: action type, delay, queued, repeat, selected units, target unit, target location.

They choose in this order, each knowing what was chosen before through the autoregressive embedding.
One flow serves acting and learning: a chooser samples, or repeats what was done (teacher forcing).
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from starleague.agent.choices import Choice, Chooser, empty_choice
from starleague.agent.dials import Dial
from starleague.agent.encoders import core_side
from starleague.agent.layers import FilmResBlock, Gate, ResBlock
from starleague.agent.masks import Masks
from starleague.agent.pointers import TargetEntityHead, UnitsHead
from starleague.agent.torso import Encoding
from starleague.env.spec import Shapes


class Heads(nn.Module):
    def __init__(self, shapes: Shapes, dial: Dial, context: int):
        super().__init__()
        self.masks = Masks(shapes)
        self.action_type = TypeHead(shapes, dial, context)
        self.delay = VectorHead(shapes.sizes.max_delay, dial)
        self.queued = VectorHead(2, dial)
        self.repeat = VectorHead(2, dial)
        self.units = UnitsHead(shapes, dial)
        self.target_entity = TargetEntityHead(dial)
        self.target_cell = LocationHead(shapes, dial)

    def forward(self, encoding: Encoding, choose: Chooser) -> dict[str, Choice]:
        """The choice of every head. Heads that an action type does not need are left out of its rows."""
        everyone = torch.arange(len(encoding.core), device=encoding.core.device)
        choices = {"type": choose("type", self.action_type(encoding), self.masks.legal_types(encoding), everyone)}
        action_type = choices["type"].index[:, 0]
        embedding = self.action_type.embed(encoding, action_type)

        choices["delay"] = choose("delay", self.delay(embedding), None, everyone)
        embedding = embedding + self.delay.embed(choices["delay"].index[:, 0])

        for head in ("queued", "repeat"):
            rows = self.users(head, action_type)
            module = getattr(self, head)
            choices[head] = choose(head, module(embedding[rows]), None, rows)
            embedding = embedding.index_add(0, rows, module.embed(choices[head].index[:, 0]))

        rows = self.users("units", action_type)
        choices["units"] = empty_choice(rows)
        if len(rows):
            some, types = encoding.rows(rows), action_type[rows]
            legal = self.masks.legal_units(some, types)
            able = self.masks.selectable[types].float()
            choices["units"], chosen = self.units(some, embedding[rows], able, legal, choose, rows)
            embedding = embedding.index_add(0, rows, chosen)

        rows = self.users("target_entity", action_type)
        choices["target_entity"] = empty_choice(rows)
        if len(rows):
            some = encoding.rows(rows)
            legal = self.masks.legal_targets(some, action_type[rows])
            logits = self.target_entity(some, embedding[rows])
            choices["target_entity"] = choose("target_entity", logits, legal, rows)

        rows = self.users("target_cell", action_type)
        choices["target_cell"] = empty_choice(rows)
        if len(rows):
            logits = self.target_cell(encoding.rows(rows), embedding[rows])
            choices["target_cell"] = choose("target_cell", logits, None, rows)
        return choices

    def users(self, head: str, action_type: Tensor) -> Tensor:
        """The rows whose action type needs this head."""
        return self.masks.uses(head, action_type).nonzero().squeeze(1)


class TypeHead(nn.Module):
    """Residual blocks on the LSTM's output, gated by the context; and the embedding that starts the chain."""

    def __init__(self, shapes: Shapes, dial: Dial, context: int):
        super().__init__()
        width = dial.head_width
        self.enter = nn.Linear(dial.lstm_width, width)
        self.blocks = nn.Sequential(*(ResBlock(width) for _ in range(dial.type_blocks)), nn.LayerNorm(width), nn.ReLU())
        self.logits = Gate(width, context, shapes.actions)
        self.chosen = nn.Embedding(shapes.actions, width)
        self.embed_chosen = Gate(width, context, dial.embedding_width)
        self.embed_core = Gate(dial.lstm_width, context, dial.embedding_width)

    def forward(self, encoding: Encoding) -> Tensor:
        return self.logits(self.blocks(self.enter(encoding.core)), encoding.context)

    def embed(self, encoding: Encoding, action_type: Tensor) -> Tensor:
        chosen = self.embed_chosen(F.relu(self.chosen(action_type)), encoding.context)
        return chosen + self.embed_core(encoding.core, encoding.context)


class VectorHead(nn.Module):
    """A choice among a fixed number: delay, queued, repeat."""

    def __init__(self, choices: int, dial: Dial):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(dial.embedding_width, dial.head_width), nn.ReLU(),
            nn.Linear(dial.head_width, dial.head_width), nn.ReLU(),
            nn.Linear(dial.head_width, choices),
        )  # fmt: skip
        self.embed = nn.Embedding(choices, dial.embedding_width)
        nn.init.normal_(self.embed.weight, std=0.1)

    def forward(self, embedding: Tensor) -> Tensor:
        return self.layers(embedding)


class LocationHead(nn.Module):
    """A map of logits: the embedding laid out as a small map beside the encoder's, steered by FiLM, doubled in size."""

    def __init__(self, shapes: Shapes, dial: Dial):
        super().__init__()
        self.side = core_side(shapes, dial)
        width, target = dial.embedding_width, shapes.sizes.target_size
        if width % self.side**2:
            raise ValueError(f"embedding_width {width} must be a multiple of {self.side}², the smallest map's cells")
        if self.side * 2 ** len(dial.location_channels) != target:
            raise ValueError(
                f"{len(dial.location_channels)} doublings of {self.side} do not make {target} target cells"
            )

        channels = (dial.map_channels[-1], *dial.location_channels)
        self.mix = nn.Conv2d(width // self.side**2 + channels[0], channels[0], 1)
        self.blocks = nn.ModuleList(FilmResBlock(channels[0], width) for _ in range(dial.location_blocks))
        self.upscale = nn.ModuleList(
            nn.ConvTranspose2d(before, after, 4, stride=2, padding=1) for before, after in pairwise(channels)
        )

    def forward(self, encoding: Encoding, embedding: Tensor) -> Tensor:
        laid_out = embedding.view(len(embedding), -1, self.side, self.side)
        x = self.mix(F.relu(torch.cat((laid_out, encoding.skips[-1]), dim=1)))
        for block, skip in zip(self.blocks, reversed(encoding.skips)):
            x = block(x + skip, embedding)
        for convolution in self.upscale:
            x = convolution(F.relu(x))
        return x.flatten(1)
