"""The melee score, from the cumulative counts that the engine keeps."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import score_pb2

from starleague.catalog.rules import ONE


def fill_score(game: np.record, player: int, score: score_pb2.Score) -> None:
    """Fill what the engine counts; the rest of the details stay zero."""
    own = game.players[player]
    score.score_type = score_pb2.Score.Melee
    details = score.score_details
    details.collected_minerals = float(own.minerals_collected)
    details.collected_vespene = float(own.vespene_collected)
    details.spent_minerals = float(own.minerals_spent)
    details.spent_vespene = float(own.vespene_spent)
    details.killed_value_units = float(own.killed_value_units)
    details.killed_value_structures = float(own.killed_value_structures)
    details.killed_minerals.army = float(own.killed_minerals)
    details.killed_vespene.army = float(own.killed_vespene)
    details.lost_minerals.army = float(own.lost_minerals)
    details.lost_vespene.army = float(own.lost_vespene)
    details.food_used.army = own.supply_army / 2
    details.food_used.economy = own.supply_workers / 2
    details.total_damage_dealt.life = own.damage_dealt / ONE
    details.total_damage_taken.life = own.damage_taken / ONE
    details.total_healed.life = own.healed / ONE
    details.idle_production_time = own.idle_production_loops / 16
    details.idle_worker_time = own.idle_worker_loops / 16
    value = details.collected_minerals + details.collected_vespene
    score.score = int(value + details.killed_value_units + details.killed_value_structures)
