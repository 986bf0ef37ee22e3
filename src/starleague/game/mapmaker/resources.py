"""Minerals and geysers round a town hall."""

from __future__ import annotations

import numpy as np

from starleague.game.map_checks import covered_cells
from starleague.game.mapmaker.recipe import Cell, Dice, both_halves
from starleague.game.mapmaker.regions import Regions
from starleague.game.maps import Place

# Centers of resources seen from the town hall: rows of ("M" 1800, "m" 900, "R" and "r" the same but rich, "G" gas,
# x, y). Workers walk 6 to 7 cells to the near fields and 7 to 7.6 to the far ones, which hold less; geysers lie 7
# to 8 cells off. Each is the layout of many bases of ladder maps.
PATTERNS = {
    # around one corner, the ladder's usual arc
    "corner": (
        ("M", -6.5, 0.0), ("M", -6.5, -2.0), ("M", -2.5, -6.0), ("M", 0.5, -6.0),
        ("m", -7.5, -1.0), ("m", -6.5, -4.0), ("m", -5.5, -5.0), ("m", -0.5, -7.0),
        ("G", -7.0, 3.0), ("G", 4.0, -7.0),
    ),
    # the same, closer round the corner
    "bow": (
        ("M", -6.5, 0.0), ("M", -6.5, -2.0), ("M", -5.5, -5.0), ("M", -0.5, -6.0),
        ("m", -7.5, -1.0), ("m", -6.5, -4.0), ("m", -4.5, -6.0), ("m", -1.5, -7.0),
        ("G", -7.0, 3.0), ("G", 3.0, -7.0),
    ),
    # around one corner, both geysers at one end
    "hook": (
        ("M", -6.5, 0.0), ("M", -6.5, -2.0), ("M", -2.5, -6.0), ("M", 0.5, -6.0),
        ("m", -7.5, -1.0), ("m", -6.5, -4.0), ("m", -5.5, -5.0), ("m", -0.5, -7.0),
        ("G", -7.0, 3.0), ("G", -3.0, 7.0),
    ),
    # along one side, geysers at both ends
    "side": (
        ("M", -6.5, -2.0), ("M", -6.5, 2.0), ("M", -5.5, -5.0), ("M", -5.5, 5.0),
        ("m", -7.5, -1.0), ("m", -7.5, 1.0), ("m", -6.5, -4.0), ("m", -6.5, 4.0),
        ("G", -2.0, -7.0), ("G", -2.0, 7.0),
    ),
    # below, geysers at both ends
    "row": (
        ("M", -6.5, -4.0), ("M", -2.5, -6.0), ("M", 2.5, -6.0), ("M", 6.5, -4.0),
        ("m", -5.5, -5.0), ("m", -1.5, -7.0), ("m", 1.5, -7.0), ("m", 5.5, -5.0),
        ("G", -7.0, -1.0), ("G", 7.0, -1.0),
    ),
    # six rich fields
    "rich side": (
        ("R", -7.5, -1.0), ("R", -5.5, -5.0), ("R", -5.5, 5.0),
        ("r", -7.5, 1.0), ("r", -6.5, -2.0), ("r", -6.5, 2.0),
        ("G", -3.0, -7.0), ("G", -3.0, 7.0),
    ),
    "rich row": (
        ("R", -3.5, -6.0), ("R", -1.5, -7.0), ("R", 3.5, -6.0),
        ("r", -5.5, -5.0), ("r", 1.5, -7.0), ("r", 5.5, -5.0),
        ("G", -7.0, -3.0), ("G", 7.0, -3.0),
    ),
}
KINDS = {
    "M": "MineralField", "m": "MineralField750", "R": "RichMineralField", "r": "RichMineralField750",
    "G": "VespeneGeyser",
}
SIGHT = 160  # [tenth cells] round a town hall that are looked at for open ground
RAMP_PULL = 40  # [cells] what a ramp counts for, against the cells of ground
EDGE_PUSH = 3000  # the same for an edge of the map nearer than EDGE
EDGE = 22  # cells
LIKELY = 0.15  # share of its score by which a layout may be worse than the best and be picked
RICH_CHANCE = 0.35

Layout = tuple[str, bool, bool]  # pattern, whether it is flipped in x, in y


def pattern_places(pattern: str, x: float, y: float, flip_x: bool = False, flip_y: bool = False) -> list[Place]:
    """The resources of a base whose town hall stands at (x, y)."""
    sign_x, sign_y = -1 if flip_x else 1, -1 if flip_y else 1
    return [(KINDS[kind], x + sign_x * dx, y + sign_y * dy) for kind, dx, dy in PATTERNS[pattern]]


def lay_resources(regions: Regions, walkable: np.ndarray, dice: Dice) -> list[Place] | None:
    """Resources of both players' bases, each with its back to the wall; perhaps one far base of each is rich.

    None: some base has no room for any layout.
    """
    places: list[Place] = []
    bases = [k for k in range(regions.n) if regions.kind(k) != "field"]
    rich = dice.pick(bases[3:]) if dice.chance(RICH_CHANCE) and len(bases) > 3 else None
    for k in bases:
        at = regions.cell(k)
        layouts = [
            (pattern, flip_x, flip_y) for pattern in PATTERNS for flip_x in (False, True) for flip_y in (False, True)
            if pattern.startswith("rich") == (k == rich)
        ]
        layouts = [one for one in layouts if _fits(_places(one, at), walkable)]
        if not layouts:
            return None
        way = _open_ground(regions, walkable, k)
        scores = [-_lean(layout, *way) for layout in layouts]
        least = max(scores) - LIKELY * abs(max(scores))
        places += _places(dice.pick([one for one, score in zip(layouts, scores) if score >= least]), at)
    return both_halves(regions.board, places)


def _places(layout: Layout, at: Cell) -> list[Place]:
    pattern, flip_x, flip_y = layout
    return pattern_places(pattern, at[0] + 0.5, at[1] + 0.5, flip_x, flip_y)


def _fits(places: list[Place], walkable: np.ndarray) -> bool:
    return all(walkable[covered_cells(place)].all() for place in places)


def _open_ground(regions: Regions, walkable: np.ndarray, k: int) -> tuple[int, int]:
    """The way from a base to the ground about it and to its ramps, away from the edges of the map."""
    x, y = regions.cell(k)
    rows, columns = np.nonzero(walkable & (regions.board.far(x, y) <= SIGHT))
    way_x, way_y = int((columns - x).sum()), int((rows - y).sum())
    for ramp in regions.ramps:
        if k in ramp.between:
            way_x, way_y = way_x + RAMP_PULL * (ramp.x - x), way_y + RAMP_PULL * (ramp.y - y)
    left, bottom, right, top = regions.board.playable
    way_x += EDGE_PUSH * ((x - left < EDGE) - (right - x <= EDGE))
    way_y += EDGE_PUSH * ((y - bottom < EDGE) - (top - y <= EDGE))
    return way_x, way_y


def _lean(layout: Layout, way_x: int, way_y: int) -> float:
    """How far the middle of a layout lies on the way to (way_x, way_y)."""
    pattern, flip_x, flip_y = layout
    rows = PATTERNS[pattern]
    mean_x = sum(x for _, x, _ in rows) / len(rows) * (-1 if flip_x else 1)
    mean_y = sum(y for _, _, y in rows) / len(rows) * (-1 if flip_y else 1)
    return (mean_x * way_x + mean_y * way_y) / len(rows)
