"""Makes our own maps from plans: ``python -m starleague.game.mapmaker`` writes them to ``game/data/maps``.

A plan says half of a map; the other half is the same turned by half a turn. Shapes are painted in their
order onto a grid of cliff levels, ramps are cut into the cliffs, and every cell where the level changes
becomes a cliff. Ramps are diagonal, as on ladder maps.
"""

from __future__ import annotations

import pathlib
import sys
from dataclasses import dataclass, field, replace

import numpy as np

from starleague.game.map_checks import check_map
from starleague.game.maps import Map, Place, Point

LEVEL_HEIGHT = (175, 191, 207, 223)  # grid height of cliff levels 0 (abyss) to 3
RAMP_HALF = 4  # a ramp reaches so many half diagonals of cells from its middle, up and down
RAMP_RISE = 2  # grid height from one half diagonal to the next


@dataclass(frozen=True)
class Shape:
    """Ground of one cliff level: a polygon whose corners are cut round, or a disc."""

    level: int
    points: tuple[Point, ...]  # corners; or one point, the center of a disc
    radius: float = 0.0  # [cells] of a disc


@dataclass(frozen=True)
class Ramp:
    """A way between two levels; its middle is a cell corner."""

    x: int
    y: int
    up: tuple[int, int]  # the diagonal that leads up: (1, 1), (1, -1), (-1, 1) or (-1, -1)
    low: int  # level at its foot
    half_width: int  # [half diagonals]; 1: the ramp of a main base, which three buildings close


@dataclass(frozen=True)
class Base:
    """A place for a town hall with its resources; ``pattern`` names one of PATTERNS."""

    x: float
    y: float
    pattern: str
    flip_x: bool = False
    flip_y: bool = False


@dataclass(frozen=True)
class Plan:
    name: str
    width: int
    height: int
    margin: int  # cells around the playable area
    shapes: tuple[Shape, ...]
    bases: tuple[Base, ...]  # the first is the start location
    ramps: tuple[Ramp, ...] = ()
    sight_blocks: tuple[Shape, ...] = ()
    floor: int = 0  # cliff level of what no shape covers
    whole: tuple[Shape, ...] = field(default=())  # shapes that are symmetric themselves, painted last


# Centers of resources seen from the town hall: rows of ("M" 1800, "m" 900 or "G" gas, x, y). Workers walk
# 6 to 7 cells to the near fields and 7 to 7.6 to the far ones, which hold less; geysers are 7 cells off.
PATTERNS = {
    # around one corner, the ladder's usual arc
    "corner": (
        ("M", -6.5, 0.0), ("M", -6.5, -2.0), ("M", -2.5, -6.0), ("M", 0.5, -6.0),
        ("m", -7.5, -1.0), ("m", -6.5, -4.0), ("m", -5.5, -5.0), ("m", -0.5, -7.0),
        ("G", -7.0, 3.0), ("G", 4.0, -7.0),
    ),
    # along one side, geysers at both ends
    "side": (
        ("M", -6.5, -2.0), ("M", -6.5, 2.0), ("M", -5.5, -5.0), ("M", -5.5, 5.0),
        ("m", -7.5, -1.0), ("m", -7.5, 1.0), ("m", -6.5, -4.0), ("m", -6.5, 4.0),
        ("G", -2.0, -7.0), ("G", -2.0, 7.0),
    ),
}
KINDS = {"M": "MineralField", "m": "MineralField750", "G": "VespeneGeyser"}


def make_map(plan: Plan) -> Map:
    """The map of a plan; raises MapError when it breaks a rule of maps."""
    made = draft_map(plan)
    check_map(made)
    return made


def draft_map(plan: Plan) -> Map:
    """The map of a plan as it is, to look at while it is being designed."""
    level = _paint(plan)
    ground, ramp, wall = _cut_ramps(plan, level)
    pathable = ramp | (~_cliff_edges(level, ramp) & ~wall & (level > 0))
    playable = (plan.margin, plan.margin, plan.width - plan.margin, plan.height - plan.margin)
    inside = np.zeros_like(pathable)
    inside[playable[1] : playable[3], playable[0] : playable[2]] = True
    pathable &= inside
    sight_block = _both(_fill(plan, plan.sight_blocks) >= 0) & pathable
    return Map(
        name=plan.name,
        playable=playable,
        ground=ground,
        pathable=pathable.astype(np.uint8),
        placeable=(pathable & ~ramp & ~sight_block).astype(np.uint8),
        cliff=level.astype(np.uint8),
        sight_block=sight_block.astype(np.uint8),
        resources=_resources(plan),
        starts=((plan.bases[0].x, plan.bases[0].y), (plan.width - plan.bases[0].x, plan.height - plan.bases[0].y)),
    )


