"""RequestDebug: create and kill units, set vitals, give resources, end the game."""

from __future__ import annotations

from s2clientprotocol import debug_pb2

from starleague.catalog.rules import ONE
from starleague.sc2api.errors import RequestError
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import NEUTRAL_OWNER, slot_of


def debug(match: Match, seat: Seat, request) -> None:
    """Carry out every debug command; drawing is accepted and shown nowhere."""
    for command in request.debug:
        which = command.WhichOneof("command")
        if which in _COMMANDS:
            _COMMANDS[which](match, seat, getattr(command, which))


def _game_state(match: Match, seat: Seat, state: int) -> None:
    own = match.game.players[seat.player]
    if state == debug_pb2.show_map:
        match.game.fog = 0
    elif state == debug_pb2.control_enemy:
        match.control_enemy = not match.control_enemy
    elif state == debug_pb2.all_resources:
        own.minerals += 5000
        own.vespene += 5000
    elif state == debug_pb2.minerals:
        own.minerals += 5000
    elif state == debug_pb2.gas:
        own.vespene += 5000
    else:
        match.game.cheats ^= 1 << state


def _create_unit(match: Match, seat: Seat, create) -> None:
    row = match.games.unit_row(create.unit_type)
    if row == 0:
        raise RequestError(f"debug create_unit: unit type {create.unit_type} is not in this patch's catalog")
    owner = 0 if create.owner in (0, NEUTRAL_OWNER) else create.owner
    for _ in range(min(200, create.quantity or 1)):
        match.games.create_unit(0, row, owner, create.pos.x, create.pos.y)


def _kill_unit(match: Match, seat: Seat, kill) -> None:
    for tag in kill.tag:
        slot = slot_of(match.game, tag)
        if slot:
            match.game.units[slot].life = 0


def _set_value(match: Match, seat: Seat, value) -> None:
    slot = slot_of(match.game, value.unit_tag)
    if slot:
        unit = match.game.units[slot]
        amount = int(value.value * ONE)
        if value.unit_value == debug_pb2.DebugSetUnitValue.Energy:
            unit.energy = amount
        elif value.unit_value == debug_pb2.DebugSetUnitValue.Life:
            unit.life = amount
        else:
            unit.shields = amount


def _end_game(match: Match, seat: Seat, end) -> None:
    loser = seat.player
    if end.end_result == debug_pb2.DebugEndGame.DeclareVictory:
        loser = 3 - seat.player
    match.games.surrender(0, loser)


_COMMANDS = {
    "game_state": _game_state, "create_unit": _create_unit, "kill_unit": _kill_unit,
    "unit_value": _set_value, "end_game": _end_game,
}
