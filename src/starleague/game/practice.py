"""Maps for trying things, made when they are asked for by name: flat grounds, and arenas for tasks.

Flat64 is a flat square of 64 cells with a start in two corners; Simple96 has more bases; Empty128 has nothing,
and nobody loses there. Arenas are named as PySC2's mini-games; what is asked for there is in ``game.tasks``.
"""

from __future__ import annotations

import functools
import re

import numpy as np

from starleague.game.maps import Map, Place, Point

MARGIN = 8  # cells around the playable area
SMALLEST, LARGEST = 32, 240  # cells of a side
LEVEL = 2  # cliff level of flat ground
HEIGHT = 191  # grid value of that level: 8 cells
START = 10.5  # cells from the sides of the playable area to a town hall
SIDE = {"Arena": 24, "Field": 64}
ARENAS = {
    "MoveToBeacon": "Arena", "CollectMineralShards": "Arena", "DefeatRoaches": "Arena",
    "DefeatZerglingsAndBanelings": "Arena", "FindAndDefeatZerglings": "Field",
}
# Centers of resources seen from a town hall in the upper left corner.
RESOURCES = (
    ("MineralField", -6.5, 0), ("MineralField", -6.5, 2), ("MineralField", -2.5, 6), ("MineralField", 0.5, 6),
    ("MineralField750", -7.5, 1), ("MineralField750", -6.5, 4), ("MineralField750", -5.5, 5),
    ("MineralField750", -0.5, 7), ("VespeneGeyser", -7, -3), ("VespeneGeyser", 4, 7),
)


def practice_map(name: str) -> Map | None:
    """The map of a name ("Flat64", in any case); None: it is no such name."""
    flat = re.fullmatch(r"(flat|simple|empty)(\d{2,3})", name.casefold())
    if flat and SMALLEST <= int(flat[2]) <= LARGEST:
        return _flat(flat[1].title(), int(flat[2]))
    arena = next((one for one in ARENAS if one.casefold() == name.casefold()), None)
    return _arena(arena) if arena else None


@functools.lru_cache(maxsize=16)
def _flat(kind: str, side: int) -> Map:
    near, far = MARGIN + START, side + MARGIN - START
    starts = (far, near), (near, far)
    bases: list[Point] = [starts[1]]
    if kind == "Simple":
        bases.append((near, side / 2 + MARGIN + 0.5))
    resources = [] if kind == "Empty" else [place for base in bases for place in _base(base, side)]
    return _ground(f"{kind}{side}", side, side, tuple(sorted(resources)), starts, "empty" if kind == "Empty" else "")


def _base(at: Point, side: int) -> list[Place]:
    """Resources of a base and of the one that lies across the middle."""
    own = [(kind, at[0] + x, at[1] + y) for kind, x, y in RESOURCES]
    whole = side + 2 * MARGIN
    return own + [(kind, whole - x, whole - y) for kind, x, y in own]


@functools.lru_cache(maxsize=8)
def _arena(name: str) -> Map:
    side = SIDE[ARENAS[name]]
    middle = (side / 2 + MARGIN, side * 3 / 8 + MARGIN)
    return _ground(name, side, side * 3 // 4, (), (middle, middle), name)


def _ground(
    name: str, width: int, height: int, resources: tuple[Place, ...], starts: tuple[Point, ...], task: str
) -> Map:
    """Level ground, with nothing around it."""
    shape = height + 2 * MARGIN, width + 2 * MARGIN
    free = np.zeros(shape, np.uint8)
    free[MARGIN:-MARGIN, MARGIN:-MARGIN] = 1
    return Map(
        name=name, playable=(MARGIN, MARGIN, MARGIN + width, MARGIN + height), ground=np.full(shape, HEIGHT, np.uint8),
        pathable=free, placeable=free.copy(), cliff=(free * LEVEL), sight_block=np.zeros(shape, np.uint8),
        resources=resources, starts=starts, task=task,
    )
