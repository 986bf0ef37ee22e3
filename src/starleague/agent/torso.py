"""The torso: an LSTM over time on the encoders' summaries, and the record of all that the heads read."""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn

from starleague.agent.dials import Dial
from starleague.agent.encoders import EntityEncoder, MapEncoder, Observation, ScalarEncoder
from starleague.agent.layers import LayerNormLSTM
from starleague.env.spec import ENTITY_FIELDS, Shapes

IS_SELF, IS_ENEMY, IS_NEUTRAL = (
    list(ENTITY_FIELDS or ()).index(f"is_{whose}") for whose in ("self", "enemy", "neutral")
)


@dataclass
class Encoding:
    """What the heads read. Every tensor's first axis is N."""

    entities: Tensor  # [N, E, W] embeddings
    types: Tensor  # [N, E] unit types
    filled: Tensor  # bool [N, E]
    own: Tensor  # bool [N, E]
    related_types: Tensor  # [N, E] relation (self, enemy, neutral) and type as one index, as in `tables.targetable`
    skips: list[Tensor]  # [N, C, side, side] smallest maps, before and after each residual block
    context: Tensor  # [N, K] scalars that gate the heads
    available: Tensor  # bool [N, A]
    core: Tensor  # [N, H] the LSTM's output

    def rows(self, index: Tensor | slice) -> Encoding:
        """Only some of the N."""
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "skips"}
        some = {name: value[index] for name, value in values.items()}
        return Encoding(**some, skips=[skip[index] for skip in self.skips])


class Torso(nn.Module):
    """Encoders and LSTM: from observations [T, B, …] to an Encoding of T·B rows."""

    def __init__(self, shapes: Shapes, dial: Dial):
        super().__init__()
        self.entity_types = shapes.entity_types
        self.entities = EntityEncoder(shapes, dial)
        self.map = MapEncoder(shapes, dial)
        self.scalars = ScalarEncoder(shapes, dial)
        self.lstm = LayerNormLSTM(3 * dial.summary_width, dial.lstm_width, dial.lstm_layers)

    def forward(self, observation: Observation, state: Tensor, first: Tensor) -> tuple[Encoding, Tensor]:
        """observation: [T, B, …]; state: [B, layers, 2, H]; first: bool [T, B], where a game begins."""
        steps, batch = first.shape
        flat = {name: value.flatten(0, 1) for name, value in observation.items()}
        slots = torch.arange(flat["entity_type"].shape[1], device=first.device)
        filled = slots < flat["entity_count"].unsqueeze(-1)

        entities, entity_summary = self.entities(flat, filled)
        skips, map_summary = self.map(flat, entities, filled)
        context, scalar_summary = self.scalars(flat)
        summary = torch.cat((entity_summary, map_summary, scalar_summary), dim=-1)
        core, state = self.lstm(summary.view(steps, batch, -1), state, first)

        types = flat["entity_type"].long()
        flags = flat["entity_features"] > 0.5
        relation = flags[..., IS_ENEMY].long() + 2 * flags[..., IS_NEUTRAL]
        encoding = Encoding(
            entities=entities,
            types=types,
            filled=filled,
            own=filled & flags[..., IS_SELF],
            related_types=relation * self.entity_types + types,
            skips=skips,
            context=context,
            available=flat["available"] > 0,
            core=core.flatten(0, 1),
        )
        return encoding, state


def crop(observation: Observation) -> Observation:
    """Without the entity slots that are empty in every row of [T, B] or [B]: most games fill a fraction of them."""
    used, axis = max(int(observation["entity_count"].max()), 1), observation["entity_count"].dim()
    return {
        name: value.narrow(axis, 0, used) if name.startswith("entity_") and name != "entity_count" else value
        for name, value in observation.items()
    }
