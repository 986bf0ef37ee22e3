"""Reads a map out of what a StarCraft II client answers: ResponseGameInfo and ResponseObservation of loop 0."""

from __future__ import annotations

import functools
import os
import pathlib
from collections.abc import Iterable, Iterator

import numpy as np

from starleague import catalog
from starleague.catalog.footprints import cells_of
from starleague.catalog.rules import FOOTPRINT_BLOCKS
from starleague.game.map_checks import BLOCKING_FIELD, covered_cells, is_mineral
from starleague.game.maps import Map, MapError, Place, Point

# The looks of one resource differ from tileset to tileset; its rules do not. A catalog may know these looks as
# units of their own; these are the names for one that does not.
RESOURCES = {
    **dict.fromkeys((341, 665, 796, 884, 886), "MineralField"),
    **dict.fromkeys((483, 666, 797, 885, 887), "MineralField750"),
    1961: BLOCKING_FIELD, 1996: BLOCKING_FIELD,  # at 4.10 and later
    146: "RichMineralField", 798: "RichMineralField", 147: "RichMineralField750", 799: "RichMineralField750",
    **dict.fromkeys((342, 343, 608, 880, 881), "VespeneGeyser"),
    344: "RichVespeneGeyser",
}
TOWN_HALLS = {18, 132, 130, 59, 86, 100, 101}  # api ids: Terran, Protoss, Zerg and what they become
NEUTRAL, OWN = 3, 1  # SC2APIProtocol.Alliance
CLIFF_STEP = 16  # grid values from one cliff level to the next
SLOPE = 4  # grid values between neighbours on a ramp, at most
FILES = ("game_info.pb", "observation.pb")


