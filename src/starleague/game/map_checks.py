"""What makes a map fair and playable, and the ground distances on it."""

from __future__ import annotations

import heapq
from dataclasses import replace

import numpy as np

from starleague.game.maps import GRIDS, Map, MapError, Place, Point

SIZES = {"MineralField": (2, 1), "VespeneGeyser": (3, 3)}  # cells that a resource covers
# Cells that neutral units cover: rocks of the two sizes that ladder maps use most, and the tower that sees far.
BODIES = {
    "DestructibleRockEx16x6": ("..xx..", ".xxxx.", "xxxxxx", "xxxxxx", ".xxxx.", "..xx.."),
    "DestructibleRockEx14x4": (".xx.", "xxxx", "xxxx", ".xx."),
    "XelNagaTower": ("xx", "xx"),
}
BLOCKING_FIELD = "MineralField450"  # small fields that wall a way off; no base's own
TOWN_HALL = 5  # cells of a town hall's side
RESOURCE_GAP = 3  # cells that must be free between a town hall and a resource
BASE_REACH = 9.5  # cells from a town hall to the resources that belong to it


def check_map(game_map: Map, symmetry: str | None = "turn") -> None:
    """Raise MapError that lists all that is wrong: sizes, overlaps, bases without room or out of reach, symmetry.

    ``symmetry``: "turn" (by half a turn), "mirror" (left and right), or None: ladder maps of others turn about a
    center of their own.
    """
    game_map.validate()
    if faults := faults_of(game_map, symmetry):
        raise MapError(f"{game_map.name}: " + "; ".join(faults))


def faults_of(game_map: Map, symmetry: str | None) -> list[str]:
    """What is wrong with a map, in words; none: it can be played."""
    faults = [*_overlaps(game_map), *_bad_ground(game_map), *_unreachable(game_map)]
    return faults + (_asymmetries(game_map, symmetry) if symmetry else [])


def covered_cells(place: Place) -> tuple[slice, slice]:
    """Rows and columns of cells that a resource covers."""
    name, x, y = place
    width, height = SIZES["MineralField" if is_mineral(name) else "VespeneGeyser"]
    left, bottom = round(x - width / 2), round(y - height / 2)
    return slice(bottom, bottom + height), slice(left, left + width)


def is_mineral(name: str) -> bool:
    return "MineralField" in name


def ground_distances(game_map: Map, start: Point) -> np.ndarray:
    """Length of the way [cells] from a place to every cell, resources in the way; infinite where there is none."""
    free = free_ground(game_map)
    distance = np.full(free.shape, np.inf)
    x, y = int(start[0]), int(start[1])
    distance[y, x] = 0.0
    queue = [(0.0, x, y)]
    while queue:
        so_far, x, y = heapq.heappop(queue)
        if so_far > distance[y, x]:
            continue
        for dx, dy, step in _STEPS:
            to_x, to_y = x + dx, y + dy
            if not (0 <= to_x < free.shape[1] and 0 <= to_y < free.shape[0] and free[to_y, to_x]):
                continue
            if dx and dy and not (free[y, to_x] and free[to_y, x]):
                continue  # no squeezing through corners
            if so_far + step < distance[to_y, to_x]:
                distance[to_y, to_x] = so_far + step
                heapq.heappush(queue, (so_far + step, to_x, to_y))
    return distance


def free_ground(game_map: Map) -> np.ndarray:
    """bool [y, x]: where ground units may walk at the start of a game, resources and rocks in the way."""
    free = game_map.pathable.astype(bool)
    for place in game_map.resources:
        free[covered_cells(place)] = False
    for name, x, y in game_map.neutrals:
        free[body_cells(name, x, y)] = False
    return free


