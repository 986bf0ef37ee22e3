"""The melee score: what a player has, by what it is for, and the cumulative counts that the engine keeps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from google.protobuf.message import Message
from s2clientprotocol import score_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import ScoreCategory
from starleague.engine.score import WORTHLESS
from starleague.sc2api.events import income
from starleague.sc2api.match import Match

SECOND = 16  # loops; the score counts "normal" seconds
CATEGORIES = tuple(category.name.lower() for category in ScoreCategory)
BY_CATEGORY = (
    "food_used", "killed_minerals", "killed_vespene", "lost_minerals", "lost_vespene", "friendly_fire_minerals",
    "friendly_fire_vespene", "used_minerals", "used_vespene", "total_used_minerals", "total_used_vespene",
)
VITALS = ("life", "shields", "energy")
BY_VITAL = ("total_damage_dealt", "total_damage_taken", "total_healed")


def fill_score(match: Match, player: int, score: score_pb2.Score) -> None:
    """What the engine does not count stays zero."""
    own = match.game.players[player]
    score.score_type = score_pb2.Score.Melee if match.score is None else score_pb2.Score.Curriculum
    details = score.score_details
    _fill_zeros(details)
    used = _used(match, player)
    _fill_used(details, used)
    for name, amounts in (
        ("killed", own.killed), ("lost", own.lost), ("friendly_fire", own.friendly_fire), ("used", used[:, :2]),
        ("total_used", used[:, :2] + own.lost),
    ):
        for resource, column in zip(("minerals", "vespene"), amounts.T.tolist(), strict=True):
            _fill(getattr(details, f"{name}_{resource}"), CATEGORIES, column)
    for name, vitals in (("dealt", own.damage_dealt), ("taken", own.damage_taken)):
        _fill(getattr(details, f"total_damage_{name}"), VITALS, (vitals / ONE).tolist())
    _fill(details.total_healed, VITALS, (own.healed / ONE).tolist())
    details.collected_minerals, details.collected_vespene = float(own.minerals_collected), float(own.vespene_collected)
    details.spent_minerals, details.spent_vespene = float(own.minerals_spent), float(own.vespene_spent)
    details.collection_rate_minerals, details.collection_rate_vespene = income(match.ledgers[player])
    details.killed_value_units = float(own.killed_value_units)
    details.killed_value_structures = float(own.killed_value_structures)
    details.idle_production_time = max(0, int(own.idle_production_loops) - 1) / SECOND  # setting up counts one
    details.idle_worker_time = own.idle_worker_loops / SECOND
    if match.score is not None:
        score.score = match.score
        return
    score.score = int(own.minerals) + int(own.vespene) + int(used[:, :2].sum())


def _fill_zeros(details: score_pb2.ScoreDetails) -> None:
    """A client finds every part, whether there is anything in it or not."""
    for names, parts in ((BY_CATEGORY, (*CATEGORIES, "upgrade")), (BY_VITAL, VITALS)):
        for name in names:
            _fill(getattr(details, name), parts, [0.0] * len(parts))


def _fill(into: Message, parts: Sequence[str], amounts: Sequence[float]) -> None:
    for part, amount in zip(parts, amounts):
        setattr(into, part, amount)


def _fill_used(details: score_pb2.ScoreDetails, used: np.ndarray) -> None:
    _fill(details.food_used, CATEGORIES, used[:, 2].tolist())
    details.total_value_units, details.total_value_structures = used[:, 3:].sum(axis=0).tolist()


def _used(match: Match, player: int) -> np.ndarray:
    """What a player has by category, float [categories, (minerals, vespene, food, value of units, of structures)]."""
    units = match.games.state["units"][0][: int(match.game.n_slots)]
    mine = (units["owner"] == player) & (units["alive"] == 1) & (units["states"] & WORTHLESS == 0)
    kinds, counts = np.unique(units["type"][mine], return_counts=True)
    used = np.zeros((len(CATEGORIES), 5))
    for kind, n in zip(kinds.tolist(), counts.tolist(), strict=True):
        facts = match.games.unit_type_facts(kind)
        value = facts.minerals + facts.vespene
        values = (0, value) if facts.structure else (value, 0)
        used[facts.score_category] += n * np.array([facts.minerals, facts.vespene, facts.supply_used / 2, *values])
    return used
