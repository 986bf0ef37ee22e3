"""ResponseGameInfo: the map and who plays."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import FOOTPRINT_BLOCKS, ONE
from starleague.sc2api.grids import bits, octets
from starleague.sc2api.match import Match, Seat


def game_info(match: Match, seat: Seat, options: api.InterfaceOptions) -> api.ResponseGameInfo:
    """What a player is told of the map; his pathing grid shows only what he has seen."""
    info = api.ResponseGameInfo(map_name=match.map_name, local_map_path=match.map_path)
    info.options.CopyFrom(options)
    for other in match.seats.values():
        info.player_info.append(_player_info(match, seat, other))
    if options.raw:
        _start_raw(match, seat, info.start_raw)
    return info


def _player_info(match: Match, seat: Seat, other: Seat) -> api.PlayerInfo:
    player = api.PlayerInfo(player_id=other.player, type=other.kind, race_requested=other.race_requested)
    if other is seat:
        player.race_actual = int(match.game.players[other.player].race)
    if other.difficulty:
        player.difficulty = other.difficulty
    if other.build:
        player.ai_build = other.build
    if other.name:
        player.player_name = other.name
    return player


def _start_raw(match: Match, seat: Seat, raw: api.StartRaw) -> None:
    terrain = match.games.rules.terrain
    width, height = int(terrain.width), int(terrain.height)
    raw.map_size.x, raw.map_size.y = width, height
    bits(raw.pathing_grid, pathing_grid(match, seat.player))
    octets(raw.terrain_height, terrain.ground[:height, :width])
    bits(raw.placement_grid, terrain.placeable[:height, :width])
    raw.playable_area.p0.x, raw.playable_area.p0.y = int(terrain.left), int(terrain.bottom)
    raw.playable_area.p1.x, raw.playable_area.p1.y = int(terrain.right), int(terrain.top)
    for player, (x, y) in match.games.start_locations(0).items():
        if player != seat.player:
            raw.start_locations.add(x=x / ONE, y=y / ONE)


def pathing_grid(match: Match, player: int) -> np.ndarray:
    """[y, x] 1 where ground units may walk as far as the player knows: unseen structures do not block."""
    games = match.games
    terrain = games.rules.terrain
    grid = terrain.pathable[: int(terrain.height), : int(terrain.width)].copy()
    units = games.state["units"][0][: int(match.game.n_slots)]
    footprints = games.rules.unit_types["footprint"][units["type"]]
    known = (units["owner"] == player) | ((units["seen_by"] >> player) & 1 == 1)
    slots = np.flatnonzero(known & (units["alive"] == 1) & (footprints != 0) & (units["flying"] == 0))
    columns, rows = units["x"][slots] >> 12, units["y"][slots] >> 12
    for footprint, column, row in zip(footprints[slots].tolist(), columns.tolist(), rows.tolist(), strict=True):
        for dx, dy in games.footprint_cells(footprint, FOOTPRINT_BLOCKS):
            if 0 <= row + dy < grid.shape[0] and 0 <= column + dx < grid.shape[1]:
                grid[row + dy, column + dx] = 0
    return grid