def body_cells(name: str, x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of cells that a neutral unit keeps from being walked on."""
    drawn = BODIES.get(name, ())
    cells = [(round(y) + len(drawn) // 2 - 1 - row, round(x) - len(line) // 2 + column)
             for row, line in enumerate(drawn) for column, mark in enumerate(line) if mark == "x"]
    rows, columns = np.array(cells, int).reshape(-1, 2).T
    return rows, columns


def expansions(game_map: Map) -> list[Point]:
    """The best place of a town hall at each group of resources; start locations first, then by ground distance."""
    groups = resource_groups(game_map)
    spots = [spot for group in groups if (spot := town_hall_spot(game_map, group)) is not None]
    distance = ground_distances(game_map, game_map.starts[0])
    others = [spot for spot in spots if all(np.hypot(spot[0] - x, spot[1] - y) > 3 for x, y in game_map.starts)]
    return [*game_map.starts, *sorted(others, key=lambda spot: (distance[int(spot[1]), int(spot[0])], spot))]


def resource_groups(game_map: Map) -> list[list[Place]]:
    """Resources that lie together at one height, each group one base; blocking fields are left out."""
    left = [place for place in game_map.resources if place[0] != BLOCKING_FIELD]
    groups = []
    while left:
        group = [left.pop()]
        for member in group:
            level = game_map.height_at(*member[1:])
            near = [
                place for place in left
                if np.hypot(place[1] - member[1], place[2] - member[2]) < 8.6
                and abs(game_map.height_at(*place[1:]) - level) < 1
            ]
            group += near
            left = [place for place in left if place not in near]
        if sum(is_mineral(name) for name, _, _ in group) >= 4:
            groups.append(group)
    return groups


def town_hall_spot(game_map: Map, group: list[Place]) -> Point | None:
    """Where a town hall gathers a group of resources best; None when it fits nowhere near."""
    center_x = np.mean([x for _, x, _ in group])
    center_y = np.mean([y for _, _, y in group])
    best = None
    for y in np.arange(np.floor(center_y) - 8.5, center_y + 9):
        for x in np.arange(np.floor(center_x) - 8.5, center_x + 9):
            if not town_hall_fits(game_map, x, y, group):
                continue
            ways = [np.hypot(place[1] - x, place[2] - y) for place in group]
            if best is None or (sum(ways), x, y) < best:
                best = (sum(ways), x, y)
    return None if best is None else (float(best[1]), float(best[2]))


def town_hall_fits(game_map: Map, x: float, y: float, group: list[Place]) -> bool:
    """Whether terrain and the distance to resources let a town hall stand at (x, y)."""
    half = TOWN_HALL // 2
    column, row = int(x), int(y)
    if column < half or row < half:
        return False
    if not game_map.placeable[row - half : row + half + 1, column - half : column + half + 1].all():
        return False
    for place in group:
        rows, columns = covered_cells(place)
        gap_x = max(columns.start - (column + half + 1), column - half - columns.stop)
        gap_y = max(rows.start - (row + half + 1), row - half - rows.stop)
        if max(gap_x, gap_y) < RESOURCE_GAP and not (gap_x == gap_y == RESOURCE_GAP - 1):
            return False  # the corner of the forbidden rectangle is open, as in the real game
    return True


def _asymmetries(game_map: Map, symmetry: str) -> list[str]:
    """A map for two is fair when a half turn, or a mirror, gives it back."""
    turns = symmetry == "turn"
    how = "half a turn" if turns else "a mirror"
    faults = []
    for name in GRIDS:
        grid = getattr(game_map, name)
        differ = np.argwhere(grid != (grid[::-1, ::-1] if turns else grid[:, ::-1]))
        if len(differ):
            faults.append(f"{name} is not symmetric by {how}: {len(differ)} cells, the first at {_cell(differ[0])}")
    for what in ("resources", "neutrals", "starts"):
        places = {(*place[:-2], float(place[-2]), float(place[-1])) for place in getattr(game_map, what)}
        turned = {(*kind, game_map.width - x, game_map.height - y if turns else y) for *kind, x, y in places}
        if places != turned:
            faults.append(f"{what} have no counterpart by {how}: {sorted(places - turned)[:3]}")
    return faults


def _cell(found: np.ndarray) -> tuple[int, int]:
    return int(found[1]), int(found[0])


def _overlaps(game_map: Map) -> list[str]:
    covered = np.zeros(game_map.ground.shape, np.int32)
    for place in game_map.resources:
        covered[covered_cells(place)] += 1
    for name, x, y in game_map.neutrals:
        covered[body_cells(name, x, y)] += 1
    for x, y in game_map.starts:
        covered[int(y) - 5 : int(y) + 6, int(x) - 3 : int(x) + 4] += 1
    twice = [_cell(at) for at in np.argwhere(covered > 1)]
    return [f"what stands there overlaps at {twice[:3]}"] if twice else []


def _bad_ground(game_map: Map) -> list[str]:
    faults = [f"{place[0]} at {place[1:]} does not lie on walkable ground" for place in game_map.resources
              if not game_map.pathable[covered_cells(place)].all()]
    for x, y in game_map.starts:
        if not town_hall_fits(game_map, x, y, list(game_map.resources)):
            faults.append(f"no room for a town hall at the start location ({x}, {y})")
    if (game_map.placeable & ~game_map.pathable & 1).any():
        faults.append("some building ground is not walkable")
    left, bottom, right, top = game_map.playable
    outside = game_map.pathable.copy()
    outside[bottom:top, left:right] = 0
    return faults + ["walkable ground outside the playable area"] * bool(outside.any())


def _unreachable(game_map: Map) -> list[str]:
    opened = replace(game_map, resources=tuple(at for at in game_map.resources if at[0] != BLOCKING_FIELD))
    faults = [f"no room for a town hall at the resources round ({group[0][1]}, {group[0][2]})"
              for group in resource_groups(game_map) if town_hall_spot(game_map, group) is None]
    distance = ground_distances(opened, opened.starts[0])
    return faults + [f"base at {spot} cannot be reached on the ground" for spot in expansions(opened)
                     if not np.isfinite(distance[int(spot[1]), int(spot[0])])]


_STEPS = [(1, 0, 1.0), (-1, 0, 1.0), (0, 1, 1.0), (0, -1, 1.0)] + [
    (dx, dy, 2**0.5) for dx in (-1, 1) for dy in (-1, 1)
]
