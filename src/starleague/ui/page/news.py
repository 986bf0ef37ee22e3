"""What a player is told beside what he sees: alerts with their places, and why an order was refused."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.layout import EventKind
from starleague.engine.refusals import Refusal
from starleague.game.games import Games
from starleague.ui.page.words import spaced

AGAIN = 220  # loops between two alerts of attacks near each other
NEAR = 18  # cells
SENTENCES = {
    Refusal.COOLDOWN: "Not ready yet",
    Refusal.QUEUE_IS_FULL: "The queue is full",
    Refusal.NOT_ENOUGH_MINERALS: "Not enough minerals",
    Refusal.NOT_ENOUGH_VESPENE: "Not enough vespene gas",
    Refusal.NOT_ENOUGH_FOOD: "More supply is needed",
    Refusal.FOOD_USAGE_IMPOSSIBLE: "The supply limit is reached",
    Refusal.NOT_ENOUGH_LIFE: "Not enough life",
    Refusal.NOT_ENOUGH_ENERGY: "Not enough energy",
    Refusal.CANT_TARGET_THAT_UNIT: "That cannot be its target",
    Refusal.BUILD_TECH_REQUIREMENTS_NOT_MET: "Another structure is required first",
    Refusal.TECH_REQUIREMENTS_NOT_MET: "A requirement is not met",
    Refusal.CANT_BUILD_ON_THAT: "It cannot be built on that",
    Refusal.CANT_BUILD_LOCATION_INVALID: "It cannot be built there",
    Refusal.CANT_SEE_BUILD_LOCATION: "That place is not in sight",
    Refusal.CANT_BUILD_TOO_FAR_FROM_POWER: "A power field is required",
    Refusal.CANT_LAND_LOCATION_INVALID: "It cannot land there",
    Refusal.MUST_BUILD_REFINERY_FIRST: "The geyser needs an extraction building first",
    Refusal.BUILDING_IS_UNDER_CONSTRUCTION: "It is still under construction",
    Refusal.NOT_ENOUGH_ROOM_TO_LOAD_UNIT: "There is not enough room",
    Refusal.CANT_UNLOAD_UNITS_THERE: "They cannot get off there",
    Refusal.NOT_WHILE_OCCUPIED: "It is busy",
    Refusal.MUST_TARGET_UNIT: "It needs a unit as its target",
    Refusal.MUST_TARGET_VISIBLE_UNIT: "Its target must be in sight",
    Refusal.MUST_TARGET_RESOURCES: "It needs minerals or vespene as its target",
    Refusal.CANT_TARGET_EXHAUSTED_RESOURCES: "Nothing is left there",
    Refusal.ORDER_QUEUE_IS_FULL: "It cannot remember more orders",
    Refusal.COULDNT_REACH_TARGET: "There is no way there",
}


def sentence(code: int) -> str:
    """Why an order was refused."""
    return SENTENCES.get(Refusal(code), "That is not possible") if code in iter(Refusal) else "That is not possible"


@dataclass
class Newsroom:
    """Reads what happened in game 0 and keeps for each player what he may know."""

    games: Games
    items: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: {1: [], 2: []})
    _attacks: dict[int, list[tuple[int, float, float]]] = field(default_factory=lambda: {1: [], 2: []})

    def read(self, since: int) -> None:
        """Empty ``game.events``; ``since``: the loop of the last call."""
        game = self.games[0]
        for event in game.events[: int(game.n_events)].tolist():
            self._tell(*event)
        game.n_events = 0
        for player in (1, 2):
            self._watch_attacks(player, since)

    def take(self, player: int) -> list[dict[str, Any]]:
        """What a player has not been told yet."""
        items, self.items[player] = self.items[player], []
        return items

    def _tell(
        self, kind: int, player: int, unit: int, generation: int, row: int, value: int, x: int, y: int, other: int
    ) -> None:
        if player not in self.items:
            return
        at = {"x": round(x / ONE, 1), "y": round(y / ONE, 1)} if x or y else self._place(unit)
        facts = self.games.unit_type_facts(row)
        name = spaced(facts.name)
        if kind == EventKind.ERROR:
            self.items[player].append({"what": "refused", "text": sentence(value)})
        elif kind == EventKind.STRUCTURE_COMPLETE:
            self.items[player].append({"what": "structure", "text": f"{name} complete", **at})
        elif kind == EventKind.UNIT_CREATED and not facts.structure and facts.supply_used > 0:
            self.items[player].append({"what": "unit", "type": row, "text": f"{name} ready", **at})
        elif kind == EventKind.UPGRADE_COMPLETE:
            done = spaced(self.games.names.upgrade_names[value])
            self.items[player].append({"what": "research", "text": f"{done} complete", **at})
        elif kind == EventKind.UNIT_DIED and facts.flags & Flag.STRUCTURE:
            self.items[player].append({"what": "lost", "text": f"{name} lost", **at})

    def _place(self, slot: int) -> dict[str, float]:
        unit = self.games[0].units[slot]
        return {"x": round(int(unit.x) / ONE, 1), "y": round(int(unit.y) / ONE, 1)} if slot else {}

    def _watch_attacks(self, player: int, since: int) -> None:
        """An alert for each place where a player is attacked, now and then."""
        units = self.games.state["units"][0]
        mine = (units["owner"] == player) & (units["alive"] == 1) & (units["since_damage"] > since)
        mine &= units["attacker"] != 0
        if not mine.any():
            return
        slot = int(np.flatnonzero(mine)[0])
        loop, x, y = int(self.games[0].loop), int(units["x"][slot]) / ONE, int(units["y"][slot]) / ONE
        told = [one for one in self._attacks[player] if loop - one[0] < AGAIN]
        quiet = not any(math.hypot(x - at_x, y - at_y) < NEAR for _, at_x, at_y in told)
        if quiet:
            told.append((loop, x, y))
            structure = self.games.unit_type_facts(int(units["type"][slot])).structure
            text = "Our base is under attack" if structure else "Our units are under attack"
            self.items[player].append({"what": "attack", "text": text, "x": round(x, 1), "y": round(y, 1)})
        self._attacks[player] = told
