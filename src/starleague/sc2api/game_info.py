"""ResponseGameInfo: the map and who plays."""

from __future__ import annotations

from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.sc2api.grids import bits, octets
from starleague.sc2api.seats import Seat
from starleague.sc2api.viewer import Viewer

# What melee maps of the game say that they depend on.
MODS = tuple(f"Mods/{name}.SC2Mod" for name in ("Core", "Liberty", "Swarm", "Void", "VoidMulti"))


def game_info(viewer: Viewer) -> api.ResponseGameInfo:
    """What a client is told of the map; its pathing grid shows only what its player has seen."""
    match = viewer.match
    info = api.ResponseGameInfo(map_name=match.games.map.name, mod_names=MODS, local_map_path=match.map_path)
    info.options.CopyFrom(viewer.options)
    for seat in match.seats.values():
        info.player_info.append(player_info(viewer, seat))
    if viewer.options.raw:
        _start_raw(viewer, info.start_raw)
    return info


def player_info(viewer: Viewer, seat: Seat) -> api.PlayerInfo:
    """Only the own race is told, except in replays."""
    match = viewer.match
    player = api.PlayerInfo(player_id=seat.player, type=seat.kind, race_requested=seat.race_requested)
    if seat.player == viewer.player or match.replays:
        player.race_actual = int(match.game.players[seat.player].race)
    if seat.difficulty:
        player.difficulty = seat.difficulty
    if seat.build:
        player.ai_build = seat.build
    if seat.name:
        player.player_name = seat.name
    return player


def _start_raw(viewer: Viewer, raw: api.StartRaw) -> None:
    match = viewer.match
    terrain, (rows, columns) = match.games.rules.terrain, viewer.cells
    raw.map_size.x, raw.map_size.y = columns.stop - columns.start, rows.stop - rows.start
    bits(raw.pathing_grid, match.memories.pathing(viewer.player)[rows, columns])
    octets(raw.terrain_height, terrain.ground[rows, columns])
    bits(raw.placement_grid, terrain.placeable[rows, columns])
    left, bottom = viewer.corner
    raw.playable_area.p0.x, raw.playable_area.p0.y = int(terrain.left) - left, int(terrain.bottom) - bottom
    raw.playable_area.p1.x, raw.playable_area.p1.y = int(terrain.right) - left, int(terrain.top) - bottom
    for player, (x, y) in match.games.start_locations(0).items():
        if player != viewer.player:
            raw.start_locations.append(viewer.shown((x / ONE, y / ONE)))
