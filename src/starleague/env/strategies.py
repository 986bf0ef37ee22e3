"""Strategies to follow: statistics z of recorded games, each with the plan of who played so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from starleague.env.spec import BUILD_ORDER, Shapes
from starleague.env.z import Z

SHOWN = 0.9  # of the games to learn from; in the others no z is shown, so that an agent can play without


@dataclass(frozen=True)
class Strategy:
    """What to build, and the built-in computer's plan that builds so ("medium:macro"; empty: nobody knows)."""

    z: Z
    plan: str = ""

    def written(self, shapes: Shapes) -> dict[str, Any]:
        """As JSON, with items by name."""
        names = shapes.tables.items
        build = self.z.build[self.z.build > 0]
        return {
            "plan": self.plan,
            "build": [names[item] for item in build],
            "loops": self.z.loops[: len(build)].tolist(),
            "counts": {names[item]: int(self.z.counts[item]) for item in np.flatnonzero(self.z.counts)},
        }

    @classmethod
    def read(cls, written: dict[str, Any], shapes: Shapes) -> Strategy:
        """From what ``written`` gave. ValueError names an item that this patch does not have."""
        index = {name: item for item, name in enumerate(shapes.tables.items)}
        unknown = [name for name in (*written["build"], *written["counts"]) if name not in index]
        if unknown:
            raise ValueError(f"a strategy names {unknown[0]!r}, which nobody builds at patch {shapes.tables.patch}")
        build, loops = np.zeros(BUILD_ORDER, np.int16), np.zeros(BUILD_ORDER, np.int32)
        counts = np.zeros(shapes.items, np.float32)
        said = written["build"][:BUILD_ORDER]
        build[: len(said)] = [index[name] for name in said]
        loops[: len(said)] = written["loops"][: len(said)]
        for name, count in written["counts"].items():
            counts[index[name]] = count
        return cls(Z(build, counts, loops), written["plan"])


def choose(strategies: Sequence[Strategy], random: np.random.Generator, shown: float = SHOWN) -> Strategy | None:
    """One of them, each as likely as the next; now and then, or where there are none, None."""
    if not strategies or random.random() >= shown:
        return None
    return strategies[int(random.integers(len(strategies)))]
