"""Tags in compiled code, as ``sc2api.tags``."""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import leaf
from starleague.sc2api.eyes.layout import GENERATION_BITS


@leaf
def tag_of(slot, generation):
    """The API's name of a unit; 0 for slot 0."""
    return (np.int64(slot) << GENERATION_BITS) | (np.int64(generation) + 1) if slot != 0 else np.int64(0)
