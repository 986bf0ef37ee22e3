"""RequestQuery: distances on the ground, where structures may stand, what units can be told."""

from __future__ import annotations

from s2clientprotocol import error_pb2, query_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Plane, TargetKind
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import slot_of

_NEEDS_POINT = {TargetKind.POINT, TargetKind.POINT_OR_UNIT}


def query(match: Match, seat: Seat, request: query_pb2.RequestQuery) -> query_pb2.ResponseQuery:
    response = query_pb2.ResponseQuery()
    for question in request.pathing:
        response.pathing.add(distance=_distance(match, question))
    for question in request.placements:
        response.placements.add(result=_placement(match, seat, question, request.ignore_resource_requirements))
    for question in request.abilities:
        _abilities(match, seat, question, request.ignore_resource_requirements, response.abilities.add())
    return response


def _distance(match: Match, question: query_pb2.RequestQueryPathing) -> float:
    """Length of the way; 0 when there is none, as the real client says it."""
    start = (question.start_pos.x, question.start_pos.y)
    if question.HasField("unit_tag"):
        slot = slot_of(match.game, question.unit_tag)
        if slot == 0:
            return 0.0
        unit = match.game.units[slot]
        start = (unit.x / ONE, unit.y / ONE)
        if unit.flying or match.games.rules.unit_types[unit.type].plane == Plane.AIR:
            return ((start[0] - question.end_pos.x) ** 2 + (start[1] - question.end_pos.y) ** 2) ** 0.5
    return max(0.0, match.games.path_distance(0, start, (question.end_pos.x, question.end_pos.y)))


def _placement(match: Match, seat: Seat, question: query_pb2.RequestQueryBuildingPlacement, free: bool) -> int:
    games = match.games
    row = games.ability_row(question.ability_id)
    product = int(games.rules.abilities[row].product) if row else 0
    if product == 0:
        return error_pb2.NotSupported
    builder = slot_of(match.game, question.placing_unit_tag) if question.HasField("placing_unit_tag") else 0
    ability = games.rules.abilities[row]
    own = match.game.players[seat.player]
    if not free and own.minerals < ability.minerals:
        return error_pb2.NotEnoughMinerals
    if not free and own.vespene < ability.vespene:
        return error_pb2.NotEnoughVespene
    at = question.target_pos
    return games.placement_error(0, seat.player, product, (at.x, at.y), builder) or error_pb2.Success


def _abilities(match: Match, seat: Seat, question, free: bool, out: query_pb2.ResponseQueryAvailableAbilities) -> None:
    games = match.games
    slot = slot_of(match.game, question.unit_tag)
    out.unit_tag = question.unit_tag
    if slot == 0:
        return
    unit = match.game.units[slot]
    out.unit_type_id = int(games.rules.unit_types[unit.type].api_id)
    if unit.owner != seat.player:
        return
    for row in games.available_abilities(0, slot, free):
        ability = games.rules.abilities[row]
        if ability.api_id:
            api_id = int(ability.generic_id or ability.api_id)
            out.abilities.add(ability_id=api_id, requires_point=ability.target in _NEEDS_POINT)
