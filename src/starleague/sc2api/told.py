"""Deeds as the actions that observations tell of, in each interface that a client has asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2clientprotocol import raw_pb2, spatial_pb2, ui_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.sc2api import deeds
from starleague.sc2api.data_abilities import allows_minimap
from starleague.sc2api.deeds import Deed, Place
from starleague.sc2api.tags import slot_of

if TYPE_CHECKING:
    from starleague.sc2api.viewer import Viewer


def told(viewer: Viewer, deed: Deed) -> api.Action | None:
    """What a client is told of a deed; None when none of its interfaces has words for it."""
    action = api.Action()
    if viewer.options.raw:
        _raw(viewer, deed, action)
    for name, setup in viewer.views:
        _spatial(viewer, deed, setup, getattr(action, name))
        if deed.kind == deeds.PANEL:
            action.action_ui.CopyFrom(ui_pb2.ActionUI.FromString(deed.panel))
        elif deed.kind == deeds.AUTOCAST:
            action.action_ui.toggle_autocast.ability_id = deed.ability
    if not action.ListFields():
        return None
    action.game_loop = viewer.match.loop
    return action


def _raw(viewer: Viewer, deed: Deed, action: api.Action) -> None:
    if deed.kind == deeds.COMMAND:
        action.action_raw.unit_command.CopyFrom(_command(viewer, deed))
    elif deed.kind == deeds.AUTOCAST:
        toggle = raw_pb2.ActionRawToggleAutocast(ability_id=deed.ability, unit_tags=deed.units)
        action.action_raw.toggle_autocast.CopyFrom(toggle)
    elif deed.kind == deeds.CAMERA:
        center, place = action.action_raw.camera_move.center_world_space, viewer.shown(deed.places[0])
        center.x, center.y = place.x, place.y


def _command(viewer: Viewer, deed: Deed) -> raw_pb2.ActionRawUnitCommand:
    """By the ability that the first unit itself has, where the client named one that stands for several."""
    command = raw_pb2.ActionRawUnitCommand(
        ability_id=viewer.match.own_ability(viewer.player, deed), unit_tags=deed.units, queue_command=deed.queued
    )
    if deed.target:
        command.target_unit_tag = deed.target
    elif deed.places:
        command.target_world_space_pos.CopyFrom(viewer.shown(deed.places[0]))
    return command


def _spatial(viewer: Viewer, deed: Deed, setup: api.SpatialCameraSetup, out: spatial_pb2.ActionSpatial) -> None:
    """A raw command is told as if it were a click: beyond the screen on the minimap, or where that cannot be clicked
    for it, at the edge of the screen."""
    if deed.kind == deeds.CAMERA:
        x, y = viewer.minimap(setup).nearest(deed.places[0])
        out.camera_move.center_minimap.x, out.camera_move.center_minimap.y = x, y
    elif deed.kind == deeds.SELECT:
        _selection(viewer, deed, setup, out)
    elif deed.kind == deeds.COMMAND:
        command = out.unit_command
        command.ability_id = viewer.match.own_ability(viewer.player, deed)
        command.queue_command = deed.queued
        screen, minimap = viewer.screen(setup), viewer.minimap(setup)
        for place in deed.places or _places_of(viewer, deed.target):
            beyond = deed.way == deeds.RAW and not screen.holds(screen.pixel(place))
            if deed.way == deeds.MINIMAP or (beyond and allows_minimap(command.ability_id)):
                coord, frame = command.target_minimap_coord, minimap
            else:
                coord, frame = command.target_screen_coord, screen
            coord.x, coord.y = frame.nearest(place)


def _places_of(viewer: Viewer, tag: int) -> tuple[Place, ...]:
    """Where a target stands; it may be gone."""
    game = viewer.match.game
    slot = slot_of(game, tag) if tag else 0
    return ((game.units[slot].x / ONE, game.units[slot].y / ONE),) if slot else ()


def _selection(viewer: Viewer, deed: Deed, setup: api.SpatialCameraSetup, out: spatial_pb2.ActionSpatial) -> None:
    frame = viewer.screen(setup)
    pixels = [frame.nearest(place) for place in deed.places]
    if len(pixels) == 1:
        point = out.unit_selection_point
        point.type = deed.mode
        point.selection_screen_coord.x, point.selection_screen_coord.y = pixels[0]
    else:
        rect = out.unit_selection_rect
        rect.selection_add = bool(deed.mode)
        corners = rect.selection_screen_coord.add()
        (corners.p0.x, corners.p0.y), (corners.p1.x, corners.p1.y) = pixels