def _paint(plan: Plan) -> np.ndarray:
    """Cliff level of every cell."""
    level = np.full((plan.height, plan.width), plan.floor, np.int8)
    for shape in plan.shapes:
        level[_both(_fill(plan, (shape,)) >= 0)] = shape.level
    for shape in plan.whole:
        level[_fill(plan, (shape,)) >= 0] = shape.level
    return level


def _fill(plan: Plan, shapes: tuple[Shape, ...]) -> np.ndarray:
    """Index of the last shape that covers each cell's middle; -1: none."""
    y, x = np.mgrid[: plan.height, : plan.width] + 0.5
    covered = np.full(x.shape, -1, np.int16)
    for index, shape in enumerate(shapes):
        if len(shape.points) == 1:
            inside = np.hypot(x - shape.points[0][0], y - shape.points[0][1]) < shape.radius
        else:
            inside = _inside(_rounded(shape.points), x, y)
        covered[inside] = index
    return covered


def _rounded(points: tuple[Point, ...], times: int = 2) -> np.ndarray:
    """A polygon with its corners cut, twice (Chaikin); cuts are at most 4 cells long."""
    corners = np.array(points, float)
    for _ in range(times):
        following = np.roll(corners, -1, axis=0)
        way = following - corners
        length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
        cut = np.minimum(0.25, 4.0 / length)
        corners = np.stack([corners + way * cut, following - way * cut], axis=1).reshape(-1, 2)
    return corners


def _inside(corners: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points a polygon contains: an odd number of its edges lies to their right."""
    inside = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if ay != by:
            crosses = (ay > y) != (by > y)
            inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return inside


def _cut_ramps(plan: Plan, level: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ground heights, the cells of ramps, and the rock at their sides; levels the ground at each head and foot."""
    ramps = [*plan.ramps]
    ramps += [replace(one, x=plan.width - one.x, y=plan.height - one.y, up=(-one.up[0], -one.up[1])) for one in ramps]
    ramp, wall = np.zeros(level.shape, bool), np.zeros(level.shape, bool)
    heights = np.zeros(level.shape, np.uint8)
    row, column = np.mgrid[: plan.height, : plan.width]
    for one in ramps:
        # steps of half a diagonal along the ramp and across it, from its middle
        along = ((column + 0.5 - one.x) * one.up[0] + (row + 0.5 - one.y) * one.up[1]).astype(int)
        across = np.abs((row + 0.5 - one.y) * one.up[0] - (column + 0.5 - one.x) * one.up[1]).astype(int)
        beside = across <= one.half_width + 4
        level[beside & (along > 0) & (along <= RAMP_HALF + 5)] = one.low + 1
        level[beside & (along <= 0) & (along >= -RAMP_HALF - 5)] = one.low
        cells = (np.abs(along) <= RAMP_HALF) & (across <= one.half_width)
        cells |= (along == RAMP_HALF - 1) & (across == one.half_width + 1)  # where the corner buildings of a wall touch
        level[cells] = one.low
        heights[cells] = (LEVEL_HEIGHT[one.low] + RAMP_RISE * np.clip(along + RAMP_HALF - 1, 0, 7))[cells]
        ramp |= cells
        wall |= beside & (np.abs(along) < RAMP_HALF) & ~cells
    ground = np.array(LEVEL_HEIGHT, np.uint8)[level]
    ground[ramp] = heights[ramp]
    return ground, ramp, wall & ~ramp


def _cliff_edges(level: np.ndarray, ramp: np.ndarray) -> np.ndarray:
    """Cells beside a change of level; a ramp is no change."""
    edge = np.zeros(level.shape, bool)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            other = np.roll(level, (dy, dx), (0, 1))
            edge |= (other != level) & ~np.roll(ramp, (dy, dx), (0, 1))
    return edge & ~ramp


def _both(mask: np.ndarray) -> np.ndarray:
    return mask | mask[::-1, ::-1]


def _resources(plan: Plan) -> tuple[Place, ...]:
    places = [
        (KINDS[letter], base.x + (-x if base.flip_x else x), base.y + (-y if base.flip_y else y))
        for base in plan.bases for letter, x, y in PATTERNS[base.pattern]
    ]
    return tuple(sorted(places + [(kind, plan.width - x, plan.height - y) for kind, x, y in places]))


def main() -> None:
    from starleague.game.map_plans import PLANS

    folder = pathlib.Path(__file__).parent / "data" / "maps"
    folder.mkdir(parents=True, exist_ok=True)
    for plan in PLANS:
        made = make_map(plan)
        made.save(folder / f"{plan.name.lower().replace(' ', '_')}.slmap")
        size = f"{made.width} x {made.height}"
        print(f"{plan.name}: {size} cells, {len(made.resources)} resources, {made.digest}", file=sys.stderr)


if __name__ == "__main__":
    main()
