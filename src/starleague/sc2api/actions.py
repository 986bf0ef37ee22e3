"""RequestAction: raw unit commands, autocast and chat become engine commands."""

from __future__ import annotations

from s2clientprotocol import error_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import slot_of


def act(match: Match, seat: Seat, request: api.RequestAction) -> api.ResponseAction:
    """Give every action of the request to the engine; one result each, as the real client answers."""
    return api.ResponseAction(result=[_act(match, seat, action) for action in request.actions])


def _act(match: Match, seat: Seat, action: api.Action) -> int:
    if action.HasField("action_chat"):
        _chat(match, seat, action.action_chat)
    raw = action.action_raw
    if raw.HasField("unit_command"):
        return _command(match, seat, raw.unit_command)
    if raw.HasField("toggle_autocast"):
        return _autocast(match, seat, raw.toggle_autocast)
    if raw.HasField("camera_move"):
        seat.camera = match.inside(raw.camera_move.center_world_space)
        seat.news.actions.append(api.Action(game_loop=match.loop, action_raw=raw))
    return error_pb2.Success


def _command(match: Match, seat: Seat, command: raw_pb2.ActionRawUnitCommand) -> int:
    """0 slots can do it: nothing happens, and the client is told why the first cannot."""
    games, game = match.games, match.game
    slots = _own_slots(match, seat, command.unit_tags)
    row = games.ability_row(command.ability_id)
    if not slots or not row:
        return error_pb2.NotSupported if slots else error_pb2.Error
    target, point = 0, None
    if command.HasField("target_unit_tag") and command.target_unit_tag:
        target = slot_of(game, command.target_unit_tag)
        if not target:
            return error_pb2.CantTargetThatUnit
    elif command.HasField("target_world_space_pos"):
        point = match.inside(command.target_world_space_pos)
    queued = command.queue_command
    errors = [games.command_error(0, int(game.units[s].owner), s, row, target, point, queued) for s in slots]
    if all(errors):
        return errors[0]
    for owner, its_slots in _by_owner(game, slots).items():
        games.command(0, owner, row, its_slots, target=target, point=point, queued=queued)
    _note(match, seat, command, games.meaning(0, seat.player, slots[errors.index(0)], row, target) or row)
    return error_pb2.Success


def _autocast(match: Match, seat: Seat, toggle: raw_pb2.ActionRawToggleAutocast) -> int:
    row = match.games.ability_row(toggle.ability_id)
    slots = _own_slots(match, seat, toggle.unit_tags)
    if not row or not slots:
        return error_pb2.NotSupported
    errors = [match.games.command_error(0, seat.player, slot, row, autocast=True) for slot in slots]
    if all(errors):
        return errors[0]
    match.games.command(0, seat.player, row, slots, autocast=True)
    done = raw_pb2.ActionRaw(toggle_autocast=toggle)
    seat.news.actions.append(api.Action(game_loop=match.loop, action_raw=done))
    return error_pb2.Success


def _note(match: Match, seat: Seat, command: raw_pb2.ActionRawUnitCommand, row: int) -> None:
    """What was done is told in the next observation, by the ability that the unit itself has."""
    done = raw_pb2.ActionRaw(unit_command=command)
    done.unit_command.ability_id = match.ability_facts(row).api_id or command.ability_id
    seat.news.actions.append(api.Action(game_loop=match.loop, action_raw=done))


def _own_slots(match: Match, seat: Seat, tags) -> list[int]:
    game = match.game
    slots = (slot_of(game, tag) for tag in tags)
    return [s for s in slots if s and (game.units[s].owner == seat.player or match.control_enemy)]


def _by_owner(game, slots: list[int]) -> dict[int, list[int]]:
    owned: dict[int, list[int]] = {}
    for slot in slots:
        owned.setdefault(int(game.units[slot].owner), []).append(slot)
    return owned


def _chat(match: Match, seat: Seat, chat: api.ActionChat) -> None:
    team_only = chat.channel == api.ActionChat.Team
    for other in match.seats.values():
        if other is seat or not team_only:
            other.news.chat.append(api.ChatReceived(player_id=seat.player, message=chat.message))
