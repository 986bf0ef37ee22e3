"""Maps drawn by hand: a plan says one half, the other is the same turned by half a turn.

Shapes are painted in their order onto a grid of cliff levels; ground is what lies above the abyss.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from starleague.game.map_checks import check_map
from starleague.game.mapmaker.ramps import Ramp
from starleague.game.mapmaker.recipe import Board, both_halves
from starleague.game.mapmaker.resources import pattern_places
from starleague.game.mapmaker.terrain import Terrain, grids
from starleague.game.maps import Map, Point


@dataclass(frozen=True)
class Shape:
    """Ground of one cliff level: a polygon whose corners are cut round, or a disc."""

    level: int
    points: tuple[Point, ...]  # corners; or one point, the center of a disc
    radius: float = 0.0  # [cells] of a disc


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


def draw_map(plan: Plan) -> Map:
    """The map of a plan; raises MapError when it breaks a rule of maps."""
    board = Board(plan.width, plan.height, "turn")
    level = _paint(plan)
    smoke = _both(_fill(plan, plan.sight_blocks) >= 0)
    ramps = [*plan.ramps, *(ramp.other(board) for ramp in plan.ramps)]
    playable = (plan.margin, plan.margin, plan.width - plan.margin, plan.height - plan.margin)
    inside = np.zeros(level.shape, bool)
    inside[playable[1] : playable[3], playable[0] : playable[2]] = True
    start = (plan.bases[0].x, plan.bases[0].y)
    resources = [
        place for base in plan.bases for place in pattern_places(base.pattern, base.x, base.y, base.flip_x, base.flip_y)
    ]
    made = Map(
        name=plan.name, playable=playable, resources=tuple(both_halves(board, resources)),
        starts=(start, board.other_point(*start)), **grids(Terrain(level, level > 0, smoke, ramps, inside)),
    )
    check_map(made)
    return made


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


def _both(mask: np.ndarray) -> np.ndarray:
    return mask | mask[::-1, ::-1]
