"""What an agent's seat remembers between observations: its last action, z to follow, and what it has built."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import MAX_UNIT_TYPES, MAX_UPGRADES, i2, i4, record, u1
from starleague.engine.layout import MAX_UNITS
from starleague.env.spec import BUILD_ORDER

MAX_ITEMS = MAX_UNIT_TYPES  # units, structures and upgrades that can be built; no more than half of these exist
MAX_SELECTED = 64

STATISTICS = record([  # what a player has built so far, in the order in which it came into being
    ("n_build", i4),
    ("build", i2, (BUILD_ORDER,)),  # [items]; 0 after the last
    ("build_loops", i4, (BUILD_ORDER,)),  # [loop]
    ("counts", i4, (MAX_ITEMS,)),  # cumulative, by item
    # what was there at the last look
    ("types", i2, (MAX_UNITS,)), ("serials", i4, (MAX_UNITS,)),  # by unit slot
    ("upgrades", u1, (MAX_UPGRADES,)),
])

SEAT = record([
    ("last_action", i4),  # [actions]
    ("n_selected", i4),
    ("selected", i2, (MAX_SELECTED,)), ("selected_generations", i2, (MAX_SELECTED,)),  # unit slots
    ("target", i2), ("target_generation", i2),
    ("z_build", i2, (BUILD_ORDER,)), ("z_counts", np.float32, (MAX_ITEMS,)),
    ("statistics", STATISTICS),
])


def seats(games: int) -> np.ndarray:
    """Seats of so many games, [games, 2], by player - 1."""
    return np.zeros((games, 2), SEAT)
