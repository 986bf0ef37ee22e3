"""What an agent sees and does: AlphaStar's interface, with its sizes as one record.

An observation is a dict of arrays (leading batch axis when batched), an action a dict of integers; both
are the same whether they come from our engine or from the real game's protobuf.

Observation
    entity_type       int16   [N]        unit type, dense index of the catalog; 0: empty slot
    entity_ids        int16   [N, K]     ENTITY_IDS: what it does, makes and has, as indices; 0: none
    entity_features   float32 [N, F]     ENTITY_FIELDS, scaled to about [-1, 1]
    entity_cell       int16   [N, 2]     x, y in the map planes, for scatter connections
    entity_count      int32   []         how many slots are filled
    planes            float32 [C, M, M]  PLANES; row y, column x, y = 0 is the map's bottom
    scalars           float32 [S]        SCALAR_FIELDS, then own, pending (in work or ordered) and enemy counts of ITEMS
    last_action       int32   []         the action type done before
    available         uint8   [A]        action types that would be legal now
    z_build           int16   [20]       build order to follow: catalog index of ITEMS; 0: none
    z_counts          float32 [I]        cumulative counts of ITEMS to reach
    opponent_scalars  float32 [S]        the opponent's SCALARS: for value functions only
    opponent_counts   float32 [I]        the opponent's cumulative counts: for value functions only

Action
    type, delay (loops, 1..max_delay), queued (0, 1), repeat (0, 1), units (up to max_selected entity slots,
    -1 after the last), target_entity (entity slot, -1: none), target_cell (y * target_size + x, -1: none)

What only the player of a unit knows in the API (orders, cargo, harvesters, cooldown) is 0 for others' units,
and a snapshot (a structure seen before, now in the fog) has no more than its type, owner and place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from starleague.catalog.rules import record

if TYPE_CHECKING:
    from starleague.env.tables import Tables

BUILD_ORDER = 20  # items of z's build order

f4 = np.float32


@dataclass(frozen=True)
class Sizes:
    """The dial: ``tiny`` trains on two cores, ``full`` has the published sizes (Extended Data Table 1)."""

    max_entities: int
    max_selected: int
    map_size: int  # M: cells of a map plane's side
    target_size: int  # cells of the target grid's side
    max_neutral: int  # of the entities, those nearest home: a map has more resources than a small net should read
    max_delay: int = 128


SIZES = {
    "tiny": Sizes(max_entities=320, max_selected=64, map_size=32, target_size=32, max_neutral=40),
    "laptop": Sizes(max_entities=384, max_selected=64, map_size=64, target_size=64, max_neutral=96),
    "full": Sizes(max_entities=512, max_selected=64, map_size=128, target_size=256, max_neutral=512),
}

ENTITY = record([
    # whose, and how it is seen
    ("is_self", f4), ("is_ally", f4), ("is_enemy", f4), ("is_neutral", f4),
    ("is_snapshot", f4), ("is_blip", f4),
    ("is_flying", f4), ("is_cloaked", f4), ("is_burrowed", f4), ("is_hallucination", f4), ("is_powered", f4),
    ("is_structure", f4),
    # vitals: square root of points / 1500 (energy / 200), at most 1, and share of the maximum
    ("life", f4), ("life_ratio", f4), ("shields", f4), ("shields_ratio", f4), ("energy", f4), ("energy_ratio", f4),
    # place: [-1, 1] over the square that the planes cover
    ("x", f4), ("y", f4), ("facing_sin", f4), ("facing_cos", f4),
    ("build_progress", f4),  # [0, 1] construction; 1: complete
    ("morph_progress", f4),  # [0, 1] of a morph under way
    # what it holds
    ("cargo_used", f4), ("cargo_max", f4),  # [/ 8]
    ("harvesters", f4), ("harvesters_ideal", f4),  # [/ 16]
    ("carrying_minerals", f4), ("carrying_vespene", f4),
    ("minerals", f4), ("vespene", f4),  # [/ 2500] contents
    # what it does
    ("weapon_cooldown", f4),  # [/ 32 loops]
    ("order_count", f4),  # [/ 8]
    ("order_has_unit", f4), ("order_has_point", f4), ("order_x", f4), ("order_y", f4),  # where its order takes it
    ("queue_count", f4), ("queue_progress", f4),  # [/ 8]; [0, 1] of the first
    ("has_addon", f4),
    ("attack_upgrade", f4), ("armor_upgrade", f4), ("shield_upgrade", f4),  # [level / 3]
    ("attacked", f4),  # 1 when it has just been damaged, 0 five seconds later
    ("buff_time", f4),  # [/ 20 s] left of the buff that ends first
    # memory of the agent's last action
    ("was_selected", f4), ("was_targeted", f4),
])
ENTITY_FIELDS: tuple[str, ...] = ENTITY.names or ()

# Vocabulary of each: ACTIONS for orders, ITEMS for the queue, unit types for the add-on, BUFFS for buffs.
ENTITY_IDS = ("order_0", "order_1", "order_2", "order_3", "queue_0", "queue_1", "addon", "buff_0", "buff_1")

PLANES = (
    "height",  # [0, 1] terrain
    "visibility",  # 0 hidden, 0.5 seen before, 1 seen now
    "creep",
    "own", "enemy", "neutral",  # how many units, 1 from four on
    "pathable", "buildable",  # share of the cell
    "alerts",  # own units that were damaged in the last five seconds
)

SCALAR = record([
    ("minerals", f4), ("vespene", f4),  # log(1 + n) / 10
    ("supply_used", f4), ("supply_cap", f4),  # [/ 200]
    ("supply_left", f4),  # [/ 32] from -1 to 1: it decides what can be built next
    ("supply_workers", f4), ("supply_army", f4),  # [/ 200]
    ("workers", f4), ("idle_workers", f4),  # [/ 100] [/ 20]
    ("army_count", f4),  # [/ 100]
    ("larva", f4), ("warp_gates", f4),  # [/ 20]
    ("time", f4), ("time_log", f4),  # [/ 30 minutes]; log(1 + minutes) / 4
    ("terran", f4), ("zerg", f4), ("protoss", f4),
    ("enemy_terran", f4), ("enemy_zerg", f4), ("enemy_protoss", f4),
    ("damage", f4),  # share of own units that were damaged in the last five seconds
    ("entities", f4),  # [/ max_entities] filled slots
])
SCALAR_FIELDS: tuple[str, ...] = SCALAR.names or ()


@dataclass(frozen=True)
class Shapes:
    """The numbers that a network is built from."""

    sizes: Sizes
    entity_types: int
    entity_ids: dict[str, int]  # vocabulary of each column of entity_ids
    entity_features: int
    planes: int
    scalars: int
    actions: int
    items: int
    tables: Tables  # names, arguments of each action, who may do it and to whom


def shapes(sizes: str | Sizes = "tiny", patch: str = "4.10") -> Shapes:
    """The shapes of observations and actions under a patch's catalog."""
    from starleague.env.tables import tables_of

    tables = tables_of(patch)
    vocabulary = {
        "order": len(tables.actions), "queue": len(tables.items),
        "addon": len(tables.unit_types), "buff": len(tables.buffs),
    }
    return Shapes(
        sizes=SIZES[sizes] if isinstance(sizes, str) else sizes,
        entity_types=len(tables.unit_types),
        entity_ids={name: vocabulary[name.split("_")[0]] for name in ENTITY_IDS},
        entity_features=len(ENTITY_FIELDS),
        planes=len(PLANES),
        scalars=len(SCALAR_FIELDS) + 3 * len(tables.items),
        actions=len(tables.actions),
        items=len(tables.items),
        tables=tables,
    )
