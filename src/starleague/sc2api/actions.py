"""RequestAction: raw unit commands, autocast and chat become engine commands."""

from __future__ import annotations

from s2clientprotocol import error_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import slot_of


def act(match: Match, seat: Seat, request: api.RequestAction) -> api.ResponseAction:
    """Give every action of the request to the engine; one result each, as the real client answers."""
    response = api.ResponseAction()
    for action in request.actions:
        response.result.append(_act(match, seat, action))
    return response


def _act(match: Match, seat: Seat, action: api.Action) -> int:
    result = error_pb2.Success
    if action.HasField("action_chat"):
        _chat(match, seat, action.action_chat)
    if action.HasField("action_raw"):
        raw = action.action_raw
        if raw.HasField("unit_command"):
            result = _command(match, seat, raw.unit_command)
        elif raw.HasField("toggle_autocast"):
            result = _autocast(match, seat, raw.toggle_autocast)
    if result == error_pb2.Success:
        seat.actions.append(api.Action(game_loop=match.loop, action_raw=action.action_raw))
    return result


def _command(match: Match, seat: Seat, command: raw_pb2.ActionRawUnitCommand) -> int:
    games, game = match.games, match.game
    slots = _own_slots(match, seat, command.unit_tags)
    if not slots:
        return error_pb2.CantTargetThatUnit if not command.unit_tags else error_pb2.Error
    row = games.ability_row(command.ability_id)
    if row == 0:
        return error_pb2.NotSupported
    target, point = 0, None
    if command.HasField("target_unit_tag") and command.target_unit_tag:
        target = slot_of(game, command.target_unit_tag)
        if target == 0:
            return error_pb2.CantTargetThatUnit
    elif command.HasField("target_world_space_pos"):
        at = command.target_world_space_pos
        point = (at.x, at.y)
    errors = {games.command_error(0, seat.player, slot, row, target, point) for slot in slots}
    if 0 not in errors and not command.queue_command:
        return min(errors)
    games.command(0, seat.player, row, slots, target=target, point=point, queued=command.queue_command)
    return error_pb2.Success


def _autocast(match: Match, seat: Seat, toggle: raw_pb2.ActionRawToggleAutocast) -> int:
    row = match.games.ability_row(toggle.ability_id)
    slots = _own_slots(match, seat, toggle.unit_tags)
    if row == 0 or not slots:
        return error_pb2.NotSupported
    match.games.command(0, seat.player, row, slots, autocast=True)
    return error_pb2.Success


def _own_slots(match: Match, seat: Seat, tags) -> list[int]:
    game = match.game
    slots = (slot_of(game, tag) for tag in tags)
    return [s for s in slots if s and (game.units[s].owner == seat.player or match.control_enemy)]


def _chat(match: Match, seat: Seat, chat: api.ActionChat) -> None:
    team_only = chat.channel == api.ActionChat.Team
    for other in match.seats.values():
        if other is seat or not team_only:
            other.chat.append(api.ChatReceived(player_id=seat.player, message=chat.message))
