"""Alerts: what the game calls a player's attention to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, Race, Resource
from starleague.engine.layout import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from starleague.sc2api.match import Match

BASE_REACH = 10 * ONE  # [1/4096 cell] minerals so near belong to a town hall
BROOD = 2  # larvae that one hall gets at once: more than come by themselves
# What the API's alerts have by name, by the API's ids: of unit types and effects.
COMPLETED = {10: api.MothershipComplete}
STARTED_BY_ENEMIES = {142: api.NydusWormDetected}
EFFECTS_OF_ENEMIES = {7: api.NuclearLaunchDetected}
GROWN = {AbilityClass.WARP_TRAIN: api.WarpInComplete, AbilityClass.MERGE: api.MergeComplete}

Alert = tuple[int, int]  # player, api.Alert


def alerts_of(match: Match, event: np.record) -> Iterator[Alert]:
    """What an event of the engine is to players."""
    player, kind = int(event.player), int(event.kind)
    facts = match.games.unit_type_facts(int(event.type))
    if kind == EventKind.STRUCTURE_STARTED:
        alert = STARTED_BY_ENEMIES.get(int(facts.api_id), 0)
        yield from ((other, alert) for other in match.seats if alert and other != player)
    elif kind == EventKind.UNIT_DIED:
        yield from _of_end(match, event, facts)
    elif player in match.seats:
        alert = _of_work(match, event, facts)
        if alert:
            yield player, alert


def alerts_of_state(match: Match) -> Iterator[Alert]:
    """What is found by looking at the game time and again; each thing once."""
    game, rules = match.game, match.games.rules
    for player in match.seats:
        known = match.ledgers[player].alerted
        for persistent in game.persistents[: int(game.n_persistents)]:
            alert = EFFECTS_OF_ENEMIES.get(int(rules.effects[persistent.effect].api_id), 0)
            one = (int(persistent.effect), int(persistent.caster), int(persistent.x), int(persistent.y))
            if alert and persistent.owner != player and one not in known:
                known.add(one)
                yield player, alert
        for slot in match.own_of(player, match.kinds.refineries):
            tag = match.tag(slot)
            if not game.units[slot].contents and tag not in known:
                known.add(tag)
                yield player, api.VespeneExhausted


def alerts_of_brood(match: Match, events: np.ndarray) -> Iterator[Alert]:
    """Larvae come one by one; those of an injected hall at once."""
    halls: dict[tuple[int, int], int] = {}
    for event in events:
        if event.kind == EventKind.UNIT_CREATED and int(event.type) in match.kinds.larvae:
            hall = int(event.player), int(match.game.units[event.unit].home)
            halls[hall] = halls.get(hall, 0) + 1
    yield from ((player, api.LarvaHatched) for (player, _), n in halls.items() if n >= BROOD and player in match.seats)


def _of_work(match: Match, event: np.record, facts) -> int:
    """Something is done; 0: nothing to speak of."""
    kind = int(event.kind)
    if kind == EventKind.STRUCTURE_COMPLETE:
        if facts.structure:
            return api.AddOnComplete if facts.flags & Flag.ADDON else api.BuildingComplete
        return GROWN.get(match.kinds.grown.get(int(event.type), 0), api.TrainUnitComplete)
    if kind == EventKind.UNIT_CREATED and not facts.structure and facts.supply_used > 0:
        if match.game.units[event.unit].building:
            return 0  # it is only warping in
        return COMPLETED.get(int(facts.api_id), api.TrainWorkerComplete if facts.worker else api.TrainUnitComplete)
    if kind == EventKind.MORPH_COMPLETE:
        return _of_morph(match.games.rules.abilities[event.other], facts)
    if kind == EventKind.UPGRADE_COMPLETE and event.type == 0:
        return api.UpgradeComplete if match.games.rules.upgrades[event.value].level else api.ResearchComplete
    return int(event.value) if kind == EventKind.ALERT else 0


def _of_morph(ability: np.record, facts) -> int:
    """Changes at a cost, and those of structures: nobody is told who burrows or raises a tank's gun."""
    if ability.minerals or ability.vespene:
        return api.UpgradeComplete if facts.race == Race.TERRAN else api.MorphComplete
    return api.TransformationComplete if facts.structure and facts.race == Race.PROTOSS else 0


def _of_end(match: Match, event: np.record, facts) -> Iterator[Alert]:
    """A mineral field is empty, or a worker that was called for a time is gone."""
    if not event.player and facts.resource == Resource.MINERALS:
        units = match.game.units
        for player in match.seats:
            halls = [units[slot] for slot in match.own_of(player, match.kinds.halls)]
            if any(math.hypot(int(h.x) - int(event.x), int(h.y) - int(event.y)) < BASE_REACH for h in halls):
                yield player, api.MineralsExhausted
    elif event.player in match.seats and facts.worker and facts.flags & Flag.SUMMONED and not event.other:
        yield int(event.player), api.MULEExpired
