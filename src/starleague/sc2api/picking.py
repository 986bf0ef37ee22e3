"""What a click or a rectangle on the screen means: the units that its pixels show."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from s2clientprotocol import spatial_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, State, TargetKind
from starleague.sc2api.deeds import Deed, Place
from starleague.sc2api.eyes.layout import Fog, Known
from starleague.sc2api.screen.geometry import Frame

if TYPE_CHECKING:
    from starleague.sc2api.match import Match

_Point = spatial_pb2.ActionSpatialUnitSelectionPoint
ALL_OF_TYPE = {_Point.AllType, _Point.AddAllType}
AIMS = {TargetKind.UNIT, TargetKind.POINT_OR_UNIT}


def picked(match: Match, player: int, deed: Deed) -> tuple[int, ...]:
    """Tags of the units that a SELECT deed is about."""
    if len(deed.places) == 2:
        return tuple(match.tag(slot) for slot in _in_rectangle(match, player, *deed.places))
    slot = _at(match, player, deed.places[0], deed.frame[0])
    if slot and deed.mode in ALL_OF_TYPE and match.game.units[slot].owner == player:
        return tuple(match.tag(other) for other in _of_type(match, player, slot, deed.frame))
    return (match.tag(slot),) if slot else ()


def target_at(match: Match, player: int, deed: Deed) -> int:
    """Tag of the unit that a command at a pixel of the screen is aimed at; 0: it is meant for the ground."""
    row = match.games.ability_row(deed.ability)
    target = int(match.games.rules.abilities[row].target)
    slot = _at(match, player, deed.places[0], deed.frame[0]) if target in AIMS else 0
    if slot and target == TargetKind.POINT_OR_UNIT and not _may_aim(match, player, row, slot):
        return 0  # it can be given the ground there
    return match.tag(slot) if slot else 0


def _may_aim(match: Match, player: int, row: int, target: int) -> bool:
    """Whether one of the selected units can use an ability on a unit."""
    slots = match.desks[player].living(match)
    return any(not match.games.command_error(0, player, slot, row, target) for slot in slots)


def _at(match: Match, player: int, place: Place, scale: float) -> int:
    """The slot of the unit that a pixel shows; 0: none that can be clicked on."""
    eye = match.eyes[player]
    eye.look(match.desks[player].camera, [], Fog.THICK if match.game.fog else Fog.NONE)
    shown = eye.paint(Frame(place[0] - scale / 2, place[1] + scale / 2, scale, 1, 1)).shown[0, 0]
    if shown >= eye.n or eye.sightings[shown].known != Known.VISIBLE:
        return 0
    slot = int(eye.sightings[shown].slot)
    return 0 if match.game.units[slot].states & State.UNSELECTABLE else slot


def _in_rectangle(match: Match, player: int, one: Place, other: Place) -> list[int]:
    """Own units that a rectangle touches; structures only when it touches nothing else."""
    (left, right), (bottom, top) = (sorted(pair) for pair in zip(one, other))
    kinds = match.games.rules.unit_types

    def touches(x: float, y: float, radius: float) -> bool:
        return math.hypot(x - min(max(x, left), right), y - min(max(y, bottom), top)) <= radius

    slots = [
        slot for slot, unit in _own(match, player)
        if touches(unit.x / ONE, unit.y / ONE, kinds[unit.type].api_radius / ONE)
    ]
    movable = [slot for slot in slots if not kinds[match.game.units[slot].type].flags & Flag.STRUCTURE]
    return movable or slots


def _of_type(match: Match, player: int, slot: int, frame: tuple[float, ...]) -> list[int]:
    """Own units of the same type on the screen."""
    kind, (x, y) = match.game.units[slot].type, match.desks[player].camera
    _, width, height = frame
    return [
        other for other, unit in _own(match, player)
        if unit.type == kind and abs(unit.x / ONE - x) <= width and abs(unit.y / ONE - y) <= height
    ]


def _own(match: Match, player: int) -> list[tuple]:
    """(slot, record) of own units on the field that can be selected."""
    units = match.games.state["units"][0][: int(match.game.n_slots)]
    mine = (units["owner"] == player) & (units["alive"] == 1) & (units["inside"] == 0)
    mine &= units["states"] & State.UNSELECTABLE == 0
    return [(slot, match.game.units[slot]) for slot in mine.nonzero()[0].tolist()]
