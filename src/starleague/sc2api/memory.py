"""Enemy structures as a player saw them last: snapshots, until he sees the place again."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from s2clientprotocol import raw_pb2

VISIBLE = 2  # in the visibility grid


@dataclass
class Memory:
    """Snapshots by tag."""

    snapshots: dict[int, raw_pb2.Unit] = field(default_factory=dict)

    def see(self, unit: raw_pb2.Unit) -> None:
        """A structure in sight, as the observation tells of it."""
        if unit.is_flying:
            self.snapshots.pop(unit.tag, None)
            return
        shot = raw_pb2.Unit(
            display_type=raw_pb2.Snapshot, alliance=unit.alliance, tag=unit.tag, unit_type=unit.unit_type,
            owner=unit.owner, facing=unit.facing, radius=unit.radius, build_progress=unit.build_progress,
            cloak=raw_pb2.CloakedUnknown, is_on_screen=False, is_blip=False, is_powered=False,
        )
        shot.pos.CopyFrom(unit.pos)
        self.snapshots[unit.tag] = shot

    def recall(self, visibility: np.ndarray, raw: raw_pb2.ObservationRaw) -> None:
        """Add what is remembered and not in sight; what the player sees to be gone is forgotten."""
        if not self.snapshots:
            return
        in_sight = {unit.tag for unit in raw.units}
        for tag, shot in list(self.snapshots.items()):
            if tag in in_sight:
                continue
            if visibility[int(shot.pos.y), int(shot.pos.x)] == VISIBLE:
                del self.snapshots[tag]
            else:
                raw.units.append(shot)
