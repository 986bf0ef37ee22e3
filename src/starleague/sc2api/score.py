"""The melee score: what a player has, by what it is for, and the cumulative counts that the engine keeps."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import score_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.sc2api.events import income
from starleague.sc2api.match import Match

SECOND = 16  # loops; the score counts "normal" seconds
ARMY, ECONOMY, TECHNOLOGY, NONE = "army", "economy", "technology", "none"
BY_CATEGORY = (
    "food_used", "killed_minerals", "killed_vespene", "lost_minerals", "lost_vespene", "friendly_fire_minerals",
    "friendly_fire_vespene", "used_minerals", "used_vespene", "total_used_minerals", "total_used_vespene",
)
VITALS = ("life", "shields", "energy")
BY_VITAL = ("total_damage_dealt", "total_damage_taken", "total_healed")


def fill_score(match: Match, player: int, score: score_pb2.Score) -> None:
    """Losses and kills are counted as army; what the engine does not count stays zero."""
    own = match.game.players[player]
    score.score_type = score_pb2.Score.Melee if match.score is None else score_pb2.Score.Curriculum
    details = score.score_details
    _fill_zeros(details)
    used = _used(match, player)
    _fill_used(details, used, own)
    details.collected_minerals, details.collected_vespene = float(own.minerals_collected), float(own.vespene_collected)
    details.spent_minerals, details.spent_vespene = float(own.minerals_spent), float(own.vespene_spent)
    details.collection_rate_minerals, details.collection_rate_vespene = income(match.ledgers[player])
    details.killed_value_units = float(own.killed_value_units)
    details.killed_value_structures = float(own.killed_value_structures)
    details.killed_minerals.army, details.killed_vespene.army = float(own.killed_minerals), float(own.killed_vespene)
    details.total_damage_dealt.life = own.damage_dealt / ONE
    details.total_damage_taken.life = own.damage_taken / ONE
    details.total_healed.life = own.healed / ONE
    details.idle_production_time = max(0, int(own.idle_production_loops) - 1) / SECOND  # setting up counts one
    details.idle_worker_time = own.idle_worker_loops / SECOND
    if match.score is not None:
        score.score = match.score
        return
    score.score = int(own.minerals) + int(own.vespene) + int(sum(sum(amounts[:2]) for amounts in used.values()))


def _fill_zeros(details: score_pb2.ScoreDetails) -> None:
    for names, parts in ((BY_CATEGORY, (NONE, ARMY, ECONOMY, TECHNOLOGY, "upgrade")), (BY_VITAL, VITALS)):
        for name in names:
            for part in parts:
                setattr(getattr(details, name), part, 0.0)


def _fill_used(details: score_pb2.ScoreDetails, used: dict[str, np.ndarray], own: np.record) -> None:
    lost = np.array([own.lost_minerals, own.lost_vespene], float)
    details.lost_minerals.army, details.lost_vespene.army = lost
    for category, (minerals, vespene, food, units, structures) in used.items():
        setattr(details.used_minerals, category, minerals)
        setattr(details.used_vespene, category, vespene)
        setattr(details.food_used, category, food)
        more = lost if category == ARMY else np.zeros(2)
        setattr(details.total_used_minerals, category, minerals + more[0])
        setattr(details.total_used_vespene, category, vespene + more[1])
        details.total_value_units += units
        details.total_value_structures += structures


def _used(match: Match, player: int) -> dict[str, np.ndarray]:
    """Minerals, vespene, food, value of units and value of structures that a player has, by category."""
    units = match.games.state["units"][0][: int(match.game.n_slots)]
    mine = (units["owner"] == player) & (units["alive"] == 1)
    kinds, counts = np.unique(units["type"][mine], return_counts=True)
    used = {category: np.zeros(5) for category in (NONE, ARMY, ECONOMY, TECHNOLOGY)}
    for kind, n in zip(kinds.tolist(), counts.tolist(), strict=True):
        facts = match.games.unit_type_facts(kind)
        value = facts.minerals + facts.vespene
        as_structure = (0, value) if facts.structure else (value, 0)
        used[_category(facts)] += n * np.array([facts.minerals, facts.vespene, facts.supply_used / 2, *as_structure])
    return used


def _category(facts) -> str:
    """What a unit type is for."""
    if facts.worker or facts.townhall or facts.flags & Flag.REFINERY or facts.supply_provided > 0:
        return ECONOMY
    if facts.structure:
        return TECHNOLOGY
    return ARMY if facts.flags & Flag.ARMY else NONE
