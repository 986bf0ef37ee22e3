"""What an agent sees and does: AlphaStar's interface, with its sizes as one record.

An observation is a dict of arrays (leading batch axis when batched), an action a dict of integers; both
are the same whether they come from our engine or from the real game's protobuf.

Observation
    entity_type       int16   [N]        unit type, dense index of the catalog; 0: empty slot
    entity_features   float32 [N, F]     ENTITY_FIELDS, scaled to about [-1, 1]
    entity_cell       int16   [N, 2]     x, y in the map planes, for scatter connections
    entity_count      int32   []         how many slots are filled
    planes            float32 [C, M, M]  PLANES
    scalars           float32 [S]        SCALARS
    last_action       int32   []         the action type done before
    available         uint8   [A]        action types that would be legal now
    z_build           int16   [20]       build order to follow: catalog index of ITEMS; 0: none
    z_counts          float32 [I]        cumulative counts of ITEMS to reach
    opponent_scalars  float32 [S]        the opponent's SCALARS: for value functions only
    opponent_counts   float32 [I]        the opponent's cumulative counts: for value functions only

Action
    type, delay (loops, 1..max_delay), queued (0, 1), repeat (0, 1), units (up to max_selected entity slots, -1 after the last),
    target_entity (entity slot, -1: none), target_cell (y * target_size + x, -1: none)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The dial: ``tiny`` trains on two cores, ``full`` has the published sizes (Extended Data Table 1)."""

    max_entities: int
    max_selected: int
    map_size: int  # M: cells of a map plane's side
    target_size: int  # cells of the target grid's side
    max_delay: int = 128


SIZES = {
    "tiny": Sizes(max_entities=128, max_selected=16, map_size=32, target_size=32),
    "laptop": Sizes(max_entities=256, max_selected=32, map_size=64, target_size=64),
    "full": Sizes(max_entities=512, max_selected=64, map_size=128, target_size=256),
}
