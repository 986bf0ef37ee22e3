"""RequestDebug: create and kill units, set vitals, give resources, end the game."""

from __future__ import annotations

import logging

from s2clientprotocol import debug_pb2

from starleague.engine.layout import Result
from starleague.sc2api.errors import RequestError
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import NEUTRAL_OWNER, slot_of

log = logging.getLogger("starleague.sc2api")
MAX_CREATED = 500  # units of one command
VITALS = {
    debug_pb2.DebugSetUnitValue.Energy: "energy", debug_pb2.DebugSetUnitValue.Life: "life",
    debug_pb2.DebugSetUnitValue.Shields: "shields",
}
GIFTS = {debug_pb2.all_resources: (5000, 5000), debug_pb2.minerals: (5000, 0), debug_pb2.gas: (0, 5000)}


def debug(match: Match, seat: Seat, request) -> None:
    """Carry out every debug command; drawing is accepted and shown nowhere."""
    for command in request.debug:
        which = command.WhichOneof("command")
        if which in _COMMANDS:
            _COMMANDS[which](match, seat, getattr(command, which))


def _game_state(match: Match, seat: Seat, state: int) -> None:
    if state == debug_pb2.show_map:
        match.games.set_fog(0, not match.game.fog)
    elif state == debug_pb2.control_enemy:
        match.control_enemy = not match.control_enemy
    elif state in GIFTS:
        match.games.give_resources(0, seat.player, *GIFTS[state])
    else:
        log.warning("debug: %s has no effect here", debug_pb2.DebugGameState.Name(state))


def _create_unit(match: Match, seat: Seat, create) -> None:
    row = match.games.unit_row(create.unit_type)
    if not row:
        raise RequestError(f"debug create_unit: unit type {create.unit_type} is not in this patch's catalog")
    owner = 0 if create.owner in (0, NEUTRAL_OWNER) else create.owner
    if owner not in (0, *match.seats):
        raise RequestError(f"debug create_unit: there is no player {create.owner}")
    quantity = create.quantity if create.HasField("quantity") else 1
    match.games.create_unit(0, row, owner, *match.inside(create.pos), min(MAX_CREATED, quantity))


def _kill_unit(match: Match, seat: Seat, kill) -> None:
    for slot in filter(None, (slot_of(match.game, tag) for tag in kill.tag)):
        match.games.kill_unit(0, slot)


def _set_value(match: Match, seat: Seat, value) -> None:
    slot = slot_of(match.game, value.unit_tag)
    if slot and value.unit_value in VITALS:
        match.games.set_vital(0, slot, VITALS[value.unit_value], value.value)


def _end_game(match: Match, seat: Seat, end) -> None:
    won = end.end_result == debug_pb2.DebugEndGame.DeclareVictory
    match.games.end(0, seat.player, Result.VICTORY if won else Result.DEFEAT)


_COMMANDS = {
    "game_state": _game_state, "create_unit": _create_unit, "kill_unit": _kill_unit,
    "unit_value": _set_value, "end_game": _end_game,
}
