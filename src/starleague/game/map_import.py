"""Reads a map out of what a StarCraft II client answers: ResponseGameInfo and ResponseObservation of loop 0."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Mapping

import numpy as np

from starleague.game.map_checks import BLOCKING_FIELD, covered_cells
from starleague.game.maps import Map, MapError, Place, Point

# The looks of one resource differ from tileset to tileset; its rules do not.
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


def import_map(folder: str | os.PathLike, neutrals: Mapping[int, str] | None = None) -> Map:
    """The map of a folder with ``game_info.pb`` and ``observation.pb``; raises MapError when they are no such pair.

    ``neutrals`` names the neutral units to keep besides resources, by api id; all others (rocks, towers,
    animals) are left out, and the ground under them is as the terrain has it.
    """
    from s2clientprotocol import sc2api_pb2

    folder = pathlib.Path(folder)
    info, observation = sc2api_pb2.ResponseGameInfo(), sc2api_pb2.ResponseObservation()
    try:
        info.ParseFromString((folder / "game_info.pb").read_bytes())
        observation.ParseFromString((folder / "observation.pb").read_bytes())
    except FileNotFoundError as error:
        raise MapError(f"{error.filename}: missing; the folder must hold game_info.pb and observation.pb") from None
    except Exception as error:  # protobuf's own DecodeError, which has no public home
        raise MapError(f"{folder}: not the answers of a StarCraft II client ({error})") from None
    return map_from_answers(info, observation, neutrals)


def map_from_answers(info, observation, neutrals: Mapping[int, str] | None = None) -> Map:
    """As ``import_map``, from the two messages themselves."""
    raw = info.start_raw
    ground = grid_of(raw.terrain_height)
    placeable = grid_of(raw.placement_grid)
    pathable = grid_of(raw.pathing_grid) | placeable  # what units in sight cover is free ground without them
    units = observation.observation.raw_data.units
    resources = _resources(units)
    for place in resources:
        pathable[covered_cells(place)] = 1
    found = Map(
        name=info.map_name,
        playable=(raw.playable_area.p0.x, raw.playable_area.p0.y, raw.playable_area.p1.x, raw.playable_area.p1.y),
        ground=ground,
        pathable=pathable,
        placeable=placeable,
        cliff=cliff_levels(ground, placeable),
        sight_block=np.zeros_like(ground),  # the API does not tell
        resources=resources,
        starts=_starts(raw, units),
        neutrals=tuple(sorted(
            (neutrals[unit.unit_type], _half(unit.pos.x), _half(unit.pos.y))
            for unit in units if neutrals and unit.alliance == NEUTRAL and unit.unit_type in neutrals
        )),
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


def _resources(units) -> tuple[Place, ...]:
    """Resources of the map; one that lies on another came later (a debug command) and is left out."""
    covered: set[tuple[int, int]] = set()
    found = []
    for unit in sorted(units, key=lambda unit: unit.tag):
        if unit.alliance != NEUTRAL or unit.unit_type not in RESOURCES:
            continue
        place = (RESOURCES[unit.unit_type], _half(unit.pos.x), _half(unit.pos.y))
        rows, columns = covered_cells(place)
        cells = {(x, y) for x in range(columns.start, columns.stop) for y in range(rows.start, rows.stop)}
        if not cells & covered:
            covered |= cells
            found.append(place)
    return tuple(sorted(found))


def _starts(raw, units) -> tuple[Point, ...]:
    """The own start is told by the town hall there (of several, the one that lies best for its resources)."""
    enemies = [(_half(point.x), _half(point.y)) for point in raw.start_locations]
    halls = [(_half(unit.pos.x), _half(unit.pos.y)) for unit in units
             if unit.alliance == OWN and unit.unit_type in TOWN_HALLS]
    if not enemies or not halls:
        raise MapError("no start locations: the observation must be of a player's own first loop")
    ways = {hall: sorted(np.hypot(x - hall[0], y - hall[1]) for _, x, y in _resources(units))[:10] for hall in halls}
    own = min(halls, key=lambda hall: sum(ways[hall]))
    return tuple(sorted({own, *enemies}))


def _half(value: float) -> float:
    """To the half cell: the real positions are exact up to protobuf's float32."""
    return round(value * 2) / 2
