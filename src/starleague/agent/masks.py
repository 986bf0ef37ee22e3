"""What may be chosen: which action types are possible, which heads each needs, which entities each takes."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from starleague.agent.torso import Encoding
from starleague.env.spec import Shapes

HEADS = ("type", "delay", "queued", "repeat", "units", "target_entity", "target_cell")
ARGUMENTS = HEADS[2:]
NO_OP = 0  # the action type that is always possible and needs no argument


class Masks(nn.Module):
    """The tables of `starleague.env.tables` as buffers that move with the network."""

    uses_units: Tensor  # bool [A]
    uses_target_entity: Tensor  # bool [A]
    selectable: Tensor  # bool [A, types] of own units
    targetable: Tensor  # bool [A, relations · types] of any units

    def __init__(self, shapes: Shapes):
        super().__init__()
        tables = shapes.tables
        for head in ARGUMENTS:
            self.register("uses_" + head, [getattr(action, "uses_" + head) for action in tables.actions])
        self.register("selectable", tables.selectable)
        self.register("targetable", tables.targetable.reshape(shapes.actions, -1))

    def register(self, name: str, table: np.ndarray | list[bool]) -> None:
        # Not in checkpoints: a checkpoint names its vocabulary by digest, and the environment brings the tables.
        self.register_buffer(name, torch.from_numpy(np.array(table, dtype=bool)), persistent=False)

    def uses(self, head: str, action_type: Tensor) -> Tensor:
        """bool [N]: the action type needs this head."""
        return getattr(self, "uses_" + head)[action_type]

    def legal_types(self, encoding: Encoding) -> Tensor:
        """bool [N, A]: available, and with someone to do it and something to do it to where it needs them."""
        able = can_any(encoding.types, encoding.own, self.selectable)
        possible = can_any(encoding.related_types, encoding.filled, self.targetable)
        legal = encoding.available & (able | ~self.uses_units) & (possible | ~self.uses_target_entity)
        legal[:, NO_OP] |= ~legal.any(dim=1)
        return legal

    def legal_units(self, encoding: Encoding, action_type: Tensor) -> Tensor:
        """bool [N, E]: own entities that can do this."""
        return encoding.own & self.selectable[action_type].gather(1, encoding.types)

    def legal_targets(self, encoding: Encoding, action_type: Tensor) -> Tensor:
        """bool [N, E]: entities that this can be done to."""
        return encoding.filled & self.targetable[action_type].gather(1, encoding.related_types)


def can_any(types: Tensor, among: Tensor, table: Tensor) -> Tensor:
    """bool [N, A]: for each action of the table [A, types], whether some entity is of a type that it names."""
    counts = torch.zeros(len(types), table.shape[1], device=types.device).scatter_add_(1, types, among.float())
    return counts @ table.T.float() > 0
