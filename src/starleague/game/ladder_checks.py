"""What makes a map one for the ladder: the measures that bots and openings rely on.

The bounds hold what real ladder maps have: one narrow ramp into the main, a natural that a wall of buildings can
close, bases of the usual income at the usual distances.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from starleague.game.map_checks import (
    BASE_REACH,
    BLOCKING_FIELD,
    body_cells,
    covered_cells,
    expansions,
    free_ground,
    ground_distances,
    is_mineral,
)
from starleague.game.maps import Map, Point

MAIN_RAMP = (14, 20)  # cells of the ramp into a main
MAIN_AREA = (640, 1100)  # cells of a main's building ground
NATURAL_WAY = (24, 40)  # [cells] on the ground from the main's town hall
THIRD_WAY = (36, 70)
RUSH_WAY = (140, 210)  # from start to start
NATURAL_CHOKE = (5, 13)  # [cells] the widest thing that gets out of a natural
BEYOND = 34  # cells from a natural's town hall are outside of it
FIELD_WAYS = (6.85, 7.6)  # [cells] mean distance of a base's mineral fields
GEYSER_WAYS = (6.9, 8.7)
OPEN_GROUND = (0.56, 0.78)  # share of the playable area that can be walked on


def ladder_faults(game_map: Map, bases: int | None = None) -> list[str]:
    """What a ladder map must not have, in words, with the bounds; ``bases``: how many there should be."""
    return [*_base_faults(game_map, bases), *_main_faults(game_map), *_way_faults(game_map)]


def idle_rocks(game_map: Map) -> Iterator[str]:
    """Rocks and small mineral fields that close no way: around others there are pieces of ground that they part.

    On others' maps rocks may be there to be walked round.
    """
    bodies = [(name, x, y, *body_cells(name, x, y)) for name, x, y in game_map.neutrals if "Rock" in name]
    for name, x, y in game_map.resources:
        if name == BLOCKING_FIELD:
            rows, columns = np.mgrid[covered_cells((name, x, y))]
            bodies.append((name, x, y, rows, columns))
    free = free_ground(game_map)
    for name, x, y, rows, columns in bodies:
        if len(rows):
            window = slice(rows.min() - 3, rows.max() + 4), slice(columns.min() - 3, columns.max() + 4)
            if len(_pieces(free[window])) < 2:
                yield f"{name} at ({x}, {y}) closes no way"


def _base_faults(game_map: Map, bases: int | None) -> Iterator[str]:
    spots = expansions(game_map)
    if bases is not None and len(spots) != bases:
        yield f"{len(spots)} bases instead of {bases}"
    for spot in spots:
        near = [(is_mineral(name), name, float(np.hypot(x - spot[0], y - spot[1]))) for name, x, y in game_map.resources
                if name != BLOCKING_FIELD and np.hypot(x - spot[0], y - spot[1]) < BASE_REACH]
        fields = [way for mineral, _, way in near if mineral]
        geysers = [way for mineral, _, way in near if not mineral]
        rich = any(name.startswith("Rich") for _, name, _ in near)
        if len(fields) != (6 if rich else 8) or len(geysers) != 2:
            yield f"base at {spot} has {len(fields)} mineral fields and {len(geysers)} geysers"
        elif not FIELD_WAYS[0] <= sum(fields) / len(fields) <= FIELD_WAYS[1]:
            yield _outside(f"mean distance of the mineral fields at {spot}", sum(fields) / len(fields), FIELD_WAYS)
        elif not GEYSER_WAYS[0] <= min(geysers) <= max(geysers) <= GEYSER_WAYS[1]:
            yield _outside(f"distance of a geyser at {spot}", max(geysers), GEYSER_WAYS)
    share = game_map.pathable.sum() / _area(game_map)
    if not OPEN_GROUND[0] <= share <= OPEN_GROUND[1]:
        yield _outside("share of walkable ground", float(share), OPEN_GROUND)


def _main_faults(game_map: Map) -> Iterator[str]:
    """A main has one ramp, three buildings wide."""
    start = game_map.starts[0]
    plateau = flood(game_map.placeable.astype(bool), start)
    if not MAIN_AREA[0] <= plateau.sum() <= MAIN_AREA[1]:
        yield _outside("cells of the main", int(plateau.sum()), MAIN_AREA)
    slopes = ramps_at(game_map, plateau)
    if len(slopes) != 1:
        yield f"the main at {start} has {len(slopes)} ramps instead of 1"
    elif not MAIN_RAMP[0] <= slopes[0].sum() <= MAIN_RAMP[1]:
        yield _outside("cells of the main's ramp", int(slopes[0].sum()), MAIN_RAMP)


def _way_faults(game_map: Map) -> Iterator[str]:
    start, enemy = game_map.starts[:2]
    distance = ground_distances(game_map, start)
    bases = [spot for spot in expansions(game_map) if spot not in game_map.starts]
    ways = [float(distance[int(y), int(x)]) for x, y in bases] + [np.inf] * 2
    rush = float(distance[int(enemy[1]), int(enemy[0])])
    for what, way, bounds in (
        ("way to the natural", ways[0], NATURAL_WAY), ("way to the third", ways[1], THIRD_WAY),
        ("way from start to start", rush, RUSH_WAY),
    ):
        if not bounds[0] <= way <= bounds[1]:
            yield _outside(what, way, bounds)
    if bases:
        choke = narrowest(game_map, bases[0])
        if not NATURAL_CHOKE[0] <= choke <= NATURAL_CHOKE[1]:
            yield _outside(f"width of the choke of the natural at {bases[0]}", choke, NATURAL_CHOKE)


def ramps_at(game_map: Map, ground: np.ndarray) -> list[np.ndarray]:
    """bool [y, x] of each ramp that begins or ends at some ground."""
    slope = (game_map.pathable == 1) & (game_map.placeable == 0) & (game_map.sight_block == 0)
    near = _grown(ground)
    return [piece for piece in _pieces(slope) if (piece & near).any()]


def narrowest(game_map: Map, base: Point) -> int:
    """[cells] the width of the widest body that gets from a base to the ground beyond, not through the main."""
    distance = ground_distances(game_map, base)
    mains = [flood(game_map.placeable.astype(bool), start) for start in game_map.starts]
    free = (game_map.pathable == 1) & ~mains[0] & ~mains[1]
    outside = np.isfinite(distance) & (distance > BEYOND) & free
    width = 0
    while (flood(free, base) & outside).any():
        width += 1
        free = _shrunk(free, width)
    return width


def flood(free: np.ndarray, start: Point) -> np.ndarray:
    """bool [y, x]: what is connected with a place."""
    reached = np.zeros_like(free)
    reached[int(start[1]), int(start[0])] = free[int(start[1]), int(start[0])]
    while True:
        grown = _grown(reached) & free
        if np.array_equal(grown, reached):
            return reached
        reached = grown


def _pieces(mask: np.ndarray) -> list[np.ndarray]:
    left, found = mask.copy(), []
    while left.any():
        y, x = np.argwhere(left)[0]
        found.append(flood(left, (x, y)))
        left &= ~found[-1]
    return found


def _grown(mask: np.ndarray) -> np.ndarray:
    """With the cells beside it."""
    padded = np.pad(mask, 1)
    return padded[1:-1, 1:-1] | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]


def _shrunk(mask: np.ndarray, width: int) -> np.ndarray:
    """Where a body of one more cell's width still fits: a step along x, then along y."""
    shift = (0, -1) if width & 1 else (0, 1)
    return mask & np.roll(mask, shift[1], 0) & np.roll(mask, shift[1], 1) & np.roll(mask, (shift[1],) * 2, (0, 1))


def _area(game_map: Map) -> int:
    left, bottom, right, top = game_map.playable
    return (right - left) * (top - bottom)


def _outside(what: str, value: float, bounds: tuple[float, float]) -> str:
    return f"{what} is {value:.4g}, not {bounds[0]} to {bounds[1]}"
