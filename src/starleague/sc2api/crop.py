"""``raw_crop_to_playable_area``: all places and grids as seen from the lower left of the playable area."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.grids import bits, octets


class Crop:
    """Moves places and cuts grids; ``terrain`` names the playable area."""

    def __init__(self, terrain: np.record):
        self.left, self.bottom = int(terrain.left), int(terrain.bottom)
        self.right, self.top = int(terrain.right), int(terrain.top)

    def observation(self, response: api.ResponseObservation) -> None:
        """What the engine says, in the client's places."""
        raw = response.observation.raw_data
        for place in _places_of(response):
            place.x -= self.left
            place.y -= self.bottom
        for image in (raw.map_state.visibility, raw.map_state.creep):
            self._cut(image)

    def game_info(self, response: api.ResponseGameInfo) -> None:
        raw = response.start_raw
        for image in (raw.pathing_grid, raw.terrain_height, raw.placement_grid):
            self._cut(image)
        for place in (*raw.start_locations, raw.playable_area.p0, raw.playable_area.p1):
            place.x -= self.left
            place.y -= self.bottom
        raw.map_size.x, raw.map_size.y = self.right - self.left, self.top - self.bottom

    def request(self, request: api.Request) -> None:
        """What the client says, in the engine's places."""
        for place in _places_in(request):
            place.x += self.left
            place.y += self.bottom

    def _cut(self, image: common_pb2.ImageData) -> None:
        grid = np.frombuffer(image.data, np.uint8)
        fill = octets
        if image.bits_per_pixel == 1:
            grid, fill = np.unpackbits(grid), bits
        whole = grid[: image.size.x * image.size.y].reshape(image.size.y, image.size.x)
        fill(image, whole[self.bottom : self.top, self.left : self.right])


def _places_of(response: api.ResponseObservation) -> Iterator[common_pb2.Point2D]:
    raw = response.observation.raw_data
    if raw.player.HasField("camera"):
        yield raw.player.camera
    for unit in raw.units:
        yield unit.pos
        for order in unit.orders:
            if order.HasField("target_world_space_pos"):
                yield order.target_world_space_pos
        for rally in unit.rally_targets:
            yield rally.point
    for effect in raw.effects:
        yield from effect.pos
    for action in response.actions:
        yield from _places_of_action(action)


def _places_in(request: api.Request) -> Iterator[common_pb2.Point2D]:
    which = request.WhichOneof("request")
    if which == "action":
        for action in request.action.actions:
            yield from _places_of_action(action)
    elif which == "query":
        for pathing in request.query.pathing:
            yield from (getattr(pathing, name) for name in ("start_pos", "end_pos") if pathing.HasField(name))
        for placement in request.query.placements:
            yield placement.target_pos
    elif which == "debug":
        for command in request.debug.debug:
            if command.HasField("create_unit"):
                yield command.create_unit.pos


def _places_of_action(action: api.Action) -> Iterator[common_pb2.Point2D]:
    raw = action.action_raw
    if raw.HasField("camera_move"):
        yield raw.camera_move.center_world_space
    if raw.unit_command.HasField("target_world_space_pos"):
        yield raw.unit_command.target_world_space_pos
