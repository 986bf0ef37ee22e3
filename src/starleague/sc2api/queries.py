"""RequestQuery: distances on the ground, where structures may stand, what units can be told."""

from __future__ import annotations

from s2clientprotocol import error_pb2, query_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Plane, TargetKind, Verb
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import slot_of

_NEEDS_POINT = {TargetKind.POINT, TargetKind.POINT_OR_UNIT}


def query(match: Match, seat: Seat, request: query_pb2.RequestQuery) -> query_pb2.ResponseQuery:
    """One answer for each question, in their order."""
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
    end = (question.end_pos.x, question.end_pos.y)
    if question.HasField("unit_tag"):
        slot = slot_of(match.game, question.unit_tag)
        if not slot:
            return 0.0
        unit = match.game.units[slot]
        start = (unit.x / ONE, unit.y / ONE)
        if unit.flying or match.games.rules.unit_types[unit.type].plane == Plane.AIR:
            return ((start[0] - end[0]) ** 2 + (start[1] - end[1]) ** 2) ** 0.5
    if not (_inside(match, start) and _inside(match, end)):
        return 0.0
    return max(0.0, match.games.path_distance(0, start, end))


def _inside(match: Match, point: tuple[float, float]) -> bool:
    terrain = match.games.rules.terrain
    return 0 <= point[0] < terrain.width and 0 <= point[1] < terrain.height


def _placement(match: Match, seat: Seat, question: query_pb2.RequestQueryBuildingPlacement, free: bool) -> int:
    games = match.games
    row = games.ability_row(question.ability_id)
    ability = games.rules.abilities[row]
    if not ability.product:
        return error_pb2.NotSupported
    own = match.game.players[seat.player]
    if not free and own.minerals < ability.minerals:
        return error_pb2.NotEnoughMinerals
    if not free and own.vespene < ability.vespene:
        return error_pb2.NotEnoughVespene
    at = (question.target_pos.x, question.target_pos.y)
    if not _inside(match, at):
        return error_pb2.CantBuildLocationInvalid
    builder = slot_of(match.game, question.placing_unit_tag) if question.HasField("placing_unit_tag") else 0
    return games.placement_error(0, seat.player, int(ability.product), at, builder) or error_pb2.Success


def _abilities(match: Match, seat: Seat, question, free: bool, out: query_pb2.ResponseQueryAvailableAbilities) -> None:
    """By the unit's own ids, as the real client; clients translate them to general ones."""
    games = match.games
    out.unit_tag = question.unit_tag
    slot = slot_of(match.game, question.unit_tag)
    if not slot:
        return
    unit = match.game.units[slot]
    out.unit_type_id = int(games.rules.unit_types[unit.type].api_id)
    if unit.owner != seat.player and not match.control_enemy:
        return
    rows = [row for row in games.available_abilities(0, slot, free) if _on_card(games.rules, int(unit.type), row)]
    if rows and _takes_clicks(games.rules.unit_types[unit.type]):
        rows.insert(0, int(games.rules.smart_ability))
    for row in rows:
        ability = games.rules.abilities[row]
        if ability.api_id:
            out.abilities.add(ability_id=int(ability.api_id), requires_point=int(ability.target) in _NEEDS_POINT)


def _on_card(rules, unit_type: int, row: int) -> bool:
    """Whether players have a button for it: nobody turns a unit, and who can load all has no button for one."""
    ability = rules.abilities[row]
    if ability.kind == AbilityClass.TRANSPORT and ability.verb == Verb.LOAD:
        span = rules.unit_types[unit_type].abilities
        held = rules.abilities["verb"][rules.lists[span.first : span.first + span.count]]
        return Verb.LOAD_ALL not in held
    return ability.verb != Verb.TURN


def _takes_clicks(kind) -> bool:
    """Whether a right click means something to a unit type."""
    return bool(kind.move_ability or kind.attack_ability or kind.rally_ability or kind.rally_workers_ability)
