"""What happened in the engine, told to the seats that may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2clientprotocol import sc2api_pb2 as api

from starleague.engine.layout import EventKind
from starleague.sc2api.tags import tag_of

if TYPE_CHECKING:
    from starleague.sc2api.match import Match


def deliver(match: Match) -> None:
    """Empty ``game.events`` into the seats: deaths, action errors, alerts."""
    game = match.game
    for k in range(int(game.n_events)):
        event = game.events[k]
        kind = int(event.kind)
        tag = tag_of(int(event.unit), int(event.generation))
        if kind == EventKind.UNIT_DIED:
            for seat in match.seats.values():
                if int(event.player) == seat.player or int(event.value) & (1 << seat.player):
                    seat.dead.append(tag)
            continue
        seat = match.seats.get(int(event.player))
        if seat is None:
            continue
        if kind == EventKind.ERROR:
            ability = match.games.rules.abilities[int(event.other)]
            seat.errors.append(api.ActionError(unit_tag=tag, ability_id=int(ability.api_id), result=int(event.value)))
        elif kind == EventKind.ALERT:
            seat.alerts.append(int(event.value))
    game.n_events = 0
