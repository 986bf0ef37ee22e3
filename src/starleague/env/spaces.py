"""The observation and action of ``spec`` as Gymnasium spaces."""

from __future__ import annotations

import numpy as np
from gymnasium import spaces

from starleague.env.features import zero_observations
from starleague.env.spec import Shapes

_BOUNDS = {  # of integer parts; floats are unbounded (most lie in [-1, 1])
    "entity_type": lambda s: (0, s.entity_types - 1),
    "entity_ids": lambda s: (0, max(s.entity_ids.values()) - 1),
    "entity_cell": lambda s: (0, s.sizes.map_size - 1),
    "entity_count": lambda s: (0, s.sizes.max_entities),
    "last_action": lambda s: (0, s.actions - 1),
    "available": lambda s: (0, 1),
    "z_build": lambda s: (0, s.items - 1),
}


def observation_space(shapes: Shapes, with_opponent: bool = False) -> spaces.Dict:
    """Boxes by name. The opponent's parts, for value functions only, are left out unless asked for."""
    parts: dict[str, spaces.Space] = {}
    for key, array in zero_observations(shapes, 1).items():
        if key.startswith("opponent_") and not with_opponent:
            continue
        low, high = _BOUNDS[key](shapes) if key in _BOUNDS else (-np.inf, np.inf)
        parts[key] = spaces.Box(low, high, array.shape[1:], array.dtype.type)
    return spaces.Dict(parts)


def action_space(shapes: Shapes) -> spaces.Dict:
    """Discrete parts by name; -1 stands for "none" in units and targets."""
    sizes = shapes.sizes
    return spaces.Dict({
        "type": spaces.Discrete(shapes.actions),
        "delay": spaces.Discrete(sizes.max_delay, start=1),
        "queued": spaces.Discrete(2),
        "repeat": spaces.Discrete(2),
        "units": spaces.MultiDiscrete(
            [sizes.max_entities + 1] * sizes.max_selected, start=[-1] * sizes.max_selected, dtype=np.int16,
        ),
        "target_entity": spaces.Discrete(sizes.max_entities + 1, start=-1),
        "target_cell": spaces.Discrete(sizes.target_size**2 + 1, start=-1),
    })


def row_of(observations: dict[str, np.ndarray], k: int, space: spaces.Dict) -> dict[str, np.ndarray]:
    """One agent's observation as arrays of its own."""
    return {key: np.array(observations[key][k]) for key in space.spaces}


def batch_of(actions: list[dict]) -> dict[str, np.ndarray]:
    """Actions of several agents with a leading axis."""
    return {key: np.array([action[key] for action in actions]) for key in actions[0]}
