"""Actions as rows of a record, and as the dicts of arrays that ``spec`` describes."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import i2, i4, record
from starleague.env.memory import MAX_SELECTED
from starleague.env.spec import Shapes

ACTION_KEYS = ("type", "delay", "queued", "repeat", "units", "target_entity", "target_cell")

CHOICE = record([  # an action of one agent
    ("type", i4), ("delay", i4), ("queued", i4), ("repeat", i4),
    ("units", i2, (MAX_SELECTED,)),  # [entity slots] -1 after the last
    ("target_entity", i4), ("target_cell", i4),
])


def choices(n: int) -> np.ndarray:
    """No-op actions for so many agents; delay 1."""
    made = np.zeros(n, CHOICE)
    made["delay"] = 1
    made["units"] = -1
    made["target_entity"] = made["target_cell"] = -1
    return made


def choices_from(actions: dict[str, np.ndarray]) -> np.ndarray:
    """CHOICE rows from a dict of arrays with a leading axis (``spec``)."""
    made = choices(len(actions["type"]))
    for key in ACTION_KEYS:
        values = np.asarray(actions[key])
        if key == "units":
            made["units"][:, : values.shape[1]] = values
        else:
            made[key] = values
    return made


def choices_to(rows: np.ndarray, shapes: Shapes) -> dict[str, np.ndarray]:
    """A dict of arrays with a leading axis (``spec``) from CHOICE rows."""
    actions = {key: rows[key].copy() for key in ACTION_KEYS}
    actions["units"] = actions["units"][:, : shapes.sizes.max_selected]
    return actions
