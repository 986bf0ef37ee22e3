"""What happened in the engine, told to those who may know it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from s2clientprotocol import sc2api_pb2 as api

from starleague.engine.layout import EventKind
from starleague.sc2api.alerts import alerts_of, alerts_of_brood, alerts_of_state
from starleague.sc2api.tags import tag_of

if TYPE_CHECKING:
    from starleague.sc2api.match import Match

ALERT_AGAIN = 160  # loops between two alerts of an attack
RATE_LOOPS = 480  # over which the rate of collecting is taken: half a minute at "normal" speed
HURT = ((api.UnitUnderAttack, 1), (api.BuildingUnderAttack, 2))  # alerts and their bits in what memories tell


@dataclass
class Ledger:
    """What alerts and rates of a player remember."""

    attacked: dict[int, int] = field(default_factory=dict)  # alert to the loop of the last one
    alerted: set = field(default_factory=set)  # what alerts were given of, once and for all
    collected: deque[tuple[int, int, int]] = field(default_factory=deque)  # loop, minerals, vespene


def deliver(match: Match) -> None:
    """Empty ``game.events`` into the viewers' news: deaths, action errors, alerts."""
    game = match.game
    n = int(game.n_events)
    if n:
        events = game.events[:n]
        for event in events:
            _tell(match, event)
        for player, alert in alerts_of_brood(match, events):
            _alert(match, player, alert)
        game.n_events = 0


def take_stock(match: Match, since: int) -> None:
    """Every few loops: remember what is in sight, sound alarms, note incomes."""
    match.memories.update_levels()
    hurt = match.memories.remember(since)
    for player, alert in alerts_of_state(match):
        _alert(match, player, alert)
    for player in match.seats:
        ledger = match.ledgers[player]
        for alert, bit in HURT:
            if hurt[player - 1] & bit and match.loop - ledger.attacked.get(alert, -ALERT_AGAIN) >= ALERT_AGAIN:
                ledger.attacked[alert] = match.loop
                _alert(match, player, alert)
        _note_income(match, player)


def _alert(match: Match, player: int, alert: int) -> None:
    for viewer in match.viewers:
        if viewer.player == player and not viewer.everything:
            viewer.news.alerts.append(alert)


def _tell(match: Match, event: np.record) -> None:
    """Deaths to who saw them, errors to whose they are, alerts."""
    unit = tag_of(int(event.unit), int(event.generation))
    if event.kind == EventKind.UNIT_DIED:
        for viewer in match.viewers:
            if viewer.lit or event.player == viewer.player or event.value & (1 << viewer.player):
                viewer.news.dead.append(unit)
    if event.kind == EventKind.ERROR:
        ability = int(match.games.rules.abilities[event.other].api_id)
        error = api.ActionError(unit_tag=unit, ability_id=ability, result=int(event.value))
        for viewer in match.viewers:
            if viewer.player == event.player or viewer.everything:
                viewer.news.errors.append(error)
        return
    for player, alert in alerts_of(match, event):
        _alert(match, player, alert)


def _note_income(match: Match, player: int) -> None:
    """Remember what was collected, for rates; a sample a second at most."""
    collected = match.ledgers[player].collected
    if collected and match.loop - collected[-1][0] < 16:
        return
    own = match.game.players[player]
    collected.append((match.loop, int(own.minerals_collected), int(own.vespene_collected)))
    while match.loop - collected[0][0] > RATE_LOOPS:
        collected.popleft()


def income(ledger: Ledger) -> np.ndarray:
    """Minerals and vespene collected a minute ("normal" speed), lately."""
    if len(ledger.collected) < 2:
        return np.zeros(2)
    first, last = ledger.collected[0], ledger.collected[-1]
    loops = max(1, last[0] - first[0])
    return np.array([last[1] - first[1], last[2] - first[2]]) * (960 / loops)