def import_map(folder: str | os.PathLike) -> Map:
    """The map of a folder with ``game_info.pb`` and ``observation.pb``; raises MapError when they are no such pair.

    Neutral units are kept if the catalog knows them; others (animals, mostly) are left out.
    """
    from s2clientprotocol import sc2api_pb2

    folder = pathlib.Path(folder)
    answers = [sc2api_pb2.ResponseGameInfo(), sc2api_pb2.ResponseObservation()]
    for name, answer in zip(FILES, answers, strict=True):
        try:
            answer.ParseFromString((folder / name).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            raise MapError(f"{folder / name}: missing; the folder must hold {' and '.join(FILES)}") from None
        except Exception as error:  # protobuf's own DecodeError, which has no public home
            raise MapError(f"{folder / name}: not the answer of a StarCraft II client ({error})") from None
    try:
        return map_from_answers(*answers)
    except MapError as error:
        raise MapError(f"{folder}: {error}") from None


def map_from_answers(info, observation) -> Map:
    """As ``import_map``, from the two messages themselves."""
    raw = info.start_raw
    if not raw.HasField("pathing_grid"):
        raise MapError("game_info has no grids; ask for it in a game that was joined with the raw interface")
    ground, placeable = grid_of(raw.terrain_height), grid_of(raw.placement_grid)
    pathing = grid_of(raw.pathing_grid)
    if not ground.shape == placeable.shape == pathing.shape:
        raise MapError(f"the grids of game_info differ in size: {ground.shape}, {placeable.shape}, {pathing.shape}")
    units = observation.observation.raw_data.units
    resources, neutrals = _resources(units), tuple(sorted(_neutrals(units)))
    pathable = pathing | placeable  # what stands on building ground is free ground without it
    for place in resources:
        pathable[covered_cells(place)] = 1
    _free_slopes(pathable, ground, neutrals)
    playable = raw.playable_area
    found = Map(
        name=info.map_name,
        playable=(playable.p0.x, playable.p0.y, playable.p1.x, playable.p1.y),
        ground=ground,
        pathable=pathable,
        placeable=placeable,
        cliff=cliff_levels(ground, placeable),
        sight_block=smoke(ground, pathable, placeable, resources),
        resources=resources,
        starts=_starts(raw, units, resources),
        neutrals=neutrals,
    )
    found.validate()
    return found


def grid_of(image) -> np.ndarray:
    """The uint8 grid [y, x] of an ImageData message of 1 or 8 bits a pixel."""
    values = np.frombuffer(image.data, np.uint8)
    if image.bits_per_pixel == 1:
        values = np.unpackbits(values)
    if image.bits_per_pixel not in (1, 8) or values.size < image.size.x * image.size.y:
        raise MapError(f"an image of {image.size.x} x {image.size.y} at {image.bits_per_pixel} bits is not whole")
    return values[: image.size.x * image.size.y].reshape(image.size.y, image.size.x).copy()


def cliff_levels(ground: np.ndarray, placeable: np.ndarray) -> np.ndarray:
    """Cliff level of each cell: the lowest building ground is level 1, what lies deeper 0."""
    values, counts = np.unique(ground[placeable == 1], return_counts=True)
    if not len(values):
        return np.zeros_like(ground)
    lowest = int(values[counts > counts.sum() // 50][0])
    levels = (ground.astype(int) - lowest) // CLIFF_STEP + 1
    return np.clip(levels, placeable, 3).astype(np.uint8)


def smoke(ground: np.ndarray, pathable: np.ndarray, placeable: np.ndarray, resources: Iterable[Place]) -> np.ndarray:
    """Line-of-sight blockers, which the API does not name: level ground that is walked on but not built on.

    What small mineral fields close is such ground, too, and no smoke.
    """
    heights, walked = _around(ground.astype(int)), _around(pathable, 0) == 1
    level = np.where(walked, heights, -1).max(0) == np.where(walked, heights, 1 << 10).min(0)
    found = (pathable == 1) & (placeable == 0) & level
    for place in resources:
        if place[0] == BLOCKING_FIELD:
            rows, columns = covered_cells(place)
            found[rows.start - 2 : rows.stop + 2, columns.start - 2 : columns.stop + 2] = False
    return found.astype(np.uint8)


def _resources(units) -> tuple[Place, ...]:
    """Resources of the map; one that lies on another came later (a debug command) and is left out."""
    covered: set[tuple[int, int]] = set()
    found = []
    for unit in sorted(units, key=lambda unit: unit.tag):
        if unit.alliance != NEUTRAL or unit.unit_type not in RESOURCES:
            continue
        name = RESOURCES[unit.unit_type]
        looks = _known().get(unit.unit_type, "")
        place = (looks if _is_resource(looks) else name, _half(unit.pos.x), _half(unit.pos.y))
        rows, columns = covered_cells(place)
        cells = {(x, y) for x in range(columns.start, columns.stop) for y in range(rows.start, rows.stop)}
        if not cells & covered:
            covered |= cells
            found.append(place)
    return tuple(sorted(found))


def _is_resource(name: str) -> bool:
    return is_mineral(name) or name.endswith("Geyser")


def _neutrals(units) -> Iterator[Place]:
    for unit in units:
        if unit.alliance == NEUTRAL and unit.unit_type not in RESOURCES and unit.unit_type in _known():
            yield _known()[unit.unit_type], _half(unit.pos.x), _half(unit.pos.y)


def _free_slopes(pathable: np.ndarray, ground: np.ndarray, neutrals: Iterable[Place]) -> None:
    """Open slopes under what stands on ramps: the grid of pathing shows them as they are with rocks on them."""
    steps = _around(ground.astype(int)) - ground
    slope = ((steps != 0) & (np.abs(steps) <= SLOPE)).any(0)
    for name, x, y in neutrals:
        for dx, dy in _bodies().get(name, ()):
            pathable[int(y) + dy, int(x) + dx] |= slope[int(y) + dy, int(x) + dx]


def _around(grid: np.ndarray, beyond: int | None = None) -> np.ndarray:
    """[9, y, x]: the cells about each cell, itself included; beyond the grid is ``beyond``, or what its edge holds."""
    padded = np.pad(grid, 1, mode="edge") if beyond is None else np.pad(grid, 1, constant_values=beyond)
    height, width = grid.shape
    return np.stack([padded[dy : dy + height, dx : dx + width] for dy in range(3) for dx in range(3)])


@functools.cache
def _known() -> dict[int, str]:
    """Names of units by API id, of every patch; the default patch's name counts where ids differ."""
    names: dict[int, str] = {}
    for patch in catalog.patches():
        for unit in catalog.load(patch).units.values():
            if unit.api_id:
                names.setdefault(unit.api_id, unit.name)
    return names


@functools.cache
def _bodies() -> dict[str, list[tuple[int, int]]]:
    """Cells from its middle that a unit keeps from being walked on, by name."""
    found: dict[str, list[tuple[int, int]]] = {}
    for patch in catalog.patches():
        known = catalog.load(patch)
        for unit in known.units.values():
            if unit.footprint:
                cells = cells_of(known.footprints[unit.footprint])
                found.setdefault(unit.name, [(dx, dy) for dx, dy, bits in cells if bits & FOOTPRINT_BLOCKS])
    return found


def _starts(raw, units, resources: tuple[Place, ...]) -> tuple[Point, ...]:
    """The own start is told by the town hall there (of several, the one that lies best for its resources)."""
    enemies = [(_half(point.x), _half(point.y)) for point in raw.start_locations]
    halls = [(_half(unit.pos.x), _half(unit.pos.y)) for unit in units
             if unit.alliance == OWN and unit.unit_type in TOWN_HALLS]
    if not enemies or not halls:
        raise MapError("no start locations: the observation must be of a player's own first loop")
    ways = {hall: sorted(np.hypot(x - hall[0], y - hall[1]) for _, x, y in resources)[:10] for hall in halls}
    own = min(halls, key=lambda hall: sum(ways[hall]))
    return tuple(sorted({own, *enemies}))


def _half(value: float) -> float:
    """To the half cell: the real positions are exact up to protobuf's float32."""
    return round(value * 2) / 2
