"""RequestAction: what clients do by units, pixels and panels becomes deeds, each with a first answer."""

from __future__ import annotations

from collections.abc import Iterator

from s2clientprotocol import common_pb2, error_pb2, raw_pb2, spatial_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api import deeds
from starleague.sc2api.deeds import Deed
from starleague.sc2api.screen.geometry import Frame
from starleague.sc2api.tags import slot_of
from starleague.sc2api.texts import text_of
from starleague.sc2api.viewer import Viewer

MOST_ACTIONS = 1000  # in one request
MOST_UNITS = 1000  # in one command
MOST_ASKED = 100  # units of a command that are looked at for one that can carry it out
MOST_TEXT = 255  # characters of a chat message, as in the game


def act(viewer: Viewer, request: api.RequestAction) -> api.ResponseAction:
    """Put every action of the request on the agenda; one result each, as the real client answers."""
    results = [_act(viewer, action) for action in request.actions[:MOST_ACTIONS]]
    refused = [error_pb2.CantQueueThatOrder] * (len(request.actions) - len(results))
    return api.ResponseAction(result=results + refused)


def _act(viewer: Viewer, action: api.Action) -> int:
    """The first result that is not success, of the parts of an action."""
    results = list(_parts(viewer, action))
    return next((result for result in results if result != error_pb2.Success), error_pb2.Success)


def _parts(viewer: Viewer, action: api.Action) -> Iterator[int]:
    if action.HasField("action_chat"):
        chat = action.action_chat
        yield viewer.will(Deed(deeds.CHAT, text=text_of(chat.message)[:MOST_TEXT], mode=chat.channel))
    if action.HasField("action_raw"):
        yield _raw(viewer, action.action_raw)
    views = dict(viewer.views)
    for name in ("action_feature_layer", "action_render"):
        if action.HasField(name):
            yield _spatial(viewer, getattr(action, name), views[name]) if name in views else error_pb2.NotSupported
    if action.HasField("action_ui"):
        panel = action.action_ui.SerializeToString()
        yield viewer.will(Deed(deeds.PANEL, panel=panel)) if panel else error_pb2.NotSupported


def _raw(viewer: Viewer, raw: raw_pb2.ActionRaw) -> int:
    if raw.HasField("unit_command"):
        return _command(viewer, raw.unit_command)
    if raw.HasField("toggle_autocast"):
        return _autocast(viewer, raw.toggle_autocast)
    if raw.HasField("camera_move"):
        return viewer.will(Deed(deeds.CAMERA, places=(viewer.inside(raw.camera_move.center_world_space),)))
    return error_pb2.Success


def _command(viewer: Viewer, command: raw_pb2.ActionRawUnitCommand) -> int:
    """Nothing happens when no unit can do it, and the client is told why the first cannot."""
    match = viewer.match
    slots = own_slots(viewer, command.unit_tags)
    row = match.games.ability_row(command.ability_id)
    if not slots or not row:
        return error_pb2.NotSupported if slots else error_pb2.Error
    target, places = 0, ()
    if command.HasField("target_unit_tag") and command.target_unit_tag:
        target = slot_of(match.game, command.target_unit_tag)
        if not target:
            return error_pb2.CantTargetThatUnit
    elif command.HasField("target_world_space_pos"):
        places = (viewer.inside(command.target_world_space_pos),)
    deed = Deed(
        deeds.COMMAND, ability=command.ability_id, units=tuple(match.tag(slot) for slot in slots),
        target=command.target_unit_tag if target else 0, places=places, queued=command.queue_command,
        mode=viewer.options.raw_affects_selection,
    )
    return _first_error(viewer, slots, row, deed, target) or viewer.will(deed)


def _autocast(viewer: Viewer, toggle: raw_pb2.ActionRawToggleAutocast) -> int:
    slots = own_slots(viewer, toggle.unit_tags)
    row = viewer.match.games.ability_row(toggle.ability_id)
    if not row or not slots:
        return error_pb2.NotSupported
    tags = tuple(viewer.match.tag(slot) for slot in slots)
    deed = Deed(deeds.AUTOCAST, ability=toggle.ability_id, units=tags)
    return _first_error(viewer, slots, row, deed, 0) or viewer.will(deed)


def _first_error(viewer: Viewer, slots: list[int], row: int, deed: Deed, target: int) -> int:
    """0 when one of the units at least can do it."""
    games, game = viewer.match.games, viewer.match.game
    point = deed.places[0] if deed.places else None
    autocast = deed.kind == deeds.AUTOCAST
    first = 0
    for slot in slots[:MOST_ASKED]:
        owner = int(game.units[slot].owner)
        error = games.command_error(0, owner, slot, row, target, point, deed.queued, autocast)
        if not error:
            return 0
        first = first or error
    return first


def own_slots(viewer: Viewer, tags) -> list[int]:
    """Slots of the units that the player may command, each once."""
    match = viewer.match
    slots = dict.fromkeys(slot_of(match.game, tag) for tag in tags[:MOST_UNITS])
    return [s for s in slots if s and (match.game.units[s].owner == viewer.player or match.control_enemy)]


def _spatial(viewer: Viewer, action: spatial_pb2.ActionSpatial, setup: api.SpatialCameraSetup) -> int:
    """Pixels are places from here on; which units they show is found out when the deed is due."""
    screen, minimap = viewer.screen(setup), viewer.minimap(setup)
    view = (screen.scale, screen.columns * screen.scale / 2, screen.rows * screen.scale / 2)
    if action.HasField("camera_move"):
        return _place(viewer, Deed(deeds.CAMERA, deeds.MINIMAP), minimap, action.camera_move.center_minimap)
    if action.HasField("unit_selection_point"):
        point = action.unit_selection_point
        mode = point.type or spatial_pb2.ActionSpatialUnitSelectionPoint.Select
        deed = Deed(deeds.SELECT, deeds.SCREEN, mode=mode, frame=view)
        return _place(viewer, deed, screen, point.selection_screen_coord)
    if action.HasField("unit_selection_rect"):
        rect = action.unit_selection_rect
        if not rect.selection_screen_coord:
            return error_pb2.Error
        first = rect.selection_screen_coord[0]
        return _place(viewer, Deed(deeds.SELECT, deeds.SCREEN, mode=rect.selection_add), screen, first.p0, first.p1)
    if action.HasField("unit_command"):
        command = action.unit_command
        if not viewer.match.games.ability_row(command.ability_id):
            return error_pb2.NotSupported
        deed = Deed(deeds.COMMAND, deeds.SCREEN, ability=command.ability_id, queued=command.queue_command, frame=view)
        if command.HasField("target_minimap_coord"):
            return _place(viewer, deed.on(deeds.MINIMAP), minimap, command.target_minimap_coord)
        if command.HasField("target_screen_coord"):
            return _place(viewer, deed, screen, command.target_screen_coord)
        return viewer.will(deed)
    return error_pb2.Success


def _place(viewer: Viewer, deed: Deed, frame: Frame, *pixels: common_pb2.PointI) -> int:
    points = [(pixel.x, pixel.y) for pixel in pixels]
    if not all(map(frame.holds, points)):
        return error_pb2.Error
    return viewer.will(deed.at(*(frame.place(point) for point in points)))
