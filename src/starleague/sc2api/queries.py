"""RequestQuery: distances on the ground, where structures may stand, what units can be told."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import error_pb2, query_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Plane
from starleague.sc2api.abilities import available
from starleague.sc2api.deeds import Place
from starleague.sc2api.match import Match
from starleague.sc2api.tags import slot_of
from starleague.sc2api.viewer import Viewer

WIDEST = 4  # cells from the middle of the largest structure to the ground beside it


def query(viewer: Viewer, request: query_pb2.RequestQuery) -> query_pb2.ResponseQuery:
    """One answer for each question, in their order."""
    response = query_pb2.ResponseQuery()
    for question in request.pathing:
        response.pathing.add(distance=_distance(viewer, question))
    for question in request.placements:
        response.placements.add(result=_placement(viewer, question, request.ignore_resource_requirements))
    for question in request.abilities:
        _abilities(viewer, question, request.ignore_resource_requirements, response.abilities.add())
    return response


def _distance(viewer: Viewer, question: query_pb2.RequestQueryPathing) -> float:
    """Length of the way; 0 when there is none, as the real client says it."""
    match = viewer.match
    start, end = viewer.named(question.start_pos), viewer.named(question.end_pos)
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
    before, start = _way_out(viewer, start, end)
    after, end = _way_in(viewer, end, start)
    way = match.games.path_distance(0, start, end)
    return before + way + after if way > 0 else 0.0


def _way_out(viewer: Viewer, start: Place, end: Place) -> tuple[float, Place]:
    """Who asks from within a structure (a start location, say) means the ground beside it, on the side of the end.

    How far that is, and where.
    """
    return _beside(_free(viewer), start, end) if _built_on(viewer, start) else (0.0, start)


def _way_in(viewer: Viewer, end: Place, start: Place) -> tuple[float, Place]:
    """Who asks for the way to a structure that he has not seen (the enemy's home, say) is not told that it is there:
    as far as to the ground beside it, and on as if it were not."""
    x, y = (int(at) for at in end)
    hidden = _built_on(viewer, end) and viewer.match.memories.pathing(viewer.player)[y, x]
    return _beside(_free(viewer), end, start) if hidden else (0.0, end)


def _built_on(viewer: Viewer, place: Place) -> bool:
    """Whether a structure, seen or not, covers what could be walked on."""
    x, y = (int(at) for at in place)
    return bool(viewer.match.game.blocked[y, x] and viewer.match.games.rules.terrain.pathable[y, x])


def _free(viewer: Viewer) -> np.ndarray:
    """Ground [y, x] that nothing covers."""
    return viewer.match.games.rules.terrain.pathable * (viewer.match.game.blocked == 0)


def _beside(grid: np.ndarray, place: Place, other: Place) -> tuple[float, Place]:
    """(distance, place) of the free ground [y, x] that is least out of the way from one place to the other."""
    left, bottom = (max(0, int(at) - WIDEST) for at in place)
    window = 2 * WIDEST + 1
    rows, columns = np.nonzero(grid[bottom : bottom + window, left : left + window])
    if not len(rows):
        return 0.0, place
    across, up = columns + left + 0.5, rows + bottom + 0.5
    away = np.hypot(across - place[0], up - place[1])
    best = int((away + np.hypot(across - other[0], up - other[1])).argmin())
    return float(away[best]), (float(across[best]), float(up[best]))


def _inside(match: Match, point: tuple[float, float]) -> bool:
    terrain = match.games.rules.terrain
    return 0 <= point[0] < terrain.width and 0 <= point[1] < terrain.height


def _placement(viewer: Viewer, question: query_pb2.RequestQueryBuildingPlacement, free: bool) -> int:
    match, player = viewer.match, viewer.player
    games = match.games
    row = games.ability_row(question.ability_id)
    ability = games.rules.abilities[row]
    if not ability.product:
        return error_pb2.NotSupported
    own = match.game.players[player]
    if not free and own.minerals < ability.minerals:
        return error_pb2.NotEnoughMinerals
    if not free and own.vespene < ability.vespene:
        return error_pb2.NotEnoughVespene
    at = viewer.named(question.target_pos)
    if not _inside(match, at):
        return error_pb2.CantBuildLocationInvalid
    builder = slot_of(match.game, question.placing_unit_tag) if question.HasField("placing_unit_tag") else 0
    return games.placement_error(0, player, int(ability.product), at, builder) or error_pb2.Success


def _abilities(viewer: Viewer, question, free: bool, out: query_pb2.ResponseQueryAvailableAbilities) -> None:
    """By the unit's own ids, as the real client; clients translate them to general ones."""
    match = viewer.match
    out.unit_tag = question.unit_tag
    slot = slot_of(match.game, question.unit_tag)
    if not slot:
        return
    unit = match.game.units[slot]
    out.unit_type_id = int(match.games.rules.unit_types[unit.type].api_id)
    if unit.owner == viewer.player or match.control_enemy:
        for ability, requires_point in available(match, slot, free):
            out.abilities.add(ability_id=ability, requires_point=requires_point)
