"""What an agent sees and does, and the environments that it plays in.

``parallel_env()`` is PettingZoo's; ``gymnasium.make("starleague.env:starleague/Melee-v0")`` Gymnasium's, against the
built-in computer; ``VectorEnv`` ours, for learners. Importing this package loads neither engine nor Numba.
"""

from __future__ import annotations

import importlib
from typing import Any

import gymnasium

from starleague.env.spec import SIZES, Shapes, Sizes, shapes

_LAZY = {
    "ArenaConfig": "starleague.env.arena", "MeleeEnv": "starleague.env.gym", "VectorEnv": "starleague.env.vector",
    "parallel_env": "starleague.env.parallel",
}

__all__ = ["SIZES", "ArenaConfig", "MeleeEnv", "Shapes", "Sizes", "VectorEnv", "parallel_env", "shapes"]

for _name, _opponent in (("Melee", "very_easy"), ("MeleeEasy", "easy"), ("MeleeHard", "hard")):
    gymnasium.register(
        f"starleague/{_name}-v0", entry_point="starleague.env.gym:MeleeEnv", kwargs={"opponent": _opponent},
    )


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
