"""Tags: the names that the API gives to units. A tag holds the slot and its generation, so it never comes back."""

from __future__ import annotations

import numpy as np

from starleague.engine.layout import MAX_UNITS

GENERATION_BITS = 18
NEUTRAL_OWNER = 16  # the API's owner of mineral fields and geysers


def tag_of(slot: int, generation: int) -> int:
    """The tag of a unit; 0 for slot 0, which is no unit."""
    return (int(slot) << GENERATION_BITS) | (int(generation) + 1) if slot else 0


def tags_of(slots: np.ndarray, generations: np.ndarray) -> np.ndarray:
    """Tags of many units, as ``tag_of``."""
    slots = slots.astype(np.int64)
    return np.where(slots == 0, 0, (slots << GENERATION_BITS) | (generations.astype(np.int64) + 1))


def slot_of(game: np.record, tag: int) -> int:
    """The slot of the living unit with this tag; 0 when there is none."""
    slot = tag >> GENERATION_BITS
    if not 0 < slot < MAX_UNITS:
        return 0
    unit = game.units[slot]
    if not unit.alive or tag_of(slot, unit.generation) != tag:
        return 0
    return slot
