"""RequestDebug: create and kill units, set vitals, give resources, cheat, end the game."""

from __future__ import annotations

import math

from s2clientprotocol import debug_pb2

from starleague.engine.cheats import Cheat
from starleague.engine.layout import Result
from starleague.sc2api.errors import RequestError
from starleague.sc2api.tags import NEUTRAL_OWNER, slot_of
from starleague.sc2api.viewer import Viewer

MOST = 1000  # commands in one request
MAX_CREATED = 500  # units of one command
MOST_POINTS = 1e5  # of a vital
LARGEST_SCORE = (1 << 31) - 1
VITALS = {
    debug_pb2.DebugSetUnitValue.Energy: "energy", debug_pb2.DebugSetUnitValue.Life: "life",
    debug_pb2.DebugSetUnitValue.Shields: "shields",
}
CHEATS = {
    debug_pb2.food: Cheat.FOOD, debug_pb2.free: Cheat.FREE, debug_pb2.god: Cheat.GOD,
    debug_pb2.cooldown: Cheat.COOLDOWN, debug_pb2.tech_tree: Cheat.TECH, debug_pb2.fast_build: Cheat.FAST_BUILD,
}
GIFTS = {debug_pb2.all_resources: (5000, 5000), debug_pb2.minerals: (5000, 0), debug_pb2.gas: (0, 5000)}


def debug(viewer: Viewer, request) -> None:
    """Carry out every debug command; drawing is accepted and shown nowhere."""
    if len(request.debug) > MOST:
        raise RequestError(f"debug: {len(request.debug)} commands in one request; it may have {MOST}")
    for command in request.debug:
        which = command.WhichOneof("command")
        if which in _COMMANDS:
            _COMMANDS[which](viewer, getattr(command, which))
    if any(command.HasField("create_unit") for command in request.debug):
        viewer.match.games.look(0)  # what was created sees, and is seen


def _game_state(viewer: Viewer, state: int) -> None:
    if state == debug_pb2.show_map:
        viewer.match.games.set_fog(0, not viewer.match.game.fog)
    elif state == debug_pb2.control_enemy:
        viewer.match.control_enemy = not viewer.match.control_enemy
    elif state in GIFTS:
        viewer.match.games.give_resources(0, viewer.player, *GIFTS[state])
    elif state in CHEATS:
        viewer.match.games.toggle_cheat(0, viewer.player, CHEATS[state])
    elif state == debug_pb2.upgrade:
        viewer.match.games.research(0, viewer.player)


def _create_unit(viewer: Viewer, create) -> None:
    row = viewer.match.games.unit_row(create.unit_type)
    if not row:
        raise RequestError(f"debug create_unit: unit type {create.unit_type} is not in this patch's catalog")
    owner = 0 if create.owner in (0, NEUTRAL_OWNER) else create.owner
    if owner not in (0, *viewer.match.seats):
        raise RequestError(f"debug create_unit: there is no player {create.owner}")
    quantity = create.quantity if create.HasField("quantity") else 1
    viewer.match.games.create_unit(0, row, owner, *viewer.inside(create.pos), min(MAX_CREATED, quantity))


def _kill_unit(viewer: Viewer, kill) -> None:
    for slot in filter(None, (slot_of(viewer.match.game, tag) for tag in kill.tag)):
        viewer.match.games.kill_unit(0, slot)


def _set_value(viewer: Viewer, value) -> None:
    slot = slot_of(viewer.match.game, value.unit_tag)
    if slot and value.unit_value in VITALS:
        viewer.match.games.set_vital(0, slot, VITALS[value.unit_value], _within(value.value, 0, MOST_POINTS))


def _set_score(viewer: Viewer, score) -> None:
    """The score of a curriculum map, in place of the melee's."""
    viewer.match.keep_score(int(_within(score.score, -LARGEST_SCORE, LARGEST_SCORE)))


def _within(sent: float, least: float, most: float) -> float:
    """What a client has sent as a number, within bounds; what is none is 0."""
    return 0.0 if math.isnan(sent) else min(max(sent, least), most)


def _test_process(viewer: Viewer, test) -> None:
    """Clients test themselves against a game that hangs or dies; ours does neither."""
    raise RequestError("debug test_process is not supported: the server neither hangs nor crashes on request")


def _end_game(viewer: Viewer, end) -> None:
    won = end.end_result == debug_pb2.DebugEndGame.DeclareVictory
    viewer.match.games.end(0, viewer.player, Result.VICTORY if won else Result.DEFEAT)


_COMMANDS = {
    "game_state": _game_state, "create_unit": _create_unit, "kill_unit": _kill_unit,
    "unit_value": _set_value, "end_game": _end_game, "score": _set_score, "test_process": _test_process,
}
