"""What happened in the engine, told to the seats that may know it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.vocabulary import Flag
from starleague.engine.layout import EventKind
from starleague.sc2api.tags import tag_of

if TYPE_CHECKING:
    from starleague.sc2api.match import Match, Seat

ALERT_AGAIN = 160  # loops between two alerts of an attack
RATE_LOOPS = 480  # over which the rate of collecting is taken: half a minute at "normal" speed


@dataclass
class News:
    """What a player has not been told yet, and what his alerts and rates remember."""

    actions: list[api.Action] = field(default_factory=list)
    errors: list[api.ActionError] = field(default_factory=list)
    chat: list[api.ChatReceived] = field(default_factory=list)
    dead: list[int] = field(default_factory=list)  # tags
    alerts: list[int] = field(default_factory=list)
    attacked: dict[int, int] = field(default_factory=dict)  # alert to the loop of the last one
    collected: deque[tuple[int, int, int]] = field(default_factory=deque)  # loop, minerals, vespene

    def forget(self) -> None:
        """All of it was told."""
        for happened in (self.actions, self.errors, self.chat, self.dead, self.alerts):
            happened.clear()


def deliver(match: Match) -> None:
    """Empty ``game.events`` into the seats: deaths, action errors, alerts."""
    game = match.game
    n = int(game.n_events)
    if n:
        for event in game.events[:n].tolist():
            _tell(match, *event)
        game.n_events = 0
    for seat in match.participants():
        _feel_attacks(match, seat)
        _note_income(match, seat)


def _tell(
    match: Match, kind: int, player: int, unit: int, generation: int, row: int, value: int, x: int, y: int, other: int
) -> None:
    if kind == EventKind.UNIT_DIED:
        for seat in match.seats.values():
            if player == seat.player or value & (1 << seat.player):
                seat.news.dead.append(tag_of(unit, generation))
        return
    seat = match.seats.get(player)
    if seat is None:
        return
    if kind == EventKind.ERROR:
        ability = int(match.games.rules.abilities[other].api_id)
        seat.news.errors.append(api.ActionError(unit_tag=tag_of(unit, generation), ability_id=ability, result=value))
    else:
        alert = _alert(match, kind, row, value)
        if alert:
            seat.news.alerts.append(alert)


def _alert(match: Match, kind: int, row: int, value: int) -> int:
    """The API's alert for an event; 0: none."""
    facts = match.games.unit_type_facts(row)
    if kind == EventKind.STRUCTURE_COMPLETE:
        return api.AddOnComplete if facts.flags & Flag.ADDON else api.BuildingComplete
    if kind == EventKind.UNIT_CREATED and not facts.structure and facts.supply_used > 0:
        return api.TrainWorkerComplete if facts.worker else api.TrainUnitComplete
    if kind == EventKind.MORPH_COMPLETE:
        return api.MorphComplete
    if kind == EventKind.UPGRADE_COMPLETE and row == 0:
        return api.UpgradeComplete if match.games.rules.upgrades[value].level else api.ResearchComplete
    return value if kind == EventKind.ALERT else 0


def _feel_attacks(match: Match, seat: Seat) -> None:
    """Alerts for own units and structures that took damage in these loops."""
    units = match.games.state["units"][0]
    hurt = (units["owner"] == seat.player) & (units["alive"] == 1)
    hurt &= units["since_damage"] >= max(1, match.loop - ALERT_AGAIN // 10)
    if not hurt.any():
        return
    structures = match.games.rules.unit_types["flags"][units["type"][hurt]] & Flag.STRUCTURE != 0
    for alert, happens in ((api.BuildingUnderAttack, structures.any()), (api.UnitUnderAttack, not structures.all())):
        if happens and match.loop - seat.news.attacked.get(alert, -ALERT_AGAIN) >= ALERT_AGAIN:
            seat.news.attacked[alert] = match.loop
            seat.news.alerts.append(alert)


def _note_income(match: Match, seat: Seat) -> None:
    """Remember what was collected, for rates; a sample a second at most."""
    collected = seat.news.collected
    if collected and match.loop - collected[-1][0] < 16:
        return
    own = match.game.players[seat.player]
    collected.append((match.loop, int(own.minerals_collected), int(own.vespene_collected)))
    while match.loop - collected[0][0] > RATE_LOOPS:
        collected.popleft()


def income(news: News) -> np.ndarray:
    """Minerals and vespene collected a minute ("normal" speed), lately."""
    if len(news.collected) < 2:
        return np.zeros(2)
    first, last = news.collected[0], news.collected[-1]
    loops = max(1, last[0] - first[0])
    return np.array([last[1] - first[1], last[2] - first[2]]) * (960 / loops)
